/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-wire-private.h"

#include <sodium.h>
#include <string.h>

#include "gol-clock.h"
#include "gol-json.h"

void
gol_wire_to_hex (const guint8 hash[GOL_HASH_BYTES],
                 char         hex[GOL_WIRE_HEX_BYTES])
{
  sodium_bin2hex (hex, GOL_WIRE_HEX_BYTES, hash, GOL_HASH_BYTES);
}

void
gol_wire_append_hex (GString      *out,
                     const guint8  hash[GOL_HASH_BYTES])
{
  char hex[GOL_WIRE_HEX_BYTES];

  gol_wire_to_hex (hash, hex);
  g_string_append (out, hex);
}

void
gol_wire_append_signature (GString      *out,
                           const guint8  signature[GOL_SIGNATURE_BYTES])
{
  g_autofree char *text = g_base64_encode (signature, GOL_SIGNATURE_BYTES);

  g_string_append_printf (out, "{\"sig\":\"%s\"}\n", text);
}

gboolean
gol_wire_take_log (const GolValues *values,
                   const char      *name,
                   GolLog          *log)
{
  const char *text = gol_values_get_text (values, name);

  for (GolLog i = GOL_LOG_OPEN; i <= GOL_LOG_PROTECTED; i++)
    if (g_strcmp0 (text, gol_log_get_name (i)) == 0)
      {
        *log = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
gol_wire_take_text (const GolValues  *values,
                    const char       *name,
                    const char       *alphabet,
                    gsize             most,
                    char            **text)
{
  const GolValue *value = gol_values_find (values, name);

  if (value == NULL || value->kind != GOL_VALUE_TEXT || strlen (value->text) > most
      || strspn (value->text, alphabet) != strlen (value->text))
    return FALSE;
  *text = g_strdup (value->text);
  return TRUE;
}

gboolean
gol_wire_take_integer (const GolValues *values,
                       const char      *name,
                       guint64          least,
                       guint64          most,
                       guint64         *number)
{
  gint64 found = gol_values_get_integer (values, name, -1);

  if (found < 0 || (guint64) found < least || (guint64) found > most)
    return FALSE;
  *number = found;
  return TRUE;
}

gboolean
gol_wire_take_hash (const GolValues *values,
                    const char      *name,
                    guint8           hash[GOL_HASH_BYTES])
{
  g_autofree char *hex = NULL;

  return gol_wire_take_text (values, name, "0123456789abcdef", 2 * GOL_HASH_BYTES, &hex)
         && strlen (hex) == 2 * GOL_HASH_BYTES
         && sodium_hex2bin (hash, GOL_HASH_BYTES, hex, strlen (hex), NULL, NULL, NULL) == 0;
}

gboolean
gol_wire_is_hlc (const char *hlc)
{
  return strlen (hlc) == GOL_HLC_LENGTH && strspn (hlc, "0123456789abcdef") == 12 && hlc[12] == '.'
         && strspn (hlc + 13, "0123456789abcdef") == 4;
}

/* The next line, without its line feed; FALSE at the end or when there is no line feed. */
gboolean
gol_wire_next_line (const char **at,
                    const char  *end,
                    const char **line,
                    gsize       *length)
{
  const char *feed = *at < end ? memchr (*at, '\n', end - *at) : NULL;

  if (feed == NULL)
    return FALSE;
  *line = *at;
  *length = feed - *at;
  *at = feed + 1;
  return TRUE;
}

/* Exactly what would be written: libsodium also takes some bytes that are no letters of base 64. */
gboolean
gol_wire_take_base64 (const char *text,
                      guint8     *bytes,
                      gsize       most,
                      gsize      *size)
{
  g_autofree char *again = NULL;

  if (text == NULL
      || sodium_base642bin (bytes, most, text, strlen (text), NULL, size, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
    return FALSE;
  again = g_base64_encode (bytes, *size);
  return g_str_equal (again, text);
}

gboolean
gol_wire_take_signature (const char *line,
                         gsize       length,
                         guint8      signature[GOL_SIGNATURE_BYTES])
{
  g_autoptr(GolValues) values = gol_values_from_json (line, length, NULL);
  gsize size;

  return values != NULL && gol_values_get_size (values) == 1
         && gol_wire_take_base64 (gol_values_get_text (values, "sig"), signature, GOL_SIGNATURE_BYTES, &size)
         && size == GOL_SIGNATURE_BYTES;
}
