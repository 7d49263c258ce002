/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-lines.h"

#include <string.h>

struct _GolLines
{
  GHashTable *lines;   /* pointer → line */
};

typedef struct
{
  GolLines   *self;
  const char *at;
  const char *end;
  guint       line;
  GString    *pointer;
} Scanner;

static void
skip_space (Scanner *scanner)
{
  while (scanner->at < scanner->end && strchr (" \t\r\n", *scanner->at) != NULL && *scanner->at != '\0')
    {
      if (*scanner->at == '\n')
        scanner->line++;
      scanner->at++;
    }
}

/* Past the closing quotation mark; the text between, as written, into @text when it is asked for. */
static void
skip_string (Scanner *scanner,
             GString *text)
{
  scanner->at++;
  while (scanner->at < scanner->end && *scanner->at != '"')
    {
      if (*scanner->at == '\\' && scanner->at + 1 < scanner->end)
        {
          if (text != NULL)
            g_string_append_c (text, *scanner->at);
          scanner->at++;
        }
      if (text != NULL)
        g_string_append_c (text, *scanner->at);
      scanner->at++;
    }
  if (scanner->at < scanner->end)
    scanner->at++;
}

static void
append_key (GString    *pointer,
            const char *key)
{
  g_string_append_c (pointer, '/');
  for (const char *at = key; *at != '\0'; at++)
    {
      if (*at == '~')
        g_string_append (pointer, "~0");
      else if (*at == '/')
        g_string_append (pointer, "~1");
      else
        g_string_append_c (pointer, *at);
    }
}

static void scan_value (Scanner *scanner,
                        guint    depth);

static void
remember (Scanner *scanner)
{
  g_hash_table_replace (scanner->self->lines, g_strdup (scanner->pointer->str), GUINT_TO_POINTER (scanner->line));
}

/* One member or item at a time; the text is known to be well formed. */
static void
scan_container (Scanner *scanner,
                guint    depth,
                gboolean object)
{
  g_autoptr (GString) key = g_string_new (NULL);
  gsize base = scanner->pointer->len;
  guint item = 0;

  scanner->at++;
  skip_space (scanner);
  while (scanner->at < scanner->end && *scanner->at != (object ? '}' : ']'))
    {
      g_string_truncate (key, 0);
      if (object)
        skip_string (scanner, key);
      else
        g_string_printf (key, "%u", item++);
      append_key (scanner->pointer, key->str);
      remember (scanner);
      skip_space (scanner);
      if (object && scanner->at < scanner->end)
        scanner->at++;
      scan_value (scanner, depth + 1);
      g_string_truncate (scanner->pointer, base);
      skip_space (scanner);
      if (scanner->at < scanner->end && *scanner->at == ',')
        {
          scanner->at++;
          skip_space (scanner);
        }
    }
  if (scanner->at < scanner->end)
    scanner->at++;
}

static void
scan_value (Scanner *scanner,
            guint    depth)
{
  skip_space (scanner);
  if (scanner->at >= scanner->end)
    return;
  if (*scanner->at == '{' || *scanner->at == '[')
    {
      if (depth < GOL_LINES_MAX_DEPTH)
        scan_container (scanner, depth, *scanner->at == '{');
      else
        scanner->at = scanner->end;
    }
  else if (*scanner->at == '"')
    skip_string (scanner, NULL);
  else
    while (scanner->at < scanner->end && strchr (",]} \t\r\n", *scanner->at) == NULL)
      scanner->at++;
}

gboolean
gol_lines_check_depth (const char *json,
                       gsize       length,
                       guint      *line)
{
  guint depth = 0;

  *line = 1;
  for (gsize i = 0; i < length; i++)
    {
      if (json[i] == '\n')
        (*line)++;
      else if (json[i] == '"')
        {
          for (i++; i < length && json[i] != '"'; i++)
            {
              if (json[i] == '\\')
                i++;
              else if (json[i] == '\n')
                (*line)++;
            }
        }
      else if (json[i] == '{' || json[i] == '[')
        {
          if (++depth > GOL_LINES_MAX_DEPTH)
            return FALSE;
        }
      else if ((json[i] == '}' || json[i] == ']') && depth > 0)
        depth--;
    }
  return TRUE;
}

GolLines *
gol_lines_new (const char *json,
               gsize       length)
{
  GolLines *self = g_new0 (GolLines, 1);
  g_autoptr (GString) pointer = g_string_new (NULL);
  Scanner scanner = { self, json, json + length, 1, pointer };

  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  skip_space (&scanner);
  remember (&scanner);
  scan_value (&scanner, 0);
  return self;
}

void
gol_lines_free (GolLines *self)
{
  g_hash_table_unref (self->lines);
  g_free (self);
}

guint
gol_lines_find (const GolLines *self,
                const char     *pointer)
{
  g_autofree char *text = g_strdup (pointer);

  for (;;)
    {
      guint line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, text));
      if (line != 0)
        return line;
      char *slash = strrchr (text, '/');
      if (slash == NULL)
        return 1;
      *slash = '\0';
    }
}
