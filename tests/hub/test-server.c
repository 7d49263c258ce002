/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/resource.h>

#include "gol-certificate.h"
#include "gol-hub-body.h"
#include "gol-hub-route.h"
#include "gol-hub-server.h"
#include "gol-json.h"
#include "world.h"

/* ── A hub on a port of this machine, served in the main thread, and clients that block, each in a thread of its own ── */

typedef struct
{
  World        *world;
  GolHubServer *server;
  guint16       port;
} Served;

typedef struct _Client Client;
typedef void (*Work) (Client *client);

struct _Client
{
  guint16          port;
  GTlsCertificate *certificate;   /* (nullable) */
  guint8           pin[GOL_PUBLIC_KEY_BYTES];
  Work             work;
  GThread         *thread;
  gint             done;

  const char *method, *path, *type, *coding, *digest, *tag;   /* of the next request */
  GBytes     *body;
  GPtrArray  *bodies;             /* of GBytes: for who sends several */

  guint       status;             /* of the last answer; 0: none came */
  char       *text;
  char       *got_coding, *got_digest, *got_tag;
};

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

static void
client_init (Client     *client,
             Served     *served,
             const Site *site)     /* (nullable) */
{
  *client = (Client) { .port = served->port, .method = "GET" };
  memcpy (client->pin, gol_hub_get_public_key (served->world->hub), sizeof client->pin);
  if (site != NULL)
    client->certificate = gol_certificate_new (&site->key, site->name, NULL);
}

static void
forget_answer (Client *client)
{
  client->status = 0;
  g_clear_pointer (&client->text, g_free);
  g_clear_pointer (&client->got_coding, g_free);
  g_clear_pointer (&client->got_digest, g_free);
  g_clear_pointer (&client->got_tag, g_free);
}

static void
client_clear (Client *client)
{
  forget_answer (client);
  g_clear_object (&client->certificate);
  g_clear_pointer (&client->body, g_bytes_unref);
  g_clear_pointer (&client->bodies, g_ptr_array_unref);
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
begin (Client *client,
       Work    work)
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
run (Client *client,
     Work    work)
{
  begin (client, work);
  end (client);
}

/* ── A request of the usual kind ── */

static gboolean
pinned_cb (GObject              *source,
           GTlsCertificate      *certificate,
           GTlsCertificateFlags  errors,
           Client               *client)
{
  guint8 key[GOL_PUBLIC_KEY_BYTES];

  return gol_certificate_read_key (certificate, key, NULL) && memcmp (key, client->pin, sizeof key) == 0;
}

static void
set_header (SoupMessageHeaders *headers,
            const char         *name,
            const char         *value)
{
  if (value != NULL)
    soup_message_headers_replace (headers, name, value);
}

static void
ask (Client *client)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%u%s", client->port, client->path);
  g_autoptr(SoupMessage) message = soup_message_new (client->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr(GBytes) bytes = NULL;
  gsize size;
  const char *data;

  forget_answer (client);
  soup_message_set_tls_client_certificate (message, client->certificate);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (pinned_cb), client);
  if (client->body != NULL)
    soup_message_set_request_body_from_bytes (message, client->type, client->body);
  set_header (headers, "Content-Encoding", client->coding);
  set_header (headers, "Content-Digest", client->digest);
  set_header (headers, "If-None-Match", client->tag);
  bytes = soup_session_send_and_read (session, message, NULL, NULL);
  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &size);
  client->text = g_strndup (data, size);
  client->status = soup_message_get_status (message);
  headers = soup_message_get_response_headers (message);
  client->got_coding = g_strdup (soup_message_headers_get_one (headers, "Content-Encoding"));
  client->got_digest = g_strdup (soup_message_headers_get_one (headers, "Content-Digest"));
  client->got_tag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
}

static guint
get (Client     *client,
     const char *path)
{
  client->method = "GET";
  client->path = path;
  client->type = client->coding = client->digest = NULL;
  g_clear_pointer (&client->body, g_bytes_unref);
  run (client, ask);
  return client->status;
}

