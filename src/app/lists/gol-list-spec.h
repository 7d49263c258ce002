/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-dictionary.h"
#include "gol-office.h"

G_BEGIN_DECLS

/*
 * What a list of one entity looks like: tables, so that a new list is data.
 */

typedef enum
{
  GOL_CELL_TEXT,      /* as the field's type says */
  GOL_CELL_PERSON,    /* three fields: surnames and given names; with a face */
  GOL_CELL_CODE,
  GOL_CELL_SEX_AGE,   /* two: sex, birth date */
  GOL_CELL_NUMBER,
  GOL_CELL_STEP,      /* four: step, status, late, scheme (may be empty) */
  GOL_CELL_DUE,
  GOL_CELL_DATE,
  GOL_CELL_DECISION,  /* a choice of "decision", as a pill */
} GolCellKind;

#define GOL_LIST_MAX_FIELDS 4

/**
 * GolListColumn:
 * @title: heading (N_())
 * @fields: what its cells are made of: dictionary paths, derived columns ("~step"), or a field of what a reference points to
 *   ("placement_core.worker>code"). A column of which the officer may not read all is left out.
 * @sort: (nullable): what a click on its heading sorts by
 * @chars: how wide, in digits of its cells' font, for fonts and text sizes differ; 0 takes what is left
 */
typedef struct
{
  const char  *title;
  GolCellKind  kind;
  const char  *fields[GOL_LIST_MAX_FIELDS + 1];
  const char  *sort;
  guint        chars;
} GolListColumn;

typedef enum
{
  GOL_CHIP_TOGGLE,      /* filter and values are fixed */
  GOL_CHIP_VOCABULARY,  /* one or several terms of @vocabulary */
  GOL_CHIP_STEP,        /* of the steps of the schemes on the shelf */
  GOL_CHIP_SCHEME,
  GOL_CHIP_STATUS,
} GolChipKind;

typedef struct
{
  const char    *label;   /* N_() */
  GolChipKind    kind;
  const char    *field;
  const char    *vocabulary;
  GolFilterKind  filter;
  const char    *values[3];
} GolListChip;

/**
 * GolListSpec:
 * @name: under which its order is remembered
 * @empty_title: @empty_text: when there is nothing yet (N_())
 * @action: (nullable): what the page's head offers: the window's action (N_() @action_label), for whoever may write the first section
 */
typedef struct
{
  const char          *name;
  const char          *entity;
  const GolListColumn *columns;  /* ends with an empty one */
  const GolListChip   *chips;    /* likewise */
  const char          *sort;
  gboolean             descending;
  const char          *search;   /* what may be typed, N_() */
  const char          *empty_title;
  const char          *empty_text;
  const char          *action;
  const char          *action_label;
} GolListSpec;

/* (transfer container): of const GolListColumn, whose fields the officer may read of everybody in the list. */
GPtrArray *gol_list_spec_columns (const GolListSpec *spec,
                                  GolOffice         *office);

extern const GolListSpec gol_list_workers;
extern const GolListSpec gol_list_orders;
extern const GolListSpec gol_list_placements;

G_END_DECLS
