/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-facts-private.h"

gboolean
gol_facts_create (GolDb   *db,
                  GError **error)
{
  return TRUE;
}

gboolean
gol_facts_drop (GolDb   *db,
                GError **error)
{
  return TRUE;
}

gboolean
gol_facts_update (GolStore   *store,
                  GolDb      *db,
                  GPtrArray  *touched,
                  GError    **error)
{
  return TRUE;
}

gboolean
gol_facts_rebuild (GolStore      *store,
                   GolDb         *db,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return TRUE;
}
