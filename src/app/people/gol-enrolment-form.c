/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-enrolment-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-form-layout.h"
#include "gol-number.h"
#include "gol-zone-fields.h"

#define NUMBER "identity_numbers.national_number"
#define KIND   "identity_numbers.national_number_type"

/* What is asked, two by two. */
static const char * const asked[] = {
  "name_photo.given_names", "name_photo.surname_1",
  "name_photo.surname_2", "civil.sex",
  "civil.birth_date", "civil.nationality",
  KIND, NUMBER,
  "identity_numbers.passport_number", "identity_numbers.passport_expires",
  "identity_numbers.passport_issuer", "civil.birth_place",
  "contact.phone_1", "contact.whatsapp",
  "contact.admin_2", "contact.community",
  "contact.emergency_name", "contact.emergency_phone",
  "experience.languages", "experience.literacy",
};

typedef struct
{
  const char       *path;
  const GolSection *section;
  GolFieldEditor   *editor;
  char             *read;     /* (nullable): what the passport put there */
} Asked;

struct _GolEnrolmentForm
{
  AdwBin      parent_instance;

  Asked       fields[G_N_ELEMENTS (asked)];
  char       *country;        /* (nullable) */
  gboolean    quiet;          /* we fill it, not the officer */
};

G_DEFINE_FINAL_TYPE (GolEnrolmentForm, gol_enrolment_form, ADW_TYPE_BIN)

static guint changed_signal;

static GHashTable *
sections_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
}

static GolValues *
values_of (GHashTable *sections,
           const Asked *field)
{
  GolValues *values = g_hash_table_lookup (sections, field->section->name);

  if (values == NULL)
    {
      values = gol_values_new ();
      g_hash_table_insert (sections, g_strdup (field->section->name), values);
    }
  return values;
}

static Asked *
find (GolEnrolmentForm *self,
      const char       *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if (g_str_equal (asked[i], path))
      return &self->fields[i];
  return NULL;
}

GolFieldEditor *
gol_enrolment_form_find (GolEnrolmentForm *self,
                         const char       *path)
{
  Asked *field;

  g_return_val_if_fail (GOL_IS_ENROLMENT_FORM (self), NULL);

  field = find (self, path);
  return field != NULL ? field->editor : NULL;
}

/* What stands there before anybody has typed: the kind of number that people of the office's country have. */
static const char *
usual (GolEnrolmentForm *self,
       const Asked      *field)
{
  static const struct { const char *country, *kind; } kinds[] = {
    { "MX", "curp" }, { "GT", "gt-cui" }, { "EC", "ec-ci" }, { "PE", "pe-dni" }, { "SV", "sv-dui" }, { "UY", "uy-ci" },
    { "DO", "do-cedula" }, { "HN", "hn-dni" }, { "CO", "co-cedula" }, { "MA", "ma-cnie" },
  };

  for (guint i = 0; g_str_equal (field->path, KIND) && i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].country, self->country) == 0)
      return kinds[i].kind;
  return "";
}

/* ── What stands there ── */

GHashTable *
gol_enrolment_form_peek (GolEnrolmentForm *self)
{
  g_autoptr(GHashTable) sections = sections_new ();

  g_return_val_if_fail (GOL_IS_ENROLMENT_FORM (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    gol_field_editor_peek (self->fields[i].editor, values_of (sections, &self->fields[i]));
  return g_steal_pointer (&sections);
}

/* A kind without a number says nothing, and nobody has to have one. */
static void
drop_idle (GHashTable *sections)
{
  GolValues *papers = g_hash_table_lookup (sections, "identity_numbers");
  GHashTableIter iter;
  gpointer values;

  if (papers != NULL && gol_values_get_text (papers, "national_number") == NULL)
    gol_values_remove (papers, "national_number_type");
  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, NULL, &values))
    if (gol_values_get_size (values) == 0)
      g_hash_table_iter_remove (&iter);
}

