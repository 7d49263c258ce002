/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-hub.h"

G_BEGIN_DECLS

/**
 * GolHubServer:
 *
 * The hub on a socket: TLS, HTTP, limits. What is asked and answered is gol-hub-route.h's; this only carries it, and
 * keeps who waits. It works, and uses the hub, in the main thread's default context.
 *
 * Nothing that comes in is kept before it is known who sends it and how long it may be; a body is expanded and counted
 * piece by piece, and cut off where it grows too long.
 */
typedef struct _GolHubServer GolHubServer;

#define GOL_HUB_SERVER_WAIT         25              /* seconds that a "wait" is held */
#define GOL_HUB_SERVER_IDLE         60              /* seconds in which something must move on a connection */
#define GOL_HUB_SERVER_REQUEST      600             /* seconds for one request and its answer, however slow the line is */
#define GOL_HUB_SERVER_REQUESTS     500             /* at once; more are closed as they come */
#define GOL_HUB_SERVER_WRONG_CODES  5               /* an hour from one address, before the hub is asked at all */

/* The hub outlives its server. */
GolHubServer *gol_hub_server_new    (GolHub        *hub,
                                     GError       **error);
void          gol_hub_server_free   (GolHubServer  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolHubServer, gol_hub_server_free)

/* @host: an address of this machine, "0.0.0.0" and "::" are all of them; @port: 0: any, and the one that was taken. */
gboolean      gol_hub_server_listen (GolHubServer  *self,
                                     const char    *host,
                                     guint16       *port,
                                     GError       **error);
/* How many offices are held until there is news. */
guint         gol_hub_server_get_waiting (GolHubServer *self);
/* Takes nothing new, answers who waits, and comes back when what was begun is done, at the latest after some seconds. */
void          gol_hub_server_stop   (GolHubServer  *self);

G_END_DECLS
