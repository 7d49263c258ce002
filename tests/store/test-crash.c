/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gol-error.h"
#include "gol-store-private.h"
#include "office-fixture.h"

#define KILLS 12

/* ── The plug is pulled ── */

/* Saves for ever, and says each time what it has saved; sometimes makes everything again. */
static void
work (Office *office,
      int     out,
      guint   round)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *worker = NULL;
      g_autofree char *value = g_strdup_printf ("%u-%u", round, i);
      g_autofree char *line = NULL;

      if (i % 7 == 5)
        gol_store_rebuild (office->store, NULL, NULL, NULL, NULL);
      worker = office_set (office, NULL, "civil", values_new ("birth_place", value, NULL));
      g_free (office_set (office, worker, "self_identification", values_new ("people", value, NULL)));
      line = g_strdup_printf ("%s %s\n", worker, value);
      if (write (out, line, strlen (line)) != (gssize) strlen (line))
        _exit (1);
    }
}

static void
run_and_kill (Office  *office,
              GRand   *rand,
              guint    round,
              GString *said)
{
  int pipes[2];
  char buffer[4096];
  gssize n;
  pid_t child;
  int status;

  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (pipes[0]);
      office_open (office);
      work (office, pipes[1], round);
      _exit (0);
    }
  close (pipes[1]);
  g_usleep (g_rand_int_range (rand, 20000, 250000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  while ((n = read (pipes[0], buffer, sizeof buffer)) > 0)
    g_string_append_len (said, buffer, n);
  close (pipes[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
test_killed (void)
{
  g_autoptr(Office) office = office_new ("s1");
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GString) said = g_string_new (NULL);
  g_auto(GStrv) lines = NULL;

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < KILLS; round++)
    {
      office_close (office);
      run_and_kill (office, rand, round, said);
      office_open (office);
      office_verify (office);
    }

  /* Whatever it said it had saved is there. */
  lines = g_strsplit (said->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (lines[i], " ", 2);
      g_autofree char *place = office_get (office, words[0], "civil.birth_place");
      g_autofree char *people = office_get (office, words[0], "self_identification.people");

      g_assert_cmpstr (place, ==, words[1]);
      g_assert_cmpstr (people, ==, words[1]);
    }
  g_test_message ("%u acknowledged saves", g_strv_length (lines) - 1);
}

/* ── The disk is full ── */

static void
set_room (Office *office,
          GolLog  log,
          gint64  pages)
{
  GolDb *db = office->store->files[log].db;
  g_autoptr(GolStatement) st = gol_db_prepare_uncached (db, "PRAGMA page_count", NULL);
  g_autofree char *sql = NULL;
  GError *error = NULL;
  gboolean row;

  g_assert_true (gol_statement_step (st, &row, NULL) && row);
  sql = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, gol_statement_int (st, 0) + pages);
  g_clear_pointer (&st, gol_statement_done);
  gol_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static guint64
count (Office     *office,
       GolLog      log,
       const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);
  g_autoptr(GolStatement) st = gol_db_prepare (office->store->files[log].db, sql, NULL);
  gboolean row;

  g_assert_true (gol_statement_step (st, &row, NULL) && row);
  return gol_statement_int (st, 0);
}

/* Nothing of it is stored, in neither file, whichever is full; with room made, the same batch goes in whole. */
static void
test_full (void)
{
  for (GolLog full = GOL_LOG_OPEN; full <= GOL_LOG_PROTECTED; full++)
    {
      g_autoptr(Office) office = office_new ("s1");
      g_autofree char *first = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
      g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "import.workers", "A file was read in");
      g_autofree char *text = g_strnfill (1500, 'x');
      g_autofree char *after = NULL;
      g_autofree char *sex = NULL;
      GError *error = NULL;

      for (guint i = 0; i < 200; i++)
        {
          g_autofree char *worker = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
          g_autoptr(GolValues) contact = values_new ("address", text, NULL);
          g_autoptr(GolValues) self = values_new ("own_words", text, NULL);

          gol_batch_set (batch, worker, "contact", contact, NULL);
          gol_batch_set (batch, worker, "self_identification", self, NULL);
        }
      gol_batch_note (batch, "import", "done");
      set_room (office, full, 20);
      g_assert_false (gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_FULL);
      g_clear_error (&error);
      g_assert_cmpuint (count (office, GOL_LOG_OPEN, "change"), ==, 1);
      g_assert_cmpuint (count (office, GOL_LOG_OPEN, "record"), ==, 1);
      g_assert_cmpuint (count (office, GOL_LOG_OPEN, "note"), ==, 0);
      g_assert_cmpuint (count (office, GOL_LOG_PROTECTED, "change"), ==, 0);
      g_assert_cmpuint (count (office, GOL_LOG_PROTECTED, "record"), ==, 0);
      office_verify (office);

      /* What is small still goes in, and the number of the next change is the right one. */
      after = office_set (office, first, "civil", values_new ("sex", "male", NULL));
      sex = office_get (office, first, "civil.sex");
      g_assert_cmpstr (sex, ==, "male");

      set_room (office, full, 1000000);
      gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count (office, GOL_LOG_OPEN, "r_worker"), ==, 201);
      g_assert_cmpuint (count (office, GOL_LOG_PROTECTED, "r_worker"), ==, 200);
      office_verify (office);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/crash/killed", test_killed);
  g_test_add_func ("/store/crash/full", test_full);
  return g_test_run ();
}
