/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gol-batch-private.h"
#include "gol-error.h"
#include "gol-exchange-private.h"
#include "gol-purge-private.h"
#include "gol-schema-private.h"

/*
 * A page of the hub's feed of one log, taken in as it stands: one transaction on the file of that log, with its cursor. What the open
 * log's feed grants and revokes is for the protected file too, which is written first: what a crash leaves between the two is done
 * again with the page.
 */

typedef struct
{
  GolLog             log;
  const GolFeedPage *page;
  GPtrArray         *owed;      /* of GolValues: "record", "granted": what the protected file has not done yet */
  gboolean           held;      /* the protected file */
  GolVerifying      *verifying; /* of all receipts and, where @writers are known, changes */
  gboolean           writers;
} Arrival;

typedef struct
{
  const Arrival     *arrival;
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
           ? gol_file_take_change (taking->file, taking->session, item->change, item->receipt, taking->arrival->writers, error)
           : gol_file_take_receipt (taking->file, taking->session, item->receipt, error);
}

/* ── What the protected file could not do while nobody held it ── */

#define OWED "owed/"

static gboolean
load_owed (GolDb      *db,
           GPtrArray  *owed,
           GError    **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT substr (key, 6), value FROM meta WHERE key >= 'owed/' AND key < 'owed0'", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  for (;;)
    {
      GolValues *one;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      one = gol_values_new ();
      gol_values_set_text (one, "record", gol_statement_text (st, 0));
      gol_values_set_boolean (one, "granted", g_str_equal (gol_statement_text (st, 1), "grant"));
      g_ptr_array_add (owed, one);
    }
}

/* The protected file does it, before the page; the open one, which is written last, then forgets it. */
static gboolean
pay (Taking  *taking,
     GError **error)
{
  const Arrival *arrival = taking->arrival;

  for (guint i = 0; i < arrival->owed->len && arrival->held; i++)
    {
      const char *record = gol_values_get_text (g_ptr_array_index (arrival->owed, i), "record");
      gboolean granted = gol_values_get_boolean (g_ptr_array_index (arrival->owed, i), "granted", FALSE);
      g_autofree char *key = g_strconcat (OWED, record, NULL);

      if (taking->file->log == GOL_LOG_OPEN ? !gol_meta_set (taking->file->db, key, NULL, error)
          : granted ? !gol_file_grant (taking->file, record, error)
                    : !gol_file_revoke (taking->file, record, taking->gone, error))
        return FALSE;
    }
  return TRUE;
}

/* The last word about a record counts. */
static gboolean
owe (Taking             *taking,
     const GolFeedItem  *item,
     GError            **error)
{
  g_autofree char *key = g_strconcat (OWED, item->record, NULL);

  return taking->arrival->held
         || gol_meta_set (taking->file->db, key, item->kind == GOL_FEED_GRANT ? "grant" : "revoke", error);
}

/* ── A page ── */

