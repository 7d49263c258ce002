/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists show what the office holds, and react. */

#include "gol-list-page.h"
#include "gol-test-office.h"

static guint
length (GolListPage *page)
{
  return gol_id_list_model_get_n (gol_list_page_get_model (page));
}

static void
show (GolWindow  *window,
      const char *name)
{
  gol_shell_show (gol_window_get_shell (window), name);
  gol_test_settle ();
}

static void
asked_cb (GolIdListModel *model,
          GError         *error,
          guint          *answers)
{
  g_assert_no_error (error);
  (*answers)++;
}

static void
test_workers (void)
{
  GolTestOffice office;
  GolWindow *window;
  GolListPage *page;
  g_autoptr(GolRecord) record = NULL;
  const char *surname;
  guint32 chosen;
  guint answers;

  gol_test_office_init (&office, 40);
  window = gol_test_window_new (&office);
  show (window, "workers");
  page = GOL_LIST_PAGE (gol_shell_get_page (gol_window_get_shell (window)));
  g_assert_cmpuint (length (page), ==, 40);
  g_assert_cmpstr (gol_page_get_subtitle (GOL_PAGE (page)), ==, "40");

  /* The chosen one stays chosen through sorting. */
  gol_list_page_select (page, 5);
  chosen = gol_list_page_get_selected (page);
  gol_list_page_sort (page, "civil.birth_date", TRUE);
  gol_test_settle ();
  g_assert_cmpuint (length (page), ==, 40);
  g_assert_cmpuint (gol_list_page_get_selected (page), ==, chosen);

  /* Searching shrinks it to those who match. */
  record = gol_office_read (office.office, g_ptr_array_index (office.workers, 7), NULL);
  surname = gol_record_get_text (record, "name_photo.surname_1");
  answers = 0;
  g_signal_connect (gol_list_page_get_model (page), "asked", G_CALLBACK (asked_cb), &answers);
  gol_list_page_set_search (page, surname);
  gol_test_settle ();
  gol_test_settle ();
  g_assert_cmpuint (answers, ==, 1);   /* and not everybody between */
  g_assert_cmpuint (length (page), >, 0);
  g_assert_cmpuint (length (page), <, 40);
  g_assert_cmpuint (gol_id_list_model_find (gol_list_page_get_model (page), record->id), !=, G_MAXUINT);

  gol_list_page_set_search (page, "zzzzzz");
  gol_test_settle ();
  gol_test_settle ();
  g_assert_cmpuint (length (page), ==, 0);
  g_assert_nonnull (gol_test_find_button (GTK_WIDGET (page), "_Clear Filters"));

  /* A chip. */
  gol_list_page_set_search (page, "");
  gol_list_page_filter (page, "civil.sex", "F");
  gol_test_settle ();
  gol_test_settle ();
  g_assert_cmpuint (length (page), >, 0);
  g_assert_cmpuint (length (page), <, 40);
  gol_test_window_free (window);
  gol_test_office_clear (&office);
}

/* What is added elsewhere appears by itself. */
static void
test_follows_commits (void)
{
  GolTestOffice office;
  GolWindow *window;
  GolListPage *page;
  g_autoptr(GHashTable) sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
  GolValues *values = gol_values_new ();
  g_autofree char *record = NULL;
  g_autoptr(GError) error = NULL;

  gol_test_office_init (&office, 0);
  window = gol_test_window_new (&office);
  show (window, "workers");
  page = GOL_LIST_PAGE (gol_shell_get_page (gol_window_get_shell (window)));
  g_assert_cmpuint (length (page), ==, 0);
  gol_values_set_text (values, "given_names", "Marta");
  gol_values_set_text (values, "surname_1", "Xicará");
  g_hash_table_insert (sections, g_strdup ("name_photo"), values);
  record = gol_office_add (office.office, gol_dictionary_find_entity ("worker"), sections, TRUE, NULL, &error);
  g_assert_no_error (error);
  gol_test_settle ();
  g_assert_cmpuint (length (page), ==, 1);
  gol_test_window_free (window);
  gol_test_office_clear (&office);
}

int
main (int    argc,
      char **argv)
{
  gol_test_init (&argc, &argv);
  g_test_add_func ("/app/lists/workers", test_workers);
  g_test_add_func ("/app/lists/follows-commits", test_follows_commits);
  return g_test_run ();
}
