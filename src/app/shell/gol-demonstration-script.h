/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-window.h"

G_BEGIN_DECLS

/**
 * GolScriptStep:
 * @step: its name, in the order of play: "begin", "found", "placed"…
 * @windows: of the demonstration's offices
 * @seconds: until what was done in one window was seen in the other; 0 where nothing had to travel
 *
 * A step has come true: what was to be seen is on the pages.
 */
typedef void (*GolScriptStep) (const char        *step,
                               GolWindow * const *windows,
                               double             seconds,
                               gpointer           user_data);
/* @error: (nullable): why it did not come to its end. */
typedef void (*GolScriptDone) (const GError      *error,
                               gpointer           user_data);

/**
 * gol_demonstration_script_run:
 * @ministry: the window in which the demonstration was opened
 *
 * Plays one person's season before whoever looks: placed at the ministry, accepted by the employer, prepared, seen off and seen back by the
 * consulate, and asked whether she may go again. What people do by hand is done on their pages; the months between are logged as their
 * officers would. Each step waits until the other office shows it.
 */
void gol_demonstration_script_run (GolWindow     *ministry,
                                   GolScriptStep  step,
                                   GolScriptDone  done,
                                   gpointer       user_data);

G_END_DECLS
