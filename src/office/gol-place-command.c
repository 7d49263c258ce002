/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

/* ── Where else she is ── */

/* A placement that holds nobody back: over, or never come to pass. */
static gboolean
is_over (GolStore  *store,
         GolRecord *placement)
{
  static const char * const over[] = { "withdrawn", "no_show", "returned", "ended", NULL };
  static const char * const status_field[] = { "~status", NULL };
  g_autoptr(GPtrArray) rows = gol_query_rows (store, placement->entity, &placement->id, 1, status_field, NULL);
  const char *status = rows != NULL && rows->len > 0 ? ((char **) rows->pdata[0])[0] : NULL;

  return placement->voided
         || gol_record_get_text (placement, "placement_core.withdrawn_on") != NULL
         || g_strcmp0 (gol_record_get_text (placement, "employer_answer.result"), "refused") == 0
         || (status != NULL && g_strv_contains (over, status));
}

/* Dates in their canonical form sort as text. An end that nobody knows is no end. */
static gboolean
overlaps (GolRecord  *placement,
          const char *starts,
          const char *ends)
{
  const char *from = gol_record_get_text (placement, "placement_core.starts");
  const char *until = gol_record_get_text (placement, "placement_core.ends");

  return (from == NULL || ends == NULL || strcmp (from, ends) <= 0)
         && (until == NULL || starts == NULL || strcmp (starts, until) <= 0);
}

/* (transfer full) (nullable): her placement that goes on while the order does; NULL with @error unset: she is free. */
GolRecord *
gol_office_find_overlap (GolStore    *store,
                         const char  *worker,
                         GolRecord   *order,
                         GError     **error)
{
  const char *starts = gol_record_get_text (order, "order_terms.start_date");
  const char *ends = gol_record_get_text (order, "order_terms.end_date");
  g_autoptr(GPtrArray) placements = gol_office_list (store, "placement", "placement_core.worker", worker, NULL, error);

  for (guint i = 0; placements != NULL && i < placements->len; i++)
    {
      GolRecord *placement = g_ptr_array_index (placements, i);

      if (!is_over (store, placement) && overlaps (placement, starts, ends))
        return g_ptr_array_steal_index (placements, i);
    }
  return NULL;
}

static gboolean
check_free (GolStore    *store,
            GolRecord   *worker,
            GolRecord   *order,
            GError     **error)
{
  GError *fault = NULL;
  g_autoptr(GolRecord) placement = gol_office_find_overlap (store, worker->record, order, &fault);
  const char *from, *until;

  if (placement == NULL)
    {
      if (fault != NULL)
        g_propagate_error (error, fault);
      return fault == NULL;
    }
  from = gol_record_get_text (placement, "placement_core.starts");
  until = gol_record_get_text (placement, "placement_core.ends");
  g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
               _("%1$s is placed already from %2$s to %3$s (%4$s): withdraw that placement first, or choose another order."),
               worker->code, from != NULL ? from : "…", until != NULL ? until : "…", placement->code);
  return FALSE;
}

/* ── Whether she may go ── */

static gboolean
check_conditions (GolOffice   *self,
                  GolStore    *store,
                  GolRecord   *worker,
                  GolRecord   *order,
                  const char  *override_why,
                  GPtrArray  **unmet_verdicts,
                  GError     **error)
{
  const char *id = gol_record_get_text (order, "order_terms.scheme");
  const GolScheme *scheme = NULL;
  g_autoptr(GolMayGoAgain) answer = NULL;
  g_autofree char *sentence = NULL;
  GolDate on;
  GolUnmet unmet;

  if (id == NULL)
    g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                 _("Order %s belongs to no scheme yet: choose one, for its rules decide."), order->code);
  else
    scheme = gol_scheme_shelf_find (id, error);
  if (scheme == NULL)
    return FALSE;
  if (!gol_date_parse (gol_record_get_text (order, "order_terms.start_date"), &on))
    on = gol_clock_get_today (self->clock);
  answer = gol_rules_may_go_again (store, worker->record, id, on, error);
  if (answer == NULL)
    return FALSE;
  /* Translators: a worker's code */
  sentence = g_strdup_printf (_("%s cannot be placed in this order."), worker->code);
  gol_unmet_collect (&unmet, gol_office_party_for (self, store, worker->record), scheme, answer->clauses,
                     GOL_UNMET_FAILING);
  return gol_unmet_accept (&unmet, self, sentence, override_why, unmet_verdicts, error);
}

