/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

/*
 * Workers, orders, placements, employers…: every entity of the dictionary is added, changed, listed and shown by the same few functions.
 */

/* ── "field=value" ── */

static gboolean
split_word (const char  *word,
            char       **path,
            const char **value,
            GError     **error)
{
  const char *sign = strchr (word, '=');

  if (sign == NULL || sign == word)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is not of the form field=value."), word);
      return FALSE;
    }
  *path = g_strndup (word, sign - word);
  *value = sign + 1;
  return TRUE;
}

/* "section.field", or a field's name when only one section has it. */
static gboolean
find_field (const GolEntity   *entity,
            const char        *path,
            const GolSection **section,
            const GolField   **field,
            GError           **error)
{
  guint found = 0;

  if (gol_entity_find_field (entity, path, section, field))
    return TRUE;
  for (const GolSection *each = entity->sections; each->name != NULL; each++)
    {
      const GolField *named = gol_section_find_field (each, path);

      if (named == NULL)
        continue;
      *section = each;
      *field = named;
      found++;
    }
  if (found == 1)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE,
               found == 0 ? _("“%s” is no field of this kind of record.")
                          : _("“%s” stands in more than one section; write section.field."), path);
  return FALSE;
}

gboolean
gol_ctl_field_paths (const GolEntity  *entity,
                     char            **fields,
                     GError          **error)
{
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      const GolSection *section;
      const GolField *field;

      if (!find_field (entity, fields[i], &section, &field, error))
        return FALSE;
      g_free (fields[i]);
      fields[i] = g_strjoin (".", section->name, field->name, NULL);
    }
  return TRUE;
}

GHashTable *
gol_ctl_sections (const GolEntity     *entity,
                  const char * const  *words,
                  GError             **error)
{
  g_autoptr(GHashTable) sections = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) gol_values_unref);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      const GolSection *section;
      const GolField *field;
      const char *value;
      GolValues *values;

      if (!split_word (words[i], &path, &value, error) || !find_field (entity, path, &section, &field, error))
        return NULL;
      values = g_hash_table_lookup (sections, section->name);
      if (values == NULL)
        {
          values = gol_values_new ();
          g_hash_table_insert (sections, (gpointer) section->name, values);
        }
      /* As typed: the office reads it, with what the record says already (a telephone by its country). */
      gol_values_set_text (values, field->name, value);
    }
  return g_steal_pointer (&sections);
}

/* "civil.sex" only of the section that it names. */
static const GolField *
find_in_section (const GolSection *section,
                 const char       *path)
{
  const char *dot = strchr (path, '.');

  if (dot == NULL)
    return gol_section_find_field (section, path);
  return strlen (section->name) == (gsize) (dot - path) && strncmp (path, section->name, dot - path) == 0
           ? gol_section_find_field (section, dot + 1) : NULL;
}

static void
no_field (const GolSection  *section,
          const char        *path,
          GError           **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (const GolField *field = section->fields; field->name != NULL; field++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", field->name);
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no field of “%s”, which has: %s."), path,
               gol_section_get_label (section), names->str);
}

GolValues *
gol_ctl_values (const GolSection    *section,
                const char * const  *words,
                GError             **error)
{
  g_autoptr(GolValues) values = gol_values_new ();

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      const GolField *field;
      const char *value;

      if (!split_word (words[i], &path, &value, error))
        return NULL;
      field = find_in_section (section, path);
      if (field == NULL)
        {
          no_field (section, path, error);
          return NULL;
        }
      gol_values_set_text (values, field->name, value);
    }
  return g_steal_pointer (&values);
}

/* ── Add, set, show, history ── */

static gboolean
add (GolCtl          *ctl,
     const GolEntity *entity,
     int              argc,
     char           **argv,
     GError         **error)
{
  g_auto(GStrv) words = NULL;
  gboolean accept = FALSE;
  const GOptionEntry entries[] = {
    { "set", 0, 0, GOL_CTL_TEXTS, &words, NULL, NULL },
    { "accept-held", 0, 0, G_OPTION_ARG_NONE, &accept, NULL, NULL },
    { NULL },
  };
  g_autoptr(GHashTable) sections = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GolRecord) made = NULL;
  g_autofree char *record = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, entries, &rest, 0, 0, error)
      || (sections = gol_ctl_sections (entity, (const char * const *) words, error)) == NULL
      || (office = gol_ctl_open (ctl, error)) == NULL)
    return FALSE;
  record = gol_office_add (office, entity, sections, accept, &problems, error);
  if (record == NULL)
    {
      if (problems != NULL && problems->len > 0)
        ctl->answer = json_pack ("{s:o}", "problems", gol_ctl_problems_to_json (problems));
      return FALSE;
    }
  made = gol_office_read (office, record, error);
  if (made == NULL)
    return FALSE;
  ctl->answer = gol_ctl_record_to_json (office, made, NULL);
  json_object_set_new (ctl->answer, "problems", gol_ctl_problems_to_json (problems));
  return TRUE;
}

