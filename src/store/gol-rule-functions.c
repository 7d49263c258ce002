/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-rule-functions.h"

#include <string.h>

#include "gol-facts.h"
#include "gol-stays.h"

/*
 * What gol-facts.h promises to rules. Each gives NULL, unknown, when an argument is NULL, not of its form or out of
 * bounds; none raises an error, for an error would tell a stranger's rule something about the data.
 */

#define MAX_AGE    200
#define MAX_MONTHS 1200
#define MAX_DAYS   40000

/* ── Arguments ── */

static gboolean
take_text (GolDbCall   *call,
           int          at,
           const char **text)
{
  if (gol_db_call_type (call, at) != GOL_DB_TEXT)
    return FALSE;
  *text = gol_db_call_text (call, at);
  return *text != NULL;
}

static gboolean
take_date (GolDbCall *call,
           int        at,
           GolDate   *date)
{
  const char *text;

  return take_text (call, at, &text) && gol_date_parse (text, date) && gol_date_is_whole (*date);
}

static gboolean
take_number (GolDbCall *call,
             int        at,
             gint       min,
             gint       max,
             gint      *number)
{
  gint64 value;

  if (gol_db_call_type (call, at) != GOL_DB_INTEGER)
    return FALSE;
  value = gol_db_call_int (call, at);
  *number = CLAMP (value, min, max);
  return value >= min && value <= max;
}

/* "" or two capital letters. */
static gboolean
take_country (GolDbCall   *call,
              int          at,
              const char **country)
{
  if (!take_text (call, at, country))
    return FALSE;
  return **country == '\0'
         || (g_ascii_isupper ((*country)[0]) && g_ascii_isupper ((*country)[1]) && (*country)[2] == '\0');
}

static gboolean
take_stays (GolDbCall     *call,
            int            at,
            const guint8 **blob,
            gsize         *size)
{
  if (gol_db_call_type (call, at) != GOL_DB_BLOB)
    return FALSE;
  *blob = gol_db_call_blob (call, at, size);   /* NULL for an empty one */
  return TRUE;
}

static gboolean
take_day (GolDbCall *call,
          int        at,
          guint16   *day)
{
  GolDate date;

  return take_date (call, at, &date) && gol_stays_day (date, day);
}

/* A list's codes stand between single spaces: " a b "; " " is an empty one. */
static gboolean
take_list (GolDbCall   *call,
           int          at,
           const char **list)
{
  gsize length;

  if (!take_text (call, at, list))
    return FALSE;
  length = strlen (*list);
  return length > 0 && (*list)[0] == ' ' && (*list)[length - 1] == ' ' && strstr (*list, "  ") == NULL;
}

static void
return_date (GolDbCall *call,
             GolDate    date)
{
  char buffer[GOL_DATE_TEXT_MAX];

  if (gol_date_is_whole (date))
    gol_db_call_return_text (call, gol_date_format (date, buffer));
}

/* ── Dates ── */

static void
age_between_cb (GolDbCall *call,
                gpointer   user_data)
{
  const char *text;
  GolDate birth, on;
  gint min, max;
  GolTruth old_enough, too_old;

  if (!take_text (call, 0, &text) || !gol_date_parse (text, &birth) || !take_date (call, 1, &on)
      || !take_number (call, 2, 0, MAX_AGE, &min) || !take_number (call, 3, min, MAX_AGE, &max))
    return;
  old_enough = gol_date_at_least_age (birth, min, on);
  too_old = gol_date_at_least_age (birth, max + 1, on);
  if (old_enough == GOL_NO || too_old == GOL_YES)
    gol_db_call_return_int (call, 0);
  else if (old_enough == GOL_YES && too_old == GOL_NO)
    gol_db_call_return_int (call, 1);
}

static void
add_months_cb (GolDbCall *call,
               gpointer   user_data)
{
  GolDate date;
  gint n;

  if (take_date (call, 0, &date) && take_number (call, 1, -MAX_MONTHS, MAX_MONTHS, &n))
    return_date (call, gol_date_add_months (date, n));
}

static void
add_days_cb (GolDbCall *call,
             gpointer   user_data)
{
  GolDate date;
  gint n;

  if (take_date (call, 0, &date) && take_number (call, 1, -MAX_DAYS, MAX_DAYS, &n))
    return_date (call, gol_date_add_days (date, n));
}

