/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-desk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-date-words.h"
#include "gol-error.h"
#include "gol-mrz.h"
#include "gol-office-private.h"
#include "gol-vocabulary.h"

#define FOUND_MOST    20
#define MAX_STATUSES  4
#define MAX_EVENTS    2

/* So many days before the planned day somebody is expected. */
#define AHEAD_DAYS    14

/**
 * Desk:
 * @events: of the vocabulary, the one that says most first: the first that this office may witness in the scheme is logged
 * @before: the statuses of who is expected; @after: of those for whom it was logged
 * @day: the planned day that tells whether she is expected yet; @strict: what is not known to hold stops her
 */
static const struct
{
  const char *name;
  const char *events[MAX_EVENTS + 1];
  const char *before[MAX_STATUSES + 1];
  const char *after[MAX_STATUSES + 1];
  const char *day;
  gboolean    gate;
} desks[GOL_DESK_N] = {
  [GOL_DESK_DEPARTURES] = { "departures", { "departure" }, { "in_progress", "ready" }, { "departed", "abroad" },
                            "placement_core.starts", TRUE },
  [GOL_DESK_ARRIVALS] = { "arrivals", { "arrival" }, { "in_progress", "ready", "departed" }, { "abroad" }, "placement_core.starts", FALSE },
  [GOL_DESK_RETURNS] = { "returns", { "return_in_person", "return" }, { "departed", "abroad", "missing", "to_verify" }, { "returned" },
                         "placement_core.ends", FALSE },
};

const char *
gol_desk_get_name (GolDesk desk)
{
  g_return_val_if_fail (desk < GOL_DESK_N, NULL);

  return desks[desk].name;
}

void
gol_desk_person_free (GolDeskPerson *person)
{
  if (person == NULL)
    return;
  g_free (person->placement);
  g_free (person->worker);
  g_free (person->code);
  g_free (person->name);
  g_free (person->about);
  g_free (person->portrait);
  g_free (person->place);
  g_free (person->starts);
  g_free (person->ends);
  g_free (person->due);
  g_free (person->headline);
  g_free (person->detail);
  g_clear_pointer (&person->reasons, g_ptr_array_unref);
  g_free (person);
}

static GPtrArray *
people_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gol_desk_person_free);
}

/* ── Who somebody is ── */

static char *
describe (GolOffice *self,
          GolRecord *worker)
{
  const GolTerm *term = gol_vocabulary_get (gol_vocabulary_find ("sex"), gol_record_get_text (worker, "civil.sex"));
  GolDate born, today = gol_clock_get_today (self->clock);
  gint age = gol_date_parse (gol_record_get_text (worker, "civil.birth_date"), &born) && gol_date_is_whole (born)
               ? gol_date_age (born, today) : -1;
  g_autofree char *years = age >= 0 ? g_strdup_printf (ngettext ("%d year", "%d years", (gulong) age), age) : NULL;

  if (term != NULL && years != NULL)
    /* TRANSLATORS: a person's sex, then her age: "woman, 29 years". */
    return g_strdup_printf (_("%1$s, %2$s"), gol_term_get_label (term), years);
  return term != NULL ? g_strdup (gol_term_get_label (term)) : g_steal_pointer (&years);
}

/* (nullable) */
static char *
title_of (GolOffice  *self,
          const char *record)
{
  g_autofree char *code = NULL;

  return record != NULL ? gol_office_title (self, record, &code, NULL) : NULL;
}

/* Only what this office may read of her. */
static gboolean
fill_worker (GolOffice      *self,
             GolDeskPerson  *person,
             GError        **error)
{
  g_autoptr(GolRecord) worker = gol_office_read_as (self, "worker", person->worker, error);

  if (worker == NULL)
    return FALSE;
  person->code = g_strdup (worker->code);
  person->name = title_of (self, worker->record);
  person->about = describe (self, worker);
  person->portrait = g_strdup (gol_record_get_text (worker, "name_photo.portrait"));
  return TRUE;
}

