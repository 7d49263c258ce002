/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-fact-row-private.h"

#include <string.h>

#include "gol-json.h"
#include "gol-vocabulary.h"

/* By party and view, for each fact, whether an office of that kind may read all that it rests on. */
static const gboolean *
readable_facts (const GolFactView *view,
                guint              party)
{
  static GMutex lock;
  static GHashTable *known;
  g_autofree char *key = g_strdup_printf ("%s %u", view->name, party);
  gboolean *readable;

  g_mutex_lock (&lock);
  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  readable = g_hash_table_lookup (known, key);
  if (readable == NULL)
    {
      guint n = 0;

      while (view->facts[n].name != NULL)
        n++;
      readable = g_new (gboolean, n + 1);
      for (guint i = 0; i < n; i++)
        readable[i] = (gol_fact_get_readers (&view->facts[i]) & party) != 0;
      g_hash_table_insert (known, g_steal_pointer (&key), readable);
    }
  g_mutex_unlock (&lock);
  return readable;
}

/* ── Writing a row ── */

/* Texts of statements made from tables, made once for each table. */
static const char *
kept_sql (gconstpointer   table,
          char         *(*make) (gconstpointer table, gconstpointer user_data),
          gconstpointer   user_data)
{
  static GMutex lock;
  static GHashTable *kept;
  char *sql;

  g_mutex_lock (&lock);
  if (kept == NULL)
    kept = g_hash_table_new (NULL, NULL);
  sql = g_hash_table_lookup (kept, table);
  if (sql == NULL)
    {
      sql = make (table, user_data);
      g_hash_table_insert (kept, (gpointer) table, sql);
    }
  g_mutex_unlock (&lock);
  return sql;
}

static char *
make_insert_sql (gconstpointer table,
                 gconstpointer user_data)
{
  const GolFactView *view = table;
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "REPLACE INTO f_%s VALUES (?", view->entity);
  for (const GolFact *fact = view->facts; fact->name != NULL; fact++)
    g_string_append (sql, ",?");
  g_string_append (sql, ",?)");
  return g_string_free (sql, FALSE);
}

gboolean
gol_fact_row_begin (GolFactRow         *row,
                    GolFactsWork       *work,
                    const GolFactView  *view,
                    gint64              id,
                    GError            **error)
{
  *row = (GolFactRow) { .work = work, .view = view, .readable = readable_facts (view, work->party) };
  row->insert = gol_db_prepare (work->db, kept_sql (view, make_insert_sql, NULL), error);
  if (row->insert == NULL)
    return FALSE;
  gol_statement_bind_int (row->insert, 1, id);
  return TRUE;
}

gboolean
gol_fact_row_end (GolFactRow  *row,
                  GError     **error)
{
  char buffer[GOL_DATE_TEXT_MAX];
  guint n = 0;

  while (row->view->facts[n].name != NULL)
    n++;
  gol_statement_bind_text (row->insert, n + 2, row->next.year != 0 ? gol_date_format (row->next, buffer) : NULL);
  return gol_statement_run (row->insert, error);
}

void
gol_fact_row_clear (GolFactRow *row)
{
  g_clear_pointer (&row->insert, gol_statement_done);
}

gboolean
gol_fact_row_delete (GolFactsWork       *work,
                     const GolFactView  *view,
                     gint64              id,
                     GError            **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM f_%s WHERE id = ?", view->entity);
  g_autoptr(GolStatement) statement = gol_db_prepare (work->db, sql, error);

  if (statement == NULL)
    return FALSE;
  gol_statement_bind_int (statement, 1, id);
  return gol_statement_run (statement, error);
}

gboolean
gol_fact_row_may_read (GolFactRow *row,
                       const char *fact)
{
  return row->readable[gol_facts_position (row->view, fact) - 1];
}

/* The parameter of a fact, 0 when it must stay unknown. */
static int
param_of (GolFactRow *row,
          const char *fact)
{
  guint position = gol_facts_position (row->view, fact);

  return row->readable[position - 1] ? position + 1 : 0;
}

void
gol_fact_row_text (GolFactRow *row,
                   const char *fact,
                   const char *text)
{
  int at = param_of (row, fact);

  if (at > 0)
    gol_statement_bind_text (row->insert, at, text);
}

void
gol_fact_row_date (GolFactRow *row,
                   const char *fact,
                   GolDate     date)
{
  char buffer[GOL_DATE_TEXT_MAX];

  gol_fact_row_text (row, fact, gol_date_is_whole (date) ? gol_date_format (date, buffer) : NULL);
}

void
gol_fact_row_never (GolFactRow *row,
                    const char *fact)
{
  gol_fact_row_text (row, fact, GOL_FACT_NEVER);
}

