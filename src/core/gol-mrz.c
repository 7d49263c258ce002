/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-core"
#include "config.h"

#include "gol-mrz.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-mrz-private.h"

#define MOST_BYTES 1000  /* of a text in which a zone may be */

static const GolMrzLayout layouts[] = {
  { GOL_MRZ_TD1, 30, 90,
    .names = { 60, 30 }, .number = { 5, 9 }, .nationality = { 45, 3 },
    .birth = { 30, 6 }, .sex = 37, .expiry = { 38, 6 }, .optional = { 15, 15 }, .optional_2 = { 48, 11 },
    .composite = { { 5, 25 }, { 30, 7 }, { 38, 7 }, { 48, 11 } }, .composite_digit = 59 },
  { GOL_MRZ_TD2, 36, 72,
    .names = { 5, 31 }, .number = { 36, 9 }, .nationality = { 46, 3 },
    .birth = { 49, 6 }, .sex = 56, .expiry = { 57, 6 }, .optional = { 64, 7 },
    .composite = { { 36, 10 }, { 49, 7 }, { 57, 14 } }, .composite_digit = 71 },
  { GOL_MRZ_TD3, 44, 88,
    .names = { 5, 39 }, .number = { 44, 9 }, .nationality = { 54, 3 },
    .birth = { 57, 6 }, .sex = 64, .expiry = { 65, 6 }, .optional = { 72, 14 }, .optional_has_digit = TRUE,
    .composite = { { 44, 10 }, { 57, 7 }, { 65, 22 } }, .composite_digit = 87 },
};

/* ── Reading the characters ── */

/* The zone as one string of capitals; how its lines were broken does not matter, only how long they are together. */
static char *
join_lines (const char  *text,
            GError     **error)
{
  g_autoptr(GString) zone = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isspace (*c))
        continue;
      if (!g_ascii_isalnum (*c) && *c != '<')
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                               _("A machine-readable zone has only capital letters, digits and “<”."));
          return NULL;
        }
      g_string_append_c (zone, g_ascii_toupper (*c));
      if (zone->len > GOL_MRZ_MOST_CHARACTERS)
        break;
    }

  return g_string_free (g_steal_pointer (&zone), FALSE);
}

static const GolMrzLayout *
find_layout (const char  *zone,
             GError     **error)
{
  gsize length = strlen (zone);

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (layouts[i].length == length)
      return &layouts[i];

  if (length > GOL_MRZ_MOST_CHARACTERS)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                         _("This is longer than a machine-readable zone, which has at most three lines of 30 characters."));
  else
    g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                 _("A machine-readable zone has two lines of 44 or 36 characters, or three of 30; this has %u in all."),
                 (guint) length);

  return NULL;
}

