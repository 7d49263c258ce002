/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "bench-office.h"
#include "gol-demo.h"
#include "gol-query.h"
#include "gol-store-private.h"
#include "gol-text.h"

#define FIRST_ROWS   50
#define WINDOW_ROWS  205   /* as many live rows as GTK's list has */
#define JUMPS        200
#define NAMES        40
#define SAVES        1000
#define SMALL        20000 /* workers of the office that is made again */

static const char * const cells[] = {
  "code", "name_photo.surname_1", "name_photo.surname_2", "name_photo.given_names", "civil.sex", "civil.birth_date",
  "contact.admin_1", "contact.admin_2", "contact.phone_1", "~step", "~due", "~status", NULL,
};
#define CELLS_SQL "code, name_photo__surname_1, name_photo__surname_2, name_photo__given_names, civil__sex, civil__birth_date," \
                  " contact__admin_1, contact__admin_2, contact__phone_1, d_step, d_due, d_status"

static const GolEntity *
worker_entity (void)
{
  return gol_dictionary_find_entity ("worker");
}

static GArray *
new_times (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static void
add_time (GArray *times,
          double  start)
{
  double time = bench_now () - start;

  g_array_append_val (times, time);
}

/* ── The bare floor: the same files, the same library, the least SQL that gives the same ── */

typedef struct
{
  const char *sql;
  const char *text;   /* ?1, or NULL */
  gint64      id;     /* ?1, when there is no text */
  guint       rows;
} Bare;

static gboolean
bare_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Bare *bare = user_data;
  g_autoptr(GolStatement) st = gol_db_prepare (open, bare->sql, error);
  gboolean row = TRUE;

  if (st == NULL)
    return FALSE;
  if (bare->text != NULL)
    gol_statement_bind_text (st, 1, bare->text);
  else if (bare->id != 0)
    gol_statement_bind_int (st, 1, bare->id);
  for (bare->rows = 0; row; bare->rows += row)
    {
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      for (int i = 0; row && i < gol_statement_columns (st); i++)
        gol_statement_text (st, i);
    }
  return TRUE;
}

static void
run_bare (BenchOffice *office,
          Bare        *bare,
          GArray      *times)
{
  double start = bench_now ();
  GError *error = NULL;

  gol_store_with_reader (office->store, NULL, bare_cb, bare, &error);
  bench_check (error);
  add_time (times, start);
}

static gint64
ask (BenchOffice *office,
     GolLog       log,
     const char  *sql)
{
  g_autoptr(GolStatement) st = gol_db_prepare (office->store->files[log].db, sql, NULL);
  gboolean row;

  return st != NULL && gol_statement_step (st, &row, NULL) && row ? gol_statement_int (st, 0) : 0;
}

/* ── Lists ── */

static void
measure_first_page (BenchOffice *office)
{
  g_autoptr(GolQuery) query = gol_query_new (worker_entity ());
  g_autoptr(GArray) times = new_times ();
  g_autoptr(GArray) bare_times = new_times ();
  Bare bare = { "SELECT id, " CELLS_SQL " FROM r_worker WHERE s_name_photo__surname_1 IS NOT NULL"
                " ORDER BY s_name_photo__surname_1, id LIMIT 50" };
  GError *error = NULL;

  gol_query_set_sort (query, "name_photo.surname_1", FALSE);
  for (guint i = 0; i < 20; i++)
    {
      double start = bench_now ();
      g_autofree char *next = NULL;
      g_autoptr(GArray) ids = gol_query_page (office->store, query, FIRST_ROWS, NULL, &next, &error);
      g_autoptr(GPtrArray) rows = gol_query_rows (office->store, worker_entity (), (guint32 *) ids->data, ids->len, cells, &error);

      bench_check (error);
      add_time (times, start);
      run_bare (office, &bare, bare_times);
    }
  bench_figure ("rows of the first page", g_array_index (times, double, 0), "ms", 50, g_array_index (bare_times, double, 0));
  bench_figure ("rows of a first page again, median", bench_percentile (times, 0.5), "ms", 50, bench_percentile (bare_times, 0.5));
}

static GArray *
list_sorted (BenchOffice *office,
             const char  *field,
             gboolean     descending,
             const char  *search)
{
  g_autoptr(GolQuery) query = gol_query_new (worker_entity ());
  GError *error = NULL;
  GArray *ids;

  gol_query_set_sort (query, field, descending);
  gol_query_set_search (query, search);
  ids = gol_query_ids (office->store, query, NULL, &error);
  bench_check (error);
  return ids;
}

