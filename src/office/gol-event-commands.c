/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-step-fill.h"
#include "gol-vocabulary.h"

/*
 * A witness says what she saw. Nothing she says is refused because of what others said, or because it should have
 * happened otherwise: it is kept beside the rest, and gol_placement_review () tells where it does not fit.
 */

/* ── Who may witness ── */

/*
 * Whose word it is: this office's own, if the scheme's actor table has it; else a ministry writes down what the most
 * believed witness sent it on paper, in that one's name.
 */
static gboolean
find_witness (GolOffice        *self,
              const GolScheme  *scheme,
              const GolTerm    *event,
              const char      **kind,
              GError          **error)
{
  const char * const *kinds = gol_office_kinds ();
  g_autoptr(GString) who = g_string_new (NULL);
  guint best = G_MAXUINT;

  *kind = gol_office_get_info (self)->kind;
  if (gol_scheme_may_witness (scheme, event->code, self->party))
    return TRUE;
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      guint precedence = gol_scheme_get_precedence (scheme, event->code, gol_office_kind_party (kinds[i]));

      if (precedence == G_MAXUINT)
        continue;
      g_string_append_printf (who, "%s%s", who->len > 0 ? ", " : "", gol_office_kind_label (kinds[i]));
      if (precedence < best)
        *kind = kinds[i];
      best = MIN (best, precedence);
    }
  if (who->len > 0 && (self->party & GOL_PARTY_MINISTRY) != 0)
    return TRUE;
  if (who->len > 0)
    g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("In this scheme “%1$s” is witnessed by: %2$s."),
                 gol_term_get_label (event), who->str);
  else
    g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("In this scheme nobody witnesses “%s”."),
                 gol_term_get_label (event));
  return FALSE;
}

static void
set_witness (GolOffice  *self,
             GolStore   *store,
             const char *kind,
             GolValues  *values)
{
  const GolOfficeInfo *info = gol_office_get_info (self);
  gboolean own = g_str_equal (kind, info->kind);
  g_autofree char *agency = own ? g_strdup (info->agency) : gol_office_agency_of (store, gol_office_kind_party (kind));

  gol_values_set_text (values, "agency", agency);
  if (gol_values_find (values, "witness") == NULL)
    gol_values_set_text (values, "witness", own ? self->officer.name : gol_office_kind_label (kind));
  if (!own && gol_values_find (values, "evidence") == NULL)
    gol_values_set_text (values, "evidence", "paper");
  g_free (self->on_behalf_of);
  self->on_behalf_of = own ? NULL : g_steal_pointer (&agency);
}

/* ── Logging ── */

/* Somebody who is moved belongs to the new worksite from then on; who may see her follows from it. */
static gboolean
move (GolOffice   *self,
      GolStore    *store,
      GolRecord   *placement,
      const char  *worksite,
      const char  *words,
      GError     **error)
{
  const GolSection *core = placement->entity->sections;
  g_autoptr(GolRecord) site = gol_office_load (store, gol_dictionary_find_entity ("worksite"), worksite, error);
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GHashTable) sections = NULL;

  if (site == NULL)
    return FALSE;
  if (!gol_office_may_write (self, core))
    return TRUE;
  gol_values_set_text (values, "worksite", site->record);
  gol_values_set_text (values, "destination_district", gol_record_get_text (site, "worksite_core.district"));
  sections = gol_office_one_section (core, values);
  return gol_office_save_locked (self, store, placement->record, sections, "placement.move", words, NULL, NULL, error);
}

gboolean
gol_office_log_event_locked (GolOffice        *self,
                             GolStore         *store,
                             GolRecord        *placement,
                             const GolScheme  *scheme,
                             const char       *kind,
                             const char       *at,
                             GolValues        *values,
                             const char       *why,
                             char            **event,
                             GError          **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("event");
  const GolTerm *term = gol_vocabulary_get (gol_vocabulary_find ("event"), kind);
  g_autoptr(GolValues) given = values != NULL ? gol_values_copy (values) : gol_values_new ();
  g_autoptr(GHashTable) sections = NULL;
  g_autofree char *instant = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  const char *worksite, *witness;
  char buffer[GOL_DATE_TEXT_MAX];
  GolDate day;

  if (!find_witness (self, scheme, term, &witness, error)
      || !gol_office_parse_at (self, at, FALSE, &day, &instant, error))
    return FALSE;
  gol_values_set_text (given, "placement", placement->record);
  gol_values_set_text (given, "kind", kind);
  gol_values_set_text (given, "at", instant);
  if (gol_values_find (given, "on") == NULL)
    gol_values_set_text (given, "on", gol_date_format (day, buffer));
  set_witness (self, store, witness, given);

  name = gol_sentence_title (store, placement);
  /* Translators: what happened, such as "Arrival", then to whom */
  words = g_strdup_printf (_("%1$s of %2$s logged"), gol_term_get_label (term), name);
  sections = gol_office_spread (entity, entity->sections, given);
  *event = gol_office_add_locked (self, store, entity, sections, TRUE, "event.log", words, why, NULL, error);
  g_clear_pointer (&self->on_behalf_of, g_free);
  if (*event == NULL)
    return FALSE;
  worksite = gol_values_get_text (given, "worksite");
  return !g_str_equal (kind, "transfer") || worksite == NULL || move (self, store, placement, worksite, words, error);
}

/**
 * gol_office_log_event:
 * @kind: a code of the vocabulary "event"
 * @at: (nullable): a day or an instant that has come; %NULL: now
 * @values: (nullable): of the sections event and event_evidence
 *
 * Returns: (transfer full) (nullable): the event's record
 */
char *
gol_office_log_event (GolOffice   *self,
                      const char  *placement,
                      const char  *kind,
                      const char  *at,
                      GolValues   *values,
                      GError     **error)
{
  const GolTerm *term = gol_vocabulary_match (gol_vocabulary_find ("event"), kind);
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolRecord) found = NULL;
  g_autofree char *event = NULL;
  const GolScheme *scheme;

  if (store == NULL)
    return NULL;
  if (term == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE,
                   _("“%s” is no event: it is departure, arrival, return, return_in_person, "
                      "no_show, missing, located, transfer, extension or end."),
                   kind);
      return NULL;
    }
  found = gol_placement_load_open (store, placement, error);
  scheme = found != NULL ? gol_placement_scheme (found, error) : NULL;
  if (scheme == NULL
      || !gol_office_check_write (self, gol_dictionary_find_entity ("event")->sections, error)
      || !gol_office_log_event_locked (self, store, found, scheme, term->code, at, values, NULL, &event, error))
    return NULL;
  gol_attest_after (self, store, found->record);
  return g_steal_pointer (&event);
}
