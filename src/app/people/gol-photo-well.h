/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GolPhotoWell:
 *
 * Where a portrait comes in: dropped, pasted, or from a file. It is cut to 35 × 45, made small enough to travel in the record, and written
 * anew, so that nothing of the camera's file stays, its place least of all. Signals "changed", "failed" (GError).
 */
#define GOL_TYPE_PHOTO_WELL (gol_photo_well_get_type ())
G_DECLARE_FINAL_TYPE (GolPhotoWell, gol_photo_well, GOL, PHOTO_WELL, AdwBin)

GtkWidget  *gol_photo_well_new      (void);
/* (nullable): base64 of a JPEG, as a portrait is stored. */
const char *gol_photo_well_get      (GolPhotoWell *self);
void        gol_photo_well_set      (GolPhotoWell *self,
                                     const char   *base64);
/* Reads @file in a thread. */
void        gol_photo_well_open     (GolPhotoWell *self,
                                     GFile        *file);
/* What stands in the clipboard, if it is a picture. */
void        gol_photo_well_paste    (GolPhotoWell *self);

G_END_DECLS
