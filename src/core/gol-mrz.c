/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-core"
#include "config.h"

#include "gol-mrz.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

#define MOST_CHARACTERS 90   /* of a zone */
#define MOST_BYTES      1000 /* of a text in which one may be */

typedef struct
{
  guint8 start;
  guint8 length;
} Span;

/*
 * Where things stand when the lines are one string (ICAO 9303 parts 4 to 6, section 4.2). The check digit of number, birth
 * and expiry follows them; the composite's spans have those digits in them.
 */
typedef struct
{
  GolMrzFormat format;
  guint        width;
  guint        length;
  Span         names;
  Span         number;
  Span         nationality;
  Span         birth;
  guint        sex;
  Span         expiry;
  Span         optional;
  Span         optional_2;
  gboolean     optional_has_digit;
  Span         composite[4];
  guint        composite_digit;
} Layout;

static const Layout layouts[] = {
  { GOL_MRZ_TD1, 30, 90,
    .names = { 60, 30 }, .number = { 5, 9 }, .nationality = { 45, 3 }, .birth = { 30, 6 }, .sex = 37, .expiry = { 38, 6 },
    .optional = { 15, 15 }, .optional_2 = { 48, 11 },
    .composite = { { 5, 25 }, { 30, 7 }, { 38, 7 }, { 48, 11 } }, .composite_digit = 59 },
  { GOL_MRZ_TD2, 36, 72,
    .names = { 5, 31 }, .number = { 36, 9 }, .nationality = { 46, 3 }, .birth = { 49, 6 }, .sex = 56, .expiry = { 57, 6 },
    .optional = { 64, 7 },
    .composite = { { 36, 10 }, { 49, 7 }, { 57, 14 } }, .composite_digit = 71 },
  { GOL_MRZ_TD3, 44, 88,
    .names = { 5, 39 }, .number = { 44, 9 }, .nationality = { 54, 3 }, .birth = { 57, 6 }, .sex = 64, .expiry = { 65, 6 },
    .optional = { 72, 14 }, .optional_has_digit = TRUE,
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
      if (zone->len > MOST_CHARACTERS)
        break;
    }

  return g_string_free (g_steal_pointer (&zone), FALSE);
}

static const Layout *
find_layout (const char  *zone,
             GError     **error)
{
  gsize length = strlen (zone);

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (layouts[i].length == length)
      return &layouts[i];

  if (length > MOST_CHARACTERS)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                         _("This is longer than a machine-readable zone: two lines of 44 or 36 characters, or three of 30."));
  else
    g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
                 _("A machine-readable zone has two lines of 44 or 36 characters, or three of 30; this has %u in all."),
                 (guint) length);

  return NULL;
}

/* Fillers around are nothing, fillers within are one space. */
static char *
take (const char *zone,
      Span        span)
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

static gboolean
is_filled (const char *zone,
           Span        span)
{
  return strspn (zone + span.start, "<") >= span.length;
}

/* ── Check digits (part 3, section 4.9) ── */

typedef struct
{
  const char *field;
  Span        spans[4];  /* what is protected; ends with an empty one */
  guint       digit;
  guint       numeric;   /* whether only digits may stand in the spans */
} Rule;

#define MOST_RULES 5

static char
find_digit (const char *zone,
            const Span *spans)
{
  static const guint weights[] = { 7, 3, 1 };
  guint sum = 0, n = 0;

  for (guint i = 0; i < 4 && spans[i].length > 0; i++)
    for (guint j = 0; j < spans[i].length; j++)
      {
        char c = zone[spans[i].start + j];

        sum += (c == '<' ? 0 : g_ascii_isdigit (c) ? c - '0' : c - 'A' + 10) * weights[n++ % 3];
      }

  return (char) ('0' + sum % 10);
}

/* Where nothing stands, a filler may stand for the digit too. */
static gboolean
holds (const char *zone,
       const Rule *rule)
{
  char found = zone[rule->digit];

  return found == find_digit (zone, rule->spans) ||
         (found == '<' && rule->spans[1].length == 0 && is_filled (zone, rule->spans[0]));
}

