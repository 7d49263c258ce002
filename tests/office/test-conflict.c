/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two ministries' offices write on one telephone number, each without knowing: through a hub both see the same, and one decides. */

#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>

#include "gol-exchange.h"
#include "gol-hub.h"
#include "gol-push.h"
#include "gol-store-private.h"

/* Each with a key of its own for what is sealed. */
static const char * const agencies[] = { "labour", "labour2" };

typedef struct
{
  char    *folder;
  GolHub  *hub;
  Fixture  offices[2];
  guint64  pushed[2];
  char    *worker;
} World;

static GolStore *
store_of (World *world,
          guint  n)
{
  return gol_office_get_store (world->offices[n].office);
}

static const char *
site_of (World *world,
         guint  n)
{
  return gol_office_get_info (world->offices[n].office)->site;
}

static void
enrol (World *world,
       guint  n)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *code = gol_hub_invite (world->hub, agencies[n], &error);
  g_autofree char *told = NULL;
  const GolSiteKey *key = gol_exchange_get_site_key (store_of (world, n));

  g_assert_no_error (error);
  told = gol_hub_enrol (world->hub, code, site_of (world, n), key->public_key, gol_exchange_get_seal_key (store_of (world, n)), &error);
  g_assert_no_error (error);
  gol_store_add_site (store_of (world, 1 - n), site_of (world, n), 1, agencies[n], key->public_key, &error);
  g_assert_no_error (error);
}

/* ── The open log, through the hub ── */

static void
push (World *world,
      guint  n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes = gol_exchange_read_changes (store_of (world, n), GOL_LOG_OPEN, world->pushed[n], 500, 1000000, NULL, 0,
                                                            &error);
  g_autoptr(GString) body = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) answers = NULL;
  g_autoptr(GPtrArray) receipts = g_ptr_array_new ();

  g_assert_no_error (error);
  for (guint i = 0; i < changes->len; i++)
    gol_push_append (body, g_ptr_array_index (changes, i), NULL);
  if (changes->len == 0)
    return;
  world->pushed[n] += changes->len;
  text = gol_hub_push (world->hub, site_of (world, n), body->str, body->len, &error);
  g_assert_no_error (error);
  answers = gol_answers_read (text, strlen (text), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < answers->len; i++)
    {
      const GolAnswer *answer = g_ptr_array_index (answers, i);

      g_assert_cmpint (answer->kind, ==, GOL_ANSWER_ACCEPTED);
      g_ptr_array_add (receipts, answer->receipt);
    }
  gol_exchange_take_receipts (store_of (world, n), receipts, gol_hub_get_public_key (world->hub), &error);
  g_assert_no_error (error);
}

static void
pull (World *world,
      guint  n)
{
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *cursor = gol_exchange_get_cursor (store_of (world, n), GOL_LOG_OPEN, &error);
      g_autofree char *text = gol_hub_feed (world->hub, site_of (world, n), GOL_LOG_OPEN, cursor, 0, TRUE, &error);
      g_autoptr(GolFeedPage) page = NULL;

      g_assert_no_error (error);
      page = gol_feed_page_read (text, strlen (text), &error);
      g_assert_no_error (error);
      gol_exchange_take_page (store_of (world, n), GOL_LOG_OPEN, page, gol_hub_get_public_key (world->hub), &error);
      g_assert_no_error (error);
      more = page->more;
    }
}

static void
exchange (World *world)
{
  push (world, 0);
  push (world, 1);
  pull (world, 0);
  pull (world, 1);
}

static void
later (World *world,
       guint  n)
{
  for (guint i = 0; i < 2; i++)
    {
      GolClock *clock = world->offices[i].clock;

      gol_clock_set_instant (clock, gol_clock_get_instant (clock) + n * 1000);
    }
}

static void
world_init (World *world)
{
  g_autoptr(GError) error = NULL;

  *world = (World) { g_dir_make_tmp ("gol-hub-XXXXXX", &error) };
  g_assert_no_error (error);
  fixture_setup (&world->offices[0], NULL);
  fixture_setup (&world->offices[1], NULL);
  gol_hub_init (world->folder, &error);
  g_assert_no_error (error);
  world->hub = gol_hub_open (world->folder, world->offices[0].clock, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (agencies); i++)
    {
      gol_hub_add_agency (world->hub, agencies[i], "ministry", NULL, NULL, &error);
      g_assert_no_error (error);
      enrol (world, i);
    }
  world->worker = fixture_worker (&world->offices[0], "Marta Lucía", "Xicará", "1992-08-14", "A04817362");
  exchange (world);
}

