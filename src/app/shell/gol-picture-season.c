/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-pictures.h"

#include <ftw.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "gol-async.h"
#include "gol-demonstration-script.h"

/* The demonstration's season, played in its three windows, with a picture of each at each step. */

#define LOOK_MS   100
/* On which all pictures are taken. */
#define PICTURED  { 2026, 11, 23 }

typedef struct
{
  GolWindow       *window;
  char            *dir;
  char            *offices;   /* where they are made, for the time being */
  guint            n;
  gboolean         failed;
  GolPicturesDone  done;
  gpointer         user_data;
} Season;

static int
remove_one (const char        *path,
            const struct stat *status,
            int                kind,
            struct FTW        *place)
{
  return remove (path);
}

static void
finish (Season *season,
        int     status)
{
  nftw (season->offices, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  season->done (status, season->user_data);
  g_object_unref (season->window);
  g_free (season->dir);
  g_free (season->offices);
  g_free (season);
}

static void
step_cb (const char        *step,
         GolWindow * const *windows,
         double             seconds,
         gpointer           user_data)
{
  Season *season = user_data;

  if (seconds > 0)
    g_print ("%s: %.2f s\n", step, seconds);
  season->n++;
  for (guint place = 0; place < GOL_DEMONSTRATION_N_OFFICES; place++)
    {
      g_autofree char *name = g_strdup_printf ("season-%02u-%s-%s.png", season->n, step, gol_demonstration_place_get_name (place));
      g_autofree char *path = g_build_filename (season->dir, name, NULL);
      g_autoptr(GError) error = NULL;

      if (gol_pictures_shoot (GTK_WINDOW (windows[place]), path, &error))
        continue;
      g_printerr ("%s\n", error->message);
      season->failed = TRUE;
    }
}

static void
done_cb (const GError *error,
         gpointer      user_data)
{
  Season *season = user_data;

  if (error != NULL)
    g_printerr ("%s\n", error->message);
  finish (season, error != NULL || season->failed ? 3 : 0);
}

static gboolean
opened_cb (gpointer data)
{
  Season *season = data;

  if (gol_busy_count () > 0)
    return G_SOURCE_CONTINUE;
  if (gol_window_get_demonstration (season->window) != NULL)
    gol_demonstration_script_run (season->window, step_cb, done_cb, season);
  else
    {
      g_printerr ("%s\n", _("The demonstration could not be opened."));
      finish (season, 3);
    }
  return G_SOURCE_REMOVE;
}

void
gol_pictures_play (GolWindow       *window,
                   const char      *dir,
                   GolPicturesDone  done,
                   gpointer         user_data)
{
  g_autofree char *offices = NULL;
  Season *season;

  g_return_if_fail (GOL_IS_WINDOW (window) && dir != NULL && done != NULL);

  offices = g_dir_make_tmp ("golondrina-XXXXXX", NULL);
  if (offices == NULL || g_mkdir_with_parents (dir, 0755) != 0)
    {
      g_printerr (_("The folder “%s” could not be made: %s\n"), dir, g_strerror (errno));
      done (3, user_data);
      return;
    }
  season = g_new0 (Season, 1);
  season->window = g_object_ref (window);
  season->dir = g_strdup (dir);
  season->offices = g_steal_pointer (&offices);
  season->done = done;
  season->user_data = user_data;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  gtk_window_present (GTK_WINDOW (window));
  gol_window_open_demonstration (window, season->offices, (GolDate) PICTURED);
  g_timeout_add (LOOK_MS, opened_cb, season);
}
