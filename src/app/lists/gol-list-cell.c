/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-list-cell.h"

#include <glib/gi18n-lib.h>

#include "gol-derive.h"
#include "gol-display.h"
#include "gol-id-list-model.h"
#include "gol-scheme.h"
#include "gol-vocabulary.h"

typedef struct
{
  const GolListColumn *column;
  const GolField      *field;    /* (nullable): of the first field, when the dictionary knows it */
  guint                offset;
  GolDate              today;
} Factory;

/* ── How things look ── */

/* The name of a step: the same code means the same in every scheme, so the first that knows it will do. */
static char *
name_of_step (const char *step)
{
  const GolScheme * const *schemes = gol_scheme_shelf_list (NULL);

  for (guint i = 0; schemes != NULL && schemes[i] != NULL; i++)
    {
      const GolStep *found = gol_scheme_find_step (schemes[i], step);

      if (found != NULL)
        return g_strdup (gol_words_get (found->short_label));
    }
  return g_strdup (step);
}

void
gol_step_look (const char  *step,
               const char  *status,
               gboolean     late,
               const char **icon,
               const char **style,
               char       **words)
{
  static const struct
  {
    const char *status, *icon, *style;
  } looks[] = {
    { "in_progress", "gol-route-symbolic", "accent" },      { "ready", "object-select-symbolic", "success" },
    { "departed", "gol-route-symbolic", "accent" },         { "abroad", "find-location-symbolic", "accent" },
    { "returned", "object-select-symbolic", "success" },    { "to_verify", "dialog-question-symbolic", "neutral" },
    { "missing", "dialog-warning-symbolic", "error" },      { "no_show", "dialog-warning-symbolic", "warning" },
    { "ended", "object-select-symbolic", "neutral" },       { "withdrawn", "window-close-symbolic", "neutral" },
  };

  *icon = "gol-route-symbolic";
  *style = "neutral";
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (status, looks[i].status) == 0)
      {
        *icon = looks[i].icon;
        *style = looks[i].style;
      }
  if (late)
    {
      *icon = "document-open-recent-symbolic";
      *style = "warning";
    }
  *words = step != NULL && *step != '\0' ? name_of_step (step)
           : status != NULL && *status != '\0' ? g_strdup (gol_status_get_label (status))
                                               : g_strdup ("");
}

void
gol_decision_look (const char  *result,
                   const char **icon,
                   const char **style,
                   char       **words)
{
  const GolTerm *term = result != NULL ? gol_vocabulary_get (gol_vocabulary_find ("decision"), result) : NULL;

  if (result == NULL || *result == '\0')
    {
      *icon = "gol-hourglass-symbolic";
      *style = "neutral";
      *words = g_strdup (_("To decide"));
      return;
    }
  *words = g_strdup (term != NULL ? gol_term_get_label (term) : result);
  if (g_str_equal (result, "full") || g_str_equal (result, "partial"))
    {
      *icon = "object-select-symbolic";
      *style = "success";
    }
  else if (g_str_equal (result, "denied") || g_str_equal (result, "withdrawn"))
    {
      *icon = "window-close-symbolic";
      *style = "error";
    }
  else
    {
      *icon = "dialog-question-symbolic";
      *style = "accent";
    }
}

/* ── Filling ── */

/*
 * GTK keeps two hundred rows alive and measures again whatever asks for it, so a refill changes only what is another than before. What
 * is not read yet is drawn as nothing, for hiding a widget would make its row be measured.
 */
static void
set_text (GtkWidget  *inscription,
          const char *text)
{
  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (inscription)), text) != 0)
    gtk_inscription_set_text (GTK_INSCRIPTION (inscription), text);
}

/* One style of several at a time; @style is static. */
static void
set_style (GtkWidget  *widget,
           const char *style)
{
  const char *before = g_object_get_data (G_OBJECT (widget), "gol-style");

  if (before == style)
    return;
  if (before != NULL)
    gtk_widget_remove_css_class (widget, before);
  gtk_widget_add_css_class (widget, style);
  g_object_set_data (G_OBJECT (widget), "gol-style", (gpointer) style);
}

/* @name is static. */
static void
set_icon (GtkWidget  *image,
          const char *name)
{
  if (g_object_get_data (G_OBJECT (image), "gol-icon") == name)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (image), name);
  g_object_set_data (G_OBJECT (image), "gol-icon", (gpointer) name);
}

/* A face's tint follows from the name, so that it stays the same. */
static void
fill_person (GtkWidget          *cell,
             const char * const *texts)
{
  static const char * const tints[] = { "tint-0", "tint-1", "tint-2", "tint-3", "tint-4", "tint-5" };
  GtkWidget *face = gtk_widget_get_first_child (cell);
  g_autofree char *name = gol_display_listed_name (texts[0], texts[1], texts[2]);
  const char *first = texts[2] != NULL ? texts[2] : "";
  const char *last = texts[0] != NULL ? texts[0] : "";
  char initials[16] = "";
  int length = 0;

  if (*first != '\0')
    length += g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (first)), initials);
  if (*last != '\0')
    length += g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (last)), initials + length);
  initials[length] = '\0';
  set_text (face, initials);
  set_style (face, tints[g_str_hash (name) % G_N_ELEMENTS (tints)]);
  set_text (gtk_widget_get_last_child (cell), name);
}

