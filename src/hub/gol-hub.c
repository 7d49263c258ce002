/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "gol-certificate.h"
#include "gol-error.h"
#include "gol-hub-private.h"

/*
 * A folder with two files: hub.db, and hub.key, the database's key, for the owner's eyes alone. It keeps a copied
 * database shut, not a copied folder: an administrator who wants more mounts the key from elsewhere.
 */
#define DB_NAME   "hub.db"
#define KEY_NAME  "hub.key"
#define KEY_BYTES 32

#define SETTING_SEED     "seed"       /* of the key that signs receipts */
#define SETTING_EPOCH    "epoch"
#define SETTING_MAC      "mac"

/* By GolLog, the last time given: a clock does not go back. */
static const char * const received_settings[] = { "received", "received_protected" };

static char *
random_hex (gsize bytes)
{
  guint8 data[32];
  char hex[2 * sizeof data + 1];

  randombytes_buf (data, bytes);
  return g_strdup (sodium_bin2hex (hex, sizeof hex, data, bytes));
}

static gboolean
set_file_error (const char  *path,
                int          saved,
                GError     **error)
{
  const int code = saved == EEXIST ? GOL_ERROR_EXISTS : saved == ENOENT ? GOL_ERROR_NOT_FOUND : GOL_ERROR_FAILED;

  g_set_error (error, GOL_ERROR, code, _("The hub’s file “%s” cannot be used: %s."), path, g_strerror (saved));
  return FALSE;
}

static gboolean
write_key (const char    *path,
           const guint8   key[KEY_BYTES],
           GError       **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean written;
  int saved;

  if (fd < 0)
    return set_file_error (path, errno, error);
  written = write (fd, key, KEY_BYTES) == KEY_BYTES && fsync (fd) == 0;
  saved = errno;
  return (close (fd) == 0 && written) || set_file_error (path, saved, error);
}

static gboolean
read_key (const char  *path,
          guint8       key[KEY_BYTES],
          GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n;

  if (fd < 0)
    return set_file_error (path, errno, error);
  n = read (fd, key, KEY_BYTES);
  close (fd);
  return n == KEY_BYTES || set_file_error (path, EIO, error);
}

gboolean
gol_hub_init (const char  *folder,
              GError     **error)
{
  g_autofree char *db_path = g_build_filename (folder, DB_NAME, NULL);
  g_autofree char *key_path = g_build_filename (folder, KEY_NAME, NULL);
  g_autofree char *seed = NULL;
  g_autofree char *epoch = NULL;
  g_autofree char *mac = NULL;
  g_autoptr(GolHubStorage) storage = NULL;
  guint8 key[KEY_BYTES];

  if (!gol_wire_init (error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_file_error (folder, errno, error);
  randombytes_buf (key, sizeof key);
  if (!write_key (key_path, key, error) || (storage = gol_hub_storage_open (db_path, key, TRUE, error)) == NULL)
    return FALSE;

  seed = random_hex (32);
  epoch = random_hex (4);
  mac = random_hex (32);
  gol_hub_storage_begin (storage);
  gol_hub_storage_set (storage, SETTING_SEED, seed);
  gol_hub_storage_set (storage, SETTING_EPOCH, epoch);
  gol_hub_storage_set (storage, SETTING_MAC, mac);
  return gol_hub_storage_commit (storage, error);
}

/* What is remembered here of what is stored; within a transaction. After something went wrong nothing is replaced. */
static void
read_again (GolHub *self)
{
  g_autoptr(GPtrArray) agencies = gol_hub_storage_agencies (self->storage);
  g_autofree char *epoch = gol_hub_storage_get (self->storage, SETTING_EPOCH);
  g_autofree char *open = gol_hub_storage_get (self->storage, received_settings[GOL_LOG_OPEN]);
  g_autofree char *protected = gol_hub_storage_get (self->storage, received_settings[GOL_LOG_PROTECTED]);

  if (!gol_hub_storage_is_sound (self->storage))
    return;
  g_clear_pointer (&self->agencies, g_ptr_array_unref);
  self->agencies = g_steal_pointer (&agencies);
  self->stale = FALSE;
  g_free (self->epoch);
  self->epoch = g_steal_pointer (&epoch);
  if (open != NULL)
    gol_clock_witness (self->clocks[GOL_LOG_OPEN], open);
  if (protected != NULL)
    gol_clock_witness (self->clocks[GOL_LOG_PROTECTED], protected);
  gol_hub_scope_forget (self);
}

void
gol_hub_begin (GolHub *self)
{
  gol_hub_storage_begin (self->storage);
  if (gol_hub_storage_is_changed (self->storage) || self->stale)
    read_again (self);
}

static gboolean
read_settings (GolHub  *self,
               GError **error)
{
  g_autofree char *seed = NULL;
  guint8 bytes[32];

  gol_hub_begin (self);
  seed = gol_hub_storage_get (self->storage, SETTING_SEED);
  self->mac_key = gol_hub_storage_get (self->storage, SETTING_MAC);
  if (!gol_hub_storage_commit (self->storage, error))
    return FALSE;
  if (self->epoch == NULL || self->mac_key == NULL || seed == NULL
      || sodium_hex2bin (bytes, sizeof bytes, seed, strlen (seed), NULL, NULL, NULL) != 0)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CORRUPT,
                           _("The hub’s database lacks its keys: make the hub anew or restore it."));
      return FALSE;
    }
  gol_site_key_from_seed (&self->key, bytes);
  return TRUE;
}

