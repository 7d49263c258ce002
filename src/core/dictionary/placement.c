/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

/* One person in one order in one season. Only the ministry moves it, for these fields decide who may see it. */
static const GolField placement_core[] = {
  { "worker",               REFERENCE, N_("Worker"), "worker", .flags = REQUIRED | SORTED | LISTED },
  { "order",                REFERENCE, N_("Order"), "order", .flags = SORTED | LISTED },
  { "worksite",             REFERENCE, N_("Worksite"), "worksite", .flags = SORTED },
  { "season",               REFERENCE, N_("Season"), "season", .flags = SORTED },
  { "scheme",               CODE,      N_("Scheme"), "scheme", .flags = SORTED | LISTED },
  { "origin_district",      CODE,      N_("District of origin"), .flags = SORTED },
  { "destination_district", CODE,      N_("District of destination"), .flags = SORTED },
  { "named",                BOOLEAN,   N_("Asked for by name"), .flags = LISTED },
  { "starts",               DATE,      N_("Planned start"), .flags = SORTED | LISTED },
  { "ends",                 DATE,      N_("Planned end"), .flags = SORTED | LISTED },
  { "withdrawn_on",         DATE,      N_("Withdrawn on") },
  { "withdrawn_why",        TEXT,      N_("Why it was withdrawn") },
  END
};

static const GolField score_columns[] = {
  { "test",  TEXT,    N_("Test") },
  { "score", DECIMAL, N_("Score") },
  { "of",    DECIMAL, N_("Out of") },
  { "by",    NAME,    N_("By") },
  END
};

static const GolField selection[] = {
  { "panel",         TEXT,    N_("Panel") },
  { "held_on",       DATE,    N_("Held on") },
  { "place",         NAME,    N_("Place") },
  { "scores",        ROWS,    N_("Scores"), .columns = score_columns },
  { "result",        CHOICE,  N_("Result"), "selection", .flags = SORTED },
  { "reserve_rank",  INTEGER, N_("Rank on the reserve list") },
  { "reason",        LONG_TEXT, N_("Reason") },
  END
};

static const GolField employer_answer[] = {
  { "result",      CHOICE, N_("Answer"), "answer_employer", .flags = SORTED },
  { "answered_on", DATE,   N_("Answered on") },
  { "reason",      CHOICE, N_("Reason"), "refusal_reason" },
  { "note",        TEXT,   N_("Note") },
  END
};

static const GolField contract[] = {
  { "number",         CODE,     N_("Contract number"), .flags = SEARCHED },
  { "version_hash",   CODE,     N_("Version"), .help = N_("The hash of the text that was signed.") },
  { "language",       CODE,     N_("Language") },
  { "starts",         DATE,     N_("Starts on") },
  { "ends",           DATE,     N_("Ends on") },
  { "hours_week",     DECIMAL,  N_("Hours a week") },
  { "wage",           MONEY,    N_("Wage"), "wage_currency" },
  { "wage_unit",      CHOICE,   N_("Per"), "wage_unit" },
  { "wage_currency",  CURRENCY, N_("Currency") },
  { "terms",          LONG_TEXT, N_("Other terms copied from the order") },
  { "worker_signed",  DATE,     N_("Worker signed on"), .flags = SORTED },
  { "worker_signed_how", CHOICE, N_("How"), "signature" },
  { "employer_signed", DATE,    N_("Employer signed on") },
  { "agent_signed",   DATE,     N_("Consular agent signed on") },
  { "explained_in",   CODE,     N_("Explained in the language") },
  { "witness",        NAME,     N_("Witness or interpreter") },
  { "annexes",        ATTACHMENT, N_("Annexes") },
  END
};

static const GolField return_commitment[] = {
  { "text_version", CODE,   N_("Version of the text") },
  { "signed",       DATE,   N_("Signed on") },
  { "signed_how",   CHOICE, N_("How"), "signature" },
  { "witness",      NAME,   N_("Witness") },
  { "paper",        ATTACHMENT, N_("Signed paper") },
  END
};

static const GolField authorisation[] = {
  { "number",     CODE,   N_("Authorisation number"), .flags = SEARCHED },
  { "result",     CHOICE, N_("Result"), "decision", .flags = SORTED },
  { "decided_on", DATE,   N_("Decided on") },
  { "from",       DATE,   N_("From") },
  { "until",      DATE,   N_("Until"), .flags = SORTED },
  { "conditions", LONG_TEXT, N_("Conditions") },
  END
};

static const GolField checklist_columns[] = {
  { "paper", CODE,    N_("Paper") },
  { "seen",  BOOLEAN, N_("Seen") },
  { "note",  TEXT,    N_("Note") },
  END
};

