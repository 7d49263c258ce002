/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-list-count.h"

/* How many there are of everything, and of what each chip would leave. */

static void
free_query (gpointer query)
{
  if (query != NULL)
    gol_query_free (query);
}

GPtrArray *
gol_list_count_queries_new (void)
{
  return g_ptr_array_new_with_free_func (free_query);
}

static gpointer
count_func (GolOffice     *office,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  GPtrArray *queries = data;
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < queries->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      guint64 count = 0;
      gint64 result = -1;

      if (g_ptr_array_index (queries, i) != NULL
          && gol_query_count (gol_office_get_store (office), g_ptr_array_index (queries, i), cancellable, &count, NULL))
        result = count;
      g_array_append_val (counts, result);
    }
  return counts;
}

void
gol_list_count (gpointer      owner,
                GolOffice    *office,
                GPtrArray    *queries,
                GCancellable *cancellable,
                GolDone       done)
{
  gol_run (owner, office, count_func, queries, (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) g_array_unref, cancellable, done);
}
