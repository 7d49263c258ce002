/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-schema-private.h"

#include <glib/gi18n-lib.h>
#include <jansson.h>

#include "gol-batch-private.h"
#include "gol-error.h"
#include "gol-exchange.h"
#include "gol-vault-private.h"

/*
 * Which office this is decides what may be read and written, and office.json, which tells it before anything is unlocked, is plain text.
 * What it said when the office was made stands in the open file too, where nobody writes who has not its key.
 *
 * When an office is paired, both change: what it will be stands in the open file before office.json says it, so that it is one or the
 * other wherever it is cut.
 */

#define META_KEY  "office"
#define META_NEXT "office.next"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

static json_t *
describe (const GolOfficeInfo *info)
{
  json_t *object = json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "kind", info->kind, "country", info->country,
                              "name", info->name, "site", info->site, "agency", info->agency, "prefix", info->prefix,
                              "demonstration", info->demonstration);

  g_assert (object != NULL);
  return object;
}

static gboolean
remember (GolDb                *db,
          const char           *key,
          const GolOfficeInfo  *info,
          GError              **error)
{
  g_autoptr(json_t) object = describe (info);
  char *text = json_dumps (object, JSON_COMPACT);
  gboolean good = gol_meta_set (db, key, text, error);

  free (text);
  return good;
}

static gboolean
compare (const char           *text,
         const GolOfficeInfo  *info,
         GError              **error)
{
  g_autoptr(json_t) kept = json_loads (text, 0, NULL);
  g_autoptr(json_t) given = describe (info);
  const char *key;
  json_t *value;

  json_object_foreach (given, key, value)
    if (!json_equal (value, json_object_get (kept, key)))
      {
        g_set_error (error, GOL_ERROR, GOL_ERROR_CORRUPT,
                     _("“%s” was changed by hand: set its “%s” back to what this office was made with, or restore the last backup."),
                     GOL_VAULT_FILE, key);
        return FALSE;
      }
  return TRUE;
}

static gboolean
change (GolFile   *file,
        gpointer   user_data,
        GError   **error)
{
  return remember (file->db, META_KEY, user_data, error) && gol_meta_set (file->db, META_NEXT, NULL, error);
}

/* office.json says already what was to come: a pairing was cut before its last step. */
static gboolean
is_next (GolDb               *db,
         const GolOfficeInfo *info)
{
  g_autofree char *next = gol_meta_get (db, META_NEXT, NULL);

  return next != NULL && compare (next, info, NULL);
}

/* An office made before this was kept is taken at its word once, when it is first opened. */
gboolean
gol_identity_check (GolDb                *db,
                    const GolOfficeInfo  *info,
                    gboolean              may_write,
                    GError              **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *text = gol_meta_get (db, META_KEY, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (text != NULL && is_next (db, info))
    return !may_write || (remember (db, META_KEY, info, error) && gol_meta_set (db, META_NEXT, NULL, error));
  if (text != NULL)
    return compare (text, info, error);
  return !may_write || remember (db, META_KEY, info, error);
}

static gboolean
announce (GolFile   *file,
          gpointer   user_data,
          GError   **error)
{
  return remember (file->db, META_NEXT, user_data, error);
}

gboolean
gol_exchange_set_agency (GolStore    *store,
                         GolVault    *vault,
                         const char  *agency,
                         GError     **error)
{
  GolOfficeInfo info = store->info;
  gboolean good;

  if (g_str_equal (info.agency, agency))
    return TRUE;
  info.agency = (char *) agency;
  gol_store_lock (store, GOL_PRIORITY_OFFICER);
  good = gol_store_write (store, TRUE, FALSE, announce, &info, error)
         && gol_vault_set_agency (vault, agency, error)
         && gol_store_write (store, TRUE, FALSE, change, &info, error);
  if (good)
    {
      g_free (store->former_agency);
      store->former_agency = store->info.agency;   /* somebody may be reading it */
      store->info.agency = g_strdup (agency);
    }
  gol_store_unlock (store);
  return good;
}
