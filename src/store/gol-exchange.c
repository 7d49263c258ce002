/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-clock.h"
#include "gol-error.h"
#include "gol-json.h"
#include "gol-store-private.h"

/* What this office wrote, as it is sent: the bytes of the log. And what of the log counts nowhere. */

typedef struct
{
  GolLog             log;
  GolExchangeHave   *have;
  gboolean          *through;
  GolExchangeCounts *counts;
  guint64            after;
  guint              most;
  gsize              bytes;
  const guint8      *readers;
  guint              n_readers;
  GPtrArray         *changes;
} Question;

/* The file of the log that is asked about. */
static GolDb *
choose (const Question  *question,
        GolDb           *open,
        GolDb           *protected_db,
        GError         **error)
{
  GolDb *db = question->log == GOL_LOG_OPEN ? open : protected_db;

  if (db == NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("Only officers with the protected role can read that."));
  return db;
}

/* ── How far the log goes ── */

static gboolean
have_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Question *question = user_data;
  GolDb *db = choose (question, open, protected_db, error);
  g_autoptr(GolStatement) st = db != NULL ? gol_db_prepare (db, "SELECT id, hdr FROM change WHERE " GOL_OWN_CHANGES " ORDER BY id DESC LIMIT 1",
                                                            error) : NULL;
  gboolean row;

  *question->have = (GolExchangeHave) { 0 };
  if (st == NULL || !gol_statement_step (st, &row, error))
    return FALSE;
  if (row)
    {
      const char *line = gol_statement_text (st, 1);

      question->have->seq = gol_statement_int (st, 0) & G_MAXUINT32;
      gol_hash_header_line (line, strlen (line), question->have->hash);
    }
  return TRUE;
}

gboolean
gol_exchange_get_have (GolStore         *store,
                       GolLog            log,
                       GolExchangeHave  *have,
                       GError          **error)
{
  Question question = { .log = log, .have = have };

  return gol_store_with_reader (store, NULL, have_cb, &question, error);
}

static gboolean
through_cb (GolDb     *open,
            GolDb     *protected_db,
            gpointer   user_data,
            GError   **error)
{
  Question *question = user_data;
  GolDb *db = choose (question, open, protected_db, error);
  g_autoptr(GolStatement) st = db != NULL ? gol_db_prepare (db, "SELECT hdr FROM change WHERE id = ?1", error) : NULL;
  guint8 hash[GOL_HASH_BYTES];
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, (guint64) GOL_OWN_SITE << 32 | question->have->seq);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  if (row)
    gol_hash_header_line (gol_statement_text (st, 0), strlen (gol_statement_text (st, 0)), hash);
  *question->through = row && memcmp (hash, question->have->hash, GOL_HASH_BYTES) == 0;
  return TRUE;
}

gboolean
gol_exchange_goes_through (GolStore               *store,
                           GolLog                  log,
                           const GolExchangeHave  *have,
                           gboolean               *through,
                           GError                **error)
{
  GolExchangeHave asked = *have;
  Question question = { .log = log, .have = &asked, .through = through };

  *through = have->seq == 0;
  return have->seq == 0 || have->seq > G_MAXUINT32 || gol_store_with_reader (store, NULL, through_cb, &question, error);
}

static gboolean
count_cb (GolDb     *open,
          GolDb     *protected_db,
          gpointer   user_data,
          GError   **error)
{
  Question *question = user_data;
  GolDb *db = choose (question, open, protected_db, error);
  g_autoptr(GolStatement) st = db != NULL
    ? gol_db_prepare (db, "SELECT (SELECT count (*) FROM change WHERE " GOL_OWN_CHANGES " AND eff_hlc IS NULL),"
                      " (SELECT min (id) FROM change WHERE " GOL_OWN_CHANGES " AND eff_hlc IS NULL),"
                      " (SELECT count (*) FROM receipt WHERE " GOL_OWN_CHANGES " AND reason IS NOT NULL),"
                      " (SELECT count (*) FROM conflict)", error)
    : NULL;
  gboolean row;

  if (st == NULL || !gol_statement_step (st, &row, error))
    return FALSE;
  question->counts->waiting = gol_statement_int (st, 0);
  question->counts->first_waiting = gol_statement_int (st, 1) & G_MAXUINT32;
  question->counts->quarantined = gol_statement_int (st, 2);
  question->counts->conflicts = gol_statement_int (st, 3);
  return TRUE;
}

