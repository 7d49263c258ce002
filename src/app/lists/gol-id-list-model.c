/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-id-list-model.h"

#include "gol-async.h"

/* Rows that GTK's views keep alive: so many are read before a view has asked for any, and so many stay when a list becomes shorter. */
#define AHEAD 200
/* Of those, what is on a screen and near it, and how many of the others are filled, made or let go of at a time. */
#define NEAR  50
#define PIECE 50

/* ── A row ── */

struct _GolRow
{
  GObject          parent_instance;

  GolIdListModel  *model;     /* not owned: the model forgets dead rows, and rows a dead model */
  guint            position;
  guint32          id;
  char           **cells;
  gboolean         untold;    /* changed, and nobody knows */
};

G_DEFINE_FINAL_TYPE (GolRow, gol_row, G_TYPE_OBJECT)

static guint row_changed_signal;

struct _GolIdListModel
{
  GObject              parent_instance;

  const GolListSource *source;
  gpointer             data;
  GolQuery            *query;
  GArray              *ids;
  guint                shown;      /* as many items views know of; see take () */
  GHashTable          *live;       /* position → GolRow, weak */
  GHashTable          *wanted;     /* positions whose cells are to be read */
  GHashTable          *ahead;      /* position → cells that were read before anybody looks */
  guint                want_source;
  guint                seen;       /* the first position on the screen */
  guint                tell_source;
  guint                step_source;
  GCancellable        *asking;     /* of the question being answered */
  gboolean             begun;      /* and its first rows are there */
  gboolean             joining;    /* and read, but views do not know of all its rows yet */
  guint                generation; /* of the ids: cells read for older ones are dropped */
};

static void gol_id_list_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GolIdListModel, gol_id_list_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, gol_id_list_model_list_init))

enum
{
  SHRINKING,
  BEGUN,
  ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
gol_row_finalize (GObject *object)
{
  GolRow *self = GOL_ROW (object);

  if (self->model != NULL)
    g_hash_table_remove (self->model->live, GUINT_TO_POINTER (self->position));
  g_free (self->cells);
  G_OBJECT_CLASS (gol_row_parent_class)->finalize (object);
}

static void
gol_row_class_init (GolRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gol_row_finalize;
  row_changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_row_init (GolRow *self)
{
}

guint
gol_row_get_position (GolRow *self)
{
  g_return_val_if_fail (GOL_IS_ROW (self), 0);

  return self->position;
}

guint32
gol_row_get_id (GolRow *self)
{
  g_return_val_if_fail (GOL_IS_ROW (self), 0);

  return self->id;
}

const char * const *
gol_row_get_cells (GolRow *self)
{
  g_return_val_if_fail (GOL_IS_ROW (self), NULL);

  return (const char * const *) self->cells;
}

static void
tell (GolRow *row)
{
  row->untold = FALSE;
  g_signal_emit (row, row_changed_signal, 0);
}

static gboolean
is_seen (GolRow *row)
{
  return row->position + NEAR / 2 >= row->model->seen && row->position < row->model->seen + NEAR;
}

/* Some of those that are not told yet; @seen: all that are on the screen. Held, for a listener may let the last reference go. */
static GPtrArray *
list_untold (GolIdListModel *self,
             gboolean        seen)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &value) && (seen || rows->len < PIECE))
    if (GOL_ROW (value)->untold && (!seen || is_seen (value)))
      g_ptr_array_add (rows, g_object_ref (value));
  return rows;
}

static gboolean
tell_cb (gpointer data)
{
  GolIdListModel *self = data;
  g_autoptr(GPtrArray) rows = list_untold (self, FALSE);

  for (guint i = 0; i < rows->len; i++)
    tell (rows->pdata[i]);
  if (rows->len > 0)
    return G_SOURCE_CONTINUE;
  self->tell_source = 0;
  return G_SOURCE_REMOVE;
}

/* Takes @cells. Words that change are laid out again, seen or not, so the rows on the screen go first and the frame with them. */
static void
fill_row (GolRow  *row,
          guint32  id,
          char   **cells)
{
  g_free (row->cells);
  row->cells = cells;
  row->id = id;
  if (is_seen (row))
    {
      tell (row);
      return;
    }
  row->untold = TRUE;
  if (row->model->tell_source == 0)
    row->model->tell_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_cb, row->model, NULL);
}

