/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-verifying.h"

#include <string.h>

#define AT_A_TIME   8     /* signatures that a thread takes for itself; each takes some 60 µs */
#define FEW         16    /* not worth a thread */
#define MOST_OTHERS 3

typedef struct
{
  guint8        public_key[GOL_PUBLIC_KEY_BYTES];
  const char   *line;
  const guint8 *signature;
} Signed;

struct _GolVerifying
{
  GArray  *all;                     /* of Signed */
  gint     next;                    /* atomic: the first that nobody has taken */
  gint     bad;                     /* atomic */
  GThread *others[MOST_OTHERS];
  guint    n_others;
};

GolVerifying *
gol_verifying_new (void)
{
  GolVerifying *self = g_new0 (GolVerifying, 1);

  self->all = g_array_new (FALSE, FALSE, sizeof (Signed));
  return self;
}

static void
join (GolVerifying *self)
{
  while (self->n_others > 0)
    g_thread_join (self->others[--self->n_others]);
}

void
gol_verifying_free (GolVerifying *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->next, self->all->len);
  join (self);
  g_array_unref (self->all);
  g_free (self);
}

static void
add (GolVerifying *self,
     const char   *line,
     const guint8 *signature,
     const guint8 *public_key)
{
  Signed one = { .line = line, .signature = signature };

  memcpy (one.public_key, public_key, sizeof one.public_key);
  g_array_append_val (self->all, one);
}

void
gol_verifying_add_change (GolVerifying    *self,
                          const GolChange *change,
                          const guint8     public_key[GOL_PUBLIC_KEY_BYTES])
{
  add (self, change->line, change->signature, public_key);
}

void
gol_verifying_add_receipt (GolVerifying     *self,
                           const GolReceipt *receipt,
                           const guint8      hub_key[GOL_PUBLIC_KEY_BYTES])
{
  add (self, receipt->line, receipt->signature, hub_key);
}

static gpointer
verify_cb (gpointer user_data)
{
  GolVerifying *self = user_data;
  const gint n = self->all->len;

  for (gint at = g_atomic_int_add (&self->next, AT_A_TIME); at < n; at = g_atomic_int_add (&self->next, AT_A_TIME))
    for (gint i = at; i < MIN (at + AT_A_TIME, n); i++)
      {
        const Signed *one = &g_array_index (self->all, Signed, i);

        if (!gol_header_verify (one->public_key, one->line, strlen (one->line), one->signature))
          g_atomic_int_set (&self->bad, TRUE);
      }
  return NULL;
}

void
gol_verifying_begin (GolVerifying *self)
{
  guint others = self->all->len >= FEW ? MIN (g_get_num_processors () - 1, MOST_OTHERS) : 0;

  g_return_if_fail (self->n_others == 0);

  for (; self->n_others < others; self->n_others++)
    self->others[self->n_others] = g_thread_new ("verify", verify_cb, self);
}

gboolean
gol_verifying_end (GolVerifying *self)
{
  verify_cb (self);
  join (self);
  return !g_atomic_int_get (&self->bad);
}
