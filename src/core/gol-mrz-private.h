/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-mrz.h"

G_BEGIN_DECLS

#define GOL_MRZ_MOST_CHARACTERS 90   /* of a zone */

typedef struct
{
  guint8 start;
  guint8 length;
} GolMrzSpan;

/*
 * Where things stand when the lines are one string (ICAO 9303 parts 4 to 6, section 4.2). The check digit of number,
 * birth and expiry follows them; the composite's spans have those digits in them.
 */
typedef struct
{
  GolMrzFormat format;
  guint        width;
  guint        length;
  GolMrzSpan   names;
  GolMrzSpan   number;
  GolMrzSpan   nationality;
  GolMrzSpan   birth;
  guint        sex;
  GolMrzSpan   expiry;
  GolMrzSpan   optional;
  GolMrzSpan   optional_2;
  gboolean     optional_has_digit;
  GolMrzSpan   composite[4];
  guint        composite_digit;
} GolMrzLayout;

/* A visa has the lines of a passport or a card, but neither of the last two digits (part 7). */
gboolean  gol_mrz_is_visa         (const char         *zone);

/* How many characters of the optional data belong to a number of more than nine characters, its digit with them. */
guint     gol_mrz_count_overflow  (const GolMrzLayout *layout,
                                   const char         *zone);

/* Fills in what every digit says, and a suggestion when one does not hold. */
void      gol_mrz_check_digits    (GolMrz             *mrz,
                                   const GolMrzLayout *layout,
                                   const char         *zone);

G_END_DECLS