static void
world_clear (World *world)
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  gol_hub_close (world->hub);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world->worker);
  fixture_teardown (&world->offices[0], NULL);
  fixture_teardown (&world->offices[1], NULL);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* ── What each sees ── */

static GPtrArray *
conflicts_of (World *world,
              guint  n)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *found = gol_office_conflicts (world->offices[n].office, NULL, &error);

  g_assert_no_error (error);
  return found;
}

/* Exactly one, and the same in both; (transfer full). */
static GolConflict *
only_conflict (World *world)
{
  g_autoptr(GPtrArray) first = conflicts_of (world, 0);
  g_autoptr(GPtrArray) second = conflicts_of (world, 1);
  GolConflict *a, *b;

  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (second->len, ==, 1);
  a = g_ptr_array_index (first, 0);
  b = g_ptr_array_index (second, 0);
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpuint (a->claims->len, ==, b->claims->len);
  for (guint i = 0; i < a->claims->len; i++)
    {
      GolClaim *x = g_ptr_array_index (a->claims, i), *y = g_ptr_array_index (b->claims, i);

      g_assert_cmpstr (x->op, ==, y->op);
      g_assert_cmpstr (x->value->text, ==, y->value->text);
      g_assert_cmpint (x->at, ==, y->at);
      g_assert_true (x->stands == y->stands);
      g_assert_true (x->ours != y->ours);
    }
  return g_ptr_array_steal_index (first, 0);
}

static void
assert_settled (World      *world,
                const char *phone)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GPtrArray) left = conflicts_of (world, i);
      g_autofree char *text = fixture_get (&world->offices[i], world->worker, "contact.phone_1");
      GolVerifyResult result = { 0 };
      g_autoptr(GError) error = NULL;

      g_assert_cmpuint (left->len, ==, 0);
      g_assert_cmpstr (text, ==, phone);
      gol_store_verify (store_of (world, i), NULL, NULL, NULL, &result, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (result.faults->len, ==, 0);
      gol_verify_result_clear (&result);
    }
}

/* Neither sees the other's before both have written. */
static void
write_both (World *world)
{
  fixture_save (&world->offices[0], world->worker, "contact", "phone_1", "5512 3344");
  later (world, 60);
  fixture_save (&world->offices[1], world->worker, "contact", "phone_1", "5512 4433");
  exchange (world);
}

static GolClaim *
claim_of (GolConflict *conflict,
          const char  *value)
{
  for (guint i = 0; i < conflict->claims->len; i++)
    {
      GolClaim *claim = g_ptr_array_index (conflict->claims, i);

      if (g_strcmp0 (claim->value->text, value) == 0)
        return claim;
    }
  g_assert_not_reached ();
}

static void
resolve (World       *world,
         guint        n,
         GolConflict *conflict,
         const char  *take,
         const char  *value)
{
  g_autoptr(GError) error = NULL;

  gol_office_resolve (world->offices[n].office, conflict->id, take != NULL ? claim_of (conflict, take)->op : NULL, value, "she said so", &error);
  g_assert_no_error (error);
}

/* ── Tests ── */

/* On the record's page. */
static gboolean
is_marked (World *world,
           guint  n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = gol_office_problems (world->offices[n].office, world->worker, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      GolProblem *problem = g_ptr_array_index (problems, i);

      if (g_str_equal (problem->code, "conflict") && g_str_equal (problem->field, "contact.phone_1"))
        return TRUE;
    }
  return FALSE;
}

static void
test_one (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GolConflict) conflict = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GError) error = NULL;
  GolClaim *claim;

  world_init (&world);
  write_both (&world);
  conflict = only_conflict (&world);
  g_assert_true (is_marked (&world, 1));
  g_assert_cmpstr (conflict->record, ==, world.worker);
  g_assert_cmpstr (conflict->title, ==, "Marta Lucía Xicará");
  g_assert_cmpstr (conflict->section->name, ==, "contact");
  g_assert_cmpstr (conflict->field->name, ==, "phone_1");
  g_assert_null (conflict->refusal);
  g_assert_cmpuint (conflict->owners & GOL_PARTY_MINISTRY, !=, 0);
  g_assert_cmpuint (conflict->claims->len, ==, 2);
  claim = claim_of (conflict, "+50255123344");
  g_assert_cmpstr (claim->officer, ==, "Rosa Ixchel");
  g_assert_cmpstr (claim->office, ==, "Office of the test");
  claim = claim_of (conflict, "+50255124433");
  g_assert_true (claim->stands && !claim->late);
  g_assert_null (claim->officer);
  g_assert_nonnull (claim->actor);

  /* What stands already is a decision too, and is not lost for saying nothing new. */
  resolve (&world, 0, conflict, "+50255124433", NULL);
  exchange (&world);
  assert_settled (&world, "+50255124433");
  g_assert_false (is_marked (&world, 1));
  history = gol_office_history (world.offices[1].office, world.worker, "contact", "phone_1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 3);
  g_assert_cmpstr (((GolHistory *) g_ptr_array_index (history, 0))->why, ==, "she said so");
}

