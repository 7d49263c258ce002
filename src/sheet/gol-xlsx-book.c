/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-sheet"
#include "config.h"

#include "gol-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

#define SMALL_MAX    (8 * 1024 * 1024)     /* relations, workbook, styles */
#define STRINGS_XML  (256 * 1024 * 1024)   /* the strings with their markup … */
#define STRINGS_MAX  (96 * 1024 * 1024)    /* … and what we keep of them */
#define STRINGS_MANY 4000000
#define STYLES_MAX   70000                 /* the format allows 65,490 */
#define SHEETS_MAX   256

/* Called for each element of a part; returns FALSE to stop. */
typedef gboolean (*Visit) (GolPart *part, gpointer user_data);

static gboolean
visit_part (const GolSource  *source,
            const char       *name,
            Visit             visit,
            gpointer          user_data,
            GError          **error)
{
  g_autoptr(GolPart) part = gol_part_open (source, name, SMALL_MAX, error);
  int type = XML_READER_TYPE_ELEMENT;

  if (part == NULL)
    return FALSE;

  while (type != XML_READER_TYPE_NONE)
    {
      if (!gol_part_read (part, &type, error))
        return FALSE;
      if (type == XML_READER_TYPE_ELEMENT && !visit (part, user_data))
        break;
    }

  return TRUE;
}

/* ── Relations: parts name each other through numbered links ── */

typedef struct
{
  const char *base;      /* folder that links are relative to: "xl/" */
  GHashTable *by_id;     /* "rId1" → part */
  GHashTable *by_kind;   /* "sharedStrings" → part, the first of the kind */
} Relations;

