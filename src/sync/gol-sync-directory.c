/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-sync-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-dictionary.h"
#include "gol-error.h"
#include "gol-json.h"
#include "gol-office-kind.h"
#include "gol-wire-private.h"

/* The hub's own JSON: who it says that we are, and who else there is. */

#define AGENCY_MAX 32
#define SITE_MAX   8
#define KIND_MAX   32

typedef struct
{
  char     *agency;
  guint     party;        /* 0: of a kind that is not known here */
  gboolean  has_key;
  guint8    seal_key[32];
} Agency;

struct _GolSyncDirectory
{
  GPtrArray  *agencies;   /* of Agency */
  GPtrArray  *sites;      /* of GolExchangeSite */
  GHashTable *names;      /* "s7f3.1" */
};

static gpointer
set_error (GError **error)
{
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("What answered in the hub’s place is not the hub, or only half of its answer came."));
  return NULL;
}

static GPtrArray *
take_rows (const GolValues *values,
           const char      *name)
{
  const GolValue *list = gol_values_find (values, name);

  return list != NULL && list->kind == GOL_VALUE_LIST ? gol_json_to_rows (list->text, NULL) : NULL;
}

/* ── Hello ── */

void
gol_sync_hello_free (GolSyncHello *hello)
{
  if (hello == NULL)
    return;
  g_free (hello->agency);
  g_free (hello->kind);
  g_free (hello->employer);
  g_free (hello);
}

static gboolean
take_have (GolSyncHello    *hello,
           const GolValues *values)
{
  g_autoptr(GPtrArray) rows = take_rows (values, "have");
  guint seen = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GolExchangeHave have;
      GolLog log;

      if (!gol_wire_take_log (g_ptr_array_index (rows, i), "log", &log)
          || !gol_wire_take_integer (g_ptr_array_index (rows, i), "seq", 0, G_MAXUINT32, &have.seq)
          || !gol_wire_take_hash (g_ptr_array_index (rows, i), "hash", have.hash))
        return FALSE;
      hello->have[log] = have;
      seen |= 1u << log;
    }
  return seen == (1u << GOL_LOG_OPEN | 1u << GOL_LOG_PROTECTED);
}

GolSyncHello *
gol_sync_hello_read (const char  *text,
                     gsize        length,
                     GError     **error)
{
  g_autoptr(GolValues) values = gol_values_from_json (text, length, NULL);
  g_autoptr(GolSyncHello) hello = g_new0 (GolSyncHello, 1);
  guint64 version, incarnation;

  if (values == NULL
      || !gol_wire_take_integer (values, "v", 1, G_MAXINT, &version)
      || !gol_wire_take_integer (values, "inc", 1, G_MAXINT, &incarnation)
      || !gol_wire_take_text (values, "agency", GOL_WIRE_NAMES, AGENCY_MAX, &hello->agency)
      || !gol_wire_take_text (values, "kind", GOL_WIRE_NAMES "-", KIND_MAX, &hello->kind)
      || !take_have (hello, values))
    return set_error (error);
  hello->version = version;
  hello->incarnation = incarnation;
  hello->frozen = gol_values_get_boolean (values, "frozen", FALSE);
  hello->employer = g_strdup (gol_values_get_text (values, "employer"));
  if (hello->employer != NULL && !gol_wire_is_record (hello->employer))
    return set_error (error);
  return g_steal_pointer (&hello);
}

/* ── Directory ── */

static void
agency_free (gpointer data)
{
  Agency *agency = data;

  g_free (agency->agency);
  g_free (agency);
}

void
gol_sync_directory_free (GolSyncDirectory *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->agencies);
  g_ptr_array_unref (self->sites);
  g_hash_table_unref (self->names);
  g_free (self);
}

static gboolean
take_agency (GolSyncDirectory *self,
             const GolValues  *row)
{
  Agency *agency = g_new0 (Agency, 1);
  g_autofree char *kind = NULL;

  g_ptr_array_add (self->agencies, agency);
  if (!gol_wire_take_text (row, "agency", GOL_WIRE_NAMES, AGENCY_MAX, &agency->agency)
      || !gol_wire_take_text (row, "kind", GOL_WIRE_NAMES "-", KIND_MAX, &kind))
    return FALSE;
  agency->party = gol_office_kind_party (kind);
  agency->has_key = gol_values_get_text (row, "seal_key") != NULL;
  return !agency->has_key
         || (gol_wire_take_hash (row, "seal_key", agency->seal_key) && gol_seal_key_is_valid (agency->seal_key));
}

