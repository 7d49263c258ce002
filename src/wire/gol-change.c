/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-change.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "gol-error.h"

void
gol_change_free (GolChange *change)
{
  if (change == NULL)
    return;
  gol_header_clear (&change->header);
  g_free (change->line);
  g_clear_pointer (&change->leaves, g_ptr_array_unref);
  g_clear_pointer (&change->sealed, g_ptr_array_unref);
  g_clear_pointer (&change->withheld, g_array_unref);
  g_free (change);
}

/**
 * gol_change_new_of_lines:
 * @lines: of gol_leaf_to_line (); shared with the change
 * @hashes: theirs, one after the other
 *
 * gol_change_new () where lines were made before.
 */
GolChange *
gol_change_new_of_lines (GolHeader         *header,
                         GPtrArray         *lines,
                         const guint8      *hashes,
                         const GolSiteKey  *key,
                         GError           **error)
{
  g_autoptr(GolChange) change = g_new0 (GolChange, 1);
  gsize size = 0;

  g_return_val_if_fail (lines->len > 0, NULL);

  change->header = *header;
  memset (header, 0, sizeof *header);
  change->leaves = g_ptr_array_ref (lines);
  change->header.n = lines->len;
  if (lines->len <= GOL_CHANGE_MAX_LEAVES)
    gol_merkle_root (hashes, lines->len, change->header.root);
  change->line = gol_header_to_line (&change->header);
  for (guint i = 0; i < lines->len; i++)
    size += strlen (lines->pdata[i]) + 1;
  if (lines->len > GOL_CHANGE_MAX_LEAVES || size + strlen (change->line) > GOL_CHANGE_MAX_BYTES)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change is too large."));
      return NULL;
    }
  gol_header_sign (key, change->line, strlen (change->line), change->signature);
  gol_hash_header_line (change->line, strlen (change->line), change->hash);
  return g_steal_pointer (&change);
}

GolChange *
gol_change_new (GolHeader         *header,
                GPtrArray         *leaves,
                const GolSiteKey  *key,
                const guint8      *salts,
                GError           **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_full (leaves->len, g_free);
  g_autofree guint8 *hashes = g_malloc ((gsize) leaves->len * GOL_HASH_BYTES);
  g_autofree guint8 *drawn = NULL;

  if (salts == NULL)
    {
      salts = drawn = g_malloc ((gsize) leaves->len * GOL_SALT_BYTES);
      randombytes_buf (drawn, (gsize) leaves->len * GOL_SALT_BYTES);
    }
  for (guint i = 0; i < leaves->len; i++)
    {
      char *line = gol_leaf_to_line (g_ptr_array_index (leaves, i), salts + (gsize) i * GOL_SALT_BYTES);

      g_ptr_array_add (lines, line);
      gol_hash_leaf_line (line, strlen (line), hashes + (gsize) i * GOL_HASH_BYTES);
    }
  return gol_change_new_of_lines (header, lines, hashes, key, error);
}
