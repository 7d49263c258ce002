/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-purge-private.h"

#include <string.h>

#include "gol-receipt.h"
#include "gol-schema-private.h"
#include "gol-search-private.h"

/*
 * Revoked: this office lost a record. Its row, facts, words and conflicts go, and so do the lines of its leaves, each of which
 * becomes a node again, as if it had never been given: the changes still verify, and a grant brings the lines back in the
 * usual way. What stays is the record's name. (SQLite overwrites what is deleted: secure_delete.)
 */

/*
 * meta's "wipe": what is to be done yet. SQLite overwrites what is deleted, but moves what stays from page to page without clearing where
 * it was; and the log beside the file has pages as they were.
 */
#define WIPE     "wipe"
#define WIPE_ALL "1"
#define WIPE_LOG "log"

static gboolean
run_with_id (GolDb       *db,
             const char  *sql,
             gint64       id,
             GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, sql, error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id);
  return gol_statement_run (st, error);
}

/* ── The row ── */

static gboolean
empty_state (GolSession      *session,
             GolRecordState  *state,
             GError         **error)
{
  for (guint i = 0; i < state->sections->len; i++)
    {
      GolSectionState *section = g_ptr_array_index (state->sections, i);

      g_array_set_size (section->cells, 0);
      g_array_set_size (section->holes, 0);
      section->apart = section->dirty = TRUE;
    }
  g_clear_pointer (&state->code, g_free);
  state->dirty = state->code_new = TRUE;
  return gol_session_flush (session, FALSE, error);
}

/* First as a record of which nothing stands, for facts and search are told of what changed; then the row itself. */
static gboolean
drop_row (GolFile         *file,
          GolSession      *session,
          GolRecordState  *state,
          GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?1", gol_schema_table (state->entity));

  return empty_state (session, state, error)
         && run_with_id (file->db, sql, state->id, error);
}

/* Drafts and such. */
static gboolean
drop_notes (GolDb       *db,
            const char  *record,
            GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "DELETE FROM note WHERE instr (key, ?1) OR instr (text, ?1)", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, record);
  return gol_statement_run (st, error);
}

gboolean
gol_file_revoke (GolFile     *file,
                 const char  *record,
                 GHashTable  *gone,
                 GError     **error)
{
  g_autoptr(GolSession) session = gol_session_new (file);
  GError *failure = NULL;
  GolRecordState *state = gol_session_get (session, record, FALSE, &failure);

  if (state == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      return failure == NULL;
    }
  g_hash_table_add (gone, GUINT_TO_POINTER (state->id));
  return (state->row == NULL || drop_row (file, session, state, error))
         && drop_notes (file->db, record, error)
         && run_with_id (file->db, "UPDATE record SET revoked = 1, kind = 0, code = NULL WHERE id = ?1", state->id, error);
}

/* ── The log ── */

static gboolean
withhold (GolFile     *file,
          guint64      leaf,
          const char  *line,
          GError     **error)
{
  g_autoptr(GolStatement) node = gol_db_prepare (file->db, "INSERT INTO node (id, n, hash) VALUES (?1, 1, ?2)", error);
  guint8 hash[GOL_HASH_BYTES];

  if (node == NULL)
    return FALSE;
  gol_hash_leaf_line (line, strlen (line), hash);
  gol_statement_bind_int (node, 1, leaf);
  gol_statement_bind_blob (node, 2, hash, sizeof hash);
  return gol_statement_run (node, error)
         && run_with_id (file->db, "DELETE FROM leaf WHERE id = ?1", leaf, error)
         && run_with_id (file->db, "UPDATE batch SET words = NULL WHERE no = (SELECT batch FROM change WHERE id = ?1)",
                         leaf >> GOL_LEAF_BITS, error);
}

/* Our own that the hub does not have, or keeps for somebody to decide, is kept; what came before it is not. */
static gboolean
purge_leaf (GolFile  *file,
            guint64   leaf,
            GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT line, verdict FROM leaf CROSS JOIN change ON change.id = leaf.id >> 12"
                                               " WHERE leaf.id = ?1", error);
  g_autofree char *line = NULL;
  gboolean row, settled;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, leaf);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  if (!row || gol_statement_is_null (st, 0))
    return TRUE;
  line = g_strdup (gol_statement_text (st, 0));
  settled = leaf >> GOL_LEAF_BITS >> 32 != GOL_OWN_SITE
            || (!gol_statement_is_null (st, 1) && gol_statement_int (st, 1) != GOL_RECEIPT_QUARANTINED);
  gol_statement_reset (st);
  return settled ? withhold (file, leaf, line, error)
                 : run_with_id (file->db, "UPDATE leaf SET prev = NULL, old = NULL WHERE id = ?1", leaf, error);
}

static gboolean
purge_leaves (GolFile  *file,
              GArray   *leaves,
              GError  **error)
{
  for (guint i = 0; i < leaves->len; i++)
    if (!purge_leaf (file, g_array_index (leaves, guint64, i), error))
      return FALSE;
  return TRUE;
}

