/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-query.h"
#include "gol-search-private.h"
#include "gol-store-private.h"
#include "gol-text.h"
#include "people-fixture.h"

static const GolEntity *
worker_entity (void)
{
  return gol_dictionary_find_entity ("worker");
}

static char *
add_named (Office     *office,
           const char *given,
           const char *surname_1,
           const char *surname_2)
{
  return office_set (office, NULL, "name_photo",
                     values_new ("given_names", given, "surname_1", surname_1, "surname_2", surname_2, NULL));
}

static GArray *
search (Office          *office,
        const GolEntity *entity,
        const char      *text,
        guint            limit)
{
  GError *error = NULL;
  GArray *ids = gol_store_search (office->store, entity, text, limit, NULL, &error);

  g_assert_no_error (error);
  return ids;
}

/* Where @record stands in what is found; -1: nowhere. */
static int
find (Office     *office,
      const char *text,
      const char *record)
{
  g_autoptr(GArray) ids = search (office, worker_entity (), text, 0);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GolRecord) one = gol_store_read_id (office->store, worker_entity (), g_array_index (ids, guint32, i), NULL);

      g_assert_nonnull (one);
      if (strcmp (one->record, record) == 0)
        return i;
    }
  return -1;
}

static void
assert_found (Office     *office,
              const char *text,
              const char *record)
{
  if (find (office, text, record) < 0)
    g_error ("“%s” does not find %s", text, record);
}

static void
assert_not_found (Office     *office,
                  const char *text,
                  const char *record)
{
  if (find (office, text, record) >= 0)
    g_error ("“%s” finds %s", text, record);
}

static void
test_names (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *nunez = add_named (office, "María José", "Núñez", "De la Cruz");
  g_autofree char *gonzalez = add_named (office, "Ángel", "González", "Tz’utujil");
  static const char * const finds_nunez[] = {
    "nunez", "NÚÑEZ", "nuñ", "nu", "n", "maria", "jose nunez", "Cruz  maría", "unez", "ruz", "nunes", "Núnñez", "numez", "nuenz",
    "de la cruz", "mar nuñ cru",
  };
  static const char * const finds_gonzalez[] = {
    "gonzalez", "angel gonz", "gonzales", "gonzlez", "gomzalez", "gonazlez", "onzal", "tzutujil", "tzutujul", "zale",
  };

  for (guint i = 0; i < G_N_ELEMENTS (finds_nunez); i++)
    {
      assert_found (office, finds_nunez[i], nunez);
      assert_not_found (office, finds_nunez[i], gonzalez);
    }
  for (guint i = 0; i < G_N_ELEMENTS (finds_gonzalez); i++)
    {
      assert_found (office, finds_gonzalez[i], gonzalez);
      assert_not_found (office, finds_gonzalez[i], nunez);
    }
  assert_not_found (office, "nunez gonzalez", nunez);
  assert_not_found (office, "gonzls", gonzalez);  /* two slips */
  assert_not_found (office, "crux", nunez);       /* too short for a slip */
  assert_not_found (office, "", nunez);
  assert_not_found (office, " - ¿? ", nunez);
  assert_not_found (office, "\" OR nunez* NEAR(", gonzalez);
}

/* An initial beside other words: of long words and short ones, of scripts and of numbers. */
static void
test_initials (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *nunez = add_named (office, "María José", "Núñez", "De la Cruz");
  g_autofree char *li = add_named (office, "O Ya", "Li", NULL);
  g_autofree char *borscht = add_named (office, "Ольга", "Борщ", NULL);
  static const char * const finds_nunez[] = { "nunez m", "nunez j", "m nunez", "nunez d", "c nun", "nunex m", "n nunez m j l", "uñez m" };
  static const char * const finds_li[] = { "li o", "li y", "y o", "o li l" };

  for (guint i = 0; i < G_N_ELEMENTS (finds_nunez); i++)
    {
      assert_found (office, finds_nunez[i], nunez);
      assert_not_found (office, finds_nunez[i], li);
    }
  for (guint i = 0; i < G_N_ELEMENTS (finds_li); i++)
    {
      assert_found (office, finds_li[i], li);
      assert_not_found (office, finds_li[i], nunez);
    }
  assert_found (office, "борщ о", borscht);
  assert_not_found (office, "nunez z", nunez);
  assert_not_found (office, "li m", li);
}

