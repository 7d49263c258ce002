/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"
#include "gol-json.h"
#include "gol-order-check.h"

/* A decision of two is stored by the first and completed by the second, so nobody fills both names at once. */
static gboolean
is_second_decider (const GolSection *section,
                   const char       *field)
{
  return (section->flags & GOL_SECTION_TWO_OFFICERS) != 0 && g_str_equal (field, "second_decider");
}

/* ── The form ── */

static GHashTable *
sections_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
}

void
gol_form_init (GolForm         *form,
               GolOffice       *office,
               GolStore        *store,
               const GolEntity *entity,
               GolRecord       *before)
{
  GHashTableIter iter;
  gpointer name, values;

  *form = (GolForm) {
    .office = office,
    .store = store,
    .entity = entity,
    .record = before != NULL ? before->record : NULL,
    .before = before != NULL ? before->sections : NULL,
    .values = sections_new (),
    .after = sections_new (),
    .problems = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_problem_free),
  };
  if (before == NULL)
    return;
  g_hash_table_iter_init (&iter, before->sections);
  while (g_hash_table_iter_next (&iter, &name, &values))
    g_hash_table_insert (form->after, g_strdup (name), gol_values_copy (values));
}

void
gol_form_clear (GolForm *form)
{
  g_clear_pointer (&form->values, g_hash_table_unref);
  g_clear_pointer (&form->completed, g_hash_table_unref);
  g_clear_pointer (&form->after, g_hash_table_unref);
  g_clear_pointer (&form->problems, g_ptr_array_unref);
}

static void
add_problem (GolForm            *form,
             const GolSection   *section,
             const char         *field,
             const char         *code,
             GolProblemSeverity  severity,
             const char         *message)
{
  g_autofree char *path = g_strdup_printf ("%s.%s", section->name, field);

  g_ptr_array_add (form->problems, gol_problem_new (path, code, severity, "%s", message));
}

/* ── References ── */

/* The record that a code or a record's name stands for, if this office holds it. */
static char *
resolve (GolForm    *form,
         const char *entity_name,
         const char *text,
         char      **message)
{
  const GolEntity *entity = entity_name != NULL ? gol_dictionary_find_entity (entity_name) : NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *record = gol_office_find (form->store, entity, text, &error);

  if (record != NULL)
    return g_steal_pointer (&record);
  if (g_error_matches (error, GOL_ERROR, GOL_ERROR_NOT_FOUND) && entity != NULL)
    *message = g_strdup_printf (_("This office holds no %s “%s”."), gol_entity_get_label (entity), text);
  else
    *message = g_strdup (error->message);
  return NULL;
}

/* Rows name records too; their codes become records' names. */
static char *
resolve_rows (GolForm        *form,
              const GolField *field,
              const char     *json,
              char          **message)
{
  g_autoptr(GPtrArray) rows = gol_json_to_rows (json, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    for (const GolField *column = field->columns; column != NULL && column->name != NULL; column++)
      {
        GolValues *row = g_ptr_array_index (rows, i);
        const char *text = gol_values_get_text (row, column->name);
        g_autofree char *record = NULL;

        if (column->type != GOL_FIELD_REFERENCE || text == NULL)
          continue;
        record = resolve (form, column->detail, text, message);
        if (record == NULL)
          return NULL;
        gol_values_set_text (row, column->name, record);
      }
  return rows != NULL ? gol_json_from_rows (rows) : g_strdup (json);
}

/* ── Values ── */

/* Fields that say what another's text means come first: the country of a telephone, the kind of a number. */
static gboolean
gives_meaning (const GolField *field)
{
  return field->type == GOL_FIELD_CHOICE || field->type == GOL_FIELD_COUNTRY || field->type == GOL_FIELD_CURRENCY;
}

/* A telephone without its country's code is of the section's country or, where that says nothing, of the office's. */
static gboolean
normalize (GolForm         *form,
           const GolField  *field,
           const char      *text,
           GolValues       *context,
           GError         **error)
{
  gboolean lend = field->type == GOL_FIELD_PHONE && gol_values_get_text (context, "country") == NULL;
  gboolean cleared = gol_values_find (context, "country") != NULL;
  gboolean done;

  if (!lend)
    return gol_field_normalize (field, text, context, error);
  gol_values_set_text (context, "country", gol_office_get_info (form->office)->country);
  done = gol_field_normalize (field, text, context, error);
  if (cleared)
    gol_values_set_null (context, "country");
  else
    gol_values_remove (context, "country");
  return done;
}

static void
set_value (GolForm          *form,
           const GolSection *section,
           const GolField   *field,
           const GolValue   *value,
           GolValues        *context)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;
  g_autofree char *text = NULL;

  if (value->text == NULL)
    {
      gol_values_set_null (context, field->name);
      return;
    }
  if (field->type == GOL_FIELD_REFERENCE && *value->text != '\0')
    text = resolve (form, field->detail, value->text, &message);
  else if (field->type == GOL_FIELD_ROWS && *value->text != '\0')
    text = resolve_rows (form, field, value->text, &message);
  else
    text = g_strdup (value->text);

  if (text == NULL)
    add_problem (form, section, field->name, "reference_unknown", GOL_PROBLEM_ERROR, message);
  else if (!normalize (form, field, text, context, &error))
    add_problem (form, section, field->name, "value_invalid", GOL_PROBLEM_ERROR, error->message);
}

