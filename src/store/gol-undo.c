/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-batch-private.h"
#include "gol-error.h"
#include "gol-json.h"
#include "gol-session-private.h"

/*
 * Undo writes the values from before, where what is undone still stands; a record that the action made, and in which nobody
 * else has written since, becomes void. The rest is left, with the reason. Nothing is taken out of the log.
 */

#define REASONS_MOST 100

typedef struct
{
  GolBatch      *undo;       /* being gathered */
  GolFile       *file;
  GolSession    *session;    /* only looks */
  const char    *target;
  gint64         number;     /* of the target in this file */
  GHashTable    *changes;    /* its operations, low halves */
  GHashTable    *records;    /* record id → GPtrArray of Written, in order */
  GArray        *order;      /* record ids as they came */
  GolUndoResult *result;
} Undo;

typedef struct
{
  guint64     op;
  GolLeaf    *leaf;
  GolValues  *old;
  const char *on_behalf_of;   /* (nullable): for whom it was lodged, and so is its undoing */
} Written;

static void
written_free (gpointer data)
{
  Written *written = data;

  gol_leaf_free (written->leaf);
  gol_values_unref (written->old);
  g_free (written);
}

void
gol_undo_result_clear (GolUndoResult *result)
{
  g_clear_pointer (&result->reasons, g_ptr_array_unref);
}

static void
leave (Undo                   *undo,
       const GolRecordState   *state,
       const char             *section,
       const char             *sentence)
{
  const GolSection *known = section != NULL ? gol_entity_find_section (state->entity, section) : NULL;
  const char *name = state->code != NULL ? state->code : state->record;

  undo->result->left++;
  if (undo->result->reasons->len < REASONS_MOST)
    g_ptr_array_add (undo->result->reasons, known != NULL
                     ? g_strdup_printf (sentence, name, gol_section_get_label (known))
                     : g_strdup_printf (sentence, name, section != NULL ? section : ""));
}

/* ── What the action wrote ── */

static gboolean
add_written (Undo          *undo,
             GolStatement  *st,
             GError       **error)
{
  guint id = gol_statement_int (st, 1);
  const char *line = gol_statement_text (st, 2), *old = gol_statement_text (st, 3);
  GPtrArray *list = g_hash_table_lookup (undo->records, GUINT_TO_POINTER (id));
  Written *written;
  GolLeaf *leaf;

  if (line == NULL)
    return TRUE;
  leaf = gol_leaf_from_line (line, strlen (line), error);
  if (leaf == NULL)
    return FALSE;
  written = g_new0 (Written, 1);
  written->op = gol_statement_int (st, 0) >> GOL_LEAF_BITS;
  written->leaf = leaf;
  written->on_behalf_of = g_intern_string (gol_statement_text (st, 4));
  written->old = old != NULL ? gol_values_from_json (old, -1, NULL) : NULL;
  if (written->old == NULL)
    written->old = gol_values_new ();
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (written_free);
      g_hash_table_insert (undo->records, GUINT_TO_POINTER (id), list);
      g_array_append_val (undo->order, id);
    }
  g_ptr_array_add (list, written);
  g_hash_table_add (undo->changes, GUINT_TO_POINTER ((guint) (written->op & G_MAXUINT32)));
  return TRUE;
}

