/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <jansson.h>
#include <locale.h>
#include <string.h>

#include "fixture.h"
#include "gol-import.h"

/*
 * The real season's papers that lie beside the project, to the figures of their README. Where they are not, these
 * tests say so and are skipped; test-import.c has the shipped extract and small files of its own.
 */
static char *
find_file (const char *name)
{
  const char *given = g_getenv ("GOL_REAL_INPUT");
  g_autofree char *beside = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "..", "shared", "data", NULL);
  g_autofree char *path = g_build_filename (given != NULL ? given : beside, name, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  g_test_skip ("the real input does not lie beside the project (../shared/data)");

  return NULL;
}

static GolImportReport *
import_file (Fixture    *fixture,
             const char *entity,
             const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolImport) import = gol_import_open (fixture->office, gol_dictionary_find_entity (entity), path, &error);
  GolImportReport *report;

  g_assert_no_error (error);
  report = gol_import_run (import, TRUE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return report;
}

static guint64
count (Fixture    *fixture,
       const char *entity,
       const char *field,
       const char *value)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity (entity));
  const char *values[] = { value, NULL };
  g_autoptr(GError) error = NULL;
  guint64 found = 0;

  if (field != NULL)
    gol_query_add_filter (query, field, GOL_FILTER_EQUAL, values);
  gol_query_count (gol_office_get_store (fixture->office), query, NULL, &found, &error);
  g_assert_no_error (error);

  return found;
}

static void
check_orders (Fixture    *fixture,
              const char *name,
              guint       rows,
              const char *asked,
              const char *certified)
{
  g_autofree char *path = find_file (name);
  g_autoptr(GolImportReport) report = NULL;

  if (path == NULL)
    return;
  report = import_file (fixture, "order", path);
  g_assert_cmpuint (report->rows, ==, rows);
  g_assert_cmpuint (report->accepted, ==, rows);
  g_assert_cmpstr (g_hash_table_lookup (report->totals, "posts_asked"), ==, asked);
  g_assert_cmpstr (g_hash_table_lookup (report->totals, "posts_certified"), ==, certified);
  g_assert_cmpuint (count (fixture, "order", NULL, NULL), ==, rows);
}

static void
test_fy2007 (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { const char *field, *value; guint n; } figures[] = {
    { "order_destination_decision.result", "full", 7341 }, { "order_destination_decision.result", "partial", 150 },
    { "order_destination_decision.result", "denied", 249 }, { "order_terms.wage_unit", "hour", 6675 },
    { "order_terms.wage_unit", "month", 1059 }, { "order_terms.wage_unit", "day", 5 }, { "order_terms.wage_unit",
                                                                                         "fortnight", 1 },
  };

  check_orders (fixture, "h2a-orders-fy2007.csv", 7740, "93339", "89575");
  if (count (fixture, "order", NULL, NULL) == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    g_assert_cmpuint (count (fixture, "order", figures[i].field, figures[i].value), ==, figures[i].n);
}

static void
test_fy2017 (Fixture       *fixture,
             gconstpointer  data)
{
  check_orders (fixture, "h2a-orders-fy2017.xlsx", 12930, "232704", "224975");
  if (count (fixture, "order", NULL, NULL) == 0)
    return;
  g_assert_cmpuint (count (fixture, "order", "order_terms.filing", "primary"), ==, 10097);
  g_assert_cmpuint (count (fixture, "order", "order_terms.filing", "member"), ==, 2833);
}

/* ── The enrolment sheet: each spoilt line under its code, and no other line kept out ── */

static const GolImportRow *
find_row (GolImportReport *report,
          guint            line)
{
  for (guint i = 0; i < report->problems->len; i++)
    if (((GolImportRow *) g_ptr_array_index (report->problems, i))->line == line)
      return g_ptr_array_index (report->problems, i);

  return NULL;
}

static gboolean
has_code (const GolImportRow *row,
          const char         *code)
{
  for (guint i = 0; row != NULL && i < row->problems->len; i++)
    if (strcmp (((GolProblem *) g_ptr_array_index (row->problems, i))->code, code) == 0)
      return TRUE;

  return FALSE;
}

static GolRowState
get_expected_state (const char *defect)
{
  static const char * const refused[] = { "name_missing", "birth_date_invalid", "under_18", NULL };
  static const char * const held[] = { "passport_duplicate", "person_duplicate_fuzzy", NULL };

  return g_strv_contains (refused, defect) ? GOL_ROW_REFUSED : g_strv_contains (held,
                                                                                defect) ? GOL_ROW_HELD : GOL_ROW_WARNED;
}

static void
test_enrolment (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = find_file ("enrolment-mx-5000.csv"), *defects_path = NULL;
  g_autoptr(GolImportReport) report = NULL;
  g_autoptr(GHashTable) spoilt = g_hash_table_new (NULL, NULL);
  json_t *root, *defect;
  gsize i;

  if (path == NULL)
    return;
  fixture_set_day (fixture, "2026-11-23");
  report = import_file (fixture, "worker", path);
  g_assert_cmpuint (report->rows, ==, 5000);

  defects_path = find_file ("enrolment-mx-5000.defects.json");
  root = json_load_file (defects_path, 0, NULL);
  json_array_foreach (json_object_get (root, "defects"), i, defect)
    {
      guint line = (guint) json_integer_value (json_object_get (defect, "line"));
      const char *code = json_string_value (json_object_get (defect, "defect"));
      const GolImportRow *row = find_row (report, line);

      if (!has_code (row, code) || row->state != get_expected_state (code))
        g_error ("Line %u: %s was not found, or its state is %d", line, code, row != NULL ? (int) row->state : -1);
      g_hash_table_add (spoilt, GUINT_TO_POINTER (line));
    }
  g_assert_cmpuint (g_hash_table_size (spoilt), ==, 160);
  json_decref (root);

  for (i = 0; i < report->problems->len; i++)
    {
      const GolImportRow *row = g_ptr_array_index (report->problems, i);

      if (g_hash_table_contains (spoilt, GUINT_TO_POINTER (row->line)))
        continue;
      /* The office of the fixture is in Guatemala, where the sheet's telephones have too many digits. */
      for (guint j = 0; j < row->problems->len; j++)
        g_assert_cmpstr (((GolProblem *) g_ptr_array_index (row->problems, j))->code, ==, "phone_1_invalid");
    }
  g_assert_cmpuint (report->accepted + report->held + report->refused, ==, 5000);
  g_assert_cmpuint (count (fixture, "worker", NULL, NULL), ==, report->accepted);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  fixture_add_test ("/office/real-input/fy2007", test_fy2007);
  fixture_add_test ("/office/real-input/fy2017", test_fy2017);
  fixture_add_test ("/office/real-input/enrolment", test_enrolment);

  return g_test_run ();
}
