/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-hub-server.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "gol-certificate.h"
#include "gol-error.h"
#include "gol-hub-body.h"
#include "gol-hub-route.h"

#define REQUEST       "gol-request"
#define PEER_KEY      "gol-hub-key"   /* of a connection, kept with its socket */
#define HOUR          (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define GZIP_FROM     1024           /* a shorter answer is sent as it is */
#define STOP_SECONDS  5
#define DRAIN_BYTES   (1024 * 1024)  /* of what still comes after a refusal */
#define DRAIN_SECONDS 5
#define MAX_ADDRESSES 10000

struct _GolHubServer
{
  GolHub     *hub;
  SoupServer *soup;
  GPtrArray  *waiting;       /* of Request: held until there is news for them */
  guint       n_requests;    /* connections in their handshake too */
  guint       n_busy;        /* those whose headers are here */
  GHashTable *wrong_codes;   /* address → WrongCodes */
  guint       wake;          /* an idle source: somebody pushed */
  gboolean    stopping;
};

typedef struct { guint n; gint64 since; } WrongCodes;

/* One request, from the connection (or the first byte, when the connection was there) to the end of its answer. */
typedef struct
{
  GolHubServer      *server;
  SoupServerMessage *message;      /* which owns this */
  guint8             key[GOL_PUBLIC_KEY_BYTES];
  gboolean           has_key;
  gboolean           busy;
  GolHubBody        *body;         /* (nullable) */
  guint              deadline;
  guint              waits;        /* the source that ends a wait */
} Request;

/* ── Answers ── */

static gboolean
takes_gzip (Request *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *list = soup_message_headers_get_list (headers, "Accept-Encoding");
  g_autoptr(GSList) unacceptable = NULL;
  GSList *accepted = list != NULL ? soup_header_parse_quality_list (list, &unacceptable) : NULL;
  gboolean takes = FALSE;

  for (GSList *one = accepted; one != NULL; one = one->next)
    takes = takes || g_ascii_strcasecmp (one->data, "gzip") == 0;
  soup_header_free_list (accepted);
  soup_header_free_list (g_steal_pointer (&unacceptable));
  return takes;
}

/* The reader holds it already: nothing is sent again. */
static gboolean
is_held (Request    *request,
         const char *tag)
{
  const char *held = soup_message_headers_get_one (soup_server_message_get_request_headers (request->message), "If-None-Match");

  return g_str_equal (soup_server_message_get_method (request->message), "GET") && g_strcmp0 (held, tag) == 0;
}

static void
add_body (Request           *request,
          const GolHubReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  gboolean zip = g_bytes_get_size (reply->body) >= GZIP_FROM && takes_gzip (request);
  g_autoptr(GBytes) bytes = zip ? gol_hub_body_gzip (reply->body) : g_bytes_ref (reply->body);
  g_autofree char *digest = gol_hub_body_digest (bytes);

  soup_message_headers_replace (headers, "Content-Type", reply->type);
  soup_message_headers_replace (headers, "Content-Digest", digest);
  soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  if (zip)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (request->message), bytes);
}

static void
answer (Request           *request,
        const GolHubReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  guint status = reply->status;

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (reply->body != NULL && status == 200 && g_str_equal (reply->type, GOL_HUB_TYPE_JSON))   /* no page is asked for twice */
    {
      g_autofree char *digest = gol_hub_body_digest (reply->body);
      g_autofree char *tag = g_strdup_printf ("\"%.*s\"", 44, digest + strlen ("sha-256=:"));

      soup_message_headers_replace (headers, "ETag", tag);
      status = is_held (request, tag) ? 304 : 200;
    }
  soup_server_message_set_status (request->message, status, NULL);
  if (reply->body != NULL && status != 304)
    add_body (request, reply);
  g_info ("%s %s %u", soup_server_message_get_method (request->message),
          g_uri_get_path (soup_server_message_get_uri (request->message)), status);
}

/* ── Refusing before all was read ── */

typedef struct
{
  GIOStream *stream;
  char      *text;
  gsize      left;
} Refusal;

static void
refusal_free (Refusal *refusal)
{
  g_io_stream_close_async (refusal->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_object_unref (refusal->stream);
  g_free (refusal->text);
  g_free (refusal);
}

/* What comes is thrown away for a while: a connection that is closed over unread bytes may take the answer with it. */
static void
drain_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Refusal *refusal = user_data;
  gssize n = g_input_stream_skip_finish (G_INPUT_STREAM (source), result, NULL);

  if (n <= 0 || (gsize) n >= refusal->left)
    {
      refusal_free (refusal);
      return;
    }
  refusal->left -= n;
  g_input_stream_skip_async (G_INPUT_STREAM (source), refusal->left, G_PRIORITY_LOW, NULL, drain_cb, refusal);
}

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Refusal *refusal = user_data;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    g_input_stream_skip_async (g_io_stream_get_input_stream (refusal->stream), refusal->left, G_PRIORITY_LOW, NULL, drain_cb,
                               refusal);
  else
    refusal_free (refusal);
}

