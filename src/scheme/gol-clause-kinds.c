/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-compiler.h"

#include "gol-lexer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── Papers and what must or must not be there ── */

static const GolKey document_keys[] = {
  { "expires", GOL_JSON_TEXT },
  { "issued", GOL_JSON_TEXT },
  { "paper", GOL_JSON_TEXT },
  { "until", GOL_JSON_DAY },
  { "not_older_than", GOL_JSON_OBJECT },
  { "at", GOL_JSON_DAY },
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

/* ── Deadlines, alternatives, free SQL ── */

static const GolKey deadline_keys[] = {
  { "fact", GOL_JSON_TEXT, TRUE }, { "by", GOL_JSON_DAY }, { "not_before", GOL_JSON_DAY }, { NULL }
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

static const GolKind document = { "document_validity", GOL_CLAUSE_DOCUMENT_VALIDITY, document_keys, compile_document };
static const GolKind must_have = { "must_have", GOL_CLAUSE_MUST_HAVE, must_keys, compile_must_have };
static const GolKind must_not_have = { "must_not_have", GOL_CLAUSE_MUST_NOT_HAVE, must_keys, compile_must_not_have };
static const GolKind one_of = { "one_of", GOL_CLAUSE_ONE_OF, one_of_keys, compile_one_of };
static const GolKind deadline = { "deadline", GOL_CLAUSE_DEADLINE, deadline_keys, compile_deadline };
static const GolKind sql = { "sql", GOL_CLAUSE_SQL, sql_keys, compile_sql };

static const GolKind * const kinds[] = {
  &gol_kind_limit, &gol_kind_presence, &document, &must_have, &must_not_have, &one_of, &deadline, &gol_kind_deduction,
  &sql,
};

const GolKind *
gol_kind_nth (guint position)
{
  return position < G_N_ELEMENTS (kinds) ? kinds[position] : NULL;
}
