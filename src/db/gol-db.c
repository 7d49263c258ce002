/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "gol-error.h"

/* ── Errors ── */

static GolError
classify (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return GOL_ERROR_FULL;
    case SQLITE_NOTADB:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return GOL_ERROR_LOCKED;
    case SQLITE_CORRUPT:
      return GOL_ERROR_CORRUPT;
    case SQLITE_INTERRUPT:
      return GOL_ERROR_CANCELLED;
    case SQLITE_AUTH:
      return GOL_ERROR_DENIED;
    default:
      return GOL_ERROR_FAILED;
    }
}

gboolean
gol_db_fail (GolDb   *db,
             int      code,
             GError **error)
{
  const char *detail = sqlite3_errmsg (db->handle);

  switch (classify (code))
    {
    case GOL_ERROR_FULL:
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FULL,
                           _("The disk is full; what was saved before is safe; make room and save again."));
      break;
    case GOL_ERROR_LOCKED:
      if ((code & 0xff) == SQLITE_NOTADB)
        g_set_error_literal (error, GOL_ERROR, GOL_ERROR_LOCKED, _("The key does not open the database."));
      else
        g_set_error_literal (error, GOL_ERROR, GOL_ERROR_LOCKED, _("Another program is using the database."));
      break;
    case GOL_ERROR_CORRUPT:
      g_set_error (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("The database is damaged (%s); restore the last backup."), detail);
      break;
    case GOL_ERROR_CANCELLED:
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED, _("It was stopped."));
      break;
    case GOL_ERROR_DENIED:
      g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("The rule may not do that: %s."), detail);
      break;
    default:
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The database failed: %s."), detail);
    }
  return FALSE;
}

/* ── Opening ── */

static void
statement_free (gpointer data)
{
  GolStatement *statement = data;

  if (statement->at_work)
    g_critical ("A statement outlives its database");
  sqlite3_finalize (statement->handle);
  g_free (statement->sql);
  g_free (statement);
}

#if GOL_CIPHER
static gboolean
pragma_text (GolDb      *db,
             const char *sql,
             char      **text)
{
  sqlite3_stmt *statement;

  *text = NULL;
  if (sqlite3_prepare_v2 (db->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    return FALSE;
  if (sqlite3_step (statement) == SQLITE_ROW)
    *text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return *text != NULL && **text != '\0';
}

/* The key travels as raw hexadecimal, so that no derivation is needed, and is wiped from where it was written. */
static gboolean
set_key (GolDb         *db,
         const guint8  *key,
         GError       **error)
{
  g_autofree char *version = NULL;
  char sql[32 + 2 * GOL_DB_KEY_BYTES];
  char hex[2 * GOL_DB_KEY_BYTES + 1];
  int code;

  sodium_bin2hex (hex, sizeof hex, key, GOL_DB_KEY_BYTES);
  g_snprintf (sql, sizeof sql, "PRAGMA key = \"x'%s'\"", hex);
  code = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);
  sodium_memzero (hex, sizeof hex);
  sodium_memzero (sql, sizeof sql);
  if (code != SQLITE_OK)
    return gol_db_fail (db, code, error);
  /* Our caller says what is wrong; only the first key of a process wakes the library, and what it was told before is lost. */
  sqlite3_exec (db->handle, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL);

  /* Another library of the same names in the process would have taken the key and written in clear. */
  if (!pragma_text (db, "PRAGMA cipher_version", &version))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED,
                           _("The database library cannot encrypt, so nothing was opened or written."));
      return FALSE;
    }
  db->encrypted = TRUE;
  return TRUE;
}

/*
 * A file that exists must not be readable as plain SQLite. It is looked at through SQLite's own descriptor: closing any other one would
 * let go of the locks that this process has on the file, and another process would throw away the write-ahead log under it.
 */
static gboolean
refuse_plain_file (GolDb   *db,
                   GError **error)
{
  char header[16] = { 0 };
  sqlite3_file *file = NULL;

  if (sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == NULL || file->pMethods == NULL
      || file->pMethods->xRead (file, header, sizeof header, 0) != SQLITE_OK || memcmp (header, "SQLite format 3", 16) != 0)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("“%s” is not encrypted, so it is not opened."), db->path);
  return FALSE;
}
#endif

