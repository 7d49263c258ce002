/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-fact-row-private.h"

#include <string.h>

#include "gol-json.h"
#include "gol-status-private.h"
#include "gol-stays.h"

/* The facts of one worker. Those of her placements must be there: her stays and her last season follow from them. */

static const GolFactCopy copies[] = {
  { "birth_date", "civil__birth_date" },
  { "sex", "civil__sex" },
  { "nationality", "civil__nationality" },
  { "civil_status", "civil__civil_status" },
  { "passport_issued", "identity_numbers__passport_issued" },
  { "passport_expires", "identity_numbers__passport_expires" },
  { "admin_1_code", "contact__admin_1_code" },
  { "schooling", "experience__schooling" },
  { "languages", "experience__languages" },
  { "experience_years", "experience__years" },
  { "crops", "experience__crops" },
  { "licences", "experience__licences" },
  { "dependents", "household__dependents" },
  { NULL }
};

enum
{
  NATIONAL_NUMBER = G_N_ELEMENTS (copies),
  PASSPORT_NUMBER,
  LITERACY,
  OCCUPATIONS,
  MEMBERS,
  CONSENTS,
  SEASONS,
  STAYS,
  REFUSALS,
};

static const char * const extras[] = { "identity_numbers__national_number",
                                      "identity_numbers__passport_number",
                                      "experience__literacy",
                                      "experience__occupations",
                                      "household__members",
                                      "consents__consents",
                                      "prior_migration__earlier_seasons",
                                      "prior_migration__stays",
                                      "prior_migration__refusals",
                                      NULL };

/* ── Her own sections ── */

/* A record's name holds the instant at which it was made: ten digits of Crockford's base 32. */
static GolDate
day_made (const char *name)
{
  static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const char *at = strchr (name, '/');
  gint64 instant = 0;

  for (guint i = 0; at != NULL && i < 10; i++)
    {
      const char *digit = at[1 + i] != '\0' ? strchr (digits, at[1 + i]) : NULL;

      if (digit == NULL)
        return (GolDate) { 0 };
      instant = instant * 32 + (digit - digits);
    }
  return gol_date_from_days (instant / G_GINT64_CONSTANT (86400000));
}

static GPtrArray *
rows_at (GolStatement *source,
         int           column)
{
  return gol_statement_is_null (source, column) ? NULL : gol_json_to_rows (gol_statement_text (source, column), NULL);
}

static GolDate
date_of (GolValues  *values,
         const char *name)
{
  GolDate date;

  return gol_date_parse (gol_values_get_text (values, name), &date) ? date : (GolDate) { 0 };
}

static void
put_codes_of_rows (GolFactRow   *row,
                   const char   *fact,
                   GolStatement *source,
                   int           column,
                   const char   *member)
{
  g_autoptr(GPtrArray) rows = rows_at (source, column);
  g_autoptr(GString) codes = gol_codes_new ();

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *code = gol_values_get_text (rows->pdata[i], member);

      if (code != NULL && !gol_codes_have (codes, code))
        gol_codes_add (codes, code, NULL);
    }
  if (rows != NULL)
    gol_fact_row_text (row, fact, codes->str);
}

static void
put_consents (GolFactRow   *row,
              GolStatement *source)
{
  g_autoptr(GPtrArray) rows = rows_at (source, CONSENTS);
  g_autoptr(GString) codes = gol_codes_new ();

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *purpose = gol_values_get_text (rows->pdata[i], "purpose");

      if (purpose != NULL && gol_values_get_text (rows->pdata[i], "given") != NULL
          && gol_values_get_text (rows->pdata[i], "withdrawn") == NULL && !gol_codes_have (codes, purpose))
        gol_codes_add (codes, purpose, NULL);
    }
  if (rows != NULL)
    gol_fact_row_text (row, "consents", codes->str);
}

/* The day on which a child comes of age changes both facts. A child of unknown age may be one, and so leaves them
 * unknown. */
