/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-create-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-text.h"
#include "gol-vocabulary.h"

#define PASSPHRASE_MIN 8

struct _GolCreatePage
{
  AdwBin               parent_instance;

  GPtrArray           *countries;   /* codes, in the order of their names */
  GolOffice           *office;      /* made, its key not yet written down */
  gboolean             busy;

  GtkButton           *back_button;
  GtkStack            *stack;
  AdwComboRow         *kind;
  GtkDropDown         *country;
  AdwEntryRow         *name;
  AdwEntryRow         *officer;
  AdwPasswordEntryRow *passphrase;
  AdwPasswordEntryRow *again;
  GtkLabel            *advice;
  GtkButton           *create_button;
  GtkLabel            *recovery;
};

G_DEFINE_FINAL_TYPE (GolCreatePage, gol_create_page, ADW_TYPE_BIN)

enum
{
  BACK,
  OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ── Making it, in a thread ── */

typedef struct
{
  GolOfficeInfo info;
  char         *dir;
  char         *officer;
  char         *passphrase;
  char         *recovery;
} Wish;

static void
wish_free (Wish *wish)
{
  g_free (wish->info.kind);
  g_free (wish->info.country);
  g_free (wish->info.name);
  g_free (wish->dir);
  g_free (wish->officer);
  if (wish->passphrase != NULL)
    memset (wish->passphrase, 0, strlen (wish->passphrase));
  g_free (wish->passphrase);
  g_free (wish->recovery);
  g_free (wish);
}

/* A folder of its own under the user's data, named after the office. */
static char *
folder_for (const char *name)
{
  g_autofree char *folded = gol_text_fold (name);
  g_autofree char *base = NULL;

  g_strdelimit (folded, " /.", '-');
  base = g_build_filename (g_get_user_data_dir (), "golondrina", *folded != '\0' ? folded : "office", NULL);
  for (guint i = 1;; i++)
    {
      g_autofree char *dir = i == 1 ? g_strdup (base) : g_strdup_printf ("%s-%u", base, i);

      if (!g_file_test (dir, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&dir);
    }
}

static void
make_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Wish *wish = data;
  g_autoptr(GolClock) clock = gol_clock_new_system ();
  GError *error = NULL;
  GolOffice *office;

  office = gol_office_create (wish->dir, &wish->info, wish->officer, wish->passphrase, clock, &wish->recovery, &error);
  if (office != NULL)
    g_task_return_pointer (task, office, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void form_changed_cb (GtkWidget *widget, GolCreatePage *self);

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GolCreatePage *self = GOL_CREATE_PAGE (source);
  Wish *wish = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  GolOffice *office = g_task_propagate_pointer (G_TASK (result), &error);

  self->busy = FALSE;
  form_changed_cb (NULL, self);
  if (office == NULL)
    {
      gtk_label_set_label (self->advice, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (self->advice), "error");
      return;
    }
  g_set_object (&self->office, office);
  g_object_unref (office);
  gtk_label_set_label (self->recovery, wish->recovery != NULL ? wish->recovery : "");
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "recovery");
}

static void
create_cb (GtkWidget     *button,
           GolCreatePage *self)
{
  g_autoptr(GTask) task = NULL;
  Wish *wish = g_new0 (Wish, 1);

  wish->info.kind = g_strdup (gol_office_kinds ()[adw_combo_row_get_selected (self->kind)]);
  wish->info.country = g_strdup (g_ptr_array_index (self->countries, gtk_drop_down_get_selected (self->country)));
  wish->info.name = gol_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  wish->officer = gol_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->officer)));
  wish->passphrase = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->passphrase)));
  wish->dir = folder_for (wish->info.name);
  self->busy = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), FALSE);
  gtk_button_set_label (self->create_button, _("The keys are being made…"));
  task = g_task_new (self, NULL, made_cb, NULL);
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  g_task_run_in_thread (task, make_in_thread);
}

/* ── The form ── */

