/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"

static GolDb *
db_of (GolSession *session)
{
  return session->reader != NULL ? session->reader : session->file->db;
}

/* ── What merging asks of the log ── */

static guint64
parse_op (GolMergeLog *log,
          const char  *op)
{
  GolSession *session = (GolSession *) log;
  const char *colon = strrchr (op, ':');
  char site[GOL_OP_ID_MAX];
  guint64 no;

  if (colon == NULL || colon - op >= GOL_OP_ID_MAX)
    return 0;
  memcpy (site, op, colon - op);
  site[colon - op] = '\0';
  no = GPOINTER_TO_UINT (g_hash_table_lookup (session->file->site_numbers, site));
  return no != 0 ? no << 32 | (g_ascii_strtoull (colon + 1, NULL, 10) & G_MAXUINT32) : 0;
}

/* Accepted is what wrote in this very section: what an operation did elsewhere says nothing here, whenever it comes. */
static gboolean
is_accepted (GolMergeLog  *log,
             guint64       op,
             GError      **error)
{
  GolSession *session = (GolSession *) log;
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  if (session->replayed != 0 && op >= session->replayed)
    return FALSE;
  st = gol_db_prepare (db_of (session), "SELECT line FROM leaf CROSS JOIN change ON change.id = leaf.id >> 12"
                       " WHERE leaf.id BETWEEN ?1 AND ?1 + 4095 AND rec = ?2 AND verdict IS NOT 2", error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, op << GOL_LEAF_BITS);
  gol_statement_bind_int (st, 2, session->record->id);
  while (gol_statement_step (st, &row, error) && row)
    {
      const char *line = gol_statement_text (st, 0);
      g_autoptr(GolLeaf) leaf = line != NULL ? gol_leaf_from_line (line, strlen (line), NULL) : NULL;

      if (leaf != NULL && strcmp (leaf->section, session->section) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_late (GolMergeLog *log,
         guint64      op)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db_of ((GolSession *) log), "SELECT verdict = 1 FROM change WHERE id = ?1", NULL);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, op);
  return gol_statement_step (st, &row, NULL) && row && gol_statement_int (st, 0) != 0;
}

static gboolean
get_hlc (GolMergeLog  *log,
         guint64       op,
         char          hlc[GOL_HLC_LENGTH + 1],
         GError      **error)
{
  GolSession *session = (GolSession *) log;
  g_autoptr(GolStatement) st = gol_db_prepare (db_of (session), "SELECT eff_hlc, hdr FROM change WHERE id = ?1", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, op);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  if (row && !gol_statement_is_null (st, 0))
    g_strlcpy (hlc, gol_statement_text (st, 0), GOL_HLC_LENGTH + 1);
  else if (!row || !gol_header_line_hlc (gol_statement_text (st, 1), hlc))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("The log lacks a change that stands in a record."));
      return FALSE;
    }
  return TRUE;
}

/* Without reading the whole line: none of its values can hold a quotation mark. */
gboolean
gol_header_line_hlc (const char *line,
                     char        hlc[GOL_HLC_LENGTH + 1])
{
  const char *found = strstr (line, "\"hlc\":\"");

  if (found == NULL || strlen (found) < 7 + GOL_HLC_LENGTH)
    return FALSE;
  memcpy (hlc, found + 7, GOL_HLC_LENGTH);
  hlc[GOL_HLC_LENGTH] = '\0';
  return TRUE;
}

/* "?" only in a log that was tampered with, which must not stop gol_store_verify (). */
static const char *
site_name (GolFile *file,
           guint64  op)
{
  guint64 no = op >> 32;
  const char *name = no < file->site_names->len ? g_ptr_array_index (file->site_names, no) : NULL;

  return name != NULL ? name : "?";
}

static const char *
get_site (GolMergeLog *log,
          guint64      op)
{
  return site_name (((GolSession *) log)->file, op);
}

char *
gol_file_op_name (GolFile *file,
                  guint64  op)
{
  return g_strdup_printf ("%s:%u", site_name (file, op), (guint) (op & G_MAXUINT32));
}

/* ── Records ── */

