/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-batch-private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "gol-error.h"
#include "gol-facts-private.h"
#include "gol-id.h"
#include "gol-json.h"
#include "gol-schema-private.h"
#include "gol-session-private.h"

/* One officer's action, gathered in memory, then stored whole. */

typedef struct
{
  char *key;
  char *text;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->key);
  g_free (note->text);
  g_free (note);
}

/* ── Gathering ── */

static GolBatch *
batch_new (GolStore   *store,
           const char *id,
           const char *actor,
           const char *kind,
           const char *words)
{
  GolBatch *batch = g_new0 (GolBatch, 1);

  batch->store = gol_store_ref (store);
  batch->id = g_strdup (id);
  batch->actor = g_strdup (actor);
  batch->kind = g_strdup (kind);
  batch->words = g_strdup (words);
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    {
      batch->leaves[log] = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_leaf_free);
      batch->behalf[log] = g_ptr_array_new ();
    }
  batch->sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  batch->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  batch->notes = g_ptr_array_new_with_free_func (note_free);
  batch->checked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  batch->ready = g_hash_table_new_full (NULL, NULL, NULL, gol_ready_leaf_free);
  return batch;
}

GolBatch *
gol_batch_new (GolStore   *store,
               const char *actor,
               const char *kind,
               const char *words)
{
  g_autofree char *id = gol_id_new (gol_clock_get_instant (store->clock));

  return batch_new (store, id, actor, kind, words);
}

GolBatch *
gol_batch_continue (const GolBatch *batch)
{
  GolBatch *next = batch_new (batch->store, batch->id, batch->actor, batch->kind, batch->words);

  next->on_behalf_of = batch->on_behalf_of;
  return next;
}

static gboolean
find_batch_cb (GolDb     *open,
               GolDb     *protected_db,
               gpointer   user_data,
               GError   **error)
{
  GolBatch **batch = user_data;
  GolDb *dbs[] = { open, protected_db };

  for (guint i = 0; i < G_N_ELEMENTS (dbs) && (*batch)->kind == NULL && dbs[i] != NULL; i++)
    {
      g_autoptr(GolStatement) st = gol_db_prepare (dbs[i], "SELECT kind, words FROM batch WHERE id = ?1", error);
      gboolean row;

      if (st == NULL)
        return FALSE;
      gol_statement_bind_text (st, 1, (*batch)->id);
      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        continue;
      (*batch)->kind = g_strdup (gol_statement_text (st, 0));
      (*batch)->words = g_strdup (gol_statement_text (st, 1));
    }
  return TRUE;
}

/**
 * gol_batch_resume:
 * @id: a batch of which some is stored
 *
 * Returns: (transfer full) (nullable): the same action, to go on with; %NULL when nothing of it was stored
 */
GolBatch *
gol_batch_resume (GolStore   *store,
                  const char *id,
                  const char *actor)
{
  g_autoptr(GolBatch) batch = batch_new (store, id, actor, NULL, NULL);

  gol_store_with_reader (store, NULL, find_batch_cb, &batch, NULL);
  return batch->kind != NULL ? g_steal_pointer (&batch) : NULL;
}

void
gol_batch_free (GolBatch *batch)
{
  if (batch == NULL)
    return;
  g_free (batch->id);
  g_free (batch->actor);
  g_free (batch->kind);
  g_free (batch->words);
  g_free (batch->target);
  g_free (batch->decides);
  g_hash_table_unref (batch->ready);
  g_hash_table_unref (batch->sets);
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    {
      g_ptr_array_unref (batch->leaves[log]);
      g_ptr_array_unref (batch->behalf[log]);
    }
  g_hash_table_unref (batch->codes);
  g_ptr_array_unref (batch->notes);
  g_hash_table_unref (batch->checked);
  gol_store_unref (batch->store);
  g_free (batch);
}

void
gol_batch_set_on_behalf_of (GolBatch   *batch,
                            const char *agency)
{
  batch->on_behalf_of = g_intern_string (agency);
}

void
gol_batch_decide (GolBatch   *batch,
                  const char *conflict)
{
  g_free (batch->decides);
  batch->decides = g_strdup (conflict);
}

const char *
gol_batch_get_id (GolBatch *batch)
{
  return batch->id;
}

