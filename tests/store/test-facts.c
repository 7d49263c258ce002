/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-facts-private.h"
#include "gol-scheme.h"
#include "season-fixture.h"

/* ── By example ── */

static void
test_worker (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office);
  g_autofree char *paper = NULL;

  season_put (office, worker, "household", "dependents", "3", "members",
              "[{\"birth_date\":\"2015-01-01\",\"carer\":\"Rosa\",\"name\":\"Eva\",\"relation\":\"child\"},"
              "{\"birth_date\":\"2008-11-24\",\"name\":\"Luis\",\"relation\":\"child\"},"
              "{\"birth_date\":\"1960\",\"name\":\"Juan\",\"relation\":\"parent\"}]", NULL);
  season_put (office, worker, "consents", "consents",
              "[{\"given\":\"2026-01-01\",\"purpose\":\"programme\"},"
              "{\"given\":\"2026-01-01\",\"purpose\":\"transfer\",\"withdrawn\":\"2026-02-01\"}]", NULL);
  paper = season_add (office, "document", "document", "worker", worker, "kind", "criminal_record", "issued",
                      "2026-11-02", "expires", "2027-02-02", NULL);
  g_free (season_add (office, "document", "document", "worker", worker, "kind", "criminal_record", "issued",
                      "2020-01-01", NULL));

  season_assert_fact (office, worker, "registered_on", "2026-11-23");
  season_assert_fact (office, worker, "birth_date", "1990-05-10");
  season_assert_fact (office, worker, "schooling", "2");
  season_assert_fact (office, worker, "literate", "1");
  season_assert_fact (office, worker, "occupations", " 9211 ");
  season_assert_fact (office, worker, "languages", NULL);
  season_assert_fact (office, worker, "has_passport", "1");
  season_assert_fact (office, worker, "dependents", "3");
  season_assert_fact (office, worker, "children", "2");
  season_assert_fact (office, worker, "carer_named", "0");
  season_assert_fact (office, worker, "consents", " programme ");
  season_assert_fact (office, worker, "papers", " criminal_record=2026-11-02/2027-02-02 ");
  season_assert_fact (office, worker, "stays", "");
  season_assert_fact (office, worker, "abroad", "0");
  season_assert_fact (office, worker, "last_returned_on", GOL_FACT_NEVER);
  season_assert_fact (office, worker, "sanction_until", GOL_FACT_NEVER);
  season_assert_fact (office, worker, "no_unpaid_fee", NULL);

  /* Luis comes of age tomorrow: time alone moves both facts. */
  season_today (office, "2026-11-24");
  gol_derive_sweep (office->store, (GolDate) { 2026, 11, 24 }, NULL, NULL, NULL);
  season_assert_fact (office, worker, "children", "1");
  season_assert_fact (office, worker, "carer_named", "1");
  season_void (office, paper);
  season_assert_fact (office, worker, "papers", " criminal_record=2020-01-01/ ");
  season_void (office, worker);
  season_assert_fact (office, worker, "birth_date", NULL);
}

static void
test_what_is_not_known (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_add (office, "worker", "name_photo", "given_names", "Ana", NULL);

  season_assert_fact (office, worker, "birth_date", NULL);
  season_assert_fact (office, worker, "literate", NULL);
  season_assert_fact (office, worker, "refusals", NULL);
  season_assert_fact (office, worker, "children", NULL);
  /* A child of unknown age may be one. */
  season_put (office, worker, "household", "members", "[{\"name\":\"Eva\",\"relation\":\"child\"}]", NULL);
  season_assert_fact (office, worker, "children", NULL);
  season_assert_fact (office, worker, "carer_named", NULL);
  /* Seasons of which no day is known. */
  season_put (office, worker, "prior_migration", "earlier_seasons", "4", NULL);
  season_assert_fact (office, worker, "earlier_seasons", "4");
  season_assert_fact (office, worker, "stays", NULL);
  season_assert_fact (office, worker, "refusals", "0");
  season_put (office, worker, "prior_migration", "stays", "[{\"country\":\"CA\",\"from\":\"2025\",\"to\":\"2025\"}]",
              NULL);
  season_assert_fact (office, worker, "stays", "23AC251843410100");   /* the whole of 2025, uncertain */
  season_put (office, worker, "prior_migration", "stays", "[{\"from\":\"2025-01-01\",\"to\":\"2025-02-01\"}]", NULL);
  season_assert_fact (office, worker, "stays", NULL);                 /* in which country? */
}

