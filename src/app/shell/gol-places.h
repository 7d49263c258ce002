/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"
#include "gol-worklist.h"

G_BEGIN_DECLS

/**
 * GolPlace:
 * @name: what pages call it: "orders"; several lines may have the same, of which an office sees the first that is for it
 * @icon: @label: (N_())
 * @parties: the kinds of office that have it
 * @entity: (nullable): that the officer must be able to read
 * @work: (nullable): the line of the worklist that its row counts, "*": how many lines there are
 * @make: its page
 *
 * One row of the sidebar. A page that does not exist yet has no row.
 */
typedef struct
{
  const char *name;
  const char *icon;
  const char *label;
  guint       parties;
  const char *entity;
  const char *work;
  GolPage  *(*make) (void);
} GolPlace;

/* (transfer container): of const GolPlace, in their order: those of this officer in this office. */
GPtrArray      *gol_places_of        (GolOffice       *office);
/* (nullable): where the records of a line are worked on: the place that counts it, else the list of its entity. */
const GolPlace *gol_places_for_work  (GPtrArray       *places,
                                      const GolWork   *work);
/* How many wait there. */
guint64         gol_place_count      (const GolPlace  *place,
                                      GPtrArray       *works);

G_END_DECLS
