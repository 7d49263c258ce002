/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-search-private.h"

G_BEGIN_DECLS

/* A word, a number or a date of what was typed. */
typedef struct
{
  char     *word;
  char     *other;   /* (nullable): the date with day and month the other way round */
  gboolean  number;
} GolChunk;

/* All of it, at most some; (element-type GolChunk). */
GPtrArray *gol_chunks_read               (const char  *text);
/* (nullable): all of it as one number, when it has several parts and may be: "GQ 048173 6". */
GolChunk  *gol_chunks_join               (GPtrArray   *chunks,
                                          const char  *text);
void       gol_chunk_free                (GolChunk    *chunk);

/* A letter that stands for a name: "lopez m". */
gboolean   gol_chunk_is_initial          (const char  *word);

/* Adds those of search_word that have @part inside, or are within one slip of @word; the beginnings are left out. */
gboolean   gol_search_add_inner_words    (GolDb       *db,
                                          const char  *part,
                                          GPtrArray   *words,
                                          GError     **error);
gboolean   gol_search_add_slipped_words  (GolDb       *db,
                                          const char  *word,
                                          GPtrArray   *words,
                                          GError     **error);
/* FTS5's query for all marks of a word of three letters or more. */
char      *gol_search_match_marks        (const char  *word);

G_END_DECLS
