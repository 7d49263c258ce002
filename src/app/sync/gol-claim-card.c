/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-claim-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-display.h"
#include "gol-json.h"
#include "gol-pill.h"
#include "gol-portrait.h"

/* ── Words ── */

char *
gol_conflict_field_label (const GolConflict *conflict)
{
  return g_strdup (conflict->field != NULL ? gol_field_get_label (conflict->field) : conflict->field_name);
}

char *
gol_conflict_question (const GolConflict *conflict)
{
  g_autofree char *field = gol_conflict_field_label (conflict);

  /* TRANSLATORS: a section of a file, then one of its fields: "Contact · Telephone". */
  return g_strdup_printf (_("%1$s · %2$s"), gol_section_get_label (conflict->section), field);
}

/* A line for each row. */
static char *
words_of_rows (const GolField *field,
               const char     *json)
{
  g_autoptr(GPtrArray) rows = gol_json_to_rows (json, NULL);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *line = NULL;

      for (const GolField *column = field->columns; column != NULL && column->name != NULL; column++)
        {
          g_autofree char *cell = gol_display_value (column, gol_values_find (g_ptr_array_index (rows, i), column->name));

          if (*cell != '\0')
            g_ptr_array_add (words, g_steal_pointer (&cell));
        }
      line = gol_display_join (words);
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
    }
  return g_string_free (lines, FALSE);
}

char *
gol_claim_words (const GolConflict *conflict,
                 const GolValue    *value,
                 GHashTable        *titles)
{
  const GolField *field = conflict->field;
  g_autofree char *words = NULL;

  if (value == NULL || value->kind == GOL_VALUE_NULL || value->text == NULL)
    return g_strdup (_("nothing: it was cleared"));
  if (field == NULL)
    return g_strdup (value->text);
  if (field->type == GOL_FIELD_REFERENCE && titles != NULL && g_hash_table_contains (titles, value->text))
    return g_strdup (g_hash_table_lookup (titles, value->text));
  if (field->type == GOL_FIELD_PORTRAIT)
    return g_strdup (_("a picture"));
  words = field->columns != NULL ? words_of_rows (field, value->text) : gol_display_value (field, value);
  return *words != '\0' ? g_steal_pointer (&words) : g_strdup (value->text);
}

/* ── Where they differ ── */

static gsize
same_before (const char *a,
             const char *b)
{
  const char *at = a;

  while (*at != '\0' && g_utf8_get_char (at) == g_utf8_get_char (b))
    {
      at = g_utf8_next_char (at);
      b = g_utf8_next_char (b);
    }
  return at - a;
}

static gsize
same_after (const char *a,
            const char *b,
            gsize       before)
{
  gsize n = 0, most = MIN (strlen (a), strlen (b)) - before;

  while (n < most && a[strlen (a) - n - 1] == b[strlen (b) - n - 1])
    n++;
  /* Not in the middle of a letter. */
  while (n > 0 && (a[strlen (a) - n] & 0xC0) == 0x80)
    n--;
  return n;
}

/* In two values that are alike, what is not is underlined: the eye finds two digits that changed places badly. */
static PangoAttrList *
mark_difference (const char *words,
                 const char *other)
{
  gsize before = same_before (words, other), after = same_after (words, other, before);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *marks[] = { pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), pango_attr_weight_new (PANGO_WEIGHT_BOLD) };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      marks[i]->start_index = before;
      marks[i]->end_index = before + after > 0 ? strlen (words) - after : 0;
      pango_attr_list_insert (attributes, marks[i]);
    }
  return attributes;
}

/* ── The card ── */

static void
attach (GtkWidget  *grid,
        int         row,
        const char *caption,
        const char *words)
{
  GtkWidget *name = gtk_label_new (caption);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_add_css_class (name, "secondary");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_grid_attach (GTK_GRID (grid), name, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), label, 1, row, 1, 1);
}

static GtkWidget *
new_value (const GolConflict *conflict,
           guint              position,
           GHashTable        *titles)
{
  const GolClaim *claim = g_ptr_array_index (conflict->claims, position);
  const GolClaim *other = g_ptr_array_index (conflict->claims, position == 0 ? 1 : 0);
  g_autofree char *words = gol_claim_words (conflict, claim->value, titles);
  g_autofree char *others = gol_claim_words (conflict, other->value, titles);
  g_autoptr(PangoAttrList) attributes = NULL;
  GtkWidget *label;

  if (conflict->field != NULL && conflict->field->type == GOL_FIELD_PORTRAIT && claim->value->text != NULL)
    return gol_portrait_new (conflict->title, claim->value->text, 96);
  label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, strlen (words) < 40 ? "title-2" : "heading");
  if (claim->value->kind == GOL_VALUE_NULL)
    gtk_widget_add_css_class (label, "secondary");
  if (conflict->field != NULL && (conflict->field->type == GOL_FIELD_CODE || conflict->field->type == GOL_FIELD_PHONE))
    gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  if (claim->value->kind == GOL_VALUE_TEXT && other->value->kind == GOL_VALUE_TEXT)
    {
      attributes = mark_difference (words, others);
      gtk_label_set_attributes (GTK_LABEL (label), attributes);
    }
  return label;
}

static char *
words_of_writer (const GolClaim *claim)
{
  if (claim->officer != NULL)
    return g_strdup (claim->officer);
  if (claim->ours)
    return g_strdup (_("somebody who left"));
  /* TRANSLATORS: an officer of another office, who is known by a code alone: "u7k2m9qx3". */
  return g_strdup_printf (_("an officer there, %s"), claim->actor != NULL ? claim->actor : "—");
}

static GtkWidget *
new_heading (const GolClaim *claim,
             guint           position)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *number = g_strdup_printf ("%u", position + 1);
  GtkWidget *key = gtk_label_new (number);
  GtkWidget *office = gtk_label_new (claim->office);

  gtk_widget_add_css_class (key, "gol-key");
  gtk_widget_add_css_class (office, "heading");
  gtk_label_set_xalign (GTK_LABEL (office), 0);
  gtk_label_set_ellipsize (GTK_LABEL (office), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (office, claim->office);
  gtk_widget_set_hexpand (office, TRUE);
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), office);
  if (claim->late)
    gtk_box_append (GTK_BOX (box), gol_pill_new ("dialog-warning-symbolic", "warning", _("came late")));
  if (claim->stands)
    gtk_box_append (GTK_BOX (box), gol_pill_new ("object-select-symbolic", "accent", _("stands for now")));
  return box;
}

GtkWidget *
gol_claim_card_new (const GolConflict *conflict,
                    guint              position,
                    GHashTable        *titles)
{
  const GolClaim *claim = g_ptr_array_index (conflict->claims, position);
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *words = gol_claim_words (conflict, claim->value, titles);
  g_autofree char *who = words_of_writer (claim);
  g_autofree char *when = gol_display_instant (claim->at);
  g_autofree char *spoken = NULL;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  attach (grid, 0, _("Who"), who);
  attach (grid, 1, _("When"), when);
  gtk_box_append (GTK_BOX (box), new_heading (claim, position));
  gtk_box_append (GTK_BOX (box), new_value (conflict, position, titles));
  gtk_box_append (GTK_BOX (box), grid);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_add_css_class (child, "gol-claim");
  /* TRANSLATORS: read aloud: a value, the office that wrote it, who, when. */
  spoken = g_strdup_printf (_("%1$s, %2$s, %3$s, %4$s"), words, claim->office, who, when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return child;
}
