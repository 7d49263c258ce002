/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-batch-private.h"
#include "gol-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"
#include "gol-json.h"

/* What two offices still disagree on. Nothing of it is exchanged: each site finds the same from the same heads. */

typedef struct
{
  GolStore   *store;
  const char *record;
  GPtrArray  *found;
} Conflicts;

/* Who says what. */
static GolValues *
claim_new (GolSession    *session,
           const GolHead *head,
           GError       **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (session->file->db, "SELECT hdr, agency FROM change CROSS JOIN site ON no = change.id >> 32"
                                               " WHERE change.id = ?1", error);
  g_autofree char *op = gol_file_op_name (session->file, head->op);
  g_autofree char *at = gol_instant_format (g_ascii_strtoull (head->hlc, NULL, 16));
  GolHeader header = { 0 };
  GolValue value = { g_intern_static_string ("value"), head->kind, head->text };
  GolValues *claim;
  const char *line;
  gboolean row;

  if (st == NULL)
    return NULL;
  gol_statement_bind_int (st, 1, head->op);
  if (!gol_statement_step (st, &row, error))
    return NULL;
  line = row ? gol_statement_text (st, 0) : "";
  if (!gol_header_from_line (line, strlen (line), &header, error))
    return NULL;
  claim = gol_values_new ();
  gol_values_set_text (claim, "op", op);
  gol_values_set_text (claim, "site", header.site);
  gol_values_set_text (claim, "agency", row ? gol_statement_text (st, 1) : NULL);
  gol_values_set_text (claim, "actor", header.actor);
  gol_values_set_text (claim, "at", at);
  gol_values_set_boolean (claim, "late", session->log.is_late (&session->log, head->op));
  gol_values_set (claim, &value);
  gol_header_clear (&header);
  return claim;
}

/* In an order that does not depend on this store, so that "the second" is the same everywhere. */
static int
compare_claims (gconstpointer a,
                gconstpointer b)
{
  return strcmp (gol_values_get_text (*(GolValues **) a, "op"), gol_values_get_text (*(GolValues **) b, "op"));
}

static gboolean
add_conflict (Conflicts        *conflicts,
              GolSession       *session,
              const char       *record,
              GolSectionState  *section,
              GolCell          *cell,
              GError          **error)
{
  g_autofree char *id = gol_conflict_id (session, record, section->name, cell);
  g_autofree char *winner = gol_file_op_name (session->file, cell->op);
  g_autoptr(GPtrArray) claims = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autofree char *json = NULL;
  GolValues *values;

  for (guint i = 0; i < cell->heads->len; i++)
    {
      GolValues *claim = claim_new (session, &g_array_index (cell->heads, GolHead, i), error);

      if (claim == NULL)
        return FALSE;
      g_ptr_array_add (claims, claim);
    }
  g_ptr_array_sort (claims, compare_claims);
  json = gol_json_from_rows (claims);
  values = gol_values_new ();
  gol_values_set_text (values, "id", id);
  gol_values_set_text (values, "record", record);
  gol_values_set_text (values, "section", section->name);
  gol_values_set_text (values, "field", cell->name);
  gol_values_set_list (values, "values", json);
  gol_values_set_text (values, "winner", winner);
  g_ptr_array_add (conflicts->found, values);
  return TRUE;
}

