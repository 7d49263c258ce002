/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-worker-page.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"
#include "gol-pill.h"
#include "gol-portrait.h"
#include "gol-return-card.h"
#include "gol-ribbon.h"
#include "gol-scheme.h"
#include "gol-station.h"
#include "gol-step-card.h"
#include "gol-verdict-row.h"
#include "gol-vocabulary.h"

/* Past seasons that have a button of their own. */
#define SEASONS_SHOWN 6

struct _GolWorkerPage
{
  GolRecordPage   parent_instance;

  char           *placement;     /* (nullable): the season that is shown; NULL: the newest */
  char           *step;          /* (nullable): the station that was clicked */
  GolJourney     *journey;       /* of the season that is shown */

  GtkWidget      *identity;
  GtkWidget      *card;          /* of the journey */
  GtkWidget      *journey_words;
  GtkWidget      *seasons;
  GtkWidget      *ribbon;
  GtkWidget      *not_placed;
  GtkWidget      *step_card;
  GtkWidget      *return_card;
};

G_DEFINE_FINAL_TYPE (GolWorkerPage, gol_worker_page, GOL_TYPE_RECORD_PAGE)

/* ── Reading, in a thread ── */

typedef struct
{
  GPtrArray  *placements;   /* of char *: newest first */
  GPtrArray  *seasons;      /* of char *: what each is called */
  char       *shown;
  GolJourney *journey;
} Extra;

static void
extra_free (gpointer data)
{
  Extra *extra = data;

  g_clear_pointer (&extra->placements, g_ptr_array_unref);
  g_ptr_array_unref (extra->seasons);
  g_clear_pointer (&extra->journey, gol_journey_free);
  g_free (extra->shown);
  g_free (extra);
}

/* A season is the year in which it starts; its file's code where that is not known. */
static char *
name_of_season (GolRecord *placement)
{
  const char *starts = gol_record_get_text (placement, "placement_core.starts");

  if (starts != NULL)
    return g_strndup (starts, 4);
  return g_strdup (placement->code != NULL ? placement->code : "");
}

static void
gol_worker_page_load (GolOffice *office,
                      GolLoaded *loaded,
                      gpointer   wish)
{
  Extra *extra = g_new0 (Extra, 1);

  extra->seasons = g_ptr_array_new_with_free_func (g_free);
  extra->placements = gol_office_placements_of (office, loaded->record->record, NULL);
  for (guint i = 0; extra->placements != NULL && i < extra->placements->len; i++)
    {
      const char *name = g_ptr_array_index (extra->placements, i);
      g_autoptr(GolRecord) placement = gol_office_read (office, name, NULL);
      gboolean chosen = wish != NULL ? g_str_equal (wish, name) : i == 0;

      g_ptr_array_add (extra->seasons, placement != NULL ? name_of_season (placement) : g_strdup (""));
      if (!chosen || placement == NULL)
        continue;
      extra->shown = g_strdup (name);
      extra->journey = gol_office_journey (office, name, NULL);
      g_ptr_array_add (loaded->others, g_steal_pointer (&placement));
    }
  loaded->extra = extra;
  loaded->free_extra = extra_free;
}

static gpointer
gol_worker_page_get_wish (GolRecordPage *page)
{
  return g_strdup (GOL_WORKER_PAGE (page)->placement);
}

/* What is told elsewhere on the page. */
static gboolean
gol_worker_page_hides (const GolSection *section)
{
  return g_str_equal (section->name, "may_go_again");
}

/* ── Who she is ── */

static GtkWidget *
new_fact (const char *icon,
          const char *words,
          gboolean    isolated)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (label, "numeric");
  if (isolated)
    gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static char *
words_of_sex_age (GolRecord *record,
                  GolDate    today)
{
  const char *sex = gol_record_get_text (record, "civil.sex");
  const char *birth = gol_record_get_text (record, "civil.birth_date");
  const GolTerm *term = sex != NULL ? gol_vocabulary_get (gol_vocabulary_find ("sex"), sex) : NULL;
  GolDate date;
  gint age = birth != NULL && gol_date_parse (birth, &date) ? gol_date_age (date, today) : -1;

  if (term != NULL && age >= 0)
    /* TRANSLATORS: sex and age of a person: "Woman, 34 years". */
    return g_strdup_printf (ngettext ("%s, %d year", "%s, %d years", age), gol_term_get_label (term), age);
  if (age >= 0)
    return g_strdup_printf (ngettext ("%d year", "%d years", age), age);
  return term != NULL ? g_strdup (gol_term_get_label (term)) : NULL;
}

