/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-frame.h"

#include <stdio.h>
#include <unistd.h>

#include "bench-office.h"

#define PATIENCE_US (60 * G_USEC_PER_SEC)

static void
look (BenchFrame *self)
{
  if (self->ready_at == 0 && (self->ready == NULL || self->ready (self->data)))
    self->ready_at = bench_now ();
}

static void
before_paint_cb (GdkFrameClock *clock,
                 BenchFrame    *self)
{
  look (self);
  self->began = bench_now ();
  self->shows = self->ready_at != 0;
  if (self->first_began == 0)
    self->first_began = self->began;
}

static void
after_paint_cb (GdkFrameClock *clock,
                BenchFrame    *self)
{
  if (!self->shows || self->ended != 0)
    return;
  self->ended = bench_now ();
  self->drawing = self->ended - self->began;
}

/* So that the main context never sleeps for long. */
static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
bench_frame_init (BenchFrame *self,
                  GtkWidget  *widget,
                  BenchReady  ready,
                  gpointer    data)
{
  *self = (BenchFrame) { .ready = ready, .data = data };
  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  self->before = g_signal_connect (self->clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  self->after = g_signal_connect (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  self->tick = g_timeout_add (50, tick_cb, NULL);
}

void
bench_frame_clear (BenchFrame *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_signal_handler (&self->before, self->clock);
  g_clear_signal_handler (&self->after, self->clock);
  g_clear_object (&self->clock);
}

static void
run_until_shown (BenchFrame *self)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_US;

  while (self->ended == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      look (self);
      /* What was ready before anybody looked may be on the screen already. */
      if (self->ready_at != 0 && self->ended == 0)
        gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      if (g_get_monotonic_time () > until)
        g_error ("Nothing was drawn for a minute.");
    }
}

double
bench_frame_wait (BenchFrame *self,
                  double      start)
{
  run_until_shown (self);
  return MAX (self->ready_at - start, 0) + self->drawing;
}

double
bench_frame_wait_unclocked (BenchFrame *self,
                            double      start)
{
  double acted = bench_now ();

  run_until_shown (self);
  if (self->first_began >= self->ready_at)
    return bench_frame_wait (self, start);
  return acted - start + self->ready_at - self->first_began + self->drawing;
}

static gboolean
over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
bench_run (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
bench_scroll_to (GtkWidget *view,
                 guint      position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkColumnListView"))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

double
bench_resident (void)
{
  g_autofree char *text = NULL;
  unsigned long size, resident;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) || sscanf (text, "%lu %lu", &size, &resident) != 2)
    return 0;
  return resident * (double) sysconf (_SC_PAGESIZE) / 1048576;
}
