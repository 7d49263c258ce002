/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-case.h"
#include "gol-store-private.h"

G_BEGIN_DECLS

/* A store's desks at rest: making one costs milliseconds, using it microseconds. From any thread. */
typedef struct _GolRules GolRules;

void       gol_rules_free        (GolRules   *rules);
GolCase   *gol_rules_take_case   (GolStore   *store,
                                  GError    **error);
void       gol_rules_give_case   (GolStore   *store,
                                  GolCase    *kase);

/* ── Laying a case ── */

typedef struct
{
  gint64           placement, worker, order;   /* ids, 0: none */
  char            *name;                       /* of the placement, or of the worker */
  char            *season;                     /* (nullable) */
  gboolean         voided;
  const GolScheme *scheme;                     /* (nullable) */
  GolAsked         asked;
} GolSubject;

void       gol_subject_clear     (GolSubject *subject);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolSubject, gol_subject_clear)

/* The facts of a placement, its worker and its order, and the days of its planned stay. GOL_ERROR_NOT_FOUND when
 * it is not there. */
gboolean   gol_subject_of_placement (GolSubject *subject,
                                     GolCase    *kase,
                                     GolDb      *db,
                                     gint64      placement,
                                     GolDate     on,
                                     GError    **error);

G_END_DECLS