char *
gol_batch_create (GolBatch         *batch,
                  const GolEntity  *entity,
                  char            **code)
{
  char *record = gol_record_new (entity->name, gol_clock_get_instant (batch->store->clock));
  char *made = NULL;

  if (entity->code_letter != 0)
    {
      char letter[2] = { entity->code_letter == ' ' ? '\0' : entity->code_letter, '\0' };
      g_autofree char *prefix = g_strconcat (batch->store->info.prefix, letter, NULL);

      made = gol_code_format (prefix, gol_store_next_code (batch->store, entity));
      g_hash_table_insert (batch->codes, g_strdup (record), g_strdup (made));
    }
  if (code != NULL)
    *code = made;
  else
    g_free (made);
  return record;
}

/* Of a record and a section. */
static char *
pair_name (const GolLeaf *leaf)
{
  return g_strconcat (leaf->record, " ", leaf->section, NULL);
}

/**
 * gol_batch_put:
 * @values: (transfer full): the fields to set; what is missing is not touched
 * @why: (nullable): the officer's reason
 *
 * Setting the same section again for the same party before it is stored adds to the same leaf: a change has at most one
 * for each.
 */
void
gol_batch_put (GolBatch   *batch,
               const char *record,
               const char *section,
               GolValues  *values,
               const char *why)
{
  g_autofree char *pair = g_strjoin (" ", record, section, batch->on_behalf_of, NULL);
  GolLeaf *leaf = g_hash_table_lookup (batch->sets, pair);

  if (leaf == NULL)
    {
      leaf = gol_leaf_new (record, section, GOL_OP_SET, values);
      gol_batch_add (batch, leaf);
      g_hash_table_insert (batch->sets, g_steal_pointer (&pair), leaf);
    }
  else
    {
      g_hash_table_remove (batch->ready, leaf);
      for (guint i = 0; i < gol_values_get_size (values); i++)
        gol_values_set (leaf->values, gol_values_peek (values, i));
    }
  gol_values_unref (values);
  if (why != NULL)
    {
      g_free (leaf->why);
      leaf->why = g_strdup (why);
    }
}

/* gol_batch_put () with values that stay the caller's. */
void
gol_batch_set (GolBatch   *batch,
               const char *record,
               const char *section,
               GolValues  *values,
               const char *why)
{
  gol_batch_put (batch, record, section, gol_values_copy (values), why);
}

void
gol_batch_add (GolBatch *batch,
               GolLeaf  *leaf)
{
  GolLog log = gol_leaf_get_log (leaf);

  g_ptr_array_add (batch->leaves[log], leaf);
  g_ptr_array_add (batch->behalf[log], (gpointer) batch->on_behalf_of);
}

void
gol_batch_note (GolBatch   *batch,
                const char *key,
                const char *text)
{
  Note *note = g_new (Note, 1);

  note->key = g_strdup (key);
  note->text = g_strdup (text);
  g_ptr_array_add (batch->notes, note);
}

void
gol_batch_tell_checked (GolBatch   *batch,
                        const char *record,
                        GPtrArray  *problems,
                        GolDate     today)
{
  batch->checked_on = today;
  g_hash_table_insert (batch->checked, g_strdup (record), gol_facts_list_warnings (problems));
}

/* ── Storing one file's part ── */

typedef struct
{
  GolBatch   *batch;
  GolFile    *file;
  GolSession *session;
  gint64      number;     /* of the batch in this file; 0: not stored yet */
  const char *on_behalf_of;   /* (nullable): of the next change */
  GPtrArray  *leaves;     /* of GolReadyLeaf: the next change's */
  GPtrArray  *own;        /* those of them that were not made ahead */
  GPtrArray  *old;        /* of char *, nullable: the fields' values before, beside them */
  gsize       size;
  GHashTable *pairs;      /* sections of records, not merged here, that the next change has already */
  guint64     first;
  guint       n;
} Piece;

#define HEADER_BYTES 600   /* of a change, with room */

/* What officers without the protected role may not know: an action that writes there is described there alone. */
static const char *
words_for (const Piece *piece)
{
  return piece->file->log == GOL_LOG_OPEN && piece->batch->leaves[GOL_LOG_PROTECTED]->len > 0 ? NULL : piece->batch->words;
}

static gboolean
find_number (Piece   *piece,
             GError **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (piece->file->db, "SELECT no FROM batch WHERE id = ?1", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, piece->batch->id);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  piece->number = row ? gol_statement_int (st, 0) : 0;
  return TRUE;
}

