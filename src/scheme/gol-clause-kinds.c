/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-compiler.h"

#include "gol-lexer.h"
#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define TEXT_OR_DAY (GOL_JSON_TEXT | GOL_JSON_OBJECT)

/* ── Limits ── */

static const GolKey limit_keys[] = {
  { "fact", GOL_JSON_TEXT, TRUE },
  { "age", GOL_JSON_OBJECT },
  { "at", TEXT_OR_DAY },
  { "min", GOL_JSON_TEXT | GOL_JSON_NUMBER | GOL_JSON_OBJECT },
  { "max", GOL_JSON_TEXT | GOL_JSON_NUMBER | GOL_JSON_OBJECT },
  { NULL }
};
static const GolKey age_keys[] = { { "min", GOL_JSON_INTEGER }, { "max", GOL_JSON_INTEGER }, { NULL } };
static const GolKey other_keys[] = { { "fact", GOL_JSON_TEXT, TRUE }, { "percent", GOL_JSON_NUMBER }, { NULL } };

static void
limit_age (GolCompiler   *compiler,
           const GolFact *fact)
{
  GolNode age = gol_reader_get (compiler->reader, compiler->node, "age");
  g_autofree char *at = gol_compiler_read_day (compiler, "at", ":from");

  if (age.json == NULL)
    {
      gol_compiler_wrong (compiler, compiler->node, "missing_key", NULL,
                          g_strdup_printf (_("“%s” is missing."), "age"));
      return;
    }
  gol_reader_check_keys (compiler->reader, age, age_keys, NULL);
  gint min = gol_compiler_get_count (compiler, age, "min", 200);
  gint max = gol_compiler_get_count (compiler, age, "max", 200);
  if (at == NULL || (min < 0 && max < 0))
    {
      gol_compiler_wrong (compiler, age, "missing_key", NULL, g_strdup_printf (_("“%s” is missing."), "min"));
      return;
    }
  g_autofree char *min_text = g_strdup_printf ("%d", MAX (min, 0));
  g_autofree char *max_text = g_strdup_printf ("%d", max < 0 ? 200 : max);
  gol_compiler_add_param (compiler, "min", GOL_FACT_INTEGER, NULL, min_text);
  gol_compiler_add_param (compiler, "max", GOL_FACT_INTEGER, NULL, max_text);
  compiler->data->limited = fact;
  compiler->data->min = MAX (min, 0);
  compiler->data->max = max < 0 ? 200 : max;
  gol_compiler_add_fact (compiler, fact);
  gol_compiler_add_figure (compiler, "day", N_("Day that counts"), at, GOL_FACT_DATE, NULL);
  gol_compiler_and_then (compiler, "age_between(%s, %s, %s, %s)", fact->name, at, min_text, max_text);
}

static char *
read_rank (GolCompiler   *compiler,
           GolNode        node,
           const GolFact *fact,
           double        *number)
{
  const char *code = json_string_value (node.json);

  if (code == NULL)
    {
      gol_compiler_wrong (compiler, node, "wrong_type", NULL,
                          g_strdup_printf (_("Here stands a term of the vocabulary “%s”."), fact->detail));
      return NULL;
    }
  if (!gol_compiler_check_term (compiler, node, fact, code))
    return NULL;
  const GolVocabulary *vocabulary = gol_vocabulary_find (fact->detail);
  *number = gol_vocabulary_get (vocabulary, code) - vocabulary->terms;
  return gol_sql_number (*number);
}

