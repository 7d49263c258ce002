/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-error.h"
#include "world.h"

#define FARM  "employer/01JD8Z5B7R00000000000000E1"
#define OTHER "employer/01JD8Z5B7R00000000000000E2"

/* A ministry, two employers, and who else has a part. */
typedef struct
{
  World *world;
  Site  *min;
  Site  *farm;
  Site  *other;
  Site  *sgt;       /* consulate of origin: sees all */
  Site  *north;     /* consulate of destination: one district */
  Site  *partner;
  char  *worker;
  char  *worksite;
  char  *elsewhere; /* of the other employer */
  char  *placement;
} Cast;

static void
say (Site    *site,
     GolLeaf *leaf)
{
  g_autoptr(GolChange) change = site_write (site, GOL_LOG_OPEN, leaf, NULL);
  g_autofree char *reason = NULL;
  GolAnswerKind kind = site_send (site, change, &reason);

  g_assert_cmpstr (reason, ==, NULL);
  g_assert_cmpint (kind, ==, GOL_ANSWER_ACCEPTED);
}

static void
cast_set_up (Cast          *cast,
             gconstpointer  data)
{
  World *world = cast->world = world_new ();

  world_agency (world, "min", "ministry", NULL, NULL);
  world_agency (world, "farm", "employer", FARM, NULL);
  world_agency (world, "other", "employer", OTHER, NULL);
  world_agency (world, "sgt", "consulate-origin", NULL, NULL);
  world_agency (world, "north", "consulate-destination", NULL, "d1");
  world_agency (world, "partner", "partner", NULL, NULL);
  cast->min = site_new (world, "m1", "min");
  cast->farm = site_new (world, "f1", "farm");
  cast->other = site_new (world, "o1", "other");
  cast->sgt = site_new (world, "c1", "sgt");
  cast->north = site_new (world, "n1", "north");
  cast->partner = site_new (world, "p1", "partner");
  cast->worker = record_new (world, "worker");
  cast->worksite = record_new (world, "worksite");
  cast->elsewhere = record_new (world, "worksite");
  cast->placement = record_new (world, "placement");

  say (cast->min, leaf_new (cast->worksite, "worksite_core", "employer", FARM, "district", "d7", "name", "Site A", NULL));
  say (cast->min, leaf_new (cast->elsewhere, "worksite_core", "employer", OTHER, "district", "d8", "name", "Site B", NULL));
  say (cast->min, leaf_new (cast->worker, "name_photo", "given_names", "Canary-name", NULL));
  say (cast->min, leaf_new (cast->worker, "civil", "birth_place", "Canary-civil", NULL));
  say (cast->min, leaf_new (cast->worker, "household", "income_band", "Canary-household", NULL));
}

static void
cast_tear_down (Cast          *cast,
                gconstpointer  data)
{
  site_free (cast->min);
  site_free (cast->farm);
  site_free (cast->other);
  site_free (cast->sgt);
  site_free (cast->north);
  site_free (cast->partner);
  g_free (cast->worker);
  g_free (cast->worksite);
  g_free (cast->elsewhere);
  g_free (cast->placement);
  world_free (cast->world);
}

static void
place (Cast       *cast,
       const char *worksite,
       const char *district)
{
  say (cast->min, leaf_new (cast->placement, "placement_core", "worker", cast->worker, "worksite", worksite,
                            "origin_district", district, NULL));
}

static gboolean
reads (Site       *site,
       const char *text)
{
  g_autofree char *feed = site_fetch_text (site, GOL_LOG_OPEN);

  return strstr (feed, text) != NULL;
}

/* The last word of the feed on a record: +1 granted, -1 revoked, 0 neither. */
static int
told (Site       *site,
      const char *record)
{
  g_autofree char *cursor = NULL;
  g_autoptr(GPtrArray) pages = site_fetch (site, GOL_LOG_OPEN, &cursor);
  int last = 0;

  for (guint i = 0; i < pages->len; i++)
    {
      const GolFeedPage *page = g_ptr_array_index (pages, i);

      for (guint k = 0; k < page->items->len; k++)
        {
          const GolFeedItem *item = g_ptr_array_index (page->items, k);

          if (g_strcmp0 (item->record, record) == 0)
            last = item->kind == GOL_FEED_GRANT ? 1 : -1;
        }
    }
  return last;
}

