/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-dictionary.h"

G_BEGIN_DECLS

/**
 * GolRowsEditor:
 *
 * A field that holds rows: each a small form of the row's columns. Signal "changed".
 */
#define GOL_TYPE_ROWS_EDITOR (gol_rows_editor_get_type ())
G_DECLARE_FINAL_TYPE (GolRowsEditor, gol_rows_editor, GOL, ROWS_EDITOR, AdwBin)

GtkWidget *gol_rows_editor_new      (const GolField *field,
                                     gboolean        editable);
/* Canonical JSON, or "". */
void       gol_rows_editor_set_rows (GolRowsEditor  *self,
                                     const char     *json,
                                     GolValues      *context);
/* (transfer full): canonical JSON, "" for no rows; %NULL while a cell is not of its form. */
char      *gol_rows_editor_collect  (GolRowsEditor  *self,
                                     GError        **error);
guint      gol_rows_editor_get_n    (GolRowsEditor  *self);
void       gol_rows_editor_add_row  (GolRowsEditor  *self);

G_END_DECLS
