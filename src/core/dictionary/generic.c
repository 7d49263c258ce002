/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

/*
 * The generic records: a scheme may ask for papers and add steps that no table here foresees, and gets a row in one
 * of these instead of a table of its own.
 */
static const GolField document[] = {
  { "worker",    REFERENCE, N_("Worker"), "worker", .flags = SORTED | LISTED },
  { "placement", REFERENCE, N_("Placement"), "placement", .flags = SORTED },
  { "kind",      CODE,      N_("Kind"), .flags = REQUIRED | SORTED | LISTED,
    .help = N_("As the scheme names it, such as criminal_record.") },
  { "number",    CODE,      N_("Number"), .flags = SEARCHED | LISTED },
  { "issuer",    NAME,      N_("Issued by") },
  { "issued",    DATE,      N_("Issued on"), .flags = SORTED | LISTED },
  { "expires",   DATE,      N_("Valid until"), .flags = SORTED | LISTED },
  { "seen_on",   DATE,      N_("Original seen on") },
  { "held_by",   CHOICE,    N_("Original held by"), "holder" },
  { "note",      TEXT,      N_("Note") },
  { "file",      ATTACHMENT, N_("Copy") },
  END
};

static const GolSection document_sections[] = {
  { "document", N_("Document"), M, M | A | N | S, 0, 10, document },
  END
};

const GolEntity gol_entity_document = {
  .name = "document",
  .label = N_("Document"),
  .label_many = N_("Documents"),
  .number = 34,
  .parent = "document.worker",
  .title = "document.kind,document.number",
  .sections = document_sections,
};

static const GolField step[] = {
  { "placement", REFERENCE, N_("Placement"), "placement", .flags = REQUIRED | SORTED | LISTED },
  { "step",      CODE,      N_("Step"), .flags = REQUIRED | SORTED | LISTED },
  { "at",        INSTANT,   N_("Done at"), .flags = SORTED | LISTED },
  { "on",        DATE,      N_("Day, by the calendar of the place"), .flags = SORTED },
  { "by",        NAME,      N_("Done by"), .flags = LISTED },
  { "result",    CHOICE,    N_("Result"), "step_result", .flags = SORTED | LISTED },
  { "note",      TEXT,      N_("Note") },
  { "override",  TEXT,      N_("Why it was done although a requirement was not met") },
  END
};

static const GolSection step_sections[] = {
  { "step", N_("Step"), M | A | E | N | S | T | K | C, M | A | E | N | S, 0, 10, step },
  END
};

const GolEntity gol_entity_step = {
  .name = "step",
  .label = N_("Step"),
  .label_many = N_("Steps"),
  .number = 35,
  .parent = "step.placement",
  .title = "step.step,step.at",
  .sections = step_sections,
};

/*
 * Two things that cannot both be right and that no merge can settle: two workers with one passport, two offices
 * filling the last post, witnesses who disagree. docs/SYNC.md calls it a finding; the word stands here for what
 * inspectors find. The hub or the owner signs it, the owner alone is told.
 */
static const GolField value_columns[] = {
  { "record", TEXT, N_("Record") },
  { "field",  TEXT, N_("Field") },
  { "value",  TEXT, N_("Value") },
  { "agency", CODE, N_("Agency") },
  { "at",     INSTANT, N_("Written at") },
  END
};

static const GolField discrepancy[] = {
  { "kind",      CHOICE,  N_("Kind"), "discrepancy", .flags = REQUIRED | SORTED | LISTED },
  { "records",   SET,     N_("Records"), .flags = REQUIRED },
  { "fields",    SET,     N_("Fields") },
  { "values",    ROWS,    N_("Values"), .columns = value_columns },
  { "rule",      CODE,    N_("Clause") },
  { "found_at",  INSTANT, N_("Found at"), .flags = SORTED | LISTED },
  { "decision",  CHOICE,  N_("Decision"), "discrepancy_decision", .flags = SORTED | LISTED },
  { "reason",    TEXT,    N_("Reason") },
  { "closed_at", INSTANT, N_("Closed at"), .flags = SORTED },
  END
};

static const GolSection discrepancy_sections[] = {
  { "discrepancy", N_("Discrepancy"), M, M, 0, 10, discrepancy },
  END
};

const GolEntity gol_entity_discrepancy = {
  .name = "discrepancy",
  .label = N_("Discrepancy"),
  .label_many = N_("Discrepancies"),
  .number = 36,
  .title = "discrepancy.kind,discrepancy.found_at",
  .sections = discrepancy_sections,
};
