/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"
#include "gol-facts.h"

G_BEGIN_DECLS

/*
 * A scheme is a JSON file: the steps of a season, who does them, by when, and the clauses that must hold. Read once,
 * constant afterwards, so any thread may use it. docs/SCHEMES.md says how to write one.
 */
typedef struct _GolScheme GolScheme;
typedef struct _GolStep GolStep;
typedef struct _GolClause GolClause;

/* A text by language. */
typedef struct _GolWords GolWords;
const char *gol_words_get      (const GolWords *self);     /* in the reader's language, else English */
const char *gol_words_get_in   (const GolWords *self,
                                const char     *language);                    /* "es"; NULL when there is none */

/**
 * GolLint:
 * @line: from 1
 * @pointer: JSON pointer, "/steps/3/due"
 * @code: stable, for scripts: "unknown_fact"
 * @error: otherwise a warning, with which the scheme still works
 * @message: translated sentence
 * @suggestion: (nullable): the nearest thing that would be right
 */
typedef struct
{
  guint     line;
  char     *pointer;
  char     *code;
  gboolean  error;
  char     *message;
  char     *suggestion;
} GolLint;
void gol_lint_free (GolLint *lint);

/* ── Compiled clauses ── */

/**
 * GolFigure:
 * @name: column, or what is computed: "planned_days"
 * @label: of the fact or the computation (N_())
 * @sql: over the view's columns; select it beside the verdict
 * @kind: how to write it
 * @fact: (nullable): when it is a column
 */
typedef struct
{
  const char    *name;
  const char    *label;
  const char    *sql;
  GolFactKind    kind;
  const GolFact *fact;
} GolFigure;

/**
 * GolCompiled:
 * @view: whose columns @sql reads
 * @sql: an expression with the parameters :on, :from and :to whose value is 1, 0 or NULL; it has passed the lexer
 * @figures: in the order in which gol_clause_explain () takes their values
 * @reads: every column that @sql and the figures name; a verdict may be shown only to who may read all of them
 */
typedef struct
{
  const GolFactView     *view;
  const char            *sql;
  const GolFigure       *figures;
  guint                  n_figures;
  const GolFact * const *reads;       /* NULL-terminated */
} GolCompiled;

/* ── Clauses ── */

typedef enum
{
  GOL_CLAUSE_LIMIT,
  GOL_CLAUSE_PRESENCE,
  GOL_CLAUSE_DOCUMENT_VALIDITY,
  GOL_CLAUSE_MUST_HAVE,
  GOL_CLAUSE_MUST_NOT_HAVE,
  GOL_CLAUSE_ONE_OF,
  GOL_CLAUSE_DEADLINE,
  GOL_CLAUSE_DEDUCTION,
  GOL_CLAUSE_SQL,
} GolClauseKind;

/**
 * GolClause:
 * @id: "adult"; the public code of the clause
 * @kind: see docs/SCHEMES.md
 * @label: a few words; @rule: what is asked, with its numbers
 * @words: (nullable): the same with the person's own figures, as {passport_expires}
 * @cure: (nullable): what would satisfy it, when the kind's own words are not enough
 * @source: where it is written
 * @source_date: when that text was last read, or empty
 * @unverified: nobody has yet checked the figure against the official text
 * @overridable: a supervisor may go on without it, with a reason
 * @from: @to: in force; empty when open. Outside them @compiled holds.
 * @legal_basis: (nullable): of a criterion on sex, family or origin
 * @line: in the file
 * @compiled: what is asked of the facts. For a placement, ask its worker, itself or its order, as the view says;
 *   no such record: unknown
 */
struct _GolClause
{
  const char        *id;
  GolClauseKind      kind;
  const GolWords    *label;
  const GolWords    *rule;
  const GolWords    *words;
  const GolWords    *cure;
  const char        *source;
  GolDate            source_date;
  gboolean           unverified;
  gboolean           overridable;
  GolDate            from;
  GolDate            to;
  const char        *legal_basis;
  guint              line;
  const GolCompiled *compiled;
};

gboolean    gol_clause_is_in_force   (const GolClause *self,
                                      GolDate          on);

/**
 * gol_clause_describe:
 *
 * Returns: (transfer full): the clause without a person: "Passport: valid until 4 months after the end of the stay."
 */
char       *gol_clause_describe      (const GolClause *self);

/**
 * gol_clause_explain:
 * @self: the clause
 * @holds: what its SQL gave
 * @values: the text of each figure, in their order; %NULL for those not known
 * @words: (out) (transfer full): the clause with the person's own figures
 * @cure: (out) (optional) (nullable) (transfer full): what would satisfy it; %NULL when it holds
 */
void        gol_clause_explain       (const GolClause    *self,
                                      GolTruth            holds,
                                      const char * const *values,
                                      char              **words,
                                      char              **cure);

/* ── Steps ── */

/**
 * GolDue:
 * @step: (nullable): code of the step whose day it counts from, or
 * @view: @fact: the date that it counts from
 * @months: @days: added to it, may be negative
 * @working: @days are working days by the scheme's calendar
 * @breach: (nullable): what follows when it is not kept
 * @source: (nullable): where it is written
 * @unverified: as for a clause
 */
