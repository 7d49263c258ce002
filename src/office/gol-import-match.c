/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include <string.h>

#include "gol-text.h"

/* A slip is believed only where the word is long enough not to be another one. */
#define SLIP_MIN 5

const GolEntity * const *
gol_import_entities (const GolEntity *entity)
{
  static const GolEntity *worker[2], *order[4];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      worker[0] = gol_dictionary_find_entity ("worker");
      order[0] = gol_dictionary_find_entity ("order");
      order[1] = gol_dictionary_find_entity ("employer");
      order[2] = gol_dictionary_find_entity ("worksite");
      g_once_init_leave (&once, 1);
    }

  return entity == order[0] ? order : worker;
}

static const GolImportWords *
get_words (const GolEntity *entity)
{
  return strcmp (entity->name, "order") == 0 ? gol_import_order_words : gol_import_worker_words;
}

/* A field's own name, when only one section of the kind has it. */
static gboolean
find_alone (const GolEntity   *entity,
            const char        *name,
            GolImportTarget   *target)
{
  guint found = 0;

  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    {
      const GolField *field = gol_section_find_field (section, name);

      if (field == NULL)
        continue;
      *target = (GolImportTarget) { entity, section, field };
      found++;
    }
  return found == 1;
}

gboolean
gol_import_find_target (const GolEntity  *entity,
                        const char       *path,
                        GolImportTarget  *target)
{
  const GolEntity * const *entities = gol_import_entities (entity);

  for (guint i = 0; entities[i] != NULL; i++)
    {
      gsize length = strlen (entities[i]->name);
      gboolean named = strncmp (path, entities[i]->name, length) == 0 && path[length] == '.';
      const char *inner = named ? path + length + 1 : path;

      if (gol_entity_find_field (entities[i], inner, &target->section, &target->field))
        {
          target->entity = entities[i];
          return TRUE;
        }
      if ((named || i == 0) && find_alone (entities[i], inner, target))
        return TRUE;
    }

  return FALSE;
}

char *
gol_import_target_path (const GolImportTarget *target)
{
  return g_strjoin (".", target->section->name, target->field->name, NULL);
}

gboolean
gol_import_can_take (const GolField *field)
{
  return field->type != GOL_FIELD_ROWS && field->type != GOL_FIELD_REFERENCE && field->type != GOL_FIELD_ATTACHMENT &&
         field->type != GOL_FIELD_PORTRAIT;
}

const char *
gol_import_joins_with (const GolField *field)
{
  if (g_strcmp0 (field->check, "mrz") == 0)
    return "\n";
  if (strcmp (field->name, "given_names") == 0)
    return " ";
  if (field->type == GOL_FIELD_SET || field->type == GOL_FIELD_LANGUAGES)
    return ",";

  return NULL;
}

/* ── One form for a header and for the words it is compared with ── */

static const char *
expand (const char *word)
{
  for (const GolImportShort *s = gol_import_short_words; s->word != NULL; s++)
    if (strcmp (s->word, word) == 0)
      return s->whole;

  return word;
}

/* "Núm. de pasaporte:" and "NUM_PASAPORTE" both become "numeropasaporte". */
static char *
make_plain (const char *header)
{
  g_auto(GStrv) words = gol_text_words (header);
  GString *plain = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_strv_contains (gol_import_small_words, words[i]))
      g_string_append (plain, expand (words[i]));
  if (plain->len == 0)
    for (guint i = 0; words[i] != NULL; i++)
      g_string_append (plain, words[i]);

  return g_string_free (plain, FALSE);
}

/* ── All headers that we know ── */

typedef struct
{
  GolImportTarget  target;
  const char      *implies;
} Known;

/* The first that claims a header has it: the table of words before the dictionary's own labels, which are less
   particular. */
static void
learn (GHashTable            *known,
       const char            *header,
       const GolImportTarget *target,
       const char            *implies)
{
  char *plain = make_plain (header);
  Known *entry;

  if (*plain == '\0' || g_hash_table_contains (known, plain))
    {
      g_free (plain);
      return;
    }
  entry = g_new0 (Known, 1);
  entry->target = *target;
  entry->implies = implies;
  g_hash_table_insert (known, plain, entry);
}