/* ── Placing ── */

static GolValues *
make_core (GolStore  *store,
           GolRecord *worker,
           GolRecord *order,
           gboolean   named)
{
  static const struct { const char *core, *terms; } copied[] = {
    { "scheme", "order_terms.scheme" }, { "season", "order_terms.season" }, { "worksite", "order_terms.worksite" },
    { "starts", "order_terms.start_date" }, { "ends", "order_terms.end_date" },
  };
  const char *worksite = gol_record_get_text (order, "order_terms.worksite");
  GolValues *core = gol_values_new ();

  gol_values_set_text (core, "worker", worker->record);
  gol_values_set_text (core, "order", order->record);
  gol_values_set_boolean (core, "named", named);
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      const char *text = gol_record_get_text (order, copied[i].terms);

      if (text != NULL)
        gol_values_set_text (core, copied[i].core, text);
    }
  if (worksite != NULL)
    {
      g_autoptr(GolRecord) site = gol_store_read (store, worksite, NULL);
      const char *district = site != NULL ? gol_record_get_text (site, "worksite_core.district") : NULL;

      if (district != NULL)
        gol_values_set_text (core, "destination_district", district);
    }
  return core;
}

static char *
place (GolOffice         *self,
       GolStore          *store,
       const GolSection  *core,
       GolRecord         *worker,
       GolRecord         *order,
       gboolean           named,
       const char        *override_why,
       GError           **error)
{
  g_autoptr(GolValues) values = make_core (store, worker, order, named);
  g_autofree char *name = gol_sentence_title (store, worker);
  g_autofree char *words = g_strdup_printf (_("%1$s placed in order %2$s"), name, order->code);
  g_autoptr(GolBatch) batch = gol_office_batch (self, store, "placement.create", words);
  g_autofree char *record = gol_batch_create (batch, gol_dictionary_find_entity ("placement"), NULL);

  gol_office_batch_set (self, store, batch, record, core, values, override_why);
  if (!gol_office_commit (self, store, batch, record, error))
    return NULL;
  gol_attest_after (self, store, record);
  return g_steal_pointer (&record);
}

/**
 * gol_office_place:
 * @worker: @order: records or codes
 * @named: the employer asks for her by name
 * @override_why: (nullable): a supervisor's reason, where the scheme lets one pass a condition
 * @unmet: (out) (optional) (transfer full): of #GolVerdict: the conditions for going that are known not to hold
 *
 * Returns: (transfer full) (nullable): the placement: the file that travels through the scheme's steps
 */
char *
gol_office_place (GolOffice   *self,
                  const char  *worker,
                  const char  *order,
                  gboolean     named,
                  const char  *override_why,
                  GPtrArray  **unmet,
                  GError     **error)
{
  const GolSection *core = gol_entity_find_section (gol_dictionary_find_entity ("placement"), "placement_core");
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) who = NULL;
  g_autoptr(GolRecord) where = NULL;

  if (unmet != NULL)
    *unmet = NULL;
  if (store == NULL || !gol_office_check_write (self, core, error))
    return NULL;
  who = gol_office_load (store, gol_dictionary_find_entity ("worker"), worker, error);
  where = who != NULL ? gol_office_load (store, gol_dictionary_find_entity ("order"), order, error) : NULL;
  if (where == NULL)
    return NULL;
  if (who->voided)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("The file %s was made by mistake and withdrawn."), who->code);
      return NULL;
    }
  if (!gol_order_check_open (store, where, error)
      || !gol_order_check_posts (store, where, error)
      || !gol_order_check_named (where, who, named, error)
      || !check_free (store, who, where, error)
      || !check_conditions (self, store, who, where, override_why, unmet, error))
    return NULL;
  return place (self, store, core, who, where, named, override_why, error);
}
