/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-query.h"

#include <string.h>

#include "gol-likeness-private.h"
#include "gol-search-private.h"
#include "gol-search-words-private.h"

/* Who may be in the office already: the same document, or the same birth date under a name that sounds alike. */

static const struct
{
  const char *reason;
  const char *field;  /* of identity_numbers */
} documents[] = {
  { "passport", "passport_number" },
  { "national_number", "national_number" },
};

static const char *
get_text (GHashTable *sections,
          const char *section,
          const char *field)
{
  GolValues *values = g_hash_table_lookup (sections, section);

  return values != NULL ? gol_values_get_text (values, field) : NULL;
}

static GolLikeness *
liken (GHashTable *sections)
{
  return gol_likeness_new (get_text (sections, "civil", "birth_date"),
                           get_text (sections, "name_photo", "surname_1"),
                           get_text (sections, "name_photo", "surname_2"),
                           get_text (sections, "name_photo", "given_names"));
}

void
gol_duplicate_free (GolDuplicate *duplicate)
{
  g_free (duplicate->record);
  g_free (duplicate->code);
  g_free (duplicate->reason);
  g_free (duplicate->field);
  g_free (duplicate);
}

/**
 * gol_duplicate_keys:
 * @sections: (element-type utf8 GolValues): a worker's sections by name
 *
 * For comparing the rows of one file among each other: rows that share a key may be one person. A row with one surname meets
 * only rows with that one alone; gol_store_duplicates () also finds those with two.
 *
 * Returns: (transfer full) (element-type utf8): "passport:N71616944", "birth:1971-04-20:barasa:barios:ignasio"…; may be empty
 */
GPtrArray *
gol_duplicate_keys (GHashTable *sections)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GolLikeness) likeness = NULL;

  g_return_val_if_fail (sections != NULL, keys);

  likeness = liken (sections);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *key = gol_document_key (get_text (sections, "identity_numbers", documents[i].field));

      if (key != NULL)
        g_ptr_array_add (keys, g_strdup_printf ("%s:%s", documents[i].reason, key));
    }
  gol_likeness_keys (likeness, keys);
  return keys;
}

/* ── Among those who are stored ── */

#define NAMED G_N_ELEMENTS (documents)   /* in the place of a document: found by birth date and name */
#define WORDS_AT_ONCE 100                /* of one question to the index */

/* Whom it is about. */
typedef struct
{
  GHashTable  *sections;
  GolLikeness *likeness;
  char        *keys[G_N_ELEMENTS (documents)];
  GHashTable  *seen;        /* ids that are among @duplicates */
  GPtrArray   *duplicates;  /* of GolDuplicate */
} Look;

static void
look_clear (gpointer data)
{
  Look *self = data;

  gol_likeness_free (self->likeness);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    g_free (self->keys[i]);
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->duplicates);
}

/*
 * All are looked for together, for most are not there: the words of many go into one question, and who is found is told by
 * her own words for whom she may be.
 */
typedef struct
{
  GolDb      *db;
  const char *except;
  GArray     *looks;              /* of Look */
  GHashTable *by_word[NAMED + 1]; /* word of a document, or token of the likeness → GArray of positions in @looks */
} Search;

