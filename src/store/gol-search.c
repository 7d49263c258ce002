/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-search-private.h"

#include <stdio.h>
#include <string.h>

#include "gol-search-words-private.h"
#include "gol-text.h"

/*
 * The search index of one file. Workers and placements are many and have tables of their own; all other entities share
 * one ("other"), in which each row also has its entity's word ("_order"):
 *   fts_words_…      words, with prefixes of two and three letters
 *   fts_marks_…      what stands within codes and numbers, three letters at a time, and the likeness of workers
 * Both hold row numbers and nothing else (no text, no positions). And for all of them together:
 *   search_word      every word of a name once, while anybody has it: slips and inner parts are looked for among these,
 *                    not among the records
 *   fts_search_word  their three-letter parts
 */

/* ── Tables ── */

/* Rows without their text can be removed since 3.43; before that, the text is kept. */
static gboolean
keeps_no_text (GolDb *db)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT sqlite_version ()", NULL);
  gboolean row;
  int major = 0, minor = 0;

  return st != NULL && gol_statement_step (st, &row, NULL) && row
         && sscanf (gol_statement_text (st, 0), "%d.%d", &major, &minor) == 2 && (major > 3 || minor >= 43);
}

/* Merging waits for idle time (gol_search_merge ()), so that no save pays for it. Where none is ever idle it merges by itself at a
 * thousand pieces: an index has room for 2000 in all, and then says that the disk is full. A leaf of an index is a row, which must fit into
 * a page of which the cipher leaves 4016 bytes, or it takes a second one; those of an index that was made before do, until a rebuild. */
static gboolean
create_index (GolDb       *db,
              const char  *table,
              const char  *more,
              GError     **error)
{
  g_autofree char *sql =
    g_strdup_printf ("CREATE VIRTUAL TABLE IF NOT EXISTS %1$s USING fts5 (text, detail = none%2$s%3$s,"
                     "  tokenize = \"ascii tokenchars '_'\");"
                     "INSERT INTO %1$s (%1$s, rank) VALUES ('automerge', 0), ('crisismerge', 1000), ('usermerge', 8),"
                     "  ('hashsize', 8388608), ('pgsz', 3960);",
                     table, more, keeps_no_text (db) ? ", content = '', contentless_delete = 1" : "");

  return gol_db_exec (db, sql, error);
}

gboolean
gol_search_create (GolDb   *db,
                   GolLog   log,
                   GError **error)
{
  if (!gol_db_exec (db,
                    "CREATE TABLE IF NOT EXISTS search_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;"
                    "CREATE UNIQUE INDEX IF NOT EXISTS search_word_by_word ON search_word (word);", error)
      || !create_index (db, "fts_search_word", "", error))
    return FALSE;
  for (guint i = 0; i < GOL_SEARCH_TABLES; i++)
    if (!create_index (db, gol_search_words_table (i), ", prefix = '2 3'", error)
        || !create_index (db, gol_search_marks_table (i), "", error))
      return FALSE;
  return TRUE;
}

/* Every index that is there. */
static GPtrArray *
list_indexes (GolDb   *db,
              GError **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GolStatement) st =
    gol_db_prepare (db, "SELECT name FROM sqlite_schema WHERE name LIKE 'fts!_%' ESCAPE '!' AND sql LIKE 'CREATE VIRTUAL%'", error);
  gboolean row;

  if (st == NULL)
    return NULL;
  for (;;)
    {
      if (!gol_statement_step (st, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&tables);
      g_ptr_array_add (tables, g_strdup (gol_statement_text (st, 0)));
    }
}

gboolean
gol_search_drop (GolDb   *db,
                 GolLog   log,
                 GError **error)
{
  g_autoptr(GPtrArray) tables = list_indexes (db, error);

  if (tables == NULL)
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DROP TABLE %s", (char *) tables->pdata[i]);

      if (!gol_db_exec (db, sql, error))
        return FALSE;
    }
  return gol_db_exec (db, "DROP TABLE IF EXISTS search_word", error);
}