static void
test_another (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GolConflict) conflict = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  write_both (&world);
  conflict = only_conflict (&world);
  g_assert_false (gol_office_resolve (world.offices[0].office, conflict->id, NULL, "no number", NULL, &error));
  assert_refused (error, GOL_ERROR_INVALID, "number");
  g_assert_false (gol_office_resolve (world.offices[0].office, conflict->id, "zz.1:1", NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_USAGE, "zz.1:1");
  resolve (&world, 0, conflict, NULL, "5512 9999");
  exchange (&world);
  assert_settled (&world, "+50255129999");
}

/* Both decide before they hear of each other: that is another conflict, and it is closed in the same way. */
static void
test_both_decide (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GolConflict) first = NULL;
  g_autoptr(GolConflict) second = NULL;

  world_init (&world);
  write_both (&world);
  first = only_conflict (&world);
  later (&world, 60);
  resolve (&world, 0, first, "+50255123344", NULL);
  resolve (&world, 1, first, "+50255124433", NULL);
  exchange (&world);
  second = only_conflict (&world);
  g_assert_cmpstr (second->id, !=, first->id);
  resolve (&world, 1, second, "+50255123344", NULL);
  exchange (&world);
  assert_settled (&world, "+50255123344");
}

/* Both decide alike: there is nothing left to disagree on. */
static void
test_both_agree (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GolConflict) conflict = NULL;

  world_init (&world);
  write_both (&world);
  conflict = only_conflict (&world);
  resolve (&world, 0, conflict, "+50255123344", NULL);
  resolve (&world, 1, conflict, "+50255123344", NULL);
  exchange (&world);
  assert_settled (&world, "+50255123344");
}

/* What came in since she looked is not overruled. */
static void
test_changed_since (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GolConflict) first = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  write_both (&world);
  first = only_conflict (&world);
  later (&world, 60);
  fixture_save (&world.offices[1], world.worker, "contact", "phone_1", "5512 7777");
  exchange (&world);
  /* Who writes the field has seen both, and so decides. */
  assert_settled (&world, "+50255127777");
  g_assert_false (gol_office_resolve (world.offices[0].office, first->id, ((GolClaim *) g_ptr_array_index (first->claims, 0))->op, NULL,
                                      NULL, &error));
  assert_refused (error, GOL_ERROR_CONFLICT, "look");
}

/* The store asks once more when it writes, for the exchange may come between. */
static void
test_changed_in_between (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GolConflict) conflict = NULL;
  g_autoptr(GolBatch) batch = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;

  world_init (&world);
  write_both (&world);
  conflict = only_conflict (&world);
  gol_values_set_text (values, "phone_1", "+50255123344");
  batch = gol_batch_new (store_of (&world, 0), "u1", "conflict.resolve", NULL);
  gol_batch_set (batch, world.worker, "contact", values, NULL);
  gol_batch_decide (batch, conflict->id);
  later (&world, 60);
  fixture_save (&world.offices[1], world.worker, "contact", "phone_1", "5512 7777");
  exchange (&world);
  g_assert_false (gol_store_commit (store_of (&world, 0), batch, GOL_PRIORITY_OFFICER, &error));
  assert_refused (error, GOL_ERROR_CONFLICT, "look");
  assert_settled (&world, "+50255127777");
}

