/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-change.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"

void
gol_change_free (GolChange *change)
{
  if (change == NULL)
    return;
  gol_header_clear (&change->header);
  g_free (change->line);
  g_clear_pointer (&change->leaves, g_ptr_array_unref);
  g_free (change);
}

GolChange *
gol_change_new (GolHeader         *header,
                GPtrArray         *leaves,
                const GolSiteKey  *key,
                const guint8      *salts,
                GError           **error)
{
  g_autoptr(GolChange) change = g_new0 (GolChange, 1);
  g_autofree guint8 *hashes = NULL;
  gsize size = 0;

  g_return_val_if_fail (leaves->len > 0, NULL);

  change->header = *header;
  memset (header, 0, sizeof *header);
  change->leaves = g_ptr_array_new_full (leaves->len, g_free);
  if (leaves->len > GOL_CHANGE_MAX_LEAVES)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change is too large."));
      return NULL;
    }

  hashes = g_malloc ((gsize) leaves->len * GOL_HASH_BYTES);
  for (guint i = 0; i < leaves->len; i++)
    {
      guint8 salt[GOL_SALT_BYTES];
      char *line;

      if (salts != NULL)
        memcpy (salt, salts + (gsize) i * GOL_SALT_BYTES, GOL_SALT_BYTES);
      else
        randombytes_buf (salt, sizeof salt);
      line = gol_leaf_to_line (g_ptr_array_index (leaves, i), salt);
      g_ptr_array_add (change->leaves, line);
      size += strlen (line) + 1;
      gol_hash_leaf_line (line, strlen (line), hashes + (gsize) i * GOL_HASH_BYTES);
    }

  change->header.n = leaves->len;
  gol_merkle_root (hashes, leaves->len, change->header.root);
  change->line = gol_header_to_line (&change->header);
  if (size + strlen (change->line) > GOL_CHANGE_MAX_BYTES)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change is too large."));
      return NULL;
    }
  gol_header_sign (key, change->line, strlen (change->line), change->signature);
  gol_hash_header_line (change->line, strlen (change->line), change->hash);
  return g_steal_pointer (&change);
}

/* ── NDJSON: "header signature" as two lines, then one line a leaf ──
 *
 *   <header line>
 *   {"sig":"<base64>"}
 *   <leaf line>
 */

char *
gol_change_to_ndjson (const GolChange *change)
{
  GString *out = g_string_new (change->line);
  g_autofree char *signature = g_base64_encode (change->signature, GOL_SIGNATURE_BYTES);

  g_string_append_printf (out, "\n{\"sig\":\"%s\"}\n", signature);
  for (guint i = 0; i < change->leaves->len; i++)
    {
      g_string_append (out, g_ptr_array_index (change->leaves, i));
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/* The next line, without its line feed; FALSE at the end or when there is no line feed. */
static gboolean
next_line (const char **at,
           const char  *end,
           const char **line,
           gsize       *length)
{
  const char *feed = *at < end ? memchr (*at, '\n', end - *at) : NULL;

  if (feed == NULL)
    return FALSE;
  *line = *at;
  *length = feed - *at;
  *at = feed + 1;
  return TRUE;
}

static gboolean
take_signature (const char *line,
                gsize       length,
                guint8      signature[GOL_SIGNATURE_BYTES])
{
  g_autoptr(GolValues) values = gol_values_from_json (line, length, NULL);
  const char *text = values != NULL && gol_values_get_size (values) == 1 ? gol_values_get_text (values, "sig") : NULL;
  size_t decoded;

  return text != NULL
         && sodium_base642bin (signature, GOL_SIGNATURE_BYTES, text, strlen (text), NULL, &decoded, NULL,
                               sodium_base64_VARIANT_ORIGINAL) == 0
         && decoded == GOL_SIGNATURE_BYTES;
}

static gboolean
take_leaves (GolChange   *change,
             const char **at,
             const char  *end,
             GError     **error)
{
  g_autofree guint8 *hashes = g_malloc ((gsize) change->header.n * GOL_HASH_BYTES);
  guint8 root[GOL_HASH_BYTES];

  for (guint i = 0; i < change->header.n; i++)
    {
      g_autoptr(GolLeaf) leaf = NULL;
      const char *line;
      gsize length;

      if (!next_line (at, end, &line, &length))
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change lacks some of its leaves."));
          return FALSE;
        }
      leaf = gol_leaf_from_line (line, length, error);
      if (leaf == NULL)
        return FALSE;
      gol_hash_leaf_line (line, length, hashes + (gsize) i * GOL_HASH_BYTES);
      g_ptr_array_add (change->leaves, g_strndup (line, length));
    }
  gol_merkle_root (hashes, change->header.n, root);
  if (memcmp (root, change->header.root, GOL_HASH_BYTES) != 0)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The leaves of a change are not those that its header commits to."));
      return FALSE;
    }
  return TRUE;
}

GolChange *
gol_change_from_ndjson (const char  *text,
                        gsize        length,
                        GError     **error)
{
  g_autoptr(GolChange) change = g_new0 (GolChange, 1);
  const char *at = text, *end = text + length;
  const char *line;
  gsize line_length;

  change->leaves = g_ptr_array_new_with_free_func (g_free);
  if (length > GOL_CHANGE_MAX_BYTES + 256 || !next_line (&at, end, &line, &line_length))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change is not of its form."));
      return NULL;
    }
  if (!gol_header_from_line (line, line_length, &change->header, error))
    return NULL;
  change->line = g_strndup (line, line_length);
  gol_hash_header_line (line, line_length, change->hash);

  if (!next_line (&at, end, &line, &line_length) || !take_signature (line, line_length, change->signature))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The signature of a change is not of its form."));
      return NULL;
    }
  if (!take_leaves (change, &at, end, error))
    return NULL;
  if (at != end)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change has more lines than its header says."));
      return NULL;
    }
  return g_steal_pointer (&change);
}
