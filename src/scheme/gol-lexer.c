/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-lexer.h"

#include "gol-scheme-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Everything that a rule may say. CASE, COALESCE, IS, LIKE, CAST, NULL and EXISTS are missing on purpose: they turn
 * "unknown" into yes or no, or reach out of the row.
 */
static const char * const words[] = { "and", "or", "not", "in", "between", NULL };
static const char * const parameters[] = { "on", "from", "to", NULL };
static const char * const operators[] = { "<=", ">=", "<>", "!=", "==", "=", "<", ">", "+", "-", "*", "/", "%", NULL };

/* Kinds that mean nothing by themselves, and the functions that read them as their first argument. */
static const struct
{
  GolFactKind kind;
  const char *functions;
} packed[] = {
  { GOL_FACT_PARTIAL_DATE, " age_between " },
  { GOL_FACT_STAYS, " days_present months_present days_since_return present_in_years " },
  { GOL_FACT_SET, " has only " },
  { GOL_FACT_DATED, " has only dated_from dated_until " },
  { GOL_FACT_DEDUCTIONS, " has only deduction " },
};

typedef enum { NOTHING, WORD, COLUMN, FUNCTION, VALUE, OPERATOR, OPEN, CLOSE, COMMA } Token;

typedef struct
{
  const char            *sql;
  const char            *at;
  const GolFactView     *view;
  gboolean               truth;
  GHashTable            *reads;
  Token                  last;
  const char            *last_word;      /* of WORD */
  guint                  tokens;
  guint                  depth;
  const GolFactFunction *functions[GOL_LEXER_MAX_DEPTH + 1];   /* whose bracket is open at each depth, or NULL */
  guint                  arguments[GOL_LEXER_MAX_DEPTH + 1];   /* begun in it */
  const GolFactFunction *pending;        /* named, its bracket not yet open */
  gboolean               compares;
  char                  *message;
  const char            *suggestion;
} Lexer;

static const char *
fail (Lexer      *lexer,
      const char *code,
      const char *suggestion,
      char       *message)
{
  g_free (lexer->message);
  lexer->message = message;
  lexer->suggestion = suggestion;
  return code;
}

static const char *
suggest (Lexer      *lexer,
         const char *word)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (const GolFact *fact = lexer->view->facts; fact->name != NULL; fact++)
    g_ptr_array_add (known, (gpointer) fact->name);
  for (guint i = 0; gol_fact_function_nth (i) != NULL; i++)
    g_ptr_array_add (known, (gpointer) gol_fact_function_nth (i)->name);
  g_ptr_array_add (known, NULL);
  return gol_nearest (word, (const char * const *) known->pdata);
}

static gboolean
is_packed (GolFactKind   kind,
           const char  **functions)
{
  for (gsize i = 0; i < G_N_ELEMENTS (packed); i++)
    if (packed[i].kind == kind)
      {
        *functions = packed[i].functions;
        return TRUE;
      }
  return FALSE;
}

static const char *
take_column (Lexer         *lexer,
             const GolFact *fact)
{
  const char *allowed;

  /* A figure shows a list as it is; a rule cannot compare it. */
  if (lexer->truth && is_packed (fact->kind, &allowed))
    {
      const GolFactFunction *function = lexer->functions[lexer->depth];
      g_autofree char *name = g_strdup_printf (" %s ", function != NULL ? function->name : "");
      if (lexer->last != OPEN || strstr (allowed, name) == NULL)
        return fail (lexer, "sql_kind", NULL,
                     g_strdup_printf (_("“%s” can only be the first argument of:%s"), fact->name, allowed));
    }
  if (lexer->reads != NULL)
    g_hash_table_add (lexer->reads, (gpointer) fact);
  lexer->last = COLUMN;
  return NULL;
}

