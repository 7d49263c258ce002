/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-sync-client.h"

#include <string.h>

#include "gol-error.h"
#include "gol-sync-link.h"

/*
 * One thread drives the machine and blocks on the network and on the store, where it gives way to officers. Others only say two things to
 * it: that there is news (which drops the request that waits for some), and that it shall end.
 */

struct _GolSyncClient
{
  GObject       parent_instance;

  GolStore     *store;
  char         *host;
  guint         port;
  guint8        hub_key[GOL_PUBLIC_KEY_BYTES];
  GMainContext *context;        /* where signals are told */
  GThread      *thread;

  GMutex        lock;           /* of what follows */
  GCond         changed;
  gboolean      ended;
  gboolean      woken;
  GCancellable *asking;         /* NULL: nothing is asked */
  gboolean      idle;           /* what is asked only waits */
  GolSyncState  state;
  gboolean      arrived;        /* to be told */
  GSource      *telling;        /* NULL: nothing is to be told */
};

G_DEFINE_FINAL_TYPE (GolSyncClient, gol_sync_client, G_TYPE_OBJECT)

enum { STATE, ARRIVED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ── Telling ── */

static gboolean
tell_cb (gpointer user_data)
{
  GolSyncClient *self = user_data;
  gboolean arrived;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->telling, g_source_unref);
  arrived = self->arrived;
  self->arrived = FALSE;
  g_mutex_unlock (&self->lock);
  g_signal_emit (self, signals[STATE], 0);
  if (arrived)
    g_signal_emit (self, signals[ARRIVED], 0);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
tell (GolSyncClient *self)
{
  if (self->telling != NULL)
    return;
  self->telling = g_idle_source_new ();
  g_source_set_priority (self->telling, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->telling, tell_cb, g_object_ref (self), g_object_unref);
  g_source_attach (self->telling, self->context);
}

static void
publish (GolSyncClient *self,
         GolSync       *sync)
{
  const GolSyncState *now = gol_sync_get_state (sync);
  GolSyncState *then = &self->state;

  g_mutex_lock (&self->lock);
  self->arrived = self->arrived || now->fetched != then->fetched;
  if (now->phase != then->phase || now->contact != then->contact || now->waiting != then->waiting
      || now->quarantined != then->quarantined || now->conflicts != then->conflicts || now->pushed != then->pushed
      || now->fetched != then->fetched || g_strcmp0 (now->problem, then->problem) != 0)
    {
      gol_sync_state_clear (then);
      gol_sync_state_copy (now, then);
      tell (self);
    }
  g_mutex_unlock (&self->lock);
}

/* ── The thread ── */

/* FALSE: it shall end. Waits until the delay is over or somebody has news. */
static gboolean
wait_for_turn (GolSyncClient *self,
               GolSync       *sync,
               GRand         *rand)
{
  gint64 until = g_get_monotonic_time () + gol_sync_get_delay (sync, rand) * G_TIME_SPAN_MILLISECOND;
  gboolean on;

  g_mutex_lock (&self->lock);
  while (!self->ended && !self->woken && g_get_monotonic_time () < until)
    g_cond_wait_until (&self->changed, &self->lock, until);
  if (self->woken)
    gol_sync_wake (sync);
  self->woken = FALSE;
  on = !self->ended;
  g_mutex_unlock (&self->lock);
  return on;
}

/* FALSE: there is news already, or an end: it is not asked. */
static gboolean
begin (GolSyncClient *self,
       gboolean       idle)
{
  gboolean on;

  g_mutex_lock (&self->lock);
  on = !self->ended && !(idle && self->woken);
  if (on)
    {
      self->asking = g_cancellable_new ();
      self->idle = idle;
    }
  g_mutex_unlock (&self->lock);
  return on;
}

/* TRUE: somebody dropped it. */
static gboolean
end (GolSyncClient *self)
{
  gboolean dropped;

  g_mutex_lock (&self->lock);
  dropped = g_cancellable_is_cancelled (self->asking);
  g_clear_object (&self->asking);
  g_mutex_unlock (&self->lock);
  return dropped;
}

static void
exchange_once (GolSyncClient *self,
               GolSync       *sync,
               GolSyncLink   *link)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolSyncRequest) request = gol_sync_next (sync, &error);
  g_autoptr(GBytes) body = NULL;
  gboolean answered;
  guint status;

  publish (self, sync);
  if (request == NULL || !begin (self, request->idle))
    return;
  answered = gol_sync_link_ask (link, request, self->asking, &status, &body, &error);
  if (end (self) && !answered)
    return;
  if (answered)
    gol_sync_answer (sync, status, body, &error);
  else
    gol_sync_failed (sync, error->message);
  publish (self, sync);
}

