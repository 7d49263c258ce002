/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-values.h"

#include <string.h>

struct _GolValues
{
  gatomicrefcount  ref_count;
  GArray          *items;      /* of GolValue, sorted by name */
};

G_DEFINE_BOXED_TYPE (GolValues, gol_values, gol_values_ref, gol_values_unref)

static void
value_clear (gpointer data)
{
  g_free (((GolValue *) data)->text);
}

GolValues *
gol_values_new (void)
{
  GolValues *self = g_new (GolValues, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->items = g_array_sized_new (FALSE, FALSE, sizeof (GolValue), 8);
  g_array_set_clear_func (self->items, value_clear);
  return self;
}

GolValues *
gol_values_ref (GolValues *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gol_values_unref (GolValues *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->items);
  g_free (self);
}

GolValues *
gol_values_copy (const GolValues *self)
{
  GolValues *copy = gol_values_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      GolValue value = g_array_index (self->items, GolValue, i);

      value.text = g_strdup (value.text);
      g_array_append_val (copy->items, value);
    }
  return copy;
}

guint
gol_values_get_size (const GolValues *self)
{
  return self->items->len;
}

const GolValue *
gol_values_peek (const GolValues *self,
                 guint            position)
{
  g_return_val_if_fail (position < self->items->len, NULL);
  return &g_array_index (self->items, GolValue, position);
}

/* Where @name is, or would stand. */
static gboolean
locate (const GolValues *self,
        const char      *name,
        guint           *position)
{
  guint low = 0, high = self->items->len;

  /* Most are set in their order. */
  if (high > 0 && strcmp (g_array_index (self->items, GolValue, high - 1).name, name) < 0)
    low = high;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      int order = strcmp (g_array_index (self->items, GolValue, middle).name, name);

      if (order == 0)
        {
          *position = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *position = low;
  return FALSE;
}

const GolValue *
gol_values_find (const GolValues *self,
                 const char      *name)
{
  guint position;

  return self != NULL && locate (self, name, &position) ? gol_values_peek (self, position) : NULL;
}

gboolean
gol_value_equal (const GolValue *a,
                 const GolValue *b)
{
  return a->kind == b->kind && g_strcmp0 (a->text, b->text) == 0;
}

gboolean
gol_values_equal (const GolValues *a,
                  const GolValues *b)
{
  if (a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->items->len; i++)
    {
      const GolValue *x = gol_values_peek (a, i), *y = gol_values_peek (b, i);

      if (strcmp (x->name, y->name) != 0 || !gol_value_equal (x, y))
        return FALSE;
    }
  return TRUE;
}

const char *
gol_values_get_text (const GolValues *self,
                     const char      *name)
{
  const GolValue *value = gol_values_find (self, name);

  return value != NULL ? value->text : NULL;
}

gint64
gol_values_get_integer (const GolValues *self,
                        const char      *name,
                        gint64           fallback)
{
  const GolValue *value = gol_values_find (self, name);

  return value != NULL && value->kind == GOL_VALUE_INTEGER ? g_ascii_strtoll (value->text, NULL, 10) : fallback;
}

gboolean
gol_values_get_boolean (const GolValues *self,
                        const char      *name,
                        gboolean         fallback)
{
  const GolValue *value = gol_values_find (self, name);

  return value != NULL && value->kind == GOL_VALUE_BOOLEAN ? value->text[0] == 't' : fallback;
}

/* Takes @text over; @name is interned. */
static void
put_interned (GolValues    *self,
              const char   *name,
              GolValueKind  kind,
              char         *text)
{
  GolValue value = { name, kind, text };
  guint position;

  if (locate (self, name, &position))
    {
      GolValue *old = &g_array_index (self->items, GolValue, position);

      g_free (old->text);
      old->kind = kind;
      old->text = text;
      return;
    }
  g_array_insert_val (self->items, position, value);
}

static void
put (GolValues    *self,
     const char   *name,
     GolValueKind  kind,
     char         *text)
{
  put_interned (self, g_intern_string (name), kind, text);
}

void
gol_values_set_text (GolValues  *self,
                     const char *name,
                     const char *text)
{
  if (text == NULL || *text == '\0')
    put (self, name, GOL_VALUE_NULL, NULL);
  else
    put (self, name, GOL_VALUE_TEXT, g_strdup (text));
}

void
gol_values_set_integer (GolValues  *self,
                        const char *name,
                        gint64      number)
{
  put (self, name, GOL_VALUE_INTEGER, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

void
gol_values_set_boolean (GolValues  *self,
                        const char *name,
                        gboolean    truth)
{
  put (self, name, GOL_VALUE_BOOLEAN, g_strdup (truth ? "true" : "false"));
}

void
gol_values_set_list (GolValues  *self,
                     const char *name,
                     const char *canonical_json)
{
  put (self, name, GOL_VALUE_LIST, g_strdup (canonical_json));
}

void
gol_values_set_null (GolValues  *self,
                     const char *name)
{
  put (self, name, GOL_VALUE_NULL, NULL);
}

void
gol_values_set (GolValues      *self,
                const GolValue *value)
{
  put_interned (self, value->name, value->kind, g_strdup (value->text));
}

void
gol_values_remove (GolValues  *self,
                   const char *name)
{
  guint position;

  if (locate (self, name, &position))
    g_array_remove_index (self->items, position);
}
