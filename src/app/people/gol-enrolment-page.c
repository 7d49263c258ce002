/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-enrolment-page.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-check.h"
#include "gol-display.h"
#include "gol-draft.h"
#include "gol-json.h"

/* After which whoever is like her is looked for. */
#define LOOK_MS 250

struct _GolEnrolmentPage
{
  GolPage           parent_instance;

  GolDate           today;
  GolDraft         *kept;          /* (nullable) */
  GPtrArray        *problems;      /* (nullable): of GolProblem, with what stands there */
  gboolean          strict;        /* she has tried to save: what is missing is told, too */
  gboolean          quiet;         /* we change it, not the officer */
  gboolean          saving;
  guint             n_saved;
  guint             look_source;
  GCancellable     *looking;

  GtkScrolledWindow *scrolled;
  GtkBox           *restored;
  GtkLabel         *restored_words;
  GolMrzReader     *reader;
  GtkBox           *unlike;
  GtkLabel         *unlike_words;
  GolPhotoWell     *photo;
  GolEnrolmentForm *form;
  GolConsentForm   *consent;
  AdwClamp         *side;
  GolLikesPanel    *likes;
  GtkImage         *status_icon;
  GtkLabel         *status;
  GtkLabel         *draft;
  GtkButton        *save_open;
  GtkButton        *save_next;
  GtkLabel         *save_next_key;
};

G_DEFINE_FINAL_TYPE (GolEnrolmentPage, gol_enrolment_page, GOL_TYPE_PAGE)

static const GolEntity *
worker_entity (void)
{
  return gol_dictionary_find_entity ("worker");
}

gboolean
gol_enrolment_page_may (GolOffice *office)
{
  g_return_val_if_fail (GOL_IS_OFFICE (office), FALSE);

  return gol_office_may_write (office, worker_entity ()->sections);
}

static gboolean
is_empty (GolEnrolmentPage *self)
{
  g_autofree char *zone = gol_mrz_reader_get_text (self->reader);

  return *zone == '\0' && gol_enrolment_form_is_empty (self->form) && gol_photo_well_get (self->photo) == NULL
         && gol_consent_form_count (self->consent) == 0;
}

/* ── What stands on the page, as sections of a worker ── */

static GolValues *
values_of (GHashTable *sections,
           const char *section)
{
  GolValues *values = g_hash_table_lookup (sections, section);

  if (values == NULL)
    {
      values = gol_values_new ();
      g_hash_table_insert (sections, g_strdup (section), values);
    }
  return values;
}

static void
add_rest (GolEnrolmentPage *self,
          GHashTable       *sections)
{
  if (gol_mrz_reader_get_zone (self->reader) != NULL)
    {
      g_autofree char *zone = gol_mrz_reader_get_text (self->reader);

      gol_values_set_text (values_of (sections, "identity_numbers"), "mrz", zone);
    }
  if (gol_photo_well_get (self->photo) != NULL)
    gol_values_set_text (values_of (sections, "name_photo"), "portrait", gol_photo_well_get (self->photo));
}

/* ── The draft ── */

static GolValues *
draft_values (GolEnrolmentPage *self)
{
  GolValues *values = gol_values_new ();
  g_autofree char *zone = gol_mrz_reader_get_text (self->reader);

  gol_enrolment_form_save (self->form, values);
  gol_consent_form_save (self->consent, values);
  if (*zone != '\0')
    gol_values_set_text (values, "zone", zone);
  if (gol_photo_well_get (self->photo) != NULL)
    gol_values_set_text (values, "photo", gol_photo_well_get (self->photo));
  return values;
}

static void
keep_draft (GolEnrolmentPage *self)
{
  g_autoptr(GolValues) values = NULL;
  g_autofree char *json = NULL;

  if (self->kept == NULL)
    return;
  if (!is_empty (self))
    {
      values = draft_values (self);
      json = gol_values_to_json (values);
    }
  gol_draft_set (self->kept, json);
}