static void
put_household (GolFactRow   *row,
               GolStatement *source)
{
  g_autoptr(GPtrArray) members = rows_at (source, MEMBERS);
  gboolean certain = TRUE, all_cared_for = TRUE;
  guint children = 0;

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      GolValues *member = members->pdata[i];
      GolDate birth = date_of (member, "birth_date");
      gboolean child = g_strcmp0 (gol_values_get_text (member, "relation"), "child") == 0;
      GolTruth adult = gol_date_at_least_age (birth, 18, row->work->today);

      if (adult == GOL_YES || (adult == GOL_UNKNOWN && !child))
        continue;
      if (birth.year != 0)
        {
          gol_fact_row_changes (row, gol_date_add_months (gol_date_first (birth), 18 * 12));
          gol_fact_row_changes (row, gol_date_add_months (gol_date_last (birth), 18 * 12));
          gol_fact_row_changes (row, gol_date_add_days (gol_date_add_months (gol_date_last (birth), 18 * 12), 1));
        }
      certain = certain && adult == GOL_NO;
      children += child;
      all_cared_for = all_cared_for && gol_values_get_text (member, "carer") != NULL;
    }
  if (members == NULL)
    return;
  if (certain)
    gol_fact_row_int (row, "children", children);
  if (certain || all_cared_for)
    gol_fact_row_int (row, "carer_named", all_cared_for);
}

/* The day on which a passport has expired: not a fact, but a warning then. */
static GolDate
expiry_noticed (GolStatement *source)
{
  for (int i = 0; copies[i].fact != NULL; i++)
    if (g_str_equal (copies[i].fact, "passport_expires"))
      {
        GolDate expires = gol_facts_date_at (source, i + 1);

        return expires.year != 0 ? gol_date_add_days (expires, 1) : expires;
      }
  return (GolDate) { 0 };
}

static void
put_own (GolFactRow   *row,
         GolStatement *source,
         const char   *name)
{
  g_autoptr(GPtrArray) refusals = rows_at (source, REFUSALS);

  gol_fact_row_copy (row, copies, source);
  gol_fact_row_changes (row, expiry_noticed (source));
  gol_fact_row_date (row, "registered_on", day_made (name));
  gol_fact_row_int (row, "has_national_number", !gol_statement_is_null (source, NATIONAL_NUMBER));
  gol_fact_row_int (row, "has_passport", !gol_statement_is_null (source, PASSPORT_NUMBER));
  if (!gol_statement_is_null (source, LITERACY))
    gol_fact_row_int (row, "literate", g_str_equal (gol_statement_text (source, LITERACY), "both"));
  put_codes_of_rows (row, "occupations", source, OCCUPATIONS, "occupation");
  put_household (row, source);
  put_consents (row, source);
  /* A section that was filled in and names no refusal says that there was none. */
  if (refusals != NULL || !gol_statement_is_null (source, SEASONS) || !gol_statement_is_null (source, STAYS))
    gol_fact_row_int (row, "refusals", refusals != NULL ? refusals->len : 0);
}

/* ── Stays and the last season ── */

typedef struct
{
  GolFactRow *row;
  GArray     *stays;          /* of GolStay */
  gboolean    stays_known;
  guint       seasons;        /* placements that departed */
  guint       open;
  gboolean    abroad;
  GolDate     latest;         /* departure, else planned start, of the last placement */
  GolDate     authorised_until;
} History;

/* FALSE when it cannot be packed, so that the stays are not known. */
static gboolean
add_stay (History    *self,
          const char *country,
          GolDate     from,
          GolDate     to,
          gboolean    open,
          gboolean    uncertain)
{
  GolStay stay = { .uncertain = uncertain };
  GolDate epoch = { 2000, 1, 1 };

  if (!open && to.year < 2000)
    return TRUE;
  if (country == NULL || strlen (country) != 2 || !g_ascii_isupper (country[0]) || !g_ascii_isupper (country[1]))
    return FALSE;
  if (from.year < 2000)
    from = epoch;
  stay.last = GOL_STAY_OPEN;
  if (!gol_stays_day (from, &stay.first) || (!open && !gol_stays_day (to, &stay.last)))
    return FALSE;
  if (stay.first > stay.last)
    return FALSE;
  memcpy (stay.country, country, 2);
  g_array_append_val (self->stays, stay);
  return TRUE;
}

/* Dates that are not whole are taken as wide as they can be, and marked. */
static void
add_earlier_stays (History      *self,
                   GolStatement *source)
{
  g_autoptr(GPtrArray) rows = rows_at (source, STAYS);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GolDate from = date_of (rows->pdata[i], "from"), to = date_of (rows->pdata[i], "to");
      gboolean certain = gol_date_is_whole (from) && (to.year == 0 || gol_date_is_whole (to));

      if (!add_stay (self, gol_values_get_text (rows->pdata[i], "country"),
                     from.year != 0 ? gol_date_first (from) : from, to.year != 0 ? gol_date_last (to) : to,
                     to.year == 0, !certain))
        self->stays_known = FALSE;
    }
}

