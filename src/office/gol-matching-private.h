/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-matching.h"
#include "gol-office-private.h"

G_BEGIN_DECLS

/**
 * GolGrounds:
 * What is asked of every candidate of an order, read once.
 * @on: the day on which the work begins
 * @named: set of workers that it names
 * @here: worker → #GolHere
 * @crops: (element-type GolTerm): that the order is about
 * @occupation: (nullable)
 * @reads_experience: whether this officer may read it of everybody
 */
typedef struct
{
  GolOffice       *office;
  GolStore        *store;
  GolRecord       *order;
  const GolScheme *scheme;
  GolDate          on;
  gboolean         closed;
  GHashTable      *named;
  GHashTable      *here;
  GPtrArray       *crops;
  const char      *occupation;
  gboolean         reads_experience;
} GolGrounds;

/* What her seasons with this employer say. */
typedef struct
{
  guint     seasons;
  gboolean  in_time;      /* of the last one */
  gboolean  last_season;  /* asked for by name in the season before this order */
  GolTruth  again;        /* the employer would hire her again */
} GolHere;

/* @order is borrowed. */
gboolean gol_grounds_init       (GolGrounds    *self,
                                 GolOffice     *office,
                                 GolStore      *store,
                                 GolRecord     *order,
                                 GError       **error);
void     gol_grounds_clear      (GolGrounds    *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolGrounds, gol_grounds_clear)
/* Whether what is written of her experience (JSON as in the store, or NULL) says that she knows the work; @words: (out) (optional): what
 * of it. */
gboolean gol_grounds_knows_work (GolGrounds    *self,
                                 const char    *crops,
                                 const char    *occupations,
                                 char         **words);
/* What lifts her but for the experience. */
void     gol_grounds_judge      (GolGrounds    *self,
                                 GolCandidate  *candidate);
/* Why she stands where she stands. */
void     gol_grounds_tell       (GolGrounds    *self,
                                 GolCandidate  *candidate,
                                 GolRecord     *worker);

G_END_DECLS
