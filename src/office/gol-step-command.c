/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

/*
 * Logging a step says that it was done: that its section holds the day, and what makes the day count. An officer who gives only the
 * day means the usual; what she gives herself is never touched.
 */
static const struct { const char *fact, *day, *usual; } filled_by[] = {
  { "selection_held_on", "held_on", "result=selected" },
  { "employer_answered_on", "answered_on", "result=accepted" },
  { "fitness_examined", "examined", "result=fit" },
  { "authorisation_on", "decided_on", "result=full" },
  { "worker_signed", "worker_signed", NULL },
  { "employer_signed", "employer_signed", NULL },
  { "agent_signed", "agent_signed", NULL },
  { "commitment_signed", "signed", NULL },
  { "visa_filed_on", "filed_on", NULL },
  { "biometrics_on", "biometrics", NULL },
  { "visa_decided_on", "decided_on", "decision=granted" },
  { "visa_from", "from", NULL },
  { "orientation_on", "completed", "module=orientation attended=true result=passed" },
  { "booked_departure", "departs", "direction=out" },
  { "booked_return", "departs", "direction=home" },
  { "insured_from", "from", NULL },
  { "employer_evaluated_on", "evaluated_on", NULL },
  { "worker_evaluated_on", "evaluated_on", NULL },
  { "plan_opened_on", "opened", NULL },
  { "origin_decided_on", "decided_on", "result=full" },
  { "destination_decided_on", "decided_on", "result=full" },
  { "employer_approved_on", "decided_on", "result=full" },
  { "housing_inspected", "inspected", NULL },
};

typedef struct
{
  GolOffice       *self;
  GolStore        *store;
  GolRecord       *placement;
  const GolScheme *scheme;
  const GolStep   *step;
  GolDate          day;
  char            *instant;
  const char      *why;      /* (nullable): of an override */
} Logging;

/* ── Whether it may be logged ── */

static gboolean
check_actor (Logging  *logging,
             GError  **error)
{
  const GolStep *step = logging->step;
  guint party = logging->self->party;

  /* A ministry writes down what partners without an office of their own send it on paper. */
  if (step->fills == GOL_STEP_RECORD && (party & (step->actor | GOL_PARTY_MINISTRY)) == 0)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("“%s” is another office’s step in this scheme: that office logs it."),
                   gol_words_get (step->label));
      return FALSE;
    }
  if (step->fills == GOL_STEP_EVENT)
    return TRUE;   /* the actor table says who may witness it */
  return gol_office_check_write (logging->self,
                                 step->fills == GOL_STEP_SECTION ? step->section : gol_dictionary_find_entity ("step")->sections,
                                 error);
}

static const GolSection *
section_of (const GolStep *step)
{
  if (step->fills == GOL_STEP_SECTION)
    return step->section;
  return gol_dictionary_find_entity (step->fills == GOL_STEP_EVENT ? "event" : "step")->sections;
}

static GolStation *
find_station (GolJourney *journey,
              const char *step)
{
  for (guint i = 0; i < journey->stations->len; i++)
    if (g_str_equal (((GolStation *) g_ptr_array_index (journey->stations, i))->step, step))
      return g_ptr_array_index (journey->stations, i);
  return NULL;
}

/* What comes before, as far as this office can see it. */
static gboolean
check_order_of_steps (Logging  *logging,
                      GError  **error)
{
  g_autoptr(GolJourney) journey = gol_derive_journey (logging->store, logging->placement->record,
                                                      gol_clock_get_today (logging->self->clock), error);

  if (journey == NULL)
    return FALSE;
  for (guint i = 0; logging->step->after[i] != NULL; i++)
    {
      const GolStep *before = logging->step->after[i];
      GolStation *station = find_station (journey, before->code);

      if (station == NULL || before->optional || station->state == GOL_STATION_DONE || station->state == GOL_STATION_SKIPPED
          || !gol_office_may_read (logging->self, section_of (before)))
        continue;
      g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("“%1$s” comes after “%2$s”, which is not logged yet: log that first."),
                   gol_words_get (logging->step->label), gol_words_get (before->label));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_conditions (Logging    *logging,
                  GPtrArray **out,
                  GError    **error)
{
  g_autoptr(GPtrArray) verdicts = gol_rules_check_step (logging->store, logging->placement->record, logging->step->code,
                                                        logging->day, error);
  g_autofree char *sentence = NULL;
  GolUnmet unmet;

  if (verdicts == NULL)
    return FALSE;
  gol_unmet_collect (&unmet, logging->self, logging->scheme, verdicts, GOL_UNMET_ALL);
  if (unmet.verdicts->len == 0 && unmet.elsewhere > 0
      && gol_attested (logging->store, logging->placement->record, logging->step->code) != GOL_YES)
    {
      gol_unmet_clear (&unmet);
      g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                   _("“%s” rests on facts that this office does not hold, and the ministry has not attested them: ask it."),
                   gol_words_get (logging->step->label));
      return FALSE;
    }
  sentence = g_strdup_printf (_("“%s” cannot be logged yet."), gol_words_get (logging->step->label));
  return gol_unmet_accept (&unmet, logging->self, sentence, logging->why, out, error);
}

