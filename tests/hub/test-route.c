/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "client.h"
#include "gol-error.h"
#include "gol-hub-route.h"
#include "gol-json.h"

#define EMPLOYER "employer/01JD8Z5B7R00000000000000E1"

/* ── Asking ── */

static GolHubReply *
ask (World      *world,
     const Site *site,       /* (nullable): without a certificate */
     const char *method,
     const char *path,
     const char *query,
     const char *type,
     const char *body)
{
  g_autoptr(GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  GolHubReply *reply = gol_hub_route (world->hub, site != NULL ? site->key.public_key : NULL, method, path, query, type, bytes);

  g_assert_nonnull (reply);
  return reply;
}

static char *
text_of (const GolHubReply *reply)
{
  gsize size;
  const char *data = g_bytes_get_data (reply->body, &size);

  return g_strndup (data, size);
}

static GolValues *
values_of (GolHubReply *reply)   /* taken over */
{
  g_autofree char *text = text_of (reply);
  g_autoptr(GError) error = NULL;
  GolValues *values = gol_values_from_json (text, -1, &error);

  g_assert_no_error (error);
  gol_hub_reply_free (reply);
  return values;
}

/* Takes over the reply, which is a problem of that status with a sentence for a person. */
static void
expect_problem (GolHubReply *reply,
                guint        status)
{
  g_autoptr(GolValues) values = NULL;

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (reply->type, ==, GOL_HUB_TYPE_PROBLEM);
  g_assert_false (reply->wait || reply->news);
  values = values_of (reply);
  g_assert_cmpuint (gol_values_get_size (values), ==, 4);
  g_assert_cmpint (gol_values_get_integer (values, "status", 0), ==, status);
  g_assert_cmpstr (gol_values_get_text (values, "type"), ==, "about:blank");
  g_assert_nonnull (gol_values_get_text (values, "title"));
  g_assert_true (g_str_has_suffix (gol_values_get_text (values, "detail"), "."));
}

static void
expect_status (GolHubReply *reply,
               guint        status)
{
  g_assert_cmpuint (reply->status, ==, status);
  gol_hub_reply_free (reply);
}

static void
init_site (Site       *site,
           World      *world,
           const char *name)
{
  *site = (Site) { .world = world, .name = name };
  gol_site_key_generate (&site->key);
  gol_seal_key_generate (site->seal_public, site->seal_secret);
}

/* As text. */
static char *
push_text (Site *site)
{
  g_autoptr(GBytes) push = make_push (site, 1);
  gsize size;
  const char *data = g_bytes_get_data (push, &size);

  return g_strndup (data, size);
}

/* ── Who may ask ── */

static void
test_strangers (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(GolHubReply) health = ask (world, NULL, "GET", "/healthz", NULL, NULL, NULL);
  g_autofree char *text = text_of (health);
  Site stranger;

  init_site (&stranger, world, "x1");
  g_assert_cmpuint (health->status, ==, 200);
  g_assert_cmpstr (text, ==, "ok\n");
  expect_status (ask (world, NULL, "GET", "/readyz", NULL, NULL, NULL), 200);
  expect_problem (ask (world, NULL, "GET", "/v1/hello", NULL, NULL, NULL), 401);
  expect_problem (ask (world, NULL, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, "{}"), 401);
  expect_problem (ask (world, &stranger, "GET", "/v1/hello", NULL, NULL, NULL), 401);
  expect_problem (ask (world, &stranger, "GET", "/v1/directory", NULL, NULL, NULL), 401);
  expect_problem (ask (world, &stranger, "GET", "/v1/feed", "log=open", NULL, NULL), 401);
  expect_problem (ask (world, &stranger, "GET", "/v1/wait", "open=x", NULL, NULL), 401);
  expect_problem (ask (world, &stranger, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_NDJSON, "{}\n"), 401);
  expect_problem (ask (world, &stranger, "POST", "/v1/ack", NULL, GOL_HUB_TYPE_JSON, "{}"), 401);
}

static void
test_addresses (void)
{
  g_autoptr(World) world = world_new ();

  expect_problem (ask (world, NULL, "GET", "/", NULL, NULL, NULL), 404);
  expect_problem (ask (world, NULL, "GET", "/v1/hello/", NULL, NULL, NULL), 404);
  expect_problem (ask (world, NULL, "GET", "/v1/../healthz", NULL, NULL, NULL), 404);
  expect_problem (ask (world, NULL, "POST", "/v1/hello", NULL, NULL, NULL), 405);
  expect_problem (ask (world, NULL, "GET", "/v1/changes", NULL, NULL, NULL), 405);
  expect_problem (ask (world, NULL, "HEAD", "/healthz", NULL, NULL, NULL), 405);
  expect_problem (ask (world, NULL, "get", "/healthz", NULL, NULL, NULL), 405);
}

/* ── Enrolment ── */

static void
test_enrol (void)
{
  g_autoptr(World) world = world_new ();
  g_autofree char *code = NULL;
  g_autofree char *next = NULL;
  g_autofree char *application = NULL;
  g_autofree char *again = NULL;
  g_autofree char *key = NULL;
  g_autoptr(GolValues) told = NULL;
  g_autoptr(GolValues) repeated = NULL;
  g_autoptr(GolValues) renewed = NULL;
  Site site, other;

  init_site (&site, world, "f1");
  init_site (&other, world, "f2");
  world_agency (world, "farm", "employer", EMPLOYER, NULL);
  code = gol_hub_invite (world->hub, "farm", NULL);
  application = make_application (&site, code);
  told = values_of (ask (world, &site, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, application));
  key = g_base64_encode (gol_hub_get_public_key (world->hub), GOL_PUBLIC_KEY_BYTES);
  g_assert_cmpuint (gol_values_get_size (told), ==, 6);
  g_assert_cmpstr (gol_values_get_text (told, "agency"), ==, "farm");
  g_assert_cmpstr (gol_values_get_text (told, "employer"), ==, EMPLOYER);
  g_assert_cmpstr (gol_values_get_text (told, "hub_key"), ==, key);
  g_assert_cmpint (gol_values_get_integer (told, "inc", 0), ==, 1);
  g_assert_cmpstr (gol_values_get_text (told, "kind"), ==, "employer");
  g_assert_cmpstr (gol_values_get_text (told, "site"), ==, "f1");

  /* The answer was lost: the same again, and no second incarnation. Nobody else gets in by that code. */
  repeated = values_of (ask (world, &site, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, application));
  g_assert_true (gol_values_equal (told, repeated));
  expect_problem (ask (world, &other, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, application), 403);

  next = gol_hub_invite (world->hub, "farm", NULL);
  again = make_application (&site, next);
  renewed = values_of (ask (world, &site, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, again));
  g_assert_cmpint (gol_values_get_integer (renewed, "inc", 0), ==, 2);
}

static void
test_bad_applications (void)
{
  static const char * const bad[] = {
    "", "{}", "[]", "{\"code\":\"A\",\"site\":\"f1\"}", "{\"code\":\"A\",\"seal_key\":\"\",\"site\":\"f1\"}",
    "{\"code\":\"A\", \"seal_key\":\"VcBQbHAjPwHDJjO6aDuQmcTUrbIJoEbDRwt4eI7DwT8=\",\"site\":\"f1\"}",     /* a space */
    "{\"code\":1,\"seal_key\":\"VcBQbHAjPwHDJjO6aDuQmcTUrbIJoEbDRwt4eI7DwT8=\",\"site\":\"f1\"}",
    "{\"code\":\"A\",\"seal_key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\",\"site\":\"f1\"}",       /* 31 bytes */
    "{\"code\":\"A\",\"seal_key\":\"VcBQbHAjPwHDJjO6aDuQmcTUrbIJoEbDRwt4eI7DwT8=\",\"site\":\"F 1\"}",
    "{\"code\":\"A\",\"seal_key\":\"VcBQbHAjPwHDJjO6aDuQmcTUrbIJoEbDRwt4eI7DwT8=\",\"site\":\"f1\",\"x\":1}",
  };
  g_autoptr(World) world = world_new ();
  g_autofree char *wrong = NULL;
  g_autofree char *endless = g_strnfill (5000, 'A');
  Site site;

  init_site (&site, world, "f1");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    expect_problem (ask (world, &site, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, bad[i]), 422);
  expect_problem (ask (world, &site, "POST", "/v1/enrol", NULL, NULL, "{}"), 415);
  expect_problem (ask (world, &site, "POST", "/v1/enrol", NULL, "text/plain", "{}"), 415);
  expect_problem (ask (world, &site, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, endless), 413);
  wrong = make_application (&site, "AAAA-AAAA-AAAA");
  for (guint i = 0; i < GOL_HUB_CODE_FAILURES; i++)
    expect_problem (ask (world, &site, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, wrong), 403);
  expect_problem (ask (world, &site, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, wrong), 429);
}

/* One key is one office. */
static void
test_same_key (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Site) site = NULL;
  g_autofree char *code = NULL;
  g_autofree char *application = NULL;
  Site twin;

  world_agency (world, "min", "ministry", NULL, NULL);
  site = site_new (world, "m1", "min");
  twin = *site;
  twin.name = "m2";
  code = gol_hub_invite (world->hub, "min", NULL);
  application = make_application (&twin, code);
  expect_problem (ask (world, &twin, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, application), 409);
}

