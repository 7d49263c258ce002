/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-fact-row-private.h"

#include "gol-json.h"

/* The facts of one order: its terms and decisions, its employer, its worksite, and how many of its posts are filled. */

static const GolFactCopy copies[] = {
  { "scheme", "order_terms__scheme" },
  { "received_on", "order_terms__received_on" },
  { "named", "order_terms__named" },
  { "posts_asked", "order_terms__posts_asked" },
  { "posts_certified", "order_destination_decision__posts_certified" },
  { "occupation", "order_terms__occupation" },
  { "starts", "order_terms__start_date" },
  { "ends", "order_terms__end_date" },
  { "hours_week", "order_terms__hours_week" },
  { "hours_guaranteed", "order_terms__hours_guaranteed" },
  { "wage", "order_terms__wage" },
  { "wage_unit", "order_terms__wage_unit" },
  { "wage_currency", "order_terms__wage_currency" },
  { "reference_wage", "order_terms__reference_wage" },
  { "housing", "order_terms__housing" },
  { "housing_cost", "order_terms__housing_cost" },
  { "transport", "order_terms__transport" },
  { "travel_paid_by", "order_terms__travel_paid_by" },
  { "place_admin_1", "order_terms__worksite_admin_1" },
  { "origin_decision", "order_origin_decision__result" },
  { "origin_decided_on", "order_origin_decision__decided_on" },
  { "destination_decision", "order_destination_decision__result" },
  { "destination_decided_on", "order_destination_decision__decided_on" },
  { "certified_from", "order_destination_decision__from" },
  { "certified_until", "order_destination_decision__until" },
  { NULL }
};

enum
{
  EMPLOYER = G_N_ELEMENTS (copies), WORKSITE, DEDUCTIONS, REQUIREMENTS, PEOPLE, ASKED, CERTIFIED,
};

static const char * const extras[] = { "order_terms__employer",
                                      "order_terms__worksite",
                                      "order_terms__deductions",
                                      "order_terms__requirements",
                                      "order_names__people",
                                      "order_terms__posts_asked",
                                      "order_destination_decision__posts_certified",
                                      NULL };

/* Of another record, by its name. */
typedef struct { const char *entity; GolFactCopy copies[7]; } Related;

static const Related worksite_facts = { "worksite", {
  { "housing_inspected", "housing__inspected" },
  { "housing_result", "housing__result" },
  { "housing_until", "housing__until" },
  { "housing_capacity", "housing__capacity" },
} };

static const Related employer_facts = { "employer", {
  { "employer_approval", "employer_approval__result" },
  { "employer_approved_on", "employer_approval__decided_on" },
  { "employer_approved_until", "employer_approval__until" },
  { "employer_dues_until", "employer_identity__dues_until" },
  { "employer_licence_until", "employer_identity__licence_until" },
} };

static gboolean
put_related (GolFactRow     *row,
             const Related  *related,
             const char     *name,
             GError        **error)
{
  static const char * const none[] = { NULL };
  g_autoptr(GolStatement) record = NULL;
  g_autoptr(GolStatement) source = NULL;
  gboolean found;

  if (!gol_facts_ask (row->work, GOL_FACT_OTHER, "SELECT id FROM record WHERE uid = ?", name, &record, error))
    return FALSE;
  if (record == NULL)
    return TRUE;
  source
    = gol_fact_source (row->work, related->entity, related->copies, none, gol_statement_int (record, 0), &found, error);
  if (source != NULL && found)
    gol_fact_row_copy (row, related->copies, source);
  return source != NULL;
}

static const char *
text_of (GolValues  *values,
         const char *name)
{
  const char *text = gol_values_get_text (values, name);

  return text != NULL ? text : "";
}

static void
put_deductions (GolFactRow   *row,
                GolStatement *source)
{
  g_autoptr(GPtrArray) rows = gol_statement_is_null (source, DEDUCTIONS)
                                ? NULL : gol_json_to_rows (gol_statement_text (source, DEDUCTIONS), NULL);
  g_autoptr(GString) codes = gol_codes_new ();

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GolValues *deduction = rows->pdata[i];
      g_autofree char *detail = g_strjoin ("/", text_of (deduction, "percent"), text_of (deduction, "amount"),
                                           text_of (deduction, "per"), text_of (deduction, "cap"), NULL);

      gol_codes_add (codes, text_of (deduction, "kind"), detail);
    }
  if (rows != NULL)
    gol_fact_row_text (row, "deductions", codes->str);
}

/* No list: none was made. What singles out by sex, age or family needs both a reason and a legal basis. */
static void
put_requirements (GolFactRow   *row,
                  GolStatement *source)
{
  g_autoptr(GPtrArray) rows = gol_statement_is_null (source, REQUIREMENTS)
                                ? NULL : gol_json_to_rows (gol_statement_text (source, REQUIREMENTS), NULL);
  guint unfounded = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *kind = text_of (rows->pdata[i], "kind");

      if ((g_str_equal (kind, "sex") || g_str_equal (kind, "age") || g_str_equal (kind, "family"))
          && *text_of (rows->pdata[i], "justification") == '\0' && *text_of (rows->pdata[i], "legal_basis") == '\0')
        unfounded++;
    }
  gol_fact_row_int (row, "requirements", rows != NULL ? rows->len : 0);
  gol_fact_row_int (row, "unfounded_requirements", unfounded);
}

