/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-derive.h"

G_BEGIN_DECLS

/**
 * GolRibbon:
 *
 * A journey as a row of stations, each a button with icon, colour and words, joined by a line that runs with the reading direction. What
 * does not fit is folded at both ends ("5 done", "6 later") until asked for. Signal "station" (string: its step).
 */
#define GOL_TYPE_RIBBON (gol_ribbon_get_type ())
G_DECLARE_FINAL_TYPE (GolRibbon, gol_ribbon, GOL, RIBBON, AdwBin)

GtkWidget  *gol_ribbon_new         (void);
/* (nullable): nothing; not kept. */
void        gol_ribbon_set_journey (GolRibbon        *self,
                                    const GolJourney *journey,
                                    GolDate           today);
void        gol_ribbon_select      (GolRibbon        *self,
                                    const char       *step);
/* How many stations stand side by side before some are folded. */
void        gol_ribbon_set_room    (GolRibbon        *self,
                                    guint             stations);

G_END_DECLS
