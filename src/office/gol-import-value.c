/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include <math.h>
#include <string.h>

#include "gol-text.h"
#include "gol-vocabulary.h"

/*
 * A cell alone does not say whether 05/06 is in May or June; the column does, as soon as one of its days is over
 * twelve. Nothing is guessed: what the column leaves open stays unread, with a sentence.
 */

/* ── Dates ── */

/* Beginnings that tell the months apart in Spanish, Portuguese, French and English, folded. */
static const struct { const char *start; guint8 month; } months[] = {
  { "ene", 1 }, { "jan", 1 }, { "feb", 2 }, { "fev", 2 }, { "mar", 3 }, { "abr", 4 }, { "avr", 4 }, { "apr", 4 },
  { "may", 5 }, { "mai", 5 }, { "jun", 6 }, { "juin", 6 }, { "jul", 7 }, { "juil", 7 }, { "ago", 8 }, { "aou", 8 },
  { "aug", 8 },
  { "sep", 9 }, { "set", 9 }, { "oct", 10 }, { "out", 10 }, { "nov", 11 }, { "dic", 12 }, { "dez", 12 }, { "dec", 12 },
};

/* What a date is made of before it is known which is which. */
typedef struct
{
  guint number[3];
  guint digits[3];   /* figures it was written with */
  guint n;
  guint month;       /* written as a word: 1 to 12, else 0 */
  guint month_at;    /* how many numbers stood before it */
} Parts;

static guint
find_month (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_str_has_prefix (word, months[i].start))
      return months[i].month;

  return 0;
}

/* A time of day may follow a date, and says nothing here. */
static gboolean
is_time (const char *text)
{
  return strchr (text, ':') != NULL && strspn (text, "0123456789:.+-Zz APMapm\t") == strlen (text);
}

static gboolean
take_word (Parts      *parts,
           const char *start,
           gsize       length)
{
  g_autofree char *text = g_strndup (start, length);
  g_autofree char *word = gol_text_fold (text);

  if (strlen (word) >= 3 && find_month (word) != 0 && parts->month == 0)
    {
      parts->month = find_month (word);
      parts->month_at = parts->n;
      return TRUE;
    }

  /* "12 de enero de 1988", "1er janvier", "March 3rd" */
  return g_strv_contains ((const char * const []) { "de", "del", "of", "er", "o", "a", "st", "nd", "rd", "th", NULL },
                          word);
}

static gboolean
split_date (const char *text,
            Parts      *parts)
{
  const char *c = text;

  *parts = (Parts) { 0 };
  while (*c != '\0')
    {
      gsize digits = strspn (c, "0123456789");
      gsize letters = 0;

      if (digits > 0)
        {
          if (parts->n == 3 || digits > 4)
            return FALSE;
          parts->number[parts->n] = (guint) g_ascii_strtoull (c, NULL, 10);
          parts->digits[parts->n++] = (guint) digits;
          c += digits;
          if (parts->n + (parts->month != 0) == 3 && (*c == ' ' || *c == 'T') && is_time (c + 1))
            return TRUE;
          continue;
        }
      while (c[letters] != '\0' && ((guchar) c[letters] >= 0x80 || g_ascii_isalpha (c[letters])))
        letters += 1;
      if (letters > 0)
        {
          if (!take_word (parts, c, letters))
            return FALSE;
          c += letters;
        }
      else if (strchr ("/-., ", *c) != NULL)
        c += 1;
      else
        return FALSE;
    }

  return parts->n > 0;
}

/* "19880327" */
static gboolean
split_compact (const char *text,
               Parts      *parts)
{
  guint number;

  if (strlen (text) != 8 || strspn (text, "0123456789") != 8)
    return FALSE;

  number = (guint) g_ascii_strtoull (text, NULL, 10);
  *parts = (Parts) { { number / 10000, number / 100 % 100, number % 100 }, { 4, 2, 2 }, 3, 0, 0 };

  return parts->number[0] >= 1900 && parts->number[0] < 2100;
}

