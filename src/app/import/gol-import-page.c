/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-import-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-async.h"
#include "gol-compat.h"
#include "gol-display.h"
#include "gol-drop-down.h"
#include "gol-import-lines.h"

/* Rows of the file that are held at once, so that what is wrong is seen where it stands. */
#define ROWS_KEPT 20000

/* The import and what its last run said: of the page, and of the thread that works with it, whichever lives longer. */
typedef struct
{
  GolImport       *import;
  GolImportReport *report;     /* (nullable) */
} Held;

struct _GolImportPage
{
  GolPage          parent_instance;

  const GolEntity *entity;
  char            *path;
  Held            *held;       /* (nullable); threads have it one at a time */
  gboolean         taken_in;
  GolTask         *task;       /* while a thread has the import */
  gulong           task_changed;
  GListStore      *rows;       /* of GolImportLine */
  int              shown;      /* a GolRowState, or -1: all that have something */
  GPtrArray       *fields;     /* of char *: paths that a column may mean, in the order of the drop-downs */
  GPtrArray       *labels;

  GtkStack        *stack;
  AdwStatusPage   *error;
  GtkBox          *chips;
  GtkStack        *rows_stack;
  GtkColumnView   *view;
  AdwStatusPage   *clean;
  GtkLabel        *busy_label;
  GtkProgressBar  *busy_bar;
  GtkButton       *stop;
  GtkScrolledWindow *side;
  GtkLabel        *columns_title;
  GtkBox          *columns;
  GtkLabel        *sum;
  GtkLabel        *arithmetic;
  GtkButton       *other;
  GtkButton       *rejects;
  GtkButton       *take_in;
};

G_DEFINE_FINAL_TYPE (GolImportPage, gol_import_page, GOL_TYPE_PAGE)

static guint
count_of (GolImportPage *self,
          int            state)
{
  guint n = 0;

  for (guint i = 0; self->held->report != NULL && i < self->held->report->problems->len; i++)
    if (state < 0 || (int) ((GolImportRow *) g_ptr_array_index (self->held->report->problems, i))->state == state)
      n++;
  return n;
}

/* ── The table ── */

static void
fill_rows (GolImportPage *self)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->held->report != NULL && i < self->held->report->problems->len && lines->len < ROWS_KEPT; i++)
    {
      GolImportRow *row = g_ptr_array_index (self->held->report->problems, i);

      if (self->shown < 0 || (int) row->state == self->shown)
        g_ptr_array_add (lines, gol_import_line_new (self->entity, row));
    }
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), lines->pdata, lines->len);
  gtk_stack_set_visible_child_name (self->rows_stack, lines->len > 0 ? "rows" : "clean");
}

/* ── Counts by outcome, each a filter ── */

static void
chip_cb (GtkToggleButton *button,
         GolImportPage   *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->shown = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "state"));
  fill_rows (self);
}

