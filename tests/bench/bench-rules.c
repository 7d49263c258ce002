/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "bench-office.h"
#include "gol-derive.h"

/* "May she go again?" for everybody beside a bare scan of the same rows, and for one worker with words and first
 * dates. */

#define SCHEME    "sawp-mx-ca"
#define EXPLAINED 200

static const GolDate on = { 2026, 12, 1 };

typedef struct
{
  guint workers;
  guint yes;       /* verdicts, so that nothing is left out as unused */
} Seen;

static gboolean
see_cb (guint32         worker,
        const GolTruth *verdicts,
        guint           n,
        gpointer        user_data)
{
  Seen *seen = user_data;

  seen->workers++;
  for (guint i = 0; i < n; i++)
    seen->yes += verdicts[i] == GOL_YES;
  return TRUE;
}

static void
measure_everybody (BenchOffice *office,
                   double      *took)
{
  g_auto(GStrv) clauses = NULL;
  GError *error = NULL;
  Seen seen = { 0 };
  double start = bench_now ();

  gol_rules_everybody (office->store, SCHEME, on, &clauses, NULL, see_cb, &seen, &error);
  bench_check (error);
  *took = bench_now () - start;
  g_assert_cmpuint (seen.workers, ==, office->workers);
  g_assert_cmpuint (seen.yes, >, 0);
  bench_figure ("clauses of a scheme asked about everybody", g_strv_length (clauses), "clauses", NAN, NAN);
}

/* The least that reads what the clauses read. */
static gboolean
scan_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  guint *rows = user_data;
  g_autoptr(GolStatement) scan
    = gol_db_prepare (open,
                      "SELECT id, birth_date, has_national_number, schooling, literate, occupations,"
                      " stays, last_returned_on, last_evaluated_on, sanction_until, abroad FROM f_worker",
                      error);
  gboolean row;

  if (scan == NULL)
    return FALSE;
  while (gol_statement_step (scan, &row, error) && row)
    *rows += gol_statement_int (scan, 0) > 0;
  return !row;
}

static double
measure_scan (BenchOffice *office)
{
  GError *error = NULL;
  guint rows = 0;
  double start = bench_now ();

  gol_store_with_reader (office->store, NULL, scan_cb, &rows, &error);
  bench_check (error);
  g_assert_cmpuint (rows, ==, office->workers);
  return bench_now () - start;
}

static gboolean
pick_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  GPtrArray *names = user_data;
  g_autoptr(GolStatement) pick = gol_db_prepare (open,
                                                  "SELECT uid FROM record JOIN r_worker USING (id) WHERE record.id >= ?"
                                                  " ORDER BY record.id LIMIT 1",
                                                  error);
  g_autoptr(GolStatement) last = gol_db_prepare (open, "SELECT max (id) FROM r_worker", error);
  g_autoptr(GRand) random = g_rand_new_with_seed (BENCH_SEED);
  gboolean row;

  if (pick == NULL || last == NULL || !gol_statement_step (last, &row, error))
    return FALSE;
  for (guint i = 0; i < EXPLAINED; i++)
    {
      gol_statement_reset (pick);
      gol_statement_bind_int (pick, 1, g_rand_int_range (random, 1, gol_statement_int (last, 0)));
      if (!gol_statement_step (pick, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (names, g_strdup (gol_statement_text (pick, 0)));
    }
  return TRUE;
}

static void
measure_one (BenchOffice *office)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GError *error = NULL;

  gol_store_with_reader (office->store, NULL, pick_cb, names, &error);
  bench_check (error);
  for (guint i = 0; i < names->len; i++)
    {
      double start = bench_now (), took;
      g_autoptr(GolMayGoAgain) answer = gol_rules_may_go_again (office->store, names->pdata[i], SCHEME, on, &error);

      bench_check (error);
      g_assert_cmpuint (answer->clauses->len, >, 0);
      took = bench_now () - start;
      g_array_append_val (times, took);
    }
  bench_figure ("may one worker go again, with reasons, median", bench_percentile (times, 0.5), "ms", NAN, NAN);
  bench_figure ("may one worker go again, with reasons, p95", bench_percentile (times, 0.95), "ms", NAN, NAN);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *dir = bench_office_dir ();
  g_autoptr(BenchOffice) office = bench_office_get (dir, bench_workers ());
  double bare, everybody;

  measure_scan (office);   /* both find the pages read once */
  bare = measure_scan (office);
  measure_everybody (office, &everybody);
  bench_figure ("all clauses over everybody", everybody / 1000, "s", 2, bare / 1000);
  measure_one (office);
  bench_print ();
  return 0;
}
