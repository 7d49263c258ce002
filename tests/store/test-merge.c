/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-store-private.h"
#include "office-fixture.h"

#define SITES     3
#define HISTORIES 500

static const char * const site_names[SITES] = { "sa", "sb", "sc" };

static void
apply (Office    *office,
       GPtrArray *changes)
{
  GError *error = NULL;

  gol_store_apply (office->store, changes, &error);
  g_assert_no_error (error);
}

/* One history: the sites write on one record, unaware of each other or not, and hear of each other in any order. */
typedef struct
{
  GRand     *rand;
  Office    *offices[SITES];
  GPtrArray *written[SITES];   /* of GolChange, since this history began */
  guint      seq[SITES];
  char      *record;
} World;

static GolValues *
random_list (World *world)
{
  static const char * const codes[] = { "mam", "kek", "spa", "nah" };
  GolValues *values = gol_values_new ();
  const char *members[4] = { NULL };
  g_autofree char *json = NULL;

  for (guint i = 0, n = g_rand_int_range (world->rand, 1, 3); i < n; i++)
    members[i] = codes[g_rand_int_range (world->rand, 0, 4)];
  json = gol_json_from_strv (members);
  gol_values_set_list (values, "languages", json);
  return values;
}

static void
add_leaf (World    *world,
          GolBatch *batch)
{
  static const char * const fields[] = { "sex", "birth_place", "nationality", "civil_status", "scheme_x.more" };
  g_autoptr(GolValues) values = gol_values_new ();
  guint what = g_rand_int_range (world->rand, 0, 12);

  if (what < 2)
    {
      g_autoptr(GolValues) list = random_list (world);

      gol_batch_add (batch, gol_leaf_new (world->record, "experience", what == 0 ? GOL_OP_ADD : GOL_OP_REMOVE, list));
    }
  else if (what == 2)
    {
      g_autoptr(GolValues) list = random_list (world);

      gol_batch_set (batch, world->record, "experience", list, NULL);
    }
  else if (what == 3)
    gol_batch_add (batch, gol_leaf_new (world->record, "civil", GOL_OP_VOID, NULL));
  else
    {
      for (guint i = 0, n = g_rand_int_range (world->rand, 1, 4); i < n; i++)
        {
          g_autofree char *text = g_strdup_printf ("v%d", g_rand_int_range (world->rand, 0, 6));

          gol_values_set_text (values, fields[g_rand_int_range (world->rand, 0, G_N_ELEMENTS (fields))],
                               g_rand_int_range (world->rand, 0, 6) == 0 ? NULL : text);
        }
      gol_batch_set (batch, world->record, g_rand_boolean (world->rand) ? "civil" : "not_known", values, NULL);
    }
}

static void
write_something (World *world,
                 guint  site)
{
  Office *office = world->offices[site];
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "test", NULL);
  g_autoptr(GPtrArray) changes = NULL;
  GError *error = NULL;

  office_later (office, g_rand_int_range (world->rand, 0, 3));
  for (guint i = 0, n = g_rand_int_range (world->rand, 1, 3); i < n; i++)
    add_leaf (world, batch);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  changes = office_changes (office, GOL_LOG_OPEN, world->seq[site]);
  world->seq[site] += changes->len;
  while (changes->len > 0)
    g_ptr_array_add (world->written[site], g_ptr_array_steal_index (changes, 0));
}

/* Some of what the others wrote, in any order, some of it again; or all of it. */
static void
hear (World    *world,
      guint     site,
      gboolean  everything)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();

  for (guint other = 0; other < SITES; other++)
    for (guint i = 0; other != site && i < world->written[other]->len; i++)
      if (everything || g_rand_int_range (world->rand, 0, 3) == 0)
        g_ptr_array_add (changes, g_ptr_array_index (world->written[other], i));
  array_shuffle (changes, world->rand);
  if (everything)
    for (guint i = 0, n = changes->len / 3; i < n; i++)
      g_ptr_array_add (changes, g_ptr_array_index (changes, i));
  apply (world->offices[site], changes);
}

static void
assert_converged (World *world)
{
  static const char * const sections[] = { "civil", "experience", "not_known" };

  for (guint s = 0; s < G_N_ELEMENTS (sections); s++)
    {
      g_autofree char *first = gol_store_digest (world->offices[0]->store, world->record, sections[s], NULL);

      for (guint site = 1; site < SITES; site++)
        {
          g_autofree char *other = gol_store_digest (world->offices[site]->store, world->record, sections[s], NULL);

          g_assert_cmpstr (other, ==, first);
        }
    }
  for (guint site = 1; site < SITES; site++)
    {
      g_autoptr(GPtrArray) mine = gol_store_conflicts (world->offices[0]->store, world->record, NULL);
      g_autoptr(GPtrArray) theirs = gol_store_conflicts (world->offices[site]->store, world->record, NULL);
      g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpuint (theirs->len, ==, mine->len);
      for (guint i = 0; i < mine->len; i++)
        g_hash_table_add (ids, (gpointer) gol_values_get_text (g_ptr_array_index (mine, i), "id"));
      for (guint i = 0; i < theirs->len; i++)
        g_assert_true (g_hash_table_contains (ids, gol_values_get_text (g_ptr_array_index (theirs, i), "id")));
    }
}

