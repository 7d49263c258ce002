/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-feed.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-wire-private.h"

#define CURSOR_LETTERS GOL_WIRE_NAMES "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:"

/* A header, its signature, a line per leaf, and the two of the receipt. */
#define MAX_LINES (GOL_CHANGE_MAX_LEAVES + 4)

static const char * const kind_names[] = { "change", "receipt", "grant", "revoke" };

static void
item_free (gpointer data)
{
  GolFeedItem *item = data;

  gol_change_free (item->change);
  gol_receipt_free (item->receipt);
  g_free (item->record);
  g_free (item);
}

void
gol_feed_page_free (GolFeedPage *page)
{
  if (page == NULL)
    return;
  g_clear_pointer (&page->items, g_ptr_array_unref);
  g_free (page->next);
  g_free (page);
}

/* ── Writing ── */

struct _GolFeedWriter
{
  GString *text;
  guint    count;
};

GolFeedWriter *
gol_feed_writer_new (void)
{
  GolFeedWriter *self = g_new0 (GolFeedWriter, 1);

  self->text = g_string_new (NULL);
  return self;
}

void
gol_feed_writer_free (GolFeedWriter *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_free (self);
}

gboolean
gol_feed_writer_is_full (const GolFeedWriter *self)
{
  return self->count >= GOL_FEED_MAX_ITEMS || self->text->len >= GOL_FEED_FULL_BYTES;
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *p = text; (p = strchr (p, '\n')) != NULL; p++)
    n++;
  return n;
}

void
gol_feed_writer_change (GolFeedWriter *self,
                        const char    *change,
                        const char    *receipt)
{
  g_string_append_printf (self->text, "{\"kind\":\"change\",\"lines\":%u}\n%s%s",
                          count_lines (change) + count_lines (receipt), change, receipt);
  self->count++;
}

void
gol_feed_writer_receipt (GolFeedWriter *self,
                         const char    *receipt)
{
  g_string_append_printf (self->text, "{\"kind\":\"receipt\",\"lines\":%u}\n%s", count_lines (receipt), receipt);
  self->count++;
}

static void
add_record (GolFeedWriter *self,
            GolFeedKind    kind,
            const char    *record)
{
  g_string_append_printf (self->text, "{\"kind\":\"%s\",\"record\":\"%s\"}\n", kind_names[kind], record);
  self->count++;
}

void
gol_feed_writer_grant (GolFeedWriter *self,
                       const char    *record)
{
  add_record (self, GOL_FEED_GRANT, record);
}

void
gol_feed_writer_revoke (GolFeedWriter *self,
                        const char    *record)
{
  add_record (self, GOL_FEED_REVOKE, record);
}

char *
gol_feed_writer_end (GolFeedWriter *self,
                     const char    *next,
                     gboolean       more)
{
  const GString *items = self->text;
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) items->str, items->len);
  g_autoptr(GolValues) values = gol_values_new ();
  g_autofree char *trailer = NULL;

  gol_values_set_integer (values, "count", self->count);
  gol_values_set_text (values, "digest", digest);
  gol_values_set_text (values, "kind", "end");
  gol_values_set_boolean (values, "more", more);
  gol_values_set_text (values, "next", next);
  trailer = gol_values_to_json (values);
  g_string_append_printf (self->text, "%s\n", trailer);
  return g_strdup (self->text->str);
}

/* ── Reading: the trailer first, for without it nothing of the page may be believed ── */

static gboolean
take_trailer (GolFeedPage *page,
              const char  *text,
              const char  *trailer,
              const char  *end,
              guint64     *count)
{
  g_autoptr(GolValues) values = gol_values_from_json (trailer, end - 1 - trailer, NULL);
  g_autofree char *digest = NULL;
  const GolValue *more;

  if (values == NULL || gol_values_get_size (values) != 5
      || g_strcmp0 (gol_values_get_text (values, "kind"), "end") != 0
      || !gol_wire_take_integer (values, "count", 0, GOL_FEED_MAX_ITEMS, count)
      || !gol_wire_take_text (values, "next", CURSOR_LETTERS, GOL_CURSOR_MAX, &page->next) || *page->next == '\0'
      || (more = gol_values_find (values, "more")) == NULL || more->kind != GOL_VALUE_BOOLEAN)
    return FALSE;
  page->more = gol_values_get_boolean (values, "more", FALSE);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, trailer - text);
  return g_strcmp0 (gol_values_get_text (values, "digest"), digest) == 0;
}

