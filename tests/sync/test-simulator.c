/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "simulator.h"

#include <sodium.h>

#define SECONDS  30
#define MINUTES  10    /* of a season's simulated work */
#define ID_BYTES 10    /* that are random in an id */

/* ── The machine's chance, drawn from the seed too: with it the same seed gives the same bytes ── */

typedef struct { guint64 state; } Chance;

static Chance of_ids, of_keys;

static void
draw_bytes (Chance *chance,
            void   *buffer,
            size_t  length)
{
  guint8 *bytes = buffer;

  for (size_t i = 0; i < length; i++)
    {
      /* xorshift64* */
      chance->state ^= chance->state >> 12;
      chance->state ^= chance->state << 25;
      chance->state ^= chance->state >> 27;
      bytes[i] = (guint8) (chance->state * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d) >> 56);
    }
}

/* Of ids, which ask the kernel (gol-id.c). The cipher asks it too, as often as it likes: that shows nowhere. */
ssize_t getrandom (void *buffer, size_t length, unsigned int flags);

ssize_t
getrandom (void         *buffer,
           size_t        length,
           unsigned int  flags)
{
  Chance other = { 1 };

  draw_bytes (length == ID_BYTES ? &of_ids : &other, buffer, length);
  return (ssize_t) length;
}

/* Of salts and keys. */
static const char *
get_name (void)
{
  return "simulator";
}

static guint32
draw_number (void)
{
  guint32 number;

  draw_bytes (&of_keys, &number, sizeof number);
  return number;
}

static void
draw_buffer (void * const buffer,
             const size_t length)
{
  draw_bytes (&of_keys, buffer, length);
}

static struct randombytes_implementation chance = { get_name, draw_number, NULL, NULL, draw_buffer, NULL };

static Simulator *
begin (guint32 seed)
{
  GError *error = NULL;

  /* The library draws once when it begins. */
  gol_wire_init (&error);
  g_assert_no_error (error);
  of_ids.state = of_keys.state = seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) | 1;
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
  randombytes_set_implementation (&chance);
  g_test_add_func ("/sync/simulator/one-conflict", test_one_conflict);
  g_test_add_func ("/sync/simulator/deterministic", test_deterministic);
  g_test_add_func ("/sync/simulator/seasons", test_seasons);
  return g_test_run ();
}
