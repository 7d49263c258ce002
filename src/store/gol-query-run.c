/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-query-run-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-search-private.h"

/*
 * A row of a million weighs a kilobyte, encrypted; an index entry some twenty bytes. So nothing here reads rows if it can be
 * helped: each filter and the search give a set of ids (bits), the sort gives all ids in order from its index, and the list
 * is the one taken through the other. The order is remembered until anything is committed, so that a keystroke in a sorted
 * list costs the search alone.
 */

#define FEW_ROWS  20000   /* as many are looked at one by one rather than reading the whole table */

/* ── Reading ids ── */

/* Columns: id. */
static gboolean
read_ids (GolStatement  *st,
          GolBits       *bits,
          GArray        *ids,
          GError       **error)
{
  gboolean row;

  for (;;)
    {
      guint32 id;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      id = gol_statement_int (st, 0);
      if (bits != NULL)
        gol_bits_add (bits, id);
      else
        g_array_append_val (ids, id);
    }
}

static gboolean
read_bits (GolDb       *db,
           const char  *sql,
           GPtrArray   *values,
           GolBits     *bits,
           GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, sql, error);

  if (st == NULL)
    return FALSE;
  for (guint i = 0; values != NULL && i < values->len; i++)
    gol_statement_bind_text (st, i + 1, values->pdata[i]);
  return read_ids (st, bits, NULL, error);
}

/* No order asked for: SQLite reads the narrowest index there is. */
static gboolean
read_all (GolRun      *self,
          GolBits  *bits,
          GError  **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s", gol_schema_table (self->query->entity));

  return read_bits (self->db, sql, NULL, bits, error);
}

/* ── Filters ── */

static void
narrow (GolRun     *self,
        GolBits *bits)
{
  if (self->narrowed)
    {
      gol_bits_keep (&self->in, bits);
      gol_bits_clear (bits);
      return;
    }
  self->in = *bits;
  *bits = (GolBits) { 0 };
  self->narrowed = TRUE;
}

static gboolean
narrow_by (GolRun         *self,
           const char  *condition,
           GPtrArray   *values,
           GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s", gol_schema_table (self->query->entity), condition);
  g_auto(GolBits) bits = { 0 };

  if (!read_bits (self->db, sql, values, &bits, error))
    return FALSE;
  narrow (self, &bits);
  return TRUE;
}

/* Looks at each row that is still in. */
static gboolean
narrow_one_by_one (GolRun         *self,
                   const char  *condition,
                   GPtrArray   *values,
                   GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM %s WHERE (%s) AND id = ?", gol_schema_table (self->query->entity), condition);
  g_autoptr(GolStatement) st = gol_db_prepare (self->db, sql, error);
  g_autoptr(GArray) ids = gol_bits_list (&self->in);
  g_auto(GolBits) bits = { 0 };

  if (st == NULL)
    return FALSE;
  for (guint i = 0; i < values->len; i++)
    gol_statement_bind_text (st, i + 1, values->pdata[i]);
  for (guint i = 0; i < ids->len; i++)
    {
      guint32 id = g_array_index (ids, guint32, i);
      gboolean row;

      gol_statement_reset (st);
      gol_statement_bind_int (st, values->len + 1, id);
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (row)
        gol_bits_add (&bits, id);
    }
  narrow (self, &bits);
  return TRUE;
}

/* Those with an index first and each by itself; all others together, in one reading of what is left. */
static gboolean
apply_filters (GolRun     *self,
               GError **error)
{
  g_autoptr(GString) others = g_string_new (NULL);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->query->filters->len; i++)
    {
      g_autoptr(GolCondition) condition = gol_condition_new (self->query->entity, self->query->filters->pdata[i], error);

      if (condition == NULL)
        return FALSE;
      if (condition->indexed)
        {
          if (!narrow_by (self, condition->sql->str, condition->values, error))
            return FALSE;
          continue;
        }
      g_string_append_printf (others, "%s(%s)", others->len > 0 ? " AND " : "", condition->sql->str);
      for (guint j = 0; j < condition->values->len; j++)
        g_ptr_array_add (values, g_strdup (condition->values->pdata[j]));
    }
  if (others->len == 0)
    return TRUE;
  if (self->narrowed && gol_bits_count (&self->in) <= FEW_ROWS)
    return narrow_one_by_one (self, others->str, values, error);
  return narrow_by (self, others->str, values, error);
}