/* ── What it writes ── */

static void
set_if_missing (GolValues  *values,
                GolValues  *stored,
                const char *name,
                const char *text)
{
  if (text != NULL && gol_values_find (values, name) == NULL && (stored == NULL || gol_values_get_text (stored, name) == NULL))
    gol_values_set_text (values, name, text);
}

static void
set_usual (Logging          *logging,
           const GolEntity  *entity,
           GolValues        *values,
           GolValues        *stored)
{
  const char *fact = logging->step->done_fact != NULL ? logging->step->done_fact->name : "";
  char day[GOL_DATE_TEXT_MAX];

  gol_date_format (logging->day, day);
  for (guint i = 0; i < G_N_ELEMENTS (filled_by); i++)
    {
      g_auto(GStrv) usual = NULL;
      const GolField *field = NULL;

      if (!g_str_equal (filled_by[i].fact, fact))
        continue;
      for (const GolSection *section = entity->sections; section->name != NULL && field == NULL; section++)
        field = gol_section_find_field (section, filled_by[i].day);
      /* The day is that of this logging, though another may be stored. */
      set_if_missing (values, NULL, filled_by[i].day, field != NULL && field->type == GOL_FIELD_INSTANT ? logging->instant : day);
      usual = g_strsplit (filled_by[i].usual != NULL ? filled_by[i].usual : "", " ", -1);
      for (guint j = 0; usual[j] != NULL; j++)
        {
          char *value = strchr (usual[j], '=');

          *value++ = '\0';
          set_if_missing (values, stored, usual[j], value);
        }
    }
}

/* A contract says what the order says unless something else was agreed. */
static void
copy_terms (Logging   *logging,
            GolValues *values,
            GolValues *stored)
{
  static const struct { const char *contract, *terms; } copied[] = {
    { "hours_week", "order_terms.hours_week" },
    { "wage", "order_terms.wage" },
    { "wage_unit", "order_terms.wage_unit" },
    { "wage_currency", "order_terms.wage_currency" },
  };
  const char *name = gol_record_get_text (logging->placement, "placement_core.order");
  g_autoptr(GolRecord) order = name != NULL ? gol_store_read (logging->store, name, NULL) : NULL;

  set_if_missing (values, stored, "starts", gol_record_get_text (logging->placement, "placement_core.starts"));
  set_if_missing (values, stored, "ends", gol_record_get_text (logging->placement, "placement_core.ends"));
  for (guint i = 0; order != NULL && i < G_N_ELEMENTS (copied); i++)
    set_if_missing (values, stored, copied[i].contract, gol_record_get_text (order, copied[i].terms));
}

/* The record in which the step's section stands; NULL when each time is a record of its own. */
static char *
find_target (Logging *logging)
{
  static const struct { const char *entity, *field; } targets[] = {
    { "worker", "placement_core.worker" },
    { "order", "placement_core.order" },
    { "worksite", "placement_core.worksite" },
  };
  const char *entity = logging->step->entity->name;

  if (g_str_equal (entity, "placement"))
    return g_strdup (logging->placement->record);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (g_str_equal (entity, targets[i].entity))
      return g_strdup (gol_record_get_text (logging->placement, targets[i].field));
  if (g_str_equal (entity, "employer"))
    {
      const char *name = gol_record_get_text (logging->placement, "placement_core.order");
      g_autoptr(GolRecord) order = name != NULL ? gol_store_read (logging->store, name, NULL) : NULL;

      return order != NULL ? g_strdup (gol_record_get_text (order, "order_terms.employer")) : NULL;
    }
  return NULL;
}

/* Values of a form that spans sections, each to the section that has its field, the step's own first. */
GHashTable *
gol_office_spread (const GolEntity  *entity,
                   const GolSection *first,
                   GolValues        *values)
{
  GHashTable *sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);

  for (guint i = 0; i < gol_values_get_size (values); i++)
    {
      const GolValue *value = gol_values_peek (values, i);
      const GolSection *home = gol_section_find_field (first, value->name) != NULL ? first : NULL;
      GolValues *target;

      for (const GolSection *section = entity->sections; section->name != NULL && home == NULL; section++)
        if (gol_section_find_field (section, value->name) != NULL)
          home = section;
      if (home == NULL)
        home = first;   /* where the form says that it has no such field */
      target = g_hash_table_lookup (sections, home->name);
      if (target == NULL)
        g_hash_table_insert (sections, g_strdup (home->name), target = gol_values_new ());
      gol_values_set (target, value);
    }
  return sections;
}

static char *
make_words (Logging *logging)
{
  g_autofree char *name = gol_sentence_title (logging->store, logging->placement);

  /* Translators: a step of a scheme, such as "Contract", then whose it is */
  return g_strdup_printf (_("%1$s of %2$s logged"), gol_words_get (logging->step->label), name);
}

