/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-demonstration"
#include "config.h"

#include "gol-demonstration-offices.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "gol-demonstration.h"
#include "gol-demonstration-play.h"
#include "gol-demonstration-private.h"
#include "gol-error.h"
#include "gol-sync-client.h"

#define HUB_FOLDER "hub"

static const struct
{
  const char *name;      /* of the folder */
  const char *agency;    /* as the hub calls it */
  const char *kind;
  const char *country;
  const char *title;
  const char *officer;
} places[GOL_DEMONSTRATION_N_OFFICES] = {
  [GOL_DEMONSTRATION_MINISTRY] = { "ministry", "stmx", "ministry", "MX", NULL, GOL_DEMONSTRATION_OFFICER },
  [GOL_DEMONSTRATION_EMPLOYER] = { "employer", "marisma", "employer", "ES", GOL_DEMONSTRATION_EMPLOYER_NAME, "Rocío Almansa" },
  [GOL_DEMONSTRATION_CONSULATE] = { "consulate", "cges", "consulate-destination", "ES", N_("Consulate of Spain (demonstration)"),
                                    "Andrés Villar" },
};

const char *
gol_demonstration_place_get_name (GolDemonstrationPlace place)
{
  g_return_val_if_fail (place < GOL_DEMONSTRATION_N_OFFICES, NULL);

  return places[place].name;
}

const char *
gol_demonstration_place_get_officer (GolDemonstrationPlace place)
{
  g_return_val_if_fail (place < GOL_DEMONSTRATION_N_OFFICES, NULL);

  return places[place].officer;
}

/* ── Making ── */

typedef struct
{
  const char  *dir;
  GolDate      today;
  GolProgress  progress;
  gpointer     user_data;
  guint        from, to;      /* per cent of the whole that the present part takes */
} Making;

static void
part_cb (guint64  done,
         guint64  total,
         gpointer data)
{
  Making *making = data;

  if (making->progress != NULL && total > 0)
    making->progress (making->from + done * (making->to - making->from) / total, 100, making->user_data);
}

static void
begin_part (Making *making,
            guint   to)
{
  making->from = making->to;
  making->to = to;
  part_cb (0, 1, making);
}

static char *
folder_of (const char            *dir,
           GolDemonstrationPlace  place)
{
  return g_build_filename (dir, places[place].name, NULL);
}

static GolOffice *
open_office (const char             *dir,
             GolDemonstrationPlace   place,
             GolClock               *clock,
             GError                **error)
{
  g_autofree char *folder = folder_of (dir, place);

  return gol_office_open (folder, places[place].officer, GOL_DEMONSTRATION_PASSPHRASE, clock, error);
}

static GolOffice *
create_office (Making                 *making,
               GolDemonstrationPlace   place,
               GolClock               *clock,
               GError                **error)
{
  const GolOfficeInfo info = {
    .kind = (char *) places[place].kind, .country = (char *) places[place].country, .name = (char *) _(places[place].title),
    .demonstration = TRUE,
  };
  g_autofree char *folder = folder_of (making->dir, place);

  return gol_office_create (folder, &info, places[place].officer, GOL_DEMONSTRATION_PASSPHRASE, clock, NULL, error);
}

/* The employer of the next season: whose office it is. */
static char *
find_employer (GolOffice  *ministry,
               GError    **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("employer");
  const char * const name[] = { GOL_DEMONSTRATION_EMPLOYER_NAME, NULL };
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GolRecord) record = NULL;

  gol_query_add_filter (query, "employer_identity.legal_name", GOL_FILTER_EQUAL, name);
  ids = gol_query_ids (gol_office_get_store (ministry), query, NULL, error);
  if (ids != NULL && ids->len > 0)
    record = gol_store_read_id (gol_office_get_store (ministry), entity, g_array_index (ids, guint32, 0), error);
  else if (ids != NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FAILED, _("The demonstration has no employer."));
  return record != NULL ? g_strdup (record->record) : NULL;
}

/* ── Before somebody ── */

/* The latest of the employer's orders. */
static char *
find_order (GolOffice  *ministry,
            GError    **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("order");
  g_autofree char *employer = find_employer (ministry, error);
  const char * const value[] = { employer, NULL };
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GolRecord) order = NULL;

  if (employer == NULL)
    return NULL;
  gol_query_add_filter (query, "order_terms.employer", GOL_FILTER_EQUAL, value);
  gol_query_set_sort (query, "order_terms.start_date", TRUE);
  ids = gol_query_ids (gol_office_get_store (ministry), query, NULL, error);
  if (ids != NULL && ids->len > 0)
    order = gol_store_read_id (gol_office_get_store (ministry), entity, g_array_index (ids, guint32, 0), error);
  return order != NULL ? g_strdup (order->record) : NULL;
}

gboolean
gol_demonstration_choose (GolOffice  *ministry,
                          char      **order,
                          char      **worker,
                          GError    **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("worker");
  GolDate today = gol_clock_get_today (gol_office_get_clock (ministry));
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = NULL;

  *worker = NULL;
  *order = find_order (ministry, error);
  gol_query_add_filter (query, "~status", GOL_FILTER_EMPTY, NULL);
  ids = *order != NULL ? gol_query_ids (gol_office_get_store (ministry), query, NULL, error) : NULL;
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr(GolRecord) record = gol_store_read_id (gol_office_get_store (ministry), entity, g_array_index (ids, guint32, i), error);
      g_autoptr(GolMayGoAgain) answer
        = record != NULL ? gol_office_may_go_again (ministry, record->record, GOL_DEMONSTRATION_SCHEME, today, error) : NULL;

      if (answer == NULL)
        break;
      if (answer->answer == GOL_YES)
        {
          *worker = g_strdup (record->record);
          return TRUE;
        }
    }
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FAILED, _("Nobody in the demonstration may be placed."));
  g_clear_pointer (order, g_free);
  return FALSE;
}

