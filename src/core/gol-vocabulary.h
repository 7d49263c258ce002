/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *code;   /* stored and exchanged; never reused */
  const char *label;  /* N_() */
} GolTerm;

typedef struct
{
  const char    *name;
  const GolTerm *terms;  /* ends with an empty one */
} GolVocabulary;

const GolVocabulary *gol_vocabulary_find   (const char *name);
const GolTerm       *gol_vocabulary_get    (const GolVocabulary *self,
                                            const char          *code);
const char          *gol_term_get_label    (const GolTerm       *term);  /* translated */

/* ISO lists, from the iso-codes package with its translations; codes stand for themselves when it is absent. */
const char          *gol_iso_country_name  (const char *alpha2);
const char          *gol_iso_country_from3 (const char *alpha3);   /* "MEX" → "MX" */
const char          *gol_iso_currency_name (const char *code);
const char          *gol_iso_language_name (const char *code);     /* 639-3 */
gboolean             gol_iso_is_country    (const char *alpha2);
gboolean             gol_iso_is_currency   (const char *code);
gboolean             gol_iso_is_language   (const char *code);

/* ISCO-08 unit groups that the programmes use, with search in words. */
const char          *gol_isco_name         (const char *code);
const char          *gol_isco_find         (const char *words);    /* best code or NULL */

G_END_DECLS
