/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-sync.h"

G_BEGIN_DECLS

#define GOL_SYNC_NOTE_CONTACT "sync/contact"   /* instant of the last whole round */
#define GOL_SYNC_NOTE_HUB     "sync/hub"       /* a GolSyncPairing */

/* Counts anew what the store tells of it. */
gboolean gol_sync_state_count (GolStore *store, GolSyncState *state, GError **error);

G_END_DECLS
