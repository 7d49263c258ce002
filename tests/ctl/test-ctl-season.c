/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

/* One season of one person by commands alone, as a script would run it. */

static char *
add_record (CtlFixture *f,
            const char *kind,
            ...) G_GNUC_NULL_TERMINATED;

static char *
add_record (CtlFixture *f,
            const char *kind,
            ...)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  const char *word;
  va_list args;

  va_start (args, kind);
  while ((word = va_arg (args, const char *)) != NULL)
    {
      g_ptr_array_add (words, (gpointer) "--set");
      g_ptr_array_add (words, (gpointer) word);
    }
  va_end (args);
  g_ptr_array_add (words, NULL);
  ctl_callv (f, 0, (const char *[]) { "record", "add", kind, NULL }, (const char * const *) words->pdata);
  return ctl_get (f, "record");
}

static char *
join (const char *name,
      const char *value)
{
  return g_strconcat (name, "=", value, NULL);
}

static char *
add_order (CtlFixture *f)
{
  g_autofree char *employer = add_record (f, "employer", "legal_name=Granja del Lago", "dues_until=2027-12-31", NULL);
  g_autofree char *of_employer = join ("worksite_core.employer", employer);
  g_autofree char *worksite = add_record (f, "worksite", of_employer, "worksite_core.name=Norte", "worksite_core.district=D1",
                                          "housing.capacity=40", "housing.inspected=2026-10-01", "housing.result=good", NULL);
  g_autofree char *by_employer = join ("order_terms.employer", employer);
  g_autofree char *at_worksite = join ("order_terms.worksite", worksite);

  ctl_call (f, 0, "order", "add", "--set", "scheme=sawp-mx-ca", "--set", by_employer, "--set", at_worksite, "--set", "posts_asked=2",
            "--set", "occupation=9211", "--set", "start_date=2027-03-01", "--set", "end_date=2027-09-30", "--set", "hours_week=40",
            "--set", "hours_guaranteed=1200", "--set", "wage=17.60", "--set", "reference_wage=17.60", "--set", "wage_unit=hour",
            "--set", "wage_currency=CAD", "--set", "order_terms.housing=free", "--set", "transport=free", "--set",
            "travel_paid_by=employer", NULL);
  return ctl_get (f, "code");
}

static char *
add_worker (CtlFixture *f)
{
  static const char * const papers[] = { "kind=national_id", "kind=birth_certificate", "kind=proof_of_address", "kind=criminal_record" };
  g_autofree char *record = NULL;
  g_autofree char *code = NULL;

  ctl_call (f, 0, "worker", "add", "--set", "given_names=Eva", "--set", "surname_1=Xol", "--set", "civil.sex=F", "--set",
            "civil.birth_date=1995-03-11", "--set", "nationality=MX", "--set", "national_number=X1", "--set", "passport_number=P1234567",
            "--set", "passport_issued=2025-01-10", "--set", "passport_expires=2035-01-09", "--set", "household.members=[]", "--set",
            "dependents=0", "--set", "schooling=primary", "--set", "literacy=both", "--set", "experience.languages=spa", "--set",
            "occupations=[{\"occupation\":\"9211\"}]", "--set", "earlier_seasons=0", "--set",
            "consents.consents=[{\"given\":\"2026-11-20\",\"purpose\":\"programme\"},{\"given\":\"2026-11-20\",\"purpose\":\"transfer\"}]",
            NULL);
  code = ctl_get (f, "code");
  record = ctl_get (f, "record");
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autofree char *of_worker = join ("document.worker", record);
      g_autofree char *paper = add_record (f, "document", of_worker, papers[i], "issued=2026-10-01", "document.expires=2028-10-01", NULL);

      g_assert_nonnull (paper);
    }
  return g_steal_pointer (&code);
}

static char *
add_approved_order (CtlFixture *f)
{
  char *order = add_order (f);

  ctl_call (f, 0, "order", "set", order, "order_destination_decision.result=full", "order_destination_decision.posts_certified=2",
            "order_destination_decision.decided_on=2026-11-20", NULL);
  ctl_call (f, 0, "--today=2026-11-25", "today", NULL);
  ctl_expect (f, "items/0/name", "orders");
  ctl_expect (f, "items/0/nearest", "2027-03-01");
  ctl_call (f, 0, "order", "approve", order, "--result", "full", "--why", "for the test", NULL);
  ctl_expect (f, "order_origin_decision/result", "full");
  return order;
}

typedef struct { const char *step, *day, *values[3]; } Step;

static const Step sawp[] = {
  { "SEL", "2026-12-01", { "panel=Regional office" } },
  { "MED", "2026-12-05", { "until=2027-12-31" } },
  { "AUTH", "2026-12-10", { "until=2027-12-15" } },
  { "CON", "2027-01-10", { "explained_in=spa", "employer_signed=2027-01-05" } },
  { "VISA", "2027-02-18", { NULL } },
  { "TRN", "2027-02-19", { NULL } },
  { "BOOK", "2027-02-20", { "departs=2027-02-27T10:00:00.000Z" } },
  { "DEP", "2027-02-27", { NULL } },
  { "ARR", "2027-02-28", { NULL } },
  { "MON", "2027-04-10", { NULL } },
  { "END", "2027-09-29", { "outcome=completed" } },
  { "RET", "2027-10-14", { NULL } },
  { "RPT", "2027-10-20", { "employer=4" } },
  { "REI", "2027-10-21", { NULL } },
  { "REH", "2027-10-25", { NULL } },
};

