/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-export.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <xlsxwriter.h>

#include "gol-csv-writer.h"
#include "gol-error.h"
#include "gol-vocabulary.h"

/* Rows fetched at a time: large enough to be quick, small enough to stop soon. */
#define PIECE 512

/* ── Columns ── */

/* Lists, pictures and papers are no cell. */
static gboolean
is_one_value (const GolField *field)
{
  return field->type != GOL_FIELD_ROWS && field->type != GOL_FIELD_ATTACHMENT && field->type != GOL_FIELD_PORTRAIT
         && field->type != GOL_FIELD_LONG_TEXT;
}

GStrv
gol_export_fields (GolOffice       *office,
                   const GolEntity *entity)
{
  g_autoptr(GStrvBuilder) fields = g_strv_builder_new ();

  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    {
      if ((section->flags & GOL_SECTION_PROTECTED) != 0 || !gol_office_may_read (office, section))
        continue;
      for (const GolField *field = section->fields; field->name != NULL; field++)
        if (is_one_value (field))
          {
            g_autofree char *path = g_strconcat (section->name, ".", field->name, NULL);

            g_strv_builder_add (fields, path);
          }
    }
  return g_strv_builder_end (fields);
}

static gboolean
find_columns (GolOffice           *office,
              const GolEntity     *entity,
              const char * const  *fields,
              const GolField     **columns,
              GError             **error)
{
  for (guint i = 0; fields[i] != NULL; i++)
    {
      const GolSection *section;

      if (!gol_entity_find_field (entity, fields[i], &section, &columns[i]))
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("There is no field “%s” to export."), fields[i]);
          return FALSE;
        }
      /* Reads of protected sections are logged one by one; a whole list of them is never written out. */
      if ((section->flags & GOL_SECTION_PROTECTED) != 0 || !gol_office_may_read (office, section))
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("“%s” may not be exported by you."), gol_section_get_label (section));
          return FALSE;
        }
    }
  return TRUE;
}

/* ── Where it is written to ── */

typedef struct
{
  GolCsvWriter    *csv;
  lxw_workbook    *book;
  lxw_worksheet   *sheet;
  lxw_format      *heading;
  lxw_format      *day;
  guint32          row;
} Sink;

static gboolean
sink_open (Sink            *sink,
           GolExportFormat  format,
           const char      *path,
           GError         **error)
{
  if (format == GOL_EXPORT_CSV)
    {
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autoptr(GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);

      if (stream == NULL)
        return FALSE;
      sink->csv = gol_csv_writer_new (G_OUTPUT_STREAM (stream), ';');
    }
  else
    {
      lxw_workbook_options options = { .constant_memory = LXW_TRUE };

      sink->book = workbook_new_opt (path, &options);
      sink->sheet = workbook_add_worksheet (sink->book, NULL);
      sink->heading = workbook_add_format (sink->book);
      format_set_bold (sink->heading);
      sink->day = workbook_add_format (sink->book);
      format_set_num_format (sink->day, "yyyy-mm-dd");
      worksheet_freeze_panes (sink->sheet, 1, 0);
    }
  return TRUE;
}

/* A spreadsheet program runs what begins like a formula; a leading apostrophe keeps it text. Telephones keep their plus. */
static char *
defuse (const char *text)
{
  gboolean formula = *text == '=' || *text == '@' || *text == '\t' || *text == '\r'
                     || ((*text == '+' || *text == '-') && !g_ascii_isdigit (text[1]));

  return formula ? g_strconcat ("'", text, NULL) : g_strdup (text);
}

static void
write_xlsx_cell (Sink           *sink,
                 guint16         column,
                 const GolField *field,
                 const char     *text)
{
  GolDate date;

  if (field != NULL && field->type == GOL_FIELD_DATE && gol_date_parse (text, &date) && gol_date_is_whole (date)
      && date.year >= 1900)
    {
      lxw_datetime day = { .year = date.year, .month = date.month, .day = date.day };

      worksheet_write_datetime (sink->sheet, sink->row, column, &day, sink->day);
    }
  else if (field != NULL && (field->type == GOL_FIELD_INTEGER || field->type == GOL_FIELD_DECIMAL || field->type == GOL_FIELD_MONEY))
    worksheet_write_number (sink->sheet, sink->row, column, g_ascii_strtod (text, NULL), NULL);
  else
    worksheet_write_string (sink->sheet, sink->row, column, text, field == NULL ? sink->heading : NULL);
}

/* @columns NULL: the row of headings. */
static gboolean
sink_add (Sink                   *sink,
          const char * const     *cells,
          guint                   n,
          const GolField * const *columns,
          GError                **error)
{
  if (sink->csv != NULL)
    {
      g_autoptr(GPtrArray) safe = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (safe, defuse (cells[i] != NULL ? cells[i] : ""));
      return gol_csv_writer_add (sink->csv, (const char * const *) safe->pdata, n, error);
    }
  for (guint i = 0; i < n; i++)
    if (cells[i] != NULL)
      write_xlsx_cell (sink, i, columns != NULL ? columns[i] : NULL, cells[i]);
  sink->row++;
  return TRUE;
}

