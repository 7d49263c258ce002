/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"

/* What every command does around its own part: ask whether she may, make the action, store it, tell. */

/* ── Whose turn it is ── */

#define BEHIND_US 1000   /* between looks whether those who come first are done */

GMutexLocker *
gol_office_begin (GolOffice *self)
{
  GMutexLocker *locker;

  g_atomic_int_inc (&self->waiting);
  locker = g_mutex_locker_new (&self->writing);
  g_atomic_int_add (&self->waiting, -1);
  return locker;
}

/* A mutex is not fair: who lets go of it and takes it again at once would have it for ever. */
void
gol_office_begin_bulk (GolOffice *self)
{
  for (g_mutex_lock (&self->writing); gol_office_is_wanted (self); g_mutex_lock (&self->writing))
    {
      g_mutex_unlock (&self->writing);
      g_usleep (BEHIND_US);
    }
}

void
gol_office_end_bulk (GolOffice *self)
{
  g_mutex_unlock (&self->writing);
}

gboolean
gol_office_is_wanted (GolOffice *self)
{
  return g_atomic_int_get (&self->waiting) > 0;
}

/* ── Around each command ── */

gboolean
gol_office_check_write (GolOffice         *self,
                        const GolSection  *section,
                        GError           **error)
{
  GolRefusal refusal = gol_permission_write (self->party, self->officer.roles, section);

  if (refusal == GOL_REFUSAL_NONE)
    return TRUE;
  gol_permission_set_error (refusal, section, error);
  return FALSE;
}

/* Where several offices write a section, each in records of its own, what another wrote is not ours to change. */
gboolean
gol_office_check_own (GolOffice         *self,
                      GolStore          *store,
                      const char        *record,
                      const GolSection  *section,
                      GError           **error)
{
  g_autoptr(GPtrArray) history = NULL;
  const GolHistory *first;

  if ((section->writers & ~self->party) == 0 || gol_permission_on_behalf (self->party, section))
    return TRUE;
  history = gol_store_history (store, record, section->name, NULL, error);
  if (history == NULL)
    return FALSE;
  if (history->len == 0)
    return TRUE;
  first = g_ptr_array_index (history, history->len - 1);
  if (g_strcmp0 (first->site, gol_office_get_info (self)->site) == 0)
    return TRUE;
  gol_permission_set_error (GOL_REFUSAL_OFFICE, section, error);
  return FALSE;
}

gboolean
gol_office_check_supervisor (GolOffice   *self,
                             const char  *sentence,
                             GError     **error)
{
  if ((self->officer.roles & GOL_ROLE_SUPERVISOR) != 0 && (self->officer.roles & GOL_ROLE_AUDITOR) == 0)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, sentence);
  return FALSE;
}

GolBatch *
gol_office_batch (GolOffice  *self,
                  GolStore   *store,
                  const char *kind,
                  const char *words)
{
  GolBatch *batch = gol_batch_new (store, self->officer.id, kind, words);

  gol_batch_set_on_behalf_of (batch, self->on_behalf_of);
  return batch;
}

/* Whose scope is not all: it answers for its own alone. */
static gboolean
is_bounded (GolRecord *agency)
{
  const char *districts = gol_record_get_text (agency, "agency.districts");

  return gol_record_get_text (agency, "agency.employer") != NULL
         || (districts != NULL && !g_str_equal (districts, "[]"));
}

/*
 * An agency of one of these parties: the one that the ministry has published, if it answers for all that its kind does;
 * else its kind. Of many employers one may have an office: what another sent is not lodged for that one.
 */
char *
gol_office_agency_of (GolStore *store,
                      guint     parties)
{
  const GolEntity *entity = gol_dictionary_find_entity ("agency");
  const char * const *kinds = gol_office_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      const char * const kind[] = { kinds[i], NULL };
      g_autoptr(GolQuery) query = NULL;
      g_autoptr(GArray) ids = NULL;
      g_autoptr(GolRecord) agency = NULL;

      if ((gol_office_kind_party (kinds[i]) & parties) == 0)
        continue;
      query = gol_query_new (entity);
      gol_query_add_filter (query, "agency.kind", GOL_FILTER_EQUAL, kind);
      ids = gol_query_ids (store, query, NULL, NULL);

      /* Only when there is just one: which of several it was, its own records will tell. */
      if (ids != NULL && ids->len == 1)
        agency = gol_store_read_id (store, entity, g_array_index (ids, guint32, 0), NULL);
      return agency != NULL && !is_bounded (agency) ? g_strdup (gol_record_get_text (agency, "agency.agency"))
                                                    : gol_office_kind_to_code (kinds[i]);
    }
  return NULL;
}

/* The parties of an agency's code, or of a kind that stands for one; 0 when nobody has told us of it. */
guint
gol_office_party_of (GolStore   *store,
                     const char *agency)
{
  guint party = gol_office_kind_code_party (agency);
  g_autoptr(GolRecord) record = NULL;

  if (party != 0)
    return party;
  record = gol_office_load (store, gol_dictionary_find_entity ("agency"), agency, NULL);
  return record != NULL ? gol_office_kind_party (gol_record_get_text (record, "agency.kind")) : 0;
}

char *
gol_office_agency_title (GolOffice  *self,
                         GolStore   *store,
                         const char *agency,
                         const char *site)
{
  const GolOfficeInfo *info = gol_office_get_info (self);
  const char * const *kinds = gol_office_kinds ();
  g_autoptr(GolRecord) record = NULL;

  if (g_strcmp0 (site, info->site) == 0)
    return g_strdup (info->name);
  if (agency == NULL)
    return g_strdup (_("another office"));
  record = gol_office_load (store, gol_dictionary_find_entity ("agency"), agency, NULL);
  if (record != NULL && gol_record_get_text (record, "agency.name") != NULL)
    return g_strdup (gol_record_get_text (record, "agency.name"));
  if (g_str_equal (agency, info->agency))
    return g_strdup (_("another of our offices"));
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *code = gol_office_kind_to_code (kinds[i]);

      if (g_str_equal (code, agency))
        return g_strdup (gol_office_kind_label (kinds[i]));
    }
  return g_strdup (agency);
}

/* For whom this office lodges a section: NULL when it may write it itself. */
char *
gol_office_lodges_for (GolOffice        *self,
                       GolStore         *store,
                       const GolSection *section)
{
  return gol_permission_on_behalf (self->party, section) ? gol_office_agency_of (store, section->writers) : NULL;
}

void
gol_office_batch_set (GolOffice        *self,
                      GolStore         *store,
                      GolBatch         *batch,
                      const char       *record,
                      const GolSection *section,
                      GolValues        *values,
                      const char       *why)
{
  g_autofree char *agency = gol_office_lodges_for (self, store, section);

  gol_batch_set_on_behalf_of (batch, agency != NULL ? agency : self->on_behalf_of);
  gol_batch_set (batch, record, section->name, values, why);
}

gboolean
gol_office_commit (GolOffice           *self,
                   GolStore            *store,
                   GolBatch            *batch,
                   const char          *record,
                   GError             **error)
{
  const char *records[] = { record, NULL };

  if (!gol_store_commit (store, batch, GOL_PRIORITY_OFFICER, error))
    return FALSE;
  g_free (self->last_batch);
  self->last_batch = g_strdup (gol_batch_get_id (batch));
  gol_office_tell_changed (self, record != NULL ? records : NULL);
  return TRUE;
}
