/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-candidates-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-async.h"
#include "gol-display.h"
#include "gol-portrait.h"
#include "gol-title.h"
#include "gol-vocabulary.h"
#include "gol-worklist.h"

#define AT_ONCE 300   /* as many are shown; the next ones come when these are answered */

struct _GolCandidatesPage
{
  GolPage        parent_instance;

  GPtrArray     *shown;      /* of Candidate, beside the rows */
  guint64        waiting;    /* with those that are not shown */
  gint           goes_on_at; /* the row that gets the focus once the answered ones are gone; -1: none */
  GCancellable  *reading;

  GtkStack      *stack;
  GtkListBox    *list;
  GtkLabel      *sum;
  GtkButton     *accept;
  GtkMenuButton *refuse;
  GtkBox        *reasons;
  AdwStatusPage *error;
};

G_DEFINE_FINAL_TYPE (GolCandidatesPage, gol_candidates_page, GOL_TYPE_PAGE)

/* ── Who waits, read in a thread ── */

typedef struct
{
  char *placement;
  char *worker;     /* (nullable) */
  char *code;       /* (nullable) */
  char *name;
  char *portrait;   /* (nullable) */
  char *about;      /* age and experience, as far as they may be read */
  char *order;
  char *starts;     /* (nullable) */
} Candidate;

static void
candidate_free (Candidate *self)
{
  g_free (self->placement);
  g_free (self->worker);
  g_free (self->code);
  g_free (self->name);
  g_free (self->portrait);
  g_free (self->about);
  g_free (self->order);
  g_free (self->starts);
  g_free (self);
}

typedef struct
{
  GPtrArray *candidates;
  guint64    waiting;
} Answer;

static void
answer_free (Answer *answer)
{
  g_ptr_array_unref (answer->candidates);
  g_free (answer);
}

static void
add_field (GPtrArray  *words,
           GolRecord  *worker,
           const char *path)
{
  const char *dot = strchr (path, '.');
  g_autofree char *name = g_strndup (path, dot - path);
  GolValues *values = gol_record_get (worker, name);
  const GolValue *value = values != NULL ? gol_values_find (values, dot + 1) : NULL;
  const GolField *field;
  g_autofree char *text = NULL;

  if (value == NULL || !gol_entity_find_field (worker->entity, path, NULL, &field))
    return;
  text = gol_display_value (field, value);
  if (*text != '\0')
    /* TRANSLATORS: a field and its value: "Years of experience: 4". */
    g_ptr_array_add (words, g_strdup_printf (_("%s: %s"), gol_field_get_label (field), text));
}

static char *
about_of (GolRecord *worker,
          GolDate    today)
{
  static const char * const fields[] = { "experience.years", "experience.crops", "experience.languages", "experience.licences" };
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *birth = gol_record_get_text (worker, "civil.birth_date");
  GolDate date;
  gint age = birth != NULL && gol_date_parse (birth, &date) ? gol_date_age (date, today) : -1;

  if (age >= 0)
    g_ptr_array_add (words, g_strdup_printf (ngettext ("%d year old", "%d years old", age), age));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add_field (words, worker, fields[i]);
  return words->len > 0 ? gol_display_join (words) : g_strdup ("");
}

static Candidate *
candidate_new (GolOffice *office,
               GolRecord *placement)
{
  Candidate *self = g_new0 (Candidate, 1);
  const char *worker_name = gol_record_get_text (placement, "placement_core.worker");
  const char *order = gol_record_get_text (placement, "placement_core.order");
  g_autoptr(GolRecord) worker = worker_name != NULL ? gol_office_read (office, worker_name, NULL) : NULL;

  self->placement = g_strdup (placement->record);
  self->worker = g_strdup (worker_name);
  self->starts = g_strdup (gol_record_get_text (placement, "placement_core.starts"));
  self->order = order != NULL ? gol_title_of (office, order) : g_strdup ("");
  self->name = worker != NULL ? gol_title_of_record (office, worker) : gol_title_of_record (office, placement);
  self->about = worker != NULL ? about_of (worker, gol_clock_get_today (gol_office_get_clock (office))) : g_strdup ("");
  if (worker != NULL)
    {
      self->code = g_strdup (worker->code);
      self->portrait = g_strdup (gol_record_get_text (worker, "name_photo.portrait"));
    }
  return self;
}

/* A ministry writes down here what employers without an office of their own answer on paper. */
static GolQuery *
new_query (GolOffice *office)
{
  GolQuery *query = gol_worklist_query (office, "candidates");

  if (query == NULL)
    query = gol_worklist_query (office, "employer");
  if (query != NULL)
    gol_query_set_sort (query, "placement_core.starts", FALSE);
  return query;
}

