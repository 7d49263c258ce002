/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-async.h"
#include "gol-query.h"

G_BEGIN_DECLS

/* (transfer full): for #GolQuery, or %NULL where nothing is asked. */
GPtrArray *gol_list_count_queries_new (void);
/* Counts each of @queries (transfer full) in a thread; @done gets a #GArray of #gint64, -1 where it is not known. */
void       gol_list_count             (gpointer      owner,
                                       GolOffice    *office,
                                       GPtrArray    *queries,
                                       GCancellable *cancellable,
                                       GolDone       done);

G_END_DECLS
