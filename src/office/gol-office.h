/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-check.h"
#include "gol-derive.h"
#include "gol-query.h"
#include "gol-store.h"

G_BEGIN_DECLS

/**
 * GolOffice:
 *
 * An unlocked office with one officer at work in it: what people do, as commands that check permission, form and rules, know their
 * words and their inverse. Commands block; the desktop calls them with gol_office_run_async (). Signal "changed" (GStrv of records,
 * may be empty: anything) on the main context after each commit.
 */
#define GOL_TYPE_OFFICE (gol_office_get_type ())
G_DECLARE_FINAL_TYPE (GolOffice, gol_office, GOL, OFFICE, GObject)

/* The first officer has every role but the auditor's, so that an office of one person works. */
GolOffice        *gol_office_create        (const char *dir, const GolOfficeInfo *info, const char *officer, const char *passphrase,
                                            GolClock *clock, char **recovery, GError **error);
GolOffice        *gol_office_open          (const char *dir, const char *officer, const char *passphrase, GolClock *clock, GError **error);
/* To read only, and beside another program where one has the office open. */
GolOffice        *gol_office_open_to_read  (const char *dir, const char *officer, const char *passphrase, GolClock *clock, GError **error);
GolStore         *gol_office_get_store     (GolOffice *self);
GolVault         *gol_office_get_vault     (GolOffice *self);
GolClock         *gol_office_get_clock     (GolOffice *self);
const GolOfficeInfo *gol_office_get_info   (GolOffice *self);
const GolOfficer *gol_office_get_officer   (GolOffice *self);
const char       *gol_office_get_dir       (GolOffice *self);
/* When nobody is at the desk: waits for the command that runs, closes the files and wipes the keys. Every later command fails with
 * GOL_ERROR_LOCKED and gol_office_get_store () gives NULL; going on is opening again. */
void              gol_office_lock          (GolOffice *self);
gboolean          gol_office_is_locked     (GolOffice *self);

/* What this officer may do with a section here: the dictionary's parties and her roles. */
gboolean          gol_office_may_read      (GolOffice *self, const GolSection *section);
gboolean          gol_office_may_write     (GolOffice *self, const GolSection *section);
/* Whether of every record that is held here, as lists need: an employer reads some sections only of whom it accepted. @field: as in a
 * query, "civil.sex", "~step", "placement_core.worker>code". */
gboolean          gol_office_may_list      (GolOffice *self, const GolEntity *entity, const char *field);

/* ── Officers' accounts (an administrator's work) ── */
gboolean          gol_office_add_officer    (GolOffice *self, const char *name, guint roles, const char *passphrase, GError **error);
gboolean          gol_office_remove_officer (GolOffice *self, const char *officer, GError **error);
gboolean          gol_office_set_passphrase (GolOffice *self, const char *officer, const char *passphrase, GError **error);

/* Tells the listeners of "changed"; from any thread. */
void              gol_office_tell_changed   (GolOffice *self, const char **records /* NULL: anything */);

/* ── Any record, by the dictionary ── */
/* Only the sections that she may read; reads of protected ones are logged. */
GolRecord        *gol_office_read          (GolOffice *self, const char *record_or_code, GError **error);
/* The same, and says so when it is not of @entity. */
GolRecord        *gol_office_read_as        (GolOffice *self, const char *entity, const char *record_or_code, GError **error);
/* For lists: by a store's id, without protected sections. */
/* What it is called, as far as she may read that; (out) @code: its file code. Both may be NULL. */
char             *gol_office_title          (GolOffice *self, const char *record, char **code, GError **error);
GolRecord        *gol_office_read_id        (GolOffice *self, const GolEntity *entity, guint32 id, GError **error);
/* @sections: name → GolValues. Checks; refuses on an error or held problem unless @accept_held; (transfer full) record. */
char             *gol_office_add           (GolOffice *self, const GolEntity *entity, GHashTable *sections, gboolean accept_held,
                                            GPtrArray **problems /* of GolProblem */, GError **error);
gboolean          gol_office_save          (GolOffice *self, const char *record, const char *section, GolValues *values, const char *why,
                                            GPtrArray **problems, GError **error);
gboolean          gol_office_link          (GolOffice *self, const char *worker, const char *other, gboolean same, const char *why, GError **error);
gboolean          gol_office_undo          (GolOffice *self, const char *batch, GolUndoResult *result, GError **error);
/* Newest first, of GolHistory; only what she may read. */
GPtrArray        *gol_office_history        (GolOffice *self, const char *record_or_code, const char *section, const char *field, GError **error);
/* Warnings that stay with a record: of GolProblem. */
GPtrArray        *gol_office_problems      (GolOffice *self, const char *record, GError **error);

/* ── What offices disagree on ── */

