/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-sync-link.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "gol-certificate.h"
#include "gol-error.h"

#define TIMEOUT_SECONDS  60             /* longer than the hub keeps who waits for news */
#define COMPRESSED_FROM  1024           /* bytes: below, it does not pay */
#define PIECE_BYTES      (64 * 1024)
#define GZIP_LEVEL       4              /* a page takes a fifth of the time of the usual 6, and is a twentieth longer */
#define DIGEST_START     "sha-256=:"

/*
 * The session has a main context of its own, and while something is asked, that is what is waited in: who asks for our certificate in the
 * middle of a handshake is answered there. In a context that nobody runs it would wait for ever, and in the desktop's for the desktop.
 */
struct _GolSyncLink
{
  GMainContext    *context;
  SoupSession     *session;
  GTlsCertificate *certificate;
  char            *base;               /* "https://hub.example.org:8443" */
  guint8           hub_key[GOL_PUBLIC_KEY_BYTES];
  gboolean         stranger;           /* who answered last has another key */
  guint64          bytes;
};

/* What stands between us and the hub on this very machine would only be in the way. */
static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

GolSyncLink *
gol_sync_link_new (const GolSiteKey  *own_key,
                   const char        *site,
                   const char        *host,
                   guint              port,
                   const guint8       hub_key[GOL_PUBLIC_KEY_BYTES],
                   GError           **error)
{
  g_autoptr(GolSyncLink) self = g_new0 (GolSyncLink, 1);

  self->certificate = gol_certificate_new (own_key, site, error);
  if (self->certificate == NULL)
    return NULL;
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "max-conns-per-host", 1, NULL);
  g_main_context_pop_thread_default (self->context);
  /* No authority vouches for a hub: every certificate is ours to judge. */
  soup_session_set_tls_database (self->session, NULL);
  if (is_loopback (host))
    soup_session_set_proxy_resolver (self->session, NULL);
  self->base = g_uri_join (G_URI_FLAGS_NONE, "https", NULL, host, port, "", NULL, NULL);
  memcpy (self->hub_key, hub_key, GOL_PUBLIC_KEY_BYTES);
  return g_steal_pointer (&self);
}

void
gol_sync_link_free (GolSyncLink *self)
{
  if (self == NULL)
    return;
  if (self->session != NULL)
    {
      g_main_context_push_thread_default (self->context);
      soup_session_abort (self->session);
      g_clear_object (&self->session);
      while (g_main_context_iteration (self->context, FALSE))
        ;
      g_main_context_pop_thread_default (self->context);
    }
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->certificate);
  g_free (self->base);
  g_free (self);
}

static gboolean
is_hub (GolSyncLink     *self,
        GTlsCertificate *certificate)
{
  guint8 key[GOL_PUBLIC_KEY_BYTES];

  return certificate != NULL && gol_certificate_read_key (certificate, key, NULL) && memcmp (key, self->hub_key, sizeof key) == 0;
}

static gboolean
accept_certificate_cb (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       gpointer              user_data)
{
  GolSyncLink *self = user_data;

  self->stranger = !is_hub (self, certificate);
  return !self->stranger;
}

/* ── What goes out ── */

static GBytes *
compress (GBytes  *plain,
          GError **error)
{
  g_autoptr(GConverter) zip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, GZIP_LEVEL));
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, zip);
  gsize size;
  gconstpointer data = g_bytes_get_data (plain, &size);

  if (!g_output_stream_write_all (stream, data, size, NULL, NULL, error) || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* RFC 9530. */
static char *
make_digest (gconstpointer data,
             gsize         size)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *encoded = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, data, size);
  g_checksum_get_digest (checksum, digest, &length);
  encoded = g_base64_encode (digest, length);
  return g_strconcat (DIGEST_START, encoded, ":", NULL);
}

static gboolean
add_body (SoupMessage           *message,
          const GolSyncRequest  *request,
          GError               **error)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  gboolean large = g_bytes_get_size (request->body) >= COMPRESSED_FROM;
  g_autoptr(GBytes) bytes = large ? compress (request->body, error) : g_bytes_ref (request->body);
  g_autofree char *digest = NULL;

  if (bytes == NULL)
    return FALSE;
  digest = make_digest (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  soup_message_headers_replace (headers, "Content-Digest", digest);
  if (large)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_set_request_body_from_bytes (message, request->type, bytes);
  return TRUE;
}

