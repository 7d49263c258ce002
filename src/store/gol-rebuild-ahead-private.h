/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-session-private.h"

G_BEGIN_DECLS

/* A page of the log on its way to the writer: its leaves, and what they make of the records that no page before had. */
typedef struct
{
  GArray     *entries;    /* gol-rebuild-ahead.c */
  gboolean    more;       /* may follow */
  guint64     position;   /* the newest leaf that is in it, or in any before */
  guint64     total;      /* leaves of the whole log */
  GolSession *session;
  GError     *error;      /* why it is not whole */
} GolLoad;

typedef struct _GolAhead GolAhead;

/* @after: the leaf that was taken in last; 0: none, and there is no row yet. */
GolAhead *gol_ahead_new       (GolFile *file, guint64 after, GError **error);
void      gol_ahead_free      (GolAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolAhead, gol_ahead_free)

/* Waits for the next page; each is given back when it is written. NULL: the last one was taken. */
GolLoad  *gol_ahead_take      (GolAhead *self);
void      gol_ahead_give_back (GolAhead *self, GolLoad *load);
/* The writer's part, when all pages before are written: the leaves of records that have a row already. */
gboolean  gol_load_merge_rest (GolLoad *load, GError **error);

G_END_DECLS
