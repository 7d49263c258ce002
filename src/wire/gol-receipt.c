/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-receipt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-clock.h"
#include "gol-error.h"
#include "gol-json.h"
#include "gol-wire-private.h"

#define REASON_LETTERS "abcdefghijklmnopqrstuvwxyz_"
#define REASON_MOST    32

static const char * const verdict_names[] = { "ok", "late", "quarantined" };

const char *
gol_receipt_verdict_get_name (GolReceiptVerdict verdict)
{
  return verdict_names[verdict];
}

char *
gol_operation_format (const char *site,
                      guint       incarnation,
                      guint64     seq)
{
  return g_strdup_printf ("%s.%u:%" G_GUINT64_FORMAT, site, incarnation, seq);
}

gboolean
gol_operation_parse (const char  *text,
                     char       **site,
                     guint       *incarnation,
                     guint64     *seq)
{
  gsize name = strspn (text, GOL_WIRE_NAMES);
  g_autofree char *found = NULL;
  g_autofree char *again = NULL;
  guint64 inc, number;
  char *end;

  if (name == 0 || text[name] != '.' || strlen (text) >= GOL_OP_ID_MAX)
    return FALSE;
  inc = g_ascii_strtoull (text + name + 1, &end, 10);
  if (*end != ':' || inc < 1 || inc > G_MAXUINT16)
    return FALSE;
  number = g_ascii_strtoull (end + 1, &end, 10);
  if (*end != '\0' || number < 1 || number > G_MAXUINT32)
    return FALSE;

  /* Equal names are equal bytes: no sign, space or leading zero. */
  found = g_strndup (text, name);
  again = gol_operation_format (found, inc, number);
  if (!g_str_equal (again, text))
    return FALSE;
  *site = g_steal_pointer (&found);
  *incarnation = inc;
  *seq = number;
  return TRUE;
}

void
gol_receipt_free (GolReceipt *receipt)
{
  if (receipt == NULL)
    return;
  g_free (receipt->change);
  g_free (receipt->received);
  g_free (receipt->eff_hlc);
  g_free (receipt->reason);
  g_free (receipt->line);
  g_free (receipt);
}

static char *
to_line (const GolReceipt *receipt)
{
  g_autoptr(GolValues) values = gol_values_new ();
  char hex[GOL_WIRE_HEX_BYTES];

  gol_wire_to_hex (receipt->hash, hex);
  gol_values_set_text (values, "change", receipt->change);
  gol_values_set_text (values, "eff_hlc", receipt->eff_hlc);
  gol_values_set_text (values, "hash", hex);
  gol_values_set_integer (values, "hub_seq", receipt->hub_seq);
  gol_values_set_text (values, "log", gol_log_get_name (receipt->log));
  gol_values_set_text (values, "received", receipt->received);
  if (receipt->reason != NULL)
    gol_values_set_text (values, "reason", receipt->reason);
  gol_values_set_text (values, "verdict", verdict_names[receipt->verdict]);
  return gol_values_to_json (values);
}

GolReceipt *
gol_receipt_new (const GolHeader   *header,
                 const guint8       hash[GOL_HASH_BYTES],
                 guint64            hub_seq,
                 const char        *received,
                 GolReceiptVerdict  verdict,
                 const char        *reason,
                 const GolSiteKey  *hub_key)
{
  GolReceipt *receipt = g_new0 (GolReceipt, 1);

  receipt->change = gol_operation_format (header->site, header->incarnation, header->seq);
  receipt->log = header->log;
  memcpy (receipt->hash, hash, GOL_HASH_BYTES);
  receipt->hub_seq = hub_seq;
  receipt->received = g_strdup (received);
  receipt->eff_hlc = g_strdup (strcmp (header->hlc, received) < 0 ? header->hlc : received);
  receipt->verdict = verdict;
  receipt->reason = g_strdup (verdict == GOL_RECEIPT_QUARANTINED ? reason : NULL);
  receipt->line = to_line (receipt);
  gol_header_sign (hub_key, receipt->line, strlen (receipt->line), receipt->signature);
  return receipt;
}

