/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-store-private.h"

G_BEGIN_DECLS

/* Called by the store inside its transactions, for either file. */
gboolean  gol_search_create (GolDb *db, GolLog log, GError **error);     /* tables, when they are not there */
gboolean  gol_search_drop   (GolDb *db, GolLog log, GError **error);     /* before all is made again */
/* @touched: of GolTouched, ascending by entity and id; the last thing in the transaction. */
gboolean  gol_search_update (GolDb *db, GolLog log, GPtrArray *touched, GError **error);
/* A small step of merging segments, outside a transaction; *more: call again. */
gboolean  gol_search_merge  (GolDb *db, GolLog log, gboolean *more, GError **error);
/* What was removed leaves the indexes themselves too. */
gboolean  gol_search_optimize (GolDb *db, GError **error);
/* guint32 ids of those, not voided, of which a KEY field holds exactly @text. */
GArray   *gol_search_key    (GolDb *db, GolLog log, const GolEntity *entity, const char *text, GError **error);

/* ── Within search ── */

/* Found before a search looks further, at what only resembles what was typed. */
#define GOL_SEARCH_FEW 50

/* guint32 ids that an index's words match, ascending; @limit 0: all of them. */
GArray   *gol_search_ids    (GolDb *db, const char *table, const char *match, guint limit, GError **error);
/* What an officer typed: names, beginnings, inner parts, slips, numbers with or without hyphens. All of them (@limit 0), the best
 * first when they are few. Voided ones are not among them. */
GArray   *gol_search_find   (GolDb *db, GolLog log, const GolEntity *entity, const char *text, guint limit, GError **error);

/* ── Initials ── */

/*
 * "morales c": half a million have a word with that letter, but of the first Morales every second or third does. So the first rows of
 * such a search are found among those of the search without it.
 */
typedef struct _GolInitials GolInitials;
/* (nullable): what was typed in two parts, the words and the initials beside them; only where one search narrows the other. */
char        *gol_search_part_initials (const char *text, guint32 *initials);
/* Looks at records one by one. */
GolInitials *gol_initials_new  (GolDb *db, GolLog log, const GolEntity *entity, guint32 initials, GError **error);
void         gol_initials_free (GolInitials *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolInitials, gol_initials_free)
/* @fits: for each of them the record has a word that begins so. */
gboolean     gol_initials_look (GolInitials *self, guint32 id, gboolean *fits, GError **error);

G_END_DECLS
