/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "season.h"

/* Whole seasons, by commands alone, at a ministry that writes down what partners without an office send it on paper. */

static char *
log_event (Fixture    *fixture,
           const char *placement,
           const char *kind,
           const char *day)
{
  g_autoptr(GError) error = NULL;
  char *event;

  fixture_set_day (fixture, day);
  event = gol_office_log_event (fixture->office, placement, kind, day, NULL, &error);
  g_assert_no_error (error);
  return event;
}

static void
assert_step_refused (Fixture    *fixture,
                     const char *placement,
                     const char *step,
                     const char *day,
                     const char *clause,   /* NULL: the order of steps */
                     const char *word)
{
  g_autoptr(GPtrArray) unmet = NULL;
  g_autoptr(GError) error = NULL;
  gboolean found = clause == NULL;

  fixture_set_day (fixture, day);
  g_assert_false (gol_office_log_step (fixture->office, placement, step, day, NULL, NULL, &unmet, &error));
  for (guint i = 0; unmet != NULL && i < unmet->len; i++)
    found = found || g_strcmp0 (((GolVerdict *) unmet->pdata[i])->clause, clause) == 0;
  if (!found)
    g_error ("%s is refused, but not for %s: %s", step, clause, error->message);
  assert_refused (error, GOL_ERROR_REFUSED, word);
}

