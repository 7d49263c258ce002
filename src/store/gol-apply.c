/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-batch-private.h"
#include "gol-error.h"
#include "gol-exchange-private.h"

/* What other sites wrote, taken into the log and merged; and the digest by which two sites compare. */

/* ── Sites ── */

void
gol_exchange_site_free (GolExchangeSite *site)
{
  if (site == NULL)
    return;
  g_free (site->site);
  g_free (site->agency);
  g_free (site);
}

static char *
full_name (const GolExchangeSite *site)
{
  return g_strdup_printf ("%s.%u", site->site, site->incarnation);
}

/* Nobody's key is ever changed: a hub that could do that could write in another's name. */
static gboolean
check_key (GolFile                *file,
           guint64                 number,
           const GolExchangeSite  *site,
           GError                **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT pk = ?2 FROM site WHERE no = ?1", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, number);
  gol_statement_bind_blob (st, 2, site->public_key, GOL_PUBLIC_KEY_BYTES);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  if (row && gol_statement_int (st, 0) != 0)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_CONFLICT,
               _("The hub names another key for the office “%s” than it did before; nothing of it is taken until this is cleared up."),
               site->site);
  return FALSE;
}

static gboolean
add_site (GolFile                *file,
          const GolExchangeSite  *site,
          GError                **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "INSERT INTO site (no, name, inc, agency, pk)"
                                               " SELECT max (no) + 1, ?1, ?2, ?3, ?4 FROM site", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, site->site);
  gol_statement_bind_int (st, 2, site->incarnation);
  gol_statement_bind_text (st, 3, site->agency);
  gol_statement_bind_blob (st, 4, site->public_key, GOL_PUBLIC_KEY_BYTES);
  return gol_statement_run (st, error);
}

static gboolean
add_sites (GolFile   *file,
           gpointer   user_data,
           GError   **error)
{
  GPtrArray *sites = user_data;

  for (guint i = 0; i < sites->len; i++)
    {
      const GolExchangeSite *site = g_ptr_array_index (sites, i);
      g_autofree char *name = full_name (site);
      guint64 number = GPOINTER_TO_UINT (g_hash_table_lookup (file->site_numbers, name));

      if (number != 0 ? !check_key (file, number, site, error) : !add_site (file, site, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gol_exchange_add_sites (GolStore   *store,
                        GPtrArray  *sites,
                        GError    **error)
{
  gboolean good;

  gol_store_lock (store, GOL_PRIORITY_EXCHANGE);
  good = gol_store_write (store, TRUE, store->files[GOL_LOG_PROTECTED].db != NULL, add_sites, sites, error);
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED && good; log++)
    if (store->files[log].db != NULL)
      good = gol_file_load_end (&store->files[log], error);
  gol_store_unlock (store);
  return good;
}

gboolean
gol_store_add_site (GolStore      *store,
                    const char    *site,
                    guint          incarnation,
                    const char    *agency,
                    const guint8   public_key[GOL_PUBLIC_KEY_BYTES],
                    GError       **error)
{
  g_autoptr(GPtrArray) sites = g_ptr_array_new ();
  GolExchangeSite added = { (char *) site, incarnation, (char *) agency };

  memcpy (added.public_key, public_key, GOL_PUBLIC_KEY_BYTES);
  g_ptr_array_add (sites, &added);
  return gol_exchange_add_sites (store, sites, error);
}

/* ── Changes ── */

static gboolean
find_site (GolFile           *file,
           const GolHeader   *header,
           guint64           *number,
           guint8             public_key[GOL_PUBLIC_KEY_BYTES],
           GError           **error)
{
  g_autofree char *name = g_strdup_printf ("%s.%u", header->site, header->incarnation);
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT pk FROM site WHERE no = ?1", error);
  gconstpointer key;
  gsize length;
  gboolean row;

  if (st == NULL)
    return FALSE;
  *number = GPOINTER_TO_UINT (g_hash_table_lookup (file->site_numbers, name));
  gol_statement_bind_int (st, 1, *number);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  key = row ? gol_statement_blob (st, 0, &length) : NULL;
  if (key == NULL || length != GOL_PUBLIC_KEY_BYTES)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("The office “%s” is not paired with this one."), header->site);
      return FALSE;
    }
  memcpy (public_key, key, GOL_PUBLIC_KEY_BYTES);
  return TRUE;
}

/* *known: the very same is here. Another under the same number is a fork, and never merged silently. */
static gboolean
is_known (GolFile          *file,
          guint64           id,
          const GolChange  *change,
          gboolean         *known,
          GError          **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT hdr FROM change WHERE id = ?1", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id);
  if (!gol_statement_step (st, known, error))
    return FALSE;
  if (!*known || strcmp (gol_statement_text (st, 0), change->line) == 0)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_CONFLICT,
               _("The office “%s” gave two different changes the same number; its work waits until this is cleared up."),
               change->header.site);
  return FALSE;
}

