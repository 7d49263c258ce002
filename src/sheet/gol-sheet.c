/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-sheet"
#include "config.h"

#include "gol-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "gol-error.h"

/* ── Sources ── */

GInputStream *
gol_source_open (const GolSource  *source,
                 GError          **error)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(GError) cause = NULL;
  GFileInputStream *stream;

  if (source->bytes != NULL)
    return g_memory_input_stream_new_from_bytes (source->bytes);

  file = g_file_new_for_path (source->path);
  stream = g_file_read (file, NULL, &cause);
  if (stream == NULL)
    g_set_error (error, GOL_ERROR,
                 g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? GOL_ERROR_NOT_FOUND : GOL_ERROR_FAILED,
                 _("The file could not be opened: %s"), cause->message);

  return G_INPUT_STREAM (stream);
}

void
gol_source_copy (const GolSource *from,
                 GolSource       *to)
{
  to->path = g_strdup (from->path);
  to->bytes = from->bytes != NULL ? g_bytes_ref (from->bytes) : NULL;
  to->size = from->size;
}

void
gol_source_clear (GolSource *source)
{
  g_clear_pointer (&source->path, g_free);
  g_clear_pointer (&source->bytes, g_bytes_unref);
}

/* ── Rows under construction ── */

void
gol_row_builder_init (GolRowBuilder *builder)
{
  builder->text = g_string_sized_new (1024);
  builder->cells = g_array_new (FALSE, TRUE, sizeof (GolCell));
}

void
gol_row_builder_clear (GolRowBuilder *builder)
{
  g_string_free (builder->text, TRUE);
  g_array_unref (builder->cells);
}

void
gol_row_builder_begin (GolRowBuilder *builder,
                       guint          line)
{
  g_string_truncate (builder->text, 0);
  g_array_set_size (builder->cells, 0);
  builder->row.line = line;
}

gboolean
gol_row_builder_close (GolRowBuilder  *builder,
                       guint           column,
                       gsize           start,
                       GolCellKind     kind,
                       GError        **error)
{
  gsize length = builder->text->len - start;
  GolCell *cell;

  /* What holds nothing needs no place, however far to the right a style was painted. */
  if (length == 0 && column >= builder->cells->len)
    return TRUE;

  if (column >= GOL_SHEET_COLUMNS_MAX)
    g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                 _("Row %u has more than %u columns; is it a table of people or orders?"),
                 builder->row.line, GOL_SHEET_COLUMNS_MAX);
  else if (length > GOL_SHEET_CELL_MAX)
    g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("Row %u has a cell longer than %u characters."),
                 builder->row.line, GOL_SHEET_CELL_MAX);
  else if (builder->text->len > GOL_SHEET_ROW_MAX)
    g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("Row %u is longer than %u characters."),
                 builder->row.line, GOL_SHEET_ROW_MAX);
  else if (memchr (builder->text->str + start, '\0', length) != NULL ||
           !g_utf8_validate (builder->text->str + start, (gssize) length, NULL))
    g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("Row %u has a cell that is not text."), builder->row.line);
  else
    {
      if (column >= builder->cells->len)
        g_array_set_size (builder->cells, column + 1);
      cell = &g_array_index (builder->cells, GolCell, column);
      cell->text = GSIZE_TO_POINTER (start);
      cell->kind = length > 0 ? kind : GOL_CELL_EMPTY;
      g_string_append_c (builder->text, '\0');
      return TRUE;
    }

  return FALSE;
}

const GolRow *
gol_row_builder_finish (GolRowBuilder *builder)
{
  while (builder->cells->len > 0 &&
         g_array_index (builder->cells, GolCell, builder->cells->len - 1).kind == GOL_CELL_EMPTY)
    g_array_set_size (builder->cells, builder->cells->len - 1);

  for (guint i = 0; i < builder->cells->len; i++)
    {
      GolCell *cell = &g_array_index (builder->cells, GolCell, i);

      cell->text = cell->kind == GOL_CELL_EMPTY ? "" : builder->text->str + GPOINTER_TO_SIZE (cell->text);
    }

  builder->row.n_cells = builder->cells->len;
  builder->row.cells = (const GolCell *) (gpointer) builder->cells->data;

  return &builder->row;
}

/* ── What kind of file ── */

