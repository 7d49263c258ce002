/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-rebuild-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-facts-private.h"
#include "gol-schema-private.h"
#include "gol-session-private.h"

/*
 * The projection dropped and made again from the log, page by page in the order of its numbers: merging does not mind the
 * order. How far it came is kept with each page, so that a rebuild that was killed goes on when the office is next opened.
 */

#define PAGE_LEAVES 16384

typedef struct
{
  GolFile      *file;
  GCancellable *cancellable;
  GolProgress   progress;
  gpointer      user_data;
  guint64       total;
  guint64       done;
  guint64       position;   /* the newest leaf that is taken in */
} Rebuild;

static gboolean
ask (Rebuild     *rebuild,
     const char  *sql,
     guint64      position,
     guint64     *answer,
     GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (rebuild->file->db, sql, error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, position);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  *answer = row ? gol_statement_int (st, 0) : 0;
  return TRUE;
}

/* Records of entities that were not known when they came, and are now. */
static gboolean
name_kinds (GolDb   *db,
            GError **error)
{
  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    {
      g_autoptr(GolStatement) st = gol_db_prepare (db, "UPDATE record SET kind = ?1 WHERE kind = 0 AND uid >= ?2 || '/' AND uid < ?2 || '0'",
                                                   error);

      if (st == NULL)
        return FALSE;
      gol_statement_bind_int (st, 1, (*entity)->number);
      gol_statement_bind_text (st, 2, (*entity)->name);
      if (!gol_statement_run (st, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
start (Rebuild  *rebuild,
       GError  **error)
{
  GolDb *db = rebuild->file->db;

  /* What is dropped is written again within minutes: wiping its pages first doubles the work. */
  return gol_db_exec (db, "PRAGMA secure_delete = OFF", error)
         && gol_db_begin (db, error)
         && gol_schema_drop_projection (db, rebuild->file->log, error)
         && gol_schema_create_projection (db, rebuild->file->log, error)
         && name_kinds (db, error)
         && gol_meta_set (db, "rebuild", "0", error)
         && gol_db_commit (db, error)
         && gol_db_exec (db, "PRAGMA secure_delete = ON", error);
}

/* Which of a section's leaves came last decides where its history begins; sites' numbers do not tell. */
static gboolean
mind_newest (Rebuild          *rebuild,
             GolSectionState  *section,
             guint64           leaf,
             guint64           prev,
             guint64           arrival,
             GError          **error)
{
  guint64 other;

  if (section->last != 0 && section->last != prev)
    {
      if (!ask (rebuild, "SELECT n FROM change WHERE id = ?1", section->last >> GOL_LEAF_BITS, &other, error))
        return FALSE;
      if (other > arrival)
        return TRUE;
    }
  section->last = leaf;
  return TRUE;
}

static gboolean
take_leaf (Rebuild       *rebuild,
           GolSession    *session,
           GolStatement  *st,
           GError       **error)
{
  guint64 id = gol_statement_int (st, 0);
  GolRecordState *state = gol_session_get_id (session, gol_statement_int (st, 1), error);
  const char *line = gol_statement_text (st, 3);
  g_autoptr(GolLeaf) leaf = NULL;
  GolSectionState *section;
  char hlc[GOL_HLC_LENGTH + 1];

  if (state == NULL)
    return FALSE;
  if (line == NULL || state->entity == NULL)
    return TRUE;
  leaf = gol_leaf_from_line (line, strlen (line), error);
  if (leaf == NULL)
    return FALSE;
  if (!gol_statement_is_null (st, 6))
    g_strlcpy (hlc, gol_statement_text (st, 6), sizeof hlc);
  else if (!gol_header_line_hlc (gol_statement_text (st, 5), hlc))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("The log is damaged; restore the last backup."));
      return FALSE;
    }
  session->replayed = id >> GOL_LEAF_BITS;
  if (!gol_session_merge (session, state, leaf, session->replayed, hlc, error))
    return FALSE;
  section = gol_session_section (session, state, leaf->section, FALSE);
  return section == NULL || mind_newest (rebuild, section, id, gol_statement_int (st, 2), gol_statement_int (st, 4), error);
}

/* One transaction. *more: FALSE when the log is at its end. */
static gboolean
take_page (Rebuild   *rebuild,
           gboolean  *more,
           GError   **error)
{
  GolDb *db = rebuild->file->db;
  g_autoptr(GolSession) session = gol_session_new (rebuild->file);
  g_autoptr(GolStatement) st = NULL;
  g_autofree char *position = NULL;
  guint n = 0;
  gboolean row;

  st = gol_db_prepare (db, "SELECT leaf.id, rec, prev, line, n, hdr, eff_hlc FROM leaf CROSS JOIN change ON change.id = leaf.id >> 12"
                       " WHERE leaf.id > ?1 ORDER BY leaf.id LIMIT ?2", error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, rebuild->position);
  gol_statement_bind_int (st, 2, PAGE_LEAVES);
  for (;; n++)
    {
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!take_leaf (rebuild, session, st, error))
        return FALSE;
      rebuild->position = gol_statement_int (st, 0);
    }
  gol_statement_reset (st);
  *more = n == PAGE_LEAVES;
  rebuild->done += n;
  position = g_strdup_printf ("%" G_GUINT64_FORMAT, rebuild->position);
  return gol_session_flush (session, TRUE, error) && gol_meta_set (db, "rebuild", position, error);
}

static gboolean
take_pages (Rebuild  *rebuild,
            GError  **error)
{
  GolDb *db = rebuild->file->db;

  for (gboolean more = TRUE; more;)
    {
      if (g_cancellable_is_cancelled (rebuild->cancellable))
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED,
                               _("It was stopped; it goes on when the office is next opened."));
          return FALSE;
        }
      if (!gol_db_begin (db, error) || !take_page (rebuild, &more, error) || !gol_db_commit (db, error))
        return FALSE;
      gol_store_bound_wal (rebuild->file->store);
      if (rebuild->progress != NULL)
        rebuild->progress (rebuild->done, rebuild->total, rebuild->user_data);
    }
  return TRUE;
}

