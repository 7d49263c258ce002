/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-actions.h"

#include <glib/gi18n-lib.h>

const GolActionInfo gol_actions[] = {
  { "win.page(1)", "<Alt>1", N_("Pages"), N_("Go to a page"), "<Alt>1...9" },
  { "win.page(2)", "<Alt>2" },
  { "win.page(3)", "<Alt>3" },
  { "win.page(4)", "<Alt>4" },
  { "win.page(5)", "<Alt>5" },
  { "win.page(6)", "<Alt>6" },
  { "win.page(7)", "<Alt>7" },
  { "win.page(8)", "<Alt>8" },
  { "win.page(9)", "<Alt>9" },
  { "win.back", "<Alt>Left", N_("Pages"), N_("Go back") },
  { "win.search", "<Control>k", N_("Pages"), N_("Search for people, orders and files") },
  { "win.sidebar", "F9", N_("Pages"), N_("Show or hide the sidebar") },
  { "win.refresh", "F5", N_("Pages"), N_("Exchange now, and read again") },

  { "win.find", "<Control>f", N_("Lists"), N_("Search in this list") },
  { "win.preview", "<Shift>F9", N_("Lists"), N_("Show or hide the preview") },
  { "win.first", "<Control>Home", N_("Lists"), N_("Jump to the first") },
  { "win.last", "<Control>End", N_("Lists"), N_("Jump to the last") },

  { "win.enrol", "<Control>n", N_("Enrolment"), N_("Enrol somebody") },
  { "win.save-next", "<Control>Return <Control>KP_Enter", N_("Enrolment"), N_("Save and ask for the next person"), "<Control>Return" },
  { "win.same-person", "<Alt>e", N_("Enrolment"), N_("The same person: open her file") },
  { "win.someone-else", "<Alt>n", N_("Enrolment"), N_("Someone else") },

  { "win.find-people", "<Alt>f", N_("Orders"), N_("Find people for the order") },

  { "win.save", "<Control>s", N_("A person’s page"), N_("Save the section that was changed") },
  { "win.history", "<Alt>h", N_("A person’s page"), N_("History of the field") },
  { "win.previous", "<Alt>Up", N_("A person’s page"), N_("The one before in the list") },
  { "win.next", "<Alt>Down", N_("A person’s page"), N_("The next in the list") },
  { "win.panes", "F6", N_("A person’s page"), N_("Journey, sections, form and cards in turn") },

  { "win.undo", "<Control>z", N_("The office"), N_("Undo what you did last") },
  { "win.lock", "<Control>l", N_("The office"), N_("Lock the office") },
  { "app.shortcuts", "<Control>question", N_("The office"), N_("Keyboard shortcuts") },
  { "win.menu", "F10", N_("The office"), N_("Open the menu") },
  { "window.close", "<Control>w", N_("The office"), N_("Close the window") },
  { "app.quit", "<Control>q", N_("The office"), N_("Quit") },
  { NULL },
};

void
gol_actions_set_accelerators (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (const GolActionInfo *info = gol_actions; info->action != NULL; info++)
    {
      g_auto(GStrv) accelerators = g_strsplit (info->accelerators, " ", -1);

      gtk_application_set_accels_for_action (application, info->action, (const char * const *) accelerators);
    }
}

/* GTK 4.8 can only build this window from XML; the XML comes from the table. */
GtkWidget *
gol_shortcuts_window_new (void)
{
  g_autoptr(GString) xml = g_string_new (NULL);
  g_autoptr(GtkBuilder) builder = NULL;
  const char *group = NULL;

  g_string_append (xml, "<interface><object class='GtkShortcutsWindow' id='window'><property name='modal'>1</property>"
                        "<child><object class='GtkShortcutsSection'><property name='section-name'>all</property>");
  for (const GolActionInfo *info = gol_actions; info->action != NULL; info++)
    {
      g_autofree char *shortcut = NULL;

      if (info->group == NULL)
        continue;
      if (g_strcmp0 (group, info->group) != 0)
        {
          g_autofree char *heading = g_markup_printf_escaped (
            "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>", _(info->group));

          if (group != NULL)
            g_string_append (xml, "</object></child>");
          g_string_append (xml, heading);
          group = info->group;
        }
      shortcut = g_markup_printf_escaped (
        "<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property>"
        "<property name='accelerator'>%s</property></object></child>",
        _(info->title), info->shown != NULL ? info->shown : info->accelerators);
      g_string_append (xml, shortcut);
    }
  g_string_append (xml, "</object></child></object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, xml->len);
  return GTK_WIDGET (gtk_builder_get_object (builder, "window"));
}
