/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * How long it takes until something is seen: from an action to the end of the frame that shows it. The waiting of the frame clock for
 * its next turn is left out, and so is what the X server does: both are the machine's, not ours.
 */
typedef gboolean (*BenchReady) (gpointer data);

typedef struct
{
  GdkFrameClock *clock;
  BenchReady     ready;      /* NULL: at once */
  gpointer       data;
  gulong         before, after;
  guint          tick;
  double         ready_at;   /* 0: not yet */
  double         began;      /* the frame being drawn */
  gboolean       shows;      /* it was ready when this frame began */
  double         first_began;
  double         ended;      /* of the frame that shows it; 0: not yet */
  double         drawing;    /* how long that frame took */
} BenchFrame;

/* @widget is on the screen. */
void    bench_frame_init   (BenchFrame *self, GtkWidget *widget, BenchReady ready, gpointer data);
void    bench_frame_clear  (BenchFrame *self);
/* Runs the main context until a frame was drawn that shows it. From @start, when the action began. */
double  bench_frame_wait   (BenchFrame *self, double start);
/* The same for an action of which nothing is done before the next frame: how long the clock lets it wait does not count. */
double  bench_frame_wait_unclocked (BenchFrame *self, double start);

/* Runs the main context for so long. */
void    bench_run          (guint milliseconds);
/* The list inside a column view scrolls there. */
void    bench_scroll_to    (GtkWidget *view, guint position);
/* MiB that this process has in memory. */
double  bench_resident     (void);
