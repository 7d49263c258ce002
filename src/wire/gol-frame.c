/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-wire-private.h"

/*
 * How a change travels: NDJSON, each line canonical JSON.
 *
 *   <header line>
 *   {"sig":"<base64>"}
 *   then, in the order of the leaves, for each
 *   ["<salt>",{…}]                              its line
 *   {"hash":"<hex>","sealed":"<base64>"}        its line sealed to those who may read it
 *   {"count":k,"hash":"<hex>"}                  k leaves that the reader is not given: a whole node of the Merkle tree
 *
 * Withheld nodes are as large as they can be, so that one change has one form for one reader.
 */

/* A sealed body is larger than its line by its keys, and base64 by a third more. */
#define FRAME_MAX_BYTES (4 * GOL_CHANGE_MAX_BYTES)

static void
clear_sealed (gpointer data)
{
  GolSealed *sealed = data;

  if (sealed == NULL)
    return;
  g_bytes_unref (sealed->body);
  g_free (sealed);
}

static const GolSealed *
get_sealed (const GolChange *change,
            guint            index)
{
  return change->sealed != NULL ? g_ptr_array_index (change->sealed, index) : NULL;
}

/* ── Writing ── */

static void
append_withheld (GString           *out,
                 const GolWithheld *withheld)
{
  g_string_append_printf (out, "{\"count\":%u,\"hash\":\"", withheld->count);
  gol_wire_append_hex (out, withheld->hash);
  g_string_append (out, "\"}\n");
}

static void
append_sealed (GString         *out,
               const GolSealed *sealed)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (sealed->body, &size);
  g_autofree char *body = g_base64_encode (data, size);

  g_string_append (out, "{\"hash\":\"");
  gol_wire_append_hex (out, sealed->hash);
  g_string_append_printf (out, "\",\"sealed\":\"%s\"}\n", body);
}

char *
gol_change_to_ndjson (const GolChange *change)
{
  GString *out = g_string_new (change->line);
  guint next = 0;

  g_string_append_c (out, '\n');
  gol_wire_append_signature (out, change->signature);
  for (guint i = 0; i < change->header.n;)
    {
      const GolWithheld *withheld = change->withheld != NULL && next < change->withheld->len
                                      ? &g_array_index (change->withheld, GolWithheld, next) : NULL;

      if (withheld != NULL && withheld->index == i)
        {
          append_withheld (out, withheld);
          i += withheld->count;
          next++;
          continue;
        }
      if (get_sealed (change, i) != NULL)
        append_sealed (out, get_sealed (change, i));
      else
        g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (change->leaves, i));
      i++;
    }
  return g_string_free (out, FALSE);
}

/* ── The root from lines, sealed bodies and withheld nodes ── */

typedef struct
{
  const GolChange *change;
  guint            next;    /* withheld node to come */
} Walk;

/* FALSE when the withheld nodes are not nodes of the tree, or two of them could be one. */
static gboolean
hash_range (Walk     *walk,
            guint     index,
            guint     n,
            guint8    hash[GOL_HASH_BYTES],
            gboolean *whole)
{
  const GArray *nodes = walk->change->withheld;
  const GolWithheld *node = nodes != NULL && walk->next < nodes->len ? &g_array_index (nodes, GolWithheld, walk->next) : NULL;
  guint8 both[2 * GOL_HASH_BYTES];
  gboolean left, right;
  guint k;

  *whole = FALSE;
  if (node != NULL && node->index == index && node->count == n)
    {
      memcpy (hash, node->hash, GOL_HASH_BYTES);
      walk->next++;
      *whole = TRUE;
      return TRUE;
    }
  if (n == 1)
    {
      const char *line = g_ptr_array_index (walk->change->leaves, index);
      const GolSealed *sealed = get_sealed (walk->change, index);

      if (sealed != NULL)
        memcpy (hash, sealed->hash, GOL_HASH_BYTES);
      else if (line != NULL)
        gol_hash_leaf_line (line, strlen (line), hash);
      else
        return FALSE;
      return TRUE;
    }
  k = gol_merkle_split (n);
  if (!hash_range (walk, index, k, both, &left)
      || !hash_range (walk, index + k, n - k, both + GOL_HASH_BYTES, &right)
      || (left && right))
    return FALSE;
  gol_hash_node (both, both + GOL_HASH_BYTES, hash);
  return TRUE;
}