static void
test_season (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office);
  g_autofree char *order = season_add (office, "order", "order_terms", "scheme", "sawp-mx-ca", "posts_asked", "2",
                                       "start_date", "2026-03-01", "end_date", "2026-10-31", NULL);
  g_autofree char *placement = season_placement (office, worker, order, "sawp-mx-ca", "2026-03-01", "2026-10-31");

  season_assert_fact (office, worker, "open_placements", "1");
  season_assert_fact (office, order, "posts_filled", "1");
  season_assert_fact (office, order, "posts_free", "1");
  season_assert_derived (office, order, "d_filled", "1");
  season_assert_fact (office, placement, "return_due", "2026-11-15");
  g_free (season_event (office, placement, "departure", "2026-03-02"));
  season_assert_fact (office, worker, "abroad", "1");
  season_assert_fact (office, worker, "last_returned_on", NULL);
  season_assert_fact (office, worker, "stays", "2555FFFF43410000");
  g_free (season_event (office, placement, "return", "2026-10-30"));
  season_assert_fact (office, worker, "abroad", "0");
  season_assert_fact (office, worker, "open_placements", "0");
  season_assert_fact (office, worker, "last_scheme", "sawp-mx-ca");
  season_assert_fact (office, worker, "last_returned_on", "2026-10-30");
  season_assert_fact (office, worker, "last_return_due", "2026-11-15");
  season_assert_fact (office, worker, "stays", "2555264743410000");
  season_assert_fact (office, worker, "earlier_seasons", "1");
}

/* The witness whom the scheme believes most, whoever wrote last. */
static void
test_witnesses (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office);
  g_autofree char *placement = season_placement (office, worker, NULL, "sawp-mx-ca", "2026-03-01", "2026-10-31");
  const GolScheme *scheme = gol_scheme_shelf_find ("sawp-mx-ca", NULL);
  guint consulate = gol_scheme_get_precedence (scheme, "arrival", GOL_PARTY_CONSULATE_ORIGIN);
  guint employer = gol_scheme_get_precedence (scheme, "arrival", GOL_PARTY_EMPLOYER);

  g_assert_cmpuint (employer, !=, G_MAXUINT);
  g_assert_cmpuint (consulate, !=, employer);
  g_free (season_add (office, "agency", "agency", "agency", "farm", "kind", "employer", NULL));
  g_free (season_add (office, "agency", "agency", "agency", "consul", "kind", "consulate-origin", NULL));
  g_free (season_add (office, "event", "event", "placement", placement, "kind", "arrival", "at",
                      "2026-03-02T10:00:00.000Z", "agency", "consul", NULL));
  g_free (season_add (office, "event", "event", "placement", placement, "kind", "arrival", "at",
                      "2026-03-04T10:00:00.000Z", "agency", "farm", NULL));
  season_assert_fact (office, placement, "arrived_on", consulate < employer ? "2026-03-02" : "2026-03-04");
}

static void
test_order (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office);
  g_autofree char *employer = season_add (office, "employer", "employer_identity", "legal_name", "Made-up Farm", NULL);
  g_autofree char *worksite = season_add (office, "worksite", "worksite_core", "employer", employer, NULL);
  g_autofree char *order
    = season_add (office, "order", "order_terms", "scheme", "sawp-mx-ca", "employer", employer, "worksite", worksite,
                  "posts_asked", "10", "wage", "17.50", "end_date", "2027-10-31", "deductions",
                  "[{\"cap\":\"620\",\"kind\":\"travel\",\"percent\":\"10\"},"
                  "{\"amount\":\"2.75\",\"kind\":\"utilities\",\"per\":\"day\"}]",
                  "requirements",
                  "[{\"kind\":\"sex\",\"value\":\"women\"},"
                  "{\"justification\":\"heavy loads\",\"kind\":\"strength\"}]",
                  NULL);
  g_autofree char *people = g_strdup_printf ("[{\"worker\":\"%s\"}]", worker);
  g_autofree char *finding = season_add (office, "finding", "finding", "employer", employer, "kind", "wage", NULL);

  season_put (office, order, "order_names", "people", people, NULL);
  season_put (office, worksite, "housing", "capacity", "12", "inspected", "2026-09-01", "result", "good", NULL);
  season_put (office, order, "order_destination_decision", "posts_certified", "8", "result", "full", NULL);
  season_assert_fact (office, order, "wage", "17.5");
  season_assert_fact (office, order, "deductions", " travel=10///620 utilities=/2.75/day/ ");
  season_assert_fact (office, order, "requirements", "2");
  season_assert_fact (office, order, "unfounded_requirements", "1");
  season_assert_fact (office, order, "housing_inspected", "2026-09-01");
  season_assert_fact (office, order, "housing_capacity", "12");
  season_assert_fact (office, order, "posts_free", "8");
  season_assert_fact (office, order, "open_wage_findings", "1");
  season_assert_derived (office, order, "d_employer_name", "Made-up Farm");
  season_assert_fact (office, worker, "named_orders", "1");
  season_put (office, finding, "finding", "closed", "2026-11-01", NULL);
  season_assert_fact (office, order, "open_wage_findings", "0");
  season_put (office, employer, "employer_identity", "legal_name", "Another Farm", NULL);
  season_assert_derived (office, order, "d_employer_name", "Another Farm");
  season_put (office, order, "order_names", "people", "[]", NULL);
  season_assert_fact (office, worker, "named_orders", "0");
}