static gboolean
gather (Undo    *undo,
        GError **error)
{
  g_autoptr(GolStatement) batch = gol_db_prepare (undo->file->db, "SELECT no, first, last FROM batch WHERE id = ?1", error);
  g_autoptr(GolStatement) st = gol_db_prepare (undo->file->db,
                                               "SELECT leaf.id, rec, line, old, json_extract (hdr, '$.on_behalf_of')"
                                               " FROM leaf CROSS JOIN change ON change.id = leaf.id >> 12"
                                               " WHERE leaf.id BETWEEN (1 << 32) + ?1 << 12 AND ((1 << 32) + ?2 << 12) + 4095 AND batch = ?3"
                                               " ORDER BY leaf.id", error);
  gboolean row;

  if (batch == NULL || st == NULL)
    return FALSE;
  gol_statement_bind_text (batch, 1, undo->target);
  if (!gol_statement_step (batch, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  undo->number = gol_statement_int (batch, 0);
  gol_statement_bind_int (st, 1, gol_statement_int (batch, 1));
  gol_statement_bind_int (st, 2, gol_statement_int (batch, 2));
  gol_statement_bind_int (st, 3, undo->number);
  for (;;)
    {
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!add_written (undo, st, error))
        return FALSE;
    }
}

static gboolean
is_ours (Undo    *undo,
         guint64  leaf)
{
  guint64 op = leaf >> GOL_LEAF_BITS;

  return op >> 32 == GOL_OWN_SITE && g_hash_table_contains (undo->changes, GUINT_TO_POINTER ((guint) (op & G_MAXUINT32)));
}

/* Written by an action that was undone, or by the undoing of it: together they changed nothing. */
static gboolean
is_cancelled (Undo    *undo,
              guint64  op)
{
  g_autoptr(GolStatement) st = gol_db_prepare (undo->file->db,
                                               "SELECT b.state = 'undone' OR EXISTS (SELECT 1 FROM batch t WHERE t.id = b.target"
                                               " AND t.state = 'undone') FROM change JOIN batch b ON b.no = change.batch"
                                               " WHERE change.id = ?1", NULL);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, op);
  return gol_statement_step (st, &row, NULL) && row && gol_statement_int (st, 0) != 0;
}

/* ── Records that it made ── */

typedef enum { NOT_MADE, MADE, MADE_AND_USED } Made;

/* All history of the record: whether it begins with this action, and is nothing but it. */
static gboolean
how_made (Undo            *undo,
          GolRecordState  *state,
          Made            *made,
          GError         **error)
{
  guint64 oldest = G_MAXUINT64;
  gboolean oldest_ours = FALSE, others = FALSE;

  for (guint i = 0; i < state->sections->len; i++)
    for (guint64 id = ((GolSectionState *) g_ptr_array_index (state->sections, i))->last; id != 0;)
      {
        g_autoptr(GolStatement) st = gol_db_prepare (undo->file->db, "SELECT prev, n FROM leaf CROSS JOIN change ON change.id = leaf.id >> 12"
                                                     " WHERE leaf.id = ?1", error);
        gboolean row, ours = is_ours (undo, id);

        if (st == NULL)
          return FALSE;
        gol_statement_bind_int (st, 1, id);
        if (!gol_statement_step (st, &row, error))
          return FALSE;
        others |= !ours && !is_cancelled (undo, id >> GOL_LEAF_BITS);
        if (row && (guint64) gol_statement_int (st, 1) <= oldest)
          {
            oldest = gol_statement_int (st, 1);
            oldest_ours = ours;
          }
        id = row ? gol_statement_int (st, 0) : 0;
      }
  *made = !oldest_ours ? NOT_MADE : others ? MADE_AND_USED : MADE;
  return TRUE;
}

/* Somebody outside this action points to it. */
static gboolean
is_referred_to (Undo            *undo,
                GolRecordState  *state,
                gboolean        *referred,
                GError         **error)
{
  *referred = FALSE;
  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    for (const GolSection *section = (*entity)->sections; section->name != NULL; section++)
      for (const GolField *field = section->fields; field->name != NULL && gol_section_get_log (section) == undo->file->log; field++)
        {
          g_autoptr(GolStatement) st = NULL;
          g_autofree char *sql = NULL;
          gboolean row;

          if (field->type != GOL_FIELD_REFERENCE || g_strcmp0 (field->detail, state->entity->name) != 0)
            continue;
          sql = g_strdup_printf ("SELECT id FROM %s WHERE %s = ?1 AND voided = 0", gol_schema_table (*entity),
                                 gol_schema_column (section, field));
          st = gol_db_prepare (undo->file->db, sql, error);
          if (st == NULL)
            return FALSE;
          gol_statement_bind_text (st, 1, state->record);
          for (;;)
            {
              if (!gol_statement_step (st, &row, error))
                return FALSE;
              if (!row)
                break;
              *referred |= !g_hash_table_contains (undo->records, GUINT_TO_POINTER ((guint) gol_statement_int (st, 0)));
            }
          if (*referred)
            return TRUE;
        }
  return TRUE;
}