/* ── Reading in a thread: a question's ids, and the cells of the positions that are looked at ── */

typedef struct
{
  const GolListSource *source;
  gpointer             data;
  GolQuery            *query;      /* NULL: only cells are read */
  GArray              *ids;        /* of the whole list (question), or one a position (cells) */
  GArray              *positions;  /* of guint, ascending */
  GPtrArray           *rows;       /* one a position that is within the list, else short */
  guint                generation;
  gboolean             anew;       /* another question than before: its first rows may come before all */
} Reading;

static void
reading_free (Reading *reading)
{
  reading->source->unref (reading->data);
  g_clear_pointer (&reading->query, gol_query_free);
  g_clear_pointer (&reading->ids, g_array_unref);
  g_clear_pointer (&reading->positions, g_array_unref);
  g_clear_pointer (&reading->rows, g_ptr_array_unref);
  g_free (reading);
}

static Reading *
reading_new (GolIdListModel *self)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->source = self->source;
  reading->data = self->source->ref (self->data);
  reading->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  reading->generation = self->generation;
  return reading;
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

static gboolean
read_cells (Reading  *reading,
            GArray   *ids,
            GError  **error)
{
  if (ids->len == 0)
    return TRUE;
  reading->rows = reading->source->rows (reading->data, (const guint32 *) (gpointer) ids->data, ids->len, error);
  return reading->rows != NULL;
}

/* The cells of those positions that @reading->ids has. */
static gboolean
read_positions (Reading  *reading,
                GError  **error)
{
  g_autoptr(GArray) wanted = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < reading->positions->len; i++)
    {
      guint position = g_array_index (reading->positions, guint, i);

      if (position < reading->ids->len)
        g_array_append_val (wanted, g_array_index (reading->ids, guint32, position));
    }
  return read_cells (reading, wanted, error);
}

static void begin (GTask *task, Reading *first);

