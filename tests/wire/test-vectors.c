/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "fixture.h"
#include "gol-feed.h"
#include "gol-invitation.h"
#include "gol-push.h"

/*
 * The test vectors of docs/SYNC.md, read from the document itself: a line "name = value" in a block fenced with
 * "```vectors". So the document cannot drift from the program.
 */
static GHashTable *vectors;

static void
read_vectors (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "docs", "SYNC.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean inside = FALSE;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  vectors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *sign = strstr (lines[i], " = ");

      if (g_str_has_prefix (lines[i], "```"))
        inside = g_str_equal (lines[i], "```vectors");
      else if (inside && sign != NULL)
        g_hash_table_insert (vectors, g_strndup (lines[i], sign - lines[i]), g_strdup (sign + 3));
    }
}

static void
expect (const char *name,
        const char *value)
{
  g_test_message ("%s = %s", name, value);
  g_assert_cmpstr (g_hash_table_lookup (vectors, name), ==, value);
}

static void
expect_hex (const char   *name,
            const guint8 *bytes,
            gsize         size)
{
  g_autoptr(GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  expect (name, hex->str);
}

static void
test_keys (void)
{
  GolSiteKey key;

  fixture_key (&key);
  expect_hex ("site.public", key.public_key, sizeof key.public_key);
}

static void
test_leaves (void)
{
  g_autoptr(GolChange) change = fixture_change (3);

  for (guint i = 0; i < 3; i++)
    {
      const char *line = g_ptr_array_index (change->leaves, i);
      g_autofree char *name = g_strdup_printf ("leaf.%u", i);
      g_autofree char *hash_name = g_strdup_printf ("leaf.%u.hash", i);
      guint8 hash[GOL_HASH_BYTES];

      gol_hash_leaf_line (line, strlen (line), hash);
      expect (name, line);
      expect_hex (hash_name, hash, sizeof hash);
    }
}

static void
test_header (void)
{
  g_autoptr(GolChange) change = fixture_change (3);

  expect_hex ("root", change->header.root, GOL_HASH_BYTES);
  expect ("header", change->line);
  expect_hex ("header.hash", change->hash, GOL_HASH_BYTES);
  expect_hex ("signature", change->signature, GOL_SIGNATURE_BYTES);
}

static gboolean
second_cb (guint       index,
           const char *line,
           gpointer    user_data)
{
  return index == 1;
}

static void
test_withheld (void)
{
  g_autoptr(GolChange) change = fixture_change (3);
  g_autoptr(GolChange) partial = gol_change_withhold (change, second_cb, NULL);
  g_autofree char *text = gol_change_to_ndjson (partial);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("frame.%u", i);

      expect (name, lines[i]);
    }
}

/* A sealed body made once, by the keys beside it; sealing draws random numbers, so it is read, not made again. */
static void
test_sealed (void)
{
  guint8 seed[32], public_key[32], secret_key[32];
  const char *base64 = g_hash_table_lookup (vectors, "sealed");
  g_autoptr(GBytes) sealed = NULL;
  g_autofree char *plain = NULL;
  g_autoptr(GError) error = NULL;
  guchar *data;
  gsize size, length;

  memset (seed, 0x2a, sizeof seed);
  gol_seal_key_from_seed (seed, public_key, secret_key);
  expect_hex ("agency.public", public_key, sizeof public_key);
  if (base64 == NULL)
    {
      g_autoptr(GBytes) made = gol_seal ("facts", 5, public_key, 1);
      g_autofree char *text = g_base64_encode (g_bytes_get_data (made, NULL), g_bytes_get_size (made));

      expect ("sealed", text);
    }
  data = g_base64_decode (base64, &size);
  sealed = g_bytes_new_take (data, size);
  plain = gol_unseal (sealed, public_key, secret_key, &length, &error);
  g_assert_no_error (error);
  expect ("sealed.plain", plain);
}

