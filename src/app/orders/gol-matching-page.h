/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-matching.h"
#include "gol-page.h"

G_BEGIN_DECLS

/**
 * GolMatchingPage:
 *
 * Whom to place in an order: the posts that are left, the candidates in their order with the reason for each rank, and of the chosen one
 * what her rank rests on and what stands against her. Enter places her.
 */
#define GOL_TYPE_MATCHING_PAGE (gol_matching_page_get_type ())
G_DECLARE_FINAL_TYPE (GolMatchingPage, gol_matching_page, GOL, MATCHING_PAGE, GolPage)

GolPage           *gol_matching_page_new           (const char        *order);
void               gol_matching_page_set_filter    (GolMatchingPage   *self,
                                                    GolMatchingFilter  filter);
/* Looks for somebody by name or code; "" shows the candidates again. */
void               gol_matching_page_type          (GolMatchingPage   *self,
                                                    const char        *text);
/* (nullable): what is shown, people in their order. */
const GolMatching *gol_matching_page_get_matching  (GolMatchingPage   *self);
/* The chosen one's record; (nullable). */
const char        *gol_matching_page_get_chosen    (GolMatchingPage   *self);
void               gol_matching_page_choose        (GolMatchingPage   *self,
                                                    const char        *worker);
/* As Enter on her row does. */
void               gol_matching_page_place         (GolMatchingPage   *self,
                                                    const char        *worker);

G_END_DECLS