static void
add_facts (GtkWidget *box,
           GolRecord *record,
           GolDate    today)
{
  g_autofree char *sex_age = words_of_sex_age (record, today);
  const char *nationality = gol_record_get_text (record, "civil.nationality");
  const char *phone = gol_record_get_text (record, "contact.phone_1");
  const char *town = gol_record_get_text (record, "contact.admin_2");
  const char *region = gol_record_get_text (record, "contact.admin_1");
  const GolValue *languages = gol_values_find (g_hash_table_lookup (record->sections, "experience"), "languages");

  if (record->code != NULL)
    gtk_box_append (GTK_BOX (box), new_fact ("gol-order-symbolic", record->code, TRUE));
  if (sex_age != NULL)
    gtk_box_append (GTK_BOX (box), new_fact ("avatar-default-symbolic", sex_age, FALSE));
  if (nationality != NULL)
    {
      GtkWidget *fact = new_fact ("gol-flag-symbolic", gol_iso_country_name (nationality), FALSE);

      gtk_widget_set_tooltip_text (fact, _("Nationality"));
      gtk_box_append (GTK_BOX (box), fact);
    }
  if (phone != NULL)
    gtk_box_append (GTK_BOX (box), new_fact ("call-start-symbolic", phone, TRUE));
  if (town != NULL || region != NULL)
    {
      g_autofree char *place = town != NULL && region != NULL ? g_strdup_printf (_("%s, %s"), town, region)
                                                              : g_strdup (town != NULL ? town : region);

      gtk_box_append (GTK_BOX (box), new_fact ("go-home-symbolic", place, FALSE));
    }
  if (languages != NULL)
    {
      const GolField *field;
      g_autofree char *words = NULL;

      if (gol_entity_find_field (record->entity, "experience.languages", NULL, &field))
        words = gol_display_value (field, languages);
      if (words != NULL && *words != '\0')
        gtk_box_append (GTK_BOX (box), new_fact ("chat-message-new-symbolic", words, FALSE));
    }
}

static GtkWidget *
new_passport_line (GolRecord *record)
{
  const char *surname = gol_record_get_text (record, "name_photo.mrz_surname");
  const char *given = gol_record_get_text (record, "name_photo.mrz_given_names");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *caption = gtk_label_new (_("In the passport"));
  g_autofree char *name = g_strdup_printf ("%s<<%s", surname != NULL ? surname : "", given != NULL ? given : "");
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "secondary");
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_visible (box, surname != NULL || given != NULL);
  return box;
}

static void
show_identity (GolWorkerPage *self,
               GolLoaded     *loaded,
               GolDate        today)
{
  GtkBox *head = gol_record_page_get_head (GOL_RECORD_PAGE (self));
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *facts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *title = gtk_label_new (loaded->title);
  GtkWidget *child;
  Extra *extra = loaded->extra;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (head))) != NULL)
    gtk_box_remove (head, child);
  gtk_box_append (head, gol_portrait_new (loaded->title, gol_record_get_text (loaded->record, "name_photo.portrait"), 84));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_selectable (GTK_LABEL (title), TRUE);
  gtk_widget_set_focusable (title, FALSE);
  gtk_widget_add_css_class (title, "title-2");
  gtk_box_append (GTK_BOX (line), title);
  if (extra->journey != NULL)
    gtk_box_append (GTK_BOX (line), gol_pill_new_for_status (extra->journey->status));
  if (loaded->record->voided)
    gtk_box_append (GTK_BOX (line), gol_pill_new ("edit-undo-symbolic", "neutral", _("taken back")));
  add_facts (facts, loaded->record, today);
  gtk_box_append (GTK_BOX (names), line);
  gtk_box_append (GTK_BOX (names), new_passport_line (loaded->record));
  gtk_box_append (GTK_BOX (names), facts);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (head, names);
}

/* ── The journey ── */

static const GolStation *
find_station (GolWorkerPage *self,
              const char    *step)
{
  for (guint i = 0; self->journey != NULL && step != NULL && i < self->journey->stations->len; i++)
    {
      GolStation *station = g_ptr_array_index (self->journey->stations, i);

      if (g_str_equal (station->step, step))
        return station;
    }
  return NULL;
}

/* What waits: what is blocked before what is late before what is merely now. */
static const GolStation *
find_waiting (GolWorkerPage *self)
{
  static const GolStationState order[] = { GOL_STATION_BLOCKED, GOL_STATION_LATE, GOL_STATION_NOW };

  for (guint o = 0; o < G_N_ELEMENTS (order); o++)
    for (guint i = 0; self->journey != NULL && i < self->journey->stations->len; i++)
      if (((GolStation *) g_ptr_array_index (self->journey->stations, i))->state == order[o])
        return g_ptr_array_index (self->journey->stations, i);
  return NULL;
}

