/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every template loads and goes without a trace, in every direction and colour; every icon-only button has a name. */

#include "gol-actions.h"
#include "gol-test-office.h"

static gboolean
has_text (GtkWidget *widget)
{
  g_autoptr(GPtrArray) below = gol_test_widgets (widget);

  for (guint i = 0; i < below->len; i++)
    {
      GtkWidget *child = g_ptr_array_index (below, i);

      if (GTK_IS_LABEL (child) && *gtk_label_get_text (GTK_LABEL (child)) != '\0')
        return TRUE;
      if (GTK_IS_INSCRIPTION (child))
        return TRUE;
    }
  return FALSE;
}

/* A button whose only child is an icon says what it does, to eyes and to ears. */
static void
assert_named (GtkWidget *root)
{
  g_autoptr(GPtrArray) widgets = gol_test_widgets (root);
  guint seen = 0;

  for (guint i = 0; i < widgets->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (widgets, i);
      const char *tooltip;

      if (!(GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget)) || has_text (widget)
          || !gtk_widget_get_visible (widget))
        continue;
      /* Parts of GTK's and libadwaita's own widgets speak for themselves. */
      if (GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)) || GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget))
          || GTK_IS_WINDOW_CONTROLS (gtk_widget_get_parent (widget)) || g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "GtkColumnViewTitle")
          || g_str_equal (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)), "AdwBackButton"))
        continue;
      tooltip = gtk_widget_get_tooltip_text (widget);
      if (gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL)  /* none of ours stands there */
        continue;
      seen++;
      if (tooltip == NULL || *tooltip == '\0')
        g_error ("A %s (%s) below %s has neither words nor a tooltip.", G_OBJECT_TYPE_NAME (widget),
                 GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget)) : "menu",
                 G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
          && !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
        g_error ("The button “%s” has no accessible name.", tooltip);
    }
  g_assert_cmpuint (seen, >, 0);
}

static void
visit_everything (void)
{
  GolTestOffice office;
  GolWindow *window;

  gol_test_office_init (&office, 5);
  window = gol_test_window_new (&office);
  for (guint i = 0; i < gol_shell_get_n_pages (gol_window_get_shell (window)); i++)
    {
      gol_shell_show_nth (gol_window_get_shell (window), i);
      gol_test_settle ();
      assert_named (GTK_WIDGET (window));
    }
  gol_shell_open_record (gol_window_get_shell (window), g_ptr_array_index (office.workers, 0));
  gol_test_settle ();
  assert_named (GTK_WIDGET (window));
  gol_window_set_office (window, NULL);
  gol_test_settle ();
  assert_named (GTK_WIDGET (window));
  gol_test_window_free (window);
  gol_test_office_clear (&office);
}

static void
test_light (void)
{
  visit_everything ();
}

static void
test_dark (void)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  visit_everything ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_right_to_left (void)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  visit_everything ();
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_welcome (void)
{
  GolWindow *window = gol_test_window_new (NULL);

  gol_window_show_folder (window, NULL);
  gol_test_settle ();
  assert_named (GTK_WIDGET (window));
  gol_test_window_free (window);
}

/* The shortcuts window is made from the table: each listed action has its row. */
static void
test_shortcuts (void)
{
  GtkWidget *window = gol_shortcuts_window_new ();
  g_autoptr(GPtrArray) widgets = gol_test_widgets (window);

  for (const GolActionInfo *info = gol_actions; info->action != NULL; info++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < widgets->len && info->group != NULL; i++)
        if (GTK_IS_SHORTCUTS_SHORTCUT (g_ptr_array_index (widgets, i)))
          {
            g_autofree char *accelerator = NULL;

            g_object_get (g_ptr_array_index (widgets, i), "accelerator", &accelerator, NULL);
            if (g_strcmp0 (accelerator, info->shown != NULL ? info->shown : info->accelerators) == 0)
              found = TRUE;
          }
      g_assert_true (found || info->group == NULL);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What may not be done is greyed: without an office, nothing of one; on each page, only what it can do. */
static void
test_actions (void)
{
  static const char * const of_office[] = { "page", "search", "undo", "lock", "refresh", "sidebar" };
  GolTestOffice office;
  GolWindow *window = gol_test_window_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (of_office); i++)
    g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), of_office[i]));
  gol_test_office_init (&office, 1);
  gol_window_set_office (window, office.office);
  gol_test_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (of_office); i++)
    g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), of_office[i]));
  gol_shell_show (gol_window_get_shell (window), "workers");
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "find"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "last"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "save"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "back"));
  gol_shell_show (gol_window_get_shell (window), "office");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "find"));
  gol_window_set_office (window, NULL);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "find"));
  gol_test_window_free (window);
  gol_test_office_clear (&office);
}

int
main (int    argc,
      char **argv)
{
  gol_test_init (&argc, &argv);
  g_test_add_func ("/app/templates/welcome", test_welcome);
  g_test_add_func ("/app/templates/light", test_light);
  g_test_add_func ("/app/templates/dark", test_dark);
  g_test_add_func ("/app/templates/right-to-left", test_right_to_left);
  g_test_add_func ("/app/templates/shortcuts", test_shortcuts);
  g_test_add_func ("/app/templates/actions", test_actions);
  return g_test_run ();
}
