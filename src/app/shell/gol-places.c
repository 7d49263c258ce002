/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-places.h"

#include <glib/gi18n-lib.h>

#include "gol-candidates-page.h"
#include "gol-conflicts-page.h"
#include "gol-desk-page.h"
#include "gol-import-page.h"
#include "gol-list-page.h"
#include "gol-office-kind.h"
#include "gol-office-page.h"
#include "gol-sync-page.h"
#include "gol-today-page.h"

#define M GOL_PARTY_MINISTRY
#define E GOL_PARTY_EMPLOYER
#define N GOL_PARTY_CONSULATE_DEST
#define S GOL_PARTY_CONSULATE_ORIGIN
#define C GOL_PARTY_CARRIER
#define EVERYBODY GOL_PARTY_EVERYBODY

static GolPage *new_workers (void) { return GOL_PAGE (gol_list_page_new (&gol_list_workers)); }
static GolPage *new_orders (void)  { return GOL_PAGE (gol_list_page_new (&gol_list_orders)); }
static GolPage *new_placements (void) { return GOL_PAGE (gol_list_page_new (&gol_list_placements)); }
static GolPage *new_departures (void) { return gol_desk_page_new (GOL_DESK_DEPARTURES); }
static GolPage *new_arrivals (void) { return gol_desk_page_new (GOL_DESK_ARRIVALS); }
static GolPage *new_returns (void) { return gol_desk_page_new (GOL_DESK_RETURNS); }
static GolPage *new_import (void)  { return GOL_PAGE (gol_import_page_new ()); }
static GolPage *new_office (void)  { return GOL_PAGE (gol_office_page_new ()); }

/* The sidebar, from top to bottom; Alt+1…9 are its first nine rows. A new page is a line here. */
static const GolPlace places[] = {
  { "today", "gol-today-symbolic", N_("Today"), EVERYBODY, NULL, "*", gol_today_page_new },
  { "orders", "gol-order-symbolic", N_("My orders"), E, "order", NULL, new_orders },
  { "candidates", "gol-hourglass-symbolic", N_("Candidates"), E, "placement", "candidates", gol_candidates_page_new },
  { "workers", "gol-people-symbolic", N_("My workers"), E, "worker", NULL, new_workers },
  { "workers", "gol-people-symbolic", N_("Workers"), EVERYBODY, "worker", "review", new_workers },
  { "orders", "gol-order-symbolic", N_("Orders"), EVERYBODY, "order", "orders", new_orders },
  { "placements", "gol-route-symbolic", N_("Placements"), EVERYBODY, "placement", "late", new_placements },
  { "departures", "airplane-mode-symbolic", N_("Departures"), M | N | C, "event", "departures", new_departures },
  { "arrivals", "mark-location-symbolic", N_("Arrivals"), E | S, "event", "arrivals", new_arrivals },
  { "returns", "go-home-symbolic", N_("Returns"), M | N | S, "event", "returns", new_returns },
  { "conflicts", "gol-conflict-symbolic", N_("Conflicts"), EVERYBODY, NULL, "conflicts", gol_conflicts_page_new },
  { "import", "gol-import-symbolic", N_("Import"), M | E, "order", NULL, new_import },
  { "sync", "emblem-synchronizing-symbolic", N_("Exchange"), EVERYBODY, NULL, NULL, gol_sync_page_new },
  { "office", "gol-office-symbolic", N_("Office"), EVERYBODY, NULL, NULL, new_office },
};

static gboolean
is_there (GPtrArray  *those,
          const char *name)
{
  for (guint i = 0; i < those->len; i++)
    if (g_str_equal (((const GolPlace *) g_ptr_array_index (those, i))->name, name))
      return TRUE;
  return FALSE;
}

GPtrArray *
gol_places_of (GolOffice *office)
{
  GPtrArray *those = g_ptr_array_new ();
  guint party;

  g_return_val_if_fail (GOL_IS_OFFICE (office), those);

  party = gol_office_kind_party (gol_office_get_info (office)->kind);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const GolPlace *place = &places[i];

      if ((place->parties & party) == 0 || is_there (those, place->name)
          || (place->entity != NULL && !gol_office_may_read (office, gol_dictionary_find_entity (place->entity)->sections)))
        continue;
      g_ptr_array_add (those, (gpointer) place);
    }
  return those;
}

const GolPlace *
gol_places_for_work (GPtrArray     *those,
                     const GolWork *work)
{
  for (guint i = 0; i < those->len; i++)
    if (g_strcmp0 (((const GolPlace *) g_ptr_array_index (those, i))->work, work->name) == 0)
      return g_ptr_array_index (those, i);
  for (guint i = 0; i < those->len; i++)
    if (work->entity != NULL && g_strcmp0 (((const GolPlace *) g_ptr_array_index (those, i))->entity, work->entity->name) == 0)
      return g_ptr_array_index (those, i);
  return NULL;
}

guint64
gol_place_count (const GolPlace *place,
                 GPtrArray      *works)
{
  const GolWork *work;

  if (place->work == NULL)
    return 0;
  if (g_str_equal (place->work, "*"))
    return gol_worklist_count (works);
  work = gol_worklist_find (works, place->work);
  return work != NULL ? work->count : 0;
}