/* ── What comes in ── */

static GBytes *
read_all (GInputStream  *stream,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GByteArray) all = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gsize n;

  do
    {
      if (!g_input_stream_read_all (stream, piece, PIECE_BYTES, &n, cancellable, error))
        return NULL;
      if (all->len + n > GOL_SYNC_MAX_ANSWER)
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("the answer is longer than any answer may be"));
          return NULL;
        }
      g_byte_array_append (all, piece, n);
    }
  while (n > 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

/* Of the bytes as they travelled: of a body that was expanded on its way to us it tells nothing any more. */
static gboolean
check_digest (SoupMessage  *message,
              GBytes       *body,
              GError      **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *said = soup_message_headers_get_one (headers, "Content-Digest");
  gsize size;
  gconstpointer data = g_bytes_get_data (body, &size);
  g_autofree char *digest = NULL;

  if (said == NULL || !g_str_has_prefix (said, DIGEST_START) || soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    return TRUE;
  digest = make_digest (data, size);
  if (g_str_equal (said, digest))
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("the answer was changed on its way"));
  return FALSE;
}

typedef struct
{
  gboolean      done;
  GInputStream *stream;
  GError       *error;
} Sending;

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Sending *sending = user_data;

  sending->stream = soup_session_send_finish (SOUP_SESSION (source), result, &sending->error);
  sending->done = TRUE;
}

/* Up to where the answer's body begins. */
static GInputStream *
send_message (GolSyncLink   *self,
              SoupMessage   *message,
              GCancellable  *cancellable,
              GError       **error)
{
  Sending sending = { FALSE };

  self->stranger = FALSE;
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, cancellable, sent_cb, &sending);
  while (!sending.done)
    g_main_context_iteration (self->context, TRUE);
  if (sending.stream != NULL && is_hub (self, soup_message_get_tls_peer_certificate (message)))
    return sending.stream;
  if (sending.stream != NULL || self->stranger)
    {
      g_clear_object (&sending.stream);
      g_clear_error (&sending.error);
      g_set_error_literal (&sending.error, GOL_ERROR, GOL_ERROR_FAILED, _("another computer answers in its place"));
    }
  g_propagate_error (error, sending.error);
  return NULL;
}

static GBytes *
exchange (GolSyncLink   *self,
          SoupMessage   *message,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GInputStream) stream = send_message (self, message, cancellable, error);
  GBytes *bytes = stream != NULL ? read_all (stream, cancellable, error) : NULL;

  if (bytes != NULL && !check_digest (message, bytes, error))
    g_clear_pointer (&bytes, g_bytes_unref);
  return bytes;
}

static void
count_bytes (GolSyncLink *self,
             SoupMessage *message)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);

  self->bytes += soup_message_metrics_get_request_header_bytes_sent (metrics)
                 + soup_message_metrics_get_request_body_bytes_sent (metrics)
                 + soup_message_metrics_get_response_header_bytes_received (metrics)
                 + soup_message_metrics_get_response_body_bytes_received (metrics);
}

gboolean
gol_sync_link_ask (GolSyncLink           *self,
                   const GolSyncRequest  *request,
                   GCancellable          *cancellable,
                   guint                 *status,
                   GBytes               **body,
                   GError               **error)
{
  g_autofree char *uri = g_strconcat (self->base, request->path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (request->method, uri);

  if (message == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” is no address"), uri);
      return FALSE;
    }
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  soup_message_set_tls_client_certificate (message, self->certificate);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  if (request->body != NULL && !add_body (message, request, error))
    return FALSE;
  g_main_context_push_thread_default (self->context);
  *body = exchange (self, message, cancellable, error);
  g_main_context_pop_thread_default (self->context);
  count_bytes (self, message);
  *status = soup_message_get_status (message);
  return *body != NULL;
}

guint64
gol_sync_link_get_bytes (GolSyncLink *self)
{
  return self->bytes;
}
