/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "gol-exchange.h"
#include "gol-office.h"
#include "gol-store-private.h"

/* Two offices that wrote on one telephone, and a script that decides. */

typedef struct
{
  CtlFixture  here;
  CtlFixture  there;
  char       *worker;
} Fixture;

static GolOffice *
open_office (CtlFixture *f)
{
  g_autoptr(GolClock) clock = gol_clock_new_system ();
  GError *error = NULL;
  GolOffice *office = gol_office_open (f->office, "admin", "a passphrase of tests", clock, &error);

  g_assert_no_error (error);
  return office;
}

/* What an exchange would bring. */
static void
give (CtlFixture *from,
      CtlFixture *to)
{
  g_autoptr(GolOffice) giving = open_office (from);
  g_autoptr(GolOffice) taking = open_office (to);
  const GolOfficeInfo *info = gol_office_get_info (giving);
  GolStore *store = gol_office_get_store (taking);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes = gol_exchange_read_changes (gol_office_get_store (giving), GOL_LOG_OPEN, 0, 100, 1000000, NULL, 0, &error);

  g_assert_no_error (error);
  gol_store_add_site (store, info->site, 1, info->agency, gol_exchange_get_site_key (gol_office_get_store (giving))->public_key, &error);
  g_assert_no_error (error);
  gol_store_apply (store, changes, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ctl_fixture_create (&fixture->here);
  ctl_fixture_create (&fixture->there);
  ctl_call (&fixture->here, 0, "worker", "add", "--set", "given_names=Ana", "--set", "surname_1=Tzul", "--set", "sex=female",
            "--set", "birth_date=1992-08-14", "--set", "nationality=MX", NULL);
  fixture->worker = ctl_get (&fixture->here, "code");
  give (&fixture->here, &fixture->there);
  ctl_call (&fixture->here, 0, "worker", "set", fixture->worker, "phone_1=961 176 5439", NULL);
  ctl_call (&fixture->there, 0, "worker", "set", fixture->worker, "phone_1=961 176 5493", NULL);
  give (&fixture->there, &fixture->here);
  give (&fixture->here, &fixture->there);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_free (fixture->worker);
  ctl_fixture_clear (&fixture->here);
  ctl_fixture_clear (&fixture->there);
}

static void
test_resolve (Fixture       *fixture,
              gconstpointer  data)
{
  CtlFixture *f = &fixture->here;
  g_autofree char *id = NULL;
  g_autofree char *first = NULL;
  g_autofree char *beginning = NULL;

  ctl_call (f, 0, "conflict", "list", NULL);
  ctl_expect (f, "total", "1");
  ctl_expect (f, "items/0/title", "Ana Tzul");
  ctl_expect (f, "items/0/section", "contact");
  ctl_expect (f, "items/0/field", "phone_1");
  ctl_expect (f, "items/0/owners/0", "ministry");
  ctl_expect (f, "items/0/may_decide", "true");
  id = ctl_get (f, "items/0/id");
  first = ctl_get (f, "items/0/values/0/value");
  ctl_call (&fixture->there, 0, "conflict", "list", "--record", fixture->worker, NULL);
  ctl_expect (&fixture->there, "items/0/id", id);
  ctl_expect (&fixture->there, "items/0/values/0/value", first);

  beginning = g_strndup (id, 8);
  ctl_call (f, 0, "conflict", "show", beginning, NULL);
  ctl_expect (f, "id", id);
  ctl_expect (f, "values/1/n", "2");
  ctl_call (f, 1, "conflict", "show", "nothing", NULL);
  ctl_call (f, 2, "conflict", "resolve", id, NULL);
  ctl_call (f, 2, "conflict", "resolve", id, "--take", "1", "--value", "x", NULL);
  ctl_call (f, 2, "conflict", "resolve", id, "--take", "3", NULL);
  ctl_call (f, 1, "conflict", "resolve", id, "--value", "12", NULL);
  ctl_call (f, 0, "conflict", "resolve", id, "--take", "1", "--why", "she said so", NULL);
  ctl_expect (f, "decided", id);
  ctl_expect (f, "contact/phone_1", first);
  ctl_call (f, 0, "conflict", "list", NULL);
  ctl_expect (f, "total", "0");
  ctl_call (f, 1, "conflict", "resolve", id, "--take", "1", NULL);

  give (f, &fixture->there);
  ctl_call (&fixture->there, 0, "conflict", "list", NULL);
  ctl_expect (&fixture->there, "total", "0");
  ctl_call (f, 0, "undo", NULL);
  ctl_call (f, 0, "conflict", "list", NULL);
  ctl_expect (f, "total", "1");
}

static void
test_another (Fixture       *fixture,
              gconstpointer  data)
{
  CtlFixture *f = &fixture->there;
  g_autofree char *id = NULL;

  ctl_call (f, 0, "conflict", "list", NULL);
  id = ctl_get (f, "items/0/id");
  ctl_call (f, 0, "conflict", "resolve", id, "--value", "961 176 0000", NULL);
  ctl_expect (f, "contact/phone_1", "+529611760000");
  give (f, &fixture->here);
  ctl_call (&fixture->here, 0, "conflict", "list", NULL);
  ctl_expect (&fixture->here, "total", "0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ctl/conflict/resolve", Fixture, NULL, set_up, test_resolve, tear_down);
  g_test_add ("/ctl/conflict/another", Fixture, NULL, set_up, test_another, tear_down);
  return g_test_run ();
}
