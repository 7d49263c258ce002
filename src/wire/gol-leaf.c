/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-leaf.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-wire-private.h"

static const char * const op_names[] = { "set", "add", "remove", "void", "link", "unlink", "adopt", "erase", "config" };

const char *
gol_op_get_name (GolOp op)
{
  return op_names[op];
}

GolLeaf *
gol_leaf_new (const char *record,
              const char *section,
              GolOp       op,
              GolValues  *values)
{
  GolLeaf *leaf = g_new0 (GolLeaf, 1);

  leaf->record = g_strdup (record);
  leaf->section = g_strdup (section);
  leaf->op = op;
  leaf->values = values != NULL ? gol_values_ref (values) : gol_values_new ();
  return leaf;
}

void
gol_leaf_free (GolLeaf *leaf)
{
  if (leaf == NULL)
    return;
  g_free (leaf->record);
  g_free (leaf->section);
  g_clear_pointer (&leaf->values, gol_values_unref);
  g_strfreev (leaf->base);
  g_free (leaf->why);
  g_free (leaf);
}

char *
gol_leaf_to_line (const GolLeaf *leaf,
                  const guint8   salt[GOL_SALT_BYTES])
{
  static const char *no_base[] = { NULL };
  GString *line = g_string_sized_new (256);
  g_autofree char *base = gol_json_from_strv ((const char * const *) (leaf->base != NULL ? leaf->base : (GStrv) no_base));
  char hex[2 * GOL_SALT_BYTES + 1];

  sodium_bin2hex (hex, sizeof hex, salt, GOL_SALT_BYTES);
  g_string_append_printf (line, "[\"%s\",{\"base\":%s,\"f\":", hex, base);
  gol_json_append_values (line, leaf->values);
  g_string_append_printf (line, ",\"op\":\"%s\",\"rec\":", op_names[leaf->op]);
  gol_json_append_string (line, leaf->record);
  g_string_append (line, ",\"sec\":");
  gol_json_append_string (line, leaf->section);
  if (leaf->why != NULL)
    {
      g_string_append (line, ",\"why\":");
      gol_json_append_string (line, leaf->why);
    }
  g_string_append (line, "}]");
  return g_string_free (line, FALSE);
}

/* ── Reading ── */

static gboolean
take_salt (GolJsonReader *reader)
{
  if (!gol_json_reader_take (reader, "[\"") || reader->end - reader->at < 2 * GOL_SALT_BYTES)
    return FALSE;
  for (guint i = 0; i < 2 * GOL_SALT_BYTES; i++)
    if (!g_ascii_isdigit (reader->at[i]) && (reader->at[i] < 'a' || reader->at[i] > 'f'))
      return FALSE;
  reader->at += 2 * GOL_SALT_BYTES;
  return gol_json_reader_take (reader, "\",{");
}

/* "site.inc:seq" */
static gboolean
is_op_id (const char *text)
{
  gsize site = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789");
  gsize inc, seq;

  if (site == 0 || strlen (text) >= GOL_OP_ID_MAX || text[site] != '.')
    return FALSE;
  text += site + 1;
  inc = strspn (text, "0123456789");
  if (inc == 0 || text[inc] != ':')
    return FALSE;
  text += inc + 1;
  seq = strspn (text, "0123456789");
  return seq > 0 && text[seq] == '\0';
}

static gboolean
take_base (GolJsonReader *reader,
           GolLeaf       *leaf)
{
  const char *start = reader->at;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  if (!gol_json_reader_skip (reader, 1))
    return FALSE;
  text = g_strndup (start, reader->at - start);
  leaf->base = gol_json_to_strv (text, NULL);
  if (leaf->base == NULL)
    return FALSE;
  for (guint i = 0; leaf->base[i] != NULL; i++)
    if (!is_op_id (leaf->base[i]))
      return FALSE;
  /* Sorted and without repeats, or it is not canonical. */
  again = gol_json_from_strv ((const char * const *) leaf->base);
  return g_str_equal (again, text);
}

static gboolean
take_op (GolJsonReader *reader,
         GolOp         *op)
{
  g_autofree char *name = NULL;

  if (!gol_json_reader_string (reader, &name))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (op_names); i++)
    if (g_str_equal (op_names[i], name))
      {
        *op = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_name (const char *text)
{
  return *text != '\0' && strlen (text) < 64 && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (text);
}

/* "worker/01J…": any entity, so that one which is not known here can be kept for later. */
gboolean
gol_wire_is_record (const char *text)
{
  const char *slash = strchr (text, '/');
  g_autofree char *entity = slash != NULL ? g_strndup (text, slash - text) : NULL;

  return entity != NULL && is_name (entity) && strlen (slash + 1) == 26
         && strspn (slash + 1, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == 26;
}

GolLeaf *
gol_leaf_from_line (const char  *line,
                    gsize        length,
                    GError     **error)
{
  g_autoptr(GolLeaf) leaf = g_new0 (GolLeaf, 1);
  GolJsonReader reader;

  gol_json_reader_init (&reader, line, length);
  if (!take_salt (&reader)
      || !gol_json_reader_take (&reader, "\"base\":") || !take_base (&reader, leaf)
      || !gol_json_reader_take (&reader, ",\"f\":") || (leaf->values = gol_json_reader_values (&reader)) == NULL
      || !gol_json_reader_take (&reader, ",\"op\":") || !take_op (&reader, &leaf->op)
      || !gol_json_reader_take (&reader, ",\"rec\":") || !gol_json_reader_string (&reader, &leaf->record) || !gol_wire_is_record (leaf->record)
      || !gol_json_reader_take (&reader, ",\"sec\":") || !gol_json_reader_string (&reader, &leaf->section) || !is_name (leaf->section)
      || (gol_json_reader_take (&reader, ",\"why\":") && !gol_json_reader_string (&reader, &leaf->why))
      || !gol_json_reader_take (&reader, "}]") || !gol_json_reader_at_end (&reader))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("A leaf is not of its form from byte %u on."),
                   (guint) (reader.at - reader.start));
      return NULL;
    }
  return g_steal_pointer (&leaf);
}
