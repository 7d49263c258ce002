/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "season.h"

/*
 * Least knowledge: an officer sees the sections of her office and her roles and nothing else, and what is protected
 * stands in no place where it could be found.
 */
#define CANARY "zafirocanario"

/* ── Roles in one office ── */

static void
test_protected_role (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autoptr(GolRecord) seen = NULL;
  g_autoptr(GolRecord) unseen = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GPtrArray) reads = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;

  fixture_save (fixture, worker, "self_identification", "people", CANARY);
  seen = gol_office_read (fixture->office, worker, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_record_get_text (seen, "self_identification.people"), ==, CANARY);
  reads = gol_store_get_reads (gol_office_get_store (fixture->office), worker, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reads->len, ==, 1);
  g_assert_cmpstr (gol_values_get_text (reads->pdata[0], "section"), ==, "self_identification");
  g_assert_cmpstr (gol_values_get_text (reads->pdata[0], "actor"), ==, gol_office_get_officer (fixture->office)->id);

  fixture_enter_as (fixture, "A supervisor", GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR);
  unseen = gol_office_read (fixture->office, worker, &error);
  g_assert_no_error (error);
  g_assert_null (gol_record_get (unseen, "self_identification"));
  g_assert_nonnull (gol_record_get (unseen, "household"));
  history = gol_office_history (fixture->office, worker, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < history->len; i++)
    g_assert_cmpstr (((GolHistory *) history->pdata[i])->section, !=, "self_identification");
  gol_values_set_text (values, "people", "x");
  g_assert_false (gol_office_save (fixture->office, worker, "self_identification", values, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "protected role");
}

