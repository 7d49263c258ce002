/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base-scheme.h"
#include "gol-error.h"
#include "gol-lines.h"

/* Each mistake that the reader and the linter know, made once: what it is called and on which line it is found. */
typedef struct
{
  const char *name;
  const char *piece;
  const char *by;
  const char *code;
  guint       line;
  gboolean    error;
  const char *suggestion;
} Case;

#define EXTRA_CLAUSE(body) \
  "    { 'id': 'x', 'kind': 'limit', 'about': 'worker', 'source': 'S', 'fact': 'open_placements',\n" \
  "      'label': { 'en': 'L', 'es': 'L' }, 'rule': { 'en': 'R', 'es': 'R' },\n" \
  "      " body " },\n    { 'id': 'selected'"
#define THIRD_STEP(body) \
  "    { 'code': 'END', 'label': { 'en': 'End', 'es': 'Fin' },\n" body " },\n    { 'code': 'DEP'"

static const Case cases[] = {
  { "not-json", "'format': 1,", "'format': 1", "json", 2, TRUE },
  { "duplicate-key", "'version': '1',", "'version': '1', 'id': 'b',", "json", 2, TRUE },
  { "nul", "Law 1", "Law \\u0000", "json", 19, TRUE },
  { "format", "'format': 1", "'format': 2", "unknown_format", 1, TRUE },
  { "unknown-key", "'origins'", "'orgins'", "unknown_key", 4, TRUE, "origins" },
  { "unknown-key-in-step", "'actor': 'M', 'fills': 'placement", "'who': 'M', 'fills': 'placement", "unknown_key",
    10, TRUE },
  { "missing-key", "'id': 'tiny', ", "", "missing_key", 1, TRUE },
  { "missing-step-key", "'actor': 'M', 'fills': 'event", "'fills': 'event", "missing_key", 12, TRUE },
  { "wrong-type", "'version': '1'", "'version': 1", "wrong_type", 2, TRUE },
  { "null-is-no-value", "'version': '1'", "'version': null", "wrong_type", 2, TRUE },
  { "bad-code", "'id': 'tiny'", "'id': 'ti ny'", "bad_code", 2, TRUE },
  { "control-character", "Law 2", "Law\\u0007", "bad_text", 23, TRUE },
  { "country", "'destination': 'CA'", "'destination': 'Canada'", "unknown_country", 4, TRUE, "CA" },
  { "origin", "['MX']", "['XQ']", "unknown_country", 4, TRUE },
  { "rest-day", "[6, 7]", "[6, 8]", "bad_number", 6, TRUE },
  { "no-working-day", "[6, 7]", "[1, 2, 3, 4, 5, 6, 7]", "bad_number", 6, TRUE },
  { "holiday", "'2026-12-25'", "'2026-12-32'", "bad_date", 6, TRUE },
  { "witness-event", "{ 'departure': [", "{ 'leaving': [", "unknown_event", 7, TRUE },
  { "witness-party", "['C', 'M']", "['Z']", "unknown_party", 7, TRUE },
  { "witness-cannot-write", "['C', 'M']", "['K', 'M']", "actor_cannot_write", 7, TRUE },
  { "no-witness", "'witnesses': { 'departure': ['C', 'M'] }", "'witnesses': { }", "no_witness", 13, TRUE },
  { "empty-witnesses", "['C', 'M']", "[]", "empty_list", 7, TRUE },
  { "language", "'en': 'Tiny'", "'english': 'Tiny'", "unknown_language", 3, TRUE },
  { "translation", "{ 'en': 'Departure', 'es': 'Salida' }", "{ 'en': 'Departure' }", "missing_translation", 12, FALSE },
  { "party", "'actor': 'M', 'fills': 'event", "'actor': 'X', 'fills': 'event", "unknown_party", 13, TRUE },
  { "actor-cannot-write", "'actor': 'M', 'fills': 'placement", "'actor': 'E', 'fills': 'placement",
    "actor_cannot_write", 10, TRUE },
  { "section", "placement.selection", "placement.choice", "unknown_section", 10, TRUE },
  { "section-without-dot", "placement.selection", "placement", "unknown_section", 10, TRUE },
  { "event", "event:departure", "event:leaving", "unknown_event", 13, TRUE },
  { "done-missing", "'done': { 'on': 'selection_held_on', 'when': ['selected'] }", "'requires': ['selected']",
    "missing_key", 9, TRUE },
  { "done-fact", "selection_held_on", "selection_hold_on", "unknown_fact", 11, TRUE, "selection_held_on" },
  { "done-no-day", "'on': 'selection_held_on'", "'on': 'selection_result'", "unknown_fact", 11, TRUE },
  { "done-clause", "'when': ['selected']", "'when': ['selectd']", "unknown_clause", 11, TRUE, "selected" },
  { "after", "'after': ['SEL']", "'after': ['SLE']", "unknown_step", 13, TRUE },
  { "requires", "['adult', 'open']", "['adult', 'opn']", "unknown_clause", 14, TRUE, "open" },
  { "duplicate-step", "'code': 'DEP'", "'code': 'SEL'", "duplicate_id", 12, TRUE },
  { "duplicate-clause", "'id': 'open'", "'id': 'adult'", "duplicate_id", 27, TRUE },
  { "no-anchor", "'anchor': 'SEL', ", "", "deadline_without_anchor", 15, TRUE },
  { "unknown-anchor", "'anchor': 'SEL'", "'anchor': 'start'", "unknown_fact", 15, TRUE, "starts" },
  { "own-anchor", "'anchor': 'SEL'", "'anchor': 'DEP'", "deadline_without_anchor", 12, TRUE },
  { "two-units", "'working_days': 5", "'working_days': 5, 'days': 1", "bad_span", 15, TRUE },
  { "far-deadline", "'working_days': 5", "'working_days': 50000", "bad_number", 15, TRUE },
  { "cycle", "'actor': 'M', 'fills': 'placement.selection'",
    "'actor': 'M', 'after': ['DEP'], 'fills': 'placement.selection'", "cycle", 9, TRUE },
  { "step-order", "    { 'code': 'SEL'",
    "    { 'code': 'PRE', 'label': { 'en': 'P', 'es': 'P' }, 'actor': 'M', 'fills': 'step', 'after': ['SEL'] },\n"
    "    { 'code': 'SEL'", "step_order", 9, TRUE },
  { "alone", "    { 'code': 'DEP'", THIRD_STEP ("'actor': 'M', 'fills': 'step'"), "unreachable_step", 12, TRUE },
  { "unused", "    { 'id': 'selected'", EXTRA_CLAUSE ("'max': 3"), "unused_clause", 23, FALSE },
  { "empty-again", "'may_go_again': ['adult']", "'may_go_again': []", "empty_list", 17, TRUE },
  { "again-not-worker", "'may_go_again': ['adult']", "'may_go_again': ['selected']", "unsuited_clause", 17, TRUE },
  { "no-source", ", 'source': 'Law 3'", "", "no_source", 27, FALSE },
  { "kind", "'kind': 'must_have'", "'kind': 'must_hve'", "unknown_kind", 23, TRUE, "must_have" },
  { "view", "'about': 'placement'", "'about': 'placment'", "unknown_view", 23, TRUE, "placement" },
  { "fact", "'fact': 'birth_date'", "'fact': 'birthdate'", "unknown_fact", 20, TRUE, "birth_date" },
  { "fact-of-other-view", "'fact': 'open_placements'", "'fact': 'posts_free'", "unknown_fact", 28, TRUE },
  { "term", "'is': ['selected']", "'is': ['selcted']", "unknown_term", 24, TRUE, "selected" },
  { "unsuited", "'fact': 'open_placements'", "'fact': 'languages'", "unsuited_fact", 28, TRUE },
  { "least-over-most", "'age': { 'min': 18 }", "'age': { 'min': 46, 'max': 45 }", "contradictory_limits", 19, TRUE },
  { "negative-age", "'min': 18", "'min': -1", "bad_number", 20, TRUE },
  { "ends-first", "'fact': 'birth_date'", "'from': '2026-02-01', 'to': '2026-01-01', 'fact': 'birth_date'",
    "contradictory_limits", 19, TRUE },
  { "figure", "At least {min}.", "At least {mni}.", "unknown_figure", 22, TRUE, "min" },
  { "figure-of-person", "At least {min}.", "Born {birth_date}.", "unknown_figure", 22, TRUE },
  { "variant", "At least {min}.", "At least {min, on {one year} other {# years}}.", "unknown_variant", 22, TRUE, "one" },
  { "variant-of-another-kind", "At least {min}.", "At least {min, yes {one year} other {# years}}.", "unknown_variant",
    22, TRUE },
  { "variant-for-all-else", "At least {min}.", "At least {min, one {one year}}.", "missing_variant", 22, TRUE },
  { "variant-within", "At least {min}.", "At least {min, one {one {mni}} other {#}}.", "unknown_figure", 22, TRUE, "min" },
  { "open-brace", "At least {min}.", "At least {min, one {one year} other {#}.", "bad_place", 22, TRUE },
  { "closing-brace", "At least {min}.", "At least min}.", "bad_place", 22, TRUE },
  { "nested-too-deep", "At least {min}.",
    "At least {min, other {{min, other {{min, other {{min, other {{min, other {#}}}}}}}}}}.", "bad_place", 22, TRUE },
  { "clause-is-no-object", "    { 'id': 'selected'", "    7, { 'id': 'selected'", "wrong_type", 23, TRUE },
  { "no-kind", "'kind': 'must_have', ", "", "missing_key", 23, TRUE },
  { "sex", "'kind': 'limit', 'about': 'worker', 'source': 'Law 3',\n      'fact': 'open_placements', 'max': 1",
    "'kind': 'must_have', 'about': 'worker', 'source': 'Law 3',\n      'fact': 'sex', 'is': ['F']",
    "no_legal_basis", 27, TRUE },
  { "children-in-sql",
    "'kind': 'limit', 'about': 'worker', 'source': 'Law 3',\n      'fact': 'open_placements', 'max': 1",
    "'kind': 'sql', 'about': 'worker', 'source': 'Law 3',\n      'sql': 'children > 0'",
    "no_legal_basis", 27, TRUE },
};

