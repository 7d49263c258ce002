/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-query-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

/* The cells of the rows that are on the screen. */

typedef struct
{
  const GolEntity     *entity;
  const guint32       *ids;
  guint                n;
  const char * const  *fields;
  GPtrArray           *rows;
} Call;

/* One select of all fields by id; @types: of each column. */
static GolStatement *
prepare (GolDb       *db,
         const Call  *call,
         GArray      *types,
         GError     **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");

  for (guint i = 0; call->fields[i] != NULL; i++)
    {
      g_auto(GolColumn) column = { 0 };

      if (!gol_column_find (&column, call->entity, call->fields[i], error))
        return NULL;
      g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", column.sql);
      g_array_append_val (types, column.type);
    }
  g_string_append_printf (sql, " FROM %s WHERE id = ?1", gol_schema_table (call->entity));
  return gol_db_prepare (db, sql->str, error);
}

static const char *
cell_text (GolStatement *st,
           guint         at,
           GolFieldType  type)
{
  if (gol_statement_is_null (st, at))
    return NULL;
  if (type == GOL_FIELD_BOOLEAN)
    return gol_statement_int (st, at) != 0 ? "true" : "false";
  return gol_statement_text (st, at);
}

/* The pointers and all that they point to are one piece, so that a row is freed at once. */
static char **
make_row (GolStatement *st,
          GArray       *types,
          gboolean      found)
{
  gsize size = (types->len + 1) * sizeof (char *);
  char **row;
  char *to;

  for (guint i = 0; found && i < types->len; i++)
    {
      const char *text = cell_text (st, i, g_array_index (types, GolFieldType, i));

      size += text != NULL ? strlen (text) + 1 : 0;
    }
  row = g_malloc (size);
  memset (row, 0, (types->len + 1) * sizeof (char *));
  to = (char *) (row + types->len + 1);
  for (guint i = 0; found && i < types->len; i++)
    {
      const char *text = cell_text (st, i, g_array_index (types, GolFieldType, i));

      if (text == NULL)
        continue;
      row[i] = to;
      to = g_stpcpy (to, text) + 1;
    }
  return row;
}

static gboolean
rows_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Call *call = user_data;
  GolDb *db = gol_entity_get_log (call->entity) == GOL_LOG_OPEN ? open : protected_db;
  g_autoptr(GArray) types = g_array_new (FALSE, FALSE, sizeof (GolFieldType));
  g_autoptr(GolStatement) st = NULL;

  if (db == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("These records are protected, and this account may not open them."));
      return FALSE;
    }
  st = prepare (db, call, types, error);
  if (st == NULL)
    return FALSE;
  for (guint i = 0; i < call->n; i++)
    {
      gboolean found;

      gol_statement_reset (st);
      gol_statement_bind_int (st, 1, call->ids[i]);
      if (!gol_statement_step (st, &found, error))
        return FALSE;
      g_ptr_array_add (call->rows, make_row (st, types, found));
    }
  return TRUE;
}

/**
 * gol_query_rows:
 * @ids: (array length=n): of @entity
 * @fields: (array zero-terminated=1): "civil.sex", "code", "~due"…, at least one
 *
 * Returns: (transfer full) (element-type char**): a row for each id, with a cell for each field and a %NULL after them; cells that
 *   are empty, and all of a record that is not there, are %NULL. Each is one piece of memory, freed by the array.
 */
GPtrArray *
gol_query_rows (GolStore            *store,
                const GolEntity     *entity,
                const guint32       *ids,
                guint                n,
                const char * const  *fields,
                GError             **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_full (n, g_free);
  Call call = { entity, ids, n, fields, rows };

  g_return_val_if_fail (fields != NULL && fields[0] != NULL, NULL);

  return gol_store_with_reader (store, NULL, rows_cb, &call, error) ? g_steal_pointer (&rows) : NULL;
}
