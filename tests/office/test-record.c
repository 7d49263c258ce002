/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "gol-json.h"

static GolProblem *
find_problem (GPtrArray  *problems,
              const char *code)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    if (g_str_equal (((GolProblem *) g_ptr_array_index (problems, i))->code, code))
      return g_ptr_array_index (problems, i);
  return NULL;
}

/* ── Adding ── */

static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *record = fixture_worker (fixture, "  Ana  María ", "Tzul", "1995-05", "a12345678");
  g_autoptr(GolRecord) worker = NULL;
  g_autoptr(GolRecord) by_code = NULL;
  g_autoptr(GPtrArray) batches = NULL;
  g_autoptr(GError) error = NULL;

  worker = gol_office_read (fixture->office, record, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_record_get_text (worker, "name_photo.given_names"), ==, "Ana María");
  g_assert_cmpstr (gol_record_get_text (worker, "civil.birth_date"), ==, "1995-05");
  g_assert_nonnull (worker->code);

  by_code = gol_office_read_as (fixture->office, "worker", worker->code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (by_code->record, ==, record);
  g_assert_null (gol_office_read_as (fixture->office, "order", record, &error));
  assert_refused (error, GOL_ERROR_USAGE, "Order");
  g_assert_null (gol_office_read (fixture->office, "GG-000000-0", &error));
  assert_refused (error, GOL_ERROR_NOT_FOUND, "GG-000000-0");

  batches = gol_store_list_batches (gol_office_get_store (fixture->office), 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 1);
  g_assert_cmpstr (gol_values_get_text (batches->pdata[0], "words"), ==, "Worker added: Ana María Tzul");
  g_assert_cmpstr (gol_values_get_text (batches->pdata[0], "actor"), ==, gol_office_get_officer (fixture->office)->id);
}

/* Each defect by the code of its name, and nothing stored. */
static void
test_add_refused (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct { const char *path, *value, *code; GolError error; } cases[] = {
    { "name_photo.surname_1", "", "name_missing", GOL_ERROR_REFUSED },
    { "civil.birth_date", "2012-01-01", "under_18", GOL_ERROR_REFUSED },
    { "civil.birth_date", "1995-13-01", "value_invalid", GOL_ERROR_INVALID },
    { "civil.sex", "sometimes", "value_invalid", GOL_ERROR_INVALID },
    { "civil.sex", "", "required_missing", GOL_ERROR_REFUSED },
    { "civil.shoe", "42", "field_unknown", GOL_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GHashTable) sections = fixture_sections ("name_photo.given_names", "Ana", "name_photo.surname_1",
                                                          "Tzul", "civil.sex", "f", "civil.birth_date", "1995-05-01",
                                                          cases[i].path, cases[i].value, NULL);
      g_autoptr(GPtrArray) problems = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *record = gol_office_add (fixture->office, gol_dictionary_find_entity ("worker"), sections, TRUE,
                                                &problems, &error);
      GolProblem *problem = find_problem (problems, cases[i].code);

      g_assert_null (record);
      g_assert_error (error, GOL_ERROR, (gint) cases[i].error);
      if (problem == NULL)
        g_error ("%s=%s gives no %s but: %s", cases[i].path, cases[i].value, cases[i].code, error->message);
      g_assert_cmpint (problem->severity, ==, GOL_PROBLEM_ERROR);
    }
  {
    g_autoptr(GPtrArray) batches = gol_store_list_batches (gol_office_get_store (fixture->office), 10, NULL);

    g_assert_cmpuint (batches->len, ==, 0);
  }
}

static void
test_add_elsewhere (Fixture       *fixture,
                    gconstpointer  data)
{
  static const struct
  {
    const char *entity, *word;
  } cases[] = { { "placement", "placing" }, { "event", "logged" }, { "step", "logged" } };
  g_autoptr(GHashTable) sections = fixture_sections ("nonsense.field", "x", NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_null (
        gol_office_add (fixture->office, gol_dictionary_find_entity (cases[i].entity), sections, TRUE, NULL, &error));
      assert_refused (error, GOL_ERROR_USAGE, cases[i].word);
    }
  g_assert_null (gol_office_add (fixture->office, gol_dictionary_find_entity ("worker"), sections, TRUE, NULL, &error));
  assert_refused (error, GOL_ERROR_USAGE, "nonsense");
}

