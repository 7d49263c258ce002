/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-app"

#include "config.h"

#include "gol-window.h"

#include <glib/gi18n-lib.h>

#include "gol-application.h"
#include "gol-async.h"
#include "gol-compat.h"
#include "gol-create-page.h"
#include "gol-demonstration-opener.h"
#include "gol-sync-keeper.h"
#include "gol-enrolment-page.h"
#include "gol-unlock-page.h"
#include "gol-welcome-page.h"

struct _GolWindow
{
  AdwApplicationWindow  parent_instance;

  GolOffice            *office;
  GolShell             *shell;    /* (nullable), owned by the stack */
  gint64                touched;  /* when something was last typed or clicked, monotonic */
  guint                 lock_source;
  guint                 idle_source;

  AdwToastOverlay      *toasts;
  GtkBox               *band;
  GtkStack             *stack;
  GolWelcomePage       *welcome;
  GolCreatePage        *create;
  GolUnlockPage        *unlock;
};

G_DEFINE_FINAL_TYPE (GolWindow, gol_window, ADW_TYPE_APPLICATION_WINDOW)

/* ── Undo ── */

typedef struct
{
  GolUndoResult counts;
} Undone;

static void
undone_free (Undone *undone)
{
  gol_undo_result_clear (&undone->counts);
  g_free (undone);
}

static gpointer
undo_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Undone *undone = g_new0 (Undone, 1);

  if (!gol_office_undo (office, NULL, &undone->counts, error))
    g_clear_pointer (&undone, undone_free);
  return undone;
}

static void
undone_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolWindow *self = owner;
  Undone *undone = result;

  if (undone == NULL)
    {
      gol_window_toast (self, error->message, FALSE);
      return;
    }
  if (undone->counts.left == 0)
    gol_window_toast (self, _("Undone"), FALSE);
  else
    {
      g_autofree char *sentence = NULL;

      sentence = g_strdup_printf (ngettext ("Undone, but for %u value that was changed since",
                                            "Undone, but for %u values that were changed since", undone->counts.left),
                                  undone->counts.left);
      gol_window_toast (self, sentence, FALSE);
    }
  undone_free (undone);
}

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GolWindow *self = data;

  gol_run (self, self->office, undo_func, NULL, NULL, (GDestroyNotify) undone_free, NULL, undone_cb);
}

/* ── Actions ── */

static void
page_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GolWindow *self = data;
  gint32 position = g_variant_get_int32 (parameter);

  if (position >= 1)
    gol_shell_show_nth (self->shell, position - 1);
}

static void
back_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  gol_shell_go_back (GOL_WINDOW (data)->shell);
}

static void
search_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  gol_shell_search (GOL_WINDOW (data)->shell);
}

static void
sidebar_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  gol_shell_toggle_sidebar (GOL_WINDOW (data)->shell);
}

static void
menu_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  gol_shell_open_menu (GOL_WINDOW (data)->shell);
}

static void
refresh_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  gol_office_tell_changed (GOL_WINDOW (data)->office, NULL);
}

static void
lock_confirmed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  if (gol_confirm_finish (result))
    gol_window_set_office (GOL_WINDOW (source), NULL);
}

static void
lock_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GolWindow *self = data;

  if (gol_shell_is_busy (self->shell))
    gol_confirm_async (GTK_WIDGET (self), _("Lock the office?"), _("What you have typed on this page and not saved will be lost."),
                       _("_Lock"), TRUE, lock_confirmed_cb, NULL);
  else
    gol_window_set_office (self, NULL);
}

static void
enrol_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  gol_shell_enrol (GOL_WINDOW (data)->shell);
}

/* The page at hand does it. */
static void
act_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  GolPage *page = gol_shell_get_page (GOL_WINDOW (data)->shell);

  if (page != NULL)
    gol_page_act (page, g_action_get_name (G_ACTION (action)));
}

