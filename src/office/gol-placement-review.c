/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-vocabulary.h"

/* What does not fit together in one placement: told on its page until somebody has seen to it, never settled by itself.
 */

typedef struct
{
  GolOffice       *self;
  GolStore        *store;
  GolRecord       *placement;
  const GolScheme *scheme;
  GPtrArray       *events;     /* of GolRecord */
  GPtrArray       *problems;
} Review;

static void
tell (Review     *review,
      const char *code,
      char       *message)   /* (transfer full) */
{
  g_ptr_array_add (review->problems, gol_problem_new ("", code, GOL_PROBLEM_WARNING, "%s", message));
  g_free (message);
}

static const char *
event_label (const char *kind)
{
  const GolTerm *term = gol_vocabulary_get (gol_vocabulary_find ("event"), kind);

  return term != NULL ? gol_term_get_label (term) : kind;
}

/* ── Witnesses ── */

/* Whose word it is: this office's, or another's that the ministry knows. */
static GolParty
witness_of (Review    *review,
            GolRecord *event)
{
  const GolOfficeInfo *info = gol_office_get_info (review->self);
  const char *code = gol_record_get_text (event, "event.agency");

  if (code == NULL || g_str_equal (code, info->agency))
    return gol_office_kind_party (info->kind);
  return gol_office_party_of (review->store, code);
}

static const char *
day_of (GolRecord *event)
{
  const char *on = gol_record_get_text (event, "event.on");

  return on != NULL ? on : gol_record_get_text (event, "event.at");
}

/* The day that the most believed witness gives; NULL when nobody has seen it. */
static const char *
believed_day (Review     *review,
              const char *kind)
{
  const char *day = NULL;
  guint best = G_MAXUINT;

  for (guint i = 0; i < review->events->len; i++)
    {
      GolRecord *event = g_ptr_array_index (review->events, i);
      guint precedence;

      if (g_strcmp0 (gol_record_get_text (event, "event.kind"), kind) != 0)
        continue;
      precedence = gol_scheme_get_precedence (review->scheme, kind, witness_of (review, event));
      if (day != NULL && precedence >= best)
        continue;
      day = day_of (event);
      best = precedence;
    }
  return day;
}

static void
review_witnesses (Review *review)
{
  for (guint i = 0; i < review->events->len; i++)
    for (guint j = i + 1; j < review->events->len; j++)
      {
        GolRecord *first = g_ptr_array_index (review->events, i);
        GolRecord *second = g_ptr_array_index (review->events, j);
        const char *kind = gol_record_get_text (first, "event.kind");
        const char *by = gol_record_get_text (first, "event.witness");
        const char *other_by = gol_record_get_text (second, "event.witness");

        if (g_strcmp0 (kind, gol_record_get_text (second, "event.kind")) != 0
            || g_strcmp0 (day_of (first), day_of (second)) == 0
            || g_strcmp0 (gol_record_get_text (first, "event.agency"), gol_record_get_text (second, "event.agency"))
                 == 0)
          continue;
        tell (review, "witnesses_disagree",
              g_strdup_printf (_("Witnesses disagree on “%1$s”: %2$s says %3$s, %4$s says %5$s."), event_label (kind),
                               by != NULL ? by : "?", day_of (first), other_by != NULL ? other_by : "?",
                               day_of (second)));
      }
}

/* ── Order ── */

static void
review_order (Review *review)
{
  static const struct { const char *before, *after;
  } pairs[] = {
    { "departure", "arrival" }, { "departure", "return" },        { "arrival", "end" },
    { "arrival", "return" },    { "return", "return_in_person" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const char *before = believed_day (review, pairs[i].before);
      const char *after = believed_day (review, pairs[i].after);

      if (before == NULL || after == NULL || strncmp (before, after, 10) <= 0)
        continue;
      tell (review, "event_order",
            g_strdup_printf (_("“%1$s” on %2$s comes before “%3$s” on %4$s, which cannot be."),
                             event_label (pairs[i].after), after, event_label (pairs[i].before), before));
    }
  if (believed_day (review, "no_show") != NULL && believed_day (review, "departure") != NULL)
    tell (review, "event_contradicts",
          g_strdup_printf (_("“%1$s” and “%2$s” are both logged, and only one can be."), event_label ("no_show"),
                           event_label ("departure")));
}

/* ── Steps ── */

static gboolean
is_past (const GolStation *station)
{
  return station->state == GOL_STATION_DONE || station->state == GOL_STATION_SKIPPED;
}

/* A step that is done although it waits for this one. */
static const GolStep *
find_later (Review        *review,
            GolJourney    *journey,
            const GolStep *step)
{
  const GolStep * const *steps = gol_scheme_get_steps (review->scheme);

  for (guint i = 0; steps[i] != NULL; i++)
    {
      GolStation *station = gol_journey_find (journey, steps[i]->code);

      for (guint j = 0; station != NULL && station->state == GOL_STATION_DONE && steps[i]->after[j] != NULL; j++)
        if (steps[i]->after[j] == step)
          return steps[i];
    }
  return NULL;
}

static void
review_steps (Review *review)
{
  g_autoptr(GolJourney) journey = gol_derive_journey (review->store, review->placement->record,
                                                      gol_clock_get_today (gol_office_get_clock (review->self)), NULL);
  const GolStep * const *steps = gol_scheme_get_steps (review->scheme);

  for (guint i = 0; journey != NULL && steps[i] != NULL; i++)
    {
      GolStation *station = gol_journey_find (journey, steps[i]->code);
      const GolStep *later = station != NULL && !is_past (station) && !steps[i]->optional
                               ? find_later (review, journey, steps[i])
                               : NULL;

      if (later != NULL)
        tell (review, "step_skipped",
              g_strdup_printf (_("“%1$s” is not logged, though “%2$s” is, which comes after it."), station->label,
                               gol_words_get (later->label)));
    }
  for (guint i = 0; steps[i] != NULL; i++)
    if (steps[i]->fills == GOL_STEP_EVENT && believed_day (review, steps[i]->event) != NULL
        && gol_attested (review->store, review->placement->record, steps[i]->code) == GOL_NO)
      tell (review, "attested_no",
            g_strdup_printf (_("“%s” is logged, though the ministry attests that its conditions do not hold."),
                             gol_words_get (steps[i]->label)));
}

void
gol_placement_review (GolOffice *self,
                      GolStore  *store,
                      GolRecord *placement,
                      GPtrArray *problems)
{
  g_autoptr(GPtrArray) events = gol_office_list (store, "event", "event.placement", placement->record, NULL, NULL);
  Review review = { self, store, placement, gol_placement_scheme (placement, NULL), events, problems };

  if (review.scheme == NULL || events == NULL)
    return;
  review_witnesses (&review);
  review_order (&review);
  review_steps (&review);
}
