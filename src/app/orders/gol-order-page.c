/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-order-page.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-display.h"
#include "gol-drop-down.h"
#include "gol-list-cell.h"
#include "gol-pill.h"
#include "gol-scheme.h"
#include "gol-title.h"
#include "gol-verdict-row.h"
#include "gol-vocabulary.h"

/* More people are told by their number; the list of placements shows them all. */
#define PEOPLE_SHOWN 40

struct _GolOrderPage
{
  GolRecordPage  parent_instance;

  GtkWidget     *decision_card;
  GtkWidget     *decision_head;
  GtkWidget     *checks;
  GtkWidget     *result;
  GtkWidget     *why;
  GtkWidget     *decide;
  GtkWidget     *decide_box;
  GtkWidget     *people_card;
  GtkWidget     *people_head;
  GtkWidget     *people;
  GtkWidget     *place_entry;
  GtkWidget     *named;
  GtkWidget     *place_why;
  GtkWidget     *place;
  GtkWidget     *find;
};

G_DEFINE_FINAL_TYPE (GolOrderPage, gol_order_page, GOL_TYPE_RECORD_PAGE)

/* ── Reading, in a thread ── */

typedef struct
{
  char *worker;
  char *name;
  char *step;
  char *status;
  gboolean late;
} Person;

typedef struct
{
  GPtrArray *people;    /* of Person */
  guint64    n_people;
  GPtrArray *checks;    /* (nullable) of GolVerdict */
  char      *employer;
} Extra;

static void
person_free (Person *person)
{
  g_free (person->worker);
  g_free (person->name);
  g_free (person->step);
  g_free (person->status);
  g_free (person);
}

static void
extra_free (gpointer data)
{
  Extra *extra = data;

  g_ptr_array_unref (extra->people);
  g_clear_pointer (&extra->checks, g_ptr_array_unref);
  g_free (extra->employer);
  g_free (extra);
}

static void
read_people (GolOffice  *office,
             const char *order,
             Extra      *extra)
{
  static const char * const fields[] = { "placement_core.worker", "~step", "~status", "~late", NULL };
  const GolEntity *placement = gol_dictionary_find_entity ("placement");
  GolStore *store = gol_office_get_store (office);
  g_autoptr(GolQuery) query = gol_query_new (placement);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  const char * const value[] = { order, NULL };
  g_autofree char *next = NULL;

  gol_query_add_filter (query, "placement_core.order", GOL_FILTER_EQUAL, value);
  if (!gol_query_count (store, query, NULL, &extra->n_people, NULL))
    return;
  ids = gol_query_page (store, query, PEOPLE_SHOWN, NULL, &next, NULL);
  if (ids == NULL || ids->len == 0)
    return;
  rows = gol_query_rows (store, placement, (const guint32 *) (gpointer) ids->data, ids->len, fields, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      char **cells = g_ptr_array_index (rows, i);
      Person *person;

      if (cells[0] == NULL)
        continue;
      person = g_new0 (Person, 1);
      person->worker = g_strdup (cells[0]);
      person->name = gol_title_of (office, cells[0]);
      person->step = g_strdup (cells[1]);
      person->status = g_strdup (cells[2]);
      person->late = g_strcmp0 (cells[3], "1") == 0;
      g_ptr_array_add (extra->people, person);
    }
}

static void
gol_order_page_load (GolOffice *office,
                     GolLoaded *loaded,
                     gpointer   wish)
{
  Extra *extra = g_new0 (Extra, 1);
  const char *employer = gol_record_get_text (loaded->record, "order_terms.employer");

  extra->people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  read_people (office, loaded->record->record, extra);
  if (gol_record_get_text (loaded->record, "order_terms.scheme") != NULL)
    extra->checks = gol_rules_check_order (gol_office_get_store (office), loaded->record->record,
                                           gol_clock_get_today (gol_office_get_clock (office)), NULL);
  if (employer != NULL)
    extra->employer = gol_title_of (office, employer);
  loaded->extra = extra;
  loaded->free_extra = extra_free;
}