static gboolean
root_holds (const GolChange *change)
{
  Walk walk = { change, 0 };
  guint8 root[GOL_HASH_BYTES];
  gboolean whole;

  return hash_range (&walk, 0, change->header.n, root, &whole) && memcmp (root, change->header.root, GOL_HASH_BYTES) == 0;
}

/* ── Reading ── */

/* One line that stands for sealed or withheld leaves; moves *index on. */
static gboolean
take_covered (GolChange  *change,
              const char *line,
              gsize       length,
              guint      *index)
{
  g_autoptr(GolValues) values = gol_values_from_json (line, length, NULL);
  GolWithheld withheld = { .index = *index };
  const char *body;
  gint64 count;

  if (values == NULL || gol_values_get_size (values) != 2 || !gol_wire_take_hash (values, "hash", withheld.hash))
    return FALSE;
  body = gol_values_get_text (values, "sealed");
  count = gol_values_get_integer (values, "count", 0);
  if (body != NULL)
    {
      gsize most = strlen (body) / 4 * 3 + 3, size;
      g_autofree guint8 *bytes = g_malloc (most);
      GolSealed *sealed;

      if (!gol_wire_take_base64 (body, bytes, most, &size))
        return FALSE;
      sealed = g_new0 (GolSealed, 1);
      memcpy (sealed->hash, withheld.hash, GOL_HASH_BYTES);
      sealed->body = g_bytes_new (bytes, size);
      g_ptr_array_index (change->sealed, *index) = sealed;
      *index += 1;
      return TRUE;
    }
  if (count < 1 || count > change->header.n - *index)
    return FALSE;
  withheld.count = count;
  g_array_append_val (change->withheld, withheld);
  *index += withheld.count;
  return TRUE;
}

static gboolean
take_leaves (GolChange   *change,
             const char **at,
             const char  *end,
             GError     **error)
{
  guint index = 0;

  g_ptr_array_set_size (change->leaves, change->header.n);
  change->sealed = g_ptr_array_new_with_free_func (clear_sealed);
  g_ptr_array_set_size (change->sealed, change->header.n);
  change->withheld = g_array_new (FALSE, FALSE, sizeof (GolWithheld));
  while (index < change->header.n)
    {
      g_autoptr(GolLeaf) leaf = NULL;
      const char *line;
      gsize length;

      if (!gol_wire_next_line (at, end, &line, &length))
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change lacks some of its leaves."));
          return FALSE;
        }
      if (length > 0 && *line == '{')
        {
          if (take_covered (change, line, length, &index))
            continue;
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A withheld leaf of a change is not of its form."));
          return FALSE;
        }
      leaf = gol_leaf_from_line (line, length, error);
      if (leaf == NULL)
        return FALSE;
      g_ptr_array_index (change->leaves, index++) = g_strndup (line, length);
    }
  if (!root_holds (change))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The leaves of a change are not those that its header commits to."));
      return FALSE;
    }
  return TRUE;
}

/* One change from *@at on; moves *@at behind it. */
GolChange *
gol_wire_read_change (const char **at,
                      const char  *end,
                      GError     **error)
{
  g_autoptr(GolChange) change = g_new0 (GolChange, 1);
  const char *line;
  gsize length;

  end = end - *at > FRAME_MAX_BYTES ? *at + FRAME_MAX_BYTES : end;
  change->leaves = g_ptr_array_new_with_free_func (g_free);
  if (!gol_wire_next_line (at, end, &line, &length))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change is not of its form."));
      return NULL;
    }
  if (!gol_header_from_line (line, length, &change->header, error))
    return NULL;
  change->line = g_strndup (line, length);
  gol_hash_header_line (line, length, change->hash);

  if (!gol_wire_next_line (at, end, &line, &length) || !gol_wire_take_signature (line, length, change->signature))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The signature of a change is not of its form."));
      return NULL;
    }
  if (!take_leaves (change, at, end, error))
    return NULL;
  return g_steal_pointer (&change);
}

GolChange *
gol_change_from_ndjson (const char  *text,
                        gsize        length,
                        GError     **error)
{
  const char *at = text, *end = text + length;
  g_autoptr(GolChange) change = gol_wire_read_change (&at, end, error);

  if (change != NULL && at != end)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change has more lines than its header says."));
      return NULL;
    }
  return g_steal_pointer (&change);
}

/* ── For one reader ── */

