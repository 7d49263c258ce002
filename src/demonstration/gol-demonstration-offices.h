/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-demonstration-hub.h"
#include "gol-office.h"

G_BEGIN_DECLS

/*
 * The demonstration whole: a ministry, an employer and a consulate, each with a folder and a database of its own, and the hub beside
 * them through which they exchange. What is in all of them was written at the ministry of gol-demonstration.h and came through the hub.
 */
typedef enum
{
  GOL_DEMONSTRATION_MINISTRY,
  GOL_DEMONSTRATION_EMPLOYER,
  GOL_DEMONSTRATION_CONSULATE,
  GOL_DEMONSTRATION_N_OFFICES,
} GolDemonstrationPlace;

/* "ministry", "employer", "consulate": the names of their folders. */
const char *gol_demonstration_place_get_name    (GolDemonstrationPlace place);
const char *gol_demonstration_place_get_officer (GolDemonstrationPlace place);

/**
 * GolDemonstrationOffices:
 * @clock: of all of them: whoever moves it moves the day everywhere
 *
 * What is open. Of one thread at a time.
 */
typedef struct
{
  GolDemonstrationHub *hub;
  GolClock            *clock;
  GolOffice           *offices[GOL_DEMONSTRATION_N_OFFICES];
} GolDemonstrationOffices;

/* Each window of it keeps one: the hub runs as long as any is open. */
GolDemonstrationOffices *gol_demonstration_offices_ref   (GolDemonstrationOffices *self);
void                     gol_demonstration_offices_unref (GolDemonstrationOffices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolDemonstrationOffices, gol_demonstration_offices_unref)

/* Makes everything in a folder that is empty or not there; as gol_demonstration_make (). Blocks for some seconds. */
gboolean                 gol_demonstration_offices_make (const char   *dir,
                                                         GolDate       today,
                                                         GolProgress   progress,
                                                         gpointer      user_data,
                                                         GError      **error);
/* Opens what was made for that day, and starts the hub. */
GolDemonstrationOffices *gol_demonstration_offices_open (const char   *dir,
                                                         GolDate       day,
                                                         GError      **error);

G_END_DECLS
