/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *gol_text_fold        (const char  *text);  /* small letters without accents, ñ → n, ß → ss, one space between words, no punctuation */
char     *gol_text_sound       (const char  *word);  /* one folded word as it sounds in Spanish and Portuguese: s/z/c, b/v, h, y/ll, double letters */
GStrv     gol_text_words       (const char  *text);  /* folded words */
gboolean  gol_text_within_one  (const char  *a,      /* at most one letter added, dropped, changed or two neighbours swapped */
                                const char  *b);
char     *gol_text_compose     (const char  *text);  /* NFC; NULL: not UTF-8 */
char     *gol_text_clean       (const char  *text);  /* NFC, trimmed, inner runs of space as one; "" never: NULL */

G_END_DECLS
