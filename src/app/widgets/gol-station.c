/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-station.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"
#include "gol-scheme.h"
#include "gol-vault.h"

static const struct
{
  const char *icon;
  const char *style;
  const char *label;
} looks[] = {
  [GOL_STATION_DONE] = { "object-select-symbolic", "success", NC_("station", "done") },
  [GOL_STATION_SKIPPED] = { "gol-skipped-symbolic", "neutral", NC_("station", "skipped") },
  [GOL_STATION_NOW] = { "gol-now-symbolic", "accent", NC_("station", "now") },
  [GOL_STATION_BLOCKED] = { "action-unavailable-symbolic", "error", NC_("station", "blocked") },
  [GOL_STATION_LATE] = { "document-open-recent-symbolic", "warning", NC_("station", "late") },
  [GOL_STATION_LATER] = { "gol-later-symbolic", "neutral", NC_("station", "later") },
};

const char *
gol_station_icon (GolStationState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (looks), NULL);

  return looks[state].icon;
}

const char *
gol_station_style (GolStationState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (looks), NULL);

  return looks[state].style;
}

const char *
gol_station_label (GolStationState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (looks), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "station", looks[state].label);
}

guint
gol_station_n_unmet (const GolStation *station)
{
  guint n = 0;

  g_return_val_if_fail (station != NULL, 0);

  for (guint i = 0; station->requirements != NULL && i < station->requirements->len; i++)
    if (((GolVerdict *) g_ptr_array_index (station->requirements, i))->holds != GOL_YES)
      n++;
  return n;
}

char *
gol_station_words (const GolStation *station,
                   GolDate           today)
{
  g_autofree char *day = NULL;
  guint unmet;

  g_return_val_if_fail (station != NULL, NULL);

  switch (station->state)
    {
    case GOL_STATION_DONE:
      return gol_display_iso_date (station->at, today);
    case GOL_STATION_SKIPPED:
      return g_strdup (gol_station_label (station->state));
    case GOL_STATION_LATE:
      if (station->late_days > 0)
        return g_strdup_printf (ngettext ("%d day late", "%d days late", station->late_days), station->late_days);
      return g_strdup (gol_station_label (station->state));
    case GOL_STATION_BLOCKED:
      unmet = gol_station_n_unmet (station);
      if (unmet > 0)
        return g_strdup_printf (ngettext ("%u thing missing", "%u things missing", unmet), unmet);
      return g_strdup (gol_station_label (station->state));
    case GOL_STATION_NOW:
    case GOL_STATION_LATER:
      if (station->due != NULL)
        {
          day = gol_display_iso_date (station->due, today);
          /* TRANSLATORS: a deadline: "by 4 Dec". */
          return g_strdup_printf (_("by %s"), day);
        }
      if (station->at != NULL)
        return gol_display_iso_date (station->at, today);
      return g_strdup (gol_station_label (station->state));
    }
  return g_strdup ("");
}

static const struct
{
  char        letter;
  const char *kind;
  const char *brief;
} actors[] = {
  { 'M', "ministry", NC_("actor", "Ministry") },
  { 'A', "authority", NC_("actor", "Authority") },
  { 'E', "employer", NC_("actor", "Employer") },
  { 'N', "consulate-destination", NC_("actor", "Consulate") },
  { 'S', "consulate-origin", NC_("actor", "Consulate") },
  { 'T', "training", NC_("actor", "Trainer") },
  { 'K', "clinic", NC_("actor", "Clinic") },
  { 'C', "carrier", NC_("actor", "Carrier") },
};

const char *
gol_station_actor (const GolStation *station)
{
  g_return_val_if_fail (station != NULL, NULL);

  for (guint i = 0; station->actor != NULL && i < G_N_ELEMENTS (actors); i++)
    if (*station->actor == actors[i].letter)
      return gol_office_kind_label (actors[i].kind);
  return "";
}

const char *
gol_station_brief_actor (const GolStation *station)
{
  g_return_val_if_fail (station != NULL, NULL);

  for (guint i = 0; station->actor != NULL && i < G_N_ELEMENTS (actors); i++)
    if (*station->actor == actors[i].letter)
      return g_dpgettext2 (GETTEXT_PACKAGE, "actor", actors[i].brief);
  return "";
}

const char *
gol_station_brief_label (const GolStation *station,
                         const char       *scheme)
{
  const GolScheme *found = scheme != NULL ? gol_scheme_shelf_find (scheme, NULL) : NULL;
  const GolStep *step = found != NULL ? gol_scheme_find_step (found, station->step) : NULL;

  return step != NULL ? gol_words_get (step->short_label) : station->label;
}
