/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-matching-page.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-display.h"
#include "gol-matching-row.h"
#include "gol-portrait.h"
#include "gol-verdict-row.h"

#define SHOWN      100
#define PAUSE_MS   250   /* in typing, after which it is looked for */
#define DOTS_MOST  60    /* posts that are shown one by one */
#define DOTS_LINE  20

struct _GolMatchingPage
{
  GolPage            parent_instance;

  char              *order;
  GolMatching       *matching;     /* (nullable) */
  GolMatchingFilter  filter;
  gint               goes_on_at;   /* the row that is chosen once the placed one is gone */
  gboolean           placing;      /* until the list is without her */
  gboolean           placed_one;   /* the list is read again because of her */
  guint              pause;
  GCancellable      *looking;
  GCancellable      *asking;

  GtkLabel          *title;
  GtkLabel          *terms;
  GtkLabel          *stopped;
  GtkBox            *dots;
  GtkProgressBar    *progress;
  GtkLabel          *left_number;
  GtkLabel          *left_words;
  GtkLabel          *count;
  GtkToggleButton   *all;
  GtkToggleButton   *last_season;
  GtkSearchEntry    *entry;
  GtkStack          *stack;
  AdwStatusPage     *nobody;
  GtkListBox        *list;
  GtkBox            *card;
  AdwBin            *portrait;
  GtkLabel          *name;
  GtkLabel          *code;
  GtkBox            *reasons;
  GtkBox            *verdicts;
  GtkCheckButton    *named;
  GtkButton         *place;
  GtkBox            *placed_box;
  GtkListBox        *placed;
};

G_DEFINE_FINAL_TYPE (GolMatchingPage, gol_matching_page, GOL_TYPE_PAGE)

/* ── Questions, asked in threads ── */

typedef struct
{
  char              *order;
  char              *text;      /* (nullable): who is looked for */
  GolMatchingFilter  filter;
  char              *worker;
  char              *scheme;
  GolDate            on;
  gboolean           named;
} Question;

static Question *
question_new (GolMatchingPage *self)
{
  Question *question = g_new0 (Question, 1);

  question->order = g_strdup (self->order);
  question->filter = self->filter;
  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->order);
  g_free (question->text);
  g_free (question->worker);
  g_free (question->scheme);
  g_free (question);
}

static gpointer
look_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;

  return gol_matching_look (office, question->order, question->filter, question->text, SHOWN, cancellable, error);
}

static gpointer
ask_func (GolOffice     *office,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Question *question = data;

  return gol_office_may_go_again (office, question->worker, question->scheme, question->on, error);
}

static gpointer
place_func (GolOffice     *office,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Question *question = data;
  g_autofree char *code = NULL;
  g_autofree char *name = NULL;
  g_autofree char *placement = gol_office_place (office, question->worker, question->order, question->named, NULL, NULL, error);

  if (placement == NULL)
    return NULL;
  name = gol_office_title (office, question->worker, &code, NULL);
  /* TRANSLATORS: a person's name. */
  return g_strdup_printf (_("%s is placed"), name != NULL ? name : code != NULL ? code : "");
}

static GolDate
today_of (GolMatchingPage *self)
{
  return gol_clock_get_today (gol_office_get_clock (gol_page_get_office (GOL_PAGE (self))));
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* ── The chosen one ── */

static const GolCandidate *
chosen (GolMatchingPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? gol_matching_row_get_candidate (GOL_MATCHING_ROW (row)) : NULL;
}

static gboolean
can_place (GolMatchingPage *self)
{
  return self->matching != NULL && self->matching->stopped == NULL && !self->placing;
}

static void
asked_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  GolMatchingPage *self = owner;
  g_autoptr(GolMayGoAgain) answer = result;

  empty (self->verdicts);
  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  for (guint i = 0; i < answer->clauses->len; i++)
    gtk_box_append (self->verdicts, gol_verdict_row_new (g_ptr_array_index (answer->clauses, i), today_of (self)));
  /* They may make the card wider or narrower, and GTK keeps the height that the reasons above them had before. */
  gtk_widget_queue_resize (GTK_WIDGET (self->reasons));
}

