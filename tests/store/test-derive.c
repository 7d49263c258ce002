/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-error.h"
#include "season-fixture.h"

static const GolDate today = { 2026, 11, 23 };

static char *
approved_order (Office     *office,
                const char *scheme)
{
  char *order = season_add (office, "order", "order_terms", "scheme", scheme, "received_on", "2026-10-01",
                            "posts_asked", "4", "start_date", "2027-03-01", "end_date", "2027-09-30", NULL);

  season_put (office, order, "order_destination_decision", "result", "full", "decided_on", "2026-10-20", NULL);
  season_put (office, order, "order_origin_decision", "result", "full", "decided_on", "2026-10-25", NULL);
  return order;
}

static GolJourney *
journey_of (Office     *office,
            const char *placement)
{
  g_autoptr(GError) error = NULL;
  GolJourney *journey = gol_derive_journey (office->store, placement, gol_clock_get_today (office->clock), &error);

  g_assert_no_error (error);
  return journey;
}

static GolStation *
station_of (GolJourney *journey,
            const char *step)
{
  for (guint i = 0; i < journey->stations->len; i++)
    {
      GolStation *station = journey->stations->pdata[i];

      if (g_str_equal (station->step, step))
        return station;
    }
  g_error ("The journey has no %s", step);
}

static GolVerdict *
verdict_of (GPtrArray  *verdicts,
            const char *clause)
{
  for (guint i = 0; i < verdicts->len; i++)
    {
      GolVerdict *verdict = verdicts->pdata[i];

      if (g_str_equal (verdict->clause, clause))
        return verdict;
    }
  g_error ("There is no verdict on %s", clause);
}

/* What each fact, in its turn, makes of a placement of the Canadian programme. */
static void
test_a_season (void)
{
  static const struct { const char *section, *field_1, *value_1, *field_2, *value_2, *step, *status;
  } facts[] = {
    { "fitness", "examined", "2026-11-10", "result", "fit", "AUTH", "in_progress" },
    { "authorisation", "decided_on", "2026-11-12", "result", "full", "VISA", "in_progress" },
    { "visa_application", "decided_on", "2026-11-14", "decision", "pending", "VISA", "in_progress" },
    { "visa_application", "decided_on", "2026-11-15", "decision", "granted", "CON", "in_progress" },
    { "contract", "worker_signed", "2026-11-16", "explained_in", "spa", "CON",
      "in_progress" }, /* the employer has not signed */
    { "contract", "employer_signed", "2026-11-17", "explained_in", "spa", "TRN", "in_progress" },
    { "training", "completed", "2026-11-18", "result", "passed", "BOOK", "in_progress" },
    { "booking", "direction", "out", "departs", "2027-02-27T08:00:00.000Z", "DEP", "ready" },
    { "departure", "", "2027-02-27", NULL, NULL, "ARR", "departed" },
    { "arrival", "", "2027-02-28", NULL, NULL, "END", "abroad" },
    { "missing", "", "2027-06-01", NULL, NULL, "END", "missing" },
    { "located", "", "2027-06-03", NULL, NULL, "END", "abroad" },
    { "end", "", "2027-09-30", NULL, NULL, "RET", "abroad" },
    { "return", "", "2027-10-02", NULL, NULL, "RPT", "returned" },
    { "worker_evaluation", "evaluated_on", "2027-10-20", "employer", "4", "REH", "returned" },
    { "step", "step", "REH", "on", "2027-11-01", NULL, "returned" },
  };
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office), *order = approved_order (office, "sawp-mx-ca");
  g_autofree char *placement = season_placement (office, worker, order, "sawp-mx-ca", "2027-03-01", "2027-09-30");
  g_autofree char *training = season_add (office, "training", "session", "module", "orientation", NULL);

  season_put (office, training, "attendance", "worker", worker, "placement", placement, NULL);
  season_assert_derived (office, placement, "d_step", "MED");
  season_assert_derived (office, placement, "d_status", "in_progress");
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const char *section = facts[i].section;

      if (*facts[i].field_1 == '\0')
        g_free (season_event (office, placement, section, facts[i].value_1));
      else if (g_str_equal (section, "fitness") || g_str_equal (section, "step") || g_str_equal (section, "booking"))
        g_free (season_add (office, g_str_equal (section, "booking") ? "travel" : section, section, "placement",
                            placement, facts[i].field_1, facts[i].value_1, facts[i].field_2, facts[i].value_2, NULL));
      else if (g_str_equal (section, "training"))
        season_put (office, training, "result", facts[i].field_1, facts[i].value_1, facts[i].field_2, facts[i].value_2,
                    NULL);
      else
        season_put (office, placement, section, facts[i].field_1, facts[i].value_1, facts[i].field_2, facts[i].value_2,
                    NULL);
      g_test_message ("%s %s", section, facts[i].value_1);
      season_assert_derived (office, placement, "d_step", facts[i].step);
      season_assert_derived (office, placement, "d_status", facts[i].status);
      season_assert_derived (office, worker, "d_step", facts[i].step);
      season_assert_derived (office, worker, "d_status", facts[i].status);
    }
}

