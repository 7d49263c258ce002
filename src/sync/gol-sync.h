/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-exchange.h"

G_BEGIN_DECLS

/**
 * GolSync:
 *
 * An office's exchange with the hub, without the network: it says what to ask, and is told what was answered. One at a time, all from
 * one thread (not the desktop's: it works with the store). All that must not be lost stands in the store; the machine may be dropped at
 * any moment and another one goes on.
 *
 * A round: hello, the directory when it is needed, what is to be pushed, what is to be fetched, acknowledgements; then it waits for news.
 */
typedef struct _GolSync GolSync;

/**
 * GolSyncRequest:
 * @path: with its query
 * @body: (nullable): as text; whoever sends it may compress it
 * @type: (nullable): media type of @body
 * @idle: everything is exchanged, and this only waits for news: it may take half a minute, and is dropped to call gol_sync_wake ()
 */
typedef struct
{
  const char *method;
  char       *path;
  GBytes     *body;
  const char *type;
  gboolean    idle;
} GolSyncRequest;

void            gol_sync_request_free (GolSyncRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSyncRequest, gol_sync_request_free)

/* More than that no answer has; who reads one stops there. */
#define GOL_SYNC_MAX_ANSWER (8 * 1024 * 1024)

/**
 * GolSyncPhase:
 * @GOL_SYNC_NEW: nothing was asked yet
 * @GOL_SYNC_BUSY: an exchange is under way
 * @GOL_SYNC_CURRENT: everything is exchanged
 * @GOL_SYNC_OFFLINE: the hub is not reached, or cannot work just now; it is tried again
 * @GOL_SYNC_REFUSED: somebody must do something first: @problem says what. It is tried again, seldom
 * @GOL_SYNC_FORKED: the hub holds other work of this office than is here: one of the two is a copy or was restored. Nothing is sent and
 *   nothing fetched; it is tried again, seldom
 */
typedef enum
{
  GOL_SYNC_NEW,
  GOL_SYNC_BUSY,
  GOL_SYNC_CURRENT,
  GOL_SYNC_OFFLINE,
  GOL_SYNC_REFUSED,
  GOL_SYNC_FORKED,
} GolSyncPhase;
const char     *gol_sync_phase_get_name (GolSyncPhase phase);   /* "new", "busy"… */

/**
 * GolSyncState:
 * @contact: instant of the last whole round, also of an earlier process; 0: never
 * @waiting: changes of ours that the hub has not judged
 * @quarantined: changes of ours that it keeps apart
 * @conflicts: in what is here
 * @pushed: changes that the hub took from this machine
 * @fetched: what this machine took in of others' work and the hub's words (its own changes come back too, and are not counted)
 * @problem: (nullable): in words; of OFFLINE, REFUSED and FORKED
 *
 * Of the protected log, only while its file is held.
 */
typedef struct
{
  GolSyncPhase  phase;
  gint64        contact;
  guint64       waiting;
  guint64       quarantined;
  guint64       conflicts;
  guint64       pushed;
  guint64       fetched;
  char         *problem;
} GolSyncState;

void            gol_sync_state_copy     (const GolSyncState *state, GolSyncState *copy);
void            gol_sync_state_clear    (GolSyncState *state);
/* As it is told without asking the hub: counts and the last contact. */
gboolean        gol_sync_state_read     (GolStore *store, GolSyncState *state, GError **error);

GolSync        *gol_sync_new            (GolStore       *store,
                                         const guint8    hub_key[GOL_PUBLIC_KEY_BYTES]);
void            gol_sync_free           (GolSync        *self);
/* From now on what came is stored by a thread while the next is asked for. What then goes wrong is told by the gol_sync_next () or
 * gol_sync_answer () after it. For who has a real network to wait for; a simulation stays in one thread. */
void            gol_sync_work_ahead     (GolSync        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSync, gol_sync_free)

/* What to ask now. Always something, unless the store fails (that counts as gol_sync_failed ()). */
GolSyncRequest *gol_sync_next           (GolSync        *self,
                                         GError        **error);
/* What came back for the last request, whole. FALSE with @error: it was no answer, or none that the store could take; nothing was
 * changed by it, and the round begins anew after the delay. */
gboolean        gol_sync_answer         (GolSync        *self,
                                         guint           status,
                                         GBytes         *body,       /* (nullable) */
                                         GError        **error);
/* No answer came, or half of one. @why: (nullable): in words, what the network said. */
void            gol_sync_failed         (GolSync        *self,
                                         const char     *why);
/* Something was saved here, or an officer asks: a new round begins at once, and a delay is over. */
void            gol_sync_wake           (GolSync        *self);
/* Milliseconds before gol_sync_next () after a failure: doubling up to five minutes, with chance in it so that offices that lost the
 * hub together do not come back together. 0: at once. */
guint           gol_sync_get_delay      (GolSync        *self,
                                         GRand          *rand);
const GolSyncState *gol_sync_get_state  (GolSync        *self);

G_END_DECLS