static char *
read_other (GolCompiler   *compiler,
            GolNode        node,
            const GolFact *fact)
{
  gol_reader_check_keys (compiler->reader, node, other_keys, NULL);
  const GolFact *other = gol_compiler_find_fact (compiler, gol_reader_get (compiler->reader, node, "fact"));
  GolNode percent = gol_reader_get (compiler->reader, node, "percent");

  if (other == NULL)
    return NULL;
  if (other->kind != GOL_FACT_INTEGER && other->kind != GOL_FACT_DECIMAL)
    {
      gol_compiler_wrong (compiler, node, "unsuited_fact", NULL,
                          g_strdup_printf (_("“%s” and “%s” cannot be compared."), fact->name, other->name));
      return NULL;
    }
  gol_compiler_add_fact (compiler, other);
  if (percent.json == NULL)
    return g_strdup (other->name);
  double value = json_number_value (percent.json);
  if (!(value > 0 && value <= 10000))
    {
      gol_compiler_wrong (compiler, percent, "bad_number", NULL,
                          g_strdup (_("A percentage lies between 0 and 10,000.")));
      return NULL;
    }
  g_autofree char *text = gol_sql_number (value);
  gol_compiler_add_param (compiler, "percent", GOL_FACT_DECIMAL, NULL, text);
  return g_strdup_printf ("%s * %s / 100.0", other->name, text);
}

/* The SQL of one bound; *number is set when it is a constant. */
static char *
read_bound (GolCompiler   *compiler,
            const char    *key,
            const GolFact *fact,
            double        *number)
{
  GolNode node = gol_reader_get (compiler->reader, compiler->node, key);

  if (node.json == NULL)
    return NULL;
  if (fact->kind == GOL_FACT_DATE)
    return gol_compiler_read_day (compiler, key, NULL);
  if (fact->kind == GOL_FACT_RANK)
    {
      char *rank = read_rank (compiler, node, fact, number);
      if (rank != NULL)
        gol_compiler_add_param (compiler, key, GOL_FACT_TEXT, fact, json_string_value (node.json));
      return rank;
    }
  if (json_is_object (node.json))
    return read_other (compiler, node, fact);
  double value = json_number_value (node.json);
  if (!json_is_number (node.json) || !(fabs (value) < 1e12))
    {
      gol_compiler_wrong (compiler, node, "wrong_type", NULL,
                          g_strdup_printf (_("“%s” cannot be written like this."), key));
      return NULL;
    }
  *number = value;
  char *text = gol_sql_number (value);
  gol_compiler_add_param (compiler, key, fact->kind, NULL, text);
  return text;
}

static void
compile_limit (GolCompiler *compiler)
{
  const GolFact *fact = gol_compiler_get_fact (compiler, "fact");
  double min = -INFINITY, max = INFINITY;

  if (fact == NULL)
    return;
  if (fact->kind == GOL_FACT_PARTIAL_DATE)
    {
      limit_age (compiler, fact);
      return;
    }
  if (fact->kind != GOL_FACT_DATE && fact->kind != GOL_FACT_RANK && fact->kind != GOL_FACT_INTEGER &&
      fact->kind != GOL_FACT_DECIMAL)
    {
      gol_compiler_unsuited (compiler, "fact", fact);
      return;
    }
  if (gol_reader_get (compiler->reader, compiler->node, "min").json == NULL &&
      gol_reader_get (compiler->reader, compiler->node, "max").json == NULL)
    gol_compiler_wrong (compiler, compiler->node, "missing_key", NULL, g_strdup_printf (_("“%s” is missing."), "max"));
  gol_compiler_add_fact (compiler, fact);
  g_autofree char *low = read_bound (compiler, "min", fact, &min);
  g_autofree char *high = read_bound (compiler, "max", fact, &max);
  if (low != NULL)
    gol_compiler_and_then (compiler, "%s >= %s", fact->name, low);
  if (high != NULL)
    gol_compiler_and_then (compiler, "%s <= %s", fact->name, high);
  if (fact->kind == GOL_FACT_DATE)
    {
      if (low != NULL)
        gol_compiler_add_figure (compiler, "earliest", N_("At the earliest"), low, GOL_FACT_DATE, NULL);
      if (high != NULL)
        gol_compiler_add_figure (compiler, "latest", N_("At the latest"), high, GOL_FACT_DATE, NULL);
      return;
    }
  compiler->data->limited = fact;
  compiler->data->min = min;
  compiler->data->max = max;
}

/* ── Presence: how long in the country, how long away ── */

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

/* ── Papers and what must or must not be there ── */

