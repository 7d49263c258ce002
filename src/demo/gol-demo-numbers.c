/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-demo-numbers.h"

#include <string.h>

#include "gol-number.h"
#include "gol-text.h"

/*
 * Nobody teaches a second time here how check digits are made: of the ten that might stand at the end, the one that
 * holds is taken. Returns NULL when none does, as some rules leave gaps.
 */
static char *
complete (const char *kind,
          const char *start,
          const char *end)
{
  for (char digit = '0'; digit <= '9'; digit++)
    {
      g_autofree char *number = g_strdup_printf ("%s%c%s", start, digit, end);
      char *normal;

      if (gol_number_check (kind, number, &normal, NULL))
        return normal;
    }

  return NULL;
}

/* Small letters without accents; CURP writes X for Ñ. */
static char *
plain_letters (const char *name)
{
  g_autofree char *small = g_utf8_strdown (name, -1);
  g_auto(GStrv) parts = g_strsplit (small, "ñ", -1);
  g_autofree char *spared = g_strjoinv ("x", parts);

  return gol_text_fold (spared);
}

static gboolean
is_vowel (char c)
{
  return strchr ("aeiou", c) != NULL;
}

static char
first_inner (const char *word,
             gboolean    vowel)
{
  for (const char *c = word + 1; *c != '\0' && *c != ' '; c++)
    if (g_ascii_isalpha (*c) && is_vowel (*c) == vowel)
      return *c;

  return 'x';
}

/* José and María are passed over when another name follows (RENAPO, Instructivo normativo). */
static const char *
telling_name (const char *given_names)
{
  static const char * const common[] = { "maria ", "jose ", "ma ", "j " };

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (g_str_has_prefix (given_names, common[i]))
      return given_names + strlen (common[i]);

  return given_names;
}

/* Beginnings that RENAPO spares people; the second letter becomes an X. */
static gboolean
is_unkind (const char *four)
{
  static const char unkind[] =
    " baca baka buei buey caca caco caga cago caka kaka koge kogi coge coja coje coji cojo cola culo falo feto geta guei guey"
    " jeta joto kaca kaco kaga kago kaka kako koge kogi koja koje koji kojo kola kulo lilo loca loco loka loko mame mamo mear"
    " meas meon miar mion moco moko mula mulo naca naco peda pedo pene pipi pito popo puta puto qulo rata roba robe robo ruin"
    " seno teta vaca vaga vago vaka vuei vuey wuei wuey ";
  g_autofree char *padded = g_strdup_printf (" %s ", four);

  return strstr (unkind, padded) != NULL;
}

static char *
make_curp (const GolDemoIdentity *who,
           guint64                unused)
{
  g_autofree char *first = plain_letters (who->surname_1);
  g_autofree char *second = plain_letters (who->surname_2);
  g_autofree char *given = plain_letters (who->given_names);
  const char *name = telling_name (given);
  char four[] = { first[0], first_inner (first, TRUE), second[0], name[0], '\0' };
  g_autofree char *start = NULL;
  g_autofree char *capitals = NULL;

  if (is_unkind (four))
    four[1] = 'x';

  start = g_strdup_printf ("%s%02u%02u%02u%c%s%c%c%c%c", four, who->birth.year % 100, who->birth.month, who->birth.day,
                           who->sex == 'F' ? 'M' : 'H', who->letters, first_inner (first, FALSE),
                           first_inner (second, FALSE), first_inner (name, FALSE),
                           (char) ((who->birth.year < 2000 ? '0' : 'A') + who->variant));
  capitals = g_ascii_strup (start, -1);

  return complete ("curp", capitals, "");
}

static char *
make_cui (const GolDemoIdentity *who,
          guint64                unique)
{
  g_autofree char *end = g_strdup_printf ("%s%02u", who->letters, who->town + 1);

  /* One in eleven beginnings has no check digit: the eighth figure is there to be moved on. */
  for (guint eighth = 0; ; eighth++)
    {
      g_autofree char *start = g_strdup_printf ("%07u%u", (guint) unique + 1000000, eighth);
      char *cui = complete ("gt-cui", start, end);

      if (cui != NULL || eighth == 9)
        return cui;
    }
}

static char *
make_cedula (const GolDemoIdentity *who,
             guint64                unique)
{
  g_autofree char *start = g_strdup_printf ("%s%07u", who->letters, (guint) unique);

  return complete ("ec-ci", start, "");
}

static char *
make_dui (const GolDemoIdentity *who,
          guint64                unique)
{
  g_autofree char *start = g_strdup_printf ("%08u", (guint) unique);

  return complete ("sv-dui", start, "");
}

