/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk.h"

#define WORKERS 230   /* more than a page */
#define CUTS    2
#define KILLS   25

/* ── Whatever a line can do to one exchange ── */

typedef enum
{
  FINE,
  UNSENT,      /* it did not go out */
  LOST,        /* the answer did not come back */
  DOUBLED,     /* it went out twice */
  CUT,
  FLIPPED,     /* one byte of the answer is another */
  A_PROXY,     /* says something of its own, and that all is well */
  A_GATEWAY,   /* says that it is not */
  RESTARTED,   /* the program ends before the answer is taken in */
  TROUBLES,
} Trouble;

static const char html[] = "<html><body>Welcome to our network. Accept the conditions.</body></html>";

static GBytes *
cut (GBytes *body,
     GRand  *rand)
{
  gsize size = body != NULL ? g_bytes_get_size (body) : 0;

  return size > 0 ? g_bytes_new_from_bytes (body, 0, g_rand_int_range (rand, 0, size)) : NULL;
}

/* TLS and the digest of the whole body see to all of it; what a page says of itself is in its last line, which is not flipped here. */
static GBytes *
flip (GBytes *body,
      GRand  *rand)
{
  gsize size;
  const char *text = body != NULL ? g_bytes_get_data (body, &size) : NULL;
  const char *end = text != NULL ? g_strrstr_len (text, size, "{\"count\":") : NULL;
  gsize most = end != NULL ? (gsize) (end - text) : text != NULL ? size : 0;
  guint8 *copy;

  if (most == 0)
    return NULL;
  copy = g_memdup2 (text, size);
  copy[g_rand_int_range (rand, 0, most)] ^= 1 << g_rand_int_range (rand, 0, 7);
  return g_bytes_new_take (copy, size);
}

/* All that an answer may change. */
static char *
describe (Desk *desk)
{
  GError *error = NULL;
  g_autofree char *open = gol_exchange_get_cursor (desk->office->store, GOL_LOG_OPEN, &error);
  g_autofree char *protected = gol_exchange_get_cursor (desk->office->store, GOL_LOG_PROTECTED, &error);

  g_assert_no_error (error);
  return g_strdup_printf ("%u %s %s", desk_waiting (desk), open, protected);
}

/* What is no answer is refused, and changes nothing. */
static void
answer_wrongly (Desk   *desk,
                guint   status,
                GBytes *body)
{
  g_autofree char *before = describe (desk);
  g_autofree char *after = NULL;
  GError *error = NULL;

  /* Who stores in a thread learns a little later what the hub's signature was worth. */
  if (gol_sync_answer (desk->sync, status, body, &error))
    {
      g_autoptr(GolSyncRequest) next = gol_sync_next (desk->sync, &error);

      g_assert_null (next);
    }
  g_assert_nonnull (error);
  g_assert_cmpstr (gol_sync_get_state (desk->sync)->problem, ==, error->message);
  g_assert_cmpint (gol_sync_get_state (desk->sync)->phase, ==, GOL_SYNC_OFFLINE);
  g_clear_error (&error);
  after = describe (desk);
  g_assert_cmpstr (after, ==, before);
}

/* FALSE: nothing is to be asked but whether there is news. */
static gboolean
step_with (Desk    *desk,
           Trouble  trouble,
           GRand   *rand)
{
  GError *error = NULL;
  g_autoptr(GolSyncRequest) request = gol_sync_next (desk->sync, &error);
  g_autoptr(GolHubReply) reply = NULL;
  g_autoptr(GBytes) body = NULL;

  g_assert_no_error (error);
  if (request->idle)
    return FALSE;
  if (trouble == UNSENT)
    {
      gol_sync_failed (desk->sync, "no route to host");
      g_assert_cmpuint (gol_sync_get_delay (desk->sync, rand), >, 0);
      return TRUE;
    }
  reply = desk_route (desk, request);
  if (trouble == DOUBLED)
    {
      gol_hub_reply_free (reply);
      reply = desk_route (desk, request);
    }
  switch (trouble)
    {
    case LOST:
      gol_sync_failed (desk->sync, NULL);
      return TRUE;
    case RESTARTED:
      desk_restart (desk);
      return TRUE;
    case CUT:
      body = cut (reply->body, rand);
      break;
    case FLIPPED:
      /* What bears a digest or a signature of its own. */
      if (strstr (request->path, "/v1/feed") != NULL || strstr (request->path, "/v1/changes") != NULL)
        body = flip (reply->body, rand);
      break;
    case A_PROXY:
    case A_GATEWAY:
      body = g_bytes_new_static (html, strlen (html));
      break;
    default:
      break;
    }
  if (body != NULL)
    answer_wrongly (desk, trouble == A_GATEWAY ? 502 : trouble == A_PROXY ? 200 : reply->status, body);
  else
    {
      gol_sync_answer (desk->sync, reply->status, reply->body, &error);
      g_assert_no_error (error);
    }
  return TRUE;
}

