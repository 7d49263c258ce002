/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"

/* ── For the commands on placements ── */

GPtrArray *
gol_office_list (GolStore    *store,
                 const char  *entity,
                 const char  *field,
                 const char  *record,
                 const char  *sort,
                 GError     **error)
{
  const GolEntity *kind = gol_dictionary_find_entity (entity);
  const char * const values[] = { record, NULL };
  g_autoptr(GolQuery) query = gol_query_new (kind);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_record_free);

  gol_query_add_filter (query, field, GOL_FILTER_EQUAL, values);
  if (sort != NULL)
    gol_query_set_sort (query, sort, TRUE);
  ids = gol_query_ids (store, query, NULL, error);
  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      GolRecord *found = gol_store_read_id (store, kind, g_array_index (ids, guint32, i), error);

      if (found == NULL)
        return NULL;
      g_ptr_array_add (records, found);
    }
  return g_steal_pointer (&records);
}

gboolean
gol_office_parse_at (GolOffice   *self,
                     const char  *at,
                     gboolean     planned,
                     GolDate     *day,
                     char       **instant,
                     GError     **error)
{
  GolDate today = gol_clock_get_today (self->clock);
  char buffer[GOL_DATE_TEXT_MAX];
  gint64 moment;

  if (at == NULL || *at == '\0')
    {
      *day = today;
    }
  else if (gol_instant_parse (at, &moment))
    {
      g_autofree char *head = g_strndup (at, 10);

      *instant = gol_instant_format (moment);
      gol_date_parse (head, day);
    }
  else if (!gol_date_parse (at, day) || !gol_date_is_whole (*day))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no day: write it as 2027-03-01."), at);
      return FALSE;
    }

  if (!planned && gol_date_days (*day) > gol_date_days (today))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("%s has not come yet: what has not happened is not logged."),
                   gol_date_format (*day, buffer));
      return FALSE;
    }
  if (*instant == NULL)
    *instant = g_strdup_printf ("%sT12:00:00.000Z", gol_date_format (*day, buffer));
  return TRUE;
}

GolStation *
gol_journey_find (GolJourney *journey,
                  const char *step)
{
  for (guint i = 0; i < journey->stations->len; i++)
    if (g_str_equal (((GolStation *) g_ptr_array_index (journey->stations, i))->step, step))
      return g_ptr_array_index (journey->stations, i);
  return NULL;
}

/* ── Reading ── */

/* Only verdicts on facts that she may read: the rest would tell them. */
static void
withhold_verdicts (guint      party,
                   GPtrArray *verdicts)
{
  for (guint i = verdicts != NULL ? verdicts->len : 0; i > 0; i--)
    if ((((GolVerdict *) g_ptr_array_index (verdicts, i - 1))->parties & party) == 0)
      g_ptr_array_remove_index (verdicts, i - 1);
}

static gboolean
check_read (GolOffice   *self,
            const char  *entity,
            GError     **error)
{
  const GolEntity *kind = gol_dictionary_find_entity (entity);

  if (gol_office_may_read (self, kind->sections))
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("“%s” is not for this account to read."),
               gol_section_get_label (kind->sections));
  return FALSE;
}

/**
 * gol_office_journey:
 *
 * Returns: (transfer full) (nullable): where the placement stands today; verdicts on facts that she may not read are
 * left out
 */
GolJourney *
gol_office_journey (GolOffice   *self,
                    const char  *placement,
                    GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolJourney) journey = NULL;
  g_autoptr(GolRecord) found = NULL;
  guint party;

  if (store == NULL || !check_read (self, "placement", error))
    return NULL;
  journey = gol_derive_journey (store, placement, gol_clock_get_today (self->clock), error);
  if (journey == NULL)
    return NULL;
  found = gol_office_load (store, gol_dictionary_find_entity ("placement"), placement, error);
  if (found == NULL)
    return NULL;
  party = gol_office_party_for (self, store, gol_record_get_text (found, "placement_core.worker"));
  for (guint i = 0; i < journey->stations->len; i++)
    withhold_verdicts (party, ((GolStation *) g_ptr_array_index (journey->stations, i))->requirements);
  return g_steal_pointer (&journey);
}

/* Returns: (transfer full) (nullable): the worker's placements, newest first */
GPtrArray *
gol_office_placements_of (GolOffice   *self,
                          const char  *worker,
                          GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *who = NULL;
  g_autoptr(GPtrArray) placements = NULL;
  GPtrArray *names;

  if (store == NULL || !check_read (self, "placement", error))
    return NULL;
  who = gol_office_find (store, gol_dictionary_find_entity ("worker"), worker, error);
  if (who == NULL)
    return NULL;
  placements = gol_office_list (store, "placement", "placement_core.worker", who, "placement_core.starts", error);
  if (placements == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < placements->len; i++)
    g_ptr_array_add (names, g_strdup (((GolRecord *) g_ptr_array_index (placements, i))->record));
  return names;
}