static void
learn_words (GHashTable      *known,
             const GolEntity *entity)
{
  for (const GolImportWords *words = get_words (entity); words->field != NULL; words++)
    {
      g_auto(GStrv) headers = g_strsplit (words->words, "|", -1);
      GolImportTarget target;

      if (!gol_import_find_target (entity, words->field, &target))
        g_error ("No field “%s” in the dictionary", words->field);
      for (guint i = 0; headers[i] != NULL; i++)
        learn (known, headers[i], &target, words->implies);
    }
}

static void
learn_labels (GHashTable      *known,
              const GolEntity *entity)
{
  const GolEntity * const *entities = gol_import_entities (entity);

  for (guint i = 0; entities[i] != NULL; i++)
    for (const GolSection *section = entities[i]->sections; section->name != NULL; section++)
      for (const GolField *field = section->fields; field->name != NULL; field++)
        {
          GolImportTarget target = { entities[i], section, field };
          g_autofree char *path = gol_import_target_path (&target);

          if (!gol_import_can_take (field) || (section->flags & GOL_SECTION_ATTESTED) != 0)
            continue;
          learn (known, path, &target, NULL);
          learn (known, field->label, &target, NULL);
          learn (known, gol_field_get_label (field), &target, NULL);
          learn (known, field->name, &target, NULL);
        }
}

static GHashTable *
get_known (const GolEntity *entity)
{
  static GHashTable *all;
  static GMutex mutex;
  GHashTable *known;

  g_mutex_lock (&mutex);
  if (all == NULL)
    all = g_hash_table_new (NULL, NULL);
  known = g_hash_table_lookup (all, entity);
  if (known == NULL)
    {
      known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      learn_words (known, entity);
      learn_labels (known, entity);
      g_hash_table_insert (all, (gpointer) entity, known);
    }
  g_mutex_unlock (&mutex);

  return known;
}

/* One letter off, and no two fields that it may mean. */
static const Known *
find_slip (GHashTable *known,
           const char *plain)
{
  const Known *found = NULL;
  GHashTableIter iter;
  gpointer key, value;

  if (strlen (plain) < SLIP_MIN)
    return NULL;

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Known *candidate = value;

      if (strlen (key) < SLIP_MIN || !gol_text_within_one (key, plain))
        continue;
      if (found != NULL && found->target.field != candidate->target.field)
        return NULL;
      found = candidate;
    }

  return found;
}

/* Two columns cannot fill one field, unless they are parts of it; the surer one has it, else the first. */
static void
settle_rivals (GolImportMatch *matches,
               guint           n)
{
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; matches[i].target.field != NULL && j < n; j++)
      if (matches[j].target.field == matches[i].target.field && gol_import_joins_with (matches[i].target.field) == NULL)
        {
          GolImportMatch *loser = matches[j].certain && !matches[i].certain ? &matches[i] : &matches[j];

          *loser = (GolImportMatch) { 0 };
        }
}

GolImportMatch *
gol_import_match (const GolEntity    *entity,
                  const char * const *headers,
                  guint               n)
{
  GHashTable *known = get_known (entity);
  GolImportMatch *matches = g_new0 (GolImportMatch, n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *plain = make_plain (headers[i]);
      const Known *found = g_hash_table_lookup (known, plain);

      matches[i].certain = found != NULL;
      if (found == NULL)
        found = find_slip (known, plain);
      if (found != NULL)
        {
          matches[i].target = found->target;
          matches[i].implies = found->implies;
        }
    }
  settle_rivals (matches, n);

  return matches;
}

guint
gol_import_count_known (const GolEntity    *entity,
                        const char * const *headers,
                        guint               n)
{
  GHashTable *known = get_known (entity);
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *plain = make_plain (headers[i]);

      count += g_hash_table_contains (known, plain);
    }

  return count;
}
