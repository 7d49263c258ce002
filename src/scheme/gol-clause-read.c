/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-compiler.h"

#include "gol-lexer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const GolKey common_keys[] = {
  { "id", GOL_JSON_TEXT, TRUE },
  { "kind", GOL_JSON_TEXT, TRUE },
  { "about", GOL_JSON_TEXT, TRUE },
  { "label", GOL_JSON_OBJECT, TRUE },
  { "rule", GOL_JSON_OBJECT, TRUE },
  { "words", GOL_JSON_OBJECT },
  { "cure", GOL_JSON_OBJECT },
  { "source", GOL_JSON_TEXT },
  { "source_date", GOL_JSON_TEXT },
  { "unverified", GOL_JSON_TRUTH },
  { "overridable", GOL_JSON_TRUTH },
  { "from", GOL_JSON_TEXT },
  { "to", GOL_JSON_TEXT },
  { "legal_basis", GOL_JSON_TEXT },
  { NULL }
};

static const GolKind *
find_kind (GolCompiler *compiler)
{
  GolNode node = gol_reader_get (compiler->reader, compiler->node, "kind");
  const char *name = json_string_value (node.json);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; gol_kind_nth (i) != NULL; i++)
    {
      if (g_strcmp0 (name, gol_kind_nth (i)->name) == 0)
        return gol_kind_nth (i);
      g_ptr_array_add (names, (gpointer) gol_kind_nth (i)->name);
    }
  g_ptr_array_add (names, NULL);
  if (name == NULL)
    gol_compiler_wrong (compiler, node, "missing_key", NULL, g_strdup_printf (_("“%s” is missing."), "kind"));
  else
    gol_compiler_wrong (compiler, node, "unknown_kind", gol_nearest (name, (const char * const *) names->pdata),
                        g_strdup_printf (_("There is no kind of clause “%.40s”."), name));
  return NULL;
}

static const GolFactView *
find_view (GolCompiler *compiler)
{
  GolNode node = gol_reader_get (compiler->reader, compiler->node, "about");
  const char *name = json_string_value (node.json);
  const GolFactView *view = name != NULL ? gol_fact_view_find (name) : NULL;

  if (name != NULL && (view == NULL || !g_str_equal (view->entity, name)))
    {
      const char *names[] = { "worker", "placement", "order", NULL };
      gol_compiler_wrong (compiler, node, "unknown_view", gol_nearest (name, names),
                          g_strdup (_("A clause is about a worker, a placement or an order.")));
      return NULL;
    }
  return view;
}

static void
read_common (GolCompiler *compiler,
             GolClause   *clause)
{
  GolReader *reader = compiler->reader;
  GolNode node = compiler->node;

  clause->label = gol_reader_words (reader, node, "label");
  clause->rule = gol_reader_words (reader, node, "rule");
  clause->words = gol_reader_words (reader, node, "words");
  clause->cure = gol_reader_words (reader, node, "cure");
  clause->source = gol_reader_text (reader, node, "source");
  clause->source_date = gol_reader_date (reader, node, "source_date");
  clause->unverified = gol_reader_truth (reader, node, "unverified");
  clause->overridable = gol_reader_truth (reader, node, "overridable");
  clause->from = gol_reader_date (reader, node, "from");
  clause->to = gol_reader_date (reader, node, "to");
  clause->legal_basis = gol_reader_text (reader, node, "legal_basis");
  if (clause->source == NULL)
    gol_reader_report (reader, node, FALSE, "no_source", NULL,
                       g_strdup (_("Nothing says where this clause is written.")));
  if (clause->from.year != 0 && clause->to.year != 0 && gol_date_days (clause->from) > gol_date_days (clause->to))
    {
      compiler->data->hopeless = TRUE;
      gol_compiler_wrong (compiler, node, "contradictory_limits", NULL, g_strdup (_("It ends before it begins.")));
    }
}

