/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What two records of one person have in common, however her name was written down: the birth date, one of her given names and
 * her surnames, each as it sounds. Surnames may be swapped, doubled into one box, or the second left out.
 */
typedef struct _GolLikeness GolLikeness;

GolLikeness *gol_likeness_new    (const char        *birth_date,    /* (nullable), as are all */
                                  const char        *surname_1,
                                  const char        *surname_2,
                                  const char        *given_names);
void         gol_likeness_free   (GolLikeness       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolLikeness, gol_likeness_free)

/* Whether both may be one person. */
gboolean     gol_likeness_match  (const GolLikeness *a,
                                  const GolLikeness *b);
/* Appends "birth:1971-04-20:barasa:barios:ignasio", one key a pair of surnames and given name: of char *. */
void         gol_likeness_keys   (const GolLikeness *self,
                                  GPtrArray         *keys);
/* Appends short words for the search index, such as "_4f0zq2m1": those who match share at least one. */
void         gol_likeness_tokens (const GolLikeness *self,
                                  GString           *words);

/* A document's number as it is compared: letters and digits alone, "n 7161-6944" → "N71616944"; (nullable) (transfer full). */
char        *gol_document_key    (const char        *number);

G_END_DECLS
