/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-step-card.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-display.h"
#include "gol-error.h"
#include "gol-section-form.h"
#include "gol-station.h"
#include "gol-verdict-row.h"

struct _GolStepCard
{
  AdwBin            parent_instance;

  GolOffice        *office;
  GCancellable     *cancellable;
  char             *placement;
  char             *step;
  char             *label;

  GtkWidget        *card;
  GtkWidget        *body;
  GtkWidget        *revealer;
  GtkWidget        *form_box;
  GtkWidget        *open;
  GtkWidget        *at;
  GtkWidget        *why;
  GtkWidget        *log;
  GolSectionForm   *form;      /* (nullable): the step fills no section */
};

G_DEFINE_FINAL_TYPE (GolStepCard, gol_step_card, ADW_TYPE_BIN)

enum
{
  LOGGED,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ── Logging ── */

typedef struct
{
  char      *placement;
  char      *step;
  char      *at;
  char      *why;
  GolValues *values;
} Logging;

static void
logging_free (Logging *logging)
{
  g_free (logging->placement);
  g_free (logging->step);
  g_free (logging->at);
  g_free (logging->why);
  g_clear_pointer (&logging->values, gol_values_unref);
  g_free (logging);
}

static gpointer
log_func (GolOffice     *office,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Logging *logging = data;

  return GINT_TO_POINTER (gol_office_log_step (office, logging->placement, logging->step, logging->at, logging->values,
                                               logging->why, NULL, error));
}

static void
logged_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolStepCard *self = owner;

  gtk_widget_set_sensitive (self->log, TRUE);
  if (error != NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  {
    /* TRANSLATORS: a step of a journey: "Contract". */
    g_autofree char *sentence = g_strdup_printf (_("“%s” is logged"), self->label);

    g_signal_emit (self, signals[LOGGED], 0, sentence);
  }
}

static void
log_cb (GtkButton   *button,
        GolStepCard *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolValues) values = NULL;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->at));
  g_autofree char *at = *typed != '\0' ? gol_display_read_date (typed) : NULL;
  Logging *logging;

  if (*typed != '\0' && at == NULL)
    {
      error = g_error_new (GOL_ERROR, GOL_ERROR_INVALID, _("“%s” is not a date. Write day, month and year."), typed);
      gtk_widget_add_css_class (self->at, "error");
      gtk_widget_grab_focus (self->at);
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  gtk_widget_remove_css_class (self->at, "error");
  if (self->form != NULL)
    {
      values = gol_section_form_collect (self->form, TRUE, &error);
      if (values == NULL)
        {
          g_signal_emit (self, signals[FAILED], 0, error);
          return;
        }
    }
  logging = g_new0 (Logging, 1);
  logging->placement = g_strdup (self->placement);
  logging->step = g_strdup (self->step);
  logging->at = g_steal_pointer (&at);
  logging->values = g_steal_pointer (&values);
  if (gtk_widget_get_visible (self->why) && *gtk_editable_get_text (GTK_EDITABLE (self->why)) != '\0')
    logging->why = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why)));
  gtk_widget_set_sensitive (self->log, FALSE);
  gol_run (self, self->office, log_func, logging, (GDestroyNotify) logging_free, NULL, NULL, logged_cb);
}

/* ── The form ── */

typedef struct
{
  char *placement;
  char *step;
} Question;

static void
question_free (Question *question)
{
  g_free (question->placement);
  g_free (question->step);
  g_free (question);
}

static gpointer
section_func (GolOffice     *office,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Question *question = data;

  return (gpointer) gol_office_step_section (office, question->placement, question->step, error);
}