static void
log_step (CtlFixture *f,
          const char *placement,
          const Step *step)
{
  g_autofree char *today = g_strconcat ("--today=", step->day, NULL);
  const char *words[8] = { NULL };
  guint n = 0;

  for (guint i = 0; step->values[i] != NULL; i++)
    {
      words[n++] = "--set";
      words[n++] = step->values[i];
    }
  ctl_callv (f, 0, (const char *[]) { today, "step", "log", placement, step->step, "--at", step->day, NULL }, words);
}

static void
test_sawp (void)
{
  CtlFixture f;
  g_autofree char *order = NULL;
  g_autofree char *worker = NULL;
  g_autofree char *placement = NULL;

  ctl_fixture_create (&f);
  order = add_approved_order (&f);
  worker = add_worker (&f);
  ctl_call (&f, 0, "placement", "create", "--worker", worker, "--order", order, NULL);
  placement = ctl_get (&f, "code");
  ctl_expect (&f, "journey/status", "in_progress");
  ctl_call (&f, 1, "placement", "create", "--worker", worker, "--order", order, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sawp); i++)
    {
      log_step (&f, placement, &sawp[i]);
      if (g_str_equal (sawp[i].step, "VISA"))
        ctl_call (&f, 0, "--today=2027-02-18", "placement", "set", placement, "visa_validity.until=2027-11-30", NULL);
      if (g_str_equal (sawp[i].step, "ARR"))
        ctl_expect (&f, "journey/status", "abroad");
    }
  ctl_expect (&f, "journey/status", "returned");
  ctl_call (&f, 0, "placement", "list", NULL);
  ctl_expect (&f, "total", "1");
  ctl_expect (&f, "items/0/names/worker", "Eva Xol");
  ctl_expect (&f, "items/0/codes/worker", worker);
  ctl_expect (&f, "items/0/codes/order", order);
  ctl_call (&f, 0, "order", "show", order, NULL);
  ctl_expect (&f, "names/employer", "Granja del Lago");
  ctl_expect (&f, "names/worksite", "Norte");
  ctl_expect (&f, "order_terms/scheme", "sawp-mx-ca");
  g_assert_nonnull (json_object_get (json_object_get (f.answer, "names"), "scheme"));

  ctl_call (&f, 0, "--today=2027-10-26", "may-go-again", worker, "--scheme", "sawp-mx-ca", "--on", "2028-01-10", NULL);
  ctl_expect (&f, "scheme", "sawp-mx-ca");
  ctl_expect (&f, "answer", "yes");
  ctl_call (&f, 1, "may-go-again", worker, "--scheme", "no-such-scheme", NULL);
  ctl_call (&f, 2, "may-go-again", worker, NULL);
  ctl_call (&f, 0, "verify", NULL);
  ctl_fixture_clear (&f);
}

/* A step out of its turn is refused, says what is missing, and changes nothing. */
static void
test_refused (void)
{
  CtlFixture f;
  g_autofree char *order = NULL;
  g_autofree char *worker = NULL;
  g_autofree char *placement = NULL;

  ctl_fixture_create (&f);
  order = add_approved_order (&f);
  worker = add_worker (&f);
  ctl_call (&f, 0, "placement", "create", worker, order, NULL);
  placement = ctl_get (&f, "code");
  ctl_call (&f, 1, "step", "log", placement, "VISA", NULL);
  ctl_call (&f, 2, "step", "log", placement, "NOSUCH", NULL);
  ctl_call (&f, 2, "step", "log", placement, NULL);
  ctl_call (&f, 2, "step", "log", placement, "SEL", "--set", "nothing=1", NULL);
  ctl_call (&f, 2, "event", "log", placement, "dance", NULL);
  ctl_call (&f, 1, "event", "log", "no-such-placement", "departure", NULL);
  ctl_call (&f, 0, "placement", "show", placement, NULL);
  ctl_expect (&f, "journey/status", "in_progress");
  ctl_call (&f, 0, "order", "set", order, "scheme=atlantis", NULL);
  ctl_expect (&f, "problems/0/code", "scheme_unknown");
  ctl_fixture_clear (&f);
}

static void
test_schemes (void)
{
  CtlFixture f;
  g_autofree char *broken = NULL;
  g_autofree char *line = NULL;

  ctl_fixture_init (&f);
  ctl_call (&f, 0, "scheme", "list", NULL);
  ctl_expect (&f, "total", "2");
  ctl_expect (&f, "items/0/id", "gecco-es");
  ctl_expect (&f, "items/1/id", "sawp-mx-ca");
  ctl_call (&f, 0, "scheme", "show", "sawp-mx-ca", NULL);
  ctl_expect (&f, "destination", "CA");
  ctl_call (&f, 1, "scheme", "show", "atlantis", NULL);
  broken = ctl_file (&f, "broken.json", "{\n \"format\": 1,\n \"id\": 3\n}\n");
  ctl_call (&f, 0, "scheme", "lint", broken, NULL);
  ctl_expect (&f, "valid", "false");
  line = ctl_get (&f, "problems/0/line");
  g_assert_nonnull (line);
  ctl_call (&f, 3, "scheme", "lint", "/nonexistent/scheme.json", NULL);
  ctl_fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/season/sawp", test_sawp);
  g_test_add_func ("/ctl/season/refused", test_refused);
  g_test_add_func ("/ctl/season/schemes", test_schemes);
  return g_test_run ();
}
