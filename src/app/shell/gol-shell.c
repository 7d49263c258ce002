/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-shell.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-conflicts-page.h"
#include "gol-display.h"
#include "gol-enrolment-page.h"
#include "gol-id.h"
#include "gol-list-page.h"
#include "gol-matching-page.h"
#include "gol-order-page.h"
#include "gol-places.h"
#include "gol-search-button.h"
#include "gol-sync-button.h"
#include "gol-worker-page.h"

/* Below it the sidebar folds away. */
#define NARROW 1100
/* Commits come in flocks: what waits is counted once they pause. */
#define COUNT_MS 400

struct _GolShell
{
  AdwBin           parent_instance;

  GolOffice       *office;
  GolPage         *page;        /* the visible one (not owned) */
  gulong           page_notify;
  GPtrArray       *places;      /* of const GolPlace: the sidebar's rows */
  GPtrArray       *stacked;     /* of GolPage: records on top of the sidebar's page, newest last */
  GdkSurface      *surface;
  gulong           surface_layout;
  guint            fold_source;
  gulong           office_changed;
  guint            count_source;
  GCancellable    *counting;

  AdwFlap         *flap;
  GtkImage        *badge;
  GtkLabel        *office_name;
  GtkLabel        *office_kind;
  GtkListBox      *sidebar;
  AdwAvatar       *officer_face;
  GtkLabel        *officer_name;
  GtkLabel        *officer_roles;
  GtkToggleButton *sidebar_button;
  GtkButton       *back_button;
  GtkLabel        *title;
  GtkLabel        *subtitle;
  GtkBox          *step_buttons;
  GolSearchButton *search;
  GolTaskButton   *tasks;
  GolSyncButton   *sync;
  AdwBin          *page_header;
  GtkMenuButton   *menu_button;
  GtkStack        *stack;
};

G_DEFINE_FINAL_TYPE (GolShell, gol_shell, ADW_TYPE_BIN)

enum
{
  TOAST,
  PAGE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What is opened on top, by the record's entity. */
static const struct
{
  const char *entity;
  GolPage  *(*make) (const char *record);
} openers[] = {
  { "worker", gol_worker_page_new },
  { "order", gol_order_page_new },
};

/* ── Header ── */

static void
show_texts (GolShell *self)
{
  const char *subtitle = self->page != NULL ? gol_page_get_subtitle (self->page) : NULL;

  gtk_label_set_label (self->title, self->page != NULL ? gol_page_get_title (self->page) : "");
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->step_buttons),
                          self->page != NULL && (gol_page_get_can (self->page) & GOL_PAGE_STEP) != 0);
}

static GolPage *ground (GolShell *self);

/* "2 of 42", of a record that lies on a list. */
static void
show_place (GolShell *self)
{
  GolPage *list = ground (self);
  g_autofree char *place = NULL;

  if (self->page == NULL || !GOL_IS_LIST_PAGE (list) || self->stacked->len != 1)
    return;
  place = gol_list_page_place (GOL_LIST_PAGE (list));
  gol_page_set_subtitle (self->page, place);
}

static void
page_notify_cb (GolPage    *page,
                GParamSpec *pspec,
                GolShell   *self)
{
  show_texts (self);
  g_signal_emit (self, signals[PAGE_CHANGED], 0);
}

static void
visible_child_cb (GtkStack   *stack,
                  GParamSpec *pspec,
                  GolShell   *self)
{
  GtkWidget *child;

  /* The stack goes with its pages. */
  if (self->page_header == NULL)
    return;
  child = gtk_stack_get_visible_child (stack);
  if (self->page != NULL)
    g_clear_signal_handler (&self->page_notify, self->page);
  self->page = GOL_IS_PAGE (child) ? GOL_PAGE (child) : NULL;
  adw_bin_set_child (self->page_header, NULL);
  if (self->page != NULL)
    {
      self->page_notify = g_signal_connect (self->page, "notify", G_CALLBACK (page_notify_cb), self);
      adw_bin_set_child (self->page_header, gol_page_get_header (self->page));
      gol_page_set_narrow (self->page, adw_flap_get_fold_policy (self->flap) == ADW_FLAP_FOLD_POLICY_ALWAYS);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), self->stacked->len > 0);
  show_texts (self);
  g_signal_emit (self, signals[PAGE_CHANGED], 0);
}

/* ── Pages ── */

