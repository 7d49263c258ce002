/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-compiler.h"

#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
gol_compiler_and_then (GolCompiler *compiler,
                       const char  *format,
                       ...)
{
  va_list arguments;

  if (compiler->sql->len > 0)
    g_string_append (compiler->sql, " and ");
  va_start (arguments, format);
  g_string_append_vprintf (compiler->sql, format, arguments);
  va_end (arguments);
}

void
gol_compiler_add_figure (GolCompiler   *compiler,
                         const char    *name,
                         const char    *label,
                         const char    *sql,
                         GolFactKind    kind,
                         const GolFact *fact)
{
  for (guint i = 0; i < compiler->figures->len; i++)
    if (g_str_equal (g_array_index (compiler->figures, GolFigure, i).name, name))
      return;
  GolFigure figure = { gol_scheme_intern (compiler->reader->scheme, name), label,
                       gol_scheme_intern (compiler->reader->scheme, sql), kind, fact };
  g_array_append_val (compiler->figures, figure);
}

void
gol_compiler_add_fact (GolCompiler   *compiler,
                       const GolFact *fact)
{
  if (fact->kind != GOL_FACT_STAYS)
    gol_compiler_add_figure (compiler, fact->name, fact->label, fact->name, fact->kind, fact);
}

const char *
gol_compiler_add_param (GolCompiler   *compiler,
                        const char    *name,
                        GolFactKind    kind,
                        const GolFact *fact,
                        const char    *text)
{
  GolParam param = { gol_scheme_intern (compiler->reader->scheme, name),
                     gol_scheme_intern (compiler->reader->scheme, text), kind, fact };

  g_array_append_val (compiler->data->params, param);
  return param.text;
}

void
gol_compiler_wrong (GolCompiler *compiler,
                    GolNode      node,
                    const char  *code,
                    const char  *suggestion,
                    char        *message)
{
  gol_reader_report (compiler->reader, node, TRUE, code, suggestion, message);
}

static const char *
nearest_fact (const GolFactView *view,
              const char        *name)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (const GolFact *fact = view->facts; fact->name != NULL; fact++)
    g_ptr_array_add (known, (gpointer) fact->name);
  g_ptr_array_add (known, NULL);
  return gol_nearest (name, (const char * const *) known->pdata);
}

const GolFact *
gol_compiler_find_fact (GolCompiler *compiler,
                        GolNode      node)
{
  const char *name = json_string_value (node.json);

  if (name == NULL)
    return NULL;
  const GolFact *fact = gol_fact_view_get (compiler->view, name);
  if (fact == NULL)
    gol_compiler_wrong (compiler, node, "unknown_fact", nearest_fact (compiler->view, name),
                        g_strdup_printf (_("%s has no fact “%.60s”."), compiler->view->name, name));
  return fact;
}

const GolFact *
gol_compiler_get_fact (GolCompiler *compiler,
                       const char  *key)
{
  return gol_compiler_find_fact (compiler, gol_reader_get (compiler->reader, compiler->node, key));
}

void
gol_compiler_unsuited (GolCompiler   *compiler,
                       const char    *key,
                       const GolFact *fact)
{
  gol_compiler_wrong (compiler, gol_reader_get (compiler->reader, compiler->node, key), "unsuited_fact", NULL,
                      g_strdup_printf (_("A clause of this kind cannot ask for “%s”."), fact->name));
}

char *
gol_sql_quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *doubled = g_strjoinv ("''", parts);

  return g_strdup_printf ("'%s'", doubled);
}

static gboolean
is_term (const GolFact *fact,
         const char    *code)
{
  if (fact->detail == NULL)
    return TRUE;
  return gol_vocabulary_get (gol_vocabulary_find (fact->detail), code) != NULL;
}

gboolean
gol_compiler_check_term (GolCompiler   *compiler,
                         GolNode        node,
                         const GolFact *fact,
                         const char    *code)
{
  if (is_term (fact, code))
    return TRUE;
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  for (const GolTerm *term = gol_vocabulary_find (fact->detail)->terms; term->code != NULL; term++)
    g_ptr_array_add (known, (gpointer) term->code);
  g_ptr_array_add (known, NULL);
  gol_compiler_wrong (compiler, node, "unknown_term", gol_nearest (code, (const char * const *) known->pdata),
                      g_strdup_printf (_("“%.60s” is no term of the vocabulary “%s”."), code, fact->detail));
  return FALSE;
}

/* The codes of an array, each checked; "'a', 'b'" for SQL or " a b " for only (). */
char *
gol_compiler_join_codes (GolCompiler   *compiler,
                         const char    *key,
                         const GolFact *fact,
                         gboolean       quoted)
{
  GolNode array = gol_reader_get (compiler->reader, compiler->node, key);
  g_autoptr (GString) out = g_string_new (quoted ? "" : " ");
  g_autoptr (GString) shown = g_string_new (" ");

  for (gsize i = 0; i < gol_reader_size (array); i++)
    {
      GolNode node = gol_reader_nth (compiler->reader, array, i);
      const char *code = gol_reader_code (compiler->reader, node);
      if (code == NULL || !gol_compiler_check_term (compiler, node, fact, code))
        continue;
      if (quoted)
        g_string_append_printf (out, "%s'%s'", out->len > 0 ? ", " : "", code);
      else
        g_string_append_printf (out, "%s ", code);
      g_string_append_printf (shown, "%s ", code);
    }
  gol_compiler_add_param (compiler, key, GOL_FACT_SET, fact, shown->str);
  if (shown->len > 1)
    return g_strdup (out->str);
  if (gol_reader_size (array) == 0)
    gol_compiler_wrong (compiler, array, "empty_list", NULL, g_strdup (_("This list is empty.")));
  return NULL;
}