typedef struct
{
  const char        *step;
  const GolFactView *view;
  const GolFact     *fact;
  gint               months;
  gint               days;
  gboolean           working;
  const GolWords    *breach;
  const char        *source;
  gboolean           unverified;
} GolDue;

typedef enum
{
  GOL_STEP_SECTION,  /* @entity and @section: "placement.contract" */
  GOL_STEP_EVENT,    /* @event: "departure" */
  GOL_STEP_RECORD,   /* a generic step record with this step's code */
} GolStepFills;

/**
 * GolStep:
 * @code: "CON"
 * @label: what it is called; @short_label: where there is little room: a word of at most twelve letters, or two lines of
 *   such; the label itself when the scheme gives none
 * @actor: the #GolParty that does it; @letter: its letter
 * @fills: what logging it writes
 * @done_view: @done_fact: the date on which it was done, of the placement, its worker or its order; for an event the
 *   event's date; NULL for a generic record (dated_from (steps, code) of placement_facts)
 * @done_when: besides, these clauses must hold for it to count as done
 * @known_to: #GolParty flags of who may read all that says whether it is done
 * @after: codes of steps that must be done (or skipped) before
 * @requires: clauses that must hold for it to be done
 * @due: (nullable)
 * @optional: nothing waits for it
 * @skipped_when: (nullable): the step falls away while this clause holds
 */
struct _GolStep
{
  const char              *code;
  const GolWords          *label;
  const GolWords          *short_label;
  GolParty                 actor;
  char                     letter;
  GolStepFills             fills;
  const GolEntity         *entity;
  const GolSection        *section;
  const char              *event;
  const GolFactView       *done_view;
  const GolFact           *done_fact;
  const GolClause * const *done_when;   /* NULL-terminated, like the next two */
  guint                    known_to;
  const GolStep * const   *after;
  const GolClause * const *requires;
  const GolDue            *due;
  gboolean                 optional;
  const GolClause         *skipped_when;
  guint                    line;
};

/* ── The scheme ── */

#define GOL_SCHEME_MAX_BYTES (512 * 1024)

/**
 * gol_scheme_read:
 * @json: (array length=length): the file's bytes; of strangers, if need be
 * @lints: (out) (optional) (transfer full): #GolLint in the order of lines; also filled when the scheme cannot be used
 * @error: GOL_ERROR_INVALID with the first error's sentence and line
 *
 * Returns: (transfer full) (nullable): the scheme; %NULL when any lint is an error
 */
GolScheme               *gol_scheme_read             (const char      *json,
                                                      gsize            length,
                                                      GPtrArray      **lints,
                                                      GError         **error);
GolScheme               *gol_scheme_load             (const char      *path,
                                                      GPtrArray      **lints,
                                                      GError         **error);
void                     gol_scheme_free             (GolScheme       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolScheme, gol_scheme_free)

const char              *gol_scheme_get_id           (const GolScheme *self);
const char              *gol_scheme_get_version      (const GolScheme *self);
const GolWords          *gol_scheme_get_names        (const GolScheme *self);
const GolWords          *gol_scheme_get_short_names  (const GolScheme *self);  /* else the whole names */
const char * const      *gol_scheme_get_origins      (const GolScheme *self);  /* alpha-2; empty: any country */
const char              *gol_scheme_get_destination  (const GolScheme *self);
const GolWords          *gol_scheme_get_appeal       (const GolScheme *self);  /* how to appeal a refusal */
const GolStep * const   *gol_scheme_get_steps        (const GolScheme *self);  /* in order of time */
const GolClause * const *gol_scheme_get_clauses      (const GolScheme *self);
const GolClause * const *gol_scheme_get_may_go_again (const GolScheme *self);
const GolStep           *gol_scheme_find_step        (const GolScheme *self,
                                                      const char      *code);
const GolStep           *gol_scheme_find_event_step  (const GolScheme *self,
                                                      const char      *event);
const GolClause         *gol_scheme_find_clause      (const GolScheme *self,
                                                      const char      *id);

/* The actor table: who may say that an event happened, most believed first. @parties: #GolParty flags, as an office's kind has them. */
gboolean                 gol_scheme_may_witness      (const GolScheme *self,
                                                      const char      *event,
                                                      guint            parties);
/* From 0, most believed; G_MAXUINT: may not say so at all. */
guint                    gol_scheme_get_precedence   (const GolScheme *self,
                                                      const char      *event,
                                                      guint            parties);

/* A due date from the day it counts from; an empty date gives an empty one. */
GolDate                  gol_scheme_due_on           (const GolScheme *self,
                                                      const GolDue    *due,
                                                      GolDate          anchor);

/* ── The shelf: the schemes at hand, read once, kept until the program ends; from any thread ── */

/* In $GOL_DATADIR/schemes, else where they were installed, else $GOL_SOURCE_ROOT/data/schemes. */
const GolScheme * const *gol_scheme_shelf_list       (GError         **error);  /* by id; NULL on error */
const GolScheme         *gol_scheme_shelf_find       (const char      *id,
                                                      GError         **error);  /* not found: names those at hand */

G_END_DECLS
