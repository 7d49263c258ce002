/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolDone:
 * @owner: who asked
 * @result: (nullable) (transfer full): what the function returned; the callback's now
 * @error: (nullable): why there is none
 */
typedef void (*GolDone) (gpointer      owner,
                         gpointer      result,
                         const GError *error);

/**
 * gol_run:
 * @owner: (type GObject): who asks; when it is gone, or @cancellable was cancelled, nobody is told
 * @office: the office to ask
 * @func: blocks, in a thread
 * @data: for @func, freed with @free_data
 * @free_result: frees a result that nobody takes
 * @cancellable: (nullable): stops it
 * @done: called on the main context
 *
 * gol_office_run_async () with the one thing that every page needs: an answer never reaches a page that was closed, or
 * that has asked something else since.
 */
void  gol_run  (gpointer        owner,
                GolOffice      *office,
                GolOfficeFunc   func,
                gpointer        data,
                GDestroyNotify  free_data,
                GDestroyNotify  free_result,
                GCancellable   *cancellable,
                GolDone         done);

/* How much is being asked or read for the desktop now; the main context's. Pictures and tests wait for none. */
void  gol_busy_begin (void);
void  gol_busy_end   (void);
guint gol_busy_count (void);

/* Cancels what *cancellable stands for, and makes a new one for the next question. */
GCancellable *gol_renew_cancellable (GCancellable **cancellable);

G_END_DECLS