/* What resembles another is held until somebody decides, and told as long as nobody has said that they are one person.
 */
static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *first = fixture_worker (fixture, "Ana", "Zúñiga", "1995-05-01", "A12345678");
  g_autofree char *second = NULL;
  g_autoptr(GHashTable) sections = fixture_sections ("name_photo.given_names", "Ana", "name_photo.surname_1", "Suniga",
                                                     "civil.sex", "f", "civil.birth_date", "1995-05-01",
                                                     "identity_numbers.passport_number", "A12345678",
                                                     "identity_numbers.passport_issuer", "GT", NULL);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) alike = NULL;
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (
    gol_office_add (fixture->office, gol_dictionary_find_entity ("worker"), sections, FALSE, &problems, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "same passport");
  g_assert_cmpint (find_problem (problems, "passport_duplicate")->severity, ==, GOL_PROBLEM_HELD);

  gol_values_set_text (g_hash_table_lookup (sections, "identity_numbers"), "passport_number", "B87654321");
  g_assert_null (
    gol_office_add (fixture->office, gol_dictionary_find_entity ("worker"), sections, FALSE, &alike, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "sounds alike");
  g_assert_cmpint (find_problem (alike, "person_duplicate_fuzzy")->severity, ==, GOL_PROBLEM_HELD);
  gol_values_set_text (g_hash_table_lookup (sections, "identity_numbers"), "passport_number", "A12345678");

  second = gol_office_add (fixture->office, gol_dictionary_find_entity ("worker"), sections, TRUE, NULL, &error);
  g_assert_no_error (error);
  before = gol_office_problems (fixture->office, second, &error);
  g_assert_no_error (error);
  g_assert_cmpint (find_problem (before, "passport_duplicate")->severity, ==, GOL_PROBLEM_WARNING);

  gol_office_link (fixture->office, first, second, TRUE, "the same woman, seen on 25 November", &error);
  g_assert_no_error (error);
  after = gol_office_problems (fixture->office, second, &error);
  g_assert_null (find_problem (after, "passport_duplicate"));
  again = gol_office_problems (fixture->office, first, &error);
  g_assert_null (find_problem (again, "passport_duplicate"));
}

static void
test_references (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *employer = fixture_add (fixture, "employer", "employer_identity.legal_name", "Fresas del Prado",
                                           NULL);
  g_autoptr(GolRecord) found = gol_office_read (fixture->office, employer, NULL);
  g_autofree char *worksite = fixture_add (fixture, "worksite", "worksite_core.employer", found->code,
                                           "worksite_core.name", "North", NULL);
  g_autofree char *reference = fixture_get (fixture, worksite, "worksite_core.employer");
  g_autofree char *worker = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GHashTable) nobody = fixture_sections ("worksite_core.employer", "employer/01J00000000000000000000000",
                                                    NULL);
  g_autoptr(GHashTable) other = fixture_sections ("worksite_core.employer", worker, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (reference, ==, employer);   /* a code stands for its record */
  g_assert_null (
    gol_office_add (fixture->office, gol_dictionary_find_entity ("worksite"), nobody, TRUE, &problems, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "holds no");
  g_assert_nonnull (find_problem (problems, "reference_unknown"));
  g_assert_null (gol_office_add (fixture->office, gol_dictionary_find_entity ("worksite"), other, TRUE, NULL, &error));
  g_assert_nonnull (error);
}

/* ── Saving ── */

static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *worker = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GolValues) bad = gol_values_new ();
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) batches = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GolRecord) found = NULL;
  g_autoptr(GError) error = NULL;
  const GolHistory *entry;

  gol_values_set_text (values, "country", "Guatemala");
  gol_values_set_text (values, "phone_1", "5512 3456");
  gol_values_set_text (values, "community", "Xela");
  g_assert_true (gol_office_save (fixture->office, worker, "contact", values, "she came by", &problems, &error));
  g_assert_no_error (error);
  found = gol_office_read (fixture->office, worker, &error);
  g_assert_cmpstr (gol_record_get_text (found, "contact.phone_1"), ==, "+50255123456");
  g_assert_cmpstr (gol_record_get_text (found, "contact.country"), ==, "GT");

  /* Saving the same again is no change. */
  g_assert_true (gol_office_save (fixture->office, worker, "contact", values, NULL, NULL, &error));
  batches = gol_store_list_batches (gol_office_get_store (fixture->office), 10, &error);
  g_assert_cmpuint (batches->len, ==, 2);
  g_assert_cmpstr (gol_values_get_text (batches->pdata[0], "words"), ==, "Contact of Ana Tzul saved");

  history = gol_office_history (fixture->office, worker, "contact", "community", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 1);
  entry = history->pdata[0];
  g_assert_cmpstr (gol_values_get_text (entry->values, "community"), ==, "Xela");
  g_assert_cmpstr (entry->why, ==, "she came by");
  g_assert_cmpstr (entry->actor, ==, gol_office_get_officer (fixture->office)->id);

  gol_values_set_text (bad, "email", "not an address");
  g_assert_false (gol_office_save (fixture->office, worker, "contact", bad, NULL, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (gol_office_save (fixture->office, worker, "kitchen", values, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_USAGE, "kitchen");
}

/* What the passport's zone says is filled in where nothing is written, in the same action; not what is cleared with it,
   and not over what stands. */
static void
test_zone (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { const char *path, *value; } expected[] = {
    { "name_photo.mrz_surname", "ERIKSSON" }, { "name_photo.mrz_given_names", "ANNA MARIA" }, { "civil.sex", "F" },
    { "civil.birth_date", "1995-05" }, { "civil.nationality", "GT" }, { "identity_numbers.passport_number", "A12345678" },
    { "identity_numbers.passport_issuer", "GT" }, { "identity_numbers.passport_expires", NULL },
  };
  g_autofree char *worker = fixture_worker (fixture, "Ana María", "Eriksson", "1995-05", "A12345678");
  g_autoptr(GolValues) papers = gol_values_new ();
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GolRecord) found = NULL;
  GolUndoResult undone = { 0 };
  g_autoptr(GError) error = NULL;

  gol_values_set_text (papers, "passport_expires", "2030-01-01");
  g_assert_true (gol_office_save (fixture->office, worker, "identity_numbers", papers, NULL, NULL, &error));

  gol_values_set_null (papers, "passport_expires");
  gol_values_set_text (papers, "mrz", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                                      "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
  g_assert_true (gol_office_save (fixture->office, worker, "identity_numbers", papers, NULL, &problems, &error));
  g_assert_no_error (error);
  g_assert_nonnull (find_problem (problems, "mrz_contradicts_passport_number"));
  g_assert_nonnull (find_problem (problems, "mrz_contradicts_birth_date"));
  found = gol_office_read (fixture->office, worker, &error);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (gol_record_get_text (found, expected[i].path), ==, expected[i].value);

  /* One undo takes all of it back. */
  g_assert_true (gol_office_undo (fixture->office, NULL, &undone, &error));
  g_assert_no_error (error);
  gol_undo_result_clear (&undone);
  g_clear_pointer (&found, gol_record_free);
  found = gol_office_read (fixture->office, worker, &error);
  g_assert_null (gol_record_get_text (found, "name_photo.mrz_surname"));
  g_assert_cmpstr (gol_record_get_text (found, "identity_numbers.passport_expires"), ==, "2030-01-01");
}

/* Complete forms cannot be made incomplete; incomplete ones can be mended bit by bit. */
static void
test_save_required (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *worker = fixture_add (fixture, "worker", "name_photo.given_names", "Ana", "name_photo.surname_1",
                                         "Tzul", NULL);
  g_autoptr(GPtrArray) problems = gol_office_problems (fixture->office, worker, NULL);
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (find_problem (problems, "required_missing")->severity, ==, GOL_PROBLEM_WARNING);
  fixture_save (fixture, worker, "contact", "community", "Xela");
  gol_values_set_text (values, "given_names", NULL);
  g_assert_false (gol_office_save (fixture->office, worker, "name_photo", values, NULL, NULL, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_REFUSED);
}

static void
test_permissions (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *worker = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  g_autofree char *batch = NULL;
  g_autoptr(GPtrArray) batches = gol_store_list_batches (gol_office_get_store (fixture->office), 1, NULL);
  g_autoptr(GolRecord) seen = NULL;
  g_autoptr(GolRecord) unseen = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;
  GolUndoResult result = { 0 };

  batch = g_strdup (gol_values_get_text (batches->pdata[0], "id"));
  gol_values_set_text (values, "community", "Xela");
  fixture_enter_as (fixture, "The auditor", GOL_ROLE_AUDITOR);
  seen = gol_office_read (fixture->office, worker, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_record_get_text (seen, "name_photo.given_names"), ==, "Ana");
  g_assert_false (gol_office_save (fixture->office, worker, "contact", values, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "auditor");
  g_assert_false (gol_office_undo (fixture->office, batch, &result, &error));
  assert_refused (error, GOL_ERROR_DENIED, "auditor");

  fixture_enter_as (fixture, "The administrator", GOL_ROLE_ADMINISTRATOR);
  unseen = gol_office_read (fixture->office, worker, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (unseen->sections), ==, 0);

  fixture_enter_as (fixture, "A clerk", GOL_ROLE_CLERK);
  g_assert_true (gol_office_save (fixture->office, worker, "contact", values, NULL, NULL, &error));
  g_assert_false (gol_office_undo (fixture->office, batch, &result, &error));
  assert_refused (error, GOL_ERROR_DENIED, "supervisor");
  g_assert_true (gol_office_undo (fixture->office, NULL, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.undone, ==, 1);
  gol_undo_result_clear (&result);
}

/* ── Undo, links ── */

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *worker = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  g_autofree char *then = NULL;
  g_autofree char *now = NULL;
  g_autoptr(GolRecord) gone = NULL;
  g_autoptr(GPtrArray) batches = NULL;
  g_autoptr(GError) error = NULL;
  GolUndoResult result = { 0 };

  fixture_save (fixture, worker, "contact", "community", "Xela");
  fixture_save (fixture, worker, "contact", "community", "Cobán");
  g_assert_true (gol_office_undo (fixture->office, NULL, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.undone, ==, 1);
  g_assert_cmpuint (result.left, ==, 0);
  gol_undo_result_clear (&result);
  then = fixture_get (fixture, worker, "contact.community");
  g_assert_cmpstr (then, ==, "Xela");

  /* What somebody wrote over is not taken back, and the reason is told. */
  batches = gol_store_list_batches (gol_office_get_store (fixture->office), 10, &error);
  for (guint i = 0; i < batches->len; i++)
    if (g_strcmp0 (gol_values_get_text (batches->pdata[i], "kind"), "worker.save") == 0
        && g_strcmp0 (gol_values_get_text (batches->pdata[i], "state"), "done") == 0)
      {
        fixture_save (fixture, worker, "contact", "community", "Sololá");
        g_assert_true (
          gol_office_undo (fixture->office, gol_values_get_text (batches->pdata[i], "id"), &result, &error));
        g_assert_no_error (error);
        g_assert_cmpuint (result.left, ==, 1);
        g_assert_cmpuint (result.reasons->len, ==, 1);
        gol_undo_result_clear (&result);
        break;
      }
  now = fixture_get (fixture, worker, "contact.community");
  g_assert_cmpstr (now, ==, "Sololá");
}

static void
test_undo_creation (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *worker = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  g_autoptr(GolRecord) gone = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;
  GolUndoResult result = { 0 };

  g_assert_true (gol_office_undo (fixture->office, NULL, &result, &error));
  g_assert_no_error (error);
  gol_undo_result_clear (&result);
  gone = gol_office_read (fixture->office, worker, &error);
  g_assert_no_error (error);
  g_assert_true (gone->voided);
  gol_values_set_text (values, "community", "Xela");
  g_assert_false (gol_office_save (fixture->office, worker, "contact", values, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "mistake");
}

static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *first = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  g_autofree char *second = fixture_worker (fixture, "Berta", "Coy", "1990-05-01", "B12345678");
  g_autofree char *third = fixture_worker (fixture, "Clara", "Pop", "1985-05-01", "C12345678");
  g_autofree char *there = NULL;
  g_autofree char *back = NULL;
  g_autofree char *gone = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (gol_office_link (fixture->office, first, second, TRUE, "", &error));
  assert_refused (error, GOL_ERROR_USAGE, "why");
  g_assert_false (gol_office_link (fixture->office, first, first, TRUE, "one", &error));
  assert_refused (error, GOL_ERROR_USAGE, "one file");
  g_assert_false (gol_office_link (fixture->office, first, second, FALSE, "two", &error));
  assert_refused (error, GOL_ERROR_NOT_FOUND, "not held");

  gol_office_link (fixture->office, first, second, TRUE, "one woman with two names", &error);
  g_assert_no_error (error);
  there = fixture_get (fixture, first, "person_link.same_as");
  back = fixture_get (fixture, second, "person_link.same_as");
  g_assert_cmpstr (there, ==, second);
  g_assert_cmpstr (back, ==, first);
  g_assert_false (gol_office_link (fixture->office, first, third, TRUE, "another", &error));
  assert_refused (error, GOL_ERROR_EXISTS, "somebody else");

  gol_office_link (fixture->office, second, first, FALSE, "two women after all", &error);
  g_assert_no_error (error);
  gone = fixture_get (fixture, first, "person_link.same_as");
  g_assert_null (gone);
  history = gol_office_history (fixture->office, first, "person_link", NULL, &error);
  g_assert_cmpuint (history->len, ==, 2);
  g_assert_cmpint (((GolHistory *) history->pdata[0])->op, ==, GOL_OP_UNLINK);
  g_assert_cmpstr (((GolHistory *) history->pdata[0])->why, ==, "two women after all");
}

/* ── Decisions of two ── */

static void
test_two_officers (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *worker = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  g_autofree char *sanction = fixture_add (fixture, "sanction", "sanction.worker", worker, "sanction.reason", "x",
                                           "sanction.clause", "c", "sanction.from", "2026-11-25", "sanction.until",
                                           "2027-11-25", "sanction.first_decider", "Somebody",
                                           "sanction.second_decider", "Somebody else", NULL);
  g_autofree char *first = fixture_get (fixture, sanction, "sanction.first_decider");
  g_autofree char *second = fixture_get (fixture, sanction, "sanction.second_decider");
  g_autofree char *agreed = NULL;
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (first, ==, "Rosa Ixchel");   /* whoever is at work, whatever was typed */
  g_assert_null (second);
  gol_values_set_text (values, "second_decider", "yes");
  g_assert_false (gol_office_save (fixture->office, sanction, "sanction", values, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_REFUSED, "another supervisor");

  fixture_enter_as (fixture, "A clerk", GOL_ROLE_CLERK);
  g_assert_false (gol_office_save (fixture->office, sanction, "sanction", values, NULL, NULL, &error));
  assert_refused (error, GOL_ERROR_DENIED, "supervisor");
  fixture_enter_as (fixture, "Otto Caal", GOL_ROLE_SUPERVISOR);
  g_assert_true (gol_office_save (fixture->office, sanction, "sanction", values, NULL, NULL, &error));
  g_assert_no_error (error);
  agreed = fixture_get (fixture, sanction, "sanction.second_decider");
  g_assert_cmpstr (agreed, ==, "Otto Caal");
}

/* ── Telling, and off the main thread ── */

static void
changed_cb (GolOffice   *office,
            char       **records,
            gpointer     data)
{
  g_ptr_array_add (data, g_strdup (records[0]));
}

static gpointer
save_cb (GolOffice     *office,
         gpointer       worker,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_text (values, "community", "Xela");
  return GINT_TO_POINTER (gol_office_save (office, worker, "contact", values, NULL, NULL, error));
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (GPOINTER_TO_INT (gol_office_run_finish (GOL_OFFICE (source), result, &error)));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  char *worker = fixture_worker (fixture, "Ana", "Tzul", "1995-05-01", "A12345678");
  g_autofree char *kept = g_strdup (worker);
  g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  gboolean done = FALSE;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (fixture->office, "changed", G_CALLBACK (changed_cb), told);
  gol_office_run_async (fixture->office, save_cb, worker, g_free, NULL, NULL, done_cb, &done);
  while (!done || told->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (told->len, ==, 1);
  g_assert_cmpstr (told->pdata[0], ==, kept);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/record/add", test_add);
  fixture_add_test ("/record/add-refused", test_add_refused);
  fixture_add_test ("/record/add-elsewhere", test_add_elsewhere);
  fixture_add_test ("/record/duplicates", test_duplicates);
  fixture_add_test ("/record/references", test_references);
  fixture_add_test ("/record/save", test_save);
  fixture_add_test ("/record/zone", test_zone);
  fixture_add_test ("/record/save-required", test_save_required);
  fixture_add_test ("/record/permissions", test_permissions);
  fixture_add_test ("/record/undo", test_undo);
  fixture_add_test ("/record/undo-creation", test_undo_creation);
  fixture_add_test ("/record/link", test_link);
  fixture_add_test ("/record/two-officers", test_two_officers);
  fixture_add_test ("/record/async", test_async);
  return g_test_run ();
}