static gboolean
set (GolCtl          *ctl,
     const GolEntity *entity,
     int              argc,
     char           **argv,
     GError         **error)
{
  g_auto(GStrv) words = NULL;
  g_autofree char *why = NULL;
  const GOptionEntry entries[] = {
    { "set", 0, 0, GOL_CTL_TEXTS, &words, NULL, NULL },
    { "why", 0, 0, GOL_CTL_TEXT, &why, NULL, NULL },
    { NULL },
  };
  g_autoptr(GHashTable) sections = NULL;
  g_autoptr(GolRecord) before = NULL;
  g_autoptr(GolRecord) after = NULL;
  g_auto(GStrv) rest = NULL;
  json_t *problems;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, entries, &rest, 1, -1, error))
    return FALSE;
  /* "worker set CODE a.b=c d.e=f" reads as well as with --set. */
  {
    g_autoptr(GStrvBuilder) all = g_strv_builder_new ();
    g_auto(GStrv) together = NULL;

    for (guint i = 1; rest[i] != NULL; i++)
      g_strv_builder_add (all, rest[i]);
    for (guint i = 0; words != NULL && words[i] != NULL; i++)
      g_strv_builder_add (all, words[i]);
    together = g_strv_builder_end (all);
    sections = gol_ctl_sections (entity, (const char * const *) together, error);
  }
  if (sections == NULL || (office = gol_ctl_open (ctl, error)) == NULL
      || (before = gol_office_read_as (office, entity->name, rest[0], error)) == NULL)
    return FALSE;

  problems = json_array ();
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    {
      GolValues *values = g_hash_table_lookup (sections, section->name);
      g_autoptr(GPtrArray) found = NULL;
      gboolean saved;
      json_t *list;

      if (values == NULL)
        continue;
      saved = gol_office_save (office, before->record, section->name, values, why, &found, error);
      list = gol_ctl_problems_to_json (found);
      json_array_extend (problems, list);
      json_decref (list);
      if (!saved)
        {
          ctl->answer = json_pack ("{s:o}", "problems", problems);
          return FALSE;
        }
    }
  after = gol_office_read (office, before->record, error);
  if (after == NULL)
    {
      json_decref (problems);
      return FALSE;
    }
  ctl->answer = gol_ctl_record_to_json (office, after, NULL);
  json_object_set_new (ctl->answer, "problems", problems);
  return TRUE;
}

static gboolean
show (GolCtl          *ctl,
      const GolEntity *entity,
      int              argc,
      char           **argv,
      GError         **error)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GolRecord) record = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 1, 1, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || (record = gol_office_read_as (office, entity->name, rest[0], error)) == NULL
      || (problems = gol_office_problems (office, record->record, error)) == NULL)
    return FALSE;
  ctl->answer = gol_ctl_record_to_json (office, record, NULL);
  json_object_set_new (ctl->answer, "problems", gol_ctl_problems_to_json (problems));
  return TRUE;
}

static json_t *
describe_history (const GolHistory *history)
{
  g_autofree char *at = gol_instant_format (history->at);
  json_t *object = json_object ();

  json_object_set_new (object, "at", gol_ctl_text (at));
  json_object_set_new (object, "section", gol_ctl_text (history->section));
  json_object_set_new (object, "op", gol_ctl_text (gol_op_get_name (history->op)));
  json_object_set_new (object, "values", history->values != NULL ? gol_ctl_values_to_json (history->values) : json_object ());
  json_object_set_new (object, "why", gol_ctl_text (history->why));
  json_object_set_new (object, "actor", gol_ctl_text (history->actor));
  json_object_set_new (object, "site", gol_ctl_text (history->site));
  json_object_set_new (object, "batch", gol_ctl_text (history->batch));
  json_object_set_new (object, "head", json_boolean (history->head));
  return object;
}