static const GolKey document_keys[] = {
  { "expires", GOL_JSON_TEXT },
  { "issued", GOL_JSON_TEXT },
  { "paper", GOL_JSON_TEXT },
  { "until", TEXT_OR_DAY },
  { "not_older_than", GOL_JSON_OBJECT },
  { "at", TEXT_OR_DAY },
  { NULL }
};

/* The SQL of one of a paper's two dates: a fact, or a dated list's. */
static char *
paper_date (GolCompiler *compiler,
            const char  *key,
            const char  *function,
            const char  *label)
{
  GolNode paper = gol_reader_get (compiler->reader, compiler->node, "paper");
  const GolFact *fact = gol_compiler_get_fact (compiler, key);

  if (paper.json != NULL && gol_fact_view_get (compiler->view, "papers") != NULL)
    {
      const char *code = gol_reader_code (compiler->reader, paper);
      char *sql = code != NULL ? g_strdup_printf ("%s(papers, '%s')", function, code) : NULL;
      if (sql != NULL)
        gol_compiler_add_figure (compiler, key, label, sql, GOL_FACT_DATE, NULL);
      return sql;
    }
  if (fact == NULL || fact->kind != GOL_FACT_DATE)
    {
      gol_compiler_wrong (compiler, gol_reader_get (compiler->reader, compiler->node, key), "unsuited_fact", NULL,
                          g_strdup_printf (_("Say in “%s” which fact gives the day, or in “paper” which paper."), key));
      return NULL;
    }
  gol_compiler_add_fact (compiler, fact);
  return g_strdup (fact->name);
}

static void
compile_document (GolCompiler *compiler)
{
  gint months, days;
  gboolean until = gol_reader_get (compiler->reader, compiler->node, "until").json != NULL;
  gboolean young = gol_reader_get (compiler->reader, compiler->node, "not_older_than").json != NULL;

  if (!until && !young)
    gol_compiler_wrong (compiler, compiler->node, "missing_key", NULL,
                        g_strdup_printf (_("“%s” is missing."), "until"));
  if (until)
    {
      g_autofree char *expires = paper_date (compiler, "expires", "dated_until", N_("Valid until"));
      g_autofree char *needed = gol_compiler_read_day (compiler, "until", NULL);
      if (expires != NULL && needed != NULL)
        {
          gol_compiler_add_figure (compiler, "needed", N_("Needed until"), needed, GOL_FACT_DATE, NULL);
          gol_compiler_and_then (compiler, "%s >= %s", expires, needed);
        }
    }
  if (young && gol_compiler_read_span (compiler, "not_older_than", &months, &days))
    {
      g_autofree char *issued = paper_date (compiler, "issued", "dated_from", N_("Issued on"));
      g_autofree char *at = gol_compiler_read_day (compiler, "at", ":on");
      if (issued == NULL || at == NULL)
        return;
      g_autofree char *oldest = months >= 0 ? g_strdup_printf ("add_months(%s, -%d)", at, months)
                                            : g_strdup_printf ("add_days(%s, -%d)", at, days);
      gol_compiler_add_figure (compiler, "oldest", N_("Issued at the earliest on"), oldest, GOL_FACT_DATE, NULL);
      gol_compiler_and_then (compiler, "%s >= %s", issued, oldest);
    }
}

static const GolKey must_keys[] = {
  { "fact", GOL_JSON_TEXT, TRUE }, { "is", GOL_JSON_ARRAY }, { "has", GOL_JSON_ARRAY }, { NULL }
};

static void
must_is (GolCompiler   *compiler,
         const GolFact *fact,
         gboolean       wanted)
{
  if (fact->kind != GOL_FACT_TEXT)
    {
      gol_compiler_unsuited (compiler, "fact", fact);
      return;
    }
  g_autofree char *codes = gol_compiler_join_codes (compiler, "is", fact, TRUE);
  if (codes != NULL)
    gol_compiler_and_then (compiler, "%s %s (%s)", fact->name, wanted ? "in" : "not in", codes);
}

