/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-scheme-private.h"

#include <string.h>

/** gol_words_get_in: (nullable): the text in that language alone */
const char *
gol_words_get_in (const GolWords *self,
                  const char     *language)
{
  for (guint i = 0; i < self->n; i++)
    if (g_str_equal (self->languages[i], language))
      return self->texts[i];
  return NULL;
}

/** gol_words_get: the text in the reader's language, else in English, else in any */
const char *
gol_words_get (const GolWords *self)
{
  const char * const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      const char *text = gol_words_get_in (self, languages[i]);
      if (text != NULL)
        return text;
    }
  const char *english = gol_words_get_in (self, "en");
  return english != NULL ? english : self->n > 0 ? self->texts[0] : "";
}

char *
gol_words_fill (const char *text,
                GolFill     fill,
                gpointer    user_data)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *close = *text == '{' ? strchr (text, '}') : NULL;
      if (close != NULL)
        {
          g_autofree char *name = g_strndup (text + 1, close - text - 1);
          g_autofree char *value = fill (name, user_data);
          if (value != NULL)
            {
              g_string_append (out, value);
              text = close + 1;
              continue;
            }
        }
      g_string_append_c (out, *text++);
    }
  return g_string_free (out, FALSE);
}

static guint
distance (const char *a,
          const char *b)
{
  gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (gsize j = 0; j <= n; j++)
    row[j] = j;
  for (gsize i = 0; a[i] != '\0'; i++)
    {
      guint diagonal = row[0];
      row[0] = i + 1;
      for (gsize j = 0; j < n; j++)
        {
          guint above = row[j + 1];
          guint changed = diagonal + (a[i] == b[j] ? 0 : 1);
          row[j + 1] = MIN (changed, MIN (above, row[j]) + 1);
          diagonal = above;
        }
    }
  return row[n];
}

const char *
gol_nearest (const char         *word,
             const char * const *candidates)
{
  const char *best = NULL;
  gsize length = strlen (word);
  guint least = 1 + MAX (1, MIN (length, 40) / 3);

  if (length > 60)
    return NULL;
  for (guint i = 0; candidates[i] != NULL; i++)
    {
      guint far = distance (word, candidates[i]);
      if (far < least)
        {
          least = far;
          best = candidates[i];
        }
    }
  return best;
}
