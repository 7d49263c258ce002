/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-office-private.h"

/*
 * The run: first all rows are looked at, for what their columns prove (and for what is broken in the file), then each
 * is read, checked and, when it is to be stored, put into the batch. Whenever the last piece is stored, what is in the
 * batch by then is handed over as the next, with a note of how far it is, so that a killed run goes on where it stopped:
 * the rows before are read and checked again, for the report, but not stored again.
 */
#define PIECE_LEAST 500
#define PIECE_MOST  2000    /* for as long as storing one takes, an officer's own save waits */
#define GROUP       250     /* rows that are looked for in the office together */
#define LOOK_EVERY  250     /* rows between looks at the cancellable */

/* A row that is read and checked and waits for its group. */
typedef struct
{
  GolImportRecord *record;
  GolImportRow    *row;
  gboolean         asks;     /* whether the office holds her already */
} Waiting;

typedef struct
{
  GolImport        *import;
  GolStore         *store;
  GolImportReport  *report;
  GolImportIndex   *index;
  GArray           *group;        /* of Waiting */
  gint64            posts_asked, posts_certified;

  /* only when it is stored */
  GolImportWriter  *writer;
  GolBatch         *batch;        /* what is read and not yet given to be stored */
  GolImportStoring *storing;
  char             *note;         /* key of the note on this file */
  guint             done_line;    /* stored up to here by an earlier run */
  gboolean          finished;     /* all of it was */
  GHashTable       *known;        /* of those: line → code and record that held it against the office */
  GPtrArray        *known_rows;   /* the same, as they are noted */
  guint             uncommitted;  /* rows since the last piece */
  gboolean          dirty;        /* something of them is to be stored */

  GCancellable     *cancellable;
  GolProgress       progress;
  gpointer          user_data;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->report, gol_import_report_free);
  g_clear_pointer (&run->index, gol_import_index_free);
  g_clear_pointer (&run->group, g_array_unref);
  g_clear_pointer (&run->writer, gol_import_writer_free);
  g_clear_pointer (&run->storing, gol_import_storing_free);
  g_clear_pointer (&run->batch, gol_batch_free);
  g_clear_pointer (&run->known, g_hash_table_unref);
  g_clear_pointer (&run->known_rows, g_ptr_array_unref);
  g_clear_pointer (&run->note, g_free);
  g_clear_pointer (&run->store, gol_store_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* ── The note on a file ── */

static char *
name_note (GolImport  *import,
           GError    **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GFile) file = g_file_new_for_path (import->path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree guint8 *piece = g_malloc (64 * 1024);
  gsize length = 1;

  if (stream == NULL)
    return NULL;
  while (length > 0)
    {
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), piece, 64 * 1024, &length, NULL, error))
        return NULL;
      g_checksum_update (checksum, piece, (gssize) length);
    }

  return g_strconcat ("import/", import->entity->name, "/", g_checksum_get_string (checksum), NULL);
}

/* Whether what an earlier run stored is there still. */
static gboolean
is_undone (GolStore   *store,
           const char *batch)
{
  g_autoptr(GPtrArray) batches = gol_store_list_batches (store, G_MAXINT, NULL);

  for (guint i = 0; batches != NULL && i < batches->len; i++)
    {
      const GolValues *values = g_ptr_array_index (batches, i);

      if (g_strcmp0 (gol_values_get_text (values, "id"), batch) == 0)
        return g_strcmp0 (gol_values_get_text (values, "state"), "undone") == 0;
    }

  return FALSE;
}

static void
remember_known (Run        *run,
                guint       line,
                const char *code,
                const char *like)
{
  GolValues *row = gol_values_new ();

  gol_values_set_integer (row, "line", line);
  gol_values_set_text (row, "code", code);
  gol_values_set_text (row, "like", like);
  g_ptr_array_add (run->known_rows, row);
  g_hash_table_insert (run->known, GUINT_TO_POINTER (line), row);
}