static void
kept_cb (GolDraft         *kept,
         GolEnrolmentPage *self)
{
  g_autoptr(GDateTime) now = NULL;
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;

  if (is_empty (self))
    {
      gtk_label_set_label (self->draft, "");
      return;
    }
  now = g_date_time_new_from_unix_local (gol_clock_get_instant (gol_office_get_clock (gol_page_get_office (GOL_PAGE (self)))) / 1000);
  time = g_date_time_format (now, "%H:%M:%S");
  words = g_strdup_printf (_("Draft kept at %s"), time);
  gtk_label_set_label (self->draft, words);
}

/* ── Who she may be already ── */

static gpointer
look_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return gol_likes_find (office, data, error);
}

static void show_status (GolEnrolmentPage *self);

static void
looked_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolEnrolmentPage *self = owner;
  g_autoptr(GPtrArray) likes = result;

  if (likes == NULL)
    return;
  gol_likes_panel_set (self->likes, likes);
  show_status (self);
}

static void
stop_looking (GolEnrolmentPage *self)
{
  g_cancellable_cancel (self->looking);
  if (self->look_source == 0)
    return;
  g_clear_handle_id (&self->look_source, g_source_remove);
  gol_busy_end ();
}

static gboolean
look_cb (gpointer data)
{
  GolEnrolmentPage *self = data;

  self->look_source = 0;
  gol_busy_end ();
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), look_func, gol_enrolment_form_peek (self->form),
           (GDestroyNotify) g_hash_table_unref, (GDestroyNotify) g_ptr_array_unref, gol_renew_cancellable (&self->looking), looked_cb);
  return G_SOURCE_REMOVE;
}

static void
look_soon (GolEnrolmentPage *self)
{
  stop_looking (self);
  gol_busy_begin ();
  self->look_source = g_timeout_add (LOOK_MS, look_cb, self);
}

/* ── How it stands, in one sentence ── */

static const GolProblem *
first_error (GolEnrolmentPage *self)
{
  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    {
      const GolProblem *problem = g_ptr_array_index (self->problems, i);

      if (problem->severity == GOL_PROBLEM_ERROR)
        return problem;
    }
  return NULL;
}

static void
say (GolEnrolmentPage *self,
     const char       *style,
     const char       *icon,
     const char       *sentence)
{
  static const char * const styles[] = { "success", "warning", "error" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->status_icon), styles[i]);
      gtk_widget_remove_css_class (GTK_WIDGET (self->status), styles[i]);
    }
  if (style != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->status_icon), style);
      gtk_widget_add_css_class (GTK_WIDGET (self->status), style);
    }
  gtk_image_set_from_icon_name (self->status_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->status_icon), icon != NULL);
  gtk_label_set_label (self->status, sentence);
}

static void
show_status (GolEnrolmentPage *self)
{
  const GolProblem *error = first_error (self);
  guint open = gol_likes_panel_count_open (self->likes);

  if (is_empty (self))
    say (self, NULL, NULL, _("Scan a passport, or begin to type."));
  else if (self->saving)
    say (self, NULL, "document-save-symbolic", _("Saving…"));
  else if (error != NULL)
    say (self, g_str_equal (error->code, "name_missing") && !self->strict ? NULL : "error", "dialog-warning-symbolic", error->message);
  else if (open > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u person like her is to be looked at first.",
                                                          "%u people like her are to be looked at first.", open), open);

      say (self, "warning", "dialog-warning-symbolic", words);
    }
  else if (!gol_consent_form_given (self->consent, "programme"))
    say (self, "warning", "dialog-warning-symbolic", _("She has not consented to take part yet. You can save her all the same."));
  else
    say (self, "success", "object-select-symbolic", _("Ready to save."));
}

/* ── After every letter ── */

static void
show_unlike (GolEnrolmentPage *self)
{
  g_autoptr(GPtrArray) labels = gol_enrolment_form_unlike (self->form, self->reader);
  g_autofree char *joined = gol_display_join (labels);
  /* TRANSLATORS: names of fields: "Born on, Sex". */
  g_autofree char *words = g_strdup_printf (_("The passport says otherwise than what was typed: %s. What you typed stays."), joined);

  gtk_label_set_label (self->unlike_words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->unlike), labels->len > 0);
}