/* A card's number of more than nine characters goes on, with its digit, where the optional data begin (part 5, note j). */
static guint
count_overflow (const Layout *layout,
                const char   *zone)
{
  guint n = 0;

  if (layout->format == GOL_MRZ_TD3 || zone[layout->number.start + 9] != '<' || zone[layout->number.start + 8] == '<')
    return 0;
  while (n < layout->optional.length && zone[layout->optional.start + n] != '<')
    n++;

  return n >= 2 ? n : 0;
}

/* A visa has the lines of a passport or a card, but neither of the last two digits (part 7). */
static gboolean
is_visa (const char *zone)
{
  return zone[0] == 'V';
}

static guint
list_rules (const Layout *layout,
            const char   *zone,
            Rule          rules[MOST_RULES])
{
  guint overflow = count_overflow (layout, zone);
  guint n = 0;

  rules[n++] = (Rule) { "number", { layout->number }, layout->number.start + 9 };
  if (overflow > 0)
    {
      rules[0].spans[1] = (Span) { layout->optional.start, overflow - 1 };
      rules[0].digit = layout->optional.start + overflow - 1;
    }
  rules[n++] = (Rule) { "birth_date", { layout->birth }, layout->birth.start + 6, TRUE };
  rules[n++] = (Rule) { "expiry_date", { layout->expiry }, layout->expiry.start + 6, TRUE };
  if (is_visa (zone))
    return n;

  if (layout->optional_has_digit)
    rules[n++] = (Rule) { "optional", { layout->optional }, layout->optional.start + layout->optional.length };
  rules[n] = (Rule) { "composite", .digit = layout->composite_digit };
  memcpy (rules[n++].spans, layout->composite, sizeof layout->composite);

  return n;
}

static gboolean
all_hold (const char *zone,
          const Rule *rules,
          guint       n_rules)
{
  for (guint i = 0; i < n_rules; i++)
    if (!holds (zone, &rules[i]))
      return FALSE;

  return TRUE;
}

static void
check (GolMrz       *mrz,
       const Layout *layout,
       const char   *zone)
{
  Rule rules[MOST_RULES];

  mrz->n_checks = list_rules (layout, zone, rules);
  mrz->valid = all_hold (zone, rules, mrz->n_checks);
  for (guint i = 0; i < mrz->n_checks; i++)
    {
      /* The composite protects nearly all of the lines: of its own, what stands before it. */
      gboolean composite = rules[i].digit == layout->composite_digit && !is_visa (zone);
      guint start = composite ? rules[i].digit / layout->width * layout->width : rules[i].spans[0].start;

      mrz->checks[i] = (GolMrzCheck) {
        .field = rules[i].field,
        .line = rules[i].digit / layout->width,
        .start = start % layout->width,
        .length = composite ? rules[i].digit - start : rules[i].spans[0].length + rules[i].spans[1].length,
        .digit = rules[i].digit % layout->width,
        .found = zone[rules[i].digit],
        .expected = find_digit (zone, rules[i].spans),
        .holds = holds (zone, &rules[i]),
      };
    }
}

/* ── What may have been misread ── */

static char
find_twin (char c)
{
  static const char letters[] = "OIBSZ", digits[] = "01852";
  const char *at = strchr (letters, c);

  if (at != NULL)
    return digits[at - letters];
  at = strchr (digits, c);

  return at != NULL ? letters[at - digits] : '\0';
}

typedef enum
{
  ANY,
  NUMERIC,      /* a letter here is certainly misread */
  UNPROTECTED,  /* no digit would tell */
} Place;

static void
mark_places (const Rule *rules,
             guint       n_rules,
             Place       places[MOST_CHARACTERS])
{
  for (guint i = 0; i < MOST_CHARACTERS; i++)
    places[i] = UNPROTECTED;

  for (guint i = 0; i < n_rules; i++)
    {
      for (guint j = 0; j < 4; j++)
        for (guint k = 0; k < rules[i].spans[j].length; k++)
          if (rules[i].numeric || places[rules[i].spans[j].start + k] == UNPROTECTED)
            places[rules[i].spans[j].start + k] = rules[i].numeric ? NUMERIC : ANY;
    }

  for (guint i = 0; i < n_rules; i++)
    places[rules[i].digit] = NUMERIC;
}

