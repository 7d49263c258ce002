/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "gol-mrz.h"

static const GolDate today = { 2026, 11, 23 };

static gboolean
has_digit (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

static void
check_zone (const GolMrz *mrz,
            const char   *surnames,
            const char   *given_names)
{
  g_assert (mrz->birth_date.year == 0 || gol_date_is_valid (mrz->birth_date));
  g_assert (gol_date_before (today, mrz->birth_date) != GOL_YES);
  g_assert (mrz->expiry_date.year == 0 || gol_date_is_valid (mrz->expiry_date));
  g_assert (mrz->n_checks <= G_N_ELEMENTS (mrz->checks));

  /* A name is a way to write itself, and any other is compared without harm. */
  if (!has_digit (mrz->surname) && !has_digit (mrz->given_names))
    g_assert (gol_mrz_name_agrees (mrz, mrz->surname, mrz->given_names));
  if (g_utf8_validate (surnames, -1, NULL) && g_utf8_validate (given_names, -1, NULL))
    gol_mrz_name_agrees (mrz, surnames, given_names);

  if (mrz->suggestion != NULL)
    {
      g_autoptr(GolMrz) mended = gol_mrz_parse (mrz->suggestion, today, NULL);

      g_assert (!mrz->valid);
      g_assert (mended != NULL && mended->valid);
    }
}

/* A zone, and after bars the surnames and the given names that are written. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto(GStrv) parts = g_strsplit (text, "|", 3);
  guint n_parts = g_strv_length (parts);
  g_autoptr(GolMrz) mrz = n_parts > 0 ? gol_mrz_parse (parts[0], today, NULL) : NULL;

  if (mrz != NULL)
    check_zone (mrz, n_parts > 1 ? parts[1] : "", n_parts > 2 ? parts[2] : "");

  return 0;
}
