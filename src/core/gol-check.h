/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-dictionary.h"
#include "gol-date.h"

G_BEGIN_DECLS

/**
 * gol_field_normalize:
 * @field: what the text is for
 * @text: what was typed or read
 * @values: takes the value under the field's name when it is of the field's form
 * @error: GOL_ERROR_INVALID with a sentence that says what would be right
 *
 * From what a person types to what is stored: trims, composes accents, takes dates of the canonical form only
 * (import and forms translate before), decimal points, phones (E.164; without a country code by the "country" that
 * @values holds), vocabulary codes or words, names or codes of countries and languages, "true"/"false". Members of a
 * set stand between commas or in canonical JSON, rows in canonical JSON. Nothing but white space clears the field. A
 * number whose kind another field of the section names is brought into its form when @values holds that kind already.
 */
gboolean  gol_field_normalize  (const GolField    *field,
                                const char        *text,
                                GolValues         *values,
                                GError           **error);

typedef enum
{
  GOL_PROBLEM_WARNING,  /* look again; the officer may go on */
  GOL_PROBLEM_HELD,     /* kept aside until somebody decides */
  GOL_PROBLEM_ERROR,    /* cannot be taken */
} GolProblemSeverity;

/**
 * GolProblem:
 * @field: "section.field" or ""
 * @code: stable, for scripts: "curp_check_digit"
 * @message: translated sentence with the figures
 */
typedef struct
{
  char               *field;
  char               *code;
  GolProblemSeverity  severity;
  char               *message;
} GolProblem;

GolProblem *gol_problem_new    (const char         *field,
                                const char         *code,
                                GolProblemSeverity  severity,
                                const char         *format,
                                ...) G_GNUC_PRINTF (4, 5);
void        gol_problem_free   (GolProblem         *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolProblem, gol_problem_free)

/**
 * gol_worker_check:
 * @sections: section name → #GolValues of one worker (a GHashTable)
 * @today: the office's day
 *
 * Everything that can be seen wrong in one worker's own papers. Errors: name_missing, birth_date_invalid, under_18.
 * Warnings: age_unknown, passport_expired, mrz_unreadable, mrz_check_digit, curp_check_digit (and gt_cui_…, by the kind
 * of national number), clabe_check_digit, iban_check_digit, sex_contradicts_curp, birth_date_contradicts_curp, and
 * mrz_contradicts_ with name, sex, birth_date, nationality, passport_number, passport_issuer or passport_expires. What
 * is not known is no problem, but for the name. Import, the enrolment form and ctl all ask here.
 *
 * Returns: (transfer full): #GolProblem array, worst first, possibly empty
 */
GPtrArray  *gol_worker_check   (GHashTable         *sections,
                                GolDate             today);

/**
 * gol_worker_read_zone:
 * @sections: as for gol_worker_check ()
 *
 * What the passport's machine-readable zone, when all its check digits hold, says of those fields that @sections leave
 * unsaid: its own spelling of the names, sex, date of birth, nationality, and the passport's issuer, number and expiry.
 * What is written stands, also where the zone says otherwise: that is gol_worker_check ()'s to warn of.
 *
 * Returns: (transfer full): section name → #GolValues, normalised; empty when the zone adds nothing
 */
GHashTable *gol_worker_read_zone (GHashTable       *sections,
                                  GolDate           today);

G_END_DECLS
