/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/* For pictures of what an exchange brings: makes a second office in @dir, which writes on some of @office's people without having seen
 * them, and lets a hub that there is not pass it on and keep @office's last change apart. Blocks. */
gboolean  gol_picture_disagree  (GolOffice   *office,
                                 const char  *dir,
                                 GError     **error);

G_END_DECLS
