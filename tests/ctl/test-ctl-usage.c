/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "fixture.h"
#include "gol-ctl-private.h"

/* What a script meets when it calls wrongly, or when the machine is not as it thinks. */

static void
test_usage (void)
{
  CtlFixture f;

  ctl_fixture_init (&f);
  ctl_call (&f, 2, NULL);
  ctl_call (&f, 2, "worker", NULL);
  ctl_call (&f, 2, "worker", "dance", NULL);
  g_assert_nonnull (strstr (f.sentence, "worker dance"));
  ctl_call (&f, 2, "check", "number", "curp", NULL);
  ctl_call (&f, 2, "check", "number", "curp", "A", "B", NULL);
  ctl_call (&f, 2, "check", "number", "shoe-size", "42", NULL);
  ctl_call (&f, 2, "check", "mrz", NULL);
  ctl_call (&f, 2, "office", "create", "--kind", "ministry", NULL);
  ctl_call (&f, 2, "office", "create", "--kind", "circus", "--country", "MX", "--name", "X", NULL);
  ctl_call (&f, 2, "office", "create", "--kind", "ministry", "--country", "ZZ", "--name", "X", NULL);
  ctl_call (&f, 2, "worker", "list", "--limit", "none", NULL);
  ctl_call (&f, 2, "worker", "list", "--no-such-option", NULL);
  g_assert_nonnull (strstr (f.sentence, "“--no-such-option” is no option of this command"));
  ctl_call (&f, 2, "worker", "list", "-x", NULL);
  g_assert_nonnull (strstr (f.sentence, "“-x” is no option"));
  ctl_call (&f, 2, "worker", "list", "--descending=yes", NULL);
  ctl_call (&f, 2, "worker", "list", "--sort", NULL);
  g_assert_nonnull (strstr (f.sentence, "--sort needs a value"));
  ctl_call (&f, 2, "--today", "23/11/2026", "scheme", "list", NULL);
  ctl_call (&f, 2, "worker", "search", "Nu\361ez", NULL);
  ctl_call (&f, 2, "worker", "list", "--today", NULL);
  g_assert_nonnull (strstr (f.sentence, "--today"));
  ctl_fixture_clear (&f);
}

static void
test_environment (void)
{
  CtlFixture f;
  g_autofree char *empty = NULL;
  g_autofree char *other = NULL;
  g_autofree char *right = NULL;

  ctl_fixture_init (&f);
  ctl_call (&f, 3, "worker", "list", NULL);

  ctl_call (&f, 0, "office", "create", "--kind", "ministry", "--country", "MX", "--name", "Prueba", NULL);
  right = f.passphrase;
  f.passphrase = other = ctl_file (&f, "other", "not this one\n");
  ctl_call (&f, 3, "worker", "list", NULL);
  g_assert_null (strstr (f.sentence, "not this one"));
  f.passphrase = empty = ctl_file (&f, "empty", "\n");
  ctl_call (&f, 3, "worker", "list", NULL);
  f.passphrase = (char *) "/nonexistent/passphrase";
  ctl_call (&f, 3, "worker", "list", NULL);
  f.passphrase = g_steal_pointer (&right);
  ctl_call (&f, 0, "worker", "list", NULL);
  ctl_expect (&f, "total", "0");
  ctl_call (&f, 3, "import", "workers", f.root, NULL);
  ctl_call (&f, 3, "restore", f.root, NULL);
  ctl_fixture_clear (&f);
}

/* A file that is gone or was cut to nothing is no new office. */
static void
test_lost_files (void)
{
  static const char * const names[] = { "open.db", "protected.db" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CtlFixture f;
      g_autofree char *path = NULL;

      ctl_fixture_create (&f);
      path = g_build_filename (f.office, names[i], NULL);
      g_assert_true (g_file_set_contents (path, "", 0, NULL));
      ctl_call (&f, 3, "worker", "list", NULL);
      ctl_call (&f, 3, "verify", NULL);
      g_assert_nonnull (strstr (f.sentence, names[i]));
      g_assert_cmpint (g_unlink (path), ==, 0);
      ctl_call (&f, 3, "worker", "list", NULL);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      ctl_fixture_clear (&f);
    }
}