static void
show_station (GolWorkerPage *self)
{
  const GolStation *station = find_station (self, self->step);

  if (station == NULL)
    station = find_waiting (self);
  gol_step_card_set_station (GOL_STEP_CARD (self->step_card), gol_page_get_office (GOL_PAGE (self)), self->journey, station);
  gol_ribbon_select (GOL_RIBBON (self->ribbon), station != NULL ? station->step : NULL);
}

static void
station_cb (GolRibbon     *ribbon,
            const char    *step,
            GolWorkerPage *self)
{
  gol_worker_page_show_step (self, step);
}

void
gol_worker_page_show_step (GolWorkerPage *self,
                           const char    *step)
{
  const GolStation *station;

  g_return_if_fail (GOL_IS_WORKER_PAGE (self));

  g_free (self->step);
  self->step = g_strdup (step);
  show_station (self);
  station = find_station (self, step);
  if (station != NULL && station->state != GOL_STATION_DONE)
    gol_step_card_open_form (GOL_STEP_CARD (self->step_card));
}

static void
season_cb (GtkToggleButton *button,
           GolWorkerPage   *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  g_free (self->placement);
  self->placement = g_strdup (g_object_get_data (G_OBJECT (button), "placement"));
  g_clear_pointer (&self->step, g_free);
  gol_record_page_reload (GOL_RECORD_PAGE (self));
}

/* Oldest first, as time runs; one placement needs no switch. */
static void
show_seasons (GolWorkerPage *self,
              Extra         *extra)
{
  GtkWidget *child;
  GtkToggleButton *group = NULL;
  guint n = extra->placements != NULL ? MIN (extra->placements->len, SEASONS_SHOWN) : 0;

  while ((child = gtk_widget_get_first_child (self->seasons)) != NULL)
    gtk_box_remove (GTK_BOX (self->seasons), child);
  gtk_widget_set_visible (self->seasons, n > 1);
  for (guint i = n; i > 0; i--)
    {
      const char *placement = g_ptr_array_index (extra->placements, i - 1);
      GtkWidget *button = gtk_toggle_button_new_with_label (g_ptr_array_index (extra->seasons, i - 1));

      gtk_widget_add_css_class (button, "numeric");
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_strcmp0 (placement, extra->shown) == 0);
      if (group != NULL)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
      group = GTK_TOGGLE_BUTTON (button);
      g_object_set_data_full (G_OBJECT (button), "placement", g_strdup (placement), g_free);
      g_signal_connect (button, "toggled", G_CALLBACK (season_cb), self);
      gtk_box_append (GTK_BOX (self->seasons), button);
    }
}

static char *
words_of_journey (const GolJourney *journey)
{
  const GolScheme *scheme = journey->scheme != NULL ? gol_scheme_shelf_find (journey->scheme, NULL) : NULL;
  const char *name = scheme != NULL ? gol_words_get (gol_scheme_get_short_names (scheme)) : journey->scheme;
  guint done = 0;

  for (guint i = 0; i < journey->stations->len; i++)
    if (((GolStation *) g_ptr_array_index (journey->stations, i))->state == GOL_STATION_DONE)
      done++;
  /* TRANSLATORS: a scheme, how many of its steps are done, how many there are. */
  return g_strdup_printf (ngettext ("%s · %u of %u step done · each station opens its form",
                                    "%s · %u of %u steps done · each station opens its form", journey->stations->len),
                          name != NULL ? name : "", done, journey->stations->len);
}

static void
show_journey (GolWorkerPage *self,
              Extra         *extra,
              GolDate        today)
{
  g_autofree char *words = NULL;

  g_clear_pointer (&self->journey, gol_journey_free);
  self->journey = g_steal_pointer (&extra->journey);
  words = self->journey != NULL ? words_of_journey (self->journey) : g_strdup ("");
  gtk_label_set_label (GTK_LABEL (self->journey_words), words);
  gol_ribbon_set_journey (GOL_RIBBON (self->ribbon), self->journey, today);
  gtk_widget_set_visible (self->ribbon, self->journey != NULL);
  gtk_widget_set_visible (self->not_placed, self->journey == NULL);
  show_seasons (self, extra);
  show_station (self);
}

