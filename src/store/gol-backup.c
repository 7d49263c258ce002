/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gol-error.h"
#include "gol-store-private.h"

/*
 * A backup is a tar file with the office's files as they are at rest, encrypted, and a list of their lengths and hashes, which
 * comes last: a file that was cut short has none. Both databases are copied page by page out of snapshots taken while the
 * writer is held for an instant, so that they fit each other though saving goes on meanwhile. The copies stand in a folder
 * beside the backup until it is written whole.
 */

typedef struct
{
  GolStore      *store;
  GolDb         *db[2];      /* by GolLog, each in a transaction that began while nobody wrote; NULL: not held */
  GolDb         *still[2];   /* by GolLog, beside another program: transactions that keep it from writing for an instant */
  char          *folder;     /* of the copies */
  GCancellable  *cancellable;
  GolProgress    progress;
  gpointer       user_data;
  guint64        done;       /* pages of files before this one */
  guint64        total;
} Backup;

/* ── A moment of both files ── */

static const guint8 *
get_key (GolStore *store,
         GolLog    log)
{
  if (!GOL_CIPHER)
    return NULL;
  return log == GOL_LOG_OPEN ? store->keys->open : store->keys->protected;
}

static gboolean
read_number (GolDb       *db,
             const char  *sql,
             guint64     *number,
             GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, sql, error);
  gboolean row;

  if (st == NULL || !gol_statement_step (st, &row, error))
    return FALSE;
  *number = row ? gol_statement_int (st, 0) : 0;
  return TRUE;
}

/* The first read in a transaction is what fixes the snapshot. */
static gboolean
begin_snapshot (Backup   *self,
                GolLog    log,
                GError  **error)
{
  guint64 pages;

  self->db[log] = gol_store_open_alone (self->store, log, GOL_DB_READ_ONLY, error);
  if (self->db[log] == NULL || !gol_db_exec (self->db[log], "BEGIN", error)
      || !read_number (self->db[log], "PRAGMA page_count", &pages, error)
      || !read_number (self->db[log], "SELECT count (*) FROM meta", &(guint64) { 0 }, error))
    return FALSE;
  self->total += pages;
  return TRUE;
}

static gboolean
copy_plain (Backup      *self,
            const char  *name,
            GError     **error)
{
  g_autofree char *from = g_build_filename (self->store->dir, name, NULL);
  g_autofree char *to = g_build_filename (self->folder, name, NULL);
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);
  g_autoptr(GError) local = NULL;

  if (!g_file_test (from, G_FILE_TEST_EXISTS)
      || g_file_copy (source, target, G_FILE_COPY_OVERWRITE, self->cancellable, NULL, NULL, &local))
    return TRUE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED, _("It was stopped."));
  else
    g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” could not be copied: %s"), from, local->message);
  return FALSE;
}

/* In the order in which every writer takes them. */
static gboolean
hold_others (Backup   *self,
             GError  **error)
{
  if (!self->store->beside)
    return TRUE;
  if (!gol_store_can_protected (self->store))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_BUSY,
                           _("Another program has this office open, and who may not read its protected file can back it up only once it"
                             " is closed there."));
      return FALSE;
    }
  for (int log = GOL_LOG_PROTECTED; log >= GOL_LOG_OPEN; log--)
    {
      self->still[log] = gol_store_open_alone (self->store, log, 0, error);
      if (self->still[log] == NULL || !gol_db_begin (self->still[log], error))
        return FALSE;
    }
  return TRUE;
}

static void
let_go (GolDb *db[2])
{
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    if (db[log] != NULL)
      {
        gol_db_rollback (db[log]);
        g_clear_pointer (&db[log], gol_db_close);
      }
}

/* A protected file to which this office's session has no key is at rest, since nobody else has the office open: it is copied as it
 * is, with the log beside it. */
static gboolean
take_moment (Backup   *self,
             GError  **error)
{
  gboolean good;

  gol_store_lock (self->store, GOL_PRIORITY_EXCHANGE);
  good = hold_others (self, error) && copy_plain (self, GOL_VAULT_FILE, error) && begin_snapshot (self, GOL_LOG_OPEN, error);
  if (good && gol_store_can_protected (self->store))
    good = begin_snapshot (self, GOL_LOG_PROTECTED, error);
  let_go (self->still);
  gol_store_unlock (self->store);
  if (good && !gol_store_can_protected (self->store))
    good = copy_plain (self, GOL_PROTECTED_FILE, error) && copy_plain (self, GOL_PROTECTED_FILE "-wal", error);
  return good;
}

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer user_data)
{
  Backup *self = user_data;

  if (self->progress != NULL)
    self->progress (self->done + done, self->total, self->user_data);
}

static gboolean
copy_databases (Backup   *self,
                GError  **error)
{
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    {
      g_autofree char *path = g_build_filename (self->folder, gol_backup_names[log], NULL);
      guint64 pages;

      if (self->db[log] == NULL)
        continue;
      if (!gol_db_backup (self->db[log], path, get_key (self->store, log), self->cancellable, progress_cb, self, error)
          || !read_number (self->db[log], "PRAGMA page_count", &pages, error))
        return FALSE;
      self->done += pages;
    }
  return TRUE;
}

/* ── Writing it whole ── */

void
gol_backup_remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

gboolean
gol_backup_sync (const char  *path,
                 GError     **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean good = fd >= 0 && fsync (fd) == 0;

  if (!good)
    gol_backup_set_errno (error, path);
  if (fd >= 0)
    close (fd);
  return good;
}

void
gol_backup_set_errno (GError     **error,
                      const char  *path)
{
  if (errno == ENOSPC || errno == EDQUOT)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FULL, _("The disk is full; make room, or choose another one."));
  else
    g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” cannot be written: %s."), path, g_strerror (errno));
}

static gboolean
write_file (Backup      *self,
            const char  *path,
            GError     **error)
{
  g_autofree char *part = g_build_filename (self->folder, "backup.tar", NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  if (!gol_backup_pack (self->folder, part, self->cancellable, error) || !gol_backup_sync (part, error))
    return FALSE;
  if (g_rename (part, path) != 0)
    {
      gol_backup_set_errno (error, path);
      return FALSE;
    }
  return gol_backup_sync (parent, error);
}

/**
 * gol_store_backup:
 * @path: the file to write; one that is there is replaced once the new one is whole
 * @progress: (nullable): told pages, from this thread
 *
 * Saving goes on meanwhile. The keys stay as they are: who can open the office can open its backup.
 */
gboolean
gol_store_backup (GolStore      *store,
                  const char    *path,
                  GCancellable  *cancellable,
                  GolProgress    progress,
                  gpointer       user_data,
                  GError       **error)
{
  Backup self = { .store = store, .cancellable = cancellable, .progress = progress, .user_data = user_data };
  gboolean good;

  g_return_val_if_fail (store != NULL && path != NULL, FALSE);

  self.folder = g_strconcat (path, ".XXXXXX", NULL);
  if (g_mkdtemp (self.folder) == NULL)
    {
      gol_backup_set_errno (error, path);
      g_free (self.folder);
      return FALSE;
    }
  good = take_moment (&self, error) && copy_databases (&self, error);
  let_go (self.db);
  good = good && write_file (&self, path, error);
  gol_backup_remove_folder (self.folder);
  g_free (self.folder);
  return good;
}
