/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "client.h"
#include "gol-hub-route.h"
#include "gol-invitation.h"

#define KILLS 6

/* ── The program ── */

/* One of its commands: gives the exit status; @out: (out) (nullable): what it printed. */
static int
call (char       **out,
      const char  *first,
      ...)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *said = NULL;
  g_autofree char *printed = NULL;
  g_autoptr(GError) error = NULL;
  va_list args;

  g_ptr_array_add (words, (char *) GOL_HUB_PROGRAM);
  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (char *) word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  process = g_subprocess_newv ((const char * const *) words->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &printed, &said, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_true ((g_subprocess_get_exit_status (process) == 0) == (*said == '\0'));   /* one sentence, or none */
  if (out != NULL)
    *out = g_steal_pointer (&printed);
  return g_subprocess_get_exit_status (process);
}

/* Serving a folder at any port. */
static GSubprocess *
start (const char *folder,
       guint16    *port)
{
  g_autofree char *file = g_build_filename (folder, "port", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_unlink (file);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, GOL_HUB_PROGRAM, "run", folder, "--listen", "127.0.0.1:0",
                              "--port-file", file, NULL);
  g_assert_no_error (error);
  while (!g_file_get_contents (file, &text, NULL, NULL))
    {
      g_assert_nonnull (g_subprocess_get_identifier (process));   /* it has not ended */
      g_usleep (10000);
    }
  *port = g_ascii_strtoull (text, NULL, 10);
  g_unlink (file);
  return process;
}

static void
stop (GSubprocess *process,
      int          signal)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_send_signal (process, signal);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  if (signal == SIGKILL)
    g_assert_true (g_subprocess_get_if_signaled (process));
  else
    g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_object_unref (process);
}

static void
site_make (Site  *site,
           World *world)
{
  *site = (Site) { .world = world, .name = "m1", .agency = "min", .incarnation = 1 };
  gol_site_key_generate (&site->key);
  gol_seal_key_generate (site->seal_public, site->seal_secret);
}

/* Comes in by an invitation, which is all that it knows of the hub. */
static void
pair (Client     *client,
      const Site *site,
      const char *folder,
      guint16     port)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *line = NULL;
  g_autofree char *application = NULL;
  g_autoptr(GolInvitation) invitation = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (call (&line, "invite", folder, "min", "--address", address, NULL), ==, 0);
  invitation = gol_invitation_parse (line, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (invitation->host, ==, "127.0.0.1");
  g_assert_cmpuint (invitation->port, ==, port);
  client_init (client, invitation->port, invitation->hub_key, site);
  application = make_application (site, invitation->code);
  client_post (client, "/v1/enrol", GOL_HUB_TYPE_JSON, g_bytes_new (application, strlen (application)), NULL);
  client_ask (client);
  g_assert_cmpuint (client->status, ==, 200);
}

static gint64
have (Client *client)
{
  client_get (client, "/v1/hello");
  client_ask (client);
  g_assert_cmpuint (client->status, ==, 200);
  return read_have (client->text);
}

/* ── Tests ── */

