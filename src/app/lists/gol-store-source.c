/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-store-source.h"

typedef struct
{
  gatomicrefcount   refs;
  GolStore         *store;
  const GolEntity  *entity;
  const char      **fields;
} StoreSource;

static gpointer
store_source_ref (gpointer data)
{
  g_atomic_ref_count_inc (&((StoreSource *) data)->refs);
  return data;
}

static void
store_source_unref (gpointer data)
{
  StoreSource *source = data;

  if (!g_atomic_ref_count_dec (&source->refs))
    return;
  gol_store_unref (source->store);
  g_free (source->fields);
  g_free (source);
}

static GArray *
store_source_first (gpointer        data,
                    const GolQuery *query,
                    guint           n,
                    GCancellable   *cancellable)
{
  return gol_query_first (((StoreSource *) data)->store, query, n, cancellable, NULL);
}

static GArray *
store_source_ids (gpointer         data,
                  const GolQuery  *query,
                  GCancellable    *cancellable,
                  GError         **error)
{
  return gol_query_ids (((StoreSource *) data)->store, query, cancellable, error);
}

static GPtrArray *
store_source_rows (gpointer        data,
                   const guint32  *ids,
                   guint           n,
                   GError        **error)
{
  StoreSource *source = data;

  return gol_query_rows (source->store, source->entity, ids, n, source->fields, error);
}

const GolListSource gol_store_source = { store_source_first, store_source_ids, store_source_rows, store_source_ref, store_source_unref };

gpointer
gol_store_source_new (const GolListSpec *spec,
                      GPtrArray         *columns,
                      GolStore          *store)
{
  StoreSource *source = g_new0 (StoreSource, 1);
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < columns->len; i++)
    for (const char * const *field = ((const GolListColumn *) columns->pdata[i])->fields; *field != NULL; field++)
      g_ptr_array_add (fields, (gpointer) *field);
  g_ptr_array_add (fields, NULL);
  g_atomic_ref_count_init (&source->refs);
  source->store = gol_store_ref (store);
  source->entity = gol_dictionary_find_entity (spec->entity);
  source->fields = (const char **) g_ptr_array_free (g_steal_pointer (&fields), FALSE);
  return source;
}