static void
show_names (GolEnrolmentPage *self,
            GHashTable       *sections)
{
  GolValues *names = g_hash_table_lookup (sections, "name_photo");
  const char *first = names != NULL ? gol_values_get_text (names, "surname_1") : NULL;
  const char *second = names != NULL ? gol_values_get_text (names, "surname_2") : NULL;
  g_autofree char *surnames = first != NULL ? g_strjoin (" ", first, second, NULL) : NULL;

  gol_mrz_reader_set_name (self->reader, surnames, names != NULL ? gol_values_get_text (names, "given_names") : NULL);
}

static void
refresh (GolEnrolmentPage *self)
{
  g_autoptr(GHashTable) sections = NULL;

  if (gol_page_get_office (GOL_PAGE (self)) == NULL)
    return;
  sections = gol_enrolment_form_peek (self->form);
  show_names (self, sections);
  add_rest (self, sections);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = gol_worker_check (sections, self->today);
  gol_enrolment_form_set_problems (self->form, self->problems, self->strict);
  show_unlike (self);
  show_status (self);
}

static void
changed_cb (GtkWidget        *part,
            GolEnrolmentPage *self)
{
  if (self->quiet || gol_page_get_office (GOL_PAGE (self)) == NULL)
    return;
  refresh (self);
  look_soon (self);
  keep_draft (self);
}

static void
reader_changed_cb (GolMrzReader     *reader,
                   GolEnrolmentPage *self)
{
  changed_cb (GTK_WIDGET (reader), self);
}

static void
read_cb (GolMrzReader     *reader,
         GolEnrolmentPage *self)
{
  gboolean here = gol_mrz_reader_has_focus (reader);

  if (self->quiet)
    return;
  gol_enrolment_form_read (self->form, reader, FALSE);
  if (here && gol_mrz_reader_get_zone (reader)->suggestion == NULL)
    gol_enrolment_form_focus_empty (self->form);
}

static void
take_all_cb (GtkButton        *button,
             GolEnrolmentPage *self)
{
  gol_enrolment_form_read (self->form, self->reader, TRUE);
  gol_enrolment_form_focus_empty (self->form);
}

static void
decided_cb (GolLikesPanel    *likes,
            GolEnrolmentPage *self)
{
  show_status (self);
  if (gol_likes_panel_count_open (likes) > 0)
    gol_likes_panel_focus (likes);
  else if (!gol_enrolment_form_focus_empty (self->form))
    gtk_widget_grab_focus (GTK_WIDGET (self->save_next));
}

static void
same_cb (GolLikesPanel    *likes,
         const char       *record,
         GolEnrolmentPage *self)
{
  gol_page_open_record (GOL_PAGE (self), record);
}

static void
photo_failed_cb (GolPhotoWell     *photo,
                 GError           *error,
                 GolEnrolmentPage *self)
{
  gol_page_toast_error (GOL_PAGE (self), error);
}

/* ── The next one ── */

static void
clear (GolEnrolmentPage *self)
{
  stop_looking (self);
  self->quiet = TRUE;
  self->strict = FALSE;
  gol_mrz_reader_set_text (self->reader, "");
  gol_enrolment_form_clear (self->form);
  gol_consent_form_clear (self->consent);
  gol_photo_well_set (self->photo, NULL);
  gol_likes_panel_clear (self->likes);
  self->quiet = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->restored), FALSE);
  gtk_label_set_label (self->draft, "");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  refresh (self);
  keep_draft (self);
}

static void
discard_cb (GtkButton        *button,
            GolEnrolmentPage *self)
{
  clear (self);
  gol_mrz_reader_focus (self->reader);
}

static void
loaded_cb (GolDraft         *kept,
           const char       *json,
           GolEnrolmentPage *self)
{
  g_autoptr(GolValues) values = gol_values_from_json (json, -1, NULL);
  const char *zone = values != NULL ? gol_values_get_text (values, "zone") : NULL;

  if (values == NULL || !is_empty (self))
    return;
  self->quiet = TRUE;
  gol_enrolment_form_restore (self->form, values);
  gol_consent_form_restore (self->consent, values);
  gol_photo_well_set (self->photo, gol_values_get_text (values, "photo"));
  if (zone != NULL)
    gol_mrz_reader_set_text (self->reader, zone);
  self->quiet = FALSE;
  gtk_label_set_label (self->restored_words, _("What was typed here before and not saved stands here again. Go on, or throw it away."));
  gtk_widget_set_visible (GTK_WIDGET (self->restored), TRUE);
  refresh (self);
  look_soon (self);
}

