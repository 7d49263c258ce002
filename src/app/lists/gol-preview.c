/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-preview.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-derive.h"
#include "gol-display.h"
#include "gol-list-cell.h"
#include "gol-pill.h"
#include "gol-portrait.h"
#include "gol-station.h"
#include "gol-title.h"

struct _GolPreview
{
  AdwBin        parent_instance;

  GolOffice    *office;
  GCancellable *cancellable;
  char         *record;
  GtkWidget    *stack;
  GtkWidget    *nobody;
  GtkWidget    *body;
  GtkWidget    *open;
};

G_DEFINE_FINAL_TYPE (GolPreview, gol_preview, ADW_TYPE_BIN)

static guint open_signal;

/* ── What is shown, read in a thread ── */

typedef struct
{
  const GolEntity *entity;
  guint32          id;
} Question;

typedef struct
{
  GolRecord  *record;
  char       *title;
  GPtrArray  *facts;      /* of char *: label, words, label, words… */
  GolJourney *journey;    /* (nullable) */
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->record, gol_record_free);
  g_clear_pointer (&answer->facts, g_ptr_array_unref);
  g_clear_pointer (&answer->journey, gol_journey_free);
  g_free (answer->title);
  g_free (answer);
}

/* What reads from left to right in every script. */
static gboolean
is_number (const GolField *field)
{
  return field->type == GOL_FIELD_PHONE || field->type == GOL_FIELD_CODE;
}

/* The fields that a list of them shows by default, but not those that head the preview anyway. */
static void
collect_facts (GolOffice *office,
               Answer    *answer)
{
  for (const GolSection *section = answer->record->entity->sections; section->name != NULL; section++)
    {
      GolValues *values = gol_record_get (answer->record, section->name);

      for (const GolField *field = section->fields; values != NULL && field->name != NULL; field++)
        {
          const GolValue *value = gol_values_find (values, field->name);
          g_autofree char *words = NULL;

          if ((field->flags & GOL_FIELD_LISTED) == 0 || field->type == GOL_FIELD_PORTRAIT || value == NULL
              || g_str_equal (section->name, "name_photo"))
            continue;
          words = field->type == GOL_FIELD_REFERENCE && value->text != NULL ? gol_title_of (office, value->text)
                                                                            : gol_display_value (field, value);
          if (*words == '\0')
            continue;
          g_ptr_array_add (answer->facts, g_strdup (gol_field_get_label (field)));
          g_ptr_array_add (answer->facts, is_number (field) ? gol_display_isolate (words) : g_steal_pointer (&words));
        }
    }
}

static gpointer
read_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;
  Answer *answer = g_new0 (Answer, 1);

  answer->facts = g_ptr_array_new_with_free_func (g_free);
  answer->record = gol_office_read_id (office, question->entity, question->id, error);
  if (answer->record == NULL)
    {
      answer_free (answer);
      return NULL;
    }
  answer->title = gol_title_of_record (office, answer->record);
  collect_facts (office, answer);
  if (g_str_equal (question->entity->name, "placement"))
    answer->journey = gol_office_journey (office, answer->record->record, NULL);
  if (g_str_equal (question->entity->name, "worker"))
    {
      g_autoptr(GPtrArray) placements = gol_office_placements_of (office, answer->record->record, NULL);

      if (placements != NULL && placements->len > 0)
        answer->journey = gol_office_journey (office, g_ptr_array_index (placements, 0), NULL);
    }
  return answer;
}

/* ── Showing it ── */

static GtkWidget *
new_label (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_head (Answer *answer,
          GolDate today)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = new_label (answer->title, "title-4");

  if (g_str_equal (answer->record->entity->name, "worker"))
    gtk_box_append (GTK_BOX (head), gol_portrait_new (answer->title, gol_record_get_text (answer->record, "name_photo.portrait"), 56));
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (names), title);
  if (answer->record->code != NULL)
    {
      GtkWidget *code = new_label (answer->record->code, "monospace");

      gtk_widget_add_css_class (code, "caption");
      gtk_label_set_selectable (GTK_LABEL (code), TRUE);
      gtk_widget_set_focusable (code, FALSE);
      gtk_box_append (GTK_BOX (names), code);
    }
  gtk_box_append (GTK_BOX (head), names);
  return head;
}

static GtkWidget *
new_facts (Answer *answer)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i + 1 < answer->facts->len; i += 2)
    {
      GtkWidget *name = new_label (g_ptr_array_index (answer->facts, i), "caption");
      GtkWidget *value = new_label (g_ptr_array_index (answer->facts, i + 1), NULL);

      gtk_widget_add_css_class (name, "secondary");
      gtk_widget_set_valign (name, GTK_ALIGN_BASELINE);
      gtk_widget_set_valign (value, GTK_ALIGN_BASELINE);
      gtk_label_set_width_chars (GTK_LABEL (name), 12);
      gtk_label_set_max_width_chars (GTK_LABEL (name), 14);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_grid_attach (GTK_GRID (grid), name, 0, i / 2, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), value, 1, i / 2, 1, 1);
    }
  return grid;
}