static void
must_contain (GolCompiler   *compiler,
              const GolFact *fact,
              gboolean       wanted)
{
  if (fact->kind != GOL_FACT_SET && fact->kind != GOL_FACT_DATED && fact->kind != GOL_FACT_DEDUCTIONS)
    {
      gol_compiler_unsuited (compiler, "fact", fact);
      return;
    }
  g_autofree char *codes = gol_compiler_join_codes (compiler, "has", fact, FALSE);
  g_auto (GStrv) each = g_strsplit (codes != NULL ? codes : "", " ", -1);
  for (guint i = 0; each[i] != NULL; i++)
    if (*each[i] != '\0')
      gol_compiler_and_then (compiler, "has(%s, '%s') = %d", fact->name, each[i], wanted ? 1 : 0);
}

/* Recorded at all: a date that nobody wrote is unknown, so it is never quite a no. */
static void
must_be_there (GolCompiler   *compiler,
               const GolFact *fact,
               gboolean       wanted)
{
  switch (fact->kind)
    {
    case GOL_FACT_BOOLEAN:
      gol_compiler_and_then (compiler, "%s = %d", fact->name, wanted ? 1 : 0);
      break;
    case GOL_FACT_INTEGER:
      gol_compiler_and_then (compiler, wanted ? "%s > 0" : "%s = 0", fact->name);
      break;
    case GOL_FACT_DATE:
      if (!wanted && (fact->flags & GOL_FACT_UNTIL) != 0)
        gol_compiler_and_then (compiler, "%s < :on", fact->name);
      else
        gol_compiler_and_then (compiler, wanted ? "%s > '%s'" : "%s = '%s'", fact->name, GOL_FACT_NEVER);
      break;
    default:
      gol_compiler_unsuited (compiler, "fact", fact);
    }
}

static void
compile_must (GolCompiler *compiler,
              gboolean     wanted)
{
  const GolFact *fact = gol_compiler_get_fact (compiler, "fact");
  gboolean is = gol_reader_get (compiler->reader, compiler->node, "is").json != NULL;
  gboolean has = gol_reader_get (compiler->reader, compiler->node, "has").json != NULL;

  if (fact == NULL)
    return;
  gol_compiler_add_fact (compiler, fact);
  if (is)
    must_is (compiler, fact, wanted);
  if (has)
    must_contain (compiler, fact, wanted);
  if (!is && !has)
    must_be_there (compiler, fact, wanted);
}

static void
compile_must_have (GolCompiler *compiler)
{
  compile_must (compiler, TRUE);
}

static void
compile_must_not_have (GolCompiler *compiler)
{
  compile_must (compiler, FALSE);
}

/* ── Deadlines, deductions, alternatives, free SQL ── */

static const GolKey deadline_keys[] = {
  { "fact", GOL_JSON_TEXT, TRUE }, { "by", TEXT_OR_DAY }, { "not_before", TEXT_OR_DAY }, { NULL }
};

static void
compile_deadline (GolCompiler *compiler)
{
  const GolFact *fact = gol_compiler_get_fact (compiler, "fact");
  g_autofree char *by = gol_compiler_read_day (compiler, "by", NULL);
  g_autofree char *not_before = gol_compiler_read_day (compiler, "not_before", NULL);

  if (fact == NULL)
    return;
  if (fact->kind != GOL_FACT_DATE)
    {
      gol_compiler_unsuited (compiler, "fact", fact);
      return;
    }
  if (gol_reader_get (compiler->reader, compiler->node, "by").json == NULL &&
      gol_reader_get (compiler->reader, compiler->node, "not_before").json == NULL)
    gol_compiler_wrong (compiler, compiler->node, "deadline_without_anchor", NULL,
                        g_strdup (_("A deadline needs the day from which it counts, in “by” or “not_before”.")));
  gol_compiler_add_fact (compiler, fact);
  if (by != NULL)
    {
      gol_compiler_add_figure (compiler, "latest", N_("At the latest"), by, GOL_FACT_DATE, NULL);
      gol_compiler_and_then (compiler, "%s <= %s", fact->name, by);
    }
  if (not_before != NULL)
    {
      gol_compiler_add_figure (compiler, "earliest", N_("At the earliest"), not_before, GOL_FACT_DATE, NULL);
      gol_compiler_and_then (compiler, "%s >= %s", fact->name, not_before);
    }
}

