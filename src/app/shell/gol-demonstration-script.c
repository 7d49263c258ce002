/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-demonstration-script.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-async.h"
#include "gol-candidates-page.h"
#include "gol-demonstration-play.h"
#include "gol-desk-page.h"
#include "gol-error.h"
#include "gol-matching-page.h"

#define LOOK_MS      50       /* how often it is looked whether a step has come */
#define SETTLE_MS    250      /* nothing is asked for that long: the pages are drawn */
#define PATIENCE_MS  120000   /* for one step, on a machine that is busy with other things */

#define M GOL_DEMONSTRATION_MINISTRY
#define E GOL_DEMONSTRATION_EMPLOYER
#define N GOL_DEMONSTRATION_CONSULATE

typedef struct _Script Script;

/**
 * Step:
 * @show: (nullable): pages that are brought up first
 * @play: (nullable): in a thread, at @where; what an officer writes
 * @act: (nullable): on a page, once the pages are still
 * @seen: (nullable): whether the page that waits for it shows it
 * @known: (nullable): the step that is done then in the file that @reader has
 */
typedef struct
{
  const char            *name;
  void                 (*show)  (Script *script);
  GolDemonstrationPlace  where;
  GolOfficeFunc          play;
  gboolean             (*act)   (Script *script);
  gboolean             (*seen)  (Script *script);
  const char            *known;
  GolDemonstrationPlace  reader;
} Step;

typedef enum { SHOWING, PLAYING, ACTING, WAITING } Phase;

struct _Script
{
  GolDemonstrationOffices *offices;
  GolWindow               *windows[GOL_DEMONSTRATION_N_OFFICES];
  GolScriptStep            told;
  GolScriptDone            done;
  gpointer                 user_data;

  guint                    step;
  Phase                    phase;
  gint64                   begun;      /* the step */
  gint64                   acted;      /* what travels was written */
  gint64                   came;       /* it was seen; 0: not yet */
  gint64                   still;      /* since when nothing is asked */
  gboolean                 asking;
  gboolean                 known;

  char                    *order;
  char                    *worker;
  char                    *code;
  char                    *placement;
  GError                  *error;
};

static GolPage *
page_of (Script                *script,
         GolDemonstrationPlace  place)
{
  return gol_shell_get_page (gol_window_get_shell (script->windows[place]));
}

static void
show_page (Script                *script,
           GolDemonstrationPlace  place,
           const char            *name)
{
  gol_shell_show (gol_window_get_shell (script->windows[place]), name);
}

static void
show_record (Script                *script,
             GolDemonstrationPlace  place,
             const char            *record)
{
  gol_shell_open_record (gol_window_get_shell (script->windows[place]), record);
}

/* ── The steps ── */

static void
show_begin (Script *script)
{
  show_page (script, M, "today");
  show_page (script, E, "candidates");
  show_page (script, N, "today");
}

static gpointer
play_choose (GolOffice     *office,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Script *script = data;
  g_autoptr(GolRecord) record = NULL;

  if (!gol_demonstration_choose (office, &script->order, &script->worker, error))
    return NULL;
  record = gol_office_read (office, script->worker, error);
  script->code = record != NULL ? g_strdup (record->code) : NULL;
  return script->code;
}

static void
show_order (Script *script)
{
  show_page (script, M, "orders");
  show_record (script, M, script->order);
}

static GolMatchingPage *
matching_of (Script *script)
{
  return GOL_MATCHING_PAGE (page_of (script, M));
}

/* From the order's page, as an officer comes there. */
static gboolean
act_find_people (Script *script)
{
  if (GOL_IS_MATCHING_PAGE (page_of (script, M)))
    {
      gol_matching_page_type (matching_of (script), script->code);
      return TRUE;
    }
  gol_page_act (page_of (script, M), "find-people");
  return FALSE;
}

static gboolean
act_place (Script *script)
{
  gol_matching_page_place (matching_of (script), script->worker);
  return TRUE;
}

