/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-store-private.h"
#include "office-fixture.h"

static guint
count_faults (Office     *office,
              const char *what)
{
  GolVerifyResult result;
  GError *error = NULL;
  guint n;

  if (!gol_store_verify (office->store, NULL, NULL, NULL, &result, &error))
    g_error ("%s: verifying failed: %s", what, error->message);
  n = result.faults->len;
  gol_verify_result_clear (&result);
  return n;
}

static void
exec (Office     *office,
      GolLog      log,
      const char *sql)
{
  GError *error = NULL;

  gol_db_exec (office->store->files[log].db, sql, &error);
  g_assert_no_error (error);
}

static gboolean
is_first_cb (guint       index,
             const char *line,
             gpointer    user_data)
{
  return index == 0;
}

/* Of which only the first leaf is given. */
static GolChange *
change_in_part (Office     *other,
                const char *worker)
{
  g_autoptr(GolBatch) batch = gol_batch_new (other->store, "u1", "worker.save", NULL);
  g_autoptr(GolValues) place = values_new ("birth_place", "Xela", NULL);
  g_autoptr(GolValues) phone = values_new ("phone_1", "+50255500101", NULL);
  g_autoptr(GolValues) bank = values_new ("account", "1", NULL);
  g_autoptr(GPtrArray) changes = NULL;
  GError *error = NULL;

  gol_batch_set (batch, worker, "bank", bank, NULL);
  gol_batch_set (batch, worker, "contact", phone, NULL);
  gol_batch_set (batch, worker, "civil", place, NULL);
  gol_store_commit (other->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  changes = office_changes (other, GOL_LOG_OPEN, 2);
  return gol_change_withhold (g_ptr_array_index (changes, 0), is_first_cb, NULL);
}

/* Some of everything: two sites, a change in part, a conflict, a code, protected and void records, a field of a scheme. */
static Office *
full_office (void)
{
  Office *office = office_new ("sa");
  g_autoptr(Office) other = office_new ("sb");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", "sawp.tin", "1", NULL));
  g_autofree char *gone = office_set (office, NULL, "civil", values_new ("sex", "male", NULL));
  g_autoptr(GPtrArray) from_a = office_changes (office, GOL_LOG_OPEN, 0);
  g_autoptr(GPtrArray) from_b = NULL;
  GolUndoResult result;
  GError *error = NULL;

  office_pair (office, other);
  gol_store_apply (other->store, from_a, &error);
  g_assert_no_error (error);
  g_free (office_set (office, worker, "civil", values_new ("birth_date", "1990", "sex", "x", NULL)));
  g_free (office_set (other, worker, "civil", values_new ("birth_date", "1991", NULL)));
  g_free (office_set (other, worker, "name_photo", values_new ("surname_1", "Ñuñez", NULL)));
  from_b = office_changes (other, GOL_LOG_OPEN, 0);
  g_ptr_array_add (from_b, change_in_part (other, worker));
  gol_store_apply (office->store, from_b, &error);
  g_assert_no_error (error);
  g_free (office_set (office, worker, "self_identification", values_new ("people", "K’iche’", NULL)));
  g_free (office_set_as (office, "u2", gone, "contact", values_new ("phone_1", "+50255500100", NULL)));
  g_assert_true (gol_store_undo (office->store, NULL, "u2", &result, &error));
  gol_undo_result_clear (&result);
  g_assert_cmpuint (count_faults (office, "untouched"), ==, 0);
  return office;
}

/* ── One byte of the log ── */

/* A site that wrote nothing yet is no evidence of anything. */
static const struct { const char *table, *key, *which, *columns[8]; } log_tables[] = {
  { "site", "no", "no IN (SELECT id >> 32 FROM change)", { "no", "name", "inc", "pk" } },
  { "change", "id", "1", { "id", "hdr", "sig", "batch" } },
  { "leaf", "id", "1", { "id", "rec", "prev", "line", "old" } },
  { "node", "id", "1", { "id", "n", "hash" } },
  { "record", "id", "1", { "id", "kind", "uid", "code" } },
};

/* A value with one bit of it turned; NULL: it has none. */
static gboolean
turn_a_bit (GolDb         *db,
            GRand         *rand,
            const char    *table,
            const char    *key,
            const char    *which,
            const char    *column,
            char         **undo,
            gint64        *row_key)
{
  g_autofree char *ask = g_strdup_printf ("SELECT %s, typeof (%s), hex (%s), %s FROM %s WHERE %s IS NOT NULL AND %s"
                                          " ORDER BY random () LIMIT 1", key, column, column, column, table, column, which);
  g_autoptr(GolStatement) st = gol_db_prepare_uncached (db, ask, NULL);
  g_autofree char *tampered = NULL;
  g_autofree char *sql = NULL;
  const char *type, *hex;
  gboolean row;

  g_assert_nonnull (st);
  g_assert_true (gol_statement_step (st, &row, NULL));
  if (!row)
    return FALSE;
  *row_key = gol_statement_int (st, 0);
  type = gol_statement_text (st, 1);
  hex = gol_statement_text (st, 2);
  if (g_str_equal (type, "integer"))
    {
      gint64 value = gol_statement_int (st, 3), wrong = value ^ (G_GINT64_CONSTANT (1) << g_rand_int_range (rand, 0, 20));

      sql = g_strdup_printf ("UPDATE %s SET %s = %" G_GINT64_FORMAT " WHERE %s = %" G_GINT64_FORMAT, table, column, wrong, key, *row_key);
      *undo = g_strdup_printf ("UPDATE %s SET %s = %" G_GINT64_FORMAT " WHERE %s = %" G_GINT64_FORMAT, table, column, value, key,
                               g_str_equal (key, column) ? wrong : *row_key);
    }
  else
    {
      gsize at = g_rand_int_range (rand, 0, strlen (hex) / 2) * 2;
      guint byte = g_ascii_xdigit_value (hex[at]) * 16 + g_ascii_xdigit_value (hex[at + 1]);
      const char *cast = g_str_equal (type, "text") ? "TEXT" : "BLOB";

      tampered = g_strdup_printf ("%.*s%02X%s", (int) at, hex, byte ^ (1u << g_rand_int_range (rand, 0, 5)), hex + at + 2);
      sql = g_strdup_printf ("UPDATE %s SET %s = CAST (x'%s' AS %s) WHERE %s = %" G_GINT64_FORMAT, table, column, tampered, cast, key, *row_key);
      *undo = g_strdup_printf ("UPDATE %s SET %s = CAST (x'%s' AS %s) WHERE %s = %" G_GINT64_FORMAT, table, column, hex, cast, key, *row_key);
    }
  g_clear_pointer (&st, gol_statement_done);
  /* Where the table itself refuses (another row has that number), nothing was tampered with. */
  if (gol_db_exec (db, sql, NULL))
    return TRUE;
  g_clear_pointer (undo, g_free);
  return FALSE;
}

static void
test_one_byte (void)
{
  g_autoptr(Office) office = full_office ();
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 6; round++)
    for (guint t = 0; t < G_N_ELEMENTS (log_tables); t++)
      for (guint c = 0; log_tables[t].columns[c] != NULL; c++)
        {
          const char *table = log_tables[t].table, *column = log_tables[t].columns[c];
          GolLog log = round % 3 == 2 ? GOL_LOG_PROTECTED : GOL_LOG_OPEN;
          GolDb *db = office->store->files[log].db;
          g_autofree char *undo = NULL;
          g_autofree char *what = NULL;
          gint64 key;

          if (!turn_a_bit (db, rand, table, log_tables[t].key, log_tables[t].which, column, &undo, &key))
            continue;
          what = g_strdup_printf ("%s.%s of row %" G_GINT64_FORMAT, table, column, key);
          if (count_faults (office, what) == 0)
            g_error ("Nobody noticed that one bit of %s was turned", what);
          exec (office, log, undo);
        }
  g_assert_cmpuint (count_faults (office, "set back"), ==, 0);
}

