/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-search-find-private.h"

#include <string.h>

#include "gol-query.h"
#include "gol-search-words-private.h"

/*
 * What an officer typed is looked for in widening circles, and the next one is only entered while few are found: whole words,
 * beginnings, inner parts, slips. Nothing is ever ranked: FTS5's rank of a letter's million rows takes a second.
 */

#define MOST_CANDIDATES 500  /* rows whose numbers are compared letter by letter */

typedef struct
{
  GolDb           *db;
  GolLog           log;
  const GolEntity *entity;
  const char      *words;   /* table */
  const char      *marks;   /* table, NULL: none */
  const char      *shared;  /* (nullable): see gol_search_entity_word () */
  GPtrArray       *chunks;  /* of GolChunk */
  GolChunk        *whole;   /* (nullable): all of it as one number: "GQ 048173 6" */
} Find;

static void
find_init (Find            *self,
           GolDb           *db,
           GolLog           log,
           const GolEntity *entity,
           const char      *text)
{
  *self = (Find) { .db = db, .log = log, .entity = entity, .shared = gol_search_entity_word (entity) };
  self->words = gol_search_words_table (gol_search_table (entity));
  self->marks = gol_search_has_marks (entity, log) ? gol_search_marks_table (gol_search_table (entity)) : NULL;
  self->chunks = gol_chunks_read (text);
  self->whole = gol_chunks_join (self->chunks, text);
}

static void
find_clear (Find *self)
{
  g_ptr_array_unref (self->chunks);
  g_clear_pointer (&self->whole, gol_chunk_free);
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
append_chunk (GString        *match,
              const GolChunk *chunk,
              const char     *star)
{
  if (chunk->other != NULL)
    g_string_append_printf (match, "(\"%s\"%s OR \"%s\"%s)", chunk->word, star, chunk->other, star);
  else
    g_string_append_printf (match, "\"%s\"%s", chunk->word, star);
}

/*
 * The index has beginnings of two letters and more, so FTS5 would gather all words of an initial and all their rows, whatever else is
 * asked for: half a million. As beginnings of two it leaps through them beside the other words' few rows. Which letters follow, the
 * words of names tell; only shorter ones are not among those, and numbers.
 */
static gboolean
append_initial (Find        *self,
                GString     *match,
                const char  *initial,
                GError     **error)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  g_autoptr(GolStatement) st = gol_db_prepare (self->db, "SELECT DISTINCT substr (word, 1, 2) FROM search_word"
                                               " WHERE word >= ?1 AND word < ?1 || char (1114111)", error);
  gboolean row;

  g_string_append_printf (match, "(\"%s\"", initial);
  for (const char *letter = letters; *letter != '\0'; letter++)
    g_string_append_printf (match, " OR \"%s%c\"*", initial, *letter);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, initial);
  for (;;)
    {
      const char *two;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        break;
      two = gol_statement_text (st, 0);
      if (strchr (letters, two[1]) == NULL)
        g_string_append_printf (match, " OR \"%s\"*", two);
    }
  g_string_append_c (match, ')');
  return TRUE;
}

static gboolean
append_beginning (Find            *self,
                  GString         *match,
                  const GolChunk  *chunk,
                  GError         **error)
{
  if (self->chunks->len > 1 && gol_chunk_is_initial (chunk->word))
    return append_initial (self, match, chunk->word, error);
  append_chunk (match, chunk, "*");
  return TRUE;
}

/* @beginnings: else whole words. */
static GArray *
find_words (Find      *self,
            gboolean   beginnings,
            guint      limit,
            GError   **error)
{
  const char *star = beginnings ? "*" : "";
  g_autoptr(GString) match = g_string_new ("(");

  for (guint i = 0; i < self->chunks->len; i++)
    {
      g_string_append (match, i > 0 ? " AND " : "");
      if (!beginnings)
        append_chunk (match, self->chunks->pdata[i], star);
      else if (!append_beginning (self, match, self->chunks->pdata[i], error))
        return NULL;
    }
  g_string_append_c (match, ')');
  if (self->whole != NULL)
    {
      g_string_append (match, " OR ");
      append_chunk (match, self->whole, star);
    }
  return ask (self, self->words, match->str, limit, error);
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
  match = gol_search_match_marks (part);
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
find_number (Find            *self,
             const GolChunk  *chunk,
             GError         **error)
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
append_wider (Find            *self,
              const GolChunk  *chunk,
              gboolean         slips,
              GString         *match,
              GError         **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (!gol_search_add_inner_words (self->db, chunk->word, words, error)
      || (slips && !gol_search_add_slipped_words (self->db, chunk->word, words, error)))
    return FALSE;
  if (words->len == 0 && g_utf8_strlen (chunk->word, -1) >= GOL_MARK_LETTERS)
    return TRUE;
  g_string_append (match, match->len > 0 ? " AND (" : "(");
  if (!append_beginning (self, match, chunk, error))
    return FALSE;
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

/* What is, or may be, part of a number is looked for by itself, and first, for it is of few: mostly nobody has it, and the words beside it
 * need not be looked for. These are asked for all at once, so that FTS5 leaps from one rare word's rows to the next. */
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
      const GolChunk *chunk = self->chunks->pdata[i];
      gsize before = match->len;

      if (!chunk->number && !append_wider (self, chunk, slips, match, error))
        return FALSE;
      if (match->len == before)
        g_ptr_array_add (rest, (gpointer) chunk);
    }
  for (guint i = 0; i < rest->len && (*ids == NULL || (*ids)->len > 0); i++)
    {
      g_autoptr(GArray) these = find_number (self, rest->pdata[i], error);

      if (!narrow (ids, these))
        return FALSE;
    }
  if (match->len > 0 && (*ids == NULL || (*ids)->len > 0))
    {
      g_autoptr(GArray) these = ask (self, self->words, match->str, 0, error);

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
    if (g_utf8_strlen (((GolChunk *) self->chunks->pdata[i])->word, -1) >= GOL_MARK_LETTERS)
      return FALSE;
  return TRUE;
}

static GArray *
find (Find     *self,
      guint     limit,
      GError  **error)
{
  guint enough = limit > 0 ? MIN (limit, GOL_SEARCH_FEW) : GOL_SEARCH_FEW;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GArray) beginnings = find_words (self, TRUE, limit, error);

  if (beginnings == NULL || (limit == 0 && beginnings->len > GOL_SEARCH_FEW) || is_brief (self))
    return g_steal_pointer (&beginnings);
  ids = find_words (self, FALSE, limit > 0 ? limit : GOL_SEARCH_FEW, error);
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
