/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-stays.h"

#include <string.h>

#include "gol-facts.h"

#define DAYS_TO_2000 10957   /* 2000-01-01 counted from 1970-01-01 */

gboolean
gol_stays_day (GolDate  date,
               guint16 *day)
{
  gint days;

  if (!gol_date_is_whole (date))
    return FALSE;
  days = gol_date_days (date) - DAYS_TO_2000;
  if (days < 0 || days >= GOL_STAY_OPEN)
    return FALSE;
  *day = days;
  return TRUE;
}

/* ── Packing ── */

static void
put (GByteArray *out,
     guint16     number)
{
  guint8 bytes[2] = { number >> 8, number & 0xff };

  g_byte_array_append (out, bytes, 2);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  const GolStay *x = a, *y = b;

  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  if (x->last != y->last)
    return x->last < y->last ? -1 : 1;
  return strcmp (x->country, y->country);
}

GBytes *
gol_stays_pack (GolStay *stays,
                guint    n)
{
  GByteArray *out = g_byte_array_sized_new (n * GOL_STAY_SIZE);

  if (n > 0)
    qsort (stays, n, sizeof *stays, compare_cb);
  for (guint i = 0; i < n; i++)
    {
      guint8 rest[4] = { stays[i].country[0], stays[i].country[1], stays[i].uncertain ? GOL_STAY_UNCERTAIN : 0, 0 };

      put (out, stays[i].first);
      put (out, stays[i].last);
      g_byte_array_append (out, rest, sizeof rest);
    }
  return g_byte_array_free_to_bytes (out);
}

/* ── Reading ── */

static inline guint16
get (const guint8 *at)
{
  return at[0] << 8 | at[1];
}

gboolean
gol_stays_are_valid (const guint8 *blob,
                     gsize         size)
{
  guint16 before = 0;

  if (size % GOL_STAY_SIZE != 0)
    return FALSE;
  for (const guint8 *at = blob; at < blob + size; at += GOL_STAY_SIZE)
    {
      guint16 first = get (at), last = get (at + 2);

      if (first < before || first > last || first == GOL_STAY_OPEN
          || !g_ascii_isupper (at[4]) || !g_ascii_isupper (at[5])
          || (at[6] & ~GOL_STAY_UNCERTAIN) != 0 || at[7] != 0)
        return FALSE;
      before = first;
    }
  return TRUE;
}

static inline gboolean
is_there (const guint8 *at,
          const char   *country)
{
  return *country == '\0' || (at[4] == (guint8) country[0] && at[5] == (guint8) country[1]);
}

static inline gboolean
is_certain (const guint8 *at)
{
  return get (at + 2) != GOL_STAY_OPEN && at[6] == 0;
}

gint
gol_stays_days_present (const guint8 *blob,
                        gsize         size,
                        const char   *country,
                        guint16       from,
                        guint16       to)
{
  gint days = 0;
  gint next = from;   /* the first day that is not counted yet */

  if (!gol_stays_are_valid (blob, size))
    return GOL_STAYS_UNKNOWN;
  for (const guint8 *at = blob; at < blob + size && get (at) <= to; at += GOL_STAY_SIZE)
    {
      gint first = get (at), last = get (at + 2);

      if (to < from || last < from || !is_there (at, country))
        continue;
      if (!is_certain (at))
        return GOL_STAYS_UNKNOWN;
      first = MAX (first, next);
      last = MIN (last, to);
      if (last < first)
        continue;
      days += last - first + 1;
      next = last + 1;
    }
  return days;
}

static gint
year_of (gint day)
{
  return gol_date_from_days (day + DAYS_TO_2000).year;
}

gint
gol_stays_years_present (const guint8 *blob,
                         gsize         size,
                         const char   *country,
                         guint16       from,
                         guint16       to)
{
  gint years = 0;
  gint next = 0;      /* the first year that is not counted yet */

  if (!gol_stays_are_valid (blob, size))
    return GOL_STAYS_UNKNOWN;
  for (const guint8 *at = blob; at < blob + size && get (at) <= to; at += GOL_STAY_SIZE)
    {
      gint last = get (at + 2);
      gint first_year, last_year;

      if (to < from || last < from || !is_there (at, country))
        continue;
      if (!is_certain (at))
        return GOL_STAYS_UNKNOWN;
      first_year = MAX (year_of (MAX (get (at), from)), next);
      last_year = year_of (MIN (last, to));
      if (last_year < first_year)
        continue;
      years += last_year - first_year + 1;
      next = last_year + 1;
    }
  return years;
}

gint
gol_stays_days_since (const guint8 *blob,
                      gsize         size,
                      const char   *country,
                      guint16       on)
{
  gint latest = -1;

  if (!gol_stays_are_valid (blob, size))
    return GOL_STAYS_UNKNOWN;
  for (const guint8 *at = blob; at < blob + size && get (at) < on; at += GOL_STAY_SIZE)
    {
      if (!is_there (at, country))
        continue;
      if (!is_certain (at))
        return GOL_STAYS_UNKNOWN;
      latest = MAX (latest, get (at + 2));
    }
  if (latest < 0)
    return GOL_STAYS_NEVER;
  return latest >= on ? 0 : on - latest;
}