static void
search_clear (Search *self)
{
  g_array_unref (self->looks);
  for (guint i = 0; i <= NAMED; i++)
    g_hash_table_unref (self->by_word[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
ask_for (GHashTable *by_word,
         const char *word,
         guint       position)
{
  GArray *positions = g_hash_table_lookup (by_word, word);

  if (positions == NULL)
    {
      positions = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (by_word, g_strdup (word), positions);
    }
  g_array_append_val (positions, position);
}

/* Each of @likeness's tokens. */
static GStrv
split_tokens (const GolLikeness *likeness)
{
  g_autoptr(GString) tokens = g_string_new (NULL);

  gol_likeness_tokens (likeness, tokens);
  return g_strsplit (tokens->len > 0 ? tokens->str + 1 : "", " ", -1);   /* the first letter is a space */
}

static void
add_look (Search     *self,
          GHashTable *sections)
{
  Look look = { .sections = sections, .likeness = liken (sections) };
  g_auto(GStrv) tokens = split_tokens (look.likeness);

  look.seen = g_hash_table_new (NULL, NULL);
  look.duplicates = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_duplicate_free);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      const char *number = get_text (sections, "identity_numbers", documents[i].field);
      g_autofree char *word = NULL;

      look.keys[i] = gol_document_key (number);
      if (look.keys[i] == NULL)
        continue;
      word = gol_search_compact (number);
      ask_for (self->by_word[i], word, self->looks->len);
    }
  for (guint i = 0; tokens[i] != NULL; i++)
    ask_for (self->by_word[NAMED], tokens[i], self->looks->len);
  g_array_append_val (self->looks, look);
}

static void
search_init (Search     *self,
             GolDb      *db,
             GPtrArray  *workers,
             const char *except)
{
  *self = (Search) { .db = db, .except = except, .looks = g_array_sized_new (FALSE, FALSE, sizeof (Look), workers->len) };
  g_array_set_clear_func (self->looks, look_clear);
  for (guint i = 0; i <= NAMED; i++)
    self->by_word[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < workers->len; i++)
    add_look (self, workers->pdata[i]);
}

static GolStatement *
read_candidate (Search    *self,
                guint32    id,
                gboolean  *row,
                GError   **error)
{
  g_autoptr(GolStatement) st =
    gol_db_prepare (self->db,
                    "SELECT record.uid, r_worker.code, identity_numbers__passport_number, identity_numbers__national_number,"
                    "  identity_numbers__national_number_type, civil__birth_date, name_photo__surname_1, name_photo__surname_2,"
                    "  name_photo__given_names FROM r_worker JOIN record USING (id) WHERE r_worker.id = ?1 AND voided = 0", error);

  if (st == NULL)
    return NULL;
  gol_statement_bind_int (st, 1, id);
  return gol_statement_step (st, row, error) ? g_steal_pointer (&st) : NULL;
}

static GolLikeness *
liken_candidate (GolStatement *st)
{
  return gol_likeness_new (gol_statement_text (st, 5), gol_statement_text (st, 6), gol_statement_text (st, 7),
                           gol_statement_text (st, 8));
}

/* Two countries may count alike; where both kinds of number are known they must agree. */
static gboolean
is_same_kind (Look         *self,
              guint         document,
              GolStatement *st)
{
  const char *ours = get_text (self->sections, "identity_numbers", "national_number_type");
  const char *theirs = gol_statement_text (st, 4);

  return strcmp (documents[document].reason, "national_number") != 0 || ours == NULL || theirs == NULL || strcmp (ours, theirs) == 0;
}

static gboolean
has_document (Look         *self,
              guint         document,
              GolStatement *st)
{
  g_autofree char *theirs = gol_document_key (gol_statement_text (st, 2 + document));

  return g_strcmp0 (self->keys[document], theirs) == 0 && is_same_kind (self, document, st);
}

static void
add_duplicate (Look         *self,
               guint         document,
               guint32       id,
               GolStatement *st)
{
  gboolean named = document == NAMED;
  GolDuplicate *duplicate = g_new0 (GolDuplicate, 1);

  duplicate->id = id;
  duplicate->record = g_strdup (gol_statement_text (st, 0));
  duplicate->code = g_strdup (gol_statement_text (st, 1));
  duplicate->reason = g_strdup (named ? "birth_and_name" : documents[document].reason);
  duplicate->field = named ? NULL : g_strconcat ("identity_numbers.", documents[document].field, NULL);
  g_ptr_array_add (self->duplicates, duplicate);
  g_hash_table_add (self->seen, GUINT_TO_POINTER (id));
}

/* Everybody who asked for @word. */
static void
compare (Search            *self,
         guint              document,
         const char        *word,
         const GolLikeness *likeness,
         guint32            id,
         GolStatement      *st)
{
  GArray *positions = g_hash_table_lookup (self->by_word[document], word);

  for (guint i = 0; positions != NULL && i < positions->len; i++)
    {
      Look *look = &g_array_index (self->looks, Look, g_array_index (positions, guint, i));

      if (!g_hash_table_contains (look->seen, GUINT_TO_POINTER (id))
          && (document == NAMED ? gol_likeness_match (look->likeness, likeness) : has_document (look, document, st)))
        add_duplicate (look, document, id, st);
    }
}

static gboolean
look_at (Search    *self,
         guint      document,
         guint32    id,
         GError   **error)
{
  gboolean row;
  g_autoptr(GolStatement) st = read_candidate (self, id, &row, error);

  if (st == NULL)
    return FALSE;
  if (!row || g_strcmp0 (gol_statement_text (st, 0), self->except) == 0)
    return TRUE;
  if (document == NAMED)
    {
      g_autoptr(GolLikeness) likeness = liken_candidate (st);
      g_auto(GStrv) tokens = split_tokens (likeness);

      for (guint i = 0; tokens[i] != NULL; i++)
        compare (self, NAMED, tokens[i], likeness, id, st);
    }
  else if (!gol_statement_is_null (st, 2 + document))
    {
      g_autofree char *word = gol_search_compact (gol_statement_text (st, 2 + document));

      compare (self, document, word, NULL, id, st);
    }
  return TRUE;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

/* The rows that have any of @words, ascending; each perhaps more than once. */
static GArray *
find_any (GolDb       *db,
          const char  *table,
          GPtrArray   *words,
          GError     **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (guint32));

  /* In their order, as they stand in the index. */
  g_ptr_array_sort (words, compare_words);
  for (guint from = 0; from < words->len; from += WORDS_AT_ONCE)
    {
      g_autoptr(GString) match = g_string_new (NULL);
      g_autoptr(GArray) ids = NULL;

      for (guint i = from; i < MIN (from + WORDS_AT_ONCE, words->len); i++)
        g_string_append_printf (match, "%s\"%s\"", i > from ? " OR " : "", (char *) words->pdata[i]);
      ids = gol_search_ids (db, table, match->str, 0, error);
      if (ids == NULL)
        return NULL;
      g_array_append_vals (all, ids->data, ids->len);
    }
  g_array_sort (all, compare_ids);
  return g_steal_pointer (&all);
}

/* Looks at whoever has any of the words that were asked for in @documents to @last. */
static gboolean
look_in (Search      *self,
         const char  *table,
         guint        first,
         guint        last,
         GError     **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  g_autoptr(GArray) ids = NULL;

  for (guint document = first; document <= last; document++)
    {
      GHashTableIter iter;
      gpointer word;

      g_hash_table_iter_init (&iter, self->by_word[document]);
      while (g_hash_table_iter_next (&iter, &word, NULL))
        g_ptr_array_add (words, word);
    }
  ids = find_any (self->db, table, words, error);
  for (guint document = first; ids != NULL && document <= last; document++)
    for (guint i = 0; i < ids->len; i++)
      if ((i == 0 || g_array_index (ids, guint32, i) != g_array_index (ids, guint32, i - 1))
          && !look_at (self, document, g_array_index (ids, guint32, i), error))
        return FALSE;
  return ids != NULL;
}

typedef struct
{
  GPtrArray  *workers;  /* of GHashTable */
  const char *except;
  GPtrArray  *results;
} Call;

static gboolean
look_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Call *call = user_data;
  g_auto(Search) search = { 0 };

  search_init (&search, open, call->workers, call->except);
  if (!look_in (&search, "fts_words_worker", 0, NAMED - 1, error) || !look_in (&search, "fts_marks_worker", NAMED, NAMED, error))
    return FALSE;
  for (guint i = 0; i < search.looks->len; i++)
    g_ptr_array_add (call->results, g_ptr_array_ref (g_array_index (search.looks, Look, i).duplicates));
  return TRUE;
}