static void
forget_names (GolFactsWork *work,
              gint64        id)
{
  gol_writes_add (work->writes, "DELETE FROM f_named WHERE \"order\" = ?", 1);
  gol_writes_int (work->writes, 1, id);
}

/* Whom the order names, so that a worker's row finds it without reading every order. */
static void
keep_names (GolFactsWork *work,
            GolStatement *source,
            gint64        id)
{
  g_autoptr(GPtrArray) rows = gol_statement_is_null (source, PEOPLE)
                                ? NULL : gol_json_to_rows (gol_statement_text (source, PEOPLE), NULL);

  forget_names (work, id);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *worker = gol_values_get_text (rows->pdata[i], "worker");

      if (worker == NULL)
        continue;
      gol_writes_add (work->writes, "INSERT OR IGNORE INTO f_named (worker, \"order\") VALUES (?, ?)", 2);
      gol_writes_text (work->writes, 1, worker);
      gol_writes_int (work->writes, 2, id);
    }
}

static gboolean
count_one (GolFactsWork  *work,
           const char    *sql,
           const char    *name,
           gint64        *count,
           GError       **error)
{
  g_autoptr(GolStatement) statement = NULL;
  gboolean fine = gol_facts_ask (work, GOL_FACT_OTHER, sql, name, &statement, error);

  *count = statement != NULL ? gol_statement_int (statement, 0) : 0;
  return fine;
}

static gboolean
put_counts (GolFactRow    *row,
            GolStatement  *source,
            const char    *name,
            gint64        *filled,
            GError       **error)
{
  const char *employer = gol_statement_text (source, EMPLOYER);
  int posts = gol_statement_is_null (source, CERTIFIED) ? ASKED : CERTIFIED;
  gint64 findings, wage_findings;

  if (
    !count_one (
      row->work,
      "SELECT count (*) FROM r_placement p JOIN f_placement f ON f.id = p.id"
      " WHERE p.placement_core__order = ? AND p.voided = 0 AND f.withdrawn_on IS NULL"
      " AND (f.departed_on IS NOT NULL OR (f.selection_result IS NOT 'rejected' AND f.employer_answer IS NOT 'refused'"
      " AND f.authorisation_result IS NOT 'denied' AND f.visa_decision IS NOT 'refused'))",
      name, filled, error))
    return FALSE;
  gol_fact_row_int (row, "posts_filled", *filled);
  if (!gol_statement_is_null (source, posts))
    gol_fact_row_int (row, "posts_free", gol_statement_int (source, posts) - *filled);

  if (employer == NULL)
    return TRUE;
  if (!count_one (row->work,
                  "SELECT count (*) FROM r_finding WHERE finding__employer = ? AND +finding__closed IS NULL"
                  " AND voided = 0",
                  employer, &findings, error)
      || !count_one (row->work,
                     "SELECT count (*) FROM r_finding WHERE finding__employer = ? AND +finding__closed IS NULL"
                     " AND +finding__kind = 'wage' AND voided = 0",
                     employer, &wage_findings, error))
    return FALSE;
  gol_fact_row_int (row, "open_findings", findings);
  gol_fact_row_int (row, "open_wage_findings", wage_findings);
  return TRUE;
}

/* What lists of orders show and sort by. */
static gboolean
keep_derived (GolFactsWork  *work,
              gint64         id,
              const char    *employer,
              gint64         filled,
              GError       **error)
{
  g_autoptr(GolStatement) name = NULL;

  if (!gol_facts_ask (work, GOL_FACT_OTHER,
                      "SELECT employer_identity__legal_name FROM record r JOIN r_employer e ON e.id = r.id"
                      " WHERE r.uid = ?",
                      employer, &name, error))
    return FALSE;
  gol_writes_add (work->writes, "UPDATE r_order SET d_employer_name = ?1, d_filled = ?2"
                  " WHERE id = ?3 AND (d_employer_name IS NOT ?1 OR d_filled IS NOT ?2)", 3);
  gol_writes_text (work->writes, 1, name != NULL ? gol_statement_text (name, 0) : NULL);
  gol_writes_int (work->writes, 2, filled);
  gol_writes_int (work->writes, 3, id);
  return TRUE;
}

gboolean
gol_facts_make_order (GolFactsWork  *work,
                      gint64         id,
                      GError       **error)
{
  const GolFactView *view = gol_fact_view_find ("order");
  gboolean found;
  gint64 filled = 0;
  GolFactRow row;
  g_autoptr(GolStatement) source = gol_fact_source (work, "order", copies, extras, id, &found, error);
  g_autofree char *name = NULL;

  if (source == NULL)
    return FALSE;
  if (!found)
    {
      forget_names (work, id);
      gol_fact_row_delete (work, view, id);
      return TRUE;
    }
  name = gol_facts_name_of (work, id, error);
  if (name == NULL)
    return FALSE;
  gol_fact_row_begin (&row, work, view, id);
  gol_fact_row_copy (&row, copies, source);
  put_deductions (&row, source);
  put_requirements (&row, source);
  if (!put_related (&row, &worksite_facts, gol_statement_text (source, WORKSITE), error)
      || !put_related (&row, &employer_facts, gol_statement_text (source, EMPLOYER), error)
      || !put_counts (&row, source, name, &filled, error))
    return FALSE;
  gol_fact_row_end (&row);
  keep_names (work, source, id);
  return keep_derived (work, id, gol_statement_text (source, EMPLOYER), filled, error);
}
