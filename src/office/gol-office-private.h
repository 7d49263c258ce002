/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"
#include "gol-permission.h"

G_BEGIN_DECLS

struct _GolOffice
{
  GObject     parent_instance;

  char       *dir;
  GolVault   *vault;
  GolClock   *clock;
  GolOfficer  officer;      /* her account as it was when she came in */
  guint       party;

  GMutex      writing;      /* one command at a time looks and then writes */
  GMutex      guard;        /* of what follows */
  GolKeys    *keys;         /* NULL when locked */
  GolStore   *store;
};

/* A store to work with, which stays open until it is let go even if the office is locked meanwhile; NULL when it is locked. */
GolStore   *gol_office_take_store       (GolOffice *self, GError **error);

/* ── Reading as this officer ── */
/* @text: a record's name, a file code or a document's number; (transfer full) the record's name. */
char       *gol_office_find             (GolStore *store, const GolEntity *entity /* NULL: any */, const char *text, GError **error);
/* The whole record, for a command to judge by; never handed out as it is. */
GolRecord  *gol_office_load             (GolStore *store, const GolEntity *entity, const char *text, GError **error);
/* Takes out what she may not read, and everything protected. */
void        gol_office_withhold         (GolOffice *self, GolStore *store, GolRecord *record);
/* What she may read of this very section of this very record. */
gboolean    gol_office_may_read_here    (GolOffice *self, GolStore *store, const char *record, const GolSection *section);

/* ── Forms ── */

/**
 * GolForm:
 * What is about to be stored in one record, and what is wrong with it.
 */
typedef struct
{
  GolOffice       *office;
  GolStore        *store;
  const GolEntity *entity;
  const char      *record;     /* (nullable): the record that is changed */
  GHashTable      *before;     /* (nullable): its sections as they are */
  GHashTable      *values;     /* section → GolValues to store, normalised */
  GHashTable      *after;      /* section → GolValues: before with values over it */
  GPtrArray       *problems;   /* of GolProblem */
} GolForm;

void        gol_form_init               (GolForm *form, GolOffice *office, GolStore *store, const GolEntity *entity, GolRecord *before);
void        gol_form_clear              (GolForm *form);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolForm, gol_form_clear)
void        gol_form_set                (GolForm *form, const GolSection *section, GolValues *values);
/* Before storing: what was typed, what is missing, what contradicts, what another record has already. */
void        gol_form_check              (GolForm *form);
/* Of a record as it stands: what is worth a look. */
void        gol_form_review             (GolForm *form);
/* The first problem of at least this severity, as an error; FALSE when there is one. */
gboolean    gol_form_accept             (GolForm *form, GolProblemSeverity severity, const GolSection *only /* NULL: all */, GError **error);

/* ── Writing ── */
gboolean    gol_office_check_write      (GolOffice *self, const GolSection *section, GError **error);
gboolean    gol_office_check_own        (GolOffice *self, GolStore *store, const char *record, const GolSection *section, GError **error);
gboolean    gol_office_check_supervisor (GolOffice *self, const char *sentence, GError **error);
GolBatch   *gol_office_batch            (GolOffice *self, GolStore *store, const char *kind, const char *words);
/* Sets a section, naming the agency for which it is lodged if it is another's to write. */
void        gol_office_batch_set        (GolOffice *self, GolStore *store, GolBatch *batch, const char *record,
                                         const GolSection *section, GolValues *values, const char *why);
/* Stores it and tells the listeners. */
gboolean    gol_office_commit           (GolOffice *self, GolStore *store, GolBatch *batch, const char *record, GError **error);

/* Commands inside commands: the caller holds the lock. */
char       *gol_office_add_locked       (GolOffice *self, GolStore *store, const GolEntity *entity, GHashTable *sections,
                                         gboolean accept_held, const char *kind, const char *words, const char *why,
                                         GPtrArray **problems, GError **error);
gboolean    gol_office_save_locked      (GolOffice *self, GolStore *store, const char *record, const GolSection *section,
                                         GolValues *values, const char *kind, const char *words, const char *why,
                                         GPtrArray **problems, GError **error);

/* What contradicts what in a placement: witnesses, the order of events, attestations. */
void        gol_placement_review        (GolOffice *self, GolStore *store, GolRecord *placement, GPtrArray *problems);

/* ── Words ── */
/* One line that names a record to people: "Ana Tzul", "Order GP-000012-4"; never empty. */
char       *gol_words_title             (GolStore *store, GolRecord *record);
char       *gol_words_added             (GolStore *store, const GolEntity *entity, GHashTable *sections);
char       *gol_words_saved             (GolStore *store, GolRecord *record, const GolSection *section);

G_END_DECLS
