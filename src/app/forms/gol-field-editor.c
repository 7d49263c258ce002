/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-field-editor.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"
#include "gol-drop-down.h"
#include "gol-json.h"
#include "gol-rows-editor.h"
#include "gol-scheme.h"
#include "gol-vocabulary.h"

/* How a field is edited; by type, see editors[]. */
typedef enum
{
  EDIT_TEXT,
  EDIT_CHOICE,
  EDIT_SET,
  EDIT_ROWS,
  EDIT_NOTHING,   /* shown, and written elsewhere */
} Edit;

struct _GolFieldEditor
{
  AdwBin          parent_instance;

  const GolField *field;
  Edit            edit;
  gboolean        editable;
  GolValues      *context;
  GolValue       *stored;     /* (nullable) */
  char           *text;       /* what stands in it now, in the stored form; "" for nothing */
  char           *title;      /* of a reference */
  gboolean        wrong;      /* what was typed is not of its form */
  gboolean        quiet;      /* we change it, not the officer */

  GtkWidget      *box;
  GtkWidget      *name;
  GtkWidget      *input;      /* GtkText, GtkDropDown, GtkMenuButton, GolRowsEditor or GtkLabel */
  GtkWidget      *say;
  GtkWidget      *mark;       /* (nullable) */
  GtkWidget      *history;
  GtkWidget      *open;
  GtkWidget      *checks;     /* in the popover of a set */
  GPtrArray      *codes;      /* of a choice, in the order shown; the first is "" */
};

G_DEFINE_FINAL_TYPE (GolFieldEditor, gol_field_editor, ADW_TYPE_BIN)

enum
{
  CHANGED,
  HISTORY,
  OPEN_RECORD,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const GolTerm yes_no[] = {
  { "true", NC_("answer", "Yes") },
  { "false", NC_("answer", "No") },
};

static Edit
edit_of (const GolField *field)
{
  switch (field->type)
    {
    case GOL_FIELD_CHOICE:
    case GOL_FIELD_BOOLEAN:
      return EDIT_CHOICE;
    case GOL_FIELD_CODE:
      return field->detail != NULL ? EDIT_CHOICE : EDIT_TEXT;
    case GOL_FIELD_SET:
      return field->detail != NULL ? EDIT_SET : EDIT_TEXT;
    case GOL_FIELD_ROWS:
      return EDIT_ROWS;
    case GOL_FIELD_REFERENCE:
    case GOL_FIELD_ATTACHMENT:
    case GOL_FIELD_PORTRAIT:
      return EDIT_NOTHING;
    default:
      return EDIT_TEXT;
    }
}

/* ── State ── */

static void
say (GolFieldEditor *self,
     const char     *style,
     const char     *sentence)
{
  static const char * const styles[] = { "warning", "error" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->box, styles[i]);
  if (style != NULL)
    gtk_widget_add_css_class (self->box, style);
  gtk_label_set_label (GTK_LABEL (self->say), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (gtk_widget_get_parent (self->say), sentence != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_prev_sibling (self->say)),
                                g_strcmp0 (style, "error") == 0 ? "window-close-symbolic" : "dialog-warning-symbolic");
  if (g_strcmp0 (style, "error") == 0)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID);
}

gboolean
gol_field_editor_is_editable (GolFieldEditor *self)
{
  g_return_val_if_fail (GOL_IS_FIELD_EDITOR (self), FALSE);

  return self->editable && self->edit != EDIT_NOTHING;
}

static const char *
stored_text (GolFieldEditor *self)
{
  return self->stored != NULL && self->stored->text != NULL ? self->stored->text : "";
}

gboolean
gol_field_editor_is_changed (GolFieldEditor *self)
{
  g_return_val_if_fail (GOL_IS_FIELD_EDITOR (self), FALSE);

  return self->wrong || g_strcmp0 (self->text, stored_text (self)) != 0;
}

const char *
gol_field_editor_get_text (GolFieldEditor *self)
{
  g_return_val_if_fail (GOL_IS_FIELD_EDITOR (self), NULL);

  return self->text;
}

