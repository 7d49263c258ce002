/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "gol-error.h"

/* ── Leaves ── */

static void
test_leaf_round_trip (void)
{
  g_autoptr(GPtrArray) leaves = fixture_leaves (5);
  const guint8 salt[GOL_SALT_BYTES] = { 7 };

  for (guint i = 0; i < leaves->len; i++)
    {
      const GolLeaf *leaf = g_ptr_array_index (leaves, i);
      g_autofree char *line = gol_leaf_to_line (leaf, salt);
      g_autoptr(GError) error = NULL;
      g_autoptr(GolLeaf) read = gol_leaf_from_line (line, strlen (line), &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (read->record, ==, leaf->record);
      g_assert_cmpstr (read->section, ==, leaf->section);
      g_assert_cmpstr (read->why, ==, leaf->why);
      g_assert_true (gol_values_equal (read->values, leaf->values));
      again = gol_leaf_to_line (read, salt);
      g_assert_cmpstr (again, ==, line);
    }
}

#define SALT "00000000000000000000000000000000"
#define REC "worker/01JD8Z5B7R0000000000000001"

static void
test_leaf_refuses (void)
{
  static const char *hostile[] = {
    "",
    "[]",
    "[\"" SALT "\",{\"base\":[],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}",
    "[\"" SALT "\",{\"base\":[],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}] ",
    "[\"" SALT "\", {\"base\":[],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}]",
    "[\"0\",{\"base\":[],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}]",
    "[\"" SALT "\",{\"base\":[\"b.1:1\",\"a.1:1\"],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}]",
    "[\"" SALT "\",{\"base\":[\"a.1:1\",\"a.1:1\"],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}]",
    "[\"" SALT "\",{\"base\":[\"a:1\"],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}]",
    "[\"" SALT "\",{\"base\":[],\"f\":{\"b\":1,\"a\":1},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}]",
    "[\"" SALT "\",{\"base\":[],\"f\":{\"a\":1.0},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}]",
    "[\"" SALT "\",{\"base\":[],\"f\":{},\"op\":\"drop\",\"rec\":\"" REC "\",\"sec\":\"civil\"}]",
    "[\"" SALT "\",{\"base\":[],\"f\":{},\"op\":\"set\",\"rec\":\"worker/1\",\"sec\":\"civil\"}]",
    "[\"" SALT "\",{\"base\":[],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"ci vil\"}]",
    "[\"" SALT "\",{\"base\":[],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\",\"x\":1}]",
  };
  const char *good = "[\"" SALT "\",{\"base\":[],\"f\":{},\"op\":\"set\",\"rec\":\"" REC "\",\"sec\":\"civil\"}]";
  g_autoptr(GolLeaf) leaf = gol_leaf_from_line (good, strlen (good), NULL);

  g_assert_nonnull (leaf);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", hostile[i]);
      g_assert_null (gol_leaf_from_line (hostile[i], strlen (hostile[i]), &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
    }
}

/* ── The tree ── */

static void
test_merkle_paths (void)
{
  for (guint n = 1; n <= 33; n++)
    {
      g_autofree guint8 *hashes = g_malloc0 ((gsize) n * GOL_HASH_BYTES);
      guint8 root[GOL_HASH_BYTES];

      for (guint i = 0; i < n; i++)
        gol_hash_leaf_line ((const char *) &i, sizeof i, hashes + (gsize) i * GOL_HASH_BYTES);
      gol_merkle_root (hashes, n, root);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr(GByteArray) path = gol_merkle_path (hashes, n, i);
          const guint8 *leaf = hashes + (gsize) i * GOL_HASH_BYTES;

          g_assert_true (gol_merkle_verify (leaf, n, i, path->data, path->len, root));
          if (n > 1)
            {
              g_assert_false (gol_merkle_verify (leaf, n, (i + 1) % n, path->data, path->len, root));
              g_assert_false (gol_merkle_verify (leaf, n, i, path->data, path->len - GOL_HASH_BYTES, root));
              path->data[0] ^= 1;
              g_assert_false (gol_merkle_verify (leaf, n, i, path->data, path->len, root));
            }
        }
    }
}

/* The tree of certificate transparency's own test data is not ours (its leaves are raw bytes), but its shape is: an
 * unbalanced tree hashes the last leaf alone beside the full part. */
static void
test_merkle_shape (void)
{
  guint8 hashes[3 * GOL_HASH_BYTES], left[GOL_HASH_BYTES], root[GOL_HASH_BYTES], expected[GOL_HASH_BYTES];

  for (guint i = 0; i < 3; i++)
    gol_hash_leaf_line ("x", i == 0 ? 0 : 1, hashes + i * GOL_HASH_BYTES);
  gol_hash_node (hashes, hashes + GOL_HASH_BYTES, left);
  gol_hash_node (left, hashes + 2 * GOL_HASH_BYTES, expected);
  gol_merkle_root (hashes, 3, root);
  g_assert_cmpmem (root, sizeof root, expected, sizeof expected);
}

/* ── Changes ── */

static void
test_change_round_trip (void)
{
  for (guint n = 1; n <= 9; n++)
    {
      g_autoptr(GolChange) change = fixture_change (n);
      g_autofree char *text = gol_change_to_ndjson (change);
      g_autoptr(GError) error = NULL;
      g_autoptr(GolChange) read = gol_change_from_ndjson (text, strlen (text), &error);
      g_autofree char *again = NULL;
      GolSiteKey key;

      g_assert_no_error (error);
      again = gol_change_to_ndjson (read);
      g_assert_cmpstr (again, ==, text);
      g_assert_cmpmem (read->hash, GOL_HASH_BYTES, change->hash, GOL_HASH_BYTES);
      fixture_key (&key);
      g_assert_true (gol_header_verify (key.public_key, read->line, strlen (read->line), read->signature));
    }
}

/* Invariant I7: no byte of a change can be altered unseen. */
static void
test_every_byte_counts (void)
{
  g_autoptr(GolChange) change = fixture_change (3);
  g_autofree char *text = gol_change_to_ndjson (change);
  gsize length = strlen (text);
  GolSiteKey key;

  fixture_key (&key);
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *altered = g_memdup2 (text, length + 1);
      g_autoptr(GolChange) read = NULL;

      altered[i] ^= 0x01;
      read = gol_change_from_ndjson (altered, length, NULL);
      if (read != NULL && gol_header_verify (key.public_key, read->line, strlen (read->line), read->signature))
        g_error ("Byte %" G_GSIZE_FORMAT " of a change was altered unseen", i);
    }
}

