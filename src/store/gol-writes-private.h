/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-db.h"

G_BEGIN_DECLS

/**
 * GolWrites:
 *
 * Statements with their parameters, put aside in order and run later, together: so that who computes what is written needs
 * no connection that writes. What a parameter is not set to is NULL; parameters count from 1.
 */
typedef struct _GolWrites GolWrites;

GolWrites  *gol_writes_new     (void);
void        gol_writes_free    (GolWrites *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolWrites, gol_writes_free)

/* Begins one more, whose parameters are set next. @sql must outlive the list. */
void        gol_writes_add     (GolWrites *self, const char *sql, guint params);
void        gol_writes_int     (GolWrites *self, guint at, gint64 number);
void        gol_writes_double  (GolWrites *self, guint at, double number);
void        gol_writes_text    (GolWrites *self, guint at, const char *text);
void        gol_writes_blob    (GolWrites *self, guint at, gconstpointer data, gsize length);
/* What the last one's parameter was set to, if it was a text; until more is set. */
const char *gol_writes_peek    (GolWrites *self, guint at);

/* All of them; then the list is empty. */
gboolean    gol_writes_run     (GolWrites *self, GolDb *db, GError **error);

G_END_DECLS
