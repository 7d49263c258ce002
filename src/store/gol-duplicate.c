/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-query.h"

#include "gol-likeness-private.h"

/* Who may be in the office already: the same document, or the same birth date under a name that sounds alike. */

static const struct
{
  const char *reason;
  const char *field;  /* of identity_numbers */
} documents[] = {
  { "passport", "passport_number" },
  { "national_number", "national_number" },
};

static const char *
get_text (GHashTable *sections,
          const char *section,
          const char *field)
{
  GolValues *values = g_hash_table_lookup (sections, section);

  return values != NULL ? gol_values_get_text (values, field) : NULL;
}

static GolLikeness *
liken (GHashTable *sections)
{
  return gol_likeness_new (get_text (sections, "civil", "birth_date"),
                           get_text (sections, "name_photo", "surname_1"),
                           get_text (sections, "name_photo", "surname_2"),
                           get_text (sections, "name_photo", "given_names"));
}

void
gol_duplicate_free (GolDuplicate *duplicate)
{
  g_free (duplicate->record);
  g_free (duplicate->code);
  g_free (duplicate->reason);
  g_free (duplicate->field);
  g_free (duplicate);
}

/**
 * gol_duplicate_keys:
 * @sections: (element-type utf8 GolValues): a worker's sections by name
 *
 * For comparing the rows of one file among each other: rows that share a key may be one person. A row with one surname meets
 * only rows with that one alone; gol_store_duplicates () also finds those with two.
 *
 * Returns: (transfer full) (element-type utf8): "passport:N71616944", "birth:1971-04-20:barasa:barios:ignasio"…; may be empty
 */
GPtrArray *
gol_duplicate_keys (GHashTable *sections)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GolLikeness) likeness = NULL;

  g_return_val_if_fail (sections != NULL, keys);

  likeness = liken (sections);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *key = gol_document_key (get_text (sections, "identity_numbers", documents[i].field));

      if (key != NULL)
        g_ptr_array_add (keys, g_strdup_printf ("%s:%s", documents[i].reason, key));
    }
  gol_likeness_keys (likeness, keys);
  return keys;
}
