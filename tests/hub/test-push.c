/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gol-error.h"
#include "world.h"

#define EMPLOYER "employer/01JD8Z5B7R00000000000000E1"

static World *
small_world (void)
{
  World *world = world_new ();

  world_agency (world, "min", "ministry", NULL, NULL);
  world_agency (world, "farm", "employer", EMPLOYER, NULL);
  world_agency (world, "sgt", "consulate-origin", NULL, NULL);
  return world;
}

static GolChange *
write_worker (Site *site)
{
  g_autofree char *record = record_new (site->world, "worker");

  return site_write (site, GOL_LOG_OPEN, leaf_new (record, "civil", "birth_place", "Somewhere", NULL), NULL);
}

static void
expect_refused (Site       *site,
                const char *body,
                GolError    code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gol_hub_push (site->world->hub, site->name, body, strlen (body), &error));
  g_assert_error (error, GOL_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));   /* a sentence */
}

/* A push again, and again: the same receipts, nothing counted twice. */
static void
test_replay (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) site = site_new (world, "m1", "min");
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(GPtrArray) first = NULL;
  g_autofree char *feed = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(GolChange) change = write_worker (site);

      gol_push_append (body, change, NULL);
    }
  first = site_push (site, body->str);
  feed = site_fetch_text (site, GOL_LOG_OPEN);
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr(GPtrArray) again = NULL;
      g_autofree char *feed_again = NULL;

      world_pass (world, 60000);
      world_reopen (world);
      again = site_push (site, body->str);
      g_assert_cmpuint (again->len, ==, 5);
      for (guint i = 0; i < again->len; i++)
        {
          const GolAnswer *was = g_ptr_array_index (first, i), *is = g_ptr_array_index (again, i);

          g_assert_cmpint (was->kind, ==, GOL_ANSWER_ACCEPTED);
          g_assert_cmpint (is->kind, ==, GOL_ANSWER_DUPLICATE);
          g_assert_cmpstr (is->receipt->line, ==, was->receipt->line);
          g_assert_cmpuint (is->receipt->hub_seq, ==, i + 1);
        }
      feed_again = site_fetch_text (site, GOL_LOG_OPEN);
      g_assert_cmpstr (feed_again, ==, feed);
    }
}

static void
test_gap (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) site = site_new (world, "m1", "min");
  g_autoptr(GolChange) first = write_worker (site);
  g_autoptr(GolChange) second = write_worker (site);

  g_assert_cmpint (site_send (site, second, NULL), ==, GOL_ANSWER_GAP);
  g_assert_cmpint (site_send (site, first, NULL), ==, GOL_ANSWER_ACCEPTED);
  g_assert_cmpint (site_send (site, second, NULL), ==, GOL_ANSWER_ACCEPTED);
}

/* Two copies of one office wrote: the second is frozen, keeps nothing of it, and goes on only with the next incarnation. */
static void
test_fork (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) site = site_new (world, "m1", "min");
  g_autoptr(GolChange) first = write_worker (site);
  Site copy = *site;
  g_autoptr(GolChange) second = write_worker (site);
  g_autoptr(GolChange) other = write_worker (&copy);
  g_autoptr(GolChange) third = write_worker (site);
  g_autoptr(GolChange) anew = NULL;
  g_autoptr(GString) body = g_string_new (NULL);

  g_assert_cmpint (site_send (site, first, NULL), ==, GOL_ANSWER_ACCEPTED);
  g_assert_cmpint (site_send (site, second, NULL), ==, GOL_ANSWER_ACCEPTED);
  g_assert_cmpint (site_send (&copy, other, NULL), ==, GOL_ANSWER_FORK);
  gol_push_append (body, third, NULL);
  expect_refused (site, body->str, GOL_ERROR_CONFLICT);
  world_reopen (world);
  expect_refused (site, body->str, GOL_ERROR_CONFLICT);

  site_enrol (site);
  expect_refused (site, body->str, GOL_ERROR_CONFLICT);
  anew = write_worker (site);
  g_assert_cmpuint (anew->header.incarnation, ==, 2);
  g_assert_cmpint (site_send (site, anew, NULL), ==, GOL_ANSWER_ACCEPTED);
}