/* ── Making, together ── */

/* Pairs an office, and exchanges until everything is where it belongs. */
static gboolean
connect_office (GolDemonstrationHub    *hub,
                GolOffice              *office,
                GolDemonstrationPlace   place,
                GError                **error)
{
  GolStore *store = gol_office_get_store (office);
  g_autofree char *invitation = gol_demonstration_hub_invite (hub, places[place].agency, error);
  g_autoptr(GolSyncPairing) pairing = NULL;
  GolSyncState state = { 0 };
  gboolean done;

  if (invitation == NULL || !gol_store_set_synchronous (store, FALSE, error))
    return FALSE;
  pairing = gol_sync_pair (store, gol_office_get_vault (office), gol_office_get_officer (office)->id, invitation, NULL, error);
  if (pairing == NULL)
    return FALSE;
  done = gol_sync_run (store, pairing, NULL, &state, error);
  gol_sync_state_clear (&state);
  return done && gol_store_set_synchronous (store, TRUE, error);
}

static gboolean
make_hub (Making     *making,
          GolOffice  *ministry,
          const char *folder,
          GError    **error)
{
  static const char * const districts[] = { "Lepe", "Alzira", "Cartaya", NULL };   /* of the country's own orders */
  g_autofree char *employer = find_employer (ministry, error);
  gboolean made = employer != NULL && gol_demonstration_hub_make (folder, error);

  for (guint place = 0; made && place < GOL_DEMONSTRATION_N_OFFICES; place++)
    made = gol_demonstration_hub_add_agency (folder, places[place].agency, places[place].kind,
                                             place == GOL_DEMONSTRATION_EMPLOYER ? employer : NULL,
                                             place == GOL_DEMONSTRATION_CONSULATE ? districts : NULL, error);
  return made;
}

static gboolean
exchange (Making     *making,
          GolClock   *clock,
          GolOffice  *ministry,
          const char *hub_folder,
          GError    **error)
{
  g_autoptr(GolDemonstrationHub) hub = gol_demonstration_hub_start (hub_folder, error);

  for (guint place = 0; hub != NULL && place < GOL_DEMONSTRATION_N_OFFICES; place++)
    {
      g_autoptr(GolOffice) office = place == GOL_DEMONSTRATION_MINISTRY ? g_object_ref (ministry)
                                                                        : create_office (making, place, clock, error);

      begin_part (making, 60 + 13 * (place + 1));
      if (office == NULL || !connect_office (hub, office, place, error))
        return FALSE;
      if (place != GOL_DEMONSTRATION_MINISTRY
          && !gol_derive_sweep (gol_office_get_store (office), making->today, NULL, NULL, error))
        return FALSE;
    }
  return hub != NULL;
}

gboolean
gol_demonstration_offices_make (const char   *dir,
                                GolDate       today,
                                GolProgress   progress,
                                gpointer      user_data,
                                GError      **error)
{
  Making making = { .dir = dir, .today = today, .progress = progress, .user_data = user_data };
  g_autoptr(GolClock) clock = gol_clock_new_system ();
  g_autofree char *hub_folder = g_build_filename (dir, HUB_FOLDER, NULL);
  g_autofree char *folder = folder_of (dir, GOL_DEMONSTRATION_MINISTRY);
  g_autoptr(GolOffice) ministry = NULL;

  g_return_val_if_fail (dir != NULL && gol_date_is_whole (today), FALSE);

  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The folder “%s” could not be made: %s"), dir, g_strerror (errno));
      return FALSE;
    }
  begin_part (&making, 60);
  if (!gol_demonstration_make (folder, today, part_cb, &making, error))
    return FALSE;
  gol_clock_set_today (clock, today);
  ministry = open_office (dir, GOL_DEMONSTRATION_MINISTRY, clock, error);
  return ministry != NULL && make_hub (&making, ministry, hub_folder, error)
         && exchange (&making, clock, ministry, hub_folder, error);
}

/* ── Opening ── */

static void
offices_clear (gpointer data)
{
  GolDemonstrationOffices *self = data;

  for (guint place = 0; place < GOL_DEMONSTRATION_N_OFFICES; place++)
    g_clear_object (&self->offices[place]);
  g_clear_pointer (&self->hub, gol_demonstration_hub_stop);
  g_clear_object (&self->clock);
}

GolDemonstrationOffices *
gol_demonstration_offices_ref (GolDemonstrationOffices *self)
{
  return g_rc_box_acquire (self);
}

void
gol_demonstration_offices_unref (GolDemonstrationOffices *self)
{
  g_rc_box_release_full (self, offices_clear);
}

GolDemonstrationOffices *
gol_demonstration_offices_open (const char   *dir,
                                GolDate       day,
                                GError      **error)
{
  g_autoptr(GolDemonstrationOffices) self = g_rc_box_new0 (GolDemonstrationOffices);
  g_autofree char *hub_folder = g_build_filename (dir, HUB_FOLDER, NULL);

  self->clock = gol_clock_new_system ();
  gol_clock_set_today (self->clock, day);
  self->hub = gol_demonstration_hub_start (hub_folder, error);
  if (self->hub == NULL)
    return NULL;
  for (guint place = 0; place < GOL_DEMONSTRATION_N_OFFICES; place++)
    {
      self->offices[place] = open_office (dir, place, self->clock, error);
      /* The hub has another port each time. */
      if (self->offices[place] == NULL
          || !gol_sync_move (gol_office_get_store (self->offices[place]), "127.0.0.1", gol_demonstration_hub_get_port (self->hub), error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
