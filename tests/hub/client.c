/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"

#include <string.h>

#include "gol-certificate.h"
#include "gol-json.h"

void
client_init (Client       *client,
             guint16       port,
             const guint8 *pin,
             const Site   *site)
{
  *client = (Client) { .port = port, .method = "GET" };
  memcpy (client->pin, pin, sizeof client->pin);
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

void
client_clear (Client *client)
{
  forget_answer (client);
  g_clear_object (&client->certificate);
  g_clear_pointer (&client->body, g_bytes_unref);
  g_clear_pointer (&client->bodies, g_ptr_array_unref);
}

gboolean
client_is_hub_cb (GObject              *source,
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

void
client_ask (Client *client)
{
  g_autoptr(SoupSession) session = client->session != NULL ? g_object_ref (client->session) : soup_session_new ();
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%u%s", client->port, client->path);
  g_autoptr(SoupMessage) message = soup_message_new (client->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr(GBytes) bytes = NULL;
  gsize size;
  const char *data;

  forget_answer (client);
  soup_message_set_tls_client_certificate (message, client->certificate);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (client_is_hub_cb), client);
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

void
client_get (Client     *client,
            const char *path)
{
  client->method = "GET";
  client->path = path;
  client->type = client->coding = client->digest = NULL;
  g_clear_pointer (&client->body, g_bytes_unref);
}

void
client_post (Client     *client,
             const char *path,
             const char *type,
             GBytes     *body,
             const char *coding)
{
  g_clear_pointer (&client->body, g_bytes_unref);
  client->method = "POST";
  client->path = path;
  client->type = type;
  client->body = body;
  client->coding = coding;
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

GBytes *
make_push (Site *site,
           guint n)
{
  GString *body = g_string_new (NULL);

  add_changes (site, body, n);
  return g_string_free_to_bytes (body);
}

gint64
read_have (const char *hello)
{
  g_autoptr(GolValues) values = gol_values_from_json (hello, -1, NULL);
  g_autoptr(GPtrArray) rows = gol_json_to_rows (gol_values_find (values, "have")->text, NULL);

  return gol_values_get_integer (g_ptr_array_index (rows, GOL_LOG_OPEN), "seq", -1);
}

char *
make_application (const Site *site,
                  const char *code)
{
  g_autofree char *seal_key = g_base64_encode (site->seal_public, sizeof site->seal_public);

  return g_strdup_printf ("{\"code\":\"%s\",\"seal_key\":\"%s\",\"site\":\"%s\"}", code, seal_key, site->name);
}
