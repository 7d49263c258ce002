/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A worker's page: a form from the dictionary, changed, saved, stored, taken back; a step logged from its station. */

#include "gol-rows-editor.h"
#include "gol-test-office.h"
#include "gol-worker-page.h"

typedef struct
{
  GolTestOffice  office;
  GolWindow     *window;
  GolRecordPage *page;
  const char    *worker;
} Fixture;

static void
set_up (Fixture  *fixture,
        gboolean  place)
{
  gol_test_office_init (&fixture->office, 2);
  if (place)
    gol_test_office_place (&fixture->office);
  fixture->worker = g_ptr_array_index (fixture->office.workers, 0);
  fixture->window = gol_test_window_new (&fixture->office);
  gol_shell_open_record (gol_window_get_shell (fixture->window), fixture->worker);
  gol_test_settle ();
  fixture->page = GOL_RECORD_PAGE (gol_shell_get_page (gol_window_get_shell (fixture->window)));
  g_assert_true (GOL_IS_WORKER_PAGE (fixture->page));
}

static void
tear_down (Fixture *fixture)
{
  gol_test_window_free (fixture->window);
  gol_test_office_clear (&fixture->office);
}

static char *
stored (Fixture    *fixture,
        const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolRecord) record = gol_office_read (fixture->office.office, fixture->worker, &error);

  g_assert_no_error (error);
  return g_strdup (gol_record_get_text (record, path));
}

static void
test_every_section (void)
{
  Fixture fixture;
  const GolEntity *worker = gol_dictionary_find_entity ("worker");

  set_up (&fixture, TRUE);
  for (const GolSection *section = worker->sections; section->name != NULL; section++)
    {
      GolSectionForm *form = gol_record_page_find_form (fixture.page, NULL, section->name);

      if (g_str_equal (section->name, "may_go_again"))
        {
          g_assert_null (form);
          continue;
        }
      g_assert_nonnull (form);
      g_assert_cmpuint (gol_section_form_count_changes (form), ==, 0);
      for (const GolField *field = section->fields; field->name != NULL; field++)
        g_assert_nonnull (gol_section_form_find (form, field->name));
    }
  /* And those of her placement. */
  g_assert_nonnull (gol_record_page_find_form (fixture.page, fixture.office.placement, "contract"));
  tear_down (&fixture);
}

static void
test_edit_save_undo (void)
{
  Fixture fixture;
  GolSectionForm *form;
  GolFieldEditor *town;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;

  set_up (&fixture, FALSE);
  before = stored (&fixture, "contact.admin_2");
  form = gol_record_page_find_form (fixture.page, NULL, "contact");
  town = gol_section_form_find (form, "admin_2");
  gol_field_editor_type (town, "  San   Cristóbal ");
  g_assert_cmpuint (gol_section_form_count_changes (form), ==, 1);
  g_assert_true (gol_page_is_busy (GOL_PAGE (fixture.page)));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture.window), "save"));
  g_action_group_activate_action (G_ACTION_GROUP (fixture.window), "save", NULL);
  gol_test_settle ();
  after = stored (&fixture, "contact.admin_2");
  g_assert_cmpstr (after, ==, "San Cristóbal");
  g_assert_cmpuint (gol_section_form_count_changes (form), ==, 0);
  g_assert_false (gol_page_is_busy (GOL_PAGE (fixture.page)));
  g_action_group_activate_action (G_ACTION_GROUP (fixture.window), "undo", NULL);
  gol_test_settle ();
  undone = stored (&fixture, "contact.admin_2");
  g_assert_cmpstr (undone, ==, before);
  tear_down (&fixture);
}

/* Dates are typed as they are written here and stored as they are exchanged; what is none is refused with words, and not stored. */
static void
test_dates (void)
{
  Fixture fixture;
  GolSectionForm *form;
  GolFieldEditor *birth;
  g_autoptr(GolValues) values = NULL;
  g_autoptr(GolValues) refused = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, FALSE);
  form = gol_record_page_find_form (fixture.page, NULL, "civil");
  birth = gol_section_form_find (form, "birth_date");
  gol_field_editor_type (birth, "14/08/1992");
  g_assert_cmpstr (gol_field_editor_get_text (birth), ==, "1992-08-14");
  gol_field_editor_type (birth, "8/1992");
  g_assert_cmpstr (gol_field_editor_get_text (birth), ==, "1992-08");
  values = gol_section_form_collect (form, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gol_values_get_size (values), ==, 1);
  g_assert_cmpstr (gol_values_get_text (values, "birth_date"), ==, "1992-08");
  gol_field_editor_type (birth, "31/02/1994");
  refused = gol_section_form_collect (form, FALSE, &error);
  g_assert_null (refused);
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), >, 10);
  tear_down (&fixture);
}

/* Rows are small forms; a row in which nothing was written is no row. */
static void
test_rows (void)
{
  const GolField *members = gol_section_find_field (gol_entity_find_section (gol_dictionary_find_entity ("worker"), "household"), "members");
  GtkWidget *editor = g_object_ref_sink (gol_rows_editor_new (members, TRUE));
  const char *json = "[{\"name\":\"Josefa\",\"relation\":\"parent\"}]";
  g_autofree char *same = NULL;
  g_autofree char *none = NULL;
  g_autoptr(GError) error = NULL;

  gol_rows_editor_set_rows (GOL_ROWS_EDITOR (editor), json, NULL);
  g_assert_cmpuint (gol_rows_editor_get_n (GOL_ROWS_EDITOR (editor)), ==, 1);
  gol_rows_editor_add_row (GOL_ROWS_EDITOR (editor));
  g_assert_cmpuint (gol_rows_editor_get_n (GOL_ROWS_EDITOR (editor)), ==, 2);
  same = gol_rows_editor_collect (GOL_ROWS_EDITOR (editor), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (same, "\"Josefa\""));
  g_assert_null (strstr (same, "{}"));
  gol_rows_editor_set_rows (GOL_ROWS_EDITOR (editor), "", NULL);
  none = gol_rows_editor_collect (GOL_ROWS_EDITOR (editor), &error);
  g_assert_cmpstr (none, ==, "");
  g_object_unref (editor);
}

/* What an officer has typed is not lost when a commit elsewhere makes the page read again. */
static void
test_keeps_unsaved (void)
{
  Fixture fixture;
  GolSectionForm *form;
  GolFieldEditor *address;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;

  set_up (&fixture, FALSE);
  form = gol_record_page_find_form (fixture.page, NULL, "contact");
  address = gol_section_form_find (form, "address");
  gol_field_editor_type (address, "Calle 7");
  gol_values_set_text (values, "community", "El Carmen");
  gol_office_save (fixture.office.office, fixture.worker, "contact", values, NULL, NULL, &error);
  g_assert_no_error (error);
  gol_test_settle ();
  g_assert_cmpstr (gol_field_editor_get_text (address), ==, "Calle 7");
  g_assert_cmpstr (gol_field_editor_get_text (gol_section_form_find (form, "community")), ==, "El Carmen");
  g_assert_cmpuint (gol_section_form_count_changes (form), ==, 1);
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gol_test_init (&argc, &argv);
  g_test_add_func ("/app/worker-page/every-section", test_every_section);
  g_test_add_func ("/app/worker-page/edit-save-undo", test_edit_save_undo);
  g_test_add_func ("/app/worker-page/dates", test_dates);
  g_test_add_func ("/app/worker-page/rows", test_rows);
  g_test_add_func ("/app/worker-page/keeps-unsaved", test_keeps_unsaved);
  return g_test_run ();
}