static gpointer
read_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("placement");
  g_autoptr(GolQuery) query = new_query (office);
  g_autoptr(GArray) ids = NULL;
  Answer *answer = g_new0 (Answer, 1);

  answer->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  if (query == NULL)
    return answer;
  ids = gol_query_ids (gol_office_get_store (office), query, cancellable, error);
  if (ids == NULL)
    {
      answer_free (answer);
      return NULL;
    }
  answer->waiting = ids->len;
  for (guint i = 0; i < MIN (ids->len, AT_ONCE) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr(GolRecord) placement = gol_office_read_id (office, entity, g_array_index (ids, guint32, i), NULL);

      if (placement != NULL)
        g_ptr_array_add (answer->candidates, candidate_new (office, placement));
    }
  return answer;
}

/* ── Rows ── */

static GtkWidget *
new_label (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_row (const Candidate *candidate,
         GolDate          today)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *work = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *about = new_label (candidate->about, "caption");
  GtkWidget *order = new_label (candidate->order, NULL);
  g_autofree char *starts = gol_display_iso_date (candidate->starts, today);
  GtkWidget *when = new_label (starts, "caption");

  gtk_widget_add_css_class (about, "secondary");
  gtk_widget_add_css_class (when, "secondary");
  gtk_box_append (GTK_BOX (texts), new_label (candidate->name, "heading"));
  gtk_widget_set_visible (about, *candidate->about != '\0');
  gtk_box_append (GTK_BOX (texts), about);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (order), 32);
  gtk_box_append (GTK_BOX (work), order);
  gtk_box_append (GTK_BOX (work), when);
  gtk_widget_set_valign (work, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gol_portrait_new (candidate->name, candidate->portrait, 40));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), work);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, candidate->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, candidate->about, -1);
  return row;
}

static void
show_selected (GolCandidatesPage *self)
{
  g_autoptr(GList) rows = gtk_list_box_get_selected_rows (self->list);
  guint n = g_list_length (rows);
  g_autofree char *words = NULL;

  if (n > 1)
    words = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);
  else
    words = g_strdup_printf (ngettext ("%u candidate waits", "%u candidates wait", self->waiting), (guint) self->waiting);
  gtk_label_set_label (self->sum, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), n > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->refuse), n > 0);
}

static void
focus_row (GolCandidatesPage *self,
           guint              position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  if (row == NULL)
    return;
  gtk_list_box_unselect_all (self->list);
  gtk_list_box_select_row (self->list, row);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Where nothing was answered here, whoever was chosen stays so. */
static void
fill (GolCandidatesPage *self)
{
  GolDate today = gol_clock_get_today (gol_office_get_clock (gol_page_get_office (GOL_PAGE (self))));
  gboolean any = self->shown->len > 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->shown->len; i++)
    gtk_list_box_append (self->list, new_row (g_ptr_array_index (self->shown, i), today));
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "nobody");
  if (any)
    focus_row (self, CLAMP (self->goes_on_at, 0, (gint) self->shown->len - 1));
  show_selected (self);
}

static void
read_cb (gpointer      owner,
         gpointer      result,
         const GError *error)
{
  GolCandidatesPage *self = owner;
  Answer *answer = result;

  if (answer == NULL)
    {
      adw_status_page_set_description (self->error, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  g_ptr_array_unref (self->shown);
  self->shown = g_ptr_array_ref (answer->candidates);
  self->waiting = answer->waiting;
  answer_free (answer);
  fill (self);
}

static void
read_again (GolCandidatesPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    self->goes_on_at = gtk_list_box_row_get_index (row);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), read_func, NULL, NULL, (GDestroyNotify) answer_free,
           gol_renew_cancellable (&self->reading), read_cb);
}

/* ── Answering ── */

typedef struct
{
  GStrv  placements;
  char  *result;
  char  *reason;
} Reply;

static void
reply_free (Reply *reply)
{
  g_strfreev (reply->placements);
  g_free (reply->result);
  g_free (reply->reason);
  g_free (reply);
}

static gpointer
reply_func (GolOffice     *office,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Reply *reply = data;
  guint n = g_strv_length (reply->placements);
  gboolean accepted = g_str_equal (reply->result, "accepted");

  if (!gol_office_answer (office, (const char * const *) reply->placements, reply->result, reply->reason, NULL, error))
    return NULL;
  return g_strdup_printf (accepted ? ngettext ("%u candidate accepted", "%u candidates accepted", n)
                                   : ngettext ("%u candidate refused", "%u candidates refused", n), n);
}

/* The list hears of the commit by itself. */
static void
replied_cb (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  g_autofree char *sentence = result;

  if (sentence != NULL)
    gol_page_toast (owner, sentence, TRUE);
  else
    gol_page_toast_error (owner, error);
}

void
gol_candidates_page_answer (GolCandidatesPage *self,
                            const char        *result,
                            const char        *reason)
{
  g_autoptr(GStrvBuilder) placements = g_strv_builder_new ();
  g_autoptr(GList) rows = NULL;
  Reply *reply;

  g_return_if_fail (GOL_IS_CANDIDATES_PAGE (self));
  g_return_if_fail (result != NULL);

  rows = gtk_list_box_get_selected_rows (self->list);
  if (rows == NULL)
    return;
  for (GList *row = rows; row != NULL; row = row->next)
    g_strv_builder_add (placements, gol_candidates_page_get_placement (self, gtk_list_box_row_get_index (row->data)));
  reply = g_new0 (Reply, 1);
  reply->placements = g_strv_builder_end (placements);
  reply->result = g_strdup (result);
  reply->reason = g_strdup (reason);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), reply_func, reply, (GDestroyNotify) reply_free, g_free, NULL, replied_cb);
}

