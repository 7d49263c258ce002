/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-vocabulary.h"

/* ── The office ── */

static json_t *
describe_office (const GolOfficeInfo *info)
{
  return json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "kind", info->kind, "country", info->country, "name", info->name,
                    "site", info->site, "agency", info->agency, "prefix", info->prefix, "demonstration", info->demonstration);
}

static gboolean
check_new_office (const char  *kind,
                  const char  *country,
                  const char  *name,
                  GError     **error)
{
  if (kind == NULL || country == NULL || name == NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("A new office needs --kind, --country and --name."));
  else if (gol_office_kind_party (kind) == 0)
    {
      g_autofree char *kinds = g_strjoinv (", ", (char **) gol_office_kinds ());

      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no kind of office; there are %s."), kind, kinds);
    }
  else if (!gol_iso_is_country (country))
    g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no country's code such as MX."), country);
  else
    return TRUE;
  return FALSE;
}

static gboolean
office_create (GolCtl  *ctl,
               int      argc,
               char   **argv,
               GError **error)
{
  g_autofree char *kind = NULL;
  g_autofree char *country = NULL;
  g_autofree char *name = NULL;
  gboolean demonstration = FALSE;
  const GOptionEntry entries[] = {
    { "kind", 0, 0, GOL_CTL_TEXT, &kind, NULL, NULL },
    { "country", 0, 0, GOL_CTL_TEXT, &country, NULL, NULL },
    { "name", 0, 0, GOL_CTL_TEXT, &name, NULL, NULL },
    { "demonstration", 0, 0, G_OPTION_ARG_NONE, &demonstration, NULL, NULL },
    { NULL },
  };
  g_auto(GStrv) rest = NULL;
  g_autofree char *recovery = NULL;
  const char *officer = ctl->officer != NULL ? ctl->officer : "admin";
  GolOfficeInfo info = { 0 };
  char *passphrase;

  if (!gol_ctl_options (argc, argv, entries, &rest, 0, 0, error) || !gol_ctl_need_dir (ctl, error)
      || !check_new_office (kind, country, name, error)
      || (passphrase = gol_ctl_read_passphrase (ctl->passphrase_file, ctl->passphrase_fd, error)) == NULL)
    return FALSE;
  info.kind = kind;
  info.country = country;
  info.name = name;
  info.demonstration = demonstration;
  ctl->office = gol_office_create (ctl->dir, &info, officer, passphrase, ctl->clock, &recovery, error);
  gol_ctl_wipe (passphrase);
  if (ctl->office == NULL)
    return FALSE;
  ctl->answer = describe_office (gol_office_get_info (ctl->office));
  json_object_set_new (ctl->answer, "officer", gol_ctl_text (officer));
  /* Printed here and never again. */
  json_object_set_new (ctl->answer, "recovery", gol_ctl_text (recovery));
  return TRUE;
}

static gboolean
count_records (GolOffice *office,
               json_t    *counts,
               GError   **error)
{
  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    {
      g_autoptr(GolQuery) query = NULL;
      gboolean seen = FALSE;
      guint64 count;

      /* Even the number of what one may not read is not told. */
      for (const GolSection *section = (*entity)->sections; section->name != NULL; section++)
        seen = seen || ((section->flags & GOL_SECTION_PROTECTED) == 0 && gol_office_may_read (office, section));
      if (!seen)
        continue;
      query = gol_query_new (*entity);
      if (!gol_query_count (gol_office_get_store (office), query, NULL, &count, error))
        return FALSE;
      if (count > 0)
        json_object_set_new (counts, (*entity)->name, json_integer ((json_int_t) count));
    }
  return TRUE;
}

static gboolean
office_info (GolCtl  *ctl,
             int      argc,
             char   **argv,
             GError **error)
{
  g_auto(GStrv) rest = NULL;
  GolOffice *office;
  json_t *counts;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 0, 0, error) || (office = gol_ctl_open (ctl, error)) == NULL)
    return FALSE;
  ctl->answer = describe_office (gol_office_get_info (office));
  json_object_set_new (ctl->answer, "officer", gol_ctl_text (gol_office_get_officer (office)->name));
  json_object_set_new (ctl->answer, "protected", json_boolean (gol_store_can_protected (gol_office_get_store (office))));
  counts = json_object ();
  json_object_set_new (ctl->answer, "records", counts);
  return count_records (office, counts, error);
}

/* ── Officers ── */

static const struct { const char *name; guint role; } roles[] = {
  { "clerk", GOL_ROLE_CLERK },
  { "supervisor", GOL_ROLE_SUPERVISOR },
  { "protected", GOL_ROLE_PROTECTED },
  { "administrator", GOL_ROLE_ADMINISTRATOR },
  { "auditor", GOL_ROLE_AUDITOR },
};

