/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "gol-db.h"
#include "gol-dictionary.h"
#include "gol-error.h"
#include "gol-folder-private.h"
#include "gol-id.h"
#include "gol-vault-private.h"

/*
 * Each officer has a box key of her own. Its secret half is locked by a key derived from her passphrase; the office's keys are sealed to
 * its public half. So an administrator can give everybody new keys without knowing anybody's passphrase.
 */

#define SLOT_VERSION 1
#define SEED_BYTES   32

typedef struct
{
  GolOfficer officer;
  guint8     salt[crypto_pwhash_SALTBYTES];
  guint64    ops;
  guint64    memory;
  guint8     public_key[crypto_box_PUBLICKEYBYTES];
  guint8     nonce[crypto_secretbox_NONCEBYTES];
  guint8     locked[crypto_box_SECRETKEYBYTES + crypto_secretbox_MACBYTES];
  GBytes    *sealed;      /* the office's keys */
} Slot;

struct _GolVault
{
  char          *dir;
  GolOfficeInfo  info;
  char          *former_agency; /* (nullable): before it was paired; somebody may be reading it */
  guint          generation;   /* of the database files' keys */
  GPtrArray     *slots;        /* of Slot; the recovery key's has no name */
  GPtrArray     *officers;     /* of GolOfficer, borrowed from the slots */
};

/* ── Memory ── */

GolKeys *
gol_keys_new (void)
{
  GolKeys *keys = sodium_malloc (sizeof (GolKeys));

  g_assert (keys != NULL);
  memset (keys, 0, sizeof *keys);
  return keys;
}

void
gol_keys_free (GolKeys *keys)
{
  if (keys != NULL)
    sodium_free (keys);
}

static void
slot_free (gpointer data)
{
  Slot *slot = data;

  g_free (slot->officer.id);
  g_free (slot->officer.name);
  g_clear_pointer (&slot->sealed, g_bytes_unref);
  sodium_memzero (slot, sizeof *slot);
  g_free (slot);
}

static void
info_clear (GolOfficeInfo *info)
{
  g_free (info->kind);
  g_free (info->country);
  g_free (info->name);
  g_free (info->site);
  g_free (info->agency);
  g_free (info->prefix);
}

void
gol_vault_free (GolVault *vault)
{
  if (vault == NULL)
    return;
  info_clear (&vault->info);
  g_free (vault->former_agency);
  g_clear_pointer (&vault->officers, g_ptr_array_unref);
  g_clear_pointer (&vault->slots, g_ptr_array_unref);
  g_free (vault->dir);
  g_free (vault);
}

static GolVault *
vault_new (const char *dir)
{
  GolVault *vault = g_new0 (GolVault, 1);

  vault->dir = g_strdup (dir);
  vault->slots = g_ptr_array_new_with_free_func (slot_free);
  vault->officers = g_ptr_array_new ();
  return vault;
}

static void
list_officers (GolVault *vault)
{
  g_ptr_array_set_size (vault->officers, 0);
  for (guint i = 0; i < vault->slots->len; i++)
    {
      Slot *slot = g_ptr_array_index (vault->slots, i);

      if (slot->officer.name != NULL)
        g_ptr_array_add (vault->officers, &slot->officer);
    }
}

/* ── What is sealed: the keys, as the slot's role may have them ── */

typedef struct
{
  guint8 version;
  guint8 has_protected;
  guint8 open[32];
  guint8 protected[32];
  guint8 seed[SEED_BYTES];          /* of the site's signing key */
  guint8 seal_public[32];
  guint8 seal_secret[32];
} Payload;

static void
seal_slot (Slot          *slot,
           const GolKeys *keys)
{
  Payload payload = { SLOT_VERSION };
  guint8 *sealed = g_malloc (sizeof payload + crypto_box_SEALBYTES);

  memcpy (payload.open, keys->open, 32);
  crypto_sign_ed25519_sk_to_seed (payload.seed, keys->site.secret_key);
  memcpy (payload.seal_public, keys->seal_public, 32);
  if ((slot->officer.roles & GOL_ROLE_PROTECTED) != 0 && keys->has_protected)
    {
      payload.has_protected = 1;
      memcpy (payload.protected, keys->protected, 32);
      memcpy (payload.seal_secret, keys->seal_secret, 32);
    }
  if (crypto_box_seal (sealed, (guint8 *) &payload, sizeof payload, slot->public_key) != 0)
    g_error ("A slot's key is no point of the curve");
  sodium_memzero (&payload, sizeof payload);
  g_clear_pointer (&slot->sealed, g_bytes_unref);
  slot->sealed = g_bytes_new_take (sealed, sizeof (Payload) + crypto_box_SEALBYTES);
}

