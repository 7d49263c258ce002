/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-error.h"
#include "gol-json.h"
#include "office-fixture.h"

static void
undo (Office        *office,
      const char    *batch,
      const char    *actor,
      guint          undone,
      guint          left)
{
  GolUndoResult result = { 0 };
  GError *error = NULL;

  gol_store_undo (office->store, batch, actor, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.undone, ==, undone);
  g_assert_cmpuint (result.left, ==, left);
  g_assert_cmpuint (result.reasons->len, ==, left);
  gol_undo_result_clear (&result);
}

static char *
batch_of (Office     *office,
          guint       nth,
          const char *state)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) batches = gol_store_list_batches (office->store, 100, &error);
  GolValues *values;

  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, >, nth);
  values = g_ptr_array_index (batches, nth);
  g_assert_cmpstr (gol_values_get_text (values, "state"), ==, state);
  return g_strdup (gol_values_get_text (values, "id"));
}

static void
assert_value (Office     *office,
              const char *record,
              const char *path,
              const char *expected)
{
  g_autofree char *text = office_get (office, record, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_values (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *first = NULL;

  office_later (office, 60);
  g_free (office_set (office, worker, "civil", values_new ("sex", "male", "birth_date", "1990", NULL)));
  office_later (office, 60);
  g_free (office_set (office, worker, "contact", values_new ("phone_1", "+50255500100", NULL)));
  undo (office, NULL, "u1", 1, 0);
  assert_value (office, worker, "contact.phone_1", NULL);
  undo (office, NULL, "u1", 1, 0);
  assert_value (office, worker, "civil.sex", "female");
  assert_value (office, worker, "civil.birth_date", NULL);

  /* What is undone is not undone again; an undo can be. */
  first = batch_of (office, 3, "undone");
  {
    GolUndoResult result = { 0 };
    GError *error = NULL;

    g_assert_false (gol_store_undo (office->store, first, "u1", &result, &error));
    g_assert_error (error, GOL_ERROR, GOL_ERROR_REFUSED);
    g_clear_error (&error);
  }
  {
    g_autofree char *last = batch_of (office, 0, "done");

    undo (office, last, "u1", 1, 0);
    assert_value (office, worker, "civil.sex", "male");
    assert_value (office, worker, "civil.birth_date", "1990");
  }
  g_free (batch_of (office, 4, "done"));
}

/* Back through the same field, step by step, to the record itself; and forward again. */
static void
test_step_by_step (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("birth_place", "a", NULL));
  g_autofree char *back = NULL;
  g_autoptr(GolRecord) record = NULL;
  GError *error = NULL;

  g_free (office_set (office, worker, "civil", values_new ("birth_place", "b", NULL)));
  g_free (office_set (office, worker, "civil", values_new ("birth_place", "c", NULL)));
  undo (office, NULL, "u1", 1, 0);
  assert_value (office, worker, "civil.birth_place", "b");
  undo (office, NULL, "u1", 1, 0);
  assert_value (office, worker, "civil.birth_place", "a");
  back = batch_of (office, 0, "done");
  undo (office, back, "u1", 1, 0);
  assert_value (office, worker, "civil.birth_place", "b");
  undo (office, NULL, "u1", 1, 0);
  assert_value (office, worker, "civil.birth_place", "a");
  undo (office, NULL, "u1", 1, 0);
  record = gol_store_read (office->store, worker, &error);
  g_assert_no_error (error);
  g_assert_true (record->voided);
}

/* The same words by somebody else are somebody else's. */
static void
test_same_words (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("birth_place", "a", NULL));
  g_autofree char *second = NULL;

  g_free (office_set (office, worker, "civil", values_new ("birth_place", "b", NULL)));
  second = batch_of (office, 0, "done");
  g_free (office_set_as (office, "u2", worker, "civil", values_new ("birth_place", "c", NULL)));
  g_free (office_set_as (office, "u2", worker, "civil", values_new ("birth_place", "b", NULL)));
  undo (office, second, "u1", 0, 1);
  assert_value (office, worker, "civil.birth_place", "b");
}

/* What somebody changed since is left, and said. */
static void
test_changed_since (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *second = NULL;

  g_free (office_set (office, worker, "civil", values_new ("sex", "male", "birth_date", "1990", NULL)));
  g_free (office_set_as (office, "u2", worker, "civil", values_new ("sex", "other", NULL)));
  second = batch_of (office, 1, "done");
  undo (office, second, "u1", 0, 1);
  assert_value (office, worker, "civil.sex", "other");
  assert_value (office, worker, "civil.birth_date", NULL);
  g_free (batch_of (office, 2, "partly"));
}