/* SQLite takes a file that was cut to nothing for a new one: an office would open as if nobody had ever been enrolled. */
static gboolean
need_content (const char  *path,
              GError     **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    g_set_error (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("“%s” cannot be opened: %s; restore the last backup."),
                 path, g_strerror (errno));
  else if (info.st_size == 0)
    g_set_error (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("“%s” was emptied; restore the last backup."), path);
  else
    return TRUE;
  return FALSE;
}

/* Nobody else's to read, whatever the machine's habit is: SQLite makes its logs beside a file with the file's own mode. */
static void
keep_private (const char  *path,
              GolDbFlags   flags)
{
  GStatBuf info;
  int fd = (flags & GOL_DB_CREATE) ? open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;

  if (fd >= 0)
    close (fd);
  else if (g_stat (path, &info) == 0 && (info.st_mode & 077) != 0 && g_chmod (path, 0600) != 0)
    g_debug ("“%s” stays readable to others: %s", path, g_strerror (errno));
}

/* The first read is what tells whether the key is right. */
static gboolean
touch (GolDb       *db,
       GolDbFlags   flags,
       GError     **error)
{
  const char *setup =
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA foreign_keys = OFF;"
    "PRAGMA recursive_triggers = OFF;";
  int code = sqlite3_exec (db->handle, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_exec (db->handle, setup, NULL, NULL, NULL);
  if (code == SQLITE_OK && !(flags & (GOL_DB_READ_ONLY | GOL_DB_MEMORY)))
    code = sqlite3_exec (db->handle,
                         "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -131072;"
                         "PRAGMA wal_autocheckpoint = 0; PRAGMA secure_delete = ON;", NULL, NULL, NULL);
  else if (code == SQLITE_OK)
    code = sqlite3_exec (db->handle, "PRAGMA cache_size = -65536;", NULL, NULL, NULL);
  return code == SQLITE_OK || gol_db_fail (db, code, error);
}

/* ── Moments between commits ── */

static int
commit_begins_cb (gpointer data)
{
  g_atomic_int_inc (&((GolDb *) data)->begun);
  return 0;
}

/* After each statement: no hook tells of the end of a commit that changed nothing. */
static void
see_commits (GolDb *db)
{
  gint begun = g_atomic_int_get (&db->begun);

  if (begun != g_atomic_int_get (&db->ended) && sqlite3_get_autocommit (db->handle))
    g_atomic_int_set (&db->ended, begun);
}

guint64
gol_db_get_moment (GolDb *db)
{
  guint ended = g_atomic_int_get (&db->ended);
  guint begun = g_atomic_int_get (&db->begun);

  return ended == begun ? (guint64) ended + 1 : 0;
}

/* The texts of statements are long and looked up for every row: their length and end tell them apart well enough. */
static guint
hash_sql (gconstpointer data)
{
  const char *sql = data;
  gsize length = strlen (sql);

  return g_str_hash (sql + (length > 32 ? length - 32 : 0)) * 31 + (guint) length;
}

/* Nobody asks the library how much memory it uses, and counting takes a lock for all connections at each allocation. */
static void
configure_once (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&done, 1);
    }
}

GolDb *
gol_db_open (const char    *path,
             const guint8  *key,
             GolDbFlags     flags,
             GError       **error)
{
  g_autoptr(GolDb) db = g_new0 (GolDb, 1);
  int open_flags = SQLITE_OPEN_NOMUTEX;
  int code;

  g_return_val_if_fail ((flags & GOL_DB_MEMORY) != 0 || path != NULL, NULL);

  configure_once ();
  if (flags & GOL_DB_MEMORY)
    open_flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
  else if (flags & GOL_DB_READ_ONLY)
    open_flags |= SQLITE_OPEN_READONLY;
  else
    open_flags |= SQLITE_OPEN_READWRITE | ((flags & GOL_DB_CREATE) ? SQLITE_OPEN_CREATE : 0);

  db->path = g_strdup (path);
  db->cache = g_hash_table_new_full (hash_sql, g_str_equal, NULL, statement_free);
  if (!(flags & (GOL_DB_MEMORY | GOL_DB_CREATE)) && !need_content (path, error))
    return NULL;
#if GOL_CIPHER
  g_return_val_if_fail ((flags & GOL_DB_MEMORY) != 0 || key != NULL, NULL);
#endif

  if (!(flags & (GOL_DB_MEMORY | GOL_DB_READ_ONLY)))
    keep_private (path, flags);
  code = sqlite3_open_v2 ((flags & GOL_DB_MEMORY) ? ":memory:" : path, &db->handle, open_flags, NULL);
  if (code != SQLITE_OK)
    {
      if ((code & 0xff) == SQLITE_CANTOPEN)
        g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("“%s” cannot be opened."), path);
      else
        gol_db_fail (db, code, error);
      return NULL;
    }
  sqlite3_extended_result_codes (db->handle, 1);
  sqlite3_busy_timeout (db->handle, 10000);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
