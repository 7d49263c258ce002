/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-record-page.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-history-popover.h"
#include "gol-title.h"

/* More is told by a number. */
#define NOTICES_SHOWN 4

typedef struct
{
  char              *record;
  GolLoaded         *loaded;
  GCancellable      *cancellable;
  GPtrArray         *forms;       /* of GolSectionForm, as far as they are made */
  guint              building;    /* forms are made one an idle, so that the page is there at once */
  guint              build_section;
  guint              build_record;  /* 0: the page's own; n: the n-th of the others */
  char              *saved;       /* section that was just saved: its form takes what is stored */
  char              *wanted;      /* "record section": to be shown once its form is made */

  GtkStack          *stack;
  GtkBox            *head;
  GtkBox            *above;
  GtkScrolledWindow *index_scrolled;
  GtkListBox        *index;
  GtkScrolledWindow *scrolled;
  GtkBox            *forms_box;
  GtkBox            *notice;
  GtkScrolledWindow *side_scrolled;
  GtkBox            *side;
  AdwStatusPage     *error;
} GolRecordPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GolRecordPage, gol_record_page, GOL_TYPE_PAGE)

static GolRecordPagePrivate *
private (GolRecordPage *self)
{
  return gol_record_page_get_instance_private (self);
}

/* ── Reading, in a thread ── */

static void
loaded_free (GolLoaded *loaded)
{
  g_clear_pointer (&loaded->record, gol_record_free);
  g_free (loaded->title);
  g_clear_pointer (&loaded->problems, g_ptr_array_unref);
  g_clear_pointer (&loaded->others, g_ptr_array_unref);
  g_clear_pointer (&loaded->titles, g_hash_table_unref);
  if (loaded->extra != NULL)
    loaded->free_extra (loaded->extra);
  g_free (loaded);
}

typedef struct
{
  GolRecordPageClass *klass;
  char               *record;
  gpointer            wish;
} Wanting;

static void
wanting_free (Wanting *wanting)
{
  g_free (wanting->record);
  g_free (wanting->wish);
  g_free (wanting);
}

static void
collect_titles (GolOffice  *office,
                GolRecord  *record,
                GHashTable *titles)
{
  for (const GolSection *section = record->entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      {
        const char *other;

        if (field->type != GOL_FIELD_REFERENCE)
          continue;
        other = gol_values_get_text (g_hash_table_lookup (record->sections, section->name), field->name);
        if (other != NULL && !g_hash_table_contains (titles, other))
          g_hash_table_insert (titles, g_strdup (other), gol_title_of (office, other));
      }
}

static gpointer
load_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Wanting *wanting = data;
  GolLoaded *loaded = g_new0 (GolLoaded, 1);

  loaded->record = gol_office_read (office, wanting->record, error);
  if (loaded->record == NULL)
    {
      loaded_free (loaded);
      return NULL;
    }
  loaded->title = gol_title_of_record (office, loaded->record);
  loaded->problems = gol_office_problems (office, wanting->record, NULL);
  loaded->others = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_record_free);
  loaded->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (wanting->klass->load != NULL)
    wanting->klass->load (office, loaded, wanting->wish);
  collect_titles (office, loaded->record, loaded->titles);
  for (guint i = 0; i < loaded->others->len; i++)
    collect_titles (office, g_ptr_array_index (loaded->others, i), loaded->titles);
  return loaded;
}

/* ── Forms ── */

static const char *
record_of (GolSectionForm *form)
{
  return g_object_get_data (G_OBJECT (form), "record");
}

static GtkWidget *
row_of (GolSectionForm *form)
{
  return g_object_get_data (G_OBJECT (form), "row");
}

static GolRecord *
nth_record (GolRecordPagePrivate *priv,
            guint                 n)
{
  if (n == 0)
    return priv->loaded->record;
  return n <= priv->loaded->others->len ? g_ptr_array_index (priv->loaded->others, n - 1) : NULL;
}

static GolRecord *
loaded_record (GolRecordPagePrivate *priv,
               const char           *name)
{
  GolRecord *record;

  for (guint i = 0; (record = nth_record (priv, i)) != NULL; i++)
    if (g_str_equal (record->record, name))
      return record;
  return NULL;
}

