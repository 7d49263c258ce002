/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/* For the picture of a page that finds people: the approved order with the most posts left; NULL where there is none. In a thread. */
char *gol_picture_find_order (GolOffice     *office,
                              GCancellable  *cancellable,
                              GError       **error);

G_END_DECLS
