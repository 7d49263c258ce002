/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-case.h"
#include "gol-facts-private.h"
#include "gol-writes-private.h"

G_BEGIN_DECLS

typedef enum
{
  GOL_FACT_EVENTS,
  GOL_FACT_FITNESS,
  GOL_FACT_TRAININGS,
  GOL_FACT_TRAVELS,
  GOL_FACT_INSURANCE,
  GOL_FACT_PLANS,
  GOL_FACT_STEPS,
  GOL_FACT_ATTESTATIONS,
  GOL_FACT_SANCTIONS,
  GOL_FACT_DOCUMENTS,
  GOL_FACT_NAMED,
  GOL_FACT_TABLES,
  GOL_FACT_OTHER = GOL_FACT_TABLES,
} GolFactTable;

/* What the makers of fact rows share within one transaction. They read; what they write is put aside, and run by whoever
 * called them. */
typedef struct
{
  GolStore   *store;
  GolDb      *db;          /* where they read */
  GolWrites  *writes;
  guint       party;       /* of this office */
  GolDate     today;
  GHashTable *parties;     /* agency → parties of its kind, as the agencies' records say */
  GolCase    *kase;        /* where steps' clauses are asked */
  GHashTable *fresh;       /* ids of rows that were made in this transaction: nothing is derived there yet */
  GolTruth    any[GOL_FACT_TABLES];   /* whether the table holds anything; not asked yet: unknown */
} GolFactsWork;

gboolean    gol_facts_work_init    (GolFactsWork       *work,
                                    GolStore           *store,
                                    GolDb              *db,
                                    GolDate             today,
                                    GError            **error);
void        gol_facts_work_clear   (GolFactsWork       *work);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolFactsWork, gol_facts_work_clear)

/**
 * GolFactRow:
 *
 * One fact row being written. A fact that this office may not read in full stays unknown whatever is put.
 */
typedef struct
{
  GolFactsWork      *work;
  const GolFactView *view;
  const guint       *readers;    /* for each fact: the parties that may read all that it rests on */
  guint              n;          /* facts */
  GolDate            next;       /* the first day on which the row changes by time alone; empty: never */
} GolFactRow;

/* Nothing else is put aside until the row is ended. */
void        gol_fact_row_begin     (GolFactRow         *row,
                                    GolFactsWork       *work,
                                    const GolFactView  *view,
                                    gint64              id);
void        gol_fact_row_end       (GolFactRow         *row);
void        gol_fact_row_delete    (GolFactsWork       *work,
                                    const GolFactView  *view,
                                    gint64              id);
/* (nullable): a text that was put, until more is. */
const char *gol_fact_row_get       (GolFactRow         *row,
                                    const char         *fact);

/* NULL, an empty date and a partial one are unknown. */
void        gol_fact_row_text      (GolFactRow *row, const char *fact, const char *text);
void        gol_fact_row_date      (GolFactRow *row, const char *fact, GolDate date);
void        gol_fact_row_never     (GolFactRow *row, const char *fact);
void        gol_fact_row_int       (GolFactRow *row, const char *fact, gint64 number);
void        gol_fact_row_blob      (GolFactRow *row, const char *fact, GBytes *blob);
/* The row changes by time alone on @date, if that is still to come. */
void        gol_fact_row_changes   (GolFactRow *row, GolDate date);

/* A fact that is one column of the record. */
typedef struct { const char *fact, *column; } GolFactCopy;

/* Selects the columns of @copies, then @extras (both end with NULL), of the record that is not voided. */
GolStatement *gol_fact_source      (GolFactsWork       *work,
                                    const char         *entity,
                                    const GolFactCopy  *copies,
                                    const char * const *extras,
                                    gint64              id,
                                    gboolean           *found,
                                    GError            **error);
void        gol_fact_row_copy      (GolFactRow         *row,
                                    const GolFactCopy  *copies,
                                    GolStatement       *source);

/* ── Lists of codes: " a b=2026-01-01/ " ── */
GString    *gol_codes_new          (void);
void        gol_codes_add          (GString            *codes,
                                    const char         *code,
                                    const char         *detail);  /* (nullable): after "=" */
gboolean    gol_codes_have         (const GString      *codes,
                                    const char         *code);

/* ── Records and their names ── */
char       *gol_facts_name_of      (GolFactsWork       *work,
                                    gint64              id,
                                    GError            **error);
/* ids of the records of @entity whose reference @column is @name, without voided ones. */
GArray     *gol_facts_referring    (GolFactsWork       *work,
                                    const char         *entity,
                                    const char         *column,
                                    const char         *name,
                                    GError            **error);
/* @rows: @sql with @name as its only parameter, standing on its first row; NULL when it has none. Nothing is asked of
 * an empty table. (A unary + keeps SQLite from the index of a column of which there are few values: it has no
 * statistics to know better.) */
gboolean    gol_facts_ask          (GolFactsWork       *work,
                                    GolFactTable        table,
                                    const char         *sql,
                                    const char         *name,
                                    GolStatement      **rows,
                                    GError            **error);
/* To the next row; @rows is done with and NULL after the last. */
gboolean    gol_facts_next         (GolStatement      **rows,
                                    GError            **error);
GolDate     gol_facts_date_at      (GolStatement       *statement,
                                    int                 column);  /* whole, else empty */

/* ── The makers: gol-facts-worker.c and so on ── */
typedef gboolean (*GolFactsMake) (GolFactsWork *work, gint64 id, GError **error);

gboolean    gol_facts_make_placement (GolFactsWork *work, gint64 id, GError **error);
gboolean    gol_facts_make_worker    (GolFactsWork *work, gint64 id, GError **error);
gboolean    gol_facts_make_order     (GolFactsWork *work, gint64 id, GError **error);

/* For ORDER BY: of two that say the same day the one that was made later comes first. Names of records grow with time and are the
   same at every office; ids are not. */
#define GOL_FACTS_NEWEST(table) "(SELECT uid FROM record WHERE record.id = " table ".id) DESC"

G_END_DECLS
