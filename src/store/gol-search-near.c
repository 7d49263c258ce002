/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-search-find-private.h"

#include <string.h>

#include "gol-search-words-private.h"
#include "gol-text.h"

/* The words of names that are nearly what was typed: looked for among all words, of which each is stored once. */

#define MOST_CANDIDATES 500  /* compared letter by letter */
#define SLIP_LETTERS    5

#define id_at(ids, i) g_array_index (ids, guint32, i)

/* ── Inner parts of names ── */

char *
gol_search_match_marks (const char *word)
{
  g_autoptr(GString) marks = g_string_new (NULL);
  g_auto(GStrv) each = NULL;
  GString *match = g_string_new (NULL);

  gol_search_append_marks (marks, word);
  each = g_strsplit (marks->str, " ", -1);
  for (guint i = 1; each[i - 1] != NULL && each[i] != NULL; i++)  /* the first is empty */
    g_string_append_printf (match, "%s\"%s\"", i > 1 ? " AND " : "", each[i]);
  return g_string_free (match, FALSE);
}

/* What begins so is found as a beginning. */
static gboolean
has_inside (const char *word,
            const char *part)
{
  return strstr (word + 1, part) != NULL;
}

/* Adds to @words those of search_word among @ids that @fits. */
static gboolean
add_fitting (GolDb       *db,
             GArray      *ids,
             gboolean   (*fits) (const char *word, const char *typed),
             const char  *typed,
             GPtrArray   *words,
             GError     **error)
{
  for (guint i = 0; i < ids->len && i < MOST_CANDIDATES; i++)
    {
      g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT word FROM search_word WHERE id = ?1", error);
      gboolean row;

      if (st == NULL)
        return FALSE;
      gol_statement_bind_int (st, 1, id_at (ids, i));
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (row && fits (gol_statement_text (st, 0), typed))
        g_ptr_array_add (words, g_strdup (gol_statement_text (st, 0)));
    }
  return TRUE;
}

gboolean
gol_search_add_inner_words (GolDb       *db,
                            const char  *part,
                            GPtrArray   *words,
                            GError     **error)
{
  g_autofree char *match = NULL;
  g_autoptr(GArray) ids = NULL;

  if (g_utf8_strlen (part, -1) < GOL_MARK_LETTERS)
    return TRUE;
  match = gol_search_match_marks (part);
  ids = gol_search_ids (db, "fts_search_word", match, MOST_CANDIDATES, error);
  return ids != NULL && add_fitting (db, ids, has_inside, part, words, error);
}

/* ── Slips ── */

typedef struct
{
  guint32 id;
  guint   shared;
} Candidate;

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *one = a;
  const Candidate *other = b;

  return one->shared != other->shared ? (one->shared < other->shared ? 1 : -1) : (one->id > other->id) - (one->id < other->id);
}

/* How many of @padded's marks each word has. One slip spoils at most four of at least five. */
static GHashTable *
count_shared (GolDb       *db,
              const char  *padded,
              GError     **error)
{
  g_autoptr(GHashTable) shared = g_hash_table_new (NULL, NULL);
  g_autoptr(GString) marks = g_string_new (NULL);
  g_auto(GStrv) each = NULL;

  gol_search_append_marks (marks, padded);
  each = g_strsplit (marks->str + 1, " ", -1);
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *match = g_strdup_printf ("\"%s\"", each[i]);
      g_autoptr(GArray) ids = gol_search_ids (db, "fts_search_word", match, 0, error);

      if (ids == NULL)
        return NULL;
      for (guint j = 0; j < ids->len; j++)
        {
          gpointer id = GUINT_TO_POINTER (id_at (ids, j));

          g_hash_table_insert (shared, id, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (shared, id)) + 1));
        }
    }
  return g_steal_pointer (&shared);
}

gboolean
gol_search_add_slipped_words (GolDb       *db,
                              const char  *word,
                              GPtrArray   *words,
                              GError     **error)
{
  g_autofree char *padded = g_strdup_printf ("_%s_", word);
  g_autoptr(GHashTable) shared = NULL;
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer id, count;

  if (g_utf8_strlen (word, -1) < SLIP_LETTERS)
    return TRUE;
  shared = count_shared (db, padded, error);
  if (shared == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, shared);
  while (g_hash_table_iter_next (&iter, &id, &count))
    {
      Candidate candidate = { GPOINTER_TO_UINT (id), GPOINTER_TO_UINT (count) };

      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len && i < MOST_CANDIDATES; i++)
    g_array_append_val (ids, g_array_index (candidates, Candidate, i).id);
  return add_fitting (db, ids, gol_text_within_one, word, words, error);
}