static gboolean
void_record (Undo            *undo,
             GolRecordState  *state,
             const Written   *first,
             GError         **error)
{
  gboolean referred;

  if (!is_referred_to (undo, state, &referred, error))
    return FALSE;
  if (referred)
    leave (undo, state, NULL, _("%s stays, for other records refer to it."));
  else
    {
      gol_batch_set_on_behalf_of (undo->undo, first->on_behalf_of);
      gol_batch_add (undo->undo, gol_leaf_new (state->record, first->leaf->section, GOL_OP_VOID, NULL));
      undo->result->undone++;
    }
  return TRUE;
}

/* ── Values that it changed ── */

/* As the action wrote it, or as an undo of what came later wrote it back. */
static gboolean
stands (Undo            *undo,
        GolSectionState *section,
        const char      *name,
        const char      *member,
        guint64          op,
        GolValueKind     kind,
        const char      *text)
{
  GolCell *cell = gol_section_state_cell (section, name, member, FALSE);

  if (cell == NULL || (cell->heads != NULL && cell->heads->len != 1))
    return FALSE;
  return cell->op == op
         || (cell->kind == kind && g_strcmp0 (cell->text, text) == 0 && is_cancelled (undo, cell->op));
}

static gboolean
value_stands (Undo            *undo,
              GolSectionState *section,
              const Written   *written,
              const char      *name)
{
  const GolValue *value = gol_values_find (written->leaf->values, name);

  return stands (undo, section, name, "", written->op, value->kind, value->text);
}

/* The members that it added are removed, those that it removed are added again. */
static gboolean
reverse_members (Undo            *undo,
                 GolSectionState *section,
                 const Written   *written,
                 const GolValue  *value,
                 GolLeaf         *inverse)
{
  g_auto(GStrv) members = value->kind == GOL_VALUE_LIST ? gol_json_to_strv (value->text, NULL) : NULL;
  g_autoptr(GPtrArray) back = g_ptr_array_new ();
  g_autofree char *json = NULL;
  gboolean all = TRUE;

  for (guint i = 0; members != NULL && members[i] != NULL; i++)
    if (stands (undo, section, value->name, members[i], written->op, GOL_VALUE_BOOLEAN,
                written->leaf->op == GOL_OP_ADD ? "true" : "false"))
      g_ptr_array_add (back, members[i]);
    else
      all = FALSE;
  if (back->len == 0)
    return all;
  g_ptr_array_add (back, NULL);
  json = gol_json_from_strv ((const char * const *) back->pdata);
  gol_values_set_list (inverse->values, value->name, json);
  return all;
}

static void
reverse_value (const Written *written,
               const char    *name,
               GolLeaf       *inverse)
{
  const GolValue *old = gol_values_find (written->old, name);

  if (old != NULL)
    gol_values_set (inverse->values, old);
  else
    gol_values_set_null (inverse->values, name);
}

/* What was decided is open again: each other value is set beside the one that stood, by an operation that names the same heads. */
static void
reopen_conflict (Undo                  *undo,
                 const GolRecordState  *state,
                 GolSectionState       *section,
                 const Written         *written,
                 const char            *name)
{
  g_autofree char *key = g_strconcat (GOL_FIELD_FILE_HEADS, name, NULL);
  const char *json = gol_values_get_text (written->old, key);
  g_autoptr(GPtrArray) rows = json != NULL ? gol_json_to_rows (json, NULL) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const GolValue *other = gol_values_find (g_ptr_array_index (rows, i), "value");
      GolLeaf *leaf = gol_leaf_new (state->record, section->name, GOL_OP_SET, NULL);
      GolValue value = { g_intern_string (name), other != NULL ? other->kind : GOL_VALUE_NULL, other != NULL ? other->text : NULL };

      gol_values_set (leaf->values, &value);
      leaf->base = gol_session_base (undo->session, section);
      gol_batch_add (undo->undo, leaf);
    }
}

/* Of several leaves of one action the last is what stands; the first tells how it was before. */
static const Written *
last_of_field (GPtrArray  *list,
               const char *section,
               const char *name)
{
  for (guint i = list->len; i-- > 0;)
    {
      const Written *written = g_ptr_array_index (list, i);

      if (strcmp (written->leaf->section, section) == 0 && gol_values_find (written->leaf->values, name) != NULL)
        return written;
    }
  return NULL;
}

