/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-db.h"
#include "gol-dictionary.h"
#include "gol-vault.h"

G_BEGIN_DECLS

/*
 * One office's two files. Every function blocks and may be called from any thread but the desktop's main one (the
 * office layer has the async forms): writers wait for one lock with three priorities, readers take a connection from a
 * small pool and see the last committed state.
 */
typedef struct _GolStore GolStore;

typedef enum { GOL_PRIORITY_OFFICER, GOL_PRIORITY_EXCHANGE, GOL_PRIORITY_BULK } GolPriority;

GolStore   *gol_store_create      (const char *dir, const GolOfficeInfo *info, const GolKeys *keys, GolClock *clock, GError **error);
GolStore   *gol_store_open        (const char *dir, const GolOfficeInfo *info, const GolKeys *keys, GolClock *clock, GError **error);
/* To read only, while another program has the office open; of all that is written here, the read log alone is. */
GolStore   *gol_store_open_beside (const char *dir, const GolOfficeInfo *info, const GolKeys *keys, GolClock *clock, GError **error);
GolStore   *gol_store_ref         (GolStore *store);
void        gol_store_unref       (GolStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolStore, gol_store_unref)
gboolean    gol_store_can_protected (GolStore *store);

/* ── Writing: one officer's action ── */

typedef struct _GolBatch GolBatch;

/**
 * gol_batch_new:
 * @actor: the officer's pseudonym
 * @kind: what was done, for undo and history: "worker.add", "import.workers", "step.log"…
 * @words: (nullable): what the officer reads about it, already translated: "Contact of Ana Tzul saved"
 *
 * Nothing is stored until gol_store_commit (); the same batch may be committed piece by piece (a long import): its pieces
 * are one action with one undo.
 */
GolBatch   *gol_batch_new         (GolStore *store, const char *actor, const char *kind, const char *words);
/* The same action, to go on with while what is in @batch is being stored by another thread. */
GolBatch   *gol_batch_continue    (const GolBatch *batch);
GolBatch   *gol_batch_resume      (GolStore *store, const char *id, const char *actor);
void        gol_batch_free        (GolBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolBatch, gol_batch_free)
const char *gol_batch_get_id      (GolBatch *batch);
/* A new record, with a file code when its entity has one; (transfer full) its name. */
char       *gol_batch_create      (GolBatch *batch, const GolEntity *entity, char **code);
void        gol_batch_set         (GolBatch *batch, const char *record, const char *section, GolValues *values, const char *why);
/* The same with values that are given away. */
void        gol_batch_put         (GolBatch *batch, const char *record, const char *section, GolValues *values, const char *why);
void        gol_batch_add         (GolBatch *batch, GolLeaf *leaf);   /* any operation; (transfer full) */
/* The agency for which this office lodges what is set from now on, having been sent it on paper; NULL: its own. Stands in the headers
 * of the changes, each of which is for one. */
void        gol_batch_set_on_behalf_of (GolBatch *batch, const char *agency /* (nullable) */);
/* Its one leaf, of one field, decides this conflict: storing it fails with GOL_ERROR_CONFLICT when the field has other heads by then. */
void        gol_batch_decide      (GolBatch *batch, const char *conflict);
/* Local notes kept in the same transaction (import progress, drafts): key → text, NULL removes. */
void        gol_batch_note        (GolBatch *batch, const char *key, const char *text);
/* What gol_worker_check () says on @today of a worker who is made here, from whom has asked it of the same sections: it takes a
 * tenth of the time in which she is stored. */
void        gol_batch_tell_checked (GolBatch *batch, const char *record, GPtrArray *problems, GolDate today);
/* Once all is in it, by whoever made it and frees it: so much less is left to the thread that stores it. */
void        gol_batch_make_lines  (GolBatch *batch);
/* One transaction a file: append signed changes of at most 64 KiB, merge, project. On failure nothing is stored and the
 * batch is as before. Leaves equal to what is stored already are dropped. */
gboolean    gol_store_commit      (GolStore *store, GolBatch *batch, GolPriority priority, GError **error);

/**
 * GolBulk:
 *
 * Several pieces of one action (gol_batch_continue ()) in one transaction a file, as they come. Used by one thread at a time.
 */
typedef struct _GolBulk GolBulk;

GolBulk    *gol_bulk_new          (GolStore *store);
void        gol_bulk_free         (GolBulk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolBulk, gol_bulk_free)
gboolean    gol_bulk_add          (GolBulk *self, GolBatch *piece, GError **error);
gboolean    gol_bulk_is_due       (GolBulk *self);
gboolean    gol_bulk_commit       (GolBulk *self, GError **error);

/* Inverse values where the batch's operations are still the heads; creations become void. */
/* Counted are records that were made void and sections that were set back. */
typedef struct { guint undone; guint left; GPtrArray *reasons; /* of char * */ } GolUndoResult;
gboolean    gol_store_undo        (GolStore *store, const char *batch /* NULL: this officer's last */, const char *actor,
                                   GolUndoResult *result, GError **error);
