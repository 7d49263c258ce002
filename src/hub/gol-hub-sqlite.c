/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-hub-storage.h"

#include <string.h>

#include "gol-db.h"
#include "gol-json.h"
#include "gol-office-kind.h"

struct _GolHubStorage
{
  GolDb  *db;
  GError *error;   /* the first of this transaction */
  gint64  moment;  /* of the last change by another connection */
};

static const char schema[] =
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE agency (agency TEXT PRIMARY KEY, kind TEXT NOT NULL, employer TEXT, districts TEXT NOT NULL, seal_key TEXT)"
  "  STRICT, WITHOUT ROWID;"
  "CREATE TABLE site (site TEXT NOT NULL, inc INTEGER NOT NULL, agency TEXT NOT NULL, public_key BLOB NOT NULL,"
  "  frozen INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (site, inc)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE code (hash TEXT PRIMARY KEY, agency TEXT NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE failure (id INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;"
  "CREATE TABLE counter (log INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
  "INSERT INTO counter VALUES (0, 0), (1, 0);"
  "CREATE TABLE change (id INTEGER PRIMARY KEY AUTOINCREMENT, site TEXT NOT NULL, log INTEGER NOT NULL,"
  "  inc INTEGER NOT NULL, seq INTEGER NOT NULL, agency TEXT NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL,"
  "  receipt TEXT NOT NULL, counts INTEGER NOT NULL, UNIQUE (site, log, inc, seq)) STRICT;"
  "CREATE TABLE leaf (change INTEGER NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL, section TEXT NOT NULL,"
  "  PRIMARY KEY (change, at)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX leaf_record ON leaf (record, change);"
  "CREATE TABLE scope (record TEXT NOT NULL, field TEXT NOT NULL, value TEXT, stamp TEXT NOT NULL,"
  "  PRIMARY KEY (record, field)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX scope_value ON scope (field, value, record) WHERE value IS NOT NULL;"
  "CREATE TABLE visible (agency TEXT NOT NULL, record TEXT NOT NULL, level INTEGER NOT NULL, lost TEXT,"
  "  PRIMARY KEY (agency, record)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE feed (agency TEXT NOT NULL, log INTEGER NOT NULL, position INTEGER NOT NULL, kind INTEGER NOT NULL,"
  "  change INTEGER, record TEXT, PRIMARY KEY (agency, log, position)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE acked (site TEXT NOT NULL, log INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (site, log))"
  "  STRICT, WITHOUT ROWID;";

