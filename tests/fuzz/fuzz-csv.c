/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "gol-csv-writer.h"
#include "gol-import-private.h"
#include "gol-sheet.h"

FUZZ_WITHOUT_LEAK_CHECK

/* What an import does with every cell before anybody has looked at it. */
static void
read_cell (const char *text)
{
  static const GolNumberProof proof = { 1, 1 };
  GolDateForm form = { GOL_ORDER_DMY, TRUE, TRUE, TRUE, { 2026, 11, 23 } };
  GolDateProof dates = { 0 };
  GolNumberProof numbers = { 0 };
  g_autofree char *number = gol_import_read_number (text, &proof, GOL_FIELD_MONEY);
  gboolean unproven;
  GolDate date;

  gol_date_proof_add (&dates, text);
  gol_number_proof_add (&numbers, text);
  if (gol_import_read_date (text, &form, &date, &unproven))
    g_assert (gol_date_is_valid (date));
  if (number != NULL)
    g_assert (strspn (number, "-0123456789.") == strlen (number));
}

static void
write_row (GolCsvWriter *writer,
           const GolRow *row)
{
  const char *cells[GOL_SHEET_COLUMNS_MAX + 1];

  g_assert (row->n_cells <= GOL_SHEET_COLUMNS_MAX);
  for (guint i = 0; i < row->n_cells; i++)
    {
      g_assert (g_utf8_validate (row->cells[i].text, -1, NULL));
      read_cell (row->cells[i].text);
      cells[i] = row->cells[i].text;
    }
  /* So that an empty row stays a row, and one column among others. */
  cells[row->n_cells] = "end;end";
  g_assert (gol_csv_writer_add (writer, cells, row->n_cells + 1, NULL));
}

/* What was read, written and read again is the same. */
static void
compare (GBytes *original,
         GBytes *copy)
{
  g_autoptr(GolSheet) a = gol_sheet_open_bytes (original, NULL), b = gol_sheet_open_bytes (copy, NULL);
  const GolRow *x, *y;

  g_assert (a != NULL && b != NULL);
  while (gol_sheet_next (a, &x, NULL) && x != NULL)
    {
      g_assert (gol_sheet_next (b, &y, NULL) && y != NULL);
      if (gol_sheet_get_delimiter (b) != ';')
        continue;
      g_assert (x->line == y->line && y->n_cells == x->n_cells + 1);
      for (guint i = 0; i < x->n_cells; i++)
        g_assert (strcmp (x->cells[i].text, y->cells[i].text) == 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GBytes) copy = NULL;
  g_autoptr(GolSheet) sheet = NULL;
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GolCsvWriter) writer = gol_csv_writer_new (stream, ';');
  const GolRow *row = NULL;
  gboolean read = TRUE;
  guint line = 0;

  /* That is the other target's. */
  if (size >= 2 && memcmp (data, "PK", 2) == 0)
    return 0;
  sheet = gol_sheet_open_bytes (bytes, NULL);
  if (sheet == NULL)
    return 0;

  while ((read = gol_sheet_next (sheet, &row, NULL)) && row != NULL)
    {
      g_assert (row->line == ++line);
      write_row (writer, row);
    }
  g_assert (gol_csv_writer_close (writer, NULL));
  copy = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  if (read && line > 0)
    compare (bytes, copy);

  return 0;
}
