/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-batch-private.h"
#include "gol-error.h"
#include "gol-exchange-private.h"
#include "gol-purge-private.h"
#include "gol-replay-private.h"

/* What the hub said of changes, and what of the merged state follows from it. */

#define CHAIN_MOST (1 << 20)

/* ── How an operation stands ── */

typedef struct
{
  char    hlc[GOL_HLC_LENGTH + 1];
  gint64  verdict;   /* of one that nobody judged yet: as if it were OK */
} Standing;

static gboolean
get_standing (GolFile   *file,
              guint64    op,
              Standing  *standing,
              char     **header,
              GError   **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT eff_hlc, verdict, hdr FROM change WHERE id = ?1", error);
  gboolean row;

  *standing = (Standing) { .verdict = GOL_RECEIPT_OK };
  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, op);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (!gol_statement_is_null (st, 0))
    g_strlcpy (standing->hlc, gol_statement_text (st, 0), sizeof standing->hlc);
  else
    gol_header_line_hlc (gol_statement_text (st, 2), standing->hlc);
  standing->verdict = gol_statement_int (st, 1);
  if (header != NULL)
    *header = g_strdup (gol_statement_text (st, 2));
  return TRUE;
}

gboolean
gol_file_get_standing (GolFile   *file,
                       guint64    op,
                       char       hlc[GOL_HLC_LENGTH + 1],
                       gboolean  *counts,
                       GError   **error)
{
  Standing standing;

  if (!get_standing (file, op, &standing, NULL, error))
    return FALSE;
  g_strlcpy (hlc, standing.hlc, GOL_HLC_LENGTH + 1);
  *counts = standing.verdict != GOL_RECEIPT_QUARANTINED;
  return TRUE;
}

/* ── One receipt ── */

/* Whatever went wrong with it before: what is forged is not worth telling of. */
gboolean
gol_exchange_verify (GolVerifying  *verifying,
                     GError       **error)
{
  if (gol_verifying_end (verifying))
    return TRUE;
  g_clear_error (error);
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                       _("What came does not bear the signatures of the hub that this office is paired with and of those who wrote it."));
  return FALSE;
}

static gboolean
check_subject (const GolReceipt  *receipt,
               const char        *line,
               GError           **error)
{
  GolChange change = { 0 };
  gboolean good = FALSE;

  if (!gol_header_from_line (line, strlen (line), &change.header, error))
    return FALSE;
  gol_hash_header_line (line, strlen (line), change.hash);
  good = gol_receipt_is_of (receipt, &change);
  gol_header_clear (&change.header);
  if (!good)
    g_set_error (error, GOL_ERROR, GOL_ERROR_CONFLICT, _("The hub tells of another change “%s” than the one that is here."), receipt->change);
  return good;
}

/* Of several about one change the newest counts, in whatever order they come. */
static gboolean
is_newer (GolFile           *file,
          guint64            op,
          const GolReceipt  *receipt,
          gboolean          *newer,
          GError           **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT ?2 > seq OR (?2 = seq AND ?3 > line) FROM receipt WHERE id = ?1", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, op);
  gol_statement_bind_int (st, 2, receipt->hub_seq);
  gol_statement_bind_text (st, 3, receipt->line);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  *newer = !row || gol_statement_int (st, 0) != 0;
  return TRUE;
}

static gboolean
keep (GolFile           *file,
      guint64            op,
      const GolReceipt  *receipt,
      GError           **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "INSERT INTO receipt (id, seq, reason, line, sig) VALUES (?1, ?2, ?3, ?4, ?5)"
                                               " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, reason = excluded.reason,"
                                               " line = excluded.line, sig = excluded.sig", error);
  g_autoptr(GolStatement) of_change = gol_db_prepare (file->db, "UPDATE change SET received = ?2, eff_hlc = ?3, verdict = ?4 WHERE id = ?1",
                                                      error);

  if (st == NULL || of_change == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, op);
  gol_statement_bind_int (st, 2, receipt->hub_seq);
  gol_statement_bind_text (st, 3, receipt->reason);
  gol_statement_bind_text (st, 4, receipt->line);
  gol_statement_bind_blob (st, 5, receipt->signature, GOL_SIGNATURE_BYTES);
  gol_statement_bind_int (of_change, 1, op);
  gol_statement_bind_int (of_change, 2, g_ascii_strtoull (receipt->received, NULL, 16));
  gol_statement_bind_text (of_change, 3, receipt->eff_hlc);
  gol_statement_bind_int (of_change, 4, receipt->verdict);
  return gol_statement_run (st, error) && gol_statement_run (of_change, error);
}

/* The sections that it wrote. */
static gboolean
mark_stale (GolFile     *file,
            GolSession  *session,
            guint64      op,
            GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT rec, line FROM leaf WHERE id BETWEEN ?1 AND ?1 + 4095 AND line IS NOT NULL",
                                               error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, op << GOL_LEAF_BITS);
  for (;;)
    {
      g_autoptr(GolLeaf) leaf = NULL;
      GolRecordState *state;
      GolSectionState *section;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      leaf = gol_leaf_from_line (gol_statement_text (st, 1), strlen (gol_statement_text (st, 1)), error);
      state = leaf != NULL ? gol_session_get_id (session, gol_statement_int (st, 0), error) : NULL;
      if (state == NULL)
        return FALSE;
      section = gol_session_section (session, state, leaf->section, FALSE);
      if (section == NULL)
        continue;
      section->stale = TRUE;
      state->dirty = TRUE;
    }
}

