/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-import.h"
#include "gol-sheet.h"

G_BEGIN_DECLS

/* ── Headers: which column is which field (gol-import-words.c, gol-import-match.c) ── */

/**
 * GolImportWords:
 * @field: "section.field"; the section's name says which entity it is of
 * @words: headers, '|' between
 * @implies: (nullable): what such a header says besides: "section.field=value", ';' between
 */
typedef struct
{
  const char *field;
  const char *words;
  const char *implies;
} GolImportWords;

typedef struct
{
  const char *word;
  const char *whole;
} GolImportShort;

extern const GolImportWords gol_import_worker_words[];
extern const GolImportWords gol_import_order_words[];
extern const char * const   gol_import_small_words[];
extern const GolImportShort gol_import_short_words[];
extern const GolImportShort gol_import_soc[];   /* occupations: SOC → ISCO-08 */

/**
 * GolImportTarget:
 *
 * A field that a column may go to, of the entity that is read in or of one that comes along with it (an order's
 * employer).
 */
typedef struct
{
  const GolEntity  *entity;
  const GolSection *section;
  const GolField   *field;
} GolImportTarget;

typedef struct
{
  GolImportTarget  target;
  const char      *implies;
  gboolean         certain;
} GolImportMatch;

/* The entities whose fields a row of @entity may fill, itself first; ends with NULL. */
const GolEntity * const *gol_import_entities    (const GolEntity  *entity);
/* "civil.sex" or "worker.civil.sex". */
gboolean                 gol_import_find_target (const GolEntity  *entity,
                                                 const char       *path,
                                                 GolImportTarget  *target);
char                    *gol_import_target_path (const GolImportTarget *target);   /* "civil.sex" */
gboolean                 gol_import_can_take    (const GolField   *field);          /* a cell can hold it */
/* Several columns may go there together: lines of an MRZ, given names. Returns what stands between them, or NULL. */
const char              *gol_import_joins_with  (const GolField   *field);
/* One match for each header; those that match nothing have no field. */
GolImportMatch          *gol_import_match       (const GolEntity  *entity,
                                                 const char * const *headers,
                                                 guint             n);
/* How many of the headers are plainly known: a row of titles has none. */
guint                    gol_import_count_known (const GolEntity  *entity,
                                                 const char * const *headers,
                                                 guint             n);

/* ── Values: what a column's cells prove of how they are written (gol-import-value.c) ── */

typedef enum { GOL_ORDER_UNKNOWN, GOL_ORDER_DMY, GOL_ORDER_MDY, GOL_ORDER_YMD, GOL_ORDER_SERIAL } GolDateOrder;

/**
 * GolDateProof:
 * @dmy: values that can only be day/month/year, because the first number is over 12 (@mdy: the second is)
 * @open: values that may be either
 * @whole: values that name a day; @cut: a month and a year only
 * @serial: bare numbers that a spreadsheet would show as a day of our time
 */
typedef struct
{
  guint dmy, mdy, ymd, open, whole, cut, serial;
} GolDateProof;

void          gol_date_proof_add    (GolDateProof       *proof,
                                     const char         *text);
/* UNKNOWN when nothing proves it, or when the values contradict each other more than slips would. */
GolDateOrder  gol_date_proof_settle (const GolDateProof *proof);
gboolean      gol_date_proof_is_cut (const GolDateProof *proof);

/**
 * GolDateForm:
 * @order: proved or asked for
 * @birth: years of two figures lie in the past; else they lie near
 * @partial: a year, or a year and month ("1988-03"), will do
 * @cut: "03/1988" will do too, because most of the column is written so
 */
typedef struct
{
  GolDateOrder order;
  gboolean     birth;
  gboolean     partial;
  gboolean     cut;
  GolDate      today;
} GolDateForm;

/* @unproven: it may be read in two ways and nothing proved which. */
gboolean      gol_import_read_date  (const char         *text,
                                     const GolDateForm  *form,
                                     GolDate            *date,
                                     gboolean           *unproven);

/**
 * GolNumberProof:
 * @point: values whose point is a decimal one, for no thousand is written so (@comma: whose comma is)
 */
typedef struct
{
  guint point, comma;
} GolNumberProof;

void          gol_number_proof_add  (GolNumberProof       *proof,
                                     const char           *text);
/* "1.234,5", "$ 9.0200", "3.1000000000000000e+01" → "1234.5", "9.02", "31"; (nullable) (transfer full). */
char         *gol_import_read_number (const char          *text,
                                      const GolNumberProof *proof,
                                      GolFieldType          type);

/**
 * GolSexProof:
 *
 * What letters and words a column of sexes is made of: beside H (hombre, homem, homme) and without F, M is mujer or
 * mulher.
 */
typedef struct
{
  guint h, m, f, man, woman;
} GolSexProof;

void          gol_sex_proof_add     (GolSexProof        *proof,
                                     const char         *text);
/* What "M" means there: "F", "M", or NULL when nothing tells. */
const char   *gol_sex_proof_settle  (const GolSexProof  *proof);

/* ── A row: from cells to sections (gol-import-plan.c) ── */

typedef struct
{
  GolImportColumn  shown;
  GolImportTarget  target;     /* no field: left out */
  const char      *implies;
  GolDateOrder     asked;      /* by hand */
  GolDateProof     dates;
  GolDateOrder     order;
  GolNumberProof   numbers;
  GolSexProof      sexes;
} GolImportPlanColumn;

