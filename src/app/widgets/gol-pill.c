/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-pill.h"

#include "gol-list-cell.h"

GtkWidget *
gol_pill_new (const char *icon,
              const char *style,
              const char *words)
{
  GtkWidget *pill = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (words);

  g_return_val_if_fail (style != NULL, NULL);

  if (icon != NULL)
    gtk_box_append (GTK_BOX (pill), gtk_image_new_from_icon_name (icon));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (pill), label);
  gtk_widget_add_css_class (pill, "gol-pill");
  gtk_widget_add_css_class (pill, style);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  return pill;
}

GtkWidget *
gol_pill_new_for_status (const char *status)
{
  const char *icon, *style;
  g_autofree char *words = NULL;

  gol_step_look (NULL, status, FALSE, &icon, &style, &words);
  return gol_pill_new (icon, style, words);
}
