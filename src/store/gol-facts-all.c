/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-derive-private.h"
#include "gol-schema-private.h"

/*
 * Facts and derived columns of everybody, when the projection was made again. Making them is reading, mostly, so two
 * threads make them, slice by slice, each over a connection of its own that sees what was committed before; what they
 * write is written in the order of the slices, so that rows are appended to their tables. What rests on other facts is
 * made once those are committed. What remains to be indexed is indexed meanwhile, one column with each slice: that is the
 * writer's work alone, and the other thread makes facts beside it.
 */

#define SLICE 500

typedef struct
{
  const char   *entity;
  GolFactsMake  makes[2];
} Pass;

static const Pass passes[] = {
  { "placement", { gol_facts_make_placement } },
  { "order", { gol_facts_make_order } },
  { "worker", { gol_facts_make_worker } },
  { "placement", { gol_derive_placement } },
  { "worker", { gol_derive_worker, gol_facts_remake_warnings } },
};

typedef struct
{
  GolStore     *store;
  GolDb        *db;          /* the writer's: of whose turn it is */
  GolDate       today;
  GCancellable *cancellable;
  const Pass   *pass;
  char         *sql;
  GStrv         indexes;     /* to be made; of whose turn it is, as the writer */
  guint         indexed;

  GMutex        lock;        /* of what follows */
  GCond         turn;
  gint64        last;        /* id in the slices that are taken */
  guint         taken;       /* slices */
  guint         written;
  GError       *error;       /* the first: both stop */
} All;

/* @ids: the next slice's; empty at the end, and when the other has failed. */
static gboolean
take_slice (All           *all,
            GolFactsWork  *work,
            GArray        *ids,
            guint         *number,
            GError       **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&all->lock);
  g_autoptr(GolStatement) st = gol_db_prepare (work->db, all->sql, error);
  gboolean row;

  g_array_set_size (ids, 0);
  if (st == NULL || g_cancellable_set_error_if_cancelled (all->cancellable, error))
    return FALSE;
  gol_statement_bind_int (st, 1, all->last);
  gol_statement_bind_int (st, 2, SLICE);
  while (all->error == NULL)
    {
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        break;
      all->last = gol_statement_int (st, 0);
      g_array_append_val (ids, all->last);
    }
  *number = all->taken++;
  return TRUE;
}

static gboolean
await_turn (All   *all,
            guint  number)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&all->lock);

  while (all->written != number && all->error == NULL)
    g_cond_wait (&all->turn, &all->lock);
  return all->error == NULL;
}

/* The writer is nobody else's until the turn is given on. */
static void
give_turn (All    *all,
           GError *error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&all->lock);

  all->written++;
  if (error != NULL && all->error == NULL)
    all->error = error;
  else
    g_clear_error (&error);
  g_cond_broadcast (&all->turn);
}

static void
write_slice (All           *all,
             GolFactsWork  *work,
             GError       **error)
{
  const char *index = all->indexes[all->indexed];

  if (gol_writes_run (work->writes, all->db, error) && index != NULL && gol_db_exec (all->db, index, error))
    all->indexed++;
}

static gboolean
make_slices (All           *all,
             GolFactsWork  *work,
             GError       **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint number;

  for (;;)
    {
      GError *failure = NULL;

      if (!take_slice (all, work, ids, &number, error))
        return FALSE;
      if (ids->len == 0)
        return TRUE;
      for (guint i = 0; i < ids->len; i++)
        for (guint at = 0; at < G_N_ELEMENTS (all->pass->makes) && all->pass->makes[at] != NULL; at++)
          if (!all->pass->makes[at] (work, g_array_index (ids, gint64, i), error))
            return FALSE;
      if (!await_turn (all, number))
        return TRUE;
      write_slice (all, work, &failure);
      give_turn (all, failure);
    }
}

/* One of the two. */
static gpointer
make_cb (gpointer data)
{
  All *all = data;
  g_autoptr(GolDb) db = NULL;
  g_auto(GolFactsWork) work = { 0 };
  GError *failure = NULL;

  db = gol_store_open_alone (all->store, GOL_LOG_OPEN, GOL_DB_READ_ONLY, &failure);
  if (db != NULL && gol_db_exec (db, "BEGIN", &failure)
      && gol_facts_work_init (&work, all->store, db, all->today, &failure))
    make_slices (all, &work, &failure);
  if (failure != NULL)
    give_turn (all, failure);
  return NULL;
}

static gboolean
make_pass (All         *all,
           const Pass  *pass,
           GError     **error)
{
  GThread *other;

  all->pass = pass;
  all->last = all->taken = all->written = 0;
  all->sql = g_strdup_printf ("SELECT id FROM r_%s WHERE id > ? AND voided = 0 ORDER BY id LIMIT ?", pass->entity);
  other = g_thread_new ("facts", make_cb, all);
  make_cb (all);
  g_thread_join (other);
  g_free (all->sql);
  if (all->error == NULL)
    return TRUE;
  g_propagate_error (error, all->error);
  return FALSE;
}

gboolean
gol_facts_rebuild (GolStore      *store,
                   GolDb         *db,
                   GCancellable  *cancellable,
                   GError       **error)
{
  All all = { .store = store, .db = db, .cancellable = cancellable };
  g_autofree char *sweep = NULL;
  g_auto(GStrv) indexes = gol_schema_list_field_indexes (GOL_LOG_OPEN);
  gboolean fine = TRUE;

  if (!gol_db_begin (db, error) || !gol_facts_drop (db, error) || !gol_facts_create (db, error) || !gol_db_commit (db, error))
    return FALSE;
  all.indexes = indexes;
  all.today = gol_clock_get_today (gol_store_get_clock (store));
  g_mutex_init (&all.lock);
  g_cond_init (&all.turn);
  for (guint i = 0; i < G_N_ELEMENTS (passes) && fine; i++)
    {
      fine = gol_db_begin (db, error) && make_pass (&all, &passes[i], error) && gol_db_commit (db, error);
      gol_store_bound_wal (store);
    }
  g_cond_clear (&all.turn);
  g_mutex_clear (&all.lock);
  if (!fine)
    return FALSE;
  sweep = gol_derive_describe_sweep (all.today, error);
  return sweep != NULL && gol_meta_set (db, "sweep", sweep, error);
}