static gboolean
take_site (GolSyncDirectory *self,
           const GolValues  *row)
{
  GolExchangeSite *site = g_new0 (GolExchangeSite, 1);
  guint64 incarnation;

  g_ptr_array_add (self->sites, site);
  if (!gol_wire_take_text (row, "agency", GOL_WIRE_NAMES, AGENCY_MAX, &site->agency)
      || !gol_wire_take_text (row, "site", GOL_WIRE_NAMES, SITE_MAX, &site->site)
      || !gol_wire_take_integer (row, "inc", 1, G_MAXINT, &incarnation)
      || !gol_wire_take_hash (row, "public_key", site->public_key))
    return FALSE;
  site->incarnation = incarnation;
  g_hash_table_add (self->names, g_strdup_printf ("%s.%u", site->site, site->incarnation));
  return TRUE;
}

GolSyncDirectory *
gol_sync_directory_read (const char  *text,
                         gsize        length,
                         GError     **error)
{
  g_autoptr(GolValues) values = gol_values_from_json (text, length, NULL);
  g_autoptr(GPtrArray) agencies = values != NULL ? take_rows (values, "agencies") : NULL;
  g_autoptr(GPtrArray) sites = values != NULL ? take_rows (values, "sites") : NULL;
  g_autoptr(GolSyncDirectory) self = g_new0 (GolSyncDirectory, 1);

  self->agencies = g_ptr_array_new_with_free_func (agency_free);
  self->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_exchange_site_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (agencies == NULL || sites == NULL)
    return set_error (error);
  for (guint i = 0; i < agencies->len; i++)
    if (!take_agency (self, g_ptr_array_index (agencies, i)))
      return set_error (error);
  for (guint i = 0; i < sites->len; i++)
    if (!take_site (self, g_ptr_array_index (sites, i)))
      return set_error (error);
  return g_steal_pointer (&self);
}

GPtrArray *
gol_sync_directory_sites (GolSyncDirectory *self)
{
  return self->sites;
}

gboolean
gol_sync_directory_covers (GolSyncDirectory  *self,
                           const GolFeedPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const GolChange *change = ((GolFeedItem *) g_ptr_array_index (page->items, i))->change;
      g_autofree char *name = change != NULL ? g_strdup_printf ("%s.%u", change->header.site, change->header.incarnation) : NULL;

      if (name != NULL && !g_hash_table_contains (self->names, name))
        return FALSE;
    }
  return TRUE;
}

/* ── Who reads what is sealed ── */

/*
 * To whom the protected sections go without being named: where the dictionary lets them read. A clinic or a partner reads what it wrote
 * itself; that another clinic's or a case not referred to it is for it too, no section says.
 */
#define GOES_BY_ITSELF (GOL_PARTY_MINISTRY | GOL_PARTY_CONSULATE_ORIGIN)

/* Who may read every leaf: all are sealed with one key. */
static guint
readers_of (const GolChange *change)
{
  guint readers = GOES_BY_ITSELF;

  for (guint i = 0; i < change->leaves->len; i++)
    {
      const char *line = g_ptr_array_index (change->leaves, i);
      g_autoptr(GolLeaf) leaf = line != NULL ? gol_leaf_from_line (line, strlen (line), NULL) : NULL;
      g_auto(GStrv) parts = leaf != NULL ? g_strsplit (leaf->record, "/", 2) : NULL;
      const GolEntity *entity = parts != NULL ? gol_dictionary_find_entity (parts[0]) : NULL;
      const GolSection *section = entity != NULL ? gol_entity_find_section (entity, leaf->section) : NULL;

      readers &= section != NULL ? section->readers : 0;
    }
  return readers;
}

static int
compare_agencies (gconstpointer a,
                  gconstpointer b)
{
  return strcmp ((*(Agency * const *) a)->agency, (*(Agency * const *) b)->agency);
}

GolChange *
gol_sync_directory_seal (GolSyncDirectory *self,
                         const GolChange  *change,
                         const char       *own_agency,
                         const guint8      own_key[32],
                         GStrv            *to)
{
  const guint readers = readers_of (change);
  Agency own = { (char *) own_agency };
  g_autoptr(GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr(GByteArray) keys = g_byte_array_new ();
  GStrvBuilder *names = g_strv_builder_new ();

  memcpy (own.seal_key, own_key, sizeof own.seal_key);
  g_ptr_array_add (chosen, &own);
  for (guint i = 0; i < self->agencies->len && chosen->len < GOL_PUSH_MAX_READERS; i++)
    {
      Agency *agency = g_ptr_array_index (self->agencies, i);

      if ((agency->party & readers) != 0 && agency->has_key && !g_str_equal (agency->agency, own_agency))
        g_ptr_array_add (chosen, agency);
    }
  g_ptr_array_sort (chosen, compare_agencies);
  for (guint i = 0; i < chosen->len; i++)
    {
      const Agency *agency = g_ptr_array_index (chosen, i);

      g_strv_builder_add (names, agency->agency);
      g_byte_array_append (keys, agency->seal_key, sizeof agency->seal_key);
    }
  *to = g_strv_builder_end (names);
  g_strv_builder_unref (names);
  return gol_change_seal (change, keys->data, chosen->len);
}
