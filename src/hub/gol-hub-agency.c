/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "gol-error.h"
#include "gol-feed.h"
#include "gol-hub-private.h"
#include "gol-id.h"
#include "gol-json.h"
#include "gol-office-kind.h"
#include "gol-push.h"

#define HOUR         (G_GINT64_CONSTANT (3600) * 1000)
#define CODE_LETTERS 12      /* of 32: sixty bits */
#define AGENCY_MAX   32

static gboolean
is_name (const char *text,
         gsize       least,
         gsize       most)
{
  gsize length = strlen (text);

  return length >= least && length <= most && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789") == length;
}

static char *
to_hex (const guint8 *bytes,
        gsize         size)
{
  char *hex = g_malloc (2 * size + 1);

  return sodium_bin2hex (hex, 2 * size + 1, bytes, size);
}

/* ── Agencies ── */

const GolHubAgency *
gol_hub_find_agency (GolHub     *self,
                     const char *agency)
{
  for (guint i = 0; i < self->agencies->len; i++)
    {
      const GolHubAgency *found = g_ptr_array_index (self->agencies, i);

      if (g_str_equal (found->agency, agency))
        return found;
    }
  return NULL;
}

static gboolean
check_agency (GolHub      *self,
              const char  *agency,
              guint        party,
              const char  *employer,
              GError     **error)
{
  const char *entity, *id;

  if (!is_name (agency, 1, AGENCY_MAX))
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE,
                         _("An agency’s name has small letters and digits only, at most 32."));
  else if (gol_hub_find_agency (self, agency) != NULL)
    g_set_error (error, GOL_ERROR, GOL_ERROR_EXISTS, _("There is an agency “%s” already."), agency);
  else if (party == 0)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("There is no such kind of office."));
  else if (((party & GOL_PARTY_EMPLOYER) != 0) != (employer != NULL))
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE,
                         _("An employer’s agency, and no other, names the employer’s record."));
  else if (employer != NULL && (!gol_record_split (employer, &entity, &id) || !g_str_equal (entity, "employer")))
    g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is not the record of an employer."), employer);
  else
    return TRUE;
  return FALSE;
}

gboolean
gol_hub_add_agency (GolHub              *self,
                    const char          *agency,
                    const char          *kind,
                    const char          *employer,
                    const char * const  *districts,
                    GError             **error)
{
  GolHubAgency *added;
  char now[GOL_HLC_LENGTH + 1];

  gol_hub_begin (self);
  if (!check_agency (self, agency, gol_office_kind_party (kind), employer, error))
    {
      gol_hub_storage_rollback (self->storage);
      return FALSE;
    }
  added = g_new0 (GolHubAgency, 1);
  added->agency = g_strdup (agency);
  added->kind = g_strdup (kind);
  added->party = gol_office_kind_party (kind);
  added->employer = g_strdup (employer);
  added->districts = g_strdupv ((GStrv) districts);

  g_ptr_array_add (self->agencies, added);
  gol_hub_tick (self, GOL_LOG_OPEN, now);
  gol_hub_storage_put_agency (self->storage, added);
  gol_hub_scope_begin (self, added, now);
  if (gol_hub_storage_commit (self->storage, error))
    return TRUE;
  g_ptr_array_remove (self->agencies, added);
  return FALSE;
}

static void
take_rows (GolValues  *values,
           const char *name,
           GPtrArray  *rows)
{
  g_autofree char *json = gol_json_from_rows (rows);

  gol_values_set_list (values, name, json);
}

char *
gol_hub_get_directory (GolHub  *self,
                       GError **error)
{
  g_autoptr(GPtrArray) agencies = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autoptr(GPtrArray) offices = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GPtrArray) sites = NULL;

  gol_hub_begin (self);
  sites = gol_hub_storage_sites (self->storage);
  if (!gol_hub_storage_commit (self->storage, error))
    return NULL;
  for (guint i = 0; i < self->agencies->len; i++)
    {
      const GolHubAgency *agency = g_ptr_array_index (self->agencies, i);
      GolValues *row = gol_values_new ();

      gol_values_set_text (row, "agency", agency->agency);
      gol_values_set_text (row, "kind", agency->kind);
      gol_values_set_text (row, "seal_key", agency->seal_key);
      g_ptr_array_add (agencies, row);
    }
  for (guint i = 0; i < sites->len; i++)
    {
      const GolHubSite *site = g_ptr_array_index (sites, i);
      g_autofree char *key = to_hex (site->public_key, sizeof site->public_key);
      GolValues *row = gol_values_new ();

      gol_values_set_text (row, "agency", site->agency);
      gol_values_set_integer (row, "inc", site->incarnation);
      gol_values_set_text (row, "public_key", key);
      gol_values_set_text (row, "site", site->site);
      g_ptr_array_add (offices, row);
    }
  take_rows (values, "agencies", agencies);
  take_rows (values, "sites", offices);
  return gol_values_to_json (values);
}

