/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-sheet"
#include "config.h"

#include "gol-xlsx-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

#define PARTS_MAX   4096                 /* entries of the archive */
#define RATIO_MAX   300                  /* what comes out for each byte of the whole file … */
#define RATIO_FREE  (16 * 1024 * 1024)   /* … beyond what is harmless anyhow */

struct _GolPart
{
  struct archive   *archive;
  xmlTextReader    *reader;
  char             *name;
  guint64           limit;
  guint64           out;
  guint64           file_size;
  char             *fault;      /* why reading stopped, if it did */
};

static void
note_fault (GolPart    *part,
            const char *sentence)
{
  if (part->fault == NULL)
    part->fault = g_strdup (sentence);
}

static int
read_cb (void *context,
         char *buffer,
         int   length)
{
  GolPart *part = context;
  la_ssize_t got = archive_read_data (part->archive, buffer, (size_t) length);

  if (got < 0)
    {
      note_fault (part, archive_error_string (part->archive));
      return -1;
    }

  part->out += (guint64) got;
  if (part->out > part->limit)
    note_fault (part, _("it unpacks to more than such a file may hold"));
  else if (part->out > RATIO_FREE && part->out / RATIO_MAX > part->file_size)
    note_fault (part, _("it unpacks to hundreds of times its size, which no honest table does"));
  else
    return (int) got;

  return -1;
}

static void
error_cb (void     *context,
          xmlError *error)
{
  GolPart *part = context;
  g_autofree char *message = NULL;

  if (error->level < XML_ERR_ERROR)
    return;

  message = g_strdup_printf (_("its XML is broken on line %d"), error->line);
  note_fault (part, message);
}

static gboolean
report (GolPart  *part,
        GError  **error)
{
  g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("The spreadsheet cannot be read: in its part “%s”, %s."),
               part->name,
               part->fault != NULL ? part->fault : _("something is broken"));

  return FALSE;
}

/* Names in the archive are compared as the format says: without regard to case, with or without a slash in front. */
static gboolean
same_name (const char *a,
           const char *b)
{
  return a != NULL && g_ascii_strcasecmp (a + (*a == '/'), b + (*b == '/')) == 0;
}

static gboolean
find_entry (GolPart  *part,
            GError  **error)
{
  struct archive_entry *entry;
  int result;

  for (guint i = 0; i < PARTS_MAX; i++)
    {
      result = archive_read_next_header (part->archive, &entry);
      if (result == ARCHIVE_EOF)
        break;
      if (result < ARCHIVE_WARN)
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                       _("The spreadsheet cannot be unpacked (%s); was it copied whole?"),
                       archive_error_string (part->archive));
          return FALSE;
        }
      if (!same_name (archive_entry_pathname (entry), part->name))
        continue;
      if (archive_entry_is_encrypted (entry))
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                               _("The spreadsheet has a password; save it without one and try again."));
          return FALSE;
        }
      return TRUE;
    }

  g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND,
               _("This is a packed file, but no .xlsx spreadsheet: it has no part “%s”; save it as .xlsx or CSV."), part->name);

  return FALSE;
}

GolPart *
gol_part_open (const GolSource  *source,
               const char       *name,
               guint64           limit,
               GError          **error)
{
  g_autoptr(GolPart) part = g_new0 (GolPart, 1);
  int result;

  part->name = g_strdup (name);
  part->limit = limit;
  part->file_size = source->size;
  part->archive = archive_read_new ();
  archive_read_support_format_zip (part->archive);
  if (source->bytes != NULL)
    {
      gsize size;
      gconstpointer data = g_bytes_get_data (source->bytes, &size);

      result = archive_read_open_memory (part->archive, data, size);
    }
  else
    {
      result = archive_read_open_filename (part->archive, source->path, 64 * 1024);
    }
  if (result < ARCHIVE_WARN)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                   _("The spreadsheet cannot be unpacked (%s); was it copied whole?"),
                   archive_error_string (part->archive));
      return NULL;
    }
  if (!find_entry (part, error))
    return NULL;

  part->reader = xmlReaderForIO (read_cb, NULL, part, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT);
  if (part->reader == NULL)
    {
      report (part, error);
      return NULL;
    }
  xmlTextReaderSetStructuredErrorHandler (part->reader, (xmlStructuredErrorFunc) error_cb, part);

  return g_steal_pointer (&part);
}

