/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-sandbox-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-lexer.h"
#include "gol-rule-functions.h"

/* Whose statement is being prepared; the authorizer's answer rests on it. */
typedef enum
{
  MODE_RECORDING,   /* ours, while the views are made: what it reads is what expressions may read */
  MODE_CHECKING,    /* an expression alone: may not read the row's id */
  MODE_RUNNING,     /* expressions that were checked, within a statement of ours */
  MODE_LAYING,      /* ours alone: a row is laid on the desk */
} Mode;

struct _GolSandbox
{
  GolDb      *db;
  GolDb      *gate;          /* in memory, empty */
  Mode        mode;
  GHashTable *pairs;         /* set of "table\ncolumn" that may be read */
  GHashTable *views;         /* name → GStrv of columns, "id" first */
  const char *view;          /* while checking: the view that the expression is about */
  GHashTable *read;          /* while checking: set of the view's columns that it reads */
  gint64      steps_a_clause;
  GHashTable *lays;          /* of a desk: view → statement that lays a row */
};

/* SQLite's own functions that an expression may call: only operators in disguise. All else is ours. */
static const char * const builtins[] = { "like", "glob", NULL };

/* Parameters of expressions, and what the gate calls them: a generated column may not have parameters. */
static const struct { const char *param, *column; } params[] = {
  { ":on", "gol_on" },
  { ":from", "gol_from" },
  { ":to", "gol_to" },
};

/* ── The authorizer ── */

static char *
pair_of (const char *table,
         const char *column)
{
  return g_strconcat (table != NULL ? table : "", "\n", column != NULL ? column : "", NULL);
}

static gboolean
may_read (GolSandbox *self,
          const char *table,
          const char *column)
{
  g_autofree char *pair = pair_of (table, column);
  gboolean of_view = self->view != NULL && g_strcmp0 (table, self->view) == 0;

  if (!g_hash_table_contains (self->pairs, pair))
    return FALSE;
  if (self->mode != MODE_CHECKING || !of_view)
    return TRUE;
  if (g_strcmp0 (column, "id") == 0)
    return FALSE;
  if (column != NULL && *column != '\0')
    g_hash_table_add (self->read, g_strdup (column));
  return TRUE;
}

/* The context's name is never asked: for a WITH clause it is whatever the expression calls it. */
static gboolean
authorize_cb (int         action,
              const char *a,
              const char *b,
              const char *context,
              gpointer    user_data)
{
  GolSandbox *self = user_data;

  if (self->mode == MODE_RECORDING && action == GOL_DB_ACTION_READ)
    g_hash_table_add (self->pairs, pair_of (a, b));
  if (self->mode == MODE_RECORDING || self->mode == MODE_LAYING)
    return TRUE;
  switch (action)
    {
    case GOL_DB_ACTION_SELECT:
      return TRUE;
    case GOL_DB_ACTION_READ:
      return may_read (self, a, b);
    case GOL_DB_ACTION_FUNCTION:
      return b != NULL && (g_strv_contains (builtins, b) || gol_rule_functions_has (b));
    default:
      return FALSE;
    }
}

/* ── Making one ── */

static gboolean
record_view (GolSandbox            *self,
             const GolSandboxView  *view,
             GError               **error)
{
  /* The second one reports the column "", which a statement that names no column of the view asks for. */
  static const char * const forms[] = { "SELECT * FROM %s", "SELECT 1 FROM %s" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *sql = g_strdup_printf (forms[i], view->name);
      g_autoptr(GolStatement) statement = gol_db_prepare_uncached (self->db, sql, error);
      g_autoptr(GStrvBuilder) columns = g_strv_builder_new ();

      if (statement == NULL)
        return FALSE;
      if (i > 0)
        continue;
      for (int at = 0; at < gol_statement_columns (statement); at++)
        g_strv_builder_add (columns, gol_statement_column_name (statement, at));
      g_hash_table_insert (self->views, g_strdup (view->name), g_strv_builder_end (columns));
    }
  return TRUE;
}

static gboolean
make_views (GolSandbox            *self,
            const GolSandboxView  *views,
            GError               **error)
{
  for (const GolSandboxView *view = views; view->name != NULL; view++)
    {
      g_autofree char *sql
        = g_strdup_printf ("CREATE TEMP VIEW %s AS SELECT %s FROM %s", view->name, view->columns, view->table);

      if (!gol_db_exec (self->db, sql, error))
        return FALSE;
    }
  return TRUE;
}

