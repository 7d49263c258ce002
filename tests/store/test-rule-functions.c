/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-facts.h"
#include "gol-rule-functions.h"
#include "gol-stays.h"

#define DAYS_TO_2000 10957

static GolDb *
open_db (void)
{
  g_autoptr(GError) error = NULL;
  GolDb *db = gol_db_open (NULL, NULL, GOL_DB_MEMORY, &error);

  g_assert_no_error (error);
  gol_rule_functions_add (db, &error);
  g_assert_no_error (error);
  return db;
}

/* What @expression gives, as text; NULL for NULL. */
static char *
evaluate (GolDb         *db,
          const char    *expression,
          gconstpointer  blob,
          gsize          size)
{
  g_autofree char *sql = g_strconcat ("SELECT ", expression, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GolStatement) statement = gol_db_prepare_uncached (db, sql, &error);
  gboolean row;

  g_assert_no_error (error);
  if (blob != NULL)
    gol_statement_bind_blob (statement, 1, blob, size);
  gol_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  return g_strdup (gol_statement_text (statement, 0));
}

/* ── By example ── */

static const struct { const char *expression, *result;
} examples[] = {
  /* Exact boundary days, 29 February, partial birth dates. */
  { "age_between ('1988-03-01', '2006-02-28', 18, 45)", "0" },
  { "age_between ('1988-03-01', '2006-03-01', 18, 45)", "1" },
  { "age_between ('1988-03-01', '2034-02-28', 18, 45)", "1" },
  { "age_between ('1988-03-01', '2034-03-01', 18, 45)", "0" },
  { "age_between ('2008-02-29', '2026-02-28', 18, 45)", "0" },
  { "age_between ('2008-02-29', '2026-03-01', 18, 45)", "1" },
  { "age_between ('1988-03', '2006-03-15', 18, 45)", NULL },
  { "age_between ('1988-03', '2006-03-31', 18, 45)", "1" },
  { "age_between ('1988-03', '2006-02-28', 18, 45)", "0" },
  { "age_between ('1988', '2006-06-01', 18, 45)", NULL },
  { "age_between ('1988', '2006-12-31', 18, 45)", "1" },
  { "age_between ('1988', '2026-06-01', 18, 45)", "1" },
  { "age_between ('1988', '2034-06-01', 18, 45)", NULL },
  { "age_between ('1988', '2035-01-01', 18, 45)", "0" },
  { "age_between ('2030-01-01', '2026-06-01', 0, 45)", "0" },
  { "age_between (NULL, '2026-06-01', 18, 45)", NULL },
  { "age_between ('1988', NULL, 18, 45)", NULL },
  { "age_between ('1988-02-30', '2026-06-01', 18, 45)", NULL },
  { "age_between ('1988', '2026-06', 18, 45)", NULL },
  { "age_between ('1988', '2026-06-01', 45, 18)", NULL },
  { "age_between ('1988', '2026-06-01', 18, 201)", NULL },
  { "age_between ('1988', '2026-06-01', 18.0, 45)", NULL },
  { "age_between (1988, '2026-06-01', 18, 45)", NULL },

  { "add_months ('2026-01-31', 1)", "2026-02-28" },
  { "add_months ('2028-01-31', 1)", "2028-02-29" },
  { "add_months ('2026-12-31', -10)", "2026-02-28" },
  { "add_months ('2026-11-25', 2147483647)", NULL },
  { "add_months ('2026-11-25', 1201)", NULL },
  { "add_months ('9999-11-25', 2)", NULL },
  { "add_months ('2026-11', 2)", NULL },
  { "add_days ('2026-12-31', 1)", "2027-01-01" },
  { "add_days ('2028-02-28', 1)", "2028-02-29" },
  { "add_days ('2026-01-01', -1)", "2025-12-31" },
  { "add_days ('2026-01-01', 40001)", NULL },
  { "add_days ('9999-12-31', 1)", NULL },
  { "add_days ('0001-01-01', -1)", NULL },
  { "days_between ('2026-11-25', '2026-11-25')", "0" },
  { "days_between ('2026-12-31', '2027-01-01')", "1" },
  { "days_between ('2027-01-01', '2026-12-31')", "-1" },
  { "days_between ('2027-01-01', '2026')", NULL },
  { "in_year ('2026-11-25', '12-15')", "2026-12-15" },
  { "in_year ('2026-11-25', '02-29')", "2026-02-28" },
  { "in_year ('2028-11-25', '02-29')", "2028-02-29" },
  { "in_year ('2026-11-25', '02-30')", NULL },
  { "in_year ('2026-11-25', '2')", NULL },

  { "least (3, 1, 2)", "1" },
  { "greatest (3, 1.5, 2)", "3" },
  { "greatest ('2026-01-01', '2027-01-01')", "2027-01-01" },
  { "least ('a', 1)", NULL },
  { "least (1, NULL)", NULL },
  { "least (1)", NULL },

  { "has (' a b ', 'b')", "1" },
  { "has (' ab ', 'a')", "0" },
  { "has (' ab ', 'b')", "0" },
  { "has (' ', 'a')", "0" },
  { "has (' a=2026-01-01/ ', 'a')", "1" },
  { "has ('a b', 'a')", NULL },
  { "has ('', 'a')", NULL },
  { "has (NULL, 'a')", NULL },
  { "has (' a ', NULL)", NULL },
  { "only (' a b ', ' a b c ')", "1" },
  { "only (' a d ', ' a b c ')", "0" },
  { "only (' ', ' a b c ')", "1" },
  { "dated_from (' a=2026-01-01/2027-01-01 b=/2028-01-01 ', 'a')", "2026-01-01" },
  { "dated_until (' a=2026-01-01/2027-01-01 b=/2028-01-01 ', 'b')", "2028-01-01" },
  { "dated_from (' a=2026-01-01/2027-01-01 b=/2028-01-01 ', 'b')", NULL },
  { "dated_from (' a=2026-01-01/ ', 'c')", NULL },
  { "dated_until (' a=2026-01-01/ ', 'a')", NULL },
  { "deduction (' travel=10///620 utilities=/2.75/day/ ', 'travel', 'percent')", "10.0" },
  { "deduction (' travel=10///620 utilities=/2.75/day/ ', 'travel', 'cap')", "620.0" },
  { "deduction (' travel=10///620 utilities=/2.75/day/ ', 'utilities', 'amount')", "2.75" },
  { "deduction (' travel=10///620 utilities=/2.75/day/ ', 'utilities', 'cap')", NULL },
  { "deduction (' travel=10///620 utilities=/2.75/day/ ', 'housing', 'amount')", "0" },
  { "deduction (' travel=10///620 ', 'travel', 'per')", NULL },

  { "days_present (x'', '', '2026-01-01', '2026-12-31')", "0" },
  { "days_present (NULL, '', '2026-01-01', '2026-12-31')", NULL },
  { "days_present ('', '', '2026-01-01', '2026-12-31')", NULL },
  { "days_present (x'00', '', '2026-01-01', '2026-12-31')", NULL },
  { "days_present (x'0001000043410000', 'CA', '2000-01-01', '2000-12-31')", NULL }, /* ends before it begins */
  { "days_present (x'0000000143410200', 'CA', '2000-01-01', '2000-12-31')", NULL }, /* a flag that is not */
  { "days_present (x'0000000163410000', 'CA', '2000-01-01', '2000-12-31')", NULL }, /* small letters */
  { "days_present (x'00010002434100000000000143410000', 'CA', '2000-01-01', '2000-12-31')", NULL }, /* not sorted */
  { "days_present (x'0000000143410000', 'CA', '2000-01-01', '2000-12-31')", "2" },
  { "days_present (x'0000000143410000', 'CA', '1999-01-01', '2000-12-31')", NULL }, /* stays before 2000 are not held */
  { "days_present (x'0000000143410000', 'CAN', '2000-01-01', '2000-12-31')", NULL },
  { "days_present (x'0000000143410000', 'CA', '2000-01-03', '2000-01-01')", "0" },
  { "months_present (x'0000001D43410000', 'CA', '2000-01-01', '2000-12-31')", "1" }, /* 30 days */
  { "months_present (x'0000001E43410000', 'CA', '2000-01-01', '2000-12-31')", "2" }, /* 31 */
  { "days_since_return (x'', 'CA', '2026-01-01')", "36525" },
  { "days_since_return (x'0000001D43410000', 'CA', '2000-01-30')", "0" },
  { "days_since_return (x'0000001D43410000', 'CA', '2000-01-31')", "1" },
  { "days_since_return (x'0000FFFF43410000', 'CA', '2000-01-31')", NULL },
  { "days_since_return (x'0000FFFF43410000', 'ES', '2000-01-31')", "36525" },
  { "present_in_years (x'016C016E43410000', 'CA', '2000-01-01', '2005-12-31')", "2" }, /* 30 December to 1 January */
};

