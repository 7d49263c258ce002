/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-derive-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-schema-private.h"
#include "gol-standing-private.h"
#include "gol-status-private.h"

/* ── Derived columns: what lists filter and sort by ── */

static void
bind_date (GolStatement *statement,
           int           at,
           GolDate       date)
{
  char buffer[GOL_DATE_TEXT_MAX];

  gol_statement_bind_text (statement, at, gol_date_is_whole (date) ? gol_date_format (date, buffer) : NULL);
}

static void
write_date (GolWrites *writes,
            guint      at,
            GolDate    date)
{
  char buffer[GOL_DATE_TEXT_MAX];

  gol_writes_text (writes, at, gol_date_is_whole (date) ? gol_date_format (date, buffer) : NULL);
}

gboolean
gol_derive_placement (GolFactsWork  *work,
                      gint64         id,
                      GError       **error)
{
  g_auto(GolSubject) subject = { 0 };
  g_auto(GolStandings) standings = { 0 };
  const GolStanding *now;
  GError *fault = NULL;

  if (!gol_subject_of_placement (&subject, work->kase, work->db, id, work->today, &fault))
    {
      /* Another record names a placement that this office was not given, or not any more: nothing follows here. */
      if (g_error_matches (fault, GOL_ERROR, GOL_ERROR_NOT_FOUND))
        {
          g_error_free (fault);
          return TRUE;
        }
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (!gol_standings_take (&standings, work->kase, subject.scheme, &subject.asked, work->party, error))
    return FALSE;
  gol_writes_add (work->writes,
    "UPDATE r_placement SET d_step = ?1, d_due = ?2, d_late = ?3, d_status = ?4, d_next = ?5 WHERE id = ?6"
    " AND (d_step IS NOT ?1 OR d_due IS NOT ?2 OR d_late IS NOT ?3 OR d_status IS NOT ?4 OR d_next IS NOT ?5)", 6);
  gol_writes_int (work->writes, 6, id);
  /* Of a placement made by mistake nothing follows. */
  if (subject.voided)
    return TRUE;
  now = standings.now >= 0 ? &g_array_index (standings.steps, GolStanding, standings.now) : NULL;
  if (now != NULL)
    {
      gol_writes_text (work->writes, 1, now->step->code);
      write_date (work->writes, 2, now->due);
    }
  gol_writes_int (work->writes, 3, now != NULL ? now->late : 0);
  gol_writes_text (work->writes, 4, standings.status);
  write_date (work->writes, 5, standings.next);
  return TRUE;
}

static gboolean
is_voided (GolFactsWork  *work,
           gint64         worker,
           gboolean      *voided,
           GError       **error)
{
  g_autoptr(GolStatement) statement
    = gol_db_prepare (work->db, "SELECT 1 FROM r_worker WHERE id = ? AND voided = 0", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  gol_statement_bind_int (statement, 1, worker);
  if (!gol_statement_step (statement, &row, error))
    return FALSE;
  *voided = !row;
  return TRUE;
}

/* A worker stands where her open placement stands, the latest if there are several, else where the last one ended. */
gboolean
gol_derive_worker (GolFactsWork  *work,
                   gint64         id,
                   GError       **error)
{
  g_autofree char *name = gol_facts_name_of (work, id, error);
  g_autoptr(GolStatement) placements = NULL;
  gboolean open = FALSE, fine = TRUE, voided;

  if (name == NULL || !is_voided (work, id, &voided, error))
    return FALSE;
  if (!gol_facts_ask (work, GOL_FACT_OTHER,
                      "SELECT uid, d_step, d_due, d_late, d_status FROM r_placement p JOIN record r ON r.id = p.id"
                      " WHERE placement_core__worker = ? AND voided = 0 ORDER BY placement_core__starts, p.id",
                      voided ? NULL : name, &placements, error))
    return FALSE;
  if (placements == NULL && g_hash_table_contains (work->fresh, GUINT_TO_POINTER ((guint32) id)))
    return TRUE;
  gol_writes_add (work->writes,
    "UPDATE r_worker SET d_placement = ?1, d_step = ?2, d_due = ?3, d_late = ?4, d_status = ?5 WHERE id = ?6"
    " AND (d_placement IS NOT ?1 OR d_step IS NOT ?2 OR d_due IS NOT ?3 OR d_late IS NOT ?4 OR d_status IS NOT ?5)", 6);
  gol_writes_int (work->writes, 6, id);
  for (; fine && placements != NULL; fine = gol_facts_next (&placements, error))
    {
      gboolean closed = gol_status_is_closed (gol_statement_text (placements, 4));

      if (!closed || !open)
        {
          for (int column = 0; column < 5; column++)
            if (column == 3)
              gol_writes_int (work->writes, 4, gol_statement_int (placements, 3));
            else
              gol_writes_text (work->writes, column + 1, gol_statement_text (placements, column));
        }
      open = open || !closed;
    }
  return fine;
}

/* ── The sweep ── */

#define SWEEP_AT_ONCE 200

typedef struct
{
  GolStore *store;
  GolDate   today;
  guint     changed;
  gboolean  more;
  char     *description;   /* of this sweep */
  gboolean  same;          /* as the last one's */
  gboolean  all_due;
} Sweep;

static gboolean
collect_due (GolDb       *db,
             const char  *sql,
             GolDate      today,
             GArray      *ids,
             GError     **error)
{
  g_autoptr(GolStatement) statement = gol_db_prepare (db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  bind_date (statement, 1, today);
  gol_statement_bind_int (statement, 2, SWEEP_AT_ONCE);
  while (TRUE)
    {
      guint32 id;

      if (!gol_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      id = gol_statement_int (statement, 0);
      g_array_append_val (ids, id);
    }
}

static gboolean
sweep_cb (GolDb     *open,
          GolDb     *protected_db,
          gpointer   user_data,
          GError   **error)
{
  Sweep *self = user_data;
  g_autoptr(GArray) placements = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GArray) workers = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!collect_due (open, "SELECT id FROM r_placement WHERE d_next <= ? ORDER BY d_next LIMIT ?", self->today,
                    placements, error)
      || !collect_due (open, "SELECT id FROM f_worker WHERE next <= ? ORDER BY next LIMIT ?", self->today, workers,
                       error))
    return FALSE;
  self->changed += placements->len;
  self->more = placements->len == SWEEP_AT_ONCE || workers->len == SWEEP_AT_ONCE;
  return gol_facts_make_again (self->store, open, self->today, placements, workers, error);
}

/* What the columns were last swept by: the day, then the schemes at hand, a line each. */
char *
gol_derive_describe_sweep (GolDate   today,
                           GError  **error)
{
  const GolScheme * const *schemes = gol_scheme_shelf_list (error);
  GString *text = g_string_new (NULL);
  char buffer[GOL_DATE_TEXT_MAX];

  g_string_append_printf (text, "%s\n", gol_date_format (today, buffer));
  for (guint i = 0; schemes != NULL && schemes[i] != NULL; i++)
    g_string_append_printf (text, "%s %s\n", gol_scheme_get_id (schemes[i]), gol_scheme_get_version (schemes[i]));
  return g_string_free (text, schemes == NULL);
}

/* Most times there is nothing to do, and then nobody who writes has to wait. */
static gboolean
look_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Sweep *self = user_data;
  g_autofree char *before = gol_meta_get (open, "sweep", NULL);
  g_autoptr(GolStatement) due = gol_db_prepare (open, "SELECT EXISTS (SELECT 1 FROM r_placement WHERE d_next <= ?1)"
                                                " OR EXISTS (SELECT 1 FROM f_worker WHERE next <= ?1)", error);
  gsize day = strcspn (self->description, "\n");
  gboolean row;

  if (due == NULL)
    return FALSE;
  bind_date (due, 1, self->today);
  if (!gol_statement_step (due, &row, error))
    return FALSE;
  self->more = gol_statement_int (due, 0) != 0;
  self->same = g_strcmp0 (before, self->description) == 0;
  /* Dates as text compare as days do. */
  self->all_due = before == NULL || strncmp (before, self->description, day) > 0
                  || strcmp (before + strcspn (before, "\n"), self->description + day) != 0;
  return TRUE;
}

/* Schemes that came, went or changed, or a day that went back, may move every placement that still has a step to come. */
static gboolean
make_all_due_cb (GolDb     *open,
                 GolDb     *protected_db,
                 gpointer   user_data,
                 GError   **error)
{
  Sweep *self = user_data;
  g_autoptr(GolStatement) placements = NULL;
  g_autoptr(GolStatement) workers = NULL;

  placements = gol_db_prepare (open, "UPDATE r_placement SET d_next = ? WHERE voided = 0"
                               " AND (d_step IS NOT NULL OR d_status IN ('in_progress', 'departed'))", error);
  workers = gol_db_prepare (open, "UPDATE f_worker SET next = ? WHERE next IS NOT NULL", error);
  if (placements == NULL || workers == NULL)
    return FALSE;
  bind_date (placements, 1, self->today);
  bind_date (workers, 1, self->today);
  return gol_statement_run (placements, error) && gol_statement_run (workers, error);
}

static gboolean
keep_description_cb (GolDb     *open,
                     GolDb     *protected_db,
                     gpointer   user_data,
                     GError   **error)
{
  Sweep *self = user_data;

  return gol_meta_set (open, "sweep", self->description, error);
}

/**
 * gol_derive_sweep:
 * @today: the office's day; it may also have gone back (a day that was only tried)
 * @changed: (out) (optional): how many placements were looked at again
 *
 * Looks first, in a reader; then writes in slices, between which officers save. A sweep that is stopped goes on the next
 * time, for what is due stays due.
 */
gboolean
gol_derive_sweep (GolStore      *store,
                  GolDate        today,
                  GCancellable  *cancellable,
                  guint         *changed,
                  GError       **error)
{
  g_autofree char *description = NULL;
  Sweep self = { .store = store, .today = today };

  g_return_val_if_fail (store != NULL, FALSE);
  g_return_val_if_fail (gol_date_is_whole (today), FALSE);

  self.description = description = gol_derive_describe_sweep (today, error);
  if (description == NULL
      || !gol_store_with_reader (store, cancellable, look_cb, &self, error)
      || (self.all_due && !gol_store_with_writer (store, GOL_PRIORITY_BULK, make_all_due_cb, &self, error)))
    return FALSE;
  self.more = self.more || self.all_due;
  while (self.more)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED, _("It was stopped."));
          return FALSE;
        }
      if (!gol_store_with_writer (store, GOL_PRIORITY_BULK, sweep_cb, &self, error))
        return FALSE;
    }
  if (!self.same && !gol_store_with_writer (store, GOL_PRIORITY_BULK, keep_description_cb, &self, error))
    return FALSE;
  if (changed != NULL)
    *changed = self.changed;
  return TRUE;
}

