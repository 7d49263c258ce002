/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-likeness-private.h"

#include <string.h>

#include "gol-text.h"

/* More words than these are an address or a mistake; keys grow with their square. */
#define MOST_SURNAMES 4
#define MOST_GIVEN    3

struct _GolLikeness
{
  char      *birth_date;
  GPtrArray *surnames;  /* sounds, sorted, with repeats: López López has two */
  GPtrArray *given;     /* sounds, sorted, without repeats */
};

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static gboolean
is_particle (const char *word)
{
  static const char * const particles[] = {
    "de", "del", "la", "las", "los", "da", "das", "do", "dos", "e", "y", "van", "von", "der", NULL
  };

  return g_strv_contains (particles, word);
}

/* De la Torre and Delatorre are one name; what is left of it must still be a name (Delao). */
static const char *
skip_grown_particle (const char *word)
{
  static const char * const grown[] = { "delas", "delos", "dela", "del" };

  for (guint i = 0; i < G_N_ELEMENTS (grown); i++)
    if (g_str_has_prefix (word, grown[i]) && strlen (word) >= strlen (grown[i]) + 3)
      return word + strlen (grown[i]);
  return word;
}

/* Santa Cruz and Santacruz. */
static gboolean
is_half_a_name (const char *word)
{
  static const char * const halves[] = { "san", "santa", "santo", "mac", "mc", NULL };

  return g_strv_contains (halves, word);
}

static void
add_surnames (GPtrArray  *surnames,
              const char *text)
{
  g_auto(GStrv) words = gol_text_words (text != NULL ? text : "");
  g_autofree char *half = NULL;

  for (guint i = 0; words[i] != NULL && surnames->len < MOST_SURNAMES; i++)
    {
      g_autofree char *whole = NULL;

      if (is_particle (words[i]))
        continue;
      if (half == NULL && is_half_a_name (words[i]) && words[i + 1] != NULL)
        {
          half = g_strdup (words[i]);
          continue;
        }
      whole = g_strconcat (half != NULL ? half : "", skip_grown_particle (words[i]), NULL);
      g_clear_pointer (&half, g_free);
      g_ptr_array_add (surnames, gol_text_sound (whole));
    }
}

static const char *
spell_out (const char *word)
{
  static const struct { const char *brief, *whole; } known[] = {
    { "ma", "maria" }, { "fco", "francisco" }, { "gpe", "guadalupe" }, { "ant", "antonio" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].brief, word) == 0)
      return known[i].whole;
  return word;
}

/* So common as a first of several names that it says nothing: María Teresa is Teresa, José Miguel is Miguel. */
static gboolean
says_nothing (const char *word)
{
  return strcmp (word, "maria") == 0 || strcmp (word, "jose") == 0;
}

static void
add_given (GPtrArray  *given,
           const char *text)
{
  g_auto(GStrv) words = gol_text_words (text != NULL ? text : "");
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (!is_particle (words[i]) && words[i][1] != '\0')
      g_ptr_array_add (names, (gpointer) spell_out (words[i]));
  if (names->len > 1 && says_nothing (names->pdata[0]))
    g_ptr_array_remove_index (names, 0);

  for (guint i = 0; i < names->len && given->len < MOST_GIVEN; i++)
    {
      g_autofree char *sound = gol_text_sound (names->pdata[i]);

      if (!g_ptr_array_find_with_equal_func (given, sound, g_str_equal, NULL))
        g_ptr_array_add (given, g_steal_pointer (&sound));
    }
}

GolLikeness *
gol_likeness_new (const char *birth_date,
                  const char *surname_1,
                  const char *surname_2,
                  const char *given_names)
{
  GolLikeness *self = g_new0 (GolLikeness, 1);

  self->birth_date = g_strdup (birth_date);
  self->surnames = g_ptr_array_new_with_free_func (g_free);
  self->given = g_ptr_array_new_with_free_func (g_free);
  add_surnames (self->surnames, surname_1);
  add_surnames (self->surnames, surname_2);
  add_given (self->given, given_names);
  g_ptr_array_sort (self->surnames, compare_texts);
  g_ptr_array_sort (self->given, compare_texts);
  return self;
}

void
gol_likeness_free (GolLikeness *self)
{
  g_free (self->birth_date);
  g_ptr_array_unref (self->surnames);
  g_ptr_array_unref (self->given);
  g_free (self);
}

static gboolean
is_complete (const GolLikeness *self)
{
  return self->birth_date != NULL && self->surnames->len > 0 && self->given->len > 0;
}

/* Of two sorted lists; a repeat counts as often as both have it. */
static guint
count_common (GPtrArray *a,
              GPtrArray *b)
{
  guint i = 0, j = 0, common = 0;

  while (i < a->len && j < b->len)
    {
      int order = strcmp (a->pdata[i], b->pdata[j]);

      common += order == 0;
      i += order <= 0;
      j += order >= 0;
    }
  return common;
}

gboolean
gol_likeness_match (const GolLikeness *a,
                    const GolLikeness *b)
{
  guint wanted = a->surnames->len > 1 && b->surnames->len > 1 ? 2 : 1;

  return is_complete (a) && is_complete (b) && strcmp (a->birth_date, b->birth_date) == 0
         && count_common (a->given, b->given) > 0 && count_common (a->surnames, b->surnames) >= wanted;
}

static void
add_keys (const GolLikeness *self,
          const char        *surnames,
          GPtrArray         *keys)
{
  for (guint i = 0; i < self->given->len; i++)
    g_ptr_array_add (keys, g_strdup_printf ("birth:%s:%s:%s", self->birth_date, surnames, (char *) self->given->pdata[i]));
}

void
gol_likeness_keys (const GolLikeness *self,
                   GPtrArray         *keys)
{
  if (!is_complete (self))
    return;
  if (self->surnames->len == 1)
    add_keys (self, self->surnames->pdata[0], keys);
  for (guint i = 0; i < self->surnames->len; i++)
    for (guint j = i + 1; j < self->surnames->len; j++)
      {
        g_autofree char *pair = g_strconcat (self->surnames->pdata[i], ":", self->surnames->pdata[j], NULL);

        add_keys (self, pair, keys);
      }
}

/* Forty bits: five million tokens meet by chance less than once in a hundred thousand look-ups, and matches are compared anyway. */
static void
append_token (GString    *words,
              const char *birth_date,
              const char *surname,
              const char *given)
{
  static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  const char *parts[] = { birth_date, surname, given };
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (gsize j = 0; j <= strlen (parts[i]); j++)
      hash = (hash ^ (guchar) parts[i][j]) * G_GUINT64_CONSTANT (0x100000001b3);
  hash ^= hash >> 32;

  g_string_append (words, " _");
  for (guint i = 0; i < 8; i++)
    g_string_append_c (words, digits[hash >> (5 * i) & 31]);
}

void
gol_likeness_tokens (const GolLikeness *self,
                     GString           *words)
{
  if (!is_complete (self))
    return;
  for (guint i = 0; i < self->surnames->len; i++)
    if (i == 0 || strcmp (self->surnames->pdata[i], self->surnames->pdata[i - 1]) != 0)
      for (guint j = 0; j < self->given->len; j++)
        append_token (words, self->birth_date, self->surnames->pdata[i], self->given->pdata[j]);
}

char *
gol_document_key (const char *number)
{
  g_autoptr(GString) key = g_string_new (NULL);

  for (const char *at = number; at != NULL && *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (key, g_ascii_toupper (*at));
  return key->len > 0 ? g_string_free (g_steal_pointer (&key), FALSE) : NULL;
}