static GtkToggleButton *
add_chip (GolImportPage   *self,
          GtkToggleButton *group,
          const char      *icon,
          const char      *label,
          int              state)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_label_new (label);
  g_autofree char *number = gol_display_number (count_of (self, state));
  GtkWidget *count = gtk_label_new (number);

  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "gol-count");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), count);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, words, count, NULL, -1);
  gtk_widget_add_css_class (button, "gol-chip");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), state == self->shown);
  g_object_set_data (G_OBJECT (button), "state", GINT_TO_POINTER (state));
  g_signal_connect (button, "toggled", G_CALLBACK (chip_cb), self);
  gtk_box_append (self->chips, button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
show_chips (GolImportPage *self)
{
  GtkWidget *child;
  GtkToggleButton *group;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  group = add_chip (self, NULL, NULL, _("Something to look at"), -1);
  for (guint i = 0; gol_import_outcomes[i].icon != NULL; i++)
    add_chip (self, group, gol_import_outcomes[i].icon, _(gol_import_outcomes[i].label), gol_import_outcomes[i].state);
}

/* ── The sum, at the bottom ── */

static char *
words_of_entity (GolImportPage *self,
                 guint64        n)
{
  g_autofree char *number = gol_display_number (n);
  const char *words;

  if (g_str_equal (self->entity->name, "worker"))
    words = self->taken_in ? ngettext ("%s person entered", "%s people entered", (gulong) n)
                           : ngettext ("%s person will enter", "%s people will enter", (gulong) n);
  else
    words = self->taken_in ? ngettext ("%s order entered", "%s orders entered", (gulong) n)
                           : ngettext ("%s order will enter", "%s orders will enter", (gulong) n);
  return g_strdup_printf (words, number);
}

static void
show_sum (GolImportPage *self)
{
  const GolImportReport *report = self->held->report;
  guint64 n_out = report->refused + report->held;
  g_autofree char *sum = words_of_entity (self, report->accepted);
  g_autofree char *rows = gol_display_number (report->rows);
  g_autofree char *accepted = gol_display_number (report->accepted);
  g_autofree char *refused = gol_display_number (report->refused);
  g_autofree char *held = gol_display_number (report->held);
  g_autofree char *out = gol_display_number (n_out);
  g_autofree char *arithmetic = NULL;
  g_autofree char *verb = NULL;
  g_autofree char *rest = NULL;

  /* TRANSLATORS: all rows of a file = those that enter (of which some with a warning) + refused + undecided. */
  arithmetic = g_strdup_printf (_("%s rows = %s that enter (%u with a warning) + %s refused + %s to decide"),
                                rows, accepted, count_of (self, GOL_ROW_WARNED), refused, held);
  gtk_label_set_label (self->sum, sum);
  gtk_label_set_label (self->arithmetic, arithmetic);
  /* TRANSLATORS: a button with the number of rows that it takes in. */
  verb = g_strdup_printf (_("Import %s"), accepted);
  gtk_button_set_label (self->take_in, verb);
  gtk_widget_set_visible (GTK_WIDGET (self->take_in), !self->taken_in && report->accepted > 0);
  rest = g_strdup_printf (ngettext ("Save the %s left out, with the reason…", "Save the %s left out, with reasons…", (gulong) n_out), out);
  gtk_button_set_label (self->rejects, rest);
  gtk_widget_set_visible (GTK_WIDGET (self->rejects), n_out > 0);
  adw_status_page_set_description (self->clean, arithmetic);
}

/* ── Threads: the import is one's at a time ── */

static gboolean
is_running (GolImportPage *self)
{
  return self->task != NULL;
}

static void
task_changed_cb (GolTask       *task,
                 GolImportPage *self)
{
  double fraction = gol_task_get_fraction (task);

  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->busy_bar, fraction);
}

static void
begin (GolImportPage *self,
       const char    *words)
{
  self->task = gol_task_new (words);
  self->task_changed = g_signal_connect (self->task, "changed", G_CALLBACK (task_changed_cb), self);
  gol_page_add_task (GOL_PAGE (self), self->task);
  gtk_label_set_label (self->busy_label, words);
  gtk_progress_bar_set_fraction (self->busy_bar, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "file");
  gtk_stack_set_visible_child_name (self->rows_stack, "busy");
  gtk_widget_set_sensitive (GTK_WIDGET (self->chips), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->columns), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->other), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->take_in), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->rejects), FALSE);
  gtk_label_set_label (self->sum, words);
  gtk_label_set_label (self->arithmetic, "");
}

static void
end (GolImportPage *self)
{
  g_clear_signal_handler (&self->task_changed, self->task);
  gol_task_finish (self->task);
  g_clear_object (&self->task);
  gtk_widget_set_sensitive (GTK_WIDGET (self->chips), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->columns), !self->taken_in);
  gtk_widget_set_sensitive (GTK_WIDGET (self->other), TRUE);
}

static void
stop_cb (GtkButton     *button,
         GolImportPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  if (self->task != NULL)
    g_cancellable_cancel (gol_task_get_cancellable (self->task));
}

static void
held_clear (gpointer data)
{
  Held *held = data;

  g_clear_pointer (&held->report, gol_import_report_free);
  g_clear_pointer (&held->import, gol_import_free);
}

static void
held_release (Held *held)
{
  g_atomic_rc_box_release_full (held, held_clear);
}

/* What a thread is given. */
typedef struct
{
  Held            *held;       /* (nullable): it is still to be opened */
  const GolEntity *entity;
  char            *path;
  gboolean         write;
  char            *header;
  char            *field;
  GolTask         *task;
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->held, held_release);
  g_free (work->path);
  g_free (work->header);
  g_free (work->field);
  g_clear_object (&work->task);
  g_free (work);
}

static Work *
work_new (GolImportPage *self)
{
  Work *work = g_new0 (Work, 1);

  work->held = self->held != NULL ? g_atomic_rc_box_acquire (self->held) : NULL;
  work->entity = self->entity;
  work->path = g_strdup (self->path);
  work->task = self->task != NULL ? g_object_ref (self->task) : NULL;
  return work;
}

/* ── Trying it out, and taking it in ── */

