/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"
#include "gol-query.h"
#include "gol-store-private.h"
#include "office-fixture.h"

/* Every section of every entity comes back as it went in, also after the office was closed. */
static void
test_every_entity (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  const GolEntity * const *entities = gol_dictionary_get_entities ();
  GError *error = NULL;

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "test", NULL);
      char *record = gol_batch_create (batch, entities[i], NULL);

      g_ptr_array_add (records, record);
      for (const GolSection *section = entities[i]->sections; section->name != NULL; section++)
        {
          g_autoptr(GolValues) values = section_values (section, i);

          gol_batch_set (batch, record, section->name, values, NULL);
        }
      gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
      g_assert_no_error (error);
    }

  office_open (office);
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr(GolRecord) record = gol_store_read (office->store, g_ptr_array_index (records, i), &error);

      g_assert_no_error (error);
      g_assert_true (record->entity == entities[i]);
      g_assert_cmpint (record->code != NULL, ==, entities[i]->code_letter != 0);
      for (const GolSection *section = entities[i]->sections; section->name != NULL; section++)
        {
          g_autoptr(GolValues) values = section_values (section, i);

          if (!gol_values_equal (values, gol_record_get (record, section->name)))
            g_error ("%s.%s came back different", entities[i]->name, section->name);
        }
    }
}

static guint64
count_changes (Office *office,
               GolLog  log)
{
  g_autoptr(GolStatement) st = gol_db_prepare (office->store->files[log].db, "SELECT count (*) FROM change", NULL);
  gboolean row;

  g_assert_true (gol_statement_step (st, &row, NULL) && row);
  return gol_statement_int (st, 0);
}