static void
accept_cb (GtkButton         *button,
           GolCandidatesPage *self)
{
  gol_candidates_page_answer (self, "accepted", NULL);
}

static void
reason_cb (GtkButton         *button,
           GolCandidatesPage *self)
{
  gtk_menu_button_popdown (self->refuse);
  gol_candidates_page_answer (self, "refused", g_object_get_data (G_OBJECT (button), "reason"));
}

/* Letters are free here, for nothing is typed on this page. */
static gboolean
key_cb (GtkEventControllerKey *keys,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        GolCandidatesPage     *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_a || key == GDK_KEY_A)
    gol_candidates_page_answer (self, "accepted", NULL);
  else if (key == GDK_KEY_r || key == GDK_KEY_R)
    gtk_menu_button_popup (self->refuse);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
activated_cb (GtkListBox        *list,
              GtkListBoxRow     *row,
              GolCandidatesPage *self)
{
  const Candidate *candidate = g_ptr_array_index (self->shown, gtk_list_box_row_get_index (row));

  if (candidate->worker != NULL)
    gol_page_open_record (GOL_PAGE (self), candidate->worker);
}

static void
selected_cb (GtkListBox        *list,
             GolCandidatesPage *self)
{
  if (self->sum != NULL)
    show_selected (self);
}

static void
fill_reasons (GolCandidatesPage *self)
{
  for (const GolTerm *term = gol_vocabulary_find ("refusal_reason")->terms; term->code != NULL; term++)
    {
      GtkWidget *button = gtk_button_new_with_label (gol_term_get_label (term));

      gtk_widget_add_css_class (button, "flat");
      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
      g_object_set_data (G_OBJECT (button), "reason", (gpointer) term->code);
      g_signal_connect (button, "clicked", G_CALLBACK (reason_cb), self);
      gtk_box_append (self->reasons, button);
    }
}

/* ── For tests ── */

guint
gol_candidates_page_get_n (GolCandidatesPage *self)
{
  g_return_val_if_fail (GOL_IS_CANDIDATES_PAGE (self), 0);

  return self->shown->len;
}

const char *
gol_candidates_page_get_placement (GolCandidatesPage *self,
                                   guint              position)
{
  g_return_val_if_fail (GOL_IS_CANDIDATES_PAGE (self), NULL);

  return position < self->shown->len ? ((Candidate *) g_ptr_array_index (self->shown, position))->placement : NULL;
}

void
gol_candidates_page_select (GolCandidatesPage *self,
                            guint              position)
{
  g_return_if_fail (GOL_IS_CANDIDATES_PAGE (self));

  focus_row (self, position);
}

/* ── Type ── */

static void
gol_candidates_page_set_office (GolPage   *page,
                                GolOffice *office)
{
  GolCandidatesPage *self = GOL_CANDIDATES_PAGE (page);

  g_cancellable_cancel (self->reading);
  if (office != NULL)
    read_again (self);
}

static void
gol_candidates_page_changed (GolPage            *page,
                             const char * const *records)
{
  read_again (GOL_CANDIDATES_PAGE (page));
}

static void
gol_candidates_page_dispose (GObject *object)
{
  GolCandidatesPage *self = GOL_CANDIDATES_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->sum = NULL;   /* rows that go would tell of what is selected */
  /* The template would let go of a direct child that the bin still believes its own. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_CANDIDATES_PAGE);
  G_OBJECT_CLASS (gol_candidates_page_parent_class)->dispose (object);
}

static void
gol_candidates_page_finalize (GObject *object)
{
  g_ptr_array_unref (GOL_CANDIDATES_PAGE (object)->shown);
  G_OBJECT_CLASS (gol_candidates_page_parent_class)->finalize (object);
}

static void
gol_candidates_page_class_init (GolCandidatesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_candidates_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gol_candidates_page_finalize;
  page_class->set_office = gol_candidates_page_set_office;
  page_class->changed = gol_candidates_page_changed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/orders/gol-candidates-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolCandidatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GolCandidatesPage, list);
  gtk_widget_class_bind_template_child (widget_class, GolCandidatesPage, sum);
  gtk_widget_class_bind_template_child (widget_class, GolCandidatesPage, accept);
  gtk_widget_class_bind_template_child (widget_class, GolCandidatesPage, refuse);
  gtk_widget_class_bind_template_child (widget_class, GolCandidatesPage, reasons);
  gtk_widget_class_bind_template_child (widget_class, GolCandidatesPage, error);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
gol_candidates_page_init (GolCandidatesPage *self)
{
  self->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_reasons (self);
}

GolPage *
gol_candidates_page_new (void)
{
  return g_object_new (GOL_TYPE_CANDIDATES_PAGE, NULL);
}
