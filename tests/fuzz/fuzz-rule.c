/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "gol-lexer.h"

/* A rule passes the first wall, or is told where it does not; what passes holds no sign of a second statement. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *sql = g_strndup ((const char *) data, size);
  g_autofree char *message = NULL;
  gsize offset;

  const char *fault = gol_lexer_check (sql, gol_fact_view_find ("worker"), TRUE, NULL, &offset, &message, NULL);
  g_assert (offset <= strlen (sql));
  g_assert ((fault == NULL) == (message == NULL));
  if (fault == NULL)
    {
      g_auto (GStrv) parts = g_strsplit (sql, "'", -1);
      guint n = g_strv_length (parts);
      g_assert (n % 2 == 1);
      for (guint i = 0; i < n; i += 2)
        g_assert (strpbrk (parts[i], ";\"[]`?@$|&~^#\\") == NULL && strstr (parts[i], "--") == NULL);
    }
  return 0;
}