/* Chosen by the commission of that day. */
static gpointer
play_select (GolOffice     *office,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  static const char * const steps[] = { "PRE", "SEL", NULL };
  Script *script = data;

  g_autoptr(GPtrArray) placements = gol_office_placements_of (office, script->worker, error);

  if (placements == NULL || placements->len == 0)
    return NULL;
  script->placement = g_strdup (g_ptr_array_index (placements, 0));
  return gol_demonstration_advance (office, script->placement, steps, error) ? script->placement : NULL;
}

static guint
find_candidate (Script *script)
{
  GolCandidatesPage *page = GOL_CANDIDATES_PAGE (page_of (script, E));
  guint n = gol_candidates_page_get_n (page);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gol_candidates_page_get_placement (page, i), script->placement) == 0)
      return i;
  return G_MAXUINT;
}

static gboolean
seen_candidate (Script *script)
{
  return find_candidate (script) != G_MAXUINT;
}

static void
show_worker (Script *script)
{
  show_page (script, M, "workers");
  show_record (script, M, script->worker);
}

static gboolean
act_accept (Script *script)
{
  gol_candidates_page_select (GOL_CANDIDATES_PAGE (page_of (script, E)), find_candidate (script));
  gol_candidates_page_answer (GOL_CANDIDATES_PAGE (page_of (script, E)), "accepted", NULL);
  return TRUE;
}

/* The permit by the authority's letter, the medical certificate, contract and promise, the training, the journey. */
static gpointer
play_prepare (GolOffice     *office,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  static const char * const steps[] = { "AUT", "MED", "CON", "COM", NULL };
  Script *script = data;

  return gol_demonstration_give_papers (office, script->worker, error)
           && gol_demonstration_advance (office, script->placement, steps, error) ? script->placement : NULL;
}

static gpointer
play_visa (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  static const char * const steps[] = { "VISF", "VISA", NULL };
  Script *script = data;

  return gol_demonstration_advance (office, script->placement, steps, error) ? script->placement : NULL;
}

static gpointer
play_journey (GolOffice     *office,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  static const char * const steps[] = { "TRN", "BOOK", NULL };
  Script *script = data;

  return gol_demonstration_advance (office, script->placement, steps, error) ? script->placement : NULL;
}

/* To the day before the work begins, or ten days after it has ended. */
static void
move_day (Script     *script,
          const char *field,
          gint        days)
{
  g_autoptr(GolRecord) record = gol_office_read (script->offices->offices[M], script->placement, NULL);
  GolDate day;

  if (record != NULL && gol_date_parse (gol_record_get_text (record, field), &day))
    gol_clock_set_today (script->offices->clock, gol_date_add_days (day, days));
}

static gpointer
play_day_of_departure (GolOffice     *office,
                       gpointer       data,
                       GCancellable  *cancellable,
                       GError       **error)
{
  move_day (data, "placement_core.starts", -1);
  return data;
}

static void
show_departures (Script *script)
{
  show_page (script, N, "departures");
}

static gboolean
act_find (Script                *script,
          GolDemonstrationPlace  place)
{
  const GolDeskPerson *person = gol_desk_page_get_person (GOL_DESK_PAGE (page_of (script, place)));

  if (person != NULL && g_strcmp0 (person->code, script->code) == 0)
    return TRUE;
  gol_desk_page_type (GOL_DESK_PAGE (page_of (script, place)), script->code);
  return FALSE;
}

static gboolean
act_find_at_consulate (Script *script)
{
  return act_find (script, N);
}

static gboolean
act_log_at_consulate (Script *script)
{
  gol_desk_page_log (GOL_DESK_PAGE (page_of (script, N)));
  return TRUE;
}

static gpointer
play_day_of_arrival (GolOffice     *office,
                     gpointer       data,
                     GCancellable  *cancellable,
                     GError       **error)
{
  move_day (data, "placement_core.starts", 0);
  return data;
}

static void
show_arrivals (Script *script)
{
  show_page (script, E, "arrivals");
}

static gboolean
act_find_at_employer (Script *script)
{
  return act_find (script, E);
}

static gboolean
act_log_at_employer (Script *script)
{
  gol_desk_page_log (GOL_DESK_PAGE (page_of (script, E)));
  return TRUE;
}

static gpointer
play_end (GolOffice     *office,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  static const char * const steps[] = { "END", NULL };
  Script *script = data;

  return gol_demonstration_advance (office, script->placement, steps, error) ? script->placement : NULL;
}