static gboolean
sink_close (Sink    *sink,
            GError **error)
{
  lxw_error code;

  if (sink->csv != NULL)
    return gol_csv_writer_close (sink->csv, error);
  code = workbook_close (g_steal_pointer (&sink->book));
  if (code == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The spreadsheet could not be written: %s."), lxw_strerror (code));
  return FALSE;
}

static void
sink_clear (Sink *sink)
{
  g_clear_pointer (&sink->csv, gol_csv_writer_free);
  if (sink->book != NULL)
    workbook_close (sink->book);
}

/* ── Cells in words ── */

static const char *
in_words (const GolField *field,
          const char     *value)
{
  const GolVocabulary *vocabulary;
  const GolTerm *term;

  if (value == NULL)
    return NULL;
  switch (field->type)
    {
    case GOL_FIELD_CHOICE:
      vocabulary = gol_vocabulary_find (field->detail);
      term = vocabulary != NULL ? gol_vocabulary_get (vocabulary, value) : NULL;
      return term != NULL ? gol_term_get_label (term) : value;
    case GOL_FIELD_BOOLEAN:
      return g_str_equal (value, "0") || g_str_equal (value, "false") ? _("no") : _("yes");
    case GOL_FIELD_COUNTRY:
      return gol_iso_country_name (value) != NULL ? gol_iso_country_name (value) : value;
    case GOL_FIELD_OCCUPATION:
      return gol_isco_name (value) != NULL ? gol_isco_name (value) : value;
    default:
      return value;
    }
}

static gboolean
add_piece (Sink                   *sink,
           GolStore               *store,
           const GolEntity        *entity,
           const guint32          *ids,
           guint                   n,
           const char * const     *fields,
           const GolField * const *columns,
           guint                   width,
           GError                **error)
{
  g_autoptr(GPtrArray) rows = gol_query_rows (store, entity, ids, n, fields, error);
  g_autofree const char **cells = g_new0 (const char *, width);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      for (guint j = 0; j < width; j++)
        cells[j] = in_words (columns[j], row[j]);
      if (!sink_add (sink, cells, width, columns, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (Sink                   *sink,
      GolStore               *store,
      const GolQuery         *query,
      const GolEntity        *entity,
      const char * const     *fields,
      const GolField * const *columns,
      GCancellable           *cancellable,
      GolProgress             progress,
      gpointer                user_data,
      guint64                *written,
      GError                **error)
{
  guint width = g_strv_length ((char **) fields);
  g_autofree const char **headings = g_new0 (const char *, width);
  g_autoptr(GArray) ids = gol_query_ids (store, query, cancellable, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < width; i++)
    headings[i] = gol_field_get_label (columns[i]);
  if (!sink_add (sink, headings, width, NULL, error))
    return FALSE;
  for (guint at = 0; at < ids->len; at += PIECE)
    {
      guint n = MIN (PIECE, ids->len - at);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !add_piece (sink, store, entity, &g_array_index (ids, guint32, at), n, fields, columns, width, error))
        return FALSE;
      if (progress != NULL)
        progress (at + n, ids->len, user_data);
    }
  *written = ids->len;
  return TRUE;
}

gboolean
gol_export_query (GolOffice           *office,
                  const GolQuery      *query,
                  const GolEntity     *entity,
                  const char * const  *fields,
                  GolExportFormat      format,
                  const char          *path,
                  GCancellable        *cancellable,
                  GolProgress          progress,
                  gpointer             user_data,
                  guint64             *rows,
                  GError             **error)
{
  g_auto(GStrv) all = fields == NULL ? gol_export_fields (office, entity) : NULL;
  const char * const *names = fields != NULL ? fields : (const char * const *) all;
  g_autofree const GolField **columns = g_new0 (const GolField *, g_strv_length ((char **) names) + 1);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  Sink sink = { 0 };
  guint64 written = 0;
  gboolean done;

  if (!find_columns (office, entity, names, columns, error))
    return FALSE;
  done = sink_open (&sink, format, part, error)
         && fill (&sink, gol_office_get_store (office), query, entity, names, columns, cancellable, progress, user_data,
                  &written, error)
         && sink_close (&sink, error);
  sink_clear (&sink);
  if (done && (g_chmod (part, 0600) != 0 || g_rename (part, path) != 0))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” could not be written; nothing was exported."), path);
      done = FALSE;
    }
  if (!done)
    g_unlink (part);
  else if (rows != NULL)
    *rows = written;
  return done;
}
