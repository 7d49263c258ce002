/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-derive-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"

/*
 * A verdict per clause for every worker: one statement over the fact rows, on a connection of its own. In a large
 * office a second connection takes the second half meanwhile; it is told after the first, so that the caller sees
 * workers by id and in one thread.
 */

#define LARGE 100000   /* workers from which a second connection is worth opening */

typedef struct
{
  GolSandbox   *sandbox;
  const char  **expressions;   /* "NULL" in place of one that may not or cannot be asked */
  guint         n;
  char          on[GOL_DATE_TEXT_MAX];
  GolTruth     *verdicts;
  gint64        last;          /* the last worker told */
  gint64        until;
  GolRulesRow   row;
  gpointer      user_data;
  gboolean      stopped;       /* the caller wants no more */
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
  gol_sandbox_bind_rows (statement, self->last, self->until);
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

/* To the end, or until a clause takes too long. */
static gboolean
tell_rows (Everybody  *self,
           gboolean   *faulty_clause,
           GError    **error)
{
  g_autoptr(GolStatement) statement = ask_from (self, self->expressions, self->n, error);
  g_autoptr(GError) why = NULL;
  gboolean row = TRUE, faulty = FALSE;

  *faulty_clause = FALSE;
  if (statement == NULL)
    return FALSE;
  while (gol_sandbox_step (self->sandbox, statement, &row, &why))
    {
      if (!row)
        return TRUE;
      self->last = gol_statement_int (statement, 0);
      for (guint i = 0; i < self->n; i++)
        self->verdicts[i] = gol_sandbox_truth (statement, i, &faulty);
      self->stopped = !self->row (self->last, self->verdicts, self->n, self->user_data);
      if (self->stopped)
        return TRUE;
    }
  *faulty_clause = g_error_matches (why, GOL_ERROR, GOL_ERROR_REFUSED);
  if (!*faulty_clause)
    g_propagate_error (error, g_steal_pointer (&why));
  return *faulty_clause;
}

static gboolean
tell_all (Everybody  *self,
          GError    **error)
{
  gboolean again = TRUE;

  while (again)
    if (!tell_rows (self, &again, error) || (again && !drop_faulty (self, error)))
      return FALSE;
  return TRUE;
}

/* ── One connection ── */

static void
everybody_clear (Everybody *self)
{
  g_clear_pointer (&self->sandbox, gol_sandbox_free);
  g_clear_pointer (&self->expressions, g_free);
  g_clear_pointer (&self->verdicts, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Everybody, everybody_clear)

static gboolean
everybody_init (Everybody                *self,
                GolStore                 *store,
                const GolClause * const  *clauses,
                GolDate                   on,
                GError                  **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GolDb *db = gol_store_open_alone (store, GOL_LOG_OPEN, GOL_DB_READ_ONLY, error);

  self->sandbox = db != NULL ? gol_sandbox_new (db, gol_facts_get_views (), error) : NULL;
  if (self->sandbox == NULL)
    return FALSE;
  self->n = gol_clauses_count (clauses);
  self->expressions = g_new (const char *, self->n + 1);
  self->verdicts = g_new (GolTruth, self->n + 1);
  self->until = G_MAXUINT32;
  gol_date_format (on, self->on);
  for (guint i = 0; i < self->n; i++)
    {
      const GolCompiled *compiled = clauses[i]->compiled;
      gboolean of_worker = g_str_equal (compiled->view->name, "worker_facts");

      self->expressions[i] = of_worker && gol_sandbox_lets_in (self->sandbox, known, compiled->view, compiled->sql)
                               ? compiled->sql : "NULL";
    }
  return TRUE;
}

static void
interrupt_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  gol_sandbox_interrupt (user_data);
}

/* A cancellation between two rows interrupts nothing, so each row looks too. */
static gboolean
run (Everybody     *self,
     GCancellable  *cancellable,
     GError       **error)
{
  gulong handler
    = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), self->sandbox, NULL) : 0;
  gboolean fine = !g_cancellable_is_cancelled (cancellable) && tell_all (self, error);

  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  if (fine || (error != NULL && *error != NULL))
    return fine;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED, _("It was stopped."));
  return FALSE;
}

/* ── The second half ── */

