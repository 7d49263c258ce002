/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-list-page.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-chip.h"
#include "gol-display.h"
#include "gol-list-cell.h"
#include "gol-list-count.h"
#include "gol-list-sort.h"
#include "gol-preview.h"
#include "gol-store-source.h"
#include "gol-title.h"

#define PAUSE_MS   250   /* after which what was typed is counted */
#define PREVIEW_MS 60

struct _GolListPage
{
  GolPage             parent_instance;

  const GolListSpec  *spec;
  const GolEntity    *entity;
  char               *sort;
  gboolean            descending;
  GolIdListModel     *model;
  GtkSingleSelection *selection;
  guint32             selected;       /* by id: positions change their meaning */
  gboolean            selecting;      /* we move it, not the officer */
  int                 noted;          /* the column whose sorter was asked last */
  GPtrArray          *shown;          /* of const GolListColumn: those that the officer may read */
  GPtrArray          *columns;        /* of GtkColumnViewColumn, beside them */
  GolQuery           *only;           /* (nullable): what another page asked to see */
  GCancellable       *counting;
  guint               count_source;   /* it is counted soon */
  guint               preview_source; /* whom she chose is shown soon */
  char               *searched;       /* what was looked for last */
  gint64              total;          /* -1: not counted yet */
  gboolean            to_top;

  GtkSearchEntry     *search;
  GtkBox             *chips;
  GtkButton          *clear;
  GtkButton          *only_chip;
  GtkLabel           *only_words;
  GtkPaned           *paned;
  GtkStack           *stack;
  GtkScrolledWindow  *scrolled;
  GtkColumnView      *view;
  AdwStatusPage      *empty;
  AdwStatusPage      *none;
  AdwStatusPage      *error;
  GolPreview         *preview;
};

G_DEFINE_FINAL_TYPE (GolListPage, gol_list_page, GOL_TYPE_PAGE)

/* ── The chips ── */

static GolChip *
next_chip (GolListPage *self,
           GolChip     *after)
{
  GtkWidget *chip = after == NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->chips))
                                  : gtk_widget_get_next_sibling (GTK_WIDGET (after));

  return chip != NULL ? GOL_CHIP (chip) : NULL;
}