/* A row has more columns than an expression may have parameters. */
static gboolean
prepare_lays (GolSandbox            *self,
              const GolSandboxView  *views,
              GError               **error)
{
  for (const GolSandboxView *view = views; view->name != NULL; view++)
    {
      g_autoptr(GString) sql = g_string_new (NULL);
      GolStatement *lay;

      g_string_printf (sql, "REPLACE INTO %s (%s) VALUES (1", view->table, view->columns);
      for (const char *at = strchr (view->columns, ','); at != NULL; at = strchr (at + 1, ','))
        g_string_append (sql, ", ?");
      g_string_append (sql, ")");
      lay = gol_db_prepare_uncached (self->db, sql->str, error);
      if (lay == NULL)
        return FALSE;
      g_hash_table_insert (self->lays, g_strdup (view->name), lay);
    }
  return TRUE;
}

static gboolean
set_up (GolSandbox            *self,
        const GolSandboxView  *views,
        gboolean               desk,
        GError               **error)
{
  if (!gol_rule_functions_add (self->db, error)
      || !make_views (self, views, error)
      || (!desk && !gol_db_exec (self->db, "PRAGMA query_only = ON", error)))
    return FALSE;
  gol_db_set_authorizer (self->db, authorize_cb, self);
  gol_db_harden (self->db);
  gol_db_limit_params (self->db, 1000);
  if (desk && !prepare_lays (self, views, error))
    return FALSE;
  gol_db_limit_params (self->db, 16);
  g_hash_table_remove_all (self->pairs);
  for (const GolSandboxView *view = views; view->name != NULL; view++)
    if (!record_view (self, view, error))
      return FALSE;
  self->mode = MODE_RUNNING;
  return TRUE;
}

static GolSandbox *
make (GolDb                 *db,
      const GolSandboxView  *views,
      gboolean               desk,
      GError               **error)
{
  g_autoptr(GolSandbox) self = g_new0 (GolSandbox, 1);

  self->db = db;
  self->mode = MODE_RECORDING;
  self->pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  self->read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_statement_done);
  self->steps_a_clause = GOL_SANDBOX_STEPS_A_CLAUSE;

  self->gate = gol_db_open (NULL, NULL, GOL_DB_MEMORY, error);
  if (self->gate == NULL || !gol_rule_functions_add (self->gate, error) || !set_up (self, views, desk, error))
    return NULL;
  gol_db_harden (self->gate);
  return g_steal_pointer (&self);
}

GolSandbox *
gol_sandbox_new (GolDb                 *db,
                 const GolSandboxView  *views,
                 GError               **error)
{
  g_return_val_if_fail (db != NULL, NULL);
  g_return_val_if_fail (views != NULL, NULL);

  return make (db, views, FALSE, error);
}

GolSandbox *
gol_sandbox_new_desk (gboolean            (*create) (GolDb *db, GError **error),
                      const GolSandboxView *views,
                      GError              **error)
{
  g_autoptr(GolDb) db = gol_db_open (NULL, NULL, GOL_DB_MEMORY, error);

  if (db == NULL || !create (db, error))
    return NULL;
  return make (g_steal_pointer (&db), views, TRUE, error);
}

void
gol_sandbox_free (GolSandbox *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->lays, g_hash_table_unref);
  g_clear_pointer (&self->db, gol_db_close);
  g_clear_pointer (&self->gate, gol_db_close);
  g_hash_table_unref (self->pairs);
  g_hash_table_unref (self->views);
  g_hash_table_unref (self->read);
  g_free (self);
}

/* ── The walls ── */

static gboolean
refuse (GError      **error,
        const char   *why)
{
  g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("The rule is not let in: %s"), why);
  return FALSE;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || (guchar) c >= 0x80;
}

/* Nothing that is not on a list goes on to SQLite. Whether the value is a truth is seen when it is there. */
static gboolean
pass_lexer (const char  *view,
            const char  *expression,
            GError     **error)
{
  const GolFactView *facts = gol_fact_view_find (view);
  g_autofree char *message = NULL;

  if (facts == NULL)
    return refuse (error, _("it is about nothing that rules may ask for."));
  return gol_lexer_check (expression, facts, FALSE, NULL, NULL, &message, NULL) == NULL || refuse (error, message);
}

/* The text with its parameters renamed to columns. What is renamed by mistake (within quotes) is refused later or
 * harmless. */