GolSectionForm *
gol_record_page_find_form (GolRecordPage *self,
                           const char    *record,
                           const char    *section)
{
  GolRecordPagePrivate *priv = private (self);

  g_return_val_if_fail (GOL_IS_RECORD_PAGE (self), NULL);

  for (guint i = 0; i < priv->forms->len; i++)
    {
      GolSectionForm *form = g_ptr_array_index (priv->forms, i);

      if (g_str_equal (record_of (form), record != NULL ? record : priv->record)
          && g_str_equal (gol_section_form_get_section (form)->name, section))
        return form;
    }
  return NULL;
}

static void
show_row (GolRecordPage  *self,
          GolSectionForm *form)
{
  GolRecordPagePrivate *priv = private (self);
  GolRecord *record = loaded_record (priv, record_of (form));
  const GolSection *section = gol_section_form_get_section (form);
  GtkWidget *icon = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row_of (form))));
  const char *name = NULL, *style = "success", *words = NULL;
  g_autofree char *prefix = g_strconcat (section->name, ".", NULL);

  if (!gol_office_may_read (gol_page_get_office (GOL_PAGE (self)), section))
    {
      name = "changes-prevent-symbolic";
      words = _("locked");
    }
  else if (gol_section_form_count_changes (form) > 0)
    {
      name = "document-edit-symbolic";
      style = "warning";
      words = _("not saved");
    }
  else if (record != NULL && gol_record_get (record, section->name) != NULL
           && gol_values_get_size (gol_record_get (record, section->name)) > 0)
    {
      name = "object-select-symbolic";
      words = _("filled in");
    }
  for (guint i = 0; priv->loaded->problems != NULL && i < priv->loaded->problems->len; i++)
    if (record == priv->loaded->record
        && g_str_has_prefix (((GolProblem *) g_ptr_array_index (priv->loaded->problems, i))->field, prefix))
      {
        name = "dialog-warning-symbolic";
        style = "warning";
        words = _("to look at");
      }
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), name);
  gtk_widget_set_tooltip_text (icon, words);
  gtk_widget_remove_css_class (icon, "success");
  gtk_widget_remove_css_class (icon, "warning");
  gtk_widget_add_css_class (icon, name != NULL && g_str_equal (name, "changes-prevent-symbolic") ? "secondary" : style);
}

static void
form_changed_cb (GolSectionForm *form,
                 GolRecordPage  *self)
{
  show_row (self, form);
}

static void
form_save_cb (GolSectionForm *form,
              GolRecordPage  *self)
{
  gol_record_page_save (self, form);
}

static void
form_history_cb (GolSectionForm *form,
                 GolFieldEditor *editor,
                 GolRecordPage  *self)
{
  gol_history_popover_open (editor, gol_page_get_office (GOL_PAGE (self)), record_of (form),
                            gol_section_form_get_section (form)->name);
}

static void
form_open_record_cb (GolSectionForm *form,
                     const char     *record,
                     GolRecordPage  *self)
{
  gol_page_open_record (GOL_PAGE (self), record);
}

static void
add_row (GolRecordPage  *self,
         GolSectionForm *form)
{
  GolRecordPagePrivate *priv = private (self);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (gol_section_get_label (gol_section_form_get_section (form)));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_object_set_data (G_OBJECT (row), "form", form);
  g_object_set_data (G_OBJECT (form), "row", row);
  gtk_list_box_append (priv->index, row);
}

static GolSectionForm *
add_form (GolRecordPage    *self,
          GolRecord        *record,
          const GolSection *section)
{
  GolRecordPagePrivate *priv = private (self);
  GolOffice *office = gol_page_get_office (GOL_PAGE (self));
  gboolean attested = (section->flags & GOL_SECTION_ATTESTED) != 0;
  GolFormFlags flags = GOL_FORM_HISTORY;
  GtkWidget *form;

  if (gol_office_may_read (office, section))
    flags |= GOL_FORM_READ;
  if (gol_office_may_write (office, section) && !attested)
    flags |= GOL_FORM_WRITE;
  form = gol_section_form_new (section, flags);
  g_object_set_data_full (G_OBJECT (form), "record", g_strdup (record->record), g_free);
  g_signal_connect (form, "changed", G_CALLBACK (form_changed_cb), self);
  g_signal_connect (form, "save", G_CALLBACK (form_save_cb), self);
  g_signal_connect (form, "history", G_CALLBACK (form_history_cb), self);
  g_signal_connect (form, "open-record", G_CALLBACK (form_open_record_cb), self);
  gtk_box_append (priv->forms_box, form);
  g_ptr_array_add (priv->forms, form);
  add_row (self, GOL_SECTION_FORM (form));
  return GOL_SECTION_FORM (form);
}

