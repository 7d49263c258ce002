/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-search-button.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-title.h"

#define HITS_OF_EACH 8

struct _GolSearchButton
{
  AdwBin        parent_instance;

  GolOffice    *office;
  GCancellable *cancellable;
  GtkWidget    *button;
  GtkWidget    *entry;
  GtkWidget    *list;
  GtkWidget    *nothing;
};

G_DEFINE_FINAL_TYPE (GolSearchButton, gol_search_button, ADW_TYPE_BIN)

static guint open_record_signal;

typedef struct
{
  char *record;
  char *title;
  char *caption;
} Hit;

static void
hit_free (Hit *hit)
{
  g_free (hit->record);
  g_free (hit->title);
  g_free (hit->caption);
  g_free (hit);
}

/* In a thread: a few hits of each entity, named. */
static gpointer
search_func (GolOffice     *office,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  static const char * const names[] = { "worker", "order", "employer" };
  g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) hit_free);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const GolEntity *entity = gol_dictionary_find_entity (names[i]);
      g_autoptr(GArray) ids = NULL;

      ids = gol_store_search (gol_office_get_store (office), entity, data, HITS_OF_EACH, cancellable, error);
      if (ids == NULL)
        return NULL;
      for (guint j = 0; j < ids->len; j++)
        {
          g_autoptr(GolRecord) record = gol_office_read_id (office, entity, g_array_index (ids, guint32, j), NULL);
          Hit *hit;

          if (record == NULL)
            continue;
          hit = g_new0 (Hit, 1);
          hit->record = g_strdup (record->record);
          hit->title = gol_title_of_record (office, record);
          hit->caption = record->code != NULL
                         /* TRANSLATORS: what was found and its code: "Worker · GQ-048173-6". */
                         ? g_strdup_printf (_("%s · %s"), gol_entity_get_label (entity), record->code)
                         : g_strdup (gol_entity_get_label (entity));
          g_ptr_array_add (hits, hit);
        }
    }
  return g_steal_pointer (&hits);
}

static void
clear_list (GolSearchButton *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
}

static void
found_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  GolSearchButton *self = owner;
  g_autoptr(GPtrArray) hits = result;

  clear_list (self);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      Hit *hit = g_ptr_array_index (hits, i);
      g_autofree char *title = g_markup_escape_text (hit->title, -1);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), hit->caption);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "record", g_strdup (hit->record), g_free);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  gtk_widget_set_visible (self->list, hits != NULL && hits->len > 0);
  gtk_widget_set_visible (self->nothing, hits == NULL || hits->len == 0);
  gtk_label_set_label (GTK_LABEL (self->nothing), error != NULL ? error->message : _("Nobody and nothing is found by these words."));
}

static void
search_changed_cb (GtkSearchEntry  *entry,
                   GolSearchButton *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  GCancellable *cancellable = gol_renew_cancellable (&self->cancellable);

  if (self->office == NULL || g_utf8_strlen (text, -1) < 2)
    {
      clear_list (self);
      gtk_widget_set_visible (self->list, FALSE);
      gtk_widget_set_visible (self->nothing, TRUE);
      gtk_label_set_label (GTK_LABEL (self->nothing), _("A name, a file’s code, or a document’s number."));
      return;
    }
  gol_run (self, self->office, search_func, g_strdup (text), g_free, (GDestroyNotify) g_ptr_array_unref, cancellable, found_cb);
}

static void
open_row (GolSearchButton *self,
          GtkListBoxRow   *row)
{
  g_autofree char *record = NULL;

  if (row == NULL)
    return;
  record = g_strdup (g_object_get_data (G_OBJECT (row), "record"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, open_record_signal, 0, record);
}

static void
activate_cb (GtkSearchEntry  *entry,
             GolSearchButton *self)
{
  open_row (self, gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
row_activated_cb (GtkListBox      *list,
                  GtkListBoxRow   *row,
                  GolSearchButton *self)
{
  open_row (self, row);
}

static void
shown_cb (GtkPopover      *popover,
          GolSearchButton *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (self->entry);
}

static void
gol_search_button_dispose (GObject *object)
{
  GolSearchButton *self = GOL_SEARCH_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->office);
  G_OBJECT_CLASS (gol_search_button_parent_class)->dispose (object);
}

static void
gol_search_button_class_init (GolSearchButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gol_search_button_dispose;
  open_record_signal = g_signal_new ("open-record", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
create_popover (GolSearchButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("People, orders, files…"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search for people, orders and files"), -1);
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (activate_cb), self);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_add_css_class (self->list, "compact");
  gtk_widget_set_visible (self->list, FALSE);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  self->nothing = gtk_label_new (_("A name, a file’s code, or a document’s number."));
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_widget_add_css_class (self->nothing, "secondary");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), self->nothing);
  gtk_widget_set_size_request (box, 420, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (popover, "show", G_CALLBACK (shown_cb), self);
  return popover;
}

static void
gol_search_button_init (GolSearchButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("system-search-symbolic");
  GtkWidget *label = gtk_label_new (_("People, orders, files…"));
  GtkWidget *hint = gtk_label_new (NULL);
  g_autofree char *keys = gtk_accelerator_get_label (GDK_KEY_k, GDK_CONTROL_MASK);

  gtk_label_set_label (GTK_LABEL (hint), keys);
  gtk_widget_add_css_class (hint, "gol-hint");
  gtk_widget_add_css_class (label, "secondary");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), hint);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), create_popover (self));
  gtk_widget_add_css_class (self->button, "gol-search");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search for people, orders and files"), -1);
  adw_bin_set_child (ADW_BIN (self), self->button);
}

void
gol_search_button_set_office (GolSearchButton *self,
                              GolOffice       *office)
{
  g_return_if_fail (GOL_IS_SEARCH_BUTTON (self));

  g_set_object (&self->office, office);
}

void
gol_search_button_open (GolSearchButton *self)
{
  g_return_if_fail (GOL_IS_SEARCH_BUTTON (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}
