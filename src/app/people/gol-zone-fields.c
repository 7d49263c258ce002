/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-zone-fields.h"

#include <string.h>

#include "gol-number.h"
#include "gol-vocabulary.h"

/* ── Names: a zone has capitals without accents, and does not say where one surname ends ── */

/* Not names of their own: "DE LA CRUZ" is one surname. */
static gboolean
is_particle (const char *word)
{
  static const char * const particles[] = { "DE", "DEL", "LA", "LAS", "LOS", "Y", "DA", "DAS", "DO", "DOS", "SAN", "SANTA", NULL };

  return g_strv_contains (particles, word);
}

/* Where people have two surnames, the father's and the mother's. */
static gboolean
has_two_surnames (const char *country)
{
  static const char * const countries[] = {
    "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE", "PY", "SV", "UY", "VE", NULL
  };

  return country != NULL && g_strv_contains (countries, country);
}

static void
append_word (GString    *name,
             const char *word,
             gboolean    small)
{
  g_autofree char *lower = g_ascii_strdown (word, -1);

  if (name->len > 0)
    g_string_append_c (name, ' ');
  if (!small)
    lower[0] = g_ascii_toupper (lower[0]);
  g_string_append (name, lower);
}

/* "MARIA DEL CARMEN" → "Maria del Carmen". */
static char *
as_written (const char *const *words,
            guint              n)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    append_word (name, words[i], i > 0 && is_particle (words[i]) && !g_str_has_prefix (words[i], "SAN"));
  return g_string_free (name, FALSE);
}

/* How many words the first of exactly two surnames has; 0: they are not two, or nobody knows. */
static guint
part_surnames (GStrv words)
{
  guint names = 0, first = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (is_particle (words[i]) && words[i + 1] != NULL)
        continue;
      if (++names == 1)
        first = i + 1;
    }
  return names == 2 ? first : 0;
}

static char *
read_surname (const GolMrz *zone,
              gboolean      second)
{
  g_auto(GStrv) words = g_strsplit (zone->surname, " ", -1);
  guint n = g_strv_length (words);
  guint first = has_two_surnames (gol_iso_country_from3 (zone->nationality)) ? part_surnames (words) : 0;

  if (first == 0)
    return second ? NULL : as_written ((const char * const *) words, n);
  return second ? as_written ((const char * const *) words + first, n - first) : as_written ((const char * const *) words, first);
}

static char *
read_given_names (const GolMrz *zone)
{
  g_auto(GStrv) words = g_strsplit (zone->given_names, " ", -1);

  return as_written ((const char * const *) words, g_strv_length (words));
}

static char *
read_first_surname (const GolMrz *zone)
{
  return read_surname (zone, FALSE);
}

static char *
read_second_surname (const GolMrz *zone)
{
  return read_surname (zone, TRUE);
}

/* ── The rest ── */

static char *
read_date (GolDate date)
{
  char buffer[GOL_DATE_TEXT_MAX];

  return date.year != 0 ? g_strdup (gol_date_format (date, buffer)) : NULL;
}

static gboolean
is_passport (const GolMrz *zone)
{
  return *zone->document == 'P';
}

static char *
read_birth_date (const GolMrz *zone)
{
  return read_date (zone->birth_date);
}

static char *
read_sex (const GolMrz *zone)
{
  return zone->sex != 'X' ? g_strndup (&zone->sex, 1) : NULL;
}

static char *
read_nationality (const GolMrz *zone)
{
  return g_strdup (gol_iso_country_from3 (zone->nationality));
}

static char *
read_passport (const GolMrz *zone)
{
  return is_passport (zone) ? g_strdup (zone->number) : NULL;
}

static char *
read_issuer (const GolMrz *zone)
{
  return is_passport (zone) ? g_strdup (gol_iso_country_from3 (zone->issuer)) : NULL;
}

static char *
read_expiry (const GolMrz *zone)
{
  return is_passport (zone) && gol_date_is_whole (zone->expiry_date) ? read_date (zone->expiry_date) : NULL;
}

/* A zone's personal number is a national number where it is of that one's form. */
static char *
read_optional (const GolMrz *zone)
{
  return g_strdup (zone->optional);
}

static const struct
{
  const char *path;
  const char *digit;    /* (nullable): its own; sex, nationality and names have none */
  char     *(*read) (const GolMrz *zone);
} fields[] = {
  { "name_photo.given_names", NULL, read_given_names },
  { "name_photo.surname_1", NULL, read_first_surname },
  { "name_photo.surname_2", NULL, read_second_surname },
  { "civil.sex", NULL, read_sex },
  { "civil.birth_date", "birth_date", read_birth_date },
  { "civil.nationality", NULL, read_nationality },
  { "identity_numbers.national_number", NULL, read_optional },
  { "identity_numbers.passport_number", "number", read_passport },
  { "identity_numbers.passport_issuer", NULL, read_issuer },
  { "identity_numbers.passport_expires", "expiry_date", read_expiry },
};

char *
gol_zone_text (GolMrzReader *reader,
               const char   *path,
               const char   *kind)
{
  const GolMrz *zone = gol_mrz_reader_get_zone (reader);

  for (guint i = 0; zone != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = NULL;

      if (!g_str_equal (fields[i].path, path))
        continue;
      if (fields[i].digit != NULL && !gol_mrz_reader_holds (reader, fields[i].digit))
        return NULL;
      text = fields[i].read (zone);
      if (text == NULL || *text == '\0')
        return NULL;
      if (fields[i].read == read_optional
          && (kind == NULL || !g_strv_contains (gol_number_get_kinds (), kind) || !gol_number_check (kind, text, NULL, NULL)))
        return NULL;
      return g_steal_pointer (&text);
    }
  return NULL;
}
