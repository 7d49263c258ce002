/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-async.h"
#include "gol-compat.h"
#include "gol-display.h"
#include "gol-text.h"
#include "gol-vocabulary.h"

struct _GolOfficePage
{
  GolPage              parent_instance;

  GPtrArray           *rows;       /* of officers */
  GolTask             *task;       /* copy or check that is running */

  GtkLabel            *name;
  GtkLabel            *kind;
  GtkLabel            *prefix;
  GtkLabel            *folder;
  AdwPreferencesGroup *officers;
  GtkButton           *add;
  AdwPreferencesGroup *adding;
  AdwEntryRow         *new_name;
  AdwComboRow         *new_role;
  AdwPasswordEntryRow *new_passphrase;
  GtkButton           *new_add;
  GtkButton           *backup;
  GtkButton           *verify;
  AdwActionRow        *verify_row;
};

G_DEFINE_FINAL_TYPE (GolOfficePage, gol_office_page, GOL_TYPE_PAGE)

static const struct
{
  guint       roles;
  const char *label;
} works[] = {
  { GOL_ROLE_CLERK, N_("Officer") },
  { GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR, N_("Supervisor: may go on without a clause, with a reason") },
  { GOL_ROLE_CLERK | GOL_ROLE_PROTECTED, N_("Officer for protection: also reads protected sections") },
  { GOL_ROLE_AUDITOR, N_("Auditor: reads, changes nothing") },
  { GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR | GOL_ROLE_ADMINISTRATOR, N_("Administrator") },
};

static const struct
{
  guint       role;
  const char *label;
} roles[] = {
  { GOL_ROLE_ADMINISTRATOR, N_("administrator") }, { GOL_ROLE_SUPERVISOR, N_("supervisor") },
  { GOL_ROLE_PROTECTED, N_("protection") },        { GOL_ROLE_CLERK, N_("officer") },
  { GOL_ROLE_AUDITOR, N_("auditor") },
};

static char *
words_of_roles (guint mask)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if ((mask & roles[i].role) != 0)
      g_ptr_array_add (words, (gpointer) _(roles[i].label));
  return gol_display_join (words);
}

/* ── Officers ── */

static void show_officers (GolOfficePage *self);

static void
account_done (GolOfficePage *self,
              const GError  *error,
              const char    *sentence)
{
  if (error != NULL)
    gol_page_toast_error (GOL_PAGE (self), error);
  else
    gol_page_toast (GOL_PAGE (self), sentence, FALSE);
  show_officers (self);
}

static gpointer
remove_func (GolOffice     *office,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (gol_office_remove_officer (office, data, error));
}

static void
removed_cb (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  account_done (owner, error, _("She can no longer open the office; its keys are new."));
}

static void
remove_confirmed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  GolOfficePage *self = GOL_OFFICE_PAGE (source);
  g_autofree char *officer = data;

  if (gol_confirm_finish (result) && gol_page_get_office (GOL_PAGE (self)) != NULL)
    gol_run (self, gol_page_get_office (GOL_PAGE (self)), remove_func, g_steal_pointer (&officer), g_free, NULL, NULL, removed_cb);
}

static void
remove_cb (GtkButton     *button,
           GolOfficePage *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  /* TRANSLATORS: the name of an officer. */
  g_autofree char *heading = g_strdup_printf (_("Remove %s?"), name);

  gol_confirm_async (GTK_WIDGET (self), heading,
                     _("New keys are made, so that no copy of the old ones opens what is written from now on. What she wrote stays."),
                     _("_Remove"), TRUE, remove_confirmed_cb, g_strdup (g_object_get_data (G_OBJECT (button), "id")));
}