/* Fields that schemes add are keyed "scheme.field" and kept as they come. */
static void
set_foreign (GolForm          *form,
             const GolSection *section,
             const GolValue   *value,
             GolValues        *context)
{
  g_autofree char *message = NULL;

  if (strchr (value->name, '.') != NULL)
    {
      gol_values_set (context, value);
      return;
    }
  message = g_strdup_printf (_("“%s” has no field “%s”."), gol_section_get_label (section), value->name);
  add_problem (form, section, value->name, "field_unknown", GOL_PROBLEM_ERROR, message);
}

/* Normalises @values and lays them over what the section has; what is not new is left out. */
void
gol_form_set (GolForm          *form,
              const GolSection *section,
              GolValues        *values)
{
  GolValues *before = g_hash_table_lookup (form->after, section->name);
  g_autoptr(GolValues) context = before != NULL ? gol_values_copy (before) : gol_values_new ();
  GolValues *fresh = gol_values_new ();

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < gol_values_get_size (values); i++)
      {
        const GolValue *value = gol_values_peek (values, i);
        const GolField *field = gol_section_find_field (section, value->name);

        if (field == NULL && pass == 0)
          set_foreign (form, section, value, context);
        else if (field != NULL && gives_meaning (field) == (pass == 0))
          set_value (form, section, field, value, context);
      }

  for (guint i = 0; i < gol_values_get_size (values); i++)
    {
      const char *name = gol_values_peek (values, i)->name;
      const GolValue *now = gol_values_find (context, name);
      const GolValue *then = before != NULL ? gol_values_find (before, name) : NULL;
      gboolean was_empty = then == NULL || then->kind == GOL_VALUE_NULL;

      if (now == NULL || (then != NULL && gol_value_equal (now, then)) || (was_empty && now->kind == GOL_VALUE_NULL))
        continue;
      gol_values_set (fresh, now);
    }
  g_hash_table_replace (form->values, g_strdup (section->name), fresh);
  g_hash_table_replace (form->after, g_strdup (section->name), g_steal_pointer (&context));
}

/* ── What follows from it ── */

static void
lay_over (GolValues       *below,
          const GolValues *values)
{
  for (guint i = 0; i < gol_values_get_size (values); i++)
    gol_values_set (below, gol_values_peek (values, i));
}

static GolValues *
get_values (GHashTable *sections,
            const char *section)
{
  GolValues *values = g_hash_table_lookup (sections, section);

  if (values == NULL)
    {
      values = gol_values_new ();
      g_hash_table_insert (sections, g_strdup (section), values);
    }
  return values;
}

