/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-scheme.h"

json_t *
gol_ctl_text (const char *text)
{
  return text != NULL ? json_string (text) : json_null ();
}

json_t *
gol_ctl_truth_to_json (GolTruth truth)
{
  return truth == GOL_UNKNOWN ? json_null () : json_boolean (truth == GOL_YES);
}

const char *
gol_ctl_truth_to_text (GolTruth truth)
{
  return truth == GOL_YES ? "yes" : truth == GOL_NO ? "no" : "unknown";
}

static json_t *
value_to_json (const GolValue *value)
{
  switch (value->kind)
    {
    case GOL_VALUE_TEXT:
      return json_string (value->text);
    case GOL_VALUE_INTEGER:
      return json_integer (g_ascii_strtoll (value->text, NULL, 10));
    case GOL_VALUE_BOOLEAN:
      return json_boolean (g_str_equal (value->text, "true"));
    case GOL_VALUE_LIST:
      return json_loads (value->text, JSON_DECODE_ANY, NULL);
    case GOL_VALUE_NULL:
    default:
      return json_null ();
    }
}

json_t *
gol_ctl_values_to_json (const GolValues *values)
{
  json_t *object = json_object ();

  for (guint i = 0; i < gol_values_get_size (values); i++)
    {
      const GolValue *value = gol_values_peek (values, i);

      if (value->kind != GOL_VALUE_NULL)
        json_object_set_new (object, value->name, value_to_json (value));
    }
  return object;
}

/* ── What a record points to ── */

typedef struct { char *name, *code; } Title;

static void
title_free (gpointer data)
{
  Title *title = data;

  g_free (title->name);
  g_free (title->code);
  g_free (title);
}

GHashTable *
gol_ctl_titles_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, title_free);
}

static const Title *
find_title (GolOffice  *office,
            const char *record,
            GHashTable *titles)
{
  Title *title = g_hash_table_lookup (titles, record);

  if (title != NULL)
    return title;
  title = g_new0 (Title, 1);
  /* What is not held here has no name. */
  title->name = gol_office_title (office, record, &title->code, NULL);
  g_hash_table_insert (titles, g_strdup (record), title);
  return title;
}

static const char *
name_scheme (const char *id)
{
  const GolScheme *scheme = gol_scheme_shelf_find (id, NULL);

  return scheme != NULL ? gol_words_get (gol_scheme_get_names (scheme)) : NULL;
}

static void
set_some (json_t     *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_new (object, name, json_string (text));
}

static void
add_titles (GolOffice *office,
            GolRecord *record,
            GHashTable *titles,
            json_t    *names,
            json_t    *codes)
{
  for (const GolSection *section = record->entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      {
        const char *text = gol_values_get_text (gol_record_get (record, section->name), field->name);

        if (text == NULL)
          continue;
        if (field->type == GOL_FIELD_REFERENCE)
          {
            const Title *title = find_title (office, text, titles);

            set_some (names, field->name, title->name);
            set_some (codes, field->name, title->code);
          }
        else if (field->type == GOL_FIELD_CODE && g_str_equal (field->name, "scheme"))
          set_some (names, field->name, name_scheme (text));
      }
}

json_t *
gol_ctl_record_to_json (GolOffice  *office,
                        GolRecord  *record,
                        GHashTable *titles)
{
  g_autoptr(GHashTable) own = titles == NULL ? gol_ctl_titles_new () : NULL;
  json_t *object = json_object (), *names = json_object (), *codes = json_object ();

  json_object_set_new (object, "record", gol_ctl_text (record->record));
  json_object_set_new (object, "code", gol_ctl_text (record->code));
  if (record->voided)
    json_object_set_new (object, "voided", json_true ());
  for (const GolSection *section = record->entity->sections; section->name != NULL; section++)
    {
      GolValues *values = gol_record_get (record, section->name);

      if (values != NULL && gol_values_get_size (values) > 0)
        json_object_set_new (object, section->name, gol_ctl_values_to_json (values));
    }
  add_titles (office, record, titles != NULL ? titles : own, names, codes);
  json_object_set_new (object, "names", names);
  json_object_set_new (object, "codes", codes);
  return object;
}

static const char * const severities[] = {
  [GOL_PROBLEM_WARNING] = "warning",
  [GOL_PROBLEM_HELD] = "held",
  [GOL_PROBLEM_ERROR] = "error",
};

json_t *
gol_ctl_problems_to_json (GPtrArray *problems)
{
  json_t *list = json_array ();

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const GolProblem *problem = g_ptr_array_index (problems, i);

      json_array_append_new (list, json_pack ("{s:s, s:s, s:s, s:s}", "field", problem->field, "code", problem->code,
                                              "severity", severities[problem->severity], "message", problem->message));
    }
  return list;
}