/* libsoup would read a body to its end before it answers; so the connection is taken from it. The request is gone then. */
static void
cut (Request     *request,
     GolHubReply *reply)    /* (transfer full) */
{
  g_autoptr(SoupServerMessage) message = g_object_ref (request->message);
  g_autoptr(GolHubReply) owned = reply;
  Refusal *refusal = g_new0 (Refusal, 1);
  gsize size;
  const char *body = g_bytes_get_data (reply->body, &size);

  g_socket_set_timeout (soup_server_message_get_socket (message), DRAIN_SECONDS);
  refusal->stream = soup_server_message_steal_connection (message);
  if (refusal->stream == NULL)
    {
      g_free (refusal);
      return;
    }
  refusal->left = DRAIN_BYTES;
  refusal->text = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n"
                                   "Connection: close\r\n\r\n%.*s", reply->status, soup_status_get_phrase (reply->status),
                                   reply->type, size, (int) size, body);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (refusal->stream), refusal->text, strlen (refusal->text),
                                   G_PRIORITY_DEFAULT, NULL, told_cb, refusal);
}

/* ── Who waits ── */

static GolHubReply *
ask (Request *request,
     GBytes  *body)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  const char *type = soup_message_headers_get_content_type (soup_server_message_get_request_headers (request->message), NULL);

  return gol_hub_route (request->server->hub, request->has_key ? request->key : NULL,
                        soup_server_message_get_method (request->message), g_uri_get_path (uri), g_uri_get_query (uri), type, body);
}

static void
end_wait (Request *request)
{
  g_clear_handle_id (&request->waits, g_source_remove);
  g_ptr_array_remove_fast (request->server->waiting, request);
}

static void
answer_waiting (Request           *request,
                const GolHubReply *reply)
{
  end_wait (request);
  answer (request, reply);
  soup_server_message_unpause (request->message);
}

static gboolean
waited_cb (gpointer user_data)
{
  Request *request = user_data;
  const GolHubReply nothing = { .status = 204 };

  request->waits = 0;
  answer_waiting (request, &nothing);
  return G_SOURCE_REMOVE;
}

/* An office waits once: a second wait ends the first. So nobody can fill the hub with them. */
static void
hold (Request *request)
{
  GolHubServer *self = request->server;
  const GolHubReply nothing = { .status = 204 };

  for (guint i = 0; i < self->waiting->len; i++)
    {
      Request *other = g_ptr_array_index (self->waiting, i);

      if (memcmp (other->key, request->key, sizeof request->key) != 0)
        continue;
      answer_waiting (other, &nothing);
      break;
    }
  soup_server_message_pause (request->message);
  request->waits = g_timeout_add_seconds (GOL_HUB_SERVER_WAIT, waited_cb, request);
  g_ptr_array_add (self->waiting, request);
}

static gboolean
wake_cb (gpointer user_data)
{
  GolHubServer *self = user_data;

  self->wake = 0;
  for (guint i = self->waiting->len; i > 0; i--)
    {
      Request *request = g_ptr_array_index (self->waiting, i - 1);
      g_autoptr(GolHubReply) reply = ask (request, NULL);

      if (!reply->wait)
        answer_waiting (request, reply);   /* which puts in its place one that was asked already */
    }
  return G_SOURCE_REMOVE;
}

/* ── Codes that are guessed ── */

static char *
get_address (Request *request)
{
  GSocketAddress *address = soup_server_message_get_remote_address (request->message);

  return G_IS_INET_SOCKET_ADDRESS (address)
    ? g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))) : g_strdup ("");
}

static gboolean
is_enrol (Request *request)
{
  return g_str_equal (g_uri_get_path (soup_server_message_get_uri (request->message)), "/v1/enrol");
}

/* The hub counts wrong codes from wherever; so that one guesser does not shut it for all, his address is counted before. */
static gboolean
has_guessed (Request *request)
{
  g_autofree char *address = get_address (request);
  WrongCodes *wrong = g_hash_table_lookup (request->server->wrong_codes, address);

  if (wrong != NULL && g_get_monotonic_time () - wrong->since > HOUR)
    {
      g_hash_table_remove (request->server->wrong_codes, address);
      return FALSE;
    }
  return wrong != NULL && wrong->n >= GOL_HUB_SERVER_WRONG_CODES;
}

