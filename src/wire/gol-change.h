/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-leaf.h"

G_BEGIN_DECLS

#define GOL_HASH_BYTES       32
#define GOL_SIGNATURE_BYTES  64
#define GOL_CHANGE_MAX_BYTES (64 * 1024)
#define GOL_CHANGE_MAX_LEAVES 1024
#define GOL_CHANGE_VERSION   1
#define GOL_SCHEMA_VERSION   1

typedef enum { GOL_LOG_OPEN, GOL_LOG_PROTECTED } GolLog;
const char *gol_log_get_name (GolLog log);   /* "open", "protected" */

/**
 * GolHeader:
 *
 * The first line of a change: who, when, after what, and the commitment (Merkle root) to its leaves. What is
 * hashed and signed is the line's bytes, which the caller keeps beside this.
 */
typedef struct
{
  guint    version;
  char    *site;
  GolLog   log;
  guint    incarnation;
  guint64  seq;                      /* 1, 2, 3… per site, log and incarnation */
  guint8   prev[GOL_HASH_BYTES];     /* zeros for the first */
  char    *hlc;
  char    *actor;                    /* pseudonym of the officer */
  char    *batch;                    /* one officer's action */
  char    *on_behalf_of;             /* (nullable): agency */
  guint    schema;
  guint    n;
  guint8   root[GOL_HASH_BYTES];
} GolHeader;

void        gol_header_clear        (GolHeader     *header);
char       *gol_header_to_line      (const GolHeader *header);
gboolean    gol_header_from_line    (const char    *line,
                                     gsize          length,
                                     GolHeader     *header,
                                     GError       **error);

/* Hashes: SHA-256 of the bytes with a domain byte in front (0 leaf, 1 node, 2 header); see docs/SYNC.md. */
void        gol_hash_leaf_line      (const char    *line,
                                     gsize          length,
                                     guint8         hash[GOL_HASH_BYTES]);
void        gol_hash_header_line    (const char    *line,
                                     gsize          length,
                                     guint8         hash[GOL_HASH_BYTES]);
void        gol_hash_node           (const guint8   left[GOL_HASH_BYTES],
                                     const guint8   right[GOL_HASH_BYTES],
                                     guint8         hash[GOL_HASH_BYTES]);   /* may be left or right */

/* Where a tree over @n > 1 leaves splits: the largest power of two below @n. */
guint       gol_merkle_split        (guint          n);

/* Merkle tree over leaf hashes (n * 32 bytes), shaped as RFC 9162. */
void        gol_merkle_root         (const guint8  *hashes,
                                     guint          n,
                                     guint8         root[GOL_HASH_BYTES]);
GByteArray *gol_merkle_path         (const guint8  *hashes,
                                     guint          n,
                                     guint          index);
gboolean    gol_merkle_verify       (const guint8   leaf[GOL_HASH_BYTES],
                                     guint          n,
                                     guint          index,
                                     const guint8  *path,
                                     gsize          path_length,
                                     const guint8   root[GOL_HASH_BYTES]);

/* Keys of a site (Ed25519) and of an agency for sealing (X25519). */
#define GOL_PUBLIC_KEY_BYTES 32
#define GOL_SECRET_KEY_BYTES 64
typedef struct
{
  guint8 public_key[GOL_PUBLIC_KEY_BYTES];
  guint8 secret_key[GOL_SECRET_KEY_BYTES];
} GolSiteKey;

gboolean    gol_wire_init           (GError       **error);   /* libsodium; safe to call again */
void        gol_site_key_generate   (GolSiteKey    *key);
void        gol_site_key_from_seed  (GolSiteKey    *key,
                                     const guint8   seed[32]);
void        gol_site_key_clear      (GolSiteKey    *key);
void        gol_header_sign         (const GolSiteKey *key,
                                     const char    *line,
                                     gsize          length,
                                     guint8         signature[GOL_SIGNATURE_BYTES]);
gboolean    gol_header_verify       (const guint8   public_key[GOL_PUBLIC_KEY_BYTES],
                                     const char    *line,
                                     gsize          length,
                                     const guint8   signature[GOL_SIGNATURE_BYTES]);

