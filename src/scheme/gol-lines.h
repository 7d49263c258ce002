/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where each member of a JSON text stands: jansson forgets the lines once it has read the text, and a lawyer looks for
 * line 214, not for "/clauses/17/max".
 */
typedef struct _GolLines GolLines;

#define GOL_LINES_MAX_DEPTH 16

/* FALSE when brackets nest deeper than GOL_LINES_MAX_DEPTH; @line tells where. Any bytes may be given. */
gboolean  gol_lines_check_depth (const char     *json,
                                 gsize           length,
                                 guint          *line);
/* @json must be well formed and not too deep. */
GolLines *gol_lines_new         (const char     *json,
                                 gsize           length);
void      gol_lines_free        (GolLines       *self);
guint     gol_lines_find        (const GolLines *self,
                                 const char     *pointer);  /* of its nearest parent when it is not there */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolLines, gol_lines_free)

G_END_DECLS