static void
fill_form (GolRecordPage  *self,
           GolSectionForm *form)
{
  GolRecordPagePrivate *priv = private (self);
  GolRecord *record = loaded_record (priv, record_of (form));
  const char *section = gol_section_form_get_section (form)->name;
  g_autofree char *key = g_strdup_printf ("%s %s", record_of (form), section);

  if (record == NULL)
    return;
  gol_section_form_set_values (form, gol_record_get (record, section), g_strcmp0 (priv->saved, key) == 0);
  gol_section_form_set_titles (form, priv->loaded->titles);
  if (record == priv->loaded->record)
    gol_section_form_set_problems (form, priv->loaded->problems);
  show_row (self, form);
}

/* Forms of records that are not shown any more: another season was chosen. */
static void
drop_stale_forms (GolRecordPage *self)
{
  GolRecordPagePrivate *priv = private (self);

  for (guint i = priv->forms->len; i > 0; i--)
    {
      GolSectionForm *form = g_ptr_array_index (priv->forms, i - 1);

      if (loaded_record (priv, record_of (form)) != NULL)
        continue;
      gtk_list_box_remove (priv->index, row_of (form));
      g_ptr_array_remove_index (priv->forms, i - 1);
      gtk_box_remove (priv->forms_box, GTK_WIDGET (form));
    }
}

static gboolean
build_cb (gpointer data)
{
  GolRecordPage *self = data;
  GolRecordPagePrivate *priv = private (self);

  for (;;)
    {
      GolRecord *record = nth_record (priv, priv->build_record);
      const GolSection *section;

      if (record == NULL)
        {
          priv->building = 0;
          gol_busy_end ();
          return G_SOURCE_REMOVE;
        }
      section = &record->entity->sections[priv->build_section];
      if (section->name == NULL)
        {
          priv->build_record++;
          priv->build_section = 0;
          continue;
        }
      priv->build_section++;
      if (GOL_RECORD_PAGE_GET_CLASS (self)->hides != NULL && GOL_RECORD_PAGE_GET_CLASS (self)->hides (section))
        continue;
      if (gol_record_page_find_form (self, record->record, section->name) == NULL)
        {
          GolSectionForm *form = add_form (self, record, section);
          g_autofree char *key = g_strdup_printf ("%s %s", record->record, section->name);

          fill_form (self, form);
          if (g_strcmp0 (priv->wanted, key) == 0)
            gol_record_page_go_to (self, record->record, section->name);
          return G_SOURCE_CONTINUE;
        }
    }
}

static void
stop_building (GolRecordPagePrivate *priv)
{
  if (priv->building == 0)
    return;
  g_clear_handle_id (&priv->building, g_source_remove);
  gol_busy_end ();
}

static void
start_building (GolRecordPage *self)
{
  GolRecordPagePrivate *priv = private (self);

  stop_building (priv);
  priv->build_record = priv->build_section = 0;
  gol_busy_begin ();
  priv->building = g_idle_add (build_cb, self);
}

/* ── What is to be looked at ── */

static void
decide_cb (GtkButton     *button,
           GolRecordPage *self)
{
  gol_page_show_conflict (GOL_PAGE (self), private (self)->record, g_object_get_data (G_OBJECT (button), "path"));
}

static GtkWidget *
new_decide (GolRecordPage *self,
            const char    *path)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Decide"));

  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "gol-save");
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (decide_cb), self);
  return button;
}

static void
show_notice (GolRecordPage *self)
{
  GolRecordPagePrivate *priv = private (self);
  GPtrArray *problems = priv->loaded->problems;
  guint n = problems != NULL ? problems->len : 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (priv->notice))) != NULL)
    gtk_box_remove (priv->notice, child);
  for (guint i = 0; i < MIN (n, NOTICES_SHOWN); i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
      const GolProblem *problem = g_ptr_array_index (problems, i);
      GtkWidget *label = gtk_label_new (problem->message);

      gtk_widget_add_css_class (icon, "warning");
      gtk_widget_set_valign (icon, GTK_ALIGN_START);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_box_append (GTK_BOX (line), icon);
      gtk_box_append (GTK_BOX (line), label);
      if (g_str_equal (problem->code, "conflict"))
        gtk_box_append (GTK_BOX (line), new_decide (self, problem->field));
      gtk_box_append (priv->notice, line);
    }
  if (n > NOTICES_SHOWN)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("and %u more to look at", "and %u more to look at", n - NOTICES_SHOWN),
                                                n - NOTICES_SHOWN);

      gtk_box_append (priv->notice, gtk_label_new (words));
    }
  gtk_widget_set_visible (GTK_WIDGET (priv->notice), n > 0);
}

