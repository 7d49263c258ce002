/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"

/* What offices disagree on, and who decides. */

/* ── As JSON ── */

static json_t *
claim_to_json (GolClaim *claim,
               guint     number)
{
  g_autofree char *at = gol_instant_format (claim->at);
  json_t *values = gol_ctl_values_to_json (claim->values);
  json_t *value = json_object_get (values, "value");
  json_t *answer = json_pack ("{s:i, s:O?, s:o, s:o, s:o, s:o, s:o, s:s, s:b, s:b, s:b}", "n", (int) number, "value", value,
                              "office", gol_ctl_text (claim->office), "officer", gol_ctl_text (claim->officer),
                              "actor", gol_ctl_text (claim->actor), "agency", gol_ctl_text (claim->agency),
                              "site", gol_ctl_text (claim->site), "at", at, "ours", claim->ours, "late", claim->late,
                              "stands", claim->stands);

  json_decref (values);
  return answer;
}

static json_t *
owners_to_json (guint owners)
{
  json_t *list = json_array ();
  const char * const *kinds = gol_office_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    if ((gol_office_kind_party (kinds[i]) & owners) != 0)
      json_array_append_new (list, json_string (kinds[i]));
  return list;
}

static json_t *
conflict_to_json (GolConflict *conflict)
{
  json_t *values = json_array ();

  for (guint i = 0; i < conflict->claims->len; i++)
    json_array_append_new (values, claim_to_json (g_ptr_array_index (conflict->claims, i), i + 1));
  return json_pack ("{s:s, s:s, s:o, s:o, s:s, s:s, s:s, s:s, s:o, s:b, s:o, s:o}", "id", conflict->id, "record", conflict->record,
                    "title", gol_ctl_text (conflict->title), "code", gol_ctl_text (conflict->code),
                    "section", conflict->section->name, "section_label", gol_section_get_label (conflict->section),
                    "field", conflict->field_name,
                    "field_label", conflict->field != NULL ? gol_field_get_label (conflict->field) : conflict->field_name,
                    "owners", owners_to_json (conflict->owners), "may_decide", conflict->refusal == NULL,
                    "refusal", gol_ctl_text (conflict->refusal), "values", values);
}

/* ── Commands ── */

/* By its id, or the first letters of it where no other begins so; (transfer full). */
static GolConflict *
find_conflict (GolOffice   *office,
               const char  *id,
               GError     **error)
{
  g_autoptr(GPtrArray) all = gol_office_conflicts (office, NULL, error);
  guint found = 0, which = 0;

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (g_str_has_prefix (((GolConflict *) g_ptr_array_index (all, i))->id, id))
      {
        which = i;
        found++;
      }
  if (found == 1)
    return g_ptr_array_steal_index (all, which);
  if (all != NULL)
    g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND,
                 found == 0 ? _("No conflict “%s” is open here: it was decided, or another value has come in since.")
                            : _("More than one conflict begins with “%s”; write more of it."), id);
  return NULL;
}

static gboolean
list (GolCtl  *ctl,
      int      argc,
      char   **argv,
      GError **error)
{
  g_autofree char *record = NULL;
  const GOptionEntry entries[] = {
    { "record", 0, 0, GOL_CTL_TEXT, &record, NULL, NULL },
    { NULL },
  };
  g_autoptr(GPtrArray) found = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;
  json_t *items;

  if (!gol_ctl_options (argc, argv, entries, &rest, 0, 0, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || (found = gol_office_conflicts (office, record, error)) == NULL)
    return FALSE;
  items = json_array ();
  for (guint i = 0; i < found->len; i++)
    json_array_append_new (items, conflict_to_json (g_ptr_array_index (found, i)));
  ctl->answer = gol_ctl_list (items, NULL, found->len);
  return TRUE;
}

static gboolean
show (GolCtl  *ctl,
      int      argc,
      char   **argv,
      GError **error)
{
  g_autoptr(GolConflict) conflict = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 1, 1, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || (conflict = find_conflict (office, rest[0], error)) == NULL)
    return FALSE;
  ctl->answer = conflict_to_json (conflict);
  return TRUE;
}

static gboolean
check_choice (const char  *take,
              const char  *value,
              GError     **error)
{
  if ((take == NULL) != (value == NULL))
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE,
                       _("Say which value is right: --take and its number, or --value and another one; not both."));
  return FALSE;
}

static gboolean
resolve (GolCtl  *ctl,
         int      argc,
         char   **argv,
         GError **error)
{
  g_autofree char *take = NULL;
  g_autofree char *value = NULL;
  g_autofree char *why = NULL;
  const GOptionEntry entries[] = {
    { "take", 0, 0, GOL_CTL_TEXT, &take, NULL, NULL },
    { "value", 0, 0, GOL_CTL_TEXT, &value, NULL, NULL },
    { "why", 0, 0, GOL_CTL_TEXT, &why, NULL, NULL },
    { NULL },
  };
  g_autoptr(GolConflict) conflict = NULL;
  g_autoptr(GolRecord) after = NULL;
  g_auto(GStrv) rest = NULL;
  const char *op = NULL;
  GolOffice *office;
  guint64 number;

  if (!gol_ctl_options (argc, argv, entries, &rest, 1, 1, error) || !check_choice (take, value, error)
      || (office = gol_ctl_open (ctl, error)) == NULL || (conflict = find_conflict (office, rest[0], error)) == NULL)
    return FALSE;
  if (take != NULL)
    {
      if (!gol_ctl_parse_number (take, 1, conflict->claims->len, &number, error))
        return FALSE;
      op = ((GolClaim *) g_ptr_array_index (conflict->claims, number - 1))->op;
    }
  if (!gol_office_resolve (office, conflict->id, op, value, why, error)
      || (after = gol_office_read (office, conflict->record, error)) == NULL)
    return FALSE;
  ctl->answer = gol_ctl_record_to_json (office, after, NULL);
  json_object_set_new (ctl->answer, "decided", json_string (conflict->id));
  return TRUE;
}

const GolCtlCommand gol_ctl_conflict_commands[] = {
  { "conflict list", "[--record CODE]", N_("Lists what offices disagree on."), list, TRUE },
  { "conflict show", "ID", N_("Shows a conflict: each value, who wrote it and when."), show, TRUE },
  { "conflict resolve", "ID (--take N | --value TEXT) [--why TEXT]", N_("Decides which value is right, in every office."), resolve },
  { NULL },
};