static gboolean
history (GolCtl          *ctl,
         const GolEntity *entity,
         int              argc,
         char           **argv,
         GError         **error)
{
  g_autofree char *field = NULL;
  const GOptionEntry entries[] = {
    { "field", 0, 0, GOL_CTL_TEXT, &field, NULL, NULL },
    { NULL },
  };
  const GolSection *section = NULL;
  const GolField *only = NULL;
  g_autoptr(GolRecord) record = NULL;
  g_autoptr(GPtrArray) entries_found = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;
  json_t *items;

  if (!gol_ctl_options (argc, argv, entries, &rest, 1, 1, error)
      || (field != NULL && !find_field (entity, field, &section, &only, error))
      || (office = gol_ctl_open (ctl, error)) == NULL
      || (record = gol_office_read_as (office, entity->name, rest[0], error)) == NULL
      || (entries_found = gol_office_history (office, record->record, section != NULL ? section->name : NULL,
                                              only != NULL ? only->name : NULL, error)) == NULL)
    return FALSE;
  items = json_array ();
  for (guint i = 0; i < entries_found->len; i++)
    json_array_append_new (items, describe_history (g_ptr_array_index (entries_found, i)));
  ctl->answer = gol_ctl_list (items, NULL, entries_found->len);
  return TRUE;
}

/* ── Lists ── */

#define LIMIT_DEFAULT "100"
#define LIMIT_MOST    10000

static gboolean
append_records (GolOffice       *office,
                const GolEntity *entity,
                GArray          *ids,
                json_t          *items,
                GError         **error)
{
  g_autoptr(GHashTable) titles = gol_ctl_titles_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GolRecord) record = gol_office_read_id (office, entity, g_array_index (ids, guint32, i), error);

      if (record == NULL)
        return FALSE;
      json_array_append_new (items, gol_ctl_record_to_json (office, record, titles));
    }
  return TRUE;
}

static gboolean
add_filters (GolQuery            *query,
             const GolEntity     *entity,
             const char * const  *words,
             GError             **error)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *full = NULL;
      g_autoptr(GolValues) normal = gol_values_new ();
      const char *value, *kept;
      const GolSection *section;
      const GolField *field;

      if (!split_word (words[i], &path, &value, error))
        return FALSE;
      if (*path == '~')
        {
          gol_query_add_filter (query, path, GOL_FILTER_EQUAL, (const char *[]) { value, NULL });
          continue;
        }
      if (!find_field (entity, path, &section, &field, error) || !gol_field_normalize (field, value, normal, error))
        return FALSE;
      full = g_strconcat (section->name, ".", field->name, NULL);
      kept = gol_values_get_text (normal, field->name);
      if (kept == NULL)
        gol_query_add_filter (query, full, GOL_FILTER_EMPTY, NULL);
      else
        gol_query_add_filter (query, full, GOL_FILTER_EQUAL, (const char *[]) { kept, NULL });
    }
  return TRUE;
}

static gboolean
list (GolCtl          *ctl,
      const GolEntity *entity,
      int              argc,
      char           **argv,
      GError         **error)
{
  g_autofree char *sort = NULL;
  g_autofree char *after = NULL;
  g_autofree char *search = NULL;
  g_autofree char *limit_text = NULL;
  g_auto(GStrv) filters = NULL;
  gboolean descending = FALSE;
  const GOptionEntry entries[] = {
    { "sort", 0, 0, GOL_CTL_TEXT, &sort, NULL, NULL },
    { "descending", 0, 0, G_OPTION_ARG_NONE, &descending, NULL, NULL },
    { "filter", 0, 0, GOL_CTL_TEXTS, &filters, NULL, NULL },
    { "search", 0, 0, GOL_CTL_TEXT, &search, NULL, NULL },
    { "limit", 0, 0, GOL_CTL_TEXT, &limit_text, NULL, NULL },
    { "after", 0, 0, GOL_CTL_TEXT, &after, NULL, NULL },
    { NULL },
  };
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autofree char *next = NULL;
  g_autoptr(GArray) ids = NULL;
  g_auto(GStrv) rest = NULL;
  guint64 limit, total;
  GolOffice *office;
  json_t *items;

  if (!gol_ctl_options (argc, argv, entries, &rest, 0, 0, error)
      || !gol_ctl_parse_number (limit_text != NULL ? limit_text : LIMIT_DEFAULT, 1, LIMIT_MOST, &limit, error)
      || !add_filters (query, entity, (const char * const *) filters, error))
    return FALSE;
  if (sort != NULL)
    {
      const GolSection *section;
      const GolField *field;
      g_autofree char *path = NULL;

      if (*sort != '~' && !find_field (entity, sort, &section, &field, error))
        return FALSE;
      path = *sort == '~' ? g_strdup (sort) : g_strconcat (section->name, ".", field->name, NULL);
      gol_query_set_sort (query, path, descending);
    }
  if (search != NULL)
    gol_query_set_search (query, search);
  office = gol_ctl_open (ctl, error);
  if (office == NULL)
    return FALSE;
  ids = gol_query_page (gol_office_get_store (office), query, limit, after, &next, error);
  if (ids == NULL || !gol_query_count (gol_office_get_store (office), query, NULL, &total, error))
    return FALSE;
  items = json_array ();
  ctl->answer = gol_ctl_list (items, next, total);
  return append_records (office, entity, ids, items, error);
}

