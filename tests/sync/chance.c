/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chance.h"

#include <sodium.h>
#include <sys/types.h>

#include "gol-change.h"

#define ID_BYTES 10    /* that are random in an id */

typedef struct { guint64 state; } Chance;

static Chance of_ids = { 1 }, of_keys = { 1 };

static void
draw_bytes (Chance *chance,
            void   *buffer,
            size_t  length)
{
  guint8 *bytes = buffer;

  for (size_t i = 0; i < length; i++)
    {
      /* xorshift64* */
      chance->state ^= chance->state >> 12;
      chance->state ^= chance->state << 25;
      chance->state ^= chance->state >> 27;
      bytes[i] = (guint8) (chance->state * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d) >> 56);
    }
}

/* Of ids, which ask the kernel (gol-id.c). */
ssize_t getrandom (void *buffer, size_t length, unsigned int flags);

ssize_t
getrandom (void         *buffer,
           size_t        length,
           unsigned int  flags)
{
  Chance other = { 1 };

  draw_bytes (length == ID_BYTES ? &of_ids : &other, buffer, length);
  return (ssize_t) length;
}

/* Of salts and keys. */
static const char *
get_name (void)
{
  return "seed";
}

static guint32
draw_number (void)
{
  guint32 number;

  draw_bytes (&of_keys, &number, sizeof number);
  return number;
}

static void
draw_buffer (void * const buffer,
             const size_t length)
{
  draw_bytes (&of_keys, buffer, length);
}

static struct randombytes_implementation chance = { get_name, draw_number, NULL, NULL, draw_buffer, NULL };

void
chance_begin (guint64 seed)
{
  GError *error = NULL;

  randombytes_set_implementation (&chance);
  /* The library draws once when it begins. */
  gol_wire_init (&error);
  g_assert_no_error (error);
  of_ids.state = of_keys.state = seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) | 1;
}
