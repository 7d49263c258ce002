/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-id-list-model.h"
#include "gol-list-spec.h"
#include "gol-page.h"

G_BEGIN_DECLS

/**
 * GolListPage:
 *
 * A list of one entity, as its #GolListSpec says: search, chips, columns, preview.
 */
#define GOL_TYPE_LIST_PAGE (gol_list_page_get_type ())
G_DECLARE_FINAL_TYPE (GolListPage, gol_list_page, GOL, LIST_PAGE, GolPage)

GolListPage    *gol_list_page_new          (const GolListSpec *spec);
GolIdListModel *gol_list_page_get_model    (GolListPage       *self);
void            gol_list_page_set_search   (GolListPage       *self,
                                            const char        *text);
/* Nothing but what @query filters, under the words that name it: a chip that she may take away. */
void            gol_list_page_show_only    (GolListPage       *self,
                                            const GolQuery    *query,
                                            const char        *words);
/* Switches a chip on, by its field. */
void            gol_list_page_filter       (GolListPage       *self,
                                            const char        *field,
                                            const char        *value);
void            gol_list_page_sort         (GolListPage       *self,
                                            const char        *field,
                                            gboolean           descending);
void            gol_list_page_select       (GolListPage       *self,
                                            guint              position);
guint32         gol_list_page_get_selected (GolListPage       *self);
/* Opens the one @by rows from the selected one. */
void            gol_list_page_step         (GolListPage       *self,
                                            int                by);
/* "2 of 42". (nullable) */
char           *gol_list_page_place        (GolListPage       *self);

G_END_DECLS