static void
test_sawp (Fixture       *fixture,
           gconstpointer  data)
{
  const char *scheme = "sawp-mx-ca";
  g_autofree char *order = season_approved_order (fixture, scheme, "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = NULL;
  g_autofree char *wage = NULL;
  g_autofree char *departure = NULL;
  g_autofree char *arrival = NULL;
  g_autofree char *end = NULL;
  g_autofree char *home = NULL;

  season_assert_again (fixture, worker, scheme, GOL_YES, NULL);
  placement = season_place (fixture, worker, order);
  season_assert_status (fixture, placement, "in_progress");
  season_assert_station (fixture, placement, "REG", GOL_STATION_DONE);
  season_assert_station (fixture, placement, "CALL", GOL_STATION_DONE);
  season_assert_station (fixture, placement, "SEL", GOL_STATION_NOW);

  assert_step_refused (fixture, placement, "VISA", "2026-12-01", NULL, "log that first");
  season_step (fixture, placement, "SEL", "2026-12-01", "panel=Regional office");
  season_step (fixture, placement, "MED", "2026-12-05", "until=2027-12-31");
  season_step (fixture, placement, "AUTH", "2026-12-10", "until=2027-12-15");
  assert_step_refused (fixture, placement, "CON", "2027-01-10", "contract_explained", "explained");
  season_step (fixture, placement, "CON", "2027-01-10", "explained_in=spa|employer_signed=2027-01-05");
  wage = fixture_get (fixture, placement, "contract.wage");
  g_assert_cmpstr (wage, ==, "17.60");   /* what the order says */

  /* The visa is due on 15 February. */
  fixture_set_day (fixture, "2027-02-14");
  season_assert_station (fixture, placement, "VISA", GOL_STATION_NOW);
  fixture_set_day (fixture, "2027-02-17");
  season_assert_station (fixture, placement, "VISA", GOL_STATION_LATE);
  season_step (fixture, placement, "VISA", "2027-02-18", NULL);
  fixture_save (fixture, placement, "visa_validity", "until", "2027-11-30");
  season_step (fixture, placement, "TRN", "2027-02-19", NULL);
  season_assert_status (fixture, placement, "in_progress");
  season_step (fixture, placement, "BOOK", "2027-02-20", "departs=2027-02-27T10:00:00.000Z");
  season_assert_status (fixture, placement, "ready");

  season_step (fixture, placement, "DEP", "2027-02-27", NULL);
  season_assert_status (fixture, placement, "departed");
  season_assert_again (fixture, worker, scheme, GOL_NO, "not_abroad");
  season_step (fixture, placement, "ARR", "2027-02-28", NULL);
  season_assert_status (fixture, placement, "abroad");
  season_step (fixture, placement, "MON", "2027-04-10", NULL);
  season_step (fixture, placement, "END", "2027-09-29", "outcome=completed");

  /* Due home by 15 October: after that her return is to be verified, which is no verdict. */
  fixture_set_day (fixture, "2027-10-15");
  season_assert_status (fixture, placement, "abroad");
  fixture_set_day (fixture, "2027-10-16");
  season_assert_status (fixture, placement, "to_verify");
  season_assert_station (fixture, placement, "RET", GOL_STATION_LATE);
  season_step (fixture, placement, "RET", "2027-10-14", NULL);
  season_assert_status (fixture, placement, "returned");

  fixture_set_day (fixture, "2027-10-20");
  season_assert_again (fixture, worker, scheme, GOL_UNKNOWN, "report_filed");   /* not known is never yes */
  assert_step_refused (fixture, placement, "REH", "2027-10-20", NULL, "log that first");
  season_step (fixture, placement, "RPT", "2027-10-20", "employer=4");
  season_step (fixture, placement, "REI", "2027-10-21", NULL);
  season_step (fixture, placement, "REH", "2027-10-25", NULL);
  fixture_set_day (fixture, "2028-02-01");
  season_assert_again (fixture, worker, scheme, GOL_YES, NULL);
}

static void
test_gecco (Fixture       *fixture,
            gconstpointer  data)
{
  const char *scheme = "gecco-es";
  g_autofree char *order = season_approved_order (fixture, scheme, "12");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autofree char *home = NULL;

  season_assert_station (fixture, placement, "PRE", GOL_STATION_NOW);
  season_step (fixture, placement, "PRE", "2026-12-01", NULL);
  season_step (fixture, placement, "SEL", "2026-12-02", NULL);
  season_step (fixture, placement, "ANS", "2026-12-03", NULL);
  season_step (fixture, placement, "AUT", "2026-12-10", "from=2027-02-15|until=2030-12-15");
  season_step (fixture, placement, "MED", "2026-12-12", "until=2027-12-31");
  season_step (fixture, placement, "CON", "2026-12-14", "explained_in=spa|employer_signed=2026-12-13");
  assert_step_refused (fixture, placement, "VISF", "2026-12-15", NULL, "log that first");
  season_step (fixture, placement, "COM", "2026-12-15", "text_version=2026-1");
  season_step (fixture, placement, "VISF", "2026-12-20", "group=G7");
  season_step (fixture, placement, "VISA", "2027-01-20", "visa_no=V1|until=2027-11-30");
  season_step (fixture, placement, "TRN", "2027-02-10", NULL);
  season_step (fixture, placement, "BOOK", "2027-02-12", "departs=2027-02-27T10:00:00.000Z");
  season_assert_status (fixture, placement, "ready");
  season_step (fixture, placement, "DEP", "2027-02-27", NULL);
  season_step (fixture, placement, "ARR", "2027-02-28", NULL);
  season_step (fixture, placement, "SS", "2027-03-02", "institution=TGSS");
  season_step (fixture, placement, "END", "2027-09-29", NULL);
  season_assert_again (fixture, worker, scheme, GOL_NO, "not_abroad");

  /* A return counts here when she shows herself. */
  home = log_event (fixture, placement, "return", "2027-10-02");
  season_assert_status (fixture, placement, "returned");
  fixture_set_day (fixture, "2027-11-02");
  season_assert_station (fixture, placement, "RET", GOL_STATION_LATE);
  season_assert_again (fixture, worker, scheme, GOL_UNKNOWN, "returned_in_time");
  season_step (fixture, placement, "RET", "2027-10-20", NULL);
  season_step (fixture, placement, "REI", "2027-10-25", NULL);
  season_step (fixture, placement, "REH", "2027-10-28", NULL);
}

/* ── Refusals and overrides ── */

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autoptr(GError) error = NULL;

  g_assert_false (gol_office_log_step (fixture->office, placement, "XYZ", NULL, NULL, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_USAGE, "SEL");
  g_assert_false (gol_office_log_step (fixture->office, placement, "SEL", "soon", NULL, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_USAGE, "2027-03-01");
  g_assert_false (gol_office_log_step (fixture->office, placement, "SEL", "2026-11-26", NULL, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "not come yet");
  g_assert_false (gol_office_log_step (fixture->office, worker, "SEL", NULL, NULL, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_USAGE, "Placement");
  g_assert_null (gol_office_log_event (fixture->office, placement, "birthday", NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_USAGE, "birthday");
  g_assert_null (gol_office_log_event (fixture->office, placement, "return_in_person", NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "nobody");

  fixture_enter_as (fixture, "The auditor", GOL_ROLE_AUDITOR);
  g_assert_false (gol_office_log_step (fixture->office, placement, "SEL", NULL, NULL, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "auditor");
  g_assert_null (gol_office_log_event (fixture->office, placement, "departure", NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "auditor");
  g_assert_false (gol_office_attest_may_go_again (fixture->office, worker, "sawp-mx-ca", (GolDate) { 0 }, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
}

static void
test_override (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autoptr(GPtrArray) unmet = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GError) error = NULL;

  season_step (fixture, placement, "SEL", "2026-12-01", NULL);
  season_step (fixture, placement, "MED", "2026-12-05", "until=2027-01-31");   /* ends before the start */
  season_step (fixture, placement, "AUTH", "2026-12-10", NULL);
  assert_step_refused (fixture, placement, "VISA", "2027-01-20", "fit_at_start", "cannot be logged");

  fixture_enter_as (fixture, "A clerk", GOL_ROLE_CLERK);
  g_assert_false (gol_office_log_step (fixture->office, placement, "VISA", NULL, NULL, "she is well", NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "supervisor");
  fixture_become (fixture, NULL);
  gol_office_log_step (fixture->office, placement, "VISA", NULL, NULL, "seen by the consulate's doctor", &unmet,
                       &error);
  g_assert_no_error (error);
  season_assert_station (fixture, placement, "VISA", GOL_STATION_DONE);
  g_assert_cmpuint (unmet->len, ==, 1);
  history = gol_office_history (fixture->office, placement, "visa_application", NULL, &error);
  g_assert_cmpstr (((GolHistory *) history->pdata[0])->why, ==, "seen by the consulate's doctor");

  /* A passport that ends too soon: nobody may pass it, whatever the reason. */
  fixture_save (fixture, worker, "identity_numbers", "passport_expires", "2027-04-01");
  {
    g_autofree char *other = season_worker (fixture, "Berta", "B12345678");
    g_autofree char *second = season_place (fixture, other, order);

    fixture_save (fixture, other, "identity_numbers", "passport_expires", "2027-04-01");
    season_step (fixture, second, "SEL", "2027-01-20", NULL);
    season_step (fixture, second, "MED", "2027-01-20", "until=2027-12-31");
    season_step (fixture, second, "AUTH", "2027-01-20", NULL);
    g_assert_false (
      gol_office_log_step (fixture->office, second, "VISA", NULL, NULL, "it will be renewed", NULL, &error));
    assert_refused (error, GOL_ERROR_REFUSED, "nobody");
  }
}

/* ── What does not fit is kept and told ── */

static gboolean
tells (Fixture    *fixture,
       const char *placement,
       const char *code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = gol_office_problems (fixture->office, placement, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    if (g_str_equal (((GolProblem *) problems->pdata[i])->code, code))
      return TRUE;
  return FALSE;
}

static void
test_contradictions (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autofree char *departure = NULL;
  g_autofree char *arrival = NULL;
  g_autofree char *no_show = NULL;
  g_autofree char *agency = NULL;

  g_assert_false (tells (fixture, placement, "step_skipped"));
  departure = log_event (fixture, placement, "departure", "2027-02-27");   /* nothing before it was done */
  season_assert_status (fixture, placement, "departed");
  g_assert_true (tells (fixture, placement, "step_skipped"));
  g_assert_false (tells (fixture, placement, "event_order"));
  arrival = log_event (fixture, placement, "arrival", "2027-02-20");
  g_assert_true (tells (fixture, placement, "event_order"));
  no_show = log_event (fixture, placement, "no_show", "2027-02-28");
  g_assert_true (tells (fixture, placement, "event_contradicts"));

  /* The arrival is a witness's whose paper was written down, and says so. */
  agency = fixture_get (fixture, arrival, "event.agency");
  g_assert_cmpstr (agency, ==, "consulateorigin");
  g_assert_true (fixture_holds (fixture, FALSE, "\"on_behalf_of\":\"consulateorigin\""));
}

/* A consulate says what it saw in its own name, and what another office has to say it leaves to that. */
static void
test_consulate (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autofree char *departure = log_event (fixture, placement, "departure", "2027-02-27");
  g_autofree char *arrival = NULL;
  g_autofree char *agency = NULL;
  g_autofree char *witness = NULL;
  Fixture consulate = { NULL };
  g_autoptr(GError) error = NULL;

  fixture_setup (&consulate, "consulate-origin");
  fixture_set_day (&consulate, "2027-02-28");
  fixture_grant (fixture, &consulate);
  arrival = gol_office_log_event (consulate.office, placement, "arrival", NULL, NULL, &error);
  g_assert_no_error (error);
  agency = fixture_get (&consulate, arrival, "event.agency");
  witness = fixture_get (&consulate, arrival, "event.witness");
  g_assert_cmpstr (agency, ==, gol_office_get_info (consulate.office)->agency);
  g_assert_cmpstr (witness, ==, "Rosa Ixchel");
  season_assert_status (&consulate, placement, "abroad");

  g_assert_null (gol_office_log_event (consulate.office, placement, "departure", NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "witnessed by");
  g_assert_false (gol_office_log_step (consulate.office, placement, "RPT", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
  g_clear_error (&error);

  /* What the ministry logged is the ministry's to put right. */
  {
    g_autoptr(GolValues) values = gol_values_new ();

    gol_values_set_text (values, "place", "Cancún");
    g_assert_false (gol_office_save (consulate.office, departure, "event", values, NULL, NULL, &error));
    assert_refused (error, GOL_ERROR_DENIED, "another office");
    g_assert_true (gol_office_save (consulate.office, arrival, "event", values, NULL, NULL, &error));
    g_assert_no_error (error);
  }
  fixture_teardown (&consulate, NULL);
}

/* The office's day is not always the machine's: what is logged without a day is logged on it, and its deadlines count
 * from it. */
static void
test_today (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autofree char *event = NULL;
  g_autofree char *on = NULL;
  g_autofree char *held_on = NULL;
  g_autoptr(GError) error = NULL;

  gol_clock_set_today (fixture->clock, (GolDate) { 2027, 2, 27 });
  season_assert_status (fixture, placement, "in_progress");
  g_assert_true (gol_office_log_step (fixture->office, placement, "SEL", NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  held_on = fixture_get (fixture, placement, "selection.held_on");
  g_assert_cmpstr (held_on, ==, "2027-02-27");
  season_assert_station (fixture, placement, "TRN", GOL_STATION_LATE);
  event = gol_office_log_event (fixture->office, placement, "departure", NULL, NULL, &error);
  g_assert_no_error (error);
  on = fixture_get (fixture, event, "event.on");
  g_assert_cmpstr (on, ==, "2027-02-27");
  gol_clock_set_today (fixture->clock, (GolDate) { 2027, 10, 16 });
  season_assert_status (fixture, placement, "to_verify");
}

/* ── Attested ── */

static GolRecord *
find_attestation (Fixture    *fixture,
                  const char *placement,
                  const char *step)
{
  const GolEntity *entity = gol_dictionary_find_entity ("attestation");
  const char * const whose[] = { placement, NULL };
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GError) error = NULL;

  gol_query_add_filter (query, "attestation.placement", GOL_FILTER_EQUAL, whose);
  ids = gol_query_ids (gol_office_get_store (fixture->office), query, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GolRecord) found = gol_office_read_id (fixture->office, entity, g_array_index (ids, guint32, i),
                                                        &error);

      if (g_strcmp0 (gol_record_get_text (found, "attestation.step"), step) == 0)
        return g_steal_pointer (&found);
    }
  return NULL;
}

static void
test_attestation (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autoptr(GolRecord) before = NULL;
  g_autoptr(GolRecord) after = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;
  GolUndoResult result = { 0 };

  season_step (fixture, placement, "SEL", "2026-12-01", NULL);
  season_step (fixture, placement, "MED", "2026-12-05", "until=2027-12-31");
  season_step (fixture, placement, "AUTH", "2026-12-10", NULL);
  before = find_attestation (fixture, placement, "VISA");
  g_assert_nonnull (before);
  g_assert_cmpstr (gol_record_get_text (before, "attestation.result"), ==, "yes");
  g_assert_cmpstr (gol_record_get_text (before, "attestation.scheme"), ==, "sawp-mx-ca");

  /* Written again when what it rests on changes, in the same action; nobody writes it by hand. */
  fixture_save (fixture, worker, "identity_numbers", "passport_expires", "2027-04-01");
  after = find_attestation (fixture, placement, "VISA");
  g_assert_cmpstr (after->record, ==, before->record);
  g_assert_cmpstr (gol_record_get_text (after, "attestation.result"), ==, "no");
  g_assert_cmpstr (gol_record_get_text (after, "attestation.clauses"), ==, "[\"passport\"]");
  g_assert_true (gol_office_undo (fixture->office, NULL, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.left, ==, 0);
  gol_undo_result_clear (&result);
  {
    g_autoptr(GolRecord) undone = find_attestation (fixture, placement, "VISA");
    g_autofree char *expires = fixture_get (fixture, worker, "identity_numbers.passport_expires");

    g_assert_cmpstr (expires, ==, "2035-01-09");
    g_assert_cmpstr (gol_record_get_text (undone, "attestation.result"), ==, "yes");
  }
  gol_values_set_text (values, "result", "no");
  g_assert_false (gol_office_save (fixture->office, before->record, "attestation", values, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "never by hand");
}

static void
test_attest_may_go_again (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *answers = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;

  fixture_save (fixture, worker, "experience", "schooling", "university");
  gol_office_attest_may_go_again (fixture->office, worker, "sawp-mx-ca", (GolDate) { 2027, 3, 1 }, &error);
  g_assert_no_error (error);
  answers = fixture_get (fixture, worker, "may_go_again.answers");
  g_assert_nonnull (strstr (answers, "\"scheme\":\"sawp-mx-ca\""));
  g_assert_nonnull (strstr (answers, "\"result\":\"no\""));
  g_assert_nonnull (strstr (answers, "schooling_cap"));
  g_assert_null (strstr (answers, "university"));   /* the code, never the fact */

  gol_office_attest_may_go_again (fixture->office, worker, "gecco-es", (GolDate) { 2027, 3, 1 }, &error);
  gol_office_attest_may_go_again (fixture->office, worker, "sawp-mx-ca", (GolDate) { 2027, 4, 1 }, &error);
  g_assert_no_error (error);
  again = fixture_get (fixture, worker, "may_go_again.answers");
  g_assert_nonnull (strstr (again, "gecco-es"));
  g_assert_nonnull (strstr (again, "2027-04-01"));
  g_assert_null (strstr (again, "\"on\":\"2027-03-01\",\"result\":\"no\",\"scheme\":\"sawp-mx-ca\""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/season/sawp", test_sawp);
  fixture_add_test ("/season/gecco", test_gecco);
  fixture_add_test ("/season/refusals", test_refusals);
  fixture_add_test ("/season/override", test_override);
  fixture_add_test ("/season/contradictions", test_contradictions);
  fixture_add_test ("/season/consulate", test_consulate);
  fixture_add_test ("/season/today", test_today);
  fixture_add_test ("/season/attestation", test_attestation);
  fixture_add_test ("/season/attest-may-go-again", test_attest_may_go_again);
  return g_test_run ();
}
