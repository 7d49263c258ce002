/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Short names for the dictionary's tables, and only for them: a table is read a hundred times for every time
 * it is written, and a field should stand on one line.
 */

#include <glib/gi18n-lib.h>

#include "gol-dictionary.h"

/* Parties, by the letters of docs/DESIGN.md. */
enum
{
  M       = GOL_PARTY_MINISTRY,
  A       = GOL_PARTY_AUTHORITY,
  E       = GOL_PARTY_EMPLOYER,
  E_LATER = GOL_PARTY_EMPLOYER_ACCEPTED,
  N       = GOL_PARTY_CONSULATE_DEST,
  S       = GOL_PARTY_CONSULATE_ORIGIN,
  T       = GOL_PARTY_TRAINING,
  K       = GOL_PARTY_CLINIC,
  C       = GOL_PARTY_CARRIER,
  P       = GOL_PARTY_PARTNER,
  R       = GOL_PARTY_AUDITOR,

  /* All who have a part in a placement: partners see referred cases only, auditors what their mandate names. */
  IN_SCOPE  = M | A | E | N | S | T | K | C,
  EVERYBODY = GOL_PARTY_EVERYBODY,
};

#define TEXT         GOL_FIELD_TEXT
#define LONG_TEXT    GOL_FIELD_LONG_TEXT
#define NAME         GOL_FIELD_NAME
#define CODE         GOL_FIELD_CODE
#define DATE         GOL_FIELD_DATE
#define PARTIAL_DATE GOL_FIELD_PARTIAL_DATE
#define INSTANT      GOL_FIELD_INSTANT
#define CHOICE       GOL_FIELD_CHOICE
#define SET          GOL_FIELD_SET
#define BOOLEAN      GOL_FIELD_BOOLEAN
#define INTEGER      GOL_FIELD_INTEGER
#define DECIMAL      GOL_FIELD_DECIMAL
#define MONEY        GOL_FIELD_MONEY
#define PHONE        GOL_FIELD_PHONE
#define EMAIL        GOL_FIELD_EMAIL
#define COUNTRY      GOL_FIELD_COUNTRY
#define CURRENCY     GOL_FIELD_CURRENCY
#define LANGUAGES    GOL_FIELD_LANGUAGES
#define OCCUPATION   GOL_FIELD_OCCUPATION
#define ROWS         GOL_FIELD_ROWS
#define REFERENCE    GOL_FIELD_REFERENCE
#define ATTACHMENT   GOL_FIELD_ATTACHMENT
#define PORTRAIT     GOL_FIELD_PORTRAIT

#define REQUIRED     GOL_FIELD_REQUIRED
#define WANTED       GOL_FIELD_WANTED
#define SEARCHED     GOL_FIELD_SEARCHED
#define SORTED       GOL_FIELD_SORTED
#define KEY          GOL_FIELD_KEY
#define LISTED       GOL_FIELD_LISTED

#define PROTECTED    GOL_SECTION_PROTECTED
#define MOVES_SCOPE  GOL_SECTION_MOVES_SCOPE
#define TWO_OFFICERS GOL_SECTION_TWO_OFFICERS
#define ATTESTED     GOL_SECTION_ATTESTED
#define NO_RULE      GOL_SECTION_NO_RULE
#define ON_BEHALF    GOL_SECTION_ON_BEHALF
#define WRITER_READS GOL_SECTION_WRITER_READS

/* Every table ends with it. */
#define END { NULL }

/* One list of entities, by number: the declarations and the array of gol-dictionary.c are made from it. */
#define GOL_ENTITIES(X) \
  X (worker) X (season) X (call) X (employer) X (worksite) X (finding) X (order) X (placement) X (attestation) \
  X (event) X (travel) X (training) X (fitness) X (medical) X (visit) X (incident) X (pay) X (insured_period) \
  X (complaint) X (screening) X (protection_case) X (fee) X (remittance) X (sanction) X (reintegration) \
  X (local_need) X (campaign) X (scam_report) X (agency) X (actor_table) X (scheme) X (calendar) X (district) \
  X (document) X (step) X (discrepancy)

#define GOL_DECLARE_ENTITY(name) extern const GolEntity gol_entity_##name;
GOL_ENTITIES (GOL_DECLARE_ENTITY)
#undef GOL_DECLARE_ENTITY
