/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-batch-private.h"

/*
 * Pieces of one long action in one transaction. Each row of an import falls somewhere else into each of a dozen indexes: a
 * page that was written for one piece is written for most of the others too, and each time it is encrypted whole. So nothing
 * is written before the last piece, or before somebody waits.
 */

/* As many as 25,000 people have. Pages that are not written yet stay in memory. */
#define LEAVES_MOST (128 * 1024)

struct _GolBulk
{
  GolStore *store;
  gboolean  writing;   /* has the writer's turn */
  guint     leaves;    /* that are not committed */
};

GolBulk *
gol_bulk_new (GolStore *store)
{
  GolBulk *self = g_new0 (GolBulk, 1);

  self->store = gol_store_ref (store);
  return self;
}

static void
end (GolBulk *self)
{
  gol_store_set_wide_writer (self->store, FALSE);
  gol_store_unlock (self->store);
  self->writing = FALSE;
  self->leaves = 0;
}

/**
 * gol_bulk_free:
 *
 * What is not committed is taken back.
 */
void
gol_bulk_free (GolBulk *self)
{
  if (self == NULL)
    return;
  if (self->writing)
    {
      gol_store_write_drop (self->store);
      end (self);
    }
  gol_store_unref (self->store);
  g_free (self);
}

/**
 * gol_bulk_add:
 * @piece: of the same action as those before
 *
 * Waits for the writer's turn and keeps it until gol_bulk_commit (), for which there is reason when gol_bulk_is_due ().
 * A failure takes back all that is not committed.
 */
gboolean
gol_bulk_add (GolBulk   *self,
              GolBatch  *piece,
              GError   **error)
{
  g_return_val_if_fail (piece->store == self->store, FALSE);

  if (!self->writing)
    {
      gol_store_lock (self->store, GOL_PRIORITY_BULK);
      gol_store_set_wide_writer (self->store, TRUE);
    }
  self->writing = TRUE;
  if (gol_batch_store_more (piece, error))
    {
      self->leaves += piece->leaves[GOL_LOG_OPEN]->len + piece->leaves[GOL_LOG_PROTECTED]->len;
      return TRUE;
    }
  end (self);
  return FALSE;
}

/**
 * gol_bulk_is_due:
 *
 * Returns: whether somebody waits who goes before, or as much is written as shall be written at once
 */
gboolean
gol_bulk_is_due (GolBulk *self)
{
  return self->writing && (self->leaves >= LEAVES_MOST || gol_store_is_wanted (self->store, GOL_PRIORITY_BULK));
}

/**
 * gol_bulk_commit:
 *
 * Returns: whether all pieces that were added are stored for good; a failure takes back those since the last time
 */
gboolean
gol_bulk_commit (GolBulk  *self,
                 GError  **error)
{
  gboolean good;

  if (!self->writing)
    return TRUE;
  good = gol_store_write_end (self->store, error);
  if (good)
    gol_store_bound_wal (self->store);
  end (self);
  return good;
}