/* ── Showing ── */

static void
loaded_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolRecordPage *self = owner;
  GolRecordPagePrivate *priv = private (self);

  if (result == NULL)
    {
      adw_status_page_set_description (priv->error, error->message);
      gtk_stack_set_visible_child_name (priv->stack, "error");
      return;
    }
  g_clear_pointer (&priv->loaded, loaded_free);
  priv->loaded = result;
  gtk_stack_set_visible_child_name (priv->stack, "record");
  gol_page_set_title (GOL_PAGE (self), priv->loaded->title);
  if (GOL_RECORD_PAGE_GET_CLASS (self)->show != NULL)
    GOL_RECORD_PAGE_GET_CLASS (self)->show (self, priv->loaded);
  show_notice (self);
  drop_stale_forms (self);
  for (guint i = 0; i < priv->forms->len; i++)
    fill_form (self, g_ptr_array_index (priv->forms, i));
  g_clear_pointer (&priv->saved, g_free);
  start_building (self);
}

void
gol_record_page_reload (GolRecordPage *self)
{
  GolRecordPagePrivate *priv = private (self);
  GolOffice *office = gol_page_get_office (GOL_PAGE (self));
  GolRecordPageClass *klass = GOL_RECORD_PAGE_GET_CLASS (self);
  Wanting *wanting;

  g_return_if_fail (GOL_IS_RECORD_PAGE (self));

  if (office == NULL || priv->record == NULL)
    return;
  wanting = g_new0 (Wanting, 1);
  wanting->klass = klass;
  wanting->record = g_strdup (priv->record);
  wanting->wish = klass->get_wish != NULL ? klass->get_wish (self) : NULL;
  gol_run (self, office, load_func, wanting, (GDestroyNotify) wanting_free, (GDestroyNotify) loaded_free,
           gol_renew_cancellable (&priv->cancellable), loaded_cb);
}

void
gol_record_page_set_record (GolRecordPage *self,
                            const char    *record)
{
  GolRecordPagePrivate *priv = private (self);

  g_return_if_fail (GOL_IS_RECORD_PAGE (self));

  g_free (priv->record);
  priv->record = g_strdup (record);
  gol_record_page_reload (self);
}

const char *
gol_record_page_get_record (GolRecordPage *self)
{
  g_return_val_if_fail (GOL_IS_RECORD_PAGE (self), NULL);

  return private (self)->record;
}

GtkBox *
gol_record_page_get_head (GolRecordPage *self)
{
  g_return_val_if_fail (GOL_IS_RECORD_PAGE (self), NULL);

  return private (self)->head;
}

GtkBox *
gol_record_page_get_above (GolRecordPage *self)
{
  g_return_val_if_fail (GOL_IS_RECORD_PAGE (self), NULL);

  return private (self)->above;
}

GtkBox *
gol_record_page_get_side (GolRecordPage *self)
{
  g_return_val_if_fail (GOL_IS_RECORD_PAGE (self), NULL);

  return private (self)->side;
}

/* ── Saving ── */

typedef struct
{
  char      *record;
  char      *section;
  GolValues *values;
} Saving;

typedef struct
{
  char      *section;
  GPtrArray *problems;   /* (nullable) */
  GError    *error;      /* (nullable): refused */
} Saved;

static void
saving_free (Saving *saving)
{
  g_free (saving->record);
  g_free (saving->section);
  gol_values_unref (saving->values);
  g_free (saving);
}

static void
saved_free (Saved *saved)
{
  g_free (saved->section);
  g_clear_pointer (&saved->problems, g_ptr_array_unref);
  g_clear_error (&saved->error);
  g_free (saved);
}

static gpointer
save_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Saving *saving = data;
  Saved *saved = g_new0 (Saved, 1);

  /* A refusal comes with its problems, so it is a result. */
  gol_office_save (office, saving->record, saving->section, saving->values, NULL, &saved->problems, &saved->error);
  saved->section = g_strdup_printf ("%s %s", saving->record, saving->section);
  return saved;
}

