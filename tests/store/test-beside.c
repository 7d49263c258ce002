/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-fixture.h"

#include <glib/gstdio.h>

#include "gol-error.h"
#include "gol-schema-private.h"
#include "gol-store-private.h"

/* Reading beside a program that has the office open. Two processes: tests/ctl/test-ctl-beside.c. */

static GolStore *
open_beside (Office *office)
{
  GError *error = NULL;
  GolStore *store = gol_store_open_beside (office->dir, &office->info, office->keys, office->clock, &error);

  g_assert_no_error (error);
  return store;
}

static void
assert_not_beside (Office   *office,
                   GolError  code)
{
  GError *error = NULL;

  g_assert_null (gol_store_open_beside (office->dir, &office->info, office->keys, office->clock, &error));
  g_assert_error (error, GOL_ERROR, (int) code);
  g_clear_error (&error);
}

static void
test_writing (void)
{
  Office *office = office_new ("s7f3");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autoptr(GolStore) beside = open_beside (office);
  g_autoptr(GolBatch) batch = gol_batch_new (beside, "u2", "worker.save", NULL);
  g_autoptr(GolValues) values = values_new ("sex", "male", NULL);
  g_autoptr(GPtrArray) reads = NULL;
  g_autofree char *found = NULL;
  GError *error = NULL;

  gol_batch_set (batch, worker, "civil", values, NULL);
  g_assert_false (gol_store_commit (beside, batch, GOL_PRIORITY_OFFICER, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (gol_store_set_note (beside, "draft/1", "x", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (gol_store_rebuild (beside, NULL, NULL, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_BUSY);
  g_clear_error (&error);
  found = office_get (office, worker, "civil.sex");
  g_assert_cmpstr (found, ==, "female");

  /* The read log alone. */
  g_assert_true (gol_store_log_read (beside, "u2", worker, "fee", &error));
  g_assert_no_error (error);
  reads = gol_store_get_reads (office->store, worker, &error);
  g_assert_cmpuint (reads->len, ==, 1);
  g_assert_cmpstr (gol_values_get_text (g_ptr_array_index (reads, 0), "actor"), ==, "u2");
  office_verify (office);
  g_clear_pointer (&batch, gol_batch_free);
  g_clear_pointer (&beside, gol_store_unref);
  office_free (office);
}

/* Who has no key to the protected file sees nothing of it, logs nothing, and cannot copy it while somebody writes in it. */
static void
test_without_protected (void)
{
  Office *office = office_new ("s7f3");
  g_autofree char *worker = office_set (office, NULL, "self_identification", values_new ("people", "Mam", NULL));
  g_autofree char *backup = g_build_filename (office->dir, "backup.tar", NULL);
  g_autoptr(GolStore) beside = NULL;
  g_autoptr(GolRecord) record = NULL;
  GError *error = NULL;

  office->keys->has_protected = FALSE;
  beside = open_beside (office);
  record = gol_store_read (beside, worker, NULL);
  g_assert_true (record == NULL || gol_record_get (record, "self_identification") == NULL);
  g_assert_false (gol_store_log_read (beside, "u2", worker, "self_identification", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (gol_store_backup (beside, backup, NULL, NULL, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
  g_clear_pointer (&beside, gol_store_unref);
  office_free (office);
}

typedef struct { const char *key, *value; } Meta;

static gboolean
set_meta_cb (GolDb     *open,
             GolDb     *protected_db,
             gpointer   user_data,
             GError   **error)
{
  Meta *meta = user_data;

  return gol_meta_set (protected_db, meta->key, meta->value, error);
}

static void
set_meta (Office     *office,
          const char *key,
          const char *value)
{
  Meta meta = { key, value };
  GError *error = NULL;

  gol_store_with_writer (office->store, GOL_PRIORITY_OFFICER, set_meta_cb, &meta, &error);
  g_assert_no_error (error);
}

/* What is the writer's to do first. */
static void
test_not_now (void)
{
  Office *office = office_new ("s7f3");
  char *name = office->info.name;

  set_meta (office, "rebuild", "4096");
  assert_not_beside (office, GOL_ERROR_BUSY);
  set_meta (office, "rebuild", NULL);
  gol_store_unref (open_beside (office));
  office->info.name = (char *) "Another";
  assert_not_beside (office, GOL_ERROR_CORRUPT);
  office->info.name = name;
  set_meta (office, "dictionary", "of another version");
  assert_not_beside (office, GOL_ERROR_UNSUPPORTED);
  office_free (office);
}

static gboolean
never_cb (gpointer   user_data,
          GError   **error)
{
  g_assert_not_reached ();
}

static void
test_new_keys (void)
{
  Office *office = office_new ("s7f3");
  GolStore *beside = open_beside (office);
  GError *error = NULL;

  g_assert_false (gol_store_with_closed (office->store, office->keys, never_cb, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_BUSY);
  g_clear_error (&error);
  gol_store_unref (beside);
  office_free (office);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/beside/writing", test_writing);
  g_test_add_func ("/store/beside/without-protected", test_without_protected);
  g_test_add_func ("/store/beside/not-now", test_not_now);
  g_test_add_func ("/store/beside/new-keys", test_new_keys);
  return g_test_run ();
}
