/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-session-private.h"

#include <string.h>

#include "gol-facts-private.h"
#include "gol-search-private.h"
#include "gol-search-words-private.h"

/* So many rows at once are worth a thread that makes them. */
#define TOGETHER 200

/* From merged sections to rows. */

static gboolean
says_void (GHashTable *sections)
{
  GHashTableIter iter;
  gpointer values;

  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, NULL, &values))
    if (gol_values_get_boolean (values, GOL_FIELD_FILE_VOID, FALSE))
      return TRUE;
  return FALSE;
}

/* Of a record of which all is quarantined lists shall not tell. One that says nothing yet is a record all the same. */
static gboolean
is_nowhere (GolRecordState *state)
{
  gboolean quarantined = FALSE;

  for (guint i = 0; i < state->sections->len; i++)
    {
      GolSectionState *section = g_ptr_array_index (state->sections, i);

      if (section->cells->len > 0)
        return FALSE;
      quarantined |= section->last != 0;
    }
  return quarantined;
}

GolRow *
gol_record_state_to_row (GolRecordState *state)
{
  GolRow *row = g_new0 (GolRow, 1);

  row->code = g_strdup (state->code);
  row->sections = gol_sections_new ();
  for (guint i = 0; i < state->sections->len; i++)
    {
      GolSectionState *section = g_ptr_array_index (state->sections, i);
      GolValues *before = state->row != NULL ? g_hash_table_lookup (state->row->sections, section->name) : NULL;
      GolValues *values = NULL;

      if (section->dirty)
        values = gol_section_state_values (section);
      else if (before != NULL)
        values = gol_values_ref (before);
      if (values != NULL && gol_values_get_size (values) > 0)
        g_hash_table_insert (row->sections, (gpointer) section->name, values);
      else if (values != NULL)
        gol_values_unref (values);
    }
  row->voided = says_void (row->sections) || is_nowhere (state);
  row->clock = gol_clock_encode (state->sections);
  return row;
}

/* ── Heads, holes and conflicts ── */

static gboolean
delete_of_section (GolDb       *db,
                   const char  *sql,
                   guint32      record,
                   const char  *section,
                   GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, sql, error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, record);
  gol_statement_bind_text (st, 2, section);
  return gol_statement_run (st, error);
}

static gboolean
insert_head (GolDb                  *db,
             guint32                 record,
             const GolSectionState  *section,
             const GolCell          *cell,
             const GolHead          *head,
             GError                **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "INSERT INTO head (rec, sec, field, member, op, hlc, kind, text)"
                                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, record);
  gol_statement_bind_text (st, 2, section->name);
  gol_statement_bind_text (st, 3, cell->name);
  gol_statement_bind_text (st, 4, cell->member);
  gol_statement_bind_int (st, 5, head->op);
  gol_statement_bind_text (st, 6, head->hlc);
  gol_statement_bind_int (st, 7, head->kind);
  gol_statement_bind_text (st, 8, head->text);
  return gol_statement_run (st, error);
}

static gboolean
insert_hole (GolDb                  *db,
             guint32                 record,
             const GolSectionState  *section,
             const GolHole          *hole,
             GError                **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "INSERT INTO hole (rec, sec, field, member, op) VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, record);
  gol_statement_bind_text (st, 2, section->name);
  gol_statement_bind_text (st, 3, hole->name);
  gol_statement_bind_text (st, 4, hole->member);
  gol_statement_bind_text (st, 5, hole->op);
  return gol_statement_run (st, error);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

/* The same at every site that holds the same heads: no number of this store is in it. */
char *
gol_conflict_id (GolSession    *session,
                 const char    *record,
                 const char    *section,
                 const GolCell *cell)
{
  g_autoptr(GPtrArray) ops = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < cell->heads->len; i++)
    g_ptr_array_add (ops, gol_file_op_name (session->file, g_array_index (cell->heads, GolHead, i).op));
  g_ptr_array_sort (ops, compare_strings);
  g_string_append_printf (text, "%s|%s|%s", record, section, cell->name);
  for (guint i = 0; i < ops->len; i++)
    g_string_append_printf (text, "|%s", (char *) g_ptr_array_index (ops, i));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, text->len);
}