static void
section_cb (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  GolStepCard *self = owner;
  const GolSection *section = result;

  if (section != NULL && gol_office_may_write (self->office, section))
    {
      GtkWidget *form = gol_section_form_new (section, GOL_FORM_READ | GOL_FORM_WRITE | GOL_FORM_BARE);

      gtk_box_insert_child_after (GTK_BOX (self->form_box), form, self->at);
      self->form = GOL_SECTION_FORM (form);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  gtk_widget_grab_focus (self->at);
}

void
gol_step_card_open_form (GolStepCard *self)
{
  Question *question;

  g_return_if_fail (GOL_IS_STEP_CARD (self));

  if (self->form != NULL || self->placement == NULL)
    {
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
      return;
    }
  question = g_new0 (Question, 1);
  question->placement = g_strdup (self->placement);
  question->step = g_strdup (self->step);
  gol_run (self, self->office, section_func, question, (GDestroyNotify) question_free, NULL,
           gol_renew_cancellable (&self->cancellable), section_cb);
}

static void
open_cb (GtkButton   *button,
         GolStepCard *self)
{
  gol_step_card_open_form (self);
}

static GtkWidget *
new_entry (const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  g_object_set (entry, "placeholder-text", placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  return entry;
}

static void
add_form_box (GolStepCard *self,
              gboolean     unmet)
{
  g_autofree char *verb = g_strdup_printf (_("Log “%s”…"), self->label);
  gboolean supervisor = (gol_office_get_officer (self->office)->roles & GOL_ROLE_SUPERVISOR) != 0;

  self->open = gtk_button_new_with_label (verb);
  gtk_widget_set_halign (self->open, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->open, 6);
  g_signal_connect (self->open, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (GTK_BOX (self->body), self->open);

  self->form_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_set_margin_top (self->form_box, 6);
  self->at = new_entry (_("On which day (today, if empty)"));
  gtk_box_append (GTK_BOX (self->form_box), self->at);
  self->why = new_entry (_("Why it goes on without what is missing"));
  gtk_widget_set_visible (self->why, unmet && supervisor);
  gtk_box_append (GTK_BOX (self->form_box), self->why);
  self->log = gtk_button_new_with_label (_("Log It"));
  gtk_widget_add_css_class (self->log, "suggested-action");
  gtk_widget_set_halign (self->log, GTK_ALIGN_END);
  g_signal_connect (self->log, "clicked", G_CALLBACK (log_cb), self);
  gtk_box_append (GTK_BOX (self->form_box), self->log);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->form_box);
  g_object_bind_property (self->revealer, "reveal-child", self->open, "visible", G_BINDING_INVERT_BOOLEAN | G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (self->body), self->revealer);
}

/* ── Showing ── */

static void
add_text (GolStepCard *self,
          const char  *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (self->body), label);
}

static char *
title_of (const GolStation *station,
          GolDate           today)
{
  guint n = station->requirements != NULL ? station->requirements->len : 0;
  guint unmet = gol_station_n_unmet (station);
  g_autofree char *words = gol_station_words (station, today);

  if (unmet > 0)
    /* TRANSLATORS: a step, how many of its requirements are missing, how many there are. */
    return g_strdup_printf (ngettext ("%s: %u of %u requirement is missing", "%s: %u of %u requirements are missing", n),
                            station->label, unmet, n);
  if (n > 0)
    return g_strdup_printf (_("%s: everything is there"), station->label);
  /* TRANSLATORS: a step and when it was done, or by when it is to be. */
  return g_strdup_printf (_("%s: %s"), station->label, words);
}

static void
add_facts (GolStepCard      *self,
           const GolStation *station,
           GolDate           today)
{
  g_autofree char *due = gol_display_deadline (station->due, today, NULL);

  if (station->state == GOL_STATION_DONE)
    {
      g_autofree char *at = gol_display_iso_date (station->at, today);
      g_autofree char *words = station->by != NULL ? g_strdup_printf (_("Done on %s by %s."), at, station->by)
                                                   : g_strdup_printf (_("Done on %s."), at);

      add_text (self, words);
      return;
    }
  if (station->due != NULL)
    {
      g_autofree char *words = g_strdup_printf (_("Due: %s. Done by: %s."), due, gol_station_actor (station));

      add_text (self, words);
    }
  else
    {
      g_autofree char *words = g_strdup_printf (_("Done by: %s."), gol_station_actor (station));

      add_text (self, words);
    }
}

void
gol_step_card_set_station (GolStepCard      *self,
                           GolOffice        *office,
                           const GolJourney *journey,
                           const GolStation *station)
{
  GolDate today;
  g_autofree char *title = NULL;

  g_return_if_fail (GOL_IS_STEP_CARD (self));

  gol_renew_cancellable (&self->cancellable);
  g_set_object (&self->office, office);
  g_clear_pointer (&self->placement, g_free);
  g_clear_pointer (&self->step, g_free);
  g_clear_pointer (&self->label, g_free);
  self->form = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), station != NULL);
  if (station == NULL)
    return;
  today = gol_clock_get_today (gol_office_get_clock (office));
  self->placement = g_strdup (journey->placement);
  self->step = g_strdup (station->step);
  self->label = g_strdup (station->label);
  self->card = gol_side_card_new ();
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->body, "gol-card");
  title = title_of (station, today);
  gtk_box_append (GTK_BOX (self->card), gol_side_card_head_new (gol_station_style (station->state), gol_station_icon (station->state), title));
  gtk_box_append (GTK_BOX (self->card), self->body);
  add_facts (self, station, today);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; station->requirements != NULL && i < station->requirements->len; i++)
      {
        GolVerdict *verdict = g_ptr_array_index (station->requirements, i);

        /* What is missing last, beside what mends it. */
        if ((verdict->holds == GOL_YES) == (pass == 0))
          gtk_box_append (GTK_BOX (self->body), gol_verdict_row_new (verdict, today));
      }
  if (station->state != GOL_STATION_DONE)
    add_form_box (self, gol_station_n_unmet (station) > 0);
  adw_bin_set_child (ADW_BIN (self), self->card);
}

const char *
gol_step_card_get_step (GolStepCard *self)
{
  g_return_val_if_fail (GOL_IS_STEP_CARD (self), NULL);

  return self->step;
}

/* ── Type ── */

static void
gol_step_card_dispose (GObject *object)
{
  GolStepCard *self = GOL_STEP_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->office);
  g_clear_pointer (&self->placement, g_free);
  g_clear_pointer (&self->step, g_free);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (gol_step_card_parent_class)->dispose (object);
}

static void
gol_step_card_class_init (GolStepCardClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_step_card_dispose;
  signals[LOGGED] = g_signal_new ("logged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
gol_step_card_init (GolStepCard *self)
{
}

GtkWidget *
gol_step_card_new (void)
{
  return g_object_new (GOL_TYPE_STEP_CARD, NULL);
}
