/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

#define MAX_INTEGER G_GINT64_CONSTANT (9007199254740991)

/* ── Writing ── */

void
gol_json_append_string (GString    *out,
                        const char *text)
{
  static const char short_escapes[32] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r' };
  const char *run = text;

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = *p;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (out, run, p - run);
      run = p + 1;
      g_string_append_c (out, '\\');
      if (c >= 0x20)
        g_string_append_c (out, c);
      else if (short_escapes[c] != 0)
        g_string_append_c (out, short_escapes[c]);
      else
        g_string_append_printf (out, "u%04x", c);
    }
  g_string_append (out, run);
  g_string_append_c (out, '"');
}

void
gol_json_append_values (GString         *out,
                        const GolValues *values)
{
  g_string_append_c (out, '{');
  for (guint i = 0; i < gol_values_get_size (values); i++)
    {
      const GolValue *value = gol_values_peek (values, i);

      if (i > 0)
        g_string_append_c (out, ',');
      gol_json_append_string (out, value->name);
      g_string_append_c (out, ':');
      if (value->kind == GOL_VALUE_NULL)
        g_string_append (out, "null");
      else if (value->kind == GOL_VALUE_TEXT)
        gol_json_append_string (out, value->text);
      else
        g_string_append (out, value->text);
    }
  g_string_append_c (out, '}');
}

char *
gol_values_to_json (const GolValues *values)
{
  GString *out = g_string_new (NULL);

  gol_json_append_values (out, values);
  return g_string_free (out, FALSE);
}

/* ── The pull reader ── */

void
gol_json_reader_init (GolJsonReader *reader,
                      const char    *json,
                      gsize          length)
{
  reader->start = reader->at = json;
  reader->end = json + length;
}

gboolean
gol_json_reader_at_end (const GolJsonReader *reader)
{
  return reader->at == reader->end;
}

gboolean
gol_json_reader_take (GolJsonReader *reader,
                      const char    *literal)
{
  gsize length = strlen (literal);

  if ((gsize) (reader->end - reader->at) < length || memcmp (reader->at, literal, length) != 0)
    return FALSE;
  reader->at += length;
  return TRUE;
}

/* One escape, only where the writer would have written it; *c takes the character. */
static gboolean
read_escape (GolJsonReader *reader,
             char          *c)
{
  static const char names[] = "btnfr\"\\", meanings[] = "\b\t\n\f\r\"\\";
  const char *found;
  char code[5] = { 0 };
  gint64 value;
  char *stop;

  if (reader->at == reader->end)
    return FALSE;
  found = *reader->at != '\0' ? strchr (names, *reader->at) : NULL;
  if (found != NULL)
    {
      *c = meanings[found - names];
      reader->at++;
      return TRUE;
    }
  if (*reader->at != 'u' || reader->end - reader->at < 5)
    return FALSE;
  memcpy (code, reader->at + 1, 4);
  if (strspn (code, "0123456789abcdef") != 4)
    return FALSE;
  value = g_ascii_strtoll (code, &stop, 16);
  /* NUL cannot be in a text of ours; the others have short forms or need no escape. */
  if (value == 0 || value >= 0x20 || strchr ("\b\t\n\f\r", (char) value) != NULL)
    return FALSE;
  *c = (char) value;
  reader->at += 5;
  return TRUE;
}

gboolean
gol_json_reader_string (GolJsonReader  *reader,
                        char          **text)
{
  const char *start, *p;
  g_autoptr(GString) out = NULL;

  if (!gol_json_reader_take (reader, "\""))
    return FALSE;

  /* Most strings have no escape: one look, one copy. */
  start = reader->at;
  for (p = start; p < reader->end && (guchar) *p >= 0x20 && *p != '"' && *p != '\\'; p++)
    ;
  if (p == reader->end || (guchar) *p < 0x20)
    return FALSE;
  if (*p == '"')
    {
      if (!g_utf8_validate (start, p - start, NULL))
        return FALSE;
      if (text != NULL)
        *text = g_strndup (start, p - start);
      reader->at = p + 1;
      return TRUE;
    }

  out = g_string_new_len (start, p - start);
  reader->at = p;
  for (;;)
    {
      guchar c;

      if (reader->at == reader->end)
        return FALSE;
      c = *reader->at++;
      if (c == '"')
        break;
      if (c < 0x20)
        return FALSE;
      if (c == '\\')
        {
          char escaped;

          if (!read_escape (reader, &escaped))
            return FALSE;
          c = escaped;
        }
      g_string_append_c (out, c);
    }
  if (!g_utf8_validate (out->str, out->len, NULL))
    return FALSE;
  if (text != NULL)
    *text = g_strndup (out->str, out->len);
  return TRUE;
}

