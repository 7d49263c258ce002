/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#include "gol-error.h"
#include "people-fixture.h"

#define PASSPHRASE "a made-up passphrase"

/* An office with a vault, so that its backup can be opened by who knows the passphrase. */
typedef struct
{
  char     *root;      /* holds all folders and files of the test */
  char     *backup;
  char     *target;
  GolVault *vault;
  Office    office;
} Fixture;

static char *
in_root (Fixture    *fixture,
         const char *name)
{
  return g_build_filename (fixture->root, name, NULL);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  GolOfficeInfo info = { .kind = (char *) "ministry", .country = (char *) "GT", .name = (char *) "A made-up ministry", .demonstration = TRUE };
  Office *office = &fixture->office;
  g_autofree char *recovery = NULL;
  GError *error = NULL;

  fixture->root = g_dir_make_tmp ("golondrina-backup-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->backup = in_root (fixture, "backup.tar");
  fixture->target = in_root (fixture, "restored");
  office->dir = in_root (fixture, "office");
  office->clock = gol_clock_new_fixed (G_GINT64_CONSTANT (1795435200000));
  fixture->vault = gol_vault_create (office->dir, &info, "Ana", GOL_ROLE_ADMINISTRATOR | GOL_ROLE_PROTECTED, PASSPHRASE, office->clock,
                                     &recovery, &error);
  g_assert_no_error (error);
  office->keys = gol_vault_unlock (fixture->vault, "Ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  office->store = gol_store_create (office->dir, gol_vault_get_info (fixture->vault), office->keys, office->clock, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  office_close (&fixture->office);
  remove_folder (fixture->root);
  gol_keys_free (fixture->office.keys);
  g_object_unref (fixture->office.clock);
  g_free (fixture->office.dir);
  gol_vault_free (fixture->vault);
  g_free (fixture->root);
  g_free (fixture->backup);
  g_free (fixture->target);
}

static guint
count_entries (Fixture *fixture)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->root, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
back_up (Fixture *fixture)
{
  GError *error = NULL;

  gol_store_backup (fixture->office.store, fixture->backup, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_private (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  if ((info.st_mode & 077) != 0)
    g_error ("Others may read “%s”", path);
}

/* The restored office, opened with the passphrase. */
static GolStore *
open_restored (Fixture *fixture)
{
  g_autoptr(GolVault) vault = NULL;
  g_autoptr(GolKeys) keys = NULL;
  GolStore *store;
  GError *error = NULL;

  gol_store_restore (fixture->backup, fixture->target, &error);
  g_assert_no_error (error);
  vault = gol_vault_load (fixture->target, &error);
  g_assert_no_error (error);
  keys = gol_vault_unlock (vault, "Ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  store = gol_store_open (fixture->target, gol_vault_get_info (vault), keys, fixture->office.clock, &error);
  g_assert_no_error (error);
  return store;
}

static void
assert_verifies (GolStore *store,
                 guint     records)
{
  GolVerifyResult result = { 0 };
  GError *error = NULL;

  gol_store_verify (store, NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.faults->len, ==, 0);
  g_assert_cmpuint (result.records, >=, records);
  gol_verify_result_clear (&result);
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) records = office_add_people (&fixture->office, 7, 40);
  g_autoptr(GolStore) store = NULL;

  back_up (fixture);
  g_assert_cmpuint (count_entries (fixture), ==, 2);
  back_up (fixture);  /* over the old one */
  store = open_restored (fixture);
  assert_verifies (store, 40);
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *before = office_get (&fixture->office, records->pdata[i], "name_photo.surname_1");
      g_autoptr(GolRecord) after = gol_store_read (store, records->pdata[i], NULL);

      g_assert_nonnull (after);
      g_assert_cmpstr (gol_record_get_text (after, "name_photo.surname_1"), ==, before);
    }
}

typedef struct
{
  Office *office;
  gint    stop;
  gint    commits;
} Writer;

/* Sections of both files in one action. */
static gpointer
write_cb (gpointer data)
{
  Writer *writer = data;
  GError *error = NULL;

  while (!g_atomic_int_get (&writer->stop))
    {
      g_autoptr(GolBatch) batch = gol_batch_new (writer->office->store, "u1", "test", NULL);
      g_autofree char *worker = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
      g_autofree char *complaint = gol_batch_create (batch, gol_dictionary_find_entity ("complaint"), NULL);
      const GolEntity *complaints = gol_dictionary_find_entity ("complaint");
      g_autoptr(GolValues) civil = values_new ("sex", "female", "birth_date", "1990-05-01", NULL);
      g_autoptr(GolValues) values = section_values (&complaints->sections[0], g_atomic_int_get (&writer->commits));

      gol_batch_set (batch, worker, "civil", civil, NULL);
      gol_batch_set (batch, complaint, complaints->sections[0].name, values, NULL);
      gol_store_commit (writer->office->store, batch, GOL_PRIORITY_OFFICER, &error);
      g_assert_no_error (error);
      g_atomic_int_inc (&writer->commits);
    }
  return NULL;
}

static void
test_while_saving (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) records = office_add_people (&fixture->office, 8, 200);
  Writer writer = { &fixture->office, 0, 0 };
  GThread *thread = g_thread_new ("writer", write_cb, &writer);
  g_autoptr(GolStore) store = NULL;

  while (g_atomic_int_get (&writer.commits) < 3)
    g_usleep (1000);
  back_up (fixture);
  g_atomic_int_set (&writer.stop, 1);
  g_thread_join (thread);

  store = open_restored (fixture);
  assert_verifies (store, 200 + 3);
  assert_verifies (fixture->office.store, 200 + writer.commits);
}

static void
assert_refused (Fixture *fixture,
                int      code)
{
  guint before = count_entries (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_false (gol_store_restore (fixture->backup, fixture->target, &error));
  g_assert_error (error, GOL_ERROR, code);
  g_assert_cmpuint (count_entries (fixture), ==, before);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) records = office_add_people (&fixture->office, 9, 40);
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autofree char *whole = NULL;
  gsize length;

  g_test_message ("seed %u", seed);
  back_up (fixture);
  g_file_get_contents (fixture->backup, &whole, &length, NULL);
  for (guint i = 0; i < 20; i++)
    {
      gsize at = g_rand_int_range (random, 1024, length / 3);  /* within the first database */
      char bit = 1 << g_rand_int_range (random, 0, 8);

      whole[at] ^= bit;
      g_file_set_contents (fixture->backup, whole, length, NULL);
      assert_refused (fixture, GOL_ERROR_CORRUPT);
      whole[at] ^= bit;
      g_file_set_contents (fixture->backup, whole, g_rand_int_range (random, 0, length - 12000), NULL);
      assert_refused (fixture, GOL_ERROR_CORRUPT);
    }
  g_file_set_contents (fixture->backup, whole, length, NULL);
  {
    g_autoptr(GolStore) store = open_restored (fixture);

    assert_verifies (store, 40);
  }
  remove_folder (fixture->target);
  g_file_set_contents (fixture->backup, "no backup at all", -1, NULL);
  assert_refused (fixture, GOL_ERROR_CORRUPT);
  g_unlink (fixture->backup);
  assert_refused (fixture, GOL_ERROR_NOT_FOUND);
}

/* A stranger's archive writes nowhere but where it may. */
static void
test_strange_names (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const names[] = { "../evil", "/tmp/golondrina-evil", "open.db/x", "other", "./open.db" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      struct archive *archive = archive_write_new ();
      struct archive_entry *entry = archive_entry_new ();

      archive_write_set_format_pax_restricted (archive);
      archive_write_open_filename (archive, fixture->backup);
      archive_entry_set_pathname (entry, names[i]);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, 4);
      archive_write_header (archive, entry);
      archive_write_data (archive, "evil", 4);
      archive_entry_free (entry);
      archive_write_free (archive);
      assert_refused (fixture, GOL_ERROR_CORRUPT);
    }
}

static void
test_folders (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *something = NULL;
  GError *error = NULL;

  back_up (fixture);
  g_mkdir (fixture->target, 0700);
  something = g_build_filename (fixture->target, "something", NULL);
  g_file_set_contents (something, "of somebody's", -1, NULL);
  assert_refused (fixture, GOL_ERROR_EXISTS);
  g_assert_true (g_file_test (something, G_FILE_TEST_EXISTS));

  g_unlink (something);
  gol_store_restore (fixture->backup, fixture->target, &error);
  g_assert_no_error (error);
  assert_refused (fixture, GOL_ERROR_EXISTS);
}

static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (gol_store_backup (fixture->office.store, fixture->backup, cancellable, NULL, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
}

#define add(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

/* Whatever the machine's habit is, and also what an earlier version left open to all. */
static void
test_private (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GDir) dir = NULL;
  Office *office = &fixture->office;
  g_autofree char *protected_file = g_build_filename (office->dir, "protected.db", NULL);
  g_autoptr(GPtrArray) records = NULL;
  GError *error = NULL;
  const char *name;
  guint n = 0;

  office_close (office);
  g_assert_cmpint (g_chmod (protected_file, 0644), ==, 0);
  office->store = gol_store_open (office->dir, gol_vault_get_info (fixture->vault), office->keys, office->clock, &error);
  g_assert_no_error (error);
  records = office_add_people (office, 3, 1);
  back_up (fixture);
  assert_private (fixture->backup);
  dir = g_dir_open (office->dir, 0, NULL);
  for (; (name = g_dir_read_name (dir)) != NULL; n++)
    {
      g_autofree char *path = g_build_filename (office->dir, name, NULL);

      assert_private (path);
    }
  g_assert_cmpuint (n, >=, 6);   /* both with their logs, the lock, office.json */
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/backup/whole", test_whole);
  add ("/backup/while-saving", test_while_saving);
  add ("/backup/damaged", test_damaged);
  add ("/backup/strange-names", test_strange_names);
  add ("/backup/folders", test_folders);
  add ("/backup/stopped", test_stopped);
  add ("/backup/private", test_private);

  return g_test_run ();
}
