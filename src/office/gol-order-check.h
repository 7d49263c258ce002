/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-check.h"

G_BEGIN_DECLS

/* What can be seen wrong in an order's own figures, whatever its scheme says: of GolProblem. */
GPtrArray  *gol_order_check  (GHashTable *sections);

G_END_DECLS
