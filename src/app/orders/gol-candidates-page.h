/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"

G_BEGIN_DECLS

/**
 * GolCandidatesPage:
 *
 * People placed on an employer's orders who wait for its answer: A accepts, R refuses with a reason, many at once. What is shown of
 * each is what this office may read.
 */
#define GOL_TYPE_CANDIDATES_PAGE (gol_candidates_page_get_type ())
G_DECLARE_FINAL_TYPE (GolCandidatesPage, gol_candidates_page, GOL, CANDIDATES_PAGE, GolPage)

GolPage    *gol_candidates_page_new           (void);
guint       gol_candidates_page_get_n         (GolCandidatesPage *self);
/* From 0, in the order shown. (nullable) */
const char *gol_candidates_page_get_placement (GolCandidatesPage *self,
                                               guint              position);
void        gol_candidates_page_select        (GolCandidatesPage *self,
                                               guint              position);
/* Of those that are selected; @reason: (nullable) of a refusal. */
void        gol_candidates_page_answer        (GolCandidatesPage *self,
                                               const char        *result,
                                               const char        *reason);

G_END_DECLS
