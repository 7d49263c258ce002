/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "gol-db.h"
#include "gol-vault-private.h"

/*
 * New keys without a moment in which neither the old nor the new office opens. Copies under the new keys are written beside the files; then
 * office.json, which holds the generation and the slots, is replaced in one rename; then the copies take the files' place. A crash before
 * the rename leaves copies of a generation that office.json does not name: they are thrown away. A crash after it leaves copies that it does
 * name: they are put in place when the office is next loaded.
 */

static const char * const names[] = { GOL_OPEN_FILE, GOL_PROTECTED_FILE };

static char *
copy_path (const char *dir,
           const char *name,
           guint       generation)
{
  g_autofree char *copy = g_strdup_printf ("%s.%u", name, generation);

  return g_build_filename (dir, copy, NULL);
}

static void
sync_folder (const char *dir)
{
  int fd = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

gboolean
gol_vault_prepare_rekey (const char     *dir,
                         const GolKeys  *old_keys,
                         const GolKeys  *new_keys,
                         guint           generation,
                         GError        **error)
{
  const guint8 *old_key[] = { old_keys->open, old_keys->protected };
  const guint8 *new_key[] = { new_keys->open, new_keys->protected };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);
      g_autofree char *copy = copy_path (dir, names[i], generation);
      g_autoptr(GolDb) db = NULL;

      g_unlink (copy);
      db = gol_db_open (path, old_key[i], 0, error);
      if (db == NULL || !gol_db_export (db, copy, new_key[i], error))
        {
          g_unlink (copy);
          return FALSE;
        }
    }
  sync_folder (dir);
  return TRUE;
}

/* "open.db.2": of generation 2; 0: not the name of a copy. @which: (out): of which file it is one */
static guint64
copy_generation (const char *entry,
                 guint      *which)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strlen (names[i]);

      *which = i;
      /* Not its write-ahead log. */
      if (strncmp (entry, names[i], length) == 0 && entry[length] == '.' && strchr (entry + length, '-') == NULL)
        return g_ascii_strtoull (entry + length + 1, NULL, 10);
    }
  return 0;
}

gboolean
gol_vault_is_rekeying (const char *dir)
{
  g_autoptr(GDir) folder = g_dir_open (dir, 0, NULL);
  const char *entry;
  guint which;

  while (folder != NULL && (entry = g_dir_read_name (folder)) != NULL)
    if (copy_generation (entry, &which) != 0)
      return TRUE;
  return FALSE;
}

static void
put_in_place (const char *dir,
              const char *entry,
              const char *name)
{
  g_autofree char *copy = g_build_filename (dir, entry, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  /* A write-ahead log under the old key belongs to the old file. */
  g_unlink (wal);
  g_unlink (shm);
  if (g_rename (copy, path) != 0)
    g_warning ("A re-keyed file could not be put in place; it will be tried again when the office is next opened");
}

void
gol_vault_finish_rekey (const char *dir,
                        guint       generation)
{
  g_autoptr(GDir) folder = g_dir_open (dir, 0, NULL);
  const char *entry;

  if (folder == NULL)
    return;
  while ((entry = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *copy = g_build_filename (dir, entry, NULL);
      guint which;
      guint64 of = copy_generation (entry, &which);

      if (of == generation)
        put_in_place (dir, entry, names[which]);
      else if (of != 0)
        g_unlink (copy);
    }
  sync_folder (dir);
}
