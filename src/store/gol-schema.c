/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-schema-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-facts-private.h"
#include "gol-search-private.h"

/* ── Names ── */

GolLog
gol_section_get_log (const GolSection *section)
{
  return (section->flags & GOL_SECTION_PROTECTED) != 0 ? GOL_LOG_PROTECTED : GOL_LOG_OPEN;
}

gboolean
gol_entity_rests_in (const GolEntity *entity,
                     GolLog           log)
{
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    if (gol_section_get_log (section) == log)
      return TRUE;
  return FALSE;
}

GolLog
gol_entity_get_log (const GolEntity *entity)
{
  return gol_entity_rests_in (entity, GOL_LOG_OPEN) ? GOL_LOG_OPEN : GOL_LOG_PROTECTED;
}

static const char *
intern (const char *first,
        const char *second,
        const char *third)
{
  char name[256];

  g_snprintf (name, sizeof name, "%s%s%s", first, second, third);
  return g_intern_string (name);
}

const char *
gol_schema_table (const GolEntity *entity)
{
  return intern ("r_", entity->name, "");
}

const char *
gol_schema_column (const GolSection *section,
                   const GolField   *field)
{
  return intern (section->name, "__", field->name);
}

/* Names are sorted as they are searched: without accents or capitals. */
gboolean
gol_field_is_folded (const GolField *field)
{
  return field->type == GOL_FIELD_NAME && (field->flags & GOL_FIELD_SORTED) != 0;
}

const char *
gol_schema_sort_column (const GolSection *section,
                        const GolField   *field)
{
  const char *column = gol_schema_column (section, field);

  return gol_field_is_folded (field) ? intern ("s_", column, "") : column;
}

/* What lists filter and sort by and no field holds: written by gol_facts_update (). */
static const GolDerivedColumn derived[] = {
  { "placement", "d_step", "TEXT", GOL_INDEX_ALL },
  { "placement", "d_due", "TEXT", GOL_INDEX_ALL },
  { "placement", "d_late", "INTEGER", GOL_INDEX_ALL },
  { "placement", "d_status", "TEXT", GOL_INDEX_ALL },
  { "placement", "d_next", "TEXT", GOL_INDEX_ALL },
  { "worker", "d_placement", "TEXT", GOL_INDEX_NONE },
  { "worker", "d_step", "TEXT", GOL_INDEX_ALL },
  { "worker", "d_due", "TEXT", GOL_INDEX_ALL },
  { "worker", "d_late", "INTEGER", GOL_INDEX_ALL },
  { "worker", "d_status", "TEXT", GOL_INDEX_ALL },
  { "worker", "d_warnings", "TEXT", GOL_INDEX_FEW },
  { "order", "d_employer_name", "TEXT", GOL_INDEX_ALL },
  { "order", "d_filled", "INTEGER", GOL_INDEX_ALL },
  { NULL },
};

const GolDerivedColumn *
gol_schema_get_derived (void)
{
  return derived;
}

/* ── The log: kept for good ── */

static const char log_sql[] =
  "CREATE TABLE site (no INTEGER PRIMARY KEY, name TEXT NOT NULL, inc INTEGER NOT NULL, agency TEXT NOT NULL,"
  "  pk BLOB NOT NULL) STRICT;"
  "CREATE TABLE change (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, hdr TEXT NOT NULL, sig BLOB NOT NULL,"
  "  received INTEGER, eff_hlc TEXT, batch INTEGER) STRICT;"
  "CREATE TABLE leaf (id INTEGER PRIMARY KEY, rec INTEGER NOT NULL, prev INTEGER, line TEXT, hash BLOB, old TEXT) STRICT;"
  "CREATE TABLE record (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, uid TEXT NOT NULL, code TEXT) STRICT;"
  "CREATE UNIQUE INDEX record_by_uid ON record (uid);"
  "CREATE INDEX record_by_code ON record (code) WHERE code IS NOT NULL;"
  "CREATE TABLE batch (no INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, words TEXT, actor TEXT NOT NULL,"
  "  at INTEGER NOT NULL, state TEXT NOT NULL, target TEXT, first INTEGER, last INTEGER, n INTEGER NOT NULL) STRICT;"
  "CREATE UNIQUE INDEX batch_by_id ON batch (id);"
  "CREATE TABLE note (key TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;";

