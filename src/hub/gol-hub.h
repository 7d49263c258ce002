/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gol-change.h"
#include "gol-clock.h"

G_BEGIN_DECLS

/**
 * GolHub:
 *
 * The exchange between offices, without the network: bytes in, bytes out, as docs/SYNC.md has them. It verifies,
 * orders, routes and keeps; it authors nothing. One thread at a time; every call is one transaction. Who calls on
 * behalf of a site has seen to it that it is that site. Several processes may have one hub open: what another one
 * changed is seen by the next call.
 */
typedef struct _GolHub GolHub;

/* Makes the folder with the hub's database and the file of its key. */
gboolean    gol_hub_init          (const char          *folder,
                                   GError             **error);
GolHub     *gol_hub_open          (const char          *folder,
                                   GolClock            *clock,
                                   GError             **error);
void        gol_hub_close         (GolHub              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolHub, gol_hub_close)

/* With this key it signs receipts: offices pin it when they are paired. */
const guint8 *gol_hub_get_public_key (GolHub           *self);

/* Of the same key: so the office that pinned it knows whom it speaks with. */
GTlsCertificate *gol_hub_make_certificate (GolHub      *self,
                                   GError             **error);

/* ── For the hub's administrator ── */

/**
 * gol_hub_add_agency:
 * @agency: its name in what is exchanged: [a-z0-9], at most 32
 * @kind: of gol-office-kind.h
 * @employer: (nullable): of an employer, and only there: its record
 * @districts: (nullable): those that it sees; none: all
 *
 * What was exchanged before and is in its scope is fed to it too.
 */
gboolean    gol_hub_add_agency    (GolHub              *self,
                                   const char          *agency,
                                   const char          *kind,
                                   const char          *employer,
                                   const char * const  *districts,
                                   GError             **error);
/* The agencies (name, kind, key for sealing) and the sites' keys: canonical JSON. Offices fetch it too. */
char       *gol_hub_get_directory (GolHub              *self,
                                   GError             **error);
/* The offices: agency, incarnation, whether frozen, how many rows of each feed are not acknowledged: canonical JSON. */
char       *gol_hub_get_status    (GolHub              *self,
                                   GError             **error);
/* After the hub's folder was restored from a copy: offices fetch from the beginning and push again from what is here. */
gboolean    gol_hub_renew         (GolHub              *self,
                                   GError             **error);
/* A copy of the hub as it is at one moment, while it works: a folder like its own, which must not be there yet. */
gboolean    gol_hub_backup        (GolHub              *self,
                                   const char          *folder,
                                   GError             **error);
/* A code that lets one office of the agency in, once, within two days. */
char       *gol_hub_invite        (GolHub              *self,
                                   const char          *agency,
                                   GError             **error);

/* ── For offices ── */

#define GOL_HUB_CODE_HOURS    48
#define GOL_HUB_CODE_FAILURES 10    /* wrong codes an hour, from wherever */

/* Whether the hub can work: its database answers. */
gboolean    gol_hub_check         (GolHub              *self,
                                   GError             **error);
/*
 * An office comes with a code; one that is here already begins its next incarnation. Asked again with the same code and
 * key, as after an answer that was lost, it is told the same again. What it is told is canonical JSON: agency, kind,
 * employer and districts where it has them, the hub's key, site and incarnation.
 */
char       *gol_hub_enrol         (GolHub              *self,
                                   const char          *code,
                                   const char          *site,
                                   const guint8         public_key[GOL_PUBLIC_KEY_BYTES],
                                   const guint8         seal_key[32],
                                   GError             **error);
/* Whose newest incarnation has this key; NULL without an error: nobody's. */
char       *gol_hub_find_by_key   (GolHub              *self,
                                   const guint8         public_key[GOL_PUBLIC_KEY_BYTES],
                                   gboolean            *frozen,
                                   GError             **error);
char       *gol_hub_hello         (GolHub              *self,
                                   const char          *site,
                                   GError             **error);
char       *gol_hub_push          (GolHub              *self,
                                   const char          *site,
                                   const char          *body,
                                   gsize                length,
                                   GError             **error);   /* gol-push.h reads the answer */
char       *gol_hub_feed          (GolHub              *self,
                                   const char          *site,
                                   GolLog               log,
                                   const char          *cursor,   /* (nullable): from the beginning */
                                   guint                limit,    /* 0: 200; at most GOL_FEED_MAX_ITEMS */
                                   gboolean             own,      /* FALSE: not what it holds, for it wrote it itself */
                                   GError             **error);   /* gol-feed.h reads the page */
/* Whether the feed has something after a cursor, or does not know it. */
gboolean    gol_hub_has_news      (GolHub              *self,
                                   const char          *site,
                                   GolLog               log,
                                   const char          *cursor,
                                   gboolean            *news,
                                   GError             **error);
gboolean    gol_hub_ack           (GolHub              *self,
                                   const char          *site,
                                   GolLog               log,
                                   const char          *cursor,
                                   GError             **error);

G_END_DECLS