/* Locks a new secret under a passphrase. */
static gboolean
derive (const char   *passphrase,
        const Slot   *slot,
        guint8        key[crypto_secretbox_KEYBYTES],
        GError      **error)
{
  if (crypto_pwhash (key, crypto_secretbox_KEYBYTES, passphrase, strlen (passphrase), slot->salt, slot->ops, slot->memory,
                     crypto_pwhash_ALG_ARGON2ID13) == 0)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FAILED, _("There is not enough memory to check the passphrase (64 MiB are needed)."));
  return FALSE;
}

static gboolean
lock_slot (Slot          *slot,
           const char    *passphrase,
           const GolKeys *keys,
           GError       **error)
{
  guint8 secret[crypto_box_SECRETKEYBYTES];
  guint8 key[crypto_secretbox_KEYBYTES];

  slot->ops = crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE;
  slot->memory = crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE;   /* 64 MiB */
  randombytes_buf (slot->salt, sizeof slot->salt);
  randombytes_buf (slot->nonce, sizeof slot->nonce);
  if (!derive (passphrase, slot, key, error))
    return FALSE;
  crypto_box_keypair (slot->public_key, secret);
  crypto_secretbox_easy (slot->locked, secret, sizeof secret, slot->nonce, key);
  sodium_memzero (secret, sizeof secret);
  sodium_memzero (key, sizeof key);
  seal_slot (slot, keys);
  return TRUE;
}

static GolKeys *
open_slot (const Slot  *slot,
           const char  *passphrase,
           GError     **error)
{
  guint8 secret[crypto_box_SECRETKEYBYTES];
  guint8 key[crypto_secretbox_KEYBYTES];
  Payload payload;
  GolKeys *keys = NULL;

  if (!derive (passphrase, slot, key, error))
    return NULL;
  if (crypto_secretbox_open_easy (secret, slot->locked, sizeof slot->locked, slot->nonce, key) == 0
      && g_bytes_get_size (slot->sealed) == sizeof payload + crypto_box_SEALBYTES
      && crypto_box_seal_open ((guint8 *) &payload, g_bytes_get_data (slot->sealed, NULL), g_bytes_get_size (slot->sealed),
                               slot->public_key, secret) == 0)
    {
      keys = gol_keys_new ();
      memcpy (keys->open, payload.open, 32);
      memcpy (keys->protected, payload.protected, 32);
      keys->has_protected = payload.has_protected != 0;
      gol_site_key_from_seed (&keys->site, payload.seed);
      memcpy (keys->seal_public, payload.seal_public, 32);
      memcpy (keys->seal_secret, payload.seal_secret, 32);
    }
  else
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_LOCKED, _("The name and the passphrase do not open this office."));
  sodium_memzero (&payload, sizeof payload);
  sodium_memzero (secret, sizeof secret);
  sodium_memzero (key, sizeof key);
  return keys;
}

/* ── office.json ── */

static json_t *
bytes_to_json (const guint8 *data,
               gsize         length)
{
  g_autofree char *text = g_base64_encode (data, length);

  return json_string (text);
}

static json_t *
slot_to_json (const Slot *slot)
{
  gsize sealed_length;
  const guint8 *sealed = g_bytes_get_data (slot->sealed, &sealed_length);
  json_t *object = json_object ();

  if (slot->officer.name != NULL)
    {
      json_object_set_new (object, "id", json_string (slot->officer.id));
      json_object_set_new (object, "name", json_string (slot->officer.name));
      json_object_set_new (object, "last_seen", json_integer (slot->officer.last_seen));
    }
  json_object_set_new (object, "roles", json_integer (slot->officer.roles));
  json_object_set_new (object, "salt", bytes_to_json (slot->salt, sizeof slot->salt));
  json_object_set_new (object, "ops", json_integer (slot->ops));
  json_object_set_new (object, "memory", json_integer (slot->memory));
  json_object_set_new (object, "public", bytes_to_json (slot->public_key, sizeof slot->public_key));
  json_object_set_new (object, "nonce", bytes_to_json (slot->nonce, sizeof slot->nonce));
  json_object_set_new (object, "locked", bytes_to_json (slot->locked, sizeof slot->locked));
  json_object_set_new (object, "sealed", bytes_to_json (sealed, sealed_length));
  return object;
}

