/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-sheet"
#include "config.h"

#include "gol-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

#define PIECE (64 * 1024)

typedef struct
{
  GolSheet       parent;
  GolSource      source;
  GolCsvForm     form;
  GInputStream  *stream;

  guint8         raw[PIECE];
  gsize          n_raw;      /* bytes of a character that the last piece cut */
  guint64        offset;     /* bytes read so far */
  GString       *text;       /* decoded, being read at @at */
  gsize          at;
  gboolean       finished;

  guint          line;
  GolRowBuilder  builder;
} Csv;

/* The next piece of text; at the end of the file the text stays empty. */
static gboolean
fill (Csv     *csv,
      GError **error)
{
  g_autoptr(GError) cause = NULL;
  gsize length, used;

  g_string_truncate (csv->text, 0);
  csv->at = 0;
  if (csv->finished)
    return TRUE;

  if (!g_input_stream_read_all (csv->stream, csv->raw + csv->n_raw, PIECE - csv->n_raw, &length, NULL, &cause))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The file could not be read: %s"), cause->message);
      return FALSE;
    }
  csv->offset += length;
  csv->finished = length < PIECE - csv->n_raw;
  length += csv->n_raw;

  if (!gol_encoding_decode (csv->form.encoding, csv->raw, length, csv->finished, csv->text, &used))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("Row %u or one soon after it is not %s at byte %u."),
                   csv->line + 1, gol_encoding_get_name (csv->form.encoding), (guint) (csv->offset - length + used + 1));
      return FALSE;
    }
  csv->n_raw = length - used;
  memmove (csv->raw, csv->raw + used, csv->n_raw);

  return TRUE;
}

static gboolean
start (Csv     *csv,
       GError **error)
{
  g_clear_object (&csv->stream);
  csv->stream = gol_source_open (&csv->source, error);
  if (csv->stream == NULL)
    return FALSE;

  csv->n_raw = 0;
  csv->offset = 0;
  csv->line = 0;
  csv->finished = FALSE;
  if (csv->form.mark > 0 && g_input_stream_skip (csv->stream, csv->form.mark, NULL, error) < 0)
    return FALSE;
  csv->offset = csv->form.mark;
  if (!fill (csv, error))
    return FALSE;
  csv->at = MIN (csv->form.skip, csv->text->len);

  return TRUE;
}

/* The next character of syntax or text, '\0' at the end of the file: none can stand in the text. */
static gboolean
peek (Csv     *csv,
      char    *c,
      GError **error)
{
  *c = '\0';
  if (csv->at == csv->text->len && !fill (csv, error))
    return FALSE;
  if (csv->at < csv->text->len)
    *c = csv->text->str[csv->at];

  return TRUE;
}

/* Text up to the next character that means something here. */
static void
take_until (Csv        *csv,
            const char *stops)
{
  gsize length = strcspn (csv->text->str + csv->at, stops);

  g_string_append_len (csv->builder.text, csv->text->str + csv->at, (gssize) length);
  csv->at += length;
}

static gboolean
refuse_cell (Csv     *csv,
             guint    column,
             GError **error)
{
  g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
               _("The cell in column %u of row %u is too long; most likely a quotation mark that opens it is never closed."),
               column + 1, csv->line);

  return FALSE;
}

/* The inside of quotation marks, after the first of them. */
static gboolean
take_quoted (Csv     *csv,
             guint    column,
             gsize    begin,
             GError **error)
{
  char c;

  for (;;)
    {
      take_until (csv, "\"");
      if (csv->builder.text->len - begin > GOL_SHEET_CELL_MAX)
        return refuse_cell (csv, column, error);
      if (!peek (csv, &c, error))
        return FALSE;
      if (c == '\0')
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                       _("The quotation mark that opens the cell in column %u of row %u is never closed."), column + 1, csv->line);
          return FALSE;
        }
      if (c != '"')
        continue;
      csv->at += 1;
      if (!peek (csv, &c, error))
        return FALSE;
      if (c != '"')
        return TRUE;
      g_string_append_c (csv->builder.text, '"');
      csv->at += 1;
    }
}

/*
 * One cell. A quotation mark that does not open the cell is a character like others (5' 3"), and what follows the
 * closing one belongs to the cell too: that is how spreadsheet programs read it.
 */