/* Whole words before beginnings before inner parts before slips. */
static void
test_best_first (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *slip = add_named (office, "A", "Marzo", NULL);
  g_autofree char *inner = add_named (office, "B", "Altamarca", NULL);
  g_autofree char *beginning = add_named (office, "C", "Marcado", NULL);
  g_autofree char *whole = add_named (office, "D", "Marca", NULL);
  g_autoptr(GArray) two = NULL;

  g_assert_cmpint (find (office, "marca", whole), ==, 0);
  g_assert_cmpint (find (office, "marca", beginning), ==, 1);
  g_assert_cmpint (find (office, "marca", inner), ==, 2);
  g_assert_cmpint (find (office, "marca", slip), ==, -1);  /* two letters off */
  g_assert_cmpint (find (office, "marzi", slip), ==, 0);

  two = search (office, worker_entity (), "marca", 2);
  g_assert_cmpuint (two->len, ==, 2);
}

static void
test_numbers (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "worker.add", NULL);
  g_autofree char *code = NULL;
  g_autofree char *worker = gol_batch_create (batch, worker_entity (), &code);
  g_autoptr(GolValues) numbers = values_new ("passport_number", "N71616944", "national_number", "BABI710420HQRRRG08",
                                             "other_number", "MX-2019/00417", NULL);
  g_autoptr(GolValues) contact = values_new ("phone_1", "+529611765439", NULL);
  g_autoptr(GolValues) civil = values_new ("birth_date", "1971-04-20", NULL);
  g_autofree char *other = add_named (office, "Ana", "Mena", NULL);
  g_autofree char *plain = NULL, *spaced = NULL, *within = NULL;
  g_auto(GStrv) parts = NULL;
  const char *finds[] = {
    "N71616944", "n 7161-6944", "n7161", "71616944", "161694", "babi71", "710420H", "hqrrrg", "MX-2019/00417", "2019/00417", "417",
    "+52 961 176 5439", "961 176 5439", "9611765439", "1971-04-20", "20/04/1971", "20.4.1971", "4/20/1971", "1971",
  };
  GError *error = NULL;

  gol_batch_set (batch, worker, "identity_numbers", numbers, NULL);
  gol_batch_set (batch, worker, "contact", contact, NULL);
  gol_batch_set (batch, worker, "civil", civil, NULL);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (finds); i++)
    {
      assert_found (office, finds[i], worker);
      assert_not_found (office, finds[i], other);
    }
  assert_not_found (office, "71616945", worker);
  assert_not_found (office, "21/04/1971", worker);

  parts = g_strsplit (code, "-", -1);
  plain = g_strjoinv ("", parts);
  spaced = g_strjoinv (" ", parts);
  within = g_strdup (parts[1]);
  assert_found (office, code, worker);
  assert_found (office, plain, worker);
  assert_found (office, spaced, worker);
  assert_found (office, within, worker);
  assert_not_found (office, code, other);
}

