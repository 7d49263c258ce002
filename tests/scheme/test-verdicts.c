/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base-scheme.h"
#include "gol-db.h"
#include "gol-rule-functions.h"

/* What clauses say of people, with the functions that the store gives them. */
typedef struct
{
  const char *about;
  const char *text;
  const char *facts;      /* SET of an UPDATE; all else is not known */
  GolTruth    holds;
  const char *words;      /* (nullable) a piece of them */
  const char *cure;       /* (nullable) a piece of it; "" for none */
} Case;

/* :on is 2027-03-01, :from 2027-04-01, :to 2027-10-31. A stay is packed from its hexadecimal digits. */
#define ON   "2027-03-01"
#define FROM "2027-04-01"
#define TO   "2027-10-31"
#define AGE "'kind': 'limit', 'fact': 'birth_date', 'age': { 'min': 18, 'max': 45 }"
#define PASSPORT "'kind': 'document_validity', 'expires': 'passport_expires', 'until': { 'day': 'to', 'months': 4 }, " \
  "'rule': { 'en': 'Valid {months} months more.', 'es': 'Válido {months} meses más.' }, " \
  "'words': { 'en': 'It ends on {passport_expires}; needed until {needed}.', " \
  "'es': 'Termina el {passport_expires}; hasta el {needed}.' }"
#define NINE "'kind': 'presence', 'country': 'ES', 'max': { 'months': 9 }, 'window': { 'months': 12 }"
#define AWAY "'kind': 'presence', 'country': 'ES', 'min_away': { 'months': 3 }"
#define SANCTION "'kind': 'must_not_have', 'fact': 'sanction_until'"
#define CONSENTS "'kind': 'must_have', 'fact': 'consents', 'has': ['programme', 'transfer']"
#define RETURNED "'kind': 'deadline', 'fact': 'last_returned_on', 'by': 'last_return_due'"
#define RECORD "'kind': 'document_validity', 'paper': 'criminal_record', 'not_older_than': { 'months': 3 }"
#define TRAVEL "'kind': 'deduction', 'deduction': 'travel', 'percent': 10, 'cap': 620, 'void_in': ['BC']"
#define SCHOOL "'kind': 'limit', 'fact': 'schooling', 'max': 'lower_secondary'"
/* Words with variants. */
#define BARRED SANCTION ", 'words': { 'en': '{sanction_until, none {Never barred.} unknown {Who knows.} other {Barred until #.}}', " \
  "'es': 'E' }"
#define SEASONS "'kind': 'limit', 'fact': 'earlier_seasons', 'min': 1, 'words': { 'en': " \
  "'{earlier_seasons, none {No season} one {One season} other {# seasons}}; {min, one {one is} other {# are}} needed.', 'es': 'E' }"
#define READS "'kind': 'must_have', 'fact': 'literate', 'words': { 'en': " \
  "'{literate, yes {Reads} no {Reads not} other {{literate, unknown {Not asked} other {}}}}.', 'es': 'E' }"
#define LAND "'kind': 'must_have', 'fact': 'occupations', 'has': ['9211']"
#define PAPERS "'kind': 'must_have', 'fact': 'papers', 'has': ['birth_certificate', 'letter_of_ours']"
#define WAGE "'kind': 'limit', 'fact': 'wage', 'min': { 'fact': 'reference_wage' }"

