/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-facts.h"

G_BEGIN_DECLS

#define GOL_LEXER_MAX_LENGTH 4096
#define GOL_LEXER_MAX_TOKENS 400
#define GOL_LEXER_MAX_DEPTH  32
#define GOL_LEXER_MAX_DIGITS 15

/**
 * gol_lexer_check:
 * @sql: an expression over the columns of @view
 * @view: the only columns that it may name
 * @truth: whether its value must be yes, no or unknown
 * @reads: (nullable): takes each #GolFact that it names, as a set
 * @offset: (out) (optional): byte at which it goes wrong
 * @message: (out) (optional) (transfer full): translated sentence
 * @suggestion: (out) (optional): the nearest word that would do
 *
 * The first wall of the sandbox: nothing passes that is not on a list, so what SQLite would make of it need not be
 * guessed. It knows words, not grammar: brackets, commas and operators in a wrong order are left to SQLite, which can
 * only refuse them.
 *
 * Returns: %NULL when it may go on to SQLite; else a stable code: "sql_too_long", "sql_too_deep", "sql_character",
 *   "sql_word", "sql_unknown", "sql_parameter", "sql_number", "sql_string", "sql_function", "sql_brackets",
 *   "sql_kind", "sql_not_truth"
 */
const char *gol_lexer_check (const char         *sql,
                             const GolFactView  *view,
                             gboolean            truth,
                             GHashTable         *reads,
                             gsize              *offset,
                             char              **message,
                             const char        **suggestion);

G_END_DECLS
