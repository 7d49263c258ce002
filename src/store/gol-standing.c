/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-standing-private.h"

#include <string.h>

#include "gol-status-private.h"

/* ── Dated codes ── */

GolDate
gol_dated_get (const char *dated,
               const char *code,
               guint       nth)
{
  g_autofree char *entry = NULL;
  g_autofree char *day = NULL;
  const char *at;
  GolDate date;

  if (dated == NULL || *dated == '\0' || dated[1] == '\0')
    return (GolDate) { 0 };
  entry = g_strdup_printf (" %s=", code);
  at = strstr (dated, entry);
  if (at == NULL)
    return (GolDate) { 0 };
  at += strlen (entry);
  for (; nth > 0; nth--)
    {
      at += strcspn (at, "/ ");
      if (*at != '/')
        return (GolDate) { 0 };
      at++;
    }
  day = g_strndup (at, strcspn (at, "/ "));
  return gol_date_parse (day, &date) && gol_date_is_whole (date) ? date : (GolDate) { 0 };
}

static const GolFactView *
placement_view (void)
{
  return gol_fact_view_find ("placement");
}

gboolean
gol_step_is_attested (const GolStep *step,
                      GolCase       *kase,
                      GolDate        today,
                      guint          party,
                      GolDate       *on)
{
  const char *attested = gol_case_get (kase, placement_view (), "attested");
  g_autofree char *entry = NULL;
  GolDate until;

  if (g_strcmp0 (attested, " ") == 0 || attested == NULL || step->done_fact == NULL)
    return FALSE;
  entry = g_strdup_printf (" %s=", step->code);
  if (strstr (attested, entry) == NULL || (gol_fact_get_readers (step->done_fact) & party) != 0)
    return FALSE;
  until = gol_dated_get (attested, step->code, 1);
  *on = gol_dated_get (attested, step->code, 0);
  return until.year == 0 || gol_date_before (until, today) != GOL_YES;
}

/* ── The clauses of all steps, asked at once ── */

typedef struct
{
  GPtrArray *clauses;    /* of const GolClause * */
  GolTruth  *answers;
} Asked;

static void
collect (GPtrArray       *clauses,
         const GolClause *clause)
{
  if (clause != NULL && !g_ptr_array_find (clauses, clause, NULL))
    g_ptr_array_add (clauses, (gpointer) clause);
}

static void
asked_clear (Asked *self)
{
  g_clear_pointer (&self->clauses, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static gboolean
ask_all (Asked            *self,
         GolCase          *kase,
         const GolScheme  *scheme,
         const GolAsked   *asked,
         GError          **error)
{
  GolQuestions *questions = gol_case_get_kept (kase, scheme);

  self->clauses = g_ptr_array_new ();
  for (const GolStep * const *step = gol_scheme_get_steps (scheme); *step != NULL; step++)
    {
      collect (self->clauses, (*step)->skipped_when);
      for (guint i = 0; (*step)->done_when != NULL && (*step)->done_when[i] != NULL; i++)
        collect (self->clauses, (*step)->done_when[i]);
    }
  self->answers = g_new (GolTruth, self->clauses->len + 1);
  if (questions == NULL)
    {
      questions = gol_questions_new (kase, (const GolClause * const *) self->clauses->pdata, self->clauses->len, error);
      if (questions == NULL)
        return FALSE;
      gol_case_keep (kase, scheme, questions);
    }
  return gol_questions_put (questions, asked, self->answers, error);
}

static gboolean
holds (Asked           *self,
       const GolClause *clause)
{
  guint at;

  return clause != NULL && g_ptr_array_find (self->clauses, clause, &at) && self->answers[at] == GOL_YES;
}

/* A step that looks at the day itself may change any day. */
static gboolean
looks_at_the_day (Asked *self)
{
  for (guint i = 0; i < self->clauses->len; i++)
    if (strstr (((const GolClause *) self->clauses->pdata[i])->compiled->sql, ":on") != NULL)
      return TRUE;
  return FALSE;
}

/* ── Each step ── */

static GolStanding *
standing_of (GolStandings *self,
             const char   *code)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      GolStanding *standing = &g_array_index (self->steps, GolStanding, i);

      if (g_str_equal (standing->step->code, code))
        return standing;
    }
  return NULL;
}