static guint
post (Client     *client,
      const char *path,
      const char *type,
      GBytes     *body,       /* (transfer full) */
      const char *coding)
{
  g_clear_pointer (&client->body, g_bytes_unref);
  client->method = "POST";
  client->path = path;
  client->type = type;
  client->body = body;
  client->coding = coding;
  run (client, ask);
  return client->status;
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
add_changes (Site    *site,
             GString *body,
             guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *record = record_new (site->world, "worker");
      g_autoptr(GolChange) change = site_write (site, GOL_LOG_OPEN, leaf_new (record, "civil", "birth_place", "Río", NULL), NULL);

      gol_push_append (body, change, NULL);
    }
}

static GBytes *
make_push (Site *site,
           guint n)
{
  GString *body = g_string_new (NULL);

  add_changes (site, body, n);
  return g_string_free_to_bytes (body);
}

/* How many changes of the site the hub has. */
static gint64
count_held (Site *site)
{
  g_autofree char *text = gol_hub_hello (site->world->hub, site->name, NULL);
  g_autoptr(GolValues) hello = gol_values_from_json (text, -1, NULL);
  g_autoptr(GPtrArray) rows = gol_json_to_rows (gol_values_find (hello, "have")->text, NULL);

  return gol_values_get_integer (g_ptr_array_index (rows, GOL_LOG_OPEN), "seq", -1);
}

/* ── What an office does ── */

static void
test_exchange (void)
{
  Served served = { NULL };
  Site site = { .name = "m1" };
  Client client;
  g_autofree char *code = NULL;
  g_autofree char *seal = NULL;
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
  client_init (&client, &served, &site);
  g_assert_cmpuint (get (&client, "/healthz"), ==, 200);
  g_assert_cmpuint (get (&client, "/v1/hello"), ==, 401);

  code = gol_hub_invite (served.world->hub, "min", NULL);
  seal = g_base64_encode (site.seal_public, sizeof site.seal_public);
  application = g_strdup_printf ("{\"code\":\"%s\",\"seal_key\":\"%s\",\"site\":\"m1\"}", code, seal);
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
  client_init (&first, &served, waiter);
  client_init (&second, &served, waiter);
  client_init (&pusher, &served, waiter);
  first.path = second.path = path;

  begun = g_get_monotonic_time ();
  begin (&first, ask);
  while (gol_hub_server_get_waiting (served.server) == 0)
    g_main_context_iteration (NULL, TRUE);
  begin (&second, ask);
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
      ask (client);
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
      client_init (&clients[i], &served, sites[i]);
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

/* ── Who is let in ── */

static void
test_pins (void)
{
  Served served = { NULL };
  g_autoptr(Site) site = NULL;
  Client client, bare;

  serve (&served);
  site = site_new (served.world, "m1", "min");
  client_init (&client, &served, site);
  client.pin[0] ^= 1;
  g_assert_cmpuint (get (&client, "/v1/hello"), ==, 0);   /* the client goes away: that is not its hub */
  client.pin[0] ^= 1;
  g_assert_cmpuint (get (&client, "/v1/hello"), ==, 200);
  client_init (&bare, &served, NULL);
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
  client_init (&client, &served, &site);
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
  client_init (&client, &served, site);
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
  client_init (&client, &served, site);
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
  g_signal_connect (stream, "accept-certificate", G_CALLBACK (pinned_cb), client);
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
  client_init (&client, &served, site);
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
  ask (client);
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
  client_init (&client, &served, site);
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
  client_init (&client, &served, site);
  client.path = path;
  begin (&client, ask);
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
  g_test_add_func ("/hub/server/pins", test_pins);
  g_test_add_func ("/hub/server/guessing", test_guessing);
  g_test_add_func ("/hub/server/broken", test_broken);
  g_test_add_func ("/hub/server/bomb", test_bomb);
  g_test_add_func ("/hub/server/raw", test_raw);
  g_test_add_func ("/hub/server/slow", test_slow);
  g_test_add_func ("/hub/server/stop", test_stop);
  return g_test_run ();
}
