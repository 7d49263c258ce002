/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-date.h"

#include <string.h>

static guint
days_in_month (guint year,
               guint month)
{
  static const guint8 lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return month == 2 && leap ? 29 : lengths[month - 1];
}

gboolean
gol_date_is_valid (GolDate date)
{
  if (date.year < 1 || date.year > 9999)
    return FALSE;
  if (date.month == 0)
    return date.day == 0;
  return date.month <= 12 && date.day <= days_in_month (date.year, date.month);
}

gboolean
gol_date_is_whole (GolDate date)
{
  return date.day != 0 && gol_date_is_valid (date);
}

static gboolean
take_digits (const char **at,
             guint        n,
             guint       *number)
{
  *number = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*at)[i]))
        return FALSE;
      *number = *number * 10 + ((*at)[i] - '0');
    }
  *at += n;
  return TRUE;
}

gboolean
gol_date_parse (const char *iso,
                GolDate    *date)
{
  guint year, month = 0, day = 0;
  GolDate parsed;

  if (iso == NULL || !take_digits (&iso, 4, &year))
    return FALSE;
  if (*iso == '-')
    {
      iso++;
      if (!take_digits (&iso, 2, &month) || month == 0)
        return FALSE;
      if (*iso == '-')
        {
          iso++;
          if (!take_digits (&iso, 2, &day) || day == 0)
            return FALSE;
        }
    }
  parsed = (GolDate) { year, month, day };
  if (*iso != '\0' || !gol_date_is_valid (parsed))
    return FALSE;
  *date = parsed;
  return TRUE;
}

static char *
put_digits (char  *at,
            guint  number,
            guint  n)
{
  for (guint i = n; i > 0; number /= 10)
    at[--i] = '0' + number % 10;
  return at + n;
}

/* By hand: rules write a date for every worker of a million. */
const char *
gol_date_format (GolDate date,
                 char    buffer[GOL_DATE_TEXT_MAX])
{
  char *at = buffer;

  if (date.year != 0)
    at = put_digits (at, date.year, date.year < 10000 ? 4 : 5);
  if (date.year != 0 && date.month != 0)
    {
      *at++ = '-';
      at = put_digits (at, date.month, 2);
    }
  if (date.year != 0 && date.month != 0 && date.day != 0)
    {
      *at++ = '-';
      at = put_digits (at, date.day, 2);
    }
  *at = '\0';
  return buffer;
}

/* 0001-01-01 and 9999-12-31, the first and the last of the calendar. */
#define FIRST_DAY (-719162)
#define LAST_DAY  2932896

/* Days since 1970-01-01 in the proleptic Gregorian calendar; years are counted from March, so that a leap day ends one
 * (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
gint
gol_date_days (GolDate date)
{
  gint y = date.year - (date.month <= 2 ? 1 : 0);
  gint era = y / 400;
  gint year_of_era = y - era * 400;
  gint day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  gint day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

/* The way back; no date at all beyond the calendar. */
GolDate
gol_date_from_days (gint days)
{
  gint since_march, era, day_of_era, year_of_era, day_of_year, month_from_march;
  GolDate date;

  if (days < FIRST_DAY || days > LAST_DAY)
    return (GolDate) { 0 };

  since_march = days + 719468;
  era = since_march / 146097;
  day_of_era = since_march - era * 146097;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  month_from_march = (5 * day_of_year + 2) / 153;
  date.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  date.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);

  return date;
}

GolDate
gol_date_first (GolDate date)
{
  return (GolDate) { date.year, MAX (date.month, 1), MAX (date.day, 1) };
}

GolDate
gol_date_last (GolDate date)
{
  guint month = date.month != 0 ? date.month : 12;

  return (GolDate) { date.year, month, date.day != 0 ? date.day : days_in_month (date.year, month) };
}

GolDate
gol_date_add_days (GolDate date,
                   gint    days)
{
  gint64 moved = (gint64) gol_date_days (date) + days;

  return gol_date_from_days ((gint) CLAMP (moved, FIRST_DAY - 1, LAST_DAY + 1));
}

