/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GolWelcomePage:
 *
 * Three ways in. Signals "create", "demonstrate", "open" (string: a folder).
 */
#define GOL_TYPE_WELCOME_PAGE (gol_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (GolWelcomePage, gol_welcome_page, GOL, WELCOME_PAGE, AdwBin)

/* While the demonstration is made. */
void  gol_welcome_page_set_busy  (GolWelcomePage *self,
                                  gboolean        busy);
/* A GolProgress, on the main context. */
void  gol_welcome_page_progress  (guint64         done,
                                  guint64         total,
                                  gpointer        page);

G_END_DECLS
