/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "gol-check.h"

FUZZ_WITHOUT_LEAK_CHECK

/* The dictionary's fields, one after the other. */
static const GolField *
pick (guint position)
{
  const GolEntity * const *entities = gol_dictionary_get_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    for (const GolSection *section = entities[i]->sections; section->name != NULL; section++)
      for (const GolField *field = section->fields; field->name != NULL; field++)
        if (position-- == 0)
          return field;

  return NULL;
}

/* Two bytes choose a field, the rest is typed into it. What is taken is of the field's kind, and is taken again as it is. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const GolField *field = size >= 2 ? pick (data[0] | data[1] << 8) : NULL;
  g_autofree char *text = field != NULL ? g_strndup ((const char *) data + 2, size - 2) : NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GolValues) again = gol_values_new ();
  g_autoptr(GError) error = NULL;
  const GolValue *value;

  if (field == NULL)
    return 0;
  if (!gol_field_normalize (field, text, values, &error))
    {
      g_assert (error != NULL && g_utf8_validate (error->message, -1, NULL) && strlen (error->message) < 2000);
      return 0;
    }

  value = gol_values_find (values, field->name);
  g_assert (value != NULL);
  if (value->kind == GOL_VALUE_NULL)
    return 0;
  g_assert (value->kind == gol_field_get_kind (field));
  g_assert (g_utf8_validate (value->text, -1, NULL));
  g_assert (gol_field_normalize (field, value->text, again, NULL));
  g_assert (gol_values_equal (values, again));

  return 0;
}