/* A decision that is taken back leaves the conflict as open as it was: both values, in both offices. */
static void
test_undo (void)
{
  static const char * const taken[] = { "+50255123344", "+50255124433" };

  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_auto(World) world = { NULL };
      g_autoptr(GolConflict) first = NULL;
      g_autoptr(GPtrArray) again = NULL;
      g_autoptr(GPtrArray) there = NULL;
      g_autoptr(GError) error = NULL;
      GolUndoResult result = { 0 };
      GolConflict *conflict;

      world_init (&world);
      write_both (&world);
      first = only_conflict (&world);
      resolve (&world, 0, first, taken[i], NULL);
      exchange (&world);
      assert_settled (&world, taken[i]);
      later (&world, 60);
      gol_office_undo (world.offices[0].office, NULL, &result, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (result.undone, ==, 1);
      g_assert_cmpuint (result.left, ==, 0);
      gol_undo_result_clear (&result);
      exchange (&world);
      again = conflicts_of (&world, 0);
      there = conflicts_of (&world, 1);
      g_assert_cmpuint (again->len, ==, 1);
      g_assert_cmpuint (there->len, ==, 1);
      conflict = g_ptr_array_index (again, 0);
      g_assert_cmpstr (conflict->id, ==, ((GolConflict *) g_ptr_array_index (there, 0))->id);
      claim_of (conflict, taken[0]);
      claim_of (conflict, taken[1]);
      resolve (&world, 1, conflict, taken[1 - i], NULL);
      exchange (&world);
      assert_settled (&world, taken[1 - i]);
    }
}

/* ── Who sees it, and who decides ── */

static void
enter_as (World      *world,
          const char *name,
          guint       roles)
{
  fixture_enter_as (&world->offices[0], name, roles);
}

static void
test_readers (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GolConflict) conflict = NULL;
  g_autoptr(GPtrArray) seen = NULL;
  g_autoptr(GPtrArray) unseen = NULL;
  g_autoptr(GError) error = NULL;
  const char *op;

  world_init (&world);
  write_both (&world);
  conflict = only_conflict (&world);
  op = ((GolClaim *) g_ptr_array_index (conflict->claims, 0))->op;

  enter_as (&world, "Auditora", GOL_ROLE_AUDITOR);
  seen = conflicts_of (&world, 0);
  g_assert_cmpuint (seen->len, ==, 1);
  g_assert_nonnull (((GolConflict *) g_ptr_array_index (seen, 0))->refusal);
  g_assert_false (gol_office_resolve (world.offices[0].office, conflict->id, op, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "auditor");

  enter_as (&world, "Administradora", GOL_ROLE_ADMINISTRATOR);
  unseen = conflicts_of (&world, 0);
  g_assert_cmpuint (unseen->len, ==, 0);
  g_assert_false (gol_office_resolve (world.offices[0].office, conflict->id, op, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "read");
}

/* Sealed to the other office, as the protected log travels. */
static void
give_protected (World *world,
                guint  from)
{
  g_autoptr(GError) error = NULL;
  GolStore *to = store_of (world, 1 - from);
  const guint8 *readers = gol_exchange_get_seal_key (to);
  g_autoptr(GPtrArray) changes = gol_exchange_read_changes (store_of (world, from), GOL_LOG_PROTECTED, 0, 100, 1000000, readers, 1, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < changes->len; i++)
    {
      g_assert_true (gol_change_unseal (g_ptr_array_index (changes, i), readers, to->keys->seal_secret, &error));
      g_assert_no_error (error);
    }
  gol_store_apply (to, changes, &error);
  g_assert_no_error (error);
}

static void
test_protected (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GolConflict) conflict = NULL;
  g_autoptr(GPtrArray) unseen = NULL;
  g_autoptr(GPtrArray) reads = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  fixture_save (&world.offices[0], world.worker, "self_identification", "people", "kiche");
  later (&world, 60);
  fixture_save (&world.offices[1], world.worker, "self_identification", "people", "mam");
  give_protected (&world, 0);
  give_protected (&world, 1);
  conflict = only_conflict (&world);
  g_assert_cmpstr (conflict->section->name, ==, "self_identification");
  reads = gol_store_get_reads (store_of (&world, 0), world.worker, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reads->len, >, 0);
  enter_as (&world, "Oficial", GOL_ROLE_CLERK);
  unseen = conflicts_of (&world, 0);
  g_assert_cmpuint (unseen->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/conflict/one", test_one);
  g_test_add_func ("/office/conflict/another", test_another);
  g_test_add_func ("/office/conflict/both-decide", test_both_decide);
  g_test_add_func ("/office/conflict/both-agree", test_both_agree);
  g_test_add_func ("/office/conflict/changed-since", test_changed_since);
  g_test_add_func ("/office/conflict/changed-in-between", test_changed_in_between);
  g_test_add_func ("/office/conflict/undo", test_undo);
  g_test_add_func ("/office/conflict/readers", test_readers);
  g_test_add_func ("/office/conflict/protected", test_protected);
  return g_test_run ();
}
