/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GolValueKind:
 * @GOL_VALUE_NULL: cleared on purpose
 * @GOL_VALUE_TEXT: any string; dates, decimals, codes and references are strings too
 * @GOL_VALUE_INTEGER: below 2^53 in size
 * @GOL_VALUE_BOOLEAN: true or false
 * @GOL_VALUE_LIST: the members of a set, or rows; its text is canonical JSON of an array
 */
typedef enum
{
  GOL_VALUE_NULL,
  GOL_VALUE_TEXT,
  GOL_VALUE_INTEGER,
  GOL_VALUE_BOOLEAN,
  GOL_VALUE_LIST,
} GolValueKind;

/**
 * GolValue:
 * @name: the field's name (interned: compare by pointer within a process)
 * @kind: what it holds
 * @text: (nullable): the plain text of a TEXT, the digits of an INTEGER, "true" or "false", the JSON of
 *   a LIST; %NULL for NULL
 *
 * One value of one field. Two values are equal when kind and text are.
 */
typedef struct
{
  const char   *name;
  GolValueKind  kind;
  char         *text;
} GolValue;

/**
 * GolValues:
 *
 * The values of the fields of one section, sorted by name: what a form gives, a change carries and a row
 * stores. A field that is missing is not touched; a field that is NULL is cleared.
 */
typedef struct _GolValues GolValues;

#define GOL_TYPE_VALUES (gol_values_get_type ())

GType            gol_values_get_type    (void) G_GNUC_CONST;

GolValues       *gol_values_new         (void);
GolValues       *gol_values_copy        (const GolValues *self);
GolValues       *gol_values_ref         (GolValues *self);
void             gol_values_unref       (GolValues *self);

guint            gol_values_get_size    (const GolValues *self);
const GolValue  *gol_values_peek        (const GolValues *self,
                                         guint            position);
const GolValue  *gol_values_find        (const GolValues *self,
                                         const char      *name);
gboolean         gol_values_equal       (const GolValues *a,
                                         const GolValues *b);
gboolean         gol_value_equal        (const GolValue  *a,
                                         const GolValue  *b);

/* NULL when the field is missing or cleared. */
const char      *gol_values_get_text    (const GolValues *self,
                                         const char      *name);
gint64           gol_values_get_integer (const GolValues *self,
                                         const char      *name,
                                         gint64           fallback);
gboolean         gol_values_get_boolean (const GolValues *self,
                                         const char      *name,
                                         gboolean         fallback);

/* A NULL or empty text clears the field. */
void             gol_values_set_text    (GolValues       *self,
                                         const char      *name,
                                         const char      *text);
void             gol_values_set_integer (GolValues       *self,
                                         const char      *name,
                                         gint64           number);
void             gol_values_set_boolean (GolValues       *self,
                                         const char      *name,
                                         gboolean         truth);
void             gol_values_set_list    (GolValues       *self,
                                         const char      *name,
                                         const char      *canonical_json);
void             gol_values_set_null    (GolValues       *self,
                                         const char      *name);
void             gol_values_set         (GolValues       *self,
                                         const GolValue  *value);
void             gol_values_remove      (GolValues       *self,
                                         const char      *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolValues, gol_values_unref)

G_END_DECLS
