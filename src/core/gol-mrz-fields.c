/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-core"
#include "config.h"

#include "gol-check.h"

#include "gol-mrz.h"
#include "gol-vocabulary.h"

/* What one part of the zone is in the words of a field; NULL when it says nothing of it. */
typedef char * (*ReadPart) (const GolMrz *mrz);

static char *
read_surname (const GolMrz *mrz)
{
  return g_strdup (mrz->surname);
}

static char *
read_given_names (const GolMrz *mrz)
{
  return g_strdup (mrz->given_names);
}

/* An X says that nothing was said. */
static char *
read_sex (const GolMrz *mrz)
{
  return mrz->sex != 'X' ? g_strndup (&mrz->sex, 1) : NULL;
}

static char *
read_date (GolDate date)
{
  char buffer[GOL_DATE_TEXT_MAX];

  return date.year != 0 ? g_strdup (gol_date_format (date, buffer)) : NULL;
}

static char *
read_birth_date (const GolMrz *mrz)
{
  return read_date (mrz->birth_date);
}

/* Zones have some codes of their own, such as "D" for Germany, and "XXA" for those who are of no country. */
static char *
read_nationality (const GolMrz *mrz)
{
  return g_strdup (gol_iso_country_from3 (mrz->nationality));
}

/* A zone may be that of another card, whose number is no passport's. */
static gboolean
is_passport (const GolMrz *mrz)
{
  return *mrz->document == 'P';
}

static char *
read_issuer (const GolMrz *mrz)
{
  return is_passport (mrz) ? g_strdup (gol_iso_country_from3 (mrz->issuer)) : NULL;
}

static char *
read_number (const GolMrz *mrz)
{
  return is_passport (mrz) ? g_strdup (mrz->number) : NULL;
}

static char *
read_expiry_date (const GolMrz *mrz)
{
  return is_passport (mrz) && gol_date_is_whole (mrz->expiry_date) ? read_date (mrz->expiry_date) : NULL;
}

static const struct { const char *section, *field; ReadPart read; } parts[] = {
  { "name_photo", "mrz_surname", read_surname },
  { "name_photo", "mrz_given_names", read_given_names },
  { "civil", "sex", read_sex },
  { "civil", "birth_date", read_birth_date },
  { "civil", "nationality", read_nationality },
  { "identity_numbers", "passport_issuer", read_issuer },
  { "identity_numbers", "passport_number", read_number },
  { "identity_numbers", "passport_expires", read_expiry_date },
};

static void
take_part (guint         part,
           const GolMrz *mrz,
           GHashTable   *sections,
           GHashTable   *said)
{
  const char *section = parts[part].section, *name = parts[part].field;
  const GolSection *taker = gol_entity_find_section (gol_dictionary_find_entity ("worker"), section);
  g_autofree char *text = NULL;
  GolValues *values = g_hash_table_lookup (said, section);

  if (gol_values_get_text (g_hash_table_lookup (sections, section), name) != NULL)
    return;
  text = parts[part].read (mrz);
  if (text == NULL || *text == '\0')
    return;
  if (values == NULL)
    {
      values = gol_values_new ();
      g_hash_table_insert (said, g_strdup (section), values);
    }
  gol_field_normalize (gol_section_find_field (taker, name), text, values, NULL);
}

GHashTable *
gol_worker_read_zone (GHashTable *sections,
                      GolDate     today)
{
  const char *text = gol_values_get_text (g_hash_table_lookup (sections, "identity_numbers"), "mrz");
  g_autoptr(GolMrz) mrz = text != NULL ? gol_mrz_parse (text, today, NULL) : NULL;
  GHashTable *said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);

  if (mrz == NULL || !mrz->valid)
    return said;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    take_part (i, mrz, sections, said);

  return said;
}
