/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-field-editor.h"
#include "gol-office.h"

G_BEGIN_DECLS

/* What stood in a field before: value, moment, officer, office; each can be taken back (typed into the field, not yet saved). */
void  gol_history_popover_open  (GolFieldEditor *editor,
                                 GolOffice      *office,
                                 const char     *record,
                                 const char     *section);

G_END_DECLS
