/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-error.h"
#include "gol-exchange.h"
#include "gol-store-private.h"
#include "office-fixture.h"

/* ── Changes in part ── */

#define WORKERS 7

typedef struct
{
  Office    *a;
  Office    *b;
  char      *workers[WORKERS];
  GolChange *change;   /* b's: leaf 2 i is the civil section of worker i, leaf 2 i + 1 her contact */
} World;

static void
set (GolBatch   *batch,
     const char *record,
     const char *section,
     GolValues  *values)
{
  gol_batch_set (batch, record, section, values, NULL);
  gol_values_unref (values);
}

static void
world_init (World *world)
{
  g_autoptr(GolBatch) batch = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  GError *error = NULL;

  world->a = office_new ("sa");
  world->b = office_new ("sb");
  office_pair (world->a, world->b);
  batch = gol_batch_new (world->b->store, "u1", "import.workers", NULL);
  for (guint i = 0; i < WORKERS; i++)
    {
      g_autofree char *phone = g_strdup_printf ("+5025550010%u", i);

      world->workers[i] = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
      set (batch, world->workers[i], "civil", values_new ("birth_place", i % 2 == 0 ? "Xela" : "Cobán", NULL));
      set (batch, world->workers[i], "contact", values_new ("phone_1", phone, NULL));
    }
  gol_store_commit (world->b->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  changes = office_changes (world->b, GOL_LOG_OPEN, 0);
  g_assert_cmpuint (changes->len, ==, 1);
  world->change = g_ptr_array_steal_index (changes, 0);
  g_assert_cmpuint (world->change->header.n, ==, 2 * WORKERS);
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < WORKERS; i++)
    g_free (world->workers[i]);
  gol_change_free (world->change);
  office_free (world->a);
  office_free (world->b);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static gboolean
is_in_cb (guint       index,
          const char *line,
          gpointer    user_data)
{
  return (*(guint *) user_data >> index & 1) != 0;
}

/* With the leaves of @mask alone, as they travel. */
static GolChange *
in_part (const GolChange *change,
         guint            mask)
{
  g_autoptr(GolChange) part = gol_change_withhold (change, is_in_cb, &mask);
  g_autofree char *text = gol_change_to_ndjson (part);
  GError *error = NULL;
  GolChange *read = gol_change_from_ndjson (text, strlen (text), &error);

  g_assert_no_error (error);
  return read;
}

static void
apply (Office          *office,
       const GolChange *change)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();
  GError *error = NULL;

  g_ptr_array_add (changes, (gpointer) change);
  gol_store_apply (office->store, changes, &error);
  g_assert_no_error (error);
}

static void
apply_part (World *world,
            guint  mask)
{
  g_autoptr(GolChange) part = in_part (world->change, mask);

  apply (world->a, part);
}

/* Exactly the leaves of @mask are here: as at the office that wrote them, or not at all. */
static void
assert_holds (World *world,
              guint  mask)
{
  for (guint i = 0; i < 2 * WORKERS; i++)
    {
      const char *section = i % 2 == 0 ? "civil" : "contact";
      g_autofree char *here = gol_store_digest (world->a->store, world->workers[i / 2], section, NULL);
      g_autofree char *there = gol_store_digest (world->b->store, world->workers[i / 2], section, NULL);

      g_assert_nonnull (there);
      g_assert_cmpstr (here, ==, (mask >> i & 1) != 0 ? there : NULL);
    }
}

