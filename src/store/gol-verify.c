/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-verify-private.h"

/*
 * The log, change by change: numbers without gaps, each header after the one before, signed by its site, and leaves that are
 * those which it commits to. Then the projection: see gol-verify-rows.c.
 */

#define FAULTS_MOST 200

void
gol_verify_fault (GolVerify  *verify,
                  const char *format,
                  ...)
{
  va_list arguments;

  if (verify->result->faults->len >= FAULTS_MOST)
    return;
  va_start (arguments, format);
  g_ptr_array_add (verify->result->faults, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

gboolean
gol_verify_go_on (GolVerify  *verify,
                  guint64     step,
                  GError    **error)
{
  verify->done += step;
  if (g_cancellable_is_cancelled (verify->cancellable))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED, _("It was stopped."));
      return FALSE;
    }
  if (verify->progress != NULL && verify->done / 4096 != (verify->done - step) / 4096)
    verify->progress (MIN (verify->done, verify->total), verify->total, verify->user_data);
  return TRUE;
}

/* ── Sites ── */

typedef struct
{
  guint64 no;
  guint64 seq;                        /* of the change before */
  guint8  last[GOL_HASH_BYTES];
  guint8  public_key[GOL_PUBLIC_KEY_BYTES];
  gboolean known;
} Site;

static gboolean
load_site (GolVerify  *verify,
           Site       *site,
           guint64     no,
           GError    **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (verify->file->db, "SELECT pk FROM site WHERE no = ?1", error);
  gconstpointer key;
  gsize length;
  gboolean row;

  if (st == NULL)
    return FALSE;
  *site = (Site) { .no = no };
  gol_statement_bind_int (st, 1, no);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  key = row ? gol_statement_blob (st, 0, &length) : NULL;
  site->known = key != NULL && length == GOL_PUBLIC_KEY_BYTES;
  if (site->known)
    memcpy (site->public_key, key, GOL_PUBLIC_KEY_BYTES);
  if (site->known && no == GOL_OWN_SITE
      && memcmp (key, verify->file->store->keys->site.public_key, GOL_PUBLIC_KEY_BYTES) != 0)
    gol_verify_fault (verify, _("The key of this office in the log is not its own."));
  return TRUE;
}

/* ── Leaves ── */

/* Whether rows are made of it: of a known entity, in the file where its section rests, and not revoked. */
static gboolean
is_merged (GolFile       *file,
           const GolLeaf *leaf)
{
  const char *slash = strchr (leaf->record, '/');
  g_autofree char *name = g_strndup (leaf->record, slash - leaf->record);
  const GolEntity *entity = gol_dictionary_find_entity (name);
  const GolSection *section = entity != NULL && gol_entity_rests_in (entity, file->log)
                              ? gol_entity_find_section (entity, leaf->section) : NULL;

  if (entity == NULL || !gol_entity_rests_in (entity, file->log))
    return FALSE;
  return section == NULL || gol_section_get_log (section) == file->log;
}

/* Of a leaf or, without a line, of as many as were not given. */
static gboolean
hash_node (GolVerify     *verify,
           GolStatement  *st,
           guint8         hash[GOL_HASH_BYTES])
{
  const char *line = gol_statement_text (st, 1);
  g_autoptr(GolLeaf) leaf = NULL;
  gconstpointer stored;
  gsize length;

  if (line == NULL)
    {
      stored = gol_statement_blob (st, 2, &length);
      if (stored == NULL || length != GOL_HASH_BYTES)
        return FALSE;
      memcpy (hash, stored, GOL_HASH_BYTES);
      return TRUE;
    }
  gol_hash_leaf_line (line, strlen (line), hash);
  leaf = gol_leaf_from_line (line, strlen (line), NULL);
  if (leaf == NULL)
    return FALSE;
  verify->merged += is_merged (verify->file, leaf) && gol_statement_is_null (st, 4);
  return TRUE;
}