static void
count_guess (Request *request)
{
  GHashTable *table = request->server->wrong_codes;
  g_autofree char *address = get_address (request);
  WrongCodes *wrong = g_hash_table_lookup (table, address);

  if (wrong == NULL)
    {
      if (g_hash_table_size (table) >= MAX_ADDRESSES)
        g_hash_table_remove_all (table);
      wrong = g_new0 (WrongCodes, 1);
      wrong->since = g_get_monotonic_time ();
      g_hash_table_insert (table, g_steal_pointer (&address), wrong);
    }
  wrong->n++;
}

/* ── Requests ── */

static Request *
find_request (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), REQUEST);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  end_wait (request);
  g_clear_handle_id (&request->deadline, g_source_remove);
  request->server->n_requests--;
  request->server->n_busy -= request->busy;
  g_clear_pointer (&request->body, gol_hub_body_free);
  g_free (request);
}

/* Any of our kind: whose it is decides what is open to it. */
static gboolean
accept_cb (SoupServerMessage    *message,
           GTlsCertificate      *certificate,
           GTlsCertificateFlags  flags,
           gpointer              user_data)
{
  guint8 key[GOL_PUBLIC_KEY_BYTES];

  return gol_certificate_read_key (certificate, key, NULL);
}

static GolHubReply *
explain (GolHubBodyState state)
{
  if (state == GOL_HUB_BODY_TOO_LARGE)
    return gol_hub_reply_problem (413, _("More was sent than the hub takes at once."));
  if (state == GOL_HUB_BODY_CODING)
    return gol_hub_reply_problem (415, _("What was sent is not of a kind that the hub takes here."));
  return gol_hub_reply_problem (400, _("What was sent did not arrive as it was sent."));
}

/* libsoup tells the certificate with a connection's first request alone; it is the connection's as long as that lasts. */
static gboolean
take_key (SoupServerMessage *message,
          guint8             key[GOL_PUBLIC_KEY_BYTES])
{
  GTlsCertificate *certificate = soup_server_message_get_tls_peer_certificate (message);
  GObject *socket = G_OBJECT (soup_server_message_get_socket (message));
  const guint8 *kept = g_object_get_data (socket, PEER_KEY);

  if (certificate != NULL && !gol_certificate_read_key (certificate, key, NULL))
    return FALSE;
  if (certificate != NULL)
    g_object_set_data_full (socket, PEER_KEY, g_memdup2 (key, GOL_PUBLIC_KEY_BYTES), g_free);
  else if (kept != NULL)
    memcpy (key, kept, GOL_PUBLIC_KEY_BYTES);
  return certificate != NULL || kept != NULL;
}

