/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "gol-demo.h"
#include "gol-error.h"
#include "gol-import.h"
#include "gol-sheet.h"

/* ── Helpers ── */

static char *
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (fixture->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return path;
}

static GolImport *
open_import (Fixture    *fixture,
             const char *entity,
             const char *path)
{
  g_autoptr(GError) error = NULL;
  GolImport *import = gol_import_open (fixture->office, gol_dictionary_find_entity (entity), path, &error);

  g_assert_no_error (error);

  return import;
}

static GolImportReport *
run (GolImport *import,
     gboolean   write)
{
  g_autoptr(GError) error = NULL;
  GolImportReport *report = gol_import_run (import, write, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return report;
}

static GolImportReport *
import_text (Fixture    *fixture,
             const char *entity,
             const char *text)
{
  g_autofree char *path = write_file (fixture, "table.csv", text);
  g_autoptr(GolImport) import = open_import (fixture, entity, path);

  return run (import, TRUE);
}

static guint64
count_records (Fixture    *fixture,
               const char *entity)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity (entity));
  g_autoptr(GError) error = NULL;
  guint64 count = 0;

  gol_query_count (gol_office_get_store (fixture->office), query, NULL, &count, &error);
  g_assert_no_error (error);

  return count;
}

static GolRecord *
find_record (Fixture    *fixture,
             const char *entity,
             const char *search)
{
  g_autoptr(GError) error = NULL;
  const GolEntity *found = gol_dictionary_find_entity (entity);
  g_autoptr(GArray) ids = gol_store_search (gol_office_get_store (fixture->office), found, search, 10, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);

  return gol_store_read_id (gol_office_get_store (fixture->office), found, g_array_index (ids, guint32, 0), &error);
}

static const GolProblem *
find_problem (GolImportReport *report,
              guint            line,
              const char      *code)
{
  for (guint i = 0; i < report->problems->len; i++)
    {
      const GolImportRow *row = g_ptr_array_index (report->problems, i);

      for (guint j = 0; row->line == line && j < row->problems->len; j++)
        if (strcmp (((GolProblem *) g_ptr_array_index (row->problems, j))->code, code) == 0)
          return g_ptr_array_index (row->problems, j);
    }

  return NULL;
}

static void
assert_counts (GolImportReport *report,
               guint            rows,
               guint            accepted,
               guint            held,
               guint            refused)
{
  if (report->rows != rows || report->accepted != accepted || report->held != held || report->refused != refused)
    {
      g_autofree char *json = gol_import_report_to_json (report);

      g_error ("Not %u, %u, %u, %u: %s", rows, accepted, held, refused, json);
    }
}

/* ── People ── */

static const char people[] =
  "Folio;Apellido paterno;Apellido materno;Nombre(s);Sexo;Fecha de nacimiento;Núm. pasaporte;Vence pasaporte;Teléfono;Escolaridad\r\n"
  "1;Tzul;Batz;Ana;M;27/03/1988;N71616944;11/03/2035;+52 961 192 0797;Primaria\r\n"
  "2;Xicará;Núñez;Marta;M;14/08/1992;M28529222;02/07/2020;;de todo\r\n"
  ";;;;;;;;;\r\n"
  "3;;;Luis;H;01/02/1990;M37251169;13/06/2030;;\r\n"
  "4;Cumes;;Elmer;H;31/02/1990;M22770084;14/09/2034;;\r\n"
  "5;Say;;Kevin;H;14/06/2010;M33480321;20/06/2035;;\r\n"
  "6;Ajpop;;Josefa;M;03/11/1985;n 7161-6944;01/01/2030;;\r\n"
  "7;Xicara;Nunes;Martha;M;14/08/1992;G40403360;10/03/2036;;\r\n"
  "8;Chuc;Ajtún;Teresa;M;05/01/2000;E58518344;05/01/2031;;Secundaria;;más\r\n";