typedef struct
{
  Everybody     part;
  GArray       *ids;         /* of guint32 */
  GByteArray   *verdicts;    /* n for each id, as gint8 */
  GCancellable *cancellable;
  GError       *error;
} Half;

static gboolean
collect_cb (guint32         worker,
            const GolTruth *verdicts,
            guint           n,
            gpointer        user_data)
{
  Half *self = user_data;

  g_array_append_val (self->ids, worker);
  for (guint i = 0; i < n; i++)
    {
      gint8 verdict = verdicts[i];

      g_byte_array_append (self->verdicts, (guint8 *) &verdict, 1);
    }
  return !g_cancellable_is_cancelled (self->cancellable);
}

static void
cancel_cb (GCancellable *cancellable,
           gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static gpointer
half_thread (gpointer data)
{
  Half *self = data;

  run (&self->part, self->cancellable, &self->error);
  return NULL;
}

static void
tell_collected (Half        *self,
                GolRulesRow  row,
                gpointer     user_data)
{
  guint n = self->part.n;
  g_autofree GolTruth *verdicts = g_new (GolTruth, n + 1);

  for (guint i = 0; i < self->ids->len; i++)
    {
      for (guint at = 0; at < n; at++)
        verdicts[at] = (gint8) self->verdicts->data[i * n + at];
      if (!row (g_array_index (self->ids, guint32, i), verdicts, n, user_data))
        return;
    }
}

static gboolean
tell_in_halves (Everybody                *first,
                GolStore                 *store,
                const GolClause * const  *clauses,
                GolDate                   on,
                gint64                    middle,
                GCancellable             *cancellable,
                GError                  **error)
{
  Half second = { .cancellable = g_cancellable_new () };
  gulong handler = cancellable != NULL
    ? g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), second.cancellable, NULL) : 0;
  gboolean fine = everybody_init (&second.part, store, clauses, on, error);
  GThread *thread;

  second.ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  second.verdicts = g_byte_array_new ();
  second.part.row = collect_cb;
  second.part.user_data = &second;
  second.part.last = middle;
  first->until = middle;
  if (fine)
    {
      thread = g_thread_new ("everybody", half_thread, &second);
      fine = run (first, cancellable, error);
      if (!fine || first->stopped)
        g_cancellable_cancel (second.cancellable);
      g_thread_join (thread);
      if (fine && !first->stopped && second.error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&second.error));
          fine = FALSE;
        }
      if (fine && !first->stopped)
        tell_collected (&second, first->row, first->user_data);
    }
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  g_clear_error (&second.error);
  g_array_unref (second.ids);
  g_byte_array_unref (second.verdicts);
  everybody_clear (&second.part);
  g_object_unref (second.cancellable);
  return fine;
}

/* ── Everybody ── */

typedef struct { guint large; gint64 middle; } Middle;

static gboolean
find_middle_cb (GolDb     *open,
                GolDb     *protected_db,
                gpointer   user_data,
                GError   **error)
{
  g_autoptr(GolStatement) last = gol_db_prepare (open, "SELECT max (id), count (*) FROM f_worker", error);
  Middle *self = user_data;
  gboolean row;

  if (last == NULL || !gol_statement_step (last, &row, error))
    return FALSE;
  self->middle = row && gol_statement_int (last, 1) >= self->large ? gol_statement_int (last, 0) / 2 : 0;
  return TRUE;
}

gboolean
gol_rules_everybody_in (GolStore      *store,
                        guint          large,
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
  g_auto(Everybody) self = { .row = row, .user_data = user_data };
  Middle middle = { .large = large };

  g_return_val_if_fail (store != NULL, FALSE);
  g_return_val_if_fail (gol_date_is_whole (on), FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  if (found == NULL
      || !everybody_init (&self, store, clauses, on, error)
      || !gol_store_with_reader (store, cancellable, find_middle_cb, &middle, error))
    return FALSE;
  if (ids != NULL)
    {
      g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

      for (guint i = 0; i < self.n; i++)
        g_strv_builder_add (names, clauses[i]->id);
      *ids = g_strv_builder_end (names);
    }
  if (middle.middle == 0)
    return run (&self, cancellable, error);
  return tell_in_halves (&self, store, clauses, on, middle.middle, cancellable, error);
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
  return gol_rules_everybody_in (store, LARGE, scheme, on, ids, cancellable, row, user_data, error);
}
