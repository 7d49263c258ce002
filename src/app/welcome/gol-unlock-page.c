/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-unlock-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-display.h"
#include "gol-error.h"

/* After this many failures in a row one has to wait. */
#define TRIES 5
#define PAUSE_SECONDS 30

struct _GolUnlockPage
{
  AdwBin               parent_instance;

  char                *dir;
  gboolean             busy;
  guint                failed;
  guint                pause_source;

  GtkLabel            *office_name;
  GtkLabel            *office_kind;
  GtkListBox          *officers;
  AdwPasswordEntryRow *passphrase;
  GtkBox              *message_box;
  GtkLabel            *message;
  GtkButton           *unlock_button;
};

G_DEFINE_FINAL_TYPE (GolUnlockPage, gol_unlock_page, ADW_TYPE_BIN)

enum
{
  OTHER,
  OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
say (GolUnlockPage *self,
     const char    *sentence)
{
  gtk_label_set_label (self->message, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_box), sentence != NULL);
}

static void
update_button (GolUnlockPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));
  gboolean ready = *typed != '\0' && !self->busy && self->pause_source == 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->unlock_button),
                            ready && gtk_list_box_get_selected_row (self->officers) != NULL);
  gtk_button_set_label (self->unlock_button, self->busy ? _("Opening…") : _("_Enter"));
}

/* ── Opening, in a thread: the passphrase's key takes its time ── */

typedef struct
{
  char *dir;
  char *officer;
  char *passphrase;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  memset (attempt->passphrase, 0, strlen (attempt->passphrase));
  g_free (attempt->dir);
  g_free (attempt->officer);
  g_free (attempt->passphrase);
  g_free (attempt);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Attempt *attempt = data;
  g_autoptr(GolClock) clock = gol_clock_new_system ();
  GError *error = NULL;
  GolOffice *office = gol_office_open (attempt->dir, attempt->officer, attempt->passphrase, clock, &error);

  if (office != NULL)
    g_task_return_pointer (task, office, g_object_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
pause_over_cb (gpointer data)
{
  GolUnlockPage *self = data;

  self->pause_source = 0;
  self->failed = 0;
  say (self, NULL);
  update_button (self);
  return G_SOURCE_REMOVE;
}

static void
say_failed (GolUnlockPage *self,
            const GError  *error)
{
  g_autofree char *sentence = NULL;

  gtk_widget_add_css_class (GTK_WIDGET (self->passphrase), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->passphrase), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (!g_error_matches (error, GOL_ERROR, GOL_ERROR_LOCKED))
    {
      say (self, error->message);
      return;
    }
  self->failed++;
  if (self->failed >= TRIES)
    {
      self->pause_source = g_timeout_add_seconds (PAUSE_SECONDS, pause_over_cb, self);
      sentence = g_strdup_printf (ngettext ("Name and passphrase do not go together. Wait %d second and try again.",
                                            "Name and passphrase do not go together. Wait %d seconds and try again.", PAUSE_SECONDS),
                                  PAUSE_SECONDS);
    }
  else
    sentence = g_strdup_printf (ngettext ("Name and passphrase do not go together. %u more try before a pause.",
                                          "Name and passphrase do not go together. %u more tries before a pause.",
                                          TRIES - self->failed),
                                TRIES - self->failed);
  say (self, sentence);
  gtk_editable_select_region (GTK_EDITABLE (self->passphrase), 0, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
unlocked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GolUnlockPage *self = GOL_UNLOCK_PAGE (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GolOffice) office = g_task_propagate_pointer (G_TASK (result), &error);

  self->busy = FALSE;
  if (office == NULL)
    say_failed (self, error);
  else
    {
      self->failed = 0;
      gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
      g_signal_emit (self, signals[OPENED], 0, office);
    }
  update_button (self);
}

static void
unlock_cb (GtkWidget     *from,
           GolUnlockPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->officers);
  g_autoptr(GTask) task = NULL;
  Attempt *attempt;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->unlock_button)) || row == NULL)
    return;
  attempt = g_new0 (Attempt, 1);
  attempt->dir = g_strdup (self->dir);
  attempt->officer = g_strdup (g_object_get_data (G_OBJECT (row), "id"));
  attempt->passphrase = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->passphrase)));
  self->busy = TRUE;
  update_button (self);
  task = g_task_new (self, NULL, unlocked_cb, NULL);
  g_task_set_task_data (task, attempt, (GDestroyNotify) attempt_free);
  g_task_run_in_thread (task, open_in_thread);
}