/* ── The journey ── */

typedef struct
{
  const char *placement;   /* its record's name */
  GolDate     today;
  GolCase    *kase;
  guint       party;
  GolJourney *journey;
} Telling;

static char *
date_text (GolDate date)
{
  char buffer[GOL_DATE_TEXT_MAX];

  return gol_date_is_whole (date) ? g_strdup (gol_date_format (date, buffer)) : NULL;
}

/* The witness of an event, or who recorded the step. What a section says was done, the office's history knows by
 * whom. */
static char *
done_by (GolDb         *db,
         const char    *placement,
         const GolStep *step)
{
  const char *sql
    = step->fills == GOL_STEP_EVENT
        ? "SELECT event__witness FROM r_event WHERE event__placement = ? AND +event__kind = ? AND voided = 0 ORDER BY event__at DESC"
        : "SELECT step__by FROM r_step WHERE step__placement = ? AND +step__step = ? AND voided = 0 ORDER BY step__at DESC";
  g_autoptr(GolStatement) statement = gol_db_prepare (db, sql, NULL);
  gboolean row;

  if (statement == NULL)
    return NULL;
  gol_statement_bind_text (statement, 1, placement);
  gol_statement_bind_text (statement, 2, step->fills == GOL_STEP_EVENT ? step->event : step->code);
  return gol_statement_step (statement, &row, NULL) && row ? g_strdup (gol_statement_text (statement, 0)) : NULL;
}

