/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-app"

#include "config.h"

#include "gol-sync-keeper.h"

#include "gol-async.h"

struct _GolSyncKeeper
{
  GObject         parent_instance;

  GolOffice      *office;     /* weak: the keeper is the office's */
  GolSyncPairing *pairing;    /* (nullable) */
  GolSyncState    state;
  GolSyncClient  *client;     /* (nullable): while it runs */
  gboolean        reading;
  gboolean        again;      /* something changed while it was read */
  gboolean        known;
  gboolean        released;
};

G_DEFINE_FINAL_TYPE (GolSyncKeeper, gol_sync_keeper, G_TYPE_OBJECT)

static guint changed_signal;

/* ── The client ── */

static void
state_cb (GolSyncClient *client,
          GolSyncKeeper *self)
{
  gol_sync_state_clear (&self->state);
  gol_sync_client_get_state (client, &self->state);
  g_signal_emit (self, changed_signal, 0);
}

static void
arrived_cb (GolSyncClient *client,
            GolSyncKeeper *self)
{
  if (self->office != NULL)
    gol_office_tell_changed (self->office, NULL);
}

static void
start (GolSyncKeeper *self)
{
  GolStore *store = gol_office_get_store (self->office);

  if (self->client != NULL || self->released || store == NULL)
    return;
  self->client = gol_sync_client_new (store, self->pairing);
  g_signal_connect_object (self->client, "state", G_CALLBACK (state_cb), self, 0);
  g_signal_connect_object (self->client, "arrived", G_CALLBACK (arrived_cb), self, 0);
  gol_sync_client_start (self->client);
}

/* ── What the office says ── */

typedef struct
{
  GolSyncPairing *pairing;
  GolSyncState    state;
} Known;

static void
known_free (Known *known)
{
  g_clear_pointer (&known->pairing, gol_sync_pairing_free);
  gol_sync_state_clear (&known->state);
  g_free (known);
}

static gpointer
read_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  GolStore *store = gol_office_get_store (office);
  Known *known = g_new0 (Known, 1);
  GError *failure = NULL;

  if (store != NULL)
    known->pairing = gol_sync_get_pairing (store, &failure);
  if (store == NULL || failure != NULL || !gol_sync_state_read (store, &known->state, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      known_free (known);
      return NULL;
    }
  return known;
}

static void
take_known (GolSyncKeeper *self,
            Known         *known)
{
  self->known = TRUE;
  g_clear_pointer (&self->pairing, gol_sync_pairing_free);
  self->pairing = g_steal_pointer (&known->pairing);
  /* A client knows better. */
  if (self->client == NULL)
    {
      gol_sync_state_clear (&self->state);
      gol_sync_state_copy (&known->state, &self->state);
    }
  known_free (known);
  if (self->pairing != NULL && self->office != NULL)
    start (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
read_cb (gpointer      owner,
         gpointer      result,
         const GError *error)
{
  GolSyncKeeper *self = owner;

  self->reading = FALSE;
  if (result != NULL)
    take_known (self, result);
  if (self->again)
    gol_sync_keeper_renew (self);
}

/* One question at a time: an import commits often. */
void
gol_sync_keeper_renew (GolSyncKeeper *self)
{
  g_return_if_fail (GOL_IS_SYNC_KEEPER (self));

  self->again = self->reading;
  if (self->reading || self->released || self->office == NULL)
    return;
  self->reading = TRUE;
  gol_run (self, self->office, read_func, NULL, NULL, (GDestroyNotify) known_free, NULL, read_cb);
}

/* Something was saved, or arrived: there may be something to send, and there is something else to count. */
static void
office_changed_cb (GolOffice     *office,
                   GStrv          records,
                   GolSyncKeeper *self)
{
  if (self->client != NULL)
    gol_sync_client_wake (self->client);
  else
    gol_sync_keeper_renew (self);
}

void
gol_sync_keeper_wake (GolSyncKeeper *self)
{
  g_return_if_fail (GOL_IS_SYNC_KEEPER (self));

  if (self->client != NULL)
    gol_sync_client_wake (self->client);
}

GolSyncClient *
gol_sync_keeper_release (GolSyncKeeper *self)
{
  g_return_val_if_fail (GOL_IS_SYNC_KEEPER (self), NULL);

  self->released = TRUE;
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  return g_steal_pointer (&self->client);
}

gboolean
gol_sync_keeper_is_known (GolSyncKeeper *self)
{
  g_return_val_if_fail (GOL_IS_SYNC_KEEPER (self), FALSE);

  return self->known;
}

const GolSyncPairing *
gol_sync_keeper_get_pairing (GolSyncKeeper *self)
{
  g_return_val_if_fail (GOL_IS_SYNC_KEEPER (self), NULL);

  return self->pairing;
}

const GolSyncState *
gol_sync_keeper_get_state (GolSyncKeeper *self)
{
  g_return_val_if_fail (GOL_IS_SYNC_KEEPER (self), NULL);

  return &self->state;
}

/* ── Type ── */

static void
gol_sync_keeper_dispose (GObject *object)
{
  GolSyncKeeper *self = GOL_SYNC_KEEPER (object);
  g_autoptr(GolSyncClient) client = gol_sync_keeper_release (self);

  if (client != NULL)
    gol_sync_client_stop (client);
  g_clear_weak_pointer (&self->office);
  G_OBJECT_CLASS (gol_sync_keeper_parent_class)->dispose (object);
}

static void
gol_sync_keeper_finalize (GObject *object)
{
  GolSyncKeeper *self = GOL_SYNC_KEEPER (object);

  g_clear_pointer (&self->pairing, gol_sync_pairing_free);
  gol_sync_state_clear (&self->state);
  G_OBJECT_CLASS (gol_sync_keeper_parent_class)->finalize (object);
}

static void
gol_sync_keeper_class_init (GolSyncKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gol_sync_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = gol_sync_keeper_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_sync_keeper_init (GolSyncKeeper *self)
{
}

GolSyncKeeper *
gol_sync_keeper_of (GolOffice *office)
{
  GolSyncKeeper *self;

  g_return_val_if_fail (GOL_IS_OFFICE (office), NULL);

  self = g_object_get_data (G_OBJECT (office), "gol-sync-keeper");
  if (self != NULL)
    return self;
  self = g_object_new (GOL_TYPE_SYNC_KEEPER, NULL);
  g_set_weak_pointer (&self->office, office);
  g_signal_connect_object (office, "changed", G_CALLBACK (office_changed_cb), self, 0);
  g_object_set_data_full (G_OBJECT (office), "gol-sync-keeper", self, g_object_unref);
  gol_sync_keeper_renew (self);
  return self;
}