/* What of its tree is given by hash alone: nodes, and bodies that nobody here could open. */
static GArray *
list_nodes (const GolChange *change)
{
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (GolWithheld));
  guint next = 0;

  for (guint i = 0; i < change->leaves->len; i++)
    {
      const GolSealed *sealed = change->sealed != NULL ? g_ptr_array_index (change->sealed, i) : NULL;
      GolWithheld node = { i, 1, { 0 } };

      if (g_ptr_array_index (change->leaves, i) != NULL)
        continue;
      if (sealed != NULL)
        memcpy (node.hash, sealed->hash, GOL_HASH_BYTES);
      else if (change->withheld != NULL && next < change->withheld->len)
        node = g_array_index (change->withheld, GolWithheld, next++);
      else
        break;
      g_array_append_val (nodes, node);
      i = node.index + node.count - 1;
    }
  return nodes;
}

/* Signature, and that the leaves and nodes are those that it commits to. */
static gboolean
check_change (const GolChange  *change,
              const GArray     *nodes,
              const guint8      public_key[GOL_PUBLIC_KEY_BYTES],
              gboolean          verified,
              GError          **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (GolWithheld));
  guint8 root[GOL_HASH_BYTES];
  guint next = 0;

  for (guint i = 0; i < change->leaves->len; i++)
    {
      const char *line = g_ptr_array_index (change->leaves, i);
      GolWithheld node = { i, 1, { 0 } };

      if (line != NULL)
        gol_hash_leaf_line (line, strlen (line), node.hash);
      else if (next < nodes->len)
        node = g_array_index (nodes, GolWithheld, next++);
      g_array_append_val (all, node);
      i = node.index + node.count - 1;
    }
  if (change->leaves->len == change->header.n
      && gol_merkle_join ((const GolWithheld *) all->data, all->len, change->header.n, root)
      && memcmp (root, change->header.root, GOL_HASH_BYTES) == 0
      && (verified || gol_header_verify (public_key, change->line, strlen (change->line), change->signature)))
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("A change of the office “%s” is not as it was signed."), change->header.site);
  return FALSE;
}

/* ── What of a change is here, and what is not ── */

static gboolean
load_nodes (GolFile  *file,
            guint64   id,
            GArray   *nodes,
            GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT id, n, hash FROM node WHERE id BETWEEN ?1 AND ?1 + 4095 ORDER BY id", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id << GOL_LEAF_BITS);
  for (;;)
    {
      GolWithheld node;
      gconstpointer hash;
      gsize length;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      hash = gol_statement_blob (st, 2, &length);
      if (length != GOL_HASH_BYTES)
        continue;
      node.index = gol_statement_int (st, 0) & GOL_LEAF_MASK;
      node.count = gol_statement_int (st, 1);
      memcpy (node.hash, hash, GOL_HASH_BYTES);
      g_array_append_val (nodes, node);
    }
}

static gboolean
add_node (GolFile            *file,
          guint64             id,
          const GolWithheld  *node,
          GError            **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "INSERT INTO node (id, n, hash) VALUES (?1, ?2, ?3)", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id << GOL_LEAF_BITS | node->index);
  gol_statement_bind_int (st, 2, node->count);
  gol_statement_bind_blob (st, 3, node->hash, GOL_HASH_BYTES);
  return gol_statement_run (st, error);
}

static gboolean
drop_node (GolFile  *file,
           guint64   id,
           guint     index,
           GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "DELETE FROM node WHERE id = ?1", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id << GOL_LEAF_BITS | index);
  return gol_statement_run (st, error);
}

