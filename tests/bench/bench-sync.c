/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "bench-office.h"
#include "gol-demo.h"
#include "gol-demonstration-hub.h"
#include "gol-json.h"
#include "gol-query.h"
#include "gol-store-private.h"
#include "gol-sync-client.h"
#include "gol-sync-link.h"

/*
 * A ministry with so many workers gives all it has to the hub, and a consulate that reads as much of them fetches it: the real hub's
 * program over TLS on loopback, encrypted files at all three, everything verified and searchable at the end. Once with workers enrolled
 * one by one (a change each), once with workers imported (large changes). The floor of each is the same rows with their indexes, and
 * nothing else, in transactions of the same size: the hub's for what is pushed, the consulate's for what is pulled.
 */

#define WORKERS        20000
#define IMPORT_COMMIT  1000            /* workers in one commit of an import */
#define PAGE_BYTES     (768 * 1024)    /* of a transaction, by which the floors are measured */
#define PAGE_CHANGES   500
#define AIM            2000            /* workers a second, each way */


static const char * const sections[] = { "name_photo", "civil", "identity_numbers", "contact" };

static guint
count_workers (void)
{
  return MIN (WORKERS, bench_workers ());
}

/* ── The ministry's offices, and the same people as text ── */

static GHashTable *
make_person (guint index)
{
  GolDemo demo = { BENCH_SEED, { 2026, 11, 23 }, NULL };
  g_autoptr(GHashTable) whole = gol_demo_person (&demo, index);
  GHashTable *person = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) gol_values_unref);

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    g_hash_table_insert (person, (gpointer) sections[i], gol_values_ref (g_hash_table_lookup (whole, sections[i])));
  return person;
}

static void
add_people (BenchOffice *office,
            guint        a_commit)
{
  GError *error = NULL;

  gol_store_set_synchronous (office->store, FALSE, &error);   /* it is not the enrolling that is measured */
  bench_check (error);
  for (guint first = 0; first < office->workers; first += a_commit)
    {
      g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "worker.enrol", NULL);

      for (guint i = first; i < MIN (first + a_commit, office->workers); i++)
        {
          g_autoptr(GHashTable) person = make_person (i);

          g_free (bench_add_worker (batch, person));
        }
      gol_store_commit (office->store, batch, a_commit == 1 ? GOL_PRIORITY_OFFICER : GOL_PRIORITY_BULK, &error);
      bench_check (error);
    }
  gol_store_idle (office->store);
}

static void
enrol_singly (BenchOffice *office)
{
  add_people (office, 1);
}

static void
import (BenchOffice *office)
{
  add_people (office, IMPORT_COMMIT);
}

/* For the peer: a document a line. */
static void
write_people (const char *path)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GError *error = NULL;

  for (guint i = 0; i < count_workers (); i++)
    {
      g_autoptr(GHashTable) person = make_person (i);

      g_string_append_printf (text, "{\"_id\":\"worker:%08u\"", i);
      for (guint k = 0; k < G_N_ELEMENTS (sections); k++)
        {
          g_autofree char *json = gol_values_to_json (g_hash_table_lookup (person, sections[k]));

          g_string_append_printf (text, ",\"%s\":%s", sections[k], json);
        }
      g_string_append (text, "}\n");
    }
  g_file_set_contents (path, text->str, text->len, &error);
  bench_check (error);
}

/* ── What a file holds ── */

static gint64
ask (GolDb      *db,
     const char *sql)
{
  GError *error = NULL;
  g_autoptr(GolStatement) st = gol_db_prepare (db, sql, &error);
  gboolean row;

  bench_check (error);
  gol_statement_step (st, &row, &error);
  bench_check (error);
  return gol_statement_int (st, 0);
}

/* ── The floors ── */

/**
 * Copy:
 * @columns: a column of the copy and by what it is replaced, again and again
 * @range: which rows belong to changes ?1 to ?2
 */
typedef struct
{
  const char *table;
  const char *columns[4];
  const char *range;
} Copy;

static char *
copy_sql (GolDb      *db,
          const Copy *copy)
{
  g_autofree char *pragma = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", copy->table);
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);
  GError *error = NULL;
  g_autoptr(GolStatement) st = gol_db_prepare_uncached (db, pragma, &error);
  gboolean row;

  bench_check (error);
  while (gol_statement_step (st, &row, &error) && row)
    {
      const char *name = gol_statement_text (st, 0), *value = name;

      for (guint i = 0; i < G_N_ELEMENTS (copy->columns) && copy->columns[i] != NULL; i += 2)
        if (g_str_equal (copy->columns[i], name))
          value = copy->columns[i + 1];
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
      g_string_append_printf (values, "%s%s", values->len > 0 ? ", " : "", value);
    }
  bench_check (error);
  return g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) SELECT %s FROM %s WHERE %s", copy->table, names->str, values->str, copy->table,
                          copy->range);
}

