/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-sync-button.h"

#include "gol-sync-keeper.h"

struct _GolSyncButton
{
  AdwBin         parent_instance;

  GolSyncKeeper *keeper;
  gulong         changed;

  GtkWidget     *button;
  GtkWidget     *icon;
  GtkWidget     *label;
};

G_DEFINE_FINAL_TYPE (GolSyncButton, gol_sync_button, ADW_TYPE_BIN)

static guint open_signal;

static void
show_state (GolSyncButton *self)
{
  static const char * const styles[] = { "success", "warning", "error", "accent", "neutral" };
  g_auto(GolSyncWords) words = { NULL };

  gol_sync_words_fill (&words, self->keeper);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), words.icon);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->icon, styles[i]);
  gtk_widget_add_css_class (self->icon, words.style);
  gtk_label_set_label (GTK_LABEL (self->label), words.brief);
  gtk_widget_set_tooltip_text (self->button, words.sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words.brief,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words.sentence, -1);
}

static void
changed_cb (GolSyncKeeper *keeper,
            GolSyncButton *self)
{
  show_state (self);
}

static void
clicked_cb (GtkButton     *button,
            GolSyncButton *self)
{
  g_signal_emit (self, open_signal, 0);
}

void
gol_sync_button_set_office (GolSyncButton *self,
                            GolOffice     *office)
{
  g_return_if_fail (GOL_IS_SYNC_BUTTON (self));
  g_return_if_fail (GOL_IS_OFFICE (office));

  if (self->keeper != NULL)
    g_clear_signal_handler (&self->changed, self->keeper);
  g_set_object (&self->keeper, gol_sync_keeper_of (office));
  self->changed = g_signal_connect (self->keeper, "changed", G_CALLBACK (changed_cb), self);
  show_state (self);
}

static void
gol_sync_button_dispose (GObject *object)
{
  GolSyncButton *self = GOL_SYNC_BUTTON (object);

  if (self->keeper != NULL)
    g_clear_signal_handler (&self->changed, self->keeper);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (gol_sync_button_parent_class)->dispose (object);
}

static void
gol_sync_button_class_init (GolSyncButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gol_sync_button_dispose;

  open_signal = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_sync_button_init (GolSyncButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->label);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->button);
}
