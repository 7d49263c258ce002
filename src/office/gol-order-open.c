/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"

/* Whether people may be placed in an order: approved as it stands, with a post left, and open to her. */

/* ── Approved as it stands ── */

/* What can be put right in an order without deciding it again. */
static const char * const immaterial[] = {
  "number", "reference", "filing", "received_on", "agent", "note", "papers", "occupation_text", NULL
};

static gint64
last_written (GPtrArray *history)
{
  return history != NULL && history->len > 0 ? ((GolHistory *) g_ptr_array_index (history, 0))->at : G_MAXINT64;
}

static gboolean
is_material (const GolHistory *entry)
{
  for (guint i = 0; i < gol_values_get_size (entry->values); i++)
    {
      const char *name = gol_values_peek (entry->values, i)->name;

      if (strchr (name, '.') == NULL && !g_strv_contains (immaterial, name))
        return TRUE;
    }
  return FALSE;
}

/* A wage that was lowered after the approval was never approved. */
gboolean
gol_order_changed_since (GolStore   *store,
                         GolRecord  *order,
                         const char *decision)
{
  g_autoptr(GPtrArray) decisions = gol_store_history (store, order->record, decision, NULL, NULL);
  g_autoptr(GPtrArray) terms = gol_store_history (store, order->record, "order_terms", NULL, NULL);
  gint64 decided = last_written (decisions);

  for (guint i = 0; terms != NULL && i < terms->len; i++)
    {
      const GolHistory *entry = g_ptr_array_index (terms, i);

      if (entry->at > decided && is_material (entry))
        return TRUE;
    }
  return FALSE;
}

gboolean
gol_order_check_open (GolStore   *store,
                      GolRecord  *order,
                      GError    **error)
{
  const char *origin = gol_record_get_text (order, "order_origin_decision.result");
  const char *destination = gol_record_get_text (order, "order_destination_decision.result");

  if (order->voided)
    g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("Order %s was made by mistake and withdrawn."), order->code);
  else if (!gol_decision_approves (origin))
    g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("Order %s is not approved: a supervisor approves it first."),
                 order->code);
  else if (destination != NULL && !gol_decision_approves (destination))
    g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                 _("Order %s is not approved by the authority of the destination."), order->code);
  else if (gol_order_changed_since (store, order, "order_origin_decision"))
    g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                 _("Order %s was changed after it was approved: a supervisor decides it again."), order->code);
  else
    return TRUE;
  return FALSE;
}

void
gol_order_review (GolStore  *store,
                  GolRecord *order,
                  GPtrArray *problems)
{
  static const char * const decisions[] = { "order_origin_decision", "order_destination_decision" };

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      const GolSection *section = gol_entity_find_section (order->entity, decisions[i]);
      g_autofree char *path = g_strconcat (decisions[i], ".result", NULL);

      if (gol_decision_approves (gol_record_get_text (order, path)) && gol_order_changed_since (store, order, decisions[i]))
        g_ptr_array_add (problems, gol_problem_new (path, "changed_after_decision", GOL_PROBLEM_WARNING,
                                                    _("The terms were changed after the “%s”: it has to be made again."),
                                                    gol_section_get_label (section)));
    }
}

/* ── With a post left ── */

/* Certified posts where the destination has said how many; placements that are neither withdrawn nor refused. */
gboolean
gol_order_count_posts (GolStore   *store,
                       GolRecord  *order,
                       guint      *posts,
                       guint      *filled,
                       GError    **error)
{
  static const char * const filled_field[] = { "~filled", NULL };
  const char *certified = gol_record_get_text (order, "order_destination_decision.posts_certified");
  const char *asked = gol_record_get_text (order, "order_terms.posts_asked");
  g_autoptr(GPtrArray) rows = gol_query_rows (store, order->entity, &order->id, 1, filled_field, error);
  const char *count = rows != NULL && rows->len > 0 ? ((char **) rows->pdata[0])[0] : NULL;

  *posts = g_ascii_strtoull (certified != NULL ? certified : asked != NULL ? asked : "0", NULL, 10);
  *filled = count != NULL ? g_ascii_strtoull (count, NULL, 10) : 0;
  return rows != NULL;
}

gboolean
gol_order_check_posts (GolStore   *store,
                       GolRecord  *order,
                       GError    **error)
{
  guint posts, filled;

  if (!gol_order_count_posts (store, order, &posts, &filled, error))
    return FALSE;
  if (filled < posts)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
               ngettext ("Order %1$s has %2$u post, and it is filled: withdraw a placement, or ask for another order.",
                         "Order %1$s has %2$u posts, and all are filled: withdraw a placement, or ask for another order.",
                         posts),
               order->code, posts);
  return FALSE;
}

/* ── Open to her ── */

/* Whether the order names her; an order that lets nobody else in says so here. */
gboolean
gol_order_check_named (GolRecord   *order,
                       GolRecord   *worker,
                       gboolean     named,
                       GError     **error)
{
  GolValues *names = gol_record_get (order, "order_names");
  const char *json = names != NULL ? gol_values_get_text (names, "people") : NULL;
  g_autoptr(GPtrArray) rows = json != NULL ? gol_json_to_rows (json, NULL) : NULL;
  gboolean closed = names != NULL && gol_values_get_boolean (names, "no_substitute", FALSE);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_strcmp0 (gol_values_get_text (g_ptr_array_index (rows, i), "worker"), worker->record) == 0)
      return TRUE;
  if (closed)
    g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                 _("Order %1$s takes only the people it names, and %2$s is not among them."), order->code,
                 worker->code);
  else if (named && rows != NULL && rows->len > 0)
    g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                 _("Order %1$s does not name %2$s: place her without saying that it does."), order->code,
                 worker->code);
  else
    return TRUE;
  return FALSE;
}