/* ── Saving ── */

typedef struct
{
  GHashTable *sections;
  GHashTable *decided;   /* records to which she was compared and held to be another */
  gboolean    open;      /* her file afterwards, not the next person */
} Saving;

typedef struct
{
  char      *record;     /* (nullable): she was not saved, for somebody is like her */
  char      *words;
  gboolean   open;
  GPtrArray *likes;
} Saved;

static void
saving_free (Saving *saving)
{
  g_hash_table_unref (saving->sections);
  g_hash_table_unref (saving->decided);
  g_free (saving);
}

static void
saved_free (Saved *saved)
{
  g_free (saved->record);
  g_free (saved->words);
  g_clear_pointer (&saved->likes, g_ptr_array_unref);
  g_free (saved);
}

/* Somebody else may have been enrolled since they were looked for last: only who was decided about is passed. */
static gboolean
is_decided (Saving    *saving,
            GPtrArray *likes)
{
  for (guint i = 0; i < likes->len; i++)
    if (!g_hash_table_contains (saving->decided, ((GolLike *) g_ptr_array_index (likes, i))->record))
      return FALSE;
  return TRUE;
}

static gpointer
save_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Saving *saving = data;
  Saved *saved = g_new0 (Saved, 1);
  gboolean accept = g_hash_table_size (saving->decided) > 0;

  saved->open = saving->open;
  saved->likes = gol_likes_find (office, saving->sections, error);
  if (saved->likes != NULL && is_decided (saving, saved->likes))
    {
      g_autofree char *code = NULL;
      g_autofree char *title = NULL;

      saved->record = gol_office_add (office, worker_entity (), saving->sections, accept, NULL, error);
      title = saved->record != NULL ? gol_office_title (office, saved->record, &code, NULL) : NULL;
      if (saved->record != NULL)
        /* TRANSLATORS: a person, and the code of her new file. */
        saved->words = g_strdup_printf (_("%s enrolled: %s"), title != NULL ? title : "", code != NULL ? code : "");
    }
  if (saved->likes == NULL || (saved->record == NULL && error != NULL && *error != NULL))
    g_clear_pointer (&saved, saved_free);
  return saved;
}

static void
show_count (GolEnrolmentPage *self)
{
  g_autofree char *words = NULL;

  if (self->n_saved > 0)
    words = g_strdup_printf (ngettext ("%u enrolled since this page was opened", "%u enrolled since this page was opened", self->n_saved),
                             self->n_saved);
  gol_page_set_subtitle (GOL_PAGE (self), words);
}

static void
set_saving (GolEnrolmentPage *self,
            gboolean          saving)
{
  self->saving = saving;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_next), !saving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_open), !saving);
  /* What is typed while she is being stored would be swept away with the rest. A field with the focus does not like to be shut. */
  if (saving && gtk_widget_get_focus_child (GTK_WIDGET (self->scrolled)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scrolled), !saving);
  show_status (self);
}

static void
tell_likes (GolEnrolmentPage *self)
{
  gol_page_toast (GOL_PAGE (self), _("Look first whether she has a file already: she is like somebody in the office."), FALSE);
  gol_likes_panel_focus (self->likes);
}

static void
saved_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  GolEnrolmentPage *self = owner;
  Saved *saved = result;

  set_saving (self, FALSE);
  if (saved == NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  if (saved->record == NULL)
    {
      gol_likes_panel_set (self->likes, saved->likes);
      show_status (self);
      tell_likes (self);
      saved_free (saved);
      return;
    }
  self->n_saved++;
  show_count (self);
  clear (self);
  gol_mrz_reader_focus (self->reader);
  gol_page_toast (GOL_PAGE (self), saved->words, TRUE);
  if (saved->open)
    gol_page_open_record (GOL_PAGE (self), saved->record);
  saved_free (saved);
}

