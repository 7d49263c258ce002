/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>

#include "gol-error.h"
#include "gol-store.h"
#include "gol-vault-private.h"

#define FIRST  "the first passphrase"
#define SECOND "the second passphrase"

typedef struct
{
  char     *dir;
  GolClock *clock;
  GolVault *vault;
  char     *recovery;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GolOfficeInfo info = { .kind = (char *) "ministry", .country = (char *) "gt", .name = (char *) "A made-up ministry", .demonstration = TRUE };
  GError *error = NULL;

  fixture->dir = g_dir_make_tmp ("golondrina-vault-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->clock = gol_clock_new_fixed (G_GINT64_CONSTANT (1795435200000));
  fixture->vault = gol_vault_create (fixture->dir, &info, "Ana", GOL_ROLE_ADMINISTRATOR | GOL_ROLE_PROTECTED, FIRST, fixture->clock,
                                     &fixture->recovery, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  gol_vault_free (fixture->vault);
  g_object_unref (fixture->clock);
  g_free (fixture->recovery);
  g_free (fixture->dir);
}

static GolKeys *
unlock (Fixture    *fixture,
        const char *officer,
        const char *passphrase)
{
  GError *error = NULL;
  GolKeys *keys = gol_vault_unlock (fixture->vault, officer, passphrase, &error);

  g_assert_no_error (error);
  return keys;
}

static void
reload (Fixture *fixture)
{
  GError *error = NULL;

  gol_vault_free (fixture->vault);
  fixture->vault = gol_vault_load (fixture->dir, &error);
  g_assert_no_error (error);
}

static void
assert_refused (Fixture    *fixture,
                const char *officer,
                const char *passphrase,
                GolError    code)
{
  GError *error = NULL;

  g_assert_null (gol_vault_unlock (fixture->vault, officer, passphrase, &error));
  g_assert_error (error, GOL_ERROR, (int) code);
  g_clear_error (&error);
}

static void
test_officers (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GolKeys) ana = unlock (fixture, "Ana", FIRST);
  g_autoptr(GolKeys) berta = NULL;
  g_autoptr(GolKeys) again = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, GOL_VAULT_FILE, NULL);
  g_autofree char *text = NULL;
  GError *error = NULL;

  g_assert_cmpstr (gol_vault_get_info (fixture->vault)->country, ==, "GT");
  g_assert_false (gol_vault_add_officer (fixture->vault, ana, "Berta", GOL_ROLE_CLERK, "short", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (gol_vault_add_officer (fixture->vault, ana, "Berta", GOL_ROLE_CLERK, SECOND, &error));
  g_assert_false (gol_vault_add_officer (fixture->vault, ana, "Berta", GOL_ROLE_CLERK, SECOND, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_EXISTS);
  g_clear_error (&error);

  reload (fixture);
  assert_refused (fixture, "Ana", SECOND, GOL_ERROR_LOCKED);
  assert_refused (fixture, "Berta", FIRST, GOL_ERROR_LOCKED);
  assert_refused (fixture, "Carla", FIRST, GOL_ERROR_NOT_FOUND);

  /* A clerk has the open file's key and not the protected one's; she signs as the office does. */
  berta = unlock (fixture, "Berta", SECOND);
  g_assert_cmpmem (berta->open, 32, ana->open, 32);
  g_assert_false (berta->has_protected);
  g_assert_cmpint (memcmp (berta->protected, ana->protected, 32), !=, 0);
  g_assert_cmpint (memcmp (berta->seal_secret, ana->seal_secret, 32), !=, 0);
  g_assert_cmpmem (berta->site.secret_key, GOL_SECRET_KEY_BYTES, ana->site.secret_key, GOL_SECRET_KEY_BYTES);
  g_assert_false (gol_vault_add_officer (fixture->vault, berta, "Carla", GOL_ROLE_PROTECTED, SECOND, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
  g_clear_error (&error);

  g_assert_true (gol_vault_set_passphrase (fixture->vault, berta, "Berta", "another passphrase", &error));
  assert_refused (fixture, "Berta", SECOND, GOL_ERROR_LOCKED);
  again = unlock (fixture, "Berta", "another passphrase");
  g_assert_cmpmem (again->open, 32, ana->open, 32);

  /* Nothing in the file tells a passphrase or a key. */
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, FIRST));
  g_assert_null (strstr (text, "another passphrase"));
}

static void
test_recovery (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GolKeys) ana = unlock (fixture, NULL, FIRST);
  g_autofree char *typed = g_ascii_strdown (fixture->recovery, -1);
  g_autofree char *wrong = g_strdup (fixture->recovery);
  g_autoptr(GolKeys) recovered = NULL;
  GError *error = NULL;

  recovered = gol_vault_recover (fixture->vault, g_strdelimit (typed, " ", '-'), &error);
  g_assert_no_error (error);
  g_assert_cmpmem (recovered->protected, 32, ana->protected, 32);
  wrong[0] = wrong[0] == '7' ? '8' : '7';
  g_assert_null (gol_vault_recover (fixture->vault, wrong, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_LOCKED);
  g_clear_error (&error);

  /* Whoever forgot her passphrase is given another with it. */
  g_assert_true (gol_vault_set_passphrase (fixture->vault, recovered, "Ana", SECOND, &error));
  gol_keys_free (unlock (fixture, "Ana", SECOND));
}

/* ── New keys ── */

static char *
make_office (Fixture *fixture,
             GolKeys *keys)
{
  GError *error = NULL;
  g_autoptr(GolStore) store = gol_store_create (fixture->dir, gol_vault_get_info (fixture->vault), keys, fixture->clock, &error);
  g_autoptr(GolBatch) batch = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  char *worker;

  g_assert_no_error (error);
  batch = gol_batch_new (store, "u1", "worker.add", NULL);
  worker = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
  gol_values_set_text (values, "people", "Mam");
  gol_batch_set (batch, worker, "self_identification", values, NULL);
  gol_values_remove (values, "people");
  gol_values_set_text (values, "sex", "female");
  gol_batch_set (batch, worker, "civil", values, NULL);
  gol_store_commit (store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  return worker;
}

static void
assert_opens (Fixture       *fixture,
              const GolKeys *keys,
              const char    *worker)
{
  GError *error = NULL;
  g_autoptr(GolStore) store = gol_store_open (fixture->dir, gol_vault_get_info (fixture->vault), keys, fixture->clock, &error);
  g_autoptr(GolRecord) record = NULL;

  g_assert_no_error (error);
  record = gol_store_read (store, worker, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_record_get_text (record, "civil.sex"), ==, "female");
  g_assert_cmpstr (gol_record_get_text (record, "self_identification.people"), ==, "Mam");
}

static void
assert_does_not_open (Fixture       *fixture,
                      const GolKeys *keys)
{
#if GOL_CIPHER
  GError *error = NULL;

  g_assert_null (gol_store_open (fixture->dir, gol_vault_get_info (fixture->vault), keys, fixture->clock, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_LOCKED);
  g_clear_error (&error);
#endif
}

static void
test_removal (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GolKeys) ana = unlock (fixture, "Ana", FIRST);
  g_autoptr(GolKeys) berta = NULL;
  g_autoptr(GolKeys) carla = NULL;
  g_autoptr(GolKeys) recovered = NULL;
  g_autofree char *worker = make_office (fixture, ana);
  GError *error = NULL;

  g_assert_true (gol_vault_add_officer (fixture->vault, ana, "Berta", GOL_ROLE_CLERK, SECOND, &error));
  g_assert_true (gol_vault_add_officer (fixture->vault, ana, "Carla", GOL_ROLE_PROTECTED, "Carla’s own words", &error));
  berta = unlock (fixture, "Berta", SECOND);

  /* The last administrator stays; who has not the protected key cannot make a new one. */
  g_assert_false (gol_vault_remove_officer (fixture->vault, ana, "Ana", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (gol_vault_remove_officer (fixture->vault, berta, "Carla", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
  g_clear_error (&error);

  g_assert_true (gol_vault_remove_officer (fixture->vault, ana, "Berta", &error));
  g_assert_no_error (error);
  assert_refused (fixture, "Berta", SECOND, GOL_ERROR_NOT_FOUND);
  assert_does_not_open (fixture, berta);   /* what she kept */
  assert_opens (fixture, ana, worker);

  /* The others need no new passphrase, nor is the recovery key printed again. */
  reload (fixture);
  carla = unlock (fixture, "Carla", "Carla’s own words");
  assert_opens (fixture, carla, worker);
  recovered = gol_vault_recover (fixture->vault, fixture->recovery, &error);
  g_assert_no_error (error);
  assert_opens (fixture, recovered, worker);
}

/* ── Which office this is ── */

static void
assert_changed (Fixture       *fixture,
                const GolKeys *keys,
                const char    *key)
{
  GError *error = NULL;

  reload (fixture);
  g_assert_null (gol_store_open (fixture->dir, gol_vault_get_info (fixture->vault), keys, fixture->clock, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, key));
  g_clear_error (&error);
}

/* Who can write the folder, but has no key, must not make a ministry of an employer, nor another site of this one. */
static void
test_identity (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *key, *json; } changes[] = {
    { "kind", "\"clinic\"" }, { "country", "\"HN\"" }, { "name", "\"Another\"" }, { "site", "\"zzzz\"" },
    { "agency", "\"zzzzzzzz\"" }, { "prefix", "\"ZZ\"" }, { "demonstration", "false" },
  };
  g_autofree char *path = g_build_filename (fixture->dir, GOL_VAULT_FILE, NULL);
  g_autoptr(GolKeys) ana = unlock (fixture, "Ana", FIRST);
  g_autofree char *worker = make_office (fixture, ana);
  GError *error = NULL;
  char *text;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      json_t *root = json_load_file (path, 0, NULL);

      /* Without a cipher only a demonstration is opened at all. */
      if (!GOL_CIPHER && g_str_equal (changes[i].key, "demonstration"))
        {
          json_decref (root);
          continue;
        }
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      json_object_set_new (root, changes[i].key, json_loads (changes[i].json, JSON_DECODE_ANY, NULL));
      g_assert_cmpint (json_dump_file (root, path, 0), ==, 0);
      assert_changed (fixture, ana, changes[i].key);
      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      json_decref (root);
      g_free (text);
    }
  reload (fixture);
  assert_opens (fixture, ana, worker);

  /* What is rightly written there, and new keys for the file that remembers, change nothing of it. */
  g_assert_true (gol_vault_add_officer (fixture->vault, ana, "Berta", GOL_ROLE_CLERK, SECOND, &error));
  g_assert_true (gol_vault_remove_officer (fixture->vault, ana, "Berta", &error));
  g_assert_no_error (error);
  reload (fixture);
  assert_opens (fixture, ana, worker);
}

/* The power goes before the one rename that switches: the old keys hold. */
static void
test_crash_before (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GolKeys) ana = unlock (fixture, "Ana", FIRST);
  g_autoptr(GolKeys) fresh = gol_keys_new ();
  g_autofree char *worker = make_office (fixture, ana);
  g_autofree char *copy = g_build_filename (fixture->dir, GOL_OPEN_FILE ".2", NULL);
  GError *error = NULL;

  *fresh = *ana;
  memset (fresh->open, 9, 32);
  memset (fresh->protected, 8, 32);
  g_assert_true (gol_vault_prepare_rekey (fixture->dir, ana, fresh, 2, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  reload (fixture);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  assert_opens (fixture, ana, worker);
  assert_does_not_open (fixture, fresh);
}

/* It goes after it, with the copies not yet in their place, or only one of them: the new keys hold. */
static void
test_crash_after (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const names[] = { GOL_OPEN_FILE, GOL_PROTECTED_FILE };

  for (guint moved = 0; moved < 2; moved++)
    {
      g_autoptr(GolKeys) ana = unlock (fixture, "Ana", FIRST);
      g_autoptr(GolKeys) fresh = NULL;
      g_autofree char *worker = moved == 0 ? make_office (fixture, ana) : g_strdup (data);
      char *saved[2] = { NULL };
      gsize length[2];
      GError *error = NULL;

      /* The files as they are before, to set back what the removal finished. */
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);

          g_assert_true (g_file_get_contents (path, &saved[i], &length[i], NULL));
        }
      g_assert_true (gol_vault_add_officer (fixture->vault, ana, "Berta", GOL_ROLE_CLERK, SECOND, &error));
      fresh = gol_keys_new ();
      *fresh = *ana;
      g_assert_true (gol_vault_remove_officer (fixture->vault, fresh, "Berta", &error));
      for (guint i = moved; i < G_N_ELEMENTS (names); i++)
        {
          g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);
          g_autofree char *copy = g_strdup_printf ("%s.%u", path, moved + 2);

          g_assert_cmpint (g_rename (path, copy), ==, 0);
          g_assert_true (g_file_set_contents (path, saved[i], length[i], NULL));
        }
      reload (fixture);
      assert_opens (fixture, fresh, worker);
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        g_free (saved[i]);
      if (moved == 0)
        data = g_intern_string (worker);
    }
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const texts[] = { "", "{", "[]", "{\"format\":1}", "{\"format\":2,\"slots\":[]}" };
  g_autofree char *path = g_build_filename (fixture->dir, GOL_VAULT_FILE, NULL);
  GolOfficeInfo info = { .kind = (char *) "clinic", .country = (char *) "GT", .name = (char *) "Another", .demonstration = TRUE };
  GError *error = NULL;

  g_assert_null (gol_vault_create (fixture->dir, &info, "Eva", GOL_ROLE_ADMINISTRATOR, FIRST, fixture->clock, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_EXISTS);
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_null (gol_vault_load (fixture->dir, &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_CORRUPT);
      g_clear_error (&error);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*test) (Fixture *fixture, gconstpointer data); } tests[] = {
    { "/store/vault/officers", test_officers },
    { "/store/vault/recovery", test_recovery },
    { "/store/vault/removal", test_removal },
    { "/store/vault/identity", test_identity },
    { "/store/vault/crash-before", test_crash_before },
    { "/store/vault/crash-after", test_crash_after },
    { "/store/vault/damaged", test_damaged },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
