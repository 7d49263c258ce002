/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-session-private.h"

G_BEGIN_DECLS

/*
 * A section merged again, alone and in memory, from the leaves behind it, in the order in which they came: to verify it, and
 * when receipts change what counts.
 */

typedef struct
{
  guint64   id;
  guint64   op;
  GolLeaf  *leaf;      /* NULL: erased */
  char     *old;       /* (nullable): as it is stored, for undo */
  char      hlc[GOL_HLC_LENGTH + 1];
  gboolean  counts;    /* FALSE: quarantined */
} GolLink;

/* From the newest leaf back to the first, which are @most at most; NULL with @error unset: the chain is broken. */
GPtrArray       *gol_replay_load  (GolSession *session, GolRecordState *state, GolSectionState *section, guint64 most, GError **error);

/* Before each of our own leaves: what undoing it would set back (nullable, JSON). */
typedef gboolean (*GolReplayOld)  (const GolLink *link, const char *old, gpointer user_data, GError **error);
/* A new state, with the newest leaf of @section. */
GolSectionState *gol_replay_merge (GolSession *session, GolRecordState *state, GolSectionState *section, GPtrArray *chain,
                                   GolReplayOld each, gpointer user_data, GError **error);

G_END_DECLS
