/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GolTerm:
 * @code: stored and exchanged; never reused
 * @label: what an officer reads (N_())
 * @words: (nullable): how forms and spreadsheets write it in Spanish, Portuguese, French or English, '|' between
 */
typedef struct
{
  const char *code;
  const char *label;
  const char *words;
} GolTerm;

typedef struct
{
  const char    *name;
  const GolTerm *terms;  /* ends with an empty one */
} GolVocabulary;

const GolVocabulary *gol_vocabulary_find   (const char *name);
const GolTerm       *gol_vocabulary_get    (const GolVocabulary *self,
                                            const char          *code);
const GolTerm       *gol_vocabulary_match  (const GolVocabulary *self,
                                            const char          *text);  /* a code, a label in any language that we know, or its words */
const char          *gol_term_get_label    (const GolTerm       *term);  /* translated */

/* Every vocabulary in turn; NULL after the last. */
const GolVocabulary *gol_vocabulary_nth    (guint position);

/* ISO lists, from the iso-codes package with its translations; codes stand for themselves when it is absent. */
const char          *gol_iso_country_name  (const char *alpha2);
const char          *gol_iso_country_from3 (const char *alpha3);   /* "MEX" → "MX" */
const char          *gol_iso_country_to3   (const char *alpha2);   /* "MX" → "MEX" */
const char          *gol_iso_currency_name (const char *code);
const char          *gol_iso_language_name (const char *code);     /* 639-3 */
gboolean             gol_iso_is_country    (const char *alpha2);
gboolean             gol_iso_is_currency   (const char *code);
gboolean             gol_iso_is_language   (const char *code);

/* From a code or a name ("Mexico", "México", "MEX"; "k'iche'") to the code; NULL when no name is quite that. */
const char          *gol_iso_country_match  (const char *text);
const char          *gol_iso_language_match (const char *text);

/* ISCO-08 unit groups that the programmes use, with search in words. */
const char          *gol_isco_name         (const char *code);
const char          *gol_isco_find         (const char *words);    /* best code or NULL */
const char          *gol_isco_nth          (guint position);       /* codes in order; NULL after the last */

G_END_DECLS
