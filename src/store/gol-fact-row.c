/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-fact-row-private.h"

#include <string.h>

#include "gol-json.h"
#include "gol-vocabulary.h"

/* Things made of tables that are constant, once for each table. */
static gpointer
kept (GHashTable    **things,
      gconstpointer   table,
      gpointer      (*make) (gconstpointer table, gconstpointer user_data),
      gconstpointer   user_data)
{
  static GMutex lock;
  gpointer thing;

  g_mutex_lock (&lock);
  if (*things == NULL)
    *things = g_hash_table_new (NULL, NULL);
  thing = g_hash_table_lookup (*things, table);
  if (thing == NULL)
    {
      thing = make (table, user_data);
      g_hash_table_insert (*things, (gpointer) table, thing);
    }
  g_mutex_unlock (&lock);
  return thing;
}

static guint
count_facts (const GolFactView *view)
{
  guint n = 0;

  while (view->facts[n].name != NULL)
    n++;
  return n;
}

/* For each fact, the parties that may read all that it rests on. */
static gpointer
make_readers (gconstpointer table,
              gconstpointer user_data)
{
  const GolFactView *view = table;
  guint n = count_facts (view);
  guint *readers = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    readers[i] = gol_fact_get_readers (&view->facts[i]);
  return readers;
}

static const guint *
readers_of (const GolFactView *view)
{
  static GHashTable *readers;

  return kept (&readers, view, make_readers, NULL);
}

/* ── Writing a row ── */

static gpointer
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

static gpointer
make_delete_sql (gconstpointer table,
                 gconstpointer user_data)
{
  return g_strdup_printf ("DELETE FROM f_%s WHERE id = ?", ((const GolFactView *) table)->entity);
}

void
gol_fact_row_begin (GolFactRow         *row,
                    GolFactsWork       *work,
                    const GolFactView  *view,
                    gint64              id)
{
  static GHashTable *inserts;

  *row = (GolFactRow) { .work = work, .view = view, .readers = readers_of (view), .n = count_facts (view) };
  gol_writes_add (work->writes, kept (&inserts, view, make_insert_sql, NULL), row->n + 2);
  gol_writes_int (work->writes, 1, id);
}

void
gol_fact_row_end (GolFactRow *row)
{
  char buffer[GOL_DATE_TEXT_MAX];

  if (row->next.year != 0)
    gol_writes_text (row->work->writes, row->n + 2, gol_date_format (row->next, buffer));
}

void
gol_fact_row_delete (GolFactsWork       *work,
                     const GolFactView  *view,
                     gint64              id)
{
  static GHashTable *deletes;

  gol_writes_add (work->writes, kept (&deletes, view, make_delete_sql, NULL), 1);
  gol_writes_int (work->writes, 1, id);
}

/* The parameter of the fact at a position, 0 when it must stay unknown. */
static guint
param_at (GolFactRow *row,
          guint       position)
{
  return (row->readers[position - 1] & row->work->party) != 0 ? position + 1 : 0;
}

static guint
param_of (GolFactRow *row,
          const char *fact)
{
  return param_at (row, gol_facts_position (row->view, fact));
}

static void
put_text (GolFactRow *row,
          guint       param,
          const char *text)
{
  if (param > 0)
    gol_writes_text (row->work->writes, param, text);
}

static void
put_int (GolFactRow *row,
         guint       param,
         gint64      number)
{
  if (param > 0)
    gol_writes_int (row->work->writes, param, number);
}

static void
put_date (GolFactRow *row,
          guint       param,
          GolDate     date)
{
  char buffer[GOL_DATE_TEXT_MAX];

  put_text (row, param, gol_date_is_whole (date) ? gol_date_format (date, buffer) : NULL);
}

void
gol_fact_row_text (GolFactRow *row,
                   const char *fact,
                   const char *text)
{
  put_text (row, param_of (row, fact), text);
}

void
gol_fact_row_date (GolFactRow *row,
                   const char *fact,
                   GolDate     date)
{
  put_date (row, param_of (row, fact), date);
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
  put_int (row, param_of (row, fact), number);
}

void
gol_fact_row_blob (GolFactRow *row,
                   const char *fact,
                   GBytes     *blob)
{
  guint param = param_of (row, fact);
  gsize size;
  gconstpointer data = g_bytes_get_data (blob, &size);

  if (param > 0)
    gol_writes_blob (row->work->writes, param, data, size);
}