/* Two deciders, a day, and an end; lifted or annulled it weighs nothing. */
static void
test_sanctions (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = season_worker (office);
  g_autofree char *sanction = season_add (office, "sanction", "sanction", "worker", worker, "clause", "x", "from",
                                          "2026-01-01", "until", "2027-01-01", "first_decider", "Ana", NULL);

  season_assert_fact (office, worker, "sanction_until", GOL_FACT_NEVER);
  season_put (office, sanction, "sanction", "second_decider", "Ana", NULL);
  season_assert_fact (office, worker, "sanction_until", GOL_FACT_NEVER);
  season_put (office, sanction, "sanction", "second_decider", "Luis", NULL);
  season_assert_fact (office, worker, "sanction_until", "2027-01-01");
  season_put (office, sanction, "sanction", "until", NULL, NULL);
  season_assert_fact (office, worker, "sanction_until", NULL);
  season_put (office, sanction, "sanction", "appeal", "lifted", NULL);
  season_assert_fact (office, worker, "sanction_until", GOL_FACT_NEVER);
}

/* ── Kept up, they equal what is made again ── */

static void
dump_table (GolDb      *db,
            const char *sql,
            GPtrArray  *lines)
{
  g_autoptr(GolStatement) statement = gol_db_prepare_uncached (db, sql, NULL);
  gboolean row;

  while (gol_statement_step (statement, &row, NULL) && row)
    {
      GString *line = g_string_new (sql);

      for (int i = 0; i < gol_statement_columns (statement); i++)
        g_string_append_printf (line, "\n  %s=%s", gol_statement_column_name (statement, i),
                                gol_statement_type (statement, i) == GOL_DB_BLOB ? "blob"
                                                                                 : gol_statement_text (statement, i));
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
}

static gboolean
dump (GolDb     *db,
      GPtrArray *lines)
{
  dump_table (db, "SELECT *, iif (stays IS NULL, NULL, hex (stays)) AS packed FROM f_worker ORDER BY id", lines);
  dump_table (db, "SELECT * FROM f_placement ORDER BY id", lines);
  dump_table (db, "SELECT * FROM f_order ORDER BY id", lines);
  dump_table (db, "SELECT * FROM f_named ORDER BY worker, \"order\"", lines);
  dump_table (db, "SELECT id, d_step, d_due, d_late, d_status, d_next FROM r_placement WHERE voided = 0 ORDER BY id",
              lines);
  dump_table (
    db,
    "SELECT id, d_placement, d_step, d_due, d_late, d_status, d_warnings FROM r_worker WHERE voided = 0 ORDER BY id",
    lines);
  dump_table (db, "SELECT id, d_employer_name, d_filled FROM r_order WHERE voided = 0 ORDER BY id", lines);
  return TRUE;
}

static void
compare_with_made_again (Office *office)
{
  GolDb *open = office->store->files[GOL_LOG_OPEN].db;
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_free), made = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  dump (open, kept);
  gol_store_lock (office->store, GOL_PRIORITY_BULK);
  gol_facts_rebuild (office->store, open, NULL, &error);
  gol_store_unlock (office->store);
  g_assert_no_error (error);
  dump (open, made);
  g_assert_cmpuint (kept->len, ==, made->len);
  for (guint i = 0; i < kept->len; i++)
    if (!g_str_equal (kept->pdata[i], made->pdata[i]))
      g_error ("kept:\n%s\nmade again:\n%s", (char *) kept->pdata[i], (char *) made->pdata[i]);
}

