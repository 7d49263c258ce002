/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-error.h"
#include "gol-query.h"
#include "gol-store-private.h"
#include "office-fixture.h"

static void
take (Office     *office,
      GolReceipt *receipt)
{
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_receipt_free);
  GError *error = NULL;

  g_ptr_array_add (receipts, receipt);
  for (guint i = 0; i < 3; i++)
    {
      gol_exchange_take_receipts (office->store, receipts, hub_get_key ()->public_key, &error);
      g_assert_no_error (error);
    }
}

static void
apply (Office    *office,
       GPtrArray *changes)
{
  GError *error = NULL;

  gol_store_apply (office->store, changes, &error);
  g_assert_no_error (error);
}

static void
assert_says (Office     *office,
             const char *record,
             const char *path,
             const char *expected)
{
  g_autofree char *text = office_get (office, record, path);

  g_assert_cmpstr (text, ==, expected);
}

/* Verifies, and once more when all is made again. */
static void
assert_stands (Office     *office,
               const char *record,
               const char *path,
               const char *expected)
{
  GError *error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      assert_says (office, record, path, expected);
      office_verify (office);
      gol_store_rebuild (office->store, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  assert_says (office, record, path, expected);
}

static guint64
count_waiting (Office *office)
{
  guint64 waiting;
  GError *error = NULL;

  gol_exchange_count_waiting (office->store, GOL_LOG_OPEN, &waiting, &error);
  g_assert_no_error (error);
  return waiting;
}

static GPtrArray *
quarantined (Office *office)
{
  GError *error = NULL;
  GPtrArray *found = gol_exchange_list_quarantined (office->store, &error);

  g_assert_no_error (error);
  return found;
}

/* ── Two who wrote one field, each without knowing ── */

typedef struct
{
  Office    *a;
  Office    *b;
  char      *worker;
  GPtrArray *from_a;   /* the worker, then "Xela", an hour before… */
  GPtrArray *from_b;   /* "Cobán" */
} Pair;

static void
pair_init (Pair *pair)
{
  pair->a = office_new ("sa");
  pair->b = office_new ("sb");
  office_pair (pair->a, pair->b);
  pair->worker = office_set (pair->a, NULL, "civil", values_new ("sex", "female", NULL));
  pair->from_a = office_changes (pair->a, GOL_LOG_OPEN, 0);
  apply (pair->b, pair->from_a);
  office_later (pair->a, 60);
  office_later (pair->b, 3600);
  g_free (office_set (pair->a, pair->worker, "civil", values_new ("birth_place", "Xela", NULL)));
  g_free (office_set (pair->b, pair->worker, "civil", values_new ("birth_place", "Cobán", NULL)));
  g_ptr_array_unref (pair->from_a);
  pair->from_a = office_changes (pair->a, GOL_LOG_OPEN, 0);
  pair->from_b = office_changes (pair->b, GOL_LOG_OPEN, 0);
  apply (pair->a, pair->from_b);
  apply (pair->b, pair->from_a);
  assert_says (pair->a, pair->worker, "civil.birth_place", "Cobán");
  assert_says (pair->b, pair->worker, "civil.birth_place", "Cobán");
}

static void
pair_clear (Pair *pair)
{
  g_free (pair->worker);
  g_ptr_array_unref (pair->from_a);
  g_ptr_array_unref (pair->from_b);
  office_free (pair->a);
  office_free (pair->b);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static void
assert_conflicts (Office *office,
                  guint   expected)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) found = gol_store_conflicts (office->store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, expected);
}

