/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-office-private.h"

#define HEADER_ROWS 10     /* above the headers there may be a title */
#define MAPPING     "mapping/"

/* ── Opening ── */

static void
copy_header (const GolRow *row,
             GPtrArray    *headers)
{
  g_ptr_array_set_size (headers, 0);
  for (guint i = 0; i < row->n_cells; i++)
    g_ptr_array_add (headers, g_strdup (row->cells[i].text));
}

/* The first row with two headers that we know; a file whose headers are all strange begins with them. */
static gboolean
find_header (GolImport   *import,
             GPtrArray   *headers,
             GError     **error)
{
  const GolRow *row;

  for (guint i = 0; i < HEADER_ROWS; i++)
    {
      g_autoptr(GPtrArray) candidate = g_ptr_array_new_with_free_func (g_free);
      guint known;

      if (!gol_sheet_next (import->sheet, &row, error))
        return FALSE;
      if (row == NULL)
        break;
      if (row->n_cells == 0)
        continue;
      copy_header (row, candidate);
      known = gol_import_count_known (import->entity, (const char * const *) candidate->pdata, candidate->len);
      if (headers->len == 0 || known >= 2)
        {
          copy_header (row, headers);
          import->header_line = row->line;
        }
      if (known >= 2)
        return TRUE;
    }

  if (headers->len > 0)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The file is empty."));

  return FALSE;
}

/**
 * gol_import_open:
 * @entity: worker or order
 * @error: GOL_ERROR_INVALID with what was met in the file, and where
 *
 * Opens the file and matches its columns. Nothing is read of its rows yet.
 */
