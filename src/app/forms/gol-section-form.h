/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-field-editor.h"

G_BEGIN_DECLS

/**
 * GolSectionForm:
 *
 * A section as a form: heading, who reads it, how many changes wait, and a card of fields; a section that this officer may not read
 * is shown as locked. Signals "changed", "save", "history" (GolFieldEditor), "open-record" (string).
 */
#define GOL_TYPE_SECTION_FORM (gol_section_form_get_type ())
G_DECLARE_FINAL_TYPE (GolSectionForm, gol_section_form, GOL, SECTION_FORM, AdwBin)

typedef enum
{
  GOL_FORM_READ    = 1 << 0,
  GOL_FORM_WRITE   = 1 << 1,
  GOL_FORM_HISTORY = 1 << 2,
  GOL_FORM_BARE    = 1 << 3,   /* no heading and no button: part of something else */
} GolFormFlags;

GtkWidget        *gol_section_form_new          (const GolSection *section,
                                                 GolFormFlags      flags);
const GolSection *gol_section_form_get_section  (GolSectionForm   *self);
/* What is stored; unsaved changes are kept unless @discard. */
void              gol_section_form_set_values   (GolSectionForm   *self,
                                                 GolValues        *values,   /* (nullable) */
                                                 gboolean          discard);
/* Of references: record → title. */
void              gol_section_form_set_titles   (GolSectionForm   *self,
                                                 GHashTable       *titles);
/* Of GolProblem; those of other sections are left alone. */
void              gol_section_form_set_problems (GolSectionForm   *self,
                                                 GPtrArray        *problems);
guint             gol_section_form_count_changes (GolSectionForm  *self);
/* (transfer full): what was changed (or all, for something new); %NULL while a field is wrong, which then has the focus. */
GolValues        *gol_section_form_collect      (GolSectionForm   *self,
                                                 gboolean          all,
                                                 GError          **error);
GolFieldEditor   *gol_section_form_find         (GolSectionForm   *self,
                                                 const char       *field);
/* (nullable): the one with the focus. */
GolFieldEditor   *gol_section_form_get_focused  (GolSectionForm   *self);
void              gol_section_form_set_saving   (GolSectionForm   *self,
                                                 gboolean          saving);

G_END_DECLS
