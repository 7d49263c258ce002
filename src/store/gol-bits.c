/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-query-private.h"

#include <string.h>

void
gol_bits_add (GolBits *bits,
              guint32  id)
{
  guint at = id / 64;

  if (at >= bits->n_words)
    {
      guint n = MAX (at + 1, bits->n_words * 2);

      bits->words = g_renew (guint64, bits->words, n);
      memset (bits->words + bits->n_words, 0, (n - bits->n_words) * sizeof (guint64));
      bits->n_words = n;
    }
  bits->words[at] |= G_GUINT64_CONSTANT (1) << id % 64;
}

gboolean
gol_bits_has (const GolBits *bits,
              guint32        id)
{
  return id / 64 < bits->n_words && (bits->words[id / 64] >> id % 64 & 1) != 0;
}

void
gol_bits_keep (GolBits       *bits,
               const GolBits *other)
{
  for (guint i = 0; i < bits->n_words; i++)
    bits->words[i] &= i < other->n_words ? other->words[i] : 0;
}

void
gol_bits_drop (GolBits       *bits,
               const GolBits *other)
{
  for (guint i = 0; i < MIN (bits->n_words, other->n_words); i++)
    bits->words[i] &= ~other->words[i];
}

guint
gol_bits_count (const GolBits *bits)
{
  guint n = 0;

  for (guint i = 0; i < bits->n_words; i++)
    n += __builtin_popcountll (bits->words[i]);
  return n;
}

GArray *
gol_bits_list (const GolBits *bits)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), gol_bits_count (bits));

  for (guint i = 0; i < bits->n_words; i++)
    for (guint64 left = bits->words[i]; left != 0; left &= left - 1)
      {
        guint32 id = i * 64 + __builtin_ctzll (left);

        g_array_append_val (ids, id);
      }
  return ids;
}

void
gol_bits_clear (GolBits *bits)
{
  g_clear_pointer (&bits->words, g_free);
  bits->n_words = 0;
}