static gboolean
take_cell (Csv     *csv,
           guint    column,
           char    *after,
           GError **error)
{
  const char stops[] = { csv->form.delimiter, '\r', '\n', '\0' };
  gsize begin = csv->builder.text->len;

  if (!peek (csv, after, error))
    return FALSE;
  if (*after == '"')
    {
      csv->at += 1;
      if (!take_quoted (csv, column, begin, error))
        return FALSE;
    }

  for (;;)
    {
      if (!peek (csv, after, error))
        return FALSE;
      if (*after == '\0' || strchr (stops, *after) != NULL)
        break;
      take_until (csv, stops);
      if (csv->builder.text->len - begin > GOL_SHEET_CELL_MAX)
        return refuse_cell (csv, column, error);
    }

  return gol_row_builder_close (&csv->builder, column, begin, GOL_CELL_TEXT, error);
}

/* CRLF, LF, or the CR alone of an old Macintosh. */
static gboolean
take_line_end (Csv     *csv,
               GError **error)
{
  char c;

  if (csv->text->str[csv->at++] != '\r')
    return TRUE;
  if (!peek (csv, &c, error))
    return FALSE;
  if (c == '\n')
    csv->at += 1;

  return TRUE;
}

static gboolean
next (GolSheet      *sheet,
      const GolRow **row,
      GError       **error)
{
  Csv *csv = (Csv *) sheet;
  char after;

  if (!peek (csv, &after, error))
    return FALSE;
  if (after == '\0')
    return TRUE;

  if (++csv->line > GOL_SHEET_LINES_MAX)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("The file has more than %u rows; split it into several."),
                   GOL_SHEET_LINES_MAX);
      return FALSE;
    }

  gol_row_builder_begin (&csv->builder, csv->line);
  for (guint column = 0; ; column++)
    {
      /* Empty cells leave no trace in the builder, so that a line of nothing but delimiters is bounded here. */
      if (column > GOL_SHEET_ROW_MAX)
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("Row %u is longer than %u characters."), csv->line,
                       GOL_SHEET_ROW_MAX);
          return FALSE;
        }
      if (!take_cell (csv, column, &after, error))
        return FALSE;
      if (after != csv->form.delimiter)
        break;
      csv->at += 1;
    }
  if (after != '\0' && !take_line_end (csv, error))
    return FALSE;

  *row = gol_row_builder_finish (&csv->builder);

  return TRUE;
}

static gboolean
rewind_csv (GolSheet  *sheet,
            GError   **error)
{
  return start ((Csv *) sheet, error);
}

static void
get_progress (GolSheet *sheet,
              guint64  *done,
              guint64  *total)
{
  Csv *csv = (Csv *) sheet;

  *total = csv->source.size;
  *done = MIN (csv->offset - MIN (csv->offset, csv->text->len - csv->at), csv->source.size);
}

static void
free_csv (GolSheet *sheet)
{
  Csv *csv = (Csv *) sheet;

  g_clear_object (&csv->stream);
  gol_source_clear (&csv->source);
  gol_row_builder_clear (&csv->builder);
  g_string_free (csv->text, TRUE);
  g_free (csv);
}

static const GolSheetClass csv_class = { next, rewind_csv, get_progress, free_csv };

GolSheet *
gol_csv_open (const GolSource  *source,
              GError          **error)
{
  g_autoptr(GolSheet) sheet = NULL;
  GolCsvForm form;
  Csv *csv;

  if (!gol_csv_sniff (source, &form, error))
    return NULL;

  csv = g_new0 (Csv, 1);
  sheet = &csv->parent;
  sheet->klass = &csv_class;
  sheet->delimiter = form.delimiter;
  sheet->format = form.delimiter == '\t'
    ? g_strdup_printf (_("%s, tab"), gol_encoding_get_name (form.encoding))
    : g_strdup_printf (_("%s, “%c”"), gol_encoding_get_name (form.encoding), form.delimiter);
  csv->form = form;
  csv->text = g_string_new (NULL);
  gol_row_builder_init (&csv->builder);
  gol_source_copy (source, &csv->source);
  if (!start (csv, error))
    return NULL;

  return g_steal_pointer (&sheet);
}