static gboolean
is_now (GolStationState state)
{
  return state == GOL_STATION_NOW || state == GOL_STATION_LATE;
}

static gboolean
all_hold (GPtrArray *verdicts)
{
  for (guint i = 0; i < verdicts->len; i++)
    if (((GolVerdict *) verdicts->pdata[i])->holds != GOL_YES)
      return FALSE;
  return TRUE;
}

static GolStation *
tell_station (Telling            *self,
              GolDb              *db,
              const GolSubject   *subject,
              const GolStanding  *standing,
              GError            **error)
{
  const char letter[2] = { standing->step->letter, '\0' };
  g_autoptr(GolStation) station = g_new0 (GolStation, 1);

  station->step = g_strdup (standing->step->code);
  station->label = g_strdup (gol_words_get (standing->step->label));
  station->actor = g_strdup (letter);
  station->state = standing->state;
  station->at = date_text (standing->done);
  station->by = done_by (db, subject->name, standing->step);
  station->due = date_text (standing->due);
  station->late_days = standing->late;
  if (!is_now (standing->state))
    {
      station->requirements = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_verdict_free);
      return g_steal_pointer (&station);
    }
  station->requirements = gol_step_explain (standing->step, self->kase, &subject->asked, self->party, error);
  if (station->requirements == NULL)
    return NULL;
  if (standing->state == GOL_STATION_NOW && !all_hold (station->requirements))
    station->state = GOL_STATION_BLOCKED;
  return g_steal_pointer (&station);
}