GolHubStorage *
gol_hub_storage_open (const char    *path,
                      const guint8  *key,
                      gboolean       create,
                      GError       **error)
{
  g_autoptr(GolHubStorage) self = g_new0 (GolHubStorage, 1);

  self->db = gol_db_open (path, key, create ? GOL_DB_CREATE : 0, error);
  if (self->db == NULL || !gol_db_set_synchronous (self->db, TRUE, error)
      || !gol_db_exec (self->db, "PRAGMA wal_autocheckpoint = 1000", error)   /* nobody else tidies up here */
      || (create && !gol_db_exec (self->db, schema, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
gol_hub_storage_close (GolHubStorage *self)
{
  if (self == NULL)
    return;
  g_clear_error (&self->error);
  g_clear_pointer (&self->db, gol_db_close);
  g_free (self);
}

gboolean
gol_hub_storage_backup (GolHubStorage  *self,
                        const char     *path,
                        const guint8   *key,
                        GError        **error)
{
  return gol_db_backup (self->db, path, key, NULL, NULL, NULL, error);
}

/* ── Transactions ── */

void
gol_hub_storage_begin (GolHubStorage *self)
{
  g_clear_error (&self->error);
  gol_db_begin (self->db, &self->error);
}

gboolean
gol_hub_storage_is_sound (GolHubStorage *self)
{
  return self->error == NULL;
}

gboolean
gol_hub_storage_commit (GolHubStorage  *self,
                        GError        **error)
{
  if (self->error == NULL && gol_db_commit (self->db, &self->error))
    return TRUE;
  gol_db_rollback (self->db);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

void
gol_hub_storage_rollback (GolHubStorage *self)
{
  gol_db_rollback (self->db);
  g_clear_error (&self->error);
}

static void
exec (GolHubStorage *self,
      const char    *sql)
{
  if (self->error == NULL)
    gol_db_exec (self->db, sql, &self->error);
}

void
gol_hub_storage_mark (GolHubStorage *self)
{
  exec (self, "SAVEPOINT mark");
}

void
gol_hub_storage_keep (GolHubStorage *self)
{
  exec (self, "RELEASE mark");
}

void
gol_hub_storage_take_back (GolHubStorage *self)
{
  exec (self, "ROLLBACK TO mark; RELEASE mark");
}

/* ── One statement at a time. @types has a letter per parameter: t (const char *), i (gint64), k (a public key) ── */

static GolStatement *
ask (GolHubStorage *self,
     const char    *sql,
     const char    *types,
     ...)
{
  GolStatement *st = self->error == NULL ? gol_db_prepare (self->db, sql, &self->error) : NULL;
  va_list args;

  if (st == NULL)
    return NULL;
  va_start (args, types);
  for (int at = 1; *types != '\0'; types++, at++)
    switch (*types)
      {
      case 't':
        gol_statement_bind_text (st, at, va_arg (args, const char *));
        break;
      case 'i':
        gol_statement_bind_int (st, at, va_arg (args, gint64));
        break;
      case 'k':
        gol_statement_bind_blob (st, at, va_arg (args, gconstpointer), GOL_PUBLIC_KEY_BYTES);
        break;
      default:
        g_assert_not_reached ();
      }
  va_end (args);
  return st;
}

/* The next row; FALSE after the last. */
static gboolean
next (GolHubStorage *self,
      GolStatement  *st)
{
  gboolean row = FALSE;

  return st != NULL && self->error == NULL && gol_statement_step (st, &row, &self->error) && row;
}

/* To its end. */
static void
run (GolHubStorage *self,
     GolStatement  *st)
{
  if (st == NULL)
    return;
  if (self->error == NULL)
    gol_statement_run (st, &self->error);
  gol_statement_done (st);
}

static gint64
number (GolHubStorage *self,
        GolStatement  *st)
{
  gint64 found = next (self, st) ? gol_statement_int (st, 0) : 0;

  gol_statement_done (st);
  return found;
}

static char *
text (GolHubStorage *self,
      GolStatement  *st)
{
  char *found = next (self, st) ? g_strdup (gol_statement_text (st, 0)) : NULL;

  gol_statement_done (st);
  return found;
}

static GStrv
texts (GolHubStorage *self,
       GolStatement  *st)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  while (next (self, st))
    g_strv_builder_add (builder, gol_statement_text (st, 0));
  gol_statement_done (st);
  return g_strv_builder_end (builder);
}

gboolean
gol_hub_storage_is_changed (GolHubStorage *self)
{
  gint64 moment = number (self, ask (self, "PRAGMA data_version", ""));
  gboolean changed = moment != self->moment;

  self->moment = moment;
  return changed;
}

/* ── The hub itself ── */

void
gol_hub_storage_set (GolHubStorage *self,
                     const char    *name,
                     const char    *value)
{
  run (self, ask (self, "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", "tt", name, value));
}

char *
gol_hub_storage_get (GolHubStorage *self,
                     const char    *name)
{
  return text (self, ask (self, "SELECT value FROM setting WHERE name = ?1", "t", name));
}

/* ── Agencies and sites ── */

void
gol_hub_agency_free (GolHubAgency *agency)
{
  if (agency == NULL)
    return;
  g_free (agency->agency);
  g_free (agency->kind);
  g_free (agency->employer);
  g_strfreev (agency->districts);
  g_free (agency->seal_key);
  g_free (agency);
}

void
gol_hub_storage_put_agency (GolHubStorage      *self,
                            const GolHubAgency *agency)
{
  static const char *none[] = { NULL };
  const char * const *districts = agency->districts != NULL ? (const char * const *) agency->districts : none;
  g_autofree char *list = gol_json_from_strv (districts);

  run (self, ask (self, "INSERT OR REPLACE INTO agency VALUES (?1, ?2, ?3, ?4, ?5)", "ttttt",
                  agency->agency, agency->kind, agency->employer, list, agency->seal_key));
}

GPtrArray *
gol_hub_storage_agencies (GolHubStorage *self)
{
  GPtrArray *agencies = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_hub_agency_free);
  GolStatement *st = ask (self, "SELECT agency, kind, employer, districts, seal_key FROM agency ORDER BY agency", "");

  while (next (self, st))
    {
      GolHubAgency *agency = g_new0 (GolHubAgency, 1);

      agency->agency = g_strdup (gol_statement_text (st, 0));
      agency->kind = g_strdup (gol_statement_text (st, 1));
      agency->party = gol_office_kind_party (agency->kind);
      agency->employer = g_strdup (gol_statement_text (st, 2));
      agency->districts = gol_json_to_strv (gol_statement_text (st, 3), NULL);
      agency->seal_key = g_strdup (gol_statement_text (st, 4));
      g_ptr_array_add (agencies, agency);
    }
  gol_statement_done (st);
  return agencies;
}

void
gol_hub_site_free (GolHubSite *site)
{
  if (site == NULL)
    return;
  g_free (site->site);
  g_free (site->agency);
  g_free (site->code);
  g_free (site);
}

void
gol_hub_storage_put_site (GolHubStorage    *self,
                          const GolHubSite *site)
{
  run (self, ask (self, "INSERT OR REPLACE INTO site VALUES (?1, ?2, ?3, ?4, ?5, ?6)", "titkit", site->site,
                  (gint64) site->incarnation, site->agency, site->public_key, (gint64) site->frozen, site->code));
}

#define SITE_COLUMNS "site, inc, agency, public_key, frozen, code"

/* @st selects SITE_COLUMNS. */
static GPtrArray *
sites (GolHubStorage *self,
       GolStatement  *st)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_hub_site_free);

  while (next (self, st))
    {
      GolHubSite *site = g_new0 (GolHubSite, 1);
      gsize length;
      gconstpointer key = gol_statement_blob (st, 3, &length);

      site->site = g_strdup (gol_statement_text (st, 0));
      site->incarnation = gol_statement_int (st, 1);
      site->agency = g_strdup (gol_statement_text (st, 2));
      if (length == GOL_PUBLIC_KEY_BYTES)
        memcpy (site->public_key, key, GOL_PUBLIC_KEY_BYTES);
      site->frozen = gol_statement_int (st, 4) != 0;
      site->code = g_strdup (gol_statement_text (st, 5));
      g_ptr_array_add (found, site);
    }
  gol_statement_done (st);
  return found;
}

GPtrArray *
gol_hub_storage_sites (GolHubStorage *self)
{
  return sites (self, ask (self, "SELECT " SITE_COLUMNS " FROM site ORDER BY site, inc", ""));
}

GolHubSite *
gol_hub_storage_site (GolHubStorage *self,
                      const char    *site)
{
  GolStatement *st = ask (self, "SELECT " SITE_COLUMNS " FROM site WHERE site = ?1"
                                " ORDER BY inc DESC LIMIT 1", "t", site);
  g_autoptr(GPtrArray) found = sites (self, st);

  return found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
}

GolHubSite *
gol_hub_storage_site_by_key (GolHubStorage *self,
                             const guint8  *public_key)
{
  GolStatement *st = ask (self, "SELECT " SITE_COLUMNS " FROM site AS one WHERE public_key = ?1"
                                " AND inc = (SELECT max(inc) FROM site WHERE site = one.site)", "k", public_key);
  g_autoptr(GPtrArray) found = sites (self, st);

  return found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
}

void
gol_hub_storage_put_code (GolHubStorage *self,
                          const char    *hash,
                          const char    *agency,
                          gint64         until)
{
  run (self, ask (self, "INSERT INTO code VALUES (?1, ?2, ?3)", "tti", hash, agency, until));
}

char *
gol_hub_storage_take_code (GolHubStorage *self,
                           const char    *hash,
                           gint64         now)
{
  char *agency;

  run (self, ask (self, "DELETE FROM code WHERE until < ?1", "i", now));
  agency = text (self, ask (self, "SELECT agency FROM code WHERE hash = ?1", "t", hash));
  run (self, ask (self, "DELETE FROM code WHERE hash = ?1", "t", hash));
  return agency;
}

void
gol_hub_storage_add_failure (GolHubStorage *self,
                             gint64         now)
{
  run (self, ask (self, "INSERT INTO failure (at) VALUES (?1)", "i", now));
}

guint
gol_hub_storage_failures (GolHubStorage *self,
                          gint64         since)
{
  run (self, ask (self, "DELETE FROM failure WHERE at < ?1", "i", since));
  return number (self, ask (self, "SELECT count(*) FROM failure", ""));
}

/* ── Changes ── */

void
gol_hub_change_free (GolHubChange *change)
{
  if (change == NULL)
    return;
  g_free (change->site);
  g_free (change->agency);
  g_free (change->hash);
  g_free (change->text);
  g_free (change->receipt);
  g_free (change);
}

guint64
gol_hub_storage_next (GolHubStorage *self,
                      GolLog         log)
{
  return number (self, ask (self, "UPDATE counter SET value = value + 1 WHERE log = ?1 RETURNING value", "i", (gint64) log));
}

gint64
gol_hub_storage_put_change (GolHubStorage      *self,
                            const GolHubChange *change)
{
  run (self, ask (self, "INSERT INTO change (site, log, inc, seq, agency, hash, text, receipt, counts)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", "tiiitttti",
                  change->site, (gint64) change->log, (gint64) change->incarnation, (gint64) change->seq, change->agency,
                  change->hash, change->text, change->receipt, (gint64) change->counts));
  return gol_db_last_id (self->db);
}

#define CHANGE "SELECT id, site, log, inc, seq, agency, hash, text, receipt, counts FROM change "

static GolHubChange *
change (GolHubStorage *self,
        GolStatement  *st)
{
  GolHubChange *found = NULL;

  if (next (self, st))
    {
      found = g_new0 (GolHubChange, 1);
      found->id = gol_statement_int (st, 0);
      found->site = g_strdup (gol_statement_text (st, 1));
      found->log = gol_statement_int (st, 2);
      found->incarnation = gol_statement_int (st, 3);
      found->seq = gol_statement_int (st, 4);
      found->agency = g_strdup (gol_statement_text (st, 5));
      found->hash = g_strdup (gol_statement_text (st, 6));
      found->text = g_strdup (gol_statement_text (st, 7));
      found->receipt = g_strdup (gol_statement_text (st, 8));
      found->counts = gol_statement_int (st, 9) != 0;
    }
  gol_statement_done (st);
  return found;
}

GolHubChange *
gol_hub_storage_change (GolHubStorage *self,
                        gint64         id)
{
  return change (self, ask (self, CHANGE "WHERE id = ?1", "i", id));
}

GolHubChange *
gol_hub_storage_find (GolHubStorage *self,
                      const char    *site,
                      GolLog         log,
                      guint          incarnation,
                      guint64        seq)
{
  if (seq == 0)
    return change (self, ask (self, CHANGE "WHERE site = ?1 AND log = ?2 AND inc = ?3 ORDER BY seq DESC LIMIT 1", "tii",
                              site, (gint64) log, (gint64) incarnation));
  return change (self, ask (self, CHANGE "WHERE site = ?1 AND log = ?2 AND inc = ?3 AND seq = ?4", "tiii",
                            site, (gint64) log, (gint64) incarnation, (gint64) seq));
}

void
gol_hub_storage_put_leaf (GolHubStorage *self,
                          gint64         change_id,
                          guint          index,
                          const char    *record,
                          const char    *section)
{
  run (self, ask (self, "INSERT INTO leaf VALUES (?1, ?2, ?3, ?4)", "iitt", change_id, (gint64) index, record, section));
}

static void
leaf_free (gpointer data)
{
  GolHubLeaf *leaf = data;

  g_free (leaf->record);
  g_free (leaf->section);
  g_free (leaf);
}

GPtrArray *
gol_hub_storage_leaves (GolHubStorage *self,
                        gint64         change_id)
{
  GPtrArray *leaves = g_ptr_array_new_with_free_func (leaf_free);
  GolStatement *st = ask (self, "SELECT record, section FROM leaf WHERE change = ?1 ORDER BY at", "i", change_id);

  while (next (self, st))
    {
      GolHubLeaf *leaf = g_new0 (GolHubLeaf, 1);

      leaf->record = g_strdup (gol_statement_text (st, 0));
      leaf->section = g_strdup (gol_statement_text (st, 1));
      g_ptr_array_add (leaves, leaf);
    }
  gol_statement_done (st);
  return leaves;
}

GArray *
gol_hub_storage_changes_of (GolHubStorage *self,
                            const char    *record,
                            gint64         before)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GolStatement *st = ask (self, "SELECT DISTINCT change FROM leaf WHERE record = ?1 AND change < ?2 ORDER BY change",
                          "ti", record, before);

  while (next (self, st))
    {
      gint64 id = gol_statement_int (st, 0);

      g_array_append_val (ids, id);
    }
  gol_statement_done (st);
  return ids;
}

