/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-query-memory-private.h"

/* Four bytes each: three orders of a million people, which is how many an officer goes to and fro between. */
#define MOST_IDS     (13 * 256 * 1024)
#define MOST_ENTRIES 16

/* ── What is remembered ── */

GolRemembered *
gol_remembered_new (GArray *ids,
                    guint   n_filled)
{
  GolRemembered *self = g_atomic_rc_box_new0 (GolRemembered);

  self->ids = ids;
  self->n_filled = n_filled;
  return self;
}

GolRemembered *
gol_remembered_ref (GolRemembered *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_remembered (gpointer data)
{
  g_array_unref (((GolRemembered *) data)->ids);
}

void
gol_remembered_unref (GolRemembered *self)
{
  g_atomic_rc_box_release_full (self, clear_remembered);
}

/* ── The memory ── */

typedef struct
{
  char          *key;
  guint64        moment;
  GolRemembered *what;
} Entry;

struct _GolMemory
{
  GMutex  lock;
  GQueue  entries;   /* of Entry, the last used first */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  gol_remembered_unref (entry->what);
  g_free (entry);
}

GolMemory *
gol_memory_new (void)
{
  GolMemory *self = g_new0 (GolMemory, 1);

  g_mutex_init (&self->lock);
  return self;
}

void
gol_memory_clear (GolMemory *self)
{
  g_mutex_lock (&self->lock);
  g_queue_clear_full (&self->entries, entry_free);
  g_mutex_unlock (&self->lock);
}

void
gol_memory_free (GolMemory *self)
{
  gol_memory_clear (self);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static Entry *
find (GolMemory  *self,
      guint64     moment,
      const char *key)
{
  for (GList *link = self->entries.head; link != NULL; link = link->next)
    {
      Entry *entry = link->data;

      if (entry->moment != moment || !g_str_equal (entry->key, key))
        continue;
      g_queue_unlink (&self->entries, link);
      g_queue_push_head_link (&self->entries, link);
      return entry;
    }
  return NULL;
}

GolRemembered *
gol_memory_get (GolMemory  *self,
                guint64     moment,
                const char *key)
{
  GolRemembered *what = NULL;
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = moment != 0 ? find (self, moment, key) : NULL;
  if (entry != NULL)
    what = gol_remembered_ref (entry->what);
  g_mutex_unlock (&self->lock);
  return what;
}

/* What is older than @moment nobody will ask for again, and of the rest the last used are kept, at least one. */
static void
forget (GolMemory *self,
        guint64    moment)
{
  guint64 n = 0;
  guint n_entries = 0;

  for (GList *link = self->entries.head, *next; link != NULL; link = next)
    {
      Entry *entry = link->data;

      next = link->next;
      n += entry->what->ids->len;
      if (entry->moment >= moment && ++n_entries <= MOST_ENTRIES && (n <= MOST_IDS || link == self->entries.head))
        continue;
      n -= entry->what->ids->len;
      g_queue_delete_link (&self->entries, link);
      entry_free (entry);
    }
}

void
gol_memory_put (GolMemory     *self,
                guint64        moment,
                const char    *key,
                GolRemembered *remembered)
{
  if (moment == 0)
    return;
  g_mutex_lock (&self->lock);
  if (find (self, moment, key) == NULL)
    {
      Entry *entry = g_new0 (Entry, 1);

      *entry = (Entry) { g_strdup (key), moment, gol_remembered_ref (remembered) };
      g_queue_push_head (&self->entries, entry);
      forget (self, moment);
    }
  g_mutex_unlock (&self->lock);
}