static void
test_examples (void)
{
  g_autoptr(GolDb) db = open_db ();

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *result = evaluate (db, examples[i].expression, NULL, 0);

      if (g_strcmp0 (result, examples[i].result) != 0)
        g_error ("%s gives %s, not %s", examples[i].expression, result, examples[i].result);
    }
}

/* Every function of the documented table is there, and no other. */
static void
test_table (void)
{
  const GolFactFunction *function;
  guint n = 0;

  for (; (function = gol_fact_function_nth (n)) != NULL; n++)
    g_assert_true (gol_rule_functions_has (function->name));
  g_assert_cmpuint (n, ==, 16);
  g_assert_false (gol_rule_functions_has ("max"));
}

/* ── Against a slow model that looks at every day ── */

static const char * const countries[] = { "CA", "ES", "US" };

typedef struct
{
  GolStay stays[12];
  guint   n;
} History;

static void
make_history (History *history)
{
  history->n = g_test_rand_int_range (0, G_N_ELEMENTS (history->stays) + 1);
  for (guint i = 0; i < history->n; i++)
    {
      GolStay *stay = &history->stays[i];

      *stay = (GolStay) { .first = g_test_rand_int_range (8000, 9800) };
      stay->last = stay->first + g_test_rand_int_range (0, 300);
      g_strlcpy (stay->country, countries[g_test_rand_int_range (0, 3)], sizeof stay->country);
      if (g_test_rand_int_range (0, 20) == 0)
        stay->last = GOL_STAY_OPEN;
      stay->uncertain = g_test_rand_int_range (0, 20) == 0;
    }
}

