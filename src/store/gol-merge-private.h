/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-store-private.h"

G_BEGIN_DECLS

/*
 * Merging, in memory alone. A head of a field is an operation that wrote it and that no operation which wrote it later
 * names in its base. An operation named before it came is remembered as a hole, so that it never becomes a head when it
 * does come. Heads and holes together depend on the set of operations only, never on the order in which they came.
 */

typedef struct
{
  guint64       op;
  char          hlc[GOL_HLC_LENGTH + 1];
  GolValueKind  kind;
  char         *text;
} GolHead;

/**
 * GolCell:
 * @name: the field (interned)
 * @member: "" for the whole field, else the member of a set that was added or removed by itself
 * @op: @kind: @text: the head that stands
 * @heads: (nullable): of #GolHead: all of them, when there are several or the field has members
 */
typedef struct
{
  const char   *name;
  const char   *member;
  guint64       op;
  GolValueKind  kind;
  char         *text;
  GArray       *heads;
} GolCell;

typedef struct
{
  const char *name;     /* field and member, interned */
  const char *member;
  char       *op;       /* "s7f3.1:77": its site may not be known here */
} GolHole;

typedef struct
{
  const char       *name;      /* interned */
  const GolSection *section;   /* NULL: not in the dictionary */
  GArray           *cells;     /* of GolCell */
  GArray           *holes;     /* of GolHole */
  guint64           last;      /* its newest leaf */
  guint64           gathered;  /* the number of our change that shall have the next one; 0: none (gol-batch.c) */
  gboolean          apart;     /* has rows in head or hole */
  gboolean          dirty;
  gboolean          stale;     /* other operations count than when it was merged */
} GolSectionState;

/* What merging must ask of the log. */
typedef struct _GolMergeLog GolMergeLog;
struct _GolMergeLog
{
  guint64   (*parse)    (GolMergeLog *log, const char *op);               /* 0: its site is not known */
  gboolean  (*accepted) (GolMergeLog *log, guint64 op, GError **error);   /* error set: failed */
  gboolean  (*get_hlc)  (GolMergeLog *log, guint64 op, char hlc[GOL_HLC_LENGTH + 1], GError **error);
  gboolean  (*is_late)  (GolMergeLog *log, guint64 op);                   /* accepted, but loses to what is not */
  const char *(*get_site) (GolMergeLog *log, guint64 op);                 /* for ties */
};

GolSectionState *gol_section_state_new   (const GolEntity *entity, const char *name);
void             gol_section_state_free  (GolSectionState *state);
/* Their @name is interned, as a GolValue's is. */
GolCell         *gol_section_state_cell  (GolSectionState *state, const char *name, const char *member, gboolean create);
gboolean         gol_section_state_has_members (GolSectionState *state, const char *name);
/* The values that stand, sets with their members added and removed; also GOL_FIELD_FILE_VOID. */
GolValues       *gol_section_state_values (GolSectionState *state);
/* Of those that @values name, as a JSON object: what setting them would be undone to. NULL: nothing stands there. */
char            *gol_section_state_old    (GolSectionState *state, const GolValues *values);
/* Sorted names of all heads: what a writer who sees this section names as base. */
GArray          *gol_section_state_heads (GolSectionState *state);   /* of guint64 */

void             gol_cell_add_head       (GolCell *cell, guint64 op, const char *hlc, GolValueKind kind, const char *text);
gboolean         gol_cell_is_contested   (const GolCell *cell);
void             gol_cell_choose         (GolCell *cell, GolMergeLog *log);

gboolean         gol_merge_leaf          (GolSectionState *state, const GolLeaf *leaf, guint64 op, const char *hlc,
                                          GolMergeLog *log, GError **error);

G_END_DECLS
