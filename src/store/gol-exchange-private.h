/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-exchange.h"
#include "gol-session-private.h"
#include "gol-verifying.h"

G_BEGIN_DECLS

/* Within a session on the file of its log; refresh and flush that when all is taken in. */

/* A change, whole or in part, new or with more leaves than before. @verified: somebody else sees to its signature */
gboolean  gol_file_take_change  (GolFile *file, GolSession *session, const GolChange *change, const GolReceipt *receipt /* (nullable) */,
                                 gboolean verified, GError **error);
/* What the hub says of a change that is here; of one that is not, nothing is kept. Its signature is the caller's to verify. */
gboolean  gol_file_take_receipt (GolFile *file, GolSession *session, const GolReceipt *receipt, GError **error);
/* Waits for what was begun: whether all signatures are good. */
gboolean  gol_exchange_verify   (GolVerifying *verifying, GError **error);

/* By which clock an operation is merged; *counts: it is not quarantined. */
gboolean  gol_file_get_standing (GolFile *file, guint64 op, char hlc[GOL_HLC_LENGTH + 1], gboolean *counts, GError **error);

G_END_DECLS
