/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-receipt.h"

G_BEGIN_DECLS

/* What an office sends to the hub, and what it is answered: docs/SYNC.md, section 11. */

#define GOL_PUSH_MAX_CHANGES 500
#define GOL_PUSH_MAX_BYTES   (8 * 1024 * 1024)
#define GOL_PUSH_MAX_READERS 64

/**
 * GolPushed:
 * @change: with all its leaves; those of the protected log sealed
 * @to: (nullable): of a change of the protected log: the agencies whose keys it is sealed to, sorted
 * @text: the change's own bytes, as they came
 */
typedef struct
{
  GolChange *change;
  GStrv      to;
  char      *text;
} GolPushed;

/* Adds one change to a push; @to only for one of the protected log. */
void        gol_push_append    (GString          *push,
                                const GolChange  *change,
                                const char * const *to);
/* Strict and bounded: changes of one site, log and incarnation, whole, numbered without a hole. */
GPtrArray  *gol_push_read      (const char       *text,
                                gsize             length,
                                GError          **error);   /* of GolPushed; not the signatures */

typedef enum
{
  GOL_ANSWER_ACCEPTED,
  GOL_ANSWER_DUPLICATE,     /* it was here already; with the receipt that it got then */
  GOL_ANSWER_QUARANTINED,
  GOL_ANSWER_FORK,          /* another change has this number: the site is frozen */
  GOL_ANSWER_GAP,           /* an earlier one is not here yet */
} GolAnswerKind;

/**
 * GolAnswer:
 * @change: "site.inc:seq"
 * @receipt: (nullable): of the first three kinds
 */
typedef struct
{
  GolAnswerKind  kind;
  char          *change;
  GolReceipt    *receipt;
} GolAnswer;

void        gol_answer_append  (GString          *answers,
                                GolAnswerKind     kind,
                                const char       *change,
                                const char       *receipt);  /* (nullable): as gol_receipt_to_ndjson () gives it */
GPtrArray  *gol_answers_read   (const char       *text,
                                gsize             length,
                                GError          **error);   /* of GolAnswer */

G_END_DECLS
