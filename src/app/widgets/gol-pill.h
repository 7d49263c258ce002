/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An icon and a word on a tinted ground; @style: "accent", "success", "warning", "error" or "neutral". */
GtkWidget *gol_pill_new             (const char *icon,
                                     const char *style,
                                     const char *words);
/* Of a placement: "abroad". */
GtkWidget *gol_pill_new_for_status  (const char *status);

G_END_DECLS
