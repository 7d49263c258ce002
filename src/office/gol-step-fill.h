/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-scheme.h"
#include "gol-store.h"

G_BEGIN_DECLS

/**
 * GolStepFill:
 * @step: whose section is filled
 * @scheme: the step's
 * @placement: for which it is done
 * @order: (nullable): the placement's
 * @target: (nullable): the record that is filled; %NULL when each time makes a record of its own
 * @day: on which it was done
 * @instant: the same, as text
 */
typedef struct
{
  const GolStep   *step;
  const GolScheme *scheme;
  GolRecord       *placement;
  GolRecord       *order;
  GolRecord       *target;
  GolDate          day;
  const char      *instant;
} GolStepFill;

/* Whether the day that counts may lie ahead: a booking is done when it is made, and says when the journey will be. */
gboolean    gol_step_is_planned   (const GolStep *step);

/* Values of a form that spans sections, each to the section that has its field, @first before others: section → GolValues. */
GHashTable *gol_office_spread     (const GolEntity *entity, const GolSection *first, GolValues *values);

/* The day, and the usual where nothing else was given or stored, laid under what was given. */
void        gol_step_fill         (const GolStepFill *fill, GHashTable *sections);

/* What was given without the day that makes the step count as done; %NULL when nothing is left. */
GHashTable *gol_step_preparation  (const GolStep *step, GHashTable *sections);

/* Whether the clause reads one of these sections of the step's entity. */
gboolean    gol_clause_rests_on   (const GolClause *clause, const GolEntity *entity, GHashTable *sections);

G_END_DECLS
