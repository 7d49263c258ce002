/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gol-batch-private.h"
#include "gol-exchange-private.h"
#include "gol-purge-private.h"
#include "gol-schema-private.h"

/*
 * A page of the hub's feed, taken in as it stands, with its cursor: one transaction on each file, the open one, where the
 * cursor is, last. What a crash leaves between the two is taken again with the page.
 */

typedef struct
{
  const GolFeedPage *page;
  GolFile           *file;
  GolSession        *session;   /* NULL: none is open */
  GHashTable        *gone;      /* records that were revoked, whose leaves are still here */
} Taking;

/* Leaves are looked for once for as many as are revoked one after the other. */
static gboolean
settle (Taking  *taking,
        GError **error)
{
  g_autoptr(GolSession) session = g_steal_pointer (&taking->session);

  return (session == NULL || (gol_session_refresh (session, error) && gol_session_flush (session, FALSE, error)))
         && gol_file_purge (taking->file, taking->gone, error);
}

static gboolean
take_change (Taking             *taking,
             const GolFeedItem  *item,
             GError            **error)
{
  GolLog log = item->kind == GOL_FEED_CHANGE ? item->change->header.log : item->receipt->log;

  if (log != taking->file->log)
    return TRUE;
  if (!gol_file_purge (taking->file, taking->gone, error))
    return FALSE;
  if (taking->session == NULL)
    taking->session = gol_session_new (taking->file);
  return item->kind == GOL_FEED_CHANGE
           ? gol_file_take_change (taking->file, taking->session, item->change, item->receipt, error)
           : gol_file_take_receipt (taking->file, taking->session, item->receipt, error);
}

static gboolean
take_item (Taking             *taking,
           const GolFeedItem  *item,
           GError            **error)
{
  switch (item->kind)
    {
    case GOL_FEED_GRANT:
      return settle (taking, error) && gol_file_grant (taking->file, item->record, error);
    case GOL_FEED_REVOKE:
      return (taking->session == NULL || settle (taking, error))
             && gol_file_revoke (taking->file, item->record, taking->gone, error);
    case GOL_FEED_CHANGE:
    case GOL_FEED_RECEIPT:
    default:
      return take_change (taking, item, error);
    }
}

static gboolean
take_items (GolFile   *file,
            gpointer   user_data,
            GError   **error)
{
  g_autoptr(GHashTable) gone = g_hash_table_new (NULL, NULL);
  Taking taking = { user_data, file, NULL, gone };
  gboolean good = TRUE;

  for (guint i = 0; i < taking.page->items->len && good; i++)
    good = take_item (&taking, g_ptr_array_index (taking.page->items, i), error);
  good = good && settle (&taking, error)
         && (file->log != GOL_LOG_OPEN || gol_meta_set (file->db, "cursor", taking.page->next, error));
  g_clear_pointer (&taking.session, gol_session_free);
  return good;
}

static gboolean
check_receipts (const GolFeedPage  *page,
                const guint8        hub_key[GOL_PUBLIC_KEY_BYTES],
                GError            **error)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const GolFeedItem *item = g_ptr_array_index (page->items, i);

      if (item->receipt != NULL && !gol_receipt_check (item->receipt, hub_key, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether anything in it concerns the protected file. */
static gboolean
needs_protected (const GolFeedPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const GolFeedItem *item = g_ptr_array_index (page->items, i);

      if (item->record != NULL || (item->change != NULL && item->change->header.log == GOL_LOG_PROTECTED)
          || (item->receipt != NULL && item->receipt->log == GOL_LOG_PROTECTED))
        return TRUE;
    }
  return FALSE;
}

gboolean
gol_exchange_take_page (GolStore           *store,
                        const GolFeedPage  *page,
                        const guint8        hub_key[GOL_PUBLIC_KEY_BYTES],
                        GError            **error)
{
  gboolean wiped, good;

  if (!check_receipts (page, hub_key, error))
    return FALSE;
  gol_store_lock (store, GOL_PRIORITY_EXCHANGE);
  good = gol_store_write (store, TRUE, needs_protected (page), take_items, (gpointer) page, error)
         && gol_store_wipe_wal (store, &wiped, error);
  gol_store_unlock (store);
  return good;
}

gboolean
gol_exchange_wipe (GolStore  *store,
                   gboolean  *done,
                   GError   **error)
{
  gboolean good;

  gol_store_lock (store, GOL_PRIORITY_EXCHANGE);
  good = gol_store_check_writer (store, error) && gol_store_wipe_wal (store, done, error);
  gol_store_unlock (store);
  return good;
}

/* ── Cursor ── */

static gboolean
cursor_cb (GolDb     *open,
           GolDb     *protected_db,
           gpointer   user_data,
           GError   **error)
{
  GError *failure = NULL;
  char **cursor = user_data;

  *cursor = gol_meta_get (open, "cursor", &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

char *
gol_exchange_get_cursor (GolStore  *store,
                         GError   **error)
{
  char *cursor = NULL;

  return gol_store_with_reader (store, NULL, cursor_cb, &cursor, error) ? cursor : NULL;
}
