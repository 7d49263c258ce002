/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-date-words.h"
#include "gol-scheme-private.h"
#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── How a figure is written ── */

static char *
format_date (const char *text)
{
  GolDate date;

  if (g_str_equal (text, GOL_FACT_NEVER))
    return g_strdup (C_("date", "never"));
  if (!gol_date_parse (text, &date) || date.month == 0)
    return g_strdup (text);
  return gol_date_to_words (date);
}

static const char *
name_code (const GolFact *fact,
           const char    *code)
{
  const GolVocabulary *vocabulary = fact != NULL && fact->detail != NULL ? gol_vocabulary_find (fact->detail) : NULL;
  const GolTerm *term = vocabulary != NULL ? gol_vocabulary_get (vocabulary, code) : NULL;
  const char *name = fact != NULL && fact->name_code != NULL ? fact->name_code (code) : NULL;

  return term != NULL ? gol_term_get_label (term) : name != NULL ? name : code;
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
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name_code (fact, codes[i]));
    }
  return g_strdup (out->len > 0 ? out->str : C_("list", "none"));
}

/* SQLite writes a whole one as "9.0"; the reader's language may write a comma. */
static char *
format_decimal (const GolFact *fact,
                const char    *text)
{
  double number = g_ascii_strtod (text, NULL);

  return fact != NULL && (fact->flags & GOL_FACT_MONEY) != 0 ? g_strdup_printf ("%.2f", number)
                                                             : g_strdup_printf ("%.10g", number);
}

char *
gol_figure_format (GolFactKind    kind,
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
      return g_strdup (name_code (fact, text));
    case GOL_FACT_DECIMAL:
      return format_decimal (fact, text);
    default:
      return g_strdup (text);
    }
}

/* ── Which variant of a text it asks for ── */

#define KIND(kind) (1u << (GOL_FACT_##kind))
#define DATES      (KIND (DATE) | KIND (PARTIAL_DATE))
#define NUMBERS    (KIND (INTEGER) | KIND (DECIMAL))
#define LISTS      (KIND (SET) | KIND (DATED) | KIND (DEDUCTIONS))

static gboolean
is_none (const char *text)
{
  return g_str_equal (text, GOL_FACT_NEVER) || g_ascii_strtod (text, NULL) == 0;
}

static gboolean
is_empty (const char *text)
{
  return text[strspn (text, " ")] == '\0';
}

static gboolean
is_one (const char *text)
{
  return g_ascii_strtod (text, NULL) == 1;
}

static gboolean
is_no (const char *text)
{
  return g_str_equal (text, "0");
}

static gboolean
is_yes (const char *text)
{
  return !is_no (text);
}

/* The kinds of figure that have it, and when it is the one. The last is for all else. */
static const struct { const char *name; guint kinds; gboolean (*fits) (const char *text); } variants[] = {
  { "unknown", G_MAXUINT },
  { "none", LISTS, is_empty },
  { "none", DATES | NUMBERS, is_none },
  { "one", NUMBERS, is_one },
  { "no", KIND (BOOLEAN), is_no },
  { "yes", KIND (BOOLEAN), is_yes },
  { GOL_VARIANT_OTHER, G_MAXUINT },
};

const char *
gol_figure_get_variant (GolFactKind kind,
                        const char *text)
{
  if (text == NULL)
    return variants[0].name;
  for (gsize i = 1; i + 1 < G_N_ELEMENTS (variants); i++)
    if ((variants[i].kinds & (1u << kind)) != 0 && variants[i].fits (text))
      return variants[i].name;
  return GOL_VARIANT_OTHER;
}

gboolean
gol_figure_has_variant (GolFactKind kind,
                        const char *variant)
{
  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    if ((variants[i].kinds & (1u << kind)) != 0 && g_str_equal (variants[i].name, variant))
      return TRUE;
  return FALSE;
}
