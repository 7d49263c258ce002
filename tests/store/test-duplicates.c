/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-likeness-private.h"
#include "gol-query.h"
#include "gol-store-private.h"
#include "people-fixture.h"

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

/* ── Among those who are stored ── */

static GHashTable *
describe (const Person person,
          const char *passport,
          const char *national,
          const char *type)
{
  GHashTable *sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);

  set_text (sections, "civil", "birth_date", person[0]);
  set_text (sections, "name_photo", "surname_1", person[1]);
  set_text (sections, "name_photo", "surname_2", person[2]);
  set_text (sections, "name_photo", "given_names", person[3]);
  set_text (sections, "identity_numbers", "passport_number", passport);
  set_text (sections, "identity_numbers", "national_number", national);
  set_text (sections, "identity_numbers", "national_number_type", type);
  return sections;
}

static char *
store_worker (Office     *office,
              GHashTable *sections)
{
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "test", NULL);
  char *record = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
  GHashTableIter iter;
  gpointer section, values;
  GError *error = NULL;

  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, &section, &values))
    gol_batch_set (batch, record, section, values, NULL);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  return record;
}

static GPtrArray *
look (Office     *office,
      GHashTable *sections,
      const char *except)
{
  GError *error = NULL;
  GPtrArray *duplicates = gol_store_duplicates (office->store, sections, except, &error);

  g_assert_no_error (error);
  return duplicates;
}

static void
assert_one (Office     *office,
            GHashTable *sections,
            const char *record,
            const char *reason,
            const char *field)
{
  g_autoptr(GPtrArray) duplicates = look (office, sections, NULL);
  const GolDuplicate *duplicate;

  g_assert_cmpuint (duplicates->len, ==, 1);
  duplicate = duplicates->pdata[0];
  g_assert_cmpstr (duplicate->record, ==, record);
  g_assert_cmpstr (duplicate->reason, ==, reason);
  g_assert_cmpstr (duplicate->field, ==, field);
  g_assert_nonnull (duplicate->code);
}

static const Person sebastian = { "1990-05-01", "Vázquez", "Macías", "Sebastián" };
static const Person ines = { "1971-02-03", "Tzul", "Choc", "Inés" };

static void
test_stored (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GHashTable) stored = describe (sebastian, "N71616944", "1234567890", "ec-ci");
  g_autofree char *record = store_worker (office, stored);
  g_autoptr(GHashTable) passport = describe (ines, "n 7161-6944", NULL, NULL);
  g_autoptr(GHashTable) number = describe (ines, "X1", "1234567890", NULL);
  g_autoptr(GHashTable) other_number = describe (ines, NULL, "1234567890", "es-dni");
  g_autoptr(GHashTable) other_field = describe (ines, "1234567890", NULL, NULL);
  g_autoptr(GHashTable) alike = describe ((Person) { "1990-05-01", "Masias Basquez", NULL, "SEBASTIAN" }, "Z99", NULL, NULL);
  g_autoptr(GHashTable) shorter = describe ((Person) { "1990-05-01", "Vasques", NULL, "Sebastián" }, NULL, NULL, NULL);
  g_autoptr(GHashTable) nobody = describe ((Person) { "1990-05-01", "Vázquez", "Luna", "Sebastián" }, "Z99", NULL, NULL);
  g_autoptr(GPtrArray) none = NULL, itself = NULL, different = NULL, elsewhere = NULL;

  assert_one (office, stored, record, "passport", "identity_numbers.passport_number");
  assert_one (office, passport, record, "passport", "identity_numbers.passport_number");
  assert_one (office, number, record, "national_number", "identity_numbers.national_number");
  assert_one (office, alike, record, "birth_and_name", NULL);
  assert_one (office, shorter, record, "birth_and_name", NULL);
  none = look (office, nobody, NULL);
  itself = look (office, stored, record);
  different = look (office, other_number, NULL);
  elsewhere = look (office, other_field, NULL);
  g_assert_cmpuint (none->len + itself->len + different->len + elsewhere->len, ==, 0);
}

static void
test_stored_changes (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GHashTable) stored = describe (sebastian, "N71616944", NULL, NULL);
  g_autofree char *record = store_worker (office, stored);
  g_autoptr(GPtrArray) after = NULL, voided = NULL;
  GolValues *values = gol_values_new ();

  g_free (office_set (office, record, "identity_numbers", values_new ("passport_number", "G1", NULL)));
  assert_one (office, stored, record, "birth_and_name", NULL);
  g_free (office_set (office, record, "civil", values_new ("birth_date", "1990-05-02", NULL)));
  after = look (office, stored, NULL);
  g_assert_cmpuint (after->len, ==, 0);
  g_free (office_set (office, record, "civil", values_new ("birth_date", "1990-05-01", NULL)));
  assert_one (office, stored, record, "birth_and_name", NULL);
  gol_values_set_boolean (values, GOL_FIELD_FILE_VOID, TRUE);
  g_free (office_set (office, record, "name_photo", values));
  voided = look (office, stored, NULL);
  g_assert_cmpuint (voided->len, ==, 0);
}

/* Whom many questions find together each finds by herself. */
static void
assert_as_alone (Office    *office,
                 GPtrArray *workers,
                 GPtrArray *results)
{
  GError *error = NULL;

  for (guint i = 0; i < workers->len; i++)
    {
      g_autoptr(GPtrArray) alone = gol_store_duplicates (office->store, workers->pdata[i], NULL, &error);
      GPtrArray *together = results->pdata[i];

      g_assert_no_error (error);
      g_assert_cmpuint (alone->len, ==, together->len);
      for (guint j = 0; j < alone->len; j++)
        {
          g_assert_cmpuint (((GolDuplicate *) alone->pdata[j])->id, ==, ((GolDuplicate *) together->pdata[j])->id);
          g_assert_cmpstr (((GolDuplicate *) alone->pdata[j])->reason, ==, ((GolDuplicate *) together->pdata[j])->reason);
        }
    }
}

/* A crowd in which nobody is twice: each finds himself alone, however he was written down. */
static void
test_crowd (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GPtrArray) records = office_add_people (office, seed, 200);
  g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autoptr(GPtrArray) results = NULL;
  GError *error = NULL;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(GolRecord) one = gol_store_read (office->store, records->pdata[i], NULL);
      const char *first = gol_record_get_text (one, "name_photo.surname_1");
      const char *second = gol_record_get_text (one, "name_photo.surname_2");
      Person swapped = { gol_record_get_text (one, "civil.birth_date"), second != NULL ? second : first,
                         second != NULL ? first : NULL, gol_record_get_text (one, "name_photo.given_names") };

      g_ptr_array_add (workers, describe (swapped, NULL, NULL, NULL));
    }
  results = gol_store_duplicates_of_all (office->store, workers, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      GPtrArray *duplicates = results->pdata[i];

      if (duplicates->len != 1 || strcmp (((GolDuplicate *) duplicates->pdata[0])->record, records->pdata[i]) != 0)
        g_error ("seed %u: person %u is found %u times", seed, i, duplicates->len);
    }
  assert_as_alone (office, workers, results);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duplicates/alike", test_alike);
  g_test_add_func ("/duplicates/apart", test_apart);
  g_test_add_func ("/duplicates/keys", test_keys);
  g_test_add_func ("/duplicates/stored", test_stored);
  g_test_add_func ("/duplicates/stored-changes", test_stored_changes);
  g_test_add_func ("/duplicates/crowd", test_crowd);

  return g_test_run ();
}
