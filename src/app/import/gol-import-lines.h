/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gol-import.h"

G_BEGIN_DECLS

/* A line of a spreadsheet that has something to look at, as a row of the table. */
#define GOL_TYPE_IMPORT_LINE (gol_import_line_get_type ())
G_DECLARE_FINAL_TYPE (GolImportLine, gol_import_line, GOL, IMPORT_LINE, GObject)

GolImportLine *gol_import_line_new           (const GolEntity    *entity,
                                              const GolImportRow *row);
void           gol_import_lines_add_columns  (GtkColumnView      *view);

/* How outcomes look and are called; ends with an empty one. */
typedef struct
{
  GolRowState  state;
  const char  *icon;
  const char  *style;
  const char  *label;   /* N_() */
} GolImportOutcome;

extern const GolImportOutcome gol_import_outcomes[];

G_END_DECLS
