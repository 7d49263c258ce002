/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-number-private.h"

/* Registro Civil, Ecuador: two digits of the province (30: born abroad), Luhn's digit at the end. */
const char *
gol_number_ec_ci (const char *number)
{
  guint province = (number[0] - '0') * 10 + number[1] - '0';

  if ((province < 1 || province > 24) && province != 30)
    return N_("Its first two digits are no province of Ecuador.");

  return gol_number_luhn (number);
}

/*
 * RENIEC, Peru: the check digit, or the letter that older cards have in its place, is printed apart from the number
 * itself. Many write the eight digits alone, and then nothing can be checked.
 */
const char *
gol_number_pe_dni (const char *number)
{
  static const guint8 weights[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
  static const char digits[] = "65432110987", letters[] = "KJIHGFEDCBA";
  guint rest = gol_number_weigh (number, weights, G_N_ELEMENTS (weights)) % 11;

  if (number[8] == '\0' || number[8] == digits[rest] || number[8] == letters[rest])
    return NULL;

  return gol_number_wrong_digit;
}

/* One person's number is the same however much of it was written. */
char *
gol_number_pe_form (const char *number)
{
  return g_strndup (number, 8);
}

/* RENAP, Guatemala: eight digits, their check digit, then department and municipality of birth. */
const char *
gol_number_gt_cui (const char *number)
{
  static const guint8 weights[] = { 2, 3, 4, 5, 6, 7, 8, 9 };
  /* Municipalities of each department, in the order of their numbers (INE, 340 in all). */
  static const guint8 municipalities[] = {
    17, 8, 16, 16, 14, 14, 19, 8, 24, 21, 9, 30, 33, 21, 8, 17, 14, 5, 11, 11, 7, 17
  };
  guint department = (number[9] - '0') * 10 + number[10] - '0';
  guint municipality = (number[11] - '0') * 10 + number[12] - '0';

  if (department < 1 || department > G_N_ELEMENTS (municipalities) ||
      municipality < 1 || municipality > municipalities[department - 1])
    return N_("Its last four digits are no department and municipality of Guatemala.");

  /* A rest of ten has no digit: such numbers are not given out. */
  return (guint) (number[8] - '0') == gol_number_weigh (number, weights, 8) % 11 ? NULL : gol_number_wrong_digit;
}

/* RNPN, El Salvador. */
const char *
gol_number_sv_dui (const char *number)
{
  static const guint8 weights[] = { 9, 8, 7, 6, 5, 4, 3, 2, 1 };

  return gol_number_weigh (number, weights, 9) % 10 == 0 ? NULL : gol_number_wrong_digit;
}

/* Dirección Nacional de Identificación Civil, Uruguay. Numbers below a million are written without a zero in front. */
const char *
gol_number_uy_ci (const char *number)
{
  static const guint8 weights[] = { 2, 9, 8, 7, 6, 3, 4, 1 };
  gsize length = strlen (number);

  return gol_number_weigh (number, weights + 8 - length, length) % 10 == 0 ? NULL : gol_number_wrong_digit;
}

char *
gol_number_uy_form (const char *number)
{
  return g_strconcat (strlen (number) < 8 ? "0" : "", number, NULL);
}
