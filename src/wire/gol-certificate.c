/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-certificate.h"

#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <string.h>

#include "gol-error.h"

#define SEED_BYTES   32   /* libsodium keeps the seed before the public key */
#define FOR_EVER     ((time_t) -1)
#define SERIAL_BYTES 16

typedef gnutls_x509_crt_t     Certificate;
typedef gnutls_x509_privkey_t PrivateKey;
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (Certificate, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (PrivateKey, gnutls_x509_privkey_deinit, NULL)

/* Negative codes of GnuTLS are errors. */
static gboolean
check (int      code,
       GError **error)
{
  if (code >= 0)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The certificate for the exchange cannot be made: %s."),
               gnutls_strerror (code));
  return FALSE;
}

static gboolean
import_key (const GolSiteKey  *key,
            PrivateKey         private_key,
            GError           **error)
{
  const gnutls_datum_t x = { (unsigned char *) key->public_key, GOL_PUBLIC_KEY_BYTES };
  const gnutls_datum_t k = { (unsigned char *) key->secret_key, SEED_BYTES };

  return check (gnutls_x509_privkey_import_ecc_raw (private_key, GNUTLS_ECC_CURVE_ED25519, &x, NULL, &k), error);
}

/* The key's own hash is its serial number: the same key makes the same certificate. */
static gboolean
fill (Certificate  certificate,
      PrivateKey   private_key,
      const guint8 public_key[GOL_PUBLIC_KEY_BYTES],
      const char  *name,
      GError     **error)
{
  guint8 serial[SERIAL_BYTES];

  crypto_generichash (serial, sizeof serial, public_key, GOL_PUBLIC_KEY_BYTES, NULL, 0);
  serial[0] &= 0x7f;   /* positive */
  serial[0] |= 0x40;   /* and of one length */
  return check (gnutls_x509_crt_set_version (certificate, 3), error)
         && check (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial), error)
         && check (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, strlen (name)), error)
         && check (gnutls_x509_crt_set_activation_time (certificate, 0), error)
         && check (gnutls_x509_crt_set_expiration_time (certificate, FOR_EVER), error)
         && check (gnutls_x509_crt_set_key (certificate, private_key), error)
         && check (gnutls_x509_crt_sign2 (certificate, certificate, private_key, GNUTLS_DIG_SHA512, 0), error);
}

char *
gol_certificate_make (const GolSiteKey  *key,
                      const char        *name,
                      GError           **error)
{
  g_auto(Certificate) certificate = NULL;
  g_auto(PrivateKey) private_key = NULL;
  gnutls_datum_t public_pem = { NULL, 0 }, private_pem = { NULL, 0 };
  char *pem = NULL;

  if (check (gnutls_x509_crt_init (&certificate), error) && check (gnutls_x509_privkey_init (&private_key), error)
      && import_key (key, private_key, error) && fill (certificate, private_key, key->public_key, name, error)
      && check (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &public_pem), error)
      && check (gnutls_x509_privkey_export2_pkcs8 (private_key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &private_pem),
                error))
    pem = g_strdup_printf ("%.*s%.*s", (int) public_pem.size, public_pem.data, (int) private_pem.size, private_pem.data);
  if (private_pem.data != NULL)
    sodium_memzero (private_pem.data, private_pem.size);
  gnutls_free (private_pem.data);
  gnutls_free (public_pem.data);
  return pem;
}

void
gol_certificate_wipe (char *pem)
{
  if (pem != NULL)
    sodium_memzero (pem, strlen (pem));
  g_free (pem);
}

GTlsCertificate *
gol_certificate_new (const GolSiteKey  *key,
                     const char        *name,
                     GError           **error)
{
  char *pem = gol_certificate_make (key, name, error);
  GTlsCertificate *certificate = pem != NULL ? g_tls_certificate_new_from_pem (pem, -1, error) : NULL;

  gol_certificate_wipe (pem);
  return certificate;
}

gboolean
gol_certificate_read_key (GTlsCertificate  *certificate,
                          guint8            public_key[GOL_PUBLIC_KEY_BYTES],
                          GError          **error)
{
  g_autoptr(GByteArray) der = NULL;
  g_auto(Certificate) read = NULL;
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x = { NULL, 0 }, y = { NULL, 0 };
  gboolean taken = FALSE;

  g_object_get (certificate, "certificate", &der, NULL);
  if (der != NULL && gnutls_x509_crt_init (&read) >= 0)
    {
      const gnutls_datum_t bytes = { der->data, der->len };

      taken = gnutls_x509_crt_import (read, &bytes, GNUTLS_X509_FMT_DER) >= 0
              && gnutls_x509_crt_get_pk_ecc_raw (read, &curve, &x, &y) >= 0
              && curve == GNUTLS_ECC_CURVE_ED25519 && x.size == GOL_PUBLIC_KEY_BYTES;
    }
  if (taken)
    memcpy (public_key, x.data, GOL_PUBLIC_KEY_BYTES);
  else
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The other end’s certificate is not one of this exchange."));
  gnutls_free (x.data);
  gnutls_free (y.data);
  return taken;
}
