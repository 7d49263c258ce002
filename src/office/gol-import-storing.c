/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include "gol-office-private.h"

/*
 * What an import has put together is stored by a thread of its own while the rows after it are read, checked and looked for
 * in the office. One piece may wait while another is stored. All of them are one transaction, which ends when there are no
 * more for a while, when it has grown large, or when somebody else wants to write: she waits for the piece that is being
 * stored, and for the transaction's end.
 */

#define LOOK_EVERY_US 5000     /* for who wants to write, while there is nothing to store */
#define PATIENCE_US   500000   /* with reading that has come to a halt */

struct _GolImportStoring
{
  GolOffice *office;
  GThread   *thread;
  GolBulk   *bulk;       /* the thread's */

  GMutex     lock;       /* of what follows */
  GCond      moved;
  GolBatch  *next;       /* (nullable): the piece that waits */
  gboolean   busy;       /* a piece is being stored, or what was stored committed */
  gboolean   writing;    /* something is not committed, and it is our turn to write; the thread's alone while it is busy */
  gint64     since;      /* nothing was done since; the thread's */
  gboolean   settling;   /* somebody waits until all is committed */
  gboolean   closing;
  GPtrArray *stored;     /* of GolBatch, or lost: to be freed by who made them, whose memory it is and who has the time */
  GError    *error;      /* what was not committed is lost; nothing is stored after, for its note would pass over it */
};

/* ── The thread ── */

static gboolean
store (GolImportStoring  *self,
       GolBatch          *piece,
       GError           **error)
{
  if (!self->writing)
    gol_office_begin_bulk (self->office);
  self->writing = gol_bulk_add (self->bulk, piece, error);
  if (!self->writing)
    gol_office_end_bulk (self->office);
  return self->writing;
}

static gboolean
commit (GolImportStoring  *self,
        GError           **error)
{
  gboolean good = gol_bulk_commit (self->bulk, error);

  gol_office_end_bulk (self->office);
  self->writing = FALSE;
  if (good)
    gol_office_tell_changed (self->office, NULL);
  return good;
}

static gboolean
is_due (GolImportStoring *self)
{
  return gol_bulk_is_due (self->bulk) || gol_office_is_wanted (self->office);
}

static gboolean
must_commit (GolImportStoring *self)
{
  if (!self->writing)
    return FALSE;
  return is_due (self) || (self->next == NULL && (self->settling || self->closing
                                                  || g_get_monotonic_time () - self->since > PATIENCE_US));
}

static void
wait_for_work (GolImportStoring *self)
{
  while (self->next == NULL && !self->closing && !must_commit (self))
    if (self->writing)
      g_cond_wait_until (&self->moved, &self->lock, g_get_monotonic_time () + LOOK_EVERY_US);
    else
      g_cond_wait (&self->moved, &self->lock);
}

static void
fail (GolImportStoring *self,
      GError           *error)
{
  self->error = error;
  if (self->next != NULL)
    g_ptr_array_add (self->stored, g_steal_pointer (&self->next));
}

static gpointer
store_cb (gpointer data)
{
  GolImportStoring *self = data;

  g_mutex_lock (&self->lock);
  for (wait_for_work (self); self->next != NULL || self->writing; wait_for_work (self))
    {
      GolBatch *piece = must_commit (self) ? NULL : g_steal_pointer (&self->next);
      GError *error = NULL;

      self->busy = TRUE;
      g_cond_broadcast (&self->moved);
      g_mutex_unlock (&self->lock);
      if (piece != NULL)
        store (self, piece, &error);
      else
        commit (self, &error);
      g_mutex_lock (&self->lock);
      self->busy = FALSE;
      self->since = g_get_monotonic_time ();
      if (piece != NULL)
        g_ptr_array_add (self->stored, piece);
      if (error != NULL)
        fail (self, error);
      g_cond_broadcast (&self->moved);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* ── Who reads ── */

GolImportStoring *
gol_import_storing_new (GolOffice *office,
                        GolStore  *store)
{
  GolImportStoring *self = g_new0 (GolImportStoring, 1);

  self->office = office;
  self->bulk = gol_bulk_new (store);
  self->stored = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_batch_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->moved);
  self->thread = g_thread_new ("import", store_cb, self);
  return self;
}

/* What was given is stored before. */
void
gol_import_storing_free (GolImportStoring *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_broadcast (&self->moved);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->stored);
  g_clear_error (&self->error);
  gol_bulk_free (self->bulk);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->moved);
  g_free (self);
}

/**
 * gol_import_storing_wait:
 *
 * Returns: whether all pieces that were given are stored for good
 */
gboolean
gol_import_storing_wait (GolImportStoring  *self,
                         GError           **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->settling = TRUE;
  g_cond_broadcast (&self->moved);
  while (self->error == NULL && (self->next != NULL || self->busy || self->writing))
    g_cond_wait (&self->moved, &self->lock);
  self->settling = FALSE;
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

/* With the lock held: the piece can be put down, or no more are taken. */
static gboolean
wait_for_room (GolImportStoring  *self,
               GError           **error)
{
  while (self->error == NULL && self->next != NULL)
    g_cond_wait (&self->moved, &self->lock);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

/**
 * gol_import_storing_give:
 * @piece: (transfer full)
 *
 * Returns: %FALSE when a piece before could not be stored; then this one is thrown away
 */
gboolean
gol_import_storing_give (GolImportStoring  *self,
                         GolBatch          *piece,
                         GError           **error)
{
  g_autoptr(GPtrArray) stored = NULL;
  gboolean good;

  g_mutex_lock (&self->lock);
  good = wait_for_room (self, error);
  stored = g_steal_pointer (&self->stored);
  self->stored = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_batch_free);
  if (good)
    self->next = piece;
  else
    g_ptr_array_add (stored, piece);
  g_cond_broadcast (&self->moved);
  g_mutex_unlock (&self->lock);
  return good;
}

/* Whether giving a piece would not have to wait. */
gboolean
gol_import_storing_is_idle (GolImportStoring *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->next == NULL;
}
