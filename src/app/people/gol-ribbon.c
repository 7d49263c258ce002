/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-ribbon.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"
#include "gol-station.h"

struct _GolRibbon
{
  AdwBin      parent_instance;

  GtkWidget  *row;
  guint       room;
  gboolean    unfolded;
  GPtrArray  *stops;       /* of Stop: what the journey was, so that it can be unfolded */
};

/* What is shown of a station. */
typedef struct
{
  char            *step;
  char            *label;
  char            *brief;   /* the label where there is little room */
  GolStationState  state;
  char            *words;
  char            *who;
  char            *actor;   /* who does it, in full */
} Stop;

G_DEFINE_FINAL_TYPE (GolRibbon, gol_ribbon, ADW_TYPE_BIN)

static guint station_signal;

static void
stop_free (Stop *stop)
{
  g_free (stop->step);
  g_free (stop->label);
  g_free (stop->brief);
  g_free (stop->words);
  g_free (stop->who);
  g_free (stop->actor);
  g_free (stop);
}

static Stop *
stop_new (const GolStation *station,
          const char       *scheme,
          GolDate           today)
{
  Stop *stop = g_new0 (Stop, 1);

  stop->step = g_strdup (station->step);
  stop->label = g_strdup (station->label);
  stop->brief = g_strdup (gol_station_brief_label (station, scheme));
  stop->state = station->state;
  stop->words = gol_station_words (station, today);
  stop->actor = g_strdup (station->state == GOL_STATION_DONE && station->by != NULL ? station->by : gol_station_actor (station));
  if (station->state == GOL_STATION_DONE && station->by != NULL)
    stop->who = g_strdup (station->by);
  else if ((station->state == GOL_STATION_BLOCKED || station->state == GOL_STATION_LATE) && station->due != NULL)
    {
      g_autofree char *day = gol_display_iso_date (station->due, today);

      stop->who = station->state == GOL_STATION_LATE ? g_strdup_printf (_("due %s"), day) : g_strdup_printf (_("by %s"), day);
    }
  else
    stop->who = g_strdup (gol_station_brief_actor (station));
  return stop;
}

/* ── One station ── */

static GtkWidget *
new_line (const char *style,
          gboolean    shown)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (line, "gol-line");
  if (!shown)
    gtk_widget_add_css_class (line, "none");
  else if (style != NULL)
    gtk_widget_add_css_class (line, style);
  gtk_widget_set_hexpand (line, TRUE);
  gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
  return line;
}

static GtkWidget *
new_words (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static gboolean
is_here (GolStationState state)
{
  return state == GOL_STATION_NOW || state == GOL_STATION_BLOCKED || state == GOL_STATION_LATE;
}

static void
clicked_cb (GtkButton *button,
            GolRibbon *self)
{
  g_signal_emit (self, station_signal, 0, g_object_get_data (G_OBJECT (button), "step"));
}

static GtkWidget *
new_button (GolStationState  state,
            const char      *icon,
            const char      *label,
            const char      *words,
            const char      *who,
            const char      *before,
            const char      *after,
            gboolean         wrap)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *track = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *node = gtk_image_new_from_icon_name (icon);
  GtkWidget *name, *what;

  gtk_widget_add_css_class (node, "gol-node");
  gtk_widget_add_css_class (node, gol_station_style (state));
  gtk_box_append (GTK_BOX (track), new_line (before, before != NULL));
  gtk_box_append (GTK_BOX (track), node);
  gtk_box_append (GTK_BOX (track), new_line (after, after != NULL));
  gtk_box_append (GTK_BOX (box), track);
  name = new_words (label, is_here (state) ? "heading" : NULL);
  gtk_label_set_wrap (GTK_LABEL (name), wrap);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (name), 2);
  gtk_label_set_justify (GTK_LABEL (name), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), name);
  what = new_words (words, "what");
  gtk_widget_add_css_class (what, "numeric");
  if (state == GOL_STATION_BLOCKED)
    gtk_widget_add_css_class (what, "error");
  if (state == GOL_STATION_LATE)
    gtk_widget_add_css_class (what, "warning");
  gtk_box_append (GTK_BOX (box), what);
  what = new_words (who != NULL ? who : "", "what");
  gtk_widget_add_css_class (what, "secondary");
  gtk_box_append (GTK_BOX (box), what);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "gol-stop");
  if (is_here (state))
    gtk_widget_add_css_class (button, "here");
  return button;
}

static const char *
line_after (GPtrArray *stops,
            guint      i)
{
  Stop *stop = g_ptr_array_index (stops, i);

  return stop->state == GOL_STATION_DONE || stop->state == GOL_STATION_SKIPPED ? "done" : "open";
}