/* Moves on by @n lines; FALSE when there are fewer. */
static gboolean
skip_lines (const char **at,
            const char  *end,
            guint64      n)
{
  const char *line;
  gsize length;

  for (; n > 0; n--)
    if (!gol_wire_next_line (at, end, &line, &length))
      return FALSE;
  return TRUE;
}

/* The lines after the one that says what they are: a change and its receipt, or a receipt alone. */
static gboolean
take_lines (GolFeedItem      *item,
            const GolValues  *values,
            const char      **at,
            const char       *end,
            GError          **error)
{
  const guint receipt_lines = 2;
  const guint least = item->kind == GOL_FEED_CHANGE ? 3 + receipt_lines : receipt_lines;
  const guint most = item->kind == GOL_FEED_CHANGE ? MAX_LINES : receipt_lines;
  const char *change = *at, *receipt;
  guint64 lines;

  if (!gol_wire_take_integer (values, "lines", least, most, &lines) || !skip_lines (at, end, lines - receipt_lines))
    return FALSE;
  receipt = *at;
  if (!skip_lines (at, end, receipt_lines))
    return FALSE;
  item->receipt = gol_receipt_from_ndjson (receipt, *at - receipt, error);
  if (item->receipt == NULL || item->kind == GOL_FEED_RECEIPT)
    return item->receipt != NULL;
  item->change = gol_change_from_ndjson (change, receipt - change, error);
  return item->change != NULL && gol_receipt_is_of (item->receipt, item->change);
}

static gboolean
take_record (GolFeedItem     *item,
             const GolValues *values)
{
  const char *record = gol_values_get_text (values, "record");

  if (record == NULL || !gol_wire_is_record (record))
    return FALSE;
  item->record = g_strdup (record);
  return TRUE;
}

static gboolean
take_item (GolFeedPage  *page,
           const char  **at,
           const char   *end,
           GError      **error)
{
  GolFeedItem *item = g_new0 (GolFeedItem, 1);
  g_autoptr(GolValues) values = NULL;
  const char *line, *name;
  gsize length;
  guint kind;

  g_ptr_array_add (page->items, item);
  if (!gol_wire_next_line (at, end, &line, &length)
      || (values = gol_values_from_json (line, length, NULL)) == NULL || gol_values_get_size (values) != 2)
    return FALSE;
  name = gol_values_get_text (values, "kind");
  for (kind = 0; kind < G_N_ELEMENTS (kind_names) && g_strcmp0 (name, kind_names[kind]) != 0; kind++)
    ;
  if (kind == G_N_ELEMENTS (kind_names))
    return FALSE;
  item->kind = kind;
  if (kind == GOL_FEED_CHANGE || kind == GOL_FEED_RECEIPT)
    return take_lines (item, values, at, end, error);
  return take_record (item, values);
}

GolFeedPage *
gol_feed_page_read (const char  *text,
                    gsize        length,
                    GError     **error)
{
  g_autoptr(GolFeedPage) page = g_new0 (GolFeedPage, 1);
  const char *end = text + length, *trailer, *at = text;
  guint64 count;

  page->items = g_ptr_array_new_with_free_func (item_free);
  if (length > GOL_FEED_MAX_BYTES)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A page of the hub is too large."));
      return NULL;
    }
  trailer = length > 1 && end[-1] == '\n' ? memrchr (text, '\n', length - 1) : NULL;
  trailer = trailer != NULL ? trailer + 1 : text;
  if (length < 2 || end[-1] != '\n' || !take_trailer (page, text, trailer, end, &count))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A page of the hub did not arrive whole."));
      return NULL;
    }

  while (at < trailer)
    if (page->items->len == count || !take_item (page, &at, trailer, error))
      {
        if (error != NULL && *error == NULL)
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A page of the hub is not of its form."));
        return NULL;
      }
  if (page->items->len != count)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A page of the hub is not of its form."));
      return NULL;
    }
  return g_steal_pointer (&page);
}
