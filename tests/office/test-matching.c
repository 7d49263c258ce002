/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Who is a candidate for an order, in which order and for which reasons. */

#include "gol-matching.h"
#include "season.h"

#define SCHEME "gecco-es"

static GolMatching *
look (Fixture           *fixture,
      const char        *order,
      GolMatchingFilter  filter,
      const char        *text)
{
  g_autoptr(GError) error = NULL;
  GolMatching *matching = gol_matching_look (fixture->office, order, filter, text, 100, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (matching);
  return matching;
}

/* @given: names, in the order that is expected: "Eva Ana". */
static void
assert_ranked (Fixture           *fixture,
               const char        *order,
               GolMatchingFilter  filter,
               const char        *given)
{
  g_autoptr(GolMatching) matching = look (fixture, order, filter, NULL);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < matching->people->len; i++)
    {
      const GolCandidate *candidate = g_ptr_array_index (matching->people, i);
      g_autofree char *name = fixture_get (fixture, candidate->worker, "name_photo.given_names");

      g_assert_cmpuint (candidate->rank, ==, i + 1);
      g_assert_null (candidate->bar);
      g_assert_nonnull (candidate->enrolled);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name);
    }
  g_assert_cmpstr (names->str, ==, given);
}

static const GolReason *
find_reason (const GolCandidate *candidate,
             GolGround           ground)
{
  for (guint i = 0; i < candidate->reasons->len; i++)
    if (((GolReason *) candidate->reasons->pdata[i])->ground == ground)
      return candidate->reasons->pdata[i];
  return NULL;
}

/* Looked for by name, whether candidate or not. */
static void
assert_barred (Fixture    *fixture,
               const char *order,
               const char *name,
               const char *word)
{
  g_autoptr(GolMatching) matching = look (fixture, order, GOL_MATCHING_ALL, name);
  const GolCandidate *candidate;

  g_assert_cmpuint (matching->people->len, ==, 1);
  candidate = g_ptr_array_index (matching->people, 0);
  g_assert_cmpuint (candidate->rank, ==, 0);
  g_assert_nonnull (candidate->bar);
  if (strstr (candidate->bar, word) == NULL)
    g_error ("“%s” does not speak of “%s”", candidate->bar, word);
}

static char *
inexperienced (Fixture    *fixture,
               const char *given,
               const char *passport)
{
  char *worker = season_worker (fixture, given, passport);

  fixture_save (fixture, worker, "experience", "occupations", "[{\"occupation\":\"7112\"}]");
  return worker;
}

