/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"
#include "gol-json.h"

/* The log as people read it: who wrote what, and in which action. */

void
gol_history_free (GolHistory *history)
{
  if (history == NULL)
    return;
  g_free (history->section);
  g_clear_pointer (&history->values, gol_values_unref);
  g_free (history->why);
  g_free (history->batch);
  g_free (history->actor);
  g_free (history->site);
  g_free (history);
}

/* A session over a reader's connection: it loads, and is never flushed. */
typedef struct
{
  GolStore   *store;
  const char *record;
  const char *section;
  const char *field;
  GPtrArray  *found;
} Query;

static gboolean
is_head (GolSectionState *section,
         const char      *field,
         guint64          op)
{
  g_autoptr(GArray) heads = NULL;

  if (field == NULL)
    {
      heads = gol_section_state_heads (section);
      for (guint i = 0; i < heads->len; i++)
        if (g_array_index (heads, guint64, i) == op)
          return TRUE;
      return FALSE;
    }
  for (guint i = 0; i < section->cells->len; i++)
    {
      GolCell *cell = &g_array_index (section->cells, GolCell, i);

      if (strcmp (cell->name, field) != 0)
        continue;
      if (cell->heads == NULL && cell->op == op)
        return TRUE;
      for (guint j = 0; cell->heads != NULL && j < cell->heads->len; j++)
        if (g_array_index (cell->heads, GolHead, j).op == op)
          return TRUE;
    }
  return FALSE;
}

static gint64
instant_of (const char *hlc)
{
  return g_ascii_strtoull (hlc, NULL, 16);
}

static GolHistory *
history_new (GolLeaf         *leaf,
             const GolHeader *header,
             gint64           received)
{
  GolHistory *history = g_new0 (GolHistory, 1);

  history->section = g_strdup (leaf->section);
  history->op = leaf->op;
  history->values = gol_values_ref (leaf->values);
  gol_values_remove (history->values, GOL_FIELD_FILE_CODE);
  history->why = g_strdup (leaf->why);
  history->batch = g_strdup (header->batch);
  history->actor = g_strdup (header->actor);
  history->site = g_strdup (header->site);
  history->at = instant_of (header->hlc);
  if (received > 0 && history->at > received)
    history->at = received;
  return history;
}

/* One leaf of the chain; *prev: the one before. */
static gboolean
take_leaf (Query            *query,
           GolDb            *db,
           GolSectionState  *section,
           guint64           id,
           guint64          *prev,
           GError          **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT prev, line, hdr, received FROM leaf CROSS JOIN change ON change.id = leaf.id >> 12"
                                               " WHERE leaf.id = ?1", error);
  g_autoptr(GolLeaf) leaf = NULL;
  GolHeader header = { 0 };
  const char *line, *hdr;
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("A part of this record’s history is missing from the log."));
      return FALSE;
    }
  *prev = gol_statement_int (st, 0);
  line = gol_statement_text (st, 1);
  if (line == NULL)
    return TRUE;
  leaf = gol_leaf_from_line (line, strlen (line), error);
  hdr = gol_statement_text (st, 2);
  if (leaf == NULL || !gol_header_from_line (hdr, strlen (hdr), &header, error))
    return FALSE;
  if (query->field == NULL || gol_values_find (leaf->values, query->field) != NULL || leaf->op == GOL_OP_VOID)
    {
      GolHistory *history = history_new (leaf, &header, gol_statement_int (st, 3));

      history->head = is_head (section, query->field, id >> GOL_LEAF_BITS);
      g_ptr_array_add (query->found, history);
    }
  gol_header_clear (&header);
  return TRUE;
}

