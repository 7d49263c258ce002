/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-display.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "gol-json.h"
#include "gol-scheme.h"
#include "gol-vault.h"
#include "gol-vocabulary.h"

/* ── Dates and numbers ── */

static char *
format_day (GolDate     date,
            const char *format)
{
  g_autoptr(GDateTime) day = NULL;

  day = g_date_time_new_utc (date.year, MAX (date.month, 1), MAX (date.day, 1), 12, 0, 0);
  return day != NULL ? g_date_time_format (day, format) : g_strdup ("");
}

char *
gol_display_long_date (GolDate date)
{
  if (date.year == 0)
    return g_strdup ("");
  if (date.month == 0)
    return g_strdup_printf ("%u", date.year);
  if (date.day == 0)
    /* TRANSLATORS: a month and its year, for g_date_time_format (). */
    return format_day (date, _("%B %Y"));
  /* TRANSLATORS: a whole date, for g_date_time_format (); %-d is the day without a zero. */
  return format_day (date, _("%-d %B %Y"));
}

char *
gol_display_weekday (GolDate date)
{
  /* TRANSLATORS: a day of this year with its weekday, for g_date_time_format (): "Monday 23 November". */
  return format_day (date, _("%A %-d %B"));
}

char *
gol_display_date (GolDate date,
                GolDate today)
{
  gint days;

  if (!gol_date_is_whole (date))
    return gol_display_long_date (date);
  days = gol_date_days (date) - gol_date_days (today);
  if (ABS (days) < 7)
    /* TRANSLATORS: a day within this week, for g_date_time_format (): "Thu 26". */
    return format_day (date, _("%a %-d"));
  if (ABS (days) < 365)
    /* TRANSLATORS: a day within a year, for g_date_time_format (): "11 Jan". */
    return format_day (date, _("%-d %b"));
  /* TRANSLATORS: any other day, short, for g_date_time_format (): "11 Jan 2031". */
  return format_day (date, _("%-d %b %Y"));
}

char *
gol_display_iso_date (const char *iso,
                    GolDate     today)
{
  GolDate date;

  if (iso == NULL || !gol_date_parse (iso, &date))
    return g_strdup (iso != NULL ? iso : "");
  return gol_display_date (date, today);
}

#define MANY_DAYS 99   /* nobody counts in days what is later */

char *
gol_display_deadline (const char *iso,
                    GolDate     today,
                    gboolean   *late)
{
  GolDate date;
  gint days;

  if (late != NULL)
    *late = FALSE;
  if (iso == NULL || !gol_date_parse (iso, &date) || !gol_date_is_whole (date))
    return g_strdup (iso != NULL ? iso : "");
  days = gol_date_days (date) - gol_date_days (today);
  if (days < 0 && late != NULL)
    *late = TRUE;
  if (days < -MANY_DAYS)
    return gol_display_date (date, today);
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day late", "%d days late", -days), -days);
  if (days == 0)
    return g_strdup (C_("deadline", "today"));
  if (days == 1)
    return g_strdup (C_("deadline", "tomorrow"));
  return gol_display_date (date, today);
}

char *
gol_display_instant (gint64 instant)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  if (local == NULL)
    return g_strdup ("");
  /* TRANSLATORS: a moment, for g_date_time_format (): "17 Nov 2026, 08:12". */
  return g_date_time_format (local, _("%-d %b %Y, %H:%M"));
}

/* Whether this place writes the month before the day. */
static gboolean
month_first (void)
{
  const char *format = nl_langinfo (D_FMT);
  const char *month = strstr (format, "%m");
  const char *day = strpbrk (format, "de");

  /* The plain C locale has no country; programmes write the day first. */
  if (g_strcmp0 (setlocale (LC_TIME, NULL), "C") == 0 || g_str_has_prefix (setlocale (LC_TIME, NULL), "C."))
    return FALSE;
  return month != NULL && day != NULL && month < day && !g_str_has_prefix (format, "%Y");
}

char *
gol_display_read_date (const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_auto(GStrv) parts = NULL;
  guint n, numbers[3] = { 0 };
  GolDate date = { 0 };
  char buffer[GOL_DATE_TEXT_MAX];

  g_strdelimit (plain, "/. ", '-');
  parts = g_strsplit (plain, "-", 4);
  n = g_strv_length (parts);
  if (n == 0 || n > 3)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (parts[i], 10, 1, 9999, &number, NULL))
        return NULL;
      numbers[i] = number;
    }
  if (strlen (parts[0]) == 4)
    date = (GolDate) { numbers[0], numbers[1], numbers[2] };
  else if (strlen (parts[n - 1]) == 4 && n == 2)
    date = (GolDate) { numbers[1], numbers[0], 0 };
  else if (strlen (parts[n - 1]) == 4 && n == 3)
    date = month_first () ? (GolDate) { numbers[2], numbers[0], numbers[1] }
                          : (GolDate) { numbers[2], numbers[1], numbers[0] };
  if (date.year == 0 || !gol_date_is_valid (date))
    return NULL;
  return g_strdup (gol_date_format (date, buffer));
}