static gpointer
run (gpointer user_data)
{
  GolSyncClient *self = user_data;
  g_autoptr(GolSync) sync = gol_sync_new (self->store, self->hub_key);
  g_autoptr(GolSyncLink) link = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GRand) rand = g_rand_new ();

  link = gol_sync_link_new (gol_exchange_get_site_key (self->store), gol_store_get_info (self->store)->site, self->host, self->port,
                            self->hub_key, &error);
  if (link == NULL)
    gol_sync_failed (sync, error->message);
  publish (self, sync);
  gol_sync_work_ahead (sync);
  while (link != NULL && wait_for_turn (self, sync, rand))
    exchange_once (self, sync, link);
  return NULL;
}

/* ── The object ── */

GolSyncClient *
gol_sync_client_new (GolStore             *store,
                     const GolSyncPairing *pairing)
{
  GolSyncClient *self = g_object_new (GOL_TYPE_SYNC_CLIENT, NULL);

  self->store = gol_store_ref (store);
  self->host = g_strdup (pairing->host);
  self->port = pairing->port;
  memcpy (self->hub_key, pairing->hub_key, GOL_PUBLIC_KEY_BYTES);
  return self;
}

void
gol_sync_client_start (GolSyncClient *self)
{
  g_return_if_fail (GOL_IS_SYNC_CLIENT (self));

  if (self->thread == NULL)
    self->thread = g_thread_new ("sync", run, self);
}

static void
drop (GolSyncClient *self,
      gboolean       only_idle)
{
  if (self->asking != NULL && (self->idle || !only_idle))
    g_cancellable_cancel (self->asking);
  g_cond_broadcast (&self->changed);
}

void
gol_sync_client_wake (GolSyncClient *self)
{
  g_return_if_fail (GOL_IS_SYNC_CLIENT (self));

  g_mutex_lock (&self->lock);
  self->woken = TRUE;
  drop (self, TRUE);
  g_mutex_unlock (&self->lock);
}

void
gol_sync_client_stop (GolSyncClient *self)
{
  g_return_if_fail (GOL_IS_SYNC_CLIENT (self));

  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  drop (self, FALSE);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->thread));
  self->ended = FALSE;
}

void
gol_sync_client_get_state (GolSyncClient *self,
                           GolSyncState  *state)
{
  g_return_if_fail (GOL_IS_SYNC_CLIENT (self));

  g_mutex_lock (&self->lock);
  gol_sync_state_copy (&self->state, state);
  g_mutex_unlock (&self->lock);
}

static void
gol_sync_client_dispose (GObject *object)
{
  GolSyncClient *self = GOL_SYNC_CLIENT (object);

  gol_sync_client_stop (self);
  g_clear_pointer (&self->store, gol_store_unref);
  G_OBJECT_CLASS (gol_sync_client_parent_class)->dispose (object);
}

static void
gol_sync_client_finalize (GObject *object)
{
  GolSyncClient *self = GOL_SYNC_CLIENT (object);

  g_free (self->host);
  gol_sync_state_clear (&self->state);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (gol_sync_client_parent_class)->finalize (object);
}

static void
gol_sync_client_class_init (GolSyncClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gol_sync_client_dispose;
  G_OBJECT_CLASS (klass)->finalize = gol_sync_client_finalize;
  signals[STATE] = g_signal_new ("state", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_sync_client_init (GolSyncClient *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
}

/* ── One round ── */

static gboolean
run_round (GolSync       *sync,
           GolSyncLink   *link,
           GCancellable  *cancellable,
           GError       **error)
{
  for (;;)
    {
      g_autoptr(GolSyncRequest) request = gol_sync_next (sync, error);
      g_autoptr(GError) failure = NULL;
      g_autoptr(GBytes) body = NULL;
      guint status;

      if (request == NULL)
        return FALSE;
      if (request->idle)
        return TRUE;
      if (!gol_sync_link_ask (link, request, cancellable, &status, &body, &failure))
        {
          gol_sync_failed (sync, failure->message);
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FAILED, gol_sync_get_state (sync)->problem);
          return FALSE;
        }
      if (!gol_sync_answer (sync, status, body, &failure))
        {
          /* What is tried again by itself is not a rule's refusal. */
          g_set_error_literal (error, GOL_ERROR, gol_sync_get_state (sync)->phase == GOL_SYNC_OFFLINE ? GOL_ERROR_FAILED : failure->code,
                               failure->message);
          return FALSE;
        }
    }
}

gboolean
gol_sync_run (GolStore              *store,
              const GolSyncPairing  *pairing,
              GCancellable          *cancellable,
              GolSyncState          *state,
              GError               **error)
{
  g_autoptr(GolSyncLink) link = gol_sync_link_new (gol_exchange_get_site_key (store), gol_store_get_info (store)->site, pairing->host,
                                                   pairing->port, pairing->hub_key, error);
  g_autoptr(GolSync) sync = NULL;
  gboolean good;

  *state = (GolSyncState) { 0 };
  if (link == NULL)
    return FALSE;
  sync = gol_sync_new (store, pairing->hub_key);
  gol_sync_work_ahead (sync);
  good = run_round (sync, link, cancellable, error);
  gol_sync_state_copy (gol_sync_get_state (sync), state);
  return good;
}
