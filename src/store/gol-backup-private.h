/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a backup may hold: both databases by GolLog, then the rest. Ends with NULL. */
extern const char * const gol_backup_names[];

/* The tar file of what stands in @folder under these names, with their list. */
gboolean  gol_backup_pack          (const char *folder, const char *path, GCancellable *cancellable, GError **error);
/* Into an empty @folder; fails with GOL_ERROR_CORRUPT unless every file is there as it was packed. */
gboolean  gol_backup_unpack        (const char *path, const char *folder, GError **error);

void      gol_backup_remove_folder (const char *folder);
gboolean  gol_backup_sync          (const char *path, GError **error);     /* a file or a folder */
void      gol_backup_set_errno     (GError **error, const char *path);

G_END_DECLS
