/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-desk-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-async.h"
#include "gol-desk-card.h"
#include "gol-display.h"
#include "gol-portrait.h"

#define LISTED       200    /* of those still expected */
#define RECENT       5
#define PAUSE_MS     250    /* in typing, after which it is looked for */
#define TYPED_LEAST  3
#define MRZ_LEAST    30     /* characters of a line that a passport reader types */

struct _GolDeskPage
{
  GolPage         parent_instance;

  GolDesk         desk;
  GolDeskPerson  *person;      /* shown; NULL: nobody */
  char           *zone;        /* the first lines of a machine-readable zone, while the rest is read */
  gboolean        asked;       /* what stands in the entry has been looked for */
  gboolean        logging;
  guint           expected;
  guint           pause;
  GCancellable   *finding;
  GCancellable   *expecting;

  GtkEntry       *entry;
  GtkStack       *middle;
  GtkLabel       *hint;
  GtkListBox     *people;
  AdwBin         *card;
  GtkButton      *log;
  GtkButton      *other;
  GtkButton      *open;
  GtkBox         *last;
  GtkListBox     *logged;
  GtkSeparator   *edge;
  GtkBox         *side;
  GtkLabel       *expected_label;
  GtkLabel       *expected_number;
  GtkLabel       *expected_of;
  GtkProgressBar *progress;
  GtkListBox     *list;
};

G_DEFINE_FINAL_TYPE (GolDeskPage, gol_desk_page, GOL_TYPE_PAGE)

static const struct { const char *title, *hint, *expected, *log; } words[GOL_DESK_N] = {
  [GOL_DESK_DEPARTURES] = { N_("Departures"), N_("Scan a card or a passport, or write a name, and press Enter."), N_("Still to depart"),
                            N_("Log the departure") },
  [GOL_DESK_ARRIVALS] = { N_("Arrivals"), N_("Scan a card or a passport, or write a name, and press Enter."), N_("Still to arrive"),
                          N_("Log the arrival") },
  [GOL_DESK_RETURNS] = { N_("Returns"), N_("Scan a card or a passport, or write a name, and press Enter."), N_("Still to come back"),
                         N_("Log the return") },
};

/* ── Questions, asked in threads ── */

typedef struct
{
  GolDesk  desk;
  char    *text;      /* what is looked for, or the placement */
  char    *reason;
} Question;

static Question *
question_new (GolDeskPage *self,
              const char  *text)
{
  Question *question = g_new0 (Question, 1);

  question->desk = self->desk;
  question->text = g_strdup (text);
  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->text);
  g_free (question->reason);
  g_free (question);
}

static gpointer
find_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;

  return gol_desk_find (office, question->desk, question->text, error);
}

static gpointer
look_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;

  return gol_desk_look (office, question->desk, question->text, error);
}

static gpointer
log_func (GolOffice     *office,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Question *question = data;

  return gol_desk_log (office, question->desk, question->text, question->reason, error);
}

/* ── One person ── */

static void
show_hint (GolDeskPage *self,
           const char  *sentence)
{
  gtk_label_set_label (self->hint, sentence);
  gtk_stack_set_visible_child_name (self->middle, "hint");
}

static void
clear_person (GolDeskPage *self)
{
  g_clear_pointer (&self->person, gol_desk_person_free);
  adw_bin_set_child (self->card, NULL);
}

