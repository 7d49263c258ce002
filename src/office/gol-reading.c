/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"

/*
 * Reading as this officer: what she may not read is taken out before anybody else sees the record, and what is
 * protected is noted in the read log, or not shown at all.
 */

/* ── Finding ── */

char *
gol_office_find (GolStore         *store,
                 const GolEntity  *entity,
                 const char       *text,
                 GError          **error)
{
  const GolEntity * const *entities = gol_dictionary_get_entities ();
  const char *name;

  if (gol_record_split (text, &name, NULL))
    {
      const GolEntity *named = gol_dictionary_find_entity (name);

      if (named == NULL || (entity != NULL && named != entity))
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no %s."), text,
                       entity != NULL ? gol_entity_get_label (entity) : _("record"));
          return NULL;
        }
      return gol_store_find (store, named, text, error);
    }
  if (entity != NULL)
    return gol_store_find (store, entity, text, error);

  /* A file code says by itself of what it is; the few kinds of record that have one are asked in turn. */
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr(GError) local = NULL;
      char *record;

      if (entities[i]->code_letter == 0)
        continue;
      record = gol_store_find (store, entities[i], text, &local);
      if (record != NULL)
        return record;
      if (!g_error_matches (local, GOL_ERROR, GOL_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("This office holds no record “%s”."), text);
  return NULL;
}

/* ── What of this very record ── */

static gboolean
wrote_it (GolOffice        *self,
          GolStore         *store,
          const char       *record,
          const GolSection *section)
{
  g_autoptr(GPtrArray) history = gol_store_history (store, record, section->name, NULL, NULL);

  for (guint i = 0; history != NULL && i < history->len; i++)
    if (g_strcmp0 (((GolHistory *) g_ptr_array_index (history, i))->site, gol_office_get_info (self)->site) == 0)
      return TRUE;
  return FALSE;
}

/* An employer comes to know more of a person once it has said that it takes her. */
static gboolean
is_accepted (GolStore   *store,
             const char *worker)
{
  const char * const whom[] = { worker, NULL };
  const char * const accepted[] = { "accepted", NULL };
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("placement"));
  guint64 count = 0;

  gol_query_add_filter (query, "placement_core.worker", GOL_FILTER_EQUAL, whom);
  gol_query_add_filter (query, "employer_answer.result", GOL_FILTER_EQUAL, accepted);
  return gol_query_count (store, query, NULL, &count, NULL) && count > 0;
}

guint
gol_office_party_for (GolOffice  *self,
                      GolStore   *store,
                      const char *worker)
{
  guint party = self->party;

  if ((party & GOL_PARTY_EMPLOYER_ACCEPTED) != 0 && (worker == NULL || !is_accepted (store, worker)))
    party &= ~GOL_PARTY_EMPLOYER_ACCEPTED;
  return party;
}

gboolean
gol_office_may_read_of (GolOffice        *self,
                        GolStore         *store,
                        const char       *record,
                        const GolSection *section)
{
  switch (gol_permission_read (self->party, self->officer.roles, section))
    {
    case GOL_ACCESS_FULL:
      return TRUE;
    case GOL_ACCESS_ACCEPTED:
      return is_accepted (store, record);
    case GOL_ACCESS_OWN:
      return wrote_it (self, store, record, section);
    case GOL_ACCESS_NONE:
    default:
      return FALSE;
    }
}

/* The whole record, for a command to judge by; never handed out as it is. */
GolRecord *
gol_office_load (GolStore         *store,
                 const GolEntity  *entity,
                 const char       *text,
                 GError          **error)
{
  g_autofree char *record = gol_office_find (store, entity, text, error);

  return record != NULL ? gol_store_read (store, record, error) : NULL;
}

/* Takes out what she may not read, and everything protected. */
void
gol_office_withhold (GolOffice *self,
                     GolStore  *store,
                     GolRecord *record)
{
  for (const GolSection *section = record->entity->sections; section->name != NULL; section++)
    if (g_hash_table_contains (record->sections, section->name)
        && ((section->flags & GOL_SECTION_PROTECTED) != 0
            || !gol_office_may_read_of (self, store, record->record, section)))
      g_hash_table_remove (record->sections, section->name);
}

