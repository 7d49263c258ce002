/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-change.h"

G_BEGIN_DECLS

/**
 * GolInvitation:
 * @host: a name or an address; one of IPv6 without its brackets
 * @code: as gol_hub_invite () gave it
 * @hub_key: with which the hub signs receipts, and which its certificate has
 *
 * All that an office needs to find its hub and be let in, on one line that is pasted or scanned: HOST:PORT/CODE/KEY.
 */
typedef struct
{
  char    *host;
  guint16  port;
  char    *code;
  guint8   hub_key[GOL_PUBLIC_KEY_BYTES];
} GolInvitation;

void           gol_invitation_free      (GolInvitation       *invitation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolInvitation, gol_invitation_free)
/* "host:port", "192.0.2.1:8443" or "[2001:db8::1]:8443"; FALSE: it is none. */
gboolean       gol_invitation_split     (const char          *address,
                                         char               **host,    /* (nullable) */
                                         guint16             *port);
char          *gol_invitation_format    (const GolInvitation *invitation);
/* Space around it does not count; anything else that is not of the form is refused. */
GolInvitation *gol_invitation_parse     (const char          *text,
                                         GError             **error);

G_END_DECLS
