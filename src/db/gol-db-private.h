/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#if GOL_CIPHER
#include <sqlcipher/sqlite3.h>
#else
#include <sqlite3.h>
#endif

#include "gol-db.h"

G_BEGIN_DECLS

struct _GolDb
{
  sqlite3         *handle;
  char            *path;
  gboolean         encrypted;
  GHashTable      *cache;         /* SQL → GolStatement, at rest or at work */
  GData           *data;          /* what others remember with it */
  gint             stopped;       /* atomic; see gol_db_stop () */
  gint             begun;         /* atomic: commits that were begun here, and… */
  gint             ended;         /* …how many of them are over, done or taken back */

  GolDbAuthorizer  authorizer;
  gpointer         authorizer_data;
  gint64           budget;        /* virtual machine steps a refill; 0: none */
  gint64           left;
  gboolean         spent;
};

struct _GolStatement
{
  GolDb        *db;
  sqlite3_stmt *handle;
  char         *sql;      /* NULL: not cached */
  gboolean      at_work;  /* one that is cached: lent to a caller */
};

/* From SQLITE_INTEGER and its like. */
GolDbType gol_db_type (int sqlite_type);

/* Sets @error from the connection's last error; always FALSE. */
gboolean gol_db_fail (GolDb *db, int code, GError **error);

G_END_DECLS
