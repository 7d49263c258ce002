/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "world.h"

#define EMPLOYER "employer/01JD8Z5B7R00000000000000E1"
#define HOUR     (G_GINT64_CONSTANT (3600) * 1000)

static gboolean
try_code (World       *world,
          const char  *code,
          const char  *site,
          GError     **error)
{
  GolSiteKey key;
  guint8 seal_public[32], seal_secret[32];
  g_autofree char *told = NULL;
  const guint8 seed[32] = { 7 };

  gol_site_key_generate (&key);
  gol_seal_key_from_seed (seed, seal_public, seal_secret);
  told = gol_hub_enrol (world->hub, code, site, key.public_key, seal_public, error);
  return told != NULL;
}

static void
expect (gboolean   done,
        GError   **error,
        GolError   code)
{
  g_assert_false (done);
  g_assert_error (*error, GOL_ERROR, (int) code);
  g_clear_error (error);
}

static void
test_init_once (void)
{
  g_autoptr(World) world = world_new ();
  g_autofree char *key = g_build_filename (world->folder, "hub.key", NULL);
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  expect (gol_hub_init (world->folder, &error), &error, GOL_ERROR_EXISTS);
  g_assert_cmpint (g_stat (key, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_null (gol_hub_open ("nowhere", world->clock, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
}

static void
test_agencies (void)
{
  g_autoptr(World) world = world_new ();
  g_autofree char *directory = NULL;
  g_autoptr(GError) error = NULL;

  world_agency (world, "min", "ministry", NULL, NULL);
  world_agency (world, "farm", "employer", EMPLOYER, NULL);
  expect (gol_hub_add_agency (world->hub, "min", "ministry", NULL, NULL, &error), &error, GOL_ERROR_EXISTS);
  expect (gol_hub_add_agency (world->hub, "Min", "ministry", NULL, NULL, &error), &error, GOL_ERROR_USAGE);
  expect (gol_hub_add_agency (world->hub, "x", "bank", NULL, NULL, &error), &error, GOL_ERROR_USAGE);
  expect (gol_hub_add_agency (world->hub, "x", "employer", NULL, NULL, &error), &error, GOL_ERROR_USAGE);
  expect (gol_hub_add_agency (world->hub, "x", "ministry", EMPLOYER, NULL, &error), &error, GOL_ERROR_USAGE);
  expect (gol_hub_add_agency (world->hub, "x", "employer", "worker/01JD8Z5B7R00000000000000E1", NULL, &error), &error,
          GOL_ERROR_USAGE);

  world_reopen (world);
  directory = gol_hub_get_directory (world->hub, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (directory, ==, "{\"agencies\":[{\"agency\":\"farm\",\"kind\":\"employer\",\"seal_key\":null},"
                                  "{\"agency\":\"min\",\"kind\":\"ministry\",\"seal_key\":null}],\"sites\":[]}");
}

static void
test_codes (void)
{
  g_autoptr(World) world = world_new ();
  g_autofree char *code = NULL;
  g_autofree char *late = NULL;
  g_autofree char *spoken = NULL;
  g_autoptr(GError) error = NULL;

  world_agency (world, "min", "ministry", NULL, NULL);
  g_assert_null (gol_hub_invite (world->hub, "nobody", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
  g_clear_error (&error);

  code = gol_hub_invite (world->hub, "min", NULL);
  spoken = g_ascii_strdown (code, -1);
  expect (try_code (world, code, "Wrong", &error), &error, GOL_ERROR_USAGE);
  g_assert_true (try_code (world, spoken, "s1", &error));
  expect (try_code (world, code, "s2", &error), &error, GOL_ERROR_DENIED);   /* once */

  late = gol_hub_invite (world->hub, "min", NULL);
  world_pass (world, GOL_HUB_CODE_HOURS * HOUR + 1);
  expect (try_code (world, late, "s3", &error), &error, GOL_ERROR_DENIED);
}

/* Guessing stops, for everybody, and goes on an hour later; what was failed is remembered through a restart. */
static void
test_guessing (void)
{
  g_autoptr(World) world = world_new ();
  g_autofree char *code = NULL;
  g_autoptr(GError) error = NULL;

  world_agency (world, "min", "ministry", NULL, NULL);
  code = gol_hub_invite (world->hub, "min", NULL);
  for (guint i = 0; i < GOL_HUB_CODE_FAILURES; i++)
    expect (try_code (world, "AAAA-AAAA-AAAA", "s1", &error), &error, GOL_ERROR_DENIED);
  world_reopen (world);
  expect (try_code (world, code, "s1", &error), &error, GOL_ERROR_BUSY);
  world_pass (world, HOUR + 1);
  g_assert_true (try_code (world, code, "s1", &error));
}

/* The name of one agency's office is no other's, and a code that did not serve is still good. */
static void
test_names (void)
{
  g_autoptr(World) world = world_new ();
  g_autofree char *code = NULL;
  g_autofree char *other = NULL;
  g_autoptr(GError) error = NULL;

  world_agency (world, "min", "ministry", NULL, NULL);
  world_agency (world, "sgt", "consulate-origin", NULL, NULL);
  code = gol_hub_invite (world->hub, "min", NULL);
  other = gol_hub_invite (world->hub, "sgt", NULL);
  g_assert_true (try_code (world, code, "s1", &error));
  expect (try_code (world, other, "s1", &error), &error, GOL_ERROR_EXISTS);
  g_assert_true (try_code (world, other, "s2", &error));
}

static void
test_hello (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Site) site = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GolValues) hello = NULL;
  g_autoptr(GolChange) change = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *record = record_new (world, "worker");
  g_autofree char *zeros = g_strnfill (2 * GOL_HASH_BYTES, '0');
  g_autoptr(GString) hash = g_string_new (NULL);
  g_autofree char *have = NULL;

  world_agency (world, "min", "ministry", NULL, NULL);
  site = site_new (world, "m1", "min");
  g_assert_null (gol_hub_hello (world->hub, "x1", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
  g_clear_error (&error);

  change = site_write (site, GOL_LOG_OPEN, leaf_new (record, "civil", "sex", "f", NULL), NULL);
  g_assert_cmpint (site_send (site, change, NULL), ==, GOL_ANSWER_ACCEPTED);
  text = gol_hub_hello (world->hub, "m1", &error);
  g_assert_no_error (error);
  hello = gol_values_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_values_get_text (hello, "agency"), ==, "min");
  g_assert_cmpstr (gol_values_get_text (hello, "kind"), ==, "ministry");
  g_assert_null (gol_values_find (hello, "employer"));
  g_assert_cmpint (gol_values_get_integer (hello, "inc", 0), ==, 1);
  g_assert_cmpint (gol_values_get_integer (hello, "max_changes", 0), ==, GOL_PUSH_MAX_CHANGES);
  for (guint i = 0; i < GOL_HASH_BYTES; i++)
    g_string_append_printf (hash, "%02x", change->hash[i]);
  have = g_strdup_printf ("[{\"hash\":\"%s\",\"log\":\"open\",\"seq\":1},{\"hash\":\"%s\",\"log\":\"protected\",\"seq\":0}]",
                          hash->str, zeros);
  g_assert_cmpstr (gol_values_find (hello, "have")->text, ==, have);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/init-once", test_init_once);
  g_test_add_func ("/hub/agencies", test_agencies);
  g_test_add_func ("/hub/codes", test_codes);
  g_test_add_func ("/hub/guessing", test_guessing);
  g_test_add_func ("/hub/names", test_names);
  g_test_add_func ("/hub/hello", test_hello);
  return g_test_run ();
}
