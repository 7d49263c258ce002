/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-list-sort.h"

#include "gol-application.h"

void
gol_list_sort_remember (const GolListSpec *spec,
                        const char        *sort,
                        gboolean           descending)
{
  GSettings *settings = gol_application_get_settings ();
  g_autoptr(GVariant) lists = settings != NULL ? g_settings_get_value (settings, "lists") : NULL;

  if (lists == NULL)
    return;
  /* Columns are the list's own: an empty array. */
  {
    GVariantBuilder builder;
    GVariantIter iter;
    const char *name;
    GVariant *value;

    g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(sbas)}"));
    g_variant_iter_init (&iter, lists);
    while (g_variant_iter_next (&iter, "{&s@(sbas)}", &name, &value))
      {
        if (!g_str_equal (name, spec->name))
          g_variant_builder_add (&builder, "{s@(sbas)}", name, value);
        g_variant_unref (value);
      }
    g_variant_builder_add (&builder, "{s(sbas)}", spec->name, sort, descending, NULL);
    g_settings_set_value (settings, "lists", g_variant_builder_end (&builder));
  }
}

char *
gol_list_sort_recall (const GolListSpec *spec,
                      gboolean          *descending)
{
  GSettings *settings = gol_application_get_settings ();
  g_autoptr(GVariant) lists = settings != NULL ? g_settings_get_value (settings, "lists") : NULL;
  const char *field;
  gboolean down;

  *descending = spec->descending;
  if (lists == NULL || !g_variant_lookup (lists, spec->name, "(&sbas)", &field, &down, NULL))
    return g_strdup (spec->sort);
  /* Only what a column of today can sort by. */
  for (const GolListColumn *column = spec->columns; column->title != NULL; column++)
    if (g_strcmp0 (column->sort, field) == 0)
      {
        *descending = down;
        return g_strdup (field);
      }
  return g_strdup (spec->sort);
}