static void
see_if_done (GolStanding    *standing,
             GolCase        *kase,
             Asked          *asked,
             GolDate         today,
             guint           party)
{
  const GolStep *step = standing->step;
  const char *records = gol_case_get (kase, placement_view (), "steps");
  gboolean done = TRUE;
  GolDate on;

  standing->state = GOL_STATION_LATER;
  if (step->done_fact != NULL)
    gol_case_get_date (kase, step->done_view, step->done_fact->name, &on);
  else
    on = gol_dated_get (records, step->code, 0);
  for (guint i = 0; done && step->done_when != NULL && step->done_when[i] != NULL; i++)
    done = holds (asked, step->done_when[i]);

  if (on.year != 0 && done)
    *standing = (GolStanding) { .step = step, .state = GOL_STATION_DONE, .done = on };
  else if (gol_step_is_attested (step, kase, today, party, &on))
    *standing = (GolStanding) { .step = step, .state = GOL_STATION_DONE, .done = on };
  else if (holds (asked, step->skipped_when) || gol_dated_get (records, step->code, 1).year != 0)
    standing->state = GOL_STATION_SKIPPED;
}

static void
see_due (GolStandings    *self,
         GolStanding     *standing,
         GolCase         *kase,
         const GolScheme *scheme,
         GolDate          today)
{
  const GolDue *due = standing->step->due;
  GolStanding *after = due != NULL && due->step != NULL ? standing_of (self, due->step) : NULL;
  GolDate anchor = { 0 }, measured = standing->done.year != 0 ? standing->done : today;

  if (due == NULL || standing->state == GOL_STATION_SKIPPED)
    return;
  if (after != NULL)
    anchor = after->done;
  else if (due->fact != NULL)
    gol_case_get_date (kase, due->view, due->fact->name, &anchor);
  if (anchor.year == 0)
    return;
  standing->due = gol_scheme_due_on (scheme, due, anchor);
  if (gol_date_is_whole (standing->due))
    standing->late = MAX (0, gol_date_days (measured) - gol_date_days (standing->due));
}

static gboolean
is_past (const GolStanding *standing)
{
  return standing->state == GOL_STATION_DONE || standing->state == GOL_STATION_SKIPPED;
}

/* What this office may not read is never known here to be done: it neither is now nor holds up what comes after. */
static gboolean
is_known (const GolStep *step,
          guint          party)
{
  return (step->known_to & party) != 0;
}

static gboolean
may_begin (GolStandings      *self,
           const GolStanding *standing,
           guint              party)
{
  for (guint i = 0; standing->step->after != NULL && standing->step->after[i] != NULL; i++)
    {
      GolStanding *before = standing_of (self, standing->step->after[i]->code);

      if (before != NULL && !is_past (before) && !before->step->optional && is_known (before->step, party))
        return FALSE;
    }
  return TRUE;
}

static gboolean
one_after_is_done (GolStandings *self,
                   guint         from)
{
  for (guint i = from + 1; i < self->steps->len; i++)
    if (g_array_index (self->steps, GolStanding, i).state == GOL_STATION_DONE)
      return TRUE;
  return FALSE;
}

