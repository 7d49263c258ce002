/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gol-db.h"
#include "gol-store-private.h"

#define FIRST_OFFICER "Rosa Ixchel"

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
fixture_set_day (Fixture    *fixture,
                 const char *day)
{
  g_autofree char *noon = g_strconcat (day, "T12:00:00.000Z", NULL);
  gint64 instant;
  GolDate date;

  g_assert_true (gol_date_parse (day, &date) && gol_instant_parse (noon, &instant));
  gol_clock_set_instant (fixture->clock, instant);
  gol_clock_set_today (fixture->clock, date);
}

void
fixture_setup (Fixture       *fixture,
               gconstpointer  kind)
{
  GolOfficeInfo info = { .kind = (char *) (kind != NULL ? kind : "ministry"),
                         .country = (char *)"GT",
                         .name = (char *)"Office of the test",
                         .demonstration = TRUE };
  g_autoptr(GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("gol-office-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->clock = gol_clock_new_fixed (0);
  fixture_set_day (fixture, "2026-11-25");
  fixture->office = gol_office_create (fixture->dir, &info, FIRST_OFFICER, PASSPHRASE, fixture->clock, NULL, &error);
  g_assert_no_error (error);
}

void
fixture_teardown (Fixture       *fixture,
                  gconstpointer  kind)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->office);
  g_clear_object (&fixture->clock);
  remove_tree (fixture->dir);
  g_clear_pointer (&fixture->dir, g_free);
}

void
fixture_become (Fixture    *fixture,
                const char *officer)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&fixture->office);
  fixture->office = gol_office_open (fixture->dir, officer != NULL ? officer : FIRST_OFFICER, PASSPHRASE,
                                     fixture->clock, &error);
  g_assert_no_error (error);
}

void
fixture_enter_as (Fixture    *fixture,
                  const char *name,
                  guint       roles)
{
  g_autoptr(GError) error = NULL;

  if (!g_str_equal (gol_office_get_officer (fixture->office)->name, FIRST_OFFICER))
    fixture_become (fixture, NULL);
  gol_office_add_officer (fixture->office, name, roles, PASSPHRASE, &error);
  g_assert_no_error (error);
  fixture_become (fixture, name);
}

/* ── Records ── */

static void
set_pair (GHashTable *sections,
          const char *path,
          const char *text)
{
  g_auto(GStrv) parts = g_strsplit (path, ".", 2);
  GolValues *values = g_hash_table_lookup (sections, parts[0]);

  if (values == NULL)
    g_hash_table_insert (sections, g_strdup (parts[0]), values = gol_values_new ());
  gol_values_set_text (values, parts[1], text);
}

static GHashTable *
sections_from (const char *first,
               va_list     args)
{
  GHashTable *sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);

  for (const char *path = first; path != NULL; path = va_arg (args, const char *))
    set_pair (sections, path, va_arg (args, const char *));
  return sections;
}

GHashTable *
fixture_sections (const char *first,
                  ...)
{
  GHashTable *sections;
  va_list args;

  va_start (args, first);
  sections = sections_from (first, args);
  va_end (args);
  return sections;
}

char *
fixture_add (Fixture    *fixture,
             const char *entity,
             const char *first,
             ...)
{
  g_autoptr(GHashTable) sections = NULL;
  g_autoptr(GError) error = NULL;
  va_list args;
  char *record;

  va_start (args, first);
  sections = sections_from (first, args);
  va_end (args);
  record = gol_office_add (fixture->office, gol_dictionary_find_entity (entity), sections, FALSE, NULL, &error);
  g_assert_no_error (error);
  return record;
}

void
fixture_save (Fixture    *fixture,
              const char *record,
              const char *section,
              const char *field,
              const char *value)
{
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;

  gol_values_set_text (values, field, value);
  gol_office_save (fixture->office, record, section, values, NULL, NULL, &error);
  g_assert_no_error (error);
}

char *
fixture_get (Fixture    *fixture,
             const char *record,
             const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolRecord) found = gol_office_read (fixture->office, record, &error);

  g_assert_no_error (error);
  return g_strdup (gol_record_get_text (found, path));
}

char *
fixture_worker (Fixture    *fixture,
                const char *given,
                const char *surname,
                const char *birth,
                const char *passport)
{
  return fixture_add (fixture, "worker",
                      "name_photo.given_names", given,
                      "name_photo.surname_1", surname,
                      "civil.sex", "f",
                      "civil.birth_date", birth,
                      "civil.nationality", "GT",
                      "identity_numbers.passport_number", passport,
                      "identity_numbers.passport_issuer", "GT",
                      "identity_numbers.passport_issued", "2025-01-10",
                      "identity_numbers.passport_expires", "2035-01-09",
                      NULL);
}

/* ── What stands in the files ── */