static const Case cases[] = {
  { "worker", AGE, "birth_date = '2000-05-01'", GOL_YES, "Born on: 1 May 2000.", "" },
  { "worker", AGE, "birth_date = '2009-04-01'", GOL_YES },
  { "worker", AGE, "birth_date = '2009-04-02'", GOL_NO, "Day that counts: 1 April 2027.", "" },
  { "worker", AGE, "birth_date = '1981-03-31'", GOL_NO },
  { "worker", AGE, "birth_date = '1981-04-02'", GOL_YES },
  { "worker", AGE, "birth_date = '2009'", GOL_UNKNOWN, "Born on: 2009." },
  { "worker", AGE, "birth_date = '2008'", GOL_YES },
  { "worker", AGE, "birth_date = '2010'", GOL_NO },
  { "worker", AGE, NULL, GOL_UNKNOWN, "Needed, and not known yet: ", "“Born on”" },
  { "worker", PASSPORT, "passport_expires = '2028-02-29'", GOL_YES,
    "It ends on 29 February 2028; needed until 29 February 2028." },
  { "worker", PASSPORT, "passport_expires = '2028-02-28'", GOL_NO, "28 February 2028", "Bring a paper" },
  { "worker", PASSPORT, NULL, GOL_UNKNOWN, "It ends on not known", "“Passport expires on”" },
  { "worker", NINE, "stays = x''", GOL_YES,
    "Days planned: 214. Days allowed: 275. Days there before, in the same span: 0." },
  /* The window begins on 2026-11-01 (0x2649): 46 days of it until 2026-12-16, 61 until 2026-12-31. */
  { "worker", NINE, "stays = x'261f2676 4553 00 00'", GOL_YES, "Days there before, in the same span: 46." },
  { "worker", NINE, "stays = x'26492685 4553 00 00'", GOL_YES, "in the same span: 61." },
  { "worker", NINE, "stays = x'26492686 4553 00 00'", GOL_NO, "in the same span: 62.", "Choose other dates" },
  { "worker", NINE, "stays = x'26492686 4341 00 00'", GOL_YES },
  { "worker", NINE, "stays = x'2649ffff 4553 00 00'", GOL_UNKNOWN, NULL, "Record when earlier stays" },
  { "worker", NINE, "stays = x'26492660 4553 01 00'", GOL_UNKNOWN },
  { "worker", NINE, NULL, GOL_UNKNOWN },
  { "worker", AWAY, "stays = x''", GOL_YES },
  { "worker", AWAY, "stays = x'26492687 4553 00 00'", GOL_NO, "Days since the last return, on the first day: 89." },
  { "worker", AWAY, "stays = x'26492686 4553 00 00'", GOL_YES, "the first day: 90." },
  { "worker", SANCTION, "sanction_until = '0001-01-01'", GOL_YES, "", "" },
  { "worker", SANCTION, "sanction_until = '2027-03-01'", GOL_NO, "1 March 2027" },
  { "worker", SANCTION, "sanction_until = '2027-02-28'", GOL_YES },
  { "worker", SANCTION, NULL, GOL_UNKNOWN },
  { "worker", CONSENTS, "consents = ' programme transfer '", GOL_YES, "Taking part in the programme, Passing data" },
  { "worker", CONSENTS, "consents = ' programme '", GOL_NO, NULL, "Record it" },
  { "worker", CONSENTS, "consents = ' '", GOL_NO, "Consents given: none." },
  { "worker", CONSENTS, NULL, GOL_UNKNOWN },
  { "worker", RETURNED, "last_returned_on = '2026-12-14', last_return_due = '2026-12-15'", GOL_YES },
  { "worker", RETURNED, "last_returned_on = '2026-12-16', last_return_due = '2026-12-15'", GOL_NO },
  { "worker", RETURNED, "last_return_due = '2026-12-15'", GOL_UNKNOWN, NULL, "“Last return”" },
  { "worker", RETURNED, "last_returned_on = '0001-01-01', last_return_due = '0001-01-01'", GOL_YES },
  { "worker", RECORD, "papers = ' criminal_record=2026-12-01/ '", GOL_YES, "Issued on: 1 December 2026." },
  { "worker", RECORD, "papers = ' criminal_record=2026-11-30/ '", GOL_NO },
  { "worker", RECORD, "papers = ' criminal_record=/ '", GOL_UNKNOWN },
  { "worker", RECORD, "papers = ' '", GOL_UNKNOWN },
  { "order", TRAVEL, "deductions = ' travel=10///620 ', place_admin_1 = 'Ontario'", GOL_YES, "Deductions: Journey." },
  { "order", TRAVEL, "deductions = ' travel=10///621 ', place_admin_1 = 'Ontario'", GOL_NO, NULL,
    "Change the deduction" },
  { "order", TRAVEL, "deductions = ' travel=10///620 ', place_admin_1 = 'BC'", GOL_NO },
  { "order", TRAVEL, "deductions = ' ', place_admin_1 = 'BC'", GOL_YES },
  { "order", TRAVEL, "deductions = ' '", GOL_YES },
  { "order", TRAVEL, "deductions = ' travel=10///620 '", GOL_UNKNOWN, NULL },
  { "order", TRAVEL, "deductions = ' travel=10/// ', place_admin_1 = 'Ontario'", GOL_UNKNOWN },
  { "worker", SCHOOL, "schooling = 3", GOL_YES, "Schooling: Lower secondary school." },
  { "worker", SCHOOL, "schooling = 4", GOL_NO },
  { "worker", BARRED, "sanction_until = '0001-01-01'", GOL_YES, "Never barred." },
  { "worker", BARRED, "sanction_until = '2027-03-01'", GOL_NO, "Barred until 1 March 2027." },
  { "worker", BARRED, NULL, GOL_UNKNOWN, "Who knows." },
  { "worker", SEASONS, "earlier_seasons = 0", GOL_NO, "No season; one is needed." },
  { "worker", SEASONS, "earlier_seasons = 1", GOL_YES, "One season; one is needed." },
  { "worker", SEASONS, "earlier_seasons = 11", GOL_YES, "11 seasons; one is needed." },
  { "worker", SEASONS, NULL, GOL_UNKNOWN, "not known seasons" },
  { "worker", READS, "literate = 1", GOL_YES, "Reads." },
  { "worker", READS, "literate = 0", GOL_NO, "Reads not." },
  { "worker", READS, NULL, GOL_UNKNOWN, "Not asked." },
  /* Codes that no vocabulary holds have names all the same. */
  { "worker", LAND, "occupations = ' 9211 '", GOL_YES, "Crop farm labourers" },
  { "worker", PAPERS, "papers = ' birth_certificate=/ letter_of_ours=/ '", GOL_YES, "Birth certificate, letter_of_ours" },
  { "worker", AGE, "birth_date = '1988-05'", GOL_YES, "Born on: May 1988." },
  { "order", WAGE, "wage = 18.0, reference_wage = 17.0", GOL_YES, "Wage: 18.00. Reference wage: 17.00." },
  { "order", WAGE, "wage = 17.2, reference_wage = 17.2", GOL_YES },
  { "order", WAGE, "wage = 9.5, reference_wage = 17.2", GOL_NO, "Reference wage: 17.20." },
  { "order", WAGE, "wage = 9.5", GOL_UNKNOWN },
};