static void show_columns (GolImportPage *self);

static gpointer
run_func (GolOffice     *office,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  return gol_import_run (work->held->import, work->write, gol_task_get_cancellable (work->task), gol_task_progress, work->task, error);
}

static void
show_report (GolImportPage *self)
{
  self->shown = -1;
  show_chips (self);
  show_sum (self);
  fill_rows (self);
  show_columns (self);
}

static void
fail (GolImportPage *self,
      const GError  *error)
{
  adw_status_page_set_description (self->error, error->message);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
tried_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  GolImportPage *self = owner;

  end (self);
  if (result == NULL)
    {
      fail (self, error);
      return;
    }
  g_clear_pointer (&self->held->report, gol_import_report_free);
  self->held->report = result;
  show_report (self);
}

static void
try_out (GolImportPage *self)
{
  Work *work;

  begin (self, _("Trying out, without storing anything"));
  work = work_new (self);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), run_func, work, (GDestroyNotify) work_free,
           (GDestroyNotify) gol_import_report_free, NULL, tried_cb);
}

static void
taken_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  GolImportPage *self = owner;
  g_autofree char *sentence = NULL;

  self->taken_in = error == NULL;
  end (self);
  if (result == NULL)
    {
      /* Nothing of it was kept; what was tried out still stands. */
      gol_page_toast_error (GOL_PAGE (self), error);
      show_report (self);
      return;
    }
  g_clear_pointer (&self->held->report, gol_import_report_free);
  self->held->report = result;
  show_report (self);
  sentence = words_of_entity (self, self->held->report->accepted);
  gol_page_toast (GOL_PAGE (self), sentence, TRUE);
}

void
gol_import_page_take_in (GolImportPage *self)
{
  Work *work;

  g_return_if_fail (GOL_IS_IMPORT_PAGE (self));

  if (self->held == NULL || self->held->report == NULL || is_running (self) || self->taken_in)
    return;
  begin (self, _("Importing"));
  work = work_new (self);
  work->write = TRUE;
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), run_func, work, (GDestroyNotify) work_free,
           (GDestroyNotify) gol_import_report_free, NULL, taken_cb);
}

static void
take_in_cb (GtkButton     *button,
            GolImportPage *self)
{
  gol_import_page_take_in (self);
}

/* ── What was left out ── */

static gpointer
rejects_func (GolOffice     *office,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Work *work = data;

  return GINT_TO_POINTER (gol_import_write_rejects (work->held->import, work->held->report, work->path, error));
}

static void
rejects_written_cb (gpointer      owner,
                    gpointer      result,
                    const GError *error)
{
  GolImportPage *self = owner;

  end (self);
  show_report (self);
  if (error != NULL)
    gol_page_toast_error (GOL_PAGE (self), error);
  else
    gol_page_toast (GOL_PAGE (self), _("The rows left out are saved, with the reason in the last column"), FALSE);
}

static void
rejects_picked_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  GolImportPage *self = GOL_IMPORT_PAGE (source);
  g_autoptr(GFile) file = gol_pick_file_finish (result);
  Work *work;

  if (file == NULL || g_file_peek_path (file) == NULL || is_running (self) || self->held == NULL)
    return;
  begin (self, _("Saving what was left out"));
  work = work_new (self);
  g_free (work->path);
  work->path = g_strdup (g_file_peek_path (file));
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), rejects_func, work, (GDestroyNotify) work_free, NULL, NULL, rejects_written_cb);
}

static void
rejects_cb (GtkButton     *button,
            GolImportPage *self)
{
  static const char * const suffixes[] = { "csv", NULL };
  g_autofree char *base = g_path_get_basename (self->path);
  char *dot = strrchr (base, '.');
  g_autofree char *name = NULL;

  if (dot != NULL)
    *dot = '\0';
  /* TRANSLATORS: file name of the rows that were left out; %s is the name of the file that was read. */
  name = g_strdup_printf (_("%s - left out.csv"), base);
  gol_pick_file_async (GTK_WIDGET (self), _("Save What Was Left Out"), GOL_PICK_SAVE, name, _("Spreadsheets"), suffixes,
                       rejects_picked_cb, NULL);
}

/* ── Columns ── */

