/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-check.h"
#include "gol-demo.h"
#include "gol-json.h"

#define CROWD 20000

static const GolDemo crowd = { .seed = 7, .today = { 2026, 11, 23 } };

/* All that a person is, as one text. */
static char *
write_person (GHashTable *sections)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (sections), (GCompareFunc) strcmp);
  g_autoptr(GString) text = g_string_new (NULL);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_string_append_printf (text, "%s ", (const char *) l->data);
      gol_json_append_values (text, g_hash_table_lookup (sections, l->data));
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe (const GolDemo *demo,
          guint64        index)
{
  g_autoptr(GHashTable) person = gol_demo_person (demo, index);

  return write_person (person);
}

static void
test_same_again (void)
{
  const GolDemo other_seed = { .seed = 8, .today = crowd.today };
  guint n_same = 0;

  for (guint64 i = 0; i < 300; i++)
    {
      g_autofree char *first = describe (&crowd, i);
      g_autofree char *after = describe (&crowd, (i * 7919 + 1) % GOL_DEMO_MOST);
      g_autofree char *again = describe (&crowd, i);
      g_autofree char *other = describe (&other_seed, i);

      g_assert_cmpstr (first, ==, again);
      g_assert_cmpstr (first, !=, after);
      n_same += strcmp (first, other) == 0 ? 1 : 0;
    }
  g_assert_cmpuint (n_same, ==, 0);
}

static gpointer
describe_many (gpointer data)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  for (guint64 i = 0; i < 2000; i++)
    g_ptr_array_add (all, describe (&crowd, i));

  return all;
}

static void
test_threads (void)
{
  GThread *threads[3];
  g_autoptr(GPtrArray) expected = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("crowd", describe_many, NULL);
  expected = describe_many (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr(GPtrArray) found = g_thread_join (threads[i]);

      for (guint j = 0; j < found->len; j++)
        g_assert_cmpstr (g_ptr_array_index (found, j), ==, g_ptr_array_index (expected, j));
    }
}

typedef struct
{
  GHashTable *seen[4];
} Documents;

static void
take (GHashTable *seen,
      const char *number)
{
  if (number != NULL && !g_hash_table_add (seen, g_strdup (number)))
    g_error ("Two people have %s", number);
}

static void
take_documents (Documents  *documents,
                GHashTable *person)
{
  const GolValues *numbers = g_hash_table_lookup (person, "identity_numbers");
  const GolValues *bank = g_hash_table_lookup (person, "bank");
  g_autofree char *national = g_strconcat (gol_values_get_text (numbers, "national_number_type"), " ",
                                           gol_values_get_text (numbers, "national_number"), NULL);

  g_assert_nonnull (gol_values_get_text (numbers, "national_number"));
  g_assert_nonnull (gol_values_get_text (numbers, "passport_number"));
  take (documents->seen[0], national);
  take (documents->seen[1], gol_values_get_text (numbers, "passport_number"));
  take (documents->seen[2], gol_values_get_text (numbers, "mrz"));
  take (documents->seen[3], gol_values_get_text (bank, "clabe"));
}

/* Nothing is wrong with anybody's papers, and nobody's are another's. */
static void
test_papers (void)
{
  Documents documents;

  for (guint i = 0; i < G_N_ELEMENTS (documents.seen); i++)
    documents.seen[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint64 i = 0; i < CROWD; i++)
    {
      g_autoptr(GHashTable) person = gol_demo_person (&crowd, i);
      g_autoptr(GPtrArray) problems = gol_worker_check (person, crowd.today);

      if (problems->len > 0)
        {
          const GolProblem *problem = g_ptr_array_index (problems, 0);
          g_autofree char *text = write_person (person);

          g_error ("Person %u: %s: %s\n%s", (guint) i, problem->code, problem->message, text);
        }
      take_documents (&documents, person);
    }

  g_assert_cmpuint (g_hash_table_size (documents.seen[3]), >, CROWD / 4);
  for (guint i = 0; i < G_N_ELEMENTS (documents.seen); i++)
    g_hash_table_unref (documents.seen[i]);
}

/* What is made up is what an officer could have typed: each value is of its field's form already. */
static void
test_fields (void)
{
  const GolEntity *worker = gol_dictionary_find_entity ("worker");

  for (guint64 i = 0; i < 2000; i++)
    {
      g_autoptr(GHashTable) person = gol_demo_person (&crowd, i);
      GHashTableIter iter;
      gpointer name, data;

      g_hash_table_iter_init (&iter, person);
      while (g_hash_table_iter_next (&iter, &name, &data))
        {
          const GolSection *section = gol_entity_find_section (worker, name);
          const GolValues *values = data;

          g_assert_nonnull (section);
          g_assert_cmpuint (section->flags & GOL_SECTION_PROTECTED, ==, 0);
          for (guint j = 0; j < gol_values_get_size (values); j++)
            {
              const GolValue *value = gol_values_peek (values, j);
              const GolField *field = gol_section_find_field (section, value->name);
              g_autoptr(GolValues) normal = gol_values_copy (values);
              g_autoptr(GError) error = NULL;

              g_assert_nonnull (field);
              g_assert_cmpint (value->kind, ==, gol_field_get_kind (field));
              if (!gol_field_normalize (field, value->text, normal, &error))
                g_error ("%s.%s: %s", section->name, field->name, error->message);
              if (!gol_values_equal (values, normal))
                g_error ("%s.%s: “%s” would be stored as “%s”", section->name, field->name, value->text,
                         gol_values_get_text (normal, field->name));
            }
        }
    }
}

static void
test_countries (void)
{
  const char * const *countries = gol_demo_get_countries ();
  guint n;

  for (n = 0; countries[n] != NULL; n++)
    {
      const GolDemo one = { .seed = 7, .today = crowd.today, .country = countries[n] };
      g_autoptr(GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint64 i = 0; i < 3000; i++)
        {
          g_autoptr(GHashTable) person = gol_demo_person (&one, i);
          g_autoptr(GPtrArray) problems = gol_worker_check (person, one.today);

          const GolValues *civil = g_hash_table_lookup (person, "civil");
          const GolValues *identity = g_hash_table_lookup (person, "identity_numbers");

          g_assert_cmpstr (gol_values_get_text (civil, "nationality"), ==, countries[n]);
          g_assert_cmpuint (problems->len, ==, 0);
          take (numbers, gol_values_get_text (identity, "national_number"));
        }
    }
  g_assert_cmpuint (n, ==, 8);
}

/* Of working age on the day, whichever day it is. */
static void
test_other_days (void)
{
  static const GolDate days[] = { { 2024, 2, 29 }, { 2026, 1, 1 }, { 2030, 12, 31 } };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      const GolDemo demo = { .seed = 7, .today = days[i] };

      for (guint64 j = 0; j < 1000; j++)
        {
          g_autoptr(GHashTable) person = gol_demo_person (&demo, j);
          g_autoptr(GPtrArray) problems = gol_worker_check (person, days[i]);

          g_assert_cmpuint (problems->len, ==, 0);
        }
    }
}

static void
test_last (void)
{
  g_autofree char *last = describe (&crowd, GOL_DEMO_MOST - 1);

  g_assert_true (g_utf8_validate (last, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people/same-again", test_same_again);
  g_test_add_func ("/people/threads", test_threads);
  g_test_add_func ("/people/papers", test_papers);
  g_test_add_func ("/people/fields", test_fields);
  g_test_add_func ("/people/countries", test_countries);
  g_test_add_func ("/people/other-days", test_other_days);
  g_test_add_func ("/people/last", test_last);

  return g_test_run ();
}
