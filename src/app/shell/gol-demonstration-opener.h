/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/* The demonstration office, made the first time (some seconds), in a thread. @progress is called on the main context. */
void       gol_demonstration_open_async  (GolProgress          progress,
                                          GObject             *progress_owner,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
GolOffice *gol_demonstration_finish      (GAsyncResult        *result,
                                          GError             **error);

G_END_DECLS