static gboolean
reverse_leaf (Undo             *undo,
              GolSectionState  *section,
              GPtrArray        *list,
              const Written    *written,
              GolLeaf          *inverse)
{
  gboolean members = written->leaf->op == GOL_OP_ADD || written->leaf->op == GOL_OP_REMOVE;
  gboolean all = TRUE;

  if (written->leaf->op == GOL_OP_VOID)
    {
      all = stands (undo, section, g_intern_static_string (GOL_FIELD_FILE_VOID), "", written->op, GOL_VALUE_BOOLEAN, "true");
      if (all)
        gol_values_set_null (inverse->values, GOL_FIELD_FILE_VOID);
    }
  for (guint i = 0; i < gol_values_get_size (written->leaf->values); i++)
    {
      const GolValue *value = gol_values_peek (written->leaf->values, i);

      if (strcmp (value->name, GOL_FIELD_FILE_CODE) == 0)
        continue;
      if (members)
        all &= reverse_members (undo, section, written, value, inverse);
      else if (gol_values_find (inverse->values, value->name) != NULL)
        continue;   /* its first leaf said how it was */
      else if (value_stands (undo, section, last_of_field (list, section->name, value->name), value->name))
        reverse_value (written, value->name, inverse);
      else
        all = FALSE;
    }
  return all;
}

static GolOp
inverse_op (GolOp op)
{
  return op == GOL_OP_ADD ? GOL_OP_REMOVE : op == GOL_OP_REMOVE ? GOL_OP_ADD : GOL_OP_SET;
}

/* An operation with a base of its own is written even where it says what stands already: else the others would overrule it. */
static void
reopen_section (Undo             *undo,
                GolRecordState   *state,
                GolSectionState  *section,
                GPtrArray        *list,
                GolLeaf          *inverse)
{
  guint before = undo->undo->leaves[undo->file->log]->len;

  for (guint i = 0; i < list->len; i++)
    {
      const Written *written = g_ptr_array_index (list, i);

      for (guint j = 0; strcmp (written->leaf->section, section->name) == 0 && j < gol_values_get_size (inverse->values); j++)
        reopen_conflict (undo, state, section, written, gol_values_peek (inverse->values, j)->name);
    }
  if (undo->undo->leaves[undo->file->log]->len > before)
    inverse->base = gol_session_base (undo->session, section);
}

/* One leaf a section: whatever the action wrote there, however many times; members of sets apart. */
static void
reverse_section (Undo             *undo,
                 GolRecordState   *state,
                 GolSectionState  *section,
                 GPtrArray        *list)
{
  gboolean any = FALSE, all = TRUE;

  for (GolOp op = GOL_OP_SET; op <= GOL_OP_REMOVE; op++)
    {
      g_autoptr(GolLeaf) inverse = gol_leaf_new (state->record, section->name, op, NULL);

      for (guint i = 0; i < list->len; i++)
        {
          const Written *written = g_ptr_array_index (list, i);

          if (strcmp (written->leaf->section, section->name) != 0 || inverse_op (written->leaf->op) != op)
            continue;
          any = TRUE;
          gol_batch_set_on_behalf_of (undo->undo, written->on_behalf_of);
          all &= reverse_leaf (undo, section, list, written, inverse);
        }
      if (gol_values_get_size (inverse->values) > 0)
        {
          GolLeaf *added = inverse;

          gol_batch_add (undo->undo, g_steal_pointer (&inverse));
          if (op == GOL_OP_SET)
            reopen_section (undo, state, section, list, added);
        }
    }
  if (any && !all)
    leave (undo, state, section->name, _("%s: “%s” was changed again since."));
  else if (any)
    undo->result->undone++;
}

static gboolean
undo_record (Undo     *undo,
             guint     id,
             GError  **error)
{
  GPtrArray *list = g_hash_table_lookup (undo->records, GUINT_TO_POINTER (id));
  GolRecordState *state = gol_session_get_id (undo->session, id, error);
  Made made;

  if (state == NULL || !how_made (undo, state, &made, error))
    return FALSE;
  if (state->entity == NULL)
    return TRUE;
  if (made == MADE)
    return void_record (undo, state, g_ptr_array_index (list, 0), error);
  if (made == MADE_AND_USED)
    {
      leave (undo, state, NULL, _("%s stays, for it was worked on since."));
      return TRUE;
    }
  for (guint i = 0; i < state->sections->len; i++)
    reverse_section (undo, state, g_ptr_array_index (state->sections, i), list);
  return TRUE;
}