static const GolField visa_application[] = {
  { "group",            CODE,   N_("Visa group"), .flags = SEARCHED | SORTED },
  { "filed_on",         DATE,   N_("Filed on"), .flags = SORTED },
  { "application_number", CODE, N_("Application number"), .flags = SEARCHED },
  { "checklist",        ROWS,   N_("Checklist"), .columns = checklist_columns },
  { "appointment",      INSTANT, N_("Appointment") },
  { "biometrics",       DATE,   N_("Biometrics taken on") },
  { "decision",         CHOICE, N_("Decision"), "visa_decision", .flags = SORTED },
  { "decided_on",       DATE,   N_("Decided on") },
  { "refusal_code",     CODE,   N_("Code of the refusal") },
  { "passport_custody", CHOICE, N_("Where the passport is"), "passport_custody" },
  END
};

static const GolField visa_validity[] = {
  { "visa_no", CODE,    N_("Visa number"), .flags = SEARCHED },
  { "from",    DATE,    N_("From") },
  { "until",   DATE,    N_("Until"), .flags = SORTED },
  { "entries", CHOICE,  N_("Entries"), "visa_entries" },
  END
};

static const GolField employer_evaluation[] = {
  { "evaluated_on", DATE,   N_("Evaluated on") },
  { "scale",        CHOICE, N_("Work"), "scale" },
  { "rehire",       CHOICE, N_("Would hire again"), "answer" },
  { "reason",       LONG_TEXT, N_("Reason") },
  { "reply",        LONG_TEXT, N_("Worker’s reply") },
  END
};

static const GolField worker_evaluation[] = {
  { "evaluated_on", DATE,   N_("Evaluated on") },
  { "employer",     CHOICE, N_("Employer"), "scale" },
  { "housing",      CHOICE, N_("Housing"), "scale" },
  { "pay",          CHOICE, N_("Pay"), "scale" },
  { "return_there", CHOICE, N_("Would go there again"), "answer" },
  { "comment",      LONG_TEXT, N_("Comment") },
  { "earned",       MONEY,  N_("Earned in all"), "currency" },
  { "spent",        MONEY,  N_("Spent in all"), "currency" },
  { "currency",     CURRENCY, N_("Currency") },
  END
};

static const GolSection placement_sections[] = {
  { "placement_core",      N_("Placement"), M, IN_SCOPE, MOVES_SCOPE, 10, placement_core },
  { "selection",           N_("Selection"), M, M | N, 0, 5, selection },
  { "employer_answer",     N_("Employer’s answer"), E, M | N | S | E, ON_BEHALF, 5, employer_answer },
  { "contract",            N_("Contract"), M, M | A | E | N | S, 0, 10, contract },
  { "return_commitment",   N_("Commitment to return"), M, M | N | S, 0, 10, return_commitment },
  { "authorisation",       N_("Work authorisation"), A, M | E | N | S, ON_BEHALF, 10, authorisation },
  { "visa_application",    N_("Visa application"), N, M, ON_BEHALF, 10, visa_application },
  { "visa_validity",       N_("Visa"), N, M | A | E | S, ON_BEHALF, 10, visa_validity },
  { "employer_evaluation", N_("Evaluation by the employer"), E, M | S, ON_BEHALF, 5, employer_evaluation },
  { "worker_evaluation",   N_("Evaluation by the worker"), M, M | S, 0, 5, worker_evaluation },
  END
};

const GolEntity gol_entity_placement = {
  .name = "placement",
  .label = N_("Placement"),
  .label_many = N_("Placements"),
  .number = 8,
  .code_letter = 'H',
  .parent = "placement_core.worker",
  .title = "placement_core.worker,placement_core.order",
  .sections = placement_sections,
};

/* What an office says holds, for those who may not see the facts that it rests on. */
static const GolField attestation[] = {
  { "placement",      REFERENCE, N_("Placement"), "placement", .flags = REQUIRED | SORTED | LISTED },
  { "step",           CODE,      N_("Step"), .flags = REQUIRED | SORTED | LISTED },
  { "result",         CHOICE,    N_("Result"), "truth", .flags = REQUIRED | LISTED },
  { "at",             INSTANT,   N_("Attested at") },
  { "until",          DATE,      N_("Holds until"), .flags = SORTED | LISTED },
  { "clauses",        SET,       N_("Clauses that fail") },
  { "scheme",         CODE,      N_("Scheme"), "scheme" },
  { "scheme_version", CODE,      N_("Version of the scheme") },
  END
};

static const GolSection attestation_sections[] = {
  { "attestation", N_("Attestation"), IN_SCOPE, IN_SCOPE, ATTESTED, 10, attestation },
  END
};

const GolEntity gol_entity_attestation = {
  .name = "attestation",
  .label = N_("Attestation"),
  .label_many = N_("Attestations"),
  .number = 9,
  .parent = "attestation.placement",
  .title = "attestation.step,attestation.result",
  .sections = attestation_sections,
};
