/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/*
 * The office that a newcomer looks at: a ministry of Mexico with three thousand people who do not exist, read in from
 * a sheet as a real one would be, the shipped job orders, and placements of two schemes at every stage of a season.
 */
#define GOL_DEMONSTRATION_OFFICER    "Marisol Utrera"
#define GOL_DEMONSTRATION_PASSPHRASE "golondrina"

/**
 * gol_demonstration_make:
 * @dir: a folder that is empty or not there yet
 * @today: the day on which the season is in mid-flow
 * @progress: (nullable) (scope call)
 *
 * The same day gives the same people, orders and fates. It takes some seconds; on failure the folder is left for who
 * called to remove.
 */
gboolean   gol_demonstration_make  (const char    *dir,
                                    GolDate        today,
                                    GolProgress    progress,
                                    gpointer       user_data,
                                    GError       **error);

G_END_DECLS