static gboolean
is_serial (const char *text)
{
  guint64 number;

  /* 1910 to 2099 */
  return strlen (text) <= 5 && g_ascii_string_to_unsigned (text, 10, 3654, 73050, &number, NULL);
}

void
gol_date_proof_add (GolDateProof *proof,
                    const char   *text)
{
  Parts parts;

  if (is_serial (text) && strlen (text) == 5)
    {
      proof->serial += 1;
      return;
    }
  if (!split_compact (text, &parts) && !split_date (text, &parts))
    return;

  if (parts.month != 0 || parts.n < 3)
    {
      proof->whole += parts.n + (parts.month != 0) == 3;
      proof->cut += parts.n + (parts.month != 0) == 2;
      return;
    }

  proof->whole += 1;
  if (parts.digits[0] == 4)
    proof->ymd += 1;
  else if (parts.number[0] > 12 && parts.number[0] <= 31 && parts.number[1] <= 12)
    proof->dmy += 1;
  else if (parts.number[1] > 12 && parts.number[1] <= 31 && parts.number[0] <= 12)
    proof->mdy += 1;
  else if (parts.number[0] != parts.number[1])
    proof->open += 1;
}

GolDateOrder
gol_date_proof_settle (const GolDateProof *proof)
{
  if (proof->serial > proof->whole + proof->cut)
    return GOL_ORDER_SERIAL;
  /* A slip now and then is a slip; one value in twenty is another order. */
  if (proof->dmy > 20 * proof->mdy)
    return GOL_ORDER_DMY;
  if (proof->mdy > 20 * proof->dmy)
    return GOL_ORDER_MDY;
  if (proof->ymd > 0 && proof->dmy + proof->mdy + proof->open == 0)
    return GOL_ORDER_YMD;

  return GOL_ORDER_UNKNOWN;
}

gboolean
gol_date_proof_is_cut (const GolDateProof *proof)
{
  return proof->cut > proof->whole;
}

static guint
complete_year (guint              year,
               guint              digits,
               const GolDateForm *form)
{
  guint now = form->today.year;
  guint full;

  if (digits > 2)
    return year;

  full = now - now % 100 + year;
  if (form->birth)
    return full > now ? full - 100 : full;

  return full > now + 40 ? full - 100 : full;
}

static gboolean
make_date (guint     year,
           guint     month,
           guint     day,
           GolDate  *date)
{
  if (year == 0 || year > 9999 || month > 12 || day > 31 || (month == 0 && day > 0))
    return FALSE;
  *date = (GolDate) { (guint16) year, (guint8) month, (guint8) day };

  return gol_date_is_valid (*date);
}

static gboolean
read_whole (const Parts       *parts,
            const GolDateForm *form,
            GolDate           *date,
            gboolean          *unproven)
{
  guint a = parts->number[0], b = parts->number[1];
  guint year = complete_year (parts->number[2], parts->digits[2], form);
  GolDateOrder order = form->order;

  if (parts->digits[0] == 4 || (order == GOL_ORDER_YMD && parts->digits[0] <= 2 && parts->digits[2] <= 2))
    return parts->digits[1] <= 2 && parts->digits[2] <= 2 && b > 0 && parts->number[2] > 0 &&
           make_date (complete_year (a, parts->digits[0], form), b, parts->number[2], date);
  if (parts->digits[0] > 2 || parts->digits[1] > 2 || parts->digits[2] == 1 || parts->digits[2] == 3 || a == 0 ||
      b == 0)
    return FALSE;

  if (order != GOL_ORDER_DMY && order != GOL_ORDER_MDY)
    {
      if (a <= 12 && b <= 12 && a != b)
        {
          *unproven = TRUE;
          return FALSE;
        }
      order = b > 12 ? GOL_ORDER_MDY : GOL_ORDER_DMY;
    }

  return order == GOL_ORDER_DMY ? make_date (year, b, a, date) : make_date (year, a, b, date);
}

