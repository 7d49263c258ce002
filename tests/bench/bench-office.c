/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-office.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gol-demo.h"

#define WORKERS_A_COMMIT  4000
#define WORKERS_AN_ORDER  50
#define ORDERS_AN_EMPLOYER 4
#define READY             "ready"

/* ── Folders ── */

void
bench_check (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("bench: %s\n", error->message);
  exit (1);
}

guint
bench_workers (void)
{
  const char *text = g_getenv ("GOL_BENCH_WORKERS");

  return text != NULL ? MAX (g_ascii_strtoull (text, NULL, 10), 100) : 1000000;
}

char *
bench_folder (void)
{
  const char *dir = g_getenv ("GOL_BENCH_DIR");
  char *folder = dir != NULL ? g_strdup (dir) : g_build_filename (g_get_tmp_dir (), "golondrina-bench", NULL);

  g_mkdir_with_parents (folder, 0700);
  return folder;
}

char *
bench_office_dir (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *name = g_strdup_printf ("workers-%u", bench_workers ());

  return g_build_filename (folder, name, NULL);
}

void
bench_remove_folder (const char *dir)
{
  g_autoptr(GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
}

void
bench_copy_folder (const char *from,
                   const char *to)
{
  g_autoptr(GDir) entries = g_dir_open (from, 0, NULL);
  const char *name;
  GError *error = NULL;

  bench_remove_folder (to);
  g_mkdir_with_parents (to, 0700);
  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autoptr(GFile) source = g_file_new_build_filename (from, name, NULL);
      g_autoptr(GFile) target = g_file_new_build_filename (to, name, NULL);

      g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
      bench_check (error);
    }
  /* Or the kernel writes gigabytes while what comes next is measured, and waits for the disk with it. */
  sync ();
}

/* ── Making it ── */

char *
bench_add_worker (GolBatch   *batch,
                  GHashTable *person)
{
  char *record = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
  GHashTableIter iter;
  gpointer section, values;

  g_hash_table_iter_init (&iter, person);
  while (g_hash_table_iter_next (&iter, &section, &values))
    gol_batch_set (batch, record, section, values, NULL);
  return record;
}

static void
add_placement (GolBatch   *batch,
               const char *worker,
               const char *order,
               const char *starts,
               const char *ends)
{
  g_autofree char *record = gol_batch_create (batch, gol_dictionary_find_entity ("placement"), NULL);
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_text (values, "worker", worker);
  gol_values_set_text (values, "order", order);
  gol_values_set_text (values, "scheme", "sawp-mx-ca");
  gol_values_set_text (values, "starts", starts);
  gol_values_set_text (values, "ends", ends);
  gol_batch_set (batch, record, "placement_core", values, NULL);
}

/* The orders of one commit, each with its employer. */
static GPtrArray *
add_orders (GolBatch *batch,
            guint     first)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *employer = NULL;

  for (guint i = 0; i < WORKERS_A_COMMIT / WORKERS_AN_ORDER; i++)
    {
      char *order = gol_batch_create (batch, gol_dictionary_find_entity ("order"), NULL);
      g_autofree char *name = g_strdup_printf ("Made-up farm %u", first + i);
      g_autofree char *number = g_strdup_printf ("B-%06u", first + i);
      g_autoptr(GolValues) identity = gol_values_new ();
      g_autoptr(GolValues) terms = gol_values_new ();

      if (i % ORDERS_AN_EMPLOYER == 0)
        {
          g_free (employer);
          employer = gol_batch_create (batch, gol_dictionary_find_entity ("employer"), NULL);
          gol_values_set_text (identity, "legal_name", name);
          gol_batch_set (batch, employer, "employer_identity", identity, NULL);
        }
      gol_values_set_text (terms, "employer", employer);
      gol_values_set_text (terms, "reference", number);
      gol_values_set_text (terms, "scheme", "sawp-mx-ca");
      gol_values_set_text (terms, "start_date", "2027-03-01");
      gol_values_set_text (terms, "end_date", "2027-10-31");
      gol_values_set_integer (terms, "posts_asked", WORKERS_AN_ORDER);
      gol_batch_set (batch, order, "order_terms", terms, NULL);
      g_ptr_array_add (orders, order);
    }
  return orders;
}

typedef struct
{
  GolStore    *store;
  guint        workers;
  GAsyncQueue *full;    /* of GolBatch, to be stored */
  GAsyncQueue *empty;   /* a token for each that may be made ahead */
} Maker;

static GolBatch *
make_batch (Maker   *maker,
            GolDemo *demo,
            guint    first)
{
  GolBatch *batch = gol_batch_new (maker->store, "u1", "bench", NULL);
  g_autoptr(GPtrArray) orders = add_orders (batch, first / WORKERS_AN_ORDER);

  for (guint i = first; i < MIN (first + WORKERS_A_COMMIT, maker->workers); i++)
    {
      g_autoptr(GHashTable) person = gol_demo_person (demo, i);
      g_autofree char *worker = bench_add_worker (batch, person);

      add_placement (batch, worker, orders->pdata[i % orders->len], "2026-03-01", "2026-10-31");
      add_placement (batch, worker, orders->pdata[(i + 1) % orders->len], "2027-03-01", "2027-10-31");
    }
  return batch;
}

/* People are made up on one core while the other stores them. */
static gpointer
make_cb (gpointer data)
{
  Maker *maker = data;
  GolDemo demo = { BENCH_SEED, { 2026, 11, 23 }, NULL };

  for (guint first = 0; first < maker->workers; first += WORKERS_A_COMMIT)
    {
      g_async_queue_pop (maker->empty);
      g_async_queue_push (maker->full, make_batch (maker, &demo, first));
    }
  return NULL;
}

