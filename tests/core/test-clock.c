/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-clock.h"

#define NOON G_GINT64_CONSTANT (1795435200000)   /* 2026-11-23T12:00:00Z */

static void
test_fixed (void)
{
  g_autoptr(GolClock) clock = gol_clock_new_fixed (NOON);
  GolDate today = gol_clock_get_today (clock);

  g_assert_cmpint (gol_clock_get_instant (clock), ==, NOON);
  g_assert_cmpint (gol_date_days (today), ==, gol_date_days ((GolDate) { 2026, 11, 23 }));
  gol_clock_set_instant (clock, NOON + 86400000);
  today = gol_clock_get_today (clock);
  g_assert_cmpuint (today.day, ==, 24);

  /* A day that was set stays, whatever the instant. */
  gol_clock_set_today (clock, (GolDate) { 2026, 1, 2 });
  gol_clock_set_instant (clock, NOON);
  today = gol_clock_get_today (clock);
  g_assert_cmpint (gol_date_days (today), ==, gol_date_days ((GolDate) { 2026, 1, 2 }));
}

static void
test_system (void)
{
  g_autoptr(GolClock) clock = gol_clock_new_system ();
  gint64 before = g_get_real_time () / 1000;
  gint64 now = gol_clock_get_instant (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / 1000);
  g_assert_true (gol_date_is_whole (gol_clock_get_today (clock)));
}

static void
test_form (void)
{
  g_autoptr(GolClock) clock = gol_clock_new_fixed (G_GINT64_CONSTANT (0x0192f3a1c7d2));
  char hlc[GOL_HLC_LENGTH + 1];

  gol_clock_tick (clock, hlc);
  g_assert_cmpstr (hlc, ==, "0192f3a1c7d2.0000");
  gol_clock_tick (clock, hlc);
  g_assert_cmpstr (hlc, ==, "0192f3a1c7d2.0001");
  gol_clock_set_instant (clock, G_GINT64_CONSTANT (0x0192f3a1c7d3));
  gol_clock_tick (clock, hlc);
  g_assert_cmpstr (hlc, ==, "0192f3a1c7d3.0000");
}

/* Set back by a year, stopped, or run on by hand: what it gives only grows. */
static void
test_never_back (void)
{
  static const gint64 jumps[] = { 0, 1, -1, -31536000000, 5, 0, 31536000000, -5, 0, 0 };
  g_autoptr(GolClock) clock = gol_clock_new_fixed (NOON);
  char before[GOL_HLC_LENGTH + 1] = "";
  char hlc[GOL_HLC_LENGTH + 1];

  for (guint i = 0; i < G_N_ELEMENTS (jumps) * 1000; i++)
    {
      gol_clock_set_instant (clock, NOON + jumps[i % G_N_ELEMENTS (jumps)]);
      gol_clock_tick (clock, hlc);
      g_assert_cmpuint (strlen (hlc), ==, GOL_HLC_LENGTH);
      g_assert_cmpstr (before, <, hlc);
      memcpy (before, hlc, sizeof hlc);
    }
}

/* More ticks in a millisecond than the counter holds take a millisecond of the future. */
static void
test_many_in_a_moment (void)
{
  g_autoptr(GolClock) clock = gol_clock_new_fixed (NOON);
  char before[GOL_HLC_LENGTH + 1] = "";
  char hlc[GOL_HLC_LENGTH + 1];

  for (guint i = 0; i < 70000; i++)
    {
      gol_clock_tick (clock, hlc);
      g_assert_cmpstr (before, <, hlc);
      memcpy (before, hlc, sizeof hlc);
    }
}

