/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-rules-private.h"
#include "gol-store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gol-batch-private.h"
#include "gol-error.h"
#include "gol-folder-private.h"
#include "gol-query-memory-private.h"
#include "gol-rebuild-private.h"
#include "gol-schema-private.h"
#include "gol-search-private.h"
#include "gol-vault-private.h"

/* Opening, closing, and whose turn it is. */

#define SITES_MOST        100000
/* Megabytes. Wide, so many pages as an import changes: they are written together, each once. */
#define WRITER_CACHE      128
#define WRITER_CACHE_WIDE 256
#define SWAP_TRIES        20
/* Room for an import of 20,000 people into a large office: copied into the file when nobody waits, not between its pieces. */
#define WAL_MOST_BYTES (512 * 1024 * 1024)

static const char * const file_names[] = { GOL_OPEN_FILE, GOL_PROTECTED_FILE };

/* ── One file ── */

static char *
file_path (GolStore *store,
           GolLog    log)
{
  return g_build_filename (store->dir, file_names[log], NULL);
}

static const guint8 *
file_key (GolStore *store,
          GolLog    log)
{
  if (!GOL_CIPHER)
    return NULL;
  return log == GOL_LOG_OPEN ? store->keys->open : store->keys->protected;
}

static void
clear_sites (GolFile *file)
{
  g_clear_pointer (&file->site_numbers, g_hash_table_unref);
  g_clear_pointer (&file->site_names, g_ptr_array_unref);
}

static void
file_clear (GolFile *file)
{
  g_clear_pointer (&file->db, gol_db_close);
  clear_sites (file);
}

static gboolean
add_own_site (GolFile  *file,
              GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "INSERT INTO site (no, name, inc, agency, pk) VALUES (?1, ?2, 1, ?3, ?4)"
                                               " ON CONFLICT (no) DO UPDATE SET agency = excluded.agency"
                                               " WHERE agency <> excluded.agency", error);

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, GOL_OWN_SITE);
  gol_statement_bind_text (st, 2, file->store->info.site);
  gol_statement_bind_text (st, 3, file->store->info.agency);
  gol_statement_bind_blob (st, 4, file->store->keys->site.public_key, GOL_PUBLIC_KEY_BYTES);
  return gol_statement_run (st, error);
}

