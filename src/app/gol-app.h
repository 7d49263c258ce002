/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Language and resources; before GTK starts. */
void  gol_app_init    (void);

G_END_DECLS