static void
days_between_cb (GolDbCall *call,
                 gpointer   user_data)
{
  GolDate a, b;

  if (take_date (call, 0, &a) && take_date (call, 1, &b))
    gol_db_call_return_int (call, gol_date_days (b) - gol_date_days (a));
}

/* 29 February of a common year is its 28th, as for months added. */
static void
in_year_cb (GolDbCall *call,
            gpointer   user_data)
{
  g_autofree char *leap = NULL;
  const char *day;
  GolDate date, found;

  if (!take_date (call, 0, &date) || !take_text (call, 1, &day))
    return;
  leap = g_strconcat ("2000-", day, NULL);
  if (!gol_date_parse (leap, &found) || !gol_date_is_whole (found))
    return;
  found = gol_date_add_months (found, 12 * (date.year - 2000));
  return_date (call, found);
}

/* ── Stays ── */

typedef gint (*StaysFunc) (const guint8 *blob, gsize size, const char *country, guint16 from, guint16 to);

static gint
months_present (const guint8 *blob,
                gsize         size,
                const char   *country,
                guint16       from,
                guint16       to)
{
  gint days = gol_stays_days_present (blob, size, country, from, to);

  return days < 0 ? days : (days + 29) / 30;
}

static void
count_stays (GolDbCall *call,
             StaysFunc  func)
{
  const guint8 *blob;
  const char *country;
  gsize size;
  guint16 from, to;
  gint n;

  if (!take_stays (call, 0, &blob, &size) || !take_country (call, 1, &country)
      || !take_day (call, 2, &from) || !take_day (call, 3, &to))
    return;
  n = func (blob, size, country, from, to);
  if (n >= 0)
    gol_db_call_return_int (call, n);
}

static void
days_present_cb (GolDbCall *call,
                 gpointer   user_data)
{
  count_stays (call, gol_stays_days_present);
}

static void
months_present_cb (GolDbCall *call,
                   gpointer   user_data)
{
  count_stays (call, months_present);
}

static void
present_in_years_cb (GolDbCall *call,
                     gpointer   user_data)
{
  count_stays (call, gol_stays_years_present);
}

static void
days_since_return_cb (GolDbCall *call,
                      gpointer   user_data)
{
  const guint8 *blob;
  const char *country;
  gsize size;
  guint16 on;
  gint n;

  if (!take_stays (call, 0, &blob, &size) || !take_country (call, 1, &country) || !take_day (call, 2, &on))
    return;
  n = gol_stays_days_since (blob, size, country, on);
  if (n >= 0)
    gol_db_call_return_int (call, n);
}

/* ── Least and greatest ── */

static double
number_at (GolDbCall *call,
           int        at)
{
  return gol_db_call_double (call, at);
}

/* @sign: 1 for the greatest, -1 for the least. Texts among themselves, numbers among themselves. */
static void
extreme (GolDbCall *call,
         int        sign)
{
  GolDbType first = gol_db_call_type (call, 0);
  gboolean texts = first == GOL_DB_TEXT;
  int best = 0;

  if (gol_db_call_args (call) < 2)
    return;

  for (int i = 0; i < gol_db_call_args (call); i++)
    {
      GolDbType type = gol_db_call_type (call, i);
      double difference;

      if (texts ? type != GOL_DB_TEXT : type != GOL_DB_INTEGER && type != GOL_DB_REAL)
        return;
      difference = texts ? strcmp (gol_db_call_text (call, i), gol_db_call_text (call, best))
                         : number_at (call, i) - number_at (call, best);
      if (difference * sign > 0)
        best = i;
    }
  if (texts)
    gol_db_call_return_text (call, gol_db_call_text (call, best));
  else if (gol_db_call_type (call, best) == GOL_DB_INTEGER)
    gol_db_call_return_int (call, gol_db_call_int (call, best));
  else
    gol_db_call_return_double (call, number_at (call, best));
}

static void
least_cb (GolDbCall *call,
          gpointer   user_data)
{
  extreme (call, -1);
}

static void
greatest_cb (GolDbCall *call,
             gpointer   user_data)
{
  extreme (call, 1);
}

/* ── Lists ── */

/* Where the entry of @code begins in @list ("code" or "code=…", then a space), or NULL. */
static const char *
find_entry (const char *list,
            const char *code)
{
  gsize length = strlen (code);

  if (length == 0 || strpbrk (code, " =/") != NULL)
    return NULL;
  for (const char *at = strchr (list, ' '); at != NULL && at[1] != '\0'; at = strchr (at + 1, ' '))
    if (strncmp (at + 1, code, length) == 0 && (at[1 + length] == ' ' || at[1 + length] == '='))
      return at + 1;
  return NULL;
}

