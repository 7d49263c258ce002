/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-values.h"

G_BEGIN_DECLS

/*
 * The dictionary says what a record is: entity → sections → fields. From it come the SQL schema, the
 * forms, validation, import matching, export columns, wire names, printouts and retention.
 * Its tables are constant C data in src/core/dictionary/, one file per entity.
 */

/* Who, with the letters of docs/DESIGN.md, "core: the dictionary's tables". */
typedef enum
{
  GOL_PARTY_MINISTRY           = 1 << 0,  /* M: ministry of origin */
  GOL_PARTY_AUTHORITY          = 1 << 1,  /* A: authority of destination */
  GOL_PARTY_EMPLOYER           = 1 << 2,  /* E: employer of the placement */
  GOL_PARTY_EMPLOYER_ACCEPTED  = 1 << 3,  /* E+: the same, only once the worker is accepted */
  GOL_PARTY_CONSULATE_DEST     = 1 << 4,  /* N: consulate of destination, in origin */
  GOL_PARTY_CONSULATE_ORIGIN   = 1 << 5,  /* S: consulate of origin, in destination */
  GOL_PARTY_TRAINING           = 1 << 6,  /* T */
  GOL_PARTY_CLINIC             = 1 << 7,  /* K */
  GOL_PARTY_CARRIER            = 1 << 8,  /* C */
  GOL_PARTY_PARTNER            = 1 << 9,  /* P: cases referred to it only */
  GOL_PARTY_AUDITOR            = 1 << 10, /* R */
} GolParty;

#define GOL_PARTY_EVERYBODY ((1 << 11) - 1)

typedef enum
{
  GOL_FIELD_TEXT,          /* one line */
  GOL_FIELD_LONG_TEXT,
  GOL_FIELD_NAME,          /* of a person or place: folded for search */
  GOL_FIELD_CODE,          /* a document's or file's number: shown in monospace, no language; detail "scheme": a scheme's id */
  GOL_FIELD_DATE,
  GOL_FIELD_PARTIAL_DATE,
  GOL_FIELD_INSTANT,
  GOL_FIELD_CHOICE,        /* detail: a vocabulary */
  GOL_FIELD_SET,           /* detail: a vocabulary, several of it; none: codes as they come */
  GOL_FIELD_BOOLEAN,
  GOL_FIELD_INTEGER,
  GOL_FIELD_DECIMAL,       /* a string such as "12.50" */
  GOL_FIELD_MONEY,         /* a decimal; detail: the field of this section or row that holds its currency; of a row
                            * without one: the section's */
  GOL_FIELD_PHONE,         /* E.164 */
  GOL_FIELD_EMAIL,
  GOL_FIELD_COUNTRY,       /* ISO 3166-1 alpha-2 (MRZ codes are kept as read elsewhere) */
  GOL_FIELD_CURRENCY,      /* ISO 4217 */
  GOL_FIELD_LANGUAGES,     /* a set of ISO 639-3 codes */
  GOL_FIELD_OCCUPATION,    /* ISCO-08 */
  GOL_FIELD_ROWS,          /* columns: the fields of a row */
  GOL_FIELD_REFERENCE,     /* detail: an entity; the value is "worker/01J…" */
  GOL_FIELD_ATTACHMENT,    /* rows of name, type, size, hash; its bytes travel apart */
  GOL_FIELD_PORTRAIT,      /* base64 of a JPEG of at most 16 KiB */
} GolFieldType;

typedef enum
{
  GOL_FIELD_REQUIRED = 1 << 0,  /* a form is not complete without it (merging never asks) */
  GOL_FIELD_WANTED   = 1 << 1,  /* its absence is worth a reminder */
  GOL_FIELD_SEARCHED = 1 << 2,  /* found by the search */
  GOL_FIELD_SORTED   = 1 << 3,  /* lists sort by it: it gets an index */
  GOL_FIELD_KEY      = 1 << 4,  /* two records should not share it: a duplicate key */
  GOL_FIELD_LISTED   = 1 << 5,  /* a column of the list by default */
} GolFieldFlags;

typedef struct _GolField GolField;
typedef struct _GolSection GolSection;
typedef struct _GolEntity GolEntity;