static void
write_something (Desk      *desk,
                 GPtrArray *workers,
                 GRand     *rand)
{
  for (guint i = 0, n = g_rand_int_range (rand, 1, 4); i < n; i++)
    {
      g_autofree char *phone = g_strdup_printf ("+502555%05d", g_rand_int_range (rand, 0, 100000));
      const char *worker = workers->len > 0 && g_rand_boolean (rand) ? g_ptr_array_index (workers, g_rand_int_range (rand, 0, workers->len)) : NULL;
      char *record = office_set (desk->office, worker, "contact", values_new ("phone_1", phone, NULL));

      if (worker == NULL)
        g_ptr_array_add (workers, record);
      else
        g_free (record);
      if (g_rand_int_range (rand, 0, 3) == 0)
        g_free (office_set (desk->office, g_ptr_array_index (workers, workers->len - 1), "self_identification",
                            values_new ("people", "Mam", NULL)));
    }
}

static void
assert_all_same (Desk      *one,
                 Desk      *other,
                 GPtrArray *workers)
{
  g_assert_cmpuint (desk_waiting (one), ==, 0);
  g_assert_cmpuint (desk_waiting (other), ==, 0);
  for (guint i = 0; i < workers->len; i++)
    {
      const char *worker = g_ptr_array_index (workers, i);
      g_autofree char *first = desk_digest (one, worker, "self_identification");
      g_autofree char *second = desk_digest (other, worker, "self_identification");

      desk_assert_same (one, other, worker, "contact");
      g_assert_cmpstr (first, ==, second);
    }
  office_verify (one->office);
  office_verify (other->office);
}

/* Each trouble at each step of a round that has everything in it. */
static void
test_each (void)
{
  for (Trouble trouble = UNSENT; trouble < TROUBLES; trouble++)
    {
      g_autoptr(World) world = world_new ();
      g_autoptr(Desk) one = desk_new (world, "min1", "ministry", NULL);
      g_autoptr(Desk) other = desk_new (world, "min2", "ministry", NULL);
      g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func (g_free);
      gboolean reached = TRUE;

      for (guint at = 0; reached; at++)
        {
          write_something (one, workers, world->rand);
          write_something (other, workers, world->rand);
          desk_sync (one);
          gol_sync_wake (other->sync);
          for (guint i = 0; i <= at && reached; i++)
            reached = step_with (other, i == at ? trouble : FINE, world->rand);
          desk_sync (other);
          desk_sync (one);
        }
      assert_all_same (one, other, workers);
    }
}

/* Any of them, at any moment. */
static void
test_random (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) one = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) other = desk_new (world, "min2", "ministry", NULL);
  Desk *desks[] = { one, other };
  g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 300; i++)
    {
      Desk *desk = desks[g_rand_int_range (world->rand, 0, 2)];

      if (g_rand_int_range (world->rand, 0, 12) == 0)
        {
          write_something (desk, workers, world->rand);
          gol_sync_wake (desk->sync);
        }
      if (g_rand_int_range (world->rand, 0, 30) == 0)
        gol_sync_wake (desk->sync);
      step_with (desk, g_rand_boolean (world->rand) ? FINE : g_rand_int_range (world->rand, UNSENT, TROUBLES), world->rand);
    }
  for (guint i = 0; i < 4; i++)
    desk_sync (desks[i % 2]);
  assert_all_same (one, other, workers);
}

