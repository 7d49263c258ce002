/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/*
 * Whom to place in an order. Until schemes bring criteria of their own, the order of candidates is this one, the same for every order
 * and for everybody:
 *
 *   1. the order names her;
 *   2. she worked for this employer before and came back in time; if the employer would hire her again, before those of whom it does not
 *      say so; never if it would not;
 *   3. she knows the crop or the occupation;
 *   4. every condition of the scheme is known to hold, before those of whom something is not known yet;
 *   5. who was enrolled first.
 *
 * Each that decides before the next one. Sex, family, age and origin count for nothing, and no fact does that this officer may not read.
 * Who may not go, or works elsewhere at that time, is no candidate; she is found by her name, with the reason.
 */

typedef enum
{
  GOL_MATCHING_ALL,
  GOL_MATCHING_LAST_SEASON,   /* whom this employer had asked for by name in the season before */
} GolMatchingFilter;

typedef enum
{
  GOL_GROUND_NAMED,
  GOL_GROUND_WORKED_HERE,
  GOL_GROUND_KNOWS_WORK,
  GOL_GROUND_MAY_GO,
} GolGround;

/**
 * GolReason:
 * @words: why she stands where she stands, one of the grounds in words
 * @counts: whether it lifts her; otherwise it is told because it does not
 */
typedef struct
{
  GolGround  ground;
  gboolean   counts;
  char      *words;
} GolReason;

/**
 * GolCandidate:
 * @rank: from 1; 0: she is no candidate
 * @enrolled: (nullable): the day
 * @reasons: (element-type GolReason): in the order in which they count
 * @bar: (nullable): a sentence: why she is no candidate
 */
typedef struct
{
  guint32    id;        /* of this store alone */
  guint      rank;
  char      *worker;
  char      *code;
  char      *name;
  char      *portrait;
  char      *enrolled;
  gboolean   named;
  gboolean   last_season;
  guint      worked_here;   /* 0: not, or not in a way that counts; 2: and would be hired again */
  gboolean   knows_work;
  GolTruth   may_go;
  GPtrArray *reasons;
  char      *bar;
} GolCandidate;

void             gol_candidate_free    (GolCandidate *candidate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolCandidate, gol_candidate_free)

/**
 * GolMatching:
 * @title: (nullable): the work, as written
 * @scheme: (nullable): whose rules decide
 * @posts: asked, or certified where the destination says how many
 * @by_name: it names people, or is made to ask for people by name
 * @names_people: it names people that this office holds
 * @closed: it takes nobody but those whom it names
 * @stopped: (nullable): a sentence: why nobody can be placed
 * @people: (element-type GolCandidate): by rank; after them, when looked for by name, those who are no candidates
 * @more: others wait behind them
 * @placed: (element-type GolCandidate): newest first, the last few
 */
typedef struct
{
  char      *order;
  char      *code;
  char      *title;
  char      *employer;
  char      *scheme;
  char      *starts;
  char      *ends;
  guint      posts;
  guint      filled;
  gboolean   by_name;
  gboolean   names_people;
  gboolean   closed;
  char      *stopped;
  GPtrArray *people;
  gboolean   more;
  GPtrArray *placed;
} GolMatching;

void             gol_matching_free     (GolMatching *matching);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolMatching, gol_matching_free)

/**
 * gol_matching_look:
 * @text: (nullable): a name, code or number: who is meant, candidate or not
 * @most: how many people at most
 *
 * Quick in an office of a million: those named, those who worked here, and of the others as many as are found among the first enrolled.
 *
 * Returns: (transfer full) (nullable): for an officer who may place people
 */
GolMatching     *gol_matching_look     (GolOffice          *self,
                                        const char         *order,
                                        GolMatchingFilter   filter,
                                        const char         *text,
                                        guint               most,
                                        GCancellable       *cancellable,
                                        GError            **error);

G_END_DECLS
