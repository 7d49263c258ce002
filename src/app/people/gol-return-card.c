/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-return-card.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-display.h"
#include "gol-drop-down.h"
#include "gol-scheme.h"
#include "gol-verdict-row.h"

/* Clauses that hold are told by their number until asked for. */
#define MET_SHOWN 2

struct _GolReturnCard
{
  AdwBin        parent_instance;

  GolOffice    *office;
  GCancellable *cancellable;
  char         *worker;
  GPtrArray    *schemes;     /* of const char *: ids, as in the drop-down */
  gboolean      quiet;

  GtkWidget    *drop_down;
  GtkWidget    *verdict;     /* icon and sentence */
  GtkWidget    *icon;
  GtkWidget    *sentence;
  GtkWidget    *clauses;
  GtkWidget    *more;        /* expander over the clauses that hold */
  GtkWidget    *met;
  GtkWidget    *appeal;
};

G_DEFINE_FINAL_TYPE (GolReturnCard, gol_return_card, ADW_TYPE_BIN)

typedef struct
{
  char    *worker;
  char    *scheme;
  GolDate  on;
} Question;

static void
question_free (Question *question)
{
  g_free (question->worker);
  g_free (question->scheme);
  g_free (question);
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

static void
clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
show_verdict (GolReturnCard *self,
              const char    *style,
              const char    *icon,
              const char    *sentence)
{
  static const char * const styles[] = { "success", "warning", "error", "secondary" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->verdict, styles[i]);
  gtk_widget_add_css_class (self->verdict, style);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_label_set_label (GTK_LABEL (self->sentence), sentence);
}

static void
show_answer (GolReturnCard       *self,
             const GolMayGoAgain *answer,
             GolDate              today)
{
  guint unknown = 0;
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < answer->clauses->len; i++)
    if (((GolVerdict *) g_ptr_array_index (answer->clauses, i))->holds == GOL_UNKNOWN)
      unknown++;
  if (answer->answer == GOL_YES)
    show_verdict (self, "success", "object-select-symbolic", _("Yes, today"));
  else if (answer->answer == GOL_UNKNOWN)
    {
      sentence = g_strdup_printf (ngettext ("Not known yet: %u fact is missing", "Not known yet: %u facts are missing", unknown),
                                  unknown);
      show_verdict (self, "warning", "dialog-question-symbolic", sentence);
    }
  else if (answer->from != NULL)
    {
      g_autofree char *day = gol_display_iso_date (answer->from, today);

      sentence = g_strdup_printf (_("Not yet; from %s, yes"), day);
      show_verdict (self, "warning", "document-open-recent-symbolic", sentence);
    }
  else
    show_verdict (self, "error", "action-unavailable-symbolic", _("No, while this does not hold"));
}

static void
answered_cb (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  GolReturnCard *self = owner;
  g_autoptr(GolMayGoAgain) answer = result;
  GolDate today = gol_clock_get_today (gol_office_get_clock (self->office));
  guint met = 0;

  clear (self->clauses);
  clear (self->met);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_widget_set_visible (self->appeal, FALSE);
  if (answer == NULL)
    {
      show_verdict (self, "secondary", "dialog-warning-symbolic", error->message);
      return;
    }
  show_answer (self, answer, today);
  for (guint i = 0; i < answer->clauses->len; i++)
    {
      GolVerdict *verdict = g_ptr_array_index (answer->clauses, i);

      if (verdict->holds == GOL_YES)
        met++;
      gtk_box_append (GTK_BOX (verdict->holds == GOL_YES ? self->met : self->clauses), gol_verdict_row_new (verdict, today));
    }
  if (met > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u clause holds", "%u clauses hold", met), met);

      gtk_expander_set_label (GTK_EXPANDER (self->more), words);
      gtk_expander_set_expanded (GTK_EXPANDER (self->more), met <= MET_SHOWN || answer->answer == GOL_YES);
      gtk_widget_set_visible (self->more, TRUE);
    }
  if (answer->answer == GOL_NO && answer->appeal != NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->appeal), answer->appeal);
      gtk_widget_set_visible (self->appeal, TRUE);
    }
}

