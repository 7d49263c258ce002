/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-derive-private.h"
#include "gol-error.h"
#include "season-fixture.h"

/* ── Lives, against the shipped schemes ── */

/*
 * A life in short: "birth 1990-05", "stay CA 2026-01-10 2026-08-31", "season gecco-es 2026-03-01 2026-11-30 departed
 * 2026-03-02 returned 2026-11-20", "sanction 2027-01-01"… Parts apply one after another to a worker of whom all else is
 * known.
 */
typedef struct
{
  const char *life;
  const char *scheme;
  const char *on;
  const char *clause;      /* NULL: the answer as a whole */
  GolTruth    holds;
  const char *from;        /* NULL: not by time alone, or it holds */
} Life;

static const Life lives[] = {
  /* Of age on the first day: the birthday itself, the day before, 29 February, dates that are not whole. */
  { "birth 2008-11-25", "sawp-mx-ca", "2026-11-25", "adult", GOL_YES, NULL },
  { "birth 2008-11-26", "sawp-mx-ca", "2026-11-25", "adult", GOL_NO, "2026-11-26" },
  { "birth 2008-02-29", "sawp-mx-ca", "2026-02-28", "adult", GOL_NO, "2026-03-01" },
  { "birth 2008-02-29", "sawp-mx-ca", "2026-03-01", "adult", GOL_YES, NULL },
  { "birth 2008-11", "sawp-mx-ca", "2026-11-25", "adult", GOL_UNKNOWN, NULL },
  { "birth 2008", "sawp-mx-ca", "2026-11-25", "adult", GOL_UNKNOWN, NULL },
  { "birth 2009", "sawp-mx-ca", "2026-11-25", "adult", GOL_NO, "2027-12-31" },
  { "birth 1990", "sawp-mx-ca", "2026-11-25", "adult", GOL_YES, NULL },
  { "birth 2020-01-01", "sawp-mx-ca", "2026-11-25", "adult", GOL_NO, NULL }, /* in more than three years */
  { "birth", "sawp-mx-ca", "2026-11-25", "adult", GOL_UNKNOWN, NULL },

  /* At most eight months of a calendar year in Canada: 2026-01-01 and 8 months are 243 days before 1 September. */
  { "stay CA 2026-01-01 2026-08-30", "sawp-mx-ca", "2026-12-01", "stay_8_months", GOL_YES, NULL },
  { "stay CA 2025-05-05 2025-12-31", "sawp-mx-ca", "2026-01-01", "stay_8_months", GOL_YES, NULL }, /* another year */
  { "stay CA 2026-01-01 2026-11-30", "sawp-mx-ca", "2026-12-01", "stay_8_months", GOL_NO, "2027-01-01" },
  { "stay ES 2026-01-01 2026-11-30", "sawp-mx-ca", "2026-12-01", "stay_8_months", GOL_YES, NULL }, /* another country */
  { "stay CA 2026-01-01 2026-06-30; stay CA 2026-03-01 2026-08-30", "sawp-mx-ca", "2026-12-01", "stay_8_months",
    GOL_YES, NULL },
  { "stay CA 2026-01 2026-08-30", "sawp-mx-ca", "2026-12-01", "stay_8_months", GOL_UNKNOWN, NULL },
  { "stay CA 2026-01-01", "sawp-mx-ca", "2026-12-01", "stay_8_months", GOL_UNKNOWN,
    NULL }, /* not known to have ended */
  { "stay CA 2025-01 2025-08", "sawp-mx-ca", "2026-12-01", "stay_8_months", GOL_YES,
    NULL }, /* whatever the days were */

  /* At most nine of any twelve months in Spain, across the year's end; the day after the window has moved on. */
  { "stay ES 2026-02-01 2026-10-31", "gecco-es", "2026-12-01", "nine_in_twelve", GOL_YES, NULL },
  { "stay ES 2025-12-15 2026-09-14", "gecco-es", "2026-12-01", "nine_in_twelve", GOL_NO, "2026-12-15" },
  { "stay ES 2025-09-01 2026-05-31", "gecco-es", "2026-12-01", "nine_in_twelve", GOL_YES, NULL },
  { "season gecco-es 2026-01-10 2026-11-30 departed 2026-01-10", "gecco-es", "2026-12-01", "nine_in_twelve",
    GOL_UNKNOWN, NULL },
  { "season gecco-es 2026-01-10 2026-11-30 departed 2026-01-10 shown 2026-11-30", "gecco-es", "2026-12-01",
    "nine_in_twelve", GOL_UNKNOWN, NULL }, /* back, since when? */
  { "season gecco-es 2026-01-10 2026-11-30 departed 2026-01-10 returned 2026-11-30", "gecco-es", "2026-12-01",
    "nine_in_twelve", GOL_NO, "2027-03-01" },

  /* Back in time: fifteen days after the planned end in Canada, shown within a month in Spain. */
  { "", "sawp-mx-ca", "2027-01-10", "returned_in_time", GOL_YES, NULL },
  { "season sawp-mx-ca 2026-03-01 2026-10-31 departed 2026-03-01 returned 2026-11-15", "sawp-mx-ca", "2027-01-10",
    "returned_in_time", GOL_YES, NULL },
  { "season sawp-mx-ca 2026-03-01 2026-10-31 departed 2026-03-01 returned 2026-11-16", "sawp-mx-ca", "2027-01-10",
    "returned_in_time", GOL_NO, NULL },
  { "season sawp-mx-ca 2026-03-01 2026-10-31 departed 2026-03-01", "sawp-mx-ca", "2026-11-15", "not_abroad", GOL_NO,
    NULL },
  { "season gecco-es 2026-01-10 2026-09-30 departed 2026-01-10 returned 2026-09-20", "gecco-es", "2026-12-01",
    "returned_in_time", GOL_UNKNOWN, NULL }, /* nobody wrote that she was shown */
  { "season gecco-es 2026-01-10 2026-09-30 departed 2026-01-10 shown 2026-10-30", "gecco-es", "2026-12-01",
    "returned_in_time", GOL_YES, NULL },
  { "season gecco-es 2026-01-10 2026-09-30 departed 2026-01-10 shown 2026-10-31", "gecco-es", "2026-12-01",
    "returned_in_time", GOL_NO, NULL },

  /* A sanction ends; the day it ends on still counts. */
  { "sanction 2027-01-10", "sawp-mx-ca", "2027-01-09", "no_sanction", GOL_NO, "2027-01-11" },
  { "sanction 2027-01-10", "sawp-mx-ca", "2027-01-11", "no_sanction", GOL_YES, NULL },

  /* All together: one that fails, one that is unknown, none. */
  { "", "gecco-es", "2026-12-01", NULL, GOL_YES, NULL },
  { "birth 2008-12-25", "gecco-es", "2026-12-01", NULL, GOL_NO, "2026-12-25" },
  { "birth 2008-12", "gecco-es", "2026-12-01", NULL, GOL_UNKNOWN, NULL },
  { "", "sawp-mx-ca", "2026-12-01", NULL, GOL_YES, NULL },
  { "birth 2008-12-25; sanction 2027-02-01", "sawp-mx-ca", "2026-12-01", NULL, GOL_NO, "2027-02-02" },
  { "birth 2008-12-25; sanction 2027-02-01", "gecco-es", "2026-12-01", NULL, GOL_NO,
    "2029-01-01" }, /* a breach weighs three years */
  { "birth 2008-12-25; stay ES 2026", "gecco-es", "2026-12-01", NULL, GOL_NO, NULL },
};

