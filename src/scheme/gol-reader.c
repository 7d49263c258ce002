/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXT  4096
#define MAX_LINTS 500

GolLint *
gol_lint_new (guint       line,
              const char *pointer,
              const char *code,
              gboolean    error,
              const char *suggestion,
              char       *message)
{
  GolLint *lint = g_new0 (GolLint, 1);

  lint->line = line;
  lint->pointer = g_strdup (pointer);
  lint->code = g_strdup (code);
  lint->error = error;
  lint->suggestion = g_strdup (suggestion);
  /* A stranger's word that was cut short may end within a character. */
  lint->message = g_utf8_make_valid (message, -1);
  g_free (message);
  return lint;
}

void
gol_lint_free (GolLint *lint)
{
  g_free (lint->pointer);
  g_free (lint->code);
  g_free (lint->message);
  g_free (lint->suggestion);
  g_free (lint);
}

void
gol_reader_report (GolReader  *self,
                   GolNode     node,
                   gboolean    error,
                   const char *code,
                   const char *suggestion,
                   char       *message)
{
  if (self->lints->len < MAX_LINTS)
    g_ptr_array_add (self->lints, gol_lint_new (gol_lines_find (self->lines, node.pointer), node.pointer, code, error,
                                                suggestion, message));
  else
    g_free (message);
}

static guint
get_type (const json_t *json)
{
  switch (json_typeof (json))
    {
    case JSON_STRING:
      return GOL_JSON_TEXT;
    case JSON_OBJECT:
      return GOL_JSON_OBJECT;
    case JSON_ARRAY:
      return GOL_JSON_ARRAY;
    case JSON_INTEGER:
      return GOL_JSON_INTEGER;
    case JSON_REAL:
      return GOL_JSON_REAL;
    case JSON_TRUE:
    case JSON_FALSE:
      return GOL_JSON_TRUTH;
    default:
      return 0;
    }
}

static const char *
join (GolReader  *self,
      const char *pointer,
      const char *key)
{
  g_autoptr (GString) text = g_string_new (pointer);
  const char *joined, *written;

  g_string_append_c (text, '/');
  for (const char *at = key; *at != '\0'; at++)
    {
      if (*at == '~')
        g_string_append (text, "~0");
      else if (*at == '/')
        g_string_append (text, "~1");
      else
        g_string_append_c (text, *at);
    }
  joined = gol_scheme_intern (self->scheme, text->str);
  written = g_hash_table_lookup (self->written, joined);
  return written != NULL ? written : joined;
}

static const GolKey *
find_key (const GolKey *keys,
          const char   *name)
{
  for (const GolKey *key = keys; key != NULL && key->key != NULL; key++)
    if (g_str_equal (key->key, name))
      return key;
  return NULL;
}

static const char *
nearest_key (const GolKey *keys,
             const GolKey *more,
             const char   *name)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (const GolKey *key = keys; key->key != NULL; key++)
    g_ptr_array_add (known, (gpointer) key->key);
  for (const GolKey *key = more; key != NULL && key->key != NULL; key++)
    g_ptr_array_add (known, (gpointer) key->key);
  g_ptr_array_add (known, NULL);
  return gol_nearest (name, (const char * const *) known->pdata);
}

static void
report_missing (GolReader    *self,
                GolNode       object,
                const GolKey *keys)
{
  for (const GolKey *key = keys; key != NULL && key->key != NULL; key++)
    if (key->required && json_object_get (object.json, key->key) == NULL)
      gol_reader_report (self, object, TRUE, "missing_key", NULL, g_strdup_printf (_("“%s” is missing."), key->key));
}

static const char *
find_unknown (const json_t *object,
              const GolKey *keys,
              const GolKey *more)
{
  const char *name;
  json_t *value;

  json_object_foreach ((json_t *) object, name, value)
    if (find_key (keys, name) == NULL && find_key (more, name) == NULL)
      return name;
  return NULL;
}

/* A slip in a name is told once: what is said under it is read as what was meant, so nothing else is found missing for it. */
static void
take_unknown (GolReader    *self,
              GolNode       object,
              const GolKey *keys,
              const GolKey *more)
{
  const char *name;

  while ((name = find_unknown (object.json, keys, more)) != NULL)
    {
      GolNode member = gol_reader_get (self, object, name);
      const char *meant = nearest_key (keys, more, name);

      gol_reader_report (self, member, TRUE, "unknown_key", meant,
                         meant != NULL ? g_strdup_printf (_("Nothing here is called “%s”; did you mean “%s”?"), name, meant)
                                       : g_strdup_printf (_("Nothing here is called “%s”."), name));
      if (meant != NULL && json_object_get (object.json, meant) == NULL)
        {
          g_hash_table_insert (self->written, (gpointer) join (self, object.pointer, meant), (gpointer) member.pointer);
          json_object_set (object.json, meant, member.json);
        }
      json_object_del (object.json, name);
    }
}