gboolean
gol_hub_storage_knows (GolHubStorage *self,
                       const char    *record)
{
  return number (self, ask (self, "SELECT EXISTS (SELECT 1 FROM leaf WHERE record = ?1)", "t", record)) != 0;
}

gboolean
gol_hub_storage_is_shared (GolHubStorage *self,
                           const char    *record,
                           const char    *agency)
{
  return number (self, ask (self, "SELECT EXISTS (SELECT 1 FROM leaf JOIN change ON change.id = leaf.change"
                                  " WHERE record = ?1 AND agency <> ?2)", "tt", record, agency)) != 0;
}

/* ── Scope ── */

gboolean
gol_hub_storage_put_link (GolHubStorage *self,
                          const char    *record,
                          const char    *field,
                          const char    *value,
                          const char    *stamp)
{
  run (self, ask (self, "INSERT INTO scope VALUES (?1, ?2, ?3, ?4)"
                        " ON CONFLICT DO UPDATE SET value = ?3, stamp = ?4 WHERE stamp < ?4", "tttt",
                  record, field, value, stamp));
  return self->error == NULL && gol_db_changes (self->db) > 0;
}

char *
gol_hub_storage_link (GolHubStorage *self,
                      const char    *record,
                      const char    *field)
{
  return text (self, ask (self, "SELECT value FROM scope WHERE record = ?1 AND field = ?2", "tt", record, field));
}