char *
gol_display_number (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

char *
gol_display_join (GPtrArray *words)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      if (i > 0)
        /* TRANSLATORS: stands between the members of a list: "Spanish, K'iche'". */
        g_string_append (all, _(", "));
      g_string_append (all, g_ptr_array_index (words, i));
    }
  return g_string_free (all, FALSE);
}

/* ── Values ── */

static const char *
name_of_code (const GolField *field,
              const char     *code)
{
  const char *name = NULL;

  switch (field->type)
    {
    case GOL_FIELD_COUNTRY:
      name = gol_iso_country_name (code);
      break;
    case GOL_FIELD_LANGUAGES:
      name = gol_iso_language_name (code);
      break;
    case GOL_FIELD_OCCUPATION:
      name = gol_isco_name (code);
      break;
    case GOL_FIELD_CODE:
      {
        const GolScheme *scheme = field->detail != NULL ? gol_scheme_shelf_find (code, NULL) : NULL;

        name = scheme != NULL ? gol_words_get (gol_scheme_get_short_names (scheme)) : NULL;
        break;
      }
    case GOL_FIELD_CHOICE:
    case GOL_FIELD_SET:
      {
        const GolVocabulary *vocabulary = field->detail != NULL ? gol_vocabulary_find (field->detail) : NULL;
        const GolTerm *term = vocabulary != NULL ? gol_vocabulary_get (vocabulary, code) : NULL;

        name = term != NULL ? gol_term_get_label (term) : NULL;
        break;
      }
    default:
      break;
    }
  return name != NULL ? name : code;
}

static char *
words_of_list (const GolField *field,
               const char     *json)
{
  g_auto(GStrv) members = gol_json_to_strv (json, NULL);
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; members != NULL && members[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) name_of_code (field, members[i]));
  return gol_display_join (words);
}

static char *
words_of_instant (const char *text)
{
  gint64 instant;

  return gol_instant_parse (text, &instant) ? gol_display_instant (instant) : g_strdup (text);
}

char *
gol_display_cell (const GolField *field,
                const char     *text)
{
  GolDate date;

  if (text == NULL || *text == '\0')
    return g_strdup ("");
  switch (field->type)
    {
    case GOL_FIELD_DATE:
    case GOL_FIELD_PARTIAL_DATE:
      return gol_date_parse (text, &date) ? gol_display_long_date (date) : g_strdup (text);
    case GOL_FIELD_INSTANT:
      return words_of_instant (text);
    case GOL_FIELD_BOOLEAN:
      return g_strdup (g_str_equal (text, "1") || g_str_equal (text, "true") ? _("Yes") : _("No"));
    case GOL_FIELD_SET:
    case GOL_FIELD_LANGUAGES:
      return words_of_list (field, text);
    case GOL_FIELD_ROWS:
    case GOL_FIELD_ATTACHMENT:
    case GOL_FIELD_PORTRAIT:
      return g_strdup ("");
    default:
      return g_strdup (name_of_code (field, text));
    }
}

char *
gol_display_value (const GolField *field,
                 const GolValue *value)
{
  if (value == NULL || value->kind == GOL_VALUE_NULL)
    return g_strdup ("");
  return gol_display_cell (field, value->text);
}

char *
gol_display_parties (guint parties)
{
  const char * const *kinds = gol_office_kinds ();
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  if ((parties & GOL_PARTY_EVERYBODY) == GOL_PARTY_EVERYBODY)
    return g_strdup (_("everybody with a part in it"));
  for (guint i = 0; kinds[i] != NULL; i++)
    if ((parties & gol_office_kind_party (kinds[i])) != 0)
      g_ptr_array_add (words, (gpointer) gol_office_kind_label (kinds[i]));
  return gol_display_join (words);
}

/* ── Names and codes ── */

char *
gol_display_listed_name (const char *surname_1,
                       const char *surname_2,
                       const char *given_names)
{
  g_autofree char *surnames = NULL;

  surnames = g_strstrip (g_strdup_printf ("%s %s", surname_1 != NULL ? surname_1 : "", surname_2 != NULL ? surname_2 : ""));
  if (given_names == NULL || *given_names == '\0')
    return g_steal_pointer (&surnames);
  if (*surnames == '\0')
    return g_strdup (given_names);
  /* TRANSLATORS: a person in a list: surnames, then given names. */
  return g_strdup_printf (_("%s, %s"), surnames, given_names);
}

char *
gol_display_spoken_name (const char *surname_1,
                       const char *surname_2,
                       const char *given_names)
{
  g_autofree char *name = g_strjoin (" ", given_names != NULL ? given_names : "", surname_1 != NULL ? surname_1 : "",
                                     surname_2 != NULL ? surname_2 : "", NULL);

  return g_strdup (g_strstrip (name));
}

char *
gol_display_isolate (const char *code)
{
  /* LEFT-TO-RIGHT ISOLATE … POP DIRECTIONAL ISOLATE */
  return g_strdup_printf ("\342\201\246%s\342\201\251", code != NULL ? code : "");
}
