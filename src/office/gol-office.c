/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-office.h"
#include "gol-office-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-vocabulary.h"

G_DEFINE_FINAL_TYPE (GolOffice, gol_office, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ── The object ── */

void
gol_office_lock (GolOffice *self)
{
  g_autoptr(GMutexLocker) writing = NULL;
  g_autoptr(GMutexLocker) guard = NULL;

  g_return_if_fail (GOL_IS_OFFICE (self));

  writing = gol_office_begin (self);
  guard = g_mutex_locker_new (&self->guard);
  g_clear_pointer (&self->store, gol_store_unref);
  g_clear_pointer (&self->keys, gol_keys_free);
}

gboolean
gol_office_is_locked (GolOffice *self)
{
  g_autoptr(GMutexLocker) guard = g_mutex_locker_new (&self->guard);

  return self->store == NULL;
}

static void
gol_office_finalize (GObject *object)
{
  GolOffice *self = GOL_OFFICE (object);

  g_clear_pointer (&self->store, gol_store_unref);
  g_clear_pointer (&self->keys, gol_keys_free);
  g_clear_pointer (&self->vault, gol_vault_free);
  g_clear_object (&self->clock);
  g_free (self->officer.id);
  g_free (self->officer.name);
  g_free (self->last_batch);
  g_free (self->on_behalf_of);
  g_free (self->dir);
  g_mutex_clear (&self->writing);
  g_mutex_clear (&self->guard);
  G_OBJECT_CLASS (gol_office_parent_class)->finalize (object);
}

static void
gol_office_class_init (GolOfficeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gol_office_finalize;

  /**
   * GolOffice::changed:
   * @records: the records that a commit touched; empty when it may be any
   */
  signals[CHANGED] = g_signal_new ("changed", GOL_TYPE_OFFICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRV);
}

static void
gol_office_init (GolOffice *self)
{
  g_mutex_init (&self->writing);
  g_mutex_init (&self->guard);
}

/* ── Coming in ── */

static GolOffice *
office_new (const char       *dir,
            GolVault         *vault,   /* (transfer full) */
            const GolOfficer *officer,
            GolClock         *clock)
{
  GolOffice *self = g_object_new (GOL_TYPE_OFFICE, NULL);

  self->dir = g_strdup (dir);
  self->vault = vault;
  self->clock = g_object_ref (clock);
  self->officer = *officer;
  self->officer.id = g_strdup (officer->id);
  self->officer.name = g_strdup (officer->name);
  self->party = gol_office_kind_party (gol_vault_get_info (vault)->kind);
  return self;
}

/**
 * gol_office_create:
 * @dir: a folder that holds no office yet; made when it is missing
 * @info: kind, country, name and whether it is a demonstration; the rest is made
 * @officer: the first officer's name
 * @recovery: (out) (optional): the recovery key, shown once
 *
 * Returns: (transfer full) (nullable): the new office, with its first officer at work in it
 */
GolOffice *
gol_office_create (const char           *dir,
                   const GolOfficeInfo  *info,
                   const char           *officer,
                   const char           *passphrase,
                   GolClock             *clock,
                   char                **recovery,
                   GError              **error)
{
  const guint roles = GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR | GOL_ROLE_PROTECTED | GOL_ROLE_ADMINISTRATOR;
  g_autoptr(GolOffice) self = NULL;
  GolVault *vault;

  if (gol_office_kind_party (info->kind) == 0)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no kind of office."),
                   info->kind != NULL ? info->kind : "");
      return NULL;
    }
  if (info->country == NULL || !gol_iso_is_country (info->country))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no country’s code: give two letters, such as GT."),
                   info->country != NULL ? info->country : "");
      return NULL;
    }
  if (info->name == NULL || *info->name == '\0' || officer == NULL || *officer == '\0')
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("An office and its first officer need a name."));
      return NULL;
    }

  vault = gol_vault_create (dir, info, officer, roles, passphrase, clock, recovery, error);
  if (vault == NULL)
    return NULL;
  self = office_new (dir, vault, gol_vault_find_officer (vault, officer), clock);
  self->keys = gol_vault_unlock (vault, officer, passphrase, error);
  if (self->keys == NULL)
    return NULL;
  self->store = gol_store_create (dir, gol_vault_get_info (vault), self->keys, clock, error);
  if (self->store == NULL)
    return NULL;
  gol_vault_note_seen (vault, officer, clock);
  return g_steal_pointer (&self);
}