/* The carrier's list says when she crossed the border; that she is back she shows herself, some days later. */
static gpointer
play_day_of_return (GolOffice     *office,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  static const char * const steps[] = { "home", NULL };
  Script *script = data;

  if (!gol_demonstration_advance (office, script->placement, steps, error))
    return NULL;
  move_day (data, "placement_core.ends", 10);
  return data;
}

static void
show_returns (Script *script)
{
  show_page (script, N, "returns");
}

/* The answer is written where the other offices read it. */
static gpointer
play_again (GolOffice     *office,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Script *script = data;
  GolDate today = gol_clock_get_today (script->offices->clock);
  g_autoptr(GolMayGoAgain) answer = gol_office_may_go_again (office, script->worker, GOL_DEMONSTRATION_SCHEME, today, error);

  if (answer == NULL)
    return NULL;
  if (answer->answer != GOL_YES)
    {
      const GolVerdict *first = answer->clauses->len > 0 ? g_ptr_array_index (answer->clauses, 0) : NULL;

      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("She came home in time and may not go again: %s"), first != NULL ? first->words : "");
      return NULL;
    }
  return gol_office_attest_may_go_again (office, script->worker, GOL_DEMONSTRATION_SCHEME, today, error) ? script->worker : NULL;
}

static const Step steps[] = {
  { "begin", show_begin, M, play_choose, NULL, NULL, NULL },
  { "found", show_order, M, NULL, act_find_people, NULL, NULL },
  { "placed", NULL, M, NULL, act_place, NULL, NULL },
  { "selected", NULL, M, play_select, NULL, seen_candidate, NULL },
  { "accepted", show_worker, E, NULL, act_accept, NULL, "ANS" },
  { "prepared", NULL, M, play_prepare, NULL, NULL, "COM", N },
  { "visa", NULL, N, play_visa, NULL, NULL, "VISA" },
  { "booked", NULL, M, play_journey, NULL, NULL, "BOOK", N },
  { "departure", show_departures, N, play_day_of_departure, act_find_at_consulate, NULL, NULL },
  { "departed", NULL, N, NULL, act_log_at_consulate, NULL, "DEP" },
  { "arrival", show_arrivals, E, play_day_of_arrival, act_find_at_employer, NULL, NULL },
  { "arrived", NULL, E, NULL, act_log_at_employer, NULL, "ARR" },
  { "ended", NULL, E, play_end, NULL, NULL, "END" },
  { "return", show_returns, M, play_day_of_return, act_find_at_consulate, NULL, NULL },
  { "returned", NULL, N, NULL, act_log_at_consulate, NULL, "RET" },
  { "again", show_worker, M, play_again, NULL, NULL, NULL },
};

/* ── Playing them ── */

static void
finish (Script *script)
{
  if (script->error != NULL)
    g_prefix_error (&script->error, "%s: ", steps[MIN (script->step, G_N_ELEMENTS (steps) - 1)].name);
  script->done (script->error, script->user_data);
  g_clear_error (&script->error);
  for (guint place = 0; place < GOL_DEMONSTRATION_N_OFFICES; place++)
    g_clear_object (&script->windows[place]);
  gol_demonstration_offices_unref (script->offices);
  g_free (script->order);
  g_free (script->worker);
  g_free (script->code);
  g_free (script->placement);
  g_free (script);
}

static void
played_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  Script *script = g_object_get_data (owner, "gol-script");

  script->asking = FALSE;
  script->acted = g_get_monotonic_time ();
  script->phase = ACTING;
  if (error != NULL)
    script->error = g_error_copy (error);
}

/* Whether the file has the step. */
static gpointer
known_func (GolOffice     *office,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Script *script = data;
  g_autoptr(GolJourney) journey = gol_office_journey (office, script->placement, error);

  for (guint i = 0; journey != NULL && i < journey->stations->len; i++)
    {
      const GolStation *station = g_ptr_array_index (journey->stations, i);

      if (strcmp (station->step, steps[script->step].known) == 0)
        script->known = station->state == GOL_STATION_DONE;
    }
  return journey != NULL ? script : NULL;
}

