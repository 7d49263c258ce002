/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gol-error.h"
#include "gol-hub-server.h"
#include "gol-invitation.h"
#include "gol-store-private.h"
#include "gol-sync-client.h"
#include "office-fixture.h"
#include "world.h"

#define PASSPHRASE "a made-up passphrase"

/* ── A hub on a port of this machine, served by the main thread ── */

typedef struct
{
  World        *world;
  GolHubServer *server;
  guint16       port;
} Served;

static void
listen_there (Served *served)
{
  GError *error = NULL;

  served->server = gol_hub_server_new (served->world->hub, &error);
  g_assert_no_error (error);
  gol_hub_server_listen (served->server, "127.0.0.1", &served->port, &error);
  g_assert_no_error (error);
}

static void
stop_listening (Served *served)
{
  gol_hub_server_stop (served->server);
  g_clear_pointer (&served->server, gol_hub_server_free);
}

static void
serve (Served *served)
{
  *served = (Served) { world_new () };
  listen_there (served);
}

static void
unserve (Served *served)
{
  if (served->server != NULL)
    stop_listening (served);
  world_free (served->world);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Served, unserve)

static char *
invite (Served       *served,
        const char   *agency,
        const guint8 *hub_key)
{
  GError *error = NULL;
  g_autofree char *code = gol_hub_invite (served->world->hub, agency, &error);
  GolInvitation invitation = { (char *) "127.0.0.1", served->port, code };

  g_assert_no_error (error);
  memcpy (invitation.hub_key, hub_key, GOL_PUBLIC_KEY_BYTES);
  return gol_invitation_format (&invitation);
}

/* ── An office with a vault ── */

typedef struct
{
  char     *dir;
  GolClock *clock;
  GolVault *vault;
  GolKeys  *keys;
  GolStore *store;
  char     *worker;
} Place;

static void
place_open (Place *place)
{
  GError *error = NULL;

  g_clear_pointer (&place->store, gol_store_unref);
  g_clear_pointer (&place->vault, gol_vault_free);
  place->vault = gol_vault_load (place->dir, &error);
  g_assert_no_error (error);
  place->store = gol_store_open (place->dir, gol_vault_get_info (place->vault), place->keys, place->clock, &error);
  g_assert_no_error (error);
}

