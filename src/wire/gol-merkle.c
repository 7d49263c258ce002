/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "gol-change.h"

/*
 * Hashes and the tree over them (RFC 9162, section 2.1). A byte in front keeps leaves, nodes and headers apart, so that none can be
 * passed off as another.
 */

static void
hash_with (guint8        domain,
           const guint8 *data,
           gsize         length,
           guint8        hash[GOL_HASH_BYTES])
{
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, &domain, 1);
  crypto_hash_sha256_update (&state, data, length);
  crypto_hash_sha256_final (&state, hash);
}

void
gol_hash_leaf_line (const char *line,
                    gsize       length,
                    guint8      hash[GOL_HASH_BYTES])
{
  hash_with (0, (const guint8 *) line, length, hash);
}

void
gol_hash_header_line (const char *line,
                      gsize       length,
                      guint8      hash[GOL_HASH_BYTES])
{
  hash_with (2, (const guint8 *) line, length, hash);
}

void
gol_hash_node (const guint8 left[GOL_HASH_BYTES],
               const guint8 right[GOL_HASH_BYTES],
               guint8       hash[GOL_HASH_BYTES])
{
  guint8 both[2 * GOL_HASH_BYTES];

  memcpy (both, left, GOL_HASH_BYTES);
  memcpy (both + GOL_HASH_BYTES, right, GOL_HASH_BYTES);
  hash_with (1, both, sizeof both, hash);
}

guint
gol_merkle_split (guint n)
{
  guint k = 1;

  while (k * 2 < n)
    k *= 2;
  return k;
}

void
gol_merkle_root (const guint8 *hashes,
                 guint         n,
                 guint8        root[GOL_HASH_BYTES])
{
  guint8 left[GOL_HASH_BYTES], right[GOL_HASH_BYTES];
  guint k;

  g_return_if_fail (n > 0);

  if (n == 1)
    {
      memcpy (root, hashes, GOL_HASH_BYTES);
      return;
    }
  k = gol_merkle_split (n);
  gol_merkle_root (hashes, k, left);
  gol_merkle_root (hashes + (gsize) k * GOL_HASH_BYTES, n - k, right);
  gol_hash_node (left, right, root);
}

static void
append_path (GByteArray   *path,
             const guint8 *hashes,
             guint         n,
             guint         index)
{
  guint8 other[GOL_HASH_BYTES];
  guint k;

  if (n == 1)
    return;
  k = gol_merkle_split (n);
  if (index < k)
    {
      append_path (path, hashes, k, index);
      gol_merkle_root (hashes + (gsize) k * GOL_HASH_BYTES, n - k, other);
    }
  else
    {
      append_path (path, hashes + (gsize) k * GOL_HASH_BYTES, n - k, index - k);
      gol_merkle_root (hashes, k, other);
    }
  g_byte_array_append (path, other, GOL_HASH_BYTES);
}

GByteArray *
gol_merkle_path (const guint8 *hashes,
                 guint         n,
                 guint         index)
{
  GByteArray *path = g_byte_array_new ();

  g_return_val_if_fail (index < n, path);

  append_path (path, hashes, n, index);
  return path;
}

/* RFC 9162, section 2.1.3.2. */
gboolean
gol_merkle_verify (const guint8  leaf[GOL_HASH_BYTES],
                   guint         n,
                   guint         index,
                   const guint8 *path,
                   gsize         path_length,
                   const guint8  root[GOL_HASH_BYTES])
{
  guint8 hash[GOL_HASH_BYTES];
  guint fn = index, sn;

  if (n == 0 || index >= n || path_length % GOL_HASH_BYTES != 0)
    return FALSE;
  sn = n - 1;
  memcpy (hash, leaf, GOL_HASH_BYTES);
  for (gsize i = 0; i < path_length; i += GOL_HASH_BYTES)
    {
      if (sn == 0)
        return FALSE;
      if ((fn & 1) != 0 || fn == sn)
        {
          gol_hash_node (path + i, hash, hash);
          while ((fn & 1) == 0 && fn != 0)
            {
              fn >>= 1;
              sn >>= 1;
            }
        }
      else
        gol_hash_node (hash, path + i, hash);
      fn >>= 1;
      sn >>= 1;
    }
  return sn == 0 && memcmp (hash, root, GOL_HASH_BYTES) == 0;
}

typedef struct
{
  const GolWithheld *next;
  const GolWithheld *end;
} Nodes;

static gboolean
join_range (Nodes  *nodes,
            guint   index,
            guint   n,
            guint8  hash[GOL_HASH_BYTES])
{
  guint8 both[2 * GOL_HASH_BYTES];
  guint k;

  if (nodes->next == nodes->end || nodes->next->index != index || nodes->next->count > n)
    return FALSE;
  if (nodes->next->count == n)
    {
      memcpy (hash, nodes->next++->hash, GOL_HASH_BYTES);
      return TRUE;
    }
  if (n == 1)
    return FALSE;
  k = gol_merkle_split (n);
  if (!join_range (nodes, index, k, both) || !join_range (nodes, index + k, n - k, both + GOL_HASH_BYTES))
    return FALSE;
  gol_hash_node (both, both + GOL_HASH_BYTES, hash);
  return TRUE;
}

gboolean
gol_merkle_join (const GolWithheld *nodes,
                 guint              n_nodes,
                 guint              n,
                 guint8             root[GOL_HASH_BYTES])
{
  Nodes left = { nodes, nodes + n_nodes };

  return join_range (&left, 0, n, root) && left.next == left.end;
}
