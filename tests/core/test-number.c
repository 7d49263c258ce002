/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-number.h"

/* Specimens of the issuing bodies, of standards and of the libraries that others check with: nobody's numbers. */
static const struct { const char *kind, *text, *normal; } good[] = {
  { "curp", "BOXW310820HNERXN09", "BOXW310820HNERXN09" },
  { "curp", "boxw-310820 hnerxn09", "BOXW310820HNERXN09" },
  { "mx-clabe", "032180000118359719", "032180000118359719" },
  { "mx-clabe", "032 180 00011835971 9", "032180000118359719" },
  { "mx-clabe", "002010077777777771", "002010077777777771" },
  { "ec-ci", "1714307103", "1714307103" },
  { "ec-ci", "171430710-3", "1714307103" },
  { "pe-dni", "10117410-2", "10117410" },
  { "pe-dni", "10117410-G", "10117410" },
  { "pe-dni", "10117410", "10117410" },
  { "gt-cui", "1587564440904", "1587564440904" },
  { "gt-cui", "1587 56444 0904", "1587564440904" },
  { "sv-dui", "00016297-5", "000162975" },
  { "uy-ci", "1.234.567-2", "12345672" },
  { "uy-ci", "1.111.111-1", "11111111" },
  { "do-cedula", "00113918205", "00113918205" },
  { "do-cedula", "001-1391820-5", "00113918205" },
  { "es-nie", "X1234567L", "X1234567L" },
  { "es-nie", "x-1234567-l", "X1234567L" },
  { "es-dni", "12345678Z", "12345678Z" },
  { "es-dni", "54362315-K", "54362315K" },
  { "es-nss", "281234567840", "281234567840" },
  { "es-nss", "28/12345678/40", "281234567840" },
  { "es-nss", "28/01234567/42", "280123456742" },
  { "ca-sin", "046 454 286", "046454286" },
  { "ca-sin", "123-456-782", "123456782" },
  { "iban", "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432" },
  { "iban", "ES91 2100 0418 4502 0005 1332", "ES9121000418450200051332" },
  { "iban", "DE89370400440532013000", "DE89370400440532013000" },
  { "iban", "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606" },
  { "iban", "PT50 0002 0123 1234 5678 9015 4", "PT50000201231234567890154" },
  { "iban", "NO93 8601 1117 947", "NO9386011117947" },
  { "iban", "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84MALT011000012345MTLCAST001S" },
  { "iban", "GT82 TRAJ 0102 0000 0012 1002 9690", "GT82TRAJ01020000001210029690" },
  { "hn-dni", "0801-1990-12345", "0801199012345" },
  { "co-cedula", "1.012.345.678", "1012345678" },
  { "ma-cnie", "BK 123456", "BK123456" },
  { "ma-cnie", "A1", "A1" },
};

static void
test_published (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *normal = NULL;
      g_autofree char *again = NULL;
      const char *reason = NULL;

      if (!gol_number_check (good[i].kind, good[i].text, &normal, &reason))
        g_error ("%s %s: %s", good[i].kind, good[i].text, reason);
      g_assert_cmpstr (normal, ==, good[i].normal);
      g_assert_null (reason);
      g_assert_true (gol_number_check (good[i].kind, normal, &again, NULL));
      g_assert_cmpstr (again, ==, normal);
    }
}

static gboolean
has_check_digit (const char *kind)
{
  return !g_str_equal (kind, "hn-dni") && !g_str_equal (kind, "co-cedula") && !g_str_equal (kind, "ma-cnie");
}

/*
 * What a kind cannot see, as its authors made it: a weight that shares a factor with ten lets some changes through, a
 * CUI's municipality is any place that exists, and eight digits of a DNI stand alone.
 */
