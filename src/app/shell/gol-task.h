/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GolTask:
 *
 * Long work that an officer may look at and stop: what it is, how far it is. Progress may be told from any thread.
 */
#define GOL_TYPE_TASK (gol_task_get_type ())
G_DECLARE_FINAL_TYPE (GolTask, gol_task, GOL, TASK, GObject)

GolTask      *gol_task_new              (const char *title);
GCancellable *gol_task_get_cancellable  (GolTask    *self);
const char   *gol_task_get_title        (GolTask    *self);
gboolean      gol_task_is_running       (GolTask    *self);
/* Of 1; -1 while it is not known. */
double        gol_task_get_fraction     (GolTask    *self);
/* A GolProgress: pass the task as its user_data. */
void          gol_task_progress         (guint64     done,
                                         guint64     total,
                                         gpointer    task);
void          gol_task_finish           (GolTask    *self);

/**
 * GolTaskButton:
 *
 * In the header while something runs; its popover has a row for each.
 */
#define GOL_TYPE_TASK_BUTTON (gol_task_button_get_type ())
G_DECLARE_FINAL_TYPE (GolTaskButton, gol_task_button, GOL, TASK_BUTTON, AdwBin)

void          gol_task_button_add       (GolTaskButton *self,
                                         GolTask       *task);

G_END_DECLS