/* What is read of each placement, after its status facts. */
enum
{
  P_ID = GOL_STATUS_FACTS, P_SCHEME, P_STARTS, P_ENDED, P_EVALUATED, P_AUTHORISED, P_DESTINATION,
};

static char *
make_placements_sql (void)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < GOL_STATUS_FACTS; i++)
    g_string_append_printf (sql, "f.%s,", gol_status_facts[i]);
  g_string_append (sql, "p.id,f.scheme,f.starts,f.ended_on,f.worker_evaluated_on,f.authorised_until,"
                        "s.season_terms__destination"
                        " FROM r_placement p JOIN f_placement f ON f.id=p.id"
                        " LEFT JOIN record r ON r.uid=p.placement_core__season LEFT JOIN r_season s ON s.id=r.id"
                        " WHERE p.placement_core__worker=? AND p.voided=0");
  return g_string_free (sql, FALSE);
}

static const char *
placements_sql (void)
{
  static char *sql;

  if (g_once_init_enter (&sql))
    g_once_init_leave (&sql, make_placements_sql ());
  return sql;
}

static const char *
country_of (GolStatement *placement)
{
  const char *id = gol_statement_text (placement, P_SCHEME);
  const GolScheme *scheme = id != NULL ? gol_scheme_shelf_find (id, NULL) : NULL;

  return scheme != NULL ? gol_scheme_get_destination (scheme) : gol_statement_text (placement, P_DESTINATION);
}

static const struct { const char *fact; int column; } last_dates[] = {
  { "last_departed_on", GOL_STATUS_DEPARTED_ON },
  { "last_ended_on", P_ENDED },
  { "last_returned_on", GOL_STATUS_RETURNED_ON },
  { "last_return_shown_on", GOL_STATUS_SHOWN_ON },
  { "last_return_due", GOL_STATUS_RETURN_DUE },
  { "last_evaluated_on", P_EVALUATED },
};

static void
take_last (History      *self,
           GolStatement *placement,
           GolDate       departed)
{
  if (self->latest.year != 0 && gol_date_before (departed, self->latest) == GOL_YES)
    return;
  self->latest = departed;
  gol_fact_row_text (self->row, "last_scheme", gol_statement_text (placement, P_SCHEME));
  for (guint i = 0; i < G_N_ELEMENTS (last_dates); i++)
    gol_fact_row_date (self->row, last_dates[i].fact, gol_facts_date_at (placement, last_dates[i].column));
}

static gboolean
forget_last (GolFactRow *row)
{
  gol_fact_row_text (row, "last_scheme", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (last_dates); i++)
    gol_fact_row_text (row, last_dates[i].fact, NULL);
  return TRUE;
}

static void
take_placement (History      *self,
                GolStatement *placement)
{
  const char *values[GOL_STATUS_FACTS];
  GolDate departed = gol_facts_date_at (placement, GOL_STATUS_DEPARTED_ON);
  GolDate returned = gol_facts_date_at (placement, GOL_STATUS_RETURNED_ON);
  GolDate shown = gol_facts_date_at (placement, GOL_STATUS_SHOWN_ON);
  GolDate authorised = gol_facts_date_at (placement, P_AUTHORISED);
  const char *status;

  for (guint i = 0; i < GOL_STATUS_FACTS; i++)
    values[i] = gol_statement_text (placement, i);
  status = gol_status_derive (values, FALSE, self->row->work->today);
  self->open += !gol_status_is_closed (status);
  if (authorised.year != 0
      && (self->authorised_until.year == 0 || gol_date_before (self->authorised_until, authorised) == GOL_YES))
    self->authorised_until = authorised;
  if (departed.year == 0)
    departed = gol_facts_date_at (placement, GOL_STATUS_ARRIVED_ON);
  if (departed.year == 0)
    return;

  self->seasons++;
  self->abroad = self->abroad || gol_status_is_away (status);
  take_last (self, placement, departed);
  /* Who shows herself is back; since when, nobody saw. One who ended otherwise (a death, a lawful stay) did not
   * come back. */
  if (!add_stay (self, country_of (placement), departed, returned.year != 0 ? returned : shown,
                 returned.year == 0 && shown.year == 0, returned.year == 0 && shown.year != 0))
    self->stays_known = FALSE;
}