gboolean
gol_json_reader_integer (GolJsonReader *reader,
                         gint64        *number)
{
  const char *p = reader->at;
  gboolean negative = p < reader->end && *p == '-';
  gint64 value = 0;

  if (negative)
    p++;
  if (p == reader->end || !g_ascii_isdigit (*p) || (*p == '0' && (negative || (p + 1 < reader->end && g_ascii_isdigit (p[1])))))
    return FALSE;
  for (; p < reader->end && g_ascii_isdigit (*p); p++)
    {
      value = value * 10 + (*p - '0');
      if (value > MAX_INTEGER)
        return FALSE;
    }
  if (number != NULL)
    *number = negative ? -value : value;
  reader->at = p;
  return TRUE;
}

/* A key: [a-z0-9_.]+ between quotes; its bytes, without allocating. */
static gboolean
read_key (GolJsonReader  *reader,
          const char    **key,
          gsize          *length)
{
  const char *p;

  if (!gol_json_reader_take (reader, "\""))
    return FALSE;
  *key = reader->at;
  for (p = reader->at; p < reader->end && (g_ascii_islower (*p) || g_ascii_isdigit (*p) || *p == '_' || *p == '.'); p++)
    ;
  *length = p - reader->at;
  if (*length == 0 || p == reader->end || *p != '"')
    return FALSE;
  reader->at = p + 1;
  return gol_json_reader_take (reader, ":");
}

static gboolean
key_follows (const char *before,
             gsize       before_length,
             const char *key,
             gsize       length)
{
  int order = before != NULL ? memcmp (before, key, MIN (before_length, length)) : -1;

  return order < 0 || (order == 0 && before_length < length);
}

static gboolean
skip_array (GolJsonReader *reader,
            guint          depth)
{
  if (gol_json_reader_take (reader, "]"))
    return TRUE;
  do
    if (!gol_json_reader_skip (reader, depth + 1))
      return FALSE;
  while (gol_json_reader_take (reader, ","));
  return gol_json_reader_take (reader, "]");
}

static gboolean
skip_object (GolJsonReader *reader,
             guint          depth)
{
  const char *before = NULL;
  gsize before_length = 0;

  if (gol_json_reader_take (reader, "}"))
    return TRUE;
  do
    {
      const char *key;
      gsize length;

      if (!read_key (reader, &key, &length) || !key_follows (before, before_length, key, length)
          || !gol_json_reader_skip (reader, depth + 1))
        return FALSE;
      before = key;
      before_length = length;
    }
  while (gol_json_reader_take (reader, ","));
  return gol_json_reader_take (reader, "}");
}

gboolean
gol_json_reader_skip (GolJsonReader *reader,
                      guint          depth)
{
  if (depth > GOL_JSON_MAX_DEPTH || reader->at == reader->end)
    return FALSE;
  switch (*reader->at)
    {
    case '"':
      return gol_json_reader_string (reader, NULL);
    case '[':
      reader->at++;
      return skip_array (reader, depth);
    case '{':
      reader->at++;
      return skip_object (reader, depth);
    case 't':
      return gol_json_reader_take (reader, "true");
    case 'f':
      return gol_json_reader_take (reader, "false");
    case 'n':
      return gol_json_reader_take (reader, "null");
    default:
      return gol_json_reader_integer (reader, NULL);
    }
}

/* ── Values ── */

static gboolean
read_value (GolJsonReader *reader,
            GolValues     *values,
            const char    *name)
{
  const char *start = reader->at;
  g_autofree char *text = NULL;

  if (reader->at == reader->end)
    return FALSE;
  switch (*reader->at)
    {
    case '"':
      if (!gol_json_reader_string (reader, &text) || *text == '\0')
        return FALSE;   /* an empty text is written as null */
      gol_values_set_text (values, name, text);
      return TRUE;
    case '[':
      if (!gol_json_reader_skip (reader, 1))
        return FALSE;
      text = g_strndup (start, reader->at - start);
      gol_values_set_list (values, name, text);
      return TRUE;
    case 't':
    case 'f':
      gol_values_set_boolean (values, name, *start == 't');
      return gol_json_reader_take (reader, *start == 't' ? "true" : "false");
    case 'n':
      gol_values_set_null (values, name);
      return gol_json_reader_take (reader, "null");
    default:
      {
        gint64 number;

        if (!gol_json_reader_integer (reader, &number))
          return FALSE;
        gol_values_set_integer (values, name, number);
        return TRUE;
      }
    }
}

