/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-replay-private.h"
#include "gol-schema-private.h"
#include "gol-text.h"
#include "gol-verify-private.h"

/* Each record is merged again, alone and in memory, from the leaves behind its row, and compared with the row. */

typedef struct
{
  GolVerify  *verify;
  GolSession *session;
} Replay;

/* ── One section ── */

typedef struct
{
  GolVerify       *verify;
  GolRecordState  *state;
  GolSectionState *section;
} Section;

/* What undo would write is what was there. */
static gboolean
check_old_cb (const GolLink  *link,
              const char     *old,
              gpointer        user_data,
              GError        **error)
{
  Section *section = user_data;

  if (g_strcmp0 (link->old, old) != 0)
    gol_verify_fault (section->verify, _("What undoing would set back in %s, “%s”, is not what was there."), section->state->record,
                      section->section->name);
  return TRUE;
}

static char *
smaller_code (char          *code,
              const GolLeaf *leaf)
{
  const char *other = gol_values_get_text (leaf->values, GOL_FIELD_FILE_CODE);

  if (other == NULL || (code != NULL && strcmp (code, other) <= 0))
    return code;
  g_free (code);
  return g_strdup (other);
}

/* Merges the section again into @copy. FALSE with @error unset: a fault, told. */
static gboolean
replay_section (Replay           *replay,
                GolRecordState   *state,
                GolSectionState  *section,
                GolRecordState   *copy,
                GError          **error)
{
  GolVerify *verify = replay->verify;
  g_autoptr(GPtrArray) chain = gol_replay_load (replay->session, state, section, verify->merged, error);
  Section about = { verify, state, section };
  GolSectionState *again;
  g_autofree char *stored = NULL;
  g_autofree char *made = NULL;

  if (chain == NULL)
    {
      if (error == NULL || *error == NULL)
        gol_verify_fault (verify, _("The history of %s, “%s”, is broken."), state->record, section->name);
      return FALSE;
    }
  again = gol_replay_merge (replay->session, state, section, chain, check_old_cb, &about, error);
  if (again == NULL)
    return FALSE;
  g_ptr_array_add (copy->sections, again);
  for (guint i = 0; i < chain->len; i++)
    {
      const GolLink *link = g_ptr_array_index (chain, i);

      if (link->leaf == NULL)
        continue;
      copy->code = smaller_code (copy->code, link->leaf);
      verify->shown++;
    }
  stored = gol_section_state_digest (verify->file, section);
  made = gol_section_state_digest (verify->file, again);
  if (!g_str_equal (stored, made))
    gol_verify_fault (verify, _("%s, “%s”, is not what its changes make."), state->record, section->name);
  return TRUE;
}

/* ── One record ── */

static void
copy_free (GolRecordState *copy)
{
  g_free (copy->code);
  g_ptr_array_unref (copy->sections);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolRecordState, copy_free)

static gboolean
equal_sections (GHashTable *a,
                GHashTable *b)
{
  GHashTableIter iter;
  gpointer name, values;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, &values))
    {
      GolValues *other = g_hash_table_lookup (b, name);

      if (other == NULL || !gol_values_equal (values, other))
        return FALSE;
    }
  return TRUE;
}

static gboolean
conflict_is_listed (Replay      *replay,
                    const char  *id,
                    gboolean    *listed,
                    GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (replay->verify->file->db, "SELECT 1 FROM conflict WHERE id = ?1", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, id);
  return gol_statement_step (st, listed, error);
}

static gboolean
check_conflicts (Replay          *replay,
                 GolRecordState  *state,
                 guint64         *conflicts,
                 GError         **error)
{
  for (guint i = 0; i < state->sections->len; i++)
    {
      GolSectionState *section = g_ptr_array_index (state->sections, i);

      for (guint j = 0; j < section->cells->len; j++)
        {
          GolCell *cell = &g_array_index (section->cells, GolCell, j);
          g_autofree char *id = NULL;
          gboolean listed;

          if (!gol_cell_is_contested (cell))
            continue;
          (*conflicts)++;
          id = gol_conflict_id (replay->session, state->record, section->name, cell);
          if (!conflict_is_listed (replay, id, &listed, error))
            return FALSE;
          if (!listed)
            gol_verify_fault (replay->verify, _("A disagreement about %s, “%s”, is not listed."), state->record, section->name);
        }
    }
  return TRUE;
}