static gboolean
read_note (Run     *run,
           GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *json = gol_store_get_note (run->store, run->note, &local);
  g_autoptr(GPtrArray) rows = NULL;
  const GolValues *head;
  const char *batch;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  rows = json != NULL ? gol_json_to_rows (json, NULL) : NULL;
  if (rows == NULL || rows->len == 0)
    return TRUE;

  head = g_ptr_array_index (rows, 0);
  batch = gol_values_get_text (head, "batch");
  if (batch == NULL || is_undone (run->store, batch))
    return TRUE;

  run->report->batch = g_strdup (batch);
  run->done_line = (guint) gol_values_get_integer (head, "line", 0);
  run->finished = gol_values_get_boolean (head, "finished", FALSE);
  for (guint i = 1; i < rows->len; i++)
    {
      const GolValues *row = g_ptr_array_index (rows, i);

      remember_known (run, (guint) gol_values_get_integer (row, "line", 0), gol_values_get_text (row, "code"),
                      gol_values_get_text (row, "like"));
    }

  return TRUE;
}

static char *
make_note (Run      *run,
           guint     line,
           gboolean  finished)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autoptr(GolValues) head = gol_values_new ();

  gol_values_set_text (head, "batch", gol_batch_get_id (run->batch));
  gol_values_set_integer (head, "line", line);
  gol_values_set_boolean (head, "finished", finished);
  g_ptr_array_add (rows, head);
  for (guint i = 0; i < run->known_rows->len; i++)
    g_ptr_array_add (rows, g_ptr_array_index (run->known_rows, i));

  return gol_json_from_rows (rows);
}

/* ── Storing ── */

static gboolean
begin_writing (Run     *run,
               GError **error)
{
  GolImport *import = run->import;
  const char *actor = gol_office_get_officer (import->office)->id;
  gboolean people = strcmp (import->entity->name, "worker") == 0;

  run->writer = gol_import_writer_new (import->office, run->store, import->plan, error);
  if (run->writer == NULL)
    return FALSE;
  run->note = name_note (import, error);
  if (run->note == NULL || !read_note (run, error))
    return FALSE;

  if (run->report->batch != NULL)
    {
      run->batch = gol_batch_resume (run->store, run->report->batch, actor);
    }
  else
    {
      g_autofree char *file = g_path_get_basename (import->path);
      g_autofree char *words = g_strdup_printf (people ? _("People read in from “%s”") : _("Orders read in from “%s”"),
                                                file);

      run->batch = gol_batch_new (run->store, actor, people ? "import.workers" : "import.orders", words);
    }
  run->storing = gol_import_storing_new (import->office, run->store);

  return TRUE;
}

/* A file of which nothing is taken leaves nothing behind. */
static gboolean
commit (Run       *run,
        guint      line,
        gboolean   finished,
        GError   **error)
{
  g_autofree char *note = NULL;
  GolBatch *piece = run->batch;

  if (!run->dirty && run->report->batch == NULL)
    return TRUE;

  note = make_note (run, line, finished);
  gol_batch_note (piece, run->note, note);
  gol_batch_make_lines (piece);
  run->batch = gol_batch_continue (piece);
  if (!gol_import_storing_give (run->storing, piece, error))
    return FALSE;

  if (run->report->batch == NULL)
    run->report->batch = g_strdup (gol_batch_get_id (run->batch));
  run->uncommitted = 0;
  run->dirty = FALSE;

  return TRUE;
}

/* Who stops an import wants it not to have been. */
static void
take_back (Run *run)
{
  g_autoptr(GError) error = NULL;
  GolUndoResult result = { 0 };

  if (run->storing == NULL)
    return;
  gol_import_storing_wait (run->storing, NULL);
  if (run->report->batch == NULL)
    return;
  if (!gol_store_undo (run->store, run->report->batch, gol_office_get_officer (run->import->office)->id, &result,
                       &error) ||
      !gol_store_set_note (run->store, run->note, NULL, &error))
    g_warning ("An import that was cancelled could not be taken back: %s", error->message);
  gol_undo_result_clear (&result);
  gol_office_tell_changed (run->import->office, NULL);
}