static gboolean
load_sites (GolFile  *file,
            GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT no, name, inc FROM site ORDER BY no", error);
  gboolean row;

  clear_sites (file);
  file->site_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  file->site_names = g_ptr_array_new_with_free_func (g_free);
  if (st == NULL)
    return FALSE;
  for (;;)
    {
      guint no;
      char *name;

      if (!gol_statement_step (st, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      no = gol_statement_int (st, 0);
      if (no > SITES_MOST)
        continue;
      name = g_strdup_printf ("%s.%u", gol_statement_text (st, 1), (guint) gol_statement_int (st, 2));
      if (file->site_names->len <= no)
        g_ptr_array_set_size (file->site_names, no + 1);
      g_ptr_array_index (file->site_names, no) = name;
      g_hash_table_insert (file->site_numbers, name, GUINT_TO_POINTER (no));
    }
}

static gboolean
ask_number (GolDb       *db,
            const char  *sql,
            guint64     *number,
            GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, sql, error);
  gboolean row;

  if (st == NULL || !gol_statement_step (st, &row, error))
    return FALSE;
  *number = row ? gol_statement_int (st, 0) : 0;
  return TRUE;
}

/* Where our own log ends; also after a transaction that failed. */
gboolean
gol_file_load_end (GolFile  *file,
                   GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (file->db, "SELECT id, hdr FROM change WHERE " GOL_OWN_CHANGES " ORDER BY id DESC LIMIT 1", error);
  guint64 record;
  gboolean row;

  if (st == NULL || !gol_statement_step (st, &row, error))
    return FALSE;
  file->seq = 0;
  memset (file->last, 0, sizeof file->last);
  if (row)
    {
      const char *line = gol_statement_text (st, 1);
      GolHeader header = { 0 };

      if (!gol_header_from_line (line, strlen (line), &header, error))
        return FALSE;
      file->seq = gol_statement_int (st, 0) & G_MAXUINT32;
      gol_hash_header_line (line, strlen (line), file->last);
      gol_clock_witness (file->store->clocks[file->log], header.hlc);
      gol_header_clear (&header);
    }
  if (!ask_number (file->db, "SELECT max (id) FROM record", &record, error)
      || !ask_number (file->db, "SELECT value FROM meta WHERE key = 'arrivals'", &file->arrivals, error))
    return FALSE;
  file->last_record = record;
  return load_sites (file, error) && gol_file_load_codes (file, error);
}

static gboolean
file_open (GolStore    *store,
           GolLog       log,
           GolDbFlags   flags,
           GError     **error)
{
  GolFile *file = &store->files[log];
  g_autofree char *path = file_path (store, log);
  g_autofree char *rebuild = NULL;

  file->log = log;
  file->store = store;
  file->tidied = 0;
  file->db = gol_db_open (path, file_key (store, log), flags, error);
  if (file->db == NULL
      || !gol_schema_migrate (file->db, log, error)
      || (log == GOL_LOG_OPEN && !gol_identity_check (file->db, &store->info, TRUE, error))
      || !add_own_site (file, error)
      || !gol_file_load_end (file, error))
    return FALSE;
  /* A rebuild that was cut short, or a newer dictionary: it goes on now. */
  rebuild = gol_meta_get (file->db, "rebuild", NULL);
  return rebuild == NULL || gol_file_rebuild (file, FALSE, NULL, NULL, NULL, error);
}

/* A reader's view of a file, for sessions that only look: the writer's own lists of sites may change meanwhile. */
gboolean
gol_file_open_view (GolFile   *view,
                    GolStore  *store,
                    GolLog     log,
                    GolDb     *db,
                    GError   **error)
{
  *view = (GolFile) { .log = log, .store = store, .db = db };
  return load_sites (view, error);
}

void
gol_file_close_view (GolFile *view)
{
  clear_sites (view);
}

/* ── The store ── */

GolDb *
gol_store_open_alone (GolStore    *store,
                      GolLog       log,
                      GolDbFlags   flags,
                      GError     **error)
{
  g_autofree char *path = file_path (store, log);

  return gol_db_open (path, file_key (store, log), flags, error);
}

static void
close_files (GolStore *store)
{
  g_clear_pointer (&store->rules, gol_rules_free);
  for (guint i = 0; i < GOL_STORE_READERS; i++)
    {
      g_clear_pointer (&store->readers[i].open, gol_db_close);
      g_clear_pointer (&store->readers[i].protected_db, gol_db_close);
    }
  file_clear (&store->files[GOL_LOG_OPEN]);
  file_clear (&store->files[GOL_LOG_PROTECTED]);
  gol_memory_clear (store->memories[GOL_LOG_OPEN]);
  gol_memory_clear (store->memories[GOL_LOG_PROTECTED]);
}

static gboolean
open_files (GolStore    *store,
            GolDbFlags   flags,
            GError     **error)
{
  if (file_open (store, GOL_LOG_OPEN, flags, error)
      && (!gol_store_holds (store, GOL_LOG_PROTECTED) || file_open (store, GOL_LOG_PROTECTED, flags, error))
      && gol_store_open_readers (store, error))
    return TRUE;
  close_files (store);
  return FALSE;
}

/* What whoever has the office open would do now and is not ours to do: tables of another version, or made in part. */
static gboolean
open_beside (GolStore  *store,
             GError   **error)
{
  GolReader *reader = &store->readers[0];

  if (gol_store_open_readers (store, error)
      && gol_schema_check (reader->open, GOL_LOG_OPEN, error)
      && (reader->protected_db == NULL || gol_schema_check (reader->protected_db, GOL_LOG_PROTECTED, error))
      && gol_identity_check (reader->open, &store->info, FALSE, error))
    return TRUE;
  close_files (store);
  return FALSE;
}

static GolStore *
store_new (const char           *dir,
           const GolOfficeInfo  *info,
           const GolKeys        *keys,
           GolClock             *clock)
{
  GolStore *store = g_new0 (GolStore, 1);

  g_atomic_ref_count_init (&store->ref_count);
  store->dir = g_strdup (dir);
  store->info = (GolOfficeInfo) {
    g_strdup (info->kind), g_strdup (info->country), g_strdup (info->name), g_strdup (info->site),
    g_strdup (info->agency), g_strdup (info->prefix), info->demonstration,
  };
  store->keys = gol_keys_new ();
  *store->keys = *keys;
  store->clock = g_object_ref (clock);
  store->clocks[GOL_LOG_OPEN] = g_object_ref (clock);
  store->clocks[GOL_LOG_PROTECTED] = gol_clock_new_beside (clock);
  store->lock_fd = -1;
  store->counters = g_hash_table_new (NULL, NULL);
  store->memories[GOL_LOG_OPEN] = gol_memory_new ();
  store->memories[GOL_LOG_PROTECTED] = gol_memory_new ();
  g_mutex_init (&store->lock);
  g_cond_init (&store->freed);
  return store;
}

GolStore *
gol_store_ref (GolStore *store)
{
  g_atomic_ref_count_inc (&store->ref_count);
  return store;
}

void
gol_store_unref (GolStore *store)
{
  if (!g_atomic_ref_count_dec (&store->ref_count))
    return;
  close_files (store);
  if (store->lock_fd >= 0)
    close (store->lock_fd);
  g_hash_table_unref (store->counters);
  gol_memory_free (store->memories[GOL_LOG_OPEN]);
  gol_memory_free (store->memories[GOL_LOG_PROTECTED]);
  g_object_unref (store->clock);
  g_object_unref (store->clocks[GOL_LOG_OPEN]);
  g_object_unref (store->clocks[GOL_LOG_PROTECTED]);
  gol_keys_free (store->keys);
  g_free (store->info.kind);
  g_free (store->info.country);
  g_free (store->info.name);
  g_free (store->info.site);
  g_free (store->info.agency);
  g_free (store->info.prefix);
  g_free (store->former_agency);
  g_free (store->dir);
  g_mutex_clear (&store->lock);
  g_cond_clear (&store->freed);
  g_free (store);
}

/* A build that cannot encrypt holds made-up people only. */
static gboolean
may_rest_here (const GolOfficeInfo  *info,
               GError              **error)
{
  if (GOL_CIPHER || info->demonstration)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED,
                       _("This build cannot encrypt, so it opens demonstrations with made-up people only."));
  return FALSE;
}

