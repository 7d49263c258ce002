/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-search-words-private.h"

#include <string.h>

#include "gol-likeness-private.h"
#include "gol-text.h"

/* ── Which tables ── */

static const struct
{
  const char *entity;  /* NULL: all others */
  const char *words;
  const char *marks;
} tables[GOL_SEARCH_TABLES] = {
  { "worker", "fts_words_worker", "fts_marks_worker" },
  { "placement", "fts_words_placement", "fts_marks_placement" },
  { NULL, "fts_words_other", "fts_marks_other" },
};

guint
gol_search_table (const GolEntity *entity)
{
  guint i = 0;

  while (tables[i].entity != NULL && strcmp (tables[i].entity, entity->name) != 0)
    i++;
  return i;
}

const char *
gol_search_words_table (guint table)
{
  return tables[table].words;
}

const char *
gol_search_marks_table (guint table)
{
  return tables[table].marks;
}

const char *
gol_search_entity_word (const GolEntity *entity)
{
  char word[64];

  if (tables[gol_search_table (entity)].entity != NULL)
    return NULL;
  g_snprintf (word, sizeof word, "_%s", entity->name);
  return g_intern_string (word);
}

/* ── Which fields ── */

gboolean
gol_search_is_searched (const GolField *field)
{
  return (field->flags & (GOL_FIELD_SEARCHED | GOL_FIELD_KEY)) != 0;
}

gboolean
gol_search_is_number (const GolField *field)
{
  return gol_search_is_searched (field) && (field->type == GOL_FIELD_CODE || field->type == GOL_FIELD_PHONE);
}

static gboolean
is_date (const GolField *field)
{
  return field->type == GOL_FIELD_DATE || field->type == GOL_FIELD_PARTIAL_DATE;
}

static gboolean
has_field (const GolEntity  *entity,
           GolLog            log,
           gboolean        (*is_one) (const GolField *field))
{
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      if (gol_section_get_log (section) == log && is_one (field))
        return TRUE;
  return FALSE;
}

static gboolean
has_code (const GolEntity *entity,
          GolLog           log)
{
  return entity->code_letter != 0 && gol_entity_get_log (entity) == log;
}

gboolean
gol_search_has_words (const GolEntity *entity,
                      GolLog           log)
{
  return has_code (entity, log) || has_field (entity, log, gol_search_is_searched);
}

gboolean
gol_search_has_marks (const GolEntity *entity,
                      GolLog           log)
{
  return has_code (entity, log) || has_field (entity, log, gol_search_is_number);
}

/* ── Words ── */

char *
gol_search_compact (const char *text)
{
  char *folded = gol_text_fold (text);
  char *to = folded;

  for (const char *from = folded; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';
  return folded;
}

gboolean
gol_search_has_digit (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

void
gol_search_append_marks (GString    *marks,
                         const char *word)
{
  const char *start = word;
  const char *end = word;

  for (guint i = 0; i < GOL_MARK_LETTERS; i++)
    {
      if (*end == '\0')
        return;
      end = g_utf8_next_char (end);
    }
  for (;;)
    {
      g_string_append_c (marks, ' ');
      g_string_append_len (marks, start, end - start);
      if (*end == '\0')
        return;
      start = g_utf8_next_char (start);
      end = g_utf8_next_char (end);
    }
}

static void
add_number (GolSearchText *self,
            const char    *text)
{
  g_autofree char *compact = gol_search_compact (text);

  g_string_append_c (self->words, ' ');
  g_string_append (self->words, compact);
  gol_search_append_marks (self->marks, compact);
}

static void
add_field (GolSearchText  *self,
           const GolField *field,
           const char     *text)
{
  if (gol_search_is_number (field) && gol_search_has_digit (text))
    add_number (self, text);
  else
    {
      g_autofree char *folded = is_date (field) ? gol_search_compact (text) : gol_text_fold (text);

      g_string_append_c (self->words, ' ');
      g_string_append (self->words, folded);
    }
}

static const char *
get_text (GHashTable *sections,
          const char *section,
          const char *field)
{
  GolValues *values = g_hash_table_lookup (sections, section);

  return values != NULL ? gol_values_get_text (values, field) : NULL;
}

static void
add_likeness (GolSearchText *self,
              GHashTable    *sections)
{
  g_autoptr(GolLikeness) likeness = gol_likeness_new (get_text (sections, "civil", "birth_date"),
                                                      get_text (sections, "name_photo", "surname_1"),
                                                      get_text (sections, "name_photo", "surname_2"),
                                                      get_text (sections, "name_photo", "given_names"));

  gol_likeness_tokens (likeness, self->marks);
}

void
gol_search_text_free (GolSearchText *self)
{
  g_string_free (self->words, TRUE);
  g_string_free (self->marks, TRUE);
  g_free (self);
}

GolSearchText *
gol_search_text_new (const GolEntity *entity,
                     GolLog           log,
                     const char      *code,
                     GHashTable      *sections)
{
  GolSearchText *self = g_new0 (GolSearchText, 1);
  const char *shared = gol_search_entity_word (entity);

  self->words = g_string_new (shared);
  self->marks = g_string_new (shared);
  if (code != NULL && has_code (entity, log))
    add_number (self, code);
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    {
      GolValues *values = g_hash_table_lookup (sections, section->name);

      if (values == NULL || gol_section_get_log (section) != log)
        continue;
      for (const GolField *field = section->fields; field->name != NULL; field++)
        {
          const char *text = gol_search_is_searched (field) ? gol_values_get_text (values, field->name) : NULL;

          if (text != NULL)
            add_field (self, field, text);
        }
    }
  if (log == GOL_LOG_OPEN && strcmp (entity->name, "worker") == 0)
    add_likeness (self, sections);
  return self;
}

gboolean
gol_search_text_equal (const GolSearchText *a,
                       const GolSearchText *b)
{
  return g_string_equal (a->words, b->words) && g_string_equal (a->marks, b->marks);
}
