/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-order-check.h"

#include <glib/gi18n-lib.h>

#include "gol-scheme.h"

static void
warn (GPtrArray  *problems,
      const char *field,
      const char *code,
      const char *sentence)
{
  g_ptr_array_add (problems, gol_problem_new (field, code, GOL_PROBLEM_WARNING, "%s", sentence));
}

static gint64
get_integer (GHashTable *sections,
             const char *section,
             const char *field)
{
  return gol_values_get_integer (g_hash_table_lookup (sections, section), field, -1);
}

static gboolean
get_date (GHashTable *sections,
          const char *section,
          const char *field,
          GolDate    *date)
{
  const char *text = gol_values_get_text (g_hash_table_lookup (sections, section), field);

  return text != NULL && gol_date_parse (text, date);
}

/**
 * gol_order_check:
 * @sections: (element-type utf8 GolValues): of an order, by name
 *
 * Returns: (transfer full): of #GolProblem, possibly empty
 */
GPtrArray *
gol_order_check (GHashTable *sections)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_problem_free);
  gint64 asked = get_integer (sections, "order_terms", "posts_asked");
  gint64 certified = get_integer (sections, "order_destination_decision", "posts_certified");
  const char *scheme = gol_values_get_text (g_hash_table_lookup (sections, "order_terms"), "scheme");
  GolDate from, until;

  if (scheme != NULL && gol_scheme_shelf_find (scheme, NULL) == NULL)
    warn (problems, "order_terms.scheme", "scheme_unknown",
          _("No scheme of that name is at hand, so nobody can decide on the order here."));
  if (certified > asked && asked >= 0)
    warn (problems, "order_destination_decision.posts_certified", "certified_exceeds_asked",
          _("More posts are certified than were asked for."));
  if (get_date (sections, "order_terms", "start_date", &from) &&
      get_date (sections, "order_terms", "end_date", &until) &&
      gol_date_before (until, from) == GOL_YES)
    warn (problems, "order_terms.end_date", "dates_reversed", _("The work ends before it starts."));

  return problems;
}
