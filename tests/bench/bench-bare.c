/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-bare.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench-frame.h"
#include "bench-office.h"

#define COLUMNS  6
#define ROUNDS   60
#define PATTERN  "%lf %lf %lf %lf %lf"

/* ── A list of nothing but positions ── */

#define BARE_TYPE_LIST (bare_list_get_type ())
G_DECLARE_FINAL_TYPE (BareList, bare_list, BARE, LIST, GObject)

struct _BareList
{
  GObject  parent_instance;
  guint    length;
};

static GType
get_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *list)
{
  return BARE_LIST (list)->length;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  return position < BARE_LIST (list)->length ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
bare_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BareList, bare_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bare_list_model_init))

static void
bare_list_class_init (BareListClass *klass)
{
}

static void
bare_list_init (BareList *self)
{
}

static void
set_length (BareList *self,
            guint     length)
{
  guint old = self->length;

  self->length = length;
  if (length != old)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (old, length), old > length ? old - length : 0,
                                length > old ? length - old : 0);
}

/* ── Cells ── */

static const char * const texts[] = {
  "Xicará Ajú, Marta", "W-2026-000123", "Woman, 34", "San Juan Comalapa", "Medical examination", "12 Dec",
  "Núñez de la Cruz, Íñigo", "W-2026-998877", "Man, 41", "Ñuñoa", "Contract", "3 Jan",
};

static GPtrArray *bound;   /* of GtkListItem */
static guint shift;

static void
fill (GtkListItem *item)
{
  guint at = gtk_list_item_get_position (item) * 5 + shift;

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), texts[at % G_N_ELEMENTS (texts)]);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  g_ptr_array_add (bound, item);
  fill (item);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item)
{
  g_ptr_array_remove_fast (bound, item);
}

static void
refill (void)
{
  shift++;
  for (guint i = 0; i < bound->len; i++)
    fill (bound->pdata[i]);
}

static GtkWidget *
new_view (BareList *list)
{
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (list)))));

  for (guint i = 0; i < COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (texts[i], factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
      gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  return view;
}

/* ── Measuring ── */

static double
measure_first (GtkWidget *window,
               GtkWidget *view)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  BenchFrame frame;
  double start, taken;

  bench_frame_init (&frame, window, NULL, NULL);
  start = bench_now ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  frame.ready_at = bench_now ();
  taken = bench_frame_wait (&frame, start);
  bench_frame_clear (&frame);
  return taken;
}

typedef void (*Action) (BareList *list, GtkWidget *view, guint rows, GRand *random);

static void
type (BareList  *list,
      GtkWidget *view,
      guint      rows,
      GRand     *random)
{
  bench_scroll_to (view, 0);
  set_length (list, g_rand_int_range (random, 1, rows));
  refill ();
}

static void
sort (BareList  *list,
      GtkWidget *view,
      guint      rows,
      GRand     *random)
{
  refill ();
  bench_scroll_to (view, 0);
}

static void
jump (BareList  *list,
      GtkWidget *view,
      guint      rows,
      GRand     *random)
{
  bench_scroll_to (view, g_rand_int_range (random, 0, rows));
}

static double
measure (BareList  *list,
         GtkWidget *view,
         guint      rows,
         Action     action)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GRand) random = g_rand_new_with_seed (BENCH_SEED);

  set_length (list, rows);
  for (guint i = 0; i < ROUNDS; i++)
    {
      BenchFrame frame;
      double start, taken;

      bench_run (50);
      bench_frame_init (&frame, view, NULL, NULL);
      start = bench_now ();
      action (list, view, rows, random);
      frame.ready_at = bench_now ();
      taken = bench_frame_wait (&frame, start);
      bench_frame_clear (&frame);
      g_array_append_val (times, taken);
    }
  return bench_percentile (times, 0.95);
}

int
bench_bare_main (unsigned rows)
{
  g_autoptr(BareList) list = g_object_new (BARE_TYPE_LIST, NULL);
  GtkWidget *window, *view;
  BenchBare bare;
  char text[5][G_ASCII_DTOSTR_BUF_SIZE];

  gtk_init ();
  bound = g_ptr_array_new ();
  list->length = rows;
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 820);
  gtk_window_present (GTK_WINDOW (window));
  bench_run (500);
  view = new_view (list);
  bare.first_frame = measure_first (window, view);
  bench_run (500);
  bare.resident = bench_resident ();
  bare.keystroke = measure (list, view, rows, type);
  bare.sort = measure (list, view, rows, sort);
  bare.jump = measure (list, view, rows, jump);
  g_print ("%s %s %s %s %s\n", g_ascii_dtostr (text[0], sizeof text[0], bare.first_frame),
           g_ascii_dtostr (text[1], sizeof text[1], bare.keystroke), g_ascii_dtostr (text[2], sizeof text[2], bare.sort),
           g_ascii_dtostr (text[3], sizeof text[3], bare.jump), g_ascii_dtostr (text[4], sizeof text[4], bare.resident));
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}

void
bench_bare_run (const char *program,
                unsigned    rows,
                BenchBare  *bare)
{
  g_autofree char *number = g_strdup_printf ("%u", rows);
  char *argv[] = { (char *) program, (char *) "--bare", number, NULL };
  g_autofree char *text = NULL;
  GError *error = NULL;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL, &error);
  bench_check (error);
  if (sscanf (text, PATTERN, &bare->first_frame, &bare->keystroke, &bare->sort, &bare->jump, &bare->resident) != 5)
    {
      g_printerr ("bench: the bare list ended early.\n");
      exit (1);
    }
}
