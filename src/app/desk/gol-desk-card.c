/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-desk-card.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"
#include "gol-portrait.h"

#define FACE 96

struct _GolDeskCard
{
  AdwBin      parent_instance;

  gboolean    asks;
  GPtrArray  *answers;   /* of GtkToggleButton */
  GtkEntry   *other;     /* the last answer's words */
};

G_DEFINE_FINAL_TYPE (GolDeskCard, gol_desk_card, ADW_TYPE_BIN)

enum
{
  CONFIRMED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct { const char *style, *icon; } moods[] = {
  [GOL_DESK_GOOD] = { "good", "object-select-symbolic" },
  [GOL_DESK_LOOK] = { "look", "dialog-warning-symbolic" },
  [GOL_DESK_STOP] = { "stop", "action-unavailable-symbolic" },
  [GOL_DESK_DONE] = { "done", "object-select-symbolic" },
};

/* Why people come late; the last one is written. */
static const char * const reasons[] = {
  N_("Flight cancelled or changed"), N_("Illness or accident"), N_("The employer prolonged the work"),
  N_("A family matter"), N_("Papers or pay not settled"), N_("Another reason"),
};

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* ── What the desk says ── */

static GtkWidget *
make_verdict (const GolDeskPerson *person)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name (moods[person->mood].icon);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 32);
  gtk_box_append (GTK_BOX (words), label_new (person->headline, "title-2"));
  if (person->detail != NULL)
    gtk_box_append (GTK_BOX (words), label_new (person->detail, NULL));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (box, "gol-desk-verdict");
  gtk_widget_add_css_class (box, moods[person->mood].style);
  return box;
}

/* ── Who it is ── */

static void
add_fact (GtkWidget  *grid,
          int        *n,
          const char *label,
          const char *text)
{
  GtkWidget *box;

  if (text == NULL || *text == '\0')
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), label_new (label, "caption"));
  gtk_box_append (GTK_BOX (box), label_new (text, NULL));
  gtk_widget_add_css_class (gtk_widget_get_first_child (box), "secondary");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_grid_attach (GTK_GRID (grid), box, *n % 2, *n / 2, 1, 1);
  (*n)++;
}

static GtkWidget *
make_person (const GolDeskPerson *person,
             GolDate              today)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *who = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *code = label_new (person->code, "monospace");
  GtkWidget *face = gol_portrait_new (person->name, person->portrait, FACE);
  g_autofree char *starts = gol_display_iso_date (person->starts, today);
  g_autofree char *ends = gol_display_iso_date (person->ends, today);
  g_autofree char *due = gol_display_iso_date (person->due, today);
  int n = 0;

  gtk_widget_set_valign (face, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (who), label_new (person->name, "title-1"));
  gtk_widget_set_visible (code, person->code != NULL);
  gtk_box_append (GTK_BOX (who), code);
  if (person->about != NULL)
    gtk_box_append (GTK_BOX (who), label_new (person->about, "secondary"));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  add_fact (grid, &n, _("Work with"), person->place);
  add_fact (grid, &n, _("Work begins"), starts);
  add_fact (grid, &n, _("Work ends"), ends);
  add_fact (grid, &n, _("Here by"), due);
  gtk_box_append (GTK_BOX (who), grid);
  gtk_widget_set_hexpand (who, TRUE);
  gtk_box_append (GTK_BOX (box), face);
  gtk_box_append (GTK_BOX (box), who);
  return box;
}

static GtkWidget *
make_reasons (const GolDeskPerson *person)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (guint i = 0; person->reasons != NULL && i < person->reasons->len; i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *icon = gtk_image_new_from_icon_name (moods[person->mood].icon);

      gtk_widget_set_valign (icon, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (line), icon);
      gtk_box_append (GTK_BOX (line), label_new (g_ptr_array_index (person->reasons, i), NULL));
      gtk_box_append (GTK_BOX (box), line);
    }
  return box;
}

/* ── Why it is late ── */

gboolean
gol_desk_card_asks (GolDeskCard *self)
{
  g_return_val_if_fail (GOL_IS_DESK_CARD (self), FALSE);

  return self->asks;
}

