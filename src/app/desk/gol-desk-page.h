/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-desk.h"
#include "gol-page.h"

G_BEGIN_DECLS

/**
 * GolDeskPage:
 *
 * A desk at which people depart, arrive or come back: an entry that keeps the focus, the person whom it found, Enter to log it, those who
 * are still expected at the side, and the last ones logged, each with an undo.
 */
#define GOL_TYPE_DESK_PAGE (gol_desk_page_get_type ())
G_DECLARE_FINAL_TYPE (GolDeskPage, gol_desk_page, GOL, DESK_PAGE, GolPage)

GolPage             *gol_desk_page_new          (GolDesk      desk);
/* As if it were typed, or read by a scanner, with Enter after it. */
void                 gol_desk_page_type         (GolDeskPage *self,
                                                 const char  *text);
/* Enter once more: logs who is shown. */
void                 gol_desk_page_log          (GolDeskPage *self);
/* (nullable): who is shown. */
const GolDeskPerson *gol_desk_page_get_person   (GolDeskPage *self);
guint                gol_desk_page_get_expected (GolDeskPage *self);

G_END_DECLS
