/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-mrz-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-async.h"
#include "gol-compat.h"
#include "gol-display.h"

/* A reader types a hundred characters a second; who pauses this long has finished. */
#define PAUSE_MS 180

/* One result: what was checked, what it says, how it came out. */
typedef struct
{
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *value;
  GtkWidget *result;
} Tile;

static const struct
{
  const char *part;    /* of the zone; NULL: the names, which no digit protects */
  const char *label;
} parts[] = {
  { "number", N_("Document number") },
  { "birth_date", N_("Born on") },
  { "expiry_date", N_("Expires on") },
  { "optional", N_("Personal number") },
  { "composite", N_("All of it") },
  { NULL, N_("Name") },
};

struct _GolMrzReader
{
  AdwBin         parent_instance;

  GolDate        today;
  GolMrz        *zone;         /* (nullable) */
  char          *surnames;     /* (nullable): as written beside it */
  char          *given_names;
  guint          pause_source;
  gboolean       quiet;        /* we write, not the officer */

  GtkTextBuffer *buffer;
  GtkWidget     *view;
  GtkWidget     *hint;
  GtkWidget     *suggestion;
  GtkWidget     *suggested;    /* its words */
  Tile           tiles[G_N_ELEMENTS (parts)];
};

G_DEFINE_FINAL_TYPE (GolMrzReader, gol_mrz_reader, ADW_TYPE_BIN)

enum
{
  CHANGED,
  READ,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ── The lines ── */

static guint
width_of (const GolMrz *zone)
{
  static const guint widths[] = { [GOL_MRZ_TD1] = 30, [GOL_MRZ_TD2] = 36, [GOL_MRZ_TD3] = 44 };

  return widths[zone->format];
}

/* Lines without what a reader or a clipboard puts between them. */
static GPtrArray *
split_lines (const char *text)
{
  g_auto(GStrv) pieces = g_strsplit_set (text, "\r\n", -1);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit_set (pieces[i], " \t", -1);
      g_autofree char *line = g_strjoinv (NULL, words);

      if (*line != '\0')
        g_ptr_array_add (lines, g_ascii_strup (line, -1));
    }
  return lines;
}

/* A card's three lines have the length of a smaller one's two when the last is half typed: lines must be whole, too. */
static gboolean
is_whole (GPtrArray    *lines,
          const GolMrz *zone)
{
  for (guint i = 0; lines->len > 1 && i < lines->len; i++)
    if (strlen (g_ptr_array_index (lines, i)) != width_of (zone))
      return FALSE;
  return TRUE;
}

static char *
break_lines (GPtrArray *lines,
             guint      width)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append (text, g_ptr_array_index (lines, i));
  for (gsize at = width; at < text->len; at += width + 1)
    g_string_insert_c (text, at, '\n');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
gol_mrz_reader_get_text (GolMrzReader *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (GOL_IS_MRZ_READER (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* ── Colours in the lines; the tiles say the same in words ── */

static void
apply (GolMrzReader *self,
       const char   *tag,
       guint         line,
       guint         start,
       guint         length)
{
  GtkTextIter from, to;

  if (!gtk_text_buffer_get_iter_at_line_offset (self->buffer, &from, line, start))
    return;
  to = from;
  gtk_text_iter_forward_chars (&to, length);
  gtk_text_buffer_apply_tag_by_name (self->buffer, tag, &from, &to);
}

static void
paint_names (GolMrzReader *self)
{
  guint line = self->zone->format == GOL_MRZ_TD1 ? 2 : 0;
  guint start = self->zone->format == GOL_MRZ_TD1 ? 0 : 5;

  apply (self, "name", line, start, strlen (self->zone->surname) + 2 + strlen (self->zone->given_names));
}

static void
paint (GolMrzReader *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_all_tags (self->buffer, &start, &end);
  if (self->zone == NULL)
    return;
  paint_names (self);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->zone->n_checks; i++)
      {
        const GolMrzCheck *check = &self->zone->checks[i];

        if (pass == 0 && !g_str_equal (check->field, "composite"))
          apply (self, check->holds ? "protected" : "doubted", check->line, check->start, check->length);
        else if (pass == 1)
          apply (self, check->holds ? "digit" : "wrong", check->line, check->digit, 1);
      }
}

static GdkRGBA
named_colour (GolMrzReader *self,
              const char   *name,
              float         alpha)
{
  GdkRGBA colour = { .5, .5, .5, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (self->view), name, &colour);
  colour.alpha = alpha;
  return colour;
}

static void
set_tag (GolMrzReader *self,
         const char   *name,
         const char   *property,
         GdkRGBA       colour)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (self->buffer), name);

  g_object_set (tag, property, &colour, NULL);
}