char *
gol_hub_get_status (GolHub  *self,
                    GError **error)
{
  static const char * const behind[] = { "open_behind", "protected_behind" };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GPtrArray) sites = NULL;

  gol_hub_begin (self);
  sites = gol_hub_storage_sites (self->storage);
  for (guint i = 0; i < sites->len; i++)
    {
      const GolHubSite *site = g_ptr_array_index (sites, i);
      const GolHubSite *next = i + 1 < sites->len ? g_ptr_array_index (sites, i + 1) : NULL;
      GolValues *row;

      if (next != NULL && g_str_equal (next->site, site->site))
        continue;   /* an incarnation that is over */
      row = gol_values_new ();
      gol_values_set_text (row, "agency", site->agency);
      gol_values_set_boolean (row, "frozen", site->frozen);
      gol_values_set_integer (row, "inc", site->incarnation);
      gol_values_set_text (row, "site", site->site);
      for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
        gol_values_set_integer (row, behind[log], gol_hub_storage_fed_last (self->storage, site->agency, log)
                                                  - gol_hub_storage_acked (self->storage, site->site, log));
      g_ptr_array_add (rows, row);
    }
  if (!gol_hub_storage_commit (self->storage, error))
    return NULL;
  take_rows (values, "sites", rows);
  return gol_values_to_json (values);
}

/* ── Codes ── */

/* Spoken and typed: case, spaces and hyphens do not count. */
static char *
hash_code (const char *code)
{
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *p = code; *p != '\0' && plain->len < 2 * CODE_LETTERS; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (plain, g_ascii_toupper (*p));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, plain->str, plain->len);
}

char *
gol_hub_invite (GolHub      *self,
                const char  *agency,
                GError     **error)
{
  static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  g_autoptr(GString) code = g_string_new (NULL);
  g_autofree char *hash = NULL;

  gol_hub_begin (self);
  if (gol_hub_find_agency (self, agency) == NULL)
    {
      gol_hub_storage_rollback (self->storage);
      g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("There is no agency “%s”."), agency);
      return NULL;
    }
  for (guint i = 0; i < CODE_LETTERS; i++)
    g_string_append_printf (code, "%s%c", i > 0 && i % 4 == 0 ? "-" : "", letters[randombytes_uniform (32)]);
  hash = hash_code (code->str);
  gol_hub_storage_put_code (self->storage, hash, agency, gol_clock_get_instant (self->clock) + GOL_HUB_CODE_HOURS * HOUR);
  if (!gol_hub_storage_commit (self->storage, error))
    return NULL;
  return g_strdup (code->str);
}

/* The agency of a code, which is used up; NULL when it is nobody's, which is counted. Within a transaction. */
static char *
take_code (GolHub      *self,
           const char  *hash,
           GError     **error)
{
  const gint64 now = gol_clock_get_instant (self->clock);
  char *agency;

  if (gol_hub_storage_failures (self->storage, now - HOUR) >= GOL_HUB_CODE_FAILURES)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_BUSY, _("Too many wrong codes were tried. Try again in an hour."));
      return NULL;
    }
  agency = gol_hub_storage_take_code (self->storage, hash, now);
  if (agency == NULL)
    {
      gol_hub_storage_add_failure (self->storage, now);
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED,
                           _("The code is wrong, was used or has expired. Ask the hub’s administrator for a new one."));
    }
  return agency;
}

/* ── Offices ── */

/* What an office asks when it enrols. */
typedef struct
{
  const char   *site;
  const guint8 *public_key;
  const char   *seal_key;     /* in hexadecimal */
  const char   *code;         /* its hash */
} Applicant;

