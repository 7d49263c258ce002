/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"
#include "gol-task.h"

G_BEGIN_DECLS

/**
 * GolShell:
 *
 * An open office: sidebar, header, and the page at hand. Pages of the sidebar are made when first asked for and stay; pages of
 * one record lie on top until Back. Signal "toast" (string, boolean undo) goes to the window.
 */
#define GOL_TYPE_SHELL (gol_shell_get_type ())
G_DECLARE_FINAL_TYPE (GolShell, gol_shell, GOL, SHELL, AdwBin)

GolShell   *gol_shell_new           (GolOffice  *office);
GolOffice  *gol_shell_get_office    (GolShell   *self);
guint       gol_shell_get_n_pages   (GolShell   *self);
GolPage    *gol_shell_get_page      (GolShell   *self);
/* By its place in the sidebar. */
void        gol_shell_show_nth      (GolShell   *self,
                                     guint       position);
void        gol_shell_show          (GolShell   *self,
                                     const char *name);
void        gol_shell_open_record   (GolShell   *self,
                                     const char *record);
/* The page on which people are enrolled, on top. */
void        gol_shell_enrol         (GolShell   *self);
gboolean    gol_shell_can_go_back   (GolShell   *self);
void        gol_shell_go_back       (GolShell   *self);
void        gol_shell_toggle_sidebar (GolShell  *self);
void        gol_shell_search        (GolShell   *self);
void        gol_shell_open_menu     (GolShell   *self);
/* Something unsaved would be lost. */
gboolean    gol_shell_is_busy       (GolShell   *self);

G_END_DECLS
