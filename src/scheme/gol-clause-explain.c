/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-scheme-private.h"
#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const GolClauseData *data;
  const char * const  *values;   /* (nullable): no person */
} Person;

static char *
format_date (const char *text)
{
  GolDate date;

  if (g_str_equal (text, GOL_FACT_NEVER))
    return g_strdup (C_("date", "never"));
  if (!gol_date_parse (text, &date) || !gol_date_is_whole (date))
    return g_strdup (text);
  g_autoptr (GDateTime) time = g_date_time_new_utc (date.year, date.month, date.day, 0, 0, 0);
  /* Translators: a day in a sentence, as g_date_time_format () takes it: 4 May 2027 */
  return g_date_time_format (time, C_("date", "%-d %B %Y"));
}

static const char *
term_label (const GolFact *fact,
            const char    *code)
{
  const GolVocabulary *vocabulary = fact != NULL && fact->detail != NULL ? gol_vocabulary_find (fact->detail) : NULL;
  const GolTerm *term = vocabulary != NULL ? gol_vocabulary_get (vocabulary, code) : NULL;

  return term != NULL ? gol_term_get_label (term) : code;
}

static char *
format_rank (const GolFact *fact,
             const char    *text)
{
  const GolTerm *terms = gol_vocabulary_find (fact->detail)->terms;
  guint64 rank = g_ascii_strtoull (text, NULL, 10);

  for (guint64 i = 0; terms[i].code != NULL; i++)
    if (i == rank)
      return g_strdup (gol_term_get_label (&terms[i]));
  return g_strdup (text);
}

/* The codes of a list in words; what stands behind "=" is for functions. */
static char *
format_list (const GolFact *fact,
             const char    *text)
{
  g_auto (GStrv) codes = g_strsplit (text, " ", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      codes[i][strcspn (codes[i], "=")] = '\0';
      if (*codes[i] != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", term_label (fact, codes[i]));
    }
  return g_strdup (out->len > 0 ? out->str : C_("list", "none"));
}

static char *
format_value (GolFactKind    kind,
              const GolFact *fact,
              const char    *text)
{
  if (text == NULL)
    return g_strdup (_("not known"));
  switch (kind)
    {
    case GOL_FACT_DATE:
    case GOL_FACT_PARTIAL_DATE:
      return format_date (text);
    case GOL_FACT_BOOLEAN:
      return g_strdup (g_str_equal (text, "0") ? C_("answer", "no") : C_("answer", "yes"));
    case GOL_FACT_RANK:
      return format_rank (fact, text);
    case GOL_FACT_SET:
    case GOL_FACT_DATED:
    case GOL_FACT_DEDUCTIONS:
      return format_list (fact, text);
    case GOL_FACT_TEXT:
      return g_strdup (term_label (fact, text));
    default:
      return g_strdup (text);
    }
}

static char *
fill_cb (const char *name,
         gpointer    user_data)
{
  Person *person = user_data;
  const GolCompiled *compiled = person->data->clause.compiled;

  for (guint i = 0; person->values != NULL && i < compiled->n_figures; i++)
    if (g_str_equal (compiled->figures[i].name, name))
      return format_value (compiled->figures[i].kind, compiled->figures[i].fact, person->values[i]);
  for (guint i = 0; i < person->data->params->len; i++)
    {
      const GolParam *param = &g_array_index (person->data->params, GolParam, i);
      if (g_str_equal (param->name, name))
        return format_value (param->kind, param->fact, param->text);
    }
  return NULL;
}

static char *
fill (const GolClause    *self,
      const GolWords     *words,
      const char * const *values)
{
  Person person = { (const GolClauseData *) self, values };

  return gol_words_fill (gol_words_get (words), fill_cb, &person);
}

char *
gol_clause_describe (const GolClause *self)
{
  g_autofree char *rule = fill (self, self->rule, NULL);

  /* Translators: a rule: its name and what it says */
  return g_strdup_printf (_("%s: %s"), gol_words_get (self->label), rule);
}

/* Without words of the scheme's own: the rule, and beside it what is known of the person. */
static char *
list_figures (const GolClause    *self,
              const char * const *values)
{
  g_autofree char *rule = gol_clause_describe (self);
  g_autoptr (GString) out = g_string_new (rule);

  for (guint i = 0; i < self->compiled->n_figures; i++)
    {
      const GolFigure *figure = &self->compiled->figures[i];
      g_autofree char *value = format_value (figure->kind, figure->fact, values[i]);
      g_string_append_c (out, ' ');
      /* Translators: a figure: what it is and how much */
      g_string_append_printf (out, _("%s: %s."), _(figure->label), value);
    }
  return g_strdup (out->str);
}

static char *
name_what_is_missing (const GolClause    *self,
                      const char * const *values)
{
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < self->compiled->n_figures; i++)
    {
      const GolFigure *figure = &self->compiled->figures[i];
      if (values[i] == NULL && figure->fact != NULL)
        g_string_append_printf (missing, "%s“%s”", missing->len > 0 ? ", " : "", gol_fact_get_label (figure->fact));
    }
  if (missing->len > 0)
    return g_strdup_printf (_("Record what is not known yet: %s."), missing->str);
  for (guint i = 0; self->compiled->reads[i] != NULL; i++)
    if (self->compiled->reads[i]->kind == GOL_FACT_STAYS)
      return g_strdup (_("Record when earlier stays began and ended, and the dates of the planned one."));
  return g_strdup (_("It can be told once more of the file is known."));
}

static const char *
get_usual_cure (GolClauseKind kind)
{
  switch (kind)
    {
    case GOL_CLAUSE_PRESENCE:
      return _("Choose other dates or a shorter stay.");
    case GOL_CLAUSE_DOCUMENT_VALIDITY:
      return _("Bring a paper that is valid on the day that counts.");
    case GOL_CLAUSE_MUST_HAVE:
      return _("Record it as soon as it is there.");
    case GOL_CLAUSE_ONE_OF:
      return _("One of these must come to hold.");
    case GOL_CLAUSE_DEDUCTION:
      return _("Change the deduction in the order.");
    default:
      return NULL;
    }
}

void
gol_clause_explain (const GolClause    *self,
                    GolTruth            holds,
                    const char * const *values,
                    char              **words,
                    char              **cure)
{
  *words = self->words != NULL ? fill (self, self->words, values) : list_figures (self, values);
  if (cure == NULL)
    return;
  *cure = NULL;
  if (holds == GOL_YES)
    return;
  if (self->cure != NULL)
    *cure = fill (self, self->cure, values);
  else if (holds == GOL_UNKNOWN)
    *cure = name_what_is_missing (self, values);
  else
    *cure = g_strdup (get_usual_cure (self->kind));
}
