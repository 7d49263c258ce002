/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <xlsxwriter.h>

#include "gol-sheet-private.h"
#include "sheet-text.h"

/* ── Workbooks by hand, so that they can be what no program writes ── */

#define PACKAGE_RELS \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" \
  "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"" \
  " Target=\"xl/workbook.xml\"/></Relationships>"
#define BOOK_RELS \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" \
  "<Relationship Id=\"rId1\" Type=\"http://x/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>" \
  "<Relationship Id=\"rId2\" Type=\"http://x/relationships/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>" \
  "<Relationship Id=\"rId3\" Type=\"http://x/relationships/styles\" Target=\"styles.xml\"/>" \
  "<Relationship Id=\"rId4\" Type=\"http://x/relationships/worksheet\" Target=\"worksheets/hidden.xml\"/>" \
  "<Relationship Id=\"rId5\" Type=\"http://x/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>"
#define BOOK(properties) \
  "<workbook xmlns=\"http://m\" xmlns:r=\"http://r\">" properties "<sheets>" \
  "<sheet name=\"Hidden\" sheetId=\"2\" state=\"hidden\" r:id=\"rId4\"/><sheet name=\"Personas\" sheetId=\"1\" r:id=\"rId1\"/>" \
  "</sheets></workbook>"
#define STYLES \
  "<styleSheet xmlns=\"http://m\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy;@\"/>" \
  "<numFmt numFmtId=\"165\" formatCode=\"&quot;d&quot;0.00\"/></numFmts>" \
  "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>" \
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/></cellXfs>" \
  "</styleSheet>"
#define STRINGS \
  "<sst xmlns=\"http://m\"><si><t>uno</t></si><si><r><t>d</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">os </t></r>" \
  "<rPh sb=\"0\" eb=\"1\"><t>phonetic</t></rPh></si><si/><si><t>a_x000A_b_x005F_</t></si></sst>"
#define SHEET(rows) "<worksheet xmlns=\"http://m\"><dimension ref=\"A1:XFD1048576\"/><sheetData>" rows "</sheetData></worksheet>"

typedef struct
{
  const char *workbook;
  const char *styles;
  const char *strings;
  const char *sheet;
  gsize       sheet_length;
  const char *second;
} Parts;

static void
add_part (struct archive *archive,
          const char     *name,
          const char     *data,
          gsize           length)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, data, length), ==, (la_ssize_t) length);
  archive_entry_free (entry);
}

static GBytes *
pack (const Parts *parts)
{
  struct archive *archive = archive_write_new ();
  gsize size = 16 * 1024 * 1024, used = 0;
  char *buffer = g_malloc (size);

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, size, &used), ==, ARCHIVE_OK);
  /* The sheet comes first on purpose: what it needs is found whatever the order. */
  if (parts->sheet != NULL)
    add_part (archive, "xl/worksheets/sheet1.xml", parts->sheet,
              parts->sheet_length > 0 ? parts->sheet_length : strlen (parts->sheet));
  if (parts->second != NULL)
    add_part (archive, "xl/worksheets/sheet2.xml", parts->second, strlen (parts->second));
  add_part (archive, "_rels/.rels", PACKAGE_RELS, strlen (PACKAGE_RELS));
  add_part (archive, "xl/workbook.xml", parts->workbook, strlen (parts->workbook));
  add_part (archive, "xl/_rels/workbook.xml.rels", BOOK_RELS, strlen (BOOK_RELS));
  add_part (archive, "xl/styles.xml", parts->styles, strlen (parts->styles));
  add_part (archive, "xl/sharedStrings.xml", parts->strings, strlen (parts->strings));
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);

  return g_bytes_new_take (buffer, used);
}

static char *
read_parts (Parts parts)
{
  g_autoptr(GBytes) bytes = NULL;

  if (parts.workbook == NULL)
    parts.workbook = BOOK ("");
  if (parts.styles == NULL)
    parts.styles = STYLES;
  if (parts.strings == NULL)
    parts.strings = STRINGS;
  bytes = pack (&parts);

  return sheet_text (bytes);
}

#define assert_reads(expected, ...) \
  G_STMT_START { \
    g_autofree char *text_ = read_parts ((Parts) { __VA_ARGS__ }); \
    g_assert_cmpstr (text_, ==, expected); \
  } G_STMT_END

#define assert_refused(piece, ...) \
  G_STMT_START { \
    g_autofree char *text_ = read_parts ((Parts) { __VA_ARGS__ }); \
    const char *sentence_ = strstr (text_, "error: "); \
    if (sentence_ == NULL || strstr (sentence_, piece) == NULL) \
      g_error ("“%s” does not say “%s”", text_, piece); \
  } G_STMT_END

