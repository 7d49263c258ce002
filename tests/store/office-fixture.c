/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gol-json.h"
#include "gol-store-private.h"
#include "gol-vault-private.h"

#define NOON G_GINT64_CONSTANT (1795435200000)   /* 2026-11-23T12:00:00Z */

Office *
office_new (const char *site)
{
  return office_new_kind (site, "ministry");
}

Office *
office_new_kind (const char *site,
                 const char *kind)
{
  Office *office = g_new0 (Office, 1);
  GError *error = NULL;

  gol_wire_init (&error);
  g_assert_no_error (error);
  office->dir = g_dir_make_tmp ("golondrina-store-XXXXXX", &error);
  g_assert_no_error (error);
  office->info = (GolOfficeInfo) { (char *) kind, (char *) "GT", (char *) "A made-up ministry", g_strdup (site),
                                   g_strconcat ("ag", site, NULL), (char *) "GQ", TRUE };
  office->keys = gol_keys_new ();
  memset (office->keys->open, 1, sizeof office->keys->open);
  memset (office->keys->protected, 2, sizeof office->keys->protected);
  office->keys->has_protected = TRUE;
  gol_site_key_generate (&office->keys->site);
  gol_seal_key_generate (office->keys->seal_public, office->keys->seal_secret);
  office->clock = gol_clock_new_fixed (NOON);
  office->store = gol_store_create (office->dir, &office->info, office->keys, office->clock, &error);
  g_assert_no_error (error);
  return office;
}

void
office_close (Office *office)
{
  g_clear_pointer (&office->store, gol_store_unref);
}

void
office_open (Office *office)
{
  GError *error = NULL;

  office_close (office);
  office->store = gol_store_open (office->dir, &office->info, office->keys, office->clock, &error);
  g_assert_no_error (error);
}

void
office_free (Office *office)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  office_close (office);
  dir = g_dir_open (office->dir, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (office->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (office->dir);
  g_object_unref (office->clock);
  gol_keys_free (office->keys);
  g_free (office->info.site);
  g_free (office->info.agency);
  g_free (office->dir);
  g_free (office);
}

void
office_later (Office *office,
              guint   seconds)
{
  gol_clock_set_instant (office->clock, gol_clock_get_instant (office->clock) + seconds * G_GINT64_CONSTANT (1000));
}

GolValues *
values_new (const char *name,
            ...)
{
  GolValues *values = gol_values_new ();
  va_list list;

  va_start (list, name);
  for (; name != NULL; name = va_arg (list, const char *))
    gol_values_set_text (values, name, va_arg (list, const char *));
  va_end (list);
  return values;
}

char *
office_set_as (Office     *office,
               const char *actor,
               const char *record,
               const char *section,
               GolValues  *values)
{
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, actor, record != NULL ? "worker.save" : "worker.add", "Something was saved");
  char *name = record != NULL ? g_strdup (record) : gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
  GError *error = NULL;

  gol_batch_set (batch, name, section, values, NULL);
  gol_values_unref (values);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  return name;
}

char *
office_set (Office     *office,
            const char *record,
            const char *section,
            GolValues  *values)
{
  return office_set_as (office, "u1", record, section, values);
}

char *
office_get (Office     *office,
            const char *record,
            const char *path)
{
  GError *error = NULL;
  g_autoptr(GolRecord) read = gol_store_read (office->store, record, &error);

  g_assert_no_error (error);
  return g_strdup (gol_record_get_text (read, path));
}

static void
set_rows (GolValues      *values,
          const GolField *field,
          guint           n)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autofree char *json = NULL;

  for (guint i = 0; i < 2; i++)
    {
      GolValues *row = gol_values_new ();

      for (const GolField *column = field->columns; column->name != NULL; column++)
        if (gol_field_get_kind (column) == GOL_VALUE_INTEGER)
          gol_values_set_integer (row, column->name, n + i);
        else if (gol_field_get_kind (column) == GOL_VALUE_BOOLEAN)
          gol_values_set_boolean (row, column->name, i == 0);
        else if (gol_field_get_kind (column) == GOL_VALUE_TEXT)
          gol_values_set_text (row, column->name, i == 0 ? "one “ñ” \\ \" \n" : "two");
      g_ptr_array_add (rows, row);
    }
  json = gol_json_from_rows (rows);
  gol_values_set_list (values, field->name, json);
}

