/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "gol-change.h"

FUZZ_WITHOUT_LEAK_CHECK

static const guint8 nothing[GOL_SALT_BYTES];

/* A leaf that is taken is written as the same line, but for its salt, which the reader passes over. */
static void
check_leaf (const char *line,
            gsize       length)
{
  g_autoptr(GolLeaf) leaf = gol_leaf_from_line (line, length, NULL);
  g_autofree char *written = leaf != NULL ? gol_leaf_to_line (leaf, nothing) : NULL;
  const gsize head = strlen ("[\"") + 2 * GOL_SALT_BYTES;

  if (leaf == NULL)
    return;
  g_assert (strlen (written) == length && memcmp (written + head, line + head, length - head) == 0);
}

static void
check_header (const char *line,
              gsize       length)
{
  GolHeader header = { 0 };
  g_autofree char *written = NULL;

  if (!gol_header_from_line (line, length, &header, NULL))
    return;
  written = gol_header_to_line (&header);
  g_assert (strlen (written) == length && memcmp (written, line, length) == 0);
  gol_header_clear (&header);
}

/* Whole changes, as they travel; opening a sealed one with a key that is nobody's must fail and leave it as it was. */
static void
check_change (const char *text,
              gsize       length)
{
  g_autoptr(GolChange) change = gol_change_from_ndjson (text, length, NULL);
  g_autofree char *written = NULL;
  guint8 public_key[32], secret_key[32];
  const guint8 seed[32] = { 1 };

  if (change == NULL)
    return;
  gol_seal_key_from_seed (seed, public_key, secret_key);
  gol_change_unseal (change, public_key, secret_key, NULL);
  written = gol_change_to_ndjson (change);
  g_assert (strlen (written) == length && memcmp (written, text, length) == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  const char *text = (const char *) data;

  gol_wire_init (NULL);
  check_change (text, size);
  check_leaf (text, size);
  check_header (text, size);
  return 0;
}