void
gol_reader_check_keys (GolReader    *self,
                       GolNode       object,
                       const GolKey *keys,
                       const GolKey *more)
{
  const char *name;
  json_t *value;
  void *next;

  take_unknown (self, object, keys, more);
  report_missing (self, object, keys);
  report_missing (self, object, more);
  json_object_foreach_safe (object.json, next, name, value)
    {
      const GolKey *key = find_key (keys, name);
      GolNode member = { value, join (self, object.pointer, name) };
      if (key == NULL)
        key = find_key (more, name);
      if ((get_type (value) & key->types) != 0)
        continue;
      gol_reader_report (self, member, TRUE, "wrong_type", NULL, g_strdup_printf (_("“%s” cannot be written like this."), name));
      json_object_del (object.json, name);
    }
}

GolNode
gol_reader_get (GolReader  *self,
                GolNode     object,
                const char *key)
{
  json_t *json = json_object_get (object.json, key);

  return (GolNode) { json, json != NULL ? join (self, object.pointer, key) : object.pointer };
}

GolNode
gol_reader_nth (GolReader *self,
                GolNode    array,
                gsize      position)
{
  g_autofree char *key = g_strdup_printf ("%" G_GSIZE_FORMAT, position);

  return (GolNode) { json_array_get (array.json, position), join (self, array.pointer, key) };
}

gsize
gol_reader_size (GolNode array)
{
  return json_array_size (array.json);
}

static const char *
check_text (GolReader  *self,
            GolNode     node,
            const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if ((guchar) *at < 0x20 && *at != '\n')
      {
        gol_reader_report (self, node, TRUE, "bad_text", NULL,
                           g_strdup (_("There are control characters in this text.")));
        return NULL;
      }
  if (strlen (text) > MAX_TEXT || *text == '\0')
    {
      gol_reader_report (self, node, TRUE, "bad_text", NULL,
                         g_strdup_printf (_("A text has from 1 to %d characters."), MAX_TEXT));
      return NULL;
    }
  return gol_scheme_intern (self->scheme, text);
}

const char *
gol_reader_text (GolReader  *self,
                 GolNode     object,
                 const char *key)
{
  GolNode node = gol_reader_get (self, object, key);

  return json_is_string (node.json) ? check_text (self, node, json_string_value (node.json)) : NULL;
}