static void
form_changed_cb (GtkWidget     *widget,
                 GolCreatePage *self)
{
  g_autofree char *name = gol_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  g_autofree char *officer = gol_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->officer)));
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));
  const char *again = gtk_editable_get_text (GTK_EDITABLE (self->again));
  const char *advice = NULL;

  if (name == NULL)
    advice = _("The office’s name stands on every paper that it prints.");
  else if (officer == NULL)
    advice = _("Your name stands beside what you write.");
  else if (g_utf8_strlen (passphrase, -1) < PASSPHRASE_MIN)
    advice = _("Four or five words that nobody would guess make a good passphrase. It needs at least eight letters.");
  else if (!g_str_equal (passphrase, again))
    advice = _("Type the passphrase once more, so that a slip does not lock you out.");
  gtk_widget_remove_css_class (GTK_WIDGET (self->advice), "error");
  gtk_label_set_label (self->advice, advice != NULL ? advice : _("Everything is in place."));
  gtk_button_set_label (self->create_button, _("_Create the Office"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), advice == NULL && !self->busy);
}

static void
activated_cb (GtkWidget     *row,
              GolCreatePage *self)
{
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->create_button)))
    create_cb (row, self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
back_cb (GtkButton     *button,
         GolCreatePage *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
written_cb (GtkButton     *button,
            GolCreatePage *self)
{
  g_autoptr(GolOffice) office = g_steal_pointer (&self->office);

  gtk_label_set_label (self->recovery, "");
  g_signal_emit (self, signals[OPENED], 0, office);
  gol_create_page_reset (self);
}

static void
fill_kinds (GolCreatePage *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  const char * const *kinds = gol_office_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (labels, gol_office_kind_label (kinds[i]));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (labels));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (gol_iso_country_name (*(const char **) a), gol_iso_country_name (*(const char **) b));
}

static void
fill_countries (GolCreatePage *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  self->countries = g_ptr_array_new_with_free_func (g_free);
  for (char a = 'A'; a <= 'Z'; a++)
    for (char b = 'A'; b <= 'Z'; b++)
      {
        char code[3] = { a, b, '\0' };

        if (gol_iso_is_country (code))
          g_ptr_array_add (self->countries, g_strdup (code));
      }
  g_ptr_array_sort (self->countries, compare_names);
  for (guint i = 0; i < self->countries->len; i++)
    gtk_string_list_append (labels, gol_iso_country_name (g_ptr_array_index (self->countries, i)));
  gtk_drop_down_set_expression (self->country, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_model (self->country, G_LIST_MODEL (labels));
}

/* The country of the language that the computer speaks, for a start. */
static void
guess_country (GolCreatePage *self)
{
  for (const char * const *name = g_get_language_names (); *name != NULL; name++)
    {
      const char *underscore = strchr (*name, '_');

      for (guint i = 0; underscore != NULL && i < self->countries->len; i++)
        if (g_str_has_prefix (underscore + 1, g_ptr_array_index (self->countries, i)))
          {
            gtk_drop_down_set_selected (self->country, i);
            return;
          }
    }
}

/* ── Type ── */

static void
gol_create_page_dispose (GObject *object)
{
  GolCreatePage *self = GOL_CREATE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_CREATE_PAGE);
  g_clear_object (&self->office);
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  G_OBJECT_CLASS (gol_create_page_parent_class)->dispose (object);
}

static void
gol_create_page_class_init (GolCreatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_create_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/welcome/gol-create-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, back_button);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, stack);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, kind);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, country);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, name);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, officer);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, again);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, advice);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, create_button);
  gtk_widget_class_bind_template_child (widget_class, GolCreatePage, recovery);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, written_cb);
  signals[BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GOL_TYPE_OFFICE);
}

static void
gol_create_page_init (GolCreatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
  fill_countries (self);
  gol_create_page_reset (self);
}

void
gol_create_page_reset (GolCreatePage *self)
{
  g_return_if_fail (GOL_IS_CREATE_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->officer), g_get_real_name () != NULL && !g_str_equal (g_get_real_name (), "Unknown")
                                                         && !g_str_equal (g_get_real_name (), "root") ? g_get_real_name () : "");
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again), "");
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), TRUE);
  guess_country (self);
  form_changed_cb (NULL, self);
}
