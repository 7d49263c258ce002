/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"

static void
test_first_officer (Fixture       *fixture,
                    gconstpointer  data)
{
  const GolOfficer *officer = gol_office_get_officer (fixture->office);

  g_assert_cmpstr (officer->name, ==, "Rosa Ixchel");
  g_assert_cmpuint (officer->roles, ==,
                    GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR | GOL_ROLE_PROTECTED | GOL_ROLE_ADMINISTRATOR);
  g_assert_true (g_str_has_prefix (officer->id, "u"));
  g_assert_cmpstr (gol_office_get_info (fixture->office)->kind, ==, "ministry");
  g_assert_cmpstr (gol_office_get_dir (fixture->office), ==, fixture->dir);
  g_assert_true (gol_store_can_protected (gol_office_get_store (fixture->office)));
}

static void
test_create_refusals (Fixture       *fixture,
                      gconstpointer  data)
{
  static const struct
  {
    const char *kind, *country, *name, *officer, *passphrase;
    GolError code;
    const char *word;
  } cases[] = {
    { "embassy", "GT", "N", "A", PASSPHRASE, GOL_ERROR_USAGE, "embassy" },
    { "ministry", "XQ", "N", "A", PASSPHRASE, GOL_ERROR_USAGE, "XQ" },
    { "ministry", "GT", "", "A", PASSPHRASE, GOL_ERROR_USAGE, "name" },
    { "ministry", "GT", "N", "A", "short", GOL_ERROR_REFUSED, "eight" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GolOfficeInfo info = { .kind = (char *) cases[i].kind,
                             .country = (char *) cases[i].country,
                             .name = (char *) cases[i].name,
                             .demonstration = TRUE };
      g_autofree char *dir = g_build_filename (fixture->dir, "other", NULL);
      g_autoptr(GError) error = NULL;

      g_assert_null (
        gol_office_create (dir, &info, cases[i].officer, cases[i].passphrase, fixture->clock, NULL, &error));
      assert_refused (error, cases[i].code, cases[i].word);
    }
}

static void
test_coming_in (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture_enter_as (fixture, "Juan Coy", GOL_ROLE_CLERK);
  g_assert_false (gol_store_can_protected (gol_office_get_store (fixture->office)));
  g_clear_object (&fixture->office);

  /* Neither says which part was wrong, nor lets in. */
  g_assert_null (gol_office_open (fixture->dir, "Juan Coy", "another passphrase", fixture->clock, &error));
  assert_refused (error, GOL_ERROR_LOCKED, "passphrase");
  g_assert_null (gol_office_open (fixture->dir, NULL, PASSPHRASE, fixture->clock, &error));
  assert_refused (error, GOL_ERROR_USAGE, "which one");
  g_assert_null (gol_office_open (fixture->dir, "Nobody", PASSPHRASE, fixture->clock, &error));
  assert_refused (error, GOL_ERROR_NOT_FOUND, "Nobody");
}

static void
test_administrators_only (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture_enter_as (fixture, "Juan Coy", GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR);
  g_assert_false (gol_office_add_officer (fixture->office, "Eva", GOL_ROLE_CLERK, PASSPHRASE, &error));
  assert_refused (error, GOL_ERROR_DENIED, "administrator");
  g_assert_false (gol_office_remove_officer (fixture->office, "Rosa Ixchel", &error));
  assert_refused (error, GOL_ERROR_DENIED, "administrator");
  g_assert_false (gol_office_set_passphrase (fixture->office, "Rosa Ixchel", "mine from now on", &error));
  assert_refused (error, GOL_ERROR_DENIED, "administrator");

  /* Her own passphrase is hers. */
  g_assert_true (gol_office_set_passphrase (fixture->office, "Juan Coy", "another passphrase", &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->office);
  fixture->office = gol_office_open (fixture->dir, "Juan Coy", "another passphrase", fixture->clock, &error);
  g_assert_no_error (error);
}

static void
test_roles (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (gol_office_add_officer (fixture->office, "Eva", 0, PASSPHRASE, &error));
  assert_refused (error, GOL_ERROR_USAGE, "role");
  g_assert_false (
    gol_office_add_officer (fixture->office, "Eva", GOL_ROLE_AUDITOR | GOL_ROLE_CLERK, PASSPHRASE, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "auditor");
  g_assert_false (gol_office_remove_officer (fixture->office, "Rosa Ixchel", &error));
  assert_refused (error, GOL_ERROR_REFUSED, "her own");

  /* An administrator without the protected key would seal a new slot without it, and lock the other out for good. */
  fixture_enter_as (fixture, "Pedro", GOL_ROLE_ADMINISTRATOR);
  g_assert_false (gol_office_set_passphrase (fixture->office, "Rosa Ixchel", "something long", &error));
  assert_refused (error, GOL_ERROR_DENIED, "protected role");
}

static void
test_leaving (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *worker = NULL;
  g_autofree char *name = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;

  fixture_enter_as (fixture, "Juan Coy", GOL_ROLE_CLERK);
  worker = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  fixture_enter_as (fixture, "Eva", GOL_ROLE_CLERK);
  fixture_become (fixture, NULL);
  gol_office_remove_officer (fixture->office, "Juan Coy", &error);
  g_assert_no_error (error);

  /* The office that did it goes on, with new keys; so does who comes in later; he does not. */
  fixture_save (fixture, worker, "contact", "community", "Xela");
  name = fixture_get (fixture, worker, "name_photo.given_names");
  g_assert_cmpstr (name, ==, "Ana");
  g_assert_true (gol_office_add_officer (fixture->office, "Luz", GOL_ROLE_CLERK, PASSPHRASE, &error));
  g_assert_no_error (error);
  fixture_become (fixture, "Eva");
  fixture_become (fixture, "Luz");
  again = fixture_get (fixture, worker, "contact.community");
  g_assert_cmpstr (again, ==, "Xela");
  g_clear_object (&fixture->office);
  g_assert_null (gol_office_open (fixture->dir, "Juan Coy", PASSPHRASE, fixture->clock, &error));
  assert_refused (error, GOL_ERROR_NOT_FOUND, "Juan Coy");
}

static void
test_lock (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *worker = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (gol_office_is_locked (fixture->office));
  gol_office_lock (fixture->office);
  g_assert_true (gol_office_is_locked (fixture->office));
  g_assert_null (gol_office_get_store (fixture->office));
  g_assert_null (gol_office_read (fixture->office, worker, &error));
  assert_refused (error, GOL_ERROR_LOCKED, "locked");
  gol_values_set_text (values, "community", "Xela");
  g_assert_false (gol_office_save (fixture->office, worker, "contact", values, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_LOCKED, "locked");
  g_assert_false (gol_office_set_passphrase (fixture->office, "Rosa Ixchel", "another passphrase", &error));
  assert_refused (error, GOL_ERROR_LOCKED, "locked");
  gol_office_lock (fixture->office);

  fixture_become (fixture, NULL);
  fixture_save (fixture, worker, "contact", "community", "Xela");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/account/first-officer", test_first_officer);
  fixture_add_test ("/account/create-refusals", test_create_refusals);
  fixture_add_test ("/account/coming-in", test_coming_in);
  fixture_add_test ("/account/administrators-only", test_administrators_only);
  fixture_add_test ("/account/roles", test_roles);
  fixture_add_test ("/account/leaving", test_leaving);
  fixture_add_test ("/account/lock", test_lock);
  return g_test_run ();
}