/* ── The head ── */

static GtkWidget *
new_label (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static char *
words_of_terms (GolRecord *record,
                GolDate    today)
{
  const GolField *field;
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  static const char * const paths[] = { "order_terms.occupation_text", "order_terms.worksite_admin_1", "order_terms.start_date",
                                        "order_terms.end_date" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const char *text = gol_record_get_text (record, paths[i]);

      if (text != NULL && gol_entity_find_field (record->entity, paths[i], NULL, &field))
        g_ptr_array_add (words, gol_display_cell (field, text));
    }
  return gol_display_join (words);
}

static void
show_head (GolOrderPage *self,
           GolLoaded    *loaded,
           GolDate       today)
{
  GtkBox *head = gol_record_page_get_head (GOL_RECORD_PAGE (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *child;
  Extra *extra = loaded->extra;
  const char *icon, *style;
  const char *scheme_id = gol_record_get_text (loaded->record, "order_terms.scheme");
  const GolScheme *scheme = scheme_id != NULL ? gol_scheme_shelf_find (scheme_id, NULL) : NULL;
  g_autofree char *decision = NULL;
  g_autofree char *terms = words_of_terms (loaded->record, today);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (head))) != NULL)
    gtk_box_remove (head, child);
  gtk_box_append (GTK_BOX (line), new_label (extra->employer != NULL ? extra->employer : loaded->title, "title-2"));
  gol_decision_look (gol_record_get_text (loaded->record, "order_origin_decision.result"), &icon, &style, &decision);
  gtk_box_append (GTK_BOX (line), gol_pill_new (icon, style, decision));
  gtk_box_append (GTK_BOX (line), gol_pill_new ("gol-route-symbolic", scheme != NULL ? "accent" : "neutral",
                                                scheme != NULL ? gol_words_get (gol_scheme_get_short_names (scheme)) : _("No scheme yet")));
  gtk_box_append (GTK_BOX (box), line);
  if (loaded->record->code != NULL)
    {
      GtkWidget *code = new_label (loaded->record->code, "monospace");

      gtk_widget_set_direction (code, GTK_TEXT_DIR_LTR);
      gtk_widget_set_halign (code, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), code);
    }
  gtk_box_append (GTK_BOX (box), new_label (terms, "secondary"));
  gtk_box_append (head, box);
}

/* ── The decision ── */

typedef struct
{
  char *order;
  char *result;
  char *why;
} Deciding;

static void
deciding_free (Deciding *deciding)
{
  g_free (deciding->order);
  g_free (deciding->result);
  g_free (deciding->why);
  g_free (deciding);
}

static gpointer
decide_func (GolOffice     *office,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Deciding *deciding = data;

  return GINT_TO_POINTER (gol_office_approve_order (office, deciding->order, deciding->result, deciding->why, error));
}

static void
decided_cb (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  GolOrderPage *self = owner;

  gtk_widget_set_sensitive (self->decide, TRUE);
  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->why), "");
  gol_page_toast (GOL_PAGE (self), _("The decision is written down"), TRUE);
  gol_record_page_reload (GOL_RECORD_PAGE (self));
}

static void
decide_cb (GtkButton    *button,
           GolOrderPage *self)
{
  const GolVocabulary *results = gol_vocabulary_find ("decision");
  Deciding *deciding = g_new0 (Deciding, 1);
  const char *why = gtk_editable_get_text (GTK_EDITABLE (self->why));

  deciding->order = g_strdup (gol_record_page_get_record (GOL_RECORD_PAGE (self)));
  deciding->result = g_strdup (results->terms[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->result))].code);
  deciding->why = *why != '\0' ? g_strdup (why) : NULL;
  gtk_widget_set_sensitive (self->decide, FALSE);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), decide_func, deciding, (GDestroyNotify) deciding_free, NULL, NULL, decided_cb);
}