static void
test_upkeep (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = add_named (office, "Ana", "Quiroga", NULL);
  GError *error = NULL;

  assert_found (office, "quiroga", worker);
  g_free (office_set (office, worker, "name_photo", values_new ("surname_1", "Peralta", NULL)));
  assert_not_found (office, "quiroga", worker);
  assert_not_found (office, "uirog", worker);
  assert_found (office, "peralta ana", worker);
  g_free (office_set (office, worker, "civil", values_new ("sex", "female", NULL)));
  assert_found (office, "peralta", worker);

  office_open (office);
  gol_store_idle (office->store);
  assert_found (office, "perlata", worker);
  gol_store_rebuild (office->store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_found (office, "peralta", worker);
  assert_not_found (office, "quiroga", worker);
}

static gboolean
is_listed (Office     *office,
           const char *word)
{
  GError *error = NULL;
  g_autoptr(GolStatement) st = gol_db_prepare (office->store->files[GOL_LOG_OPEN].db, "SELECT 1 FROM search_word WHERE word = ?1", &error);
  gboolean row;

  g_assert_no_error (error);
  gol_statement_bind_text (st, 1, word);
  g_assert_true (gol_statement_step (st, &row, &error));
  return row;
}

/* The list of all words has a word for as long as anybody has it. */
static void
test_last_of_a_word (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *first = add_named (office, "Ana", "Quiroga", NULL);
  g_autofree char *second = add_named (office, "Berta", "Quiroga", NULL);

  g_free (office_set (office, first, "name_photo", values_new ("surname_1", "Peralta", NULL)));
  g_assert_true (is_listed (office, "quiroga"));
  g_assert_true (is_listed (office, "peralta"));
  assert_found (office, "quirga", second);
  g_free (office_set (office, second, "name_photo", values_new ("surname_1", "Peralta", NULL)));
  g_assert_false (is_listed (office, "quiroga"));
  assert_not_found (office, "quirga", second);
  g_free (office_set (office, second, "name_photo", values_new ("surname_1", "Quiroga", NULL)));
  g_assert_true (is_listed (office, "quiroga"));
  assert_found (office, "quirga", second);
}

/* What was made by mistake is not found. */
static void
test_voided (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = add_named (office, "Ana", "Quiroga", NULL);
  GolValues *values = gol_values_new ();

  gol_values_set_boolean (values, GOL_FIELD_FILE_VOID, TRUE);
  g_free (office_set (office, worker, "name_photo", values));
  assert_not_found (office, "quiroga", worker);

  values = gol_values_new ();
  gol_values_set_boolean (values, GOL_FIELD_FILE_VOID, FALSE);
  g_free (office_set (office, worker, "name_photo", values));
  assert_found (office, "quiroga", worker);
}

/* Entities that share a table do not meet in it. */
static void
test_other_entities (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "test", NULL);
  const GolEntity *employers = gol_dictionary_find_entity ("employer");
  const GolEntity *orders = gol_dictionary_find_entity ("order");
  g_autofree char *employer = gol_batch_create (batch, employers, NULL);
  g_autofree char *order = gol_batch_create (batch, orders, NULL);
  g_autoptr(GolValues) profile = values_new ("legal_name", "Rancho Espinal, S.A.", NULL);
  g_autoptr(GolValues) demand = values_new ("reference", "C-06300-01234", "worksite_place", "Espinal", NULL);
  static const char * const texts[] = { "espinal", "espin", "spina", "espinla", "ra" };
  GError *error = NULL;

  gol_batch_set (batch, employer, "employer_identity", profile, NULL);
  gol_batch_set (batch, order, "order_terms", demand, NULL);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GArray) ids = search (office, employers, texts[i], 0);
      g_autoptr(GolRecord) found = NULL;

      g_assert_cmpuint (ids->len, ==, 1);
      found = gol_store_read_id (office->store, employers, g_array_index (ids, guint32, 0), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (found->record, ==, employer);
    }
  {
    g_autoptr(GArray) by_number = search (office, orders, "630001", 0);
    g_autoptr(GArray) not_orders = search (office, employers, "630001", 0);

    g_assert_cmpuint (by_number->len, ==, 1);
    g_assert_cmpuint (not_orders->len, ==, 0);
  }
}

/* ── Against looking at everybody ── */

#define PEOPLE 300

