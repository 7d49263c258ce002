/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-search-private.h"

#include <stdio.h>
#include <string.h>

#include "gol-date.h"
#include "gol-query.h"
#include "gol-search-words-private.h"
#include "gol-text.h"

/*
 * What an officer typed is looked for in widening circles, and the next one is only entered while few are found: whole words,
 * beginnings, inner parts, slips. Nothing is ever ranked: FTS5's rank of a letter's million rows takes a second.
 */

#define FEW             50   /* found before the next circle is left out */
#define MOST_CHUNKS     8
#define MOST_CANDIDATES 500  /* words or rows that are compared letter by letter */
#define SLIP_LETTERS    5

/* A word, a number or a date of what was typed. */
typedef struct
{
  char     *word;
  char     *other;   /* (nullable): the date with day and month the other way round */
  gboolean  number;
} Chunk;

typedef struct
{
  GolDb           *db;
  GolLog           log;
  const GolEntity *entity;
  const char      *words;   /* table */
  const char      *marks;   /* table, NULL: none */
  const char      *shared;  /* (nullable): see gol_search_entity_word () */
  GPtrArray       *chunks;  /* of Chunk */
  Chunk           *whole;   /* (nullable): all of it as one number: "GQ 048173 6" */
} Find;

/* ── What was typed ── */

static void
chunk_free (gpointer data)
{
  Chunk *chunk = data;

  g_free (chunk->word);
  g_free (chunk->other);
  g_free (chunk);
}

static Chunk *
chunk_new (char     *word,
           gboolean  number)
{
  Chunk *chunk = g_new0 (Chunk, 1);

  chunk->word = word;
  chunk->number = number;
  return chunk;
}

static char *
format_date (guint year,
             guint month,
             guint day)
{
  GolDate date = { year, month, day };

  return year <= 9999 && month <= 12 && day <= 31 && gol_date_is_valid (date) ? g_strdup_printf ("%04u%02u%02u", year, month, day) : NULL;
}

/* "20/04/1971"; the order is the reader's guess, so both are looked for when both exist. */
static Chunk *
read_date (const char *text)
{
  guint first, second, year;
  int end = 0;
  g_autofree char *day_first = NULL, *month_first = NULL;
  Chunk *chunk;

  if (sscanf (text, "%2u%*1[/.-]%2u%*1[/.-]%4u%n", &first, &second, &year, &end) != 3 || text[end] != '\0' || year < 1000)
    return NULL;
  day_first = format_date (year, second, first);
  month_first = format_date (year, first, second);
  if (day_first == NULL && month_first == NULL)
    return NULL;
  if (day_first == NULL)
    return chunk_new (g_steal_pointer (&month_first), TRUE);
  chunk = chunk_new (g_steal_pointer (&day_first), TRUE);
  chunk->other = g_steal_pointer (&month_first);
  return chunk;
}

static void
read_piece (GPtrArray  *chunks,
            const char *piece)
{
  Chunk *date = read_date (piece);
  g_auto(GStrv) words = NULL;

  if (date != NULL)
    {
      g_ptr_array_add (chunks, date);
      return;
    }
  if (gol_search_has_digit (piece))
    {
      g_ptr_array_add (chunks, chunk_new (gol_search_compact (piece), TRUE));
      return;
    }
  words = gol_text_words (piece);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (chunks, chunk_new (g_strdup (words[i]), FALSE));
}

static void
find_init (Find            *self,
           GolDb           *db,
           GolLog           log,
           const GolEntity *entity,
           const char      *text)
{
  g_auto(GStrv) pieces = g_strsplit_set (text, " \t\r\n", -1);

  *self = (Find) { .db = db, .log = log, .entity = entity, .shared = gol_search_entity_word (entity) };
  self->words = gol_search_words_table (gol_search_table (entity));
  self->marks = gol_search_has_marks (entity, log) ? gol_search_marks_table (gol_search_table (entity)) : NULL;
  self->chunks = g_ptr_array_new_with_free_func (chunk_free);
  for (guint i = 0; pieces[i] != NULL; i++)
    read_piece (self->chunks, pieces[i]);
  if (self->chunks->len > MOST_CHUNKS)
    g_ptr_array_set_size (self->chunks, MOST_CHUNKS);
  if (self->chunks->len > 1 && gol_search_has_digit (text))
    self->whole = chunk_new (gol_search_compact (text), TRUE);
}

