/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"

G_BEGIN_DECLS

/*
 * A worker's stays abroad, packed as gol-facts.h says (8 bytes each, sorted by the first day), so that a million
 * people's days can be counted without a join. Days count from 2000-01-01, unsigned, until 2179. Everything that
 * cannot be told for certain is unknown: a stay that is not known to have ended, or whose days are not certain,
 * makes every count that it touches unknown.
 */

#define GOL_STAYS_UNKNOWN (-1)
#define GOL_STAYS_NEVER   36525   /* "a hundred years": days since a return that never was */

typedef struct
{
  guint16  first;
  guint16  last;        /* GOL_STAY_OPEN: not known to have ended */
  char     country[3];
  gboolean uncertain;
} GolStay;

/* FALSE when @date is not whole or outside what 16 bits hold. */
gboolean   gol_stays_day            (GolDate       date,
                                     guint16      *day);

/* Sorts @stays and packs them. (transfer full) */
GBytes    *gol_stays_pack           (GolStay      *stays,
                                     guint         n);
gboolean   gol_stays_are_valid      (const guint8 *blob,
                                     gsize         size);

/* Each GOL_STAYS_UNKNOWN when it cannot be told. @country: two letters, or "" for any; @from and @to are counted. */
gint       gol_stays_days_present   (const guint8 *blob,
                                     gsize         size,
                                     const char   *country,
                                     guint16       from,
                                     guint16       to);
gint       gol_stays_years_present  (const guint8 *blob,
                                     gsize         size,
                                     const char   *country,
                                     guint16       from,
                                     guint16       to);
gint       gol_stays_days_since     (const guint8 *blob,
                                     gsize         size,
                                     const char   *country,
                                     guint16       on);

G_END_DECLS