static void
measure_sorting (BenchOffice *office)
{
  static const struct { const char *field, *column; } sorts[] = {
    { "name_photo.surname_1", "s_name_photo__surname_1" },
    { "civil.birth_date", "civil__birth_date" },
    { "contact.admin_1", "s_contact__admin_1" },
    { "~due", "d_due" },
    { "name_photo.given_names", "s_name_photo__given_names" },
  };
  g_autoptr(GArray) times = new_times ();
  g_autoptr(GArray) bare_times = new_times ();

  for (guint i = 0; i < 4 * G_N_ELEMENTS (sorts); i++)
    {
      guint at = i % G_N_ELEMENTS (sorts);
      g_autofree char *sql = g_strdup_printf ("SELECT id FROM r_worker ORDER BY %s, id", sorts[at].column);
      Bare bare = { sql };
      double start = bench_now ();
      g_autoptr(GArray) ids = list_sorted (office, sorts[at].field, FALSE, NULL);

      add_time (times, start);
      run_bare (office, &bare, bare_times);
    }
  bench_figure ("re-sort, p95", bench_percentile (times, 0.95), "ms", 250, bench_percentile (bare_times, 0.95));
  bench_figure ("re-sort, median", bench_percentile (times, 0.5), "ms", 250, bench_percentile (bare_times, 0.5));
}

static void
measure_jumps (BenchOffice *office)
{
  g_autoptr(GArray) ids = list_sorted (office, "name_photo.surname_1", FALSE, NULL);
  g_autoptr(GRand) random = g_rand_new_with_seed (BENCH_SEED);
  g_autoptr(GArray) times = new_times ();
  g_autoptr(GArray) bare_times = new_times ();
  GError *error = NULL;

  for (guint i = 0; i < JUMPS; i++)
    {
      guint n = MIN (WINDOW_ROWS, ids->len);
      guint32 *from = &g_array_index (ids, guint32, g_rand_int_range (random, 0, ids->len - n + 1));
      double start = bench_now ();
      g_autoptr(GPtrArray) rows = gol_query_rows (office->store, worker_entity (), from, n, cells, &error);

      bench_check (error);
      add_time (times, start);
      from = &g_array_index (ids, guint32, g_rand_int_range (random, 0, ids->len - n + 1));
      start = bench_now ();
      for (guint j = 0; j < n; j++)
        {
          Bare bare = { "SELECT " CELLS_SQL " FROM r_worker WHERE id = ?1", NULL, from[j] };

          gol_store_with_reader (office->store, NULL, bare_cb, &bare, &error);
        }
      bench_check (error);
      add_time (bare_times, start);
    }
  bench_figure ("jump: rows of a window anywhere, p95", bench_percentile (times, 0.95), "ms", 40, bench_percentile (bare_times, 0.95));
}

/* ── Search ── */

/* Names of people who are there, and of whom some letters were mistyped, letter by letter. */
static void
measure_search (BenchOffice *office)
{
  GolDemo demo = { BENCH_SEED, { 2026, 11, 23 }, NULL };
  g_autoptr(GArray) times = new_times ();
  g_autoptr(GArray) bare_times = new_times ();
  g_autoptr(GArray) warm = list_sorted (office, "name_photo.surname_1", FALSE, NULL);

  for (guint i = 0; i < NAMES; i++)
    {
      g_autoptr(GHashTable) person = gol_demo_person (&demo, (guint64) i * 7919 % office->workers);
      GolValues *name = g_hash_table_lookup (person, "name_photo");
      g_autofree char *both = g_strdup_printf ("%s %s", gol_values_get_text (name, "surname_1"), gol_values_get_text (name, "given_names"));
      g_autofree char *typed = gol_text_fold (both);

      if (i % 4 == 3 && strlen (typed) > 4)
        typed[3] = 'x';
      for (guint n = 2; n <= MIN (strlen (typed), 14); n++)
        {
          g_autofree char *part = g_strndup (typed, n);
          g_auto(GStrv) words = g_strsplit (g_strchomp (part), " ", -1);
          g_autofree char *joined = g_strjoinv ("\"* AND \"", words);
          g_autofree char *match = g_strdup_printf ("\"%s\"*", joined);
          Bare bare = { "SELECT rowid FROM fts_words_worker WHERE fts_words_worker MATCH ?1", match };
          double start = bench_now ();
          g_autoptr(GArray) ids = list_sorted (office, "name_photo.surname_1", FALSE, part);

          add_time (times, start);
          run_bare (office, &bare, bare_times);
        }
    }
  bench_figure ("search keystroke in a sorted list, p95", bench_percentile (times, 0.95), "ms", 50, bench_percentile (bare_times, 0.95));
  bench_figure ("search keystroke in a sorted list, worst", bench_percentile (times, 1), "ms", NAN, bench_percentile (bare_times, 1));
}

