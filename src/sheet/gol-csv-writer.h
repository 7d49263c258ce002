/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A CSV that spreadsheet programs open with a double click: UTF-8 with its mark, CRLF, quotes only where they are
 * needed.
 */
typedef struct _GolCsvWriter GolCsvWriter;

GolCsvWriter *gol_csv_writer_new    (GOutputStream       *stream,
                                     char                 delimiter);
/* Nothing is lost silently: only a TRUE of close () says that all was written. */
gboolean      gol_csv_writer_add    (GolCsvWriter        *writer,
                                     const char * const  *cells,
                                     guint                n_cells,
                                     GError             **error);
gboolean      gol_csv_writer_close  (GolCsvWriter        *writer,
                                     GError             **error);
void          gol_csv_writer_free   (GolCsvWriter        *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolCsvWriter, gol_csv_writer_free)

G_END_DECLS