static void
test_ways_out (void)
{
  static const struct { const char *section, *field, *value, *status; } ways[] = {
    { "placement_core", "withdrawn_on", "2026-11-01", "withdrawn" },
    { "selection", "result", "rejected", "refused" },
    { "employer_answer", "result", "refused", "refused" },
    { "authorisation", "result", "denied", "refused" },
    { "visa_application", "decision", "refused", "refused" },
    { "no_show", NULL, NULL, "no_show" },
  };
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office), *order = approved_order (office, "gecco-es");

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *placement = season_placement (office, worker, order, "gecco-es", "2027-03-01", "2027-09-30");

      season_assert_fact (office, worker, "open_placements", "1");
      if (ways[i].field != NULL)
        season_put (office, placement, ways[i].section, ways[i].field, ways[i].value, NULL);
      else
        g_free (season_event (office, placement, ways[i].section, "2026-11-01"));
      season_assert_derived (office, placement, "d_status", ways[i].status);
      season_assert_derived (office, placement, "d_step", NULL);
      season_assert_derived (office, placement, "d_late", "0");
      season_assert_fact (office, worker, "open_placements", "0");
      season_assert_fact (office, order, "posts_filled", g_str_equal (ways[i].status, "no_show") ? "1" : "0");
    }
}

/* Who corrects a certificate writes another of the same day: the later one counts. */
static void
test_same_day (void)
{
  static const struct { const char *result, *step; } certificates[] = {
    { "unfit", "MED" }, { "fit", "AUTH" }, { "unfit", "MED" }, { "fit", "AUTH" },
  };
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office), *order = approved_order (office, "sawp-mx-ca");
  g_autofree char *placement = season_placement (office, worker, order, "sawp-mx-ca", "2027-03-01", "2027-09-30");

  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_free (season_add (office, "fitness", "fitness", "placement", placement, "examined", "2026-11-10", "result",
                          certificates[i].result, NULL));
      season_assert_derived (office, placement, "d_step", certificates[i].step);
    }
}

