/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who is at an office's folder, as far as other programs have to know. */
typedef enum
{
  GOL_FOLDER_OPEN,     /* has it open: one at a time */
  GOL_FOLDER_BESIDE,   /* reads beside whoever has it open: any number */
  GOL_FOLDER_SWAP,     /* puts other files in their place: nobody reads beside meanwhile */
} GolFolderUse;

/* A descriptor to be closed when done; -1 with GOL_ERROR_BUSY when somebody else's use forbids it. */
int gol_folder_lock (const char *dir, GolFolderUse use, GError **error);

G_END_DECLS
