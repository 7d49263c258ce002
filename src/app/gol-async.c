/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-async.h"

typedef struct
{
  GWeakRef        owner;
  GCancellable   *cancellable;
  GDestroyNotify  free_result;
  GolDone         done;
} Asked;

static guint busy;

void
gol_busy_begin (void)
{
  busy++;
}

void
gol_busy_end (void)
{
  g_return_if_fail (busy > 0);

  busy--;
}

guint
gol_busy_count (void)
{
  return busy;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *async,
             gpointer      data)
{
  Asked *asked = data;
  g_autoptr(GObject) owner = g_weak_ref_get (&asked->owner);
  g_autoptr(GError) error = NULL;
  gpointer result = gol_office_run_finish (GOL_OFFICE (source), async, &error);

  gol_busy_end ();
  if (owner == NULL || g_cancellable_is_cancelled (asked->cancellable))
    {
      if (result != NULL && asked->free_result != NULL)
        asked->free_result (result);
    }
  else
    asked->done (owner, result, error);

  g_weak_ref_clear (&asked->owner);
  g_clear_object (&asked->cancellable);
  g_free (asked);
}

void
gol_run (gpointer        owner,
         GolOffice      *office,
         GolOfficeFunc   func,
         gpointer        data,
         GDestroyNotify  free_data,
         GDestroyNotify  free_result,
         GCancellable   *cancellable,
         GolDone         done)
{
  Asked *asked;

  g_return_if_fail (G_IS_OBJECT (owner));
  g_return_if_fail (GOL_IS_OFFICE (office));
  g_return_if_fail (done != NULL);

  asked = g_new0 (Asked, 1);
  g_weak_ref_init (&asked->owner, owner);
  asked->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  asked->free_result = free_result;
  asked->done = done;
  gol_busy_begin ();
  gol_office_run_async (office, func, data, free_data, free_result, cancellable, answered_cb, asked);
}

GCancellable *
gol_renew_cancellable (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
  return *cancellable;
}