static void
ask_verdicts (GolMatchingPage    *self,
              const GolCandidate *candidate)
{
  Question *question;

  gol_renew_cancellable (&self->asking);
  if (self->matching->scheme == NULL)
    return;
  question = question_new (self);
  question->worker = g_strdup (candidate->worker);
  question->scheme = g_strdup (self->matching->scheme);
  if (!gol_date_parse (self->matching->starts, &question->on) || !gol_date_is_whole (question->on))
    question->on = today_of (self);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), ask_func, question, question_free, (GDestroyNotify) gol_may_go_again_free,
           self->asking, asked_cb);
}

static GtkWidget *
new_bar (const char *words)
{
  const GolVerdict bar = { .words = (char *) words, .holds = GOL_NO };

  return gol_verdict_row_new (&bar, (GolDate) { 0 });
}

/* By name, when the order names her; an order that names nobody leaves it to the officer. */
static void
show_named (GolMatchingPage    *self,
            const GolCandidate *candidate)
{
  gtk_widget_set_visible (GTK_WIDGET (self->named), self->matching->by_name && candidate->bar == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->named), candidate->named || !self->matching->names_people);
  gtk_check_button_set_active (self->named, candidate->named);
}

static void
show_chosen (GolMatchingPage *self)
{
  const GolCandidate *candidate = chosen (self);

  gtk_widget_set_visible (GTK_WIDGET (self->card), candidate != NULL);
  for (guint i = 0; self->matching != NULL && i < self->matching->people->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row != NULL)
        gol_matching_row_set_chosen (GOL_MATCHING_ROW (row), gtk_list_box_row_is_selected (row), can_place (self));
    }
  if (candidate == NULL)
    return;
  adw_bin_set_child (self->portrait, gol_portrait_new (candidate->name, candidate->portrait, 48));
  gtk_label_set_label (self->name, candidate->name != NULL ? candidate->name : "");
  gtk_label_set_label (self->code, candidate->code != NULL ? candidate->code : "");
  empty (self->reasons);
  if (candidate->bar != NULL)
    gtk_box_append (self->reasons, new_bar (candidate->bar));
  for (guint i = 0; i < candidate->reasons->len; i++)
    gtk_box_append (self->reasons, gol_matching_reason_new (g_ptr_array_index (candidate->reasons, i)));
  show_named (self, candidate);
  gtk_widget_set_sensitive (GTK_WIDGET (self->place), can_place (self) && candidate->bar == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->place), candidate->bar == NULL);
  ask_verdicts (self, candidate);
}

static void
selected_cb (GtkListBox      *list,
             GtkListBoxRow   *row,
             GolMatchingPage *self)
{
  if (row != NULL && self->matching != NULL)
    show_chosen (self);
}

static void
open_cb (GolMatchingPage *self)
{
  const GolCandidate *candidate = chosen (self);

  if (candidate != NULL)
    gol_page_open_record (GOL_PAGE (self), candidate->worker);
}

/* ── The order and its posts ── */

static void
show_dots (GolMatchingPage *self)
{
  const GolMatching *matching = self->matching;
  gboolean one_by_one = matching->posts > 0 && matching->posts <= DOTS_MOST;
  GtkWidget *line = NULL;

  empty (self->dots);
  gtk_widget_set_visible (GTK_WIDGET (self->dots), one_by_one);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), !one_by_one);
  gtk_progress_bar_set_fraction (self->progress, matching->posts > 0 ? MIN (1.0, (double) matching->filled / matching->posts) : 0);
  for (guint i = 0; one_by_one && i < matching->posts; i++)
    {
      GtkWidget *dot = gtk_image_new_from_icon_name (i < matching->filled ? "object-select-symbolic" : NULL);

      if (i % DOTS_LINE == 0)
        {
          line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
          gtk_box_append (self->dots, line);
        }
      gtk_image_set_pixel_size (GTK_IMAGE (dot), 10);
      gtk_widget_add_css_class (dot, "gol-post");
      if (i < matching->filled)
        gtk_widget_add_css_class (dot, "filled");
      gtk_box_append (GTK_BOX (line), dot);
    }
}

