/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-sync-client.h"

/* The exchange with the hub, for scripts and for who looks after an office. */

static json_t *
instant_to_json (gint64 instant)
{
  g_autofree char *text = instant != 0 ? gol_instant_format (instant) : NULL;

  return gol_ctl_text (text);
}

static void
describe_pairing (json_t               *answer,
                  const GolSyncPairing *pairing)
{
  g_autofree char *hub = g_strdup_printf ("%s:%u", pairing->host, pairing->port);

  json_object_set_new (answer, "hub", gol_ctl_text (hub));
  json_object_set_new (answer, "agency", gol_ctl_text (pairing->agency));
  json_object_set_new (answer, "employer", gol_ctl_text (pairing->employer));
  json_object_set_new (answer, "paired_at", instant_to_json (pairing->paired));
}

static void
describe_counts (json_t             *answer,
                 const GolSyncState *state)
{
  json_object_set_new (answer, "waiting", json_integer ((json_int_t) state->waiting));
  json_object_set_new (answer, "quarantined", json_integer ((json_int_t) state->quarantined));
  json_object_set_new (answer, "conflicts", json_integer ((json_int_t) state->conflicts));
}

/* NULL with @error, also when there is none. */
static GolSyncPairing *
need_pairing (GolOffice  *office,
              GError    **error)
{
  g_autoptr(GError) failure = NULL;
  GolSyncPairing *pairing = gol_sync_get_pairing (gol_office_get_store (office), &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (pairing == NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_NOT_FOUND,
                         _("This office is not paired with a hub: ask a hub’s administrator for an invitation, and give it to “sync pair”."));
  return pairing;
}

static gboolean
sync_pair (GolCtl  *ctl,
           int      argc,
           char   **argv,
           GError **error)
{
  g_autofree char *file = NULL;
  const GOptionEntry entries[] = {
    { "invitation-file", 0, 0, GOL_CTL_TEXT, &file, NULL, NULL },
    { NULL },
  };
  g_auto(GStrv) rest = NULL;
  g_autofree char *invitation = NULL;
  g_autoptr(GolSyncPairing) pairing = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, entries, &rest, 0, 1, error))
    return FALSE;
  if ((file != NULL) == (rest[0] != NULL))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE,
                           _("Give the invitation of the hub’s administrator, or the file that holds it with --invitation-file."));
      return FALSE;
    }
  if (file != NULL && (!gol_ctl_need_file (file, error) || !g_file_get_contents (file, &invitation, NULL, error)))
    return FALSE;
  office = gol_ctl_open (ctl, error);
  if (office == NULL)
    return FALSE;
  if ((gol_office_get_officer (office)->roles & GOL_ROLE_ADMINISTRATOR) == 0)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("Pairing an office is an administrator’s work: ask one."));
      return FALSE;
    }
  pairing = gol_sync_pair (gol_office_get_store (office), gol_office_get_vault (office), gol_office_get_officer (office)->id,
                           invitation != NULL ? invitation : rest[0], NULL, error);
  if (pairing == NULL)
    return FALSE;
  ctl->answer = json_object ();
  describe_pairing (ctl->answer, pairing);
  return TRUE;
}

static gboolean
sync_now (GolCtl  *ctl,
          int      argc,
          char   **argv,
          GError **error)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(GolSyncPairing) pairing = NULL;
  GolSyncState state = { 0 };
  GolOffice *office;
  gboolean good;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 0, 0, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || (pairing = need_pairing (office, error)) == NULL)
    return FALSE;
  good = gol_sync_run (gol_office_get_store (office), pairing, NULL, &state, error);
  if (good)
    {
      ctl->answer = json_pack ("{s:I, s:I}", "pushed", (json_int_t) state.pushed, "pulled", (json_int_t) state.fetched);
      describe_counts (ctl->answer, &state);
    }
  gol_sync_state_clear (&state);
  return good;
}

/* What the hub keeps apart of this office's work, as far as this officer may see it. */
static json_t *
list_apart (GolOffice  *office,
            GError    **error)
{
  static const char * const told[] = { "change", "at", "reason", "record", "section" };
  g_autoptr(GPtrArray) found = gol_exchange_list_quarantined (gol_office_get_store (office), error);
  json_t *list = found != NULL ? json_array () : NULL;

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const GolValues *one = g_ptr_array_index (found, i);
      g_auto(GStrv) parts = g_strsplit (gol_values_get_text (one, "record"), "/", 2);
      const GolEntity *entity = gol_dictionary_find_entity (parts[0]);
      const GolSection *section = entity != NULL ? gol_entity_find_section (entity, gol_values_get_text (one, "section")) : NULL;
      json_t *item;

      if (!gol_values_get_boolean (one, "own", FALSE) || section == NULL || !gol_office_may_read (office, section))
        continue;
      item = json_object ();
      for (guint j = 0; j < G_N_ELEMENTS (told); j++)
        json_object_set_new (item, told[j], gol_ctl_text (gol_values_get_text (one, told[j])));
      json_array_append_new (list, item);
    }
  return list;
}

static gboolean
sync_status (GolCtl  *ctl,
             int      argc,
             char   **argv,
             GError **error)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GolSyncPairing) pairing = NULL;
  GolSyncState state = { 0 };
  GolOffice *office;
  json_t *apart;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 0, 0, error) || (office = gol_ctl_open (ctl, error)) == NULL)
    return FALSE;
  pairing = gol_sync_get_pairing (gol_office_get_store (office), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!gol_sync_state_read (gol_office_get_store (office), &state, error) || (apart = list_apart (office, error)) == NULL)
    return FALSE;
  ctl->answer = json_pack ("{s:b}", "paired", pairing != NULL);
  if (pairing != NULL)
    describe_pairing (ctl->answer, pairing);
  json_object_set_new (ctl->answer, "last_contact", instant_to_json (state.contact));
  describe_counts (ctl->answer, &state);
  json_object_set_new (ctl->answer, "apart", apart);
  gol_sync_state_clear (&state);
  return TRUE;
}

const GolCtlCommand gol_ctl_sync_commands[] = {
  { "sync pair", "INVITATION | --invitation-file FILE", N_("Pairs this office with the hub that invited it."), sync_pair },
  { "sync now", "", N_("Exchanges everything that waits, both ways."), sync_now },
  { "sync status", "", N_("Tells the hub, the last contact and what waits, without asking the hub."), sync_status, TRUE },
  { NULL },
};
