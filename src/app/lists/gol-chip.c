/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-chip.h"

#include <glib/gi18n-lib.h>

#include "gol-derive.h"
#include "gol-display.h"
#include "gol-scheme.h"
#include "gol-vocabulary.h"

struct _GolChip
{
  AdwBin             parent_instance;

  const GolListChip *info;
  GtkWidget         *button;   /* GtkToggleButton or GtkMenuButton */
  GtkLabel          *label;
  GtkLabel          *count;
  GtkWidget         *list;     /* of check buttons, in the popover */
  gboolean           quiet;    /* while several change at once */
};

G_DEFINE_FINAL_TYPE (GolChip, gol_chip, ADW_TYPE_BIN)

static guint changed_signal;

/* ── Values ── */

static GtkWidget *
next_check (GtkWidget *after,
            GolChip   *self)
{
  return after == NULL ? gtk_widget_get_first_child (self->list) : gtk_widget_get_next_sibling (after);
}

static const char *
value_of (GtkWidget *check)
{
  return g_object_get_data (G_OBJECT (check), "value");
}

static GStrv
chosen (GolChip  *self,
        gboolean  all)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (GtkWidget *check = next_check (NULL, self); check != NULL; check = next_check (check, self))
    if (all || gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_strv_builder_add (builder, value_of (check));
  return g_strv_builder_end (builder);
}

const char *
gol_chip_get_field (GolChip *self)
{
  g_return_val_if_fail (GOL_IS_CHIP (self), NULL);

  return self->info->field;
}

gboolean
gol_chip_is_toggle (GolChip *self)
{
  g_return_val_if_fail (GOL_IS_CHIP (self), FALSE);

  return self->info->kind == GOL_CHIP_TOGGLE;
}

gboolean
gol_chip_is_active (GolChip *self)
{
  g_auto(GStrv) values = NULL;

  g_return_val_if_fail (GOL_IS_CHIP (self), FALSE);

  if (self->info->kind == GOL_CHIP_TOGGLE)
    return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->button));
  values = chosen (self, FALSE);
  return values[0] != NULL;
}

void
gol_chip_apply_on (GolChip  *self,
                   GolQuery *query)
{
  g_auto(GStrv) values = NULL;

  g_return_if_fail (GOL_IS_CHIP (self));

  if (self->info->kind == GOL_CHIP_TOGGLE)
    {
      gol_query_add_filter (query, self->info->field, self->info->filter, self->info->values);
      return;
    }
  values = chosen (self, FALSE);
  if (values[0] != NULL)
    gol_query_add_filter (query, self->info->field, GOL_FILTER_IN, (const char * const *) values);
}

void
gol_chip_apply (GolChip  *self,
                GolQuery *query)
{
  g_return_if_fail (GOL_IS_CHIP (self));

  if (gol_chip_is_active (self))
    gol_chip_apply_on (self, query);
}

void
gol_chip_set_count (GolChip *self,
                    gint64   count)
{
  g_autofree char *words = NULL;

  g_return_if_fail (GOL_IS_CHIP (self));

  words = count >= 0 ? gol_display_number (count) : g_strdup ("");
  gtk_label_set_label (self->count, words);
  gtk_widget_set_visible (GTK_WIDGET (self->count), count >= 0);
}

/* "Step: Contract, Visa". */
static void
show_chosen (GolChip *self)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();
  g_autofree char *joined = NULL;
  g_autofree char *words = NULL;

  for (GtkWidget *check = next_check (NULL, self); check != NULL; check = next_check (check, self))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_ptr_array_add (labels, (gpointer) gtk_check_button_get_label (GTK_CHECK_BUTTON (check)));
  joined = gol_display_join (labels);
  /* TRANSLATORS: a filter and what was chosen of it: "Step: Contract, Visa". */
  words = labels->len > 0 ? g_strdup_printf (_("%s: %s"), _(self->info->label), joined) : g_strdup (_(self->info->label));
  gtk_label_set_label (self->label, words);
  if (labels->len > 0)
    gtk_widget_add_css_class (self->button, "active");
  else
    gtk_widget_remove_css_class (self->button, "active");
}