static gboolean
is_filtered (GolListPage *self)
{
  if (self->only != NULL || *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    return TRUE;
  for (GolChip *chip = next_chip (self, NULL); chip != NULL; chip = next_chip (self, chip))
    if (gol_chip_is_active (chip))
      return TRUE;
  return FALSE;
}

static GolQuery *
new_query (GolListPage *self,
           GolChip     *on)
{
  GolQuery *query = gol_query_new (self->entity);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (*text != '\0')
    gol_query_set_search (query, text);
  if (self->only != NULL)
    gol_query_narrow (query, self->only);
  for (GolChip *chip = next_chip (self, NULL); chip != NULL; chip = next_chip (self, chip))
    {
      if (chip == on)
        gol_chip_apply_on (chip, query);
      else
        gol_chip_apply (chip, query);
    }
  gol_query_set_sort (query, self->sort, self->descending);
  return query;
}

/* ── Counts: of everything, and of what each chip would leave ── */

static void
show_subtitle (GolListPage *self)
{
  guint n = self->model != NULL ? gol_id_list_model_get_n (self->model) : 0;
  g_autofree char *shown = gol_display_number (n);
  g_autofree char *all = gol_display_number (MAX (self->total, 0));
  g_autofree char *subtitle = NULL;

  if (self->total < 0 || !is_filtered (self))
    subtitle = g_steal_pointer (&shown);
  else
    /* TRANSLATORS: how many of all are listed: "312 of 84,312". */
    subtitle = g_strdup_printf (_("%s of %s"), shown, all);
  gol_page_set_subtitle (GOL_PAGE (self), subtitle);
}

static void
counted_cb (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  GolListPage *self = owner;
  g_autoptr(GArray) counts = result;
  guint i = 1;

  if (counts == NULL || counts->len == 0)
    return;
  self->total = g_array_index (counts, gint64, 0);
  for (GolChip *chip = next_chip (self, NULL); chip != NULL && i < counts->len; chip = next_chip (self, chip))
    gol_chip_set_count (chip, g_array_index (counts, gint64, i++));
  show_subtitle (self);
}

static gboolean
count_cb (gpointer data)
{
  GolListPage *self = data;
  GPtrArray *queries = gol_list_count_queries_new ();

  self->count_source = 0;
  gol_busy_end ();
  g_ptr_array_add (queries, gol_query_new (self->entity));
  for (GolChip *chip = next_chip (self, NULL); chip != NULL; chip = next_chip (self, chip))
    {
      gboolean counts = gol_chip_is_active (chip) || gol_chip_is_toggle (chip);

      g_ptr_array_add (queries, counts ? new_query (self, chip) : NULL);
    }
  gol_list_count (self, gol_page_get_office (GOL_PAGE (self)), queries, gol_renew_cancellable (&self->counting), counted_cb);
  return G_SOURCE_REMOVE;
}

static void
stop_counting (GolListPage *self)
{
  g_cancellable_cancel (self->counting);
  if (self->count_source == 0)
    return;
  g_clear_handle_id (&self->count_source, g_source_remove);
  gol_busy_end ();
}

/* Once she pauses: nobody reads numbers while typing, and the next letter's rows shall find the machine free. */
static void
count_soon (GolListPage *self)
{
  stop_counting (self);
  gol_busy_begin ();
  self->count_source = g_timeout_add (PAUSE_MS, count_cb, self);
}

/* ── The question ── */

static void
ask (GolListPage *self,
     gboolean     to_top)
{
  g_autoptr(GolQuery) query = NULL;

  if (self->model == NULL)
    return;
  stop_counting (self);
  g_free (self->searched);
  self->searched = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  self->to_top = to_top;
  query = new_query (self, NULL);
  gol_id_list_model_ask (self->model, query);
  gtk_widget_set_visible (GTK_WIDGET (self->clear), is_filtered (self));
}

/* ── The view ── */

/* The list inside the column view: the only one that can scroll to a row in GTK 4.8. */
static GtkWidget *
inner_list (GolListPage *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkColumnListView"))
      return child;
  return NULL;
}

static void
scroll_to (GolListPage *self,
           guint        position)
{
  GtkWidget *list = inner_list (self);

  if (list != NULL && self->model != NULL && position < g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

static void
show_selected (GolListPage *self)
{
  gol_preview_show (self->preview, self->entity, self->selected);
}

static gboolean
preview_cb (gpointer data)
{
  GolListPage *self = data;

  self->preview_source = 0;
  gol_busy_end ();
  show_selected (self);
  return G_SOURCE_REMOVE;
}

static void
stop_preview (GolListPage *self)
{
  if (self->preview_source == 0)
    return;
  g_clear_handle_id (&self->preview_source, g_source_remove);
  gol_busy_end ();
}

/* After the rows: who holds an arrow key down, or leaps, wants those first and no file of each that she passes. */
static void
show_selected_soon (GolListPage *self)
{
  stop_preview (self);
  gol_busy_begin ();
  self->preview_source = g_timeout_add (PREVIEW_MS, preview_cb, self);
}

/* Until it is told what the list has become: rows that go take GTK's selection with them, but not whom she chose. */
static void
shrinking_cb (GolIdListModel *model,
              GolListPage    *self)
{
  self->selecting = TRUE;
  scroll_to (self, 0);
}

static void
show_list (GolListPage *self)
{
  guint n = gol_id_list_model_get_n (self->model);
  guint position = self->selected != 0 ? gol_id_list_model_find (self->model, self->selected) : G_MAXUINT;

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : is_filtered (self) ? "none" : "empty");
  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position != G_MAXUINT ? position : GTK_INVALID_LIST_POSITION);
  self->selecting = FALSE;
  if (self->to_top && n > 0)
    scroll_to (self, 0);
  self->to_top = FALSE;
}

static void
begun_cb (GolIdListModel *model,
          GolListPage    *self)
{
  show_list (self);
}

static void
asked_cb (GolIdListModel *model,
          GError         *error,
          GolListPage    *self)
{
  if (error != NULL)
    {
      adw_status_page_set_description (self->error, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  show_list (self);
  show_subtitle (self);
  count_soon (self);
}

static void
scrolled_cb (GtkAdjustment *adjustment,
             GolListPage   *self)
{
  double upper = gtk_adjustment_get_upper (adjustment);
  guint n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;

  if (n > 0 && upper > 0)
    gol_id_list_model_set_seen (self->model, n * (gtk_adjustment_get_value (adjustment) / upper));
}

static void
selected_cb (GtkSingleSelection *selection,
             GParamSpec         *pspec,
             GolListPage        *self)
{
  guint position = gtk_single_selection_get_selected (selection);

  if (self->selecting || self->model == NULL)
    return;
  self->selected = position != GTK_INVALID_LIST_POSITION ? gol_id_list_model_get_id (self->model, position) : 0;
  show_selected_soon (self);
}

/* ── Opening ── */

static gpointer
name_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  guint32 *question = data;
  g_autoptr(GolRecord) record = gol_office_read_id (office, gol_dictionary_get_entity (question[0]), question[1], error);

  return record != NULL ? g_strdup (gol_title_get_home (record)) : NULL;
}

static void
named_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  g_autofree char *record = result;

  if (record != NULL)
    gol_page_open_record (owner, record);
  else
    gol_page_toast_error (owner, error);
}

static void
open_id (GolListPage *self,
         guint32      id)
{
  guint32 *question;

  if (id == 0)
    return;
  question = g_new (guint32, 2);
  question[0] = self->entity->number;
  question[1] = id;
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), name_func, question, g_free, g_free, NULL, named_cb);
}