static void
fill (BenchOffice *office)
{
  Maker maker = { office->store, office->workers, g_async_queue_new (), g_async_queue_new () };
  GThread *thread = g_thread_new ("people", make_cb, &maker);
  double start = bench_now ();
  GError *error = NULL;

  for (guint i = 0; i < 2; i++)
    g_async_queue_push (maker.empty, GUINT_TO_POINTER (1));
  for (guint first = 0; first < office->workers; first += WORKERS_A_COMMIT)
    {
      g_autoptr(GolBatch) batch = g_async_queue_pop (maker.full);

      gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error);
      bench_check (error);
      g_async_queue_push (maker.empty, GUINT_TO_POINTER (1));
      if (first / WORKERS_A_COMMIT % 25 == 0)
        g_printerr ("bench: %u of %u workers stored, %.0f s\n", first, office->workers, (bench_now () - start) / 1000);
    }
  g_thread_join (thread);
  g_async_queue_unref (maker.full);
  g_async_queue_unref (maker.empty);
  gol_store_idle (office->store);
  g_printerr ("bench: made in %.0f s\n", (bench_now () - start) / 1000);
}

void
bench_office_make (const char *dir,
                   const char *kind,
                   guint       workers,
                   BenchFill   fill_office)
{
  GolOfficeInfo info = { .kind = (char *) kind, .country = (char *) "MX", .name = (char *) "Bench", .demonstration = TRUE };
  g_autoptr(BenchOffice) office = g_new0 (BenchOffice, 1);
  g_autofree char *recovery = NULL;
  g_autofree char *ready = g_build_filename (dir, READY, NULL);
  g_autofree char *text = g_strdup_printf ("%u\n", workers);
  GError *error = NULL;

  bench_remove_folder (dir);
  office->dir = g_strdup (dir);
  office->workers = workers;
  office->clock = gol_clock_new_fixed (BENCH_NOON);
  office->vault = gol_vault_create (dir, &info, BENCH_OFFICER, GOL_ROLE_ADMINISTRATOR | GOL_ROLE_PROTECTED, BENCH_PASSPHRASE,
                                    office->clock, &recovery, &error);
  bench_check (error);
  office->keys = gol_vault_unlock (office->vault, BENCH_OFFICER, BENCH_PASSPHRASE, &error);
  bench_check (error);
  office->store = gol_store_create (dir, gol_vault_get_info (office->vault), office->keys, office->clock, &error);
  bench_check (error);
  if (fill_office != NULL)
    fill_office (office);
  g_file_set_contents (ready, text, -1, &error);
  bench_check (error);
}

BenchOffice *
bench_office_open (const char *dir)
{
  BenchOffice *office = g_new0 (BenchOffice, 1);
  g_autofree char *ready = g_build_filename (dir, READY, NULL);
  g_autofree char *text = NULL;
  GError *error = NULL;

  g_file_get_contents (ready, &text, NULL, &error);
  bench_check (error);
  office->workers = g_ascii_strtoull (text, NULL, 10);
  office->dir = g_strdup (dir);
  office->clock = gol_clock_new_fixed (BENCH_NOON);
  office->vault = gol_vault_load (dir, &error);
  bench_check (error);
  office->keys = gol_vault_unlock (office->vault, BENCH_OFFICER, BENCH_PASSPHRASE, &error);
  bench_check (error);
  office->store = gol_store_open (dir, gol_vault_get_info (office->vault), office->keys, office->clock, &error);
  bench_check (error);
  return office;
}

BenchOffice *
bench_office_get (const char *dir,
                  guint       workers)
{
  g_autofree char *ready = g_build_filename (dir, READY, NULL);

  if (!g_file_test (ready, G_FILE_TEST_EXISTS))
    bench_office_make (dir, "ministry", workers, fill);
  return bench_office_open (dir);
}

void
bench_office_free (BenchOffice *office)
{
  g_clear_pointer (&office->store, gol_store_unref);
  g_clear_pointer (&office->keys, gol_keys_free);
  g_clear_pointer (&office->vault, gol_vault_free);
  g_clear_object (&office->clock);
  g_free (office->dir);
  g_free (office);
}

/* ── Figures ── */

double
bench_now (void)
{
  struct timespec time;

  if (g_strcmp0 (g_getenv ("GOL_BENCH_CLOCK"), "cpu") != 0)
    return g_get_monotonic_time () / 1000.0;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_percentile (GArray *times,
                  double  part)
{
  g_array_sort (times, compare_doubles);
  return g_array_index (times, double, MIN ((guint) (part * times->len), times->len - 1));
}

static GString *figures;

static void
append_number (const char *key,
               double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isnan (value))
    g_string_append_printf (figures, ",\"%s\":%s", key, g_ascii_formatd (text, sizeof text, "%.6g", value));
}

void
bench_figure (const char *name,
              double      value,
              const char *unit,
              double      limit,
              double      floor)
{
  if (figures == NULL)
    figures = g_string_new (NULL);
  g_string_append_printf (figures, "%s\n{\"name\":\"%s\",\"unit\":\"%s\"", figures->len > 0 ? "," : "", name, unit);
  append_number ("value", value);
  append_number ("limit", limit);
  append_number ("floor", floor);
  g_string_append_c (figures, '}');
  g_printerr ("bench: %s: %.6g %s (limit %.6g, bare %.6g)\n", name, value, unit, limit, floor);
}

void
bench_print (void)
{
  g_autofree char *json = g_strdup_printf ("{\"figures\":[%s\n]}\n", figures != NULL ? figures->str : "");
  const char *path = g_getenv ("GOL_BENCH_JSON");
  GError *error = NULL;

  if (path == NULL)
    g_print ("%s", json);
  else
    g_file_set_contents (path, json, -1, &error);
  bench_check (error);
}
