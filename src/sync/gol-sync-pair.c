/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-sync-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-dictionary.h"
#include "gol-error.h"
#include "gol-invitation.h"
#include "gol-json.h"
#include "gol-office-kind.h"
#include "gol-query.h"
#include "gol-sync-link.h"
#include "gol-sync-private.h"
#include "gol-wire-private.h"

/*
 * Pairing. What the hub knows of an office is asked by hello, before and after the office enrols: so a pairing whose answer was lost is
 * finished by trying again, though its code is used up.
 */

void
gol_sync_pairing_free (GolSyncPairing *pairing)
{
  if (pairing == NULL)
    return;
  g_free (pairing->host);
  g_free (pairing->agency);
  g_free (pairing->employer);
  g_free (pairing);
}

/* ── As it rests ── */

static GolSyncPairing *
read_pairing (const char *text)
{
  g_autoptr(GolValues) values = gol_values_from_json (text, -1, NULL);
  g_autoptr(GolSyncPairing) pairing = g_new0 (GolSyncPairing, 1);
  guint64 port, paired;

  if (values == NULL || gol_values_get_text (values, "host") == NULL || gol_values_get_text (values, "agency") == NULL
      || !gol_wire_take_integer (values, "port", 1, G_MAXUINT16, &port)
      || !gol_wire_take_integer (values, "paired", 0, G_MAXINT64, &paired)
      || !gol_wire_take_hash (values, "hub_key", pairing->hub_key))
    return NULL;
  pairing->host = g_strdup (gol_values_get_text (values, "host"));
  pairing->port = port;
  pairing->agency = g_strdup (gol_values_get_text (values, "agency"));
  pairing->employer = g_strdup (gol_values_get_text (values, "employer"));
  pairing->paired = paired;
  return g_steal_pointer (&pairing);
}

static char *
write_pairing (const GolSyncPairing *pairing)
{
  g_autoptr(GolValues) values = gol_values_new ();
  char key[GOL_WIRE_HEX_BYTES];

  gol_wire_to_hex (pairing->hub_key, key);
  gol_values_set_text (values, "host", pairing->host);
  gol_values_set_integer (values, "port", pairing->port);
  gol_values_set_text (values, "hub_key", key);
  gol_values_set_text (values, "agency", pairing->agency);
  gol_values_set_text (values, "employer", pairing->employer);
  gol_values_set_integer (values, "paired", pairing->paired);
  return gol_values_to_json (values);
}

GolSyncPairing *
gol_sync_get_pairing (GolStore  *store,
                      GError   **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *text = gol_store_get_note (store, GOL_SYNC_NOTE_HUB, &failure);
  GolSyncPairing *pairing = text != NULL ? read_pairing (text) : NULL;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (text != NULL && pairing == NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("What this office keeps of its hub cannot be read: restore the last backup."));
  return pairing;
}

gboolean
gol_sync_move (GolStore    *store,
               const char  *host,
               guint        port,
               GError     **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GolSyncPairing) pairing = gol_sync_get_pairing (store, &failure);
  g_autofree char *text = NULL;

  g_return_val_if_fail (host != NULL && port > 0 && port <= G_MAXUINT16, FALSE);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (pairing == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("This office is not paired with a hub."));
      return FALSE;
    }
  g_free (pairing->host);
  pairing->host = g_strdup (host);
  pairing->port = port;
  text = write_pairing (pairing);
  return gol_store_set_note (store, GOL_SYNC_NOTE_HUB, text, error);
}

/* ── Asking the hub ── */

static gboolean
ask (GolSyncLink     *link,
     GolSyncRequest  *request,
     GCancellable    *cancellable,
     guint           *status,
     GBytes         **body,
     GError         **error)
{
  g_autoptr(GError) failure = NULL;

  if (gol_sync_link_ask (link, request, cancellable, status, body, &failure))
    return TRUE;
  if (g_cancellable_is_cancelled (cancellable))
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED, _("It was stopped."));
  else
    g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The hub cannot be reached: %s."), failure->message);
  return FALSE;
}

/* NULL with @error unset: the hub does not know us. */
static GolSyncHello *
say_hello (GolSyncLink   *link,
           GCancellable  *cancellable,
           GError       **error)
{
  GolSyncRequest request = { "GET", (char *) "/v1/hello" };
  g_autoptr(GBytes) body = NULL;
  guint status;
  gsize length;
  const char *text;

  if (!ask (link, &request, cancellable, &status, &body, error) || status == 401)
    return NULL;
  text = g_bytes_get_data (body, &length);
  return gol_sync_hello_read (status == 200 ? text : "", status == 200 ? length : 0, error);
}

static const struct { guint status; int code; const char *sentence; } refusals[] = {
  { 403, GOL_ERROR_DENIED, N_("The code is wrong, was used or has expired; ask the hub’s administrator for a new one.") },
  { 409, GOL_ERROR_EXISTS, N_("Another office takes part for this agency already, and this version lets one of each take part: "
                              "go on in that one, or ask the hub’s administrator for an agency of its own.") },
  { 429, GOL_ERROR_BUSY, N_("Too many wrong codes were tried; try again in an hour.") },
};

