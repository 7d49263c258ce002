/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"
#include "gol-json.h"

/*
 * What the ministry says for those who may not see the facts behind it: that the requirements of a partner's step hold,
 * or which public clauses fail, and whether a worker may go again. Nobody writes it by hand; it is written again when
 * what it rests on has changed, within the action that changed it, so that undoing the one undoes the other.
 */

/* What protected officers attest beside the steps; the facts know it by this name. */
#define ATTESTED_NO_FEE "no_unpaid_fee"

static const char *
truth_name (GolTruth truth)
{
  return truth == GOL_YES ? "yes" : truth == GOL_NO ? "no" : "unknown";
}

/* No when one fails, else unknown when one is unknown; the codes of those that do not hold. */
static GolTruth
sum_up (GPtrArray  *verdicts,
        char      **codes)
{
  g_autoptr(GPtrArray) failing = g_ptr_array_new ();
  GolTruth truth = GOL_YES;

  for (guint i = 0; i < verdicts->len; i++)
    {
      const GolVerdict *verdict = g_ptr_array_index (verdicts, i);

      if (verdict->holds == GOL_YES)
        continue;
      if (truth != GOL_NO)
        truth = verdict->holds;
      g_ptr_array_add (failing, verdict->clause);
    }
  g_ptr_array_add (failing, NULL);
  *codes = gol_json_from_strv ((const char * const *) failing->pdata);
  return truth;
}

/* ── Steps ── */