/* What says nothing new is not written, neither a field, nor a leaf, nor a change. */
static void
test_nothing_new (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", "birth_date", "1988-03", NULL));
  g_autoptr(GPtrArray) history = NULL;
  g_autofree char *empty = NULL;
  GError *error = NULL;

  g_assert_cmpuint (count_changes (office, GOL_LOG_OPEN), ==, 1);
  g_free (office_set (office, worker, "civil", values_new ("sex", "female", "birth_date", "1988-03", "birth_place", NULL, NULL)));
  g_assert_cmpuint (count_changes (office, GOL_LOG_OPEN), ==, 1);
  g_free (office_set (office, worker, "civil", values_new ("sex", "female", "birth_date", "1988-04-01", NULL)));
  g_assert_cmpuint (count_changes (office, GOL_LOG_OPEN), ==, 2);

  /* A record of which nothing is said is not made. */
  empty = office_set (office, NULL, "civil", values_new ("sex", NULL, NULL));
  g_assert_null (gol_store_read (office->store, empty, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (count_changes (office, GOL_LOG_OPEN), ==, 2);
}

static void
test_file_codes (void)
{
  g_autoptr(Office) office = office_new ("s1");
  const GolEntity *worker = gol_dictionary_find_entity ("worker"), *order = gol_dictionary_find_entity ("order");
  g_autofree char *first = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autofree char *second = NULL;
  g_autofree char *found = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GolRecord) record = NULL;
  GError *error = NULL;

  found = gol_store_find (office->store, worker, "gq 000001", &error);
  g_assert_null (found);
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
  g_clear_error (&error);

  office_open (office);
  second = office_set (office, NULL, "civil", values_new ("sex", "male", NULL));
  record = gol_store_read (office->store, second, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (record->code, "GQ-000002-"));
  found = gol_store_find (office->store, worker, record->code, &error);
  g_assert_cmpstr (found, ==, second);
  again = gol_store_find (office->store, NULL, first, &error);
  g_assert_cmpstr (again, ==, first);
  g_assert_null (gol_store_find (office->store, order, record->code, NULL));
}

/* Officers without the protected role learn nothing: not the record, not the words of who wrote it. */
static void
test_protected (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", NULL));
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u2", "complaint.add", "A complaint of canary-words");
  g_autofree char *complaint = gol_batch_create (batch, gol_dictionary_find_entity ("complaint"), NULL);
  const GolSection *section = gol_dictionary_find_entity ("complaint")->sections;
  g_autoptr(GolValues) values = section_values (section, 1);
  g_autofree char *self = NULL;
  g_autofree char *log = NULL;
  g_autoptr(GPtrArray) batches = NULL;
  GError *error = NULL;

  gol_batch_set (batch, complaint, section->name, values, NULL);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  g_free (office_set (office, worker, "self_identification", values_new ("people", "canary-people", NULL)));
  gol_batch_free (g_steal_pointer (&batch));
  self = office_get (office, worker, "self_identification.people");
  g_assert_cmpstr (self, ==, "canary-people");
  g_assert_cmpuint (count_changes (office, GOL_LOG_OPEN), ==, 1);
  g_assert_cmpuint (count_changes (office, GOL_LOG_PROTECTED), ==, 2);

  office->keys->has_protected = FALSE;
  office_open (office);
  g_assert_false (gol_store_can_protected (office->store));
  g_assert_null (gol_store_read (office->store, complaint, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_free (self);
  self = office_get (office, worker, "self_identification.people");
  g_assert_null (self);
  batches = gol_store_list_batches (office->store, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 1);

  /* Nor can they write there; the batch stays as it was. */
  {
    g_autoptr(GolBatch) refused = gol_batch_new (office->store, "u1", "worker.save", NULL);
    g_autoptr(GolValues) more = values_new ("people", "others", NULL);

    gol_batch_set (refused, worker, "self_identification", more, NULL);
    g_assert_false (gol_store_commit (office->store, refused, GOL_PRIORITY_OFFICER, &error));
    g_assert_error (error, GOL_ERROR, GOL_ERROR_DENIED);
    g_clear_error (&error);
  }
}

/* A long import: many changes of at most 64 KiB, one action. */
static void
test_pieces (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "import.workers", "A file was read in");
  g_autoptr(GPtrArray) batches = NULL;
  g_autofree char *long_text = g_strnfill (1500, 'x');
  g_autofree char *id = g_strdup (gol_batch_get_id (batch));
  GError *error = NULL;

  for (guint piece = 0; piece < 3; piece++)
    {
      for (guint i = 0; i < 100; i++)
        {
          g_autofree char *worker = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
          g_autoptr(GolValues) values = values_new ("address", long_text, NULL);

          gol_batch_set (batch, worker, "contact", values, NULL);
        }
      gol_batch_note (batch, "import", piece == 2 ? NULL : "half");
      gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error);
      g_assert_no_error (error);
      if (piece == 0)
        {
          g_autofree char *note = gol_store_get_note (office->store, "import", &error);

          g_assert_cmpstr (note, ==, "half");
          gol_batch_free (g_steal_pointer (&batch));
          office_open (office);
          batch = gol_batch_resume (office->store, id, "u1");
          g_assert_nonnull (batch);
        }
    }
  g_assert_null (gol_store_get_note (office->store, "import", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_changes (office, GOL_LOG_OPEN), >=, 9);
  batches = gol_store_list_batches (office->store, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 1);
  g_assert_cmpint (gol_values_get_integer (g_ptr_array_index (batches, 0), "n", 0), ==, 300);
  g_assert_null (gol_batch_resume (office->store, "01JXXXXXXXXXXXXXXXXXXXXXXX", "u1"));
}

static void
add_people (GolBatch *piece,
            guint     n,
            gsize     length)
{
  g_autofree char *text = g_strnfill (length, 'x');

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *worker = gol_batch_create (piece, gol_dictionary_find_entity ("worker"), NULL);
      g_autoptr(GolValues) values = values_new ("address", text, NULL);

      gol_batch_set (piece, worker, "contact", values, NULL);
    }
}

static guint
count_workers (Office *office)
{
  GError *error = NULL;
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  g_autoptr(GArray) ids = gol_query_ids (office->store, query, NULL, &error);

  g_assert_no_error (error);
  return ids->len;
}

/* Pieces in one transaction: nobody sees any before the end, and what did not come to its end was never there. */
static void
test_bulk (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBulk) bulk = gol_bulk_new (office->store);
  g_autoptr(GolBatch) first = gol_batch_new (office->store, "u1", "import.workers", NULL);
  g_autoptr(GolBatch) second = gol_batch_continue (first);
  g_autoptr(GolBatch) third = gol_batch_continue (first);
  g_autoptr(GolBatch) broken = gol_batch_continue (first);
  g_autoptr(GPtrArray) batches = NULL;
  GError *error = NULL;

  add_people (first, 10, 100);
  add_people (second, 20, 100);
  add_people (third, 5, 100);
  add_people (broken, 1, 70000);
  g_assert_true (gol_bulk_add (bulk, first, &error));
  g_assert_true (gol_bulk_add (bulk, second, &error));
  g_assert_false (gol_bulk_is_due (bulk));
  g_assert_cmpuint (count_workers (office), ==, 0);
  g_assert_true (gol_bulk_commit (bulk, &error));
  g_assert_cmpuint (count_workers (office), ==, 30);

  g_assert_true (gol_bulk_add (bulk, third, &error));
  g_assert_no_error (error);
  g_assert_false (gol_bulk_add (bulk, broken, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpuint (count_workers (office), ==, 30);

  g_assert_true (gol_bulk_add (bulk, third, &error));
  g_clear_pointer (&bulk, gol_bulk_free);
  g_assert_cmpuint (count_workers (office), ==, 30);
  g_free (office_set (office, NULL, "civil", values_new ("sex", "female", NULL)));
  g_assert_cmpuint (count_workers (office), ==, 31);
  batches = gol_store_list_batches (office->store, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 2);
  g_assert_cmpint (gol_values_get_integer (g_ptr_array_index (batches, 1), "n", 0), ==, 30);
  office_verify (office);
}

/* Lines that are made ahead are those that storing would make; one to which something came after is made again. */
static void
test_lines_ahead (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "import.workers", NULL);
  g_autofree char *code = NULL;
  g_autofree char *worker = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), &code);
  g_autoptr(GolValues) name = values_new ("surname_1", "Barrios", NULL);
  g_autoptr(GolValues) contact = values_new ("address", "Calle 1", NULL);
  g_autoptr(GolValues) later = values_new ("phone_1", "+50255512345", NULL);
  g_autoptr(GolValues) empty = gol_values_new ();
  g_autoptr(GolRecord) record = NULL;
  GError *error = NULL;

  gol_values_set_null (empty, "sex");
  gol_batch_set (batch, worker, "civil", empty, NULL);
  gol_batch_set (batch, worker, "name_photo", name, NULL);
  gol_batch_set (batch, worker, "contact", contact, NULL);
  add_people (batch, 300, 400);
  gol_batch_make_lines (batch);
  gol_batch_set (batch, worker, "contact", later, "She has a telephone");
  g_assert_true (gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error));
  g_assert_no_error (error);

  record = gol_store_read (office->store, worker, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (record->code, ==, code);
  g_assert_cmpstr (gol_record_get_text (record, "name_photo.surname_1"), ==, "Barrios");
  g_assert_cmpstr (gol_record_get_text (record, "contact.address"), ==, "Calle 1");
  g_assert_cmpstr (gol_record_get_text (record, "contact.phone_1"), ==, "+50255512345");
  g_assert_cmpuint (count_workers (office), ==, 301);
  office_verify (office);

  /* What comes after it has seen it. */
  g_free (office_set (office, worker, "contact", values_new ("address", "Calle 2", NULL)));
  g_assert_cmpuint (count_workers (office), ==, 301);
  office_verify (office);
}