static gboolean
add_conflicts_of (Conflicts   *conflicts,
                  GolSession  *session,
                  guint32      id,
                  GError     **error)
{
  GolRecordState *state = gol_session_get_id (session, id, error);

  if (state == NULL)
    return FALSE;
  for (guint i = 0; i < state->sections->len; i++)
    {
      GolSectionState *section = g_ptr_array_index (state->sections, i);

      for (guint j = 0; j < section->cells->len; j++)
        {
          GolCell *cell = &g_array_index (section->cells, GolCell, j);

          if (gol_cell_is_contested (cell) && !add_conflict (conflicts, session, state->record, section, cell, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
conflicts_of_file (Conflicts  *conflicts,
                   GolLog      log,
                   GolDb      *db,
                   GError    **error)
{
  g_auto(GolFile) file = { 0 };
  g_autoptr(GolSession) session = gol_session_new (&file);
  g_autoptr(GolStatement) st = gol_db_prepare (db, conflicts->record != NULL
                                               ? "SELECT DISTINCT rec FROM conflict JOIN record ON record.id = rec WHERE uid = ?1"
                                               : "SELECT DISTINCT rec FROM conflict ORDER BY rec", error);
  gboolean row;

  if (st == NULL || !gol_file_open_view (&file, conflicts->store, log, db, error))
    return FALSE;
  if (conflicts->record != NULL)
    gol_statement_bind_text (st, 1, conflicts->record);
  for (;;)
    {
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!add_conflicts_of (conflicts, session, gol_statement_int (st, 0), error))
        return FALSE;
    }
}

static gboolean
conflicts_cb (GolDb     *open,
              GolDb     *protected_db,
              gpointer   user_data,
              GError   **error)
{
  return conflicts_of_file (user_data, GOL_LOG_OPEN, open, error)
         && (protected_db == NULL || conflicts_of_file (user_data, GOL_LOG_PROTECTED, protected_db, error));
}

/**
 * gol_store_conflicts:
 * @record: (nullable): of which record; %NULL: all
 *
 * Returns: (transfer full) (element-type GolValues): id, record, section, field, winner (an operation), values: rows of op, site,
 *   agency, actor, at, late and value (missing where it was cleared), in the order of the operations' names
 */
GPtrArray *
gol_store_conflicts (GolStore    *store,
                     const char  *record,
                     GError     **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  Conflicts conflicts = { store, record, found };

  return gol_store_with_reader (store, NULL, conflicts_cb, &conflicts, error) ? g_steal_pointer (&found) : NULL;
}

/* ── Of which record ── */

typedef struct
{
  const char *id;
  char       *record;
} Search;

static gboolean
find_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Search *search = user_data;
  GolDb *dbs[] = { open, protected_db };

  for (guint i = 0; i < G_N_ELEMENTS (dbs) && dbs[i] != NULL && search->record == NULL; i++)
    {
      g_autoptr(GolStatement) st = gol_db_prepare (dbs[i], "SELECT uid FROM conflict JOIN record ON record.id = rec"
                                                   " WHERE conflict.id = ?1", error);
      gboolean row;

      if (st == NULL)
        return FALSE;
      gol_statement_bind_text (st, 1, search->id);
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (row)
        search->record = g_strdup (gol_statement_text (st, 0));
    }
  return TRUE;
}

static void
say_gone (GError **error)
{
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CONFLICT,
                       _("This conflict is not here any more: it was decided, or another value has come in since; look at the list again."));
}

/**
 * gol_store_find_conflict:
 *
 * Returns: (transfer full): as gol_store_conflicts () gives it; fails with GOL_ERROR_CONFLICT when its heads are others now
 */
GolValues *
gol_store_find_conflict (GolStore    *store,
                         const char  *id,
                         GError     **error)
{
  Search search = { id, NULL };
  g_autofree char *record = NULL;
  g_autoptr(GPtrArray) found = NULL;

  if (!gol_store_with_reader (store, NULL, find_cb, &search, error))
    return NULL;
  record = search.record;
  found = record != NULL ? gol_store_conflicts (store, record, error) : NULL;
  if (record != NULL && found == NULL)
    return NULL;
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (strcmp (gol_values_get_text (g_ptr_array_index (found, i), "id"), id) == 0)
      return g_ptr_array_steal_index (found, i);
  say_gone (error);
  return NULL;
}

/* ── Deciding ── */

/* Asked in the transaction that writes: what has come since she looked must not be overruled by somebody who never saw it. */
gboolean
gol_batch_check_decision (GolBatch         *batch,
                          GolSession       *session,
                          GolRecordState   *state,
                          GolSectionState  *section,
                          const GolLeaf    *leaf,
                          GError          **error)
{
  g_autofree char *id = NULL;
  GolCell *cell = NULL;

  if (batch->decides == NULL)
    return TRUE;
  if (section != NULL && gol_values_get_size (leaf->values) == 1)
    cell = gol_section_state_cell (section, gol_values_peek (leaf->values, 0)->name, "", FALSE);
  if (cell != NULL && gol_cell_is_contested (cell))
    id = gol_conflict_id (session, state->record, section->name, cell);
  if (g_strcmp0 (id, batch->decides) == 0)
    return TRUE;
  say_gone (error);
  return FALSE;
}
