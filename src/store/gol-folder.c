/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-folder-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

#include "gol-error.h"

/*
 * Two empty files to lock, for a folder is used in two ways at once: one program has it open and writes, others read beside it. The system
 * lets go of both when a program dies. Who reads beside goes by SQLite's own locks within the databases, and needs this one only because
 * files must not be exchanged under it: SQLite would lay the old file's write-ahead log over the new file.
 */

static const struct { const char *name; int operation; const char *busy; } uses[] = {
  [GOL_FOLDER_OPEN] = { "office.lock", LOCK_EX, N_("Another program has this office open; close it there and open it again.") },
  [GOL_FOLDER_BESIDE] = { "beside.lock", LOCK_SH, N_("Another program is giving this office new keys; try again in a moment.") },
  [GOL_FOLDER_SWAP] = { "beside.lock", LOCK_EX, N_("Another program is reading this office; try again when it is done.") },
};

int
gol_folder_lock (const char    *dir,
                 GolFolderUse   use,
                 GError       **error)
{
  g_autofree char *path = g_build_filename (dir, uses[use].name, NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, uses[use].operation | LOCK_NB) == 0)
    return fd;
  if (fd < 0)
    g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” cannot be written: %s."), path, g_strerror (errno));
  else
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_BUSY, _(uses[use].busy));
      close (fd);
    }
  return -1;
}
