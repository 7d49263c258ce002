/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-rebuild-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-facts-private.h"
#include "gol-receipt.h"
#include "gol-schema-private.h"
#include "gol-session-private.h"

/*
 * The projection dropped and made again from the log, page by page in the order of its numbers: merging does not mind the
 * order. While one thread merges and writes a page, another reads the next. How far it came is kept with each page, so that
 * a rebuild that was killed goes on when the office is next opened.
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
  guint32       last_row;   /* no record after this one has a row */
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

/* Which of a section's leaves came last decides where its history begins; their numbers do not tell, for a leaf may be given long
 * after its change. It is the one from which the chain leads to the other. */
static gboolean
mind_newest (Rebuild          *rebuild,
             GolSectionState  *section,
             guint64           leaf,
             guint64           prev,
             GError          **error)
{
  guint64 older = section->last != 0 ? prev : 0;

  /* A log that was tampered with may lead in a ring. */
  for (guint64 steps = 0; older != section->last && older != 0 && steps < rebuild->total; steps++)
    if (!ask (rebuild, "SELECT prev FROM leaf WHERE id = ?1", older, &older, error))
      return FALSE;
  if (older == section->last)
    section->last = leaf;
  return TRUE;
}

/* ── Pages of the log, read ahead ── */

typedef struct
{
  guint64  id;
  guint32  record;
  guint64  prev;
  gboolean counts;                    /* FALSE: quarantined */
  char     hlc[GOL_HLC_LENGTH + 1];   /* empty: its header does not say */
  GolLeaf *leaf;                      /* NULL: its line was erased or withheld, or cannot be read */
  GError  *error;                     /* why it cannot */
} Entry;

typedef struct
{
  GArray   *entries;   /* of Entry */
  gboolean  more;      /* may follow */
  GError   *error;
} Page;

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->leaf, gol_leaf_free);
  g_clear_error (&entry->error);
}

static void
page_free (Page *page)
{
  g_array_unref (page->entries);
  g_clear_error (&page->error);
  g_free (page);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static void
read_entry (Entry        *entry,
            GolStatement *st)
{
  const char *line = gol_statement_text (st, 3);

  *entry = (Entry) { .id = gol_statement_int (st, 0), .record = gol_statement_int (st, 1),
                     .prev = gol_statement_int (st, 2),
                     .counts = gol_statement_is_null (st, 4) || gol_statement_int (st, 4) != GOL_RECEIPT_QUARANTINED };
  if (!gol_statement_is_null (st, 6))
    g_strlcpy (entry->hlc, gol_statement_text (st, 6), sizeof entry->hlc);
  else
    gol_header_line_hlc (gol_statement_text (st, 5), entry->hlc);
  if (line != NULL)
    entry->leaf = gol_leaf_from_line (line, strlen (line), &entry->error);
}

static Page *
read_page (GolDb   *db,
           guint64  after)
{
  Page *page = g_new0 (Page, 1);
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  page->entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), PAGE_LEAVES);
  g_array_set_clear_func (page->entries, entry_clear);
  st = gol_db_prepare (db, "SELECT leaf.id, rec, prev, line, verdict, hdr, eff_hlc FROM leaf CROSS JOIN change ON change.id = leaf.id >> 12"
                       " WHERE leaf.id > ?1 ORDER BY leaf.id LIMIT ?2", &page->error);
  if (st == NULL)
    return page;
  gol_statement_bind_int (st, 1, after);
  gol_statement_bind_int (st, 2, PAGE_LEAVES);
  while (gol_statement_step (st, &row, &page->error) && row)
    {
      Entry entry;

      read_entry (&entry, st);
      g_array_append_val (page->entries, entry);
    }
  page->more = page->entries->len == PAGE_LEAVES;
  return page;
}

/* What a thread does beside the one that merges and writes: it reads the next page, and throws the last one away. */
typedef struct
{
  GolDb   *db;      /* a reader of its own */
  guint64  after;
  Page    *spent;   /* (nullable) */
} Ahead;

static gpointer
read_ahead_cb (gpointer data)
{
  Ahead *ahead = data;

  g_clear_pointer (&ahead->spent, page_free);
  return read_page (ahead->db, ahead->after);
}

/* ── Merging and writing them ── */

