/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-batch-private.h"

/* Local notes: what this office remembers and no other needs. */

GolLog
gol_note_get_log (const char *key)
{
  return g_str_has_prefix (key, "protected/") ? GOL_LOG_PROTECTED : GOL_LOG_OPEN;
}

gboolean
gol_note_write (GolDb       *db,
                const char  *key,
                const char  *text,
                GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, text != NULL
                                               ? "INSERT INTO note (key, text) VALUES (?1, ?2)"
                                                 " ON CONFLICT (key) DO UPDATE SET text = excluded.text"
                                               : "DELETE FROM note WHERE key = ?1", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, key);
  if (text != NULL)
    gol_statement_bind_text (st, 2, text);
  return gol_statement_run (st, error);
}

typedef struct
{
  const char *key;
  const char *text;
} Note;

static gboolean
set_note (GolFile   *file,
          gpointer   user_data,
          GError   **error)
{
  Note *note = user_data;

  return gol_note_write (file->db, note->key, note->text, error);
}

gboolean
gol_store_set_note (GolStore    *store,
                    const char  *key,
                    const char  *text,
                    GError     **error)
{
  Note note = { key, text };
  GolLog log = gol_note_get_log (key);
  gboolean good;

  gol_store_lock (store, GOL_PRIORITY_OFFICER);
  good = gol_store_write (store, log == GOL_LOG_OPEN, log == GOL_LOG_PROTECTED, set_note, &note, error);
  gol_store_unlock (store);
  return good;
}

typedef struct
{
  const char *key;
  char       *text;
  GPtrArray  *keys;
} Query;

static gboolean
get_note_cb (GolDb     *open,
             GolDb     *protected_db,
             gpointer   user_data,
             GError   **error)
{
  Query *query = user_data;
  GolDb *db = gol_note_get_log (query->key) == GOL_LOG_OPEN ? open : protected_db;
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  if (db == NULL)
    return TRUE;
  st = gol_db_prepare (db, "SELECT text FROM note WHERE key = ?1", error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, query->key);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  query->text = row ? g_strdup (gol_statement_text (st, 0)) : NULL;
  return TRUE;
}

/**
 * gol_store_get_note:
 *
 * Returns: (transfer full) (nullable): its text; %NULL with @error unset when there is none, or its file is not held
 */
char *
gol_store_get_note (GolStore    *store,
                    const char  *key,
                    GError     **error)
{
  Query query = { key, NULL, NULL };

  gol_store_with_reader (store, NULL, get_note_cb, &query, error);
  return query.text;
}

static gboolean
list_notes_cb (GolDb     *open,
               GolDb     *protected_db,
               gpointer   user_data,
               GError   **error)
{
  Query *query = user_data;
  GolDb *dbs[] = { open, protected_db };

  for (guint i = 0; i < G_N_ELEMENTS (dbs) && dbs[i] != NULL; i++)
    {
      g_autoptr(GolStatement) st = gol_db_prepare (dbs[i], "SELECT key FROM note WHERE substr (key, 1, length (?1)) = ?1 ORDER BY key",
                                                   error);
      gboolean row, good;

      if (st == NULL)
        return FALSE;
      gol_statement_bind_text (st, 1, query->key);
      while ((good = gol_statement_step (st, &row, error)) && row)
        g_ptr_array_add (query->keys, g_strdup (gol_statement_text (st, 0)));
      if (!good)
        return FALSE;
    }
  return TRUE;
}

GStrv
gol_store_list_notes (GolStore    *store,
                      const char  *prefix,
                      GError     **error)
{
  Query query = { prefix, NULL, g_ptr_array_new_with_free_func (g_free) };
  gboolean good = gol_store_with_reader (store, NULL, list_notes_cb, &query, error);

  if (!good)
    {
      g_ptr_array_unref (query.keys);
      return NULL;
    }
  g_ptr_array_add (query.keys, NULL);
  return (GStrv) g_ptr_array_free (query.keys, FALSE);
}
