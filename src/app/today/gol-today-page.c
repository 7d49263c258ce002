/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-today-page.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-display.h"
#include "gol-pill.h"
#include "gol-places.h"

struct _GolTodayPage
{
  GolPage        parent_instance;

  GPtrArray     *places;     /* of const GolPlace */
  GPtrArray     *works;      /* (nullable): of GolWork, as they are shown */
  GCancellable  *reading;
  gboolean       stale;      /* something changed since it was read; it is read when it is seen */

  GtkStack      *stack;
  GtkLabel      *day;
  GtkLabel      *sum;
  GtkListBox    *list;
  AdwStatusPage *nothing;
  AdwStatusPage *error;
};

G_DEFINE_FINAL_TYPE (GolTodayPage, gol_today_page, GOL_TYPE_PAGE)

/* ── How urgency looks ── */

static const struct
{
  const char *icon, *style;
} looks[GOL_N_WORK_WHEN] = {
  [GOL_WORK_OVERDUE] = { "dialog-warning-symbolic", "error" },
  [GOL_WORK_TODAY] = { "document-open-recent-symbolic", "accent" },
  [GOL_WORK_WEEK] = { "x-office-calendar-symbolic", "neutral" },
  [GOL_WORK_LATER] = { "gol-later-symbolic", "neutral" },
  [GOL_WORK_KNOWN] = { "dialog-information-symbolic", "neutral" },
};

static const GolPlace *
place_of (GolTodayPage  *self,
          const GolWork *work)
{
  return gol_places_for_work (self->places, work);
}

/* ── A line ── */

static GtkWidget *
new_label (const char *text,
           float       xalign,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_texts (const GolWork *work)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *hint = new_label (work->hint, 0, "caption");

  gtk_widget_add_css_class (hint, "secondary");
  gtk_box_append (GTK_BOX (texts), new_label (work->sentence, 0, NULL));
  gtk_box_append (GTK_BOX (texts), hint);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  return texts;
}

static GtkWidget *
new_row (GolTodayPage  *self,
         const GolWork *work,
         GolDate        today)
{
  const GolPlace *place = place_of (self, work);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (place != NULL ? place->icon : "gol-route-symbolic");
  g_autofree char *number = gol_display_number (work->count);
  g_autofree char *day = gol_display_deadline (work->nearest, today, NULL);
  g_autofree char *words = NULL;
  GtkWidget *count = new_label (number, 1, "title-4");
  GtkWidget *nearest = new_label (day, 0, "gol-nearest");

  gtk_widget_add_css_class (icon, "gol-work-icon");
  gtk_widget_add_css_class (icon, looks[work->when].style);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (count, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (nearest), 12);
  gtk_widget_add_css_class (nearest, looks[work->when].style);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_texts (work));
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), nearest);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  /* TRANSLATORS: what waits, how many, and by when: "Orders to decide: 6, 3 days late". */
  words = *day != '\0' ? g_strdup_printf (_("%s: %s, %s"), work->sentence, number, day)
                       : g_strdup_printf (_("%s: %s"), work->sentence, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, work->hint, -1);
  g_object_set_data (G_OBJECT (row), "work", (gpointer) work->name);
  return row;
}

static const GolWork *
work_at (GolTodayPage  *self,
         GtkListBoxRow *row)
{
  gint position = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  return self->works != NULL && position >= 0 && (guint) position < self->works->len
         ? g_ptr_array_index (self->works, position) : NULL;
}

static guint
count_of (GolTodayPage *self,
          GolWorkWhen   when)
{
  guint n = 0;

  for (guint i = 0; i < self->works->len; i++)
    n += ((GolWork *) g_ptr_array_index (self->works, i))->when == when;
  return n;
}

/* Each group is a card of its own: its first row carries the heading, and the corners are round at both ends. */
static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  GolTodayPage *self = data;
  const GolWork *work = work_at (self, row), *above = work_at (self, before);
  GtkWidget *heading, *matters;
  g_autofree char *words = NULL;
  guint n;

  if (work == NULL || (above != NULL && above->when == work->when))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  n = count_of (self, work->when);
  heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  words = g_strdup_printf (ngettext ("%u matter", "%u matters", n), n);
  matters = new_label (words, 0, "caption");
  gtk_widget_add_css_class (matters, "secondary");
  gtk_widget_add_css_class (heading, "gol-today-heading");
  gtk_box_append (GTK_BOX (heading), gol_pill_new (looks[work->when].icon, looks[work->when].style, gol_work_when_label (work->when)));
  gtk_box_append (GTK_BOX (heading), matters);
  gtk_list_box_row_set_header (row, heading);
}

static void
round_corners (GolTodayPage *self)
{
  for (guint i = 0; i < self->works->len; i++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, i));
      const GolWork *work = g_ptr_array_index (self->works, i);

      if (i == 0 || ((GolWork *) g_ptr_array_index (self->works, i - 1))->when != work->when)
        gtk_widget_add_css_class (row, "first");
      if (i + 1 == self->works->len || ((GolWork *) g_ptr_array_index (self->works, i + 1))->when != work->when)
        gtk_widget_add_css_class (row, "last");
    }
}

/* ── All of them ── */

static void
show_sum (GolTodayPage *self)
{
  guint n = gol_worklist_count (self->works);
  g_autofree char *words = NULL;

  words = g_strdup_printf (ngettext ("%u matter, by its nearest day", "%u matters, by their nearest day", n), n);
  gtk_label_set_label (self->sum, words);
  gol_page_set_subtitle (GOL_PAGE (self), NULL);
}

