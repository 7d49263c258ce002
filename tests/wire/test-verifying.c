/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "gol-verifying.h"

#define MOST 70    /* enough that several threads share them */

/* Of so many changes the one at @bad (none: @n) bears another's signature. */
static gboolean
verify (guint n,
        guint bad)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_change_free);
  g_autoptr(GolVerifying) verifying = gol_verifying_new ();
  GolSiteKey key;
  gboolean good;

  fixture_key (&key);
  for (guint i = 0; i < n; i++)
    {
      GolChange *change = fixture_change (1 + i % 3);

      change->signature[i % GOL_SIGNATURE_BYTES] ^= i == bad;
      g_ptr_array_add (changes, change);
      gol_verifying_add_change (verifying, change, key.public_key);
    }
  gol_verifying_begin (verifying);
  good = gol_verifying_end (verifying);
  g_assert_true (gol_verifying_end (verifying) == good);
  return good;
}

static void
test_every_one (void)
{
  static const guint numbers[] = { 0, 1, 15, 16, 17, MOST };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_true (verify (numbers[i], numbers[i]));
      for (guint bad = 0; bad < numbers[i]; bad++)
        g_assert_false (verify (numbers[i], bad));
    }
}

static void
test_each_by_its_key (void)
{
  g_autoptr(GolChange) change = fixture_change (3);
  g_autoptr(GolVerifying) verifying = gol_verifying_new ();
  g_autoptr(GolVerifying) dropped = gol_verifying_new ();
  GolSiteKey key, other;

  fixture_key (&key);
  gol_site_key_generate (&other);
  for (guint i = 0; i < MOST; i++)
    {
      gol_verifying_add_change (verifying, change, i == MOST - 1 ? other.public_key : key.public_key);
      gol_verifying_add_change (dropped, change, key.public_key);
    }
  gol_verifying_begin (verifying);
  g_assert_false (gol_verifying_end (verifying));
  gol_verifying_begin (dropped);    /* and not ended */
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gol_wire_init (NULL));
  g_test_add_func ("/wire/verifying/every-one", test_every_one);
  g_test_add_func ("/wire/verifying/each-by-its-key", test_each_by_its_key);
  return g_test_run ();
}
