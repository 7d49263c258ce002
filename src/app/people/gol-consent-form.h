/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-dictionary.h"

G_BEGIN_DECLS

/**
 * GolConsentForm:
 *
 * What she consents to, purpose by purpose, and to which text: its version, the language in which it was read to her, how she gave it. The
 * text stays for the next in the queue, her answers do not. Signal "changed".
 */
#define GOL_TYPE_CONSENT_FORM (gol_consent_form_get_type ())
G_DECLARE_FINAL_TYPE (GolConsentForm, gol_consent_form, GOL, CONSENT_FORM, AdwBin)

GtkWidget *gol_consent_form_new     (void);
/* Whether she consents to a purpose of the dictionary. */
gboolean   gol_consent_form_given   (GolConsentForm *self,
                                     const char     *purpose);
void       gol_consent_form_give    (GolConsentForm *self,
                                     const char     *purpose,
                                     gboolean        given);
guint      gol_consent_form_count   (GolConsentForm *self);
/* One of the text's fields, by the name of the dictionary's column: "text_version". */
gpointer   gol_consent_form_find    (GolConsentForm *self,
                                     const char     *column);
/* (transfer full) (nullable): rows as they are stored, given on @today; no purpose: NULL without an error. */
GolValues *gol_consent_form_collect (GolConsentForm *self,
                                     const char     *today,
                                     GError        **error);
/* For a draft: adds to and takes from names that begin with "consent." */
void       gol_consent_form_save    (GolConsentForm *self,
                                     GolValues      *draft);
void       gol_consent_form_restore (GolConsentForm *self,
                                     GolValues      *draft);
/* The answers only. */
void       gol_consent_form_clear   (GolConsentForm *self);

G_END_DECLS