/* The store has its lock now, so what office.json says from here on is for good; what it said when the keys were taken may be not. */
static GolVault *
read_again (const char  *dir,
            GolVault    *before,
            GError     **error)
{
  g_autoptr(GolVault) now = gol_vault_load (dir, error);

  if (now == NULL || gol_vault_is_same (before, now))
    return g_steal_pointer (&now);
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_BUSY, _("This office was given new keys at this very moment; open it again."));
  return NULL;
}

static GolOffice *
open_office (const char  *dir,
             const char  *officer,
             const char  *passphrase,
             GolClock    *clock,
             gboolean     may_be_beside,
             GError     **error)
{
  g_autoptr(GolVault) vault = gol_vault_load (dir, error);
  g_autoptr(GolVault) now = NULL;
  g_autoptr(GolKeys) keys = NULL;
  g_autoptr(GolStore) store = NULL;
  g_autoptr(GolOffice) self = NULL;
  g_autoptr(GError) local = NULL;
  const GolOfficer *found;
  gboolean beside = FALSE;

  if (vault == NULL)
    return NULL;
  if (officer == NULL && gol_vault_get_officers (vault)->len > 1)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE,
                           _("Several officers work in this office: say which one you are."));
      return NULL;
    }
  keys = gol_vault_unlock (vault, officer, passphrase, error);
  if (keys == NULL)
    return NULL;
  store = gol_store_open (dir, gol_vault_get_info (vault), keys, clock, &local);
  if (may_be_beside && g_error_matches (local, GOL_ERROR, GOL_ERROR_BUSY))
    {
      beside = TRUE;
      g_clear_error (&local);
      store = gol_store_open_beside (dir, gol_vault_get_info (vault), keys, clock, &local);
    }
  now = read_again (dir, vault, error);
  if (now == NULL)
    return NULL;
  if (store == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  found = gol_vault_find_officer (now, gol_vault_find_officer (vault, officer)->id);
  if (!beside)
    gol_vault_note_seen (now, found->id, clock);
  self = office_new (dir, g_steal_pointer (&now), found, clock);
  self->keys = g_steal_pointer (&keys);
  self->store = g_steal_pointer (&store);
  return g_steal_pointer (&self);
}

/**
 * gol_office_open:
 * @officer: (nullable): a name or pseudonym; %NULL when only one officer works here
 *
 * Returns: (transfer full) (nullable): the office with this officer at work in it; GOL_ERROR_LOCKED when the passphrase
 * is not hers
 */
GolOffice *
gol_office_open (const char  *dir,
                 const char  *officer,
                 const char  *passphrase,
                 GolClock    *clock,
                 GError     **error)
{
  return open_office (dir, officer, passphrase, clock, FALSE, error);
}

/**
 * gol_office_open_to_read:
 *
 * As gol_office_open (), but where another program has the office open it is read beside that one, and every command that changes
 * anything fails with GOL_ERROR_BUSY.
 */
GolOffice *
gol_office_open_to_read (const char  *dir,
                         const char  *officer,
                         const char  *passphrase,
                         GolClock    *clock,
                         GError     **error)
{
  return open_office (dir, officer, passphrase, clock, TRUE, error);
}

GolStore *
gol_office_take_store (GolOffice  *self,
                       GError    **error)
{
  g_autoptr(GMutexLocker) guard = g_mutex_locker_new (&self->guard);

  if (self->store != NULL)
    return gol_store_ref (self->store);
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_LOCKED,
                       _("The office is locked: open it again with your passphrase."));
  return NULL;
}