static void
see_what_is_now (GolStandings *self,
                 guint         party)
{
  gboolean off = gol_status_is_off (self->status) || g_str_equal (self->status, "ended");

  for (guint i = 0; i < self->steps->len; i++)
    {
      GolStanding *standing = &g_array_index (self->steps, GolStanding, i);

      if (is_past (standing))
        continue;
      if (off)
        *standing = (GolStanding) { .step = standing->step, .state = GOL_STATION_LATER };
      else if (standing->step->optional && one_after_is_done (self, i))
        standing->state = GOL_STATION_SKIPPED;
      else if (is_known (standing->step, party) && may_begin (self, standing, party))
        standing->state = standing->late > 0 ? GOL_STATION_LATE : GOL_STATION_NOW;
      if (!is_past (standing) && standing->state != GOL_STATION_LATER && !standing->step->optional && self->now < 0)
        self->now = i;
      if (standing->state == GOL_STATION_LATER || standing->state == GOL_STATION_SKIPPED)
        standing->late = 0;
    }
}

/* ── All of them ── */

static gboolean
is_ready (GolStandings *self)
{
  gboolean has_departure = FALSE;

  for (guint i = 0; i < self->steps->len && !has_departure; i++)
    {
      GolStanding *standing = &g_array_index (self->steps, GolStanding, i);

      has_departure = g_strcmp0 (standing->step->event, "departure") == 0;
      if (!has_departure && !is_past (standing) && !standing->step->optional)
        return FALSE;
    }
  return has_departure;
}

static void
see_status (GolStandings *self,
            GolCase      *kase,
            GolDate       today)
{
  const char *values[GOL_STATUS_FACTS];

  for (guint i = 0; i < GOL_STATUS_FACTS; i++)
    values[i] = gol_case_get (kase, placement_view (), gol_status_facts[i]);
  self->status = gol_status_derive (values, is_ready (self), today);
}

static void
changes_on (GolStandings *self,
            GolDate       date,
            GolDate       today)
{
  if (gol_date_is_whole (date) && gol_date_before (today, date) == GOL_YES
      && (self->next.year == 0 || gol_date_before (date, self->next) == GOL_YES))
    self->next = date;
}

static void
see_next (GolStandings *self,
          GolCase      *kase,
          Asked        *asked,
          GolDate       today)
{
  GolDate tomorrow = gol_date_add_days (today, 1);
  GolDate return_due;

  if (self->now >= 0)
    {
      GolStanding *standing = &g_array_index (self->steps, GolStanding, self->now);

      if (standing->late > 0)
        changes_on (self, tomorrow, today);
      else if (standing->due.year != 0)
        changes_on (self, gol_date_add_days (standing->due, 1), today);
    }
  if (gol_status_is_away (self->status) && gol_case_get_date (kase, placement_view (), "return_due", &return_due))
    changes_on (self, gol_date_add_days (return_due, 1), today);
  if (asked->clauses != NULL && looks_at_the_day (asked) && !gol_status_is_off (self->status) && self->now >= 0)
    changes_on (self, tomorrow, today);
}

gboolean
gol_standings_take (GolStandings     *self,
                    GolCase          *kase,
                    const GolScheme  *scheme,
                    const GolAsked   *asked,
                    guint             party,
                    GError          **error)
{
  g_auto(Asked) answers = { 0 };

  *self = (GolStandings) { .steps = g_array_new (FALSE, TRUE, sizeof (GolStanding)), .now = -1 };
  if (scheme != NULL)
    {
      if (!ask_all (&answers, kase, scheme, asked, error))
        return FALSE;
      for (const GolStep * const *step = gol_scheme_get_steps (scheme); *step != NULL; step++)
        {
          GolStanding standing = { .step = *step };

          see_if_done (&standing, kase, &answers, asked->on, party);
          g_array_append_val (self->steps, standing);
        }
      for (guint i = 0; i < self->steps->len; i++)
        see_due (self, &g_array_index (self->steps, GolStanding, i), kase, scheme, asked->on);
    }
  see_status (self, kase, asked->on);
  see_what_is_now (self, party);
  see_next (self, kase, &answers, asked->on);
  return TRUE;
}

void
gol_standings_clear (GolStandings *self)
{
  g_clear_pointer (&self->steps, g_array_unref);
}