static gboolean
search (GolCtl          *ctl,
        const GolEntity *entity,
        int              argc,
        char           **argv,
        GError         **error)
{
  g_autofree char *limit_text = NULL;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, GOL_CTL_TEXT, &limit_text, NULL, NULL },
    { NULL },
  };
  g_autofree char *text = NULL;
  g_autoptr(GArray) ids = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;
  guint64 limit, total;
  json_t *items;

  if (!gol_ctl_options (argc, argv, entries, &rest, 1, -1, error)
      || !gol_ctl_parse_number (limit_text != NULL ? limit_text : "20", 1, LIMIT_MOST, &limit, error)
      || (office = gol_ctl_open (ctl, error)) == NULL)
    return FALSE;
  text = g_strjoinv (" ", rest);
  ids = gol_store_search (gol_office_get_store (office), entity, text, limit, NULL, error);
  if (ids == NULL)
    return FALSE;
  total = ids->len;
  /* Not all were asked for: a list's total is of all that fit. */
  if (total == limit)
    {
      g_autoptr(GolQuery) query = gol_query_new (entity);

      gol_query_set_search (query, text);
      if (!gol_query_count (gol_office_get_store (office), query, NULL, &total, error))
        return FALSE;
    }
  items = json_array ();
  ctl->answer = gol_ctl_list (items, NULL, MAX (total, ids->len));
  return append_records (office, entity, ids, items, error);
}

/* ── Same person ── */

static gboolean
link_or_unlink (GolCtl   *ctl,
                gboolean  same,
                int       argc,
                char    **argv,
                GError  **error)
{
  g_autofree char *why = NULL;
  const GOptionEntry entries[] = {
    { "why", 0, 0, GOL_CTL_TEXT, &why, NULL, NULL },
    { NULL },
  };
  g_autoptr(GolRecord) first = NULL;
  g_autoptr(GolRecord) second = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, entries, &rest, 2, 2, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || (first = gol_office_read_as (office, "worker", rest[0], error)) == NULL
      || (second = gol_office_read_as (office, "worker", rest[1], error)) == NULL
      || !gol_office_link (office, first->record, second->record, same, why, error))
    return FALSE;
  ctl->answer = json_pack ("{s:o, s:o, s:b}", "worker", gol_ctl_text (first->code), "other", gol_ctl_text (second->code),
                           "same_person", same);
  return TRUE;
}

static gboolean
worker_link (GolCtl *ctl, int argc, char **argv, GError **error)
{
  return link_or_unlink (ctl, TRUE, argc, argv, error);
}

static gboolean
worker_unlink (GolCtl *ctl, int argc, char **argv, GError **error)
{
  return link_or_unlink (ctl, FALSE, argc, argv, error);
}

/* ── The same verbs for each entity ── */