/* A run of leaves that one reader is not given: a whole node of the Merkle tree, with its hash. */
typedef struct
{
  guint  index;
  guint  count;
  guint8 hash[GOL_HASH_BYTES];
} GolWithheld;

/* The root from nodes that cover all @n leaves, in order; a leaf's own hash is a node of one. FALSE: they are no nodes of the tree. */
gboolean    gol_merkle_join         (const GolWithheld *nodes,
                                     guint          n_nodes,
                                     guint          n,
                                     guint8         root[GOL_HASH_BYTES]);

/* A leaf whose line is sealed to its readers; the hash is that of the line within. */
typedef struct
{
  guint8  hash[GOL_HASH_BYTES];
  GBytes *body;
} GolSealed;

/**
 * GolChange:
 * @line: the header's bytes
 * @hash: of the header line
 * @leaves: of char *: the lines, by index; %NULL where withheld or sealed
 * @sealed: (nullable): of #GolSealed, by index; %NULL where not sealed
 * @withheld: (nullable): of #GolWithheld, in order
 *
 * A change as it travels: header line, signature and leaf lines, each verbatim. Leaves that the reader may not see
 * are absent: the nodes of the Merkle tree above them come instead, so that she still verifies the whole.
 */
typedef struct
{
  GolHeader  header;
  char      *line;
  guint8     signature[GOL_SIGNATURE_BYTES];
  guint8     hash[GOL_HASH_BYTES];
  GPtrArray *leaves;
  GPtrArray *sealed;
  GArray    *withheld;
} GolChange;

/* Fills n, root; takes salts from libsodium (or from @salts, n * 16 bytes, for test vectors); signs. */
GolChange  *gol_change_new          (GolHeader     *header,     /* its strings are taken over */
                                     GPtrArray     *leaves,     /* of GolLeaf */
                                     const GolSiteKey *key,
                                     const guint8  *salts,
                                     GError       **error);
/* The same of lines that are made already. */
GolChange  *gol_change_new_of_lines (GolHeader     *header,     /* its strings are taken over */
                                     GPtrArray     *lines,      /* of char *; shared */
                                     const guint8  *hashes,     /* of all lines */
                                     const GolSiteKey *key,
                                     GError       **error);
void        gol_change_free         (GolChange     *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolChange, gol_change_free)

/* NDJSON as it travels (gol-frame.c); docs/SYNC.md tells the framing. */
char       *gol_change_to_ndjson    (const GolChange *change);
GolChange  *gol_change_from_ndjson  (const char    *text,
                                     gsize          length,
                                     GError       **error);   /* strict: shape, bounds, root; not the signature */

/* The change as a reader gets it who may see only some leaves. */
typedef gboolean (*GolLeafVisible)  (guint index, const char *line, gpointer user_data);
GolChange  *gol_change_withhold     (const GolChange *change, /* with all its leaves */
                                     GolLeafVisible visible,
                                     gpointer       user_data);

/* A change of the protected log: every leaf sealed to the readers' agencies, and opened again by one of them. */
GolChange  *gol_change_seal         (const GolChange *change,
                                     const guint8  *readers,    /* n * 32 bytes of X25519 public keys */
                                     guint          n_readers);
gboolean    gol_change_unseal       (GolChange     *change,     /* its sealed leaves become lines */
                                     const guint8   public_key[32],
                                     const guint8   secret_key[32],
                                     GError       **error);

/* Protected bodies: each leaf line sealed to the readers' agencies (a random key per change, sealed per reader). */
void        gol_seal_key_generate   (guint8         public_key[32],
                                     guint8         secret_key[32]);
void        gol_seal_key_from_seed  (const guint8   seed[32],
                                     guint8         public_key[32],
                                     guint8         secret_key[32]);
/* What somebody sends as such a key is looked at before anything is sealed to it. */
gboolean    gol_seal_key_is_valid   (const guint8   public_key[32]);
GBytes     *gol_seal                (const char    *plain,
                                     gsize          length,
                                     const guint8  *readers,    /* n * 32 bytes of X25519 public keys */
                                     guint          n_readers);
char       *gol_unseal              (GBytes        *sealed,
                                     const guint8   public_key[32],
                                     const guint8   secret_key[32],
                                     gsize         *length,
                                     GError       **error);

G_END_DECLS
