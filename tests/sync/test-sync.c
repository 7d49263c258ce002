/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"

/* Whole rounds of three: two agencies of a ministry, and a consulate that reads what they write. */
static void
test_rounds (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) capital = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) region = desk_new (world, "min2", "ministry", NULL);
  g_autoptr(Desk) consulate = desk_new (world, "con1", "consulate-origin", NULL);
  Desk *all[] = { capital, region, consulate };
  g_autofree char *worker = office_set (capital->office, NULL, "contact", values_new ("phone_1", "+50255500100", NULL));
  g_autofree char *phone = NULL;

  g_free (office_set (capital->office, worker, "bank", values_new ("account", "0101", NULL)));
  g_assert_cmpuint (desk_waiting (capital), ==, 2);
  desk_sync (capital);
  g_assert_cmpuint (desk_waiting (capital), ==, 0);
  g_assert_cmpuint (gol_sync_get_state (capital->sync)->pushed, ==, 2);
  desk_sync (region);
  desk_sync (consulate);
  desk_assert_same (capital, region, worker, "bank");
  desk_assert_same (capital, consulate, worker, "contact");
  g_assert_null (desk_digest (consulate, worker, "bank"));   /* what is not for it has not come */

  /* Both write, offline: the same conflict everywhere, and one resolution. */
  office_later (capital->office, 5);
  office_later (region->office, 9);
  g_free (office_set (capital->office, worker, "contact", values_new ("phone_1", "+50255500101", NULL)));
  g_free (office_set (region->office, worker, "contact", values_new ("phone_1", "+50255500102", NULL)));
  desk_sync (capital);
  desk_sync (region);
  desk_sync (capital);
  desk_sync (consulate);
  desk_assert_same (capital, region, worker, "contact");
  desk_assert_same (capital, consulate, worker, "contact");
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_cmpuint (gol_sync_get_state (all[i]->sync)->conflicts, ==, 1);
  g_free (office_set (capital->office, worker, "contact", values_new ("phone_1", "+50255500103", NULL)));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      desk_sync (all[i]);
      g_assert_cmpuint (gol_sync_get_state (all[i]->sync)->conflicts, ==, 0);
      office_verify (all[i]->office);
    }
  phone = office_get (consulate->office, worker, "contact.phone_1");
  g_assert_cmpstr (phone, ==, "+50255500103");
}

/* Nothing is asked twice: a second round has neither a push nor an item. */
static void
test_quiet (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) ministry = desk_new (world, "min1", "ministry", NULL);
  guint64 fetched;

  g_free (office_set (ministry->office, NULL, "civil", values_new ("sex", "female", NULL)));
  desk_sync (ministry);
  fetched = gol_sync_get_state (ministry->sync)->fetched;
  ministry->requests = ministry->pushes = 0;
  desk_sync (ministry);
  g_assert_cmpuint (ministry->pushes, ==, 0);
  g_assert_cmpuint (ministry->requests, ==, 4);   /* hello, directory, a page of each log */
  g_assert_cmpuint (gol_sync_get_state (ministry->sync)->fetched, ==, fetched);
  desk_restart (ministry);
  desk_sync (ministry);
  g_assert_cmpuint (ministry->pushes, ==, 0);
  g_assert_cmpuint (gol_sync_get_state (ministry->sync)->fetched, ==, 0);
}

/* Sealed to who reads it; the hub's folder and other agencies have nothing of it. */
static void
test_protected (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) ministry = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) other = desk_new (world, "min2", "ministry", NULL);
  g_autoptr(Desk) origin = desk_new (world, "con1", "consulate-origin", NULL);
  g_autofree char *worker = office_set (ministry->office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *people = NULL;

  g_free (office_set (ministry->office, worker, "self_identification", values_new ("people", "K’iche’", NULL)));
  g_assert_cmpuint (desk_waiting (ministry), ==, 2);
  desk_sync (ministry);
  g_assert_cmpuint (desk_waiting (ministry), ==, 0);
  desk_sync (other);
  desk_sync (origin);
  desk_assert_same (ministry, other, worker, "self_identification");
  people = office_get (other->office, worker, "self_identification.people");
  g_assert_cmpstr (people, ==, "K’iche’");
  /* No consulate reads that section. */
  g_assert_null (desk_digest (origin, worker, "self_identification"));
  office_verify (other->office);
  office_verify (origin->office);
}

