/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-derive-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-standing-private.h"
#include "gol-status-private.h"

/* How far ahead "from when" looks: a rule that time does not cure in three years needs more than waiting. */
#define DAYS_AHEAD 1096

static guint
party_of (GolStore *store)
{
  return gol_office_kind_party (gol_store_get_info (store)->kind);
}

static GPtrArray *
new_verdicts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gol_verdict_free);
}

/* Last year's figure, or next year's, is nothing that anybody has to read. */
static gboolean
add_explained (GPtrArray                *verdicts,
               const GolClause * const  *clauses,
               GolCase                  *kase,
               const GolAsked           *asked,
               guint                     party,
               GError                  **error)
{
  for (guint i = 0; clauses != NULL && clauses[i] != NULL; i++)
    {
      GolVerdict *verdict;

      if (!gol_clause_is_in_force (clauses[i], asked->on))
        continue;
      verdict = gol_case_explain (kase, clauses[i], asked, party, error);
      if (verdict == NULL)
        return FALSE;
      g_ptr_array_add (verdicts, verdict);
    }
  return TRUE;
}

/* One reading with a case on the desk. */
typedef struct _Reading Reading;
typedef gboolean (*ReadFunc) (Reading *self, GolDb *db, GError **error);

struct _Reading
{
  ReadFunc    read;
  GolStore   *store;
  GolCase    *kase;
  guint       party;
  char       *record;
  const char *step;
  GolDate     on;
  const GolScheme *scheme;
  GPtrArray  *verdicts;
  GolDate     from;            /* when all hold */
};

static gboolean
reading_cb (GolDb     *open,
            GolDb     *protected_db,
            gpointer   user_data,
            GError   **error)
{
  Reading *self = user_data;

  return self->read (self, open, error);
}

/* (transfer full): the verdicts */
static GPtrArray *
read_verdicts (Reading     *self,
               const char  *entity,
               const char  *text,
               GError     **error)
{
  gboolean fine;

  self->record = gol_store_find (self->store, gol_dictionary_find_entity (entity), text, error);
  if (self->record == NULL)
    return NULL;
  self->party = party_of (self->store);
  self->verdicts = new_verdicts ();
  self->kase = gol_rules_take_case (self->store, error);
  fine = self->kase != NULL && gol_store_with_reader (self->store, NULL, reading_cb, self, error);
  gol_rules_give_case (self->store, self->kase);
  g_free (self->record);
  if (!fine)
    g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  return self->verdicts;
}

/* ── May she go again? ── */

/* The days of the placement in the scheme for which she has not left yet; without one the question is whether she
 * may set out on the day itself. */
