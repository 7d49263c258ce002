/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/* What a record is called in one line; its code or name when it has no title. References are followed: in a thread. */
char *gol_title_of_record  (GolOffice  *office,
                            GolRecord  *record);
char *gol_title_of         (GolOffice  *office,
                            const char *record);
/* The record on whose page this one is looked at: a placement's is its worker's. */
const char *gol_title_get_home (GolRecord *record);

G_END_DECLS