/* A clause that is not in force on the day holds, whatever is known. */
static void
wrap_dates (GolCompiler     *compiler,
            const GolClause *clause)
{
  char buffer[GOL_DATE_TEXT_MAX];
  g_autoptr (GString) around = g_string_new (NULL);

  if (clause->from.year != 0)
    g_string_append_printf (around, ":on < '%s' or ", gol_date_format (clause->from, buffer));
  if (clause->to.year != 0)
    g_string_append_printf (around, ":on > '%s' or ", gol_date_format (clause->to, buffer));
  if (around->len == 0)
    return;
  g_string_append_printf (around, "(%s)", compiler->sql->str);
  g_string_assign (compiler->sql, around->str);
}

/* What was written here passes the same wall as what strangers write, and shows what it reads. */
static const GolCompiled *
seal (GolCompiler *compiler)
{
  GolScheme *scheme = compiler->reader->scheme;
  g_autoptr (GHashTable) reads = g_hash_table_new (NULL, NULL);
  g_autofree char *message = NULL;

  const char *fault = gol_lexer_check (compiler->sql->str, compiler->view, TRUE, reads, NULL, &message, NULL);
  for (guint i = 0; fault == NULL && i < compiler->figures->len; i++)
    {
      g_clear_pointer (&message, g_free);
      fault = gol_lexer_check (g_array_index (compiler->figures, GolFigure, i).sql, compiler->view, FALSE, reads, NULL,
                               &message, NULL);
    }
  if (fault != NULL)
    {
      gol_compiler_wrong (compiler, compiler->node, fault, NULL, g_steal_pointer (&message));
      return NULL;
    }
  GolCompiled *compiled = gol_scheme_alloc (scheme, sizeof *compiled);
  GolFigure *figures = gol_scheme_alloc (scheme, sizeof *figures * (compiler->figures->len + 1));
  const GolFact **facts = gol_scheme_alloc (scheme, sizeof *facts * (g_hash_table_size (reads) + 1));
  guint n = 0;
  for (const GolFact *fact = compiler->view->facts; fact->name != NULL; fact++)
    if (g_hash_table_contains (reads, fact))
      facts[n++] = fact;
  if (compiler->figures->len > 0)
    memcpy (figures, compiler->figures->data, sizeof *figures * compiler->figures->len);
  *compiled = (GolCompiled) { compiler->view, gol_scheme_intern (scheme, compiler->sql->str), figures,
                              compiler->figures->len, facts };
  return compiled;
}

static void
check_basis (GolCompiler     *compiler,
             const GolClause *clause)
{
  for (guint i = 0; clause->compiled->reads[i] != NULL; i++)
    if ((clause->compiled->reads[i]->flags & GOL_FACT_NEEDS_BASIS) != 0 && clause->legal_basis == NULL)
      gol_compiler_wrong (compiler, compiler->node, "no_legal_basis", NULL,
                          g_strdup_printf (_("A criterion on “%s” needs “legal_basis”: the law that asks for it."),
                                           clause->compiled->reads[i]->name));
}

typedef struct
{
  GolCompiler *compiler;
  GolNode   node;
  gboolean  figures;
} Placeholders;

/* The kind of what is called so; FALSE, and a name near it, when nothing is. */
static gboolean
find_figure (const Placeholders *check,
             const char         *name,
             GolFactKind        *kind,
             const char        **nearest)
{
  const GolCompiled *compiled = check->compiler->data->clause.compiled;
  const GArray *params = check->compiler->data->params;
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (guint i = 0; i < params->len; i++)
    {
      const GolParam *param = &g_array_index (params, GolParam, i);
      g_ptr_array_add (known, (gpointer) param->name);
      *kind = param->kind;
      if (g_str_equal (param->name, name))
        return TRUE;
    }
  for (guint i = 0; check->figures && i < compiled->n_figures; i++)
    {
      g_ptr_array_add (known, (gpointer) compiled->figures[i].name);
      *kind = compiled->figures[i].kind;
      if (g_str_equal (compiled->figures[i].name, name))
        return TRUE;
    }
  g_ptr_array_add (known, NULL);
  *nearest = gol_nearest (name, (const char * const *) known->pdata);
  return FALSE;
}

static void
check_variant (const Placeholders *check,
               const char         *name,
               GolFactKind         kind,
               const char         *variant)
{
  static const char * const known[] = { "none", "one", "yes", "no", "unknown", "other", NULL };

  if (gol_figure_has_variant (kind, variant))
    return;
  gol_compiler_wrong (check->compiler, check->node, "unknown_variant",
                      g_strv_contains (known, variant) ? NULL : gol_nearest (variant, known),
                      g_strdup_printf (_("{%.40s} has no variant “%.40s”."), name, variant));
}

