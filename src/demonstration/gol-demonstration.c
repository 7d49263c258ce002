/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-demonstration"
#include "config.h"

#include "gol-demonstration-private.h"

#include <glib/gi18n-lib.h>

#include "gol-demonstration-play.h"

#define SEED G_GUINT64_CONSTANT (0x676f6c6f6e647269)

/* This year's list came in three weeks before today. */
#define LIST_DAYS 21

void
gol_demonstration_set_day (GolDemonstration *self,
                           GolDate           day)
{
  gint64 morning = ((gint64) gol_date_days (day) * 24 + 15) * 3600 * 1000;   /* nine o'clock in Mexico */
  gint64 now = gol_clock_get_instant (self->clock);

  gol_clock_set_instant (self->clock, MAX (morning, now + 1000));
  gol_clock_set_today (self->clock, day);
}

void
gol_demonstration_tell (GolDemonstration *self,
                        guint             percent)
{
  if (self->progress != NULL)
    self->progress (percent, 100, self->user_data);
}

static gboolean
fill (GolDemonstration *self,
      GError          **error)
{
  g_autoptr(GPtrArray) workers = NULL;

  if (!gol_demonstration_read_people (self, TRUE, error))
    return FALSE;
  gol_demonstration_tell (self, 12);

  workers = gol_demonstration_list_workers (self, error);
  if (workers == NULL || !gol_demonstration_add_papers (self, workers, error))
    return FALSE;
  gol_demonstration_tell (self, 20);

  if (!gol_demonstration_play (self, workers, error))
    return FALSE;
  gol_demonstration_tell (self, 80);

  gol_demonstration_set_day (self, gol_date_add_days (self->demo.today, -LIST_DAYS));
  if (!gol_demonstration_read_people (self, FALSE, error) || !gol_demonstration_read_orders (self, error))
    return FALSE;

  gol_demonstration_set_day (self, self->demo.today);
  if (!gol_derive_sweep (self->store, self->demo.today, NULL, NULL, error))
    return FALSE;
  gol_demonstration_tell (self, 100);

  return TRUE;
}

gboolean
gol_demonstration_make (const char   *dir,
                        GolDate       today,
                        GolProgress   progress,
                        gpointer      user_data,
                        GError      **error)
{
  GolOfficeInfo info = {
    .kind = (char *) "ministry", .country = (char *) "MX", .name = (char *) _("Ministry of Labour (demonstration)"),
    .demonstration = TRUE,
  };
  g_autoptr(GolClock) clock = gol_clock_new_fixed (0);
  g_autoptr(GolOffice) office = NULL;
  GolDemonstration self = { .clock = clock, .progress = progress, .user_data = user_data };

  g_return_val_if_fail (dir != NULL && gol_date_is_whole (today), FALSE);

  self.demo = (GolDemo) { SEED, today, "MX" };
  gol_demonstration_set_day (&self, gol_date_add_days (gol_demonstration_get_start (today), -30));
  office = gol_office_create (dir, &info, GOL_DEMONSTRATION_OFFICER, GOL_DEMONSTRATION_PASSPHRASE, clock, NULL, error);
  if (office == NULL)
    return FALSE;
  self.office = office;
  self.store = gol_office_get_store (office);

  /* Thousands of actions need not wait for the disk each: if the power goes, the demonstration is made again. */
  return gol_store_set_synchronous (self.store, FALSE, error) && fill (&self, error) &&
         gol_store_set_synchronous (self.store, TRUE, error);
}

gboolean
gol_demonstration_give_papers (GolOffice   *ministry,
                               const char  *worker,
                               GError     **error)
{
  GolDemonstration self = { .office = ministry, .store = gol_office_get_store (ministry), .clock = gol_office_get_clock (ministry) };
  g_autoptr(GPtrArray) workers = g_ptr_array_new ();

  self.demo = (GolDemo) { SEED, gol_clock_get_today (self.clock), "MX" };
  g_ptr_array_add (workers, (gpointer) worker);
  return gol_demonstration_add_papers (&self, workers, error);
}
