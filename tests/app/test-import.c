/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A spreadsheet on its way through the page: tried out, taken in, taken back. */

#include "gol-import-page.h"
#include "gol-list-page.h"
#include "gol-test-office.h"

static const char SHEET[] =
  "NOMBRES,APELLIDO PATERNO,APELLIDO MATERNO,SEXO,FECHA DE NACIMIENTO,MUNICIPIO\r\n"
  "Ana,Tzul,Batz,M,12/08/1995,Huamantla\r\n"
  "Marvin,Ajpop,Say,H,23/11/1988,Huamantla\r\n"
  ",Velásquez,Chaj,M,27/02/1999,Huamantla\r\n"
  "Kevin,Norato,Vicente,H,14/06/2015,Huamantla\r\n";

static guint
count_workers (GolTestOffice *office)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  guint64 n = 0;

  g_assert_true (gol_query_count (gol_office_get_store (office->office), query, NULL, &n, NULL));
  return n;
}

static void
test_workers (void)
{
  GolTestOffice office;
  GolWindow *window;
  GolImportPage *page;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  gol_test_office_init (&office, 0);
  path = g_build_filename (office.dir, "lista.csv", NULL);
  g_file_set_contents (path, SHEET, -1, &error);
  g_assert_no_error (error);
  window = gol_test_window_new (&office);
  gol_shell_show (gol_window_get_shell (window), "import");
  page = GOL_IMPORT_PAGE (gol_shell_get_page (gol_window_get_shell (window)));
  gol_import_page_open (page, path, "worker");
  gol_test_settle ();
  g_assert_true (gol_import_page_is_tried (page));
  /* Trying out stores nothing; the button says what would enter. */
  g_assert_cmpuint (count_workers (&office), ==, 0);
  g_assert_nonnull (gol_test_find_button (GTK_WIDGET (page), "Import 2"));
  gol_import_page_take_in (page);
  gol_test_settle ();
  g_assert_cmpuint (count_workers (&office), ==, 2);
  g_assert_false (gtk_widget_get_visible (gol_test_find_button (GTK_WIDGET (page), "Import 2")));
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  gol_test_settle ();
  g_assert_cmpuint (count_workers (&office), ==, 0);
  gol_test_window_free (window);
  gol_test_office_clear (&office);
}

/* A file that is none says so in the page. */
static void
test_unreadable (void)
{
  GolTestOffice office;
  GolWindow *window;
  GolImportPage *page;

  gol_test_office_init (&office, 0);
  window = gol_test_window_new (&office);
  gol_shell_show (gol_window_get_shell (window), "import");
  page = GOL_IMPORT_PAGE (gol_shell_get_page (gol_window_get_shell (window)));
  gol_import_page_open (page, "/nowhere/at-all.csv", "worker");
  gol_test_settle ();
  g_assert_false (gol_import_page_is_tried (page));
  g_assert_nonnull (gol_test_find_button (GTK_WIDGET (page), "_Another File…"));
  gol_test_window_free (window);
  gol_test_office_clear (&office);
}

int
main (int    argc,
      char **argv)
{
  gol_test_init (&argc, &argv);
  g_test_add_func ("/app/import/workers", test_workers);
  g_test_add_func ("/app/import/unreadable", test_unreadable);
  return g_test_run ();
}