static void
known_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  Script *script = g_object_get_data (owner, "gol-script");

  script->asking = FALSE;
  if (error != NULL)
    script->error = g_error_copy (error);
}

static void
ask (Script                *script,
     GolDemonstrationPlace  place,
     GolOfficeFunc          func,
     GolDone                done)
{
  script->asking = TRUE;
  gol_run (script->windows[M], script->offices->offices[place], func, script, NULL, NULL, NULL, done);
}

static gboolean
has_come (Script *script)
{
  const Step *step = &steps[script->step];

  if (step->seen != NULL && !step->seen (script))
    return FALSE;
  if (step->known == NULL || script->known)
    return TRUE;
  ask (script, step->reader, known_func, known_cb);
  return FALSE;
}

static void
begin_step (Script *script)
{
  script->phase = SHOWING;
  script->begun = g_get_monotonic_time ();
  script->acted = script->came = 0;
  script->known = FALSE;
  if (steps[script->step].show != NULL)
    steps[script->step].show (script);
}

static void
end_step (Script *script)
{
  const Step *step = &steps[script->step];
  gboolean travelled = step->seen != NULL || step->known != NULL;

  script->told (step->name, script->windows, travelled ? (script->came - script->acted) / 1e6 : 0, script->user_data);
  script->step++;
  if (script->step < G_N_ELEMENTS (steps))
    begin_step (script);
}

/* Once the pages are still. */
static void
go_on (Script *script)
{
  const Step *step = &steps[script->step];

  switch (script->phase)
    {
    case SHOWING:
      script->phase = step->play != NULL ? PLAYING : ACTING;
      if (step->play != NULL)
        ask (script, step->where, step->play, played_cb);
      break;
    case PLAYING:
      break;
    case ACTING:
      if (step->act != NULL && !step->act (script))
        break;
      if (step->act != NULL)
        script->acted = g_get_monotonic_time ();
      script->phase = WAITING;
      break;
    case WAITING:
      if (script->came > 0)
        end_step (script);
      break;
    }
}

static gboolean
look_cb (gpointer data)
{
  Script *script = data;
  gint64 now = g_get_monotonic_time ();

  if (script->error == NULL && now - script->begun > PATIENCE_MS * G_GINT64_CONSTANT (1000))
    g_set_error_literal (&script->error, GOL_ERROR, GOL_ERROR_FAILED, _("It did not come in two minutes."));
  if (script->asking)
    return G_SOURCE_CONTINUE;
  if (script->error != NULL || script->step == G_N_ELEMENTS (steps))
    {
      finish (script);
      return G_SOURCE_REMOVE;
    }
  if (script->phase == WAITING && script->came == 0 && has_come (script))
    script->came = now;
  if (script->asking || gol_busy_count () > 0)
    script->still = 0;
  else if (script->still == 0)
    script->still = now;
  else if (now - script->still > SETTLE_MS * G_GINT64_CONSTANT (1000))
    {
      script->still = 0;
      go_on (script);
    }
  return G_SOURCE_CONTINUE;
}

static void
find_windows (Script    *script,
              GolWindow *ministry)
{
  GList *windows = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (ministry)));

  for (GList *l = windows; l != NULL; l = l->next)
    for (guint place = 0; place < GOL_DEMONSTRATION_N_OFFICES; place++)
      if (GOL_IS_WINDOW (l->data) && gol_window_get_office (l->data) == script->offices->offices[place])
        g_set_object (&script->windows[place], l->data);
}

void
gol_demonstration_script_run (GolWindow     *ministry,
                              GolScriptStep  told,
                              GolScriptDone  done,
                              gpointer       user_data)
{
  Script *script = g_new0 (Script, 1);

  g_return_if_fail (GOL_IS_WINDOW (ministry) && gol_window_get_demonstration (ministry) != NULL);

  script->offices = gol_demonstration_offices_ref (gol_window_get_demonstration (ministry));
  find_windows (script, ministry);
  script->told = told;
  script->done = done;
  script->user_data = user_data;
  g_object_set_data (G_OBJECT (script->windows[M]), "gol-script", script);
  begin_step (script);
  g_timeout_add (LOOK_MS, look_cb, script);
}