static gboolean
insert_conflict (GolSession       *session,
                 GolRecordState   *state,
                 GolSectionState  *section,
                 GolCell          *cell,
                 GError          **error)
{
  g_autofree char *id = gol_conflict_id (session, state->record, section->name, cell);
  g_autoptr(GolStatement) st = gol_db_prepare (session->file->db, "INSERT INTO conflict (id, rec, sec, field, winner)"
                                               " VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, id);
  gol_statement_bind_int (st, 2, state->id);
  gol_statement_bind_text (st, 3, section->name);
  gol_statement_bind_text (st, 4, cell->name);
  gol_statement_bind_int (st, 5, cell->op);
  return gol_statement_run (st, error);
}

/* Only of sections that have, or had, more than one head somewhere. */
static gboolean
write_apart (GolSession       *session,
             GolRecordState   *state,
             GolSectionState  *section,
             GError          **error)
{
  GolDb *db = session->file->db;

  if (!delete_of_section (db, "DELETE FROM head WHERE rec = ?1 AND sec = ?2", state->id, section->name, error)
      || !delete_of_section (db, "DELETE FROM hole WHERE rec = ?1 AND sec = ?2", state->id, section->name, error)
      || !delete_of_section (db, "DELETE FROM conflict WHERE rec = ?1 AND sec = ?2", state->id, section->name, error))
    return FALSE;
  for (guint i = 0; i < section->cells->len; i++)
    {
      GolCell *cell = &g_array_index (section->cells, GolCell, i);

      for (guint j = 0; cell->heads != NULL && j < cell->heads->len; j++)
        if (!insert_head (db, state->id, section, cell, &g_array_index (cell->heads, GolHead, j), error))
          return FALSE;
      if (gol_cell_is_contested (cell) && !insert_conflict (session, state, section, cell, error))
        return FALSE;
    }
  for (guint i = 0; i < section->holes->len; i++)
    if (!insert_hole (db, state->id, section, &g_array_index (section->holes, GolHole, i), error))
      return FALSE;
  return TRUE;
}

/* ── Rows ── */

static gboolean
write_record (GolFile         *file,
              GolRecordState  *state,
              GError         **error)
{
  g_autoptr(GolStatement) st = NULL;

  if (!state->is_new && !state->code_new)
    return TRUE;
  st = gol_db_prepare (file->db, state->is_new ? "INSERT INTO record (id, kind, uid, code) VALUES (?1, ?2, ?3, ?4)"
                                               : "UPDATE record SET code = ?4 WHERE id = ?1", error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, state->id);
  if (state->is_new)
    {
      gol_statement_bind_int (st, 2, state->entity != NULL ? state->entity->number : 0);
      gol_statement_bind_text (st, 3, state->record);
    }
  gol_statement_bind_text (st, 4, state->code);
  return gol_statement_run (st, error);
}

static guint64
dirty_sections (const GolRecordState *state)
{
  guint64 dirty = 0;

  for (guint i = 0; i < state->sections->len; i++)
    {
      GolSectionState *section = g_ptr_array_index (state->sections, i);

      if (section->dirty && section->section != NULL)
        dirty |= G_GUINT64_CONSTANT (1) << (section->section - state->entity->sections);
    }
  return dirty;
}

static gboolean
write_state (GolSession      *session,
             GolRecordState  *state,
             GolRow          *row,
             GError         **error)
{
  GolFile *file = session->file;

  if (!(state->row == NULL ? gol_row_insert (file->db, file->log, state->entity, state->id, row, error)
                           : gol_row_update (file->db, file->log, state->entity, state->id, row, dirty_sections (state), error)))
    return FALSE;
  for (guint i = 0; i < state->sections->len; i++)
    {
      GolSectionState *section = g_ptr_array_index (state->sections, i);

      if (section->dirty && section->apart && !write_apart (session, state, section, error))
        return FALSE;
    }
  return TRUE;
}

/* ── A session's records ── */

/* One record: the row that it shall have, and what is told of it. */
typedef struct
{
  GolRecordState *state;
  gboolean        made;
  GolRow         *row;       /* NULL: not known here, or nothing stands in it */
  GolTouched      touched;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->row, gol_row_free);
  g_clear_pointer (&change->touched.found_by, gol_search_text_free);
  g_free (change);
}

static void
make_row (Change  *change,
          GolFile *file)
{
  GolRecordState *state = change->state;

  if (state->entity == NULL)
    return;
  change->row = gol_record_state_to_row (state);
  if (g_bytes_get_size (change->row->clock) == 0)
    {
      g_clear_pointer (&change->row, gol_row_free);
      return;
    }
  change->touched = (GolTouched) {
    .entity = state->entity,
    .id = state->id,
    .record = state->record,
    .code = state->code,
    .before = state->row != NULL ? state->row->sections : NULL,
    .after = change->row->sections,
    .was_voided = state->row != NULL && state->row->voided,
    .voided = change->row->voided,
    .found_by = gol_search_text_new (state->entity, file->log, state->code, change->row->sections),
  };
}

