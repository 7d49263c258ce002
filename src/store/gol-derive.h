/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"
#include "gol-store.h"

G_BEGIN_DECLS

/*
 * What follows from the facts: where a placement stands, what its next step still needs, whether a worker may go
 * again. Nothing here asks who is looking: each verdict says which parties may see it, and the office layer shows or
 * withholds.
 */

/**
 * GolVerdict:
 * @clause: its id in the scheme; or the code of a step that must be done first (gol_rules_check_step ())
 * @words: with the person's own figures
 * @holds: three values: what is not known, or not held by this office, is unknown
 * @cure: (nullable): what would satisfy it
 * @from: (nullable): the first date on which it holds if time alone cures it
 * @missing: (nullable): when unknown: the facts that are not known or not held here, in words, comma-separated
 * @parties: #GolParty flags: who may read every section that the clause reads, so may see verdict and figures
 */
typedef struct
{
  char      *clause;
  char      *words;
  GolTruth   holds;
  char      *cure;
  char      *from;
  char      *missing;
  guint      parties;
} GolVerdict;

void            gol_verdict_free        (GolVerdict   *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolVerdict, gol_verdict_free)

typedef enum
{
  GOL_STATION_DONE,
  GOL_STATION_SKIPPED,   /* falls away, was found not to be needed, or is optional and passed */
  GOL_STATION_NOW,
  GOL_STATION_BLOCKED,   /* now, with a requirement that fails or is unknown */
  GOL_STATION_LATE,      /* now, and its deadline has passed */
  GOL_STATION_LATER,
} GolStationState;

/**
 * GolStation:
 * @step: "CON"
 * @label: in the reader's language
 * @actor: the party's letter
 * @at: (nullable): the day it was done, or is planned for
 * @by: (nullable): who did it
 * @due: (nullable): its deadline
 * @late_days: days after @due, of today or of the day it was done; 0 when in time
 * @requirements: of #GolVerdict; only the station that is now carries them
 */
typedef struct
{
  char            *step;
  char            *label;
  char            *actor;
  GolStationState  state;
  char            *at;
  char            *by;
  char            *due;
  gint             late_days;
  GPtrArray       *requirements;
} GolStation;

void            gol_station_free        (GolStation   *station);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolStation, gol_station_free)

/**
 * GolJourney:
 * @status: "in_progress", "ready", "departed", "abroad", "missing", "to_verify", "returned", "ended" (without a return:
 *   a death, a lawful stay), "no_show", "refused" or "withdrawn"
 * @stations: of #GolStation in the scheme's order
 */
typedef struct
{
  char       *placement;
  char       *scheme;
  char       *season;
  char       *status;
  GPtrArray  *stations;
} GolJourney;

void            gol_journey_free        (GolJourney   *journey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolJourney, gol_journey_free)

/**
 * GolMayGoAgain:
 * @answer: no when a clause fails, else unknown when one is unknown, else yes
 * @from: (nullable): when it becomes yes by time alone
 * @appeal: (nullable): how to appeal, from the scheme
 * @clauses: of #GolVerdict, failing first, then unknown
 */
typedef struct
{
  char      *scheme;
  GolTruth   answer;
  char      *from;
  char      *appeal;
  GPtrArray *clauses;
} GolMayGoAgain;

void            gol_may_go_again_free   (GolMayGoAgain *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolMayGoAgain, gol_may_go_again_free)

/* Words of a status, translated. */
const char     *gol_status_get_label    (const char   *status);

/* @placement is a record's name or file code; GOL_ERROR_NOT_FOUND when it or its scheme is not here. */
GolJourney     *gol_derive_journey      (GolStore     *store,
                                         const char   *placement,
                                         GolDate       today,
                                         GError      **error);

/* Daily: writes the derived columns of placements whose next change has come. */
gboolean        gol_derive_sweep        (GolStore     *store,
                                         GolDate       today,
                                         GCancellable *cancellable,
                                         guint        *changed,   /* (nullable) */
                                         GError      **error);

GolMayGoAgain  *gol_rules_may_go_again  (GolStore     *store,
                                         const char   *worker,
                                         const char   *scheme,
                                         GolDate       on,
                                         GError      **error);

/* (transfer full): of #GolVerdict: the scheme's checks of an order. */
GPtrArray      *gol_rules_check_order   (GolStore     *store,
                                         const char   *order,
                                         GolDate       on,
                                         GError      **error);

/* (transfer full): of #GolVerdict: what the step of this placement's scheme needs. */
GPtrArray      *gol_rules_check_step    (GolStore     *store,
                                         const char   *placement,
                                         const char   *step,
                                         GolDate       on,
                                         GError      **error);

/**
 * GolRulesRow:
 * @worker: the store's id of the worker
 * @verdicts: one per clause, in the order that gol_rules_everybody () gave
 *
 * Returns: whether to go on
 */
typedef gboolean (*GolRulesRow)         (guint32         worker,
                                         const GolTruth *verdicts,
                                         guint           n,
                                         gpointer        user_data);

/* "May she go again" for every worker in one statement, by id. @clauses (transfer full) gets the clauses' ids first. */
gboolean        gol_rules_everybody     (GolStore     *store,
                                         const char   *scheme,
                                         GolDate       on,
                                         GStrv        *clauses,
                                         GCancellable *cancellable,
                                         GolRulesRow   row,
                                         gpointer      user_data,
                                         GError      **error);

G_END_DECLS
