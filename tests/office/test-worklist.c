/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-worklist.h"
#include "season.h"

/* What waits follows from the facts: each office sees its own part, and what was done is gone. */

static GPtrArray *
read_works (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *works = gol_worklist_read (fixture->office, NULL, &error);

  g_assert_no_error (error);
  return works;
}

static guint64
count_of (Fixture    *fixture,
          const char *name)
{
  g_autoptr(GPtrArray) works = read_works (fixture);
  const GolWork *work = gol_worklist_find (works, name);

  return work != NULL ? work->count : 0;
}

static void
assert_nearest (Fixture    *fixture,
                const char *name,
                const char *day)
{
  g_autoptr(GPtrArray) works = read_works (fixture);
  const GolWork *work = gol_worklist_find (works, name);

  g_assert_nonnull (work);
  g_assert_cmpstr (work->nearest, ==, day);
}

/* The list that a line opens holds as many as the line says, and no other. */
static void
assert_lists_match (Fixture *fixture)
{
  g_autoptr(GPtrArray) works = read_works (fixture);

  for (guint i = 0; i < works->len; i++)
    {
      const GolWork *work = works->pdata[i];
      g_autoptr(GError) error = NULL;
      g_autoptr(GArray) ids = NULL;

      g_assert_nonnull (work->query);
      ids = gol_query_ids (gol_office_get_store (fixture->office), work->query, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (ids->len, ==, work->count);
      g_assert_cmpuint (work->count, >, 0);
    }
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) works = read_works (fixture);

  g_assert_cmpuint (works->len, ==, 0);
  g_assert_cmpuint (gol_worklist_count (works), ==, 0);
}

