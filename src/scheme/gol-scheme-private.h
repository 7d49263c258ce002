/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-scheme.h"

G_BEGIN_DECLS

#define GOL_WORDS_MAX 8

struct _GolWords
{
  guint       n;
  const char *languages[GOL_WORDS_MAX];
  const char *texts[GOL_WORDS_MAX];
};

/* A number or term of the clause itself, for {min} in its words. */
typedef struct
{
  const char    *name;
  const char    *text;
  GolFactKind    kind;
  const GolFact *fact;   /* (nullable): whose vocabulary it is of */
} GolParam;

/* The clause as everybody sees it, and what the linter and the words need besides. */
typedef struct
{
  GolClause      clause;
  const char    *pointer;
  GArray        *params;      /* of GolParam */
  const GolFact *limited;     /* (nullable): by a range of constants */
  double         min;
  double         max;
  gboolean       hopeless;    /* can never hold */
  guint          uses;
} GolClauseData;

typedef struct
{
  GolStep     step;
  const char *pointer;
  gboolean    hopeless;      /* what it requires can never hold */
  gboolean    followed;      /* another comes after it */
} GolStepData;

struct _GolScheme
{
  GStringChunk *strings;
  GPtrArray    *memory;       /* freed with the scheme */
  GPtrArray    *params;       /* of GArray: the clauses' */
  GPtrArray    *lists;        /* of GPtrArray: the steps' */
  const char   *id;
  const char   *version;
  const char   *destination;
  GolDate       from;
  GolDate       to;
  GolWords     *names;
  GolWords     *short_names;  /* (nullable) */
  GolWords     *appeal;
  GPtrArray    *origins;      /* these are NULL-terminated */
  GPtrArray    *languages;
  GPtrArray    *steps;
  GPtrArray    *clauses;
  GPtrArray    *may_go_again;
  GHashTable   *witnesses;    /* event → GArray of GolParty */
  GHashTable   *holidays;     /* days since 1970 */
  guint         rest_days;    /* 1 << weekday, Monday is 1 */
};

GolScheme  *gol_scheme_new     (void);
gpointer    gol_scheme_alloc   (GolScheme  *self,
                                gsize       size);
const char *gol_scheme_intern  (GolScheme  *self,
                                const char *text);

GolLint    *gol_lint_new       (guint       line,
                                const char *pointer,
                                const char *code,
                                gboolean    error,
                                const char *suggestion,
                                char       *message);   /* (transfer full) */

/* The candidate that differs least from word, if by little; NULL-terminated. */
const char *gol_nearest        (const char         *word,
                                const char * const *candidates);

/* A figure in words, and the name of the variant that a text with variants takes for it; text NULL: not known. */
#define GOL_VARIANT_OTHER "other"
char       *gol_figure_format      (GolFactKind    kind,
                                    const GolFact *fact,     /* (nullable): whose codes they are */
                                    const char    *text);
const char *gol_figure_get_variant (GolFactKind    kind,
                                    const char    *text);
gboolean    gol_figure_has_variant (GolFactKind    kind,
                                    const char    *variant);

/* "{name}" in text, or "{name, none {…} other {… # …}}", → what func gives; NULL: leaves it as it stands. */
typedef char *(*GolFill)       (const char  *name,
                                const char **variant,   /* (out): which one; left alone: "other" */
                                gpointer     user_data);
char       *gol_words_fill     (const char  *text,
                                GolFill      fill,
                                gpointer     user_data);

/* Each place of a text, inner ones first, with the names of its variants; FALSE when its braces make no sense. */
typedef void (*GolVisit)       (const char         *name,
                                const char * const *variants,
                                gpointer            user_data);
gboolean    gol_words_visit    (const char         *text,
                                GolVisit            visit,
                                gpointer            user_data);

G_END_DECLS