static void
record_state_free (gpointer data)
{
  GolRecordState *state = data;

  g_free (state->record);
  g_free (state->code);
  g_clear_pointer (&state->row, gol_row_free);
  g_ptr_array_unref (state->sections);
  g_free (state);
}

GolSession *
gol_session_new (GolFile *file)
{
  GolSession *session = g_new0 (GolSession, 1);

  session->log = (GolMergeLog) { parse_op, is_accepted, get_hlc, is_late, get_site };
  session->file = file;
  session->last_row = G_MAXUINT32;
  session->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  session->by_id = g_hash_table_new (NULL, NULL);
  session->states = g_ptr_array_new_with_free_func (record_state_free);
  return session;
}

void
gol_session_free (GolSession *session)
{
  g_hash_table_unref (session->by_name);
  g_hash_table_unref (session->by_id);
  g_clear_pointer (&session->changes, g_ptr_array_unref);
  g_ptr_array_unref (session->states);
  g_free (session);
}

/* The entity, when this file holds any of its sections. */
static const GolEntity *
entity_of (GolFile    *file,
           const char *record)
{
  const GolEntity *entity = NULL;
  const char *name;

  if (gol_record_split (record, &name, NULL))
    entity = gol_dictionary_find_entity (name);
  return entity != NULL && gol_entity_rests_in (entity, file->log) ? entity : NULL;
}

static GolRecordState *
add_state (GolSession      *session,
           const char      *record,
           guint32          id,
           gboolean         revoked,
           const char      *code)
{
  GolRecordState *state = g_new0 (GolRecordState, 1);

  state->record = g_strdup (record);
  state->id = id;
  state->revoked = revoked;
  state->entity = revoked ? NULL : entity_of (session->file, record);
  state->code = g_strdup (code);
  state->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_section_state_free);
  g_ptr_array_add (session->states, state);
  g_hash_table_insert (session->by_name, state->record, state);
  g_hash_table_insert (session->by_id, GUINT_TO_POINTER (id), state);
  return state;
}

/* The column of a field with several heads, or with members, shows their sum: the table has the parts. */
static void
forget_whole (GolSectionState *section,
              const char      *name)
{
  GolCell *cell = gol_section_state_cell (section, name, "", FALSE);

  if (cell != NULL && cell->heads == NULL)
    g_array_remove_index (section->cells, cell - (GolCell *) section->cells->data);
}

static gboolean
load_heads (GolSession       *session,
            GolRecordState   *state,
            GolSectionState  *section,
            GError          **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db_of (session), "SELECT field, member, op, hlc, kind, text FROM head"
                                               " WHERE rec = ?1 AND sec = ?2", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, state->id);
  gol_statement_bind_text (st, 2, section->name);
  for (;;)
    {
      const char *name;
      GolCell *cell;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        break;
      name = g_intern_string (gol_statement_text (st, 0));
      forget_whole (section, name);
      cell = gol_section_state_cell (section, name, gol_statement_text (st, 1), TRUE);
      gol_cell_add_head (cell, gol_statement_int (st, 2), gol_statement_text (st, 3), gol_statement_int (st, 4),
                         gol_statement_text (st, 5));
    }
  for (guint i = 0; i < section->cells->len; i++)
    {
      GolCell *cell = &g_array_index (section->cells, GolCell, i);

      if (cell->heads != NULL)
        gol_cell_choose (cell, &session->log);
    }
  return TRUE;
}

static gboolean
load_holes (GolSession       *session,
            GolRecordState   *state,
            GolSectionState  *section,
            GError          **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db_of (session), "SELECT field, member, op FROM hole WHERE rec = ?1 AND sec = ?2",
                                               error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, state->id);
  gol_statement_bind_text (st, 2, section->name);
  for (;;)
    {
      GolHole hole;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      hole.name = g_intern_string (gol_statement_text (st, 0));
      hole.member = g_intern_string (gol_statement_text (st, 1));
      hole.op = g_strdup (gol_statement_text (st, 2));
      g_array_append_val (section->holes, hole);
    }
}

