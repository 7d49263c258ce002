/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The kinds of office, as the vocabulary "office_kind" has them, and the GolParty flags of each (0: no such kind). */
guint               gol_office_kind_party (const char *kind);
const char         *gol_office_kind_label (const char *kind);   /* translated */
const char * const *gol_office_kinds      (void);
/* A kind as the code of whoever of it has no agency of his own ("consulatedestination"), and the parties of such a code (0: none). */
char               *gol_office_kind_to_code   (const char *kind);
guint               gol_office_kind_code_party (const char *code);

G_END_DECLS