static void
clear (GolDeskPage *self)
{
  gol_renew_cancellable (&self->finding);
  clear_person (self);
  g_clear_pointer (&self->zone, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  self->asked = FALSE;
  show_hint (self, _(words[self->desk].hint));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
clear_cb (GolDeskPage *self)
{
  clear (self);
}

static void
open_cb (GolDeskPage *self)
{
  if (self->person != NULL)
    gol_page_open_record (GOL_PAGE (self), self->person->worker);
}

static void
show_log_button (GolDeskPage *self)
{
  GolDeskMood mood = self->person->mood;

  gtk_widget_set_visible (GTK_WIDGET (self->log), mood == GOL_DESK_GOOD || mood == GOL_DESK_LOOK);
  gtk_button_set_label (self->log, self->person->late_days > 0 && mood == GOL_DESK_LOOK ? _("Log with the reason") : _(words[self->desk].log));
  gtk_widget_remove_css_class (GTK_WIDGET (self->log), "suggested-action");
  gtk_widget_remove_css_class (GTK_WIDGET (self->log), "gol-look");
  gtk_widget_add_css_class (GTK_WIDGET (self->log), mood == GOL_DESK_LOOK ? "gol-look" : "suggested-action");
}

static void
looked_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolDeskPage *self = owner;
  GtkWidget *card;

  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  clear_person (self);
  self->person = result;
  card = gol_desk_card_new (self->person, gol_clock_get_today (gol_office_get_clock (gol_page_get_office (GOL_PAGE (self)))));
  g_signal_connect_swapped (card, "confirmed", G_CALLBACK (gol_desk_page_log), self);
  adw_bin_set_child (self->card, card);
  show_log_button (self);
  gtk_stack_set_visible_child_name (self->middle, "card");
  /* The next card that is read takes the place of what was read for this one. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static void
look_at (GolDeskPage *self,
         const char  *placement)
{
  self->asked = TRUE;
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), look_func, question_new (self, placement), question_free,
           (GDestroyNotify) gol_desk_person_free, gol_renew_cancellable (&self->finding), looked_cb);
}

/* ── Rows ── */

static GtkWidget *
person_row_new (GolDeskPage         *self,
                const GolDeskPerson *person)
{
  GtkWidget *row = adw_action_row_new ();
  GolDate today = gol_clock_get_today (gol_office_get_clock (gol_page_get_office (GOL_PAGE (self))));
  const char *day = self->desk == GOL_DESK_RETURNS ? person->ends : person->starts;
  gboolean late;
  g_autofree char *when = day != NULL ? gol_display_deadline (day, today, &late) : NULL;
  g_autofree char *name = g_markup_escape_text (person->name != NULL ? person->name : "", -1);
  g_autofree char *below = g_markup_escape_text (person->place != NULL ? person->place : person->code != NULL ? person->code : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gol_portrait_new (person->name, person->portrait, 32));
  if (when != NULL)
    {
      GtkWidget *label = gtk_label_new (when);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, late ? "warning" : "secondary");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "placement", g_strdup (person->placement), g_free);
  return row;
}

static void
fill (GolDeskPage *self,
      GtkListBox  *list,
      GPtrArray   *people)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < people->len; i++)
    gtk_list_box_append (list, person_row_new (self, g_ptr_array_index (people, i)));
  gtk_widget_set_visible (GTK_WIDGET (list), people->len > 0);
}

static void
person_activated_cb (GtkListBox    *list,
                     GtkListBoxRow *row,
                     GolDeskPage   *self)
{
  look_at (self, g_object_get_data (G_OBJECT (row), "placement"));
}

/* ── Finding ── */

static void
found_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  GolDeskPage *self = owner;
  g_autoptr(GPtrArray) people = result;

  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  if (people->len == 0)
    show_hint (self, _("Nobody of that name or number is placed here. Look at the spelling, or at the season."));
  else if (people->len == 1)
    look_at (self, ((GolDeskPerson *) g_ptr_array_index (people, 0))->placement);
  else
    {
      fill (self, self->people, people);
      gtk_stack_set_visible_child_name (self->middle, "people");
    }
}

static void
find (GolDeskPage *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_clear_handle_id (&self->pause, g_source_remove);
  g_strstrip (text);
  if (*text == '\0' && self->zone == NULL)
    return;
  if (self->zone != NULL)
    {
      char *whole = g_strconcat (self->zone, "\n", text, NULL);

      g_free (text);
      text = whole;
      g_clear_pointer (&self->zone, g_free);
    }
  self->asked = TRUE;
  clear_person (self);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), find_func, question_new (self, text), question_free,
           (GDestroyNotify) g_ptr_array_unref, gol_renew_cancellable (&self->finding), found_cb);
}