gboolean
gol_desk_card_choose (GolDeskCard *self,
                      guint        answer)
{
  g_return_val_if_fail (GOL_IS_DESK_CARD (self), FALSE);

  if (!self->asks || answer >= self->answers->len)
    return FALSE;
  gtk_toggle_button_set_active (g_ptr_array_index (self->answers, answer), TRUE);
  if (answer == self->answers->len - 1)
    gtk_widget_grab_focus (GTK_WIDGET (self->other));
  return TRUE;
}

const char *
gol_desk_card_get_reason (GolDeskCard *self)
{
  g_return_val_if_fail (GOL_IS_DESK_CARD (self), NULL);

  for (guint i = 0; self->asks && i < self->answers->len; i++)
    if (gtk_toggle_button_get_active (g_ptr_array_index (self->answers, i)))
      {
        const char *written = gtk_editable_get_text (GTK_EDITABLE (self->other));

        if (i < self->answers->len - 1)
          return _(reasons[i]);
        return *written != '\0' ? written : NULL;
      }
  return NULL;
}

static void
other_toggled_cb (GtkToggleButton *button,
                  GolDeskCard     *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->other), gtk_toggle_button_get_active (button));
}

static GtkWidget *
make_answer (GolDeskCard *self,
             guint        i)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *figure = g_strdup_printf ("%u", i + 1);
  GtkWidget *key = gtk_label_new (figure);
  GtkWidget *words = label_new (_(reasons[i]), NULL);

  gtk_widget_add_css_class (key, "gol-hint");
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(reasons[i]), -1);
  if (i > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), g_ptr_array_index (self->answers, 0));
  return button;
}

static void
confirm_cb (GolDeskCard *self)
{
  g_signal_emit (self, signals[CONFIRMED], 0);
}

static GtkWidget *
make_question (GolDeskCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_box_append (GTK_BOX (box), label_new (_("Why is it late?"), "heading"));
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      GtkWidget *button = make_answer (self, i);

      g_ptr_array_add (self->answers, button);
      gtk_grid_attach (GTK_GRID (grid), button, i % 3, i / 3, 1, 1);
    }
  self->other = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->other, _("The reason, in a few words"));
  g_signal_connect_swapped (self->other, "activate", G_CALLBACK (confirm_cb), self);
  gtk_widget_set_visible (GTK_WIDGET (self->other), FALSE);
  g_signal_connect (g_ptr_array_index (self->answers, self->answers->len - 1), "toggled", G_CALLBACK (other_toggled_cb), self);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->other));
  return box;
}

/* ── Beginning and end ── */

GtkWidget *
gol_desk_card_new (const GolDeskPerson *person,
                   GolDate              today)
{
  GolDeskCard *self = g_object_new (GOL_TYPE_DESK_CARD, NULL);
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (whole), make_verdict (person));
  gtk_box_append (GTK_BOX (body), make_person (person, today));
  if (person->reasons != NULL && person->reasons->len > 0)
    gtk_box_append (GTK_BOX (body), make_reasons (person));
  self->asks = person->mood == GOL_DESK_LOOK && person->late_days > 0;
  if (self->asks)
    gtk_box_append (GTK_BOX (body), make_question (self));
  gtk_widget_add_css_class (body, "gol-desk-body");
  gtk_box_append (GTK_BOX (whole), body);
  gtk_widget_add_css_class (whole, "card");
  gtk_widget_set_overflow (whole, GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (ADW_BIN (self), whole);
  return GTK_WIDGET (self);
}

static void
gol_desk_card_finalize (GObject *object)
{
  g_ptr_array_unref (GOL_DESK_CARD (object)->answers);
  G_OBJECT_CLASS (gol_desk_card_parent_class)->finalize (object);
}

static void
gol_desk_card_class_init (GolDeskCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gol_desk_card_finalize;
  signals[CONFIRMED] = g_signal_new ("confirmed", GOL_TYPE_DESK_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_desk_card_init (GolDeskCard *self)
{
  self->answers = g_ptr_array_new ();
}
