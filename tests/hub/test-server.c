/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "client.h"
#include "gol-hub-body.h"
#include "gol-hub-route.h"
#include "gol-hub-server.h"

/* ── A hub on a port of this machine, served in the main thread, and clients that block, each in a thread of its own ── */

typedef struct
{
  World        *world;
  GolHubServer *server;
  guint16       port;
} Served;

static void
serve (Served *served)
{
  g_autoptr(GError) error = NULL;

  served->world = world_new ();
  world_agency (served->world, "min", "ministry", NULL, NULL);
  served->server = gol_hub_server_new (served->world->hub, &error);
  g_assert_no_error (error);
  g_assert_true (gol_hub_server_listen (served->server, "127.0.0.1", &served->port, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (served->port, !=, 0);
}

static void
unserve (Served *served)
{
  gol_hub_server_stop (served->server);
  gol_hub_server_free (served->server);
  world_free (served->world);
}

static gpointer
thread_cb (gpointer data)
{
  Client *client = data;

  client->work (client);
  g_atomic_int_set (&client->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
begin (Client     *client,
       ClientWork  work)
{
  client->work = work;
  client->done = FALSE;
  client->thread = g_thread_new ("client", thread_cb, client);
}

static void
end (Client *client)
{
  while (!g_atomic_int_get (&client->done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (client->thread);
}

static void
run (Client     *client,
     ClientWork  work)
{
  begin (client, work);
  end (client);
}

/* ── Requests ── */

static guint
get (Client     *client,
     const char *path)
{
  client_get (client, path);
  run (client, client_ask);
  return client->status;
}

static guint
post (Client     *client,
      const char *path,
      const char *type,
      GBytes     *body,       /* (transfer full) */
      const char *coding)
{
  client_post (client, path, type, body, coding);
  run (client, client_ask);
  return client->status;
}

static void
join (Client     *client,
      Served     *served,
      const Site *site)     /* (nullable) */
{
  client_init (client, served->port, gol_hub_get_public_key (served->world->hub), site);
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* How many changes of the site the hub has. */
static gint64
count_held (Site *site)
{
  g_autofree char *hello = gol_hub_hello (site->world->hub, site->name, NULL);

  return read_have (hello);
}

/* ── What an office does ── */

static void
test_exchange (void)
{
  Served served = { NULL };
  Site site = { .name = "m1" };
  Client client;
  g_autofree char *code = NULL;
  g_autofree char *application = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *ack = NULL;
  g_autoptr(GBytes) push = NULL;
  g_autoptr(GBytes) zipped = NULL;
  g_autofree char *digest = NULL;
  g_autoptr(GolFeedPage) page = NULL;
  g_autoptr(GPtrArray) answers = NULL;
  g_autoptr(GError) error = NULL;

  serve (&served);
  site.world = served.world;
  site.incarnation = 1;
  gol_site_key_generate (&site.key);
  gol_seal_key_generate (site.seal_public, site.seal_secret);
  join (&client, &served, &site);
  g_assert_cmpuint (get (&client, "/healthz"), ==, 200);
  g_assert_cmpuint (get (&client, "/v1/hello"), ==, 401);

  code = gol_hub_invite (served.world->hub, "min", NULL);
  application = make_application (&site, code);
  g_assert_cmpuint (post (&client, "/v1/enrol", GOL_HUB_TYPE_JSON, bytes_of (application), NULL), ==, 200);
  g_assert_nonnull (strstr (client.text, "\"kind\":\"ministry\""));
  g_assert_cmpuint (get (&client, "/v1/hello"), ==, 200);

  g_assert_cmpuint (get (&client, "/v1/directory"), ==, 200);
  client.tag = tag = g_steal_pointer (&client.got_tag);
  g_assert_cmpuint (get (&client, "/v1/directory"), ==, 304);
  client.tag = NULL;

  push = make_push (&site, 20);
  zipped = gol_hub_body_gzip (push);
  client.digest = digest = gol_hub_body_digest (zipped);
  g_assert_cmpuint (post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, g_bytes_ref (zipped), "gzip"), ==, 200);
  answers = gol_answers_read (client.text, strlen (client.text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 20);
  g_assert_cmpint (((GolAnswer *) g_ptr_array_index (answers, 19))->kind, ==, GOL_ANSWER_ACCEPTED);

  g_assert_cmpuint (get (&client, "/v1/feed?log=open&limit=500"), ==, 200);
  g_assert_cmpstr (client.got_coding, ==, "gzip");   /* and libsoup expanded it */
  g_assert_true (g_str_has_prefix (client.got_digest, "sha-256=:"));
  page = gol_feed_page_read (client.text, strlen (client.text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 20);
  ack = g_strdup_printf ("{\"cursor\":\"%s\",\"log\":\"open\"}", page->next);
  g_assert_cmpuint (post (&client, "/v1/ack", GOL_HUB_TYPE_JSON, bytes_of (ack), NULL), ==, 204);
  client_clear (&client);
  unserve (&served);
}

/* One waits; a second wait of the same office ends the first, and a push ends that. */
static void
test_wait (void)
{
  Served served = { NULL };
  g_autoptr(Site) waiter = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GPtrArray) pages = NULL;
  Client first, second, pusher;
  gint64 begun;

  serve (&served);
  waiter = site_new (served.world, "m1", "min");
  pages = site_fetch (waiter, GOL_LOG_OPEN, &cursor);
  path = g_strdup_printf ("/v1/wait?open=%s", cursor);
  join (&first, &served, waiter);
  join (&second, &served, waiter);
  join (&pusher, &served, waiter);
  first.path = second.path = path;

  begun = g_get_monotonic_time ();
  begin (&first, client_ask);
  while (gol_hub_server_get_waiting (served.server) == 0)
    g_main_context_iteration (NULL, TRUE);
  begin (&second, client_ask);
  end (&first);
  g_assert_cmpuint (first.status, ==, 204);
  g_assert_false (g_atomic_int_get (&second.done));
  g_assert_cmpuint (gol_hub_server_get_waiting (served.server), ==, 1);
  g_assert_cmpuint (post (&pusher, "/v1/changes", GOL_HUB_TYPE_NDJSON, make_push (waiter, 1), NULL), ==, 200);
  end (&second);
  g_assert_cmpuint (second.status, ==, 204);
  /* Not because its time was over. */
  g_assert_cmpint (g_get_monotonic_time () - begun, <, (GOL_HUB_SERVER_WAIT - 1) * G_USEC_PER_SEC);
  client_clear (&first);
  client_clear (&second);
  client_clear (&pusher);
  unserve (&served);
}

static void
push_all (Client *client)
{
  for (guint i = 0; i < client->bodies->len; i++)
    {
      g_clear_pointer (&client->body, g_bytes_unref);
      client->body = g_bytes_ref (g_ptr_array_index (client->bodies, i));
      client_ask (client);
      g_assert_cmpuint (client->status, ==, 200);
    }
}

static void
test_two_at_once (void)
{
  static const char * const names[] = { "m1", "m2" };
  Served served = { NULL };
  Site *sites[2];
  Client clients[2];

  serve (&served);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *agency = g_strdup_printf ("min%u", i);

      world_agency (served.world, agency, "ministry", NULL, NULL);
      sites[i] = site_new (served.world, names[i], i == 0 ? "min0" : "min1");
      join (&clients[i], &served, sites[i]);
      clients[i].bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      for (guint k = 0; k < 10; k++)
        g_ptr_array_add (clients[i].bodies, make_push (sites[i], 3));
      clients[i].method = "POST";
      clients[i].path = "/v1/changes";
      clients[i].type = GOL_HUB_TYPE_NDJSON;
    }
  begin (&clients[0], push_all);
  begin (&clients[1], push_all);
  for (guint i = 0; i < 2; i++)
    {
      end (&clients[i]);
      g_assert_cmpint (count_held (sites[i]), ==, 30);
      client_clear (&clients[i]);
      site_free (sites[i]);
    }
  unserve (&served);
}

/* One connection for all, as an office has it: who it is holds for every request on it. */
static void
stay_connected (Client *client)
{
  g_autoptr(SoupSession) session = soup_session_new ();

  client->session = session;
  for (guint i = 0; i < client->bodies->len; i++)
    {
      client_get (client, "/v1/hello");
      client_ask (client);
      g_assert_cmpuint (client->status, ==, 200);
      client_post (client, "/v1/changes", GOL_HUB_TYPE_NDJSON, g_bytes_ref (g_ptr_array_index (client->bodies, i)), NULL);
      client_ask (client);
      g_assert_cmpuint (client->status, ==, 200);
    }
  client->session = NULL;
}

static void
test_one_connection (void)
{
  Served served = { NULL };
  g_autoptr(Site) site = NULL;
  Client client;

  serve (&served);
  site = site_new (served.world, "m1", "min");
  join (&client, &served, site);
  client.bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (client.bodies, make_push (site, 2));
  run (&client, stay_connected);
  g_assert_cmpint (count_held (site), ==, 10);
  client_clear (&client);
  unserve (&served);
}

/* ── Who is let in ── */

static void
test_pins (void)
{
  Served served = { NULL };
  g_autoptr(Site) site = NULL;
  Client client, bare;

  serve (&served);
  site = site_new (served.world, "m1", "min");
  join (&client, &served, site);
  client.pin[0] ^= 1;
  g_assert_cmpuint (get (&client, "/v1/hello"), ==, 0);   /* the client goes away: that is not its hub */
  client.pin[0] ^= 1;
  g_assert_cmpuint (get (&client, "/v1/hello"), ==, 200);
  join (&bare, &served, NULL);
  g_assert_cmpuint (get (&bare, "/healthz"), ==, 200);
  g_assert_cmpuint (get (&bare, "/v1/hello"), ==, 401);
  g_assert_cmpuint (post (&bare, "/v1/changes", GOL_HUB_TYPE_NDJSON, make_push (site, 1), NULL), ==, 401);
  client_clear (&client);
  client_clear (&bare);
  unserve (&served);
}

static void
test_guessing (void)
{
  static const char wrong[] = "{\"code\":\"AAAA\",\"seal_key\":\"VcBQbHAjPwHDJjO6aDuQmcTUrbIJoEbDRwt4eI7DwT8=\",\"site\":\"x1\"}";
  Served served = { NULL };
  Site site = { .name = "x1" };
  Client client;

  serve (&served);
  gol_site_key_generate (&site.key);
  join (&client, &served, &site);
  for (guint i = 0; i < GOL_HUB_SERVER_WRONG_CODES; i++)
    g_assert_cmpuint (post (&client, "/v1/enrol", GOL_HUB_TYPE_JSON, bytes_of (wrong), NULL), ==, 403);
  g_assert_cmpuint (post (&client, "/v1/enrol", GOL_HUB_TYPE_JSON, bytes_of (wrong), NULL), ==, 429);
  client_clear (&client);
  unserve (&served);
}

/* ── What does not arrive as it should ── */

static void
test_broken (void)
{
  Served served = { NULL };
  g_autoptr(Site) site = NULL;
  g_autoptr(GBytes) push = NULL;
  g_autoptr(GBytes) zipped = NULL;
  g_autofree char *digest = NULL;
  Client client;

  serve (&served);
  site = site_new (served.world, "m1", "min");
  join (&client, &served, site);
  push = make_push (site, 2);
  zipped = gol_hub_body_gzip (push);
  digest = gol_hub_body_digest (push);

  client.digest = digest;   /* of other bytes than those that travel */
  g_assert_cmpuint (post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, g_bytes_ref (zipped), "gzip"), ==, 400);
  client.digest = NULL;
  g_assert_cmpuint (post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON,
                          g_bytes_new_from_bytes (zipped, 0, g_bytes_get_size (zipped) - 9), "gzip"), ==, 400);
  g_assert_cmpuint (post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, g_bytes_ref (push), "gzip"), ==, 400);
  g_assert_cmpuint (post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, g_bytes_ref (zipped), "br"), ==, 415);
  g_assert_cmpuint (post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, g_bytes_ref (zipped), NULL), ==, 422);
  g_assert_cmpint (count_held (site), ==, 0);
  client.digest = digest;
  g_assert_cmpuint (post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, g_bytes_ref (push), NULL), ==, 200);
  g_assert_cmpint (count_held (site), ==, 2);
  client_clear (&client);
  unserve (&served);
}

