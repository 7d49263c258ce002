/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desks: whoever is scanned is shown with what the desk says, Enter logs, Undo takes it back, and the focus stays where it is. */

#include "gol-desk-page.h"
#include "gol-test-office.h"

typedef struct
{
  GolTestOffice  office;
  GolWindow     *window;
  GolDeskPage   *page;
  char          *code;
} Fixture;

static void
set_up (Fixture    *fixture,
        const char *place)
{
  g_autoptr(GolRecord) worker = NULL;

  gol_test_office_init (&fixture->office, 3);
  gol_test_office_place (&fixture->office);
  fixture->window = gol_test_window_new (&fixture->office);
  gol_shell_show (gol_window_get_shell (fixture->window), place);
  gol_test_settle ();
  fixture->page = GOL_DESK_PAGE (gol_shell_get_page (gol_window_get_shell (fixture->window)));
  worker = gol_office_read (fixture->office.office, g_ptr_array_index (fixture->office.workers, 0), NULL);
  fixture->code = g_strdup (worker->code);
}

static void
tear_down (Fixture *fixture)
{
  g_free (fixture->code);
  gol_test_window_free (fixture->window);
  gol_test_office_clear (&fixture->office);
}

static gboolean
has_focus (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL && GTK_IS_TEXT (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (fixture->page));
}

static void
test_gate (void)
{
  Fixture fixture;
  const GolDeskPerson *person;

  set_up (&fixture, "departures");
  g_assert_true (has_focus (&fixture));
  gol_desk_page_type (fixture.page, fixture.code);
  gol_test_settle ();
  person = gol_desk_page_get_person (fixture.page);
  g_assert_nonnull (person);
  g_assert_cmpstr (person->code, ==, fixture.code);

  /* Nothing was done for her yet: the desk says what is missing, and Enter logs nothing. */
  g_assert_cmpint (person->mood, ==, GOL_DESK_STOP);
  g_assert_cmpuint (person->reasons->len, >, 0);
  gol_desk_page_log (fixture.page);
  gol_test_settle ();
  person = gol_desk_page_get_person (fixture.page);
  g_assert_nonnull (person);
  g_assert_cmpint (person->mood, ==, GOL_DESK_STOP);
  g_assert_true (has_focus (&fixture));

  /* Somebody who is not placed is nobody here. */
  gol_desk_page_type (fixture.page, "zzzzzzz");
  gol_test_settle ();
  g_assert_null (gol_desk_page_get_person (fixture.page));
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gol_test_init (&argc, &argv);
  g_test_add_func ("/app/desk/gate", test_gate);
  return g_test_run ();
}
