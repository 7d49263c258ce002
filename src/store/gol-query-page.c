/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-query-run-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-search-private.h"

#define MOST_LOOKED_AT 500   /* rows of which a search's first are kept */

/* Pages of a list, for those who cannot hold all of it: by keys, so that the last page costs what the first does. */

/*
 * Where a page ended: the id, and what it was sorted by. Its text is the list's mark and "id" (nothing else), "id-" (sorted by an
 * empty field) or "id=value", in base 64 so that nobody makes one up.
 */
typedef struct
{
  guint32   id;
  char     *value;   /* NULL: empty, or not sorted */
} Cursor;

typedef struct
{
  GolRun       *run;
  const Cursor *cursor;   /* NULL: from the start */
  guint         limit;
  GArray       *ids;
  char         *end;      /* the cursor after the last of @ids, once it is full */
  gboolean      more;     /* something follows it */
} Page;

/* Tells one list from another: where one ended, another does not go on. */
static guint
mark_list (const GolQuery *query)
{
  g_autoptr(GString) text = g_string_new (query->entity->name);

  g_string_append_printf (text, "\n%s\n%d\n%s", query->sort != NULL ? query->sort : "", query->descending,
                          query->search != NULL ? query->search : "");
  for (guint i = 0; i < query->filters->len; i++)
    {
      const GolFilter *filter = g_ptr_array_index (query->filters, i);
      g_autofree char *values = filter->values != NULL ? g_strjoinv ("\t", filter->values) : NULL;

      g_string_append_printf (text, "\n%s\t%d\t%s", filter->field, filter->kind, values != NULL ? values : "");
    }
  return g_str_hash (text->str);
}

static char *
cursor_write (const GolRun *self,
              guint32       id,
              const char   *value)
{
  g_autofree char *text = g_strdup_printf ("%08x:%u%s%s", mark_list (self->query), id, self->sort.sort == NULL ? "" : value == NULL ? "-" : "=",
                                           value != NULL ? value : "");

  return g_base64_encode ((const guchar *) text, strlen (text));
}

static gboolean
cursor_read (const GolRun   *self,
             const char  *after,
             Cursor      *cursor,
             GError     **error)
{
  gsize length;
  g_autofree char *bytes = (char *) g_base64_decode (after, &length);
  g_autofree char *text = g_strndup (bytes, length);
  g_autofree char *mark = g_strdup_printf ("%08x:", mark_list (self->query));
  gboolean same = g_str_has_prefix (text, mark);
  const char *number = same ? text + strlen (mark) : text;
  char *end = NULL;
  guint64 id = g_ascii_strtoull (number, &end, 10);
  gboolean sorted = self->sort.sort != NULL;

  if (same && end != number && id <= G_MAXUINT32 && (sorted ? *end == '=' || strcmp (end, "-") == 0 : *end == '\0'))
    {
      cursor->id = id;
      cursor->value = *end == '=' ? g_strdup (end + 1) : NULL;
      return TRUE;
    }
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("The list cannot go on from there: ask for it from its start, in the same order and with the same filters."));
  return FALSE;
}

/* The parts of a sorted list, each of which an index gives in order. ?1: the value, ?2: the id to go on after. */
typedef struct
{
  const char *condition;  /* %s: the column */
  const char *order;
  gboolean    equal;      /* only when going on from a value */
  gboolean    empty;      /* the part of those that are empty */
} Part;

static const Part parts[2][3] = {
  {
    { "%s = ?1 AND id > ?2", "id", .equal = TRUE },
    { "%s > ?1", "%s, id" },
    { "%s IS NULL AND id > ?2", "id", .empty = TRUE },
  },
  {
    { "%s = ?1 AND id < ?2", "id DESC", .equal = TRUE },
    { "%s < ?1", "%s DESC, id DESC" },
    { "%s IS NULL AND id < ?2", "id DESC", .empty = TRUE },
  },
};

static void
bind_value (GolStatement    *st,
            const GolColumn *sort,
            const char      *value)
{
  if (sort->type == GOL_FIELD_INTEGER || sort->type == GOL_FIELD_BOOLEAN)
    gol_statement_bind_int (st, 1, g_ascii_strtoll (value, NULL, 10));
  else
    gol_statement_bind_text (st, 1, value);
}