static gboolean
add_batch (Piece   *piece,
           GError **error)
{
  g_autoptr(GolStatement) st = NULL;

  if (!find_number (piece, error))
    return FALSE;
  if (piece->number != 0)
    return TRUE;
  st = gol_db_prepare (piece->file->db, "INSERT INTO batch (id, kind, words, actor, at, state, target, first, n)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, 'done', ?6, ?7, 0)", error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, piece->batch->id);
  gol_statement_bind_text (st, 2, piece->batch->kind);
  gol_statement_bind_text (st, 3, words_for (piece));
  gol_statement_bind_text (st, 4, piece->batch->actor);
  gol_statement_bind_int (st, 5, gol_clock_get_instant (piece->batch->store->clock));
  gol_statement_bind_text (st, 6, piece->batch->target);
  gol_statement_bind_int (st, 7, piece->file->seq + 1);
  if (!gol_statement_run (st, error))
    return FALSE;
  piece->number = gol_db_last_id (piece->file->db);
  return TRUE;
}

/* What is undone is marked so; what an undo had undone is done again when that is undone. */
static gboolean
mark_target (Piece   *piece,
             GError **error)
{
  GolDb *db = piece->file->db;
  g_autoptr(GolStatement) again = gol_db_prepare (db, "UPDATE batch SET state = 'done'"
                                                  " WHERE id = (SELECT target FROM batch WHERE id = ?1)", error);
  g_autoptr(GolStatement) st = gol_db_prepare (db, "UPDATE batch SET state = ?2 WHERE id = ?1", error);

  if (again == NULL || st == NULL)
    return FALSE;
  gol_statement_bind_text (again, 1, piece->batch->target);
  gol_statement_bind_text (st, 1, piece->batch->target);
  gol_statement_bind_text (st, 2, piece->batch->fate);
  return gol_statement_run (again, error) && gol_statement_run (st, error);
}

static gboolean
finish_batch (Piece   *piece,
              GError **error)
{
  g_autoptr(GolStatement) st = NULL;

  if (piece->batch->target != NULL && !mark_target (piece, error))
    return FALSE;

  if (piece->number == 0)
    return TRUE;
  st = gol_db_prepare (piece->file->db, "UPDATE batch SET last = ?2, n = n + ?3, state = 'done' WHERE no = ?1", error);
  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, piece->number);
  gol_statement_bind_int (st, 2, piece->file->seq);
  gol_statement_bind_int (st, 3, piece->n);
  return gol_statement_run (st, error);
}

static GolChange *
sign_change (Piece   *piece,
             GError **error)
{
  GolFile *file = piece->file;
  guint n = piece->leaves->len;
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();   /* they are the ready leaves' */
  g_autofree guint8 *hashes = g_malloc ((gsize) n * GOL_HASH_BYTES);
  g_autofree guint8 *salts = g_malloc ((gsize) n * GOL_SALT_BYTES);
  char hlc[GOL_HLC_LENGTH + 1];
  GolHeader header = {
    .version = GOL_CHANGE_VERSION,
    .site = g_strdup (file->store->info.site),
    .log = file->log,
    .incarnation = 1,
    .seq = file->seq + 1,
    .actor = g_strdup (piece->batch->actor),
    .on_behalf_of = g_strdup (piece->on_behalf_of),
    .batch = g_strdup (piece->batch->id),
    .schema = GOL_SCHEMA_VERSION,
  };

  gol_clock_tick (file->store->clocks[file->log], hlc);
  header.hlc = g_strdup (hlc);
  memcpy (header.prev, file->last, GOL_HASH_BYTES);
  randombytes_buf (salts, (gsize) n * GOL_SALT_BYTES);
  for (guint i = 0; i < n; i++)
    {
      GolReadyLeaf *ready = piece->leaves->pdata[i];

      gol_ready_leaf_write (ready, salts + (gsize) i * GOL_SALT_BYTES);
      g_ptr_array_add (lines, ready->line);
      memcpy (hashes + (gsize) i * GOL_HASH_BYTES, ready->hash, GOL_HASH_BYTES);
    }
  return gol_change_new_of_lines (&header, lines, hashes, &file->store->keys->site, error);
}