typedef struct
{
  Office    *office;
  GPtrArray *workers, *orders, *placements, *employers, *worksites, *others;
  GolDate    today;
} World;

static const char *
pick (GPtrArray *names)
{
  return names->pdata[g_test_rand_int_range (0, names->len)];
}

static const char *
any_day (void)
{
  static char buffers[8][GOL_DATE_TEXT_MAX];
  static guint next;

  next = (next + 1) % G_N_ELEMENTS (buffers);
  return gol_date_format (gol_date_from_days (g_test_rand_int_range (20300, 20900)),
                          buffers[next]); /* 2025-07 to 2027-03 */
}

static const char *
one_of (const char *first,
        ...)
{
  const char *codes[16] = { first };
  guint n = 1;
  va_list list;

  va_start (list, first);
  while ((codes[n] = va_arg (list, const char *)) != NULL)
    n++;
  va_end (list);
  return codes[g_test_rand_int_range (0, n)];
}

static const char *
any_scheme (void)
{
  return one_of ("sawp-mx-ca", "gecco-es", "no-such-scheme", NULL);
}

static void
happen_to_worker (World *world)
{
  const char *worker = pick (world->workers);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      g_ptr_array_add (world->workers, season_worker (world->office));
      break;
    case 1:
      season_put (world->office, worker, "identity_numbers", "passport_expires", any_day (),
                  "national_number", one_of ("TUAA900510MOCZNN09", "TUAA900510MOCZNN08", NULL), NULL);
      season_put (world->office, worker, "bank", "clabe", one_of ("012", NULL, NULL), NULL);
      break;
    case 2:
      season_put (world->office, worker, "prior_migration", "stays",
                  one_of ("[]", "[{\"country\":\"CA\",\"from\":\"2024-02-01\",\"to\":\"2024-09-01\"}]",
                          "[{\"country\":\"ES\",\"from\":\"2024\"}]", NULL), NULL);
      break;
    case 3:
      season_put (world->office, worker, "household", "members",
                  one_of ("[]", "[{\"birth_date\":\"2008-12-01\",\"relation\":\"child\"}]",
                          "[{\"birth_date\":\"2015\",\"carer\":\"Rosa\",\"relation\":\"child\"}]", NULL), NULL);
      break;
    case 4:
      g_ptr_array_add (world->others, season_add (world->office, "sanction", "sanction", "worker", worker, "clause",
                                                  "x", "from", any_day (), "until", any_day (), "first_decider", "Ana",
                                                  "second_decider", one_of ("Ana", "Luis", NULL), NULL));
      break;
    case 5:
      g_ptr_array_add (world->others,
                       season_add (world->office, "document", "document", "worker", worker, "kind",
                                   one_of ("criminal_record", "national_id", NULL), "issued", any_day (), NULL));
      break;
    case 6:
      season_void (world->office, pick (world->others));
      break;
    default:
      if (g_test_rand_int_range (0, 4) == 0)
        season_void (world->office, worker);
    }
}

static void
happen_to_order (World *world)
{
  Office *office = world->office;
  const char *order = pick (world->orders);
  g_autofree char *people
    = g_strdup_printf ("[{\"worker\":\"%s\"},{\"worker\":\"%s\"}]", pick (world->workers), pick (world->workers));

  switch (g_test_rand_int_range (0, 7))
    {
    case 0:
      g_ptr_array_add (world->orders,
                       season_add (office, "order", "order_terms", "scheme", any_scheme (), "posts_asked", "5",
                                   "employer", pick (world->employers), "worksite", pick (world->worksites),
                                   "start_date", any_day (), "received_on", any_day (), NULL));
      break;
    case 1:
      season_put (office, order, "order_names", "people", people, NULL);
      break;
    case 2:
      season_put (office, order, "order_destination_decision", "result", one_of ("full", "denied", NULL), "decided_on",
                  any_day (), NULL);
      break;
    case 3:
      season_put (office, order, "order_origin_decision", "result", one_of ("full", "denied", NULL), "decided_on",
                  any_day (), NULL);
      break;
    case 4:
      season_put (office, pick (world->employers), "employer_identity", "legal_name", one_of ("A", "B", "C", NULL),
                  NULL);
      break;
    case 5:
      season_put (office, pick (world->worksites), "housing", "inspected", any_day (), NULL);
      break;
    default:
      g_ptr_array_add (world->others,
                       season_add (office, "finding", "finding", "employer", pick (world->employers), "kind", "wage",
                                   "closed", one_of (any_day (), any_day (), NULL), NULL));
    }
}

