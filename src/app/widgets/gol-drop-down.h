/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A drop-down over words that may be longer than its place: GTK's own is as wide as its longest. Takes @labels. */
GtkWidget *gol_drop_down_new  (GtkStringList *labels);

G_END_DECLS
