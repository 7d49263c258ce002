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

/* Letters added, dropped, changed, or swapped with their neighbour. */
static guint
distance (const char *a,
          const char *b)
{
  gsize rows = strlen (a) + 1, columns = strlen (b) + 1;
  g_autofree guint *cost = g_new (guint, rows * columns);
#define COST(i, j) cost[(i) * columns + (j)]

  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < columns; j++)
      {
        if (i == 0 || j == 0)
          {
            COST (i, j) = (guint) (i + j);
            continue;
          }
        guint best = COST (i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
        best = MIN (best, MIN (COST (i - 1, j), COST (i, j - 1)) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          best = MIN (best, COST (i - 2, j - 2) + 1);
        COST (i, j) = best;
      }
  return COST (rows - 1, columns - 1);
#undef COST
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
