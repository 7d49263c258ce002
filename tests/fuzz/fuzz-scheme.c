/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "gol-scheme.h"

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
    }
  return 0;
}