/* Nobody writes anything: the calendar alone makes it late, and the return something to verify. */
static void
test_time_alone (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office), *order = approved_order (office, "sawp-mx-ca");
  g_autofree char *placement = season_placement (office, worker, order, "sawp-mx-ca", "2027-03-01", "2027-09-30");
  static const struct { const char *day, *status, *due, *late; } days[] = {
    { "2027-09-30", "abroad", "2027-09-30", "0" },
    { "2027-10-01", "abroad", "2027-09-30", "1" },
    { "2027-10-02", "abroad", "2027-09-30", "2" },
    { "2027-10-15", "abroad", "2027-09-30", "15" },
    { "2027-10-16", "to_verify", "2027-09-30", "16" },
  };

  g_free (season_event (office, placement, "departure", "2027-02-27"));
  g_free (season_event (office, placement, "arrival", "2027-02-28"));
  g_free (
    season_add (office, "fitness", "fitness", "placement", placement, "examined", "2026-11-10", "result", "fit", NULL));
  season_put (office, placement, "authorisation", "decided_on", "2026-11-12", "result", "full", NULL);
  season_put (office, placement, "visa_application", "decided_on", "2026-11-15", "decision", "granted", NULL);
  season_put (office, placement, "contract", "worker_signed", "2026-11-16", "employer_signed", "2026-11-16", NULL);
  g_free (season_add (office, "travel", "booking", "placement", placement, "direction", "out", "departs",
                      "2027-02-27T08:00:00.000Z", NULL));
  g_free (season_add (office, "step", "step", "placement", placement, "step", "TRN", "on", "2026-11-18", "result",
                      "skipped", NULL));
  season_assert_derived (office, placement, "d_step", "END");
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(GError) error = NULL;
      GolDate day;

      gol_date_parse (days[i].day, &day);
      season_today (office, days[i].day);
      gol_derive_sweep (office->store, day, NULL, NULL, &error);
      g_assert_no_error (error);
      season_assert_derived (office, placement, "d_status", days[i].status);
      season_assert_derived (office, placement, "d_due", days[i].due);
      season_assert_derived (office, placement, "d_late", days[i].late);
      season_assert_derived (office, worker, "d_late", days[i].late);
    }
}

/* A day that was only tried: what it moved goes back with it. */
static void
test_day_goes_back (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GError) error = NULL;
  g_autofree char *worker = season_worker (office), *order = approved_order (office, "sawp-mx-ca");
  g_autofree char *placement = season_placement (office, worker, order, "sawp-mx-ca", "2027-03-01", "2027-09-30");
  static const struct { GolDate day; const char *text, *status; } days[] = {
    { { 2027, 3, 10 }, "2027-03-10", "departed" },
    { { 2027, 12, 1 }, "2027-12-01", "to_verify" },
    { { 2027, 3, 10 }, "2027-03-10", "departed" },
  };
  guint changed;

  season_today (office, days[0].text);
  g_free (season_event (office, placement, "departure", "2027-03-01"));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      season_today (office, days[i].text);
      gol_derive_sweep (office->store, days[i].day, NULL, NULL, &error);
      g_assert_no_error (error);
      season_assert_derived (office, placement, "d_status", days[i].status);
      /* And the same day again moves nothing. */
      gol_derive_sweep (office->store, days[i].day, NULL, &changed, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (changed, ==, 0);
    }
}