GolHub *
gol_hub_open (const char  *folder,
              GolClock    *clock,
              GError     **error)
{
  g_autofree char *db_path = g_build_filename (folder, DB_NAME, NULL);
  g_autofree char *key_path = g_build_filename (folder, KEY_NAME, NULL);
  g_autoptr(GolHub) self = g_new0 (GolHub, 1);
  guint8 key[KEY_BYTES];

  self->folder = g_strdup (folder);
  self->clock = g_object_ref (clock);
  self->clocks[GOL_LOG_OPEN] = g_object_ref (clock);
  self->clocks[GOL_LOG_PROTECTED] = gol_clock_new_beside (clock);
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  if (!gol_wire_init (error) || !read_key (key_path, key, error)
      || (self->storage = gol_hub_storage_open (db_path, key, FALSE, error)) == NULL || !read_settings (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
gol_hub_close (GolHub *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->storage, gol_hub_storage_close);
  g_clear_pointer (&self->agencies, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_hash_table_unref);
  g_clear_pointer (&self->linked, g_hash_table_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->clocks[GOL_LOG_OPEN]);
  g_clear_object (&self->clocks[GOL_LOG_PROTECTED]);
  gol_site_key_clear (&self->key);
  g_free (self->folder);
  g_free (self->epoch);
  g_free (self->mac_key);
  g_free (self);
}

gboolean
gol_hub_backup (GolHub      *self,
                const char  *folder,
                GError     **error)
{
  g_autofree char *own_key = g_build_filename (self->folder, KEY_NAME, NULL);
  g_autofree char *db_path = g_build_filename (folder, DB_NAME, NULL);
  g_autofree char *key_path = g_build_filename (folder, KEY_NAME, NULL);
  guint8 key[KEY_BYTES];
  gboolean done;

  if (!read_key (own_key, key, error))
    return FALSE;
  if (g_mkdir (folder, 0700) != 0)
    return set_file_error (folder, errno, error);
  done = gol_hub_storage_backup (self->storage, db_path, key, error) && write_key (key_path, key, error);
  sodium_memzero (key, sizeof key);
  return done;
}

gboolean
gol_hub_renew (GolHub  *self,
               GError **error)
{
  g_autofree char *epoch = random_hex (4);

  gol_hub_begin (self);
  gol_hub_storage_set (self->storage, SETTING_EPOCH, epoch);
  if (!gol_hub_storage_commit (self->storage, error))
    return FALSE;
  g_free (self->epoch);
  self->epoch = g_steal_pointer (&epoch);
  return TRUE;
}

gboolean
gol_hub_check (GolHub  *self,
               GError **error)
{
  gol_hub_begin (self);
  return gol_hub_storage_commit (self->storage, error);
}

const guint8 *
gol_hub_get_public_key (GolHub *self)
{
  return self->key.public_key;
}

GTlsCertificate *
gol_hub_make_certificate (GolHub  *self,
                          GError **error)
{
  return gol_certificate_new (&self->key, "Golondrina", error);
}

void
gol_hub_tick (GolHub *self,
              GolLog  log,
              char    hlc[GOL_HLC_LENGTH + 1])
{
  gol_clock_tick (self->clocks[log], hlc);
  gol_hub_storage_set (self->storage, received_settings[log], hlc);
}
