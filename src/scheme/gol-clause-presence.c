/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-compiler.h"

#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>

/* How long in the country, how long away. */

static const GolKey presence_keys[] = {
  { "country", GOL_JSON_TEXT },
  { "max", GOL_JSON_OBJECT },
  { "window", GOL_JSON_OBJECT | GOL_JSON_TEXT },
  { "min_away", GOL_JSON_OBJECT },
  { NULL }
};

static char *
span_days (const char *from,
           gint        months,
           gint        days)
{
  if (months < 0)
    return g_strdup_printf ("%d", days);
  return g_strdup_printf ("days_between(%s, add_months(%s, %d))", from, from, months);
}

static void
compile_away (GolCompiler *compiler,
              const char  *country)
{
  gint months, days;

  if (!gol_compiler_read_span (compiler, "min_away", &months, &days))
    return;
  g_autofree char *away = g_strdup_printf ("days_since_return(stays, %s, :from)", country);
  g_autofree char *least = months < 0 ? g_strdup_printf ("%d", days)
                                      : g_strdup_printf ("days_between(add_months(:from, -%d), :from)", months);
  gol_compiler_add_figure (compiler, "days_away", N_("Days since the last return, on the first day"), away,
                           GOL_FACT_INTEGER, NULL);
  gol_compiler_add_figure (compiler, "from", N_("First day"), ":from", GOL_FACT_DATE, NULL);
  gol_compiler_and_then (compiler, "%s >= %s", away, least);
}

/* Days present before plus days planned, both within one window. */
static void
compile_within (GolCompiler *compiler,
                const char  *country,
                const char  *start,
                const char  *planned,
                const char  *most)
{
  g_autofree char *before = g_strdup_printf ("days_present(stays, %s, %s, add_days(:from, -1))", country, start);

  gol_compiler_add_figure (compiler, "days_before", N_("Days there before, in the same span"), before,
                           GOL_FACT_INTEGER, NULL);
  gol_compiler_and_then (compiler, "%s + %s <= %s", before, planned, most);
}

static void
compile_most (GolCompiler *compiler,
              const char  *country)
{
  static const char * const windows[] = { "calendar_year", "stay", NULL };
  GolNode window = gol_reader_get (compiler->reader, compiler->node, "window");
  const char *name = json_string_value (window.json);
  gint months, days;

  if (!gol_compiler_read_span (compiler, "max", &months, &days))
    return;
  g_autofree char *most = span_days (":from", months, days);
  const char *planned = "days_between(:from, :to) + 1";
  gol_compiler_add_figure (compiler, "planned_days", N_("Days planned"), planned, GOL_FACT_INTEGER, NULL);
  gol_compiler_add_figure (compiler, "most_days", N_("Days allowed"), most, GOL_FACT_INTEGER, NULL);
  if (json_is_object (window.json))
    {
      /* The window that ends with the stay holds the most: later ones lose days, earlier ones have fewer planned. */
      gint width_months, width_days;
      if (!gol_compiler_read_span (compiler, "window", &width_months, &width_days))
        return;
      g_autofree char *start = width_months < 0 ? g_strdup_printf ("add_days(:to, %d)", 1 - width_days)
                                                : g_strdup_printf ("add_days(add_months(:to, -%d), 1)", width_months);
      compile_within (compiler, country, start, planned, most);
    }
  else if (g_strcmp0 (name, "calendar_year") == 0)
    {
      compile_within (compiler, country, "in_year(:from, '01-01')",
                      "days_between(:from, least(:to, in_year(:from, '12-31'))) + 1", most);
      gol_compiler_and_then (compiler, "days_between(greatest(:from, in_year(:to, '01-01')), :to) + 1 <= %s", most);
    }
  else if (g_strcmp0 (name, "stay") == 0)
    gol_compiler_and_then (compiler, "%s <= %s", planned, most);
  else
    gol_compiler_wrong (compiler, window, "bad_window", name != NULL ? gol_nearest (name, windows) : NULL,
                        g_strdup (_("A window is {\"months\": 12}, {\"days\": 180}, \"calendar_year\" or \"stay\".")));
}

static void
compile_presence (GolCompiler *compiler)
{
  const char *code = gol_reader_text (compiler->reader, compiler->node, "country");
  gboolean most = gol_reader_get (compiler->reader, compiler->node, "max").json != NULL;
  gboolean away = gol_reader_get (compiler->reader, compiler->node, "min_away").json != NULL;

  if (gol_fact_view_get (compiler->view, "stays") == NULL)
    {
      gol_compiler_wrong (compiler, compiler->node, "unsuited_fact", NULL, g_strdup (_("Only a worker has stays.")));
      return;
    }
  if (code == NULL)
    code = compiler->reader->scheme->destination;
  if (code != NULL && !gol_iso_is_country (code))
    {
      gol_compiler_wrong (compiler, gol_reader_get (compiler->reader, compiler->node, "country"),
                          "unknown_country", NULL,
                          g_strdup_printf (_("“%.20s” is not the code of a country."), code));
      return;
    }
  if (most == away)
    {
      gol_compiler_wrong (compiler, compiler->node, "missing_key", NULL,
                          g_strdup (_("Say either “max” or “min_away”.")));
      return;
    }
  g_autofree char *country = gol_sql_quote (code != NULL ? code : "");
  if (most)
    compile_most (compiler, country);
  else
    compile_away (compiler, country);
}

const GolKind gol_kind_presence = { "presence", GOL_CLAUSE_PRESENCE, presence_keys, compile_presence };