/* ── Rows ── */

static void
clear_waiting (gpointer data)
{
  Waiting *waiting = data;

  g_clear_pointer (&waiting->record, gol_import_record_free);
  g_clear_pointer (&waiting->row, gol_import_row_free);
}

static gboolean
has_error (GolImportRecord *record)
{
  for (guint i = 0; i < record->problems->len; i++)
    if (((GolProblem *) g_ptr_array_index (record->problems, i))->severity == GOL_PROBLEM_ERROR)
      return TRUE;

  return FALSE;
}

/* Against the lines before it, and against what is noted of those that an earlier run has stored. Who is like nobody of
 * these is looked for in the office, which holds what it held before this file. */
static void
look_in_file (Run     *run,
              Waiting *waiting)
{
  GolImportRow *row = waiting->row;
  const GolValues *known = g_hash_table_lookup (run->known, GUINT_TO_POINTER (row->line));
  guint line;

  gol_import_index_add (run->index, waiting->record, row->line, &line);
  if (line != 0)
    {
      row->like = g_strdup_printf ("line:%u", line);
    }
  else if (row->line > run->done_line)
    {
      waiting->asks = TRUE;
    }
  else if (known != NULL)
    {
      row->like = g_strdup (gol_values_get_text (known, "like"));
      gol_import_hold_again (waiting->record, gol_values_get_text (known, "code"), row->like);
    }
}

static gboolean
look_in_office (Run     *run,
                GError **error)
{
  g_autoptr(GPtrArray) workers = g_ptr_array_new ();
  g_autoptr(GPtrArray) found = NULL;
  guint next = 0;

  for (guint i = 0; i < run->group->len; i++)
    if (g_array_index (run->group, Waiting, i).asks)
      g_ptr_array_add (workers, g_array_index (run->group, Waiting, i).record->sections);
  if (workers->len == 0)
    return TRUE;
  found = gol_store_duplicates_of_all (run->store, workers, NULL, error);
  if (found == NULL)
    return FALSE;

  for (guint i = 0; i < run->group->len; i++)
    {
      Waiting *waiting = &g_array_index (run->group, Waiting, i);
      GPtrArray *problems = waiting->record->problems;

      if (!waiting->asks)
        continue;
      gol_import_hold_for_office (waiting->record, g_ptr_array_index (found, next++), &waiting->row->like);
      if (waiting->row->like != NULL)
        remember_known (run, waiting->row->line, ((GolProblem *) g_ptr_array_index (problems, problems->len - 1))->code,
                        waiting->row->like);
    }

  return TRUE;
}

static gint
compare_severity (gconstpointer a,
                  gconstpointer b)
{
  const GolProblem *x = *(GolProblem * const *) a, *y = *(GolProblem * const *) b;

  return (gint) y->severity - (gint) x->severity;
}

static GolRowState
judge (Run             *run,
       GolImportRecord *record,
       guint            line)
{
  GolProblemSeverity worst = GOL_PROBLEM_WARNING;
  gboolean decided = g_hash_table_contains (run->import->taken_in, GUINT_TO_POINTER (line));

  for (guint i = 0; i < record->problems->len; i++)
    {
      GolProblem *problem = g_ptr_array_index (record->problems, i);

      if (problem->severity == GOL_PROBLEM_HELD && decided)
        problem->severity = GOL_PROBLEM_WARNING;
      worst = MAX (worst, problem->severity);
    }
  g_ptr_array_sort (record->problems, compare_severity);

  return record->problems->len == 0 ? GOL_ROW_ACCEPTED : worst == GOL_PROBLEM_ERROR ? GOL_ROW_REFUSED :
         worst == GOL_PROBLEM_HELD ? GOL_ROW_HELD : GOL_ROW_WARNED;
}

