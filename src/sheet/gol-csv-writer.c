/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-sheet"
#include "config.h"

#include "gol-csv-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

#define CHUNK (64 * 1024)

struct _GolCsvWriter
{
  GOutputStream *stream;
  GString       *buffer;
  char           delimiter;
};

static gboolean
flush (GolCsvWriter  *writer,
       GError       **error)
{
  g_autoptr(GError) cause = NULL;

  if (!g_output_stream_write_all (writer->stream, writer->buffer->str, writer->buffer->len, NULL, NULL, &cause))
    {
      g_set_error (error, GOL_ERROR,
                   g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? GOL_ERROR_FULL : GOL_ERROR_FAILED,
                   _("The file could not be written: %s"), cause->message);
      return FALSE;
    }
  g_string_truncate (writer->buffer, 0);

  return TRUE;
}

/* A leading or trailing space would be trimmed by some readers, so it is quoted too. */
static gboolean
needs_quotes (const char *text,
              char        delimiter)
{
  gsize length = strlen (text);

  return strpbrk (text, "\"\r\n") != NULL || strchr (text, delimiter) != NULL ||
         (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

static void
append_cell (GString    *out,
             const char *text,
             char        delimiter)
{
  if (!needs_quotes (text, delimiter))
    {
      g_string_append (out, text);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

/**
 * gol_csv_writer_new:
 * @stream: where to; closed by gol_csv_writer_close ()
 * @delimiter: ';', ',' or a tab
 *
 * Returns: (transfer full): a writer that has not written anything but the mark of UTF-8 yet
 */
GolCsvWriter *
gol_csv_writer_new (GOutputStream *stream,
                    char           delimiter)
{
  GolCsvWriter *writer = g_new0 (GolCsvWriter, 1);

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);
  g_return_val_if_fail (delimiter != '\0' && delimiter != '"', NULL);

  writer->stream = g_object_ref (stream);
  writer->buffer = g_string_new ("\xef\xbb\xbf");
  writer->delimiter = delimiter;

  return writer;
}

/**
 * gol_csv_writer_add:
 * @cells: UTF-8; %NULL is an empty cell
 *
 * One row more.
 */
gboolean
gol_csv_writer_add (GolCsvWriter        *writer,
                    const char * const  *cells,
                    guint                n_cells,
                    GError             **error)
{
  g_return_val_if_fail (writer != NULL, FALSE);

  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (writer->buffer, writer->delimiter);
      if (cells[i] != NULL)
        append_cell (writer->buffer, cells[i], writer->delimiter);
    }
  g_string_append (writer->buffer, "\r\n");

  return writer->buffer->len < CHUNK || flush (writer, error);
}

/**
 * gol_csv_writer_close:
 *
 * Writes what is left and closes the stream. Returns: whether the whole file stands
 */
gboolean
gol_csv_writer_close (GolCsvWriter  *writer,
                      GError       **error)
{
  g_autoptr(GError) cause = NULL;

  g_return_val_if_fail (writer != NULL, FALSE);

  if (!flush (writer, error))
    return FALSE;

  if (!g_output_stream_close (writer->stream, NULL, &cause))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The file could not be written: %s"), cause->message);
      return FALSE;
    }

  return TRUE;
}

void
gol_csv_writer_free (GolCsvWriter *writer)
{
  if (writer == NULL)
    return;

  g_string_free (writer->buffer, TRUE);
  g_object_unref (writer->stream);
  g_free (writer);
}