static void
fill_pill (GtkWidget  *cell,
           const char *icon,
           const char *style,
           const char *words)
{
  GtkWidget *pill = gtk_widget_get_first_child (cell);

  gtk_widget_set_visible (pill, *words != '\0');
  if (*words == '\0')
    return;
  set_icon (gtk_widget_get_first_child (pill), icon);
  set_text (gtk_widget_get_last_child (pill), words);
  set_style (pill, style);
  /* An inscription has no width of its own: it asks for as many characters as it holds, and some, for they may be wide ones. */
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (gtk_widget_get_last_child (pill)), MIN (g_utf8_strlen (words, -1) + 2, 22));
}

static char *
words_of_sex_age (const Factory      *factory,
                  const char * const *texts)
{
  const GolTerm *term = texts[0] != NULL ? gol_vocabulary_get (gol_vocabulary_find ("sex"), texts[0]) : NULL;
  GolDate birth;
  gint age = -1;

  if (texts[1] != NULL && gol_date_parse (texts[1], &birth))
    age = gol_date_age (birth, factory->today);
  if (term != NULL && age >= 0)
    /* TRANSLATORS: sex and age in a list: "Woman, 34". */
    return g_strdup_printf (_("%s, %d"), gol_term_get_label (term), age);
  if (age >= 0)
    return g_strdup_printf ("%d", age);
  return g_strdup (term != NULL ? gol_term_get_label (term) : "");
}

static void
fill_due (const Factory *factory,
          GtkWidget     *cell,
          const char    *iso)
{
  gboolean late;
  g_autofree char *words = gol_display_deadline (iso, factory->today, &late);
  GtkWidget *icon = gtk_widget_get_first_child (cell);
  gboolean near = FALSE;
  GolDate due;

  if (iso != NULL && gol_date_parse (iso, &due) && gol_date_is_whole (due))
    near = gol_date_days (due) - gol_date_days (factory->today) <= 1;
  set_text (gtk_widget_get_last_child (cell), words);
  gtk_widget_set_visible (icon, near);
  if (late)
    gtk_widget_add_css_class (cell, "warning");
  else
    gtk_widget_remove_css_class (cell, "warning");
  if (near)
    gtk_widget_add_css_class (cell, "near");
  else
    gtk_widget_remove_css_class (cell, "near");
}

static void
fill (const Factory *factory,
      GtkWidget     *cell,
      GolRow        *row)
{
  const char * const *cells = gol_row_get_cells (row);
  const char * const *texts;
  const char *icon, *style;
  g_autofree char *words = NULL;

  gtk_widget_set_opacity (cell, cells != NULL ? 1 : 0);
  if (cells == NULL)
    return;
  texts = cells + factory->offset;
  switch (factory->column->kind)
    {
    case GOL_CELL_PERSON:
      fill_person (cell, texts);
      return;
    case GOL_CELL_STEP:
      gol_step_look (texts[0], texts[1], g_strcmp0 (texts[2], "1") == 0, &icon, &style, &words);
      fill_pill (cell, icon, style, words);
      return;
    case GOL_CELL_DECISION:
      gol_decision_look (texts[0], &icon, &style, &words);
      fill_pill (cell, icon, style, words);
      return;
    case GOL_CELL_DUE:
      fill_due (factory, cell, texts[0]);
      return;
    case GOL_CELL_SEX_AGE:
      words = words_of_sex_age (factory, texts);
      break;
    case GOL_CELL_DATE:
      words = gol_display_iso_date (texts[0], factory->today);
      break;
    case GOL_CELL_NUMBER:
      words = texts[0] != NULL ? gol_display_number (g_ascii_strtoll (texts[0], NULL, 10)) : g_strdup ("");
      break;
    case GOL_CELL_TEXT:
    case GOL_CELL_CODE:
      words = factory->field != NULL ? gol_display_cell (factory->field, texts[0]) : g_strdup (texts[0] != NULL ? texts[0] : "");
      break;
    }
  set_text (cell, words);
}

/* ── The factory ── */

static GtkWidget *
new_inscription (void)
{
  GtkWidget *inscription = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (inscription), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (inscription), 1);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (inscription), 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (inscription), 2);
  /* Not yalign: GTK 4.8 measures an ellipsised line as several. */
  gtk_widget_set_valign (inscription, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (inscription, TRUE);
  return inscription;
}

static GtkWidget *
new_box (int         spacing,
         const char *style)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, spacing);

  if (style != NULL)
    gtk_widget_add_css_class (box, style);
  return box;
}

