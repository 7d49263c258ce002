/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-change.h"

G_BEGIN_DECLS

/* The change of docs/SYNC.md: key from the seed 00 01 … 1f, salts counted on from 0, three leaves. */
void       fixture_key      (GolSiteKey *key);
GolHeader  fixture_header   (GolLog log, guint64 seq);
GPtrArray *fixture_leaves   (guint n);                 /* of GolLeaf */
GolChange *fixture_change   (guint n);

G_END_DECLS
