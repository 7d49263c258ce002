/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"
#include "gol-values.h"

G_BEGIN_DECLS

/**
 * GolDemo:
 * @seed: another seed, other people
 * @today: the day on which they are of working age and their passports valid
 * @country: (nullable): where they come from (see gol_demo_get_countries ()); %NULL: from all of them
 *
 * A crowd of people who do not exist, for the demonstration office, for tests and for measuring. The same seed, day and
 * index give the same person, whatever was asked before, so that a million need no memory and threads may share the work.
 */
typedef struct
{
  guint64     seed;
  GolDate     today;
  const char *country;
} GolDemo;

/* No two of this many people of a crowd share a document. */
#define GOL_DEMO_MOST 1500000

GHashTable           *gol_demo_person        (const GolDemo *demo,
                                              guint64        index);
const char * const   *gol_demo_get_countries (void);

G_END_DECLS