static GolRecord *
find_attestation (GolStore   *store,
                  const char *placement,
                  const char *step)
{
  g_autoptr(GPtrArray) found = gol_office_list (store, "attestation", "attestation.placement", placement, NULL, NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    if (g_strcmp0 (gol_record_get_text (g_ptr_array_index (found, i), "attestation.step"), step) == 0)
      return g_ptr_array_steal_index (found, i);
  return NULL;
}

GolTruth
gol_attested (GolStore   *store,
              const char *placement,
              const char *step)
{
  g_autoptr(GolRecord) found = find_attestation (store, placement, step);
  const char *result = found != NULL ? gol_record_get_text (found, "attestation.result") : NULL;

  return g_strcmp0 (result, "yes") == 0 ? GOL_YES : g_strcmp0 (result, "no") == 0 ? GOL_NO : GOL_UNKNOWN;
}

/* Adds to the action what is new in the answer for one step; nothing when it stands so already. */
static void
attest (GolStore        *store,
        GolBatch        *batch,
        const char      *placement,
        const GolScheme *scheme,
        const char      *step,
        GolTruth         truth,
        const char      *codes)
{
  const GolEntity *entity = gol_dictionary_find_entity ("attestation");
  g_autoptr(GolRecord) before = find_attestation (store, placement, step);
  g_autoptr(GolValues) values = gol_values_new ();
  g_autofree char *record = NULL;
  g_autofree char *now = NULL;

  if (before != NULL
      && g_strcmp0 (gol_record_get_text (before, "attestation.result"), truth_name (truth)) == 0
      && g_strcmp0 (gol_record_get_text (before, "attestation.clauses"), codes) == 0
      && g_strcmp0 (gol_record_get_text (before, "attestation.scheme_version"), gol_scheme_get_version (scheme)) == 0)
    return;

  record = before != NULL ? g_strdup (before->record) : gol_batch_create (batch, entity, NULL);
  now = gol_instant_format (gol_clock_get_instant (gol_store_get_clock (store)));
  gol_values_set_text (values, "placement", placement);
  gol_values_set_text (values, "step", step);
  gol_values_set_text (values, "result", truth_name (truth));
  gol_values_set_text (values, "at", now);
  gol_values_set_list (values, "clauses", codes);
  gol_values_set_text (values, "scheme", gol_scheme_get_id (scheme));
  gol_values_set_text (values, "scheme_version", gol_scheme_get_version (scheme));
  gol_batch_set (batch, record, entity->sections->name, values, NULL);
}

/* Another does it, or stands at the desk where it is seen. */
static gboolean
is_anothers (GolOffice       *self,
             const GolScheme *scheme,
             const GolStep   *step)
{
  return (step->actor & self->party) == 0
         || (step->fills == GOL_STEP_EVENT
             && gol_scheme_get_precedence (scheme, step->event, GOL_PARTY_EVERYBODY & ~self->party) != G_MAXUINT);
}

/* Steps that come next and are another's to do. */
static gboolean
attest_steps (GolOffice   *self,
              GolStore    *store,
              const char  *placement,
              GolBatch    *batch,
              GError     **error)
{
  GolDate today = gol_clock_get_today (self->clock);
  g_autoptr(GolJourney) journey = gol_derive_journey (store, placement, today, error);
  const GolScheme *scheme = journey != NULL ? gol_scheme_shelf_find (journey->scheme, error) : NULL;

  if (scheme == NULL)
    return FALSE;
  for (guint i = 0; i < journey->stations->len; i++)
    {
      const GolStation *station = g_ptr_array_index (journey->stations, i);
      const GolStep *step = gol_scheme_find_step (scheme, station->step);
      g_autoptr(GPtrArray) verdicts = NULL;
      g_autofree char *codes = NULL;
      GolTruth truth;

      if (step == NULL || !is_anothers (self, scheme, step) || step->requires[0] == NULL
          || (station->state != GOL_STATION_NOW && station->state != GOL_STATION_BLOCKED
              && station->state != GOL_STATION_LATE))
        continue;
      verdicts = gol_rules_check_step (store, placement, step->code, today, error);
      if (verdicts == NULL)
        return FALSE;
      truth = sum_up (verdicts, &codes);
      attest (store, batch, placement, scheme, step->code, truth, codes);
    }
  return TRUE;
}

/* ── Fees ── */

static gboolean
is_unpaid (GolRecord *fee)
{
  const char *allowed = gol_record_get_text (fee, "fee.allowed");
  const char *borne_by = gol_record_get_text (fee, "fee.borne_by");
  const char *due = gol_record_get_text (fee, "fee.refund_due");
  const char *refunded = gol_record_get_text (fee, "fee.refunded");
  gboolean workers = borne_by == NULL || g_str_equal (borne_by, "worker") || g_str_equal (borne_by, "shared");

  /* No fee is the worker's unless the scheme says so. */
  if (fee->voided || g_strcmp0 (allowed, "yes") == 0 || (!workers && g_strcmp0 (allowed, "no") != 0))
    return FALSE;
  if (due == NULL)
    due = gol_record_get_text (fee, "fee.amount");
  return refunded == NULL || due == NULL || g_ascii_strtod (refunded, NULL) < g_ascii_strtod (due, NULL);
}

/*
 * Only an officer who may read the fees can say so. A fee that waits to be refunded is not told: it is merely no longer
 * said that there is none, for the employer reads it too.
 */
static gboolean
attest_fees (GolOffice   *self,
             GolStore    *store,
             const char  *placement,
             GolBatch    *batch,
             GError     **error)
{
  g_autoptr(GolRecord) found = NULL;
  g_autoptr(GPtrArray) fees = NULL;
  const GolScheme *scheme;
  GolTruth truth = GOL_YES;

  if (!gol_store_can_protected (store) || (self->officer.roles & GOL_ROLE_PROTECTED) == 0)
    return TRUE;
  found = gol_store_read (store, placement, error);
  scheme = found != NULL ? gol_placement_scheme (found, error) : NULL;
  if (scheme == NULL)
    return FALSE;
  fees = gol_office_list (store, "fee", "fee.worker", gol_record_get_text (found, "placement_core.worker"), NULL,
                          error);
  if (fees == NULL)
    return FALSE;
  for (guint i = 0; i < fees->len; i++)
    if (is_unpaid (g_ptr_array_index (fees, i)))
      truth = GOL_UNKNOWN;
  /* That nothing is said needs no record until something was. */
  if (truth == GOL_YES || gol_attested (store, placement, ATTESTED_NO_FEE) == GOL_YES)
    attest (store, batch, placement, scheme, ATTESTED_NO_FEE, truth, "[]");
  return TRUE;
}

/* The fact comes first, for steps may ask for it. */
static gboolean
attest_placement (GolOffice   *self,
                  GolStore    *store,
                  const char  *placement,
                  GolBatch    *batch,
                  GError     **error)
{
  return attest_fees (self, store, placement, batch, error)
         && gol_store_commit (store, batch, GOL_PRIORITY_OFFICER, error)
         && attest_steps (self, store, placement, batch, error)
         && gol_store_commit (store, batch, GOL_PRIORITY_OFFICER, error);
}

/* ── When ── */

/* The worker's placements that are under way. */
static void
add_placements_of (GolStore   *store,
                   const char *worker,
                   GPtrArray  *names)
{
  static const char * const status[] = { "in_progress", "ready", NULL };
  const GolEntity *entity = gol_dictionary_find_entity ("placement");
  const char * const whom[] = { worker, NULL };
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = NULL;

  gol_query_add_filter (query, "placement_core.worker", GOL_FILTER_EQUAL, whom);
  gol_query_add_filter (query, "~status", GOL_FILTER_IN, status);
  ids = gol_query_ids (store, query, NULL, NULL);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr(GolRecord) placement = gol_store_read_id (store, entity, g_array_index (ids, guint32, i), NULL);

      if (placement != NULL)
        g_ptr_array_add (names, g_strdup (placement->record));
    }
}

