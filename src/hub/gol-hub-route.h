/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-hub.h"

G_BEGIN_DECLS

/*
 * The hub's HTTP without HTTP: what comes in a request, and what goes back, as docs/SYNC.md, section 13, has it. The
 * server calls it, and so does a simulator, which has no sockets.
 */

#define GOL_HUB_TYPE_JSON    "application/json"
#define GOL_HUB_TYPE_NDJSON  "application/x-ndjson"
#define GOL_HUB_TYPE_PROBLEM "application/problem+json"

/**
 * GolHubReply:
 * @status: of RFC 9110
 * @type: (nullable): of the body
 * @body: (nullable)
 * @wait: nothing is new: the server may keep the request and ask again after the next push; answered at once it is
 *   complete too
 * @news: something was pushed that others may be waiting for
 */
typedef struct
{
  guint       status;
  const char *type;
  GBytes     *body;
  gboolean    wait;
  gboolean    news;
} GolHubReply;

void         gol_hub_reply_free    (GolHubReply  *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolHubReply, gol_hub_reply_free)

/**
 * gol_hub_route:
 * @peer_key: (nullable): the key of the caller's certificate, 32 bytes
 * @query: (nullable): what follows "?", as it came
 * @type: (nullable): of the body
 * @body: (nullable): whole and expanded
 */
GolHubReply *gol_hub_route         (GolHub       *hub,
                                    const guint8 *peer_key,
                                    const char   *method,
                                    const char   *path,
                                    const char   *query,
                                    const char   *type,
                                    GBytes       *body);

/*
 * What can be said before a byte of the body is read: %NULL, and how long that may be when it is expanded; or the refusal.
 * gol_hub_route () judges the same again.
 */
GolHubReply *gol_hub_route_head    (GolHub       *hub,
                                    const guint8 *peer_key,
                                    const char   *method,
                                    const char   *path,
                                    const char   *type,
                                    gsize        *limit);

/* An answer of RFC 9457 for what never gets as far as a route; @detail: a whole sentence. */
GolHubReply *gol_hub_reply_problem (guint         status,
                                    const char   *detail);

G_END_DECLS
