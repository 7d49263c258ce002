/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "gol-sheet.h"

FUZZ_WITHOUT_LEAK_CHECK

/*
 * A mutated zip is nearly always just a broken zip. So the input is the parts themselves, in this order, parted by a
 * line "%%%"; they are packed here, without compression. Input that begins as a zip does is taken as it is.
 */
static const char * const names[] = {
  "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels",
};
static const char separator[] = "\n%%%\n";

static void
add_part (struct archive *archive,
          const char     *name,
          const guint8   *data,
          gsize           length)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_write_header (archive, entry);
  archive_write_data (archive, data, length);
  archive_entry_free (entry);
}

static GBytes *
pack (const guint8 *data,
      gsize         size)
{
  struct archive *archive = archive_write_new ();
  gsize room = size + 16384, used = 0;
  guint8 *buffer = g_malloc (room);

  archive_write_set_format_zip (archive);
  archive_write_set_options (archive, "zip:compression=store");
  archive_write_set_bytes_in_last_block (archive, 1);
  archive_write_open_memory (archive, buffer, room, &used);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const guint8 *end = size > 0 ? memmem (data, size, separator, strlen (separator)) : NULL;
      gsize length = end != NULL ? (gsize) (end - data) : size;

      add_part (archive, names[i], data, length);
      data += MIN (size, length + strlen (separator));
      size -= MIN (size, length + strlen (separator));
    }
  archive_write_close (archive);
  archive_write_free (archive);

  return g_bytes_new_take (buffer, used);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = size >= 2 && memcmp (data, "PK", 2) == 0 ? g_bytes_new (data, size) : pack (data, size);
  g_autoptr(GolSheet) sheet = gol_sheet_open_bytes (bytes, NULL);
  const GolRow *row = NULL;
  guint line = 0;

  while (sheet != NULL && gol_sheet_next (sheet, &row, NULL) && row != NULL)
    {
      g_assert (row->line > line && row->n_cells <= GOL_SHEET_COLUMNS_MAX);
      line = row->line;
      for (guint i = 0; i < row->n_cells; i++)
        g_assert (g_utf8_validate (row->cells[i].text, -1, NULL));
    }

  return 0;
}
