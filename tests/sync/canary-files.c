/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "canary.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "gol-db.h"

/* ── Tables ── */

static void
add_table (GolDb      *db,
           const char *table,
           GByteArray *out)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  GError *error = NULL;
  g_autoptr(GolStatement) st = gol_db_prepare_uncached (db, sql, &error);
  gboolean row = FALSE;

  g_assert_no_error (error);
  while (gol_statement_step (st, &row, &error) && row)
    for (int i = 0; i < gol_statement_columns (st); i++)
      {
        gsize length;
        gconstpointer bytes = gol_statement_blob (st, i, &length);

        if (length > 0)
          g_byte_array_append (out, bytes, (guint) length);
        g_byte_array_append (out, (const guint8 *) "|", 1);
      }
  g_assert_no_error (error);
}

/* Shadow tables of the search among them; what a contentless index has is in those. */
GByteArray *
file_tables (const char   *path,
             const guint8  key[32])
{
  GByteArray *out = g_byte_array_new ();
  GError *error = NULL;
  g_autoptr(GolDb) db = gol_db_open (path, key, GOL_DB_READ_ONLY, &error);
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  g_assert_no_error (error);
  st = gol_db_prepare_uncached (db, "SELECT name FROM sqlite_schema WHERE type = 'table'", &error);
  g_assert_no_error (error);
  while (gol_statement_step (st, &row, &error) && row)
    g_ptr_array_add (tables, g_strdup (gol_statement_text (st, 0)));
  g_assert_no_error (error);
  for (guint i = 0; i < tables->len; i++)
    add_table (db, g_ptr_array_index (tables, i), out);
  return out;
}

/*
 * ── Pages, as they lie there ──
 *
 * SQLCipher 4 with a raw key: 4,096 bytes, of which the last 80 are the IV (16) and a MAC (64); AES-256 in CBC over the others. The first
 * page begins with a salt in the place of SQLite's first 16 bytes. The log beside it is as SQLite's own: a header of 32 bytes, then
 * frames of a header of 24 and a page.
 */

#define PAGE     4096
#define RESERVED 80
#define IV       16
#define SALT     16
#define FRAME    24
#define WAL_HEAD 32

static void
decrypt_page (gnutls_cipher_hd_t  cipher,
              const guint8       *page,
              guint32             number,
              GByteArray         *out)
{
  guint8 iv[IV], plain[PAGE - RESERVED];
  gsize skip = number == 1 ? SALT : 0;

  memcpy (iv, page + PAGE - RESERVED, IV);
  gnutls_cipher_set_iv (cipher, iv, IV);
  g_assert_cmpint (gnutls_cipher_decrypt2 (cipher, page + skip, PAGE - RESERVED - skip, plain, sizeof plain), ==, 0);
  /* That the key is right, for what is not decrypted has no marks either: size of a page, bytes reserved. */
  if (number == 1)
    g_assert_true (plain[0] == PAGE >> 8 && plain[1] == 0 && plain[4] == RESERVED);
  g_byte_array_append (out, plain, (guint) (PAGE - RESERVED - skip));
}

static guint
decrypt_log (gnutls_cipher_hd_t  cipher,
             const char         *path,
             GByteArray         *out)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *text = NULL;
  gsize length, at;
  guint n = 0;

  if (!g_file_get_contents (log, &text, &length, NULL))
    return 0;
  for (at = WAL_HEAD; at + FRAME + PAGE <= length; at += FRAME + PAGE, n++)
    {
      guint32 number;

      memcpy (&number, text + at, sizeof number);
      decrypt_page (cipher, (const guint8 *) text + at + FRAME, GUINT32_FROM_BE (number), out);
    }
  return n;
}

GByteArray *
file_pages (const char   *path,
            const guint8  key[32],
            guint        *n_log)
{
  GByteArray *out = g_byte_array_new ();
  gnutls_datum_t datum = { (guint8 *) key, 32 };
  gnutls_cipher_hd_t cipher;
  g_autofree char *text = NULL;
  GError *error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length % PAGE, ==, 0);
  g_assert_cmpint (gnutls_cipher_init (&cipher, GNUTLS_CIPHER_AES_256_CBC, &datum, NULL), ==, 0);
  for (gsize at = 0; at < length; at += PAGE)
    decrypt_page (cipher, (const guint8 *) text + at, (guint32) (at / PAGE + 1), out);
  *n_log = decrypt_log (cipher, path, out);
  gnutls_cipher_deinit (cipher);
  return out;
}
