/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-store-private.h"
#include "office-fixture.h"

/*
 * Three offices write on one record, each without knowing of the others or knowing some; a hub judges what they wrote, sometimes
 * twice, and tells each of them in any order, in part, and again. In the end all see the same.
 */

#define SITES     3
#define HISTORIES 120

static const char * const site_names[SITES] = { "sa", "sb", "sc" };
static const char * const sections[] = { "civil", "contact", "experience", "not_known" };

/* What the hub has. */
typedef struct
{
  guint       author;
  GolChange  *change;
  GPtrArray  *receipts;   /* of GolReceipt; the last one counts */
} Entry;

typedef struct
{
  GRand     *rand;
  Office    *offices[SITES];
  guint      pushed[SITES];
  GPtrArray *log;         /* of Entry, of this history */
  guint64    hub_seq;
  guint      pages;
  char      *record;
} World;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  gol_change_free (entry->change);
  g_ptr_array_unref (entry->receipts);
  g_free (entry);
}

static const GolReceipt *
newest (const Entry *entry)
{
  return g_ptr_array_index (entry->receipts, entry->receipts->len - 1);
}

static gboolean
one_in (World *world,
        guint  n)
{
  return g_rand_int_range (world->rand, 0, n) == 0;
}

/* ── Writing ── */

static void
write_something (World *world,
                 guint  site)
{
  static const char * const fields[][3] = { { "sex", "birth_place", "nationality" }, { "phone_1", "phone_2", "email" },
                                            { "crop", "scheme_x.more", "since" }, { "one", "two", "three" } };
  Office *office = world->offices[site];
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "test", NULL);
  GError *error = NULL;

  office_later (office, g_rand_int_range (world->rand, 0, 4));
  for (guint i = 0, n = g_rand_int_range (world->rand, 1, 3); i < n; i++)
    {
      guint section = g_rand_int_range (world->rand, 0, G_N_ELEMENTS (sections));
      g_autoptr(GolValues) values = gol_values_new ();

      for (guint j = 0, m = g_rand_int_range (world->rand, 1, 4); j < m; j++)
        {
          g_autofree char *text = g_strdup_printf ("v%d", g_rand_int_range (world->rand, 0, 6));

          gol_values_set_text (values, fields[section][g_rand_int_range (world->rand, 0, 3)], one_in (world, 6) ? NULL : text);
        }
      if (section == 2 && one_in (world, 2))
        {
          const char *members[] = { one_in (world, 2) ? "mam" : "kek", NULL };
          g_autofree char *list = gol_json_from_strv (members);

          g_clear_pointer (&values, gol_values_unref);
          values = gol_values_new ();
          gol_values_set_list (values, "languages", list);
          gol_batch_add (batch, gol_leaf_new (world->record, "experience", one_in (world, 3) ? GOL_OP_REMOVE : GOL_OP_ADD, values));
        }
      else
        gol_batch_set (batch, world->record, sections[section], values, NULL);
    }
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
}

/* ── The hub ── */

/* Sometimes the writer's clock was ahead. */
static char *
receive_at (World           *world,
            const GolHeader *header)
{
  guint64 at = g_ascii_strtoull (header->hlc, NULL, 16);

  return one_in (world, 4) ? g_strdup_printf ("%012" G_GINT64_MODIFIER "x.0000", at - g_rand_int_range (world->rand, 0, 6000))
                           : g_strdup_printf ("%012" G_GINT64_MODIFIER "x.ffff", at);
}

static void
judge (World             *world,
       Entry             *entry,
       GolReceiptVerdict  verdict)
{
  g_autofree char *received = receive_at (world, &entry->change->header);

  g_ptr_array_add (entry->receipts, hub_receipt (entry->change, ++world->hub_seq, received, verdict));
}