static void
tell_changed (GolFieldEditor *self)
{
  if (gol_field_editor_is_changed (self))
    gtk_widget_add_css_class (self->box, "changed");
  else
    gtk_widget_remove_css_class (self->box, "changed");
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What people type of dates is brought into the stored form first. */
static char *
as_canonical (GolFieldEditor *self,
              const char     *typed)
{
  char *date = NULL;

  if (self->field->type == GOL_FIELD_DATE || self->field->type == GOL_FIELD_PARTIAL_DATE)
    date = gol_display_read_date (typed);
  return date != NULL ? date : g_strdup (typed);
}

static gboolean
normalize (GolFieldEditor  *self,
           const char      *typed,
           GError         **error)
{
  g_autoptr(GolValues) values = self->context != NULL ? gol_values_copy (self->context) : gol_values_new ();
  g_autofree char *canonical = as_canonical (self, typed);

  gol_values_remove (values, self->field->name);
  if (!gol_field_normalize (self->field, canonical, values, error))
    return FALSE;
  g_free (self->text);
  self->text = g_strdup (gol_values_get_text (values, self->field->name));
  if (self->text == NULL)
    self->text = g_strdup ("");
  return TRUE;
}

static void
take (GolFieldEditor *self,
      const char     *typed)
{
  g_autoptr(GError) error = NULL;

  self->wrong = !normalize (self, typed, &error);
  say (self, self->wrong ? "error" : NULL, self->wrong ? error->message : NULL);
  tell_changed (self);
}

/* ── Text ── */

static char *
shown_text (GolFieldEditor *self)
{
  if (self->title != NULL && *self->text != '\0')
    return g_strdup (self->title);
  return gol_display_cell (self->field, self->text);
}

/* In rest as people read it, under the cursor as it is written. */
static void
show_text (GolFieldEditor *self)
{
  g_autofree char *words = NULL;

  if (self->wrong)
    return;
  if (self->edit == EDIT_TEXT && gtk_widget_has_focus (self->input))
    words = self->field->type == GOL_FIELD_SET || self->field->type == GOL_FIELD_LANGUAGES || self->field->type == GOL_FIELD_COUNTRY
              || self->field->type == GOL_FIELD_OCCUPATION || self->field->type == GOL_FIELD_INSTANT
              ? shown_text (self)
              : g_strdup (self->text);
  else
    words = shown_text (self);
  self->quiet = TRUE;
  if (self->edit == EDIT_TEXT)
    gtk_editable_set_text (GTK_EDITABLE (self->input), words);
  else
    gtk_label_set_label (GTK_LABEL (self->input), *words != '\0' ? words : "—");
  self->quiet = FALSE;
}

static void
focus_cb (GtkEventControllerFocus *controller,
          GolFieldEditor          *self)
{
  show_text (self);
}

static void
leave (GolFieldEditor *self)
{
  g_autofree char *before = NULL;

  if (!self->editable || self->edit != EDIT_TEXT)
    return;
  before = shown_text (self);
  /* Untouched: what is shown is not always what may be typed. */
  if (!self->wrong && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->input)), before))
    return;
  if (!self->wrong && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->input)), self->text))
    return;
  take (self, gtk_editable_get_text (GTK_EDITABLE (self->input)));
}

static void
unfocus_cb (GtkEventControllerFocus *controller,
            GolFieldEditor          *self)
{
  leave (self);
  show_text (self);
}

