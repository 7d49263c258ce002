/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-receipt.h"

G_BEGIN_DECLS

/*
 * A page of an office's feed, as text: docs/SYNC.md, section 10. The reader is for strangers' bytes: strict, bounded, whole
 * or not at all.
 */

#define GOL_FEED_MAX_ITEMS  500
#define GOL_FEED_FULL_BYTES (1024 * 1024)                   /* a writer adds nothing more to such a page */
#define GOL_FEED_MAX_BYTES  (2 * GOL_FEED_FULL_BYTES)
#define GOL_CURSOR_MAX      256

typedef enum
{
  GOL_FEED_CHANGE,
  GOL_FEED_RECEIPT,
  GOL_FEED_GRANT,
  GOL_FEED_REVOKE,
} GolFeedKind;

/**
 * GolFeedItem:
 * @change: of a CHANGE
 * @receipt: of a CHANGE (it is of that change) or a RECEIPT (of one that is held already)
 * @record: of a GRANT or a REVOKE: "worker/01J…"
 */
typedef struct
{
  GolFeedKind  kind;
  GolChange   *change;
  GolReceipt  *receipt;
  char        *record;
} GolFeedItem;

/**
 * GolFeedPage:
 * @items: of #GolFeedItem
 * @next: the cursor to ask with next
 * @more: whether there is more at this moment
 */
typedef struct
{
  GPtrArray *items;
  char      *next;
  gboolean   more;
} GolFeedPage;

GolFeedPage   *gol_feed_page_read      (const char          *text,
                                        gsize                length,
                                        GError             **error);   /* not the signatures: the caller has the keys */
void           gol_feed_page_free      (GolFeedPage         *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolFeedPage, gol_feed_page_free)

/* Writes a page from what is at hand as text already. */
typedef struct _GolFeedWriter GolFeedWriter;
GolFeedWriter *gol_feed_writer_new     (void);
void           gol_feed_writer_free    (GolFeedWriter       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolFeedWriter, gol_feed_writer_free)
gboolean       gol_feed_writer_is_full (const GolFeedWriter *self);
void           gol_feed_writer_change  (GolFeedWriter       *self,
                                        const char          *change,      /* as gol_change_to_ndjson () gives it */
                                        const char          *receipt);    /* as gol_receipt_to_ndjson () gives it */
void           gol_feed_writer_receipt (GolFeedWriter       *self,
                                        const char          *receipt);
void           gol_feed_writer_grant   (GolFeedWriter       *self,
                                        const char          *record);
void           gol_feed_writer_revoke  (GolFeedWriter       *self,
                                        const char          *record);
char          *gol_feed_writer_end     (GolFeedWriter       *self,        /* once */
                                        const char          *next,
                                        gboolean             more);

G_END_DECLS
