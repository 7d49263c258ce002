/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-derive.h"

void
gol_verdict_free (GolVerdict *verdict)
{
  if (verdict == NULL)
    return;
  g_free (verdict->clause);
  g_free (verdict->words);
  g_free (verdict->cure);
  g_free (verdict->from);
  g_free (verdict->missing);
  g_free (verdict);
}

void
gol_station_free (GolStation *station)
{
  if (station == NULL)
    return;
  g_free (station->step);
  g_free (station->label);
  g_free (station->actor);
  g_free (station->at);
  g_free (station->by);
  g_free (station->due);
  g_clear_pointer (&station->requirements, g_ptr_array_unref);
  g_free (station);
}

void
gol_journey_free (GolJourney *journey)
{
  if (journey == NULL)
    return;
  g_free (journey->placement);
  g_free (journey->scheme);
  g_free (journey->season);
  g_free (journey->status);
  g_clear_pointer (&journey->stations, g_ptr_array_unref);
  g_free (journey);
}

void
gol_may_go_again_free (GolMayGoAgain *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->scheme);
  g_free (answer->from);
  g_free (answer->appeal);
  g_clear_pointer (&answer->clauses, g_ptr_array_unref);
  g_free (answer);
}
