/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gol-change.h"

G_BEGIN_DECLS

/*
 * Certificates of TLS whose key is the Ed25519 key with which a site, or the hub, signs what it says: so who speaks is
 * who signs, and whoever pinned the one key pinned the other. They are signed by themselves and valid for ever: who
 * pins a key asks neither an authority nor a clock.
 */

/**
 * gol_certificate_make:
 * @name: who it is, for people who look at it; nobody relies on it
 *
 * Returns: (transfer full): the certificate and its private key in PEM, for g_tls_certificate_new_from_pem (); the
 *   caller wipes it with gol_certificate_wipe ()
 */
char       *gol_certificate_make     (const GolSiteKey *key,
                                      const char       *name,
                                      GError          **error);
void        gol_certificate_wipe     (char             *pem);

/* The same, as GIO takes it, with nothing left of the text. */
GTlsCertificate *gol_certificate_new (const GolSiteKey *key,
                                      const char       *name,
                                      GError          **error);

/* Whose it is; any other kind of key than Ed25519 is refused. The handshake has proved that the peer has the key. */
gboolean    gol_certificate_read_key (GTlsCertificate  *certificate,
                                      guint8            public_key[GOL_PUBLIC_KEY_BYTES],
                                      GError          **error);

G_END_DECLS