static void
saved_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  GolRecordPage *self = owner;
  GolRecordPagePrivate *priv = private (self);
  Saved *saved = result;
  g_auto(GStrv) key = NULL;
  GolSectionForm *form;

  if (saved == NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  key = g_strsplit (saved->section, " ", 2);
  form = gol_record_page_find_form (self, key[0], key[1]);
  if (form != NULL)
    gol_section_form_set_saving (form, FALSE);
  if (saved->error != NULL)
    {
      if (form != NULL && saved->problems != NULL)
        gol_section_form_set_problems (form, saved->problems);
      gol_page_toast_error (GOL_PAGE (self), saved->error);
    }
  else
    {
      g_autofree char *sentence = NULL;

      g_free (priv->saved);
      priv->saved = g_strdup (saved->section);
      if (form != NULL)
        {
          /* TRANSLATORS: the name of a section of a file: "Contact". */
          sentence = g_strdup_printf (_("“%s” is saved"), gol_section_get_label (gol_section_form_get_section (form)));
          gol_page_toast (GOL_PAGE (self), sentence, TRUE);
        }
      gol_record_page_reload (self);
    }
  saved_free (saved);
}

void
gol_record_page_save (GolRecordPage  *self,
                      GolSectionForm *form)
{
  g_autoptr(GolValues) values = NULL;
  g_autoptr(GError) error = NULL;
  Saving *saving;

  g_return_if_fail (GOL_IS_RECORD_PAGE (self));
  g_return_if_fail (GOL_IS_SECTION_FORM (form));

  values = gol_section_form_collect (form, FALSE, &error);
  if (values == NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  if (gol_values_get_size (values) == 0)
    return;
  gol_section_form_set_saving (form, TRUE);
  saving = g_new0 (Saving, 1);
  saving->record = g_strdup (record_of (form));
  saving->section = g_strdup (gol_section_form_get_section (form)->name);
  saving->values = g_steal_pointer (&values);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), save_func, saving, (GDestroyNotify) saving_free,
           (GDestroyNotify) saved_free, NULL, saved_cb);
}

/* ── Moving about ── */

static void
index_activated_cb (GtkListBox    *list,
                    GtkListBoxRow *row,
                    GolRecordPage *self)
{
  GolSectionForm *form = g_object_get_data (G_OBJECT (row), "form");

  gol_record_page_go_to (self, record_of (form), gol_section_form_get_section (form)->name);
}

void
gol_record_page_go_to (GolRecordPage *self,
                       const char    *record,
                       const char    *section)
{
  GolRecordPagePrivate *priv = private (self);
  GolSectionForm *form;
  graphene_point_t top;

  g_return_if_fail (GOL_IS_RECORD_PAGE (self));

  form = gol_record_page_find_form (self, record, section);
  if (form == NULL)
    {
      g_free (priv->wanted);
      priv->wanted = g_strdup_printf ("%s %s", record != NULL ? record : priv->record, section);
      return;
    }
  g_clear_pointer (&priv->wanted, g_free);
  gtk_list_box_select_row (priv->index, GTK_LIST_BOX_ROW (row_of (form)));
  if (gtk_widget_compute_point (GTK_WIDGET (form), GTK_WIDGET (priv->forms_box), &GRAPHENE_POINT_INIT (0, 0), &top))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (priv->scrolled), top.y);
  gtk_widget_child_focus (GTK_WIDGET (form), GTK_DIR_TAB_FORWARD);
}

static GolSectionForm *
form_to_save (GolRecordPage *self)
{
  GolRecordPagePrivate *priv = private (self);
  GolSectionForm *first = NULL;

  for (guint i = 0; i < priv->forms->len; i++)
    {
      GolSectionForm *form = g_ptr_array_index (priv->forms, i);

      if (gol_section_form_get_focused (form) != NULL)
        return form;
      if (first == NULL && gol_section_form_count_changes (form) > 0)
        first = form;
    }
  return first;
}

static void
show_history (GolRecordPage *self)
{
  GolRecordPagePrivate *priv = private (self);

  for (guint i = 0; i < priv->forms->len; i++)
    {
      GolFieldEditor *editor = gol_section_form_get_focused (g_ptr_array_index (priv->forms, i));

      if (editor != NULL)
        form_history_cb (g_ptr_array_index (priv->forms, i), editor, self);
    }
}