static void
rebuild (Office *office)
{
  GError *error = NULL;

  gol_store_rebuild (office->store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_part (void)
{
  g_auto(World) world = { 0 };
  guint had = 1 << 3;

  world_init (&world);
  apply_part (&world, had);
  assert_holds (&world, had);
  office_verify (world.a);
  /* Less, or the same again, takes nothing away. */
  apply_part (&world, had);
  apply_part (&world, 0);
  assert_holds (&world, had);
  rebuild (world.a);
  assert_holds (&world, had);
  office_verify (world.a);
  office_open (world.a);
  apply (world.a, world.change);
  assert_holds (&world, (1 << 2 * WORKERS) - 1);
  office_verify (world.a);
  rebuild (world.a);
  assert_holds (&world, (1 << 2 * WORKERS) - 1);
}

/* Grants in any order, over one another or apart. */
static void
test_parts (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint n = 0; n < 8; n++)
    {
      g_auto(World) world = { 0 };
      guint had = 0;

      world_init (&world);
      for (guint i = 0; i < 6; i++)
        {
          guint mask = g_rand_int (rand) & g_rand_int (rand) & ((1 << 2 * WORKERS) - 1);

          had |= mask;
          apply_part (&world, mask);
          assert_holds (&world, had);
        }
      office_verify (world.a);
      rebuild (world.a);
      assert_holds (&world, had);
      office_verify (world.a);
    }
}

static void
refuse (World     *world,
        GolChange *change)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();
  GError *error = NULL;

  g_ptr_array_add (changes, change);
  g_assert_false (gol_store_apply (world->a->store, changes, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
  g_clear_error (&error);
}

/* The older leaf of a section is given after the newer one. */
static void
test_later (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GPtrArray) more = NULL;

  world_init (&world);
  g_free (office_set (world.b, world.workers[1], "civil", values_new ("birth_place", "Nebaj", NULL)));
  g_free (office_set (world.b, world.workers[1], "civil", values_new ("sex", "female", NULL)));
  more = office_changes (world.b, GOL_LOG_OPEN, 1);
  apply_part (&world, 1);
  apply (world.a, g_ptr_array_index (more, 1));
  apply (world.a, g_ptr_array_index (more, 0));
  apply_part (&world, 1 << 2);
  for (guint i = 0; i < 2; i++)
    {
      office_verify (world.a);
      assert_holds (&world, 1 | 1 << 2);
      rebuild (world.a);
    }
}

/* Another leaf in its place, another node beside it: then or at first. */
static void
test_altered (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GolChange) line = NULL;
  g_autoptr(GolChange) node = NULL;
  g_autoptr(GolChange) signature = NULL;

  world_init (&world);
  line = in_part (world.change, 3 << 4);
  *strstr (g_ptr_array_index (line->leaves, 4), "Xela") = 'S';
  node = in_part (world.change, 3 << 4);
  g_array_index (node->withheld, GolWithheld, 1).hash[7] ^= 1;
  signature = in_part (world.change, 3 << 4);
  signature->signature[9] ^= 1;
  for (guint i = 0; i < 2; i++)
    {
      refuse (&world, line);
      refuse (&world, node);
      refuse (&world, signature);
      assert_holds (&world, i == 0 ? 0 : 1 << 5);
      apply_part (&world, 1 << 5);
    }
  office_verify (world.a);
}

