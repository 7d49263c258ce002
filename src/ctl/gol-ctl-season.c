/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-worklist.h"

static const char * const station_states[] = {
  [GOL_STATION_DONE] = "done",
  [GOL_STATION_SKIPPED] = "skipped",
  [GOL_STATION_NOW] = "now",
  [GOL_STATION_BLOCKED] = "blocked",
  [GOL_STATION_LATE] = "late",
  [GOL_STATION_LATER] = "later",
};

/* ── Orders and placements ── */

static gboolean
order_approve (GolCtl  *ctl,
               int      argc,
               char   **argv,
               GError **error)
{
  g_autofree char *result = NULL;
  g_autofree char *why = NULL;
  const GOptionEntry entries[] = {
    { "result", 0, 0, GOL_CTL_TEXT, &result, NULL, NULL },
    { "why", 0, 0, GOL_CTL_TEXT, &why, NULL, NULL },
    { NULL },
  };
  g_autoptr(GolRecord) order = NULL;
  g_autoptr(GolRecord) decided = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, entries, &rest, 1, 1, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || (order = gol_office_read_as (office, "order", rest[0], error)) == NULL
      || !gol_office_approve_order (office, order->record, result != NULL ? result : "approved", why, error)
      || (decided = gol_office_read (office, order->record, error)) == NULL)
    return FALSE;
  ctl->answer = gol_ctl_record_to_json (office, decided, NULL);
  return TRUE;
}

static json_t *
describe_journey (GolJourney *journey)
{
  json_t *object = json_object (), *stations = json_array ();

  json_object_set_new (object, "scheme", gol_ctl_text (journey->scheme));
  json_object_set_new (object, "season", gol_ctl_text (journey->season));
  json_object_set_new (object, "status", gol_ctl_text (journey->status));
  for (guint i = 0; i < journey->stations->len; i++)
    {
      const GolStation *station = g_ptr_array_index (journey->stations, i);
      json_t *item = json_object ();

      json_object_set_new (item, "step", gol_ctl_text (station->step));
      json_object_set_new (item, "label", gol_ctl_text (station->label));
      json_object_set_new (item, "actor", gol_ctl_text (station->actor));
      json_object_set_new (item, "state", json_string (station_states[station->state]));
      json_object_set_new (item, "at", gol_ctl_text (station->at));
      json_object_set_new (item, "by", gol_ctl_text (station->by));
      json_object_set_new (item, "due", gol_ctl_text (station->due));
      json_object_set_new (item, "late_days", json_integer (station->late_days));
      json_object_set_new (item, "requirements", gol_ctl_verdicts_to_json (station->requirements));
      json_array_append_new (stations, item);
    }
  json_object_set_new (object, "stations", stations);
  return object;
}

/* The placement as a record, with where it stands beside it. */
static json_t *
describe_placement (GolOffice   *office,
                    const char  *code,
                    GError     **error)
{
  g_autoptr(GolRecord) record = gol_office_read_as (office, "placement", code, error);
  g_autoptr(GolJourney) journey = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) local = NULL;
  json_t *object;

  if (record == NULL)
    return NULL;
  journey = gol_office_journey (office, record->record, &local);
  /* A placement without a scheme has no journey, and is shown all the same. */
  if (journey == NULL && !g_error_matches (local, GOL_ERROR, GOL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  problems = gol_office_problems (office, record->record, error);
  if (problems == NULL)
    return NULL;
  object = gol_ctl_record_to_json (office, record, NULL);
  json_object_set_new (object, "journey", journey != NULL ? describe_journey (journey) : json_null ());
  json_object_set_new (object, "problems", gol_ctl_problems_to_json (problems));
  return object;
}

/* A refusal shows the clauses that do not hold. */
static void
answer_unmet (GolCtl    *ctl,
              GPtrArray *unmet)
{
  if (unmet != NULL && unmet->len > 0)
    ctl->answer = json_pack ("{s:o}", "unmet", gol_ctl_verdicts_to_json (unmet));
}

static gboolean
placement_create (GolCtl  *ctl,
                  int      argc,
                  char   **argv,
                  GError **error)
{
  g_autofree char *worker_code = NULL;
  g_autofree char *order_code = NULL;
  g_autofree char *override = NULL;
  gboolean named = FALSE;
  const GOptionEntry entries[] = {
    { "worker", 0, 0, GOL_CTL_TEXT, &worker_code, NULL, NULL },
    { "order", 0, 0, GOL_CTL_TEXT, &order_code, NULL, NULL },
    { "named", 0, 0, G_OPTION_ARG_NONE, &named, NULL, NULL },
    { "override", 0, 0, GOL_CTL_TEXT, &override, NULL, NULL },
    { NULL },
  };
  g_autoptr(GolRecord) worker = NULL;
  g_autoptr(GolRecord) order = NULL;
  g_autoptr(GPtrArray) unmet = NULL;
  g_autofree char *record = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  /* "placement create WORKER ORDER" reads as well as with --worker and --order. */
  if (!gol_ctl_options (argc, argv, entries, &rest, 0, 2, error))
    return FALSE;
  for (guint i = 0; rest[i] != NULL; i++)
    {
      char **place = worker_code == NULL ? &worker_code : &order_code;

      g_free (*place);
      *place = g_strdup (rest[i]);
    }
  if (worker_code == NULL || order_code == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("A placement needs --worker CODE and --order CODE."));
      return FALSE;
    }
  if ((office = gol_ctl_open (ctl, error)) == NULL
      || (worker = gol_office_read_as (office, "worker", worker_code, error)) == NULL
      || (order = gol_office_read_as (office, "order", order_code, error)) == NULL)
    return FALSE;
  record = gol_office_place (office, worker->record, order->record, named, override, &unmet, error);
  if (record == NULL)
    {
      answer_unmet (ctl, unmet);
      return FALSE;
    }
  ctl->answer = describe_placement (office, record, error);
  return ctl->answer != NULL;
}