static void
live_season (Office             *office,
             const char         *worker,
             const char * const *words)
{
  g_autofree char *placement = season_placement (office, worker, NULL, words[1], words[2], words[3]);

  for (guint i = 4; words[i] != NULL; i += 2)
    g_free (season_event (office, placement,
                          g_str_equal (words[i], "departed") ? "departure"
                          : g_str_equal (words[i], "shown")  ? "return_in_person"
                                                             : "return",
                          words[i + 1]));
}

static char *
live (Office     *office,
      const char *life)
{
  g_auto(GStrv) lines = g_strsplit (life, "; ", -1);
  g_autoptr(GString) stays = g_string_new ("[");
  char *worker = season_worker (office);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (lines[i], " ", -1);

      if (words[0] == NULL)
        continue;
      if (g_str_equal (words[0], "birth"))
        season_put (office, worker, "civil", "birth_date", words[1], NULL);
      else if (g_str_equal (words[0], "stay"))
        {
          const char *to = words[2] != NULL ? words[3] : NULL;

          g_string_append_printf (stays, "%s{\"country\":\"%s\",\"from\":\"%s\"", stays->len > 1 ? "," : "", words[1],
                                  words[2]);
          if (to != NULL)
            g_string_append_printf (stays, ",\"to\":\"%s\"", to);
          g_string_append_c (stays, '}');
        }
      else if (g_str_equal (words[0], "season"))
        live_season (office, worker, (const char * const *) words);
      else if (g_str_equal (words[0], "sanction"))
        g_free (season_add (office, "sanction", "sanction", "worker", worker, "clause", "x", "from", "2026-01-01",
                            "until", words[1], "first_decider", "Ana", "second_decider", "Luis", NULL));
      else
        g_error ("What is “%s”?", lines[i]);
    }
  g_string_append_c (stays, ']');
  if (stays->len > 2)
    season_put (office, worker, "prior_migration", "stays", stays->str, NULL);
  return worker;
}