/* Whole numbers within bounds; -1 when it is not there. */
gint
gol_compiler_get_count (GolCompiler *compiler,
                        GolNode      object,
                        const char  *key,
                        gint         most)
{
  GolNode node = gol_reader_get (compiler->reader, object, key);

  if (node.json == NULL)
    return -1;
  json_int_t number = json_integer_value (node.json);
  if (json_is_integer (node.json) && number >= 0 && number <= most)
    return (gint) number;
  gol_compiler_wrong (compiler, node, "bad_number", NULL,
                      g_strdup_printf (_("Here stands a whole number from 0 to %d."), most));
  return -1;
}

char *
gol_sql_number (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", number));
}

static const GolKey day_keys[] = {
  { "day", GOL_JSON_TEXT, TRUE }, { "months", GOL_JSON_INTEGER }, { "days", GOL_JSON_INTEGER }, { NULL }
};

static char *
read_plain_day (GolCompiler *compiler,
                GolNode      node)
{
  static const char * const names[] = { "on", "from", "to", NULL };
  const char *name = json_string_value (node.json);
  GolDate date;

  if (g_strv_contains (names, name))
    return g_strdup_printf (":%s", name);
  if (gol_date_parse (name, &date) && gol_date_is_whole (date))
    return g_strdup_printf ("'%s'", name);
  const GolFact *fact = gol_fact_view_get (compiler->view, name);
  if (fact != NULL && fact->kind == GOL_FACT_DATE)
    {
      gol_compiler_add_fact (compiler, fact);
      return g_strdup (name);
    }
  gol_compiler_wrong (compiler, node, "unknown_day", nearest_fact (compiler->view, name),
                      g_strdup_printf (_("“%.60s” is no day: on, from, to, 2026-11-23, or a fact that is a date."),
                                       name));
  return NULL;
}

static gboolean
read_shift (GolCompiler *compiler,
            GolNode      object,
            const char  *key,
            gint        *number)
{
  GolNode node = gol_reader_get (compiler->reader, object, key);
  json_int_t value = json_integer_value (node.json);

  *number = 0;
  if (node.json == NULL)
    return FALSE;
  if (value < -1200 || value > 1200)
    {
      gol_compiler_wrong (compiler, node, "bad_number", NULL,
                          g_strdup_printf (_("Here stands a whole number from %d to %d."), -1200, 1200));
      return FALSE;
    }
  *number = (gint) value;
  return TRUE;
}

/* "to" or {"day": "to", "months": 4, "days": -1}; NULL when it is wrong or not there. */
char *
gol_compiler_read_day (GolCompiler *compiler,
                       const char  *key,
                       const char  *fallback)
{
  GolNode node = gol_reader_get (compiler->reader, compiler->node, key);
  gint months, days;

  if (node.json == NULL)
    return g_strdup (fallback);
  if (json_is_string (node.json))
    return read_plain_day (compiler, node);
  gol_reader_check_keys (compiler->reader, node, day_keys, NULL);
  GolNode day = gol_reader_get (compiler->reader, node, "day");
  if (day.json == NULL)
    return NULL;
  char *sql = read_plain_day (compiler, day);
  if (sql != NULL && read_shift (compiler, node, "months", &months))
    {
      g_autofree char *plain = sql;
      g_autofree char *text = g_strdup_printf ("%d", ABS (months));
      sql = g_strdup_printf ("add_months(%s, %d)", plain, months);
      gol_compiler_add_param (compiler, "months", GOL_FACT_INTEGER, NULL, text);
    }
  if (sql != NULL && read_shift (compiler, node, "days", &days))
    {
      g_autofree char *plain = sql;
      g_autofree char *text = g_strdup_printf ("%d", ABS (days));
      sql = g_strdup_printf ("add_days(%s, %d)", plain, days);
      gol_compiler_add_param (compiler, "days", GOL_FACT_INTEGER, NULL, text);
    }
  return sql;
}

static const GolKey span_keys[] = { { "months", GOL_JSON_INTEGER }, { "days", GOL_JSON_INTEGER }, { NULL } };

/* {"months": 9} or {"days": 120}: exactly one of them. */
gboolean
gol_compiler_read_span (GolCompiler *compiler,
                        const char  *key,
                        gint        *months,
                        gint        *days)
{
  GolNode node = gol_reader_get (compiler->reader, compiler->node, key);

  *months = *days = -1;
  if (!json_is_object (node.json))
    return FALSE;
  gol_reader_check_keys (compiler->reader, node, span_keys, NULL);
  *months = gol_compiler_get_count (compiler, node, "months", 1200);
  *days = gol_compiler_get_count (compiler, node, "days", 36500);
  if ((*months < 0) == (*days < 0))
    {
      gol_compiler_wrong (compiler, node, "bad_span", NULL, g_strdup (_("Say either months or days.")));
      return FALSE;
    }
  g_autofree char *name = g_strdup_printf ("%s_%s", key, *months >= 0 ? "months" : "days");
  g_autofree char *text = g_strdup_printf ("%d", MAX (*months, *days));
  gol_compiler_add_param (compiler, name, GOL_FACT_INTEGER, NULL, text);
  return TRUE;
}