static void
test_dry_run (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = write_file (fixture, "people.csv", people);
  g_autoptr(GolImport) import = open_import (fixture, "worker", path);
  g_autoptr(GolImportReport) report = run (import, FALSE);
  const GolImportColumn *column = g_ptr_array_index (gol_import_get_columns (import), 5);

  assert_counts (report, 8, 3, 2, 3);
  g_assert_null (report->batch);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, 0);
  g_assert_cmpstr (gol_import_get_format (import), ==, "UTF-8, “;”");
  g_assert_cmpstr (column->field, ==, "civil.birth_date");
  g_assert_cmpstr (column->how, ==, "day/month/year: 5 rows prove it");

  /* Lines as the spreadsheet shows them: the empty one counts. */
  g_assert_cmpint (find_problem (report, 3, "passport_expired")->severity, ==, GOL_PROBLEM_WARNING);
  g_assert_cmpint (find_problem (report, 3, "schooling_invalid")->severity, ==, GOL_PROBLEM_WARNING);
  g_assert_cmpint (find_problem (report, 5, "name_missing")->severity, ==, GOL_PROBLEM_ERROR);
  g_assert_cmpint (find_problem (report, 6, "birth_date_invalid")->severity, ==, GOL_PROBLEM_ERROR);
  g_assert_cmpint (find_problem (report, 7, "under_18")->severity, ==, GOL_PROBLEM_ERROR);
  g_assert_cmpint (find_problem (report, 8, "passport_duplicate")->severity, ==, GOL_PROBLEM_HELD);
  g_assert_cmpint (find_problem (report, 9, "person_duplicate_fuzzy")->severity, ==, GOL_PROBLEM_HELD);
  g_assert_cmpint (find_problem (report, 10, "row_too_long")->severity, ==, GOL_PROBLEM_WARNING);
}

static void
test_people (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GolImportReport) report = import_text (fixture, "worker", people);
  g_autoptr(GolRecord) ana = NULL, marta = NULL;
  g_autoptr(GPtrArray) unread = NULL, problems = NULL;
  g_autoptr(GError) error = NULL;
  gboolean expired = FALSE, schooling = FALSE;

  assert_counts (report, 8, 3, 2, 3);
  g_assert_nonnull (report->batch);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, 3);

  ana = find_record (fixture, "worker", "Tzul");
  g_assert_nonnull (ana->code);
  g_assert_cmpstr (gol_record_get_text (ana, "civil.sex"), ==, "F");
  g_assert_cmpstr (gol_record_get_text (ana, "civil.birth_date"), ==, "1988-03-27");
  g_assert_cmpstr (gol_record_get_text (ana, "experience.schooling"), ==, "primary");

  /* A warning stays with the record: counted anew from what it holds, or kept where it held nothing. */
  marta = find_record (fixture, "worker", "Xicará");
  unread = gol_import_get_unread (gol_office_get_store (fixture->office), marta, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unread->len, ==, 1);
  problems = gol_office_problems (fixture->office, marta->record, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const GolProblem *problem = g_ptr_array_index (problems, i);

      expired = expired || strcmp (problem->code, "passport_expired") == 0;
      schooling = schooling || strcmp (problem->code, "schooling_invalid") == 0;
    }
  g_assert_true (expired);
  g_assert_true (schooling);
}

static void
test_office_duplicates (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char again[] =
    "Apellidos;Nombres;Sexo;Nacimiento;Pasaporte\n"
    "Barrios;Ignacio;H;20/04/1971;N71616944\n"
    "Tsul Bats;Ana;M;27/03/1988;G00000001\n"
    "Otra;Persona;H;28/03/1988;G00000002\n";
  g_autoptr(GolImportReport) first = import_text (fixture, "worker", people), second = NULL, third = NULL;
  g_autofree char *path = write_file (fixture, "again.csv", again);
  g_autoptr(GolImport) import = open_import (fixture, "worker", path);
  const GolImportRow *row;

  second = run (import, FALSE);
  assert_counts (second, 3, 1, 2, 0);
  row = g_ptr_array_index (second->problems, 0);
  g_assert_true (g_str_has_prefix (row->like, "worker/"));
  g_assert_nonnull (find_problem (second, 2, "passport_duplicate"));
  g_assert_nonnull (find_problem (second, 3, "person_duplicate_fuzzy"));

  /* Decided by an officer. */
  gol_import_decide (import, 3, TRUE);
  third = run (import, TRUE);
  assert_counts (third, 3, 2, 1, 0);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, 5);
}

