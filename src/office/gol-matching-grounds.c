/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-matching-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-json.h"
#include "gol-text.h"
#include "gol-vocabulary.h"

/* The facts on which a candidate's rank rests, and their words. */

#define ORDERS_MOST      100   /* of the employer, newest first */
#define SEASONS_MOST     300   /* of people on them */
#define SEASON_MONTHS    18    /* before this order's start the season before it has ended */

/* ── Named by the order ── */

static void
read_names (GolGrounds *self)
{
  GolValues *names = gol_record_get (self->order, "order_names");
  const char *json = names != NULL ? gol_values_get_text (names, "people") : NULL;
  g_autoptr(GPtrArray) rows = json != NULL ? gol_json_to_rows (json, NULL) : NULL;

  self->closed = names != NULL && gol_values_get_boolean (names, "no_substitute", FALSE);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *worker = gol_values_get_text (g_ptr_array_index (rows, i), "worker");

      if (worker != NULL)
        g_hash_table_add (self->named, g_strdup (worker));
    }
}

/* ── Worked here before ── */

/* Ids grow: the last ones are the newest. */
static guint
first_of_last (GArray *ids,
               guint   most)
{
  return ids->len > most ? ids->len - most : 0;
}

static GStrv
list_orders (GolGrounds  *self,
             const char  *employer,
             GError     **error)
{
  const GolEntity *entity = self->order->entity;
  const char * const value[] = { employer, NULL };
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GStrvBuilder) records = g_strv_builder_new ();
  g_autoptr(GArray) ids = NULL;

  gol_query_add_filter (query, "order_terms.employer", GOL_FILTER_EQUAL, value);
  ids = gol_query_ids (self->store, query, NULL, error);
  if (ids == NULL)
    return NULL;
  for (guint i = first_of_last (ids, ORDERS_MOST); i < ids->len; i++)
    {
      g_autoptr(GolRecord) order = gol_store_read_id (self->store, entity, g_array_index (ids, guint32, i), error);

      if (order == NULL)
        return NULL;
      g_strv_builder_add (records, order->record);
    }
  return g_strv_builder_end (records);
}

/* Known to have come back by the day that the scheme sets. */
static gboolean
came_back_in_time (GolGrounds *self,
                   const char *placement)
{
  g_autoptr(GolJourney) journey = gol_derive_journey (self->store, placement, gol_clock_get_today (self->office->clock), NULL);
  const GolScheme *scheme = journey != NULL ? gol_scheme_shelf_find (journey->scheme, NULL) : NULL;
  gboolean in_time = FALSE;

  for (const GolStep * const *step = scheme != NULL ? gol_scheme_get_steps (scheme) : NULL; step != NULL && *step != NULL; step++)
    if ((*step)->fills == GOL_STEP_EVENT && g_str_has_prefix ((*step)->event, "return"))
      {
        const GolStation *station = gol_journey_find (journey, (*step)->code);

        if (station == NULL || station->state != GOL_STATION_DONE)
          continue;
        if (station->late_days > 0)
          return FALSE;
        in_time = in_time || station->due != NULL;
      }
  return in_time;
}

static GolTruth
truth_of (const char *answer)
{
  return g_strcmp0 (answer, "yes") == 0 ? GOL_YES : g_strcmp0 (answer, "no") == 0 ? GOL_NO : GOL_UNKNOWN;
}

/* From the oldest to the newest: the last season speaks. */
static void
add_season (GolGrounds *self,
            GolRecord  *placement,
            gboolean    reads_evaluation)
{
  const char *worker = gol_record_get_text (placement, "placement_core.worker");
  GolValues *core = gol_record_get (placement, "placement_core");
  GolHere *here = worker != NULL ? g_hash_table_lookup (self->here, worker) : NULL;
  GolDate ended;

  if (worker == NULL)
    return;
  if (here == NULL)
    {
      here = g_new0 (GolHere, 1);
      g_hash_table_insert (self->here, g_strdup (worker), here);
    }
  here->seasons++;
  here->in_time = came_back_in_time (self, placement->record);
  here->again = reads_evaluation ? truth_of (gol_record_get_text (placement, "employer_evaluation.rehire")) : GOL_UNKNOWN;
  if (gol_values_get_boolean (core, "named", FALSE) && gol_date_parse (gol_record_get_text (placement, "placement_core.ends"), &ended)
      && gol_date_is_whole (ended) && gol_date_days (ended) >= gol_date_days (gol_date_add_months (self->on, -SEASON_MONTHS)))
    here->last_season = TRUE;
}

