/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-matching.h"

#include <glib/gi18n-lib.h>

#include "gol-case.h"
#include "gol-error.h"
#include "gol-matching-private.h"

/*
 * Candidates come in three steps, each bounded and by an index: whom the order names, who worked for the employer, and of everybody else
 * those who may go, from the first enrolled on. What is slow to read is read of those alone who are shown.
 */

#define OTHERS_MOST   300     /* enough to choose from */
#define ASKED_MOST    20000   /* of the first enrolled, however few of them may go */
#define PIECE         128
#define FOUND_MOST    40
#define PLACED_SHOWN  12

void
gol_candidate_free (GolCandidate *candidate)
{
  if (candidate == NULL)
    return;
  g_free (candidate->worker);
  g_free (candidate->code);
  g_free (candidate->name);
  g_free (candidate->portrait);
  g_free (candidate->enrolled);
  g_free (candidate->bar);
  g_ptr_array_unref (candidate->reasons);
  g_free (candidate);
}

void
gol_matching_free (GolMatching *matching)
{
  if (matching == NULL)
    return;
  g_free (matching->order);
  g_free (matching->code);
  g_free (matching->title);
  g_free (matching->employer);
  g_free (matching->scheme);
  g_free (matching->starts);
  g_free (matching->ends);
  g_free (matching->stopped);
  g_clear_pointer (&matching->people, g_ptr_array_unref);
  g_clear_pointer (&matching->placed, g_ptr_array_unref);
  g_free (matching);
}

static void
reason_free (gpointer data)
{
  GolReason *reason = data;

  g_free (reason->words);
  g_free (reason);
}

static GPtrArray *
people_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gol_candidate_free);
}

static GolCandidate *
candidate_new (guint32     id,
               const char *worker)
{
  GolCandidate *self = g_new0 (GolCandidate, 1);

  self->id = id;
  self->worker = g_strdup (worker);
  self->reasons = g_ptr_array_new_with_free_func (reason_free);
  return self;
}

/* Tells the caller of a fault, if there is one. */
static gboolean
pass (GError  *fault,
      GError **error)
{
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

/* ── Whether she may be placed ── */

/* What this officer may not know bars nobody here, as it stops no placing. */
static gboolean
judge_rules (GolGrounds    *grounds,
             GolCandidate  *candidate,
             GError       **error)
{
  g_autoptr(GolMayGoAgain) answer = gol_rules_may_go_again (grounds->store, candidate->worker, gol_scheme_get_id (grounds->scheme),
                                                            grounds->on, error);
  guint party;

  if (answer == NULL)
    return FALSE;
  party = gol_office_party_for (grounds->office, grounds->store, candidate->worker);
  candidate->may_go = GOL_YES;
  for (guint i = 0; i < answer->clauses->len; i++)
    {
      const GolVerdict *verdict = g_ptr_array_index (answer->clauses, i);

      if ((verdict->parties & party) == 0 || verdict->holds == GOL_YES)
        continue;
      if (verdict->holds == GOL_NO && candidate->bar == NULL)
        candidate->bar = g_strdup (verdict->words);
      candidate->may_go = candidate->bar != NULL ? GOL_NO : GOL_UNKNOWN;
    }
  return TRUE;
}

static gboolean
judge_overlap (GolGrounds    *grounds,
               GolCandidate  *candidate,
               GError       **error)
{
  GError *fault = NULL;
  g_autoptr(GolRecord) placement = gol_office_find_overlap (grounds->store, candidate->worker, grounds->order, &fault);
  const char *order = placement != NULL ? gol_record_get_text (placement, "placement_core.order") : NULL;

  if (placement == NULL)
    return pass (fault, error);
  if (g_strcmp0 (order, grounds->order->record) == 0)
    candidate->bar = g_strdup (_("Placed in this order already"));
  else
    /* TRANSLATORS: the code of a placement. */
    candidate->bar = g_strdup_printf (_("Placed elsewhere at that time (%s)"), placement->code);
  return TRUE;
}

/* @worker as the store has it; NULL with @error unset: withdrawn. */
static GolCandidate *
judge (GolGrounds  *grounds,
       GolRecord   *worker,
       GError     **error)
{
  g_autoptr(GolCandidate) candidate = candidate_new (worker->id, worker->record);
  GError *fault = NULL;

  if (worker->voided || !judge_overlap (grounds, candidate, &fault) || (candidate->bar == NULL && !judge_rules (grounds, candidate, &fault)))
    {
      pass (fault, error);
      return NULL;
    }
  gol_grounds_judge (grounds, candidate);
  if (candidate->bar == NULL && grounds->closed && !candidate->named)
    candidate->bar = g_strdup (_("The order takes only the people it names"));
  candidate->knows_work = gol_grounds_knows_work (grounds, gol_record_get_text (worker, "experience.crops"),
                                                  gol_record_get_text (worker, "experience.occupations"), NULL);
  return g_steal_pointer (&candidate);
}

/* ── The first two steps: whom the order names, and who worked here ── */

typedef struct
{
  GolGrounds    *grounds;
  GHashTable    *seen;      /* ids */
  GPtrArray     *people;
  GArray        *piece;     /* of Asked */
  guint          asked;
  guint          others;
  guint          party;
  guint         *readers;   /* of each clause */
  GStrv          clauses;
  GError        *error;
} Gathering;

/* A worker who is not here is nobody's candidate. */
static gboolean
gather_those (Gathering   *self,
              GHashTable  *workers,
              GError     **error)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, workers);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      GError *fault = NULL;
      g_autoptr(GolRecord) worker = gol_store_read (self->grounds->store, name, &fault);
      GolCandidate *candidate;

      if (g_error_matches (fault, GOL_ERROR, GOL_ERROR_NOT_FOUND))
        {
          g_clear_error (&fault);
          continue;
        }
      if (worker == NULL)
        return pass (fault, error);
      if (!g_hash_table_add (self->seen, GUINT_TO_POINTER (worker->id)))
        continue;
      candidate = judge (self->grounds, worker, &fault);
      if (!pass (fault, error))
        return FALSE;
      if (candidate != NULL && candidate->bar == NULL)
        g_ptr_array_add (self->people, candidate);
      else
        gol_candidate_free (candidate);
    }
  return TRUE;
}