static gboolean
check_record (Replay   *replay,
              guint32   id,
              guint64  *conflicts,
              GError  **error)
{
  GolVerify *verify = replay->verify;
  GolRecordState *state = gol_session_get_id (replay->session, id, error);
  g_auto(GolRecordState) copy = { .sections = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_section_state_free) };
  g_autoptr(GolRow) row = NULL;

  if (state == NULL)
    return FALSE;
  verify->result->records++;
  if (state->row == NULL)
    return TRUE;
  copy.entity = state->entity;
  for (guint i = 0; i < state->sections->len; i++)
    {
      GError *failure = NULL;

      if (replay_section (replay, state, g_ptr_array_index (state->sections, i), &copy, &failure))
        continue;
      if (failure == NULL)
        return TRUE;   /* told already */
      g_propagate_error (error, failure);
      return FALSE;
    }
  row = gol_record_state_to_row (&copy);
  if (!equal_sections (row->sections, state->row->sections) || row->voided != state->row->voided
      || !g_bytes_equal (row->clock, state->row->clock))
    gol_verify_fault (verify, _("The row of %s is not what its changes make."), state->record);
  if (g_strcmp0 (row->code, state->code) != 0 || g_strcmp0 (row->code, state->row->code) != 0)
    gol_verify_fault (verify, _("The file code of %s is not the one that it was given."), state->record);
  return check_conflicts (replay, state, conflicts, error);
}

/* ── All of them ── */

static gboolean
check_kind (GolVerify    *verify,
            GolStatement *st)
{
  const char *uid = gol_statement_text (st, 1), *slash = strchr (uid, '/');
  g_autofree char *name = slash != NULL ? g_strndup (uid, slash - uid) : NULL;
  const GolEntity *entity = name != NULL ? gol_dictionary_find_entity (name) : NULL;
  guint kind = entity != NULL && gol_entity_rests_in (entity, verify->file->log) && gol_statement_is_null (st, 3) ? entity->number : 0;

  if ((guint) gol_statement_int (st, 2) != kind)
    gol_verify_fault (verify, _("%s is listed as a record of another kind."), uid);
  return kind != 0;
}

static gboolean
check_records (GolVerify  *verify,
               guint64    *rows,
               guint64    *conflicts,
               GError    **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (verify->file->db, "SELECT id, uid, kind, revoked FROM record ORDER BY id", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  for (;;)
    {
      g_autoptr(GolSession) session = gol_session_new (verify->file);
      Replay replay = { verify, session };
      GError *failure = NULL;
      gboolean good;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!check_kind (verify, st))
        continue;
      good = check_record (&replay, gol_statement_int (st, 0), conflicts, &failure);
      if (g_error_matches (failure, GOL_ERROR, GOL_ERROR_CORRUPT) || g_error_matches (failure, GOL_ERROR, GOL_ERROR_INVALID))
        {
          gol_verify_fault (verify, "%s", failure->message);
          g_clear_error (&failure);
        }
      else if (!good)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      *rows += session->states->len > 0 && ((GolRecordState *) g_ptr_array_index (session->states, 0))->row != NULL;
      if (!gol_verify_go_on (verify, 0, error))
        return FALSE;
    }
}

/* Sorting rests on copies: they must be of what is shown. */
static gboolean
check_sort_columns (GolVerify        *verify,
                    const GolEntity  *entity,
                    GError          **error)
{
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL && gol_section_get_log (section) == verify->file->log; field++)
      {
        g_autofree char *sql = NULL;
        g_autoptr(GolStatement) st = NULL;
        gboolean row;

        if (!gol_field_is_folded (field))
          continue;
        sql = g_strdup_printf ("SELECT %s, %s FROM %s", gol_schema_column (section, field), gol_schema_sort_column (section, field),
                               gol_schema_table (entity));
        st = gol_db_prepare (verify->file->db, sql, error);
        if (st == NULL)
          return FALSE;
        for (;;)
          {
            const char *text;
            g_autofree char *folded = NULL;

            if (!gol_statement_step (st, &row, error))
              return FALSE;
            if (!row)
              break;
            text = gol_statement_text (st, 0);
            folded = text != NULL ? gol_text_fold (text) : NULL;
            if (g_strcmp0 (folded, gol_statement_text (st, 1)) != 0)
              gol_verify_fault (verify, _("“%s” is not sorted as it is written."), text != NULL ? text : "");
          }
      }
  return TRUE;
}

static gboolean
count_rows (GolVerify  *verify,
            guint64    *rows,
            GError    **error)
{
  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    {
      g_autofree char *sql = NULL;
      guint64 number;

      if (!gol_entity_rests_in (*entity, verify->file->log))
        continue;
      sql = g_strdup_printf ("SELECT count (*) FROM %s", gol_schema_table (*entity));
      if (!gol_verify_count (verify, sql, &number, error) || !check_sort_columns (verify, *entity, error))
        return FALSE;
      *rows += number;
    }
  return TRUE;
}

gboolean
gol_verify_rows (GolVerify  *verify,
                 GError    **error)
{
  guint64 made = 0, rows = 0, conflicts = 0, listed;

  if (!check_records (verify, &made, &conflicts, error)
      || !count_rows (verify, &rows, error)
      || !gol_verify_count (verify, "SELECT count (*) FROM conflict", &listed, error))
    return FALSE;
  if (rows != made)
    gol_verify_fault (verify, _("There are rows that no record stands behind."));
  if (conflicts != listed)
    gol_verify_fault (verify, _("Disagreements are listed that are none."));
  if (verify->shown != verify->merged)
    gol_verify_fault (verify, _("There are leaves in the log that no row shows."));
  return TRUE;
}