GolImport *
gol_import_open (GolOffice        *office,
                 const GolEntity  *entity,
                 const char       *path,
                 GError          **error)
{
  g_autoptr(GolImport) import = NULL;
  g_autoptr(GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (GOL_IS_OFFICE (office), NULL);
  g_return_val_if_fail (entity != NULL && gol_import_entities (entity)[0] == entity, NULL);

  import = g_new0 (GolImport, 1);
  import->office = g_object_ref (office);
  import->entity = entity;
  import->path = g_strdup (path);
  import->taken_in = g_hash_table_new (NULL, NULL);
  import->sheet = gol_sheet_open (path, error);
  if (import->sheet == NULL || !find_header (import, headers, error))
    return NULL;
  import->plan = gol_import_plan_new (entity, (const char * const *) headers->pdata, headers->len,
                                      gol_office_get_info (office)->country,
                                      gol_clock_get_today (gol_office_get_clock (office)));
  import->shown = g_ptr_array_new ();
  for (guint i = 0; i < import->plan->columns->len; i++)
    g_ptr_array_add (import->shown, &((GolImportPlanColumn *) g_ptr_array_index (import->plan->columns, i))->shown);

  return g_steal_pointer (&import);
}

void
gol_import_free (GolImport *import)
{
  if (import == NULL)
    return;

  g_clear_pointer (&import->shown, g_ptr_array_unref);
  g_clear_pointer (&import->plan, gol_import_plan_free);
  g_clear_pointer (&import->sheet, gol_sheet_free);
  g_hash_table_unref (import->taken_in);
  g_object_unref (import->office);
  g_free (import->path);
  g_free (import);
}

const char *
gol_import_get_format (GolImport *import)
{
  return gol_sheet_get_format (import->sheet);
}

GPtrArray *
gol_import_get_columns (GolImport *import)
{
  return import->shown;
}

gboolean
gol_import_map (GolImport   *import,
                const char  *header,
                const char  *field,
                GError     **error)
{
  return gol_import_plan_map (import->plan, header, field, error);
}

void
gol_import_decide (GolImport *import,
                   guint      line,
                   gboolean   take)
{
  if (take)
    g_hash_table_add (import->taken_in, GUINT_TO_POINTER (line));
  else
    g_hash_table_remove (import->taken_in, GUINT_TO_POINTER (line));
}

gboolean
gol_import_start_rows (GolImport  *import,
                       GError    **error)
{
  const GolRow *row;

  if (!gol_sheet_rewind (import->sheet, error))
    return FALSE;

  do
    {
      if (!gol_sheet_next (import->sheet, &row, error))
        return FALSE;
    }
  while (row != NULL && row->line < import->header_line);

  return TRUE;
}

/* ── Mappings kept under a name ── */

static char *
make_mapping_key (GolImport  *import,
                  const char *name)
{
  return g_strconcat (MAPPING, import->entity->name, "/", name, NULL);
}

static const char *
get_order_word (GolDateOrder order)
{
  static const char * const words[] = { "", ":dmy", ":mdy", ":ymd", ":serial" };

  return words[order];
}

/**
 * gol_import_save_mapping:
 * @name: what the officer calls it: "Padrón municipal 2026"
 *
 * Keeps which column goes where, for the next file of the same make. It stays in this office.
 */
gboolean
gol_import_save_mapping (GolImport   *import,
                         const char  *name,
                         GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (import->office, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autofree char *key = make_mapping_key (import, name);
  g_autofree char *json = NULL;

  if (store == NULL)
    return FALSE;

  for (guint i = 0; i < import->plan->columns->len; i++)
    {
      const GolImportPlanColumn *column = g_ptr_array_index (import->plan->columns, i);
      GolValues *row = gol_values_new ();
      g_autofree char *field = column->shown.field != NULL
        ? g_strconcat (column->shown.field, get_order_word (column->asked), NULL) : NULL;

      gol_values_set_text (row, "header", column->shown.header);
      gol_values_set_text (row, "field", field);
      g_ptr_array_add (rows, row);
    }
  json = gol_json_from_rows (rows);

  return gol_store_set_note (store, key, json, error);
}

gboolean
gol_import_load_mapping (GolImport   *import,
                         const char  *name,
                         GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (import->office, error);
  g_autofree char *key = make_mapping_key (import, name);
  g_autofree char *json = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) local = NULL;

  if (store == NULL)
    return FALSE;
  json = gol_store_get_note (store, key, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (json == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("No mapping “%s” is kept here."), name);
      return FALSE;
    }

  rows = gol_json_to_rows (json, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const GolValues *row = g_ptr_array_index (rows, i);
      g_autoptr(GError) missing = NULL;

      /* Another file of the same make may lack a column, and the dictionary may have lost a field. */
      if (gol_values_get_text (row, "header") != NULL)
        gol_import_plan_map (import->plan, gol_values_get_text (row, "header"), gol_values_get_text (row, "field"),
                             &missing);
    }

  return rows != NULL;
}

/* ── Preview ── */

GPtrArray *
gol_import_preview (GolImport  *import,
                    guint       n,
                    GError    **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n_columns = import->plan->columns->len;
  const GolRow *row;

  if (!gol_import_start_rows (import, error))
    return NULL;

  while (rows->len < n)
    {
      GStrv cells;

      if (!gol_sheet_next (import->sheet, &row, error))
        return NULL;
      if (row == NULL)
        break;
      if (row->n_cells == 0)
        continue;
      cells = g_new0 (char *, n_columns + 1);
      for (guint i = 0; i < n_columns; i++)
        cells[i] = g_strdup (i < row->n_cells ? row->cells[i].text : "");
      g_ptr_array_add (rows, cells);
    }

  return g_steal_pointer (&rows);
}

/* ── What could not be read ── */

GPtrArray *
gol_import_get_unread (GolStore   *store,
                       GolRecord  *record,
                       GError    **error)
{
  g_autofree char *key = g_strconcat ("unread/", record->record, NULL);
  g_autoptr(GError) local = NULL;
  g_autofree char *json = gol_store_get_note (store, key, &local);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_problem_free);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  rows = json != NULL ? gol_json_to_rows (json, NULL) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const GolValues *row = g_ptr_array_index (rows, i);
      const char *field = gol_values_get_text (row, "field");

      if (field != NULL && gol_record_get_text (record, field) == NULL)
        g_ptr_array_add (problems, gol_problem_new (field, gol_values_get_text (row, "code"), GOL_PROBLEM_WARNING, "%s",
                                                    gol_values_get_text (row, "message")));
    }

  return g_steal_pointer (&problems);
}
