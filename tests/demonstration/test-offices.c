/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "gol-demonstration-offices.h"
#include "gol-error.h"
#include "gol-sync-client.h"

/* The demonstration whole: three offices and the hub program between them. */

static int
remove_one (const char        *path,
            const struct stat *status,
            int                kind,
            struct FTW        *place)
{
  return remove (path);
}

static guint64
count (GolOffice  *office,
       const char *entity)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity (entity));
  g_autoptr(GError) error = NULL;
  guint64 n = 0;

  gol_query_count (gol_office_get_store (office), query, NULL, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
assert_current (GolOffice *office)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolSyncPairing) pairing = gol_sync_get_pairing (gol_office_get_store (office), &error);
  GolSyncState state = { 0 };
  GolVerifyResult result = { 0 };

  g_assert_no_error (error);
  g_assert_nonnull (pairing);
  gol_sync_run (gol_office_get_store (office), pairing, NULL, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (state.waiting, ==, 0);
  /* What the ministry wrote for whom it may write, the hub has taken. */
  if (state.quarantined > 0)
    {
      g_autoptr(GPtrArray) list = gol_exchange_list_quarantined (gol_office_get_store (office), NULL);

      for (guint i = 0; list != NULL && i < MIN (list->len, 10); i++)
        g_test_message ("%s %s: %s", gol_values_get_text (list->pdata[i], "record"), gol_values_get_text (list->pdata[i], "section"),
                        gol_values_get_text (list->pdata[i], "reason"));
    }
  g_assert_cmpuint (state.quarantined, ==, 0);
  g_assert_cmpuint (state.conflicts, ==, 0);
  gol_sync_state_clear (&state);
  gol_store_verify (gol_office_get_store (office), NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < result.faults->len; i++)
    g_test_message ("%s", (char *) result.faults->pdata[i]);
  g_assert_cmpuint (result.faults->len, ==, 0);
  gol_verify_result_clear (&result);
}

static void
test_three (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("golondrina-demonstration-XXXXXX", &error);
  g_autoptr(GolDemonstrationOffices) all = NULL;
  const GolDate day = { 2026, 11, 23 };
  GTimer *timer = g_timer_new ();
  guint64 people;

  g_assert_no_error (error);
  gol_demonstration_offices_make (dir, day, NULL, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("made in %.1f s", g_timer_elapsed (timer, NULL));
  g_timer_destroy (timer);
  all = gol_demonstration_offices_open (dir, day, &error);
  g_assert_no_error (error);

  for (guint place = 0; place < GOL_DEMONSTRATION_N_OFFICES; place++)
    {
      g_test_message ("%s: %" G_GUINT64_FORMAT " workers, %" G_GUINT64_FORMAT " placements, %" G_GUINT64_FORMAT " orders",
                      gol_demonstration_place_get_name (place), count (all->offices[place], "worker"),
                      count (all->offices[place], "placement"), count (all->offices[place], "order"));
      assert_current (all->offices[place]);
    }
  /* The consulate sees who goes to its country; the employer those who are placed with him, and the orders that are his. */
  people = count (all->offices[GOL_DEMONSTRATION_MINISTRY], "worker");
  g_assert_cmpuint (people, >=, 2900);
  g_assert_cmpuint (count (all->offices[GOL_DEMONSTRATION_CONSULATE], "worker"), <, people / 10);
  g_assert_cmpuint (count (all->offices[GOL_DEMONSTRATION_EMPLOYER], "worker"), >, 10);
  g_assert_cmpuint (count (all->offices[GOL_DEMONSTRATION_EMPLOYER], "worker"), <,
                    count (all->offices[GOL_DEMONSTRATION_CONSULATE], "worker"));
  g_assert_cmpuint (count (all->offices[GOL_DEMONSTRATION_EMPLOYER], "order"), <, 5);

  g_clear_pointer (&all, gol_demonstration_offices_unref);
  nftw (dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demonstration/offices", test_three);
  return g_test_run ();
}
