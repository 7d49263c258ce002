/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-row-private.h"

#include <string.h>

/*
 * For each section: its name, flags, newest leaf, the operation that most of its fields stand by, and the fields that stand
 * by another. Numbers are seven bits a byte. A field that was never written is in neither; one that was cleared is written
 * out, for its column cannot tell.
 */

#define APART 1   /* has rows in head or hole */

static void
put_number (GByteArray *out,
            guint64     number)
{
  guint8 bytes[10];
  guint n = 0;

  for (; number >= 0x80; number >>= 7)
    bytes[n++] = number | 0x80;
  bytes[n++] = number;
  g_byte_array_append (out, bytes, n);
}

static void
put_name (GByteArray *out,
          const char *name)
{
  gsize length = strlen (name);

  put_number (out, length);
  g_byte_array_append (out, (const guint8 *) name, length);
}

/* Heads of a field that has several stand in the table, not here. */
static gboolean
stands_alone (const GolCell *cell)
{
  return cell->heads == NULL;
}

static guint64
commonest (GArray *cells)
{
  guint64 best = 0;
  guint most = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      GolCell *cell = &g_array_index (cells, GolCell, i);
      guint n = 0;

      if (!stands_alone (cell) || cell->kind == GOL_VALUE_NULL || cell->op == best)
        continue;
      for (guint j = i; j < cells->len; j++)
        {
          GolCell *other = &g_array_index (cells, GolCell, j);

          n += stands_alone (other) && other->kind != GOL_VALUE_NULL && other->op == cell->op;
        }
      /* Of equals the smaller: equal states are equal bytes. */
      if (n > most || (n == most && cell->op < best))
        {
          most = n;
          best = cell->op;
        }
    }
  return best;
}

static gboolean
is_exception (const GolCell *cell,
              guint64        common)
{
  return stands_alone (cell) && (cell->op != common || cell->kind == GOL_VALUE_NULL);
}

static int
compare_cells (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(const GolCell **) a)->name, (*(const GolCell **) b)->name);
}

static void
put_section (GByteArray      *out,
             GolSectionState *state)
{
  g_autoptr(GPtrArray) exceptions = g_ptr_array_new ();
  guint64 common = commonest (state->cells);
  guint8 flags = state->holes->len > 0 ? APART : 0;

  for (guint i = 0; i < state->cells->len; i++)
    {
      GolCell *cell = &g_array_index (state->cells, GolCell, i);

      if (!stands_alone (cell))
        flags |= APART;
      if (is_exception (cell, common))
        g_ptr_array_add (exceptions, cell);
    }
  g_ptr_array_sort (exceptions, compare_cells);

  put_name (out, state->name);
  g_byte_array_append (out, &flags, 1);
  put_number (out, state->last);
  put_number (out, common);
  put_number (out, exceptions->len);
  for (guint i = 0; i < exceptions->len; i++)
    {
      GolCell *cell = g_ptr_array_index (exceptions, i);

      put_name (out, cell->name);
      put_number (out, cell->op);
    }
}

static int
compare_sections (gconstpointer a,
                  gconstpointer b)
{
  return strcmp ((*(GolSectionState **) a)->name, (*(GolSectionState **) b)->name);
}

GBytes *
gol_clock_encode (GPtrArray *sections)
{
  GByteArray *out = g_byte_array_new ();

  g_ptr_array_sort (sections, compare_sections);
  for (guint i = 0; i < sections->len; i++)
    {
      GolSectionState *state = g_ptr_array_index (sections, i);

      /* One that was only looked at has no leaf. */
      if (state->last != 0)
        put_section (out, state);
    }
  return g_byte_array_free_to_bytes (out);
}

/* ── Reading ── */

typedef struct
{
  const guint8 *at;
  const guint8 *end;
} Reader;

static gboolean
take_number (Reader  *reader,
             guint64 *number)
{
  *number = 0;
  for (guint shift = 0; shift < 64 && reader->at < reader->end; shift += 7)
    {
      guint8 byte = *reader->at++;

      *number |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_name (Reader *reader,
           char    name[256])
{
  guint64 length;

  if (!take_number (reader, &length) || length > 255 || length > (guint64) (reader->end - reader->at))
    return FALSE;
  memcpy (name, reader->at, length);
  name[length] = '\0';
  reader->at += length;
  return TRUE;
}

static void
add_cell (GolSectionState *state,
          const char      *name,
          guint64          op,
          const GolValue  *value)
{
  GolCell *cell = gol_section_state_cell (state, name, "", TRUE);

  cell->op = op;
  if (value != NULL && cell->text == NULL)
    {
      cell->kind = value->kind;
      cell->text = g_strdup (value->text);
    }
}

static gboolean
take_section (Reader          *reader,
              const GolEntity *entity,
              GHashTable      *values,
              GPtrArray       *sections)
{
  GolSectionState *state;
  GolValues *held;
  char name[256];
  guint64 common, n;

  if (!take_name (reader, name))
    return FALSE;
  state = gol_section_state_new (entity, name);
  g_ptr_array_add (sections, state);
  held = g_hash_table_lookup (values, state->name);
  if (reader->at == reader->end)
    return FALSE;
  state->apart = (*reader->at++ & APART) != 0;
  if (!take_number (reader, &state->last) || !take_number (reader, &common) || !take_number (reader, &n))
    return FALSE;
  for (guint i = 0; held != NULL && i < gol_values_get_size (held); i++)
    add_cell (state, gol_values_peek (held, i)->name, common, gol_values_peek (held, i));
  for (guint64 i = 0; i < n; i++)
    {
      guint64 op;

      if (!take_name (reader, name) || !take_number (reader, &op))
        return FALSE;
      add_cell (state, g_intern_string (name), op, NULL);
    }
  return TRUE;
}

gboolean
gol_clock_decode (GBytes          *clock,
                  const GolEntity *entity,
                  GHashTable      *values,
                  GPtrArray       *sections)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (clock, &length);
  Reader reader = { data, data + length };

  while (reader.at < reader.end)
    if (!take_section (&reader, entity, values, sections))
      return FALSE;
  return TRUE;
}
