/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-sheet"
#include "config.h"

#include "gol-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

#define SHEET_XML  GOL_SHEET_FILE_MAX
#define ROWS_MAX   1048576             /* of the format */
#define PEEK_ROWS  10000               /* a sheet of which so many rows hold nothing is taken for an empty one */

typedef struct
{
  GolSheet       parent;
  GolSource      source;
  GolBook        book;
  GolBookSheet  *chosen;
  GolPart       *part;
  guint          line;
  gboolean       ended;
  GString       *value;      /* of the cell being read */
  GolRowBuilder  builder;
} Xlsx;

static gboolean
start (Xlsx    *xlsx,
       GError **error)
{
  g_clear_pointer (&xlsx->part, gol_part_close);
  xlsx->line = 0;
  xlsx->ended = FALSE;
  xlsx->part = gol_part_open (&xlsx->source, xlsx->chosen->part, SHEET_XML, error);

  return xlsx->part != NULL;
}

/* "AB12" → column 27; without a reference, the next one. */
static gboolean
read_column (Xlsx        *xlsx,
             const char  *reference,
             guint       *column,
             GError     **error)
{
  guint number = 0;
  const char *c;

  if (reference == NULL)
    return TRUE;

  for (c = reference; g_ascii_isalpha (*c) && c - reference < 4; c++)
    number = number * 26 + (guint) (g_ascii_toupper (*c) - 'A' + 1);
  if (number == 0 || number > 16384)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("Row %u names a cell “%.12s” that no spreadsheet has."),
                   xlsx->line,
                   reference);
      return FALSE;
    }
  *column = number - 1;

  return TRUE;
}

/* The text of <v>, or of <is>, whichever the cell has. */
static gboolean
read_value (Xlsx     *xlsx,
            GString  *value,
            GError  **error)
{
  int depth = gol_part_depth (xlsx->part);
  gboolean in_value = FALSE;
  int type;

  g_string_truncate (value, 0);
  if (gol_part_is_empty (xlsx->part))
    return TRUE;

  for (;;)
    {
      if (!gol_part_read (xlsx->part, &type, error))
        return FALSE;

      if (type == XML_READER_TYPE_NONE || (type == XML_READER_TYPE_END_ELEMENT && gol_part_depth (xlsx->part) <= depth))
        return TRUE;
      if (type == XML_READER_TYPE_ELEMENT && gol_part_is (xlsx->part, "is"))
        {
          if (!gol_part_read_string (xlsx->part, value, error))
            return FALSE;
          in_value = FALSE;
        }
      else if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT)
        in_value = type == XML_READER_TYPE_ELEMENT && gol_part_is (xlsx->part, "v") && !gol_part_is_empty (xlsx->part);
      else if (in_value)
        g_string_append (value, gol_part_text (xlsx->part));

      if (value->len > GOL_SHEET_CELL_MAX)
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("Row %u has a cell longer than %u characters."),
                       xlsx->line,
                       GOL_SHEET_CELL_MAX);
          return FALSE;
        }
    }
}

static gboolean
append_shared (Xlsx        *xlsx,
               const char  *text,
               GError     **error)
{
  guint64 index;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &index, NULL) || index >= xlsx->book.offsets->len)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                   _("Row %u points to a text that the spreadsheet does not have."), xlsx->line);
      return FALSE;
    }
  g_string_append (xlsx->builder.text, xlsx->book.strings->str + g_array_index (xlsx->book.offsets, guint32, index));

  return TRUE;
}

