/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chance.h"
#include "simulator.h"

#define SECONDS  30
#define MINUTES  10    /* of a season's simulated work */

static Simulator *
begin (guint32 seed)
{
  chance_begin (seed);
  return simulator_new (seed);
}

/* ── One season ── */

/* All that must hold, at every rest. */
static char *
season (guint32 seed)
{
  g_autoptr(Simulator) self = begin (seed);
  g_autofree char *before = NULL, *after = NULL, *end = NULL;
  guint conflicts, rounds = 0;

  simulator_run (self, MINUTES * 60 * 1000);
  simulator_settle (self);
  simulator_check (self);

  /* I3: whatever was sent comes again, and nothing changes. */
  before = simulator_digest (self);
  simulator_replay (self);
  simulator_settle (self);
  after = simulator_digest (self);
  g_assert_cmpstr (before, ==, after);

  /* I14: one decision closes a conflict everywhere. */
  conflicts = simulator_resolve (self);
  simulator_settle (self);
  simulator_check (self);
  /* What was decided in two sections at once, or moved somebody, may leave one behind: never for long. */
  while (simulator_resolve (self) > 0)
    {
      simulator_settle (self);
      g_assert_cmpuint (++rounds, <, 4);
    }
  simulator_check (self);
  end = simulator_digest (self);

  g_test_message ("seed %u: %u records, %u values, %u conflicts (%u rounds more); %u requests, %u lost, %u cut, %u doubled, %u restarts", seed,
                  self->records->len, self->written->len, conflicts, rounds, self->n_requests, self->n_lost, self->n_cut,
                  self->n_doubled, self->n_restarts);
  return g_strconcat (g_checksum_get_string (self->trace), end, NULL);
}

static void
test_seasons (void)
{
  gint64 until = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;
  guint32 seed = g_test_rand_int ();
  guint seasons = 0;

  if (g_getenv ("GOL_SEED") != NULL)
    seed = (guint32) g_ascii_strtoull (g_getenv ("GOL_SEED"), NULL, 10);
  do
    {
      g_autofree char *trace = NULL;

      g_test_message ("GOL_SEED=%u", seed + seasons);
      trace = season (seed + seasons++);
    }
  while (g_get_monotonic_time () < until);
  g_test_message ("%u seasons", seasons);
}

/* I16 */
static void
test_deterministic (void)
{
  g_autofree char *first = season (7);
  g_autofree char *second = season (7);

  g_assert_cmpstr (first, ==, second);
}

/* I14, by hand: the same field, written unaware, is exactly one conflict with one id, and one decision closes it. */
static void
test_one_conflict (void)
{
  g_autoptr(Simulator) self = begin (11);
  const char *record;
  g_autoptr(GPtrArray) here = NULL, there = NULL, after = NULL;

  simulator_settle (self);
  record = simulator_collide (self);
  g_assert_nonnull (record);
  simulator_settle (self);
  here = conflict_ids (&self->nodes[MINISTRY]);
  there = conflict_ids (&self->nodes[EMPLOYER]);
  g_assert_cmpuint (here->len, ==, 1);
  g_assert_cmpuint (there->len, ==, 1);
  g_assert_cmpstr (here->pdata[0], ==, there->pdata[0]);

  g_assert_cmpuint (simulator_resolve (self), ==, 1);
  simulator_settle (self);
  simulator_check (self);
  for (guint i = 0; i < N_NODES; i++)
    {
      after = conflict_ids (&self->nodes[i]);
      g_assert_cmpuint (after->len, ==, 0);
      g_clear_pointer (&after, g_ptr_array_unref);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/simulator/one-conflict", test_one_conflict);
  g_test_add_func ("/sync/simulator/deterministic", test_deterministic);
  g_test_add_func ("/sync/simulator/seasons", test_seasons);
  return g_test_run ();
}
