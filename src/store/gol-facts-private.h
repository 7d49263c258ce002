/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-facts.h"
#include "gol-sandbox.h"
#include "gol-store-private.h"

G_BEGIN_DECLS

/**
 * GolChecked:
 *
 * What gol_worker_check () was asked already, of records that are made in this transaction: record → its codes, as of a day.
 */
typedef struct
{
  GHashTable *codes;
  GolDate     on;
} GolChecked;

/* Called by the store inside its transactions, for the open file alone. */
gboolean  gol_facts_create  (GolDb *db, GError **error);     /* tables and views, when they are not there */
char     *gol_facts_make_sql (void);                         /* (transfer full): what makes them */
gboolean  gol_facts_drop    (GolDb *db, GError **error);     /* before all is made again */
/* @touched: of GolTouched, ascending by entity and id. Facts and derived columns of these and of what rests on them.
 * @checked: (nullable) */
gboolean  gol_facts_update  (GolStore *store, GolDb *db, GPtrArray *touched, const GolChecked *checked, GError **error);
/* (transfer full): the codes of problems, " passport_expired ", or "". */
char     *gol_facts_list_warnings (GPtrArray *problems);
/* All of them, when the projection was made again: facts and derived columns. Commits several times; what it reads must be
 * committed before. */
gboolean  gol_facts_rebuild (GolStore *store, GolDb *db, GCancellable *cancellable, GError **error);

/* Where a fact stands in its view, from 1: its column in the fact table, whose first one is the id. */
guint     gol_facts_position (const GolFactView *view, const char *fact);
/* What a sandbox shows to rules: worker_facts, placement_facts, order_facts. */
const GolSandboxView *gol_facts_get_views (void);

G_END_DECLS
