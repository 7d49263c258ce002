/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gol-json.h"
#include "world.h"

#define KILLS    10
#define CHANGES  3000
#define AT_ONCE  3

/* What one office will push, written before the hub is killed for the first time. */
typedef struct
{
  World     *world;
  Site      *site;
  GPtrArray *changes;   /* of GolChange */
} Run;

/* How far the hub is, by its own word. */
static guint64
have (Run *run)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = gol_hub_hello (run->world->hub, run->site->name, &error);
  g_autoptr(GolValues) hello = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  g_assert_no_error (error);
  hello = gol_values_from_json (text, -1, &error);
  g_assert_no_error (error);
  rows = gol_json_to_rows (gol_values_find (hello, "have")->text, &error);
  g_assert_no_error (error);
  return gol_values_get_integer (g_ptr_array_index (rows, GOL_LOG_OPEN), "seq", 0);
}

/* Pushes from where the hub is, and says each time how far it got. */
static void
work (Run *run,
      int  out)
{
  guint64 at = have (run);

  while (at < CHANGES)
    {
      g_autoptr(GString) body = g_string_new (NULL);
      g_autofree char *answers = NULL;

      for (guint i = 0; i < AT_ONCE && at < CHANGES; i++, at++)
        gol_push_append (body, g_ptr_array_index (run->changes, at), NULL);
      answers = gol_hub_push (run->world->hub, run->site->name, body->str, body->len, NULL);
      if (answers == NULL || write (out, &at, sizeof at) != sizeof at)
        _exit (1);
    }
  pause ();
}

/* Gives how far it said it had come. */
static guint64
run_and_kill (Run *run)
{
  guint64 said = 0, at;
  int pipes[2], status;
  pid_t child;

  g_clear_pointer (&run->world->hub, gol_hub_close);
  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (pipes[0]);
      world_reopen (run->world);
      work (run, pipes[1]);
      _exit (1);
    }
  close (pipes[1]);
  g_usleep (g_rand_int_range (run->world->rand, 10000, 120000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  while (read (pipes[0], &at, sizeof at) == sizeof at)
    said = at;
  close (pipes[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  world_reopen (run->world);
  return said;
}

/* Every change up to there, once, in order, counted without a gap, and each in the feed. */
static void
check (Run     *run,
       guint64  until)
{
  g_autofree char *cursor = NULL;
  g_autoptr(GPtrArray) pages = site_fetch (run->site, GOL_LOG_OPEN, &cursor);
  guint64 n = 0;

  for (guint i = 0; i < pages->len; i++)
    {
      const GolFeedPage *page = g_ptr_array_index (pages, i);

      for (guint k = 0; k < page->items->len; k++)
        {
          const GolFeedItem *item = g_ptr_array_index (page->items, k);

          n++;
          g_assert_cmpuint (item->change->header.seq, ==, n);
          g_assert_cmpuint (item->receipt->hub_seq, ==, n);
        }
    }
  g_assert_cmpuint (n, ==, until);
}

static void
test_killed (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Site) site = NULL;
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_change_free);
  Run run = { .world = world, .changes = changes };
  guint64 last = 0;

  world_agency (world, "min", "ministry", NULL, NULL);
  run.site = site = site_new (world, "m1", "min");
  for (guint i = 0; i < CHANGES; i++)
    {
      g_autofree char *record = record_new (world, "worker");

      g_ptr_array_add (changes, site_write (site, GOL_LOG_OPEN, leaf_new (record, "civil", "birth_place", "X", NULL), NULL));
    }
  for (guint i = 0; i < KILLS; i++)
    {
      guint64 said = run_and_kill (&run);
      guint64 held = have (&run);

      g_test_message ("said %" G_GUINT64_FORMAT ", held %" G_GUINT64_FORMAT, said, held);
      g_assert_cmpuint (held, >=, MAX (said, last));   /* what was answered is there */
      g_assert_true (held % AT_ONCE == 0);             /* a push whole or not at all */
      check (&run, held);
      last = held;
    }
  g_assert_cmpuint (last, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/killed", test_killed);
  return g_test_run ();
}