/* A passport's zone that is given says more than its own field; but what is cleared in the same form stays so. */
void
gol_form_complete (GolForm *form)
{
  GolValues *papers = g_hash_table_lookup (form->values, "identity_numbers");

  if (!g_str_equal (form->entity->name, "worker") || papers == NULL || gol_values_get_text (papers, "mrz") == NULL)
    return;
  form->completed = gol_worker_read_zone (form->after, gol_clock_get_today (form->office->clock));
  for (const GolSection *section = form->entity->sections; section->name != NULL; section++)
    {
      GolValues *values = g_hash_table_lookup (form->completed, section->name);
      GolValues *typed = g_hash_table_lookup (form->values, section->name);

      if (values == NULL)
        continue;
      for (guint i = 0; typed != NULL && i < gol_values_get_size (typed); i++)
        gol_values_remove (values, gol_values_peek (typed, i)->name);
      if (gol_values_get_size (values) == 0 || !gol_office_check_write (form->office, section, NULL))
        g_hash_table_remove (form->completed, section->name);
      else
        lay_over (get_values (form->after, section->name), values);
    }
}

/* To be stored with what was typed. */
void
gol_form_take_completed (GolForm *form)
{
  GHashTableIter iter;
  gpointer section, values;

  if (form->completed == NULL)
    return;
  g_hash_table_iter_init (&iter, form->completed);
  while (g_hash_table_iter_next (&iter, &section, &values))
    lay_over (get_values (form->values, section), values);
}

/* ── What is wrong ── */

static gboolean
has_problem (GolForm    *form,
             const char *path)
{
  for (guint i = 0; i < form->problems->len; i++)
    {
      GolProblem *problem = g_ptr_array_index (form->problems, i);

      if (problem->severity == GOL_PROBLEM_ERROR && g_str_equal (problem->field, path))
        return TRUE;
    }
  return FALSE;
}

/* The first section, and the one that says to what the record belongs, are never left out of a form. */
static gboolean
is_indispensable (const GolEntity  *entity,
                  const GolSection *section)
{
  gsize length = strlen (section->name);

  return section == entity->sections
         || (entity->parent != NULL && strncmp (entity->parent, section->name, length) == 0
             && entity->parent[length] == '.');
}

/* A section whose form was begun has to be complete; one that nobody has begun is worth a reminder. */
static void
check_required (GolForm *form)
{
  for (const GolSection *section = form->entity->sections; section->name != NULL; section++)
    {
      GolValues *values = g_hash_table_lookup (form->after, section->name);
      GolProblemSeverity severity = GOL_PROBLEM_WARNING;

      if (!gol_office_may_read (form->office, section))
        continue;
      if (values != NULL || is_indispensable (form->entity, section))
        severity = GOL_PROBLEM_ERROR;
      if (severity == GOL_PROBLEM_ERROR && form->record != NULL && !g_hash_table_contains (form->values, section->name))
        severity = GOL_PROBLEM_WARNING;

      for (const GolField *field = section->fields; field->name != NULL; field++)
        {
          g_autofree char *path = g_strdup_printf ("%s.%s", section->name, field->name);
          g_autofree char *message = NULL;

          if ((field->flags & GOL_FIELD_REQUIRED) == 0
              || (values != NULL && gol_values_get_text (values, field->name) != NULL)
              || has_problem (form, path)
              || is_second_decider (section, field->name))
            continue;
          message = g_strdup_printf (_("“%s” is missing."), gol_field_get_label (field));
          add_problem (form, section, field->name, "required_missing", severity, message);
        }
    }
}

static const struct { const char *reason, *code, *field, *message; } duplicate_words[] = {
  { "passport", "passport_duplicate", "identity_numbers.passport_number",
    N_("%s has the same passport number.") },
  { "national_number", "national_number_duplicate", "identity_numbers.national_number",
    N_("%s has the same national number.") },
  { "birth_and_name", "person_duplicate_fuzzy", "name_photo.surname_1",
    N_("%s was born on the same day and has a name that sounds alike.") },
};

static void
check_duplicates (GolForm *form)
{
  GolValues *link = g_hash_table_lookup (form->after, "person_link");
  const char *same_as = link != NULL ? gol_values_get_text (link, "same_as") : NULL;
  g_autoptr(GPtrArray) found = gol_store_duplicates (form->store, form->after, form->record, NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      GolDuplicate *duplicate = g_ptr_array_index (found, i);

      /* Two files of one person share everything, and that has been said already. */
      if (g_strcmp0 (duplicate->record, same_as) == 0)
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (duplicate_words); j++)
        if (g_str_equal (duplicate->reason, duplicate_words[j].reason))
          g_ptr_array_add (form->problems,
                           gol_problem_new (duplicate_words[j].field, duplicate_words[j].code, GOL_PROBLEM_HELD,
                                            _(duplicate_words[j].message), duplicate->code));
    }
}

