/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-verdict-row.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"

static GtkWidget *
new_text (const char *text,
          const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

GtkWidget *
gol_verdict_row_new (const GolVerdict *verdict,
                     GolDate           today)
{
  static const struct
  {
    GolTruth    truth;
    const char *icon, *style, *spoken;
  } looks[] = {
    { GOL_YES, "object-select-symbolic", "success", NC_("clause", "holds") },
    { GOL_NO, "window-close-symbolic", "error", NC_("clause", "does not hold") },
    { GOL_UNKNOWN, "dialog-question-symbolic", "warning", NC_("clause", "not known") },
  };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new ();

  g_return_val_if_fail (verdict != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].truth == verdict->holds)
      {
        gtk_image_set_from_icon_name (GTK_IMAGE (icon), looks[i].icon);
        gtk_widget_add_css_class (icon, looks[i].style);
        gtk_widget_set_tooltip_text (icon, g_dpgettext2 (GETTEXT_PACKAGE, "clause", looks[i].spoken));
      }
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), new_text (verdict->words, verdict->holds == GOL_NO ? "heading" : NULL));
  /* Words and cure say already what is missing here. */
  if (verdict->holds == GOL_UNKNOWN && verdict->missing != NULL && verdict->cure == NULL)
    {
      /* TRANSLATORS: facts that nobody wrote down yet. */
      g_autofree char *missing = g_strdup_printf (_("Not known: %s"), verdict->missing);

      gtk_box_append (GTK_BOX (words), new_text (missing, "caption"));
    }
  if (verdict->holds != GOL_YES && verdict->cure != NULL)
    gtk_box_append (GTK_BOX (words), new_text (verdict->cure, "caption"));
  if (verdict->holds == GOL_NO && verdict->from != NULL)
    {
      g_autofree char *day = gol_display_iso_date (verdict->from, today);
      g_autofree char *from = g_strdup_printf (_("Holds from %s by time alone."), day);

      gtk_box_append (GTK_BOX (words), new_text (from, "caption"));
    }
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

GtkWidget *
gol_side_card_head_new (const char *style,
                   const char *icon,
                   const char *words)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (head), label);
  gtk_widget_add_css_class (head, "gol-head");
  gtk_widget_add_css_class (head, style);
  return head;
}

GtkWidget *
gol_side_card_new (void)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "gol-form");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  return card;
}