/* Takes one more, or sees that there is one more. */
static void
page_add (Page       *self,
          guint32     id,
          const char *value)
{
  if (!gol_run_has (self->run, id))
    return;
  self->more = self->ids->len == self->limit;
  if (self->more)
    return;
  g_array_append_val (self->ids, id);
  if (self->ids->len == self->limit)
    self->end = cursor_write (self->run, id, value);
}

/* Columns: id, value. */
static gboolean
page_walk (Page          *self,
           GolStatement  *st,
           GError       **error)
{
  while (!self->more)
    {
      gboolean row;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      page_add (self, gol_statement_int (st, 0), gol_statement_text (st, 1));
    }
  return TRUE;
}

static gboolean
page_walk_part (Page          *self,
                const Part    *part,
                const Cursor  *cursor,   /* NULL: from the start of the part */
                GError       **error)
{
  const GolColumn *sort = &self->run->sort;
  g_autofree char *from_start = g_strdup_printf ("%s IS %s NULL", sort->sort, part->empty ? "" : "NOT");
  g_autofree char *condition = g_strdup_printf (part->condition, sort->sort);
  g_autofree char *order = g_strdup_printf (part->order, sort->sort);
  g_autofree char *sql = g_strdup_printf ("SELECT id, %s FROM %s WHERE %s ORDER BY %s", sort->sort,
                                          gol_schema_table (self->run->query->entity),
                                          cursor != NULL ? condition : from_start, order);
  g_autoptr(GolStatement) st = gol_db_prepare (self->run->db, sql, error);

  if (st == NULL)
    return FALSE;
  if (cursor != NULL && cursor->value != NULL)
    bind_value (st, sort, cursor->value);
  if (cursor != NULL && (part->equal || part->empty))
    gol_statement_bind_int (st, 2, cursor->id);
  return page_walk (self, st, error);
}