static gboolean
undo_in_file (GolBatch       *batch,
              GolFile        *file,
              GolUndoResult  *result,
              GError        **error)
{
  g_autoptr(GolSession) session = gol_session_new (file);
  g_autoptr(GHashTable) changes = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) records = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  Undo undo = { batch, file, session, batch->target, 0, changes, records, order, result };

  if (!gather (&undo, error))
    return FALSE;
  for (guint i = 0; i < order->len; i++)
    if (!undo_record (&undo, g_array_index (order, guint, i), error))
      return FALSE;
  return TRUE;
}

/* ── Which ── */

typedef struct
{
  char *id;
  char *words;
  char *state;
} Target;

static void
target_clear (Target *target)
{
  g_free (target->id);
  g_free (target->words);
  g_free (target->state);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static gboolean
look_for (Target       *target,
          GolDb        *db,
          const char   *id,
          const char   *actor,
          GError      **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, id != NULL
                                               ? "SELECT id, words, state FROM batch WHERE id = ?1"
                                               : "SELECT id, words, state FROM batch WHERE actor = ?2 AND state <> 'undone'"
                                                 " AND target IS NULL ORDER BY no DESC LIMIT 1", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  if (id != NULL)
    gol_statement_bind_text (st, 1, id);
  else
    gol_statement_bind_text (st, 2, actor);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  /* Of two files' newest the newer; of one action in both, the words stand where they may. */
  if (!row || (target->id != NULL && strcmp (target->id, gol_statement_text (st, 0)) > 0))
    return TRUE;
  if (target->id != NULL && strcmp (target->id, gol_statement_text (st, 0)) == 0 && gol_statement_is_null (st, 1))
    return TRUE;
  target_clear (target);
  target->id = g_strdup (gol_statement_text (st, 0));
  target->words = g_strdup (gol_statement_text (st, 1));
  target->state = g_strdup (gol_statement_text (st, 2));
  return TRUE;
}

static gboolean
find_target (GolStore    *store,
             const char  *id,
             const char  *actor,
             Target      *target,
             GError     **error)
{
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    if (store->files[log].db != NULL && !look_for (target, store->files[log].db, id, actor, error))
      return FALSE;
  if (target->id == NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("There is nothing to undo."));
  else if (g_str_equal (target->state, "undone"))
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED, _("This was undone already."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
undo_locked (GolStore       *store,
             const char     *id,
             const char     *actor,
             GolUndoResult  *result,
             GError        **error)
{
  g_auto(Target) target = { NULL };
  g_autoptr(GolBatch) batch = NULL;
  g_autofree char *words = NULL;

  if (!find_target (store, id, actor, &target, error))
    return FALSE;
  words = target.words != NULL ? g_strdup_printf (_("Undone: %s"), target.words) : NULL;
  batch = gol_batch_new (store, actor, "undo", words);
  batch->target = g_strdup (target.id);
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    if (store->files[log].db != NULL && !undo_in_file (batch, &store->files[log], result, error))
      return FALSE;
  batch->fate = result->left == 0 ? "undone" : "partly";
  return gol_batch_store (batch, error);
}

/**
 * gol_store_undo:
 * @batch: (nullable): which action; %NULL: the last of @actor that is not undone
 * @result: (out): counts of records that were made void and of sections that were set back, and the same for what was left
 *
 * An undo is an action too, and can be undone.
 */
gboolean
gol_store_undo (GolStore       *store,
                const char     *batch,
                const char     *actor,
                GolUndoResult  *result,
                GError        **error)
{
  gboolean good;

  *result = (GolUndoResult) { 0, 0, g_ptr_array_new_with_free_func (g_free) };
  gol_store_lock (store, GOL_PRIORITY_OFFICER);
  good = undo_locked (store, batch, actor, result, error);
  gol_store_unlock (store);
  if (!good)
    gol_undo_result_clear (result);
  return good;
}
