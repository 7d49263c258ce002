/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"

G_BEGIN_DECLS

typedef enum { GOL_MRZ_TD1, GOL_MRZ_TD2, GOL_MRZ_TD3 } GolMrzFormat;

typedef struct
{
  const char *field;       /* "number", "birth_date", "expiry_date", "optional", "composite" */
  guint       line;        /* from 0 */
  guint       start;       /* column of the protected characters, from 0 */
  guint       length;
  guint       digit;       /* column of the check digit */
  char        found;
  char        expected;
  gboolean    holds;
} GolMrzCheck;

/**
 * GolMrz:
 *
 * What a machine-readable zone says (ICAO 9303 parts 4 to 6). Names are not protected by any check digit.
 */
typedef struct
{
  GolMrzFormat  format;
  char         *document;      /* "P", "ID", … without fillers */
  char         *issuer;        /* as read: "MEX", "D" */
  char         *surname;       /* fillers as spaces */
  char         *given_names;
  gboolean      name_truncated; /* may have been: it fills its place */
  char         *number;
  char         *nationality;
  GolDate       birth_date;    /* partial when characters are '<' */
  char          sex;           /* 'F', 'M' or 'X' */
  GolDate       expiry_date;
  char         *optional;
  GolMrzCheck   checks[6];
  guint         n_checks;
  gboolean      valid;         /* every check digit holds */
  char         *suggestion;    /* (nullable): the lines with one likely misreading (O/0, I/1, B/8, S/5, Z/2) mended so that
                                * all digits hold: to be shown beside the passport, never taken unasked */
} GolMrz;

/**
 * gol_mrz_parse:
 * @text: the lines, separated by line feeds; or one string of 88, 72 or 90 characters
 * @today: settles the century: no birth in the future, no expiry more than fifty years away
 * @error: GOL_ERROR_INVALID when it has not the shape of any format; failed check digits are no error
 */
GolMrz   *gol_mrz_parse       (const char   *text,
                               GolDate       today,
                               GError      **error);
void      gol_mrz_free        (GolMrz       *mrz);

/* A written name as ICAO 9303 part 3 transliterates it ("NÚÑEZ" → "NUNEZ"; Ñ also as NXX, Ü as UXX or UE). */
gboolean  gol_mrz_name_agrees (const GolMrz *mrz,
                               const char   *surnames,
                               const char   *given_names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolMrz, gol_mrz_free)

G_END_DECLS