/* Between two that are here, some are not: what they say stands, and what is not here is told. */
static void
test_gap (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autofree char *worker = office_set (b, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *place = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  GolVerifyResult result;
  GError *error = NULL;

  office_pair (a, b);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("Xela %u", i);

      g_free (office_set (b, worker, "civil", values_new ("birth_place", text, NULL)));
    }
  changes = office_changes (b, GOL_LOG_OPEN, 0);
  apply (a, g_ptr_array_index (changes, 5));
  apply (a, g_ptr_array_index (changes, 1));
  apply (a, g_ptr_array_index (changes, 3));
  place = office_get (a, worker, "civil.birth_place");
  g_assert_cmpstr (place, ==, "Xela 4");
  for (guint i = 0; i < 2; i++)
    {
      gol_store_verify (a->store, NULL, NULL, NULL, &result, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (result.faults->len, ==, 0);
      g_assert_cmpuint (result.missing->len, ==, 3);
      g_assert_cmpstr (g_ptr_array_index (result.missing, 0), ==, "sb.1:1");
      g_assert_cmpstr (g_ptr_array_index (result.missing, 1), ==, "sb.1:3");
      gol_verify_result_clear (&result);
      rebuild (a);
    }
  apply (a, g_ptr_array_index (changes, 0));
  apply (a, g_ptr_array_index (changes, 2));
  apply (a, g_ptr_array_index (changes, 4));
  gol_store_verify (a->store, NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.faults->len, ==, 0);
  g_assert_cmpuint (result.missing->len, ==, 0);
  gol_verify_result_clear (&result);
}

/* An office of the first version has no place for nodes until it is opened. */
static void
test_upgrade (void)
{
  g_auto(World) world = { 0 };
  GError *error = NULL;

  world_init (&world);
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    {
      gol_db_exec (world.a->store->files[log].db, "DROP TABLE node; DROP INDEX change_waiting; DROP TABLE receipt;"
                   " ALTER TABLE change DROP COLUMN verdict; ALTER TABLE record DROP COLUMN revoked; PRAGMA user_version = 1", &error);
      g_assert_no_error (error);
    }
  office_open (world.a);
  apply_part (&world, 5);
  assert_holds (&world, 5);
  office_verify (world.a);
}

/* ── What is sent ── */

static void
test_changes (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autofree char *worker = office_set (a, NULL, "civil", values_new ("sex", "female", NULL));
  g_autoptr(GPtrArray) all = NULL;
  GolExchangeHave have;
  guint64 waiting, seq = 0;
  gboolean through;
  GError *error = NULL;

  office_pair (a, b);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *text = g_strdup_printf ("Xela %u", i);

      g_free (office_set (a, worker, "civil", values_new ("birth_place", text, NULL)));
    }
  all = office_changes (a, GOL_LOG_OPEN, 0);
  gol_exchange_count_waiting (a->store, GOL_LOG_OPEN, &waiting, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting, ==, 7);
  gol_exchange_count_waiting (a->store, GOL_LOG_PROTECTED, &waiting, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting, ==, 0);

  /* Piece by piece, however small the pieces: byte for byte what was written. */
  while (seq < 7)
    {
      g_autoptr(GPtrArray) some = gol_exchange_read_changes (a->store, GOL_LOG_OPEN, seq, 3, seq < 3 ? 1 : 1000000, NULL, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (some->len, ==, seq < 3 ? 1 : seq == 3 ? 3 : 1);
      for (guint i = 0; i < some->len; i++)
        {
          g_autofree char *sent = gol_change_to_ndjson (g_ptr_array_index (some, i));
          g_autofree char *written = gol_change_to_ndjson (g_ptr_array_index (all, seq));

          g_assert_cmpstr (sent, ==, written);
          apply (b, g_ptr_array_index (some, i));
          seq++;
        }
    }
  office_verify (b);

  gol_exchange_get_have (a->store, GOL_LOG_OPEN, &have, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (have.seq, ==, 7);
  g_assert_cmpmem (have.hash, GOL_HASH_BYTES, ((GolChange *) g_ptr_array_index (all, 6))->hash, GOL_HASH_BYTES);
  g_assert_true (gol_exchange_goes_through (a->store, GOL_LOG_OPEN, &have, &through, &error) && through);
  have.seq = 6;
  g_assert_true (gol_exchange_goes_through (a->store, GOL_LOG_OPEN, &have, &through, &error) && !through);
  memcpy (have.hash, ((GolChange *) g_ptr_array_index (all, 5))->hash, GOL_HASH_BYTES);
  g_assert_true (gol_exchange_goes_through (a->store, GOL_LOG_OPEN, &have, &through, &error) && through);
  have.seq = 8;
  g_assert_true (gol_exchange_goes_through (a->store, GOL_LOG_OPEN, &have, &through, &error) && !through);
  gol_exchange_get_have (a->store, GOL_LOG_PROTECTED, &have, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (have.seq, ==, 0);
  g_assert_true (gol_exchange_goes_through (a->store, GOL_LOG_PROTECTED, &have, &through, &error) && through);
}

/* Who passes on a protected change reads nothing of it; whom it is sealed to merges it. */
static void
test_sealed (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autofree char *worker = office_set (a, NULL, "civil", values_new ("sex", "female", NULL));
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(GPtrArray) open = NULL;
  g_autofree char *text = NULL;
  g_autofree char *people = NULL;
  GolChange *change;
  guint8 public_key[32], secret_key[32];
  GError *error = NULL;

  office_pair (a, b);
  g_free (office_set (a, worker, "self_identification", values_new ("people", "K’iche’", NULL)));
  gol_seal_key_generate (public_key, secret_key);
  changes = gol_exchange_read_changes (a->store, GOL_LOG_PROTECTED, 0, 10, 100000, public_key, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 1);
  change = g_ptr_array_index (changes, 0);
  text = gol_change_to_ndjson (change);
  g_assert_null (strstr (text, "iche"));
  g_assert_null (strstr (text, "self_identification"));
  g_assert_true (gol_change_unseal (change, public_key, secret_key, &error));
  open = office_changes (a, GOL_LOG_OPEN, 0);
  g_assert_cmpuint (open->len, ==, 1);
  apply (b, g_ptr_array_index (open, 0));
  apply (b, change);
  people = office_get (b, worker, "self_identification.people");
  g_assert_cmpstr (people, ==, "K’iche’");
  office_verify (b);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/exchange/part", test_part);
  g_test_add_func ("/store/exchange/parts", test_parts);
  g_test_add_func ("/store/exchange/later", test_later);
  g_test_add_func ("/store/exchange/altered", test_altered);
  g_test_add_func ("/store/exchange/gap", test_gap);
  g_test_add_func ("/store/exchange/upgrade", test_upgrade);
  g_test_add_func ("/store/exchange/changes", test_changes);
  g_test_add_func ("/store/exchange/sealed", test_sealed);
  return g_test_run ();
}