static GolChange *
copy_without_leaves (const GolChange *change)
{
  GolChange *copy = g_new0 (GolChange, 1);

  copy->header = change->header;
  copy->header.site = g_strdup (change->header.site);
  copy->header.hlc = g_strdup (change->header.hlc);
  copy->header.actor = g_strdup (change->header.actor);
  copy->header.batch = g_strdup (change->header.batch);
  copy->header.on_behalf_of = g_strdup (change->header.on_behalf_of);
  copy->line = g_strdup (change->line);
  memcpy (copy->signature, change->signature, GOL_SIGNATURE_BYTES);
  memcpy (copy->hash, change->hash, GOL_HASH_BYTES);
  copy->leaves = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (copy->leaves, change->header.n);
  return copy;
}

/* Takes nodes below which nothing is visible, from the top of the tree down. */
static void
withhold_range (GolChange       *copy,
                const GolChange *change,
                const gboolean  *visible,
                guint            index,
                guint            n)
{
  gboolean any = FALSE;

  for (guint i = index; i < index + n && !any; i++)
    any = visible[i];
  if (!any)
    {
      GolWithheld withheld = { .index = index, .count = n };
      Walk walk = { change, 0 };
      gboolean whole;

      hash_range (&walk, index, n, withheld.hash, &whole);
      g_array_append_val (copy->withheld, withheld);
    }
  else if (n == 1)
    g_ptr_array_index (copy->leaves, index) = g_strdup (g_ptr_array_index (change->leaves, index));
  else
    {
      guint k = gol_merkle_split (n);

      withhold_range (copy, change, visible, index, k);
      withhold_range (copy, change, visible, index + k, n - k);
    }
}

GolChange *
gol_change_withhold (const GolChange *change,
                     GolLeafVisible   visible,
                     gpointer         user_data)
{
  GolChange *copy = copy_without_leaves (change);
  g_autofree gboolean *seen = g_new (gboolean, change->header.n);

  copy->withheld = g_array_new (FALSE, FALSE, sizeof (GolWithheld));
  for (guint i = 0; i < change->header.n; i++)
    seen[i] = visible (i, g_ptr_array_index (change->leaves, i), user_data);
  withhold_range (copy, change, seen, 0, change->header.n);
  return copy;
}

GolChange *
gol_change_seal (const GolChange *change,
                 const guint8    *readers,
                 guint            n_readers)
{
  GolChange *copy = copy_without_leaves (change);

  copy->sealed = g_ptr_array_new_with_free_func (clear_sealed);
  if (change->withheld != NULL)
    copy->withheld = g_array_copy (change->withheld);
  for (guint i = 0; i < change->header.n; i++)
    {
      const char *line = g_ptr_array_index (change->leaves, i);
      GolSealed *sealed = line != NULL ? g_new0 (GolSealed, 1) : NULL;

      g_ptr_array_add (copy->sealed, sealed);
      if (sealed == NULL)
        continue;
      gol_hash_leaf_line (line, strlen (line), sealed->hash);
      sealed->body = gol_seal (line, strlen (line), readers, n_readers);
    }
  return copy;
}

gboolean
gol_change_unseal (GolChange     *change,
                   const guint8   public_key[32],
                   const guint8   secret_key[32],
                   GError       **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; change->sealed != NULL && i < change->sealed->len; i++)
    {
      const GolSealed *sealed = g_ptr_array_index (change->sealed, i);
      g_autoptr(GolLeaf) leaf = NULL;
      guint8 hash[GOL_HASH_BYTES];
      gsize length = 0;
      char *line = sealed != NULL ? gol_unseal (sealed->body, public_key, secret_key, &length, error) : NULL;

      g_ptr_array_add (lines, line);
      if (sealed == NULL)
        continue;
      if (line == NULL)
        return FALSE;
      gol_hash_leaf_line (line, length, hash);
      if (memcmp (hash, sealed->hash, GOL_HASH_BYTES) != 0)
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("A sealed body was altered."));
          return FALSE;
        }
      leaf = gol_leaf_from_line (line, length, error);
      if (leaf == NULL)
        return FALSE;
    }
  /* Whole or not at all: only now are the lines put in place. */
  for (guint i = 0; i < lines->len; i++)
    if (g_ptr_array_index (lines, i) != NULL)
      {
        g_ptr_array_index (change->leaves, i) = g_steal_pointer (&g_ptr_array_index (lines, i));
        clear_sealed (g_steal_pointer (&g_ptr_array_index (change->sealed, i)));
      }
  return TRUE;
}