typedef struct
{
  GString  *out;
  gboolean  protected;
} Dump;

static gboolean
dump_table (GolDb       *db,
            const char  *table,
            GString     *out,
            GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr(GolStatement) statement = gol_db_prepare_uncached (db, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  g_string_append_printf (out, "\n# %s\n", table);
  while (gol_statement_step (statement, &row, error) && row)
    for (int i = 0; i < gol_statement_columns (statement); i++)
      {
        gsize length;
        gconstpointer bytes = gol_statement_blob (statement, i, &length);

        g_string_append_len (out, bytes, length);
        g_string_append_c (out, '|');
      }
  return !row;
}

static gboolean
dump_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   data,
         GError   **error)
{
  Dump *dump = data;
  GolDb *db = dump->protected ? protected_db : open;
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GolStatement) statement = NULL;
  gboolean row = FALSE;

  if (db == NULL)
    return TRUE;
  statement = gol_db_prepare_uncached (db, "SELECT name FROM sqlite_master WHERE type = 'table'", error);
  while (statement != NULL && gol_statement_step (statement, &row, error) && row)
    g_ptr_array_add (tables, g_strdup (gol_statement_text (statement, 0)));
  for (guint i = 0; i < tables->len; i++)
    if (!dump_table (db, g_ptr_array_index (tables, i), dump->out, error))
      return FALSE;
  return TRUE;
}

static GBytes *
dump (Fixture  *fixture,
      gboolean  protected)
{
  Dump job = { g_string_new (NULL), protected };
  g_autoptr(GError) error = NULL;

  gol_store_with_reader (gol_office_get_store (fixture->office), NULL, dump_cb, &job, &error);
  g_assert_no_error (error);
  return g_string_free_to_bytes (job.out);
}

gboolean
fixture_holds (Fixture    *fixture,
               gboolean    protected,
               const char *text)
{
  g_autoptr(GBytes) bytes = dump (fixture, protected);
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  g_assert_cmpuint (length, >, 1000);
  return memmem (data, length, text, strlen (text)) != NULL;
}

/* ── Another office ── */

typedef struct
{
  GPtrArray *changes;
  guint8     public_key[GOL_PUBLIC_KEY_BYTES];
} Log;

static GPtrArray *
read_leaves (GolDb   *db,
             gint64   change,
             GError **error)
{
  g_autoptr(GolStatement) statement
    = gol_db_prepare_uncached (db, "SELECT line FROM leaf WHERE id >> 12 = ?1 ORDER BY id", error);
  GPtrArray *leaves = g_ptr_array_new_with_free_func (g_free);
  gboolean row = FALSE;

  gol_statement_bind_int (statement, 1, change);
  while (gol_statement_step (statement, &row, error) && row)
    g_ptr_array_add (leaves, g_strdup (gol_statement_text (statement, 0)));
  return leaves;
}

static gboolean
read_log_cb (GolDb     *open,
             GolDb     *protected_db,
             gpointer   data,
             GError   **error)
{
  Log *log = data;
  g_autoptr(GolStatement) key = gol_db_prepare_uncached (open, "SELECT pk FROM site WHERE no = 1", error);
  g_autoptr(GolStatement) statement = gol_db_prepare_uncached (open, "SELECT id, hdr, sig FROM change ORDER BY n",
                                                                error);
  gboolean row = FALSE;

  if (key == NULL || statement == NULL || !gol_statement_step (key, &row, error))
    return FALSE;
  memcpy (log->public_key, gol_statement_blob (key, 0, NULL), sizeof log->public_key);
  while (gol_statement_step (statement, &row, error) && row)
    {
      GolChange *change = g_new0 (GolChange, 1);
      const char *line = gol_statement_text (statement, 1);

      change->line = g_strdup (line);
      memcpy (change->signature, gol_statement_blob (statement, 2, NULL), sizeof change->signature);
      gol_hash_header_line (line, strlen (line), change->hash);
      change->leaves = read_leaves (open, gol_statement_int (statement, 0), error);
      g_ptr_array_add (log->changes, change);
      if (!gol_header_from_line (line, strlen (line), &change->header, error))
        return FALSE;
    }
  return !row;
}

void
fixture_grant (Fixture *from,
               Fixture *to)
{
  Log log = { g_ptr_array_new_with_free_func ((GDestroyNotify) gol_change_free) };
  const GolOfficeInfo *info = gol_office_get_info (from->office);
  GolStore *store = gol_office_get_store (to->office);
  g_autoptr(GError) error = NULL;

  gol_store_with_reader (gol_office_get_store (from->office), NULL, read_log_cb, &log, &error);
  g_assert_no_error (error);
  gol_store_add_site (store, info->site, 1, info->agency, log.public_key, &error);
  g_assert_no_error (error);
  gol_store_apply (store, log.changes, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (log.changes);
}
