/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-fact-row-private.h"

#include <string.h>

/* The facts of one placement: its own columns, and what witnesses, clinics, trainers and carriers wrote about it. */

static const GolFactCopy copies[] = {
  { "scheme", "placement_core__scheme" },
  { "named", "placement_core__named" },
  { "starts", "placement_core__starts" },
  { "ends", "placement_core__ends" },
  { "withdrawn_on", "placement_core__withdrawn_on" },
  { "selection_held_on", "selection__held_on" },
  { "selection_result", "selection__result" },
  { "employer_answered_on", "employer_answer__answered_on" },
  { "employer_answer", "employer_answer__result" },
  { "authorisation_on", "authorisation__decided_on" },
  { "authorisation_result", "authorisation__result" },
  { "authorised_from", "authorisation__from" },
  { "authorised_until", "authorisation__until" },
  { "contract_starts", "contract__starts" },
  { "contract_ends", "contract__ends" },
  { "contract_wage", "contract__wage" },
  { "contract_wage_unit", "contract__wage_unit" },
  { "contract_hours_week", "contract__hours_week" },
  { "contract_explained_in", "contract__explained_in" },
  { "worker_signed", "contract__worker_signed" },
  { "employer_signed", "contract__employer_signed" },
  { "agent_signed", "contract__agent_signed" },
  { "commitment_signed", "return_commitment__signed" },
  { "visa_filed_on", "visa_application__filed_on" },
  { "biometrics_on", "visa_application__biometrics" },
  { "visa_decision", "visa_application__decision" },
  { "visa_decided_on", "visa_application__decided_on" },
  { "visa_from", "visa_validity__from" },
  { "visa_until", "visa_validity__until" },
  { "employer_evaluated_on", "employer_evaluation__evaluated_on" },
  { "worker_evaluated_on", "worker_evaluation__evaluated_on" },
  { NULL }
};

static const char * const extras[] = { "placement_core__worker", "placement_core__season", NULL };

typedef struct
{
  GolFactRow      *row;
  const char      *name;      /* of the placement */
  const char      *worker;    /* (nullable): her record's name */
  const char      *season;    /* (nullable) */
  const GolScheme *scheme;    /* (nullable) */
} Placement;

/* The day of an instant "2026-11-25T10:00:00.000Z" or a date. */
static GolDate
day_at (GolStatement *statement,
        int           column)
{
  const char *text = gol_statement_text (statement, column);
  char day[11] = "";
  GolDate date;

  if (text != NULL)
    g_strlcpy (day, text, sizeof day);
  return gol_date_parse (day, &date) && gol_date_is_whole (date) ? date : (GolDate) { 0 };
}

static gboolean
is_later (GolDate a,
          GolDate b)
{
  return a.year != 0 && (b.year == 0 || gol_date_days (a) > gol_date_days (b));
}

/* ── Events ── */

static const struct { const char *kind, *fact; } event_facts[] = {
  { "departure", "departed_on" },
  { "arrival", "arrived_on" },
  { "return", "returned_on" },
  { "return_in_person", "return_shown_on" },
  { "no_show", "no_show_on" },
  { "missing", "missing_on" },
  { "located", "located_on" },
  { "transfer", "transferred_on" },
  { "extension", "extended_on" },
  { "end", "ended_on" },
};

typedef struct
{
  guint    precedence;
  GolDate  on;
  char    *outcome;
} Witnessed;

/* From 0; an agency that nobody has told us of is believed least, one that may not say so not at all. */
static guint
precedence_of (Placement  *self,
               const char *kind,
               const char *agency)
{
  GolFactsWork *work = self->row->work;
  guint parties = work->party, best = G_MAXUINT;

  if (agency != NULL && g_strcmp0 (agency, gol_store_get_info (work->store)->agency) != 0)
    parties = GPOINTER_TO_UINT (g_hash_table_lookup (work->parties, agency));
  if (self->scheme == NULL || parties == 0)
    return G_MAXUINT - 1;
  for (guint party = 1; party <= GOL_PARTY_AUDITOR; party <<= 1)
    if (parties & party)
      best = MIN (best, gol_scheme_get_precedence (self->scheme, kind, party));
  return best;
}