static gpointer
save_cb (gpointer data)
{
  g_free (office_set (data, NULL, "civil", values_new ("sex", "female", NULL)));
  return NULL;
}

/* Who waits for an import's transaction is seen, and goes before the rest of it. */
static void
test_bulk_lets_go (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBulk) bulk = gol_bulk_new (office->store);
  g_autoptr(GolBatch) first = gol_batch_new (office->store, "u1", "import.workers", NULL);
  g_autoptr(GolBatch) second = gol_batch_continue (first);
  GThread *officer;
  GError *error = NULL;

  add_people (first, 10, 100);
  add_people (second, 10, 100);
  g_assert_true (gol_bulk_add (bulk, first, &error));
  g_assert_false (gol_bulk_is_due (bulk));
  officer = g_thread_new ("officer", save_cb, office);
  while (!gol_bulk_is_due (bulk))
    g_usleep (1000);
  g_assert_true (gol_bulk_commit (bulk, &error));
  g_assert_true (gol_bulk_add (bulk, second, &error));
  g_thread_join (officer);
  g_assert_true (gol_bulk_commit (bulk, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_workers (office), ==, 21);
  office_verify (office);
}

/* ── For whom it is lodged ── */

typedef struct { const char *section, *field, *agency; } Lodged;

/* Of one order, as an import sets them. */
static const Lodged lodged[] = {
  { "order_names", "note", "employer" },
  { "order_terms", "crop", NULL },
  { "order_destination_decision", "number", "authority" },
};