static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = write_file (fixture, "people.csv", people);
  g_autofree char *rejects = g_build_filename (fixture->dir, "rejects.csv", NULL);
  g_autoptr(GolImport) import = open_import (fixture, "worker", path), mended = NULL;
  g_autoptr(GolImportReport) report = run (import, FALSE), again = NULL;
  g_autofree char *text = gol_import_report_to_json (report), *content = NULL;
  g_autoptr(GError) error = NULL;
  json_t *root = json_loads (text, JSON_REJECT_DUPLICATES, NULL), *problem;

  g_assert_cmpint (json_integer_value (json_object_get (root, "rows")), ==, 8);
  g_assert_cmpint (json_integer_value (json_object_get (root, "accepted")), ==, 3);
  g_assert_cmpint (json_integer_value (json_object_get (root, "held")), ==, 2);
  g_assert_cmpint (json_integer_value (json_object_get (root, "refused")), ==, 3);
  g_assert_cmpuint (json_object_size (json_object_get (root, "totals")), ==, 0);
  problem = json_array_get (json_object_get (root, "problems"), 2);
  g_assert_cmpint (json_integer_value (json_object_get (problem, "line")), ==, 5);
  g_assert_cmpstr (json_string_value (json_object_get (problem, "field")), ==, "name_photo.surname_1");
  g_assert_cmpstr (json_string_value (json_object_get (problem, "code")), ==, "name_missing");
  g_assert_cmpstr (json_string_value (json_object_get (problem, "severity")), ==, "error");
  g_assert_cmpuint (json_object_size (problem), ==, 5);
  g_assert_null (json_object_get (root, "sheet"));
  g_assert_cmpuint (json_array_size (json_object_get (root, "unmatched")), ==, 0);
  json_decref (root);

  /* The same layout, a last column, and it reads in again. */
  g_assert_true (gol_import_write_rejects (import, report, rejects, &error));
  g_assert_true (g_file_get_contents (rejects, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "\xef\xbb\xbf" "Folio;Apellido paterno;"));
  g_assert_nonnull (strstr (content,
                            "Escolaridad;Reason\r\n3;;;Luis;H;01/02/1990;M37251169;13/06/2030;;;The first surname is missing.\r\n"));
  mended = open_import (fixture, "worker", rejects);
  again = run (mended, FALSE);
  g_assert_cmpuint (again->rows, ==, 5);
}

/* A column that nobody knew is told of; one that somebody left out is not. */
static void
test_unmatched (Fixture       *fixture,
                gconstpointer  data)
{
  static const char sheet[] = "Nombres,Apellido paterno,Zapatos,Sombrero\nAna,Tzul,38,7\n";
  g_autofree char *path = write_file (fixture, "shoes.csv", sheet);
  g_autoptr(GolImport) import = open_import (fixture, "worker", path);
  g_autoptr(GolImportReport) report = run (import, FALSE), again = NULL;
  g_autofree char *text = gol_import_report_to_json (report);
  g_autoptr(GError) error = NULL;
  json_t *root = json_loads (text, 0, NULL);

  g_assert_cmpuint (json_array_size (json_object_get (root, "unmatched")), ==, 2);
  g_assert_cmpstr (json_string_value (json_array_get (json_object_get (root, "unmatched"), 0)), ==, "Zapatos");
  json_decref (root);
  g_assert_true (gol_import_map (import, "Zapatos", NULL, &error));
  again = run (import, FALSE);
  g_assert_cmpuint (g_strv_length (again->unmatched), ==, 1);
  g_assert_cmpstr (again->unmatched[0], ==, "Sombrero");
}

