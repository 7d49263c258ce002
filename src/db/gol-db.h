/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A thin, strict wrapper of SQLCipher: the only place where sqlite3.h is included. A GolDb is one connection; it is
 * used by one thread at a time (the store's lock sees to that). Errors carry GOL_ERROR codes.
 */
typedef struct _GolDb GolDb;
typedef struct _GolStatement GolStatement;

#define GOL_DB_KEY_BYTES 32

typedef enum
{
  GOL_DB_READ_ONLY = 1 << 0,
  GOL_DB_CREATE    = 1 << 1,
  GOL_DB_MEMORY    = 1 << 2,   /* path is ignored; no key */
} GolDbFlags;

/* Refuses to open unless the cipher answers and the file is not plain. A NULL key only with MEMORY or -Dcipher=none. */
GolDb        *gol_db_open              (const char    *path,
                                        const guint8  *key,
                                        GolDbFlags     flags,
                                        GError       **error);
void          gol_db_close             (GolDb         *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolDb, gol_db_close)
gboolean      gol_db_is_encrypted      (GolDb         *db);

gboolean      gol_db_exec              (GolDb         *db,
                                        const char    *sql,       /* constant SQL, several statements allowed */
                                        GError       **error);
/* Prepared once per connection and text, handed out reset and unbound; give back with gol_statement_done (). */
GolStatement *gol_db_prepare           (GolDb         *db,
                                        const char    *sql,
                                        GError       **error);
GolStatement *gol_db_prepare_uncached  (GolDb         *db,
                                        const char    *sql,
                                        GError       **error);
void          gol_statement_done       (GolStatement  *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolStatement, gol_statement_done)

/* Binding counts from 1, columns from 0, as SQLite's own. */
void          gol_statement_bind_int   (GolStatement  *st, int at, gint64 value);
void          gol_statement_bind_double(GolStatement  *st, int at, double value);
void          gol_statement_bind_text  (GolStatement  *st, int at, const char *value);      /* copied; NULL → NULL */
void          gol_statement_bind_static(GolStatement  *st, int at, const char *value, gssize length); /* lives until done */
void          gol_statement_bind_blob  (GolStatement  *st, int at, gconstpointer data, gsize length);
void          gol_statement_bind_null  (GolStatement  *st, int at);
int           gol_statement_param      (GolStatement  *st, const char *name);               /* 0 when it has none */
gboolean      gol_statement_step       (GolStatement  *st, gboolean *row, GError **error);  /* *row: a row is there */
gboolean      gol_statement_run        (GolStatement  *st, GError **error);                 /* step to the end, reset, unbind */
void          gol_statement_reset      (GolStatement  *st);
int           gol_statement_columns    (GolStatement  *st);
const char   *gol_statement_column_name(GolStatement  *st, int at);
/* As SQLite has it, so that a text is not taken for the number 0. */
typedef enum { GOL_DB_NULL, GOL_DB_INTEGER, GOL_DB_REAL, GOL_DB_TEXT, GOL_DB_BLOB } GolDbType;
GolDbType     gol_statement_type       (GolStatement  *st, int at);
gboolean      gol_statement_is_null    (GolStatement  *st, int at);
gint64        gol_statement_int        (GolStatement  *st, int at);
double        gol_statement_double     (GolStatement  *st, int at);
const char   *gol_statement_text       (GolStatement  *st, int at);
gconstpointer gol_statement_blob       (GolStatement  *st, int at, gsize *length);

/* Something remembered with this connection (what was read through it), freed with it. */
gpointer      gol_db_get_data          (GolDb         *db,
                                        const char    *name);
void          gol_db_set_data          (GolDb         *db,
                                        const char    *name,
                                        gpointer       data,
                                        GDestroyNotify destroy);

gint64        gol_db_changes           (GolDb         *db);
gint64        gol_db_last_id           (GolDb         *db);
gboolean      gol_db_begin             (GolDb         *db, GError **error);   /* IMMEDIATE */
gboolean      gol_db_commit            (GolDb         *db, GError **error);
void          gol_db_rollback          (GolDb         *db);
gboolean      gol_db_in_transaction    (GolDb         *db);
/* From any thread: a number for what stands committed, if all commits are this connection's; 0 while one is under way. */
guint64       gol_db_get_moment        (GolDb         *db);
gint64        gol_db_get_version       (GolDb         *db);                   /* PRAGMA user_version */
gboolean      gol_db_set_synchronous   (GolDb         *db, gboolean full, GError **error);
gboolean      gol_db_set_cache         (GolDb         *db, guint megabytes, GError **error);   /* of pages that are remembered */
gboolean      gol_db_checkpoint        (GolDb         *db, gboolean truncate, GError **error);
/* Writes the whole file anew: what was moved within a page may stand in its unused part still, which secure_delete leaves alone. */
gboolean      gol_db_rewrite           (GolDb         *db, GError **error);
void          gol_db_interrupt         (GolDb         *db);                   /* from any thread: what runs at this moment */
void          gol_db_stop              (GolDb         *db);                   /* from any thread: that and all that follows, until… */
void          gol_db_go_on             (GolDb         *db);
gboolean      gol_db_check             (GolDb         *db, GError **error);   /* integrity and cipher_integrity */

/* Online backup while writers go on; the copy is encrypted with the same key. */
typedef void (*GolProgress) (guint64 done, guint64 total, gpointer user_data);
gboolean      gol_db_backup            (GolDb         *db,
                                        const char    *path,
                                        const guint8  *key,
                                        GCancellable  *cancellable,
                                        GolProgress    progress,
                                        gpointer       user_data,
                                        GError       **error);

/* A copy under another key (NULL: none, in builds without a cipher), written whole and synced. */
gboolean      gol_db_export            (GolDb         *db,
                                        const char    *path,
                                        const guint8  *key,
                                        GError       **error);

/* Functions written in C and the sandbox for rules. */
typedef struct _GolDbCall GolDbCall;
int           gol_db_call_args         (GolDbCall *call);
GolDbType     gol_db_call_type         (GolDbCall *call, int at);
gboolean      gol_db_call_is_null      (GolDbCall *call, int at);
gint64        gol_db_call_int          (GolDbCall *call, int at);
double        gol_db_call_double       (GolDbCall *call, int at);
const char   *gol_db_call_text         (GolDbCall *call, int at);
gconstpointer gol_db_call_blob         (GolDbCall *call, int at, gsize *length);
void          gol_db_call_return_null  (GolDbCall *call);
void          gol_db_call_return_int   (GolDbCall *call, gint64 value);
void          gol_db_call_return_double(GolDbCall *call, double value);
void          gol_db_call_return_text  (GolDbCall *call, const char *value);
typedef void (*GolDbFunction) (GolDbCall *call, gpointer user_data);
gboolean      gol_db_add_function      (GolDb *db, const char *name, int args, gboolean innocuous,
                                        GolDbFunction function, gpointer user_data, GError **error);

/* The authorizer of a sandbox: told each action with its table and column. Return FALSE to refuse. */
typedef gboolean (*GolDbAuthorizer) (int action, const char *a, const char *b, const char *context, gpointer user_data);
void          gol_db_set_authorizer    (GolDb *db, GolDbAuthorizer authorizer, gpointer user_data);
void          gol_db_harden            (GolDb *db);    /* DQS off, DEFENSIVE, TRUSTED_SCHEMA off, limits of record-spike (rules) */
void          gol_db_limit_params      (GolDb *db, int most);   /* of statements prepared from now on; hardened: 16 */
/* Stops a statement after so many virtual machine steps since the budget was last refilled. */
void          gol_db_set_budget        (GolDb *db, gint64 steps);
void          gol_db_refill_budget     (GolDb *db);
gboolean      gol_db_budget_spent      (GolDb *db);
/* The unparsed tail of a statement's text, so that "1) FROM x; …" is seen. */
gboolean      gol_db_tail_is_empty     (GolDb *db, const char *sql, GError **error);

/* The value that a read action carries in the authorizer (SQLITE_READ, SQLITE_SELECT, SQLITE_FUNCTION, SQLITE_RECURSIVE). */
enum { GOL_DB_ACTION_READ, GOL_DB_ACTION_SELECT, GOL_DB_ACTION_FUNCTION, GOL_DB_ACTION_RECURSIVE, GOL_DB_ACTION_OTHER };

G_END_DECLS
