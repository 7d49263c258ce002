/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-batch-private.h"
#include "gol-schema-private.h"

/*
 * Numbers of file codes. One is given when a form is opened, long before anything is stored, so they are counted in memory;
 * the transaction that uses one marks how far the count has come. A number that is given and not used is a gap, never a
 * number twice.
 */

#define PREFIX "code."

guint
gol_store_next_code (GolStore        *store,
                     const GolEntity *entity)
{
  guint number;

  g_mutex_lock (&store->lock);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (store->counters, entity)) + 1;
  g_hash_table_insert (store->counters, (gpointer) entity, GUINT_TO_POINTER (number));
  g_mutex_unlock (&store->lock);
  return number;
}

gboolean
gol_file_keep_code (GolFile          *file,
                    const GolEntity  *entity,
                    GError          **error)
{
  g_autofree char *key = g_strconcat (PREFIX, entity->name, NULL);
  g_autofree char *value = NULL;

  g_mutex_lock (&file->store->lock);
  value = g_strdup_printf ("%u", GPOINTER_TO_UINT (g_hash_table_lookup (file->store->counters, entity)));
  g_mutex_unlock (&file->store->lock);
  return gol_meta_set (file->db, key, value, error);
}

/* Never lower than what was given already: a transaction that failed gives no number back. */
gboolean
gol_file_load_codes (GolFile  *file,
                     GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT substr (key, 6), value FROM meta WHERE key >= 'code.' AND key < 'code/'",
                                               error);
  gboolean row, good;

  if (st == NULL)
    return FALSE;
  g_mutex_lock (&file->store->lock);
  while ((good = gol_statement_step (st, &row, error)) && row)
    {
      const GolEntity *entity = gol_dictionary_find_entity (gol_statement_text (st, 0));
      guint number = g_ascii_strtoull (gol_statement_text (st, 1), NULL, 10);

      if (entity != NULL && number > GPOINTER_TO_UINT (g_hash_table_lookup (file->store->counters, entity)))
        g_hash_table_insert (file->store->counters, (gpointer) entity, GUINT_TO_POINTER (number));
    }
  g_mutex_unlock (&file->store->lock);
  return good;
}
