/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "gol-json.h"

FUZZ_WITHOUT_LEAK_CHECK

static void
assert_same (const char *written,
             const char *json,
             gsize       length)
{
  g_assert (strlen (written) == length && memcmp (written, json, length) == 0);
}

/* What is taken is written as the same bytes: that is all that canonical means. */
static void
check_values (const char *json,
              gsize       length)
{
  g_autoptr(GolValues) values = gol_values_from_json (json, length, NULL);
  g_autofree char *written = values != NULL ? gol_values_to_json (values) : NULL;
  g_autoptr(GolValues) copy = values != NULL ? gol_values_copy (values) : NULL;

  if (values == NULL)
    return;

  assert_same (written, json, length);
  g_assert (gol_values_equal (values, copy));
}

static void
check_lists (const char *json)
{
  g_autoptr(GPtrArray) rows = gol_json_to_rows (json, NULL);
  g_auto(GStrv) members = gol_json_to_strv (json, NULL);

  if (rows != NULL)
    {
      g_autofree char *written = gol_json_from_rows (rows);

      assert_same (written, json, strlen (json));
    }

  /* Members come in any order and leave in one. */
  if (members != NULL)
    {
      g_autofree char *sorted = gol_json_from_strv ((const char * const *) members);
      g_auto(GStrv) back = gol_json_to_strv (sorted, NULL);
      g_autofree char *again = gol_json_from_strv ((const char * const *) back);

      assert_same (again, sorted, strlen (sorted));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  GolJsonReader reader;

  check_values ((const char *) data, size);
  check_lists (text);

  gol_json_reader_init (&reader, (const char *) data, size);
  if (gol_json_reader_skip (&reader, 1))
    g_assert (reader.at > reader.start && reader.at <= reader.end);

  return 0;
}
