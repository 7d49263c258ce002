/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "gol-error.h"
#include "gol-feed.h"
#include "gol-push.h"

#define RECORD "worker/01JD8Z5B7R0000000000000001"

static GolReceipt *
receipt_of (const GolChange   *change,
            GolReceiptVerdict  verdict)
{
  GolSiteKey key;

  fixture_key (&key);
  return gol_receipt_new (&change->header, change->hash, 7, "0192f3a1c7d3.0000", verdict, "writer", &key);
}

/* ── Receipts ── */

static void
test_receipt (void)
{
  for (GolReceiptVerdict verdict = GOL_RECEIPT_OK; verdict <= GOL_RECEIPT_QUARANTINED; verdict++)
    {
      g_autoptr(GolChange) change = fixture_change (3);
      g_autoptr(GolReceipt) receipt = receipt_of (change, verdict);
      g_autofree char *text = gol_receipt_to_ndjson (receipt);
      g_autoptr(GError) error = NULL;
      g_autoptr(GolReceipt) read = gol_receipt_from_ndjson (text, strlen (text), &error);
      g_autofree char *again = NULL;
      GolSiteKey key;

      g_assert_no_error (error);
      again = gol_receipt_to_ndjson (read);
      g_assert_cmpstr (again, ==, text);
      g_assert_cmpint (read->verdict, ==, verdict);
      g_assert_cmpstr (read->reason, ==, verdict == GOL_RECEIPT_QUARANTINED ? "writer" : NULL);
      g_assert_cmpuint (read->hub_seq, ==, 7);
      g_assert_cmpstr (read->eff_hlc, ==, change->header.hlc);
      g_assert_true (gol_receipt_is_of (read, change));
      fixture_key (&key);
      g_assert_true (gol_receipt_verify (read, key.public_key));
      key.public_key[3] ^= 1;
      g_assert_false (gol_receipt_verify (read, key.public_key));
    }
}

/* A site whose clock is ahead gains nothing by it. */
static void
test_receipt_of_tomorrow (void)
{
  g_autoptr(GolChange) change = fixture_change (1);
  g_autoptr(GolReceipt) receipt = NULL;
  GolSiteKey key;

  fixture_key (&key);
  receipt = gol_receipt_new (&change->header, change->hash, 1, "0192f3a1c7d1.ffff", GOL_RECEIPT_OK, NULL, &key);
  g_assert_cmpstr (receipt->eff_hlc, ==, "0192f3a1c7d1.ffff");
}

static void
test_receipt_every_byte_counts (void)
{
  g_autoptr(GolChange) change = fixture_change (2);
  g_autoptr(GolReceipt) receipt = receipt_of (change, GOL_RECEIPT_QUARANTINED);
  g_autofree char *text = gol_receipt_to_ndjson (receipt);
  const gsize length = strlen (text);
  GolSiteKey key;

  fixture_key (&key);
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *altered = g_strdup (text);
      g_autoptr(GolReceipt) read = NULL;

      g_assert_null (gol_receipt_from_ndjson (text, i, NULL));
      altered[i] ^= 0x01;
      read = gol_receipt_from_ndjson (altered, length, NULL);
      g_assert_true (read == NULL || !gol_receipt_verify (read, key.public_key));
    }
}

static void
test_operations (void)
{
  static const char * const wrong[] = {
    "", ".1:1", "s1.0:1", "s1.1:0", "s1.01:1", "s1.1:01", "s1.+1:1", "s1.1: 1", "s1.1", "s1.1:1 ", "S1.1:1",
    "s1.70000:1", "s1.1:99999999999999999999",
  };
  g_autofree char *site = NULL;
  guint incarnation;
  guint64 seq;

  g_assert_true (gol_operation_parse ("s7f3.2:4182", &site, &incarnation, &seq));
  g_assert_cmpstr (site, ==, "s7f3");
  g_assert_cmpuint (incarnation, ==, 2);
  g_assert_cmpuint (seq, ==, 4182);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      char *nothing = NULL;

      g_assert_false (gol_operation_parse (wrong[i], &nothing, &incarnation, &seq));
      g_assert_null (nothing);
    }
}

/* ── Pages ── */

static char *
page_of_all_kinds (void)
{
  g_autoptr(GolFeedWriter) writer = gol_feed_writer_new ();

  gol_feed_writer_grant (writer, RECORD);
  for (guint n = 1; n <= 3; n++)
    {
      g_autoptr(GolChange) change = fixture_change (n);
      g_autoptr(GolReceipt) receipt = receipt_of (change, GOL_RECEIPT_LATE);
      g_autofree char *change_text = gol_change_to_ndjson (change);
      g_autofree char *receipt_text = gol_receipt_to_ndjson (receipt);

      gol_feed_writer_change (writer, change_text, receipt_text);
      if (n == 3)
        gol_feed_writer_receipt (writer, receipt_text);
    }
  gol_feed_writer_revoke (writer, RECORD);
  return gol_feed_writer_end (writer, "e1.1.42.mac", TRUE);
}

