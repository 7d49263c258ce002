/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-record-page.h"

G_BEGIN_DECLS

/**
 * GolOrderPage:
 *
 * An order: its terms, what the scheme says of them, the decision, and the people placed in it.
 */
#define GOL_TYPE_ORDER_PAGE (gol_order_page_get_type ())
G_DECLARE_FINAL_TYPE (GolOrderPage, gol_order_page, GOL, ORDER_PAGE, GolRecordPage)

GolPage *gol_order_page_new (const char *record);

G_END_DECLS
