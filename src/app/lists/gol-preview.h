/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolPreview:
 *
 * Beside a list: the record that is chosen, in short. Signal "open" (string: record).
 */
#define GOL_TYPE_PREVIEW (gol_preview_get_type ())
G_DECLARE_FINAL_TYPE (GolPreview, gol_preview, GOL, PREVIEW, AdwBin)

void        gol_preview_set_office  (GolPreview      *self,
                                     GolOffice       *office);
/* 0: nobody. */
void        gol_preview_show        (GolPreview      *self,
                                     const GolEntity *entity,
                                     guint32          id);
const char *gol_preview_get_record  (GolPreview      *self);

G_END_DECLS
