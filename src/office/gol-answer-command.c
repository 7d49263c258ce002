/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-vocabulary.h"

/* An employer answers for candidates: one or many at a time, and one undo takes all of it back. */

static const GolSection *
answer_section (void)
{
  return gol_entity_find_section (gol_dictionary_find_entity ("placement"), "employer_answer");
}

static gboolean
check_words (const char  *result,
             const char  *reason,
             GError     **error)
{
  if (gol_vocabulary_get (gol_vocabulary_find ("answer_employer"), result) == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no answer: it is accepted or refused."), result);
      return FALSE;
    }
  if (strcmp (result, "refused") != 0 || (reason != NULL && gol_vocabulary_get (gol_vocabulary_find ("refusal_reason"), reason) != NULL))
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED, _("Say why: somebody who is refused may ask for the reason."));
  return FALSE;
}

static GolValues *
make_values (GolOffice  *self,
             const char *result,
             const char *reason,
             const char *note)
{
  GolValues *values = gol_values_new ();
  char day[GOL_DATE_TEXT_MAX];

  gol_values_set_text (values, "result", result);
  gol_values_set_text (values, "answered_on", gol_date_format (gol_clock_get_today (self->clock), day));
  if (reason != NULL)
    gol_values_set_text (values, "reason", reason);
  if (note != NULL && *note != '\0')
    gol_values_set_text (values, "note", note);
  return values;
}

static char *
make_words (GolStore           *store,
            const char * const *placements,
            const char         *result)
{
  guint n = g_strv_length ((GStrv) placements);
  gboolean accepted = g_str_equal (result, "accepted");
  g_autoptr(GolRecord) only = n == 1 ? gol_store_read (store, placements[0], NULL) : NULL;

  if (only != NULL)
    {
      g_autofree char *name = gol_sentence_title (store, only);

      return g_strdup_printf (accepted ? _("%s accepted") : _("%s refused"), name);
    }
  return g_strdup_printf (accepted ? ngettext ("%u candidate accepted", "%u candidates accepted", n)
                                   : ngettext ("%u candidate refused", "%u candidates refused", n), n);
}

static gboolean
add_answer (GolOffice   *self,
            GolStore    *store,
            GolBatch    *batch,
            const char  *placement,
            GolValues   *values,
            GError     **error)
{
  g_autoptr(GolRecord) found = gol_placement_load_open (store, placement, error);
  g_auto(GolForm) form = { 0 };

  if (found == NULL)
    return FALSE;
  if (gol_record_get_text (found, "employer_answer.result") != NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_REFUSED, _("Placement %s was answered already."), found->code);
      return FALSE;
    }
  gol_form_init (&form, self, store, found->entity, found);
  gol_form_set (&form, answer_section (), values);
  gol_form_check (&form);
  if (!gol_form_accept (&form, GOL_PROBLEM_ERROR, answer_section (), error))
    return FALSE;
  gol_office_batch_set (self, store, batch, found->record, answer_section (), g_hash_table_lookup (form.values, "employer_answer"), NULL);
  return TRUE;
}

/**
 * gol_office_answer:
 * @placements: whom it is about; all are answered, or none
 * @result: "accepted" or "refused"
 * @reason: (nullable): of a refusal, of the vocabulary "refusal_reason"
 * @note: (nullable): in the employer's words
 */
gboolean
gol_office_answer (GolOffice           *self,
                   const char * const  *placements,
                   const char          *result,
                   const char          *reason,
                   const char          *note,
                   GError             **error)
{
  g_autoptr(GMutexLocker) writing = g_mutex_locker_new (&self->writing);
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GolValues) values = NULL;
  g_autoptr(GolBatch) batch = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (placements != NULL && placements[0] != NULL, FALSE);

  if (store == NULL || !gol_office_check_write (self, answer_section (), error) || !check_words (result, reason, error))
    return FALSE;
  values = make_values (self, result, reason, note);
  words = make_words (store, placements, result);
  batch = gol_office_batch (self, store, "placement.answer", words);
  for (guint i = 0; placements[i] != NULL; i++)
    if (!add_answer (self, store, batch, placements[i], values, error))
      return FALSE;
  if (!gol_office_commit (self, store, batch, placements[1] == NULL ? placements[0] : NULL, error))
    return FALSE;
  for (guint i = 0; placements[i] != NULL; i++)
    gol_attest_after (self, store, placements[i]);
  return TRUE;
}
