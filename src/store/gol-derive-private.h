/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-fact-row-private.h"
#include "gol-rules-private.h"

G_BEGIN_DECLS

/* Written when they differ. The facts must be there. */
gboolean   gol_derive_placement  (GolFactsWork      *work,
                                  gint64             id,
                                  GError           **error);
gboolean   gol_derive_worker     (GolFactsWork      *work,
                                  gint64             id,
                                  GError           **error);

/* Facts of these workers and derived columns of these placements, as of @today. Arrays of guint32. */
gboolean   gol_facts_make_again  (GolStore          *store,
                                  GolDb             *db,
                                  GolDate            today,
                                  GArray            *placements,
                                  GArray            *workers,
                                  GError           **error);

/* Codes of what is wrong in a worker's papers (gol_worker_check ()), " passport_expired ", for lists to filter by. */
void       gol_facts_keep_warnings   (GolFactsWork     *work,
                                      const GolTouched *touched,
                                      const GolChecked *checked);   /* (nullable) */
gboolean   gol_facts_remake_warnings (GolFactsWork     *work,
                                      gint64            id,
                                      GError          **error);

/* (transfer full): of #GolVerdict, for the case on the desk. */
GPtrArray *gol_step_explain      (const GolStep     *step,
                                  GolCase           *kase,
                                  const GolAsked    *asked,
                                  guint              party,
                                  GError           **error);

char      *gol_derive_describe_sweep (GolDate      today,
                                      GError     **error);

/* gol_rules_everybody () with the number of workers from which a second connection helps. */
gboolean   gol_rules_everybody_in (GolStore          *store,
                                   guint              large,
                                   const char        *scheme,
                                   GolDate            on,
                                   GStrv             *ids,
                                   GCancellable      *cancellable,
                                   GolRulesRow        row,
                                   gpointer           user_data,
                                   GError           **error);

G_END_DECLS
