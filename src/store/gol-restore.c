/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-store.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "gol-backup-private.h"
#include "gol-error.h"

/* A backup becomes an office beside where it shall stand, and takes its place only when it is whole. */

static gboolean
check_empty (const char  *dir,
             GError     **error)
{
  g_autoptr(GDir) entries = g_dir_open (dir, 0, NULL);

  if (entries == NULL ? !g_file_test (dir, G_FILE_TEST_EXISTS) : g_dir_read_name (entries) == NULL)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_EXISTS, _("“%s” is not an empty folder, so nothing was restored; choose another one."), dir);
  return FALSE;
}

/* The list of officers must be readable; what the databases hold is seen when they are opened, with their keys. */
static gboolean
check_vault (const char  *folder,
             GError     **error)
{
  g_autoptr(GolVault) vault = gol_vault_load (folder, error);

  return vault != NULL;
}

static gboolean
put_in_place (const char  *folder,
              const char  *dir,
              GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (dir);

  if (!gol_backup_sync (folder, error))
    return FALSE;
  /* Over a folder only while it is empty: the system sees to that. */
  if (g_rename (folder, dir) != 0)
    {
      gol_backup_set_errno (error, dir);
      return FALSE;
    }
  return gol_backup_sync (parent, error);
}

/**
 * gol_store_restore:
 * @backup: a file that gol_store_backup () wrote
 * @dir: a folder that is empty or not there
 *
 * The office as it was, whole or not at all. Fails with GOL_ERROR_CORRUPT when the file is damaged and GOL_ERROR_EXISTS when the
 * folder is in use; then nothing has changed.
 */
gboolean
gol_store_restore (const char  *backup,
                   const char  *dir,
                   GError     **error)
{
  g_autofree char *target = g_canonicalize_filename (dir, NULL);
  g_autofree char *folder = g_strconcat (target, ".XXXXXX", NULL);

  g_return_val_if_fail (backup != NULL, FALSE);

  if (!gol_wire_init (error) || !check_empty (target, error))
    return FALSE;
  if (g_mkdtemp (folder) == NULL)
    {
      gol_backup_set_errno (error, target);
      return FALSE;
    }
  if (gol_backup_unpack (backup, folder, error) && check_vault (folder, error) && put_in_place (folder, target, error))
    return TRUE;
  gol_backup_remove_folder (folder);
  return FALSE;
}
