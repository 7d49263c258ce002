/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gol-date.h"
#include "gol-list-spec.h"

G_BEGIN_DECLS

/**
 * gol_list_cell_factory:
 * @spec: the list
 * @column: one of its columns
 * @offset: where its cells begin among a row's cells
 * @today: the office's day
 *
 * Cells of #GtkInscription, cheap to make and to fill: two thousand of them are alive at a time. They follow their #GolRow's "changed".
 *
 * Returns: (transfer full): a factory for a #GtkColumnViewColumn over #GolRow
 */
GtkListItemFactory *gol_list_cell_factory (const GolListSpec   *spec,
                                           const GolListColumn *column,
                                           guint                offset,
                                           GolDate              today);
/* Of a column with @info's chars, in pixels. */
int                 gol_list_cell_width   (const GolListColumn *info);

/* What step, status and lateness look like, here and in previews: an icon, a style class, words. */
void  gol_step_look  (const char  *step,
                      const char  *status,
                      gboolean     late,
                      const char **icon,
                      const char **style,
                      char       **words);
void  gol_decision_look (const char  *result,
                         const char **icon,
                         const char **style,
                         char       **words);

G_END_DECLS
