/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-picture-matching.h"

#include "gol-matching.h"

char *
gol_picture_find_order (GolOffice     *office,
                        GCancellable  *cancellable,
                        GError       **error)
{
  static const char * const approved[] = { "full", "partial", NULL };
  const GolEntity *entity = gol_dictionary_find_entity ("order");
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = NULL;
  char *best = NULL;
  guint most = 0;

  gol_query_add_filter (query, "order_origin_decision.result", GOL_FILTER_IN, approved);
  ids = gol_query_ids (gol_office_get_store (office), query, cancellable, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr(GolRecord) order = gol_office_read_id (office, entity, g_array_index (ids, guint32, i), NULL);
      g_autoptr(GolMatching) matching = order != NULL
        ? gol_matching_look (office, order->record, GOL_MATCHING_LAST_SEASON, NULL, 1, cancellable, NULL) : NULL;

      if (matching == NULL || matching->stopped != NULL || matching->posts - matching->filled <= most)
        continue;
      most = matching->posts - matching->filled;
      g_free (best);
      best = g_strdup (order->record);
    }
  return best;
}