static const GolLint *
find_lint (GPtrArray  *lints,
           const char *code)
{
  for (guint i = 0; i < lints->len; i++)
    if (g_str_equal (((GolLint *) g_ptr_array_index (lints, i))->code, code))
      return g_ptr_array_index (lints, i);
  return NULL;
}

/* A slip in a name is one mistake, and what stands under it is looked at on its own lines. */
static void
test_misspelt (void)
{
  static const struct { const char *right, *wrong; } slips[] = {
    { "'steps'", "'stpes'" }, { "'clauses'", "'clause'" }, { "'may_go_again'", "'may_go_agian'" }, { "'witnesses'", "'witness'" },
  };
  g_autofree char *twice = change_base ("{ 'en': 'Departure', 'es': 'Salida' }", "{ 'en': 'Departure' }");
  g_auto (GStrv) halves = g_strsplit (twice, "\"steps\"", 2);
  g_autofree char *json = g_strjoinv ("\"stpes\"", halves);
  g_autoptr (GPtrArray) lints = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (slips); i++)
    {
      g_autofree char *slip = change_base (slips[i].right, slips[i].wrong);
      g_autoptr (GPtrArray) found = NULL;

      g_assert_null (gol_scheme_read (slip, strlen (slip), &found, NULL));
      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpstr (((GolLint *) found->pdata[0])->code, ==, "unknown_key");
      g_assert_nonnull (strstr (((GolLint *) found->pdata[0])->message, "did you mean"));
    }

  g_assert_null (gol_scheme_read (json, strlen (json), &lints, NULL));
  g_assert_cmpuint (lints->len, ==, 2);
  g_assert_cmpuint (find_lint (lints, "missing_translation")->line, ==, 12);
  g_assert_true (g_str_has_prefix (find_lint (lints, "missing_translation")->pointer, "/stpes/"));
}

