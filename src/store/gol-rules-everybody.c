/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-derive-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"

/* A verdict per clause for every worker: one statement over the fact rows, on a connection of its own. */

typedef struct
{
  GolSandbox   *sandbox;
  const char  **expressions;   /* "NULL" in place of one that may not or cannot be asked */
  guint         n;
  char          on[GOL_DATE_TEXT_MAX];
  GolTruth     *verdicts;
  gint64        last;          /* the last worker told */
  GolRulesRow   row;
  gpointer      user_data;
} Everybody;

static GolStatement *
ask_from (Everybody           *self,
          const char * const  *expressions,
          guint                n,
          GError             **error)
{
  GolStatement *statement = gol_sandbox_prepare (self->sandbox, "worker_facts", expressions, n, error);

  if (statement == NULL)
    return NULL;
  gol_sandbox_bind_rows (statement, self->last, G_MAXUINT32);
  gol_sandbox_bind (statement, ":on", self->on);
  gol_sandbox_bind (statement, ":from", self->on);
  gol_sandbox_bind (statement, ":to", self->on);
  return statement;
}

/* Which clauses cannot answer for the next worker within their budget: for her and all others they are unknown. */
static gboolean
drop_faulty (Everybody  *self,
             GError    **error)
{
  gboolean dropped = FALSE, row;

  for (guint i = 0; i < self->n; i++)
    {
      g_autoptr(GError) why = NULL;
      g_autoptr(GolStatement) alone = ask_from (self, self->expressions + i, 1, error);

      if (alone == NULL)
        return FALSE;
      if (gol_sandbox_step (self->sandbox, alone, &row, &why))
        continue;
      if (!g_error_matches (why, GOL_ERROR, GOL_ERROR_REFUSED))
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      self->expressions[i] = "NULL";
      dropped = TRUE;
    }
  for (guint i = 0; i < self->n && !dropped; i++)
    self->expressions[i] = "NULL";
  return TRUE;
}

/* To the end, or until one clause takes too long (*stopped). */
static gboolean
tell_rows (Everybody  *self,
           gboolean   *stopped,
           GError    **error)
{
  g_autoptr(GolStatement) statement = ask_from (self, self->expressions, self->n, error);
  g_autoptr(GError) why = NULL;
  gboolean row = TRUE, faulty = FALSE;

  *stopped = FALSE;
  if (statement == NULL)
    return FALSE;
  while (gol_sandbox_step (self->sandbox, statement, &row, &why))
    {
      if (!row)
        return TRUE;
      self->last = gol_statement_int (statement, 0);
      for (guint i = 0; i < self->n; i++)
        self->verdicts[i] = gol_sandbox_truth (statement, i, &faulty);
      if (!self->row (self->last, self->verdicts, self->n, self->user_data))
        return TRUE;
    }
  *stopped = g_error_matches (why, GOL_ERROR, GOL_ERROR_REFUSED);
  if (!*stopped)
    g_propagate_error (error, g_steal_pointer (&why));
  return *stopped;
}

static void
interrupt_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  gol_sandbox_interrupt (user_data);
}

static GolSandbox *
open_sandbox (GolStore  *store,
              GError   **error)
{
  GolDb *db = gol_store_open_alone (store, error);

  return db != NULL ? gol_sandbox_new (db, gol_facts_get_views (), error) : NULL;
}

gboolean
gol_rules_everybody (GolStore      *store,
                     const char    *scheme,
                     GolDate        on,
                     GStrv         *ids,
                     GCancellable  *cancellable,
                     GolRulesRow    row,
                     gpointer       user_data,
                     GError       **error)
{
  const GolScheme *found = gol_scheme_shelf_find (scheme, error);
  const GolClause * const *clauses = found != NULL ? gol_scheme_get_may_go_again (found) : NULL;
  guint n = gol_clauses_count (clauses);
  g_autofree const char **expressions = g_new (const char *, n + 1);
  g_autofree GolTruth *verdicts = g_new (GolTruth, n + 1);
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr(GolSandbox) sandbox = NULL;
  Everybody self;
  gboolean fine, stopped = TRUE;
  gulong handler;

  g_return_val_if_fail (store != NULL, FALSE);
  g_return_val_if_fail (gol_date_is_whole (on), FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  if (found == NULL)
    return FALSE;
  sandbox = open_sandbox (store, error);
  if (sandbox == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const GolCompiled *compiled = clauses[i]->compiled;
      gboolean of_worker = g_str_equal (compiled->view->name, "worker_facts");

      expressions[i] = of_worker && gol_sandbox_lets_in (sandbox, known, compiled->view, compiled->sql) ? compiled->sql : "NULL";
      g_strv_builder_add (names, clauses[i]->id);
    }
  if (ids != NULL)
    *ids = g_strv_builder_end (names);

  self = (Everybody) { .sandbox = sandbox, .expressions = expressions, .n = n, .verdicts = verdicts, .row = row,
                       .user_data = user_data };
  gol_date_format (on, self.on);
  handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), sandbox, NULL) : 0;
  do
    fine = !g_cancellable_set_error_if_cancelled (cancellable, error) && tell_rows (&self, &stopped, error)
           && (!stopped || drop_faulty (&self, error));
  while (fine && stopped);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  return fine;
}