static gboolean
lay_worker (Reading    *self,
            GolDb      *db,
            GolAsked   *asked,
            GError    **error)
{
  g_autoptr(GolStatement) placements
    = gol_db_prepare (db,
                      "SELECT id, d_status FROM r_placement WHERE placement_core__worker = ?"
                      " AND +placement_core__scheme = ? AND voided = 0"
                      " ORDER BY placement_core__starts",
                      error);
  gint64 worker = gol_record_find (db, self->record, error), open = 0;
  gboolean row;

  *asked = (GolAsked) { self->on, self->on, self->on };
  if (placements == NULL || worker == 0)
    return FALSE;
  gol_statement_bind_text (placements, 1, self->record);
  gol_statement_bind_text (placements, 2, gol_scheme_get_id (self->scheme));
  while (TRUE)
    {
      if (!gol_statement_step (placements, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!gol_status_is_closed (gol_statement_text (placements, 1))
          && !gol_status_is_away (gol_statement_text (placements, 1)))
        open = gol_statement_int (placements, 0);
    }
  if (open != 0)
    {
      g_auto(GolSubject) subject = { 0 };

      if (!gol_subject_of_placement (&subject, self->kase, db, open, self->on, error))
        return FALSE;
      if (subject.asked.from.year != 0 && subject.asked.to.year != 0)
        *asked = subject.asked;
      return TRUE;
    }
  return gol_case_load (self->kase, db, gol_fact_view_find ("worker"), worker, error)
         && gol_case_load (self->kase, db, gol_fact_view_find ("placement"), 0, error)
         && gol_case_load (self->kase, db, gol_fact_view_find ("order"), 0, error);
}

static gboolean
may_go_again (Reading  *self,
              GolDb    *db,
              GError  **error)
{
  const GolClause * const *clauses = gol_scheme_get_may_go_again (self->scheme);
  guint n = gol_clauses_count (clauses);
  g_autofree GolDate *first = g_new0 (GolDate, n + 1);
  gboolean failing = FALSE;
  GolAsked asked;

  if (!lay_worker (self, db, &asked, error)
      || !add_explained (self->verdicts, clauses, self->kase, &asked, self->party, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    failing = failing || ((GolVerdict *) self->verdicts->pdata[i])->holds == GOL_NO;
  if (!failing)
    return TRUE;
  if (!gol_case_first_date (self->kase, clauses, n, &asked, DAYS_AHEAD, first, &self->from, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      GolVerdict *verdict = self->verdicts->pdata[i];
      char buffer[GOL_DATE_TEXT_MAX];

      if (verdict->holds == GOL_NO && first[i].year != 0)
        verdict->from = g_strdup (gol_date_format (first[i], buffer));
    }
  return TRUE;
}

/* Failing first, then unknown; else in the scheme's order. */
static GPtrArray *
sort_verdicts (GPtrArray *verdicts)
{
  static const GolTruth order[] = { GOL_NO, GOL_UNKNOWN, GOL_YES };
  GPtrArray *sorted = new_verdicts ();

  for (guint at = 0; at < G_N_ELEMENTS (order); at++)
    for (guint i = 0; i < verdicts->len; i++)
      {
        GolVerdict *verdict = verdicts->pdata[i];

        if (verdict == NULL || verdict->holds != order[at])
          continue;
        verdicts->pdata[i] = NULL;
        g_ptr_array_add (sorted, verdict);
      }
  g_ptr_array_unref (verdicts);
  return sorted;
}

/**
 * gol_rules_may_go_again:
 * @worker: her record's name or file code
 * @scheme: a scheme's id
 * @on: the day on which she would go
 *
 * Returns: (transfer full) (nullable): the answer; %NULL with GOL_ERROR_NOT_FOUND when worker or scheme is not here
 */
GolMayGoAgain *
gol_rules_may_go_again (GolStore    *store,
                        const char  *worker,
                        const char  *scheme,
                        GolDate      on,
                        GError     **error)
{
  Reading reading = { .read = may_go_again, .store = store, .on = on };
  const GolWords *appeal;
  GolMayGoAgain *answer;
  char buffer[GOL_DATE_TEXT_MAX];

  g_return_val_if_fail (store != NULL, NULL);
  g_return_val_if_fail (gol_date_is_whole (on), NULL);

  reading.scheme = gol_scheme_shelf_find (scheme, error);
  if (reading.scheme == NULL || read_verdicts (&reading, "worker", worker, error) == NULL)
    return NULL;
  appeal = gol_scheme_get_appeal (reading.scheme);
  answer = g_new0 (GolMayGoAgain, 1);
  answer->scheme = g_strdup (scheme);
  answer->clauses = sort_verdicts (reading.verdicts);
  answer->answer = answer->clauses->len > 0 ? ((GolVerdict *) answer->clauses->pdata[0])->holds : GOL_UNKNOWN;
  answer->from = reading.from.year != 0 ? g_strdup (gol_date_format (reading.from, buffer)) : NULL;
  answer->appeal = appeal != NULL ? g_strdup (gol_words_get (appeal)) : NULL;
  return answer;
}

/* ── A step, an order ── */

GPtrArray *
gol_step_explain (const GolStep   *step,
                  GolCase         *kase,
                  const GolAsked  *asked,
                  guint            party,
                  GError         **error)
{
  g_autoptr(GPtrArray) verdicts = new_verdicts ();
  GolDate attested_on;

  if (!add_explained (verdicts, step->requires, kase, asked, party, error))
    return NULL;
  /* What this office may not see, who can see it has attested. */
  if (gol_step_is_attested (step, kase, asked->on, party, &attested_on))
    for (guint i = 0; i < verdicts->len; i++)
      {
        GolVerdict *verdict = verdicts->pdata[i];

        if (verdict->holds == GOL_UNKNOWN && (verdict->parties & party) == 0)
          verdict->holds = GOL_YES;
      }
  return g_steal_pointer (&verdicts);
}

/* Steps that must come before and are not done. */
static void
add_steps_before (GPtrArray      *verdicts,
                  GolStandings   *standings,
                  const GolStep  *step,
                  guint           party)
{
  for (guint at = 0; step->after != NULL && step->after[at] != NULL; at++)
    for (guint i = 0; i < standings->steps->len; i++)
      {
        const GolStanding *before = &g_array_index (standings->steps, GolStanding, i);
        GolVerdict *verdict;

        if (before->step != step->after[at] || before->step->optional || before->state == GOL_STATION_DONE
            || before->state == GOL_STATION_SKIPPED)
          continue;
        verdict = g_new0 (GolVerdict, 1);
        verdict->clause = g_strdup (before->step->code);
        verdict->parties
          = before->step->done_fact != NULL ? gol_fact_get_readers (before->step->done_fact) : GOL_PARTY_EVERYBODY;
        verdict->holds = (verdict->parties & party) != 0 ? GOL_NO : GOL_UNKNOWN;
        /* Translators: %s is a step that comes first, such as “Contract”. */
        verdict->words = g_strdup_printf (_("“%s” comes first and is not done."), gol_words_get (before->step->label));
        g_ptr_array_add (verdicts, verdict);
      }
}

static gboolean
check_step (Reading  *self,
            GolDb    *db,
            GError  **error)
{
  g_auto(GolSubject) subject = { 0 };
  g_auto(GolStandings) standings = { 0 };
  const GolStep *step;
  GPtrArray *explained;

  if (!gol_subject_of_placement (&subject, self->kase, db, gol_record_find (db, self->record, NULL), self->on, error))
    return FALSE;
  step = subject.scheme != NULL ? gol_scheme_find_step (subject.scheme, self->step) : NULL;
  if (step == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("The placement’s programme has no step “%s”."), self->step);
      return FALSE;
    }
  if (!gol_standings_take (&standings, self->kase, subject.scheme, &subject.asked, self->party, error))
    return FALSE;
  explained = gol_step_explain (step, self->kase, &subject.asked, self->party, error);
  if (explained == NULL)
    return FALSE;
  add_steps_before (self->verdicts, &standings, step, self->party);
  g_ptr_array_extend_and_steal (self->verdicts, explained);
  return TRUE;
}

GPtrArray *
gol_rules_check_step (GolStore    *store,
                      const char  *placement,
                      const char  *step,
                      GolDate      on,
                      GError     **error)
{
  Reading reading = { .read = check_step, .store = store, .step = step, .on = on };

  g_return_val_if_fail (store != NULL, NULL);
  g_return_val_if_fail (gol_date_is_whole (on), NULL);

  return read_verdicts (&reading, "placement", placement, error);
}

static gboolean
check_order (Reading  *self,
             GolDb    *db,
             GError  **error)
{
  const GolFactView *view = gol_fact_view_find ("order");
  GolAsked asked = { .on = self->on };
  const char *id;

  if (!gol_case_load (self->kase, db, view, gol_record_find (db, self->record, NULL), error)
      || !gol_case_load (self->kase, db, gol_fact_view_find ("worker"), 0, error)
      || !gol_case_load (self->kase, db, gol_fact_view_find ("placement"), 0, error))
    return FALSE;
  gol_case_get_date (self->kase, view, "starts", &asked.from);
  gol_case_get_date (self->kase, view, "ends", &asked.to);
  id = gol_case_get (self->kase, view, "scheme");
  if (id == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED,
                           _ ("The order has no programme yet; give it one first."));
      return FALSE;
    }
  self->scheme = gol_scheme_shelf_find (id, error);
  if (self->scheme == NULL)
    return FALSE;
  for (const GolStep * const *step = gol_scheme_get_steps (self->scheme); *step != NULL; step++)
    if ((*step)->entity != NULL && g_str_equal ((*step)->entity->name, "order")
        && !add_explained (self->verdicts, (*step)->requires, self->kase, &asked, self->party, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
gol_rules_check_order (GolStore    *store,
                       const char  *order,
                       GolDate      on,
                       GError     **error)
{
  Reading reading = { .read = check_order, .store = store, .on = on };

  g_return_val_if_fail (store != NULL, NULL);
  g_return_val_if_fail (gol_date_is_whole (on), NULL);

  return read_verdicts (&reading, "order", order, error);
}
