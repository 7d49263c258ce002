/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"

G_BEGIN_DECLS

/**
 * GolOfficePage:
 *
 * The office itself: what it is, who works in it, a safety copy, and a check of what is stored.
 */
#define GOL_TYPE_OFFICE_PAGE (gol_office_page_get_type ())
G_DECLARE_FINAL_TYPE (GolOfficePage, gol_office_page, GOL, OFFICE_PAGE, GolPage)

GolOfficePage *gol_office_page_new (void);

G_END_DECLS