/* ── The exchange ── */

static void
test_exchange (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Site) site = NULL;
  g_autofree char *push = NULL;
  g_autoptr(GolHubReply) answered = NULL;
  g_autoptr(GolHubReply) fetched = NULL;
  g_autoptr(GolHubReply) waiting = NULL;
  g_autoptr(GolHubReply) directory = NULL;
  g_autoptr(GolFeedPage) page = NULL;
  g_autoptr(GolFeedPage) without = NULL;
  g_autoptr(GPtrArray) answers = NULL;
  g_autoptr(GolValues) hello = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *answer_text = NULL;
  g_autofree char *page_text = NULL;
  g_autofree char *ack = NULL;
  g_autofree char *wait = NULL;

  world_agency (world, "min", "ministry", NULL, NULL);
  site = site_new (world, "m1", "min");
  hello = values_of (ask (world, site, "GET", "/v1/hello", NULL, NULL, NULL));
  g_assert_cmpstr (gol_values_get_text (hello, "agency"), ==, "min");
  directory = ask (world, site, "GET", "/v1/directory", NULL, NULL, NULL);
  g_assert_cmpuint (directory->status, ==, 200);

  push = push_text (site);
  answered = ask (world, site, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_NDJSON, push);
  g_assert_cmpuint (answered->status, ==, 200);
  g_assert_true (answered->news);
  answer_text = text_of (answered);
  answers = gol_answers_read (answer_text, strlen (answer_text), &error);
  g_assert_no_error (error);
  g_assert_cmpint (((GolAnswer *) g_ptr_array_index (answers, 0))->kind, ==, GOL_ANSWER_ACCEPTED);

  fetched = ask (world, site, "GET", "/v1/feed", "log=open&limit=10", NULL, NULL);
  g_assert_cmpstr (fetched->type, ==, GOL_HUB_TYPE_NDJSON);
  page_text = text_of (fetched);
  page = gol_feed_page_read (page_text, strlen (page_text), &error);
  g_assert_no_error (error);

  g_assert_cmpuint (page->items->len, ==, 1);

  g_clear_pointer (&fetched, gol_hub_reply_free);
  g_clear_pointer (&page_text, g_free);
  fetched = ask (world, site, "GET", "/v1/feed", "log=open&limit=10&own=no", NULL, NULL);
  page_text = text_of (fetched);
  without = gol_feed_page_read (page_text, strlen (page_text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (without->items->len, ==, 0);
  g_assert_cmpstr (without->next, ==, page->next);

  wait = g_strdup_printf ("open=%s", page->next);
  waiting = ask (world, site, "GET", "/v1/wait", wait, NULL, NULL);
  g_assert_cmpuint (waiting->status, ==, 204);
  g_assert_true (waiting->wait);
  g_free (push);
  push = push_text (site);
  expect_status (ask (world, site, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_NDJSON, push), 200);
  gol_hub_reply_free (waiting);
  waiting = ask (world, site, "GET", "/v1/wait", wait, NULL, NULL);
  g_assert_cmpuint (waiting->status, ==, 204);
  g_assert_false (waiting->wait);

  ack = g_strdup_printf ("{\"cursor\":\"%s\",\"log\":\"open\"}", page->next);
  expect_status (ask (world, site, "POST", "/v1/ack", NULL, GOL_HUB_TYPE_JSON, ack), 204);
}

static void
test_bad_requests (void)
{
  static const char * const feeds[] = {
    NULL, "", "log=both", "log=open&log=open", "log=open&limit=0", "log=open&limit=501", "log=open&limit=-1", "log=open&x=1", "log=open&own=yes",
    "log=open&", "log=open&cursor=", "log=open&cursor=a%20b", "log=open&cursor=a/b",
  };
  static const char * const acks[] = {
    "", "{}", "{\"cursor\":\"x\"}", "{\"cursor\":1,\"log\":\"open\"}", "{\"cursor\":\"x\",\"log\":\"shut\"}",
    "{\"cursor\":\"x\",\"log\":\"open\",\"more\":1}",
  };
  g_autoptr(World) world = world_new ();
  g_autoptr(Site) site = NULL;
  g_autofree char *query = g_strnfill (2000, 'a');
  g_autofree char *push = NULL;
  g_autofree char *huge = NULL;
  gsize limit;

  world_agency (world, "min", "ministry", NULL, NULL);
  site = site_new (world, "m1", "min");
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    expect_problem (ask (world, site, "GET", "/v1/feed", feeds[i], NULL, NULL), 422);
  expect_problem (ask (world, site, "GET", "/v1/feed", query, NULL, NULL), 422);
  expect_problem (ask (world, site, "GET", "/v1/feed", "log=open&cursor=e.open.1.mac", NULL, NULL), 409);
  for (guint i = 0; i < G_N_ELEMENTS (acks); i++)
    expect_problem (ask (world, site, "POST", "/v1/ack", NULL, GOL_HUB_TYPE_JSON, acks[i]), 422);
  expect_problem (ask (world, site, "POST", "/v1/ack", NULL, GOL_HUB_TYPE_JSON, "{\"cursor\":\"x\",\"log\":\"open\"}"), 409);
  expect_problem (ask (world, site, "GET", "/v1/wait", NULL, NULL, NULL), 422);
  /* A cursor that is not known is news: it is to be fetched from the beginning. */
  expect_status (ask (world, site, "GET", "/v1/wait", "open=x", NULL, NULL), 204);
  expect_problem (ask (world, site, "GET", "/v1/hello", NULL, NULL, "x"), 413);

  push = push_text (site);
  push[strlen (push) / 2] ^= 1;
  expect_problem (ask (world, site, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_NDJSON, push), 422);
  expect_problem (ask (world, site, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_NDJSON, ""), 422);
  expect_problem (ask (world, site, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_JSON, push), 415);
  huge = g_strnfill (GOL_PUSH_MAX_BYTES + 1, 'a');
  expect_problem (ask (world, site, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_NDJSON, huge), 413);
  g_assert_null (gol_hub_route_head (world->hub, site->key.public_key, "POST", "/v1/changes", GOL_HUB_TYPE_NDJSON, &limit));
  g_assert_cmpuint (limit, ==, GOL_PUSH_MAX_BYTES);
  expect_problem (gol_hub_route_head (world->hub, NULL, "POST", "/v1/changes", GOL_HUB_TYPE_NDJSON, &limit), 401);
  g_assert_cmpuint (limit, ==, 0);
}

/* A frozen office learns that it is, and may be enrolled anew; nothing else. */
static void
test_frozen (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Site) site = NULL;
  g_autoptr(GolValues) hello = NULL;
  g_autofree char *first = NULL;
  g_autofree char *forked = NULL;
  g_autofree char *code = NULL;
  g_autofree char *application = NULL;
  Site copy;

  world_agency (world, "min", "ministry", NULL, NULL);
  site = site_new (world, "m1", "min");
  copy = *site;
  first = push_text (site);
  forked = push_text (&copy);
  expect_status (ask (world, site, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_NDJSON, first), 200);
  expect_status (ask (world, site, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_NDJSON, forked), 200);   /* "fork" */
  expect_problem (ask (world, site, "POST", "/v1/changes", NULL, GOL_HUB_TYPE_NDJSON, first), 403);
  expect_problem (ask (world, site, "GET", "/v1/feed", "log=open", NULL, NULL), 403);
  hello = values_of (ask (world, site, "GET", "/v1/hello", NULL, NULL, NULL));
  g_assert_true (gol_values_get_boolean (hello, "frozen", FALSE));
  code = gol_hub_invite (world->hub, "min", NULL);
  application = make_application (site, code);
  expect_status (ask (world, site, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, application), 200);
  expect_status (ask (world, site, "GET", "/v1/feed", "log=open", NULL, NULL), 200);
}

