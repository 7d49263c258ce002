/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-case.h"

G_BEGIN_DECLS

/* Where one placement stands in its scheme: what lists and the journey are both made from. */
typedef struct
{
  const GolStep   *step;
  GolStationState  state;
  GolDate          done;     /* empty: not done */
  GolDate          due;      /* empty: none, or not known yet */
  gint             late;     /* days */
} GolStanding;

typedef struct
{
  GArray      *steps;        /* of GolStanding, in the scheme's order */
  const char  *status;
  gint         now;          /* the first that must be done now; -1: none */
  GolDate      next;         /* the first day on which any of this changes by time alone; empty: never */
} GolStandings;

/* From the facts on the desk; @scheme may be NULL (not on the shelf): then there are no steps. */
gboolean  gol_standings_take   (GolStandings     *self,
                                GolCase          *kase,
                                const GolScheme  *scheme,
                                const GolAsked   *asked,
                                guint             party,
                                GError          **error);
void      gol_standings_clear  (GolStandings     *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolStandings, gol_standings_clear)

/* Whether the owner of the step attested it, that is still valid, and the step's own facts are not held here. */
gboolean  gol_step_is_attested (const GolStep    *step,
                                GolCase          *kase,
                                GolDate           today,
                                guint             party,
                                GolDate          *on);

/* The nth date of a code in a DATED fact; empty when it is not there. */
GolDate   gol_dated_get        (const char       *dated,
                                const char       *code,
                                guint             nth);

G_END_DECLS
