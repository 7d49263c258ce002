/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-schema-private.h"
#include "gol-text.h"
#include "gol-verify-private.h"

/* Each record is merged again, alone and in memory, from the leaves behind its row, and compared with the row. */

typedef struct
{
  GolMergeLog  log;
  GolVerify   *verify;
  GolSession  *session;
  GHashTable  *seen;      /* operations taken in so far, as they came */
} Replay;

static guint64
replay_parse (GolMergeLog *log,
              const char  *op)
{
  GolMergeLog *real = &((Replay *) log)->session->log;

  return real->parse (real, op);
}

static gboolean
replay_accepted (GolMergeLog  *log,
                 guint64       op,
                 GError      **error)
{
  return g_hash_table_contains (((Replay *) log)->seen, (gint64 *) &op);
}

static gboolean
replay_get_hlc (GolMergeLog  *log,
                guint64       op,
                char          hlc[GOL_HLC_LENGTH + 1],
                GError      **error)
{
  GolMergeLog *real = &((Replay *) log)->session->log;

  return real->get_hlc (real, op, hlc, error);
}

static const char *
replay_get_site (GolMergeLog *log,
                 guint64      op)
{
  GolMergeLog *real = &((Replay *) log)->session->log;

  return real->get_site (real, op);
}

/* ── One section ── */

typedef struct
{
  guint64  op;
  GolLeaf *leaf;
  char    *old;
  char     hlc[GOL_HLC_LENGTH + 1];
} Link;

static void
link_free (gpointer data)
{
  Link *link = data;

  gol_leaf_free (link->leaf);
  g_free (link->old);
  g_free (link);
}

static Link *
load_link (Replay          *replay,
           GolRecordState  *state,
           GolSectionState *section,
           guint64          id,
           guint64         *prev,
           GError         **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (replay->verify->file->db,
                                               "SELECT prev, line, old, hdr, eff_hlc FROM leaf CROSS JOIN change ON change.id = leaf.id >> 12"
                                               " WHERE leaf.id = ?1 AND rec = ?2", error);
  const char *line;
  Link *link;
  gboolean row;

  *prev = 0;
  if (st == NULL)
    return NULL;
  gol_statement_bind_int (st, 1, id);
  gol_statement_bind_int (st, 2, state->id);
  if (!gol_statement_step (st, &row, error) || !row)
    return NULL;
  link = g_new0 (Link, 1);
  *prev = gol_statement_int (st, 0);
  link->op = id >> GOL_LEAF_BITS;
  line = gol_statement_text (st, 1);
  link->leaf = line != NULL ? gol_leaf_from_line (line, strlen (line), NULL) : NULL;
  link->old = g_strdup (gol_statement_text (st, 2));
  if (!gol_statement_is_null (st, 4))
    g_strlcpy (link->hlc, gol_statement_text (st, 4), sizeof link->hlc);
  if ((link->leaf != NULL && (strcmp (link->leaf->record, state->record) != 0 || strcmp (link->leaf->section, section->name) != 0))
      || (*link->hlc == '\0' && !gol_header_line_hlc (gol_statement_text (st, 3), link->hlc)))
    g_clear_pointer (&link, link_free);
  return link;
}

/* From the newest leaf back to the first; NULL: the chain is broken, which is a fault (or @error is set). */
static GPtrArray *
load_chain (Replay          *replay,
            GolRecordState  *state,
            GolSectionState *section,
            GError         **error)
{
  g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func (link_free);
  guint64 prev;

  for (guint64 id = section->last; id != 0; id = prev)
    {
      GError *failure = NULL;
      Link *link = load_link (replay, state, section, id, &prev, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      if (link == NULL || chain->len > replay->verify->merged)
        {
          g_clear_pointer (&link, link_free);
          return NULL;
        }
      g_ptr_array_add (chain, link);
    }
  return g_steal_pointer (&chain);
}

/* What undo would write is what was there. */
static gboolean
old_holds (const Link      *link,
           GolSectionState *again)
{
  g_autoptr(GolValues) old = link->old != NULL ? gol_values_from_json (link->old, -1, NULL) : NULL;
  g_autoptr(GolValues) before = NULL;
  guint expected = 0;

  if (link->op >> 32 != GOL_OWN_SITE || link->leaf == NULL)
    return TRUE;
  before = gol_section_state_values (again);
  for (guint i = 0; i < gol_values_get_size (link->leaf->values); i++)
    {
      const GolValue *value = gol_values_find (before, gol_values_peek (link->leaf->values, i)->name);
      const GolValue *stored = value != NULL ? gol_values_find (old, value->name) : NULL;

      if (value != NULL && (stored == NULL || !gol_value_equal (value, stored)))
        return FALSE;
      expected += value != NULL;
    }
  return expected == (old != NULL ? gol_values_get_size (old) : 0) && (old != NULL) == (link->old != NULL);
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
  g_autoptr(GPtrArray) chain = load_chain (replay, state, section, error);
  GolSectionState *again;
  g_autofree char *stored = NULL;
  g_autofree char *made = NULL;

  if (chain == NULL)
    {
      if (error == NULL || *error == NULL)
        gol_verify_fault (replay->verify, _("The history of %s, “%s”, is broken."), state->record, section->name);
      return FALSE;
    }
  again = gol_section_state_new (state->entity, section->name);
  again->last = section->last;
  g_ptr_array_add (copy->sections, again);
  g_hash_table_remove_all (replay->seen);
  for (guint i = chain->len; i-- > 0;)
    {
      Link *link = g_ptr_array_index (chain, i);

      if (!old_holds (link, again))
        gol_verify_fault (replay->verify, _("What undoing would set back in %s, “%s”, is not what was there."), state->record, section->name);
      if (link->leaf == NULL)
        continue;
      copy->code = smaller_code (copy->code, link->leaf);
      if (!gol_merge_leaf (again, link->leaf, link->op, link->hlc, &replay->log, error))
        return FALSE;
      g_hash_table_add (replay->seen, g_memdup2 (&link->op, sizeof link->op));
      replay->verify->shown++;
    }
  stored = gol_section_state_digest (replay->verify->file, section);
  made = gol_section_state_digest (replay->verify->file, again);
  if (!g_str_equal (stored, made))
    gol_verify_fault (replay->verify, _("%s, “%s”, is not what its changes make."), state->record, section->name);
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
  for (guint i = 0; i < copy.sections->len; i++)
    ((GolSectionState *) g_ptr_array_index (copy.sections, i))->dirty = TRUE;
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
  guint kind = entity != NULL && gol_entity_rests_in (entity, verify->file->log) ? entity->number : 0;

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
  g_autoptr(GolStatement) st = gol_db_prepare (verify->file->db, "SELECT id, uid, kind FROM record ORDER BY id", error);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean row;

  if (st == NULL)
    return FALSE;
  for (;;)
    {
      g_autoptr(GolSession) session = gol_session_new (verify->file);
      Replay replay = { { replay_parse, replay_accepted, replay_get_hlc, replay_get_site }, verify, session, seen };
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