/* What a cell's value means, by its type (ECMA-376 part 1, 18.18.11). */
static gboolean
append_cell (Xlsx         *xlsx,
             const char   *type,
             guint         style,
             const char   *text,
             GolCellKind  *kind,
             GError      **error)
{
  GString *out = xlsx->builder.text;
  GolNumberFormat format = style < xlsx->book.formats->len ? g_array_index (xlsx->book.formats, GolNumberFormat, style)
                                                           : GOL_FORMAT_NUMBER;

  *kind = GOL_CELL_TEXT;
  if (*text == '\0')
    return TRUE;

  if (g_strcmp0 (type, "s") == 0)
    return append_shared (xlsx, text, error);

  if (g_strcmp0 (type, "b") == 0)
    {
      *kind = GOL_CELL_BOOLEAN;
      g_string_append (out, strcmp (text, "1") == 0 || strcmp (text, "true") == 0 ? "true" : "false");
    }
  else if (g_strcmp0 (type, "e") == 0 || g_strcmp0 (type, "d") == 0)
    {
      *kind = *type == 'e' ? GOL_CELL_ERROR : GOL_CELL_DATE;
      g_string_append (out, text);
    }
  else if ((type != NULL && strcmp (type, "n") != 0) ||
           !gol_number_append (out, text, format, xlsx->book.from_1904, kind))
    {
      g_string_append (out, text);
    }

  return TRUE;
}

static gboolean
read_cell (Xlsx     *xlsx,
           guint    *column,
           GError  **error)
{
  g_autofree char *reference = gol_part_attribute (xlsx->part, "r");
  g_autofree char *type = gol_part_attribute (xlsx->part, "t");
  g_autofree char *style = gol_part_attribute (xlsx->part, "s");
  gsize begin = xlsx->builder.text->len;
  GolCellKind kind;

  if (!read_column (xlsx, reference, column, error) ||
      !read_value (xlsx, xlsx->value, error) ||
      !append_cell (xlsx, type, style != NULL ? (guint) MIN (g_ascii_strtoull (style, NULL, 10), G_MAXUINT) : 0,
                    xlsx->value->str,
                    &kind, error) ||
      !gol_row_builder_close (&xlsx->builder, *column, begin, kind, error))
    return FALSE;
  *column += 1;

  return TRUE;
}

/* Rows may be left out where they are empty, but never go back: that would take memory to sort. */
static gboolean
begin_row (Xlsx     *xlsx,
           GError  **error)
{
  g_autofree char *number = gol_part_attribute (xlsx->part, "r");
  guint64 line = xlsx->line + 1;

  if (number != NULL && !g_ascii_string_to_unsigned (number, 10, line, ROWS_MAX, &line, NULL))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                   _("After row %u the spreadsheet goes on with a row “%.12s”, which cannot be."),
                   xlsx->line, number);
      return FALSE;
    }
  if (line > ROWS_MAX)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("The file has more than %u rows; split it into several."),
                   ROWS_MAX);
      return FALSE;
    }
  xlsx->line = (guint) line;
  gol_row_builder_begin (&xlsx->builder, xlsx->line);

  return TRUE;
}

static gboolean
read_cells (Xlsx     *xlsx,
            GError  **error)
{
  int depth = gol_part_depth (xlsx->part);
  guint column = 0;
  int type;

  if (gol_part_is_empty (xlsx->part))
    return TRUE;

  for (;;)
    {
      if (!gol_part_read (xlsx->part, &type, error))
        return FALSE;
      if (type == XML_READER_TYPE_NONE || (type == XML_READER_TYPE_END_ELEMENT && gol_part_depth (xlsx->part) <= depth))
        return TRUE;
      if (type == XML_READER_TYPE_ELEMENT && gol_part_is (xlsx->part, "c") && !read_cell (xlsx, &column, error))
        return FALSE;
    }
}

static gboolean
next (GolSheet      *sheet,
      const GolRow **row,
      GError       **error)
{
  Xlsx *xlsx = (Xlsx *) sheet;
  int type;

  while (!xlsx->ended)
    {
      if (!gol_part_read (xlsx->part, &type, error))
        return FALSE;

      if (type == XML_READER_TYPE_NONE || (type == XML_READER_TYPE_END_ELEMENT &&
                                           gol_part_is (xlsx->part, "sheetData")))
        xlsx->ended = TRUE;
      else if (type == XML_READER_TYPE_ELEMENT && gol_part_is (xlsx->part, "row"))
        {
          if (!begin_row (xlsx, error) || !read_cells (xlsx, error))
            return FALSE;
          *row = gol_row_builder_finish (&xlsx->builder);
          return TRUE;
        }
    }

  return TRUE;
}