/* ── Rows that are not what the log makes ── */

static void
test_rows (void)
{
  static const struct { const char *tamper, *restore; } cases[] = {
    { "UPDATE r_worker SET civil__sex = 'male' WHERE id = 1", "UPDATE r_worker SET civil__sex = 'x' WHERE id = 1" },
    { "UPDATE r_worker SET civil__birth_place = 'X' WHERE id = 1", "UPDATE r_worker SET civil__birth_place = NULL WHERE id = 1" },
    { "UPDATE r_worker SET extra = '{\"civil.sawp.tin\":\"2\"}' WHERE id = 1", "UPDATE r_worker SET extra = '{\"civil.sawp.tin\":\"1\"}' WHERE id = 1" },
    { "UPDATE r_worker SET s_name_photo__surname_1 = 'a' WHERE id = 1", "UPDATE r_worker SET s_name_photo__surname_1 = 'nunez' WHERE id = 1" },
    { "UPDATE r_worker SET code = 'X' WHERE id = 1", "UPDATE r_worker SET code = (SELECT code FROM record WHERE record.id = 1) WHERE id = 1" },
    { "UPDATE r_worker SET voided = 1 WHERE id = 1", "UPDATE r_worker SET voided = 0 WHERE id = 1" },
    { "INSERT INTO r_worker (id, voided, clock) VALUES (77, 0, x'')", "DELETE FROM r_worker WHERE id = 77" },
    { "INSERT INTO conflict VALUES ('x', 1, 'civil', 'sex', 1)", "DELETE FROM conflict WHERE id = 'x'" },
    { "UPDATE conflict SET id = id || 'x'", "UPDATE conflict SET id = substr (id, 1, 64)" },
    { "UPDATE head SET text = text || '0'", "UPDATE head SET text = substr (text, 1, length (text) - 1)" },
    { "INSERT INTO leaf (id, rec, line) SELECT max (id) + 4096, rec, line FROM leaf WHERE id < 2 << 44",
      "DELETE FROM leaf WHERE id = (SELECT max (id) FROM leaf WHERE id < 2 << 44)" },
  };
  g_autoptr(Office) office = full_office ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      exec (office, GOL_LOG_OPEN, cases[i].tamper);
      if (count_faults (office, cases[i].tamper) == 0)
        g_error ("Nobody noticed: %s", cases[i].tamper);
      exec (office, GOL_LOG_OPEN, cases[i].restore);
      if (count_faults (office, cases[i].restore) != 0)
        g_error ("Not set back: %s", cases[i].restore);
    }
}

/* Whole changes taken out: from the middle, and from the end. */
static void
test_missing (void)
{
  g_autoptr(Office) office = full_office ();

  exec (office, GOL_LOG_OPEN, "BEGIN; CREATE TABLE kept AS SELECT * FROM change WHERE id = (1 << 32) + 2;"
        " DELETE FROM change WHERE id = (1 << 32) + 2; COMMIT");
  g_assert_cmpuint (count_faults (office, "from the middle"), >, 0);
  exec (office, GOL_LOG_OPEN, "BEGIN; INSERT INTO change SELECT * FROM kept; DROP TABLE kept; COMMIT");
  g_assert_cmpuint (count_faults (office, "put back"), ==, 0);
  exec (office, GOL_LOG_OPEN, "BEGIN; DELETE FROM leaf WHERE id >> 12 = (SELECT max (id) FROM change WHERE id < 2 << 32);"
        " DELETE FROM change WHERE id = (SELECT max (id) FROM change WHERE id < 2 << 32); COMMIT");
  g_assert_cmpuint (count_faults (office, "from the end"), >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/verify/one-byte", test_one_byte);
  g_test_add_func ("/store/verify/rows", test_rows);
  g_test_add_func ("/store/verify/missing", test_missing);
  return g_test_run ();
}
