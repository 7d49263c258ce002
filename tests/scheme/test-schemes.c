/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gol-error.h"
#include "gol-scheme.h"

#include <string.h>

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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/scheme/schemes/sawp", "sawp-mx-ca.json", test_clean);
  g_test_add_data_func ("/scheme/schemes/gecco", "gecco-es.json", test_clean);
  return g_test_run ();
}
