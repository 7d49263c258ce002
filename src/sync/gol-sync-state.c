/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-sync-private.h"

#include <string.h>

void
gol_sync_request_free (GolSyncRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->path);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request);
}

const char *
gol_sync_phase_get_name (GolSyncPhase phase)
{
  static const char * const names[] = { "new", "busy", "current", "offline", "refused", "forked" };

  g_return_val_if_fail (phase < G_N_ELEMENTS (names), NULL);

  return names[phase];
}

void
gol_sync_state_copy (const GolSyncState *state,
                     GolSyncState       *copy)
{
  *copy = *state;
  copy->problem = g_strdup (state->problem);
}

void
gol_sync_state_clear (GolSyncState *state)
{
  g_free (state->problem);
  memset (state, 0, sizeof *state);
}

gboolean
gol_sync_state_count (GolStore      *store,
                      GolSyncState  *state,
                      GError       **error)
{
  GolSyncState counted = { 0 };

  for (GolLog log = GOL_LOG_OPEN; log <= (gol_store_can_protected (store) ? GOL_LOG_PROTECTED : GOL_LOG_OPEN); log++)
    {
      GolExchangeCounts counts;

      if (!gol_exchange_count (store, log, &counts, error))
        return FALSE;
      counted.waiting += counts.waiting;
      counted.quarantined += counts.quarantined;
      counted.conflicts += counts.conflicts;
    }
  state->waiting = counted.waiting;
  state->quarantined = counted.quarantined;
  state->conflicts = counted.conflicts;
  return TRUE;
}

gboolean
gol_sync_state_read (GolStore      *store,
                     GolSyncState  *state,
                     GError       **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *contact = gol_store_get_note (store, GOL_SYNC_NOTE_CONTACT, &failure);

  *state = (GolSyncState) { 0 };
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  state->contact = contact != NULL ? g_ascii_strtoll (contact, NULL, 10) : 0;
  return gol_sync_state_count (store, state, error);
}
