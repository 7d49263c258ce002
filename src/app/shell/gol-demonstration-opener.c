/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-demonstration-opener.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "gol-error.h"

#define PREFIX "demonstration-of-three-"

typedef struct
{
  char        *parent;
  GolDate      today;
  GolProgress  progress;
  GWeakRef     owner;
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->parent);
  g_weak_ref_clear (&opening->owner);
  g_free (opening);
}

/* ── Progress, from the thread to the main context ── */

typedef struct
{
  GObject     *owner;
  GolProgress  progress;
  guint64      done, total;
} Told;

static gboolean
tell_cb (gpointer data)
{
  Told *told = data;

  told->progress (told->done, told->total, told->owner);
  return G_SOURCE_REMOVE;
}

static void
told_free (gpointer data)
{
  g_object_unref (((Told *) data)->owner);
  g_free (data);
}

static void
progress_in_thread (guint64  done,
                    guint64  total,
                    gpointer data)
{
  Opening *opening = data;
  GObject *owner = g_weak_ref_get (&opening->owner);
  Told *told;

  if (owner == NULL)
    return;
  told = g_new0 (Told, 1);
  told->owner = owner;
  told->progress = opening->progress;
  told->done = done;
  told->total = total;
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, told, told_free);
}

/* ── The folder: named after the day for which it was made ── */

static char *
find_made (const char *parent,
           GolDate    *day)
{
  g_autoptr(GDir) folder = g_dir_open (parent, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *vault = g_build_filename (parent, name, gol_demonstration_place_get_name (GOL_DEMONSTRATION_MINISTRY),
                                                 GOL_VAULT_FILE, NULL);

      if (g_str_has_prefix (name, PREFIX) && gol_date_parse (name + strlen (PREFIX), day) && gol_date_is_whole (*day)
          && g_file_test (vault, G_FILE_TEST_EXISTS))
        return g_build_filename (parent, name, NULL);
    }
  return NULL;
}

static void
remove_folder (const char *dir)
{
  g_autoptr(GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (dir);
}

/* Made beside its place and moved there whole: a half-made one is never found. */
static char *
make (Opening  *opening,
      GError  **error)
{
  char day[GOL_DATE_TEXT_MAX];
  g_autofree char *name = g_strconcat (PREFIX, gol_date_format (opening->today, day), NULL);
  g_autofree char *dir = g_build_filename (opening->parent, name, NULL);
  g_autofree char *part = g_strconcat (dir, ".part", NULL);

  if (g_mkdir_with_parents (opening->parent, 0700) != 0)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The folder “%s” could not be made: %s"), opening->parent,
                   g_strerror (errno));
      return NULL;
    }
  remove_folder (part);
  if (!gol_demonstration_offices_make (part, opening->today, progress_in_thread, opening, error))
    {
      remove_folder (part);
      return NULL;
    }
  if (g_rename (part, dir) != 0)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The folder “%s” could not be made: %s"), dir, g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&dir);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Opening *opening = data;
  g_autofree char *dir = NULL;
  GError *error = NULL;
  GolDate day;
  GolDemonstrationOffices *offices = NULL;

  if (opening->today.year == 0)
    {
      g_autoptr(GolClock) clock = gol_clock_new_system ();

      opening->today = gol_clock_get_today (clock);
    }
  day = opening->today;
  dir = find_made (opening->parent, &day);
  if (dir == NULL)
    {
      day = opening->today;
      dir = make (opening, &error);
    }
  if (dir != NULL)
    offices = gol_demonstration_offices_open (dir, day, &error);
  if (offices != NULL)
    g_task_return_pointer (task, offices, (GDestroyNotify) gol_demonstration_offices_unref);
  else
    g_task_return_error (task, error);
}

void
gol_demonstration_open_async (const char          *parent,
                              GolDate              today,
                              GolProgress          progress,
                              gpointer             owner,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Opening *opening;

  g_return_if_fail (progress != NULL);
  g_return_if_fail (G_IS_OBJECT (owner));

  opening = g_new0 (Opening, 1);
  opening->parent = parent != NULL ? g_strdup (parent) : g_build_filename (g_get_user_data_dir (), "golondrina", NULL);
  opening->today = today;
  opening->progress = progress;
  g_weak_ref_init (&opening->owner, owner);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

GolDemonstrationOffices *
gol_demonstration_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
