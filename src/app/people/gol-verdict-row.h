/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gol-derive.h"

G_BEGIN_DECLS

/* One clause with the person's figures: met ones in a line, others with what would cure them and from when. */
GtkWidget *gol_verdict_row_new  (const GolVerdict *verdict,
                                 GolDate           today);
/* Of a card: a tinted head with icon and words; @style as of a pill. */
GtkWidget *gol_side_card_head_new    (const char       *style,
                                 const char       *icon,
                                 const char       *words);
GtkWidget *gol_side_card_new         (void);

G_END_DECLS
