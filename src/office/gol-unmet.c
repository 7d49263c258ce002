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

/* One sentence of two: @text goes on where the full stop was. */
static void
go_on (GString    *message,
       const char *separator,
       const char *text)
{
  if (message->len > 0 && message->str[message->len - 1] == '.')
    g_string_truncate (message, message->len - 1);
  g_string_append (message, separator);
  g_string_append (message, text);
}

/* A cure begins with a verb. */
static char *
begin_small (const char *text)
{
  const char *second = g_utf8_next_char (text);
  GString *out = g_string_new (NULL);

  if (*text == '\0' || !g_unichar_islower (g_utf8_get_char (second)))
    second = text;
  else
    g_string_append_unichar (out, g_unichar_tolower (g_utf8_get_char (text)));
  g_string_append (out, second);
  return g_string_free (out, FALSE);
}

/* "She is not ready: Passport valid until 1 March, needed until 2 June; renew the passport." @firm: no reason would help. */
static void
set_refusal (GolUnmet    *unmet,
             const char  *sentence,
             gboolean     firm,
             GError     **error)
{
  const GolVerdict *first = g_ptr_array_index (unmet->verdicts, 0);
  guint more = unmet->verdicts->len - 1;
  GString *message = g_string_new (sentence);

  go_on (message, ": ", first->words);
  if (first->cure != NULL)
    {
      g_autofree char *cure = begin_small (first->cure);

      go_on (message, "; ", cure);
    }
  if (firm)
    go_on (message, "; ", _("the scheme lets nobody pass this."));
  if (more > 0)
    {
      g_autofree char *others = g_strdup_printf (ngettext ("one more condition does not hold.", "%u more conditions do not hold.",
                                                           more), more);

      go_on (message, "; ", others);
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
    set_refusal (unmet, sentence, TRUE, error);
  else if (wishes)
    good = gol_office_check_supervisor (
      self, _("Only a supervisor may go on although a condition does not hold: ask one."), error);
  else
    set_refusal (unmet, sentence, FALSE, error);
  gol_unmet_clear (unmet);
  return good;
}
