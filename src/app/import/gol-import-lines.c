/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-import-lines.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"

/* ── A line that has something to look at ── */

struct _GolImportLine
{
  GObject      parent_instance;

  guint        line;
  GolRowState  state;
  char        *what;      /* sentences, one a problem */
  char        *where;     /* the fields that are meant */
};

G_DEFINE_FINAL_TYPE (GolImportLine, gol_import_line, G_TYPE_OBJECT)

static void
gol_import_line_finalize (GObject *object)
{
  GolImportLine *self = GOL_IMPORT_LINE (object);

  g_free (self->what);
  g_free (self->where);
  G_OBJECT_CLASS (gol_import_line_parent_class)->finalize (object);
}

static void
gol_import_line_class_init (GolImportLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gol_import_line_finalize;
}

static void
gol_import_line_init (GolImportLine *self)
{
}

GolImportLine *
gol_import_line_new (const GolEntity    *entity,
                     const GolImportRow *row)
{
  GolImportLine *self = g_object_new (GOL_TYPE_IMPORT_LINE, NULL);
  g_autoptr(GPtrArray) sentences = g_ptr_array_new ();
  g_autoptr(GPtrArray) where = g_ptr_array_new ();

  for (guint i = 0; i < row->problems->len; i++)
    {
      GolProblem *problem = g_ptr_array_index (row->problems, i);
      const GolField *field;

      g_ptr_array_add (sentences, problem->message);
      if (problem->field != NULL && gol_entity_find_field (entity, problem->field, NULL, &field)
          && !g_ptr_array_find (where, gol_field_get_label (field), NULL))
        g_ptr_array_add (where, (gpointer) gol_field_get_label (field));
    }
  g_ptr_array_add (sentences, NULL);
  self->line = row->line;
  self->state = row->state;
  self->what = g_strjoinv (" ", (char **) sentences->pdata);
  self->where = gol_display_join (where);
  return self;
}

/* ── How outcomes look ── */

const GolImportOutcome gol_import_outcomes[] = {
  { GOL_ROW_REFUSED, "window-close-symbolic", "error", N_("Refused") },
  { GOL_ROW_HELD, "gol-people-symbolic", "accent", N_("To decide") },
  { GOL_ROW_WARNED, "dialog-warning-symbolic", "warning", N_("With a warning") },
  { 0, NULL },
};

static const GolImportOutcome *
outcome_of (GolRowState state)
{
  const GolImportOutcome *outcome = gol_import_outcomes;

  while (outcome[1].icon != NULL && outcome->state != state)
    outcome++;
  return outcome;
}

/* ── The table ── */

static GtkWidget *
new_inscription (void)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (text), 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 2);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (text, TRUE);
  return text;
}

static void
setup_text_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_list_item_set_child (item, new_inscription ());
}

static void
setup_outcome_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), new_inscription ());
  gtk_list_item_set_child (item, box);
}

static void
bind_line_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GolImportLine *line = gtk_list_item_get_item (item);
  g_autofree char *number = gol_display_number (line->line);

  gtk_widget_add_css_class (gtk_list_item_get_child (item), "numeric");
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), number);
}

static void
bind_outcome_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item)
{
  GolImportLine *line = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  const GolImportOutcome *outcome = outcome_of (line->state);

  for (guint i = 0; gol_import_outcomes[i].icon != NULL; i++)
    gtk_widget_remove_css_class (box, gol_import_outcomes[i].style);
  gtk_widget_add_css_class (box, outcome->style);
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (box)), outcome->icon);
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_last_child (box)), _(outcome->label));
}

static void
bind_where_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)),
                            GOL_IMPORT_LINE (gtk_list_item_get_item (item))->where);
}

static void
bind_what_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GolImportLine *line = gtk_list_item_get_item (item);

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), line->what);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), line->what);
}

static void
add_column (GtkColumnView *view,
            const char    *title,
            GCallback      setup,
            GCallback      bind,
            int            width)
{
  g_autoptr(GtkColumnViewColumn) column = NULL;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", bind, NULL);
  column = gtk_column_view_column_new (title, factory);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);
}

void
gol_import_lines_add_columns (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  add_column (view, _("Row"), G_CALLBACK (setup_text_cb), G_CALLBACK (bind_line_cb), 72);
  add_column (view, _("Outcome"), G_CALLBACK (setup_outcome_cb), G_CALLBACK (bind_outcome_cb), 150);
  add_column (view, _("Where"), G_CALLBACK (setup_text_cb), G_CALLBACK (bind_where_cb), 150);
  add_column (view, _("What happens"), G_CALLBACK (setup_text_cb), G_CALLBACK (bind_what_cb), 0);
}