static gboolean
pause_cb (gpointer data)
{
  GolDeskPage *self = data;

  self->pause = 0;
  find (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GtkEditable *editable,
            GolDeskPage *self)
{
  const char *text = gtk_editable_get_text (editable);

  self->asked = FALSE;
  g_clear_handle_id (&self->pause, g_source_remove);
  /* A zone is looked for once it is whole. */
  if (g_utf8_strlen (text, -1) >= TYPED_LEAST && strchr (text, '<') == NULL && self->zone == NULL)
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

/* A reader types the zone of a passport as lines, with Enter after each. */
static gboolean
takes_zone (GolDeskPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gsize length = strlen (text), lines = 0;

  if (length < MRZ_LEAST || strchr (text, '<') == NULL)
    return FALSE;
  for (const char *p = self->zone; p != NULL && *p != '\0'; p++)
    lines += *p == '\n';
  lines += self->zone != NULL;
  /* The last of two lines of a passport, or of three of a card. */
  if (lines + 1 >= (length >= 36 ? 2 : 3))
    return FALSE;
  if (self->zone == NULL)
    self->zone = g_strdup (text);
  else
    {
      char *longer = g_strconcat (self->zone, "\n", text, NULL);

      g_free (self->zone);
      self->zone = longer;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  return TRUE;
}

static void
activate_cb (GtkEntry    *entry,
             GolDeskPage *self)
{
  if (takes_zone (self))
    return;
  if (self->asked && self->person != NULL)
    gol_desk_page_log (self);
  else if (!self->asked)
    find (self);
}

/* ── Logging ── */

static void
logged_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolDeskPage *self = owner;
  g_autofree char *event = result;
  g_autofree char *sentence = NULL;

  self->logging = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->log), TRUE);
  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  /* TRANSLATORS: a person's name. */
  sentence = g_strdup_printf (_("%s is logged"), self->person != NULL && self->person->name != NULL ? self->person->name : "");
  gol_page_toast (GOL_PAGE (self), sentence, TRUE);
  clear (self);
}

void
gol_desk_page_log (GolDeskPage *self)
{
  GolDeskCard *card;
  Question *question;

  g_return_if_fail (GOL_IS_DESK_PAGE (self));

  if (self->person == NULL || self->logging)
    return;
  card = GOL_DESK_CARD (adw_bin_get_child (self->card));
  if (gol_desk_card_asks (card) && gol_desk_card_get_reason (card) == NULL)
    {
      gol_page_toast (GOL_PAGE (self), _("Ask why it is late, and choose the reason."), FALSE);
      return;
    }
  question = question_new (self, self->person->placement);
  question->reason = g_strdup (gol_desk_card_get_reason (card));
  self->logging = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->log), FALSE);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), log_func, question, question_free, g_free, NULL, logged_cb);
}

static void
log_cb (GolDeskPage *self)
{
  gol_desk_page_log (self);
}

/* ── Those still expected, and those logged last ── */

typedef struct
{
  GPtrArray *people;
  GPtrArray *batches;    /* of GolValues */
  guint      expected;
  guint      logged;
} Rest;

static void
rest_free (gpointer data)
{
  Rest *rest = data;

  g_clear_pointer (&rest->people, g_ptr_array_unref);
  g_clear_pointer (&rest->batches, g_ptr_array_unref);
  g_free (rest);
}

static gpointer
rest_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;
  Rest *rest = g_new0 (Rest, 1);

  rest->people = gol_desk_expect (office, question->desk, LISTED, &rest->expected, &rest->logged, error);
  rest->batches = rest->people != NULL ? gol_desk_list_logged (office, RECENT, error) : NULL;
  if (rest->batches != NULL)
    return rest;
  rest_free (rest);
  return NULL;
}

static gpointer
undo_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  GolUndoResult result = { 0 };
  gboolean undone = gol_office_undo (office, data, &result, error);

  gol_undo_result_clear (&result);
  return undone ? g_strdup ("") : NULL;
}

static void
undone_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolDeskPage *self = owner;

  g_free (result);
  if (error != NULL)
    gol_page_toast_error (GOL_PAGE (self), error);
  else
    gol_page_toast (GOL_PAGE (self), _("Undone"), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
undo_cb (GtkButton   *button,
         GolDeskPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), undo_func, g_strdup (g_object_get_data (G_OBJECT (button), "batch")), g_free,
           g_free, NULL, undone_cb);
}

static GtkWidget *
batch_row_new (GolDeskPage *self,
               GolValues   *batch)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Undo"));
  const char *what = gol_values_get_text (batch, "words");
  g_autofree char *title = g_markup_escape_text (what != NULL ? what : "", -1);
  gint64 instant;
  g_autofree char *when = gol_instant_parse (gol_values_get_text (batch, "at"), &instant) ? gol_display_instant (instant) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when != NULL ? when : "");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "batch", g_strdup (gol_values_get_text (batch, "id")), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (undo_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
rest_cb (gpointer      owner,
         gpointer      result,
         const GError *error)
{
  GolDeskPage *self = owner;
  Rest *rest = result;
  g_autofree char *number = NULL, *of = NULL;
  GtkListBoxRow *row;
  guint all;

  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  all = rest->expected + rest->logged;
  self->expected = rest->expected;
  number = gol_display_number (rest->expected);
  of = g_strdup_printf (ngettext ("of %u person", "of %u people", all), all);
  gtk_label_set_label (self->expected_number, number);
  gtk_label_set_label (self->expected_of, of);
  gtk_progress_bar_set_fraction (self->progress, all > 0 ? (double) rest->logged / all : 0);
  fill (self, self->list, rest->people);
  while ((row = gtk_list_box_get_row_at_index (self->logged, 0)) != NULL)
    gtk_list_box_remove (self->logged, GTK_WIDGET (row));
  for (guint i = 0; i < rest->batches->len; i++)
    gtk_list_box_append (self->logged, batch_row_new (self, g_ptr_array_index (rest->batches, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->last), rest->batches->len > 0);
  rest_free (rest);
}

static void
ask_rest (GolDeskPage *self)
{
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), rest_func, question_new (self, NULL), question_free, rest_free,
           gol_renew_cancellable (&self->expecting), rest_cb);
}

