/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-sheet"
#include "config.h"

#include <math.h>
#include <string.h>

#include "gol-date.h"
#include "gol-sheet-private.h"

/* The last day that the format knows: 9999-12-31. */
#define SERIAL_MAX 2958465

/**
 * gol_number_format_builtin:
 * @id: of the formats that every program knows without being told (ECMA-376 part 1, 18.8.30)
 */
GolNumberFormat
gol_number_format_builtin (guint id)
{
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 ||
      id == 58)
    return GOL_FORMAT_DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56)
    return GOL_FORMAT_TIME;

  return GOL_FORMAT_NUMBER;
}

/**
 * gol_number_format_read:
 * @code: such as "dd/mm/yyyy;@" or "[$-409]h:mm AM/PM"
 *
 * A format is a date's when letters of dates stand in it outside quotation marks, escapes and brackets. Only its first
 * section, that of positive numbers, matters.
 */
GolNumberFormat
gol_number_format_read (const char *code)
{
  gboolean hours = FALSE, quoted = FALSE;

  for (const char *c = code; *c != '\0' && (*c != ';' || quoted); c++)
    {
      char letter = g_ascii_tolower (*c);

      if (quoted || letter == '"')
        {
          quoted = quoted != (letter == '"');
        }
      else if (letter == '\\' || letter == '_' || letter == '*')
        {
          c += c[1] != '\0';
        }
      else if (letter == '[')
        {
          const char *end = strchr (c, ']');

          /* [h] counts hours; colours, locales and conditions say nothing of dates. */
          hours = hours || (end != NULL && strchr ("hms", g_ascii_tolower (c[1])) != NULL && c[1] != '\0' &&
                            strspn (c + 1, "hHmMsS") == (gsize) (end - c - 1));
          if (end == NULL)
            break;
          c = end;
        }
      else if (g_ascii_strncasecmp (c, "general", 7) == 0)
        {
          return GOL_FORMAT_NUMBER;
        }
      else if (letter == 'd' || letter == 'y' || letter == 'e')
        {
          /* "0.00E+00" is scientific; an era year "e" stands without a sign behind it. */
          if (letter != 'e' || (c[1] != '+' && c[1] != '-'))
            return GOL_FORMAT_DATE;
        }
      else if (letter == 'h' || letter == 's')
        {
          hours = TRUE;
        }
      else if (letter == 'm' && strpbrk (code, "hHsS") == NULL)
        {
          /* "mmm" alone is a month; beside hours or seconds it is minutes. */
          return GOL_FORMAT_DATE;
        }
    }

  return hours ? GOL_FORMAT_TIME : GOL_FORMAT_NUMBER;
}

/* Fifteen figures are what a spreadsheet shows; the two more that it stores are noise of the binary fraction. */
static void
append_number (GString *out,
               double   number)
{
  char buffer[64];
  gsize begin = out->len;

  if (fabs (number) >= 1e15 && fabs (number) < 1e22)
    {
      g_string_append_printf (out, "%.0f", number);
      return;
    }

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.15g", number));
  if (strchr (out->str + begin, 'e') != NULL && fabs (number) < 1)
    {
      g_string_truncate (out, begin);
      g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.15f", number));
      while (out->str[out->len - 1] == '0' && out->str[out->len - 2] != '.')
        g_string_truncate (out, out->len - 1);
    }
}

static void
append_time (GString *out,
             guint    seconds)
{
  g_string_append_printf (out, "%02u:%02u:%02u", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* Lotus took 1900 for a leap year and everybody followed: its serial 60 is a day that never was. */
static void
append_day (GString  *out,
            gint      serial,
            gboolean  from_1904)
{
  char buffer[GOL_DATE_TEXT_MAX];
  gint from_1900 = serial + (from_1904 ? 1462 : 0);

  if (from_1900 == 60)
    g_string_append (out, "1900-02-29");
  else
    g_string_append (out, gol_date_format (gol_date_from_days (from_1900 - (from_1900 < 60 ? 25568 : 25569)), buffer));
}

gboolean
gol_number_append (GString         *out,
                   const char      *text,
                   GolNumberFormat  format,
                   gboolean         from_1904,
                   GolCellKind     *kind)
{
  char *end;
  double number = g_ascii_strtod (text, &end);
  double day = floor (number);
  guint seconds;
  gboolean has_day;

  if (end == text || *end != '\0' || !isfinite (number))
    return FALSE;

  *kind = GOL_CELL_NUMBER;
  if (format == GOL_FORMAT_NUMBER || number < 0 || number > SERIAL_MAX ||
      (format == GOL_FORMAT_DATE && day < 1 && !from_1904))
    {
      append_number (out, number);
      return TRUE;
    }

  *kind = GOL_CELL_DATE;
  seconds = (guint) floor ((number - day) * 86400 + 0.5);
  if (seconds >= 86400)
    {
      day += 1;
      seconds = 0;
    }
  has_day = day >= 1 || format == GOL_FORMAT_DATE;
  if (has_day)
    append_day (out, (gint) day, from_1904);
  if (has_day && seconds > 0)
    g_string_append_c (out, 'T');
  if (!has_day || seconds > 0)
    append_time (out, seconds);

  return TRUE;
}