static void
collect_fields (GolImportPage *self)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->fields, NULL);
  g_ptr_array_add (self->labels, g_strdup (_("Leave out")));
  for (const GolSection *section = self->entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      {
        if (field->type == GOL_FIELD_ROWS || field->type == GOL_FIELD_ATTACHMENT || field->type == GOL_FIELD_PORTRAIT)
          continue;
        g_ptr_array_add (self->fields, g_strdup_printf ("%s.%s", section->name, field->name));
        /* TRANSLATORS: a section of a file and one of its fields: "Contact: Telephone". */
        g_ptr_array_add (self->labels, g_strdup_printf (_("%s: %s"), gol_section_get_label (section), gol_field_get_label (field)));
      }
}

static gpointer
map_func (GolOffice     *office,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  return GINT_TO_POINTER (gol_import_map (work->held->import, work->header, work->field, error));
}

static void
mapped_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolImportPage *self = owner;

  end (self);
  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      show_report (self);
    }
  else
    try_out (self);
}

static void
column_cb (GtkDropDown   *drop_down,
           GParamSpec    *pspec,
           GolImportPage *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  const char *header = g_object_get_data (G_OBJECT (drop_down), "header");
  Work *work;

  if (is_running (self) || selected >= self->fields->len)
    return;
  begin (self, _("Trying out, without storing anything"));
  work = work_new (self);
  work->header = g_strdup (header);
  work->field = g_strdup (g_ptr_array_index (self->fields, selected));
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), map_func, work, (GDestroyNotify) work_free, NULL, NULL, mapped_cb);
}

/* A field that a column was matched to with more than its path ("civil.birth_date:dmy") is that field. */
static guint
position_of_field (GolImportPage *self,
                   const char    *field)
{
  for (guint i = 1; field != NULL && i < self->fields->len; i++)
    {
      const char *path = g_ptr_array_index (self->fields, i);

      if (g_str_has_prefix (field, path) && (field[strlen (path)] == '\0' || field[strlen (path)] == ':'))
        return i;
    }
  return 0;
}

static GtkWidget *
new_column (GolImportPage         *self,
            const GolImportColumn *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *header = gtk_label_new (column->header);
  GtkWidget *icon;
  GtkWidget *drop_down;
  GtkStringList *labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->labels->len; i++)
    gtk_string_list_append (labels, g_ptr_array_index (self->labels, i));
  drop_down = gol_drop_down_new (labels);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), position_of_field (self, column->field));
  g_object_set_data_full (G_OBJECT (drop_down), "header", g_strdup (column->header), g_free);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (column_cb), self);
  icon = gtk_image_new_from_icon_name (column->field == NULL ? "list-remove-symbolic"
                                       : column->certain     ? "object-select-symbolic"
                                                             : "dialog-question-symbolic");
  gtk_widget_add_css_class (icon, column->field == NULL ? "secondary" : column->certain ? "success" : "warning");
  gtk_widget_set_tooltip_text (icon, column->field == NULL ? _("Not read") : column->certain ? _("Recognised") : _("Looks alike"));
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_label_set_ellipsize (GTK_LABEL (header), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (header, TRUE);
  gtk_widget_add_css_class (header, "monospace");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY, header, NULL, -1);
  gtk_box_append (GTK_BOX (line), header);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), drop_down);
  if (column->how != NULL)
    {
      GtkWidget *how = gtk_label_new (column->how);

      gtk_label_set_xalign (GTK_LABEL (how), 0);
      gtk_label_set_wrap (GTK_LABEL (how), TRUE);
      gtk_widget_add_css_class (how, "caption");
      gtk_widget_add_css_class (how, "secondary");
      gtk_box_append (GTK_BOX (box), how);
    }
  return box;
}

static void
show_columns (GolImportPage *self)
{
  GPtrArray *columns = gol_import_get_columns (self->held->import);
  GtkWidget *child;
  guint matched = 0;
  g_autofree char *title = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_box_remove (self->columns, child);
  for (guint i = 0; i < columns->len; i++)
    {
      const GolImportColumn *column = g_ptr_array_index (columns, i);

      if (column->field != NULL)
        matched++;
      gtk_box_append (self->columns, new_column (self, column));
    }
  title = g_strdup_printf (ngettext ("%u of %u column is read", "%u of %u columns are read", columns->len), matched, columns->len);
  gtk_label_set_label (self->columns_title, title);
}

/* ── Opening ── */

static gpointer
open_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Work *work = data;

  return gol_import_open (office, work->entity, work->path, error);
}

static void
drop_import (GolImportPage *self)
{
  g_clear_pointer (&self->held, held_release);
  self->taken_in = FALSE;
}

