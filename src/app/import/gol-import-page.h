/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"

G_BEGIN_DECLS

/**
 * GolImportPage:
 *
 * From somebody's spreadsheet to files: choose, match the columns, try out, take in as one action that can be undone.
 */
#define GOL_TYPE_IMPORT_PAGE (gol_import_page_get_type ())
G_DECLARE_FINAL_TYPE (GolImportPage, gol_import_page, GOL, IMPORT_PAGE, GolPage)

GolImportPage *gol_import_page_new   (void);
/* Reads @path as a list of workers or orders. */
void           gol_import_page_open  (GolImportPage *self,
                                      const char    *path,
                                      const char    *entity);
gboolean       gol_import_page_is_tried (GolImportPage *self);
void           gol_import_page_take_in (GolImportPage *self);

G_END_DECLS
