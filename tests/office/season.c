/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "season.h"

char *
season_order (Fixture    *fixture,
              const char *scheme,
              const char *posts)
{
  g_autofree char *employer = fixture_add (fixture, "employer", "employer_identity.legal_name", "Fresas del Prado",
                                           "employer_identity.dues_until", "2027-12-31", NULL);
  g_autofree char *worksite = fixture_add (fixture, "worksite", "worksite_core.employer", employer,
                                           "worksite_core.name", "North field", "worksite_core.district", "D1",
                                           "housing.capacity", "40", "housing.inspected", "2026-10-01",
                                           "housing.result", "good", NULL);

  return fixture_add (fixture, "order",
                      "order_terms.scheme", scheme,
                      "order_terms.employer", employer,
                      "order_terms.worksite", worksite,
                      "order_terms.posts_asked", posts,
                      "order_terms.occupation", "9211",
                      "order_terms.start_date", "2027-03-01",
                      "order_terms.end_date", "2027-09-30",
                      "order_terms.hours_week", "40",
                      "order_terms.hours_guaranteed", "1200",
                      "order_terms.wage", "17.60",
                      "order_terms.reference_wage", "17.60",
                      "order_terms.wage_unit", "hour",
                      "order_terms.wage_currency", "CAD",
                      "order_terms.housing", "free",
                      "order_terms.transport", "free",
                      "order_terms.travel_paid_by", "employer",
                      NULL);
}

void
season_certify (Fixture    *fixture,
                const char *order,
                const char *posts)
{
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;

  gol_values_set_text (values, "result", "full");
  gol_values_set_text (values, "posts_certified", posts);
  gol_values_set_text (values, "decided_on", "2026-11-20");
  gol_office_save (fixture->office, order, "order_destination_decision", values, "letter of 20 November", NULL, &error);
  g_assert_no_error (error);
}

char *
season_approved_order (Fixture    *fixture,
                       const char *scheme,
                       const char *posts)
{
  char *order = season_order (fixture, scheme, posts);
  g_autoptr(GError) error = NULL;

  season_certify (fixture, order, posts);
  gol_office_approve_order (fixture->office, order, "full", "for the test", &error);
  g_assert_no_error (error);
  return order;
}

char *
season_worker (Fixture    *fixture,
               const char *given,
               const char *passport)
{
  static const char * const papers[] = { "national_id", "birth_certificate", "proof_of_address", "criminal_record" };
  /* Two people of one test are no duplicates: their names begin with another letter. */
  g_autofree char *birth = g_strdup_printf ("1995-%02d-11", 1 + (*given - 'A') % 12);
  g_autofree char *number = g_strdup_printf ("X%s", passport);
  char *worker = fixture_add (
    fixture, "worker", "name_photo.given_names", given, "name_photo.surname_1", "Xol", "civil.sex", "F",
    "civil.birth_date", birth, "civil.nationality", "GT", "identity_numbers.national_number", number,
    "identity_numbers.passport_number", passport, "identity_numbers.passport_issuer", "GT",
    "identity_numbers.passport_issued", "2025-01-10", "identity_numbers.passport_expires", "2035-01-09",
    "household.members", "[]", "household.dependents", "0", "experience.schooling", "primary", "experience.literacy",
    "both", "experience.languages", "spa", "experience.occupations", "[{\"occupation\":\"9211\"}]",
    "prior_migration.earlier_seasons", "0", "consents.consents",
    "[{\"given\":\"2026-11-20\",\"purpose\":\"programme\"},{\"given\":\"2026-11-20\",\"purpose\":\"transfer\"}]", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autofree char *paper = fixture_add (fixture, "document", "document.worker", worker, "document.kind", papers[i],
                                            "document.issued", "2026-10-01", "document.expires", "2028-10-01", NULL);
    }
  return worker;
}

char *
season_place (Fixture    *fixture,
              const char *worker,
              const char *order)
{
  g_autoptr(GError) error = NULL;
  char *placement = gol_office_place (fixture->office, worker, order, FALSE, NULL, NULL, &error);

  g_assert_no_error (error);
  return placement;
}

void
season_step (Fixture    *fixture,
             const char *placement,
             const char *step,
             const char *day,
             const char *values)
{
  g_auto(GStrv) pairs = g_strsplit (values != NULL ? values : "", "|", -1);
  g_autoptr(GolValues) given = gol_values_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (pairs[i], "=", 2);

      gol_values_set_text (given, pair[0], pair[1]);
    }
  fixture_set_day (fixture, day);
  gol_office_log_step (fixture->office, placement, step, day, given, NULL, NULL, &error);
  if (error != NULL)
    g_error ("%s on %s: %s", step, day, error->message);
  season_assert_station (fixture, placement, step, GOL_STATION_DONE);
}

static GolJourney *
read_journey (Fixture    *fixture,
              const char *placement)
{
  g_autoptr(GError) error = NULL;
  GolJourney *journey = gol_office_journey (fixture->office, placement, &error);

  g_assert_no_error (error);
  return journey;
}

void
season_assert_status (Fixture    *fixture,
                      const char *placement,
                      const char *status)
{
  g_autoptr(GolJourney) journey = read_journey (fixture, placement);

  g_assert_cmpstr (journey->status, ==, status);
}

void
season_assert_station (Fixture         *fixture,
                       const char      *placement,
                       const char      *step,
                       GolStationState  state)
{
  g_autoptr(GolJourney) journey = read_journey (fixture, placement);

  for (guint i = 0; i < journey->stations->len; i++)
    {
      const GolStation *station = journey->stations->pdata[i];

      if (!g_str_equal (station->step, step))
        continue;
      if (station->state != state)
        g_error ("%s is in state %d instead of %d", step, station->state, state);
      return;
    }
  g_error ("There is no step %s", step);
}

void
season_assert_again (Fixture    *fixture,
                     const char *worker,
                     const char *scheme,
                     GolTruth    answer,
                     const char *clause)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolMayGoAgain) again = gol_office_may_go_again (fixture->office, worker, scheme, (GolDate) { 0 }, &error);
  gboolean found = clause == NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < again->clauses->len; i++)
    {
      const GolVerdict *verdict = again->clauses->pdata[i];

      if (g_strcmp0 (verdict->clause, clause) == 0 && verdict->holds == answer)
        found = TRUE;
      if (verdict->holds != GOL_YES)
        g_test_message ("%s (%d): %s", verdict->clause, verdict->holds, verdict->words);
    }
  g_assert_cmpint (again->answer, ==, answer);
  g_assert_true (found);
  g_assert_nonnull (again->appeal);
}
