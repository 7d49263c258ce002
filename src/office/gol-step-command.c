/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-step-fill.h"

typedef struct
{
  GolOffice       *self;
  GolStore        *store;
  GolRecord       *placement;
  const GolScheme *scheme;
  const GolStep   *step;
  GolDate          day;
  const char      *instant;
  const char      *why;      /* (nullable): of an override */
} Logging;

static GolRecord *
load_order (Logging *logging)
{
  const char *name = gol_record_get_text (logging->placement, "placement_core.order");

  return name != NULL ? gol_store_read (logging->store, name, NULL) : NULL;
}

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
      g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED,
                   _("“%s” is another office’s step in this scheme: that office logs it."),
                   gol_words_get (step->label));
      return FALSE;
    }
  if (step->fills == GOL_STEP_EVENT)
    return TRUE;   /* the actor table says who may witness it */
  return gol_office_check_write (
    logging->self, step->fills == GOL_STEP_SECTION ? step->section : gol_dictionary_find_entity ("step")->sections,
    error);
}

static const GolSection *
section_of (const GolStep *step)
{
  if (step->fills == GOL_STEP_SECTION)
    return step->section;
  return gol_dictionary_find_entity (step->fills == GOL_STEP_EVENT ? "event" : "step")->sections;
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
      GolStation *station = gol_journey_find (journey, before->code);

      if (station == NULL || before->optional || station->state == GOL_STATION_DONE
          || station->state == GOL_STATION_SKIPPED || !gol_office_may_read (logging->self, section_of (before)))
        continue;
      g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                   _("“%1$s” comes after “%2$s”, which is not logged yet: log that first."),
                   gol_words_get (logging->step->label), gol_words_get (before->label));
      return FALSE;
    }
  return TRUE;
}

/* What the step needs and has not; with the given sections, also what of it could be in them. */
static gboolean
collect (Logging    *logging,
         GPtrArray **verdicts,
         GolUnmet   *unmet,
         GError    **error)
{
  const char *worker = gol_record_get_text (logging->placement, "placement_core.worker");
  GolDate today = gol_clock_get_today (logging->self->clock);
  GolDate on = gol_date_days (logging->day) > gol_date_days (today) ? today : logging->day;

  g_clear_pointer (verdicts, g_ptr_array_unref);
  *verdicts = gol_rules_check_step (logging->store, logging->placement->record, logging->step->code, on, error);
  if (*verdicts == NULL)
    return FALSE;
  gol_unmet_collect (unmet, gol_office_party_for (logging->self, logging->store, worker), logging->scheme, *verdicts,
                     GOL_UNMET_ALL);
  return TRUE;
}

static gboolean
may_be_given (Logging    *logging,
              GolUnmet   *unmet,
              GHashTable *sections)
{
  for (guint i = 0; i < unmet->verdicts->len; i++)
    {
      const GolVerdict *verdict = g_ptr_array_index (unmet->verdicts, i);
      const GolClause *clause = gol_scheme_find_clause (logging->scheme, verdict->clause);

      if (clause != NULL && gol_clause_rests_on (clause, logging->step->entity, sections))
        return TRUE;
    }
  return FALSE;
}

/* A form that fills the very thing that the step asks for is saved first, so that it counts; the day only after it is
 * asked again. */
static gboolean
prepare (Logging    *logging,
         GolRecord  *target,
         GHashTable *sections,
         GolUnmet   *unmet,
         GError    **error)
{
  g_autoptr(GHashTable) given = gol_step_preparation (logging->step, sections);
  g_autofree char *words = NULL;
  g_autofree char *kind = NULL;

  if (target == NULL || given == NULL || !may_be_given (logging, unmet, given))
    return TRUE;
  words = gol_sentence_saved (logging->store, target, logging->step->section);
  kind = g_strconcat (target->entity->name, ".save", NULL);
  return gol_office_save_locked (logging->self, logging->store, target->record, given, kind, words, NULL, NULL, error);
}