static gboolean
parse_roles (const char  *text,
             guint       *set,
             GError     **error)
{
  g_auto(GStrv) names = g_strsplit (text, ",", -1);

  *set = 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint role = 0;

      for (guint j = 0; j < G_N_ELEMENTS (roles); j++)
        if (g_str_equal (g_strstrip (names[i]), roles[j].name))
          role = roles[j].role;
      if (role == 0)
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE,
                       _("“%s” is no role; there are clerk, supervisor, protected, administrator and auditor."), names[i]);
          return FALSE;
        }
      *set |= role;
    }
  return TRUE;
}

static json_t *
describe_officer (const GolOfficer *officer)
{
  json_t *list = json_array ();
  g_autofree char *seen = officer->last_seen > 0 ? gol_instant_format (officer->last_seen) : NULL;
  json_t *object = json_object ();

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if ((officer->roles & roles[i].role) != 0)
      json_array_append_new (list, json_string (roles[i].name));
  json_object_set_new (object, "id", gol_ctl_text (officer->id));
  json_object_set_new (object, "name", gol_ctl_text (officer->name));
  json_object_set_new (object, "roles", list);
  json_object_set_new (object, "last_seen", gol_ctl_text (seen));
  return object;
}

static gboolean
officer_list (GolCtl  *ctl,
              int      argc,
              char   **argv,
              GError **error)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(GolVault) vault = NULL;
  GPtrArray *officers;
  json_t *items;

  /* Names and roles stand where they can be read before anything is unlocked. */
  if (!gol_ctl_options (argc, argv, NULL, &rest, 0, 0, error) || !gol_ctl_need_dir (ctl, error)
      || (vault = gol_vault_load (ctl->dir, error)) == NULL)
    return FALSE;
  officers = gol_vault_get_officers (vault);
  items = json_array ();
  for (guint i = 0; i < officers->len; i++)
    json_array_append_new (items, describe_officer (g_ptr_array_index (officers, i)));
  ctl->answer = gol_ctl_list (items, NULL, officers->len);
  return TRUE;
}

static gboolean
officer_add (GolCtl  *ctl,
             int      argc,
             char   **argv,
             GError **error)
{
  g_autofree char *role_names = NULL;
  g_autofree char *file = NULL;
  const GOptionEntry entries[] = {
    { "role", 0, 0, GOL_CTL_TEXT, &role_names, NULL, NULL },
    { "new-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &file, NULL, NULL },
    { NULL },
  };
  g_auto(GStrv) rest = NULL;
  GolOffice *office;
  char *passphrase;
  gboolean done;
  guint set;

  if (!gol_ctl_options (argc, argv, entries, &rest, 1, 1, error)
      || !parse_roles (role_names != NULL ? role_names : "clerk", &set, error)
      || (passphrase = gol_ctl_read_passphrase (file, -1, error)) == NULL)
    return FALSE;
  office = gol_ctl_open (ctl, error);
  done = office != NULL && gol_office_add_officer (office, rest[0], set, passphrase, error);
  gol_ctl_wipe (passphrase);
  if (done)
    ctl->answer = describe_officer (gol_vault_find_officer (gol_office_get_vault (office), rest[0]));
  return done;
}

static gboolean
officer_remove (GolCtl  *ctl,
                int      argc,
                char   **argv,
                GError **error)
{
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 1, 1, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || !gol_office_remove_officer (office, rest[0], error))
    return FALSE;
  ctl->answer = json_pack ("{s:s}", "removed", rest[0]);
  return TRUE;
}

static gboolean
officer_passphrase (GolCtl  *ctl,
                    int      argc,
                    char   **argv,
                    GError **error)
{
  g_autofree char *file = NULL;
  const GOptionEntry entries[] = {
    { "new-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &file, NULL, NULL },
    { NULL },
  };
  g_auto(GStrv) rest = NULL;
  GolOffice *office;
  char *passphrase;
  const char *officer = NULL;
  gboolean done;

  if (!gol_ctl_options (argc, argv, entries, &rest, 0, 1, error)
      || (passphrase = gol_ctl_read_passphrase (file, -1, error)) == NULL)
    return FALSE;
  office = gol_ctl_open (ctl, error);
  if (office != NULL)
    officer = rest[0] != NULL ? rest[0] : gol_office_get_officer (office)->name;
  done = office != NULL && gol_office_set_passphrase (office, officer, passphrase, error);
  gol_ctl_wipe (passphrase);
  if (done)
    ctl->answer = json_pack ("{s:s}", "changed", officer);
  return done;
}

const GolCtlCommand gol_ctl_account_commands[] = {
  { "office create", "--kind KIND --country CC --name TEXT", N_("Makes an office and prints its recovery key, once."), office_create },
  { "office info", "", N_("Tells what an office is and holds."), office_info, TRUE },
  { "officer add", "NAME [--role ROLE,…] --new-passphrase-file FILE", N_("Gives somebody an account."), officer_add },
  { "officer list", "", N_("Lists the accounts."), officer_list },
  { "officer remove", "NAME", N_("Takes an account away and makes new keys."), officer_remove },
  { "officer passphrase", "[NAME] --new-passphrase-file FILE", N_("Sets a new passphrase."), officer_passphrase },
  { NULL },
};
