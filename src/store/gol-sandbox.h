/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"
#include "gol-db.h"

G_BEGIN_DECLS

/*
 * The place where strangers' expressions run. A scheme file brings SQL expressions over documented views of facts;
 * an expression is let in by a white-list lexer and a gate and then runs on a read-only connection of its own, which
 * can read nothing but the facts, under limits and a budget. One sandbox belongs to one thread at a time.
 */
typedef struct _GolSandbox GolSandbox;

/**
 * GolSandboxView:
 * @name: "worker_facts"
 * @table: "f_worker", with the same columns
 * @columns: "id, birth_date, …"; the first is "id", which expressions may not read
 */
typedef struct
{
  const char *name;
  const char *table;
  const char *columns;
} GolSandboxView;

/* The machine steps that one clause may take on one row; an honest one takes five. */
#define GOL_SANDBOX_STEPS_A_CLAUSE 2000

/**
 * gol_sandbox_new:
 * @db: (transfer full): a read-only connection that nothing else uses
 * @views: what expressions may read; ends with an empty one
 *
 * The views are made, then the connection is closed to everything else, for good.
 */
GolSandbox   *gol_sandbox_new          (GolDb                *db,
                                        const GolSandboxView *views,
                                        GError              **error);

/**
 * gol_sandbox_new_desk:
 * @create: makes the tables behind the views
 *
 * A sandbox in memory where one record's facts are laid (gol_sandbox_lay ()) and asked about: there is nothing else
 * to be read.
 */
GolSandbox   *gol_sandbox_new_desk     (gboolean            (*create) (GolDb *db, GError **error),
                                        const GolSandboxView *views,
                                        GError              **error);

/**
 * gol_sandbox_lay:
 * @row: (nullable): a statement standing on a row that begins with the view's columns, id first; %NULL: nothing
 *
 * What the view shows from now on: that row alone.
 */
gboolean      gol_sandbox_lay          (GolSandbox           *desk,
                                        const char           *view,
                                        GolStatement         *row,
                                        GError              **error);
void          gol_sandbox_free         (GolSandbox           *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSandbox, gol_sandbox_free)

/**
 * gol_sandbox_check:
 * @view: the view that the expression is about
 * @columns: (out) (optional) (transfer full): the view's columns that it reads, sorted
 *
 * Lets the expression in or says why not (GOL_ERROR_REFUSED).
 */
gboolean      gol_sandbox_check        (GolSandbox           *sandbox,
                                        const char           *view,
                                        const char           *expression,
                                        GStrv                *columns,
                                        GError              **error);

/**
 * gol_sandbox_prepare:
 * @expressions: each checked before
 * @n: how many
 *
 * A statement with the row's id in column 0 and each expression's result in the ones after it, for the rows with
 * :after < id and id <= :until, by id. Expressions know :on, :from and :to (dates as text).
 */
GolStatement *gol_sandbox_prepare      (GolSandbox           *sandbox,
                                        const char           *view,
                                        const char * const   *expressions,
                                        guint                 n,
                                        GError              **error);

/* A trusted reading of the view's own columns of one row (:id), in the view's order. */
GolStatement *gol_sandbox_read_facts   (GolSandbox           *sandbox,
                                        const char           *view,
                                        GError              **error);

void          gol_sandbox_bind         (GolStatement         *statement,
                                        const char           *name,   /* ":on"; nothing when the statement has none */
                                        const char           *text);
void          gol_sandbox_bind_rows    (GolStatement         *statement,
                                        gint64                after,
                                        gint64                until);

/* To the next row, with the budget filled again. GOL_ERROR_REFUSED when the row took more than its budget. */
gboolean      gol_sandbox_step         (GolSandbox           *sandbox,
                                        GolStatement         *statement,
                                        gboolean             *row,
                                        GError              **error);
/* The result of an expression. Anything but 0, 1 and NULL is a faulty rule, and so unknown (@faulty is set, never
 * cleared). */
GolTruth      gol_sandbox_truth        (GolStatement         *statement,
                                        guint                 expression,
                                        gboolean             *faulty);

void          gol_sandbox_interrupt    (GolSandbox           *sandbox);  /* from any thread */
/* Less than the usual, to see what happens to a rule that takes too long. */
void          gol_sandbox_set_budget   (GolSandbox           *sandbox,
                                        gint64                steps_a_clause);

G_END_DECLS