static GBytes *
make_bomb (gsize size)
{
  g_autoptr(GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, compressor);
  g_autofree char *zeros = g_malloc0 (1024 * 1024);

  for (gsize written = 0; written < size; written += 1024 * 1024)
    g_output_stream_write_all (stream, zeros, 1024 * 1024, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static glong
most_memory (void)   /* in KiB */
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void
test_bomb (void)
{
  Served served = { NULL };
  g_autoptr(Site) site = NULL;
  Client client;
  GBytes *bomb = make_bomb (256 * 1024 * 1024);
  glong before;

  serve (&served);
  site = site_new (served.world, "m1", "min");
  join (&client, &served, site);
  g_assert_cmpuint (get (&client, "/healthz"), ==, 200);
  before = most_memory ();
  g_assert_cmpuint (post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, bomb, "gzip"), ==, 413);
  g_test_message ("%ld KiB more", most_memory () - before);
  g_assert_cmpint (most_memory () - before, <, 64 * 1024);
  g_assert_cmpuint (get (&client, "/healthz"), ==, 200);
  client_clear (&client);
  unserve (&served);
}

/* ── Below HTTP ── */

static GIOStream *
connect_raw (Client *client)
{
  g_autoptr(GSocketClient) socket_client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnection) plain = g_socket_client_connect_to_host (socket_client, "127.0.0.1", client->port, NULL, &error);
  g_autoptr(GIOStream) stream = NULL;

  g_assert_no_error (error);
  stream = g_tls_client_connection_new (G_IO_STREAM (plain), NULL, &error);
  g_assert_no_error (error);
  g_tls_connection_set_certificate (G_TLS_CONNECTION (stream), client->certificate);
  g_signal_connect (stream, "accept-certificate", G_CALLBACK (client_is_hub_cb), client);
  g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&stream);
}

