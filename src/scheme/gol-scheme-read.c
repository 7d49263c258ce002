/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-error.h"
#include "gol-reader.h"
#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const GolKey scheme_keys[] = {
  { "format", GOL_JSON_INTEGER, TRUE },
  { "id", GOL_JSON_TEXT, TRUE },
  { "version", GOL_JSON_TEXT, TRUE },
  { "names", GOL_JSON_OBJECT, TRUE },
  { "short_names", GOL_JSON_OBJECT },
  { "languages", GOL_JSON_ARRAY },
  { "origins", GOL_JSON_ARRAY },
  { "destination", GOL_JSON_TEXT, TRUE },
  { "from", GOL_JSON_TEXT },
  { "to", GOL_JSON_TEXT },
  { "appeal", GOL_JSON_OBJECT, TRUE },
  { "calendar", GOL_JSON_OBJECT },
  { "witnesses", GOL_JSON_OBJECT, TRUE },
  { "steps", GOL_JSON_ARRAY, TRUE },
  { "clauses", GOL_JSON_ARRAY, TRUE },
  { "may_go_again", GOL_JSON_ARRAY, TRUE },
  { NULL }
};

static const GolKey calendar_keys[] = { { "rest", GOL_JSON_ARRAY }, { "holidays", GOL_JSON_ARRAY }, { NULL } };

static const GolSection *
find_section (const char *entity,
              const char *section)
{
  const GolEntity *found = gol_dictionary_find_entity (entity);

  return found != NULL ? gol_entity_find_section (found, section) : NULL;
}

/* ── The head of the file ── */

static void
read_languages (GolReader *reader,
                GolNode    root)
{
  g_autoptr (GPtrArray) more = gol_reader_texts (reader, root, "languages");

  g_ptr_array_add (reader->scheme->languages, (gpointer) "en");
  g_ptr_array_add (reader->scheme->languages, (gpointer) "es");
  for (guint i = 0; i + 1 < more->len && reader->scheme->languages->len < GOL_WORDS_MAX; i++)
    {
      const char *language = g_ptr_array_index (more, i);
      if (!g_str_equal (language, "en") && !g_str_equal (language, "es"))
        g_ptr_array_add (reader->scheme->languages, (gpointer) language);
    }
  g_ptr_array_add (reader->scheme->languages, NULL);
}

static const char *
read_country (GolReader *reader,
              GolNode    node)
{
  const char *code = json_string_value (node.json);

  if (code == NULL)
    return NULL;
  if (gol_iso_is_country (code))
    return gol_scheme_intern (reader->scheme, code);
  gol_reader_report (reader, node, TRUE, "unknown_country", gol_iso_country_match (code),
                     g_strdup_printf (_("“%.20s” is not the code of a country."), code));
  return NULL;
}

static void
read_calendar (GolReader *reader,
               GolNode    root)
{
  GolNode calendar = gol_reader_get (reader, root, "calendar");
  GolDate date;

  reader->scheme->rest_days = 1u << 6 | 1u << 7;
  if (calendar.json == NULL)
    return;
  gol_reader_check_keys (reader, calendar, calendar_keys, NULL);
  GolNode rest = gol_reader_get (reader, calendar, "rest");
  GolNode holidays = gol_reader_get (reader, calendar, "holidays");
  if (rest.json != NULL)
    reader->scheme->rest_days = 0;
  for (gsize i = 0; i < gol_reader_size (rest); i++)
    {
      GolNode node = gol_reader_nth (reader, rest, i);
      json_int_t day = json_integer_value (node.json);
      /* With seven days of rest a working day would never come. */
      if (json_is_integer (node.json) && day >= 1 && day <= 7 && i < 6)
        reader->scheme->rest_days |= 1u << day;
      else
        gol_reader_report (reader, node, TRUE, "bad_number", NULL,
                           g_strdup (_("A day of the week is 1 (Monday) to 7 (Sunday), six of them at most.")));
    }
  for (gsize i = 0; i < gol_reader_size (holidays); i++)
    {
      GolNode node = gol_reader_nth (reader, holidays, i);
      const char *text = json_string_value (node.json);
      if (text != NULL && gol_date_parse (text, &date) && gol_date_is_whole (date) && i < 1000)
        g_hash_table_add (reader->scheme->holidays, GINT_TO_POINTER (gol_date_days (date)));
      else
        gol_reader_report (reader, node, TRUE, "bad_date", NULL, g_strdup (_("A day is written like 2026-11-23.")));
    }
}