static void
show_order (GolMatchingPage *self)
{
  const GolMatching *matching = self->matching;
  guint left = matching->posts > matching->filled ? matching->posts - matching->filled : 0;
  g_autofree char *number = gol_display_number (left);
  g_autofree char *posts = gol_display_number (matching->posts);
  g_autofree char *of = g_strdup_printf (ngettext ("post left of %s", "posts left of %s", left), posts);
  g_autofree char *starts = gol_display_iso_date (matching->starts, today_of (self));
  g_autofree char *ends = gol_display_iso_date (matching->ends, today_of (self));
  /* TRANSLATORS: an employer, and the first and the last day of the work. */
  g_autofree char *terms = g_strdup_printf (_("%1$s · %2$s to %3$s"), matching->employer != NULL ? matching->employer : "", starts, ends);
  g_autofree char *code = matching->code != NULL ? gol_display_isolate (matching->code) : NULL;

  gtk_label_set_label (self->title, matching->title != NULL ? matching->title : matching->code);
  gtk_label_set_label (self->terms, terms);
  gtk_label_set_label (self->stopped, matching->stopped != NULL ? matching->stopped : "");
  gtk_widget_set_visible (GTK_WIDGET (self->stopped), matching->stopped != NULL);
  gtk_label_set_label (self->left_number, number);
  gtk_label_set_label (self->left_words, of);
  gol_page_set_subtitle (GOL_PAGE (self), code);
  show_dots (self);
}

static void
show_placed (GolMatchingPage *self)
{
  clear_list (self->placed);
  for (guint i = 0; i < self->matching->placed->len; i++)
    {
      const GolCandidate *candidate = g_ptr_array_index (self->matching->placed, i);
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      GtkWidget *name = gtk_label_new (candidate->name);

      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), gol_portrait_new (candidate->name, candidate->portrait, 26));
      gtk_box_append (GTK_BOX (box), name);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
      g_object_set_data_full (G_OBJECT (row), "worker", g_strdup (candidate->worker), g_free);
      gtk_list_box_append (self->placed, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->placed_box), self->matching->placed->len > 0);
}

static void
placed_activated_cb (GtkListBox      *list,
                     GtkListBoxRow   *row,
                     GolMatchingPage *self)
{
  gol_page_open_record (GOL_PAGE (self), g_object_get_data (G_OBJECT (row), "worker"));
}

/* ── The candidates ── */

static void
place_candidate (GolMatchingPage    *self,
                 const GolCandidate *candidate);

static void
row_place_cb (GolMatchingRow  *row,
              GolMatchingPage *self)
{
  place_candidate (self, gol_matching_row_get_candidate (row));
}

static void
choose_row (GolMatchingPage *self,
            gint             position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  /* Whoever types goes on typing. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && gtk_widget_get_focus_child (GTK_WIDGET (self->entry)) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gint
find_row (GolMatchingPage *self,
          const char      *worker)
{
  for (guint i = 0; self->matching != NULL && worker != NULL && i < self->matching->people->len; i++)
    if (g_str_equal (((GolCandidate *) self->matching->people->pdata[i])->worker, worker))
      return i;
  return -1;
}

static gboolean
is_typed (GolMatchingPage *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
}

static void
show_count (GolMatchingPage *self)
{
  guint n = self->matching->people->len;
  g_autofree char *words = NULL;

  if (is_typed (self))
    words = g_strdup_printf (ngettext ("%u found", "%u found", n), n);
  else if (self->matching->more)
    /* TRANSLATORS: of the candidates, those that stand first. */
    words = g_strdup_printf (ngettext ("the first %u", "the first %u", n), n);
  else
    words = g_strdup_printf ("%u", n);
  gtk_label_set_label (self->count, words);
}

static void
show_people (GolMatchingPage *self)
{
  GPtrArray *people = self->matching->people;

  for (guint i = 0; i < people->len; i++)
    {
      GtkWidget *row = gol_matching_row_new (g_ptr_array_index (people, i), today_of (self));

      g_signal_connect (row, "place", G_CALLBACK (row_place_cb), self);
      gtk_list_box_append (self->list, row);
    }
  adw_status_page_set_title (self->nobody, is_typed (self) ? _("Nobody found") : _("No candidates"));
  adw_status_page_set_description (
    self->nobody,
    is_typed (self) ? _("Nobody of that name or code is enrolled here.")
    : self->filter == GOL_MATCHING_LAST_SEASON ? _("Nobody whom this employer had asked for by name last season can be placed.")
    : self->matching->closed ? _("The order takes only the people it names, and none of them can be placed.")
                             : _("Nobody who is free at that time may go by the scheme’s rules."));
  gtk_stack_set_visible_child_name (self->stack, people->len > 0 ? "list" : "nobody");
}

