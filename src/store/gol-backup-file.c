/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-backup-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <jansson.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gol-error.h"
#include "gol-vault.h"

/* The backup's file: plain tar, its list last, {"version":1,"files":{"open.db":{"size":4096,"blake2b":"…"},…}}. */

#define LIST          "backup.json"
#define LIST_BYTES    65536
#define VERSION       1
#define HASH_BYTES    crypto_generichash_BYTES
#define CHUNK_BYTES   (1024 * 1024)

const char * const gol_backup_names[] = { GOL_OPEN_FILE, GOL_PROTECTED_FILE, GOL_VAULT_FILE, GOL_PROTECTED_FILE "-wal", NULL };

typedef struct archive Archive;
typedef struct archive_entry Entry;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Entry, archive_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

static void
archive_close (Archive *archive)
{
  archive_free (archive);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_close)

/* ── Packing ── */

static gboolean
fail_archive (Archive     *archive,
              const char  *path,
              GError     **error)
{
  errno = archive_errno (archive);
  if (errno <= 0)
    errno = EIO;
  gol_backup_set_errno (error, path);
  return FALSE;
}

static gboolean
put_header (Archive     *archive,
            const char  *path,
            const char  *name,
            gint64       size,
            GError     **error)
{
  g_autoptr(Entry) entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_size (entry, size);
  return archive_write_header (archive, entry) == ARCHIVE_OK || fail_archive (archive, path, error);
}

static gboolean
put_bytes (Archive        *archive,
           const char     *path,
           gconstpointer   bytes,
           gsize           length,
           GError        **error)
{
  return archive_write_data (archive, bytes, length) == (gssize) length || fail_archive (archive, path, error);
}

static void
list_file (json_t        *files,
           const char    *name,
           gint64         size,
           const guint8   hash[HASH_BYTES])
{
  char hex[2 * HASH_BYTES + 1];

  sodium_bin2hex (hex, sizeof hex, hash, HASH_BYTES);
  json_object_set_new (files, name, json_pack ("{s:I, s:s}", "size", (json_int_t) size, "blake2b", hex));
}

static gboolean
is_stopped (GCancellable  *cancellable,
            GError       **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CANCELLED, _("It was stopped."));
  return TRUE;
}

static gboolean
put_open_file (Archive       *archive,
               const char    *path,
               const char    *name,
               int            fd,
               json_t        *files,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  crypto_generichash_state state;
  guint8 hash[HASH_BYTES];
  struct stat info;
  gint64 left;

  if (fstat (fd, &info) != 0)
    {
      gol_backup_set_errno (error, name);
      return FALSE;
    }
  if (!put_header (archive, path, name, info.st_size, error))
    return FALSE;
  crypto_generichash_init (&state, NULL, 0, HASH_BYTES);
  for (left = info.st_size; left > 0;)
    {
      gssize n = read (fd, chunk, MIN (left, CHUNK_BYTES));

      if (n <= 0)
        {
          errno = n == 0 ? EIO : errno;
          gol_backup_set_errno (error, name);
          return FALSE;
        }
      if (is_stopped (cancellable, error) || !put_bytes (archive, path, chunk, n, error))
        return FALSE;
      crypto_generichash_update (&state, chunk, n);
      left -= n;
    }
  crypto_generichash_final (&state, hash, HASH_BYTES);
  list_file (files, name, info.st_size, hash);
  return TRUE;
}

static gboolean
put_file (Archive       *archive,
          const char    *path,
          const char    *folder,
          const char    *name,
          json_t        *files,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *source = g_build_filename (folder, name, NULL);
  int fd = open (source, O_RDONLY | O_CLOEXEC);
  gboolean good;

  if (fd < 0)
    return TRUE;  /* not every office has every file */
  good = put_open_file (archive, path, name, fd, files, cancellable, error);
  close (fd);
  return good;
}

static gboolean
put_list (Archive     *archive,
          const char  *path,
          json_t      *files,
          GError     **error)
{
  g_autoptr(json_t) list = json_pack ("{s:i, s:O}", "version", VERSION, "files", files);
  char *text = json_dumps (list, JSON_COMPACT | JSON_SORT_KEYS);
  gboolean good = put_header (archive, path, LIST, strlen (text), error) && put_bytes (archive, path, text, strlen (text), error);

  free (text);
  return good;
}

gboolean
gol_backup_pack (const char    *folder,
                 const char    *path,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr(Archive) archive = archive_write_new ();
  g_autoptr(json_t) files = json_object ();

  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);   /* libarchive would make it for everybody to read */

  if (fd < 0)
    {
      gol_backup_set_errno (error, path);
      return FALSE;
    }
  close (fd);
  archive_write_set_format_pax_restricted (archive);
  if (archive_write_open_filename (archive, path) != ARCHIVE_OK)
    return fail_archive (archive, path, error);
  for (guint i = 0; gol_backup_names[i] != NULL; i++)
    if (!put_file (archive, path, folder, gol_backup_names[i], files, cancellable, error))
      return FALSE;
  if (!put_list (archive, path, files, error))
    return FALSE;
  return archive_write_close (archive) == ARCHIVE_OK || fail_archive (archive, path, error);
}

