/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-status-private.h"

#include <glib/gi18n-lib.h>

#include "gol-derive.h"
#include "gol-facts.h"

/* Where a placement stands, from facts alone: nobody writes a status. */

const char * const gol_status_facts[GOL_STATUS_FACTS] = {
  "withdrawn_on", "selection_result", "employer_answer", "authorisation_result", "visa_decision",
  "departed_on", "arrived_on", "returned_on", "return_shown_on", "no_show_on",
  "missing_on", "located_on", "end_outcome", "return_due",
};

typedef enum { OFF = 1 << 0, CLOSED = 1 << 1, AWAY = 1 << 2 } StatusFlags;

static const struct { const char *status, *label; StatusFlags flags; } statuses[] = {
  { "in_progress", N_("In progress"), 0 },
  { "ready", N_("Ready to depart"), 0 },
  { "departed", N_("Departed"), AWAY },
  { "abroad", N_("Abroad"), AWAY },
  { "missing", N_("Missing from the worksite"), AWAY },
  { "to_verify", N_("Return to verify"), AWAY },
  { "returned", N_("Returned"), CLOSED },
  { "ended", N_("Ended without a return"), CLOSED },
  { "no_show", N_("Did not come"), OFF | CLOSED },
  { "refused", N_("Refused"), OFF | CLOSED },
  { "withdrawn", N_("Withdrawn"), OFF | CLOSED },
};

static gboolean
has (const char * const *values,
     GolStatusFact       fact)
{
  return values[fact] != NULL && g_strcmp0 (values[fact], GOL_FACT_NEVER) != 0;
}

static gboolean
is (const char * const *values,
    GolStatusFact       fact,
    const char         *code)
{
  return g_strcmp0 (values[fact], code) == 0;
}

/* A non-return is something to verify, not a verdict: it may be a death, a lawful stay, a paper that did not arrive. */
static const char *
derive_away (const char * const *values,
             GolDate             today)
{
  GolDate due;

  if (is (values, GOL_STATUS_OUTCOME, "deceased") || is (values, GOL_STATUS_OUTCOME, "lawful_status_change"))
    return "ended";
  if (has (values, GOL_STATUS_MISSING_ON)
      && (!has (values, GOL_STATUS_LOCATED_ON)
          || g_strcmp0 (values[GOL_STATUS_LOCATED_ON], values[GOL_STATUS_MISSING_ON]) < 0))
    return "missing";
  if (gol_date_parse (values[GOL_STATUS_RETURN_DUE], &due) && gol_date_before (due, today) == GOL_YES)
    return "to_verify";
  return has (values, GOL_STATUS_ARRIVED_ON) ? "abroad" : "departed";
}

const char *
gol_status_derive (const char * const values[GOL_STATUS_FACTS],
                   gboolean           ready,
                   GolDate            today)
{
  if (has (values, GOL_STATUS_RETURNED_ON) || has (values, GOL_STATUS_SHOWN_ON))
    return "returned";
  if (has (values, GOL_STATUS_DEPARTED_ON) || has (values, GOL_STATUS_ARRIVED_ON))
    return derive_away (values, today);
  if (has (values, GOL_STATUS_WITHDRAWN_ON))
    return "withdrawn";
  if (has (values, GOL_STATUS_NO_SHOW_ON))
    return "no_show";
  if (is (values, GOL_STATUS_SELECTION, "rejected") || is (values, GOL_STATUS_ANSWER, "refused")
      || is (values, GOL_STATUS_AUTHORISATION, "denied") || is (values, GOL_STATUS_VISA, "refused"))
    return "refused";
  return ready ? "ready" : "in_progress";
}

static gboolean
has_flag (const char  *status,
          StatusFlags  flag)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (statuses[i].status, status) == 0)
      return (statuses[i].flags & flag) != 0;
  return FALSE;
}

gboolean
gol_status_is_off (const char *status)
{
  return has_flag (status, OFF);
}

gboolean
gol_status_is_closed (const char *status)
{
  return has_flag (status, CLOSED);
}

gboolean
gol_status_is_away (const char *status)
{
  return has_flag (status, AWAY);
}

const char *
gol_status_get_label (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (statuses[i].status, status) == 0)
      return _(statuses[i].label);
  return status;
}