GHashTable *
gol_enrolment_form_collect (GolEnrolmentForm  *self,
                            GError           **error)
{
  g_autoptr(GHashTable) sections = sections_new ();

  g_return_val_if_fail (GOL_IS_ENROLMENT_FORM (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if (!gol_field_editor_collect (self->fields[i].editor, TRUE, values_of (sections, &self->fields[i]), error))
      {
        gol_field_editor_focus (self->fields[i].editor);
        return NULL;
      }
  drop_idle (sections);
  return g_steal_pointer (&sections);
}

gboolean
gol_enrolment_form_is_empty (GolEnrolmentForm *self)
{
  g_return_val_if_fail (GOL_IS_ENROLMENT_FORM (self), TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *typed = gol_field_editor_get_typed (self->fields[i].editor);

      if (!g_str_equal (typed, usual (self, &self->fields[i])))
        return FALSE;
    }
  return TRUE;
}

gboolean
gol_enrolment_form_focus_empty (GolEnrolmentForm *self)
{
  g_return_val_if_fail (GOL_IS_ENROLMENT_FORM (self), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *typed = gol_field_editor_get_typed (self->fields[i].editor);

      if (*typed == '\0')
        {
          gol_field_editor_focus (self->fields[i].editor);
          return TRUE;
        }
    }
  return FALSE;
}

/* ── What is wrong, and what was checked ── */

static gboolean
is_missing (const GolProblem *problem)
{
  return g_str_equal (problem->code, "name_missing") || g_str_equal (problem->code, "required_missing");
}

void
gol_enrolment_form_set_problems (GolEnrolmentForm *self,
                                 GPtrArray        *problems,
                                 gboolean          all)
{
  g_return_if_fail (GOL_IS_ENROLMENT_FORM (self));

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      const GolProblem *found = NULL;

      for (guint j = 0; problems != NULL && j < problems->len && found == NULL; j++)
        {
          const GolProblem *problem = g_ptr_array_index (problems, j);

          if (g_str_equal (problem->field, asked[i]) && (all || !is_missing (problem)))
            found = problem;
        }
      gol_field_editor_set_problem (self->fields[i].editor, found);
    }
}

static void
show_number (GolEnrolmentForm *self)
{
  GolFieldEditor *editor = find (self, NUMBER)->editor;
  const char *kind = gol_field_editor_get_text (find (self, KIND)->editor);
  g_autofree char *typed = gol_field_editor_get_typed (editor);

  if (*typed != '\0' && g_strv_contains (gol_number_get_kinds (), kind) && gol_number_check (kind, typed, NULL, NULL))
    gol_field_editor_set_mark (editor, "object-select-symbolic", "success", _("checked"), TRUE);
  else
    gol_field_editor_set_mark (editor, NULL, NULL, NULL, FALSE);
}

static void
show_source (GolEnrolmentForm *self,
             Asked            *field)
{
  g_autofree char *typed = gol_field_editor_get_typed (field->editor);
  gboolean from_passport = g_strcmp0 (field->read, typed) == 0;

  if (g_str_equal (field->path, NUMBER))
    show_number (self);
  else
    gol_field_editor_set_mark (field->editor, from_passport ? "gol-scan-symbolic" : NULL, "secondary", _("Read from the passport"), FALSE);
}

/* ── What the passport says ── */

static char *
say_of (GolEnrolmentForm *self,
        GolMrzReader     *reader,
        const Asked      *field)
{
  return gol_zone_text (reader, field->path, gol_field_editor_get_text (find (self, KIND)->editor));
}

/* Hers is what stands there and neither the passport nor we have put there. */
static gboolean
is_hers (const Asked *field)
{
  g_autofree char *typed = gol_field_editor_get_typed (field->editor);

  return *typed != '\0' && g_strcmp0 (typed, field->read) != 0;
}

void
gol_enrolment_form_read (GolEnrolmentForm *self,
                         GolMrzReader     *reader,
                         gboolean          all)
{
  g_return_if_fail (GOL_IS_ENROLMENT_FORM (self));

  self->quiet = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      Asked *field = &self->fields[i];
      g_autofree char *text = say_of (self, reader, field);

      /* What another passport had put there goes with it. */
      if ((text == NULL && field->read == NULL) || (!all && is_hers (field)))
        continue;
      gol_field_editor_type (field->editor, text != NULL ? text : "");
      g_free (field->read);
      field->read = text != NULL ? g_strdup (gol_field_editor_get_text (field->editor)) : NULL;
      show_source (self, field);
    }
  self->quiet = FALSE;
  g_signal_emit (self, changed_signal, 0);
}

