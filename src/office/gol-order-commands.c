/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-vocabulary.h"

/* ── What the law of every scheme forbids ── */

static gboolean
is_about_the_person (const char *kind)
{
  static const char * const kinds[] = { "sex", "family", "age", NULL };

  return kind != NULL && g_strv_contains (kinds, kind);
}

/* "Women only" needs more than a wish. */
static gboolean
check_requirements (GolRecord  *order,
                    GError    **error)
{
  const char *json = gol_record_get_text (order, "order_terms.requirements");
  g_autoptr(GPtrArray) rows = json != NULL ? gol_json_to_rows (json, NULL) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GolValues *row = g_ptr_array_index (rows, i);
      const char *kind = gol_values_get_text (row, "kind");
      const char *value = gol_values_get_text (row, "value");
      const GolTerm *term;

      if (!is_about_the_person (kind) || gol_values_get_text (row, "legal_basis") != NULL)
        continue;
      term = gol_vocabulary_get (gol_vocabulary_find ("requirement"), kind);
      g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                   _("The order asks for “%1$s: %2$s” without a legal basis: give it, or take the requirement out."),
                   gol_term_get_label (term), value != NULL ? value : "");
      return FALSE;
    }
  return TRUE;
}

/* ── Approving ── */

gboolean
gol_decision_approves (const char *result)
{
  return g_strcmp0 (result, "full") == 0 || g_strcmp0 (result, "partial") == 0;
}

static gboolean
asks_for (const GolStep *step,
          const char    *clause)
{
  for (guint i = 0; step->requires[i] != NULL; i++)
    if (g_str_equal (step->requires[i]->id, clause))
      return TRUE;
  return FALSE;
}

/*
 * Of the verdicts on an order those that its decision waits for: whatever the step asks for that this decision is must
 * be known to hold; what other decisions ask for is theirs, and stands in the way only when it is known not to hold.
 */
static GPtrArray *
select_verdicts (const GolScheme  *scheme,
                 const GolSection *decision,
                 GPtrArray        *verdicts)
{
  const GolStep * const *steps = gol_scheme_get_steps (scheme);
  GPtrArray *selected = g_ptr_array_new ();

  for (guint i = 0; i < verdicts->len; i++)
    {
      const GolVerdict *verdict = g_ptr_array_index (verdicts, i);
      gboolean counts = FALSE;

      for (guint j = 0; steps[j] != NULL && !counts; j++)
        if (steps[j]->fills == GOL_STEP_SECTION && g_str_equal (steps[j]->entity->name, "order"))
          counts = asks_for (steps[j], verdict->clause) && (steps[j]->section == decision || verdict->holds == GOL_NO);
      if (counts)
        g_ptr_array_add (selected, (gpointer) verdict);
    }
  return selected;
}

static gboolean
check_rules (GolOffice         *self,
             GolStore          *store,
             GolRecord         *order,
             const GolSection  *decision,
             const char        *why,
             GError           **error)
{
  const char *id = gol_record_get_text (order, "order_terms.scheme");
  g_autoptr(GPtrArray) verdicts = NULL;
  g_autoptr(GPtrArray) selected = NULL;
  const GolScheme *scheme;
  GolUnmet unmet;

  if (id == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED,
                           _("The order belongs to no scheme yet: choose one, for its rules decide."));
      return FALSE;
    }
  scheme = gol_scheme_shelf_find (id, error);
  if (scheme == NULL)
    return FALSE;
  verdicts = gol_rules_check_order (store, order->record, gol_clock_get_today (self->clock), error);
  if (verdicts == NULL)
    return FALSE;
  selected = select_verdicts (scheme, decision, verdicts);
  gol_unmet_collect (&unmet, self->party, scheme, selected, GOL_UNMET_ALL);
  return gol_unmet_accept (&unmet, self, _("The order cannot be approved."), why, NULL, error);
}

/* The same decision on other terms is another decision: the old one is taken back first, or nothing would be written. */
static gboolean
reopen (GolOffice         *self,
        GolStore          *store,
        GolRecord         *order,
        const GolSection  *section,
        GError           **error)
{
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GHashTable) sections = gol_office_one_section (section, values);
  g_autofree char *words = g_strdup_printf (_("Order %s opened again, for its terms were changed"), order->code);

  if (gol_record_get (order, section->name) == NULL || !gol_order_changed_since (store, order, section->name))
    return TRUE;
  gol_values_set_text (values, "result", "pending");
  return gol_office_save_locked (self, store, order->record, sections, "order.reopen", words, NULL, NULL, error);
}

/**
 * gol_office_approve_order:
 * @result: a code of the vocabulary "decision", or a word for one
 * @why: (nullable): the reason; needed to deny, and to approve although a clause fails that the scheme lets a
 * supervisor pass
 *
 * The decision of this office: of the origin at a ministry, of the destination at an authority.
 */
gboolean
gol_office_approve_order (GolOffice   *self,
                          const char  *order,
                          const char  *result,
                          const char  *why,
                          GError     **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("order");
  gboolean destination = (self->party & GOL_PARTY_AUTHORITY) != 0;
  const GolSection *section = gol_entity_find_section (entity, destination ? "order_destination_decision"
                                                                           : "order_origin_decision");
  const GolTerm *term = gol_vocabulary_match (gol_vocabulary_find ("decision"), result);
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) found = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GHashTable) sections = NULL;
  g_autofree char *words = NULL;
  char today[GOL_DATE_TEXT_MAX];

  if (store == NULL || !gol_office_check_write (self, section, error))
    return FALSE;
  if (term == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE,
                   _("“%s” is no decision: it is full, partial, denied, pending or withdrawn."), result);
      return FALSE;
    }
  found = gol_office_load (store, entity, order, error);
  if (found == NULL)
    return FALSE;
  if (gol_decision_approves (term->code)
      && (!check_requirements (found, error) || !check_rules (self, store, found, section, why, error)))
    return FALSE;
  if (g_str_equal (term->code, "denied") && (why == NULL || *why == '\0'))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED,
                           _("Say why the order is denied: the employer has a right to the reason."));
      return FALSE;
    }

  gol_values_set_text (values, "result", term->code);
  gol_values_set_text (values, "decided_on", gol_date_format (gol_clock_get_today (self->clock), today));
  gol_values_set_text (values, "reason", why);
  if (destination && g_str_equal (term->code, "full"))
    gol_values_set_text (values, "posts_certified", gol_record_get_text (found, "order_terms.posts_asked"));
  /* Translators: an order's code, then the decision, such as "Approved in full" */
  words = g_strdup_printf (_("Order %1$s decided: %2$s"), found->code, gol_term_get_label (term));
  sections = gol_office_one_section (section, values);
  return reopen (self, store, found, section, error)
         && gol_office_save_locked (self, store, found->record, sections, "order.decide", words, why, NULL, error);
}
