/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-mrz-reader.h"

G_BEGIN_DECLS

/* What a passport's zone says for the fields of a form: its names as people write them, the rest as it is stored. */

/* (transfer full) (nullable): NULL when it says nothing of @path, or its own check digit does not vouch for it. @kind: (nullable): of the
 * national number that is expected. */
char *gol_zone_text (GolMrzReader *reader,
                     const char   *path,
                     const char   *kind);

G_END_DECLS