static void
toast_cb (GolPage    *page,
          const char *sentence,
          gboolean    undo,
          GolShell   *self)
{
  g_signal_emit (self, signals[TOAST], 0, sentence, undo);
}

static void uncover (GolShell *self, GtkWidget *below, guint keep);
static void put_on_top (GolShell *self, GolPage *page);

/* A list that opens another while one of its records lies on top has stepped on. */
static void
open_record_cb (GtkWidget  *from,
                const char *record,
                GolShell   *self)
{
  if (GOL_IS_LIST_PAGE (from) && self->stacked->len > 0)
    uncover (self, from, 0);
  gol_shell_open_record (self, record);
  show_place (self);
}

static void
step_cb (GolPage  *page,
         int       by,
         GolShell *self)
{
  GolPage *list = ground (self);

  if (!GOL_IS_LIST_PAGE (list) || self->stacked->len != 1)
    return;
  if (gol_page_is_busy (page))
    gol_page_toast (page, _("Save what you changed first, or undo it."), FALSE);
  else
    gol_list_page_step (GOL_LIST_PAGE (list), by);
}

static void
task_cb (GolPage  *page,
         GolTask  *task,
         GolShell *self)
{
  gol_task_button_add (self->tasks, task);
}

static void
show_page_cb (GolPage    *page,
              const char *name,
              GolShell   *self)
{
  gol_shell_show (self, name);
}

static void
show_only_cb (GolPage        *page,
              const char     *name,
              const GolQuery *query,
              const char     *words,
              GolShell       *self)
{
  GolPage *shown;

  gol_shell_show (self, name);
  shown = ground (self);
  if (GOL_IS_LIST_PAGE (shown))
    gol_list_page_show_only (GOL_LIST_PAGE (shown), query, words);
}

static void
show_conflict_cb (GolPage    *page,
                  const char *record,
                  const char *path,
                  GolShell   *self)
{
  GolPage *shown;

  gol_shell_show (self, "conflicts");
  shown = ground (self);
  if (GOL_IS_CONFLICTS_PAGE (shown))
    gol_conflicts_page_look_at (GOL_CONFLICTS_PAGE (shown), record, path);
}

static void
find_people_cb (GolPage    *page,
                const char *order,
                GolShell   *self)
{
  put_on_top (self, gol_matching_page_new (order));
}

static void
add_page (GolShell   *self,
          GolPage    *page,
          const char *name)
{
  g_signal_connect (page, "toast", G_CALLBACK (toast_cb), self);
  g_signal_connect (page, "open-record", G_CALLBACK (open_record_cb), self);
  g_signal_connect (page, "task", G_CALLBACK (task_cb), self);
  g_signal_connect (page, "show-page", G_CALLBACK (show_page_cb), self);
  g_signal_connect (page, "show-only", G_CALLBACK (show_only_cb), self);
  g_signal_connect (page, "show-conflict", G_CALLBACK (show_conflict_cb), self);
  g_signal_connect (page, "find-people", G_CALLBACK (find_people_cb), self);
  g_signal_connect (page, "step", G_CALLBACK (step_cb), self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (page), name);
  gol_page_set_office (page, self->office);
}

/* Shows @below, then lets go of the pages on top of the first @keep ones. */
static void
uncover (GolShell  *self,
         GtkWidget *below,
         guint      keep)
{
  g_autoptr(GPtrArray) leaving = g_ptr_array_new ();

  while (self->stacked->len > keep)
    g_ptr_array_add (leaving, g_ptr_array_steal_index (self->stacked, self->stacked->len - 1));
  gtk_stack_set_visible_child (self->stack, below);
  for (guint i = 0; i < leaving->len; i++)
    {
      gol_page_set_office (g_ptr_array_index (leaving, i), NULL);
      gtk_stack_remove (self->stack, g_ptr_array_index (leaving, i));
    }
}

static const GolPlace *
place_at (GolShell *self,
          guint     position)
{
  return g_ptr_array_index (self->places, position);
}