static void
activate_cb (GtkColumnView *view,
             guint          position,
             GolListPage   *self)
{
  open_id (self, gol_id_list_model_get_id (self->model, position));
}

static void
preview_open_cb (GolPreview  *preview,
                 const char  *record,
                 GolListPage *self)
{
  gol_page_open_record (GOL_PAGE (self), record);
}

void
gol_list_page_select (GolListPage *self,
                      guint        position)
{
  g_return_if_fail (GOL_IS_LIST_PAGE (self));

  gtk_single_selection_set_selected (self->selection, position);
  scroll_to (self, position);
}

guint32
gol_list_page_get_selected (GolListPage *self)
{
  g_return_val_if_fail (GOL_IS_LIST_PAGE (self), 0);

  return self->selected;
}

void
gol_list_page_step (GolListPage *self,
                    int          by)
{
  guint position, n;

  g_return_if_fail (GOL_IS_LIST_PAGE (self));

  if (self->model == NULL)
    return;
  n = gol_id_list_model_get_n (self->model);
  position = gol_id_list_model_find (self->model, self->selected);
  if (position == G_MAXUINT || (by < 0 && position == 0) || (by > 0 && position + 1 >= n))
    return;
  gol_list_page_select (self, position + by);
  open_id (self, self->selected);
}

char *
gol_list_page_place (GolListPage *self)
{
  guint position;
  g_autofree char *place = NULL;
  g_autofree char *all = NULL;

  g_return_val_if_fail (GOL_IS_LIST_PAGE (self), NULL);

  position = self->model != NULL ? gol_id_list_model_find (self->model, self->selected) : G_MAXUINT;
  if (position == G_MAXUINT)
    return NULL;
  place = gol_display_number (position + 1);
  all = gol_display_number (gol_id_list_model_get_n (self->model));
  return g_strdup_printf (_("%s of %s"), place, all);
}

/* ── Search, chips, sort ── */

static void
search_changed_cb (GtkSearchEntry *entry,
                   GolListPage    *self)
{
  if (g_strcmp0 (self->searched, gtk_editable_get_text (GTK_EDITABLE (entry))) != 0)
    ask (self, TRUE);
}

