/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolReturnCard:
 *
 * "May she go again?" under a scheme of the officer's choice: yes, no or not known, from when, and every clause with her figures.
 */
#define GOL_TYPE_RETURN_CARD (gol_return_card_get_type ())
G_DECLARE_FINAL_TYPE (GolReturnCard, gol_return_card, GOL, RETURN_CARD, AdwBin)

GtkWidget *gol_return_card_new  (void);
/* Asks; @scheme: (nullable): the one to begin with. Asking again keeps the officer's choice. */
void       gol_return_card_ask  (GolReturnCard *self,
                                 GolOffice     *office,
                                 const char    *worker,
                                 const char    *scheme);

G_END_DECLS