gboolean
gol_file_take_receipt (GolFile           *file,
                       GolSession        *session,
                       const GolReceipt  *receipt,
                       GError           **error)
{
  guint64 op = session->log.parse (&session->log, receipt->change);
  g_autofree char *header = NULL;
  Standing before, after;
  gboolean newer;

  if (!get_standing (file, op, &before, &header, error))
    return FALSE;
  if (header == NULL)
    return TRUE;
  if (!check_subject (receipt, header, error) || !is_newer (file, op, receipt, &newer, error))
    return FALSE;
  if (!newer)
    return TRUE;
  if (!keep (file, op, receipt, error) || !get_standing (file, op, &after, NULL, error))
    return FALSE;
  if (op >> 32 == GOL_OWN_SITE && !gol_file_purge_change (file, op, error))
    return FALSE;
  return (before.verdict == after.verdict && strcmp (before.hlc, after.hlc) == 0) || mark_stale (file, session, op, error);
}

/* ── Sections made again ── */

static gboolean
keep_old_cb (const GolLink  *link,
             const char     *old,
             gpointer        user_data,
             GError        **error)
{
  GolSession *session = user_data;
  g_autoptr(GolStatement) st = NULL;

  if (g_strcmp0 (link->old, old) == 0)
    return TRUE;
  st = gol_db_prepare (session->file->db, "UPDATE leaf SET old = ?2 WHERE id = ?1", error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, link->id);
  gol_statement_bind_text (st, 2, old);
  return gol_statement_run (st, error);
}

static gboolean
refresh_section (GolSession       *session,
                 GolRecordState   *state,
                 GolSectionState  *section,
                 GError          **error)
{
  GError *failure = NULL;
  g_autoptr(GPtrArray) chain = gol_replay_load (session, state, section, CHAIN_MOST, &failure);
  GolSectionState *again = NULL;

  if (chain != NULL)
    again = gol_replay_merge (session, state, section, chain, keep_old_cb, session, error);
  else if (failure != NULL)
    g_propagate_error (error, failure);
  else
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("A part of this record’s history is missing from the log."));
  if (again == NULL)
    return FALSE;
  g_array_unref (section->cells);
  g_array_unref (section->holes);
  section->cells = g_array_ref (again->cells);
  section->holes = g_array_ref (again->holes);
  gol_section_state_free (again);
  section->apart = section->dirty = TRUE;   /* what it had in head and hole is replaced in any case */
  section->stale = FALSE;
  return TRUE;
}

gboolean
gol_session_refresh (GolSession  *session,
                     GError     **error)
{
  for (guint i = 0; i < session->states->len; i++)
    {
      GolRecordState *state = g_ptr_array_index (session->states, i);

      for (guint j = 0; j < state->sections->len; j++)
        {
          GolSectionState *section = g_ptr_array_index (state->sections, j);

          if (section->stale && !refresh_section (session, state, section, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* ── Receipts alone ── */

typedef struct
{
  GPtrArray    *receipts;
  GolVerifying *verifying;
} Judgement;

static gboolean
take_receipts (GolFile   *file,
               gpointer   user_data,
               GError   **error)
{
  const Judgement *judgement = user_data;
  g_autoptr(GolSession) session = gol_session_new (file);
  gboolean good = TRUE;

  for (guint i = 0; i < judgement->receipts->len && good; i++)
    {
      const GolReceipt *receipt = g_ptr_array_index (judgement->receipts, i);

      good = receipt->log != file->log || gol_file_take_receipt (file, session, receipt, error);
    }
  good = good && gol_session_refresh (session, error) && gol_session_flush (session, FALSE, error);
  return gol_exchange_verify (judgement->verifying, error) && good;
}

/**
 * gol_exchange_take_receipts:
 * @receipts: (element-type GolReceipt): in any order, some of them again
 *
 * All or none.
 */
gboolean
gol_exchange_take_receipts (GolStore      *store,
                            GPtrArray     *receipts,
                            const guint8   hub_key[GOL_PUBLIC_KEY_BYTES],
                            GError       **error)
{
  g_autoptr(GolVerifying) verifying = gol_verifying_new ();
  Judgement judgement = { receipts, verifying };
  gboolean wanted[2] = { FALSE, FALSE };
  gboolean good;

  for (guint i = 0; i < receipts->len; i++)
    {
      const GolReceipt *receipt = g_ptr_array_index (receipts, i);

      gol_verifying_add_receipt (verifying, receipt, hub_key);
      wanted[receipt->log] = TRUE;
    }
  gol_verifying_begin (verifying);
  gol_store_lock (store, GOL_PRIORITY_EXCHANGE);
  good = gol_store_write (store, wanted[GOL_LOG_OPEN], wanted[GOL_LOG_PROTECTED], take_receipts, &judgement, error);
  gol_store_unlock (store);
  return good;
}