static gboolean
tell_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Telling *self = user_data;
  g_auto(GolSubject) subject = { 0 };
  g_auto(GolStandings) standings = { 0 };
  g_autoptr(GolJourney) journey = g_new0 (GolJourney, 1);

  if (!gol_subject_of_placement (&subject, self->kase, open, gol_record_find (open, self->placement, NULL), self->today,
                                 error)
      || !gol_standings_take (&standings, self->kase, subject.scheme, &subject.asked, self->party, error))
    return FALSE;
  journey->placement = g_strdup (subject.name);
  journey->scheme = g_strdup (gol_case_get (self->kase, gol_fact_view_find ("placement"), "scheme"));
  journey->season = g_strdup (subject.season);
  journey->status = g_strdup (standings.status);
  journey->stations = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_station_free);
  for (guint i = 0; i < standings.steps->len; i++)
    {
      GolStation *station
        = tell_station (self, open, &subject, &g_array_index (standings.steps, GolStanding, i), error);

      if (station == NULL)
        return FALSE;
      g_ptr_array_add (journey->stations, station);
    }
  self->journey = g_steal_pointer (&journey);
  return TRUE;
}

GolJourney *
gol_derive_journey (GolStore    *store,
                    const char  *placement,
                    GolDate      today,
                    GError     **error)
{
  Telling self = { .today = today };
  g_autofree char *record = NULL;

  g_return_val_if_fail (store != NULL, NULL);
  g_return_val_if_fail (placement != NULL, NULL);

  record = gol_store_find (store, gol_dictionary_find_entity ("placement"), placement, error);
  if (record == NULL)
    return NULL;
  self.placement = record;
  self.party = gol_office_kind_party (gol_store_get_info (store)->kind);
  self.kase = gol_rules_take_case (store, error);
  if (self.kase != NULL)
    gol_store_with_reader (store, NULL, tell_cb, &self, error);
  gol_rules_give_case (store, self.kase);
  return self.journey;
}