static void
test_page (void)
{
  static const GolFeedKind kinds[] = {
    GOL_FEED_GRANT, GOL_FEED_CHANGE, GOL_FEED_CHANGE, GOL_FEED_CHANGE, GOL_FEED_RECEIPT, GOL_FEED_REVOKE,
  };
  g_autofree char *text = page_of_all_kinds ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GolFeedPage) page = gol_feed_page_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, G_N_ELEMENTS (kinds));
  g_assert_true (page->more);
  g_assert_cmpstr (page->next, ==, "e1.1.42.mac");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const GolFeedItem *item = g_ptr_array_index (page->items, i);

      g_assert_cmpint (item->kind, ==, kinds[i]);
      g_assert_cmpstr (item->record, ==, kinds[i] >= GOL_FEED_GRANT ? RECORD : NULL);
      g_assert_true ((item->change != NULL) == (kinds[i] == GOL_FEED_CHANGE));
      g_assert_true ((item->receipt != NULL) == (kinds[i] <= GOL_FEED_RECEIPT));
    }
}

static void
test_empty_page (void)
{
  g_autoptr(GolFeedWriter) writer = gol_feed_writer_new ();
  g_autofree char *text = gol_feed_writer_end (writer, "c", FALSE);
  g_autoptr(GolFeedPage) page = gol_feed_page_read (text, strlen (text), NULL);

  g_assert_nonnull (page);
  g_assert_cmpuint (page->items->len, ==, 0);
  g_assert_false (page->more);
}

/* Cut anywhere, and with any bit turned, a page is refused whole: the digest covers the items, the form the trailer. */
static void
test_page_altered (void)
{
  g_autofree char *text = page_of_all_kinds ();
  const gsize length = strlen (text);
  const char *trailer = (const char *) memrchr (text, '\n', length - 1) + 1;

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gol_feed_page_read (text, i, &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
    }
  for (gsize i = 0; i < (gsize) (trailer - text); i++)
    {
      g_autofree char *altered = g_strdup (text);

      altered[i] ^= 0x01;
      g_assert_null (gol_feed_page_read (altered, length, NULL));
    }
}