/* ── The third step: everybody, from the first enrolled on ── */

typedef struct
{
  guint32   id;
  GolTruth  may_go;
} Asked;

/* Who has no placement at all is free; of the others it is looked up. */
static gboolean
take_other (Gathering    *self,
            const Asked  *asked,
            char        **cells,
            GError      **error)
{
  g_autoptr(GolCandidate) candidate = candidate_new (asked->id, NULL);

  if (cells[0] != NULL)
    {
      g_autoptr(GolRecord) worker = gol_store_read_id (self->grounds->store, gol_dictionary_find_entity ("worker"), asked->id, error);

      if (worker == NULL)
        return FALSE;
      candidate->worker = g_strdup (worker->record);
      if (!judge_overlap (self->grounds, candidate, error))
        return FALSE;
      if (candidate->bar != NULL)
        return TRUE;
    }
  candidate->may_go = asked->may_go;
  candidate->knows_work = gol_grounds_knows_work (self->grounds, cells[1], cells[2], NULL);
  g_ptr_array_add (self->people, g_steal_pointer (&candidate));
  self->others++;
  return TRUE;
}

static gboolean
take_piece (Gathering *self)
{
  static const char * const fields[] = { "~status", "experience.crops", "experience.occupations", NULL };
  g_autofree guint32 *ids = g_new (guint32, self->piece->len);
  g_autoptr(GPtrArray) rows = NULL;

  for (guint i = 0; i < self->piece->len; i++)
    ids[i] = g_array_index (self->piece, Asked, i).id;
  rows = gol_query_rows (self->grounds->store, gol_dictionary_find_entity ("worker"), ids, self->piece->len, fields, &self->error);
  for (guint i = 0; rows != NULL && i < rows->len && self->others < OTHERS_MOST; i++)
    if (!take_other (self, &g_array_index (self->piece, Asked, i), rows->pdata[i], &self->error))
      break;
  g_array_set_size (self->piece, 0);
  return self->error == NULL;
}

static gboolean
row_cb (guint32         worker,
        const GolTruth *verdicts,
        guint           n,
        gpointer        user_data)
{
  Gathering *self = user_data;
  Asked asked = { worker, GOL_YES };

  if (self->readers == NULL)
    {
      self->readers = g_new0 (guint, n + 1);
      for (guint i = 0; i < n; i++)
        {
          const GolClause *clause = gol_scheme_find_clause (self->grounds->scheme, self->clauses[i]);

          self->readers[i] = clause != NULL ? gol_clause_get_readers (clause) : 0;
        }
    }
  for (guint i = 0; i < n; i++)
    if ((self->readers[i] & self->party) != 0 && verdicts[i] != GOL_YES && asked.may_go != GOL_NO)
      asked.may_go = verdicts[i];
  self->asked++;
  if (asked.may_go != GOL_NO && !g_hash_table_contains (self->seen, GUINT_TO_POINTER (worker)))
    g_array_append_val (self->piece, asked);
  if (self->piece->len >= PIECE && !take_piece (self))
    return FALSE;
  return self->others < OTHERS_MOST && self->asked < ASKED_MOST;
}

