/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-application.h"

#include <glib/gi18n-lib.h>

#include "gol-actions.h"
#include "gol-pictures.h"
#include "gol-window.h"

struct _GolApplication
{
  AdwApplication  parent_instance;

  char           *dir;             /* --office */
  char           *pictures;        /* --pictures */
  char           *play;            /* --play */
  gboolean        demonstration;
  int             status;
};

G_DEFINE_FINAL_TYPE (GolApplication, gol_application, ADW_TYPE_APPLICATION)

/* ── Preferences ── */

GSettings *
gol_application_get_settings (void)
{
  static gsize once = 0;
  static GSettings *settings = NULL;

  if (g_once_init_enter (&once))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr(GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, GOL_APP_ID, TRUE) : NULL;

      if (schema != NULL)
        settings = g_settings_new (GOL_APP_ID);
      g_once_init_leave (&once, 1);
    }
  return settings;
}

void
gol_application_remember_folder (const char *dir)
{
  GSettings *settings = gol_application_get_settings ();

  if (settings != NULL)
    g_settings_set_string (settings, "last-office", dir);
}

char *
gol_application_recall_folder (void)
{
  GSettings *settings = gol_application_get_settings ();

  return settings != NULL ? g_settings_get_string (settings, "last-office") : NULL;
}

guint
gol_application_get_lock_after (void)
{
  GSettings *settings = gol_application_get_settings ();

  return settings != NULL ? g_settings_get_uint (settings, "lock-after") : 10;
}

void
gol_application_remember_window (GtkWindow *window)
{
  GSettings *settings = gol_application_get_settings ();
  int width, height;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window))
    g_settings_set (settings, "window-size", "(ii)", width, height);
}

void
gol_application_restore_window (GtkWindow *window)
{
  GSettings *settings = gol_application_get_settings ();
  int width, height;

  if (settings == NULL)
    return;
  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (window, width, height);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

/* ── Actions ── */

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GtkApplication *self = data;
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (self));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  GtkWidget *window = gol_shortcuts_window_new ();

  gtk_window_set_transient_for (GTK_WINDOW (window), gtk_application_get_active_window (data));
  gtk_window_present (GTK_WINDOW (window));
}

/* What a report of a fault needs; nothing about persons. */
static char *
debug_information (void)
{
  return g_strdup_printf ("Golondrina %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\nEncryption: %s\n",
                          GOL_VERSION, gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          glib_major_version, glib_minor_version, glib_micro_version, GOL_CIPHER ? "SQLCipher" : "none");
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  GtkWidget *window = adw_about_window_new ();
  g_autofree char *debug = debug_information ();

  g_object_set (window,
                "application-name", "Golondrina",
                "application-icon", GOL_APP_ID,
                "developer-name", _("The Golondrina developers"),
                "version", GOL_VERSION,
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _("The office of those who go to work for a season, and come back."),
                /* TRANSLATORS: your names, one a line. */
                "translator-credits", _("translator-credits"),
                "debug-info", debug,
                NULL);
  gtk_window_set_transient_for (GTK_WINDOW (window), gtk_application_get_active_window (data));
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "quit", quit_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
};

/* ── Start ── */

static void
pictured_cb (int      status,
             gpointer data)
{
  GolApplication *self = data;

  self->status = status;
  g_application_quit (data);
}

static void
gol_application_activate (GApplication *application)
{
  GolApplication *self = GOL_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_autofree char *recalled = NULL;

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  window = GTK_WINDOW (gol_window_new (GTK_APPLICATION (application)));
  if (self->pictures != NULL)
    {
      gol_pictures_take (GOL_WINDOW (window), self->pictures, pictured_cb, self);
      return;
    }
  if (self->play != NULL)
    {
      gol_pictures_play (GOL_WINDOW (window), self->play, pictured_cb, self);
      return;
    }
  if (self->demonstration)
    gol_window_open_demonstration (GOL_WINDOW (window), NULL, (GolDate) { 0 });
  else
    {
      recalled = self->dir != NULL ? g_strdup (self->dir) : gol_application_recall_folder ();
      gol_window_show_folder (GOL_WINDOW (window), recalled);
    }
  gtk_window_present (window);
}

static void
gol_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (gol_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  gol_actions_set_accelerators (GTK_APPLICATION (application));
  gtk_window_set_default_icon_name (GOL_APP_ID);
}

static int
gol_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  GolApplication *self = GOL_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("golondrina %s\n", GOL_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "office", "^ay", &self->dir);
  g_variant_dict_lookup (options, "pictures", "^ay", &self->pictures);
  g_variant_dict_lookup (options, "play", "^ay", &self->play);
  self->demonstration = g_variant_dict_contains (options, "demonstration");
  if ((self->pictures != NULL || self->play != NULL) && !self->demonstration)
    {
      g_printerr ("%s\n", _("Pictures are taken of the demonstration only: add --demonstration."));
      return 2;
    }
  /* Another office or the demonstration stands beside a window that is open already. */
  if (self->dir != NULL || self->demonstration)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
gol_application_finalize (GObject *object)
{
  GolApplication *self = GOL_APPLICATION (object);

  g_free (self->dir);
  g_free (self->pictures);
  g_free (self->play);
  G_OBJECT_CLASS (gol_application_parent_class)->finalize (object);
}

static void
gol_application_class_init (GolApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gol_application_finalize;
  application_class->activate = gol_application_activate;
  application_class->startup = gol_application_startup;
  application_class->handle_local_options = gol_application_handle_local_options;
}

static void
gol_application_init (GolApplication *self)
{
  const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
    { "office", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Open the office in this folder"), N_("DIR") },
    { "demonstration", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open the demonstration, with made-up people"), NULL },
    { "pictures", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, N_("Save a picture of every page and leave"), N_("DIR") },
    { "play", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, N_("Play the demonstration’s season, save pictures of it and leave"), N_("DIR") },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

GolApplication *
gol_application_new (void)
{
  return g_object_new (GOL_TYPE_APPLICATION, "application-id", GOL_APP_ID, "resource-base-path", "/org/golondrina/Golondrina", NULL);
}

int
gol_application_run (GolApplication  *self,
                     int              argc,
                     char           **argv)
{
  int status;

  g_return_val_if_fail (GOL_IS_APPLICATION (self), 1);

  status = g_application_run (G_APPLICATION (self), argc, argv);
  return status != 0 ? status : self->status;
}