/* What is accepted as it is changes nothing but the count of what waits. */
static void
test_ok (void)
{
  g_auto(Pair) pair = { 0 };

  pair_init (&pair);
  g_assert_cmpuint (count_waiting (pair.a), ==, 2);
  take (pair.a, hub_receipt (g_ptr_array_index (pair.from_a, 0), 1, NULL, GOL_RECEIPT_OK));
  g_assert_cmpuint (count_waiting (pair.a), ==, 1);
  take (pair.a, hub_receipt (g_ptr_array_index (pair.from_a, 1), 2, NULL, GOL_RECEIPT_OK));
  take (pair.a, hub_receipt (g_ptr_array_index (pair.from_b, 0), 3, NULL, GOL_RECEIPT_OK));
  g_assert_cmpuint (count_waiting (pair.a), ==, 0);
  assert_stands (pair.a, pair.worker, "civil.birth_place", "Cobán");
  assert_conflicts (pair.a, 1);
}

/* A clock that is ahead wins nothing. */
static void
test_clock (void)
{
  g_auto(Pair) pair = { 0 };
  GolChange *a, *b;

  pair_init (&pair);
  a = g_ptr_array_index (pair.from_a, 1);
  b = g_ptr_array_index (pair.from_b, 0);
  take (pair.a, hub_receipt (a, 2, NULL, GOL_RECEIPT_OK));
  take (pair.a, hub_receipt (b, 1, ((GolChange *) g_ptr_array_index (pair.from_a, 0))->header.hlc, GOL_RECEIPT_OK));
  take (pair.b, hub_receipt (b, 1, ((GolChange *) g_ptr_array_index (pair.from_a, 0))->header.hlc, GOL_RECEIPT_OK));
  take (pair.b, hub_receipt (a, 2, NULL, GOL_RECEIPT_OK));
  assert_stands (pair.a, pair.worker, "civil.birth_place", "Xela");
  assert_stands (pair.b, pair.worker, "civil.birth_place", "Xela");
  assert_conflicts (pair.a, 1);
  assert_conflicts (pair.b, 1);
}

static void
test_late (void)
{
  g_auto(Pair) pair = { 0 };

  pair_init (&pair);
  take (pair.a, hub_receipt (g_ptr_array_index (pair.from_b, 0), 2, NULL, GOL_RECEIPT_LATE));
  take (pair.b, hub_receipt (g_ptr_array_index (pair.from_b, 0), 2, NULL, GOL_RECEIPT_LATE));
  assert_stands (pair.a, pair.worker, "civil.birth_place", "Xela");
  assert_stands (pair.b, pair.worker, "civil.birth_place", "Xela");
  assert_conflicts (pair.a, 1);
}

/* ── Quarantine ── */

/* What stood before stands again; what its author wrote upon it stands by itself; when it is taken up after all, all is as it was. */
static void
test_quarantine (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autofree char *worker = office_set (a, NULL, "civil", values_new ("sex", "female", "birth_place", "Xela", NULL));
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) none = NULL;
  GolValues *one;

  g_free (office_set_as (a, "u7", worker, "civil", values_new ("birth_place", "Cobán", "nationality", "GT", NULL)));
  g_free (office_set (a, worker, "civil", values_new ("nationality", "MX", NULL)));
  changes = office_changes (a, GOL_LOG_OPEN, 0);
  take (a, hub_receipt (g_ptr_array_index (changes, 1), 2, NULL, GOL_RECEIPT_QUARANTINED));
  assert_stands (a, worker, "civil.birth_place", "Xela");
  assert_stands (a, worker, "civil.nationality", "MX");

  found = quarantined (a);
  g_assert_cmpuint (found->len, ==, 1);
  one = g_ptr_array_index (found, 0);
  g_assert_cmpstr (gol_values_get_text (one, "change"), ==, "sa.1:2");
  g_assert_cmpstr (gol_values_get_text (one, "record"), ==, worker);
  g_assert_cmpstr (gol_values_get_text (one, "section"), ==, "civil");
  g_assert_cmpstr (gol_values_get_text (one, "reason"), ==, "scope");
  g_assert_cmpstr (gol_values_get_text (one, "actor"), ==, "u7");
  g_assert_cmpstr (gol_values_get_text (one, "values"), ==, "{\"birth_place\":\"Cobán\",\"nationality\":\"GT\"}");
  g_assert_true (gol_values_get_boolean (one, "own", FALSE));

  take (a, hub_receipt (g_ptr_array_index (changes, 1), 9, NULL, GOL_RECEIPT_OK));
  take (a, hub_receipt (g_ptr_array_index (changes, 1), 2, NULL, GOL_RECEIPT_QUARANTINED));   /* that was before */
  assert_stands (a, worker, "civil.birth_place", "Cobán");
  assert_stands (a, worker, "civil.nationality", "MX");
  none = quarantined (a);
  g_assert_cmpuint (none->len, ==, 0);
}

