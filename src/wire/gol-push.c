/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-push.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-wire-private.h"

#define READERS_MARK "{\"to\":"

static const char * const answer_names[] = { "accepted", "duplicate", "quarantined", "fork", "gap" };

static void
pushed_free (gpointer data)
{
  GolPushed *pushed = data;

  gol_change_free (pushed->change);
  g_strfreev (pushed->to);
  g_free (pushed->text);
  g_free (pushed);
}

static void
answer_free (gpointer data)
{
  GolAnswer *answer = data;

  g_free (answer->change);
  gol_receipt_free (answer->receipt);
  g_free (answer);
}

/* ── Pushes ── */

void
gol_push_append (GString            *push,
                 const GolChange    *change,
                 const char * const *to)
{
  g_autofree char *text = gol_change_to_ndjson (change);

  g_return_if_fail ((to != NULL) == (change->header.log == GOL_LOG_PROTECTED));

  if (to != NULL)
    {
      g_autofree char *list = gol_json_from_strv (to);

      g_string_append_printf (push, READERS_MARK "%s}\n", list);
    }
  g_string_append (push, text);
}

static gboolean
take_readers (GolPushed  *pushed,
              const char *line,
              gsize       length)
{
  g_autoptr(GolValues) values = gol_values_from_json (line, length, NULL);
  const GolValue *list = values != NULL && gol_values_get_size (values) == 1 ? gol_values_find (values, "to") : NULL;
  g_autofree char *again = NULL;

  if (list == NULL || list->kind != GOL_VALUE_LIST || (pushed->to = gol_json_to_strv (list->text, NULL)) == NULL
      || pushed->to[0] == NULL || g_strv_length (pushed->to) > GOL_PUSH_MAX_READERS)
    return FALSE;
  for (guint i = 0; pushed->to[i] != NULL; i++)
    if (*pushed->to[i] == '\0' || pushed->to[i][strspn (pushed->to[i], GOL_WIRE_NAMES)] != '\0')
      return FALSE;
  again = gol_json_from_strv ((const char * const *) pushed->to);
  return g_str_equal (again, list->text);   /* sorted, nobody twice */
}

/* With all its leaves: in clear in the open log, sealed in the protected one. */
static gboolean
is_whole (const GolPushed *pushed)
{
  const GolChange *change = pushed->change;
  gboolean protected = change->header.log == GOL_LOG_PROTECTED;

  if (change->withheld->len > 0 || (pushed->to != NULL) != protected)
    return FALSE;
  for (guint i = 0; i < change->header.n; i++)
    if ((g_ptr_array_index (change->sealed, i) != NULL) != protected)
      return FALSE;
  return TRUE;
}

static gboolean
follows (const GolPushed *before,
         const GolPushed *next)
{
  const GolHeader *a = &before->change->header, *b = &next->change->header;

  return a->log == b->log && a->incarnation == b->incarnation && g_str_equal (a->site, b->site) && b->seq == a->seq + 1;
}

static GolPushed *
read_pushed (const char **at,
             const char  *end,
             GError     **error)
{
  GolPushed *pushed = g_new0 (GolPushed, 1);
  const char *line, *start = *at;
  const gsize mark = strlen (READERS_MARK);
  gsize length;

  if ((gsize) (end - start) > mark && memcmp (start, READERS_MARK, mark) == 0
      && gol_wire_next_line (at, end, &line, &length))
    {
      if (!take_readers (pushed, line, length))
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                               _("The readers of a protected change are not of their form."));
          pushed_free (pushed);
          return NULL;
        }
      start = *at;
    }
  pushed->change = gol_wire_read_change (at, end, error);
  if (pushed->change != NULL && !is_whole (pushed))
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                         _("A pushed change does not hold its leaves as its log asks."));
  else if (pushed->change != NULL)
    {
      pushed->text = g_strndup (start, *at - start);
      return pushed;
    }
  pushed_free (pushed);
  return NULL;
}

GPtrArray *
gol_push_read (const char  *text,
               gsize        length,
               GError     **error)
{
  g_autoptr(GPtrArray) push = g_ptr_array_new_with_free_func (pushed_free);
  const char *at = text, *end = text + length;

  if (length > GOL_PUSH_MAX_BYTES)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("The changes sent are more than %u MiB at once."),
                   GOL_PUSH_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  if (length == 0)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("No change was sent."));
      return NULL;
    }
  while (at < end)
    {
      GolPushed *pushed = push->len < GOL_PUSH_MAX_CHANGES ? read_pushed (&at, end, error) : NULL;

      if (push->len == GOL_PUSH_MAX_CHANGES)
        g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("The changes sent are more than %u at once."),
                     GOL_PUSH_MAX_CHANGES);
      if (pushed == NULL)
        return NULL;
      g_ptr_array_add (push, pushed);
      if (push->len > 1 && !follows (g_ptr_array_index (push, push->len - 2), pushed))
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                               _("The changes sent are not of one log, one after another."));
          return NULL;
        }
    }
  return g_steal_pointer (&push);
}

/* ── Answers ── */

void
gol_answer_append (GString       *answers,
                   GolAnswerKind  kind,
                   const char    *change,
                   const char    *receipt)
{
  g_return_if_fail ((receipt != NULL) == (kind <= GOL_ANSWER_QUARANTINED));

  g_string_append_printf (answers, "{\"answer\":\"%s\",\"change\":\"%s\"}\n", answer_names[kind], change);
  if (receipt != NULL)
    g_string_append (answers, receipt);
}

static gboolean
take_answer (GolAnswer   *answer,
             const char **at,
             const char  *end)
{
  g_autoptr(GolValues) values = NULL;
  g_autofree char *site = NULL;
  const char *line, *name, *change, *receipt;
  gsize length;
  guint incarnation;
  guint64 seq;

  if (!gol_wire_next_line (at, end, &line, &length)
      || (values = gol_values_from_json (line, length, NULL)) == NULL || gol_values_get_size (values) != 2
      || (name = gol_values_get_text (values, "answer")) == NULL
      || (change = gol_values_get_text (values, "change")) == NULL
      || !gol_operation_parse (change, &site, &incarnation, &seq))
    return FALSE;
  answer->change = g_strdup (change);
  while (answer->kind < G_N_ELEMENTS (answer_names) && !g_str_equal (name, answer_names[answer->kind]))
    answer->kind++;
  if (answer->kind >= GOL_ANSWER_FORK)
    return answer->kind < G_N_ELEMENTS (answer_names);

  receipt = *at;
  if (!gol_wire_next_line (at, end, &line, &length) || !gol_wire_next_line (at, end, &line, &length))
    return FALSE;
  answer->receipt = gol_receipt_from_ndjson (receipt, *at - receipt, NULL);
  return answer->receipt != NULL && g_str_equal (answer->receipt->change, change)
         && (answer->kind == GOL_ANSWER_DUPLICATE
             || (answer->kind == GOL_ANSWER_QUARANTINED) == (answer->receipt->verdict == GOL_RECEIPT_QUARANTINED));
}

GPtrArray *
gol_answers_read (const char  *text,
                  gsize        length,
                  GError     **error)
{
  g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func (answer_free);
  const char *at = text, *end = text + length;

  while (at < end)
    {
      GolAnswer *answer = g_new0 (GolAnswer, 1);

      g_ptr_array_add (answers, answer);
      if (answers->len > GOL_PUSH_MAX_CHANGES || !take_answer (answer, &at, end))
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The hub’s answer is not of its form."));
          return NULL;
        }
    }
  return g_steal_pointer (&answers);
}