static gboolean
put_history (GolFactRow    *row,
             GolStatement  *source,
             const char    *name,
             GError       **error)
{
  g_autoptr(GArray) stays = g_array_new (FALSE, TRUE, sizeof (GolStay));
  History self = { .row = row, .stays = stays, .stays_known = TRUE };
  gint64 seasons = gol_statement_int (source, SEASONS);   /* 0 when not recorded */
  g_autoptr(GolStatement) placements = NULL;
  g_autoptr(GBytes) packed = NULL;
  gboolean fine = gol_facts_ask (row->work, GOL_FACT_OTHER, placements_sql (), name, &placements, error);

  for (; fine && placements != NULL; fine = gol_facts_next (&placements, error))
    take_placement (&self, placements);
  if (!fine)
    return FALSE;
  if (self.abroad)
    gol_fact_row_int (row, "abroad", TRUE);
  /* Other offices hold only the placements in which they have a part: of the whole they know nothing. */
  if (!(row->work->party & GOL_PARTY_MINISTRY))
    return forget_last (row);
  add_earlier_stays (&self, source);
  for (guint i = 0; self.seasons == 0 && i < G_N_ELEMENTS (last_dates); i++)
    gol_fact_row_never (row, last_dates[i].fact);

  /* Seasons that are counted but of which no day is known: the days are not known. */
  if (seasons > 0 && stays->len == 0)
    self.stays_known = FALSE;
  packed = gol_stays_pack ((GolStay *) stays->data, stays->len);
  if (self.stays_known)
    gol_fact_row_blob (row, "stays", packed);
  if (!gol_statement_is_null (source, SEASONS) || stays->len > 0)
    gol_fact_row_int (row, "earlier_seasons", MAX (seasons, (gint64) stays->len));
  gol_fact_row_int (row, "abroad", self.abroad);
  gol_fact_row_int (row, "open_placements", self.open);
  gol_fact_row_date (row, "authorised_until", self.authorised_until);
  return TRUE;
}

/* ── Orders that name her, sanctions, papers, fees ── */

static gboolean
put_named_orders (GolFactRow  *row,
                  const char  *name,
                  GError     **error)
{
  guint n = 0;
  g_autoptr(GolStatement) orders = NULL;
  gboolean fine = gol_facts_ask (
    row->work, GOL_FACT_NAMED,
    "SELECT order_terms__end_date, order_origin_decision__result, order_destination_decision__result"
    " FROM f_named JOIN r_order ON r_order.id = f_named.\"order\" WHERE f_named.worker = ? AND voided = 0",
    name, &orders, error);

  for (; fine && orders != NULL; fine = gol_facts_next (&orders, error))
    {
      GolDate ends = gol_facts_date_at (orders, 0);

      for (int column = 1; column <= 2 && ends.year != 1; column++)
        if (g_strcmp0 (gol_statement_text (orders, column), "denied") == 0
            || g_strcmp0 (gol_statement_text (orders, column), "withdrawn") == 0)
          ends = (GolDate) { 1, 1, 1 };
      if (ends.year != 0 && gol_date_before (ends, row->work->today) == GOL_YES)
        continue;
      n++;
      if (ends.year != 0)
        gol_fact_row_changes (row, gol_date_add_days (ends, 1));
    }
  if (row->work->party & GOL_PARTY_MINISTRY)
    gol_fact_row_int (row, "named_orders", n);
  return fine;
}

