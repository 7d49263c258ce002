/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-merge-private.h"

G_BEGIN_DECLS

/*
 * A record's row of r_<entity>, read and written; and its clock: for each section its newest leaf and which operation
 * stands in which field.
 */

typedef struct
{
  char       *code;
  gboolean    voided;
  GBytes     *clock;
  GHashTable *sections;   /* name (interned) → GolValues; with GOL_FIELD_FILE_VOID where it was written */
} GolRow;

GolRow     *gol_row_load      (GolDb *db, GolLog log, const GolEntity *entity, guint32 id, GError **error);   /* NULL, unset: none */
void        gol_row_free      (GolRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolRow, gol_row_free)
GHashTable *gol_sections_new  (void);

/* @dirty: sections of which the columns changed, a bit each by their place in the entity; ignored for a new row. */
gboolean    gol_row_insert    (GolDb *db, GolLog log, const GolEntity *entity, guint32 id, const GolRow *row, GError **error);
gboolean    gol_row_update    (GolDb *db, GolLog log, const GolEntity *entity, guint32 id, const GolRow *row, guint64 dirty, GError **error);

GBytes     *gol_clock_encode  (GPtrArray *sections);   /* of GolSectionState */
/* Sections without their rows of head and hole. FALSE: not of its form. */
gboolean    gol_clock_decode  (GBytes *clock, const GolEntity *entity, GHashTable *values, GPtrArray *sections);

G_END_DECLS