/* Those who see all read what the dictionary gives them, and an employer nothing of somebody who is not placed with it. */
static void
test_before (Cast          *cast,
             gconstpointer  data)
{
  g_assert_true (reads (cast->min, "Canary-household"));
  g_assert_true (reads (cast->sgt, "Canary-civil"));
  g_assert_true (reads (cast->sgt, "Canary-household"));
  g_assert_false (reads (cast->north, "Canary"));
  g_assert_false (reads (cast->partner, "Canary"));
  g_assert_false (reads (cast->farm, cast->worker));
  g_assert_true (reads (cast->farm, "Site A"));
  g_assert_false (reads (cast->farm, "Site B"));
  g_assert_true (reads (cast->other, "Site B"));
  g_assert_false (reads (cast->other, "Site A"));
}

/* Placed with it, an employer reads her name; her civil data once it has accepted her; her household never. */
static void
test_placed (Cast          *cast,
             gconstpointer  data)
{
  place (cast, cast->worksite, "d3");
  g_assert_cmpint (told (cast->farm, cast->worker), ==, 1);
  g_assert_cmpint (told (cast->farm, cast->placement), ==, 1);
  g_assert_true (reads (cast->farm, "Canary-name"));
  g_assert_false (reads (cast->farm, "Canary-civil"));
  g_assert_false (reads (cast->other, cast->worker));

  say (cast->farm, leaf_new (cast->placement, "employer_answer", "result", "accepted", NULL));
  g_assert_true (reads (cast->farm, "Canary-civil"));
  g_assert_false (reads (cast->farm, "Canary-household"));

  /* What comes later, too. */
  say (cast->min, leaf_new (cast->worker, "civil", "birth_place", "Canary-later", NULL));
  say (cast->min, leaf_new (cast->worker, "household", "income_band", "Canary-hidden", NULL));
  g_assert_true (reads (cast->farm, "Canary-later"));
  g_assert_false (reads (cast->farm, "Canary-hidden"));
}

/* An answer that is taken back closes what it opened. */
static void
test_refused_again (Cast          *cast,
                    gconstpointer  data)
{
  place (cast, cast->worksite, "d3");
  say (cast->farm, leaf_new (cast->placement, "employer_answer", "result", "accepted", NULL));
  say (cast->farm, leaf_new (cast->placement, "employer_answer", "result", "refused", NULL));
  g_assert_cmpint (told (cast->farm, cast->worker), ==, 1);   /* revoked and granted anew */
  g_assert_true (reads (cast->farm, "Canary-name"));
  g_assert_false (reads (cast->farm, "Canary-civil"));
}

/* One leaf of several: the others are withheld, and the whole is still verified. */
static void
test_withheld (Cast          *cast,
               gconstpointer  data)
{
  g_autoptr(GolChange) change = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr(GPtrArray) pages = NULL;
  guint found = 0;

  place (cast, cast->worksite, "d3");
  change = site_write (cast->min, GOL_LOG_OPEN, leaf_new (cast->worker, "name_photo", "known_as", "Canary-known", NULL),
                       leaf_new (cast->worker, "bank", "account", "Canary-bank", NULL),
                       leaf_new (cast->worker, "household", "income_band", "Canary-income", NULL), NULL);
  g_assert_cmpint (site_send (cast->min, change, NULL), ==, GOL_ANSWER_ACCEPTED);
  g_assert_true (reads (cast->farm, "Canary-known"));
  g_assert_false (reads (cast->farm, "Canary-bank"));
  g_assert_false (reads (cast->farm, "Canary-income"));
  pages = site_fetch (cast->farm, GOL_LOG_OPEN, &cursor);
  for (guint i = 0; i < pages->len; i++)
    {
      const GolFeedPage *page = g_ptr_array_index (pages, i);

      for (guint k = 0; k < page->items->len; k++)
        {
          const GolFeedItem *item = g_ptr_array_index (page->items, k);
          const GolChange *seen = item->change;

          if (seen == NULL || seen->header.n != 3)
            continue;
          found++;
          g_assert_true (gol_header_verify (cast->min->key.public_key, seen->line, strlen (seen->line), seen->signature));
          g_assert_nonnull (g_ptr_array_index (seen->leaves, 0));
          g_assert_null (g_ptr_array_index (seen->leaves, 1));
        }
    }
  g_assert_cmpuint (found, ==, 1);
}