static gboolean
is_there (const GolStay *stay,
          const char    *country)
{
  return *country == '\0' || g_str_equal (stay->country, country);
}

static gboolean
covers (const GolStay *stay,
        gint           day)
{
  return stay->first <= day && (stay->last == GOL_STAY_OPEN || day <= stay->last);
}

/* -1 unknown; else days, and the years that hold one. */
static gint
count_slowly (const History *history,
              const char    *country,
              gint           from,
              gint           to,
              gint          *years)
{
  gint days = 0;
  gint last_year = 0;

  *years = 0;
  for (gint day = from; day <= to; day++)
    {
      gboolean present = FALSE;

      for (guint i = 0; i < history->n; i++)
        {
          const GolStay *stay = &history->stays[i];

          if (!is_there (stay, country) || !covers (stay, day))
            continue;
          if (stay->uncertain || stay->last == GOL_STAY_OPEN)
            return -1;
          present = TRUE;
        }
      if (!present)
        continue;
      days++;
      if (gol_date_from_days (day + DAYS_TO_2000).year != last_year)
        (*years)++;
      last_year = gol_date_from_days (day + DAYS_TO_2000).year;
    }
  return days;
}

static gint
since_slowly (const History *history,
              const char    *country,
              gint           on)
{
  for (guint i = 0; i < history->n; i++)
    if (is_there (&history->stays[i], country) && history->stays[i].first < on
        && (history->stays[i].uncertain || history->stays[i].last == GOL_STAY_OPEN))
      return -1;
  for (gint day = on; day >= 0; day--)
    for (guint i = 0; i < history->n; i++)
      if (is_there (&history->stays[i], country) && history->stays[i].first < on && covers (&history->stays[i], day))
        return on - day;
  return 36525;
}

