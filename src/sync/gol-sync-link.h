/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gol-sync.h"

G_BEGIN_DECLS

/**
 * GolSyncLink:
 *
 * HTTP to one hub, with this office's certificate; what has another key than the hub's gets no byte. Everything blocks, and is used by one
 * thread.
 */
typedef struct _GolSyncLink GolSyncLink;

GolSyncLink *gol_sync_link_new  (const GolSiteKey *own_key,
                                 const char       *site,       /* for who looks at the certificate */
                                 const char       *host,
                                 guint             port,
                                 const guint8      hub_key[GOL_PUBLIC_KEY_BYTES],
                                 GError          **error);
void         gol_sync_link_free (GolSyncLink      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSyncLink, gol_sync_link_free)

/* FALSE: no whole answer came; the error is the network's, with its message in words. @body: (out): empty where there is none. */
gboolean     gol_sync_link_ask  (GolSyncLink      *self,
                                 const GolSyncRequest *request,
                                 GCancellable     *cancellable,
                                 guint            *status,
                                 GBytes          **body,
                                 GError          **error);

/* Headers and bodies, both ways, as they travelled inside TLS. */
guint64      gol_sync_link_get_bytes (GolSyncLink *self);

G_END_DECLS