static void
find_clear (Find *self)
{
  g_ptr_array_unref (self->chunks);
  g_clear_pointer (&self->whole, chunk_free);
}

/* ── Sets of ids, ascending ── */

static GArray *
new_ids (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint32));
}

#define id_at(ids, i) g_array_index (ids, guint32, i)

/* Both sets' (@both) or either's. */
static GArray *
combine (GArray   *a,
         GArray   *b,
         gboolean  both)
{
  GArray *out = new_ids ();
  guint i = 0, j = 0;

  while (i < a->len || j < b->len)
    {
      gboolean of_a = i < a->len && (j == b->len || id_at (a, i) <= id_at (b, j));
      gboolean of_b = j < b->len && (i == a->len || id_at (b, j) <= id_at (a, i));
      guint32 id = of_a ? id_at (a, i) : id_at (b, j);

      if (!both || (of_a && of_b))
        g_array_append_val (out, id);
      i += of_a;
      j += of_b;
    }
  return out;
}

/* Adds what @ids does not have yet. */
static void
append_new (GArray *ids,
            GArray *more)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (seen, GUINT_TO_POINTER (id_at (ids, i)));
  for (guint i = 0; i < more->len; i++)
    if (g_hash_table_add (seen, GUINT_TO_POINTER (id_at (more, i))))
      g_array_append_val (ids, id_at (more, i));
}

/* Rows of this entity alone. */
static GArray *
ask (Find        *self,
     const char  *table,
     const char  *match,
     guint        limit,
     GError     **error)
{
  g_autofree char *narrow = self->shared != NULL ? g_strdup_printf ("(%s) AND \"%s\"", match, self->shared) : NULL;

  return gol_search_ids (self->db, table, narrow != NULL ? narrow : match, limit, error);
}

/* ── Whole words and beginnings ── */

static void
append_chunk (GString     *match,
              const Chunk *chunk,
              const char  *star)
{
  if (chunk->other != NULL)
    g_string_append_printf (match, "(\"%s\"%s OR \"%s\"%s)", chunk->word, star, chunk->other, star);
  else
    g_string_append_printf (match, "\"%s\"%s", chunk->word, star);
}

/* @star: "*" for beginnings, "" for whole words. */
static GArray *
find_words (Find        *self,
            const char  *star,
            guint        limit,
            GError     **error)
{
  g_autoptr(GString) match = g_string_new ("(");

  for (guint i = 0; i < self->chunks->len; i++)
    {
      g_string_append (match, i > 0 ? " AND " : "");
      append_chunk (match, self->chunks->pdata[i], star);
    }
  g_string_append_c (match, ')');
  if (self->whole != NULL)
    {
      g_string_append (match, " OR ");
      append_chunk (match, self->whole, star);
    }
  return ask (self, self->words, match->str, limit, error);
}

/* ── Inner parts of names ── */

static char *
match_marks (const char *word)
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