static gboolean
is_blind (const char *kind,
          const char *text,
          guint       at,
          gint        change)
{
  static const struct { const char *kind; guint8 weights[18]; } tens[] = {
    { "curp", { 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 } },
    { "sv-dui", { 9, 8, 7, 6, 5, 4, 3, 2, 1 } },
    { "uy-ci", { 2, 9, 8, 7, 6, 3, 4, 1 } },
  };
  guint place = 0;

  for (guint i = 0; i < at; i++)
    place += g_ascii_isalnum (text[i]) ? 1 : 0;
  for (guint i = 0; i < G_N_ELEMENTS (tens); i++)
    if (g_str_equal (kind, tens[i].kind))
      return tens[i].weights[place] * change % 10 == 0;

  return (g_str_equal (kind, "gt-cui") && place >= 9) || (g_str_equal (kind, "pe-dni") && strlen (text) == 8);
}

/* Every digit of every number, changed to every other: it does not hold any more. */
static void
test_each_digit_altered (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    for (guint at = 0; good[i].text[at] != '\0'; at++)
      for (char digit = '0'; digit <= '9'; digit++)
        {
          g_autofree char *text = g_strdup (good[i].text);
          g_autofree char *normal = NULL;
          const char *reason = NULL;

          if (!g_ascii_isdigit (text[at]) || text[at] == digit || !has_check_digit (good[i].kind) ||
              is_blind (good[i].kind, text, at, digit - text[at]))
            continue;
          text[at] = digit;
          if (gol_number_check (good[i].kind, text, &normal, &reason))
            g_error ("%s holds as %s, which differs from %s", good[i].kind, text, good[i].text);
          g_assert_null (normal);
          g_assert_nonnull (reason);
          g_assert_true (g_str_has_suffix (reason, "."));
        }
}

static const struct { const char *kind, *text, *why; } bad[] = {
  { "curp", "", "few or too many" },
  { "curp", "BOXW310820HNERXN0", "few or too many" },
  { "curp", "BOXW310820HNERXN099", "few or too many" },
  { "curp", "B0XW310820HNERXN09", "letter" },
  { "curp", "BOXW31O820HNERXN09", "letter" },
  { "curp", "BOXW310832HNERXN09", "calendar" },
  { "curp", "BOXW310229HNERXN09", "calendar" },
  { "curp", "BOXW310820KNERXN09", "sex" },
  { "curp", "BOXW310820HXXRXN09", "state" },
  { "curp", "BTXW310820HNERXN09", "vowel" },
  { "curp", "BOXW310820HNEAXN09", "vowel" },
  { "curp", "BOXW310820HNERXN08", "check digit" },
  { "curp", "BÑXW310820HNERXN09", "never has" },
  { "mx-clabe", "032180000118359718", "check digit" },
  { "ec-ci", "2514307103", "province" },
  { "ec-ci", "0014307103", "province" },
  { "pe-dni", "10117410-H", "check digit" },
  { "gt-cui", "1587564440999", "municipality" },
  { "gt-cui", "1587564442304", "municipality" },
  { "gt-cui", "1587564440000", "municipality" },
  { "es-nie", "A1234567L", "X, Y or Z" },
  { "es-dni", "12345678A", "letter" },
  { "es-dni", "12345678I", "letter" },
  { "ca-sin", "046454287", "check digit" },
  { "iban", "GB82WEST1234569876543", "longer or shorter" },
  { "iban", "ZZ82WEST12345698765432", "No country" },
  { "iban", "GB83WEST12345698765432", "check digits" },
  { "iban", "GB82_WEST", "never has" },
  { "iban", "GB82\xffWEST", "never has" },
  { "hn-dni", "080119901234", "few or too many" },
  { "co-cedula", "123", "few or too many" },
  { "ma-cnie", "ABC123", "two letters" },
  { "ma-cnie", "1234", "letter" },
};

static void
test_reasons (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *reason = NULL;

      g_assert_false (gol_number_check (bad[i].kind, bad[i].text, NULL, &reason));
      if (strstr (reason, bad[i].why) == NULL)
        g_error ("%s %s: “%s” does not say “%s”", bad[i].kind, bad[i].text, reason, bad[i].why);
    }
}

