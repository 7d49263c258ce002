/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"

#include "gol-consent-form.h"
#include "gol-enrolment-form.h"
#include "gol-likes-panel.h"
#include "gol-photo-well.h"

G_BEGIN_DECLS

/**
 * GolEnrolmentPage:
 *
 * One person after another, from a queue: the passport is scanned, what it says fills the form, whoever she may be already is shown while the
 * officer types, and Ctrl+Enter saves her and asks for the next. What was typed and not saved is kept in the office's file.
 */
#define GOL_TYPE_ENROLMENT_PAGE (gol_enrolment_page_get_type ())
G_DECLARE_FINAL_TYPE (GolEnrolmentPage, gol_enrolment_page, GOL, ENROLMENT_PAGE, GolPage)

GolPage          *gol_enrolment_page_new          (void);
/* Whether this officer enrols people here. */
gboolean          gol_enrolment_page_may          (GolOffice        *office);
GolMrzReader     *gol_enrolment_page_get_reader   (GolEnrolmentPage *self);
GolEnrolmentForm *gol_enrolment_page_get_form     (GolEnrolmentPage *self);
GolConsentForm   *gol_enrolment_page_get_consent  (GolEnrolmentPage *self);
GolPhotoWell     *gol_enrolment_page_get_photo    (GolEnrolmentPage *self);
GolLikesPanel    *gol_enrolment_page_get_likes    (GolEnrolmentPage *self);

G_END_DECLS
