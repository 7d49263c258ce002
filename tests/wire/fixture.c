/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

static const struct { const char *section, *field, *text; } first_leaves[] = {
  { "name_photo", "given_names", "Ana Lucía" },
  { "contact", "phone_1", "+50244719035" },
  { "bank", "account", NULL },
};

void
fixture_key (GolSiteKey *key)
{
  guint8 seed[32];

  for (guint i = 0; i < sizeof seed; i++)
    seed[i] = i;
  gol_site_key_from_seed (key, seed);
}

GolHeader
fixture_header (GolLog  log,
                guint64 seq)
{
  return (GolHeader) {
    .version = GOL_CHANGE_VERSION,
    .site = g_strdup ("s7f3"),
    .log = log,
    .incarnation = 1,
    .seq = seq,
    .hlc = g_strdup ("0192f3a1c7d2.0003"),
    .actor = g_strdup ("u91"),
    .batch = g_strdup ("01JD8Z5B7Q0000000000000000"),
    .schema = GOL_SCHEMA_VERSION,
  };
}

GPtrArray *
fixture_leaves (guint n)
{
  GPtrArray *leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_leaf_free);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GolValues) values = gol_values_new ();
      g_autofree char *section = i < G_N_ELEMENTS (first_leaves) ? g_strdup (first_leaves[i].section) : g_strdup_printf ("section_%u", i);
      GolLeaf *leaf;

      if (i < G_N_ELEMENTS (first_leaves))
        gol_values_set_text (values, first_leaves[i].field, first_leaves[i].text);
      else
        gol_values_set_integer (values, "number", i);
      leaf = gol_leaf_new ("worker/01JD8Z5B7R0000000000000001", section, GOL_OP_SET, values);
      if (i == 1)
        leaf->base = g_strsplit ("s2a1.1:77 s7f3.1:4181", " ", -1);
      if (i == 2)
        leaf->why = g_strdup ("account closed");
      g_ptr_array_add (leaves, leaf);
    }
  return leaves;
}

GolChange *
fixture_change (guint n)
{
  g_autoptr(GPtrArray) leaves = fixture_leaves (n);
  g_autofree guint8 *salts = g_malloc ((gsize) n * GOL_SALT_BYTES);
  g_autoptr(GError) error = NULL;
  GolHeader header = fixture_header (GOL_LOG_OPEN, 4182);
  GolSiteKey key;
  GolChange *change;

  for (gsize i = 0; i < (gsize) n * GOL_SALT_BYTES; i++)
    salts[i] = (guint8) i;
  fixture_key (&key);
  change = gol_change_new (&header, leaves, &key, salts, &error);
  g_assert_no_error (error);
  return change;
}