GStrv
gol_hub_storage_linked (GolHubStorage *self,
                        const char    *field,
                        const char    *value)
{
  return texts (self, ask (self, "SELECT record FROM scope WHERE field = ?1 AND value = ?2", "tt", field, value));
}

GStrv
gol_hub_storage_records (GolHubStorage *self)
{
  return texts (self, ask (self, "SELECT DISTINCT record FROM leaf ORDER BY record", ""));
}

guint
gol_hub_storage_level (GolHubStorage  *self,
                       const char     *agency,
                       const char     *record,
                       char          **lost)
{
  GolStatement *st = ask (self, "SELECT level, lost FROM visible WHERE agency = ?1 AND record = ?2", "tt", agency, record);
  guint level = 0;

  if (next (self, st))
    {
      level = gol_statement_int (st, 0);
      if (lost != NULL)
        *lost = g_strdup (gol_statement_text (st, 1));
    }
  gol_statement_done (st);
  return level;
}

void
gol_hub_storage_set_level (GolHubStorage *self,
                           const char    *agency,
                           const char    *record,
                           guint          level,
                           const char    *lost)
{
  run (self, ask (self, "INSERT OR REPLACE INTO visible VALUES (?1, ?2, ?3, ?4)", "ttit",
                  agency, record, (gint64) level, lost));
}

