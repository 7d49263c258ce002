/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"
#include "gol-worklist.h"

G_BEGIN_DECLS

/**
 * GolTodayPage:
 *
 * What waits for this office, most urgent first: each line opens the list of exactly these.
 */
#define GOL_TYPE_TODAY_PAGE (gol_today_page_get_type ())
G_DECLARE_FINAL_TYPE (GolTodayPage, gol_today_page, GOL, TODAY_PAGE, GolPage)

GolPage       *gol_today_page_new       (void);
/* For tests: what is shown. (nullable) */
GPtrArray     *gol_today_page_get_works (GolTodayPage *self);
/* As if its row were chosen. */
void           gol_today_page_open      (GolTodayPage *self,
                                         const char   *work);

G_END_DECLS
