/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-feed.h"
#include "gol-push.h"
#include "gol-sync.h"

G_BEGIN_DECLS

#define GOL_SYNC_NOTE_CONTACT "sync/contact"   /* instant of the last whole round */
#define GOL_SYNC_NOTE_HUB     "sync/hub"       /* a GolSyncPairing */

#define GOL_SYNC_INCARNATION  1                /* of every office: an office that must begin another is made anew */

/* Counts anew what the store tells of it. */
gboolean gol_sync_state_count (GolStore *store, GolSyncState *state, GError **error);

/* ── What the hub says of itself and of others (gol-sync-directory.c) ── */

typedef struct
{
  guint            version;
  guint            incarnation;
  gboolean         frozen;
  char            *agency;
  char            *kind;
  char            *employer;    /* NULL: none */
  GolExchangeHave  have[2];     /* by GolLog */
} GolSyncHello;

GolSyncHello *gol_sync_hello_read (const char *text, gsize length, GError **error);
void          gol_sync_hello_free (GolSyncHello *hello);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSyncHello, gol_sync_hello_free)

typedef struct _GolSyncDirectory GolSyncDirectory;

GolSyncDirectory *gol_sync_directory_read  (const char *text, gsize length, GError **error);
void              gol_sync_directory_free  (GolSyncDirectory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSyncDirectory, gol_sync_directory_free)
GPtrArray        *gol_sync_directory_sites (GolSyncDirectory *self);    /* (transfer none): of GolExchangeSite */
/* Whether every change of a page is of an office that the directory names. */
gboolean          gol_sync_directory_covers (GolSyncDirectory *self, const GolFeedPage *page);
/* Seals a protected change to those who read all of it; *to: their names. */
GolChange        *gol_sync_directory_seal  (GolSyncDirectory *self, const GolChange *change, const char *own_agency,
                                            const guint8 own_key[32], GStrv *to);

G_END_DECLS
