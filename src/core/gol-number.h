/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"

G_BEGIN_DECLS

/**
 * gol_number_check:
 * @kind: "curp", "mx-clabe", "ec-ci", "pe-dni", "gt-cui", "sv-dui", "uy-ci", "do-cedula", "es-nie", "es-dni",
 *   "es-nss", "ca-sin", "iban"; and "hn-dni", "co-cedula", "ma-cnie", which have a form but no check digit
 * @text: as typed: spaces, dots and hyphens are forgiven
 * @normal: (out) (optional) (transfer full): as it is stored; set only when it holds
 * @reason: (out) (optional): why not, a translated sentence; set only when it does not
 *
 * Returns: whether the number's own check digits hold
 */
gboolean             gol_number_check      (const char   *kind,
                                            const char   *text,
                                            char        **normal,
                                            const char  **reason);
const char * const  *gol_number_get_kinds  (void);

/* What a CURP that holds says: its birth date (century by the 17th character) and sex 'H', 'M' or 'X'. */
gboolean             gol_curp_read         (const char   *curp,
                                            GolDate      *birth,
                                            char         *sex);

G_END_DECLS