/* The record as she may see it; NULL when a read of something protected could not be logged. */
static GolRecord *
read_whole (GolOffice   *self,
            GolStore    *store,
            const char  *record,
            GError     **error)
{
  g_autoptr(GolRecord) found = gol_store_read (store, record, error);

  if (found == NULL)
    return NULL;
  for (const GolSection *section = found->entity->sections; section->name != NULL; section++)
    {
      if (!g_hash_table_contains (found->sections, section->name))
        continue;
      if (!gol_office_may_read_of (self, store, record, section))
        g_hash_table_remove (found->sections, section->name);
      else if ((section->flags & GOL_SECTION_PROTECTED) != 0
               && !gol_store_log_read (store, self->officer.id, record, section->name, error))
        return NULL;
    }
  return g_steal_pointer (&found);
}

/* ── Commands ── */

/**
 * gol_office_read:
 * @record_or_code: "worker/01J…", a file code, or the number of a document that is nobody else's
 *
 * Returns: (transfer full) (nullable): the sections that this officer may read; reads of protected ones are logged
 */
GolRecord *
gol_office_read (GolOffice   *self,
                 const char  *record_or_code,
                 GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *record = store != NULL ? gol_office_find (store, NULL, record_or_code, error) : NULL;

  return record != NULL ? read_whole (self, store, record, error) : NULL;
}

GolRecord *
gol_office_read_as (GolOffice   *self,
                    const char  *entity,
                    const char  *record_or_code,
                    GError     **error)
{
  const GolEntity *wanted = gol_dictionary_find_entity (entity);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *record = NULL;

  g_return_val_if_fail (wanted != NULL, NULL);

  if (store != NULL)
    record = gol_office_find (store, wanted, record_or_code, error);
  return record != NULL ? read_whole (self, store, record, error) : NULL;
}

GolRecord *
gol_office_read_id (GolOffice        *self,
                    const GolEntity  *entity,
                    guint32           id,
                    GError          **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) found = store != NULL ? gol_store_read_id (store, entity, id, error) : NULL;

  if (found == NULL)
    return NULL;
  gol_office_withhold (self, store, found);
  return g_steal_pointer (&found);
}

/**
 * gol_office_title:
 * @code: (out) (transfer full) (nullable): its file code
 *
 * What a record is called, from what this officer may read of it; nothing protected is looked at.
 *
 * Returns: (transfer full) (nullable): %NULL with @error unset when she may not read its name
 */
char *
gol_office_title (GolOffice   *self,
                  const char  *record,
                  char       **code,
                  GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) found = store != NULL ? gol_store_read (store, record, error) : NULL;

  *code = NULL;
  if (found == NULL)
    return NULL;
  gol_office_withhold (self, store, found);
  *code = g_strdup (found->code);
  return gol_sentence_own_title (store, found);
}

/**
 * gol_office_history:
 * @section: (nullable): of this section alone
 * @field: (nullable): of this field of it alone
 *
 * Returns: (transfer full) (nullable): #GolHistory, newest first; only what she may read
 */
GPtrArray *
gol_office_history (GolOffice   *self,
                    const char  *record_or_code,
                    const char  *section,
                    const char  *field,
                    GError     **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autofree char *record = store != NULL ? gol_office_find (store, NULL, record_or_code, error) : NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GHashTable) readable = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) noted = g_hash_table_new (g_str_hash, g_str_equal);
  const GolEntity *entity;
  const char *entity_name;

  if (record == NULL)
    return NULL;
  history = gol_store_history (store, record, section, field, error);
  if (history == NULL)
    return NULL;

  gol_record_split (record, &entity_name, NULL);
  entity = gol_dictionary_find_entity (entity_name);
  for (const GolSection *each = entity->sections; each->name != NULL; each++)
    if ((section == NULL || g_str_equal (section, each->name)) && gol_office_may_read_of (self, store, record, each))
      g_hash_table_add (readable, (gpointer) each->name);

  for (guint i = history->len; i > 0; i--)
    {
      GolHistory *entry = g_ptr_array_index (history, i - 1);
      const GolSection *each = gol_entity_find_section (entity, entry->section);

      if (each == NULL || !g_hash_table_contains (readable, entry->section))
        g_ptr_array_remove_index (history, i - 1);
      else if ((each->flags & GOL_SECTION_PROTECTED) != 0 && g_hash_table_add (noted, (gpointer) each->name)
               && !gol_store_log_read (store, self->officer.id, record, each->name, error))
        return NULL;
    }
  return g_steal_pointer (&history);
}
