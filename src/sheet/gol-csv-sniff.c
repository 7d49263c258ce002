/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-sheet"
#include "config.h"

#include "gol-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

/*
 * A CSV does not say what it is written in. The whole file is looked through once: only all of it can prove UTF-8, for
 * the first ñ of an older encoding may stand on its last line. The delimiter is what cuts the first rows into the same
 * number of cells.
 */
#define PIECE       (64 * 1024)
#define ROWS_LOOKED 50

/* Windows-1252 where it differs from ISO-8859-1; its five holes are taken as the latter has them, so that both read. */
static const guint16 windows[32] = {
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
  0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

const char *
gol_encoding_get_name (GolEncoding encoding)
{
  static const char * const names[] = { "UTF-8", "UTF-16", "UTF-16", "Windows-1252" };

  return names[encoding];
}

static gboolean
decode_16 (const guint8 *raw,
           gsize         length,
           gboolean      little,
           gboolean      last,
           GString      *out,
           gsize        *used)
{
  gsize at = 0;

  while (at + 1 < length)
    {
      guint lo = raw[at + !little], hi = 0;
      gunichar unit = (guint) raw[at + little] << 8 | lo;
      gsize taken = 2;

      if (unit >= 0xd800 && unit < 0xdc00)
        {
          if (at + 3 >= length)
            break;
          hi = (guint) raw[at + 2 + little] << 8 | raw[at + 2 + !little];
          if (hi < 0xdc00 || hi > 0xdfff)
            break;
          unit = 0x10000 + ((unit - 0xd800) << 10) + (hi - 0xdc00);
          taken = 4;
        }
      if (unit == 0 || (unit >= 0xdc00 && unit < 0xe000))
        {
          *used = at;
          return FALSE;
        }
      g_string_append_unichar (out, unit);
      at += taken;
    }
  *used = at;

  /* What is left is the start of a character whose end comes with the next piece, or never. */
  return length - at < 4 && (!last || at == length);
}

static gboolean
decode_8 (const guint8 *raw,
          gsize         length,
          gboolean      last,
          GString      *out,
          gsize        *used)
{
  const char *end;

  if (!g_utf8_validate ((const char *) raw, (gssize) length, &end))
    {
      gsize left = length - (gsize) ((const guint8 *) end - raw);

      g_string_append_len (out, (const char *) raw, (gssize) (length - left));
      *used = length - left;
      return !last && left < 4 && g_utf8_get_char_validated (end, (gssize) left) == (gunichar) -2;
    }
  g_string_append_len (out, (const char *) raw, (gssize) length);
  *used = length;

  return TRUE;
}

gboolean
gol_encoding_decode (GolEncoding   encoding,
                     const guint8 *raw,
                     gsize         length,
                     gboolean      last,
                     GString      *out,
                     gsize        *used)
{
  if (encoding == GOL_ENCODING_UTF8)
    return decode_8 (raw, length, last, out, used);
  if (encoding != GOL_ENCODING_WINDOWS)
    return decode_16 (raw, length, encoding == GOL_ENCODING_UTF16LE, last, out, used);

  for (gsize i = 0; i < length; i++)
    if (raw[i] < 0x80)
      g_string_append_c (out, (char) raw[i]);
    else
      g_string_append_unichar (out, raw[i] < 0xa0 ? windows[raw[i] - 0x80] : raw[i]);
  *used = length;

  return TRUE;
}

/* ── Encoding ── */

typedef struct
{
  guint64  offset;      /* of the next byte */
  guint    line;        /* physical lines, to tell where */
  guint64  characters;  /* of more than one byte, well formed */
  guint64  broken;
  guint64  broken_at;   /* the first: its offset … */
  guint    broken_line;
  guint64  null_at;
  gboolean has_null;
  guint    waiting;     /* bytes that the current character still wants */
  guint8   least, most; /* bounds of its next byte (Unicode 15, table 3-7) */
} Proof;

static void
break_character (Proof   *proof,
                 guint64  offset)
{
  if (proof->broken++ == 0)
    {
      proof->broken_at = offset;
      proof->broken_line = proof->line;
    }
  proof->waiting = 0;
}

static void
begin_character (Proof  *proof,
                 guint8  byte)
{
  proof->least = 0x80;
  proof->most = 0xbf;
  if (byte >= 0xc2 && byte <= 0xdf)
    {
      proof->waiting = 1;
    }
  else if ((byte & 0xf0) == 0xe0)
    {
      proof->waiting = 2;
      if (byte == 0xe0)
        proof->least = 0xa0;
      if (byte == 0xed)
        proof->most = 0x9f;
    }
  else if (byte >= 0xf0 && byte <= 0xf4)
    {
      proof->waiting = 3;
      if (byte == 0xf0)
        proof->least = 0x90;
      if (byte == 0xf4)
        proof->most = 0x8f;
    }
  else
    {
      break_character (proof, proof->offset);
    }
}

static void
prove (Proof        *proof,
       const guint8 *raw,
       gsize         length)
{
  for (gsize i = 0; i < length; i++, proof->offset++)
    {
      guint8 byte = raw[i];

      if (proof->waiting > 0)
        {
          if (byte >= proof->least && byte <= proof->most)
            {
              proof->least = 0x80;
              proof->most = 0xbf;
              if (--proof->waiting == 0)
                proof->characters += 1;
              continue;
            }
          break_character (proof, proof->offset - 1);
        }
      if (byte >= 0x80)
        begin_character (proof, byte);
      else if (byte == '\n')
        proof->line += 1;
      else if (byte == '\0' && !proof->has_null)
        {
          proof->has_null = TRUE;
          proof->null_at = proof->offset;
        }
    }
}

static gboolean
read_piece (GInputStream  *stream,
            guint8        *raw,
            gsize         *length,
            GError       **error)
{
  g_autoptr(GError) cause = NULL;

  if (g_input_stream_read_all (stream, raw, PIECE, length, NULL, &cause))
    return TRUE;

  g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The file could not be read: %s"), cause->message);

  return FALSE;
}

/* Latin text in UTF-16 has a zero in every second byte. */
static gboolean
looks_like_16 (const guint8 *raw,
               gsize         length,
               GolEncoding  *encoding)
{
  gsize zeros[2] = { 0, 0 };
  gsize pairs = MIN (length, 4096) / 2;

  for (gsize i = 0; i < pairs * 2; i++)
    zeros[i % 2] += raw[i] == 0;
  if (pairs < 2 || MAX (zeros[0], zeros[1]) * 10 < pairs * 7 || MIN (zeros[0], zeros[1]) > 0)
    return FALSE;
  *encoding = zeros[1] > 0 ? GOL_ENCODING_UTF16LE : GOL_ENCODING_UTF16BE;

  return TRUE;
}

static void
read_mark (const guint8 *raw,
           gsize         length,
           GolCsvForm   *form)
{
  static const struct { const char *bytes; guint length; GolEncoding encoding; } marks[] = {
    { "\xef\xbb\xbf", 3, GOL_ENCODING_UTF8 },
    { "\xff\xfe", 2, GOL_ENCODING_UTF16LE },
    { "\xfe\xff", 2, GOL_ENCODING_UTF16BE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (raw, marks[i].bytes, marks[i].length) == 0)
      {
        form->mark = marks[i].length;
        form->encoding = marks[i].encoding;
        return;
      }

  if (!looks_like_16 (raw, length, &form->encoding))
    form->encoding = GOL_ENCODING_UTF8;
}

/* One broken character in a thousand whole ones is a torn file, not another encoding: to read it as one would garble
   all names. */
static gboolean
settle_encoding (const Proof  *proof,
                 GolCsvForm   *form,
                 GError      **error)
{
  guint64 broken = proof->broken + (proof->waiting > 0 ? 1 : 0);

  if (form->encoding != GOL_ENCODING_UTF8)
    return TRUE;

  if (proof->has_null)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                   _("Byte %u is zero, which no text has: this is not a CSV; it was tried as UTF-8, UTF-16 and "
                     "Windows-1252."), (guint) proof->null_at + 1);
      return FALSE;
    }
  if (broken == 0)
    return TRUE;
  if (form->mark > 0 || proof->characters > 8 * broken)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                   _("Line %u is not text at byte %u of the file: all before it is UTF-8; open the file in a "
                     "spreadsheet program, look at that line and save it as CSV UTF-8."),
                   proof->broken > 0 ? proof->broken_line : proof->line,
                   (guint) (proof->broken > 0 ? proof->broken_at : proof->offset) + 1);
      return FALSE;
    }
  form->encoding = GOL_ENCODING_WINDOWS;

  return TRUE;
}

