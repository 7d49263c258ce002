/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "gol-office.h"

/* Another process at an office that this one has open, as a script beside the desktop. */

typedef struct
{
  CtlFixture f;
  GolClock  *clock;
  char      *worker;
  GolOffice *office;   /* opened by this process */
} Fixture;

static GolOffice *
open_here (Fixture  *fixture,
           gboolean  to_read)
{
  GError *error = NULL;
  GolOffice *office = (to_read ? gol_office_open_to_read : gol_office_open) (fixture->f.office, "admin", "a passphrase of tests",
                                                                              fixture->clock, &error);

  g_assert_no_error (error);
  return office;
}

/* An office with two officers and one worker, of whom something protected is known. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  CtlFixture *f = &fixture->f;
  g_autofree char *second = NULL;

  ctl_fixture_create (f);
  second = ctl_file (f, "second", "the clerk's own passphrase\n");
  ctl_call (f, 0, "worker", "add", "--set", "given_names=Ana", "--set", "surname_1=Tzul", "--set", "sex=female",
            "--set", "birth_date=1992-08-14", "--set", "nationality=MX", NULL);
  fixture->worker = ctl_get (f, "code");
  ctl_call (f, 0, "worker", "set", fixture->worker, "self_identification.people=Mam", NULL);
  ctl_call (f, 0, "officer", "add", "Rosario", "--role", "clerk", "--new-passphrase-file", second, NULL);
  fixture->clock = gol_clock_new_system ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->office);
  g_object_unref (fixture->clock);
  g_free (fixture->worker);
  ctl_fixture_clear (&fixture->f);
}

/* The program itself; its answer is f->answer, as of ctl_call (). */
static void
call_program (Fixture *fixture,
              int      status,
              ...)
{
  CtlFixture *f = &fixture->f;
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  const char * const shared[] = { GOL_CTL_PROGRAM, "--json", "--officer", "admin", "--office", f->office, "--passphrase-file",
                                  f->passphrase };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  GError *error = NULL;
  const char *word;
  va_list args;
  int found;

  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    g_ptr_array_add (words, (gpointer) shared[i]);
  va_start (args, status);
  while ((word = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (args);
  g_ptr_array_add (words, NULL);

  g_spawn_sync (NULL, (char **) words->pdata, NULL, 0, NULL, NULL, &out, &err, &found, &error);
  g_assert_no_error (error);
  if (!WIFEXITED (found) || WEXITSTATUS (found) != status)
    g_error ("“%s %s” ended otherwise than with %d: %s%s", (char *) words->pdata[G_N_ELEMENTS (shared)],
             (char *) words->pdata[G_N_ELEMENTS (shared) + 1], status, out, err);
  json_decref (f->answer);
  f->answer = *out != '\0' ? json_loads (out, 0, NULL) : NULL;
  g_free (f->sentence);
  f->sentence = g_steal_pointer (&err);
}

static void
save_phone (Fixture    *fixture,
            const char *number)
{
  g_autoptr(GolRecord) worker = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  GError *error = NULL;

  worker = gol_office_read_as (fixture->office, "worker", fixture->worker, &error);
  g_assert_no_error (error);
  gol_values_set_text (values, "phone_1", number);
  gol_office_save (fixture->office, worker->record, "contact", values, NULL, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_reads (Fixture *fixture)
{
  GolStore *store = gol_office_get_store (fixture->office);
  GError *error = NULL;
  g_autofree char *worker = gol_store_find (store, gol_dictionary_find_entity ("worker"), fixture->worker, &error);
  g_autoptr(GPtrArray) reads = gol_store_get_reads (store, worker, &error);

  g_assert_no_error (error);
  return reads->len;
}

static void
test_reading (Fixture       *fixture,
              gconstpointer  data)
{
  CtlFixture *f = &fixture->f;
  g_autofree char *sheet = ctl_path (f, "sheet.csv");
  guint reads;

  fixture->office = open_here (fixture, FALSE);
  save_phone (fixture, "+529611765439");

  /* What was committed a moment ago is there, and who saw what is protected stands in the log of the one office. */
  reads = count_reads (fixture);
  call_program (fixture, 0, "worker", "show", fixture->worker, NULL);
  ctl_expect (f, "contact/phone_1", "+529611765439");
  ctl_expect (f, "self_identification/people", "Mam");
  g_assert_cmpuint (count_reads (fixture), ==, reads + 1);

  call_program (fixture, 0, "office", "info", NULL);
  ctl_expect (f, "records/worker", "1");
  call_program (fixture, 0, "worker", "list", "--search", "tzul", NULL);
  ctl_expect (f, "total", "1");
  call_program (fixture, 0, "worker", "search", "tzul", NULL);
  ctl_expect (f, "total", "1");
  call_program (fixture, 0, "worker", "history", fixture->worker, "--field", "phone_1", NULL);
  ctl_expect (f, "total", "1");
  call_program (fixture, 0, "batches", NULL);
  call_program (fixture, 0, "export", "workers", sheet, NULL);
  ctl_expect (f, "rows", "1");
  call_program (fixture, 0, "may-go-again", fixture->worker, "--scheme", "sawp-mx-ca", NULL);
  call_program (fixture, 0, "verify", NULL);
  ctl_expect (f, "valid", "true");

  /* Nothing that changes anything; and this process goes on. */
  call_program (fixture, 3, "worker", "set", fixture->worker, "phone_1=+529611765440", NULL);
  g_assert_nonnull (strstr (f->sentence, "Another program"));
  save_phone (fixture, "+529611765441");
  call_program (fixture, 0, "worker", "show", fixture->worker, NULL);
  ctl_expect (f, "contact/phone_1", "+529611765441");
}

static void
test_backup (Fixture       *fixture,
             gconstpointer  data)
{
  CtlFixture *f = &fixture->f;
  g_autofree char *backup = ctl_path (f, "backup.tar");

  fixture->office = open_here (fixture, FALSE);
  save_phone (fixture, "+529611765439");
  call_program (fixture, 0, "backup", backup, NULL);
  save_phone (fixture, "+529611765440");
  g_clear_object (&fixture->office);

  g_free (f->office);
  f->office = ctl_path (f, "restored");
  ctl_call (f, 0, "restore", backup, NULL);
  ctl_call (f, 0, "--officer", "admin", "verify", NULL);
  ctl_expect (f, "valid", "true");
  ctl_call (f, 0, "--officer", "admin", "worker", "show", fixture->worker, NULL);
  ctl_expect (f, "contact/phone_1", "+529611765439");
  ctl_expect (f, "self_identification/people", "Mam");
}

/* Whoever has it open may close it under a reader, and another may come: the reader's locks keep the write-ahead log where it is. */
static void
test_coming_and_going (Fixture       *fixture,
                       gconstpointer  data)
{
  CtlFixture *f = &fixture->f;
  g_autofree char *log = g_build_filename (f->office, "open.db-wal", NULL);
  g_autoptr(GolOffice) other = open_here (fixture, FALSE);
  g_autoptr(GolRecord) worker = NULL;
  GError *error = NULL;

  fixture->office = open_here (fixture, TRUE);
  g_clear_object (&other);
  call_program (fixture, 0, "worker", "set", fixture->worker, "phone_1=+529611765442", NULL);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  worker = gol_office_read_as (fixture->office, "worker", fixture->worker, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_record_get_text (worker, "contact.phone_1"), ==, "+529611765442");

  /* But the files are not exchanged under it. */
  call_program (fixture, 3, "officer", "remove", "Rosario", NULL);
  g_assert_nonnull (strstr (f->sentence, "is reading this office"));
  g_clear_object (&fixture->office);
  call_program (fixture, 0, "officer", "remove", "Rosario", NULL);
  call_program (fixture, 0, "worker", "show", fixture->worker, NULL);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*test) (Fixture *fixture, gconstpointer data); } tests[] = {
    { "/ctl/beside/reading", test_reading },
    { "/ctl/beside/backup", test_backup },
    { "/ctl/beside/coming-and-going", test_coming_and_going },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