static gboolean
take_entry (Rebuild     *rebuild,
            GolSession  *session,
            Entry       *entry,
            GError     **error)
{
  GolRecordState *state = gol_session_get_id (session, entry->record, error);
  GolSectionState *section;

  if (state == NULL)
    return FALSE;
  if (state->entity == NULL || (entry->leaf == NULL && entry->error == NULL))
    return TRUE;
  if (entry->leaf == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&entry->error));
      return FALSE;
    }
  if (*entry->hlc == '\0')
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("The log is damaged; restore the last backup."));
      return FALSE;
    }
  session->replayed = entry->id >> GOL_LEAF_BITS;
  if (!gol_session_merge (session, state, entry->leaf, session->replayed, entry->counts ? entry->hlc : NULL, error))
    return FALSE;
  section = gol_session_section (session, state, entry->leaf->section, FALSE);
  return section == NULL || mind_newest (rebuild, section, entry->id, entry->prev, error);
}

/* One transaction. */
static gboolean
write_page (Rebuild  *rebuild,
            Page     *page,
            GError  **error)
{
  GolDb *db = rebuild->file->db;
  g_autoptr(GolSession) session = gol_session_new (rebuild->file);
  g_autofree char *position = NULL;

  session->last_row = rebuild->last_row;
  if (page->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&page->error));
      return FALSE;
    }
  if (!gol_db_begin (db, error))
    return FALSE;
  for (guint i = 0; i < page->entries->len; i++)
    {
      Entry *entry = &g_array_index (page->entries, Entry, i);

      if (!take_entry (rebuild, session, entry, error))
        return FALSE;
      rebuild->last_row = MAX (rebuild->last_row, entry->record);
    }
  position = g_strdup_printf ("%" G_GUINT64_FORMAT, rebuild->position);
  if (!gol_session_flush (session, TRUE, error) || !gol_meta_set (db, "rebuild", position, error)
      || !gol_db_commit (db, error))
    return FALSE;
  gol_store_bound_wal (rebuild->file->store);
  rebuild->done += page->entries->len;
  if (rebuild->progress != NULL)
    rebuild->progress (rebuild->done, rebuild->total, rebuild->user_data);
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

static gboolean
take_pages (Rebuild  *rebuild,
            GError  **error)
{
  g_autoptr(GolDb) reader = gol_store_open_alone (rebuild->file->store, rebuild->file->log, GOL_DB_READ_ONLY, error);
  Ahead ahead = { .db = reader };
  Page *page = reader != NULL ? read_page (reader, rebuild->position) : NULL;
  gboolean good = page != NULL;

  while (page != NULL && good)
    {
      GThread *thread = NULL;
      Page *next;

      if (page->entries->len > 0)
        rebuild->position = g_array_index (page->entries, Entry, page->entries->len - 1).id;
      ahead.after = rebuild->position;
      if (page->more)
        thread = g_thread_new ("leaves", read_ahead_cb, &ahead);
      good = go_on (rebuild, error) && write_page (rebuild, page, error);
      next = thread != NULL ? g_thread_join (thread) : NULL;
      g_clear_pointer (&ahead.spent, page_free);
      ahead.spent = page;
      page = next;
    }
  g_clear_pointer (&ahead.spent, page_free);
  g_clear_pointer (&page, page_free);
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
  g_autofree char *position = gol_meta_get (file->db, "rebuild", NULL);
  gboolean good = TRUE;

  file->partial = TRUE;
  /* A page that power takes away is made again when the office is opened: none is waited for. */
  good = gol_db_set_synchronous (file->db, FALSE, error);
  if (!good)
    return FALSE;
  if (afresh || g_strcmp0 (position, "start") == 0)
    good = start (&rebuild, error);
  else
    {
      rebuild.position = g_ascii_strtoull (position, NULL, 10);
      rebuild.last_row = G_MAXUINT32;
    }
  good = good
         && (rebuild.position == 0 || ask (&rebuild, "SELECT count (*) FROM leaf WHERE id <= ?1", rebuild.position, &rebuild.done, error))
         && ask (&rebuild, "SELECT count (*) FROM leaf WHERE ?1 >= 0", 0, &rebuild.total, error)
         && take_pages (&rebuild, error)
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