/* One line; of a record that was taken away from this office, its hash alone. Our own work that comes back can be undone as before. */
static gboolean
take_leaf (GolSession  *session,
           guint64      id,
           guint        index,
           const char  *line,
           const char  *hlc,
           GError     **error)
{
  g_autoptr(GolLeaf) leaf = gol_leaf_from_line (line, strlen (line), error);
  GolRecordState *state = leaf != NULL ? gol_session_get (session, leaf->record, TRUE, error) : NULL;
  GolSectionState *section;
  g_autofree char *old = NULL;

  if (state == NULL)
    return FALSE;
  if (state->revoked)
    {
      GolWithheld node = { index, 1, { 0 } };

      gol_hash_leaf_line (line, strlen (line), node.hash);
      return add_node (session->file, id, &node, error);
    }
  section = gol_session_section (session, state, leaf->section, FALSE);
  if (section != NULL && id >> 32 == GOL_OWN_SITE)
    old = gol_section_state_old (section, leaf->values);
  return gol_session_add_leaf (session, id, index, line, leaf, hlc, old, error);
}

static gboolean
take_leaves (GolSession         *session,
             guint64             id,
             const GolChange    *change,
             const GolWithheld  *range,
             GError            **error)
{
  char hlc[GOL_HLC_LENGTH + 1];
  gboolean counts;

  if (!gol_file_get_standing (session->file, id, hlc, &counts, error))
    return FALSE;
  for (guint i = range->index; i < range->index + range->count; i++)
    {
      const char *line = g_ptr_array_index (change->leaves, i);

      if (line != NULL && !take_leaf (session, id, i, line, counts ? hlc : NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* And the nodes beside them. */
static gboolean
take_range (GolFile            *file,
            GolSession         *session,
            guint64             id,
            const GolChange    *change,
            const GArray       *nodes,
            const GolWithheld  *range,
            GError            **error)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      const GolWithheld *node = &g_array_index (nodes, GolWithheld, i);

      if (node->index >= range->index && node->index < range->index + range->count && !add_node (file, id, node, error))
        return FALSE;
    }
  return take_leaves (session, id, change, range, error);
}

static gboolean
shows_any (const GolChange   *change,
           const GolWithheld *range)
{
  for (guint i = range->index; i < range->index + range->count; i++)
    if (g_ptr_array_index (change->leaves, i) != NULL)
      return TRUE;
  return FALSE;
}

/* Nodes of one tree never cross: where a line of @change stands below a node of ours, its own nodes there are below it too. */
static gboolean
add_to_change (GolFile          *file,
               GolSession       *session,
               guint64           id,
               const GolChange  *change,
               const GArray     *nodes,
               const GArray     *ours,
               GError          **error)
{
  for (guint i = 0; i < ours->len; i++)
    {
      const GolWithheld *node = &g_array_index (ours, GolWithheld, i);

      if (shows_any (change, node)
          && (!drop_node (file, id, node->index, error) || !take_range (file, session, id, change, nodes, node, error)))
        return FALSE;
    }
  return TRUE;
}

/* Our own work that comes back, to an office that was restored from a backup. */
static void
mind_own_end (GolFile         *file,
              guint64          number,
              const GolChange *change)
{
  if (number != GOL_OWN_SITE || change->header.seq <= file->seq)
    return;
  file->seq = change->header.seq;
  memcpy (file->last, change->hash, GOL_HASH_BYTES);
}

gboolean
gol_file_take_change (GolFile           *file,
                      GolSession        *session,
                      const GolChange   *change,
                      const GolReceipt  *receipt,
                      gboolean           verified,
                      GError           **error)
{
  const GolWithheld whole = { .count = change->leaves->len };
  guint8 public_key[GOL_PUBLIC_KEY_BYTES];
  g_autoptr(GArray) nodes = NULL;
  g_autoptr(GArray) ours = g_array_new (FALSE, FALSE, sizeof (GolWithheld));
  guint64 number, id;
  gboolean known;

  if (!find_site (file, &change->header, &number, public_key, error))
    return FALSE;
  id = number << 32 | change->header.seq;
  if (!is_known (file, id, change, &known, error) || (known && !load_nodes (file, id, ours, error)))
    return FALSE;
  if (known && receipt != NULL && !gol_file_take_receipt (file, session, receipt, error))
    return FALSE;
  if (known && ours->len == 0)
    return TRUE;
  nodes = list_nodes (change);
  if (!check_change (change, nodes, public_key, verified, error))
    return FALSE;
  if (known)
    return add_to_change (file, session, id, change, nodes, ours, error);
  if (!gol_file_add_change (file, id, change, 0, error)
      || (receipt != NULL && !gol_file_take_receipt (file, session, receipt, error))
      || !take_range (file, session, id, change, nodes, &whole, error))
    return FALSE;
  mind_own_end (file, number, change);
  return TRUE;
}

static gboolean
take_changes (GolFile   *file,
              gpointer   user_data,
              GError   **error)
{
  GPtrArray *changes = user_data;
  g_autoptr(GolSession) session = gol_session_new (file);

  for (guint i = 0; i < changes->len; i++)
    {
      const GolChange *change = g_ptr_array_index (changes, i);

      if (change->header.log == file->log && !gol_file_take_change (file, session, change, NULL, FALSE, error))
        return FALSE;
    }
  return gol_session_flush (session, FALSE, error);
}

gboolean
gol_store_apply (GolStore   *store,
                 GPtrArray  *changes,
                 GError    **error)
{
  gboolean wanted[2] = { FALSE, FALSE };
  gboolean good;

  for (guint i = 0; i < changes->len; i++)
    wanted[((GolChange *) g_ptr_array_index (changes, i))->header.log] = TRUE;
  gol_store_lock (store, GOL_PRIORITY_EXCHANGE);
  good = gol_store_write (store, wanted[GOL_LOG_OPEN], wanted[GOL_LOG_PROTECTED], take_changes, changes, error);
  gol_store_unlock (store);
  return good;
}

/* ── Digests ── */

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

static void
describe_cell (GolFile   *file,
               GolCell   *cell,
               GPtrArray *lines)
{
  GolHead alone = { cell->op, "", cell->kind, cell->text };
  guint n = cell->heads != NULL ? cell->heads->len : 1;

  for (guint i = 0; i < n; i++)
    {
      GolHead *head = cell->heads != NULL ? &g_array_index (cell->heads, GolHead, i) : &alone;
      g_autofree char *op = gol_file_op_name (file, head->op);

      g_ptr_array_add (lines, g_strdup_printf ("head %s %s %s %d %s", cell->name, cell->member, op, head->kind,
                                               head->text != NULL ? head->text : ""));
    }
  g_ptr_array_add (lines, g_strdup_printf ("value %s %s %d %s", cell->name, cell->member, cell->kind, cell->text != NULL ? cell->text : ""));
}

/* Values, heads and holes, in an order that is nobody's. */
char *
gol_section_state_digest (GolFile         *file,
                          GolSectionState *section)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < section->cells->len; i++)
    describe_cell (file, &g_array_index (section->cells, GolCell, i), lines);
  for (guint i = 0; i < section->holes->len; i++)
    {
      GolHole *hole = &g_array_index (section->holes, GolHole, i);

      g_ptr_array_add (lines, g_strdup_printf ("hole %s %s %s", hole->name, hole->member, hole->op));
    }
  g_ptr_array_sort (lines, compare_strings);
  for (guint i = 0; i < lines->len; i++)
    g_checksum_update (sum, g_ptr_array_index (lines, i), strlen (g_ptr_array_index (lines, i)) + 1);
  return g_strdup (g_checksum_get_string (sum));
}

