/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolCreatePage:
 *
 * Makes an office and shows its recovery key once. Signals "back", "opened" (GolOffice).
 */
#define GOL_TYPE_CREATE_PAGE (gol_create_page_get_type ())
G_DECLARE_FINAL_TYPE (GolCreatePage, gol_create_page, GOL, CREATE_PAGE, AdwBin)

void  gol_create_page_reset  (GolCreatePage *self);

G_END_DECLS