/**
 * gol_store_duplicates_of_all:
 * @workers: (element-type GHashTable): sections by name of each, none of them stored
 *
 * gol_store_duplicates () for the rows of an import, at a twentieth of a millisecond each. Not among each other: see
 * gol_duplicate_keys ().
 *
 * Returns: (transfer full) (element-type GPtrArray): for each worker, what gol_store_duplicates () gives
 */
GPtrArray *
gol_store_duplicates_of_all (GolStore      *store,
                             GPtrArray     *workers,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  Call call = { workers, NULL, results };

  return gol_store_with_reader (store, cancellable, look_cb, &call, error) ? g_steal_pointer (&results) : NULL;
}

/**
 * gol_store_duplicates:
 * @sections: (element-type utf8 GolValues): a worker's sections by name; those that are missing are not compared
 * @except: (nullable): the worker's own record, when there is one
 *
 * Returns: (transfer full) (element-type GolDuplicate): who may be the same person, the surest first; each once
 */
GPtrArray *
gol_store_duplicates (GolStore    *store,
                      GHashTable  *sections,
                      const char  *except,
                      GError     **error)
{
  g_autoptr(GPtrArray) workers = g_ptr_array_new ();
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  Call call = { workers, except, results };

  g_return_val_if_fail (store != NULL && sections != NULL, NULL);

  g_ptr_array_add (workers, sections);
  return gol_store_with_reader (store, NULL, look_cb, &call, error) ? g_ptr_array_ref (results->pdata[0]) : NULL;
}