static gboolean
put_events (Placement  *self,
            GError    **error)
{
  Witnessed seen[G_N_ELEMENTS (event_facts)] = { { 0 } };
  g_autoptr(GolStatement) events = NULL;
  gboolean fine = gol_facts_ask (self->row->work, GOL_FACT_EVENTS,
                                 "SELECT event__kind, event__on, event__at, event__agency, event__outcome FROM r_event"
                                 " WHERE event__placement = ? AND voided = 0",
                                 self->name, &events, error);

  for (; fine && events != NULL; fine = gol_facts_next (&events, error))
    for (guint i = 0; i < G_N_ELEMENTS (event_facts); i++)
      {
        guint precedence;
        GolDate on = gol_facts_date_at (events, 1);

        if (g_strcmp0 (gol_statement_text (events, 0), event_facts[i].kind) != 0)
          continue;
        if (on.year == 0)
          on = day_at (events, 2);
        precedence = precedence_of (self, event_facts[i].kind, gol_statement_text (events, 3));
        if (on.year == 0 || precedence == G_MAXUINT
            || (seen[i].on.year != 0 && precedence > seen[i].precedence)
            || (seen[i].on.year != 0 && precedence == seen[i].precedence && !is_later (on, seen[i].on)))
          continue;
        g_free (seen[i].outcome);
        seen[i] = (Witnessed) { precedence, on, g_strdup (gol_statement_text (events, 4)) };
      }

  for (guint i = 0; i < G_N_ELEMENTS (event_facts); i++)
    {
      if (fine)
        gol_fact_row_date (self->row, event_facts[i].fact, seen[i].on);
      if (fine && seen[i].outcome != NULL
          && (g_str_equal (event_facts[i].kind, "end") || g_str_equal (event_facts[i].kind, "return")))
        gol_fact_row_text (self->row, "end_outcome", seen[i].outcome);
      g_free (seen[i].outcome);
    }
  return fine;
}

/* ── Fitness, training, travel, insurance, plan ── */

/* The first row of @of_placement, else of @of_worker. */
static gboolean
ask_either (Placement     *self,
            GolFactTable   table,
            const char    *of_placement,
            const char    *of_worker,
            GolStatement **rows,
            GError       **error)
{
  return gol_facts_ask (self->row->work, table, of_placement, self->name, rows, error)
         && (*rows != NULL || gol_facts_ask (self->row->work, table, of_worker, self->worker, rows, error));
}

static gboolean
put_fitness (Placement  *self,
             GError    **error)
{
  g_autoptr(GolStatement) latest = NULL;

  if (!ask_either (self, GOL_FACT_FITNESS,
                   "SELECT fitness__result, fitness__examined, fitness__until FROM r_fitness"
                   " WHERE fitness__placement = ? AND voided = 0"
                   " ORDER BY fitness__examined DESC, " GOL_FACTS_NEWEST ("r_fitness") " LIMIT 1",
                   "SELECT fitness__result, fitness__examined, fitness__until FROM r_fitness"
                   " WHERE fitness__worker = ? AND voided = 0"
                   " ORDER BY fitness__examined DESC, " GOL_FACTS_NEWEST ("r_fitness") " LIMIT 1", &latest, error))
    return FALSE;
  if (latest != NULL)
    {
      gol_fact_row_text (self->row, "fitness_result", gol_statement_text (latest, 0));
      gol_fact_row_date (self->row, "fitness_examined", gol_facts_date_at (latest, 1));
      gol_fact_row_date (self->row, "fitness_until", gol_facts_date_at (latest, 2));
    }
  return TRUE;
}

static GolDate
season_start (Placement *self)
{
  g_autoptr(GolStatement) season = NULL;

  gol_facts_ask (self->row->work, GOL_FACT_OTHER,
                 "SELECT season_terms__starts FROM record r JOIN r_season s ON s.id = r.id"
                 " WHERE r.uid = ? AND s.voided = 0",
                 self->season, &season, NULL);
  return season != NULL ? gol_facts_date_at (season, 0) : (GolDate) { 0 };
}

/* Of this placement, or of the worker since its season began and of no other placement. */
static gboolean
counts_here (Placement  *self,
             const char *of_placement,
             GolDate     on,
             GolDate     since)
{
  if (of_placement != NULL)
    return g_str_equal (of_placement, self->name);
  return since.year == 0 || (on.year != 0 && gol_date_days (on) >= gol_date_days (since));
}