const char *
gol_fact_row_get (GolFactRow *row,
                  const char *fact)
{
  return gol_writes_peek (row->work->writes, gol_facts_position (row->view, fact) + 1);
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

static gpointer
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
  static GHashTable *texts;
  const Source of = { entity, extras };
  g_autoptr(GolStatement) source = gol_db_prepare (work->db, kept (&texts, copies, make_source_sql, &of), error);

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
           guint          param,
           const char    *code)
{
  const GolVocabulary *vocabulary = gol_vocabulary_find (fact->detail);

  for (guint rank = 0; vocabulary->terms[rank].code != NULL; rank++)
    if (g_str_equal (vocabulary->terms[rank].code, code))
      put_int (row, param, rank);
}

static void
copy_decimal (GolFactRow *row,
              guint       param,
              const char *text)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (param > 0 && end != text && *end == '\0')
    gol_writes_double (row->work->writes, param, number);
}

static void
copy_set (GolFactRow *row,
          guint       param,
          const char *json)
{
  g_auto(GStrv) members = gol_json_to_strv (json, NULL);
  g_autoptr(GString) codes = gol_codes_new ();

  for (guint i = 0; members != NULL && members[i] != NULL; i++)
    gol_codes_add (codes, members[i], NULL);
  if (members != NULL)
    put_text (row, param, codes->str);
}

static void
copy_one (GolFactRow   *row,
          guint         position,
          GolStatement *source,
          int           column)
{
  const GolFact *fact = &row->view->facts[position - 1];
  guint param = param_at (row, position);
  GolDate date;

  if (param == 0 || gol_statement_is_null (source, column))
    return;
  switch (fact->kind)
    {
    case GOL_FACT_DATE:
      put_date (row, param, gol_facts_date_at (source, column));
      break;
    case GOL_FACT_PARTIAL_DATE:
      if (gol_date_parse (gol_statement_text (source, column), &date))
        put_text (row, param, gol_statement_text (source, column));
      break;
    case GOL_FACT_INTEGER:
    case GOL_FACT_BOOLEAN:
      put_int (row, param, gol_statement_int (source, column));
      break;
    case GOL_FACT_RANK:
      copy_rank (row, fact, param, gol_statement_text (source, column));
      break;
    case GOL_FACT_DECIMAL:
      copy_decimal (row, param, gol_statement_text (source, column));
      break;
    case GOL_FACT_SET:
      copy_set (row, param, gol_statement_text (source, column));
      break;
    case GOL_FACT_TEXT:
      put_text (row, param, gol_statement_text (source, column));
      break;
    case GOL_FACT_DATED:
    case GOL_FACT_DEDUCTIONS:
    case GOL_FACT_STAYS:
    default:
      g_assert_not_reached ();
    }
}

static gpointer
make_positions (gconstpointer table,
                gconstpointer view)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (const GolFactCopy *copy = table; copy->fact != NULL; copy++)
    {
      guint position = gol_facts_position (view, copy->fact);

      g_array_append_val (positions, position);
    }
  return g_array_free (positions, FALSE);
}

void
gol_fact_row_copy (GolFactRow        *row,
                   const GolFactCopy *copies,
                   GolStatement      *source)
{
  static GHashTable *positions;
  const guint *of_copies = kept (&positions, copies, make_positions, row->view);

  for (guint i = 0; copies[i].fact != NULL; i++)
    copy_one (row, of_copies[i], source, i + 1);
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

gboolean
gol_facts_next (GolStatement **rows,
                GError       **error)
{
  gboolean row;

  if (!gol_statement_step (*rows, &row, error))
    return FALSE;
  if (!row)
    g_clear_pointer (rows, gol_statement_done);
  return TRUE;
}

gboolean
gol_facts_ask (GolFactsWork  *work,
               GolFactTable   table,
               const char    *sql,
               const char    *name,
               GolStatement **rows,
               GError       **error)
{
  *rows = NULL;
  if (name == NULL || (table != GOL_FACT_OTHER && !has_any (work, table)))
    return TRUE;
  *rows = gol_db_prepare (work->db, sql, error);
  if (*rows == NULL)
    return FALSE;
  gol_statement_bind_text (*rows, 1, name);
  return gol_facts_next (rows, error);
}

GolDate
gol_facts_date_at (GolStatement *statement,
                   int           column)
{
  const char *text = gol_statement_text (statement, column);
  GolDate date;

  return gol_date_parse (text, &date) && gol_date_is_whole (date) ? date : (GolDate) { 0 };
}