static char *
rename_params (const char *expression)
{
  GString *out = g_string_new (NULL);

  while (*expression != '\0')
    {
      gboolean found = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (params) && !found; i++)
        {
          gsize length = strlen (params[i].param);

          found = strncmp (expression, params[i].param, length) == 0 && !is_word (expression[length]);
          if (!found)
            continue;
          g_string_append (out, params[i].column);
          expression += length;
        }
      if (!found)
        g_string_append_c (out, *expression++);
    }
  return g_string_free (out, FALSE);
}

/*
 * A generated column of an empty table in memory: SQLite itself refuses sub-queries, aggregates, windows and
 * parameters there, and anything that is not one whole expression.
 */
static gboolean
pass_gate (GolSandbox  *self,
           const char  *view,
           const char  *expression,
           GError     **error)
{
  GStrv columns = g_hash_table_lookup (self->views, view);
  g_autofree char *renamed = rename_params (expression);
  g_autoptr(GString) sql = g_string_new ("CREATE TABLE gate (");
  g_autoptr(GError) why = NULL;

  for (guint i = 1; columns[i] != NULL; i++)
    g_string_append_printf (sql, "\"%s\", ", columns[i]);
  for (guint i = 0; i < G_N_ELEMENTS (params); i++)
    g_string_append_printf (sql, "%s, ", params[i].column);
  g_string_append_printf (sql, "verdict AS (\n%s\n))", renamed);

  if (!gol_db_tail_is_empty (self->gate, sql->str, &why) && why == NULL)
    return refuse (error, _("more follows after its end."));
  if (why != NULL || !gol_db_exec (self->gate, sql->str, &why))
    return refuse (error, why->message);
  return gol_db_exec (self->gate, "DROP TABLE gate", error);
}

