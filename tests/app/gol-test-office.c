/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gol-test-office.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "gol-app.h"
#include "gol-async.h"
#include "gol-demo.h"
#include "gol-scheme.h"

#define TODAY { 2026, 11, 23 }

void
gol_test_init (int    *argc,
               char ***argv)
{
  gol_app_init ();
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    g_error ("No display: run this through tests/app/with-display.sh.");
  adw_init ();
  {
    g_autoptr(GtkCssProvider) style = gtk_css_provider_new ();

    gtk_css_provider_load_from_resource (style, "/org/golondrina/Golondrina/style.css");
    gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/org/golondrina/Golondrina/icons");
}

void
gol_test_office_init (GolTestOffice *self,
                      guint          n_workers)
{
  const GolOfficeInfo info = {
    .kind = (char *) "ministry", .country = (char *) "MX", .name = (char *) "Secretaría del Trabajo", .demonstration = TRUE,
  };
  const GolDemo people = { 7, TODAY, "MX" };
  const GolEntity *worker = gol_dictionary_find_entity ("worker");
  g_autoptr(GError) error = NULL;

  self->dir = g_dir_make_tmp ("gol-app-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = gol_clock_new_fixed (G_GINT64_CONSTANT (1795435200000));
  gol_clock_set_today (self->clock, (GolDate) TODAY);
  self->office = gol_office_create (self->dir, &info, "Rosario Tum", "correct horse battery", self->clock, NULL, &error);
  g_assert_no_error (error);
  self->workers = g_ptr_array_new_with_free_func (g_free);
  self->order = self->placement = NULL;
  for (guint i = 0; i < n_workers; i++)
    {
      g_autoptr(GHashTable) sections = gol_demo_person (&people, i);

      g_ptr_array_add (self->workers, gol_office_add (self->office, worker, sections, TRUE, NULL, &error));
      g_assert_no_error (error);
    }
}

static GolValues *
values_of (const char *first,
           ...)
{
  GolValues *values = gol_values_new ();
  va_list args;

  va_start (args, first);
  for (const char *name = first; name != NULL; name = va_arg (args, const char *))
    gol_values_set_text (values, name, va_arg (args, const char *));
  va_end (args);
  return values;
}

static char *
add_record (GolTestOffice *self,
            const char    *entity,
            const char    *section,
            GolValues     *values)
{
  g_autoptr(GHashTable) sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
  g_autoptr(GError) error = NULL;
  char *record;

  g_hash_table_insert (sections, g_strdup (section), values);
  record = gol_office_add (self->office, gol_dictionary_find_entity (entity), sections, TRUE, NULL, &error);
  g_assert_no_error (error);
  return record;
}

void
gol_test_office_place (GolTestOffice *self)
{
  g_autoptr(GError) error = NULL;
  const GolScheme * const *schemes = gol_scheme_shelf_list (&error);
  g_autofree char *employer = NULL;
  GolValues *terms;

  g_assert_no_error (error);
  g_assert_nonnull (schemes[0]);
  employer = add_record (self, "employer", gol_dictionary_find_entity ("employer")->sections[0].name,
                         values_of ("legal_name", "Huertos del Norte", NULL));
  terms = values_of ("scheme", gol_scheme_get_id (schemes[0]), "employer", employer, "start_date", "2027-02-01",
                     "end_date", "2027-08-30", "wage", "17.20", "wage_unit", "hour", "wage_currency", "CAD",
                     "occupation_text", "Harvester", NULL);
  gol_values_set_integer (terms, "posts_asked", 12);
  self->order = add_record (self, "order", "order_terms", terms);
  if (!gol_office_approve_order (self->office, self->order, "full", "Test", &error))
    {
      g_test_message ("not approved: %s", error->message);
      g_clear_error (&error);
    }
  self->placement = gol_office_place (self->office, g_ptr_array_index (self->workers, 0), self->order, TRUE, "Test", NULL, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *dir)
{
  g_autoptr(GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (dir);
}

void
gol_test_office_clear (GolTestOffice *self)
{
  gol_test_settle ();
  g_clear_object (&self->office);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->workers, g_ptr_array_unref);
  remove_folder (self->dir);
  g_clear_pointer (&self->dir, g_free);
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->placement, g_free);
}

/* Questions may raise others, and idle work: quiet means quiet for a while. */
void
gol_test_settle (void)
{
  gint64 quiet_since = g_get_monotonic_time ();

  for (;;)
    {
      if (g_main_context_iteration (NULL, FALSE) || gol_busy_count () > 0)
        {
          if (gol_busy_count () > 0)
            quiet_since = g_get_monotonic_time ();
        }
      else
        g_usleep (1000);
      if (g_get_monotonic_time () - quiet_since > 200 * 1000)
        return;
    }
}

GolWindow *
gol_test_window_new (GolTestOffice *self)
{
  GolWindow *window = gol_window_new (NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 820);
  if (self != NULL)
    gol_window_set_office (window, self->office);
  gtk_window_present (GTK_WINDOW (window));
  gol_test_settle ();
  return window;
}

void
gol_test_window_free (GolWindow *window)
{
  gpointer gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  gtk_window_destroy (GTK_WINDOW (window));
  gol_test_settle ();
  g_assert_null (gone);
}

static void
collect (GtkWidget *widget,
         GPtrArray *widgets)
{
  g_ptr_array_add (widgets, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, widgets);
}

GPtrArray *
gol_test_widgets (GtkWidget *root)
{
  GPtrArray *widgets = g_ptr_array_new ();

  collect (root, widgets);
  return widgets;
}

GtkWidget *
gol_test_find_button (GtkWidget  *root,
                      const char *label)
{
  g_autoptr(GPtrArray) widgets = gol_test_widgets (root);

  for (guint i = 0; i < widgets->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (widgets, i);

      if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
        return widget;
    }
  return NULL;
}
