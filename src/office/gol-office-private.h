/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"
#include "gol-permission.h"
#include "gol-scheme.h"

G_BEGIN_DECLS

struct _GolOffice
{
  GObject     parent_instance;

  char       *dir;
  GolVault   *vault;
  GolClock   *clock;
  GolOfficer  officer;      /* her account as it was when she came in */
  guint       party;

  GMutex      writing;      /* one command at a time looks and then writes; taken by gol_office_begin () and its like alone */
  gint        waiting;      /* atomic: commands that wait for it */
  char       *on_behalf_of; /* (nullable): the agency whose paper the command that runs writes down; under it */
  char       *last_batch;   /* what the command that runs has committed; under it */
  GMutex      guard;        /* of what follows */
  GolKeys    *keys;         /* NULL when locked */
  GolStore   *store;
};

/* A store to work with, which stays open until it is let go even if the office is locked meanwhile; NULL when locked. */
GolStore   *gol_office_take_store       (GolOffice *self, GError **error);

/* ── Reading as this officer ── */
/* @text: a record's name, a file code or a document's number; (transfer full) the record's name. */
char       *gol_office_find             (GolStore *store, const GolEntity *entity /* NULL: any */, const char *text,
                                         GError **error);
/* The whole record, for a command to judge by; never handed out as it is. */
GolRecord  *gol_office_load             (GolStore *store, const GolEntity *entity, const char *text, GError **error);
/* Takes out what she may not read, and everything protected. */
void        gol_office_withhold         (GolOffice *self, GolStore *store, GolRecord *record);
/* Whether she may read a section of this very record. */
gboolean    gol_office_may_read_of      (GolOffice *self, GolStore *store, const char *record, const GolSection *section);
/* The parties that this office is towards this worker. */
guint       gol_office_party_for        (GolOffice *self, GolStore *store, const char *worker);

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
  GHashTable      *completed;  /* (nullable): section → GolValues to store that nobody typed: they follow from it */
  GHashTable      *after;      /* section → GolValues: before with values and completed over it */
  GPtrArray       *problems;   /* of GolProblem */
} GolForm;

void        gol_form_init               (GolForm *form, GolOffice *office, GolStore *store, const GolEntity *entity,
                                         GolRecord *before);
void        gol_form_clear              (GolForm *form);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GolForm, gol_form_clear)
void        gol_form_set                (GolForm *form, const GolSection *section, GolValues *values);
/* Before storing: what was typed, what is missing, what contradicts, what another record has already. */
void        gol_form_complete           (GolForm *form);
void        gol_form_take_completed     (GolForm *form);
void        gol_form_check              (GolForm *form);
/* Of a record as it stands: what is worth a look. */
void        gol_form_review             (GolForm *form);
/* The first problem of at least this severity, as an error; FALSE when there is one. */
gboolean    gol_form_accept             (GolForm *form, GolProblemSeverity severity,
                                         const GolSection *only /* NULL: all */, GError **error);

/* ── Whose turn it is ── */
/* Waits until no other command runs. */
GMutexLocker *gol_office_begin          (GolOffice *self);
/* The same for work that may wait: commands come first. While it goes on, whether one waits for it. */
void        gol_office_begin_bulk       (GolOffice *self);
void        gol_office_end_bulk         (GolOffice *self);
gboolean    gol_office_is_wanted        (GolOffice *self);

/* ── Writing ── */
gboolean    gol_office_check_write      (GolOffice *self, const GolSection *section, GError **error);
gboolean    gol_office_check_own        (GolOffice *self, GolStore *store, const char *record, const GolSection *section,
                                         GError **error);
gboolean    gol_office_check_supervisor (GolOffice *self, const char *sentence, GError **error);
GolBatch   *gol_office_batch            (GolOffice *self, GolStore *store, const char *kind, const char *words);
/* An agency of one of these parties, for what is lodged on its behalf; and back. */
char       *gol_office_agency_of        (GolStore *store, guint parties);
guint       gol_office_party_of         (GolStore *store, const char *agency);
/* What people call an agency, or the one of its offices that wrote; "our own" is this office's name. */
char       *gol_office_agency_title     (GolOffice *self, GolStore *store, const char *agency, const char *site);
/* (nullable) (transfer full): the agency for which a section is lodged that is another's to write. */
char       *gol_office_lodges_for       (GolOffice *self, GolStore *store, const GolSection *section);
/* Sets a section, naming that agency. */
void        gol_office_batch_set        (GolOffice *self, GolStore *store, GolBatch *batch, const char *record,
                                         const GolSection *section, GolValues *values, const char *why);
/* Stores it and tells the listeners. */
gboolean    gol_office_commit           (GolOffice *self, GolStore *store, GolBatch *batch, const char *record,
                                         GError **error);

