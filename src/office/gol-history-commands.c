/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-import.h"
#include "gol-leaf.h"

/* ── One person, two files ── */

static gboolean
check_link (GolRecord   *record,
            GolRecord   *other,
            gboolean     same,
            GError     **error)
{
  const char *linked = gol_record_get_text (record, "person_link.same_as");

  if (same && linked != NULL && !g_str_equal (linked, other->record))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_EXISTS,
                   _("%s is held to be the same person as somebody else: undo that first."), record->code);
      return FALSE;
    }
  if (!same && g_strcmp0 (linked, other->record) != 0)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("%1$s and %2$s are not held to be the same person."),
                   record->code, other->code);
      return FALSE;
    }
  return TRUE;
}

static void
link_one (GolBatch   *batch,
          GolRecord  *record,
          GolRecord  *other,
          gboolean    same,
          const char *why)
{
  g_autoptr(GolValues) values = gol_values_new ();
  GolLeaf *leaf;

  gol_values_set_text (values, "same_as", same ? other->record : NULL);
  gol_values_set_text (values, "reason", same ? why : NULL);
  leaf = gol_leaf_new (record->record, "person_link", same ? GOL_OP_LINK : GOL_OP_UNLINK, values);
  leaf->why = g_strdup (why);
  gol_batch_add (batch, leaf);
}

/**
 * gol_office_link:
 * @same: whether the two files are of one person; %FALSE takes that back
 * @why: the reason, which both files keep
 *
 * Nothing is merged: each file stays whole and names the other.
 */
gboolean
gol_office_link (GolOffice   *self,
                 const char  *worker,
                 const char  *other,
                 gboolean     same,
                 const char  *why,
                 GError     **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("worker");
  const GolSection *section = gol_entity_find_section (entity, "person_link");
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) first = NULL;
  g_autoptr(GolRecord) second = NULL;
  g_autoptr(GolBatch) batch = NULL;
  g_autofree char *words = NULL;

  if (store == NULL || !gol_office_check_write (self, section, error))
    return FALSE;
  if (why == NULL || *why == '\0')
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("Say why: the reason is kept in both files."));
      return FALSE;
    }
  first = gol_office_load (store, entity, worker, error);
  second = first != NULL ? gol_office_load (store, entity, other, error) : NULL;
  if (second == NULL)
    return FALSE;
  if (g_str_equal (first->record, second->record))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("That is one file, not two."));
      return FALSE;
    }
  if (!check_link (first, second, same, error) || !check_link (second, first, same, error))
    return FALSE;

  words = same ? g_strdup_printf (_("%1$s and %2$s held to be the same person"), first->code, second->code)
               : g_strdup_printf (_("%1$s and %2$s held to be two persons"), first->code, second->code);
  batch = gol_office_batch (self, store, same ? "worker.link" : "worker.unlink", words);
  link_one (batch, first, second, same, why);
  link_one (batch, second, first, same, why);
  return gol_office_commit (self, store, batch, NULL, error);
}

/* ── Undo ── */

/* Her own actions are hers to take back; a supervisor takes back anybody's. */
static gboolean
check_undo (GolOffice   *self,
            GolStore    *store,
            const char  *batch,
            GError     **error)
{
  const guint recent = 1000;
  g_autoptr(GPtrArray) batches = NULL;

  if ((self->officer.roles & GOL_ROLE_AUDITOR) != 0)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED,
                           _("An auditor reads and changes nothing, so there is nothing to undo."));
      return FALSE;
    }
  if (batch == NULL || (self->officer.roles & GOL_ROLE_SUPERVISOR) != 0)
    return TRUE;

  batches = gol_store_list_batches (store, recent, error);
  if (batches == NULL)
    return FALSE;
  for (guint i = 0; i < batches->len; i++)
    {
      GolValues *values = g_ptr_array_index (batches, i);

      if (g_strcmp0 (gol_values_get_text (values, "id"), batch) == 0
          && g_strcmp0 (gol_values_get_text (values, "actor"), self->officer.id) == 0)
        return TRUE;
    }
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED,
                       _("This was done by somebody else, or long ago: ask a supervisor to undo it."));
  return FALSE;
}

/**
 * gol_office_undo:
 * @batch: (nullable): the action; %NULL for this officer's last
 * @result: (out): how much was undone, and for what was left the reasons
 */
gboolean
gol_office_undo (GolOffice      *self,
                 const char     *batch,
                 GolUndoResult  *result,
                 GError        **error)
{
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);

  if (store == NULL || !check_undo (self, store, batch, error)
      || !gol_store_undo (store, batch, self->officer.id, result, error))
    return FALSE;
  gol_office_tell_changed (self, NULL);
  return TRUE;
}

/* ── What stays to be looked at ── */

/* Each field that offices disagree on; of protected sections nothing, for problems are told wherever the record is listed. */
static gboolean
review_conflicts (GolOffice   *self,
                  GolStore    *store,
                  GolRecord   *record,
                  GPtrArray   *problems,
                  GError     **error)
{
  g_autoptr(GPtrArray) found = gol_store_conflicts (store, record->record, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      GolValues *conflict = g_ptr_array_index (found, i);
      const GolSection *section = gol_entity_find_section (record->entity, gol_values_get_text (conflict, "section"));
      const GolField *field = section != NULL ? gol_section_find_field (section, gol_values_get_text (conflict, "field")) : NULL;
      g_autofree char *path = NULL;

      if (field == NULL || (section->flags & (GOL_SECTION_ATTESTED | GOL_SECTION_PROTECTED)) != 0
          || !gol_office_may_read_of (self, store, record->record, section))
        continue;
      path = g_strdup_printf ("%s.%s", section->name, field->name);
      g_ptr_array_add (problems, gol_problem_new (path, "conflict", GOL_PROBLEM_WARNING,
                                                  _("Offices disagree on “%s”; this is one of the values, until somebody decides."),
                                                  gol_field_get_label (field)));
    }
  return found != NULL;
}

/**
 * gol_office_problems:
 *
 * Computed anew each time from what she may read: a duplicate that was resolved is gone, a passport that expired
 * yesterday is there.
 *
 * Returns: (transfer full) (nullable): #GolProblem, worst first, possibly empty
 */
GPtrArray *
gol_office_problems (GolOffice   *self,
                     const char  *record,
                     GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) found = store != NULL ? gol_office_load (store, NULL, record, error) : NULL;
  g_auto(GolForm) form = { NULL };
  g_autoptr(GPtrArray) unread = NULL;

  if (found == NULL)
    return NULL;
  gol_office_withhold (self, store, found);
  gol_form_init (&form, self, store, found->entity, found);
  gol_form_review (&form);
  unread = gol_import_get_unread (store, found, error);
  if (unread == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (form.problems, g_steal_pointer (&unread));
  if (!review_conflicts (self, store, found, form.problems, error))
    return NULL;
  if (g_str_equal (found->entity->name, "placement"))
    gol_placement_review (self, store, found, form.problems);
  if (g_str_equal (found->entity->name, "order"))
    gol_order_review (store, found, form.problems);
  return g_ptr_array_ref (form.problems);
}
