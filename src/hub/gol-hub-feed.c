/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-feed.h"
#include "gol-hub-private.h"

/*
 * A feed says in what order an agency is told; what it is told is framed when it asks, by what it may see then. So a
 * leaf of a record that it has lost meanwhile is not in a page, though its row is there still.
 */

#define DEFAULT_LIMIT 200
#define MAC_LETTERS   32

/* ── Cursors: "epoch.log.position.mac" ── */

static char *
make_mac (GolHub     *self,
          const char *agency,
          const char *place)
{
  g_autofree char *text = g_strconcat (agency, " ", place, NULL);
  const guchar *key = (const guchar *) self->mac_key;
  char *mac = g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, strlen (self->mac_key), text, -1);

  mac[MAC_LETTERS] = '\0';
  return mac;
}

static char *
make_cursor (GolHub     *self,
             const char *agency,
             GolLog      log,
             guint64     position)
{
  g_autofree char *place = g_strdup_printf ("%s.%s.%" G_GUINT64_FORMAT, self->epoch, gol_log_get_name (log), position);
  g_autofree char *mac = make_mac (self, agency, place);

  return g_strconcat (place, ".", mac, NULL);
}

/* A cursor that this hub gave to this agency for this log since its last restore, or none. */
static gboolean
read_cursor (GolHub      *self,
             const char  *agency,
             GolLog       log,
             const char  *cursor,
             guint64     *position,
             GError     **error)
{
  g_auto(GStrv) parts = cursor != NULL && strlen (cursor) <= GOL_CURSOR_MAX ? g_strsplit (cursor, ".", 5) : NULL;
  g_autofree char *again = NULL;

  *position = 0;
  if (cursor == NULL)
    return TRUE;
  if (parts != NULL && g_strv_length (parts) == 4)
    {
      *position = g_ascii_strtoull (parts[2], NULL, 10);
      again = make_cursor (self, agency, log, *position);
    }
  if (g_strcmp0 (again, cursor) == 0)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CONFLICT,
                       _("The hub does not know this place in its feed: fetch everything from the beginning."));
  return FALSE;
}

/* ── A page ── */

typedef struct
{
  GolHub             *hub;
  const GolHubAgency *agency;
  const GolHubChange *change;
  GPtrArray          *leaves;   /* of GolHubLeaf */
} Reader;

static gboolean
visible_cb (guint       index,
            const char *line,
            gpointer    user_data)
{
  Reader *reader = user_data;
  const GolHubLeaf *leaf = g_ptr_array_index (reader->leaves, index);

  return gol_hub_may_read (reader->hub, reader->agency, leaf->record, leaf->section, reader->change->agency);
}

/* The change as this agency gets it; NULL when it may read nothing of it any more. */
static char *
frame (GolHub             *self,
       const GolHubAgency *agency,
       const GolHubChange *change)
{
  g_autoptr(GPtrArray) leaves = gol_hub_storage_leaves (self->storage, change->id);
  Reader reader = { self, agency, change, leaves };
  g_autoptr(GolChange) whole = NULL;
  g_autoptr(GolChange) partial = NULL;
  guint n = 0;

  for (guint i = 0; i < leaves->len; i++)
    n += visible_cb (i, NULL, &reader);
  if (n == 0)
    return NULL;
  if (n == leaves->len)
    return g_strdup (change->text);
  whole = gol_change_from_ndjson (change->text, strlen (change->text), NULL);
  g_return_val_if_fail (whole != NULL && whole->header.n == leaves->len, NULL);
  partial = gol_change_withhold (whole, visible_cb, &reader);
  return gol_change_to_ndjson (partial);
}

/*
 * What a site wrote itself is there already, and the answer to its push has the receipt. Not so where something may be taken from its
 * agency and given back, which then is sent whole; or where it comes with its next incarnation, as whoever was restored does.
 */
static gboolean
is_held (const GolHubSite   *site,
         const GolHubAgency *agency,
         const GolHubChange *change)
{
  return gol_hub_sees_all (agency) && change->incarnation == site->incarnation && g_str_equal (change->site, site->site);
}