static void
opened_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolImportPage *self = owner;
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autofree char *subtitle = NULL;

  end (self);
  if (result == NULL)
    {
      fail (self, error);
      return;
    }
  self->held = g_atomic_rc_box_new0 (Held);
  self->held->import = result;
  /* TRANSLATORS: a file and its form: "list.csv · UTF-8, ';'". */
  subtitle = g_strdup_printf (_("%s · %s"), name, gol_import_get_format (self->held->import));
  gol_page_set_subtitle (GOL_PAGE (self), subtitle);
  show_columns (self);
  try_out (self);
}

void
gol_import_page_open (GolImportPage *self,
                      const char    *path,
                      const char    *entity)
{
  Work *work;

  g_return_if_fail (GOL_IS_IMPORT_PAGE (self));
  g_return_if_fail (path != NULL && entity != NULL);

  if (is_running (self) || gol_page_get_office (GOL_PAGE (self)) == NULL)
    return;
  drop_import (self);
  g_free (self->path);
  self->path = g_strdup (path);
  self->entity = gol_dictionary_find_entity (entity);
  collect_fields (self);
  begin (self, _("Reading the file"));
  work = work_new (self);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), open_func, work, (GDestroyNotify) work_free,
           (GDestroyNotify) gol_import_free, NULL, opened_cb);
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GFile) file = gol_pick_file_finish (result);

  if (file != NULL && g_file_peek_path (file) != NULL)
    gol_import_page_open (GOL_IMPORT_PAGE (source), g_file_peek_path (file), data);
}

static void
choose (GolImportPage *self,
        const char    *entity)
{
  static const char * const suffixes[] = { "csv", "txt", "tsv", "xlsx", NULL };

  gol_pick_file_async (GTK_WIDGET (self), _("Spreadsheet to Read"), GOL_PICK_OPEN, NULL, _("Spreadsheets"), suffixes, picked_cb,
                       (gpointer) entity);
}

static void
choose_workers_cb (GtkButton     *button,
                   GolImportPage *self)
{
  choose (self, "worker");
}

static void
choose_orders_cb (GtkButton     *button,
                  GolImportPage *self)
{
  choose (self, "order");
}

static void
again_cb (GtkButton     *button,
          GolImportPage *self)
{
  if (is_running (self))
    return;
  drop_import (self);
  gol_page_set_subtitle (GOL_PAGE (self), NULL);
  gtk_stack_set_visible_child_name (self->stack, "choose");
}

gboolean
gol_import_page_is_tried (GolImportPage *self)
{
  g_return_val_if_fail (GOL_IS_IMPORT_PAGE (self), FALSE);

  return self->held != NULL && self->held->report != NULL && !is_running (self);
}

/* ── Type ── */

static void
gol_import_page_set_office (GolPage   *page,
                            GolOffice *office)
{
  if (office == NULL)
    drop_import (GOL_IMPORT_PAGE (page));
}

static gboolean
gol_import_page_is_busy (GolPage *page)
{
  return is_running (GOL_IMPORT_PAGE (page));
}

static void
gol_import_page_dispose (GObject *object)
{
  GolImportPage *self = GOL_IMPORT_PAGE (object);

  g_clear_object (&self->rows);
  /* The template would let go of a direct child that the bin still believes its own. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_IMPORT_PAGE);
  G_OBJECT_CLASS (gol_import_page_parent_class)->dispose (object);
}

static void
gol_import_page_finalize (GObject *object)
{
  GolImportPage *self = GOL_IMPORT_PAGE (object);

  drop_import (self);
  g_free (self->path);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  G_OBJECT_CLASS (gol_import_page_parent_class)->finalize (object);
}

static void
gol_import_page_class_init (GolImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_import_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gol_import_page_finalize;
  page_class->set_office = gol_import_page_set_office;
  page_class->is_busy = gol_import_page_is_busy;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/import/gol-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, error);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, chips);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, rows_stack);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, view);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, clean);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, busy_label);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, busy_bar);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, stop);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, side);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, columns_title);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, columns);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, sum);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, arithmetic);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, other);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, rejects);
  gtk_widget_class_bind_template_child (widget_class, GolImportPage, take_in);
  gtk_widget_class_bind_template_callback (widget_class, choose_workers_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_orders_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, rejects_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_in_cb);
}

static void
gol_import_page_init (GolImportPage *self)
{
  GtkNoSelection *selection;

  self->rows = g_list_store_new (GOL_TYPE_IMPORT_LINE);
  self->shown = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gol_import_lines_add_columns (self->view);
}

GolImportPage *
gol_import_page_new (void)
{
  return g_object_new (GOL_TYPE_IMPORT_PAGE, NULL);
}
