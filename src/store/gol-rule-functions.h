/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"
#include "gol-db.h"

G_BEGIN_DECLS

/* The functions that rules may call, on a connection. */
gboolean    gol_rule_functions_add   (GolDb       *db,
                                      GError     **error);
gboolean    gol_rule_functions_has   (const char  *name);

G_END_DECLS