static void
stop_search_cb (GtkSearchEntry *entry,
                GolListPage    *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
search_activate_cb (GtkSearchEntry *entry,
                    GolListPage    *self)
{
  gol_list_page_select (self, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
chip_changed_cb (GolChip     *chip,
                 GolListPage *self)
{
  ask (self, TRUE);
}

/* Neither chips nor words: what is asked next is asked by the caller. */
static void
clear_filters (GolListPage *self)
{
  for (GolChip *chip = next_chip (self, NULL); chip != NULL; chip = next_chip (self, chip))
    gol_chip_clear (chip);
  g_clear_pointer (&self->only, gol_query_free);
  gtk_widget_set_visible (GTK_WIDGET (self->only_chip), FALSE);
  g_signal_handlers_block_by_func (self->search, search_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_signal_handlers_unblock_by_func (self->search, search_changed_cb, self);
}

static void
clear_cb (GtkButton   *button,
          GolListPage *self)
{
  clear_filters (self);
  ask (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
drop_only_cb (GtkButton   *button,
              GolListPage *self)
{
  g_clear_pointer (&self->only, gol_query_free);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_widget_set_visible (GTK_WIDGET (self->only_chip), FALSE);
  ask (self, TRUE);
}

void
gol_list_page_show_only (GolListPage    *self,
                         const GolQuery *query,
                         const char     *words)
{
  g_autofree char *tooltip = NULL;

  g_return_if_fail (GOL_IS_LIST_PAGE (self));
  g_return_if_fail (query != NULL);

  clear_filters (self);
  self->only = gol_query_copy (query);
  gtk_label_set_label (self->only_words, words);
  /* TRANSLATORS: takes a filter away, which is named. */
  tooltip = g_strdup_printf (_("Take away: %s"), words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->only_chip), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->only_chip), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->only_chip), TRUE);
  ask (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
import_cb (GtkButton   *button,
           GolListPage *self)
{
  gol_page_show (GOL_PAGE (self), "import");
}

static int
note_column (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  GtkColumnViewColumn *column = data;
  GolListPage *self = g_object_get_data (G_OBJECT (column), "gol-page");
  guint position;

  if (self->noted < 0 && g_ptr_array_find (self->columns, column, &position))
    self->noted = position;
  return 1;
}

/* Which column was clicked, GTK 4.8 does not say; its sorter knows, so it is asked to compare two things that are no rows. */
static void
sorter_changed_cb (GtkSorter       *sorter,
                   GtkSorterChange  change,
                   GolListPage     *self)
{
  GtkOrdering order;
  const GolListColumn *column;

  /* The view goes with its columns. */
  if (self->search == NULL)
    return;
  self->noted = -1;
  order = gtk_sorter_compare (sorter, self->search, self->view);
  if (self->noted < 0)
    {
      g_free (self->sort);
      self->sort = g_strdup (self->spec->sort);
      self->descending = self->spec->descending;
    }
  else
    {
      column = g_ptr_array_index (self->shown, self->noted);
      g_free (self->sort);
      self->sort = g_strdup (column->sort);
      self->descending = order == GTK_ORDERING_SMALLER;
    }
  gol_list_sort_remember (self->spec, self->sort, self->descending);
  ask (self, TRUE);
}

void
gol_list_page_sort (GolListPage *self,
                    const char  *field,
                    gboolean     descending)
{
  g_return_if_fail (GOL_IS_LIST_PAGE (self));

  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (((const GolListColumn *) self->shown->pdata[i])->sort, field) == 0)
      gtk_column_view_sort_by_column (self->view, g_ptr_array_index (self->columns, i),
                                      descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

void
gol_list_page_set_search (GolListPage *self,
                          const char  *text)
{
  g_return_if_fail (GOL_IS_LIST_PAGE (self));

  /* GTK tells of a text that is set as of one that is taken away and another that is typed: everybody would be listed between. */
  g_signal_handlers_block_by_func (self->search, search_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  g_signal_handlers_unblock_by_func (self->search, search_changed_cb, self);
  ask (self, TRUE);
}

void
gol_list_page_filter (GolListPage *self,
                      const char  *field,
                      const char  *value)
{
  g_return_if_fail (GOL_IS_LIST_PAGE (self));

  for (GolChip *chip = next_chip (self, NULL); chip != NULL; chip = next_chip (self, chip))
    if (g_str_equal (gol_chip_get_field (chip), field))
      {
        gol_chip_choose (chip, value);
        return;
      }
}

GolIdListModel *
gol_list_page_get_model (GolListPage *self)
{
  g_return_val_if_fail (GOL_IS_LIST_PAGE (self), NULL);

  return self->model;
}

/* ── The office ── */

static void
add_columns (GolListPage *self,
             GolDate      today)
{
  guint offset = 0;

  for (guint position = 0; position < self->shown->len; position++)
    {
      const GolListColumn *info = g_ptr_array_index (self->shown, position);
      g_autoptr(GtkColumnViewColumn) column = NULL;

      column = gtk_column_view_column_new (_(info->title), gol_list_cell_factory (self->spec, info, offset, today));
      if (info->chars > 0)
        gtk_column_view_column_set_fixed_width (column, gol_list_cell_width (info));
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_column_set_resizable (column, TRUE);
      g_object_set_data (G_OBJECT (column), "gol-page", self);
      if (info->sort != NULL)
        {
          g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (note_column, column, NULL));

          gtk_column_view_column_set_sorter (column, sorter);
        }
      gtk_column_view_append_column (self->view, column);
      g_ptr_array_add (self->columns, g_object_ref (column));
      for (guint i = 0; info->fields[i] != NULL; i++)
        offset++;
    }
}

static void
remove_columns (GolListPage *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_remove_column (self->view, g_ptr_array_index (self->columns, i));
  g_ptr_array_set_size (self->columns, 0);
}

static void
choose_shown (GolListPage *self,
              GolOffice   *office)
{
  g_ptr_array_unref (self->shown);
  self->shown = gol_list_spec_columns (self->spec, office);
  for (GolChip *chip = next_chip (self, NULL); chip != NULL; chip = next_chip (self, chip))
    gtk_widget_set_visible (GTK_WIDGET (chip), gol_office_may_list (office, self->entity, gol_chip_get_field (chip)));
}

static void
gol_list_page_set_office (GolPage   *page,
                          GolOffice *office)
{
  GolListPage *self = GOL_LIST_PAGE (page);

  stop_counting (self);
  stop_preview (self);
  gol_preview_set_office (self->preview, office);
  gtk_single_selection_set_model (self->selection, NULL);
  remove_columns (self);
  g_clear_object (&self->model);
  self->selected = 0;
  self->total = -1;
  show_selected (self);
  if (office == NULL)
    return;
  if (self->spec->action != NULL)
    gtk_widget_set_visible (gol_page_get_header (page), gol_office_may_write (office, self->entity->sections));
  choose_shown (self, office);
  {
    gpointer source = gol_store_source_new (self->spec, self->shown, gol_office_get_store (office));

    self->model = gol_id_list_model_new (&gol_store_source, source);
    gol_store_source.unref (source);
  }
  g_signal_connect_object (self->model, "shrinking", G_CALLBACK (shrinking_cb), self, 0);
  g_signal_connect_object (self->model, "begun", G_CALLBACK (begun_cb), self, 0);
  g_signal_connect_object (self->model, "asked", G_CALLBACK (asked_cb), self, 0);
  add_columns (self, gol_clock_get_today (gol_office_get_clock (office)));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
  ask (self, FALSE);
}

static void
gol_list_page_changed (GolPage            *page,
                       const char * const *records)
{
  GolListPage *self = GOL_LIST_PAGE (page);

  if (self->model == NULL)
    return;
  gol_id_list_model_ask_again (self->model);
  show_selected (self);
}

static void
gol_list_page_act (GolPage    *page,
                   const char *action)
{
  GolListPage *self = GOL_LIST_PAGE (page);
  guint n = self->model != NULL ? gol_id_list_model_get_n (self->model) : 0;

  if (g_str_equal (action, "find"))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else if (g_str_equal (action, "preview"))
    gtk_widget_set_visible (GTK_WIDGET (self->preview), !gtk_widget_get_visible (GTK_WIDGET (self->preview)));
  else if (n > 0 && (g_str_equal (action, "first") || g_str_equal (action, "last")))
    {
      gol_list_page_select (self, g_str_equal (action, "first") ? 0 : n - 1);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
}

static void
gol_list_page_set_narrow (GolPage  *page,
                          gboolean  narrow)
{
  gtk_widget_set_visible (GTK_WIDGET (GOL_LIST_PAGE (page)->preview), !narrow);
}

/* ── Type ── */

static void
gol_list_page_dispose (GObject *object)
{
  GolListPage *self = GOL_LIST_PAGE (object);

  self->selecting = TRUE;   /* whom GTK lets go of below nobody is to see */
  stop_counting (self);
  stop_preview (self);
  g_clear_object (&self->counting);
  if (self->columns != NULL)
    g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->only, gol_query_free);
  if (self->selection != NULL)
    gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_LIST_PAGE);
  G_OBJECT_CLASS (gol_list_page_parent_class)->dispose (object);
}

static void
gol_list_page_finalize (GObject *object)
{
  g_ptr_array_unref (GOL_LIST_PAGE (object)->shown);
  g_free (GOL_LIST_PAGE (object)->sort);
  g_free (GOL_LIST_PAGE (object)->searched);
  G_OBJECT_CLASS (gol_list_page_parent_class)->finalize (object);
}

static void
gol_list_page_class_init (GolListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_list_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gol_list_page_finalize;
  page_class->set_office = gol_list_page_set_office;
  page_class->changed = gol_list_page_changed;
  page_class->act = gol_list_page_act;
  page_class->set_narrow = gol_list_page_set_narrow;

  g_type_ensure (GOL_TYPE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/lists/gol-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolListPage, search);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, chips);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, clear);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, only_chip);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, only_words);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, paned);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, view);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, empty);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, none);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, error);
  gtk_widget_class_bind_template_child (widget_class, GolListPage, preview);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_only_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_open_cb);
}

