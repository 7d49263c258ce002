/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-session-private.h"

G_BEGIN_DECLS

/* What an office may not see any more, and may again; in a transaction, with no session open on the file. */

/* Takes the record out of rows, facts, search, notes; its id goes into @gone (a set of GUINT_TO_POINTER (id)). */
gboolean  gol_file_revoke        (GolFile *file, const char *record, GHashTable *gone, GError **error);
/* The lines of the leaves of all of them, read once through the log, and the words of actions about them. What the hub does not have
 * yet stays until it has it. Then the search's old words. */
gboolean  gol_file_purge         (GolFile *file, GHashTable *gone, GError **error);
/* Of a change that the hub has now: lines that waited for it. */
gboolean  gol_file_purge_change  (GolFile *file, guint64 op, GError **error);
gboolean  gol_file_grant         (GolFile *file, const char *record, GError **error);

/* Outside any transaction, with the writer's lock held: what was deleted also leaves the log beside the file and (@pages, which writes
 * the whole file anew) the unused parts of its pages. *done: it did both. */
gboolean  gol_store_wipe         (GolStore *store, gboolean pages, gboolean *done, GError **error);

G_END_DECLS
