/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"

G_BEGIN_DECLS

typedef struct
{
  const char *surname_1;
  const char *surname_2;   /* (nullable) */
  const char *given_names;
  char        sex;         /* 'F' or 'M' */
  GolDate     birth;
  const char *letters;     /* (nullable): of the region */
  guint       town;        /* from 0 */
  guint       variant;     /* 0 to 9: tells apart who was born on one day in one region */
} GolDemoIdentity;

/* A national number of the kind whose check digits hold. Where it is made of a birthday and a place, these and the variant tell
 * it from everybody else's; elsewhere @unique does, a number below six million. */
char *gol_demo_national_number (const char            *kind,
                                const GolDemoIdentity *identity,
                                guint64                unique);
char *gol_demo_clabe           (guint64                unique);
char *gol_demo_mrz             (const char            *country3,
                                const GolDemoIdentity *identity,
                                const char            *passport_number,
                                GolDate                expires);
char *gol_demo_mrz_name        (const char            *name);   /* capitals without accents, '<' between words */

G_END_DECLS