static gboolean
finish (Rebuild  *rebuild,
        GError  **error)
{
  GolFile *file = rebuild->file;

  /* Derived columns are written before they are indexed. */
  return gol_db_begin (file->db, error)
         && gol_schema_create_reference_indexes (file->db, file->log, error)
         && (file->log != GOL_LOG_OPEN || gol_facts_rebuild (file->store, file->db, rebuild->cancellable, error))
         && gol_schema_create_indexes (file->db, file->log, error)
         && gol_meta_set (file->db, "rebuild", NULL, error)
         && gol_db_commit (file->db, error);
}

gboolean
gol_file_rebuild (GolFile       *file,
                  gboolean       afresh,
                  GCancellable  *cancellable,
                  GolProgress    progress,
                  gpointer       user_data,
                  GError       **error)
{
  Rebuild rebuild = { .file = file, .cancellable = cancellable, .progress = progress, .user_data = user_data };
  g_autofree char *position = gol_meta_get (file->db, "rebuild", NULL);
  gboolean good = TRUE;

  file->partial = TRUE;
  if (afresh || g_strcmp0 (position, "start") == 0)
    good = start (&rebuild, error);
  else
    rebuild.position = g_ascii_strtoull (position, NULL, 10);
  good = good
         && (rebuild.position == 0 || ask (&rebuild, "SELECT count (*) FROM leaf WHERE id <= ?1", rebuild.position, &rebuild.done, error))
         && ask (&rebuild, "SELECT count (*) FROM leaf WHERE ?1 >= 0", 0, &rebuild.total, error)
         && take_pages (&rebuild, error)
         && finish (&rebuild, error);
  if (!good)
    gol_db_rollback (file->db);
  file->partial = !good;
  return good;
}

typedef struct
{
  guint64     before;      /* leaves of the files that are done */
  guint64     done;        /* of this one */
  GolProgress progress;
  gpointer    user_data;
} BothFiles;

static void
both_files_cb (guint64  done,
               guint64  total,
               gpointer user_data)
{
  BothFiles *both = user_data;

  both->done = done;
  if (both->progress != NULL)
    both->progress (both->before + done, both->before + total, both->user_data);
}

/**
 * gol_store_rebuild:
 *
 * Writers wait until it is done; readers see what is made so far. When it is stopped or killed the office is not whole until
 * it is opened again, which finishes it.
 */
gboolean
gol_store_rebuild (GolStore      *store,
                   GCancellable  *cancellable,
                   GolProgress    progress,
                   gpointer       user_data,
                   GError       **error)
{
  BothFiles both = { 0, 0, progress, user_data };
  gboolean good;

  gol_store_lock (store, GOL_PRIORITY_BULK);
  good = gol_store_check_writer (store, error);
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED && good; log++)
    if (store->files[log].db != NULL)
      {
        good = gol_file_rebuild (&store->files[log], TRUE, cancellable, both_files_cb, &both, error);
        both.before += both.done;
        both.done = 0;
      }
  gol_store_unlock (store);
  return good;
}
