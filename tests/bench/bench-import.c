/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <math.h>

#include "bench-office.h"
#include "gol-csv-writer.h"
#include "gol-demo.h"
#include "gol-import.h"
#include "gol-store-private.h"

/*
 * A sheet of people whom the office does not hold yet, read in as an officer reads it in: columns proved, rows checked, each
 * compared with everybody, stored in signed changes. The floor is as many rows with their indexes, and nothing else.
 */

#define IMPORTED 20000
#define CLERK    "Clerk"

/* Columns are named by their fields; what a cell cannot hold (a family) is left out. */
static const char * const fields[] = {
  "name_photo.surname_1", "name_photo.surname_2", "name_photo.given_names", "civil.sex", "civil.birth_date", "civil.birth_place",
  "civil.nationality", "civil.civil_status", "identity_numbers.national_number", "identity_numbers.national_number_type",
  "identity_numbers.passport_number", "identity_numbers.passport_issuer", "identity_numbers.passport_issued",
  "identity_numbers.passport_expires", "identity_numbers.mrz", "contact.phone_1", "contact.whatsapp", "contact.address",
  "contact.admin_2", "contact.admin_1", "contact.country", "contact.emergency_name", "contact.emergency_phone",
};

static void
add_person (GolCsvWriter *writer,
            GHashTable   *person)
{
  const char *cells[G_N_ELEMENTS (fields)];
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_auto(GStrv) name = g_strsplit (fields[i], ".", 2);
      GolValues *values = g_hash_table_lookup (person, name[0]);
      const char *text = values != NULL ? gol_values_get_text (values, name[1]) : NULL;

      cells[i] = text != NULL ? text : "";
    }
  gol_csv_writer_add (writer, cells, G_N_ELEMENTS (cells), &error);
  bench_check (error);
}

static void
make_sheet (const char *path,
            guint       first)
{
  GolDemo demo = { BENCH_SEED, { 2026, 11, 23 }, NULL };
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileOutputStream) stream = NULL;
  g_autoptr(GolCsvWriter) writer = NULL;
  GError *error = NULL;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  bench_check (error);
  writer = gol_csv_writer_new (G_OUTPUT_STREAM (stream), ';');
  gol_csv_writer_add (writer, fields, G_N_ELEMENTS (fields), &error);
  bench_check (error);
  for (guint i = 0; i < IMPORTED; i++)
    {
      g_autoptr(GHashTable) person = gol_demo_person (&demo, first + i);

      add_person (writer, person);
    }
  gol_csv_writer_close (writer, &error);
  bench_check (error);
}

static gint64
last_worker (GolDb *db)
{
  GError *error = NULL;
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT max (id) FROM r_worker", &error);
  gboolean row;

  bench_check (error);
  gol_statement_step (st, &row, &error);
  bench_check (error);
  return gol_statement_int (st, 0);
}

/* As many rows with their indexes, and nothing else. */
static double
import_bare (GolStore *store)
{
  GolDb *db = store->files[GOL_LOG_OPEN].db;
  g_autofree char *columns = NULL;
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GString) names = g_string_new (NULL);
  gint64 last = last_worker (db);
  gboolean row;
  double start;
  GError *error = NULL;

  {
    g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT name FROM pragma_table_info ('r_worker') WHERE name <> 'id'", &error);

    bench_check (error);
    while (gol_statement_step (st, &row, NULL) && row)
      g_string_append_printf (names, ", %s", gol_statement_text (st, 0));
  }
  g_string_printf (sql, "INSERT INTO r_worker (id%s) SELECT id + %" G_GINT64_FORMAT "%s FROM r_worker LIMIT %u",
                   names->str, last, names->str, IMPORTED);
  start = bench_now ();
  gol_store_lock (store, GOL_PRIORITY_BULK);
  gol_db_begin (db, &error);
  bench_check (error);
  gol_db_exec (db, sql->str, &error);
  bench_check (error);
  gol_db_commit (db, &error);
  bench_check (error);
  start = bench_now () - start;
  g_string_printf (sql, "DELETE FROM r_worker WHERE id > %" G_GINT64_FORMAT, last);
  gol_db_exec (db, sql->str, &error);
  bench_check (error);
  gol_store_unlock (store);
  gol_store_idle (store);
  return start;
}

static void
measure_import (GolOffice  *office,
                const char *path,
                double      bare)
{
  g_autoptr(GolImport) import = NULL;
  g_autoptr(GolImportReport) report = NULL;
  double start = bench_now ();
  GError *error = NULL;

  import = gol_import_open (office, gol_dictionary_find_entity ("worker"), path, &error);
  bench_check (error);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gol_import_map (import, fields[i], fields[i], &error);
      bench_check (error);
    }
  report = gol_import_run (import, TRUE, NULL, NULL, NULL, &error);
  bench_check (error);
  bench_figure ("import of 20,000 enrolments with duplicate check", (bench_now () - start) / 1000, "s", 3, bare / 1000);
  bench_figure ("of them accepted", report->accepted, "workers", NAN, NAN);
  bench_figure ("of them held as possible duplicates", report->held, "workers", NAN, NAN);
}

/* The office of a million has an administrator alone, who sees nobody's file. */
static GolOffice *
open_as_clerk (const char *dir,
               GolClock   *clock)
{
  GError *error = NULL;
  GolOffice *office = gol_office_open (dir, BENCH_OFFICER, BENCH_PASSPHRASE, clock, &error);

  bench_check (error);
  gol_office_add_officer (office, CLERK, GOL_ROLE_CLERK, BENCH_PASSPHRASE, &error);
  bench_check (error);
  g_object_unref (office);
  office = gol_office_open (dir, CLERK, BENCH_PASSPHRASE, clock, &error);
  bench_check (error);
  return office;
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *dir = bench_office_dir ();
  g_autofree char *scratch = g_build_filename (folder, "scratch", NULL);
  g_autofree char *path = g_build_filename (folder, "enrolments.csv", NULL);
  g_autoptr(GolClock) clock = gol_clock_new_fixed (BENCH_NOON);
  g_autoptr(GolOffice) office = NULL;

  bench_office_free (bench_office_get (dir, bench_workers ()));
  bench_copy_folder (dir, scratch);
  make_sheet (path, bench_workers ());
  office = open_as_clerk (scratch, clock);
  measure_import (office, path, import_bare (gol_office_get_store (office)));
  g_clear_object (&office);
  bench_remove_folder (scratch);
  bench_print ();
  return 0;
}