json_t *
gol_ctl_verdicts_to_json (GPtrArray *verdicts)
{
  json_t *list = json_array ();

  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    {
      const GolVerdict *verdict = g_ptr_array_index (verdicts, i);
      json_t *object = json_object ();

      json_object_set_new (object, "clause", gol_ctl_text (verdict->clause));
      json_object_set_new (object, "holds", gol_ctl_truth_to_json (verdict->holds));
      json_object_set_new (object, "words", gol_ctl_text (verdict->words));
      json_object_set_new (object, "cure", gol_ctl_text (verdict->cure));
      json_object_set_new (object, "from", gol_ctl_text (verdict->from));
      json_object_set_new (object, "missing", gol_ctl_text (verdict->missing));
      json_array_append_new (list, object);
    }
  return list;
}

json_t *
gol_ctl_list (json_t     *items,
              const char *next,
              guint64     total)
{
  json_t *object = json_object ();

  json_object_set_new (object, "items", items);
  json_object_set_new (object, "next", gol_ctl_text (next));
  json_object_set_new (object, "total", json_integer ((json_int_t) total));
  return object;
}

/* ── For people ── */

static void
append_plain (GString      *out,
              const json_t *value)
{
  if (json_is_string (value))
    g_string_append (out, json_string_value (value));
  else if (json_is_integer (value))
    g_string_append_printf (out, "%" JSON_INTEGER_FORMAT, json_integer_value (value));
  else if (json_is_true (value))
    g_string_append (out, _("yes"));
  else if (json_is_false (value))
    g_string_append (out, _("no"));
  else if (json_is_null (value))
    g_string_append (out, _("not known"));
  else
    {
      char *text = json_dumps (value, JSON_COMPACT | JSON_ENCODE_ANY);

      g_string_append (out, text);
      free (text);
    }
}

static void print_members (GString *out, const json_t *object, guint indent);

/* A verdict that is not known is told, where all else that is not there is left out. */
static gboolean
is_left_out (const char   *key,
             const json_t *value)
{
  return (json_is_null (value) && strcmp (key, "holds") != 0) || (json_is_array (value) && json_array_size (value) == 0);
}

static void
print_item (GString      *out,
            const json_t *item,
            guint         indent)
{
  const char *key;
  json_t *value;
  gboolean first = TRUE;

  g_string_append_printf (out, "%*s", (int) indent, "");
  if (!json_is_object (item))
    append_plain (out, item);
  else
    json_object_foreach ((json_t *) item, key, value)
      {
        if (is_left_out (key, value))
          continue;
        if (!first)
          g_string_append (out, "  ");
        first = FALSE;
        append_plain (out, value);
      }
  g_string_append_c (out, '\n');
}

static void
print_member (GString      *out,
              const char   *key,
              const json_t *value,
              guint         indent)
{
  json_t *item;
  size_t i;

  if (json_is_null (value))
    return;
  if (json_is_object (value))
    {
      g_string_append_printf (out, "%*s%s\n", (int) indent, "", key);
      print_members (out, value, indent + 2);
    }
  else if (json_is_array (value))
    {
      if (json_array_size (value) == 0)
        return;
      g_string_append_printf (out, "%*s%s\n", (int) indent, "", key);
      json_array_foreach ((json_t *) value, i, item)
        print_item (out, item, indent + 2);
    }
  else
    {
      g_string_append_printf (out, "%*s%s: ", (int) indent, "", key);
      append_plain (out, value);
      g_string_append_c (out, '\n');
    }
}

static void
print_members (GString      *out,
               const json_t *object,
               guint         indent)
{
  const char *key;
  json_t *value;

  json_object_foreach ((json_t *) object, key, value)
    print_member (out, key, value, indent);
}

void
gol_ctl_print (GString      *out,
               const json_t *answer)
{
  if (json_is_object (answer))
    print_members (out, answer, 0);
  else
    print_item (out, answer, 0);
}
