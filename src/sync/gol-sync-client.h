/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gol-sync.h"

G_BEGIN_DECLS

/* ── Pairing ── */

/**
 * GolSyncPairing:
 * @agency: this office's, as the hub calls it
 * @employer: (nullable): of an employer's office: the employer's record
 * @paired: instant
 *
 * With which hub this office exchanges. It rests in the store.
 */
typedef struct
{
  char   *host;
  guint   port;
  guint8  hub_key[GOL_PUBLIC_KEY_BYTES];
  char   *agency;
  char   *employer;
  gint64  paired;
} GolSyncPairing;

void            gol_sync_pairing_free   (GolSyncPairing *pairing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSyncPairing, gol_sync_pairing_free)

/* NULL with @error unset: this office is not paired. */
GolSyncPairing *gol_sync_get_pairing    (GolStore       *store,
                                         GError        **error);

/**
 * gol_sync_pair:
 * @actor: the officer's pseudonym: what names this office's agency in what it wrote is rewritten in her name
 * @invitation: the line that the hub's administrator gave
 * @cancellable: (nullable)
 *
 * Enrols this office at the hub, takes over the agency's name that the hub has for it, and remembers the hub. Blocks; may be tried again
 * with the same line until it succeeds, for what a lost answer left half done is finished. Fails with GOL_ERROR_EXISTS when the office
 * is paired already, and with a sentence for each thing that an officer may have to know. Only who holds the whole office open may pair it,
 * for the agency's key is the one of the vault (an administrator with the protected role).
 */
GolSyncPairing *gol_sync_pair           (GolStore       *store,
                                         GolVault       *vault,
                                         const char     *actor,
                                         const char     *invitation,
                                         GCancellable   *cancellable,
                                         GError        **error);

/* The hub stands at another address. Its key stays, so it is the same hub or none. */
gboolean        gol_sync_move           (GolStore       *store,
                                         const char     *host,
                                         guint           port,
                                         GError        **error);

/* ── In the background ── */

/**
 * GolSyncClient:
 *
 * The exchange of a paired office, in a thread of its own. Signals, on the main context of the thread that made it:
 * "state" (): gol_sync_client_get_state () says something else than before; "arrived" (): others' work was taken in (gol_office_tell_changed
 * () with NULL is what to do). It holds the store: stop it before the office is locked or closed.
 */
#define GOL_TYPE_SYNC_CLIENT (gol_sync_client_get_type ())
G_DECLARE_FINAL_TYPE (GolSyncClient, gol_sync_client, GOL, SYNC_CLIENT, GObject)

GolSyncClient  *gol_sync_client_new       (GolStore             *store,
                                           const GolSyncPairing *pairing);
void            gol_sync_client_start     (GolSyncClient        *self);
/* From any thread: something was saved (GolOffice's "changed"), or "synchronize now". */
void            gol_sync_client_wake      (GolSyncClient        *self);
/* Drops what is under way, which loses nothing, and waits for the thread to end. Does nothing when it does not run. */
void            gol_sync_client_stop      (GolSyncClient        *self);
/* A copy, to be cleared with gol_sync_state_clear (). */
void            gol_sync_client_get_state (GolSyncClient        *self,
                                           GolSyncState         *state);

/**
 * gol_sync_run:
 * @state: (out): how it ended; cleared by the caller also after a failure
 *
 * One whole round in the calling thread, until everything is exchanged. Fails with GOL_ERROR_FAILED when the hub is not reached and with
 * GOL_ERROR_REFUSED or GOL_ERROR_CONFLICT when somebody must do something first.
 */
gboolean        gol_sync_run              (GolStore             *store,
                                           const GolSyncPairing *pairing,
                                           GCancellable         *cancellable,
                                           GolSyncState         *state,
                                           GError              **error);

G_END_DECLS