gboolean
gol_exchange_count (GolStore           *store,
                    GolLog              log,
                    GolExchangeCounts  *counts,
                    GError            **error)
{
  Question question = { .log = log, .counts = counts };

  *counts = (GolExchangeCounts) { 0 };
  return gol_store_with_reader (store, NULL, count_cb, &question, error);
}

gboolean
gol_exchange_count_waiting (GolStore  *store,
                            GolLog     log,
                            guint64   *waiting,
                            GError   **error)
{
  GolExchangeCounts counts;
  gboolean good = gol_exchange_count (store, log, &counts, error);

  *waiting = counts.waiting;
  return good;
}

/* ── Changes ── */

/* Its lines where they stand; nodes and erased ones by their hashes. */
static gboolean
load_leaves (GolDb      *db,
             guint64     id,
             GolChange  *change,
             GError    **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT id, line, hash, 1 FROM leaf WHERE id BETWEEN ?1 AND ?1 + 4095"
                                               " UNION ALL SELECT id, NULL, hash, n FROM node WHERE id BETWEEN ?1 AND ?1 + 4095"
                                               " ORDER BY id", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id << GOL_LEAF_BITS);
  for (;;)
    {
      GolWithheld node = { 0 };
      gconstpointer hash;
      gsize length;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      node.index = gol_statement_int (st, 0) & GOL_LEAF_MASK;
      if (node.index >= change->header.n)
        return TRUE;
      if (!gol_statement_is_null (st, 1))
        {
          g_ptr_array_index (change->leaves, node.index) = g_strdup (gol_statement_text (st, 1));
          continue;
        }
      node.count = gol_statement_int (st, 3);
      hash = gol_statement_blob (st, 2, &length);
      if (length == GOL_HASH_BYTES)
        memcpy (node.hash, hash, GOL_HASH_BYTES);
      g_array_append_val (change->withheld, node);
    }
}

static GolChange *
load_change (GolDb         *db,
             GolStatement  *st,
             GError       **error)
{
  g_autoptr(GolChange) change = g_new0 (GolChange, 1);
  gconstpointer signature;
  gsize length;

  change->line = g_strdup (gol_statement_text (st, 1));
  change->leaves = g_ptr_array_new_with_free_func (g_free);
  change->withheld = g_array_new (FALSE, FALSE, sizeof (GolWithheld));
  if (!gol_header_from_line (change->line, strlen (change->line), &change->header, error))
    return NULL;
  gol_hash_header_line (change->line, strlen (change->line), change->hash);
  signature = gol_statement_blob (st, 2, &length);
  if (length == GOL_SIGNATURE_BYTES)
    memcpy (change->signature, signature, length);
  g_ptr_array_set_size (change->leaves, change->header.n);
  return load_leaves (db, gol_statement_int (st, 0), change, error) ? g_steal_pointer (&change) : NULL;
}

static gsize
count_bytes (const GolChange *change)
{
  g_autofree char *text = gol_change_to_ndjson (change);

  return strlen (text);
}

static gboolean
changes_cb (GolDb     *open,
            GolDb     *protected_db,
            gpointer   user_data,
            GError   **error)
{
  Question *question = user_data;
  GolDb *db = choose (question, open, protected_db, error);
  g_autoptr(GolStatement) st = db != NULL ? gol_db_prepare (db, "SELECT id, hdr, sig FROM change WHERE id > ?1 AND " GOL_OWN_CHANGES
                                                            " ORDER BY id LIMIT ?2", error) : NULL;
  gsize bytes = 0;
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, (guint64) GOL_OWN_SITE << 32 | MIN (question->after, G_MAXUINT32));
  gol_statement_bind_int (st, 2, question->most);
  for (;;)
    {
      GolChange *change;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      change = row ? load_change (db, st, error) : NULL;
      if (change == NULL)
        return !row;
      if (question->n_readers > 0)
        {
          GolChange *sealed = gol_change_seal (change, question->readers, question->n_readers);

          gol_change_free (change);
          change = sealed;
        }
      bytes += count_bytes (change);
      if (question->changes->len > 0 && bytes > question->bytes)
        {
          gol_change_free (change);
          return TRUE;
        }
      g_ptr_array_add (question->changes, change);
    }
}

