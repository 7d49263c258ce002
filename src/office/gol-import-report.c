/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include <glib/gi18n-lib.h>
#include <jansson.h>
#include <string.h>

#include "gol-csv-writer.h"
#include "gol-error.h"

void
gol_import_row_free (GolImportRow *row)
{
  g_ptr_array_unref (row->problems);
  g_free (row->like);
  g_free (row);
}

GolImportReport *
gol_import_report_new (void)
{
  GolImportReport *report = g_new0 (GolImportReport, 1);

  report->totals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  report->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_import_row_free);

  return report;
}

/* What of the file was not looked at. */
void
gol_import_report_tell_unread (GolImportReport *report,
                               GolImport       *import)
{
  g_autoptr(GStrvBuilder) unmatched = g_strv_builder_new ();
  guint n = gol_import_count_columns (import);

  for (guint i = 0; i < n; i++)
    {
      const GolImportPlanColumn *column = g_ptr_array_index (import->plan->columns, i);

      if (column->target.field == NULL && !column->shown.certain && *column->shown.header != '\0')
        g_strv_builder_add (unmatched, column->shown.header);
    }
  report->unmatched = g_strv_builder_end (unmatched);
  report->sheet = g_strdup (gol_sheet_get_name (import->sheet));
  report->others = g_strdupv ((char **) gol_sheet_get_others (import->sheet));
}

void
gol_import_report_free (GolImportReport *report)
{
  if (report == NULL)
    return;

  g_hash_table_unref (report->totals);
  g_ptr_array_unref (report->problems);
  g_free (report->sheet);
  g_strfreev (report->others);
  g_strfreev (report->unmatched);
  g_free (report->batch);
  g_free (report);
}

/* ── JSON ── */

static json_t *
make_totals (GolImportReport *report)
{
  json_t *totals = json_object ();
  GHashTableIter iter;
  gpointer name, text;

  g_hash_table_iter_init (&iter, report->totals);
  while (g_hash_table_iter_next (&iter, &name, &text))
    json_object_set_new (totals, name, json_integer (g_ascii_strtoll (text, NULL, 10)));

  return totals;
}

static json_t *
make_strings (char **texts)
{
  json_t *list = json_array ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_append_new (list, json_string (texts[i]));

  return list;
}

/**
 * gol_import_report_to_json:
 *
 * A stable contract for scripts: rows, accepted, held, refused, totals and problems with line, field, code, severity
 * ("error", "held" or "warning") and message; unmatched headers; the sheet of a workbook that was read and other_sheets.
 */
char *
gol_import_report_to_json (GolImportReport *report)
{
  static const char * const severities[] = { "warning", "held", "error" };
  json_t *root = json_object (), *problems = json_array ();
  char *text, *copy;

  for (guint i = 0; i < report->problems->len; i++)
    {
      const GolImportRow *row = g_ptr_array_index (report->problems, i);

      for (guint j = 0; j < row->problems->len; j++)
        {
          const GolProblem *problem = g_ptr_array_index (row->problems, j);

          json_array_append_new (problems, json_pack ("{s:i, s:s, s:s, s:s, s:s}", "line", (int) row->line, "field",
                                                      problem->field,
                                                      "code", problem->code, "severity", severities[problem->severity],
                                                      "message", problem->message));
        }
    }

  json_object_set_new (root, "rows", json_integer ((json_int_t) report->rows));
  json_object_set_new (root, "accepted", json_integer ((json_int_t) report->accepted));
  json_object_set_new (root, "held", json_integer ((json_int_t) report->held));
  json_object_set_new (root, "refused", json_integer ((json_int_t) report->refused));
  json_object_set_new (root, "totals", make_totals (report));
  if (report->sheet != NULL)
    {
      json_object_set_new (root, "sheet", json_string (report->sheet));
      json_object_set_new (root, "other_sheets", make_strings (report->others));
    }
  json_object_set_new (root, "unmatched", make_strings (report->unmatched));
  json_object_set_new (root, "problems", problems);

  text = json_dumps (root, JSON_INDENT (1));
  copy = g_strdup (text);
  free (text);
  json_decref (root);

  return copy;
}