/* ── Writing ── */

/* The least that keeps a section: its row and its log, flushed to the disk. */
static void
save_bare (BenchOffice *office,
           guint32      id,
           guint        round,
           GArray      *times)
{
  GolDb *db = office->store->files[GOL_LOG_OPEN].db;
  g_autofree char *phone = g_strdup_printf ("+5255%08u", round);
  double start = bench_now ();
  GError *error = NULL;

  gol_store_lock (office->store, GOL_PRIORITY_OFFICER);
  gol_db_begin (db, &error);
  bench_check (error);
  {
    g_autoptr(GolStatement) row = gol_db_prepare (db, "UPDATE r_worker SET contact__whatsapp = ?2 WHERE id = ?1", &error);
    g_autoptr(GolStatement) log = gol_db_prepare (db, "INSERT INTO bench_log (line) VALUES (randomblob (300))", &error);

    bench_check (error);
    gol_statement_bind_int (row, 1, id);
    gol_statement_bind_text (row, 2, phone);
    gol_statement_run (row, &error);
    bench_check (error);
    gol_statement_run (log, &error);
    bench_check (error);
  }
  gol_db_commit (db, &error);
  bench_check (error);
  gol_store_unlock (office->store);
  add_time (times, start);
}

static void
measure_saving (BenchOffice *office)
{
  g_autoptr(GArray) ids = list_sorted (office, NULL, FALSE, NULL);
  g_autoptr(GRand) random = g_rand_new_with_seed (BENCH_SEED);
  g_autoptr(GArray) times = new_times ();
  g_autoptr(GArray) bare_times = new_times ();
  gint64 bytes, changes;
  GError *error = NULL;

  gol_db_exec (office->store->files[GOL_LOG_OPEN].db, "CREATE TABLE bench_log (id INTEGER PRIMARY KEY, line BLOB)", &error);
  bench_check (error);
  changes = ask (office, GOL_LOG_OPEN, "SELECT max (id) FROM change WHERE id < 2 << 32");
  for (guint i = 0; i < SAVES; i++)
    {
      guint32 id = g_array_index (ids, guint32, g_rand_int_range (random, 0, ids->len));
      g_autoptr(GolRecord) worker = gol_store_read_id (office->store, worker_entity (), id, &error);
      g_autofree char *phone = g_strdup_printf ("+5255%08u", i);
      g_autofree char *place = g_strdup_printf ("Community %u", i);
      g_autoptr(GolValues) values = gol_values_new ();
      g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "worker.save", "Contact saved");
      double start;

      bench_check (error);
      gol_values_set_text (values, "phone_1", phone);
      gol_values_set_text (values, "community", place);
      start = bench_now ();
      gol_batch_set (batch, worker->record, "contact", values, NULL);
      gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
      bench_check (error);
      add_time (times, start);
      save_bare (office, g_array_index (ids, guint32, g_rand_int_range (random, 0, ids->len)), i, bare_times);
      if (i % 100 == 99)  /* an officer pauses; the desktop tidies up */
        gol_store_idle (office->store);
    }
  bench_figure ("saved section, p95", bench_percentile (times, 0.95), "ms", 6, bench_percentile (bare_times, 0.95));
  bench_figure ("saved section, p99", bench_percentile (times, 0.99), "ms", 15, bench_percentile (bare_times, 0.99));
  {
    g_autofree char *of_changes =
      g_strdup_printf ("SELECT sum (length (hdr) + length (sig)) FROM change WHERE id > %" G_GINT64_FORMAT " AND id < 2 << 32", changes);
    g_autofree char *of_leaves =
      g_strdup_printf ("SELECT sum (length (line)) FROM leaf WHERE id >= (%" G_GINT64_FORMAT " + 1) << 12 AND id < 2 << 44", changes);

    bytes = ask (office, GOL_LOG_OPEN, of_changes) + ask (office, GOL_LOG_OPEN, of_leaves);
  }
  bench_figure ("bytes per change of one section", bytes / (double) SAVES, "bytes", NAN, NAN);
}