static void
test_mistake (gconstpointer data)
{
  const Case *mistake = data;
  g_autofree char *json = change_base (mistake->piece, mistake->by);
  g_autoptr (GPtrArray) lints = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GolScheme) scheme = gol_scheme_read (json, strlen (json), &lints, &error);

  for (guint i = 0; i < lints->len; i++)
    {
      const GolLint *lint = g_ptr_array_index (lints, i);
      g_test_message ("line %u: %s: %s", lint->line, lint->code, lint->message);
      g_assert_cmpuint (lint->line, >, 0);
      g_assert_true (g_utf8_validate (lint->message, -1, NULL));
    }
  const GolLint *lint = find_lint (lints, mistake->code);
  g_assert_nonnull (lint);
  g_assert_cmpuint (lint->line, ==, mistake->line);
  g_assert_cmpint (lint->error, ==, mistake->error);
  if (mistake->suggestion != NULL)
    g_assert_cmpstr (lint->suggestion, ==, mistake->suggestion);
  if (mistake->error)
    {
      g_assert_null (scheme);
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
    }
  else
    {
      g_assert_nonnull (scheme);
      g_assert_no_error (error);
    }
}

static void
test_clean (void)
{
  g_autoptr (GPtrArray) lints = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GolScheme) scheme = gol_scheme_read (base_scheme, strlen (base_scheme), &lints, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lints->len, ==, 0);
  g_assert_cmpstr (gol_scheme_get_id (scheme), ==, "tiny");
  g_assert_cmpstr (gol_scheme_get_destination (scheme), ==, "CA");
  const GolStep *departure = gol_scheme_find_event_step (scheme, "departure");
  g_assert_cmpstr (departure->code, ==, "DEP");
  g_assert_cmpstr (departure->done_fact->name, ==, "departed_on");
  g_assert_cmpstr (departure->after[0]->code, ==, "SEL");
  g_assert_null (departure->after[1]);
  g_assert_true (departure->requires[0] == gol_scheme_find_clause (scheme, "adult"));
  g_assert_cmpuint (departure->requires[0]->line, ==, 19);
  g_assert_cmpstr (gol_words_get_in (departure->label, "es"), ==, "Salida");
  g_assert_null (gol_words_get_in (departure->label, "pt"));
}

