/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-mrz-private.h"

#include <string.h>

/* Check digits (ICAO 9303 part 3, section 4.9), and what may have been misread when one does not hold. */

static gboolean
is_filled (const char *zone,
           GolMrzSpan  span)
{
  return strspn (zone + span.start, "<") >= span.length;
}

typedef struct
{
  const char *field;
  GolMrzSpan  spans[4];  /* what is protected; ends with an empty one */
  guint       digit;
  gboolean    numeric;   /* whether only digits may stand in the spans */
} Rule;

#define MOST_RULES 5

static char
find_digit (const char       *zone,
            const GolMrzSpan *spans)
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

/* A card's number of more than nine characters goes on, with its digit, where the optional data begin (part 5). */
guint
gol_mrz_count_overflow (const GolMrzLayout *layout,
                        const char         *zone)
{
  guint n = 0;

  if (layout->format == GOL_MRZ_TD3 || zone[layout->number.start + 9] != '<' || zone[layout->number.start + 8] == '<')
    return 0;
  while (n < layout->optional.length && zone[layout->optional.start + n] != '<')
    n++;

  return n >= 2 ? n : 0;
}

gboolean
gol_mrz_is_visa (const char *zone)
{
  return zone[0] == 'V';
}

static guint
list_rules (const GolMrzLayout *layout,
            const char         *zone,
            Rule                rules[MOST_RULES])
{
  guint overflow = gol_mrz_count_overflow (layout, zone);
  guint n = 0;

  rules[n++] = (Rule) { "number", { layout->number }, layout->number.start + 9 };
  if (overflow > 0)
    {
      rules[0].spans[1] = (GolMrzSpan) { layout->optional.start, overflow - 1 };
      rules[0].digit = layout->optional.start + overflow - 1;
    }
  rules[n++] = (Rule) { "birth_date", { layout->birth }, layout->birth.start + 6, TRUE };
  rules[n++] = (Rule) { "expiry_date", { layout->expiry }, layout->expiry.start + 6, TRUE };
  if (gol_mrz_is_visa (zone))
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
             Place       places[GOL_MRZ_MOST_CHARACTERS])
{
  for (guint i = 0; i < GOL_MRZ_MOST_CHARACTERS; i++)
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
suggest (const GolMrzLayout *layout,
         const char         *zone)
{
  g_autofree char *trial = g_strdup (zone);
  Place places[GOL_MRZ_MOST_CHARACTERS];
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

void
gol_mrz_check_digits (GolMrz             *mrz,
                      const GolMrzLayout *layout,
                      const char         *zone)
{
  Rule rules[MOST_RULES];

  mrz->n_checks = list_rules (layout, zone, rules);
  mrz->valid = all_hold (zone, rules, mrz->n_checks);
  for (guint i = 0; i < mrz->n_checks; i++)
    {
      /* The composite protects nearly all of the lines: of its own, what stands before it. */
      gboolean composite = rules[i].digit == layout->composite_digit && !gol_mrz_is_visa (zone);
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

  if (!mrz->valid)
    mrz->suggestion = suggest (layout, zone);
}
