/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-store-private.h"

#include <glib/gi18n-lib.h>

#include "gol-date.h"
#include "gol-error.h"

/* Who read a protected section of whom, and when. It stands in the protected file itself: whoever cannot read cannot log. */

typedef struct
{
  GolStore   *store;
  const char *actor;
  const char *record;
  const char *section;
  GPtrArray  *reads;
} Call;

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("These records are protected, and this account may not open them."));
  return FALSE;
}

static gboolean
log_cb (GolDb     *open,
        GolDb     *protected_db,
        gpointer   user_data,
        GError   **error)
{
  Call *call = user_data;
  g_autoptr(GolStatement) st = NULL;

  if (protected_db == NULL)
    return refuse (error);
  st = gol_db_prepare (protected_db, "INSERT INTO read_log (at, actor, record, section) VALUES (?1, ?2, ?3, ?4)", error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, gol_clock_get_instant (call->store->clock));
  gol_statement_bind_text (st, 2, call->actor);
  gol_statement_bind_text (st, 3, call->record);
  gol_statement_bind_text (st, 4, call->section);
  return gol_statement_run (st, error);
}

/* Beside another program this is all that is written, and SQLite's own lock is enough: no row but the new one is touched, and no program
 * remembers anything of this table. */
static gboolean
log_beside (Call    *call,
            GError **error)
{
  g_autoptr(GolDb) db = NULL;

  if (!gol_store_can_protected (call->store))
    return refuse (error);
  db = gol_store_open_alone (call->store, GOL_LOG_PROTECTED, 0, error);
  return db != NULL && gol_db_begin (db, error) && log_cb (NULL, db, call, error) && gol_db_commit (db, error);
}

/**
 * gol_store_log_read:
 * @actor: who reads
 *
 * To be called before a protected section is shown; when it fails, nothing is shown.
 */
gboolean
gol_store_log_read (GolStore    *store,
                    const char  *actor,
                    const char  *record,
                    const char  *section,
                    GError     **error)
{
  Call call = { store, actor, record, section, NULL };

  g_return_val_if_fail (actor != NULL && record != NULL && section != NULL, FALSE);

  return store->beside ? log_beside (&call, error) : gol_store_with_writer (store, GOL_PRIORITY_OFFICER, log_cb, &call, error);
}

static gboolean
reads_cb (GolDb     *open,
          GolDb     *protected_db,
          gpointer   user_data,
          GError   **error)
{
  Call *call = user_data;
  g_autoptr(GolStatement) st = NULL;

  if (protected_db == NULL)
    return refuse (error);
  st = gol_db_prepare (protected_db, "SELECT at, actor, section FROM read_log WHERE record = ?1 ORDER BY id DESC", error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, call->record);
  for (;;)
    {
      g_autofree char *at = NULL;
      GolValues *read;
      gboolean row;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      at = gol_instant_format (gol_statement_int (st, 0));
      read = gol_values_new ();
      gol_values_set_text (read, "at", at);
      gol_values_set_text (read, "actor", gol_statement_text (st, 1));
      gol_values_set_text (read, "section", gol_statement_text (st, 2));
      g_ptr_array_add (call->reads, read);
    }
}

/**
 * gol_store_get_reads:
 *
 * Returns: (transfer full) (element-type GolValues): "at", "actor" and "section" of each time, the latest first
 */
GPtrArray *
gol_store_get_reads (GolStore    *store,
                     const char  *record,
                     GError     **error)
{
  g_autoptr(GPtrArray) reads = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  Call call = { store, NULL, record, NULL, reads };

  return gol_store_with_reader (store, NULL, reads_cb, &call, error) ? g_steal_pointer (&reads) : NULL;
}
