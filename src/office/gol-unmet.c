/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"

/*
 * What stands between a person and the next thing, and who may pass it. Unknown is never yes; but before anything else
 * has been done for her, what is not known yet only waits, and it is the steps that ask for it.
 */

/* @party: as which this office looks at whom it is about. */
void
gol_unmet_collect (GolUnmet        *unmet,
                   guint            party,
                   const GolScheme *scheme,
                   GPtrArray       *verdicts,
                   GolUnmetKind     kind)
{
  *unmet = (GolUnmet) { .scheme = scheme, .verdicts = g_ptr_array_new () };
  for (guint i = 0; i < verdicts->len; i++)
    {
      GolVerdict *verdict = g_ptr_array_index (verdicts, i);

      if (verdict->holds == GOL_YES || (verdict->holds == GOL_UNKNOWN && kind == GOL_UNMET_FAILING))
        continue;
      /* What rests on facts that this office may not hold is somebody else's to say. */
      if ((verdict->parties & party) == 0)
        unmet->elsewhere++;
      else
        g_ptr_array_add (unmet->verdicts, verdict);
    }
}

void
gol_unmet_clear (GolUnmet *unmet)
{
  g_clear_pointer (&unmet->verdicts, g_ptr_array_unref);
}

static GolVerdict *
copy_verdict (const GolVerdict *verdict)
{
  GolVerdict *copy = g_new (GolVerdict, 1);

  *copy = *verdict;
  copy->clause = g_strdup (verdict->clause);
  copy->words = g_strdup (verdict->words);
  copy->cure = g_strdup (verdict->cure);
  copy->from = g_strdup (verdict->from);
  copy->missing = g_strdup (verdict->missing);
  return copy;
}

static gboolean
all_overridable (GolUnmet *unmet)
{
  for (guint i = 0; i < unmet->verdicts->len; i++)
    {
      const GolVerdict *verdict = g_ptr_array_index (unmet->verdicts, i);
      const GolClause *clause = gol_scheme_find_clause (unmet->scheme, verdict->clause);

      if (clause == NULL || !clause->overridable)
        return FALSE;
    }
  return TRUE;
}

/* "She is not ready. Passport: valid until 1 March, needed until 2 June. Renew the passport." */
static void
set_refusal (GolUnmet    *unmet,
             const char  *sentence,
             GError     **error)
{
  const GolVerdict *first = g_ptr_array_index (unmet->verdicts, 0);
  guint more = unmet->verdicts->len - 1;
  GString *message = g_string_new (sentence);

  g_string_append_printf (message, " %s", first->words);
  if (first->cure != NULL)
    g_string_append_printf (message, " %s", first->cure);
  if (more > 0)
    {
      g_string_append_c (message, ' ');
      g_string_append_printf (
        message, ngettext ("One more condition does not hold.", "%u more conditions do not hold.", more), more);
    }
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED, message->str);
  g_string_free (message, TRUE);
}

/**
 * gol_unmet_accept:
 * @sentence: what cannot be done
 * @why: (nullable): a supervisor's reason for going on all the same
 * @out: (out) (optional): takes copies of the verdicts
 *
 * Ends @unmet.
 *
 * Returns: whether one may go on
 */
gboolean
gol_unmet_accept (GolUnmet    *unmet,
                  GolOffice   *self,
                  const char  *sentence,
                  const char  *why,
                  GPtrArray  **out,
                  GError     **error)
{
  gboolean wishes = why != NULL && *why != '\0';
  gboolean good = FALSE;

  if (out != NULL)
    {
      *out = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_verdict_free);
      for (guint i = 0; i < unmet->verdicts->len; i++)
        g_ptr_array_add (*out, copy_verdict (g_ptr_array_index (unmet->verdicts, i)));
    }

  if (unmet->verdicts->len == 0)
    good = TRUE;
  else if (wishes && !all_overridable (unmet))
    {
      g_autofree char *firm = g_strdup_printf (_("%s The scheme lets nobody pass this."), sentence);

      set_refusal (unmet, firm, error);
    }
  else if (wishes)
    good = gol_office_check_supervisor (
      self, _("Only a supervisor may go on although a condition does not hold: ask one."), error);
  else
    set_refusal (unmet, sentence, error);
  gol_unmet_clear (unmet);
  return good;
}