/* Who saw it counts in the order that the scheme gives, and nobody else counts at all. */
static void
test_witnesses (void)
{
  g_autoptr (GolScheme) scheme = gol_scheme_read (base_scheme, strlen (base_scheme), NULL, NULL);

  g_assert_cmpuint (gol_scheme_get_precedence (scheme, "departure", GOL_PARTY_CARRIER), ==, 0);
  g_assert_cmpuint (gol_scheme_get_precedence (scheme, "departure", GOL_PARTY_MINISTRY), ==, 1);
  g_assert_false (gol_scheme_may_witness (scheme, "departure", GOL_PARTY_EMPLOYER));
  g_assert_false (gol_scheme_may_witness (scheme, "arrival", GOL_PARTY_MINISTRY));
}

static void
test_due (void)
{
  g_autoptr (GolScheme) scheme = gol_scheme_read (base_scheme, strlen (base_scheme), NULL, NULL);
  static const struct { gint months, days; gboolean working; GolDate anchor, due; } dues[] = {
    { 0, 5, TRUE, { 2026, 11, 23 }, { 2026, 11, 30 } },   /* a Monday: over one week-end */
    { 0, 1, TRUE, { 2026, 12, 24 }, { 2026, 12, 28 } },   /* over Christmas, a Friday */
    { 0, 1, TRUE, { 2026, 11, 28 }, { 2026, 11, 30 } },   /* from a Saturday */
    { 0, -5, TRUE, { 2026, 11, 30 }, { 2026, 11, 23 } },
    { 0, 0, TRUE, { 2026, 11, 28 }, { 2026, 11, 28 } },
    { 1, 0, FALSE, { 2027, 1, 31 }, { 2027, 2, 28 } },
    { 1, 3, FALSE, { 2026, 12, 15 }, { 2027, 1, 18 } },
    { 0, -84, FALSE, { 2027, 4, 1 }, { 2027, 1, 7 } },
    { 0, 5, TRUE, { 0 }, { 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dues); i++)
    {
      GolDue due = { .months = dues[i].months, .days = dues[i].days, .working = dues[i].working };
      GolDate day = gol_scheme_due_on (scheme, &due, dues[i].anchor);
      char found[GOL_DATE_TEXT_MAX], wanted[GOL_DATE_TEXT_MAX];
      g_assert_cmpstr (gol_date_format (day, found), ==, gol_date_format (dues[i].due, wanted));
    }
}

static void
check_refused (const char *json,
               gsize       length,
               const char *code,
               guint       line)
{
  g_autoptr (GPtrArray) lints = NULL;
  g_autoptr (GolScheme) scheme = gol_scheme_read (json, length, &lints, NULL);

  g_assert_null (scheme);
  g_assert_cmpuint (lints->len, ==, 1);
  g_assert_cmpstr (((GolLint *) g_ptr_array_index (lints, 0))->code, ==, code);
  g_assert_cmpuint (((GolLint *) g_ptr_array_index (lints, 0))->line, ==, line);
}

static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new ("{ \"steps\":\n");
  g_autofree char *big = g_strnfill (GOL_SCHEME_MAX_BYTES + 1, ' ');

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  check_refused (deep->str, deep->len, "too_deep", 2);
  check_refused (big, GOL_SCHEME_MAX_BYTES + 1, "too_big", 1);
  check_refused ("", 0, "json", 1);
  check_refused ("[]", 2, "json", 1);
  check_refused ("{}x", 3, "json", 1);
  check_refused ("{\"a\":\"\xff\"}", 9, "json", 1);
  check_refused ("{\"a\":\"\\", 7, "json", 1);
}

