/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-rebuild-ahead-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-receipt.h"

/*
 * Ahead of the one that writes, one thread reads pages of the log, and another merges them and makes the rows. A few loads go
 * round: from the reader to the merger, to the writer, and back. Each thread throws away itself, when a load comes round again,
 * what it put there: memory that one thread allocates and another gives back costs both of them more than the work.
 *
 * The merger does not see what the writer is about to write. So it merges what concerns records that no page before had,
 * which is nearly all of a log; the writer merges the rest.
 */

#define PAGE_LEAVES 16384
#define LOADS       3

typedef struct
{
  guint64  id;
  guint32  record;
  guint64  prev;
  gboolean counts;                    /* FALSE: quarantined */
  gboolean waits;                     /* for the pages before to be written */
  char     hlc[GOL_HLC_LENGTH + 1];   /* empty: its header does not say */
  GolLeaf *leaf;                      /* NULL: its line was erased or withheld, or cannot be read */
  GError  *error;                     /* why it cannot */
} Entry;

struct _GolAhead
{
  GolFile     *file;
  GolDb       *dbs[2];      /* the reader's, the merger's: each its own */
  GThread     *threads[2];
  GAsyncQueue *to_read;     /* of GolLoad */
  GAsyncQueue *to_merge;
  GAsyncQueue *to_write;
  GolLoad      loads[LOADS];
  guint64      position;    /* the reader's: the newest leaf that was read */
  guint64      total;       /* the reader's: leaves of the log; 0: not counted */
  guint32      last_row;    /* the merger's: no record after this one has, or will have, a row from a page before */
  gint         stopped;     /* nothing more is wanted */
  gboolean     ended;       /* the last load was taken */
};

static gboolean
ask (GolDb       *db,
     const char  *sql,
     guint64      leaf,
     guint64     *answer,
     GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, sql, error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, leaf);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  *answer = row ? gol_statement_int (st, 0) : 0;
  return TRUE;
}

/* ── Reading ── */

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->leaf, gol_leaf_free);
  g_clear_error (&entry->error);
}

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

static gboolean
read_page (GolAhead  *self,
           GolLoad   *load,
           GError   **error)
{
  GolDb *db = self->dbs[0];
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  st = gol_db_prepare (db, "SELECT leaf.id, rec, prev, line, verdict, hdr, eff_hlc FROM leaf CROSS JOIN change ON change.id = leaf.id >> 12"
                       " WHERE leaf.id > ?1 ORDER BY leaf.id LIMIT ?2", error);
  if (st == NULL || (self->total == 0 && !ask (db, "SELECT count (*) FROM leaf WHERE ?1 >= 0", 0, &self->total, error)))
    return FALSE;
  gol_statement_bind_int (st, 1, self->position);
  gol_statement_bind_int (st, 2, PAGE_LEAVES);
  for (;;)
    {
      Entry entry;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        break;
      read_entry (&entry, st);
      g_array_append_val (load->entries, entry);
      self->position = entry.id;
    }
  load->total = self->total;
  load->position = self->position;
  load->more = load->entries->len == PAGE_LEAVES;
  return TRUE;
}

static gpointer
read_cb (gpointer data)
{
  GolAhead *self = data;

  for (gboolean more = TRUE; more;)
    {
      GolLoad *load = g_async_queue_pop (self->to_read);

      g_array_set_size (load->entries, 0);
      load->more = FALSE;
      if (!g_atomic_int_get (&self->stopped))
        read_page (self, load, &load->error);
      more = load->more;
      g_async_queue_push (self->to_merge, load);
    }
  return NULL;
}

/* ── Merging ── */

/* Which of a section's leaves came last decides where its history begins; their numbers do not tell, for a leaf may be given long
 * after its change. It is the one from which the chain leads to the other. */
static gboolean
mind_newest (const GolLoad    *load,
             GolSectionState  *section,
             guint64           leaf,
             guint64           prev,
             GError          **error)
{
  GolDb *db = load->session->reader != NULL ? load->session->reader : load->session->file->db;
  guint64 older = section->last != 0 ? prev : 0;

  /* A log that was tampered with may lead in a ring. */
  for (guint64 steps = 0; older != section->last && older != 0 && steps < load->total; steps++)
    if (!ask (db, "SELECT prev FROM leaf WHERE id = ?1", older, &older, error))
      return FALSE;
  if (older == section->last)
    section->last = leaf;
  return TRUE;
}

