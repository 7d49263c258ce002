/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base-scheme.h"

/* What each kind of clause becomes. Comparisons only: nothing here may turn "not known" into an answer. */
typedef struct
{
  const char *about;
  const char *text;
  const char *sql;
  const char *figures;
  const char *reads;
} Case;

static const Case cases[] = {
  { "worker", "'kind': 'limit', 'fact': 'birth_date', 'age': { 'min': 18, 'max': 45 }",
    "age_between(birth_date, :from, 18, 45)", "birth_date day", "birth_date" },
  { "worker", "'kind': 'limit', 'fact': 'birth_date', 'age': { 'max': 41 }, 'at': 'on'",
    "age_between(birth_date, :on, 0, 41)", "birth_date day", "birth_date" },
  { "worker", "'kind': 'limit', 'fact': 'schooling', 'min': 'primary', 'max': 'lower_secondary'",
    "schooling >= 2 and schooling <= 3", "schooling", "schooling" },
  { "worker", "'kind': 'limit', 'fact': 'experience_years', 'min': 2",
    "experience_years >= 2", "experience_years", "experience_years" },
  { "order", "'kind': 'limit', 'fact': 'hours_week', 'min': 37.5, 'max': 48",
    "hours_week >= 37.5 and hours_week <= 48", "hours_week", "hours_week" },
  { "order", "'kind': 'limit', 'fact': 'wage', 'min': { 'fact': 'reference_wage', 'percent': 110 }",
    "wage >= reference_wage * 110 / 100.0", "wage reference_wage", "wage reference_wage" },
  { "placement", "'kind': 'limit', 'fact': 'authorised_until', "
    "'max': { 'day': 'authorised_from', 'months': 48, 'days': -1 }",
    "authorised_until <= add_days(add_months(authorised_from, 48), -1)", "authorised_until authorised_from latest",
    "authorised_from authorised_until" },
  { "worker", "'kind': 'presence', 'country': 'ES', 'max': { 'months': 9 }, 'window': { 'months': 12 }",
    "days_present(stays, 'ES', add_days(add_months(:to, -12), 1), add_days(:from, -1)) + "
    "days_between(:from, :to) + 1 <= days_between(:from, add_months(:from, 9))",
    "planned_days most_days days_before", "stays" },
  { "worker", "'kind': 'presence', 'max': { 'days': 90 }, 'window': { 'days': 180 }",
    "days_present(stays, 'CA', add_days(:to, -179), add_days(:from, -1)) + days_between(:from, :to) + 1 <= 90",
    "planned_days most_days days_before", "stays" },
  { "worker", "'kind': 'presence', 'max': { 'months': 8 }, 'window': 'stay'",
    "days_between(:from, :to) + 1 <= days_between(:from, add_months(:from, 8))", "planned_days most_days", "" },
  { "worker", "'kind': 'presence', 'max': { 'days': 240 }, 'window': 'calendar_year'",
    "days_present(stays, 'CA', in_year(:from, '01-01'), add_days(:from, -1)) + days_between(:from, least(:to, "
    "in_year(:from, '12-31'))) + 1 <= 240 and days_between(greatest(:from, in_year(:to, '01-01')), :to) + 1 <= 240",
    "planned_days most_days days_before", "stays" },
  { "worker", "'kind': 'presence', 'min_away': { 'days': 60 }",
    "days_since_return(stays, 'CA', :from) >= 60", "days_away from", "stays" },
  { "worker", "'kind': 'presence', 'min_away': { 'months': 3 }",
    "days_since_return(stays, 'CA', :from) >= days_between(add_months(:from, -3), :from)", "days_away from", "stays" },
  { "worker", "'kind': 'document_validity', 'expires': 'passport_expires', 'until': { 'day': 'to', 'months': 4 }",
    "passport_expires >= add_months(:to, 4)", "passport_expires needed", "passport_expires" },
  { "worker", "'kind': 'document_validity', 'paper': 'criminal_record', 'until': 'to', "
    "'not_older_than': { 'months': 3 }",
    "dated_until(papers, 'criminal_record') >= :to and dated_from(papers, 'criminal_record') >= add_months(:on, -3)",
    "expires needed issued oldest", "papers" },
  { "order", "'kind': 'document_validity', 'issued': 'housing_inspected', "
    "'not_older_than': { 'days': 200 }, 'at': 'starts'",
    "housing_inspected >= add_days(starts, -200)", "housing_inspected starts oldest", "starts housing_inspected" },
  { "worker", "'kind': 'must_have', 'fact': 'literate'", "literate = 1", "literate", "literate" },
  { "order", "'kind': 'must_have', 'fact': 'posts_free'", "posts_free > 0", "posts_free", "posts_free" },
  { "placement", "'kind': 'must_have', 'fact': 'worker_signed'", "worker_signed > '0001-01-01'", "worker_signed",
    "worker_signed" },
  { "placement", "'kind': 'must_have', 'fact': 'fitness_result', 'is': ['fit', 'deferred']",
    "fitness_result in ('fit', 'deferred')", "fitness_result", "fitness_result" },
  { "worker", "'kind': 'must_have', 'fact': 'consents', 'has': ['programme', 'transfer']",
    "has(consents, 'programme') = 1 and has(consents, 'transfer') = 1", "consents", "consents" },
  { "worker", "'kind': 'must_not_have', 'fact': 'abroad'", "abroad = 0", "abroad", "abroad" },
  { "order", "'kind': 'must_not_have', 'fact': 'open_findings'", "open_findings = 0", "open_findings",
    "open_findings" },
  { "worker", "'kind': 'must_not_have', 'fact': 'sanction_until'", "sanction_until < :on", "sanction_until",
    "sanction_until" },
  { "placement", "'kind': 'must_not_have', 'fact': 'missing_on'", "missing_on = '0001-01-01'", "missing_on",
    "missing_on" },
  { "worker", "'kind': 'must_not_have', 'fact': 'nationality', 'is': ['ES']", "nationality not in ('ES')",
    "nationality", "nationality" },
  { "worker", "'kind': 'must_not_have', 'fact': 'licences', 'has': ['chainsaw']", "has(licences, 'chainsaw') = 0",
    "licences", "licences" },
  { "worker", "'kind': 'one_of', 'any': ['adult', 'open']",
    "(age_between(birth_date, :from, 18, 200)) or (open_placements <= 1)", "birth_date day open_placements",
    "birth_date open_placements" },
  { "worker", "'kind': 'deadline', 'fact': 'last_returned_on', 'by': 'last_return_due'",
    "last_returned_on <= last_return_due", "last_return_due last_returned_on latest",
    "last_returned_on last_return_due" },
  { "placement", "'kind': 'deadline', 'fact': 'visa_filed_on', "
    "'by': { 'day': 'authorisation_on', 'months': 2 }, 'not_before': 'authorisation_on'",
    "visa_filed_on <= add_months(authorisation_on, 2) and visa_filed_on >= authorisation_on",
    "authorisation_on visa_filed_on latest earliest", "authorisation_on visa_filed_on" },
  { "order", "'kind': 'deduction', 'deduction': 'travel', 'percent': 10, 'cap': 620, 'currency': 'CAD', "
    "'void_in': ['BC', 'L`Île']",
    "deduction(deductions, 'travel', 'percent') <= 10 and deduction(deductions, 'travel', 'cap') <= 620 and "
    "(place_admin_1 not in ('BC', 'L''Île') or has(deductions, 'travel') = 0)", "deductions place_admin_1",
    "deductions place_admin_1" },
  { "order", "'kind': 'deduction', 'only': ['travel', 'tax']", "only(deductions, ' travel tax ')", "deductions",
    "deductions" },
  { "order", "'kind': 'sql', 'sql': 'hours_guaranteed >= 0.85 * hours_week'", "hours_guaranteed >= 0.85 * hours_week",
    "hours_week hours_guaranteed", "hours_week hours_guaranteed" },
  { "worker", "'kind': 'must_have', 'fact': 'sex', 'is': ['F'], 'legal_basis': 'Law 7', 'from': '2026-01-01'",
    ":on < '2026-01-01' or (sex in ('F'))", "sex", "sex" },
  { "order", "'kind': 'limit', 'fact': 'posts_asked', 'min': 5, 'from': '2024-01-01', 'to': '2025-12-31'",
    ":on < '2024-01-01' or :on > '2025-12-31' or (posts_asked >= 5)", "posts_asked", "posts_asked" },
};

