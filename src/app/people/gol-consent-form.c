/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-consent-form.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-field-editor.h"
#include "gol-form-layout.h"
#include "gol-json.h"
#include "gol-vocabulary.h"

/* What of a consent's columns belongs to the text and how it was given, in the order of the form. */
static const char * const text_columns[] = { "text_version", "language", "how", "witness" };

struct _GolConsentForm
{
  AdwBin          parent_instance;

  const GolField *columns;
  GtkWidget      *checks;      /* of the purposes */
  GolFieldEditor *texts[G_N_ELEMENTS (text_columns)];
  gboolean        quiet;
};

G_DEFINE_FINAL_TYPE (GolConsentForm, gol_consent_form, ADW_TYPE_BIN)

static guint changed_signal;

static const GolField *
find_column (GolConsentForm *self,
             const char     *name)
{
  for (const GolField *column = self->columns; column->name != NULL; column++)
    if (g_str_equal (column->name, name))
      return column;
  g_assert_not_reached ();
}

static const char *
purpose_of (GtkWidget *check)
{
  return g_object_get_data (G_OBJECT (check), "purpose");
}

static GtkWidget *
next_check (GolConsentForm *self,
            GtkWidget      *after)
{
  GtkWidget *child = after == NULL ? gtk_widget_get_first_child (self->checks)
                                   : gtk_widget_get_next_sibling (gtk_widget_get_parent (after));

  return child != NULL ? gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child)) : NULL;
}

static GtkWidget *
find_check (GolConsentForm *self,
            const char     *purpose)
{
  for (GtkWidget *check = next_check (self, NULL); check != NULL; check = next_check (self, check))
    if (g_str_equal (purpose_of (check), purpose))
      return check;
  return NULL;
}

gboolean
gol_consent_form_given (GolConsentForm *self,
                        const char     *purpose)
{
  g_return_val_if_fail (GOL_IS_CONSENT_FORM (self), FALSE);

  return gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (self, purpose)));
}

void
gol_consent_form_give (GolConsentForm *self,
                       const char     *purpose,
                       gboolean        given)
{
  g_return_if_fail (GOL_IS_CONSENT_FORM (self));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (self, purpose)), given);
}

guint
gol_consent_form_count (GolConsentForm *self)
{
  guint n = 0;

  g_return_val_if_fail (GOL_IS_CONSENT_FORM (self), 0);

  for (GtkWidget *check = next_check (self, NULL); check != NULL; check = next_check (self, check))
    n += gtk_check_button_get_active (GTK_CHECK_BUTTON (check)) ? 1 : 0;
  return n;
}

gpointer
gol_consent_form_find (GolConsentForm *self,
                       const char     *column)
{
  g_return_val_if_fail (GOL_IS_CONSENT_FORM (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
    if (g_str_equal (text_columns[i], column))
      return self->texts[i];
  return NULL;
}

/* ── What is stored ── */

GolValues *
gol_consent_form_collect (GolConsentForm  *self,
                          const char      *today,
                          GError         **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autoptr(GolValues) text = gol_values_new ();
  g_autoptr(GolValues) section = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (GOL_IS_CONSENT_FORM (self), NULL);

  if (gol_consent_form_count (self) == 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
    if (!gol_field_editor_collect (self->texts[i], TRUE, text, error))
      return NULL;
  if (gol_values_get_text (text, "text_version") == NULL)
    {
      gol_field_editor_focus (self->texts[0]);
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                           _("Write the version of the text that she consented to: without it nobody can say later what was agreed."));
      return NULL;
    }
  for (GtkWidget *check = next_check (self, NULL); check != NULL; check = next_check (self, check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      {
        GolValues *row = gol_values_copy (text);

        gol_values_set_text (row, "purpose", purpose_of (check));
        gol_values_set_text (row, "given", today);
        g_ptr_array_add (rows, row);
      }
  json = gol_json_from_rows (rows);
  section = gol_values_new ();
  gol_values_set_list (section, "consents", json);
  return g_steal_pointer (&section);
}

/* ── Drafts ── */

void
gol_consent_form_save (GolConsentForm *self,
                       GolValues      *draft)
{
  g_return_if_fail (GOL_IS_CONSENT_FORM (self));

  for (GtkWidget *check = next_check (self, NULL); check != NULL; check = next_check (self, check))
    {
      g_autofree char *name = g_strconcat ("consent.", purpose_of (check), NULL);

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        gol_values_set_text (draft, name, "true");
    }
  for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
    {
      g_autofree char *name = g_strconcat ("consent.", text_columns[i], NULL);
      g_autofree char *typed = gol_field_editor_get_typed (self->texts[i]);

      if (*typed != '\0')
        gol_values_set_text (draft, name, typed);
    }
}

void
gol_consent_form_restore (GolConsentForm *self,
                          GolValues      *draft)
{
  g_return_if_fail (GOL_IS_CONSENT_FORM (self));

  self->quiet = TRUE;
  for (GtkWidget *check = next_check (self, NULL); check != NULL; check = next_check (self, check))
    {
      g_autofree char *name = g_strconcat ("consent.", purpose_of (check), NULL);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), gol_values_get_text (draft, name) != NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
    {
      g_autofree char *name = g_strconcat ("consent.", text_columns[i], NULL);
      const char *typed = gol_values_get_text (draft, name);

      if (typed != NULL)
        gol_field_editor_type (self->texts[i], typed);
    }
  self->quiet = FALSE;
}

void
gol_consent_form_clear (GolConsentForm *self)
{
  g_return_if_fail (GOL_IS_CONSENT_FORM (self));

  self->quiet = TRUE;
  for (GtkWidget *check = next_check (self, NULL); check != NULL; check = next_check (self, check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  self->quiet = FALSE;
}

/* ── Making ── */

static void
tell_changed (GolConsentForm *self)
{
  if (!self->quiet)
    g_signal_emit (self, changed_signal, 0);
}

static void
add_purposes (GolConsentForm *self)
{
  const GolVocabulary *purposes = gol_vocabulary_find (find_column (self, "purpose")->detail);

  for (const GolTerm *term = purposes->terms; term->code != NULL; term++)
    {
      GtkWidget *check = gtk_check_button_new ();
      GtkWidget *label = gtk_label_new (gol_term_get_label (term));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
      g_object_set_data (G_OBJECT (check), "purpose", (gpointer) term->code);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (tell_changed), self);
      gtk_flow_box_insert (GTK_FLOW_BOX (self->checks), check, -1);
      /* The box's child would take a Tab of its own. */
      gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE);
    }
}

static void
gol_consent_form_class_init (GolConsentFormClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_consent_form_init (GolConsentForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *card = gol_form_card_new ();
  const GolField *field;

  gol_entity_find_field (gol_dictionary_find_entity ("worker"), "consents.consents", NULL, &field);
  self->columns = field->columns;
  self->checks = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->checks), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->checks), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->checks), 2);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->checks), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->checks), GTK_ACCESSIBLE_PROPERTY_LABEL, _("She consents to"), -1);
  add_purposes (self);
  for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
    {
      GtkWidget *editor = gol_field_editor_new (find_column (self, text_columns[i]), TRUE, FALSE);

      g_signal_connect_swapped (editor, "changed", G_CALLBACK (tell_changed), self);
      self->texts[i] = GOL_FIELD_EDITOR (editor);
      gol_form_card_add (card, editor);
    }
  gtk_box_append (GTK_BOX (box), self->checks);
  gtk_box_append (GTK_BOX (box), card);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gol_consent_form_new (void)
{
  return g_object_new (GOL_TYPE_CONSENT_FORM, NULL);
}
