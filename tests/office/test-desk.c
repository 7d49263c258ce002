/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-desk.h"
#include "gol-error.h"
#include "season.h"

/* ── A season up to the airport ── */

static char *
make_ready (Fixture    *fixture,
            const char *order,
            const char *given,
            const char *passport)
{
  g_autofree char *worker = season_worker (fixture, given, passport);
  char *placement = season_place (fixture, worker, order);

  season_step (fixture, placement, "PRE", "2026-12-01", NULL);
  season_step (fixture, placement, "SEL", "2026-12-02", NULL);
  season_step (fixture, placement, "ANS", "2026-12-03", NULL);
  season_step (fixture, placement, "AUT", "2026-12-10", "from=2027-02-15|until=2030-12-15");
  season_step (fixture, placement, "MED", "2026-12-12", "until=2027-12-31");
  season_step (fixture, placement, "CON", "2026-12-14", "explained_in=spa|employer_signed=2026-12-13");
  season_step (fixture, placement, "COM", "2026-12-15", "text_version=2026-1");
  season_step (fixture, placement, "VISF", "2026-12-20", "group=G7");
  season_step (fixture, placement, "VISA", "2027-01-20", "visa_no=V1|until=2027-11-30");
  season_step (fixture, placement, "TRN", "2027-02-10", NULL);
  season_step (fixture, placement, "BOOK", "2027-02-12", "departs=2027-02-27T10:00:00.000Z");
  season_assert_status (fixture, placement, "ready");
  return placement;
}

static void
assert_says (Fixture     *fixture,
             GolDesk      desk,
             const char  *placement,
             GolDeskMood  mood,
             const char  *word)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolDeskPerson) person = gol_desk_look (fixture->office, desk, placement, &error);

  g_assert_no_error (error);
  g_assert_cmpint (person->mood, ==, mood);
  g_assert_nonnull (strstr (person->headline, word));
}

static void
assert_expected (Fixture *fixture,
                 GolDesk  desk,
                 guint    expected,
                 guint    logged)
{
  g_autoptr(GError) error = NULL;
  guint n, done;
  g_autoptr(GPtrArray) people = gol_desk_expect (fixture->office, desk, 100, &n, &done, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, expected);
  g_assert_cmpuint (people->len, ==, expected);
  g_assert_cmpuint (done, ==, logged);
}

static void
assert_finds (Fixture    *fixture,
              GolDesk     desk,
              const char *text,
              const char *placement)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) people = gol_desk_find (fixture->office, desk, text, &error);

  g_assert_no_error (error);
  if (placement == NULL)
    {
      g_assert_cmpuint (people->len, ==, 0);
      return;
    }
  g_assert_cmpuint (people->len, >, 0);
  g_assert_cmpstr (((GolDeskPerson *) people->pdata[0])->placement, ==, placement);
}

static void
log_at (Fixture    *fixture,
        GolDesk     desk,
        const char *placement,
        const char *reason)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *event = gol_desk_log (fixture->office, desk, placement, reason, &error);

  g_assert_no_error (error);
  g_assert_nonnull (event);
}

/* ── Tests ── */

static void
test_season (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "gecco-es", "12");
  g_autofree char *ana = make_ready (fixture, order, "Ana", "A12345678");
  g_autofree char *eva = make_ready (fixture, order, "Eva", "E87654321");
  g_autofree char *worker = fixture_get (fixture, ana, "placement_core.worker");
  g_autoptr(GolRecord) read = gol_office_read (fixture->office, worker, NULL);
  g_autofree char *stray = NULL;
  GError *error = NULL;

  fixture_set_day (fixture, "2027-02-27");
  assert_expected (fixture, GOL_DESK_DEPARTURES, 2, 0);
  assert_finds (fixture, GOL_DESK_DEPARTURES, "A12345678", ana);
  assert_finds (fixture, GOL_DESK_DEPARTURES, read->code, ana);
  assert_finds (fixture, GOL_DESK_DEPARTURES, "eva xol", eva);
  assert_finds (fixture, GOL_DESK_DEPARTURES,
                "P<MEXXOL<<ANA<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nA123456787MEX9501019F3001019<<<<<<<<<<<<<<04", ana);
  assert_finds (fixture, GOL_DESK_DEPARTURES, "nobody of that name", NULL);
  assert_says (fixture, GOL_DESK_DEPARTURES, ana, GOL_DESK_GOOD, "May depart");
  log_at (fixture, GOL_DESK_DEPARTURES, ana, NULL);
  season_assert_status (fixture, ana, "departed");
  assert_says (fixture, GOL_DESK_DEPARTURES, ana, GOL_DESK_DONE, "already");
  assert_expected (fixture, GOL_DESK_DEPARTURES, 1, 1);
  stray = gol_desk_log (fixture->office, GOL_DESK_DEPARTURES, ana, NULL, &error);
  assert_refused (error, GOL_ERROR_REFUSED, "already");
  g_assert_null (stray);

  /* Undone, she is expected again. */
  {
    GolUndoResult undone = { 0 };

    gol_office_undo (fixture->office, NULL, &undone, &error);
    g_assert_no_error (error);
    gol_undo_result_clear (&undone);
  }
  assert_expected (fixture, GOL_DESK_DEPARTURES, 2, 0);
  log_at (fixture, GOL_DESK_DEPARTURES, ana, NULL);

  fixture_set_day (fixture, "2027-02-28");
  assert_says (fixture, GOL_DESK_ARRIVALS, ana, GOL_DESK_GOOD, "Expected");
  assert_says (fixture, GOL_DESK_ARRIVALS, eva, GOL_DESK_LOOK, "Nobody has logged");
  log_at (fixture, GOL_DESK_ARRIVALS, ana, NULL);
  season_assert_status (fixture, ana, "abroad");

  /* A month after the last day the return is late, which is asked and bars nothing. */
  season_step (fixture, ana, "END", "2027-09-30", NULL);
  assert_says (fixture, GOL_DESK_RETURNS, ana, GOL_DESK_GOOD, "in time");
  fixture_set_day (fixture, "2027-11-03");
  assert_says (fixture, GOL_DESK_RETURNS, ana, GOL_DESK_LOOK, "4 days late");
  log_at (fixture, GOL_DESK_RETURNS, ana, "The flight was cancelled");
  season_assert_status (fixture, ana, "returned");
  assert_says (fixture, GOL_DESK_RETURNS, ana, GOL_DESK_DONE, "already");
}

static void
test_gate (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, "gecco-es", "12");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *ana = season_place (fixture, worker, order);
  g_autoptr(GolDeskPerson) person = NULL;
  g_autofree char *event = NULL;
  GError *error = NULL;

  /* Nothing is done yet: the desk says what, and logs nothing. */
  fixture_set_day (fixture, "2027-02-27");
  person = gol_desk_look (fixture->office, GOL_DESK_DEPARTURES, ana, &error);
  g_assert_no_error (error);
  g_assert_cmpint (person->mood, ==, GOL_DESK_STOP);
  g_assert_cmpuint (person->reasons->len, >, 3);
  event = gol_desk_log (fixture->office, GOL_DESK_DEPARTURES, ana, NULL, &error);
  assert_refused (error, GOL_ERROR_REFUSED, "Must not depart");
  g_assert_null (event);
  season_assert_status (fixture, ana, "in_progress");

  /* A return of somebody who never left is no business of that desk. */
  assert_says (fixture, GOL_DESK_RETURNS, ana, GOL_DESK_STOP, "In progress");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/desk/season", test_season);
  fixture_add_test ("/desk/gate", test_gate);
  return g_test_run ();
}