/* Nothing else: no byte, however odd or however much of it, is taken or breaks anything. */
static void
test_hostile (void)
{
  const char * const *kinds = gol_number_get_kinds ();
  g_autofree char *endless = g_strnfill (1 << 20, '1');
  g_autofree char *spaces = g_strnfill (1 << 20, ' ');
  static const char * const odd[] = {
    "", " ", "-", "\xff\xfe", "\xc3", "١٢٣٤٥٦٧٨٩", "１２３４５６７８", "%s%n", "\x01", "null",
  };

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_assert_false (gol_number_check (kinds[i], endless, NULL, NULL));
      g_assert_false (gol_number_check (kinds[i], spaces, NULL, NULL));
      for (guint j = 0; j < G_N_ELEMENTS (odd); j++)
        g_assert_false (gol_number_check (kinds[i], odd[j], NULL, NULL));
    }
}

/* Numbers of the Spanish social security below ten millions have a nought in front that does not count. */
static void
test_short_nss (void)
{
  g_autofree char *number = g_strdup_printf ("2801234567%02u", 281234567u % 97);
  g_autofree char *other = g_strdup_printf ("2801234567%02u", 2801234567u % 97);

  g_assert_cmpstr (number, !=, other);
  g_assert_true (gol_number_check ("es-nss", number, NULL, NULL));
  g_assert_false (gol_number_check ("es-nss", other, NULL, NULL));
}

static char *
complete (const char *start)
{
  for (char digit = '0'; digit <= '9'; digit++)
    {
      char *curp = g_strdup_printf ("%s%c", start, digit);

      if (gol_number_check ("curp", curp, NULL, NULL))
        return curp;
      g_free (curp);
    }

  return NULL;
}

static void
test_curp_read (void)
{
  static const struct { const char *start, *birth; char sex; } cases[] = {
    { "BOXW310820HNERXN0", "1931-08-20", 'H' },
    { "XEXX010101MNEXXXA", "2001-01-01", 'M' },
    { "XEXX010101MNEXXX0", "1901-01-01", 'M' },
    { "XEXX040229XNEXXXA", "2004-02-29", 'X' },
  };
  GolDate untouched = { 1, 2, 3 };
  char sex = '?';

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *curp = complete (cases[i].start);
      char buffer[GOL_DATE_TEXT_MAX];
      GolDate birth;

      g_assert_nonnull (curp);
      g_assert_true (gol_curp_read (curp, &birth, &sex));
      g_assert_cmpstr (gol_date_format (birth, buffer), ==, cases[i].birth);
      g_assert_cmpint (sex, ==, cases[i].sex);
    }

  sex = '?';
  g_assert_false (gol_curp_read ("BOXW310820HNERXN08", &untouched, &sex));
  g_assert_cmpuint (untouched.year, ==, 1);
  g_assert_cmpint (sex, ==, '?');
  g_assert_null (complete ("XEXX010229MNEXXXA"));
}

static void
test_kinds (void)
{
  const char * const *kinds = gol_number_get_kinds ();
  guint n_found = 0;

  /* Every kind is in the table of vectors above. */
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (good); j++)
        if (g_str_equal (kinds[i], good[j].kind))
          {
            n_found++;
            break;
          }
    }
  g_assert_cmpuint (n_found, ==, g_strv_length ((GStrv) kinds));
  g_assert_cmpuint (n_found, >=, 16);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number/kinds", test_kinds);
  g_test_add_func ("/number/published", test_published);
  g_test_add_func ("/number/each-digit-altered", test_each_digit_altered);
  g_test_add_func ("/number/reasons", test_reasons);
  g_test_add_func ("/number/hostile", test_hostile);
  g_test_add_func ("/number/short-nss", test_short_nss);
  g_test_add_func ("/number/curp-read", test_curp_read);

  return g_test_run ();
}