/* Signs what is gathered, appends it, merges it. */
static gboolean
write_change (Piece   *piece,
              GError **error)
{
  GolFile *file = piece->file;
  g_autoptr(GolChange) change = NULL;
  guint64 id = (guint64) GOL_OWN_SITE << 32 | (file->seq + 1);

  if (piece->leaves->len == 0)
    return TRUE;
  if (!add_batch (piece, error))
    return FALSE;
  change = sign_change (piece, error);
  if (change == NULL || !gol_file_add_change (file, id, change, piece->number, error))
    return FALSE;
  for (guint i = 0; i < piece->leaves->len; i++)
    {
      const GolReadyLeaf *ready = piece->leaves->pdata[i];

      if (!gol_session_add_leaf (piece->session, id, i, ready->line, ready->leaf, change->header.hlc, piece->old->pdata[i], error))
        return FALSE;
    }
  file->seq++;
  memcpy (file->last, change->hash, GOL_HASH_BYTES);
  piece->n += piece->leaves->len;
  g_ptr_array_set_size (piece->leaves, 0);
  g_ptr_array_set_size (piece->own, 0);
  g_ptr_array_set_size (piece->old, 0);
  g_hash_table_remove_all (piece->pairs);
  piece->size = 0;
  return TRUE;
}

/* Whether one head stands in the field, and it says this already. */
static gboolean
says_already (GolSectionState *section,
              const GolValue  *value)
{
  GolCell *cell = gol_section_state_cell (section, value->name, "", FALSE);

  if (gol_section_state_has_members (section, value->name))
    return FALSE;
  if (cell == NULL)
    return value->kind == GOL_VALUE_NULL;
  return cell->heads == NULL && cell->kind == value->kind && g_strcmp0 (cell->text, value->text) == 0;
}

/* Forms give whole sections: only what is new is written, so that two who change different fields do not meet. What comes with a base
 * of its own knows why. Where nothing was written yet all is new. */
static GolValues *
narrow (GolSectionState *section,
        const GolLeaf   *leaf)
{
  GolValues *values;

  if (leaf->op != GOL_OP_SET || leaf->base != NULL || section == NULL || (section->cells->len == 0 && !gol_values_have_null (leaf->values)))
    return gol_values_ref (leaf->values);
  values = gol_values_new ();
  for (guint i = 0; i < gol_values_get_size (leaf->values); i++)
    {
      const GolValue *value = gol_values_peek (leaf->values, i);

      if (!says_already (section, value))
        gol_values_set (values, value);
    }
  return values;
}

/* Of a record that has none yet, where its code stands. */
static const char *
missing_code (Piece                *piece,
              const GolRecordState *state)
{
  if (state->code != NULL || state->entity == NULL || gol_entity_get_log (state->entity) != piece->file->log)
    return NULL;
  return g_hash_table_lookup (piece->batch->codes, state->record);
}

static GolReadyLeaf *
make_ready (const Piece      *piece,
            const GolLeaf    *leaf,
            GolValues        *values,
            GolSectionState  *section)
{
  GolLeaf *ready = gol_leaf_new (leaf->record, leaf->section, leaf->op, values);

  ready->why = g_strdup (leaf->why);
  if (leaf->base != NULL)
    ready->base = g_strdupv (leaf->base);
  else if (section != NULL && section->cells->len > 0)
    ready->base = gol_session_base (piece->session, section);
  return gol_ready_leaf_new (ready);
}

/* The leaf as it is signed: narrowed, with what its writer saw, and with the file code if it makes its record. NULL: nothing new. */
static GolReadyLeaf *
prepare_leaf (Piece            *piece,
              const GolLeaf    *leaf,
              GolRecordState   *state,
              GolSectionState  *section)
{
  const char *code = missing_code (piece, state);
  GolReadyLeaf *ready = gol_batch_get_ready (piece->batch, leaf, section == NULL || section->cells->len == 0, code);

  if (ready == NULL)
    {
      g_autoptr(GolValues) values = narrow (section, leaf);
      g_autoptr(GolValues) coded = code != NULL ? gol_values_with_code (values, code) : NULL;

      if (gol_values_get_size (values) == 0 && leaf->op != GOL_OP_VOID)
        return NULL;
      ready = make_ready (piece, leaf, coded != NULL ? coded : values, section);
    }
  if (code != NULL)
    {
      state->code = g_strdup (code);
      state->code_new = TRUE;
    }
  return ready;
}

static gsize
text_size (const char *text)
{
  gsize size = 2;

  for (; *text != '\0'; text++)
    size += (guchar) *text < 0x20 ? 6 : *text == '"' || *text == '\\' ? 2 : 1;
  return size;
}

