/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-text.h"
#include "gol-vocabulary-tables.h"

static const GolVocabulary * const shelves[] = {
  gol_vocabularies_people,
  gol_vocabularies_work,
  gol_vocabularies_protection,
};

/**
 * gol_vocabulary_nth:
 * @position: from 0
 *
 * Returns: (nullable): the vocabulary at that place, %NULL after the last
 */
const GolVocabulary *
gol_vocabulary_nth (guint position)
{
  for (guint i = 0; i < G_N_ELEMENTS (shelves); i++)
    for (const GolVocabulary *vocabulary = shelves[i]; vocabulary->name != NULL; vocabulary++)
      if (position-- == 0)
        return vocabulary;

  return NULL;
}

static gpointer
index_vocabularies (gpointer data)
{
  GHashTable *by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (shelves); i++)
    for (const GolVocabulary *vocabulary = shelves[i]; vocabulary->name != NULL; vocabulary++)
      g_hash_table_insert (by_name, (gpointer) vocabulary->name, (gpointer) vocabulary);

  return by_name;
}

const GolVocabulary *
gol_vocabulary_find (const char *name)
{
  static GOnce once = G_ONCE_INIT;

  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (g_once (&once, index_vocabularies, NULL), name);
}

/**
 * gol_vocabulary_get:
 * @code: exactly as it is stored
 *
 * Returns: (nullable): the term, or %NULL when a newer vocabulary made it
 */
const GolTerm *
gol_vocabulary_get (const GolVocabulary *self,
                    const char          *code)
{
  g_return_val_if_fail (self != NULL && code != NULL, NULL);

  for (const GolTerm *term = self->terms; term->code != NULL; term++)
    if (strcmp (term->code, code) == 0)
      return term;

  return NULL;
}

static void
add_spelling (GHashTable    *spellings,
              const char    *text,
              const GolTerm *term)
{
  char *folded = gol_text_fold (text);

  if (*folded == '\0' || g_hash_table_contains (spellings, folded))
    g_free (folded);
  else
    g_hash_table_insert (spellings, folded, (gpointer) term);
}

/* Folded spelling → term. The vocabulary's own codes and labels come before the words of other languages: "M" is male
 * here, and only a reader who knows that a column is Spanish may hold otherwise. */
static GHashTable *
index_spellings (const GolVocabulary *vocabulary)
{
  GHashTable *spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const GolTerm *term = vocabulary->terms; term->code != NULL; term++)
    {
      add_spelling (spellings, term->code, term);
      add_spelling (spellings, term->label, term);
      add_spelling (spellings, _(term->label), term);
    }

  for (const GolTerm *term = vocabulary->terms; term->code != NULL; term++)
    {
      g_auto(GStrv) words = g_strsplit (term->words != NULL ? term->words : "", "|", -1);

      for (guint i = 0; words[i] != NULL; i++)
        add_spelling (spellings, words[i], term);
    }

  return spellings;
}

static gpointer
index_all_spellings (gpointer data)
{
  GHashTable *by_vocabulary = g_hash_table_new (NULL, NULL);
  const GolVocabulary *vocabulary;

  for (guint i = 0; (vocabulary = gol_vocabulary_nth (i)) != NULL; i++)
    g_hash_table_insert (by_vocabulary, (gpointer) vocabulary, index_spellings (vocabulary));

  return by_vocabulary;
}

/**
 * gol_vocabulary_match:
 * @self: a vocabulary of gol_vocabulary_find ()
 * @text: a code, a label or another word for it; accents, case and punctuation are forgiven
 *
 * Returns: (nullable): the term that is meant
 */
const GolTerm *
gol_vocabulary_match (const GolVocabulary *self,
                      const char          *text)
{
  static GOnce once = G_ONCE_INIT;
  g_autofree char *folded = NULL;
  GHashTable *spellings;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  spellings = g_hash_table_lookup (g_once (&once, index_all_spellings, NULL), self);
  folded = gol_text_fold (text);

  return g_hash_table_lookup (spellings, folded);
}

const char *
gol_term_get_label (const GolTerm *term)
{
  g_return_val_if_fail (term != NULL, NULL);

  return _(term->label);
}
