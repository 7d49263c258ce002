/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include "gol-office-private.h"

/*
 * What an import has put together is stored by a thread of its own while the rows after it are read, checked and looked for
 * in the office. One piece at a time: who gives the next one waits for the one before.
 */

struct _GolImportStoring
{
  GolOffice *office;
  GolStore  *store;
  GThread   *thread;   /* NULL: none is being stored */
  gint       done;     /* atomic: the thread's piece is */
  GolBatch  *piece;    /* the thread's, until it was waited for */
  GError    *error;    /* the same */
};

GolImportStoring *
gol_import_storing_new (GolOffice *office,
                        GolStore  *store)
{
  GolImportStoring *self = g_new0 (GolImportStoring, 1);

  self->office = office;
  self->store = gol_store_ref (store);
  return self;
}

void
gol_import_storing_free (GolImportStoring *self)
{
  if (self == NULL)
    return;
  gol_import_storing_wait (self, NULL);
  gol_store_unref (self->store);
  g_free (self);
}

static gpointer
store_cb (gpointer data)
{
  GolImportStoring *self = data;

  g_mutex_lock (&self->office->writing);
  gol_store_commit (self->store, self->piece, GOL_PRIORITY_BULK, &self->error);
  g_mutex_unlock (&self->office->writing);
  g_atomic_int_set (&self->done, TRUE);
  return NULL;
}

/**
 * gol_import_storing_wait:
 *
 * Returns: whether all pieces that were given are stored
 */
gboolean
gol_import_storing_wait (GolImportStoring  *self,
                         GError           **error)
{
  if (self->thread == NULL)
    return TRUE;
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->piece, gol_batch_free);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  gol_office_tell_changed (self->office, NULL);
  return TRUE;
}

/**
 * gol_import_storing_give:
 * @piece: (transfer full)
 *
 * Returns: %FALSE when the piece before could not be stored; then this one is thrown away
 */
gboolean
gol_import_storing_give (GolImportStoring  *self,
                         GolBatch          *piece,
                         GError           **error)
{
  if (!gol_import_storing_wait (self, error))
    {
      gol_batch_free (piece);
      return FALSE;
    }
  self->piece = piece;
  g_atomic_int_set (&self->done, FALSE);
  self->thread = g_thread_new ("import", store_cb, self);
  return TRUE;
}

/* Whether giving a piece would not have to wait. */
gboolean
gol_import_storing_is_idle (GolImportStoring *self)
{
  return self->thread == NULL || g_atomic_int_get (&self->done);
}