static gboolean
write_section (Logging    *logging,
               GolValues  *values,
               GError    **error)
{
  const GolStep *step = logging->step;
  g_autofree char *target = find_target (logging);
  g_autofree char *words = make_words (logging);
  g_autofree char *added = NULL;
  g_autoptr(GolRecord) record = NULL;
  g_autoptr(GHashTable) sections = NULL;
  GolValues *stored = NULL;

  if (target != NULL)
    {
      record = gol_store_read (logging->store, target, error);
      if (record == NULL)
        return FALSE;
      stored = gol_record_get (record, step->section->name);
    }
  set_usual (logging, step->entity, values, stored);
  if (g_str_equal (step->section->name, "contract"))
    copy_terms (logging, values, stored);
  if (target != NULL)
    return gol_office_save_locked (logging->self, logging->store, target, step->section, values, "step.log", words, logging->why,
                                   NULL, error);

  gol_values_set_text (values, "placement", logging->placement->record);
  gol_values_set_text (values, "worker", gol_record_get_text (logging->placement, "placement_core.worker"));
  sections = gol_office_spread (step->entity, step->section, values);
  added = gol_office_add_locked (logging->self, logging->store, step->entity, sections, TRUE, "step.log", words, logging->why, NULL, error);
  return added != NULL;
}

static gboolean
write_record (Logging    *logging,
              GolValues  *values,
              GError    **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("step");
  g_autofree char *words = make_words (logging);
  g_autofree char *added = NULL;
  g_autoptr(GPtrArray) records = gol_office_list (logging->store, "step", "step.placement", logging->placement->record, NULL, error);
  g_autoptr(GHashTable) sections = NULL;
  char day[GOL_DATE_TEXT_MAX];

  if (records == NULL)
    return FALSE;
  gol_values_set_text (values, "at", logging->instant);
  gol_values_set_text (values, "on", gol_date_format (logging->day, day));
  if (logging->why != NULL)
    gol_values_set_text (values, "override", logging->why);
  set_if_missing (values, NULL, "by", logging->self->officer.name);
  set_if_missing (values, NULL, "result", "done");

  for (guint i = 0; i < records->len; i++)
    {
      GolRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (gol_record_get_text (record, "step.step"), logging->step->code) == 0)
        return gol_office_save_locked (logging->self, logging->store, record->record, entity->sections, values, "step.log", words,
                                       logging->why, NULL, error);
    }
  gol_values_set_text (values, "placement", logging->placement->record);
  gol_values_set_text (values, "step", logging->step->code);
  sections = gol_office_spread (entity, entity->sections, values);
  added = gol_office_add_locked (logging->self, logging->store, entity, sections, TRUE, "step.log", words, logging->why, NULL, error);
  return added != NULL;
}

static gboolean
write_step (Logging    *logging,
            GolValues  *values,
            GError    **error)
{
  g_autofree char *event = NULL;

  switch (logging->step->fills)
    {
    case GOL_STEP_SECTION:
      return write_section (logging, values, error);
    case GOL_STEP_EVENT:
      return gol_office_log_event_locked (logging->self, logging->store, logging->placement, logging->scheme, logging->step->event,
                                          logging->instant, values, logging->why, &event, error);
    case GOL_STEP_RECORD:
    default:
      return write_record (logging, values, error);
    }
}

/**
 * gol_office_log_step:
 * @step: its code in the placement's scheme
 * @at: (nullable): a day or an instant that has come; %NULL: now
 * @values: (nullable): of the section that the step fills; what is missing is filled with the usual
 * @override_why: (nullable): a supervisor's reason for logging it although a condition does not hold that the scheme lets her pass
 * @unmet: (out) (optional) (transfer full): of #GolVerdict: the conditions that do not hold, or are not known to
 */
gboolean
gol_office_log_step (GolOffice   *self,
                     const char  *placement,
                     const char  *step,
                     const char  *at,
                     GolValues   *values,
                     const char  *override_why,
                     GPtrArray  **unmet,
                     GError     **error)
{
  g_autoptr(GMutexLocker) writing = g_mutex_locker_new (&self->writing);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolValues) given = values != NULL ? gol_values_copy (values) : gol_values_new ();
  g_autoptr(GolRecord) found = NULL;
  g_autofree char *instant = NULL;
  Logging logging = { self, store };

  if (unmet != NULL)
    *unmet = NULL;
  found = store != NULL ? gol_placement_load_open (store, placement, error) : NULL;
  logging.placement = found;
  logging.scheme = found != NULL ? gol_placement_scheme (found, error) : NULL;
  logging.step = logging.scheme != NULL ? gol_placement_step (logging.scheme, step, error) : NULL;
  logging.why = override_why;
  if (logging.step == NULL || !gol_office_parse_at (self, at, &logging.day, &instant, error))
    return FALSE;
  logging.instant = instant;
  if (!check_actor (&logging, error)
      || !check_order_of_steps (&logging, error)
      || !check_conditions (&logging, unmet, error)
      || !write_step (&logging, given, error))
    return FALSE;
  gol_attest_after (self, store, found->record);
  return TRUE;
}