static char *
make_dni (const GolDemoIdentity *who,
          guint64                unique)
{
  g_autofree char *start = g_strdup_printf ("%08u", (guint) unique);

  return complete ("pe-dni", start, "");
}

/* Department, municipality, year and a number of that year's register. */
static char *
make_honduran (const GolDemoIdentity *who,
               guint64                unique)
{
  GolDate new_year = { who->birth.year, 1, 1 };
  guint day = gol_date_days (who->birth) - gol_date_days (new_year);

  return g_strdup_printf ("%s%02u%04u%05u", who->letters, who->variant + 1, who->birth.year, day * 200 + (guint) (unique % 200));
}

static char *
make_cnie (const GolDemoIdentity *who,
           guint64                unique)
{
  return g_strdup_printf ("Z%c%06u", (char) ('A' + unique / 1000000), (guint) (unique % 1000000));
}

static char *
make_colombian (const GolDemoIdentity *who,
                guint64                unique)
{
  return g_strdup_printf ("10%08u", (guint) unique);
}

char *
gol_demo_national_number (const char            *kind,
                          const GolDemoIdentity *identity,
                          guint64                unique)
{
  static const struct
  {
    const char *kind;
    char     *(*make) (const GolDemoIdentity *who, guint64 unique);
  } makers[] = {
    { "curp", make_curp }, { "gt-cui", make_cui }, { "ec-ci", make_cedula }, { "sv-dui", make_dui }, { "pe-dni", make_dni },
    { "hn-dni", make_honduran }, { "ma-cnie", make_cnie }, { "co-cedula", make_colombian },
  };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (strcmp (makers[i].kind, kind) == 0)
      return makers[i].make (identity, unique);

  g_return_val_if_reached (NULL);
}

/* 999 is no bank's number: these accounts are nobody's. */
char *
gol_demo_clabe (guint64 unique)
{
  g_autofree char *start = g_strdup_printf ("999180%011" G_GUINT64_FORMAT, unique);

  return complete ("mx-clabe", start, "");
}

char *
gol_demo_mrz_name (const char *name)
{
  g_autofree char *folded = gol_text_fold (name);
  g_autofree char *capitals = g_ascii_strup (folded, -1);

  return g_strdelimit (g_steal_pointer (&capitals), " ", '<');
}

/* ICAO 9303-3, 4.9. */
static char
mrz_digit (const char *text,
           gsize       length)
{
  static const guint weights[] = { 7, 3, 1 };
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    sum += (text[i] == '<' ? 0 : g_ascii_isdigit (text[i]) ? text[i] - '0' : text[i] - 'A' + 10) * weights[i % 3];

  return '0' + sum % 10;
}

/* A passport's zone (ICAO 9303-4): two lines of 44. A name that does not fit is cut. */
char *
gol_demo_mrz (const char            *country3,
              const GolDemoIdentity *identity,
              const char            *passport_number,
              GolDate                expires)
{
  g_autofree char *surname_1 = gol_demo_mrz_name (identity->surname_1);
  g_autofree char *surname_2 = gol_demo_mrz_name (identity->surname_2 != NULL ? identity->surname_2 : "");
  g_autofree char *given = gol_demo_mrz_name (identity->given_names);
  g_autofree char *name = g_strdup_printf ("P<%s%s%s%s<<%s", country3, surname_1, *surname_2 != '\0' ? "<" : "", surname_2, given);
  char zone[2 * 44 + 2];
  char protected[40];
  char *line = zone + 45;
  gint length;

  memset (zone, '<', sizeof zone);
  memcpy (zone, name, MIN (strlen (name), 44));
  zone[44] = '\n';
  zone[89] = '\0';

  length = g_snprintf (protected, sizeof protected, "%s", passport_number);
  memcpy (line, protected, length);
  line[9] = mrz_digit (line, 9);
  memcpy (line + 10, country3, strlen (country3));
  length = g_snprintf (protected, sizeof protected, "%02u%02u%02u", identity->birth.year % 100, identity->birth.month,
                       identity->birth.day);
  memcpy (line + 13, protected, length);
  line[19] = mrz_digit (line + 13, 6);
  line[20] = identity->sex;
  length = g_snprintf (protected, sizeof protected, "%02u%02u%02u", expires.year % 100, expires.month, expires.day);
  memcpy (line + 21, protected, length);
  line[27] = mrz_digit (line + 21, 6);
  line[42] = mrz_digit (line + 28, 14);

  /* The last digit is over number, birth, expiry and optional data with their digits. */
  memcpy (protected, line, 10);
  memcpy (protected + 10, line + 13, 7);
  memcpy (protected + 17, line + 21, 22);
  line[43] = mrz_digit (protected, 39);

  return g_strdup (zone);
}