/* ── Feeds ── */

void
gol_hub_storage_feed (GolHubStorage  *self,
                      const char     *agency,
                      GolLog          log,
                      GolHubFeedKind  kind,
                      gint64          change_id,
                      const char     *record)
{
  run (self, ask (self, "INSERT INTO feed SELECT ?1, ?2, coalesce (max (position), 0) + 1, ?3, ?4, ?5 FROM feed"
                        " WHERE agency = ?1 AND log = ?2", "tiiit", agency, (gint64) log, (gint64) kind, change_id, record));
}

static void
row_free (gpointer data)
{
  GolHubFeedRow *row = data;

  g_free (row->record);
  g_free (row);
}

GPtrArray *
gol_hub_storage_fed (GolHubStorage *self,
                     const char    *agency,
                     GolLog         log,
                     guint64        after,
                     guint          most)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  GolStatement *st = ask (self, "SELECT position, kind, change, record FROM feed WHERE agency = ?1 AND log = ?2"
                                " AND position > ?3 ORDER BY position LIMIT ?4", "tiii",
                          agency, (gint64) log, (gint64) after, (gint64) most);

  while (next (self, st))
    {
      GolHubFeedRow *row = g_new0 (GolHubFeedRow, 1);

      row->position = gol_statement_int (st, 0);
      row->kind = gol_statement_int (st, 1);
      row->change = gol_statement_int (st, 2);
      row->record = g_strdup (gol_statement_text (st, 3));
      g_ptr_array_add (rows, row);
    }
  gol_statement_done (st);
  return rows;
}

guint64
gol_hub_storage_fed_last (GolHubStorage *self,
                          const char    *agency,
                          GolLog         log)
{
  return number (self, ask (self, "SELECT coalesce (max (position), 0) FROM feed WHERE agency = ?1 AND log = ?2", "ti",
                            agency, (gint64) log));
}

void
gol_hub_storage_ack (GolHubStorage *self,
                     const char    *site,
                     GolLog         log,
                     guint64        position)
{
  run (self, ask (self, "INSERT INTO acked VALUES (?1, ?2, ?3)"
                        " ON CONFLICT DO UPDATE SET position = max (position, ?3)", "tii",
                  site, (gint64) log, (gint64) position));
}

guint64
gol_hub_storage_acked (GolHubStorage *self,
                       const char    *site,
                       GolLog         log)
{
  return number (self, ask (self, "SELECT position FROM acked WHERE site = ?1 AND log = ?2", "ti", site, (gint64) log));
}
