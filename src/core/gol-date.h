/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GolDate:
 * @year: 1 to 9999, or 0 for no date at all
 * @month: 1 to 12, or 0 when only the year is known
 * @day: 1 to 31, or 0 when only year and month are known
 *
 * A calendar date without a zone, whole or partial. It travels and is stored as text: "2026-11-23",
 * "1988-03" or "1988". A birthday is never shifted by a clock.
 */
typedef struct
{
  guint16 year;
  guint8  month;
  guint8  day;
} GolDate;

#define GOL_DATE_TEXT_MAX 16

/* What is known of a comparison when dates may be partial. */
typedef enum
{
  GOL_NO      = 0,
  GOL_YES     = 1,
  GOL_UNKNOWN = -1,
} GolTruth;

gboolean  gol_date_parse        (const char *iso,
                                 GolDate    *date);
const char *gol_date_format     (GolDate     date,
                                 char        buffer[GOL_DATE_TEXT_MAX]);
gboolean  gol_date_is_valid     (GolDate     date);  /* exists in the calendar, whole or partial */
gboolean  gol_date_is_whole     (GolDate     date);
gint      gol_date_days         (GolDate     date);  /* whole dates: days since 1970-01-01 */
GolDate   gol_date_from_days    (gint        days);
GolDate   gol_date_first        (GolDate     date);  /* first and last day a partial date can be */
GolDate   gol_date_last         (GolDate     date);
GolDate   gol_date_add_days     (GolDate     date,
                                 gint        days);
GolDate   gol_date_add_months   (GolDate     date,   /* 31 Jan + 1 month = last of February */
                                 gint        months);
GolTruth  gol_date_before       (GolDate     a,
                                 GolDate     b);
GolTruth  gol_date_at_least_age (GolDate     birth,  /* has completed 'years' on 'on'? */
                                 gint        years,
                                 GolDate     on);
gint      gol_date_age          (GolDate     birth,  /* youngest possible age, or -1 */
                                 GolDate     on);

/* Instants are UTC milliseconds since 1970, written "2026-11-23T20:09:01.123Z". */
char     *gol_instant_format    (gint64      instant);
gboolean  gol_instant_parse     (const char *text,
                                 gint64     *instant);

G_END_DECLS