static void
gol_list_page_init (GolListPage *self)
{
  self->total = -1;
  self->shown = g_ptr_array_new ();
  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed", G_CALLBACK (scrolled_cb), self, 0);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self, 0);
  gol_page_set_can (GOL_PAGE (self), GOL_PAGE_FIND | GOL_PAGE_PREVIEW | GOL_PAGE_JUMP);
}

static void
add_action (GolListPage *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_(self->spec->action_label));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), self->spec->action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gol_page_set_header (GOL_PAGE (self), button);
}

GolListPage *
gol_list_page_new (const GolListSpec *spec)
{
  GolListPage *self;

  g_return_val_if_fail (spec != NULL, NULL);

  self = g_object_new (GOL_TYPE_LIST_PAGE, NULL);
  self->spec = spec;
  self->entity = gol_dictionary_find_entity (spec->entity);
  self->sort = gol_list_sort_recall (spec, &self->descending);
  g_object_set (self->search, "placeholder-text", _(spec->search), NULL);
  if (spec->action != NULL)
    add_action (self);
  adw_status_page_set_title (self->empty, _(spec->empty_title));
  adw_status_page_set_description (self->empty, _(spec->empty_text));
  for (const GolListChip *chip = spec->chips; chip->label != NULL; chip++)
    {
      GtkWidget *widget = gol_chip_new (chip);

      g_signal_connect (widget, "changed", G_CALLBACK (chip_changed_cb), self);
      gtk_box_append (self->chips, widget);
    }
  return self;
}
