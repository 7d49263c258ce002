/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GolNumberKind:
 * @name: as gol_number_check () takes it
 * @shape: a character for each place: '9' for a digit, 'A' for a letter, '*' for either; what follows '[' may be
 *   missing
 * @rule: (nullable): given a number of that shape, in capitals and without separators: %NULL when it holds, else why
 *   not (N_())
 * @form: (nullable): from such a number to what is stored, when that is not the same
 */
typedef struct
{
  const char   *name;
  const char   *shape;
  const char *(*rule) (const char *number);
  char       *(*form) (const char *number);
} GolNumberKind;

/* What most rules say. */
extern const char gol_number_wrong_digit[];
extern const char gol_number_wrong_length[];

/* Each digit by its weight, together; as many as there are weights. */
guint       gol_number_weigh     (const char    *digits,
                                  const guint8  *weights,
                                  guint          n_weights);
/* Luhn's algorithm (ISO/IEC 7812-1, annex B): the last digit checks the others. */
const char *gol_number_luhn      (const char    *number);

/* One per rule; which kind each belongs to stands in gol-number.c. */
const char *gol_number_curp      (const char *number);
const char *gol_number_clabe     (const char *number);
const char *gol_number_ec_ci     (const char *number);
const char *gol_number_pe_dni    (const char *number);
char       *gol_number_pe_form   (const char *number);
const char *gol_number_gt_cui    (const char *number);
const char *gol_number_sv_dui    (const char *number);
const char *gol_number_uy_ci     (const char *number);
char       *gol_number_uy_form   (const char *number);
const char *gol_number_ma_cnie   (const char *number);
const char *gol_number_es_dni    (const char *number);
const char *gol_number_es_nie    (const char *number);
const char *gol_number_es_nss    (const char *number);
const char *gol_number_iban      (const char *number);

G_END_DECLS
