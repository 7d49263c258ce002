/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-exchange.h"
#include "gol-session-private.h"

G_BEGIN_DECLS

/* Within a session on the file of its log; refresh and flush that when all is taken in. */

/* A change, whole or in part, new or with more leaves than before. */
gboolean  gol_file_take_change  (GolFile *file, GolSession *session, const GolChange *change, const GolReceipt *receipt /* (nullable) */,
                                 GError **error);
/* What the hub says of a change that is here; of one that is not, nothing is kept. Its signature is the caller's to verify. */
gboolean  gol_file_take_receipt (GolFile *file, GolSession *session, const GolReceipt *receipt, GError **error);
gboolean  gol_receipt_check     (const GolReceipt *receipt, const guint8 hub_key[GOL_PUBLIC_KEY_BYTES], GError **error);

/* By which clock an operation is merged; *counts: it is not quarantined. */
gboolean  gol_file_get_standing (GolFile *file, guint64 op, char hlc[GOL_HLC_LENGTH + 1], gboolean *counts, GError **error);

G_END_DECLS