/* Leaves have no index by record: one reading for all of them. */
static GArray *
find_leaves (GolFile     *file,
             GHashTable  *records,
             GError     **error)
{
  g_autoptr(GArray) leaves = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT id, rec FROM leaf ORDER BY id", error);
  gboolean row;

  if (st == NULL)
    return NULL;
  for (;;)
    {
      guint64 leaf;

      if (!gol_statement_step (st, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&leaves);
      leaf = gol_statement_int (st, 0);
      if (g_hash_table_contains (records, GUINT_TO_POINTER ((guint) gol_statement_int (st, 1))))
        g_array_append_val (leaves, leaf);
    }
}

gboolean
gol_file_purge (GolFile     *file,
                GHashTable  *gone,
                GError     **error)
{
  g_autoptr(GArray) leaves = NULL;

  if (g_hash_table_size (gone) == 0)
    return TRUE;
  leaves = find_leaves (file, gone, error);
  g_hash_table_remove_all (gone);
  return leaves != NULL && purge_leaves (file, leaves, error)
         && gol_search_optimize (file->db, error)
         && gol_meta_set (file->db, WIPE, WIPE_ALL, error);
}

gboolean
gol_file_purge_change (GolFile  *file,
                       guint64   op,
                       GError  **error)
{
  g_autoptr(GArray) leaves = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT leaf.id FROM leaf CROSS JOIN record ON record.id = rec"
                                               " WHERE leaf.id BETWEEN ?1 AND ?1 + 4095 AND revoked = 1", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, op << GOL_LEAF_BITS);
  for (;;)
    {
      guint64 leaf;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        break;
      leaf = gol_statement_int (st, 0);
      g_array_append_val (leaves, leaf);
    }
  return leaves->len == 0 || (purge_leaves (file, leaves, error) && gol_meta_set (file->db, WIPE, WIPE_ALL, error));
}

/* ── Again ── */

/* What was written here and kept counts again. */
static gboolean
merge_kept (GolFile  *file,
            guint32   record,
            GError  **error)
{
  g_autoptr(GHashTable) only = g_hash_table_new (NULL, NULL);
  g_autoptr(GArray) leaves = NULL;
  g_autoptr(GolSession) session = gol_session_new (file);

  g_hash_table_add (only, GUINT_TO_POINTER (record));
  leaves = find_leaves (file, only, error);
  for (guint i = 0; leaves != NULL && i < leaves->len; i++)
    if (!gol_session_relink (session, g_array_index (leaves, guint64, i), error))
      return FALSE;
  return leaves != NULL && gol_session_refresh (session, error) && gol_session_flush (session, FALSE, error);
}

gboolean
gol_file_grant (GolFile     *file,
                const char  *record,
                GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT id FROM record WHERE uid = ?1 AND revoked = 1", error);
  g_autoptr(GolStatement) set = gol_db_prepare (file->db, "UPDATE record SET revoked = NULL, kind = ?2 WHERE id = ?1", error);
  g_autofree char *name = g_strndup (record, strcspn (record, "/"));
  const GolEntity *entity = gol_dictionary_find_entity (name);
  guint32 id;
  gboolean row;

  if (st == NULL || set == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, record);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  id = gol_statement_int (st, 0);
  gol_statement_bind_int (set, 1, id);
  gol_statement_bind_int (set, 2, entity != NULL && gol_entity_rests_in (entity, file->log) ? entity->number : 0);
  return gol_statement_run (set, error) && merge_kept (file, id, error);
}

/* ── What is left ── */

static gboolean
wipe_file (GolStore  *store,
           GolLog     log,
           gboolean   pages,
           gboolean  *done,
           GError   **error)
{
  GolDb *db = store->files[log].db;
  g_autofree char *asked = db != NULL ? gol_meta_get (db, WIPE, NULL) : NULL;
  const gboolean only_log = g_strcmp0 (asked, WIPE_LOG) == 0;

  if (asked == NULL)
    return TRUE;
  if (pages && !only_log && (!gol_db_rewrite (db, error) || !gol_meta_set (db, WIPE, WIPE_LOG, error)))
    return FALSE;
  if (!gol_db_checkpoint (db, TRUE, error))
    return FALSE;
  /* Somebody may read what was there before. */
  if (gol_store_get_wal_size (store, log) > 0 || !(pages || only_log))
    *done = FALSE;
  else
    return gol_meta_set (db, WIPE, NULL, error);
  return TRUE;
}

gboolean
gol_store_wipe (GolStore  *store,
                gboolean   pages,
                gboolean  *done,
                GError   **error)
{
  g_autoptr(GolStatement) owed = gol_db_prepare (store->files[GOL_LOG_OPEN].db,
                                                 "SELECT 1 FROM meta WHERE key >= 'owed/' AND key < 'owed0' LIMIT 1", error);
  gboolean row;

  if (owed == NULL || !gol_statement_step (owed, &row, error))
    return FALSE;
  *done = !row;
  gol_statement_reset (owed);
  return wipe_file (store, GOL_LOG_OPEN, pages, done, error) && wipe_file (store, GOL_LOG_PROTECTED, pages, done, error);
}