void
gol_part_close (GolPart *part)
{
  if (part == NULL)
    return;

  g_clear_pointer (&part->reader, xmlFreeTextReader);
  archive_read_free (part->archive);
  g_free (part->fault);
  g_free (part->name);
  g_free (part);
}

gboolean
gol_part_read (GolPart  *part,
               int      *type,
               GError  **error)
{
  int result = xmlTextReaderRead (part->reader);

  if (result < 0 || part->fault != NULL)
    return report (part, error);

  *type = result == 0 ? XML_READER_TYPE_NONE : xmlTextReaderNodeType (part->reader);

  /* Entities begin here, and nothing in a spreadsheet ever needs one. */
  if (*type == XML_READER_TYPE_DOCUMENT_TYPE || *type == XML_READER_TYPE_ENTITY_REFERENCE)
    {
      note_fault (part, _("there is a document type, which no spreadsheet program writes"));
      return report (part, error);
    }

  return TRUE;
}

const char *
gol_part_name (GolPart *part)
{
  return (const char *) xmlTextReaderConstLocalName (part->reader);
}

gboolean
gol_part_is (GolPart    *part,
             const char *name)
{
  return strcmp (gol_part_name (part), name) == 0;
}

gboolean
gol_part_is_empty (GolPart *part)
{
  return xmlTextReaderIsEmptyElement (part->reader) == 1;
}

int
gol_part_depth (GolPart *part)
{
  return xmlTextReaderDepth (part->reader);
}

const char *
gol_part_text (GolPart *part)
{
  const char *text = (const char *) xmlTextReaderConstValue (part->reader);

  return text != NULL ? text : "";
}

char *
gol_part_attribute (GolPart    *part,
                    const char *name)
{
  char *value = NULL;

  for (int more = xmlTextReaderMoveToFirstAttribute (part->reader); more == 1 && value == NULL;
       more = xmlTextReaderMoveToNextAttribute (part->reader))
    if (strcmp (gol_part_name (part), name) == 0)
      value = g_strdup (gol_part_text (part));
  xmlTextReaderMoveToElement (part->reader);

  return value;
}

/* libarchive tells what it has read of the file; the part itself is the bulk of it. */
guint64
gol_part_done (GolPart *part)
{
  gint64 bytes = archive_filter_bytes (part->archive, -1);

  return bytes > 0 ? MIN ((guint64) bytes, part->file_size) : 0;
}

/* "_x000D_" is how the format writes a character that XML cannot hold; "_x005F_" is the underscore itself. */
static void
append_unescaped (GString    *out,
                  const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      gunichar u = 0;
      guint digits;

      for (digits = 0; c[0] == '_' && c[1] == 'x' && digits < 4 && g_ascii_isxdigit (c[2 + digits]); digits++)
        u = u * 16 + (guint) g_ascii_xdigit_value (c[2 + digits]);
      if (digits == 4 && c[6] == '_' && u != 0 && g_unichar_validate (u))
        {
          g_string_append_unichar (out, u);
          c += 6;
        }
      else
        {
          g_string_append_c (out, *c);
        }
    }
}

gboolean
gol_part_read_string (GolPart  *part,
                      GString  *out,
                      GError  **error)
{
  int depth = gol_part_depth (part);
  gsize begin = out->len;
  gboolean in_text = FALSE;
  int phonetic = -1;
  int type;

  if (gol_part_is_empty (part))
    return TRUE;

  for (;;)
    {
      if (!gol_part_read (part, &type, error))
        return FALSE;

      if (type == XML_READER_TYPE_NONE || (type == XML_READER_TYPE_END_ELEMENT && gol_part_depth (part) <= depth))
        return TRUE;
      else if (type == XML_READER_TYPE_ELEMENT && gol_part_is (part, "rPh") && !gol_part_is_empty (part) &&
               phonetic < 0)
        phonetic = gol_part_depth (part);
      else if (type == XML_READER_TYPE_END_ELEMENT && gol_part_depth (part) == phonetic)
        phonetic = -1;
      else if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT)
        in_text = type == XML_READER_TYPE_ELEMENT && gol_part_is (part, "t") && !gol_part_is_empty (part);
      else if (in_text && phonetic < 0)
        append_unescaped (out, gol_part_text (part));

      if (out->len - begin > GOL_SHEET_CELL_MAX)
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("The spreadsheet has a cell longer than %u characters."),
                       GOL_SHEET_CELL_MAX);
          return FALSE;
        }
    }
}