static const GActionEntry entries[] = {
  { "page", page_cb, "i" },
  { "back", back_cb },
  { "search", search_cb },
  { "sidebar", sidebar_cb },
  { "menu", menu_cb },
  { "refresh", refresh_cb },
  { "undo", undo_cb },
  { "lock", lock_cb },
  { "find", act_cb },
  { "preview", act_cb },
  { "first", act_cb },
  { "last", act_cb },
  { "enrol", enrol_cb },
  { "save-next", act_cb },
  { "same-person", act_cb },
  { "find-people", act_cb },
  { "someone-else", act_cb },
  { "save", act_cb },
  { "history", act_cb },
  { "previous", act_cb },
  { "next", act_cb },
  { "panes", act_cb },
};

/* Which of them need something of the page. */
static const struct
{
  const char *action;
  GolPageCan  can;
} needs[] = {
  { "find", GOL_PAGE_FIND },     { "preview", GOL_PAGE_PREVIEW }, { "first", GOL_PAGE_JUMP },  { "last", GOL_PAGE_JUMP },
  { "save", GOL_PAGE_SAVE },     { "history", GOL_PAGE_HISTORY },
  { "previous", GOL_PAGE_STEP }, { "next", GOL_PAGE_STEP },       { "panes", GOL_PAGE_PANES },
  { "save-next", GOL_PAGE_ENROL }, { "same-person", GOL_PAGE_ENROL }, { "someone-else", GOL_PAGE_ENROL },
  { "find-people", GOL_PAGE_MATCH },
};

static void
enable (GolWindow  *self,
        const char *name,
        gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_actions (GolWindow *self)
{
  GolPage *page = self->shell != NULL ? gol_shell_get_page (self->shell) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    enable (self, entries[i].name, self->shell != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    enable (self, needs[i].action, page != NULL && (gol_page_get_can (page) & needs[i].can) != 0);
  enable (self, "enrol", self->shell != NULL && gol_enrolment_page_may (self->office));
  enable (self, "back", self->shell != NULL && gol_shell_can_go_back (self->shell));
}

/* ── The office comes and goes ── */

static void
lock_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  if (data != NULL)
    gol_sync_client_stop (data);
  gol_office_lock (source);
  g_task_return_boolean (task, TRUE);
}

static void
clear_client (gpointer client)
{
  g_clear_object (&client);
}

/* It waits for the command that runs, and for what is being exchanged; the window does not. */
static void
lock_office (GolOffice *office)
{
  g_autoptr(GTask) task = g_task_new (office, NULL, NULL, NULL);

  g_task_set_task_data (task, gol_sync_keeper_release (gol_sync_keeper_of (office)), clear_client);
  g_task_run_in_thread (task, lock_in_thread);
}

static void
toast_cb (GolShell   *shell,
          const char *sentence,
          gboolean    undo,
          GolWindow  *self)
{
  gol_window_toast (self, sentence, undo);
}

static void
page_changed_cb (GolShell  *shell,
                 GolWindow *self)
{
  update_actions (self);
}

void
gol_window_set_office (GolWindow *self,
                       GolOffice *office)
{
  g_return_if_fail (GOL_IS_WINDOW (self));

  if (self->office == office)
    return;
  if (self->shell != NULL)
    {
      GtkWidget *shell = GTK_WIDGET (self->shell);
      g_autofree char *dir = g_strdup (gol_office_get_dir (self->office));

      self->shell = NULL;
      gol_window_show_folder (self, dir);
      gtk_stack_remove (self->stack, shell);
      lock_office (self->office);
    }
  g_set_object (&self->office, office);
  if (office != NULL)
    {
      self->shell = gol_shell_new (office);
      g_signal_connect (self->shell, "toast", G_CALLBACK (toast_cb), self);
      g_signal_connect (self->shell, "page-changed", G_CALLBACK (page_changed_cb), self);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->shell), "office");
      gtk_stack_set_visible_child_name (self->stack, "office");
      gtk_window_set_title (GTK_WINDOW (self), gol_office_get_info (office)->name);
      /* The demonstration needs its hub beside it, so it is opened by its own way only. */
      if (!gol_office_get_info (office)->demonstration)
        gol_application_remember_folder (gol_office_get_dir (office));
      self->touched = g_get_monotonic_time ();
    }
  gtk_widget_set_visible (GTK_WIDGET (self->band), office != NULL && gol_office_get_info (office)->demonstration);
  update_actions (self);
}

