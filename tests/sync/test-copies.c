/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "desk.h"
#include "gol-error.h"

/* Offices and hubs that were copied or restored. */

typedef char Folder;

static Folder *
folder_new (void)
{
  GError *error = NULL;
  Folder *folder = g_dir_make_tmp ("golondrina-copy-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
folder_free (Folder *folder)
{
  static const char * const names[] = { "open.db", "protected.db", "hub.db" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folder, folder_free)

static void
copy_file (const char *from,
           const char *to,
           const char *name)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  GError *error = NULL;

  g_file_get_contents (source, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents_full (target, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* Both closed; copies its databases. */
static void
copy_office (Office     *office,
             const char *to)
{
  copy_file (office->dir, to, "open.db");
  copy_file (office->dir, to, "protected.db");
}

static void
drop (Desk *desk)
{
  g_clear_pointer (&desk->sync, gol_sync_free);
  office_close (desk->office);
}

/* Until it is stopped by what it must be told, in words. */
static void
sync_forked (Desk *desk)
{
  GError *error = NULL;

  gol_sync_wake (desk->sync);
  for (;;)
    {
      g_autoptr(GolSyncRequest) request = gol_sync_next (desk->sync, &error);
      g_autoptr(GolHubReply) reply = NULL;

      g_assert_no_error (error);
      g_assert_false (request->idle);
      reply = desk_route (desk, request);
      if (!gol_sync_answer (desk->sync, reply->status, reply->body, &error))
        break;
    }
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (gol_sync_get_state (desk->sync)->phase, ==, GOL_SYNC_FORKED);
  g_assert_nonnull (gol_sync_get_state (desk->sync)->problem);
  g_assert_cmpuint (gol_sync_get_delay (desk->sync, desk->world->rand), >=, 150000);
}

/* An older copy of the office: the hub is ahead of it. It keeps what it has, and the other goes on. */
static void
test_restored_office (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) desk = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Folder) backup = folder_new ();
  g_autoptr(Folder) newer = folder_new ();
  g_autofree char *worker = office_set (desk->office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *place = NULL;

  desk_sync (desk);
  drop (desk);
  copy_office (desk->office, backup);
  desk_restart (desk);
  g_free (office_set (desk->office, worker, "civil", values_new ("birth_place", "Xela", NULL)));
  desk_sync (desk);
  drop (desk);
  copy_office (desk->office, newer);
  copy_file (backup, desk->office->dir, "open.db");
  copy_file (backup, desk->office->dir, "protected.db");
  desk_restart (desk);
  sync_forked (desk);
  g_assert_cmpuint (desk->pushes, ==, 2);   /* both before */
  office_verify (desk->office);

  /* The newer one is as it was, and the hub did not freeze it. */
  drop (desk);
  copy_file (newer, desk->office->dir, "open.db");
  copy_file (newer, desk->office->dir, "protected.db");
  desk_restart (desk);
  desk_sync (desk);
  place = office_get (desk->office, worker, "civil.birth_place");
  g_assert_cmpstr (place, ==, "Xela");
}

/* Two copies that both wrote: the second is stopped before it sends anything. */
static void
test_two_copies (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) desk = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Folder) copy = folder_new ();
  g_autofree char *worker = office_set (desk->office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *place = NULL;

  desk_sync (desk);
  drop (desk);
  copy_office (desk->office, copy);
  desk_restart (desk);
  g_free (office_set (desk->office, worker, "civil", values_new ("birth_place", "Xela", NULL)));
  desk_sync (desk);
  drop (desk);
  copy_file (copy, desk->office->dir, "open.db");
  copy_file (copy, desk->office->dir, "protected.db");
  desk_restart (desk);
  g_free (office_set (desk->office, worker, "civil", values_new ("birth_place", "Nebaj", NULL)));
  g_free (office_set (desk->office, worker, "civil", values_new ("birth_place", "Chajul", NULL)));
  desk->pushes = 0;
  sync_forked (desk);
  g_assert_cmpuint (desk->pushes, ==, 0);
  g_assert_cmpuint (desk_waiting (desk), ==, 2);
  place = office_get (desk->office, worker, "civil.birth_place");
  g_assert_cmpstr (place, ==, "Chajul");
  office_verify (desk->office);
}

/* The hub was restored: it has less than it had, and knows no cursor. Offices send again what it lacks, and lose nothing. */
static void
test_restored_hub (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) one = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) other = desk_new (world, "min2", "ministry", NULL);
  g_autoptr(Folder) backup = folder_new ();
  g_autofree char *worker = office_set (one->office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *place = NULL;
  GError *error = NULL;

  desk_sync (one);
  desk_sync (other);
  g_clear_pointer (&world->hub, gol_hub_close);
  copy_file (world->folder, backup, "hub.db");
  world_reopen (world);
  g_free (office_set (one->office, worker, "civil", values_new ("birth_place", "Xela", NULL)));
  desk_sync (one);
  g_clear_pointer (&world->hub, gol_hub_close);
  copy_file (backup, world->folder, "hub.db");
  world_reopen (world);
  gol_hub_renew (world->hub, &error);
  g_assert_no_error (error);

  g_free (office_set (one->office, worker, "civil", values_new ("birth_place", "Nebaj", NULL)));
  desk_sync (one);
  desk_sync (other);
  desk_sync (one);
  desk_assert_same (one, other, worker, "civil");
  place = office_get (other->office, worker, "civil.birth_place");
  g_assert_cmpstr (place, ==, "Nebaj");
  g_assert_cmpuint (desk_waiting (one), ==, 0);
  office_verify (one->office);
  office_verify (other->office);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/copies/restored-office", test_restored_office);
  g_test_add_func ("/sync/copies/two-copies", test_two_copies);
  g_test_add_func ("/sync/copies/restored-hub", test_restored_hub);
  return g_test_run ();
}