static void
test_undo_and_again (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GolImportReport) first = import_text (fixture, "worker", people), second = NULL, third = NULL;
  GolUndoResult result = { 0 };
  g_autoptr(GError) error = NULL;

  /* The same file once more adds nothing. */
  second = import_text (fixture, "worker", people);
  assert_counts (second, 8, 3, 2, 3);
  g_assert_cmpstr (second->batch, ==, first->batch);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, 3);

  /* Undone as one, and then it may come in again. */
  g_assert_true (gol_office_undo (fixture->office, first->batch, &result, &error));
  g_assert_no_error (error);
  gol_undo_result_clear (&result);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, 0);
  third = import_text (fixture, "worker", people);
  assert_counts (third, 8, 3, 2, 3);
  g_assert_cmpstr (third->batch, !=, first->batch);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, 3);
}

static void
test_mapping (Fixture       *fixture,
              gconstpointer  data)
{
  static const char strange[] = "Listado 2026;;\nColumna 1;Columna 2;Fecha;Pasaporte\nTzul;Ana;05/06/1988;N71616944\n";
  g_autofree char *path = write_file (fixture, "strange.csv", strange);
  g_autoptr(GolImport) import = open_import (fixture, "worker", path), next = NULL;
  g_autoptr(GolImportReport) report = NULL;
  g_autoptr(GPtrArray) preview = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (gol_import_load_mapping (import, "municipal", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpstr (((GolImportColumn *) g_ptr_array_index (gol_import_get_columns (import), 0))->header, ==,
                   "Listado 2026");
  g_clear_pointer (&import, gol_import_free);

  g_free (path);
  path = write_file (fixture, "strange.csv", strchr (strange, '\n') + 1);
  import = open_import (fixture, "worker", path);
  g_assert_true (gol_import_map (import, "Columna 1", "name_photo.surname_1", &error));
  g_assert_true (gol_import_map (import, "Columna 2", "name_photo.given_names", &error));
  g_assert_true (gol_import_map (import, "Fecha", "civil.birth_date:mdy", &error));
  g_assert_true (gol_import_save_mapping (import, "municipal", &error));
  g_assert_no_error (error);

  next = open_import (fixture, "worker", path);
  g_assert_true (gol_import_load_mapping (next, "municipal", &error));
  preview = gol_import_preview (next, 5, &error);
  g_assert_cmpuint (preview->len, ==, 1);
  g_assert_cmpstr (((char **) g_ptr_array_index (preview, 0))[2], ==, "05/06/1988");
  report = run (next, TRUE);
  g_assert_cmpuint (report->accepted, ==, 1);
  {
    g_autoptr(GolRecord) ana = find_record (fixture, "worker", "Tzul");

    g_assert_cmpstr (gol_record_get_text (ana, "civil.birth_date"), ==, "1988-05-06");
  }
}

static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = write_file (fixture, "people.csv", people);
  g_autoptr(GolImport) import = NULL;
  g_autoptr(GError) error = NULL;

  fixture_enter_as (fixture, "Auditor", GOL_ROLE_AUDITOR);
  import = open_import (fixture, "worker", path);
  g_assert_null (gol_import_run (import, TRUE, NULL, NULL, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
}

/* ── Long ones: stopped, killed ── */

#define MANY 5000

static char *
write_many (Fixture *fixture)
{
  GolDemo demo = { 7, { 2026, 11, 25 }, "MX" };
  g_autoptr(GString) text = g_string_new ("Apellido paterno,Apellido materno,Nombres,Sexo,Fecha nacimiento,CURP,Pasaporte\n");

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr(GHashTable) person = gol_demo_person (&demo, i);
      const GolValues *name = g_hash_table_lookup (person, "name_photo"), *civil = g_hash_table_lookup (person,
                                                                                                        "civil");
      const GolValues *numbers = g_hash_table_lookup (person, "identity_numbers");

      g_string_append_printf (text, "%s,%s,%s,%s,%s,%s,%s\n", gol_values_get_text (name, "surname_1"),
                              gol_values_get_text (name, "surname_2"),
                              gol_values_get_text (name, "given_names"),
                              *gol_values_get_text (civil,
                                                    "sex") == 'F' ? "Mujer" : "Hombre", gol_values_get_text (civil,
                                                                                                             "birth_date"),
                              gol_values_get_text (numbers, "national_number"), gol_values_get_text (numbers,
                                                                                                     "passport_number"));
    }

  return write_file (fixture, "many.csv", text->str);
}

static void
cancel_cb (guint64  done,
           guint64  total,
           gpointer user_data)
{
  if (done > total * 8 / 10)
    g_cancellable_cancel (user_data);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = write_many (fixture);
  g_autoptr(GolImport) import = open_import (fixture, "worker", path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GolImportReport) report = NULL;

  g_assert_null (gol_import_run (import, TRUE, cancellable, cancel_cb, cancellable, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CANCELLED);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, 0);

  /* And nothing of it stands in the way. */
  report = run (import, TRUE);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, report->accepted);
}

/* Dies in the middle, when something is stored: a thread does that, beside the reading. */
static void
die_cb (guint64  done,
        guint64  total,
        gpointer user_data)
{
  if (done <= total * 7 / 10)
    return;
  while (count_records (user_data, "worker") == 0)
    g_usleep (1000);
  _exit (9);
}

/* What the other process does: it opens the office of the first and dies in the middle of the import. */
static void
import_and_die (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolImport) import = NULL;

  g_set_object (&fixture->office, NULL);
  fixture->office = gol_office_open (g_getenv ("GOL_TEST_OFFICE"), NULL, PASSPHRASE, fixture->clock, &error);
  g_assert_no_error (error);
  import = gol_import_open (fixture->office, gol_dictionary_find_entity ("worker"), g_getenv ("GOL_TEST_FILE"), &error);
  g_assert_no_error (error);
  gol_import_run (import, TRUE, NULL, die_cb, fixture, NULL);
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *dir = g_strdup (gol_office_get_dir (fixture->office));
  g_autoptr(GolImport) import = NULL;
  g_autoptr(GolImportReport) tried = NULL, report = NULL;
  guint64 before;
  GolUndoResult result = { 0 };
  g_autoptr(GError) error = NULL;

  if (g_test_subprocess ())
    {
      import_and_die (fixture);
      return;
    }

  path = write_many (fixture);
  import = open_import (fixture, "worker", path);
  tried = run (import, FALSE);
  g_clear_pointer (&import, gol_import_free);

  g_clear_object (&fixture->office);
  g_setenv ("GOL_TEST_OFFICE", dir, TRUE);
  g_setenv ("GOL_TEST_FILE", path, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();

  fixture->office = gol_office_open (dir, NULL, PASSPHRASE, fixture->clock, &error);
  g_assert_no_error (error);
  before = count_records (fixture, "worker");
  g_assert_cmpuint (before, >, 0);
  g_assert_cmpuint (before, <, tried->accepted);

  /* It goes on where it stopped: the same report, everybody once, one undo. */
  import = open_import (fixture, "worker", path);
  report = run (import, TRUE);
  assert_counts (report, (guint) tried->rows, (guint) tried->accepted, (guint) tried->held, (guint) tried->refused);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, tried->accepted);
  g_assert_true (gol_office_undo (fixture->office, report->batch, &result, &error));
  gol_undo_result_clear (&result);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, 0);
}

