/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-demonstration-offices.h"
#include "gol-shell.h"

G_BEGIN_DECLS

/**
 * GolWindow:
 *
 * One window: welcome, unlock, or an open office; its actions, toasts, and the band of a demonstration.
 */
#define GOL_TYPE_WINDOW (gol_window_get_type ())
G_DECLARE_FINAL_TYPE (GolWindow, gol_window, GOL, WINDOW, AdwApplicationWindow)

GolWindow  *gol_window_new            (GtkApplication *application);
/* The office in @dir: unlock page; a folder without one, or %NULL: welcome. */
void        gol_window_show_folder    (GolWindow      *self,
                                       const char     *dir);
void        gol_window_show_create    (GolWindow      *self);
/* (nullable): locks. */
void        gol_window_set_office     (GolWindow      *self,
                                       GolOffice      *office);
GolOffice  *gol_window_get_office     (GolWindow      *self);
GolShell   *gol_window_get_shell      (GolWindow      *self);
void        gol_window_toast          (GolWindow      *self,
                                       const char     *sentence,
                                       gboolean        undo);
/* Opens (makes, if need be) the demonstration, each office in a window of its own, the ministry in this one:
 * gol_demonstration_open_async (). */
void        gol_window_open_demonstration (GolWindow  *self,
                                           const char *parent,
                                           GolDate     today);
/* (transfer none) (nullable): of which this window shows one office. */
GolDemonstrationOffices *gol_window_get_demonstration (GolWindow *self);

G_END_DECLS