/* What each later version brought, from 2 on. */
static const char * const upgrades[] = {
  /* Leaves that are not given. */
  "CREATE TABLE node (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;"
  "PRAGMA user_version = 2",
  /* Our own changes of which nobody has heard yet, to be counted. */
  "CREATE INDEX change_waiting ON change (id) WHERE " GOL_OWN_CHANGES " AND eff_hlc IS NULL;"
  "PRAGMA user_version = 3",
  /* Receipts. */
  "ALTER TABLE change ADD COLUMN verdict INTEGER;"
  "CREATE TABLE receipt (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, reason TEXT, line TEXT NOT NULL, sig BLOB NOT NULL) STRICT;"
  "CREATE INDEX receipt_quarantined ON receipt (id) WHERE reason IS NOT NULL;"
  "PRAGMA user_version = 4",
  /* Records that were taken away. */
  "ALTER TABLE record ADD COLUMN revoked INTEGER;"
  "PRAGMA user_version = 5",
};
G_STATIC_ASSERT (G_N_ELEMENTS (upgrades) == GOL_STORE_VERSION - 1);

static const char read_log_sql[] =
  "CREATE TABLE read_log (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, record TEXT NOT NULL,"
  "  section TEXT NOT NULL) STRICT;"
  "CREATE INDEX read_log_by_record ON read_log (record);";

/* ── The projection: made again at will ── */

static const char merge_sql[] =
  "CREATE TABLE head (rec INTEGER NOT NULL, sec TEXT NOT NULL, field TEXT NOT NULL, member TEXT NOT NULL, op INTEGER NOT NULL,"
  "  hlc TEXT NOT NULL, kind INTEGER NOT NULL, text TEXT, PRIMARY KEY (rec, sec, field, member, op)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE hole (rec INTEGER NOT NULL, sec TEXT NOT NULL, field TEXT NOT NULL, member TEXT NOT NULL, op TEXT NOT NULL,"
  "  PRIMARY KEY (rec, sec, field, member, op)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE conflict (id TEXT PRIMARY KEY, rec INTEGER NOT NULL, sec TEXT NOT NULL, field TEXT NOT NULL,"
  "  winner INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE INDEX conflict_by_record ON conflict (rec);";

static void
append_field (GString          *sql,
              const GolSection *section,
              const GolField   *field)
{
  GolValueKind kind = gol_field_get_kind (field);
  const char *type = kind == GOL_VALUE_INTEGER || kind == GOL_VALUE_BOOLEAN ? "INTEGER" : "TEXT";

  g_string_append_printf (sql, ", %s %s", gol_schema_column (section, field), type);
  if (gol_field_is_folded (field))
    g_string_append_printf (sql, ", %s TEXT", gol_schema_sort_column (section, field));
}

static char *
table_sql (const GolEntity *entity,
           GolLog           log)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE %s (id INTEGER PRIMARY KEY, code TEXT, voided INTEGER NOT NULL, clock BLOB NOT NULL,"
                          " extra TEXT", gol_schema_table (entity));
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL && gol_section_get_log (section) == log; field++)
      append_field (sql, section, field);
  for (const GolDerivedColumn *column = derived; column->entity != NULL && log == GOL_LOG_OPEN; column++)
    if (g_str_equal (column->entity, entity->name))
      g_string_append_printf (sql, ", %s %s", column->column, column->type);
  g_string_append (sql, ") STRICT");
  return g_string_free (sql, FALSE);
}

static void
append_index (GString         *sql,
              const GolEntity *entity,
              const char      *column,
              gboolean         partial)
{
  g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS i_%s_%s ON %s (%s)%s%s%s;", column, entity->name,
                          gol_schema_table (entity), column, partial ? " WHERE " : "", partial ? column : "",
                          partial ? " IS NOT NULL" : "");
}

/* What facts are found by. */
static char *
reference_indexes_sql (const GolEntity *entity,
                       GolLog           log)
{
  GString *sql = g_string_new (NULL);

  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL && gol_section_get_log (section) == log; field++)
      if (field->type == GOL_FIELD_REFERENCE)
        append_index (sql, entity, gol_schema_column (section, field), !(field->flags & GOL_FIELD_SORTED));
  return g_string_free (sql, FALSE);
}