static void
test_journey (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office), *order = approved_order (office, "sawp-mx-ca");
  g_autofree char *placement = season_placement (office, worker, order, "sawp-mx-ca", "2027-03-01", "2027-09-30");
  g_autoptr(GolJourney) journey = journey_of (office, placement);
  GolStation *station;

  g_assert_cmpstr (journey->placement, ==, placement);
  g_assert_cmpstr (journey->scheme, ==, "sawp-mx-ca");
  g_assert_cmpstr (journey->status, ==, "in_progress");
  g_assert_cmpint (station_of (journey, "VER")->state, ==, GOL_STATION_DONE);
  g_assert_cmpstr (station_of (journey, "VER")->at, ==, "2026-10-20");
  g_assert_cmpint (station_of (journey, "SEL")->state, ==, GOL_STATION_SKIPPED);      /* asked for by name */
  g_assert_cmpint (station_of (journey, "MED")->state, ==, GOL_STATION_NOW);
  g_assert_cmpint (station_of (journey, "VISA")->state, ==, GOL_STATION_LATER);
  g_assert_cmpint (station_of (journey, "DEP")->state, ==, GOL_STATION_LATER);
  g_assert_cmpstr (station_of (journey, "DEP")->due, ==, "2027-03-01");
  g_assert_cmpstr (station_of (journey, "DEP")->actor, ==, "M");
  g_assert_cmpuint (station_of (journey, "DEP")->requirements->len, ==, 0);

  /* What the contract needs is not known: it is blocked, and says why. */
  station = station_of (journey, "CON");
  g_assert_cmpint (station->state, ==, GOL_STATION_BLOCKED);
  g_assert_cmpint (verdict_of (station->requirements, "contract_explained")->holds, ==, GOL_UNKNOWN);
  g_assert_cmpstr (verdict_of (station->requirements, "contract_explained")->missing, ==, "Contract explained in");
  season_put (office, placement, "contract", "explained_in", "spa", NULL);
  g_clear_pointer (&journey, gol_journey_free);
  journey = journey_of (office, placement);
  g_assert_cmpint (station_of (journey, "CON")->state, ==, GOL_STATION_NOW);

  /* A step that was done after its day says by how much; one that is not done when its day has passed is late. */
  season_today (office, "2027-03-05");
  season_put (office, placement, "contract", "worker_signed", "2027-03-04", "employer_signed", "2027-03-04", NULL);
  g_clear_pointer (&journey, gol_journey_free);
  journey = journey_of (office, placement);
  g_assert_cmpint (station_of (journey, "CON")->state, ==, GOL_STATION_DONE);
  g_assert_cmpint (station_of (journey, "CON")->late_days, ==, 3);
  g_assert_cmpint (station_of (journey, "TRN")->state, ==, GOL_STATION_LATE);
  g_assert_cmpint (station_of (journey, "TRN")->late_days, ==, 11);
  g_assert_cmpstr (station_of (journey, "TRN")->due, ==, "2027-02-22");

  /* Who saw it. */
  g_free (season_add (office, "event", "event", "placement", placement, "kind", "departure", "on", "2027-03-04",
                      "at", "2027-03-04T10:00:00.000Z", "witness", "Border post", NULL));
  g_clear_pointer (&journey, gol_journey_free);
  journey = journey_of (office, placement);
  g_assert_cmpstr (station_of (journey, "DEP")->by, ==, "Border post");
}