static GtkWidget *
new_journey (GolJourney *journey,
             GolDate     today)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), new_label (_("Journey"), "heading"));
  for (guint i = 0; i < journey->stations->len; i++)
    {
      GolStation *station = g_ptr_array_index (journey->stations, i);
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      GtkWidget *icon = gtk_image_new_from_icon_name (gol_station_icon (station->state));
      g_autofree char *words = gol_station_words (station, today);
      GtkWidget *label = new_label (station->label, NULL);
      GtkWidget *when = gtk_label_new (words);

      gtk_widget_add_css_class (icon, gol_station_style (station->state));
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_add_css_class (when, "caption");
      gtk_widget_add_css_class (when, "numeric");
      gtk_widget_add_css_class (when, "secondary");
      if (station->state == GOL_STATION_NOW || station->state == GOL_STATION_BLOCKED || station->state == GOL_STATION_LATE)
        gtk_widget_add_css_class (label, "heading");
      gtk_box_append (GTK_BOX (row), icon);
      gtk_box_append (GTK_BOX (row), label);
      gtk_box_append (GTK_BOX (row), when);
      gtk_box_append (GTK_BOX (box), row);
    }
  return box;
}

static void
answered_cb (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  GolPreview *self = owner;
  Answer *answer = result;
  GolDate today = gol_clock_get_today (gol_office_get_clock (self->office));
  GtkWidget *child;

  g_clear_pointer (&self->record, g_free);
  if (answer == NULL)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nobody");
      return;
    }
  self->record = g_strdup (gol_title_get_home (answer->record));
  while ((child = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_box_remove (GTK_BOX (self->body), child);
  gtk_box_append (GTK_BOX (self->body), new_head (answer, today));
  if (answer->journey != NULL)
    {
      GtkWidget *pills = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_box_append (GTK_BOX (pills), gol_pill_new_for_status (answer->journey->status));
      gtk_box_append (GTK_BOX (self->body), pills);
    }
  gtk_box_append (GTK_BOX (self->body), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->body), new_facts (answer));
  if (answer->journey != NULL)
    {
      gtk_box_append (GTK_BOX (self->body), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      gtk_box_append (GTK_BOX (self->body), new_journey (answer->journey, today));
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "record");
  answer_free (answer);
}

void
gol_preview_show (GolPreview      *self,
                  const GolEntity *entity,
                  guint32          id)
{
  GCancellable *cancellable;
  Question *question;

  g_return_if_fail (GOL_IS_PREVIEW (self));
  g_return_if_fail (entity != NULL);

  cancellable = gol_renew_cancellable (&self->cancellable);
  if (id == 0 || self->office == NULL)
    {
      g_clear_pointer (&self->record, g_free);
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->nobody),
                                     g_str_equal (entity->name, "order") ? "gol-order-symbolic" : "gol-people-symbolic");
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nobody");
      return;
    }
  question = g_new0 (Question, 1);
  question->entity = entity;
  question->id = id;
  gol_run (self, self->office, read_func, question, g_free, (GDestroyNotify) answer_free, cancellable, answered_cb);
}

void
gol_preview_set_office (GolPreview *self,
                        GolOffice  *office)
{
  g_return_if_fail (GOL_IS_PREVIEW (self));

  gol_renew_cancellable (&self->cancellable);
  g_set_object (&self->office, office);
}

const char *
gol_preview_get_record (GolPreview *self)
{
  g_return_val_if_fail (GOL_IS_PREVIEW (self), NULL);

  return self->record;
}

/* ── Type ── */

static void
open_cb (GtkButton  *button,
         GolPreview *self)
{
  if (self->record != NULL)
    g_signal_emit (self, open_signal, 0, self->record);
}

static void
gol_preview_dispose (GObject *object)
{
  GolPreview *self = GOL_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->office);
  g_clear_pointer (&self->record, g_free);
  G_OBJECT_CLASS (gol_preview_parent_class)->dispose (object);
}

static void
gol_preview_class_init (GolPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gol_preview_dispose;
  open_signal = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gol_preview_init (GolPreview *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->nobody = adw_status_page_new ();
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->body, "gol-preview");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->body);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->open = gtk_button_new_with_mnemonic (_("Open _File"));
  gtk_widget_set_margin_start (self->open, 14);
  gtk_widget_set_margin_end (self->open, 14);
  gtk_widget_set_margin_top (self->open, 9);
  gtk_widget_set_margin_bottom (self->open, 9);
  g_signal_connect (self->open, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (GTK_BOX (page), scrolled);
  gtk_box_append (GTK_BOX (page), self->open);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->nobody), "gol-people-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nobody), _("Nothing chosen"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nobody), _("Choose a row to see it here in short."));
  gtk_widget_add_css_class (self->nobody, "compact");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->nobody, "nobody");
  gtk_stack_add_named (GTK_STACK (self->stack), page, "record");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}
