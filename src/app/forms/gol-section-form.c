/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-section-form.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"
#include "gol-form-layout.h"

struct _GolSectionForm
{
  AdwBin            parent_instance;

  const GolSection *section;
  GolFormFlags      flags;
  GtkWidget        *card;      /* (nullable): none when locked */
  GtkWidget        *changes;
  GtkWidget        *save;
  gboolean          saving;
};

G_DEFINE_FINAL_TYPE (GolSectionForm, gol_section_form, ADW_TYPE_BIN)

enum
{
  CHANGED,
  SAVE,
  HISTORY,
  OPEN_RECORD,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GolFieldEditor *
next_editor (GolSectionForm *self,
             GolFieldEditor *after)
{
  GtkWidget *widget;

  if (self->card == NULL)
    return NULL;
  widget = after == NULL ? gtk_widget_get_first_child (self->card) : gtk_widget_get_next_sibling (GTK_WIDGET (after));
  return widget != NULL ? GOL_FIELD_EDITOR (widget) : NULL;
}

static void
show_changes (GolSectionForm *self)
{
  guint n = gol_section_form_count_changes (self);
  g_autofree char *words = NULL;

  if (self->save == NULL)
    return;
  words = g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
  gtk_label_set_label (GTK_LABEL (self->changes), words);
  gtk_widget_set_visible (gtk_widget_get_parent (self->changes), n > 0);
  gtk_widget_set_visible (self->save, n > 0);
  gtk_widget_set_sensitive (self->save, !self->saving);
}

guint
gol_section_form_count_changes (GolSectionForm *self)
{
  guint n = 0;

  g_return_val_if_fail (GOL_IS_SECTION_FORM (self), 0);

  for (GolFieldEditor *editor = next_editor (self, NULL); editor != NULL; editor = next_editor (self, editor))
    if (gol_field_editor_is_changed (editor))
      n++;
  return n;
}

void
gol_section_form_set_values (GolSectionForm *self,
                             GolValues      *values,
                             gboolean        discard)
{
  g_return_if_fail (GOL_IS_SECTION_FORM (self));

  for (GolFieldEditor *editor = next_editor (self, NULL); editor != NULL; editor = next_editor (self, editor))
    if (discard || !gol_field_editor_is_changed (editor))
      gol_field_editor_set_value (editor,
                                  values != NULL ? gol_values_find (values, gol_field_editor_get_field (editor)->name) : NULL,
                                  values);
  show_changes (self);
}

void
gol_section_form_set_titles (GolSectionForm *self,
                             GHashTable     *titles)
{
  g_return_if_fail (GOL_IS_SECTION_FORM (self));

  for (GolFieldEditor *editor = next_editor (self, NULL); editor != NULL; editor = next_editor (self, editor))
    {
      const char *title;

      if (gol_field_editor_get_field (editor)->type != GOL_FIELD_REFERENCE)
        continue;
      title = g_hash_table_lookup (titles, gol_field_editor_get_text (editor));
      if (title != NULL)
        gol_field_editor_set_title (editor, title);
    }
}

void
gol_section_form_set_problems (GolSectionForm *self,
                               GPtrArray      *problems)
{
  g_return_if_fail (GOL_IS_SECTION_FORM (self));

  for (GolFieldEditor *editor = next_editor (self, NULL); editor != NULL; editor = next_editor (self, editor))
    {
      g_autofree char *path = g_strdup_printf ("%s.%s", self->section->name, gol_field_editor_get_field (editor)->name);
      GolProblem *found = NULL;

      for (guint i = 0; problems != NULL && i < problems->len && found == NULL; i++)
        if (g_strcmp0 (((GolProblem *) g_ptr_array_index (problems, i))->field, path) == 0)
          found = g_ptr_array_index (problems, i);
      gol_field_editor_set_problem (editor, found);
    }
}

GolValues *
gol_section_form_collect (GolSectionForm  *self,
                          gboolean         all,
                          GError         **error)
{
  g_autoptr(GolValues) values = gol_values_new ();

  g_return_val_if_fail (GOL_IS_SECTION_FORM (self), NULL);

  for (GolFieldEditor *editor = next_editor (self, NULL); editor != NULL; editor = next_editor (self, editor))
    if (!gol_field_editor_collect (editor, all, values, error))
      {
        gol_field_editor_focus (editor);
        return NULL;
      }
  return g_steal_pointer (&values);
}

GolFieldEditor *
gol_section_form_find (GolSectionForm *self,
                       const char     *field)
{
  g_return_val_if_fail (GOL_IS_SECTION_FORM (self), NULL);

  for (GolFieldEditor *editor = next_editor (self, NULL); editor != NULL; editor = next_editor (self, editor))
    if (g_str_equal (gol_field_editor_get_field (editor)->name, field))
      return editor;
  return NULL;
}

GolFieldEditor *
gol_section_form_get_focused (GolSectionForm *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (GOL_IS_SECTION_FORM (self), NULL);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  for (GolFieldEditor *editor = next_editor (self, NULL); editor != NULL && focus != NULL; editor = next_editor (self, editor))
    if (gtk_widget_is_ancestor (focus, GTK_WIDGET (editor)))
      return editor;
  return NULL;
}

void
gol_section_form_set_saving (GolSectionForm *self,
                             gboolean        saving)
{
  g_return_if_fail (GOL_IS_SECTION_FORM (self));

  self->saving = saving;
  show_changes (self);
}

const GolSection *
gol_section_form_get_section (GolSectionForm *self)
{
  g_return_val_if_fail (GOL_IS_SECTION_FORM (self), NULL);

  return self->section;
}

/* ── Making ── */

static void
changed_cb (GolFieldEditor *editor,
            GolSectionForm *self)
{
  show_changes (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
history_cb (GolFieldEditor *editor,
            GolSectionForm *self)
{
  g_signal_emit (self, signals[HISTORY], 0, editor);
}

static void
open_record_cb (GolFieldEditor *editor,
                const char     *record,
                GolSectionForm *self)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, record);
}

static void
save_cb (GtkButton      *button,
         GolSectionForm *self)
{
  g_signal_emit (self, signals[SAVE], 0);
}

static GtkWidget *
new_heading (GolSectionForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = gtk_label_new (gol_section_get_label (self->section));
  GtkWidget *changes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *readers;
  g_autofree char *parties = gol_display_parties (self->section->readers);
  /* TRANSLATORS: the offices that can read a section of a file. */
  g_autofree char *words = g_strdup_printf (_("Read by: %s"), parties);

  readers = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (readers, "caption");
  gtk_widget_add_css_class (readers, "secondary");
  gtk_label_set_ellipsize (GTK_LABEL (readers), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (readers), 0);
  gtk_widget_set_hexpand (readers, TRUE);
  gtk_widget_set_tooltip_text (readers, words);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("gol-eye-symbolic"));
  gtk_box_append (GTK_BOX (box), readers);
  self->changes = gtk_label_new (NULL);
  gtk_widget_add_css_class (changes, "warning");
  gtk_box_append (GTK_BOX (changes), gtk_image_new_from_icon_name ("document-edit-symbolic"));
  gtk_box_append (GTK_BOX (changes), self->changes);
  gtk_widget_set_visible (changes, FALSE);
  self->save = gtk_button_new_with_label (_("Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_add_css_class (self->save, "gol-save");
  gtk_widget_set_valign (self->save, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->save, FALSE);
  g_signal_connect (self->save, "clicked", G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (box), changes);
  gtk_box_append (GTK_BOX (box), self->save);
  gtk_widget_add_css_class (box, "gol-form-heading");
  return box;
}

static GtkWidget *
new_locked (GolSectionForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *parties = gol_display_parties (self->section->readers);
  g_autofree char *words = NULL;
  GtkWidget *label;

  words = (self->section->flags & GOL_SECTION_PROTECTED) != 0
          ? g_strdup (_("Kept by protection. Your account may not read it."))
          /* TRANSLATORS: who can read a section that this officer cannot. */
          : g_strdup_printf (_("Kept by: %s. Your account may not read it."), parties);
  label = gtk_label_new (words);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "secondary");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("changes-prevent-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "gol-form");
  gtk_widget_add_css_class (box, "gol-locked");
  return box;
}

static GtkWidget *
new_card (GolSectionForm *self)
{
  self->card = gol_form_card_new ();
  for (const GolField *field = self->section->fields; field->name != NULL; field++)
    {
      GtkWidget *editor = gol_field_editor_new (field, (self->flags & GOL_FORM_WRITE) != 0, (self->flags & GOL_FORM_HISTORY) != 0);

      g_signal_connect (editor, "changed", G_CALLBACK (changed_cb), self);
      g_signal_connect (editor, "history", G_CALLBACK (history_cb), self);
      g_signal_connect (editor, "open-record", G_CALLBACK (open_record_cb), self);
      gol_form_card_add (self->card, editor);
    }
  return self->card;
}

static void
gol_section_form_class_init (GolSectionFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE] = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HISTORY] = g_signal_new ("history", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GOL_TYPE_FIELD_EDITOR);
  signals[OPEN_RECORD] = g_signal_new ("open-record", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gol_section_form_init (GolSectionForm *self)
{
}

GtkWidget *
gol_section_form_new (const GolSection *section,
                      GolFormFlags      flags)
{
  GolSectionForm *self;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  g_return_val_if_fail (section != NULL, NULL);

  self = g_object_new (GOL_TYPE_SECTION_FORM, NULL);
  self->section = section;
  self->flags = flags;
  if ((flags & GOL_FORM_BARE) == 0)
    gtk_box_append (GTK_BOX (box), new_heading (self));
  gtk_box_append (GTK_BOX (box), (flags & GOL_FORM_READ) != 0 ? new_card (self) : new_locked (self));
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