GolStore *
gol_office_get_store (GolOffice *self)
{
  g_autoptr(GMutexLocker) guard = g_mutex_locker_new (&self->guard);

  return self->store;
}

GolVault *
gol_office_get_vault (GolOffice *self)
{
  return self->vault;
}

GolClock *
gol_office_get_clock (GolOffice *self)
{
  return self->clock;
}

const GolOfficeInfo *
gol_office_get_info (GolOffice *self)
{
  return gol_vault_get_info (self->vault);
}

const GolOfficer *
gol_office_get_officer (GolOffice *self)
{
  return &self->officer;
}

const char *
gol_office_get_dir (GolOffice *self)
{
  return self->dir;
}

gboolean
gol_office_may_read (GolOffice        *self,
                     const GolSection *section)
{
  return gol_permission_read (self->party, self->officer.roles, section) != GOL_ACCESS_NONE;
}

gboolean
gol_office_may_list (GolOffice       *self,
                     const GolEntity *entity,
                     const char      *field)
{
  const char *through = strchr (field, '>');
  g_autofree char *here = through != NULL ? g_strndup (field, through - field) : g_strdup (field);
  const GolSection *section = entity->sections;
  const GolField *reference = NULL;

  /* Codes and what is derived go with the record itself. */
  if (gol_entity_find_field (entity, here, &section, &reference)
      && gol_permission_read (self->party, self->officer.roles, section) != GOL_ACCESS_FULL)
    return FALSE;
  if (through == NULL)
    return gol_permission_read (self->party, self->officer.roles, section) == GOL_ACCESS_FULL;
  return reference != NULL && reference->type == GOL_FIELD_REFERENCE
         && gol_office_may_list (self, gol_dictionary_find_entity (reference->detail), through + 1);
}

gboolean
gol_office_may_write (GolOffice        *self,
                      const GolSection *section)
{
  return gol_permission_write (self->party, self->officer.roles, section) == GOL_REFUSAL_NONE;
}

/* ── Telling ── */

typedef struct
{
  GWeakRef office;   /* a pending word keeps no office open */
  GStrv    records;
} Telling;

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_weak_ref_clear (&telling->office);
  g_strfreev (telling->records);
  g_free (telling);
}

static gboolean
tell_cb (gpointer data)
{
  Telling *telling = data;
  g_autoptr(GolOffice) self = g_weak_ref_get (&telling->office);

  if (self != NULL)
    g_signal_emit (self, signals[CHANGED], 0, telling->records);
  return G_SOURCE_REMOVE;
}

void
gol_office_tell_changed (GolOffice   *self,
                         const char **records)
{
  static const char *anything[] = { NULL };
  Telling *telling = g_new0 (Telling, 1);

  g_weak_ref_init (&telling->office, self);
  telling->records = g_strdupv ((char **) (records != NULL ? records : anything));
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, telling, telling_free);
}

/* ── Off the main thread ── */

typedef struct
{
  GolOfficeFunc  func;
  gpointer       data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  if (run->free_data != NULL && run->data != NULL)
    run->free_data (run->data);
  g_free (run);
}

static void
run_cb (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  Run *run = data;
  GError *error = NULL;
  gpointer result = run->func (source, run->data, cancellable, &error);

  if (error != NULL)
    {
      if (result != NULL && run->free_result != NULL)
        run->free_result (result);
      g_task_return_error (task, error);
    }
  else
    {
      g_task_return_pointer (task, result, run->free_result);
    }
}

void
gol_office_run_async (GolOffice           *self,
                      GolOfficeFunc        func,
                      gpointer             data,
                      GDestroyNotify       free_data,
                      GDestroyNotify       free_result,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  *run = (Run) { func, data, free_data, free_result };
  g_task_set_source_tag (task, gol_office_run_async);
  g_task_set_task_data (task, run, run_free);
  /* What was stored is stored: a command that ended well is told so, even if it was stopped a moment before. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_cb);
}

gpointer
gol_office_run_finish (GolOffice     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
