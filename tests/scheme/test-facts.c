/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gol-facts.h"
#include "gol-vocabulary.h"

#include <string.h>

/* What a fact rests on is what decides who may see a verdict: a section that is misspelt would open it to all. */
static void
test_rests_on_sections (void)
{
  for (guint i = 0; gol_fact_view_nth (i) != NULL; i++)
    for (const GolFact *fact = gol_fact_view_nth (i)->facts; fact->name != NULL; fact++)
      {
        g_auto (GStrv) paths = g_strsplit (fact->sections, " ", -1);
        g_assert_cmpuint (g_strv_length (paths), >, 0);
        for (guint j = 0; paths[j] != NULL; j++)
          {
            g_auto (GStrv) parts = g_strsplit (paths[j], ".", -1);
            g_assert_cmpuint (g_strv_length (parts), ==, 2);
            const GolEntity *entity = gol_dictionary_find_entity (parts[0]);
            g_assert_nonnull (entity);
            const GolSection *section = gol_entity_find_section (entity, parts[1]);
            g_assert_nonnull (section);
            g_assert_cmpuint (section->flags & (GOL_SECTION_NO_RULE | GOL_SECTION_PROTECTED), ==, 0);
          }
        if (fact->detail != NULL)
          g_assert_nonnull (gol_vocabulary_find (fact->detail));
        /* The ministry of origin decides, so nothing may be hidden from it. */
        g_assert_cmpuint (gol_fact_get_readers (fact) & GOL_PARTY_MINISTRY, !=, 0);
      }
}

static void
test_names_are_unique (void)
{
  for (guint i = 0; gol_fact_view_nth (i) != NULL; i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      for (const GolFact *fact = gol_fact_view_nth (i)->facts; fact->name != NULL; fact++)
        {
          g_assert_true (g_hash_table_add (seen, (gpointer) fact->name));
          g_assert_cmpuint (strspn (fact->name, "abcdefghijklmnopqrstuvwxyz0123456789_"), ==, strlen (fact->name));
          g_assert_null (gol_fact_function_find (fact->name));
        }
    }
}

static void
test_readers (void)
{
  const GolFactView *view = gol_fact_view_find ("worker");

  g_assert_true (view == gol_fact_view_find ("worker_facts"));
  g_assert_null (gol_fact_view_find ("fee"));
  g_assert_cmpuint (gol_fact_get_readers (gol_fact_view_get (view, "sanction_until")), ==, GOL_PARTY_MINISTRY);
  g_assert_cmpuint (gol_fact_get_readers (gol_fact_view_get (view, "stays")) & GOL_PARTY_EMPLOYER, ==, 0);
  g_assert_cmpuint (gol_fact_get_readers (gol_fact_view_get (view, "schooling")) & GOL_PARTY_EMPLOYER, !=, 0);
  g_assert_null (gol_fact_view_get (view, "id"));
  g_assert_nonnull (gol_fact_function_find ("has"));
  g_assert_null (gol_fact_function_find ("coalesce"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scheme/facts/rests-on-sections", test_rests_on_sections);
  g_test_add_func ("/scheme/facts/names-are-unique", test_names_are_unique);
  g_test_add_func ("/scheme/facts/readers", test_readers);
  return g_test_run ();
}