static void
write_row (GolHub              *self,
           const GolHubSite    *author,
           const GolHubAgency  *agency,
           GolLog               log,
           const GolHubFeedRow *row,
           GolFeedWriter       *writer)
{
  g_autoptr(GolHubChange) change = NULL;
  g_autofree char *text = NULL;

  switch (row->kind)
    {
    case GOL_HUB_FEED_GRANT:
      if (gol_hub_level (self, agency, row->record) != GOL_HUB_NOTHING)
        gol_feed_writer_grant (writer, row->record);
      break;
    case GOL_HUB_FEED_REVOKE:
      gol_feed_writer_revoke (writer, row->record);
      break;
    case GOL_HUB_FEED_CHANGE:
      change = gol_hub_storage_change (self->storage, row->change);
      if (change != NULL && (author == NULL || !is_held (author, agency, change)))
        text = log == GOL_LOG_PROTECTED ? g_strdup (change->text) : frame (self, agency, change);
      if (text != NULL)
        gol_feed_writer_change (writer, text, change->receipt);
      break;
    }
}

static char *
write_page (GolHub             *self,
            const GolHubSite   *author,    /* (nullable): whose work is left out */
            const GolHubAgency *agency,
            GolLog              log,
            guint64             position,
            guint               limit)
{
  g_autoptr(GPtrArray) rows = gol_hub_storage_fed (self->storage, agency->agency, log, position, limit + 1);
  g_autoptr(GolFeedWriter) writer = gol_feed_writer_new ();
  g_autofree char *next = NULL;
  guint i;

  for (i = 0; i < rows->len && i < limit && !gol_feed_writer_is_full (writer); i++)
    {
      const GolHubFeedRow *row = g_ptr_array_index (rows, i);

      write_row (self, author, agency, log, row, writer);
      position = row->position;
    }
  next = make_cursor (self, agency->agency, log, position);
  return gol_feed_writer_end (writer, next, i < rows->len);
}

char *
gol_hub_feed (GolHub      *self,
              const char  *name,
              GolLog       log,
              const char  *cursor,
              guint        limit,
              gboolean     own,
              GError     **error)
{
  g_autoptr(GolHubSite) site = NULL;
  g_autofree char *page = NULL;
  guint64 position;

  if (limit > GOL_FEED_MAX_ITEMS)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("A page has at most %u items."), GOL_FEED_MAX_ITEMS);
      return NULL;
    }
  gol_hub_begin (self);
  site = gol_hub_find_site (self, name, error);
  if (site != NULL && read_cursor (self, site->agency, log, cursor, &position, error))
    page = write_page (self, own ? NULL : site, gol_hub_find_agency (self, site->agency), log, position, limit > 0 ? limit : DEFAULT_LIMIT);
  if (page == NULL)
    {
      gol_hub_storage_rollback (self->storage);
      return NULL;
    }
  return gol_hub_storage_commit (self->storage, error) ? g_steal_pointer (&page) : NULL;
}

gboolean
gol_hub_has_news (GolHub      *self,
                  const char  *name,
                  GolLog       log,
                  const char  *cursor,
                  gboolean    *news,
                  GError     **error)
{
  g_autoptr(GolHubSite) site = NULL;
  guint64 position;

  gol_hub_begin (self);
  site = gol_hub_find_site (self, name, error);
  if (site == NULL)
    {
      gol_hub_storage_rollback (self->storage);
      return FALSE;
    }
  *news = !read_cursor (self, site->agency, log, cursor, &position, NULL)
          || gol_hub_storage_fed_last (self->storage, site->agency, log) > position;
  return gol_hub_storage_commit (self->storage, error);
}

gboolean
gol_hub_ack (GolHub      *self,
             const char  *name,
             GolLog       log,
             const char  *cursor,
             GError     **error)
{
  g_autoptr(GolHubSite) site = NULL;
  guint64 position;

  gol_hub_begin (self);
  site = gol_hub_find_site (self, name, error);
  if (site == NULL || !read_cursor (self, site->agency, log, cursor, &position, error))
    {
      gol_hub_storage_rollback (self->storage);
      return FALSE;
    }
  gol_hub_storage_ack (self->storage, name, log, position);
  return gol_hub_storage_commit (self->storage, error);
}