/* The row where the focus is, by what it is about: rows come and go. */
static const char *
focused (GolTodayPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && GTK_IS_LIST_BOX_ROW (focus) && gtk_widget_get_parent (focus) == GTK_WIDGET (self->list)
         ? g_object_get_data (G_OBJECT (focus), "work") : NULL;
}

static void
fill (GolTodayPage *self)
{
  GolDate today = gol_clock_get_today (gol_office_get_clock (gol_page_get_office (GOL_PAGE (self))));
  const char *focus = focused (self);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->works->len; i++)
    {
      const GolWork *work = g_ptr_array_index (self->works, i);
      GtkWidget *made = new_row (self, work, today);

      gtk_list_box_append (self->list, made);
      if (focus != NULL && g_strcmp0 (focus, work->name) == 0)
        gtk_widget_grab_focus (made);
    }
  round_corners (self);
  gtk_list_box_invalidate_headers (self->list);
  show_sum (self);
  gtk_stack_set_visible_child_name (self->stack, self->works->len > 0 ? "list" : "nothing");
}

static gpointer
read_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return gol_worklist_read (office, cancellable, error);
}

static void
read_cb (gpointer      owner,
         gpointer      result,
         const GError *error)
{
  GolTodayPage *self = owner;

  if (result == NULL)
    {
      adw_status_page_set_description (self->error, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  g_clear_pointer (&self->works, g_ptr_array_unref);
  self->works = result;
  fill (self);
}

/* Only while somebody looks: each commit would count everything for nobody. */
static void
read_again (GolTodayPage *self)
{
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), read_func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
           gol_renew_cancellable (&self->reading), read_cb);
}

/* ── Opening ── */

static void
open_work (GolTodayPage  *self,
           const GolWork *work)
{
  const GolPlace *place = work != NULL ? place_of (self, work) : NULL;

  if (place == NULL)
    return;
  if (work->query != NULL)
    gol_page_show_only (GOL_PAGE (self), place->name, work->query, work->sentence);
  else
    gol_page_show (GOL_PAGE (self), place->name);
}

static void
activated_cb (GtkListBox    *list,
              GtkListBoxRow *row,
              GolTodayPage  *self)
{
  open_work (self, work_at (self, row));
}

void
gol_today_page_open (GolTodayPage *self,
                     const char   *work)
{
  g_return_if_fail (GOL_IS_TODAY_PAGE (self));
  g_return_if_fail (work != NULL);

  if (self->works != NULL)
    open_work (self, gol_worklist_find (self->works, work));
}

GPtrArray *
gol_today_page_get_works (GolTodayPage *self)
{
  g_return_val_if_fail (GOL_IS_TODAY_PAGE (self), NULL);

  return self->works;
}

/* ── Nothing waits ── */

/* The first place in which something can be begun. */
static const GolPlace *
next_place (GolTodayPage *self)
{
  static const char * const names[] = { "enrolment", "import", "workers", "orders", "office" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < self->places->len; j++)
      if (g_str_equal (((const GolPlace *) g_ptr_array_index (self->places, j))->name, names[i]))
        return g_ptr_array_index (self->places, j);
  return NULL;
}

static void
next_cb (GtkButton    *button,
         GolTodayPage *self)
{
  const GolPlace *place = next_place (self);

  if (place != NULL)
    gol_page_show (GOL_PAGE (self), place->name);
}

static void
offer_next (GolTodayPage *self)
{
  const GolPlace *place = next_place (self);
  GtkWidget *button;

  if (place == NULL)
    return;
  button = gtk_button_new_with_label (_(place->label));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect (button, "clicked", G_CALLBACK (next_cb), self);
  adw_status_page_set_child (self->nothing, button);
}

/* ── The office ── */

static void
gol_today_page_set_office (GolPage   *page,
                           GolOffice *office)
{
  GolTodayPage *self = GOL_TODAY_PAGE (page);
  g_autofree char *day = NULL;

  g_cancellable_cancel (self->reading);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->works, g_ptr_array_unref);
  if (office == NULL)
    return;
  self->places = gol_places_of (office);
  offer_next (self);
  day = gol_display_weekday (gol_clock_get_today (gol_office_get_clock (office)));
  gtk_label_set_label (self->day, day);
  read_again (self);
}

static void
gol_today_page_changed (GolPage            *page,
                        const char * const *records)
{
  read_again (GOL_TODAY_PAGE (page));
}

static void
gol_today_page_map (GtkWidget *widget)
{
  GolTodayPage *self = GOL_TODAY_PAGE (widget);

  GTK_WIDGET_CLASS (gol_today_page_parent_class)->map (widget);
  if (self->stale && gol_page_get_office (GOL_PAGE (self)) != NULL)
    read_again (self);
}

/* ── Type ── */

static void
gol_today_page_dispose (GObject *object)
{
  GolTodayPage *self = GOL_TODAY_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->works, g_ptr_array_unref);
  /* The template would let go of a direct child that the bin still believes its own. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_TODAY_PAGE);
  G_OBJECT_CLASS (gol_today_page_parent_class)->dispose (object);
}

static void
gol_today_page_class_init (GolTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_today_page_dispose;
  widget_class->map = gol_today_page_map;
  page_class->set_office = gol_today_page_set_office;
  page_class->changed = gol_today_page_changed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/today/gol-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GolTodayPage, day);
  gtk_widget_class_bind_template_child (widget_class, GolTodayPage, sum);
  gtk_widget_class_bind_template_child (widget_class, GolTodayPage, list);
  gtk_widget_class_bind_template_child (widget_class, GolTodayPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, GolTodayPage, error);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
gol_today_page_init (GolTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
}

GolPage *
gol_today_page_new (void)
{
  return g_object_new (GOL_TYPE_TODAY_PAGE, NULL);
}