/* References are asked for by what they hold, and most are empty; the others sort whole lists. */
static char *
field_indexes_sql (const GolEntity *entity,
                   GolLog           log)
{
  GString *sql = g_string_new (NULL);

  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL && gol_section_get_log (section) == log; field++)
      if (field->type == GOL_FIELD_REFERENCE || (field->flags & GOL_FIELD_SORTED) != 0)
        append_index (sql, entity, gol_schema_sort_column (section, field),
                      field->type == GOL_FIELD_REFERENCE && !(field->flags & GOL_FIELD_SORTED));
  return g_string_free (sql, FALSE);
}

static char *
derived_indexes_sql (const GolEntity *entity,
                     GolLog           log)
{
  GString *sql = g_string_new (NULL);

  for (const GolDerivedColumn *column = derived; column->entity != NULL && log == GOL_LOG_OPEN; column++)
    if (column->indexed == GOL_INDEX_ALL && g_str_equal (column->entity, entity->name))
      append_index (sql, entity, column->column, FALSE);
  return g_string_free (sql, FALSE);
}

/* Lists leave out what is voided, which is little, sort by code, and ask for what few records have; all without reading a row. */
static char *
list_indexes_sql (const GolEntity *entity,
                  GolLog           log)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "CREATE INDEX IF NOT EXISTS i_voided_%1$s ON r_%1$s (voided) WHERE voided <> 0;", entity->name);
  if (entity->code_letter != 0)
    append_index (sql, entity, "code", FALSE);
  for (const GolDerivedColumn *column = derived; column->entity != NULL && log == GOL_LOG_OPEN; column++)
    if (column->indexed == GOL_INDEX_FEW && g_str_equal (column->entity, entity->name))
      append_index (sql, entity, column->column, TRUE);
  return g_string_free (sql, FALSE);
}

