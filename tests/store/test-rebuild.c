/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-error.h"
#include "gol-schema-private.h"
#include "office-fixture.h"

/* Every table of the projection but the search's own, as one text. */
static char *
dump (Office *office,
      GolLog  log)
{
  GolDb *db = office->store->files[log].db;
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GolStatement) tables = gol_db_prepare (db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'fts_%'"
                                                   " AND name NOT IN ('sqlite_sequence', 'sqlite_stat1', 'meta') ORDER BY name", NULL);
  gboolean table, row;

  while (gol_statement_step (tables, &table, NULL) && table)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2", gol_statement_text (tables, 0));
      g_autoptr(GolStatement) st = gol_db_prepare_uncached (db, sql, NULL);

      g_checksum_update (sum, (const guchar *) sql, -1);
      while (gol_statement_step (st, &row, NULL) && row)
        for (int i = 0; i < gol_statement_columns (st); i++)
          {
            gsize length;
            const guchar *data = gol_statement_blob (st, i, &length);

            g_checksum_update (sum, data != NULL ? data : (const guchar *) "-", data != NULL ? length : 1);
            g_checksum_update (sum, (const guchar *) "|", 1);
          }
    }
  return g_strdup (g_checksum_get_string (sum));
}

/* Many workers of three sections; some are saved again, some made void. */
static void
fill (Office *office,
      guint   workers)
{
  const GolEntity *entity = gol_dictionary_find_entity ("worker");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "import.workers", "A file was read in");
  g_autofree char *last = NULL;
  GolUndoResult result;
  GError *error = NULL;

  for (guint i = 0; i < workers; i++)
    {
      g_autofree char *worker = gol_batch_create (batch, entity, NULL);
      g_autofree char *name = g_strdup_printf ("Ñandú %u", i * 7919 % workers);

      for (const GolSection *section = entity->sections; section->name != NULL && section - entity->sections < 3; section++)
        {
          g_autoptr(GolValues) values = values_new ("surname_1", name, "passport_number", name, "birth_date", "1990", "sex", "female", NULL);

          for (guint j = gol_values_get_size (values); j-- > 0;)
            if (gol_section_find_field (section, gol_values_peek (values, j)->name) == NULL)
              gol_values_remove (values, gol_values_peek (values, j)->name);
          gol_batch_set (batch, worker, section->name, values, NULL);
        }
    }
  gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 20; i++)
    {
      g_free (last);
      last = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
      g_free (office_set (office, last, "civil", values_new ("sex", i % 2 ? "male" : NULL, "birth_date", "1991", NULL)));
      g_free (office_set (office, last, "self_identification", values_new ("people", "Mam", NULL)));
      if (i % 5 == 0)
        {
          g_assert_true (gol_store_undo (office->store, NULL, "u1", &result, &error));
          gol_undo_result_clear (&result);
        }
    }
}

static void
test_equal (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *open_before = NULL;
  g_autofree char *protected_before = NULL;
  g_autofree char *open_after = NULL;
  g_autofree char *protected_after = NULL;
  GError *error = NULL;

  fill (office, 300);
  open_before = dump (office, GOL_LOG_OPEN);
  protected_before = dump (office, GOL_LOG_PROTECTED);
  gol_store_rebuild (office->store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  open_after = dump (office, GOL_LOG_OPEN);
  protected_after = dump (office, GOL_LOG_PROTECTED);
  g_assert_cmpstr (open_after, ==, open_before);
  g_assert_cmpstr (protected_after, ==, protected_before);
  office_verify (office);
}

static void
stop_cb (guint64  done,
         guint64  total,
         gpointer user_data)
{
  g_assert_cmpuint (done, <, total);
  g_cancellable_cancel (user_data);
}

/* Stopped in the middle: nobody works on half an office; opening it goes on where it was. */
static void
test_resumed (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *position = NULL;
  GError *error = NULL;

  fill (office, 7000);
  before = dump (office, GOL_LOG_OPEN);
  g_assert_false (gol_store_rebuild (office->store, cancellable, stop_cb, cancellable, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CANCELLED);
  g_clear_error (&error);
  position = gol_meta_get (office->store->files[GOL_LOG_OPEN].db, "rebuild", NULL);
  g_assert_nonnull (position);
  {
    g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "worker.add", NULL);
    g_autofree char *worker = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
    g_autoptr(GolValues) values = values_new ("sex", "female", NULL);

    gol_batch_set (batch, worker, "civil", values, NULL);
    g_assert_false (gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error));
    g_assert_error (error, GOL_ERROR, GOL_ERROR_LOCKED);
    g_clear_error (&error);
  }
  office_open (office);
  after = dump (office, GOL_LOG_OPEN);
  g_assert_cmpstr (after, ==, before);
  office_verify (office);
}

/* A program with another dictionary makes its own tables of the same log. */
static void
test_other_dictionary (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *sex = NULL;
  GError *error = NULL;

  gol_db_exec (office->store->files[GOL_LOG_OPEN].db, "ALTER TABLE r_worker DROP COLUMN civil__sex;"
               "UPDATE meta SET value = 'another' WHERE key = 'dictionary'", &error);
  g_assert_no_error (error);
  office_open (office);
  sex = office_get (office, worker, "civil.sex");
  g_assert_cmpstr (sex, ==, "female");
  office_verify (office);
}

static void
test_newer (void)
{
  g_autoptr(Office) office = office_new ("s1");
  GError *error = NULL;

  gol_db_exec (office->store->files[GOL_LOG_PROTECTED].db, "PRAGMA user_version = 999", &error);
  g_assert_no_error (error);
  office_close (office);
  g_assert_null (gol_store_open (office->dir, &office->info, office->keys, office->clock, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED);
  g_clear_error (&error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/rebuild/equal", test_equal);
  g_test_add_func ("/store/rebuild/resumed", test_resumed);
  g_test_add_func ("/store/rebuild/other-dictionary", test_other_dictionary);
  g_test_add_func ("/store/rebuild/newer", test_newer);
  return g_test_run ();
}