/* Moved to another employer: the first loses her and all that hangs on the placement, the second gets what went before. */
static void
test_moved (Cast          *cast,
            gconstpointer  data)
{
  g_autofree char *event = record_new (cast->world, "event");

  place (cast, cast->worksite, "d3");
  say (cast->farm, leaf_new (event, "event", "placement", cast->placement, "place", "Canary-event", NULL));
  g_assert_true (reads (cast->farm, "Canary-event"));
  g_assert_false (reads (cast->other, "Canary"));

  place (cast, cast->elsewhere, "d3");
  g_assert_cmpint (told (cast->farm, cast->worker), ==, -1);
  g_assert_cmpint (told (cast->farm, cast->placement), ==, -1);
  g_assert_cmpint (told (cast->farm, event), ==, -1);
  g_assert_false (reads (cast->farm, "Canary"));   /* who asks again from the beginning gets nothing of it either */
  g_assert_cmpint (told (cast->other, cast->worker), ==, 1);
  g_assert_true (reads (cast->other, "Canary-name"));
  g_assert_true (reads (cast->other, "Canary-event"));
  g_assert_true (reads (cast->farm, "Site A"));
}

/* Whom one employer accepted the next one has yet to accept: what is for accepted workers only closes, also to an answer that comes late. */
static void
test_accepted_elsewhere (Cast          *cast,
                         gconstpointer  data)
{
  g_autoptr(GolChange) late = NULL;
  g_autofree char *reason = NULL;

  place (cast, cast->worksite, "d3");
  say (cast->farm, leaf_new (cast->placement, "employer_answer", "result", "accepted", NULL));
  g_assert_true (reads (cast->farm, "Canary-civil"));
  late = site_write (cast->farm, GOL_LOG_OPEN, leaf_new (cast->placement, "employer_answer", "result", "accepted", NULL), NULL);

  world_pass (cast->world, 1000);
  place (cast, cast->elsewhere, "d3");
  g_assert_true (reads (cast->other, "Canary-name"));
  g_assert_false (reads (cast->other, "Canary-civil"));
  g_assert_cmpint (site_send (cast->farm, late, &reason), ==, GOL_ANSWER_ACCEPTED);
  g_assert_false (reads (cast->other, "Canary-civil"));
  say (cast->other, leaf_new (cast->placement, "employer_answer", "result", "accepted", NULL));
  g_assert_true (reads (cast->other, "Canary-civil"));

  /* And back. */
  place (cast, cast->worksite, "d3");
  g_assert_false (reads (cast->farm, "Canary-civil"));
  g_assert_true (reads (cast->farm, "Canary-name"));
}

/* What was written while it was hers and comes after is late; what was written after is quarantined. */
static void
test_late (Cast          *cast,
           gconstpointer  data)
{
  g_autoptr(GolChange) in_time = NULL;
  g_autoptr(GolChange) after = NULL;
  g_autofree char *reason = NULL;
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(GPtrArray) answers = NULL;
  const GolAnswer *answer;

  place (cast, cast->worksite, "d3");
  in_time = site_write (cast->farm, GOL_LOG_OPEN, leaf_new (cast->placement, "employer_answer", "note", "In time", NULL), NULL);
  world_pass (cast->world, 1000);
  place (cast, cast->elsewhere, "d3");
  world_pass (cast->world, 1000);
  gol_push_append (body, in_time, NULL);
  answers = site_push (cast->farm, body->str);
  answer = g_ptr_array_index (answers, 0);
  g_assert_cmpint (answer->kind, ==, GOL_ANSWER_ACCEPTED);
  g_assert_cmpint (answer->receipt->verdict, ==, GOL_RECEIPT_LATE);

  after = site_write (cast->farm, GOL_LOG_OPEN, leaf_new (cast->placement, "employer_answer", "note", "After", NULL), NULL);
  g_assert_cmpint (site_send (cast->farm, after, &reason), ==, GOL_ANSWER_QUARANTINED);
  g_assert_cmpstr (reason, ==, "scope");
  g_assert_true (reads (cast->min, "In time"));
  g_assert_false (reads (cast->min, "After"));
}

/* A consulate with a district sees the placements of it, and the people of those; one without sees all. */
static void
test_districts (Cast          *cast,
                gconstpointer  data)
{
  place (cast, cast->worksite, "d2");
  g_assert_false (reads (cast->north, "Canary"));
  place (cast, cast->worksite, "d1");
  g_assert_cmpint (told (cast->north, cast->worker), ==, 1);
  g_assert_true (reads (cast->north, "Canary-civil"));
  place (cast, cast->worksite, "d2");
  g_assert_cmpint (told (cast->north, cast->worker), ==, -1);
  g_assert_false (reads (cast->north, "Canary"));

  /* By the worksite's, as well. */
  say (cast->min, leaf_new (cast->worksite, "worksite_core", "district", "d1", NULL));
  g_assert_cmpint (told (cast->north, cast->worksite), ==, 1);
  g_assert_cmpint (told (cast->north, cast->worker), ==, 1);
  g_assert_true (reads (cast->north, "Canary-civil"));
}