/* The list's reader gives no protected section and logs nothing. */
static void
test_read_by_id (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autoptr(GolRecord) seen = NULL;
  g_autoptr(GolRecord) row = NULL;
  g_autoptr(GPtrArray) reads = NULL;
  g_autoptr(GError) error = NULL;

  fixture_save (fixture, worker, "self_identification", "people", CANARY);
  seen = gol_store_read (gol_office_get_store (fixture->office), worker, &error);
  row = gol_office_read_id (fixture->office, seen->entity, seen->id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (gol_record_get (row, "name_photo"));
  g_assert_null (gol_record_get (row, "self_identification"));
  reads = gol_store_get_reads (gol_office_get_store (fixture->office), worker, &error);
  g_assert_cmpuint (reads->len, ==, 0);
}

/* ── What the files hold ── */

static gboolean
file_holds (Fixture    *fixture,
            const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_file_get_contents (path, &bytes, &length, NULL) && memmem (bytes, length, text, strlen (text)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autofree char *complaint = fixture_add (fixture, "complaint", "complaint.worker", worker, "complaint.placement",
                                            placement, "complaint.received_on", "2026-11-25", "complaint.types", "Pay",
                                            "complaint.facts", CANARY "uno", NULL);
  g_autofree char *screening = fixture_add (fixture, "screening", "screening.worker", worker, "screening.screened_on",
                                            "2026-11-25", "screening.facts", CANARY "dos", NULL);
  g_autofree char *fee = fixture_add (fixture, "fee", "fee.worker", worker, "fee.category", "recruitment", "fee.amount",
                                      "500", "fee.currency", "GTQ", "fee.borne_by", "worker", "fee.account",
                                      CANARY "tres", NULL);
  g_autofree char *remittance = fixture_add (fixture, "remittance", "remittance.worker", worker, "remittance.provider",
                                             CANARY "cuatro", NULL);
  static const char * const canaries[] = { CANARY "uno", CANARY "dos", CANARY "tres", CANARY "cuatro", CANARY "cinco" };

  fixture_save (fixture, worker, "self_identification", "people", CANARY "cinco");
  fixture_save (fixture, worker, "contact", "community", CANARY "abierto");
  g_assert_true (fixture_holds (fixture, FALSE, CANARY "abierto"));
  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    {
      g_assert_true (fixture_holds (fixture, TRUE, canaries[i]));
      g_assert_false (fixture_holds (fixture, FALSE, canaries[i]));
      if (GOL_CIPHER)
        g_assert_false (file_holds (fixture, canaries[i]));
    }
  g_assert_false (file_holds (fixture, PASSPHRASE));

  /* Nor does the open file know that there is such a record, or that something was done to one. */
  g_assert_false (fixture_holds (fixture, FALSE, complaint));
  g_assert_false (fixture_holds (fixture, FALSE, screening));
  g_assert_false (fixture_holds (fixture, FALSE, fee));
  g_assert_false (fixture_holds (fixture, FALSE, remittance));
  g_assert_false (fixture_holds (fixture, FALSE, "complaint.add"));
  g_assert_false (fixture_holds (fixture, FALSE, "Protected"));
}

/* ── Fees: rules see only that none is unpaid, and the employer not that one is ── */

static void
test_fees (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autofree char *fee = NULL;
  g_autoptr(GPtrArray) unmet = NULL;
  g_autoptr(GError) error = NULL;
  gboolean found = FALSE;

  season_step (fixture, placement, "SEL", "2026-12-01", NULL);
  season_step (fixture, placement, "MED", "2026-12-05", "until=2027-12-31");
  season_step (fixture, placement, "AUTH", "2026-12-10", NULL);
  season_step (fixture, placement, "CON", "2027-01-10", "explained_in=spa|employer_signed=2027-01-05");
  season_step (fixture, placement, "VISA", "2027-01-18", NULL);
  fixture_save (fixture, placement, "visa_validity", "until", "2027-11-30");
  season_step (fixture, placement, "TRN", "2027-01-19", NULL);
  season_step (fixture, placement, "BOOK", "2027-01-20", "departs=2027-02-27T10:00:00.000Z");
  season_assert_station (fixture, placement, "DEP", GOL_STATION_NOW);

  fee = fixture_add (fixture, "fee", "fee.worker", worker, "fee.category", "recruitment", "fee.amount", "500",
                     "fee.currency", "GTQ", "fee.borne_by", "worker", NULL);
  season_assert_station (fixture, placement, "DEP", GOL_STATION_BLOCKED);
  fixture_set_day (fixture, "2027-02-27");
  g_assert_false (gol_office_log_step (fixture->office, placement, "DEP", NULL, NULL, "let her go", &unmet, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_REFUSED);
  g_clear_error (&error);
  for (guint i = 0; i < unmet->len; i++)
    found = found || g_str_equal (((GolVerdict *) unmet->pdata[i])->clause, "no_unpaid_fee");
  g_assert_true (found);

  /* A clerk cannot say so; once it is given back, an officer with the role does. */
  fixture_enter_as (fixture, "A clerk", GOL_ROLE_CLERK);
  g_assert_false (gol_office_attest_fees (fixture->office, placement, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
  g_clear_error (&error);
  fixture_become (fixture, NULL);
  fixture_save (fixture, fee, "fee", "refunded", "500");
  season_assert_station (fixture, placement, "DEP", GOL_STATION_NOW);
  season_step (fixture, placement, "DEP", "2027-02-27", NULL);
}

/* ── Another office ── */

/* What the ministry wrote, as an office of another kind that was granted everything would hold it: its officers still
 * see their sections. */
static void
test_employer (Fixture       *fixture,
               gconstpointer  data)
{
  static const char * const sections[] = { "name_photo", "civil", "identity_numbers", "contact", "household",
                                          "experience", "bank",  "consents" };
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *placement = season_place (fixture, worker, order);
  Fixture employer = { NULL };
  g_autoptr(GolRecord) seen = NULL;
  g_autoptr(GolRecord) later = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GError) error = NULL;

  fixture_save (fixture, worker, "bank", "holder", "Ana Xol");
  fixture_setup (&employer, "employer");
  fixture_grant (fixture, &employer);

  seen = gol_office_read (employer.office, worker, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      gboolean visible = g_str_equal (sections[i], "name_photo") || g_str_equal (sections[i], "experience");

      if ((gol_record_get (seen, sections[i]) != NULL) != visible)
        g_error ("The employer reads %s: %d", sections[i], !visible);
    }
  history = gol_office_history (employer.office, worker, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, >, 0);
  for (guint i = 0; i < history->len; i++)
    g_assert_cmpstr (((GolHistory *) history->pdata[i])->section, !=, "contact");

  /* It learns her age once it has said that it takes her. */
  gol_values_set_text (values, "result", "accepted");
  g_assert_true (gol_office_save (employer.office, placement, "employer_answer", values, NULL, NULL, &error));
  g_assert_no_error (error);
  later = gol_office_read (employer.office, worker, &error);
  g_assert_nonnull (gol_record_get (later, "civil"));
  g_assert_null (gol_record_get (later, "identity_numbers"));

  /* What is the ministry's stays the ministry's. */
  g_assert_false (gol_office_save (employer.office, worker, "contact", values, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "another office");
  g_assert_null (gol_office_place (employer.office, worker, order, FALSE, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "another office");
  g_assert_false (gol_office_log_step (employer.office, placement, "SEL", NULL, NULL, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "another office");
  g_assert_null (gol_office_log_event (employer.office, placement, "departure", NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "witnessed by");
  fixture_teardown (&employer, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/privacy/protected-role", test_protected_role);
  fixture_add_test ("/privacy/read-by-id", test_read_by_id);
  fixture_add_test ("/privacy/files", test_files);
  fixture_add_test ("/privacy/fees", test_fees);
  fixture_add_test ("/privacy/employer", test_employer);
  return g_test_run ();
}
