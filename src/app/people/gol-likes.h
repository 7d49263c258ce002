/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/* How one thing compares. */
typedef enum
{
  GOL_LIKE_SAME,
  GOL_LIKE_SOUNDS,   /* another spelling of what sounds alike */
  GOL_LIKE_SLIP,     /* one letter or figure apart, or two changed over */
  GOL_LIKE_DIFFERS,
  GOL_LIKE_ONE,      /* only one of the two says anything */
} GolAlike;

typedef struct
{
  const char *label;
  gboolean    code;     /* figures and letters that run from left to right in every language */
  char       *ours;     /* as people read it; "" for nothing */
  char       *theirs;
  GolAlike    verdict;
} GolLikeLine;

/**
 * GolLike:
 * @why: sentence: what makes her look like the person who is being enrolled
 * @lines: (element-type GolLikeLine): both, side by side
 *
 * Somebody in the office who may be the same person.
 */
typedef struct
{
  char      *record;
  char      *code;
  char      *title;
  char      *portrait;    /* (nullable) */
  char      *birth_date;  /* as people read it */
  char      *why;
  gboolean   sure;        /* they share a document */
  GPtrArray *lines;
} GolLike;

void       gol_like_free  (GolLike *like);

/* In a thread: who may be the person of @sections, the surest first; of GolLike. */
GPtrArray *gol_likes_find (GolOffice   *office,
                           GHashTable  *sections,
                           GError     **error);

G_END_DECLS
