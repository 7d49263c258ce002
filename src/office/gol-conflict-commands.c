/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-id.h"
#include "gol-json.h"

/*
 * Two offices wrote different things in one field, neither having seen the other's. The store keeps both and finds the same conflict in
 * both offices; whoever keeps the section decides, and her decision closes it everywhere.
 */

/* ── Reading ── */

static void
claim_free (gpointer data)
{
  GolClaim *claim = data;

  gol_values_unref (claim->values);
  g_free (claim->op);
  g_free (claim->site);
  g_free (claim->agency);
  g_free (claim->office);
  g_free (claim->actor);
  g_free (claim->officer);
  g_free (claim);
}

void
gol_conflict_free (GolConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->id);
  g_free (conflict->record);
  g_free (conflict->title);
  g_free (conflict->code);
  g_free (conflict->field_name);
  g_free (conflict->refusal);
  g_ptr_array_unref (conflict->claims);
  g_free (conflict);
}

static GolClaim *
claim_new (GolOffice  *self,
           GolStore   *store,
           GolValues  *row,
           const char *winner)
{
  static const GolValue cleared = { "value", GOL_VALUE_NULL, NULL };
  const char *site = gol_values_get_text (row, "site");
  const GolValue *value;
  const GolOfficer *officer;
  GolClaim *claim = g_new0 (GolClaim, 1);

  claim->op = g_strdup (gol_values_get_text (row, "op"));
  claim->values = gol_values_ref (row);
  value = gol_values_find (row, "value");
  claim->value = value != NULL ? value : &cleared;
  claim->site = g_strdup (site);
  claim->agency = g_strdup (gol_values_get_text (row, "agency"));
  claim->actor = g_strdup (gol_values_get_text (row, "actor"));
  claim->office = gol_office_agency_title (self, store, claim->agency, site);
  claim->ours = g_strcmp0 (site, gol_office_get_info (self)->site) == 0;
  officer = claim->ours && claim->actor != NULL ? gol_vault_find_officer (self->vault, claim->actor) : NULL;
  claim->officer = officer != NULL ? g_strdup (officer->name) : NULL;
  gol_instant_parse (gol_values_get_text (row, "at"), &claim->at);
  claim->late = gol_values_get_boolean (row, "late", FALSE);
  claim->stands = g_strcmp0 (claim->op, winner) == 0;
  return claim;
}

/* Why this officer may not decide it; NULL: she may. */
static char *
find_refusal (GolOffice        *self,
              GolStore         *store,
              const char       *record,
              const GolSection *section)
{
  g_autoptr(GError) error = NULL;

  if (gol_office_check_write (self, section, &error) && gol_office_check_own (self, store, record, section, &error))
    return NULL;
  return g_strdup (error->message);
}

/* NULL with @error unset: not for this officer. */
static GolConflict *
conflict_new (GolOffice  *self,
              GolStore   *store,
              GolValues  *found,
              GError    **error)
{
  const char *record = gol_values_get_text (found, "record"), *entity_name;
  const GolEntity *entity = gol_record_split (record, &entity_name, NULL) ? gol_dictionary_find_entity (entity_name) : NULL;
  const GolSection *section = entity != NULL ? gol_entity_find_section (entity, gol_values_get_text (found, "section")) : NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GolConflict) conflict = NULL;

  if (section == NULL || (section->flags & GOL_SECTION_ATTESTED) != 0 || !gol_office_may_read_of (self, store, record, section))
    return NULL;
  if ((section->flags & GOL_SECTION_PROTECTED) != 0 && !gol_store_log_read (store, self->officer.id, record, section->name, error))
    return NULL;
  rows = gol_json_to_rows (gol_values_get_text (found, "values"), error);
  if (rows == NULL)
    return NULL;

  conflict = g_new0 (GolConflict, 1);
  conflict->id = g_strdup (gol_values_get_text (found, "id"));
  conflict->record = g_strdup (record);
  conflict->title = gol_office_title (self, record, &conflict->code, NULL);
  conflict->section = section;
  conflict->field_name = g_strdup (gol_values_get_text (found, "field"));
  conflict->field = gol_section_find_field (section, conflict->field_name);
  conflict->owners = section->writers;
  conflict->refusal = find_refusal (self, store, record, section);
  conflict->claims = g_ptr_array_new_with_free_func (claim_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (conflict->claims, claim_new (self, store, g_ptr_array_index (rows, i), gol_values_get_text (found, "winner")));
  return g_steal_pointer (&conflict);
}

/**
 * gol_office_conflicts:
 * @record: (nullable): of this record alone, by name or code
 *
 * Returns: (transfer full) (nullable) (element-type GolConflict)
 */
GPtrArray *
gol_office_conflicts (GolOffice   *self,
                      const char  *record,
                      GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *name = store != NULL && record != NULL ? gol_office_find (store, NULL, record, error) : NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_conflict_free);

  if (store == NULL || (record != NULL && name == NULL))
    return NULL;
  found = gol_store_conflicts (store, name, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      GError *failure = NULL;
      GolConflict *conflict = conflict_new (self, store, g_ptr_array_index (found, i), &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      if (conflict != NULL)
        g_ptr_array_add (conflicts, conflict);
    }
  return found != NULL ? g_steal_pointer (&conflicts) : NULL;
}