static void
check_placeholder_cb (const char         *name,
                      const char * const *variants,
                      gpointer            user_data)
{
  const Placeholders *check = user_data;
  const char *nearest;
  GolFactKind kind;

  if (!find_figure (check, name, &kind, &nearest))
    {
      gol_compiler_wrong (check->compiler, check->node, "unknown_figure", nearest,
                          g_strdup_printf (_("There is no figure {%.40s} to put here."), name));
      return;
    }
  for (guint i = 0; variants[i] != NULL; i++)
    check_variant (check, name, kind, variants[i]);
  if (variants[0] != NULL && !g_strv_contains (variants, GOL_VARIANT_OTHER))
    gol_compiler_wrong (check->compiler, check->node, "missing_variant", NULL,
                        g_strdup_printf (_("{%.40s} needs a variant “%s”, for all else."), name, GOL_VARIANT_OTHER));
}

static void
check_placeholders (GolCompiler    *compiler,
                    const char     *key,
                    const GolWords *words,
                    gboolean        figures)
{
  GolNode object = gol_reader_get (compiler->reader, compiler->node, key);

  for (guint i = 0; words != NULL && i < words->n; i++)
    {
      Placeholders check = { compiler, gol_reader_get (compiler->reader, object, words->languages[i]), figures };
      if (!gol_words_visit (words->texts[i], check_placeholder_cb, &check))
        gol_compiler_wrong (compiler, check.node, "bad_place", NULL,
                            g_strdup (_("The braces must be like {figure} or {figure, none {…} other {…}}.")));
    }
}

static GolClauseData *
compile (GolCompiler   *compiler,
         const GolKind *kind)
{
  GolClauseData *data = compiler->data;
  GolClause *clause = &data->clause;
  guint before = compiler->reader->lints->len;

  clause->kind = kind->kind;
  read_common (compiler, clause);
  kind->compile (compiler);
  if (data->limited != NULL && data->min > data->max)
    {
      data->hopeless = TRUE;
      gol_compiler_wrong (compiler, compiler->node, "contradictory_limits", NULL,
                          g_strdup (_("The least is more than the most.")));
    }
  if (compiler->sql->len == 0)
    {
      if (compiler->reader->lints->len == before)
        gol_compiler_wrong (compiler, compiler->node, "empty_clause", NULL,
                            g_strdup (_("This clause asks for nothing.")));
      return NULL;
    }
  wrap_dates (compiler, clause);
  clause->compiled = seal (compiler);
  if (clause->compiled == NULL || clause->label == NULL || clause->rule == NULL)
    return NULL;
  check_basis (compiler, clause);
  check_placeholders (compiler, "rule", clause->rule, FALSE);
  check_placeholders (compiler, "words", clause->words, TRUE);
  check_placeholders (compiler, "cure", clause->cure, TRUE);
  return data;
}

gboolean
gol_clause_is_one_of (GolNode node)
{
  return g_strcmp0 (json_string_value (json_object_get (node.json, "kind")), "one_of") == 0;
}

GolClauseData *
gol_clause_read (GolReader *reader,
                 GolNode    node)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) figures = g_array_new (FALSE, FALSE, sizeof (GolFigure));
  GolClauseData *data = gol_scheme_alloc (reader->scheme, sizeof *data);
  GolCompiler compiler = { reader, node, data, NULL, sql, figures };

  data->params = g_array_new (FALSE, FALSE, sizeof (GolParam));
  data->pointer = node.pointer;
  data->clause.line = gol_lines_find (reader->lines, node.pointer);
  data->clause.id = gol_reader_code (reader, gol_reader_get (reader, node, "id"));
  g_ptr_array_add (reader->scheme->params, data->params);
  const GolKind *kind = find_kind (&compiler);
  if (kind != NULL)
    gol_reader_check_keys (reader, node, common_keys, kind->keys);
  compiler.view = find_view (&compiler);
  if (kind == NULL || compiler.view == NULL || data->clause.id == NULL)
    return NULL;
  return compile (&compiler, kind);
}