/* The three views as tables of one row in which nothing is known. */
static GolDb *
open_facts (void)
{
  g_autoptr (GError) error = NULL;
  GolDb *db = gol_db_open (NULL, NULL, GOL_DB_CREATE | GOL_DB_MEMORY, &error);

  g_assert_no_error (error);
  for (guint i = 0; gol_fact_view_nth (i) != NULL; i++)
    {
      const GolFactView *view = gol_fact_view_nth (i);
      g_autoptr (GString) sql = g_string_new (NULL);
      g_string_printf (sql, "CREATE TABLE %s (id INTEGER PRIMARY KEY", view->name);
      for (const GolFact *fact = view->facts; fact->name != NULL; fact++)
        g_string_append_printf (sql, ", %s", fact->name);
      g_string_append_printf (sql, "); INSERT INTO %s (id) VALUES (1)", view->name);
      g_assert_true (gol_db_exec (db, sql->str, &error));
    }
  g_assert_true (gol_rule_functions_add (db, &error));
  return db;
}

static void
bind (GolStatement *statement,
      const char   *name,
      const char   *day)
{
  int at = gol_statement_param (statement, name);

  if (at > 0)
    gol_statement_bind_text (statement, at, day);
}

static GolTruth
ask (GolDb           *db,
     const GolClause *clause,
     gboolean         dates,
     GPtrArray       *values)
{
  const GolCompiled *compiled = clause->compiled;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean row;

  g_string_printf (sql, "SELECT (%s)", compiled->sql);
  for (guint i = 0; i < compiled->n_figures; i++)
    g_string_append_printf (sql, ", (%s)", compiled->figures[i].sql);
  g_string_append_printf (sql, " FROM %s", compiled->view->name);
  g_autoptr (GolStatement) statement = gol_db_prepare_uncached (db, sql->str, &error);
  g_assert_no_error (error);
  bind (statement, ":on", dates ? ON : NULL);
  bind (statement, ":from", dates ? FROM : NULL);
  bind (statement, ":to", dates ? TO : NULL);
  g_assert_true (gol_statement_step (statement, &row, &error));
  g_assert_true (row);
  for (guint i = 0; i < compiled->n_figures; i++)
    g_ptr_array_add (values, g_strdup (gol_statement_text (statement, (int) i + 1)));
  if (gol_statement_is_null (statement, 0))
    return GOL_UNKNOWN;
  g_assert_cmpint (gol_statement_type (statement, 0), ==, GOL_DB_INTEGER);
  g_assert_cmpint (gol_statement_int (statement, 0), <=, 1);
  return gol_statement_int (statement, 0) == 1 ? GOL_YES : GOL_NO;
}