/* ── Delimiter ── */

static const char delimiters[] = ";,\t|";

/* How many of the first rows have as many cells as the first, and how many that is. */
static void
count_cells (const char *text,
             char        delimiter,
             guint      *columns,
             guint      *rows)
{
  guint cells = 1, line = 0;
  gboolean quoted = FALSE, any = FALSE;

  *columns = 0;
  *rows = 0;
  for (const char *c = text; line < ROWS_LOOKED; c++)
    {
      if (*c == '"')
        quoted = !quoted;
      else if (*c == delimiter && !quoted)
        cells += 1;

      if ((*c == '\n' && !quoted) || *c == '\0')
        {
          if (any && line == 0)
            *columns = cells;
          /* The last row looked at may have been cut. */
          if (any && cells == *columns && (*c == '\n' || line == 0))
            *rows += 1;
          line += any ? 1 : 0;
          cells = 1;
          any = FALSE;
        }
      else if (*c != '\r')
        any = TRUE;

      if (*c == '\0')
        break;
    }
}

static void
settle_delimiter (const char *text,
                  GolCsvForm *form)
{
  guint best_rows = 0, best_columns = 1;

  /* What some programs write to tell it. */
  if (g_ascii_strncasecmp (text, "sep=", 4) == 0 && text[4] != '\0' && strchr (delimiters, text[4]) != NULL &&
      (text[5] == '\r' || text[5] == '\n'))
    {
      form->delimiter = text[4];
      form->skip = text[5] == '\r' && text[6] == '\n' ? 7 : 6;
      return;
    }

  form->delimiter = ',';
  for (const char *d = delimiters; *d != '\0'; d++)
    {
      guint columns, rows;

      count_cells (text, *d, &columns, &rows);
      if (columns > 1 && (rows > best_rows || (rows == best_rows && columns > best_columns)))
        {
          best_rows = rows;
          best_columns = columns;
          form->delimiter = *d;
        }
    }
}

