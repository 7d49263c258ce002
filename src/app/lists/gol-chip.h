/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-list-spec.h"

G_BEGIN_DECLS

/**
 * GolChip:
 *
 * One filter of a list: a toggle, or a button whose popover offers values. Values within a chip combine with OR, chips with AND.
 * Signal "changed".
 */
#define GOL_TYPE_CHIP (gol_chip_get_type ())
G_DECLARE_FINAL_TYPE (GolChip, gol_chip, GOL, CHIP, AdwBin)

GtkWidget  *gol_chip_new        (const GolListChip *info);
const char *gol_chip_get_field  (GolChip           *self);
gboolean    gol_chip_is_toggle  (GolChip           *self);
gboolean    gol_chip_is_active  (GolChip           *self);
/* Adds its filter, if it is active. */
void        gol_chip_apply      (GolChip           *self,
                                 GolQuery          *query);
/* As if it were switched on: what its count stands for. */
void        gol_chip_apply_on   (GolChip           *self,
                                 GolQuery          *query);
void        gol_chip_set_count  (GolChip           *self,
                                 gint64             count);   /* -1: unknown */
void        gol_chip_clear      (GolChip           *self);
/* For tests and pictures: one value on, or the toggle. */
void        gol_chip_choose     (GolChip           *self,
                                 const char        *value);

G_END_DECLS