static gboolean
add_inner_words (Find        *self,
                 const char  *part,
                 GPtrArray   *words,
                 GError     **error)
{
  g_autofree char *match = NULL;
  g_autoptr(GArray) ids = NULL;

  if (g_utf8_strlen (part, -1) < GOL_MARK_LETTERS)
    return TRUE;
  match = match_marks (part);
  ids = gol_search_ids (self->db, "fts_search_word", match, MOST_CANDIDATES, error);
  return ids != NULL && add_fitting (self->db, ids, has_inside, part, words, error);
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

static gboolean
add_slipped_words (Find        *self,
                   const char  *word,
                   GPtrArray   *words,
                   GError     **error)
{
  g_autofree char *padded = g_strdup_printf ("_%s_", word);
  g_autoptr(GHashTable) shared = NULL;
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr(GArray) ids = new_ids ();
  GHashTableIter iter;
  gpointer id, count;

  if (g_utf8_strlen (word, -1) < SLIP_LETTERS)
    return TRUE;
  shared = count_shared (self->db, padded, error);
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
  return add_fitting (self->db, ids, gol_text_within_one, word, words, error);
}

/* ── Inner parts of codes and numbers ── */

/* The code and every number of one row, compact, parted by spaces. */
static char *
read_numbers (Find     *self,
              guint32   id,
              GError  **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT code");
  g_autoptr(GString) numbers = g_string_new (NULL);
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  for (const GolSection *section = self->entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      if (gol_section_get_log (section) == self->log && gol_search_is_number (field))
        g_string_append_printf (sql, ", %s", gol_schema_column (section, field));
  g_string_append_printf (sql, " FROM %s WHERE id = ?1", gol_schema_table (self->entity));

  st = gol_db_prepare (self->db, sql->str, error);
  if (st == NULL)
    return NULL;
  gol_statement_bind_int (st, 1, id);
  if (!gol_statement_step (st, &row, error))
    return NULL;
  for (int i = 0; row && i < gol_statement_columns (st); i++)
    if (!gol_statement_is_null (st, i))
      {
        g_autofree char *compact = gol_search_compact (gol_statement_text (st, i));

        g_string_append_printf (numbers, " %s", compact);
      }
  return g_string_free (g_steal_pointer (&numbers), FALSE);
}

static GArray *
find_in_numbers (Find        *self,
                 const char  *part,
                 GError     **error)
{
  g_autoptr(GArray) fitting = new_ids ();
  g_autoptr(GArray) ids = NULL;
  g_autofree char *match = NULL;
  glong letters = g_utf8_strlen (part, -1);

  if (self->marks == NULL || letters < GOL_MARK_LETTERS)
    return g_steal_pointer (&fitting);
  match = match_marks (part);
  ids = ask (self, self->marks, match, letters > GOL_MARK_LETTERS ? MOST_CANDIDATES : 0, error);
  if (ids == NULL || letters == GOL_MARK_LETTERS)
    return g_steal_pointer (&ids);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *numbers = read_numbers (self, id_at (ids, i), error);

      if (numbers == NULL)
        return NULL;
      if (strstr (numbers, part) != NULL)
        g_array_append_val (fitting, id_at (ids, i));
    }
  return g_steal_pointer (&fitting);
}

/* ── The wider circles ── */

static GArray *
find_number (Find         *self,
             const Chunk  *chunk,
             GError      **error)
{
  g_autoptr(GString) match = g_string_new (NULL);
  g_autoptr(GArray) beginnings = NULL;
  g_autoptr(GArray) within = NULL;

  append_chunk (match, chunk, "*");
  beginnings = ask (self, self->words, match->str, 0, error);
  within = beginnings != NULL ? find_in_numbers (self, chunk->word, error) : NULL;
  return within != NULL ? combine (beginnings, within, FALSE) : NULL;
}

/* Appends this word, or one that has it inside, or (@slips) one that is nearly it; nothing when there is no such other, for then it may
 * be part of a number. */
static gboolean
append_wider (Find         *self,
              const Chunk  *chunk,
              gboolean      slips,
              GString      *match,
              GError      **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (!add_inner_words (self, chunk->word, words, error)
      || (slips && !add_slipped_words (self, chunk->word, words, error)))
    return FALSE;
  if (words->len == 0 && g_utf8_strlen (chunk->word, -1) >= GOL_MARK_LETTERS)
    return TRUE;
  g_string_append (match, match->len > 0 ? " AND (" : "(");
  append_chunk (match, chunk, "*");
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (match, " OR \"%s\"", (char *) words->pdata[i]);
  g_string_append_c (match, ')');
  return TRUE;
}

static gboolean
narrow (GArray **ids,
        GArray  *these)
{
  GArray *both;

  if (these == NULL)
    return FALSE;
  both = *ids != NULL ? combine (*ids, these, TRUE) : g_array_ref (these);
  g_clear_pointer (ids, g_array_unref);
  *ids = both;
  return TRUE;
}

/* Words are asked for all at once, so that FTS5 leaps from one rare word's rows to the next; what is, or may be, part of a number
 * is looked for by itself. */
static gboolean
narrow_by_chunks (Find      *self,
                  gboolean   slips,
                  GArray   **ids,
                  GError   **error)
{
  g_autoptr(GString) match = g_string_new (NULL);
  g_autoptr(GPtrArray) rest = g_ptr_array_new ();

  for (guint i = 0; i < self->chunks->len; i++)
    {
      const Chunk *chunk = self->chunks->pdata[i];
      gsize before = match->len;

      if (!chunk->number && !append_wider (self, chunk, slips, match, error))
        return FALSE;
      if (match->len == before)
        g_ptr_array_add (rest, (gpointer) chunk);
    }
  if (match->len > 0)
    {
      g_autoptr(GArray) these = ask (self, self->words, match->str, 0, error);

      if (!narrow (ids, these))
        return FALSE;
    }
  for (guint i = 0; i < rest->len && (*ids == NULL || (*ids)->len > 0); i++)
    {
      g_autoptr(GArray) these = find_number (self, rest->pdata[i], error);

      if (!narrow (ids, these))
        return FALSE;
    }
  return TRUE;
}

static GArray *
find_wider (Find      *self,
            gboolean   slips,
            GError   **error)
{
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GArray) whole = NULL;

  if (!narrow_by_chunks (self, slips, &ids, error))
    return NULL;
  if (self->whole == NULL)
    return g_steal_pointer (&ids);
  whole = find_number (self, self->whole, error);
  return whole != NULL ? combine (ids, whole, FALSE) : NULL;
}