static gpointer
free_lock (gpointer data)
{
  g_usleep (G_USEC_PER_SEC / 2);
  close (GPOINTER_TO_INT (data));
  return NULL;
}

/* Two scripts that meet wait for each other; who only reads waits for nobody. */
static void
test_busy (void)
{
  CtlFixture f;
  g_autofree char *path = NULL;
  GThread *thread;
  int fd;

  ctl_fixture_create (&f);
  path = g_build_filename (f.office, "office.lock", NULL);
  fd = open (path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  thread = g_thread_new ("other", free_lock, GINT_TO_POINTER (fd));
  ctl_call (&f, 0, "officer", "passphrase", "--new-passphrase-file", f.passphrase, NULL);
  g_thread_join (thread);

  fd = open (path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  ctl_call (&f, 3, "officer", "passphrase", "--new-passphrase-file", f.passphrase, NULL);
  g_assert_nonnull (strstr (f.sentence, "Another program"));
  ctl_call (&f, 0, "worker", "list", NULL);
  close (fd);
  ctl_fixture_clear (&f);
}

/* (transfer full): what is printed; NULL: usage was wrong. */
static char *
ask_for_help (const char *first,
              const char *second,
              const char *third)
{
  char *argv[] = { (char *) "golondrinactl", (char *) first, (char *) second, (char *) third, NULL };
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GString) err = g_string_new (NULL);
  int status = gol_ctl_run (argv, out, err);

  g_assert_cmpint (status, ==, err->len == 0 ? 0 : 2);
  g_assert_true (status == 0 || out->len == 0);
  return status == 0 ? g_strdup (out->str) : NULL;
}

static void
test_help (void)
{
  g_autofree char *all = ask_for_help ("help", NULL, NULL), *same = ask_for_help ("--help", NULL, NULL);
  g_autofree char *orders = ask_for_help ("help", "order", NULL), *one = ask_for_help ("order", "add", "--help");

  g_assert_nonnull (strstr (all, "may-go-again WORKER --scheme ID"));
  g_assert_cmpstr (all, ==, same);
  g_assert_nonnull (strstr (orders, "  order add "));
  g_assert_nonnull (strstr (orders, "  order approve "));
  g_assert_null (strstr (orders, "  worker "));
  g_assert_nonnull (strstr (one, "  order add "));
  g_assert_null (strstr (one, "  order approve "));
  g_assert_null (ask_for_help ("help", "swallow", NULL));
  g_assert_null (ask_for_help ("swallow", "-h", NULL));
}

/* Every word of a command and every option that help tells stands in the manual page too. */
static void
test_manual (void)
{
  char *argv[] = { (char *) "golondrinactl", (char *) "help", NULL };
  g_autofree char *path = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "data", "man", "golondrinactl.1", NULL);
  g_autoptr(GRegex) word = g_regex_new ("--[a-z-]+|^  [a-z][a-z -]*", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GString) err = g_string_new (NULL);
  g_autoptr(GString) manual = NULL;
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  manual = g_string_new (text);
  g_string_replace (manual, "\\-", "-", 0);
  g_assert_cmpint (gol_ctl_run (argv, out, err), ==, 0);
  for (g_regex_match (word, out->str, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *found = g_match_info_fetch (match, 0);
      g_auto(GStrv) words = g_strsplit (g_strstrip (found), " ", -1);

      for (guint i = 0; words[i] != NULL; i++, n++)
        {
          g_autofree char *quoted = g_regex_escape_string (words[i], -1);
          g_autofree char *pattern = g_strdup_printf ("(?<![a-z-])%s(?![a-z-])", quoted);

          if (!g_regex_match_simple (pattern, manual->str, 0, 0))
            g_error ("The manual page does not tell of %s", words[i]);
        }
    }
  g_assert_cmpuint (n, >, 100);
}

static void
test_for_people (void)
{
  char *argv[] = { (char *) "golondrinactl", (char *) "check", (char *) "number", (char *) "es-dni", (char *) "12345678Z", NULL };
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GString) err = g_string_new (NULL);

  g_assert_cmpint (gol_ctl_run (argv, out, err), ==, 0);
  g_assert_cmpstr (out->str, ==, "valid: yes\nkind: es-dni\nnumber: 12345678Z\n");
}