GPtrArray *
gol_exchange_read_changes (GolStore      *store,
                           GolLog         log,
                           guint64        after,
                           guint          most,
                           gsize          bytes,
                           const guint8  *readers,
                           guint          n_readers,
                           GError       **error)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_change_free);
  Question question = { .log = log, .after = after, .most = most, .bytes = bytes, .readers = readers, .n_readers = n_readers,
                        .changes = changes };

  g_return_val_if_fail (log == GOL_LOG_PROTECTED || n_readers == 0, NULL);

  return gol_store_with_reader (store, NULL, changes_cb, &question, error) ? g_steal_pointer (&changes) : NULL;
}

/* ── Keys ── */

const GolSiteKey *
gol_exchange_get_site_key (GolStore *store)
{
  return &store->keys->site;
}

const guint8 *
gol_exchange_get_seal_key (GolStore *store)
{
  return store->keys->seal_public;
}

void
gol_exchange_unseal (GolStore          *store,
                     const GolFeedPage *page)
{
  for (guint i = 0; i < page->items->len && store->keys->has_protected; i++)
    {
      const GolFeedItem *item = g_ptr_array_index (page->items, i);

      if (item->change != NULL && item->change->sealed != NULL)
        gol_change_unseal (item->change, store->keys->seal_public, store->keys->seal_secret, NULL);
    }
}

/* ── Quarantine ── */

static GolValues *
describe (GolStatement  *st,
          GolLog         log,
          GError       **error)
{
  const char *hdr = gol_statement_text (st, 1), *line = gol_statement_text (st, 3);
  g_autoptr(GolLeaf) leaf = gol_leaf_from_line (line, strlen (line), error);
  g_autofree char *change = NULL;
  g_autofree char *at = NULL;
  g_autofree char *written = NULL;
  GolHeader header = { 0 };
  GolValues *values;

  if (leaf == NULL || !gol_header_from_line (hdr, strlen (hdr), &header, error))
    return NULL;
  change = gol_operation_format (header.site, header.incarnation, header.seq);
  at = gol_instant_format (g_ascii_strtoull (header.hlc, NULL, 16));
  gol_values_remove (leaf->values, GOL_FIELD_FILE_CODE);
  written = gol_values_to_json (leaf->values);
  values = gol_values_new ();
  gol_values_set_text (values, "change", change);
  gol_values_set_text (values, "log", gol_log_get_name (log));
  gol_values_set_boolean (values, "own", gol_statement_int (st, 0) >> 32 == GOL_OWN_SITE);
  gol_values_set_text (values, "site", header.site);
  gol_values_set_text (values, "actor", header.actor);
  gol_values_set_text (values, "at", at);
  gol_values_set_text (values, "reason", gol_statement_text (st, 2));
  gol_values_set_text (values, "record", leaf->record);
  gol_values_set_text (values, "section", leaf->section);
  gol_values_set_text (values, "values", written);
  if (leaf->why != NULL)
    gol_values_set_text (values, "why", leaf->why);
  gol_header_clear (&header);
  return values;
}

static gboolean
list_quarantined (GolDb      *db,
                  GolLog      log,
                  GPtrArray  *found,
                  GError    **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT change.id, hdr, reason, leaf.line FROM receipt CROSS JOIN change USING (id)"
                                               " CROSS JOIN leaf ON leaf.id BETWEEN change.id << 12 AND (change.id << 12) + 4095"
                                               " WHERE reason IS NOT NULL AND leaf.line IS NOT NULL ORDER BY change.n DESC, leaf.id", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  for (;;)
    {
      GolValues *values;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      values = row ? describe (st, log, error) : NULL;
      if (values == NULL)
        return !row;
      g_ptr_array_add (found, values);
    }
}

static gboolean
quarantined_cb (GolDb     *open,
                GolDb     *protected_db,
                gpointer   user_data,
                GError   **error)
{
  return list_quarantined (open, GOL_LOG_OPEN, user_data, error)
         && (protected_db == NULL || list_quarantined (protected_db, GOL_LOG_PROTECTED, user_data, error));
}

GPtrArray *
gol_exchange_list_quarantined (GolStore  *store,
                               GError   **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);

  return gol_store_with_reader (store, NULL, quarantined_cb, found, error) ? g_steal_pointer (&found) : NULL;
}