/* Calls exec for each entity's text. */
static gboolean
for_each_entity (GolDb    *db,
                 GolLog    log,
                 char   *(*make) (const GolEntity *entity, GolLog log),
                 GError  **error)
{
  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    {
      g_autofree char *sql = NULL;

      if (!gol_entity_rests_in (*entity, log))
        continue;
      sql = make (*entity, log);
      if (!gol_db_exec (db, sql, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gol_schema_create_projection (GolDb   *db,
                              GolLog   log,
                              GError **error)
{
  return gol_db_exec (db, merge_sql, error)
         && for_each_entity (db, log, table_sql, error)
         && for_each_entity (db, log, list_indexes_sql, error)
         && gol_search_create (db, log, error)
         && (log != GOL_LOG_OPEN || gol_facts_create (db, error));
}

gboolean
gol_schema_create_reference_indexes (GolDb   *db,
                                     GolLog   log,
                                     GError **error)
{
  return for_each_entity (db, log, reference_indexes_sql, error);
}

gboolean
gol_schema_create_indexes (GolDb   *db,
                           GolLog   log,
                           GError **error)
{
  return for_each_entity (db, log, field_indexes_sql, error)
         && for_each_entity (db, log, derived_indexes_sql, error);
}

GStrv
gol_schema_list_field_indexes (GolLog log)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    {
      g_autofree char *sql = gol_entity_rests_in (*entity, log) ? field_indexes_sql (*entity, log) : NULL;

      g_string_append (all, sql != NULL ? sql : "");
    }
  return g_strsplit (all->str, ";", -1);
}

/* Every table that is there, also of entities that a newer or older dictionary had. */
gboolean
gol_schema_drop_projection (GolDb   *db,
                            GolLog   log,
                            GError **error)
{
  g_autoptr(GString) sql = g_string_new ("DROP TABLE IF EXISTS head; DROP TABLE IF EXISTS hole; DROP TABLE IF EXISTS conflict;");
  GolStatement *st;
  gboolean row, good;

  if ((log == GOL_LOG_OPEN && !gol_facts_drop (db, error)) || !gol_search_drop (db, log, error))
    return FALSE;
  st = gol_db_prepare_uncached (db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr (name, 1, 2) = 'r_'", error);
  if (st == NULL)
    return FALSE;
  while ((good = gol_statement_step (st, &row, error)) && row)
    g_string_append_printf (sql, "DROP TABLE %s;", gol_statement_text (st, 0));
  gol_statement_done (st);
  /* Nothing is lost by a drop: what it held stands in the log. */
  return good && gol_db_exec (db, sql->str, error);
}

/* ── Keeping up ── */

char *
gol_meta_get (GolDb       *db,
              const char  *key,
              GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT value FROM meta WHERE key = ?1", error);
  gboolean row;

  if (st == NULL)
    return NULL;
  gol_statement_bind_text (st, 1, key);
  return gol_statement_step (st, &row, error) && row ? g_strdup (gol_statement_text (st, 0)) : NULL;
}

gboolean
gol_meta_set (GolDb       *db,
              const char  *key,
              const char  *value,
              GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, value != NULL
                                               ? "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                                                 " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                                               : "DELETE FROM meta WHERE key = ?1", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, key);
  if (value != NULL)
    gol_statement_bind_text (st, 2, value);
  return gol_statement_run (st, error);
}

/* Two dictionaries with equal fingerprints make equal tables. */
static char *
fingerprint (GolLog log)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) merge_sql, -1);
  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    if (gol_entity_rests_in (*entity, log))
      {
        g_autofree char *table = table_sql (*entity, log);
        g_autofree char *indexes = field_indexes_sql (*entity, log);
        g_autofree char *more = derived_indexes_sql (*entity, log);

        g_checksum_update (sum, (const guchar *) table, -1);
        g_checksum_update (sum, (const guchar *) indexes, -1);
        g_checksum_update (sum, (const guchar *) more, -1);
      }
  if (log == GOL_LOG_OPEN)
    {
      g_autofree char *facts = gol_facts_make_sql ();

      g_checksum_update (sum, (const guchar *) facts, -1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
create (GolDb   *db,
        GolLog   log,
        GError **error)
{
  return gol_db_exec (db, log_sql, error)
         && (log != GOL_LOG_PROTECTED || gol_db_exec (db, read_log_sql, error))
         && gol_schema_create_projection (db, log, error)
         && gol_schema_create_indexes (db, log, error);
}

static gboolean
upgrade (GolDb   *db,
         gint64   version,
         GError **error)
{
  for (guint i = MAX (version, 1) - 1; i < G_N_ELEMENTS (upgrades); i++)
    if (!gol_db_exec (db, upgrades[i], error))
      return FALSE;
  return TRUE;
}

/* A newer program's dictionary has other columns: the projection is made again from the log (see gol-rebuild.c). */
static gboolean
keep_up (GolDb   *db,
         GolLog   log,
         GError **error)
{
  g_autofree char *now = fingerprint (log);
  g_autofree char *before = gol_meta_get (db, "dictionary", NULL);

  if (g_strcmp0 (now, before) == 0)
    return TRUE;
  return gol_meta_set (db, "dictionary", now, error)
         && (before == NULL || gol_meta_set (db, "rebuild", "start", error));
}

static gboolean
check_version (gint64   version,
               GError **error)
{
  if (version <= GOL_STORE_VERSION)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED,
                       _("This office was used by a newer version of Golondrina; install that version to open it."));
  return FALSE;
}

gboolean
gol_schema_check (GolDb   *db,
                  GolLog   log,
                  GError **error)
{
  gint64 version = gol_db_get_version (db);
  g_autofree char *now = fingerprint (log);
  g_autofree char *before = version == GOL_STORE_VERSION ? gol_meta_get (db, "dictionary", NULL) : NULL;
  g_autofree char *rebuild = version == GOL_STORE_VERSION ? gol_meta_get (db, "rebuild", NULL) : NULL;

  if (!check_version (version, error))
    return FALSE;
  if (version < GOL_STORE_VERSION || rebuild != NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_BUSY,
                         _("Another program is making this office’s tables anew; try again when it is done."));
  else if (g_strcmp0 (now, before) != 0)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED,
                         _("Another version of Golondrina has this office open, so it is read here only once it is closed there."));
  else
    return TRUE;
  return FALSE;
}

/* What an older program's lists did without; a rebuild makes them itself. */
static gboolean
add_list_indexes (GolDb   *db,
                  GolLog   log,
                  GError **error)
{
  g_autofree char *rebuild = gol_meta_get (db, "rebuild", NULL);

  return rebuild != NULL || for_each_entity (db, log, list_indexes_sql, error);
}

gboolean
gol_schema_migrate (GolDb   *db,
                    GolLog   log,
                    GError **error)
{
  gint64 version;

  if (!gol_db_begin (db, error))
    return FALSE;
  version = gol_db_get_version (db);
  if (check_version (version, error) && (version > 0 || create (db, log, error))
      && upgrade (db, version, error) && keep_up (db, log, error)
      && add_list_indexes (db, log, error) && gol_db_commit (db, error))
    return TRUE;
  gol_db_rollback (db);
  return FALSE;
}