static gboolean
put_trainings (Placement  *self,
               GError    **error)
{
  g_autoptr(GString) modules = gol_codes_new ();
  GolDate orientation = { 0 };
  GolDate since = { 0 };
  guint n = 0;
  g_autoptr(GolStatement) trainings = NULL;
  gboolean fine = gol_facts_ask (
    self->row->work, GOL_FACT_TRAININGS,
    "SELECT session__module, attendance__placement, attendance__attended, result__result, result__completed, session__until,"
    " session__from FROM r_training WHERE attendance__worker = ? AND voided = 0",
    self->worker, &trainings, error);

  if (trainings != NULL)
    since = season_start (self);
  for (; fine && trainings != NULL; fine = gol_facts_next (&trainings, error))
    {
      const char *module = gol_statement_text (trainings, 0), *result = gol_statement_text (trainings, 3);
      gboolean done = result != NULL ? g_str_equal (result, "passed") || g_str_equal (result, "attended")
                                     : gol_statement_int (trainings, 2) == 1;
      GolDate on = { 0 };

      for (int column = 4; column <= 6 && on.year == 0; column++)
        on = gol_facts_date_at (trainings, column);
      if (!done || !counts_here (self, gol_statement_text (trainings, 1), on, since))
        continue;
      n++;
      if (module != NULL && !gol_codes_have (modules, module))
        gol_codes_add (modules, module, NULL);
      if (g_strcmp0 (module, "orientation") == 0 && is_later (on, orientation))
        orientation = on;
    }
  gol_fact_row_text (self->row, "trainings", modules->str);
  gol_fact_row_int (self->row, "training_count", n);
  gol_fact_row_date (self->row, "orientation_on", orientation);
  return fine;
}

static gboolean
put_travel (Placement  *self,
            GError    **error)
{
  GolDate out = { 0 }, home = { 0 };
  g_autoptr(GolStatement) bookings = NULL;
  gboolean fine = gol_facts_ask (self->row->work, GOL_FACT_TRAVELS,
    "SELECT booking__direction, booking__departs FROM r_travel"
    " WHERE booking__placement = ? AND booking__cancelled_on IS NULL AND voided = 0", self->name, &bookings, error);

  for (; fine && bookings != NULL; fine = gol_facts_next (&bookings, error))
    {
      GolDate *known = g_strcmp0 (gol_statement_text (bookings, 0), "home") == 0 ? &home : &out;

      if (is_later (day_at (bookings, 1), *known))
        *known = day_at (bookings, 1);
    }
  gol_fact_row_date (self->row, "booked_departure", out);
  gol_fact_row_date (self->row, "booked_return", home);
  return fine;
}

static gboolean
put_date (Placement   *self,
          const char  *fact,
          GolFactTable table,
          const char  *of_placement,
          const char  *of_worker,
          GError     **error)
{
  g_autoptr(GolStatement) statement = NULL;

  if (!ask_either (self, table, of_placement, of_worker, &statement, error))
    return FALSE;
  if (statement != NULL)
    gol_fact_row_date (self->row, fact, gol_facts_date_at (statement, 0));
  return TRUE;
}

/* ── Steps ── */

/* A day that stands second is that on which the step was found not to be needed. */
static gboolean
put_steps (Placement  *self,
           GError    **error)
{
  g_autoptr(GString) codes = gol_codes_new ();
  g_autoptr(GolStatement) steps = NULL;
  gboolean fine = gol_facts_ask (self->row->work, GOL_FACT_STEPS,
    "SELECT step__step, step__on, step__at, step__result FROM r_step WHERE step__placement = ? AND voided = 0"
    " ORDER BY step__at DESC, " GOL_FACTS_NEWEST ("r_step"), self->name, &steps, error);

  for (; fine && steps != NULL; fine = gol_facts_next (&steps, error))
    {
      const char *code = gol_statement_text (steps, 0), *result = gol_statement_text (steps, 3);
      GolDate on = gol_facts_date_at (steps, 1);
      char buffer[GOL_DATE_TEXT_MAX];
      g_autofree char *days = NULL;

      if (on.year == 0)
        on = day_at (steps, 2);
      if (code == NULL || on.year == 0 || g_strcmp0 (result, "refused") == 0 || gol_codes_have (codes, code))
        continue;
      gol_date_format (on, buffer);
      days = g_strcmp0 (result, "skipped") == 0 ? g_strdup_printf ("/%s", buffer) : g_strdup_printf ("%s/", buffer);
      gol_codes_add (codes, code, days);
    }
  gol_fact_row_text (self->row, "steps", codes->str);
  return fine;
}