static gboolean
enrol (GolSyncLink          *link,
       GolStore             *store,
       const GolInvitation  *invitation,
       GCancellable         *cancellable,
       GError              **error)
{
  g_autofree char *key = g_base64_encode (gol_exchange_get_seal_key (store), 32);
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GolSyncRequest) request = g_new0 (GolSyncRequest, 1);
  g_autoptr(GBytes) body = NULL;
  char *text;
  guint status;

  gol_values_set_text (values, "code", invitation->code);
  gol_values_set_text (values, "seal_key", key);
  gol_values_set_text (values, "site", gol_store_get_info (store)->site);
  text = gol_values_to_json (values);
  request->method = "POST";
  request->path = g_strdup ("/v1/enrol");
  request->type = "application/json";
  request->body = g_bytes_new_take (text, strlen (text));
  if (!ask (link, request, cancellable, &status, &body, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].status == status)
      {
        g_set_error_literal (error, GOL_ERROR, refusals[i].code, _(refusals[i].sentence));
        return FALSE;
      }
  return TRUE;   /* hello tells */
}

static GolSyncHello *
be_enrolled (GolSyncLink          *link,
             GolStore             *store,
             const GolInvitation  *invitation,
             GCancellable         *cancellable,
             GError              **error)
{
  g_autoptr(GError) failure = NULL;
  GolSyncHello *hello = say_hello (link, cancellable, &failure);

  if (hello == NULL && failure == NULL && enrol (link, store, invitation, cancellable, &failure))
    {
      hello = say_hello (link, cancellable, &failure);
      if (hello == NULL && failure == NULL)
        g_set_error_literal (&failure, GOL_ERROR, GOL_ERROR_FAILED, _("The hub did not enrol this office, and does not say why."));
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return hello;
}

/* ── What it means here ── */

static gboolean
check_hello (GolStore            *store,
             const GolSyncHello  *hello,
             GError             **error)
{
  const char *kind = gol_store_get_info (store)->kind;

  if (g_strcmp0 (hello->kind, kind) != 0)
    g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                 _("The hub’s agency “%s” is of the kind “%s”, and this office is of the kind “%s”; ask the hub’s administrator."),
                 hello->agency, gol_office_kind_label (hello->kind), gol_office_kind_label (kind));
  else if (hello->incarnation != GOL_SYNC_INCARNATION)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CONFLICT,
                         _("The hub knew this office before under the same name, so this is a copy of it: go on in the other, or make a new office."));
  else
    return TRUE;
  return FALSE;
}

/* What this office wrote of itself under the name that it had made up: others know the agency by the hub's name alone. */
static gboolean
rename_witness (GolStore    *store,
                const char  *actor,
                const char  *before,
                const char  *after,
                GError     **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("event");
  const char * const filter[] = { before, NULL };
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GolBatch) batch = gol_batch_new (store, actor, "sync.pair", NULL);
  g_autoptr(GolValues) values = gol_values_new ();

  gol_query_add_filter (query, "event.agency", GOL_FILTER_EQUAL, filter);
  ids = gol_query_ids (store, query, NULL, error);
  if (ids == NULL)
    return FALSE;
  gol_values_set_text (values, "agency", after);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GolRecord) record = gol_store_read_id (store, entity, g_array_index (ids, guint32, i), error);

      if (record == NULL)
        return FALSE;
      gol_batch_set (batch, record->record, "event", values, NULL);
    }
  return ids->len == 0 || gol_store_commit (store, batch, GOL_PRIORITY_EXCHANGE, error);
}

static GolSyncPairing *
settle (GolStore             *store,
        GolVault             *vault,
        const char           *actor,
        const GolInvitation  *invitation,
        const GolSyncHello   *hello,
        GError              **error)
{
  g_autoptr(GolSyncPairing) pairing = g_new0 (GolSyncPairing, 1);
  g_autofree char *before = g_strdup (gol_store_get_info (store)->agency);
  g_autofree char *text = NULL;

  pairing->host = g_strdup (invitation->host);
  pairing->port = invitation->port;
  memcpy (pairing->hub_key, invitation->hub_key, GOL_PUBLIC_KEY_BYTES);
  pairing->agency = g_strdup (hello->agency);
  pairing->employer = g_strdup (hello->employer);
  pairing->paired = gol_clock_get_instant (gol_store_get_clock (store));
  text = write_pairing (pairing);
  /* The note last: without it the office is not paired, and all of this is done again. */
  if (!rename_witness (store, actor, before, hello->agency, error)
      || !gol_exchange_set_agency (store, vault, hello->agency, error)
      || !gol_store_set_note (store, GOL_SYNC_NOTE_HUB, text, error))
    return NULL;
  return g_steal_pointer (&pairing);
}

static gboolean
may_be_paired (GolStore  *store,
               GError   **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GolSyncPairing) paired = gol_sync_get_pairing (store, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (paired != NULL)
    g_set_error (error, GOL_ERROR, GOL_ERROR_EXISTS, _("This office is paired with the hub “%s” already, and an office has one hub."), paired->host);
  else if (!gol_store_can_protected (store))
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("Only who has the protected role can pair this office."));
  else
    return TRUE;
  return FALSE;
}

GolSyncPairing *
gol_sync_pair (GolStore      *store,
               GolVault      *vault,
               const char    *actor,
               const char    *text,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(GolInvitation) invitation = gol_invitation_parse (text, error);
  g_autoptr(GolSyncLink) link = NULL;
  g_autoptr(GolSyncHello) hello = NULL;

  if (invitation == NULL || !may_be_paired (store, error))
    return NULL;
  link = gol_sync_link_new (gol_exchange_get_site_key (store), gol_store_get_info (store)->site, invitation->host, invitation->port,
                            invitation->hub_key, error);
  if (link == NULL)
    return NULL;
  hello = be_enrolled (link, store, invitation, cancellable, error);
  if (hello == NULL || !check_hello (store, hello, error))
    return NULL;
  return settle (store, vault, actor, invitation, hello, error);
}