/* A day and a year beside the month's name, whichever comes first; or the year alone beside it. */
static gboolean
read_named (const Parts       *parts,
            const GolDateForm *form,
            GolDate           *date)
{
  gboolean year_first = parts->n == 2 && parts->digits[0] == 4;

  if (parts->n == 1)
    return form->partial && parts->digits[0] == 4 && make_date (parts->number[0], parts->month, 0, date);
  if (parts->n != 2 || parts->digits[year_first ? 1 : 0] > 2 || parts->number[year_first ? 1 : 0] == 0)
    return FALSE;

  return make_date (complete_year (parts->number[year_first ? 0 : 1], parts->digits[year_first ? 0 : 1], form),
                    parts->month,
                    parts->number[year_first ? 1 : 0], date);
}

gboolean
gol_import_read_date (const char         *text,
                      const GolDateForm  *form,
                      GolDate            *date,
                      gboolean           *unproven)
{
  Parts parts;

  *unproven = FALSE;
  if (form->order == GOL_ORDER_SERIAL && is_serial (text))
    {
      *date = gol_date_from_days ((gint) g_ascii_strtoull (text, NULL, 10) - 25569);
      return TRUE;
    }
  if (!split_compact (text, &parts) && !split_date (text, &parts))
    return FALSE;

  if (parts.month != 0)
    return read_named (&parts, form, date);
  if (parts.n == 3)
    return read_whole (&parts, form, date, unproven);
  if (!form->partial)
    return FALSE;
  if (parts.n == 1)
    return parts.digits[0] == 4 && make_date (parts.number[0], 0, 0, date);
  if (parts.digits[0] == 4)
    return parts.number[1] > 0 && make_date (parts.number[0], parts.number[1], 0, date);

  /* In a column of whole days "12/1988" has lost its day. */
  return form->cut && parts.digits[1] == 4 && parts.number[0] > 0 &&
         make_date (parts.number[1], parts.number[0], 0, date);
}

/* ── Numbers ── */

static gboolean
is_in_thousands (const char *text,
                 char        separator)
{
  const char *c = strchr (text, separator);
  gsize before = c != NULL ? (gsize) (c - text) : 0;

  /* 1 to 3 figures, then groups of three. */
  if (c == NULL || before == 0 || before > 3)
    return FALSE;
  for (; *c == separator; c += 4)
    if (strspn (c + 1, "0123456789") != 3 && !(strspn (c + 1, "0123456789") > 3 && c[4] == separator))
      return FALSE;

  return TRUE;
}

/* The bare number of "$ 1,234.50", "US$12", "Q 90.00", "15 años"; NULL when something else stands in it. */
static char *
strip_units (const char *text)
{
  g_autoptr(GString) bare = g_string_new (NULL);
  const char *c = text;

  while (*c != '\0' && !g_ascii_isdigit (*c) && *c != '-' && !(strchr (".,", *c) != NULL && g_ascii_isdigit (c[1])))
    c = g_utf8_next_char (c);
  for (; *c != '\0' && (g_ascii_isdigit (*c) || strchr (".,-' ", *c) != NULL || g_utf8_get_char (c) == 0xa0 ||
                        g_utf8_get_char (c) == 0x202f); c = g_utf8_next_char (c))
    if (g_ascii_isdigit (*c) || strchr (".,-", *c) != NULL)
      g_string_append_c (bare, *c);
  for (; *c != '\0'; c = g_utf8_next_char (c))
    if (g_ascii_isdigit (*c))
      return NULL;

  while (bare->len > 0 && strchr (".,", bare->str[bare->len - 1]) != NULL)
    g_string_truncate (bare, bare->len - 1);
  if (bare->len == 0 || strpbrk (bare->str, "0123456789") == NULL || strchr (bare->str + 1, '-') != NULL)
    return NULL;

  return g_string_free (g_steal_pointer (&bare), FALSE);
}