static void
test_verdict (gconstpointer data)
{
  const Case *verdict = data;
  g_autofree char *fault = NULL;
  g_autofree char *json = as_json (verdict->text);
  g_autoptr (GolScheme) scheme = read_clause (verdict->about, json, &fault);
  g_autoptr (GolDb) db = open_facts ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *words = NULL, *cure = NULL;

  g_assert_cmpstr (fault, ==, NULL);
  if (verdict->facts != NULL)
    {
      g_autoptr (GError) error = NULL;
      /* Spaces make the hexadecimal stays readable; SQLite wants none. */
      g_auto (GStrv) parts = g_strsplit (verdict->facts, "x'", 2);
      g_autoptr (GString) sql = g_string_new (NULL);
      g_string_printf (sql, "UPDATE %s_facts SET %s", verdict->about, parts[0]);
      if (parts[1] != NULL)
        {
          g_auto (GStrv) digits = g_strsplit (parts[1], " ", -1);
          g_autofree char *joined = g_strjoinv ("", digits);
          g_string_append_printf (sql, "x'%s", joined);
        }
      gol_db_exec (db, sql->str, &error);
      g_assert_no_error (error);
    }
  const GolClause *clause = gol_scheme_find_clause (scheme, "tested");
  GolTruth holds = ask (db, clause, TRUE, values);
  gol_clause_explain (clause, holds, (const char * const *) values->pdata, &words, &cure);
  g_test_message ("%d: %s [%s]", holds, words, cure);
  g_assert_cmpint (holds, ==, verdict->holds);
  if (verdict->words != NULL)
    g_assert_nonnull (strstr (words, verdict->words));
  if (verdict->cure != NULL && *verdict->cure == '\0')
    g_assert_null (cure);
  else if (verdict->cure != NULL)
    g_assert_nonnull (strstr (cure, verdict->cure));
}

/* Of somebody of whom nothing is known, no clause of the schemes may be sure of anything. */
static void
test_nothing_known (gconstpointer name)
{
  g_autofree char *path = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "data", "schemes", name, NULL);
  g_autoptr (GolScheme) scheme = gol_scheme_load (path, NULL, NULL);
  g_autoptr (GolDb) db = open_facts ();

  for (guint i = 0; gol_scheme_get_clauses (scheme)[i] != NULL; i++)
    {
      const GolClause *clause = gol_scheme_get_clauses (scheme)[i];
      g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *words = NULL, *cure = NULL;
      GolTruth holds = ask (db, clause, FALSE, values);
      g_test_message ("%s", clause->id);
      g_assert_cmpint (holds, ==, GOL_UNKNOWN);
      gol_clause_explain (clause, holds, (const char * const *) values->pdata, &words, &cure);
      g_assert_null (strpbrk (words, "{}#"));
      g_assert_null (strstr (words, ": not known"));
      g_assert_nonnull (cure);
      g_assert_null (strchr (cure, '{'));
    }
}

/* A clause that is no longer, or not yet, in force stands in nobody's way. */
static void
test_out_of_force (void)
{
  g_autofree char *fault = NULL;
  g_autofree char *json = as_json ("'kind': 'must_have', 'fact': 'named', 'to': '2026-12-31'");
  g_autoptr (GolScheme) scheme = read_clause ("order", json, &fault);
  g_autoptr (GolDb) db = open_facts ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpint (ask (db, gol_scheme_find_clause (scheme, "tested"), TRUE, values), ==, GOL_YES);
}

static void
test_describe (void)
{
  g_autofree char *fault = NULL;
  g_autofree char *json = as_json (PASSPORT);
  g_autoptr (GolScheme) scheme = read_clause ("worker", json, &fault);
  g_autofree char *words = gol_clause_describe (gol_scheme_find_clause (scheme, "tested"));

  g_assert_cmpstr (words, ==, "Tested: Valid 4 months more.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scheme/verdicts/%" G_GSIZE_FORMAT, i);
      g_test_add_data_func (path, &cases[i], test_verdict);
    }
  g_test_add_data_func ("/scheme/verdicts/nothing-known/sawp", "sawp-mx-ca.json", test_nothing_known);
  g_test_add_data_func ("/scheme/verdicts/nothing-known/gecco", "gecco-es.json", test_nothing_known);
  g_test_add_func ("/scheme/verdicts/out-of-force", test_out_of_force);
  g_test_add_func ("/scheme/verdicts/describe", test_describe);
  return g_test_run ();
}