static char *
find_place (GolOffice *self,
            GolRecord *placement)
{
  static const char * const fields[] = { "placement_core.worksite", "placement_core.order" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char *title = title_of (self, gol_record_get_text (placement, fields[i]));

      if (title != NULL)
        return title;
    }
  return NULL;
}

/* NULL with @error unset: a placement of nobody, or of somebody who is not here. */
static GolDeskPerson *
person_of (GolOffice  *self,
           GolRecord  *placement,
           GError    **error)
{
  g_autoptr(GolDeskPerson) person = g_new0 (GolDeskPerson, 1);
  GError *fault = NULL;

  person->placement = g_strdup (placement->record);
  person->worker = g_strdup (gol_record_get_text (placement, "placement_core.worker"));
  person->starts = g_strdup (gol_record_get_text (placement, "placement_core.starts"));
  person->ends = g_strdup (gol_record_get_text (placement, "placement_core.ends"));
  person->place = find_place (self, placement);
  if (person->worker != NULL && fill_worker (self, person, &fault))
    return g_steal_pointer (&person);
  if (fault != NULL && !g_error_matches (fault, GOL_ERROR, GOL_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&fault));
  g_clear_error (&fault);
  return NULL;
}

/* ── Who is expected ── */

/* Of a season that is near: whoever is planned for next year is not missing today. */
static GolQuery *
make_query (GolOffice          *self,
            GolDesk             desk,
            const char * const *statuses)
{
  GolQuery *query = gol_query_new (gol_dictionary_find_entity ("placement"));
  GolDate today = gol_clock_get_today (self->clock);
  char from[GOL_DATE_TEXT_MAX], until[GOL_DATE_TEXT_MAX];
  const char * const days[] = { gol_date_format (gol_date_add_months (today, -12), from),
                                gol_date_format (gol_date_add_days (today, AHEAD_DAYS), until), NULL };

  gol_query_add_filter (query, "~status", GOL_FILTER_IN, statuses);
  gol_query_add_filter (query, desks[desk].day, GOL_FILTER_BETWEEN, days);
  gol_query_set_sort (query, desks[desk].day, FALSE);
  return query;
}

GPtrArray *
gol_desk_expect (GolOffice  *self,
                 GolDesk     desk,
                 guint       most,
                 guint      *expected,
                 guint      *logged,
                 GError    **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("placement");
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolQuery) before = make_query (self, desk, desks[desk].before);
  g_autoptr(GolQuery) after = make_query (self, desk, desks[desk].after);
  g_autoptr(GPtrArray) people = people_new ();
  g_autoptr(GArray) ids = NULL;
  guint64 done = 0;

  ids = store != NULL ? gol_query_ids (store, before, NULL, error) : NULL;
  if (ids == NULL || !gol_query_count (store, after, NULL, &done, error))
    return NULL;
  for (guint i = 0; i < ids->len && people->len < most; i++)
    {
      g_autoptr(GolRecord) placement = gol_office_read_id (self, entity, g_array_index (ids, guint32, i), error);
      GError *fault = NULL;
      GolDeskPerson *person = placement != NULL ? person_of (self, placement, &fault) : NULL;

      if (fault != NULL)
        g_propagate_error (error, fault);
      if (placement == NULL || fault != NULL)
        return NULL;
      if (person != NULL)
        g_ptr_array_add (people, person);
    }
  *expected = ids->len;
  *logged = (guint) done;
  return g_steal_pointer (&people);
}

/* ── Who is meant ── */

/* What a passport reader types is the zone; what is looked for, the number in it. */
static char *
read_text (GolOffice  *self,
           const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autoptr(GolMrz) mrz = strchr (plain, '<') != NULL ? gol_mrz_parse (plain, gol_clock_get_today (self->clock), NULL) : NULL;

  return mrz != NULL && mrz->number != NULL ? g_strdup (mrz->number) : g_steal_pointer (&plain);
}