static void
push (World *world,
      guint  site)
{
  Office *office = world->offices[site];
  GError *error = NULL;
  g_autoptr(GPtrArray) changes = gol_exchange_read_changes (office->store, GOL_LOG_OPEN, world->pushed[site],
                                                            g_rand_int_range (world->rand, 1, 9), 100000, NULL, 0, &error);
  g_autoptr(GPtrArray) answers = g_ptr_array_new ();

  g_assert_no_error (error);
  while (changes->len > 0)
    {
      Entry *entry = g_new0 (Entry, 1);

      entry->author = site;
      entry->change = g_ptr_array_steal_index (changes, 0);
      entry->receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_receipt_free);
      judge (world, entry, one_in (world, 5) ? GOL_RECEIPT_QUARANTINED : one_in (world, 5) ? GOL_RECEIPT_LATE : GOL_RECEIPT_OK);
      g_ptr_array_add (world->log, entry);
      g_ptr_array_add (answers, (gpointer) newest (entry));
      world->pushed[site]++;
    }
  /* An answer may be lost on its way; the feed tells it too. */
  if (one_in (world, 3))
    return;
  gol_exchange_take_receipts (office->store, answers, hub_get_key ()->public_key, &error);
  g_assert_no_error (error);
}

/* Taken up after all, or taken back. */
static void
judge_again (World *world)
{
  Entry *entry;

  if (world->log->len == 0)
    return;
  entry = g_ptr_array_index (world->log, g_rand_int_range (world->rand, 0, world->log->len));
  judge (world, entry, newest (entry)->verdict == GOL_RECEIPT_QUARANTINED ? GOL_RECEIPT_OK : GOL_RECEIPT_QUARANTINED);
}

static gboolean
is_one_cb (guint       index,
           const char *line,
           gpointer    user_data)
{
  return index == *(guint *) user_data;
}

/* Nobody but its author is given what is quarantined; who has it already is told. */
static void
add_item (World         *world,
          GolFeedWriter *writer,
          guint          site,
          const Entry   *entry,
          gboolean       whole)
{
  const GolReceipt *receipt = whole ? newest (entry)
                                    : g_ptr_array_index (entry->receipts, g_rand_int_range (world->rand, 0, entry->receipts->len));
  g_autofree char *said = gol_receipt_to_ndjson (receipt);

  if (receipt->verdict == GOL_RECEIPT_QUARANTINED || (entry->author == site && one_in (world, 2)))
    gol_feed_writer_receipt (writer, said);
  else
    {
      guint index = g_rand_int_range (world->rand, 0, entry->change->header.n);
      g_autoptr(GolChange) part = whole || one_in (world, 2) ? NULL : gol_change_withhold (entry->change, is_one_cb, &index);
      g_autofree char *text = gol_change_to_ndjson (part != NULL ? part : entry->change);

      gol_feed_writer_change (writer, text, said);
    }
}

static void
feed (World    *world,
      guint     site,
      gboolean  everything)
{
  g_autoptr(GolFeedWriter) writer = gol_feed_writer_new ();
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  g_autoptr(GolFeedPage) page = NULL;
  g_autofree char *next = g_strdup_printf ("c%u", ++world->pages);
  g_autofree char *text = NULL;
  GError *error = NULL;

  for (guint i = 0; i < world->log->len; i++)
    if (everything || one_in (world, 3))
      g_ptr_array_add (entries, g_ptr_array_index (world->log, i));
  array_shuffle (entries, world->rand);
  for (guint i = 0; i < entries->len; i++)
    add_item (world, writer, site, g_ptr_array_index (entries, i), everything);
  text = gol_feed_writer_end (writer, next, FALSE);
  page = gol_feed_page_read (text, strlen (text), &error);
  g_assert_no_error (error);
  for (guint i = 0, n = one_in (world, 4) ? 3 : 1; i < n; i++)
    {
      gol_exchange_take_page (world->offices[site]->store, GOL_LOG_OPEN, page, hub_get_key ()->public_key, &error);
      g_assert_no_error (error);
    }
}

/* ── All the same ── */

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

static char *
list_conflicts (Office     *office,
                const char *record,
                guint      *n)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) found = gol_store_conflicts (office->store, record, &error);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(GString) all = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (ids, (gpointer) gol_values_get_text (g_ptr_array_index (found, i), "id"));
  g_ptr_array_sort (ids, compare_strings);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (all, "%s\n", (char *) g_ptr_array_index (ids, i));
  *n = found->len;
  return g_strdup (all->str);
}