/* Whether the sheet has anything to read; what cannot be read is not nothing. */
static gboolean
has_rows (Xlsx         *xlsx,
          GolBookSheet *book_sheet)
{
  const GolRow *row;

  xlsx->chosen = book_sheet;
  if (!start (xlsx, NULL))
    return TRUE;
  for (guint i = 0; i < PEEK_ROWS; i++)
    if (!gol_sheet_next (&xlsx->parent, &row, NULL) || (row != NULL && row->n_cells > 0))
      return TRUE;
    else if (row == NULL)
      return FALSE;

  return FALSE;
}

/* The first sheet with rows, for a cover page or a drawing may stand before the list; which others have rows is told. */
static void
choose_sheet (Xlsx *xlsx)
{
  g_autoptr(GStrvBuilder) others = g_strv_builder_new ();
  GPtrArray *sheets = xlsx->book.sheets;
  GolBookSheet *chosen = NULL;

  for (guint i = 0; i < sheets->len && sheets->len > 1; i++)
    {
      GolBookSheet *book_sheet = g_ptr_array_index (sheets, i);

      if (!has_rows (xlsx, book_sheet))
        continue;
      if (chosen == NULL)
        chosen = book_sheet;
      else
        g_strv_builder_add (others, book_sheet->name != NULL ? book_sheet->name : "");
    }
  xlsx->chosen = chosen != NULL ? chosen : g_ptr_array_index (sheets, 0);
  xlsx->parent.name = g_strdup (xlsx->chosen->name != NULL ? xlsx->chosen->name : "");
  xlsx->parent.others = g_strv_builder_end (others);
}

static char *
describe (GolSheet *sheet)
{
  /* TRANSLATORS: what stands between the names of sheets, inside the quotation marks of “XLSX, sheet …; not read: …”. */
  g_autofree char *others = g_strjoinv (_("”, “"), sheet->others);

  if (*others == '\0')
    return g_strdup_printf (_("XLSX, sheet “%s”"), sheet->name);
  return g_strdup_printf (_("XLSX, sheet “%s”; not read: “%s”"), sheet->name, others);
}

static gboolean
rewind_xlsx (GolSheet  *sheet,
             GError   **error)
{
  return start ((Xlsx *) sheet, error);
}

static void
get_progress (GolSheet *sheet,
              guint64  *done,
              guint64  *total)
{
  Xlsx *xlsx = (Xlsx *) sheet;

  *total = xlsx->source.size;
  *done = xlsx->ended ? xlsx->source.size : gol_part_done (xlsx->part);
}

static void
free_xlsx (GolSheet *sheet)
{
  Xlsx *xlsx = (Xlsx *) sheet;

  g_clear_pointer (&xlsx->part, gol_part_close);
  gol_book_clear (&xlsx->book);
  gol_source_clear (&xlsx->source);
  g_string_free (xlsx->value, TRUE);
  gol_row_builder_clear (&xlsx->builder);
  g_free (xlsx);
}

static const GolSheetClass xlsx_class = { next, rewind_xlsx, get_progress, free_xlsx };

GolSheet *
gol_xlsx_open (const GolSource  *source,
               GError          **error)
{
  Xlsx *xlsx = g_new0 (Xlsx, 1);
  g_autoptr(GolSheet) sheet = &xlsx->parent;

  sheet->klass = &xlsx_class;
  xlsx->value = g_string_new (NULL);
  gol_row_builder_init (&xlsx->builder);
  gol_source_copy (source, &xlsx->source);
  if (!gol_book_read (&xlsx->book, source, error))
    return NULL;
  choose_sheet (xlsx);
  if (!start (xlsx, error))
    return NULL;
  sheet->format = describe (sheet);

  return g_steal_pointer (&sheet);
}
