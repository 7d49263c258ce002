/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three offices on one screen: the script of the demonstration, with the hub program on loopback. */

#include <ftw.h>
#include <string.h>

#include "gol-async.h"
#include "gol-demonstration-script.h"
#include "gol-test-office.h"

typedef struct
{
  char     *dir;
  GString  *steps;
  gboolean  begun;
  int       status;
} Play;

static int
remove_one (const char        *path,
            const struct stat *status,
            int                kind,
            struct FTW        *place)
{
  return remove (path);
}

static void
step_cb (const char        *step,
         GolWindow * const *windows,
         double             seconds,
         gpointer           user_data)
{
  Play *play = user_data;

  if (seconds > 0)
    g_test_message ("%s: seen in the other office after %.2f s (wanted: 2)", step, seconds);
  for (guint place = 0; place < GOL_DEMONSTRATION_N_OFFICES; place++)
    g_assert_nonnull (windows[place]);
  g_string_append_printf (play->steps, "%s ", step);
}

static void
done_cb (const GError *error,
         gpointer      user_data)
{
  Play *play = user_data;

  if (error != NULL)
    g_test_message ("%s", error->message);
  play->status = error != NULL;
  g_application_quit (g_application_get_default ());
}

static gboolean
look_cb (gpointer data)
{
  Play *play = data;
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GtkWindow *window = g_list_last (gtk_application_get_windows (application))->data;

  if (gol_busy_count () > 0 || gol_window_get_demonstration (GOL_WINDOW (window)) == NULL)
    return G_SOURCE_CONTINUE;
  gol_demonstration_script_run (GOL_WINDOW (window), step_cb, done_cb, play);
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *application,
             gpointer        data)
{
  Play *play = data;
  GolWindow *window = gol_window_new (application);

  gtk_window_present (GTK_WINDOW (window));
  gol_window_open_demonstration (window, play->dir, (GolDate) { 2026, 11, 23 });
  g_timeout_add (100, look_cb, play);
}

static void
test_script (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GtkApplication) application = GTK_APPLICATION (adw_application_new ("org.golondrina.Test", G_APPLICATION_NON_UNIQUE));
  Play play = { .dir = g_dir_make_tmp ("golondrina-script-XXXXXX", &error), .steps = g_string_new (NULL), .status = -1 };

  g_assert_no_error (error);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &play);
  g_application_run (G_APPLICATION (application), 0, NULL);
  g_assert_cmpint (play.status, ==, 0);
  g_assert_cmpstr (play.steps->str, ==, "begin found placed selected accepted prepared visa booked departure departed arrival arrived ended return "
                                        "returned again ");
  g_string_free (play.steps, TRUE);
  nftw (play.dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  g_free (play.dir);
}

int
main (int    argc,
      char **argv)
{
  gol_test_init (&argc, &argv);
  g_test_add_func ("/app/demonstration/script", test_script);
  return g_test_run ();
}