static void
typed_cb (GtkEditable    *editable,
          GolFieldEditor *self)
{
  if (self->quiet)
    return;
  gtk_widget_add_css_class (self->box, "changed");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
entered_cb (GtkText        *text,
            GolFieldEditor *self)
{
  leave (self);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
new_text (GolFieldEditor *self)
{
  GtkWidget *text = gtk_text_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_editable (GTK_EDITABLE (text), self->editable);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (text), 8);
  if (self->field->type == GOL_FIELD_CODE)
    gtk_widget_add_css_class (text, "monospace");
  if (self->field->type == GOL_FIELD_CODE || self->field->type == GOL_FIELD_PHONE || self->field->type == GOL_FIELD_EMAIL)
    gtk_widget_set_direction (text, GTK_TEXT_DIR_LTR);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (unfocus_cb), self);
  gtk_widget_add_controller (text, focus);
  g_signal_connect (text, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect (text, "activate", G_CALLBACK (entered_cb), self);
  return text;
}

/* ── Choices ── */

static void
chosen_cb (GtkDropDown    *drop_down,
           GParamSpec     *pspec,
           GolFieldEditor *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (!self->quiet && selected != GTK_INVALID_LIST_POSITION)
    take (self, g_ptr_array_index (self->codes, selected));
}

static void
add_choice (GolFieldEditor *self,
            GtkStringList  *labels,
            const char     *code,
            const char     *label)
{
  g_ptr_array_add (self->codes, g_strdup (code));
  gtk_string_list_append (labels, label);
}

static void
add_schemes (GolFieldEditor *self,
             GtkStringList  *labels)
{
  const GolScheme * const *schemes = gol_scheme_shelf_list (NULL);

  for (guint i = 0; schemes != NULL && schemes[i] != NULL; i++)
    add_choice (self, labels, gol_scheme_get_id (schemes[i]), gol_words_get (gol_scheme_get_short_names (schemes[i])));
}

static GtkWidget *
new_choice (GolFieldEditor *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  self->codes = g_ptr_array_new_with_free_func (g_free);
  add_choice (self, labels, "", "—");
  if (self->field->type == GOL_FIELD_CODE)
    add_schemes (self, labels);
  else if (self->field->type == GOL_FIELD_BOOLEAN)
    for (guint i = 0; i < G_N_ELEMENTS (yes_no); i++)
      add_choice (self, labels, yes_no[i].code, g_dpgettext2 (GETTEXT_PACKAGE, "answer", yes_no[i].label));
  else
    for (const GolTerm *term = gol_vocabulary_find (self->field->detail)->terms; term->code != NULL; term++)
      add_choice (self, labels, term->code, gol_term_get_label (term));
  drop_down = gol_drop_down_new (g_steal_pointer (&labels));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), self->codes->len > 12);
  gtk_widget_set_hexpand (drop_down, TRUE);
  gtk_widget_set_sensitive (drop_down, self->editable);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (chosen_cb), self);
  return drop_down;
}

static void
show_choice (GolFieldEditor *self)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (self->input);
  guint selected;

  self->quiet = TRUE;
  /* What is not on the list here, another office's or a later one's, is shown as it is. */
  if (!g_ptr_array_find_with_equal_func (self->codes, self->text, g_str_equal, &selected))
    {
      selected = self->codes->len;
      add_choice (self, GTK_STRING_LIST (gtk_drop_down_get_model (drop_down)), self->text, self->text);
    }
  gtk_drop_down_set_selected (drop_down, selected);
  self->quiet = FALSE;
}

/* ── Sets ── */

static void
show_set_words (GolFieldEditor *self)
{
  g_autofree char *words = gol_display_cell (self->field, self->text);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->input), *words != '\0' ? words : "—");
}

static void
checked_cb (GtkCheckButton *check,
            GolFieldEditor *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) members = NULL;
  g_autofree char *json = NULL;

  if (self->quiet)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (self->checks); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      g_strv_builder_add (builder, g_object_get_data (G_OBJECT (child), "code"));
  members = g_strv_builder_end (builder);
  json = members[0] != NULL ? gol_json_from_strv ((const char * const *) members) : g_strdup ("");
  take (self, json);
  show_set_words (self);
}