static void
colour_tags (GolMrzReader *self)
{
  set_tag (self, "protected", "background-rgba", named_colour (self, "success_bg_color", .18));
  set_tag (self, "doubted", "background-rgba", named_colour (self, "warning_bg_color", .3));
  set_tag (self, "digit", "background-rgba", named_colour (self, "success_bg_color", 1));
  set_tag (self, "digit", "foreground-rgba", named_colour (self, "success_fg_color", 1));
  set_tag (self, "wrong", "background-rgba", named_colour (self, "warning_bg_color", 1));
  set_tag (self, "wrong", "foreground-rgba", named_colour (self, "warning_fg_color", 1));
  set_tag (self, "name", "underline-rgba", named_colour (self, "warning_color", 1));
}

static void
make_tags (GolMrzReader *self)
{
  gtk_text_buffer_create_tag (self->buffer, "name", "underline", PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_create_tag (self->buffer, "protected", NULL);
  gtk_text_buffer_create_tag (self->buffer, "doubted", NULL);
  gtk_text_buffer_create_tag (self->buffer, "digit", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (self->buffer, "wrong", "weight", PANGO_WEIGHT_BOLD, "underline", PANGO_UNDERLINE_ERROR, NULL);
}

/* ── The tiles ── */

static void
set_tile (Tile       *tile,
          const char *icon,
          const char *style,
          const char *value,
          const char *result)
{
  static const char * const styles[] = { "holds", "doubtful", "idle" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (tile->box, styles[i]);
  gtk_widget_add_css_class (tile->box, style);
  gtk_image_set_from_icon_name (GTK_IMAGE (tile->icon), icon);
  gtk_label_set_label (GTK_LABEL (tile->value), value != NULL && *value != '\0' ? value : "—");
  gtk_widget_set_tooltip_text (tile->value, value);
  gtk_label_set_label (GTK_LABEL (tile->result), result);
}

static const GolMrzCheck *
find_check (GolMrzReader *self,
            const char   *part)
{
  for (guint i = 0; self->zone != NULL && i < self->zone->n_checks; i++)
    if (g_str_equal (self->zone->checks[i].field, part))
      return &self->zone->checks[i];
  return NULL;
}

gboolean
gol_mrz_reader_holds (GolMrzReader *self,
                      const char   *part)
{
  const GolMrzCheck *check;

  g_return_val_if_fail (GOL_IS_MRZ_READER (self), FALSE);

  check = find_check (self, part);
  return check != NULL && check->holds;
}

static char *
value_of (GolMrzReader *self,
          const char   *part)
{
  const GolMrzCheck *check = find_check (self, part);

  if (g_str_equal (part, "number"))
    return g_strdup (self->zone->number);
  if (g_str_equal (part, "birth_date"))
    return gol_display_long_date (self->zone->birth_date);
  if (g_str_equal (part, "expiry_date"))
    return gol_display_long_date (self->zone->expiry_date);
  if (g_str_equal (part, "optional"))
    return g_strdup (self->zone->optional);
  /* TRANSLATORS: the line of a passport's machine-readable zone that a check digit protects. */
  return check != NULL ? g_strdup_printf (_("line %u"), check->line + 1) : NULL;
}

static void
show_check (GolMrzReader *self,
            guint         i)
{
  const GolMrzCheck *check = find_check (self, parts[i].part);
  g_autofree char *value = value_of (self, parts[i].part);
  g_autofree char *words = NULL;

  if (check == NULL)
    {
      set_tile (&self->tiles[i], "gol-later-symbolic", "idle", value, _("no check digit"));
      return;
    }
  if (check->holds)
    /* TRANSLATORS: a check digit that is right: "4 agrees". */
    words = g_strdup_printf (_("%c agrees"), check->found);
  else
    /* TRANSLATORS: a check digit that is wrong: the one that was read, the one that follows from the rest. */
    words = g_strdup_printf (_("%c, should be %c"), check->found, check->expected);
  set_tile (&self->tiles[i], check->holds ? "object-select-symbolic" : "dialog-warning-symbolic",
            check->holds ? "holds" : "doubtful", value, words);
}

static void
show_name (GolMrzReader *self)
{
  Tile *tile = &self->tiles[G_N_ELEMENTS (parts) - 1];
  g_autofree char *name = g_strdup_printf (_("%s, %s"), self->zone->surname, self->zone->given_names);

  if (self->surnames == NULL || self->given_names == NULL)
    set_tile (tile, "gol-eye-symbolic", "doubtful", name, _("compare by eye"));
  else if (gol_mrz_name_agrees (self->zone, self->surnames, self->given_names))
    set_tile (tile, "gol-eye-symbolic", "holds", name, _("as written"));
  else
    set_tile (tile, "gol-eye-symbolic", "doubtful", name, _("written otherwise"));
}

static void
show_tiles (GolMrzReader *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (self->zone == NULL)
      set_tile (&self->tiles[i], "gol-later-symbolic", "idle", NULL, "");
    else if (parts[i].part == NULL)
      show_name (self);
    else
      show_check (self, i);
}

void
gol_mrz_reader_set_name (GolMrzReader *self,
                         const char   *surnames,
                         const char   *given_names)
{
  g_return_if_fail (GOL_IS_MRZ_READER (self));

  g_free (self->surnames);
  g_free (self->given_names);
  self->surnames = g_strdup (surnames);
  self->given_names = g_strdup (given_names);
  if (self->zone != NULL)
    show_name (self);
}

/* ── What may have been misread ── */

static void
show_suggestion (GolMrzReader *self,
                 const char   *text)
{
  const char *mended = self->zone != NULL ? self->zone->suggestion : NULL;
  guint line = 1, column = 1;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->suggestion, mended != NULL);
  for (gsize i = 0; mended != NULL && text[i] != '\0' && mended[i] != '\0' && words == NULL; i++)
    {
      if (text[i] != mended[i])
        /* TRANSLATORS: letters of a passport's machine-readable zone, the one that was read first. */
        words = g_strdup_printf (_("In line %u, character %u, “%c” may have been read for “%c”: then every digit would agree. Look at the "
                                   "document."), line, column, text[i], mended[i]);
      column = text[i] == '\n' ? 1 : column + 1;
      line += text[i] == '\n' ? 1 : 0;
    }
  gtk_label_set_label (GTK_LABEL (self->suggested), words != NULL ? words : "");
}

static void
mend_cb (GtkButton    *button,
         GolMrzReader *self)
{
  g_autofree char *mended = g_strdup (self->zone != NULL ? self->zone->suggestion : NULL);

  if (mended == NULL)
    return;
  gol_mrz_reader_set_text (self, mended);
  gol_mrz_reader_focus (self);
}

/* ── Reading ── */

static void
show_hint (GolMrzReader *self,
           GPtrArray    *lines,
           const GError *error)
{
  guint n = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < lines->len; i++)
    n += strlen (g_ptr_array_index (lines, i));
  if (n == 0)
    words = g_strdup (_("Scan the document, paste or type its two or three lines."));
  else if (self->zone == NULL && (n > 90 || (error != NULL && n == 90)))
    words = g_strdup (error != NULL ? error->message : _("This is too long for a machine-readable zone."));
  else if (self->zone == NULL)
    words = g_strdup_printf (ngettext ("%u character so far; a passport has 88, a card 90 or 72.",
                                       "%u characters so far; a passport has 88, a card 90 or 72.", n), n);
  else if (self->zone->valid)
    words = g_strdup (_("Every check digit agrees. No digit protects the name: compare it."));
  else
    words = g_strdup (_("Not every check digit agrees. Only what its own digit vouches for is taken over; read again, or go on by hand."));
  gtk_label_set_label (GTK_LABEL (self->hint), words);
}

/* Whole lines, in capitals, as on the document. */
static void
tidy (GolMrzReader *self,
      GPtrArray    *lines)
{
  g_autofree char *text = gol_mrz_reader_get_text (self);
  g_autofree char *tidied = break_lines (lines, width_of (self->zone));

  if (g_str_equal (text, tidied))
    return;
  self->quiet = TRUE;
  gtk_text_buffer_set_text (self->buffer, tidied, -1);
  self->quiet = FALSE;
}

static gboolean
pause_cb (gpointer data)
{
  GolMrzReader *self = data;
  g_autofree char *text = gol_mrz_reader_get_text (self);
  g_autoptr(GPtrArray) lines = split_lines (text);
  g_autofree char *tidied = NULL;

  self->pause_source = 0;
  gol_busy_end ();
  if (self->zone == NULL)
    return G_SOURCE_REMOVE;
  tidy (self, lines);
  tidied = gol_mrz_reader_get_text (self);
  paint (self);
  show_suggestion (self, tidied);
  gol_announce (GTK_WIDGET (self), gtk_label_get_label (GTK_LABEL (self->hint)));
  g_signal_emit (self, signals[READ], 0);
  return G_SOURCE_REMOVE;
}

static void
stop_pause (GolMrzReader *self)
{
  if (self->pause_source == 0)
    return;
  g_clear_handle_id (&self->pause_source, g_source_remove);
  gol_busy_end ();
}

static void
changed_cb (GtkTextBuffer *buffer,
            GolMrzReader  *self)
{
  g_autofree char *text = NULL;
  g_autofree char *joined = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_autoptr(GError) error = NULL;

  if (self->quiet)
    return;
  stop_pause (self);
  g_clear_pointer (&self->zone, gol_mrz_free);
  text = gol_mrz_reader_get_text (self);
  lines = split_lines (text);
  joined = break_lines (lines, G_MAXUINT);
  self->zone = *joined != '\0' ? gol_mrz_parse (joined, self->today, &error) : NULL;
  if (self->zone != NULL && !is_whole (lines, self->zone))
    g_clear_pointer (&self->zone, gol_mrz_free);
  paint (self);
  show_tiles (self);
  show_hint (self, lines, error);
  show_suggestion (self, "");
  if (self->zone != NULL)
    {
      gol_busy_begin ();
      self->pause_source = g_timeout_add (PAUSE_MS, pause_cb, self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
gol_mrz_reader_set_text (GolMrzReader *self,
                         const char   *text)
{
  g_return_if_fail (GOL_IS_MRZ_READER (self));

  /* A text that is set is first taken away: nobody is told twice. */
  self->quiet = TRUE;
  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
  self->quiet = FALSE;
  changed_cb (self->buffer, self);
}

const GolMrz *
gol_mrz_reader_get_zone (GolMrzReader *self)
{
  g_return_val_if_fail (GOL_IS_MRZ_READER (self), NULL);

  return self->zone;
}

void
gol_mrz_reader_set_today (GolMrzReader *self,
                          GolDate       today)
{
  g_return_if_fail (GOL_IS_MRZ_READER (self));

  self->today = today;
}

gboolean
gol_mrz_reader_has_focus (GolMrzReader *self)
{
  g_return_val_if_fail (GOL_IS_MRZ_READER (self), FALSE);

  return gtk_widget_has_focus (self->view);
}

void
gol_mrz_reader_focus (GolMrzReader *self)
{
  g_return_if_fail (GOL_IS_MRZ_READER (self));

  gtk_widget_grab_focus (self->view);
}

/* ── Making ── */

static GtkWidget *
new_label (const char *words,
           const char *style)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_tile (Tile       *tile,
          const char *name)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  tile->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  tile->icon = gtk_image_new ();
  tile->value = new_label (NULL, "numeric");
  tile->result = new_label (NULL, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (tile->result), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (tile->result, "result");
  gtk_box_append (GTK_BOX (line), new_label (name, "caption"));
  gtk_box_append (GTK_BOX (line), tile->result);
  gtk_widget_add_css_class (gtk_widget_get_first_child (line), "secondary");
  gtk_widget_set_hexpand (gtk_widget_get_first_child (line), TRUE);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (words), tile->value);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (tile->box), tile->icon);
  gtk_box_append (GTK_BOX (tile->box), words);
  gtk_widget_add_css_class (tile->box, "gol-tile");
  return tile->box;
}

static GtkWidget *
new_tiles (GolMrzReader *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_grid_attach (GTK_GRID (grid), new_tile (&self->tiles[i], _(parts[i].label)), i % 2, i / 2, 1, 1);
  gtk_widget_set_hexpand (grid, TRUE);
  gtk_widget_set_valign (grid, GTK_ALIGN_START);
  return grid;
}

static GtkWidget *
new_lines (GolMrzReader *self)
{
  GtkWidget *title = new_label (_("Passport or card"), "heading");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
  gtk_text_view_set_input_hints (GTK_TEXT_VIEW (self->view), GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_UPPERCASE_CHARS);
  gtk_widget_set_direction (self->view, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (self->view, "gol-mrz");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Machine-readable zone"), -1);
  self->hint = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_widget_add_css_class (self->hint, "secondary");
  /* Where there is no room for a whole line it scrolls: it is never broken. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scrolled), 300);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), self->hint);
  return box;
}

static GtkWidget *
new_suggestion (GolMrzReader *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Take It So"));

  self->suggestion = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->suggested = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->suggested), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->suggested), 0);
  gtk_widget_set_hexpand (self->suggested, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (mend_cb), self);
  gtk_box_append (GTK_BOX (self->suggestion), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (self->suggestion), self->suggested);
  gtk_box_append (GTK_BOX (self->suggestion), button);
  gtk_widget_add_css_class (self->suggestion, "gol-notice");
  gtk_widget_set_visible (self->suggestion, FALSE);
  return self->suggestion;
}

static void
gol_mrz_reader_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (gol_mrz_reader_parent_class)->css_changed (widget, change);
  colour_tags (GOL_MRZ_READER (widget));
}

static void
gol_mrz_reader_dispose (GObject *object)
{
  GolMrzReader *self = GOL_MRZ_READER (object);

  stop_pause (self);
  g_clear_pointer (&self->zone, gol_mrz_free);
  g_clear_pointer (&self->surnames, g_free);
  g_clear_pointer (&self->given_names, g_free);
  G_OBJECT_CLASS (gol_mrz_reader_parent_class)->dispose (object);
}

static void
gol_mrz_reader_class_init (GolMrzReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gol_mrz_reader_dispose;
  GTK_WIDGET_CLASS (klass)->css_changed = gol_mrz_reader_css_changed;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[READ] = g_signal_new ("read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_mrz_reader_init (GolMrzReader *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  self->today = (GolDate) { 2000, 1, 1 };
  gtk_box_append (GTK_BOX (line), new_lines (self));
  gtk_box_append (GTK_BOX (line), new_tiles (self));
  gtk_box_append (GTK_BOX (card), line);
  gtk_box_append (GTK_BOX (card), new_suggestion (self));
  gtk_widget_add_css_class (card, "gol-form");
  gtk_widget_add_css_class (card, "gol-card");
  make_tags (self);
  colour_tags (self);
  g_signal_connect (self->buffer, "changed", G_CALLBACK (changed_cb), self);
  adw_bin_set_child (ADW_BIN (self), card);
  gol_mrz_reader_set_text (self, "");
}

GtkWidget *
gol_mrz_reader_new (void)
{
  return g_object_new (GOL_TYPE_MRZ_READER, NULL);
}
