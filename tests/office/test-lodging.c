/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a ministry writes for those who have no office, the hub takes: each section in the name of who may write it. */

#include "config.h"

#include "season.h"

#include <glib/gstdio.h>

#include "gol-exchange.h"
#include "gol-hub.h"
#include "gol-import.h"
#include "gol-push.h"

#define AGENCY "labour"

/* ── A hub ── */

typedef struct
{
  Fixture *fixture;
  char    *folder;
  GolHub  *hub;
  guint64  pushed;
  GHashTable *parties;   /* for whom something was lodged: on_behalf_of → changes */
} World;

static GolStore *
store_of (World *world)
{
  return gol_office_get_store (world->fixture->office);
}

static void
add_agency (World      *world,
            const char *agency,
            const char *kind,
            const char *employer)
{
  g_autoptr(GError) error = NULL;

  gol_hub_add_agency (world->hub, agency, kind, employer, NULL, &error);
  g_assert_no_error (error);
}

static void
world_init (World   *world,
            Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *told = NULL;

  *world = (World) { .fixture = fixture, .folder = g_dir_make_tmp ("gol-hub-XXXXXX", &error) };
  g_assert_no_error (error);
  world->parties = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gol_hub_init (world->folder, &error);
  g_assert_no_error (error);
  world->hub = gol_hub_open (world->folder, fixture->clock, &error);
  g_assert_no_error (error);
  add_agency (world, AGENCY, "ministry", NULL);
  code = gol_hub_invite (world->hub, AGENCY, &error);
  g_assert_no_error (error);
  told = gol_hub_enrol (world->hub, code, gol_office_get_info (fixture->office)->site,
                        gol_exchange_get_site_key (store_of (world))->public_key, gol_exchange_get_seal_key (store_of (world)), &error);
  g_assert_no_error (error);
}

static void
world_clear (World *world)
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  gol_hub_close (world->hub);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
  g_hash_table_unref (world->parties);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
count_party (World           *world,
             const GolHeader *header)
{
  const char *party = header->on_behalf_of != NULL ? header->on_behalf_of : "";
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (world->parties, party));

  g_hash_table_insert (world->parties, g_strdup (party), GUINT_TO_POINTER (n + 1));
}

static guint
lodged_for (World      *world,
            const char *party)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (world->parties, party));
}

/* The next changes; FALSE: there are none. */
static gboolean
push_some (World *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes = gol_exchange_read_changes (store_of (world), GOL_LOG_OPEN, world->pushed, 500, 1000000, NULL, 0, &error);
  g_autoptr(GPtrArray) answers = NULL;
  g_autoptr(GString) body = g_string_new (NULL);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  if (changes->len == 0)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    gol_push_append (body, g_ptr_array_index (changes, i), NULL);
  text = gol_hub_push (world->hub, gol_office_get_info (world->fixture->office)->site, body->str, body->len, &error);
  g_assert_no_error (error);
  answers = gol_answers_read (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, changes->len);
  for (guint i = 0; i < answers->len; i++)
    {
      const GolAnswer *answer = g_ptr_array_index (answers, i);
      const GolChange *change = g_ptr_array_index (changes, i);

      if (answer->kind != GOL_ANSWER_ACCEPTED)
        g_error ("%s %s: %s", change->line, (char *) g_ptr_array_index (change->leaves, 0), answer->receipt->reason);
      count_party (world, &change->header);
    }
  world->pushed += changes->len;
  return TRUE;
}

/* How many changes that were. */
static guint64
push (World *world)
{
  guint64 before = world->pushed;

  while (push_some (world))
    ;
  return world->pushed - before;
}

/* ── What is lodged ── */

static void
import_orders (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "data/demo/job-orders.csv", NULL);
  g_autoptr(GolImport) import = gol_import_open (fixture->office, gol_dictionary_find_entity ("order"), path, &error);
  g_autoptr(GolImportReport) report = NULL;

  g_assert_no_error (error);
  report = gol_import_run (import, TRUE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, 300);
}

static void
undo (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  GolUndoResult result = { 0 };

  gol_office_undo (fixture->office, NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.left, ==, 0);
  gol_undo_result_clear (&result);
}

/* Employers, terms and decisions of one sheet are three parties', in one action. */
static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto(World) world = { NULL };
  guint64 n;

  world_init (&world, fixture);
  import_orders (fixture);
  n = push (&world);
  g_assert_cmpuint (lodged_for (&world, "employer"), >, 0);
  g_assert_cmpuint (lodged_for (&world, "authority"), >, 0);
  g_assert_cmpuint (lodged_for (&world, ""), >, 0);
  /* Not one a row. */
  g_assert_cmpuint (n, <, 30);

  undo (fixture);
  g_assert_cmpuint (push (&world), >, 0);
  import_orders (fixture);
  g_assert_cmpuint (push (&world), >, 0);
}

/* An order and a season, with what came on paper from the authority, the employer and the consulate. */
static void
test_season (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto(World) world = { NULL };
  g_autofree char *order = season_approved_order (fixture, "sawp-mx-ca", "2");
  g_autofree char *worker = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *placement = season_place (fixture, worker, order);
  g_autofree char *arrival = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world, fixture);
  fixture_set_day (fixture, "2027-02-27");
  arrival = gol_office_log_event (fixture->office, placement, "arrival", NULL, NULL, &error);
  g_assert_no_error (error);
  push (&world);
  g_assert_cmpuint (lodged_for (&world, "authority"), >, 0);
  g_assert_cmpuint (lodged_for (&world, "employer"), >, 0);
  g_assert_cmpuint (lodged_for (&world, "consulateorigin"), >, 0);
}

/* Who has an office and answers for all of its kind is named; one of many employers is not. */
static void
test_offices (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto(World) world = { NULL };
  g_autofree char *employer = fixture_add (fixture, "employer", "employer_identity.legal_name", "Huerta del Norte", NULL);
  g_autofree char *authority = fixture_add (fixture, "agency", "agency.agency", "sgt", "agency.name", "Authority",
                                            "agency.kind", "authority", NULL);
  g_autofree char *farm = fixture_add (fixture, "agency", "agency.agency", "farm", "agency.name", "Huerta del Norte",
                                       "agency.kind", "employer", "agency.employer", employer, NULL);

  world_init (&world, fixture);
  add_agency (&world, "sgt", "authority", NULL);
  add_agency (&world, "farm", "employer", employer);
  import_orders (fixture);
  push (&world);
  g_assert_cmpuint (lodged_for (&world, "sgt"), >, 0);
  g_assert_cmpuint (lodged_for (&world, "authority"), ==, 0);
  g_assert_cmpuint (lodged_for (&world, "farm"), ==, 0);
  g_assert_cmpuint (lodged_for (&world, "employer"), >, 0);

  fixture_save (fixture, employer, "employer_identity", "place", "Lepe");
  undo (fixture);
  g_assert_cmpuint (push (&world), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/office/lodging/import", test_import);
  fixture_add_test ("/office/lodging/season", test_season);
  fixture_add_test ("/office/lodging/offices", test_offices);
  return g_test_run ();
}