static GolStore *
open_store (const char           *dir,
            const GolOfficeInfo  *info,
            const GolKeys        *keys,
            GolClock             *clock,
            GolDbFlags            flags,
            GError              **error)
{
  g_autoptr(GolStore) store = NULL;

  if (!gol_wire_init (error) || !may_rest_here (info, error))
    return NULL;
  store = store_new (dir, info, keys, clock);
  store->lock_fd = gol_folder_lock (dir, GOL_FOLDER_OPEN, error);
  return store->lock_fd >= 0 && open_files (store, flags, error) ? g_steal_pointer (&store) : NULL;
}

/**
 * gol_store_create:
 * @dir: the office's folder, with its vault
 * @keys: with the protected key: both files are made
 *
 * Makes the two files. Fails with GOL_ERROR_EXISTS when one is there.
 */
GolStore *
gol_store_create (const char           *dir,
                  const GolOfficeInfo  *info,
                  const GolKeys        *keys,
                  GolClock             *clock,
                  GError              **error)
{
  g_return_val_if_fail (keys->has_protected, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (file_names); i++)
    {
      g_autofree char *path = g_build_filename (dir, file_names[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_EXISTS, _("“%s” is there already."), path);
          return NULL;
        }
    }
  return open_store (dir, info, keys, clock, GOL_DB_CREATE, error);
}

