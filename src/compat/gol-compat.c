/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Here alone newer functions may be named, each behind its version. */
#undef GDK_VERSION_MAX_ALLOWED
#undef ADW_VERSION_MAX_ALLOWED

#include "gol-compat.h"

#include <glib/gi18n-lib.h>

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

#if ADW_CHECK_VERSION (1, 5, 0)
static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             GTask          *task)
#else
static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             GTask            *task)
#endif
{
  g_task_return_boolean (task, g_str_equal (response, "yes"));
  g_object_unref (task);
}

void
gol_confirm_async (GtkWidget           *parent,
                   const char          *heading,
                   const char          *body,
                   const char          *verb,
                   gboolean             destructive,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, gol_confirm_async);
#if ADW_CHECK_VERSION (1, 5, 0)
  {
    AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

    adw_alert_dialog_add_response (dialog, "no", verb != NULL ? _("_Cancel") : _("_Close"));
    if (verb != NULL)
      {
        adw_alert_dialog_add_response (dialog, "yes", verb);
        adw_alert_dialog_set_response_appearance (dialog, "yes",
                                                  destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
      }
    adw_alert_dialog_set_default_response (dialog, "no");
    adw_alert_dialog_set_close_response (dialog, "no");
    g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), task);
    adw_dialog_present (ADW_DIALOG (dialog), parent);
  }
#else
  {
    AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window_of (parent), heading, body));

    adw_message_dialog_add_response (dialog, "no", verb != NULL ? _("_Cancel") : _("_Close"));
    if (verb != NULL)
      {
        adw_message_dialog_add_response (dialog, "yes", verb);
        adw_message_dialog_set_response_appearance (dialog, "yes",
                                                    destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
      }
    adw_message_dialog_set_default_response (dialog, "no");
    adw_message_dialog_set_close_response (dialog, "no");
    g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), task);
    gtk_window_present (GTK_WINDOW (dialog));
  }
#endif
}

gboolean
gol_confirm_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static GtkFileFilter *
filter_new (const char         *name,
            const char * const *suffixes)
{
  GtkFileFilter *filter;

  if (suffixes == NULL)
    return NULL;
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  return filter;
}

#if GTK_CHECK_VERSION (4, 10, 0)
static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GtkFileDialog *dialog = GTK_FILE_DIALOG (source);
  GolPick pick = GPOINTER_TO_UINT (g_task_get_task_data (task));
  GFile *file;

  file = pick == GOL_PICK_OPEN ? gtk_file_dialog_open_finish (dialog, result, NULL)
         : pick == GOL_PICK_SAVE ? gtk_file_dialog_save_finish (dialog, result, NULL)
                                 : gtk_file_dialog_select_folder_finish (dialog, result, NULL);
  g_task_return_pointer (task, file, g_object_unref);
}
#else
static void
picked_cb (GtkNativeDialog *dialog,
           int              response,
           GTask           *task)
{
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_task_return_pointer (task, file, g_object_unref);
  g_object_unref (task);  /* and with its data the dialog */
}
#endif

void
gol_pick_file_async (GtkWidget           *parent,
                     const char          *title,
                     GolPick              pick,
                     const char          *name,
                     const char          *filter_name,
                     const char * const  *suffixes,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GtkFileFilter) filter = filter_new (filter_name, suffixes);
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, gol_pick_file_async);
#if GTK_CHECK_VERSION (4, 10, 0)
  {
    g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

    gtk_file_dialog_set_title (dialog, title);
    if (filter != NULL)
      gtk_file_dialog_set_default_filter (dialog, filter);
    if (name != NULL)
      gtk_file_dialog_set_initial_name (dialog, name);
    g_task_set_task_data (task, GUINT_TO_POINTER (pick), NULL);
    if (pick == GOL_PICK_OPEN)
      gtk_file_dialog_open (dialog, window_of (parent), NULL, picked_cb, task);
    else if (pick == GOL_PICK_SAVE)
      gtk_file_dialog_save (dialog, window_of (parent), NULL, picked_cb, task);
    else
      gtk_file_dialog_select_folder (dialog, window_of (parent), NULL, picked_cb, task);
  }
#else
  {
    static const GtkFileChooserAction actions[] = {
      [GOL_PICK_OPEN] = GTK_FILE_CHOOSER_ACTION_OPEN,
      [GOL_PICK_SAVE] = GTK_FILE_CHOOSER_ACTION_SAVE,
      [GOL_PICK_FOLDER] = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
    };
    GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window_of (parent), actions[pick], NULL, NULL);

    if (filter != NULL)
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    if (name != NULL && pick == GOL_PICK_SAVE)
      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
    gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
    /* Nobody else holds it. */
    g_task_set_task_data (task, dialog, g_object_unref);
    g_signal_connect (dialog, "response", G_CALLBACK (picked_cb), task);
    gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  }
#endif
}

GFile *
gol_pick_file_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
gol_announce (GtkWidget  *widget,
              const char *sentence)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (sentence != NULL);

#if GTK_CHECK_VERSION (4, 14, 0)
  /* The toolkit's own backend for tests has nothing to announce with, and is called all the same (GTK 4.18). */
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (widget), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}
