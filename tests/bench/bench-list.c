/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of workers as it is seen: the whole desktop, its frames timed. */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench-bare.h"
#include "bench-frame.h"
#include "bench-office.h"
#include "gol-app.h"
#include "gol-async.h"
#include "gol-demo.h"
#include "gol-list-page.h"
#include "gol-text.h"
#include "gol-window.h"

#define NAMES       40
#define SORT_ROUNDS 4
#define JUMPS       200
#define AGAIN       5
#define LOOKED_AT   15    /* rows that are seen for certain */
#define TYPING_MS   120   /* between two letters of somebody who types fast */

/* By a child, so that this process has not grown before it is measured. */
static void
make_office (const char *dir)
{
  pid_t child = fork ();
  int status = 1;

  if (child == 0)
    {
      g_autoptr(BenchOffice) office = bench_office_get (dir, bench_workers ());

      _exit (0);
    }
  if (child < 0 || waitpid (child, &status, 0) != child || status != 0)
    {
      g_printerr ("bench: the office could not be made.\n");
      exit (1);
    }
}

static GArray *
new_times (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

/* ── What is on the screen ── */

static GolListPage *
list_of (GolWindow *window)
{
  GolShell *shell = gol_window_get_shell (window);
  GolPage *page = shell != NULL ? gol_shell_get_page (shell) : NULL;

  return GOL_IS_LIST_PAGE (page) ? GOL_LIST_PAGE (page) : NULL;
}

typedef struct
{
  GolWindow *window;
  guint      first;   /* the positions that are looked at */
  guint      n;
  gboolean   asks;    /* the list is asked anew, and not before that was answered is anything seen */
  gboolean   begun;   /* its first rows are there */
  double     whole;   /* when all of it was */
} Seen;

static void
begun_cb (GolIdListModel *model,
          Seen           *seen)
{
  seen->begun = TRUE;
}

static void
answered_cb (GolIdListModel *model,
             GError         *error,
             Seen           *seen)
{
  bench_check (error);
  seen->begun = TRUE;
  seen->whole = bench_now ();
}

static gboolean
has_cells (GListModel *model,
           guint       position)
{
  g_autoptr(GolRow) row = g_list_model_get_item (model, position);

  return row != NULL && gol_row_get_id (row) != 0 && gol_row_get_cells (row) != NULL;
}

/* The list's first rows are there, and have their words. */
static gboolean
seen_cb (gpointer data)
{
  Seen *seen = data;
  GolListPage *page = list_of (seen->window);
  GolIdListModel *model = page != NULL ? gol_list_page_get_model (page) : NULL;
  guint n = model != NULL ? gol_id_list_model_get_n (model) : 0;

  if (model == NULL || (seen->asks ? !seen->begun : n == 0))
    return FALSE;
  if (n > 0 && gol_id_list_model_get_n_live (model) == 0)
    return FALSE;   /* nobody has looked yet, and it is not for us to begin */
  for (guint i = seen->first; i < MIN (n, seen->first + seen->n); i++)
    if (!has_cells (G_LIST_MODEL (model), i))
      return FALSE;
  return TRUE;
}

/* Before and after something that asks the list anew. */
static void
listen (Seen     *seen,
        gboolean  begins)
{
  GolIdListModel *model = gol_list_page_get_model (list_of (seen->window));

  if (begins)
    {
      seen->asks = TRUE;
      seen->begun = FALSE;
      seen->whole = 0;
      g_signal_connect (model, "begun", G_CALLBACK (begun_cb), seen);
      g_signal_connect (model, "asked", G_CALLBACK (answered_cb), seen);
    }
  else
    g_signal_handlers_disconnect_by_data (model, seen);
}

/* Until all of the list is there, which is after its first rows. */
static double
wait_whole (Seen   *seen,
            double  start)
{
  while (seen->whole == 0)
    g_main_context_iteration (NULL, TRUE);
  return seen->whole - start;
}

/* Until nothing is read any more. */
static void
settle (void)
{
  do
    bench_run (300);
  while (gol_busy_count () > 0);
}

/* ── The first frame, and what it all weighs ── */

static GolOffice *
unlock (const char *dir)
{
  g_autoptr(GolClock) clock = gol_clock_new_fixed (G_GINT64_CONSTANT (1795435200000));
  GError *error = NULL;
  GolOffice *office = gol_office_open (dir, BENCH_OFFICER, BENCH_PASSPHRASE, clock, &error);

  bench_check (error);
  return office;
}

static GolWindow *
new_window (const char *dir)
{
  GolWindow *window = gol_window_new (NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 820);
  gol_window_show_folder (window, dir);
  gtk_window_present (GTK_WINDOW (window));
  bench_run (500);
  return window;
}

/* The window stands on its unlock page; now the office opens, and its workers are shown. */
static double
measure_opening (GolWindow *window,
                 GolOffice *office)
{
  Seen seen = { window, 0, LOOKED_AT };
  BenchFrame frame;
  double start, taken;

  bench_frame_init (&frame, GTK_WIDGET (window), seen_cb, &seen);
  start = bench_now ();
  gol_window_set_office (window, office);
  gol_shell_show (gol_window_get_shell (window), "workers");
  taken = bench_frame_wait (&frame, start);
  bench_frame_clear (&frame);
  return taken;
}

static GolWindow *
measure_first_frame (GolOffice       *office,
                     const BenchBare *bare)
{
  g_autoptr(GArray) times = new_times ();
  GolWindow *window = new_window (gol_office_get_dir (office));
  double taken = measure_opening (window, office);

  bench_figure ("list of workers: first frame", taken, "ms", 400, bare->first_frame);
  settle ();
  bench_figure ("desktop with that list, resident", bench_resident (), "MiB", 180, bare->resident);
  for (guint i = 0; i < AGAIN; i++)
    {
      GolWindow *other = new_window (gol_office_get_dir (office));

      taken = measure_opening (other, office);
      g_array_append_val (times, taken);
      settle ();
      gtk_window_destroy (GTK_WINDOW (other));
      settle ();
    }
  bench_figure ("list of workers: first frame again, median", bench_percentile (times, 0.5), "ms", 400, bare->first_frame);
  return window;
}

/* ── Keys ── */

static char *
typed_name (guint i)
{
  GolDemo demo = { BENCH_SEED, { 2026, 11, 23 }, NULL };
  g_autoptr(GHashTable) person = gol_demo_person (&demo, (guint64) i * 7919 % bench_workers ());
  GolValues *name = g_hash_table_lookup (person, "name_photo");
  g_autofree char *both = g_strdup_printf ("%s %s", gol_values_get_text (name, "surname_1"), gol_values_get_text (name, "given_names"));
  char *typed = gol_text_fold (both);

  if (i % 4 == 3 && strlen (typed) > 4)
    typed[3] = 'x';   /* a slip */
  return typed;
}

static double
type_letters (GolWindow  *window,
              const char *text,
              double     *on_screen)
{
  Seen seen = { window, 0, LOOKED_AT };
  BenchFrame frame;
  double start, taken;

  listen (&seen, TRUE);
  bench_frame_init (&frame, GTK_WIDGET (window), seen_cb, &seen);
  start = bench_now ();
  gol_list_page_set_search (list_of (window), text);
  taken = bench_frame_wait (&frame, start);
  *on_screen = frame.ended - start;
  bench_frame_clear (&frame);
  listen (&seen, FALSE);
  return taken;
}

static void
measure_search (GolWindow       *window,
                const BenchBare *bare)
{
  g_autoptr(GArray) times = new_times ();
  g_autoptr(GArray) walls = new_times ();

  for (guint i = 0; i < NAMES; i++)
    {
      g_autofree char *typed = typed_name (i);

      for (guint n = 1; n <= MIN (strlen (typed), 11); n++)
        {
          g_autofree char *part = g_strndup (typed, n);
          double wall, taken;

          bench_run (TYPING_MS);
          taken = type_letters (window, part, &wall);
          if (n < 2)
            continue;
          g_array_append_val (times, taken);
          g_array_append_val (walls, wall);
        }
    }
  gol_list_page_set_search (list_of (window), "");
  settle ();
  bench_figure ("keystroke of a search to its frame, p95", bench_percentile (times, 0.95), "ms", 50, bare->keystroke);
  bench_figure ("keystroke of a search to its frame, median", bench_percentile (times, 0.5), "ms", 50, NAN);
  bench_figure ("the same with the frame clock's waiting, p95", bench_percentile (walls, 0.95), "ms", NAN, NAN);
  bench_figure ("keystrokes measured", times->len, "keys", NAN, NAN);
}

/* ── Sorting and jumping ── */

static void
measure_sorting (GolWindow       *window,
                 const BenchBare *bare)
{
  static const char * const fields[] = { "code", "civil.birth_date", "contact.admin_2", "~step", "~due", "name_photo.surname_1" };
  g_autoptr(GArray) times = new_times ();
  g_autoptr(GArray) wholes = new_times ();
  Seen seen = { window, 0, LOOKED_AT };

  for (guint i = 0; i < SORT_ROUNDS * G_N_ELEMENTS (fields); i++)
    {
      BenchFrame frame;
      double start, taken, whole;

      settle ();
      listen (&seen, TRUE);
      bench_frame_init (&frame, GTK_WIDGET (window), seen_cb, &seen);
      start = bench_now ();
      gol_list_page_sort (list_of (window), fields[i % G_N_ELEMENTS (fields)], i / G_N_ELEMENTS (fields) % 2 == 1);
      taken = bench_frame_wait (&frame, start);
      bench_frame_clear (&frame);
      whole = wait_whole (&seen, start);
      listen (&seen, FALSE);
      g_array_append_val (times, taken);
      g_array_append_val (wholes, whole);
    }
  bench_figure ("list: re-sort to its frame, p95", bench_percentile (times, 0.95), "ms", 250, bare->sort);
  bench_figure ("list: re-sort, everybody in order, p95", bench_percentile (wholes, 0.95), "ms", NAN, NAN);
  bench_figure ("list: re-sort to its frame, median", bench_percentile (times, 0.5), "ms", 250, NAN);
}

static void
measure_jumps (GolWindow       *window,
               const BenchBare *bare)
{
  g_autoptr(GArray) times = new_times ();
  g_autoptr(GRand) random = g_rand_new_with_seed (BENCH_SEED);
  GListModel *model = G_LIST_MODEL (gol_list_page_get_model (list_of (window)));

  gol_list_page_sort (list_of (window), "name_photo.surname_1", FALSE);
  settle ();
  for (guint i = 0; i < JUMPS; i++)
    {
      guint to = g_rand_int_range (random, 0, g_list_model_get_n_items (model));
      Seen seen = { window, to, 1 };
      BenchFrame frame;
      double start, taken;

      bench_run (TYPING_MS);
      bench_frame_init (&frame, GTK_WIDGET (window), seen_cb, &seen);
      start = bench_now ();
      gol_list_page_select (list_of (window), to);
      taken = bench_frame_wait_unclocked (&frame, start);
      bench_frame_clear (&frame);
      g_array_append_val (times, taken);
    }
  bench_figure ("list: jump anywhere to its frame, p95", bench_percentile (times, 0.95), "ms", 40, bare->jump);
  bench_figure ("list: jump anywhere to its frame, median", bench_percentile (times, 0.5), "ms", 40, NAN);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkCssProvider) style = NULL;
  g_autofree char *dir = bench_office_dir ();
  g_autoptr(GolOffice) office = NULL;
  GolWindow *window;
  BenchBare bare;

  if (argc == 3 && g_str_equal (argv[1], "--bare"))
    return bench_bare_main (g_ascii_strtoull (argv[2], NULL, 10));
  make_office (dir);
  bench_bare_run (argv[0], bench_workers (), &bare);

  gol_app_init ();
  adw_init ();
  style = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (style, "/org/golondrina/Golondrina/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/org/golondrina/Golondrina/icons");
  office = unlock (dir);
  window = measure_first_frame (office, &bare);
  measure_search (window, &bare);
  measure_sorting (window, &bare);
  measure_jumps (window, &bare);
  bench_figure ("desktop after all that, resident", bench_resident (), "MiB", NAN, bare.resident);
  bench_print ();
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
  return 0;
}