static const GolKey deduction_keys[] = {
  { "deduction", GOL_JSON_TEXT },
  { "percent", GOL_JSON_NUMBER },
  { "amount", GOL_JSON_NUMBER },
  { "cap", GOL_JSON_NUMBER },
  { "currency", GOL_JSON_TEXT },
  { "void_in", GOL_JSON_ARRAY },
  { "only", GOL_JSON_ARRAY },
  { NULL }
};

static void
compile_void_places (GolCompiler *compiler,
                     const char  *kind)
{
  g_autoptr (GPtrArray) places = gol_reader_texts (compiler->reader, compiler->node, "void_in");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i + 1 < places->len; i++)
    {
      g_autofree char *place = gol_sql_quote (g_ptr_array_index (places, i));
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", place);
    }
  if (list->len == 0)
    return;
  gol_compiler_add_fact (compiler, gol_fact_view_get (compiler->view, "place_admin_1"));
  gol_compiler_and_then (compiler, "(place_admin_1 not in (%s) or has(deductions, '%s') = 0)", list->str, kind);
}

/* FALSE when none of them is there. */
static gboolean
compile_deduction_parts (GolCompiler *compiler,
                         const char  *kind)
{
  static const char * const parts[] = { "percent", "amount", "cap", NULL };
  gboolean any = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      GolNode node = gol_reader_get (compiler->reader, compiler->node, parts[i]);
      double value = json_number_value (node.json);
      if (node.json == NULL)
        continue;
      any = TRUE;
      if (!(value >= 0 && value < 1e9))
        {
          gol_compiler_wrong (compiler, node, "bad_number", NULL, g_strdup (_("An amount is not negative.")));
          continue;
        }
      g_autofree char *text = gol_sql_number (value);
      gol_compiler_add_param (compiler, parts[i], GOL_FACT_DECIMAL, NULL, text);
      gol_compiler_and_then (compiler, "deduction(deductions, '%s', '%s') <= %s", kind, parts[i], text);
    }
  return any;
}

static void
compile_deduction (GolCompiler *compiler)
{
  const GolFact *fact = gol_fact_view_get (compiler->view, "deductions");
  GolNode kind = gol_reader_get (compiler->reader, compiler->node, "deduction");
  gboolean only = gol_reader_get (compiler->reader, compiler->node, "only").json != NULL;
  const char *currency = gol_reader_text (compiler->reader, compiler->node, "currency");

  if (fact == NULL)
    {
      gol_compiler_wrong (compiler, compiler->node, "unsuited_fact", NULL,
                          g_strdup (_("Only an order has deductions.")));
      return;
    }
  if (only == (kind.json != NULL))
    {
      gol_compiler_wrong (compiler, compiler->node, "missing_key", NULL,
                          g_strdup (_("Say either “deduction” or “only”.")));
      return;
    }
  if (currency != NULL && !gol_iso_is_currency (currency))
    gol_compiler_wrong (compiler, gol_reader_get (compiler->reader, compiler->node, "currency"),
                        "unknown_currency", NULL,
                        g_strdup_printf (_("“%.20s” is not the code of a currency."), currency));
  gol_compiler_add_fact (compiler, fact);
  if (only)
    {
      g_autofree char *codes = gol_compiler_join_codes (compiler, "only", fact, FALSE);
      if (codes != NULL)
        gol_compiler_and_then (compiler, "only(deductions, '%s')", codes);
      return;
    }
  const char *code = gol_reader_code (compiler->reader, kind);
  if (code == NULL || !gol_compiler_check_term (compiler, kind, fact, code))
    return;
  gol_compiler_add_param (compiler, "deduction", GOL_FACT_TEXT, fact, code);
  if (currency != NULL)
    gol_compiler_add_param (compiler, "currency", GOL_FACT_TEXT, NULL, currency);
  if (!compile_deduction_parts (compiler, code))
    gol_compiler_wrong (compiler, compiler->node, "missing_key", NULL,
                        g_strdup_printf (_("“%s” is missing."), "amount"));
  compile_void_places (compiler, code);
}