/* Named, then experienced, then whoever was first; who may not go is none of them. */
static void
test_ranks (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, SCHEME, "2");
  g_autofree char *bea = inexperienced (fixture, "Bea", "B12345678");
  g_autofree char *carla = season_worker (fixture, "Carla", "C12345678");
  g_autofree char *dora = season_worker (fixture, "Dora", "D12345678");
  g_autofree char *eva = inexperienced (fixture, "Eva", "E12345678");
  g_autofree char *fina = inexperienced (fixture, "Fina", "F12345678");
  g_autofree char *people = g_strdup_printf ("[{\"worker\":\"%s\"}]", eva);
  g_autoptr(GolValues) nothing = gol_values_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *placement = NULL;
  g_autoptr(GolMatching) matching = NULL;
  const GolReason *reason;

  assert_ranked (fixture, order, GOL_MATCHING_ALL, "Carla Dora Bea Eva Fina");
  fixture_save (fixture, order, "order_names", "people", people);
  gol_values_set_null (nothing, "national_number");
  gol_office_save (fixture->office, dora, "identity_numbers", nothing, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_ranked (fixture, order, GOL_MATCHING_ALL, "Eva Carla Bea Fina");
  assert_ranked (fixture, order, GOL_MATCHING_LAST_SEASON, "");
  assert_barred (fixture, order, "Dora", "national number");

  matching = look (fixture, order, GOL_MATCHING_ALL, NULL);
  g_assert_true (matching->by_name);
  g_assert_false (matching->closed);
  g_assert_null (matching->stopped);
  g_assert_cmpuint (matching->posts, ==, 2);
  g_assert_cmpuint (matching->filled, ==, 0);
  reason = find_reason (g_ptr_array_index (matching->people, 0), GOL_GROUND_NAMED);
  g_assert_true (reason != NULL && reason->counts);
  reason = find_reason (g_ptr_array_index (matching->people, 1), GOL_GROUND_KNOWS_WORK);
  g_assert_true (reason != NULL && reason->counts && strstr (reason->words, "Crop farm") != NULL);
  g_assert_null (find_reason (g_ptr_array_index (matching->people, 2), GOL_GROUND_KNOWS_WORK));
  g_assert_nonnull (find_reason (g_ptr_array_index (matching->people, 2), GOL_GROUND_MAY_GO));

  /* Placed, she is no candidate any more, here or for another order of that time. */
  placement = gol_office_place (fixture->office, eva, order, TRUE, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_ranked (fixture, order, GOL_MATCHING_ALL, "Carla Bea Fina");
  assert_barred (fixture, order, "Eva", "already");
  {
    g_autofree char *other = season_approved_order (fixture, SCHEME, "2");

    assert_barred (fixture, other, "Eva", "elsewhere");
    assert_ranked (fixture, other, GOL_MATCHING_ALL, "Carla Bea Fina");
  }

  /* Whoever is first takes the last post, and nobody can be placed. */
  g_free (season_place (fixture, carla, order));
  g_clear_pointer (&matching, gol_matching_free);
  matching = look (fixture, order, GOL_MATCHING_ALL, NULL);
  g_assert_cmpuint (matching->filled, ==, 2);
  g_assert_cmpuint (matching->placed->len, ==, 2);
  g_assert_cmpstr (((GolCandidate *) matching->placed->pdata[0])->worker, ==, carla);
  g_assert_nonnull (matching->stopped);
}

static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, SCHEME, "2");
  g_autofree char *ana = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *bea = season_worker (fixture, "Bea", "B12345678");
  g_autofree char *people = g_strdup_printf ("[{\"worker\":\"%s\"},{\"name\":\"Zoila Never Enrolled\"}]", bea);

  fixture_save (fixture, order, "order_names", "people", people);
  fixture_save (fixture, order, "order_names", "no_substitute", "true");
  assert_ranked (fixture, order, GOL_MATCHING_ALL, "Bea");
  assert_barred (fixture, order, "Ana", "only the people it names");
}

/* A season from the first step to the return. */
static void
work_a_season (Fixture    *fixture,
               const char *placement)
{
  season_step (fixture, placement, "PRE", "2026-12-01", NULL);
  season_step (fixture, placement, "SEL", "2026-12-02", NULL);
  season_step (fixture, placement, "ANS", "2026-12-03", NULL);
  season_step (fixture, placement, "AUT", "2026-12-10", "from=2027-02-15|until=2030-12-15");
  season_step (fixture, placement, "MED", "2026-12-12", "until=2027-12-31");
  season_step (fixture, placement, "CON", "2026-12-14", "explained_in=spa|employer_signed=2026-12-13");
  season_step (fixture, placement, "COM", "2026-12-15", "text_version=2026-1");
  season_step (fixture, placement, "VISF", "2026-12-20", "group=G7");
  season_step (fixture, placement, "VISA", "2027-01-20", "visa_no=V1|until=2027-11-30");
  season_step (fixture, placement, "TRN", "2027-02-10", NULL);
  season_step (fixture, placement, "BOOK", "2027-02-12", "departs=2027-02-27T10:00:00.000Z");
  season_step (fixture, placement, "DEP", "2027-02-27", NULL);
  season_step (fixture, placement, "ARR", "2027-02-28", NULL);
  season_step (fixture, placement, "SS", "2027-03-02", "institution=TGSS");
  season_step (fixture, placement, "END", "2027-09-29", NULL);
  season_step (fixture, placement, "RET", "2027-10-02", NULL);
  season_assert_status (fixture, placement, "returned");
}

