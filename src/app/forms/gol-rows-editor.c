/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-rows-editor.h"

#include <glib/gi18n-lib.h>

#include "gol-field-editor.h"
#include "gol-form-layout.h"
#include "gol-json.h"

struct _GolRowsEditor
{
  AdwBin          parent_instance;

  const GolField *field;
  gboolean        editable;
  gboolean        quiet;
  GtkWidget      *list;      /* of rows: a box with a card of editors and a button */
  GtkWidget      *nothing;
};

G_DEFINE_FINAL_TYPE (GolRowsEditor, gol_rows_editor, ADW_TYPE_BIN)

static guint changed_signal;

static GtkWidget *
card_of (GtkWidget *row)
{
  return gtk_widget_get_first_child (row);
}

guint
gol_rows_editor_get_n (GolRowsEditor *self)
{
  guint n = 0;

  g_return_val_if_fail (GOL_IS_ROWS_EDITOR (self), 0);

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static void
tell_changed (GolRowsEditor *self)
{
  gtk_widget_set_visible (self->nothing, gol_rows_editor_get_n (self) == 0);
  if (!self->quiet)
    g_signal_emit (self, changed_signal, 0);
}

static void
cell_changed_cb (GolFieldEditor *editor,
                 GolRowsEditor  *self)
{
  tell_changed (self);
}

static void
remove_cb (GtkButton     *button,
           GolRowsEditor *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (button));

  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_BACKWARD);
  gtk_box_remove (GTK_BOX (self->list), row);
  tell_changed (self);
}

static void
append_row (GolRowsEditor *self,
            GolValues     *values)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *card = gol_form_card_new ();

  gtk_widget_set_hexpand (card, TRUE);
  gtk_widget_add_css_class (card, "inner");
  gtk_box_append (GTK_BOX (row), card);
  for (const GolField *column = self->field->columns; column->name != NULL; column++)
    {
      GtkWidget *editor = gol_field_editor_new (column, self->editable, FALSE);

      gol_field_editor_set_value (GOL_FIELD_EDITOR (editor), values != NULL ? gol_values_find (values, column->name) : NULL, values);
      g_signal_connect (editor, "changed", G_CALLBACK (cell_changed_cb), self);
      gol_form_card_add (card, editor);
    }
  if (self->editable)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_START);
      gtk_widget_set_tooltip_text (button, _("Take this row out"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Take this row out"), -1);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
      gtk_box_append (GTK_BOX (row), button);
    }
  gtk_box_append (GTK_BOX (self->list), row);
}

void
gol_rows_editor_set_rows (GolRowsEditor *self,
                          const char    *json,
                          GolValues     *context)
{
  g_autoptr(GPtrArray) rows = NULL;
  GtkWidget *child;

  g_return_if_fail (GOL_IS_ROWS_EDITOR (self));

  self->quiet = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  rows = json != NULL && *json != '\0' ? gol_json_to_rows (json, NULL) : NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    append_row (self, g_ptr_array_index (rows, i));
  tell_changed (self);
  self->quiet = FALSE;
}

char *
gol_rows_editor_collect (GolRowsEditor  *self,
                         GError        **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);

  g_return_val_if_fail (GOL_IS_ROWS_EDITOR (self), NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      g_autoptr(GolValues) values = gol_values_new ();

      for (GtkWidget *editor = gtk_widget_get_first_child (card_of (row)); editor != NULL;
           editor = gtk_widget_get_next_sibling (editor))
        if (!gol_field_editor_collect (GOL_FIELD_EDITOR (editor), TRUE, values, error))
          return NULL;
      /* A row in which nothing was written is no row. */
      if (gol_values_get_size (values) > 0)
        g_ptr_array_add (rows, g_steal_pointer (&values));
    }
  return rows->len > 0 ? gol_json_from_rows (rows) : g_strdup ("");
}

void
gol_rows_editor_add_row (GolRowsEditor *self)
{
  g_return_if_fail (GOL_IS_ROWS_EDITOR (self));

  append_row (self, NULL);
  tell_changed (self);
  gol_field_editor_focus (GOL_FIELD_EDITOR (gtk_widget_get_first_child (card_of (gtk_widget_get_last_child (self->list)))));
}

static void
add_cb (GtkButton     *button,
        GolRowsEditor *self)
{
  gol_rows_editor_add_row (self);
}

static void
gol_rows_editor_class_init (GolRowsEditorClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_rows_editor_init (GolRowsEditor *self)
{
}

GtkWidget *
gol_rows_editor_new (const GolField *field,
                     gboolean        editable)
{
  GolRowsEditor *self = g_object_new (GOL_TYPE_ROWS_EDITOR, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  g_return_val_if_fail (field != NULL && field->columns != NULL, NULL);

  self->field = field;
  self->editable = editable;
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->nothing = gtk_label_new ("—");
  gtk_label_set_xalign (GTK_LABEL (self->nothing), 0);
  gtk_box_append (GTK_BOX (box), self->nothing);
  gtk_box_append (GTK_BOX (box), self->list);
  if (editable)
    {
      GtkWidget *button = gtk_button_new_with_label (_("Add a row"));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "caption");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_signal_connect (button, "clicked", G_CALLBACK (add_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_widget_set_hexpand (box, TRUE);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
