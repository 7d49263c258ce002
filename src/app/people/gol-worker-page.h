/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-record-page.h"

G_BEGIN_DECLS

/**
 * GolWorkerPage:
 *
 * Everything about one person, and the one thing to do next: who she is, her journey by seasons, her file, what the next step needs,
 * whether she may go again.
 */
#define GOL_TYPE_WORKER_PAGE (gol_worker_page_get_type ())
G_DECLARE_FINAL_TYPE (GolWorkerPage, gol_worker_page, GOL, WORKER_PAGE, GolRecordPage)

GolPage    *gol_worker_page_new         (const char    *record);
void        gol_worker_page_show_step   (GolWorkerPage *self,
                                         const char    *step);

G_END_DECLS