/* Every step may come after every earlier one: ways without number between two of them. */
static void
test_many_ways (void)
{
  g_autoptr (GString) steps = g_string_new (NULL);
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) lints = NULL;

  for (guint i = 0; i < 55; i++)
    {
      g_string_append_printf (steps, "{ 'code': 'S%u', 'label': { 'en': 'S', 'es': 'S' }, 'actor': 'M', "
                              "'fills': 'step', 'due': { 'anchor': '%s', 'days': 1 }, 'after': [",
                              i, i > 0 ? "S0" : "starts");
      for (guint j = 0; j < i; j++)
        g_string_append_printf (steps, "%s'S%u'", j > 0 ? "," : "", j);
      g_string_append (steps, "] },\n");
    }
  g_string_append (steps, "    { 'code': 'SEL'");
  json = change_base ("    { 'code': 'SEL'", steps->str);
  g_autoptr (GolScheme) scheme = gol_scheme_read (json, strlen (json), &lints, NULL);
  g_assert_nonnull (scheme);
}

/* Two ranges of one fact that one step wants at once. */
static void
test_contradiction (void)
{
  g_autofree char *clause = change_base ("    { 'id': 'selected'", EXTRA_CLAUSE ("'min': 2"));
  g_auto (GStrv) parts = g_strsplit (clause, "[\"adult\", \"open\"]", 2);
  g_autofree char *json = g_strjoinv ("[\"x\", \"adult\", \"open\"]", parts);
  g_autoptr (GPtrArray) lints = NULL;
  g_autoptr (GolScheme) scheme = gol_scheme_read (json, strlen (json), &lints, NULL);

  g_assert_null (scheme);
  g_assert_cmpuint (find_lint (lints, "contradictory_limits")->line, ==, 12);
}