static gboolean
pass_authorizer (GolSandbox  *self,
                 const char  *view,
                 const char  *expression,
                 GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (\n%s\n) FROM %s", expression, view);
  g_autoptr(GolStatement) statement = NULL;
  g_autoptr(GError) why = NULL;
  gboolean whole;

  self->mode = MODE_CHECKING;
  self->view = view;
  g_hash_table_remove_all (self->read);
  gol_db_set_budget (self->db, self->steps_a_clause);
  whole = gol_db_tail_is_empty (self->db, sql, &why);
  if (whole)
    statement = gol_db_prepare_uncached (self->db, sql, &why);
  self->mode = MODE_RUNNING;
  self->view = NULL;

  if (why != NULL)
    return refuse (error, why->message);
  if (!whole)
    return refuse (error, _("more follows after its end."));
  if (gol_statement_columns (statement) != 1)
    return refuse (error, _("it is more than one expression."));
  return TRUE;
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static GStrv
list_columns (GolSandbox *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer column;

  g_hash_table_iter_init (&iter, self->read);
  while (g_hash_table_iter_next (&iter, &column, NULL))
    g_ptr_array_add (list, g_strdup (column));
  g_ptr_array_sort (list, compare_cb);
  g_ptr_array_add (list, NULL);
  return (GStrv) g_ptr_array_free (list, FALSE);
}

gboolean
gol_sandbox_check_walls (GolSandbox  *self,
                         GolWall      walls,
                         const char  *view,
                         const char  *expression,
                         GStrv       *columns,
                         GError     **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (g_hash_table_contains (self->views, view), FALSE);
  g_return_val_if_fail (expression != NULL, FALSE);

  if ((walls & GOL_WALL_LEXER) && !pass_lexer (view, expression, error))
    return FALSE;
  if ((walls & GOL_WALL_GATE) && !pass_gate (self, view, expression, error))
    return FALSE;
  if ((walls & GOL_WALL_AUTHORIZER) && !pass_authorizer (self, view, expression, error))
    return FALSE;
  if (columns != NULL)
    *columns = list_columns (self);
  return TRUE;
}

gboolean
gol_sandbox_check (GolSandbox  *self,
                   const char  *view,
                   const char  *expression,
                   GStrv       *columns,
                   GError     **error)
{
  return gol_sandbox_check_walls (self, GOL_WALL_ALL, view, expression, columns, error);
}

/* ── A desk ── */

static void
copy_column (GolStatement *lay,
             int           at,
             GolStatement *row,
             int           column)
{
  gconstpointer blob;
  gsize size;

  switch (gol_statement_type (row, column))
    {
    case GOL_DB_INTEGER:
      gol_statement_bind_int (lay, at, gol_statement_int (row, column));
      break;
    case GOL_DB_REAL:
      gol_statement_bind_double (lay, at, gol_statement_double (row, column));
      break;
    case GOL_DB_TEXT:
      gol_statement_bind_static (lay, at, gol_statement_text (row, column), -1);
      break;
    case GOL_DB_BLOB:
      blob = gol_statement_blob (row, column, &size);
      gol_statement_bind_blob (lay, at, size > 0 ? blob : "", size);
      break;
    case GOL_DB_NULL:
    default:
      gol_statement_bind_null (lay, at);
    }
}

gboolean
gol_sandbox_lay (GolSandbox    *self,
                 const char    *view,
                 GolStatement  *row,
                 GError       **error)
{
  GolStatement *lay = g_hash_table_lookup (self->lays, view);
  GStrv columns = g_hash_table_lookup (self->views, view);
  gboolean laid;

  g_return_val_if_fail (lay != NULL, FALSE);

  if (row != NULL)
    for (int column = 1; columns[column] != NULL; column++)
      copy_column (lay, column, row, column);
  self->mode = MODE_LAYING;
  gol_db_set_budget (self->db, 0);
  laid = gol_statement_run (lay, error);
  self->mode = MODE_RUNNING;
  return laid;
}

/* ── Running ── */

GolStatement *
gol_sandbox_prepare (GolSandbox          *self,
                     const char          *view,
                     const char * const  *expressions,
                     guint                n,
                     GError             **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT id");
  g_autoptr(GolStatement) statement = NULL;

  g_return_val_if_fail (g_hash_table_contains (self->views, view), NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, ", (\n%s\n)", expressions[i]);
  g_string_append_printf (sql, " FROM %s WHERE id > :after AND id <= :until ORDER BY id", view);
  statement = gol_db_prepare (self->db, sql->str, error);
  if (statement != NULL && gol_statement_columns (statement) != (int) n + 1)
    {
      refuse (error, _("it is more than one expression."));
      return NULL;
    }
  return g_steal_pointer (&statement);
}

GolStatement *
gol_sandbox_read_facts (GolSandbox  *self,
                        const char  *view,
                        GError     **error)
{
  g_autofree char *sql = NULL;

  g_return_val_if_fail (g_hash_table_contains (self->views, view), NULL);

  sql = g_strdup_printf ("SELECT * FROM %s WHERE id = :id", view);
  return gol_db_prepare (self->db, sql, error);
}

void
gol_sandbox_bind (GolStatement *statement,
                  const char   *name,
                  const char   *text)
{
  int at = gol_statement_param (statement, name);

  if (at > 0)
    gol_statement_bind_text (statement, at, text);
}

void
gol_sandbox_bind_rows (GolStatement *statement,
                       gint64        after,
                       gint64        until)
{
  gol_statement_bind_int (statement, gol_statement_param (statement, ":after"), after);
  gol_statement_bind_int (statement, gol_statement_param (statement, ":until"), until);
}

gboolean
gol_sandbox_step (GolSandbox    *self,
                  GolStatement  *statement,
                  gboolean      *row,
                  GError       **error)
{
  g_autoptr(GError) why = NULL;

  gol_db_set_budget (self->db, self->steps_a_clause * MAX (1, gol_statement_columns (statement) - 1));
  if (gol_statement_step (statement, row, &why))
    return TRUE;
  if (gol_db_budget_spent (self->db))
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED, _("A rule took too long and was stopped."));
  else
    g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

GolTruth
gol_sandbox_truth (GolStatement *statement,
                   guint         expression,
                   gboolean     *faulty)
{
  int at = expression + 1;
  gint64 value;

  switch (gol_statement_type (statement, at))
    {
    case GOL_DB_NULL:
      return GOL_UNKNOWN;
    case GOL_DB_INTEGER:
      value = gol_statement_int (statement, at);
      if (value == 0 || value == 1)
        return value == 1 ? GOL_YES : GOL_NO;
      break;
    case GOL_DB_REAL:
    case GOL_DB_TEXT:
    case GOL_DB_BLOB:
    default:
      break;
    }
  *faulty = TRUE;
  return GOL_UNKNOWN;
}

void
gol_sandbox_interrupt (GolSandbox *self)
{
  gol_db_interrupt (self->db);
}

void
gol_sandbox_set_budget (GolSandbox *self,
                        gint64      steps_a_clause)
{
  self->steps_a_clause = steps_a_clause;
}