static gboolean
check_leaves (GolVerify        *verify,
              guint64           id,
              const char       *name,
              const GolHeader  *header,
              GError          **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (verify->file->db,
                                               "SELECT leaf.id, line, hash, 1, revoked FROM leaf LEFT JOIN record ON record.id = rec"
                                               " WHERE leaf.id BETWEEN ?1 AND ?1 + 4095"
                                               " UNION ALL SELECT id, NULL, hash, n, NULL FROM node WHERE id BETWEEN ?1 AND ?1 + 4095"
                                               " ORDER BY 1", error);
  g_autoptr(GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GolWithheld));
  guint8 root[GOL_HASH_BYTES];
  gboolean row, good = TRUE;
  guint leaves = 0;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id << GOL_LEAF_BITS);
  for (;;)
    {
      GolWithheld node;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        break;
      node.index = gol_statement_int (st, 0) & GOL_LEAF_MASK;
      node.count = gol_statement_int (st, 3);
      good = hash_node (verify, st, node.hash) && good;
      g_array_append_val (nodes, node);
      leaves += gol_statement_text (st, 1) != NULL;
    }
  verify->result->leaves += leaves;
  verify->nodes += nodes->len;
  if (!good || !gol_merkle_join ((const GolWithheld *) nodes->data, nodes->len, header->n, root)
      || memcmp (root, header->root, GOL_HASH_BYTES) != 0)
    gol_verify_fault (verify, _("The leaves of change %s are not those that were signed."), name);
  return gol_verify_go_on (verify, leaves, error);
}

/* ── Changes ── */

static gboolean
check_action (GolVerify        *verify,
              const char       *name,
              const GolHeader  *header,
              gint64            number,
              GError          **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (verify->file->db, "SELECT id FROM batch WHERE no = ?1", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, number);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  if (!row || g_strcmp0 (gol_statement_text (st, 0), header->batch) != 0)
    gol_verify_fault (verify, _("Change %s is listed under an action that it is not of."), name);
  return TRUE;
}

/* Our own log has none. */
static void
mind_gap (GolVerify        *verify,
          const Site       *site,
          const char       *name,
          const GolHeader  *header)
{
  guint from = site->seq + 1, to = header->seq - 1;

  if (site->no == GOL_OWN_SITE || header->seq <= site->seq)
    gol_verify_fault (verify, _("Before change %s there is a gap."), name);
  else if (verify->result->missing->len < FAULTS_MOST)
    g_ptr_array_add (verify->result->missing,
                     from == to ? g_strdup_printf ("%s.%u:%u", header->site, header->incarnation, from)
                                : g_strdup_printf ("%s.%u:%u–%u", header->site, header->incarnation, from, to));
}

static void
check_header (GolVerify        *verify,
              Site             *site,
              const char       *name,
              const GolHeader  *header,
              const char       *line,
              const guint8     *signature)
{
  g_autofree char *signed_name = g_strdup_printf ("%s.%u:%u", header->site, header->incarnation, (guint) header->seq);

  if (!g_str_equal (signed_name, name) || header->log != verify->file->log)
    gol_verify_fault (verify, _("Change %s stands in the place of another."), name);
  if (header->seq != site->seq + 1)
    mind_gap (verify, site, name, header);
  else if (memcmp (header->prev, site->last, GOL_HASH_BYTES) != 0)
    gol_verify_fault (verify, _("Change %s does not follow the one before it."), name);
  if (!site->known || signature == NULL || !gol_header_verify (site->public_key, line, strlen (line), signature))
    gol_verify_fault (verify, _("The signature of change %s does not hold."), name);
}

static gboolean
check_change (GolVerify     *verify,
              Site          *site,
              GolStatement  *st,
              GError       **error)
{
  guint64 id = gol_statement_int (st, 0);
  const char *line = gol_statement_text (st, 1);
  gsize length;
  const guint8 *signature = gol_statement_blob (st, 2, &length);
  g_autofree char *name = NULL;
  GolHeader header = { 0 };
  gboolean good = TRUE;

  if (site->no != id >> 32 && !load_site (verify, site, id >> 32, error))
    return FALSE;
  name = gol_file_op_name (verify->file, id);
  if (!gol_header_from_line (line, strlen (line), &header, NULL))
    gol_verify_fault (verify, _("The header of change %s is damaged."), name);
  else
    {
      check_header (verify, site, name, &header, line, length == GOL_SIGNATURE_BYTES ? signature : NULL);
      good = check_leaves (verify, id, name, &header, error)
             && (gol_statement_is_null (st, 3) || check_action (verify, name, &header, gol_statement_int (st, 3), error));
      gol_header_clear (&header);
    }
  site->seq = id & G_MAXUINT32;
  gol_hash_header_line (line, strlen (line), site->last);
  verify->result->changes++;
  return good;
}