#if GOL_CIPHER
  if (!(flags & GOL_DB_MEMORY) && (!refuse_plain_file (db, error) || !set_key (db, key, error)))
    return NULL;
#endif
  if (!touch (db, flags, error))
    return NULL;
#if GOL_CIPHER
  /* And after the first page was written, the file itself must say so. */
  if (!(flags & GOL_DB_MEMORY) && !refuse_plain_file (db, error))
    return NULL;
#endif
  sqlite3_commit_hook (db->handle, commit_begins_cb, db);
  return g_steal_pointer (&db);
}

void
gol_db_close (GolDb *db)
{
  if (db == NULL)
    return;
  g_datalist_clear (&db->data);
  g_hash_table_unref (db->cache);
  if (db->handle != NULL && sqlite3_close (db->handle) != SQLITE_OK)
    g_critical ("A statement that is not cached outlives its database");
  g_free (db->path);
  g_free (db);
}

gboolean
gol_db_is_encrypted (GolDb *db)
{
  return db->encrypted;
}

/* ── Statements ── */

gboolean
gol_db_exec (GolDb       *db,
             const char  *sql,
             GError     **error)
{
  int code = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  see_commits (db);
  return code == SQLITE_OK || gol_db_fail (db, code, error);
}

GolStatement *
gol_db_prepare_uncached (GolDb       *db,
                         const char  *sql,
                         GError     **error)
{
  sqlite3_stmt *handle;
  GolStatement *statement;
  int code = sqlite3_prepare_v3 (db->handle, sql, -1, 0, &handle, NULL);

  if (code != SQLITE_OK)
    {
      gol_db_fail (db, code, error);
      return NULL;
    }
  statement = g_new0 (GolStatement, 1);
  statement->db = db;
  statement->handle = handle;
  return statement;
}

GolStatement *
gol_db_prepare (GolDb       *db,
                const char  *sql,
                GError     **error)
{
  GolStatement *statement = g_hash_table_lookup (db->cache, sql);

  /* Two at once of the same text are two statements, of which the second is not kept. */
  if (statement != NULL && statement->at_work)
    return gol_db_prepare_uncached (db, sql, error);
  if (statement == NULL)
    {
      statement = gol_db_prepare_uncached (db, sql, error);
      if (statement == NULL)
        return NULL;
      statement->sql = g_strdup (sql);
      g_hash_table_insert (db->cache, statement->sql, statement);
    }
  statement->at_work = TRUE;
  return statement;
}

void
gol_statement_done (GolStatement *statement)
{
  if (statement == NULL)
    return;
  if (statement->sql == NULL)
    {
      statement_free (statement);
      return;
    }
  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  statement->at_work = FALSE;
}

void
gol_statement_bind_int (GolStatement *st,
                        int           at,
                        gint64        value)
{
  sqlite3_bind_int64 (st->handle, at, value);
}

void
gol_statement_bind_double (GolStatement *st,
                           int           at,
                           double        value)
{
  sqlite3_bind_double (st->handle, at, value);
}

void
gol_statement_bind_text (GolStatement *st,
                         int           at,
                         const char   *value)
{
  sqlite3_bind_text (st->handle, at, value, -1, SQLITE_TRANSIENT);
}

void
gol_statement_bind_static (GolStatement *st,
                           int           at,
                           const char   *value,
                           gssize        length)
{
  sqlite3_bind_text (st->handle, at, value, length, SQLITE_STATIC);
}

void
gol_statement_bind_blob (GolStatement  *st,
                         int            at,
                         gconstpointer  data,
                         gsize          length)
{
  if (data == NULL)
    sqlite3_bind_null (st->handle, at);
  else
    sqlite3_bind_blob64 (st->handle, at, data, length, SQLITE_TRANSIENT);
}

void
gol_statement_bind_null (GolStatement *st,
                         int           at)
{
  sqlite3_bind_null (st->handle, at);
}

int
gol_statement_param (GolStatement *st,
                     const char   *name)
{
  return sqlite3_bind_parameter_index (st->handle, name);
}