/* What is above, the index, the forms and the cards in turn. */
static void
next_pane (GolRecordPage *self)
{
  GolRecordPagePrivate *priv = private (self);
  GtkWidget *panes[] = { GTK_WIDGET (priv->above), GTK_WIDGET (priv->index_scrolled), GTK_WIDGET (priv->scrolled),
                         GTK_WIDGET (priv->side_scrolled) };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint at = G_N_ELEMENTS (panes) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    if (focus != NULL && gtk_widget_is_ancestor (focus, panes[i]))
      at = i;
  for (guint i = 1; i <= G_N_ELEMENTS (panes); i++)
    if (gtk_widget_get_visible (panes[(at + i) % G_N_ELEMENTS (panes)])
        && gtk_widget_child_focus (panes[(at + i) % G_N_ELEMENTS (panes)], GTK_DIR_TAB_FORWARD))
      return;
}

static void
gol_record_page_act (GolPage    *page,
                     const char *action)
{
  GolRecordPage *self = GOL_RECORD_PAGE (page);
  GolRecordPagePrivate *priv = private (self);

  if (g_str_equal (action, "save"))
    {
      GolSectionForm *form = form_to_save (self);

      if (form != NULL)
        gol_record_page_save (self, form);
    }
  else if (g_str_equal (action, "history"))
    show_history (self);
  else if (g_str_equal (action, "panes"))
    next_pane (self);
  else if (g_str_equal (action, "preview"))
    gtk_widget_set_visible (GTK_WIDGET (priv->side_scrolled), !gtk_widget_get_visible (GTK_WIDGET (priv->side_scrolled)));
  else if (g_str_equal (action, "previous"))
    gol_page_step (page, -1);
  else if (g_str_equal (action, "next"))
    gol_page_step (page, 1);
}

static gboolean
gol_record_page_is_busy (GolPage *page)
{
  GolRecordPagePrivate *priv = private (GOL_RECORD_PAGE (page));

  for (guint i = 0; i < priv->forms->len; i++)
    if (gol_section_form_count_changes (g_ptr_array_index (priv->forms, i)) > 0)
      return TRUE;
  return FALSE;
}

/* The cards say what to do next: of the panes at the side, the index goes. */
static void
gol_record_page_set_narrow (GolPage  *page,
                            gboolean  narrow)
{
  gtk_widget_set_visible (GTK_WIDGET (private (GOL_RECORD_PAGE (page))->index_scrolled), !narrow);
}

static void
gol_record_page_set_office (GolPage   *page,
                            GolOffice *office)
{
  GolRecordPagePrivate *priv = private (GOL_RECORD_PAGE (page));

  gol_renew_cancellable (&priv->cancellable);
  stop_building (priv);
  if (office != NULL)
    gol_record_page_reload (GOL_RECORD_PAGE (page));
}

static void
gol_record_page_changed (GolPage            *page,
                         const char * const *records)
{
  gol_record_page_reload (GOL_RECORD_PAGE (page));
}

/* ── Type ── */

static void
gol_record_page_dispose (GObject *object)
{
  GolRecordPagePrivate *priv = private (GOL_RECORD_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  stop_building (priv);
  /* GTK 4.8 cannot dispose of the template of a class from an instance of its subclass. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (gol_record_page_parent_class)->dispose (object);
}

static void
gol_record_page_finalize (GObject *object)
{
  GolRecordPagePrivate *priv = private (GOL_RECORD_PAGE (object));

  g_clear_pointer (&priv->loaded, loaded_free);
  g_ptr_array_unref (priv->forms);
  g_free (priv->record);
  g_free (priv->saved);
  g_free (priv->wanted);
  G_OBJECT_CLASS (gol_record_page_parent_class)->finalize (object);
}

static void
gol_record_page_class_init (GolRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_record_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gol_record_page_finalize;
  page_class->set_office = gol_record_page_set_office;
  page_class->changed = gol_record_page_changed;
  page_class->act = gol_record_page_act;
  page_class->is_busy = gol_record_page_is_busy;
  page_class->set_narrow = gol_record_page_set_narrow;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/forms/gol-record-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, head);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, above);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, index_scrolled);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, index);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, scrolled);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, forms_box);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, notice);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, side_scrolled);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, side);
  gtk_widget_class_bind_template_child_private (widget_class, GolRecordPage, error);
  gtk_widget_class_bind_template_callback (widget_class, index_activated_cb);
}

static void
gol_record_page_init (GolRecordPage *self)
{
  private (self)->forms = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gol_page_set_can (GOL_PAGE (self), GOL_PAGE_SAVE | GOL_PAGE_HISTORY | GOL_PAGE_PANES | GOL_PAGE_STEP | GOL_PAGE_PREVIEW);
}