/* An office whose officer does not hold the protected file exchanges the open log, and the rest when somebody does. */
static void
test_not_held (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) ministry = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) other = desk_new (world, "min2", "ministry", NULL);
  g_autofree char *worker = office_set (ministry->office, NULL, "civil", values_new ("sex", "female", NULL));

  g_free (office_set (ministry->office, worker, "self_identification", values_new ("people", "Mam", NULL)));
  desk_sync (ministry);
  other->office->keys->has_protected = FALSE;
  desk_restart (other);
  desk_sync (other);
  desk_assert_same (ministry, other, worker, "civil");
  other->office->keys->has_protected = TRUE;
  desk_restart (other);
  desk_sync (other);
  desk_assert_same (ministry, other, worker, "self_identification");
  office_verify (other->office);
}

/* Many changes: in pushes that the hub takes, and each goes out once. */
static void
test_many (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) ministry = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) origin = desk_new (world, "con1", "consulate-origin", NULL);
  g_autofree char *long_text = g_strnfill (30000, 'x');
  g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (workers, office_set (ministry->office, NULL, "contact", values_new ("address", long_text, NULL)));
  for (guint i = 0; i < 520; i++)
    g_ptr_array_add (workers, office_set (ministry->office, NULL, "contact", values_new ("address", "x", NULL)));
  desk_sync (ministry);
  g_assert_cmpuint (gol_sync_get_state (ministry->sync)->pushed, ==, 560);
  g_assert_cmpuint (ministry->pushes, >=, 3);
  g_assert_cmpuint (ministry->pushes, <=, 4);
  desk_sync (origin);
  for (guint i = 0; i < workers->len; i++)
    desk_assert_same (ministry, origin, g_ptr_array_index (workers, i), "contact");
}

/* One that joins later writes, and everybody learns of it before its work comes. */
static void
test_newcomer (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) ministry = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) region = NULL;
  g_autofree char *worker = office_set (ministry->office, NULL, "contact", values_new ("phone_1", "+50255500100", NULL));
  g_autoptr(GolSyncRequest) waiting = NULL;
  g_autoptr(GolHubReply) reply = NULL;
  GError *error = NULL;

  desk_sync (ministry);
  region = desk_new (world, "min2", "ministry", NULL);
  desk_sync (region);
  g_free (office_set (region->office, worker, "contact", values_new ("phone_1", "+50255500199", NULL)));
  desk_sync (region);

  /* The ministry only waits for news, as it did before the other joined. */
  waiting = gol_sync_next (ministry->sync, &error);
  g_assert_no_error (error);
  g_assert_true (waiting->idle);
  reply = desk_route (ministry, waiting);
  g_assert_cmpuint (reply->status, ==, 204);
  g_assert_false (reply->wait);
  g_assert_true (gol_sync_answer (ministry->sync, reply->status, reply->body, &error));
  while (desk_step (ministry))
    ;
  desk_assert_same (ministry, region, worker, "contact");
}

/* ── Quarantine ── */

static void
test_quarantined (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) ministry = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) clinic = desk_new (world, "cli1", "clinic", NULL);
  g_autofree char *worker = office_set (ministry->office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autoptr(GolSyncRequest) request = NULL;
  g_autoptr(GolHubReply) reply = NULL;
  GError *error = NULL;

  desk_sync (ministry);
  /* A clinic writes no civil data, and its program would not let it. */
  g_free (office_set (clinic->office, worker, "civil", values_new ("sex", "male", NULL)));
  while (clinic->pushes == 0)
    {
      g_clear_pointer (&request, gol_sync_request_free);
      g_clear_pointer (&reply, gol_hub_reply_free);
      request = gol_sync_next (clinic->sync, &error);
      g_assert_no_error (error);
      reply = desk_route (clinic, request);
      if (clinic->pushes == 0)
        g_assert_true (gol_sync_answer (clinic->sync, reply->status, reply->body, &error));
    }
  /* The answer is lost, and no page tells of it: it is asked again. */
  gol_sync_failed (clinic->sync, NULL);
  g_assert_cmpint (gol_sync_get_state (clinic->sync)->phase, ==, GOL_SYNC_OFFLINE);
  g_assert_cmpuint (desk_waiting (clinic), ==, 1);
  desk_sync (clinic);
  g_assert_cmpuint (desk_waiting (clinic), ==, 0);
  g_assert_cmpuint (gol_sync_get_state (clinic->sync)->quarantined, ==, 1);
  desk_sync (ministry);
  office_verify (ministry->office);
  office_verify (clinic->office);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/rounds", test_rounds);
  g_test_add_func ("/sync/quiet", test_quiet);
  g_test_add_func ("/sync/protected", test_protected);
  g_test_add_func ("/sync/not-held", test_not_held);
  g_test_add_func ("/sync/many", test_many);
  g_test_add_func ("/sync/newcomer", test_newcomer);
  g_test_add_func ("/sync/quarantined", test_quarantined);
  return g_test_run ();
}
