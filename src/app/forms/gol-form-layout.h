/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GolFormLayout:
 *
 * Fields in two columns, row by row in reading order, or in one where there is no room; a child with the class "wide" takes a whole
 * row. Each field draws a line above and before itself; the outermost lines fall outside, where the card cuts them off.
 */
#define GOL_TYPE_FORM_LAYOUT (gol_form_layout_get_type ())
G_DECLARE_FINAL_TYPE (GolFormLayout, gol_form_layout, GOL, FORM_LAYOUT, GtkLayoutManager)

GtkLayoutManager *gol_form_layout_new (void);
/* A card to put fields in. */
GtkWidget        *gol_form_card_new   (void);
void              gol_form_card_add   (GtkWidget *card,
                                       GtkWidget *field);

G_END_DECLS