/* ── Deciding ── */

static GolClaim *
find_claim (GolConflict  *conflict,
            const char   *op,
            GError      **error)
{
  for (guint i = 0; i < conflict->claims->len; i++)
    {
      GolClaim *claim = g_ptr_array_index (conflict->claims, i);

      if (g_str_equal (claim->op, op))
        return claim;
    }
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is none of the values that this conflict is about."), op);
  return NULL;
}

/* What nobody may type: whom a record is about, and who decided. */
static gboolean
check_typed (GolForm            *form,
             const GolConflict  *conflict,
             GError            **error)
{
  if ((conflict->section->flags & (GOL_SECTION_TWO_OFFICERS | GOL_SECTION_MOVES_SCOPE)) == 0 && conflict->field != NULL)
    return gol_form_accept (form, GOL_PROBLEM_ERROR, conflict->section, error);
  g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("Of “%s” one of the values that are there can be chosen, and no other."),
               conflict->field != NULL ? gol_field_get_label (conflict->field) : conflict->field_name);
  return FALSE;
}

/* (transfer full): the one field with its value, as it is stored. */
static GolValues *
normalize (GolOffice          *self,
           GolStore           *store,
           GolRecord          *before,
           const GolConflict  *conflict,
           const char         *text,
           GError            **error)
{
  g_autoptr(GolValues) typed = gol_values_new ();
  g_autoptr(GolValues) values = gol_values_new ();
  g_auto(GolForm) form = { NULL };
  const GolValue *value;

  gol_form_init (&form, self, store, before->entity, before);
  gol_values_set_text (typed, conflict->field_name, text);
  gol_form_set (&form, conflict->section, typed);
  if (!check_typed (&form, conflict, error))
    return NULL;
  value = gol_values_find (g_hash_table_lookup (form.after, conflict->section->name), conflict->field_name);
  if (value != NULL)
    gol_values_set (values, value);
  else
    gol_values_set_null (values, conflict->field_name);
  return g_steal_pointer (&values);
}

static GolValues *
choose (GolOffice          *self,
        GolStore           *store,
        GolRecord          *before,
        GolConflict        *conflict,
        const char         *op,
        const char         *text,
        GError            **error)
{
  GolClaim *claim;
  GolValues *values;
  GolValue value;

  if (op == NULL)
    return normalize (self, store, before, conflict, text, error);
  claim = find_claim (conflict, op, error);
  if (claim == NULL)
    return NULL;
  value = (GolValue) { g_intern_string (conflict->field_name), claim->value->kind, claim->value->text };
  values = gol_values_new ();
  gol_values_set (values, &value);
  return values;
}

static char *
words_of (GolStore          *store,
          GolRecord         *record,
          const GolConflict *conflict)
{
  g_autofree char *title = NULL;

  if ((conflict->section->flags & GOL_SECTION_PROTECTED) != 0)
    return g_strdup (_("Protected section decided"));
  title = gol_sentence_title (store, record);
  /* TRANSLATORS: a field such as "Telephone", then whose file it is. */
  return g_strdup_printf (_("%1$s of %2$s decided"), conflict->field != NULL ? gol_field_get_label (conflict->field)
                                                                             : conflict->field_name, title);
}

/* The conflict that she saw, if she may decide it. */
static GolConflict *
find_open (GolOffice   *self,
           GolStore    *store,
           const char  *id,
           GError     **error)
{
  g_autoptr(GolValues) found = gol_store_find_conflict (store, id, error);
  g_autoptr(GolConflict) conflict = NULL;
  GError *failure = NULL;

  if (found == NULL)
    return NULL;
  conflict = conflict_new (self, store, found, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (conflict == NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("This conflict is in a section that you may not read."));
  else if (conflict->refusal != NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, conflict->refusal);
  else
    return g_steal_pointer (&conflict);
  return NULL;
}

/**
 * gol_office_resolve:
 * @conflict: its id
 * @op: (nullable): of the claim that is right
 * @value: (nullable): what is right, as typed, when none of them is
 * @why: (nullable): the reason, which the field's history keeps
 *
 * An ordinary change whose base names every head, so that it overrules them all, wherever it comes.
 */
gboolean
gol_office_resolve (GolOffice   *self,
                    const char  *conflict,
                    const char  *op,
                    const char  *value,
                    const char  *why,
                    GError     **error)
{
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolConflict) open = NULL;
  g_autoptr(GolRecord) before = NULL;
  g_autoptr(GolValues) values = NULL;
  g_autoptr(GolBatch) batch = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail ((op == NULL) != (value == NULL), FALSE);

  open = store != NULL ? find_open (self, store, conflict, error) : NULL;
  before = open != NULL ? gol_store_read (store, open->record, error) : NULL;
  values = before != NULL ? choose (self, store, before, open, op, value, error) : NULL;
  if (values == NULL)
    return FALSE;
  words = words_of (store, before, open);
  batch = gol_office_batch (self, store, "conflict.resolve", words);
  gol_office_batch_set (self, store, batch, open->record, open->section, values, why != NULL && *why != '\0' ? why : NULL);
  gol_batch_decide (batch, open->id);
  if (!gol_office_commit (self, store, batch, open->record, error))
    return FALSE;
  gol_attest_after_section (self, store, open->record, open->section);
  return TRUE;
}