/* ── The page ── */

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        GolDeskPage           *self)
{
  guint figure = gdk_keyval_to_unicode (key) - '1';
  GtkWidget *card = adw_bin_get_child (self->card);

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (key == GDK_KEY_Escape)
    {
      clear (self);
      return TRUE;
    }
  /* While the reason is asked, and nobody else was begun, figures are answers. */
  return self->asked && card != NULL && figure < 9 && gtk_editable_get_selection_bounds (GTK_EDITABLE (self->entry), NULL, NULL)
         && gol_desk_card_choose (GOL_DESK_CARD (card), figure);
}

static void
gol_desk_page_set_office (GolPage   *page,
                          GolOffice *office)
{
  GolDeskPage *self = GOL_DESK_PAGE (page);

  if (office == NULL)
    {
      g_cancellable_cancel (self->finding);
      g_cancellable_cancel (self->expecting);
      return;
    }
  ask_rest (self);
}

static void
gol_desk_page_changed (GolPage            *page,
                       const char * const *records)
{
  ask_rest (GOL_DESK_PAGE (page));
}

static void
gol_desk_page_set_narrow (GolPage  *page,
                          gboolean  narrow)
{
  GolDeskPage *self = GOL_DESK_PAGE (page);

  gtk_widget_set_visible (GTK_WIDGET (self->side), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->edge), !narrow);
}

static void
map_cb (GolDeskPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
gol_desk_page_type (GolDeskPage *self,
                    const char  *text)
{
  g_return_if_fail (GOL_IS_DESK_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  g_signal_emit_by_name (self->entry, "activate");
}

const GolDeskPerson *
gol_desk_page_get_person (GolDeskPage *self)
{
  g_return_val_if_fail (GOL_IS_DESK_PAGE (self), NULL);

  return self->person;
}

guint
gol_desk_page_get_expected (GolDeskPage *self)
{
  g_return_val_if_fail (GOL_IS_DESK_PAGE (self), 0);

  return self->expected;
}

static void
gol_desk_page_dispose (GObject *object)
{
  GolDeskPage *self = GOL_DESK_PAGE (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->finding);
  g_cancellable_cancel (self->expecting);
  g_clear_object (&self->finding);
  g_clear_object (&self->expecting);
  g_clear_pointer (&self->person, gol_desk_person_free);
  g_clear_pointer (&self->zone, g_free);
  G_OBJECT_CLASS (gol_desk_page_parent_class)->dispose (object);
}

static void
gol_desk_page_class_init (GolDeskPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_desk_page_dispose;
  page_class->set_office = gol_desk_page_set_office;
  page_class->changed = gol_desk_page_changed;
  page_class->set_narrow = gol_desk_page_set_narrow;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/desk/gol-desk-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, entry);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, middle);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, hint);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, people);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, card);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, log);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, other);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, open);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, last);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, logged);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, edge);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, side);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, expected_label);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, expected_number);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, expected_of);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, progress);
  gtk_widget_class_bind_template_child (widget_class, GolDeskPage, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, log_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
gol_desk_page_init (GolDeskPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GolPage *
gol_desk_page_new (GolDesk desk)
{
  GolDeskPage *self = g_object_new (GOL_TYPE_DESK_PAGE, NULL);

  g_return_val_if_fail (desk < GOL_DESK_N, NULL);

  self->desk = desk;
  gol_page_set_title (GOL_PAGE (self), _(words[desk].title));
  gtk_button_set_label (self->log, _(words[desk].log));
  gtk_label_set_label (self->expected_label, _(words[desk].expected));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _(words[desk].expected), -1);
  show_hint (self, _(words[desk].hint));
  return GOL_PAGE (self);
}