/* The @nth part, from 0, of "code=part/part/…", or NULL when it is not there or empty. */
static char *
entry_part (const char *entry,
            guint       nth)
{
  const char *end = strchr (entry, ' ');
  const char *at = memchr (entry, '=', end - entry);

  if (at == NULL)
    return NULL;
  at++;
  for (; nth > 0; nth--)
    {
      at = memchr (at, '/', end - at);
      if (at == NULL)
        return NULL;
      at++;
    }
  if (at + strcspn (at, "/ ") == at)
    return NULL;
  return g_strndup (at, strcspn (at, "/ "));
}

static void
has_cb (GolDbCall *call,
        gpointer   user_data)
{
  const char *list, *code;

  if (take_list (call, 0, &list) && take_text (call, 1, &code))
    gol_db_call_return_int (call, find_entry (list, code) != NULL);
}

static void
only_cb (GolDbCall *call,
         gpointer   user_data)
{
  g_auto(GStrv) codes = NULL;
  const char *list, *allowed;
  gboolean all = TRUE;

  if (!take_list (call, 0, &list) || !take_list (call, 1, &allowed))
    return;
  codes = g_strsplit (list, " ", -1);
  for (char **code = codes; *code != NULL && all; code++)
    {
      *(*code + strcspn (*code, "=")) = '\0';
      all = **code == '\0' || find_entry (allowed, *code) != NULL;
    }
  gol_db_call_return_int (call, all);
}

static void
return_entry_date (GolDbCall *call,
                   guint      nth)
{
  g_autofree char *part = NULL;
  const char *list, *code, *entry;
  GolDate date;

  if (!take_list (call, 0, &list) || !take_text (call, 1, &code))
    return;
  entry = find_entry (list, code);
  part = entry != NULL ? entry_part (entry, nth) : NULL;
  if (part != NULL && gol_date_parse (part, &date))
    return_date (call, date);
}

static void
dated_from_cb (GolDbCall *call,
               gpointer   user_data)
{
  return_entry_date (call, 0);
}

static void
dated_until_cb (GolDbCall *call,
                gpointer   user_data)
{
  return_entry_date (call, 1);
}

static void
deduction_cb (GolDbCall *call,
              gpointer   user_data)
{
  static const struct { const char *name; guint nth; } parts[] = { { "percent", 0 }, { "amount", 1 }, { "cap", 3 } };
  g_autofree char *part = NULL;
  const char *list, *kind, *wanted, *entry;
  guint nth = G_MAXUINT;
  char *end;
  double figure;

  if (!take_list (call, 0, &list) || !take_text (call, 1, &kind) || !take_text (call, 2, &wanted))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (parts[i].name, wanted) == 0)
      nth = parts[i].nth;
  if (nth == G_MAXUINT)
    return;
  entry = find_entry (list, kind);
  if (entry == NULL)
    {
      gol_db_call_return_int (call, 0);
      return;
    }
  part = entry_part (entry, nth);
  if (part == NULL || strspn (part, "-0123456789.") != strlen (part))
    return;
  figure = g_ascii_strtod (part, &end);
  if (*end == '\0')
    gol_db_call_return_double (call, figure);
}

/* ── The table ── */

static const struct
{
  const char    *name;
  int            args;    /* -1: as many as the connection allows */
  GolDbFunction  function;
} functions[] = {
  { "age_between", 4, age_between_cb },
  { "add_months", 2, add_months_cb },
  { "add_days", 2, add_days_cb },
  { "days_between", 2, days_between_cb },
  { "in_year", 2, in_year_cb },
  { "days_present", 4, days_present_cb },
  { "months_present", 4, months_present_cb },
  { "days_since_return", 3, days_since_return_cb },
  { "present_in_years", 4, present_in_years_cb },
  { "least", -1, least_cb },
  { "greatest", -1, greatest_cb },
  { "has", 2, has_cb },
  { "only", 2, only_cb },
  { "dated_from", 2, dated_from_cb },
  { "dated_until", 2, dated_until_cb },
  { "deduction", 3, deduction_cb },
};

gboolean
gol_rule_functions_has (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (g_ascii_strcasecmp (functions[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
gol_rule_functions_add (GolDb   *db,
                        GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (!gol_db_add_function (db, functions[i].name, functions[i].args, TRUE, functions[i].function, NULL, error))
      return FALSE;
  return TRUE;
}