/**
 * gol_csv_sniff:
 * @form: (out): what the file is written in
 *
 * Looks through the whole file once, without keeping it.
 */
gboolean
gol_csv_sniff (const GolSource  *source,
               GolCsvForm       *form,
               GError          **error)
{
  g_autoptr(GInputStream) stream = gol_source_open (source, error);
  g_autofree guint8 *first = NULL, *raw = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  Proof proof = { .line = 1 };
  gsize n_first, length, used;

  if (stream == NULL)
    return FALSE;

  *form = (GolCsvForm) { 0 };
  first = g_malloc (PIECE);
  raw = g_malloc (PIECE);
  if (!read_piece (stream, first, &n_first, error))
    return FALSE;
  read_mark (first, n_first, form);
  prove (&proof, first, n_first);
  for (length = n_first; length == PIECE && form->encoding == GOL_ENCODING_UTF8; )
    {
      if (!read_piece (stream, raw, &length, error))
        return FALSE;
      prove (&proof, raw, length);
    }
  if (!settle_encoding (&proof, form, error))
    return FALSE;

  /* A character that the piece cuts is of no matter here; one that is wrong is met again, with its row, when it is
     read. */
  gol_encoding_decode (form->encoding, first + form->mark, n_first - form->mark, FALSE, text, &used);
  settle_delimiter (text->str, form);

  return TRUE;
}