/* (transfer full) (nullable): NULL after having told why. */
static GHashTable *
collect (GolEnrolmentPage *self)
{
  char today[GOL_DATE_TEXT_MAX];
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) sections = gol_enrolment_form_collect (self->form, &error);
  g_autofree char *others = gol_likes_panel_describe (self->likes);
  GolValues *consents;

  if (sections == NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return NULL;
    }
  consents = gol_consent_form_collect (self->consent, gol_date_format (self->today, today), &error);
  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return NULL;
    }
  if (consents != NULL)
    g_hash_table_insert (sections, g_strdup ("consents"), consents);
  add_rest (self, sections);
  /* Read by no other office: whom she was compared with is nobody else's business. */
  if (others != NULL)
    gol_values_set_text (values_of (sections, "person_link"), "reason", others);
  return g_steal_pointer (&sections);
}

static void
save (GolEnrolmentPage *self,
      gboolean          open)
{
  GHashTable *sections;
  const GolProblem *problem;
  Saving *saving;

  if (self->saving)
    return;
  if (is_empty (self))
    {
      gol_mrz_reader_focus (self->reader);
      return;
    }
  sections = collect (self);
  if (sections == NULL)
    return;
  self->strict = TRUE;
  refresh (self);
  problem = first_error (self);
  if (problem != NULL || gol_likes_panel_count_open (self->likes) > 0)
    {
      GolFieldEditor *editor = problem != NULL ? gol_enrolment_form_find (self->form, problem->field) : NULL;

      g_hash_table_unref (sections);
      if (problem == NULL)
        tell_likes (self);
      else
        gol_page_toast (GOL_PAGE (self), problem->message, FALSE);
      if (editor != NULL)
        gol_field_editor_focus (editor);
      return;
    }
  stop_looking (self);
  saving = g_new0 (Saving, 1);
  saving->sections = sections;
  saving->decided = gol_likes_panel_get_decided (self->likes);
  saving->open = open;
  set_saving (self, TRUE);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), save_func, saving, (GDestroyNotify) saving_free, (GDestroyNotify) saved_free, NULL,
           saved_cb);
}

static void
save_next_cb (GtkButton        *button,
              GolEnrolmentPage *self)
{
  save (self, FALSE);
}

static void
save_open_cb (GtkButton        *button,
              GolEnrolmentPage *self)
{
  save (self, TRUE);
}

/* ── The page ── */

static void
gol_enrolment_page_set_office (GolPage   *page,
                               GolOffice *office)
{
  GolEnrolmentPage *self = GOL_ENROLMENT_PAGE (page);
  g_autofree char *key = NULL;

  stop_looking (self);
  if (self->kept != NULL)
    gol_draft_flush (self->kept);
  g_clear_object (&self->kept);
  if (office == NULL)
    return;
  self->today = gol_clock_get_today (gol_office_get_clock (office));
  gol_mrz_reader_set_today (self->reader, self->today);
  self->quiet = TRUE;
  gol_enrolment_form_set_country (self->form, gol_office_get_info (office)->country);
  self->quiet = FALSE;
  key = g_strdup_printf ("draft/enrolment/%s", gol_office_get_officer (office)->id);
  self->kept = gol_draft_new (office, key);
  g_signal_connect_object (self->kept, "loaded", G_CALLBACK (loaded_cb), self, 0);
  g_signal_connect_object (self->kept, "kept", G_CALLBACK (kept_cb), self, 0);
  show_count (self);
  refresh (self);
}

/* Another desk may have enrolled her meanwhile. */
static void
gol_enrolment_page_changed (GolPage            *page,
                            const char * const *records)
{
  GolEnrolmentPage *self = GOL_ENROLMENT_PAGE (page);

  if (!self->saving && !is_empty (self))
    look_soon (self);
}

static void
gol_enrolment_page_act (GolPage    *page,
                        const char *action)
{
  GolEnrolmentPage *self = GOL_ENROLMENT_PAGE (page);

  if (g_str_equal (action, "save-next"))
    save (self, FALSE);
  else if (g_str_equal (action, "save"))
    save (self, TRUE);
  else if (g_str_equal (action, "same-person"))
    gol_likes_panel_decide (self->likes, TRUE);
  else if (g_str_equal (action, "someone-else"))
    gol_likes_panel_decide (self->likes, FALSE);
  else if (g_str_equal (action, "find"))
    gol_mrz_reader_focus (self->reader);
}

