/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-receipt.h"

G_BEGIN_DECLS

/**
 * GolVerifying:
 *
 * Many signatures, verified on the other processors while the caller does something else with what they sign: which must come to nothing
 * until gol_verifying_end () says that all are good. What is added must live until then.
 */
typedef struct _GolVerifying GolVerifying;

GolVerifying *gol_verifying_new         (void);
void          gol_verifying_free        (GolVerifying    *self);    /* waits for what has begun */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolVerifying, gol_verifying_free)

/* The key is copied. */
void          gol_verifying_add_change  (GolVerifying    *self,
                                         const GolChange *change,
                                         const guint8     public_key[GOL_PUBLIC_KEY_BYTES]);
void          gol_verifying_add_receipt (GolVerifying    *self,
                                         const GolReceipt *receipt,
                                         const guint8     hub_key[GOL_PUBLIC_KEY_BYTES]);
/* Nothing is added any more. */
void          gol_verifying_begin       (GolVerifying    *self);
/* Does what is left of it, waits for the others. Asked again, it says the same again. */
gboolean      gol_verifying_end         (GolVerifying    *self);

G_END_DECLS