static gboolean
take_entry (GolLoad  *load,
            Entry    *entry,
            GError  **error)
{
  GolSession *session = load->session;
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
  return section == NULL || mind_newest (load, section, entry->id, entry->prev, error);
}

static gboolean
merge_page (GolAhead  *self,
            GolLoad   *load,
            GError   **error)
{
  guint32 last_row = self->last_row;

  for (guint i = 0; i < load->entries->len; i++)
    {
      Entry *entry = &g_array_index (load->entries, Entry, i);

      entry->waits = entry->record <= last_row;
      if (!entry->waits && !take_entry (load, entry, error))
        return FALSE;
      self->last_row = MAX (self->last_row, entry->record);
    }
  gol_session_prepare (load->session);
  return TRUE;
}

static gpointer
merge_cb (gpointer data)
{
  GolAhead *self = data;

  for (gboolean more = TRUE; more;)
    {
      GolLoad *load = g_async_queue_pop (self->to_merge);

      g_clear_pointer (&load->session, gol_session_free);
      load->session = gol_session_new (self->file);
      load->session->reader = self->dbs[1];
      load->session->last_row = self->last_row;
      if (load->error == NULL && !g_atomic_int_get (&self->stopped))
        merge_page (self, load, &load->error);
      more = load->more;
      g_async_queue_push (self->to_write, load);
    }
  return NULL;
}

gboolean
gol_load_merge_rest (GolLoad  *load,
                     GError  **error)
{
  if (load->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load->error));
      return FALSE;
    }
  load->session->reader = NULL;
  for (guint i = 0; i < load->entries->len; i++)
    {
      Entry *entry = &g_array_index (load->entries, Entry, i);

      if (entry->waits && !take_entry (load, entry, error))
        return FALSE;
    }
  return TRUE;
}

/* ── Going round ── */

GolAhead *
gol_ahead_new (GolFile  *file,
               guint64   after,
               GError  **error)
{
  g_autoptr(GolAhead) self = g_new0 (GolAhead, 1);

  self->file = file;
  self->position = after;
  self->last_row = after != 0 ? G_MAXUINT32 : 0;
  self->ended = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (self->dbs); i++)
    {
      self->dbs[i] = gol_store_open_alone (file->store, file->log, GOL_DB_READ_ONLY, error);
      if (self->dbs[i] == NULL)
        return NULL;
    }
  self->to_read = g_async_queue_new ();
  self->to_merge = g_async_queue_new ();
  self->to_write = g_async_queue_new ();
  for (guint i = 0; i < LOADS; i++)
    {
      self->loads[i].entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), PAGE_LEAVES);
      g_array_set_clear_func (self->loads[i].entries, entry_clear);
      g_async_queue_push (self->to_read, &self->loads[i]);
    }
  self->ended = FALSE;
  self->threads[0] = g_thread_new ("leaves", read_cb, self);
  self->threads[1] = g_thread_new ("records", merge_cb, self);
  return g_steal_pointer (&self);
}

GolLoad *
gol_ahead_take (GolAhead *self)
{
  GolLoad *load = self->ended ? NULL : g_async_queue_pop (self->to_write);

  self->ended = load == NULL || !load->more;
  return load;
}

void
gol_ahead_give_back (GolAhead *self,
                     GolLoad  *load)
{
  g_async_queue_push (self->to_read, load);
}

/* The reader says of the next load that it is the last one. */
void
gol_ahead_free (GolAhead *self)
{
  GolLoad *load;

  g_atomic_int_set (&self->stopped, TRUE);
  while ((load = gol_ahead_take (self)) != NULL)
    gol_ahead_give_back (self, load);
  for (guint i = 0; i < G_N_ELEMENTS (self->threads); i++)
    g_clear_pointer (&self->threads[i], g_thread_join);
  for (guint i = 0; i < LOADS; i++)
    {
      g_clear_pointer (&self->loads[i].entries, g_array_unref);
      g_clear_pointer (&self->loads[i].session, gol_session_free);
      g_clear_error (&self->loads[i].error);
    }
  g_clear_pointer (&self->to_read, g_async_queue_unref);
  g_clear_pointer (&self->to_merge, g_async_queue_unref);
  g_clear_pointer (&self->to_write, g_async_queue_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->dbs); i++)
    gol_db_close (self->dbs[i]);
  g_free (self);
}
