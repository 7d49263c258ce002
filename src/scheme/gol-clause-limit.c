/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-compiler.h"

#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Not less than, not more than: ages, ranks, numbers and days. */

static const GolKey limit_keys[] = {
  { "fact", GOL_JSON_TEXT, TRUE },
  { "age", GOL_JSON_OBJECT },
  { "at", GOL_JSON_DAY },
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

const GolKind gol_kind_limit = { "limit", GOL_CLAUSE_LIMIT, limit_keys, compile_limit };