static gboolean
is_among (GolStore           *store,
          GolRecord          *placement,
          const char * const *statuses)
{
  static const char * const status_field[] = { "~status", NULL };
  g_autoptr(GPtrArray) rows = gol_query_rows (store, placement->entity, &placement->id, 1, status_field, NULL);
  const char *status = rows != NULL && rows->len > 0 ? ((char **) rows->pdata[0])[0] : NULL;

  return status != NULL && g_strv_contains (statuses, status);
}

/* Of her placements the one that this desk is about; *fits: it expects her. */
static GolDeskPerson *
person_of_worker (GolOffice   *self,
                  GolStore    *store,
                  GolDesk      desk,
                  const char  *worker,
                  gboolean    *fits,
                  GError     **error)
{
  g_autoptr(GPtrArray) placements = gol_office_placements_of (self, worker, error);
  g_autoptr(GolRecord) chosen = NULL;

  *fits = FALSE;
  for (guint i = 0; placements != NULL && i < placements->len && !*fits; i++)
    {
      g_autoptr(GolRecord) placement = gol_office_read_as (self, "placement", g_ptr_array_index (placements, i), error);

      if (placement == NULL)
        return NULL;
      *fits = is_among (store, placement, desks[desk].before);
      if (*fits || chosen == NULL)
        {
          g_clear_pointer (&chosen, gol_record_free);
          chosen = g_steal_pointer (&placement);
        }
    }
  return chosen != NULL ? person_of (self, chosen, error) : NULL;
}

GPtrArray *
gol_desk_find (GolOffice   *self,
               GolDesk      desk,
               const char  *text,
               GError     **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("worker");
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *sought = read_text (self, text);
  g_autoptr(GPtrArray) people = people_new ();
  g_autoptr(GArray) ids = NULL;
  guint expected = 0;

  ids = store != NULL ? gol_store_search (store, entity, sought, FOUND_MOST, NULL, error) : NULL;
  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GolRecord) worker = gol_office_read_id (self, entity, g_array_index (ids, guint32, i), error);
      GError *fault = NULL;
      gboolean fits;
      GolDeskPerson *person;

      if (worker == NULL)
        return NULL;
      person = person_of_worker (self, store, desk, worker->record, &fits, &fault);
      if (fault != NULL)
        {
          g_propagate_error (error, fault);
          return NULL;
        }
      if (person != NULL)
        g_ptr_array_insert (people, fits ? (gint) expected++ : -1, person);
    }
  return g_steal_pointer (&people);
}

/* ── What the desk says ── */

/* What this office may witness of it in the scheme; the ministry writes down what others send it. */
static const char *
find_event (GolOffice       *self,
            GolDesk          desk,
            const GolScheme *scheme)
{
  const char *first = NULL;

  for (const char * const *event = desks[desk].events; *event != NULL; event++)
    {
      if (gol_scheme_may_witness (scheme, *event, self->party))
        return *event;
      if (first == NULL && (self->party & GOL_PARTY_MINISTRY) != 0
          && gol_scheme_get_precedence (scheme, *event, GOL_PARTY_EVERYBODY) != G_MAXUINT)
        first = *event;
    }
  return first;
}

static const GolStep *
find_step (GolDesk          desk,
           const GolScheme *scheme)
{
  for (const GolStep * const *step = gol_scheme_get_steps (scheme); *step != NULL; step++)
    if ((*step)->fills == GOL_STEP_EVENT && g_strv_contains (desks[desk].events, (*step)->event))
      return *step;
  return NULL;
}

static void
say (GolDeskPerson *person,
     GolDeskMood    mood,
     const char    *headline,
     char          *detail)
{
  person->mood = mood;
  person->headline = g_strdup (headline);
  person->detail = detail;
}

/* @sentence: with the place of a day */
static char *
tell_day (const char *sentence,
          const char *iso)
{
  GolDate day;
  g_autofree char *words = gol_date_parse (iso, &day) && gol_date_is_whole (day) ? gol_date_to_words (day) : g_strdup (iso);

  return g_strdup_printf (sentence, words);
}

