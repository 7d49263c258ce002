/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolSyncButton:
 *
 * In the header: how the exchange stands, an icon and two words; all of it in the tooltip and for screen readers. Signal "open": she wants
 * to know more.
 */
#define GOL_TYPE_SYNC_BUTTON (gol_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (GolSyncButton, gol_sync_button, GOL, SYNC_BUTTON, AdwBin)

void  gol_sync_button_set_office  (GolSyncButton *self,
                                   GolOffice     *office);

G_END_DECLS