GolStore *
gol_store_open (const char           *dir,
                const GolOfficeInfo  *info,
                const GolKeys        *keys,
                GolClock             *clock,
                GError              **error)
{
  return open_store (dir, info, keys, clock, 0, error);
}

/**
 * gol_store_open_beside:
 *
 * To read only, while another program has the office open (or none). What is written is the read log alone. Fails with GOL_ERROR_BUSY
 * while the tables are made anew or the keys changed, and with GOL_ERROR_UNSUPPORTED when the other program is of another version.
 */
GolStore *
gol_store_open_beside (const char           *dir,
                       const GolOfficeInfo  *info,
                       const GolKeys        *keys,
                       GolClock             *clock,
                       GError              **error)
{
  g_autoptr(GolStore) store = NULL;

  if (!gol_wire_init (error) || !may_rest_here (info, error))
    return NULL;
  store = store_new (dir, info, keys, clock);
  store->beside = TRUE;
  store->lock_fd = gol_folder_lock (dir, GOL_FOLDER_BESIDE, error);
  return store->lock_fd >= 0 && open_beside (store, error) ? g_steal_pointer (&store) : NULL;
}

gboolean
gol_store_can_protected (GolStore *store)
{
  return store->keys->has_protected;
}

GolClock *
gol_store_get_clock (GolStore *store)
{
  return store->clock;
}

const GolOfficeInfo *
gol_store_get_info (GolStore *store)
{
  return &store->info;
}

/* ── The writer ── */

static gboolean
must_wait (GolStore    *store,
           GolPriority  priority)
{
  if (store->writing)
    return TRUE;
  for (GolPriority above = GOL_PRIORITY_OFFICER; above < priority; above++)
    if (store->waiting[above] > 0)
      return TRUE;
  return FALSE;
}

void
gol_store_lock (GolStore    *store,
                GolPriority  priority)
{
  g_mutex_lock (&store->lock);
  store->waiting[priority]++;
  while (must_wait (store, priority))
    g_cond_wait (&store->freed, &store->lock);
  store->waiting[priority]--;
  store->writing = TRUE;
  g_mutex_unlock (&store->lock);
}

gboolean
gol_store_is_wanted (GolStore    *store,
                     GolPriority  priority)
{
  gboolean wanted = FALSE;

  g_mutex_lock (&store->lock);
  for (GolPriority above = GOL_PRIORITY_OFFICER; above < priority; above++)
    wanted = wanted || store->waiting[above] > 0;
  g_mutex_unlock (&store->lock);
  return wanted;
}

void
gol_store_unlock (GolStore *store)
{
  g_mutex_lock (&store->lock);
  store->writing = FALSE;
  g_cond_broadcast (&store->freed);
  g_mutex_unlock (&store->lock);
}

void
gol_store_set_wide_writer (GolStore *store,
                           gboolean  wide)
{
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    if (store->files[log].db != NULL)
      gol_db_set_cache (store->files[log].db, wide ? WRITER_CACHE_WIDE : WRITER_CACHE, NULL);
}

static void
rollback (GolStore *store)
{
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    if (store->files[log].db != NULL && gol_db_in_transaction (store->files[log].db))
      gol_db_rollback (store->files[log].db);
}

/* What is remembered of the files is read again after it. */
void
gol_store_write_drop (GolStore *store)
{
  rollback (store);
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    if (store->files[log].db != NULL && !gol_file_load_end (&store->files[log], NULL))
      g_warning ("The end of the log cannot be read after a failure");
}