static gboolean
say (GIOStream  *stream,
     const char *text)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL);
}

/* Only the first line counts. */
static void
hear (Client    *client,
      GIOStream *stream)
{
  char answer[64] = "";
  gsize n = 0;

  client->status = 0;
  if (g_input_stream_read_all (g_io_stream_get_input_stream (stream), answer, sizeof answer - 1, &n, NULL, NULL) && n > 12)
    client->status = g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10);
}

#define HEAD "POST /v1/changes HTTP/1.1\r\nHost: hub\r\nContent-Type: application/x-ndjson\r\n"

/* Its length is told and too much: it is refused without a byte of it. */
static void
announce_too_much (Client *client)
{
  g_autoptr(GIOStream) stream = connect_raw (client);

  g_assert_true (say (stream, HEAD "Content-Length: 8388609\r\n\r\n"));
  hear (client, stream);
  g_io_stream_close (stream, NULL, NULL);
}

/* Its length is not told: it is cut off where it is too much. */
static void
send_without_end (Client *client)
{
  g_autoptr(GIOStream) stream = connect_raw (client);
  g_autofree char *letters = g_strnfill (0x10000, 'a');
  g_autofree char *chunk = g_strconcat ("10000\r\n", letters, "\r\n", NULL);
  guint sent = 0;

  g_assert_true (say (stream, HEAD "Transfer-Encoding: chunked\r\n\r\n"));
  while (sent < 129)   /* one more than eight MiB */
    {
      g_assert_true (say (stream, chunk));
      sent++;
    }
  hear (client, stream);
  g_io_stream_close (stream, NULL, NULL);
}