typedef struct
{
  const GolEntity *entity;
  GPtrArray       *columns;    /* of GolImportPlanColumn */
  char            *country;    /* (nullable): of the office, for phones without a country code */
  GolDate          today;
} GolImportPlan;

/* What a row turned into: "entity.section" is not needed, for sections have one entity each. */
typedef struct
{
  GHashTable *sections;        /* section name → GolValues */
  GPtrArray  *problems;        /* of GolProblem: what could not be read */
  GPtrArray  *unread;          /* of GolProblem: as @problems, with the cell's own words: they stay with the record */
  GPtrArray  *checked;         /* (nullable): of GolProblem, borrowed from @problems: what gol_worker_check () says */
} GolImportRecord;

GolImportPlan   *gol_import_plan_new    (const GolEntity    *entity,
                                         const char * const *headers,
                                         guint               n,
                                         const char         *country,
                                         GolDate             today);
void             gol_import_plan_free   (GolImportPlan      *plan);
/* @field: "civil.birth_date", "civil.birth_date:dmy", or NULL to leave the column out. */
gboolean         gol_import_plan_map    (GolImportPlan      *plan,
                                         const char         *header,
                                         const char         *field,
                                         GError            **error);
void             gol_import_plan_forget  (GolImportPlan     *plan);  /* what rows proved before */
void             gol_import_plan_observe (GolImportPlan     *plan,   /* each row once, … */
                                          const GolRow      *row);
void             gol_import_plan_settle  (GolImportPlan     *plan);  /* … then this, before reading */
GolImportRecord *gol_import_plan_read   (GolImportPlan      *plan,
                                         const GolRow       *row);
void             gol_import_record_free (GolImportRecord    *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolImportPlan, gol_import_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolImportRecord, gol_import_record_free)

GolValues       *gol_import_record_section (GolImportRecord *record,     /* made when it is not there */
                                            const char      *section);
const char      *gol_import_record_text    (GolImportRecord *record,     /* (nullable) */
                                            const char      *section,
                                            const char      *field);
/* "section.field": whether something is wrong with what its cell says. */
gboolean         gol_import_record_has_problem (GolImportRecord *record,
                                                const char      *path);

/* ── Checks (gol-import-check.c) ── */

/**
 * GolImportIndex:
 *
 * The people of one file by what they may be known again by, in the words of the store's own search for duplicates, so
 * that a file and an office judge alike.
 */
typedef struct _GolImportIndex GolImportIndex;

GolImportIndex  *gol_import_index_new      (void);
void             gol_import_index_free     (GolImportIndex   *index);
/* Adds her, and appends a held problem for each way in which she is like somebody on an earlier line; *like: that
   line, or 0. */
void             gol_import_index_add      (GolImportIndex   *index,
                                            GolImportRecord  *record,
                                            guint             line,
                                            guint            *like);
/* The same for those whom the office holds, as gol_store_duplicates_of_all () found them; *like: the first one's
   record, or NULL. */
void             gol_import_hold_for_office (GolImportRecord  *record,
                                             GPtrArray        *duplicates,
                                             char            **like);
/* A held problem by its code alone, for a resumed run. */
void             gol_import_hold_again     (GolImportRecord  *record,
                                            const char       *code,
                                            const char       *like);
/* Everything that can be seen wrong in the row itself. */
void             gol_import_check_row      (const GolEntity  *entity,
                                            GolImportRecord  *record,
                                            GolDate           today);

/* ── Storing (gol-import-write.c) ── */

/**
 * GolImportWriter:
 * Turns rows into records of one batch. Employers and worksites that an office knows already, or that an earlier row
 * brought, are not made again.
 */
typedef struct _GolImportWriter GolImportWriter;

GolImportWriter *gol_import_writer_new     (GolOffice        *office,
                                            GolStore         *store,
                                            GolImportPlan    *plan,
                                            GError          **error);
void             gol_import_writer_free    (GolImportWriter  *writer);
void             gol_import_writer_add     (GolImportWriter  *writer,
                                            GolBatch         *batch,
                                            GolImportRecord  *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolImportIndex, gol_import_index_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolImportWriter, gol_import_writer_free)

/* ── Storing beside reading (gol-import-storing.c) ── */
typedef struct _GolImportStoring GolImportStoring;

GolImportStoring *gol_import_storing_new     (GolOffice         *office,
                                             GolStore          *store);
void              gol_import_storing_free    (GolImportStoring  *self);  /* waits */
gboolean          gol_import_storing_give    (GolImportStoring  *self,
                                             GolBatch          *piece,
                                             GError           **error);
gboolean          gol_import_storing_wait    (GolImportStoring  *self,
                                             GError           **error);
gboolean          gol_import_storing_is_idle (GolImportStoring  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolImportStoring, gol_import_storing_free)

/* ── Reports (gol-import-report.c) ── */
GolImportReport *gol_import_report_new     (void);
void             gol_import_report_tell_unread (GolImportReport *report, GolImport *import);
/* Without the column of reasons that a file of refused rows has. */
guint            gol_import_count_columns  (GolImport *import);
void             gol_import_row_free       (GolImportRow     *row);

struct _GolImport
{
  GolOffice       *office;
  const GolEntity *entity;
  char            *path;
  GolSheet        *sheet;
  GolImportPlan   *plan;
  guint            header_line;
  GPtrArray       *shown;      /* of GolImportColumn, borrowed from the plan */
  GHashTable      *taken_in;   /* lines of held rows that an officer decided to take */
};

/* To the first row behind the headers. */
gboolean         gol_import_start_rows     (GolImport        *import,
                                            GError          **error);

G_END_DECLS
