/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "gol-number.h"

/* Whatever is typed: it holds, and then in its stored form too, or there is a reason why not. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  const char * const *kinds = gol_number_get_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *normal = NULL;
      g_autofree char *again = NULL;
      const char *reason = NULL;

      if (!gol_number_check (kinds[i], text, &normal, &reason))
        {
          g_assert (reason != NULL && normal == NULL);
          continue;
        }
      g_assert (gol_number_check (kinds[i], normal, &again, NULL));
      g_assert (strcmp (normal, again) == 0);
    }

  return 0;
}
