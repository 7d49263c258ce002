/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-store-private.h"

G_BEGIN_DECLS

gboolean  gol_field_is_folded          (const GolField *field);

gboolean  gol_schema_create_projection (GolDb *db, GolLog log, GError **error);   /* without indexes */
gboolean  gol_schema_create_reference_indexes (GolDb *db, GolLog log, GError **error);
gboolean  gol_schema_create_indexes    (GolDb *db, GolLog log, GError **error);   /* those that are not there */
/* Those of fields, a statement each and perhaps an empty one: they may be made while derived columns are written. */
GStrv     gol_schema_list_field_indexes (GolLog log);
gboolean  gol_schema_drop_projection   (GolDb *db, GolLog log, GError **error);

/* Small things to remember; NULL removes. */
char     *gol_meta_get                 (GolDb *db, const char *key, GError **error);
gboolean  gol_meta_set                 (GolDb *db, const char *key, const char *value, GError **error);

/* Whether @info, read from office.json, is what this office was made with (gol-identity.c); of the open file. */
gboolean  gol_identity_check           (GolDb *db, const GolOfficeInfo *info, gboolean may_write, GError **error);

G_END_DECLS