/* Whole or not at all: a temporary file, synced, renamed, and the folder synced. */
gboolean
gol_vault_write_file (const char  *dir,
                      const char  *name,
                      const char  *text,
                      GError     **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  int fd = open (temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gsize length = strlen (text);
  gboolean good = fd >= 0 && write (fd, text, length) == (gssize) length && fsync (fd) == 0;
  int saved = errno;
  int folder;

  if (fd >= 0 && close (fd) != 0)
    good = FALSE;
  if (good && g_rename (temporary, path) != 0)
    {
      saved = errno;
      good = FALSE;
    }
  if (!good)
    {
      g_unlink (temporary);
      g_set_error (error, GOL_ERROR, saved == ENOSPC ? GOL_ERROR_FULL : GOL_ERROR_FAILED, _("“%s” cannot be written: %s."),
                   path, g_strerror (saved));
      return FALSE;
    }
  folder = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0)
    {
      fsync (folder);
      close (folder);
    }
  return TRUE;
}

static gboolean
save (GolVault  *vault,
      GError   **error)
{
  json_t *slots = json_array ();
  json_t *root;
  char *text;
  gboolean good;

  for (guint i = 0; i < vault->slots->len; i++)
    json_array_append_new (slots, slot_to_json (g_ptr_array_index (vault->slots, i)));
  root = json_pack ("{sisssssssssssssbsiso}", "format", SLOT_VERSION, "kind", vault->info.kind, "country", vault->info.country,
                    "name", vault->info.name, "site", vault->info.site, "agency", vault->info.agency,
                    "prefix", vault->info.prefix, "demonstration", vault->info.demonstration,
                    "generation", (int) vault->generation, "slots", slots);
  g_assert (root != NULL);
  text = json_dumps (root, JSON_INDENT (1));
  json_decref (root);
  good = gol_vault_write_file (vault->dir, GOL_VAULT_FILE, text, error);
  free (text);
  return good;
}

static gboolean
take_bytes (json_t     *object,
            const char *key,
            guint8     *bytes,
            gsize       length)
{
  const char *text = json_string_value (json_object_get (object, key));
  size_t decoded;

  return text != NULL
         && sodium_base642bin (bytes, length, text, strlen (text), NULL, &decoded, NULL, sodium_base64_VARIANT_ORIGINAL) == 0
         && decoded == length;
}

static Slot *
slot_from_json (json_t *object)
{
  Slot *slot = g_new0 (Slot, 1);
  guint8 sealed[sizeof (Payload) + crypto_box_SEALBYTES];

  slot->officer.name = g_strdup (json_string_value (json_object_get (object, "name")));
  slot->officer.id = g_strdup (json_string_value (json_object_get (object, "id")));
  slot->officer.roles = json_integer_value (json_object_get (object, "roles"));
  slot->officer.last_seen = json_integer_value (json_object_get (object, "last_seen"));
  slot->ops = json_integer_value (json_object_get (object, "ops"));
  slot->memory = json_integer_value (json_object_get (object, "memory"));
  if (slot->ops > 64 || slot->memory > 1u << 30
      || (slot->officer.name != NULL) != (slot->officer.id != NULL)
      || !take_bytes (object, "salt", slot->salt, sizeof slot->salt)
      || !take_bytes (object, "public", slot->public_key, sizeof slot->public_key)
      || !take_bytes (object, "nonce", slot->nonce, sizeof slot->nonce)
      || !take_bytes (object, "locked", slot->locked, sizeof slot->locked)
      || !take_bytes (object, "sealed", sealed, sizeof sealed))
    {
      slot_free (slot);
      return NULL;
    }
  slot->sealed = g_bytes_new (sealed, sizeof sealed);
  return slot;
}

static gboolean
take_info (json_t        *root,
           GolOfficeInfo *info)
{
  struct { const char *key; char **text; } texts[] = {
    { "kind", &info->kind }, { "country", &info->country }, { "name", &info->name },
    { "site", &info->site }, { "agency", &info->agency }, { "prefix", &info->prefix },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      *texts[i].text = g_strdup (json_string_value (json_object_get (root, texts[i].key)));
      if (*texts[i].text == NULL)
        return FALSE;
    }
  info->demonstration = json_is_true (json_object_get (root, "demonstration"));
  return gol_office_kind_party (info->kind) != 0;
}