/* A cut costs a page, not those before it. */
static void
test_resume (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) one = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) other = desk_new (world, "min2", "ministry", NULL);
  g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func (g_free);
  guint cuts = 0;

  for (guint i = 0; i < WORKERS; i++)
    g_ptr_array_add (workers, office_set (one->office, NULL, "contact", values_new ("phone_1", "+50255500100", NULL)));
  desk_sync (one);
  /* Each page is cut once. */
  for (guint pages = 0;;)
    {
      GError *error = NULL;
      g_autoptr(GolSyncRequest) request = gol_sync_next (other->sync, &error);
      gboolean cuts_now = g_str_has_prefix (request->path, "/v1/feed") && pages % 2 == 0 && cuts < CUTS;

      pages += g_str_has_prefix (request->path, "/v1/feed");
      cuts += cuts_now;
      if (!step_with (other, cuts_now ? CUT : FINE, world->rand))
        break;
    }
  g_assert_cmpuint (cuts, ==, CUTS);
  g_assert_cmpuint (gol_sync_get_state (other->sync)->fetched, ==, WORKERS);   /* each came in once */
  g_assert_cmpuint (other->pages, ==, 3 + CUTS);   /* two of the open log, one of the other */
  assert_all_same (one, other, workers);
}

/* The delay grows, stays within its bounds, and is over when somebody asks or it works again. */
static void
test_delay (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) desk = desk_new (world, "min1", "ministry", NULL);
  guint last = 0;

  g_assert_cmpuint (gol_sync_get_delay (desk->sync, world->rand), ==, 0);
  for (guint i = 0; i < 20; i++)
    {
      guint delay;

      step_with (desk, UNSENT, world->rand);
      delay = gol_sync_get_delay (desk->sync, world->rand);
      g_assert_cmpuint (delay, >=, MIN (last, 150000));
      g_assert_cmpuint (delay, <=, 300000);
      last = 500 << MIN (i, 20);
    }
  gol_sync_wake (desk->sync);
  g_assert_cmpuint (gol_sync_get_delay (desk->sync, world->rand), ==, 0);
  desk_sync (desk);
  g_assert_null (gol_sync_get_state (desk->sync)->problem);
  step_with (desk, FINE, world->rand);
  gol_sync_failed (desk->sync, NULL);
  g_assert_cmpuint (gol_sync_get_delay (desk->sync, world->rand), <=, 1000);
}

/* ── A program that is killed, and the hub with it ── */

static void
sync_for_ever (World *world,
               Desk  *desk)
{
  world_reopen (world);
  desk_restart (desk);
  desk_sync (desk);
  _exit (0);
}

static void
close_all (World *world,
           Desk  *desk)
{
  g_clear_pointer (&desk->sync, gol_sync_free);
  office_close (desk->office);
  g_clear_pointer (&world->hub, gol_hub_close);
}

static void
test_killed (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Desk) one = desk_new (world, "min1", "ministry", NULL);
  g_autoptr(Desk) other = desk_new (world, "min2", "ministry", NULL);
  Desk *desks[] = { one, other };
  g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func (g_free);
  guint killed = 0;

  for (guint i = 0; i < KILLS; i++)
    {
      Desk *desk = desks[i % 2];
      int status;
      pid_t child;

      for (guint j = 0; j < 3; j++)
        write_something (desk, workers, world->rand);
      close_all (world, desk);
      child = fork ();
      if (child == 0)
        sync_for_ever (world, desk);
      g_usleep (g_rand_int_range (world->rand, 1000, 400000));
      kill (child, SIGKILL);
      waitpid (child, &status, 0);
      g_assert_true (WIFSIGNALED (status) || (WIFEXITED (status) && WEXITSTATUS (status) == 0));
      killed += WIFSIGNALED (status);
      world_reopen (world);
      desk_restart (desk);
      office_verify (desk->office);
    }
  g_test_message ("%u of %d killed in the middle", killed, KILLS);
  for (guint i = 0; i < 4; i++)
    desk_sync (desks[i % 2]);
  assert_all_same (one, other, workers);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/trouble/each", test_each);
  g_test_add_func ("/sync/trouble/random", test_random);
  g_test_add_func ("/sync/trouble/resume", test_resume);
  g_test_add_func ("/sync/trouble/delay", test_delay);
  g_test_add_func ("/sync/trouble/killed", test_killed);
  return g_test_run ();
}