static GolMayGoAgain *
ask (Office     *office,
     const char *worker,
     const char *scheme,
     const char *on)
{
  g_autoptr(GError) error = NULL;
  GolMayGoAgain *answer;
  GolDate date;

  g_assert_true (gol_date_parse (on, &date));
  answer = gol_rules_may_go_again (office->store, worker, scheme, date, &error);
  g_assert_no_error (error);
  return answer;
}

static const GolVerdict *
verdict_of (const GolMayGoAgain *answer,
            const char          *clause)
{
  for (guint i = 0; i < answer->clauses->len; i++)
    {
      const GolVerdict *verdict = answer->clauses->pdata[i];

      if (g_str_equal (verdict->clause, clause))
        return verdict;
    }
  g_error ("There is no verdict on %s", clause);
}

static void
test_lives (void)
{
  static const char * const truths[] = { "unknown", "no", "yes" };
  g_autoptr(Office) office = office_new ("s1");
  guint wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    {
      const Life *life = &lives[i];
      g_autofree char *worker = live (office, life->life);
      g_autoptr(GolMayGoAgain) answer = ask (office, worker, life->scheme, life->on);
      const GolVerdict *verdict = life->clause != NULL ? verdict_of (answer, life->clause) : NULL;
      GolTruth holds = verdict != NULL ? verdict->holds : answer->answer;
      const char *from = verdict != NULL ? verdict->from : answer->from;

      if (holds == life->holds && g_strcmp0 (from, life->from) == 0)
        continue;
      g_printerr ("# %s, %s on %s, %s: %s from %s (%s), not %s from %s\n", life->life, life->scheme, life->on,
                  life->clause != NULL ? life->clause : "all", truths[holds + 1], from,
                  verdict != NULL ? verdict->words : "", truths[life->holds + 1], life->from);
      wrong++;
    }
  g_assert_cmpuint (wrong, ==, 0);
}

/* ── What a verdict says ── */