/* The placements whose conditions may rest on this record: its own, or those of its worker. */
static GPtrArray *
placements_behind (GolStore   *store,
                   const char *record)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GolRecord) found = gol_store_read (store, record, NULL);
  const char *placement = NULL, *worker = NULL;

  if (found == NULL)
    return names;
  if (g_str_equal (found->entity->name, "placement"))
    placement = record;
  if (g_str_equal (found->entity->name, "worker"))
    worker = record;
  for (const GolSection *section = found->entity->sections; section->name != NULL && found->record != placement;
       section++)
    {
      GolValues *values = gol_record_get (found, section->name);

      if (values == NULL || placement != NULL || worker != NULL)
        continue;
      placement = gol_values_get_text (values, "placement");
      worker = gol_values_get_text (values, "worker");
    }
  if (placement != NULL)
    g_ptr_array_add (names, g_strdup (placement));
  else if (worker != NULL)
    add_placements_of (store, worker, names);
  return names;
}

static void
attest_behind (GolOffice  *self,
               GolStore   *store,
               const char *record,
               GolBatch   *batch)
{
  g_autoptr(GPtrArray) placements = placements_behind (store, record);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < placements->len && error == NULL; i++)
    attest_placement (self, store, g_ptr_array_index (placements, i), batch, &error);
  /* What was logged is stored whatever becomes of this; a scheme that is not at hand attests nothing. */
  if (error != NULL && !g_error_matches (error, GOL_ERROR, GOL_ERROR_NOT_FOUND)
      && !g_error_matches (error, GOL_ERROR, GOL_ERROR_REFUSED))
    g_warning ("Nothing was attested after %s: %s", record, error->message);
}

void
gol_attest_after (GolOffice  *self,
                  GolStore   *store,
                  const char *record)
{
  g_autoptr(GolBatch) batch = NULL;

  if ((self->party & GOL_PARTY_MINISTRY) == 0 || self->last_batch == NULL)
    return;
  batch = gol_batch_resume (store, self->last_batch, self->officer.id);
  if (batch != NULL)
    attest_behind (self, store, record, batch);
}

/* What follows from something protected is an action of its own: no action writes both files. */
void
gol_attest_after_protected (GolOffice  *self,
                            GolStore   *store,
                            const char *record)
{
  g_autoptr(GolBatch) batch = NULL;

  if ((self->party & GOL_PARTY_MINISTRY) == 0 || !g_str_has_prefix (record, "fee/"))
    return;
  batch = gol_office_batch (self, store, "attest", _("Attestations written anew"));
  attest_behind (self, store, record, batch);
}

/**
 * gol_office_attest_fees:
 *
 * A protected officer's word, for those who may not read the fees, that no unlawful one waits to be refunded; it is
 * written by itself whenever such an officer works on the placement.
 */
gboolean
gol_office_attest_fees (GolOffice   *self,
                        const char  *placement,
                        GError     **error)
{
  const GolSection *fees = gol_dictionary_find_entity ("fee")->sections;
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *record = NULL;
  g_autoptr(GolBatch) batch = NULL;

  if (store == NULL || !gol_office_check_write (self, fees, error))
    return FALSE;
  record = gol_office_find (store, gol_dictionary_find_entity ("placement"), placement, error);
  if (record == NULL)
    return FALSE;
  batch = gol_office_batch (self, store, "attest", _("Attestations written anew"));
  return attest_placement (self, store, record, batch, error);
}