/* All offices of an agency share its key for sealing, or they could not read each other's. */
static gboolean
may_enrol (GolHub              *self,
           const Applicant     *applicant,
           const GolHubAgency  *agency,
           const GolHubSite    *before,    /* (nullable) */
           GError             **error)
{
  g_autoptr(GolHubSite) holder = gol_hub_storage_site_by_key (self->storage, applicant->public_key);

  if (before != NULL && !g_str_equal (before->agency, agency->agency))
    g_set_error (error, GOL_ERROR, GOL_ERROR_EXISTS, _("The office “%s” is another agency’s already."), applicant->site);
  else if (holder != NULL && !g_str_equal (holder->site, applicant->site))
    g_set_error (error, GOL_ERROR, GOL_ERROR_EXISTS, _("The office “%s” has this key already."), holder->site);
  else if (agency->seal_key != NULL && !g_str_equal (agency->seal_key, applicant->seal_key))
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CONFLICT,
                         _("This office has another key for sealed bodies than its agency. Pair it with the agency’s first office."));
  else
    return TRUE;
  return FALSE;
}

static void
begin_incarnation (GolHub             *self,
                   const Applicant    *applicant,
                   const GolHubAgency *agency,
                   const GolHubSite   *before)
{
  GolHubSite site = {
    .site = (char *) applicant->site,
    .agency = agency->agency,
    .incarnation = before != NULL ? before->incarnation + 1 : 1,
    .code = (char *) applicant->code,
  };

  memcpy (site.public_key, applicant->public_key, GOL_PUBLIC_KEY_BYTES);
  gol_hub_storage_put_site (self->storage, &site);
  if (agency->seal_key == NULL)
    {
      GolHubAgency with_key = *agency;

      with_key.seal_key = (char *) applicant->seal_key;
      gol_hub_storage_put_agency (self->storage, &with_key);
    }
}

/* Within a transaction. */
static gboolean
enrol (GolHub           *self,
       const Applicant  *applicant,
       GError          **error)
{
  g_autoptr(GolHubSite) before = gol_hub_storage_site (self->storage, applicant->site);
  const GolHubAgency *agency;
  g_autofree char *name = NULL;

  if (before != NULL && g_str_equal (before->code, applicant->code)
      && memcmp (before->public_key, applicant->public_key, GOL_PUBLIC_KEY_BYTES) == 0)
    return TRUE;   /* the answer was lost */
  gol_hub_storage_mark (self->storage);
  name = take_code (self, applicant->code, error);
  agency = name != NULL ? gol_hub_find_agency (self, name) : NULL;
  if (agency != NULL && !may_enrol (self, applicant, agency, before, error))
    {
      gol_hub_storage_take_back (self->storage);   /* the code is still good */
      return FALSE;
    }
  gol_hub_storage_keep (self->storage);            /* a failure counts */
  if (agency == NULL)
    return FALSE;
  begin_incarnation (self, applicant, agency, before);
  return TRUE;
}

/* What an office needs to know about itself. */
static char *
describe (GolHub      *self,
          const char  *name,
          GError     **error)
{
  g_autofree char *hub_key = g_base64_encode (self->key.public_key, GOL_PUBLIC_KEY_BYTES);
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GolHubSite) site = NULL;
  const GolHubAgency *agency;

  gol_hub_begin (self);
  site = gol_hub_storage_site (self->storage, name);
  if (!gol_hub_storage_commit (self->storage, error))
    return NULL;
  agency = gol_hub_find_agency (self, site->agency);
  gol_values_set_text (values, "agency", agency->agency);
  if (agency->districts != NULL && agency->districts[0] != NULL)
    {
      g_autofree char *list = gol_json_from_strv ((const char * const *) agency->districts);

      gol_values_set_list (values, "districts", list);
    }
  if (agency->employer != NULL)
    gol_values_set_text (values, "employer", agency->employer);
  gol_values_set_text (values, "hub_key", hub_key);
  gol_values_set_integer (values, "inc", site->incarnation);
  gol_values_set_text (values, "kind", agency->kind);
  gol_values_set_text (values, "site", site->site);
  return gol_values_to_json (values);
}

