/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolCard:
 *
 * A worker's card of the size of a bank card (ISO 7810 ID-1, 85.6 × 54 mm): portrait or initials, name as written, file code as text and as
 * QR, so that a desk scans it. The code says nothing about the person. One drawing serves screen, printer and PDF.
 */
typedef struct _GolCard GolCard;

#define GOL_CARD_WIDTH  (85.6 * 72 / 25.4)   /* points */
#define GOL_CARD_HEIGHT (53.98 * 72 / 25.4)

/* Takes what it needs from @worker, as the officer may read it. */
GolCard   *gol_card_new        (GolOffice    *office,
                                GolRecord    *worker);
void       gol_card_free       (GolCard      *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolCard, gol_card_free)

/* Draws at the origin, in points. */
void       gol_card_draw       (GolCard      *card,
                                cairo_t      *cr);

/* One card a page. Written whole or not at all. Fails with GOL_ERROR_FAILED or GOL_ERROR_FULL. */
gboolean   gol_card_write_pdf  (GPtrArray    *cards,   /* of GolCard */
                                const char   *path,
                                GError      **error);

G_END_DECLS