GolOffice *
gol_window_get_office (GolWindow *self)
{
  g_return_val_if_fail (GOL_IS_WINDOW (self), NULL);

  return self->office;
}

GolShell *
gol_window_get_shell (GolWindow *self)
{
  g_return_val_if_fail (GOL_IS_WINDOW (self), NULL);

  return self->shell;
}

void
gol_window_show_folder (GolWindow  *self,
                        const char *dir)
{
  g_return_if_fail (GOL_IS_WINDOW (self));

  gtk_window_set_title (GTK_WINDOW (self), _("Golondrina"));
  if (dir != NULL && *dir != '\0' && gol_unlock_page_set_folder (self->unlock, dir))
    {
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->unlock));
      gtk_widget_child_focus (GTK_WIDGET (self->unlock), GTK_DIR_TAB_FORWARD);
    }
  else
    gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->welcome));
}

void
gol_window_toast (GolWindow  *self,
                  const char *sentence,
                  gboolean    undo)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (GOL_IS_WINDOW (self));
  g_return_if_fail (sentence != NULL);

  /* Titles of toasts are markup. */
  escaped = g_markup_escape_text (sentence, -1);
  toast = adw_toast_new (escaped);
  if (undo)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
  gol_announce (GTK_WIDGET (self), sentence);
}

/* ── Welcome ── */

void
gol_window_show_create (GolWindow *self)
{
  g_return_if_fail (GOL_IS_WINDOW (self));

  gol_create_page_reset (self->create);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->create));
  gtk_widget_child_focus (GTK_WIDGET (self->create), GTK_DIR_TAB_FORWARD);
}

static void
create_cb (GolWelcomePage *page,
           GolWindow      *self)
{
  gol_window_show_create (self);
}

static void
back_to_welcome_cb (GtkWidget *page,
                    GolWindow *self)
{
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->welcome));
}

static void
opened_cb (GtkWidget *page,
           GolOffice *office,
           GolWindow *self)
{
  gol_window_set_office (self, office);
}

static void
open_folder_cb (GolWelcomePage *page,
                const char     *dir,
                GolWindow      *self)
{
  if (gol_unlock_page_set_folder (self->unlock, dir))
    gol_window_show_folder (self, dir);
  else
    gol_window_toast (self, _("There is no office in that folder."), FALSE);
}

/* On each window of the demonstration: what all of them keep alive. */
#define DEMONSTRATION "gol-demonstration"

static void
join (GolWindow               *self,
      GolDemonstrationOffices *offices,
      GolDemonstrationPlace    place)
{
  g_object_set_data_full (G_OBJECT (self), DEMONSTRATION, gol_demonstration_offices_ref (offices),
                          (GDestroyNotify) gol_demonstration_offices_unref);
  gol_window_set_office (self, offices->offices[place]);
}

GolDemonstrationOffices *
gol_window_get_demonstration (GolWindow *self)
{
  g_return_val_if_fail (GOL_IS_WINDOW (self), NULL);

  return g_object_get_data (G_OBJECT (self), DEMONSTRATION);
}

