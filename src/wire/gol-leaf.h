/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-values.h"

G_BEGIN_DECLS

typedef enum
{
  GOL_OP_SET,
  GOL_OP_ADD,
  GOL_OP_REMOVE,
  GOL_OP_VOID,
  GOL_OP_LINK,
  GOL_OP_UNLINK,
  GOL_OP_ADOPT,
  GOL_OP_ERASE,
  GOL_OP_CONFIG,
} GolOp;

const char *gol_op_get_name     (GolOp         op);

#define GOL_OP_ID_MAX 64   /* "s2a1.1:77": site, incarnation, number */

/**
 * GolLeaf:
 * @record: "worker/01J…"
 * @section: a section of the record's entity (one that is not known here is kept as it came)
 * @op: what is done
 * @values: the fields
 * @base: (nullable): sorted operation ids "site.inc:seq" of the heads that the writer saw
 * @why: (nullable): the officer's reason
 *
 * One record × one section: the unit of authority, visibility, exchange and conflict.
 */
typedef struct
{
  char      *record;
  char      *section;
  GolOp      op;
  GolValues *values;
  GStrv      base;
  char      *why;
} GolLeaf;

GolLeaf    *gol_leaf_new        (const char   *record,
                                 const char   *section,
                                 GolOp         op,
                                 GolValues    *values);  /* (transfer none) */
void        gol_leaf_free       (GolLeaf      *leaf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolLeaf, gol_leaf_free)

/* The line as it is sent, hashed and stored: ["salt",{…}] in canonical JSON, no line feed. */
#define GOL_SALT_BYTES 16
char       *gol_leaf_to_line    (const GolLeaf *leaf,
                                 const guint8   salt[GOL_SALT_BYTES]);
GolLeaf    *gol_leaf_from_line  (const char    *line,
                                 gsize          length,
                                 GError       **error);

G_END_DECLS
