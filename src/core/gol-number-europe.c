/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-number-private.h"

/* Spain and its neighbour across the strait, and IBAN, which Europe made. */

/* Ministerio del Interior, Spain: the letter is the number's rest by 23. */
static const char *
check_letter (guint64 number,
              char    letter)
{
  static const char letters[] = "TRWAGMYFPDXBNJZSQVHLCKE";

  return letter == letters[number % 23] ? NULL : N_("Its letter does not fit its digits.");
}

const char *
gol_number_es_dni (const char *number)
{
  return check_letter (g_ascii_strtoull (number, NULL, 10), number[8]);
}

const char *
gol_number_es_nie (const char *number)
{
  static const char series[] = "XYZ";
  const char *first = strchr (series, number[0]);

  if (first == NULL)
    return N_("It should begin with X, Y or Z.");

  return check_letter ((guint64) (first - series) * 10000000 + g_ascii_strtoull (number + 1, NULL, 10), number[8]);
}

/* Tesorería General de la Seguridad Social: numbers of fewer than eight digits count without the zero in front. */
const char *
gol_number_es_nss (const char *number)
{
  g_autofree char *digits = g_strndup (number, 10);
  guint check = (number[10] - '0') * 10 + number[11] - '0';

  if (digits[2] == '0')
    memmove (digits + 2, digits + 3, strlen (digits + 3) + 1);

  return g_ascii_strtoull (digits, NULL, 10) % 97 == check ? NULL : gol_number_wrong_digit;
}

/* Morocco: one or two letters of the office that gave it, then up to seven digits. Nobody publishes a check digit. */
const char *
gol_number_ma_cnie (const char *number)
{
  gsize letters = strspn (number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  gsize digits = strspn (number + letters, "0123456789");

  return letters <= 2 && digits >= 1 && digits <= 7 && number[letters + digits] == '\0'
           ? NULL : N_("It should be one or two letters and up to seven digits.");
}

/*
 * How long an IBAN is: SWIFT's registry, and the countries of Africa that have numbers of the same form without being
 * in it.
 */
static const char lengths[] =
  " AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24"
  " FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32"
  " LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24"
  " RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
  " AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 DZ26 GA27 GQ27 GW25 KM27 MA28 MG27 ML28 MZ25 NE28 SN28 TD27 TG28 ";

/* ISO 13616: the country and the check digits go to the end, letters count as two digits, and the rest by 97 is one. */
const char *
gol_number_iban (const char *number)
{
  const char country[] = { ' ', number[0], number[1], '\0' };
  const char *length = strstr (lengths, country);
  gsize n = strlen (number);
  guint rest = 0;

  if (length == NULL)
    return N_("No country has an IBAN that begins with these letters.");
  if (g_ascii_strtoull (length + 3, NULL, 10) != n)
    return N_("An IBAN of that country is longer or shorter.");

  for (gsize i = 0; i < n; i++)
    {
      char c = number[(i + 4) % n];

      rest = g_ascii_isdigit (c) ? rest * 10 + (c - '0') : rest * 100 + (c - 'A' + 10);
      rest %= 97;
    }

  return rest == 1 ? NULL : N_("Its check digits do not fit the rest.");
}