/* On an order of its own, before a worksite is named; the worksite decides once it is. */
static void
test_order (Cast          *cast,
            gconstpointer  data)
{
  g_autofree char *order = record_new (cast->world, "order");

  say (cast->farm, leaf_new (order, "order_terms", "employer", FARM, "number", "Canary-order", NULL));
  g_assert_false (reads (cast->other, "Canary"));
  say (cast->min, leaf_new (cast->placement, "placement_core", "worker", cast->worker, "order", order, NULL));
  g_assert_true (reads (cast->farm, "Canary-name"));
  say (cast->min, leaf_new (cast->placement, "placement_core", "worksite", cast->elsewhere, NULL));
  g_assert_false (reads (cast->farm, "Canary-name"));
  g_assert_true (reads (cast->farm, "Canary-order"));
  g_assert_true (reads (cast->other, "Canary-name"));
  g_assert_false (reads (cast->other, "Canary-order"));
}

/* Whoever comes later is told what it may see of what was before. */
static void
test_new_agency (Cast          *cast,
                 gconstpointer  data)
{
  g_autoptr(Site) all = NULL;
  g_autoptr(Site) some = NULL;

  place (cast, cast->worksite, "d5");
  world_agency (cast->world, "rome", "authority", NULL, NULL);
  world_agency (cast->world, "fifth", "consulate-destination", NULL, "d5");
  all = site_new (cast->world, "a1", "rome");
  some = site_new (cast->world, "n5", "fifth");
  g_assert_true (reads (all, "Canary-civil"));
  g_assert_false (reads (all, "Canary-household"));
  g_assert_true (reads (all, "Site B"));
  g_assert_true (reads (some, "Canary-civil"));
  g_assert_false (reads (some, "Site B"));
}

/* Sealed bodies go to those to whom they are addressed; nobody else's feed, count or number tells of them. */
static void
test_protected (Cast          *cast,
                gconstpointer  data)
{
  static const char * const to[] = { "min", "sgt", NULL };
  static const char * const wrong[] = { "farm", NULL };
  g_autofree char *complaint = record_new (cast->world, "complaint");
  g_autofree char *cursor = NULL;
  g_autofree char *before = site_fetch_text (cast->farm, GOL_LOG_OPEN);
  g_autofree char *after = NULL;
  g_autofree char *sealed_feed = NULL;
  g_autoptr(GolChange) first = site_write (cast->sgt, GOL_LOG_PROTECTED,
                                           leaf_new (complaint, "complaint", "facts", "Canary-complaint", NULL), NULL);
  g_autoptr(GolChange) second = site_write (cast->sgt, GOL_LOG_PROTECTED,
                                            leaf_new (complaint, "complaint", "facts", "Canary-complaint", NULL), NULL);
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(GPtrArray) answers = NULL;
  g_autoptr(GPtrArray) pages = NULL;
  const GolFeedPage *page;
  GolChange *read;

  gol_push_append (body, first, to);
  gol_push_append (body, second, wrong);
  answers = site_push (cast->sgt, body->str);
  g_assert_cmpint (((GolAnswer *) g_ptr_array_index (answers, 0))->kind, ==, GOL_ANSWER_ACCEPTED);
  g_assert_cmpint (((GolAnswer *) g_ptr_array_index (answers, 1))->kind, ==, GOL_ANSWER_QUARANTINED);
  g_assert_cmpstr (((GolAnswer *) g_ptr_array_index (answers, 1))->receipt->reason, ==, "reader");

  sealed_feed = site_fetch_text (cast->min, GOL_LOG_PROTECTED);
  g_assert_null (strstr (sealed_feed, "Canary-complaint"));
  pages = site_fetch (cast->min, GOL_LOG_PROTECTED, &cursor);
  page = g_ptr_array_index (pages, 0);
  g_assert_cmpuint (page->items->len, ==, 1);
  read = ((GolFeedItem *) g_ptr_array_index (page->items, 0))->change;
  g_assert_true (gol_change_unseal (read, cast->sgt->seal_public, cast->sgt->seal_secret, NULL));
  g_assert_nonnull (strstr (g_ptr_array_index (read->leaves, 0), "Canary-complaint"));

  after = site_fetch_text (cast->farm, GOL_LOG_OPEN);
  g_assert_cmpstr (after, ==, before);
  g_clear_pointer (&cursor, g_free);
  g_clear_pointer (&pages, g_ptr_array_unref);
  pages = site_fetch (cast->farm, GOL_LOG_PROTECTED, &cursor);
  g_assert_cmpuint (((GolFeedPage *) g_ptr_array_index (pages, 0))->items->len, ==, 0);
}