/* A change that follows another history than the hub's is a fork too. */
static void
test_broken_chain (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) site = site_new (world, "m1", "min");
  g_autoptr(GolChange) first = write_worker (site);
  g_autoptr(GolChange) second = NULL;

  g_assert_cmpint (site_send (site, first, NULL), ==, GOL_ANSWER_ACCEPTED);
  site->prev[GOL_LOG_OPEN][0] ^= 1;
  second = write_worker (site);
  g_assert_cmpint (site_send (site, second, NULL), ==, GOL_ANSWER_FORK);
}

static void
test_strangers (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) site = site_new (world, "m1", "min");
  g_autoptr(Site) farm = site_new (world, "f1", "farm");
  g_autoptr(GolChange) change = NULL;
  g_autofree char *text = NULL;

  change = write_worker (site);
  text = gol_change_to_ndjson (change);
  expect_refused (farm, text, GOL_ERROR_DENIED);        /* another's */
  gol_site_key_generate (&site->key);
  g_clear_pointer (&change, gol_change_free);
  g_free (text);
  change = write_worker (site);
  text = gol_change_to_ndjson (change);
  expect_refused (site, text, GOL_ERROR_DENIED);        /* signed with another key */
  site->name = "x1";
  expect_refused (site, text, GOL_ERROR_DENIED);        /* of nobody */
}

/* The rest of it was worked at meanwhile: nothing of that may be left, not even that the site is frozen for a fork. */
static void
test_forged_among_many (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) site = site_new (world, "m1", "min");
  g_autoptr(GString) good = g_string_new (NULL);
  g_autoptr(GString) bad = g_string_new (NULL);
  g_autoptr(GPtrArray) answers = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(GolChange) change = NULL;

      site->prev[GOL_LOG_OPEN][0] ^= i == 30;
      change = write_worker (site);
      change->signature[0] ^= i == 35;
      gol_push_append (bad, change, NULL);
    }
  expect_refused (site, bad->str, GOL_ERROR_DENIED);
  memset (site->prev, 0, sizeof site->prev);
  memset (site->seq, 0, sizeof site->seq);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(GolChange) change = write_worker (site);

      gol_push_append (good, change, NULL);
    }
  text = gol_hub_push (world->hub, "m1", good->str, good->len, NULL);
  g_assert_nonnull (text);
  answers = gol_answers_read (text, strlen (text), NULL);
  g_assert_cmpuint (answers->len, ==, 40);
  for (guint i = 0; i < answers->len; i++)
    g_assert_cmpint (((GolAnswer *) g_ptr_array_index (answers, i))->kind, ==, GOL_ANSWER_ACCEPTED);
}

static void
test_limits (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) site = site_new (world, "m1", "min");
  g_autofree char *large = g_strnfill (GOL_PUSH_MAX_BYTES + 1, 'x');
  g_autoptr(GString) many = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  expect_refused (site, large, GOL_ERROR_INVALID);
  expect_refused (site, "", GOL_ERROR_INVALID);
  expect_refused (site, "{}\n", GOL_ERROR_INVALID);
  for (guint i = 0; i < GOL_PUSH_MAX_CHANGES + 1; i++)
    {
      g_autoptr(GolChange) change = write_worker (site);

      gol_push_append (many, change, NULL);
    }
  expect_refused (site, many->str, GOL_ERROR_INVALID);
  g_assert_null (gol_hub_feed (world->hub, "m1", GOL_LOG_OPEN, NULL, GOL_FEED_MAX_ITEMS + 1, TRUE, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_USAGE);
}

/* ── Authority ── */

static void
expect_quarantine (Site       *site,
                   GolChange  *change,
                   const char *expected)
{
  g_autofree char *reason = NULL;

  g_assert_cmpint (site_send (site, change, &reason), ==, GOL_ANSWER_QUARANTINED);
  g_assert_cmpstr (reason, ==, expected);
  gol_change_free (change);
}

static void
expect_accepted (Site      *site,
                 GolChange *change)
{
  g_autofree char *reason = NULL;
  GolAnswerKind kind = site_send (site, change, &reason);

  g_assert_cmpstr (reason, ==, NULL);
  g_assert_cmpint (kind, ==, GOL_ANSWER_ACCEPTED);
  gol_change_free (change);
}

