/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-phone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

/*
 * ITU-T E.164 and its list of country codes. For the countries of the programmes also how long a national number is
 * and which digit is dialled before it at home; every other code is taken with any length that E.164 allows.
 */
static const struct
{
  const char *country;
  const char *code;
  guint       shortest;
  guint       longest;
  const char *trunk;
} plans[] = {
  { "AR", "54", 10, 11, "0" },
  { "AU", "61", 9, 9, "0" },
  { "BO", "591", 8, 8, "0" },
  { "BR", "55", 10, 11, "0" },
  { "CA", "1", 10, 10, "1" },
  { "CL", "56", 9, 9, NULL },
  { "CO", "57", 10, 10, NULL },
  { "CR", "506", 8, 8, NULL },
  { "CU", "53", 8, 8, "0" },
  { "DE", "49", 6, 12, "0" },
  { "DO", "1", 10, 10, "1" },
  { "EC", "593", 8, 9, "0" },
  { "ES", "34", 9, 9, NULL },
  { "FJ", "679", 7, 7, NULL },
  { "FR", "33", 9, 9, "0" },
  { "GE", "995", 9, 9, "0" },
  { "GT", "502", 8, 8, NULL },
  { "HN", "504", 8, 8, NULL },
  { "HT", "509", 8, 8, NULL },
  { "IT", "39", 6, 12, NULL },
  { "JM", "1", 10, 10, "1" },
  { "KR", "82", 8, 11, "0" },
  { "MA", "212", 9, 9, "0" },
  { "MD", "373", 8, 8, "0" },
  { "MX", "52", 10, 10, "1" },  /* until 2019 a 1 stood before mobile numbers called from abroad */
  { "NI", "505", 8, 8, NULL },
  { "NZ", "64", 8, 10, "0" },
  { "PA", "507", 7, 8, NULL },
  { "PE", "51", 8, 9, "0" },
  { "PH", "63", 8, 10, "0" },
  { "PT", "351", 9, 9, NULL },
  { "PY", "595", 8, 9, "0" },
  { "SN", "221", 9, 9, NULL },
  { "SV", "503", 8, 8, NULL },
  { "TO", "676", 5, 7, NULL },
  { "US", "1", 10, 10, "1" },
  { "UY", "598", 8, 8, "0" },
  { "VE", "58", 10, 10, "0" },
  { "VU", "678", 5, 7, NULL },
  { "WS", "685", 5, 7, NULL },
};

/* Geographic codes in use; those of one and two digits first. */
static const char codes[] =
  " 1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86"
  " 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238"
  " 239 240 241 242 243 244 245 246 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269"
  " 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383 385"
  " 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673"
  " 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 850 852 853 855 856 880 886 960 961 962 963"
  " 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998 ";

#define SHORTEST 7   /* digits in all: no national number plan has shorter ones with its code */
#define LONGEST  15
#define MOST_BYTES 100  /* of what is typed, with all that may stand between the digits */

static gint
find_plan (const char *country)
{
  for (guint i = 0; country != NULL && i < G_N_ELEMENTS (plans); i++)
    if (strcmp (plans[i].country, country) == 0)
      return i;

  return -1;
}

const char *
gol_phone_get_country_code (const char *country)
{
  gint plan = find_plan (country);

  return plan >= 0 ? plans[plan].code : NULL;
}

/* The digits, with "+" in front when the country code is among them; NULL for anything that is no number. */
static char *
strip (const char *text)
{
  g_autoptr(GString) digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar u = g_utf8_get_char (c);

      if (g_ascii_isdigit (*c) || (*c == '+' && digits->len == 0))
        g_string_append_c (digits, *c);
      else if (!g_unichar_isspace (u) && strchr (".-/()", *c) == NULL && u != 0x2011 && u != 0x2013)
        return NULL;
    }

  if (g_str_has_prefix (digits->str, "00"))
    {
      g_string_erase (digits, 0, 2);
      g_string_prepend_c (digits, '+');
    }

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static gsize
code_length (const char *digits)
{
  for (gsize length = 1; length <= 3 && digits[length - 1] != '\0'; length++)
    {
      g_autofree char *code = g_strdup_printf (" %.*s ", (int) length, digits);

      if (strstr (codes, code) != NULL)
        return length;
    }

  return 0;
}

/*
 * A national number by its plan: without the trunk digit, of the right length. Where a nought is dialled before it no
 * number begins with one.
 */
static const char *
fit_plan (guint       plan,
          const char *national)
{
  const char *trunk = plans[plan].trunk;
  gboolean is_nought = trunk != NULL && *trunk == '0';
  gsize length = strlen (national);

  if (trunk != NULL && *national == *trunk && (is_nought || length > plans[plan].longest))
    {
      national += 1;
      length -= 1;
    }
  if (is_nought && *national == '0')
    return NULL;

  return length >= plans[plan].shortest && length <= plans[plan].longest ? national : NULL;
}

static gint
find_plan_by_code (const char *code,
                   gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (strlen (plans[i].code) == length && strncmp (plans[i].code, code, length) == 0)
      return i;

  return -1;
}

static char *
normalize (const char *digits,
           const char *country)
{
  gint plan = find_plan (country);
  const char *national = digits;
  gsize length;

  if (*digits == '+')
    {
      digits += 1;
      length = code_length (digits);
      if (length == 0 || strlen (digits) < SHORTEST || strlen (digits) > LONGEST)
        return NULL;
      national = digits + length;
      plan = find_plan_by_code (digits, length);
      if (plan < 0)
        return g_strconcat ("+", digits, NULL);
    }
  else if (plan < 0)
    {
      return NULL;
    }

  national = fit_plan (plan, national);

  /* At home many write the country code without a "+". */
  if (national == NULL && g_str_has_prefix (digits, plans[plan].code))
    national = fit_plan (plan, digits + strlen (plans[plan].code));

  return national != NULL ? g_strconcat ("+", plans[plan].code, national, NULL) : NULL;
}

char *
gol_phone_normalize (const char  *text,
                     const char  *country,
                     GError     **error)
{
  g_autofree char *digits = NULL;
  char *phone = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > MOST_BYTES)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("This is too long for a telephone number."));
      return NULL;
    }

  digits = strip (text);
  if (digits != NULL && *digits != '\0')
    phone = normalize (digits, country);

  if (phone == NULL && digits != NULL && *digits != '+' && find_plan (country) < 0)
    g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                 _("Write “%s” with its country code, such as +52 961 176 5439."), text);
  else if (phone == NULL)
    g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                 _("“%s” is not a telephone number: it has too few or too many digits, or its country code does not exist."),
                 text);

  return phone;
}
