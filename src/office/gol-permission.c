/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-permission.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"

/* Roles whose work is on files; an administrator alone keeps the accounts and sees nobody's file. */
#define ROLES_WRITE (GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR)
#define ROLES_READ  (ROLES_WRITE | GOL_ROLE_PROTECTED | GOL_ROLE_AUDITOR)

/* What binds the programme towards others is decided by a supervisor. */
static const char * const decisions[] = {
  "order_origin_decision",
  "order_destination_decision",
  "employer_approval",
  "sanction",
  NULL
};

static gboolean
is_only_writer (guint             party,
                const GolSection *section)
{
  return (section->writers & party) != 0 && (section->writers & ~party) == 0;
}

GolAccess
gol_permission_read (guint             party,
                     guint             roles,
                     const GolSection *section)
{
  guint readers = section->readers & party;

  if ((section->flags & GOL_SECTION_PROTECTED) != 0 && (roles & GOL_ROLE_PROTECTED) == 0)
    return GOL_ACCESS_NONE;
  if ((roles & ROLES_READ) == 0 && section->readers != GOL_PARTY_EVERYBODY)
    return GOL_ACCESS_NONE;

  /* Whoever alone keeps a section reads it, though the table names only the others that do. */
  if ((readers & ~GOL_PARTY_EMPLOYER_ACCEPTED) != 0 || is_only_writer (party, section))
    return GOL_ACCESS_FULL;
  if (readers != 0)
    return GOL_ACCESS_ACCEPTED;
  if ((section->flags & GOL_SECTION_WRITER_READS) != 0 && (section->writers & party) != 0)
    return GOL_ACCESS_OWN;
  return GOL_ACCESS_NONE;
}

gboolean
gol_permission_on_behalf (guint             party,
                          const GolSection *section)
{
  return (section->writers & party) == 0
         && (section->flags & GOL_SECTION_ON_BEHALF) != 0
         && (party & GOL_PARTY_MINISTRY) != 0;
}

GolRefusal
gol_permission_write (guint             party,
                      guint             roles,
                      const GolSection *section)
{
  if ((roles & GOL_ROLE_AUDITOR) != 0)
    return GOL_REFUSAL_AUDITOR;
  if ((section->flags & GOL_SECTION_ATTESTED) != 0)
    return GOL_REFUSAL_ATTESTED;
  if ((section->writers & party) == 0 && !gol_permission_on_behalf (party, section))
    return GOL_REFUSAL_OFFICE;
  if ((section->flags & GOL_SECTION_PROTECTED) != 0)
    return (roles & GOL_ROLE_PROTECTED) != 0 ? GOL_REFUSAL_NONE : GOL_REFUSAL_PROTECTED;
  if (g_strv_contains (decisions, section->name) && (roles & GOL_ROLE_SUPERVISOR) == 0)
    return GOL_REFUSAL_SUPERVISOR;
  return (roles & ROLES_WRITE) != 0 ? GOL_REFUSAL_NONE : GOL_REFUSAL_ROLE;
}

void
gol_permission_set_error (GolRefusal        refusal,
                          const GolSection *section,
                          GError          **error)
{
  static const char * const sentences[] = {
    [GOL_REFUSAL_AUDITOR] = N_("An auditor reads and changes nothing, so “%s” stays as it is."),
    [GOL_REFUSAL_ATTESTED] = N_("“%s” is written by the office from the facts, never by hand: log the facts instead."),
    [GOL_REFUSAL_OFFICE] = N_("“%s” is kept by another office: ask that office to change it."),
    [GOL_REFUSAL_PROTECTED] = N_("“%s” is protected: only an officer with the protected role may write it."),
    [GOL_REFUSAL_SUPERVISOR] = N_("“%s” is a decision: ask a supervisor to make it."),
    [GOL_REFUSAL_ROLE] = N_("This account keeps officers’ accounts only: “%s” is written by a clerk or a supervisor."),
  };

  g_return_if_fail (refusal > GOL_REFUSAL_NONE && refusal < G_N_ELEMENTS (sentences));
  g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _(sentences[refusal]), gol_section_get_label (section));
}