static GtkWidget *
new_set (GolFieldEditor *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  for (const GolTerm *term = gol_vocabulary_find (self->field->detail)->terms; term->code != NULL; term++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (gol_term_get_label (term));

      g_object_set_data (G_OBJECT (check), "code", (gpointer) term->code);
      g_signal_connect (check, "toggled", G_CALLBACK (checked_cb), self);
      gtk_box_append (GTK_BOX (self->checks), check);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->checks);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_set_sensitive (button, self->editable);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
show_set (GolFieldEditor *self)
{
  g_auto(GStrv) members = *self->text != '\0' ? gol_json_to_strv (self->text, NULL) : NULL;

  self->quiet = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (self->checks); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (child),
                                 members != NULL && g_strv_contains ((const char * const *) members,
                                                                     g_object_get_data (G_OBJECT (child), "code")));
  self->quiet = FALSE;
  show_set_words (self);
}

/* ── Rows ── */

static void
rows_changed_cb (GolRowsEditor  *rows,
                 GolFieldEditor *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;

  if (self->quiet)
    return;
  json = gol_rows_editor_collect (rows, &error);
  if (json == NULL)
    {
      self->wrong = TRUE;
      tell_changed (self);
      return;
    }
  take (self, json);
}

/* ── Showing ── */

static void
show (GolFieldEditor *self)
{
  switch (self->edit)
    {
    case EDIT_TEXT:
      show_text (self);
      break;
    case EDIT_CHOICE:
      show_choice (self);
      break;
    case EDIT_SET:
      show_set (self);
      break;
    case EDIT_ROWS:
      self->quiet = TRUE;
      gol_rows_editor_set_rows (GOL_ROWS_EDITOR (self->input), self->text, self->context);
      self->quiet = FALSE;
      break;
    case EDIT_NOTHING:
      if (self->field->type == GOL_FIELD_REFERENCE)
        show_text (self);
      else
        gtk_label_set_label (GTK_LABEL (self->input), *self->text != '\0' ? _("on file") : "—");
      break;
    }
  if (self->open != NULL)
    gtk_widget_set_visible (self->open, *self->text != '\0');
}

void
gol_field_editor_set_value (GolFieldEditor *self,
                            const GolValue *value,
                            GolValues      *context)
{
  g_return_if_fail (GOL_IS_FIELD_EDITOR (self));

  g_clear_pointer (&self->context, gol_values_unref);
  self->context = context != NULL ? gol_values_ref (context) : NULL;
  if (self->stored != NULL)
    g_free (self->stored->text);
  g_clear_pointer (&self->stored, g_free);
  if (value != NULL)
    {
      self->stored = g_new0 (GolValue, 1);
      *self->stored = *value;
      self->stored->text = g_strdup (value->text);
    }
  g_free (self->text);
  self->text = g_strdup (stored_text (self));
  g_clear_pointer (&self->title, g_free);
  self->wrong = FALSE;
  say (self, NULL, NULL);
  gtk_widget_remove_css_class (self->box, "changed");
  show (self);
}

void
gol_field_editor_set_title (GolFieldEditor *self,
                            const char     *title)
{
  g_return_if_fail (GOL_IS_FIELD_EDITOR (self));

  g_free (self->title);
  self->title = g_strdup (title);
  show (self);
}

gboolean
gol_field_editor_collect (GolFieldEditor  *self,
                          gboolean         all,
                          GolValues       *values,
                          GError         **error)
{
  g_autoptr(GolValues) taken = NULL;

  g_return_val_if_fail (GOL_IS_FIELD_EDITOR (self), FALSE);
  g_return_val_if_fail (values != NULL, FALSE);

  leave (self);
  if (self->edit == EDIT_ROWS && self->wrong && gol_rows_editor_collect (GOL_ROWS_EDITOR (self->input), error) == NULL)
    return FALSE;
  if (self->wrong)
    return normalize (self, self->edit == EDIT_TEXT ? gtk_editable_get_text (GTK_EDITABLE (self->input)) : self->text, error);
  if (!self->editable || self->edit == EDIT_NOTHING || (!all && !gol_field_editor_is_changed (self))
      || (all && *self->text == '\0'))
    return TRUE;
  taken = self->context != NULL ? gol_values_copy (self->context) : gol_values_new ();
  if (!gol_field_normalize (self->field, self->text, taken, error))
    return FALSE;
  if (gol_values_find (taken, self->field->name) != NULL && *self->text != '\0')
    gol_values_set (values, gol_values_find (taken, self->field->name));
  else
    gol_values_set_null (values, self->field->name);
  return TRUE;
}

