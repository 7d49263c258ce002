/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-likes-panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-display.h"
#include "gol-pill.h"
#include "gol-portrait.h"

struct _GolLikesPanel
{
  AdwBin      parent_instance;

  GPtrArray  *likes;      /* (nullable): of GolLike */
  GHashTable *decided;    /* record → why she is another */
  char       *shown;      /* (nullable): the record that is laid side by side */

  GtkWidget  *heading;
  GtkWidget  *nothing;
  GtkWidget  *cards;
  GtkWidget  *why;        /* (nullable): entry of the one that is shown */
  GtkWidget  *same;       /* (nullable): its button */
};

G_DEFINE_FINAL_TYPE (GolLikesPanel, gol_likes_panel, ADW_TYPE_BIN)

enum
{
  SAME,
  DECIDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct { const char *icon, *style, *label; } verdicts[] = {
  [GOL_LIKE_SAME] = { "object-select-symbolic", "success", NC_("alike", "the same") },
  [GOL_LIKE_SOUNDS] = { "gol-eye-symbolic", "warning", NC_("alike", "sounds alike") },
  [GOL_LIKE_SLIP] = { "gol-eye-symbolic", "warning", NC_("alike", "one slip") },
  [GOL_LIKE_DIFFERS] = { "window-close-symbolic", "error", NC_("alike", "differs") },
  [GOL_LIKE_ONE] = { "list-remove-symbolic", "secondary", NC_("alike", "only one") },
};

static void show_cards (GolLikesPanel *self);

/* ── Side by side ── */

static GtkWidget *
new_label (const char *words,
           const char *style)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* What stands between the beginning and the end that @text and @other share. */
static void
mark_difference (GtkWidget  *label,
                 const char *text,
                 const char *other)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  gsize length = strlen (text), other_length = strlen (other), start = 0, end = 0;
  PangoAttribute *made[] = { pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), pango_attr_weight_new (PANGO_WEIGHT_BOLD) };

  while (start < length && start < other_length && text[start] == other[start])
    start++;
  while (end < length - start && end < other_length - start && text[length - 1 - end] == other[other_length - 1 - end])
    end++;
  /* Never half a letter. */
  while (start > 0 && ((guchar) text[start] & 0xc0) == 0x80)
    start--;
  while (end > 0 && ((guchar) text[length - end] & 0xc0) == 0x80)
    end--;
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      made[i]->start_index = start;
      made[i]->end_index = length - end;
      pango_attr_list_insert (attributes, made[i]);
    }
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
}

static GtkWidget *
new_side (const GolLikeLine *line,
          const char        *words,
          const char        *other)
{
  g_autofree char *shown = line->code ? gol_display_isolate (words) : g_strdup (words);
  g_autofree char *beside = line->code ? gol_display_isolate (other) : g_strdup (other);
  GtkWidget *label = new_label (*words != '\0' ? shown : "—", "numeric");

  if (line->verdict == GOL_LIKE_SOUNDS || line->verdict == GOL_LIKE_SLIP)
    mark_difference (label, shown, beside);
  return label;
}

static GtkWidget *
new_verdict (GolAlike verdict)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *words = gtk_label_new (g_dpgettext2 (GETTEXT_PACKAGE, "alike", verdicts[verdict].label));

  gtk_widget_add_css_class (words, "caption");
  gtk_widget_add_css_class (box, verdicts[verdict].style);
  gtk_widget_add_css_class (box, "gol-alike");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (verdicts[verdict].icon));
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
new_comparison (const GolLike *like)
{
  GtkWidget *grid = gtk_grid_new ();
  static const char * const heads[] = { "", N_("Typed now"), N_("On file") };

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "gol-compare");
  for (guint i = 1; i < G_N_ELEMENTS (heads); i++)
    {
      gtk_grid_attach (GTK_GRID (grid), new_label (_(heads[i]), "heading"), i, 0, 1, 1);
      gtk_widget_add_css_class (gtk_grid_get_child_at (GTK_GRID (grid), i, 0), "caption");
    }
  for (guint i = 0; i < like->lines->len; i++)
    {
      const GolLikeLine *line = g_ptr_array_index (like->lines, i);
      GtkWidget *name = new_label (line->label, "caption");

      gtk_widget_add_css_class (name, "secondary");
      gtk_grid_attach (GTK_GRID (grid), name, 0, i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), new_side (line, line->ours, line->theirs), 1, i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), new_side (line, line->theirs, line->ours), 2, i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), new_verdict (line->verdict), 3, i + 1, 1, 1);
    }
  return grid;
}