/* Whom she had chosen stays chosen; where she was placed, the one who moved up is. */
static void
looked_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolMatchingPage *self = owner;
  g_autofree char *before = g_strdup (gol_matching_page_get_chosen (self));
  gint at;

  if (self->placed_one)
    self->placing = self->placed_one = FALSE;
  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  clear_list (self->list);
  g_clear_pointer (&self->matching, gol_matching_free);
  self->matching = result;
  show_order (self);
  show_placed (self);
  show_people (self);
  show_count (self);
  at = find_row (self, before);
  if (at < 0)
    at = CLAMP (self->goes_on_at, 0, (gint) self->matching->people->len - 1);
  choose_row (self, at);
  show_chosen (self);
}

static void
look (GolMatchingPage *self)
{
  const GolCandidate *candidate = chosen (self);
  Question *question = question_new (self);

  g_clear_handle_id (&self->pause, g_source_remove);
  if (is_typed (self))
    question->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (candidate != NULL)
    self->goes_on_at = MAX (0, find_row (self, candidate->worker));
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), look_func, question, question_free, (GDestroyNotify) gol_matching_free,
           gol_renew_cancellable (&self->looking), looked_cb);
}

static void
filter_cb (GtkToggleButton *button,
           GolMatchingPage *self)
{
  if (!gtk_toggle_button_get_active (button) || gol_page_get_office (GOL_PAGE (self)) == NULL)
    return;
  self->filter = button == self->last_season ? GOL_MATCHING_LAST_SEASON : GOL_MATCHING_ALL;
  look (self);
}

static gboolean
pause_cb (gpointer data)
{
  GolMatchingPage *self = data;

  self->pause = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (GtkEditable     *entry,
          GolMatchingPage *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  if (gol_page_get_office (GOL_PAGE (self)) != NULL)
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

/* Enter in the entry goes to whom it found; only Enter on her row places her. */
static void
entered_cb (GtkSearchEntry  *entry,
            GolMatchingPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (self->pause != 0)
    look (self);
  else if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* ── Placing ── */

static void
placed_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolMatchingPage *self = owner;
  g_autofree char *sentence = result;

  if (sentence != NULL)
    {
      gol_page_toast (GOL_PAGE (self), sentence, TRUE);
      self->placed_one = TRUE;
      look (self);
      return;
    }
  self->placing = FALSE;
  gol_page_toast_error (GOL_PAGE (self), error);
  show_chosen (self);
}

static void
place_candidate (GolMatchingPage    *self,
                 const GolCandidate *candidate)
{
  Question *question;

  if (candidate == NULL || candidate->bar != NULL || self->placing)
    return;
  if (self->matching->stopped != NULL)
    {
      gol_page_toast (GOL_PAGE (self), self->matching->stopped, FALSE);
      return;
    }
  question = question_new (self);
  question->worker = g_strdup (candidate->worker);
  question->named = candidate == chosen (self) ? gtk_check_button_get_active (self->named) : candidate->named;
  self->placing = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->place), FALSE);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), place_func, question, question_free, g_free, NULL, placed_cb);
}

static void
activated_cb (GtkListBox      *list,
              GtkListBoxRow   *row,
              GolMatchingPage *self)
{
  place_candidate (self, gol_matching_row_get_candidate (GOL_MATCHING_ROW (row)));
}

static void
place_cb (GolMatchingPage *self)
{
  place_candidate (self, chosen (self));
}

/* ── The page ── */

static void
gol_matching_page_set_office (GolPage   *page,
                              GolOffice *office)
{
  GolMatchingPage *self = GOL_MATCHING_PAGE (page);

  g_cancellable_cancel (self->looking);
  g_cancellable_cancel (self->asking);
  g_clear_handle_id (&self->pause, g_source_remove);
  if (office != NULL)
    look (self);
}