static gboolean
take_item (Taking             *taking,
           const GolFeedItem  *item,
           GError            **error)
{
  switch (item->kind)
    {
    case GOL_FEED_GRANT:
      return settle (taking, error) && owe (taking, item, error) && gol_file_grant (taking->file, item->record, error);
    case GOL_FEED_REVOKE:
      return (taking->session == NULL || settle (taking, error)) && owe (taking, item, error)
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
  const GolFeedPage *page = taking.arrival->page;
  gboolean good = pay (&taking, error);

  for (guint i = 0; i < page->items->len && good; i++)
    good = take_item (&taking, g_ptr_array_index (page->items, i), error);
  good = good && settle (&taking, error)
         && (file->log != taking.arrival->log || gol_meta_set (file->db, "cursor", page->next, error));
  g_clear_pointer (&taking.session, gol_session_free);
  return (file->log != taking.arrival->log || gol_exchange_verify (taking.arrival->verifying, error)) && good;
}

/* ── Signatures: looked at while the page is taken in, which is undone when one is not good ── */

static gboolean
keys_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  GHashTable *keys = user_data;
  g_autoptr(GolStatement) st = gol_db_prepare (open, "SELECT name || '.' || inc, pk FROM site", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  for (;;)
    {
      gconstpointer key;
      gsize length;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      key = gol_statement_blob (st, 1, &length);
      if (length == GOL_PUBLIC_KEY_BYTES)
        g_hash_table_insert (keys, g_strdup (gol_statement_text (st, 0)), g_memdup2 (key, length));
    }
}

static const guint8 *
find_key (GHashTable      *keys,
          const GolHeader *header)
{
  g_autofree char *name = g_strdup_printf ("%s.%u", header->site, header->incarnation);

  return g_hash_table_lookup (keys, name);
}

/* Nobody's key ever changes: what is read before the lock is held stays true. Where one is not known the change itself is refused. */
static gboolean
begin_verifying (GolStore      *store,
                 Arrival       *arrival,
                 const guint8   hub_key[GOL_PUBLIC_KEY_BYTES],
                 GError       **error)
{
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const GPtrArray *items = arrival->page->items;

  if (!gol_store_with_reader (store, NULL, keys_cb, keys, error))
    return FALSE;
  arrival->writers = TRUE;
  for (guint i = 0; i < items->len && arrival->writers; i++)
    {
      const GolFeedItem *item = g_ptr_array_index (items, i);

      arrival->writers = item->change == NULL || find_key (keys, &item->change->header) != NULL;
    }
  for (guint i = 0; i < items->len; i++)
    {
      const GolFeedItem *item = g_ptr_array_index (items, i);

      if (item->receipt != NULL)
        gol_verifying_add_receipt (arrival->verifying, item->receipt, hub_key);
      if (item->change != NULL && arrival->writers)
        gol_verifying_add_change (arrival->verifying, item->change, find_key (keys, &item->change->header));
    }
  gol_verifying_begin (arrival->verifying);
  return TRUE;
}

/* Of one log. */
static gboolean
check_page (const GolFeedPage  *page,
            GolLog              log,
            GError            **error)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const GolFeedItem *item = g_ptr_array_index (page->items, i);

      if ((item->change != NULL && item->change->header.log != log) || (item->receipt != NULL && item->receipt->log != log))
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A page of the hub is not of its form."));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
take (GolStore  *store,
      Arrival   *arrival,
      GError   **error)
{
  gboolean wiped;

  return gol_store_check_writer (store, error)
         && load_owed (store->files[GOL_LOG_OPEN].db, arrival->owed, error)
         && gol_store_write (store, arrival->log == GOL_LOG_OPEN || arrival->owed->len > 0,
                             arrival->log == GOL_LOG_PROTECTED || arrival->held, take_items, arrival, error)
         && gol_store_wipe (store, FALSE, &wiped, error);
}

gboolean
gol_exchange_take_page (GolStore           *store,
                        GolLog              log,
                        const GolFeedPage  *page,
                        const guint8        hub_key[GOL_PUBLIC_KEY_BYTES],
                        GError            **error)
{
  g_autoptr(GPtrArray) owed = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autoptr(GolVerifying) verifying = gol_verifying_new ();
  Arrival arrival = { log, page, owed, FALSE, verifying };
  gboolean good;

  if (!check_page (page, log, error) || !begin_verifying (store, &arrival, hub_key, error))
    return FALSE;
  gol_store_lock (store, GOL_PRIORITY_EXCHANGE);
  arrival.held = store->files[GOL_LOG_PROTECTED].db != NULL;
  good = take (store, &arrival, error);
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
  good = gol_store_check_writer (store, error) && gol_store_wipe (store, TRUE, done, error);
  gol_store_unlock (store);
  return good;
}

/* ── Cursor ── */

typedef struct
{
  GolLog  log;
  char   *cursor;
} Cursor;

static gboolean
cursor_cb (GolDb     *open,
           GolDb     *protected_db,
           gpointer   user_data,
           GError   **error)
{
  Cursor *cursor = user_data;
  GolDb *db = cursor->log == GOL_LOG_OPEN ? open : protected_db;
  GError *failure = NULL;

  if (db != NULL)
    cursor->cursor = gol_meta_get (db, "cursor", &failure);
  else
    g_set_error_literal (&failure, GOL_ERROR, GOL_ERROR_DENIED, _("Only officers with the protected role can read that."));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

char *
gol_exchange_get_cursor (GolStore  *store,
                         GolLog     log,
                         GError   **error)
{
  Cursor cursor = { log, NULL };

  return gol_store_with_reader (store, NULL, cursor_cb, &cursor, error) ? cursor.cursor : NULL;
}
