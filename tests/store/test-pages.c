/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gol-error.h"
#include "gol-query.h"
#include "gol-store-private.h"
#include "office-fixture.h"

/* ── A hub's pages ── */

static void
add_change (GolFeedWriter     *writer,
            const GolChange   *change,
            guint64            hub_seq,
            GolReceiptVerdict  verdict)
{
  g_autoptr(GolReceipt) receipt = hub_receipt (change, hub_seq, NULL, verdict);
  g_autofree char *text = gol_change_to_ndjson (change);
  g_autofree char *said = gol_receipt_to_ndjson (receipt);

  gol_feed_writer_change (writer, text, said);
}

static GolFeedPage *
end_page (GolFeedWriter *writer,
          const char    *next)
{
  g_autofree char *text = gol_feed_writer_end (writer, next, FALSE);
  GError *error = NULL;
  GolFeedPage *page = gol_feed_page_read (text, strlen (text), &error);

  g_assert_no_error (error);
  gol_feed_writer_free (writer);
  return page;
}

static GolFeedPage *
page_of (GPtrArray  *changes,
         guint       from,
         guint       n,
         const char *next)
{
  GolFeedWriter *writer = gol_feed_writer_new ();

  for (guint i = from; i < from + n; i++)
    add_change (writer, g_ptr_array_index (changes, i), i + 1, GOL_RECEIPT_OK);
  return end_page (writer, next);
}

static void
take_of (Office      *office,
         GolLog       log,
         GolFeedPage *page)
{
  g_autofree char *cursor = NULL;
  GError *error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      gol_exchange_take_page (office->store, log, page, hub_get_key ()->public_key, &error);
      g_assert_no_error (error);
    }
  cursor = gol_exchange_get_cursor (office->store, log, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cursor, ==, page->next);
  gol_feed_page_free (page);
}

static void
take (Office      *office,
      GolFeedPage *page)
{
  take_of (office, GOL_LOG_OPEN, page);
}

