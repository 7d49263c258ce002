/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-sync-page.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-display.h"
#include "gol-exchange.h"
#include "gol-id.h"
#include "gol-sync-keeper.h"
#include "gol-title.h"

/* More is told by a number. */
#define APART_SHOWN 100

struct _GolSyncPage
{
  GolPage              parent_instance;

  GolSyncKeeper       *keeper;
  gulong               changed;
  GPtrArray           *rows;      /* of what is kept apart */
  GCancellable        *reading;
  guint64              apart;     /* how many were listed; G_MAXUINT64: not yet */

  AdwPreferencesGroup *state_group;
  AdwActionRow        *state;
  GtkImage            *state_icon;
  GtkButton           *now;
  AdwActionRow        *hub_row;
  GtkLabel            *hub;
  AdwActionRow        *agency_row;
  GtkLabel            *agency;
  AdwActionRow        *waiting_row;
  GtkLabel            *waiting;
  AdwActionRow        *conflicts_row;
  GtkLabel            *conflicts;
  AdwPreferencesGroup *pairing;
  AdwEntryRow         *invitation;
  AdwActionRow        *pair_row;
  GtkSpinner          *spinner;
  GtkButton           *pair;
  AdwPreferencesGroup *quarantined;
};

G_DEFINE_FINAL_TYPE (GolSyncPage, gol_sync_page, GOL_TYPE_PAGE)

/* ── What the hub keeps apart ── */

/* One line of gol_exchange_list_quarantined (), in words. */
typedef struct
{
  char *record;
  char *title;
  char *subtitle;
} Apart;

static void
apart_free (gpointer data)
{
  Apart *apart = data;

  g_free (apart->record);
  g_free (apart->title);
  g_free (apart->subtitle);
  g_free (apart);
}

static const GolSection *
section_of (const GolValues *line)
{
  const GolEntity *entity = NULL;
  const char *name;

  if (gol_record_split (gol_values_get_text (line, "record"), &name, NULL))
    entity = gol_dictionary_find_entity (name);
  return entity != NULL ? gol_entity_find_section (entity, gol_values_get_text (line, "section")) : NULL;
}

static Apart *
apart_new (GolOffice       *office,
           const GolValues *line,
           const GolSection *section)
{
  const char *record = gol_values_get_text (line, "record"), *entity;
  g_autofree char *title = gol_title_of (office, record);
  g_autofree char *when = NULL;
  gint64 at = 0;
  Apart *apart = g_new0 (Apart, 1);

  /* Where all of a record is kept apart, nothing says what it is called. */
  if (g_str_equal (title, record) && gol_record_split (record, &entity, NULL))
    {
      g_free (title);
      title = g_strdup (gol_entity_get_label (gol_dictionary_find_entity (entity)));
    }
  gol_instant_parse (gol_values_get_text (line, "at"), &at);
  when = gol_display_instant (at);
  apart->record = g_strdup (record);
  /* TRANSLATORS: whose file, then a section of it. */
  apart->title = g_strdup_printf (_("%1$s: %2$s"), title, gol_section_get_label (section));
  /* TRANSLATORS: when it was written, then a sentence that says why it is kept apart. */
  apart->subtitle = g_strdup_printf (_("%1$s · %2$s"), when, gol_sync_reason_words (gol_values_get_text (line, "reason")));
  return apart;
}

static gpointer
read_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  GolStore *store = gol_office_get_store (office);
  g_autoptr(GPtrArray) lines = store != NULL ? gol_exchange_list_quarantined (store, error) : NULL;
  GPtrArray *list;

  if (lines == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func (apart_free);
  for (guint i = 0; i < lines->len && list->len < APART_SHOWN; i++)
    {
      const GolValues *line = g_ptr_array_index (lines, i);
      const GolSection *section = section_of (line);

      if (section != NULL && gol_office_may_read (office, section))
        g_ptr_array_add (list, apart_new (office, line, section));
    }
  return list;
}