static GolChange *
on_behalf (Site       *site,
           const char *agency,
           GolLeaf    *leaf)
{
  g_autoptr(GPtrArray) leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_leaf_free);

  g_ptr_array_add (leaves, leaf);
  return site_write_all (site, GOL_LOG_OPEN, agency, leaves);
}

/* Each bad change is quarantined with its reason, and the good one after it is not delayed. */
static void
test_authority (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) min = site_new (world, "m1", "min");
  g_autoptr(Site) farm = site_new (world, "f1", "farm");
  g_autofree char *worker = record_new (world, "worker");
  g_autofree char *order = record_new (world, "order");
  g_autofree char *other = record_new (world, "order");
  g_autofree char *unknown = record_new (world, "rocket");

  expect_quarantine (farm, site_write (farm, GOL_LOG_OPEN, leaf_new (worker, "civil", "birth_place", "X", NULL), NULL), "writer");
  expect_quarantine (farm, site_write (farm, GOL_LOG_OPEN, leaf_new (worker, "wings", "span", "2", NULL), NULL), "section");
  expect_quarantine (farm, site_write (farm, GOL_LOG_OPEN, leaf_new (unknown, "wings", "span", "2", NULL), NULL), "section");
  expect_accepted (farm, site_write (farm, GOL_LOG_OPEN, leaf_new (order, "order_terms", "employer", EMPLOYER, NULL), NULL));

  /* Of another employer, even new; and what is another's is not taken by naming oneself in it, nor given away. */
  expect_quarantine (farm, site_write (farm, GOL_LOG_OPEN,
                                       leaf_new (other, "order_terms", "employer", "employer/01JD8Z5B7R00000000000000E2", NULL),
                                       NULL), "scope");
  expect_accepted (min, site_write (min, GOL_LOG_OPEN,
                                    leaf_new (other, "order_terms", "employer", "employer/01JD8Z5B7R00000000000000E2", NULL), NULL));
  expect_quarantine (farm, site_write (farm, GOL_LOG_OPEN, leaf_new (other, "order_terms", "employer", EMPLOYER, NULL), NULL),
                     "scope");
  expect_quarantine (farm, site_write (farm, GOL_LOG_OPEN,
                                       leaf_new (order, "order_terms", "employer", "employer/01JD8Z5B7R00000000000000E2", NULL),
                                       NULL), "scope");
  expect_accepted (farm, site_write (farm, GOL_LOG_OPEN, leaf_new (order, "order_terms", "number", "7", NULL), NULL));

  /* One bad leaf takes its whole change with it. */
  expect_quarantine (farm, site_write (farm, GOL_LOG_OPEN, leaf_new (order, "order_terms", "number", "8", NULL),
                                       leaf_new (worker, "civil", "birth_place", "X", NULL), NULL), "writer");
}

static void
test_on_behalf (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) min = site_new (world, "m1", "min");
  g_autoptr(Site) sgt = site_new (world, "c1", "sgt");
  g_autofree char *order = record_new (world, "order");
  g_autofree char *worker = record_new (world, "worker");

  expect_accepted (min, on_behalf (min, "farm", leaf_new (order, "order_terms", "employer", EMPLOYER, NULL)));
  expect_accepted (min, on_behalf (min, "farm", leaf_new (order, "order_names", "note", "By letter", NULL)));
  expect_quarantine (min, on_behalf (min, "farm", leaf_new (worker, "may_fly", "since", "X", NULL)), "section");
  /* Somebody who has no office here: by what he is. Where the ministry may write itself, the name only tells from whom it has it. */
  expect_accepted (min, on_behalf (min, "employer", leaf_new (order, "order_names", "note", "By telephone", NULL)));
  expect_accepted (min, on_behalf (min, "authority", leaf_new (order, "order_terms", "crop", "Apples", NULL)));
  expect_accepted (min, on_behalf (min, "farm", leaf_new (worker, "civil", "birth_place", "Lepe", NULL)));
  expect_quarantine (min, on_behalf (min, "clinic", leaf_new (order, "order_names", "note", "X", NULL)), "writer");
  expect_quarantine (sgt, on_behalf (sgt, "employer", leaf_new (order, "order_names", "note", "X", NULL)), "behalf");
  expect_quarantine (min, on_behalf (min, "nobody", leaf_new (order, "order_names", "note", "X", NULL)), "behalf");
  expect_quarantine (min, on_behalf (min, "sgt", leaf_new (order, "order_names", "note", "X", NULL)), "writer");
  expect_quarantine (sgt, on_behalf (sgt, "farm", leaf_new (order, "order_names", "note", "X", NULL)), "behalf");
}

