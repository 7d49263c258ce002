/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-id.h"

/* ── Decisions of two ── */

/* Fills in who decides, from who is at work: the first when it is stored, another when it is completed. */
static GolValues *
name_deciders (GolOffice         *self,
               GolStore          *store,
               const GolSection  *section,
               GolRecord         *before,
               GolValues         *values,
               GError           **error)
{
  g_autoptr(GolValues) named = gol_values_copy (values);
  GolValues *stored = before != NULL ? gol_record_get (before, section->name) : NULL;
  gboolean completes = gol_values_find (values, "second_decider") != NULL;

  if ((section->flags & GOL_SECTION_TWO_OFFICERS) == 0)
    return g_steal_pointer (&named);

  gol_values_remove (named, "first_decider");
  gol_values_remove (named, "second_decider");
  if (stored == NULL || gol_values_get_text (stored, "first_decider") == NULL)
    gol_values_set_text (named, "first_decider", self->officer.name);
  else if (completes)
    {
      g_autoptr(GPtrArray) history = gol_store_history (store, before->record, section->name, "first_decider", error);

      if (history == NULL)
        return NULL;
      if (history->len > 0 && g_strcmp0 (((GolHistory *) g_ptr_array_index (history, 0))->actor, self->officer.id) == 0)
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED,
                               _("Two officers decide this: another supervisor has to agree."));
          return NULL;
        }
      gol_values_set_text (named, "second_decider", self->officer.name);
    }
  return g_steal_pointer (&named);
}

/* ── Adding ── */

/* What has a command of its own, for it has rules of its own. */
static const struct { const char *entity, *sentence; } commanded[] = {
  { "placement", N_("A placement is made by placing a worker in an order.") },
  { "event", N_("An event is logged for a placement, by whoever may witness it.") },
  { "step", N_("A step is logged for a placement, when its requirements hold.") },
};

static gboolean
check_addable (const GolEntity  *entity,
               GHashTable       *sections,
               GError          **error)
{
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < G_N_ELEMENTS (commanded); i++)
    if (g_str_equal (entity->name, commanded[i].entity))
      {
        g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _(commanded[i].sentence));
        return FALSE;
      }
  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (gol_entity_find_section (entity, name) == NULL)
      {
        g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%1$s” has no section “%2$s”."),
                     gol_entity_get_label (entity), (char *) name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
fill_form (GolForm     *form,
           GHashTable  *sections,
           GError     **error)
{
  for (const GolSection *section = form->entity->sections; section->name != NULL; section++)
    {
      GolValues *values = g_hash_table_lookup (sections, section->name);
      g_autoptr(GolValues) named = NULL;

      if (values == NULL)
        continue;
      if (!gol_office_check_write (form->office, section, error))
        return FALSE;
      named = name_deciders (form->office, form->store, section, NULL, values, error);
      if (named == NULL)
        return FALSE;
      gol_form_set (form, section, named);
    }
  return TRUE;
}

/* Sections of one file; an action never writes both, or the open one would tell that there is something in the other.
 */
static guint
batch_sections (GolForm    *form,
                GolBatch   *batch,
                const char *record,
                gboolean    protected,
                const char *why)
{
  guint n = 0;

  for (const GolSection *section = form->entity->sections; section->name != NULL; section++)
    {
      GolValues *values = g_hash_table_lookup (form->values, section->name);

      if (values == NULL || gol_values_get_size (values) == 0
          || ((section->flags & GOL_SECTION_PROTECTED) != 0) != protected)
        continue;
      gol_office_batch_set (form->office, form->store, batch, record, section, values, why);
      n++;
    }
  return n;
}

static char *
store_new (GolForm     *form,
           const char  *kind,
           const char  *words,
           const char  *why,
           GError     **error)
{
  gboolean protected = (form->entity->sections->flags & GOL_SECTION_PROTECTED) != 0;
  g_autoptr(GolBatch) batch = gol_office_batch (form->office, form->store, kind, words);
  g_autofree char *record = gol_batch_create (batch, form->entity, NULL);

  gol_form_take_completed (form);
  batch_sections (form, batch, record, protected, why);
  if (!gol_office_commit (form->office, form->store, batch, record, error))
    return NULL;
  if (!protected)
    {
      g_autoptr(GolBatch) other = gol_office_batch (form->office, form->store, kind, _("Protected section saved"));

      if (batch_sections (form, other, record, TRUE, why) > 0
          && !gol_office_commit (form->office, form->store, other, record, error))
        return NULL;
    }
  return g_steal_pointer (&record);
}

char *
gol_office_add_locked (GolOffice        *self,
                       GolStore         *store,
                       const GolEntity  *entity,
                       GHashTable       *sections,
                       gboolean          accept_held,
                       const char       *kind,
                       const char       *words,
                       const char       *why,
                       GPtrArray       **problems,
                       GError          **error)
{
  g_auto(GolForm) form;
  g_autofree char *own_words = NULL;
  gboolean good;

  g_clear_pointer (&self->last_batch, g_free);
  gol_form_init (&form, self, store, entity, NULL);
  if (!fill_form (&form, sections, error))
    return NULL;
  gol_form_complete (&form);
  gol_form_check (&form);
  good = gol_form_accept (&form, accept_held ? GOL_PROBLEM_ERROR : GOL_PROBLEM_HELD, NULL, error);
  if (words == NULL)
    words = own_words = gol_sentence_added (store, entity, form.after);
  if (problems != NULL)
    *problems = g_ptr_array_ref (form.problems);
  return good ? store_new (&form, kind, words, why, error) : NULL;
}

/* An order that is lodged at the desk came today unless somebody says otherwise, and lets nothing be deducted that it
 * does not list. */
static GHashTable *
complete (GolOffice       *self,
          const GolEntity *entity,
          GHashTable      *sections)
{
  GolValues *given = g_str_equal (entity->name, "order") ? g_hash_table_lookup (sections, "order_terms") : NULL;
  g_autoptr(GolValues) terms = NULL;
  GHashTable *completed;
  GHashTableIter iter;
  gpointer name, values;
  char today[GOL_DATE_TEXT_MAX];

  if (given == NULL)
    return g_hash_table_ref (sections);
  terms = gol_values_copy (given);
  if (gol_values_find (terms, "received_on") == NULL)
    gol_values_set_text (terms, "received_on", gol_date_format (gol_clock_get_today (self->clock), today));
  if (gol_values_find (terms, "deductions") == NULL)
    gol_values_set_list (terms, "deductions", "[]");

  completed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, &name, &values))
    g_hash_table_insert (completed, g_strdup (name), gol_values_ref (values == given ? terms : values));
  return completed;
}