/* What the step asks for, as far as this office may know it. */
static gboolean
collect_reasons (GolOffice      *self,
                 GolStore       *store,
                 GolDeskPerson  *person,
                 const GolStep  *step,
                 gboolean       *fails,
                 GError        **error)
{
  g_autoptr(GPtrArray) verdicts = gol_rules_check_step (store, person->placement, step->code, gol_clock_get_today (self->clock), error);
  guint elsewhere = 0;

  *fails = FALSE;
  person->reasons = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    {
      const GolVerdict *verdict = g_ptr_array_index (verdicts, i);

      if (verdict->holds == GOL_YES)
        continue;
      if ((verdict->parties & self->party) == 0)
        elsewhere++;
      else
        {
          *fails = *fails || verdict->holds == GOL_NO;
          g_ptr_array_add (person->reasons, g_strdup (verdict->words));
        }
    }
  if (elsewhere > 0)
    g_ptr_array_add (person->reasons, g_strdup_printf (ngettext ("One condition rests on what only another office may read: ask the ministry.",
                                                                 "%u conditions rest on what only another office may read: ask the ministry.",
                                                                 elsewhere), elsewhere));
  return verdicts != NULL;
}

static gboolean
judge_gate (GolOffice      *self,
            GolStore       *store,
            GolDeskPerson  *person,
            const GolStep  *step,
            GError        **error)
{
  gboolean fails;

  if (!collect_reasons (self, store, person, step, &fails, error))
    return FALSE;
  /* What only the ministry may know, it has said. */
  if (!fails && person->reasons->len > 0 && gol_attested (store, person->placement, step->code) == GOL_YES)
    g_ptr_array_set_size (person->reasons, 0);
  if (fails)
    say (person, GOL_DESK_STOP, _("Must not depart yet"), g_strdup (_("What is written below does not hold. The ministry can settle it.")));
  else if (person->reasons->len > 0)
    say (person, GOL_DESK_LOOK, _("Not known to be ready"),
         g_strdup (_("Log the departure only if you have seen with your own eyes what is written below.")));
  else
    say (person, GOL_DESK_GOOD, _("May depart"), g_strdup (_("Every condition of the departure holds.")));
  return TRUE;
}

static void
judge_arrival (GolDeskPerson *person,
               const char    *status)
{
  if (g_strcmp0 (status, "departed") == 0)
    say (person, GOL_DESK_GOOD, _("Expected here"), g_strdup (_("The departure was logged.")));
  else
    say (person, GOL_DESK_LOOK, _("Nobody has logged the departure"),
         g_strdup (_("The arrival can be logged all the same: what happened, happened.")));
}

static void
judge_return (GolDeskPerson *person)
{
  g_autofree char *headline = NULL;

  if (person->late_days <= 0)
    {
      say (person, GOL_DESK_GOOD, _("Comes back in time"), person->due != NULL ? tell_day (_("Was to be here by %s."), person->due) : NULL);
      return;
    }
  headline = g_strdup_printf (ngettext ("Comes %d day late: ask why", "Comes %d days late: ask why", (gulong) person->late_days),
                              person->late_days);
  say (person, GOL_DESK_LOOK, headline, tell_day (_("Was to be here by %s. Coming late with a reason bars nobody."), person->due));
}

static void
set_due (GolOffice      *self,
         GolDeskPerson  *person,
         GolStation     *station)
{
  GolDate due;

  if (station->due == NULL || !gol_date_parse (station->due, &due))
    return;
  person->due = g_strdup (station->due);
  person->late_days = MAX (0, gol_date_days (gol_clock_get_today (self->clock)) - gol_date_days (due));
}

