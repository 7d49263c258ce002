/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-matching-row.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"
#include "gol-pill.h"
#include "gol-portrait.h"

struct _GolMatchingRow
{
  GtkListBoxRow       parent_instance;

  const GolCandidate *candidate;
  GtkWidget          *place;
};

G_DEFINE_FINAL_TYPE (GolMatchingRow, gol_matching_row, GTK_TYPE_LIST_BOX_ROW)

static guint place_signal;

/* ── Reasons ── */

static const struct { const char *icon; } grounds[] = {
  [GOL_GROUND_NAMED] = { "starred-symbolic" },
  [GOL_GROUND_WORKED_HERE] = { "go-home-symbolic" },
  [GOL_GROUND_KNOWS_WORK] = { "gol-order-symbolic" },
  [GOL_GROUND_MAY_GO] = { "object-select-symbolic" },
};

GtkWidget *
gol_matching_reason_new (const GolReason *reason)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (reason->counts || reason->ground != GOL_GROUND_MAY_GO ? grounds[reason->ground].icon
                                                                                                        : "dialog-question-symbolic");
  GtkWidget *label = gtk_label_new (reason->words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_add_css_class (icon, reason->counts ? "success" : "secondary");
  if (!reason->counts)
    gtk_widget_add_css_class (label, "secondary");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* That she may go is what all of them have in common; that something is not known yet is worth a word. */
static char *
describe (const GolCandidate *candidate,
          GolDate             today)
{
  g_autoptr(GString) words = g_string_new (candidate->bar);
  g_autofree char *day = candidate->enrolled != NULL ? gol_display_iso_date (candidate->enrolled, today) : NULL;

  for (guint i = 0; candidate->bar == NULL && i < candidate->reasons->len; i++)
    {
      const GolReason *reason = g_ptr_array_index (candidate->reasons, i);

      if (reason->ground != GOL_GROUND_MAY_GO || !reason->counts)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", reason->words);
    }
  if (day != NULL)
    {
      /* TRANSLATORS: a day: "enrolled 3 May". */
      g_autofree char *enrolled = g_strdup_printf (words->len > 0 ? _("enrolled %s") : _("Enrolled %s"), day);

      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", enrolled);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* ── The row ── */

static GtkWidget *
new_label (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
clicked_cb (GolMatchingRow *self)
{
  g_signal_emit (self, place_signal, 0);
}

static GtkWidget *
new_place_button (GolMatchingRow *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *key = gtk_accelerator_get_label (GDK_KEY_Return, 0);
  GtkWidget *cap = gtk_label_new (key);

  gtk_widget_add_css_class (cap, "gol-hint");
  gtk_box_append (GTK_BOX (box), gtk_label_new (C_("verb", "Place")));
  gtk_box_append (GTK_BOX (box), cap);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, C_("verb", "Place"), -1);
  gtk_widget_set_tooltip_text (button, _("Place her in this order"));
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  return button;
}

void
gol_matching_row_set_chosen (GolMatchingRow *self,
                             gboolean        chosen,
                             gboolean        can_place)
{
  g_return_if_fail (GOL_IS_MATCHING_ROW (self));

  gtk_widget_set_visible (self->place, chosen && can_place && self->candidate->bar == NULL);
}

const GolCandidate *
gol_matching_row_get_candidate (GolMatchingRow *self)
{
  g_return_val_if_fail (GOL_IS_MATCHING_ROW (self), NULL);

  return self->candidate;
}

static void
gol_matching_row_class_init (GolMatchingRowClass *klass)
{
  place_signal = g_signal_new ("place", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_matching_row_init (GolMatchingRow *self)
{
}

GtkWidget *
gol_matching_row_new (const GolCandidate *candidate,
                      GolDate             today)
{
  GolMatchingRow *self = g_object_new (GOL_TYPE_MATCHING_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *number = candidate->rank > 0 ? gol_display_number (candidate->rank) : g_strdup ("–");
  g_autofree char *about = describe (candidate, today);
  GtkWidget *rank = gtk_label_new (number);
  GtkWidget *below = new_label (about, "caption");

  self->candidate = candidate;
  self->place = new_place_button (self);
  gtk_label_set_width_chars (GTK_LABEL (rank), 3);
  gtk_label_set_xalign (GTK_LABEL (rank), 1);
  gtk_widget_add_css_class (rank, "numeric");
  gtk_widget_add_css_class (rank, "secondary");
  gtk_widget_add_css_class (below, candidate->bar != NULL ? "error" : "secondary");
  gtk_widget_set_tooltip_text (below, about);
  gtk_box_append (GTK_BOX (line), new_label (candidate->name != NULL ? candidate->name : candidate->code, "heading"));
  if (candidate->named)
    gtk_box_append (GTK_BOX (line), gol_pill_new ("starred-symbolic", "accent", _("Named")));
  if (candidate->bar != NULL)
    gtk_box_append (GTK_BOX (line), gol_pill_new ("window-close-symbolic", "error", _("No candidate")));
  gtk_box_append (GTK_BOX (texts), line);
  gtk_box_append (GTK_BOX (texts), below);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), rank);
  gtk_box_append (GTK_BOX (box), gol_portrait_new (candidate->name, candidate->portrait, 32));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), self->place);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, candidate->name != NULL ? candidate->name : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
  return GTK_WIDGET (self);
}