static void
test_commands (void)
{
  g_autoptr(World) world = world_new ();
  g_autofree char *nowhere = g_build_filename (world->folder, "nowhere", NULL);
  g_autofree char *out = NULL;
  g_autofree char *status = NULL;
  g_autofree char *help = NULL;
  g_autofree char *json = NULL;

  g_assert_cmpint (call (NULL, "init", world->folder, NULL), ==, 1);                 /* it is one already */
  g_assert_cmpint (call (NULL, "agency", "add", world->folder, "min", "--kind", "ministry", NULL), ==, 0);
  g_assert_cmpint (call (NULL, "agency", "add", world->folder, "min", "--kind", "ministry", NULL), ==, 1);
  g_assert_cmpint (call (NULL, "agency", "add", world->folder, "sgt", "--kind=consulate-origin", "--district=Norte", NULL), ==, 0);
  g_assert_cmpint (call (NULL, "agency", "add", world->folder, "x", NULL), ==, 2);
  g_assert_cmpint (call (NULL, "agency", "add", world->folder, "x", "--kind", "bank", NULL), ==, 2);
  g_assert_cmpint (call (NULL, "agency", "add", world->folder, "x", "--kind", "employer", NULL), ==, 2);
  g_assert_cmpint (call (&out, "agency", "list", world->folder, NULL), ==, 0);
  g_assert_cmpstr (out, ==, "min\tministry\nsgt\tconsulate-origin\n");
  g_assert_cmpint (call (&json, "invite", world->folder, "min", "--json", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (json, "{\"invitation\":\"") && g_str_has_suffix (json, "\"}\n"));
  g_assert_cmpint (call (NULL, "invite", world->folder, "nobody", NULL), ==, 1);
  g_assert_cmpint (call (NULL, "invite", world->folder, "min", "--address", "nonsense", NULL), ==, 2);
  g_assert_cmpint (call (&status, "status", world->folder, "--json", NULL), ==, 0);
  g_assert_cmpstr (status, ==, "{\"sites\":[]}\n");
  g_assert_cmpint (call (NULL, "run", world->folder, "--listen", "192.0.2.1:0", NULL), ==, 3);   /* not this machine's */
  g_assert_cmpint (call (NULL, "run", world->folder, "--listen", "here", NULL), ==, 2);
  g_assert_cmpint (call (NULL, "run", nowhere, NULL), ==, 1);
  g_assert_cmpint (call (NULL, "run", NULL), ==, 2);
  g_assert_cmpint (call (NULL, "run", world->folder, "--kind", "x", NULL), ==, 2);
  g_assert_cmpint (call (NULL, "dance", NULL), ==, 2);
  g_assert_cmpint (call (&help, "help", NULL), ==, 0);
  g_assert_nonnull (strstr (help, "agency add"));
}

/* Agencies are added and offices invited while it runs, and whatever is loaded beside SQLCipher, nothing is written in clear. */
static void
test_serves (void)
{
  g_autoptr(World) world = world_new ();
  g_autofree char *db = g_build_filename (world->folder, "hub.db", NULL);
  g_autofree char *log = g_build_filename (world->folder, "hub.db-wal", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *log_bytes = NULL;
  gsize size, log_size;
  guint16 port;
  GSubprocess *process = start (world->folder, &port);
  Client client;
  Site site;

  site_make (&site, world);
  g_assert_cmpint (call (NULL, "agency", "add", world->folder, "min", "--kind", "ministry", NULL), ==, 0);
  pair (&client, &site, world->folder, port);
  client_post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, make_push (&site, 3), NULL);
  client_ask (&client);
  g_assert_cmpuint (client.status, ==, 200);
  g_assert_cmpint (have (&client), ==, 3);

  g_assert_true (g_file_get_contents (db, &bytes, &size, NULL));
  g_assert_true (g_file_get_contents (log, &log_bytes, &log_size, NULL));
  g_assert_null (memmem (bytes, size, "SQLite format", 13));
  g_assert_null (memmem (bytes, size, "birth_place", 11));
  g_assert_null (memmem (log_bytes, log_size, "birth_place", 11));
  stop (process, SIGTERM);
  client_clear (&client);
}

/* A copy that is taken while it runs is a hub like it, of the same key, as it was then. */
static void
test_backup (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(World) copy = world_new ();
  g_autofree char *folder = g_build_filename (copy->folder, "copy", NULL);
  g_autofree char *copied = g_build_filename (folder, "hub.db", NULL);
  g_autofree char *key = g_build_filename (folder, "hub.key", NULL);
  guint16 port;
  GSubprocess *process = start (world->folder, &port);
  Client client;
  Site site;

  site_make (&site, world);
  g_assert_cmpint (call (NULL, "agency", "add", world->folder, "min", "--kind", "ministry", NULL), ==, 0);
  pair (&client, &site, world->folder, port);
  client_post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, make_push (&site, 2), NULL);
  client_ask (&client);
  g_assert_cmpint (call (NULL, "backup", world->folder, folder, NULL), ==, 0);
  g_assert_cmpint (call (NULL, "backup", world->folder, folder, NULL), ==, 1);   /* never over another */
  client_post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, make_push (&site, 2), NULL);
  client_ask (&client);
  g_assert_cmpint (have (&client), ==, 4);
  stop (process, SIGINT);

  g_assert_cmpint (call (NULL, "renew", folder, NULL), ==, 0);
  process = start (folder, &port);
  client.port = port;
  g_assert_cmpint (have (&client), ==, 2);
  stop (process, SIGTERM);
  client_clear (&client);
  g_unlink (copied);
  g_unlink (key);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