static void
read_witnesses (GolReader *reader,
                GolNode    root)
{
  GolNode witnesses = gol_reader_get (reader, root, "witnesses");
  const GolVocabulary *events = gol_vocabulary_find ("event");
  const GolSection *section = find_section ("event", "event");
  const char *event;
  json_t *value;

  json_object_foreach (witnesses.json, event, value)
    {
      GolNode array = gol_reader_get (reader, witnesses, event);
      if (gol_vocabulary_get (events, event) == NULL)
        {
          gol_reader_report (reader, array, TRUE, "unknown_event", NULL,
                             g_strdup_printf (_("There is no event “%.40s”."), event));
          continue;
        }
      GArray *believed = g_array_new (FALSE, FALSE, sizeof (GolParty));
      g_hash_table_replace (reader->scheme->witnesses, (gpointer) gol_scheme_intern (reader->scheme, event), believed);
      for (gsize i = 0; i < gol_reader_size (array); i++)
        {
          GolNode node = gol_reader_nth (reader, array, i);
          char letter;
          const GolParty *party = gol_reader_party (reader, node, &letter);
          if (party != NULL && !gol_section_may_be_written (section, *party))
            gol_reader_report (reader, node, TRUE, "actor_cannot_write", NULL,
                               g_strdup_printf (_("“%c” may not write the section “%s”."), letter, "event.event"));
          else if (party != NULL)
            g_array_append_val (believed, *party);
        }
      if (gol_reader_size (array) == 0)
        gol_reader_report (reader, array, TRUE, "empty_list", NULL, g_strdup (_("This list is empty.")));
    }
}

static void
read_head (GolReader *reader,
           GolNode    root)
{
  GolScheme *scheme = reader->scheme;
  GolNode format = gol_reader_get (reader, root, "format");

  if (format.json != NULL && json_integer_value (format.json) != 1)
    gol_reader_report (reader, format, TRUE, "unknown_format", NULL,
                       g_strdup (_("This Golondrina reads schemes of format 1 only.")));
  read_languages (reader, root);
  scheme->id = gol_reader_code (reader, gol_reader_get (reader, root, "id"));
  scheme->version = gol_reader_code (reader, gol_reader_get (reader, root, "version"));
  scheme->names = gol_reader_words (reader, root, "names");
  scheme->short_names = gol_reader_words (reader, root, "short_names");
  scheme->appeal = gol_reader_words (reader, root, "appeal");
  scheme->destination = read_country (reader, gol_reader_get (reader, root, "destination"));
  scheme->from = gol_reader_date (reader, root, "from");
  scheme->to = gol_reader_date (reader, root, "to");
  GolNode origins = gol_reader_get (reader, root, "origins");
  for (gsize i = 0; i < gol_reader_size (origins); i++)
    {
      const char *country = read_country (reader, gol_reader_nth (reader, origins, i));
      if (country != NULL)
        g_ptr_array_add (scheme->origins, (gpointer) country);
    }
  g_ptr_array_add (scheme->origins, NULL);
  read_calendar (reader, root);
  read_witnesses (reader, root);
}

/* ── Clauses ── */

static void
read_one_clause (GolReader *reader,
                 GolNode    node)
{
  if (!json_is_object (node.json))
    {
      gol_reader_report (reader, node, TRUE, "wrong_type", NULL, g_strdup (_("A clause stands between { and }.")));
      return;
    }
  GolClauseData *data = gol_clause_read (reader, node);
  if (data == NULL)
    return;
  if (gol_scheme_find_clause (reader->scheme, data->clause.id) != NULL)
    gol_reader_report (reader, node, TRUE, "duplicate_id", NULL,
                       g_strdup_printf (_("There is another clause “%s”."), data->clause.id));
  else
    g_ptr_array_add (reader->scheme->clauses, data);
}

static gint
compare_lines_cb (gconstpointer a,
                  gconstpointer b)
{
  const GolClause *first = *(const GolClause * const *) a;
  const GolClause *second = *(const GolClause * const *) b;

  return (gint) first->line - (gint) second->line;
}

static void
read_clauses (GolReader *reader,
              GolNode    root)
{
  GolNode array = gol_reader_get (reader, root, "clauses");
  gsize n = MIN (gol_reader_size (array), GOL_SCHEME_MAX_CLAUSES);

  if (n < gol_reader_size (array))
    gol_reader_report (reader, array, TRUE, "too_many", NULL,
                       g_strdup_printf (_("A scheme has at most %d clauses."), GOL_SCHEME_MAX_CLAUSES));
  /* Those that choose among others come after them. */
  for (guint pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < n; i++)
      {
        GolNode node = gol_reader_nth (reader, array, i);
        if (gol_clause_is_one_of (node) == (pass == 1))
          read_one_clause (reader, node);
      }
  g_ptr_array_sort (reader->scheme->clauses, compare_lines_cb);
}

