/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "gol-change.h"
#include "gol-clock.h"
#include "gol-error.h"
#include "gol-id.h"
#include "gol-json.h"

static const char * const log_names[] = { "open", "protected" };

const char *
gol_log_get_name (GolLog log)
{
  return log_names[log];
}

void
gol_header_clear (GolHeader *header)
{
  g_clear_pointer (&header->site, g_free);
  g_clear_pointer (&header->hlc, g_free);
  g_clear_pointer (&header->actor, g_free);
  g_clear_pointer (&header->batch, g_free);
  g_clear_pointer (&header->on_behalf_of, g_free);
}

static void
to_hex (const guint8 hash[GOL_HASH_BYTES],
        char         hex[2 * GOL_HASH_BYTES + 1])
{
  sodium_bin2hex (hex, 2 * GOL_HASH_BYTES + 1, hash, GOL_HASH_BYTES);
}

char *
gol_header_to_line (const GolHeader *header)
{
  g_autoptr(GolValues) values = gol_values_new ();
  char hex[2 * GOL_HASH_BYTES + 1];

  gol_values_set_integer (values, "v", header->version);
  gol_values_set_text (values, "site", header->site);
  gol_values_set_text (values, "log", log_names[header->log]);
  gol_values_set_integer (values, "inc", header->incarnation);
  gol_values_set_integer (values, "seq", header->seq);
  to_hex (header->prev, hex);
  gol_values_set_text (values, "prev", hex);
  gol_values_set_text (values, "hlc", header->hlc);
  gol_values_set_text (values, "actor", header->actor);
  gol_values_set_text (values, "batch", header->batch);
  if (header->on_behalf_of != NULL)
    gol_values_set_text (values, "on_behalf_of", header->on_behalf_of);
  gol_values_set_integer (values, "sv", header->schema);
  gol_values_set_integer (values, "n", header->n);
  to_hex (header->root, hex);
  gol_values_set_text (values, "root", hex);
  return gol_values_to_json (values);
}

/* ── Reading: every member that must be there, of its form, and no other ── */

static gboolean
take_text (const GolValues  *values,
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

static gboolean
take_integer (const GolValues *values,
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

static gboolean
take_hash (const GolValues *values,
           const char      *name,
           guint8           hash[GOL_HASH_BYTES])
{
  g_autofree char *hex = NULL;

  return take_text (values, name, "0123456789abcdef", 2 * GOL_HASH_BYTES, &hex)
         && strlen (hex) == 2 * GOL_HASH_BYTES
         && sodium_hex2bin (hash, GOL_HASH_BYTES, hex, strlen (hex), NULL, NULL, NULL) == 0;
}

static gboolean
is_hlc (const char *hlc)
{
  return strlen (hlc) == GOL_HLC_LENGTH && strspn (hlc, "0123456789abcdef") == 12 && hlc[12] == '.'
         && strspn (hlc + 13, "0123456789abcdef") == 4;
}

#define NAMES "abcdefghijklmnopqrstuvwxyz0123456789"

static gboolean
fill_header (const GolValues *values,
             GolHeader       *header)
{
  g_autofree char *log = NULL;
  guint64 version, inc, schema, n;
  gboolean behalf = gol_values_find (values, "on_behalf_of") != NULL;

  if (gol_values_get_size (values) != (behalf ? 13 : 12)
      || !take_integer (values, "v", 1, GOL_CHANGE_VERSION, &version)
      || !take_text (values, "site", NAMES, 32, &header->site)
      || !take_text (values, "log", NAMES, 16, &log)
      || !take_integer (values, "inc", 1, G_MAXUINT16, &inc)
      || !take_integer (values, "seq", 1, G_MAXUINT32, &header->seq)
      || !take_hash (values, "prev", header->prev)
      || !take_text (values, "hlc", NAMES ".", GOL_HLC_LENGTH, &header->hlc) || !is_hlc (header->hlc)
      || !take_text (values, "actor", NAMES, 32, &header->actor)
      || !take_text (values, "batch", "0123456789ABCDEFGHJKMNPQRSTVWXYZ", GOL_ID_LENGTH, &header->batch)
      || !gol_id_is_valid (header->batch)
      || (behalf && !take_text (values, "on_behalf_of", NAMES, 32, &header->on_behalf_of))
      || !take_integer (values, "sv", 1, G_MAXUINT16, &schema)
      || !take_integer (values, "n", 1, GOL_CHANGE_MAX_LEAVES, &n)
      || !take_hash (values, "root", header->root))
    return FALSE;

  if (g_str_equal (log, log_names[GOL_LOG_OPEN]))
    header->log = GOL_LOG_OPEN;
  else if (g_str_equal (log, log_names[GOL_LOG_PROTECTED]))
    header->log = GOL_LOG_PROTECTED;
  else
    return FALSE;
  header->version = version;
  header->incarnation = inc;
  header->schema = schema;
  header->n = n;
  return TRUE;
}

gboolean
gol_header_from_line (const char  *line,
                      gsize        length,
                      GolHeader   *header,
                      GError     **error)
{
  g_autoptr(GolValues) values = NULL;
  GolHeader read = { 0 };

  values = gol_values_from_json (line, length, error);
  if (values == NULL)
    return FALSE;
  if (!fill_header (values, &read))
    {
      gol_header_clear (&read);
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The header of a change is not of its form."));
      return FALSE;
    }
  *header = read;
  return TRUE;
}
