/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *iso;         /* ISO 3166-2 */
  const char *letters;     /* (nullable): as the national number writes it */
  const char *towns;       /* '|' between; in the order of their official numbers where the national number uses it */
  const char *languages;   /* ISO 639-3, '|' between: first what nearly all speak, then what many do */
} GolDemoRegion;

/* '|' between names. */
typedef struct
{
  const char          *code;           /* ISO 3166-1 alpha-2 */
  const char          *code3;          /* as passports write it */
  guint                share;          /* people of a hundred in a mix */
  const char          *number_type;    /* of the vocabulary national_number_type */
  char                 passport_letter;
  const char          *phone;          /* country code */
  guint                phone_digits;
  gboolean             two_surnames;
  const char          *women;
  const char          *men;
  const char          *surnames;
  const GolDemoRegion *regions;
  guint                n_regions;
} GolDemoCountry;

extern const GolDemoCountry gol_demo_countries[];   /* ends with an empty one */

G_END_DECLS