static void
add_orders (GolBatch *batch,
            guint     n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *order = gol_batch_create (batch, gol_dictionary_find_entity ("order"), NULL);

      for (guint j = 0; j < G_N_ELEMENTS (lodged); j++)
        {
          g_autofree char *text = g_strdup_printf ("%u", i);
          g_autoptr(GolValues) values = values_new (lodged[j].field, text, NULL);

          gol_batch_set_on_behalf_of (batch, lodged[j].agency);
          gol_batch_set (batch, order, lodged[j].section, values, NULL);
        }
    }
}

/* The leaves of own changes after @after, each of which stands in a change of its party's. */
static guint
check_parties (Office *office,
               guint   after,
               guint  *n_changes)
{
  g_autoptr(GPtrArray) changes = office_changes (office, GOL_LOG_OPEN, after);
  guint n = 0;

  *n_changes = changes->len;
  for (guint i = 0; i < changes->len; i++)
    {
      const GolChange *change = g_ptr_array_index (changes, i);

      for (guint j = 0; j < change->leaves->len; j++)
        {
          const char *line = g_ptr_array_index (change->leaves, j);
          g_autoptr(GolLeaf) leaf = gol_leaf_from_line (line, strlen (line), NULL);

          for (guint k = 0; k < G_N_ELEMENTS (lodged); k++)
            if (g_str_equal (leaf->section, lodged[k].section))
              g_assert_cmpstr (change->header.on_behalf_of, ==, lodged[k].agency);
          n++;
        }
    }
  return n;
}

static void
undo (Office     *office,
      const char *batch,
      guint       n)
{
  GolUndoResult result;
  GError *error = NULL;

  gol_store_undo (office->store, batch, "u1", &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.undone, ==, n);
  g_assert_cmpuint (result.left, ==, 0);
  gol_undo_result_clear (&result);
}

/* A change is for one party; the action stays one, and its undoing is lodged for the same. */
static void
test_parties (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "import.orders", "A file was read in");
  g_autoptr(GPtrArray) batches = NULL;
  g_autofree char *id = g_strdup (gol_batch_get_id (batch));
  GError *error = NULL;
  guint changes;

  add_orders (batch, 100);
  gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check_parties (office, 0, &changes), ==, 300);
  /* Which take turns in the action, but are not cut at each turn. */
  g_assert_cmpuint (changes, ==, 3);
  gol_batch_free (g_steal_pointer (&batch));
  batch = gol_batch_resume (office->store, id, "u1");
  add_orders (batch, 5);
  gol_store_commit (office->store, batch, GOL_PRIORITY_BULK, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check_parties (office, 3, &changes), ==, 15);
  office_verify (office);
  batches = gol_store_list_batches (office->store, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 1);
  g_assert_cmpint (gol_values_get_integer (g_ptr_array_index (batches, 0), "n", 0), ==, 315);

  undo (office, id, 105);
  g_assert_cmpuint (check_parties (office, 6, &changes), ==, 105);
  office_verify (office);
}

/* Values that are set back, and an undo that is undone. */
static void
test_parties_undo (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "order.save", NULL);
  g_autofree char *order = office_set (office, NULL, "order_terms", values_new ("crop", "Apples", NULL));
  g_autoptr(GPtrArray) batches = NULL;
  g_autofree char *value = NULL, *again = NULL;
  GError *error = NULL;
  guint changes;

  for (guint i = 0; i < G_N_ELEMENTS (lodged); i++)
    {
      g_autoptr(GolValues) values = values_new (lodged[i].field, "New", NULL);

      gol_batch_set_on_behalf_of (batch, lodged[i].agency);
      gol_batch_set (batch, order, lodged[i].section, values, NULL);
    }
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  undo (office, gol_batch_get_id (batch), 3);
  g_assert_cmpuint (check_parties (office, 4, &changes), ==, 3);
  g_assert_cmpuint (changes, ==, 3);
  value = office_get (office, order, "order_terms.crop");
  g_assert_cmpstr (value, ==, "Apples");

  batches = gol_store_list_batches (office->store, 1, &error);
  g_assert_no_error (error);
  undo (office, gol_values_get_text (g_ptr_array_index (batches, 0), "id"), 3);
  g_assert_cmpuint (check_parties (office, 7, &changes), ==, 3);
  again = office_get (office, order, "order_destination_decision.number");
  g_assert_cmpstr (again, ==, "New");
  office_verify (office);
}