/* What was attested last of each step counts; unless it is yes, nothing does. */
static gboolean
put_attested (Placement  *self,
              GError    **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) codes = gol_codes_new ();
  g_autoptr(GolStatement) claims = NULL;
  gboolean fine = gol_facts_ask (self->row->work, GOL_FACT_ATTESTATIONS,
    "SELECT attestation__step, attestation__result, attestation__at, attestation__until FROM r_attestation"
    " WHERE attestation__placement = ? AND voided = 0 ORDER BY attestation__at DESC, " GOL_FACTS_NEWEST ("r_attestation"),
    self->name, &claims, error);

  for (; fine && claims != NULL; fine = gol_facts_next (&claims, error))
    {
      const char *step = gol_statement_text (claims, 0);
      GolDate at = day_at (claims, 2), until = gol_facts_date_at (claims, 3);
      char from_text[GOL_DATE_TEXT_MAX] = "", until_text[GOL_DATE_TEXT_MAX] = "";
      g_autofree char *days = NULL;

      if (step == NULL || !g_hash_table_add (seen, g_strdup (step))
          || g_strcmp0 (gol_statement_text (claims, 1), "yes") != 0)
        continue;
      if (at.year != 0)
        gol_date_format (at, from_text);
      if (until.year != 0)
        gol_date_format (until, until_text);
      days = g_strdup_printf ("%s/%s", from_text, until_text);
      gol_codes_add (codes, step, days);
    }
  gol_fact_row_text (self->row, "attested", codes->str);
  return fine;
}

/* ── When she is awaited ── */

/* Some schemes believe a return only when it is shown in person. */
static const GolStep *
return_step (const GolScheme *scheme)
{
  const GolStep *step;

  if (scheme == NULL)
    return NULL;
  step = gol_scheme_find_event_step (scheme, "return");
  return step != NULL ? step : gol_scheme_find_event_step (scheme, "return_in_person");
}

/* What the return step of the scheme gives. It counts from another fact of the row, so it is put last. */
static void
put_return_due (Placement *self)
{
  const GolStep *step = return_step (self->scheme);
  const GolDue *due = step != NULL ? step->due : NULL;
  const GolStep *after = due != NULL && due->step != NULL ? gol_scheme_find_step (self->scheme, due->step) : NULL;
  const GolFactView *view = due == NULL ? NULL : after != NULL ? after->done_view : due->view;
  const GolFact *fact = due == NULL ? NULL : after != NULL ? after->done_fact : due->fact;
  GolDate on;

  if (fact != NULL && view == self->row->view
      && gol_date_parse (gol_fact_row_get (self->row, fact->name), &on) && gol_date_is_whole (on))
    gol_fact_row_date (self->row, "return_due", gol_scheme_due_on (self->scheme, due, on));
}

gboolean
gol_facts_make_placement (GolFactsWork  *work,
                          gint64         id,
                          GError       **error)
{
  const GolFactView *view = gol_fact_view_find ("placement");
  gboolean found;
  GolFactRow row;
  g_autoptr(GolStatement) source = gol_fact_source (work, "placement", copies, extras, id, &found, error);
  g_autofree char *name = NULL;
  int column = G_N_ELEMENTS (copies);
  Placement self;

  if (source == NULL)
    return FALSE;
  if (!found)
    {
      gol_fact_row_delete (work, view, id);
      return TRUE;
    }
  name = gol_facts_name_of (work, id, error);
  if (name == NULL)
    return FALSE;
  gol_fact_row_begin (&row, work, view, id);
  self = (Placement) {
    .row = &row,
    .name = name,
    .worker = gol_statement_text (source, column),
    .season = gol_statement_text (source, column + 1),
    .scheme = gol_statement_is_null (source, 1) ? NULL : gol_scheme_shelf_find (gol_statement_text (source, 1), NULL),
  };
  gol_fact_row_copy (&row, copies, source);
  if (!put_events (&self, error) || !put_fitness (&self, error) || !put_trainings (&self, error)
      || !put_travel (&self, error)
      || !put_date (
        &self, "insured_from", GOL_FACT_INSURANCE,
        "SELECT min (insured_period__from) FROM r_insured_period WHERE insured_period__placement = ? AND voided = 0"
        " HAVING count (*) > 0",
        "SELECT max (insured_period__from) FROM r_insured_period WHERE insured_period__worker = ?"
        " AND insured_period__placement IS NULL AND voided = 0 HAVING count (*) > 0",
        error)
      || !put_date (
        &self, "plan_opened_on", GOL_FACT_PLANS,
        "SELECT max (plan__opened) FROM r_reintegration WHERE plan__placement = ? AND voided = 0"
        " HAVING count (*) > 0",
        "SELECT max (plan__opened) FROM r_reintegration WHERE plan__worker = ? AND plan__placement IS NULL"
        " AND voided = 0 HAVING count (*) > 0",
        error)
      || !put_steps (&self, error) || !put_attested (&self, error))
    return FALSE;
  put_return_due (&self);
  gol_fact_row_end (&row);
  return TRUE;
}