static void
count (Run             *run,
       GolImportRecord *record,
       GolRowState      state)
{
  GolImportReport *report = run->report;

  report->rows += 1;
  report->held += state == GOL_ROW_HELD;
  report->refused += state == GOL_ROW_REFUSED;
  if (state == GOL_ROW_HELD || state == GOL_ROW_REFUSED)
    return;

  report->accepted += 1;
  run->posts_asked += gol_values_get_integer (g_hash_table_lookup (record->sections, "order_terms"), "posts_asked", 0);
  run->posts_certified += gol_values_get_integer (g_hash_table_lookup (record->sections, "order_destination_decision"),
                                                  "posts_certified", 0);
}

static void
settle_row (Run     *run,
            Waiting *waiting)
{
  GolImportRow *row = waiting->row;

  row->state = judge (run, waiting->record, row->line);
  count (run, waiting->record, row->state);
  if (run->writer != NULL && row->line > run->done_line && !run->finished)
    {
      run->uncommitted += 1;
      if (row->state == GOL_ROW_ACCEPTED || row->state == GOL_ROW_WARNED)
        {
          gol_import_writer_add (run->writer, run->batch, waiting->record);
          run->dirty = TRUE;
        }
    }
  if (row->problems->len > 0)
    g_ptr_array_add (run->report->problems, g_steal_pointer (&waiting->row));
}

static gboolean
is_piece (Run *run)
{
  return run->uncommitted >= PIECE_MOST || (run->uncommitted >= PIECE_LEAST && gol_import_storing_is_idle (run->storing));
}

static gboolean
settle_group (Run     *run,
              GError **error)
{
  guint last = 0;

  if (run->group->len == 0)
    return TRUE;
  if (!look_in_office (run, error))
    return FALSE;

  for (guint i = 0; i < run->group->len; i++)
    {
      Waiting *waiting = &g_array_index (run->group, Waiting, i);

      last = waiting->row->line;
      settle_row (run, waiting);
    }
  g_array_set_size (run->group, 0);

  return !is_piece (run) || commit (run, last, FALSE, error);
}

static gboolean
take_row (Run           *run,
          const GolRow  *cells,
          GError       **error)
{
  GolImport *import = run->import;
  Waiting waiting = { gol_import_plan_read (import->plan, cells), g_new0 (GolImportRow, 1), FALSE };

  waiting.row->line = cells->line;
  waiting.row->problems = g_ptr_array_ref (waiting.record->problems);
  gol_import_check_row (import->entity, waiting.record, import->plan->today);
  if (run->index != NULL && !has_error (waiting.record))
    look_in_file (run, &waiting);
  g_array_append_val (run->group, waiting);

  return run->group->len < GROUP || settle_group (run, error);
}

/* ── The two passes ── */

static gboolean
is_cancelled (Run     *run,
              GError **error)
{
  if (!g_cancellable_is_cancelled (run->cancellable))
    return FALSE;

  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED, _("The import was stopped; nothing of it stays."));

  return TRUE;
}

/* The first pass is a small part of the work. */
static void
tell_progress (Run      *run,
               gboolean  second)
{
  guint64 done, total;

  if (run->progress == NULL)
    return;
  gol_sheet_get_progress (run->import->sheet, &done, &total);
  run->progress (second ? total / 10 + done * 9 / 10 : done / 10, total, run->user_data);
}

typedef gboolean (*Each) (Run *run, const GolRow *row, GError **error);

static gboolean
observe (Run           *run,
         const GolRow  *row,
         GError       **error)
{
  gol_import_plan_observe (run->import->plan, row);

  return TRUE;
}