static char *
list_figures (const GolCompiled *compiled)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < compiled->n_figures; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", compiled->figures[i].name);
  return g_strdup (names->str);
}

static char *
list_reads (const GolCompiled *compiled)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; compiled->reads[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", compiled->reads[i]->name);
  return g_strdup (names->str);
}

static void
test_compiles (gconstpointer data)
{
  const Case *clause = data;
  g_autofree char *fault = NULL;
  g_autofree char *json = as_json (clause->text);
  g_autoptr (GolScheme) scheme = read_clause (clause->about, json, &fault);

  g_assert_cmpstr (fault, ==, NULL);
  const GolCompiled *compiled = gol_scheme_find_clause (scheme, "tested")->compiled;
  g_autofree char *figures = list_figures (compiled);
  g_autofree char *reads = list_reads (compiled);
  g_assert_cmpstr (compiled->sql, ==, clause->sql);
  g_assert_cmpstr (figures, ==, clause->figures);
  g_assert_cmpstr (reads, ==, clause->reads);
  g_assert_cmpstr (compiled->view->entity, ==, clause->about);
}

/* Clauses that mean nothing. */
static const Case wrong[] = {
  { "worker", "'kind': 'limit', 'fact': 'birth_date', 'min': 18", "missing_key" },
  { "worker", "'kind': 'limit', 'fact': 'birth_date', 'age': { }", "missing_key" },
  { "worker", "'kind': 'limit', 'fact': 'experience_years'", "missing_key" },
  { "worker", "'kind': 'limit', 'fact': 'experience_years', 'max': 'two'", "wrong_type" },
  { "worker", "'kind': 'limit', 'fact': 'experience_years', 'max': 1e300", "wrong_type" },
  { "worker", "'kind': 'limit', 'fact': 'schooling', 'max': 3", "wrong_type" },
  { "worker", "'kind': 'limit', 'fact': 'schooling', 'max': 'secundary'", "unknown_term" },
  { "order", "'kind': 'limit', 'fact': 'wage', 'min': { 'fact': 'housing' }", "unsuited_fact" },
  { "order", "'kind': 'limit', 'fact': 'wage', 'min': { 'fact': 'reference_wage', 'percent': 0 }", "bad_number" },
  { "order", "'kind': 'presence', 'max': { 'days': 90 }, 'window': 'stay'", "unsuited_fact" },
  { "worker", "'kind': 'presence', 'country': 'EU', 'max': { 'days': 90 }, 'window': 'stay'", "unknown_country" },
  { "worker", "'kind': 'presence', 'max': { 'days': 90, 'months': 3 }, 'window': 'stay'", "bad_span" },
  { "worker", "'kind': 'presence', 'max': { 'days': 90 }, 'window': 'calender_year'", "bad_window" },
  { "worker", "'kind': 'presence', 'max': { 'days': 90 }", "bad_window" },
  { "worker", "'kind': 'presence', 'country': 'ES'", "missing_key" },
  { "worker", "'kind': 'presence', 'min_away': { 'days': 9 }, 'max': { 'days': 9 }", "missing_key" },
  { "worker", "'kind': 'document_validity', 'expires': 'passport_expires'", "missing_key" },
  { "worker", "'kind': 'document_validity', 'until': 'to'", "unsuited_fact" },
  { "worker", "'kind': 'document_validity', 'expires': 'passport_expires', 'until': 'end'", "unknown_day" },
  { "worker", "'kind': 'document_validity', 'expires': 'passport_expires', 'until': { 'day': 'to', 'months': 2000 }",
    "bad_number" },
  { "placement", "'kind': 'document_validity', 'paper': 'criminal_record', 'until': 'ends'", "unsuited_fact" },
  { "worker", "'kind': 'document_validity', 'paper': 'x` or 1=1', 'until': 'to'", "bad_code" },
  { "worker", "'kind': 'must_have', 'fact': 'stays'", "unsuited_fact" },
  { "worker", "'kind': 'must_have', 'fact': 'consents', 'is': ['programme']", "unsuited_fact" },
  { "worker", "'kind': 'must_have', 'fact': 'nationality', 'is': []", "empty_list" },
  { "worker", "'kind': 'must_have', 'fact': 'consents', 'has': ['programe']", "unknown_term" },
  { "worker", "'kind': 'one_of', 'any': ['adult']", "empty_list" },
  { "worker", "'kind': 'one_of', 'any': ['adult', 'selected']", "unknown_clause" },
  { "worker", "'kind': 'one_of', 'any': ['adult', 'tested']", "unknown_clause" },
  { "worker", "'kind': 'deadline', 'fact': 'last_returned_on'", "deadline_without_anchor" },
  { "worker", "'kind': 'deadline', 'fact': 'children', 'by': 'on'", "unsuited_fact" },
  { "worker", "'kind': 'deduction', 'deduction': 'travel', 'amount': 1", "unsuited_fact" },
  { "order", "'kind': 'deduction', 'deduction': 'bribe', 'amount': 1", "unknown_term" },
  { "order", "'kind': 'deduction', 'deduction': 'travel', 'amount': -1", "bad_number" },
  { "order", "'kind': 'deduction', 'deduction': 'travel'", "missing_key" },
  { "order", "'kind': 'deduction', 'deduction': 'travel', 'amount': 1, 'currency': 'PTS'", "unknown_currency" },
  { "worker", "'kind': 'sql', 'sql': 'coalesce(literate, 1) = 1'", "sql_word" },
  { "worker", "'kind': 'sql', 'sql': 'literate'", "sql_not_truth" },
  { "worker", "'kind': 'sql', 'sql': 'litrate = 1'", "sql_unknown" },
};

