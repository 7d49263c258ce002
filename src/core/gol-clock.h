/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GolClock:
 *
 * The time, injected: nothing else in Golondrina asks the machine what time it is. It also gives hybrid
 * logical timestamps, which never go back though the machine's clock may. Safe to use from any thread.
 */
#define GOL_TYPE_CLOCK (gol_clock_get_type ())
G_DECLARE_FINAL_TYPE (GolClock, gol_clock, GOL, CLOCK, GObject)

GolClock *gol_clock_new_system   (void);
GolClock *gol_clock_new_fixed    (gint64       instant);
/* The same time and day; a hybrid clock of its own, so that how far one has counted tells nothing of the other. */
GolClock *gol_clock_new_beside   (GolClock    *other);
void      gol_clock_set_instant  (GolClock    *self,     /* fixed clocks only */
                                  gint64       instant);
void      gol_clock_set_today    (GolClock    *self,     /* the office's day, for --today and tests */
                                  GolDate      today);
gint64    gol_clock_get_instant  (GolClock    *self);
GolDate   gol_clock_get_today    (GolClock    *self);

/* Hybrid logical clock: "0192f3a1c7d2.0003", twelve hexadecimal digits of milliseconds and a counter. */
#define GOL_HLC_LENGTH 17
void      gol_clock_tick         (GolClock    *self,
                                  char         hlc[GOL_HLC_LENGTH + 1]);
void      gol_clock_witness      (GolClock    *self,     /* never give less than this again */
                                  const char  *hlc);

G_END_DECLS