/* Of its line, or a little more: without writing it. */
static gsize
line_size (const GolLeaf *leaf)
{
  gsize size = 128 + strlen (leaf->record) + strlen (leaf->section) + (leaf->why != NULL ? text_size (leaf->why) : 0);

  for (guint i = 0; leaf->base != NULL && leaf->base[i] != NULL; i++)
    size += strlen (leaf->base[i]) + 3;
  for (guint i = 0; i < gol_values_get_size (leaf->values); i++)
    {
      const GolValue *value = gol_values_peek (leaf->values, i);

      size += strlen (value->name) + 4;
      if (value->text == NULL)
        size += 4;
      else
        size += value->kind == GOL_VALUE_TEXT ? text_size (value->text) : strlen (value->text);
    }
  return size;
}

/* Whether the next change has one of this section already. */
static gboolean
is_gathered (Piece                 *piece,
             const GolLeaf         *leaf,
             const GolSectionState *section)
{
  g_autofree char *pair = NULL;

  if (section != NULL)
    return section->gathered == piece->file->seq + 1;
  pair = pair_name (leaf);
  return g_hash_table_contains (piece->pairs, pair);
}

/* What can be in no change is found before anything is committed. */
static gboolean
check_size (gsize    size,
            GError **error)
{
  if (size + HEADER_BYTES <= GOL_CHANGE_MAX_BYTES)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                       _("What was entered is too much for one section; shorten the longest text or attach it as a file."));
  return FALSE;
}

/* Takes @ready over, if it is not the batch's. */
static gboolean
gather (Piece            *piece,
        GolReadyLeaf     *ready,
        GolSectionState  *section,
        GError          **error)
{
  gsize size = ready->line != NULL ? strlen (ready->line) + 1 : line_size (ready->leaf);

  if (!check_size (size, error)
      || ((piece->size + size + HEADER_BYTES > GOL_CHANGE_MAX_BYTES || piece->leaves->len == GOL_CHANGE_MAX_LEAVES)
          && !write_change (piece, error)))
    {
      if (!ready->ahead)
        gol_ready_leaf_free (ready);
      return FALSE;
    }
  piece->size += size;
  if (!ready->ahead)
    g_ptr_array_add (piece->own, ready);
  g_ptr_array_add (piece->leaves, ready);
  g_ptr_array_add (piece->old, section != NULL ? gol_section_state_old (section, ready->leaf->values) : NULL);
  if (section != NULL)
    section->gathered = piece->file->seq + 1;
  else
    g_hash_table_add (piece->pairs, pair_name (ready->leaf));
  return TRUE;
}

static gboolean
take_leaf (Piece          *piece,
           const GolLeaf  *leaf,
           GError        **error)
{
  GolRecordState *state = gol_session_get (piece->session, leaf->record, TRUE, error);
  GolSectionState *section;
  GolReadyLeaf *ready;

  if (state == NULL)
    return FALSE;
  section = gol_session_section (piece->session, state, leaf->section, TRUE);
  /* A second operation on the same section is a change after the first, and has seen it. */
  if ((is_gathered (piece, leaf, section) && !write_change (piece, error))
      || !gol_batch_check_decision (piece->batch, piece->session, state, section, leaf, error))
    return FALSE;
  ready = prepare_leaf (piece, leaf, state, section);
  return ready == NULL || gather (piece, ready, section, error);
}

static const GolEntity *
entity_of (const char *record)
{
  const char *name;

  return gol_record_split (record, &name, NULL) ? gol_dictionary_find_entity (name) : NULL;
}