/* Each row that holds anything, behind the headers; *last: the line of the last. */
static gboolean
go_through (Run       *run,
            Each       each,
            gboolean   second,
            guint     *last,
            GError   **error)
{
  const GolRow *row;

  if (!gol_import_start_rows (run->import, error))
    return FALSE;

  for (guint n = 0; ; n++)
    {
      if (n % LOOK_EVERY == 0)
        {
          if (is_cancelled (run, error))
            return FALSE;
          tell_progress (run, second);
        }
      if (!gol_sheet_next (run->import->sheet, &row, error))
        return FALSE;
      if (row == NULL)
        return TRUE;
      *last = row->line;
      if (row->n_cells > 0 && !each (run, row, error))
        return FALSE;
    }
}

static void
set_total (GolImportReport *report,
           const char      *name,
           gint64           number)
{
  g_hash_table_insert (report->totals, g_strdup (name), g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static gboolean
take_rows (Run     *run,
           guint   *last,
           GError **error)
{
  gboolean good;

  gol_store_set_wide_readers (run->store, TRUE);
  good = go_through (run, take_row, TRUE, last, error) && settle_group (run, error);
  gol_store_set_wide_readers (run->store, FALSE);
  return good;
}

static gboolean
run_whole (Run     *run,
           GError **error)
{
  guint last = 0;

  gol_import_plan_forget (run->import->plan);
  if (!go_through (run, observe, FALSE, &last, error))
    return FALSE;
  gol_import_plan_settle (run->import->plan);

  if (!take_rows (run, &last, error))
    return FALSE;
  if (run->writer != NULL && !run->finished && !commit (run, last, TRUE, error))
    return FALSE;
  /* Nobody else is looked for, and the last piece takes its time. */
  g_clear_pointer (&run->index, gol_import_index_free);
  if (run->storing != NULL && !gol_import_storing_wait (run->storing, error))
    return FALSE;
  tell_progress (run, TRUE);

  return TRUE;
}

/* A covering page before the sheet of people, a letter, a list of something else. */
static gboolean
need_columns (GolImport  *import,
              GError    **error)
{
  g_autofree char *name = g_path_get_basename (import->path);

  for (guint i = 0; i < import->plan->columns->len; i++)
    if (((GolImportPlanColumn *) g_ptr_array_index (import->plan->columns, i))->target.field != NULL)
      return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID,
               _("No column of “%s” has a header that is known, so nothing was read: say which column is what, or move"
                 " the list to the workbook’s first sheet."), name);
  return FALSE;
}

/**
 * gol_import_run:
 * @write: store what is accepted; else only try
 * @progress: (nullable) (scope call): in bytes of the file
 * @error: GOL_ERROR_CANCELLED, GOL_ERROR_DENIED, GOL_ERROR_INVALID when the file itself breaks off, and what the store
 *   says
 *
 * Returns: (transfer full): what became of each row
 */
GolImportReport *
gol_import_run (GolImport     *import,
                gboolean       write,
                GCancellable  *cancellable,
                GolProgress    progress,
                gpointer       user_data,
                GError       **error)
{
  g_auto(Run) run = { .import = import, .cancellable = cancellable, .progress = progress, .user_data = user_data };
  g_autoptr(GError) local = NULL;
  gboolean orders = strcmp (import->entity->name, "order") == 0;

  if (!need_columns (import, error))
    return NULL;
  run.store = gol_office_take_store (import->office, error);
  if (run.store == NULL)
    return NULL;
  run.report = gol_import_report_new ();
  gol_import_report_tell_unread (run.report, import);
  run.group = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_array_set_clear_func (run.group, clear_waiting);
  run.known = g_hash_table_new (NULL, NULL);
  run.known_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  /* Two orders may be alike in everything: joint filings are. */
  run.index = orders ? NULL : gol_import_index_new ();

  if (write && !begin_writing (&run, error))
    return NULL;
  if (!run_whole (&run, &local))
    {
      if (g_error_matches (local, GOL_ERROR, GOL_ERROR_CANCELLED))
        take_back (&run);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (orders)
    {
      set_total (run.report, "posts_asked", run.posts_asked);
      set_total (run.report, "posts_certified", run.posts_certified);
    }

  return g_steal_pointer (&run.report);
}