static void
test_lines (void)
{
  static const char json[] = "{\n \"a\": {\n  \"b\\\"c\": [1,\n 2, {\"d\":\n null}]},\n "
                             "\"e/f\": \"{\\n[\",\n \"g\": 0 }";
  g_autoptr (GolLines) lines = gol_lines_new (json, strlen (json));

  g_assert_cmpuint (gol_lines_find (lines, ""), ==, 1);
  g_assert_cmpuint (gol_lines_find (lines, "/a"), ==, 2);
  g_assert_cmpuint (gol_lines_find (lines, "/a/b\\\"c"), ==, 3);
  g_assert_cmpuint (gol_lines_find (lines, "/a/b\\\"c/1"), ==, 4);
  g_assert_cmpuint (gol_lines_find (lines, "/a/b\\\"c/2/d"), ==, 4);
  g_assert_cmpuint (gol_lines_find (lines, "/e~1f"), ==, 6);
  g_assert_cmpuint (gol_lines_find (lines, "/g"), ==, 7);
  g_assert_cmpuint (gol_lines_find (lines, "/a/none"), ==, 2);
}

/* Whatever happens to the bytes, it is read or refused with a line of the file; GLib prints the seed. */
static void
test_damaged (gconstpointer name)
{
  g_autofree char *path = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "data", "schemes", name, NULL);
  g_autofree char *whole = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (guint round = 0; round < 200; round++)
    {
      g_autofree char *json = g_memdup2 (whole, length);
      g_autoptr (GPtrArray) lints = NULL;
      guint last = 1;
      for (guint i = g_test_rand_int_range (1, 4); i > 0; i--)
        {
          gint32 at = g_test_rand_int_range (0, (gint32) length);
          json[at] = "\"{}[]:,\\0aM\n '"[g_test_rand_int_range (0, 14)];
        }
      for (gsize i = 0; i < length; i++)
        last += json[i] == '\n';
      g_autoptr (GolScheme) scheme = gol_scheme_read (json, length, &lints, NULL);
      for (guint i = 0; i < lints->len; i++)
        g_assert_cmpuint (((GolLint *) g_ptr_array_index (lints, i))->line, <=, last);
      g_assert_true (scheme != NULL || lints->len > 0);
    }
}

/* Whoever gets a code can look it up. */
static void
test_codes_are_told (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "docs", "SCHEMES.md", NULL);
  g_autofree char *document = NULL;

  g_assert_true (g_file_get_contents (path, &document, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *told = g_strdup_printf ("`%s`", cases[i].code);
      g_assert_nonnull (strstr (document, told));
    }
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gol_scheme_load ("/nonexistent/scheme.json", NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scheme/reader/clean", test_clean);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scheme/reader/mistake/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_mistake);
    }
  g_test_add_func ("/scheme/reader/misspelt", test_misspelt);
  g_test_add_func ("/scheme/reader/witnesses", test_witnesses);
  g_test_add_func ("/scheme/reader/due", test_due);
  g_test_add_func ("/scheme/reader/bounds", test_bounds);
  g_test_add_func ("/scheme/reader/many-ways", test_many_ways);
  g_test_add_func ("/scheme/reader/contradiction", test_contradiction);
  g_test_add_func ("/scheme/reader/lines", test_lines);
  g_test_add_data_func ("/scheme/reader/damaged/sawp", "sawp-mx-ca.json", test_damaged);
  g_test_add_data_func ("/scheme/reader/damaged/gecco", "gecco-es.json", test_damaged);
  g_test_add_func ("/scheme/reader/codes-are-told", test_codes_are_told);
  g_test_add_func ("/scheme/reader/no-file", test_no_file);
  return g_test_run ();
}