static void
test_cells (void)
{
  assert_reads ("1:uno|dos ||a\nb_\n",
                .sheet = SHEET ("<row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c>"
                                "<c t=\"s\"><v>3</v></c></row>"));
  assert_reads ("1:in line|true|false|#N/A|formula|2026-11-23\n",
                .sheet = SHEET ("<row><c t=\"inlineStr\"><is><r><t>in </t></r><r><t>line</t></r></is></c><c t=\"b\"><v>1</v></c>"
                                "<c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"str\"><f>A1&amp;\"x\"</f><v>formula</v></c>"
                                "<c t=\"d\"><v>2026-11-23</v></c></row>"));
  /* Sparse cells and rows keep their places; a style painted far to the right costs nothing. */
  assert_reads ("3:||x||||||||||||||||||||||||y\n10:\n12:z\n",
                .sheet = SHEET ("<row r=\"3\"><c r=\"C3\" t=\"str\"><v>x</v></c><c r=\"AA3\" t=\"str\"><v>y</v></c><c r=\"XFD3\" s=\"1\"/></row>"
                                "<row r=\"10\"/><row r=\"12\"><c r=\"A12\" t=\"str\"><v>z</v></c></row>"));
}

static void
test_numbers (void)
{
  assert_reads ("1:11.27|31|3323265400|0.000001|-2.5|1389.67|72693655375391120\n",
                .sheet = SHEET ("<row><c><v>11.270000000000001</v></c><c><v>3.1000000000000000e+01</v></c><c><v>3323265400</v></c>"
                                "<c><v>1E-6</v></c><c><v>-2.5</v></c><c s=\"2\"><v>1389.6700000000001</v></c>"
                                "<c><v>7.269365537539112E+16</v></c></row>"));
  assert_reads ("1:1900-01-01|1900-02-28|1900-02-29|1900-03-01|2017-03-13T16:26:24|2017-01-15|07:30:00|2017-03-14\n",
                .sheet = SHEET ("<row><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c><c s=\"1\"><v>61</v></c>"
                                "<c s=\"3\"><v>42807.685000</v></c><c s=\"1\"><v>42750</v></c><c s=\"4\"><v>0.3125</v></c>"
                                "<c s=\"3\"><v>42807.9999999999</v></c></row>"));
  assert_reads ("1:1904-01-01|2026-11-23\n", .workbook = BOOK ("<workbookPr date1904=\"1\"/>"),
                .sheet = SHEET ("<row><c s=\"1\"><v>0</v></c><c s=\"1\"><v>44887</v></c></row>"));
  /* No date: what is before the first day or after the last stays the number that it is. */
  assert_reads ("1:-5|3000000|word\n",
                .sheet = SHEET ("<row><c s=\"1\"><v>-5</v></c><c s=\"1\"><v>3000000</v></c><c s=\"1\"><v>word</v></c></row>"));
}

