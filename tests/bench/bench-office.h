/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-store.h"

/*
 * The office that is measured: workers who do not exist, two placements each, in orders of some employers, with all logs. Made
 * once by ordinary commits and kept in $GOL_BENCH_DIR/workers-<n>; opened with BENCH_PASSPHRASE as BENCH_OFFICER.
 */
#define BENCH_OFFICER    "Bench"
#define BENCH_PASSPHRASE "a bench of wood"
#define BENCH_SEED       20261123
#define BENCH_NOON       G_GINT64_CONSTANT (1795435200000)   /* 2026-11-23T12:00:00Z */

typedef struct
{
  char     *dir;
  GolVault *vault;
  GolKeys  *keys;
  GolClock *clock;    /* fixed: 2026-11-23 12:00 UTC */
  GolStore *store;
  guint     workers;
} BenchOffice;

guint        bench_workers       (void);          /* $GOL_BENCH_WORKERS, or a million */
char        *bench_folder        (void);          /* $GOL_BENCH_DIR, or one in the system's temporary folder */
char        *bench_office_dir    (void);          /* in it, the office of so many workers */

/* An office of another kind, or filled otherwise (NULL: empty); bench_office_open () opens it. */
typedef void (*BenchFill) (BenchOffice *office);
void         bench_office_make   (const char *dir, const char *kind, guint workers, BenchFill fill_office);
/* Made if it is not there; a failure ends the program with a sentence. */
BenchOffice *bench_office_get    (const char *dir, guint workers);
BenchOffice *bench_office_open   (const char *dir);
void         bench_office_free   (BenchOffice *office);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchOffice, bench_office_free)

void         bench_copy_folder   (const char *from, const char *to);
void         bench_remove_folder (const char *dir);

/* A person of the crowd as one more worker of a batch; (transfer full): the record. */
char        *bench_add_worker    (GolBatch *batch, GHashTable *person);

/* Ends the program when @error is set. */
void         bench_check         (GError *error);

/* ── Figures ── */

/* Milliseconds. With GOL_BENCH_CLOCK=cpu those that this process, all its threads together, computed: for a machine that others use too. */
double       bench_now           (void);
/* The value below which that part (0 to 1) of them lies. Sorts. */
double       bench_percentile    (GArray *times /* of double */, double part);
/* @limit and @floor: NAN when there is none. */
void         bench_figure        (const char *name, double value, const char *unit, double limit, double floor);
/* {"figures":[…]} into $GOL_BENCH_JSON, or printed: what a desktop starts beside itself prints too. */
void         bench_print         (void);