static void
gol_enrolment_page_set_narrow (GolPage  *page,
                               gboolean  narrow)
{
  GolEnrolmentPage *self = GOL_ENROLMENT_PAGE (page);
  int width = narrow ? 380 : 400;

  adw_clamp_set_maximum_size (self->side, width);
  adw_clamp_set_tightening_threshold (self->side, width);
}

/* The draft has all of it a moment later; before that it would be lost. */
static gboolean
gol_enrolment_page_is_busy (GolPage *page)
{
  GolEnrolmentPage *self = GOL_ENROLMENT_PAGE (page);

  return self->saving || (self->kept != NULL && gol_draft_is_pending (self->kept));
}

static void
gol_enrolment_page_dispose (GObject *object)
{
  GolEnrolmentPage *self = GOL_ENROLMENT_PAGE (object);

  stop_looking (self);
  g_clear_object (&self->looking);
  g_clear_object (&self->kept);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_ENROLMENT_PAGE);
  G_OBJECT_CLASS (gol_enrolment_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, restored);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, restored_words);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, reader);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, unlike);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, unlike_words);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, photo);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, form);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, consent);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, side);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, likes);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, status_icon);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, status);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, draft);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, save_open);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, save_next);
  gtk_widget_class_bind_template_child (widget_class, GolEnrolmentPage, save_next_key);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, reader_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, photo_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, same_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_open_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_next_cb);
}

static void
gol_enrolment_page_class_init (GolEnrolmentPageClass *klass)
{
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_enrolment_page_dispose;
  page_class->set_office = gol_enrolment_page_set_office;
  page_class->changed = gol_enrolment_page_changed;
  page_class->act = gol_enrolment_page_act;
  page_class->set_narrow = gol_enrolment_page_set_narrow;
  page_class->is_busy = gol_enrolment_page_is_busy;

  g_type_ensure (GOL_TYPE_MRZ_READER);
  g_type_ensure (GOL_TYPE_PHOTO_WELL);
  g_type_ensure (GOL_TYPE_ENROLMENT_FORM);
  g_type_ensure (GOL_TYPE_CONSENT_FORM);
  g_type_ensure (GOL_TYPE_LIKES_PANEL);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/org/golondrina/Golondrina/people/gol-enrolment-page.ui");
  bind_children (GTK_WIDGET_CLASS (klass));
}

static void
gol_enrolment_page_init (GolEnrolmentPage *self)
{
  g_autofree char *key = gtk_accelerator_get_label (GDK_KEY_Return, GDK_CONTROL_MASK);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_label (self->save_next_key, key);
  gol_page_set_title (GOL_PAGE (self), _("Enrol"));
  gol_page_set_can (GOL_PAGE (self), GOL_PAGE_SAVE | GOL_PAGE_FIND | GOL_PAGE_ENROL);
}

GolPage *
gol_enrolment_page_new (void)
{
  return g_object_new (GOL_TYPE_ENROLMENT_PAGE, NULL);
}

GolMrzReader *
gol_enrolment_page_get_reader (GolEnrolmentPage *self)
{
  g_return_val_if_fail (GOL_IS_ENROLMENT_PAGE (self), NULL);

  return self->reader;
}

GolEnrolmentForm *
gol_enrolment_page_get_form (GolEnrolmentPage *self)
{
  g_return_val_if_fail (GOL_IS_ENROLMENT_PAGE (self), NULL);

  return self->form;
}

GolConsentForm *
gol_enrolment_page_get_consent (GolEnrolmentPage *self)
{
  g_return_val_if_fail (GOL_IS_ENROLMENT_PAGE (self), NULL);

  return self->consent;
}

GolPhotoWell *
gol_enrolment_page_get_photo (GolEnrolmentPage *self)
{
  g_return_val_if_fail (GOL_IS_ENROLMENT_PAGE (self), NULL);

  return self->photo;
}

GolLikesPanel *
gol_enrolment_page_get_likes (GolEnrolmentPage *self)
{
  g_return_val_if_fail (GOL_IS_ENROLMENT_PAGE (self), NULL);

  return self->likes;
}