static void
open_cb (AdwActionRow *row,
         GolSyncPage  *self)
{
  gol_page_open_record (GOL_PAGE (self), g_object_get_data (G_OBJECT (row), "record"));
}

static void
add_row (GolSyncPage *self,
         const Apart *apart)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), apart->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), apart->subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "record", g_strdup (apart->record), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), self);
  adw_preferences_group_add (self->quarantined, row);
  g_ptr_array_add (self->rows, row);
}

static void
read_cb (gpointer      owner,
         gpointer      result,
         const GError *error)
{
  GolSyncPage *self = owner;
  g_autoptr(GPtrArray) list = result;

  if (list == NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->quarantined, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < list->len; i++)
    add_row (self, g_ptr_array_index (list, i));
  gtk_widget_set_visible (GTK_WIDGET (self->quarantined), list->len > 0);
}

/* Only when there are others than before: the state changes often. */
static void
list_apart (GolSyncPage *self)
{
  GolOffice *office = gol_page_get_office (GOL_PAGE (self));
  guint64 apart = gol_sync_keeper_get_state (self->keeper)->quarantined;

  if (office == NULL || apart == self->apart)
    return;
  self->apart = apart;
  gol_run (self, office, read_func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, gol_renew_cancellable (&self->reading), read_cb);
}

/* ── How it stands ── */

static void
show_number (GtkLabel *label,
             guint64   number)
{
  g_autofree char *words = number > 0 ? gol_display_number (number) : g_strdup (_("none"));

  gtk_label_set_label (label, words);
}

static void
show_pairing (GolSyncPage          *self,
              const GolSyncPairing *pairing)
{
  GtkWidget *paired[] = { GTK_WIDGET (self->now), GTK_WIDGET (self->hub_row), GTK_WIDGET (self->agency_row), GTK_WIDGET (self->waiting_row),
                          GTK_WIDGET (self->conflicts_row) };

  for (guint i = 0; i < G_N_ELEMENTS (paired); i++)
    gtk_widget_set_visible (paired[i], pairing != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->pairing), pairing == NULL && gol_sync_keeper_is_known (self->keeper));
  if (pairing != NULL)
    {
      g_autofree char *address = g_strdup_printf ("%s:%u", pairing->host, pairing->port);
      g_autofree char *isolated = gol_display_isolate (address);

      gtk_label_set_label (self->hub, isolated);
      gtk_label_set_label (self->agency, pairing->agency);
    }
}

static void
show_state (GolSyncPage *self)
{
  static const char * const styles[] = { "success", "warning", "error", "accent", "neutral" };
  const GolSyncState *state = gol_sync_keeper_get_state (self->keeper);
  g_auto(GolSyncWords) words = { NULL };

  gol_sync_words_fill (&words, self->keeper);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), words.sentence);
  adw_action_row_set_subtitle (self->state, words.advice);
  gtk_image_set_from_icon_name (self->state_icon, words.icon);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), styles[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), words.style);
  show_pairing (self, gol_sync_keeper_get_pairing (self->keeper));
  show_number (self->waiting, state->waiting);
  show_number (self->conflicts, state->conflicts);
  list_apart (self);
}

static void
changed_cb (GolSyncKeeper *keeper,
            GolSyncPage   *self)
{
  show_state (self);
}

static void
now_cb (GtkButton   *button,
        GolSyncPage *self)
{
  gol_sync_keeper_wake (self->keeper);
}

static void
conflicts_cb (AdwActionRow *row,
              GolSyncPage  *self)
{
  gol_page_show (GOL_PAGE (self), "conflicts");
}

/* ── Joining ── */

static void
set_pairing (GolSyncPage *self,
             gboolean     pairing,
             const char  *problem)
{
  gtk_spinner_set_spinning (self->spinner, pairing);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), pairing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->invitation), !pairing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pair), !pairing && *gtk_editable_get_text (GTK_EDITABLE (self->invitation)) != '\0');
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pair_row), problem != NULL ? problem : pairing ? _("Asking the hub…") : "");
}