/* Fillers around are nothing, fillers within are one space. */
static char *
take (const char *zone,
      GolMrzSpan  span)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = span.start; i < span.start + span.length; i++)
    {
      if (zone[i] == '<')
        continue;
      if (text->len > 0 && zone[i - 1] == '<')
        g_string_append_c (text, ' ');
      g_string_append_c (text, zone[i]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ── Dates and names ── */

/* Two digits, or -1; fillers stand for what is not known: 0. */
static gint
read_two (const char *text)
{
  if (text[0] == '<' && text[1] == '<')
    return 0;
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return -1;

  return (text[0] - '0') * 10 + text[1] - '0';
}

/* No date at all when the year is not known or the characters are no date. The year lies in the century of @today. */
static GolDate
read_date (const char *text,
           GolDate     today)
{
  gint month = read_two (text + 2), day = read_two (text + 4);
  GolDate date = { 0 };

  if (text[0] == '<' || read_two (text) < 0 || month < 0 || month > 12 || day < 0 || day > 31 ||
      (text[2] == '0' && month == 0) || (text[4] == '0' && day == 0) || (month == 0 && day != 0))
    return (GolDate) { 0 };

  date.year = today.year / 100 * 100 + read_two (text);
  date.month = month;
  date.day = day;

  return date;
}

static GolDate
settle_birth (GolDate date,
              GolDate today)
{
  if (date.year != 0 && (date.year > today.year || gol_date_before (today, date) == GOL_YES))
    date.year -= 100;

  return gol_date_is_valid (date) ? date : (GolDate) { 0 };
}

static GolDate
settle_expiry (GolDate date,
               GolDate today)
{
  if (date.year != 0 && date.year > today.year + 50)
    date.year -= 100;
  else if (date.year != 0 && date.year + 50 < today.year)
    date.year += 100;

  return gol_date_is_valid (date) ? date : (GolDate) { 0 };
}

/*
 * Surnames, two fillers, given names. A zone that is full to its last character may have been cut; a cut between two
 * names leaves one filler.
 */
static void
read_names (GolMrz     *mrz,
            const char *zone,
            GolMrzSpan  names)
{
  guint end = names.start + names.length;
  guint parting = names.start;
  GolMrzSpan given;

  while (parting + 1 < end && (zone[parting] != '<' || zone[parting + 1] != '<'))
    parting++;
  if (parting + 1 >= end)
    parting = end;

  given = (GolMrzSpan) { MIN (parting + 2, end), end - MIN (parting + 2, end) };
  mrz->surname = take (zone, (GolMrzSpan) { names.start, parting - names.start });
  mrz->given_names = take (zone, given);
  mrz->name_truncated = zone[end - 1] != '<' || zone[end - 2] != '<';
}

static char *
read_number (const GolMrzLayout *layout,
             const char         *zone)
{
  guint overflow = gol_mrz_count_overflow (layout, zone);
  g_autofree char *start = take (zone, layout->number);

  if (overflow == 0)
    return g_steal_pointer (&start);

  return g_strdup_printf ("%s%.*s", start, (int) overflow - 1, zone + layout->optional.start);
}

static char *
read_optional (const GolMrzLayout *layout,
               const char         *zone)
{
  guint overflow = gol_mrz_count_overflow (layout, zone);
  GolMrzSpan rest = { layout->optional.start + overflow, layout->optional.length - overflow };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  char *both;

  if (gol_mrz_is_visa (zone))
    rest.length = layout->length - rest.start;
  first = take (zone, rest);
  second = take (zone, layout->optional_2);
  both = g_strconcat (first, " ", second, NULL);

  return g_strstrip (both);
}

/**
 * gol_mrz_parse:
 *
 * Visas of the same lines are read too; they have no composite digit.
 *
 * Returns: (transfer full): what the zone says; %NULL on error
 */
GolMrz *
gol_mrz_parse (const char  *text,
               GolDate      today,
               GError     **error)
{
  g_autoptr(GolMrz) mrz = NULL;
  g_autofree char *zone = NULL;
  const GolMrzLayout *layout;
  char sex;

  g_return_val_if_fail (text != NULL && gol_date_is_whole (today), NULL);

  if (strlen (text) > MOST_BYTES)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("This is too long for a machine-readable zone."));
      return NULL;
    }
  zone = join_lines (text, error);
  layout = zone != NULL ? find_layout (zone, error) : NULL;
  if (layout == NULL)
    return NULL;

  sex = zone[layout->sex];
  mrz = g_new0 (GolMrz, 1);
  mrz->format = layout->format;
  mrz->document = take (zone, (GolMrzSpan) { 0, 2 });
  mrz->issuer = take (zone, (GolMrzSpan) { 2, 3 });
  read_names (mrz, zone, layout->names);
  mrz->number = read_number (layout, zone);
  mrz->nationality = take (zone, layout->nationality);
  mrz->birth_date = settle_birth (read_date (zone + layout->birth.start, today), today);
  mrz->sex = sex == 'F' || sex == 'M' ? sex : 'X';
  mrz->expiry_date = settle_expiry (read_date (zone + layout->expiry.start, today), today);
  mrz->optional = read_optional (layout, zone);
  gol_mrz_check_digits (mrz, layout, zone);

  return g_steal_pointer (&mrz);
}

void
gol_mrz_free (GolMrz *mrz)
{
  if (mrz == NULL)
    return;

  g_free (mrz->document);
  g_free (mrz->issuer);
  g_free (mrz->surname);
  g_free (mrz->given_names);
  g_free (mrz->number);
  g_free (mrz->nationality);
  g_free (mrz->optional);
  g_free (mrz->suggestion);
  g_free (mrz);
}