/* ── Sizes, backup, rebuild ── */

static double
file_mib (BenchOffice *office,
          const char  *name)
{
  g_autofree char *path = g_build_filename (office->dir, name, NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size / 1048576.0 : 0;
}

static void
measure_sizes (BenchOffice *office)
{
  double log = 0;

  for (GolLog one = GOL_LOG_OPEN; one <= GOL_LOG_PROTECTED; one++)
    log += ask (office, one, "SELECT sum (length (hdr) + length (sig)) FROM change")
           + ask (office, one, "SELECT sum (length (line)) FROM leaf");
  log /= 1048576.0;
  bench_figure ("log", log, "MiB", NAN, NAN);
  bench_figure ("all else: projection, search, indexes", file_mib (office, GOL_OPEN_FILE) + file_mib (office, GOL_PROTECTED_FILE) - log,
                "MiB", NAN, NAN);
}

static void
measure_backup (BenchOffice *office,
                const char  *folder)
{
  g_autofree char *path = g_build_filename (folder, "backup.tar", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy", NULL);
  double size = file_mib (office, GOL_OPEN_FILE) + file_mib (office, GOL_PROTECTED_FILE);
  double start = bench_now ();
  double backup, bare;
  GError *error = NULL;

  gol_store_backup (office->store, path, NULL, NULL, NULL, &error);
  bench_check (error);
  backup = (bench_now () - start) / 1000;
  g_unlink (path);
  start = bench_now ();
  bench_copy_folder (office->dir, copy);
  bare = (bench_now () - start) / 1000;
  bench_remove_folder (copy);
  bench_figure ("backup", size / backup, "MiB/s", NAN, size / bare);
}

static void
measure_rebuild (const char *folder)
{
  g_autofree char *dir = g_build_filename (folder, "rebuild", NULL);
  g_autoptr(BenchOffice) office = NULL;
  Bare bare = { "SELECT line FROM leaf" };
  g_autoptr(GArray) bare_times = new_times ();
  double start, leaves;
  GError *error = NULL;

  bench_remove_folder (dir);
  office = bench_office_get (dir, MIN (SMALL, bench_workers ()));
  leaves = ask (office, GOL_LOG_OPEN, "SELECT count (*) FROM leaf") + ask (office, GOL_LOG_PROTECTED, "SELECT count (*) FROM leaf");
  run_bare (office, &bare, bare_times);
  start = bench_now ();
  gol_store_rebuild (office->store, NULL, NULL, NULL, &error);
  bench_check (error);
  bench_figure ("rebuild", leaves / (bench_now () - start) * 1000, "leaves/s", 50000,
                ask (office, GOL_LOG_OPEN, "SELECT count (*) FROM leaf") / g_array_index (bare_times, double, 0) * 1000);
  bench_remove_folder (dir);
}

/* Which parts were asked for on the command line; all, when none is named. */
static gboolean
asked_for (int          argc,
           char       **argv,
           const char  *part)
{
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], part))
      return TRUE;
  return argc == 1;
}

static void
measure_reading (const char *dir,
                 const char *folder)
{
  g_autoptr(BenchOffice) office = bench_office_get (dir, bench_workers ());

  measure_first_page (office);
  measure_sorting (office);
  measure_jumps (office);
  measure_search (office);
  measure_sizes (office);
  measure_backup (office, folder);
}

/* In a copy, so that the office is the same next time. */
static void
measure_writing (const char *dir,
                 const char *folder)
{
  g_autofree char *scratch = g_build_filename (folder, "scratch", NULL);
  g_autoptr(BenchOffice) office = NULL;

  bench_copy_folder (dir, scratch);
  office = bench_office_open (scratch);
  measure_saving (office);
  g_clear_pointer (&office, bench_office_free);
  bench_remove_folder (scratch);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *dir = bench_office_dir ();

  if (asked_for (argc, argv, "read"))
    measure_reading (dir, folder);
  if (asked_for (argc, argv, "write"))
    measure_writing (dir, folder);
  if (asked_for (argc, argv, "rebuild"))
    measure_rebuild (folder);
  bench_print ();
  return 0;
}