static void
gol_worker_page_show (GolRecordPage *page,
                      GolLoaded     *loaded)
{
  GolWorkerPage *self = GOL_WORKER_PAGE (page);
  GolOffice *office = gol_page_get_office (GOL_PAGE (self));
  GolDate today = gol_clock_get_today (gol_office_get_clock (office));
  Extra *extra = loaded->extra;
  g_autofree char *scheme = g_strdup (extra->journey != NULL ? extra->journey->scheme : NULL);

  show_identity (self, loaded, today);
  show_journey (self, extra, today);
  gol_return_card_ask (GOL_RETURN_CARD (self->return_card), office, loaded->record->record, scheme);
}

static void
logged_cb (GolStepCard   *card,
           const char    *sentence,
           GolWorkerPage *self)
{
  g_clear_pointer (&self->step, g_free);
  gol_page_toast (GOL_PAGE (self), sentence, TRUE);
  gol_record_page_reload (GOL_RECORD_PAGE (self));
}

static void
failed_cb (GolStepCard   *card,
           GError        *error,
           GolWorkerPage *self)
{
  gol_page_toast_error (GOL_PAGE (self), error);
}

/* ── Type ── */

static void
gol_worker_page_set_narrow (GolPage  *page,
                            gboolean  narrow)
{
  gol_ribbon_set_room (GOL_RIBBON (GOL_WORKER_PAGE (page)->ribbon), narrow ? 9 : 11);
  GOL_PAGE_CLASS (gol_worker_page_parent_class)->set_narrow (page, narrow);
}

static void
gol_worker_page_finalize (GObject *object)
{
  GolWorkerPage *self = GOL_WORKER_PAGE (object);

  g_clear_pointer (&self->journey, gol_journey_free);
  g_free (self->placement);
  g_free (self->step);
  G_OBJECT_CLASS (gol_worker_page_parent_class)->finalize (object);
}

static void
gol_worker_page_class_init (GolWorkerPageClass *klass)
{
  GolRecordPageClass *record_class = GOL_RECORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gol_worker_page_finalize;
  GOL_PAGE_CLASS (klass)->set_narrow = gol_worker_page_set_narrow;
  record_class->get_wish = gol_worker_page_get_wish;
  record_class->load = gol_worker_page_load;
  record_class->show = gol_worker_page_show;
  record_class->hides = gol_worker_page_hides;
}

static GtkWidget *
new_journey_card (GolWorkerPage *self)
{
  GtkWidget *card = gol_side_card_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = gtk_label_new (_("Journey"));

  gtk_widget_add_css_class (title, "heading");
  self->journey_words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->journey_words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->journey_words), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->journey_words, TRUE);
  gtk_widget_add_css_class (self->journey_words, "caption");
  gtk_widget_add_css_class (self->journey_words, "secondary");
  self->seasons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->seasons, "linked");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->seasons), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Season"), -1);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), self->journey_words);
  gtk_box_append (GTK_BOX (line), self->seasons);
  self->ribbon = gol_ribbon_new ();
  g_signal_connect (self->ribbon, "station", G_CALLBACK (station_cb), self);
  self->not_placed = gtk_label_new (_("Not placed in any season yet. An order’s page places her."));
  gtk_label_set_xalign (GTK_LABEL (self->not_placed), 0);
  gtk_label_set_wrap (GTK_LABEL (self->not_placed), TRUE);
  gtk_box_append (GTK_BOX (card), line);
  gtk_box_append (GTK_BOX (card), self->ribbon);
  gtk_box_append (GTK_BOX (card), self->not_placed);
  gtk_widget_add_css_class (card, "gol-ribbon");
  return card;
}

static void
gol_worker_page_init (GolWorkerPage *self)
{
  GtkBox *side = gol_record_page_get_side (GOL_RECORD_PAGE (self));

  gtk_box_append (gol_record_page_get_above (GOL_RECORD_PAGE (self)), new_journey_card (self));
  self->step_card = gol_step_card_new ();
  gtk_widget_set_visible (self->step_card, FALSE);
  g_signal_connect (self->step_card, "logged", G_CALLBACK (logged_cb), self);
  g_signal_connect (self->step_card, "failed", G_CALLBACK (failed_cb), self);
  self->return_card = gol_return_card_new ();
  gtk_box_append (side, self->step_card);
  gtk_box_append (side, self->return_card);
}

GolPage *
gol_worker_page_new (const char *record)
{
  GolWorkerPage *self = g_object_new (GOL_TYPE_WORKER_PAGE, NULL);

  gol_record_page_set_record (GOL_RECORD_PAGE (self), record);
  return GOL_PAGE (self);
}
