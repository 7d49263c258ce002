/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-title.h"

#include "gol-display.h"

/* A title may name another record, whose title may name a third; no further. */
#define DEPTH 3

static char *
title_at (GolOffice *office,
          GolRecord *record,
          guint      depth)
{
  g_auto(GStrv) paths = g_strsplit (record->entity->title, ",", -1);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (g_str_equal (record->entity->name, "worker"))
    {
      g_autofree char *name = gol_display_spoken_name (gol_record_get_text (record, "name_photo.surname_1"),
                                                       gol_record_get_text (record, "name_photo.surname_2"),
                                                       gol_record_get_text (record, "name_photo.given_names"));

      if (*name != '\0')
        return g_steal_pointer (&name);
    }
  else
    for (guint i = 0; paths[i] != NULL; i++)
      {
        const char *text = gol_record_get_text (record, paths[i]);
        const GolField *field;

        if (text == NULL || !gol_entity_find_field (record->entity, paths[i], NULL, &field))
          continue;
        if (field->type != GOL_FIELD_REFERENCE)
          g_ptr_array_add (words, gol_display_cell (field, text));
        else if (depth < DEPTH)
          {
            g_autoptr(GolRecord) other = gol_office_read (office, text, NULL);

            if (other != NULL)
              g_ptr_array_add (words, title_at (office, other, depth + 1));
          }
      }
  if (words->len > 0)
    return gol_display_join (words);
  return g_strdup (record->code != NULL ? record->code : record->record);
}

char *
gol_title_of_record (GolOffice *office,
                     GolRecord *record)
{
  g_return_val_if_fail (GOL_IS_OFFICE (office), NULL);
  g_return_val_if_fail (record != NULL, NULL);

  return title_at (office, record, 0);
}

char *
gol_title_of (GolOffice  *office,
              const char *record)
{
  g_autoptr(GolRecord) read = NULL;

  g_return_val_if_fail (GOL_IS_OFFICE (office), NULL);
  g_return_val_if_fail (record != NULL, NULL);

  read = gol_office_read (office, record, NULL);
  return read != NULL ? title_at (office, read, 0) : g_strdup (record);
}

const char *
gol_title_get_home (GolRecord *record)
{
  static const char * const have_pages[] = { "worker", "order", NULL };
  const char *parent = NULL;

  g_return_val_if_fail (record != NULL, NULL);

  if (record->entity->parent != NULL && !g_strv_contains (have_pages, record->entity->name))
    parent = gol_record_get_text (record, record->entity->parent);
  return parent != NULL ? parent : record->record;
}
