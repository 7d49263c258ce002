/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-id.h"
#include "gol-vocabulary.h"

/*
 * What officers read about what was done: whole sentences, kept with each action for its undo and for history. Of a
 * protected section nothing is said but that it was: the sentence rests where officers without the protected role may
 * come across it.
 */

static char *
title_of_fields (GolStore        *store,
                 const GolEntity *entity,
                 GHashTable      *sections,
                 const char      *separator,
                 guint            depth)
{
  g_auto(GStrv) paths = g_strsplit (entity->title, ",", -1);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      const GolSection *section;
      const GolField *field;
      const char *text;

      if (!gol_entity_find_field (entity, paths[i], &section, &field))
        continue;
      text = gol_values_get_text (g_hash_table_lookup (sections, section->name), field->name);
      if (text == NULL)
        continue;
      if (field->type == GOL_FIELD_REFERENCE)
        {
          g_autoptr(GolRecord) other = depth < 2 ? gol_store_read (store, text, NULL) : NULL;

          if (other != NULL)
            g_ptr_array_add (parts, gol_sentence_title (store, other));
        }
      else if (field->type == GOL_FIELD_CHOICE)
        {
          const GolTerm *term = gol_vocabulary_get (gol_vocabulary_find (field->detail), text);

          g_ptr_array_add (parts, g_strdup (term != NULL ? gol_term_get_label (term) : text));
        }
      else
        {
          g_ptr_array_add (parts, g_strdup (text));
        }
    }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (separator, (char **) parts->pdata);
}

/* As she is called, not as lists sort her. */
static char *
title_of_worker (GHashTable *sections)
{
  static const char * const order[] = { "given_names", "surname_1", "surname_2" };
  GolValues *names = g_hash_table_lookup (sections, "name_photo");
  GString *out = g_string_new (NULL);

  for (guint i = 0; names != NULL && i < G_N_ELEMENTS (order); i++)
    {
      const char *text = gol_values_get_text (names, order[i]);

      if (text != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", text);
    }
  return g_string_free (out, out->len == 0);
}

static char *
title (GolStore        *store,
       const GolEntity *entity,
       GHashTable      *sections,
       const char      *code)
{
  char *words = g_str_equal (entity->name, "worker") ? title_of_worker (sections)
                                                     : title_of_fields (store, entity, sections, ", ", 1);

  if (words != NULL)
    return words;
  return g_strdup (code != NULL ? code : gol_entity_get_label (entity));
}

char *
gol_sentence_title (GolStore  *store,
                 GolRecord *record)
{
  return title (store, record->entity, record->sections, record->code);
}

char *
gol_sentence_own_title (GolStore  *store,
                        GolRecord *record)
{
  return g_str_equal (record->entity->name, "worker") ? title_of_worker (record->sections)
                                                      : title_of_fields (store, record->entity, record->sections, ", ", 2);
}

static gboolean
any_protected (const GolEntity *entity,
               GHashTable      *sections)
{
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    if ((section->flags & GOL_SECTION_PROTECTED) != 0 && g_hash_table_contains (sections, section->name))
      return TRUE;
  return FALSE;
}

char *
gol_sentence_added (GolStore        *store,
                 const GolEntity *entity,
                 GHashTable      *sections)
{
  g_autofree char *name = NULL;

  if (any_protected (entity, sections))
    return g_strdup (_("Protected record added"));
  name = title (store, entity, sections, NULL);
  /* Translators: what was added, such as "Worker", then its name */
  return g_strdup_printf (_("%1$s added: %2$s"), gol_entity_get_label (entity), name);
}

char *
gol_sentence_saved (GolStore         *store,
                 GolRecord        *record,
                 const GolSection *section)
{
  g_autofree char *name = NULL;

  if ((section->flags & GOL_SECTION_PROTECTED) != 0)
    return g_strdup (_("Protected section saved"));
  name = gol_sentence_title (store, record);
  /* Translators: a part of a file, such as "Contact", then whose file it is */
  return g_strdup_printf (_("%1$s of %2$s saved"), gol_section_get_label (section), name);
}