typedef struct { GSubprocess *process; gulong after; } Killer;

static gpointer
kill_cb (gpointer data)
{
  Killer *killer = data;

  g_usleep (killer->after);
  g_subprocess_send_signal (killer->process, SIGKILL);
  return NULL;
}

/* Pushes one after another from where the hub is, until it is killed; gives how far it was told that all is kept. */
static gint64
push_until_killed (Client      *client,
                   GPtrArray   *pushes,
                   GSubprocess *process,
                   gulong       after)
{
  Killer killer = { process, after };
  gint64 at = have (client);
  GThread *thread = g_thread_new ("killer", kill_cb, &killer);

  do
    {
      g_assert_cmpint (at, <, pushes->len);
      client_post (client, "/v1/changes", GOL_HUB_TYPE_NDJSON, g_bytes_ref (g_ptr_array_index (pushes, at)), NULL);
      client_ask (client);
      at += client->status == 200;
    }
  while (client->status == 200);
  g_assert_cmpuint (client->status, ==, 0);
  g_thread_join (thread);
  return at;
}

static void
test_killed (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(GPtrArray) pushes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(GolFeedPage) page = NULL;
  guint16 port;
  GSubprocess *process = start (world->folder, &port);
  gint64 last = 0;
  Client client;
  Site site;

  site_make (&site, world);
  for (guint i = 0; i < 3000; i++)
    g_ptr_array_add (pushes, make_push (&site, 1));
  g_assert_cmpint (call (NULL, "agency", "add", world->folder, "min", "--kind", "ministry", NULL), ==, 0);
  pair (&client, &site, world->folder, port);
  for (guint i = 0; i < KILLS; i++)
    {
      gint64 said = push_until_killed (&client, pushes, process, g_rand_int_range (world->rand, 50000, 300000));
      gint64 held;

      stop (process, SIGKILL);
      process = start (world->folder, &client.port);
      held = have (&client);
      g_test_message ("said %" G_GINT64_FORMAT ", held %" G_GINT64_FORMAT, said, held);
      g_assert_true (held == said || held == said + 1);   /* the last answer may have been lost, nothing else */
      last = held;
    }
  g_assert_cmpint (last, >, 0);
  client_get (&client, "/v1/feed?log=open&limit=500");
  client_ask (&client);
  page = gol_feed_page_read (client.text, strlen (client.text), NULL);
  g_assert_nonnull (page);
  g_assert_cmpint (page->items->len, ==, MIN (last, 500));
  for (guint i = 0; i < page->items->len; i++)
    g_assert_cmpuint (((GolFeedItem *) g_ptr_array_index (page->items, i))->change->header.seq, ==, i + 1);
  stop (process, SIGTERM);
  client_clear (&client);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/program/commands", test_commands);
  g_test_add_func ("/hub/program/serves", test_serves);
  g_test_add_func ("/hub/program/backup", test_backup);
  g_test_add_func ("/hub/program/killed", test_killed);
  return g_test_run ();
}
