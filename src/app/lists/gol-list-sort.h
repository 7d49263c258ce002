/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "gol-list-spec.h"

G_BEGIN_DECLS

/* A list's order from one day to the next, in the settings. */
void  gol_list_sort_remember (const GolListSpec *spec,
                              const char        *sort,
                              gboolean           descending);
/* (transfer full): what was remembered, if a column can still sort by it, else the list's own. */
char *gol_list_sort_recall   (const GolListSpec *spec,
                              gboolean          *descending);

G_END_DECLS
