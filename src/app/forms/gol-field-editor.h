/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-check.h"
#include "gol-dictionary.h"

G_BEGIN_DECLS

/**
 * GolFieldEditor:
 *
 * One field of a form: its name, what it holds, and how it stands: at rest, changed, to be looked at (goes on), wrong (the way out in
 * words). What is typed is brought into form when the field is left. Signals "changed", "history", "open-record" (string).
 */
#define GOL_TYPE_FIELD_EDITOR (gol_field_editor_get_type ())
G_DECLARE_FINAL_TYPE (GolFieldEditor, gol_field_editor, GOL, FIELD_EDITOR, AdwBin)

/* @editable: whether the officer may write; @with_history: whether there is any to show. */
GtkWidget      *gol_field_editor_new          (const GolField  *field,
                                               gboolean         editable,
                                               gboolean         with_history);
const GolField *gol_field_editor_get_field    (GolFieldEditor  *self);
gboolean        gol_field_editor_is_editable  (GolFieldEditor  *self);
/* What is stored. @context: the section's values, which some forms depend on. */
void            gol_field_editor_set_value    (GolFieldEditor  *self,
                                               const GolValue  *value,
                                               GolValues       *context);
/* What a reference is called, once it was read. */
void            gol_field_editor_set_title    (GolFieldEditor  *self,
                                               const char      *title);
gboolean        gol_field_editor_is_changed   (GolFieldEditor  *self);
/* In the stored form; "" for nothing. */
const char     *gol_field_editor_get_text     (GolFieldEditor  *self);
/* (transfer full): what stands in it at this moment, in form or not: a draft. gol_field_editor_type () takes it back. */
char           *gol_field_editor_get_typed    (GolFieldEditor  *self);
/* Adds what stands in it at this moment to @values, while it is being typed, without a word about it; FALSE while it is not of its form. */
gboolean        gol_field_editor_peek         (GolFieldEditor  *self,
                                               GolValues       *values);
/* Adds the value to @values when it was changed; FALSE with the sentence while it is not of its form. */
gboolean        gol_field_editor_collect      (GolFieldEditor  *self,
                                               gboolean         all,
                                               GolValues       *values,
                                               GError         **error);
/* As if it were typed: an earlier value, a test. */
void            gol_field_editor_type         (GolFieldEditor  *self,
                                               const char      *text);
/* (nullable): nothing to say. */
void            gol_field_editor_set_problem  (GolFieldEditor    *self,
                                               const GolProblem  *problem);
/* At the end of its line: where the value comes from, or what of it was checked. (nullable) @icon: nothing; @words: in the tooltip, and
 * beside the icon when @shown. */
void            gol_field_editor_set_mark     (GolFieldEditor  *self,
                                               const char      *icon,
                                               const char      *style,
                                               const char      *words,
                                               gboolean         shown);
void            gol_field_editor_focus        (GolFieldEditor  *self);
GtkWidget      *gol_field_editor_get_anchor   (GolFieldEditor  *self);

G_END_DECLS
