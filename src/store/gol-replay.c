/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-replay-private.h"

#include <string.h>

#include "gol-receipt.h"

/* ── What merging asks: the log's answers, but for what was taken in so far ── */

typedef struct
{
  GolMergeLog  log;
  GolMergeLog *real;
  GHashTable  *seen;      /* operations taken in so far */
} Replay;

static guint64
replay_parse (GolMergeLog *log,
              const char  *op)
{
  GolMergeLog *real = ((Replay *) log)->real;

  return real->parse (real, op);
}

static gboolean
replay_accepted (GolMergeLog  *log,
                 guint64       op,
                 GError      **error)
{
  return g_hash_table_contains (((Replay *) log)->seen, (gint64 *) &op);
}

static gboolean
replay_get_hlc (GolMergeLog  *log,
                guint64       op,
                char          hlc[GOL_HLC_LENGTH + 1],
                GError      **error)
{
  GolMergeLog *real = ((Replay *) log)->real;

  return real->get_hlc (real, op, hlc, error);
}

static gboolean
replay_is_late (GolMergeLog *log,
                guint64      op)
{
  GolMergeLog *real = ((Replay *) log)->real;

  return real->is_late (real, op);
}

static const char *
replay_get_site (GolMergeLog *log,
                 guint64      op)
{
  GolMergeLog *real = ((Replay *) log)->real;

  return real->get_site (real, op);
}

/* ── The leaves ── */

static void
link_free (gpointer data)
{
  GolLink *link = data;

  g_clear_pointer (&link->leaf, gol_leaf_free);
  g_free (link->old);
  g_free (link);
}

static GolLink *
load_link (GolSession       *session,
           GolRecordState   *state,
           GolSectionState  *section,
           guint64           id,
           guint64          *prev,
           GError          **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (session->file->db, "SELECT prev, line, old, hdr, eff_hlc, verdict FROM leaf"
                                               " CROSS JOIN change ON change.id = leaf.id >> 12 WHERE leaf.id = ?1 AND rec = ?2", error);
  const char *line;
  GolLink *link;
  gboolean row;

  *prev = 0;
  if (st == NULL)
    return NULL;
  gol_statement_bind_int (st, 1, id);
  gol_statement_bind_int (st, 2, state->id);
  if (!gol_statement_step (st, &row, error) || !row)
    return NULL;
  link = g_new0 (GolLink, 1);
  *prev = gol_statement_int (st, 0);
  link->id = id;
  link->op = id >> GOL_LEAF_BITS;
  line = gol_statement_text (st, 1);
  link->leaf = line != NULL ? gol_leaf_from_line (line, strlen (line), NULL) : NULL;
  link->old = g_strdup (gol_statement_text (st, 2));
  link->counts = gol_statement_is_null (st, 5) || gol_statement_int (st, 5) != GOL_RECEIPT_QUARANTINED;
  if (!gol_statement_is_null (st, 4))
    g_strlcpy (link->hlc, gol_statement_text (st, 4), sizeof link->hlc);
  if ((link->leaf != NULL && (strcmp (link->leaf->record, state->record) != 0 || strcmp (link->leaf->section, section->name) != 0))
      || (*link->hlc == '\0' && !gol_header_line_hlc (gol_statement_text (st, 3), link->hlc)))
    g_clear_pointer (&link, link_free);
  return link;
}

GPtrArray *
gol_replay_load (GolSession       *session,
                 GolRecordState   *state,
                 GolSectionState  *section,
                 guint64           most,
                 GError          **error)
{
  g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func (link_free);
  guint64 prev;

  for (guint64 id = section->last; id != 0; id = prev)
    {
      GError *failure = NULL;
      GolLink *link = load_link (session, state, section, id, &prev, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      if (link == NULL || chain->len > most)
        {
          g_clear_pointer (&link, link_free);
          return NULL;
        }
      g_ptr_array_add (chain, link);
    }
  return g_steal_pointer (&chain);
}

/* ── Merging them ── */

static gboolean
merge_link (Replay           *replay,
            GolSectionState  *again,
            const GolLink    *link,
            GolReplayOld      each,
            gpointer          user_data,
            GError          **error)
{
  g_autofree char *old = NULL;

  if (link->leaf == NULL)
    return TRUE;
  if (link->op >> 32 == GOL_OWN_SITE)
    {
      old = gol_section_state_old (again, link->leaf->values);
      if (!each (link, old, user_data, error))
        return FALSE;
    }
  if (!link->counts)
    return TRUE;
  if (!gol_merge_leaf (again, link->leaf, link->op, link->hlc, &replay->log, error))
    return FALSE;
  g_hash_table_add (replay->seen, g_memdup2 (&link->op, sizeof link->op));
  return TRUE;
}

GolSectionState *
gol_replay_merge (GolSession       *session,
                  GolRecordState   *state,
                  GolSectionState  *section,
                  GPtrArray        *chain,
                  GolReplayOld      each,
                  gpointer          user_data,
                  GError          **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Replay replay = { { replay_parse, replay_accepted, replay_get_hlc, replay_is_late, replay_get_site }, &session->log, seen };
  GolSectionState *again = gol_section_state_new (state->entity, section->name);

  again->last = section->last;
  for (guint i = chain->len; i-- > 0;)
    if (!merge_link (&replay, again, g_ptr_array_index (chain, i), each, user_data, error))
      {
        gol_section_state_free (again);
        return NULL;
      }
  again->dirty = TRUE;
  return again;
}