static void
test_too_large (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "worker.add", NULL);
  g_autofree char *worker = gol_batch_create (batch, gol_dictionary_find_entity ("worker"), NULL);
  g_autofree char *text = g_strnfill (70000, 'x');
  g_autoptr(GolValues) values = values_new ("address", text, NULL);
  GError *error = NULL;

  gol_batch_set (batch, worker, "contact", values, NULL);
  g_assert_false (gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpuint (count_changes (office, GOL_LOG_OPEN), ==, 0);
}

/* Fields of schemes, sections and whole entities that the dictionary does not know are kept as they came. */
static void
test_unknown (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", "sawp_mx_ca.tin", "123", NULL));
  g_autofree char *tin = NULL;
  g_autofree char *later = NULL;
  g_autofree char *strange = gol_record_new ("spaceship", 1);
  g_autoptr(GolValues) number = gol_values_new ();
  g_autofree char *sex = NULL;

  g_free (office_set (office, worker, "next_year", values_new ("plan", "stay", NULL)));
  g_free (office_set (office, strange, "hull", values_new ("metal", "tin", NULL)));
  /* A stranger's kind of value does not fit the column, and is not lost. */
  gol_values_set_integer (number, "sex", 7);
  g_free (office_set (office, worker, "civil", g_steal_pointer (&number)));
  office_open (office);
  tin = office_get (office, worker, "civil.sawp_mx_ca.tin");
  g_assert_cmpstr (tin, ==, "123");
  later = office_get (office, worker, "next_year.plan");
  g_assert_cmpstr (later, ==, "stay");
  sex = office_get (office, worker, "civil.sex");
  g_assert_cmpstr (sex, ==, "7");
}

static void
test_one_program (void)
{
  g_autoptr(Office) office = office_new ("s1");
  GError *error = NULL;

  g_assert_null (gol_store_open (office->dir, &office->info, office->keys, office->clock, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_null (gol_store_create (office->dir, &office->info, office->keys, office->clock, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_EXISTS);
  g_clear_error (&error);
}

static void
test_closed_doors (void)
{
#if GOL_CIPHER
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *path = g_build_filename (office->dir, GOL_OPEN_FILE, NULL);
  GError *error = NULL;
  static const char plain[4096] = "SQLite format 3";

  g_free (office_set (office, NULL, "civil", values_new ("sex", "female", NULL)));
  office_close (office);
  office->keys->open[7] ^= 1;
  g_assert_null (gol_store_open (office->dir, &office->info, office->keys, office->clock, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_LOCKED);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, plain, sizeof plain, NULL));
  g_assert_null (gol_store_open (office->dir, &office->info, office->keys, office->clock, &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_CORRUPT);
  g_clear_error (&error);
#else
  g_test_skip ("This build does not encrypt.");
#endif
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/commit/every-entity", test_every_entity);
  g_test_add_func ("/store/commit/nothing-new", test_nothing_new);
  g_test_add_func ("/store/commit/file-codes", test_file_codes);
  g_test_add_func ("/store/commit/protected", test_protected);
  g_test_add_func ("/store/commit/pieces", test_pieces);
  g_test_add_func ("/store/commit/bulk", test_bulk);
  g_test_add_func ("/store/commit/lines-ahead", test_lines_ahead);
  g_test_add_func ("/store/commit/bulk-lets-go", test_bulk_lets_go);
  g_test_add_func ("/store/commit/parties", test_parties);
  g_test_add_func ("/store/commit/parties-undo", test_parties_undo);
  g_test_add_func ("/store/commit/too-large", test_too_large);
  g_test_add_func ("/store/commit/unknown", test_unknown);
  g_test_add_func ("/store/commit/one-program", test_one_program);
  g_test_add_func ("/store/commit/closed-doors", test_closed_doors);
  return g_test_run ();
}
