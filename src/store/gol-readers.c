/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-query.h"
#include "gol-store-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"

/* Connections that only read, each for one who asks at a time. */

/*
 * Megabytes. There are several readers, in a desktop that shall stay small: the inner pages of the indexes and what one search reads.
 * Wide, all that is read of a large office to look for 20,000 people, in no order, who are not there.
 */
#define READER_CACHE      16
#define READER_CACHE_WIDE 64

gboolean
gol_store_holds (GolStore *store,
                 GolLog    log)
{
  return log == GOL_LOG_OPEN || store->keys->has_protected;
}

gboolean
gol_store_open_readers (GolStore  *store,
                        GError   **error)
{
  for (guint i = 0; i < GOL_STORE_READERS; i++)
    for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
      {
        GolDb **db = log == GOL_LOG_OPEN ? &store->readers[i].open : &store->readers[i].protected_db;

        if (!gol_store_holds (store, log))
          continue;
        *db = gol_store_open_alone (store, log, GOL_DB_READ_ONLY, error);
        if (*db == NULL || !gol_db_set_cache (*db, READER_CACHE, error))
          return FALSE;
        store->readers[i].cache = READER_CACHE;
      }
  return TRUE;
}

GolReader *
gol_store_take_reader (GolStore *store)
{
  GolReader *reader = NULL;

  g_mutex_lock (&store->lock);
  for (;;)
    {
      for (guint i = 0; i < GOL_STORE_READERS && reader == NULL; i++)
        if (!store->readers[i].taken)
          reader = &store->readers[i];
      if (reader != NULL)
        break;
      g_cond_wait (&store->freed, &store->lock);
    }
  reader->taken = TRUE;
  g_mutex_unlock (&store->lock);
  return reader;
}

void
gol_store_give_reader (GolStore  *store,
                       GolReader *reader)
{
  g_mutex_lock (&store->lock);
  reader->taken = FALSE;
  g_cond_broadcast (&store->freed);
  g_mutex_unlock (&store->lock);
}

static void
stop_reader_cb (GCancellable *cancellable,
                gpointer      user_data)
{
  GolReader *reader = user_data;

  if (reader->open != NULL)
    gol_db_stop (reader->open);
  if (reader->protected_db != NULL)
    gol_db_stop (reader->protected_db);
}

/* Once nobody can stop it any more. */
static void
go_on (GolReader *reader)
{
  if (reader->open != NULL)
    gol_db_go_on (reader->open);
  if (reader->protected_db != NULL)
    gol_db_go_on (reader->protected_db);
}

void
gol_store_set_wide_readers (GolStore *store,
                            gboolean  wide)
{
  g_mutex_lock (&store->lock);
  store->wide += wide ? 1 : -1;
  g_mutex_unlock (&store->lock);
}

/* What is too much by now is given back when it next reads: most readers have never read anything. */
static gboolean
fit_cache (GolStore   *store,
           GolReader  *reader,
           GError    **error)
{
  guint cache;

  g_mutex_lock (&store->lock);
  cache = store->wide > 0 ? READER_CACHE_WIDE : READER_CACHE;
  g_mutex_unlock (&store->lock);
  if (reader->cache == cache)
    return TRUE;
  reader->cache = cache;
  return gol_db_set_cache (reader->open, cache, error);
}

/* One transaction on each, so that all that @func reads is of one moment. */
static gboolean
read_with (GolStore      *store,
           GolReader     *reader,
           GolStoreRead   func,
           gpointer       user_data,
           GError       **error)
{
  gboolean good;

  if (reader->open == NULL)
    return gol_store_check_writer (store, error);
  good = fit_cache (store, reader, error)
         && gol_db_exec (reader->open, "BEGIN", error)
         && (reader->protected_db == NULL || gol_db_exec (reader->protected_db, "BEGIN", error))
         && func (reader->open, reader->protected_db, user_data, error);

  gol_db_rollback (reader->open);
  if (reader->protected_db != NULL)
    gol_db_rollback (reader->protected_db);
  return good;
}

gboolean
gol_store_with_reader (GolStore      *store,
                       GCancellable  *cancellable,
                       GolStoreRead   func,
                       gpointer       user_data,
                       GError       **error)
{
  GolReader *reader = gol_store_take_reader (store);
  gulong handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (stop_reader_cb), reader, NULL) : 0;
  gboolean good;

  if (g_cancellable_is_cancelled (cancellable))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED, _("It was stopped."));
      good = FALSE;
    }
  else
    good = read_with (store, reader, func, user_data, error);
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);
  go_on (reader);
  gol_store_give_reader (store, reader);
  return good;
}
