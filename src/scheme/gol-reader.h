/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-lines.h"
#include "gol-scheme-private.h"

#include <jansson.h>

G_BEGIN_DECLS

/*
 * Walking through a scheme's JSON so that whatever is wrong has a pointer and a line. Nothing stops at the first
 * mistake: a lawyer wants the list.
 */
typedef struct
{
  GolScheme *scheme;
  GolLines  *lines;
  GPtrArray *lints;      /* of GolLint */
  GHashTable *written;   /* pointer of a member → pointer of the misspelt one that is read in its place */
} GolReader;

/* A value and where it stands; json is NULL when there is none. */
typedef struct
{
  json_t     *json;
  const char *pointer;
} GolNode;

typedef enum
{
  GOL_JSON_TEXT    = 1 << 0,
  GOL_JSON_OBJECT  = 1 << 1,
  GOL_JSON_ARRAY   = 1 << 2,
  GOL_JSON_INTEGER = 1 << 3,
  GOL_JSON_REAL    = 1 << 4,
  GOL_JSON_TRUTH   = 1 << 5,
} GolJsonType;
#define GOL_JSON_NUMBER (GOL_JSON_INTEGER | GOL_JSON_REAL)

typedef struct
{
  const char *key;
  guint       types;      /* of GolJsonType */
  gboolean    required;
} GolKey;

void        gol_reader_report     (GolReader    *self,
                                   GolNode       node,
                                   gboolean      error,
                                   const char   *code,
                                   const char   *suggestion,
                                   char         *message);    /* (transfer full) */
/* Reports unknown, missing and mistyped keys; drops the mistyped, and reads the misspelt as what they were meant for. @more: (nullable): a second list. */
void        gol_reader_check_keys (GolReader    *self,
                                   GolNode       object,
                                   const GolKey *keys,
                                   const GolKey *more);
GolNode     gol_reader_get        (GolReader    *self,
                                   GolNode       object,
                                   const char   *key);
GolNode     gol_reader_nth        (GolReader    *self,
                                   GolNode       array,
                                   gsize         position);
gsize       gol_reader_size       (GolNode       array);

/* NULL (or no date) when it is not there or not of its form, which is reported. */
const char *gol_reader_text       (GolReader    *self,
                                   GolNode       object,
                                   const char   *key);
const char *gol_reader_code       (GolReader    *self,        /* [a-z0-9][a-z0-9_.-]* */
                                   GolNode       node);
GolDate     gol_reader_date       (GolReader    *self,
                                   GolNode       object,
                                   const char   *key);
GolWords   *gol_reader_words      (GolReader    *self,
                                   GolNode       object,
                                   const char   *key);
gboolean    gol_reader_truth      (GolReader    *self,
                                   GolNode       object,
                                   const char   *key);
/* The texts of an array, those of another type reported and left out; NULL-terminated, their strings the scheme's. */
GPtrArray  *gol_reader_texts      (GolReader    *self,
                                   GolNode       object,
                                   const char   *key);

/* NULL when the letter is nobody's, which is reported. */
const GolParty  *gol_reader_party   (GolReader    *self,
                                     GolNode       node,
                                     char         *letter);
/* The clause that a node names, or a key's list of them (NULL-terminated, the scheme's); unknown ones are reported. */
const GolClause *gol_reader_clause  (GolReader    *self,
                                     GolNode       node);
GPtrArray       *gol_reader_clauses (GolReader    *self,
                                     GolNode       object,
                                     const char   *key);
/* Whether the dictionary lets the party write the section, itself or for a writer who sent it on paper. */
gboolean         gol_section_may_be_written (const GolSection *section,
                                             GolParty          party);

#define GOL_SCHEME_MAX_CLAUSES 400

/* gol-clause-read.c: reads one clause; NULL when nothing can be made of it. Those that choose among others last. */
GolClauseData *gol_clause_read      (GolReader    *self,
                                     GolNode       node);
gboolean       gol_clause_is_one_of (GolNode       node);

/* gol-step-read.c: all steps, when all clauses are read. */
void           gol_steps_read       (GolReader    *self,
                                     GolNode       root);

/* gol-scheme-lint.c: what no single place of the file shows. */
void           gol_scheme_lint      (GolReader    *self);

G_END_DECLS
