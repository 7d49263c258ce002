/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-task.h"

#include <glib/gi18n-lib.h>

struct _GolTask
{
  GObject       parent_instance;

  char         *title;
  GCancellable *cancellable;
  gboolean      running;

  GMutex        lock;
  guint64       done;
  guint64       total;
  guint         source;    /* tells the main context; at most one waits */
};

G_DEFINE_FINAL_TYPE (GolTask, gol_task, G_TYPE_OBJECT)

static guint changed_signal;

static void
gol_task_finalize (GObject *object)
{
  GolTask *self = GOL_TASK (object);

  g_free (self->title);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (gol_task_parent_class)->finalize (object);
}

static void
gol_task_class_init (GolTaskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gol_task_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_task_init (GolTask *self)
{
  self->cancellable = g_cancellable_new ();
  self->running = TRUE;
  g_mutex_init (&self->lock);
}

GolTask *
gol_task_new (const char *title)
{
  GolTask *self = g_object_new (GOL_TYPE_TASK, NULL);

  self->title = g_strdup (title);
  return self;
}

GCancellable *
gol_task_get_cancellable (GolTask *self)
{
  g_return_val_if_fail (GOL_IS_TASK (self), NULL);

  return self->cancellable;
}

const char *
gol_task_get_title (GolTask *self)
{
  g_return_val_if_fail (GOL_IS_TASK (self), NULL);

  return self->title;
}

gboolean
gol_task_is_running (GolTask *self)
{
  g_return_val_if_fail (GOL_IS_TASK (self), FALSE);

  return self->running;
}

double
gol_task_get_fraction (GolTask *self)
{
  double fraction;

  g_return_val_if_fail (GOL_IS_TASK (self), -1);

  g_mutex_lock (&self->lock);
  fraction = self->total > 0 ? CLAMP ((double) self->done / self->total, 0, 1) : -1;
  g_mutex_unlock (&self->lock);
  return fraction;
}

static gboolean
tell_cb (gpointer data)
{
  GolTask *self = data;

  g_mutex_lock (&self->lock);
  self->source = 0;
  g_mutex_unlock (&self->lock);
  g_signal_emit (self, changed_signal, 0);
  return G_SOURCE_REMOVE;
}

void
gol_task_progress (guint64  done,
                   guint64  total,
                   gpointer task)
{
  GolTask *self = task;

  g_return_if_fail (GOL_IS_TASK (self));

  g_mutex_lock (&self->lock);
  self->done = done;
  self->total = total;
  if (self->source == 0)
    self->source = g_timeout_add_full (G_PRIORITY_DEFAULT, 50, tell_cb, g_object_ref (self), g_object_unref);
  g_mutex_unlock (&self->lock);
}

void
gol_task_finish (GolTask *self)
{
  g_return_if_fail (GOL_IS_TASK (self));

  self->running = FALSE;
  g_signal_emit (self, changed_signal, 0);
}

/* ── The button ── */

struct _GolTaskButton
{
  AdwBin      parent_instance;

  GtkWidget  *button;
  GtkWidget  *list;
  guint       n;
};

G_DEFINE_FINAL_TYPE (GolTaskButton, gol_task_button, ADW_TYPE_BIN)

typedef struct
{
  GolTaskButton *button;
  GtkWidget     *row;
  GtkWidget     *count;
  GtkWidget     *bar;
} TaskRow;

static void
row_changed_cb (GolTask *task,
                TaskRow *row)
{
  guint64 done, total;
  g_autofree char *done_text = NULL;
  g_autofree char *total_text = NULL;
  g_autofree char *words = NULL;

  if (!gol_task_is_running (task))
    {
      gtk_list_box_remove (GTK_LIST_BOX (row->button->list), row->row);
      row->button->n--;
      gtk_widget_set_visible (GTK_WIDGET (row->button), row->button->n > 0);
      g_signal_handlers_disconnect_by_data (task, row);
      return;
    }
  g_mutex_lock (&task->lock);
  done = task->done;
  total = task->total;
  g_mutex_unlock (&task->lock);
  if (total == 0)
    {
      gtk_progress_bar_pulse (GTK_PROGRESS_BAR (row->bar));
      return;
    }
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (row->bar), CLAMP ((double) done / total, 0, 1));
  done_text = g_strdup_printf ("%'" G_GUINT64_FORMAT, done);
  total_text = g_strdup_printf ("%'" G_GUINT64_FORMAT, total);
  /* TRANSLATORS: how much of a long task is done: "188 of 312". */
  words = g_strdup_printf (_("%s of %s"), done_text, total_text);
  gtk_label_set_label (GTK_LABEL (row->count), words);
}

static void
stop_cb (GtkButton *button,
         GolTask   *task)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  g_cancellable_cancel (gol_task_get_cancellable (task));
}

void
gol_task_button_add (GolTaskButton *self,
                     GolTask       *task)
{
  TaskRow *row;
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *title = gtk_label_new (gol_task_get_title (task));
  GtkWidget *stop = gtk_button_new_with_mnemonic (_("_Stop"));

  g_return_if_fail (GOL_IS_TASK_BUTTON (self));
  g_return_if_fail (GOL_IS_TASK (task));

  row = g_new0 (TaskRow, 1);
  row->button = self;
  row->count = gtk_label_new (NULL);
  row->bar = gtk_progress_bar_new ();
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (row->count, "caption");
  gtk_widget_add_css_class (row->count, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row->bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  gtk_widget_set_valign (stop, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (stop, "flat");
  g_signal_connect_object (stop, "clicked", G_CALLBACK (stop_cb), task, 0);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_attach (GTK_GRID (grid), title, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), row->count, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), row->bar, 0, 1, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), stop, 2, 0, 1, 2);
  gtk_widget_add_css_class (grid, "gol-task");
  row->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), grid);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row->row);
  self->n++;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  g_signal_connect_data (task, "changed", G_CALLBACK (row_changed_cb), row, (GClosureNotify) (void (*) (void)) g_free, 0);
  g_object_set_data_full (G_OBJECT (row->row), "gol-task", g_object_ref (task), g_object_unref);
}

static void
gol_task_button_class_init (GolTaskButtonClass *klass)
{
}

static void
gol_task_button_init (GolTaskButton *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_set_size_request (self->list, 320, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What is running"), -1);
  gtk_popover_set_child (GTK_POPOVER (popover), self->list);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "emblem-synchronizing-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_set_tooltip_text (self->button, _("What is running"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What is running"), -1);
  adw_bin_set_child (ADW_BIN (self), self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