static GolVault *
load_json (const char *dir,
           json_t     *root)
{
  g_autoptr(GolVault) vault = vault_new (dir);
  json_t *slots = json_object_get (root, "slots");
  json_t *object;
  size_t i;

  if (json_integer_value (json_object_get (root, "format")) != SLOT_VERSION || !take_info (root, &vault->info))
    return NULL;
  vault->generation = json_integer_value (json_object_get (root, "generation"));
  json_array_foreach (slots, i, object)
    {
      Slot *slot = slot_from_json (object);

      if (slot == NULL)
        return NULL;
      g_ptr_array_add (vault->slots, slot);
    }
  list_officers (vault);
  return vault->officers->len > 0 ? g_steal_pointer (&vault) : NULL;
}

static GolVault *
load (const char  *dir,
      GError     **error)
{
  g_autofree char *path = g_build_filename (dir, GOL_VAULT_FILE, NULL);
  g_autofree char *text = NULL;
  gsize length;
  json_t *root;
  GolVault *vault;

  if (!gol_wire_init (error))
    return NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      /* The world's failure, not a rule's: whoever called named the wrong folder, or the disk is gone. */
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("There is no office in “%s”."), dir);
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  root = json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL);
  vault = root != NULL ? load_json (dir, root) : NULL;
  json_decref (root);
  if (vault == NULL)
    g_set_error (error, GOL_ERROR, GOL_ERROR_CORRUPT, _("“%s” is damaged, or was written by a newer version."), path);
  return vault;
}

/* The copies that lie there may be a crash's, or another program's at work: only who has the folder alone puts them away. Which ones are
 * named is read again under the lock. */
static GolVault *
settle (const char  *dir,
        GError     **error)
{
  int alone = gol_folder_lock (dir, GOL_FOLDER_OPEN, NULL);
  int files = gol_folder_lock (dir, alone >= 0 ? GOL_FOLDER_SWAP : GOL_FOLDER_BESIDE, error);
  GolVault *vault = files >= 0 ? load (dir, error) : NULL;

  if (vault != NULL && alone >= 0)
    gol_vault_finish_rekey (dir, vault->generation);
  if (files >= 0)
    close (files);
  if (alone >= 0)
    close (alone);
  return vault;
}

GolVault *
gol_vault_load (const char  *dir,
                GError     **error)
{
  return gol_vault_is_rekeying (dir) ? settle (dir, error) : load (dir, error);
}

/* ── Making one ── */

static char *
random_name (guint       length,
             const char *alphabet)
{
  char *name = g_malloc (length + 1);

  for (guint i = 0; i < length; i++)
    name[i] = alphabet[randombytes_uniform (strlen (alphabet))];
  name[length] = '\0';
  return name;
}

#define SMALL "abcdefghijkmnpqrstuvwxyz23456789"

static Slot *
slot_new (const char *name,
          guint       roles)
{
  Slot *slot = g_new0 (Slot, 1);

  slot->officer.name = g_strdup (name);
  if (name != NULL)
    {
      g_autofree char *tail = random_name (8, SMALL);

      slot->officer.id = g_strconcat ("u", tail, NULL);
    }
  slot->officer.roles = roles;
  return slot;
}

/* 150 random bits in ten groups of three, as they are read aloud: "7K4 QM2 …". */
static char *
make_recovery (void)
{
  g_autofree char *plain = random_name (30, "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < 30; i += 3)
    g_string_append_printf (out, "%s%.3s", i > 0 ? " " : "", plain + i);
  sodium_memzero (plain, 30);
  return g_string_free (out, FALSE);
}

static char *
clean_recovery (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (out, g_ascii_toupper (*text) == 'O' ? '0' : g_ascii_toupper (*text));
  return g_string_free (out, FALSE);
}

static gboolean
check_passphrase (const char  *passphrase,
                  GError     **error)
{
  if (g_utf8_strlen (passphrase, -1) >= 8)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED, _("A passphrase has at least eight characters."));
  return FALSE;
}

static void
make_keys (GolKeys *keys)
{
  randombytes_buf (keys->open, 32);
  randombytes_buf (keys->protected, 32);
  keys->has_protected = TRUE;
}