static void
go_away_in_the_middle (Client *client)
{
  g_autoptr(GIOStream) stream = connect_raw (client);

  g_assert_true (say (stream, HEAD "Content-Length: 1000\r\n\r\n{\"actor\":"));
  g_io_stream_close (stream, NULL, NULL);
}

static void
send_nonsense (Client *client)
{
  g_autoptr(GIOStream) stream = connect_raw (client);

  g_assert_true (say (stream, "\x16\x03\x01 GET\r\n\r\n"));
  hear (client, stream);
  g_io_stream_close (stream, NULL, NULL);
}

static void
test_raw (void)
{
  Served served = { NULL };
  g_autoptr(Site) site = NULL;
  Client client;

  serve (&served);
  site = site_new (served.world, "m1", "min");
  join (&client, &served, site);
  run (&client, announce_too_much);
  g_assert_cmpuint (client.status, ==, 413);
  run (&client, send_without_end);
  g_assert_cmpuint (client.status, ==, 413);
  run (&client, go_away_in_the_middle);
  run (&client, send_nonsense);
  g_assert_cmpuint (client.status, ==, 400);
  g_assert_cmpint (count_held (site), ==, 0);
  g_assert_cmpuint (post (&client, "/v1/changes", GOL_HUB_TYPE_NDJSON, make_push (site, 1), NULL), ==, 200);
  client_clear (&client);
  unserve (&served);
}

