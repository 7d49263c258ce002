/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-store-private.h"

G_BEGIN_DECLS

/* Letters of a mark: any three neighbours. */
#define GOL_MARK_LETTERS 3

/* Which of the index's tables an entity has; see gol-search.c. */
#define GOL_SEARCH_TABLES 3
guint       gol_search_table       (const GolEntity   *entity);
const char *gol_search_words_table (guint              table);
const char *gol_search_marks_table (guint              table);
/* (nullable): the word that every row of this entity has where several share a table. */
const char *gol_search_entity_word (const GolEntity   *entity);

/* What one record is found by. */
typedef struct _GolSearchText
{
  GString *words;   /* of names and texts; codes, numbers and dates as one word each: "gq0481736" */
  GString *marks;   /* of codes and numbers, so that they are found by what stands within; and a worker's likeness */
} GolSearchText;

/* From the sections of one file, by name. */
GolSearchText *gol_search_text_new (const GolEntity   *entity,
                                    GolLog             log,
                                    const char        *code,
                                    GHashTable        *sections);
void        gol_search_text_free   (GolSearchText     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSearchText, gol_search_text_free)
gboolean    gol_search_text_equal  (const GolSearchText *a,
                                    const GolSearchText *b);

gboolean    gol_search_has_words   (const GolEntity   *entity,
                                    GolLog             log);
gboolean    gol_search_has_marks   (const GolEntity   *entity,
                                    GolLog             log);
/* Whether lists and searches look into this field, and whether it is a number. */
gboolean    gol_search_is_searched (const GolField    *field);
gboolean    gol_search_is_number   (const GolField    *field);

/* Folded, without the spaces: how codes, numbers and dates stand in the index. */
char       *gol_search_compact     (const char        *text);
gboolean    gol_search_has_digit   (const char        *text);
/* Appends " abc bcd cde" for "abcde"; less than three letters have none. */
void        gol_search_append_marks (GString          *marks,
                                    const char        *word);

G_END_DECLS