static void
assert_gives (GolDb      *db,
              GBytes     *blob,
              const char *expression,
              gint        expected)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (blob, &size);
  g_autofree char *result = evaluate (db, expression, size > 0 ? data : "", size);
  gint found = result != NULL ? atoi (result) : -1;

  if (found != expected)
    g_error ("%s gives %d, not %d", expression, found, expected);
}

static void
assert_counts (GolDb      *db,
               GBytes     *blob,
               const char *function,
               const char *country,
               const char *from,
               const char *to,
               gint        expected)
{
  g_autofree char *expression = g_strdup_printf ("%s (?1, '%s', '%s', '%s')", function, country, from, to);

  assert_gives (db, blob, expression, expected);
}

static void
test_against_days (void)
{
  g_autoptr(GolDb) db = open_db ();

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr(GBytes) blob = NULL;
      History history;
      const char *country = g_test_rand_bit () ? "" : countries[g_test_rand_int_range (0, 3)];
      gint from = g_test_rand_int_range (7900, 9900), to = from + g_test_rand_int_range (-5, 1200);
      char a[GOL_DATE_TEXT_MAX], b[GOL_DATE_TEXT_MAX];
      gint days, years;

      make_history (&history);
      blob = gol_stays_pack (history.stays, history.n);
      gol_date_format (gol_date_from_days (from + DAYS_TO_2000), a);
      gol_date_format (gol_date_from_days (to + DAYS_TO_2000), b);
      days = count_slowly (&history, country, from, to, &years);
      assert_counts (db, blob, "days_present", country, a, b, days);
      assert_counts (db, blob, "months_present", country, a, b, days < 0 ? -1 : (days + 29) / 30);
      assert_counts (db, blob, "present_in_years", country, a, b, days < 0 ? -1 : years);
      {
        g_autofree char *expression = g_strdup_printf ("days_since_return (?1, '%s', '%s')", country, a);

        assert_gives (db, blob, expression, since_slowly (&history, country, from));
      }
    }
}

/* Ages of random people on random days, whole and partial, against asking for every day that the birth may have
 * been. */
static void
test_ages_against_days (void)
{
  g_autoptr(GolDb) db = open_db ();

  for (guint i = 0; i < 1000; i++)
    {
      GolDate birth = gol_date_from_days (g_test_rand_int_range (0, 20000));
      GolDate on = gol_date_from_days (g_test_rand_int_range (15000, 30000));
      gint min = g_test_rand_int_range (0, 60), max = min + g_test_rand_int_range (0, 40);
      gboolean can = FALSE, cannot = FALSE;
      g_autofree char *expression = NULL;
      g_autofree char *result = NULL;
      char a[GOL_DATE_TEXT_MAX], b[GOL_DATE_TEXT_MAX];

      if (g_test_rand_bit ())
        birth.day = 0;
      if (birth.day == 0 && g_test_rand_bit ())
        birth.month = 0;
      for (gint day = gol_date_days (gol_date_first (birth)); day <= gol_date_days (gol_date_last (birth)); day++)
        {
          gint age = gol_date_age (gol_date_from_days (day), on);

          *(age >= min && age <= max ? &can : &cannot) = TRUE;
        }
      expression = g_strdup_printf ("age_between ('%s', '%s', %d, %d)", gol_date_format (birth, a),
                                    gol_date_format (on, b), min, max);
      result = evaluate (db, expression, NULL, 0);
      if (g_strcmp0 (result, can && cannot ? NULL : can ? "1" : "0") != 0)
        g_error ("%s gives %s", expression, result);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-functions/examples", test_examples);
  g_test_add_func ("/rule-functions/table", test_table);
  g_test_add_func ("/rule-functions/stays-against-days", test_against_days);
  g_test_add_func ("/rule-functions/ages-against-days", test_ages_against_days);
  return g_test_run ();
}