/**
 * gol_office_add:
 * @sections: section → #GolValues, as typed; codes of other records stand for the records
 * @accept_held: somebody has looked at what it resembles and decided that it is another
 * @problems: (out) (optional) (transfer full): #GolProblem, worst first, also when it is refused
 *
 * Returns: (transfer full) (nullable): the new record's name
 */
char *
gol_office_add (GolOffice        *self,
                const GolEntity  *entity,
                GHashTable       *sections,
                gboolean          accept_held,
                GPtrArray       **problems,
                GError          **error)
{
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *kind = g_strconcat (entity->name, ".add", NULL);
  g_autoptr(GHashTable) completed = NULL;
  g_autofree char *record = NULL;

  if (problems != NULL)
    *problems = NULL;
  if (store == NULL || !check_addable (entity, sections, error))
    return NULL;
  completed = complete (self, entity, sections);
  record = gol_office_add_locked (self, store, entity, completed, accept_held, kind, NULL, NULL, problems, error);
  if (record != NULL)
    gol_attest_after_section (self, store, record, entity->sections);
  return g_steal_pointer (&record);
}

/* ── Saving ── */

GHashTable *
gol_office_one_section (const GolSection *section,
                        GolValues        *values)
{
  GHashTable *sections = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) gol_values_unref);

  g_hash_table_insert (sections, (gpointer) section->name, gol_values_ref (values));
  return sections;
}

