/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-change.h"

G_BEGIN_DECLS

/**
 * GolReceiptVerdict:
 * @GOL_RECEIPT_OK: accepted
 * @GOL_RECEIPT_LATE: accepted, though its writer may not write it any more; it might when it was written
 * @GOL_RECEIPT_QUARANTINED: kept at its author and at the hub, and counts nowhere
 */
typedef enum { GOL_RECEIPT_OK, GOL_RECEIPT_LATE, GOL_RECEIPT_QUARANTINED } GolReceiptVerdict;
const char *gol_receipt_verdict_get_name (GolReceiptVerdict verdict);   /* "ok", "late", "quarantined" */

/**
 * GolReceipt:
 * @change: "site.inc:seq"
 * @log: in which log that is
 * @hash: of the change's header line
 * @hub_seq: counted by the hub, in each log apart
 * @received: the hub's clock
 * @eff_hlc: the earlier of the change's clock and @received
 * @reason: (nullable): why it is quarantined: a word of [a-z_]
 * @line: the bytes that are signed
 *
 * What the hub says about one change, signed with its key. It travels with the change.
 */
typedef struct
{
  char              *change;
  GolLog             log;
  guint8             hash[GOL_HASH_BYTES];
  guint64            hub_seq;
  char              *received;
  char              *eff_hlc;
  GolReceiptVerdict  verdict;
  char              *reason;
  char              *line;
  guint8             signature[GOL_SIGNATURE_BYTES];
} GolReceipt;

GolReceipt *gol_receipt_new         (const GolHeader   *header,
                                     const guint8       hash[GOL_HASH_BYTES],   /* of the header line */
                                     guint64            hub_seq,
                                     const char        *received,
                                     GolReceiptVerdict  verdict,
                                     const char        *reason,                 /* only with QUARANTINED */
                                     const GolSiteKey  *hub_key);
void        gol_receipt_free        (GolReceipt        *receipt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolReceipt, gol_receipt_free)

/* Two lines: the receipt and its signature. */
char       *gol_receipt_to_ndjson   (const GolReceipt  *receipt);
GolReceipt *gol_receipt_from_ndjson (const char        *text,
                                     gsize              length,
                                     GError           **error);   /* strict; the signature is for …_verify () */
gboolean    gol_receipt_verify      (const GolReceipt  *receipt,
                                     const guint8       hub_key[GOL_PUBLIC_KEY_BYTES]);

/* Whether it is about this change (number, log, hash) and its effective clock is what it must be. */
gboolean    gol_receipt_is_of       (const GolReceipt  *receipt,
                                     const GolChange   *change);

/* "s7f3.1:4182", the name of an operation within its log; the second refuses all that is not of that form. */
char       *gol_operation_format    (const char        *site,
                                     guint              incarnation,
                                     guint64            seq);
gboolean    gol_operation_parse     (const char        *text,
                                     char             **site,
                                     guint             *incarnation,
                                     guint64           *seq);

G_END_DECLS