static gboolean
read_seasons (GolGrounds  *self,
              GError     **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("placement");
  const char *employer = gol_record_get_text (self->order, "order_terms.employer");
  gboolean reads_evaluation = gol_office_may_list (self->office, entity, "employer_evaluation.rehire");
  const char * const returned[] = { "returned", NULL };
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = NULL;
  g_auto(GStrv) orders = NULL;

  if (employer == NULL || !gol_office_may_list (self->office, gol_dictionary_find_entity ("event"), "event.at"))
    return TRUE;
  orders = list_orders (self, employer, error);
  if (orders == NULL)
    return FALSE;
  gol_query_add_filter (query, "placement_core.order", GOL_FILTER_IN, (const char * const *) orders);
  gol_query_add_filter (query, "~status", GOL_FILTER_IN, returned);
  ids = gol_query_ids (self->store, query, NULL, error);
  for (guint i = ids != NULL ? first_of_last (ids, SEASONS_MOST) : 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr(GolRecord) placement = gol_store_read_id (self->store, entity, g_array_index (ids, guint32, i), error);

      if (placement == NULL)
        return FALSE;
      add_season (self, placement, reads_evaluation);
    }
  return ids != NULL;
}

/* ── Knows the work ── */

static void
add_crops (GolGrounds *self,
           const char *text)
{
  const GolVocabulary *crops = gol_vocabulary_find ("crop");
  const GolTerm *term = text != NULL ? gol_vocabulary_match (crops, text) : NULL;
  g_auto(GStrv) words = text != NULL && term == NULL ? gol_text_words (text) : NULL;

  if (term != NULL && !g_ptr_array_find (self->crops, term, NULL))
    g_ptr_array_add (self->crops, (gpointer) term);
  /* "Harvest of strawberries and raspberries" */
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      term = gol_vocabulary_match (crops, words[i]);
      if (term != NULL && !g_ptr_array_find (self->crops, term, NULL))
        g_ptr_array_add (self->crops, (gpointer) term);
    }
}

static void
add_word (GString    *words,
          const char *word)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", word);
}

gboolean
gol_grounds_knows_work (GolGrounds  *self,
                        const char  *crops,
                        const char  *occupations,
                        char       **words)
{
  g_auto(GStrv) known = self->reads_experience && crops != NULL ? gol_json_to_strv (crops, NULL) : NULL;
  g_autoptr(GPtrArray) rows = self->reads_experience && occupations != NULL && self->occupation != NULL
                                ? gol_json_to_rows (occupations, NULL) : NULL;
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; known != NULL && i < self->crops->len; i++)
    {
      const GolTerm *term = g_ptr_array_index (self->crops, i);

      if (g_strv_contains ((const char * const *) known, term->code))
        add_word (found, gol_term_get_label (term));
    }
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_strcmp0 (gol_values_get_text (g_ptr_array_index (rows, i), "occupation"), self->occupation) == 0)
      {
        const char *name = gol_isco_name (self->occupation);

        add_word (found, name != NULL ? name : self->occupation);
        break;
      }
  if (words != NULL)
    *words = g_strdup (found->str);
  return found->len > 0;
}

/* ── All of them ── */