char *
gol_receipt_to_ndjson (const GolReceipt *receipt)
{
  GString *out = g_string_new (receipt->line);

  g_string_append_c (out, '\n');
  gol_wire_append_signature (out, receipt->signature);
  return g_string_free (out, FALSE);
}

/* ── Reading ── */

static gboolean
take_verdict (const GolValues   *values,
              GolReceiptVerdict *verdict)
{
  const char *name = gol_values_get_text (values, "verdict");

  for (guint i = 0; i < G_N_ELEMENTS (verdict_names); i++)
    if (g_strcmp0 (verdict_names[i], name) == 0)
      {
        *verdict = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_hlc (const GolValues  *values,
          const char       *name,
          char            **hlc)
{
  return gol_wire_take_text (values, name, GOL_WIRE_NAMES ".", GOL_HLC_LENGTH, hlc) && gol_wire_is_hlc (*hlc);
}

static gboolean
fill_receipt (const GolValues *values,
              GolReceipt      *receipt)
{
  g_autofree char *site = NULL;
  guint incarnation;
  guint64 seq;

  if (!take_verdict (values, &receipt->verdict)
      || gol_values_get_size (values) != (receipt->verdict == GOL_RECEIPT_QUARANTINED ? 8 : 7)
      || !gol_wire_take_text (values, "change", GOL_WIRE_NAMES ".:", GOL_OP_ID_MAX - 1, &receipt->change)
      || !gol_operation_parse (receipt->change, &site, &incarnation, &seq)
      || !gol_wire_take_hash (values, "hash", receipt->hash)
      || !gol_wire_take_integer (values, "hub_seq", 1, G_MAXINT64, &receipt->hub_seq)
      || !gol_wire_take_log (values, "log", &receipt->log)
      || !take_hlc (values, "received", &receipt->received)
      || !take_hlc (values, "eff_hlc", &receipt->eff_hlc)
      || strcmp (receipt->eff_hlc, receipt->received) > 0)
    return FALSE;
  return receipt->verdict != GOL_RECEIPT_QUARANTINED
         || (gol_wire_take_text (values, "reason", REASON_LETTERS, REASON_MOST, &receipt->reason)
             && *receipt->reason != '\0');
}

GolReceipt *
gol_receipt_from_ndjson (const char  *text,
                         gsize        length,
                         GError     **error)
{
  g_autoptr(GolReceipt) receipt = g_new0 (GolReceipt, 1);
  g_autoptr(GolValues) values = NULL;
  const char *at = text, *end = text + length;
  const char *line, *signature;
  gsize line_length, signature_length;

  if (!gol_wire_next_line (&at, end, &line, &line_length)
      || !gol_wire_next_line (&at, end, &signature, &signature_length) || at != end
      || !gol_wire_take_signature (signature, signature_length, receipt->signature)
      || (values = gol_values_from_json (line, line_length, NULL)) == NULL
      || !fill_receipt (values, receipt))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("A receipt is not of its form."));
      return NULL;
    }
  receipt->line = g_strndup (line, line_length);
  return g_steal_pointer (&receipt);
}

gboolean
gol_receipt_verify (const GolReceipt *receipt,
                    const guint8      hub_key[GOL_PUBLIC_KEY_BYTES])
{
  return gol_header_verify (hub_key, receipt->line, strlen (receipt->line), receipt->signature);
}

gboolean
gol_receipt_is_of (const GolReceipt *receipt,
                   const GolChange  *change)
{
  const GolHeader *header = &change->header;
  g_autofree char *name = gol_operation_format (header->site, header->incarnation, header->seq);
  const char *effective = strcmp (header->hlc, receipt->received) < 0 ? header->hlc : receipt->received;

  return receipt->log == header->log && g_str_equal (receipt->change, name)
         && memcmp (receipt->hash, change->hash, GOL_HASH_BYTES) == 0 && g_str_equal (receipt->eff_hlc, effective);
}