GolVault *
gol_vault_create (const char           *dir,
                  const GolOfficeInfo  *info,
                  const char           *officer,
                  guint                 roles,
                  const char           *passphrase,
                  GolClock             *clock,
                  char                **recovery,
                  GError              **error)
{
  g_autoptr(GolVault) vault = vault_new (dir);
  g_autoptr(GolKeys) keys = NULL;
  g_autofree char *path = g_build_filename (dir, GOL_VAULT_FILE, NULL);
  g_autofree char *letter = NULL;
  g_autofree char *words = NULL;
  g_autofree char *plain = NULL;
  Slot *first, *spare;

  g_return_val_if_fail (gol_office_kind_party (info->kind) != 0, NULL);

  if (!gol_wire_init (error) || !check_passphrase (passphrase, error))
    return NULL;
  if (!GOL_CIPHER && !info->demonstration)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED,
                           _("This build cannot encrypt, so it opens demonstrations with made-up people only."));
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_EXISTS, _("There is an office in “%s” already."), dir);
      return NULL;
    }
  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” cannot be made: %s."), dir, g_strerror (errno));
      return NULL;
    }

  keys = gol_keys_new ();
  make_keys (keys);
  gol_site_key_generate (&keys->site);
  crypto_box_keypair (keys->seal_public, keys->seal_secret);

  letter = random_name (1, "ABCDEFGHJKLMNPQRSTUVWXYZ");
  vault->info = (GolOfficeInfo) {
    g_strdup (info->kind), g_ascii_strup (info->country, -1), g_strdup (info->name),
    random_name (6, SMALL), random_name (8, SMALL),
    g_strdup_printf ("%c%s", g_ascii_toupper (info->country[0]), letter),
    info->demonstration,
  };
  vault->generation = 1;

  first = slot_new (officer, roles);
  g_ptr_array_add (vault->slots, first);
  spare = slot_new (NULL, GOL_ROLE_PROTECTED | GOL_ROLE_ADMINISTRATOR);
  g_ptr_array_add (vault->slots, spare);
  words = make_recovery ();
  plain = clean_recovery (words);
  if (!lock_slot (first, passphrase, keys, error) || !lock_slot (spare, plain, keys, error))
    return NULL;
  list_officers (vault);
  if (!save (vault, error))
    return NULL;
  if (recovery != NULL)
    *recovery = g_steal_pointer (&words);
  return g_steal_pointer (&vault);
}

/* ── Pairing it ── */

gboolean
gol_vault_set_agency (GolVault    *vault,
                      const char  *agency,
                      GError     **error)
{
  char *before = vault->info.agency;

  vault->info.agency = g_strdup (agency);
  if (!save (vault, error))
    {
      g_free (vault->info.agency);
      vault->info.agency = before;
      return FALSE;
    }
  g_free (vault->former_agency);
  vault->former_agency = before;
  return TRUE;
}

/* ── Using it ── */

const GolOfficeInfo *
gol_vault_get_info (GolVault *vault)
{
  return &vault->info;
}

GPtrArray *
gol_vault_get_officers (GolVault *vault)
{
  return vault->officers;
}

const GolOfficer *
gol_vault_find_officer (GolVault   *vault,
                        const char *name_or_id)
{
  if (name_or_id == NULL)
    return vault->officers->len == 1 ? g_ptr_array_index (vault->officers, 0) : NULL;
  for (guint i = 0; i < vault->officers->len; i++)
    {
      const GolOfficer *officer = g_ptr_array_index (vault->officers, i);

      if (g_str_equal (officer->name, name_or_id) || g_str_equal (officer->id, name_or_id))
        return officer;
    }
  return NULL;
}

static Slot *
find_slot (GolVault    *vault,
           const char  *officer,
           GError     **error)
{
  const GolOfficer *found = gol_vault_find_officer (vault, officer);

  for (guint i = 0; found != NULL && i < vault->slots->len; i++)
    {
      Slot *slot = g_ptr_array_index (vault->slots, i);

      if (&slot->officer == found)
        return slot;
    }
  g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("No officer called “%s” works in this office."),
               officer != NULL ? officer : "");
  return NULL;
}

GolKeys *
gol_vault_unlock (GolVault    *vault,
                  const char  *officer,
                  const char  *passphrase,
                  GError     **error)
{
  Slot *slot = find_slot (vault, officer, error);

  if (slot == NULL)
    return NULL;
  return open_slot (slot, passphrase, error);
}

