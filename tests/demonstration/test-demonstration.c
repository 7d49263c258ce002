/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "gol-demonstration.h"

/* Made once: what each test looks at. */
static const GolDate today = { 2026, 11, 25 };
static char *dir;
static GolOffice *office;

static GolClock *
make_clock (void)
{
  GolClock *clock = gol_clock_new_fixed (gol_date_days (today) * G_GINT64_CONSTANT (86400000) + 80000000);

  gol_clock_set_today (clock, today);

  return clock;
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static GArray *
list (const char *entity)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity (entity));
  g_autoptr(GError) error = NULL;
  GArray *ids = gol_query_ids (gol_office_get_store (office), query, NULL, &error);

  g_assert_no_error (error);

  return ids;
}

static guint
count (const char *entity,
       const char *field,
       const char *value)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity (entity));
  const char *values[] = { value, NULL };
  g_autoptr(GError) error = NULL;
  guint64 found = 0;

  if (field != NULL)
    gol_query_add_filter (query, field, GOL_FILTER_EQUAL, values);
  gol_query_count (gol_office_get_store (office), query, NULL, &found, &error);
  g_assert_no_error (error);

  return (guint) found;
}

/* Nobody looks at the first office with a progress bar that stands still. */
static void
progress_cb (guint64  done,
             guint64  total,
             gpointer user_data)
{
  guint64 *last = user_data;

  g_assert_cmpuint (done, <=, total);
  g_assert_cmpuint (done, >=, *last);
  *last = done;
}

static void
test_make (void)
{
  g_autoptr(GolClock) clock = make_clock ();
  g_autoptr(GError) error = NULL;
  guint64 last = 0;

  gol_demonstration_make (dir, today, progress_cb, &last, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (last, ==, 100);

  office = gol_office_open (dir, GOL_DEMONSTRATION_OFFICER, GOL_DEMONSTRATION_PASSPHRASE, clock, &error);
  g_assert_no_error (error);
  g_assert_true (gol_office_get_info (office)->demonstration);
  g_assert_cmpstr (gol_office_get_info (office)->kind, ==, "ministry");
  g_assert_cmpstr (gol_office_get_info (office)->country, ==, "MX");
}

static void
test_people (void)
{
  /* Of three thousand lines some dozens were spoilt: some refused, some held, some warned of. */
  g_assert_cmpuint (count ("worker", NULL, NULL), >, 2940);
  g_assert_cmpuint (count ("worker", NULL, NULL), <, 3000);
  g_assert_cmpuint (count ("worker", "civil.sex", "F"), >, 1000);
  g_assert_cmpuint (count ("order", NULL, NULL), >, 300);
  g_assert_cmpuint (count ("order", "order_terms.wage_currency", "USD"), ==, 300);
}

static void
test_warnings (void)
{
  g_autoptr(GArray) ids = list ("worker");
  guint warned = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GolRecord) worker = gol_store_read_id (gol_office_get_store (office),
                                                       gol_dictionary_find_entity ("worker"),
                                                       g_array_index (ids, guint32, i), &error);
      g_autoptr(GPtrArray) problems = NULL;

      g_assert_no_error (error);
      problems = gol_worker_check (worker->sections, today);
      for (guint j = 0; j < problems->len; j++)
        g_assert_cmpint (((GolProblem *) g_ptr_array_index (problems, j))->severity, ==, GOL_PROBLEM_WARNING);
      warned += problems->len > 0;
    }
  g_assert_cmpuint (warned, >, 10);
  g_assert_cmpuint (warned, <, 100);
}

static void
test_placements (void)
{
  static const char * const statuses[] = {
    "in_progress", "ready", "departed", "abroad", "returned", "to_verify", "missing", "no_show", "withdrawn",
  };

  g_assert_cmpuint (count ("placement", NULL, NULL), >=, 100);
  g_assert_cmpuint (count ("placement", "placement_core.scheme", "sawp-mx-ca"), >, 20);
  g_assert_cmpuint (count ("placement", "placement_core.scheme", "gecco-es"), >, 20);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (count ("placement", "~status", statuses[i]) == 0)
      g_error ("Nobody is “%s”", statuses[i]);
}

/* The journeys that pages show are those that lists were told of. */
static void
test_journeys (void)
{
  g_autoptr(GArray) ids = list ("placement");
  const char * const fields[] = { "~status", "~late", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = gol_query_rows (gol_office_get_store (office), gol_dictionary_find_entity ("placement"),
                                              (const guint32 *) (gpointer) ids->data, ids->len, fields, &error);
  guint late = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GolRecord) placement = gol_store_read_id (gol_office_get_store (office),
                                                          gol_dictionary_find_entity ("placement"),
                                                          g_array_index (ids, guint32, i), &error);
      g_autoptr(GolJourney) journey = gol_office_journey (office, placement->record, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (journey->status, ==, ((char **) g_ptr_array_index (rows, i))[0]);
      late += g_strcmp0 (((char **) g_ptr_array_index (rows, i))[1], "0") != 0;
    }
  g_assert_cmpuint (late, >, 3);
}

static void
test_may_go_again (void)
{
  g_autoptr(GArray) ids = list ("placement");
  guint answers[3] = { 0 };

  /* Two seasons behind some of them: who came home in time may, who did not may not. */
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GolRecord) placement = gol_store_read_id (gol_office_get_store (office),
                                                          gol_dictionary_find_entity ("placement"),
                                                          g_array_index (ids, guint32, i), &error);
      g_autoptr(GolMayGoAgain) answer =
        gol_office_may_go_again (office, gol_record_get_text (placement, "placement_core.worker"),
                                 gol_record_get_text (placement, "placement_core.scheme"), (GolDate) { 2027, 4,
                                                                                                       1 }, &error);

      g_assert_no_error (error);
      answers[answer->answer + 1] += 1;
    }
  g_test_message ("unknown %u, no %u, yes %u", answers[0], answers[1], answers[2]);
  g_assert_cmpuint (answers[GOL_YES + 1], >, 10);
  g_assert_cmpuint (answers[GOL_NO + 1], >, 5);
}

static void
test_verify (void)
{
  g_autoptr(GError) error = NULL;
  GolVerifyResult result = { 0 };

  g_assert_true (gol_store_verify (gol_office_get_store (office), NULL, NULL, NULL, &result, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < result.faults->len; i++)
    g_error ("%s", (const char *) g_ptr_array_index (result.faults, i));
  gol_verify_result_clear (&result);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  dir = g_dir_make_tmp ("golondrina-demonstration-XXXXXX", NULL);

  g_test_add_func ("/office/demonstration/make", test_make);
  g_test_add_func ("/office/demonstration/people", test_people);
  g_test_add_func ("/office/demonstration/warnings", test_warnings);
  g_test_add_func ("/office/demonstration/placements", test_placements);
  g_test_add_func ("/office/demonstration/journeys", test_journeys);
  g_test_add_func ("/office/demonstration/may-go-again", test_may_go_again);
  g_test_add_func ("/office/demonstration/verify", test_verify);
  result = g_test_run ();

  g_clear_object (&office);
  remove_tree (dir);
  g_free (dir);

  return result;
}