static guint
count_workers (Office *office)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  GError *error = NULL;
  g_autoptr(GArray) ids = gol_query_ids (office->store, query, NULL, &error);

  g_assert_no_error (error);
  return ids->len;
}

/* A record of which nothing counts is in no list. */
static void
test_nowhere (void)
{
  g_autoptr(Office) a = office_new ("sa");
  g_autofree char *worker = office_set (a, NULL, "civil", values_new ("birth_place", "Xela", NULL));
  g_autoptr(GPtrArray) changes = office_changes (a, GOL_LOG_OPEN, 0);

  g_assert_cmpuint (count_workers (a), ==, 1);
  take (a, hub_receipt (g_ptr_array_index (changes, 0), 1, NULL, GOL_RECEIPT_QUARANTINED));
  g_assert_cmpuint (count_workers (a), ==, 0);
  assert_stands (a, worker, "civil.birth_place", NULL);
  g_assert_cmpuint (count_workers (a), ==, 0);
  take (a, hub_receipt (g_ptr_array_index (changes, 0), 2, NULL, GOL_RECEIPT_OK));
  g_assert_cmpuint (count_workers (a), ==, 1);
  assert_stands (a, worker, "civil.birth_place", "Xela");
}

/* ── Who says so ── */

static void
refuse (Office     *office,
        GolReceipt *receipt,
        GolError    code)
{
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_receipt_free);
  GError *error = NULL;

  g_ptr_array_add (receipts, receipt);
  g_assert_false (gol_exchange_take_receipts (office->store, receipts, hub_get_key ()->public_key, &error));
  g_assert_error (error, GOL_ERROR, (int) code);
  g_clear_error (&error);
}

static void
test_hostile (void)
{
  g_auto(Pair) pair = { 0 };
  GolChange *change, *other;
  GolReceipt *receipt;

  pair_init (&pair);
  change = g_ptr_array_index (pair.from_a, 1);
  other = g_ptr_array_index (pair.from_b, 0);
  refuse (pair.a, gol_receipt_new (&change->header, change->hash, 1, change->header.hlc, GOL_RECEIPT_QUARANTINED, "scope",
                                   &pair.b->keys->site), GOL_ERROR_INVALID);
  receipt = hub_receipt (change, 1, NULL, GOL_RECEIPT_OK);
  receipt->signature[5] ^= 1;
  refuse (pair.a, receipt, GOL_ERROR_INVALID);
  refuse (pair.a, gol_receipt_new (&change->header, other->hash, 1, change->header.hlc, GOL_RECEIPT_OK, NULL, hub_get_key ()),
          GOL_ERROR_CONFLICT);
  g_assert_cmpuint (count_waiting (pair.a), ==, 2);
  assert_stands (pair.a, pair.worker, "civil.birth_place", "Cobán");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/receipts/ok", test_ok);
  g_test_add_func ("/store/receipts/clock", test_clock);
  g_test_add_func ("/store/receipts/late", test_late);
  g_test_add_func ("/store/receipts/quarantine", test_quarantine);
  g_test_add_func ("/store/receipts/nowhere", test_nowhere);
  g_test_add_func ("/store/receipts/hostile", test_hostile);
  return g_test_run ();
}