static const char *
take_name (Lexer *lexer)
{
  gsize length = strspn (lexer->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
  g_autofree char *name = g_strndup (lexer->at, length);
  g_autofree char *small = g_ascii_strdown (name, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (small, words[i]))
      {
        lexer->compares |= i >= 3;
        lexer->last = WORD;
        lexer->last_word = words[i];
        lexer->at += length;
        return NULL;
      }
  const GolFactFunction *function = gol_fact_function_find (name);
  if (function != NULL)
    {
      lexer->compares |= g_str_equal (name, "age_between") || g_str_equal (name, "has") || g_str_equal (name, "only");
      lexer->pending = function;
      lexer->last = FUNCTION;
      lexer->at += length;
      return NULL;
    }
  const GolFact *fact = gol_fact_view_get (lexer->view, name);
  if (fact == NULL)
    {
      static const char * const swallow[] = {
        "case", "coalesce", "ifnull", "iif", "is", "isnull", "notnull", "null", "exists", "like", "glob", "cast",
        "select", "from", "with", "union", "collate", "raise", "match", "regexp", NULL
      };
      if (g_strv_contains (swallow, small))
        return fail (lexer, "sql_word", NULL,
                     g_strdup_printf (_("“%s” may not stand in a rule: what is not known must stay unknown, and a rule "
                                        "sees its own row only."), name));
      return fail (lexer, "sql_unknown", suggest (lexer, name),
                   g_strdup_printf (_("“%s” is neither a fact of %s nor a function."), name, lexer->view->name));
    }
  const char *fault = take_column (lexer, fact);
  if (fault == NULL)
    lexer->at += length;
  return fault;
}

static const char *
take_parameter (Lexer *lexer)
{
  gsize length = strspn (lexer->at + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");
  g_autofree char *name = g_strndup (lexer->at + 1, length);

  if (!g_strv_contains (parameters, name))
    return fail (lexer, "sql_parameter", gol_nearest (name, parameters),
                 g_strdup (_("The parameters of a rule are :on, :from and :to.")));
  lexer->at += length + 1;
  lexer->last = VALUE;
  return NULL;
}

static const char *
take_number (Lexer *lexer)
{
  gsize whole = strspn (lexer->at, "0123456789");
  gsize length = whole;

  if (lexer->at[whole] == '.')
    {
      gsize part = strspn (lexer->at + whole + 1, "0123456789");
      if (part == 0)
        whole = GOL_LEXER_MAX_DIGITS + 1;
      length = whole + 1 + part;
    }
  if (length > GOL_LEXER_MAX_DIGITS || g_ascii_isalnum (lexer->at[length]) || lexer->at[length] == '_' ||
      lexer->at[length] == '.')
    return fail (lexer, "sql_number", NULL,
                 g_strdup_printf (_("A number has at most %d digits and no letters."), GOL_LEXER_MAX_DIGITS));
  lexer->at += length;
  lexer->last = VALUE;
  return NULL;
}

static const char *
take_string (Lexer *lexer)
{
  for (lexer->at++; *lexer->at != '\0'; lexer->at++)
    {
      if ((guchar) *lexer->at < 0x20)
        break;
      if (*lexer->at != '\'')
        continue;
      if (lexer->at[1] != '\'')
        {
          lexer->at++;
          lexer->last = VALUE;
          return NULL;
        }
      lexer->at++;
    }
  return fail (lexer, "sql_string", NULL, g_strdup (_("A text that begins with ' does not end.")));
}

static const char *
open_bracket (Lexer *lexer)
{
  if (lexer->last == COLUMN || lexer->last == VALUE || lexer->last == CLOSE)
    return fail (lexer, "sql_brackets", NULL, g_strdup (_("A bracket may not open here.")));
  if (++lexer->depth > GOL_LEXER_MAX_DEPTH)
    return fail (lexer, "sql_too_deep", NULL,
                 g_strdup_printf (_("Brackets nest deeper than %d."), GOL_LEXER_MAX_DEPTH));
  lexer->functions[lexer->depth] = lexer->pending;
  lexer->arguments[lexer->depth] = 1;
  lexer->pending = NULL;
  lexer->last = OPEN;
  lexer->at++;
  return NULL;
}

static const char *
close_bracket (Lexer *lexer)
{
  if (lexer->depth == 0 || lexer->last == OPEN || lexer->last == COMMA)
    return fail (lexer, "sql_brackets", NULL, g_strdup (_("A bracket closes that should not.")));
  const GolFactFunction *function = lexer->functions[lexer->depth];
  if (function != NULL &&
      (lexer->arguments[lexer->depth] < function->min || lexer->arguments[lexer->depth] > function->max))
    return fail (lexer, "sql_function", NULL,
                 g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s () does not take %u argument.",
                                               "%s () does not take %u arguments.", lexer->arguments[lexer->depth]),
                                  function->name, lexer->arguments[lexer->depth]));
  lexer->depth--;
  lexer->last = CLOSE;
  lexer->at++;
  return NULL;
}

