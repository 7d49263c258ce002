/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "gol-change.h"
#include "gol-error.h"

gboolean
gol_wire_init (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FAILED, _("The machine gives no random numbers, so nothing can be signed."));
  return FALSE;
}

void
gol_site_key_generate (GolSiteKey *key)
{
  crypto_sign_keypair (key->public_key, key->secret_key);
}

void
gol_site_key_from_seed (GolSiteKey   *key,
                        const guint8  seed[32])
{
  crypto_sign_seed_keypair (key->public_key, key->secret_key, seed);
}

void
gol_site_key_clear (GolSiteKey *key)
{
  sodium_memzero (key, sizeof *key);
}

void
gol_header_sign (const GolSiteKey *key,
                 const char       *line,
                 gsize             length,
                 guint8            signature[GOL_SIGNATURE_BYTES])
{
  crypto_sign_detached (signature, NULL, (const guint8 *) line, length, key->secret_key);
}

gboolean
gol_header_verify (const guint8  public_key[GOL_PUBLIC_KEY_BYTES],
                   const char   *line,
                   gsize         length,
                   const guint8  signature[GOL_SIGNATURE_BYTES])
{
  return crypto_sign_verify_detached (signature, (const guint8 *) line, length, public_key) == 0;
}

/* ── Sealing: one random key for the body, sealed to each reader ──
 *
 * bytes: 'G' 'S' 1 n | n × crypto_box_seal (key) | nonce | crypto_secretbox (body). Who may open it is told by the envelope's own
 * reader list elsewhere; here an agency tries each of the few slots.
 */
#define SLOT_BYTES (crypto_secretbox_KEYBYTES + crypto_box_SEALBYTES)
#define HEAD_BYTES 4
#define MAX_READERS 64

void
gol_seal_key_generate (guint8 public_key[32],
                       guint8 secret_key[32])
{
  crypto_box_keypair (public_key, secret_key);
}

void
gol_seal_key_from_seed (const guint8 seed[32],
                        guint8       public_key[32],
                        guint8       secret_key[32])
{
  crypto_box_seed_keypair (public_key, secret_key, seed);
}

/* Some points of the curve give every secret the same answer: sealed to one of them, anybody could open it. */
gboolean
gol_seal_key_is_valid (const guint8 public_key[32])
{
  static const guint8 any[crypto_scalarmult_SCALARBYTES] = { 8 };
  guint8 shared[crypto_scalarmult_BYTES];

  return crypto_scalarmult (shared, any, public_key) == 0;
}

GBytes *
gol_seal (const char   *plain,
          gsize         length,
          const guint8 *readers,
          guint         n_readers)
{
  gsize size = HEAD_BYTES + (gsize) n_readers * SLOT_BYTES + crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + length;
  guint8 *sealed = g_malloc (size);
  guint8 *at = sealed + HEAD_BYTES;
  guint8 key[crypto_secretbox_KEYBYTES];

  g_return_val_if_fail (n_readers <= MAX_READERS, NULL);

  memcpy (sealed, "GS\1", 3);
  sealed[3] = n_readers;
  crypto_secretbox_keygen (key);
  for (guint i = 0; i < n_readers; i++, at += SLOT_BYTES)
    if (crypto_box_seal (at, key, sizeof key, readers + (gsize) i * 32) != 0)
      g_error ("A reader's key was not looked at");
  randombytes_buf (at, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy (at + crypto_secretbox_NONCEBYTES, (const guint8 *) plain, length, at, key);
  sodium_memzero (key, sizeof key);
  return g_bytes_new_take (sealed, size);
}

char *
gol_unseal (GBytes        *sealed,
            const guint8   public_key[32],
            const guint8   secret_key[32],
            gsize         *length,
            GError       **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  const guint8 *nonce;
  guint8 key[crypto_secretbox_KEYBYTES];
  gboolean opened = FALSE;
  gsize head;
  char *plain;

  if (size < HEAD_BYTES || memcmp (data, "GS\1", 3) != 0 || data[3] > MAX_READERS
      || size < (head = HEAD_BYTES + (gsize) data[3] * SLOT_BYTES) + crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A sealed body is not of its form."));
      return NULL;
    }
  for (guint i = 0; i < data[3] && !opened; i++)
    opened = crypto_box_seal_open (key, data + HEAD_BYTES + (gsize) i * SLOT_BYTES, SLOT_BYTES, public_key, secret_key) == 0;
  if (!opened)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("The body is not sealed to this agency."));
      return NULL;
    }

  nonce = data + head;
  *length = size - head - crypto_secretbox_NONCEBYTES - crypto_secretbox_MACBYTES;
  plain = g_malloc (*length + 1);
  if (crypto_secretbox_open_easy ((guint8 *) plain, nonce + crypto_secretbox_NONCEBYTES,
                                  *length + crypto_secretbox_MACBYTES, nonce, key) != 0)
    {
      g_free (plain);
      plain = NULL;
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("A sealed body was altered."));
    }
  else
    plain[*length] = '\0';
  sodium_memzero (key, sizeof key);
  return plain;
}
