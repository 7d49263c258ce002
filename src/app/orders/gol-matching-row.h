/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-matching.h"

G_BEGIN_DECLS

/**
 * GolMatchingRow:
 *
 * A candidate for an order: her rank, and below her name what it rests on. Signal "place": the button that the chosen row has.
 */
#define GOL_TYPE_MATCHING_ROW (gol_matching_row_get_type ())
G_DECLARE_FINAL_TYPE (GolMatchingRow, gol_matching_row, GOL, MATCHING_ROW, GtkListBoxRow)

/* Borrows @candidate, which outlives it. */
GtkWidget          *gol_matching_row_new           (const GolCandidate *candidate,
                                                    GolDate             today);
const GolCandidate *gol_matching_row_get_candidate (GolMatchingRow     *self);
void                gol_matching_row_set_chosen    (GolMatchingRow     *self,
                                                    gboolean            chosen,
                                                    gboolean            can_place);

/* An icon and words, for a reason that counts or one that does not. */
GtkWidget          *gol_matching_reason_new        (const GolReason    *reason);

G_END_DECLS
