/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-query-private.h"

G_BEGIN_DECLS

/*
 * What lists were asked for lately, for all readers of one file: orders of everybody, and what was found. Each is of one moment between
 * two commits (gol_db_get_moment ()) and forgotten with it.
 */

/* Looked at by several threads at once, so nobody changes it. */
typedef struct
{
  GArray *ids;
  guint   n_filled;   /* of an order: what is empty comes after these */
} GolRemembered;

/* Takes @ids. */
GolRemembered *gol_remembered_new   (GArray              *ids,
                                     guint                n_filled);
GolRemembered *gol_remembered_ref   (GolRemembered       *self);
void           gol_remembered_unref (GolRemembered       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolRemembered, gol_remembered_unref)

typedef struct _GolMemory GolMemory;
GolMemory     *gol_memory_new       (void);
void           gol_memory_free      (GolMemory           *self);
void           gol_memory_clear     (GolMemory           *self);
/* (nullable) (transfer full) */
GolRemembered *gol_memory_get       (GolMemory           *self,
                                     guint64              moment,
                                     const char          *key);
/* Nothing is remembered of moment 0, which is none. */
void           gol_memory_put       (GolMemory           *self,
                                     guint64              moment,
                                     const char          *key,
                                     GolRemembered       *remembered);

G_END_DECLS
