/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-history-popover.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-display.h"

typedef struct
{
  char *record;
  char *section;
  char *field;
} Question;

static void
question_free (Question *question)
{
  g_free (question->record);
  g_free (question->section);
  g_free (question->field);
  g_free (question);
}

static gpointer
history_func (GolOffice     *office,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Question *question = data;

  return gol_office_history (office, question->record, question->section, question->field, error);
}

static const char *
name_of_officer (GolOffice  *office,
                 const char *pseudonym)
{
  const GolOfficer *officer = pseudonym != NULL ? gol_vault_find_officer (gol_office_get_vault (office), pseudonym) : NULL;

  return officer != NULL ? officer->name : _("somebody who left");
}

static void
back_cb (GtkButton      *button,
         GolFieldEditor *editor)
{
  gol_field_editor_type (editor, g_object_get_data (G_OBJECT (button), "text"));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
}

static void
attach_line (GtkWidget        *grid,
             int               row,
             GolFieldEditor   *editor,
             GolOffice        *office,
             const GolHistory *entry)
{
  const GolField *field = gol_field_editor_get_field (editor);
  const GolValue *value = gol_values_find (entry->values, field->name);
  g_autofree char *words = gol_display_value (field, value);
  g_autofree char *when = gol_display_instant (entry->at);
  g_autofree char *who = NULL;
  GtkWidget *what = gtk_label_new (*words != '\0' ? words : "—");
  GtkWidget *caption;

  if (g_strcmp0 (entry->site, gol_office_get_info (office)->site) == 0)
    /* TRANSLATORS: when, and the officer who wrote it. */
    who = g_strdup_printf (_("%s · %s"), when, name_of_officer (office, entry->actor));
  else
    who = g_strdup_printf (_("%s · another office"), when);
  caption = gtk_label_new (who);
  gtk_label_set_xalign (GTK_LABEL (what), 0);
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (what), 30);
  if (entry->head)
    gtk_widget_add_css_class (what, "heading");
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "secondary");
  gtk_grid_attach (GTK_GRID (grid), what, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), caption, 1, row, 1, 1);
  if (!entry->head && gol_field_editor_is_editable (editor))
    {
      GtkWidget *back = gtk_button_new_with_label (_("Back to this"));

      gtk_widget_add_css_class (back, "flat");
      g_object_set_data_full (G_OBJECT (back), "text", g_strdup (value != NULL && value->text != NULL ? value->text : ""), g_free);
      g_signal_connect_object (back, "clicked", G_CALLBACK (back_cb), editor, 0);
      gtk_grid_attach (GTK_GRID (grid), back, 2, row, 1, 1);
    }
}

static void
closed_cb (GtkPopover *popover,
           GtkWidget  *anchor)
{
  g_object_ref (popover);
  gtk_widget_unparent (GTK_WIDGET (popover));
  g_object_unref (popover);
}

static void
answered_cb (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  GolFieldEditor *editor = owner;
  g_autoptr(GPtrArray) history = result;
  GolOffice *office = g_object_get_data (G_OBJECT (editor), "gol-office");
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *title = g_strdup_printf (_("History of “%s”"), gol_field_get_label (gol_field_editor_get_field (editor)));
  GtkWidget *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_box_append (GTK_BOX (box), heading);
  if (error != NULL || history == NULL || history->len == 0)
    gtk_box_append (GTK_BOX (box), gtk_label_new (error != NULL ? error->message : _("Nothing was ever written here.")));
  for (guint i = 0; history != NULL && i < history->len; i++)
    attach_line (grid, i, editor, office, g_ptr_array_index (history, i));
  gtk_box_append (GTK_BOX (box), grid);
  gtk_widget_add_css_class (box, "gol-history");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_set_parent (popover, gol_field_editor_get_anchor (editor));
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
gol_history_popover_open (GolFieldEditor *editor,
                          GolOffice      *office,
                          const char     *record,
                          const char     *section)
{
  Question *question;

  g_return_if_fail (GOL_IS_FIELD_EDITOR (editor));
  g_return_if_fail (GOL_IS_OFFICE (office));

  question = g_new0 (Question, 1);
  question->record = g_strdup (record);
  question->section = g_strdup (section);
  question->field = g_strdup (gol_field_editor_get_field (editor)->name);
  g_object_set_data_full (G_OBJECT (editor), "gol-office", g_object_ref (office), g_object_unref);
  gol_run (editor, office, history_func, question, (GDestroyNotify) question_free, (GDestroyNotify) g_ptr_array_unref, NULL, answered_cb);
}