static void
verify_and_rebuild (Office *office)
{
  GError *error = NULL;

  office_verify (office);
  gol_store_rebuild (office->store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  office_verify (office);
}

static void
assert_says (Office     *office,
             const char *record,
             const char *path,
             const char *expected)
{
  g_autofree char *text = office_get (office, record, path);

  g_assert_cmpstr (text, ==, expected);
}

/* ── All of a page or nothing ── */

#define PAGES 24
#define EACH  4

static GPtrArray *
write_workers (Office    *office,
               GPtrArray *workers)
{
  for (guint i = 0; i < PAGES * EACH; i++)
    g_ptr_array_add (workers, office_set (office, NULL, "civil", values_new ("birth_place", "Xela", NULL)));
  return office_changes (office, GOL_LOG_OPEN, 0);
}

static void
test_whole (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) changes = write_workers (b, workers);
  GolFeedPage *page = page_of (changes, 0, EACH, "c1");
  GolFeedItem *last = g_ptr_array_index (page->items, EACH - 1);
  g_autofree char *digest = NULL;
  GError *error = NULL;

  office_pair (a, b);
  /* The last one is not as it was signed; then what the hub says of it is not. */
  last->change->signature[1] ^= 1;
  g_assert_false (gol_exchange_take_page (a->store, GOL_LOG_OPEN, page, hub_get_key ()->public_key, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
  g_clear_error (&error);
  last->change->signature[1] ^= 1;
  last->receipt->signature[1] ^= 1;
  g_assert_false (gol_exchange_take_page (a->store, GOL_LOG_OPEN, page, hub_get_key ()->public_key, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
  g_clear_error (&error);
  last->receipt->signature[1] ^= 1;
  g_assert_false (gol_exchange_take_page (a->store, GOL_LOG_PROTECTED, page, hub_get_key ()->public_key, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (gol_exchange_get_cursor (a->store, GOL_LOG_OPEN, &error));
  g_assert_no_error (error);
  g_assert_null (gol_store_digest (a->store, g_ptr_array_index (workers, 0), "civil", NULL));
  take (a, page);
  for (guint i = 0; i < EACH; i++)
    assert_says (a, g_ptr_array_index (workers, i), "civil.birth_place", "Xela");
  verify_and_rebuild (a);
}

static guint
get_place (Office *office)
{
  g_autofree char *cursor = gol_exchange_get_cursor (office->store, GOL_LOG_OPEN, NULL);

  return cursor != NULL ? g_ascii_strtoull (cursor + 1, NULL, 10) : 0;
}

/* From where the cursor says, until somebody pulls the plug. */
static void
take_until_killed (Office    *office,
                   GPtrArray *changes)
{
  office_open (office);
  for (guint i = get_place (office); i < PAGES; i++)
    {
      g_autofree char *next = g_strdup_printf ("c%u", i + 1);
      g_autoptr(GolFeedPage) page = page_of (changes, i * EACH, EACH, next);

      if (!gol_exchange_take_page (office->store, GOL_LOG_OPEN, page, hub_get_key ()->public_key, NULL))
        _exit (1);
    }
  pause ();
}

static void
run_and_kill (Office    *office,
              GPtrArray *changes,
              GRand     *rand,
              guint      patience)
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    take_until_killed (office, changes);
  g_usleep (g_rand_int_range (rand, 10000, 60000) * patience);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

/* The cursor is never ahead of what is here, and what is here is never half a page. */
static void
test_killed (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) changes = write_workers (b, workers);
  guint rounds = 0;

  g_test_message ("seed %u", seed);
  office_pair (a, b);
  for (guint place = 0; place < PAGES && rounds < 200; rounds++)
    {
      office_close (a);
      run_and_kill (a, changes, rand, 1 + rounds / 20);   /* longer, where a page takes long */
      office_open (a);
      office_verify (a);
      place = get_place (a);
      for (guint i = 0; i < workers->len; i++)
        {
          g_autofree char *digest = gol_store_digest (a->store, g_ptr_array_index (workers, i), "civil", NULL);

          g_assert_true ((digest != NULL) == (i < place * EACH));
        }
    }
  g_test_message ("%u times", rounds);
  g_assert_cmpuint (get_place (a), ==, PAGES);
}

/* ── Revoked ── */

/* Everything that the office has: as bytes where it is not encrypted, else all that its tables hold. */
static gboolean
file_holds (const char *path,
            const char *canary)
{
  g_autofree char *bytes = NULL;
  gsize length;

  return g_file_get_contents (path, &bytes, &length, NULL) && memmem (bytes, length, canary, strlen (canary)) != NULL;
}

static gboolean
table_holds (GolDb      *db,
             const char *table,
             const char *canary)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr(GolStatement) st = gol_db_prepare_uncached (db, sql, NULL);
  gboolean row;

  g_assert_nonnull (st);
  while (gol_statement_step (st, &row, NULL) && row)
    for (int i = 0; i < gol_statement_columns (st); i++)
      {
        gsize length;
        gconstpointer value = gol_statement_is_null (st, i) ? NULL : gol_statement_blob (st, i, &length);

        if (value != NULL && memmem (value, length, canary, strlen (canary)) != NULL)
          {
            g_test_message ("“%s” in %s.%s", canary, table, gol_statement_column_name (st, i));
            return TRUE;
          }
      }
  return FALSE;
}

static gboolean
db_holds (GolDb      *db,
          const char *canary)
{
  g_autoptr(GolStatement) st = gol_db_prepare_uncached (db, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                                        " AND sql NOT LIKE 'CREATE VIRTUAL%'", NULL);
  gboolean row, found = FALSE;

  while (gol_statement_step (st, &row, NULL) && row)
    found |= table_holds (db, gol_statement_text (st, 0), canary);
  return found;
}

static gboolean
office_holds (Office     *office,
              const char *canary)
{
  static const char * const files[] = { "open.db", "open.db-wal", "protected.db", "protected.db-wal" };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (office->dir, files[i], NULL);

      if (!GOL_CIPHER && file_holds (path, canary))
        {
          g_test_message ("“%s” in the file %s", canary, files[i]);
          found = TRUE;
        }
    }
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    found |= db_holds (office->store->files[log].db, canary);
  return found;
}

/* In every field of every section of a worker: names that are found, notes that are long, lists, a scheme's field. */
static char *
write_canaries (Office     *office,
                const char *canary)
{
  g_autofree char *name = g_strdup_printf ("%sname", canary);
  g_autofree char *long_text = g_strnfill (6000, 'x');
  g_autofree char *notes = g_strdup_printf ("%slong%s%slong", canary, long_text, canary);
  char *worker = office_set (office, NULL, "name_photo", values_new ("surname_1", name, "given_names", name, NULL));

  for (const GolSection *section = gol_dictionary_find_entity ("worker")->sections; section->name != NULL; section++)
    {
      g_autofree char *text = g_strdup_printf ("%s%s", canary, section->name);
      GolValues *values = values_new ("scheme_x.more", text, NULL);

      for (const GolField *field = section->fields; field->name != NULL; field++)
        if (gol_field_get_kind (field) == GOL_VALUE_TEXT && field->type != GOL_FIELD_REFERENCE)
          gol_values_set_text (values, field->name, field == section->fields + 1 ? notes : text);
      g_free (office_set (office, worker, section->name, values));
    }
  return worker;
}

static GolFeedPage *
page_about (GolFeedKind  kind,
            const char  *record,
            GPtrArray   *changes,
            const char  *next)
{
  GolFeedWriter *writer = gol_feed_writer_new ();

  if (kind == GOL_FEED_GRANT)
    gol_feed_writer_grant (writer, record);
  if (kind == GOL_FEED_REVOKE)
    gol_feed_writer_revoke (writer, record);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    add_change (writer, g_ptr_array_index (changes, i), i + 1, GOL_RECEIPT_OK);
  return end_page (writer, next);
}

static guint
count_workers (Office *office)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  GError *error = NULL;
  g_autoptr(GArray) ids = gol_query_ids (office->store, query, NULL, &error);

  g_assert_no_error (error);
  return ids->len;
}

static void
test_revoked (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autofree char *gone = write_canaries (b, "zuqqv");
  g_autofree char *kept = write_canaries (b, "wibblo");
  g_autofree char *draft = g_strconcat ("draft/", gone, NULL);
  g_autoptr(GPtrArray) open = office_changes (b, GOL_LOG_OPEN, 0);
  g_autoptr(GPtrArray) protected_changes = office_changes (b, GOL_LOG_PROTECTED, 0);
  g_autoptr(GPtrArray) own = NULL;
  gboolean done;
  GError *error = NULL;

  office_pair (a, b);
  take (a, page_about (GOL_FEED_GRANT, gone, open, "c1"));
  take_of (a, GOL_LOG_PROTECTED, page_about (GOL_FEED_CHANGE, NULL, protected_changes, "pc1"));
  g_free (office_set (a, gone, "contact", values_new ("phone_1", "zuqqvmine", NULL)));
  g_free (office_set (a, kept, "contact", values_new ("phone_1", "wibblomine", NULL)));
  own = office_changes (a, GOL_LOG_OPEN, 0);
  g_ptr_array_set_size (own, 1);
  take (a, page_about (GOL_FEED_GRANT, gone, own, "c2"));
  gol_store_set_note (a->store, draft, "zuqqvdraft", &error);
  g_assert_no_error (error);
  gol_store_idle (a->store);   /* what stands in the files themselves has to go too */
  g_assert_true (office_holds (a, "zuqqv"));
  g_assert_cmpuint (count_workers (a), ==, 2);

  take (a, page_about (GOL_FEED_REVOKE, gone, NULL, "c3"));
  gol_exchange_wipe (a->store, &done, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_false (office_holds (a, "zuqqv"));
  g_assert_true (office_holds (a, "wibblo"));
  g_assert_cmpuint (count_workers (a), ==, 1);
  g_assert_null (gol_store_read (a->store, gone, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  verify_and_rebuild (a);
  g_assert_false (office_holds (a, "zuqqv"));
  office_open (a);
  gol_store_idle (a->store);
  g_assert_false (office_holds (a, "zuqqv"));

  /* Given again, all is there again, but for the draft. */
  take (a, page_about (GOL_FEED_GRANT, gone, open, "c4"));
  take_of (a, GOL_LOG_PROTECTED, page_about (GOL_FEED_CHANGE, NULL, protected_changes, "pc4"));
  take (a, page_about (GOL_FEED_GRANT, gone, own, "c5"));
  assert_says (a, gone, "contact.phone_1", "zuqqvmine");
  assert_says (a, gone, "civil.birth_place", "zuqqvcivil");
  g_assert_cmpuint (count_workers (a), ==, 2);
  verify_and_rebuild (a);
}

/* Others' rows show an employer's name: what follows from a record goes with it. */
static void
test_derived (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autoptr(GolBatch) batch = gol_batch_new (b->store, "u1", "order.add", NULL);
  g_autofree char *employer = gol_batch_create (batch, gol_dictionary_find_entity ("employer"), NULL);
  g_autofree char *order = gol_batch_create (batch, gol_dictionary_find_entity ("order"), NULL);
  g_autoptr(GolValues) identity = values_new ("legal_name", "zuqqvfarms", NULL);
  g_autoptr(GolValues) core = values_new ("employer", employer, NULL);
  g_autoptr(GPtrArray) changes = NULL;
  GError *error = NULL;

  office_pair (a, b);
  gol_batch_set (batch, employer, "employer_identity", identity, NULL);
  gol_batch_set (batch, order, "order_terms", core, NULL);
  gol_store_commit (b->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  changes = office_changes (b, GOL_LOG_OPEN, 0);
  take (a, page_about (GOL_FEED_CHANGE, NULL, changes, "c1"));
  g_assert_true (table_holds (a->store->files[GOL_LOG_OPEN].db, "r_order", "zuqqv"));
  take (a, page_about (GOL_FEED_REVOKE, employer, NULL, "c2"));
  g_assert_false (office_holds (a, "zuqqv"));
  verify_and_rebuild (a);
}

/* An officer without the protected role takes the revoke; the protected file follows when somebody opens it. */
static void
test_owed (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autofree char *gone = write_canaries (b, "zuqqv");
  g_autoptr(GPtrArray) open = office_changes (b, GOL_LOG_OPEN, 0);
  g_autoptr(GPtrArray) protected_changes = office_changes (b, GOL_LOG_PROTECTED, 0);
  g_autoptr(GolFeedPage) refused = NULL;
  gboolean done;
  GError *error = NULL;

  office_pair (a, b);
  take (a, page_about (GOL_FEED_GRANT, gone, open, "c1"));
  take_of (a, GOL_LOG_PROTECTED, page_about (GOL_FEED_CHANGE, NULL, protected_changes, "pc1"));
  a->keys->has_protected = FALSE;
  office_open (a);
  refused = page_about (GOL_FEED_CHANGE, NULL, protected_changes, "c2");
  g_assert_false (gol_exchange_take_page (a->store, GOL_LOG_PROTECTED, refused, hub_get_key ()->public_key, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
  g_clear_error (&error);
  take (a, page_about (GOL_FEED_REVOKE, gone, NULL, "c3"));
  g_assert_true (gol_exchange_wipe (a->store, &done, &error) && !done);
  g_assert_false (db_holds (a->store->files[GOL_LOG_OPEN].db, "zuqqv"));
  a->keys->has_protected = TRUE;
  office_open (a);
  g_assert_true (db_holds (a->store->files[GOL_LOG_PROTECTED].db, "zuqqv"));
  take (a, page_about (GOL_FEED_CHANGE, NULL, NULL, "c4"));
  g_assert_true (gol_exchange_wipe (a->store, &done, &error) && done);
  g_assert_false (office_holds (a, "zuqqv"));
  verify_and_rebuild (a);
}

/* What was written here and not sent yet is not lost: it waits for the hub, in no list; and goes when the hub has it. */
static void
test_pending (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autoptr(Office) b = office_new ("sb");
  g_autofree char *worker = office_set (b, NULL, "civil", values_new ("birth_place", "zuqqvplace", NULL));
  g_autoptr(GPtrArray) from_b = office_changes (b, GOL_LOG_OPEN, 0);
  g_autoptr(GPtrArray) sent = NULL;
  g_autoptr(GPtrArray) later = NULL;
  guint64 waiting;
  GError *error = NULL;

  office_pair (a, b);
  take (a, page_about (GOL_FEED_GRANT, worker, from_b, "c1"));
  g_free (office_set (a, worker, "civil", values_new ("birth_place", "wibblofirst", NULL)));
  g_free (office_set (a, worker, "civil", values_new ("birth_place", "wibblosecond", NULL)));
  take (a, page_about (GOL_FEED_REVOKE, worker, NULL, "c2"));
  g_assert_false (office_holds (a, "zuqqv"));
  g_assert_cmpuint (count_workers (a), ==, 0);
  verify_and_rebuild (a);
  gol_exchange_count_waiting (a->store, GOL_LOG_OPEN, &waiting, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting, ==, 2);
  sent = gol_exchange_read_changes (a->store, GOL_LOG_OPEN, 0, 10, 100000, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sent->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (((GolChange *) g_ptr_array_index (sent, 1))->leaves, 0), "wibblosecond"));

  /* One is received; then the record comes back, and the other stands upon what the hub has. */
  later = g_ptr_array_new ();
  g_ptr_array_add (later, g_ptr_array_index (sent, 0));
  take (a, page_about (GOL_FEED_CHANGE, NULL, later, "c3"));
  g_assert_false (office_holds (a, "wibblofirst"));
  g_assert_true (office_holds (a, "wibblosecond"));
  verify_and_rebuild (a);
  take (a, page_about (GOL_FEED_GRANT, worker, from_b, "c4"));
  assert_says (a, worker, "civil.birth_place", "wibblosecond");
  take (a, page_about (GOL_FEED_CHANGE, NULL, sent, "c5"));
  assert_says (a, worker, "civil.birth_place", "wibblosecond");
  verify_and_rebuild (a);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/pages/whole", test_whole);
  g_test_add_func ("/store/pages/killed", test_killed);
  g_test_add_func ("/store/pages/revoked", test_revoked);
  g_test_add_func ("/store/pages/derived", test_derived);
  g_test_add_func ("/store/pages/owed", test_owed);
  g_test_add_func ("/store/pages/pending", test_pending);
  return g_test_run ();
}
