/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-scheme-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const GolClauseData *data;
  const char * const  *values;   /* (nullable): no person */
} Person;

static char *
fill_cb (const char  *name,
         const char **variant,
         gpointer     user_data)
{
  Person *person = user_data;
  const GolCompiled *compiled = person->data->clause.compiled;

  for (guint i = 0; person->values != NULL && i < compiled->n_figures; i++)
    {
      const GolFigure *figure = &compiled->figures[i];
      if (!g_str_equal (figure->name, name))
        continue;
      *variant = gol_figure_get_variant (figure->kind, person->values[i]);
      return gol_figure_format (figure->kind, figure->fact, person->values[i]);
    }
  for (guint i = 0; i < person->data->params->len; i++)
    {
      const GolParam *param = &g_array_index (person->data->params, GolParam, i);
      if (!g_str_equal (param->name, name))
        continue;
      *variant = gol_figure_get_variant (param->kind, param->text);
      return gol_figure_format (param->kind, param->fact, param->text);
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

/* A yes or no is the verdict itself, and what is not known, or known not to be, is no figure. */
static gboolean
is_worth_telling (const GolFigure *figure,
                  const char      *value)
{
  return value != NULL && figure->kind != GOL_FACT_BOOLEAN && g_strcmp0 (value, GOL_FACT_NEVER) != 0;
}

/* Without words of the scheme's own: the rule, whether it holds, and what is known of the person. */
static char *
list_figures (const GolClause    *self,
              GolTruth            holds,
              const char * const *values)
{
  g_autofree char *rule = fill (self, self->rule, NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  if (holds == GOL_YES)
    g_string_append (out, rule);
  else
    /* Translators: %s is a rule, a whole sentence: “The person can read and write.” */
    g_string_append_printf (out, holds == GOL_NO ? _("Needed, and not so: %s") : _("Needed, and not known yet: %s"), rule);
  for (guint i = 0; i < self->compiled->n_figures; i++)
    {
      const GolFigure *figure = &self->compiled->figures[i];
      if (!is_worth_telling (figure, values[i]))
        continue;
      g_autofree char *value = gol_figure_format (figure->kind, figure->fact, values[i]);
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
  *words = self->words != NULL ? fill (self, self->words, values) : list_figures (self, holds, values);
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
