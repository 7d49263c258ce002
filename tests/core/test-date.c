/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-date.h"

static GolDate
date (const char *text)
{
  GolDate parsed = { 0 };

  if (*text != '\0' && !gol_date_parse (text, &parsed))
    g_error ("“%s” is no date", text);

  return parsed;
}

static void
assert_date (GolDate     found,
             const char *expected)
{
  char buffer[GOL_DATE_TEXT_MAX];

  g_assert_cmpstr (gol_date_format (found, buffer), ==, expected);
}

static void
test_parse (void)
{
  static const char * const good[] = {
    "2026-11-23", "1988-03", "1988", "0001-01-01", "9999-12-31", "2000-02-29", "2024-02-29", "0004-02-29",
  };
  static const char * const bad[] = {
    "", "88", "198", "19880", "1988-", "1988-3", "1988-03-", "1988-03-1", "1988-03-271", "1988-13", "1988-00",
    "1988-03-00",
    "1988-03-32", "1988-04-31", "1900-02-29", "2023-02-29", "2100-02-29", "0000-01-01", "0000", "-988-03-27",
    "1988/03/27",
    "27-03-1988", "1988-03-27 ", " 1988-03-27", "1988-03-27T00:00", "１９８８", "1988-0a-27", "+988-01-01", "198803",
    "19880327",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      assert_date (date (good[i]), good[i]);
      g_assert_true (gol_date_is_valid (date (good[i])));
      g_assert_cmpint (gol_date_is_whole (date (good[i])), ==, strlen (good[i]) == 10);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GolDate untouched = { 1, 2, 3 };

      if (gol_date_parse (bad[i], &untouched))
        g_error ("“%s” was taken", bad[i]);
      assert_date (untouched, "0001-02-03");
    }
  g_assert_false (gol_date_parse (NULL, NULL));
}

