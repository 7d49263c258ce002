/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-query.h"
#include "gol-store-private.h"

G_BEGIN_DECLS

struct _GolQuery
{
  const GolEntity *entity;
  char            *sort;        /* NULL: by id */
  gboolean         descending;
  GPtrArray       *filters;     /* of GolFilter */
  char            *search;      /* NULL: none */
};

/* What a field's name means in SQL. */
typedef struct
{
  char        *sql;       /* column or expression */
  const char  *sort;      /* indexed column that orders and compares as officers expect; NULL: it has none */
  gboolean     folded;    /* sort holds gol_text_fold ()ed text */
  gboolean     codes;     /* holds " one two ": each is asked for by itself */
  gboolean     few;       /* those that have any are indexed */
  GolFieldType type;
} GolColumn;

/* Fails with GOL_ERROR_USAGE when there is no such field, GOL_ERROR_DENIED when it does not rest with the entity's lists. */
gboolean      gol_column_find      (GolColumn       *column,
                                    const GolEntity *entity,
                                    const char      *field,
                                    GError         **error);
void          gol_column_clear     (GolColumn       *column);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolColumn, gol_column_clear)

/* A filter as SQL with its values: "civil__sex = ?". */
typedef struct
{
  GString      *sql;
  GPtrArray    *values;   /* of char * */
  gboolean      indexed;
} GolCondition;

GolCondition *gol_condition_new    (const GolEntity *entity,
                                    const GolFilter *filter,
                                    GError         **error);
void          gol_condition_free   (GolCondition    *condition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolCondition, gol_condition_free)

/* A set of ids. */
typedef struct
{
  guint64 *words;
  guint    n_words;
} GolBits;

void          gol_bits_add         (GolBits         *bits,
                                    guint32          id);
gboolean      gol_bits_has         (const GolBits   *bits,
                                    guint32          id);
void          gol_bits_keep        (GolBits         *bits,    /* only what @other has too */
                                    const GolBits   *other);
void          gol_bits_drop        (GolBits         *bits,    /* what @other has */
                                    const GolBits   *other);
guint         gol_bits_count       (const GolBits   *bits);
GArray       *gol_bits_list        (const GolBits   *bits);   /* guint32 ids, ascending */
void          gol_bits_clear       (GolBits         *bits);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolBits, gol_bits_clear)

G_END_DECLS
