/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits is shown, counted beside its page, and leads to the list of exactly these. */

#include "gol-candidates-page.h"
#include "gol-list-page.h"
#include "gol-places.h"
#include "gol-test-office.h"
#include "gol-today-page.h"

static guint
length (GolListPage *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gol_list_page_get_model (page)));
}

static void
log_step (GolTestOffice *office,
          const char    *placement,
          const char    *step)
{
  g_autoptr(GError) error = NULL;

  gol_office_log_step (office->office, placement, step, NULL, NULL, "Test", NULL, &error);
  g_assert_no_error (error);
}

/* (transfer full): the second worker's placement, which waits for the employer. */
static char *
place_candidate (GolTestOffice *office)
{
  static const char * const decisions[] = { "order_destination_decision", "order_origin_decision" };
  g_autoptr(GError) error = NULL;
  char *placement;

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      g_autoptr(GolValues) values = gol_values_new ();

      gol_values_set_text (values, "result", "full");
      gol_values_set_text (values, "decided_on", "2026-11-20");
      gol_office_save (office->office, office->order, decisions[i], values, "Test", NULL, &error);
      g_assert_no_error (error);
    }
  placement = gol_office_place (office->office, g_ptr_array_index (office->workers, 1), office->order, FALSE, "Test", NULL, &error);
  g_assert_no_error (error);
  log_step (office, placement, "PRE");
  log_step (office, placement, "SEL");
  return placement;
}

static void
test_opens_exactly_these (void)
{
  GolTestOffice office;
  GolWindow *window;
  GolShell *shell;
  GolTodayPage *today;
  g_autofree char *placement = NULL;
  guint n = 0;

  gol_test_office_init (&office, 3);
  gol_test_office_place (&office);
  placement = place_candidate (&office);
  window = gol_test_window_new (&office);
  shell = gol_window_get_shell (window);
  g_assert_true (GOL_IS_TODAY_PAGE (gol_shell_get_page (shell)));
  today = GOL_TODAY_PAGE (gol_shell_get_page (shell));
  g_assert_nonnull (gol_today_page_get_works (today));
  for (guint i = 0; i < gol_today_page_get_works (today)->len; i++)
    {
      const GolWork *work = g_ptr_array_index (gol_today_page_get_works (today), i);

      gol_today_page_open (today, work->name);
      gol_test_settle ();
      g_assert_true (GOL_IS_LIST_PAGE (gol_shell_get_page (shell)));
      g_assert_cmpuint (length (GOL_LIST_PAGE (gol_shell_get_page (shell))), ==, work->count);
      gol_shell_show (shell, "today");
      gol_test_settle ();
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  gol_test_window_free (window);
  gol_test_office_clear (&office);
}

/* The places of each kind of office, from one table. */
static void
test_places (void)
{
  static const struct
  {
    const char *kind, *has, *not;
  } cases[] = {
    { "ministry", "workers", "candidates" },     { "employer", "candidates", NULL },
    { "consulate-origin", "placements", "import" }, { "auditor", "office", "workers" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GolOfficeInfo info = { .kind = (char *) cases[i].kind, .country = (char *) "MX", .name = (char *) "Office", .demonstration = TRUE };
      g_autofree char *dir = g_dir_make_tmp ("gol-app-XXXXXX", NULL);
      g_autoptr(GolClock) clock = gol_clock_new_fixed (G_GINT64_CONSTANT (1795435200000));
      g_autoptr(GError) error = NULL;
      GolTestOffice office = { .dir = g_strdup (dir) };
      g_autoptr(GPtrArray) places = NULL;
      gboolean has = FALSE;

      office.office = gol_office_create (dir, &info, "Ana Xol", "correct horse battery", clock, NULL, &error);
      g_assert_no_error (error);
      places = gol_places_of (office.office);
      for (guint j = 0; j < places->len; j++)
        {
          const GolPlace *place = g_ptr_array_index (places, j);

          has |= g_str_equal (place->name, cases[i].has);
          g_assert_cmpstr (place->name, !=, cases[i].not);
        }
      g_assert_true (has);
      gol_test_office_clear (&office);
    }
}

/* Who was accepted is gone from the page, and an undo brings her back. */
static void
test_candidates (void)
{
  GolTestOffice office;
  GolCandidatesPage *page;
  g_autofree char *placement = NULL;
  g_autoptr(GolRecord) read = NULL;
  g_autoptr(GError) error = NULL;
  GolUndoResult undone = { 0 };

  gol_test_office_init (&office, 2);
  gol_test_office_place (&office);
  page = g_object_ref_sink (GOL_CANDIDATES_PAGE (gol_candidates_page_new ()));
  gol_page_set_office (GOL_PAGE (page), office.office);
  gol_test_settle ();
  g_assert_cmpuint (gol_candidates_page_get_n (page), ==, 0);

  placement = place_candidate (&office);
  gol_test_settle ();
  g_assert_cmpuint (gol_candidates_page_get_n (page), ==, 1);
  g_assert_cmpstr (gol_candidates_page_get_placement (page, 0), ==, placement);
  gol_candidates_page_answer (page, "accepted", NULL);
  gol_test_settle ();
  g_assert_cmpuint (gol_candidates_page_get_n (page), ==, 0);
  read = gol_office_read (office.office, placement, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_record_get_text (read, "employer_answer.result"), ==, "accepted");

  g_assert_true (gol_office_undo (office.office, NULL, &undone, &error));
  g_assert_no_error (error);
  gol_undo_result_clear (&undone);
  gol_test_settle ();
  g_assert_cmpuint (gol_candidates_page_get_n (page), ==, 1);
  gol_page_set_office (GOL_PAGE (page), NULL);
  g_object_unref (page);
  gol_test_office_clear (&office);
}

int
main (int    argc,
      char **argv)
{
  gol_test_init (&argc, &argv);
  g_test_add_func ("/app/today/opens-exactly-these", test_opens_exactly_these);
  g_test_add_func ("/app/today/places", test_places);
  g_test_add_func ("/app/today/candidates", test_candidates);
  return g_test_run ();
}
