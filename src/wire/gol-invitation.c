/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-invitation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"

#define MAX_LENGTH   512
#define MAX_HOST     253
#define MAX_CODE     64
#define KEY_LETTERS  52   /* of five bits, for 256 */

/* Of RFC 4648, in capitals: a QR code holds those in two thirds of the room. */
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* ── The key ── */

static void
append_key (GString      *out,
            const guint8  key[GOL_PUBLIC_KEY_BYTES])
{
  guint bits = 0, held = 0;

  for (guint i = 0; i < GOL_PUBLIC_KEY_BYTES; i++)
    {
      held = held << 8 | key[i];
      for (bits += 8; bits >= 5; bits -= 5)
        g_string_append_c (out, letters[held >> (bits - 5) & 31]);
      held &= (1u << bits) - 1;
    }
  if (bits > 0)
    g_string_append_c (out, letters[held << (5 - bits) & 31]);
}

/* One text for one key: the bits that are left over are zeros. */
static gboolean
read_key (const char *text,
          guint8      key[GOL_PUBLIC_KEY_BYTES])
{
  guint bits = 0, held = 0, n = 0;

  if (strlen (text) != KEY_LETTERS)
    return FALSE;
  for (; *text != '\0'; text++)
    {
      const char *letter = strchr (letters, g_ascii_toupper (*text));

      if (letter == NULL)
        return FALSE;
      held = held << 5 | (guint) (letter - letters);
      bits += 5;
      if (bits < 8)
        continue;
      bits -= 8;
      key[n++] = held >> bits;
      held &= (1u << bits) - 1;
    }
  return held == 0;
}

/* ── The address ── */

gboolean
gol_invitation_split (const char  *address,
                      char       **host,
                      guint16     *port)
{
  const gboolean bracket = *address == '[';
  const char *from = address + bracket;
  const char *end = bracket ? strstr (address, "]:") : strchr (address, ':');
  const char *digits = end != NULL ? end + 1 + bracket : "";
  const char *alphabet = bracket ? "0123456789abcdefABCDEF:.%" : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
  guint64 number;

  if (end == NULL || end == from || end - from > MAX_HOST || strspn (from, alphabet) != (gsize) (end - from)
      || *digits == '0' || !g_ascii_string_to_unsigned (digits, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  *port = number;
  if (host != NULL)
    *host = g_strndup (from, end - from);
  return TRUE;
}

/* ── The line ── */

void
gol_invitation_free (GolInvitation *invitation)
{
  if (invitation == NULL)
    return;
  g_free (invitation->host);
  g_free (invitation->code);
  g_free (invitation);
}

char *
gol_invitation_format (const GolInvitation *invitation)
{
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean bracket = strchr (invitation->host, ':') != NULL;

  g_string_append_printf (out, bracket ? "[%s]:%u/%s/" : "%s:%u/%s/", invitation->host, invitation->port, invitation->code);
  append_key (out, invitation->hub_key);
  return g_strdup (out->str);
}

static gboolean
is_code (const char *code)
{
  gsize length = strlen (code);

  return length > 0 && length <= MAX_CODE
         && strspn (code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

GolInvitation *
gol_invitation_parse (const char  *text,
                      GError     **error)
{
  g_autoptr(GolInvitation) invitation = g_new0 (GolInvitation, 1);
  g_autofree char *line = g_strndup (text, MAX_LENGTH + 1);
  g_auto(GStrv) parts = strlen (line) <= MAX_LENGTH ? g_strsplit (g_strstrip (line), "/", 4) : NULL;

  if (parts == NULL || g_strv_length (parts) != 3 || !gol_invitation_split (parts[0], &invitation->host, &invitation->port)
      || !is_code (parts[1]) || !read_key (parts[2], invitation->hub_key))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID,
                           _("That is not a whole invitation: paste the line exactly as the hub’s administrator gave it."));
      return NULL;
    }
  invitation->code = g_strdup (parts[1]);
  return g_steal_pointer (&invitation);
}