static GtkWidget *
new_cell (const GolListColumn *column)
{
  GtkWidget *text = new_inscription ();
  GtkWidget *box, *pill;

  switch (column->kind)
    {
    case GOL_CELL_PERSON:
      {
        GtkWidget *face = gtk_inscription_new (NULL);

        box = new_box (9, NULL);
        gtk_widget_add_css_class (face, "gol-face");
        gtk_widget_set_valign (face, GTK_ALIGN_CENTER);
        gtk_widget_set_size_request (face, 26, 26);
        gtk_inscription_set_xalign (GTK_INSCRIPTION (face), 0.5);
        gtk_inscription_set_yalign (GTK_INSCRIPTION (face), 0.5);
        gtk_inscription_set_min_chars (GTK_INSCRIPTION (face), 0);
        gtk_inscription_set_nat_chars (GTK_INSCRIPTION (face), 0);
        gtk_box_append (GTK_BOX (box), face);
        gtk_box_append (GTK_BOX (box), text);
        return box;
      }
    case GOL_CELL_STEP:
    case GOL_CELL_DECISION:
      box = new_box (0, NULL);
      pill = new_box (4, "gol-pill");
      gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
      gtk_widget_set_visible (pill, FALSE);
      gtk_widget_set_hexpand (text, FALSE);
      gtk_box_append (GTK_BOX (pill), gtk_image_new ());
      gtk_box_append (GTK_BOX (pill), text);
      gtk_box_append (GTK_BOX (box), pill);
      return box;
    case GOL_CELL_DUE:
      box = new_box (6, "gol-due");
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("document-open-recent-symbolic"));
      gtk_box_append (GTK_BOX (box), text);
      gtk_widget_set_visible (gtk_widget_get_first_child (box), FALSE);
      return box;
    case GOL_CELL_CODE:
      gtk_widget_add_css_class (text, "monospace");
      gtk_widget_set_direction (text, GTK_TEXT_DIR_LTR);
      return text;
    case GOL_CELL_NUMBER:
      gtk_inscription_set_xalign (GTK_INSCRIPTION (text), 1);
      gtk_widget_add_css_class (text, "numeric");
      return text;
    case GOL_CELL_DATE:
    case GOL_CELL_SEX_AGE:
      gtk_widget_add_css_class (text, "numeric");
      return text;
    case GOL_CELL_TEXT:
      break;
    }
  return text;
}

static void
setup_cb (GtkSignalListItemFactory *signal_factory,
          GtkListItem              *item,
          Factory                  *factory)
{
  gtk_list_item_set_child (item, new_cell (factory->column));
}

static void
row_changed_cb (GolRow      *row,
                GtkListItem *item)
{
  Factory *factory = g_object_get_data (G_OBJECT (item), "gol-factory");

  fill (factory, gtk_list_item_get_child (item), row);
}

static void
bind_cb (GtkSignalListItemFactory *signal_factory,
         GtkListItem              *item,
         Factory                  *factory)
{
  GolRow *row = gtk_list_item_get_item (item);

  g_object_set_data (G_OBJECT (item), "gol-factory", factory);
  g_signal_connect (row, "changed", G_CALLBACK (row_changed_cb), item);
  fill (factory, gtk_list_item_get_child (item), row);
}

static void
unbind_cb (GtkSignalListItemFactory *signal_factory,
           GtkListItem              *item,
           Factory                  *factory)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), row_changed_cb, item);
}

GtkListItemFactory *
gol_list_cell_factory (const GolListSpec   *spec,
                       const GolListColumn *column,
                       guint                offset,
                       GolDate              today)
{
  GtkListItemFactory *list_factory = gtk_signal_list_item_factory_new ();
  Factory *factory = g_new0 (Factory, 1);
  const GolEntity *entity = gol_dictionary_find_entity (spec->entity);

  factory->column = column;
  factory->offset = offset;
  factory->today = today;
  if (*column->fields[0] != '~')
    gol_entity_find_field (entity, column->fields[0], NULL, &factory->field);
  g_signal_connect (list_factory, "setup", G_CALLBACK (setup_cb), factory);
  g_signal_connect (list_factory, "bind", G_CALLBACK (bind_cb), factory);
  g_signal_connect (list_factory, "unbind", G_CALLBACK (unbind_cb), factory);
  g_object_set_data_full (G_OBJECT (list_factory), "gol-factory", factory, g_free);
  return list_factory;
}

#define CELL_PADDING 24   /* of a cell in the theme, both sides */

/* As the theme draws so many digits: its font for codes need not have the size of the others. */
int
gol_list_cell_width (const GolListColumn *info)
{
  g_autofree char *digits = g_strnfill (info->chars, '0');
  GtkWidget *label = g_object_ref_sink (gtk_label_new (digits));
  int width;

  if (info->kind == GOL_CELL_CODE)
    gtk_widget_add_css_class (label, "monospace");
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  g_object_unref (label);
  return width + CELL_PADDING;
}
