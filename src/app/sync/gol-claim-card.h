/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gol-office.h"

G_BEGIN_DECLS

/* One of a conflict's values as a card: its key, which office, what it says, who and when. @titles: (nullable): of references. */
GtkWidget *gol_claim_card_new       (const GolConflict *conflict,
                                     guint              position,
                                     GHashTable        *titles);
/* What a claim says, in words; never empty. */
char      *gol_claim_words          (const GolConflict *conflict,
                                     const GolValue    *value,
                                     GHashTable        *titles);
/* "Contact · Telephone". */
char      *gol_conflict_question    (const GolConflict *conflict);
char      *gol_conflict_field_label (const GolConflict *conflict);

G_END_DECLS
