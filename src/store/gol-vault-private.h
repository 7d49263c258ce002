/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-vault.h"

G_BEGIN_DECLS

GolKeys  *gol_keys_new            (void);

/* In office.json, for gol_exchange_set_agency (), which says it to the office's files too. */
gboolean  gol_vault_set_agency    (GolVault       *vault,
                                   const char     *agency,
                                   GError        **error);
gboolean  gol_vault_write_file    (const char     *dir,
                                   const char     *name,
                                   const char     *text,
                                   GError        **error);

/* Writes copies of both files under the new keys, as "open.db.2" for generation 2. */
gboolean  gol_vault_prepare_rekey (const char     *dir,
                                   const GolKeys  *old_keys,
                                   const GolKeys  *new_keys,
                                   guint           generation,
                                   GError        **error);
/* Whether copies lie there. */
gboolean  gol_vault_is_rekeying   (const char     *dir);
/* Puts the copies of @generation in the files' place, if there are any, and throws others away: also what a crash left. The caller has
 * the folder alone, or it would throw away what another program is making. */
void      gol_vault_finish_rekey  (const char     *dir,
                                   guint           generation);

G_END_DECLS