GolValues *
section_values (const GolSection *section,
                guint             n)
{
  GolValues *values = gol_values_new ();

  for (const GolField *field = section->fields; field->name != NULL; field++)
    {
      g_autofree char *text = g_strdup_printf ("%s %u: ¿Ñandú “%s”?\t\\", field->name, n, section->name);
      const char *members[] = { "a", text, NULL };
      g_autofree char *set = NULL;

      switch (gol_field_get_kind (field))
        {
        case GOL_VALUE_INTEGER:
          gol_values_set_integer (values, field->name, (gint64) n * 1000003 - 7);
          break;
        case GOL_VALUE_BOOLEAN:
          gol_values_set_boolean (values, field->name, n % 2 == 0);
          break;
        case GOL_VALUE_LIST:
          if (field->columns != NULL)
            {
              set_rows (values, field, n);
              break;
            }
          set = gol_json_from_strv (members);
          gol_values_set_list (values, field->name, set);
          break;
        default:
          gol_values_set_text (values, field->name, text);
        }
    }
  return values;
}

void
office_verify (Office *office)
{
  GolVerifyResult result;
  GError *error = NULL;

  gol_store_verify (office->store, NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < result.faults->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (result.faults, i));
  g_assert_cmpuint (result.faults->len, ==, 0);
  gol_verify_result_clear (&result);
}

static GolChange *
read_change (GolDb        *db,
             GolStatement *st)
{
  g_autoptr(GolStatement) leaves = gol_db_prepare (db, "SELECT line FROM leaf WHERE id BETWEEN ?1 AND ?1 + 4095 ORDER BY id", NULL);
  g_autoptr(GString) text = g_string_new (gol_statement_text (st, 1));
  g_autofree char *signature = NULL;
  GolChange *change;
  GError *error = NULL;
  gboolean row;
  gsize length;

  signature = g_base64_encode (gol_statement_blob (st, 2, &length), GOL_SIGNATURE_BYTES);
  g_string_append_printf (text, "\n{\"sig\":\"%s\"}\n", signature);
  gol_statement_bind_int (leaves, 1, gol_statement_int (st, 0) << GOL_LEAF_BITS);
  while (gol_statement_step (leaves, &row, NULL) && row)
    g_string_append_printf (text, "%s\n", gol_statement_text (leaves, 0));
  change = gol_change_from_ndjson (text->str, text->len, &error);
  g_assert_no_error (error);
  return change;
}

GPtrArray *
office_changes (Office *office,
                GolLog  log,
                guint   after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_change_free);
  GolDb *db = office->store->files[log].db;
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT id, hdr, sig FROM change WHERE id > (1 << 32) + ?1 AND id < 2 << 32 ORDER BY id",
                                               NULL);
  gboolean row;

  gol_statement_bind_int (st, 1, after);
  while (gol_statement_step (st, &row, NULL) && row)
    g_ptr_array_add (changes, read_change (db, st));
  return changes;
}

void
office_pair (Office *office,
             Office *other)
{
  GError *error = NULL;

  gol_store_add_site (office->store, other->info.site, 1, other->info.agency, other->keys->site.public_key, &error);
  g_assert_no_error (error);
  gol_store_add_site (other->store, office->info.site, 1, office->info.agency, office->keys->site.public_key, &error);
  g_assert_no_error (error);
}

const GolSiteKey *
hub_get_key (void)
{
  static const guint8 seed[32] = { 43 };
  static GolSiteKey key;

  gol_site_key_from_seed (&key, seed);
  return &key;
}

GolReceipt *
hub_receipt (const GolChange   *change,
             guint64            hub_seq,
             const char        *received,
             GolReceiptVerdict  verdict)
{
  return gol_receipt_new (&change->header, change->hash, hub_seq, received != NULL ? received : change->header.hlc, verdict,
                          verdict == GOL_RECEIPT_QUARANTINED ? "scope" : NULL, hub_get_key ());
}

void
array_shuffle (GPtrArray *array,
               GRand     *random)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint j = g_rand_int_range (random, 0, i);
      gpointer kept = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[j];
      array->pdata[j] = kept;
    }
}