/* Seconds that it takes to write all these rows again, some changes in each transaction. */
static double
copy_rows (GolDb      *db,
           const Copy *copies,
           guint       n,
           gint64      first,
           gint64      last,
           gint64      a_page)
{
  g_auto(GStrv) sql = g_new0 (char *, n + 1);
  GError *error = NULL;
  double start;

  for (guint i = 0; i < n; i++)
    sql[i] = copy_sql (db, &copies[i]);
  start = bench_now ();
  for (gint64 from = first; from <= last; from += a_page)
    {
      gol_db_begin (db, &error);
      for (guint i = 0; i < n && error == NULL; i++)
        {
          g_autoptr(GolStatement) st = gol_db_prepare (db, sql[i], &error);

          bench_check (error);
          gol_statement_bind_int (st, 1, from);
          gol_statement_bind_int (st, 2, MIN (from + a_page - 1, last));
          gol_statement_run (st, &error);
        }
      bench_check (error);
      gol_db_commit (db, &error);
      bench_check (error);
    }
  return (bench_now () - start) / 1000;
}

#define SHIFTED(column) column, column " + (1 << 30)"
#define IN_RANGE        "BETWEEN ?1 AND ?2"

/* What the hub keeps of a push: the change, what it is about, and who gets it. */
static double
push_bare (const char *folder)
{
  static const Copy copies[] = {
    { "change", { SHIFTED ("id"), "site", "site || 'x'" }, "id " IN_RANGE },
    { "leaf", { SHIFTED ("change") }, "change " IN_RANGE },
    { "feed", { SHIFTED ("position"), SHIFTED ("change") }, "change " IN_RANGE " AND position < 1 << 30" },
  };
  g_autofree char *path = g_build_filename (folder, "hub.db", NULL);
  g_autofree char *key_path = g_build_filename (folder, "hub.key", NULL);
  g_autofree char *key = NULL;
  g_autoptr(GolDb) db = NULL;
  gint64 last, bytes;
  GError *error = NULL;

  g_file_get_contents (key_path, &key, NULL, &error);
  bench_check (error);
  db = gol_db_open (path, (const guint8 *) key, 0, &error);
  bench_check (error);
  gol_db_set_synchronous (db, TRUE, &error);
  bench_check (error);
  gol_db_exec (db, "PRAGMA wal_autocheckpoint = 1000; CREATE INDEX feed_change ON feed (change)", &error);
  bench_check (error);
  last = ask (db, "SELECT max (id) FROM change");
  bytes = ask (db, "SELECT sum (length (text)) / count (*) FROM change");
  return copy_rows (db, copies, G_N_ELEMENTS (copies), 1, last, CLAMP (PAGE_BYTES / bytes, 1, PAGE_CHANGES));
}

/* What a consulate keeps of what it fetched: the log, and the workers' rows with all indexes. */
static double
pull_bare (BenchOffice *office)
{
  static const Copy copies[] = {
    { "change", { SHIFTED ("id") }, "id " IN_RANGE },
    { "leaf", { "id", "id + (1 << 42)", SHIFTED ("rec") }, "id BETWEEN ?1 << 12 AND (?2 << 12) + 4095" },
    { "receipt", { SHIFTED ("id") }, "id " IN_RANGE },
    { "record", { SHIFTED ("id"), "uid", "uid || 'x'" },
      "id IN (SELECT rec FROM leaf WHERE id BETWEEN ?1 << 12 AND (?2 << 12) + 4095)" },
    { "r_worker", { SHIFTED ("id") }, "id IN (SELECT rec FROM leaf WHERE id BETWEEN ?1 << 12 AND (?2 << 12) + 4095)" },
  };
  GolDb *db = office->store->files[GOL_LOG_OPEN].db;
  gint64 first = ask (db, "SELECT min (id) FROM change");
  gint64 last = ask (db, "SELECT max (id) FROM change");
  gint64 bytes = ask (db, "SELECT sum (length (line)) / (SELECT count (*) FROM change) FROM leaf");
  double taken;

  gol_store_lock (office->store, GOL_PRIORITY_BULK);
  taken = copy_rows (db, copies, G_N_ELEMENTS (copies), first, last, CLAMP (PAGE_BYTES / bytes, 1, PAGE_CHANGES));
  gol_store_unlock (office->store);
  return taken;
}

/* ── The exchange ── */

static GolSyncPairing *
pair (BenchOffice         *office,
      GolDemonstrationHub *hub,
      const char          *agency)
{
  GError *error = NULL;
  g_autofree char *invitation = gol_demonstration_hub_invite (hub, agency, &error);
  GolSyncPairing *pairing;

  bench_check (error);
  pairing = gol_sync_pair (office->store, office->vault, "u1", invitation, NULL, &error);
  bench_check (error);
  return pairing;
}

typedef struct
{
  double seconds;
  double mib;
} Taken;