static char *
next_order (Fixture    *fixture,
            const char *before)
{
  static const char * const kept[] = { "employer", "worksite", "occupation", "hours_week", "hours_guaranteed", "wage", "reference_wage",
                                       "wage_unit", "wage_currency", "housing", "transport", "travel_paid_by" };
  g_autoptr(GHashTable) sections = fixture_sections ("order_terms.scheme", SCHEME, "order_terms.posts_asked", "5",
                                                     "order_terms.start_date", "2028-03-01", "order_terms.end_date", "2028-09-30", NULL);
  g_autoptr(GError) error = NULL;
  char *order;

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *path = g_strconcat ("order_terms.", kept[i], NULL);
      g_autofree char *text = fixture_get (fixture, before, path);

      gol_values_set_text (g_hash_table_lookup (sections, "order_terms"), kept[i], text);
    }
  order = gol_office_add (fixture->office, gol_dictionary_find_entity ("order"), sections, TRUE, NULL, &error);
  g_assert_no_error (error);
  season_certify (fixture, order, "5");
  return order;
}

static void
test_seasons (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, SCHEME, "3");
  g_autofree char *ana = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *bea = inexperienced (fixture, "Bea", "B12345678");
  g_autofree char *placement = NULL;
  g_autofree char *next = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GolMatching) matching = NULL;
  const GolReason *reason;

  placement = gol_office_place (fixture->office, bea, order, TRUE, NULL, NULL, &error);
  g_assert_no_error (error);
  work_a_season (fixture, placement);
  fixture_set_day (fixture, "2027-12-01");
  next = next_order (fixture, order);

  /* Who came back in time stands before who knows the work, and she was asked for by name. */
  assert_ranked (fixture, next, GOL_MATCHING_ALL, "Bea Ana");
  assert_ranked (fixture, next, GOL_MATCHING_LAST_SEASON, "Bea");
  matching = look (fixture, next, GOL_MATCHING_ALL, NULL);
  g_assert_nonnull (matching->stopped);   /* nobody has approved it yet */
  reason = find_reason (g_ptr_array_index (matching->people, 0), GOL_GROUND_WORKED_HERE);
  g_assert_true (reason != NULL && reason->counts && strstr (reason->words, "in time") != NULL);

  /* An employer that would not have her again does not get her first; whether it would is its word, and is told. */
  fixture_save (fixture, placement, "employer_evaluation", "rehire", "no");
  assert_ranked (fixture, next, GOL_MATCHING_ALL, "Ana Bea");
  g_clear_pointer (&matching, gol_matching_free);
  matching = look (fixture, next, GOL_MATCHING_ALL, NULL);
  reason = find_reason (g_ptr_array_index (matching->people, 1), GOL_GROUND_WORKED_HERE);
  g_assert_true (reason != NULL && !reason->counts && strstr (reason->words, "would not hire") != NULL);
}

/* Sex and family count for nothing: whatever is written there, the ranks stay. */
static void
test_blind (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, SCHEME, "2");
  g_autofree char *ana = season_worker (fixture, "Ana", "A12345678");
  g_autofree char *bea = season_worker (fixture, "Bea", "B12345678");

  assert_ranked (fixture, order, GOL_MATCHING_ALL, "Ana Bea");
  fixture_save (fixture, ana, "civil", "sex", "M");
  fixture_save (fixture, bea, "civil", "civil_status", "married");
  fixture_save (fixture, bea, "household", "dependents", "4");
  assert_ranked (fixture, order, GOL_MATCHING_ALL, "Ana Bea");
}

static void
test_auditor (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *order = season_approved_order (fixture, SCHEME, "2");
  g_autoptr(GolMatching) matching = NULL;
  GError *error = NULL;

  fixture_enter_as (fixture, "Auditora", GOL_ROLE_AUDITOR);
  matching = gol_matching_look (fixture->office, order, GOL_MATCHING_ALL, NULL, 10, NULL, &error);
  g_assert_null (matching);
  g_assert_nonnull (error);
  g_clear_error (&error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/matching/ranks", test_ranks);
  fixture_add_test ("/matching/closed", test_closed);
  fixture_add_test ("/matching/seasons", test_seasons);
  fixture_add_test ("/matching/blind", test_blind);
  fixture_add_test ("/matching/auditor", test_auditor);
  return g_test_run ();
}