void
gol_fact_row_int (GolFactRow *row,
                  const char *fact,
                  gint64      number)
{
  int at = param_of (row, fact);

  if (at > 0)
    gol_statement_bind_int (row->insert, at, number);
}

void
gol_fact_row_blob (GolFactRow *row,
                   const char *fact,
                   GBytes     *blob)
{
  int at = param_of (row, fact);
  gsize size;
  gconstpointer data = g_bytes_get_data (blob, &size);

  if (at > 0)
    gol_statement_bind_blob (row->insert, at, size > 0 ? data : "", size);
}

void
gol_fact_row_changes (GolFactRow *row,
                      GolDate     date)
{
  if (gol_date_is_whole (date) && gol_date_before (row->work->today, date) == GOL_YES
      && (row->next.year == 0 || gol_date_before (date, row->next) == GOL_YES))
    row->next = date;
}

/* ── Facts that are columns ── */

typedef struct
{
  const char         *entity;
  const char * const *extras;
} Source;

static char *
make_source_sql (gconstpointer table,
                 gconstpointer user_data)
{
  const Source *source = user_data;
  GString *sql = g_string_new ("SELECT id");

  for (const GolFactCopy *copy = table; copy->fact != NULL; copy++)
    g_string_append_printf (sql, ",%s", copy->column);
  for (const char * const *extra = source->extras; *extra != NULL; extra++)
    g_string_append_printf (sql, ",%s", *extra);
  g_string_append_printf (sql, " FROM r_%s WHERE id=? AND voided=0", source->entity);
  return g_string_free (sql, FALSE);
}

GolStatement *
gol_fact_source (GolFactsWork        *work,
                 const char          *entity,
                 const GolFactCopy   *copies,
                 const char * const  *extras,
                 gint64               id,
                 gboolean            *found,
                 GError             **error)
{
  const Source of = { entity, extras };
  g_autoptr(GolStatement) source = gol_db_prepare (work->db, kept_sql (copies, make_source_sql, &of), error);

  if (source == NULL)
    return NULL;
  gol_statement_bind_int (source, 1, id);
  if (!gol_statement_step (source, found, error))
    return NULL;
  return g_steal_pointer (&source);
}

static void
copy_rank (GolFactRow    *row,
           const GolFact *fact,
           const char    *code)
{
  const GolVocabulary *vocabulary = gol_vocabulary_find (fact->detail);

  for (guint rank = 0; vocabulary->terms[rank].code != NULL; rank++)
    if (g_str_equal (vocabulary->terms[rank].code, code))
      gol_fact_row_int (row, fact->name, rank);
}

static void
copy_decimal (GolFactRow    *row,
              const GolFact *fact,
              const char    *text)
{
  int at = param_of (row, fact->name);
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (at > 0 && end != text && *end == '\0')
    gol_statement_bind_double (row->insert, at, number);
}

static void
copy_set (GolFactRow    *row,
          const GolFact *fact,
          const char    *json)
{
  g_auto(GStrv) members = gol_json_to_strv (json, NULL);
  g_autoptr(GString) codes = gol_codes_new ();

  for (guint i = 0; members != NULL && members[i] != NULL; i++)
    gol_codes_add (codes, members[i], NULL);
  if (members != NULL)
    gol_fact_row_text (row, fact->name, codes->str);
}

static void
copy_one (GolFactRow    *row,
          const GolFact *fact,
          GolStatement  *source,
          int            column)
{
  GolDate date;

  if (gol_statement_is_null (source, column))
    return;
  switch (fact->kind)
    {
    case GOL_FACT_DATE:
      gol_fact_row_date (row, fact->name, gol_facts_date_at (source, column));
      break;
    case GOL_FACT_PARTIAL_DATE:
      if (gol_date_parse (gol_statement_text (source, column), &date))
        gol_fact_row_text (row, fact->name, gol_statement_text (source, column));
      break;
    case GOL_FACT_INTEGER:
    case GOL_FACT_BOOLEAN:
      gol_fact_row_int (row, fact->name, gol_statement_int (source, column));
      break;
    case GOL_FACT_RANK:
      copy_rank (row, fact, gol_statement_text (source, column));
      break;
    case GOL_FACT_DECIMAL:
      copy_decimal (row, fact, gol_statement_text (source, column));
      break;
    case GOL_FACT_SET:
      copy_set (row, fact, gol_statement_text (source, column));
      break;
    case GOL_FACT_TEXT:
      gol_fact_row_text (row, fact->name, gol_statement_text (source, column));
      break;
    case GOL_FACT_DATED:
    case GOL_FACT_DEDUCTIONS:
    case GOL_FACT_STAYS:
    default:
      g_assert_not_reached ();
    }
}