/* ── May she go again? ── */

GolValues *
gol_attested_answer (GolStore   *store,
                     const char *worker,
                     const char *scheme)
{
  g_autoptr(GolRecord) found = gol_store_read (store, worker, NULL);
  const char *json = found != NULL ? gol_record_get_text (found, "may_go_again.answers") : NULL;
  g_autoptr(GPtrArray) rows = json != NULL ? gol_json_to_rows (json, NULL) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_strcmp0 (gol_values_get_text (g_ptr_array_index (rows, i), "scheme"), scheme) == 0)
      return gol_values_ref (g_ptr_array_index (rows, i));
  return NULL;
}

static GolValues *
make_answer (const GolScheme *scheme,
             GolMayGoAgain   *answer,
             GolDate          on)
{
  GolValues *row = gol_values_new ();
  g_autofree char *codes = NULL;
  char day[GOL_DATE_TEXT_MAX];

  sum_up (answer->clauses, &codes);
  gol_values_set_text (row, "scheme", gol_scheme_get_id (scheme));
  gol_values_set_text (row, "scheme_version", gol_scheme_get_version (scheme));
  gol_values_set_text (row, "result", truth_name (answer->answer));
  gol_values_set_text (row, "on", gol_date_format (on, day));
  if (answer->from != NULL)
    gol_values_set_text (row, "from", answer->from);
  gol_values_set_list (row, "clauses", codes);
  return row;
}

/**
 * gol_office_attest_may_go_again:
 * @on: the day that is asked about; empty: today
 *
 * One row for each scheme that the ministry has answered for; asking again writes the row anew.
 */
gboolean
gol_office_attest_may_go_again (GolOffice   *self,
                                const char  *worker,
                                const char  *scheme,
                                GolDate      on,
                                GError     **error)
{
  const GolSection *section = gol_entity_find_section (gol_dictionary_find_entity ("worker"), "may_go_again");
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) who = NULL;
  g_autoptr(GolMayGoAgain) answer = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GolBatch) batch = NULL;
  g_autofree char *json = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  const GolScheme *rules;

  if (store == NULL)
    return FALSE;
  if ((section->writers & self->party) == 0 || (self->officer.roles & (GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR)) == 0
      || (self->officer.roles & GOL_ROLE_AUDITOR) != 0)
    {
      gol_permission_set_error ((section->writers & self->party) == 0 ? GOL_REFUSAL_OFFICE : GOL_REFUSAL_ROLE, section,
                                error);
      return FALSE;
    }
  who = gol_office_load (store, gol_dictionary_find_entity ("worker"), worker, error);
  rules = who != NULL ? gol_scheme_shelf_find (scheme, error) : NULL;
  if (rules == NULL)
    return FALSE;
  if (!gol_date_is_whole (on))
    on = gol_clock_get_today (self->clock);
  answer = gol_rules_may_go_again (store, who->record, scheme, on, error);
  if (answer == NULL)
    return FALSE;

  if (gol_record_get_text (who, "may_go_again.answers") != NULL)
    rows = gol_json_to_rows (gol_record_get_text (who, "may_go_again.answers"), NULL);
  if (rows == NULL)
    rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  for (guint i = rows->len; i > 0; i--)
    if (g_strcmp0 (gol_values_get_text (g_ptr_array_index (rows, i - 1), "scheme"), scheme) == 0)
      g_ptr_array_remove_index (rows, i - 1);
  g_ptr_array_add (rows, make_answer (rules, answer, on));

  json = gol_json_from_rows (rows);
  gol_values_set_list (values, "answers", json);
  name = gol_sentence_title (store, who);
  words = g_strdup_printf (_("Attested whether %s may go again"), name);
  batch = gol_office_batch (self, store, "worker.attest", words);
  gol_batch_set (batch, who->record, section->name, values, NULL);
  return gol_office_commit (self, store, batch, who->record, error);
}

void
gol_attest_after_section (GolOffice        *self,
                          GolStore         *store,
                          const char       *record,
                          const GolSection *section)
{
  if ((section->flags & GOL_SECTION_PROTECTED) != 0)
    gol_attest_after_protected (self, store, record);
  else
    gol_attest_after (self, store, record);
}
