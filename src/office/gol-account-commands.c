/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-office-private.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"

/* Takes the keys' lock, for whoever hands out keys; NULL when she may not or the office is locked. */
static GMutexLocker *
begin (GolOffice  *self,
       gboolean    allowed,
       GError    **error)
{
  g_autoptr(GMutexLocker) writing = gol_office_begin (self);

  if (!allowed)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_DENIED,
                           _("Officers’ accounts are an administrator’s work: ask one."));
      return NULL;
    }
  if (self->keys == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_LOCKED,
                           _("The office is locked: open it again with your passphrase."));
      return NULL;
    }
  return g_steal_pointer (&writing);
}

static gboolean
is_administrator (GolOffice *self)
{
  return (self->officer.roles & GOL_ROLE_ADMINISTRATOR) != 0;
}

/**
 * gol_office_add_officer:
 * @roles: #GolRoles; at least one, and the auditor's only alone or with the protected one
 */
gboolean
gol_office_add_officer (GolOffice   *self,
                        const char  *name,
                        guint        roles,
                        const char  *passphrase,
                        GError     **error)
{
  g_autoptr(GMutexLocker) writing = begin (self, is_administrator (self), error);

  if (writing == NULL)
    return FALSE;
  if (name == NULL || *name == '\0' || roles == 0)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("An officer needs a name and at least one role."));
      return FALSE;
    }
  if ((roles & GOL_ROLE_AUDITOR) != 0 && (roles & ~(GOL_ROLE_AUDITOR | GOL_ROLE_PROTECTED)) != 0)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED,
                           _("An auditor changes nothing, so the role goes with no other that does."));
      return FALSE;
    }
  return gol_vault_add_officer (self->vault, self->keys, name, roles, passphrase, error);
}

typedef struct
{
  GolOffice  *self;
  const char *officer;
} Removal;

static gboolean
remove_cb (gpointer   data,
           GError   **error)
{
  Removal *removal = data;

  return gol_vault_remove_officer (removal->self->vault, removal->self->keys, removal->officer, error);
}

/**
 * gol_office_remove_officer:
 *
 * Everybody else goes on with the passphrase that she has, but with new keys: what the one who left may have copied
 * opens nothing that is written from now on.
 */
gboolean
gol_office_remove_officer (GolOffice   *self,
                           const char  *officer,
                           GError     **error)
{
  g_autoptr(GMutexLocker) writing = begin (self, is_administrator (self), error);
  const GolOfficer *found;
  Removal removal = { self, officer };

  if (writing == NULL)
    return FALSE;
  found = gol_vault_find_officer (self->vault, officer);
  if (found != NULL && g_str_equal (found->id, self->officer.id))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED,
                           _("Nobody removes her own account: ask another administrator."));
      return FALSE;
    }
  return gol_store_with_closed (self->store, self->keys, remove_cb, &removal, error);
}

/**
 * gol_office_set_passphrase:
 * @officer: her own, or (an administrator) anybody’s
 */
gboolean
gol_office_set_passphrase (GolOffice   *self,
                           const char  *officer,
                           const char  *passphrase,
                           GError     **error)
{
  const GolOfficer *found = gol_vault_find_officer (self->vault, officer);
  gboolean own = found != NULL && g_str_equal (found->id, self->officer.id);
  g_autoptr(GMutexLocker) writing = begin (self, own || is_administrator (self), error);

  if (writing == NULL)
    return FALSE;

  /* The new slot is sealed from the keys at hand, which must not be fewer than those that she had. */
  if (found != NULL && (found->roles & GOL_ROLE_PROTECTED) != 0 && !self->keys->has_protected)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED,
                   _("%s has the protected role: only an administrator who has it too can give a new passphrase."),
                   found->name);
      return FALSE;
    }
  return gol_vault_set_passphrase (self->vault, self->keys, officer, passphrase, error);
}
