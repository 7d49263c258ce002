/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-query-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-text.h"

/* What a list is asked for, and the SQL of it. */

/* ── The query ── */

static void
filter_free (gpointer data)
{
  GolFilter *filter = data;

  g_free (filter->field);
  g_strfreev (filter->values);
  g_free (filter);
}

GolQuery *
gol_query_new (const GolEntity *entity)
{
  GolQuery *query = g_new0 (GolQuery, 1);

  query->entity = entity;
  query->filters = g_ptr_array_new_with_free_func (filter_free);
  return query;
}

GolQuery *
gol_query_copy (const GolQuery *query)
{
  GolQuery *copy = gol_query_new (query->entity);

  gol_query_set_sort (copy, query->sort, query->descending);
  gol_query_set_search (copy, query->search);
  for (guint i = 0; i < query->filters->len; i++)
    {
      const GolFilter *filter = query->filters->pdata[i];

      gol_query_add_filter (copy, filter->field, filter->kind, (const char * const *) filter->values);
    }
  return copy;
}

void
gol_query_free (GolQuery *query)
{
  g_ptr_array_unref (query->filters);
  g_free (query->sort);
  g_free (query->search);
  g_free (query);
}

/**
 * gol_query_set_sort:
 * @field: (nullable): a field with an index, "code", or "~due" and its like; %NULL: in the order in which they came
 * @descending: the other way round; what is empty comes last either way
 */
void
gol_query_set_sort (GolQuery   *query,
                    const char *field,
                    gboolean    descending)
{
  char *sort = g_strdup (field);

  g_free (query->sort);
  query->sort = sort;
  query->descending = descending;
}

/**
 * gol_query_add_filter:
 * @values: (nullable): one for EQUAL and PREFIX, any number for IN, two for BETWEEN ("" for an open end), none for the others
 */
void
gol_query_add_filter (GolQuery           *query,
                      const char         *field,
                      GolFilterKind       kind,
                      const char * const *values)
{
  GolFilter *filter = g_new0 (GolFilter, 1);

  filter->field = g_strdup (field);
  filter->kind = kind;
  filter->values = values != NULL ? g_strdupv ((char **) values) : g_new0 (char *, 1);
  g_ptr_array_add (query->filters, filter);
}

void
gol_query_narrow (GolQuery       *query,
                  const GolQuery *by)
{
  for (guint i = 0; i < by->filters->len; i++)
    {
      const GolFilter *filter = by->filters->pdata[i];

      gol_query_add_filter (query, filter->field, filter->kind, (const char * const *) filter->values);
    }
}

void
gol_query_set_search (GolQuery   *query,
                      const char *text)
{
  g_free (query->search);
  query->search = gol_text_clean (text);
}

/* ── Fields ── */

static gboolean
find_derived (GolColumn       *column,
              const GolEntity *entity,
              const char      *name)
{
  for (const GolDerivedColumn *derived = gol_schema_get_derived (); derived->entity != NULL; derived++)
    if (strcmp (derived->entity, entity->name) == 0 && g_str_has_prefix (derived->column, "d_")
        && strcmp (derived->column + 2, name) == 0)
      {
        column->sql = g_strdup (derived->column);
        column->sort = derived->indexed == GOL_INDEX_ALL ? derived->column : NULL;
        column->few = derived->indexed == GOL_INDEX_FEW;
        column->codes = strcmp (name, "warnings") == 0;
        column->type = strcmp (derived->type, "INTEGER") == 0 ? GOL_FIELD_INTEGER : GOL_FIELD_TEXT;
        return TRUE;
      }
  return FALSE;
}

/* Fields of schemes: "civil.sawp_mx_ca.tin". */
static gboolean
find_extra (GolColumn       *column,
            const GolEntity *entity,
            const char      *name)
{
  const char *dot = strchr (name, '.');
  g_autofree char *section = dot != NULL ? g_strndup (name, dot - name) : NULL;

  if (section == NULL || strchr (dot + 1, '.') == NULL || strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_.") != strlen (name)
      || gol_entity_find_section (entity, section) == NULL)
    return FALSE;
  column->sql = g_strdup_printf ("json_extract (extra, '$.\"%s\"')", name);
  return TRUE;
}

