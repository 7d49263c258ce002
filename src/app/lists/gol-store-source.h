/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-id-list-model.h"
#include "gol-list-spec.h"
#include "gol-store.h"

G_BEGIN_DECLS

/* A list's rows as they stand in an office's store: the fields of all its columns. */
extern const GolListSource gol_store_source;

/* (transfer full): what it reads from, given back by its unref (). @columns: of const GolListColumn. */
gpointer gol_store_source_new (const GolListSpec *spec,
                               GPtrArray         *columns,
                               GolStore          *store);

G_END_DECLS
