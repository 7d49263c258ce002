/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolImport:
 *
 * Somebody's spreadsheet on its way to files: opened, matched, tried out, decided, taken in as one undoable action.
 * Not thread-safe; the desktop drives it inside gol_office_run_async ().
 */
typedef struct _GolImport GolImport;

typedef struct
{
  char     *header;     /* as in the file */
  char     *field;      /* (nullable): "identity_numbers.passport_number" */
  gboolean  certain;    /* matched exactly, by mapping or by hand */
  char     *how;        /* (nullable): what was proved of its values: "day/month/year: 2904 rows prove it" */
} GolImportColumn;

typedef enum { GOL_ROW_ACCEPTED, GOL_ROW_WARNED, GOL_ROW_HELD, GOL_ROW_REFUSED } GolRowState;

typedef struct
{
  guint      line;       /* counts from 1 with the header */
  GolRowState state;
  GPtrArray *problems;   /* of GolProblem */
  char      *like;       /* (nullable): held: the record, or "line:173", that it resembles */
} GolImportRow;

typedef struct
{
  guint64    rows, accepted, held, refused;
  GHashTable *totals;    /* char * → char *: "posts_asked" → "93339" */
  GPtrArray *problems;   /* of GolImportRow that have any */
  char      *sheet;      /* (nullable): of a workbook: the one that was read */
  GStrv      others;     /* and those with rows that were not */
  GStrv      unmatched;  /* headers that no field was found for and nobody said to leave out */
  char      *batch;      /* (nullable): what to undo */
} GolImportReport;

GolImport       *gol_import_open        (GolOffice *office, const GolEntity *entity, const char *path, GError **error);
void             gol_import_free        (GolImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolImport, gol_import_free)
const char      *gol_import_get_format  (GolImport *import);             /* "UTF-8, ';'" */
GPtrArray       *gol_import_get_columns (GolImport *import);             /* (transfer none): of GolImportColumn */
/* @field: "civil.birth_date", with the order of its dates where the column does not prove it ("civil.birth_date:dmy");
   NULL: leave out */
gboolean         gol_import_map         (GolImport *import, const char *header, const char *field, GError **error);
gboolean         gol_import_save_mapping (GolImport *import, const char *name, GError **error);
gboolean         gol_import_load_mapping (GolImport *import, const char *name, GError **error);
/* First @n rows as they stand in the file, for a preview: of char ** */
GPtrArray       *gol_import_preview     (GolImport *import, guint n, GError **error);
/* Decided by an officer: this held line is taken in all the same (@take), or not. */
void             gol_import_decide      (GolImport *import, guint line, gboolean take);
/* Reads, maps and checks all rows; with @write stores them too, some thousands a transaction, resuming where a killed run
   stopped. A file that
 * is in already is not taken in again: the report is the one of that time, its batch too, unless that was undone. When
 * it is cancelled, what was stored is undone. Columns tell what was proved of their values afterwards. */
GolImportReport *gol_import_run         (GolImport *import, gboolean write, GCancellable *cancellable,
                                         GolProgress progress, gpointer user_data, GError **error);
/* The rows that were refused or held, as they stand in the file, with the reason in a last column. */
gboolean         gol_import_write_rejects (GolImport *import, GolImportReport *report, const char *path,
                                           GError **error);
char            *gol_import_report_to_json (GolImportReport *report);
/* What a file said of a record and could not be read, as long as the field is empty: of GolProblem. */
GPtrArray       *gol_import_get_unread  (GolStore *store, GolRecord *record, GError **error);
void             gol_import_report_free (GolImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolImportReport, gol_import_report_free)

G_END_DECLS
