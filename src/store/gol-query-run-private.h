/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-query-memory-private.h"

G_BEGIN_DECLS

/* A query at work, in one reader's transaction. */
typedef struct
{
  GolDb          *db;
  GolLog          log;
  GolMemory      *memory;
  guint64         moment;    /* 0: not known, and nothing is remembered */
  const GolQuery *query;
  GolColumn       sort;      /* .sort NULL: by id */
  GolBits         in;
  gboolean        narrowed;  /* else all are in */
  GolBits         out;       /* voided */
  GArray         *found;     /* what the search gave, the best first; NULL: no search */
} GolRun;

/* Finds what is in; clear it in any case. */
gboolean  gol_run_prepare (GolRun         *self,
                           GolStore       *store,
                           const GolQuery *query,
                           GolDb          *open,
                           GolDb          *protected_db,
                           GError        **error);
void      gol_run_clear   (GolRun         *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolRun, gol_run_clear)

gboolean  gol_run_has     (const GolRun   *self,
                           guint32         id);
/* Appends @id if it is in. */
void      gol_run_take    (const GolRun   *self,
                           GArray         *ids,
                           guint32         id);
/* Else everybody's order must be read for the list. */
gboolean  gol_run_knows_order (GolRun     *self);
/* All that is in, in order. */
GArray   *gol_run_list    (GolRun         *self,
                           GError        **error);

G_END_DECLS