char *
gol_hub_enrol (GolHub        *self,
               const char    *code,
               const char    *site,
               const guint8   public_key[GOL_PUBLIC_KEY_BYTES],
               const guint8   seal_key[32],
               GError       **error)
{
  g_autofree char *key = to_hex (seal_key, 32);
  g_autofree char *hash = hash_code (code);
  const Applicant applicant = { site, public_key, key, hash };
  g_autoptr(GError) refusal = NULL;

  if (!is_name (site, 2, 8))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("An office’s name has 2 to 8 small letters and digits."));
      return NULL;
    }
  if (!gol_seal_key_is_valid (seal_key))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("Nothing can be sealed to the agency’s key."));
      return NULL;
    }
  gol_hub_begin (self);
  enrol (self, &applicant, &refusal);
  self->stale = TRUE;
  if (!gol_hub_storage_commit (self->storage, error))
    return NULL;
  if (refusal == NULL)
    return describe (self, site, error);
  g_propagate_error (error, g_steal_pointer (&refusal));
  return NULL;
}

char *
gol_hub_find_by_key (GolHub        *self,
                     const guint8   public_key[GOL_PUBLIC_KEY_BYTES],
                     gboolean      *frozen,
                     GError       **error)
{
  g_autoptr(GolHubSite) site = NULL;

  gol_hub_begin (self);
  site = gol_hub_storage_site_by_key (self->storage, public_key);
  if (!gol_hub_storage_commit (self->storage, error) || site == NULL)
    return NULL;
  *frozen = site->frozen;
  return g_steal_pointer (&site->site);
}

GolHubSite *
gol_hub_find_site (GolHub      *self,
                   const char  *site,
                   GError     **error)
{
  GolHubSite *found = gol_hub_storage_site (self->storage, site);

  if (found == NULL)
    g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("The office “%s” is not enrolled at this hub."), site);
  return found;
}

/* What the hub holds of the site's present incarnation: from where to push. */
static void
add_have (GolHub           *self,
          const GolHubSite *site,
          GolValues        *values)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);

  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    {
      g_autoptr(GolHubChange) last = gol_hub_storage_find (self->storage, site->site, log, site->incarnation, 0);
      g_autofree char *zeros = g_strnfill (2 * GOL_HASH_BYTES, '0');
      GolValues *row = gol_values_new ();

      gol_values_set_text (row, "hash", last != NULL ? last->hash : zeros);
      gol_values_set_text (row, "log", gol_log_get_name (log));
      gol_values_set_integer (row, "seq", last != NULL ? last->seq : 0);
      g_ptr_array_add (rows, row);
    }
  take_rows (values, "have", rows);
}

char *
gol_hub_hello (GolHub      *self,
               const char  *name,
               GError     **error)
{
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GolHubSite) site = NULL;
  const GolHubAgency *agency;
  char now[GOL_HLC_LENGTH + 1];

  gol_hub_begin (self);
  site = gol_hub_find_site (self, name, error);
  if (site == NULL)
    {
      gol_hub_storage_rollback (self->storage);
      return NULL;
    }
  gol_hub_tick (self, GOL_LOG_OPEN, now);
  add_have (self, site, values);
  agency = gol_hub_find_agency (self, site->agency);
  gol_values_set_text (values, "agency", site->agency);
  if (agency->employer != NULL)
    gol_values_set_text (values, "employer", agency->employer);
  gol_values_set_text (values, "epoch", self->epoch);
  gol_values_set_boolean (values, "frozen", site->frozen);
  gol_values_set_integer (values, "inc", site->incarnation);
  gol_values_set_text (values, "kind", agency->kind);
  gol_values_set_integer (values, "max_changes", GOL_PUSH_MAX_CHANGES);
  gol_values_set_integer (values, "max_items", GOL_FEED_MAX_ITEMS);
  gol_values_set_integer (values, "max_push", GOL_PUSH_MAX_BYTES);
  gol_values_set_integer (values, "sv", GOL_SCHEMA_VERSION);
  gol_values_set_text (values, "time", now);
  gol_values_set_integer (values, "v", GOL_CHANGE_VERSION);
  return gol_hub_storage_commit (self->storage, error) ? gol_values_to_json (values) : NULL;
}