static gboolean
check_conditions (Logging    *logging,
                  GolRecord  *target,
                  GHashTable *sections,
                  GPtrArray **out,
                  GError    **error)
{
  g_autoptr(GPtrArray) verdicts = NULL;
  g_autofree char *sentence = NULL;
  GolUnmet unmet;

  if (!collect (logging, &verdicts, &unmet, error))
    return FALSE;
  if (unmet.verdicts->len > 0 && sections != NULL)
    {
      gboolean good = prepare (logging, target, sections, &unmet, error);

      gol_unmet_clear (&unmet);
      if (!good || !collect (logging, &verdicts, &unmet, error))
        return FALSE;
    }
  if (unmet.verdicts->len == 0 && unmet.elsewhere > 0
      && gol_attested (logging->store, logging->placement->record, logging->step->code) != GOL_YES)
    {
      gol_unmet_clear (&unmet);
      g_set_error (
        error, GOL_ERROR, GOL_ERROR_REFUSED,
        _("“%s” rests on facts that this office does not hold, and the ministry has not attested them: ask it."),
        gol_words_get (logging->step->label));
      return FALSE;
    }
  sentence = g_strdup_printf (_("“%s” cannot be logged yet."), gol_words_get (logging->step->label));
  return gol_unmet_accept (&unmet, logging->self, sentence, logging->why, out, error);
}

/* ── What it writes ── */

/* The record in which the step's section stands; NULL when each time is a record of its own. */
static gboolean
find_target (Logging    *logging,
             GolRecord  *order,
             GolRecord **target,
             GError    **error)
{
  static const struct { const char *entity, *field; } targets[] = {
    { "worker", "placement_core.worker" },
    { "order", "placement_core.order" },
    { "worksite", "placement_core.worksite" },
  };
  const char *entity = logging->step->entity->name;
  const char *name = NULL;

  *target = NULL;
  if (g_str_equal (entity, "placement"))
    name = logging->placement->record;
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (g_str_equal (entity, targets[i].entity))
      name = gol_record_get_text (logging->placement, targets[i].field);
  if (g_str_equal (entity, "employer") && order != NULL)
    name = gol_record_get_text (order, "order_terms.employer");
  if (name == NULL)
    return TRUE;
  *target = gol_store_read (logging->store, name, error);
  return *target != NULL;
}

static char *
make_words (Logging *logging)
{
  g_autofree char *name = gol_sentence_title (logging->store, logging->placement);

  /* Translators: a step of a scheme, such as "Contract", then whose it is */
  return g_strdup_printf (_("%1$s of %2$s logged"), gol_words_get (logging->step->label), name);
}

/* A record of its own says whose it is: the placement's, the worker's, or both. */
static void
set_whose (Logging   *logging,
           GolValues *values)
{
  const char *worker = gol_record_get_text (logging->placement, "placement_core.worker");

  for (const GolSection *section = logging->step->entity->sections; section->name != NULL; section++)
    {
      if (gol_section_find_field (section, "placement") != NULL)
        gol_values_set_text (values, "placement", logging->placement->record);
      if (gol_section_find_field (section, "worker") != NULL)
        gol_values_set_text (values, "worker", worker);
    }
}

static gboolean
log_section (Logging    *logging,
             GolValues  *values,
             GPtrArray **unmet,
             GError    **error)
{
  const GolStep *step = logging->step;
  g_autoptr(GHashTable) sections = NULL;
  g_autoptr(GolRecord) order = load_order (logging);
  g_autoptr(GolRecord) target = NULL;
  g_autofree char *words = make_words (logging);
  g_autofree char *added = NULL;
  GolStepFill fill = { step, logging->scheme, logging->placement, order, NULL, logging->day, logging->instant };

  if (!find_target (logging, order, &target, error))
    return FALSE;
  fill.target = target;
  if (target == NULL)
    set_whose (logging, values);
  sections = gol_office_spread (step->entity, step->section, values);
  if (!check_conditions (logging, target, sections, unmet, error))
    return FALSE;
  gol_step_fill (&fill, sections);
  if (target != NULL)
    return gol_office_save_locked (logging->self, logging->store, target->record, sections, "step.log", words,
                                   logging->why, NULL, error);
  added = gol_office_add_locked (logging->self, logging->store, step->entity, sections, TRUE, "step.log", words,
                                 logging->why, NULL, error);
  return added != NULL;
}