/* ── Cursors ── */

static void
expect_unknown (Site       *site,
                GolLog      log,
                const char *cursor)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gol_hub_feed (site->world->hub, site->name, log, cursor, 0, TRUE, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (gol_hub_ack (site->world->hub, site->name, log, cursor, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CONFLICT);
}

static void
test_cursors (Cast          *cast,
              gconstpointer  data)
{
  g_autofree char *cursor = NULL;
  g_autofree char *long_cursor = g_strnfill (5000, '.');
  g_autoptr(GPtrArray) pages = site_fetch (cast->min, GOL_LOG_OPEN, &cursor);
  g_autoptr(GPtrArray) nothing = NULL;
  g_autoptr(GPtrArray) one = NULL;
  gsize length = strlen (cursor);

  g_assert_true (gol_hub_ack (cast->world->hub, "m1", GOL_LOG_OPEN, cursor, NULL));
  nothing = site_fetch (cast->min, GOL_LOG_OPEN, &cursor);
  g_assert_cmpuint (((GolFeedPage *) g_ptr_array_index (nothing, 0))->items->len, ==, 0);
  say (cast->min, leaf_new (cast->worker, "bank", "account", "1", NULL));
  one = site_fetch (cast->min, GOL_LOG_OPEN, &cursor);
  g_assert_cmpuint (((GolFeedPage *) g_ptr_array_index (one, 0))->items->len, ==, 1);

  expect_unknown (cast->farm, GOL_LOG_OPEN, cursor);            /* another agency's */
  expect_unknown (cast->min, GOL_LOG_PROTECTED, cursor);        /* of the other log */
  expect_unknown (cast->min, GOL_LOG_OPEN, "");
  expect_unknown (cast->min, GOL_LOG_OPEN, long_cursor);
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *altered = g_strdup (cursor);

      altered[i] ^= 1;
      expect_unknown (cast->min, GOL_LOG_OPEN, altered);
    }
}

/* After a restore no place in a feed is what it was: nobody goes on from one and misses what is new. */
static void
test_renewed (Cast          *cast,
              gconstpointer  data)
{
  g_autofree char *cursor = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GPtrArray) pages = site_fetch (cast->min, GOL_LOG_OPEN, &cursor);
  g_autoptr(GPtrArray) anew = NULL;

  g_assert_true (gol_hub_renew (cast->world->hub, NULL));
  expect_unknown (cast->min, GOL_LOG_OPEN, cursor);
  world_reopen (cast->world);
  expect_unknown (cast->min, GOL_LOG_OPEN, cursor);
  anew = site_fetch (cast->min, GOL_LOG_OPEN, &again);
  g_assert_cmpuint (anew->len, ==, pages->len);
}

/* The administrator sees how far behind each office is, and which is frozen; only the newest incarnation of each. */
static void
test_status (Cast          *cast,
             gconstpointer  data)
{
  g_autofree char *cursor = NULL;
  g_autofree char *before = gol_hub_get_status (cast->world->hub, NULL);
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) pages = site_fetch (cast->min, GOL_LOG_OPEN, &cursor);

  g_assert_nonnull (strstr (before, "{\"agency\":\"min\",\"frozen\":false,\"inc\":1,\"open_behind\":5,"
                                    "\"protected_behind\":0,\"site\":\"m1\"}"));
  g_assert_true (gol_hub_ack (cast->world->hub, "m1", GOL_LOG_OPEN, cursor, NULL));
  site_enrol (cast->min);
  after = gol_hub_get_status (cast->world->hub, NULL);
  g_assert_nonnull (strstr (after, "{\"agency\":\"min\",\"frozen\":false,\"inc\":2,\"open_behind\":0,"
                                   "\"protected_behind\":0,\"site\":\"m1\"}"));
  g_assert_true (strstr (after, "\"m1\"") == g_strrstr (after, "\"m1\""));
}

#define ADD(name, test) g_test_add ("/hub/scope/" name, Cast, NULL, cast_set_up, test, cast_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("before", test_before);
  ADD ("placed", test_placed);
  ADD ("refused-again", test_refused_again);
  ADD ("withheld", test_withheld);
  ADD ("moved", test_moved);
  ADD ("accepted-elsewhere", test_accepted_elsewhere);
  ADD ("late", test_late);
  ADD ("districts", test_districts);
  ADD ("order", test_order);
  ADD ("new-agency", test_new_agency);
  ADD ("protected", test_protected);
  ADD ("cursors", test_cursors);
  ADD ("renewed", test_renewed);
  ADD ("status", test_status);
  return g_test_run ();
}