static void
show_decision (GolOrderPage *self,
               GolLoaded    *loaded,
               GolDate       today)
{
  Extra *extra = loaded->extra;
  guint unmet = 0, n = extra->checks != NULL ? extra->checks->len : 0;
  const GolSection *section = gol_entity_find_section (loaded->record->entity, "order_origin_decision");
  g_autofree char *words = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->checks)) != NULL)
    gtk_box_remove (GTK_BOX (self->checks), child);
  while ((child = gtk_widget_get_first_child (self->decision_head)) != NULL)
    gtk_box_remove (GTK_BOX (self->decision_head), child);
  for (guint i = 0; i < n; i++)
    {
      GolVerdict *verdict = g_ptr_array_index (extra->checks, i);

      if (verdict->holds != GOL_YES)
        unmet++;
      gtk_box_append (GTK_BOX (self->checks), gol_verdict_row_new (verdict, today));
    }
  if (n == 0)
    words = g_strdup (gol_record_get_text (loaded->record, "order_terms.scheme") != NULL
                        ? _("The scheme asks nothing of this order")
                        : _("No scheme is chosen, so nothing could be checked"));
  else if (unmet > 0)
    words = g_strdup_printf (ngettext ("%u of %u condition of the scheme does not hold", "%u of %u conditions of the scheme do not hold", n),
                             unmet, n);
  else
    words = g_strdup_printf (ngettext ("The condition of the scheme holds", "All %u conditions of the scheme hold", n), n);
  gtk_box_append (GTK_BOX (self->decision_head),
                  gol_side_card_head_new (n == 0 ? "neutral" : unmet > 0 ? "warning" : "success",
                                     n == 0 ? "dialog-question-symbolic" : unmet > 0 ? "dialog-warning-symbolic" : "object-select-symbolic",
                                     words));
  gtk_widget_set_visible (self->decide_box, gol_office_may_write (gol_page_get_office (GOL_PAGE (self)), section));
}

/* ── The people ── */

static void
find_cb (GtkWidget    *from,
         GolOrderPage *self)
{
  gol_page_find_people (GOL_PAGE (self), gol_record_page_get_record (GOL_RECORD_PAGE (self)));
}

/* Nobody is placed before the order is approved. */
static void
show_find (GolOrderPage *self,
           GolLoaded    *loaded)
{
  const GolSection *core = gol_entity_find_section (gol_dictionary_find_entity ("placement"), "placement_core");
  const char *decision = gol_record_get_text (loaded->record, "order_origin_decision.result");
  gboolean may = gol_office_may_write (gol_page_get_office (GOL_PAGE (self)), core)
                 && (g_strcmp0 (decision, "full") == 0 || g_strcmp0 (decision, "partial") == 0);
  GolPageCan can = gol_page_get_can (GOL_PAGE (self));

  gtk_widget_set_visible (self->find, may);
  gol_page_set_can (GOL_PAGE (self), may ? can | GOL_PAGE_MATCH : can & ~GOL_PAGE_MATCH);
}

typedef struct
{
  char    *order;
  char    *who;
  gboolean named;
  char    *why;
} Placing;

static void
placing_free (Placing *placing)
{
  g_free (placing->order);
  g_free (placing->who);
  g_free (placing->why);
  g_free (placing);
}

static gpointer
place_func (GolOffice     *office,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Placing *placing = data;
  g_autoptr(GolRecord) worker = gol_office_read_as (office, "worker", placing->who, error);

  if (worker == NULL)
    return NULL;
  return gol_office_place (office, worker->record, placing->order, placing->named, placing->why, NULL, error);
}

static void
placed_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolOrderPage *self = owner;
  g_autofree char *placement = result;

  gtk_widget_set_sensitive (self->place, TRUE);
  if (placement == NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->place_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->place_why), "");
  gol_page_toast (GOL_PAGE (self), _("Placed in this order"), TRUE);
  gol_record_page_reload (GOL_RECORD_PAGE (self));
}