typedef struct
{
  GolStore   *store;
  const char *record;
  const char *section;
  char       *digest;
} Digest;

static gboolean
digest_cb (GolDb     *open,
           GolDb     *protected_db,
           gpointer   user_data,
           GError   **error)
{
  Digest *digest = user_data;
  GolDb *dbs[] = { open, protected_db };

  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED && digest->digest == NULL && dbs[log] != NULL; log++)
    {
      g_auto(GolFile) file = { 0 };
      g_autoptr(GolSession) session = gol_session_new (&file);
      GolRecordState *state = NULL;
      GolSectionState *section;
      GError *failure = NULL;

      if (gol_file_open_view (&file, digest->store, log, dbs[log], &failure))
        state = gol_session_get (session, digest->record, FALSE, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      section = state != NULL ? gol_session_section (session, state, digest->section, FALSE) : NULL;
      if (section != NULL && section->cells->len + section->holes->len > 0)
        digest->digest = gol_section_state_digest (&file, section);
    }
  return TRUE;
}

/**
 * gol_store_digest:
 *
 * Returns: (transfer full) (nullable): %NULL with @error unset when this office holds nothing of it, or nothing that counts
 */
char *
gol_store_digest (GolStore    *store,
                  const char  *record,
                  const char  *section,
                  GError     **error)
{
  Digest digest = { store, record, section, NULL };

  gol_store_with_reader (store, NULL, digest_cb, &digest, error);
  return digest.digest;
}