static gboolean
judge (GolOffice        *self,
       GolStore         *store,
       GolDesk           desk,
       GolRecord        *placement,
       const GolScheme  *scheme,
       GolDeskPerson    *person,
       GError          **error)
{
  const GolStep *step = find_step (desk, scheme);
  g_autoptr(GolJourney) journey = gol_office_journey (self, placement->record, error);
  GolStation *station;

  if (journey == NULL)
    return FALSE;
  station = step != NULL ? gol_journey_find (journey, step->code) : NULL;
  if (station != NULL)
    set_due (self, person, station);
  if (station != NULL && station->state == GOL_STATION_DONE)
    say (person, GOL_DESK_DONE, _("Logged already"), station->at != NULL ? tell_day (_("On %s."), station->at) : NULL);
  else if (find_event (self, desk, scheme) == NULL)
    say (person, GOL_DESK_STOP, _("Not logged at this desk"), g_strdup (_("In this scheme other offices witness it.")));
  /* Who is back by another's word has not shown herself yet where the scheme asks for that. */
  else if (!g_strv_contains (desks[desk].before, journey->status)
           && (station == NULL || !g_strv_contains (desks[desk].after, journey->status)))
    say (person, GOL_DESK_STOP, gol_status_get_label (journey->status), g_strdup (_("This desk does not expect such a person.")));
  else if (desks[desk].gate && step != NULL)
    return judge_gate (self, store, person, step, error);
  else if (desk == GOL_DESK_RETURNS)
    judge_return (person);
  else
    judge_arrival (person, journey->status);
  return TRUE;
}

GolDeskPerson *
gol_desk_look (GolOffice   *self,
               GolDesk      desk,
               const char  *name,
               GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) placement = store != NULL ? gol_office_read_as (self, "placement", name, error) : NULL;
  const GolScheme *scheme = placement != NULL ? gol_placement_scheme (placement, error) : NULL;
  g_autoptr(GolDeskPerson) person = NULL;
  GError *fault = NULL;

  if (scheme == NULL)
    return NULL;
  person = person_of (self, placement, &fault);
  if (person == NULL && fault == NULL)
    g_set_error_literal (&fault, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("The person of this placement is not in this office."));
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  return judge (self, store, desk, placement, scheme, person, error) ? g_steal_pointer (&person) : NULL;
}

/* ── Logging ── */

char *
gol_desk_log (GolOffice   *self,
              GolDesk      desk,
              const char  *placement,
              const char  *reason,
              GError     **error)
{
  g_autoptr(GolDeskPerson) person = gol_desk_look (self, desk, placement, error);
  g_autoptr(GolRecord) record = person != NULL ? gol_office_read_as (self, "placement", person->placement, error) : NULL;
  const GolScheme *scheme = record != NULL ? gol_placement_scheme (record, error) : NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autofree char *now = NULL;

  if (scheme == NULL)
    return NULL;
  if (person->mood == GOL_DESK_STOP || person->mood == GOL_DESK_DONE)
    {
      /* TRANSLATORS: a person's name, then why nothing is logged for her. */
      g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("%1$s: %2$s."), person->name, person->headline);
      return NULL;
    }
  if (reason != NULL && *reason != '\0')
    gol_values_set_text (values, "late_reason", reason);
  return gol_office_log_event (self, placement, find_event (self, desk, scheme), NULL, values, error);
}

/* Among so many actions it is looked for. */
#define ACTIONS 100

GPtrArray *
gol_desk_list_logged (GolOffice  *self,
                      guint       most,
                      GError    **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GPtrArray) actions = store != NULL ? gol_store_list_batches (store, ACTIONS, error) : NULL;
  GPtrArray *logged;

  if (actions == NULL)
    return NULL;
  logged = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  for (guint i = 0; i < actions->len && logged->len < most; i++)
    {
      GolValues *action = g_ptr_array_index (actions, i);

      if (g_strcmp0 (gol_values_get_text (action, "kind"), "event.log") == 0
          && g_strcmp0 (gol_values_get_text (action, "state"), "done") == 0)
        g_ptr_array_add (logged, gol_values_ref (action));
    }
  return logged;
}