/**
 * GolField:
 * @name: [a-z0-9_]+, unique in its section, never used again for another meaning
 * @type: what it holds
 * @label: what an officer reads (mark with N_())
 * @detail: (nullable): see #GolFieldType
 * @columns: (nullable): of rows; ends with an empty one
 * @check: (nullable): the kind of check digit (gol-number.h), "mrz", or "@field" when that field of the section
 *   names the kind; a failed one warns, never forbids
 * @flags: see #GolFieldFlags
 * @help: (nullable): a sentence below the field (N_())
 */
struct _GolField
{
  const char     *name;
  GolFieldType    type;
  const char     *label;
  const char     *detail;
  const GolField *columns;
  const char     *check;
  GolFieldFlags   flags;
  const char     *help;
};

typedef enum
{
  GOL_SECTION_PROTECTED    = 1 << 0,  /* rests and travels in the protected log */
  GOL_SECTION_MOVES_SCOPE  = 1 << 1,  /* its fields decide who may see the record */
  GOL_SECTION_TWO_OFFICERS = 1 << 2,  /* decided by two */
  GOL_SECTION_ATTESTED     = 1 << 3,  /* written by the office from its facts, not by an officer */
  GOL_SECTION_NO_RULE      = 1 << 4,  /* no rule may read it */
  GOL_SECTION_ON_BEHALF    = 1 << 5,  /* the ministry may lodge it for a writer who sent it on paper (on_behalf_of) */
  GOL_SECTION_WRITER_READS = 1 << 6,  /* an agency reads what it wrote, though the readers do not name it */
} GolSectionFlags;

/**
 * GolSection:
 * @name: unique in its entity
 * @label: heading of its group on the page (N_())
 * @writers: #GolParty flags
 * @readers: #GolParty flags; exactly one set for the whole section
 * @flags: see #GolSectionFlags
 * @retention_years: after the person's last season; 0: as long as the record
 * @fields: ends with an empty one
 *
 * At once the unit of authority, visibility, exchange, conflict, form and history.
 */
struct _GolSection
{
  const char      *name;
  const char      *label;
  guint            writers;
  guint            readers;
  GolSectionFlags  flags;
  guint            retention_years;
  const GolField  *fields;
};

/**
 * GolEntity:
 * @name: table name and first part of a record's name
 * @label: one of them (N_()); @label_many: several
 * @number: never changes: the entity's number in the store
 * @code_letter: 0 when it has no file code of its own; else the letter that follows the office's prefix, ' ' for none
 * @parent: (nullable): "section.field" of the reference to the record that it belongs to
 * @title: "section.field" list, comma-separated, that names a record in one line
 * @sections: ends with an empty one
 */
struct _GolEntity
{
  const char       *name;
  const char       *label;
  const char       *label_many;
  guint             number;
  char              code_letter;
  const char       *parent;
  const char       *title;
  const GolSection *sections;
};

const GolEntity * const *gol_dictionary_get_entities (void);  /* NULL-terminated, by number */
const GolEntity  *gol_dictionary_find_entity  (const char        *name);
const GolEntity  *gol_dictionary_get_entity   (guint              number);
const GolSection *gol_entity_find_section     (const GolEntity   *entity,
                                               const char        *name);
const GolField   *gol_section_find_field      (const GolSection  *section,
                                               const char        *name);

/* "worker.civil.sex", or "civil.sex" within an entity. */
gboolean          gol_dictionary_find_field   (const char        *path,
                                               const GolEntity  **entity,
                                               const GolSection **section,
                                               const GolField   **field);
gboolean          gol_entity_find_field       (const GolEntity   *entity,
                                               const char        *path,
                                               const GolSection **section,
                                               const GolField   **field);

/* How a field is stored: an integer column (INTEGER, BOOLEAN) or text. */
GolValueKind      gol_field_get_kind          (const GolField    *field);

/* Translated. */
const char       *gol_field_get_label         (const GolField    *field);
const char       *gol_section_get_label       (const GolSection  *section);
const char       *gol_entity_get_label        (const GolEntity   *entity);

G_END_DECLS
