/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"

G_BEGIN_DECLS

/**
 * GolSyncPage:
 *
 * With which hub the office exchanges and how that stands; what waits, and what the hub keeps apart and why. Of an office without a hub,
 * how to join one.
 */
#define GOL_TYPE_SYNC_PAGE (gol_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (GolSyncPage, gol_sync_page, GOL, SYNC_PAGE, GolPage)

GolPage  *gol_sync_page_new  (void);
/* As if it were pasted in and “Join” pressed. */
void      gol_sync_page_pair (GolSyncPage *self,
                              const char  *invitation);

G_END_DECLS
