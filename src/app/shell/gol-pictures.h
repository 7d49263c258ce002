/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-window.h"

G_BEGIN_DECLS

typedef void (*GolPicturesDone) (int      status,
                                 gpointer user_data);

/* Goes through every page of the demonstration and its states, saves a picture of each into @dir (PNG, whole window), and says
 * when it is done: 0, or 3 with a sentence on the standard error. */
void      gol_pictures_take      (GolWindow        *window,
                                  const char       *dir,
                                  GolPicturesDone   done,
                                  gpointer          user_data);
/* One picture of a window as it stands. */
gboolean  gol_pictures_shoot     (GtkWindow        *window,
                                  const char       *path,
                                  GError          **error);

/* Plays the season of the demonstration in its three windows, with a picture of each at each step. */
void     gol_pictures_play  (GolWindow        *window,
                             const char       *dir,
                             GolPicturesDone   done,
                             gpointer          user_data);

G_END_DECLS
