/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <locale.h>
#include <string.h>

#include "gol-csv-writer.h"
#include "gol-error.h"
#include "sheet-text.h"

static char *
read_bytes (const char *data,
            gssize      length)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, length < 0 ? strlen (data) : (gsize) length);

  return sheet_text (bytes);
}

#define assert_reads(data, length, expected) \
  G_STMT_START { g_autofree char *text_ = read_bytes (data, length); g_assert_cmpstr (text_, ==, expected); } G_STMT_END

#define assert_refused(data, length, piece) \
  G_STMT_START { \
    g_autofree char *text_ = read_bytes (data, length); \
    const char *sentence_ = strstr (text_, "error: "); \
    if (sentence_ == NULL || strstr (sentence_, piece) == NULL) \
      g_error ("“%s” does not say “%s”", text_, piece); \
  } G_STMT_END

static void
test_delimiters (void)
{
  assert_reads ("a;b\n1;2,5\n3;4,5\n", -1, "1:a|b\n2:1|2,5\n3:3|4,5\n");
  assert_reads ("a,b\n1,2\n", -1, "1:a|b\n2:1|2\n");
  assert_reads ("a\tb\n1, 2\t3;4\n", -1, "1:a|b\n2:1, 2|3;4\n");
  assert_reads ("a|b|c\n1|2|3\n", -1, "1:a|b|c\n2:1|2|3\n");
  /* One column has none, and a comma in a sentence is none. */
  assert_reads ("name\nAna\n", -1, "1:name\n2:Ana\n");
  assert_reads ("nombre;nota\nAna;uno, dos, tres\nEva;no\n", -1, "1:nombre|nota\n2:Ana|uno, dos, tres\n3:Eva|no\n");
  assert_reads ("sep=;\r\na,b;c\r\n1,5;2\r\n", -1, "1:a,b|c\n2:1,5|2\n");
}

static void
test_quotes (void)
{
  assert_reads ("a,b\r\n\"x, y\",\"he said \"\"no\"\"\"\r\n", -1, "1:a|b\n2:x, y|he said \"no\"\n");
  /* A line feed in a cell does not begin a row: what follows has the number that a spreadsheet shows. */
  assert_reads ("a,b\n\"one\ntwo\",1\nx,2\n", -1, "1:a|b\n2:one\ntwo|1\n3:x|2\n");
  assert_reads ("a,b\n5' 3\",1\n\"x\"y,2\n", -1, "1:a|b\n2:5' 3\"|1\n3:xy|2\n");
  assert_reads ("a,b\n\"\",\"\"\n", -1, "1:a|b\n2:\n");
  assert_refused ("a,b\n1,2\n\"never closed,3\n4,5\n", -1, "column 1 of row 3 is never closed");
}

static void
test_rows (void)
{
  assert_reads ("", -1, "");
  assert_reads ("a;b", -1, "1:a|b\n");
  assert_reads ("a;b\r\n\r\n1;2\r\n;;\r\n3\r\n", -1, "1:a|b\n2:\n3:1|2\n4:\n5:3\n");
  assert_reads ("a;b\r1;2\r3;4", -1, "1:a|b\n2:1|2\n3:3|4\n");
  assert_reads ("a;;b;;\n;;x\n", -1, "1:a||b\n2:||x\n");
}

static void
test_encodings (void)
{
  static const char utf16le[] = "\xff\xfe" "n\0;\0x\0\n\0\xf1\0;\0\x3d\xd8\x26\xdc\n\0";
  static const char utf16be[] = "\xfe\xff" "\0n\0;\0x\0\n\0\xf1\0;\0y";
  static const char unmarked[] = "n\0;\0x\0\n\0a\0;\0b\0\n\0c\0;\0d\0\n\0";

  assert_reads ("\xef\xbb\xbf" "Núm;x\nñ;1\n", -1, "1:Núm|x\n2:ñ|1\n");
  assert_reads ("Núm;x\nñ;1\n", -1, "1:Núm|x\n2:ñ|1\n");
  assert_reads ("N\xfam;x\n\xf1;\x80\x93\n", -1, "1:Núm|x\n2:ñ|€“\n");
  assert_reads (utf16le, sizeof utf16le - 1, "1:n|x\n2:ñ|🐦\n");
  assert_reads (utf16be, sizeof utf16be - 1, "1:n|x\n2:ñ|y\n");
  assert_reads (unmarked, sizeof unmarked - 1, "1:n|x\n2:a|b\n3:c|d\n");
}

static void
test_broken_encodings (void)
{
  /* Marked, or plainly UTF-8 but for one byte: never read as another encoding, which would garble every name. */
  assert_refused ("\xef\xbb\xbf" "a;b\nx;\xf1\n", -1, "Line 2 is not text at byte 10");
  assert_refused ("á;é\ní;ó\nú;ñ\nÁ;É\nÍ;Ó\nx;\xf1\n", -1, "Line 6 is not text at byte 33");
  assert_refused ("a;b\n1;\0", 7, "Byte 7 is zero");
  /* A surrogate alone, and half a character at the end. */
  assert_refused ("\xff\xfe" "a\0\x3d\xd8" "b\0", 8, "is not UTF-16 at byte 5");
  assert_refused ("\xff\xfe" "a\0;\0b", 7, "is not UTF-16");
}