void
gol_fact_row_copy (GolFactRow        *row,
                   const GolFactCopy *copies,
                   GolStatement      *source)
{
  for (guint i = 0; copies[i].fact != NULL; i++)
    copy_one (row, &row->view->facts[gol_facts_position (row->view, copies[i].fact) - 1], source, i + 1);
}

/* ── Lists of codes ── */

GString *
gol_codes_new (void)
{
  return g_string_new (" ");
}

/* A code that would not stand between spaces is left out: it could pass for another. */
void
gol_codes_add (GString    *codes,
               const char *code,
               const char *detail)
{
  if (code == NULL || *code == '\0' || strpbrk (code, " =/\t\n") != NULL
      || (detail != NULL && strchr (detail, ' ') != NULL))
    return;
  g_string_append (codes, code);
  if (detail != NULL)
    g_string_append_printf (codes, "=%s", detail);
  g_string_append_c (codes, ' ');
}

gboolean
gol_codes_have (const GString *codes,
                const char    *code)
{
  gsize length = strlen (code);

  for (const char *at = strstr (codes->str, code); at != NULL; at = strstr (at + 1, code))
    if (at[-1] == ' ' && (at[length] == ' ' || at[length] == '='))
      return TRUE;
  return FALSE;
}

/* ── Records ── */

char *
gol_facts_name_of (GolFactsWork  *work,
                   gint64         id,
                   GError       **error)
{
  g_autoptr(GolStatement) statement = gol_db_prepare (work->db, "SELECT uid FROM record WHERE id = ?", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  gol_statement_bind_int (statement, 1, id);
  return gol_statement_step (statement, &row, error) && row ? g_strdup (gol_statement_text (statement, 0)) : NULL;
}

/* Asked once for each table and transaction: most offices keep nothing in most of them, and bulk work asks for
 * each record. */
static gboolean
has_any (GolFactsWork *work,
         GolFactTable  table)
{
  static const char * const sql[] = {
    "SELECT 1 FROM r_event LIMIT 1", "SELECT 1 FROM r_fitness LIMIT 1", "SELECT 1 FROM r_training LIMIT 1",
    "SELECT 1 FROM r_travel LIMIT 1", "SELECT 1 FROM r_insured_period LIMIT 1", "SELECT 1 FROM r_reintegration LIMIT 1",
    "SELECT 1 FROM r_step LIMIT 1", "SELECT 1 FROM r_attestation LIMIT 1", "SELECT 1 FROM r_sanction LIMIT 1",
    "SELECT 1 FROM r_document LIMIT 1", "SELECT 1 FROM f_named LIMIT 1",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (sql) == GOL_FACT_TABLES);
  if (work->any[table] == GOL_UNKNOWN)
    {
      g_autoptr(GolStatement) statement = gol_db_prepare (work->db, sql[table], NULL);
      gboolean row;

      /* A table that cannot be asked is asked again by whoever needs it, who then reports why. */
      work->any[table] = statement == NULL || !gol_statement_step (statement, &row, NULL) || row ? GOL_YES : GOL_NO;
    }
  return work->any[table] == GOL_YES;
}

GArray *
gol_facts_referring (GolFactsWork  *work,
                     const char    *entity,
                     const char    *column,
                     const char    *name,
                     GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM r_%s WHERE %s = ? AND voided = 0", entity, column);
  g_autoptr(GolStatement) statement = gol_db_prepare (work->db, sql, error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (statement == NULL)
    return NULL;
  gol_statement_bind_text (statement, 1, name);
  while (TRUE)
    {
      gint64 id;

      if (!gol_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      id = gol_statement_int (statement, 0);
      g_array_append_val (ids, id);
    }
}

GolStatement *
gol_facts_ask (GolFactsWork  *work,
               GolFactTable   table,
               const char    *sql,
               const char    *name,
               gboolean      *found,
               GError       **error)
{
  gboolean any = name != NULL && (table == GOL_FACT_OTHER || has_any (work, table));
  g_autoptr(GolStatement) statement = gol_db_prepare (work->db, any ? sql : "SELECT 1 WHERE 0", error);

  if (statement == NULL)
    return NULL;
  if (any)
    gol_statement_bind_text (statement, 1, name);
  if (!gol_statement_step (statement, found, error))
    return NULL;
  return g_steal_pointer (&statement);
}

GolDate
gol_facts_date_at (GolStatement *statement,
                   int           column)
{
  const char *text = gol_statement_text (statement, column);
  GolDate date;

  return gol_date_parse (text, &date) && gol_date_is_whole (date) ? date : (GolDate) { 0 };
}
