/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

static const GolField deduction_columns[] = {
  { "kind",     CHOICE,   N_("What for"), "deduction" },
  { "amount",   MONEY,    N_("Amount"), "currency" },
  { "percent",  DECIMAL,  N_("Per cent of gross pay") },
  { "per",      CHOICE,   N_("Per"), "wage_unit" },
  { "cap",      MONEY,    N_("At most"), "currency" },
  { "currency", CURRENCY, N_("Currency") },
  { "consent",  BOOLEAN,  N_("Only with written consent") },
  { "note",     TEXT,     N_("Note") },
  END
};

/* A requirement without a reason is no requirement: "women only" cannot be approved without a legal basis. */
static const GolField requirement_columns[] = {
  { "kind",          CHOICE, N_("Requirement"), "requirement" },
  { "value",         TEXT,   N_("What is asked") },
  { "justification", TEXT,   N_("Why the work needs it") },
  { "legal_basis",   TEXT,   N_("Legal basis") },
  END
};

/* "number" is what the employer or the programme calls the order; "reference" is a case number as imported, which
 * joint filings repeat, so neither is a key. */
static const GolField order_terms[] = {
  { "number",          CODE,       N_("Order number"), .flags = SEARCHED | SORTED | LISTED },
  { "reference",       CODE,       N_("Case number"), .flags = SEARCHED | SORTED },
  { "filing",          CHOICE,     N_("Kind of filing"), "filing" },
  { "received_on",     DATE,       N_("Received on") },
  { "scheme",          CODE,       N_("Scheme"), "scheme", .flags = WANTED | SORTED | LISTED },
  { "season",          REFERENCE,  N_("Season"), "season", .flags = SORTED },
  { "employer",        REFERENCE,  N_("Employer"), "employer", .flags = REQUIRED | SORTED | LISTED },
  { "agent",           NAME,       N_("Agent"), .flags = SEARCHED },
  { "worksite",        REFERENCE,  N_("Worksite"), "worksite", .flags = LISTED },
  { "worksite_place",  NAME,       N_("Place of work as written"), .flags = SEARCHED },
  { "worksite_admin_1", NAME,      N_("State or province of the work"), .flags = SORTED | LISTED },
  { "named",           BOOLEAN,    N_("By name") },
  { "posts_asked",     INTEGER,    N_("Posts asked"), .flags = REQUIRED | SORTED | LISTED },
  { "occupation",      OCCUPATION, N_("Occupation"), .flags = WANTED | SORTED },
  { "occupation_text", TEXT,       N_("Occupation as written"), .flags = SEARCHED | LISTED },
  { "tasks",           LONG_TEXT,  N_("Tasks") },
  { "crop",            TEXT,       N_("Crop"), .flags = SEARCHED },
  { "start_date",      DATE,       N_("Starts on"), .flags = REQUIRED | SORTED | LISTED },
  { "end_date",        DATE,       N_("Ends on"), .flags = REQUIRED | SORTED | LISTED },
  { "hours_week",      DECIMAL,    N_("Hours a week"), .flags = WANTED },
  { "hours_guaranteed", DECIMAL,   N_("Hours guaranteed in all") },
  { "wage",            MONEY,      N_("Wage"), "wage_currency", .flags = REQUIRED | LISTED },
  { "wage_unit",       CHOICE,     N_("Per"), "wage_unit", .flags = REQUIRED | LISTED },
  { "wage_currency",   CURRENCY,   N_("Currency"), .flags = REQUIRED },
  { "piece_rate",      TEXT,       N_("Piece rate") },
  { "overtime_wage",   MONEY,      N_("Overtime wage"), "wage_currency" },
  { "reference_wage",  MONEY,      N_("Reference wage"), "wage_currency",
    .help = N_("What nationals earn for the same work; paid by the same unit.") },
  { "deductions",      ROWS,       N_("Deductions"), .columns = deduction_columns },
  { "housing",         CHOICE,     N_("Housing"), "provision" },
  { "housing_cost",    MONEY,      N_("Housing costs the worker, a week"), "wage_currency" },
  { "transport",       CHOICE,     N_("Transport to work"), "provision" },
  { "travel_paid_by",  CHOICE,     N_("Journey paid by"), "payer" },
  { "requirements",    ROWS,       N_("Requirements"), .columns = requirement_columns },
  { "note",            LONG_TEXT,  N_("Note") },
  { "papers",          ATTACHMENT, N_("Papers") },
  END
};

static const GolField named_columns[] = {
  { "worker",     REFERENCE, N_("Worker"), "worker" },
  { "name",       NAME,      N_("Name as the employer wrote it") },
  { "code",       CODE,      N_("Code or document as written") },
  { "substitute", BOOLEAN,   N_("Another may take the post") },
  END
};

static const GolField order_names[] = {
  { "people",        ROWS,    N_("People named"), .columns = named_columns },
  { "no_substitute", BOOLEAN, N_("No substitute is accepted") },
  END
};

static const GolField origin_decision[] = {
  { "result",     CHOICE,    N_("Result"), "decision", .flags = SORTED | LISTED },
  { "decided_on", DATE,      N_("Decided on") },
  { "reason",     LONG_TEXT, N_("Reason") },
  { "conditions", LONG_TEXT, N_("Conditions") },
  { "number",     CODE,      N_("Number of the decision") },
  END
};

/* Posts certified stand here: how many foreigners may be hired is the destination's to say. */
static const GolField destination_decision[] = {
  { "result",          CHOICE,    N_("Result"), "decision", .flags = SORTED | LISTED },
  { "posts_certified", INTEGER,   N_("Posts certified"), .flags = SORTED | LISTED },
  { "decided_on",      DATE,      N_("Decided on"), .flags = SORTED },
  { "from",            DATE,      N_("Certified from") },
  { "until",           DATE,      N_("Certified until") },
  { "reason",          LONG_TEXT, N_("Reason") },
  { "conditions",      LONG_TEXT, N_("Conditions") },
  { "number",          CODE,      N_("Number of the decision"), .flags = SEARCHED },
  END
};

static const GolSection sections[] = {
  { "order_terms", N_("Terms"), E | M, M | A | N | S | E, ON_BEHALF, 0, order_terms },
  { "order_names", N_("People named"), E, M | N | S | E, ON_BEHALF, 10, order_names },
  { "order_origin_decision", N_("Decision of origin"), M, M | A | N | S | E, 0, 0, origin_decision },
  { "order_destination_decision", N_("Decision of destination"), A, M | A | N | S | E, ON_BEHALF, 0,
    destination_decision },
  END
};

const GolEntity gol_entity_order = {
  .name = "order",
  .label = N_("Order"),
  .label_many = N_("Orders"),
  .number = 7,
  .code_letter = 'P',
  .parent = "order_terms.employer",
  .title = "order_terms.occupation_text,order_terms.start_date",
  .sections = sections,
};