typedef struct { guint pages; } Room;

/* As if the disk had so many pages left; as a file system that is full, it says so in the middle of a transaction. */
static gboolean
set_room_cb (GolDb     *open,
             GolDb     *protected_db,
             gpointer   user_data,
             GError   **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare_uncached (open, "PRAGMA page_count", error);
  g_autofree char *sql = NULL;
  gboolean row;

  g_assert_true (gol_statement_step (st, &row, error) && row);
  sql = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, gol_statement_int (st, 0) + ((Room *) user_data)->pages);
  gol_statement_reset (st);
  return gol_db_exec (open, sql, error);
}

static void
set_room (Fixture *fixture,
          guint    pages)
{
  Room room = { pages };
  g_autoptr(GError) error = NULL;

  gol_store_with_writer (gol_office_get_store (fixture->office), GOL_PRIORITY_BULK, set_room_cb, &room, &error);
  g_assert_no_error (error);
}

/* The thread that stores finds no room: the import says so and keeps what it has; with room made, it goes on to the end. */
static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = write_many (fixture);
  g_autoptr(GolImport) import = open_import (fixture, "worker", path), again = NULL;
  g_autoptr(GolImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  GolVerifyResult result = { 0 };
  GolUndoResult undone = { 0 };

  set_room (fixture, 1500);
  g_assert_null (gol_import_run (import, TRUE, NULL, NULL, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_FULL);
  g_clear_error (&error);
  g_assert_cmpuint (count_records (fixture, "worker"), <, MANY - 100);

  set_room (fixture, 1000000);
  again = open_import (fixture, "worker", path);
  report = run (again, TRUE);
  g_assert_cmpuint (report->accepted, >, MANY - 100);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, report->accepted);
  gol_store_verify (gol_office_get_store (fixture->office), NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.faults->len, ==, 0);
  gol_verify_result_clear (&result);
  g_assert_true (gol_office_undo (fixture->office, report->batch, &undone, &error));
  gol_undo_result_clear (&undone);
  g_assert_cmpuint (count_records (fixture, "worker"), ==, 0);
}

