/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-kind.h"

#include <glib/gi18n-lib.h>

#include "gol-dictionary.h"

static const struct { const char *kind, *label; guint party; } kinds[] = {
  { "ministry", N_("Ministry of origin"), GOL_PARTY_MINISTRY },
  { "employer", N_("Employer"), GOL_PARTY_EMPLOYER | GOL_PARTY_EMPLOYER_ACCEPTED },
  { "consulate-destination", N_("Consulate of the destination"), GOL_PARTY_CONSULATE_DEST },
  { "consulate-origin", N_("Consulate of the origin"), GOL_PARTY_CONSULATE_ORIGIN },
  { "authority", N_("Authority of the destination"), GOL_PARTY_AUTHORITY },
  { "training", N_("Training body"), GOL_PARTY_TRAINING },
  { "clinic", N_("Clinic"), GOL_PARTY_CLINIC },
  { "carrier", N_("Carrier"), GOL_PARTY_CARRIER },
  { "partner", N_("Civil-society partner"), GOL_PARTY_PARTNER },
  { "auditor", N_("Auditor"), GOL_PARTY_AUDITOR },
};

guint
gol_office_kind_party (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return kinds[i].party;
  return 0;
}

const char *
gol_office_kind_label (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return _(kinds[i].label);
  return kind;
}

const char * const *
gol_office_kinds (void)
{
  static const char *names[G_N_ELEMENTS (kinds) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    names[i] = kinds[i].kind;
  return names;
}

/* Agencies are named by small letters and digits. */
char *
gol_office_kind_to_code (const char *kind)
{
  GString *code = g_string_new (kind);

  g_string_replace (code, "-", "", 0);
  return g_string_free (code, FALSE);
}

guint
gol_office_kind_code_party (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *own = gol_office_kind_to_code (kinds[i].kind);

      if (g_strcmp0 (own, code) == 0)
        return kinds[i].party;
    }
  return 0;
}