const char *
gol_reader_code (GolReader *self,
                 GolNode    node)
{
  const char *text = json_string_value (node.json);

  if (text == NULL)
    return NULL;
  if (!g_ascii_isalnum (text[0]) || strlen (text) > 60 ||
      strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") != strlen (text))
    {
      gol_reader_report (self, node, TRUE, "bad_code", NULL,
                         g_strdup_printf (_("“%.60s” is no code: at most 60 letters, digits, “_”, “.” and “-”."),
                                          text));
      return NULL;
    }
  return gol_scheme_intern (self->scheme, text);
}

GolDate
gol_reader_date (GolReader  *self,
                 GolNode     object,
                 const char *key)
{
  GolNode node = gol_reader_get (self, object, key);
  GolDate date = { 0 };

  if (node.json != NULL && (!gol_date_parse (json_string_value (node.json), &date) || !gol_date_is_whole (date)))
    {
      gol_reader_report (self, node, TRUE, "bad_date", NULL,
                         g_strdup (_("A day is written like 2026-11-23.")));
      date = (GolDate) { 0 };
    }
  return date;
}

static void
report_missing_translations (GolReader      *self,
                             GolNode         node,
                             const GolWords *words)
{
  for (guint i = 0; i + 1 < self->scheme->languages->len; i++)
    {
      const char *language = g_ptr_array_index (self->scheme->languages, i);
      if (gol_words_get_in (words, language) == NULL)
        gol_reader_report (self, node, FALSE, "missing_translation", NULL,
                           g_strdup_printf (_("The text in “%s” is missing."), language));
    }
}

static gboolean
is_language (const char *code)
{
  gsize length = strlen (code);

  return (length == 2 || length == 3) && strspn (code, "abcdefghijklmnopqrstuvwxyz") == length;
}

GolWords *
gol_reader_words (GolReader  *self,
                  GolNode     object,
                  const char *key)
{
  GolNode node = gol_reader_get (self, object, key);
  const char *language;
  json_t *value;

  if (node.json == NULL)
    return NULL;
  GolWords *words = gol_scheme_alloc (self->scheme, sizeof *words);
  json_object_foreach (node.json, language, value)
    {
      GolNode member = { value, join (self, node.pointer, language) };
      if (!is_language (language))
        gol_reader_report (self, member, TRUE, "unknown_language", NULL,
                           g_strdup_printf (_("“%.20s” is not the code of a language."), language));
      else if (!json_is_string (value) || words->n == GOL_WORDS_MAX)
        gol_reader_report (self, member, TRUE, "wrong_type", NULL,
                           g_strdup_printf (_("“%s” cannot be written like this."), language));
      else
        {
          const char *text = check_text (self, member, json_string_value (value));
          if (text == NULL)
            continue;
          words->languages[words->n] = gol_scheme_intern (self->scheme, language);
          words->texts[words->n++] = text;
        }
    }
  report_missing_translations (self, node, words);
  return words->n > 0 ? words : NULL;
}

gboolean
gol_reader_truth (GolReader  *self,
                  GolNode     object,
                  const char *key)
{
  return json_is_true (json_object_get (object.json, key));
}

GPtrArray *
gol_reader_texts (GolReader  *self,
                  GolNode     object,
                  const char *key)
{
  GolNode array = gol_reader_get (self, object, key);
  GPtrArray *texts = g_ptr_array_new ();

  for (gsize i = 0; i < gol_reader_size (array); i++)
    {
      GolNode node = gol_reader_nth (self, array, i);
      if (!json_is_string (node.json))
        gol_reader_report (self, node, TRUE, "wrong_type", NULL, g_strdup (_("This list takes texts only.")));
      else
        {
          const char *text = check_text (self, node, json_string_value (node.json));
          if (text != NULL)
            g_ptr_array_add (texts, (gpointer) text);
        }
    }
  g_ptr_array_add (texts, NULL);
  return texts;
}

static const struct { char letter; GolParty party; } parties[] = {
  { 'M', GOL_PARTY_MINISTRY },       { 'A', GOL_PARTY_AUTHORITY },        { 'E', GOL_PARTY_EMPLOYER },
  { 'N', GOL_PARTY_CONSULATE_DEST }, { 'S', GOL_PARTY_CONSULATE_ORIGIN }, { 'T', GOL_PARTY_TRAINING },
  { 'K', GOL_PARTY_CLINIC },         { 'C', GOL_PARTY_CARRIER },          { 'P', GOL_PARTY_PARTNER },
};

const GolParty *
gol_reader_party (GolReader *reader,
                  GolNode    node,
                  char      *letter)
{
  const char *text = json_string_value (node.json);

  if (text == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (parties); i++)
    if (text[0] == parties[i].letter && text[1] == '\0')
      {
        *letter = text[0];
        return &parties[i].party;
      }
  gol_reader_report (reader, node, TRUE, "unknown_party", NULL,
                     g_strdup_printf (_("“%.20s” is nobody: M, A, E, N, S, T, K, C or P."), text));
  return NULL;
}

gboolean
gol_section_may_be_written (const GolSection *section,
                            GolParty          party)
{
  guint writers = section->writers;

  if ((writers & GOL_PARTY_EMPLOYER_ACCEPTED) != 0)
    writers |= GOL_PARTY_EMPLOYER;
  if ((section->flags & GOL_SECTION_ON_BEHALF) != 0)
    writers |= GOL_PARTY_MINISTRY;
  return (writers & party) != 0;
}

const GolClause *
gol_reader_clause (GolReader *reader,
                   GolNode    node)
{
  const char *id = json_string_value (node.json);
  const GolClause *clause = id != NULL ? gol_scheme_find_clause (reader->scheme, id) : NULL;
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  if (clause != NULL)
    {
      ((GolClauseData *) clause)->uses++;
      return clause;
    }
  for (guint i = 0; i < reader->scheme->clauses->len; i++)
    g_ptr_array_add (known, (gpointer) ((GolClause *) g_ptr_array_index (reader->scheme->clauses, i))->id);
  g_ptr_array_add (known, NULL);
  gol_reader_report (reader, node, TRUE, "unknown_clause",
                     id != NULL ? gol_nearest (id, (const char * const *) known->pdata) : NULL,
                     g_strdup_printf (_("There is no clause “%.60s” that can be used."), id != NULL ? id : ""));
  return NULL;
}

GPtrArray *
gol_reader_clauses (GolReader  *reader,
                    GolNode     object,
                    const char *key)
{
  GolNode array = gol_reader_get (reader, object, key);
  GPtrArray *list = g_ptr_array_new ();

  g_ptr_array_add (reader->scheme->lists, list);
  for (gsize i = 0; i < gol_reader_size (array) && i < GOL_SCHEME_MAX_CLAUSES; i++)
    {
      const GolClause *clause = gol_reader_clause (reader, gol_reader_nth (reader, array, i));
      if (clause != NULL)
        g_ptr_array_add (list, (gpointer) clause);
    }
  g_ptr_array_add (list, NULL);
  return list;
}