/* ── Orders ── */

static const char orders[] =
  "CASE_NO,DECISION_DATE,CASE_STATUS,CERTIFICATION_BEGIN_DATE,CERTIFICATION_END_DATE,EMPLOYER_NAME,EMPLOYER_CITY,EMPLOYER_STATE,JOB_TITLE,"
  "NBR_WORKERS_REQUESTED,NBR_WORKERS_CERTIFIED,BASIC_HOURS_PER_WEEK,BASIC_RATE_OF_PAY,BASIC_UNIT_OF_PAY,ALIEN_WORK_STATE\r\n"
  "A-1,\"04/09/07 09:55:00\",Certified - Full,5/1/2007,4/30/2008,SWALLOW FARMS,DILLON,MT,SHEEP HERDER,6.0000000000000000e+00,6.0000000000000000e+00,"
  "4.0000000000000000e+01,650.0000,mth,MT\r\n"
  "A-1,\"03/15/07 09:55:00\",Certified - Partial,5/13/2007,4/30/2008,\"Swallow  Farms\",Dillon,MT,SHEEP HERDER,4.0000000000000000e+00,"
  "3.0000000000000000e+00,4.8000000000000000e+01,8.3700,hr,ID\r\n"
  "A-2,\"03/15/07 09:55:00\",Denied,5/13/2007,4/30/2008,MARTIN RANCH,VASS,NC,FARMWORKER,2.0000000000000000e+00,0.0000000000000000e+00,"
  "4.8000000000000000e+01,8.3700,bi-weekly,NC\r\n"
  "A-3,\"03/15/07 09:55:00\",Denied,5/13/2007,4/30/2008,,VASS,NC,FARMWORKER,2.0000000000000000e+00,0.0000000000000000e+00,"
  "4.8000000000000000e+01,8.3700,hr,NC\r\n";

