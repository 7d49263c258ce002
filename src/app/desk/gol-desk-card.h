/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-desk.h"

G_BEGIN_DECLS

/**
 * GolDeskCard:
 *
 * Who stands before the desk, large enough to be compared with a face: what the desk says in words, colour and sign, what does not hold,
 * and, for who comes late, why. Signal "confirmed": Enter in a reason that was written.
 */
#define GOL_TYPE_DESK_CARD (gol_desk_card_get_type ())
G_DECLARE_FINAL_TYPE (GolDeskCard, gol_desk_card, GOL, DESK_CARD, AdwBin)

GtkWidget  *gol_desk_card_new         (const GolDeskPerson *person,
                                       GolDate              today);
/* Whether why it is late is asked; then a figure from 0 chooses an answer. */
gboolean    gol_desk_card_asks        (GolDeskCard         *self);
gboolean    gol_desk_card_choose      (GolDeskCard         *self,
                                       guint                answer);
/* (nullable): the answer, in words. */
const char *gol_desk_card_get_reason  (GolDeskCard         *self);

G_END_DECLS