static gboolean
placement_show (GolCtl  *ctl,
                int      argc,
                char   **argv,
                GError **error)
{
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 1, 1, error) || (office = gol_ctl_open (ctl, error)) == NULL)
    return FALSE;
  ctl->answer = describe_placement (office, rest[0], error);
  return ctl->answer != NULL;
}

/* ── Steps and events ── */

static gboolean
step_log (GolCtl  *ctl,
          int      argc,
          char   **argv,
          GError **error)
{
  g_auto(GStrv) words = NULL;
  g_autofree char *at = NULL;
  g_autofree char *override = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, GOL_CTL_TEXT, &at, NULL, NULL },
    { "set", 0, 0, GOL_CTL_TEXTS, &words, NULL, NULL },
    { "override", 0, 0, GOL_CTL_TEXT, &override, NULL, NULL },
    { NULL },
  };
  g_autoptr(GolRecord) placement = NULL;
  g_autoptr(GolValues) values = NULL;
  g_autoptr(GPtrArray) unmet = NULL;
  g_auto(GStrv) rest = NULL;
  const GolSection *section;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, entries, &rest, 2, 2, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || (placement = gol_office_read_as (office, "placement", rest[0], error)) == NULL
      || (section = gol_office_step_section (office, placement->record, rest[1], error)) == NULL
      || (values = gol_ctl_values (section, (const char * const *) words, error)) == NULL)
    return FALSE;
  if (!gol_office_log_step (office, placement->record, rest[1], at, values, override, &unmet, error))
    {
      answer_unmet (ctl, unmet);
      return FALSE;
    }
  ctl->answer = describe_placement (office, placement->record, error);
  return ctl->answer != NULL;
}

static gboolean
event_log (GolCtl  *ctl,
           int      argc,
           char   **argv,
           GError **error)
{
  g_auto(GStrv) words = NULL;
  g_autofree char *at = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, GOL_CTL_TEXT, &at, NULL, NULL },
    { "set", 0, 0, GOL_CTL_TEXTS, &words, NULL, NULL },
    { NULL },
  };
  const GolEntity *event = gol_dictionary_find_entity ("event");
  g_autoptr(GolRecord) placement = NULL;
  g_autoptr(GolValues) values = NULL;
  g_autofree char *record = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, entries, &rest, 2, 2, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || (placement = gol_office_read_as (office, "placement", rest[0], error)) == NULL
      || (values = gol_ctl_values (gol_entity_find_section (event, "event"), (const char * const *) words, error)) == NULL
      || (record = gol_office_log_event (office, placement->record, rest[1], at, values, error)) == NULL)
    return FALSE;
  ctl->answer = describe_placement (office, placement->record, error);
  if (ctl->answer != NULL)
    json_object_set_new (ctl->answer, "event", gol_ctl_text (record));
  return ctl->answer != NULL;
}

/* ── May she go again? ── */

