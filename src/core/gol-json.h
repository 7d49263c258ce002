/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-values.h"

G_BEGIN_DECLS

/*
 * Canonical JSON: the restriction of RFC 8785 in which everything that is exchanged is written. Keys are
 * [a-z0-9_.]+ and sorted, there is no white space, numbers are integers below 2^53, strings escape only
 * what they must ("\\" "\"" and controls: \b \t \n \f \r or \u00xx in small letters).
 * The reader takes exactly this and nothing else, so that equal values are equal bytes.
 */

#define GOL_JSON_MAX_DEPTH 8

void        gol_json_append_string (GString          *out,
                                    const char       *text);
void        gol_json_append_values (GString          *out,
                                    const GolValues  *values);
char       *gol_values_to_json     (const GolValues  *values);

/* Reads one whole canonical object. Fails with GOL_ERROR_INVALID, naming the byte. */
GolValues  *gol_values_from_json   (const char       *json,
                                    gssize            length,
                                    GError          **error);

/* Lists: the members of a set (sorted and unique when written) and rows (each an object). */
char       *gol_json_from_strv     (const char * const *members);
GStrv       gol_json_to_strv       (const char       *json,
                                    GError          **error);
char       *gol_json_from_rows     (GPtrArray        *rows);
GPtrArray  *gol_json_to_rows       (const char       *json,
                                    GError          **error); /* of GolValues */

/*
 * A pull reader over canonical JSON, for the parsers of changes: it never allocates but for strings that
 * are asked for, and every function returns FALSE at the first byte that is not canonical.
 */
typedef struct
{
  const char *start;
  const char *at;
  const char *end;
} GolJsonReader;

void        gol_json_reader_init      (GolJsonReader  *reader,
                                       const char     *json,
                                       gsize           length);
gboolean    gol_json_reader_take      (GolJsonReader  *reader,
                                       const char     *literal);
gboolean    gol_json_reader_string    (GolJsonReader  *reader,
                                       char          **text);   /* NULL to skip */
gboolean    gol_json_reader_integer   (GolJsonReader  *reader,
                                       gint64         *number);
gboolean    gol_json_reader_skip      (GolJsonReader  *reader,
                                       guint           depth);  /* any canonical value */
GolValues  *gol_json_reader_values    (GolJsonReader  *reader);  /* an object of values, or NULL */
gboolean    gol_json_reader_at_end    (const GolJsonReader *reader);

G_END_DECLS