/* The same is looked for again and again: in another order, and once a filter to count what that would leave. */
static GArray *
find (GolRun  *self,
      GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s search %s", gol_schema_table (self->query->entity), self->query->search);
  g_autoptr(GolRemembered) found = gol_memory_get (self->memory, self->moment, key);
  GArray *ids;

  if (found != NULL)
    return g_array_ref (found->ids);
  ids = gol_search_find (self->db, self->log, self->query->entity, self->query->search, 0, error);
  if (ids != NULL)
    {
      found = gol_remembered_new (g_array_ref (ids), 0);
      gol_memory_put (self->memory, self->moment, key, found);
    }
  return ids;
}

static gboolean
apply_search (GolRun     *self,
              GError **error)
{
  g_auto(GolBits) bits = { 0 };

  if (self->query->search == NULL)
    return TRUE;
  self->found = find (self, error);
  if (self->found == NULL)
    return FALSE;
  for (guint i = 0; i < self->found->len; i++)
    gol_bits_add (&bits, g_array_index (self->found, guint32, i));
  narrow (self, &bits);
  return TRUE;
}

static gboolean
read_voided (GolRun     *self,
             GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE voided <> 0", gol_schema_table (self->query->entity));

  return read_bits (self->db, sql, NULL, &self->out, error);
}

static gboolean
find_sort (GolRun     *self,
           GError **error)
{
  const char *field = self->query->sort;

  if (field == NULL)
    return TRUE;
  if (!gol_column_find (&self->sort, self->query->entity, field, error))
    return FALSE;
  if (self->sort.sort != NULL)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("This list cannot be sorted by “%s”."), field);
  return FALSE;
}

/*
 * The first thing in a reader's transaction. Only then is its moment known: when no commit was under way before and none has begun since.
 * Beside another program, whose commits are not told here, there is none.
 */
static guint64
find_moment (GolDb *reader,
             GolDb *writer)
{
  guint64 before = writer != NULL ? gol_db_get_moment (writer) : 0;
  g_autoptr(GolStatement) st = gol_db_prepare (reader, "PRAGMA data_version", NULL);
  gboolean row;

  if (before == 0 || st == NULL || !gol_statement_step (st, &row, NULL))
    return 0;
  return gol_db_get_moment (writer) == before ? before : 0;
}

gboolean
gol_run_prepare (GolRun          *self,
                 GolStore        *store,
                 const GolQuery  *query,
                 GolDb           *open,
                 GolDb           *protected_db,
                 GError         **error)
{
  *self = (GolRun) { .query = query };
  self->log = gol_entity_get_log (query->entity);
  self->memory = store->memories[self->log];
  self->db = self->log == GOL_LOG_OPEN ? open : protected_db;
  if (self->db == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("These records are protected, and this account may not open them."));
      return FALSE;
    }
  self->moment = find_moment (self->db, store->files[self->log].db);
  return find_sort (self, error) && apply_search (self, error) && apply_filters (self, error) && read_voided (self, error);
}

void
gol_run_clear (GolRun *self)
{
  gol_column_clear (&self->sort);
  gol_bits_clear (&self->in);
  gol_bits_clear (&self->out);
  g_clear_pointer (&self->found, g_array_unref);
}
gboolean
gol_run_has (const GolRun *self,
       guint32    id)
{
  return (!self->narrowed || gol_bits_has (&self->in, id)) && !gol_bits_has (&self->out, id);
}

/* ── The order of all ── */

static gboolean
read_order (GolRun      *self,
            const char  *condition,
            const char  *by,
            GArray      *ids,
            GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s %s ORDER BY %s", gol_schema_table (self->query->entity),
                                          self->sort.sort, condition, by);
  g_autoptr(GolStatement) st = gol_db_prepare (self->db, sql, error);

  return st != NULL && read_ids (st, NULL, ids, error);
}

static char *
order_key (GolRun *self)
{
  return g_strdup_printf ("%s order %s", gol_schema_table (self->query->entity), self->sort.sort);
}

static GolRemembered *
get_order (GolRun  *self,
           GError **error)
{
  g_autofree char *key = order_key (self);
  g_autofree char *by = g_strdup_printf ("%s, id", self->sort.sort);
  g_autoptr(GArray) ids = NULL;
  GolRemembered *order = gol_memory_get (self->memory, self->moment, key);
  guint n_filled;

  if (order != NULL)
    return order;
  ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!read_order (self, "IS NOT NULL", by, ids, error))
    return NULL;
  n_filled = ids->len;
  if (!read_order (self, "IS NULL", "id", ids, error))
    return NULL;
  order = gol_remembered_new (g_steal_pointer (&ids), n_filled);
  gol_memory_put (self->memory, self->moment, key, order);
  return order;
}

gboolean
gol_run_knows_order (GolRun *self)
{
  g_autofree char *key = order_key (self);
  g_autoptr(GolRemembered) order = gol_memory_get (self->memory, self->moment, key);

  return order != NULL;
}