static void
demonstration_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GolWindow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GolDemonstrationOffices) offices = gol_demonstration_finish (result, &error);

  gol_busy_end ();
  gol_welcome_page_set_busy (self->welcome, FALSE);
  if (offices == NULL)
    {
      gol_window_toast (self, error->message, FALSE);
      return;
    }
  /* The ministry, in the window that asked, comes last and so on top. */
  for (guint place = GOL_DEMONSTRATION_N_OFFICES; place-- > 0;)
    {
      GolWindow *window = place == GOL_DEMONSTRATION_MINISTRY ? self
                                                              : gol_window_new (gtk_window_get_application (GTK_WINDOW (self)));

      join (window, offices, place);
      gtk_window_present (GTK_WINDOW (window));
    }
}

void
gol_window_open_demonstration (GolWindow  *self,
                               const char *parent,
                               GolDate     today)
{
  g_return_if_fail (GOL_IS_WINDOW (self));

  gol_busy_begin ();
  gol_welcome_page_set_busy (self->welcome, TRUE);
  gol_demonstration_open_async (parent, today, gol_welcome_page_progress, self->welcome, demonstration_cb, g_object_ref (self));
}

static void
demonstrate_cb (GolWelcomePage *page,
                GolWindow      *self)
{
  gol_window_open_demonstration (self, NULL, (GolDate) { 0 });
}

/* ── Locks by itself, and uses its idle time ── */

static gboolean
touched_cb (GtkEventControllerLegacy *controller,
            GdkEvent                 *event,
            GolWindow                *self)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
      self->touched = g_get_monotonic_time ();
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
check_lock_cb (gpointer data)
{
  GolWindow *self = data;
  gint64 minutes = gol_application_get_lock_after ();

  if (self->office != NULL && !gol_office_get_info (self->office)->demonstration && !gol_shell_is_busy (self->shell)
      && g_get_monotonic_time () - self->touched > minutes * 60 * G_USEC_PER_SEC)
    gol_window_set_office (self, NULL);
  return G_SOURCE_CONTINUE;
}

static gpointer
idle_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  gol_store_idle (gol_office_get_store (office));
  return NULL;
}

static void
idle_done_cb (gpointer      owner,
              gpointer      result,
              const GError *error)
{
}

static gboolean
idle_cb (gpointer data)
{
  GolWindow *self = data;

  if (self->office != NULL && g_get_monotonic_time () - self->touched > 5 * G_USEC_PER_SEC)
    gol_run (self, self->office, idle_func, NULL, NULL, NULL, NULL, idle_done_cb);
  return G_SOURCE_CONTINUE;
}

/* ── Type ── */

static gboolean
gol_window_close_request (GtkWindow *window)
{
  gol_application_remember_window (window);
  return GTK_WINDOW_CLASS (gol_window_parent_class)->close_request (window);
}

static void
gol_window_dispose (GObject *object)
{
  GolWindow *self = GOL_WINDOW (object);

  g_clear_handle_id (&self->lock_source, g_source_remove);
  g_clear_handle_id (&self->idle_source, g_source_remove);
  self->shell = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_WINDOW);
  g_clear_object (&self->office);
  G_OBJECT_CLASS (gol_window_parent_class)->dispose (object);
}

static void
gol_window_class_init (GolWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = gol_window_close_request;

  g_type_ensure (GOL_TYPE_WELCOME_PAGE);
  g_type_ensure (GOL_TYPE_CREATE_PAGE);
  g_type_ensure (GOL_TYPE_UNLOCK_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/shell/gol-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GolWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GolWindow, band);
  gtk_widget_class_bind_template_child (widget_class, GolWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, GolWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, GolWindow, create);
  gtk_widget_class_bind_template_child (widget_class, GolWindow, unlock);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, demonstrate_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_to_welcome_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
}

static void
gol_window_init (GolWindow *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (touched_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  self->lock_source = g_timeout_add_seconds (20, check_lock_cb, self);
  self->idle_source = g_timeout_add_seconds (10, idle_cb, self);
  update_actions (self);
}

GolWindow *
gol_window_new (GtkApplication *application)
{
  GolWindow *self = g_object_new (GOL_TYPE_WINDOW, "application", application, NULL);

  gol_application_restore_window (GTK_WINDOW (self));
  return self;
}