void
gol_shell_show_nth (GolShell *self,
                    guint     position)
{
  const GolPlace *place;
  GtkListBoxRow *row;
  GtkWidget *page;

  g_return_if_fail (GOL_IS_SHELL (self));

  if (position >= self->places->len)
    return;
  place = place_at (self, position);
  page = gtk_stack_get_child_by_name (self->stack, place->name);
  if (page == NULL)
    {
      GolPage *made = place->make ();

      gol_page_set_title (made, _(place->label));
      add_page (self, made, place->name);
      page = GTK_WIDGET (made);
    }
  row = gtk_list_box_get_row_at_index (self->sidebar, position);
  gtk_list_box_select_row (self->sidebar, row);
  uncover (self, page, 0);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

void
gol_shell_show (GolShell   *self,
                const char *name)
{
  g_return_if_fail (GOL_IS_SHELL (self));
  g_return_if_fail (name != NULL);

  for (guint i = 0; i < self->places->len; i++)
    if (g_str_equal (place_at (self, i)->name, name))
      gol_shell_show_nth (self, i);
}

static void
put_on_top (GolShell *self,
            GolPage  *page)
{
  g_ptr_array_add (self->stacked, page);
  add_page (self, page, NULL);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

/* One queue has one page: where it lies under others, those go. */
void
gol_shell_enrol (GolShell *self)
{
  g_return_if_fail (GOL_IS_SHELL (self));

  for (guint i = 0; i < self->stacked->len; i++)
    if (GOL_IS_ENROLMENT_PAGE (g_ptr_array_index (self->stacked, i)))
      {
        uncover (self, g_ptr_array_index (self->stacked, i), i + 1);
        return;
      }
  put_on_top (self, gol_enrolment_page_new ());
}

void
gol_shell_open_record (GolShell   *self,
                       const char *record)
{
  const char *entity;

  g_return_if_fail (GOL_IS_SHELL (self));
  g_return_if_fail (record != NULL);

  if (!gol_record_split (record, &entity, NULL))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    if (g_str_equal (openers[i].entity, entity))
      {
        put_on_top (self, openers[i].make (record));
        return;
      }
}

/* The sidebar's page, below what lies on top. */
static GolPage *
ground (GolShell *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->sidebar);

  if (row == NULL)
    return NULL;
  return GOL_PAGE (gtk_stack_get_child_by_name (self->stack, place_at (self, gtk_list_box_row_get_index (row))->name));
}

gboolean
gol_shell_can_go_back (GolShell *self)
{
  g_return_val_if_fail (GOL_IS_SHELL (self), FALSE);

  return self->stacked->len > 0;
}

void
gol_shell_go_back (GolShell *self)
{
  GtkWidget *below;
  GtkListBoxRow *row;

  g_return_if_fail (GOL_IS_SHELL (self));

  if (self->stacked->len == 0)
    return;
  row = gtk_list_box_get_selected_row (self->sidebar);
  if (self->stacked->len > 1)
    below = g_ptr_array_index (self->stacked, self->stacked->len - 2);
  else
    below = gtk_stack_get_child_by_name (self->stack, place_at (self, row != NULL ? gtk_list_box_row_get_index (row) : 0)->name);
  uncover (self, below, self->stacked->len - 1);
}

/* ── The sidebar ── */

static void
sidebar_activated_cb (GtkListBox    *list,
                      GtkListBoxRow *row,
                      GolShell      *self)
{
  gol_shell_show_nth (self, gtk_list_box_row_get_index (row));
}

static void
fill_sidebar (GolShell *self)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const GolPlace *place = place_at (self, i);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *icon = gtk_image_new_from_icon_name (place->icon);
      GtkWidget *label = gtk_label_new (_(place->label));
      GtkWidget *count = gtk_label_new (NULL);
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_add_css_class (count, "gol-waiting");
      gtk_widget_add_css_class (count, "numeric");
      gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
      gtk_widget_set_visible (count, FALSE);
      gtk_box_append (GTK_BOX (box), icon);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), count);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(place->label), -1);
      gtk_list_box_append (self->sidebar, row);
    }
}

/* ── What waits, beside each row ── */

static gpointer
count_func (GolOffice     *office,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return gol_worklist_read (office, cancellable, error);
}