static void
append_stop (GolRibbon *self,
             guint      i)
{
  Stop *stop = g_ptr_array_index (self->stops, i);
  GtkWidget *button;
  /* TRANSLATORS: a step of a journey for a screen reader: name, state, when or what is missing, who. */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s, %s, %s"), stop->label, gol_station_label (stop->state), stop->words,
                                             stop->actor);

  button = new_button (stop->state, gol_station_icon (stop->state), stop->brief, stop->words, stop->who,
                       i > 0 ? line_after (self->stops, i - 1) : NULL,
                       i + 1 < self->stops->len ? line_after (self->stops, i) : NULL, !self->unfolded);
  g_object_set_data_full (G_OBJECT (button), "step", g_strdup (stop->step), g_free);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (GTK_BOX (self->row), button);
}

/* ── All of them ── */

static void show (GolRibbon *self);

/* Scrolled only when unfolded: what is scrolled cannot ask for more height when its words wrap. */
static void
unfold_cb (GtkButton *button,
           GolRibbon *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->unfolded = TRUE;
  g_object_ref (self->row);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->row);
  g_object_unref (self->row);
  show (self);
  gtk_widget_child_focus (self->row, GTK_DIR_TAB_FORWARD);
}

static void
append_folded (GolRibbon       *self,
               GolStationState  state,
               const char      *words,
               gboolean         first)
{
  GtkWidget *button = new_button (state, gol_station_icon (state), words, "", "",
                                  first ? NULL : "open", first ? "done" : NULL, TRUE);

  gtk_widget_set_tooltip_text (button, _("Show them all"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (unfold_cb), self);
  gtk_box_append (GTK_BOX (self->row), button);
}

/* What is past folds first, then what lies far ahead; from the last of what is past to the first of what is to come all stays. */
static void
show (GolRibbon *self)
{
  guint n = self->stops->len, first = 0, last = n, room = self->room;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->row)) != NULL)
    gtk_box_remove (GTK_BOX (self->row), child);
  if (!self->unfolded && n > room && room > 4)
    {
      guint here = n;

      for (guint i = n; i > 0; i--)
        if (is_here (((Stop *) g_ptr_array_index (self->stops, i - 1))->state))
          here = i - 1;
      if (here == n)
        for (here = 0; here < n && ((Stop *) g_ptr_array_index (self->stops, here))->state != GOL_STATION_LATER;)
          here++;
      /* One place for each fold. */
      first = here > 3 ? MIN (here - 3, n - (room - 1)) : 0;
      last = MIN (n, first + room - (first > 0 ? 2 : 1));
      if (last + 1 >= n)
        last = n;
    }
  if (first > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u before", "%u before", first), first);

      append_folded (self, GOL_STATION_DONE, words, TRUE);
    }
  for (guint i = first; i < last; i++)
    append_stop (self, i);
  if (last < n)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u later", "%u later", n - last), n - last);

      append_folded (self, GOL_STATION_LATER, words, FALSE);
    }
}

void
gol_ribbon_set_journey (GolRibbon        *self,
                        const GolJourney *journey,
                        GolDate           today)
{
  g_return_if_fail (GOL_IS_RIBBON (self));

  g_ptr_array_set_size (self->stops, 0);
  for (guint i = 0; journey != NULL && i < journey->stations->len; i++)
    g_ptr_array_add (self->stops, stop_new (g_ptr_array_index (journey->stations, i), journey->scheme, today));
  show (self);
}

void
gol_ribbon_select (GolRibbon  *self,
                   const char *step)
{
  g_return_if_fail (GOL_IS_RIBBON (self));

  for (GtkWidget *button = gtk_widget_get_first_child (self->row); button != NULL; button = gtk_widget_get_next_sibling (button))
    {
      gboolean chosen = step != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (button), "step"), step) == 0;

      if (chosen)
        gtk_widget_add_css_class (button, "chosen");
      else
        gtk_widget_remove_css_class (button, "chosen");
    }
}

void
gol_ribbon_set_room (GolRibbon *self,
                     guint      stations)
{
  g_return_if_fail (GOL_IS_RIBBON (self));

  if (self->room == stations)
    return;
  self->room = stations;
  show (self);
}

static void
gol_ribbon_finalize (GObject *object)
{
  g_ptr_array_unref (GOL_RIBBON (object)->stops);
  G_OBJECT_CLASS (gol_ribbon_parent_class)->finalize (object);
}

static void
gol_ribbon_class_init (GolRibbonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gol_ribbon_finalize;
  station_signal = g_signal_new ("station", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gol_ribbon_init (GolRibbon *self)
{
  self->room = 11;
  self->stops = g_ptr_array_new_with_free_func ((GDestroyNotify) stop_free);
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->row), TRUE);
  adw_bin_set_child (ADW_BIN (self), self->row);
}

GtkWidget *
gol_ribbon_new (void)
{
  return g_object_new (GOL_TYPE_RIBBON, NULL);
}