gboolean
gol_grounds_init (GolGrounds  *self,
                  GolOffice   *office,
                  GolStore    *store,
                  GolRecord   *order,
                  GError     **error)
{
  const char *scheme = gol_record_get_text (order, "order_terms.scheme");
  const GolEntity *worker = gol_dictionary_find_entity ("worker");

  *self = (GolGrounds) { .office = office, .store = store, .order = order };
  self->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->crops = g_ptr_array_new ();
  self->scheme = scheme != NULL ? gol_scheme_shelf_find (scheme, NULL) : NULL;
  if (!gol_date_parse (gol_record_get_text (order, "order_terms.start_date"), &self->on) || !gol_date_is_whole (self->on))
    self->on = gol_clock_get_today (office->clock);
  self->occupation = gol_record_get_text (order, "order_terms.occupation");
  self->reads_experience = gol_office_may_list (office, worker, "experience.crops");
  add_crops (self, gol_record_get_text (order, "order_terms.crop"));
  add_crops (self, gol_record_get_text (order, "order_terms.occupation_text"));
  if (gol_office_may_list (office, order->entity, "order_names.people"))
    read_names (self);
  return read_seasons (self, error);
}

void
gol_grounds_clear (GolGrounds *self)
{
  g_clear_pointer (&self->named, g_hash_table_unref);
  g_clear_pointer (&self->here, g_hash_table_unref);
  g_clear_pointer (&self->crops, g_ptr_array_unref);
}

void
gol_grounds_judge (GolGrounds   *self,
                   GolCandidate *candidate)
{
  const GolHere *here = g_hash_table_lookup (self->here, candidate->worker);

  candidate->named = g_hash_table_contains (self->named, candidate->worker);
  candidate->last_season = here != NULL && here->last_season;
  candidate->worked_here = here == NULL || !here->in_time || here->again == GOL_NO ? 0 : here->again == GOL_YES ? 2 : 1;
}

/* ── In words ── */

static void
tell (GolCandidate *candidate,
      GolGround     ground,
      gboolean      counts,
      char         *words)
{
  GolReason *reason = g_new (GolReason, 1);

  *reason = (GolReason) { ground, counts, words };
  g_ptr_array_add (candidate->reasons, reason);
}

static char *
tell_seasons (const GolHere *here)
{
  g_autofree char *seasons = g_strdup_printf (ngettext ("%u season with this employer", "%u seasons with this employer", here->seasons),
                                              here->seasons);

  if (here->again == GOL_NO)
    /* TRANSLATORS: "2 seasons with this employer, which would not hire again" */
    return g_strdup_printf (_("%s, which would not hire again"), seasons);
  if (!here->in_time)
    return g_strdup_printf (_("%s; not known to have come back in time"), seasons);
  if (here->again == GOL_YES)
    return g_strdup_printf (_("%s, back in time; it would hire again"), seasons);
  return g_strdup_printf (_("%s, back in time"), seasons);
}

void
gol_grounds_tell (GolGrounds   *self,
                  GolCandidate *candidate,
                  GolRecord    *worker)
{
  const GolHere *here = g_hash_table_lookup (self->here, candidate->worker);
  g_autofree char *known = NULL;

  if (candidate->named)
    tell (candidate, GOL_GROUND_NAMED, TRUE, g_strdup (_("The order names her")));
  if (here != NULL)
    tell (candidate, GOL_GROUND_WORKED_HERE, candidate->worked_here > 0, tell_seasons (here));
  if (gol_grounds_knows_work (self, gol_record_get_text (worker, "experience.crops"),
                              gol_record_get_text (worker, "experience.occupations"), &known))
    /* TRANSLATORS: crops and occupations: "Knows the work: strawberry". */
    tell (candidate, GOL_GROUND_KNOWS_WORK, TRUE, g_strdup_printf (_("Knows the work: %s"), known));
  if (candidate->bar == NULL)
    tell (candidate, GOL_GROUND_MAY_GO, candidate->may_go == GOL_YES,
          g_strdup (candidate->may_go == GOL_YES ? _("May go by the scheme’s rules") : _("Not all that the scheme asks is known yet")));
}