/* Inlined: a keystroke takes a million through what it found. */
void
gol_run_take (const GolRun *self,
              GArray       *ids,
              guint32       id)
{
  if (self->narrowed && (id / 64 >= self->in.n_words || (self->in.words[id / 64] >> id % 64 & 1) == 0))
    return;
  if (!gol_bits_has (&self->out, id))
    g_array_append_val (ids, id);
}

/* The part from @start to @end, the other way round if so asked. */
static void
take_part (const GolRun *self,
           GArray    *order,
           guint      start,
           guint      end,
           GArray    *ids)
{
  if (self->query->descending)
    for (guint i = end; i > start; i--)
      gol_run_take (self, ids, g_array_index (order, guint32, i - 1));
  else
    for (guint i = start; i < end; i++)
      gol_run_take (self, ids, g_array_index (order, guint32, i));
}

static GArray *
list_sorted (GolRun     *self,
             GError **error)
{
  g_autoptr(GolRemembered) order = get_order (self, error);
  GArray *ids;

  if (order == NULL)
    return NULL;
  if (!self->narrowed && !self->query->descending && gol_bits_count (&self->out) == 0)
    return g_array_ref (order->ids);
  ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  take_part (self, order->ids, 0, order->n_filled, ids);
  take_part (self, order->ids, order->n_filled, order->ids->len, ids);
  return ids;
}

static GArray *
list_found (GolRun *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < self->found->len; i++)
    gol_run_take (self, ids, g_array_index (self->found, guint32, i));
  return ids;
}

static GArray *
list_by_id (GolRun     *self,
            GError **error)
{
  g_autoptr(GArray) all = NULL;
  GArray *ids;

  if (!self->narrowed && !read_all (self, &self->in, error))
    return NULL;
  gol_bits_drop (&self->in, &self->out);
  all = gol_bits_list (&self->in);
  if (!self->query->descending)
    return g_steal_pointer (&all);
  ids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), all->len);
  for (guint i = all->len; i > 0; i--)
    g_array_append_val (ids, g_array_index (all, guint32, i - 1));
  return ids;
}

GArray *
gol_run_list (GolRun     *self,
      GError **error)
{
  if (self->sort.sort != NULL)
    return list_sorted (self, error);
  return self->found != NULL ? list_found (self) : list_by_id (self, error);
}

typedef struct
{
  GolStore       *store;
  const GolQuery *query;
  GArray         *ids;
  guint64         count;
} Call;

static gboolean
ids_cb (GolDb     *open,
        GolDb     *protected_db,
        gpointer   user_data,
        GError   **error)
{
  Call *call = user_data;
  g_auto(GolRun) run = { 0 };

  call->ids = gol_run_prepare (&run, call->store, call->query, open, protected_db, error) ? gol_run_list (&run, error) : NULL;
  return call->ids != NULL;
}

GArray *
gol_query_ids (GolStore        *store,
               const GolQuery  *query,
               GCancellable    *cancellable,
               GError         **error)
{
  Call call = { .store = store, .query = query };

  gol_store_with_reader (store, cancellable, ids_cb, &call, error);
  return call.ids;
}

/* Two indexes' entries, of which SQLite looks at no single one. */
static gboolean
count_all (GolRun   *self,
           guint64  *count,
           GError  **error)
{
  const char *table = gol_schema_table (self->query->entity);
  g_autofree char *sql = g_strdup_printf ("SELECT (SELECT count (*) FROM %s) - (SELECT count (*) FROM %s WHERE voided <> 0)", table, table);
  g_autoptr(GolStatement) st = gol_db_prepare (self->db, sql, error);
  gboolean row;

  if (st == NULL || !gol_statement_step (st, &row, error))
    return FALSE;
  *count = gol_statement_int (st, 0);
  return TRUE;
}

static gboolean
count_cb (GolDb     *open,
          GolDb     *protected_db,
          gpointer   user_data,
          GError   **error)
{
  Call *call = user_data;
  g_auto(GolRun) run = { 0 };

  if (!gol_run_prepare (&run, call->store, call->query, open, protected_db, error))
    return FALSE;
  if (!run.narrowed)
    return count_all (&run, &call->count, error);
  gol_bits_drop (&run.in, &run.out);
  call->count = gol_bits_count (&run.in);
  return TRUE;
}

gboolean
gol_query_count (GolStore        *store,
                 const GolQuery  *query,
                 GCancellable    *cancellable,
                 guint64         *count,
                 GError         **error)
{
  Call call = { .store = store, .query = query };
  gboolean good = gol_store_with_reader (store, cancellable, count_cb, &call, error);

  *count = call.count;
  return good;
}