/* Workers have their own search for likeness; of anything else, numbers that two records should not share. */
static void
check_keys (GolForm *form)
{
  for (const GolSection *section = form->entity->sections; section->name != NULL; section++)
    {
      GolValues *values = g_hash_table_lookup (form->values, section->name);

      for (const GolField *field = section->fields; values != NULL && field->name != NULL; field++)
        {
          const char *text = gol_values_get_text (values, field->name);
          g_autofree char *other = NULL;
          g_autofree char *code = NULL;
          g_autofree char *message = NULL;

          if ((field->flags & GOL_FIELD_KEY) == 0 || text == NULL)
            continue;
          other = gol_store_find (form->store, form->entity, text, NULL);
          if (other == NULL || g_strcmp0 (other, form->record) == 0)
            continue;
          code = g_strconcat (field->name, "_duplicate", NULL);
          message = g_strdup_printf (_("Another record has the same “%s”: %s."), gol_field_get_label (field), text);
          add_problem (form, section, field->name, code, GOL_PROBLEM_HELD, message);
        }
    }
}

/* Looking for her likes costs a search, which a new telephone number is not worth. */
static gboolean
touches_identity (GolForm *form)
{
  return form->record == NULL
         || g_hash_table_contains (form->values, "name_photo")
         || g_hash_table_contains (form->values, "civil")
         || g_hash_table_contains (form->values, "identity_numbers");
}

static void
check_person (GolForm *form)
{
  g_ptr_array_extend_and_steal (form->problems,
                                gol_worker_check (form->after, gol_clock_get_today (form->office->clock)));
}

static void
check_order (GolForm *form)
{
  if (g_str_equal (form->entity->name, "order"))
    g_ptr_array_extend_and_steal (form->problems, gol_order_check (form->after));
}

static gint
compare_problems (gconstpointer a,
                  gconstpointer b)
{
  const GolProblem *first = *(GolProblem * const *) a;
  const GolProblem *second = *(GolProblem * const *) b;

  return (gint) second->severity - (gint) first->severity;
}

void
gol_form_check (GolForm *form)
{
  gboolean person = g_str_equal (form->entity->name, "worker");

  if (person)
    check_person (form);
  if (person && touches_identity (form))
    check_duplicates (form);
  if (!person)
    check_keys (form);
  check_order (form);
  check_required (form);
  g_ptr_array_sort (form->problems, compare_problems);
}

/* Of a record as it stands, for its page. What was held before it was stored is by now a thing to look at. */
void
gol_form_review (GolForm *form)
{
  if (g_str_equal (form->entity->name, "worker"))
    {
      check_person (form);
      check_duplicates (form);
    }
  check_order (form);
  check_required (form);
  for (guint i = 0; i < form->problems->len; i++)
    {
      GolProblem *problem = g_ptr_array_index (form->problems, i);

      if (problem->severity == GOL_PROBLEM_HELD)
        problem->severity = GOL_PROBLEM_WARNING;
    }
  g_ptr_array_sort (form->problems, compare_problems);
}

gboolean
gol_form_accept (GolForm             *form,
                 GolProblemSeverity   severity,
                 const GolSection    *only,
                 GError             **error)
{
  for (guint i = 0; i < form->problems->len; i++)
    {
      GolProblem *problem = g_ptr_array_index (form->problems, i);
      gsize length = only != NULL ? strlen (only->name) : 0;
      gboolean malformed = g_str_equal (problem->code, "value_invalid") || g_str_equal (problem->code, "field_unknown");

      if (problem->severity < severity)
        continue;
      if (only != NULL && *problem->field != '\0'
          && (strncmp (problem->field, only->name, length) != 0 || problem->field[length] != '.'))
        continue;
      g_set_error_literal (error, GOL_ERROR, malformed ? GOL_ERROR_INVALID : GOL_ERROR_REFUSED, problem->message);
      return FALSE;
    }
  return TRUE;
}