/* One or two letters: half the office begins with them, and nothing is said by which comes first. */
static gboolean
is_brief (Find *self)
{
  for (guint i = 0; i < self->chunks->len; i++)
    if (g_utf8_strlen (((Chunk *) self->chunks->pdata[i])->word, -1) >= GOL_MARK_LETTERS)
      return FALSE;
  return TRUE;
}

static GArray *
find (Find     *self,
      guint     limit,
      GError  **error)
{
  guint enough = limit > 0 ? MIN (limit, FEW) : FEW;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GArray) beginnings = find_words (self, "*", limit, error);

  if (beginnings == NULL || (limit == 0 && beginnings->len > FEW) || is_brief (self))
    return g_steal_pointer (&beginnings);
  ids = find_words (self, "", limit > 0 ? limit : FEW, error);
  if (ids == NULL)
    return NULL;
  append_new (ids, beginnings);
  for (guint slips = 0; slips < 2 && ids->len < enough; slips++)
    {
      g_autoptr(GArray) more = find_wider (self, slips == 1, error);

      if (more == NULL)
        return NULL;
      append_new (ids, more);
    }
  if (limit > 0 && ids->len > limit)
    g_array_set_size (ids, limit);
  return g_steal_pointer (&ids);
}

GArray *
gol_search_find (GolDb            *db,
                 GolLog            log,
                 const GolEntity  *entity,
                 const char       *text,
                 guint             limit,
                 GError          **error)
{
  Find self;
  GArray *ids;

  if (!gol_search_has_words (entity, log))
    return new_ids ();
  find_init (&self, db, log, entity, text);
  ids = self.chunks->len > 0 ? find (&self, limit, error) : new_ids ();
  find_clear (&self);
  return ids;
}

/* ── For the office ── */

typedef struct
{
  const GolEntity *entity;
  const char      *text;
  guint            limit;
  GArray          *ids;
} Search;

static gboolean
search_cb (GolDb     *open,
           GolDb     *protected_db,
           gpointer   user_data,
           GError   **error)
{
  Search *self = user_data;
  GolLog log = gol_entity_get_log (self->entity);
  GolDb *db = log == GOL_LOG_OPEN ? open : protected_db;

  self->ids = db != NULL ? gol_search_find (db, log, self->entity, self->text, self->limit, error) : new_ids ();
  return self->ids != NULL;
}

/**
 * gol_store_search:
 * @entity: of what
 * @text: what was typed
 * @limit: at most so many; 0 for all
 *
 * Returns: (transfer full) (element-type guint32): ids, the best first when few
 */
GArray *
gol_store_search (GolStore         *store,
                  const GolEntity  *entity,
                  const char       *text,
                  guint             limit,
                  GCancellable     *cancellable,
                  GError          **error)
{
  Search self = { entity, text, limit, NULL };

  g_return_val_if_fail (store != NULL && entity != NULL && text != NULL, NULL);

  gol_store_with_reader (store, cancellable, search_cb, &self, error);
  return self.ids;
}
