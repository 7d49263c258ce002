/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "season.h"

/* ── Approving ── */

static void
test_approve (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *order = season_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *result = NULL;
  g_autofree char *day = NULL;
  g_autoptr(GPtrArray) batches = NULL;
  g_autoptr(GError) error = NULL;

  fixture_enter_as (fixture, "A clerk", GOL_ROLE_CLERK);
  g_assert_false (gol_office_approve_order (fixture->office, order, "full", NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "supervisor");

  fixture_become (fixture, NULL);
  g_assert_false (gol_office_approve_order (fixture->office, order, "perhaps", NULL, &error));
  assert_refused (error, GOL_ERROR_USAGE, "perhaps");
  g_assert_false (gol_office_approve_order (fixture->office, order, "denied", NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "why");
  gol_office_approve_order (fixture->office, order, "approved", NULL, &error);
  g_assert_no_error (error);
  result = fixture_get (fixture, order, "order_origin_decision.result");
  day = fixture_get (fixture, order, "order_origin_decision.decided_on");
  g_assert_cmpstr (result, ==, "full");
  g_assert_cmpstr (day, ==, "2026-11-25");
  batches = gol_store_list_batches (gol_office_get_store (fixture->office), 1, &error);
  g_assert_nonnull (strstr (gol_values_get_text (batches->pdata[0], "words"), "Approved in full"));
}

/* Lodged by the ministry for an authority that answered on paper, and by its own office. */
static void
test_two_decisions (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *order = season_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *posts = NULL;

  season_certify (fixture, order, "1");
  posts = fixture_get (fixture, order, "order_destination_decision.posts_certified");
  g_assert_cmpstr (posts, ==, "1");
  g_assert_true (fixture_holds (fixture, FALSE, "\"on_behalf_of\":\"authority\""));
}

/* An authority's own decision: how many posts are certified is its to say, and what its step asks for must be known to hold. */
static void
test_authority (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *order = season_order (fixture, "sawp-mx-ca", "7");
  g_autofree char *posts = NULL;
  g_autofree char *origin = NULL;
  Fixture authority = { NULL };
  g_autoptr(GError) error = NULL;

  fixture_setup (&authority, "authority");
  fixture_grant (fixture, &authority);
  gol_office_approve_order (authority.office, order, "full", NULL, &error);
  g_assert_no_error (error);
  posts = fixture_get (&authority, order, "order_destination_decision.posts_certified");
  origin = fixture_get (&authority, order, "order_origin_decision.result");
  g_assert_cmpstr (posts, ==, "7");
  g_assert_null (origin);
  fixture_teardown (&authority, NULL);
}

/* The law of every scheme: "women only" needs more than a wish. */
static void
test_discrimination (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *order = season_order (fixture, "sawp-mx-ca", "2");
  g_autoptr(GError) error = NULL;

  fixture_save (fixture, order, "order_terms", "requirements", "[{\"kind\":\"sex\",\"value\":\"women\"}]");
  g_assert_false (gol_office_approve_order (fixture->office, order, "full", "we have always done so", &error));
  assert_refused (error, GOL_ERROR_REFUSED, "legal basis");
  fixture_save (
    fixture, order, "order_terms", "requirements",
    "[{\"justification\":\"care of women\",\"kind\":\"sex\",\"legal_basis\":\"art. 5 of the agreement\",\"value\":\"women\"}]");
  gol_office_approve_order (fixture->office, order, "full", NULL, &error);
  g_assert_no_error (error);
}

static void
test_rules_of_the_scheme (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *order = season_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *none = season_order (fixture, NULL, "2");
  g_autoptr(GError) error = NULL;

  g_assert_false (gol_office_approve_order (fixture->office, none, "full", NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "scheme");

  /* Less than nationals earn: nobody may pass that. */
  fixture_save (fixture, order, "order_terms", "wage", "12.00");
  g_assert_false (gol_office_approve_order (fixture->office, order, "full", NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "12");
  g_assert_false (gol_office_approve_order (fixture->office, order, "full", "the employer is nice", &error));
  assert_refused (error, GOL_ERROR_REFUSED, "nobody");
  fixture_save (fixture, order, "order_terms", "wage", "17.60");

  /* A deduction above the limit: a supervisor may, with a reason that is kept. */
  fixture_save (fixture, order, "order_terms", "deductions",
                "[{\"amount\":\"9.00\",\"currency\":\"CAD\",\"kind\":\"utilities\",\"per\":\"day\"}]");
  g_assert_false (gol_office_approve_order (fixture->office, order, "full", NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_REFUSED);
  g_clear_error (&error);
  gol_office_approve_order (fixture->office, order, "full", "agreed with the consulate", &error);
  g_assert_no_error (error);
  {
    g_autoptr(GPtrArray) history = gol_office_history (fixture->office, order, "order_origin_decision", NULL, &error);

    g_assert_cmpstr (((GolHistory *) history->pdata[0])->why, ==, "agreed with the consulate");
  }
}

/* ── Placing ── */

static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *order = season_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = NULL;
  g_autoptr(GPtrArray) placements = NULL;
  g_autoptr(GolRecord) found = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (gol_office_place (fixture->office, worker, order, FALSE, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "not approved");
  season_certify (fixture, order, "2");
  gol_office_approve_order (fixture->office, order, "full", NULL, &error);
  g_assert_no_error (error);

  placement = gol_office_place (fixture->office, worker, order, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  found = gol_office_read (fixture->office, placement, &error);
  g_assert_cmpstr (gol_record_get_text (found, "placement_core.worker"), ==, worker);
  g_assert_cmpstr (gol_record_get_text (found, "placement_core.scheme"), ==, "sawp-mx-ca");
  g_assert_cmpstr (gol_record_get_text (found, "placement_core.starts"), ==, "2027-03-01");
  g_assert_cmpstr (gol_record_get_text (found, "placement_core.destination_district"), ==, "D1");
  g_assert_nonnull (found->code);
  placements = gol_office_placements_of (fixture->office, worker, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (placements->len, ==, 1);
  g_assert_cmpstr (placements->pdata[0], ==, placement);

  /* Whose placement it is does not change. */
  {
    g_autoptr(GolValues) values = gol_values_new ();
    g_autofree char *other = season_worker (fixture, "Berta", "B12345678");

    gol_values_set_text (values, "worker", other);
    g_assert_false (gol_office_save (fixture->office, placement, "placement_core", values, NULL, NULL, &error));
    assert_refused (error, GOL_ERROR_REFUSED, "make another");
  }
}

/* A wage that was lowered after the approval was never approved; a note may be added. */
static void
test_changed_after (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GError) error = NULL;
  gboolean told = FALSE;

  fixture_set_day (fixture, "2026-11-26");
  fixture_save (fixture, order, "order_terms", "note", "They come by bus.");
  none = gol_office_problems (fixture->office, order, &error);
  for (guint i = 0; i < none->len; i++)
    g_assert_cmpstr (((GolProblem *) none->pdata[i])->code, !=, "changed_after_decision");
  fixture_save (fixture, order, "order_terms", "wage", "17.90");
  problems = gol_office_problems (fixture->office, order, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    told = told || g_str_equal (((GolProblem *) problems->pdata[i])->code, "changed_after_decision");
  g_assert_true (told);
  g_assert_null (gol_office_place (fixture->office, worker, order, FALSE, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "changed after");

  /* Decided again on the very day of the first decision: another decision all the same. */
  gol_clock_set_today (fixture->clock, (GolDate) { 2026, 11, 25 });
  gol_office_approve_order (fixture->office, order, "full", "for the test", &error);
  g_assert_no_error (error);
  placement = gol_office_place (fixture->office, worker, order, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_place_once (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *first = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *second = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, first);
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (gol_office_place (fixture->office, worker, second, FALSE, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "placed already");

  fixture_save (fixture, placement, "placement_core", "withdrawn_on", "2026-11-25");
  again = gol_office_place (fixture->office, worker, second, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (gol_office_log_step (fixture->office, placement, "SEL", NULL, NULL, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "withdrawn");
}

static void
test_posts (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "1");
  g_autofree char *first = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *second = season_worker (fixture, "Berta", "B12345678");
  g_autofree char *placement = season_place (fixture, first, order);
  g_autofree char *other = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (gol_office_place (fixture->office, second, order, FALSE, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "filled");
  fixture_save (fixture, placement, "placement_core", "withdrawn_on", "2026-11-25");
  other = gol_office_place (fixture->office, second, order, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_named (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "3");
  g_autofree char *first = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *second = season_worker (fixture, "Berta", "B12345678");
  g_autofree char *third = season_worker (fixture, "Clara", "C12345678");
  g_autofree char *people = g_strdup_printf ("[{\"worker\":\"%s\"}]", first);
  g_autofree char *named = NULL;
  g_autofree char *other = NULL;
  g_autoptr(GError) error = NULL;

  fixture_save (fixture, order, "order_names", "people", people);
  g_assert_null (gol_office_place (fixture->office, second, order, TRUE, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "does not name");
  other = gol_office_place (fixture->office, second, order, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  named = gol_office_place (fixture->office, first, order, TRUE, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_save (fixture, order, "order_names", "no_substitute", "true");
  g_assert_null (gol_office_place (fixture->office, third, order, FALSE, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "only the people it names");
}

/* What the scheme asks of everybody: refused with its figures, and passed by a supervisor where it lets her. */
static void
test_conditions (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *scholar = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *sanctioned = season_worker (fixture, "Berta", "B12345678");
  g_autofree char *placement = NULL;
  g_autofree char *sanction = NULL;
  g_autoptr(GPtrArray) unmet = NULL;
  g_autoptr(GolValues) agreed = gol_values_new ();
  g_autoptr(GError) error = NULL;

  fixture_save (fixture, scholar, "experience", "schooling", "university");
  g_assert_null (gol_office_place (fixture->office, scholar, order, FALSE, NULL, &unmet, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "Schooling");
  g_assert_cmpuint (unmet->len, ==, 1);
  g_assert_cmpstr (((GolVerdict *) unmet->pdata[0])->clause, ==, "schooling_cap");

  sanction = fixture_add (fixture, "sanction", "sanction.worker", sanctioned, "sanction.reason", "x", "sanction.clause",
                          "c", "sanction.from", "2026-01-01", "sanction.until", "2027-11-25", NULL);
  fixture_enter_as (fixture, "Otto Caal", GOL_ROLE_SUPERVISOR);
  gol_values_set_text (agreed, "second_decider", "yes");
  gol_office_save (fixture->office, sanction, "sanction", agreed, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (gol_office_place (fixture->office, sanctioned, order, FALSE, "she is sorry", NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "nobody");

  fixture_enter_as (fixture, "A clerk", GOL_ROLE_CLERK);
  g_assert_null (gol_office_place (fixture->office, scholar, order, FALSE, "first year only", NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "supervisor");
  fixture_become (fixture, NULL);
  placement = gol_office_place (fixture->office, scholar, order, FALSE, "first year only", NULL, &error);
  g_assert_no_error (error);
}

/* Looking and writing are one: however many officers place at once, a post is filled once. */
typedef struct
{
  GolOffice  *office;
  char       *worker;
  const char *order;
  gboolean    placed;
} Placing;

static gpointer
place_cb (gpointer data)
{
  Placing *placing = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *placement = gol_office_place (placing->office, placing->worker, placing->order, FALSE, NULL, NULL,
                                                 &error);

  placing->placed = placement != NULL;
  if (placement == NULL)
    g_assert_error (error, GOL_ERROR, GOL_ERROR_REFUSED);
  return NULL;
}

static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const names[] = { "Ana", "Berta", "Clara", "Delia", "Elsa", "Flor" };
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  Placing placings[G_N_ELEMENTS (names)];
  GThread *threads[G_N_ELEMENTS (names)];
  guint placed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *passport = g_strdup_printf ("%c12345678", *names[i]);

      placings[i] = (Placing) { fixture->office, season_worker (fixture, names[i], passport), order };
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    threads[i] = g_thread_new ("place", place_cb, &placings[i]);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_thread_join (threads[i]);
      placed += placings[i].placed;
      g_free (placings[i].worker);
    }
  g_assert_cmpuint (placed, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/order/approve", test_approve);
  fixture_add_test ("/order/two-decisions", test_two_decisions);
  fixture_add_test ("/order/authority", test_authority);
  fixture_add_test ("/order/discrimination", test_discrimination);
  fixture_add_test ("/order/rules-of-the-scheme", test_rules_of_the_scheme);
  fixture_add_test ("/order/place", test_place);
  fixture_add_test ("/order/changed-after", test_changed_after);
  fixture_add_test ("/order/place-once", test_place_once);
  fixture_add_test ("/order/posts", test_posts);
  fixture_add_test ("/order/named", test_named);
  fixture_add_test ("/order/conditions", test_conditions);
  fixture_add_test ("/order/at-once", test_at_once);
  return g_test_run ();
}