/* Of what a reference points to, in a table of the same file: a cell, by which nothing is sorted. */
static gboolean
find_through (GolColumn        *column,
              const GolEntity  *entity,
              const char       *name,
              GError          **error)
{
  g_autofree char *reference = g_strndup (name, strchr (name, '>') - name);
  g_auto(GolColumn) there = { 0 };
  const GolEntity *target = NULL;
  const GolSection *section;
  const GolField *field;

  if (gol_entity_find_field (entity, reference, &section, &field) && field->type == GOL_FIELD_REFERENCE
      && gol_section_get_log (section) == gol_entity_get_log (entity))
    target = gol_dictionary_find_entity (field->detail);
  if (target == NULL || target == entity || gol_entity_get_log (target) != gol_entity_get_log (entity))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("There is no field called “%s” in this list."), name);
      return FALSE;
    }
  if (!gol_column_find (&there, target, name + strlen (reference) + 1, error))
    return FALSE;
  column->sql = g_strdup_printf ("(SELECT %s FROM %s WHERE id = (SELECT id FROM record WHERE uid = %s))", there.sql,
                                 gol_schema_table (target), gol_schema_column (section, field));
  column->type = there.type;
  return TRUE;
}

gboolean
gol_column_find (GolColumn        *column,
                 const GolEntity  *entity,
                 const char       *name,
                 GError          **error)
{
  const GolSection *section;
  const GolField *field;

  *column = (GolColumn) { .type = GOL_FIELD_TEXT };
  if (strchr (name, '>') != NULL)
    return find_through (column, entity, name, error);
  if (strcmp (name, "code") == 0)
    {
      column->sql = g_strdup (name);
      column->sort = entity->code_letter != 0 ? "code" : NULL;
      return TRUE;
    }
  if (name[0] == '~' && find_derived (column, entity, name + 1))
    return TRUE;
  if (gol_entity_find_field (entity, name, &section, &field))
    {
      if (gol_section_get_log (section) != gol_entity_get_log (entity))
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("“%s” is protected and stands in no list."), gol_field_get_label (field));
          return FALSE;
        }
      column->sql = g_strdup (gol_schema_column (section, field));
      column->type = field->type;
      if ((field->flags & GOL_FIELD_SORTED) != 0)
        {
          column->sort = gol_schema_sort_column (section, field);
          column->folded = strcmp (column->sort, column->sql) != 0;
        }
      return TRUE;
    }
  if (find_extra (column, entity, name))
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("There is no field called “%s” in this list."), name);
  return FALSE;
}

void
gol_column_clear (GolColumn *column)
{
  g_clear_pointer (&column->sql, g_free);
}

/* ── Filters ── */

static char *
to_stored (const GolColumn *column,
           const char      *value)
{
  if (column->type == GOL_FIELD_BOOLEAN || column->type == GOL_FIELD_INTEGER)
    {
      if (strcmp (value, "true") == 0)
        return g_strdup ("1");
      if (strcmp (value, "false") == 0)
        return g_strdup ("0");
    }
  return column->folded ? gol_text_fold (value) : g_strdup (value);
}

/* Integers are bound as text; the cast makes numbers of them again. */
static const char *
placeholder (const GolColumn *column)
{
  switch (column->type)
    {
    case GOL_FIELD_BOOLEAN:
    case GOL_FIELD_INTEGER:
      return "CAST (? AS INTEGER)";
    case GOL_FIELD_DECIMAL:
    case GOL_FIELD_MONEY:
      return "CAST (? AS REAL)";
    default:
      return "?";
    }
}

static gboolean
is_list (const GolColumn *column)
{
  return column->type == GOL_FIELD_SET || column->type == GOL_FIELD_LANGUAGES;
}

static void
add_value (GolCondition    *condition,
           const GolColumn *column,
           const char      *value)
{
  g_string_append (condition->sql, placeholder (column));
  g_ptr_array_add (condition->values, to_stored (column, value));
}