gboolean
gol_vault_is_same (GolVault *vault,
                   GolVault *other)
{
  return vault->generation == other->generation;
}

void
gol_vault_note_seen (GolVault   *vault,
                     const char *officer,
                     GolClock   *clock)
{
  Slot *slot = find_slot (vault, officer, NULL);

  if (slot == NULL)
    return;
  /* A folder that cannot be written must not keep her out of what can be read: the next write will say so. */
  slot->officer.last_seen = gol_clock_get_instant (clock);
  save (vault, NULL);
}

GolKeys *
gol_vault_recover (GolVault    *vault,
                   const char  *recovery,
                   GError     **error)
{
  g_autofree char *plain = clean_recovery (recovery);

  for (guint i = 0; i < vault->slots->len; i++)
    {
      Slot *slot = g_ptr_array_index (vault->slots, i);

      if (slot->officer.name == NULL)
        return open_slot (slot, plain, error);
    }
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("This office has no recovery key."));
  return NULL;
}

gboolean
gol_vault_add_officer (GolVault       *vault,
                       const GolKeys  *keys,
                       const char     *name,
                       guint           roles,
                       const char     *passphrase,
                       GError        **error)
{
  Slot *slot;

  if (gol_vault_find_officer (vault, name) != NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_EXISTS, _("An officer called “%s” works in this office already."), name);
      return FALSE;
    }
  if (!check_passphrase (passphrase, error))
    return FALSE;
  if ((roles & GOL_ROLE_PROTECTED) != 0 && !keys->has_protected)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("Only who has the protected role can give it."));
      return FALSE;
    }
  slot = slot_new (name, roles);
  g_ptr_array_add (vault->slots, slot);
  if (!lock_slot (slot, passphrase, keys, error))
    {
      g_ptr_array_remove (vault->slots, slot);
      return FALSE;
    }
  list_officers (vault);
  return save (vault, error);
}

gboolean
gol_vault_set_passphrase (GolVault       *vault,
                          const GolKeys  *keys,
                          const char     *officer,
                          const char     *passphrase,
                          GError        **error)
{
  Slot *slot = find_slot (vault, officer, error);

  return slot != NULL && check_passphrase (passphrase, error) && lock_slot (slot, passphrase, keys, error) && save (vault, error);
}

/* ── New keys ── */

gboolean
gol_vault_remove_officer (GolVault    *vault,
                          GolKeys     *keys,
                          const char  *officer,
                          GError     **error)
{
  Slot *slot = find_slot (vault, officer, error);
  g_autoptr(GolKeys) fresh = NULL;
  guint administrators = 0;
  guint index;

  if (slot == NULL)
    return FALSE;
  for (guint i = 0; i < vault->officers->len; i++)
    administrators += (((GolOfficer *) g_ptr_array_index (vault->officers, i))->roles & GOL_ROLE_ADMINISTRATOR) != 0;
  if ((slot->officer.roles & GOL_ROLE_ADMINISTRATOR) != 0 && administrators == 1)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED, _("The last administrator of an office cannot be removed."));
      return FALSE;
    }
  if (!keys->has_protected)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED,
                           _("Removing an officer makes new keys for both files, which needs the protected role."));
      return FALSE;
    }

  fresh = gol_keys_new ();
  *fresh = *keys;
  make_keys (fresh);
  if (!gol_vault_prepare_rekey (vault->dir, keys, fresh, vault->generation + 1, error))
    {
      gol_vault_finish_rekey (vault->dir, vault->generation);
      return FALSE;
    }

  /* One rename switches: before it the old keys and files hold, after it the new ones. */
  g_ptr_array_find (vault->slots, slot, &index);
  g_ptr_array_steal_index (vault->slots, index);
  for (guint i = 0; i < vault->slots->len; i++)
    seal_slot (g_ptr_array_index (vault->slots, i), fresh);
  vault->generation++;
  list_officers (vault);
  if (!save (vault, error))
    {
      vault->generation--;
      g_ptr_array_insert (vault->slots, index, slot);
      for (guint i = 0; i < vault->slots->len; i++)
        seal_slot (g_ptr_array_index (vault->slots, i), keys);
      list_officers (vault);
      gol_vault_finish_rekey (vault->dir, vault->generation);
      return FALSE;
    }
  slot_free (slot);
  gol_vault_finish_rekey (vault->dir, vault->generation);
  *keys = *fresh;
  return TRUE;
}