static gboolean
read_file (Query     *query,
           GolLog     log,
           GolDb     *db,
           GError   **error)
{
  g_auto(GolFile) file = { 0 };
  g_autoptr(GolSession) session = gol_session_new (&file);
  GError *failure = NULL;
  GolRecordState *state = NULL;

  if (gol_file_open_view (&file, query->store, log, db, &failure))
    state = gol_session_get (session, query->record, FALSE, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  for (guint i = 0; state != NULL && i < state->sections->len; i++)
    {
      GolSectionState *section = g_ptr_array_index (state->sections, i);
      guint64 prev;

      if (query->section != NULL && strcmp (query->section, section->name) != 0)
        continue;
      for (guint64 id = section->last; id != 0; id = prev)
        if (!take_leaf (query, db, section, id, &prev, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
history_cb (GolDb     *open,
            GolDb     *protected_db,
            gpointer   user_data,
            GError   **error)
{
  Query *query = user_data;

  return read_file (query, GOL_LOG_OPEN, open, error)
         && (protected_db == NULL || read_file (query, GOL_LOG_PROTECTED, protected_db, error));
}

/* A stable order: of one moment, as the log has them. */
static int
compare_histories (gconstpointer a,
                   gconstpointer b,
                   gpointer      user_data)
{
  const GolHistory *x = *(const GolHistory **) a, *y = *(const GolHistory **) b;

  return x->at != y->at ? (x->at < y->at ? 1 : -1) : 0;
}

/**
 * gol_store_history:
 * @section: (nullable): of which; %NULL: of all that this office holds
 * @field: (nullable): only what wrote this field of it
 *
 * Returns: (transfer full) (element-type GolHistory): newest first
 */
GPtrArray *
gol_store_history (GolStore    *store,
                   const char  *record,
                   const char  *section,
                   const char  *field,
                   GError     **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_history_free);
  Query query = { store, record, section, field, found };

  if (!gol_store_with_reader (store, NULL, history_cb, &query, error))
    return NULL;
  g_ptr_array_sort_with_data (found, compare_histories, NULL);
  return g_steal_pointer (&found);
}

/* ── Actions ── */

static GolValues *
batch_values (GolStatement *st)
{
  GolValues *values = gol_values_new ();
  g_autofree char *at = gol_instant_format (gol_statement_int (st, 4));

  gol_values_set_text (values, "id", gol_statement_text (st, 0));
  gol_values_set_text (values, "kind", gol_statement_text (st, 1));
  gol_values_set_text (values, "words", gol_statement_text (st, 2));
  gol_values_set_text (values, "actor", gol_statement_text (st, 3));
  gol_values_set_text (values, "at", at);
  gol_values_set_text (values, "state", gol_statement_text (st, 5));
  gol_values_set_integer (values, "n", gol_statement_int (st, 6));
  return values;
}

/* An action that wrote in both files has a row in each. */
static void
add_batch (GPtrArray *found,
           GolValues *values)
{
  for (guint i = 0; i < found->len; i++)
    {
      GolValues *other = g_ptr_array_index (found, i);

      if (!g_str_equal (gol_values_get_text (other, "id"), gol_values_get_text (values, "id")))
        continue;
      gol_values_set_integer (other, "n", gol_values_get_integer (other, "n", 0) + gol_values_get_integer (values, "n", 0));
      if (gol_values_get_text (other, "words") == NULL)
        gol_values_set_text (other, "words", gol_values_get_text (values, "words"));
      gol_values_unref (values);
      return;
    }
  g_ptr_array_add (found, values);
}

typedef struct
{
  guint      limit;
  GPtrArray *found;
} Batches;

static gboolean
list_batches_cb (GolDb     *open,
                 GolDb     *protected_db,
                 gpointer   user_data,
                 GError   **error)
{
  Batches *batches = user_data;
  GolDb *dbs[] = { open, protected_db };

  for (guint i = 0; i < G_N_ELEMENTS (dbs) && dbs[i] != NULL; i++)
    {
      g_autoptr(GolStatement) st = gol_db_prepare (dbs[i], "SELECT id, kind, words, actor, at, state, n FROM batch"
                                                   " ORDER BY no DESC LIMIT ?1", error);
      gboolean row, good;

      if (st == NULL)
        return FALSE;
      gol_statement_bind_int (st, 1, batches->limit);
      while ((good = gol_statement_step (st, &row, error)) && row)
        add_batch (batches->found, batch_values (st));
      if (!good)
        return FALSE;
    }
  return TRUE;
}

static int
compare_batches (gconstpointer a,
                 gconstpointer b)
{
  GolValues *x = *(GolValues **) a, *y = *(GolValues **) b;

  return -strcmp (gol_values_get_text (x, "id"), gol_values_get_text (y, "id"));
}

/**
 * gol_store_list_batches:
 *
 * Returns: (transfer full) (element-type GolValues): the newest actions first: id, kind, words, actor, at (an instant's text), state
 *   ("done", "partly", "undone"), n (leaves)
 */
GPtrArray *
gol_store_list_batches (GolStore  *store,
                        guint      limit,
                        GError   **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  Batches batches = { limit, found };

  if (!gol_store_with_reader (store, NULL, list_batches_cb, &batches, error))
    return NULL;
  g_ptr_array_sort (found, compare_batches);
  if (found->len > limit)
    g_ptr_array_set_size (found, limit);
  return g_steal_pointer (&found);
}