static gboolean
check_log (GolVerify  *verify,
           GError    **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (verify->file->db, "SELECT id, hdr, sig, batch FROM change ORDER BY id", error);
  Site site = { 0 };
  gboolean row;

  if (st == NULL)
    return FALSE;
  for (;;)
    {
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!check_change (verify, &site, st, error))
        return FALSE;
    }
}

gboolean
gol_verify_count (GolVerify   *verify,
                  const char  *sql,
                  guint64     *number,
                  GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (verify->file->db, sql, error);
  gboolean row;

  if (st == NULL || !gol_statement_step (st, &row, error))
    return FALSE;
  *number = row ? gol_statement_int (st, 0) : 0;
  return TRUE;
}

static gboolean
check_orphans (GolVerify  *verify,
               GError    **error)
{
  guint64 nodes;

  if (!gol_verify_count (verify, "SELECT (SELECT count (*) FROM leaf) + (SELECT count (*) FROM node)", &nodes, error))
    return FALSE;
  if (nodes != verify->nodes)
    gol_verify_fault (verify, _("There are leaves in the log that belong to no change."));
  return TRUE;
}

static gboolean
check_file (GolVerify  *verify,
            GolStore   *store,
            GolLog      log,
            GolDb      *db,
            GError    **error)
{
  g_auto(GolFile) view = { 0 };
  GError *damage = NULL;

  verify->file = &view;
  verify->merged = verify->shown = verify->nodes = 0;
  if (!gol_file_open_view (&view, store, log, db, error))
    return FALSE;
  if (!gol_db_check (db, &damage))
    {
      gol_verify_fault (verify, "%s", damage->message);
      g_clear_error (&damage);
    }
  return check_log (verify, error) && check_orphans (verify, error) && gol_verify_rows (verify, error);
}

typedef struct
{
  GolStore  *store;
  GolVerify  verify;
} Check;

static gboolean
verify_cb (GolDb     *open,
           GolDb     *protected_db,
           gpointer   user_data,
           GError   **error)
{
  Check *check = user_data;
  GolDb *dbs[] = { open, protected_db };

  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED && dbs[log] != NULL; log++)
    {
      g_autoptr(GolStatement) st = gol_db_prepare (dbs[log], "SELECT count (*) FROM leaf", error);
      gboolean row;

      if (st == NULL || !gol_statement_step (st, &row, error))
        return FALSE;
      check->verify.total += row ? gol_statement_int (st, 0) : 0;
    }
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED && dbs[log] != NULL; log++)
    if (!check_file (&check->verify, check->store, log, dbs[log], error))
      return FALSE;
  return TRUE;
}

/**
 * gol_store_verify:
 * @result: (out): counts, what does not hold, in sentences, and what is not here; clear it with gol_verify_result_clear ()
 *
 * Reads everything, changes nothing, and lets officers work meanwhile.
 *
 * Returns: whether it could be done; whether all holds is whether there are no faults
 */
gboolean
gol_store_verify (GolStore         *store,
                  GCancellable     *cancellable,
                  GolProgress       progress,
                  gpointer          user_data,
                  GolVerifyResult  *result,
                  GError          **error)
{
  Check check = { store, { .result = result, .cancellable = cancellable, .progress = progress, .user_data = user_data } };

  *result = (GolVerifyResult) { 0, 0, 0, g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free) };
  if (gol_store_with_reader (store, cancellable, verify_cb, &check, error))
    return TRUE;
  gol_verify_result_clear (result);
  return FALSE;
}

void
gol_verify_result_clear (GolVerifyResult *result)
{
  g_clear_pointer (&result->faults, g_ptr_array_unref);
  g_clear_pointer (&result->missing, g_ptr_array_unref);
}