void
gol_number_proof_add (GolNumberProof *proof,
                      const char     *text)
{
  g_autofree char *bare = strip_units (text);
  const char *point = bare != NULL ? strrchr (bare, '.') : NULL;
  const char *comma = bare != NULL ? strrchr (bare, ',') : NULL;

  if (point != NULL && comma != NULL)
    {
      proof->point += point > comma;
      proof->comma += comma > point;
      return;
    }
  if (point != NULL && !is_in_thousands (bare, '.'))
    proof->point += 1;
  if (comma != NULL && !is_in_thousands (bare, ','))
    proof->comma += 1;
}

/* Which of the two parts the fraction off, or 0 when none does. */
static char
find_decimal_sign (const char           *bare,
                   const GolNumberProof *proof)
{
  const char *point = strrchr (bare, '.'), *comma = strrchr (bare, ',');

  if (point != NULL && comma != NULL)
    return point > comma ? '.' : ',';
  if (point != NULL)
    return is_in_thousands (bare, '.') && proof->comma > proof->point ? '\0' : '.';
  if (comma != NULL)
    return is_in_thousands (bare, ',') && proof->point >= proof->comma ? '\0' : ',';

  return '\0';
}

static gboolean
is_scientific (const char *text)
{
  const char *e = strpbrk (text, "eE");

  return e != NULL && e != text && strspn (text, "+-0123456789.") == (gsize) (e - text) && e[1] != '\0' &&
         strspn (e + 1, "+-0123456789") == strlen (e + 1);
}

static char *
to_point (const char           *text,
          const GolNumberProof *proof)
{
  g_autofree char *bare = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  char decimal;

  if (is_scientific (text))
    {
      char buffer[64];
      double number = g_ascii_strtod (text, NULL);

      if (!isfinite (number) || fabs (number) >= 1e15)
        return NULL;
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.6f", number));
    }

  bare = strip_units (text);
  if (bare == NULL)
    return NULL;
  decimal = find_decimal_sign (bare, proof);
  for (const char *c = bare; *c != '\0'; c++)
    if (g_ascii_isdigit (*c) || *c == '-')
      g_string_append_c (out, *c);
    else if (*c == decimal)
      g_string_append_c (out, '.');
  if (strchr (out->str, '.') != strrchr (out->str, '.'))
    return NULL;

  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
gol_import_read_number (const char           *text,
                        const GolNumberProof *proof,
                        GolFieldType          type)
{
  g_autofree char *number = to_point (text, proof);
  char *point;
  gsize keep = type == GOL_FIELD_MONEY ? 2 : 0;
  gsize length;

  if (number == NULL)
    return NULL;

  point = strchr (number, '.');
  if (point == NULL)
    return keep > 0 ? g_strconcat (number, ".00", NULL) : g_steal_pointer (&number);

  length = strlen (point + 1);
  while (length > keep && point[length] == '0')
    point[length--] = '\0';
  if (length == 0)
    *point = '\0';
  if (type == GOL_FIELD_INTEGER && length > 0)
    return NULL;

  return keep > length ? g_strconcat (number, "0", NULL) : g_steal_pointer (&number);
}

/* ── Sexes ── */

void
gol_sex_proof_add (GolSexProof *proof,
                   const char  *text)
{
  g_autofree char *folded = gol_text_fold (text);
  const GolTerm *term;

  if (strlen (folded) == 1)
    {
      proof->h += *folded == 'h';
      proof->m += *folded == 'm';
      proof->f += *folded == 'f';
      return;
    }
  term = gol_vocabulary_match (gol_vocabulary_find ("sex"), text);
  if (term == NULL)
    return;
  /* "masculino" and "male" begin with M as "mujer" does, and prove nothing of H. */
  proof->man += *term->code == 'M' && *folded == 'h';
  proof->woman += *term->code == 'F' && *folded == 'f';
}

const char *
gol_sex_proof_settle (const GolSexProof *proof)
{
  guint hombre = proof->h + proof->man, female = proof->f + proof->woman;

  if (hombre > 0 && female == 0)
    return "F";
  if (female > 0 && hombre == 0)
    return "M";

  return NULL;
}