static gboolean
begin_and_do (GolFile      *file,
              GolFileFunc   func,
              gpointer      user_data,
              GError      **error)
{
  guint64 arrivals = file->arrivals;
  g_autofree char *text = NULL;

  if ((!gol_db_in_transaction (file->db) && !gol_db_begin (file->db, error)) || !func (file, user_data, error))
    return FALSE;
  text = g_strdup_printf ("%" G_GUINT64_FORMAT, file->arrivals);
  return arrivals == file->arrivals || gol_meta_set (file->db, "arrivals", text, error);
}

/* It reads beside another program, or gol_store_with_closed () could not open it again. */
gboolean
gol_store_check_writer (GolStore  *store,
                        GError   **error)
{
  if (store->files[GOL_LOG_OPEN].db != NULL)
    return TRUE;
  if (store->beside)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_BUSY,
                         _("Another program has this office open, so nothing is changed here; close it there first."));
  else
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_LOCKED,
                         _("The office could not be opened again; close it and open it anew."));
  return FALSE;
}

/* Protected, open: in the order of all that writes both. */
static GolFile *
file_nth (GolStore *store,
          guint     nth)
{
  return &store->files[nth == 0 ? GOL_LOG_PROTECTED : GOL_LOG_OPEN];
}

gboolean
gol_store_write_more (GolStore     *store,
                      gboolean      open,
                      gboolean      protected_too,
                      GolFileFunc   func,
                      gpointer      user_data,
                      GError      **error)
{
  gboolean wanted[] = { protected_too, open };
  gboolean good = TRUE;

  if ((open && file_nth (store, 1)->partial) || (protected_too && file_nth (store, 0)->partial))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_LOCKED,
                           _("The office’s tables are made only in part; close the office and open it again to finish them."));
      good = FALSE;
    }
  else if (!gol_store_check_writer (store, error))
    {
      good = FALSE;
    }
  else if (protected_too && file_nth (store, 0)->db == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED, _("Only officers with the protected role can write that."));
      good = FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (wanted) && good; i++)
    good = !wanted[i] || begin_and_do (file_nth (store, i), func, user_data, error);
  if (!good)
    gol_store_write_drop (store);
  return good;
}

/*
 * Two files cannot be committed at once. All that can fail is done before the first commit; should the second fail all the
 * same, doing it again drops what is stored already.
 */
gboolean
gol_store_write_end (GolStore  *store,
                     GError   **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (store->files) && good; i++)
    {
      GolDb *db = file_nth (store, i)->db;

      good = db == NULL || !gol_db_in_transaction (db) || gol_db_commit (db, error);
    }
  if (!good)
    gol_store_write_drop (store);
  return good;
}

gboolean
gol_store_write (GolStore     *store,
                 gboolean      open,
                 gboolean      protected_too,
                 GolFileFunc   func,
                 gpointer      user_data,
                 GError      **error)
{
  return gol_store_write_more (store, open, protected_too, func, user_data, error) && gol_store_write_end (store, error);
}

gboolean
gol_store_with_writer (GolStore      *store,
                       GolPriority    priority,
                       GolStoreRead   func,
                       gpointer       user_data,
                       GError       **error)
{
  GolDb *open_db, *protected_db;
  gboolean good;

  gol_store_lock (store, priority);
  open_db = store->files[GOL_LOG_OPEN].db;
  protected_db = store->files[GOL_LOG_PROTECTED].db;
  /* The protected file first, as everywhere: two programs that wait for each other's other file would wait in vain. */
  good = gol_store_check_writer (store, error)
         && (protected_db == NULL || gol_db_begin (protected_db, error))
         && gol_db_begin (open_db, error)
         && func (open_db, protected_db, user_data, error)
         && (protected_db == NULL || gol_db_commit (protected_db, error))
         && gol_db_commit (open_db, error);
  if (!good)
    rollback (store);
  gol_store_unlock (store);
  return good;
}