typedef GolSheet *(*Open) (const GolSource *source, GError **error);

static const struct
{
  const char *magic;
  gsize       length;
  Open        open;
  const char *sentence;
} kinds[] = {
  { "PK\x03\x04", 4, gol_xlsx_open, NULL },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, NULL,
    N_("This is a spreadsheet of the old form (.xls) or one with a password; open it and save it as .xlsx or CSV.") },
  { "%PDF", 4, NULL, N_("This is a PDF, not a spreadsheet; ask its sender for the table that it was made from.") },
  { "<?xml", 5, NULL, N_("This is an XML file; open it in a spreadsheet program and save it as .xlsx or CSV.") },
  { "{\\rtf", 5, NULL, N_("This is a text document; copy its table into a spreadsheet and save that.") },
  { "\x1f\x8b", 2, NULL, N_("This file is compressed; unpack it first.") },
  { "Rar!", 4, NULL, N_("This file is compressed; unpack it first.") },
  { "7z\xbc\xaf", 4, NULL, N_("This file is compressed; unpack it first.") },
};

static GolSheet *
open_source (const GolSource  *source,
             GError          **error)
{
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) cause = NULL;
  guint8 start[8];
  gsize length;

  if (source->size > GOL_SHEET_FILE_MAX)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("The file is larger than 1 GiB; split it into several."));
      return NULL;
    }

  stream = gol_source_open (source, error);
  if (stream == NULL)
    return NULL;
  if (!g_input_stream_read_all (stream, start, sizeof start, &length, NULL, &cause))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The file could not be read: %s"), cause->message);
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (length >= kinds[i].length && memcmp (start, kinds[i].magic, kinds[i].length) == 0)
      {
        if (kinds[i].open != NULL)
          return kinds[i].open (source, error);
        g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _(kinds[i].sentence));
        return NULL;
      }

  return gol_csv_open (source, error);
}

/**
 * gol_sheet_open:
 * @path: a CSV or XLSX; what it is, is seen from its content, not from its name
 * @error: GOL_ERROR_NOT_FOUND, GOL_ERROR_FAILED, or GOL_ERROR_INVALID with a sentence on what was met, where, and what
 *   was tried
 *
 * Returns: (transfer full): the sheet before its first row
 */
GolSheet *
gol_sheet_open (const char  *path,
                GError     **error)
{
  GolSource source = { .path = (char *) path };
  GStatBuf info;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("There is no file “%s”."), path);
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("“%s” is not a file."), path);
      return NULL;
    }
  source.size = (guint64) info.st_size;

  return open_source (&source, error);
}

/**
 * gol_sheet_open_bytes:
 *
 * The same from memory: for tests, for what a portal hands over, for fuzzing.
 */
GolSheet *
gol_sheet_open_bytes (GBytes  *bytes,
                      GError **error)
{
  GolSource source = { .bytes = bytes };

  g_return_val_if_fail (bytes != NULL, NULL);

  source.size = g_bytes_get_size (bytes);

  return open_source (&source, error);
}

void
gol_sheet_free (GolSheet *sheet)
{
  if (sheet == NULL)
    return;

  g_free (sheet->format);
  g_free (sheet->name);
  g_strfreev (sheet->others);
  sheet->klass->free (sheet);
}

gboolean
gol_sheet_next (GolSheet      *sheet,
                const GolRow **row,
                GError       **error)
{
  g_return_val_if_fail (sheet != NULL && row != NULL, FALSE);

  *row = NULL;

  return sheet->klass->next (sheet, row, error);
}

gboolean
gol_sheet_rewind (GolSheet  *sheet,
                  GError   **error)
{
  g_return_val_if_fail (sheet != NULL, FALSE);

  return sheet->klass->rewind (sheet, error);
}

const char *
gol_sheet_get_format (GolSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);

  return sheet->format;
}

const char *
gol_sheet_get_name (GolSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);

  return sheet->name;
}

const char * const *
gol_sheet_get_others (GolSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);

  return (const char * const *) sheet->others;
}

char
gol_sheet_get_delimiter (GolSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, '\0');

  return sheet->delimiter;
}

void
gol_sheet_get_progress (GolSheet *sheet,
                        guint64  *done,
                        guint64  *total)
{
  g_return_if_fail (sheet != NULL);

  sheet->klass->progress (sheet, done, total);
}
