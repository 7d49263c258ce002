/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-db-private.h"

#include <string.h>

/* Functions written in C, and the walls of the sandbox in which strangers' rules run. */

struct _GolDbCall
{
  sqlite3_context  *context;
  int               n;
  sqlite3_value   **args;
};

typedef struct
{
  GolDbFunction function;
  gpointer      user_data;
} Function;

static void
call_function (sqlite3_context  *context,
               int               n,
               sqlite3_value   **args)
{
  Function *function = sqlite3_user_data (context);
  GolDbCall call = { context, n, args };

  function->function (&call, function->user_data);
}

gboolean
gol_db_add_function (GolDb          *db,
                     const char     *name,
                     int             args,
                     gboolean        innocuous,
                     GolDbFunction   function,
                     gpointer        user_data,
                     GError        **error)
{
  Function *entry = g_new (Function, 1);
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | (innocuous ? SQLITE_INNOCUOUS : SQLITE_DIRECTONLY);
  int code;

  *entry = (Function) { function, user_data };
  code = sqlite3_create_function_v2 (db->handle, name, args, flags, entry, call_function, NULL, NULL, g_free);
  return code == SQLITE_OK || gol_db_fail (db, code, error);
}

int
gol_db_call_args (GolDbCall *call)
{
  return call->n;
}

GolDbType
gol_db_call_type (GolDbCall *call,
                  int        at)
{
  return gol_db_type (sqlite3_value_type (call->args[at]));
}

gboolean
gol_db_call_is_null (GolDbCall *call,
                     int        at)
{
  return sqlite3_value_type (call->args[at]) == SQLITE_NULL;
}

gint64
gol_db_call_int (GolDbCall *call,
                 int        at)
{
  return sqlite3_value_int64 (call->args[at]);
}

double
gol_db_call_double (GolDbCall *call,
                    int        at)
{
  return sqlite3_value_double (call->args[at]);
}

const char *
gol_db_call_text (GolDbCall *call,
                  int        at)
{
  return (const char *) sqlite3_value_text (call->args[at]);
}

gconstpointer
gol_db_call_blob (GolDbCall *call,
                  int        at,
                  gsize     *length)
{
  gconstpointer data = sqlite3_value_blob (call->args[at]);

  *length = sqlite3_value_bytes (call->args[at]);
  return data;
}

void
gol_db_call_return_null (GolDbCall *call)
{
  sqlite3_result_null (call->context);
}

void
gol_db_call_return_int (GolDbCall *call,
                        gint64     value)
{
  sqlite3_result_int64 (call->context, value);
}

void
gol_db_call_return_double (GolDbCall *call,
                           double     value)
{
  sqlite3_result_double (call->context, value);
}

void
gol_db_call_return_text (GolDbCall  *call,
                         const char *value)
{
  sqlite3_result_text (call->context, value, -1, SQLITE_TRANSIENT);
}

/* ── The authorizer ── */

static int
authorize (gpointer    data,
           int         action,
           const char *a,
           const char *b,
           const char *database,
           const char *context)
{
  static const struct { int sqlite, ours; } actions[] = {
    { SQLITE_READ, GOL_DB_ACTION_READ },
    { SQLITE_SELECT, GOL_DB_ACTION_SELECT },
    { SQLITE_FUNCTION, GOL_DB_ACTION_FUNCTION },
    { SQLITE_RECURSIVE, GOL_DB_ACTION_RECURSIVE },
  };
  GolDb *db = data;
  int ours = GOL_DB_ACTION_OTHER;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].sqlite == action)
      ours = actions[i].ours;
  return db->authorizer (ours, a, b, context, db->authorizer_data) ? SQLITE_OK : SQLITE_DENY;
}

void
gol_db_set_authorizer (GolDb           *db,
                       GolDbAuthorizer  authorizer,
                       gpointer         user_data)
{
  db->authorizer = authorizer;
  db->authorizer_data = user_data;
  sqlite3_set_authorizer (db->handle, authorizer != NULL ? authorize : NULL, db);
}

/* The limits measured to stop what the authorizer lets through (towers of replace(), deep trees, giant lists). */
void
gol_db_harden (GolDb *db)
{
  static const struct { int id, value; } limits[] = {
    { SQLITE_LIMIT_LENGTH, 100000 },
    { SQLITE_LIMIT_SQL_LENGTH, 65536 },
    { SQLITE_LIMIT_EXPR_DEPTH, 60 },
    { SQLITE_LIMIT_FUNCTION_ARG, 8 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 40 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 2 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_VARIABLE_NUMBER, 16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (db->handle, limits[i].id, limits[i].value);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
}

void
gol_db_limit_params (GolDb *db,
                     int    most)
{
  sqlite3_limit (db->handle, SQLITE_LIMIT_VARIABLE_NUMBER, most);
}

/* ── The budget ── */

#define STEPS_A_LOOK 100

static int
spend (gpointer data)
{
  GolDb *db = data;

  db->left -= STEPS_A_LOOK;
  db->spent = db->left < 0;
  return db->spent;
}

void
gol_db_set_budget (GolDb  *db,
                   gint64  steps)
{
  db->budget = steps;
  gol_db_refill_budget (db);
  sqlite3_progress_handler (db->handle, STEPS_A_LOOK, steps > 0 ? spend : NULL, db);
}

void
gol_db_refill_budget (GolDb *db)
{
  db->left = db->budget;
  db->spent = FALSE;
}

gboolean
gol_db_budget_spent (GolDb *db)
{
  return db->spent;
}

gboolean
gol_db_tail_is_empty (GolDb       *db,
                      const char  *sql,
                      GError     **error)
{
  sqlite3_stmt *handle;
  const char *tail;
  int code = sqlite3_prepare_v2 (db->handle, sql, -1, &handle, &tail);

  sqlite3_finalize (handle);
  if (code != SQLITE_OK)
    return gol_db_fail (db, code, error);
  return tail[strspn (tail, " \t\r\n;")] == '\0';
}
