/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>

#include "gol-likeness-private.h"
#include "gol-query.h"

/* Birth date, first surname, second surname, given names. */
typedef const char *Person[4];

static GolLikeness *
liken (const Person person)
{
  return gol_likeness_new (person[0], person[1], person[2], person[3]);
}

static gboolean
share_a_word (GolLikeness *a,
              GolLikeness *b)
{
  g_autoptr(GString) of_a = g_string_new (NULL);
  g_autoptr(GString) of_b = g_string_new (NULL);
  g_auto(GStrv) words_a = NULL, words_b = NULL;

  gol_likeness_tokens (a, of_a);
  gol_likeness_tokens (b, of_b);
  words_a = g_strsplit (of_a->str, " ", -1);
  words_b = g_strsplit (of_b->str, " ", -1);
  for (guint i = 0; words_a[i] != NULL; i++)
    if (*words_a[i] != '\0' && g_strv_contains ((const char * const *) words_b, words_a[i]))
      return TRUE;
  return FALSE;
}

static gboolean
may_be_one (const Person first,
            const Person second)
{
  g_autoptr(GolLikeness) a = liken (first);
  g_autoptr(GolLikeness) b = liken (second);
  gboolean match = gol_likeness_match (a, b);

  g_assert_cmpint (match, ==, gol_likeness_match (b, a));
  g_assert_true (!match || share_a_word (a, b));
  return match;
}

static void
test_alike (void)
{
  static const Person pairs[][2] = {
    { { "1990-05-01", "Vázquez", "Macías", "Sebastián" }, { "1990-05-01", "VASQUES", "MACIAS", "SEBASTIAN" } },
    { { "1990-05-01", "Vázquez", "Macías", "Sebastián" }, { "1990-05-01", "Macías", "Vázquez", "Sebastián" } },
    { { "1990-05-01", "Vázquez", "Macías", "Sebastián" }, { "1990-05-01", "Vázquez Macías", NULL, "Sebastián" } },
    { { "1990-05-01", "Vázquez", "Macías", "Sebastián" }, { "1990-05-01", "Vázquez-Macías", "Luna", "Sebastián" } },
    { { "1990-05-01", "Vázquez", "Macías", "Sebastián" }, { "1990-05-01", "Basques", NULL, "Sebastián" } },
    { { "1990-05-01", "López", "López", "Ana" }, { "1990-05-01", "Lopes Lopes", "", "Anna" } },
    { { "1990-05-01", "De la Torre", "Núñez", "Inés" }, { "1990-05-01", "Delatorre", "Nuñes", "Ines" } },
    { { "1990-05-01", "Santa Cruz", "Peña", "Hugo" }, { "1990-05-01", "Santacruz", "Pena", "Ugo" } },
    { { "1990-05-01", "Tzul", "Choc", "María Teresa" }, { "1990-05-01", "Tzul", "Choc", "Teresa" } },
    { { "1990-05-01", "Tzul", "Choc", "Ma. Teresa" }, { "1990-05-01", "Tsul", "Choc", "M. Teresa" } },
    { { "1990-05-01", "Tzul", "Choc", "Jorge Luis" }, { "1990-05-01", "Tzul", "Choc", "Luis" } },
    { { "1990", "Souza", "Gonçalves", "João" }, { "1990", "Sousa", "Goncalves", "Joao" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (!may_be_one (pairs[i][0], pairs[i][1]))
      g_error ("%s %s may be %s %s", pairs[i][0][3], pairs[i][0][1], pairs[i][1][3], pairs[i][1][1]);
}

static void
test_apart (void)
{
  static const Person pairs[][2] = {
    { { "1990-05-01", "Vázquez", "Macías", "Sebastián" }, { "1990-05-02", "Vázquez", "Macías", "Sebastián" } },
    { { "1990-05-01", "Vázquez", "Macías", "Sebastián" }, { "1990-05-01", "Vázquez", "Luna", "Sebastián" } },
    { { "1990-05-01", "Vázquez", "Macías", "Sebastián" }, { "1990-05-01", "Vázquez", "Macías", "Rodrigo" } },
    { { "1990-05-01", "López", "López", "Ana" }, { "1990-05-01", "López", "Rey", "Ana" } },
    { { "1990-05-01", "Tzul", "Choc", "María Teresa" }, { "1990-05-01", "Tzul", "Choc", "María Luisa" } },
    { { "1990-05-01", "Cano", "Mena", "Ana" }, { "1990-05-01", "Chano", "Mena", "Ana" } },
    { { NULL, "Cano", "Mena", "Ana" }, { NULL, "Cano", "Mena", "Ana" } },
    { { "1990-05-01", NULL, NULL, "Ana" }, { "1990-05-01", NULL, NULL, "Ana" } },
    { { "1990-05-01", "Cano", "Mena", NULL }, { "1990-05-01", "Cano", "Mena", NULL } },
    { { "1990-05-01", "de la", "", "Ana" }, { "1990-05-01", "de la", "", "Ana" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_false (may_be_one (pairs[i][0], pairs[i][1]));
}

static void
set_text (GHashTable *sections,
          const char *section,
          const char *field,
          const char *text)
{
  GolValues *values = g_hash_table_lookup (sections, section);

  if (values == NULL)
    {
      values = gol_values_new ();
      g_hash_table_insert (sections, g_strdup (section), values);
    }
  gol_values_set_text (values, field, text);
}

static void
test_keys (void)
{
  g_autoptr(GHashTable) sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
  g_autoptr(GPtrArray) none = gol_duplicate_keys (sections);
  g_autoptr(GPtrArray) keys = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  set_text (sections, "civil", "birth_date", "1971-04-20");
  set_text (sections, "name_photo", "surname_1", "Barrios");
  set_text (sections, "name_photo", "surname_2", "Barraza");
  set_text (sections, "name_photo", "given_names", "Ignacio");
  set_text (sections, "identity_numbers", "passport_number", "n 7161-6944");

  keys = gol_duplicate_keys (sections);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpstr (keys->pdata[0], ==, "passport:N71616944");
  g_assert_cmpstr (keys->pdata[1], ==, "birth:1971-04-20:barasa:barios:ignasio");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duplicates/alike", test_alike);
  g_test_add_func ("/duplicates/apart", test_apart);
  g_test_add_func ("/duplicates/keys", test_keys);

  return g_test_run ();
}
