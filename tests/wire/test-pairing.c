/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "gol-certificate.h"
#include "gol-error.h"
#include "gol-invitation.h"

/* ── A handshake with such certificates at both ends, through the TLS library that the exchange uses ── */

typedef struct
{
  GTlsConnection *connection;
  guint8          peer[GOL_PUBLIC_KEY_BYTES];
  gboolean        read;      /* the peer's key */
  gboolean        done;
  GError         *error;
} End;

static gboolean
accept_cb (GTlsConnection       *connection,
           GTlsCertificate      *certificate,
           GTlsCertificateFlags  flags,
           End                  *end)
{
  end->read = gol_certificate_read_key (certificate, end->peer, NULL);
  return end->read;
}

static void
shaken_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  End *end = user_data;

  g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &end->error);
  end->done = TRUE;
}

static void
begin (End       *end,
       GIOStream *connection)
{
  end->connection = G_TLS_CONNECTION (connection);
  g_signal_connect (connection, "accept-certificate", G_CALLBACK (accept_cb), end);
  g_tls_connection_handshake_async (end->connection, G_PRIORITY_DEFAULT, NULL, shaken_cb, end);
}

static GIOStream *
connect_sockets (GSocketConnection **other)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  GSocketConnection *here;

  g_assert_no_error (error);
  here = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);
  *other = g_socket_listener_accept (listener, NULL, NULL, &error);
  g_assert_no_error (error);
  return G_IO_STREAM (here);
}

static void
test_handshake (void)
{
  g_autoptr(GSocketConnection) there = NULL;
  g_autoptr(GIOStream) here = connect_sockets (&there);
  g_autoptr(GTlsCertificate) site = NULL;
  g_autoptr(GTlsCertificate) hub = NULL;
  g_autoptr(GIOStream) client = NULL;
  g_autoptr(GIOStream) server = NULL;
  g_autoptr(GError) error = NULL;
  End near = { NULL }, far = { NULL };
  GolSiteKey site_key, hub_key;

  gol_site_key_generate (&site_key);
  gol_site_key_generate (&hub_key);
  site = gol_certificate_new (&site_key, "s7f3", &error);
  g_assert_no_error (error);
  hub = gol_certificate_new (&hub_key, "hub", &error);
  g_assert_no_error (error);

  server = g_tls_server_connection_new (G_IO_STREAM (there), hub, &error);
  g_assert_no_error (error);
  g_object_set (server, "authentication-mode", G_TLS_AUTHENTICATION_REQUESTED, NULL);
  client = g_tls_client_connection_new (here, NULL, &error);
  g_assert_no_error (error);
  g_tls_connection_set_certificate (G_TLS_CONNECTION (client), site);
  begin (&far, server);
  begin (&near, client);
  while (!near.done || !far.done)
    g_main_context_iteration (NULL, TRUE);

  g_assert_no_error (near.error);
  g_assert_no_error (far.error);
  g_assert_true (near.read && far.read);
  g_assert_cmpmem (near.peer, sizeof near.peer, hub_key.public_key, sizeof hub_key.public_key);
  g_assert_cmpmem (far.peer, sizeof far.peer, site_key.public_key, sizeof site_key.public_key);
  g_assert_cmpint (g_tls_connection_get_protocol_version (near.connection), ==, G_TLS_PROTOCOL_VERSION_TLS_1_3);
}

static void
test_certificate (void)
{
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autoptr(GDateTime) until = NULL;
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;
  char *first, *again;
  guint8 public_key[GOL_PUBLIC_KEY_BYTES];
  GolSiteKey key;

  fixture_key (&key);
  first = gol_certificate_make (&key, "s7f3", &error);
  g_assert_no_error (error);
  again = gol_certificate_make (&key, "s7f3", &error);
  g_assert_cmpstr (first, ==, again);   /* nothing in it by chance */
  certificate = g_tls_certificate_new_from_pem (first, -1, &error);
  g_assert_no_error (error);
  g_assert_true (gol_certificate_read_key (certificate, public_key, &error));
  g_assert_cmpmem (public_key, sizeof public_key, key.public_key, sizeof key.public_key);
  until = g_tls_certificate_get_not_valid_after (certificate);
  g_assert_cmpint (g_date_time_get_year (until), ==, 9999);
  name = g_tls_certificate_get_subject_name (certificate);
  g_assert_cmpstr (name, ==, "CN=s7f3");
  gol_certificate_wipe (first);
  gol_certificate_wipe (again);
}