/* ── Keeping up ── */

/* The statements of one entity, prepared when they are first needed. */
typedef struct
{
  GolDb           *db;
  GolLog           log;
  const GolEntity *entity;
  GolStatement    *put[2];      /* words, marks */
  GolStatement    *remove[2];
  GHashTable      *seen;        /* words that are in search_word for certain */
  GHashTable      *dropped;     /* words that somebody has no more */
} Update;

static void
leave_entity (Update *self)
{
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->put[i], gol_statement_done);
      g_clear_pointer (&self->remove[i], gol_statement_done);
    }
}

static gboolean
enter_entity (Update           *self,
              const GolEntity  *entity,
              GError          **error)
{
  gboolean has[] = { gol_search_has_words (entity, self->log), gol_search_has_marks (entity, self->log) };
  guint at = gol_search_table (entity);
  const char *tables[] = { gol_search_words_table (at), gol_search_marks_table (at) };

  leave_entity (self);
  self->entity = entity;
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *put = g_strdup_printf ("INSERT INTO %s (rowid, text) VALUES (?1, ?2)", tables[i]);
      g_autofree char *remove = g_strdup_printf ("DELETE FROM %s WHERE rowid = ?1", tables[i]);

      if (!has[i])
        continue;
      self->put[i] = gol_db_prepare (self->db, put, error);
      self->remove[i] = self->put[i] != NULL ? gol_db_prepare (self->db, remove, error) : NULL;
      if (self->remove[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* A word's parts, with its ends marked: "_an", "ana", "na_". */
static gboolean
add_word (GolDb       *db,
          const char  *word,
          GError     **error)
{
  g_autoptr(GolStatement) insert = gol_db_prepare (db, "INSERT INTO search_word (word) VALUES (?1)", error);
  g_autoptr(GolStatement) mark = gol_db_prepare (db, "INSERT INTO fts_search_word (rowid, text) VALUES (?1, ?2)", error);
  g_autoptr(GString) marks = g_string_new (NULL);
  g_autofree char *padded = g_strdup_printf ("_%s_", word);

  if (insert == NULL || mark == NULL)
    return FALSE;
  gol_statement_bind_text (insert, 1, word);
  if (!gol_statement_run (insert, error))
    return FALSE;
  gol_search_append_marks (marks, padded);
  gol_statement_bind_int (mark, 1, gol_db_last_id (db));
  gol_statement_bind_static (mark, 2, marks->str, marks->len);
  return gol_statement_run (mark, error);
}

/* Shorter words are found by their prefix as they are; "_order" is no word of anybody's. */
static gboolean
is_vocabulary (const char *word)
{
  return *word != '_' && g_utf8_strlen (word, -1) > GOL_MARK_LETTERS && !gol_search_has_digit (word);
}

static gboolean
add_vocabulary (Update      *self,
                const char  *text,
                GError     **error)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(GolStatement) st = NULL;
      gboolean row;

      if (!is_vocabulary (words[i]) || !g_hash_table_add (self->seen, g_strdup (words[i])))
        continue;
      st = gol_db_prepare (self->db, "SELECT 1 FROM search_word WHERE word = ?1", error);
      if (st == NULL)
        return FALSE;
      gol_statement_bind_text (st, 1, words[i]);
      if (!gol_statement_step (st, &row, error) || (!row && !add_word (self->db, words[i], error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_rows (Update   *self,
             guint32   id,
             GError  **error)
{
  for (guint i = 0; i < 2; i++)
    if (self->remove[i] != NULL)
      {
        gol_statement_bind_int (self->remove[i], 1, id);
        if (!gol_statement_run (self->remove[i], error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
put_rows (Update              *self,
          guint32              id,
          const GolSearchText *text,
          GError             **error)
{
  GString *texts[] = { text->words, text->marks };

  for (guint i = 0; i < 2; i++)
    if (self->put[i] != NULL)
      {
        gol_statement_bind_int (self->put[i], 1, id);
        gol_statement_bind_static (self->put[i], 2, texts[i]->str, texts[i]->len);
        if (!gol_statement_run (self->put[i], error))
          return FALSE;
      }
  return TRUE;
}

/* Whether anybody else has them is asked once, when all is written: asking makes the index write what it has in memory. */
static void
drop_vocabulary (Update              *self,
                 const GolSearchText *before,
                 const GolSearchText *after)     /* (nullable) */
{
  g_auto(GStrv) words = g_strsplit (before->words->str, " ", -1);
  g_auto(GStrv) kept = g_strsplit (after != NULL ? after->words->str : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (is_vocabulary (words[i]) && !g_strv_contains ((const char * const *) kept, words[i]))
      g_hash_table_add (self->dropped, g_strdup (words[i]));
}

static gboolean
update_record (Update            *self,
               const GolTouched  *touched,
               GError           **error)
{
  gboolean was = touched->before != NULL && !touched->was_voided;
  g_autoptr(GolSearchText) before = NULL;

  if (was)
    before = gol_search_text_new (touched->entity, self->log, touched->code, touched->before);
  if (was && !touched->voided && gol_search_text_equal (before, touched->found_by))
    return TRUE;
  if (was && !remove_rows (self, touched->id, error))
    return FALSE;
  if (was)
    drop_vocabulary (self, before, touched->voided ? NULL : touched->found_by);
  return touched->voided || (put_rows (self, touched->id, touched->found_by, error)
                             && add_vocabulary (self, touched->found_by->words->str, error));
}

static gboolean
is_used (GolDb       *db,
         const char  *word,
         gboolean    *used,
         GError     **error)
{
  g_autofree char *match = g_strdup_printf ("\"%s\"", word);

  *used = FALSE;
  for (guint i = 0; i < GOL_SEARCH_TABLES && !*used; i++)
    {
      g_autoptr(GArray) ids = gol_search_ids (db, gol_search_words_table (i), match, 1, error);

      if (ids == NULL)
        return FALSE;
      *used = ids->len > 0;
    }
  return TRUE;
}

static gboolean
remove_word (GolDb       *db,
             const char  *word,
             GError     **error)
{
  g_autoptr(GolStatement) mark = gol_db_prepare (db, "DELETE FROM fts_search_word WHERE rowid = (SELECT id FROM search_word WHERE word = ?1)",
                                                 error);
  g_autoptr(GolStatement) st = gol_db_prepare (db, "DELETE FROM search_word WHERE word = ?1", error);

  if (mark == NULL || st == NULL)
    return FALSE;
  gol_statement_bind_text (mark, 1, word);
  gol_statement_bind_text (st, 1, word);
  return gol_statement_run (mark, error) && gol_statement_run (st, error);
}

/* Of @words (a set), those that no record has any more leave the list of all words. */
static gboolean
forget (GolDb       *db,
        GHashTable  *words,
        GError     **error)
{
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      gboolean used;

      if (!is_used (db, word, &used, error) || (!used && !remove_word (db, word, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
gol_search_update (GolDb      *db,
                   GolLog      log,
                   GPtrArray  *touched,
                   GError    **error)
{
  Update self = { .db = db, .log = log };
  gboolean good = TRUE;

  self.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.dropped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < touched->len && good; i++)
    {
      const GolTouched *one = touched->pdata[i];

      if (one->entity != self.entity)
        good = enter_entity (&self, one->entity, error);
      if (good && self.put[0] != NULL)
        good = update_record (&self, one, error);
    }
  leave_entity (&self);
  good = good && forget (db, self.dropped, error);
  g_hash_table_unref (self.seen);
  g_hash_table_unref (self.dropped);
  return good;
}

/* ── Merging ── */

static gint64
count_changes (GolDb *db)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT total_changes ()", NULL);
  gboolean row;

  return st != NULL && gol_statement_step (st, &row, NULL) && row ? gol_statement_int (st, 0) : 0;
}

/* Two hundred pages take about fifty milliseconds: what a save may have to wait. Less than two changes: nothing was to be done. */
gboolean
gol_search_merge (GolDb     *db,
                  GolLog     log,
                  gboolean  *more,
                  GError   **error)
{
  g_autoptr(GPtrArray) tables = list_indexes (db, error);

  *more = FALSE;
  if (tables == NULL)
    return FALSE;
  for (guint i = 0; i < tables->len && !*more; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO %1$s (%1$s, rank) VALUES ('merge', 200)", (char *) tables->pdata[i]);
      g_autoptr(GolStatement) st = gol_db_prepare (db, sql, error);
      gint64 before = count_changes (db);

      if (st == NULL || !gol_statement_run (st, error))
        return FALSE;
      *more = count_changes (db) - before >= 2;
    }
  return TRUE;
}

/* ── Forgetting ── */

gboolean
gol_search_optimize (GolDb   *db,
                     GError **error)
{
  g_autoptr(GPtrArray) tables = list_indexes (db, error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO %1$s (%1$s) VALUES ('optimize')", (char *) tables->pdata[i]);

      if (!gol_db_exec (db, sql, error))
        return FALSE;
    }
  return tables != NULL;
}

/* ── Keys ── */

static gboolean
holds_key (GolDb            *db,
           GolLog            log,
           const GolEntity  *entity,
           guint32           id,
           const char       *text,
           gboolean         *holds,
           GError          **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT id");
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      if ((field->flags & GOL_FIELD_KEY) != 0 && gol_section_get_log (section) == log)
        g_string_append_printf (sql, ", %s", gol_schema_column (section, field));
  g_string_append_printf (sql, " FROM %s WHERE id = ?1 AND voided = 0", gol_schema_table (entity));

  *holds = FALSE;
  st = gol_db_prepare (db, sql->str, error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  for (int i = 1; row && i < gol_statement_columns (st); i++)
    *holds = *holds || g_strcmp0 (gol_statement_text (st, i), text) == 0;
  return TRUE;
}

GArray *
gol_search_ids (GolDb       *db,
                const char  *table,
                const char  *match,
                guint        limit,
                GError     **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM %1$s WHERE %1$s MATCH ?1 LIMIT ?2", table);
  g_autoptr(GolStatement) st = gol_db_prepare (db, sql, error);
  gboolean row;

  if (st == NULL)
    return NULL;
  gol_statement_bind_text (st, 1, match);
  gol_statement_bind_int (st, 2, limit > 0 ? (gint64) limit : -1);
  for (;;)
    {
      guint32 id;

      if (!gol_statement_step (st, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      id = gol_statement_int (st, 0);
      g_array_append_val (ids, id);
    }
}

static char *
match_key (const char *text)
{
  g_autofree char *words = gol_search_has_digit (text) ? gol_search_compact (text) : gol_text_fold (text);
  g_auto(GStrv) each = g_strsplit (words, " ", -1);
  g_autofree char *joined = g_strjoinv ("\" AND \"", each);

  return *words != '\0' ? g_strdup_printf ("\"%s\"", joined) : NULL;
}

/* No column of its own is indexed for keys: the word leads to the few records that have it anywhere. */
GArray *
gol_search_key (GolDb            *db,
                GolLog            log,
                const GolEntity  *entity,
                const char       *text,
                GError          **error)
{
  g_autofree char *match = match_key (text);
  g_autoptr(GArray) found = NULL;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (match == NULL || !gol_search_has_words (entity, log))
    return g_steal_pointer (&ids);
  found = gol_search_ids (db, gol_search_words_table (gol_search_table (entity)), match, 0, error);
  if (found == NULL)
    return NULL;
  for (guint i = 0; i < found->len; i++)
    {
      guint32 id = g_array_index (found, guint32, i);
      gboolean holds;

      if (!holds_key (db, log, entity, id, text, &holds, error))
        return NULL;
      if (holds)
        g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}