/* What comes first is no answer yet: should it fail, the answer will tell. */
static void
read_first (GTask   *task,
            Reading *reading)
{
  GArray *ids = reading->source->first (reading->data, reading->query, NEAR, g_task_get_cancellable (task));
  Reading *first;

  if (ids == NULL)
    return;
  first = g_new0 (Reading, 1);
  first->source = reading->source;
  first->data = reading->source->ref (reading->data);
  first->positions = g_array_ref (reading->positions);
  first->ids = ids;
  first->anew = TRUE;
  if (ids->len > 0 && read_positions (first, NULL))
    begin (task, first);
  else
    reading_free (first);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;

  if (reading->anew && reading->source->first != NULL)
    read_first (task, reading);
  reading->ids = reading->source->ids (reading->data, reading->query, cancellable, &error);
  if (reading->ids != NULL && read_positions (reading, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cells_in_thread (GTask        *task,
                      gpointer      source,
                      gpointer      data,
                      GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;

  if (read_cells (reading, reading->ids, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ── Cells that were missing ── */

static char **
take_cells (GPtrArray *rows,
            guint      n)
{
  char **cells;

  if (rows == NULL || n >= rows->len)
    return NULL;
  cells = g_ptr_array_index (rows, n);
  rows->pdata[n] = NULL;
  return cells;
}

static void
cells_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  GolIdListModel *self = GOL_ID_LIST_MODEL (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));

  gol_busy_end ();
  if (!g_task_propagate_boolean (G_TASK (result), NULL) || reading->generation != self->generation)
    return;
  for (guint i = 0; i < reading->positions->len; i++)
    {
      guint position = g_array_index (reading->positions, guint, i);
      GolRow *row = g_hash_table_lookup (self->live, GUINT_TO_POINTER (position));

      if (row != NULL && row->id == g_array_index (reading->ids, guint32, i))
        fill_row (row, row->id, take_cells (reading->rows, i));
    }
}

/* @seen: of the rows on the screen alone. */
static void
read_wanted (GolIdListModel *self,
             gboolean        seen)
{
  g_autoptr(GTask) task = NULL;
  Reading *reading = reading_new (self);
  GHashTableIter iter;
  gpointer key;

  reading->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint position = GPOINTER_TO_UINT (key);
      GolRow *row = position < self->ids->len ? g_hash_table_lookup (self->live, key) : NULL;

      if (row != NULL && (!seen || is_seen (row)))
        g_array_append_val (reading->positions, position);
      if (row == NULL || !seen || is_seen (row))
        g_hash_table_iter_remove (&iter);
    }
  g_array_sort (reading->positions, compare_positions);
  for (guint i = 0; i < reading->positions->len; i++)
    g_array_append_val (reading->ids, g_array_index (self->ids, guint32, g_array_index (reading->positions, guint, i)));
  task = g_task_new (self, NULL, cells_read_cb, NULL);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  gol_busy_begin ();
  if (reading->positions->len > 0)
    g_task_run_in_thread (task, read_cells_in_thread);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
read_wanted_cb (gpointer data)
{
  GolIdListModel *self = data;

  self->want_source = 0;
  read_wanted (self, TRUE);
  if (g_hash_table_size (self->wanted) > 0)
    read_wanted (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* All rows of one frame are read together. */
static void
want (GolIdListModel *self,
      guint           position)
{
  g_hash_table_add (self->wanted, GUINT_TO_POINTER (position));
  if (self->want_source == 0)
    self->want_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, read_wanted_cb, self, NULL);
}

/* ── A question ── */

static void
refill_live (GolIdListModel *self,
             Reading        *reading)
{
  GHashTable *cells = self->ahead;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_remove_all (cells);
  for (guint i = 0, n = 0; i < reading->positions->len; i++)
    {
      guint position = g_array_index (reading->positions, guint, i);

      if (position < self->ids->len)
        g_hash_table_insert (cells, GUINT_TO_POINTER (position), take_cells (reading->rows, n++));
    }
  /* Held: a listener may let the last reference go, and with it the table's entry. */
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (rows, g_object_ref (value));
  for (guint i = 0; i < rows->len; i++)
    {
      GolRow *row = g_ptr_array_index (rows, i);
      gpointer key = GUINT_TO_POINTER (row->position), found = NULL;

      if (row->position >= self->ids->len)
        fill_row (row, 0, NULL);
      else
        {
          guint32 id = g_array_index (self->ids, guint32, row->position);

          if (!g_hash_table_steal_extended (cells, key, NULL, &found) || found == NULL)
            want (self, row->position);
          fill_row (row, id, found);
        }
    }
}

/* ── What views know of ── */

static void
show (GolIdListModel *self,
      guint           n)
{
  guint old = self->shown;

  self->shown = n;
  if (n != old)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (old, n), old > n ? old - n : 0, n > old ? n - old : 0);
}

static void
tell_begun (GolIdListModel *self)
{
  if (self->begun)
    return;
  self->begun = TRUE;
  g_signal_emit (self, signals[BEGUN], 0);
}

static void
tell_asked (GolIdListModel *self,
            GError         *error)
{
  self->joining = FALSE;
  g_clear_object (&self->asking);
  g_signal_emit (self, signals[ASKED], 0, error);
}

/* Some rows more, or less. Those that a view keeps alive are made in pieces; what lies beyond costs nothing. */
static gboolean
step_cb (gpointer data)
{
  GolIdListModel *self = data;
  guint n = self->ids->len;

  if (self->shown > n)
    show (self, MAX (n, self->shown - MIN (PIECE, self->shown)));
  else if (self->shown < n)
    show (self, self->shown < AHEAD ? MIN (n, self->shown + PIECE) : n);
  if (self->shown != n)
    return G_SOURCE_CONTINUE;
  self->step_source = 0;
  gol_busy_end ();
  if (self->joining)
    tell_asked (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
stop_steps (GolIdListModel *self)
{
  if (self->step_source == 0)
    return;
  g_clear_handle_id (&self->step_source, g_source_remove);
  gol_busy_end ();
}

/* When there is time, for frames come before. */
static void
step_soon (GolIdListModel *self)
{
  if (self->step_source != 0)
    return;
  gol_busy_begin ();
  self->step_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, step_cb, self, NULL);
}

/*
 * From now on the list is what was read. GTK takes longer to make two hundred rows, or to let go of them, than the store to find them,
 * and a search goes to and fro between many and few. So a list that becomes longer has what is on the screen first, and one that is
 * asked anew and becomes shorter keeps its live rows, blank, until there is time; when it is empty, which is told on a page of its own,
 * until the next question. Nor are rows let go of for an answer of which only the first are there (not @whole).
 */
static void
take (GolIdListModel *self,
      Reading        *reading,
      gboolean        whole)
{
  guint n = reading->ids->len;
  guint shown = n;

  if (n > self->shown && self->shown < AHEAD)
    shown = MIN (n, MAX (self->shown, NEAR));
  else if (n < self->shown && reading->anew)
    shown = MAX (n, MIN (self->shown, AHEAD));
  if (shown < self->shown)
    g_signal_emit (self, signals[SHRINKING], 0);
  g_array_unref (self->ids);
  self->ids = g_steal_pointer (&reading->ids);
  self->generation++;
  g_hash_table_remove_all (self->wanted);
  refill_live (self, reading);
  show (self, shown);
  if (whole && shown != n && n > 0)
    step_soon (self);
  else
    stop_steps (self);
}

typedef struct
{
  GTask   *task;
  Reading *first;
} Begun;

static void
begun_free (gpointer data)
{
  Begun *begun = data;

  reading_free (begun->first);
  g_object_unref (begun->task);
  g_free (begun);
}

static gboolean
begun_cb (gpointer data)
{
  Begun *begun = data;
  GolIdListModel *self = g_task_get_source_object (begun->task);

  if (g_task_get_cancellable (begun->task) == self->asking)
    {
      take (self, begun->first, FALSE);
      tell_begun (self);
    }
  return G_SOURCE_REMOVE;
}

/* In the thread, for the main one; takes @first. */
static void
begin (GTask   *task,
       Reading *first)
{
  Begun *begun = g_new0 (Begun, 1);

  begun->task = g_object_ref (task);
  begun->first = first;
  g_idle_add_full (G_PRIORITY_DEFAULT, begun_cb, begun, begun_free);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GolIdListModel *self = GOL_ID_LIST_MODEL (source);
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  gol_busy_end ();
  if (cancellable != self->asking)
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      tell_asked (self, error);
      return;
    }
  take (self, reading, TRUE);
  self->joining = self->shown < self->ids->len;
  if (self->joining)
    tell_begun (self);
  else
    tell_asked (self, NULL);
}

/* Positions whose cells are wanted with the answer: those of live rows, and of the first ones of a new list. */
static void
add_positions (GolIdListModel *self,
               Reading        *reading)
{
  guint n_first = reading->anew ? AHEAD : 0;
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < n_first; i++)
    g_array_append_val (reading->positions, i);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint position = GPOINTER_TO_UINT (key);

      if (position >= n_first)
        g_array_append_val (reading->positions, position);
    }
  g_array_sort (reading->positions, compare_positions);
}

static void
ask (GolIdListModel *self,
     gboolean        anew)
{
  g_autoptr(GTask) task = NULL;
  Reading *reading;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  self->begun = self->joining = FALSE;
  reading = reading_new (self);
  reading->query = gol_query_copy (self->query);
  reading->anew = anew;
  if (anew)
    self->seen = 0;   /* a new list begins at its top */
  add_positions (self, reading);
  task = g_task_new (self, self->asking, asked_cb, NULL);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  gol_busy_begin ();
  g_task_run_in_thread (task, read_in_thread);
}

void
gol_id_list_model_ask_again (GolIdListModel *self)
{
  g_return_if_fail (GOL_IS_ID_LIST_MODEL (self));

  if (self->query != NULL)
    ask (self, FALSE);
}

void
gol_id_list_model_ask (GolIdListModel *self,
                       const GolQuery *query)
{
  g_return_if_fail (GOL_IS_ID_LIST_MODEL (self));
  g_return_if_fail (query != NULL);

  g_clear_pointer (&self->query, gol_query_free);
  self->query = gol_query_copy (query);
  ask (self, TRUE);
}

/* ── The list ── */

static GType
get_item_type (GListModel *list)
{
  return GOL_TYPE_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return GOL_ID_LIST_MODEL (list)->shown;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  GolIdListModel *self = GOL_ID_LIST_MODEL (list);
  GolRow *row;

  if (position >= self->shown)
    return NULL;
  row = g_hash_table_lookup (self->live, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);
  row = g_object_new (GOL_TYPE_ROW, NULL);
  row->model = self;
  row->position = position;
  row->id = gol_id_list_model_get_id (self, position);
  g_hash_table_insert (self->live, GUINT_TO_POINTER (position), row);
  if (row->id == 0)
    return row;
  if (!g_hash_table_steal_extended (self->ahead, GUINT_TO_POINTER (position), NULL, (gpointer *) &row->cells) || row->cells == NULL)
    want (self, position);
  return row;
}

static void
gol_id_list_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
gol_id_list_model_dispose (GObject *object)
{
  GolIdListModel *self = GOL_ID_LIST_MODEL (object);
  GHashTableIter iter;
  gpointer row;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->want_source, g_source_remove);
  g_clear_handle_id (&self->tell_source, g_source_remove);
  stop_steps (self);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    GOL_ROW (row)->model = NULL;
  g_hash_table_remove_all (self->live);
  G_OBJECT_CLASS (gol_id_list_model_parent_class)->dispose (object);
}

static void
gol_id_list_model_finalize (GObject *object)
{
  GolIdListModel *self = GOL_ID_LIST_MODEL (object);

  g_clear_pointer (&self->query, gol_query_free);
  g_array_unref (self->ids);
  g_hash_table_unref (self->live);
  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->ahead);
  self->source->unref (self->data);
  G_OBJECT_CLASS (gol_id_list_model_parent_class)->finalize (object);
}

