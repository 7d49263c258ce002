/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-welcome-page.h"

#include <glib/gi18n-lib.h>

#include "gol-compat.h"

struct _GolWelcomePage
{
  AdwBin         parent_instance;

  GtkListBox    *ways;
  AdwActionRow  *create_row;
  AdwActionRow  *demonstration_row;
  GtkBox        *busy;
  GtkProgressBar *busy_bar;
};

G_DEFINE_FINAL_TYPE (GolWelcomePage, gol_welcome_page, ADW_TYPE_BIN)

enum
{
  CREATE,
  DEMONSTRATE,
  OPEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
way_cb (GtkListBox     *list,
        GtkListBoxRow  *row,
        GolWelcomePage *self)
{
  g_signal_emit (self, signals[GTK_WIDGET (row) == GTK_WIDGET (self->create_row) ? CREATE : DEMONSTRATE], 0);
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GFile) file = gol_pick_file_finish (result);

  if (file != NULL && g_file_peek_path (file) != NULL)
    g_signal_emit (source, signals[OPEN], 0, g_file_peek_path (file));
}

static void
pick_cb (GtkButton      *button,
         GolWelcomePage *self)
{
  gol_pick_file_async (GTK_WIDGET (self), _("Folder of an office"), GOL_PICK_FOLDER, NULL, NULL, NULL, picked_cb, NULL);
}

static void
gol_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (gol_welcome_page_parent_class)->dispose (object);
}

static void
gol_welcome_page_class_init (GolWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/welcome/gol-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolWelcomePage, ways);
  gtk_widget_class_bind_template_child (widget_class, GolWelcomePage, create_row);
  gtk_widget_class_bind_template_child (widget_class, GolWelcomePage, demonstration_row);
  gtk_widget_class_bind_template_child (widget_class, GolWelcomePage, busy);
  gtk_widget_class_bind_template_child (widget_class, GolWelcomePage, busy_bar);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_cb);
  signals[CREATE] = g_signal_new ("create", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DEMONSTRATE] = g_signal_new ("demonstrate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gol_welcome_page_init (GolWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gol_welcome_page_set_busy (GolWelcomePage *self,
                           gboolean        busy)
{
  g_return_if_fail (GOL_IS_WELCOME_PAGE (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->ways), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->busy), busy);
  gtk_progress_bar_set_fraction (self->busy_bar, 0);
}

void
gol_welcome_page_progress (guint64  done,
                           guint64  total,
                           gpointer page)
{
  GolWelcomePage *self = page;

  g_return_if_fail (GOL_IS_WELCOME_PAGE (self));

  if (total > 0)
    gtk_progress_bar_set_fraction (self->busy_bar, CLAMP ((double) done / total, 0, 1));
  else
    gtk_progress_bar_pulse (self->busy_bar);
}