/* ── Decisions ── */

static GolLike *
find_like (GolLikesPanel *self,
           const char    *record)
{
  for (guint i = 0; self->likes != NULL && record != NULL && i < self->likes->len; i++)
    if (g_str_equal (((GolLike *) g_ptr_array_index (self->likes, i))->record, record))
      return g_ptr_array_index (self->likes, i);
  return NULL;
}

/* Whoever nobody has decided about yet, the surest first. */
static const char *
next_open (GolLikesPanel *self)
{
  for (guint i = 0; self->likes != NULL && i < self->likes->len; i++)
    {
      GolLike *like = g_ptr_array_index (self->likes, i);

      if (!g_hash_table_contains (self->decided, like->record))
        return like->record;
    }
  return NULL;
}

void
gol_likes_panel_decide (GolLikesPanel *self,
                        gboolean       same)
{
  GolLike *like;

  g_return_if_fail (GOL_IS_LIKES_PANEL (self));

  like = find_like (self, self->shown);
  if (like == NULL)
    return;
  if (same)
    {
      g_signal_emit (self, signals[SAME], 0, like->record);
      return;
    }
  g_hash_table_insert (self->decided, g_strdup (like->record), g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why))));
  g_free (self->shown);
  self->shown = g_strdup (next_open (self));
  show_cards (self);
  g_signal_emit (self, signals[DECIDED], 0);
}

static void
same_cb (GtkButton     *button,
         GolLikesPanel *self)
{
  gol_likes_panel_decide (self, TRUE);
}

static void
other_cb (GtkWidget     *widget,
          GolLikesPanel *self)
{
  gol_likes_panel_decide (self, FALSE);
}

static GtkWidget *
new_button (const char *words,
            const char *hint,
            GCallback   callback,
            gpointer    self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *key = gtk_label_new (hint);
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (key, "gol-hint");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), key);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
new_decision (GolLikesPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *same_key = gtk_accelerator_get_label (GDK_KEY_e, GDK_ALT_MASK);
  g_autofree char *other_key = gtk_accelerator_get_label (GDK_KEY_n, GDK_ALT_MASK);

  self->why = gtk_entry_new ();
  g_object_set (self->why, "placeholder-text", _("Why she is someone else (kept in her file)"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->why), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Why she is someone else"), -1);
  g_signal_connect (self->why, "activate", G_CALLBACK (other_cb), self);
  self->same = new_button (_("Same person: open her file"), same_key, G_CALLBACK (same_cb), self);
  gtk_box_append (GTK_BOX (box), self->same);
  gtk_box_append (GTK_BOX (box), self->why);
  gtk_box_append (GTK_BOX (box), new_button (_("Someone else"), other_key, G_CALLBACK (other_cb), self));
  return box;
}

/* ── The cards ── */

static void
chosen_cb (GtkButton     *button,
           GolLikesPanel *self)
{
  const char *record = g_object_get_data (G_OBJECT (button), "record");

  if (g_strcmp0 (record, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (record);
  show_cards (self);
  gol_likes_panel_focus (self);
}

static GtkWidget *
new_head (GolLikesPanel *self,
          const GolLike *like)
{
  gboolean decided = g_hash_table_contains (self->decided, like->record);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *code = gtk_label_new (like->code);
  GtkWidget *under = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *pill = decided ? gol_pill_new ("object-select-symbolic", "neutral", _("someone else"))
                    : like->sure ? gol_pill_new ("dialog-warning-symbolic", "error", _("same document"))
                                 : gol_pill_new ("gol-eye-symbolic", "warning", _("alike"));

  gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_last_child (pill)), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_direction (code, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (code, "caption");
  gtk_widget_add_css_class (code, "monospace");
  gtk_box_append (GTK_BOX (under), code);
  gtk_box_append (GTK_BOX (under), new_label (like->birth_date, "caption"));
  gtk_box_append (GTK_BOX (words), new_label (like->title, "heading"));
  gtk_box_append (GTK_BOX (words), under);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), gol_portrait_new (like->title, like->portrait, 36));
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), pill);
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "gol-like");
  g_object_set_data_full (G_OBJECT (button), "record", g_strdup (like->record), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (chosen_cb), self);
  return button;
}