static void
test_number_formats (void)
{
  static const struct { const char *code; GolNumberFormat format; } cases[] = {
    { "General", GOL_FORMAT_NUMBER }, { "0.00E+00", GOL_FORMAT_NUMBER }, { "\"$\"#,##0.00", GOL_FORMAT_NUMBER },
    { "#,##0 \"days\"", GOL_FORMAT_NUMBER }, { "[Red]0", GOL_FORMAT_NUMBER }, { "0\\d", GOL_FORMAT_NUMBER }, { "@",
                                                                                                               GOL_FORMAT_NUMBER },
    { "dd/mm/yyyy", GOL_FORMAT_DATE }, { "[$-80A]d \"de\" mmmm;@", GOL_FORMAT_DATE }, { "mmm", GOL_FORMAT_DATE },
    { "yyyy-mm-dd hh:mm", GOL_FORMAT_DATE }, { "h:mm AM/PM", GOL_FORMAT_TIME }, { "[h]:mm:ss",
                                                                                  GOL_FORMAT_TIME }, { "mm:ss",
                                                                                                       GOL_FORMAT_TIME },
    { "[", GOL_FORMAT_NUMBER }, { "\"", GOL_FORMAT_NUMBER }, { "\\", GOL_FORMAT_NUMBER }, { "", GOL_FORMAT_NUMBER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (gol_number_format_read (cases[i].code) != cases[i].format)
      g_error ("“%s” was read as %d", cases[i].code, gol_number_format_read (cases[i].code));
  g_assert_cmpint (gol_number_format_builtin (14), ==, GOL_FORMAT_DATE);
  g_assert_cmpint (gol_number_format_builtin (4), ==, GOL_FORMAT_NUMBER);
}

/* ── Hostile ones ── */

static void
test_entities (void)
{
  assert_refused ("document type",
                  .sheet = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                           SHEET ("<row><c t=\"str\"><v>&x;</v></c></row>"));
  /* The parser may stop on its own before it hands over the document type. */
  assert_refused ("in its part “xl/sharedStrings.xml”",
                  .strings = "<!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                             "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
                             "<sst><si><t>&d;&d;&d;</t></si></sst>",
                  .sheet = SHEET ("<row><c t=\"s\"><v>0</v></c></row>"));
  assert_refused ("XML is broken", .sheet = SHEET ("<row><c t=\"str\"><v>&nothing;</v></c></row>"));
}

static void
test_broken (void)
{
  assert_refused ("XML is broken on line 1", .sheet = "<worksheet><sheetData><row></c></row>");
  assert_refused ("no part “xl/worksheets/sheet1.xml”", .sheet = NULL);
  assert_refused ("a text that the spreadsheet does not have", .sheet = SHEET ("<row><c t=\"s\"><v>4</v></c></row>"));
  assert_refused ("a text that the spreadsheet does not have", .sheet = SHEET ("<row><c t=\"s\"><v>-1</v></c></row>"));
  assert_refused ("no sheet that can be seen", .workbook = "<workbook/>", .sheet = SHEET (""));
  assert_reads ("", .sheet = SHEET (""));
}

static void
test_dimensions (void)
{
  assert_refused ("more than 1024 columns", .sheet = SHEET ("<row r=\"1\"><c r=\"XFD1\" t=\"str\"><v>x</v></c></row>"));
  assert_refused ("no spreadsheet has", .sheet = SHEET ("<row r=\"1\"><c r=\"ZZZZZZ1\" t=\"str\"><v>x</v></c></row>"));
  assert_refused ("which cannot be", .sheet = SHEET ("<row r=\"4294967297\"><c t=\"str\"><v>x</v></c></row>"));
  assert_refused ("which cannot be", .sheet = SHEET ("<row r=\"5\"/><row r=\"5\"/>"));
  assert_refused ("which cannot be", .sheet = SHEET ("<row r=\"x\"/>"));
}

static void
test_bomb (void)
{
  g_autoptr(GString) sheet = g_string_new ("<worksheet><sheetData><row>");
  g_autoptr(GString) cell = g_string_new ("<worksheet><sheetData><row><c t=\"str\"><v>");

  /* Forty megabytes of empty cells, packed into forty kilobytes. */
  while (sheet->len < 40 * 1024 * 1024)
    g_string_append (sheet, "<c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/>");
  assert_refused ("hundreds of times its size", .sheet = sheet->str, .sheet_length = sheet->len);

  while (cell->len < 2 * GOL_SHEET_CELL_MAX)
    g_string_append (cell, "xxxxxxxxxxxxxxxx");
  g_string_append (cell, "</v></c></row></sheetData></worksheet>");
  assert_refused ("cell longer than", .sheet = cell->str, .sheet_length = cell->len);
}

static void
test_cut (void)
{
  g_autoptr(GBytes) whole = pack (&(Parts) { BOOK (""), STYLES, STRINGS,
                                             SHEET ("<row><c t=\"s\"><v>0</v></c></row>") });

  g_autofree char *all = sheet_text (whole);
  guint refused = 0;

  /* However little was copied: a sentence, never half a table taken for a whole one. Without its list of contents, at
     the end of the
   * file, an archive can still be read whole. */
  g_assert_cmpstr (all, ==, "1:uno\n");
  for (gsize length = 4; length + 1 < g_bytes_get_size (whole); length += 7)
    {
      g_autoptr(GBytes) cut = g_bytes_new_from_bytes (whole, 0, length);
      g_autofree char *text = sheet_text (cut);

      if (strstr (text, "error: ") != NULL)
        refused += 1;
      else
        g_assert_cmpstr (text, ==, all);
    }
  g_assert_cmpuint (refused, >, 50);
}

/* ── Which sheet ── */

#define TWO_SHEETS \
  "<workbook xmlns=\"http://m\" xmlns:r=\"http://r\"><sheets><sheet name=\"Portada\" r:id=\"rId1\"/>" \
  "<sheet name=\"Hidden\" state=\"hidden\" r:id=\"rId4\"/><sheet name=\"Personas\" r:id=\"rId5\"/><sheet name=\"Lost\" r:id=\"rId9\"/></sheets></workbook>"
#define CHART "<chartsheet xmlns=\"http://m\"><drawing/></chartsheet>"

static GolSheet *
open_two (const char *first,
          const char *second)
{
  g_autoptr(GBytes) bytes = pack (&(Parts) { TWO_SHEETS, STYLES, STRINGS, first, 0, second });
  GError *error = NULL;
  GolSheet *sheet = gol_sheet_open_bytes (bytes, &error);

  g_assert_no_error (error);

  return sheet;
}

static void
test_sheets (void)
{
  static const char rows[] = SHEET ("<row/><row><c t=\"s\"><v>0</v></c></row>");
  static const char styled[] = SHEET ("<row><c s=\"1\"/></row><row/>");
  static const struct { const char *first, *second, *name, *other; } cases[] = {
    { rows, styled, "Portada", NULL },
    { styled, rows, "Personas", NULL },
    { CHART, rows, "Personas", NULL },
    { rows, rows, "Portada", "Personas" },
    { styled, styled, "Portada", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GolSheet) sheet = open_two (cases[i].first, cases[i].second);
      const GolRow *row;

      g_assert_cmpstr (gol_sheet_get_name (sheet), ==, cases[i].name);
      g_assert_cmpstr (gol_sheet_get_others (sheet)[0], ==, cases[i].other);
      /* From its first row, though it was looked into. */
      g_assert_true (gol_sheet_next (sheet, &row, NULL));
      g_assert_cmpuint (row->line, ==, 1);
    }
}

/* ── As programs write them ── */

static void
test_program (void)
{
  g_autofree char *dir = g_dir_make_tmp ("golondrina-sheet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "people.xlsx", NULL);
  lxw_workbook *workbook = workbook_new (path);
  lxw_worksheet *worksheet = workbook_add_worksheet (workbook, "Padrón");
  lxw_format *date = workbook_add_format (workbook);
  lxw_datetime birth = { 1988, 3, 27, 0, 0, 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GolSheet) sheet = NULL;
  const GolRow *row;

  format_set_num_format (date, "dd/mm/yyyy");
  worksheet_write_string (worksheet, 0, 0, "Nombre", NULL);
  worksheet_write_string (worksheet, 0, 1, "Nació", NULL);
  worksheet_write_string (worksheet, 1, 0, "Íñigo & Cía <x>", NULL);
  worksheet_write_datetime (worksheet, 1, 1, &birth, date);
  worksheet_write_number (worksheet, 1, 2, 12.5, NULL);
  worksheet_write_boolean (worksheet, 1, 3, 1, NULL);
  g_assert_cmpint (workbook_close (workbook), ==, LXW_NO_ERROR);

  sheet = gol_sheet_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_sheet_get_format (sheet), ==, "XLSX, sheet “Padrón”");
  for (guint pass = 0; pass < 2; pass++)
    {
      g_assert_true (gol_sheet_next (sheet, &row, &error));
      g_assert_cmpstr (row->cells[1].text, ==, "Nació");
      g_assert_true (gol_sheet_next (sheet, &row, &error));
      g_assert_cmpuint (row->n_cells, ==, 4);
      g_assert_cmpstr (row->cells[0].text, ==, "Íñigo & Cía <x>");
      g_assert_cmpstr (row->cells[1].text, ==, "1988-03-27");
      g_assert_cmpint (row->cells[1].kind, ==, GOL_CELL_DATE);
      g_assert_cmpstr (row->cells[2].text, ==, "12.5");
      g_assert_cmpint (row->cells[2].kind, ==, GOL_CELL_NUMBER);
      g_assert_cmpint (row->cells[3].kind, ==, GOL_CELL_BOOLEAN);
      g_assert_true (gol_sheet_next (sheet, &row, &error));
      g_assert_null (row);
      g_assert_true (gol_sheet_rewind (sheet, &error));
      g_assert_no_error (error);
    }

  g_remove (path);
  g_rmdir (dir);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/xlsx/cells", test_cells);
  g_test_add_func ("/sheet/xlsx/numbers", test_numbers);
  g_test_add_func ("/sheet/xlsx/number-formats", test_number_formats);
  g_test_add_func ("/sheet/xlsx/entities", test_entities);
  g_test_add_func ("/sheet/xlsx/broken", test_broken);
  g_test_add_func ("/sheet/xlsx/dimensions", test_dimensions);
  g_test_add_func ("/sheet/xlsx/bomb", test_bomb);
  g_test_add_func ("/sheet/xlsx/cut", test_cut);
  g_test_add_func ("/sheet/xlsx/sheets", test_sheets);
  g_test_add_func ("/sheet/xlsx/program", test_program);

  return g_test_run ();
}