/* ── Checks: a failed one is an answer, not a failure ── */

static void
test_numbers (void)
{
  static const struct { const char *kind, *good, *bad; } cases[] = {
    { "mx-clabe", "032180000118359719", "032180000118359718" },
    { "ec-ci", "171430710-3", "171430710-4" },
    { "es-dni", "54362315-K", "54362315-Z" },
    { "es-nie", "X-2482300W", "X-2482300A" },
    { "ca-sin", "123-456-782", "999-999-999" },
    { "iban", "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 33" },
  };
  CtlFixture f;

  ctl_fixture_init (&f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reason = NULL;

      ctl_call (&f, 0, "check", "number", cases[i].kind, cases[i].good, NULL);
      ctl_expect (&f, "valid", "true");
      ctl_expect (&f, "reason", NULL);
      ctl_call (&f, 0, "check", "number", cases[i].kind, cases[i].bad, NULL);
      ctl_expect (&f, "valid", "false");
      reason = ctl_get (&f, "reason");
      g_assert_nonnull (reason);
    }
  ctl_fixture_clear (&f);
}

/* The specimen of ICAO 9303 part 4. */
static void
test_mrz (void)
{
  CtlFixture f;
  g_autofree char *reason = NULL;

  ctl_fixture_init (&f);
  ctl_call (&f, 0, "check", "mrz", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10", NULL);
  ctl_expect (&f, "valid", "true");
  ctl_expect (&f, "format", "TD3");
  ctl_expect (&f, "surname", "ERIKSSON");
  ctl_expect (&f, "given_names", "ANNA MARIA");
  ctl_expect (&f, "number", "L898902C3");
  ctl_expect (&f, "birth_date", "1974-08-12");
  ctl_expect (&f, "expiry_date", "2012-04-15");
  ctl_expect (&f, "sex", "F");

  ctl_call (&f, 0, "check", "mrz", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C46UTO7408122F1204159ZE184226B<<<<<10", NULL);
  ctl_expect (&f, "valid", "false");
  ctl_call (&f, 0, "check", "mrz", "too short", NULL);
  ctl_expect (&f, "valid", "false");
  reason = ctl_get (&f, "reason");
  g_assert_nonnull (reason);
  ctl_fixture_clear (&f);
}

/* For people: what is not there is left out, but a verdict that is not known says so. */
static void
test_print (void)
{
  g_autoptr(GString) out = g_string_new (NULL);
  json_t *answer = json_pack ("{s:n, s:[{s:s, s:n, s:s, s:n}, {s:s, s:b}]}", "from", "clauses", "clause", "adult", "holds",
                              "words", "Nobody has recorded it.", "cure", "clause", "curp", "holds", TRUE);

  gol_ctl_print (out, answer);
  g_assert_cmpstr (out->str, ==, "clauses\n  adult  not known  Nobody has recorded it.\n  curp  yes\n");
  json_decref (answer);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/usage", test_usage);
  g_test_add_func ("/ctl/environment", test_environment);
  g_test_add_func ("/ctl/usage/lost-files", test_lost_files);
  g_test_add_func ("/ctl/usage/busy", test_busy);
  g_test_add_func ("/ctl/help", test_help);
  g_test_add_func ("/ctl/manual", test_manual);
  g_test_add_func ("/ctl/for-people", test_for_people);
  g_test_add_func ("/ctl/check/numbers", test_numbers);
  g_test_add_func ("/ctl/check/mrz", test_mrz);
  g_test_add_func ("/ctl/print", test_print);
  return g_test_run ();
}