/* One round, as the desktop's thread does it. */
static Taken
exchange (BenchOffice          *office,
          const GolSyncPairing *pairing)
{
  g_autoptr(GolSync) sync = gol_sync_new (office->store, pairing->hub_key);
  g_autoptr(GolSyncLink) link = NULL;
  double start = bench_now ();
  gboolean idle = FALSE;
  GError *error = NULL;

  link = gol_sync_link_new (gol_exchange_get_site_key (office->store), gol_store_get_info (office->store)->site, pairing->host,
                            pairing->port, pairing->hub_key, &error);
  bench_check (error);
  gol_sync_work_ahead (sync);
  while (!idle)
    {
      g_autoptr(GolSyncRequest) request = gol_sync_next (sync, &error);
      g_autoptr(GBytes) body = NULL;
      guint status;

      bench_check (error);
      idle = request->idle;
      if (!idle && gol_sync_link_ask (link, request, NULL, &status, &body, &error))
        gol_sync_answer (sync, status, body, &error);
      bench_check (error);
    }
  if (gol_sync_get_state (sync)->waiting + gol_sync_get_state (sync)->quarantined + gol_sync_get_state (sync)->conflicts > 0)
    g_error ("Not all was exchanged.");
  return (Taken) { (bench_now () - start) / 1000, gol_sync_link_get_bytes (link) / 1048576.0 };
}

/* All are there, with their names in the search. */
static void
check_arrived (BenchOffice *office)
{
  g_autoptr(GHashTable) person = make_person (count_workers () / 2);
  const char *surname = gol_values_get_text (g_hash_table_lookup (person, "name_photo"), "surname_1");
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  g_autoptr(GArray) all = NULL;
  g_autoptr(GArray) found = NULL;
  GError *error = NULL;

  all = gol_query_ids (office->store, query, NULL, &error);
  bench_check (error);
  gol_query_set_search (query, surname);
  found = gol_query_ids (office->store, query, NULL, &error);
  bench_check (error);
  if (all->len != count_workers () || found->len == 0)
    g_error ("%u of %u workers arrived.", all->len, count_workers ());
}

static void
tell (const char *what,
      const char *how,
      Taken       taken,
      double      bare)
{
  g_autofree char *rate = g_strdup_printf ("%s %u workers, %s", what, count_workers (), how);
  g_autofree char *wire = g_strdup_printf ("%s of workers %s, inside TLS", what, how);

  bench_figure (rate, count_workers () / taken.seconds, "workers/s", AIM, count_workers () / bare);
  bench_figure (wire, taken.mib, "MiB", NAN, NAN);
}

static void
measure (const char *folder,
         const char *how,
         BenchFill   fill)
{
  g_autofree char *kept = g_strdup_printf ("%s/sync-%s-%u", folder, how, count_workers ());
  g_autofree char *ready = g_build_filename (kept, "ready", NULL);
  g_autofree char *ministry_dir = g_build_filename (folder, "sync-ministry", NULL);
  g_autofree char *consulate_dir = g_build_filename (folder, "sync-consulate", NULL);
  g_autofree char *hub_dir = g_build_filename (folder, "sync-hub", NULL);
  g_autoptr(BenchOffice) ministry = NULL;
  g_autoptr(BenchOffice) consulate = NULL;
  g_autoptr(GolDemonstrationHub) hub = NULL;
  g_autoptr(GolSyncPairing) of_ministry = NULL;
  g_autoptr(GolSyncPairing) of_consulate = NULL;
  Taken pushed, pulled;
  GError *error = NULL;

  if (!g_file_test (ready, G_FILE_TEST_EXISTS))
    bench_office_make (kept, "ministry", count_workers (), fill);
  bench_copy_folder (kept, ministry_dir);
  ministry = bench_office_open (ministry_dir);
  bench_office_make (consulate_dir, "consulate-origin", 0, NULL);
  consulate = bench_office_open (consulate_dir);
  bench_remove_folder (hub_dir);
  if (!gol_demonstration_hub_make (hub_dir, &error) || !gol_demonstration_hub_add_agency (hub_dir, "st", "ministry", NULL, NULL, &error)
      || !gol_demonstration_hub_add_agency (hub_dir, "cg", "consulate-origin", NULL, NULL, &error))
    bench_check (error);
  hub = gol_demonstration_hub_start (hub_dir, &error);
  bench_check (error);
  of_ministry = pair (ministry, hub, "st");
  of_consulate = pair (consulate, hub, "cg");
  pushed = exchange (ministry, of_ministry);
  pulled = exchange (consulate, of_consulate);
  check_arrived (consulate);
  g_clear_pointer (&hub, gol_demonstration_hub_stop);
  tell ("push", how, pushed, push_bare (hub_dir));
  tell ("pull", how, pulled, pull_bare (consulate));
  g_clear_pointer (&ministry, bench_office_free);
  g_clear_pointer (&consulate, bench_office_free);
  bench_remove_folder (ministry_dir);
  bench_remove_folder (consulate_dir);
  bench_remove_folder (hub_dir);
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *people = g_build_filename (folder, "sync-people.ndjson", NULL);

  write_people (people);
  measure (folder, "enrolled singly", enrol_singly);
  measure (folder, "imported", import);
  bench_print ();
  return 0;
}
