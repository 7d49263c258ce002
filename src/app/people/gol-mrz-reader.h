/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-mrz.h"

G_BEGIN_DECLS

/**
 * GolMrzReader:
 *
 * Where a passport reader types, somebody pastes, or fingers copy the two or three lines of a machine-readable zone: what they say, and
 * each check digit's result in words, icon and colour. Nothing is taken from it before all lines are there and the typing has paused,
 * so that no line is torn in two. Signals "changed", "read" (a whole zone has come to rest).
 */
#define GOL_TYPE_MRZ_READER (gol_mrz_reader_get_type ())
G_DECLARE_FINAL_TYPE (GolMrzReader, gol_mrz_reader, GOL, MRZ_READER, AdwBin)

GtkWidget    *gol_mrz_reader_new       (void);
/* The day by which two figures of a year are read. */
void          gol_mrz_reader_set_today (GolMrzReader *self,
                                        GolDate       today);
/* (transfer full): as it stands there, whole or not. */
char         *gol_mrz_reader_get_text  (GolMrzReader *self);
/* As if it were pasted: "read" follows when it is whole. */
void          gol_mrz_reader_set_text  (GolMrzReader *self,
                                        const char   *text);
/* (nullable): what it says, once it is whole. */
const GolMrz *gol_mrz_reader_get_zone  (GolMrzReader *self);
/* Whether the check digit of "number", "birth_date"… holds. */
gboolean      gol_mrz_reader_holds     (GolMrzReader *self,
                                        const char   *part);
/* The name as it is written beside it, to be compared. (nullable) both. */
void          gol_mrz_reader_set_name  (GolMrzReader *self,
                                        const char   *surnames,
                                        const char   *given_names);
gboolean      gol_mrz_reader_has_focus (GolMrzReader *self);
void          gol_mrz_reader_focus     (GolMrzReader *self);

G_END_DECLS