/* A step that no table foresaw has a record of its own, one for each placement. */
static gboolean
log_record (Logging    *logging,
            GolValues  *values,
            GError    **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("step");
  g_autofree char *words = make_words (logging);
  g_autofree char *added = NULL;
  g_autoptr(GPtrArray) records = gol_office_list (logging->store, "step", "step.placement", logging->placement->record,
                                                   NULL, error);
  g_autoptr(GHashTable) sections = gol_office_one_section (entity->sections, values);
  char day[GOL_DATE_TEXT_MAX];

  if (records == NULL)
    return FALSE;
  if ((logging->step->actor & logging->self->party) == 0)
    logging->self->on_behalf_of = gol_office_agency_of (logging->store, logging->step->actor);
  gol_values_set_text (values, "at", logging->instant);
  gol_values_set_text (values, "on", gol_date_format (logging->day, day));
  if (logging->why != NULL)
    gol_values_set_text (values, "override", logging->why);
  if (gol_values_find (values, "by") == NULL)
    gol_values_set_text (values, "by", logging->self->officer.name);
  if (gol_values_find (values, "result") == NULL)
    gol_values_set_text (values, "result", "done");

  for (guint i = 0; i < records->len; i++)
    {
      GolRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (gol_record_get_text (record, "step.step"), logging->step->code) == 0)
        return gol_office_save_locked (logging->self, logging->store, record->record, sections, "step.log", words,
                                       logging->why, NULL, error);
    }
  gol_values_set_text (values, "placement", logging->placement->record);
  gol_values_set_text (values, "step", logging->step->code);
  added = gol_office_add_locked (logging->self, logging->store, entity, sections, TRUE, "step.log", words, logging->why,
                                 NULL, error);
  return added != NULL;
}

static gboolean
log_step (Logging    *logging,
          GolValues  *values,
          GPtrArray **unmet,
          GError    **error)
{
  g_autofree char *event = NULL;

  if (logging->step->fills == GOL_STEP_SECTION)
    return log_section (logging, values, unmet, error);
  if (!check_conditions (logging, NULL, NULL, unmet, error))
    return FALSE;
  if (logging->step->fills == GOL_STEP_EVENT)
    return gol_office_log_event_locked (logging->self, logging->store, logging->placement, logging->scheme,
                                        logging->step->event, logging->instant, values, logging->why, &event, error);
  return log_record (logging, values, error);
}

/**
 * gol_office_log_step:
 * @step: its code in the placement's scheme
 * @at: (nullable): a day or an instant that has come; %NULL: now
 * @values: (nullable): of the section that the step fills; what is missing is filled with the usual
 * @override_why: (nullable): a supervisor's reason for logging it although a condition does not hold that the scheme
 * lets her pass
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
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
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
  if (logging.step == NULL
      || !gol_office_parse_at (self, at, gol_step_is_planned (logging.step), &logging.day, &instant, error))
    return FALSE;
  logging.instant = instant;
  if (!check_actor (&logging, error)
      || !check_order_of_steps (&logging, error)
      || !log_step (&logging, given, unmet, error))
    {
      g_clear_pointer (&self->on_behalf_of, g_free);
      return FALSE;
    }
  g_clear_pointer (&self->on_behalf_of, g_free);
  gol_attest_after (self, store, found->record);
  return TRUE;
}