static void
test_characters_across_pieces (void)
{
  g_autoptr(GString) data = g_string_new ("a;b\n");
  g_autofree char *text = NULL;
  guint rows = 0;

  /* Two-byte characters at every offset of the pieces that are read. */
  for (guint i = 0; i < 40000; i++)
    g_string_append (data, i % 3 ? "ñá;é\n" : "ñ;\"é\"\"\"\n");
  text = read_bytes (data->str, (gssize) data->len);
  for (const char *c = text; *c != '\0'; c++)
    rows += *c == '\n';
  g_assert_cmpuint (rows, ==, 40001);
  g_assert_null (strstr (text, "error"));
  g_assert_nonnull (strstr (text, "40001:ñ|é\"\n"));
}

static void
test_bounds (void)
{
  g_autoptr(GString) cell = g_string_new ("a,b\n1,\"");
  g_autoptr(GString) row = g_string_new ("a,b\n");
  g_autoptr(GString) commas = g_string_new ("a,b\n");

  for (guint i = 0; i < GOL_SHEET_CELL_MAX; i++)
    g_string_append (cell, "xy");
  assert_refused (cell->str, (gssize) cell->len, "column 2 of row 2 is too long");

  for (guint i = 0; i < GOL_SHEET_COLUMNS_MAX + 1; i++)
    g_string_append (row, "x,");
  assert_refused (row->str, (gssize) row->len, "more than 1024 columns");

  for (guint i = 0; i < GOL_SHEET_ROW_MAX + 10; i++)
    g_string_append_c (commas, ',');
  assert_refused (commas->str, (gssize) commas->len, "Row 2 is longer");
}

static void
test_other_files (void)
{
  assert_refused ("%PDF-1.7 …", -1, "PDF");
  assert_refused ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", -1, "save it as .xlsx or CSV");
  assert_refused ("\x1f\x8b\x08", -1, "unpack it");
}

static void
test_open_path (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gol_sheet_open ("/nonexistent/people.csv", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (gol_sheet_open (g_get_tmp_dir (), &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
}

static void
test_rewind (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\xef\xbb\xbf" "a;b\n1;2\n", 11);
  g_autoptr(GError) error = NULL;
  g_autoptr(GolSheet) sheet = gol_sheet_open_bytes (bytes, &error);
  const GolRow *row;
  guint64 done, total;

  g_assert_no_error (error);
  g_assert_cmpstr (gol_sheet_get_format (sheet), ==, "UTF-8, “;”");
  g_assert_cmpint (gol_sheet_get_delimiter (sheet), ==, ';');
  for (guint pass = 0; pass < 3; pass++)
    {
      g_assert_true (gol_sheet_next (sheet, &row, &error));
      g_assert_cmpstr (row->cells[0].text, ==, "a");
      g_assert_true (gol_sheet_next (sheet, &row, &error));
      g_assert_cmpuint (row->line, ==, 2);
      g_assert_true (gol_sheet_next (sheet, &row, &error));
      g_assert_null (row);
      gol_sheet_get_progress (sheet, &done, &total);
      g_assert_cmpuint (done, ==, total);
      g_assert_true (gol_sheet_rewind (sheet, &error));
    }
}

/* What is written reads back, whatever stands in it. */
static void
test_writer (void)
{
  static const char * const odd[] = { "", " x ", "a;b", "quote \"", "two\nlines", "plain", "ñandú", "\r", "=1+2",
                                      NULL };
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GolCsvWriter) writer = gol_csv_writer_new (stream, ';');
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GolSheet) sheet = NULL;
  g_autoptr(GRand) rand = NULL;
  guint32 seed = g_test_rand_int ();
  guint picked[200][4];
  const GolRow *row;

  g_test_message ("seed %u", seed);
  rand = g_rand_new_with_seed (seed);
  for (guint i = 0; i < G_N_ELEMENTS (picked); i++)
    {
      const char *cells[5];

      for (guint j = 0; j < 4; j++)
        {
          picked[i][j] = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (odd) - 1);
          cells[j] = odd[picked[i][j]];
        }
      cells[4] = "end";
      g_assert_true (gol_csv_writer_add (writer, cells, 5, &error));
    }
  g_assert_true (gol_csv_writer_close (writer, &error));

  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  sheet = gol_sheet_open_bytes (bytes, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (picked); i++)
    {
      g_assert_true (gol_sheet_next (sheet, &row, &error));
      g_assert_cmpuint (row->n_cells, ==, 5);
      for (guint j = 0; j < 4; j++)
        g_assert_cmpstr (row->cells[j].text, ==, odd[picked[i][j]]);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/csv/delimiters", test_delimiters);
  g_test_add_func ("/sheet/csv/quotes", test_quotes);
  g_test_add_func ("/sheet/csv/rows", test_rows);
  g_test_add_func ("/sheet/csv/encodings", test_encodings);
  g_test_add_func ("/sheet/csv/broken-encodings", test_broken_encodings);
  g_test_add_func ("/sheet/csv/characters-across-pieces", test_characters_across_pieces);
  g_test_add_func ("/sheet/csv/bounds", test_bounds);
  g_test_add_func ("/sheet/csv/other-files", test_other_files);
  g_test_add_func ("/sheet/csv/open-path", test_open_path);
  g_test_add_func ("/sheet/csv/rewind", test_rewind);
  g_test_add_func ("/sheet/csv/writer", test_writer);

  return g_test_run ();
}