static GtkWidget *
new_card (GolLikesPanel *self,
          const GolLike *like)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (card), new_head (self, like));
  gtk_widget_add_css_class (card, "gol-form");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  if (g_strcmp0 (like->record, self->shown) == 0)
    {
      GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

      gtk_box_append (GTK_BOX (body), new_comparison (like));
      gtk_box_append (GTK_BOX (body), new_label (like->why, "caption"));
      gtk_box_append (GTK_BOX (body), new_decision (self));
      gtk_widget_add_css_class (body, "gol-card");
      gtk_box_append (GTK_BOX (card), body);
    }
  return card;
}

/* What she was typing of a reason outlives the next answer. */
static void
show_cards (GolLikesPanel *self)
{
  guint n = gol_likes_panel_count (self);
  g_autofree char *why = self->why != NULL ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why))) : NULL;
  g_autofree char *before = self->why != NULL ? g_strdup (g_object_get_data (G_OBJECT (self->why), "record")) : NULL;
  gboolean typing = self->why != NULL && gtk_widget_get_focus_child (self->why) != NULL;
  g_autofree char *words = NULL;
  GtkWidget *child;

  self->why = self->same = NULL;
  while ((child = gtk_widget_get_first_child (self->cards)) != NULL)
    gtk_box_remove (GTK_BOX (self->cards), child);
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (self->cards), new_card (self, g_ptr_array_index (self->likes, i)));
  if (self->why != NULL)
    {
      g_object_set_data_full (G_OBJECT (self->why), "record", g_strdup (self->shown), g_free);
      if (g_strcmp0 (before, self->shown) == 0)
        gtk_editable_set_text (GTK_EDITABLE (self->why), why);
      if (typing)
        gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->why));
    }
  words = n > 0 ? g_strdup_printf (ngettext ("%u person like her", "%u people like her", n), n) : g_strdup (_("Nobody like her"));
  gtk_label_set_label (GTK_LABEL (self->heading), words);
  gtk_widget_set_visible (self->nothing, n == 0);
}