static void
test_check_step (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GError) error = NULL;
  g_autofree char *worker = season_worker (office), *order = approved_order (office, "sawp-mx-ca");
  g_autofree char *placement = season_placement (office, worker, order, "sawp-mx-ca", "2027-03-01", "2027-09-30");
  g_autoptr(GPtrArray) verdicts = gol_rules_check_step (office->store, placement, "DEP", today, &error);

  g_assert_no_error (error);
  /* What comes first and is not done, then the clauses. */
  g_assert_cmpint (verdict_of (verdicts, "VISA")->holds, ==, GOL_NO);
  g_assert_cmpint (verdict_of (verdicts, "adult_hard_stop")->holds, ==, GOL_YES);
  g_assert_cmpint (verdict_of (verdicts, "no_sanction")->holds, ==, GOL_YES);
  g_assert_cmpint (verdict_of (verdicts, "no_unpaid_fee")->holds, ==, GOL_UNKNOWN);
  g_assert_cmpint (verdict_of (verdicts, "orientation_given")->holds, ==, GOL_NO);
  g_assert_cmpuint (verdict_of (verdicts, "no_sanction")->parties, ==, GOL_PARTY_MINISTRY);
  g_assert_cmpuint (verdict_of (verdicts, "orientation_given")->parties, ==, GOL_PARTY_MINISTRY | GOL_PARTY_TRAINING);
  g_clear_pointer (&verdicts, g_ptr_array_unref);

  g_free (season_add (office, "attestation", "attestation", "placement", placement, "step", "no_unpaid_fee", "result",
                      "yes", "at", "2026-11-20T10:00:00.000Z", NULL));
  verdicts = gol_rules_check_step (office->store, placement, "DEP", today, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verdict_of (verdicts, "no_unpaid_fee")->holds, ==, GOL_YES);
  g_clear_pointer (&verdicts, g_ptr_array_unref);

  g_assert_null (gol_rules_check_step (office->store, placement, "NOPE", today, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
}

static void
test_check_order (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GError) error = NULL;
  g_autofree char *order = season_add (office, "order", "order_terms", "posts_asked", "4", "start_date", "2027-03-01",
                                       "end_date", "2027-09-30", "wage", "17.50", "reference_wage", "17.20",
                                       "hours_guaranteed", "239.5", "housing", "free", NULL);
  g_autoptr(GPtrArray) verdicts = gol_rules_check_order (office->store, order, today, &error);

  /* Nobody has said by which programme. */
  g_assert_null (verdicts);
  g_assert_error (error, GOL_ERROR, GOL_ERROR_REFUSED);
  g_clear_error (&error);
  season_put (office, order, "order_terms", "scheme", "sawp-mx-ca", NULL);
  verdicts = gol_rules_check_order (office->store, order, today, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verdict_of (verdicts, "wage_parity")->holds, ==, GOL_YES);
  g_assert_cmpint (verdict_of (verdicts, "hours_240")->holds, ==, GOL_NO);
  g_assert_cmpint (verdict_of (verdicts, "housing_free")->holds, ==, GOL_YES);
  g_assert_cmpint (verdict_of (verdicts, "transport_free")->holds, ==, GOL_UNKNOWN);
  g_assert_cmpint (verdict_of (verdicts, "housing_inspected")->holds, ==, GOL_UNKNOWN);
  g_assert_cmpstr (verdict_of (verdicts, "transport_free")->missing, ==, "Transport to work");

  /* The figure of a year that is past, or to come, is not listed. */
  season_put (office, order, "order_terms", "scheme", "gecco-es", NULL);
  g_clear_pointer (&verdicts, g_ptr_array_unref);
  verdicts = gol_rules_check_order (office->store, order, today, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (verdict_of (verdicts, "posts_10")->words, ==, "The offer has 4 posts; at least 10 are needed.");
  for (guint i = 0; i < verdicts->len; i++)
    g_assert_cmpstr (((GolVerdict *) verdicts->pdata[i])->clause, !=, "posts_5");
}

/* A placement that was made by mistake, or of a programme that is not on the shelf. */
static void
test_odd_ones (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GError) error = NULL;
  g_autofree char *worker = season_worker (office);
  g_autofree char *placement = season_placement (office, worker, NULL, "nobody-knows-it", "2027-03-01", "2027-09-30");
  g_autoptr(GolJourney) journey = journey_of (office, placement);

  g_assert_cmpuint (journey->stations->len, ==, 0);
  g_assert_cmpstr (journey->status, ==, "in_progress");
  g_free (season_event (office, placement, "departure", "2027-03-01"));
  season_assert_derived (office, placement, "d_status", "departed");
  season_assert_derived (office, worker, "d_status", "departed");
  season_assert_fact (office, worker, "stays", NULL);      /* to which country? */
  season_void (office, placement);
  season_assert_derived (office, placement, "d_status", NULL);
  season_assert_derived (office, worker, "d_status", NULL);
  season_assert_fact (office, worker, "stays", "");
  g_assert_null (gol_derive_journey (office->store, "placement/01M844DZG0QXAXFT9DPYY5Z4V3", today, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/derive/a-season", test_a_season);
  g_test_add_func ("/store/derive/ways-out", test_ways_out);
  g_test_add_func ("/store/derive/same-day", test_same_day);
  g_test_add_func ("/store/derive/time-alone", test_time_alone);
  g_test_add_func ("/store/derive/day-goes-back", test_day_goes_back);
  g_test_add_func ("/store/derive/journey", test_journey);
  g_test_add_func ("/store/derive/check-step", test_check_step);
  g_test_add_func ("/store/derive/check-order", test_check_order);
  g_test_add_func ("/store/derive/odd-ones", test_odd_ones);
  return g_test_run ();
}