const GolSection *
gol_office_step_section (GolOffice   *self,
                         const char  *placement,
                         const char  *step,
                         GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) found = NULL;
  const GolScheme *scheme;
  const GolStep *wanted;

  if (store == NULL)
    return NULL;
  found = gol_office_load (store, gol_dictionary_find_entity ("placement"), placement, error);
  scheme = found != NULL ? gol_placement_scheme (found, error) : NULL;
  wanted = scheme != NULL ? gol_placement_step (scheme, step, error) : NULL;
  if (wanted == NULL)
    return NULL;
  switch (wanted->fills)
    {
    case GOL_STEP_SECTION:
      return wanted->section;
    case GOL_STEP_EVENT:
      return gol_entity_find_section (gol_dictionary_find_entity ("event"), "event");
    case GOL_STEP_RECORD:
    default:
      return gol_entity_find_section (gol_dictionary_find_entity ("step"), "step");
    }
}

GolRecord *
gol_placement_load_open (GolStore    *store,
                         const char  *placement,
                         GError     **error)
{
  g_autoptr(GolRecord) found = gol_office_load (store, gol_dictionary_find_entity ("placement"), placement, error);

  if (found == NULL)
    return NULL;
  if (!found->voided && gol_record_get_text (found, "placement_core.withdrawn_on") == NULL)
    return g_steal_pointer (&found);
  g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("Placement %s was withdrawn: nothing more is logged for it."),
               found->code);
  return NULL;
}

const GolScheme *
gol_placement_scheme (GolRecord  *placement,
                      GError    **error)
{
  const char *id = gol_record_get_text (placement, "placement_core.scheme");

  if (id != NULL)
    return gol_scheme_shelf_find (id, error);
  g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("Placement %s belongs to no scheme, so it has no steps."),
               placement->code);
  return NULL;
}

const GolStep *
gol_placement_step (const GolScheme  *scheme,
                    const char       *step,
                    GError          **error)
{
  const GolStep *found = gol_scheme_find_step (scheme, step);
  const GolStep * const *steps = gol_scheme_get_steps (scheme);
  g_autoptr(GString) known = g_string_new (NULL);

  if (found != NULL)
    return found;
  for (guint i = 0; steps[i] != NULL; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", steps[i]->code);
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("The scheme has no step “%1$s”: it has %2$s."), step, known->str);
  return NULL;
}

/* ── May she go again? ── */

/* What the ministry has told everybody, without the facts: its public codes in the scheme's words. */
static gboolean
take_attested (GolOffice     *self,
               GolStore      *store,
               const char    *worker,
               GolMayGoAgain *answer)
{
  const GolScheme *scheme = gol_scheme_shelf_find (answer->scheme, NULL);
  g_autoptr(GolValues) row = gol_attested_answer (store, worker, answer->scheme);
  const char *result = row != NULL ? gol_values_get_text (row, "result") : NULL;
  g_auto(GStrv) codes = NULL;

  if (!gol_office_may_read (self, gol_entity_find_section (gol_dictionary_find_entity ("worker"), "may_go_again")))
    return FALSE;
  if (scheme == NULL || result == NULL || g_str_equal (result, "unknown"))
    return FALSE;
  answer->answer = g_str_equal (result, "yes") ? GOL_YES : GOL_NO;
  g_free (answer->from);
  answer->from = g_strdup (gol_values_get_text (row, "from"));
  g_ptr_array_set_size (answer->clauses, 0);
  if (gol_values_get_text (row, "clauses") != NULL)
    codes = gol_json_to_strv (gol_values_get_text (row, "clauses"), NULL);
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      const GolClause *clause = gol_scheme_find_clause (scheme, codes[i]);
      GolVerdict *verdict = g_new0 (GolVerdict, 1);

      verdict->clause = g_strdup (codes[i]);
      verdict->words = clause != NULL ? gol_clause_describe (clause) : g_strdup (codes[i]);
      verdict->holds = GOL_NO;
      verdict->parties = self->party;
      g_ptr_array_add (answer->clauses, verdict);
    }
  return TRUE;
}

/**
 * gol_office_may_go_again:
 * @on: the day that is asked about; empty: today
 *
 * Returns: (transfer full) (nullable): from the facts where this office holds them, else as the ministry attested it
 */
GolMayGoAgain *
gol_office_may_go_again (GolOffice   *self,
                         const char  *worker,
                         const char  *scheme,
                         GolDate      on,
                         GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *who = NULL;
  g_autoptr(GolMayGoAgain) answer = NULL;

  if (store == NULL || !check_read (self, "worker", error))
    return NULL;
  who = gol_office_find (store, gol_dictionary_find_entity ("worker"), worker, error);
  if (who == NULL)
    return NULL;
  answer = gol_rules_may_go_again (store, who, scheme, gol_date_is_whole (on) ? on : gol_clock_get_today (self->clock),
                                   error);
  if (answer == NULL)
    return NULL;
  if (answer->answer != GOL_UNKNOWN || !take_attested (self, store, who, answer))
    withhold_verdicts (gol_office_party_for (self, store, who), answer->clauses);
  return g_steal_pointer (&answer);
}