static const GolKey one_of_keys[] = { { "any", GOL_JSON_ARRAY, TRUE }, { NULL } };

static void
compile_one_of (GolCompiler *compiler)
{
  GolNode array = gol_reader_get (compiler->reader, compiler->node, "any");
  GolScheme *scheme = compiler->reader->scheme;

  for (gsize i = 0; i < gol_reader_size (array); i++)
    {
      GolNode node = gol_reader_nth (compiler->reader, array, i);
      const char *id = json_string_value (node.json);
      const GolClause *clause = id != NULL ? gol_scheme_find_clause (scheme, id) : NULL;
      if (clause == NULL || clause->kind == GOL_CLAUSE_ONE_OF || clause->compiled->view != compiler->view)
        {
          gol_compiler_wrong (compiler, node, "unknown_clause", NULL,
                              g_strdup (_("Here stand other clauses about the same record, none of them “one_of”.")));
          continue;
        }
      ((GolClauseData *) clause)->uses++;
      g_string_append_printf (compiler->sql, "%s(%s)", compiler->sql->len > 0 ? " or " : "", clause->compiled->sql);
      for (guint j = 0; j < clause->compiled->n_figures; j++)
        {
          const GolFigure *figure = &clause->compiled->figures[j];
          gol_compiler_add_figure (compiler, figure->name, figure->label, figure->sql, figure->kind, figure->fact);
        }
    }
  if (gol_reader_size (array) < 2)
    gol_compiler_wrong (compiler, array, "empty_list", NULL, g_strdup (_("Of one clause there is nothing to choose.")));
}

static const GolKey sql_keys[] = { { "sql", GOL_JSON_TEXT, TRUE }, { NULL } };

static void
compile_sql (GolCompiler *compiler)
{
  GolNode node = gol_reader_get (compiler->reader, compiler->node, "sql");
  const char *sql = json_string_value (node.json);
  g_autoptr (GHashTable) reads = g_hash_table_new (NULL, NULL);
  g_autofree char *message = NULL;
  const char *suggestion;
  gsize offset;

  if (sql == NULL)
    return;
  const char *fault = gol_lexer_check (sql, compiler->view, TRUE, reads, &offset, &message, &suggestion);
  if (fault != NULL)
    {
      gol_compiler_wrong (compiler, node, fault, suggestion,
                          g_strdup_printf (_("%s It stands at character %u."), message, (guint) offset + 1));
      return;
    }
  g_string_assign (compiler->sql, sql);
  for (const GolFact *fact = compiler->view->facts; fact->name != NULL; fact++)
    if (g_hash_table_contains (reads, fact))
      gol_compiler_add_fact (compiler, fact);
}

static const GolKind kinds[] = {
  { "limit", GOL_CLAUSE_LIMIT, limit_keys, compile_limit },
  { "presence", GOL_CLAUSE_PRESENCE, presence_keys, compile_presence },
  { "document_validity", GOL_CLAUSE_DOCUMENT_VALIDITY, document_keys, compile_document },
  { "must_have", GOL_CLAUSE_MUST_HAVE, must_keys, compile_must_have },
  { "must_not_have", GOL_CLAUSE_MUST_NOT_HAVE, must_keys, compile_must_not_have },
  { "one_of", GOL_CLAUSE_ONE_OF, one_of_keys, compile_one_of },
  { "deadline", GOL_CLAUSE_DEADLINE, deadline_keys, compile_deadline },
  { "deduction", GOL_CLAUSE_DEDUCTION, deduction_keys, compile_deduction },
  { "sql", GOL_CLAUSE_SQL, sql_keys, compile_sql },
};

const GolKind *
gol_kind_nth (guint position)
{
  return position < G_N_ELEMENTS (kinds) ? &kinds[position] : NULL;
}
