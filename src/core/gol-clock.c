/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-clock.h"

#include <string.h>

struct _GolClock
{
  GObject  parent_instance;

  GMutex    lock;
  GolClock *other;    /* (nullable): which tells the time in this one's place */
  gboolean  fixed;
  gint64    instant;  /* of a fixed clock */
  GolDate   today;    /* year 0: by the instant */
  gint64    last;     /* of the hybrid clock: milliseconds and counter */
  guint     counter;
};

G_DEFINE_FINAL_TYPE (GolClock, gol_clock, G_TYPE_OBJECT)

GolClock *
gol_clock_new_system (void)
{
  return g_object_new (GOL_TYPE_CLOCK, NULL);
}

GolClock *
gol_clock_new_fixed (gint64 instant)
{
  GolClock *self = g_object_new (GOL_TYPE_CLOCK, NULL);

  self->fixed = TRUE;
  self->instant = instant;
  return self;
}

GolClock *
gol_clock_new_beside (GolClock *other)
{
  GolClock *self = g_object_new (GOL_TYPE_CLOCK, NULL);

  self->other = g_object_ref (other);
  return self;
}

void
gol_clock_set_instant (GolClock *self,
                       gint64    instant)
{
  g_return_if_fail (self->fixed);

  g_mutex_lock (&self->lock);
  self->instant = instant;
  g_mutex_unlock (&self->lock);
}

void
gol_clock_set_today (GolClock *self,
                     GolDate   today)
{
  g_mutex_lock (&self->lock);
  self->today = today;
  g_mutex_unlock (&self->lock);
}

static gint64
get_instant_locked (GolClock *self)
{
  if (self->other != NULL)
    return gol_clock_get_instant (self->other);
  return self->fixed ? self->instant : g_get_real_time () / 1000;
}

gint64
gol_clock_get_instant (GolClock *self)
{
  gint64 instant;

  g_mutex_lock (&self->lock);
  instant = get_instant_locked (self);
  g_mutex_unlock (&self->lock);
  return instant;
}

/* The office's day is that of its own wall, not of UTC: an evening in Oaxaca is not yet tomorrow. */
GolDate
gol_clock_get_today (GolClock *self)
{
  GolDate today;
  gint64 instant;

  if (self->other != NULL)
    return gol_clock_get_today (self->other);
  g_mutex_lock (&self->lock);
  today = self->today;
  instant = get_instant_locked (self);
  g_mutex_unlock (&self->lock);

  if (today.year == 0)
    {
      g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);
      g_autoptr(GDateTime) local = g_date_time_to_local (utc);

      today.year = g_date_time_get_year (local);
      today.month = g_date_time_get_month (local);
      today.day = g_date_time_get_day_of_month (local);
    }
  return today;
}

void
gol_clock_tick (GolClock *self,
                char      hlc[GOL_HLC_LENGTH + 1])
{
  gint64 now;

  g_mutex_lock (&self->lock);
  now = get_instant_locked (self);
  if (now > self->last)
    {
      self->last = now;
      self->counter = 0;
    }
  else if (++self->counter > 0xffff)
    {
      self->last++;
      self->counter = 0;
    }
  g_snprintf (hlc, GOL_HLC_LENGTH + 1, "%012" G_GINT64_MODIFIER "x.%04x", (guint64) self->last & 0xffffffffffff,
              self->counter);
  g_mutex_unlock (&self->lock);
}

/* The last millisecond of the year 9999: nothing later is a time, and the digits would not hold what follows it. */
#define LAST_INSTANT G_GINT64_CONSTANT (253402300799999)

/* Exactly what gol_clock_tick () writes: a stranger's may be anything. */
static gboolean
parse (const char *hlc,
       gint64     *milliseconds,
       guint      *counter)
{
  static const char digits[] = "0123456789abcdef";

  if (strlen (hlc) != GOL_HLC_LENGTH || strspn (hlc, digits) != 12 || hlc[12] != '.' || strspn (hlc + 13, digits) != 4)
    return FALSE;

  *milliseconds = (gint64) g_ascii_strtoull (hlc, NULL, 16);
  *counter = (guint) g_ascii_strtoull (hlc + 13, NULL, 16);

  return *milliseconds <= LAST_INSTANT;
}

void
gol_clock_witness (GolClock   *self,
                   const char *hlc)
{
  gint64 milliseconds;
  guint counter;

  g_return_if_fail (hlc != NULL);

  if (!parse (hlc, &milliseconds, &counter))
    return;

  g_mutex_lock (&self->lock);
  if (milliseconds > self->last || (milliseconds == self->last && counter > self->counter))
    {
      self->last = milliseconds;
      self->counter = counter;
    }
  g_mutex_unlock (&self->lock);
}

static void
gol_clock_finalize (GObject *object)
{
  g_clear_object (&GOL_CLOCK (object)->other);
  g_mutex_clear (&GOL_CLOCK (object)->lock);
  G_OBJECT_CLASS (gol_clock_parent_class)->finalize (object);
}

static void
gol_clock_class_init (GolClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gol_clock_finalize;
}

static void
gol_clock_init (GolClock *self)
{
  g_mutex_init (&self->lock);
}