static void
gol_matching_page_changed (GolPage            *page,
                           const char * const *records)
{
  look (GOL_MATCHING_PAGE (page));
}

static void
gol_matching_page_act (GolPage    *page,
                       const char *action)
{
  if (g_str_equal (action, "find"))
    gtk_widget_grab_focus (GTK_WIDGET (GOL_MATCHING_PAGE (page)->entry));
}

static void
gol_matching_page_dispose (GObject *object)
{
  GolMatchingPage *self = GOL_MATCHING_PAGE (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->looking);
  g_clear_object (&self->asking);
  /* Rows borrow from it, and tell of what is selected while they go. */
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->list, selected_cb, self);
      clear_list (self->list);
    }
  g_clear_pointer (&self->matching, gol_matching_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_MATCHING_PAGE);
  G_OBJECT_CLASS (gol_matching_page_parent_class)->dispose (object);
}

static void
gol_matching_page_finalize (GObject *object)
{
  g_free (GOL_MATCHING_PAGE (object)->order);
  G_OBJECT_CLASS (gol_matching_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, title);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, terms);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, stopped);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, dots);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, progress);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, left_number);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, left_words);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, count);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, all);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, last_season);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, entry);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, list);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, card);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, portrait);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, name);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, code);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, reasons);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, verdicts);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, named);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, place);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, placed_box);
  gtk_widget_class_bind_template_child (widget_class, GolMatchingPage, placed);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, placed_activated_cb);
}

static void
gol_matching_page_class_init (GolMatchingPageClass *klass)
{
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_matching_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gol_matching_page_finalize;
  page_class->set_office = gol_matching_page_set_office;
  page_class->changed = gol_matching_page_changed;
  page_class->act = gol_matching_page_act;

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/org/golondrina/Golondrina/orders/gol-matching-page.ui");
  bind_children (GTK_WIDGET_CLASS (klass));
}

static void
gol_matching_page_init (GolMatchingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gol_page_set_title (GOL_PAGE (self), _("Find people"));
  gol_page_set_can (GOL_PAGE (self), GOL_PAGE_FIND);
}

GolPage *
gol_matching_page_new (const char *order)
{
  GolMatchingPage *self = g_object_new (GOL_TYPE_MATCHING_PAGE, NULL);

  g_return_val_if_fail (order != NULL, NULL);

  self->order = g_strdup (order);
  return GOL_PAGE (self);
}

/* ── For tests and demonstrations ── */

void
gol_matching_page_set_filter (GolMatchingPage   *self,
                              GolMatchingFilter  filter)
{
  g_return_if_fail (GOL_IS_MATCHING_PAGE (self));

  gtk_toggle_button_set_active (filter == GOL_MATCHING_ALL ? self->all : self->last_season, TRUE);
}

void
gol_matching_page_type (GolMatchingPage *self,
                        const char      *text)
{
  g_return_if_fail (GOL_IS_MATCHING_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  look (self);
}

const GolMatching *
gol_matching_page_get_matching (GolMatchingPage *self)
{
  g_return_val_if_fail (GOL_IS_MATCHING_PAGE (self), NULL);

  return self->matching;
}

const char *
gol_matching_page_get_chosen (GolMatchingPage *self)
{
  const GolCandidate *candidate;

  g_return_val_if_fail (GOL_IS_MATCHING_PAGE (self), NULL);

  candidate = chosen (self);
  return candidate != NULL ? candidate->worker : NULL;
}

void
gol_matching_page_choose (GolMatchingPage *self,
                          const char      *worker)
{
  g_return_if_fail (GOL_IS_MATCHING_PAGE (self));
  g_return_if_fail (worker != NULL);

  choose_row (self, find_row (self, worker));
}

void
gol_matching_page_place (GolMatchingPage *self,
                         const char      *worker)
{
  gint at;

  g_return_if_fail (GOL_IS_MATCHING_PAGE (self));
  g_return_if_fail (worker != NULL);

  at = find_row (self, worker);
  if (at < 0)
    return;
  choose_row (self, at);
  place_candidate (self, chosen (self));
}