gboolean
gol_statement_step (GolStatement  *st,
                    gboolean      *row,
                    GError       **error)
{
  int code = g_atomic_int_get (&st->db->stopped) ? SQLITE_INTERRUPT : sqlite3_step (st->handle);

  see_commits (st->db);
  *row = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE || gol_db_fail (st->db, code, error);
}

gboolean
gol_statement_run (GolStatement  *st,
                   GError       **error)
{
  int code;

  do
    code = sqlite3_step (st->handle);
  while (code == SQLITE_ROW);
  see_commits (st->db);
  if (code != SQLITE_DONE)
    gol_db_fail (st->db, code, error);
  sqlite3_reset (st->handle);
  sqlite3_clear_bindings (st->handle);
  return code == SQLITE_DONE;
}

void
gol_statement_reset (GolStatement *st)
{
  sqlite3_reset (st->handle);
}

int
gol_statement_columns (GolStatement *st)
{
  return sqlite3_column_count (st->handle);
}

const char *
gol_statement_column_name (GolStatement *st,
                           int           at)
{
  return sqlite3_column_name (st->handle, at);
}

GolDbType
gol_db_type (int sqlite_type)
{
  switch (sqlite_type)
    {
    case SQLITE_INTEGER:
      return GOL_DB_INTEGER;
    case SQLITE_FLOAT:
      return GOL_DB_REAL;
    case SQLITE_TEXT:
      return GOL_DB_TEXT;
    case SQLITE_BLOB:
      return GOL_DB_BLOB;
    default:
      return GOL_DB_NULL;
    }
}

GolDbType
gol_statement_type (GolStatement *st,
                    int           at)
{
  return gol_db_type (sqlite3_column_type (st->handle, at));
}

gboolean
gol_statement_is_null (GolStatement *st,
                       int           at)
{
  return sqlite3_column_type (st->handle, at) == SQLITE_NULL;
}

gint64
gol_statement_int (GolStatement *st,
                   int           at)
{
  return sqlite3_column_int64 (st->handle, at);
}

double
gol_statement_double (GolStatement *st,
                      int           at)
{
  return sqlite3_column_double (st->handle, at);
}

const char *
gol_statement_text (GolStatement *st,
                    int           at)
{
  return (const char *) sqlite3_column_text (st->handle, at);
}

gconstpointer
gol_statement_blob (GolStatement *st,
                    int           at,
                    gsize        *length)
{
  gconstpointer data = sqlite3_column_blob (st->handle, at);

  if (length != NULL)
    *length = sqlite3_column_bytes (st->handle, at);
  return data;
}

/* ── Transactions and the rest ── */

gpointer
gol_db_get_data (GolDb      *db,
                 const char *name)
{
  return g_datalist_get_data (&db->data, name);
}

void
gol_db_set_data (GolDb          *db,
                 const char     *name,
                 gpointer        data,
                 GDestroyNotify  destroy)
{
  g_datalist_set_data_full (&db->data, name, data, destroy);
}

gint64
gol_db_changes (GolDb *db)
{
  return sqlite3_changes64 (db->handle);
}

gint64
gol_db_last_id (GolDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

gboolean
gol_db_begin (GolDb   *db,
              GError **error)
{
  return gol_db_exec (db, "BEGIN IMMEDIATE", error);
}

gboolean
gol_db_commit (GolDb   *db,
               GError **error)
{
  return gol_db_exec (db, "COMMIT", error);
}

void
gol_db_rollback (GolDb *db)
{
  if (!sqlite3_get_autocommit (db->handle))
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
  see_commits (db);
}

gboolean
gol_db_in_transaction (GolDb *db)
{
  return !sqlite3_get_autocommit (db->handle);
}

gint64
gol_db_get_version (GolDb *db)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "PRAGMA user_version", NULL);
  gboolean row;

  return st != NULL && gol_statement_step (st, &row, NULL) && row ? gol_statement_int (st, 0) : 0;
}