/* The key of an incarnation that is over opens nothing. */
static void
test_old_key (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(Site) site = NULL;
  Site before;

  world_agency (world, "min", "ministry", NULL, NULL);
  site = site_new (world, "m1", "min");
  before = *site;
  gol_site_key_generate (&site->key);
  site_enrol (site);
  expect_problem (ask (world, &before, "GET", "/v1/hello", NULL, NULL, NULL), 401);
  expect_status (ask (world, site, "GET", "/v1/hello", NULL, NULL, NULL), 200);
}

/* Another process adds an agency and invites it, while this one serves; its clock is heeded too. */
static void
test_two_processes (void)
{
  g_autoptr(World) world = world_new ();
  g_autoptr(GolClock) clock = gol_clock_new_fixed (world->instant + 1000);
  g_autoptr(GolHub) other = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *application = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GolValues) hello = NULL;
  g_autoptr(GolValues) there = NULL;
  g_autoptr(GolValues) later = NULL;
  Site site;

  other = gol_hub_open (world->folder, clock, &error);
  g_assert_no_error (error);
  g_assert_true (gol_hub_add_agency (other, "min", "ministry", NULL, NULL, &error));
  code = gol_hub_invite (other, "min", &error);
  g_assert_no_error (error);
  init_site (&site, world, "m1");
  application = make_application (&site, code);
  expect_status (ask (world, &site, "POST", "/v1/enrol", NULL, GOL_HUB_TYPE_JSON, application), 200);
  hello = values_of (ask (world, &site, "GET", "/v1/hello", NULL, NULL, NULL));
  text = gol_hub_hello (other, "m1", &error);
  g_assert_no_error (error);
  there = gol_values_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_values_get_text (there, "time"), >, gol_values_get_text (hello, "time"));
  g_assert_false (gol_hub_add_agency (world->hub, "min", "ministry", NULL, NULL, NULL));
  g_assert_true (gol_hub_renew (other, &error));
  later = values_of (ask (world, &site, "GET", "/v1/hello", NULL, NULL, NULL));
  g_assert_cmpstr (gol_values_get_text (later, "epoch"), !=, gol_values_get_text (hello, "epoch"));
  g_assert_cmpstr (gol_values_get_text (later, "time"), >, gol_values_get_text (there, "time"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/route/strangers", test_strangers);
  g_test_add_func ("/hub/route/addresses", test_addresses);
  g_test_add_func ("/hub/route/enrol", test_enrol);
  g_test_add_func ("/hub/route/bad-applications", test_bad_applications);
  g_test_add_func ("/hub/route/same-key", test_same_key);
  g_test_add_func ("/hub/route/exchange", test_exchange);
  g_test_add_func ("/hub/route/bad-requests", test_bad_requests);
  g_test_add_func ("/hub/route/frozen", test_frozen);
  g_test_add_func ("/hub/route/old-key", test_old_key);
  g_test_add_func ("/hub/route/two-processes", test_two_processes);
  return g_test_run ();
}