/* ── Who ── */

static void
typed_cb (GtkWidget     *row,
          GolUnlockPage *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  GdkSeat *seat = gdk_display_get_default_seat (display);
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self->passphrase), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->passphrase), GTK_ACCESSIBLE_STATE_INVALID);
  if (self->pause_source == 0)
    say (self, keyboard != NULL && gdk_device_get_caps_lock_state (keyboard) ? _("Caps Lock is on.") : NULL);
  update_button (self);
}

static void
officer_cb (GtkListBox    *list,
            GtkListBoxRow *row,
            GolUnlockPage *self)
{
  g_autofree char *title = NULL;

  if (row == NULL)
    return;
  /* TRANSLATORS: the name of the officer who unlocks. */
  title = g_strdup_printf (_("Passphrase of %s"), (const char *) g_object_get_data (G_OBJECT (row), "name"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->passphrase), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->passphrase), title);
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  update_button (self);
}

static void
officer_activated_cb (GtkListBox    *list,
                      GtkListBoxRow *row,
                      GolUnlockPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
other_cb (GtkButton     *button,
          GolUnlockPage *self)
{
  g_signal_emit (self, signals[OTHER], 0);
}

static GtkWidget *
row_of_officer (const GolOfficer *officer)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *face = adw_avatar_new (32, officer->name, TRUE);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), officer->name);
  if (officer->last_seen > 0)
    {
      g_autofree char *when = gol_display_instant (officer->last_seen);
      /* TRANSLATORS: when an officer was last here. */
      g_autofree char *words = g_strdup_printf (_("Last here %s"), when);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
    }
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), face);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (officer->id), g_free);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (officer->name), g_free);
  return row;
}

gboolean
gol_unlock_page_set_folder (GolUnlockPage *self,
                            const char    *dir)
{
  g_autoptr(GolVault) vault = NULL;
  const GolOfficeInfo *info;
  GPtrArray *officers;
  GtkWidget *child;
  gint64 latest = -1;

  g_return_val_if_fail (GOL_IS_UNLOCK_PAGE (self), FALSE);
  g_return_val_if_fail (dir != NULL, FALSE);

  vault = gol_vault_load (dir, NULL);
  if (vault == NULL)
    return FALSE;
  g_free (self->dir);
  self->dir = g_strdup (dir);
  info = gol_vault_get_info (vault);
  gtk_label_set_label (self->office_name, info->name);
  gtk_label_set_label (self->office_kind, gol_office_kind_label (info->kind));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->officers))) != NULL)
    gtk_list_box_remove (self->officers, child);
  officers = gol_vault_get_officers (vault);
  for (guint i = 0; i < officers->len; i++)
    {
      const GolOfficer *officer = g_ptr_array_index (officers, i);
      GtkWidget *row = row_of_officer (officer);

      gtk_list_box_append (self->officers, row);
      if (officer->last_seen > latest)
        {
          latest = officer->last_seen;
          gtk_list_box_select_row (self->officers, GTK_LIST_BOX_ROW (row));
        }
    }
  say (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  update_button (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
  return TRUE;
}

/* ── Type ── */

static void
gol_unlock_page_dispose (GObject *object)
{
  GolUnlockPage *self = GOL_UNLOCK_PAGE (object);

  g_clear_handle_id (&self->pause_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_UNLOCK_PAGE);
  g_clear_pointer (&self->dir, g_free);
  G_OBJECT_CLASS (gol_unlock_page_parent_class)->dispose (object);
}

static void
gol_unlock_page_class_init (GolUnlockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_unlock_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/welcome/gol-unlock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolUnlockPage, office_name);
  gtk_widget_class_bind_template_child (widget_class, GolUnlockPage, office_kind);
  gtk_widget_class_bind_template_child (widget_class, GolUnlockPage, officers);
  gtk_widget_class_bind_template_child (widget_class, GolUnlockPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, GolUnlockPage, message_box);
  gtk_widget_class_bind_template_child (widget_class, GolUnlockPage, message);
  gtk_widget_class_bind_template_child (widget_class, GolUnlockPage, unlock_button);
  gtk_widget_class_bind_template_callback (widget_class, officer_cb);
  gtk_widget_class_bind_template_callback (widget_class, officer_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  signals[OTHER] = g_signal_new ("other", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GOL_TYPE_OFFICE);
}

static void
gol_unlock_page_init (GolUnlockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