/* Adds the changes that have no row yet to the others. Returns their number. */
static guint
collect (GolSession *session)
{
  guint before = session->changes != NULL ? session->changes->len : 0;

  if (session->changes == NULL)
    session->changes = g_ptr_array_new_with_free_func (change_free);
  for (guint i = 0; i < session->states->len; i++)
    {
      GolRecordState *state = g_ptr_array_index (session->states, i);
      Change *change;

      if (!state->dirty || state->prepared)
        continue;
      state->prepared = TRUE;
      change = g_new0 (Change, 1);
      change->state = state;
      g_ptr_array_add (session->changes, change);
    }
  return session->changes->len - before;
}

/* ── Making rows beside their writing ── */

/* Each row follows from what was merged alone: whoever comes to the next makes it, the thread that is for it or the one that writes. */
typedef struct
{
  GolFile   *file;
  GPtrArray *changes;
  gint       next;       /* atomic: no row after is begun */
  GThread   *thread;     /* (nullable) */
  GMutex     lock;       /* of each change's made */
  GCond      moved;
} Maker;

static gboolean
make_next (Maker *maker)
{
  guint at = g_atomic_int_add (&maker->next, 1);
  Change *change = at < maker->changes->len ? maker->changes->pdata[at] : NULL;

  if (change == NULL)
    return FALSE;
  /* Unless it was made ahead (gol_session_prepare ()). */
  if (!change->made)
    make_row (change, maker->file);
  g_mutex_lock (&maker->lock);
  change->made = TRUE;
  g_cond_signal (&maker->moved);
  g_mutex_unlock (&maker->lock);
  return TRUE;
}

static gpointer
make_rows_cb (gpointer data)
{
  while (make_next (data));
  return NULL;
}

static void
maker_init (Maker      *maker,
            GolSession *session,
            guint       unmade)
{
  *maker = (Maker) { .file = session->file, .changes = session->changes };
  g_mutex_init (&maker->lock);
  g_cond_init (&maker->moved);
  if (unmade >= TOGETHER)
    maker->thread = g_thread_new ("rows", make_rows_cb, maker);
}

static void
maker_clear (Maker *maker)
{
  g_atomic_int_set (&maker->next, (gint) maker->changes->len);
  if (maker->thread != NULL)
    g_thread_join (maker->thread);
  g_mutex_clear (&maker->lock);
  g_cond_clear (&maker->moved);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maker, maker_clear)

static gboolean
is_made (Maker  *maker,
         Change *change)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&maker->lock);

  return change->made;
}

/* While the other thread is about it, the next one is made. */
static void
wait_for_row (Maker  *maker,
              Change *change)
{
  while (!is_made (maker, change) && make_next (maker));
  g_mutex_lock (&maker->lock);
  while (!change->made)
    g_cond_wait (&maker->moved, &maker->lock);
  g_mutex_unlock (&maker->lock);
}

void
gol_session_prepare (GolSession *session)
{
  collect (session);
  for (guint i = 0; i < session->changes->len; i++)
    {
      Change *change = session->changes->pdata[i];

      if (!change->made)
        make_row (change, session->file);
      change->made = TRUE;
    }
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const GolRecordState *x = (*(const Change **) a)->state, *y = (*(const Change **) b)->state;
  guint kind_x = x->entity != NULL ? x->entity->number : 0, kind_y = y->entity != NULL ? y->entity->number : 0;

  if (kind_x != kind_y)
    return kind_x < kind_y ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

/**
 * gol_session_flush:
 * @quiet: facts and derived columns are left for later, when all of them are made again
 *
 * Writes what was merged, in order of entity and id: neighbours share pages. The search is last, for every other statement
 * would make it write out what it holds back.
 */
gboolean
gol_session_flush (GolSession  *session,
                   gboolean     quiet,
                   GError     **error)
{
  g_autoptr(GPtrArray) touched = g_ptr_array_new ();
  g_auto(Maker) maker = { 0 };
  guint unmade = collect (session);
  GolFile *file = session->file;

  g_ptr_array_sort (session->changes, compare_changes);
  maker_init (&maker, session, unmade);
  for (guint i = 0; i < session->changes->len; i++)
    {
      Change *change = session->changes->pdata[i];

      wait_for_row (&maker, change);
      if (!write_record (file, change->state, error)
          || (change->row != NULL && !write_state (session, change->state, change->row, error)))
        return FALSE;
      if (change->row != NULL)
        g_ptr_array_add (touched, &change->touched);
    }
  return touched->len == 0
         || ((file->log != GOL_LOG_OPEN || quiet || gol_facts_update (file->store, file->db, touched, session->checked, error))
             && gol_search_update (file->db, file->log, touched, error));
}
