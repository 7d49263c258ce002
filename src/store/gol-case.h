/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-derive.h"
#include "gol-sandbox.h"
#include "gol-scheme.h"

G_BEGIN_DECLS

/*
 * One case on a desk: the facts of one worker, her placement and its order, copied into a sandbox of their own where
 * the clauses of a scheme are asked. It works within the writer's transaction as well as for readers, and belongs to
 * one thread at a time.
 */
typedef struct _GolCase GolCase;

GolCase      *gol_case_new          (GError            **error);
void          gol_case_free         (GolCase            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolCase, gol_case_free)

/* From the fact rows of @db; 0 or no such row: every fact is unknown. A row that is loaded already is not read
 * again. */
gboolean      gol_case_load         (GolCase            *self,
                                     GolDb              *db,
                                     const GolFactView  *view,
                                     gint64              id,
                                     GError            **error);
/* Rows may be other than they were. */
void          gol_case_forget       (GolCase            *self);
/* (nullable): the fact as text, until the next load of that view. */
const char   *gol_case_get          (GolCase            *self,
                                     const GolFactView  *view,
                                     const char         *fact);
/* FALSE when it is not known, or known that there is none. */
gboolean      gol_case_get_date     (GolCase            *self,
                                     const GolFactView  *view,
                                     const char         *fact,
                                     GolDate            *date);

/* What clauses are asked about: a day and the planned stay; empty dates are unknown. */
typedef struct { GolDate on, from, to; } GolAsked;

/* Clauses made ready to be put again and again, to one case after another. */
typedef struct _GolQuestions GolQuestions;

GolQuestions *gol_questions_new     (GolCase            *kase,
                                     const GolClause * const *clauses,
                                     guint               n,
                                     GError            **error);
void          gol_questions_free    (GolQuestions       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolQuestions, gol_questions_free)
gboolean      gol_questions_put     (GolQuestions       *self,
                                     const GolAsked     *asked,
                                     GolTruth           *answers,
                                     GError            **error);
/* Kept with the desk under a key that outlives it, such as a scheme of the shelf. */
GolQuestions *gol_case_get_kept     (GolCase            *self,
                                     gconstpointer       key);
void          gol_case_keep         (GolCase            *self,
                                     gconstpointer       key,
                                     GolQuestions       *questions);  /* (transfer full) */

/* A clause that the sandbox refuses or stops, or whose result is no truth, is unknown: that is a fault of the
 * scheme, not an error. */
gboolean      gol_case_ask          (GolCase            *self,
                                     const GolClause * const *clauses,
                                     guint               n,
                                     const GolAsked     *asked,
                                     GolTruth           *answers,
                                     GError            **error);

/* With figures, cure and (when unknown) what is missing; @party: of the office, for which some facts are not held. */
GolVerdict   *gol_case_explain      (GolCase            *self,
                                     const GolClause    *clause,
                                     const GolAsked     *asked,
                                     guint               party,
                                     GError            **error);

/**
 * gol_case_first_date:
 * @first: (out caller-allocates): for each clause the first day, from @asked's own, on which it holds; an empty date
 *   when none of @days days is one
 * @all: (out): the first day on which all of them hold
 *
 * The day asked about and the planned stay move on together, day by day: there is no bisecting, for who has gone and
 * come back may go, may not go and may go again.
 */
gboolean      gol_case_first_date   (GolCase            *self,
                                     const GolClause * const *clauses,
                                     guint               n,
                                     const GolAsked     *asked,
                                     guint               days,
                                     GolDate            *first,
                                     GolDate            *all,
                                     GError            **error);

/* Who may see what the clause says. */
guint         gol_clause_get_readers (const GolClause   *clause);

/* The clauses of a list that ends with NULL. */
guint         gol_clauses_count     (const GolClause * const *clauses);

/* Whether an expression or figure may run here; asked once for each text. */
gboolean      gol_sandbox_lets_in   (GolSandbox         *sandbox,
                                     GHashTable         *known,    /* of g_str_hash, owning keys */
                                     const GolFactView  *view,
                                     const char         *sql);

G_END_DECLS