/* Some who never finish what they began, one of them not even the handshake, hold up nobody. */
static void
begin_slowly (Client *client)
{
  g_autoptr(GSocketClient) mute = g_socket_client_new ();
  g_autoptr(GSocketConnection) silent = g_socket_client_connect_to_host (mute, "127.0.0.1", client->port, NULL, NULL);
  g_autoptr(GIOStream) half = connect_raw (client);
  g_autoptr(GIOStream) quarter = connect_raw (client);

  g_assert_true (say (half, HEAD "Content-Length: 1000\r\n\r\n{"));
  g_assert_true (say (quarter, "GET /v1/he"));
  client->path = "/v1/hello";
  client_ask (client);
  g_assert_nonnull (silent);
}

static void
test_slow (void)
{
  Served served = { NULL };
  g_autoptr(Site) site = NULL;
  Client client;

  serve (&served);
  site = site_new (served.world, "m1", "min");
  join (&client, &served, site);
  run (&client, begin_slowly);
  g_assert_cmpuint (client.status, ==, 200);
  client_clear (&client);
  unserve (&served);
}

/* It is stopped while one waits and others have begun: the one is answered, nobody holds it up for ever. */
static void
test_stop (void)
{
  Served served = { NULL };
  g_autoptr(Site) site = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GPtrArray) pages = NULL;
  Client client;

  serve (&served);
  site = site_new (served.world, "m1", "min");
  pages = site_fetch (site, GOL_LOG_OPEN, &cursor);
  path = g_strdup_printf ("/v1/wait?open=%s", cursor);
  join (&client, &served, site);
  client.path = path;
  begin (&client, client_ask);
  while (gol_hub_server_get_waiting (served.server) == 0)
    g_main_context_iteration (NULL, TRUE);
  gol_hub_server_stop (served.server);
  end (&client);
  g_assert_cmpuint (client.status, ==, 204);
  client_clear (&client);
  unserve (&served);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/server/exchange", test_exchange);
  g_test_add_func ("/hub/server/wait", test_wait);
  g_test_add_func ("/hub/server/two-at-once", test_two_at_once);
  g_test_add_func ("/hub/server/one-connection", test_one_connection);
  g_test_add_func ("/hub/server/pins", test_pins);
  g_test_add_func ("/hub/server/guessing", test_guessing);
  g_test_add_func ("/hub/server/broken", test_broken);
  g_test_add_func ("/hub/server/bomb", test_bomb);
  g_test_add_func ("/hub/server/raw", test_raw);
  g_test_add_func ("/hub/server/slow", test_slow);
  g_test_add_func ("/hub/server/stop", test_stop);
  return g_test_run ();
}
