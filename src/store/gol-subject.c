/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-rules-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"

/* ── Desks at rest ── */

struct _GolRules
{
  GPtrArray *cases;
};

void
gol_rules_free (GolRules *rules)
{
  if (rules == NULL)
    return;
  g_ptr_array_unref (rules->cases);
  g_free (rules);
}

GolCase *
gol_rules_take_case (GolStore *store,
                     GError  **error)
{
  GolCase *kase = NULL;

  g_mutex_lock (&store->lock);
  if (store->rules != NULL && store->rules->cases->len > 0)
    kase = g_ptr_array_steal_index_fast (store->rules->cases, store->rules->cases->len - 1);
  g_mutex_unlock (&store->lock);
  if (kase == NULL)
    return gol_case_new (error);
  gol_case_forget (kase);
  return kase;
}

void
gol_rules_give_case (GolStore *store,
                     GolCase  *kase)
{
  if (kase == NULL)
    return;
  g_mutex_lock (&store->lock);
  if (store->rules == NULL)
    {
      store->rules = g_new0 (GolRules, 1);
      store->rules->cases = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_case_free);
    }
  g_ptr_array_add (store->rules->cases, kase);
  g_mutex_unlock (&store->lock);
}

/* ── Records ── */

static gint64
id_of (GolDb       *db,
       const char  *record)
{
  return record != NULL ? gol_record_find (db, record, NULL) : 0;
}

void
gol_subject_clear (GolSubject *subject)
{
  g_clear_pointer (&subject->name, g_free);
  g_clear_pointer (&subject->season, g_free);
}

/* ── The days of the planned stay ── */

static GolDate
first_known (GolDate a,
             GolDate b,
             GolDate c)
{
  return a.year != 0 ? a : b.year != 0 ? b : c;
}

static gboolean
read_season (GolDb       *db,
             gint64       season,
             GolDate     *starts,
             GolDate     *ends,
             GError     **error)
{
  g_autoptr(GolStatement) statement = gol_db_prepare (db,
                                                       "SELECT season_terms__starts, season_terms__ends FROM r_season"
                                                       " WHERE id = ? AND voided = 0",
                                                       error);
  gboolean row;

  *starts = *ends = (GolDate) { 0 };
  if (statement == NULL)
    return FALSE;
  gol_statement_bind_int (statement, 1, season);
  if (!gol_statement_step (statement, &row, error))
    return FALSE;
  if (row && !(gol_date_parse (gol_statement_text (statement, 0), starts) && gol_date_is_whole (*starts)))
    *starts = (GolDate) { 0 };
  if (row && !(gol_date_parse (gol_statement_text (statement, 1), ends) && gol_date_is_whole (*ends)))
    *ends = (GolDate) { 0 };
  return TRUE;
}

gboolean
gol_subject_of_placement (GolSubject  *subject,
                          GolCase     *kase,
                          GolDb       *db,
                          gint64       placement,
                          GolDate      on,
                          GError     **error)
{
  const GolFactView *of_placement = gol_fact_view_find ("placement"), *of_order = gol_fact_view_find ("order");
  g_autoptr(GolStatement) row
    = gol_db_prepare (db,
                      "SELECT placement_core__worker, placement_core__order, placement_core__season,"
                      " placement_core__scheme, uid, voided FROM r_placement JOIN record USING (id)"
                      " WHERE r_placement.id = ?",
                      error);
  GolDate p_starts, p_ends, o_starts, o_ends, starts = { 0 }, ends = { 0 };
  gboolean found;

  *subject = (GolSubject) { .placement = placement, .asked.on = on };
  if (row == NULL)
    return FALSE;
  gol_statement_bind_int (row, 1, placement);
  if (!gol_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("The placement is not in this office."));
      return FALSE;
    }
  subject->worker = id_of (db, gol_statement_text (row, 0));
  subject->order = id_of (db, gol_statement_text (row, 1));
  subject->season = g_strdup (gol_statement_text (row, 2));
  subject->scheme = gol_statement_is_null (row, 3) ? NULL : gol_scheme_shelf_find (gol_statement_text (row, 3), NULL);
  subject->name = g_strdup (gol_statement_text (row, 4));
  subject->voided = gol_statement_int (row, 5) != 0;

  if (!gol_case_load (kase, db, of_placement, placement, error)
      || !gol_case_load (kase, db, gol_fact_view_find ("worker"), subject->worker, error)
      || !gol_case_load (kase, db, of_order, subject->order, error)
      || !read_season (db, id_of (db, subject->season), &starts, &ends, error))
    return FALSE;
  gol_case_get_date (kase, of_placement, "starts", &p_starts);
  gol_case_get_date (kase, of_placement, "ends", &p_ends);
  gol_case_get_date (kase, of_order, "starts", &o_starts);
  gol_case_get_date (kase, of_order, "ends", &o_ends);
  subject->asked.from = first_known (p_starts, o_starts, starts);
  subject->asked.to = first_known (p_ends, o_ends, ends);
  return TRUE;
}