char *
gol_field_editor_get_typed (GolFieldEditor *self)
{
  g_return_val_if_fail (GOL_IS_FIELD_EDITOR (self), NULL);

  if (self->edit == EDIT_TEXT && self->editable)
    {
      const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->input));
      g_autofree char *shown = shown_text (self);

      if (self->wrong || !g_str_equal (typed, shown))
        return g_strdup (typed);
    }
  return g_strdup (self->text);
}

gboolean
gol_field_editor_peek (GolFieldEditor *self,
                       GolValues      *values)
{
  g_autoptr(GolValues) taken = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *canonical = NULL;

  g_return_val_if_fail (GOL_IS_FIELD_EDITOR (self), FALSE);
  g_return_val_if_fail (values != NULL, FALSE);

  taken = self->context != NULL ? gol_values_copy (self->context) : gol_values_new ();
  typed = gol_field_editor_get_typed (self);
  canonical = as_canonical (self, typed);
  gol_values_remove (taken, self->field->name);
  if (!gol_field_normalize (self->field, canonical, taken, NULL))
    return FALSE;
  if (gol_values_get_text (taken, self->field->name) != NULL)
    gol_values_set (values, gol_values_find (taken, self->field->name));
  return TRUE;
}

void
gol_field_editor_set_mark (GolFieldEditor *self,
                           const char     *icon,
                           const char     *style,
                           const char     *words,
                           gboolean        shown)
{
  GtkWidget *line;

  g_return_if_fail (GOL_IS_FIELD_EDITOR (self));

  line = gtk_widget_get_parent (self->input);
  if (self->mark != NULL)
    gtk_box_remove (GTK_BOX (line), self->mark);
  self->mark = NULL;
  if (icon == NULL)
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  self->mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_box_append (GTK_BOX (self->mark), gtk_image_new_from_icon_name (icon));
  gtk_widget_add_css_class (self->mark, "mark");
  gtk_widget_add_css_class (self->mark, style);
  gtk_widget_set_tooltip_text (self->mark, words);
  if (shown)
    gtk_box_append (GTK_BOX (self->mark), gtk_label_new (words));
  gtk_box_insert_child_after (GTK_BOX (line), self->mark, self->input);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
gol_field_editor_type (GolFieldEditor *self,
                       const char     *text)
{
  g_return_if_fail (GOL_IS_FIELD_EDITOR (self));

  /* Who hears of it is to find it there. */
  if (self->edit == EDIT_TEXT)
    {
      self->quiet = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->input), text);
      self->quiet = FALSE;
    }
  take (self, text);
  if (!self->wrong)
    show (self);
}

void
gol_field_editor_set_problem (GolFieldEditor   *self,
                              const GolProblem *problem)
{
  g_return_if_fail (GOL_IS_FIELD_EDITOR (self));

  if (self->wrong)
    return;
  if (problem == NULL)
    say (self, NULL, NULL);
  else
    say (self, problem->severity == GOL_PROBLEM_ERROR ? "error" : "warning", problem->message);
}

void
gol_field_editor_focus (GolFieldEditor *self)
{
  g_return_if_fail (GOL_IS_FIELD_EDITOR (self));

  if (gtk_widget_get_root (self->input) == NULL)
    return;
  if (!gtk_widget_grab_focus (self->input))
    gtk_widget_child_focus (self->input, GTK_DIR_TAB_FORWARD);
}

GtkWidget *
gol_field_editor_get_anchor (GolFieldEditor *self)
{
  g_return_val_if_fail (GOL_IS_FIELD_EDITOR (self), NULL);

  return self->history != NULL ? self->history : self->input;
}

