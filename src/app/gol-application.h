/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GolApplication:
 *
 * One process, activated by the session bus; a second start raises the window of the first.
 */
#define GOL_TYPE_APPLICATION (gol_application_get_type ())
G_DECLARE_FINAL_TYPE (GolApplication, gol_application, GOL, APPLICATION, AdwApplication)

GolApplication *gol_application_new            (void);
/* The process's exit status. */
int             gol_application_run            (GolApplication *self, int argc, char **argv);

/* Preferences of this computer; without an installed schema (tests) they are not kept. */
GSettings      *gol_application_get_settings   (void);   /* (nullable) */
void            gol_application_remember_folder (const char *dir);
char           *gol_application_recall_folder  (void);
guint           gol_application_get_lock_after (void);   /* minutes */
void            gol_application_remember_window (GtkWindow *window);
void            gol_application_restore_window (GtkWindow *window);

G_END_DECLS