static GtkWidget *
row_of_officer (GolOfficePage    *self,
                const GolOfficer *officer,
                gboolean          removable)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = words_of_roles (officer->roles);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), officer->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (32, officer->name, TRUE));
  if (removable)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
      g_autofree char *label = g_strdup_printf (_("Remove %s"), officer->name);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_object_set_data_full (G_OBJECT (button), "id", g_strdup (officer->id), g_free);
      g_object_set_data_full (G_OBJECT (button), "name", g_strdup (officer->name), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static void
show_officers (GolOfficePage *self)
{
  GolOffice *office = gol_page_get_office (GOL_PAGE (self));
  GPtrArray *officers;
  gboolean administers;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->officers, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  if (office == NULL)
    return;
  administers = (gol_office_get_officer (office)->roles & GOL_ROLE_ADMINISTRATOR) != 0;
  gtk_widget_set_visible (GTK_WIDGET (self->add), administers);
  officers = gol_vault_get_officers (gol_office_get_vault (office));
  for (guint i = 0; i < officers->len; i++)
    {
      const GolOfficer *officer = g_ptr_array_index (officers, i);
      gboolean herself = g_str_equal (officer->id, gol_office_get_officer (office)->id);
      GtkWidget *row = row_of_officer (self, officer, administers && !herself);

      adw_preferences_group_add (self->officers, row);
      g_ptr_array_add (self->rows, row);
    }
}

typedef struct
{
  char *name;
  char *passphrase;
  guint roles;
} NewOfficer;

static void
new_officer_free (NewOfficer *new)
{
  g_free (new->name);
  memset (new->passphrase, 0, strlen (new->passphrase));
  g_free (new->passphrase);
  g_free (new);
}

static gpointer
add_func (GolOffice     *office,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  NewOfficer *new = data;

  return GINT_TO_POINTER (gol_office_add_officer (office, new->name, new->roles, new->passphrase, error));
}

static void
added_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  GolOfficePage *self = owner;

  if (error == NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->adding), FALSE);
  account_done (self, error, _("The officer may come in now."));
}

static void
new_add_cb (GtkButton     *button,
            GolOfficePage *self)
{
  NewOfficer *new = g_new0 (NewOfficer, 1);

  new->name = gol_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->new_name)));
  new->passphrase = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_passphrase)));
  new->roles = works[adw_combo_row_get_selected (self->new_role)].roles;
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), add_func, new, (GDestroyNotify) new_officer_free, NULL, NULL, added_cb);
}

static void
new_changed_cb (GtkWidget     *row,
                GolOfficePage *self)
{
  g_autofree char *name = gol_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->new_name)));

  gtk_widget_set_sensitive (GTK_WIDGET (self->new_add),
                            name != NULL && g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->new_passphrase)), -1) >= 8);
}

static void
add_cb (GtkButton     *button,
        GolOfficePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->new_name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->new_passphrase), "");
  new_changed_cb (NULL, self);
  gtk_widget_set_visible (GTK_WIDGET (self->adding), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_name));
}

static void
cancel_cb (GtkButton     *button,
           GolOfficePage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->adding), FALSE);
}

/* ── Copy and check ── */

typedef struct
{
  char    *path;
  GolTask *task;
} Work;

static void
work_free (Work *work)
{
  g_free (work->path);
  g_object_unref (work->task);
  g_free (work);
}

static Work *
start_work (GolOfficePage *self,
            const char    *title,
            const char    *path)
{
  Work *work = g_new0 (Work, 1);

  work->path = g_strdup (path);
  work->task = gol_task_new (title);
  g_set_object (&self->task, work->task);
  gol_page_add_task (GOL_PAGE (self), work->task);
  gtk_widget_set_sensitive (GTK_WIDGET (self->backup), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->verify), FALSE);
  return work;
}

static void
end_work (GolOfficePage *self)
{
  gol_task_finish (self->task);
  g_clear_object (&self->task);
  gtk_widget_set_sensitive (GTK_WIDGET (self->backup), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->verify), TRUE);
}

static gpointer
backup_func (GolOffice     *office,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  if (!gol_store_backup (gol_office_get_store (office), work->path, gol_task_get_cancellable (work->task), gol_task_progress,
                         work->task, error))
    return NULL;
  return g_strdup (work->path);
}

static void
backed_up_cb (gpointer      owner,
              gpointer      result,
              const GError *error)
{
  GolOfficePage *self = owner;
  g_autofree char *path = result;
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  end_work (self);
  if (error != NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  name = g_filename_display_basename (path);
  /* TRANSLATORS: the name of a file. */
  sentence = g_strdup_printf (_("The copy is in “%s”."), name);
  gol_page_toast (GOL_PAGE (self), sentence, FALSE);
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GolOfficePage *self = GOL_OFFICE_PAGE (source);
  g_autoptr(GFile) file = gol_pick_file_finish (result);

  if (file == NULL || g_file_peek_path (file) == NULL || gol_page_get_office (GOL_PAGE (self)) == NULL)
    return;
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), backup_func,
           start_work (self, _("Making a safety copy"), g_file_peek_path (file)), (GDestroyNotify) work_free, g_free, NULL, backed_up_cb);
}

