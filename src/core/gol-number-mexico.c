/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-number.h"
#include "gol-number-private.h"

/* RENAPO, Instructivo normativo para la asignación de la CURP: where a character stands. */
enum
{
  AT_BIRTH = 4,
  AT_SEX = 10,
  AT_STATE = 11,
  AT_CONSONANTS = 13,
  AT_CENTURY = 16,
  AT_DIGIT = 17,
};

/* Federal entities, and NE for who was born abroad. */
static const char states[] =
  " AS BC BS CC CH CL CM CS DF DG GR GT HG JC MC MN MS NE NL NT OC PL QR QT SL SP SR TC TL TS VZ YN ZS ";

static guint
two_digits (const char *text)
{
  return (text[0] - '0') * 10 + text[1] - '0';
}

/* Who was born before 2000 has a digit before the check digit, who was born later a letter. */
static GolDate
read_birth (const char *curp)
{
  guint century = g_ascii_isdigit (curp[AT_CENTURY]) ? 1900 : 2000;
  GolDate date = {
    .year = century + two_digits (curp + AT_BIRTH),
    .month = two_digits (curp + AT_BIRTH + 2),
    .day = two_digits (curp + AT_BIRTH + 4),
  };

  return date;
}

static gboolean
names_state (const char *curp)
{
  const char letters[] = { ' ', curp[AT_STATE], curp[AT_STATE + 1], ' ', '\0' };

  return strstr (states, letters) != NULL;
}

/* The second letter is the surname's first inner vowel, three at the end are first inner consonants; X stands for none. */
static gboolean
has_name_letters (const char *curp)
{
  return strchr ("AEIOUX", curp[1]) != NULL && strcspn (curp + AT_CONSONANTS, "AEIOU") >= 3;
}

static char
find_digit (const char *curp)
{
  /* Ñ has its place in the order though no CURP has it. */
  static const char order[] = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ";
  guint sum = 0;

  for (guint i = 0; i < AT_DIGIT; i++)
    sum += (guint) (strchr (order, curp[i]) - order) * (18 - i);

  return (char) ('0' + (10 - sum % 10) % 10);
}

const char *
gol_number_curp (const char *number)
{
  if (!gol_date_is_whole (read_birth (number)))
    return N_("The birth date in it is not a day of the calendar.");
  if (strchr ("HMX", number[AT_SEX]) == NULL)
    return N_("Its eleventh letter should be H, M or X for the sex.");
  if (!names_state (number))
    return N_("No state has the two letters after the sex.");
  if (!has_name_letters (number))
    return N_("Its letters do not come from a name: a vowel stands where a consonant should, or the other way round.");

  return number[AT_DIGIT] == find_digit (number) ? NULL : gol_number_wrong_digit;
}

/**
 * gol_curp_read:
 * @curp: a CURP
 * @birth: (out) (optional): the birth date in it
 * @sex: (out) (optional): 'H' (hombre), 'M' (mujer) or 'X'
 *
 * Returns: whether it is a CURP whose check digit holds: one that does not says nothing; outputs are untouched then
 */
gboolean
gol_curp_read (const char *curp,
               GolDate    *birth,
               char       *sex)
{
  g_autofree char *normal = NULL;

  g_return_val_if_fail (curp != NULL, FALSE);

  if (!gol_number_check ("curp", curp, &normal, NULL))
    return FALSE;

  if (birth != NULL)
    *birth = read_birth (normal);
  if (sex != NULL)
    *sex = normal[AT_SEX];

  return TRUE;
}

/* Asociación de Bancos de México: weights 3, 7, 1, of each product only its last digit. */
const char *
gol_number_clabe (const char *number)
{
  static const guint8 weights[] = { 3, 7, 1 };
  guint sum = 0;

  for (guint i = 0; i < 17; i++)
    sum += (number[i] - '0') * weights[i % 3] % 10;

  return number[17] - '0' == (int) ((10 - sum % 10) % 10) ? NULL : gol_number_wrong_digit;
}