static gboolean
page_sorted (Page    *self,
             GError **error)
{
  const Cursor *cursor = self->cursor;

  for (guint i = 0; i < G_N_ELEMENTS (parts[0]) && !self->more; i++)
    {
      const Part *part = &parts[self->run->query->descending][i];
      gboolean here = cursor != NULL && part->empty == (cursor->value == NULL);

      /* What lies before the cursor's part is behind us, and what lies after it begins at its start. */
      if ((part->equal && !here) || (!part->empty && cursor != NULL && cursor->value == NULL))
        continue;
      if (!page_walk_part (self, part, here ? cursor : NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
page_by_id (Page    *self,
            GError **error)
{
  gboolean down = self->run->query->descending;
  g_autofree char *sql = g_strdup_printf ("SELECT id, NULL FROM %s WHERE id %s ?1 ORDER BY id %s",
                                          gol_schema_table (self->run->query->entity), down ? "<" : ">", down ? "DESC" : "ASC");
  g_autoptr(GolStatement) st = gol_db_prepare (self->run->db, sql, error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, self->cursor != NULL ? (gint64) self->cursor->id : down ? G_MAXINT64 : 0);
  return page_walk (self, st, error);
}

/* In a search's own order, the best first, or by id: what was found is in memory already. */
static gboolean
page_list (Page    *self,
           GError **error)
{
  g_autoptr(GArray) all = gol_run_list (self->run, error);
  guint i = 0;

  if (all == NULL)
    return FALSE;
  if (self->cursor != NULL)
    while (i < all->len && g_array_index (all, guint32, i++) != self->cursor->id)
      ;
  for (; i < all->len && !self->more; i++)
    page_add (self, g_array_index (all, guint32, i), NULL);
  return TRUE;
}

static gboolean
page_fill (Page    *self,
           GError **error)
{
  if (self->run->sort.sort != NULL)
    return page_sorted (self, error);
  return self->run->narrowed ? page_list (self, error) : page_by_id (self, error);
}

typedef struct
{
  GolStore       *store;
  const GolQuery *query;
  guint           limit;
  const char     *after;
  GArray         *ids;
  char           *next;
} Call;

static gboolean
page_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Call *call = user_data;
  g_auto(GolRun) run = { 0 };
  Cursor cursor = { 0 };
  Page page = { .run = &run, .cursor = call->after != NULL ? &cursor : NULL, .limit = call->limit };
  gboolean good;

  if (!gol_run_prepare (&run, call->store, call->query, open, protected_db, error)
      || (call->after != NULL && !cursor_read (&run, call->after, &cursor, error)))
    return FALSE;
  page.ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  good = page_fill (&page, error);
  if (good)
    call->ids = g_array_ref (page.ids);
  if (good && page.more)
    call->next = g_steal_pointer (&page.end);
  g_array_unref (page.ids);
  g_free (page.end);
  g_free (cursor.value);
  return good;
}

/**
 * gol_query_page:
 * @limit: at most so many ids, one or more
 * @after: (nullable): where the last page ended
 * @next: (out) (nullable): where this one ended; %NULL when nothing follows
 *
 * Records that come or go between two pages make no other be missed or shown twice.
 *
 * Returns: (transfer full) (element-type guint32): ids
 */
GArray *
gol_query_page (GolStore        *store,
                const GolQuery  *query,
                guint            limit,
                const char      *after,
                char           **next,
                GError         **error)
{
  Call call = { .store = store, .query = query, .limit = limit, .after = after };

  g_return_val_if_fail (limit > 0, NULL);

  gol_store_with_reader (store, NULL, page_cb, &call, error);
  *next = call.next;
  return call.ids;
}

/* ── First rows, before all of a list ── */

/* Everybody in an order that nobody remembers: its index is read to the end for the whole list, which a first page need not wait for. */
static gboolean
first_of_all_cb (GolDb     *open,
          GolDb     *protected_db,
          gpointer   user_data,
          GError   **error)
{
  Call *call = user_data;
  g_auto(GolRun) run = { 0 };
  Page page = { .run = &run, .limit = call->limit };
  gboolean good;

  if (!gol_run_prepare (&run, call->store, call->query, open, protected_db, error))
    return FALSE;
  if (run.sort.sort == NULL || gol_run_knows_order (&run))
    return TRUE;
  page.ids = call->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  good = page_sorted (&page, error);
  g_free (page.end);
  return good;
}

/* Until there are enough, or so many were looked at that the whole search takes no longer. */
static gboolean
keep_fitting (GolRun     *run,
              guint32     initials,
              GArray     *among,
              guint       n,
              GArray     *fitting,
              GError    **error)
{
  g_autoptr(GolInitials) looking = gol_initials_new (run->db, run->log, run->query->entity, initials, error);

  if (looking == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (among->len, MOST_LOOKED_AT) && fitting->len < n; i++)
    {
      guint32 id = g_array_index (among, guint32, i);
      gboolean fits;

      if (!gol_initials_look (looking, id, &fits, error))
        return FALSE;
      if (fits)
        g_array_append_val (fitting, id);
    }
  return TRUE;
}

/* Names with an initial: the first of those who have the names, which were looked for when the initial was not typed yet, and have that
 * too. They are the list's first only where they are not few, for then nothing else is looked for. */
static gboolean
first_found_cb (GolDb     *open,
                GolDb     *protected_db,
                gpointer   user_data,
                GError   **error)
{
  Call *call = user_data;
  guint32 initials;
  g_autofree char *words = gol_search_part_initials (call->query->search, &initials);
  g_autoptr(GolQuery) wider = NULL;
  g_auto(GolRun) run = { 0 };
  g_autoptr(GArray) all = NULL;
  g_autoptr(GArray) fitting = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (words == NULL)
    return TRUE;
  wider = gol_query_copy (call->query);
  gol_query_set_search (wider, words);
  if (!gol_run_prepare (&run, call->store, wider, open, protected_db, error))
    return FALSE;
  if (run.sort.sort == NULL || !gol_run_knows_order (&run))
    return TRUE;
  all = gol_run_list (&run, error);
  if (all == NULL || !keep_fitting (&run, initials, all, MAX (call->limit, GOL_SEARCH_FEW + 1), fitting, error))
    return FALSE;
  if (fitting->len <= GOL_SEARCH_FEW)
    return TRUE;
  g_array_set_size (fitting, MIN (fitting->len, call->limit));
  call->ids = g_steal_pointer (&fitting);
  return TRUE;
}

/**
 * gol_query_first:
 *
 * For who shows a list, before gol_query_ids (). They may be less than @n.
 *
 * Returns: (transfer full) (nullable) (element-type guint32): ids
 */
GArray *
gol_query_first (GolStore        *store,
                 const GolQuery  *query,
                 guint            n,
                 GCancellable    *cancellable,
                 GError         **error)
{
  Call call = { .store = store, .query = query, .limit = n };

  g_return_val_if_fail (n > 0, NULL);

  if (query->filters->len > 0)
    return NULL;
  if (!gol_store_with_reader (store, cancellable, query->search != NULL ? first_found_cb : first_of_all_cb, &call, error))
    g_clear_pointer (&call.ids, g_array_unref);
  return call.ids;
}