static gboolean
is_equal (const GolLike *a,
          const GolLike *b)
{
  if (!g_str_equal (a->record, b->record) || !g_str_equal (a->why, b->why) || a->lines->len != b->lines->len
      || !g_str_equal (a->title, b->title))
    return FALSE;
  for (guint i = 0; i < a->lines->len; i++)
    {
      GolLikeLine *first = g_ptr_array_index (a->lines, i), *second = g_ptr_array_index (b->lines, i);

      if (!g_str_equal (first->ours, second->ours) || !g_str_equal (first->theirs, second->theirs))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_shown_already (GolLikesPanel *self,
                  GPtrArray     *likes)
{
  if (self->likes == NULL || likes == NULL || self->likes->len != likes->len)
    return self->likes == NULL && (likes == NULL || likes->len == 0);
  for (guint i = 0; i < likes->len; i++)
    if (!is_equal (g_ptr_array_index (likes, i), g_ptr_array_index (self->likes, i)))
      return FALSE;
  return TRUE;
}

void
gol_likes_panel_set (GolLikesPanel *self,
                     GPtrArray     *likes)
{
  g_return_if_fail (GOL_IS_LIKES_PANEL (self));

  if (is_shown_already (self, likes))
    return;
  g_clear_pointer (&self->likes, g_ptr_array_unref);
  self->likes = likes != NULL ? g_ptr_array_ref (likes) : NULL;
  if (find_like (self, self->shown) == NULL || g_hash_table_contains (self->decided, self->shown))
    {
      g_free (self->shown);
      self->shown = g_strdup (next_open (self));
    }
  show_cards (self);
}

guint
gol_likes_panel_count (GolLikesPanel *self)
{
  g_return_val_if_fail (GOL_IS_LIKES_PANEL (self), 0);

  return self->likes != NULL ? self->likes->len : 0;
}

guint
gol_likes_panel_count_open (GolLikesPanel *self)
{
  guint n = 0;

  g_return_val_if_fail (GOL_IS_LIKES_PANEL (self), 0);

  for (guint i = 0; i < gol_likes_panel_count (self); i++)
    if (!g_hash_table_contains (self->decided, ((GolLike *) g_ptr_array_index (self->likes, i))->record))
      n++;
  return n;
}

GHashTable *
gol_likes_panel_get_decided (GolLikesPanel *self)
{
  GHashTable *records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer record;

  g_return_val_if_fail (GOL_IS_LIKES_PANEL (self), records);

  g_hash_table_iter_init (&iter, self->decided);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    g_hash_table_add (records, g_strdup (record));
  return records;
}

char *
gol_likes_panel_describe (GolLikesPanel *self)
{
  g_autoptr(GString) words = g_string_new (NULL);

  g_return_val_if_fail (GOL_IS_LIKES_PANEL (self), NULL);

  for (guint i = 0; i < gol_likes_panel_count (self); i++)
    {
      GolLike *like = g_ptr_array_index (self->likes, i);
      const char *why = g_hash_table_lookup (self->decided, like->record);

      if (why == NULL)
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      if (*why != '\0')
        /* TRANSLATORS: a file's code, and the officer's reason: kept in the file of a new person. */
        g_string_append_printf (words, _("Compared with %s and held to be someone else: %s."), like->code, why);
      else
        g_string_append_printf (words, _("Compared with %s and held to be someone else."), like->code);
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

void
gol_likes_panel_clear (GolLikesPanel *self)
{
  g_return_if_fail (GOL_IS_LIKES_PANEL (self));

  g_hash_table_remove_all (self->decided);
  g_clear_pointer (&self->likes, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  show_cards (self);
}

void
gol_likes_panel_focus (GolLikesPanel *self)
{
  g_return_if_fail (GOL_IS_LIKES_PANEL (self));

  if (self->same != NULL)
    gtk_widget_grab_focus (self->same);
}

/* ── Making ── */

static void
gol_likes_panel_finalize (GObject *object)
{
  GolLikesPanel *self = GOL_LIKES_PANEL (object);

  g_clear_pointer (&self->likes, g_ptr_array_unref);
  g_hash_table_unref (self->decided);
  g_free (self->shown);
  G_OBJECT_CLASS (gol_likes_panel_parent_class)->finalize (object);
}

static void
gol_likes_panel_class_init (GolLikesPanelClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gol_likes_panel_finalize;
  signals[SAME] = g_signal_new ("same", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DECIDED] = g_signal_new ("decided", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_likes_panel_init (GolLikesPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->heading = new_label (NULL, "heading");
  self->nothing = new_label (_("Whoever shares a document with her, or her day of birth and a name that sounds alike, is shown here while "
                               "you type."), "secondary");
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), self->nothing);
  gtk_box_append (GTK_BOX (box), self->cards);
  adw_bin_set_child (ADW_BIN (self), box);
  show_cards (self);
}

GtkWidget *
gol_likes_panel_new (void)
{
  return g_object_new (GOL_TYPE_LIKES_PANEL, NULL);
}