GolDate
gol_date_add_months (GolDate date,
                     gint    months)
{
  gint64 total = (gint64) date.year * 12 + (date.month - 1) + months;
  GolDate moved;

  if (total < 12 || total >= 10000 * 12)
    return (GolDate) { 0 };
  moved = (GolDate) { total / 12, total % 12 + 1, date.day };
  moved.day = MIN (date.day, days_in_month (moved.year, moved.month));
  return moved;
}

static gint
compare (GolDate a,
         GolDate b)
{
  return gol_date_days (a) - gol_date_days (b);
}

GolTruth
gol_date_before (GolDate a,
                 GolDate b)
{
  if (a.year == 0 || b.year == 0)
    return GOL_UNKNOWN;
  if (compare (gol_date_last (a), gol_date_first (b)) < 0)
    return GOL_YES;
  if (compare (gol_date_first (a), gol_date_last (b)) >= 0)
    return GOL_NO;
  return GOL_UNKNOWN;
}

/* Born on 29 February, one comes of age on 1 March of a common year. */
static GolDate
birthday (GolDate birth,
          gint    years)
{
  GolDate day = { birth.year + years, birth.month, birth.day };

  return gol_date_is_valid (day) ? day : (GolDate) { day.year, 3, 1 };
}

GolTruth
gol_date_at_least_age (GolDate birth,
                       gint    years,
                       GolDate on)
{
  if (birth.year == 0 || !gol_date_is_whole (on))
    return GOL_UNKNOWN;
  if (compare (birthday (gol_date_last (birth), years), on) <= 0)
    return GOL_YES;
  if (compare (birthday (gol_date_first (birth), years), on) > 0)
    return GOL_NO;
  return GOL_UNKNOWN;
}

gint
gol_date_age (GolDate birth,
              GolDate on)
{
  GolDate last;
  gint years;

  if (birth.year == 0 || !gol_date_is_whole (on))
    return -1;
  last = gol_date_last (birth);
  years = on.year - last.year;
  if (compare (birthday (last, years), on) > 0)
    years--;
  return MAX (years, -1);
}

#define DAY_MILLISECONDS G_GINT64_CONSTANT (86400000)

char *
gol_instant_format (gint64 instant)
{
  gint64 days = instant / DAY_MILLISECONDS, rest = instant % DAY_MILLISECONDS;
  char day[GOL_DATE_TEXT_MAX];

  if (rest < 0)
    {
      rest += DAY_MILLISECONDS;
      days -= 1;
    }
  g_return_val_if_fail (days >= FIRST_DAY && days <= LAST_DAY, NULL);

  gol_date_format (gol_date_from_days ((gint) days), day);

  return g_strdup_printf ("%sT%02d:%02d:%02d.%03dZ", day, (int) (rest / 3600000), (int) (rest / 60000 % 60),
                          (int) (rest / 1000 % 60), (int) (rest % 1000));
}

gboolean
gol_instant_parse (const char *text,
                   gint64     *instant)
{
  const char *at = text;
  guint year, month, day, hour, minute, second, milliseconds = 0;
  GolDate date;

  if (text == NULL || !take_digits (&at, 4, &year) || *at++ != '-' || !take_digits (&at, 2, &month) || *at++ != '-'
      || !take_digits (&at, 2, &day) || *at++ != 'T' || !take_digits (&at, 2, &hour) || *at++ != ':'
      || !take_digits (&at, 2, &minute) || *at++ != ':' || !take_digits (&at, 2, &second))
    return FALSE;
  if (*at == '.')
    {
      at++;
      if (!take_digits (&at, 3, &milliseconds))
        return FALSE;
    }
  date = (GolDate) { year, month, day };
  if (strcmp (at, "Z") != 0 || !gol_date_is_whole (date) || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  *instant = ((gint64) gol_date_days (date) * 86400 + hour * 3600 + minute * 60 + second) * 1000 + milliseconds;
  return TRUE;
}
