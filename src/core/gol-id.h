/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Identifiers: 26 characters of Crockford's base 32, sortable by time (ULID). A record is "worker/01J…". */
#define GOL_ID_LENGTH 26

char     *gol_id_new               (gint64       instant);
gboolean  gol_id_is_valid          (const char  *id);
char     *gol_record_new           (const char  *entity,
                                    gint64       instant);
gboolean  gol_record_split         (const char  *record,
                                    const char **entity,  /* interned */
                                    const char **id);     /* into record */

/*
 * File codes: "GQ-048173-6": the office's prefix (two or more letters), a counter of its own (six digits
 * or more), a check digit over both (ISO 7064 MOD 11-10 over the digits, letters A=10…Z=35 as two digits).
 * No reservation is needed, since no two offices share a prefix.
 */
char     *gol_code_format          (const char  *prefix,
                                    guint        counter);
gboolean  gol_code_parse           (const char  *text,     /* spaces, hyphens and case forgiven */
                                    char       **prefix,
                                    guint       *counter);

G_END_DECLS
