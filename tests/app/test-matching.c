/* SPDX-License-Identifier: GPL-3.0-or-later */

/* People for an order: who is shown in which order, Enter places, the posts left shrink, Undo gives the post back. */

#include "gol-matching-page.h"
#include "gol-order-page.h"
#include "gol-test-office.h"

typedef struct
{
  GolTestOffice    office;
  GolWindow       *window;
  GolShell        *shell;
  GolMatchingPage *page;
} Fixture;

/* By the button of the order's page. */
static void
set_up (Fixture *fixture,
        guint    n_workers)
{
  GtkWidget *button;

  gol_test_office_init (&fixture->office, n_workers);
  gol_test_office_place (&fixture->office);
  fixture->window = gol_test_window_new (&fixture->office);
  fixture->shell = gol_window_get_shell (fixture->window);
  gol_shell_open_record (fixture->shell, fixture->office.order);
  gol_test_settle ();
  g_assert_true (GOL_IS_ORDER_PAGE (gol_shell_get_page (fixture->shell)));
  button = gol_test_find_button (GTK_WIDGET (gol_shell_get_page (fixture->shell)), "Find people");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_visible (button));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find-people", NULL);
  gol_test_settle ();
  g_assert_true (GOL_IS_MATCHING_PAGE (gol_shell_get_page (fixture->shell)));
  fixture->page = GOL_MATCHING_PAGE (gol_shell_get_page (fixture->shell));
}

static void
tear_down (Fixture *fixture)
{
  gol_test_window_free (fixture->window);
  gol_test_office_clear (&fixture->office);
}

static guint
count_left (Fixture *fixture)
{
  const GolMatching *matching = gol_matching_page_get_matching (fixture->page);

  return matching->posts - matching->filled;
}

static const GolCandidate *
nth (Fixture *fixture,
     guint    position)
{
  const GolMatching *matching = gol_matching_page_get_matching (fixture->page);

  g_assert_cmpuint (matching->people->len, >, position);
  return g_ptr_array_index (matching->people, position);
}

static void
test_place (void)
{
  Fixture fixture;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  GtkWidget *focus;

  set_up (&fixture, 6);
  g_assert_null (gol_matching_page_get_matching (fixture.page)->stopped);
  g_assert_cmpuint (count_left (&fixture), ==, 11);
  first = g_strdup (nth (&fixture, 0)->worker);
  second = g_strdup (nth (&fixture, 1)->worker);
  g_assert_cmpstr (gol_matching_page_get_chosen (fixture.page), ==, first);

  /* The row has the focus, and Enter on it places her. */
  focus = gtk_window_get_focus (GTK_WINDOW (fixture.window));
  g_assert_true (GTK_IS_LIST_BOX_ROW (focus));
  g_signal_emit_by_name (focus, "activate");
  gol_test_settle ();
  g_assert_cmpuint (count_left (&fixture), ==, 10);
  g_assert_cmpstr (nth (&fixture, 0)->worker, ==, second);
  g_assert_cmpuint (nth (&fixture, 0)->rank, ==, 1);
  g_assert_cmpstr (gol_matching_page_get_chosen (fixture.page), ==, second);
  g_assert_cmpuint (gol_matching_page_get_matching (fixture.page)->placed->len, ==, 2);

  /* Undo gives the post back. */
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.undo", NULL);
  gol_test_settle ();
  g_assert_cmpuint (count_left (&fixture), ==, 11);
  g_assert_cmpstr (nth (&fixture, 0)->worker, ==, first);

  gol_matching_page_place (fixture.page, second);
  gol_test_settle ();
  g_assert_cmpuint (count_left (&fixture), ==, 10);
  tear_down (&fixture);
}

/* Who is placed already is found, with the reason, and is not placed again. */
static void
test_found (void)
{
  Fixture fixture;
  g_autoptr(GolRecord) placed = NULL;

  set_up (&fixture, 4);
  placed = gol_office_read (fixture.office.office, g_ptr_array_index (fixture.office.workers, 0), NULL);
  gol_matching_page_type (fixture.page, placed->code);
  gol_test_settle ();
  g_assert_cmpstr (nth (&fixture, 0)->worker, ==, placed->record);
  g_assert_cmpuint (nth (&fixture, 0)->rank, ==, 0);
  g_assert_nonnull (nth (&fixture, 0)->bar);
  gol_matching_page_place (fixture.page, placed->record);
  gol_test_settle ();
  g_assert_cmpuint (count_left (&fixture), ==, 11);

  gol_matching_page_type (fixture.page, "zzzzzzz");
  gol_test_settle ();
  g_assert_cmpuint (gol_matching_page_get_matching (fixture.page)->people->len, ==, 0);
  gol_matching_page_type (fixture.page, "");
  gol_test_settle ();
  g_assert_cmpuint (gol_matching_page_get_matching (fixture.page)->people->len, >, 0);

  /* Nobody has worked here before. */
  gol_matching_page_set_filter (fixture.page, GOL_MATCHING_LAST_SEASON);
  gol_test_settle ();
  g_assert_cmpuint (gol_matching_page_get_matching (fixture.page)->people->len, ==, 0);
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gol_test_init (&argc, &argv);
  g_test_add_func ("/app/matching/place", test_place);
  g_test_add_func ("/app/matching/found", test_found);
  return g_test_run ();
}