/* The lines of @text as name.0, name.1, … */
static void
expect_lines (const char *name,
              const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autofree char *line_name = g_strdup_printf ("%s.%u", name, i);

      expect (line_name, lines[i]);
    }
}

static GolReceipt *
receipt_of (const GolChange   *change,
            GolReceiptVerdict  verdict)
{
  guint8 seed[32];
  GolSiteKey hub_key;

  memset (seed, 0x2b, sizeof seed);
  gol_site_key_from_seed (&hub_key, seed);
  expect_hex ("hub.public", hub_key.public_key, sizeof hub_key.public_key);
  return gol_receipt_new (&change->header, change->hash, 902, "0192f3a1c7d9.0000", verdict, "scope", &hub_key);
}

static void
test_receipts (void)
{
  g_autoptr(GolChange) change = fixture_change (3);
  g_autoptr(GolReceipt) ok = receipt_of (change, GOL_RECEIPT_OK);
  g_autoptr(GolReceipt) quarantined = receipt_of (change, GOL_RECEIPT_QUARANTINED);
  g_autofree char *ok_text = gol_receipt_to_ndjson (ok);
  g_autofree char *quarantined_text = gol_receipt_to_ndjson (quarantined);

  expect_lines ("receipt", ok_text);
  expect_lines ("quarantined", quarantined_text);
}

static void
test_page (void)
{
  g_autoptr(GolFeedWriter) writer = gol_feed_writer_new ();
  g_autoptr(GolChange) change = fixture_change (3);
  g_autoptr(GolChange) partial = gol_change_withhold (change, second_cb, NULL);
  g_autoptr(GolReceipt) receipt = receipt_of (change, GOL_RECEIPT_OK);
  g_autofree char *change_text = gol_change_to_ndjson (partial);
  g_autofree char *receipt_text = gol_receipt_to_ndjson (receipt);
  g_autofree char *text = NULL;

  gol_feed_writer_grant (writer, "worker/01JD8Z5B7R0000000000000001");
  gol_feed_writer_change (writer, change_text, receipt_text);
  text = gol_feed_writer_end (writer, "e1.1.42.mac", FALSE);
  expect_lines ("page", text);
}

static void
test_answers (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GolChange) change = fixture_change (3);
  g_autoptr(GolReceipt) receipt = receipt_of (change, GOL_RECEIPT_OK);
  g_autofree char *receipt_text = gol_receipt_to_ndjson (receipt);

  gol_answer_append (text, GOL_ANSWER_ACCEPTED, "s7f3.1:4182", receipt_text);
  gol_answer_append (text, GOL_ANSWER_GAP, "s7f3.1:4184", NULL);
  expect_lines ("answer", text->str);
}

static void
test_invitation (void)
{
  GolInvitation invitation = { .host = (char *) "hub.example.org", .port = 8443, .code = (char *) "7F3K-9QMD-X2TP" };
  g_autofree char *line = NULL;
  guint8 seed[32];
  GolSiteKey hub_key;

  memset (seed, 0x2b, sizeof seed);
  gol_site_key_from_seed (&hub_key, seed);
  memcpy (invitation.hub_key, hub_key.public_key, sizeof invitation.hub_key);
  line = gol_invitation_format (&invitation);
  expect ("invitation", line);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");   /* so that what differs is shown as it is */
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gol_wire_init (NULL));
  read_vectors ();
  g_test_add_func ("/wire/vectors/keys", test_keys);
  g_test_add_func ("/wire/vectors/leaves", test_leaves);
  g_test_add_func ("/wire/vectors/header", test_header);
  g_test_add_func ("/wire/vectors/withheld", test_withheld);
  g_test_add_func ("/wire/vectors/sealed", test_sealed);
  g_test_add_func ("/wire/vectors/receipts", test_receipts);
  g_test_add_func ("/wire/vectors/page", test_page);
  g_test_add_func ("/wire/vectors/answers", test_answers);
  g_test_add_func ("/wire/vectors/invitation", test_invitation);
  return g_test_run ();
}
