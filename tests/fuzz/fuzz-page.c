/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "gol-feed.h"
#include "gol-push.h"

FUZZ_WITHOUT_LEAK_CHECK

static void
write_item (GolFeedWriter *writer,
            const GolFeedItem *item)
{
  g_autofree char *change = item->change != NULL ? gol_change_to_ndjson (item->change) : NULL;
  g_autofree char *receipt = item->receipt != NULL ? gol_receipt_to_ndjson (item->receipt) : NULL;

  switch (item->kind)
    {
    case GOL_FEED_CHANGE:
      gol_feed_writer_change (writer, change, receipt);
      break;
    case GOL_FEED_RECEIPT:
      gol_feed_writer_receipt (writer, receipt);
      break;
    case GOL_FEED_GRANT:
      gol_feed_writer_grant (writer, item->record);
      break;
    case GOL_FEED_REVOKE:
      gol_feed_writer_revoke (writer, item->record);
      break;
    }
}

/* A page that is taken is written as the same bytes. */
static void
check_page (const char *text,
            gsize       length)
{
  g_autoptr(GolFeedPage) page = gol_feed_page_read (text, length, NULL);
  g_autoptr(GolFeedWriter) writer = gol_feed_writer_new ();
  g_autofree char *written = NULL;

  if (page == NULL)
    return;
  for (guint i = 0; i < page->items->len; i++)
    write_item (writer, g_ptr_array_index (page->items, i));
  written = gol_feed_writer_end (writer, page->next, page->more);
  g_assert (strlen (written) == length && memcmp (written, text, length) == 0);
}

/* A fuzzer does not guess digests: the same bytes as the items of a page whose trailer is right. */
static void
check_items (const char *text,
             gsize       length)
{
  for (guint count = 1; count <= 3; count++)
    {
      g_autoptr(GString) page = g_string_new_len (text, length);
      g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);

      g_string_append_printf (page, "{\"count\":%u,\"digest\":\"%s\",\"kind\":\"end\",\"more\":false,\"next\":\"c\"}\n",
                              count, digest);
      check_page (page->str, page->len);
    }
}

static void
check_push (const char *text,
            gsize       length)
{
  g_autoptr(GPtrArray) push = gol_push_read (text, length, NULL);
  g_autoptr(GString) written = g_string_new (NULL);

  if (push == NULL)
    return;
  for (guint i = 0; i < push->len; i++)
    {
      const GolPushed *pushed = g_ptr_array_index (push, i);

      gol_push_append (written, pushed->change, (const char * const *) pushed->to);
    }
  g_assert (written->len == length && memcmp (written->str, text, length) == 0);
}

static void
check_answers (const char *text,
               gsize       length)
{
  g_autoptr(GPtrArray) answers = gol_answers_read (text, length, NULL);
  g_autoptr(GString) written = g_string_new (NULL);

  if (answers == NULL)
    return;
  for (guint i = 0; i < answers->len; i++)
    {
      const GolAnswer *answer = g_ptr_array_index (answers, i);
      g_autofree char *receipt = answer->receipt != NULL ? gol_receipt_to_ndjson (answer->receipt) : NULL;

      gol_answer_append (written, answer->kind, answer->change, receipt);
    }
  g_assert (written->len == length && memcmp (written->str, text, length) == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  const char *text = (const char *) data;

  gol_wire_init (NULL);
  check_page (text, size);
  check_items (text, size);
  check_push (text, size);
  check_answers (text, size);
  return 0;
}