static void
place_cb (GtkWidget    *from,
          GolOrderPage *self)
{
  const char *who = gtk_editable_get_text (GTK_EDITABLE (self->place_entry));
  const char *why = gtk_editable_get_text (GTK_EDITABLE (self->place_why));
  Placing *placing;

  if (*who == '\0')
    {
      gtk_widget_grab_focus (self->place_entry);
      return;
    }
  placing = g_new0 (Placing, 1);
  placing->order = g_strdup (gol_record_page_get_record (GOL_RECORD_PAGE (self)));
  placing->who = g_strdup (who);
  placing->named = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->named));
  placing->why = *why != '\0' ? g_strdup (why) : NULL;
  gtk_widget_set_sensitive (self->place, FALSE);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), place_func, placing, (GDestroyNotify) placing_free, g_free, NULL, placed_cb);
}

static void
person_cb (GtkListBox    *list,
           GtkListBoxRow *row,
           GolOrderPage  *self)
{
  gol_page_open_record (GOL_PAGE (self), g_object_get_data (G_OBJECT (row), "worker"));
}

static GtkWidget *
new_person (const Person *person)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *name = new_label (person->name, NULL);
  const char *icon, *style;
  g_autofree char *words = NULL;

  gtk_widget_set_hexpand (name, TRUE);
  gol_step_look (person->step, person->status, person->late, &icon, &style, &words);
  gtk_box_append (GTK_BOX (box), adw_avatar_new (26, person->name, TRUE));
  gtk_box_append (GTK_BOX (box), name);
  if (*words != '\0')
    gtk_box_append (GTK_BOX (box), gol_pill_new (icon, style, words));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  g_object_set_data_full (G_OBJECT (row), "worker", g_strdup (person->worker), g_free);
  return row;
}

static void
show_people (GolOrderPage *self,
             GolLoaded    *loaded)
{
  Extra *extra = loaded->extra;
  gint64 posts = gol_values_get_integer (gol_record_get (loaded->record, "order_terms"), "posts_asked", 0);
  g_autofree char *placed = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *words = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->people)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->people), child);
  for (guint i = 0; i < extra->people->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->people), new_person (g_ptr_array_index (extra->people, i)));
  placed = gol_display_number (extra->n_people);
  asked = gol_display_number (posts);
  /* TRANSLATORS: people placed in an order, and the posts that it asks for. */
  words = g_strdup_printf (_("%s placed, %s posts asked"), placed, asked);
  gtk_label_set_label (GTK_LABEL (self->people_head), words);
  gtk_widget_set_visible (self->people, extra->people->len > 0);
}

static void
gol_order_page_show (GolRecordPage *page,
                     GolLoaded     *loaded)
{
  GolOrderPage *self = GOL_ORDER_PAGE (page);
  GolDate today = gol_clock_get_today (gol_office_get_clock (gol_page_get_office (GOL_PAGE (self))));

  show_head (self, loaded, today);
  show_decision (self, loaded, today);
  show_people (self, loaded);
  show_find (self, loaded);
}

/* ── Type ── */

