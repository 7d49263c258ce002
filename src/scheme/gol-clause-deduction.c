/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-compiler.h"

#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>

/* What may be taken from the pay. */

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

const GolKind gol_kind_deduction = { "deduction", GOL_CLAUSE_DEDUCTION, deduction_keys, compile_deduction };