static void
test_verdicts (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = live (office, "birth 2008-12-25");
  g_autoptr(GolMayGoAgain) answer = NULL;
  const GolVerdict *verdict;
  g_autoptr(GError) error = NULL;

  season_put (office, worker, "experience", "literacy", NULL, NULL);
  answer = ask (office, worker, "sawp-mx-ca", "2026-11-25");
  g_assert_cmpint (answer->answer, ==, GOL_NO);
  g_assert_nonnull (answer->appeal);
  /* Failing first, then what is not known. */
  verdict = answer->clauses->pdata[0];
  g_assert_cmpstr (verdict->clause, ==, "adult");
  g_assert_nonnull (strstr (verdict->words, "25 December 2008"));
  g_assert_cmpuint (verdict->parties, ==,
                    gol_entity_find_section (gol_dictionary_find_entity ("worker"), "civil")->readers);
  verdict = answer->clauses->pdata[1];
  g_assert_cmpstr (verdict->clause, ==, "literate");
  g_assert_cmpint (verdict->holds, ==, GOL_UNKNOWN);
  g_assert_cmpstr (verdict->missing, ==, "Reads and writes");
  /* Time does not cure what is not known. */
  g_assert_null (answer->from);

  g_assert_null (gol_rules_may_go_again (office->store, worker, "nobody-knows-it", (GolDate) { 2026, 11, 25 }, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (gol_rules_may_go_again (office->store, "GQ-000099-1", "gecco-es", (GolDate) { 2026, 11, 25 }, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
}

/* Fails, holds, and fails again: bisecting three years would not find the days between. */
static void
test_flips_twice (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = live (office, "stay ES 2025-01-01 2025-12-15; stay ES 2026-03-17 2026-12-31");
  g_autoptr(GolMayGoAgain) now = ask (office, worker, "gecco-es", "2025-12-20");
  g_autoptr(GolMayGoAgain) eve = ask (office, worker, "gecco-es", "2026-03-01");
  g_autoptr(GolMayGoAgain) first = ask (office, worker, "gecco-es", "2026-03-16");
  g_autoptr(GolMayGoAgain) again = ask (office, worker, "gecco-es", "2026-11-15");

  g_assert_cmpint (verdict_of (now, "nine_in_twelve")->holds, ==, GOL_NO);
  g_assert_cmpstr (verdict_of (now, "nine_in_twelve")->from, ==, "2026-03-16");
  g_assert_cmpint (verdict_of (eve, "nine_in_twelve")->holds, ==, GOL_NO);
  g_assert_cmpint (verdict_of (first, "nine_in_twelve")->holds, ==, GOL_YES);
  g_assert_cmpint (verdict_of (again, "nine_in_twelve")->holds, ==, GOL_NO);
}

/* ── An office that may not read all of it ── */

static void
test_what_others_hold (void)
{
  g_autoptr(Office) office = office_new_kind ("s2", "consulate-destination");
  g_autofree char *worker = live (office, "sanction 2027-01-10");
  g_autoptr(GolMayGoAgain) answer = ask (office, worker, "sawp-mx-ca", "2026-11-25");
  const GolVerdict *verdict = verdict_of (answer, "no_sanction");

  /* It holds the row by mistake, and still says nothing. */
  g_assert_cmpint (verdict->holds, ==, GOL_UNKNOWN);
  g_assert_nonnull (strstr (verdict->missing, "not held by this office"));
  g_assert_cmpint (verdict_of (answer, "adult")->holds, ==, GOL_YES);
  g_assert_cmpint (verdict_of (answer, "not_abroad")->holds, ==, GOL_UNKNOWN);
  season_assert_fact (office, worker, "sanction_until", NULL);
  season_assert_fact (office, worker, "stays", NULL);
}

/* ── Everybody ── */

typedef struct
{
  Office     *office;
  GPtrArray  *workers;
  GStrv       clauses;
  guint       seen;
  guint       stop;
} All;

static gboolean
everybody_cb (guint32         id,
              const GolTruth *verdicts,
              guint           n,
              gpointer        user_data)
{
  All *all = user_data;
  const char *worker = all->workers->pdata[all->seen];
  g_autoptr(GolMayGoAgain) answer = ask (all->office, worker, "gecco-es", "2026-12-01");

  g_assert_cmpuint (n, ==, answer->clauses->len);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (verdicts[i], ==, verdict_of (answer, all->clauses[i])->holds);
  all->seen++;
  return all->seen != all->stop;
}

static void
test_everybody (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) clauses = NULL;
  All all = { office, workers, NULL, 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    if (g_str_equal (lives[i].scheme, "gecco-es"))
      g_ptr_array_add (workers, live (office, lives[i].life));
  g_assert_true (gol_rules_everybody (office->store, "gecco-es", (GolDate){ 2026, 12, 1 }, &all.clauses, NULL,
                                      everybody_cb, &all, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (all.seen, ==, workers->len);
  g_assert_cmpuint (g_strv_length (all.clauses), ==, 7);
  clauses = all.clauses;

  /* In two halves, and no further than is wanted. */
  for (guint large = 1; large <= 1000; large += 999)
    {
      guint stops[] = { 0, 3, workers->len - 2 };

      for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
        {
          all.seen = 0;
          all.stop = stops[i];
          g_assert_true (gol_rules_everybody_in (office->store, large, "gecco-es", (GolDate){ 2026, 12, 1 }, NULL, NULL,
                                                 everybody_cb, &all, &error));
          g_assert_no_error (error);
          g_assert_cmpuint (all.seen, ==, stops[i] != 0 ? stops[i] : workers->len);
        }
    }

  g_cancellable_cancel (cancellable);
  g_assert_false (gol_rules_everybody (office->store, "gecco-es", (GolDate){ 2026, 12, 1 }, NULL, cancellable,
                                       everybody_cb, &all, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/rules/lives", test_lives);
  g_test_add_func ("/store/rules/verdicts", test_verdicts);
  g_test_add_func ("/store/rules/flips-twice", test_flips_twice);
  g_test_add_func ("/store/rules/what-others-hold", test_what_others_hold);
  g_test_add_func ("/store/rules/everybody", test_everybody);
  return g_test_run ();
}