static gboolean
may_go_again (GolCtl  *ctl,
              int      argc,
              char   **argv,
              GError **error)
{
  g_autofree char *scheme = NULL;
  g_autofree char *on_text = NULL;
  gboolean attest = FALSE;
  const GOptionEntry entries[] = {
    { "scheme", 0, 0, GOL_CTL_TEXT, &scheme, NULL, NULL },
    { "on", 0, 0, GOL_CTL_TEXT, &on_text, NULL, NULL },
    { "attest", 0, 0, G_OPTION_ARG_NONE, &attest, NULL, NULL },
    { NULL },
  };
  g_autoptr(GolMayGoAgain) answer = NULL;
  g_autoptr(GolRecord) worker = NULL;
  g_auto(GStrv) rest = NULL;
  GolDate on = ctl->today;
  char day[GOL_DATE_TEXT_MAX];
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, entries, &rest, 1, 1, error)
      || (on_text != NULL && !gol_ctl_parse_date (on_text, &on, error)))
    return FALSE;
  if (scheme == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("Say for which scheme with --scheme ID."));
      return FALSE;
    }
  ctl->reads = !attest;
  if ((office = gol_ctl_open (ctl, error)) == NULL
      || (worker = gol_office_read_as (office, "worker", rest[0], error)) == NULL
      || (answer = gol_office_may_go_again (office, worker->record, scheme, on, error)) == NULL
      || (attest && !gol_office_attest_may_go_again (office, worker->record, scheme, on, error)))
    return FALSE;
  ctl->answer = json_object ();
  json_object_set_new (ctl->answer, "worker", gol_ctl_text (worker->code));
  json_object_set_new (ctl->answer, "scheme", gol_ctl_text (answer->scheme));
  json_object_set_new (ctl->answer, "on", gol_ctl_text (gol_date_format (on, day)));
  json_object_set_new (ctl->answer, "answer", gol_ctl_text (gol_ctl_truth_to_text (answer->answer)));
  json_object_set_new (ctl->answer, "from", gol_ctl_text (answer->from));
  json_object_set_new (ctl->answer, "appeal", gol_ctl_text (answer->appeal));
  json_object_set_new (ctl->answer, "clauses", gol_ctl_verdicts_to_json (answer->clauses));
  return TRUE;
}

/* ── What waits ── */

static const char * const whens[GOL_N_WORK_WHEN] = {
  [GOL_WORK_OVERDUE] = "overdue", [GOL_WORK_TODAY] = "today", [GOL_WORK_WEEK] = "week", [GOL_WORK_LATER] = "later",
  [GOL_WORK_KNOWN] = "known",
};

static gboolean
today (GolCtl  *ctl,
       int      argc,
       char   **argv,
       GError **error)
{
  g_autoptr(GPtrArray) works = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;
  json_t *items;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 0, 0, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || (works = gol_worklist_read (office, NULL, error)) == NULL)
    return FALSE;
  items = json_array ();
  for (guint i = 0; i < works->len; i++)
    {
      const GolWork *work = g_ptr_array_index (works, i);
      json_t *item = json_object ();

      json_object_set_new (item, "name", gol_ctl_text (work->name));
      json_object_set_new (item, "when", gol_ctl_text (whens[work->when]));
      json_object_set_new (item, "count", json_integer (work->count));
      json_object_set_new (item, "what", gol_ctl_text (work->sentence));
      json_object_set_new (item, "nearest", gol_ctl_text (work->nearest));
      json_array_append_new (items, item);
    }
  ctl->answer = gol_ctl_list (items, NULL, works->len);
  return TRUE;
}

const GolCtlCommand gol_ctl_season_commands[] = {
  { "today", "", N_("Says what waits for this office."), today, TRUE },
  { "order approve", "CODE [--result RESULT] [--why TEXT]", N_("Decides on an order."), order_approve },
  { "placement create", "--worker CODE --order CODE [--named] [--override WHY]", N_("Places a person in an order."), placement_create },
  { "placement show", "CODE", N_("Shows a placement and where it stands."), placement_show, TRUE },
  { "step log", "PLACEMENT STEP [--at DATE] [--set FIELD=VALUE…] [--override WHY]", N_("Logs a step that was done."), step_log },
  { "event log", "PLACEMENT KIND [--at INSTANT] [--set FIELD=VALUE…]", N_("Logs what somebody witnessed."), event_log },
  { "may-go-again", "WORKER --scheme ID [--on DATE] [--attest]", N_("Says whether she may go again, and why not."), may_go_again },
  { NULL },
};
