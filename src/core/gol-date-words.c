/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-date-words.h"

#include <glib/gi18n-lib.h>

char *
gol_date_to_words (GolDate date)
{
  g_autoptr(GDateTime) time = g_date_time_new_utc (date.year, date.month, MAX (date.day, 1), 0, 0, 0);

  /* Translators: a day in a sentence, as g_date_time_format () takes it: 4 May 2027 */
  return g_date_time_format (time, gol_date_is_whole (date) ? C_("date", "%-d %B %Y")
                             /* Translators: a month in a sentence: May 2027 */
                             : C_("date", "%B %Y"));
}
