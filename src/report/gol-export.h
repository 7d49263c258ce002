/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

typedef enum { GOL_EXPORT_CSV, GOL_EXPORT_XLSX } GolExportFormat;

/* The columns that a list of @entity is exported with: every field that the officer may read and that is one value.
 * (transfer full): "section.field" */
GStrv     gol_export_fields  (GolOffice       *office,
                              const GolEntity *entity);

/**
 * gol_export_query:
 * @fields: (nullable): "section.field"; %NULL for gol_export_fields ()
 * @path: written whole or not at all
 * @rows: (out) (optional)
 *
 * Writes what a list shows, in its order, to a spreadsheet: choices in words, dates as dates, a first row with labels. Text that a
 * spreadsheet program would run as a formula is kept text. A field that the officer may not read is GOL_ERROR_DENIED.
 */
gboolean  gol_export_query   (GolOffice       *office,
                              const GolQuery  *query,
                              const GolEntity *entity,
                              const char * const *fields,
                              GolExportFormat  format,
                              const char      *path,
                              GCancellable    *cancellable,
                              GolProgress      progress,
                              gpointer         user_data,
                              guint64         *rows,
                              GError         **error);

G_END_DECLS