/**
 * GolClaim:
 * @op: the operation, by its name in the exchange
 * @value: what it says; its kind GOL_VALUE_NULL where it was cleared
 * @office: @officer: in words; an officer of another office is known by a pseudonym alone, and @officer is %NULL
 * @at: as it counts in merging
 * @late: it came when its writer could not write it any more
 * @stands: it is what everybody reads until somebody decides
 */
typedef struct
{
  char       *op;
  GolValues  *values;   /* owns @value */
  const GolValue *value;
  char       *site;
  char       *agency;
  char       *office;
  char       *actor;
  char       *officer;
  gint64      at;
  gboolean    ours;
  gboolean    late;
  gboolean    stands;
} GolClaim;

/**
 * GolConflict:
 * @id: the same in every office that holds the same of it
 * @title: @code: of the record; both may be %NULL
 * @field: (nullable): %NULL for a field that a scheme adds, which has @field_name alone
 * @owners: #GolParty flags of whose section it is
 * @refusal: (nullable): a sentence, when this officer may not decide it
 * @claims: (element-type GolClaim): in an order that is the same everywhere
 */
typedef struct
{
  char             *id;
  char             *record;
  char             *title;
  char             *code;
  const GolSection *section;
  const GolField   *field;
  char             *field_name;
  guint             owners;
  char             *refusal;
  GPtrArray        *claims;
} GolConflict;

void              gol_conflict_free         (GolConflict *conflict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolConflict, gol_conflict_free)
/* Of GolConflict: only in sections that she may read; reads of protected ones are logged. What the office writes itself from the facts it
 * writes again, so that is not among them. */
GPtrArray        *gol_office_conflicts      (GolOffice *self, const char *record /* NULL: all */, GError **error);
/* Decides: for the claim @op, or for @value as typed ("" clears) where @op is NULL. Fails with GOL_ERROR_CONFLICT when the conflict is
 * not the one that she saw. */
gboolean          gol_office_resolve        (GolOffice *self, const char *conflict, const char *op, const char *value, const char *why,
                                             GError **error);

/* ── The season ── */
gboolean          gol_office_approve_order (GolOffice *self, const char *order, const char *result, const char *why, GError **error);
/* Refused (GOL_ERROR_REFUSED, with the reasons in @unmet) when the scheme's conditions for going do not hold and no supervisor says why
 * (@override_why) where the scheme allows. (transfer full) record. */
char             *gol_office_place         (GolOffice *self, const char *worker, const char *order, gboolean named,
                                            const char *override_why, GPtrArray **unmet /* (nullable) of GolVerdict */, GError **error);

/* An employer's answer to candidates, one action for all: "accepted", or "refused" with a @reason of "refusal_reason". */
gboolean          gol_office_answer        (GolOffice *self, const char * const *placements, const char *result, const char *reason,
                                            const char *note, GError **error);

/* Its verdicts without those that this officer may not see. */
GolJourney       *gol_office_journey       (GolOffice *self, const char *placement, GError **error);
GPtrArray        *gol_office_placements_of (GolOffice *self, const char *worker, GError **error);  /* of char *, newest first */

/* The section that a step of this placement's scheme fills, for its form. */
const GolSection *gol_office_step_section  (GolOffice *self, const char *placement, const char *step, GError **error);
/* Logs a step's facts when its requirements hold (or a supervisor overrides where the scheme allows, with a reason). */
gboolean          gol_office_log_step      (GolOffice *self, const char *placement, const char *step, const char *at, GolValues *values,
                                            const char *override_why, GPtrArray **unmet /* of GolVerdict */, GError **error);
/* A witness event: departure, arrival, return, return_in_person, no_show, missing, located, transfer, extension, end. @at: a day or an
 * instant. What contradicts other facts or an attestation is kept; gol_office_problems () of the placement tells it. */
char             *gol_office_log_event     (GolOffice *self, const char *placement, const char *kind, const char *at, GolValues *values, GError **error);

/* Clauses that she may not see are left out; the answer stands. */
GolMayGoAgain    *gol_office_may_go_again  (GolOffice *self, const char *worker, const char *scheme, GolDate on, GError **error);
/* Writes the answer where other offices read it, without the facts behind it: worker.may_go_again. */
gboolean          gol_office_attest_may_go_again (GolOffice *self, const char *worker, const char *scheme, GolDate on, GError **error);

/* A protected officer's word, for who may not read the fees, that no unlawful one waits to be refunded; written by itself whenever she
 * works on the placement. */
gboolean          gol_office_attest_fees   (GolOffice *self, const char *placement, GError **error);

/* ── Off the main thread ── */
typedef gpointer (*GolOfficeFunc) (GolOffice *self, gpointer data, GCancellable *cancellable, GError **error);
/* Runs @func in a thread; its result (freed with @free_result if nobody takes it) comes back through GTask. */
void              gol_office_run_async     (GolOffice *self, GolOfficeFunc func, gpointer data, GDestroyNotify free_data,
                                            GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer          gol_office_run_finish    (GolOffice *self, GAsyncResult *result, GError **error);

G_END_DECLS
