/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-demo.h"
#include "gol-demonstration.h"

G_BEGIN_DECLS

#define GOL_DEMONSTRATION_PEOPLE 3000
/* Whose office is part of the demonstration. */
#define GOL_DEMONSTRATION_EMPLOYER_NAME "Fresas Marisma Honda S.L."

/* What all parts of the making share. */
typedef struct
{
  GolOffice   *office;
  GolStore    *store;
  GolClock    *clock;
  GolDemo      demo;
  GolProgress  progress;
  gpointer     user_data;
} GolDemonstration;

/* Nine o'clock of that day, or a moment later than the last action of it: the office's history is in order. */
void       gol_demonstration_set_day      (GolDemonstration *self,
                                           GolDate           day);
void       gol_demonstration_tell         (GolDemonstration *self,
                                           guint             percent);

/* ── People, from sheets (gol-demonstration-people.c) ── */
/* Whose papers are old enough for past seasons came with the first register; the others with this year's list. */
gboolean   gol_demonstration_read_people  (GolDemonstration *self,
                                           gboolean          first_register,
                                           GError          **error);
gboolean   gol_demonstration_read_orders  (GolDemonstration *self,
                                           GError          **error);
/* What no sheet holds: household, occupations, consents and papers of these workers (of char *). */
gboolean   gol_demonstration_add_papers   (GolDemonstration *self,
                                           GPtrArray        *workers,
                                           GError          **error);
/* (transfer full) of char *: workers who may be placed in either scheme, in the order in which they came. */
GPtrArray *gol_demonstration_list_workers (GolDemonstration *self,
                                           GError          **error);

/* ── Seasons (gol-demonstration-season.c) ── */
/* The day on which the first order of the first season came in. */
GolDate    gol_demonstration_get_start    (GolDate           today);
gboolean   gol_demonstration_play         (GolDemonstration *self,
                                           GPtrArray        *workers,
                                           GError          **error);

G_END_DECLS
