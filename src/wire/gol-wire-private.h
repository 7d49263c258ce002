/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-change.h"

G_BEGIN_DECLS

/* What the readers and writers of lines share: a member that must be there and of its form, or FALSE. */
#define GOL_WIRE_NAMES     "abcdefghijklmnopqrstuvwxyz0123456789"
#define GOL_WIRE_HEX_BYTES (2 * GOL_HASH_BYTES + 1)

void      gol_wire_to_hex           (const guint8      hash[GOL_HASH_BYTES],
                                     char              hex[GOL_WIRE_HEX_BYTES]);
void      gol_wire_append_hex       (GString          *out,
                                     const guint8      hash[GOL_HASH_BYTES]);
void      gol_wire_append_signature (GString          *out,          /* the whole line */
                                     const guint8      signature[GOL_SIGNATURE_BYTES]);

gboolean  gol_wire_take_text        (const GolValues  *values,
                                     const char       *name,
                                     const char       *alphabet,
                                     gsize             most,
                                     char            **text);
gboolean  gol_wire_take_integer     (const GolValues  *values,
                                     const char       *name,
                                     guint64           least,
                                     guint64           most,
                                     guint64          *number);
gboolean  gol_wire_take_hash        (const GolValues  *values,
                                     const char       *name,
                                     guint8            hash[GOL_HASH_BYTES]);
gboolean  gol_wire_take_log         (const GolValues  *values,
                                     const char       *name,
                                     GolLog           *log);
gboolean  gol_wire_is_hlc           (const char       *hlc);
gboolean  gol_wire_is_record        (const char       *text);        /* "worker/01J…", of any entity */

gboolean  gol_wire_next_line        (const char      **at,           /* without its line feed; FALSE at the end */
                                     const char       *end,
                                     const char      **line,
                                     gsize            *length);
gboolean  gol_wire_take_base64      (const char       *text,
                                     guint8           *bytes,
                                     gsize             most,
                                     gsize            *size);
gboolean  gol_wire_take_signature   (const char       *line,
                                     gsize             length,
                                     guint8            signature[GOL_SIGNATURE_BYTES]);
GolChange *gol_wire_read_change     (const char      **at,           /* moved behind it */
                                     const char       *end,
                                     GError          **error);

G_END_DECLS