void        gol_undo_result_clear (GolUndoResult *result);
GPtrArray  *gol_store_list_batches (GolStore *store, guint limit, GError **error); /* of GolValues: id, kind, words, actor, at, state, n */

/* ── Reading ── */

/**
 * GolRecord:
 * One record as this office holds it: section name → #GolValues. Merged values; "extra" fields of schemes are among them.
 */
typedef struct
{
  const GolEntity *entity;
  guint32          id;         /* of this store alone */
  char            *record;     /* "worker/01J…" */
  char            *code;       /* (nullable) */
  gboolean         voided;
  GHashTable      *sections;
} GolRecord;

GolRecord  *gol_store_read        (GolStore *store, const char *record, GError **error);
GolRecord  *gol_store_read_id     (GolStore *store, const GolEntity *entity, guint32 id, GError **error);
void        gol_record_free       (GolRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolRecord, gol_record_free)
GolValues  *gol_record_get        (GolRecord *record, const char *section);          /* (nullable) (transfer none) */
const char *gol_record_get_text   (GolRecord *record, const char *path);             /* "civil.sex" */
/* By "worker/01J…", by file code, or (documents) by a unique key field's value. */
char       *gol_store_find        (GolStore *store, const GolEntity *entity, const char *text, GError **error);

/* History of a section or (field non-NULL) a field, newest first: of GolHistory. */
typedef struct
{
  char     *section;
  GolOp     op;
  GolValues *values;
  char     *why;
  char     *batch;
  char     *actor;      /* pseudonym */
  char     *site;
  gint64    at;         /* from the clock of the writer, capped by receipt */
  gboolean  head;
} GolHistory;
void        gol_history_free      (GolHistory *history);
GPtrArray  *gol_store_history     (GolStore *store, const char *record, const char *section, const char *field, GError **error);

/* Conflicts: of GolValues: id, record, section, field, values (rows), winner. One is decided by setting the field in an action that
 * gol_batch_decide () marks. */
GPtrArray  *gol_store_conflicts   (GolStore *store, const char *record /* NULL: all */, GError **error);
GolValues  *gol_store_find_conflict (GolStore *store, const char *id, GError **error);

/* Local notes, outside any change (drafts, saved filters, mappings, tasks). Keys that begin with "protected/" rest in the
 * protected file: a draft of a protected section belongs there. */
char       *gol_store_get_note    (GolStore *store, const char *key, GError **error);
gboolean    gol_store_set_note    (GolStore *store, const char *key, const char *text, GError **error);
GStrv       gol_store_list_notes  (GolStore *store, const char *prefix, GError **error);

/* Reads of protected sections are logged: who, what record and section, when. */
gboolean    gol_store_log_read    (GolStore *store, const char *actor, const char *record, const char *section, GError **error);
GPtrArray  *gol_store_get_reads   (GolStore *store, const char *record, GError **error);

/* ── Keeping ── */
/* Faults: empty when all holds. Missing: headers of other offices that are not here, "s7f3.1:12–15": no fault, for an office is not
 * given changes in which it may see nothing; that they follow one another cannot be told across the gap. Both of char *. */
typedef struct { guint64 changes, leaves, records; GPtrArray *faults, *missing; } GolVerifyResult;
void        gol_verify_result_clear (GolVerifyResult *result);
gboolean    gol_store_verify      (GolStore *store, GCancellable *cancellable, GolProgress progress, gpointer user_data,
                                   GolVerifyResult *result, GError **error);  /* chains, roots, signatures, projection == log */
gboolean    gol_store_rebuild     (GolStore *store, GCancellable *cancellable, GolProgress progress, gpointer user_data, GError **error);
gboolean    gol_store_backup      (GolStore *store, const char *path, GCancellable *cancellable, GolProgress progress, gpointer user_data, GError **error);
gboolean    gol_store_restore     (const char *backup, const char *dir, GError **error);   /* into an empty folder; whole or not at all */
void        gol_store_idle        (GolStore *store);   /* FTS merge steps, passive checkpoint: call when nothing waits */
/* FALSE: a power cut may cost the last actions, never the files. For what can be made again, such as the demonstration. */
gboolean    gol_store_set_synchronous (GolStore *store, gboolean full, GError **error);

/* For the other files of this library and for rules. */
typedef gboolean (*GolStoreRead)  (GolDb *open, GolDb *protected_db /* NULL: not held */, gpointer user_data, GError **error);
gboolean    gol_store_with_reader (GolStore *store, GCancellable *cancellable, GolStoreRead func, gpointer user_data, GError **error);
gboolean    gol_store_with_writer (GolStore *store, GolPriority priority, GolStoreRead func, gpointer user_data, GError **error); /* one transaction on each */
/* Closes both files, runs @func while nobody reads or writes, and opens them again with @keys as they then are: for new keys. */
typedef gboolean (*GolStoreClosed) (gpointer user_data, GError **error);
gboolean    gol_store_with_closed (GolStore *store, const GolKeys *keys, GolStoreClosed func, gpointer user_data, GError **error);
GolClock   *gol_store_get_clock   (GolStore *store);
const GolOfficeInfo *gol_store_get_info (GolStore *store);

G_END_DECLS