gboolean
gol_db_set_synchronous (GolDb     *db,
                        gboolean   full,
                        GError   **error)
{
  return gol_db_exec (db, full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", error);
}

gboolean
gol_db_set_cache (GolDb   *db,
                  guint    megabytes,
                  GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size = -%u", megabytes * 1024);

  return gol_db_exec (db, sql, error);
}

gboolean
gol_db_checkpoint (GolDb     *db,
                   gboolean   truncate,
                   GError   **error)
{
  int code = sqlite3_wal_checkpoint_v2 (db->handle, NULL, truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE,
                                        NULL, NULL);

  return code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY || gol_db_fail (db, code, error);
}

gboolean
gol_db_rewrite (GolDb   *db,
                GError **error)
{
  return gol_db_exec (db, "VACUUM", error);
}

void
gol_db_interrupt (GolDb *db)
{
  sqlite3_interrupt (db->handle);
}

/* An interruption that comes between two statements is lost, and the second would run for all its time. */
void
gol_db_stop (GolDb *db)
{
  g_atomic_int_set (&db->stopped, TRUE);
  sqlite3_interrupt (db->handle);
}

void
gol_db_go_on (GolDb *db)
{
  g_atomic_int_set (&db->stopped, FALSE);
}

static gboolean
check_with (GolDb       *db,
            const char  *pragma,
            const char  *good,
            GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare_uncached (db, pragma, error);
  gboolean row;

  if (st == NULL || !gol_statement_step (st, &row, error))
    return FALSE;
  if (row && g_strcmp0 (gol_statement_text (st, 0), good) != 0)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("The database is damaged (%s); restore the last backup."),
                   gol_statement_text (st, 0));
      return FALSE;
    }
  return TRUE;
}

gboolean
gol_db_check (GolDb   *db,
              GError **error)
{
  return (!db->encrypted || check_with (db, "PRAGMA cipher_integrity_check", NULL, error))
         && check_with (db, "PRAGMA integrity_check(1)", "ok", error);
}

gboolean
gol_db_backup (GolDb         *db,
               const char    *path,
               const guint8  *key,
               GCancellable  *cancellable,
               GolProgress    progress,
               gpointer       user_data,
               GError       **error)
{
  g_autoptr(GolDb) target = gol_db_open (path, key, GOL_DB_CREATE, error);
  sqlite3_backup *backup;
  int code;

  if (target == NULL || !gol_db_exec (target, "PRAGMA journal_mode = DELETE", error))
    return FALSE;
  backup = sqlite3_backup_init (target->handle, "main", db->handle, "main");
  if (backup == NULL)
    return gol_db_fail (target, sqlite3_errcode (target->handle), error);
  do
    {
      code = sqlite3_backup_step (backup, 2048);
      if (progress != NULL)
        progress (sqlite3_backup_pagecount (backup) - sqlite3_backup_remaining (backup), sqlite3_backup_pagecount (backup), user_data);
      if (g_cancellable_is_cancelled (cancellable))
        code = SQLITE_INTERRUPT;
    }
  while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED);
  sqlite3_backup_finish (backup);
  return code == SQLITE_DONE || gol_db_fail (target, code, error);
}

#if GOL_CIPHER
gboolean
gol_db_export (GolDb         *db,
               const char    *path,
               const guint8  *key,
               GError       **error)
{
  g_autofree char *attach = NULL;
  char hex[2 * GOL_DB_KEY_BYTES + 1];
  char *quoted = sqlite3_mprintf ("%Q", path);
  gint64 version = gol_db_get_version (db);
  g_autofree char *set_version = g_strdup_printf ("PRAGMA fresh.user_version = %" G_GINT64_FORMAT, version);
  gboolean good;

  /* What is attached is opened as the database itself was, which makes no files. */
  if (!g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    {
      sqlite3_free (quoted);
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” cannot be written."), path);
      return FALSE;
    }
  sodium_bin2hex (hex, sizeof hex, key, GOL_DB_KEY_BYTES);
  attach = g_strdup_printf ("ATTACH DATABASE %s AS fresh KEY \"x'%s'\"", quoted, hex);
  sqlite3_free (quoted);
  good = gol_db_exec (db, attach, error);
  sodium_memzero (attach, strlen (attach));
  sodium_memzero (hex, sizeof hex);
  if (!good)
    return FALSE;
  good = gol_db_exec (db, "PRAGMA fresh.synchronous = FULL; SELECT sqlcipher_export ('fresh')", error)
         && gol_db_exec (db, set_version, error);
  return gol_db_exec (db, "DETACH DATABASE fresh", good ? error : NULL) && good;
}
#else
gboolean
gol_db_export (GolDb         *db,
               const char    *path,
               const guint8  *key,
               GError       **error)
{
  return gol_db_backup (db, path, NULL, NULL, NULL, NULL, error);
}
#endif