/* A certificate of the usual kind says nothing about who signs. */
static void
test_other_kind (void)
{
  static const char pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBdjCCAR2gAwIBAgIUetjke2AyCR7Lg8cJgizfY3zmTx0wCgYIKoZIzj0EAwIw\n"
    "EDEOMAwGA1UEAwwFb3RoZXIwIBcNMjYxMTI1MTI1OTA2WhgPMjEyNjExMDExMjU5\n"
    "MDZaMBAxDjAMBgNVBAMMBW90aGVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n"
    "ZNsEreUslc8shHrRK5ENrMOElLGF4xSYvydaAiENnnAe2h14px4xsfAAJ63HQ8mH\n"
    "0lJtZHr+n6wwi5s9mpQpUKNTMFEwHQYDVR0OBBYEFNBc+uUdtQHTzJoZgHz4SV42\n"
    "arSfMB8GA1UdIwQYMBaAFNBc+uUdtQHTzJoZgHz4SV42arSfMA8GA1UdEwEB/wQF\n"
    "MAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgFjzBOHG3MkgCM72uHqocb+s6ISUl7Q+4\n"
    "h/gHbDJlBWcCIC+7BCmHkje4gX4k6c4npEKw8Mo3dBie2qEtV+1bShor\n"
    "-----END CERTIFICATE-----\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  guint8 public_key[GOL_PUBLIC_KEY_BYTES];

  g_assert_no_error (error);
  g_assert_false (gol_certificate_read_key (certificate, public_key, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
}

/* ── Invitations ── */

#define KEY "IUEKA6VJIFYH6PVS3OKMRCL2QCZMCGLUO23N4IJ2YJZ567MGYT7Q"

static void
test_round (void)
{
  static const char * const lines[] = {
    "hub.example.org:8443/7F3K-9QMD-X2TP/", "192.0.2.1:1/A/", "[2001:db8::1]:65535/7F3K-9QMD-X2TP/",
  };
  g_autoptr(GRand) rand = NULL;
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  rand = g_rand_new_with_seed (seed);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr(GolInvitation) invitation = NULL;
      g_autoptr(GolInvitation) read = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *line = g_strconcat (lines[i % G_N_ELEMENTS (lines)], KEY, NULL);
      g_autofree char *again = NULL;
      g_autofree char *small = NULL;

      invitation = gol_invitation_parse (line, &error);
      g_assert_no_error (error);
      for (guint k = 0; k < GOL_PUBLIC_KEY_BYTES; k++)
        invitation->hub_key[k] = g_rand_int (rand);
      again = gol_invitation_format (invitation);
      g_assert_true (g_str_has_prefix (again, lines[i % G_N_ELEMENTS (lines)]));
      small = g_strdup_printf ("  %s\n", again);
      for (char *p = strrchr (small, '/'); *p != '\0'; p++)
        *p = g_ascii_tolower (*p);
      read = gol_invitation_parse (small, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (read->host, ==, invitation->host);
      g_assert_cmpuint (read->port, ==, invitation->port);
      g_assert_cmpstr (read->code, ==, invitation->code);
      g_assert_cmpmem (read->hub_key, sizeof read->hub_key, invitation->hub_key, sizeof invitation->hub_key);
    }
}

static void
test_strict (void)
{
  static const char * const bad[] = {
    "", "/", "//", "hub:8443/A", "hub:8443/A/" KEY "/", "hub:8443//" KEY, "hub/A/" KEY, ":8443/A/" KEY, "hub:0/A/" KEY,
    "hub:65536/A/" KEY, "hub:08443/A/" KEY, "hub:84a/A/" KEY, "hub:/A/" KEY, "h b:8443/A/" KEY, "u@hub:8443/A/" KEY,
    "2001:db8::1:8443/A/" KEY, "[]:8443/A/" KEY, "[2001:db8::1]8443/A/" KEY, "[hub]:8443/A/" KEY, "hub:8443/Á/" KEY,
    "hub:8443/A B/" KEY, "hub:8443/A/" KEY "A", "hub:8443/A/UEKA6VJIFYH6PVS3OKMRCL2QCZMCGLUO23N4IJ2YJZ567MGYT7Q",
    "hub:8443/A/1UEKA6VJIFYH6PVS3OKMRCL2QCZMCGLUO23N4IJ2YJZ567MGYT7Q",
    "hub:8443/A/IUEKA6VJIFYH6PVS3OKMRCL2QCZMCGLUO23N4IJ2YJZ567MGYT7R",   /* bits beyond the key */
    "https://hub:8443/A/" KEY,
  };
  g_autofree char *endless = g_strnfill (100000, 'a');
  g_autofree char *host = g_strconcat (endless, ":8443/A/" KEY, NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (gol_invitation_parse (bad[i], &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_null (gol_invitation_parse (host, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gol_wire_init (NULL));
  g_test_add_func ("/wire/certificate", test_certificate);
  g_test_add_func ("/wire/certificate-of-another-kind", test_other_kind);
  g_test_add_func ("/wire/handshake", test_handshake);
  g_test_add_func ("/wire/invitation", test_round);
  g_test_add_func ("/wire/invitation-strict", test_strict);
  return g_test_run ();
}