GolValues *
gol_json_reader_values (GolJsonReader *reader)
{
  g_autoptr(GolValues) values = gol_values_new ();
  const char *before = NULL;
  gsize before_length = 0;

  if (!gol_json_reader_take (reader, "{"))
    return NULL;
  if (gol_json_reader_take (reader, "}"))
    return g_steal_pointer (&values);
  do
    {
      const char *key;
      gsize length;
      char name[128];

      if (!read_key (reader, &key, &length) || length >= sizeof name || !key_follows (before, before_length, key, length))
        return NULL;
      memcpy (name, key, length);
      name[length] = '\0';
      if (!read_value (reader, values, name))
        return NULL;
      before = key;
      before_length = length;
    }
  while (gol_json_reader_take (reader, ","));
  return gol_json_reader_take (reader, "}") ? g_steal_pointer (&values) : NULL;
}

static void
set_invalid (GError              **error,
             const GolJsonReader  *reader)
{
  g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("Not canonical JSON from byte %u on."),
               (guint) (reader->at - reader->start));
}

GolValues *
gol_values_from_json (const char  *json,
                      gssize       length,
                      GError     **error)
{
  GolJsonReader reader;
  g_autoptr(GolValues) values = NULL;

  gol_json_reader_init (&reader, json, length < 0 ? strlen (json) : (gsize) length);
  values = gol_json_reader_values (&reader);
  if (values == NULL || !gol_json_reader_at_end (&reader))
    {
      set_invalid (error, &reader);
      return NULL;
    }
  return g_steal_pointer (&values);
}

/* ── Lists ── */

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

char *
gol_json_from_strv (const char * const *members)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  GString *out = g_string_new ("[");
  const char *before = NULL;

  for (guint i = 0; members[i] != NULL; i++)
    g_ptr_array_add (sorted, (gpointer) members[i]);
  g_ptr_array_sort (sorted, compare_strings);
  for (guint i = 0; i < sorted->len; i++)
    {
      const char *member = g_ptr_array_index (sorted, i);

      if (g_strcmp0 (before, member) == 0)
        continue;
      if (before != NULL)
        g_string_append_c (out, ',');
      gol_json_append_string (out, member);
      before = member;
    }
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}

GStrv
gol_json_to_strv (const char  *json,
                  GError     **error)
{
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  GolJsonReader reader;
  gboolean good;

  gol_json_reader_init (&reader, json, strlen (json));
  good = gol_json_reader_take (&reader, "[");
  if (good && !gol_json_reader_take (&reader, "]"))
    {
      do
        {
          char *member = NULL;

          good = gol_json_reader_string (&reader, &member);
          if (good)
            g_ptr_array_add (members, member);
        }
      while (good && gol_json_reader_take (&reader, ","));
      good = good && gol_json_reader_take (&reader, "]");
    }
  if (!good || !gol_json_reader_at_end (&reader))
    {
      set_invalid (error, &reader);
      return NULL;
    }
  g_ptr_array_add (members, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&members), FALSE);
}

char *
gol_json_from_rows (GPtrArray *rows)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < rows->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      gol_json_append_values (out, g_ptr_array_index (rows, i));
    }
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}

GPtrArray *
gol_json_to_rows (const char  *json,
                  GError     **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  GolJsonReader reader;
  gboolean good;

  gol_json_reader_init (&reader, json, strlen (json));
  good = gol_json_reader_take (&reader, "[");
  if (good && !gol_json_reader_take (&reader, "]"))
    {
      do
        {
          GolValues *row = gol_json_reader_values (&reader);

          good = row != NULL;
          if (good)
            g_ptr_array_add (rows, row);
        }
      while (good && gol_json_reader_take (&reader, ","));
      good = good && gol_json_reader_take (&reader, "]");
    }
  if (!good || !gol_json_reader_at_end (&reader))
    {
      set_invalid (error, &reader);
      return NULL;
    }
  return g_steal_pointer (&rows);
}
