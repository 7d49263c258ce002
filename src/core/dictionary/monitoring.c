/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

static const GolField visit_check_columns[] = {
  { "point",  CHOICE, N_("Point"), "visit_point" },
  { "result", CHOICE, N_("Result"), "inspection" },
  { "note",   TEXT,   N_("Note") },
  END
};

static const GolField visit[] = {
  { "worksite",          REFERENCE, N_("Worksite"), "worksite", .flags = REQUIRED | SORTED | LISTED },
  { "employer",          REFERENCE, N_("Employer"), "employer", .flags = SORTED | LISTED },
  { "season",            REFERENCE, N_("Season"), "season" },
  { "visited_on",        DATE,      N_("Visited on"), .flags = REQUIRED | SORTED | LISTED },
  { "announced",         BOOLEAN,   N_("Announced beforehand"), .flags = LISTED },
  { "participants",      TEXT,      N_("Participants") },
  { "interviewed",       INTEGER,   N_("Workers interviewed") },
  { "interviewed_apart", BOOLEAN,   N_("Interviewed apart from the employer") },
  { "interpreter",       NAME,      N_("Interpreter") },
  { "checklist",         ROWS,      N_("Checklist"), .columns = visit_check_columns },
  { "findings",          LONG_TEXT, N_("What was found") },
  { "next_visit",        DATE,      N_("To be visited again by"), .flags = SORTED },
  { "papers",            ATTACHMENT, N_("Report and pictures") },
  END
};

static const GolSection visit_sections[] = {
  { "visit", N_("Visit"), S | A, M | S | A, 0, 10, visit },
  END
};

const GolEntity gol_entity_visit = {
  .name = "visit",
  .label = N_("Visit"),
  .label_many = N_("Visits"),
  .number = 15,
  .parent = "visit.worksite",
  .title = "visit.worksite,visit.visited_on",
  .sections = visit_sections,
};

/* An employer reads its own incidents because it wrote them; the section's readers do not name it. */
static const GolField incident[] = {
  { "placement",   REFERENCE, N_("Placement"), "placement", .flags = SORTED | LISTED },
  { "worksite",    REFERENCE, N_("Worksite"), "worksite", .flags = SORTED },
  { "type",        CHOICE,    N_("Kind"), "incident", .flags = REQUIRED | SORTED | LISTED },
  { "severity",    CHOICE,    N_("Severity"), "severity", .flags = LISTED },
  { "happened_on", DATE,      N_("Happened on"), .flags = SORTED | LISTED },
  { "place",       NAME,      N_("Place") },
  { "reported_on", DATE,      N_("Reported on") },
  { "facts",       LONG_TEXT, N_("Facts") },
  { "actions",     LONG_TEXT, N_("What was done") },
  { "closed",      DATE,      N_("Closed on"), .flags = SORTED },
  { "papers",      ATTACHMENT, N_("Papers") },
  END
};

static const GolSection incident_sections[] = {
  { "incident", N_("Incident"), S | E | M, M | S | A, WRITER_READS, 10, incident },
  END
};

const GolEntity gol_entity_incident = {
  .name = "incident",
  .label = N_("Incident"),
  .label_many = N_("Incidents"),
  .number = 16,
  .parent = "incident.placement",
  .title = "incident.type,incident.happened_on",
  .sections = incident_sections,
};

static const GolField pay_deduction_columns[] = {
  { "kind",     CHOICE, N_("What for"), "deduction" },
  { "amount",   MONEY,  N_("Amount"), NULL },
  { "agreed",   BOOLEAN, N_("Agreed in the contract") },
  { "note",     TEXT,   N_("Note") },
  END
};

static const GolField pay_sample[] = {
  { "placement",  REFERENCE, N_("Placement"), "placement", .flags = REQUIRED | SORTED | LISTED },
  { "from",       DATE,      N_("From"), .flags = SORTED | LISTED },
  { "until",      DATE,      N_("Until"), .flags = LISTED },
  { "hours",      DECIMAL,   N_("Hours"), .flags = LISTED },
  { "overtime",   DECIMAL,   N_("Hours of overtime") },
  { "pieces",     DECIMAL,   N_("Pieces") },
  { "gross",      MONEY,     N_("Gross"), "currency", .flags = LISTED },
  { "deductions", ROWS,      N_("Deductions"), .columns = pay_deduction_columns },
  { "net",        MONEY,     N_("Net"), "currency", .flags = LISTED },
  { "currency",   CURRENCY,  N_("Currency") },
  { "source",     CHOICE,    N_("Known from"), "pay_source" },
  { "papers",     ATTACHMENT, N_("Pay slip") },
  END
};

static const GolSection pay_sections[] = {
  { "pay_sample", N_("Pay"), S | M, M | S | A, 0, 7, pay_sample },
  END
};

const GolEntity gol_entity_pay = {
  .name = "pay",
  .label = N_("Pay sample"),
  .label_many = N_("Pay samples"),
  .number = 17,
  .parent = "pay_sample.placement",
  .title = "pay_sample.from,pay_sample.until",
  .sections = pay_sections,
};

/* Kept for a working life: a pension may rest on it. */
static const GolField insured_period[] = {
  { "worker",      REFERENCE, N_("Worker"), "worker", .flags = REQUIRED | SORTED | LISTED },
  { "placement",   REFERENCE, N_("Placement"), "placement" },
  { "country",     COUNTRY,   N_("Country"), .flags = REQUIRED | SORTED | LISTED },
  { "institution", NAME,      N_("Institution"), .flags = LISTED },
  { "number",      CODE,      N_("Insurance number"), .check = "@number_type", .flags = SEARCHED },
  { "number_type", CHOICE,    N_("Kind of number"), "insurance_number_type" },
  { "from",        DATE,      N_("From"), .flags = SORTED | LISTED },
  { "until",       DATE,      N_("Until"), .flags = LISTED },
  { "days",        INTEGER,   N_("Days insured"), .flags = LISTED },
  { "base",        MONEY,     N_("Base"), "currency" },
  { "currency",    CURRENCY,  N_("Currency") },
  { "regime",      TEXT,      N_("Regime") },
  END
};

static const GolSection insured_sections[] = {
  { "insured_period", N_("Insured period"), M | S, M | S, 0, 50, insured_period },
  END
};

const GolEntity gol_entity_insured_period = {
  .name = "insured_period",
  .label = N_("Insured period"),
  .label_many = N_("Insured periods"),
  .number = 18,
  .parent = "insured_period.worker",
  .title = "insured_period.country,insured_period.from",
  .sections = insured_sections,
};
