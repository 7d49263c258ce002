/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-session-private.h"

G_BEGIN_DECLS

struct _GolBatch
{
  GolStore   *store;
  char       *id;
  char       *actor;
  char       *kind;
  char       *words;
  char       *target;    /* (nullable): the batch that this one undoes */
  const char *on_behalf_of;  /* (nullable): interned agency, of what is added from now on */
  char       *decides;   /* (nullable): id of a conflict */
  const char *fate;      /* and what becomes of it: "partly" or "undone" */
  GPtrArray  *leaves[2]; /* by GolLog: of GolLeaf, not stored yet */
  GPtrArray  *behalf[2]; /* beside them, for whom each is lodged: of interned agencies, %NULL for ourselves */
  GHashTable *sets;      /* "record section agency" → the GolLeaf among them that sets it */
  GHashTable *codes;     /* record → file code, of records of which nothing is stored yet */
  GPtrArray  *notes;     /* of Note */
  GHashTable *checked;   /* record → the codes of gol_worker_check (), of records that are made here */
  GolDate     checked_on;
  GHashTable *ready;     /* GolLeaf of @leaves → its GolReadyLeaf, where that was made ahead */
};

/* Leaves as they are signed (gol-batch-ready.c) */
typedef struct
{
  GolLeaf  *leaf;
  char     *line;        /* NULL: not written yet */
  guint8    hash[GOL_HASH_BYTES];
  gboolean  ahead;       /* it is the batch's: made before it was stored */
  gboolean  has_code;    /* if so: its record's file code is in it */
} GolReadyLeaf;

GolReadyLeaf *gol_ready_leaf_new   (GolLeaf *leaf /* taken */);
void          gol_ready_leaf_free  (gpointer data);
void          gol_ready_leaf_write (GolReadyLeaf *self, const guint8 salt[GOL_SALT_BYTES]);
GolReadyLeaf *gol_batch_get_ready  (GolBatch *batch, const GolLeaf *leaf, gboolean bare, const char *code);
GolValues    *gol_values_with_code (const GolValues *values, const char *code);
gboolean      gol_values_have_null (const GolValues *values);

/* With the writer's lock held: everything of gol_store_commit () but waiting… */
gboolean  gol_batch_store   (GolBatch *batch, GError **error);
/* …and but committing; what fails takes back all that is not committed. */
gboolean  gol_batch_store_more (GolBatch *batch, GError **error);
GolLog    gol_leaf_get_log  (const GolLeaf *leaf);

/* (gol-conflict.c) Whether the conflict that the batch decides is still the one that its officer saw. */
gboolean  gol_batch_check_decision (GolBatch *batch, GolSession *session, GolRecordState *state, GolSectionState *section,
                                    const GolLeaf *leaf, GError **error);

/* File codes (gol-file-code.c): the next number of an entity's, and its mark in the transaction that uses it. */
guint     gol_store_next_code (GolStore *store, const GolEntity *entity);
gboolean  gol_file_load_codes (GolFile *file, GError **error);
gboolean  gol_file_keep_code  (GolFile *file, const GolEntity *entity, GError **error);

/* Notes (gol-note.c) */
GolLog    gol_note_get_log  (const char *key);
gboolean  gol_note_write    (GolDb *db, const char *key, const char *text, GError **error);

/* On each file that is asked for: begin, do; then commit. What fails takes all back with it. */
typedef gboolean (*GolFileFunc) (GolFile *file, gpointer user_data, GError **error);
gboolean  gol_store_write     (GolStore *store, gboolean open, gboolean protected_too, GolFileFunc func, gpointer user_data, GError **error);
/* The same in parts: any number of times do, then end, or drop what is not committed. */
gboolean  gol_store_write_more (GolStore *store, gboolean open, gboolean protected_too, GolFileFunc func, gpointer user_data, GError **error);
gboolean  gol_store_write_end  (GolStore *store, GError **error);
void      gol_store_write_drop (GolStore *store);

G_END_DECLS