static void
add_any_code (GolCondition    *condition,
              const GolColumn *column,
              const GolFilter *filter)
{
  g_string_append_printf (condition->sql, "%s IS NOT NULL AND (0", column->sql);
  for (guint i = 0; filter->values[i] != NULL; i++)
    {
      g_string_append_printf (condition->sql, " OR instr (%s, ?)", column->sql);
      g_ptr_array_add (condition->values, g_strdup_printf (" %s ", filter->values[i]));
    }
  g_string_append_c (condition->sql, ')');
}

static void
add_any_of (GolCondition    *condition,
            const GolColumn *column,
            const char      *operand,
            const GolFilter *filter)
{
  guint n = filter->kind == GOL_FILTER_EQUAL ? 1 : G_MAXUINT;

  if (is_list (column))
    g_string_append_printf (condition->sql, "EXISTS (SELECT 1 FROM json_each (%s) WHERE value IN (", operand);
  else
    g_string_append_printf (condition->sql, "%s IN (", operand);
  for (guint i = 0; filter->values[i] != NULL && i < n; i++)
    {
      g_string_append (condition->sql, i > 0 ? ", " : "");
      add_value (condition, column, filter->values[i]);
    }
  g_string_append (condition->sql, is_list (column) ? "))" : ")");
}

static void
add_between (GolCondition    *condition,
             const GolColumn *column,
             const char      *operand,
             const GolFilter *filter)
{
  static const char * const compare[] = { ">=", "<=" };

  g_string_append_printf (condition->sql, "%s IS NOT NULL", operand);
  for (guint i = 0; i < 2 && filter->values[i] != NULL; i++)
    if (*filter->values[i] != '\0')
      {
        g_string_append_printf (condition->sql, " AND %s %s ", operand, compare[i]);
        add_value (condition, column, filter->values[i]);
      }
}

/* A range, so that an index serves; no letter comes after the last of Unicode. */
static void
add_prefix (GolCondition    *condition,
            const GolColumn *column,
            const char      *operand,
            const char      *prefix)
{
  char *stored = to_stored (column, prefix);

  g_string_append_printf (condition->sql, "%1$s >= ? AND %1$s < ?", operand);
  g_ptr_array_add (condition->values, stored);
  g_ptr_array_add (condition->values, g_strconcat (stored, "\xf4\x8f\xbf\xbf", NULL));
}

GolCondition *
gol_condition_new (const GolEntity  *entity,
                   const GolFilter  *filter,
                   GError          **error)
{
  g_autoptr(GolCondition) condition = NULL;
  g_auto(GolColumn) column = { 0 };
  g_autofree char *operand = NULL;

  if (!gol_column_find (&column, entity, filter->field, error))
    return NULL;
  condition = g_new0 (GolCondition, 1);
  condition->sql = g_string_new (NULL);
  condition->values = g_ptr_array_new_with_free_func (g_free);
  condition->indexed = (column.sort != NULL && !is_list (&column)) || (column.few && filter->kind != GOL_FILTER_EMPTY);
  if (column.type == GOL_FIELD_DECIMAL || column.type == GOL_FIELD_MONEY)
    operand = g_strdup_printf ("CAST (%s AS REAL)", column.sql);
  else
    operand = g_strdup (column.folded ? column.sort : column.sql);

  switch (filter->kind)
    {
    case GOL_FILTER_EQUAL:
    case GOL_FILTER_IN:
      if (column.codes)
        add_any_code (condition, &column, filter);
      else
        add_any_of (condition, &column, operand, filter);
      break;
    case GOL_FILTER_BETWEEN:
      add_between (condition, &column, operand, filter);
      break;
    case GOL_FILTER_EMPTY:
      g_string_append_printf (condition->sql, "%s IS NULL", column.folded ? column.sort : column.sql);
      break;
    case GOL_FILTER_NOT_EMPTY:
      g_string_append_printf (condition->sql, "%s IS NOT NULL", column.folded ? column.sort : column.sql);
      break;
    case GOL_FILTER_PREFIX:
      add_prefix (condition, &column, operand, filter->values[0] != NULL ? filter->values[0] : "");
      break;
    }
  return g_steal_pointer (&condition);
}

void
gol_condition_free (GolCondition *condition)
{
  g_string_free (condition->sql, TRUE);
  g_ptr_array_unref (condition->values);
  g_free (condition);
}