/* ── The rows that were not taken ── */

static char *
join_reasons (const GolImportRow *row)
{
  GolProblemSeverity worst = row->state == GOL_ROW_REFUSED ? GOL_PROBLEM_ERROR : GOL_PROBLEM_HELD;
  GString *reasons = g_string_new (NULL);

  for (guint i = 0; i < row->problems->len; i++)
    {
      const GolProblem *problem = g_ptr_array_index (row->problems, i);

      if (problem->severity != worst)
        continue;
      if (reasons->len > 0)
        g_string_append_c (reasons, ' ');
      g_string_append (reasons, problem->message);
    }

  return g_string_free (reasons, FALSE);
}

/* A file of refused rows that is mended and read in again has the column of reasons already. */
guint
gol_import_count_columns (GolImport *import)
{
  guint n = import->plan->columns->len;
  const GolImportPlanColumn *last = n > 0 ? g_ptr_array_index (import->plan->columns, n - 1) : NULL;

  return last != NULL && strcmp (last->shown.header, _("Reason")) == 0 ? n - 1 : n;
}

static gboolean
write_header (GolImport     *import,
              GolCsvWriter  *writer,
              guint          n,
              GError       **error)
{
  g_autofree const char **cells = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    cells[i] = ((GolImportPlanColumn *) g_ptr_array_index (import->plan->columns, i))->shown.header;
  cells[n] = _("Reason");

  return gol_csv_writer_add (writer, cells, n + 1, error);
}

static gboolean
write_row (GolCsvWriter        *writer,
           const GolRow        *row,
           const GolImportRow  *told,
           guint                n,
           GError             **error)
{
  g_autofree const char **cells = g_new0 (const char *, n + 1);
  g_autofree char *reasons = join_reasons (told);

  for (guint i = 0; i < n; i++)
    cells[i] = i < row->n_cells ? row->cells[i].text : "";
  cells[n] = reasons;

  return gol_csv_writer_add (writer, cells, n + 1, error);
}

static gboolean
write_rows (GolImport        *import,
            GolImportReport  *report,
            GolCsvWriter     *writer,
            GError          **error)
{
  guint n = gol_import_count_columns (import), at = 0;
  const GolRow *row;

  if (!write_header (import, writer, n, error) || !gol_import_start_rows (import, error))
    return FALSE;

  while (gol_sheet_next (import->sheet, &row, error))
    {
      const GolImportRow *told;

      if (row == NULL)
        return gol_csv_writer_close (writer, error);
      told = at < report->problems->len ? g_ptr_array_index (report->problems, at) : NULL;
      while (told != NULL && told->line < row->line)
        told = ++at < report->problems->len ? g_ptr_array_index (report->problems, at) : NULL;
      if (told != NULL && told->line == row->line && (told->state == GOL_ROW_REFUSED || told->state == GOL_ROW_HELD) &&
          !write_row (writer, row, told, n, error))
        return FALSE;
    }

  return FALSE;
}

/**
 * gol_import_write_rejects:
 * @path: a CSV with the delimiter of the file that was read (a comma for XLSX)
 *
 * The rows that were refused or held, in the file's own layout, with the reason in a last column: to be mended in a
 * spreadsheet program and read in again.
 */
gboolean
gol_import_write_rejects (GolImport        *import,
                          GolImportReport  *report,
                          const char       *path,
                          GError          **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileOutputStream) stream = NULL;
  g_autoptr(GolCsvWriter) writer = NULL;
  g_autoptr(GError) cause = NULL;
  char delimiter = gol_sheet_get_delimiter (import->sheet);

  g_return_val_if_fail (import != NULL && report != NULL, FALSE);

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, &cause);
  if (stream == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The file could not be written: %s"), cause->message);
      return FALSE;
    }
  writer = gol_csv_writer_new (G_OUTPUT_STREAM (stream), delimiter != '\0' ? delimiter : ',');

  return write_rows (import, report, writer, error);
}
