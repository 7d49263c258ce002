/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The photo where there is one that may be seen, else initials. @base64: (nullable): a JPEG, as the dictionary keeps it. */
GtkWidget *gol_portrait_new  (const char *name,
                              const char *base64,
                              int         size);

G_END_DECLS