/* ── Unpacking ── */

static gboolean
fail_damaged (const char  *path,
              GError     **error)
{
  g_set_error (error, GOL_ERROR, GOL_ERROR_CORRUPT,
               _("“%s” is damaged or is no backup of an office, so nothing was restored; take another backup."), path);
  return FALSE;
}

/* Into memory when @fd is -1, at most LIST_BYTES. */
static gboolean
take_bytes (Archive     *archive,
            const char  *path,
            int          fd,
            const char  *target,
            GByteArray  *memory,
            guint8       hash[HASH_BYTES],
            GError     **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  crypto_generichash_state state;
  gssize n;

  crypto_generichash_init (&state, NULL, 0, HASH_BYTES);
  while ((n = archive_read_data (archive, chunk, CHUNK_BYTES)) > 0)
    {
      crypto_generichash_update (&state, chunk, n);
      if (fd < 0 && memory->len + n > LIST_BYTES)
        return fail_damaged (path, error);
      if (fd < 0)
        g_byte_array_append (memory, chunk, n);
      else if (write (fd, chunk, n) != n)
        {
          gol_backup_set_errno (error, target);
          return FALSE;
        }
    }
  crypto_generichash_final (&state, hash, HASH_BYTES);
  return n == 0 || fail_damaged (path, error);
}

static gboolean
take_file (Archive     *archive,
           const char  *path,
           const char  *folder,
           const char  *name,
           json_t      *files,
           GError     **error)
{
  g_autofree char *target = g_build_filename (folder, name, NULL);
  int fd = open (target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  guint8 hash[HASH_BYTES];
  struct stat info;
  gboolean good;

  if (fd < 0)
    {
      if (errno == EEXIST)  /* twice in the archive */
        return fail_damaged (path, error);
      gol_backup_set_errno (error, target);
      return FALSE;
    }
  good = take_bytes (archive, path, fd, target, NULL, hash, error);
  if (good && (fsync (fd) != 0 || fstat (fd, &info) != 0))
    {
      gol_backup_set_errno (error, target);
      good = FALSE;
    }
  close (fd);
  if (good)
    list_file (files, name, info.st_size, hash);
  return good;
}

static json_t *
take_list (Archive     *archive,
           const char  *path,
           GError     **error)
{
  g_autoptr(GByteArray) memory = g_byte_array_new ();
  guint8 hash[HASH_BYTES];
  json_t *list;

  if (!take_bytes (archive, path, -1, NULL, memory, hash, error))
    return NULL;
  list = json_loadb ((const char *) memory->data, memory->len, JSON_REJECT_DUPLICATES, NULL);
  if (list == NULL)
    fail_damaged (path, error);
  return list;
}

static gboolean
check_list (json_t      *list,
            json_t      *files,
            const char  *path,
            GError     **error)
{
  json_t *version = json_object_get (list, "version");

  if (json_is_integer (version) && json_integer_value (version) > VERSION)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED,
                   _("“%s” was made by a newer version of Golondrina; install that version to restore it."), path);
      return FALSE;
    }
  return (json_integer_value (version) == VERSION && json_equal (json_object_get (list, "files"), files)
          && json_object_get (files, GOL_VAULT_FILE) != NULL && json_object_get (files, GOL_OPEN_FILE) != NULL)
         || fail_damaged (path, error);
}

static gboolean
take_all (Archive     *archive,
          const char  *path,
          const char  *folder,
          GError     **error)
{
  g_autoptr(json_t) files = json_object ();
  Entry *entry;
  int code;

  while ((code = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      const char *name = archive_entry_pathname (entry);
      g_autoptr(json_t) list = NULL;

      if (name == NULL || archive_entry_filetype (entry) != AE_IFREG)
        return fail_damaged (path, error);
      if (strcmp (name, LIST) == 0)
        {
          list = take_list (archive, path, error);
          return list != NULL && check_list (list, files, path, error);
        }
      if (!g_strv_contains (gol_backup_names, name))
        return fail_damaged (path, error);
      if (!take_file (archive, path, folder, name, files, error))
        return FALSE;
    }
  return fail_damaged (path, error);
}

gboolean
gol_backup_unpack (const char  *path,
                   const char  *folder,
                   GError     **error)
{
  g_autoptr(Archive) archive = archive_read_new ();

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("There is no file “%s”."), path);
      return FALSE;
    }
  archive_read_support_format_tar (archive);
  if (archive_read_open_filename (archive, path, CHUNK_BYTES) != ARCHIVE_OK)
    return fail_damaged (path, error);
  return take_all (archive, path, folder, error);
}
