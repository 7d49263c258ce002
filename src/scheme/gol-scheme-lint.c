/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-reader.h"

#include <glib/gi18n-lib.h>

/*
 * What no single place of the file shows: circles, dead ends, clauses that exclude each other or that nobody asks.
 */
typedef enum { UNSEEN, ON_PATH, SEEN } Mark;

static void
report (GolReader  *reader,
        const char *pointer,
        gboolean    error,
        const char *code,
        char       *message)
{
  gol_reader_report (reader, (GolNode) { NULL, pointer }, error, code, NULL, message);
}

static gboolean
runs_in_circle (GHashTable        *marks,
                const GolStepData *data)
{
  Mark mark = GPOINTER_TO_INT (g_hash_table_lookup (marks, data));

  if (mark != UNSEEN)
    return mark == ON_PATH;
  g_hash_table_insert (marks, (gpointer) data, GINT_TO_POINTER (ON_PATH));
  for (guint i = 0; data->step.after[i] != NULL; i++)
    if (runs_in_circle (marks, (const GolStepData *) data->step.after[i]))
      return TRUE;
  g_hash_table_insert (marks, (gpointer) data, GINT_TO_POINTER (SEEN));
  return FALSE;
}

static gboolean
comes_before (GolReader     *reader,
              const GolStep *step,
              guint          position)
{
  for (guint i = 0; i < position; i++)
    if (g_ptr_array_index (reader->scheme->steps, i) == step)
      return TRUE;
  return FALSE;
}

static gboolean
check_order (GolReader *reader)
{
  GPtrArray *steps = reader->scheme->steps;
  g_autoptr (GHashTable) marks = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      GolStepData *data = g_ptr_array_index (steps, i);
      if (runs_in_circle (marks, data))
        {
          report (reader, data->pointer, TRUE, "cycle",
                  g_strdup_printf (_("The step “%s” waits for itself, by way of those before it."), data->step.code));
          return FALSE;
        }
    }
  for (guint i = 0; i < steps->len; i++)
    {
      GolStepData *data = g_ptr_array_index (steps, i);
      for (guint j = 0; data->step.after[j] != NULL; j++)
        {
          ((GolStepData *) data->step.after[j])->followed = TRUE;
          if (!comes_before (reader, data->step.after[j], i))
            report (reader, data->pointer, TRUE, "step_order",
                    g_strdup_printf (_("The step “%s” must stand below “%s”, after which it comes."), data->step.code,
                                     data->step.after[j]->code));
        }
    }
  return TRUE;
}

/* Two ranges of one fact that share nothing, both required at once. */
static const GolClause *
find_contrary (const GolStep       *step,
               const GolClauseData *one,
               guint                from)
{
  for (guint i = from; step->requires[i] != NULL; i++)
    {
      const GolClauseData *other = (const GolClauseData *) step->requires[i];
      if (one->limited != NULL && one->limited == other->limited && (one->max < other->min || other->max < one->min))
        return &other->clause;
    }
  return NULL;
}

static void
check_requirements (GolReader   *reader,
                    GolStepData *data)
{
  for (guint i = 0; data->step.requires[i] != NULL; i++)
    {
      const GolClauseData *clause = (const GolClauseData *) data->step.requires[i];
      const GolClause *contrary = find_contrary (&data->step, clause, i + 1);
      if (contrary != NULL)
        report (reader, data->pointer, TRUE, "contradictory_limits",
                g_strdup_printf (_("“%s” and “%s” cannot both hold."), clause->clause.id, contrary->id));
      data->hopeless |= clause->hopeless || contrary != NULL;
    }
}

/* Steps stand in order here, so one pass carries hopelessness on. */
static void
check_reach (GolReader *reader)
{
  GPtrArray *steps = reader->scheme->steps;

  for (guint i = 0; i < steps->len; i++)
    {
      GolStepData *data = g_ptr_array_index (steps, i);
      gboolean alone = steps->len > 1 && data->step.after[0] == NULL && !data->followed && !data->step.optional;
      check_requirements (reader, data);
      if (alone)
        report (reader, data->pointer, TRUE, "unreachable_step",
                g_strdup_printf (_("Nothing leads to the step “%s”, and it leads to nothing."), data->step.code));
      for (guint j = 0; data->step.after[j] != NULL; j++)
        {
          const GolStepData *before = (const GolStepData *) data->step.after[j];
          if (!before->hopeless || before->step.optional || data->hopeless)
            continue;
          data->hopeless = TRUE;
          report (reader, data->pointer, TRUE, "unreachable_step",
                  g_strdup_printf (_("The step “%s” is never reached, for “%s” can never be done."), data->step.code,
                                   before->step.code));
        }
    }
}

/* Whether @step comes after @sought, or is it. Each is looked at once: a hostile file has many ways between them. */
static gboolean
leads_to (GHashTable    *seen,
          const GolStep *step,
          const GolStep *sought)
{
  if (step == sought)
    return TRUE;
  if (!g_hash_table_add (seen, (gpointer) step))
    return FALSE;
  for (guint i = 0; step->after[i] != NULL; i++)
    if (leads_to (seen, step->after[i], sought))
      return TRUE;
  return FALSE;
}

/* A clock that starts only when a later step is done never warns anybody in time. */
static void
check_deadlines (GolReader *reader)
{
  for (guint i = 0; i < reader->scheme->steps->len; i++)
    {
      GolStepData *data = g_ptr_array_index (reader->scheme->steps, i);
      const GolDue *due = data->step.due;
      if (due == NULL || due->step == NULL)
        continue;
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
      if (leads_to (seen, gol_scheme_find_step (reader->scheme, due->step), &data->step))
        report (reader, data->pointer, TRUE, "deadline_without_anchor",
                g_strdup_printf (_("The deadline of “%s” counts from “%s”, which comes later."), data->step.code,
                                 due->step));
    }
}

static void
check_uses (GolReader *reader)
{
  for (guint i = 0; i < reader->scheme->clauses->len; i++)
    {
      const GolClauseData *data = g_ptr_array_index (reader->scheme->clauses, i);
      if (data->uses == 0)
        report (reader, data->pointer, FALSE, "unused_clause",
                g_strdup_printf (_("No step asks the clause “%s”."), data->clause.id));
    }
}

void
gol_scheme_lint (GolReader *reader)
{
  if (check_order (reader))
    {
      check_reach (reader);
      check_deadlines (reader);
    }
  check_uses (reader);
}
