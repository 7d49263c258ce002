/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/*
 * What waits for this office: a table of questions, each a query that a list can show as it is. Derived columns answer them,
 * so nobody keeps a to-do list, and what was done is gone from it.
 */

/**
 * GolWorkWhen:
 * From the nearest day of what waits.
 */
typedef enum
{
  GOL_WORK_OVERDUE,
  GOL_WORK_TODAY,
  GOL_WORK_WEEK,
  GOL_WORK_LATER,   /* or without a day */
  GOL_WORK_KNOWN,   /* nothing is to be done: it is good to know */
} GolWorkWhen;
#define GOL_N_WORK_WHEN (GOL_WORK_KNOWN + 1)

/**
 * GolWork:
 * @name: stable, for scripts and for the page that knows it: "candidates"
 * @sentence: what waits, without how many: "Placements past their deadline"
 * @hint: why it matters, or who does it
 * @nearest: (nullable): the first day of any of them, "2026-11-27"
 * @query: exactly these; (nullable) of conflicts, which are no records of their own
 */
typedef struct
{
  const char      *name;
  const char      *sentence;
  const char      *hint;
  guint64          count;
  char            *nearest;
  GolWorkWhen      when;
  const GolEntity *entity;
  GolQuery        *query;
} GolWork;

void            gol_work_free          (GolWork       *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolWork, gol_work_free)

/* Of #GolWork, most urgent first; only what there is of, and what this officer may read. Blocks. */
GPtrArray      *gol_worklist_read      (GolOffice     *self,
                                        GCancellable  *cancellable,
                                        GError       **error);
/* (nullable): of a list that was read. */
const GolWork  *gol_worklist_find      (GPtrArray     *works,
                                        const char    *name);
/* How many lines ask for something to be done. */
guint           gol_worklist_count     (GPtrArray     *works);
/* What one question asks, though nothing waits: for a page that shows it. NULL when this office has no such question. */
GolQuery       *gol_worklist_query     (GolOffice     *self,
                                        const char    *name);
const char     *gol_work_when_label    (GolWorkWhen    when);   /* translated */

G_END_DECLS
