/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-scheme-private.h"

#include <string.h>

/*
 * A scheme's text with its places: "{starts}", or a place with variants, of which one is taken by what stands there:
 * "{days, none {no day} one {one day} other {# days}}". Variants may have places of their own; # is the figure.
 */
#define VARIANTS_MAX 8
#define DEPTH_MAX    3

typedef struct
{
  const char *at;
  gsize       length;
} Span;

typedef struct
{
  Span        name;
  guint       n;
  Span        variants[VARIANTS_MAX];
  Span        bodies[VARIANTS_MAX];
  const char *end;      /* behind the closing brace */
} Place;

static Span
read_name (const char *at)
{
  return (Span) { at, strspn (at, "abcdefghijklmnopqrstuvwxyz0123456789_") };
}

static const char *
skip_spaces (const char *at)
{
  return at + strspn (at, " ");
}

/* From behind an opening brace to its closing one; NULL when there is none. */
static const char *
find_close (const char *at,
            const char *end)
{
  guint open = 1;

  for (; at < end; at++)
    if (*at == '{')
      open++;
    else if (*at == '}' && --open == 0)
      return at;
  return NULL;
}

static gboolean
read_place (const char *at,
            const char *end,
            Place      *place)
{
  const char *close = find_close (at + 1, end);

  *place = (Place) { .name = read_name (at + 1), .end = close != NULL ? close + 1 : NULL };
  if (close == NULL || place->name.length == 0)
    return FALSE;
  at = place->name.at + place->name.length;
  if (at == close)
    return TRUE;
  if (*at != ',')
    return FALSE;
  for (at = skip_spaces (at + 1); at < close; at = skip_spaces (at))
    {
      Span variant = read_name (at);
      const char *body = skip_spaces (at + variant.length);
      const char *body_end = *body == '{' ? find_close (body + 1, close) : NULL;

      if (variant.length == 0 || body_end == NULL || place->n == VARIANTS_MAX)
        return FALSE;
      place->variants[place->n] = variant;
      place->bodies[place->n++] = (Span) { body + 1, (gsize) (body_end - body - 1) };
      at = body_end + 1;
    }
  return place->n > 0;
}

static gboolean
is_named (const Span *span,
          const char *name)
{
  return strlen (name) == span->length && strncmp (span->at, name, span->length) == 0;
}

/* The variant of that name, else the one for all else. */
static const Span *
choose (const Place *place,
        const char  *variant)
{
  for (guint i = 0; i < place->n; i++)
    if (is_named (&place->variants[i], variant))
      return &place->bodies[i];
  for (guint i = 0; i < place->n; i++)
    if (is_named (&place->variants[i], GOL_VARIANT_OTHER))
      return &place->bodies[i];
  return NULL;
}

typedef struct
{
  GolFill  fill;
  gpointer user_data;
  GString *out;
} Filling;

static void
fill_span (const Filling *filling,
           Span           span,
           const char    *figure,
           guint          depth)
{
  const char *at = span.at, *end = span.at + span.length;
  Place place;

  while (at < end)
    {
      if (*at == '{' && depth <= DEPTH_MAX && read_place (at, end, &place))
        {
          g_autofree char *name = g_strndup (place.name.at, place.name.length);
          const char *variant = GOL_VARIANT_OTHER;
          g_autofree char *value = filling->fill (name, &variant, filling->user_data);
          const Span *body = choose (&place, variant);

          if (value != NULL)
            {
              if (body != NULL)
                fill_span (filling, *body, value, depth + 1);
              else
                g_string_append (filling->out, value);
              at = place.end;
              continue;
            }
        }
      if (*at == '#' && figure != NULL)
        g_string_append (filling->out, figure);
      else
        g_string_append_c (filling->out, *at);
      at++;
    }
}

char *
gol_words_fill (const char *text,
                GolFill     fill,
                gpointer    user_data)
{
  Filling filling = { fill, user_data, g_string_new (NULL) };

  fill_span (&filling, (Span) { text, strlen (text) }, NULL, 0);
  return g_string_free (filling.out, FALSE);
}

static gboolean
visit_span (Span     span,
            GolVisit visit,
            gpointer user_data,
            guint    depth)
{
  const char *at = span.at, *end = span.at + span.length;
  Place place;

  if (depth > DEPTH_MAX)
    return FALSE;
  while (at < end)
    {
      if (*at == '}' || (*at == '{' && !read_place (at, end, &place)))
        return FALSE;
      if (*at != '{')
        {
          at++;
          continue;
        }
      g_autofree char *name = g_strndup (place.name.at, place.name.length);
      g_auto (GStrv) variants = g_new0 (char *, place.n + 1);
      for (guint i = 0; i < place.n; i++)
        {
          variants[i] = g_strndup (place.variants[i].at, place.variants[i].length);
          if (!visit_span (place.bodies[i], visit, user_data, depth + 1))
            return FALSE;
        }
      visit (name, (const char * const *) variants, user_data);
      at = place.end;
    }
  return TRUE;
}

gboolean
gol_words_visit (const char *text,
                 GolVisit    visit,
                 gpointer    user_data)
{
  return visit_span ((Span) { text, strlen (text) }, visit, user_data, 0);
}