/* Whose placement it is and for which order is the placement itself: another worker's is another placement. */
static gboolean
check_fixed (GolForm           *form,
             const GolSection  *section,
             GError           **error)
{
  static const char * const fixed[] = { "placement", "worker", "order", "kind", "step" };
  GolValues *values = g_hash_table_lookup (form->values, section->name);
  const char *name = form->entity->name;

  if (!g_str_equal (name, "placement") && !g_str_equal (name, "event") && !g_str_equal (name, "step"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (gol_values_find (values, fixed[i]) != NULL)
      {
        const GolField *field = gol_section_find_field (section, fixed[i]);

        g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED,
                     _("“%s” is what this record is about and does not change: make another."),
                     field != NULL ? gol_field_get_label (field) : fixed[i]);
        return FALSE;
      }
  return TRUE;
}

/* Each section that is given, checked and laid over what is stored. */
static gboolean
fill_changes (GolForm     *form,
              GolRecord   *before,
              GHashTable  *sections,
              GError     **error)
{
  for (const GolSection *section = before->entity->sections; section->name != NULL; section++)
    {
      GolValues *values = g_hash_table_lookup (sections, section->name);
      g_autoptr(GolValues) named = NULL;

      if (values == NULL)
        continue;
      if (!gol_office_check_write (form->office, section, error)
          || !gol_office_check_own (form->office, form->store, before->record, section, error))
        return FALSE;
      named = name_deciders (form->office, form->store, section, before, values, error);
      if (named == NULL)
        return FALSE;
      gol_form_set (form, section, named);
    }
  return TRUE;
}

static gboolean
accept_changes (GolForm     *form,
                GHashTable  *sections,
                GError     **error)
{
  for (const GolSection *section = form->entity->sections; section->name != NULL; section++)
    if (g_hash_table_contains (sections, section->name)
        && (!gol_form_accept (form, GOL_PROBLEM_ERROR, section, error) || !check_fixed (form, section, error)))
      return FALSE;
  return TRUE;
}

static gboolean
store_changes (GolForm     *form,
               const char  *kind,
               const char  *words,
               const char  *why,
               GError     **error)
{
  g_autoptr(GolBatch) batch = gol_office_batch (form->office, form->store, kind, words);
  gboolean protected = FALSE;

  gol_form_take_completed (form);
  for (const GolSection *section = form->entity->sections; section->name != NULL; section++)
    protected |= (section->flags & GOL_SECTION_PROTECTED) != 0 && g_hash_table_contains (form->values, section->name);
  if (batch_sections (form, batch, form->record, protected, why) == 0)
    return TRUE;
  return gol_office_commit (form->office, form->store, batch, form->record, error);
}

/* @sections rest in one file: an action never writes both. */
gboolean
gol_office_save_locked (GolOffice         *self,
                        GolStore          *store,
                        const char        *record,
                        GHashTable        *sections,
                        const char        *kind,
                        const char        *words,
                        const char        *why,
                        GPtrArray        **problems,
                        GError           **error)
{
  g_autoptr(GolRecord) before = gol_store_read (store, record, error);
  g_auto(GolForm) form = { NULL };

  g_clear_pointer (&self->last_batch, g_free);
  if (before == NULL)
    return FALSE;
  if (before->voided)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED,
                           _("This record was made by mistake and withdrawn: it takes no more changes."));
      return FALSE;
    }
  gol_form_init (&form, self, store, before->entity, before);
  if (!fill_changes (&form, before, sections, error))
    return FALSE;
  gol_form_complete (&form);
  gol_form_check (&form);
  if (problems != NULL)
    *problems = g_ptr_array_ref (form.problems);
  return accept_changes (&form, sections, error) && store_changes (&form, kind, words, why, error);
}

/**
 * gol_office_save:
 * @values: what was typed; a field that is missing is not touched, one that is empty is cleared
 * @why: (nullable): her reason
 * @problems: (out) (optional) (transfer full): #GolProblem; what resembles another record is told here and stored all
 * the same
 */
gboolean
gol_office_save (GolOffice   *self,
                 const char  *record,
                 const char  *section,
                 GolValues   *values,
                 const char  *why,
                 GPtrArray  **problems,
                 GError     **error)
{
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *found = store != NULL ? gol_office_find (store, NULL, record, error) : NULL;
  g_autofree char *kind = NULL;
  g_autofree char *words = NULL;
  g_autoptr(GolRecord) before = NULL;
  g_autoptr(GHashTable) sections = NULL;
  const GolSection *target;
  const char *entity;

  if (problems != NULL)
    *problems = NULL;
  if (found == NULL)
    return FALSE;
  gol_record_split (found, &entity, NULL);
  target = gol_entity_find_section (gol_dictionary_find_entity (entity), section);
  if (target == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%1$s” has no section “%2$s”."),
                   gol_entity_get_label (gol_dictionary_find_entity (entity)), section);
      return FALSE;
    }
  kind = g_strdup_printf ("%s.save", entity);
  before = gol_store_read (store, found, error);
  if (before == NULL)
    return FALSE;
  words = gol_sentence_saved (store, before, target);
  sections = gol_office_one_section (target, values);
  if (!gol_office_save_locked (self, store, found, sections, kind, words, why, problems, error))
    return FALSE;
  gol_attest_after_section (self, store, found, target);
  return TRUE;
}