static void
test_creation (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *other = NULL;
  g_autoptr(GolRecord) record = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *code = NULL;
  GError *error = NULL;

  undo (office, NULL, "u1", 1, 0);
  record = gol_store_read (office->store, worker, &error);
  g_assert_no_error (error);
  g_assert_true (record->voided);
  code = g_strdup (record->code);
  g_assert_nonnull (code);

  /* Doing it again brings it back, with its file code. */
  batch = batch_of (office, 0, "done");
  undo (office, batch, "u1", 1, 0);
  gol_record_free (g_steal_pointer (&record));
  record = gol_store_read (office->store, worker, &error);
  g_assert_no_error (error);
  g_assert_false (record->voided);
  g_assert_cmpstr (record->code, ==, code);
  assert_value (office, worker, "civil.sex", "female");

  /* A number that was given is never given again. */
  other = office_set (office, NULL, "civil", values_new ("sex", "male", NULL));
  gol_record_free (g_steal_pointer (&record));
  record = gol_store_read (office->store, other, &error);
  g_assert_cmpstr (record->code, !=, code);
}

static void
test_creation_used (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *placed = office_set (office, NULL, "civil", values_new ("sex", "male", NULL));
  g_autofree char *made = batch_of (office, 1, "done");
  g_autofree char *placed_made = batch_of (office, 0, "done");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u2", "placement.add", NULL);
  g_autofree char *placement = gol_batch_create (batch, gol_dictionary_find_entity ("placement"), NULL);
  g_autoptr(GolValues) core = values_new ("worker", placed, NULL);
  g_autofree char *placing = g_strdup (gol_batch_get_id (batch));
  GError *error = NULL;

  g_free (office_set_as (office, "u2", worker, "contact", values_new ("phone_1", "+50255500100", NULL)));
  undo (office, made, "u1", 0, 1);
  assert_value (office, worker, "civil.sex", "female");

  gol_batch_set (batch, placement, "placement_core", core, NULL);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  undo (office, placed_made, "u1", 0, 1);
  undo (office, placing, "u2", 1, 0);
  undo (office, placed_made, "u1", 1, 0);
}

/* An import is one action: its records point at each other, and go together. */
static void
test_import (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "import.orders", "A file was read in");
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  for (guint piece = 0; piece < 2; piece++)
    {
      for (guint i = 0; i < 50; i++)
        {
          char *employer = gol_batch_create (batch, gol_dictionary_find_entity ("employer"), NULL);
          char *order = gol_batch_create (batch, gol_dictionary_find_entity ("order"), NULL);
          g_autoptr(GolValues) terms = values_new ("employer", employer, NULL);
          g_autoptr(GolValues) values = section_values (gol_dictionary_find_entity ("employer")->sections, i);

          gol_batch_set (batch, employer, gol_dictionary_find_entity ("employer")->sections->name, values, NULL);
          gol_batch_set (batch, order, "order_terms", terms, NULL);
          g_ptr_array_add (records, employer);
          g_ptr_array_add (records, order);
        }
      gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error);
      g_assert_no_error (error);
    }
  undo (office, NULL, "u1", 200, 0);
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(GolRecord) record = gol_store_read (office->store, g_ptr_array_index (records, i), &error);

      g_assert_no_error (error);
      g_assert_true (record->voided);
    }
}

static void
test_protected (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));

  g_free (office_set (office, worker, "self_identification", values_new ("people", "one", NULL)));
  g_free (office_set (office, worker, "self_identification", values_new ("people", "two", NULL)));
  undo (office, NULL, "u1", 1, 0);
  assert_value (office, worker, "self_identification.people", "one");
}

static char *
list_of (const char *a,
         const char *b)
{
  const char *members[] = { a, b, NULL };

  return gol_json_from_strv (members);
}

/* Members of sets are added, removed and undone one by one. */
static void
test_members (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *both = list_of ("mam", "spa");
  g_autofree char *more = list_of ("kek", NULL);
  g_autofree char *all = g_strdup ("[\"kek\",\"mam\",\"spa\"]");
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "worker.save", NULL);
  g_autofree char *worker = NULL;
  GolLeaf *leaf;
  GError *error = NULL;

  gol_values_set_list (values, "languages", both);
  worker = office_set (office, NULL, "experience", gol_values_ref (values));
  leaf = gol_leaf_new (worker, "experience", GOL_OP_ADD, NULL);
  gol_values_set_list (leaf->values, "languages", more);
  gol_batch_add (batch, leaf);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  assert_value (office, worker, "experience.languages", all);
  undo (office, NULL, "u1", 1, 0);
  assert_value (office, worker, "experience.languages", both);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/undo/values", test_values);
  g_test_add_func ("/store/undo/step-by-step", test_step_by_step);
  g_test_add_func ("/store/undo/same-words", test_same_words);
  g_test_add_func ("/store/undo/changed-since", test_changed_since);
  g_test_add_func ("/store/undo/creation", test_creation);
  g_test_add_func ("/store/undo/creation-used", test_creation_used);
  g_test_add_func ("/store/undo/import", test_import);
  g_test_add_func ("/store/undo/protected", test_protected);
  g_test_add_func ("/store/undo/members", test_members);
  return g_test_run ();
}