static char *
break_lines (const char *zone,
             guint       width)
{
  g_autoptr(GString) text = g_string_new (zone);

  for (gsize at = width; at < text->len; at += width + 1)
    g_string_insert_c (text, at, '\n');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* How likely it is that a character was read for its twin. */
typedef enum
{
  CERTAINLY,  /* a letter where only digits may stand */
  LIKELY,     /* a letter that looks like a digit, in a number */
  POSSIBLY,   /* a digit that looks like a letter, in a number */
  NEVER,
} Likelihood;

static Likelihood
judge (char  twin,
       Place place)
{
  if (twin == '\0' || place == UNPROTECTED)
    return NEVER;
  if (g_ascii_isdigit (twin))
    return place == NUMERIC ? CERTAINLY : LIKELY;

  return place == NUMERIC ? NEVER : POSSIBLY;
}

static gboolean
has_letters_among_digits (const char  *zone,
                          const Place *places)
{
  for (guint i = 0; zone[i] != '\0'; i++)
    if (places[i] == NUMERIC && g_ascii_isalpha (zone[i]))
      return TRUE;

  return FALSE;
}

/*
 * The one character whose twin makes every digit hold: of the likeliest kind that there is one of. When two of a kind
 * would do, none is offered, for either might be another person's passport.
 */
static char *
suggest (const Layout *layout,
         const char   *zone)
{
  g_autofree char *trial = g_strdup (zone);
  Place places[MOST_CHARACTERS];
  Rule rules[MOST_RULES];
  guint n_rules = list_rules (layout, zone, rules);

  mark_places (rules, n_rules, places);

  for (Likelihood likelihood = CERTAINLY; likelihood < NEVER; likelihood++)
    {
      g_autofree char *mended = NULL;
      guint n_found = 0;

      for (guint i = 0; i < layout->length; i++)
        {
          char twin = find_twin (zone[i]);

          if (judge (twin, places[i]) != likelihood)
            continue;

          trial[i] = twin;
          if (all_hold (trial, rules, n_rules) && !has_letters_among_digits (trial, places) && n_found++ == 0)
            mended = break_lines (trial, layout->width);
          trial[i] = zone[i];
        }

      if (n_found > 0)
        return n_found == 1 ? g_steal_pointer (&mended) : NULL;
    }

  return NULL;
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
            Span        names)
{
  guint end = names.start + names.length;
  guint parting = names.start;
  Span given;

  while (parting + 1 < end && (zone[parting] != '<' || zone[parting + 1] != '<'))
    parting++;
  if (parting + 1 >= end)
    parting = end;

  given = (Span) { MIN (parting + 2, end), end - MIN (parting + 2, end) };
  mrz->surname = take (zone, (Span) { names.start, parting - names.start });
  mrz->given_names = take (zone, given);
  mrz->name_truncated = zone[end - 1] != '<' || zone[end - 2] != '<';
}

static char *
read_number (const Layout *layout,
             const char   *zone)
{
  guint overflow = count_overflow (layout, zone);
  g_autofree char *start = take (zone, layout->number);

  if (overflow == 0)
    return g_steal_pointer (&start);

  return g_strdup_printf ("%s%.*s", start, (int) overflow - 1, zone + layout->optional.start);
}

static char *
read_optional (const Layout *layout,
               const char   *zone)
{
  guint overflow = count_overflow (layout, zone);
  Span rest = { layout->optional.start + overflow, layout->optional.length - overflow };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  char *both;

  if (is_visa (zone))
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
  const Layout *layout;
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
  mrz->document = take (zone, (Span) { 0, 2 });
  mrz->issuer = take (zone, (Span) { 2, 3 });
  read_names (mrz, zone, layout->names);
  mrz->number = read_number (layout, zone);
  mrz->nationality = take (zone, layout->nationality);
  mrz->birth_date = settle_birth (read_date (zone + layout->birth.start, today), today);
  mrz->sex = sex == 'F' || sex == 'M' ? sex : 'X';
  mrz->expiry_date = settle_expiry (read_date (zone + layout->expiry.start, today), today);
  mrz->optional = read_optional (layout, zone);
  check (mrz, layout, zone);
  if (!mrz->valid)
    mrz->suggestion = suggest (layout, zone);

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
