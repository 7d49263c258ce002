/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-scheme-private.h"

#include <string.h>

GolScheme *
gol_scheme_new (void)
{
  GolScheme *self = g_new0 (GolScheme, 1);

  self->strings = g_string_chunk_new (4096);
  self->memory = g_ptr_array_new_with_free_func (g_free);
  self->params = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->origins = g_ptr_array_new ();
  self->languages = g_ptr_array_new ();
  self->steps = g_ptr_array_new ();
  self->clauses = g_ptr_array_new ();
  self->may_go_again = g_ptr_array_new ();
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->witnesses = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  self->holidays = g_hash_table_new (NULL, NULL);
  return self;
}

/**
 * gol_scheme_free:
 *
 * Frees a scheme and all that it gave out.
 */
void
gol_scheme_free (GolScheme *self)
{
  g_ptr_array_unref (self->origins);
  g_ptr_array_unref (self->languages);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->clauses);
  g_ptr_array_unref (self->may_go_again);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->params);
  g_ptr_array_unref (self->memory);
  g_hash_table_unref (self->witnesses);
  g_hash_table_unref (self->holidays);
  g_string_chunk_free (self->strings);
  g_free (self);
}

gpointer
gol_scheme_alloc (GolScheme *self,
                  gsize      size)
{
  gpointer memory = g_malloc0 (size);

  g_ptr_array_add (self->memory, memory);
  return memory;
}

const char *
gol_scheme_intern (GolScheme  *self,
                   const char *text)
{
  return g_string_chunk_insert_const (self->strings, text);
}

/** gol_scheme_get_id: "sawp-mx-ca" */
const char *
gol_scheme_get_id (const GolScheme *self)
{
  return self->id;
}

/** gol_scheme_get_version: such as "2026.1" */
const char *
gol_scheme_get_version (const GolScheme *self)
{
  return self->version;
}

/** gol_scheme_get_short_names: what people call it, where the whole name is too long; by language */
const GolWords *
gol_scheme_get_short_names (const GolScheme *self)
{
  return self->short_names != NULL ? self->short_names : self->names;
}

/** gol_scheme_get_names: its name by language */
const GolWords *
gol_scheme_get_names (const GolScheme *self)
{
  return self->names;
}

/** gol_scheme_get_origins: alpha-2 codes; empty when people of any country may go */
const char * const *
gol_scheme_get_origins (const GolScheme *self)
{
  return (const char * const *) self->origins->pdata;
}

/** gol_scheme_get_destination: alpha-2 */
const char *
gol_scheme_get_destination (const GolScheme *self)
{
  return self->destination;
}

/** gol_scheme_get_appeal: how to appeal a refusal */
const GolWords *
gol_scheme_get_appeal (const GolScheme *self)
{
  return self->appeal;
}

/** gol_scheme_get_steps: %NULL-terminated, in the file's order */
const GolStep * const *
gol_scheme_get_steps (const GolScheme *self)
{
  return (const GolStep * const *) self->steps->pdata;
}

/** gol_scheme_get_clauses: %NULL-terminated, in the file's order */
const GolClause * const *
gol_scheme_get_clauses (const GolScheme *self)
{
  return (const GolClause * const *) self->clauses->pdata;
}

/** gol_scheme_get_may_go_again: the clauses that "may she go again?" asks, %NULL-terminated */
const GolClause * const *
gol_scheme_get_may_go_again (const GolScheme *self)
{
  return (const GolClause * const *) self->may_go_again->pdata;
}

/** gol_scheme_find_step: (nullable) */
const GolStep *
gol_scheme_find_step (const GolScheme *self,
                      const char      *code)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const GolStep *step = g_ptr_array_index (self->steps, i);
      if (step != NULL && g_str_equal (step->code, code))
        return step;
    }
  return NULL;
}

/** gol_scheme_find_event_step: (nullable): the step that an event of that kind does */
const GolStep *
gol_scheme_find_event_step (const GolScheme *self,
                            const char      *event)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const GolStep *step = g_ptr_array_index (self->steps, i);
      if (step != NULL && g_strcmp0 (step->event, event) == 0)
        return step;
    }
  return NULL;
}

/** gol_scheme_find_clause: (nullable) */
const GolClause *
gol_scheme_find_clause (const GolScheme *self,
                        const char      *id)
{
  for (guint i = 0; i < self->clauses->len; i++)
    {
      const GolClause *clause = g_ptr_array_index (self->clauses, i);
      if (clause != NULL && g_str_equal (clause->id, id))
        return clause;
    }
  return NULL;
}

/** gol_scheme_get_precedence: from 0, most believed; %G_MAXUINT when none of the parties may say that it happened */
guint
gol_scheme_get_precedence (const GolScheme *self,
                           const char      *event,
                           guint            parties)
{
  GArray *witnesses = g_hash_table_lookup (self->witnesses, event);

  for (guint i = 0; witnesses != NULL && i < witnesses->len; i++)
    if ((g_array_index (witnesses, GolParty, i) & parties) != 0)
      return i;
  return G_MAXUINT;
}

/** gol_scheme_may_witness: whether one of the parties may say that such an event happened */
gboolean
gol_scheme_may_witness (const GolScheme *self,
                        const char      *event,
                        guint            parties)
{
  return gol_scheme_get_precedence (self, event, parties) != G_MAXUINT;
}

/** gol_clause_is_in_force: on that day */
gboolean
gol_clause_is_in_force (const GolClause *self,
                        GolDate          on)
{
  gint day = gol_date_days (on);

  return (self->from.year == 0 || day >= gol_date_days (self->from)) &&
         (self->to.year == 0 || day <= gol_date_days (self->to));
}

static gboolean
is_rest_day (const GolScheme *self,
             gint             day)
{
  /* 1970-01-01 was a Thursday. */
  guint weekday = (guint) (((day + 3) % 7 + 7) % 7) + 1;

  return (self->rest_days & (1u << weekday)) != 0 || g_hash_table_contains (self->holidays, GINT_TO_POINTER (day));
}

/**
 * gol_scheme_due_on:
 * @anchor: whole, or no date
 *
 * Working days are counted from the day after the anchor (or before it, when negative); days of rest and holidays of
 * the scheme's calendar do not count.
 *
 * Returns: the last day on which it is in time; no date when the anchor is none
 */
GolDate
gol_scheme_due_on (const GolScheme *self,
                   const GolDue    *due,
                   GolDate          anchor)
{
  if (!gol_date_is_whole (anchor) || anchor.year == 0)
    return (GolDate) { 0 };
  GolDate date = due->months != 0 ? gol_date_add_months (anchor, due->months) : anchor;
  if (!due->working)
    return gol_date_add_days (date, due->days);

  gint day = gol_date_days (date);
  gint way = due->days < 0 ? -1 : 1;
  for (gint left = ABS (due->days); left > 0; )
    {
      day += way;
      if (!is_rest_day (self, day))
        left--;
    }
  return gol_date_from_days (day);
}