static void
test_ministry (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *order = season_order (fixture, "gecco-es", "12");
  g_autofree char *worker = NULL;
  g_autofree char *placement = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (count_of (fixture, "orders"), ==, 1);
  assert_nearest (fixture, "orders", "2027-03-01");
  season_certify (fixture, order, "12");
  gol_office_approve_order (fixture->office, order, "full", "for the test", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_of (fixture, "orders"), ==, 0);

  worker = season_worker (fixture, "Ana", "A12345678");
  placement = season_place (fixture, worker, order);
  season_step (fixture, placement, "PRE", "2026-12-01", NULL);
  g_assert_cmpuint (count_of (fixture, "employer"), ==, 0);
  season_step (fixture, placement, "SEL", "2026-12-02", NULL);
  g_assert_cmpuint (count_of (fixture, "employer"), ==, 1);
  assert_nearest (fixture, "employer", "2027-03-01");
  assert_lists_match (fixture);
  season_step (fixture, placement, "ANS", "2026-12-03", NULL);
  g_assert_cmpuint (count_of (fixture, "employer"), ==, 0);
  season_step (fixture, placement, "AUT", "2026-12-10", "from=2027-02-15|until=2030-12-15");
  season_step (fixture, placement, "MED", "2026-12-12", "until=2027-12-31");
  season_step (fixture, placement, "CON", "2026-12-14", "explained_in=spa|employer_signed=2026-12-13");
  season_step (fixture, placement, "COM", "2026-12-15", "text_version=2026-1");

  /* The application is due two months after the authorisation: by 10 February. */
  g_assert_cmpuint (count_of (fixture, "due"), ==, 0);
  g_assert_cmpuint (count_of (fixture, "late"), ==, 0);
  fixture_set_day (fixture, "2027-02-05");
  g_assert_true (gol_derive_sweep (gol_office_get_store (fixture->office), (GolDate) { 2027, 2, 5 }, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_of (fixture, "due"), ==, 1);
  assert_nearest (fixture, "due", "2027-02-10");
  fixture_set_day (fixture, "2027-02-13");
  g_assert_true (gol_derive_sweep (gol_office_get_store (fixture->office), (GolDate) { 2027, 2, 13 }, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_of (fixture, "due"), ==, 0);
  g_assert_cmpuint (count_of (fixture, "late"), ==, 1);
  assert_lists_match (fixture);
}

static void
save_start (Fixture    *fixture,
            const char *order,
            const char *day)
{
  fixture_save (fixture, order, "order_terms", "start_date", day);
}

/* Overdue before today before this week. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  GolWorkWhen last = GOL_WORK_OVERDUE;
  g_autofree char *order = season_order (fixture, "gecco-es", "12");
  g_autofree char *other = season_order (fixture, "gecco-es", "12");
  g_autoptr(GPtrArray) works = NULL;

  save_start (fixture, order, "2026-11-28");
  g_assert_cmpuint (count_of (fixture, "orders"), ==, 2);
  assert_nearest (fixture, "orders", "2026-11-28");
  save_start (fixture, other, "2026-11-20");
  assert_nearest (fixture, "orders", "2026-11-20");
  works = read_works (fixture);
  g_assert_cmpint (gol_worklist_find (works, "orders")->when, ==, GOL_WORK_OVERDUE);
  for (guint i = 0; i < works->len; i++)
    {
      const GolWork *work = works->pdata[i];

      g_assert_cmpint (work->when, >=, last);
      last = work->when;
    }
}

static gboolean
asks (const char *kind,
      const char *name)
{
  Fixture fixture;
  GolQuery *query;

  fixture_setup (&fixture, kind);
  query = gol_worklist_query (fixture.office, name);
  fixture_teardown (&fixture, kind);
  if (query == NULL)
    return FALSE;
  gol_query_free (query);
  return TRUE;
}

/* Nobody is asked about what the dictionary does not let her read. */
static void
test_kinds (void)
{
  g_assert_true (asks ("ministry", "review"));
  g_assert_true (asks ("employer", "candidates"));
  g_assert_false (asks ("employer", "review"));
  g_assert_false (asks ("ministry", "candidates"));
  g_assert_true (asks ("consulate-destination", "visas"));
  g_assert_true (asks ("consulate-origin", "overdue"));
  g_assert_false (asks ("consulate-origin", "visas"));
  g_assert_true (asks ("authority", "authorisations"));
  g_assert_true (asks ("clinic", "fitness"));
  for (guint i = 0; gol_office_kinds ()[i] != NULL; i++)
    {
      Fixture fixture;
      g_autoptr(GPtrArray) works = NULL;

      fixture_setup (&fixture, gol_office_kinds ()[i]);
      works = read_works (&fixture);
      g_assert_cmpuint (works->len, ==, 0);
      fixture_teardown (&fixture, NULL);
    }
}

/* Who keeps accounts only has no work on files. */
static void
test_administrator (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *order = season_order (fixture, "gecco-es", "12");

  g_assert_cmpuint (count_of (fixture, "orders"), ==, 1);
  fixture_enter_as (fixture, "Accounts", GOL_ROLE_ADMINISTRATOR);
  g_assert_cmpuint (count_of (fixture, "orders"), ==, 0);
  g_assert_null (gol_worklist_query (fixture->office, "orders"));
}

/* One answer, its reason, and its way back. */
static void
answer_and_undo (Fixture    *employer,
                 const char *placement)
{
  const char * const whom[] = { placement, NULL };
  g_autoptr(GError) error = NULL;
  GolUndoResult undone = { 0 };
  g_autofree char *result = NULL;
  g_autofree char *reason = NULL;

  g_assert_false (gol_office_answer (employer->office, whom, "refused", NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "why");
  g_assert_false (gol_office_answer (employer->office, whom, "perhaps", NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_USAGE, "perhaps");
  g_assert_true (gol_office_answer (employer->office, whom, "refused", "experience", NULL, &error));
  g_assert_no_error (error);
  reason = fixture_get (employer, placement, "employer_answer.reason");
  g_assert_cmpstr (reason, ==, "experience");
  g_assert_cmpuint (count_of (employer, "candidates"), ==, 0);
  g_assert_false (gol_office_answer (employer->office, whom, "accepted", NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "already");
  g_assert_true (gol_office_undo (employer->office, NULL, &undone, &error));
  g_assert_no_error (error);
  gol_undo_result_clear (&undone);
  g_assert_cmpuint (count_of (employer, "candidates"), ==, 1);
  g_assert_true (gol_office_answer (employer->office, whom, "accepted", NULL, NULL, &error));
  g_assert_no_error (error);
  result = fixture_get (employer, placement, "employer_answer.result");
  g_assert_cmpstr (result, ==, "accepted");
  g_assert_cmpuint (count_of (employer, "candidates"), ==, 0);
}

/* An employer's office that got the ministry's placements: the candidate waits there, and only there. */
static void
test_employer (Fixture       *fixture,
               gconstpointer  data)
{
  Fixture employer;
  g_autofree char *order = season_approved_order (fixture, "gecco-es", "12");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, order);

  season_step (fixture, placement, "PRE", "2026-12-01", NULL);
  season_step (fixture, placement, "SEL", "2026-12-02", NULL);
  fixture_setup (&employer, "employer");
  fixture_set_day (&employer, "2026-12-02");
  fixture_grant (fixture, &employer);
  g_assert_cmpuint (count_of (&employer, "candidates"), ==, 1);
  assert_nearest (&employer, "candidates", "2027-03-01");
  g_assert_cmpuint (count_of (&employer, "arrivals"), ==, 0);
  assert_lists_match (&employer);
  answer_and_undo (&employer, placement);
  fixture_teardown (&employer, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/office/worklist/empty", test_empty);
  fixture_add_test ("/office/worklist/ministry", test_ministry);
  fixture_add_test ("/office/worklist/order", test_order);
  fixture_add_test ("/office/worklist/administrator", test_administrator);
  fixture_add_test ("/office/worklist/employer", test_employer);
  g_test_add_func ("/office/worklist/kinds", test_kinds);
  return g_test_run ();
}