static void
place_init (Place      *place,
            const char *kind)
{
  GolOfficeInfo info = { (char *) kind, (char *) "GT", (char *) "A made-up office", .demonstration = TRUE };
  GError *error = NULL;

  *place = (Place) { g_dir_make_tmp ("golondrina-sync-XXXXXX", NULL), gol_clock_new_fixed (G_GINT64_CONSTANT (1790000000000)) };
  place->vault = gol_vault_create (place->dir, &info, "Ana", GOL_ROLE_ADMINISTRATOR | GOL_ROLE_PROTECTED, PASSPHRASE, place->clock, NULL,
                                   &error);
  g_assert_no_error (error);
  place->keys = gol_vault_unlock (place->vault, "Ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  place->store = gol_store_create (place->dir, gol_vault_get_info (place->vault), place->keys, place->clock, &error);
  g_assert_no_error (error);
}

static void
place_clear (Place *place)
{
  g_autoptr(GDir) dir = g_dir_open (place->dir, 0, NULL);
  const char *name;

  g_clear_pointer (&place->store, gol_store_unref);
  gol_vault_free (place->vault);
  gol_keys_free (place->keys);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (place->dir);
  g_object_unref (place->clock);
  g_free (place->worker);
  g_free (place->dir);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static char *
put (Place      *place,
     const char *entity,
     const char *record,
     const char *section,
     GolValues  *values)
{
  g_autoptr(GolBatch) batch = gol_batch_new (place->store, "u1", "test", NULL);
  char *name = record != NULL ? g_strdup (record) : gol_batch_create (batch, gol_dictionary_find_entity (entity), NULL);
  GError *error = NULL;

  gol_batch_set (batch, name, section, values, NULL);
  gol_values_unref (values);
  gol_store_commit (place->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  return name;
}

/* ── What blocks, while the hub is served ── */

typedef struct
{
  Place          *place;
  const char     *invitation;
  GolSyncPairing *pairing;
  GolSyncState    state;
  gboolean        good;
  GError         *error;
  gint            done;
} Call;

static gpointer
pair_cb (gpointer data)
{
  Call *call = data;

  call->pairing = gol_sync_pair (call->place->store, call->place->vault, "u1", call->invitation, NULL, &call->error);
  g_atomic_int_set (&call->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static gpointer
run_cb (gpointer data)
{
  Call *call = data;
  g_autoptr(GolSyncPairing) pairing = gol_sync_get_pairing (call->place->store, &call->error);

  call->good = pairing != NULL && gol_sync_run (call->place->store, pairing, NULL, &call->state, &call->error);
  g_atomic_int_set (&call->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
call_there (Call        *call,
            GThreadFunc  func)
{
  GThread *thread = g_thread_new ("caller", func, call);

  while (!g_atomic_int_get (&call->done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

static void
pair (Place      *place,
      const char *invitation)
{
  Call call = { place, invitation };

  call_there (&call, pair_cb);
  g_assert_no_error (call.error);
  g_assert_cmpstr (call.pairing->agency, ==, gol_store_get_info (place->store)->agency);
  gol_sync_pairing_free (call.pairing);
}

static void
refuse_pair (Place      *place,
             const char *invitation,
             int         code)
{
  g_autofree char *before = g_strdup (gol_store_get_info (place->store)->agency);
  Call call = { place, invitation };

  call_there (&call, pair_cb);
  g_assert_null (call.pairing);
  g_assert_error (call.error, GOL_ERROR, code);
  g_clear_error (&call.error);
  g_assert_cmpstr (gol_store_get_info (place->store)->agency, ==, before);
}

static GolSyncState
run_once (Place *place)
{
  Call call = { place };

  call_there (&call, run_cb);
  g_assert_no_error (call.error);
  g_assert_true (call.good);
  return call.state;
}

static char *
get (Place      *place,
     const char *record,
     const char *path)
{
  GError *error = NULL;
  g_autoptr(GolRecord) read = gol_store_read (place->store, record, &error);

  g_assert_no_error (error);
  return g_strdup (gol_record_get_text (read, path));
}

/* ── Pairing ── */

/* What was written before is pushed and accepted; where the office named its agency, it says the hub's name. */
static void
test_pair (void)
{
  g_auto(Served) served = { 0 };
  g_auto(Place) place = { 0 };
  g_autofree char *invitation = NULL;
  g_autofree char *placement = NULL;
  g_autofree char *event = NULL;
  g_autofree char *agency = NULL;
  g_autoptr(GolSyncPairing) pairing = NULL;
  GolSyncState state;
  GError *error = NULL;

  serve (&served);
  place_init (&place, "ministry");
  world_agency (served.world, "minex", "ministry", NULL, NULL);
  invitation = invite (&served, "minex", gol_hub_get_public_key (served.world->hub));
  place.worker = put (&place, "worker", NULL, "civil", values_new ("sex", "female", NULL));
  placement = put (&place, "placement", NULL, "placement_core", values_new ("worker", place.worker, NULL));
  event = put (&place, "event", NULL, "event", values_new ("placement", placement, "kind", "departure", "on", "2026-03-01",
                                                           "agency", gol_store_get_info (place.store)->agency, NULL));
  g_free (put (&place, "worker", place.worker, "self_identification", values_new ("people", "Mam", NULL)));

  pair (&place, invitation);
  g_assert_cmpstr (gol_store_get_info (place.store)->agency, ==, "minex");
  agency = get (&place, event, "event.agency");
  g_assert_cmpstr (agency, ==, "minex");
  place_open (&place);
  g_assert_cmpstr (gol_store_get_info (place.store)->agency, ==, "minex");
  pairing = gol_sync_get_pairing (place.store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pairing->host, ==, "127.0.0.1");
  g_assert_cmpuint (pairing->port, ==, served.port);
  g_assert_cmpmem (pairing->hub_key, 32, gol_hub_get_public_key (served.world->hub), 32);

  state = run_once (&place);
  g_assert_cmpuint (state.pushed, ==, 5);
  g_assert_cmpuint (state.waiting, ==, 0);
  g_assert_cmpuint (state.quarantined, ==, 0);
  gol_sync_state_clear (&state);
  refuse_pair (&place, invitation, GOL_ERROR_EXISTS);
}

/* Each refusal in its own words, and the office as it was. */
static void
test_refused (void)
{
  static const guint8 other_key[32] = { 7, 7, 7 };
  g_auto(Served) served = { 0 };
  g_auto(Place) first = { 0 };
  g_auto(Place) second = { 0 };
  g_autofree char *good = NULL;
  g_autofree char *stranger = NULL;
  g_autofree char *again = NULL;
  g_autofree char *wrong = NULL;
  const guint8 *key;

  serve (&served);
  key = gol_hub_get_public_key (served.world->hub);
  place_init (&first, "ministry");
  place_init (&second, "ministry");
  world_agency (served.world, "minex", "ministry", NULL, NULL);
  world_agency (served.world, "cli", "clinic", NULL, NULL);
  good = invite (&served, "minex", key);
  stranger = invite (&served, "minex", other_key);
  again = invite (&served, "minex", key);
  wrong = invite (&served, "cli", key);
  refuse_pair (&first, "not an invitation", GOL_ERROR_INVALID);
  refuse_pair (&first, stranger, GOL_ERROR_FAILED);
  pair (&first, good);
  refuse_pair (&second, good, GOL_ERROR_DENIED);      /* used up */
  refuse_pair (&second, again, GOL_ERROR_EXISTS);     /* the agency has an office */
  refuse_pair (&second, wrong, GOL_ERROR_REFUSED);    /* a clinic's */
  stop_listening (&served);
  refuse_pair (&second, again, GOL_ERROR_FAILED);
}

/* The hub enrolled it, and the answer was lost. */
static void
test_half_paired (void)
{
  g_auto(Served) served = { 0 };
  g_auto(Place) place = { 0 };
  g_autofree char *code = NULL;
  g_autofree char *invitation = NULL;
  g_autofree char *told = NULL;
  GolInvitation used = { (char *) "127.0.0.1" };
  GolSyncState state;
  GError *error = NULL;

  serve (&served);
  place_init (&place, "employer");
  world_agency (served.world, "farm", "employer", "employer/01JD8Z5B7R0000000000000001", NULL);
  code = gol_hub_invite (served.world->hub, "farm", &error);
  g_assert_no_error (error);
  told = gol_hub_enrol (served.world->hub, code, gol_store_get_info (place.store)->site, place.keys->site.public_key, place.keys->seal_public,
                        &error);
  g_assert_no_error (error);
  used.port = served.port;
  used.code = code;
  memcpy (used.hub_key, gol_hub_get_public_key (served.world->hub), sizeof used.hub_key);
  invitation = gol_invitation_format (&used);
  pair (&place, invitation);
  {
    g_autoptr(GolSyncPairing) pairing = gol_sync_get_pairing (place.store, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (pairing->employer, ==, "employer/01JD8Z5B7R0000000000000001");
  }
  state = run_once (&place);
  gol_sync_state_clear (&state);
}

/* ── In the background ── */

static void
count_cb (GolSyncClient *client,
          gpointer       user_data)
{
  (*(guint *) user_data)++;
}

static GolSyncClient *
start (Place *place,
       guint *arrived)
{
  GError *error = NULL;
  g_autoptr(GolSyncPairing) pairing = gol_sync_get_pairing (place->store, &error);
  GolSyncClient *client = gol_sync_client_new (place->store, pairing);

  g_assert_no_error (error);
  g_signal_connect (client, "arrived", G_CALLBACK (count_cb), arrived);
  gol_sync_client_start (client);
  return client;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for (GolSyncClient *client,
          GolSyncPhase   phase,
          guint          waiting)
{
  guint ticks = g_timeout_add (20, tick_cb, NULL);
  gboolean reached = FALSE;

  while (!reached)
    {
      GolSyncState state;

      g_main_context_iteration (NULL, TRUE);
      gol_sync_client_get_state (client, &state);
      reached = state.phase == phase && state.waiting == waiting;
      gol_sync_state_clear (&state);
    }
  g_source_remove (ticks);
}

/* What one saves reaches the other without anybody's asking; when the hub goes and comes back, so do they. */
static void
test_background (void)
{
  g_auto(Served) served = { 0 };
  g_auto(Place) one = { 0 };
  g_auto(Place) other = { 0 };
  Place *places[] = { &one, &other };
  guint arrived[2] = { 0 };
  g_autoptr(GolSyncClient) first = NULL;
  g_autoptr(GolSyncClient) second = NULL;

  serve (&served);
  for (guint i = 0; i < 2; i++)
    {
      static const char * const agencies[] = { "min1", "min2" };
      g_autofree char *invitation = NULL;

      place_init (places[i], "ministry");
      world_agency (served.world, agencies[i], "ministry", NULL, NULL);
      invitation = invite (&served, agencies[i], gol_hub_get_public_key (served.world->hub));
      pair (places[i], invitation);
    }
  first = start (&one, &arrived[0]);
  second = start (&other, &arrived[1]);
  wait_for (first, GOL_SYNC_CURRENT, 0);
  wait_for (second, GOL_SYNC_CURRENT, 0);

  one.worker = put (&one, "worker", NULL, "civil", values_new ("sex", "female", NULL));
  gol_sync_client_wake (first);
  while (arrived[1] == 0)
    g_main_context_iteration (NULL, TRUE);
  {
    g_autofree char *sex = get (&other, one.worker, "civil.sex");

    g_assert_cmpstr (sex, ==, "female");
  }

  stop_listening (&served);
  g_free (put (&one, "worker", one.worker, "civil", values_new ("birth_place", "Xela", NULL)));
  gol_sync_client_wake (first);
  wait_for (first, GOL_SYNC_OFFLINE, 1);
  listen_there (&served);
  gol_sync_client_wake (first);
  wait_for (first, GOL_SYNC_CURRENT, 0);

  gol_sync_client_stop (first);
  gol_sync_client_stop (second);
  gol_sync_client_start (second);
  wait_for (second, GOL_SYNC_CURRENT, 0);
  gol_sync_client_stop (second);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/client/pair", test_pair);
  g_test_add_func ("/sync/client/refused", test_refused);
  g_test_add_func ("/sync/client/half-paired", test_half_paired);
  g_test_add_func ("/sync/client/background", test_background);
  return g_test_run ();
}