static gboolean
gather_others (Gathering     *self,
               GCancellable  *cancellable,
               GError       **error)
{
  if (!gol_rules_everybody (self->grounds->store, gol_scheme_get_id (self->grounds->scheme), self->grounds->on, &self->clauses,
                            cancellable, row_cb, self, error))
    return FALSE;
  if (self->error == NULL && self->piece->len > 0)
    take_piece (self);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static void
gathering_clear (Gathering *self)
{
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->piece, g_array_unref);
  g_clear_pointer (&self->readers, g_free);
  g_clear_pointer (&self->clauses, g_strfreev);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

static void
gathering_init (Gathering  *self,
                GolGrounds *grounds)
{
  *self = (Gathering) { .grounds = grounds };
  self->seen = g_hash_table_new (NULL, NULL);
  self->people = people_new ();
  self->piece = g_array_new (FALSE, FALSE, sizeof (Asked));
  self->party = gol_office_party_for (grounds->office, grounds->store, NULL);
}

/* ── Ranks ── */

static gint
compare_cb (gconstpointer a,
            gconstpointer b)
{
  const GolCandidate *one = *(GolCandidate * const *) a, *other = *(GolCandidate * const *) b;
  const gint grounds[][2] = {
    { one->bar == NULL, other->bar == NULL },
    { one->named, other->named },
    { (gint) one->worked_here, (gint) other->worked_here },
    { one->knows_work, other->knows_work },
    { one->may_go == GOL_YES, other->may_go == GOL_YES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    if (grounds[i][0] != grounds[i][1])
      return grounds[i][1] - grounds[i][0];
  return one->id < other->id ? -1 : one->id > other->id;
}

static char *
enrolled_on (GolStore   *store,
             const char *worker)
{
  g_autoptr(GPtrArray) history = gol_store_history (store, worker, "name_photo", NULL, NULL);
  g_autofree char *instant = history != NULL && history->len > 0
    ? gol_instant_format (((GolHistory *) g_ptr_array_index (history, history->len - 1))->at) : NULL;

  return instant != NULL ? g_strndup (instant, 10) : NULL;
}

/* What is shown of her; FALSE with @error unset: her file was withdrawn. */
static gboolean
complete (GolGrounds    *grounds,
          GolCandidate  *candidate,
          GError       **error)
{
  g_autoptr(GolRecord) worker = gol_office_read_id (grounds->office, gol_dictionary_find_entity ("worker"), candidate->id, error);

  if (worker == NULL || worker->voided)
    return FALSE;
  if (candidate->worker == NULL)
    candidate->worker = g_strdup (worker->record);
  candidate->code = g_strdup (worker->code);
  candidate->name = gol_sentence_own_title (grounds->store, worker);
  candidate->portrait = g_strdup (gol_record_get_text (worker, "name_photo.portrait"));
  candidate->enrolled = enrolled_on (grounds->store, candidate->worker);
  gol_grounds_tell (grounds, candidate, worker);
  return TRUE;
}

static gboolean
rank (GolGrounds         *grounds,
      GPtrArray          *gathered,
      GolMatchingFilter   filter,
      guint               most,
      GolMatching        *matching,
      GError            **error)
{
  guint last = 0;

  g_ptr_array_sort (gathered, compare_cb);
  for (guint i = 0; i < gathered->len && !matching->more; i++)
    {
      g_autoptr(GolCandidate) candidate = g_steal_pointer (&gathered->pdata[i]);
      GError *fault = NULL;

      if (filter == GOL_MATCHING_LAST_SEASON && !candidate->last_season)
        continue;
      matching->more = matching->people->len >= most;
      if (matching->more)
        break;
      if (complete (grounds, candidate, &fault))
        {
          candidate->rank = candidate->bar == NULL ? ++last : 0;
          g_ptr_array_add (matching->people, g_steal_pointer (&candidate));
        }
      else if (!pass (fault, error))
        return FALSE;
    }
  return TRUE;
}

/* ── By name ── */

static gboolean
gather_found (Gathering   *self,
              const char  *text,
              GError     **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("worker");
  g_autoptr(GArray) ids = gol_store_search (self->grounds->store, entity, text, FOUND_MOST, NULL, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr(GolRecord) worker = gol_store_read_id (self->grounds->store, entity, g_array_index (ids, guint32, i), error);
      GError *fault = NULL;
      GolCandidate *candidate = worker != NULL ? judge (self->grounds, worker, &fault) : NULL;

      if (worker == NULL || !pass (fault, error))
        return FALSE;
      if (candidate != NULL)
        g_ptr_array_add (self->people, candidate);
    }
  return ids != NULL;
}

/* ── The order ── */

static char *
title_of (GolOffice  *self,
          const char *record)
{
  g_autofree char *code = NULL;

  return record != NULL ? gol_office_title (self, record, &code, NULL) : NULL;
}

static gboolean
describe (GolMatching  *matching,
          GolGrounds   *grounds,
          GError      **error)
{
  GolRecord *order = grounds->order;
  GolValues *terms = gol_record_get (order, "order_terms");
  g_autoptr(GError) why = NULL;

  matching->order = g_strdup (order->record);
  matching->code = g_strdup (order->code);
  matching->title = g_strdup (gol_record_get_text (order, "order_terms.occupation_text"));
  matching->employer = title_of (grounds->office, gol_record_get_text (order, "order_terms.employer"));
  matching->scheme = grounds->scheme != NULL ? g_strdup (gol_scheme_get_id (grounds->scheme)) : NULL;
  matching->starts = g_strdup (gol_record_get_text (order, "order_terms.start_date"));
  matching->ends = g_strdup (gol_record_get_text (order, "order_terms.end_date"));
  matching->closed = grounds->closed;
  matching->names_people = g_hash_table_size (grounds->named) > 0;
  matching->by_name = matching->names_people || (terms != NULL && gol_values_get_boolean (terms, "named", FALSE));
  matching->people = people_new ();
  matching->placed = people_new ();
  if (!gol_order_count_posts (grounds->store, order, &matching->posts, &matching->filled, error))
    return FALSE;
  if (grounds->scheme == NULL)
    matching->stopped = g_strdup (_("The order belongs to no scheme that this office knows: choose one, for its rules decide."));
  else if (!gol_order_check_open (grounds->store, order, &why) || !gol_order_check_posts (grounds->store, order, &why))
    matching->stopped = g_strdup (why->message);
  return TRUE;
}

static gboolean
add_placed (GolMatching  *matching,
            GolGrounds   *grounds,
            GError      **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("placement");
  const char * const value[] = { grounds->order->record, NULL };
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = NULL;

  gol_query_add_filter (query, "placement_core.order", GOL_FILTER_EQUAL, value);
  ids = gol_query_ids (grounds->store, query, NULL, error);
  for (guint i = ids != NULL ? ids->len : 0; i > 0 && matching->placed->len < PLACED_SHOWN; i--)
    {
      g_autoptr(GolRecord) placement = gol_office_read_id (grounds->office, entity, g_array_index (ids, guint32, i - 1), error);
      const char *who = placement != NULL ? gol_record_get_text (placement, "placement_core.worker") : NULL;
      g_autoptr(GolRecord) worker = who != NULL ? gol_store_read (grounds->store, who, NULL) : NULL;
      GolCandidate *candidate;

      if (placement == NULL)
        return FALSE;
      if (worker == NULL || placement->voided || gol_record_get_text (placement, "placement_core.withdrawn_on") != NULL)
        continue;
      candidate = candidate_new (worker->id, who);
      gol_office_withhold (grounds->office, grounds->store, worker);
      candidate->code = g_strdup (worker->code);
      candidate->name = gol_sentence_own_title (grounds->store, worker);
      candidate->portrait = g_strdup (gol_record_get_text (worker, "name_photo.portrait"));
      g_ptr_array_add (matching->placed, candidate);
    }
  return ids != NULL;
}

/* ── Looking ── */

static gboolean
gather (Gathering          *self,
        GolMatchingFilter   filter,
        const char         *text,
        GCancellable       *cancellable,
        GError            **error)
{
  if (text != NULL && *text != '\0')
    return gather_found (self, text, error);
  if (!gather_those (self, self->grounds->named, error) || (!self->grounds->closed && !gather_those (self, self->grounds->here, error)))
    return FALSE;
  return self->grounds->closed || filter == GOL_MATCHING_LAST_SEASON || gather_others (self, cancellable, error);
}

GolMatching *
gol_matching_look (GolOffice          *self,
                   const char         *order,
                   GolMatchingFilter   filter,
                   const char         *text,
                   guint               most,
                   GCancellable       *cancellable,
                   GError            **error)
{
  const GolSection *core = gol_entity_find_section (gol_dictionary_find_entity ("placement"), "placement_core");
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) found = NULL;
  g_autoptr(GolMatching) matching = g_new0 (GolMatching, 1);
  g_auto(GolGrounds) grounds = { 0 };
  g_auto(Gathering) gathering = { 0 };

  g_return_val_if_fail (order != NULL, NULL);

  if (store == NULL || !gol_office_check_write (self, core, error))
    return NULL;
  found = gol_office_load (store, gol_dictionary_find_entity ("order"), order, error);
  if (found == NULL || !gol_grounds_init (&grounds, self, store, found, error) || !describe (matching, &grounds, error)
      || !add_placed (matching, &grounds, error))
    return NULL;
  if (grounds.scheme == NULL)
    return g_steal_pointer (&matching);
  gathering_init (&gathering, &grounds);
  if (!gather (&gathering, filter, text, cancellable, error)
      || !rank (&grounds, gathering.people, filter, most, matching, error))
    return NULL;
  return g_steal_pointer (&matching);
}