static void
test_refused (gconstpointer data)
{
  const Case *clause = data;
  g_autofree char *fault = NULL;
  g_autofree char *json = as_json (clause->text);
  g_autoptr (GolScheme) scheme = read_clause (clause->about, json, &fault);

  g_assert_null (scheme);
  g_test_message ("%s", fault);
  /* The mistake itself; that the clause cannot be used is said further up, where it is asked for. */
  g_assert_true (g_str_has_prefix (fault, clause->sql));
}

static void
test_in_force (void)
{
  g_autofree char *fault = NULL;
  g_autofree char *json = as_json ("'kind': 'must_have', 'fact': 'named', 'from': '2026-01-01', 'to': '2026-12-31'");
  g_autoptr (GolScheme) scheme = read_clause ("order", json, &fault);
  const GolClause *clause = gol_scheme_find_clause (scheme, "tested");

  g_assert_false (gol_clause_is_in_force (clause, (GolDate) { 2025, 12, 31 }));
  g_assert_true (gol_clause_is_in_force (clause, (GolDate) { 2026, 1, 1 }));
  g_assert_true (gol_clause_is_in_force (clause, (GolDate) { 2026, 12, 31 }));
  g_assert_false (gol_clause_is_in_force (clause, (GolDate) { 2027, 1, 1 }));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scheme/clauses/compiles/%" G_GSIZE_FORMAT, i);
      g_test_add_data_func (path, &cases[i], test_compiles);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scheme/clauses/refused/%" G_GSIZE_FORMAT, i);
      g_test_add_data_func (path, &wrong[i], test_refused);
    }
  g_test_add_func ("/scheme/clauses/in-force", test_in_force);
  return g_test_run ();
}
