/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-rebuild-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-facts-private.h"
#include "gol-rebuild-ahead-private.h"
#include "gol-schema-private.h"

/*
 * The projection dropped and made again from the log, page by page in the order of its numbers: merging does not mind the
 * order. What is not writing is done ahead of it (gol-rebuild-ahead.c). How far it came is kept with each page, so that a
 * rebuild that was killed goes on when the office is next opened.
 */

typedef struct
{
  GolFile      *file;
  GCancellable *cancellable;
  GolProgress   progress;
  gpointer      user_data;
  guint64       done;       /* leaves that are taken in */
} Rebuild;

/* Records of entities that were not known when they came, and are now. */
static gboolean
name_kinds (GolDb   *db,
            GError **error)
{
  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    {
      g_autoptr(GolStatement) st = gol_db_prepare (db, "UPDATE record SET kind = ?1 WHERE kind = 0 AND revoked IS NULL AND uid >= ?2 || '/' AND uid < ?2 || '0'",
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

static gboolean
count_done (Rebuild  *rebuild,
            guint64   position,
            GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (rebuild->file->db, "SELECT count (*) FROM leaf WHERE id <= ?1", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, position);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  rebuild->done = gol_statement_int (st, 0);
  return TRUE;
}

static gboolean
go_on (Rebuild  *rebuild,
       GError  **error)
{
  if (!g_cancellable_is_cancelled (rebuild->cancellable))
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED,
                       _("It was stopped; it goes on when the office is next opened."));
  return FALSE;
}

/* One transaction. */
static gboolean
write_load (Rebuild  *rebuild,
            GolLoad  *load,
            GError  **error)
{
  GolDb *db = rebuild->file->db;
  g_autofree char *position = g_strdup_printf ("%" G_GUINT64_FORMAT, load->position);

  if (!go_on (rebuild, error)
      || !gol_db_begin (db, error)
      || !gol_load_merge_rest (load, error)
      || !gol_session_flush (load->session, TRUE, error)
      || !gol_meta_set (db, "rebuild", position, error)
      || !gol_db_commit (db, error))
    return FALSE;
  gol_store_bound_wal (rebuild->file->store);
  rebuild->done += load->entries->len;
  if (rebuild->progress != NULL)
    rebuild->progress (rebuild->done, load->total, rebuild->user_data);
  return TRUE;
}

static gboolean
take_loads (Rebuild   *rebuild,
            GolAhead  *ahead,
            GError   **error)
{
  gboolean good = TRUE;
  GolLoad *load;

  while (good && (load = gol_ahead_take (ahead)) != NULL)
    {
      good = write_load (rebuild, load, error);
      gol_ahead_give_back (ahead, load);
    }
  return good;
}

static gboolean
finish (Rebuild  *rebuild,
        GError  **error)
{
  GolFile *file = rebuild->file;

  /* Facts are found by references; derived columns are written before they are indexed. */
  return gol_db_begin (file->db, error)
         && gol_schema_create_reference_indexes (file->db, file->log, error)
         && gol_db_commit (file->db, error)
         && (file->log != GOL_LOG_OPEN || gol_facts_rebuild (file->store, file->db, rebuild->cancellable, error))
         && gol_db_begin (file->db, error)
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
  g_autofree char *kept = afresh ? NULL : gol_meta_get (file->db, "rebuild", NULL);
  guint64 position = kept != NULL ? g_ascii_strtoull (kept, NULL, 10) : 0;
  g_autoptr(GolAhead) ahead = gol_ahead_new (file, position, error);
  gboolean good;

  file->partial = TRUE;
  /* A page that power takes away is made again when the office is opened: none is waited for. */
  if (ahead == NULL || !gol_db_set_synchronous (file->db, FALSE, error))
    return FALSE;
  good = (position == 0 ? start (&rebuild, error) : count_done (&rebuild, position, error))
         && take_loads (&rebuild, ahead, error)
         && finish (&rebuild, error);
  if (!good)
    gol_db_rollback (file->db);
  good = gol_db_set_synchronous (file->db, TRUE, good ? error : NULL) && good;
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
