/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-change.h"
#include "gol-clock.h"
#include "gol-office-kind.h"

G_BEGIN_DECLS

/*
 * The office's folder and who may open it. office.json holds what may be seen before unlocking (kind, country, name,
 * officers' names and roles) and one slot per officer: random keys wrapped by a key derived from the passphrase
 * (Argon2id, 64 MiB). A recovery key, shown once, has a slot of its own. Written whole: temporary file, fsync, rename.
 */
#define GOL_VAULT_FILE     "office.json"
#define GOL_OPEN_FILE      "open.db"
#define GOL_PROTECTED_FILE "protected.db"

typedef enum
{
  GOL_ROLE_CLERK         = 1 << 0,
  GOL_ROLE_SUPERVISOR    = 1 << 1,
  GOL_ROLE_PROTECTED     = 1 << 2,   /* may open the protected file */
  GOL_ROLE_ADMINISTRATOR = 1 << 3,
  GOL_ROLE_AUDITOR       = 1 << 4,   /* reads, changes nothing */
} GolRoles;

typedef struct
{
  char     *kind;           /* "ministry", "employer", "consulate-destination", "consulate-origin", "authority", … */
  char     *country;        /* ISO 3166-1 alpha-2 */
  char     *name;
  char     *site;           /* 4 to 8 of [a-z0-9], random */
  char     *agency;         /* 8 of [a-z0-9], random until paired */
  char     *prefix;         /* of file codes: country's second letter and office's, e.g. "GQ" */
  gboolean  demonstration;  /* made-up people: opens without a cipher, wears a band */
} GolOfficeInfo;

typedef struct
{
  char   *id;          /* pseudonym that changes carry: "u" and eight of [a-z0-9] */
  char   *name;
  guint   roles;
  gint64  last_seen;   /* instant of the last unlock, 0 never */
} GolOfficer;

typedef struct
{
  guint8     open[32];
  guint8     protected[32];
  gboolean   has_protected;
  GolSiteKey site;                  /* signs */
  guint8     seal_public[32];       /* X25519 of the agency: protected bodies */
  guint8     seal_secret[32];
} GolKeys;

typedef struct _GolVault GolVault;

GolVault        *gol_vault_create           (const char       *dir,
                                             const GolOfficeInfo *info,   /* kind, country, name, demonstration; the rest is made */
                                             const char       *officer,
                                             guint             roles,
                                             const char       *passphrase,
                                             GolClock         *clock,
                                             char            **recovery,  /* shown once: words or groups */
                                             GError          **error);
GolVault        *gol_vault_load             (const char       *dir,
                                             GError          **error);
void             gol_vault_free             (GolVault         *vault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolVault, gol_vault_free)
const GolOfficeInfo *gol_vault_get_info     (GolVault         *vault);
GPtrArray       *gol_vault_get_officers     (GolVault         *vault);   /* (transfer none): of GolOfficer */
const GolOfficer *gol_vault_find_officer    (GolVault         *vault,
                                             const char       *name_or_id); /* NULL name: the only one */

/* A wrong passphrase is GOL_ERROR_LOCKED and never says which part was wrong. Keys live in locked memory. */
GolKeys         *gol_vault_unlock           (GolVault         *vault,
                                             const char       *officer,
                                             const char       *passphrase,
                                             GError          **error);
/* Written only by who has the office open: whoever writes office.json without it may undo what another program just wrote there. */
void             gol_vault_note_seen        (GolVault         *vault,
                                             const char       *officer,
                                             GolClock         *clock);
/* Whether keys of the one open what the other names: no officer was removed between. */
gboolean         gol_vault_is_same          (GolVault         *vault,
                                             GolVault         *other);
GolKeys         *gol_vault_recover          (GolVault         *vault,
                                             const char       *recovery,
                                             GError          **error);
void             gol_keys_free              (GolKeys          *keys);     /* wipes */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolKeys, gol_keys_free)

gboolean         gol_vault_add_officer      (GolVault *vault, const GolKeys *keys, const char *name, guint roles,
                                             const char *passphrase, GError **error);
gboolean         gol_vault_set_passphrase   (GolVault *vault, const GolKeys *keys, const char *officer,
                                             const char *passphrase, GError **error);
/* Removing an officer makes new keys: both files are re-keyed, crash-safe; the other officers' slots are sealed to their
 * own slot keys, so they open with the passphrases they have. The last administrator cannot be removed. */
gboolean         gol_vault_remove_officer   (GolVault *vault, GolKeys *keys, const char *officer, GError **error);

G_END_DECLS