static GtkWidget *
new_entry (const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  g_object_set (entry, "placeholder-text", placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  return entry;
}

static void
make_decision_card (GolOrderPage *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (const GolTerm *term = gol_vocabulary_find ("decision")->terms; term->code != NULL; term++)
    gtk_string_list_append (labels, gol_term_get_label (term));
  self->decision_card = gol_side_card_new ();
  self->decision_head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->decide_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->result = gol_drop_down_new (g_steal_pointer (&labels));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->result), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Decision of origin"), -1);
  self->why = new_entry (_("Reason, if it is not approved in full"));
  self->decide = gtk_button_new_with_label (_("Decide"));
  gtk_widget_add_css_class (self->decide, "suggested-action");
  gtk_widget_set_halign (self->decide, GTK_ALIGN_END);
  g_signal_connect (self->decide, "clicked", G_CALLBACK (decide_cb), self);
  gtk_box_append (GTK_BOX (self->decide_box), self->result);
  gtk_box_append (GTK_BOX (self->decide_box), self->why);
  gtk_box_append (GTK_BOX (self->decide_box), self->decide);
  gtk_box_append (GTK_BOX (body), self->checks);
  gtk_box_append (GTK_BOX (body), self->decide_box);
  gtk_widget_add_css_class (body, "gol-card");
  gtk_box_append (GTK_BOX (self->decision_card), self->decision_head);
  gtk_box_append (GTK_BOX (self->decision_card), body);
}

static void
make_people_card (GolOrderPage *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->people_card = gol_side_card_new ();
  self->people_head = new_label (NULL, "heading");
  self->people = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->people), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->people, "gol-people");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->people), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->people_head, NULL, -1);
  g_signal_connect (self->people, "row-activated", G_CALLBACK (person_cb), self);
  self->place_entry = new_entry (_("File code of a worker"));
  g_signal_connect (self->place_entry, "activate", G_CALLBACK (place_cb), self);
  self->place_why = new_entry (_("Why, if a condition does not hold"));
  self->find = gtk_button_new_with_label (_("Find people"));
  gtk_widget_set_tooltip_text (self->find, _("Who may be placed, and why (Alt+F)"));
  gtk_widget_add_css_class (self->find, "suggested-action");
  gtk_widget_set_visible (self->find, FALSE);
  g_signal_connect (self->find, "clicked", G_CALLBACK (find_cb), self);
  self->named = gtk_check_button_new_with_label (_("Asked for by name"));
  self->place = gtk_button_new_with_label (C_("verb", "Place"));
  gtk_widget_set_hexpand (self->named, TRUE);
  g_signal_connect (self->place, "clicked", G_CALLBACK (place_cb), self);
  gtk_box_append (GTK_BOX (line), self->named);
  gtk_box_append (GTK_BOX (line), self->place);
  gtk_box_append (GTK_BOX (body), self->people_head);
  gtk_box_append (GTK_BOX (body), self->find);
  gtk_box_append (GTK_BOX (body), self->people);
  gtk_box_append (GTK_BOX (body), self->place_entry);
  gtk_box_append (GTK_BOX (body), self->place_why);
  gtk_box_append (GTK_BOX (body), line);
  gtk_widget_add_css_class (body, "gol-card");
  gtk_box_append (GTK_BOX (self->people_card), body);
}

static void
gol_order_page_act (GolPage    *page,
                    const char *action)
{
  if (g_str_equal (action, "find-people"))
    find_cb (NULL, GOL_ORDER_PAGE (page));
  else
    GOL_PAGE_CLASS (gol_order_page_parent_class)->act (page, action);
}

static void
gol_order_page_class_init (GolOrderPageClass *klass)
{
  GolRecordPageClass *record_class = GOL_RECORD_PAGE_CLASS (klass);

  record_class->load = gol_order_page_load;
  record_class->show = gol_order_page_show;
  GOL_PAGE_CLASS (klass)->act = gol_order_page_act;
}

static void
gol_order_page_init (GolOrderPage *self)
{
  GtkBox *side = gol_record_page_get_side (GOL_RECORD_PAGE (self));

  make_decision_card (self);
  make_people_card (self);
  gtk_box_append (side, self->decision_card);
  gtk_box_append (side, self->people_card);
}

GolPage *
gol_order_page_new (const char *record)
{
  GolOrderPage *self = g_object_new (GOL_TYPE_ORDER_PAGE, NULL);

  gol_record_page_set_record (GOL_RECORD_PAGE (self), record);
  return GOL_PAGE (self);
}