static void
test_cut_anywhere (void)
{
  g_autoptr(GolChange) change = fixture_change (3);
  g_autofree char *text = gol_change_to_ndjson (change);
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gol_change_from_ndjson (text, i, &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
    }
}

static void
test_too_large (void)
{
  g_autoptr(GPtrArray) leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_leaf_free);
  g_autoptr(GolValues) values = gol_values_new ();
  g_autofree char *long_text = g_strnfill (GOL_CHANGE_MAX_BYTES, 'a');
  g_autoptr(GError) error = NULL;
  GolHeader header = fixture_header (GOL_LOG_OPEN, 1);
  GolSiteKey key;

  gol_values_set_text (values, "note", long_text);
  g_ptr_array_add (leaves, gol_leaf_new (REC, "civil", GOL_OP_SET, values));
  fixture_key (&key);
  g_assert_null (gol_change_new (&header, leaves, &key, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
}

/* ── For one reader ── */

static gboolean
visible_cb (guint       index,
            const char *line,
            gpointer    user_data)
{
  return (*(guint *) user_data >> index & 1) != 0;
}

/* Every choice of visible leaves of trees of up to six: the reader verifies, and reads nothing that is withheld. */
static void
test_withheld (void)
{
  for (guint n = 1; n <= 6; n++)
    for (guint mask = 0; mask < 1u << n; mask++)
      {
        g_autoptr(GolChange) change = fixture_change (n);
        g_autoptr(GolChange) partial = gol_change_withhold (change, visible_cb, &mask);
        g_autofree char *text = gol_change_to_ndjson (partial);
        g_autoptr(GError) error = NULL;
        g_autoptr(GolChange) read = gol_change_from_ndjson (text, strlen (text), &error);
        g_autofree char *again = NULL;

        g_assert_no_error (error);
        for (guint i = 0; i < n; i++)
          {
            const char *line = g_ptr_array_index (change->leaves, i);

            g_assert_cmpstr (g_ptr_array_index (read->leaves, i), ==, (mask >> i & 1) != 0 ? line : NULL);
            g_assert_true ((strstr (text, line) != NULL) == ((mask >> i & 1) != 0));
          }
        again = gol_change_to_ndjson (read);
        g_assert_cmpstr (again, ==, text);
      }
}

/* A reader's change that names nodes which are not of the tree, or smaller ones than it could, is refused. */
static void
test_withheld_refuses (void)
{
  g_autoptr(GolChange) change = fixture_change (4);
  guint mask = 0x8;
  g_autoptr(GolChange) partial = gol_change_withhold (change, visible_cb, &mask);
  GolWithheld *first = &g_array_index (partial->withheld, GolWithheld, 0);
  guint8 hashes[2 * GOL_HASH_BYTES];
  GolWithheld halves[2] = { { .index = 0, .count = 1 }, { .index = 1, .count = 1 } };
  g_autofree char *text = NULL;

  g_assert_cmpuint (first->count, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const char *line = g_ptr_array_index (change->leaves, i);

      gol_hash_leaf_line (line, strlen (line), hashes + i * GOL_HASH_BYTES);
      memcpy (halves[i].hash, hashes + i * GOL_HASH_BYTES, GOL_HASH_BYTES);
    }
  g_array_remove_index (partial->withheld, 0);
  g_array_insert_vals (partial->withheld, 0, halves, 2);
  text = gol_change_to_ndjson (partial);
  g_assert_null (gol_change_from_ndjson (text, strlen (text), NULL));
}

static void
test_sealed (void)
{
  g_autoptr(GolChange) change = fixture_change (3);
  guint8 public_keys[2 * 32], secret_keys[2 * 32], stranger_public[32], stranger_secret[32];
  g_autoptr(GolChange) sealed = NULL;
  g_autoptr(GolChange) read = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    gol_seal_key_generate (public_keys + i * 32, secret_keys + i * 32);
  gol_seal_key_generate (stranger_public, stranger_secret);

  sealed = gol_change_seal (change, public_keys, 2);
  text = gol_change_to_ndjson (sealed);
  g_assert_null (strstr (text, "+50244719035"));
  read = gol_change_from_ndjson (text, strlen (text), &error);
  g_assert_no_error (error);

  g_assert_false (gol_change_unseal (read, stranger_public, stranger_secret, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_null (g_ptr_array_index (read->leaves, 0));

  g_assert_true (gol_change_unseal (read, public_keys + 32, secret_keys + 32, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (g_ptr_array_index (read->leaves, i), ==, g_ptr_array_index (change->leaves, i));
}

static void
test_sealed_body_of_another_leaf (void)
{
  g_autoptr(GolChange) change = fixture_change (2);
  guint8 public_key[32], secret_key[32];
  g_autoptr(GolChange) sealed = NULL;
  g_autoptr(GError) error = NULL;
  GolSealed *first, *second;
  GBytes *swap;

  gol_seal_key_generate (public_key, secret_key);
  sealed = gol_change_seal (change, public_key, 1);
  first = g_ptr_array_index (sealed->sealed, 0);
  second = g_ptr_array_index (sealed->sealed, 1);
  swap = first->body;
  first->body = second->body;
  second->body = swap;
  g_assert_false (gol_change_unseal (sealed, public_key, secret_key, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CORRUPT);
}

static void
test_seal_every_byte_counts (void)
{
  guint8 public_key[32], secret_key[32];
  g_autoptr(GBytes) sealed = NULL;
  gsize size;
  const guint8 *data;

  gol_seal_key_generate (public_key, secret_key);
  sealed = gol_seal ("facts", 5, public_key, 1);
  data = g_bytes_get_data (sealed, &size);
  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *altered = g_memdup2 (data, size);
      g_autoptr(GBytes) bytes = NULL;
      gsize length;

      altered[i] ^= 0x40;
      bytes = g_bytes_new (altered, size);
      g_assert_null (gol_unseal (bytes, public_key, secret_key, &length, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gol_wire_init (NULL));
  g_test_add_func ("/wire/leaf/round-trip", test_leaf_round_trip);
  g_test_add_func ("/wire/leaf/refuses", test_leaf_refuses);
  g_test_add_func ("/wire/merkle/paths", test_merkle_paths);
  g_test_add_func ("/wire/merkle/shape", test_merkle_shape);
  g_test_add_func ("/wire/change/round-trip", test_change_round_trip);
  g_test_add_func ("/wire/change/every-byte-counts", test_every_byte_counts);
  g_test_add_func ("/wire/change/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/wire/change/too-large", test_too_large);
  g_test_add_func ("/wire/change/withheld", test_withheld);
  g_test_add_func ("/wire/change/withheld-refuses", test_withheld_refuses);
  g_test_add_func ("/wire/change/sealed", test_sealed);
  g_test_add_func ("/wire/change/sealed-body-of-another-leaf", test_sealed_body_of_another_leaf);
  g_test_add_func ("/wire/seal/every-byte-counts", test_seal_every_byte_counts);
  return g_test_run ();
}
