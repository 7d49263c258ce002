/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-store-private.h"

G_BEGIN_DECLS

/* Makes the projection of one file again; @afresh, or from where it was cut short. */
gboolean  gol_file_rebuild (GolFile *file, gboolean afresh, GCancellable *cancellable, GolProgress progress, gpointer user_data,
                            GError **error);

G_END_DECLS