/* Commands inside commands: the caller holds the lock. */
char       *gol_office_add_locked       (GolOffice *self, GolStore *store, const GolEntity *entity, GHashTable *sections,
                                         gboolean accept_held, const char *kind, const char *words, const char *why,
                                         GPtrArray **problems, GError **error);
gboolean    gol_office_save_locked      (GolOffice *self, GolStore *store, const char *record, GHashTable *sections,
                                         const char *kind, const char *words, const char *why,
                                         GPtrArray **problems, GError **error);
/* A table of one, for gol_office_save_locked (). */
GHashTable *gol_office_one_section      (const GolSection *section, GolValues *values);

/* ── Conditions ── */
typedef enum
{
  GOL_UNMET_FAILING,   /* what is known not to hold */
  GOL_UNMET_ALL,       /* and what is not known to hold */
} GolUnmetKind;

typedef struct
{
  const GolScheme *scheme;
  GPtrArray       *verdicts;    /* of GolVerdict, borrowed: those that this office may see */
  guint            elsewhere;   /* how many rest on facts that it may not hold */
} GolUnmet;

void        gol_unmet_collect           (GolUnmet *unmet, guint party, const GolScheme *scheme, GPtrArray *verdicts,
                                         GolUnmetKind kind);
void        gol_unmet_clear             (GolUnmet *unmet);
gboolean    gol_unmet_accept            (GolUnmet *unmet, GolOffice *self, const char *sentence, const char *why,
                                         GPtrArray **out, GError **error);

/* ── Orders and placements ── */
gboolean    gol_decision_approves       (const char *result /* (nullable) */);
/* Whether what matters of the terms was written after the decision. */
gboolean    gol_order_changed_since     (GolStore *store, GolRecord *order, const char *decision);
gboolean    gol_order_check_open        (GolStore *store, GolRecord *order, GError **error);
gboolean    gol_order_count_posts       (GolStore *store, GolRecord *order, guint *posts, guint *filled, GError **error);
gboolean    gol_order_check_posts       (GolStore *store, GolRecord *order, GError **error);
gboolean    gol_order_check_named       (GolRecord *order, GolRecord *worker, gboolean named, GError **error);
GolRecord  *gol_office_find_overlap     (GolStore *store, const char *worker, GolRecord *order, GError **error);
/* The placement, unless it was withdrawn: nothing more is logged for that. */
GolRecord  *gol_placement_load_open     (GolStore *store, const char *placement, GError **error);
const GolScheme *gol_placement_scheme   (GolRecord *placement, GError **error);
const GolStep *gol_placement_step       (const GolScheme *scheme, const char *step, GError **error);
GolStation *gol_journey_find            (GolJourney *journey, const char *step);
/* Records of @entity that name @record in @field ("event.placement"); of GolRecord, sorted by @sort if it is given. */
GPtrArray  *gol_office_list             (GolStore *store, const char *entity, const char *field, const char *record,
                                         const char *sort, GError **error);
/* A day or an instant, which has come unless it is @planned: the day, and the instant in text; noon when only the day
 * is known. */
gboolean    gol_office_parse_at         (GolOffice *self, const char *at /* NULL: now */, gboolean planned, GolDate *day,
                                         char **instant, GError **error);

/* Writes again, within the action just committed, what other offices are told about this record's placements. */
void        gol_attest_after_section    (GolOffice *self, GolStore *store, const char *record, const GolSection *section);
void        gol_attest_after            (GolOffice *self, GolStore *store, const char *record);
void        gol_attest_after_protected  (GolOffice *self, GolStore *store, const char *record);
/* What the placement's owner says of a step's requirements; unknown when it says nothing. */
GolTruth    gol_attested                (GolStore *store, const char *placement, const char *step);
/* (transfer full) (nullable): the row of worker.may_go_again for this scheme. */
GolValues  *gol_attested_answer         (GolStore *store, const char *worker, const char *scheme);
gboolean    gol_office_log_event_locked (GolOffice *self, GolStore *store, GolRecord *placement, const GolScheme *scheme,
                                         const char *kind, const char *at, GolValues *values, const char *why,
                                         char **event, GError **error);

/* Whether the terms are still those that were decided. */
void        gol_order_review            (GolStore *store, GolRecord *order, GPtrArray *problems);
/* What contradicts what in a placement: witnesses, the order of events, attestations. */
void        gol_placement_review        (GolOffice *self, GolStore *store, GolRecord *placement, GPtrArray *problems);

/* ── Words ── */
/* One line that names a record to people: "Ana Tzul", "Order GP-000012-4"; never empty. */
char       *gol_sentence_title             (GolStore *store, GolRecord *record);
/* The same of what the record says itself, without what it points to; NULL when it says nothing. */
char       *gol_sentence_own_title         (GolStore *store, GolRecord *record);
char       *gol_sentence_added             (GolStore *store, const GolEntity *entity, GHashTable *sections);
char       *gol_sentence_saved             (GolStore *store, GolRecord *record, const GolSection *section);

G_END_DECLS