static void
relations_init (Relations  *relations,
                const char *base)
{
  relations->base = base;
  relations->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  relations->by_kind = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
relations_clear (Relations *relations)
{
  g_clear_pointer (&relations->by_id, g_hash_table_unref);
  g_clear_pointer (&relations->by_kind, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relations, relations_clear)

static gboolean
visit_relation (GolPart  *part,
                gpointer  user_data)
{
  Relations *relations = user_data;
  g_autofree char *id = NULL, *type = NULL, *target = NULL, *path = NULL;
  const char *kind;

  if (!gol_part_is (part, "Relationship") || g_hash_table_size (relations->by_id) > 4096)
    return TRUE;

  id = gol_part_attribute (part, "Id");
  type = gol_part_attribute (part, "Type");
  target = gol_part_attribute (part, "Target");
  if (id == NULL || type == NULL || target == NULL)
    return TRUE;

  path = *target == '/' ? g_strdup (target + 1) : g_strconcat (relations->base, target, NULL);
  kind = strrchr (type, '/');
  if (kind != NULL && !g_hash_table_contains (relations->by_kind, kind + 1))
    g_hash_table_insert (relations->by_kind, g_strdup (kind + 1), g_strdup (path));
  g_hash_table_insert (relations->by_id, g_steal_pointer (&id), g_steal_pointer (&path));

  return TRUE;
}

/* ── Workbook: which sheet, and which day is 0 ── */

static void
sheet_free (gpointer data)
{
  GolBookSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->part);
  g_free (sheet);
}

static gboolean
visit_workbook (GolPart  *part,
                gpointer  user_data)
{
  GolBook *book = user_data;

  if (gol_part_is (part, "workbookPr"))
    {
      g_autofree char *date1904 = gol_part_attribute (part, "date1904");

      book->from_1904 = date1904 != NULL && (strcmp (date1904, "1") == 0 || strcmp (date1904, "true") == 0);
    }
  else if (gol_part_is (part, "sheet") && book->sheets->len < SHEETS_MAX)
    {
      g_autofree char *state = gol_part_attribute (part, "state");
      g_autofree char *id = gol_part_attribute (part, "id");
      GolBookSheet *sheet;

      if (id == NULL || (state != NULL && strcmp (state, "visible") != 0))
        return TRUE;
      sheet = g_new0 (GolBookSheet, 1);
      sheet->name = gol_part_attribute (part, "name");
      sheet->part = g_steal_pointer (&id);   /* its relation as yet */
      g_ptr_array_add (book->sheets, sheet);
    }

  return TRUE;
}

/* The parts that relations point to, in the place of the relations. */
static gboolean
find_sheets (GolBook     *book,
             GHashTable  *by_id,
             GError     **error)
{
  for (guint i = book->sheets->len; i > 0; i--)
    {
      GolBookSheet *sheet = g_ptr_array_index (book->sheets, i - 1);
      char *part = g_strdup (g_hash_table_lookup (by_id, sheet->part));

      g_free (sheet->part);
      sheet->part = part;
      if (part == NULL)
        g_ptr_array_remove_index (book->sheets, i - 1);
    }
  if (book->sheets->len > 0)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The spreadsheet has no sheet that can be seen."));

  return FALSE;
}

static gboolean
read_workbook (GolBook          *book,
               const GolSource  *source,
               GError          **error)
{
  g_auto(Relations) package = { 0 }, relations = { 0 };
  g_autofree char *base = NULL, *file = NULL, *links = NULL;
  const char *part;

  relations_init (&package, "");
  if (!visit_part (source, "_rels/.rels", visit_relation, &package, error))
    return FALSE;
  part = g_hash_table_lookup (package.by_kind, "officeDocument");
  if (part == NULL)
    part = "xl/workbook.xml";
  if (!visit_part (source, part, visit_workbook, book, error))
    return FALSE;

  file = g_path_get_basename (part);
  base = g_strndup (part, strlen (part) - strlen (file));
  links = g_strdup_printf ("%s_rels/%s.rels", base, file);
  relations_init (&relations, base);
  if (!visit_part (source, links, visit_relation, &relations, error) || !find_sheets (book, relations.by_id, error))
    return FALSE;
  book->strings_part = g_strdup (g_hash_table_lookup (relations.by_kind, "sharedStrings"));
  book->styles_part = g_strdup (g_hash_table_lookup (relations.by_kind, "styles"));

  return TRUE;
}

/* ── Styles: which of them show a number as a date ── */

typedef struct
{
  GArray     *formats;
  GHashTable *codes;     /* id → GolNumberFormat, of this file's own formats */
  gboolean    in_cells;  /* inside <cellXfs>, not <cellStyleXfs> */
} Styles;

static guint
read_number (GolPart    *part,
             const char *attribute)
{
  g_autofree char *text = gol_part_attribute (part, attribute);

  return text != NULL ? (guint) MIN (g_ascii_strtoull (text, NULL, 10), G_MAXUINT) : 0;
}

static gboolean
visit_style (GolPart  *part,
             gpointer  user_data)
{
  Styles *styles = user_data;

  if (gol_part_is (part, "numFmt") && g_hash_table_size (styles->codes) < STYLES_MAX)
    {
      g_autofree char *code = gol_part_attribute (part, "formatCode");

      if (code != NULL)
        g_hash_table_insert (styles->codes, GUINT_TO_POINTER (read_number (part, "numFmtId")),
                             GUINT_TO_POINTER (gol_number_format_read (code)));
    }
  else if (gol_part_is (part, "cellStyleXfs") || gol_part_is (part, "cellXfs") || gol_part_is (part, "dxfs"))
    {
      styles->in_cells = gol_part_is (part, "cellXfs");
    }
  else if (gol_part_is (part, "xf") && styles->in_cells && styles->formats->len < STYLES_MAX)
    {
      guint id = read_number (part, "numFmtId");
      gpointer own;
      GolNumberFormat format = g_hash_table_lookup_extended (styles->codes, GUINT_TO_POINTER (id), NULL, &own)
        ? GPOINTER_TO_UINT (own) : gol_number_format_builtin (id);

      g_array_append_val (styles->formats, format);
    }

  return TRUE;
}

static gboolean
read_styles (GolBook          *book,
             const GolSource  *source,
             GError          **error)
{
  g_autoptr(GHashTable) codes = g_hash_table_new (NULL, NULL);
  Styles styles = { book->formats, codes, FALSE };

  return book->styles_part == NULL || visit_part (source, book->styles_part, visit_style, &styles, error);
}

/* ── Strings that cells share ── */

static gboolean
read_strings (GolBook          *book,
              const GolSource  *source,
              GError          **error)
{
  g_autoptr(GolPart) part = NULL;
  int type = XML_READER_TYPE_ELEMENT;

  if (book->strings_part == NULL)
    return TRUE;

  part = gol_part_open (source, book->strings_part, STRINGS_XML, error);
  if (part == NULL)
    return FALSE;

  while (type != XML_READER_TYPE_NONE)
    {
      guint32 offset = (guint32) book->strings->len;

      if (!gol_part_read (part, &type, error))
        return FALSE;
      if (type != XML_READER_TYPE_ELEMENT || !gol_part_is (part, "si"))
        continue;
      if (!gol_part_read_string (part, book->strings, error))
        return FALSE;
      g_string_append_c (book->strings, '\0');
      g_array_append_val (book->offsets, offset);
      if (book->strings->len > STRINGS_MAX || book->offsets->len > STRINGS_MANY)
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                               _("The spreadsheet has more text than can be read at once; split it, or save it as CSV."));
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
gol_book_read (GolBook          *book,
               const GolSource  *source,
               GError          **error)
{
  book->sheets = g_ptr_array_new_with_free_func (sheet_free);
  book->formats = g_array_new (FALSE, FALSE, sizeof (GolNumberFormat));
  book->strings = g_string_new (NULL);
  book->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));

  return read_workbook (book, source, error) && read_styles (book, source, error) && read_strings (book, source, error);
}

void
gol_book_clear (GolBook *book)
{
  g_clear_pointer (&book->sheets, g_ptr_array_unref);
  g_free (book->strings_part);
  g_free (book->styles_part);
  g_clear_pointer (&book->formats, g_array_unref);
  g_clear_pointer (&book->offsets, g_array_unref);
  if (book->strings != NULL)
    g_string_free (book->strings, TRUE);
}