static void
backup_cb (GtkButton     *button,
           GolOfficePage *self)
{
  static const char * const suffixes[] = { "golbackup", NULL };
  GolOffice *office = gol_page_get_office (GOL_PAGE (self));
  char buffer[GOL_DATE_TEXT_MAX];
  g_autofree char *name = NULL;

  name = g_strdup_printf ("%s-%s.golbackup", gol_office_get_info (office)->prefix,
                          gol_date_format (gol_clock_get_today (gol_office_get_clock (office)), buffer));
  gol_pick_file_async (GTK_WIDGET (self), _("Safety copy"), GOL_PICK_SAVE, name, _("Safety copies"), suffixes, picked_cb, NULL);
}

static gpointer
verify_func (GolOffice     *office,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;
  GolVerifyResult result = { 0 };
  char *sentence = NULL;

  if (!gol_store_verify (gol_office_get_store (office), gol_task_get_cancellable (work->task), gol_task_progress, work->task,
                         &result, error))
    return NULL;
  if (result.faults == NULL || result.faults->len == 0)
    {
      g_autofree char *count = g_strdup_printf ("%'" G_GUINT64_FORMAT, result.changes);

      sentence = g_strdup_printf (ngettext ("Everything holds: %s change was checked.",
                                            "Everything holds: %s changes were checked.", (gulong) result.changes), count);
    }
  else
    sentence = g_strdup (g_ptr_array_index (result.faults, 0));
  gol_verify_result_clear (&result);
  return sentence;
}

static void
verified_cb (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  GolOfficePage *self = owner;
  g_autofree char *sentence = result;

  end_work (self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->verify_row), FALSE);
  adw_action_row_set_subtitle (self->verify_row, error != NULL ? error->message : sentence);
}

static void
verify_cb (GtkButton     *button,
           GolOfficePage *self)
{
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), verify_func, start_work (self, _("Checking what is stored"), NULL),
           (GDestroyNotify) work_free, g_free, NULL, verified_cb);
}

/* ── Type ── */

static void
gol_office_page_set_office (GolPage   *page,
                            GolOffice *office)
{
  GolOfficePage *self = GOL_OFFICE_PAGE (page);
  g_autofree char *kind = NULL;

  show_officers (self);
  if (office == NULL)
    return;
  /* TRANSLATORS: kind of an office and its country: "Ministry, Mexico". */
  kind = g_strdup_printf (_("%s, %s"), gol_office_kind_label (gol_office_get_info (office)->kind),
                          gol_iso_country_name (gol_office_get_info (office)->country));
  gtk_label_set_label (self->name, gol_office_get_info (office)->name);
  gtk_label_set_label (self->kind, kind);
  gtk_label_set_label (self->prefix, gol_office_get_info (office)->prefix);
  gtk_label_set_label (self->folder, gol_office_get_dir (office));
}

static void
gol_office_page_dispose (GObject *object)
{
  GolOfficePage *self = GOL_OFFICE_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->task);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_OFFICE_PAGE);
  G_OBJECT_CLASS (gol_office_page_parent_class)->dispose (object);
}

static void
gol_office_page_class_init (GolOfficePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_office_page_dispose;
  GOL_PAGE_CLASS (klass)->set_office = gol_office_page_set_office;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/office/gol-office-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, name);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, kind);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, prefix);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, folder);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, officers);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, add);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, adding);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, new_name);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, new_role);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, new_passphrase);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, new_add);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, backup);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, verify);
  gtk_widget_class_bind_template_child (widget_class, GolOfficePage, verify_row);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_add_cb);
  gtk_widget_class_bind_template_callback (widget_class, backup_cb);
  gtk_widget_class_bind_template_callback (widget_class, verify_cb);
}

static void
gol_office_page_init (GolOfficePage *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    gtk_string_list_append (labels, _(works[i].label));
  adw_combo_row_set_model (self->new_role, G_LIST_MODEL (labels));
}

GolOfficePage *
gol_office_page_new (void)
{
  return g_object_new (GOL_TYPE_OFFICE_PAGE, NULL);
}