/* How many conflicts there are. */
static guint
assert_converged (World *world)
{
  guint n, other_n;
  g_autofree char *conflicts = list_conflicts (world->offices[0], world->record, &n);

  for (guint site = 1; site < SITES; site++)
    {
      g_autofree char *others = list_conflicts (world->offices[site], world->record, &other_n);

      g_assert_cmpstr (others, ==, conflicts);
    }
  for (guint s = 0; s < G_N_ELEMENTS (sections); s++)
    {
      g_autofree char *first = gol_store_digest (world->offices[0]->store, world->record, sections[s], NULL);

      for (guint site = 1; site < SITES; site++)
        {
          g_autofree char *other = gol_store_digest (world->offices[site]->store, world->record, sections[s], NULL);

          g_assert_cmpstr (other, ==, first);
        }
    }
  return n;
}

static void
tell_everything (World *world)
{
  for (guint site = 0; site < SITES; site++)
    feed (world, site, TRUE);
}

/* One officer decides for what stands: one `set` a section, which names every head. */
static void
resolve (World *world,
         guint  site)
{
  Office *office = world->offices[site];
  GError *error = NULL;
  g_autoptr(GPtrArray) found = gol_store_conflicts (office->store, world->record, &error);
  g_autoptr(GolRecord) record = found->len > 0 ? gol_store_read (office->store, world->record, &error) : NULL;
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "conflict.resolve", NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const char *section = gol_values_get_text (g_ptr_array_index (found, i), "section");
      const char *field = gol_values_get_text (g_ptr_array_index (found, i), "field");
      GolValues *stands = gol_record_get (record, section);
      const GolValue *value = stands != NULL ? gol_values_find (stands, field) : NULL;
      g_autoptr(GolValues) values = gol_values_new ();

      if (value != NULL)
        gol_values_set (values, value);
      else
        gol_values_set_text (values, field, NULL);
      gol_batch_set (batch, world->record, section, values, NULL);
    }
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
}

static void
push_everything (World *world)
{
  for (guint site = 0; site < SITES; site++)
    for (;;)
      {
        GolExchangeHave have;
        GError *error = NULL;

        gol_exchange_get_have (world->offices[site]->store, GOL_LOG_OPEN, &have, &error);
        g_assert_no_error (error);
        if (have.seq == world->pushed[site])
          break;
        push (world, site);
      }
}

static guint
run_history (World *world)
{
  guint steps = g_rand_int_range (world->rand, 4, 14);
  guint conflicts;

  g_free (world->record);
  g_ptr_array_set_size (world->log, 0);
  world->record = office_set (world->offices[0], NULL, "civil", values_new ("sex", "female", NULL));
  for (guint step = 0; step < steps; step++)
    {
      guint site = g_rand_int_range (world->rand, 0, SITES);

      switch (g_rand_int_range (world->rand, 0, 8))
        {
        case 0: case 1: case 2: case 3:
          write_something (world, site);
          break;
        case 4: case 5:
          push (world, site);
          break;
        case 6:
          feed (world, site, FALSE);
          break;
        default:
          judge_again (world);
        }
    }
  push_everything (world);
  tell_everything (world);
  conflicts = assert_converged (world);

  if (conflicts == 0)
    return 0;
  resolve (world, g_rand_int_range (world->rand, 0, SITES));
  push_everything (world);
  judge (world, g_ptr_array_index (world->log, world->log->len - 1), GOL_RECEIPT_OK);
  tell_everything (world);
  g_assert_cmpuint (assert_converged (world), ==, 0);
  return conflicts;
}