static const char *
take_sign (Lexer *lexer)
{
  /* "--" and "/" "*" begin a comment, "->" digs in JSON. */
  if (g_str_has_prefix (lexer->at, "--") || g_str_has_prefix (lexer->at, "/*") || g_str_has_prefix (lexer->at, "*/") ||
      g_str_has_prefix (lexer->at, "->"))
    return fail (lexer, "sql_character", NULL, g_strdup (_("Comments and arrows may not stand in a rule.")));
  for (guint i = 0; operators[i] != NULL; i++)
    if (g_str_has_prefix (lexer->at, operators[i]))
      {
        lexer->compares |= i < 8;
        lexer->last = OPERATOR;
        lexer->at += strlen (operators[i]);
        return NULL;
      }
  if (g_ascii_isgraph (*lexer->at))
    return fail (lexer, "sql_character", NULL, g_strdup_printf (_("“%c” may not stand in a rule."), *lexer->at));
  return fail (lexer, "sql_character", NULL,
               g_strdup (_("Outside of texts between ' ' a rule is written in plain letters and signs.")));
}

static const char *
take_token (Lexer *lexer)
{
  if (lexer->pending != NULL && *lexer->at != '(')
    return fail (lexer, "sql_function", NULL,
                 g_strdup_printf (_("%s is a function and wants a bracket."), lexer->pending->name));
  if (lexer->last == WORD && g_str_equal (lexer->last_word, "in") && *lexer->at != '(')
    return fail (lexer, "sql_brackets", NULL, g_strdup (_("After “in” comes a list in brackets.")));
  if (g_ascii_isalpha (*lexer->at) || *lexer->at == '_')
    return take_name (lexer);
  if (g_ascii_isdigit (*lexer->at))
    return take_number (lexer);
  switch (*lexer->at)
    {
    case ':':
      return take_parameter (lexer);
    case '\'':
      return take_string (lexer);
    case '(':
      return open_bracket (lexer);
    case ')':
      return close_bracket (lexer);
    case ',':
      if (lexer->depth == 0)
        return fail (lexer, "sql_brackets", NULL, g_strdup (_("A comma stands outside of all brackets.")));
      lexer->arguments[lexer->depth]++;
      lexer->last = COMMA;
      lexer->at++;
      return NULL;
    default:
      return take_sign (lexer);
    }
}

static const char *
take_all (Lexer *lexer)
{
  if (strlen (lexer->sql) > GOL_LEXER_MAX_LENGTH)
    return fail (lexer, "sql_too_long", NULL,
                 g_strdup_printf (_("A rule has at most %d characters."), GOL_LEXER_MAX_LENGTH));
  for (;;)
    {
      lexer->at += strspn (lexer->at, " \t\n");
      if (*lexer->at == '\0')
        break;
      if (++lexer->tokens > GOL_LEXER_MAX_TOKENS)
        return fail (lexer, "sql_too_long", NULL,
                     g_strdup_printf (_("A rule has at most %d words and signs."), GOL_LEXER_MAX_TOKENS));
      const char *fault = take_token (lexer);
      if (fault != NULL)
        return fault;
    }
  if (lexer->depth > 0 || lexer->pending != NULL || lexer->last == OPERATOR || lexer->last == WORD)
    return fail (lexer, "sql_brackets", NULL, g_strdup (_("The rule ends in the middle.")));
  if (lexer->tokens == 0 || (lexer->truth && !lexer->compares))
    return fail (lexer, "sql_not_truth", NULL,
                 g_strdup (_("A rule compares something, so that it is true, false or unknown.")));
  return NULL;
}

const char *
gol_lexer_check (const char         *sql,
                 const GolFactView  *view,
                 gboolean            truth,
                 GHashTable         *reads,
                 gsize              *offset,
                 char              **message,
                 const char        **suggestion)
{
  Lexer lexer = { .sql = sql, .at = sql, .view = view, .truth = truth, .reads = reads };
  const char *fault = take_all (&lexer);

  if (offset != NULL)
    *offset = lexer.at - sql;
  if (suggestion != NULL)
    *suggestion = lexer.suggestion;
  if (message != NULL)
    *message = g_steal_pointer (&lexer.message);
  g_free (lexer.message);
  return fault;
}