static void
test_validity (void)
{
  static const GolDate bad[] = {
    { 0, 0, 0 }, { 0, 1, 1 }, { 2026, 0, 1 }, { 2026, 13, 0 }, { 2026, 13, 1 }, { 2026, 255, 255 }, { 2026, 2, 29 },
    { 10000, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (gol_date_is_valid (bad[i]));
      g_assert_false (gol_date_is_whole (bad[i]));
    }
  assert_date ((GolDate) { 0 }, "");
}

/* Day by day through the whole calendar, against GLib's. */
static void
test_days (void)
{
  static const struct { const char *date; gint days; } known[] = {
    { "1970-01-01", 0 }, { "1969-12-31", -1 }, { "2000-03-01", 11017 }, { "2026-11-23", 20780 },
    { "0001-01-01", -719162 },
    { "9999-12-31", 2932896 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_assert_cmpint (gol_date_days (date (known[i].date)), ==, known[i].days);
      assert_date (gol_date_from_days (known[i].days), known[i].date);
    }

  for (gint days = -719162; days <= 2932896; days += 7)
    {
      GolDate found = gol_date_from_days (days);
      GDate other;

      g_date_clear (&other, 1);
      g_date_set_julian (&other, days + 719163);
      g_assert_cmpint (gol_date_days (found), ==, days);
      g_assert_cmpuint (found.year, ==, g_date_get_year (&other));
      g_assert_cmpuint (found.month, ==, g_date_get_month (&other));
      g_assert_cmpuint (found.day, ==, g_date_get_day (&other));
    }
}

static void
test_add_days (void)
{
  assert_date (gol_date_add_days (date ("2026-12-31"), 1), "2027-01-01");
  assert_date (gol_date_add_days (date ("2024-02-28"), 1), "2024-02-29");
  assert_date (gol_date_add_days (date ("2023-02-28"), 1), "2023-03-01");
  assert_date (gol_date_add_days (date ("2026-11-23"), -365), "2025-11-23");

  /* Beyond the calendar there is no date. */
  assert_date (gol_date_add_days (date ("9999-12-31"), 1), "");
  assert_date (gol_date_add_days (date ("0001-01-01"), -1), "");
  assert_date (gol_date_from_days (G_MAXINT), "");
  assert_date (gol_date_from_days (G_MININT), "");
  assert_date (gol_date_add_days (date ("2026-11-23"), G_MAXINT), "");
  assert_date (gol_date_add_days (date ("1926-11-23"), G_MININT), "");
}

static void
test_add_months (void)
{
  static const struct { const char *date; gint months; const char *expected; } cases[] = {
    { "2026-01-31", 1, "2026-02-28" }, { "2024-01-31", 1, "2024-02-29" }, { "2024-02-29", 12, "2025-02-28" },
    { "2024-02-29", 48, "2028-02-29" }, { "2026-11-23", 0, "2026-11-23" }, { "2026-11-23", 2, "2027-01-23" },
    { "2026-11-23", -11, "2025-12-23" }, { "2026-01-15", -1, "2025-12-15" }, { "2026-03-31", -1, "2026-02-28" },
    { "2026-12-01", 1, "2027-01-01" }, { "9999-12-01", 1, "" }, { "0001-01-01", -1, "" },
    { "2026-11-23", G_MAXINT, "" }, { "2026-11-23", G_MININT, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_date (gol_date_add_months (date (cases[i].date), cases[i].months), cases[i].expected);
}

static void
test_first_and_last (void)
{
  static const struct { const char *date, *first, *last; } cases[] = {
    { "1988", "1988-01-01", "1988-12-31" }, { "1988-02", "1988-02-01", "1988-02-29" },
    { "1989-02", "1989-02-01", "1989-02-28" },
    { "1988-04", "1988-04-01", "1988-04-30" }, { "1988-03-27", "1988-03-27", "1988-03-27" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_date (gol_date_first (date (cases[i].date)), cases[i].first);
      assert_date (gol_date_last (date (cases[i].date)), cases[i].last);
    }
}

static void
test_before (void)
{
  static const struct { const char *a, *b; GolTruth expected; } cases[] = {
    { "2026-11-22", "2026-11-23", GOL_YES }, { "2026-11-23", "2026-11-23", GOL_NO },
    { "2026-11-24", "2026-11-23", GOL_NO },
    { "2025", "2026", GOL_YES }, { "2026", "2026", GOL_UNKNOWN }, { "2027", "2026", GOL_NO },
    { "2026-10", "2026-11", GOL_YES }, { "2026-11", "2026-11-23", GOL_UNKNOWN },
    { "2026-11-23", "2026-11", GOL_UNKNOWN },
    { "2026-11-01", "2026-11", GOL_UNKNOWN }, { "2026-11-30", "2026-11", GOL_NO }, { "2026-11", "2026-11-01", GOL_NO },
    { "", "2026", GOL_UNKNOWN }, { "2026", "", GOL_UNKNOWN }, { "", "", GOL_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (gol_date_before (date (cases[i].a), date (cases[i].b)), ==, cases[i].expected);
}

static void
test_age (void)
{
  static const struct { const char *birth; const char *on; GolTruth adult; gint age; } cases[] = {
    { "2008-11-23", "2026-11-23", GOL_YES, 18 }, { "2008-11-24", "2026-11-23", GOL_NO, 17 },
    { "2008-11", "2026-11-23", GOL_UNKNOWN, 17 }, { "2008-10", "2026-11-23", GOL_YES, 18 },
    { "2008-12", "2026-11-23", GOL_NO, 17 },
    { "2008", "2026-11-23", GOL_UNKNOWN, 17 }, { "2007", "2026-11-23", GOL_YES, 18 },
    { "2009", "2026-11-23", GOL_NO, 16 },
    { "2008-02-29", "2026-02-28", GOL_NO, 17 }, { "2008-02-29", "2026-03-01", GOL_YES, 18 },
    { "2026-11-23", "2026-11-23", GOL_NO, 0 }, { "2027-11-23", "2026-11-23", GOL_NO, -1 },
    { "", "2026-11-23", GOL_UNKNOWN, -1 }, { "1988", "2026-11", GOL_UNKNOWN, -1 }, { "1988", "", GOL_UNKNOWN, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("born %s, on %s", cases[i].birth, cases[i].on);
      g_assert_cmpint (gol_date_at_least_age (date (cases[i].birth), 18, date (cases[i].on)), ==, cases[i].adult);
      g_assert_cmpint (gol_date_age (date (cases[i].birth), date (cases[i].on)), ==, cases[i].age);
    }
}

static void
test_instants (void)
{
  static const struct { const char *text; gint64 instant; } good[] = {
    { "1970-01-01T00:00:00.000Z", 0 }, { "1969-12-31T23:59:59.999Z", -1 },
    { "2026-11-23T20:09:01.123Z", G_GINT64_CONSTANT (1795464541123) },
    { "0001-01-01T00:00:00.000Z", G_GINT64_CONSTANT (-62135596800000) },
    { "9999-12-31T23:59:59.999Z", G_GINT64_CONSTANT (253402300799999) },
  };
  static const char * const bad[] = {
    "", "2026-11-23", "2026-11-23T20:09:01.123", "2026-11-23T20:09:01.12Z", "2026-11-23T20:09:01.1234Z",
    "2026-11-23 20:09:01Z",
    "2026-11-23T20:09Z", "2026-11-23T24:00:00Z", "2026-11-23T20:60:00Z", "2026-11-23T20:09:60Z", "2026-02-29T20:09:01Z",
    "2026-11-23T20:09:01+01:00", "2026-11-23T20:09:01Zx", "2026-11-00T20:09:01Z", "0000-11-01T20:09:01Z",
  };
  gint64 instant = 7;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = gol_instant_format (good[i].instant);

      g_assert_cmpstr (text, ==, good[i].text);
      g_assert_true (gol_instant_parse (text, &instant));
      g_assert_cmpint (instant, ==, good[i].instant);
    }
  g_assert_true (gol_instant_parse ("1970-01-01T00:00:01Z", &instant));
  g_assert_cmpint (instant, ==, 1000);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (gol_instant_parse (bad[i], &instant));
  g_assert_false (gol_instant_parse (NULL, &instant));
  g_assert_cmpint (instant, ==, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/validity", test_validity);
  g_test_add_func ("/date/days", test_days);
  g_test_add_func ("/date/add-days", test_add_days);
  g_test_add_func ("/date/add-months", test_add_months);
  g_test_add_func ("/date/first-and-last", test_first_and_last);
  g_test_add_func ("/date/before", test_before);
  g_test_add_func ("/date/age", test_age);
  g_test_add_func ("/date/instants", test_instants);

  return g_test_run ();
}
