/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-step-fill.h"

#include <string.h>

/*
 * Logging a step says that it was done: that its section holds the day, and what makes the day count. An officer who
 * gives only the day means the usual; what she gives herself is never touched. The day belongs to the section on which
 * the scheme's fact rests, which is not always the section that the step fills: a visa is granted in the application
 * and valid by the visa.
 */
static const struct { const char *fact, *day, *usual; gboolean planned; } filled_by[] = {
  { "received_on", "received_on", "" },
  { "origin_decided_on", "decided_on", "result=full" },
  { "destination_decided_on", "decided_on", "result=full posts_certified=@posts_asked" },
  { "employer_approved_on", "decided_on", "result=full" },
  { "housing_inspected", "inspected", "" },
  { "selection_held_on", "held_on", "result=selected" },
  { "employer_answered_on", "answered_on", "result=accepted" },
  { "fitness_examined", "examined", "result=fit" },
  { "authorisation_on", "decided_on", "result=full" },
  { "worker_signed", "worker_signed", "" },
  { "employer_signed", "employer_signed", "" },
  { "agent_signed", "agent_signed", "" },
  { "commitment_signed", "signed", "" },
  { "visa_filed_on", "filed_on", "" },
  { "biometrics_on", "biometrics", "" },
  { "visa_decided_on", "decided_on", "decision=granted" },
  { "visa_from", "from", "" },
  { "orientation_on", "completed", "module=orientation attended=true result=passed" },
  { "booked_departure", "departs", "direction=out", TRUE },
  { "booked_return", "departs", "direction=home", TRUE },
  { "insured_from", "from", "country=@destination" },
  { "employer_evaluated_on", "evaluated_on", "" },
  { "worker_evaluated_on", "evaluated_on", "" },
  { "plan_opened_on", "opened", "" },
};

static gint
find_rule (const GolStep *step)
{
  for (guint i = 0; step->done_fact != NULL && i < G_N_ELEMENTS (filled_by); i++)
    if (g_str_equal (filled_by[i].fact, step->done_fact->name))
      return i;
  return -1;
}

gboolean
gol_step_is_planned (const GolStep *step)
{
  gint rule = find_rule (step);

  return rule >= 0 && filled_by[rule].planned;
}

/* ── Which section ── */

/* "placement.visa_application" of a fact that rests on that one section of the entity. */
static const GolSection *
section_of_fact (const GolEntity *entity,
                 const GolFact   *fact)
{
  gsize length = strlen (entity->name);

  if (fact == NULL || strchr (fact->sections, ' ') != NULL || strncmp (fact->sections, entity->name, length) != 0
      || fact->sections[length] != '.')
    return NULL;
  return gol_entity_find_section (entity, fact->sections + length + 1);
}

static const GolSection *
home_of (const GolEntity  *entity,
         const GolSection *first,
         const char       *field)
{
  if (first != NULL && gol_section_find_field (first, field) != NULL)
    return first;
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    if (gol_section_find_field (section, field) != NULL)
      return section;
  return NULL;
}

static GolValues *
values_of (GHashTable *sections,
           const char *name)
{
  GolValues *values = g_hash_table_lookup (sections, name);

  if (values == NULL)
    g_hash_table_insert (sections, g_strdup (name), values = gol_values_new ());
  return values;
}

static GHashTable *
sections_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
}

GHashTable *
gol_office_spread (const GolEntity  *entity,
                   const GolSection *first,
                   GolValues        *values)
{
  GHashTable *sections = sections_new ();

  for (guint i = 0; i < gol_values_get_size (values); i++)
    {
      const GolValue *value = gol_values_peek (values, i);
      const GolSection *home = home_of (entity, first, value->name);

      /* What has no home goes to the first, where the form says that there is no such field. */
      gol_values_set (values_of (sections, home != NULL ? home->name : first->name), value);
    }
  return sections;
}

/* ── The usual ── */

static void
set_if_missing (const GolStepFill *fill,
                GHashTable        *sections,
                const GolSection  *first,
                const char        *field,
                const char        *text,
                gboolean           even_if_stored)
{
  const GolSection *home = home_of (fill->step->entity, first, field);
  GolValues *stored = home != NULL && fill->target != NULL ? gol_record_get (fill->target, home->name) : NULL;
  GolValues *values;

  if (home == NULL || text == NULL
      || (!even_if_stored && stored != NULL && gol_values_get_text (stored, field) != NULL))
    return;
  values = values_of (sections, home->name);
  if (gol_values_find (values, field) == NULL)
    gol_values_set_text (values, field, text);
}

