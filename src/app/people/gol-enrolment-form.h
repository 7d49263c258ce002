/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-field-editor.h"
#include "gol-mrz-reader.h"

G_BEGIN_DECLS

/**
 * GolEnrolmentForm:
 *
 * Those of a worker's fields that are asked at the desk, in the order in which an officer asks them; the rest of her file is filled in on her
 * page. What the passport says fills what is empty; what was typed by hand it never overwrites. Signal "changed".
 */
#define GOL_TYPE_ENROLMENT_FORM (gol_enrolment_form_get_type ())
G_DECLARE_FINAL_TYPE (GolEnrolmentForm, gol_enrolment_form, GOL, ENROLMENT_FORM, AdwBin)

GtkWidget      *gol_enrolment_form_new         (void);
/* Whose telephones and numbers are meant where nobody says. */
void            gol_enrolment_form_set_country (GolEnrolmentForm *self,
                                                const char       *country);
/* By its path in the dictionary: "civil.sex"; (nullable). */
GolFieldEditor *gol_enrolment_form_find        (GolEnrolmentForm *self,
                                                const char       *path);
/* (transfer full): section → GolValues, of what stands there in form at this moment. */
GHashTable     *gol_enrolment_form_peek        (GolEnrolmentForm *self);
/* (transfer full): the same to be stored; NULL while a field is wrong, which then has the focus. */
GHashTable     *gol_enrolment_form_collect     (GolEnrolmentForm *self,
                                                GError          **error);
/* Of GolProblem, each below its field. @all: also that something is missing. (nullable) */
void            gol_enrolment_form_set_problems (GolEnrolmentForm *self,
                                                 GPtrArray        *problems,
                                                 gboolean          all);
/* Fills from the passport what is empty, or was filled from it before; @all: what was typed, too. */
void            gol_enrolment_form_read        (GolEnrolmentForm *self,
                                                GolMrzReader     *reader,
                                                gboolean          all);
/* (transfer full): labels of the fields that say otherwise than the passport. */
GPtrArray      *gol_enrolment_form_unlike      (GolEnrolmentForm *self,
                                                GolMrzReader     *reader);
gboolean        gol_enrolment_form_is_empty    (GolEnrolmentForm *self);
/* FALSE: nothing is empty. */
gboolean        gol_enrolment_form_focus_empty (GolEnrolmentForm *self);
/* For a draft: by the fields' paths. */
void            gol_enrolment_form_save        (GolEnrolmentForm *self,
                                                GolValues        *draft);
void            gol_enrolment_form_restore     (GolEnrolmentForm *self,
                                                GolValues        *draft);
void            gol_enrolment_form_clear       (GolEnrolmentForm *self);

G_END_DECLS
