/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-change.h"
#include "gol-store.h"

G_BEGIN_DECLS

/*
 * The schema, the same in both files; what is marked "open" or "protected" stands in that one alone. A section rests in
 * one file: its leaves, its columns, its heads, its history. A record of which both files hold sections has a row in
 * each, with its own id: ids are of one file, names ("worker/01J…") are of the world.
 *
 * The log: kept, never made again.
 *   site     (no, name, inc, agency, pk)      no 1 is this office; an operation "s7f3.1:77" is  no << 32 | 77
 *   change   (id = operation, n, hdr, sig, received, eff_hlc, batch, verdict)     n counts arrivals; hdr is the line verbatim;
 *            received, eff_hlc and verdict (a GolReceiptVerdict) are what its receipt says, NULL before it comes
 *   receipt  (id = operation, seq, reason, line, sig)  seq the hub's; line verbatim; reason only when quarantined
 *   leaf     (id = change << 12 | index, rec, prev, line, hash, old)     line verbatim (NULL: erased, then hash); prev:
 *            the leaf of the same record and section that came before; old: JSON of what the fields were before (ours
 *            only, for undo)
 *   node     (id = change << 12 | index, n, hash)      n leaves that this office was not given: a node of the change's tree
 *   record   (id, kind, uid, code, revoked)   uid "worker/01J…", kind the entity's number, 0 not known here; UNIQUE uid;
 *            revoked: 1: this office may not see it any more; then only leaves of our own have lines that the hub has not
 *   batch    (no, id, kind, words, actor, at, state, target, first, last, n)   state "done", "partly" or "undone"
 *   note     (key, text)                      local; keys that begin with "protected/" rest in the protected file
 *   meta     (key, value)                     counters of file codes, fingerprint of the dictionary, rebuild's position,
 *            which office this is
 *   read_log (id, at, actor, record, section) protected
 *
 * The projection: dropped and made again by gol_store_rebuild ().
 *   r_<entity> (id = record.id, code, voided, clock, extra, <section>__<field>…, s_<section>__<field>…, d_…)
 *            STRICT. Booleans (0, 1) and integers are INTEGER, all else TEXT, lists canonical JSON. An entity's table in a
 *            file has the sections that rest there. s_…: folded (gol_text_fold ()) copies of SORTED names, indexed in
 *            the plain one's place; every other SORTED field and every reference has an index on its own column
 *            ("i_<column>_<entity>"). d_…: derived (open), see gol_schema_get_derived (). extra: one flat JSON object of
 *            fields that the dictionary does not know, "civil.sawp_mx_ca.tin". voided: 1 was made by mistake: lists,
 *            search, duplicates and facts leave it out. clock: whose value stands, for merging.
 *   head     (rec, sec, field, member, op, hlc, kind, text)   only of fields with more than one head, or with members
 *   hole     (rec, sec, field, member, op)    operations named before they came
 *   conflict (id, rec, sec, field, winner)
 *   fts_…    search and duplicate keys: gol-search-private.h
 *   f_…      facts and their views (open): gol-facts-private.h
 */

#define GOL_STORE_READERS 3
#define GOL_STORE_VERSION 5   /* PRAGMA user_version */
#define GOL_LEAF_BITS     12
#define GOL_LEAF_MASK     ((1 << GOL_LEAF_BITS) - 1)
#define GOL_OWN_SITE      1   /* site.no */
/* SQL: the changes of this office, whose ids are GOL_OWN_SITE << 32 and a number. Written out, for an index of them is used only where
   the question has its very words. */
#define GOL_OWN_CHANGES   "id < 8589934592"

/* Fields of the store's own. They travel in leaves as a scheme's fields do and are no field of any section. */
#define GOL_FIELD_FILE_CODE "file.code"   /* in the leaf that makes a record */
#define GOL_FIELD_FILE_VOID "file.void"   /* true: the record was made by mistake */
/* With a field's name after it, and in leaf.old alone: rows of "value", what its other heads said when it was in conflict. */
#define GOL_FIELD_FILE_HEADS "file.heads."

typedef struct
{
  GolLog      log;
  GolStore   *store;
  GolDb      *db;            /* the writer's; NULL: the protected file, not held */
  GHashTable *site_numbers;  /* "s7f3.1" → number */
  GPtrArray  *site_names;    /* by number; NULL where there is none */
  guint64     seq;           /* of our last change */
  guint64     arrivals;      /* change.n of the last */
  guint8      last[GOL_HASH_BYTES];
  guint32     last_record;   /* record.id of the newest */
  gboolean    partial;       /* a rebuild did not come to its end */
  guint64     tidied;        /* the moment at which nothing was left to merge */
} GolFile;

typedef struct
{
  GolDb    *open;
  GolDb    *protected_db;   /* NULL: not held */
  gboolean  taken;
  guint     cache;          /* megabytes */
} GolReader;

struct _GolStore
{
  gatomicrefcount  ref_count;
  char            *dir;
  GolOfficeInfo    info;
  char            *former_agency;    /* (nullable): before it was paired */
  GolKeys         *keys;
  GolClock        *clock;
  GolClock        *clocks[2];        /* by GolLog: the hybrid clock of each, for a count tells how much was written */
  int              lock_fd;          /* one program at a time */
  gboolean         beside;           /* reads only, while another program has it open: no writer */
  GolFile          files[2];         /* by GolLog */

