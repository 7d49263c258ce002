/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base-scheme.h"
#include "gol-error.h"

/* The schemes that are shipped: clean, whole, and saying what the ministries say. */

static GolScheme *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "data", "schemes", name, NULL);
  g_autoptr (GPtrArray) lints = NULL;
  g_autoptr (GError) error = NULL;
  GolScheme *scheme = gol_scheme_load (path, &lints, &error);

  g_assert_nonnull (lints);
  for (guint i = 0; i < lints->len; i++)
    {
      const GolLint *lint = g_ptr_array_index (lints, i);
      g_test_message ("%s:%u: %s: %s (%s)", name, lint->line, lint->code, lint->message, lint->suggestion);
    }
  g_assert_cmpuint (lints->len, ==, 0);
  g_assert_no_error (error);
  return scheme;
}

static void
test_clean (gconstpointer data)
{
  g_autoptr (GolScheme) scheme = load (data);
  const GolStep * const *steps = gol_scheme_get_steps (scheme);

  g_assert_true (g_str_has_prefix (data, gol_scheme_get_id (scheme)));
  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_assert_nonnull (gol_words_get_in (steps[i]->label, "es"));
      g_assert_nonnull (steps[i]->section);
      /* Whatever is done leaves a day behind, or nothing could be due after it. */
      g_assert_true (steps[i]->fills == GOL_STEP_RECORD || steps[i]->done_fact != NULL);
    }
  for (guint i = 0; gol_scheme_get_clauses (scheme)[i] != NULL; i++)
    {
      const GolClause *clause = gol_scheme_get_clauses (scheme)[i];
      g_autofree char *text = gol_clause_describe (clause);
      g_assert_nonnull (clause->source);
      g_assert_null (strchr (text, '{'));
      g_assert_nonnull (clause->compiled->reads[0]);
    }
}

/* What each kind of figure is when there is none, and one. */
static const char * const nones[] = {
  [GOL_FACT_DATE] = GOL_FACT_NEVER, [GOL_FACT_PARTIAL_DATE] = "1988-03", [GOL_FACT_INTEGER] = "0",
  [GOL_FACT_BOOLEAN] = "0", [GOL_FACT_RANK] = "0", [GOL_FACT_TEXT] = "", [GOL_FACT_DECIMAL] = "0.0",
  [GOL_FACT_SET] = " ", [GOL_FACT_DATED] = " ", [GOL_FACT_DEDUCTIONS] = " ",
};
static const char * const ones[] = {
  [GOL_FACT_DATE] = "2027-03-01", [GOL_FACT_PARTIAL_DATE] = "1988", [GOL_FACT_INTEGER] = "1",
  [GOL_FACT_BOOLEAN] = "1", [GOL_FACT_RANK] = "1", [GOL_FACT_TEXT] = "full", [GOL_FACT_DECIMAL] = "1.0",
  [GOL_FACT_SET] = " orientation ", [GOL_FACT_DATED] = " birth_certificate=/ ", [GOL_FACT_DEDUCTIONS] = " travel=10/// ",
};

static void
check_words (const GolClause    *clause,
             GolTruth            holds,
             const char * const *of_kind)
{
  g_autofree const char **values = g_new0 (const char *, clause->compiled->n_figures + 1);
  g_autofree char *words = NULL, *cure = NULL;

  for (guint i = 0; i < clause->compiled->n_figures; i++)
    values[i] = of_kind[clause->compiled->figures[i].kind];
  gol_clause_explain (clause, holds, values, &words, &cure);
  g_test_message ("%s: %s [%s]", clause->id, words, cure);
  g_assert_null (strpbrk (words, "{}#_"));
  g_assert_true (g_str_has_suffix (words, "."));
  g_assert_false (g_regex_match_simple ("\\b1 (days|months|years|posts|hours)\\b|: (never|none)\\b|\\.\\.|  ", words, 0, 0));
}

/* An officer reads them out to the worker: no codes, no "1 days", nobody's bare "none". */
static void
test_plain_words (gconstpointer data)
{
  g_autoptr (GolScheme) scheme = load (data);

  for (guint i = 0; gol_scheme_get_clauses (scheme)[i] != NULL; i++)
    {
      const GolClause *clause = gol_scheme_get_clauses (scheme)[i];

      for (GolTruth holds = GOL_NO; holds <= GOL_YES; holds++)
        {
          check_words (clause, holds, nones);
          check_words (clause, holds, ones);
        }
    }
}

static char *
read_document (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "docs", "SCHEMES.md", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
assert_told (const char *document,
             const char *format,
             const char *name)
{
  g_autofree char *told = g_strdup_printf (format, name);

  if (strstr (document, told) == NULL)
    g_error ("docs/SCHEMES.md does not tell %s", told);
}

static void
test_document_is_whole (void)
{
  g_autofree char *document = read_document ();

  for (guint i = 0; gol_fact_view_nth (i) != NULL; i++)
    for (const GolFact *fact = gol_fact_view_nth (i)->facts; fact->name != NULL; fact++)
      assert_told (document, "| `%s` |", fact->name);
  for (guint i = 0; gol_fact_function_nth (i) != NULL; i++)
    assert_told (document, "`%s(", gol_fact_function_nth (i)->name);
}

/* The examples of the document are clauses that work. */
static void
test_document_examples (void)
{
  g_autofree char *document = read_document ();
  g_auto (GStrv) lines = g_strsplit (document, "\n", -1);
  g_autoptr (GRegex) about = g_regex_new ("\"about\": \"(\\w+)\", ", 0, 0, NULL);
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *fault = NULL;
      if (!g_str_has_prefix (lines[i], "{ \"kind\": ") || strstr (lines[i], "one_of") != NULL)
        continue;
      g_assert_true (g_regex_match (about, lines[i], 0, &match));
      g_autofree char *entity = g_match_info_fetch (match, 1);
      g_autofree char *inner = g_strndup (lines[i] + 2, strlen (lines[i]) - 4);
      g_autofree char *text = g_regex_replace_literal (about, inner, -1, 0, "", 0, NULL);
      g_autoptr (GolScheme) scheme = read_clause (entity, text, &fault);
      g_assert_cmpstr (fault, ==, NULL);
      g_assert_nonnull (scheme);
      g_hash_table_add (kinds, g_strndup (text, strcspn (text, ",")));
    }
  g_assert_cmpuint (g_hash_table_size (kinds), ==, 8);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/scheme/schemes/sawp", "sawp-mx-ca.json", test_clean);
  g_test_add_data_func ("/scheme/schemes/gecco", "gecco-es.json", test_clean);
  g_test_add_data_func ("/scheme/schemes/sawp/plain-words", "sawp-mx-ca.json", test_plain_words);
  g_test_add_data_func ("/scheme/schemes/gecco/plain-words", "gecco-es.json", test_plain_words);
  g_test_add_func ("/scheme/schemes/document/is-whole", test_document_is_whole);
  g_test_add_func ("/scheme/schemes/document/examples", test_document_examples);
  return g_test_run ();
}