static void
test_convergence (void)
{
  guint32 seed = g_test_rand_int ();
  World world = { g_rand_new_with_seed (seed) };
  GError *error = NULL;
  guint conflicts = 0;

  g_test_message ("seed %u", seed);
  world.log = g_ptr_array_new_with_free_func (entry_free);
  for (guint site = 0; site < SITES; site++)
    {
      world.offices[site] = office_new (site_names[site]);
      gol_store_set_synchronous (world.offices[site]->store, FALSE, &error);
      g_assert_no_error (error);
    }
  for (guint site = 0; site < SITES; site++)
    for (guint other = site + 1; other < SITES; other++)
      office_pair (world.offices[site], world.offices[other]);
  for (guint i = 0; i < HISTORIES; i++)
    conflicts += run_history (&world);
  g_test_message ("%u conflicts in %d histories, all closed", conflicts, HISTORIES);
  g_assert_cmpuint (conflicts, >, 0);

  for (guint site = 0; site < SITES; site++)
    {
      guint64 waiting;

      gol_exchange_count_waiting (world.offices[site]->store, GOL_LOG_OPEN, &waiting, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (waiting, ==, 0);
      office_verify (world.offices[site]);
      gol_store_rebuild (world.offices[site]->store, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      office_verify (world.offices[site]);
      assert_converged (&world);
    }
  for (guint site = 0; site < SITES; site++)
    office_free (world.offices[site]);
  g_ptr_array_unref (world.log);
  g_free (world.record);
  g_rand_free (world.rand);
}

/* Two officers on one phone number, offline; a third office only hears of it. */
static void
test_phone (void)
{
  World world = { g_rand_new_with_seed (1) };
  g_autofree char *id = NULL;
  guint n;

  world.log = g_ptr_array_new_with_free_func (entry_free);
  for (guint site = 0; site < SITES; site++)
    world.offices[site] = office_new (site_names[site]);
  for (guint site = 0; site < SITES; site++)
    for (guint other = site + 1; other < SITES; other++)
      office_pair (world.offices[site], world.offices[other]);
  world.record = office_set (world.offices[0], NULL, "contact", values_new ("phone_1", "+50255500100", NULL));
  push_everything (&world);
  for (guint i = 0; i < world.log->len; i++)
    judge (&world, g_ptr_array_index (world.log, i), GOL_RECEIPT_OK);
  tell_everything (&world);

  office_later (world.offices[0], 20);
  office_later (world.offices[1], 10);
  g_free (office_set (world.offices[0], world.record, "contact", values_new ("phone_1", "+50255500101", NULL)));
  g_free (office_set (world.offices[1], world.record, "contact", values_new ("phone_1", "+50255500102", NULL)));
  push_everything (&world);
  for (guint i = 0; i < world.log->len; i++)
    g_ptr_array_add (((Entry *) g_ptr_array_index (world.log, i))->receipts,
                     hub_receipt (((Entry *) g_ptr_array_index (world.log, i))->change, ++world.hub_seq, NULL, GOL_RECEIPT_OK));
  tell_everything (&world);
  g_assert_cmpuint (assert_converged (&world), ==, 1);
  id = list_conflicts (world.offices[2], NULL, &n);
  g_assert_cmpuint (n, ==, 1);
  for (guint site = 0; site < SITES; site++)
    {
      g_autoptr(GPtrArray) found = gol_store_conflicts (world.offices[site]->store, NULL, NULL);
      GolValues *conflict = g_ptr_array_index (found, 0);
      const char *values = gol_values_get_text (conflict, "values");
      g_autofree char *stands = office_get (world.offices[site], world.record, "contact.phone_1");

      g_assert_nonnull (strstr (values, "+50255500101"));
      g_assert_nonnull (strstr (values, "+50255500102"));
      g_assert_cmpstr (stands, ==, "+50255500101");
    }

  resolve (&world, 2);
  push_everything (&world);
  judge (&world, g_ptr_array_index (world.log, world.log->len - 1), GOL_RECEIPT_OK);
  tell_everything (&world);
  g_assert_cmpuint (assert_converged (&world), ==, 0);
  for (guint site = 0; site < SITES; site++)
    {
      office_verify (world.offices[site]);
      office_free (world.offices[site]);
    }
  g_ptr_array_unref (world.log);
  g_free (world.record);
  g_rand_free (world.rand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/convergence/phone", test_phone);
  g_test_add_func ("/store/convergence/histories", test_convergence);
  return g_test_run ();
}
