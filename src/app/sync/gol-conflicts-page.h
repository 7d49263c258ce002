/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"

G_BEGIN_DECLS

/**
 * GolConflictsPage:
 *
 * What offices disagree on: a list, and of one of them the values side by side, who wrote each and when, to be decided.
 */
#define GOL_TYPE_CONFLICTS_PAGE (gol_conflicts_page_get_type ())
G_DECLARE_FINAL_TYPE (GolConflictsPage, gol_conflicts_page, GOL, CONFLICTS_PAGE, GolPage)

GolPage     *gol_conflicts_page_new      (void);
guint        gol_conflicts_page_get_n    (GolConflictsPage *self);
/* The first conflict of this record, or the one of its field ("contact.phone_1"); as soon as it is known. */
void         gol_conflicts_page_look_at  (GolConflictsPage *self,
                                          const char       *record,
                                          const char       *path /* (nullable) */);
/* The claim (from 0), or another value after the last of them; as the keys 1, 2, … do. */
void         gol_conflicts_page_choose   (GolConflictsPage *self,
                                          guint             position);
/* As if it were typed. */
void         gol_conflicts_page_type     (GolConflictsPage *self,
                                          const char       *text);
void         gol_conflicts_page_decide   (GolConflictsPage *self);

G_END_DECLS
