/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"
#include "gol-scheme.h"

static json_t *
describe_scheme (const GolScheme *scheme)
{
  const char * const *origins = gol_scheme_get_origins (scheme);
  json_t *countries = json_array ();
  json_t *object = json_object ();

  for (guint i = 0; origins[i] != NULL; i++)
    json_array_append_new (countries, json_string (origins[i]));
  json_object_set_new (object, "id", gol_ctl_text (gol_scheme_get_id (scheme)));
  json_object_set_new (object, "version", gol_ctl_text (gol_scheme_get_version (scheme)));
  json_object_set_new (object, "name", gol_ctl_text (gol_words_get (gol_scheme_get_names (scheme))));
  json_object_set_new (object, "origins", countries);
  json_object_set_new (object, "destination", gol_ctl_text (gol_scheme_get_destination (scheme)));
  return object;
}

static gboolean
scheme_list (GolCtl  *ctl,
             int      argc,
             char   **argv,
             GError **error)
{
  const GolScheme * const *schemes;
  g_auto(GStrv) rest = NULL;
  json_t *items;
  guint n = 0;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 0, 0, error) || (schemes = gol_scheme_shelf_list (error)) == NULL)
    return FALSE;
  items = json_array ();
  for (; schemes[n] != NULL; n++)
    json_array_append_new (items, describe_scheme (schemes[n]));
  ctl->answer = gol_ctl_list (items, NULL, n);
  return TRUE;
}

static json_t *
describe_lint (const GolLint *lint)
{
  return json_pack ("{s:i, s:s, s:s, s:s, s:s, s:o}", "line", (int) lint->line, "pointer", lint->pointer, "code", lint->code,
                    "severity", lint->error ? "error" : "warning", "message", lint->message,
                    "suggestion", gol_ctl_text (lint->suggestion));
}

static gboolean
scheme_lint (GolCtl  *ctl,
             int      argc,
             char   **argv,
             GError **error)
{
  g_autoptr(GolScheme) scheme = NULL;
  g_autoptr(GPtrArray) lints = NULL;
  g_autoptr(GError) local = NULL;
  g_auto(GStrv) rest = NULL;
  json_t *problems;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 1, 1, error) || !gol_ctl_need_file (rest[0], error))
    return FALSE;
  scheme = gol_scheme_load (rest[0], &lints, &local);
  /* A file that cannot be read is no scheme that fails. */
  if (scheme == NULL && !g_error_matches (local, GOL_ERROR, GOL_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  problems = json_array ();
  for (guint i = 0; lints != NULL && i < lints->len; i++)
    json_array_append_new (problems, describe_lint (g_ptr_array_index (lints, i)));
  ctl->answer = json_pack ("{s:b, s:o, s:o}", "valid", scheme != NULL, "reason", gol_ctl_text (local != NULL ? local->message : NULL),
                           "problems", problems);
  return TRUE;
}

static json_t *
describe_steps (const GolScheme *scheme)
{
  const GolStep * const *steps = gol_scheme_get_steps (scheme);
  json_t *list = json_array ();

  for (guint i = 0; steps[i] != NULL; i++)
    {
      const char letter[] = { steps[i]->letter, '\0' };
      json_t *requires = json_array (), *after = json_array ();

      for (guint j = 0; steps[i]->requires != NULL && steps[i]->requires[j] != NULL; j++)
        json_array_append_new (requires, json_string (steps[i]->requires[j]->id));
      for (guint j = 0; steps[i]->after != NULL && steps[i]->after[j] != NULL; j++)
        json_array_append_new (after, json_string (steps[i]->after[j]->code));
      json_array_append_new (list, json_pack ("{s:s, s:s, s:s, s:o, s:o, s:b}", "step", steps[i]->code, "label",
                                              gol_words_get (steps[i]->label), "actor", letter, "after", after,
                                              "requires", requires, "optional", steps[i]->optional));
    }
  return list;
}

static json_t *
describe_clauses (const GolClause * const *clauses)
{
  json_t *list = json_array ();

  for (guint i = 0; clauses[i] != NULL; i++)
    {
      g_autofree char *words = gol_clause_describe (clauses[i]);

      json_array_append_new (list, json_pack ("{s:s, s:s, s:o, s:b, s:b}", "clause", clauses[i]->id, "words", words,
                                              "source", gol_ctl_text (clauses[i]->source), "unverified", clauses[i]->unverified,
                                              "overridable", clauses[i]->overridable));
    }
  return list;
}

static gboolean
scheme_show (GolCtl  *ctl,
             int      argc,
             char   **argv,
             GError **error)
{
  const GolScheme *scheme;
  g_auto(GStrv) rest = NULL;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 1, 1, error) || (scheme = gol_scheme_shelf_find (rest[0], error)) == NULL)
    return FALSE;
  ctl->answer = describe_scheme (scheme);
  json_object_set_new (ctl->answer, "steps", describe_steps (scheme));
  json_object_set_new (ctl->answer, "clauses", describe_clauses (gol_scheme_get_clauses (scheme)));
  json_object_set_new (ctl->answer, "may_go_again", describe_clauses (gol_scheme_get_may_go_again (scheme)));
  return TRUE;
}

const GolCtlCommand gol_ctl_scheme_commands[] = {
  { "scheme list", "", N_("Lists the schemes on the shelf."), scheme_list },
  { "scheme lint", "FILE", N_("Says what is wrong in a scheme's file, line by line."), scheme_lint },
  { "scheme show", "ID", N_("Shows a scheme's steps and clauses in words."), scheme_show },
  { NULL },
};