/* One that two officers have not decided weighs nothing yet. */
static gboolean
put_sanctions (GolFactRow  *row,
               const char  *name,
               GError     **error)
{
  GolDate until = { 1, 1, 1 }, breach = { 1, 1, 1 };
  gboolean known = TRUE;
  g_autoptr(GolStatement) sanctions = NULL;
  gboolean fine = gol_facts_ask (row->work, GOL_FACT_SANCTIONS,
    "SELECT sanction__until, sanction__from, sanction__appeal, sanction__lifted_on, sanction__first_decider,"
    " sanction__second_decider FROM r_sanction WHERE sanction__worker = ? AND voided = 0", name, &sanctions, error);

  for (; fine && sanctions != NULL; fine = gol_facts_next (&sanctions, error))
    {
      const char *first = gol_statement_text (sanctions, 4), *second = gol_statement_text (sanctions, 5);
      GolDate ends = gol_facts_date_at (sanctions, 0), from = gol_facts_date_at (sanctions, 1);

      if (first == NULL || second == NULL || g_str_equal (first, second)
          || !gol_statement_is_null (sanctions, 3) || g_strcmp0 (gol_statement_text (sanctions, 2), "lifted") == 0)
        continue;
      known = known && ends.year != 0 && from.year != 0;
      if (ends.year != 0 && gol_date_before (until, ends) == GOL_YES)
        until = ends;
      if (from.year != 0 && gol_date_before (breach, from) == GOL_YES)
        breach = from;
    }
  if (known)
    {
      gol_fact_row_date (row, "sanction_until", until);
      gol_fact_row_date (row, "upheld_breach_on", breach);
    }
  return fine;
}

static gboolean
put_papers (GolFactRow  *row,
            const char  *name,
            GError     **error)
{
  g_autoptr(GString) codes = gol_codes_new ();
  g_autoptr(GolStatement) papers = NULL;
  gboolean fine = gol_facts_ask (row->work, GOL_FACT_DOCUMENTS,
    "SELECT document__kind, document__issued, document__expires FROM r_document"
    " WHERE document__worker = ? AND voided = 0 ORDER BY document__issued DESC, " GOL_FACTS_NEWEST ("r_document"), name, &papers,
    error);

  for (; fine && papers != NULL; fine = gol_facts_next (&papers, error))
    {
      const char *kind = gol_statement_text (papers, 0);
      GolDate issued = gol_facts_date_at (papers, 1), expires = gol_facts_date_at (papers, 2);
      char from[GOL_DATE_TEXT_MAX] = "", until[GOL_DATE_TEXT_MAX] = "";
      g_autofree char *days = NULL;

      if (kind == NULL || gol_codes_have (codes, kind))
        continue;
      if (issued.year != 0)
        gol_date_format (issued, from);
      if (expires.year != 0)
        gol_date_format (expires, until);
      days = g_strdup_printf ("%s/%s", from, until);
      gol_codes_add (codes, kind, days);
    }
  gol_fact_row_text (row, "papers", codes->str);
  return fine;
}

/* What protected officers attest, so that no rule reads a complaint or a fee. */
static gboolean
put_fees (GolFactRow  *row,
          const char  *name,
          GError     **error)
{
  g_autoptr(GolStatement) claim = NULL;
  gboolean fine = gol_facts_ask (row->work, GOL_FACT_ATTESTATIONS,
    "SELECT a.attestation__result FROM r_placement p"
    " JOIN record r ON r.id = p.id JOIN r_attestation a ON a.attestation__placement = r.uid"
    " WHERE p.placement_core__worker = ? AND p.voided = 0 AND a.voided = 0 AND +a.attestation__step = 'no_unpaid_fee'"
    " ORDER BY a.attestation__at DESC, " GOL_FACTS_NEWEST ("a") " LIMIT 1", name, &claim, error);
  const char *result = claim != NULL ? gol_statement_text (claim, 0) : NULL;

  if (g_strcmp0 (result, "yes") == 0 || g_strcmp0 (result, "no") == 0)
    gol_fact_row_int (row, "no_unpaid_fee", *result == 'y');
  return fine;
}

gboolean
gol_facts_make_worker (GolFactsWork  *work,
                       gint64         id,
                       GError       **error)
{
  const GolFactView *view = gol_fact_view_find ("worker");
  gboolean found;
  GolFactRow row;
  g_autoptr(GolStatement) source = gol_fact_source (work, "worker", copies, extras, id, &found, error);
  g_autofree char *name = NULL;

  if (source == NULL)
    return FALSE;
  if (!found)
    {
      gol_fact_row_delete (work, view, id);
      return TRUE;
    }
  name = gol_facts_name_of (work, id, error);
  if (name == NULL)
    return FALSE;
  gol_fact_row_begin (&row, work, view, id);
  put_own (&row, source, name);
  if (!put_history (&row, source, name, error)
      || !put_named_orders (&row, name, error)
      || !put_sanctions (&row, name, error)
      || !put_papers (&row, name, error)
      || !put_fees (&row, name, error))
    return FALSE;
  gol_fact_row_end (&row);
  return TRUE;
}
