/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-dictionary.h"

#include <string.h>

#include "gol-tables.h"

#define GOL_ENTITY_ADDRESS(name) &gol_entity_##name,
static const GolEntity * const entities[] = {
  GOL_ENTITIES (GOL_ENTITY_ADDRESS)
  NULL
};
#undef GOL_ENTITY_ADDRESS

/**
 * gol_dictionary_get_entities:
 *
 * Returns: (transfer none): all entities by number, from 1; ends with %NULL
 */
const GolEntity * const *
gol_dictionary_get_entities (void)
{
  return entities;
}

/**
 * gol_dictionary_get_entity:
 * @number: an entity's number
 *
 * Returns: (nullable): the entity, or %NULL when a newer dictionary made it
 */
const GolEntity *
gol_dictionary_get_entity (guint number)
{
  return number >= 1 && number < G_N_ELEMENTS (entities) ? entities[number - 1] : NULL;
}

static gpointer
index_entities (gpointer data)
{
  GHashTable *by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; entities[i] != NULL; i++)
    g_hash_table_insert (by_name, (gpointer) entities[i]->name, (gpointer) entities[i]);

  return by_name;
}

/**
 * gol_dictionary_find_entity:
 * @name: "worker"
 *
 * Returns: (nullable): the entity of that name
 */
const GolEntity *
gol_dictionary_find_entity (const char *name)
{
  static GOnce once = G_ONCE_INIT;

  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (g_once (&once, index_entities, NULL), name);
}

static const GolSection *
find_section (const GolEntity *entity,
              const char      *name,
              gsize            length)
{
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    if (strncmp (section->name, name, length) == 0 && section->name[length] == '\0')
      return section;

  return NULL;
}

const GolSection *
gol_entity_find_section (const GolEntity *entity,
                         const char      *name)
{
  g_return_val_if_fail (entity != NULL && name != NULL, NULL);

  return find_section (entity, name, strlen (name));
}

const GolField *
gol_section_find_field (const GolSection *section,
                        const char       *name)
{
  g_return_val_if_fail (section != NULL && name != NULL, NULL);

  for (const GolField *field = section->fields; field->name != NULL; field++)
    if (strcmp (field->name, name) == 0)
      return field;

  return NULL;
}

/**
 * gol_entity_find_field:
 * @entity: an entity
 * @path: "civil.sex"
 * @section: (out) (optional): its section
 * @field: (out) (optional): the field
 *
 * Returns: whether there is such a field; outputs are untouched when not
 */
gboolean
gol_entity_find_field (const GolEntity   *entity,
                       const char        *path,
                       const GolSection **section,
                       const GolField   **field)
{
  const GolSection *found_section;
  const GolField *found_field;
  const char *dot;

  g_return_val_if_fail (entity != NULL && path != NULL, FALSE);

  dot = strchr (path, '.');
  if (dot == NULL)
    return FALSE;

  found_section = find_section (entity, path, dot - path);
  found_field = found_section != NULL ? gol_section_find_field (found_section, dot + 1) : NULL;
  if (found_field == NULL)
    return FALSE;

  if (section != NULL)
    *section = found_section;
  if (field != NULL)
    *field = found_field;

  return TRUE;
}

/**
 * gol_dictionary_find_field:
 * @path: "worker.civil.sex"
 * @entity: (out) (optional): its entity
 * @section: (out) (optional): its section
 * @field: (out) (optional): the field
 *
 * Returns: whether there is such a field; outputs are untouched when not
 */
gboolean
gol_dictionary_find_field (const char        *path,
                           const GolEntity  **entity,
                           const GolSection **section,
                           const GolField   **field)
{
  g_autofree char *name = NULL;
  const GolEntity *found;
  const char *dot;

  g_return_val_if_fail (path != NULL, FALSE);

  dot = strchr (path, '.');
  if (dot == NULL)
    return FALSE;

  name = g_strndup (path, dot - path);
  found = gol_dictionary_find_entity (name);
  if (found == NULL || !gol_entity_find_field (found, dot + 1, section, field))
    return FALSE;

  if (entity != NULL)
    *entity = found;

  return TRUE;
}

/**
 * gol_field_get_kind:
 * @field: a field
 *
 * How its value is written in a leaf and stored in a column: text unless said otherwise here.
 */
GolValueKind
gol_field_get_kind (const GolField *field)
{
  g_return_val_if_fail (field != NULL, GOL_VALUE_NULL);

  switch (field->type)
    {
    case GOL_FIELD_INTEGER:
      return GOL_VALUE_INTEGER;

    case GOL_FIELD_BOOLEAN:
      return GOL_VALUE_BOOLEAN;

    case GOL_FIELD_SET:
    case GOL_FIELD_LANGUAGES:
    case GOL_FIELD_ROWS:
    case GOL_FIELD_ATTACHMENT:
      return GOL_VALUE_LIST;

    default:
      return GOL_VALUE_TEXT;
    }
}

const char *
gol_field_get_label (const GolField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return _(field->label);
}

const char *
gol_section_get_label (const GolSection *section)
{
  g_return_val_if_fail (section != NULL, NULL);

  return _(section->label);
}

const char *
gol_entity_get_label (const GolEntity *entity)
{
  g_return_val_if_fail (entity != NULL, NULL);

  return _(entity->label);
}