static void
gol_id_list_model_class_init (GolIdListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gol_id_list_model_dispose;
  object_class->finalize = gol_id_list_model_finalize;
  signals[SHRINKING] = g_signal_new ("shrinking", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BEGUN] = g_signal_new ("begun", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASKED] = g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
gol_id_list_model_init (GolIdListModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->live = g_hash_table_new (NULL, NULL);
  self->wanted = g_hash_table_new (NULL, NULL);
  self->ahead = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

GolIdListModel *
gol_id_list_model_new (const GolListSource *source,
                       gpointer             data)
{
  GolIdListModel *self;

  g_return_val_if_fail (source != NULL, NULL);

  self = g_object_new (GOL_TYPE_ID_LIST_MODEL, NULL);
  self->source = source;
  self->data = source->ref (data);
  return self;
}

void
gol_id_list_model_set_seen (GolIdListModel *self,
                            guint           position)
{
  g_autoptr(GPtrArray) rows = NULL;

  g_return_if_fail (GOL_IS_ID_LIST_MODEL (self));

  self->seen = position;
  if (self->tell_source == 0)
    return;
  rows = list_untold (self, TRUE);
  for (guint i = 0; i < rows->len; i++)
    tell (rows->pdata[i]);
}

gboolean
gol_id_list_model_is_asking (GolIdListModel *self)
{
  g_return_val_if_fail (GOL_IS_ID_LIST_MODEL (self), FALSE);

  return self->asking != NULL;
}

guint
gol_id_list_model_get_n (GolIdListModel *self)
{
  g_return_val_if_fail (GOL_IS_ID_LIST_MODEL (self), 0);

  return self->ids->len;
}

guint32
gol_id_list_model_get_id (GolIdListModel *self,
                          guint           position)
{
  g_return_val_if_fail (GOL_IS_ID_LIST_MODEL (self), 0);

  return position < self->ids->len ? g_array_index (self->ids, guint32, position) : 0;
}

guint
gol_id_list_model_find (GolIdListModel *self,
                        guint32         id)
{
  g_return_val_if_fail (GOL_IS_ID_LIST_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, guint32, i) == id)
      return i;
  return G_MAXUINT;
}

guint
gol_id_list_model_get_n_live (GolIdListModel *self)
{
  g_return_val_if_fail (GOL_IS_ID_LIST_MODEL (self), 0);

  return g_hash_table_size (self->live);
}