static const char *
meaning (const GolStepFill *fill,
         const char        *value)
{
  if (g_str_equal (value, "@destination"))
    return gol_scheme_get_destination (fill->scheme);
  if (g_str_equal (value, "@posts_asked"))
    return fill->order != NULL ? gol_record_get_text (fill->order, "order_terms.posts_asked") : NULL;
  return value;
}

/* A contract says what the order says unless something else was agreed. */
static void
copy_terms (const GolStepFill *fill,
            GHashTable        *sections)
{
  static const struct { const char *contract, *terms; } copied[] = {
    { "hours_week", "order_terms.hours_week" },
    { "wage", "order_terms.wage" },
    { "wage_unit", "order_terms.wage_unit" },
    { "wage_currency", "order_terms.wage_currency" },
  };
  const GolSection *contract = fill->step->section;

  set_if_missing (fill, sections, contract, "starts", gol_record_get_text (fill->placement, "placement_core.starts"),
                  FALSE);
  set_if_missing (fill, sections, contract, "ends", gol_record_get_text (fill->placement, "placement_core.ends"),
                  FALSE);
  for (guint i = 0; fill->order != NULL && i < G_N_ELEMENTS (copied); i++)
    set_if_missing (fill, sections, contract, copied[i].contract, gol_record_get_text (fill->order, copied[i].terms),
                    FALSE);
}

void
gol_step_fill (const GolStepFill *fill,
               GHashTable        *sections)
{
  const GolStep *step = fill->step;
  const GolSection *first = section_of_fact (step->entity, step->done_fact);
  gint rule = find_rule (step);
  g_auto(GStrv) usual = NULL;
  const GolSection *home;
  char day[GOL_DATE_TEXT_MAX];

  if (g_str_equal (step->section->name, "contract"))
    copy_terms (fill, sections);
  if (rule < 0)
    return;
  if (first == NULL)
    first = step->section;
  home = home_of (step->entity, first, filled_by[rule].day);
  if (home != NULL)
    {
      const GolField *field = gol_section_find_field (home, filled_by[rule].day);

      set_if_missing (fill, sections, home, field->name,
                      field->type == GOL_FIELD_INSTANT ? fill->instant : gol_date_format (fill->day, day), TRUE);
    }
  usual = g_strsplit (filled_by[rule].usual, " ", -1);
  for (guint i = 0; usual[i] != NULL; i++)
    {
      char *value = strchr (usual[i], '=');

      *value++ = '\0';
      set_if_missing (fill, sections, first, usual[i], meaning (fill, value), FALSE);
    }
}

/* ── What she gave ── */

GHashTable *
gol_step_preparation (const GolStep *step,
                      GHashTable    *sections)
{
  gint rule = find_rule (step);
  const char *day = rule >= 0 ? filled_by[rule].day : "";
  g_autoptr(GHashTable) prepared = sections_new ();
  GHashTableIter iter;
  gpointer name, values;

  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, &name, &values))
    {
      g_autoptr(GolValues) copy = gol_values_copy (values);

      gol_values_remove (copy, day);
      if (gol_values_get_size (copy) > 0)
        g_hash_table_insert (prepared, g_strdup (name), g_steal_pointer (&copy));
    }
  return g_hash_table_size (prepared) > 0 ? g_steal_pointer (&prepared) : NULL;
}

gboolean
gol_clause_rests_on (const GolClause *clause,
                     const GolEntity *entity,
                     GHashTable      *sections)
{
  for (guint i = 0; clause->compiled->reads[i] != NULL; i++)
    {
      g_auto(GStrv) paths = g_strsplit (clause->compiled->reads[i]->sections, " ", -1);

      for (guint j = 0; paths[j] != NULL; j++)
        {
          char *dot = strchr (paths[j], '.');

          *dot++ = '\0';
          if (g_str_equal (paths[j], entity->name) && g_hash_table_contains (sections, dot))
            return TRUE;
        }
    }
  return FALSE;
}