/* A record may be taken back only while nobody else wrote in it. */
static void
test_void (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) min = site_new (world, "m1", "min");
  g_autoptr(Site) farm = site_new (world, "f1", "farm");
  g_autofree char *order = record_new (world, "order");

  expect_accepted (farm, site_write (farm, GOL_LOG_OPEN, leaf_new (order, "order_terms", "employer", EMPLOYER, NULL), NULL));
  for (guint i = 0; i < 2; i++)
    {
      GolLeaf *leaf = gol_leaf_new (order, "order_terms", GOL_OP_VOID, NULL);

      if (i == 0)
        expect_accepted (farm, site_write (farm, GOL_LOG_OPEN, leaf, NULL));
      else
        expect_quarantine (farm, site_write (farm, GOL_LOG_OPEN, leaf, NULL), "void");
      expect_accepted (min, site_write (min, GOL_LOG_OPEN, leaf_new (order, "order_origin_decision", "reason", "R", NULL), NULL));
    }
}

/* Its clock may be ten years ahead: what it wrote counts as of when it came. */
static void
test_clocks (void)
{
  g_autoptr(World) world = small_world ();
  g_autoptr(Site) min = site_new (world, "m1", "min");
  g_autoptr(GolClock) wrong = gol_clock_new_fixed (world->instant + G_GINT64_CONSTANT (3653) * 24 * 3600 * 1000);
  GolClock *right = world->clock;
  g_autoptr(GolChange) change = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) answers = NULL;
  const GolAnswer *answer;

  world->clock = wrong;
  change = write_worker (min);
  world->clock = right;
  text = gol_change_to_ndjson (change);
  answers = site_push (min, text);
  answer = g_ptr_array_index (answers, 0);
  g_assert_cmpint (answer->kind, ==, GOL_ANSWER_ACCEPTED);
  g_assert_cmpstr (answer->receipt->eff_hlc, ==, answer->receipt->received);
  g_assert_cmpstr (answer->receipt->eff_hlc, <, change->header.hlc);
}

/* What SQLite writes ahead is put into the database as it goes: it does not grow as long as the hub runs. */
static void
test_tidy (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Site) site = NULL;
  g_autofree char *log = g_build_filename (world->folder, "hub.db-wal", NULL);
  GStatBuf status;

  world_agency (world, "min", "ministry", NULL, NULL);
  site = site_new (world, "m1", "min");
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *record = record_new (world, "worker");
      g_autoptr(GolChange) change = site_write (site, GOL_LOG_OPEN, leaf_new (record, "civil", "sex", "f", NULL), NULL);

      site_send (site, change, NULL);
    }
  g_assert_cmpint (g_stat (log, &status), ==, 0);
  g_test_message ("%" G_GINT64_FORMAT " bytes", (gint64) status.st_size);
  g_assert_cmpint (status.st_size, <, 6 * 1024 * 1024);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/push/replay", test_replay);
  g_test_add_func ("/hub/push/gap", test_gap);
  g_test_add_func ("/hub/push/fork", test_fork);
  g_test_add_func ("/hub/push/broken-chain", test_broken_chain);
  g_test_add_func ("/hub/push/strangers", test_strangers);
  g_test_add_func ("/hub/push/forged-among-many", test_forged_among_many);
  g_test_add_func ("/hub/push/limits", test_limits);
  g_test_add_func ("/hub/push/authority", test_authority);
  g_test_add_func ("/hub/push/on-behalf", test_on_behalf);
  g_test_add_func ("/hub/push/void", test_void);
  g_test_add_func ("/hub/push/clocks", test_clocks);
  g_test_add_func ("/hub/push/tidy", test_tidy);
  return g_test_run ();
}
