/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "gol-scheme.h"

/* What a clause says of somebody of whom nothing is known, and of whom each figure is the same odd text. */
static void
explain (const GolClause *clause)
{
  static const char * const texts[] = { NULL, "0", "1", " a b=/ ", GOL_FACT_NEVER, "2027-03", "{min}#" };
  g_autofree const char **values = g_new0 (const char *, clause->compiled->n_figures + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *words = NULL, *cure = NULL;

      for (guint j = 0; j < clause->compiled->n_figures; j++)
        values[j] = texts[i];
      gol_clause_explain (clause, GOL_UNKNOWN, values, &words, &cure);
      g_assert (words != NULL && g_utf8_validate (words, -1, NULL));
    }
}

/* A scheme of a stranger is usable, or says on which line it is not; a usable one tells its rules. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GPtrArray) lints = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GolScheme) scheme = gol_scheme_read ((const char *) data, size, &lints, &error);

  for (guint i = 0; i < lints->len; i++)
    {
      const GolLint *lint = g_ptr_array_index (lints, i);
      g_assert (lint->line > 0 && g_utf8_validate (lint->message, -1, NULL));
    }
  g_assert ((scheme == NULL) == (error != NULL));
  for (guint i = 0; scheme != NULL && gol_scheme_get_clauses (scheme)[i] != NULL; i++)
    {
      g_autofree char *words = gol_clause_describe (gol_scheme_get_clauses (scheme)[i]);
      g_assert (words != NULL);
      explain (gol_scheme_get_clauses (scheme)[i]);
    }
  return 0;
}