  GMutex           lock;             /* of what follows */
  GCond            freed;
  gboolean         writing;
  guint            waiting[3];       /* by GolPriority */
  GolReader        readers[GOL_STORE_READERS];
  guint            wide;             /* so many want wide readers */
  struct _GolMemory *memories[2];    /* by GolLog: lists that were asked for (gol-query-memory-private.h) */
  GHashTable      *counters;         /* GolEntity → last number of a file code */
  struct _GolRules *rules;           /* desks and sandboxes at rest; NULL before the first (gol-rules-private.h) */
};

gboolean    gol_file_load_end      (GolFile *file, GError **error);
gboolean    gol_file_open_view     (GolFile *view, GolStore *store, GolLog log, GolDb *db, GError **error);
void        gol_file_close_view    (GolFile *view);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolFile, gol_file_close_view)
void        gol_store_bound_wal    (GolStore *store);
guint64     gol_store_get_wal_size (GolStore *store, GolLog log);

/* ── Readers (gol-readers.c) ── */
gboolean    gol_store_holds        (GolStore *store, GolLog log);   /* its key */
gboolean    gol_store_open_readers (GolStore *store, GError **error);
GolReader  *gol_store_take_reader  (GolStore *store);   /* waits for one */
void        gol_store_give_reader  (GolStore *store, GolReader *reader);

/* ── The writer's lock, for who needs more than gol_store_with_writer () ── */
void        gol_store_lock         (GolStore *store, GolPriority priority);
void        gol_store_unlock       (GolStore *store);
gboolean    gol_store_is_wanted    (GolStore *store, GolPriority priority);   /* somebody waits who goes before @priority */
gboolean    gol_store_check_writer (GolStore *store, GError **error);   /* FALSE: this store cannot write, and why */
/* Back to what it is when nobody writes in bulk. */
void        gol_store_set_wide_writer (GolStore *store, gboolean wide);
/* One more connection, the caller's alone: rules run on none that anything else uses. */
GolDb      *gol_store_open_alone   (GolStore *store, GolLog log, GolDbFlags flags, GError **error);

/* ── Names of the schema (gol-schema.c) ── */
GolLog      gol_section_get_log    (const GolSection *section);
GolLog      gol_entity_get_log     (const GolEntity  *entity);      /* where its code and void stand: open unless all is protected */
gboolean    gol_entity_rests_in    (const GolEntity  *entity, GolLog log);
const char *gol_schema_table       (const GolEntity  *entity);      /* "r_worker" */
const char *gol_schema_column      (const GolSection *section, const GolField *field);        /* "civil__birth_date", interned */
const char *gol_schema_sort_column (const GolSection *section, const GolField *field);        /* "s_name_photo__surname_1" or the plain one */

/* Of those that few records have, the few are indexed. */
typedef enum { GOL_INDEX_NONE, GOL_INDEX_FEW, GOL_INDEX_ALL } GolIndexed;
typedef struct { const char *entity, *column, *type; GolIndexed indexed; } GolDerivedColumn;
const GolDerivedColumn *gol_schema_get_derived (void);              /* ends with an empty one */

/* Makes or brings up to date one file's tables, in a transaction of its own. */
gboolean    gol_schema_migrate     (GolDb *db, GolLog log, GError **error);
/* Whether they are up to date, for who may not bring them there. */
gboolean    gol_schema_check       (GolDb *db, GolLog log, GError **error);

/* ── Records ── */
/* By its id in the file of @db; NULL with GOL_ERROR_NOT_FOUND. Only the sections of that file. */
GolRecord  *gol_record_load        (GolDb *db, GolLog log, const GolEntity *entity, guint32 id, GError **error);
guint32     gol_record_find        (GolDb *db, const char *record, GError **error);   /* 0: not there (error unset) or failed */

/**
 * GolTouched:
 * @before: (nullable): section → #GolValues, as it was; %NULL for a new record (or when all is made again)
 * @after: section → #GolValues, as it is
 * @found_by: what search finds it by, as it is
 *
 * What a transaction did to one record of one file: told, once and in order of entity and id, to facts (open file
 * only) and then, last of all, to search. Their rows in r_… are written already.
 */
typedef struct
{
  const GolEntity *entity;
  guint32          id;
  const char      *record;
  const char      *code;      /* (nullable) */
  GHashTable      *before;
  GHashTable      *after;
  gboolean         was_voided;
  gboolean         voided;
  struct _GolSearchText *found_by;
} GolTouched;

/* ── Changes of other sites ── */
/* One by itself; gol_exchange_add_sites () is for a whole directory. */
gboolean    gol_store_add_site     (GolStore *store, const char *site, guint incarnation, const char *agency,
                                    const guint8 public_key[GOL_PUBLIC_KEY_BYTES], GError **error);
/* Whole changes or parts of them, in any order, some of them again (then with more leaves, perhaps); all or none. A sealed body that
 * was not opened is kept by its hash alone. */
gboolean    gol_store_apply        (GolStore *store, GPtrArray *changes /* of GolChange */, GError **error);
/* SHA-256 of a section's values, heads and holes: equal wherever the same changes were taken in. */
char       *gol_store_digest       (GolStore *store, const char *record, const char *section, GError **error);

G_END_DECLS
