/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"
#include "gol-sync-client.h"

G_BEGIN_DECLS

/**
 * GolSyncKeeper:
 *
 * Keeps an open office in exchange with its hub, if it has one: starts the client, wakes it when something is saved, tells the office
 * what arrived. There is one for each office, for as long as that is open. Signal "changed": something else is to be told.
 */
#define GOL_TYPE_SYNC_KEEPER (gol_sync_keeper_get_type ())
G_DECLARE_FINAL_TYPE (GolSyncKeeper, gol_sync_keeper, GOL, SYNC_KEEPER, GObject)

/* (transfer none): made when it is first asked for. */
GolSyncKeeper        *gol_sync_keeper_of          (GolOffice     *office);
/* FALSE until the office was asked for the first time. */
gboolean              gol_sync_keeper_is_known    (GolSyncKeeper *self);
/* (nullable): not paired. */
const GolSyncPairing *gol_sync_keeper_get_pairing (GolSyncKeeper *self);
const GolSyncState   *gol_sync_keeper_get_state   (GolSyncKeeper *self);
/* Exchange now. */
void                  gol_sync_keeper_wake        (GolSyncKeeper *self);
/* Asks the office anew, for it was paired. */
void                  gol_sync_keeper_renew       (GolSyncKeeper *self);
/* Before the office is locked: the caller stops the client, which may take a moment. (transfer full) (nullable) */
GolSyncClient        *gol_sync_keeper_release     (GolSyncKeeper *self);

/* ── In words ── */

/**
 * GolSyncWords:
 * @style: "success", "warning", "error", "accent" or "neutral"
 * @brief: for the header: "3 to send"
 * @sentence: what stands how
 * @advice: what to do; "" for nothing
 */
typedef struct
{
  const char *icon;
  const char *style;
  char       *brief;
  char       *sentence;
  char       *advice;
} GolSyncWords;

void                  gol_sync_words_fill         (GolSyncWords  *words,
                                                   GolSyncKeeper *keeper);
void                  gol_sync_words_clear        (GolSyncWords  *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolSyncWords, gol_sync_words_clear)
/* Why the hub keeps a change apart, from the word that its receipt has. */
const char           *gol_sync_reason_words       (const char    *reason);

G_END_DECLS
