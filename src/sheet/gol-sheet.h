/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Strangers' spreadsheets: CSV of any usual make and XLSX, read row by row in bounded memory behind one interface.
 * Nothing in a file is trusted: sizes, encodings, dimensions and XML are bounded and checked.
 */
typedef struct _GolSheet GolSheet;

typedef enum
{
  GOL_CELL_EMPTY,
  GOL_CELL_TEXT,
  GOL_CELL_NUMBER,   /* XLSX only: written with a point and no exponent */
  GOL_CELL_DATE,     /* XLSX only: "2017-03-13", "2017-03-13T16:26:24" or, without a day, "16:26:24" */
  GOL_CELL_BOOLEAN,  /* XLSX only: "true" or "false" */
  GOL_CELL_ERROR,    /* XLSX only: "#N/A" */
} GolCellKind;

/**
 * GolCell:
 * @text: as it stands in the file, never %NULL
 * @kind: what the file says of it; everything in a CSV is text
 */
typedef struct
{
  const char  *text;
  GolCellKind  kind;
} GolCell;

/**
 * GolRow:
 * @line: the number that a spreadsheet shows beside the row: rows count from 1 and empty ones count too, but a line
 *   feed inside a quoted cell does not begin another row
 * @n_cells: without the empty cells at the end; 0: an empty row
 * @cells: valid until the next row is read
 */
typedef struct
{
  guint          line;
  guint          n_cells;
  const GolCell *cells;
} GolRow;

/* What is refused before it costs memory or time. */
#define GOL_SHEET_CELL_MAX     (128 * 1024)
#define GOL_SHEET_ROW_MAX      (1024 * 1024)
#define GOL_SHEET_COLUMNS_MAX  1024
#define GOL_SHEET_LINES_MAX    5000000
#define GOL_SHEET_FILE_MAX     (G_GUINT64_CONSTANT (1) << 30)

GolSheet   *gol_sheet_open           (const char     *path,
                                      GError        **error);
GolSheet   *gol_sheet_open_bytes     (GBytes         *bytes,
                                      GError        **error);
void        gol_sheet_free           (GolSheet       *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSheet, gol_sheet_free)

/* FALSE on error; *row is NULL after the last one. */
gboolean    gol_sheet_next           (GolSheet       *sheet,
                                      const GolRow  **row,
                                      GError        **error);
/* From the first row again. */
gboolean    gol_sheet_rewind         (GolSheet       *sheet,
                                      GError        **error);

const char *gol_sheet_get_format     (GolSheet       *sheet);  /* for people: "UTF-8, “;”" */
/* XLSX: the sheet that is read, which is the first that can be seen and has rows; and the others that have. NULL: not an XLSX. */
const char *gol_sheet_get_name       (GolSheet       *sheet);
const char * const *gol_sheet_get_others (GolSheet   *sheet);
char        gol_sheet_get_delimiter  (GolSheet       *sheet);  /* 0: not a CSV */
/* How far it is, in the file's own measure (bytes). */
void        gol_sheet_get_progress   (GolSheet       *sheet,
                                      guint64        *done,
                                      guint64        *total);

G_END_DECLS