static gpointer
pair_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  GolStore *store = gol_office_get_store (office);
  g_autoptr(GolSyncPairing) pairing = NULL;

  if (store != NULL)
    pairing = gol_sync_pair (store, gol_office_get_vault (office), gol_office_get_officer (office)->id, data, cancellable, error);
  return GINT_TO_POINTER (pairing != NULL);
}

static void
paired_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolSyncPage *self = owner;

  set_pairing (self, FALSE, error != NULL ? error->message : NULL);
  if (result == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->invitation), "");
  gol_page_toast (GOL_PAGE (self), _("This office is in the exchange now."), FALSE);
  gol_sync_keeper_renew (self->keeper);
}

static void
pair_cb (GolSyncPage *self)
{
  GolOffice *office = gol_page_get_office (GOL_PAGE (self));
  const char *line = gtk_editable_get_text (GTK_EDITABLE (self->invitation));

  if (office == NULL || *line == '\0' || !gtk_widget_get_sensitive (GTK_WIDGET (self->invitation)))
    return;
  set_pairing (self, TRUE, NULL);
  gol_run (self, office, pair_func, g_strdup (line), g_free, NULL, NULL, paired_cb);
}

static void
invitation_changed_cb (GtkEditable *editable,
                       GolSyncPage *self)
{
  set_pairing (self, FALSE, NULL);
}

void
gol_sync_page_pair (GolSyncPage *self,
                    const char  *invitation)
{
  g_return_if_fail (GOL_IS_SYNC_PAGE (self));
  g_return_if_fail (invitation != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->invitation), invitation);
  pair_cb (self);
}

/* ── Type ── */

static void
let_go (GolSyncPage *self)
{
  g_cancellable_cancel (self->reading);
  if (self->keeper != NULL)
    g_clear_signal_handler (&self->changed, self->keeper);
  g_clear_object (&self->keeper);
}

static void
gol_sync_page_set_office (GolPage   *page,
                          GolOffice *office)
{
  GolSyncPage *self = GOL_SYNC_PAGE (page);

  let_go (self);
  if (office == NULL)
    return;
  self->keeper = g_object_ref (gol_sync_keeper_of (office));
  self->changed = g_signal_connect (self->keeper, "changed", G_CALLBACK (changed_cb), self);
  self->apart = G_MAXUINT64;
  show_state (self);
}

static gboolean
gol_sync_page_is_busy (GolPage *page)
{
  return gtk_spinner_get_spinning (GOL_SYNC_PAGE (page)->spinner);
}

static void
gol_sync_page_dispose (GObject *object)
{
  GolSyncPage *self = GOL_SYNC_PAGE (object);

  let_go (self);
  g_clear_object (&self->reading);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_SYNC_PAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (gol_sync_page_parent_class)->dispose (object);
}

static void
gol_sync_page_class_init (GolSyncPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_sync_page_dispose;
  page_class->set_office = gol_sync_page_set_office;
  page_class->is_busy = gol_sync_page_is_busy;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/sync/gol-sync-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, state_group);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, state);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, now);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, hub_row);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, hub);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, agency_row);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, agency);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, conflicts_row);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, conflicts);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, pairing);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, invitation);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, pair_row);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, pair);
  gtk_widget_class_bind_template_child (widget_class, GolSyncPage, quarantined);
  gtk_widget_class_bind_template_callback (widget_class, now_cb);
  gtk_widget_class_bind_template_callback (widget_class, conflicts_cb);
  gtk_widget_class_bind_template_callback (widget_class, invitation_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pair_cb);
}

static void
gol_sync_page_init (GolSyncPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  set_pairing (self, FALSE, NULL);
}

GolPage *
gol_sync_page_new (void)
{
  return g_object_new (GOL_TYPE_SYNC_PAGE, NULL);
}