/* Names are compared elsewhere, by eye: accents and a second surname are no difference. */
GPtrArray *
gol_enrolment_form_unlike (GolEnrolmentForm *self,
                           GolMrzReader     *reader)
{
  GPtrArray *labels = g_ptr_array_new ();

  g_return_val_if_fail (GOL_IS_ENROLMENT_FORM (self), labels);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      Asked *field = &self->fields[i];
      g_autofree char *text = say_of (self, reader, field);
      g_autoptr(GolValues) values = gol_values_new ();
      const char *written;

      if (text == NULL || g_str_has_prefix (field->path, "name_photo.") || !gol_field_editor_peek (field->editor, values))
        continue;
      written = gol_values_get_text (values, gol_field_editor_get_field (field->editor)->name);
      if (written != NULL && !g_str_equal (written, text))
        g_ptr_array_add (labels, (gpointer) gol_field_get_label (gol_field_editor_get_field (field->editor)));
    }
  return labels;
}

/* ── Drafts ── */

void
gol_enrolment_form_save (GolEnrolmentForm *self,
                         GolValues        *draft)
{
  g_return_if_fail (GOL_IS_ENROLMENT_FORM (self));

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *typed = gol_field_editor_get_typed (self->fields[i].editor);

      if (*typed != '\0')
        gol_values_set_text (draft, asked[i], typed);
    }
}

void
gol_enrolment_form_restore (GolEnrolmentForm *self,
                            GolValues        *draft)
{
  g_return_if_fail (GOL_IS_ENROLMENT_FORM (self));

  self->quiet = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      const char *typed = gol_values_get_text (draft, asked[i]);

      gol_field_editor_type (self->fields[i].editor, typed != NULL ? typed : "");
      show_source (self, &self->fields[i]);
    }
  self->quiet = FALSE;
  g_signal_emit (self, changed_signal, 0);
}

/* Beside which each field is read: telephones are of the office's country where they name none. */
static GolValues *
context_of (GolEnrolmentForm *self,
            const Asked      *field)
{
  GolValues *context = gol_values_new ();

  if (gol_field_editor_get_field (field->editor)->type == GOL_FIELD_PHONE && self->country != NULL)
    gol_values_set_text (context, "country", self->country);
  return context;
}

void
gol_enrolment_form_clear (GolEnrolmentForm *self)
{
  g_return_if_fail (GOL_IS_ENROLMENT_FORM (self));

  self->quiet = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      Asked *field = &self->fields[i];
      g_autoptr(GolValues) context = context_of (self, field);
      const char *first = usual (self, field);

      gol_field_editor_set_value (field->editor, NULL, context);
      if (*first != '\0')
        gol_field_editor_type (field->editor, first);
      g_clear_pointer (&field->read, g_free);
      gol_field_editor_set_mark (field->editor, NULL, NULL, NULL, FALSE);
    }
  self->quiet = FALSE;
}

void
gol_enrolment_form_set_country (GolEnrolmentForm *self,
                                const char       *country)
{
  g_return_if_fail (GOL_IS_ENROLMENT_FORM (self));

  g_free (self->country);
  self->country = g_strdup (country);
  gol_enrolment_form_clear (self);
}

/* ── Making ── */

static void
field_changed_cb (GolFieldEditor   *editor,
                  GolEnrolmentForm *self)
{
  if (self->quiet)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if (self->fields[i].editor == editor)
      show_source (self, &self->fields[i]);
  if (editor == find (self, KIND)->editor)
    show_number (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
gol_enrolment_form_finalize (GObject *object)
{
  GolEnrolmentForm *self = GOL_ENROLMENT_FORM (object);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    g_free (self->fields[i].read);
  g_free (self->country);
  G_OBJECT_CLASS (gol_enrolment_form_parent_class)->finalize (object);
}

static void
gol_enrolment_form_class_init (GolEnrolmentFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gol_enrolment_form_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_enrolment_form_init (GolEnrolmentForm *self)
{
  const GolEntity *worker = gol_dictionary_find_entity ("worker");
  GtkWidget *card = gol_form_card_new ();

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      Asked *field = &self->fields[i];
      const GolField *info = NULL;

      if (!gol_entity_find_field (worker, asked[i], &field->section, &info))
        g_error ("The dictionary has no field “%s”.", asked[i]);
      field->path = asked[i];
      field->editor = GOL_FIELD_EDITOR (gol_field_editor_new (info, TRUE, FALSE));
      g_signal_connect (field->editor, "changed", G_CALLBACK (field_changed_cb), self);
      gol_form_card_add (card, GTK_WIDGET (field->editor));
    }
  adw_bin_set_child (ADW_BIN (self), card);
}

GtkWidget *
gol_enrolment_form_new (void)
{
  return g_object_new (GOL_TYPE_ENROLMENT_FORM, NULL);
}
