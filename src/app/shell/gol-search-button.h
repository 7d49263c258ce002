/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolSearchButton:
 *
 * In the middle of the header: finds people, orders and employers by name, code or document. Signal "open-record" (string).
 */
#define GOL_TYPE_SEARCH_BUTTON (gol_search_button_get_type ())
G_DECLARE_FINAL_TYPE (GolSearchButton, gol_search_button, GOL, SEARCH_BUTTON, AdwBin)

void  gol_search_button_set_office  (GolSearchButton *self,
                                     GolOffice       *office);
void  gol_search_button_open        (GolSearchButton *self);

G_END_DECLS