/* ── Idle ── */

guint64
gol_store_get_wal_size (GolStore *store,
                        GolLog    log)
{
  g_autofree char *path = file_path (store, log);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  struct stat info;

  return stat (wal, &info) == 0 ? info.st_size : 0;
}

/* Where nothing is ever idle (an import by golondrinactl), the log beside the file must not grow for ever. */
void
gol_store_bound_wal (GolStore *store)
{
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    if (store->files[log].db != NULL && gol_store_get_wal_size (store, log) > WAL_MOST_BYTES)
      gol_db_checkpoint (store->files[log].db, FALSE, NULL);
}

/* Even a step in which nothing is merged is a commit, and with it all is forgotten that lists remember: none without need. */
static gboolean
tidy (GolFile *file)
{
  gboolean more = FALSE;

  if (gol_db_get_moment (file->db) != file->tidied && gol_search_merge (file->db, file->log, &more, NULL) && !more)
    file->tidied = gol_db_get_moment (file->db);
  if (!more)
    gol_db_checkpoint (file->db, FALSE, NULL);
  return more;
}

/**
 * gol_store_idle:
 *
 * Small steps of housekeeping, each of some tens of milliseconds, for as long as there are any and nobody waits to write.
 * Failing is no harm: it is tried again.
 */
void
gol_store_idle (GolStore *store)
{
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    for (gboolean more = store->files[log].db != NULL; more;)
      {
        gol_store_lock (store, GOL_PRIORITY_BULK);
        more = tidy (&store->files[log]);
        gol_store_unlock (store);
      }
}

/**
 * gol_store_set_synchronous:
 * @full: as it is when a store is opened: what was committed survives a power cut
 *
 * For actions by the thousand that can be made again: each would wait for the disk. Set it back before others work with the store.
 */
gboolean
gol_store_set_synchronous (GolStore  *store,
                           gboolean   full,
                           GError   **error)
{
  gboolean done = TRUE;

  gol_store_lock (store, GOL_PRIORITY_OFFICER);
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED && done; log++)
    if (store->files[log].db != NULL)
      done = gol_db_set_synchronous (store->files[log].db, full, error);
  gol_store_unlock (store);
  return done;
}

/* A script's list is over in a moment; a backup is not. */
static int
wait_for_readers_beside (GolStore  *store,
                         GError   **error)
{
  int swap = -1;

  for (guint i = 0; swap < 0 && i < SWAP_TRIES; i++)
    {
      if (i > 0)
        g_usleep (G_USEC_PER_SEC / 10);
      swap = gol_folder_lock (store->dir, GOL_FOLDER_SWAP, i + 1 < SWAP_TRIES ? NULL : error);
    }
  return swap;
}

/**
 * gol_store_with_closed:
 * @keys: what opens them afterwards, read when @func is done
 *
 * For what needs the files closed, such as giving them new keys. Waits for readers and writers; fails with GOL_ERROR_BUSY, before
 * anything is closed, when another program goes on reading beside.
 */
gboolean
gol_store_with_closed (GolStore        *store,
                       const GolKeys   *keys,
                       GolStoreClosed   func,
                       gpointer         user_data,
                       GError         **error)
{
  GolReader *readers[GOL_STORE_READERS];
  int swap = wait_for_readers_beside (store, error);
  gboolean good;

  if (swap < 0)
    return FALSE;
  gol_store_lock (store, GOL_PRIORITY_OFFICER);
  for (guint i = 0; i < GOL_STORE_READERS; i++)
    readers[i] = gol_store_take_reader (store);
  close_files (store);
  good = func (user_data, error);
  *store->keys = *keys;
  if (!open_files (store, 0, good ? error : NULL))
    good = FALSE;
  for (guint i = 0; i < GOL_STORE_READERS; i++)
    gol_store_give_reader (store, readers[i]);
  gol_store_unlock (store);
  close (swap);
  return good;
}
