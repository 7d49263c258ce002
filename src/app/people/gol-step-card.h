/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolStepCard:
 *
 * One station of a journey: what it needs, what is missing and how to mend it, and the form that logs it. Signals "logged" (string: the
 * sentence), "failed" (GError).
 */
#define GOL_TYPE_STEP_CARD (gol_step_card_get_type ())
G_DECLARE_FINAL_TYPE (GolStepCard, gol_step_card, GOL, STEP_CARD, AdwBin)

GtkWidget  *gol_step_card_new         (void);
/* @station: (nullable): hides the card. Neither is kept. */
void        gol_step_card_set_station (GolStepCard      *self,
                                       GolOffice        *office,
                                       const GolJourney *journey,
                                       const GolStation *station);
const char *gol_step_card_get_step    (GolStepCard      *self);
/* Opens the form, the focus in it. */
void        gol_step_card_open_form   (GolStepCard      *self);

G_END_DECLS
