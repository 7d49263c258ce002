/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-batch-private.h"

#include <sodium.h>
#include <string.h>

/*
 * Leaves as they are signed. What makes a new record is known before anything is read of the office: its line can be written, and
 * hashed, by whoever put the batch together, while another thread stores the one before. That has the memory too, and frees it.
 */

GolReadyLeaf *
gol_ready_leaf_new (GolLeaf *leaf)
{
  GolReadyLeaf *self = g_new0 (GolReadyLeaf, 1);

  self->leaf = leaf;
  return self;
}

void
gol_ready_leaf_free (gpointer data)
{
  GolReadyLeaf *self = data;

  gol_leaf_free (self->leaf);
  g_free (self->line);
  g_free (self);
}

void
gol_ready_leaf_write (GolReadyLeaf *self,
                      const guint8  salt[GOL_SALT_BYTES])
{
  if (self->line != NULL)
    return;
  self->line = gol_leaf_to_line (self->leaf, salt);
  gol_hash_leaf_line (self->line, strlen (self->line), self->hash);
}

GolValues *
gol_values_with_code (const GolValues *values,
                      const char      *code)
{
  GolValues *copy = gol_values_copy (values);

  gol_values_set_text (copy, GOL_FIELD_FILE_CODE, code);
  return copy;
}

gboolean
gol_values_have_null (const GolValues *values)
{
  for (guint i = 0; i < gol_values_get_size (values); i++)
    if (gol_values_peek (values, i)->kind == GOL_VALUE_NULL)
      return TRUE;
  return FALSE;
}

/* Of a record that only this batch has, nothing is narrowed and no base named. Its first leaf there has the code. */
static gboolean
is_foreseen (const GolLeaf *leaf,
             const char    *code)
{
  return code != NULL && leaf->op == GOL_OP_SET && leaf->base == NULL && gol_values_get_size (leaf->values) > 0
         && !gol_values_have_null (leaf->values);
}

static GolReadyLeaf *
foresee (GolBatch      *batch,
         const GolLeaf *leaf,
         const char    *code,
         gboolean       first)
{
  g_autoptr(GolValues) values = first ? gol_values_with_code (leaf->values, code) : gol_values_ref (leaf->values);
  GolReadyLeaf *ready = gol_ready_leaf_new (gol_leaf_new (leaf->record, leaf->section, leaf->op, values));

  ready->leaf->why = g_strdup (leaf->why);
  ready->ahead = TRUE;
  ready->has_code = first;
  return ready;
}

/**
 * gol_batch_make_lines:
 *
 * Does ahead what storing would do with leaves of records that are new.
 */
void
gol_batch_make_lines (GolBatch *batch)
{
  GPtrArray *leaves = batch->leaves[GOL_LOG_OPEN];
  g_autofree guint8 *salts = g_malloc ((gsize) leaves->len * GOL_SALT_BYTES);
  g_autoptr(GHashTable) begun = g_hash_table_new (g_str_hash, g_str_equal);

  if (leaves->len == 0)
    return;
  randombytes_buf (salts, (gsize) leaves->len * GOL_SALT_BYTES);
  for (guint i = 0; i < leaves->len; i++)
    {
      const GolLeaf *leaf = leaves->pdata[i];
      const char *code = g_hash_table_lookup (batch->codes, leaf->record);
      GolReadyLeaf *ready;

      if (!is_foreseen (leaf, code))
        continue;
      ready = foresee (batch, leaf, code, g_hash_table_add (begun, leaf->record));
      gol_ready_leaf_write (ready, salts + (gsize) i * GOL_SALT_BYTES);
      g_hash_table_insert (batch->ready, (gpointer) leaf, ready);
    }
}

/* @bare: nothing is written of its section; @code: that it shall have now. NULL: it came otherwise than was foreseen. */
GolReadyLeaf *
gol_batch_get_ready (GolBatch      *batch,
                     const GolLeaf *leaf,
                     gboolean       bare,
                     const char    *code)
{
  GolReadyLeaf *ready = g_hash_table_lookup (batch->ready, leaf);

  return ready != NULL && bare && ready->has_code == (code != NULL) ? ready : NULL;
}