static gboolean
has_beginning (GolRecord  *record,
               const char *prefix)
{
  static const char * const fields[] = {
    "name_photo.given_names", "name_photo.surname_1", "name_photo.surname_2", "name_photo.known_as", "name_photo.mrz_surname",
    "name_photo.mrz_given_names", "contact.community", "contact.admin_1", "contact.admin_2", "contact.email", "experience.requested_by",
  };
  static const char * const numbers[] = {
    "identity_numbers.passport_number", "identity_numbers.national_number", "identity_numbers.other_number",
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = gol_record_get_text (record, fields[i]);
      g_auto(GStrv) words = gol_text_words (text != NULL ? text : "");

      for (guint j = 0; words[j] != NULL; j++)
        if (g_str_has_prefix (words[j], prefix))
          return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const char *text = gol_record_get_text (record, numbers[i]);

      if (text != NULL && g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0)
        return TRUE;
    }
  return g_ascii_strncasecmp (record->code, prefix, strlen (prefix)) == 0;
}

static void
test_everybody (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GPtrArray) records = office_add_people (office, seed, PEOPLE);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 60; round++)
    {
      const char *record = records->pdata[g_rand_int_range (random, 0, PEOPLE)];
      g_autofree char *surname = office_get (office, record, "name_photo.surname_1");
      g_auto(GStrv) words = gol_text_words (surname);
      const char *word = words[g_rand_int_range (random, 0, g_strv_length (words))];
      g_autofree char *prefix = g_strndup (word, g_rand_int_range (random, 2, 5));
      g_autoptr(GArray) ids = search (office, worker_entity (), prefix, 0);
      g_autoptr(GHashTable) found = g_hash_table_new (NULL, NULL);
      guint expected = 0;

      for (guint i = 0; i < ids->len; i++)
        g_assert_true (g_hash_table_add (found, GUINT_TO_POINTER (g_array_index (ids, guint32, i))));
      for (guint i = 0; i < records->len; i++)
        {
          g_autoptr(GolRecord) one = gol_store_read (office->store, records->pdata[i], NULL);
          gboolean has = has_beginning (one, prefix);

          expected += has;
          if (has && !g_hash_table_contains (found, GUINT_TO_POINTER (one->id)))
            g_error ("seed %u: “%s” does not find %s", seed, prefix, one->record);
        }
      /* Beginnings of two letters, or many, are all that is looked for. */
      if ((strlen (prefix) < 3 || expected > 50) && ids->len != expected)
        g_error ("seed %u: “%s” finds %u of %u", seed, prefix, ids->len, expected);

      if (strlen (word) >= 5)
        {
          g_autofree char *slip = g_strdup (word);
          guint at = g_rand_int_range (random, 0, strlen (word));

          slip[at] = slip[at] == 'q' ? 'w' : 'q';
          assert_found (office, slip, record);
        }
    }
}

/* Saves by the thousand, and never a moment in which the pieces of the index are merged. */
static void
test_never_idle (void)
{
  GError *error = NULL;
  g_autoptr(GolDb) db = gol_db_open (NULL, NULL, GOL_DB_MEMORY | GOL_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (gol_search_create (db, GOL_LOG_OPEN, &error));
  for (guint i = 0; i < 4500; i++)
    {
      gol_db_exec (db, "INSERT INTO fts_words_worker (text) VALUES ('ana tzul')", &error);
      g_assert_no_error (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search/names", test_names);
  g_test_add_func ("/search/never-idle", test_never_idle);
  g_test_add_func ("/search/initials", test_initials);
  g_test_add_func ("/search/best-first", test_best_first);
  g_test_add_func ("/search/numbers", test_numbers);
  g_test_add_func ("/search/upkeep", test_upkeep);
  g_test_add_func ("/search/last-of-a-word", test_last_of_a_word);
  g_test_add_func ("/search/voided", test_voided);
  g_test_add_func ("/search/other-entities", test_other_entities);
  g_test_add_func ("/search/everybody", test_everybody);

  return g_test_run ();
}