static gboolean
load_row (GolSession      *session,
          GolRecordState  *state,
          GError         **error)
{
  GError *failure = NULL;

  if (state->entity == NULL || state->id > session->last_row)
    return TRUE;
  state->row = gol_row_load (db_of (session), session->file->log, state->entity, state->id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (state->row == NULL)
    return TRUE;
  if (!gol_clock_decode (state->row->clock, state->entity, state->row->sections, state->sections))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("A row does not say by which changes it stands; rebuild the office."));
      return FALSE;
    }
  for (guint i = 0; i < state->sections->len; i++)
    {
      GolSectionState *section = g_ptr_array_index (state->sections, i);

      if (section->apart && (!load_heads (session, state, section, error) || !load_holes (session, state, section, error)))
        return FALSE;
    }
  return TRUE;
}

GolRecordState *
gol_session_get (GolSession  *session,
                 const char  *record,
                 gboolean     create,
                 GError     **error)
{
  GolFile *file = session->file;
  GolRecordState *state = g_hash_table_lookup (session->by_name, record);
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  if (state != NULL)
    return state;
  st = gol_db_prepare (file->db, "SELECT id, code, revoked FROM record WHERE uid = ?1", error);
  if (st == NULL)
    return NULL;
  gol_statement_bind_text (st, 1, record);
  if (!gol_statement_step (st, &row, error) || (!row && !create))
    return NULL;
  if (row)
    {
      state = add_state (session, record, gol_statement_int (st, 0), !gol_statement_is_null (st, 2), gol_statement_text (st, 1));
      return load_row (session, state, error) ? state : NULL;
    }
  state = add_state (session, record, ++file->last_record, FALSE, NULL);
  state->is_new = TRUE;
  return state;
}

GolRecordState *
gol_session_get_id (GolSession  *session,
                    guint32      id,
                    GError     **error)
{
  GolRecordState *state = g_hash_table_lookup (session->by_id, GUINT_TO_POINTER (id));
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  if (state != NULL)
    return state;
  st = gol_db_prepare (db_of (session), "SELECT uid, code, revoked FROM record WHERE id = ?1", error);
  if (st == NULL)
    return NULL;
  gol_statement_bind_int (st, 1, id);
  if (!gol_statement_step (st, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("The log tells of a record that has no name."));
      return NULL;
    }
  state = add_state (session, gol_statement_text (st, 0), id, !gol_statement_is_null (st, 2), gol_statement_text (st, 1));
  return load_row (session, state, error) ? state : NULL;
}

GolSectionState *
gol_session_section (GolSession      *session,
                     GolRecordState  *state,
                     const char      *name,
                     gboolean         create)
{
  GolSectionState *section;

  for (guint i = 0; i < state->sections->len; i++)
    {
      section = g_ptr_array_index (state->sections, i);
      if (strcmp (section->name, name) == 0)
        return section;
    }
  if (!create || state->entity == NULL)
    return NULL;
  section = gol_section_state_new (state->entity, name);
  if (section->section != NULL && gol_section_get_log (section->section) != session->file->log)
    {
      gol_section_state_free (section);
      return NULL;
    }
  g_ptr_array_add (state->sections, section);
  return section;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

/* What a writer names who has seen the section as it is now. */
GStrv
gol_session_base (GolSession      *session,
                  GolSectionState *section)
{
  g_autoptr(GArray) heads = gol_section_state_heads (section);
  GPtrArray *names = g_ptr_array_sized_new (heads->len + 1);

  for (guint i = 0; i < heads->len; i++)
    g_ptr_array_add (names, gol_file_op_name (session->file, g_array_index (heads, guint64, i)));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (names, FALSE);
}

/* ── The log ── */

gboolean
gol_file_add_change (GolFile          *file,
                     guint64           id,
                     const GolChange  *change,
                     gint64            batch,
                     GError          **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "INSERT INTO change (id, n, hdr, sig, batch) VALUES (?1, ?2, ?3, ?4, ?5)",
                                               error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id);
  gol_statement_bind_int (st, 2, ++file->arrivals);
  gol_statement_bind_static (st, 3, change->line, -1);
  gol_statement_bind_blob (st, 4, change->signature, GOL_SIGNATURE_BYTES);
  if (batch != 0)
    gol_statement_bind_int (st, 5, batch);
  return gol_statement_run (st, error);
}