static void
show_count (GtkListBoxRow  *row,
            const GolPlace *place,
            GPtrArray      *works)
{
  GtkWidget *label = gtk_widget_get_last_child (gtk_list_box_row_get_child (row));
  guint64 count = gol_place_count (place, works);
  g_autofree char *number = gol_display_number (count);
  g_autofree char *words = NULL;

  gtk_label_set_label (GTK_LABEL (label), number);
  gtk_widget_set_visible (label, count > 0);
  /* TRANSLATORS: a page and how much waits there: "Orders: 6 wait". */
  words = count > 0 ? g_strdup_printf (ngettext ("%s: %s waits", "%s: %s wait", count), _(place->label), number)
                    : g_strdup (_(place->label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* Where it could not be counted, the numbers of before stay. */
static void
counted_cb (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  GolShell *self = owner;
  g_autoptr(GPtrArray) works = result;

  for (guint i = 0; works != NULL && i < self->places->len; i++)
    show_count (gtk_list_box_get_row_at_index (self->sidebar, i), place_at (self, i), works);
}

static gboolean
count_cb (gpointer data)
{
  GolShell *self = data;

  self->count_source = 0;
  gol_busy_end ();
  gol_run (self, self->office, count_func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
           gol_renew_cancellable (&self->counting), counted_cb);
  return G_SOURCE_REMOVE;
}

static void
office_changed_cb (GolOffice *office,
                   GStrv      records,
                   GolShell  *self)
{
  if (self->count_source != 0)
    return;
  gol_busy_begin ();
  self->count_source = g_timeout_add (COUNT_MS, count_cb, self);
}

static void
stop_counting (GolShell *self)
{
  if (self->office != NULL)
    g_clear_signal_handler (&self->office_changed, self->office);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (self->count_source == 0)
    return;
  g_clear_handle_id (&self->count_source, g_source_remove);
  gol_busy_end ();
}

static char *
words_of_roles (guint roles)
{
  static const struct
  {
    GolRoles    role;
    const char *label;
  } table[] = {
    { GOL_ROLE_ADMINISTRATOR, N_("Administrator") },
    { GOL_ROLE_SUPERVISOR, N_("Supervisor") },
    { GOL_ROLE_AUDITOR, N_("Auditor") },
    { GOL_ROLE_CLERK, N_("Officer") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if ((roles & table[i].role) != 0)
      return g_strdup (_(table[i].label));
  return g_strdup (_("Officer"));
}

static void
show_office (GolShell *self)
{
  const GolOfficeInfo *info = gol_office_get_info (self->office);
  const GolOfficer *officer = gol_office_get_officer (self->office);
  g_autofree char *roles = words_of_roles (officer->roles);

  gtk_label_set_label (self->office_name, info->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->office_name), info->name);
  gtk_label_set_label (self->office_kind, gol_office_kind_label (info->kind));
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), info->kind);
  adw_avatar_set_text (self->officer_face, officer->name);
  gtk_label_set_label (self->officer_name, officer->name);
  gtk_label_set_label (self->officer_roles, roles);
  gol_search_button_set_office (self->search, self->office);
  gol_sync_button_set_office (self->sync, self->office);
}

/* ── Folding ── */

static gboolean
fold_cb (gpointer data)
{
  GolShell *self = data;
  gboolean narrow;

  self->fold_source = 0;
  narrow = self->surface != NULL && gdk_surface_get_width (self->surface) < NARROW;
  adw_flap_set_fold_policy (self->flap, narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_reveal_flap (self->flap, !narrow);
  if (self->page != NULL)
    gol_page_set_narrow (self->page, narrow);
  return G_SOURCE_REMOVE;
}

/* Not at once: it comes in the middle of a layout. */
static void
surface_layout_cb (GdkSurface *surface,
                   int         width,
                   int         height,
                   GolShell   *self)
{
  if ((width < NARROW) != (adw_flap_get_fold_policy (self->flap) == ADW_FLAP_FOLD_POLICY_ALWAYS) && self->fold_source == 0)
    self->fold_source = g_idle_add (fold_cb, self);
}

static void
gol_shell_realize (GtkWidget *widget)
{
  GolShell *self = GOL_SHELL (widget);

  GTK_WIDGET_CLASS (gol_shell_parent_class)->realize (widget);
  self->surface = g_object_ref (gtk_native_get_surface (gtk_widget_get_native (widget)));
  self->surface_layout = g_signal_connect (self->surface, "layout", G_CALLBACK (surface_layout_cb), self);
}

static void
gol_shell_unrealize (GtkWidget *widget)
{
  GolShell *self = GOL_SHELL (widget);

  g_clear_signal_handler (&self->surface_layout, self->surface);
  g_clear_object (&self->surface);
  g_clear_handle_id (&self->fold_source, g_source_remove);
  GTK_WIDGET_CLASS (gol_shell_parent_class)->unrealize (widget);
}

static void
open_sync_cb (GolSyncButton *button,
              GolShell      *self)
{
  gol_shell_show (self, "sync");
}

/* ── Type ── */

static void
gol_shell_dispose (GObject *object)
{
  GolShell *self = GOL_SHELL (object);

  if (self->page != NULL)
    g_clear_signal_handler (&self->page_notify, self->page);
  self->page = NULL;
  stop_counting (self);
  /* The template would let go of a direct child that the bin still believes its own. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_SHELL);
  g_clear_pointer (&self->stacked, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_object (&self->office);
  G_OBJECT_CLASS (gol_shell_parent_class)->dispose (object);
}

static void
gol_shell_class_init (GolShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_shell_dispose;
  widget_class->realize = gol_shell_realize;
  widget_class->unrealize = gol_shell_unrealize;

  g_type_ensure (GOL_TYPE_SEARCH_BUTTON);
  g_type_ensure (GOL_TYPE_SYNC_BUTTON);
  g_type_ensure (GOL_TYPE_TASK_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/shell/gol-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, GolShell, flap);
  gtk_widget_class_bind_template_child (widget_class, GolShell, badge);
  gtk_widget_class_bind_template_child (widget_class, GolShell, office_name);
  gtk_widget_class_bind_template_child (widget_class, GolShell, office_kind);
  gtk_widget_class_bind_template_child (widget_class, GolShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, GolShell, officer_face);
  gtk_widget_class_bind_template_child (widget_class, GolShell, officer_name);
  gtk_widget_class_bind_template_child (widget_class, GolShell, officer_roles);
  gtk_widget_class_bind_template_child (widget_class, GolShell, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, GolShell, back_button);
  gtk_widget_class_bind_template_child (widget_class, GolShell, title);
  gtk_widget_class_bind_template_child (widget_class, GolShell, subtitle);
  gtk_widget_class_bind_template_child (widget_class, GolShell, step_buttons);
  gtk_widget_class_bind_template_child (widget_class, GolShell, search);
  gtk_widget_class_bind_template_child (widget_class, GolShell, tasks);
  gtk_widget_class_bind_template_child (widget_class, GolShell, sync);
  gtk_widget_class_bind_template_child (widget_class, GolShell, page_header);
  gtk_widget_class_bind_template_child (widget_class, GolShell, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GolShell, stack);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);

  signals[TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[PAGE_CHANGED] = g_signal_new ("page-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
gol_shell_init (GolShell *self)
{
  self->stacked = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->search, "open-record", G_CALLBACK (open_record_cb), self);
  g_signal_connect (self->sync, "open", G_CALLBACK (open_sync_cb), self);
}

GolShell *
gol_shell_new (GolOffice *office)
{
  GolShell *self;

  g_return_val_if_fail (GOL_IS_OFFICE (office), NULL);

  self = g_object_new (GOL_TYPE_SHELL, NULL);
  self->office = g_object_ref (office);
  self->places = gol_places_of (office);
  fill_sidebar (self);
  show_office (self);
  gol_shell_show_nth (self, 0);
  self->office_changed = g_signal_connect (office, "changed", G_CALLBACK (office_changed_cb), self);
  office_changed_cb (office, NULL, self);
  return self;
}

GolOffice *
gol_shell_get_office (GolShell *self)
{
  g_return_val_if_fail (GOL_IS_SHELL (self), NULL);

  return self->office;
}

guint
gol_shell_get_n_pages (GolShell *self)
{
  g_return_val_if_fail (GOL_IS_SHELL (self), 0);

  return self->places->len;
}

GolPage *
gol_shell_get_page (GolShell *self)
{
  g_return_val_if_fail (GOL_IS_SHELL (self), NULL);

  return self->page;
}

void
gol_shell_toggle_sidebar (GolShell *self)
{
  g_return_if_fail (GOL_IS_SHELL (self));

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

void
gol_shell_search (GolShell *self)
{
  g_return_if_fail (GOL_IS_SHELL (self));

  gol_search_button_open (self->search);
}

void
gol_shell_open_menu (GolShell *self)
{
  g_return_if_fail (GOL_IS_SHELL (self));

  gtk_menu_button_popup (self->menu_button);
}

gboolean
gol_shell_is_busy (GolShell *self)
{
  g_return_val_if_fail (GOL_IS_SHELL (self), FALSE);

  return self->page != NULL && gol_page_is_busy (self->page);
}