#define VERB(entity, verb) \
  static gboolean \
  entity##_##verb (GolCtl *ctl, int argc, char **argv, GError **error) \
  { \
    return verb (ctl, gol_dictionary_find_entity (#entity), argc, argv, error); \
  }

VERB (worker, add)
VERB (worker, set)
VERB (worker, list)
VERB (worker, search)
VERB (worker, show)
VERB (worker, history)
VERB (order, add)
VERB (order, set)
VERB (order, list)
VERB (order, search)
VERB (order, show)
VERB (order, history)
VERB (placement, list)
VERB (placement, set)
VERB (placement, history)
VERB (employer, add)
VERB (employer, set)
VERB (employer, list)
VERB (employer, show)
VERB (season, add)
VERB (season, set)
VERB (season, list)
VERB (season, show)

/* Any other entity by its name: "record list training", "record add sanction --set …". */
static gboolean
with_entity (GolCtl   *ctl,
             int       argc,
             char    **argv,
             gboolean (*verb) (GolCtl *, const GolEntity *, int, char **, GError **),
             GError  **error)
{
  const GolEntity *entity = argc > 0 ? gol_dictionary_find_entity (argv[0]) : NULL;

  if (entity != NULL)
    return verb (ctl, entity, argc - 1, argv + 1, error);
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no kind of record."), argc > 0 ? argv[0] : "");
  return FALSE;
}

#define ANY(verb) \
  static gboolean \
  any_##verb (GolCtl *ctl, int argc, char **argv, GError **error) \
  { \
    return with_entity (ctl, argc, argv, verb, error); \
  }

ANY (add)
ANY (set)
ANY (list)
ANY (show)
ANY (history)

#define SET     "--set FIELD=VALUE…"
#define FILTERS "[--filter FIELD=VALUE…] [--search TEXT] [--sort FIELD [--descending]] [--limit N] [--after KEY]"

const GolCtlCommand gol_ctl_record_commands[] = {
  { "worker add", SET " [--accept-held]", N_("Enrols a person."), worker_add },
  { "worker set", "CODE FIELD=VALUE… [--why TEXT]", N_("Changes fields of a person's file."), worker_set },
  { "worker list", FILTERS, N_("Lists people."), worker_list, TRUE },
  { "worker search", "TEXT [--limit N]", N_("Finds people by name, code or document."), worker_search, TRUE },
  { "worker show", "CODE", N_("Shows a person's file."), worker_show, TRUE },
  { "worker history", "CODE [--field FIELD]", N_("Tells who changed what, and when."), worker_history, TRUE },
  { "worker link", "CODE OTHER --why TEXT", N_("Says that two files are of one person."), worker_link },
  { "worker unlink", "CODE OTHER --why TEXT", N_("Says that two files are of two people."), worker_unlink },
  { "order add", SET, N_("Lodges an order."), order_add },
  { "order set", "CODE FIELD=VALUE… [--why TEXT]", N_("Changes fields of an order."), order_set },
  { "order list", FILTERS, N_("Lists orders."), order_list, TRUE },
  { "order search", "TEXT [--limit N]", N_("Finds orders by number, case, occupation or place."), order_search, TRUE },
  { "order show", "CODE", N_("Shows an order."), order_show, TRUE },
  { "order history", "CODE [--field FIELD]", N_("Tells who changed what, and when."), order_history, TRUE },
  { "placement list", FILTERS, N_("Lists placements."), placement_list, TRUE },
  { "placement set", "CODE FIELD=VALUE… [--why TEXT]", N_("Changes fields of a placement."), placement_set },
  { "placement history", "CODE [--field FIELD]", N_("Tells who changed what, and when."), placement_history, TRUE },
  { "employer add", SET, N_("Adds an employer."), employer_add },
  { "employer set", "RECORD FIELD=VALUE…", N_("Changes fields of an employer."), employer_set },
  { "employer list", FILTERS, N_("Lists employers."), employer_list, TRUE },
  { "employer show", "RECORD", N_("Shows an employer."), employer_show, TRUE },
  { "season add", SET, N_("Adds a season."), season_add },
  { "season set", "RECORD FIELD=VALUE…", N_("Changes fields of a season."), season_set },
  { "season list", FILTERS, N_("Lists seasons."), season_list, TRUE },
  { "season show", "RECORD", N_("Shows a season."), season_show, TRUE },
  { "record add", "KIND " SET, N_("Adds a record of any kind."), any_add },
  { "record set", "KIND RECORD FIELD=VALUE…", N_("Changes a record of any kind."), any_set },
  { "record list", "KIND " FILTERS, N_("Lists records of any kind."), any_list, TRUE },
  { "record show", "KIND RECORD", N_("Shows a record of any kind."), any_show, TRUE },
  { "record history", "KIND RECORD [--field FIELD]", N_("Tells who changed what, and when."), any_history, TRUE },
  { NULL },
};
