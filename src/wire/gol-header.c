/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-change.h"
#include "gol-clock.h"
#include "gol-error.h"
#include "gol-id.h"
#include "gol-wire-private.h"
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

char *
gol_header_to_line (const GolHeader *header)
{
  g_autoptr(GolValues) values = gol_values_new ();
  char hex[GOL_WIRE_HEX_BYTES];

  gol_values_set_integer (values, "v", header->version);
  gol_values_set_text (values, "site", header->site);
  gol_values_set_text (values, "log", log_names[header->log]);
  gol_values_set_integer (values, "inc", header->incarnation);
  gol_values_set_integer (values, "seq", header->seq);
  gol_wire_to_hex (header->prev, hex);
  gol_values_set_text (values, "prev", hex);
  gol_values_set_text (values, "hlc", header->hlc);
  gol_values_set_text (values, "actor", header->actor);
  gol_values_set_text (values, "batch", header->batch);
  if (header->on_behalf_of != NULL)
    gol_values_set_text (values, "on_behalf_of", header->on_behalf_of);
  gol_values_set_integer (values, "sv", header->schema);
  gol_values_set_integer (values, "n", header->n);
  gol_wire_to_hex (header->root, hex);
  gol_values_set_text (values, "root", hex);
  return gol_values_to_json (values);
}

/* ── Reading: every member that must be there, of its form, and no other ── */

static gboolean
fill_header (const GolValues *values,
             GolHeader       *header)
{
  guint64 version, inc, schema, n;
  gboolean behalf = gol_values_find (values, "on_behalf_of") != NULL;

  if (gol_values_get_size (values) != (behalf ? 13 : 12)
      || !gol_wire_take_integer (values, "v", 1, GOL_CHANGE_VERSION, &version)
      || !gol_wire_take_text (values, "site", GOL_WIRE_NAMES, 32, &header->site)
      || !gol_wire_take_log (values, "log", &header->log)
      || !gol_wire_take_integer (values, "inc", 1, G_MAXUINT16, &inc)
      || !gol_wire_take_integer (values, "seq", 1, G_MAXUINT32, &header->seq)
      || !gol_wire_take_hash (values, "prev", header->prev)
      || !gol_wire_take_text (values, "hlc", GOL_WIRE_NAMES ".", GOL_HLC_LENGTH, &header->hlc) || !gol_wire_is_hlc (header->hlc)
      || !gol_wire_take_text (values, "actor", GOL_WIRE_NAMES, 32, &header->actor)
      || !gol_wire_take_text (values, "batch", "0123456789ABCDEFGHJKMNPQRSTVWXYZ", GOL_ID_LENGTH, &header->batch)
      || !gol_id_is_valid (header->batch)
      || (behalf && !gol_wire_take_text (values, "on_behalf_of", GOL_WIRE_NAMES, 32, &header->on_behalf_of))
      || !gol_wire_take_integer (values, "sv", 1, G_MAXUINT16, &schema)
      || !gol_wire_take_integer (values, "n", 1, GOL_CHANGE_MAX_LEAVES, &n)
      || !gol_wire_take_hash (values, "root", header->root))
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
