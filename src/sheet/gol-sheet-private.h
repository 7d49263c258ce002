/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-sheet.h"

G_BEGIN_DECLS

/* A kind of file: what gol_sheet_* calls. The GolSheet is the first member of each. */
typedef struct
{
  gboolean (*next)     (GolSheet *sheet, const GolRow **row, GError **error);
  gboolean (*rewind)   (GolSheet *sheet, GError **error);
  void     (*progress) (GolSheet *sheet, guint64 *done, guint64 *total);
  void     (*free)     (GolSheet *sheet);
} GolSheetClass;

struct _GolSheet
{
  const GolSheetClass *klass;
  char                *format;
  char                *name;        /* (nullable) */
  char               **others;      /* (nullable) */
  char                 delimiter;
};

/**
 * GolSource:
 * @path: (nullable): a file, or
 * @bytes: (nullable): its content
 *
 * Where a spreadsheet comes from; it can be opened again and again.
 */
typedef struct
{
  char    *path;
  GBytes  *bytes;
  guint64  size;
} GolSource;

GInputStream *gol_source_open  (const GolSource  *source,
                                GError          **error);
void          gol_source_copy  (const GolSource  *from,
                                GolSource        *to);
void          gol_source_clear (GolSource        *source);

GolSheet     *gol_csv_open     (const GolSource  *source,
                                GError          **error);
GolSheet     *gol_xlsx_open    (const GolSource  *source,
                                GError          **error);

/**
 * GolRowBuilder:
 *
 * The row that is being read: texts of all cells in one buffer, so that a row costs no allocation once the buffers
 * have grown. Cells are addressed while the buffer still moves, so they hold offsets until the row is done.
 */
typedef struct
{
  GString *text;
  GArray  *cells;    /* of GolCell, @text being an offset until finished */
  GolRow   row;
} GolRowBuilder;

void      gol_row_builder_init   (GolRowBuilder  *builder);
void      gol_row_builder_clear  (GolRowBuilder  *builder);
void      gol_row_builder_begin  (GolRowBuilder  *builder,
                                  guint           line);
/* Puts the text from @start to the end of the buffer into cell @column, closing it. */
gboolean  gol_row_builder_close  (GolRowBuilder  *builder,
                                  guint           column,
                                  gsize           start,
                                  GolCellKind     kind,
                                  GError        **error);
const GolRow *gol_row_builder_finish (GolRowBuilder *builder);

/* ── What a CSV is written in ── */
typedef enum { GOL_ENCODING_UTF8, GOL_ENCODING_UTF16LE, GOL_ENCODING_UTF16BE, GOL_ENCODING_WINDOWS } GolEncoding;

typedef struct
{
  GolEncoding  encoding;
  guint        mark;       /* bytes of the byte order mark */
  char         delimiter;
  guint        skip;       /* bytes of UTF-8 of a first line "sep=;" */
} GolCsvForm;

gboolean    gol_csv_sniff         (const GolSource  *source,
                                   GolCsvForm       *form,
                                   GError          **error);
const char *gol_encoding_get_name (GolEncoding       encoding);

/* Bytes of a file to UTF-8. A piece may end in the middle of a character: *used tells how far it got. */
gboolean    gol_encoding_decode   (GolEncoding       encoding,
                                   const guint8     *raw,
                                   gsize             length,
                                   gboolean          last,
                                   GString          *out,
                                   gsize            *used);

/* ── The number formats and day counts of XLSX ── */
typedef enum { GOL_FORMAT_NUMBER, GOL_FORMAT_DATE, GOL_FORMAT_TIME } GolNumberFormat;

GolNumberFormat gol_number_format_builtin (guint       id);
GolNumberFormat gol_number_format_read    (const char *code);
/* Appends the value as GolCell says; FALSE when @text is not a number. */
gboolean        gol_number_append         (GString         *out,
                                           const char      *text,
                                           GolNumberFormat  format,
                                           gboolean         from_1904,
                                           GolCellKind     *kind);

G_END_DECLS
