/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-phone.h"

/* Numbers that nobody has: no plan gives out what begins so, or the plan keeps it for films and forms. */
static const struct { const char *text, *country, *expected; } good[] = {
  { "+52 1000000000", NULL, "+521000000000" },
  { "+52 1000000000", "GT", "+521000000000" },
  { "1000000000", "MX", "+521000000000" },
  { "100 000 0000", "MX", "+521000000000" },
  { "(100) 000-0000", "MX", "+521000000000" },
  { "100.000.0000", "MX", "+521000000000" },
  { "100/000/0000", "MX", "+521000000000" },
  { "0052 100 000 0000", "MX", "+521000000000" },
  { "52 100 000 0000", "MX", "+521000000000" },
  { "+52 1 100 000 0000", NULL, "+521000000000" },
  { "1 100 000 0000", "MX", "+521000000000" },
  { "5255 0000 0000", "MX", "+525500000000" },
  { "5200000000", "MX", "+525200000000" },
  { "1000 0000", "GT", "+50210000000" },
  { "+502 1000-0000", NULL, "+50210000000" },
  { "10000000", "SV", "+50310000000" },
  { "10000000", "HN", "+50410000000" },
  { "1000000000", "CO", "+571000000000" },
  { "0100000000", "EC", "+593100000000" },
  { "100000000", "EC", "+593100000000" },
  { "100000000", "PE", "+51100000000" },
  { "0100000000", "MA", "+212100000000" },
  { "+212 (0)100000000", NULL, "+212100000000" },
  { "555-555-0100", "US", "+15555550100" },
  { "1-555-555-0100", "CA", "+15555550100" },
  { "+1 555 555 0100", NULL, "+15555550100" },
  { "600 000 000", "ES", "+34600000000" },
  { "01 00 00 00 00", "FR", "+33100000000" },
  { "+44 20 7946 0000", NULL, "+442079460000" },
  { "+7 100 0000000", NULL, "+71000000000" },
  { "+52\xc2\xa0" "100\xe2\x80\x91" "000\xe2\x80\x93" "0000", NULL, "+521000000000" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *phone = gol_phone_normalize (good[i].text, good[i].country, &error);
      g_autofree char *again = NULL;

      if (error != NULL)
        g_error ("%s: %s", good[i].text, error->message);
      g_assert_cmpstr (phone, ==, good[i].expected);
      again = gol_phone_normalize (phone, NULL, NULL);
      g_assert_cmpstr (again, ==, phone);
    }
}

static const struct { const char *text, *country; } bad[] = {
  { "", NULL }, { "", "MX" }, { "-", "MX" }, { "no tiene", "MX" }, { "1000000000", NULL }, { "1000000000", "XX" },
  { "100000000", "MX" }, { "20000000000", "MX" }, { "100000000000000", "MX" }, { "+52100000000", NULL },
  { "+5220000000000", NULL },
  { "+999 1000000", NULL }, { "+0 1000000", NULL }, { "+", NULL }, { "++521000000000", NULL },
  { "52+1000000000", "MX" },
  { "+1", NULL }, { "+44123", NULL }, { "+4412345678901234567", NULL }, { "100 000 0000 ext 5", "MX" },
  { "1000000000,1000000001", "MX" },
  { "+54 000 08000000", NULL }, { "00100000000", "MA" },
  { "１０００００００００", "MX" }, { "1000000000\xff", "MX" }, { "00", "MX" },
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *phone = gol_phone_normalize (bad[i].text, bad[i].country, &error);

      if (phone != NULL)
        g_error ("“%s” (%s) became %s", bad[i].text, bad[i].country, phone);
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

static void
test_country_codes (void)
{
  g_assert_cmpstr (gol_phone_get_country_code ("MX"), ==, "52");
  g_assert_cmpstr (gol_phone_get_country_code ("GT"), ==, "502");
  g_assert_cmpstr (gol_phone_get_country_code ("CA"), ==, "1");
  g_assert_null (gol_phone_get_country_code ("XX"));
  g_assert_null (gol_phone_get_country_code (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/phone/good", test_good);
  g_test_add_func ("/phone/bad", test_bad);
  g_test_add_func ("/phone/country-codes", test_country_codes);

  return g_test_run ();
}
