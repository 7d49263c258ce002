/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-reader.h"

G_BEGIN_DECLS

/*
 * From a typed clause to an expression. Each kind writes comparisons only, never a test for "not known", so what is
 * unknown stays so; its figures are what an officer needs to see beside the verdict.
 */
typedef struct
{
  GolReader         *reader;
  GolNode            node;
  GolClauseData     *data;
  const GolFactView *view;
  GString           *sql;
  GArray            *figures;   /* of GolFigure */
} GolCompiler;

typedef struct
{
  const char    *name;
  GolClauseKind  kind;
  const GolKey  *keys;
  void         (*compile) (GolCompiler *compiler);
} GolKind;

/* "to", or an object that moves a day */
#define GOL_JSON_DAY (GOL_JSON_TEXT | GOL_JSON_OBJECT)

/* Kinds with a file of their own; the others stand in gol-clause-kinds.c. */
extern const GolKind gol_kind_limit;
extern const GolKind gol_kind_presence;
extern const GolKind gol_kind_deduction;

/* Every kind in turn; NULL after the last. */
const GolKind *gol_kind_nth          (guint          position);

void           gol_compiler_and_then (GolCompiler   *compiler,
                                      const char    *format,
                                      ...) G_GNUC_PRINTF (2, 3);
void           gol_compiler_add_figure (GolCompiler *compiler,
                                      const char    *name,
                                      const char    *label,
                                      const char    *sql,
                                      GolFactKind    kind,
                                      const GolFact *fact);
void           gol_compiler_add_fact (GolCompiler   *compiler,
                                      const GolFact *fact);
const char    *gol_compiler_add_param (GolCompiler  *compiler,
                                      const char    *name,
                                      GolFactKind    kind,
                                      const GolFact *fact,
                                      const char    *text);
void           gol_compiler_wrong    (GolCompiler   *compiler,
                                      GolNode        node,
                                      const char    *code,
                                      const char    *suggestion,
                                      char          *message);   /* (transfer full) */
void           gol_compiler_unsuited (GolCompiler   *compiler,
                                      const char    *key,
                                      const GolFact *fact);

/* The fact that a node, or a key of the clause, names; NULL when there is none, which is reported. */
const GolFact *gol_compiler_find_fact (GolCompiler  *compiler,
                                      GolNode        node);
const GolFact *gol_compiler_get_fact (GolCompiler   *compiler,
                                      const char    *key);
gboolean       gol_compiler_check_term (GolCompiler *compiler,
                                      GolNode        node,
                                      const GolFact *fact,
                                      const char    *code);
/* The codes of an array, each checked: "'a', 'b'" for SQL, or " a b " for only (); NULL when there is none. */
char          *gol_compiler_join_codes (GolCompiler *compiler,
                                      const char    *key,
                                      const GolFact *fact,
                                      gboolean       quoted);
/* A whole number from 0 to most; -1 when it is not there. */
gint           gol_compiler_get_count (GolCompiler  *compiler,
                                      GolNode        object,
                                      const char    *key,
                                      gint           most);
/* "to" or {"day": "to", "months": 4, "days": -1} as SQL; NULL when it is wrong. */
char          *gol_compiler_read_day (GolCompiler   *compiler,
                                      const char    *key,
                                      const char    *fallback);
/* {"months": 9} or {"days": 120}: exactly one of them, the other is -1. */
gboolean       gol_compiler_read_span (GolCompiler  *compiler,
                                      const char    *key,
                                      gint          *months,
                                      gint          *days);

char          *gol_sql_quote         (const char    *text);
char          *gol_sql_number        (double         number);

G_END_DECLS