static void
headers_cb (SoupServerMessage *message,
            gpointer           user_data)
{
  Request *request = find_request (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupEncoding encoding = soup_message_headers_get_encoding (headers);
  goffset length = encoding == SOUP_ENCODING_CONTENT_LENGTH ? soup_message_headers_get_content_length (headers) : 0;
  GolHubReply *refusal;
  gsize limit;

  if (soup_server_message_get_status (message) != 0)
    return;   /* libsoup refuses it */
  request->busy = TRUE;
  request->server->n_busy++;
  request->has_key = take_key (message, request->key);
  soup_message_headers_remove (headers, "Range");
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  if (length == 0 && encoding != SOUP_ENCODING_CHUNKED)
    return;
  refusal = gol_hub_route_head (request->server->hub, request->has_key ? request->key : NULL,
                                soup_server_message_get_method (message), g_uri_get_path (soup_server_message_get_uri (message)),
                                soup_message_headers_get_content_type (headers, NULL), &limit);
  if (refusal == NULL && (length < 0 || (guint64) length > limit))
    refusal = explain (GOL_HUB_BODY_TOO_LARGE);
  if (refusal != NULL)
    cut (request, refusal);
  else
    request->body = gol_hub_body_new (soup_message_headers_get_list (headers, "Content-Encoding"),
                                      soup_message_headers_get_list (headers, "Content-Digest"), limit);
}

static void
chunk_cb (SoupServerMessage *message,
          GBytes            *chunk,
          gpointer           user_data)
{
  Request *request = find_request (message);
  GolHubBodyState state;
  gsize size;
  gconstpointer data = g_bytes_get_data (chunk, &size);

  if (request->body == NULL)
    return;
  state = gol_hub_body_add (request->body, data, size);
  if (state == GOL_HUB_BODY_GOOD)
    return;
  g_clear_pointer (&request->body, gol_hub_body_free);
  cut (request, explain (state));
}

static GolHubReply *
work (Request *request)
{
  g_autoptr(GBytes) body = request->body != NULL ? gol_hub_body_end (request->body) : NULL;
  gboolean broken = request->body != NULL && body == NULL;
  GolHubReply *reply;

  g_clear_pointer (&request->body, gol_hub_body_free);
  if (broken)
    return explain (GOL_HUB_BODY_BROKEN);
  if (is_enrol (request) && has_guessed (request))
    return gol_hub_reply_problem (429, _("Too many wrong codes were tried. Try again in an hour."));
  reply = ask (request, body);
  if (is_enrol (request) && reply->status == 403)
    count_guess (request);
  return reply;
}

static void
handle_cb (SoupServer        *soup,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  GolHubServer *self = user_data;
  Request *request = find_request (message);
  g_autoptr(GolHubReply) reply = work (request);

  if (reply->news && self->wake == 0)
    self->wake = g_idle_add (wake_cb, self);
  if (reply->wait && !self->stopping)
    hold (request);
  else
    answer (request, reply);
}

/* A socket that is shut down ends like one whose other end went away. */
static gboolean
deadline_cb (gpointer user_data)
{
  Request *request = user_data;

  request->deadline = 0;
  g_socket_shutdown (soup_server_message_get_socket (request->message), TRUE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
started_cb (SoupServer        *soup,
            SoupServerMessage *message,
            GolHubServer      *self)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Request *request = g_new0 (Request, 1);

  request->server = self;
  request->message = message;
  request->deadline = g_timeout_add_seconds (GOL_HUB_SERVER_REQUEST, deadline_cb, request);
  g_object_set_data_full (G_OBJECT (message), REQUEST, request, request_free);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), NULL);
  g_signal_connect (message, "got-headers", G_CALLBACK (headers_cb), NULL);
  g_signal_connect (message, "got-chunk", G_CALLBACK (chunk_cb), NULL);
  g_socket_set_timeout (socket, GOL_HUB_SERVER_IDLE);
  if (++self->n_requests > GOL_HUB_SERVER_REQUESTS || self->stopping)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* ── The server ── */

GolHubServer *
gol_hub_server_new (GolHub  *hub,
                    GError **error)
{
  g_autoptr(GTlsCertificate) certificate = gol_hub_make_certificate (hub, error);
  GolHubServer *self;

  if (certificate == NULL)
    return NULL;
  self = g_new0 (GolHubServer, 1);
  self->hub = hub;
  self->waiting = g_ptr_array_new ();
  self->wrong_codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->soup = soup_server_new ("tls-certificate", certificate, "tls-auth-mode", G_TLS_AUTHENTICATION_REQUESTED,
                                "raw-paths", TRUE, NULL);
  soup_server_add_handler (self->soup, NULL, handle_cb, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (started_cb), self);
  return self;
}

void
gol_hub_server_free (GolHubServer *self)
{
  if (self == NULL)
    return;
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_handle_id (&self->wake, g_source_remove);
  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->wrong_codes);
  g_free (self);
}

guint
gol_hub_server_get_waiting (GolHubServer *self)
{
  return self->waiting->len;
}

static guint16
find_port (GolHubServer *self)
{
  g_autoptr(GSList) sockets = soup_server_get_listeners (self->soup);
  g_autoptr(GSocketAddress) address = g_socket_get_local_address (sockets->data, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

gboolean
gol_hub_server_listen (GolHubServer  *self,
                       const char    *host,
                       guint16       *port,
                       GError       **error)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (host, *port);
  g_autoptr(GError) local = NULL;

  if (address == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is not an address of this machine, such as 0.0.0.0."), host);
      return FALSE;
    }
  if (!soup_server_listen (self->soup, address, SOUP_SERVER_LISTEN_HTTPS, &local))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The hub cannot listen at %s, port %u: %s."), host, *port, local->message);
      return FALSE;
    }
  *port = find_port (self);
  return TRUE;
}

static gboolean
enough_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
gol_hub_server_stop (GolHubServer *self)
{
  const GolHubReply nothing = { .status = 204 };
  gboolean enough = FALSE;
  guint source = g_timeout_add_seconds (STOP_SECONDS, enough_cb, &enough);

  self->stopping = TRUE;
  while (self->waiting->len > 0)
    answer_waiting (g_ptr_array_index (self->waiting, 0), &nothing);
  while (self->n_busy > 0 && !enough)
    g_main_context_iteration (NULL, TRUE);
  soup_server_disconnect (self->soup);   /* which closes every connection */
  if (!enough)
    g_source_remove (source);
}