static void
toggled_cb (GtkWidget *widget,
            GolChip   *self)
{
  if (self->quiet)
    return;
  if (self->info->kind != GOL_CHIP_TOGGLE)
    show_chosen (self);
  g_signal_emit (self, changed_signal, 0);
}

void
gol_chip_clear (GolChip *self)
{
  g_return_if_fail (GOL_IS_CHIP (self));

  self->quiet = TRUE;
  if (self->info->kind == GOL_CHIP_TOGGLE)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), FALSE);
  else
    {
      for (GtkWidget *check = next_check (NULL, self); check != NULL; check = next_check (check, self))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
      show_chosen (self);
    }
  self->quiet = FALSE;
}

void
gol_chip_choose (GolChip    *self,
                 const char *value)
{
  g_return_if_fail (GOL_IS_CHIP (self));

  if (self->info->kind == GOL_CHIP_TOGGLE)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), TRUE);
  else
    for (GtkWidget *check = next_check (NULL, self); check != NULL; check = next_check (check, self))
      if (g_strcmp0 (value_of (check), value) == 0)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

/* ── What may be chosen ── */

static void
add_value (GolChip    *self,
           const char *value,
           const char *label)
{
  GtkWidget *check;

  for (GtkWidget *other = next_check (NULL, self); other != NULL; other = next_check (other, self))
    if (g_str_equal (value_of (other), value))
      return;
  check = gtk_check_button_new_with_label (label);
  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (self->list), check);
}

static void
add_values (GolChip *self)
{
  static const char * const statuses[] = {
    "in_progress", "ready", "departed", "abroad", "returned", "to_verify", "missing", "no_show", "ended", "withdrawn",
  };
  const GolScheme * const *schemes = NULL;

  if (self->info->kind == GOL_CHIP_STEP || self->info->kind == GOL_CHIP_SCHEME)
    schemes = gol_scheme_shelf_list (NULL);
  for (guint i = 0; schemes != NULL && schemes[i] != NULL; i++)
    {
      if (self->info->kind == GOL_CHIP_SCHEME)
        add_value (self, gol_scheme_get_id (schemes[i]), gol_words_get (gol_scheme_get_short_names (schemes[i])));
      else
        for (const GolStep * const *step = gol_scheme_get_steps (schemes[i]); *step != NULL; step++)
          add_value (self, (*step)->code, gol_words_get ((*step)->label));
    }
  if (self->info->kind == GOL_CHIP_STATUS)
    for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
      add_value (self, statuses[i], gol_status_get_label (statuses[i]));
  if (self->info->kind == GOL_CHIP_VOCABULARY)
    for (const GolTerm *term = gol_vocabulary_find (self->info->vocabulary)->terms; term->code != NULL; term++)
      add_value (self, term->code, gol_term_get_label (term));
}

/* ── Type ── */

static void
gol_chip_class_init (GolChipClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_chip_init (GolChip *self)
{
}

GtkWidget *
gol_chip_new (const GolListChip *info)
{
  GolChip *self;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  g_return_val_if_fail (info != NULL, NULL);

  self = g_object_new (GOL_TYPE_CHIP, NULL);
  self->info = info;
  self->label = GTK_LABEL (gtk_label_new (_(info->label)));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 36);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "gol-count");
  gtk_widget_set_visible (GTK_WIDGET (self->count), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  if (info->kind == GOL_CHIP_TOGGLE)
    {
      self->button = gtk_toggle_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->button), box);
      g_signal_connect (self->button, "toggled", G_CALLBACK (toggled_cb), self);
    }
  else
    {
      GtkWidget *popover = gtk_popover_new ();
      GtkWidget *scrolled = gtk_scrolled_window_new ();

      self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      add_values (self);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
      gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
      gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
      gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
      gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
      gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
      self->button = gtk_menu_button_new ();
      gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
    }
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->label, self->count, NULL, -1);
  gtk_widget_add_css_class (self->button, "gol-chip");
  adw_bin_set_child (ADW_BIN (self), self->button);
  return GTK_WIDGET (self);
}