static void
run_history (World *world)
{
  guint steps = g_rand_int_range (world->rand, 3, 9);

  g_free (world->record);
  world->record = NULL;
  for (guint site = 0; site < SITES; site++)
    g_ptr_array_set_size (world->written[site], 0);

  /* One makes the record; the others may hear of later changes first. */
  {
    Office *maker = world->offices[0];
    g_autoptr(GPtrArray) changes = NULL;

    world->record = office_set (maker, NULL, "civil", values_new ("sex", "female", NULL));
    changes = office_changes (maker, GOL_LOG_OPEN, world->seq[0]);
    world->seq[0] += changes->len;
    while (changes->len > 0)
      g_ptr_array_add (world->written[0], g_ptr_array_steal_index (changes, 0));
  }
  for (guint step = 0; step < steps; step++)
    {
      guint site = g_rand_int_range (world->rand, 0, SITES);

      if (g_rand_int_range (world->rand, 0, 5) < 3)
        write_something (world, site);
      else
        hear (world, site, FALSE);
    }
  for (guint site = 0; site < SITES; site++)
    hear (world, site, TRUE);
  assert_converged (world);
}

static void
test_histories (void)
{
  guint32 seed = g_test_rand_int ();
  World world = { g_rand_new_with_seed (seed) };
  GError *error = NULL;

  g_test_message ("seed %u", seed);
  for (guint site = 0; site < SITES; site++)
    {
      world.offices[site] = office_new (site_names[site]);
      world.written[site] = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_change_free);
      /* Nobody pulls the plug here. */
      gol_db_exec (world.offices[site]->store->files[GOL_LOG_OPEN].db, "PRAGMA synchronous = OFF", &error);
      g_assert_no_error (error);
    }
  for (guint site = 0; site < SITES; site++)
    for (guint other = site + 1; other < SITES; other++)
      office_pair (world.offices[site], world.offices[other]);

  for (guint i = 0; i < HISTORIES; i++)
    run_history (&world);

  /* What was merged in any order is what the log makes in its own. */
  for (guint site = 0; site < SITES; site++)
    {
      office_verify (world.offices[site]);
      gol_store_rebuild (world.offices[site]->store, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      office_verify (world.offices[site]);
      assert_converged (&world);
    }
  for (guint site = 0; site < SITES; site++)
    {
      office_free (world.offices[site]);
      g_ptr_array_unref (world.written[site]);
    }
  g_free (world.record);
  g_rand_free (world.rand);
}

static GPtrArray *
conflicts_of (Office     *office,
              const char *record)
{
  GError *error = NULL;
  GPtrArray *found = gol_store_conflicts (office->store, record, &error);

  g_assert_no_error (error);
  return found;
}

