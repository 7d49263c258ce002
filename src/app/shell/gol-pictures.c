/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-pictures.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-error.h"
#include "gol-list-page.h"

/* A page counts as drawn when nothing was asked for this long. */
#define SETTLE_MS 250
#define PATIENCE_MS 20000

gboolean
gol_pictures_shoot (GtkWindow   *window,
                    const char  *path,
                    GError     **error)
{
  GtkNative *native = GTK_NATIVE (window);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (GTK_WIDGET (window));
  int height = gtk_widget_get_height (GTK_WIDGET (window));

  g_return_val_if_fail (GTK_IS_WINDOW (window), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL || gtk_native_get_renderer (native) == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FAILED, _("The window has not been drawn yet."));
      return FALSE;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The picture “%s” could not be written."), path);
      return FALSE;
    }
  return TRUE;
}

/* ── The round ── */

typedef struct
{
  GolWindow       *window;
  char            *dir;
  guint            step;
  gint64           since;    /* when it was last busy */
  gint64           began;
  GolPicturesDone  done;
  gpointer         data;
} Round;

typedef void (*Arrange) (Round *round);

static GolListPage *
list_of (Round *round)
{
  GolPage *page = gol_shell_get_page (gol_window_get_shell (round->window));

  return GOL_IS_LIST_PAGE (page) ? GOL_LIST_PAGE (page) : NULL;
}

static void
show (Round      *round,
      const char *page)
{
  gol_shell_show (gol_window_get_shell (round->window), page);
}

static void
arrange_welcome (Round *round)
{
  gol_window_show_folder (round->window, NULL);
}

static void
arrange_demonstration (Round *round)
{
  gol_window_open_demonstration (round->window);
}

static void
arrange_workers (Round *round)
{
  show (round, "workers");
}

static void
arrange_workers_chosen (Round *round)
{
  gol_list_page_select (list_of (round), 2);
}

static void
arrange_workers_late (Round *round)
{
  gol_list_page_filter (list_of (round), "~late", "1");
}

static void
arrange_workers_nobody (Round *round)
{
  gol_list_page_set_search (list_of (round), "zzzzzz");
}

static void
arrange_worker (Round *round)
{
  gol_list_page_set_search (list_of (round), "");
  gol_list_page_select (list_of (round), 0);
  gol_list_page_step (list_of (round), 1);
}

static void
arrange_dark (Round *round)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
}

static void
arrange_right_to_left (Round *round)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static void
arrange_left_to_right (Round *round)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  show (round, "orders");
}

static void
arrange_order (Round *round)
{
  gol_list_page_select (list_of (round), 0);
  gol_list_page_step (list_of (round), 1);
}

static void
arrange_import (Round *round)
{
  show (round, "import");
}

static void
arrange_office (Round *round)
{
  show (round, "office");
}

static void
arrange_unlock (Round *round)
{
  gol_window_set_office (round->window, NULL);
}

static const struct
{
  const char *name;     /* of the picture; NULL: none is taken */
  Arrange     arrange;
} steps[] = {
  { "01-welcome", arrange_welcome },
  { NULL, arrange_demonstration },
  { "02-workers", arrange_workers },
  { "03-workers-chosen", arrange_workers_chosen },
  { "04-workers-late", arrange_workers_late },
  { "05-workers-nobody", arrange_workers_nobody },
  { "06-worker", arrange_worker },
  { "07-worker-dark", arrange_dark },
  { "08-worker-right-to-left", arrange_right_to_left },
  { "09-orders", arrange_left_to_right },
  { "10-order", arrange_order },
  { "11-import", arrange_import },
  { "12-office", arrange_office },
  { "13-unlock", arrange_unlock },
};

static void
finish (Round *round,
        int    status)
{
  round->done (status, round->data);
  g_object_unref (round->window);
  g_free (round->dir);
  g_free (round);
}

static gboolean
shoot_step (Round *round)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (steps[round->step].name == NULL)
    return TRUE;
  name = g_strconcat (steps[round->step].name, ".png", NULL);
  path = g_build_filename (round->dir, name, NULL);
  if (gol_pictures_shoot (GTK_WINDOW (round->window), path, &error))
    return TRUE;
  g_printerr ("%s\n", error->message);
  return FALSE;
}

static gboolean
watch_cb (gpointer data)
{
  Round *round = data;
  gint64 now = g_get_monotonic_time () / 1000;

  if (gol_busy_count () > 0)
    round->since = now;
  if (now - round->began > PATIENCE_MS && gol_busy_count () > 0)
    {
      g_printerr ("%s\n", _("A page did not come to rest; no picture was taken of it."));
      finish (round, 3);
      return G_SOURCE_REMOVE;
    }
  if (now - round->since < SETTLE_MS)
    return G_SOURCE_CONTINUE;
  if (!shoot_step (round))
    {
      finish (round, 3);
      return G_SOURCE_REMOVE;
    }
  round->step++;
  if (round->step >= G_N_ELEMENTS (steps))
    {
      finish (round, 0);
      return G_SOURCE_REMOVE;
    }
  if (round->step >= 2 && gol_window_get_shell (round->window) == NULL)
    {
      g_printerr ("%s\n", _("The demonstration could not be opened."));
      finish (round, 3);
      return G_SOURCE_REMOVE;
    }
  steps[round->step].arrange (round);
  round->began = round->since = g_get_monotonic_time () / 1000;
  return G_SOURCE_CONTINUE;
}

void
gol_pictures_take (GolWindow       *window,
                   const char      *dir,
                   GolPicturesDone  done,
                   gpointer         user_data)
{
  Round *round;

  g_return_if_fail (GOL_IS_WINDOW (window));
  g_return_if_fail (dir != NULL);
  g_return_if_fail (done != NULL);

  if (g_mkdir_with_parents (dir, 0755) != 0)
    {
      g_printerr (_("The folder “%s” could not be made: %s\n"), dir, g_strerror (errno));
      done (3, user_data);
      return;
    }
  round = g_new0 (Round, 1);
  round->window = g_object_ref (window);
  round->dir = g_strdup (dir);
  round->done = done;
  round->data = user_data;
  round->began = round->since = g_get_monotonic_time () / 1000;
  /* Nothing moves and nothing blinks, so that equal pages give equal pictures. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 820);
  gtk_window_present (GTK_WINDOW (window));
  steps[0].arrange (round);
  g_timeout_add (20, watch_cb, round);
}
