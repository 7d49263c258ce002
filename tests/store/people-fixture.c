/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "people-fixture.h"

#include "gol-demo.h"

GPtrArray *
office_add_people (Office  *office,
                   guint64  seed,
                   guint    n)
{
  GolDemo demo = { seed, { 2026, 11, 23 }, NULL };
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "test", NULL);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GHashTable) person = gol_demo_person (&demo, i);
      char *record = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
      GHashTableIter iter;
      gpointer section, values;

      g_ptr_array_add (records, record);
      g_hash_table_iter_init (&iter, person);
      while (g_hash_table_iter_next (&iter, &section, &values))
        gol_batch_set (batch, record, section, values, NULL);
    }
  gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error);
  g_assert_no_error (error);
  return records;
}
