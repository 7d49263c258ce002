/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-search-find-private.h"

#include <stdio.h>
#include <string.h>

#include "gol-date.h"
#include "gol-search-words-private.h"
#include "gol-text.h"

/* What was typed, taken apart. */

#define MOST_CHUNKS 8

void
gol_chunk_free (GolChunk *chunk)
{
  g_free (chunk->word);
  g_free (chunk->other);
  g_free (chunk);
}

static GolChunk *
chunk_new (char     *word,
           gboolean  number)
{
  GolChunk *chunk = g_new0 (GolChunk, 1);

  chunk->word = word;
  chunk->number = number;
  return chunk;
}

static char *
format_date (guint year,
             guint month,
             guint day)
{
  GolDate date = { year, month, day };

  return year <= 9999 && month <= 12 && day <= 31 && gol_date_is_valid (date) ? g_strdup_printf ("%04u%02u%02u", year, month, day) : NULL;
}

gboolean
gol_chunk_is_initial (const char *word)
{
  return g_ascii_isalpha (word[0]) && word[1] == '\0';
}

/* "20/04/1971"; the order is the reader's guess, so both are looked for when both exist. */
static GolChunk *
read_date (const char *text)
{
  guint first, second, year;
  int end = 0;
  g_autofree char *day_first = NULL, *month_first = NULL;
  GolChunk *chunk;

  if (sscanf (text, "%2u%*1[/.-]%2u%*1[/.-]%4u%n", &first, &second, &year, &end) != 3 || text[end] != '\0' || year < 1000)
    return NULL;
  day_first = format_date (year, second, first);
  month_first = format_date (year, first, second);
  if (day_first == NULL && month_first == NULL)
    return NULL;
  if (day_first == NULL)
    return chunk_new (g_steal_pointer (&month_first), TRUE);
  chunk = chunk_new (g_steal_pointer (&day_first), TRUE);
  chunk->other = g_steal_pointer (&month_first);
  return chunk;
}

static void
read_piece (GPtrArray  *chunks,
            const char *piece)
{
  GolChunk *date = read_date (piece);
  g_auto(GStrv) words = NULL;

  if (date != NULL)
    {
      g_ptr_array_add (chunks, date);
      return;
    }
  if (gol_search_has_digit (piece))
    {
      g_ptr_array_add (chunks, chunk_new (gol_search_compact (piece), TRUE));
      return;
    }
  words = gol_text_words (piece);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (chunks, chunk_new (g_strdup (words[i]), FALSE));
}

GPtrArray *
gol_chunks_read (const char *text)
{
  g_auto(GStrv) pieces = g_strsplit_set (text, " \t\r\n", -1);
  GPtrArray *chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_chunk_free);

  for (guint i = 0; pieces[i] != NULL; i++)
    read_piece (chunks, pieces[i]);
  if (chunks->len > MOST_CHUNKS)
    g_ptr_array_set_size (chunks, MOST_CHUNKS);
  return chunks;
}

GolChunk *
gol_chunks_join (GPtrArray  *chunks,
                 const char *text)
{
  return chunks->len > 1 && gol_search_has_digit (text) ? chunk_new (gol_search_compact (text), TRUE) : NULL;
}