/* Pages whose digest is right, and which are wrong all the same. */
static void
test_page_refused (void)
{
  g_autoptr(GolChange) change = fixture_change (1);
  g_autoptr(GolChange) other = fixture_change (2);
  g_autoptr(GolReceipt) receipt = receipt_of (change, GOL_RECEIPT_OK);
  g_autofree char *change_text = gol_change_to_ndjson (change);
  g_autofree char *other_text = gol_change_to_ndjson (other);
  g_autofree char *receipt_text = gol_receipt_to_ndjson (receipt);
  const struct { const char *head, *change, *receipt; } wrong[] = {
    { "{\"kind\":\"change\",\"lines\":5}\n", other_text, receipt_text },        /* a receipt of another */
    { "{\"kind\":\"change\",\"lines\":5}\n", change_text, "" },
    { "{\"kind\":\"change\",\"lines\":4}\n", change_text, receipt_text },
    { "{\"kind\":\"change\",\"lines\":2}\n", "", receipt_text },
    { "{\"kind\":\"change\",\"lines\":18446744073709551615}\n", change_text, receipt_text },
    { "{\"kind\":\"receipt\",\"lines\":5}\n", change_text, receipt_text },
    { "{\"kind\":\"receipt\"}\n", "", receipt_text },
    { "{\"kind\":\"blob\",\"lines\":2}\n", "", receipt_text },
    { "{\"kind\":\"grant\",\"record\":\"worker/1\"}\n", "", "" },
    { "{\"kind\":\"grant\",\"record\":\"" RECORD "\"} \n", "", "" },
    { "{\"kind\":\"grant\",\"record\":\"" RECORD "\",\"x\":1}\n", "", "" },
    { "", "", "" },                                                             /* one fewer than counted */
    { "{\"kind\":\"grant\",\"record\":\"" RECORD "\"}\n{\"kind\":\"grant\",\"record\":\"" RECORD "\"}\n", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *items = g_strconcat (wrong[i].head, wrong[i].change, wrong[i].receipt, NULL);
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, items, -1);
      g_autofree char *text = g_strdup_printf ("%s{\"count\":1,\"digest\":\"%s\",\"kind\":\"end\","
                                               "\"more\":false,\"next\":\"c\"}\n", items, digest);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", text);
      g_assert_null (gol_feed_page_read (text, strlen (text), &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
    }
}

static void
test_page_bounds (void)
{
  g_autoptr(GolFeedWriter) writer = gol_feed_writer_new ();
  g_autofree char *large = g_strnfill (GOL_FEED_MAX_BYTES + 1, '\n');
  g_autofree char *text = NULL;
  g_autoptr(GolFeedPage) page = NULL;

  g_assert_null (gol_feed_page_read (large, strlen (large), NULL));
  g_assert_null (gol_feed_page_read ("", 0, NULL));
  g_assert_null (gol_feed_page_read ("\n", 1, NULL));
  for (guint i = 0; i < GOL_FEED_MAX_ITEMS; i++)
    {
      g_assert_false (gol_feed_writer_is_full (writer));
      gol_feed_writer_grant (writer, RECORD);
    }
  g_assert_true (gol_feed_writer_is_full (writer));
  text = gol_feed_writer_end (writer, "c", TRUE);
  page = gol_feed_page_read (text, strlen (text), NULL);
  g_assert_nonnull (page);
}

/* ── Pushes and their answers ── */

/* The @seq-th change of a site, not chained: pushes do not look at that, the hub does. */
static GolChange *
change_of (GolLog  log,
           guint64 seq)
{
  g_autoptr(GPtrArray) leaves = fixture_leaves (2);
  GolHeader header = fixture_header (log, seq);
  GolSiteKey key;

  fixture_key (&key);
  return gol_change_new (&header, leaves, &key, NULL, NULL);
}

static GolChange *
sealed_of (guint64 seq)
{
  g_autoptr(GolChange) change = change_of (GOL_LOG_PROTECTED, seq);
  guint8 public_key[32], secret_key[32];

  gol_seal_key_generate (public_key, secret_key);
  return gol_change_seal (change, public_key, 1);
}

static void
test_push (void)
{
  static const char * const to[] = { "min", "sgt", NULL };

  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) push = NULL;

      for (guint64 seq = 5; seq < 8; seq++)
        {
          g_autoptr(GolChange) change = log == GOL_LOG_OPEN ? change_of (log, seq) : sealed_of (seq);

          gol_push_append (text, change, log == GOL_LOG_OPEN ? NULL : to);
        }
      push = gol_push_read (text->str, text->len, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (push->len, ==, 3);
      for (guint i = 0; i < push->len; i++)
        {
          const GolPushed *pushed = g_ptr_array_index (push, i);
          g_autofree char *again = gol_change_to_ndjson (pushed->change);

          g_assert_cmpuint (pushed->change->header.seq, ==, 5 + i);
          g_assert_cmpstr (pushed->text, ==, again);
          g_assert_true ((pushed->to != NULL) == (log == GOL_LOG_PROTECTED));
          if (pushed->to != NULL)
            g_assert_true (g_strv_equal ((const char * const *) pushed->to, to));
        }
      for (gsize i = 0; i < text->len; i++)
        {
          g_autoptr(GPtrArray) cut = gol_push_read (text->str, i, NULL);

          g_assert_true (cut == NULL || cut->len < 3);
        }
    }
}

static void
expect_refused (const char *text)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gol_push_read (text, strlen (text), &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
}

static void
test_push_refused (void)
{
  g_autoptr(GolChange) first = change_of (GOL_LOG_OPEN, 1);
  g_autoptr(GolChange) third = change_of (GOL_LOG_OPEN, 3);
  g_autoptr(GolChange) clear = change_of (GOL_LOG_PROTECTED, 2);
  g_autoptr(GolChange) sealed = sealed_of (2);
  g_autofree char *first_text = gol_change_to_ndjson (first);
  g_autofree char *third_text = gol_change_to_ndjson (third);
  g_autofree char *clear_text = gol_change_to_ndjson (clear);
  g_autofree char *sealed_text = gol_change_to_ndjson (sealed);
  const char * const wrong[][3] = {
    { first_text, third_text },                                  /* a hole */
    { first_text, first_text },
    { first_text, "{\"to\":[\"min\"]}\n", sealed_text },         /* two logs */
    { sealed_text },                                             /* to nobody */
    { "{\"to\":[]}\n", sealed_text },
    { "{\"to\":[\"b\",\"a\"]}\n", sealed_text },
    { "{\"to\":[\"a\",\"a\"]}\n", sealed_text },
    { "{\"to\":[\"A\"]}\n", sealed_text },
    { "{\"to\":[\"\"]}\n", sealed_text },
    { "{\"to\":[\"min\"]}\n", first_text },                      /* an open change has no readers of its own */
    { "{\"to\":[\"min\"]}\n", clear_text },                      /* the hub never takes a protected leaf in clear */
    { "{\"to\":[\"min\"]}\n" },
    { "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strconcat (wrong[i][0], wrong[i][1], wrong[i][1] != NULL ? wrong[i][2] : NULL, NULL);

      g_test_message ("%u", i);
      expect_refused (text);
    }
}

static void
test_push_bounds (void)
{
  g_autofree char *large = g_strnfill (GOL_PUSH_MAX_BYTES + 1, ' ');
  g_autoptr(GString) text = g_string_new (NULL);

  expect_refused (large);
  for (guint64 seq = 1; seq <= GOL_PUSH_MAX_CHANGES + 1; seq++)
    {
      g_autoptr(GolChange) change = change_of (GOL_LOG_OPEN, seq);

      gol_push_append (text, change, NULL);
    }
  expect_refused (text->str);
}

static void
test_answers (void)
{
  g_autoptr(GolChange) change = fixture_change (1);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) answers = NULL;

  for (GolAnswerKind kind = GOL_ANSWER_ACCEPTED; kind <= GOL_ANSWER_GAP; kind++)
    {
      g_autoptr(GolReceipt) receipt = receipt_of (change, kind == GOL_ANSWER_QUARANTINED ? GOL_RECEIPT_QUARANTINED
                                                                                           : GOL_RECEIPT_OK);
      g_autofree char *receipt_text = kind <= GOL_ANSWER_QUARANTINED ? gol_receipt_to_ndjson (receipt) : NULL;

      gol_answer_append (text, kind, "s7f3.1:4182", receipt_text);
    }
  answers = gol_answers_read (text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 5);
  for (guint i = 0; i < answers->len; i++)
    {
      const GolAnswer *answer = g_ptr_array_index (answers, i);

      g_assert_cmpuint (answer->kind, ==, i);
      g_assert_cmpstr (answer->change, ==, "s7f3.1:4182");
      g_assert_true ((answer->receipt != NULL) == (i <= GOL_ANSWER_QUARANTINED));
    }
}

static void
test_answers_refused (void)
{
  g_autoptr(GolChange) change = fixture_change (1);
  g_autoptr(GolReceipt) receipt = receipt_of (change, GOL_RECEIPT_OK);
  g_autofree char *receipt_text = gol_receipt_to_ndjson (receipt);
  char *wrong[] = {
    g_strconcat ("{\"answer\":\"quarantined\",\"change\":\"s7f3.1:4182\"}\n", receipt_text, NULL),
    g_strconcat ("{\"answer\":\"accepted\",\"change\":\"s7f3.1:4183\"}\n", receipt_text, NULL),
    g_strconcat ("{\"answer\":\"gap\",\"change\":\"s7f3.1:4182\"}\n", receipt_text, NULL),
    g_strdup ("{\"answer\":\"accepted\",\"change\":\"s7f3.1:4182\"}\n"),
    g_strdup ("{\"answer\":\"perhaps\",\"change\":\"s7f3.1:4182\"}\n"),
    g_strdup ("{\"answer\":\"gap\",\"change\":\"s7f3.1:4182\"}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = wrong[i];
      g_autoptr(GError) error = NULL;

      g_assert_null (gol_answers_read (text, strlen (text), &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gol_wire_init (NULL));
  g_test_add_func ("/wire/receipt/round-trip", test_receipt);
  g_test_add_func ("/wire/receipt/of-tomorrow", test_receipt_of_tomorrow);
  g_test_add_func ("/wire/receipt/every-byte-counts", test_receipt_every_byte_counts);
  g_test_add_func ("/wire/receipt/operations", test_operations);
  g_test_add_func ("/wire/page/all-kinds", test_page);
  g_test_add_func ("/wire/page/empty", test_empty_page);
  g_test_add_func ("/wire/page/altered", test_page_altered);
  g_test_add_func ("/wire/page/refused", test_page_refused);
  g_test_add_func ("/wire/page/bounds", test_page_bounds);
  g_test_add_func ("/wire/push/round-trip", test_push);
  g_test_add_func ("/wire/push/refused", test_push_refused);
  g_test_add_func ("/wire/push/bounds", test_push_bounds);
  g_test_add_func ("/wire/answers/round-trip", test_answers);
  g_test_add_func ("/wire/answers/refused", test_answers_refused);
  return g_test_run ();
}