static gboolean
keep_codes (GolBatch  *batch,
            GolFile   *file,
            GError   **error)
{
  g_autoptr(GHashTable) kept = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, batch->codes);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    {
      const GolEntity *entity = entity_of (record);

      if (gol_entity_get_log (entity) == file->log && g_hash_table_add (kept, (gpointer) entity)
          && !gol_file_keep_code (file, entity, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_notes (GolBatch  *batch,
             GolFile   *file,
             GError   **error)
{
  for (guint i = 0; i < batch->notes->len; i++)
    {
      Note *note = g_ptr_array_index (batch->notes, i);

      if (gol_note_get_log (note->key) == file->log && !gol_note_write (file->db, note->key, note->text, error))
        return FALSE;
    }
  return TRUE;
}

/*
 * A change is lodged for one party, so leaves are taken party by party: an import in which those of three take turns makes
 * no more than three changes that are not full. Within a party the order stays, and a record has no section of two.
 */
static gboolean
take_lodged (Piece       *piece,
             const char  *agency,
             GError     **error)
{
  GPtrArray *leaves = piece->batch->leaves[piece->file->log], *behalf = piece->batch->behalf[piece->file->log];

  piece->on_behalf_of = agency;
  for (guint i = 0; i < leaves->len; i++)
    if (g_ptr_array_index (behalf, i) == agency && !take_leaf (piece, g_ptr_array_index (leaves, i), error))
      return FALSE;
  return write_change (piece, error);
}

/* In the order in which the parties first come. */
static gboolean
take_leaves (Piece   *piece,
             GError **error)
{
  GPtrArray *behalf = piece->batch->behalf[piece->file->log];
  g_autoptr(GPtrArray) taken = g_ptr_array_new ();

  for (guint i = 0; i < behalf->len; i++)
    {
      gpointer agency = g_ptr_array_index (behalf, i);

      if (g_ptr_array_find (taken, agency, NULL))
        continue;
      g_ptr_array_add (taken, agency);
      if (!take_lodged (piece, agency, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_piece (GolFile   *file,
             gpointer   user_data,
             GError   **error)
{
  GolBatch *batch = user_data;
  g_autoptr(GolSession) session = gol_session_new (file);
  g_autoptr(GPtrArray) leaves = g_ptr_array_new ();
  g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func (gol_ready_leaf_free);
  g_autoptr(GPtrArray) old = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const GolChecked checked = { batch->checked, batch->checked_on };
  Piece piece = { .batch = batch, .file = file, .session = session, .leaves = leaves, .own = own, .old = old, .pairs = pairs };

  session->checked = &checked;
  return take_leaves (&piece, error)
         && finish_batch (&piece, error)
         && keep_codes (batch, file, error)
         && write_notes (batch, file, error)
         && gol_session_flush (session, FALSE, error);
}

/* ── Storing ── */

/**
 * gol_leaf_get_log:
 *
 * Returns: in which log it is written: of a section that the dictionary knows, its own
 */
GolLog
gol_leaf_get_log (const GolLeaf *leaf)
{
  const GolEntity *entity = entity_of (leaf->record);
  const GolSection *section = entity != NULL ? gol_entity_find_section (entity, leaf->section) : NULL;

  if (section != NULL)
    return gol_section_get_log (section);
  return entity != NULL ? gol_entity_get_log (entity) : GOL_LOG_OPEN;
}

static gboolean
writes_in (GolBatch *batch,
           GolLog    log)
{
  if (batch->leaves[log]->len > 0)
    return TRUE;
  for (guint i = 0; i < batch->notes->len; i++)
    if (gol_note_get_log (((Note *) g_ptr_array_index (batch->notes, i))->key) == log)
      return TRUE;
  return FALSE;
}

/* They stand in the log now. */
static void
forget_codes (GolBatch *batch)
{
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    for (guint i = 0; i < batch->leaves[log]->len && g_hash_table_size (batch->codes) > 0; i++)
      {
        GolLeaf *leaf = g_ptr_array_index (batch->leaves[log], i);
        const GolEntity *entity = entity_of (leaf->record);

        if (entity != NULL && gol_entity_get_log (entity) == log)
          g_hash_table_remove (batch->codes, leaf->record);
      }
}

static void
empty (GolBatch *batch)
{
  forget_codes (batch);
  g_hash_table_remove_all (batch->ready);
  g_hash_table_remove_all (batch->sets);
  g_hash_table_remove_all (batch->checked);
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    {
      g_ptr_array_set_size (batch->leaves[log], 0);
      g_ptr_array_set_size (batch->behalf[log], 0);
    }
  g_ptr_array_set_size (batch->notes, 0);
}

gboolean
gol_batch_store_more (GolBatch  *batch,
                      GError   **error)
{
  return gol_store_write_more (batch->store, writes_in (batch, GOL_LOG_OPEN), writes_in (batch, GOL_LOG_PROTECTED), store_piece, batch,
                               error);
}

gboolean
gol_batch_store (GolBatch  *batch,
                 GError   **error)
{
  if (!gol_batch_store_more (batch, error) || !gol_store_write_end (batch->store, error))
    return FALSE;
  empty (batch);
  return TRUE;
}

gboolean
gol_store_commit (GolStore     *store,
                  GolBatch     *batch,
                  GolPriority   priority,
                  GError      **error)
{
  gboolean good;

  g_return_val_if_fail (batch->store == store, FALSE);

  gol_store_lock (store, priority);
  good = gol_batch_store (batch, error);
  if (good)
    gol_store_bound_wal (store);
  gol_store_unlock (store);
  return good;
}