static void
happen_to_placement (World *world)
{
  Office *office = world->office;
  const char *placement = pick (world->placements), *worker = pick (world->workers);

  switch (g_test_rand_int_range (0, 13))
    {
    case 0:
      g_ptr_array_add (world->placements,
                       season_placement (office, worker, pick (world->orders), any_scheme (), any_day (), any_day ()));
      break;
    case 1:
      season_put (office, placement, "placement_core", "worker", worker, "order", pick (world->orders), NULL);
      break;
    case 2:
      season_put (office, placement, "placement_core", "withdrawn_on", one_of (any_day (), any_day (), NULL), NULL);
      break;
    case 3:
      season_put (office, placement, "selection", "result", one_of ("selected", "rejected", NULL), "held_on",
                  any_day (), NULL);
      break;
    case 4:
      season_put (office, placement, "contract", "worker_signed", any_day (), "employer_signed", any_day (), NULL);
      break;
    case 5:
      season_put (office, placement, "visa_application", "decision", one_of ("granted", "refused", NULL), "decided_on",
                  any_day (), NULL);
      break;
    case 6:
      g_ptr_array_add (world->others, season_add (office, "fitness", "fitness", "worker", worker, "result", "fit",
                                                  "examined", any_day (), NULL));
      break;
    case 7:
      g_ptr_array_add (world->others, season_add (office, "step", "step", "placement", placement,
                                                  "step", one_of ("MON", "REH", "PRE", "CON", NULL), "on", any_day (),
                                                  "result", one_of ("done", "skipped", "refused", NULL), NULL));
      break;
    case 8:
      g_ptr_array_add (world->others, season_add (office, "attestation", "attestation", "placement", placement, "step",
                                                  one_of ("MED", "no_unpaid_fee", NULL), "result",
                                                  one_of ("yes", "no", NULL), "at", "2026-11-01T10:00:00.000Z", NULL));
      break;
    case 9:
      season_void (office, placement);
      break;
    default:
      g_ptr_array_add (world->others, season_event (office, placement,
                                                    one_of ("departure", "arrival", "return", "return_in_person",
                                                            "no_show", "missing", "located", "end", NULL),
                                                    any_day ()));
    }
}

static void
pass_time (World *world)
{
  GError *error = NULL;
  char buffer[GOL_DATE_TEXT_MAX];

  world->today = gol_date_add_days (world->today, g_test_rand_int_range (1, 40));
  season_today (world->office, gol_date_format (world->today, buffer));
  gol_derive_sweep (world->office->store, world->today, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_equal_to_made_again (void)
{
  g_autoptr(Office) office = office_new ("s1");
  World world = { .office = office, .today = { 2026, 11, 23 } };
  GPtrArray **lists[]
    = { &world.workers, &world.orders, &world.placements, &world.employers, &world.worksites, &world.others };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (world.workers, season_worker (office));
  g_ptr_array_add (world.employers, season_add (office, "employer", "employer_identity", "legal_name", "A", NULL));
  g_ptr_array_add (world.worksites, season_add (office, "worksite", "worksite_core", "name", "Field", NULL));
  g_ptr_array_add (world.orders, season_add (office, "order", "order_terms", "scheme", "sawp-mx-ca", NULL));
  g_ptr_array_add (world.placements, season_placement (office, pick (world.workers), pick (world.orders), "sawp-mx-ca",
                                                       "2026-03-01", "2026-10-31"));
  g_ptr_array_add (world.others, season_event (office, pick (world.placements), "departure", "2026-03-02"));

  for (guint i = 0; i < 300; i++)
    {
      for (guint n = 0; n < 2; n++)
        {
          happen_to_worker (&world);
          happen_to_order (&world);
          happen_to_placement (&world);
        }
      if (g_test_rand_int_range (0, 5) == 0)
        pass_time (&world);
      /* A day on which nobody has swept may differ: the sweep is what brings the day in. */
      compare_with_made_again (office);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_ptr_array_unref (*lists[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/facts/worker", test_worker);
  g_test_add_func ("/store/facts/what-is-not-known", test_what_is_not_known);
  g_test_add_func ("/store/facts/season", test_season);
  g_test_add_func ("/store/facts/witnesses", test_witnesses);
  g_test_add_func ("/store/facts/order", test_order);
  g_test_add_func ("/store/facts/sanctions", test_sanctions);
  g_test_add_func ("/store/facts/equal-to-made-again", test_equal_to_made_again);
  return g_test_run ();
}