static gboolean
insert_leaf (GolFile     *file,
             guint64      id,
             guint32      record,
             guint64      prev,
             const char  *line,
             const char  *old,
             GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "INSERT INTO leaf (id, rec, prev, line, old) VALUES (?1, ?2, ?3, ?4, ?5)",
                                               error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id);
  gol_statement_bind_int (st, 2, record);
  if (prev != 0)
    gol_statement_bind_int (st, 3, prev);
  gol_statement_bind_static (st, 4, line, -1);
  if (old != NULL)
    gol_statement_bind_static (st, 5, old, -1);
  return gol_statement_run (st, error);
}

static void
take_code (GolRecordState *state,
           const GolLeaf  *leaf)
{
  const char *code = gol_values_get_text (leaf->values, GOL_FIELD_FILE_CODE);

  /* Given once, by whoever made the record; were there two, the smaller stands everywhere. */
  if (code == NULL || (state->code != NULL && strcmp (state->code, code) <= 0))
    return;
  g_free (state->code);
  state->code = g_strdup (code);
  state->code_new = TRUE;
}

gboolean
gol_session_merge (GolSession      *session,
                   GolRecordState  *state,
                   const GolLeaf   *leaf,
                   guint64          op,
                   const char      *hlc,
                   GError         **error)
{
  GolSectionState *section = gol_session_section (session, state, leaf->section, TRUE);

  g_assert (!state->prepared);
  if (section == NULL)
    return TRUE;
  state->dirty = TRUE;
  take_code (state, leaf);
  session->record = state;
  session->section = section->name;
  section->dirty = TRUE;
  return hlc == NULL || gol_merge_leaf (section, leaf, op, hlc, &session->log, error);
}

gboolean
gol_session_add_leaf (GolSession     *session,
                      guint64         change,
                      guint           index,
                      const char     *line,
                      const GolLeaf  *leaf,
                      const char     *hlc,
                      const char     *old,
                      GError        **error)
{
  GolRecordState *state = gol_session_get (session, leaf->record, TRUE, error);
  guint64 id = change << GOL_LEAF_BITS | index;
  GolSectionState *section;

  if (state == NULL)
    return FALSE;
  state->dirty = TRUE;
  section = gol_session_section (session, state, leaf->section, TRUE);
  if (!insert_leaf (session->file, id, state->id, section != NULL ? section->last : 0, line, old, error))
    return FALSE;
  if (section == NULL)
    return TRUE;
  section->last = id;
  return gol_session_merge (session, state, leaf, change, hlc, error);
}

/* One that stands in the log already, of a record of which none was merged: as if it came now. */
gboolean
gol_session_relink (GolSession  *session,
                    guint64      id,
                    GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (session->file->db, "SELECT rec, line FROM leaf WHERE id = ?1 AND line IS NOT NULL", error);
  g_autoptr(GolStatement) set = gol_db_prepare (session->file->db, "UPDATE leaf SET prev = ?2 WHERE id = ?1", error);
  g_autoptr(GolLeaf) leaf = NULL;
  GolRecordState *state;
  GolSectionState *section;
  gboolean row;

  if (st == NULL || set == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id);
  if (!gol_statement_step (st, &row, error) || !row)
    return row;
  leaf = gol_leaf_from_line (gol_statement_text (st, 1), strlen (gol_statement_text (st, 1)), error);
  state = leaf != NULL ? gol_session_get_id (session, gol_statement_int (st, 0), error) : NULL;
  if (state == NULL)
    return FALSE;
  section = gol_session_section (session, state, leaf->section, TRUE);
  if (section == NULL)
    return TRUE;
  gol_statement_bind_int (set, 1, id);
  if (section->last != 0)
    gol_statement_bind_int (set, 2, section->last);
  section->last = id;
  section->stale = state->dirty = TRUE;
  take_code (state, leaf);
  return gol_statement_run (set, error);
}