const GolField *
gol_field_editor_get_field (GolFieldEditor *self)
{
  g_return_val_if_fail (GOL_IS_FIELD_EDITOR (self), NULL);

  return self->field;
}

/* ── Making ── */

static void
history_cb (GtkButton      *button,
            GolFieldEditor *self)
{
  g_signal_emit (self, signals[HISTORY], 0);
}

static void
open_cb (GtkButton      *button,
         GolFieldEditor *self)
{
  if (*self->text != '\0')
    g_signal_emit (self, signals[OPEN_RECORD], 0, self->text);
}

static GtkWidget *
new_icon_button (const char *icon,
                 const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static GtkWidget *
new_input (GolFieldEditor *self)
{
  GtkWidget *label;

  switch (self->edit)
    {
    case EDIT_TEXT:
      return new_text (self);
    case EDIT_CHOICE:
      return new_choice (self);
    case EDIT_SET:
      return new_set (self);
    case EDIT_ROWS:
      {
        GtkWidget *rows = gol_rows_editor_new (self->field, self->editable);

        g_signal_connect (rows, "changed", G_CALLBACK (rows_changed_cb), self);
        return rows;
      }
    case EDIT_NOTHING:
      break;
    }
  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
gol_field_editor_finalize (GObject *object)
{
  GolFieldEditor *self = GOL_FIELD_EDITOR (object);

  if (self->stored != NULL)
    g_free (self->stored->text);
  g_free (self->stored);
  g_clear_pointer (&self->context, gol_values_unref);
  g_free (self->text);
  g_free (self->title);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  G_OBJECT_CLASS (gol_field_editor_parent_class)->finalize (object);
}

static void
gol_field_editor_class_init (GolFieldEditorClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gol_field_editor_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HISTORY] = g_signal_new ("history", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN_RECORD] = g_signal_new ("open-record", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gol_field_editor_init (GolFieldEditor *self)
{
}

static GtkWidget *
new_say (GolFieldEditor *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->say = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->say), 0);
  gtk_label_set_wrap (GTK_LABEL (self->say), TRUE);
  gtk_widget_add_css_class (line, "say");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), self->say);
  gtk_widget_set_visible (line, FALSE);
  return line;
}

GtkWidget *
gol_field_editor_new (const GolField *field,
                      gboolean        editable,
                      gboolean        with_history)
{
  GolFieldEditor *self = g_object_new (GOL_TYPE_FIELD_EDITOR, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  g_return_val_if_fail (field != NULL, NULL);

  self->field = field;
  self->edit = edit_of (field);
  self->editable = editable;
  self->text = g_strdup ("");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "gol-field");
  self->name = gtk_label_new (gol_field_get_label (field));
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->name, "name");
  if (field->help != NULL)
    gtk_widget_set_tooltip_text (self->name, _(field->help));
  self->input = new_input (self);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->name, NULL, -1);
  gtk_box_append (GTK_BOX (line), self->input);
  if (field->type == GOL_FIELD_REFERENCE)
    {
      self->open = new_icon_button ("go-jump-symbolic", _("Open"));
      g_signal_connect (self->open, "clicked", G_CALLBACK (open_cb), self);
      gtk_box_append (GTK_BOX (line), self->open);
    }
  if (with_history && self->edit != EDIT_ROWS && field->type != GOL_FIELD_PORTRAIT)
    {
      g_autofree char *label = g_strdup_printf (_("History of “%s”"), gol_field_get_label (field));

      self->history = new_icon_button ("document-open-recent-symbolic", label);
      g_signal_connect (self->history, "clicked", G_CALLBACK (history_cb), self);
      gtk_box_append (GTK_BOX (line), self->history);
    }
  gtk_box_append (GTK_BOX (self->box), self->name);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), new_say (self));
  if (field->type == GOL_FIELD_ROWS || field->type == GOL_FIELD_LONG_TEXT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "wide");
  adw_bin_set_child (ADW_BIN (self), self->box);
  show (self);
  return GTK_WIDGET (self);
}