static void
read_may_go_again (GolReader *reader,
                   GolNode    root)
{
  GPtrArray *list = gol_reader_clauses (reader, root, "may_go_again");
  GolNode array = gol_reader_get (reader, root, "may_go_again");

  if (list->len == 1 && array.json != NULL)
    gol_reader_report (reader, array, TRUE, "empty_list", NULL, g_strdup (_("This list is empty.")));
  for (guint i = 0; i < list->len; i++)
    {
      const GolClause *clause = g_ptr_array_index (list, i);
      if (clause != NULL && !g_str_equal (clause->compiled->view->entity, "worker"))
        gol_reader_report (reader, array, TRUE, "unsuited_clause", NULL,
                           g_strdup_printf (_("“%s” is not about a worker: it cannot be asked before she is placed."),
                                            clause->id));
      else
        g_ptr_array_add (reader->scheme->may_go_again, (gpointer) clause);
    }
}

static void
read_root (GolReader *reader,
           GolNode    root)
{
  gol_reader_check_keys (reader, root, scheme_keys, NULL);
  read_head (reader, root);
  read_clauses (reader, root);
  gol_steps_read (reader, root);
  read_may_go_again (reader, root);
  gol_scheme_lint (reader);
  g_ptr_array_add (reader->scheme->steps, NULL);
  g_ptr_array_add (reader->scheme->clauses, NULL);
}

/* ── The file ── */

static gint
compare_lints_cb (gconstpointer a,
                  gconstpointer b)
{
  const GolLint *first = *(const GolLint * const *) a;
  const GolLint *second = *(const GolLint * const *) b;

  return first->line != second->line ? (gint) first->line - (gint) second->line
                                     : g_strcmp0 (first->pointer, second->pointer);
}

static json_t *
parse (const char *json,
       gsize       length,
       GPtrArray  *lints)
{
  json_error_t fault;
  guint line;

  if (length > GOL_SCHEME_MAX_BYTES)
    {
      g_ptr_array_add (lints, gol_lint_new (1, "", "too_big", TRUE, NULL,
                                            g_strdup_printf (_("A scheme has at most %d bytes."),
                                                             GOL_SCHEME_MAX_BYTES)));
      return NULL;
    }
  if (!gol_lines_check_depth (json, length, &line))
    {
      g_ptr_array_add (lints, gol_lint_new (line, "", "too_deep", TRUE, NULL,
                                            g_strdup_printf (_("Brackets nest deeper than %d."), GOL_LINES_MAX_DEPTH)));
      return NULL;
    }
  json_t *root = json_loadb (json, length, JSON_REJECT_DUPLICATES, &fault);
  if (json_is_object (root))
    return root;
  g_ptr_array_add (lints, gol_lint_new (root != NULL ? 1 : (guint) MAX (fault.line, 1), "", "json", TRUE, NULL,
                                        root != NULL ? g_strdup (_("A scheme stands between { and }."))
                                        : g_strdup_printf (_("This is not JSON: %s."), fault.text)));
  json_decref (root);
  return NULL;
}

static void
set_error (GPtrArray *lints,
           GError   **error)
{
  for (guint i = 0; i < lints->len; i++)
    {
      const GolLint *lint = g_ptr_array_index (lints, i);
      if (!lint->error)
        continue;
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("The scheme cannot be used; line %u: %s"), lint->line,
                   lint->message);
      return;
    }
}

static gboolean
has_error (GPtrArray *lints)
{
  for (guint i = 0; i < lints->len; i++)
    if (((GolLint *) g_ptr_array_index (lints, i))->error)
      return TRUE;
  return FALSE;
}

GolScheme *
gol_scheme_read (const char  *json,
                 gsize        length,
                 GPtrArray  **lints,
                 GError     **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_lint_free);
  g_autoptr (GolScheme) scheme = gol_scheme_new ();
  json_t *root = parse (json, length, found);

  if (root != NULL)
    {
      g_autoptr (GolLines) lines = gol_lines_new (json, length);
      g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);
      GolReader reader = { scheme, lines, found, written };
      read_root (&reader, (GolNode) { root, "" });
      g_ptr_array_sort (found, compare_lints_cb);
      json_decref (root);
    }
  gboolean usable = !has_error (found);
  if (!usable)
    set_error (found, error);
  if (lints != NULL)
    *lints = g_steal_pointer (&found);
  return usable ? g_steal_pointer (&scheme) : NULL;
}

/**
 * gol_scheme_load:
 * @path: a file
 *
 * As gol_scheme_read (); besides GOL_ERROR_NOT_FOUND and GOL_ERROR_FAILED, with no lints.
 *
 * Returns: (transfer full) (nullable): the scheme
 */
GolScheme *
gol_scheme_load (const char  *path,
                 GPtrArray  **lints,
                 GError     **error)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) cause = NULL;
  gsize length;

  if (lints != NULL)
    *lints = NULL;
  if (g_file_get_contents (path, &json, &length, &cause))
    return gol_scheme_read (json, length, lints, error);
  g_set_error (error, GOL_ERROR,
               g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? GOL_ERROR_NOT_FOUND : GOL_ERROR_FAILED,
               _("The scheme in “%s” cannot be read: %s"), path, cause->message);
  return NULL;
}