static void
test_witness (void)
{
  g_autoptr(GolClock) clock = gol_clock_new_fixed (G_GINT64_CONSTANT (0x0192f3a1c7d2));
  char hlc[GOL_HLC_LENGTH + 1];

  gol_clock_witness (clock, "0192f3a1c7ff.0009");
  gol_clock_tick (clock, hlc);
  g_assert_cmpstr (hlc, ==, "0192f3a1c7ff.000a");

  /* What is older changes nothing. */
  gol_clock_witness (clock, "0192f3a1c7ff.0002");
  gol_clock_witness (clock, "0192f3a1c700.ffff");
  gol_clock_tick (clock, hlc);
  g_assert_cmpstr (hlc, ==, "0192f3a1c7ff.000b");
  gol_clock_witness (clock, "0192f3a1c7ff.ffff");
  gol_clock_tick (clock, hlc);
  g_assert_cmpstr (hlc, ==, "0192f3a1c800.0000");
}

/* Nor does what is no timestamp at all. */
static void
test_witness_of_nonsense (void)
{
  static const char * const nonsense[] = {
    "", ".", "0192f3a1c7d3", "ffffffffffffffff", "ffffffffffff.", "ffffffffffff.00000", "ffffffffffff.000g",
    "-fffffffffff.0000",
    "FFFFFFFFFFFF.0000", "ffffffffffff 0000", "fffffffffff.00000", "0xffffffffff.0000", "ffffffffffff.-001",
    "ffffffffffff.ffff",
  };
  g_autoptr(GolClock) clock = gol_clock_new_fixed (G_GINT64_CONSTANT (0x0192f3a1c7d2));
  char hlc[GOL_HLC_LENGTH + 1];

  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    gol_clock_witness (clock, nonsense[i]);
  gol_clock_tick (clock, hlc);
  g_assert_cmpstr (hlc, ==, "0192f3a1c7d2.0000");
}

#define N_THREADS 4
#define N_TICKS   5000

static gpointer
tick_much (gpointer data)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  char hlc[GOL_HLC_LENGTH + 1];

  for (guint i = 0; i < N_TICKS; i++)
    {
      gol_clock_tick (data, hlc);
      g_ptr_array_add (all, g_strdup (hlc));
    }

  return all;
}

static void
test_threads (void)
{
  g_autoptr(GolClock) clock = gol_clock_new_fixed (NOON);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("tick", tick_much, clock);
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autoptr(GPtrArray) all = g_thread_join (threads[i]);

      for (guint j = 0; j < all->len; j++)
        g_assert_true (g_hash_table_add (seen, g_strdup (g_ptr_array_index (all, j))));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_THREADS * N_TICKS);
}

/* The same time; what one has counted, and how far it has come, tells nothing in the other. */
static void
test_beside (void)
{
  g_autoptr(GolClock) clock = gol_clock_new_fixed (NOON);
  g_autoptr(GolClock) beside = gol_clock_new_beside (clock);
  char first[GOL_HLC_LENGTH + 1], second[GOL_HLC_LENGTH + 1];

  g_assert_cmpint (gol_clock_get_instant (beside), ==, NOON);
  for (guint i = 0; i < 3; i++)
    gol_clock_tick (clock, first);
  gol_clock_tick (beside, second);
  g_assert_true (g_str_has_suffix (first, ".0002"));
  g_assert_true (g_str_has_suffix (second, ".0000"));
  gol_clock_set_instant (clock, NOON + 10);
  gol_clock_tick (beside, second);
  gol_clock_set_instant (clock, NOON + 1);
  gol_clock_tick (beside, second);
  gol_clock_tick (clock, first);
  g_assert_true (g_str_has_suffix (second, ".0001"));
  g_assert_true (g_str_has_suffix (first, ".0000"));
  g_assert_cmpint (strcmp (first, second), <, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/fixed", test_fixed);
  g_test_add_func ("/clock/system", test_system);
  g_test_add_func ("/clock/form", test_form);
  g_test_add_func ("/clock/never-back", test_never_back);
  g_test_add_func ("/clock/many-in-a-moment", test_many_in_a_moment);
  g_test_add_func ("/clock/witness", test_witness);
  g_test_add_func ("/clock/witness-of-nonsense", test_witness_of_nonsense);
  g_test_add_func ("/clock/beside", test_beside);
  g_test_add_func ("/clock/threads", test_threads);

  return g_test_run ();
}