static void
test_orders (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GolImportReport) report = import_text (fixture, "order", orders), again = NULL;
  g_autoptr(GolRecord) order = NULL, employer = NULL, worksite = NULL;
  g_autoptr(GError) error = NULL;
  GolStore *store = gol_office_get_store (fixture->office);

  assert_counts (report, 4, 3, 0, 1);
  g_assert_nonnull (find_problem (report, 5, "employer_missing"));
  g_assert_cmpstr (g_hash_table_lookup (report->totals, "posts_asked"), ==, "12");
  g_assert_cmpstr (g_hash_table_lookup (report->totals, "posts_certified"), ==, "9");
  g_assert_cmpuint (count_records (fixture, "order"), ==, 3);
  g_assert_cmpuint (count_records (fixture, "employer"), ==, 2);
  g_assert_cmpuint (count_records (fixture, "worksite"), ==, 3);

  order = find_record (fixture, "order", "A-2");
  g_assert_null (gol_record_get_text (order, "order_terms.scheme"));
  g_assert_cmpstr (gol_record_get_text (order, "order_terms.wage"), ==, "8.37");
  g_assert_cmpstr (gol_record_get_text (order, "order_terms.wage_unit"), ==, "fortnight");
  g_assert_cmpstr (gol_record_get_text (order, "order_terms.wage_currency"), ==, "USD");
  g_assert_cmpstr (gol_record_get_text (order, "order_terms.start_date"), ==, "2007-05-13");
  g_assert_cmpstr (gol_record_get_text (order, "order_terms.worksite_admin_1"), ==, "NC");
  g_assert_cmpstr (gol_record_get_text (order, "order_destination_decision.result"), ==, "denied");
  g_assert_cmpstr (gol_record_get_text (order, "order_destination_decision.decided_on"), ==, "2007-03-15");
  employer = gol_store_read (store, gol_record_get_text (order, "order_terms.employer"), &error);
  g_assert_cmpstr (gol_record_get_text (employer, "employer_identity.legal_name"), ==, "MARTIN RANCH");
  worksite = gol_store_read (store, gol_record_get_text (order, "order_terms.worksite"), &error);
  g_assert_cmpstr (gol_record_get_text (worksite, "worksite_core.employer"), ==, employer->record);

  /* The next season's file finds the employers that are here. */
  {
    g_auto(GStrv) parts = g_strsplit (orders, "A-1", -1);
    g_autofree char *next = g_strjoinv ("A-2007", parts);

    again = import_text (fixture, "order", next);
  }
  g_assert_cmpuint (count_records (fixture, "order"), ==, 6);
  g_assert_cmpuint (count_records (fixture, "employer"), ==, 2);
}

/* The extract that is shipped, to the figures of its README. */
static void
test_shipped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "data/demo/job-orders.csv", NULL);
  g_autoptr(GolImport) import = open_import (fixture, "order", path);
  g_autoptr(GolImportReport) report = run (import, TRUE);

  assert_counts (report, 300, 300, 0, 0);
  g_assert_cmpstr (g_hash_table_lookup (report->totals, "posts_asked"), ==, "3147");
  g_assert_cmpstr (g_hash_table_lookup (report->totals, "posts_certified"), ==, "2841");
  g_assert_cmpuint (count_records (fixture, "order"), ==, 300);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  fixture_add_test ("/office/import/dry-run", test_dry_run);
  fixture_add_test ("/office/import/people", test_people);
  fixture_add_test ("/office/import/office-duplicates", test_office_duplicates);
  fixture_add_test ("/office/import/report", test_report);
  fixture_add_test ("/office/import/unmatched", test_unmatched);
  fixture_add_test ("/office/import/undo-and-again", test_undo_and_again);
  fixture_add_test ("/office/import/mapping", test_mapping);
  fixture_add_test ("/office/import/denied", test_denied);
  fixture_add_test ("/office/import/cancel", test_cancel);
  fixture_add_test ("/office/import/kill", test_kill);
  fixture_add_test ("/office/import/full", test_full);
  fixture_add_test ("/office/import/orders", test_orders);
  fixture_add_test ("/office/import/shipped", test_shipped);

  return g_test_run ();
}