/* Exactly one conflict, by the same name at both, closed by one resolution. */
static void
test_conflict (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autofree char *worker = office_set (a, NULL, "civil", values_new ("sex", "female", "birth_date", "1990", NULL));
  g_autoptr(GPtrArray) from_a = office_changes (a, GOL_LOG_OPEN, 0);
  g_autoptr(GPtrArray) from_b = NULL;
  g_autoptr(GPtrArray) more_from_a = NULL;
  g_autoptr(GPtrArray) resolution = NULL;
  g_autofree char *at_a = NULL;
  g_autofree char *at_b = NULL;
  GError *error = NULL;

  office_pair (a, b);
  apply (b, from_a);
  office_later (a, 1);
  g_free (office_set (a, worker, "civil", values_new ("birth_date", "1990-01", "birth_place", "Xela", NULL)));
  office_later (b, 2);
  g_free (office_set_as (b, "u7", worker, "civil", values_new ("birth_date", "1991-02", "nationality", "GT", NULL)));
  more_from_a = office_changes (a, GOL_LOG_OPEN, 1);
  from_b = office_changes (b, GOL_LOG_OPEN, 0);
  apply (a, from_b);
  apply (b, more_from_a);
  apply (b, more_from_a);

  {
    g_autoptr(GPtrArray) mine = conflicts_of (a, worker);
    g_autoptr(GPtrArray) theirs = conflicts_of (b, NULL);
    GolValues *conflict = g_ptr_array_index (mine, 0);
    g_autoptr(GPtrArray) claims = gol_json_to_rows (gol_values_get_text (conflict, "values"), NULL);

    g_assert_cmpuint (mine->len, ==, 1);
    g_assert_cmpuint (theirs->len, ==, 1);
    g_assert_cmpstr (gol_values_get_text (conflict, "id"), ==, gol_values_get_text (g_ptr_array_index (theirs, 0), "id"));
    g_assert_cmpstr (gol_values_get_text (conflict, "section"), ==, "civil");
    g_assert_cmpstr (gol_values_get_text (conflict, "field"), ==, "birth_date");
    g_assert_cmpstr (gol_values_get_text (conflict, "winner"), ==, "sb.1:1");
    g_assert_cmpuint (claims->len, ==, 2);
  }
  at_a = office_get (a, worker, "civil.birth_date");
  at_b = office_get (b, worker, "civil.birth_date");
  g_assert_cmpstr (at_a, ==, "1991-02");   /* the later one, until somebody decides */
  g_assert_cmpstr (at_b, ==, "1991-02");

  /* Deciding for the value that stands is a decision too. */
  g_free (office_set (a, worker, "civil", values_new ("birth_date", "1991-02", NULL)));
  resolution = office_changes (a, GOL_LOG_OPEN, 2);
  g_assert_cmpuint (resolution->len, ==, 1);
  apply (b, resolution);
  {
    g_autoptr(GPtrArray) mine = conflicts_of (a, NULL);
    g_autoptr(GPtrArray) theirs = conflicts_of (b, NULL);
    g_autoptr(GolRecord) record = gol_store_read (b->store, worker, &error);

    g_assert_cmpuint (mine->len, ==, 0);
    g_assert_cmpuint (theirs->len, ==, 0);
    g_assert_cmpstr (gol_record_get_text (record, "civil.birth_place"), ==, "Xela");
    g_assert_cmpstr (gol_record_get_text (record, "civil.nationality"), ==, "GT");
    g_assert_true (g_str_has_prefix (record->code, "GQ-000001-"));
  }
  office_verify (a);
  office_verify (b);
}

/* Writing the same thing is no conflict. */
static void
test_agreement (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autofree char *worker = office_set (a, NULL, "civil", values_new ("sex", "female", NULL));
  g_autoptr(GPtrArray) from_a = office_changes (a, GOL_LOG_OPEN, 0);
  g_autoptr(GPtrArray) from_b = NULL;
  g_autoptr(GPtrArray) found = NULL;

  office_pair (a, b);
  apply (b, from_a);
  g_free (office_set (a, worker, "civil", values_new ("birth_date", "1990", NULL)));
  g_free (office_set (b, worker, "civil", values_new ("birth_date", "1990", NULL)));
  from_b = office_changes (b, GOL_LOG_OPEN, 0);
  apply (a, from_b);
  found = conflicts_of (a, NULL);
  g_assert_cmpuint (found->len, ==, 0);
  office_verify (a);
}

static void
refuse (Office    *office,
        GolChange *change,
        GolError   code)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();
  GError *error = NULL;

  g_ptr_array_add (changes, change);
  g_assert_false (gol_store_apply (office->store, changes, &error));
  g_assert_error (error, GOL_ERROR, (int) code);
  g_clear_error (&error);
}

static void
test_hostile (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autoptr(Office) fork = office_new ("sb");
  g_autoptr(GPtrArray) from_b = NULL;
  g_autoptr(GPtrArray) forked = NULL;
  g_autofree char *worker = office_set (b, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *other = office_set (fork, NULL, "civil", values_new ("sex", "female", NULL));
  GolChange *change;
  char *line;

  from_b = office_changes (b, GOL_LOG_OPEN, 0);
  forked = office_changes (fork, GOL_LOG_OPEN, 0);
  change = g_ptr_array_index (from_b, 0);
  refuse (a, change, GOL_ERROR_DENIED);   /* nobody that we know */
  office_pair (a, b);
  change->signature[3] ^= 1;
  refuse (a, change, GOL_ERROR_INVALID);
  change->signature[3] ^= 1;
  line = g_ptr_array_index (change->leaves, 0);
  *strstr (line, "female") = 'F';
  refuse (a, change, GOL_ERROR_INVALID);
  *strstr (line, "Female") = 'f';
  apply (a, from_b);
  refuse (a, g_ptr_array_index (forked, 0), GOL_ERROR_CONFLICT);
  office_verify (a);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/merge/conflict", test_conflict);
  g_test_add_func ("/store/merge/agreement", test_agreement);
  g_test_add_func ("/store/merge/hostile", test_hostile);
  g_test_add_func ("/store/merge/histories", test_histories);
  return g_test_run ();
}