static void
ask (GolReturnCard *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
  Question *question;

  if (self->office == NULL || self->worker == NULL || selected >= self->schemes->len)
    return;
  question = g_new0 (Question, 1);
  question->worker = g_strdup (self->worker);
  question->scheme = g_strdup (g_ptr_array_index (self->schemes, selected));
  question->on = gol_clock_get_today (gol_office_get_clock (self->office));
  gol_run (self, self->office, ask_func, question, (GDestroyNotify) question_free, (GDestroyNotify) gol_may_go_again_free,
           gol_renew_cancellable (&self->cancellable), answered_cb);
}

static void
scheme_cb (GtkDropDown   *drop_down,
           GParamSpec    *pspec,
           GolReturnCard *self)
{
  if (!self->quiet)
    ask (self);
}

void
gol_return_card_ask (GolReturnCard *self,
                     GolOffice     *office,
                     const char    *worker,
                     const char    *scheme)
{
  gboolean first;

  g_return_if_fail (GOL_IS_RETURN_CARD (self));

  first = self->worker == NULL;
  g_set_object (&self->office, office);
  if (self->worker != worker)
    {
      g_free (self->worker);
      self->worker = g_strdup (worker);
    }
  for (guint i = 0; first && scheme != NULL && i < self->schemes->len; i++)
    if (g_str_equal (g_ptr_array_index (self->schemes, i), scheme))
      {
        self->quiet = TRUE;
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), i);
        self->quiet = FALSE;
      }
  ask (self);
}

/* ── Type ── */

static void
gol_return_card_dispose (GObject *object)
{
  GolReturnCard *self = GOL_RETURN_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->office);
  g_clear_pointer (&self->worker, g_free);
  g_clear_pointer (&self->schemes, g_ptr_array_unref);
  G_OBJECT_CLASS (gol_return_card_parent_class)->dispose (object);
}

static void
gol_return_card_class_init (GolReturnCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gol_return_card_dispose;
}

static void
fill_schemes (GolReturnCard *self)
{
  const GolScheme * const *schemes = gol_scheme_shelf_list (NULL);
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  self->schemes = g_ptr_array_new ();
  for (guint i = 0; schemes != NULL && schemes[i] != NULL; i++)
    {
      gtk_string_list_append (labels, gol_words_get (gol_scheme_get_short_names (schemes[i])));
      g_ptr_array_add (self->schemes, (gpointer) gol_scheme_get_id (schemes[i]));
    }
  self->drop_down = gol_drop_down_new (g_steal_pointer (&labels));
}

static void
gol_return_card_init (GolReturnCard *self)
{
  GtkWidget *card = gol_side_card_new ();
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *title = gtk_label_new (_("May she go again?"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  fill_schemes (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Under which scheme"), -1);
  g_signal_connect (self->drop_down, "notify::selected", G_CALLBACK (scheme_cb), self);
  self->verdict = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->icon = gtk_image_new ();
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 0);
  gtk_widget_add_css_class (self->sentence, "title-4");
  gtk_box_append (GTK_BOX (self->verdict), self->icon);
  gtk_box_append (GTK_BOX (self->verdict), self->sentence);
  self->clauses = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->met = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_top (self->met, 6);
  self->more = gtk_expander_new (NULL);
  gtk_expander_set_child (GTK_EXPANDER (self->more), self->met);
  self->appeal = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->appeal), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->appeal), 0);
  gtk_widget_add_css_class (self->appeal, "caption");
  gtk_box_append (GTK_BOX (body), title);
  gtk_box_append (GTK_BOX (body), self->drop_down);
  gtk_box_append (GTK_BOX (body), self->verdict);
  gtk_box_append (GTK_BOX (body), self->clauses);
  gtk_box_append (GTK_BOX (body), self->more);
  gtk_box_append (GTK_BOX (body), self->appeal);
  gtk_widget_add_css_class (body, "gol-card");
  gtk_box_append (GTK_BOX (card), body);
  adw_bin_set_child (ADW_BIN (self), card);
}

GtkWidget *
gol_return_card_new (void)
{
  return g_object_new (GOL_TYPE_RETURN_CARD, NULL);
}
