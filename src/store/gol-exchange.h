/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-feed.h"
#include "gol-store.h"

G_BEGIN_DECLS

/*
 * The office's half of the exchange, inside the store: what it has to send, and what came back. What travels and how is told in docs/SYNC.md. Every
 * function blocks, as the store's others do.
 */

/* ── Who takes part ── */

/* With this key the office signs, and speaks to the hub: who speaks is who signs. */
const GolSiteKey *gol_exchange_get_site_key (GolStore          *store);
/* The agency's, for what is sealed to it: 32 bytes. */
const guint8     *gol_exchange_get_seal_key (GolStore          *store);

/**
 * gol_exchange_set_agency:
 * @vault: of this office
 *
 * The agency's name as the hub has it, in the place of the one that was made up with the office: in office.json and in both files, all or
 * nothing. The strings of GolOfficeInfo that were given out before stay valid.
 */
gboolean    gol_exchange_set_agency    (GolStore               *store,
                                        GolVault               *vault,
                                        const char             *agency,
                                        GError                **error);

/**
 * GolExchangeSite:
 * One office as the hub's directory has it.
 */
typedef struct
{
  char   *site;
  guint   incarnation;
  char   *agency;
  guint8  public_key[GOL_PUBLIC_KEY_BYTES];
} GolExchangeSite;

void        gol_exchange_site_free     (GolExchangeSite        *site);

/**
 * gol_exchange_add_sites:
 * @sites: of #GolExchangeSite
 *
 * Whose changes may be taken in, and by which key they are signed: before any page that has changes of theirs. Fails with
 * GOL_ERROR_CONFLICT, and adds none, when one that is known comes with another key: nobody may speak for another office.
 */
gboolean    gol_exchange_add_sites     (GolStore               *store,
                                        GPtrArray              *sites,
                                        GError                **error);

/* ── Receipts ── */

/* What the hub, by its key, says of changes that are here: by which clock they are merged, whether late, whether at all. Again and
 * in any order: the newest about each counts. */
gboolean    gol_exchange_take_receipts (GolStore               *store,
                                        GPtrArray              *receipts,   /* of GolReceipt */
                                        const guint8            hub_key[GOL_PUBLIC_KEY_BYTES],
                                        GError                **error);

/* ── Pages ── */

/**
 * gol_exchange_take_page:
 * @log: whose feed it is of
 * @page: with its protected changes unsealed, as far as this office can: gol_exchange_unseal ()
 *
 * Changes, receipts, grants and revokes in their order, and the cursor to ask with next: all of it or nothing. A page that is taken
 * again changes nothing. The protected log's are taken only while its file is held; what the open one's revoke and grant there is done
 * with the first page that comes when it is, and until then nothing counts as wiped.
 */
gboolean    gol_exchange_take_page     (GolStore               *store,
                                        GolLog                  log,
                                        const GolFeedPage      *page,
                                        const guint8            hub_key[GOL_PUBLIC_KEY_BYTES],
                                        GError                **error);
/* Opens what is sealed to this office's agency, where somebody who may is at work; the rest stays as it is. */
void        gol_exchange_unseal        (GolStore               *store,
                                        const GolFeedPage      *page);
/* Of one log's feed. (transfer full) (nullable): NULL with @error unset: no page was taken yet */
char       *gol_exchange_get_cursor    (GolStore               *store,
                                        GolLog                  log,
                                        GError                **error);
/* What was revoked also leaves the files' logs, as taking a page tries at once, and the unused parts of their pages, for which they are
 * written anew; *done: nothing of it is left, which may be told to the hub. While somebody reads what was there before, it is not. */
gboolean    gol_exchange_wipe          (GolStore               *store,
                                        gboolean               *done,
                                        GError                **error);

/**
 * gol_exchange_list_quarantined:
 *
 * What stands in the log and counts nowhere, a line for each record and section: "change", "log", "own", "site", "actor", "at" (as
 * its writer had it), "reason" (a word), "record", "section", "values" (a JSON object) and "why".
 *
 * Returns: (transfer full) (element-type GolValues): newest first; of the protected log only where it is held
 */
GPtrArray  *gol_exchange_list_quarantined (GolStore            *store,
                                        GError                **error);

/* ── What this office wrote ── */

/**
 * GolExchangeHave:
 * @seq: number of the last change; 0: none
 * @hash: of its header line; zeros when there is none
 *
 * How far a log goes.
 */
typedef struct
{
  guint64 seq;
  guint8  hash[GOL_HASH_BYTES];
} GolExchangeHave;

gboolean    gol_exchange_get_have      (GolStore               *store,
                                        GolLog                  log,
                                        GolExchangeHave        *have,
                                        GError                **error);
/* Whether @have, which somebody tells of our own log, is a place in it: if not, one of the two was restored, or it is forked. */
gboolean    gol_exchange_goes_through  (GolStore               *store,
                                        GolLog                  log,
                                        const GolExchangeHave  *have,
                                        gboolean               *through,
                                        GError                **error);
/**
 * GolExchangeCounts:
 * @waiting: our own changes that no receipt tells of
 * @first_waiting: number of the first of those; 0: there is none
 * @quarantined: our own changes that the hub keeps apart
 * @conflicts: that are open, whoever wrote
 */
typedef struct
{
  guint64 waiting;
  guint64 first_waiting;
  guint64 quarantined;
  guint64 conflicts;
} GolExchangeCounts;

gboolean    gol_exchange_count         (GolStore               *store,
                                        GolLog                  log,
                                        GolExchangeCounts      *counts,
                                        GError                **error);
gboolean    gol_exchange_count_waiting (GolStore               *store,
                                        GolLog                  log,
                                        guint64                *waiting,
                                        GError                **error);

/**
 * gol_exchange_read_changes:
 * @after: number of the last one that is not wanted
 * @most: so many at most
 * @bytes: and no more once they are so many as text; the first one is always given
 * @readers: (nullable): for the protected log alone: X25519 keys, 32 bytes each, of who shall read it
 *
 * Our own changes of one log in order. Those of the protected log are sealed to @readers, for whoever passes them on cannot read them;
 * without readers they come as they stand, for who seals each herself.
 *
 * Returns: (transfer full) (element-type GolChange)
 */
GPtrArray  *gol_exchange_read_changes  (GolStore               *store,
                                        GolLog                  log,
                                        guint64                 after,
                                        guint                   most,
                                        gsize                   bytes,
                                        const guint8           *readers,
                                        guint                   n_readers,
                                        GError                **error);

G_END_DECLS
